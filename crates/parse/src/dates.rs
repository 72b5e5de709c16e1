//! Date expressions of the text (TIMEX3), and their values once the date of publication is known.
//!
//! [`find`] reads each sentence on its own: `tokens` cuts it, `grammar` finds expressions and what they mean, `tense`
//! tells whether the clause speaks of the past. [`resolve`] counts those meanings from the date of publication
//! (`meaning`). Recognised: days, months, quarters, years, decades, weekdays, seasons and parts of the day, written out
//! or counted from now, lengths, and what recurs. Not recognised: ages, numbers of things, years in titles of laws,
//! Hijri and lunar calendars, and languages other than English.

mod grammar;
mod meaning;
mod tense;
mod tokens;

pub(crate) use meaning::{Anchor, Grain, Meaning, Stretch};

use crate::{Document, layout::Layout};
use dateline_knowledge::{Calendar, Knowledge};
use dateline_record::{
    Day, Edtf, Evidence, Interval, Mentioned, Published, Sentence, Span, Tense, TimexType, Values,
};

/// A date expression before it is resolved.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expression {
    /// The words.
    pub span: Span,
    /// As written.
    pub text: String,
    /// TIMEX3 type.
    pub kind: TimexType,
    /// What it means, before it is counted from anything.
    pub meaning: Meaning,
    /// What a time of day adds to the value of its day: `TMO`, `T08:30`.
    pub clock: Option<String>,
    /// Past or to come, as its clause tells.
    pub tense: Option<Tense>,
    /// Whether "since" stands before it: it lies less than a year back when no year is named.
    pub since: bool,
    /// Whether nothing stands between the word that tells the tense and the expression that may change it ("signed a
    /// deal to supply gas in 2031"): then the tense may prove something.
    pub firm: bool,
}

/// All date expressions, in order of the text.
pub(crate) fn find(
    document: &Document,
    layout: &Layout,
    sentences: &[Sentence],
    knowledge: &Knowledge,
) -> Vec<Expression> {
    let day = layout.dateline.as_ref().and_then(|found| found.day);
    let mut found = Vec::new();
    for sentence in sentences {
        in_sentence(&document.text, sentence.span, &knowledge.calendar, &mut found);
    }
    anchor(&mut found);
    for expression in found.iter_mut().filter(|found| day.is_some_and(|day| day.overlaps(found.span))) {
        expression.tense = None;
    }
    found
}

/// How far back "a year earlier" may look for the date that it is counted from, in bytes.
const ANCHOR: u32 = 300;

/// Gives what is counted from a date told before that date: a quarter of the text for quarters and for years, else the
/// last date shortly before it. "A year ago" beside a quarter means that quarter. What finds nothing is no expression
/// where its words alone name no time ("the quarter").
fn anchor(found: &mut Vec<Expression>) {
    let mut quarter: Option<Anchor> = None;
    let mut last: Option<(u32, Anchor)> = None;
    for expression in found.iter_mut() {
        let near = last.as_ref().filter(|(end, _)| expression.span.start.saturating_sub(*end) <= ANCHOR);
        let date = near.map(|(_, anchor)| anchor);
        if let Meaning::From(anchor @ None, grain, by) = &mut expression.meaning {
            let of_quarter = matches!(grain, Grain::Quarter) || (matches!(grain, Grain::Year) && *by == -1);
            let chosen =
                quarter.as_ref().filter(|_| of_quarter).or(date.filter(|_| !matches!(grain, Grain::Quarter)));
            *anchor = chosen.cloned().map(Box::new);
        }
        let told = Anchor {
            meaning: expression.meaning.clone(),
            tense: expression.tense,
            text: expression.text.clone(),
        };
        match expression.meaning {
            Meaning::Quarter(..) | Meaning::Fixed(Stretch::Quarter(..)) => quarter = Some(told),
            Meaning::Fixed(_)
            | Meaning::MonthDay(..)
            | Meaning::Month(..)
            | Meaning::Weekday(..)
            | Meaning::Shift(..) => {
                last = Some((expression.span.end, told));
            }
            _ => {}
        }
    }
    found.retain(|expression| !matches!(expression.meaning, Meaning::From(None, Grain::Quarter, _)));
}

