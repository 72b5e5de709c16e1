//! The date of publication, as an interval with every step of its inference as evidence.
//!
//! What is stated wins (`stated`). Else the text proves what it can (`proofs`, `events`): days that it calls past or to
//! come, offices that people hold in it, dated events of the knowledge; with the day and month of a dateline
//! these choose the year. Each proof is a set of days; a proof that contradicts the surer ones before it is left out. An
//! end that nothing proves stays open. Never today's date, never another article.

mod days;
mod events;
mod proofs;
mod stated;

use crate::{
    Document,
    dates::{self, Expression, Meaning, between},
    layout::Layout,
};
use dateline_knowledge::Knowledge;
use dateline_record::{
    Actor, Block, BlockKind, Day, Edtf, Evidence, Interval, Published, PublishedBasis, Sentence, Span, Tense,
    Values,
};
use days::Days;
use stated::StatedDate;

/// What the proofs look at.
pub(crate) struct Story<'a> {
    pub text: &'a str,
    pub expressions: &'a [Expression],
    pub sentences: &'a [Sentence],
    pub actors: &'a [Actor],
    pub knowledge: &'a Knowledge,
}

/// A set of days that something proves.
#[derive(Clone, Debug)]
pub(crate) struct Proof {
    pub days: Days,
    pub evidence: Evidence,
    /// Whether it is told even where it narrows nothing.
    pub agrees: bool,
}

/// What is stated, else what the dateline, the text's weekdays, offices held and dated events prove. Never today's date.
pub(crate) fn infer(
    document: &Document,
    layout: &Layout,
    expressions: &[Expression],
    sentences: &[Sentence],
    actors: &[Actor],
    knowledge: &Knowledge,
) -> Published {
    let story = Story { text: &document.text, expressions, sentences, actors, knowledge };
    let dateline = layout.dateline.as_ref().and_then(|found| found.day);
    let mut evidence = Vec::new();
    if let Some(stated) = stated(document, layout, dateline, knowledge, &mut evidence) {
        return published_as_stated(stated, evidence);
    }
    let candidates = dateline.and_then(|span| candidates(span, &story, &mut evidence));
    match candidates {
        Some(candidates) => from_dateline(&story, &candidates, evidence),
        None => from_text(&story, evidence),
    }
}

/// Evidence in one line.
fn step<const N: usize>(
    span: Option<Span>,
    code: &str,
    values: [(&str, String); N],
    because: String,
) -> Evidence {
    let values: Values = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Evidence { span, code: code.to_owned(), values, because }
}

// ---- stated ---------------------------------------------------------------------------------------------------------

/// Metadata first, then a dateline with its year, then a date line of the text.
fn stated(
    document: &Document,
    layout: &Layout,
    dateline: Option<Span>,
    knowledge: &Knowledge,
    evidence: &mut Vec<Evidence>,
) -> Option<StatedDate> {
    let calendar = &knowledge.calendar;
    if let Some((text, span)) = &document.stated.date {
        if let Some(days) = stated::parse_stated(text, calendar) {
            return Some(StatedDate { text: text.clone(), span: *span, days, code: "stated" });
        }
        let because = format!("the metadata states “{text}”, which is no date that is read here");
        evidence.push(step(*span, "stated-date-not-read", [("date", text.clone())], because));
    }
    let in_dateline = dateline.and_then(|span| {
        let text = span.of(&document.text);
        let (meaning, _) = dates::leading(text, calendar)?;
        let days = meaning.written_out()?.days();
        Some(StatedDate { text: text.to_owned(), span: Some(span), days, code: "dateline-day" })
    });
    in_dateline.or_else(|| stated::date_line(&document.text, document.body, zone(document, layout), calendar))
}

/// How many bytes before the headline a date line may begin: the height of a few lines.
const ABOVE: u32 = 200;

/// Bytes from which a paragraph is text of the story, not the last line of a menu.
const PROSE: usize = 100;

/// Where a date line without a label may stand: around the headline, down to the first paragraph of the story. Where
/// there is no headline above the story, just above the first paragraph.
fn zone(document: &Document, layout: &Layout) -> Span {
    let prose = |block: &&Block| block.kind == BlockKind::Paragraph && block.span.len() >= PROSE;
    let body = layout.blocks.iter().find(prose).map_or(document.body.end, |block| block.span.start);
    let headline = layout.headline_span.map(|span| span.start).filter(|start| *start <= body);
    let start = headline.unwrap_or(body).saturating_sub(ABOVE);
    Span { start, end: body }
}

fn published_as_stated(stated: StatedDate, mut evidence: Vec<Evidence>) -> Published {
    let StatedDate { text, span, days, code } = stated;
    let because = match code {
        "stated" => format!("the metadata states “{text}”"),
        "updated-line" => {
            format!("a line of the text says that it was changed on “{text}”: it is not younger")
        }
        "dateline-day" => format!("the dateline says “{text}”"),
        _ => format!("a line of the text says “{text}”"),
    };
    evidence.push(step(span, code, [("date", text.clone())], because));
    let sure = days.earliest.is_some() && days.earliest == days.latest;
    Published {
        stated: Some(text),
        edtf: edtf(days),
        earliest: days.earliest,
        latest: days.latest,
        sure,
        basis: PublishedBasis::Stated,
        evidence,
    }
}

