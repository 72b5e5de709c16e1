//! How days and intervals are worded.
//!
//! Which words an interval gets is decided here from its ends alone; the names of months come from the browser's own
//! `Intl`, in UTC, so that no time zone moves a day. Outside the browser (tests) dates are written as ISO.

use crate::messages::{Key, fill, key, text};
use dateline_corpus::DateValue;
use dateline_record::{Day, Interval, Month};

/// How much of a day is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// 2 January 2026
    Day,
    /// 2 Jan 2026
    ShortDay,
    /// 2 Jan
    DayOfYear,
    /// January 2026
    Month,
    /// Jan 2026
    ShortMonth,
    /// Jan
    MonthOfYear,
}

/// What an interval is in the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing is known.
    Unknown,
    /// One day.
    Day(Day),
    /// All of one month.
    Month(Month),
    /// All of one year.
    Year(i32),
    /// From the first day of one month to the last of another.
    Months(Month, Month),
    /// Any other days.
    Days(Day, Day),
    /// No last day is known.
    From(Day),
    /// No first day is known.
    To(Day),
}

/// What an interval is in the calendar.
pub fn shape(interval: Interval) -> Shape {
    let (first, last) = match (interval.earliest, interval.latest) {
        (None, None) => return Shape::Unknown,
        (Some(first), None) => return Shape::From(first),
        (None, Some(last)) => return Shape::To(last),
        (Some(first), Some(last)) => (first, last),
    };
    let whole_months = first == first.month().first() && last == last.month().last();
    if first == last {
        Shape::Day(first)
    } else if !whole_months {
        Shape::Days(first, last)
    } else if first.month() == last.month() {
        Shape::Month(first.month())
    } else if first.month().plus(11) == Some(last.month()) && first.month().civil().1 == 1 {
        Shape::Year(first.civil().0)
    } else {
        Shape::Months(first.month(), last.month())
    }
}

/// The value that asks for exactly this interval.
pub fn value_of(interval: Interval) -> Option<DateValue> {
    match shape(interval) {
        Shape::Unknown => None,
        Shape::Month(month) => Some(DateValue::Month(month)),
        Shape::Year(year) => Some(DateValue::Year(year)),
        _ => Some(DateValue::Range(interval.earliest, interval.latest)),
    }
}

/// An interval in words. Where the true date is one unknown day inside, it says "between".
pub fn words(interval: Interval, sure: bool) -> String {
    match shape(interval) {
        Shape::Unknown => text(key!("date.undated")).to_owned(),
        Shape::Day(day) => format(day, Style::Day),
        Shape::Month(month) => format(month.first(), Style::Month),
        Shape::Year(year) => year.to_string(),
        Shape::Months(first, last) if !sure => between(first.first(), last.last()),
        Shape::Months(first, last) => {
            range(&format(first.first(), Style::ShortMonth), &format(last.first(), Style::ShortMonth))
        }
        Shape::Days(first, last) if !sure => between(first, last),
        Shape::Days(first, last) => range(&format(first, Style::ShortDay), &format(last, Style::ShortDay)),
        Shape::From(day) => fill(key!("date.after"), &[("first", (&format(day, Style::ShortDay)).into())]),
        Shape::To(day) => fill(key!("date.before"), &[("last", (&format(day, Style::ShortDay)).into())]),
    }
}

/// The same with a question mark behind it where it is not sure, as a badge says it.
pub fn badge(interval: Interval, sure: bool) -> String {
    let when = words(interval, sure);
    if sure || interval.is_unknown() { when } else { fill(key!("date.unsure"), &[("when", (&when).into())]) }
}

