//! Who published a story: the outlet and the news agency.
//!
//! Recognised, in this order for the outlet: metadata; the title of a page ("King Leaves Oslo | Coast News"); notices that
//! name an outlet as the owner ("© 2024 Coast News", "Our Standards: …"); else the agency. The agency: the dateline, else such
//! a notice, else a sign-off at the end. Not recognised: outlets that a sentence only cites ("according to a … report").

use super::{
    dateline::outlet_named,
    lines::{Line, Shape},
};
use crate::words::is_space;
use dateline_knowledge::{Knowledge, Outlet};
use dateline_record::{Organ, Span};

/// The record's form of an outlet of the knowledge.
pub(super) fn organ(outlet: &Outlet, span: Option<Span>) -> Organ {
    Organ { name: outlet.name.clone(), wikidata: outlet.wikidata.clone(), span }
}

/// A name as an outlet: the knowledge's one, else as written.
pub(super) fn organ_named(name: &str, span: Option<Span>, knowledge: &Knowledge) -> Organ {
    let own = || Organ { name: name.to_owned(), wikidata: None, span };
    outlet_named(name, knowledge).map_or_else(own, |outlet| organ(outlet, span))
}

/// The outlet that a page's title names behind its last bar or dash, with the offset of that bar or dash.
pub(super) fn title_outlet<'a>(line: &str, knowledge: &'a Knowledge) -> Option<(&'a Outlet, usize, Span)> {
    [" | ", " - ", " – ", " — "].iter().find_map(|bar| {
        let (title, name) = line.rsplit_once(bar)?;
        let outlet = outlet_named(name.trim(), knowledge)?;
        Some((outlet, title.len(), Span::new(title.len() + bar.len(), line.len())))
    })
}

/// The outlet that a notice or the last line names as owner or writer.
pub(super) fn noticed_outlet<'a>(
    text: &str,
    lines: &[Line],
    knowledge: &'a Knowledge,
) -> Option<(&'a Outlet, Span)> {
    let last = lines.last().filter(|line| line.words <= 3).and_then(|line| {
        let name = line.span.of(text).trim_matches(|c: char| !c.is_alphanumeric());
        Some((outlet_named(name, knowledge)?, line.span))
    });
    let mut owners = lines.iter().filter(|line| line.shape == Shape::Notice && line.closes);
    last.or_else(|| owners.find_map(|line| owner(text, line.span, knowledge)))
}

/// The outlet whose name stands in a notice of ownership.
fn owner<'a>(text: &str, span: Span, knowledge: &'a Knowledge) -> Option<(&'a Outlet, Span)> {
    let notice = span.of(text);
    let found = knowledge.outlets.iter().flat_map(|outlet| {
        let names = std::iter::once(&outlet.name).chain(&outlet.aliases);
        names.filter_map(move |name| Some((outlet, find_name(notice, name)?, name.len())))
    });
    let (outlet, at, length) = found.max_by_key(|(_, _, length)| *length)?;
    let start = span.start as usize + at;
    Some((outlet, Span::new(start, start + length)))
}

/// Where `name` stands in `notice` as whole words.
fn find_name(notice: &str, name: &str) -> Option<usize> {
    let at = notice.find(name)?;
    let edge = |c: Option<char>| c.is_none_or(|c| is_space(c) || !c.is_alphanumeric());
    let before = notice.get(..at)?.chars().next_back();
    let behind = notice.get(at + name.len()..)?.chars().next();
    (edge(before) && edge(behind)).then_some(at)
}
