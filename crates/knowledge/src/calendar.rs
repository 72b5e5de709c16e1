//! Words of the calendar: months, weekdays, units, amounts and the words that tell the time of a clause.
//!
//! Read from `knowledge/calendar.toml`. It says which words there are; how they combine is the parser's.

use crate::Lookup;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Words of the calendar, by lower-case word.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(try_from = "File")]
pub struct Calendar {
    words: Lookup<String, Meanings>,
    holidays: Vec<Holiday>,
}

/// All that a word may mean.
#[derive(Clone, Debug, Default, PartialEq)]
struct Meanings {
    dates: Vec<CalendarWord>,
    tenses: Vec<TenseWord>,
}

/// A holiday on the same day of every year.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// From 1.
    pub month: u32,
    /// From 1.
    pub day: u32,
    /// Lower case, longest first.
    pub names: Vec<String>,
}

/// What a word may mean in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarWord {
    /// Months from 1; whether it is a short form.
    Month(u32, bool),
    /// 0 is Monday; whether it is a short form.
    Weekday(u32, bool),
    /// A unit of length; whether the word is in the plural.
    Unit(TimeUnit, bool),
    /// A part of the day by its TIMEX3 code: `MO`, `AF`, `EV`, `NI`.
    Part(&'static str),
    /// A season by its TIMEX3 code: `SP`, `SU`, `FA`, `WI`.
    Season(&'static str),
    /// A number in words.
    Number(u32),
    /// "first" to "fourth".
    Ordinal(u32),
    /// One of the lists.
    In(CalendarList),
}

/// A unit of length as ISO 8601 counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeUnit {
    /// `Y`, `M`, `W`, `D`, `H`.
    pub code: char,
    /// How many of `code` it is: 3 for a quarter, 10 for a decade.
    pub times: u32,
    /// Whether it stands behind the `T` of a duration.
    pub clock: bool,
}

/// What a word tells about the time of its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TenseWord {
    /// "will"
    Future,
    /// In front of "to" and a verb: "plans".
    Planning,
    /// "starting", "due"
    Coming,
    /// Right before a date: "until", "due"
    Until,
    /// "took"
    Past,
    /// Looks like a past form and tells nothing: "united".
    Timeless,
    /// "is"
    Present,
}

macro_rules! lists {
    ($($name:ident $field:ident $doc:literal),+ $(,)?) => {
        /// The lists of `[lists]`, by the name of their key.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum CalendarList { $(#[doc = $doc] $name),+ }

        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Lists { $($field: Vec<String>),+ }

        impl Lists {
            fn each(self, mut visit: impl FnMut(&str, CalendarWord)) {
                $(for word in &self.$field { visit(word, CalendarWord::In(CalendarList::$name)); })+
            }
        }
    };
}

lists! {
    Last last "one back",
    This this "the same",
    Next next "one on",
    Counted counted "counted from something else",
    Stretch stretch "before a number or a plural",
    Vague vague "nobody counted",
    Portion portion "\"early March\"",
    Edge edge "\"the end of\"",
    About about "about how long",
    Ago ago "before now",
    Earlier earlier "before something",
    Later later "after something",
    Yesterday yesterday "the day before",
    Today today "the day",
    Tomorrow tomorrow "the day after",
    Tonight tonight "this night",
    Present present "now",
    Past past "some time before now",
    Future future "some time after now",
    Every every "recurring",
    Daily daily "each day",
    Weekly weekly "each week",
    Monthly monthly "each month",
    Yearly yearly "each year",
    Hourly hourly "each hour",
    YearBefore year_before "stands before a bare year",
    TitleAfter title_after "stands behind a year in a title",
    NotAfter not_after "counts things",
    MonthBefore month_before "stands before a bare month",
    AmountBefore amount_before "stands before \"a year\" as a length",
    PublishedLabel published_label "labels a date of publication",
    UpdatedLabel updated_label "labels a date of change",
    Meeting meeting "words of a meeting or visit",
    TakingOffice taking_office "words of the beginning of an office",
    NotInOffice not_in_office "before a title that is not held",
    Noon noon "12:00",
    Midnight midnight "24:00",
    Zone zone "time zones",
    Decade decade "twenties to nineties, in order",
}