/// The date expressions of one sentence, put behind those already found.
fn in_sentence(text: &str, sentence: Span, calendar: &Calendar, found: &mut Vec<Expression>) {
    let tokens = tokens::tokens(text, sentence, calendar);
    let line = tokens::Line::new(&tokens);
    let mut at = 0;
    while at < line.len() {
        let Some(matched) = grammar::expression(line, at, calendar).filter(|matched| matched.end > at) else {
            at += 1;
            continue;
        };
        if let (Some(first), Some(last)) = (line.get(at), line.get(matched.end - 1)) {
            let span = Span::new(first.start, last.end());
            let told = tense::around(line, at, matched.end);
            found.push(Expression {
                span,
                text: span.of(text).to_owned(),
                kind: matched.kind,
                tense: matched.meaning.tense().or(told.map(|told| told.tense)),
                firm: told.is_some_and(|told| told.firm),
                since: line.before(at).is_some_and(|word| word.text.eq_ignore_ascii_case("since")),
                meaning: matched.meaning,
                clock: matched.clock,
            });
        }
        at = matched.end;
    }
}

/// The one date that a text of metadata or of a dateline consists of or begins with, and the byte behind it.
pub(crate) fn leading(text: &str, calendar: &Calendar) -> Option<(Meaning, usize)> {
    let tokens = tokens::tokens(text, Span::new(0, text.len()), calendar);
    let line = tokens::Line::new(&tokens);
    let matched = grammar::day(line, 0)?;
    let last = line.get(matched.end.checked_sub(1)?)?;
    Some((matched.meaning, last.end()))
}

/// The month of a text that is a month with its year and nothing else.
pub(crate) fn month_of_year(text: &str, calendar: &Calendar) -> Option<dateline_record::Month> {
    let tokens = tokens::tokens(text, Span::new(0, text.len()), calendar);
    let line = tokens::Line::new(&tokens);
    match grammar::expression(line, 0, calendar)?.meaning {
        Meaning::Fixed(Stretch::Month(month)) => Some(month),
        _ => None,
    }
}

/// The first day of a line that is written out with its year, and where it begins and ends.
pub(crate) fn first_written_day(line: &str, calendar: &Calendar) -> Option<(Stretch, usize, usize)> {
    let tokens = tokens::tokens(line, Span::new(0, line.len()), calendar);
    let line = tokens::Line::new(&tokens);
    (0..line.len()).find_map(|at| {
        let found = grammar::day(line, at)?;
        let stretch = found.meaning.written_out()?;
        Some((stretch, line.get(at)?.start, line.get(found.end.checked_sub(1)?)?.end()))
    })
}

/// Their values against the date of publication.
pub(crate) fn resolve(expressions: &[Expression], published: &Published) -> Vec<Mentioned> {
    expressions.iter().map(|expression| mentioned(expression, published)).collect()
}

fn mentioned(expression: &Expression, published: &Published) -> Mentioned {
    let placed = Placed::of(expression, published.interval());
    Mentioned {
        span: expression.span,
        text: expression.text.clone(),
        kind: expression.kind,
        edtf: placed.edtf.map(|edtf| edtf.to_string()),
        earliest: placed.days.earliest,
        latest: placed.days.latest,
        sure: placed.sure,
        tense: tense_of(expression, placed.days, published.interval()),
        evidence: vec![evidence(expression, &placed, published.interval())],
        value: placed.value,
    }
}

/// An expression on the calendar, as far as publication allows.
struct Placed {
    value: Option<String>,
    edtf: Option<Edtf>,
    days: Interval,
    sure: bool,
}

impl Placed {
    fn nowhere(value: Option<String>) -> Self {
        Self { value, edtf: None, days: Interval::default(), sure: false }
    }

