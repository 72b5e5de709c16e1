//! The part of the Extended Date/Time Format (EDTF, ISO 8601-2) that the record uses, and the interval it spans.
//!
//! Recognised: `2026-01-02`, `2025-12`, `2025`, `2025-06-04/2025-10-31` (with `..` for an open end), `2025~`,
//! `[2025-06-04..2025-10-31]`. Not recognised: seasons, unspecified digits, times of day, sets of more than a range.

use crate::{Day, Month};
use serde::{Deserialize, Serialize};

/// An interval of days, both ends included; `None` is an end that nothing proves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// First possible day.
    pub earliest: Option<Day>,
    /// Last possible day.
    pub latest: Option<Day>,
}

impl Interval {
    /// Both ends known.
    pub fn closed(earliest: Day, latest: Day) -> Self {
        Self { earliest: Some(earliest), latest: Some(latest) }
    }

    /// The one day.
    pub fn day(day: Day) -> Self {
        Self::closed(day, day)
    }

    /// The days of a month.
    pub fn month(month: Month) -> Self {
        Self::closed(month.first(), month.last())
    }

    /// The days of a year (1 to 9999).
    pub fn year(year: i32) -> Option<Self> {
        Some(Self::closed(Day::new(year, 1, 1)?, Day::new(year, 12, 31)?))
    }

    /// Whether no end is known: nothing at all is said.
    pub fn is_unknown(self) -> bool {
        self.earliest.is_none() && self.latest.is_none()
    }

    /// Whether it lies wholly inside `range`.
    pub fn inside(self, range: Interval) -> bool {
        let from = range.earliest.is_none() || self.earliest.is_some_and(|day| Some(day) >= range.earliest);
        let to = range.latest.is_none_or(|last| self.latest.is_some_and(|day| day <= last));
        from && to
    }

    /// Whether it may share a day with `range`. Open ends reach for ever.
    pub fn overlaps(self, range: Interval) -> bool {
        let before = |last: Option<Day>, first: Option<Day>| matches!((last, first), (Some(last), Some(first)) if last < first);
        !before(self.latest, range.earliest) && !before(range.latest, self.earliest)
    }

    /// Number of days; `None` for an open end.
    pub fn days(self) -> Option<i32> {
        Some(self.latest?.number() - self.earliest?.number() + 1)
    }
}

/// A date as EDTF writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edtf {
    /// `2026-01-02`
    Day(Day),
    /// `2025-12`
    Month(Month),
    /// `2025`
    Year(i32),
    /// `2025~`: about that year.
    AboutYear(i32),
    /// `2025-06-04/2025-10-31`: all of it; `None` prints `..`.
    Span(Option<Day>, Option<Day>),
    /// `[2025-06-04..2025-10-31]`: one unknown day inside; `None` leaves that side empty.
    OneOf(Option<Day>, Option<Day>),
}

impl Edtf {
    /// Reads the forms that this module names; anything else, and a range whose ends are in the wrong order, is `None`.
    pub fn parse(text: &str) -> Option<Edtf> {
        let end = |part: &str, open: &str| if part == open { Some(None) } else { Day::parse(part).map(Some) };
        let ordered = |from: Option<Day>, to: Option<Day>| match (from, to) {
            (Some(from), Some(to)) => from <= to,
            (from, to) => from.is_some() || to.is_some(),
        };
        if let Some(inner) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            let (from, to) = inner.split_once("..")?;
            let (from, to) = (end(from, "")?, end(to, "")?);
            return ordered(from, to).then_some(Edtf::OneOf(from, to));
        }
        if let Some((from, to)) = text.split_once('/') {
            let (from, to) = (end(from, "..")?, end(to, "..")?);
            return ordered(from, to).then_some(Edtf::Span(from, to));
        }
        if let Some(year) = text.strip_suffix('~') {
            return parse_year(year).map(Edtf::AboutYear);
        }
        Day::parse(text)
            .map(Edtf::Day)
            .or_else(|| Month::parse(text).map(Edtf::Month))
            .or_else(|| parse_year(text).map(Edtf::Year))
    }

    /// The days that it may mean. About a year is taken as that year and one on each side.
    pub fn interval(self) -> Interval {
        match self {
            Edtf::Day(day) => Interval::day(day),
            Edtf::Month(month) => Interval::month(month),
            Edtf::Year(year) => Interval::year(year).unwrap_or_default(),
            Edtf::AboutYear(year) => {
                Interval { earliest: Day::new(year - 1, 1, 1), latest: Day::new(year + 1, 12, 31) }
            }
            Edtf::Span(earliest, latest) | Edtf::OneOf(earliest, latest) => Interval { earliest, latest },
        }
    }
}

fn parse_year(text: &str) -> Option<i32> {
    (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
        .filter(|year| *year > 0)
}

impl std::fmt::Display for Edtf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let or = |day: Option<Day>, open: &str| day.map_or_else(|| open.to_owned(), |day| day.to_string());
        match self {
            Edtf::Day(day) => day.fmt(f),
            Edtf::Month(month) => month.fmt(f),
            Edtf::Year(year) => write!(f, "{year:04}"),
            Edtf::AboutYear(year) => write!(f, "{year:04}~"),
            Edtf::Span(from, to) => write!(f, "{}/{}", or(*from, ".."), or(*to, "..")),
            Edtf::OneOf(from, to) => write!(f, "[{}..{}]", or(*from, ""), or(*to, "")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_and_spans() {
        for (text, earliest, latest) in [
            ("2026-01-02", Some("2026-01-02"), Some("2026-01-02")),
            ("2025-12", Some("2025-12-01"), Some("2025-12-31")),
            ("2024", Some("2024-01-01"), Some("2024-12-31")),
            ("2024~", Some("2023-01-01"), Some("2025-12-31")),
            ("2025-06-04/2025-10-31", Some("2025-06-04"), Some("2025-10-31")),
            ("2025-06-04/..", Some("2025-06-04"), None),
            ("[2025-06-04..2025-10-31]", Some("2025-06-04"), Some("2025-10-31")),
            ("[..2025-10-31]", None, Some("2025-10-31")),
        ] {
            let date = Edtf::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(date.to_string(), text);
            let ends =
                [date.interval().earliest, date.interval().latest].map(|end| end.map(|day| day.to_string()));
            assert_eq!(ends, [earliest.map(str::to_owned), latest.map(str::to_owned)], "{text}");
        }
    }

    #[test]
    fn declines() {
        for text in [
            "",
            "..",
            "../..",
            "[..]",
            "2025-13",
            "25",
            "2025-W01",
            "2025-06-04/2025-01-01",
            "0000",
            "2025/2026",
        ] {
            assert_eq!(Edtf::parse(text), None, "{text}");
        }
    }

    #[test]
    fn inside_and_overlap() {
        let of = |text: &str| Edtf::parse(text).unwrap().interval();
        assert!(of("2025-06").inside(of("2025")) && !of("2025").inside(of("2025-06")));
        assert!(of("2025-06-04/..").overlaps(of("2030")) && !of("2025-06-04/..").overlaps(of("2024")));
        assert!(!of("2025-06-04/..").inside(of("2025")) && of("2025").inside(Interval::default()));
        assert!(!Interval::default().inside(of("2025")) && Interval::default().overlaps(of("2025")));
    }
}
