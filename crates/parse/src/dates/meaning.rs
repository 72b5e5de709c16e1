//! What a date expression means: a stretch of the calendar, written out or counted from the day of publication.
//!
//! Knows nothing of words. The rules that choose a year, a week or a quarter stand here, each monotone: a later
//! publication never gives an earlier stretch.

use dateline_record::{Day, Edtf, Interval, Month, Tense};

/// A date a few weeks beyond publication wins over one nearly a year away, even if the tense of the clause was misread.
/// In days; a larger value trusts the tense less.
const NEAR: i32 = 45;

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stretch {
    Day(Day),
    /// By its Monday.
    Week(Day),
    /// Saturday and Sunday, by the Monday of their week.
    Weekend(Day),
    Month(Month),
    /// Year and quarter from 1.
    Quarter(i32, u32),
    /// Year and half from 1.
    Half(i32, u32),
    /// Year and TIMEX3 code.
    Season(i32, &'static str),
    Year(i32),
    /// By its number: 199 for the 1990s.
    Decade(i32),
    /// By its number: 19 for the 20th century.
    Century(i32),
    /// One of two days, because day and month may be swapped.
    Either(Day, Day),
}

/// How fine a count from now is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grain {
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// Which of the recurring ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Nothing says: the tense decides.
    Bare,
    Last,
    This,
    Next,
    /// The year is counted from this one: "June last year" is -1.
    Year(i32),
}

/// A date told before, from which another is counted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Anchor {
    pub meaning: Meaning,
    pub tense: Option<Tense>,
    /// Its words.
    pub text: String,
}

