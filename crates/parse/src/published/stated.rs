//! A date of publication that somebody stated: in front matter or a column, or on a line of its own in the text.
//!
//! Recognised in metadata: ISO 8601 with or without time and offset (the day is the day in that offset), RFC 2822,
//! days written in words or numbers, also a month or a year alone. In the text: a line that is a date and little else
//! ("Published January 2, 2026 08:12", "By A. Writer | 2 Jan 2026"). A line that says "Updated" proves only an end.
//! Not recognised: seconds since 1970, days counted from today ("3 hours ago").

use crate::dates::{self, Meaning, Stretch};
use dateline_knowledge::{Calendar, CalendarList, CalendarWord};
use dateline_record::{Day, Interval, Month, Span};

/// A stated date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StatedDate {
    /// As written.
    pub text: String,
    /// Where; none in metadata outside the text.
    pub span: Option<Span>,
    /// The days that it may mean.
    pub days: Interval,
    /// `stated`, `date-line` or `updated-line`.
    pub code: &'static str,
}

/// The days that a date of metadata may mean. `None`: it is no date that is read here.
pub(crate) fn parse_stated(text: &str, calendar: &Calendar) -> Option<Interval> {
    let text = text.trim();
    if let Some(day) = text.get(..10).and_then(Day::parse) {
        return Some(Interval::day(day));
    }
    if let Some((Meaning::Fixed(stretch), _)) = dates::leading(text, calendar) {
        return Some(stretch.days());
    }
    parse_compact(text)
        .or_else(|| Month::parse(text).map(Interval::month))
        .or_else(|| parse_loose(text, calendar))
}

/// `20260102`, with a time behind it or not.
fn parse_compact(text: &str) -> Option<Interval> {
    let digits = text.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    let day = Day::new(number(0, 4)?.cast_signed(), number(4, 6)?, number(6, 8)?)?;
    let more = text.get(8..)?.chars().next();
    more.is_none_or(|next| !next.is_ascii_digit()).then(|| Interval::day(day))
}

/// `June 2025`, `2025`.
fn parse_loose(text: &str, calendar: &Calendar) -> Option<Interval> {
    let year = text.parse::<i32>().ok().filter(|_| text.len() == 4);
    year.and_then(Interval::year).or_else(|| dates::month_of_year(text, calendar).map(Interval::month))
}

/// How many bytes a line with a date may have. Longer ones are prose.
const LINE: usize = 160;

/// Words other than those of date and label that a line may have. More make it prose or a link to another article.
const OTHER_WORDS: usize = 8;

/// What a line with a date is, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Published,
    Alone,
    ByLine,
    Updated,
}

/// The date line of the text that states publication most surely, the first of its kind. A line without a label counts
/// only in `zone`, beside the headline: menus and lists of other articles have dates too.
pub(crate) fn date_line(text: &str, body: Span, zone: Span, calendar: &Calendar) -> Option<StatedDate> {
    let mut best: Option<(Kind, StatedDate)> = None;
    let mut start = body.start as usize;
    for line in body.of(text).split('\n') {
        if let Some((kind, stated)) = on_line(line, start, calendar)
            && best.as_ref().is_none_or(|(found, _)| kind < *found)
            && (matches!(kind, Kind::Published | Kind::Updated)
                || stated.span.is_some_and(|span| zone.contains(span)))
        {
            best = Some((kind, stated));
        }
        start += line.len() + 1;
    }
    best.map(|(_, stated)| stated)
}

fn on_line(line: &str, start: usize, calendar: &Calendar) -> Option<(Kind, StatedDate)> {
    if line.len() > LINE || !has_year(line) {
        return None;
    }
    let (stretch, from, to) = dates::first_written_day(line, calendar)?;
    let kind = kind(line, from, to, calendar)?;
    let days = match (kind, stretch) {
        (Kind::Updated, stretch) => Interval { earliest: None, latest: stretch.days().latest },
        (_, Stretch::Day(_) | Stretch::Either(..)) => stretch.days(),
        _ => return None,
    };
    let code = if kind == Kind::Updated { "updated-line" } else { "date-line" };
    let span = Span::new(start + from, start + to);
    Some((kind, StatedDate { text: line.get(from..to)?.to_owned(), span: Some(span), days, code }))
}

