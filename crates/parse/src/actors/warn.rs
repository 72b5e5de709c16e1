//! Warnings about names, with their English wording.

use super::read::{Reader, Who};
use dateline_record::{Values, Warning};
use std::ops::Range;

/// A name that several actors bear.
pub(crate) fn ambiguous(reader: &Reader<'_>, tokens: &Range<usize>, bearers: &[Who]) -> Warning {
    let words = reader.page.words(tokens).to_owned();
    let names: Vec<&str> = bearers.iter().filter_map(|who| name_of(reader, *who)).collect();
    let because = format!("“{words}” can be {}", names.join(" or "));
    let values = Values::from([("name".to_owned(), words), ("bearers".to_owned(), names.join(", "))]);
    Warning { code: "ambiguous-actor".to_owned(), values, because, span: reader.page.span(tokens) }
}

fn name_of<'r>(reader: &'r Reader<'_>, who: Who) -> Option<&'r str> {
    match who {
        Who::Known(known) => reader.known(known).map(|known| known.name.as_str()),
        Who::Person(person) => reader.people.get(person).map(|person| person.name.as_str()),
        Who::Body(body) => reader.bodies.get(body).map(|body| body.name.as_str()),
        Who::Capital(_) | Who::Region(_) | Who::Place(_) => None,
    }
}