/// The day where there is one, else one unknown day inside; a month or year where that is it exactly.
fn edtf(days: Interval) -> Option<String> {
    match (days.earliest, days.latest) {
        (Some(first), Some(last)) if first == last => Some(Edtf::Day(first).to_string()),
        _ => between(days),
    }
}

// ---- dateline -------------------------------------------------------------------------------------------------------

/// Years in which a dateline is looked for. News in English is hardly older, and an end that reaches the last one is open.
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2199;

/// The days that a dateline without a year may mean.
fn candidates(span: Span, story: &Story<'_>, evidence: &mut Vec<Evidence>) -> Option<Days> {
    let words = span.of(story.text);
    let (Meaning::MonthDay(month, day, weekday), _) = dates::leading(words, &story.knowledge.calendar)?
    else {
        return None;
    };
    let days = YEARS.filter_map(|year| Day::new(year, month, day));
    let fits = |day: &Day| weekday.is_none_or(|weekday| day.weekday() == weekday);
    let value = format!("{month:02}-{day:02}");
    let because = format!("the dateline names day and month, “{words}”, but no year");
    evidence.push(step(Some(span), "dateline-day", [("day", value)], because));
    Some(Days::any(days.filter(fits).map(Interval::day)))
}

fn from_dateline(story: &Story<'_>, candidates: &Days, mut evidence: Vec<Evidence>) -> Published {
    let mut days = apply(candidates, proofs::all(story), &mut evidence);
    days = apply(&days, proofs::weekday_pairs(story, &days), &mut evidence);
    days = apply(&days, events::agreeing(story, &days, 1), &mut evidence);
    if days.only().is_none() {
        days = apply(&days, proofs::office_not_that_long(story, &days), &mut evidence);
    }
    if let Some(day) = days.only() {
        evidence.extend(proofs::weekday_of(story, day));
    }
    let hull = days.hull();
    let open = |day: Option<Day>, year: i32| day.filter(|day| day.civil().0 != year);
    let hull =
        Interval { earliest: open(hull.earliest, *YEARS.start()), latest: open(hull.latest, *YEARS.end()) };
    published(hull, PublishedBasis::Dateline, evidence)
}

fn from_text(story: &Story<'_>, mut evidence: Vec<Evidence>) -> Published {
    let mut days = apply(&Days::all(), proofs::all(story), &mut evidence);
    days = apply(&days, events::agreeing(story, &days, 2), &mut evidence);
    let hull = days.hull();
    // That a text speaks of 2035 as the future says nothing that a reader could use.
    if hull.earliest.is_none() {
        evidence.retain(|step| step.code == "stated-date-not-read");
        return Published { evidence, ..Published::unknown() };
    }
    published(hull, PublishedBasis::Inferred, evidence)
}

fn published(days: Interval, basis: PublishedBasis, evidence: Vec<Evidence>) -> Published {
    let sure = days.earliest.is_some() && days.earliest == days.latest;
    Published {
        stated: None,
        edtf: edtf(days),
        earliest: days.earliest,
        latest: days.latest,
        sure,
        basis,
        evidence,
    }
}

/// Narrows by each proof that leaves something, in the order of their sureness.
fn apply(days: &Days, proofs: Vec<Proof>, evidence: &mut Vec<Evidence>) -> Days {
    let mut days = days.clone();
    for proof in proofs {
        let left = days.and(&proof.days);
        let narrows = left != days;
        // What agrees without narrowing is told only where it is news to a reader.
        if !left.is_empty() && (narrows || proof.agrees) {
            days = left;
            evidence.push(proof.evidence);
        }
    }
    days
}

/// The days of publication from which that meaning would fall into `target`: what a known date of an event proves.
/// Looked for within two years of the event, beyond which no expression without a year reaches.
fn published_when(expression: &Expression, target: Interval) -> Days {
    const REACH: i32 = 731;
    let (Some(first), Some(last)) = (target.earliest, target.latest) else {
        return Days::all();
    };
    let fits = |day: &Day| {
        let stretch = expression.meaning.at(*day, expression.tense);
        stretch.is_some_and(|stretch| stretch.days().overlaps(target))
            && in_tense(target, *day, expression.tense)
    };
    let numbers = first.number() - REACH..=last.number() + REACH;
    Days::any(numbers.filter_map(Day::from_number).filter(fits).map(Interval::day))
}

/// A clause in the past is not written before the event, one in the future not after it.
fn in_tense(target: Interval, day: Day, tense: Option<Tense>) -> bool {
    match tense {
        Some(Tense::Past) => target.earliest.is_none_or(|first| first <= day),
        Some(Tense::ToCome) => target.latest.is_none_or(|last| day <= last),
        None => true,
    }
}

#[cfg(test)]
mod tests;
