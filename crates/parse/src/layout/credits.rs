//! By-lines and credit lines: who reported, wrote, edited and photographed a story.
//!
//! Recognised: "By Ana Marsh and Tom Okoro", also in capitals and with a desk or an outlet behind the names; lines that a
//! credit opens ("Reporting by …; Editing by …", "Photo: …", "Photo Courtesy: …"), also in brackets and at the end of a
//! paragraph. Not recognised: a bare name on a line of its own, biographies of authors.

use super::dateline::outlet_named;
use crate::words::is_space;
use dateline_knowledge::{CreditCue, CreditWords, Knowledge};
use dateline_record::{Credit, CreditRole, Span};

/// Words of a by-line.
const MOST_WORDS: usize = 30;
/// Words of a name.
const NAME_WORDS: std::ops::RangeInclusive<usize> = 2..=6;
/// Characters between names.
const SEPARATORS: [char; 12] = [',', ';', '&', '|', '/', '•', '·', '(', ')', '[', ']', '\n'];
/// Small words inside names: "Joost van Dijk".
const PARTICLES: [&str; 16] =
    ["van", "von", "de", "der", "den", "da", "dos", "del", "di", "la", "le", "bin", "al", "el", "ter", "y"];

/// The people of a by-line, spans moved by `offset`; none where the line is no by-line.
pub(super) fn parse_by_line(line: &str, offset: usize, knowledge: &Knowledge) -> Option<Vec<Credit>> {
    let cue = knowledge.credits.by_lines.iter().find_map(|cue| starts_with_words(line, cue))?;
    let behind = line.get(cue..).filter(|rest| rest.starts_with(is_space) || rest.starts_with(':'))?;
    let names = behind.trim_start_matches(|c| is_space(c) || c == ':');
    if names.split_whitespace().count() > MOST_WORDS {
        return None;
    }
    let start = line.len() - names.len();
    let mut credits = Vec::new();
    for (at, part) in parts(names) {
        let (at, part) = without_ends(at, part, &knowledge.credits);
        if is_name(part, &knowledge.credits) && outlet_named(part, knowledge).is_none() {
            let span = Span::new(offset + start + at, offset + start + at + part.len());
            credits.push(Credit { name: part.to_owned(), role: CreditRole::Author, span: Some(span) });
        } else if !part.is_empty() && !is_desk(part, knowledge) {
            return (!credits.is_empty() && is_label(part)).then_some(credits);
        }
    }
    (!credits.is_empty() || is_desk(names.trim(), knowledge)).then_some(credits)
}

/// The people of a line that is nothing but names, as they stand below a headline: "Ana Marsh and Tom Okoro".
pub(super) fn parse_names(line: &str, offset: usize, knowledge: &Knowledge) -> Option<Vec<Credit>> {
    let mut credits = Vec::new();
    for (at, part) in parts(line) {
        let (at, part) = without_ends(at, part, &knowledge.credits);
        if is_name(part, &knowledge.credits) && outlet_named(part, knowledge).is_none() {
            let span = Span::new(offset + at, offset + at + part.len());
            credits.push(Credit { name: part.to_owned(), role: CreditRole::Author, span: Some(span) });
        } else if !part.is_empty() && !is_desk(part, knowledge) {
            return None;
        }
    }
    (!credits.is_empty()).then_some(credits)
}

/// The people of a line that a credit opens, spans moved by `offset`; none where no credit opens it.
pub(super) fn parse_credit_line(line: &str, offset: usize, knowledge: &Knowledge) -> Option<Vec<Credit>> {
    let opening = line.len() - line.trim_start_matches(|c: char| is_space(c) || "([*—–-".contains(c)).len();
    let (mut role, length) = parse_cue(line.get(opening..)?, &knowledge.credits)?;
    let mut at = opening + length;
    let mut credits = Vec::new();
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let blank = rest.len() - rest.trim_start_matches(|c| is_space(c) || c == ':' || c == '.').len();
        let rest = rest.get(blank..).unwrap_or("");
        at += blank;
        if let Some((next, length)) = parse_cue(rest, &knowledge.credits) {
            role = next;
            at += length;
            continue;
        }
        let (part, length) = next_part(rest);
        credits.extend(credit(part, offset + at, role, knowledge));
        at += length;
    }
    Some(credits)
}