/// What an expression means.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Meaning {
    /// Written out.
    Fixed(Stretch),
    /// Month and day without a year, and the weekday where one is named with it (0 is Monday).
    MonthDay(u32, u32, Option<u32>),
    /// A month without a year.
    Month(u32, Step),
    /// A weekday.
    Weekday(u32, Step),
    /// A quarter without a year.
    Quarter(u32, Step),
    /// A half of a year without a year.
    Half(u32, Step),
    /// A season without a year.
    Season(&'static str, Step),
    /// So many units from now: yesterday is `Day, -1`.
    Shift(Grain, i32),
    /// `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`.
    Reference(&'static str),
    /// The value of a DURATION.
    Length(String),
    /// The value of a SET.
    Recurring(String),
    /// Counted from a date told before: "two years later". `None`: none was found.
    From(Option<Box<Anchor>>, Grain, i32),
    /// Counted from something that is no date: "the following year".
    Elsewhere,
}

impl Stretch {
    /// TIMEX3 value; `None` where it is one of two days.
    pub fn value(self) -> Option<String> {
        Some(match self {
            Stretch::Day(day) => day.to_string(),
            Stretch::Week(monday) => iso_week(monday),
            Stretch::Weekend(monday) => iso_week(monday) + "-WE",
            Stretch::Month(month) => month.to_string(),
            Stretch::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Stretch::Half(year, half) => format!("{year:04}-H{half}"),
            Stretch::Season(year, code) => format!("{year:04}-{code}"),
            Stretch::Year(year) => format!("{year:04}"),
            Stretch::Decade(decade) => format!("{decade:03}"),
            Stretch::Century(century) => format!("{century:02}"),
            Stretch::Either(..) => return None,
        })
    }

    /// What a timeline plots.
    pub fn edtf(self) -> Edtf {
        let days = self.days();
        match self {
            Stretch::Day(day) => Edtf::Day(day),
            Stretch::Month(month) => Edtf::Month(month),
            Stretch::Year(year) => Edtf::Year(year),
            Stretch::Either(first, last) => Edtf::OneOf(Some(first), Some(last)),
            _ => Edtf::Span(days.earliest, days.latest),
        }
    }

    /// First and last day.
    pub fn days(self) -> Interval {
        let months = |year: i32, first: u32, count: i32| {
            let first = Month::new(year, first);
            Interval {
                earliest: first.map(Month::first),
                latest: first.and_then(|month| month.plus(count - 1)).map(Month::last),
            }
        };
        match self {
            Stretch::Day(day) => Interval::day(day),
            Stretch::Week(monday) => Interval { earliest: Some(monday), latest: monday.plus(6) },
            Stretch::Weekend(monday) => Interval { earliest: monday.plus(5), latest: monday.plus(6) },
            Stretch::Month(month) => Interval::month(month),
            Stretch::Quarter(year, quarter) => months(year, quarter * 3 - 2, 3),
            Stretch::Half(year, half) => months(year, half * 6 - 5, 6),
            Stretch::Season(year, "SP") => months(year, 3, 3),
            Stretch::Season(year, "SU") => months(year, 6, 3),
            Stretch::Season(year, "FA") => months(year, 9, 3),
            // The winter of a year may be the one that begins in it or the one that ends in it.
            Stretch::Season(year, _) => months(year, 1, 14),
            Stretch::Year(year) => months(year, 1, 12),
            Stretch::Decade(decade) => months(decade * 10, 1, 120),
            Stretch::Century(century) => months(century * 100 + 1, 1, 1200),
            Stretch::Either(first, last) => Interval::closed(first, last),
        }
    }

    /// So many units later, as fine as it is itself or as the unit is, whichever is coarser. Years keep a quarter a quarter.
    fn later(self, grain: Grain, by: i32) -> Option<Stretch> {
        let year = |year: i32| year.checked_add(by).filter(|year| (1..=9999).contains(year));
        let first = self.days().earliest?;
        Some(match (self, grain) {
            (stretch, _) if by == 0 => stretch,
            (Stretch::Quarter(of, quarter), Grain::Year) => Stretch::Quarter(year(of)?, quarter),
            (Stretch::Half(of, half), Grain::Year) => Stretch::Half(year(of)?, half),
            (Stretch::Season(of, code), Grain::Year) => Stretch::Season(year(of)?, code),
            (Stretch::Month(month), Grain::Year) => Stretch::Month(month.plus(by.checked_mul(12)?)?),
            (Stretch::Day(_) | Stretch::Week(_), Grain::Day) => Stretch::Day(first.plus(by)?),
            (Stretch::Day(_) | Stretch::Week(_), Grain::Week) => shift(first, first.month(), 0, grain, by)?,
            (Stretch::Day(_) | Stretch::Month(_), Grain::Month) => Stretch::Month(first.month().plus(by)?),
            (Stretch::Day(_) | Stretch::Year(_), Grain::Year) => Stretch::Year(year(first.civil().0)?),
            _ => return None,
        })
    }

    /// False for one of two days, and for seasons, which begin on different days for different readers.
    pub fn is_sure(self) -> bool {
        !matches!(self, Stretch::Either(..) | Stretch::Season(..))
    }
}

impl Meaning {
    /// The stretch, where publication does not matter.
    pub fn written_out(&self) -> Option<Stretch> {
        match self {
            Meaning::Fixed(stretch) => Some(*stretch),
            _ => None,
        }
    }

    /// Whether publication does not matter.
    pub fn is_written_out(&self) -> bool {
        self.written_out().is_some()
    }

    /// Whether it is counted from publication.
    pub fn is_counted(&self) -> bool {
        matches!(self.code(), "relative-to-published" | "nearest-to-published" | "weekday-rule")
    }

    /// The value of what is no stretch of the calendar.
    pub fn fixed_value(&self) -> Option<String> {
        match self {
            Meaning::Reference(value) => Some((*value).to_owned()),
            Meaning::Length(value) | Meaning::Recurring(value) => Some(value.clone()),
            _ => None,
        }
    }

    /// The code of its evidence.
    pub fn code(&self) -> &'static str {
        match self {
            Meaning::Fixed(_) => "written-out",
            Meaning::MonthDay(..)
            | Meaning::Month(..)
            | Meaning::Quarter(..)
            | Meaning::Half(..)
            | Meaning::Season(..) => "nearest-to-published",
            Meaning::Weekday(..) => "weekday-rule",
            Meaning::Shift(..) => "relative-to-published",
            Meaning::Reference(_) => "no-date-of-its-own",
            Meaning::Length(_) => "length",
            Meaning::Recurring(_) => "recurs",
            Meaning::From(..) | Meaning::Elsewhere => "counted-from-the-text",
        }
    }

    /// What its own words tell about past and future.
    pub fn tense(&self) -> Option<Tense> {
        let of = |by: i32| match by.cmp(&0) {
            std::cmp::Ordering::Less => Some(Tense::Past),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(Tense::ToCome),
        };
        match self {
            Meaning::Shift(_, by) => of(*by),
            Meaning::From(Some(anchor), ..) => anchor.tense,
            Meaning::Reference("PAST_REF") => Some(Tense::Past),
            Meaning::Reference("FUTURE_REF") => Some(Tense::ToCome),
            Meaning::Month(_, step)
            | Meaning::Weekday(_, step)
            | Meaning::Quarter(_, step)
            | Meaning::Half(_, step)
            | Meaning::Season(_, step) => match step {
                Step::Bare | Step::This => None,
                Step::Last => Some(Tense::Past),
                Step::Next => Some(Tense::ToCome),
                Step::Year(by) => of(*by),
            },
            _ => None,
        }
    }

    /// The stretch, counted from that day of publication. `None`: it has none, or it leaves years 1 to 9999.
    pub fn at(&self, published: Day, tense: Option<Tense>) -> Option<Stretch> {
        let month = published.month();
        let (year, ..) = published.civil();
        match *self {
            Meaning::Fixed(stretch) => Some(stretch),
            Meaning::MonthDay(month, day, weekday) => month_day(published, month, day, weekday, tense),
            Meaning::Month(of_year, step) => {
                let number = recurring(month.number(), 12, of_year.cast_signed() - 1, step, tense)?;
                Month::from_number(number).map(Stretch::Month)
            }
            Meaning::Weekday(weekday, step) => {
                weekday_at(published, weekday.cast_signed(), step, tense).map(Stretch::Day)
            }
            Meaning::Quarter(quarter, step) => {
                // Results of a quarter are still to come when it has just ended: for a month it counts as coming.
                let behind = i32::from(step == Step::Bare && tense == Some(Tense::ToCome));
                let now = (month.number() - behind).div_euclid(3);
                let number = latest_or_next(now, 4, quarter.cast_signed() - 1, step, tense)?;
                Some(Stretch::Quarter(number.div_euclid(4), number.rem_euclid(4).cast_unsigned() + 1))
            }
            Meaning::Half(half, step) => {
                let now = month.number().div_euclid(6);
                let number = latest_or_next(now, 2, half.cast_signed() - 1, step, tense)?;
                Some(Stretch::Half(number.div_euclid(2), number.rem_euclid(2).cast_unsigned() + 1))
            }
            Meaning::Season(code, step) => {
                let first = ["SP", "SU", "FA", "WI"].iter().position(|season| *season == code)?;
                // Seasons are counted from March, so that January and February still belong to the winter before.
                let now = (month.number() - 2).div_euclid(3);
                let number = latest_or_next(now, 4, i32::try_from(first).ok()?, step, tense)?;
                Some(Stretch::Season(number.div_euclid(4), code))
            }
            Meaning::Shift(grain, by) => shift(published, month, year, grain, by),
            Meaning::From(ref anchor, grain, by) => {
                let anchor = anchor.as_ref()?;
                anchor.meaning.at(published, anchor.tense)?.later(grain, by)
            }
            Meaning::Reference(_) | Meaning::Length(_) | Meaning::Recurring(_) | Meaning::Elsewhere => None,
        }
        .filter(|stretch| stretch.days().earliest.is_some() && stretch.days().latest.is_some())
    }
}