impl CalendarList {
    /// Whether its words only tell something about what stands beside them, and begin no expression themselves.
    pub fn is_context(self) -> bool {
        matches!(
            self,
            Self::Ago
                | Self::Later
                | Self::YearBefore
                | Self::TitleAfter
                | Self::NotAfter
                | Self::MonthBefore
                | Self::AmountBefore
                | Self::PublishedLabel
                | Self::UpdatedLabel
                | Self::Meeting
                | Self::TakingOffice
                | Self::NotInOffice
                | Self::Zone
        )
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[expect(dead_code, reason = "OK because the file must name its source, and a test reads it there")]
    source: Vec<String>,
    month: Vec<Named>,
    weekday: Vec<Named>,
    unit: Vec<UnitLine>,
    part: Vec<Coded>,
    season: Vec<Coded>,
    holiday: Vec<Holiday>,
    numbers: BTreeMap<String, u32>,
    ordinals: BTreeMap<String, u32>,
    lists: Lists,
    tense: Tenses,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    number: u32,
    names: Vec<String>,
    short: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitLine {
    code: char,
    #[serde(default = "once")]
    times: u32,
    #[serde(default)]
    clock: bool,
    one: Vec<String>,
    many: Vec<String>,
}

fn once() -> u32 {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Coded {
    code: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tenses {
    future: Vec<String>,
    planning: Vec<String>,
    coming: Vec<String>,
    until: Vec<String>,
    past: Vec<String>,
    timeless: Vec<String>,
    present: Vec<String>,
}

impl TryFrom<File> for Calendar {
    type Error = String;

    fn try_from(file: File) -> Result<Self, String> {
        Calendar::from_file(file)
    }
}

impl Calendar {
    fn from_file(file: File) -> Result<Self, String> {
        let mut calendar = Self { holidays: file.holiday, ..Self::default() };
        for line in &file.month {
            calendar.named(line, CalendarWord::Month);
        }
        for line in &file.weekday {
            calendar.named(line, CalendarWord::Weekday);
        }
        for line in &file.unit {
            calendar.unit(line);
        }
        calendar.coded(&file.part, &["MO", "AF", "EV", "NI"], CalendarWord::Part)?;
        calendar.coded(&file.season, &["SP", "SU", "FA", "WI"], CalendarWord::Season)?;
        for (word, number) in &file.numbers {
            calendar.add(word, CalendarWord::Number(*number));
        }
        for (word, number) in &file.ordinals {
            calendar.add(word, CalendarWord::Ordinal(*number));
        }
        file.lists.each(|word, meaning| calendar.add(word, meaning));
        calendar.tell(&file.tense);
        Ok(calendar)
    }

    /// What a lower-case word may mean; empty for a word that is none of the calendar's.
    pub fn meanings(&self, word: &str) -> &[CalendarWord] {
        self.both(word).0
    }

    /// What a lower-case word may mean, and what it tells about the time of its clause.
    pub fn both(&self, word: &str) -> (&[CalendarWord], &[TenseWord]) {
        self.words.get(word).map_or((&[], &[]), |found| (&found.dates, &found.tenses))
    }

    /// Whether the name of a holiday begins with those letters in any case.
    pub fn begins_holiday(&self, word: &str) -> bool {
        let same = |(a, b): (u8, u8)| a.eq_ignore_ascii_case(&b);
        let begins = |name: &String| name.len() >= word.len() && name.bytes().zip(word.bytes()).all(same);
        self.holidays.iter().flat_map(|holiday| &holiday.names).any(begins)
    }

    /// Holidays on a fixed day.
    pub fn holidays(&self) -> &[Holiday] {
        &self.holidays
    }

    fn add(&mut self, word: &str, meaning: CalendarWord) {
        self.words.slot(word.to_owned()).dates.push(meaning);
    }

    fn named(&mut self, line: &Named, meaning: fn(u32, bool) -> CalendarWord) {
        for (words, short) in [(&line.names, false), (&line.short, true)] {
            for word in words {
                self.add(word, meaning(line.number, short));
            }
        }
    }

    fn unit(&mut self, line: &UnitLine) {
        let unit = TimeUnit { code: line.code, times: line.times, clock: line.clock };
        for (words, many) in [(&line.one, false), (&line.many, true)] {
            for word in words {
                self.add(word, CalendarWord::Unit(unit, many));
            }
        }
    }

    fn coded(
        &mut self,
        lines: &[Coded],
        codes: &[&'static str],
        meaning: fn(&'static str) -> CalendarWord,
    ) -> Result<(), String> {
        for line in lines {
            let code = codes.iter().find(|code| **code == line.code);
            let code = code.ok_or_else(|| format!("expected one of {codes:?}, found {:?}", line.code))?;
            for word in &line.words {
                self.add(word, meaning(code));
            }
        }
        Ok(())
    }

    fn tell(&mut self, tenses: &Tenses) {
        for (words, tense) in [
            (&tenses.future, TenseWord::Future),
            (&tenses.planning, TenseWord::Planning),
            (&tenses.coming, TenseWord::Coming),
            (&tenses.until, TenseWord::Until),
            (&tenses.past, TenseWord::Past),
            (&tenses.timeless, TenseWord::Timeless),
            (&tenses.present, TenseWord::Present),
        ] {
            for word in words {
                self.words.slot(word.clone()).tenses.push(tense);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT_IN: &str = include_str!("../../../knowledge/calendar.toml");

    #[test]
    fn words_mean_what_the_file_says() {
        let calendar = toml::from_str::<Calendar>(BUILT_IN).unwrap();
        assert_eq!(calendar.meanings("sept"), [CalendarWord::Month(9, true)]);
        assert_eq!(calendar.meanings("sunday"), [CalendarWord::Weekday(6, false)]);
        assert_eq!(
            calendar.meanings("decades"),
            [CalendarWord::Unit(TimeUnit { code: 'Y', times: 10, clock: false }, true)]
        );
        assert_eq!(calendar.meanings("ministry"), []);
        assert_eq!(calendar.both("will").1, [TenseWord::Future]);
    }

    #[test]
    fn every_word_is_lower_case() {
        let calendar = toml::from_str::<Calendar>(BUILT_IN).unwrap();
        for word in calendar.words.ordered().into_keys() {
            assert_eq!(*word, word.to_lowercase());
        }
    }

    #[test]
    fn a_broken_file_says_so() {
        assert!(toml::from_str::<Calendar>("source = []").unwrap_err().to_string().contains("month"));
    }
}