/// The photographers of a caption, spans moved by `offset`; none where the line is no caption: "… in Oslo. Photo by Ana
/// Marsh", "… in Oslo. REUTERS/Ana Marsh", "FILE PHOTO: …".
pub(super) fn parse_caption(line: &str, offset: usize, knowledge: &Knowledge) -> Option<Vec<Credit>> {
    let begins = knowledge.credits.captions.iter().any(|words| starts_with_words(line, words).is_some());
    let credited = picture_credit(line, offset, knowledge).or_else(|| agency_credit(line, offset, knowledge));
    credited.or_else(|| begins.then(Vec::new))
}

/// The photographers behind "Photo by" and its like at the beginning of a sentence.
fn picture_credit(line: &str, offset: usize, knowledge: &Knowledge) -> Option<Vec<Credit>> {
    let stops = line.match_indices([' ', '(']).map(|(at, _)| at + 1);
    let begins = |at: &usize| {
        line.get(..*at).is_some_and(|before| {
            before.ends_with('(')
                || before.trim_end_matches([' ', '(']).ends_with(['.', ')', '|', '!', '?', '”'])
        })
    };
    stops.filter(begins).find_map(|at| {
        let tail = line.get(at..)?;
        let (role, _) = parse_cue(tail, &knowledge.credits)?;
        (role == CreditRole::Photographer).then(|| parse_credit_line(tail, offset + at, knowledge))?
    })
}

/// The photographer behind the name of an agency and a stroke.
fn agency_credit(line: &str, offset: usize, knowledge: &Knowledge) -> Option<Vec<Credit>> {
    line.match_indices('/').find_map(|(stroke, _)| {
        let before = line.get(..stroke)?;
        let picture = |word: &str| knowledge.credits.picture_words.contains(&word.to_lowercase());
        let mut words = before.rsplit([' ', '(', '/', '.']).filter(|word| !word.is_empty());
        let agency = words.by_ref().take(3).find(|word| !picture(word))?;
        let capitals = !agency.chars().any(char::is_lowercase);
        outlet_named(agency, knowledge).filter(|_| capitals)?;
        let (part, _) = next_part(line.get(stroke + 1..)?);
        let name: &str = part.split('.').next().unwrap_or(part);
        let credit = credit(name, offset + stroke + 1, CreditRole::Photographer, knowledge)?;
        is_name(&credit.name, &knowledge.credits).then(|| vec![credit])
    })
}

/// Where the credit in brackets at the end of a paragraph begins: "… he said. (Reporting by Ana Marsh)".
pub(super) fn find_closing_credit(paragraph: &str, words: &CreditWords) -> Option<usize> {
    let tail = paragraph.trim_end_matches(is_space);
    let open = tail.strip_suffix([')', ']']).and_then(|inner| inner.rfind(['(', '[']))?;
    let (role, _) = parse_cue(paragraph.get(open + 1..)?, words)?;
    (open > 0 && role != CreditRole::Photographer).then_some(open)
}

/// The role that opens `text`, and the length of its words with what ties them to a name.
fn parse_cue(text: &str, words: &CreditWords) -> Option<(CreditRole, usize)> {
    let opens = |cue: &CreditCue| {
        let behind = text.get(cue.length..).unwrap_or("");
        behind.starts_with(':') || (cue.tied && behind.starts_with(is_space))
    };
    let cues = words.cues.beginning(text).into_iter().filter(opens);
    cues.max_by_key(|cue| cue.length).map(|cue| (cue.role, cue.length))
}

/// The length of `words` if `text` begins with them in any case.
fn starts_with_words(text: &str, words: &str) -> Option<usize> {
    let first = |text: &str| text.bytes().next().map(|byte| byte.to_ascii_lowercase());
    let begins = || text.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words));
    (first(text) == first(words) && begins()).then_some(words.len())
}

