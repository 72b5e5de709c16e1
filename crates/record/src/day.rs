//! Days and months of the civil (proleptic Gregorian) calendar, small enough for the page: no time zone, no clock.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// A civil day, counted from 1970-01-01; in JSON `2026-01-02`. Years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// A civil month, counted from January of year 0; in JSON `2026-01`. Years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Day {
    /// 0001-01-01.
    pub const MIN: Day = Day(-719_162);
    /// 9999-12-31.
    pub const MAX: Day = Day(2_932_896);

    /// The day of that date, if the calendar has it.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        let last = Month::new(year, month)?.days();
        (1..=last).contains(&day).then(|| Day::counted(year, month, day))
    }

    /// Days from the civil date, after the era arithmetic of the Gregorian calendar (400 years are 146,097 days).
    fn counted(year: i32, month: u32, day: u32) -> Day {
        let shifted = year - i32::from(month <= 2);
        let era = shifted.div_euclid(400);
        let year_of_era = shifted.rem_euclid(400);
        let month_from_march = (month.cast_signed() + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + day.cast_signed() - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Day(era * 146_097 + day_of_era - 719_468)
    }

    /// `(year, month, day)`, months and days from 1.
    pub fn civil(self) -> (i32, u32, u32) {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month.cast_unsigned(), day.cast_unsigned())
    }

    /// Reads `YYYY-MM-DD` and nothing else.
    pub fn parse(text: &str) -> Option<Day> {
        let (month, day) = text.rsplit_once('-')?;
        let (year, month) = Month::parse(month)?.civil();
        (day.len() == 2 && day.bytes().all(|b| b.is_ascii_digit()))
            .then(|| day.parse().ok())?
            .and_then(|day| Day::new(year, month, day))
    }

    /// The day so many days later (earlier when negative), within years 1 to 9999.
    pub fn plus(self, days: i32) -> Option<Day> {
        self.0.checked_add(days).map(Day).filter(|day| (Day::MIN..=Day::MAX).contains(day))
    }

    /// Its month.
    pub fn month(self) -> Month {
        let (year, month, _) = self.civil();
        Month(year * 12 + month.cast_signed() - 1)
    }

    /// Days since Monday: 0 is Monday, 6 is Sunday.
    pub fn weekday(self) -> u32 {
        (self.0 + 3).rem_euclid(7) as u32
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i32 {
        self.0
    }

    /// The day with that number, within years 1 to 9999.
    pub fn from_number(number: i32) -> Option<Day> {
        Some(Day(number)).filter(|day| (Day::MIN..=Day::MAX).contains(day))
    }
}

impl Month {
    /// That month, years 1 to 9999, months from 1.
    pub fn new(year: i32, month: u32) -> Option<Month> {
        ((1..=9999).contains(&year) && (1..=12).contains(&month))
            .then(|| Month(year * 12 + month.cast_signed() - 1))
    }

    /// `(year, month)`, months from 1.
    pub fn civil(self) -> (i32, u32) {
        (self.0.div_euclid(12), self.0.rem_euclid(12) as u32 + 1)
    }

    /// Reads `YYYY-MM` and nothing else.
    pub fn parse(text: &str) -> Option<Month> {
        let (year, month) = text.split_once('-')?;
        let digits = |part: &str, len| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
        (digits(year, 4) && digits(month, 2)).then_some(())?;
        Month::new(year.parse().ok()?, month.parse().ok()?)
    }

    /// First day.
    pub fn first(self) -> Day {
        let (year, month) = self.civil();
        Day::counted(year, month, 1)
    }

    /// Last day.
    pub fn last(self) -> Day {
        let (year, month) = self.civil();
        Day::counted(year, month, self.days())
    }

    /// Number of days, 28 to 31.
    pub fn days(self) -> u32 {
        let (year, month) = self.civil();
        match month {
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// The month so many months later (earlier when negative), within years 1 to 9999.
    pub fn plus(self, months: i32) -> Option<Month> {
        let number = self.0.checked_add(months)?;
        Month::new(number.div_euclid(12), number.rem_euclid(12) as u32 + 1)
    }

    /// Months since January of year 0.
    pub fn number(self) -> i32 {
        self.0
    }

    /// The month with that number.
    pub fn from_number(number: i32) -> Option<Month> {
        Month::new(number.div_euclid(12), number.rem_euclid(12) as u32 + 1)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month) = self.civil();
        write!(f, "{year:04}-{month:02}")
    }
}

macro_rules! as_text {
    ($type:ident, $expected:literal) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                $type::parse(&text)
                    .ok_or_else(|| D::Error::custom(format_args!("expected {}, found {text:?}", $expected)))
            }
        }
    };
}

as_text!(Day, "a day as YYYY-MM-DD");
as_text!(Month, "a month as YYYY-MM");

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_days() {
        for (text, number, weekday) in [
            ("1970-01-01", 0, 3),
            ("2026-01-02", 20_455, 4),
            ("2000-02-29", 11_016, 1),
            ("0001-01-01", -719_162, 0),
        ] {
            let day = Day::parse(text).unwrap();
            assert_eq!((day.number(), day.weekday(), day.to_string()), (number, weekday, text.to_owned()));
        }
    }

    #[test]
    fn no_such_day() {
        for text in [
            "2025-02-29",
            "2025-13-01",
            "2025-1-1",
            "2025-01-00",
            "0000-01-01",
            "2025-01",
            "+025-01-01",
            "2025-01-+1",
            "",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_day_reads_back(number in Day::MIN.number()..=Day::MAX.number()) {
            let day = Day::from_number(number).unwrap();
            let (year, month, of_month) = day.civil();
            prop_assert_eq!(Day::new(year, month, of_month), Some(day));
            prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
            prop_assert!(day.month().first() <= day && day <= day.month().last());
        }
    }
}