/// A month and a day: the year that lies nearest in the tense of the clause.
fn month_day(
    published: Day,
    month: u32,
    day: u32,
    weekday: Option<u32>,
    tense: Option<Tense>,
) -> Option<Stretch> {
    let (year, ..) = published.civil();
    // 29 February comes back after 4 or 8 years.
    let mut days = (year - 8..=year + 8).filter_map(|year| Day::new(year, month, day));
    let nearest = match tense {
        Some(Tense::Past) => days.take_while(|day| day.number() <= published.number() + NEAR).last(),
        Some(Tense::ToCome) => days.find(|day| day.number() >= published.number() - NEAR),
        None => days.min_by_key(|day| (day.number() - published.number()).abs()),
    };
    // A weekday that does not fit shows that another year is meant, or that one of the two is wrong.
    let fits = nearest.filter(|day| weekday.is_none_or(|weekday| day.weekday() == weekday));
    fits.map(Stretch::Day)
}

/// The number of the recurring unit that is meant: units are counted through, `cycle` of them make a year, and `place`
/// is the wanted one's place in the year.
fn recurring(now: i32, cycle: i32, place: i32, step: Step, tense: Option<Tense>) -> Option<i32> {
    let back = (now - place).rem_euclid(cycle);
    let latest = now - back;
    let coming = if back == 0 { now } else { latest + cycle };
    let year = now.div_euclid(cycle);
    Some(match (step, tense) {
        (Step::Last, _) => latest - if back == 0 { cycle } else { 0 },
        (Step::Next, _) => coming + if back == 0 { cycle } else { 0 },
        (Step::This, _) => year * cycle + place,
        (Step::Year(by), _) => (year.checked_add(by)?).checked_mul(cycle)? + place,
        (Step::Bare, Some(Tense::Past)) => latest,
        (Step::Bare, Some(Tense::ToCome)) => coming,
        // Half a year on each side: the nearer one.
        (Step::Bare, None) => {
            if back * 2 <= cycle {
                latest
            } else {
                coming
            }
        }
    })
}