/// Whether four digits stand in a row, without which no day is written out with its year.
fn has_year(line: &str) -> bool {
    let mut digits = 0;
    line.bytes().any(|byte| {
        digits = if byte.is_ascii_digit() { digits + 1 } else { 0 };
        digits == 4
    })
}

/// What the words around the date make of the line. `None`: it is no date line.
fn kind(line: &str, from: usize, to: usize, calendar: &Calendar) -> Option<Kind> {
    let (before, behind) = (line.get(..from)?, line.get(to..)?);
    let words = |part: &str| -> Vec<String> {
        part.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (before, behind) = (words(before), words(behind));
    let is = |word: &String, list| calendar.meanings(word).contains(&CalendarWord::In(list));
    let near = before.iter().rev().take(4);
    let label = near.clone().find_map(|word| {
        [(CalendarList::PublishedLabel, Kind::Published), (CalendarList::UpdatedLabel, Kind::Updated)]
            .into_iter()
            .find(|(list, _)| is(word, *list))
            .map(|(_, kind)| kind)
    });
    let plain = |word: &&String| {
        let clock = word.bytes().all(|byte| byte.is_ascii_digit())
            || matches!(word.as_str(), "am" | "pm" | "a" | "p" | "m" | "at" | "on");
        let listed = [CalendarList::Zone, CalendarList::PublishedLabel, CalendarList::UpdatedLabel];
        !clock && !listed.iter().any(|list| is(word, *list)) && calendar.meanings(word).is_empty()
    };
    let others = before.iter().chain(&behind).filter(plain).count();
    let by = before.first().is_some_and(|word| word == "by");
    match label {
        Some(kind) if others <= OTHER_WORDS => Some(kind),
        _ if others == 0 => Some(Kind::Alone),
        _ if by && others <= OTHER_WORDS => Some(Kind::ByLine),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_knowledge::Knowledge;
    use dateline_record::Edtf;

    fn calendar() -> &'static Calendar {
        &Knowledge::built_in().calendar
    }

    fn edtf(days: Interval) -> String {
        match (days.earliest, days.latest) {
            (Some(first), Some(last)) if first == last => first.to_string(),
            (first, last) => Edtf::OneOf(first, last).to_string(),
        }
    }

    #[test]
    fn metadata() {
        for (text, expected) in [
            ("2026-01-02", Some("2026-01-02")),
            ("2026-01-02T23:30:00-05:00", Some("2026-01-02")),
            ("2026-01-02 08:12 UTC", Some("2026-01-02")),
            ("2026/01/02", Some("2026-01-02")),
            ("20260102T0812Z", Some("2026-01-02")),
            ("Fri, 02 Jan 2026 08:12:00 +0100", Some("2026-01-02")),
            ("January 2, 2026", Some("2026-01-02")),
            ("2 January 2026", Some("2026-01-02")),
            ("Friday, January 2, 2026 at 8:12 AM", Some("2026-01-02")),
            ("03/04/2025", Some("[2025-03-04..2025-04-03]")),
            ("23/04/2025", Some("2025-04-23")),
            ("2025-04", Some("[2025-04-01..2025-04-30]")),
            ("April 2025", Some("[2025-04-01..2025-04-30]")),
            ("2025", Some("[2025-01-01..2025-12-31]")),
            ("2025-02-30", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(parse_stated(text, calendar()).map(edtf), expected.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn lines_of_the_text() {
        for (text, expected) in [
            (
                "Harbour opens\nPublished January 2, 2026 08:12\nThe harbour opened.",
                "January 2, 2026 2026-01-02",
            ),
            ("Harbour opens\nJan 2, 2026\nThe harbour opened.", "Jan 2, 2026 2026-01-02"),
            ("By Ann Pool | 2 Jan 2026\nThe harbour opened.", "2 Jan 2026 2026-01-02"),
            ("Updated March 3, 2026\nPublished March 1, 2026\nText.", "March 1, 2026 2026-03-01"),
            ("Last updated March 3, 2026\nText.", "March 3, 2026 [..2026-03-03]"),
            (
                "The harbour opened on January 2, 2026 after a long dispute over who should pay for it and why.",
                "",
            ),
            ("No date at all", ""),
        ] {
            let found = date_line(text, Span::new(0, text.len()), Span::new(0, text.len()), calendar());
            let shown = found.map(|stated| format!("{} {}", stated.text, edtf(stated.days)));
            assert_eq!(shown.unwrap_or_default(), expected, "{text}");
        }
    }
}