    /// Meanings are monotone in the day of publication (a test holds that), so that the ends of its interval give the
    /// ends of theirs, and equal values at both ends are equal in between.
    fn of(expression: &Expression, published: Interval) -> Self {
        if let Some(value) = expression.meaning.fixed_value() {
            return Self::nowhere(Some(value));
        }
        let at = |day: Day| expression.meaning.at(day, expression.tense);
        if let Some(stretch) = expression.meaning.written_out() {
            return Self::on(expression, stretch);
        }
        let first = published.earliest.and_then(at);
        let last = published.latest.and_then(at);
        match (first, last) {
            (Some(first), Some(last)) if first == last => Self::on(expression, first),
            (None, None) => Self::nowhere(None),
            (first, last) => Self::between(first, last),
        }
    }

    fn on(expression: &Expression, stretch: Stretch) -> Self {
        let clock = expression.clock.as_deref().unwrap_or("");
        let value = stretch.value().map(|value| value + clock);
        Self { value, edtf: Some(stretch.edtf()), days: stretch.days(), sure: stretch.is_sure() }
    }

    fn between(first: Option<Stretch>, last: Option<Stretch>) -> Self {
        let earliest = first.and_then(|stretch| stretch.days().earliest);
        let latest = last.and_then(|stretch| stretch.days().latest);
        let edtf = (earliest.is_some() || latest.is_some()).then_some(Edtf::OneOf(earliest, latest));
        Self { value: None, edtf, days: Interval { earliest, latest }, sure: false }
    }
}

/// What the calendar says wins over what the clause says.
fn tense_of(expression: &Expression, days: Interval, published: Interval) -> Option<Tense> {
    let before = |end: Option<Day>, start: Option<Day>| matches!((end, start), (Some(end), Some(start)) if end < start);
    if before(days.latest, published.earliest) {
        return Some(Tense::Past);
    }
    if before(published.latest, days.earliest) {
        return Some(Tense::ToCome);
    }
    let told = expression.meaning.is_counted()
        || expression.meaning.is_written_out()
        || matches!(expression.meaning, Meaning::Elsewhere | Meaning::Reference("PAST_REF" | "FUTURE_REF"));
    expression.tense.filter(|_| told)
}

fn evidence(expression: &Expression, placed: &Placed, published: Interval) -> Evidence {
    let code = expression.meaning.code();
    let mut values = Values::new();
    let counted = expression.meaning.is_counted();
    if counted && let Some(day) = published.earliest.filter(|day| published.latest == Some(*day)) {
        values.insert("published".to_owned(), day.to_string());
    } else if counted && let Some(edtf) = between(published) {
        values.insert("published".to_owned(), edtf);
    }
    let day = values.get("published").map_or("an unknown date of publication", String::as_str);
    let text = &expression.text;
    let value = placed.value.clone().or_else(|| placed.edtf.map(|edtf| edtf.to_string()));
    let value = value.unwrap_or_else(|| "no date".to_owned());
    let because = match code {
        "written-out" => format!("“{text}” is written out: {value}"),
        "nearest-to-published" => format!("“{text}” names no year; the one that fits {day} gives {value}"),
        "relative-to-published" => format!("“{text}” counted from {day} is {value}"),
        "weekday-rule" => format!("“{text}” is the nearest such day in its tense around {day}: {value}"),
        "counted-from-the-text" => match &expression.meaning {
            Meaning::From(Some(anchor), ..) => format!("“{text}” counted from “{}” is {value}", anchor.text),
            _ => format!("“{text}” is counted from something in the text"),
        },
        "length" => format!("“{text}” is a length of time: {value}"),
        "recurs" => format!("“{text}” recurs: {value}"),
        _ => format!("“{text}” names no date of its own"),
    };
    Evidence { span: None, code: code.to_owned(), values, because }
}

/// An interval as EDTF: one unknown day inside.
pub(crate) fn between(days: Interval) -> Option<String> {
    (!days.is_unknown()).then(|| Edtf::OneOf(days.earliest, days.latest).to_string())
}

#[cfg(test)]
mod tests;
