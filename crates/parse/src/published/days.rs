//! A set of days, as ordered, disjoint stretches; the first and the last may be open.

use dateline_record::{Day, Interval};

/// Days on which an article may have been published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Days(Vec<(i32, i32)>);

/// Stands for an open end. Far outside the numbers of days.
const OPEN: i32 = 100_000_000;

impl Days {
    /// Every day.
    pub fn all() -> Self {
        Self(vec![(-OPEN, OPEN)])
    }

    /// The days of one interval.
    pub fn of(days: Interval) -> Self {
        Self(stretch(days).into_iter().collect())
    }

    /// All days of several intervals.
    pub fn any(intervals: impl IntoIterator<Item = Interval>) -> Self {
        let mut stretches: Vec<(i32, i32)> = intervals.into_iter().filter_map(stretch).collect();
        stretches.sort_unstable();
        let mut joined: Vec<(i32, i32)> = Vec::new();
        for (from, to) in stretches {
            match joined.last_mut() {
                Some(last) if from <= last.1.saturating_add(1) => last.1 = last.1.max(to),
                _ => joined.push((from, to)),
            }
        }
        Self(joined)
    }

    /// The days that are in both.
    pub fn and(&self, other: &Days) -> Self {
        let mut shared = Vec::new();
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(one), Some(two)) = (left.peek(), right.peek()) {
            let (from, to) = (one.0.max(two.0), one.1.min(two.1));
            if from <= to {
                shared.push((from, to));
            }
            if one.1 < two.1 {
                left.next();
            } else {
                right.next();
            }
        }
        Self(shared)
    }

    /// The days that `keep` keeps, of a set of single days.
    pub fn filter(&self, keep: impl Fn(Day) -> bool) -> Self {
        let single = |stretch: &&(i32, i32)| Day::from_number(stretch.0).is_some_and(&keep);
        Self(self.0.iter().filter(single).copied().collect())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it holds that day.
    pub fn holds(&self, day: Day) -> bool {
        self.0.iter().any(|(from, to)| (*from..=*to).contains(&day.number()))
    }

    /// The one day, if there is only one.
    pub fn only(&self) -> Option<Day> {
        match *self.0.as_slice() {
            [(from, to)] if from == to => Day::from_number(from),
            _ => None,
        }
    }

    /// From the first to the last.
    pub fn hull(&self) -> Interval {
        let day = |number: i32| Day::from_number(number);
        Interval {
            earliest: self.0.first().and_then(|stretch| day(stretch.0)),
            latest: self.0.last().and_then(|stretch| day(stretch.1)),
        }
    }

    /// Its stretches.
    pub fn each(&self) -> impl Iterator<Item = Interval> + '_ {
        self.0
            .iter()
            .map(|(from, to)| Interval { earliest: Day::from_number(*from), latest: Day::from_number(*to) })
    }

    /// The first day of each stretch.
    pub fn firsts(&self) -> impl Iterator<Item = Day> + '_ {
        self.0.iter().filter_map(|stretch| Day::from_number(stretch.0))
    }
}

/// The days of an interval; none where its ends are in the wrong order.
fn stretch(days: Interval) -> Option<(i32, i32)> {
    let from = days.earliest.map_or(-OPEN, Day::number);
    let to = days.latest.map_or(OPEN, Day::number);
    (from <= to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn days(numbers: &[(i32, i32)]) -> Days {
        Days::any(numbers.iter().map(|(from, to)| Interval {
            earliest: Day::from_number(*from.min(to)),
            latest: Day::from_number(*from.max(to)),
        }))
    }

    #[test]
    fn open_ends_stay_open() {
        let from = Days::of(Interval { earliest: Day::parse("2025-06-04"), latest: None });
        assert_eq!(from.hull(), Interval { earliest: Day::parse("2025-06-04"), latest: None });
        assert_eq!(from.and(&Days::all()), from);
        assert!(Days::all().hull().is_unknown());
    }

    proptest! {
        #[test]
        fn sets_hold_what_both_hold(
            one in proptest::collection::vec((0..60i32, 0..60i32), 0..5),
            two in proptest::collection::vec((0..60i32, 0..60i32), 0..5),
            number in 0..60i32,
        ) {
            let (one, two, day) = (days(&one), days(&two), Day::from_number(number).unwrap());
            prop_assert_eq!(one.and(&two).holds(day), one.holds(day) && two.holds(day));
            prop_assert_eq!(one.and(&two), two.and(&one));
        }
    }
}