/// One name of a credit.
fn credit(part: &str, offset: usize, role: CreditRole, knowledge: &Knowledge) -> Option<Credit> {
    let (at, name) = without_ends(0, part, &knowledge.credits);
    let picture = |word: &str| knowledge.credits.picture_words.contains(&word.to_lowercase());
    let photographer = role == CreditRole::Photographer
        && NAME_WORDS.contains(&name.split_whitespace().count())
        && !name.split_whitespace().any(picture);
    let named = outlet_named(name, knowledge).is_none()
        && !name.contains('.')
        && (photographer || is_name(name, &knowledge.credits));
    named.then(|| Credit {
        name: name.to_owned(),
        role,
        span: Some(Span::new(offset + at, offset + at + name.len())),
    })
}

/// The names that separators or "and" part, with their offsets.
fn parts(names: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = names.get(at..).filter(|rest| !rest.is_empty()) {
        let (part, length) = next_part(rest);
        found.push((at, part));
        at += length;
    }
    found
}

/// What stands before the next separator, and the length with the separator; at least one character.
fn next_part(rest: &str) -> (&str, usize) {
    let mark = rest.find(SEPARATORS).unwrap_or(rest.len());
    let head = rest.get(..mark).unwrap_or(rest);
    let and =
        [" and ", " AND ", " und ", " et "].iter().filter_map(|and| Some((head.find(and)?, and.len()))).min();
    match and {
        Some((at, length)) => (head.get(..at).unwrap_or(head), at + length),
        None => {
            (head, mark + rest.get(mark..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8))
        }
    }
}

