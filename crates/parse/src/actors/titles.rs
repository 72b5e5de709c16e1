//! Titles that, with a state before them, can only be one person of the article: "the South Korean leader".

use super::people;
use super::read::{Naming, Reader, Who};
use super::roles;
use crate::page::{Line, Style, Token};
use dateline_record::How;
use std::ops::Range;

/// The namings by title alone, in order.
pub(crate) fn find(reader: &Reader<'_>) -> Vec<Naming> {
    let bearers = bearers(reader);
    let mut found = Vec::new();
    for naming in &reader.namings {
        let (Who::Known(state), Some(line)) = (naming.who, reader.page.lines.get(naming.line)) else {
            continue;
        };
        let Some(title) = title(reader, line, naming) else { continue };
        let person = only_bearer(reader, &bearers, state, &title);
        found.extend(person.map(|person| Naming {
            tokens: naming.tokens.start..title.end,
            line: naming.line,
            who: Who::Person(person),
            how: How::Title,
        }));
    }
    found
}

/// A person with the state and the words of a present role.
struct Bearer {
    person: usize,
    state: usize,
    role: String,
}

fn bearers(reader: &Reader<'_>) -> Vec<Bearer> {
    let mut bearers = Vec::new();
    for (person, entry) in reader.people.iter().enumerate() {
        for role in &entry.roles {
            let first = reader.token(role.start).map_or("", |token| token.folded.as_ref());
            let once = reader.names.lists.once.contains(first);
            if let (Some(Who::Known(state)), false) = (roles::belongs_to(reader, role), once) {
                bearers.push(Bearer { person, state, role: reader.page.words(role).to_lowercase() });
            }
        }
    }
    bearers
}

/// The title behind a state's demonym or possessive, with no name behind it.
fn title(reader: &Reader<'_>, line: &Line, naming: &Naming) -> Option<Range<usize>> {
    let possessive =
        reader.page.get(line, naming.tokens.end).is_some_and(|token| token.style == Style::Possessive);
    if naming.how != How::Demonym && !possessive {
        return None;
    }
    let start = naming.tokens.end + usize::from(possessive);
    let end = people::title_end(reader, line, start, (start + LONGEST_TITLE).min(line.tokens.end))?;
    let named = reader.page.get(line, end).is_some_and(Token::is_capitalised);
    let single = reader.names.single.contains(&reader.page.words(&(start..end)).to_lowercase());
    (single && !named).then_some(start..end)
}

/// Words of the longest title that is looked for.
const LONGEST_TITLE: usize = 4;

fn only_bearer(reader: &Reader<'_>, bearers: &[Bearer], state: usize, title: &Range<usize>) -> Option<usize> {
    let title = reader.page.words(title).to_lowercase();
    let fits = |bearer: &&Bearer| {
        let leads =
            title == "leader" && reader.names.leading.iter().any(|leading| bearer.role.ends_with(leading));
        bearer.state == state && (leads || bearer.role.ends_with(&title))
    };
    let mut fitting = bearers.iter().filter(fits).map(|bearer| bearer.person);
    let first = fitting.next()?;
    fitting.all(|other| other == first).then_some(first)
}