/// When something happened that lies in a value of a clock: "on 2 January 2026", "in 2025". `none` as in [`value_words`].
pub fn when(value: DateValue, none: Key) -> String {
    let Some(interval) = value.interval() else { return value_words(value, none) };
    let day = |day| format(day, Style::ShortDay);
    let month = |month: Month| format(month.first(), Style::ShortMonth);
    match shape(interval) {
        Shape::Unknown => value_words(value, none),
        Shape::Day(_) => fill(key!("date.on"), &[("when", (&words(interval, true)).into())]),
        Shape::Month(_) | Shape::Year(_) => {
            fill(key!("date.in"), &[("when", (&words(interval, true)).into())])
        }
        Shape::Months(first, last) => span(&month(first), &month(last)),
        Shape::Days(first, last) => span(&day(first), &day(last)),
        Shape::From(first) => fill(key!("date.since"), &[("first", (&day(first)).into())]),
        Shape::To(last) => fill(key!("date.until"), &[("last", (&day(last)).into())]),
    }
}

fn span(first: &str, last: &str) -> String {
    fill(key!("date.span"), &[("first", first.into()), ("last", last.into())])
}

/// A value of one of the two clocks in words. `none` words the bucket without a date.
pub fn value_words(value: DateValue, none: Key) -> String {
    match value {
        DateValue::LongerThanAMonth => text(key!("facet.longer")).to_owned(),
        DateValue::None => text(none).to_owned(),
        _ => words(value.interval().unwrap_or_default(), true),
    }
}

/// What a reader typed as the two ends of a period: `2025`, `2025-06` or `2025-06-04`; an empty end is open.
///
/// # Errors
/// The message key of what is wrong.
pub fn typed(from: &str, to: &str) -> Result<Option<DateValue>, Key> {
    let end = |text: &str| match text.trim() {
        "" => Ok(Interval::default()),
        text => typed_interval(text).ok_or(key!("filters.typed_bad")),
    };
    let interval = Interval { earliest: end(from)?.earliest, latest: end(to)?.latest };
    match (interval.earliest, interval.latest) {
        (Some(first), Some(last)) if first > last => Err(key!("filters.typed_order")),
        _ => Ok(value_of(interval)),
    }
}

fn typed_interval(text: &str) -> Option<Interval> {
    Day::parse(text)
        .map(Interval::day)
        .or_else(|| Month::parse(text).map(Interval::month))
        .or_else(|| Month::parse(&format!("{text}-01")).and_then(|month| Interval::year(month.civil().0)))
}

fn between(first: Day, last: Day) -> String {
    let same_year = first.civil().0 == last.civil().0;
    let style = if same_year { Style::DayOfYear } else { Style::ShortDay };
    let (first, last) = (format(first, style), format(last, Style::ShortDay));
    fill(key!("date.between"), &[("first", (&first).into()), ("last", (&last).into())])
}

fn range(first: &str, last: &str) -> String {
    fill(key!("date.from_to"), &[("first", first.into()), ("last", last.into())])
}

/// A day as text.
#[cfg(not(target_family = "wasm"))]
pub fn format(day: Day, style: Style) -> String {
    match style {
        Style::Day | Style::ShortDay | Style::DayOfYear => day.to_string(),
        Style::Month | Style::ShortMonth | Style::MonthOfYear => day.month().to_string(),
    }
}

/// A day as text.
#[cfg(target_family = "wasm")]
pub fn format(day: Day, style: Style) -> String {
    browser::format(day, style)
}

#[cfg(target_family = "wasm")]
mod browser {
    use super::{Day, Style};
    use crate::messages::{key, text};
    use js_sys::{Array, Date, Function, Intl, Object, Reflect};
    use std::cell::RefCell;
    use wasm_bindgen::JsValue;

    const MILLISECONDS_A_DAY: f64 = 86_400_000.0;

    thread_local! {
        /// A formatter is dear to make, so each style keeps its own.
        static FORMATS: RefCell<[Option<Function>; 6]> = const { RefCell::new([const { None }; 6]) };
    }