/// A part without white space, a full stop at its end, "and" before it, and what is said of place and outlet behind it.
fn without_ends<'a>(offset: usize, part: &'a str, words: &CreditWords) -> (usize, &'a str) {
    let start = part.trim_start_matches(is_space);
    let start = starts_with_words(start, "and ").and_then(|and| start.get(and..)).unwrap_or(start);
    let mut end = start.len();
    let mut at = 0;
    for word in start.split(is_space) {
        if at > 0 && words.name_ends.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            end = at;
            break;
        }
        at += word.len()
            + start.get(at + word.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    let name = start.get(..end).unwrap_or(start).trim_end_matches(|c| is_space(c) || c == ':');
    (offset + part.len() - start.len(), without_full_stop(name))
}

/// A name without the full stop of its sentence; that of an initial or of "Jr." stays.
fn without_full_stop(name: &str) -> &str {
    let bare = name.trim_end_matches('.');
    let last = bare.rsplit(is_space).next().unwrap_or("");
    if last.chars().count() <= 2 { name } else { bare }
}

/// Whether words could be a person's name: a few words with capitals, no digits, nothing of a desk.
fn is_name(part: &str, words: &CreditWords) -> bool {
    let fits = |word: &str| {
        let lower = word.to_lowercase();
        let capital =
            word.starts_with(char::is_uppercase) || !word.chars().any(|c| c.is_lowercase() || c.is_ascii());
        (capital || PARTICLES.contains(&lower.as_str()))
            && word.chars().all(|c| {
                c.is_alphabetic()
                    || "-.'’\u{2010}\u{2011}".contains(c)
                    || ('\u{300}'..='\u{36f}').contains(&c)
            })
            && !words.not_names.contains(&lower)
    };
    NAME_WORDS.contains(&part.split_whitespace().count()) && part.split_whitespace().all(fits)
}

/// Whether words name a desk or an outlet: "Staff Writer", "Associated Press".
fn is_desk(part: &str, knowledge: &Knowledge) -> bool {
    let is_known = |word: &str| knowledge.credits.not_names.contains(&word.to_lowercase());
    outlet_named(part, knowledge).is_some()
        || part.split(|c: char| is_space(c) || c == '.').any(is_known)
        || part.contains('@')
}

/// Whether words are too few and too plain to be the rest of a sentence: a date, a section.
fn is_label(part: &str) -> bool {
    part.split_whitespace().count() <= 6 && part.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knowledge() -> Knowledge {
        let outlets = "[herald]\nname = \"Daily Herald\"\naliases = [\"DH\"]\nsource = [\"own\"]\n";
        let own = dateline_knowledge::built_in_files();
        let words = own.into_iter().find(|(name, _)| *name == "credits.toml").unwrap();
        Knowledge::from_toml(&[("outlets.toml", outlets), words]).unwrap()
    }

    /// `expected` is "role name" joined by "; ".
    fn check(line: &str, found: Option<Vec<Credit>>, expected: Option<&str>) {
        let shown = found.map(|credits| {
            let all = credits.iter().map(|credit| {
                assert_eq!(credit.span.map(|span| span.of(line)), Some(credit.name.as_str()));
                format!("{:?} {}", credit.role, credit.name)
            });
            all.collect::<Vec<_>>().join("; ")
        });
        assert_eq!(shown.as_deref(), expected, "{line}");
    }

    #[test]
    fn by_lines() {
        for (line, expected) in [
            ("By Ana Marsh", Some("Author Ana Marsh")),
            (
                "BY ANA MARSH, TOM OKORO and JOOST VAN DIJK",
                Some("Author ANA MARSH; Author TOM OKORO; Author JOOST VAN DIJK"),
            ),
            ("By Ana Marsh and Tom Okoro, Daily Herald", Some("Author Ana Marsh; Author Tom Okoro")),
            ("By Kim Min-seo in Seoul", Some("Author Kim Min-seo")),
            ("By J. D. Okoro, Staff Writer", Some("Author J. D. Okoro")),
            ("By Ana Marsh | 3 March 2024", Some("Author Ana Marsh")),
            ("By Daily Herald Staff", Some("")),
            ("By Monday the talks had failed", None),
            ("By any measure, Okoro won", None),
            ("By the Numbers", None),
            ("Bystander Ana Marsh", None),
        ] {
            check(line, parse_by_line(line, 0, &knowledge()), expected);
        }
    }

    #[test]
    fn credit_lines() {
        for (line, expected) in [
            (
                "Additional reporting by Ana Marsh, Tom Okoro, Writing by Kim Min-seo; Editing by Joost van Dijk and Li Wei",
                Some(
                    "Reporter Ana Marsh; Reporter Tom Okoro; Writer Kim Min-seo; Editor Joost van Dijk; Editor Li Wei",
                ),
            ),
            (
                "(Reporting by Ana Marsh in Oslo and Tom Okoro in Lagos; editing by Li Wei.)",
                Some("Reporter Ana Marsh; Reporter Tom Okoro; Editor Li Wei"),
            ),
            ("Reporting and writing by Ana Marsh", Some("Reporter Ana Marsh")),
            ("Photo Courtesy: harbour lens on Pictures.example", Some("Photographer harbour lens")),
            ("Photo: Ana Marsh/Daily Herald", Some("Photographer Ana Marsh")),
            ("Photograph: Daily Herald", Some("")),
            ("Photo shows the harbour of Oslo", None),
            ("Editing by hand is slow work", Some("")),
            ("Reports by banks show growth", None),
        ] {
            check(line, parse_credit_line(line, 0, &knowledge()), expected);
        }
    }

    #[test]
    fn captions() {
        for (line, expected) in [
            (
                "Fishing boats in the port of Oslo, March 3. Photo by Ana Marsh",
                Some("Photographer Ana Marsh"),
            ),
            ("Fishing boats (Photo: Ana Marsh/HERALD)", Some("Photographer Ana Marsh")),
            ("Fishing boats in Oslo. Photo: Harbour", Some("")),
            ("Fishing boats in Oslo. DH Photo/Ana Marsh", Some("Photographer Ana Marsh")),
            ("Fishing boats in Oslo. DH/Ana Marsh Read the story", None),
            ("FILE PHOTO: Fishing boats in Oslo", Some("")),
            ("The minister held up a photo by Ana Marsh.", None),
            ("The talks on land/sea borders go on.", None),
        ] {
            check(line, parse_caption(line, 0, &knowledge()), expected);
        }
    }

    #[test]
    fn closing_credits() {
        let words = &knowledge().credits;
        let text = "The talks failed, he said. (Reporting by Ana Marsh; Editing by Li Wei)";
        assert_eq!(find_closing_credit(text, words), Some(27));
        assert_eq!(find_closing_credit("The talks failed (he said).", words), None);
    }
}