/// Like [`recurring`], but the one that runs counts as the latest and nothing but a future tense looks ahead: reports
/// speak of the quarter, half or season behind them or of the one they are in.
fn latest_or_next(now: i32, cycle: i32, place: i32, step: Step, tense: Option<Tense>) -> Option<i32> {
    let tense = if step == Step::Bare { Some(tense.unwrap_or(Tense::Past)) } else { tense };
    recurring(now, cycle, place, step, tense)
}

/// The wire's rule: a bare weekday is a day of the past week, the day of writing included; with a future tense it is
/// the coming one.
fn weekday_at(published: Day, weekday: i32, step: Step, tense: Option<Tense>) -> Option<Day> {
    let today = published.weekday().cast_signed();
    let back = (today - weekday).rem_euclid(7);
    let ahead = (weekday - today).rem_euclid(7);
    published.plus(match (step, tense) {
        (Step::Last, _) => -(if back == 0 { 7 } else { back }),
        (Step::Next, _) => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        (Step::Bare | Step::This | Step::Year(_), Some(Tense::ToCome)) => ahead,
        (Step::This, None) => weekday - today,
        (Step::Bare | Step::This | Step::Year(_), _) => -back,
    })
}

fn shift(published: Day, month: Month, year: i32, grain: Grain, by: i32) -> Option<Stretch> {
    let week = |by: i32| published.plus(by.checked_mul(7)?.checked_sub(published.weekday().cast_signed())?);
    let years = |by: i32| year.checked_add(by).filter(|year| (1..=9999).contains(year));
    Some(match grain {
        Grain::Day => Stretch::Day(published.plus(by)?),
        Grain::Week => Stretch::Week(week(by)?),
        Grain::Weekend => Stretch::Weekend(week(by)?),
        Grain::Month => Stretch::Month(month.plus(by)?),
        Grain::Quarter => {
            let number = month.number().div_euclid(3).checked_add(by)?;
            Stretch::Quarter(number.div_euclid(4), number.rem_euclid(4).cast_unsigned() + 1)
        }
        Grain::Year => Stretch::Year(years(by)?),
        Grain::Decade => Stretch::Decade(years(by.checked_mul(10)?)?.div_euclid(10)),
        Grain::Century => Stretch::Century(years(by.checked_mul(100)?)?.div_euclid(100)),
    })
}

/// `2025-W34`: the ISO week of a Monday, whose year is that of its Thursday.
fn iso_week(monday: Day) -> String {
    let thursday = monday.plus(3).unwrap_or(monday);
    let (year, ..) = thursday.civil();
    let first = Day::new(year, 1, 1).map_or(0, Day::number);
    format!("{year:04}-W{:02}", (thursday.number() - first) / 7 + 1)
}