    pub(super) fn format(day: Day, style: Style) -> String {
        let date = Date::new(&JsValue::from_f64(f64::from(day.number()) * MILLISECONDS_A_DAY));
        FORMATS.with_borrow_mut(|formats| {
            let Some(slot) = formats.get_mut(style as usize) else { return String::new() };
            slot.get_or_insert_with(|| formatter(style))
                .call1(&JsValue::NULL, &date)
                .ok()
                .and_then(|words| words.as_string())
                .unwrap_or_else(|| day.to_string())
        })
    }

    fn formatter(style: Style) -> Function {
        let options = Object::new();
        let set = |name: &str, value: &str| {
            // OK because setting a field of a fresh object cannot fail.
            let _ = Reflect::set(&options, &name.into(), &value.into());
        };
        set("timeZone", "UTC");
        if matches!(style, Style::Day | Style::ShortDay | Style::DayOfYear) {
            set("day", "numeric");
        }
        set("month", if matches!(style, Style::Day | Style::Month) { "long" } else { "short" });
        if !matches!(style, Style::DayOfYear | Style::MonthOfYear) {
            set("year", "numeric");
        }
        Intl::DateTimeFormat::new(&Array::of1(&text(key!("page.locale")).into()), &options).format()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_record::Edtf;

    fn of(edtf: &str) -> Interval {
        Edtf::parse(edtf).unwrap().interval()
    }

    #[test]
    fn an_interval_in_words() {
        for (edtf, sure, expected) in [
            ("2026-01-02", true, "2026-01-02"),
            ("2025-12", true, "2025-12"),
            ("2024", true, "2024"),
            ("2025-06-01/2025-10-31", true, "2025-06 – 2025-10"),
            ("2025-06-04/2025-10-31", true, "2025-06-04 – 2025-10-31"),
            ("[2025-06-04..2025-10-31]", false, "between 2025-06-04 and 2025-10-31?"),
            ("2025-06-04/..", false, "2025-06-04 or later?"),
            ("[..2025-10-31]", false, "2025-10-31 or earlier?"),
            ("2025-02", false, "2025-02?"),
        ] {
            assert_eq!(badge(of(edtf), sure), expected, "{edtf}");
        }
        assert_eq!(badge(Interval::default(), false), "undated");
    }

    #[test]
    fn when_something_happened() {
        for (edtf, expected) in [
            ("2026-01-02", "on 2026-01-02"),
            ("2025-12", "in 2025-12"),
            ("2024", "in 2024"),
            ("2025-06-01/2025-10-31", "from 2025-06 to 2025-10"),
            ("2025-06-04/2025-10-31", "from 2025-06-04 to 2025-10-31"),
            ("2025-06-04/..", "on 2025-06-04 or later"),
            ("[..2025-10-31]", "on 2025-10-31 or earlier"),
        ] {
            let value = value_of(of(edtf)).unwrap();
            assert_eq!(when(value, key!("facet.undated")), expected, "{edtf}");
        }
        assert_eq!(when(DateValue::None, key!("facet.undated")), text(key!("facet.undated")));
    }

    #[test]
    fn typed_periods() {
        let range = |from: &str, to: &str| Ok(Some(DateValue::Range(Day::parse(from), Day::parse(to))));
        for (from, to, expected) in [
            ("", "", Ok(None)),
            ("2025", "2025", Ok(Some(DateValue::Year(2025)))),
            (" 2025-02 ", "2025-02", Ok(Some(DateValue::Month(Month::new(2025, 2).unwrap())))),
            ("2025-02", "2025-03-05", range("2025-02-01", "2025-03-05")),
            ("2025", "", range("2025-01-01", "")),
            ("", "2025", range("", "2025-12-31")),
            ("2026", "2025", Err(key!("filters.typed_order"))),
            ("January", "", Err(key!("filters.typed_bad"))),
            ("2025-02-30", "", Err(key!("filters.typed_bad"))),
            ("20250", "", Err(key!("filters.typed_bad"))),
        ] {
            assert_eq!(typed(from, to), expected, "{from} {to}");
        }
    }
}
