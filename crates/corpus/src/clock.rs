//! The different intervals of one clock, and what counts by interval make: months, years, buckets and bars.

use crate::{Bar, DateCounts, MonthCount, YearCount};
use dateline_record::{Day, Interval, Month};

/// An interval of days, and whether the date is all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stretch {
    /// First day; `None` is open.
    pub first: Option<Day>,
    /// Last day; `None` is open.
    pub last: Option<Day>,
    /// False where the true date is one unknown day inside.
    pub sure: bool,
}

impl Stretch {
    /// Whether nothing is known.
    pub fn is_undated(self) -> bool {
        self.first.is_none() && self.last.is_none()
    }

    /// Whether it is dated, but to no month.
    pub fn is_longer_than_a_month(self) -> bool {
        let days = Interval { earliest: self.first, latest: self.last }.days();
        !self.is_undated() && days.is_none_or(|days| days > 31)
    }
}

/// The intervals of one clock in order, laid over months and years.
pub(crate) struct Clock {
    /// Each once, in order.
    pub stretches: Vec<Stretch>,
    months: Grid,
    years: Grid,
}

/// Cells of the calendar (months or years) that intervals reach, and the cells of each interval.
struct Grid {
    /// Numbers of months or years, in order, each once.
    cells: Vec<i32>,
    /// For each interval the places of its first and last cell.
    places: Vec<Option<(u32, u32)>>,
}

/// Counts of one cell.
struct Cell {
    number: i32,
    sure: u32,
    possible: u32,
}

impl Clock {
    /// Over these intervals.
    pub fn new(stretches: Vec<Stretch>) -> Self {
        let ends = || stretches.iter().flat_map(|stretch| [stretch.first, stretch.last]).flatten();
        let bounds = ends().min().zip(ends().max());
        let months: Vec<_> = stretches.iter().map(|stretch| bounded_months(*stretch, bounds)).collect();
        let year = |month: i32| month.div_euclid(12);
        let years =
            months.iter().map(|months| months.map(|(first, last)| (year(first), year(last)))).collect();
        Self { stretches, months: Grid::new(months), years: Grid::new(years) }
    }

    /// Months, from how many articles have each interval.
    pub fn months(&self, counts: &[u32]) -> Vec<MonthCount> {
        let month = |cell: Cell| {
            Some(MonthCount {
                month: Month::from_number(cell.number)?,
                sure: cell.sure,
                possible: cell.possible,
            })
        };
        self.months.count(counts, &self.stretches).into_iter().filter_map(month).collect()
    }

    /// Years, likewise.
    pub fn years(&self, counts: &[u32]) -> Vec<YearCount> {
        let year = |cell: Cell| YearCount { year: cell.number, sure: cell.sure, possible: cell.possible };
        self.years.count(counts, &self.stretches).into_iter().map(year).collect()
    }

    /// How many articles have an interval of which something holds.
    pub fn count(&self, counts: &[u32], holds: impl Fn(Stretch) -> bool) -> u32 {
        self.stretches
            .iter()
            .zip(counts)
            .filter(|(stretch, _)| holds(**stretch))
            .map(|(_, count)| count)
            .sum()
    }

    /// Bars, from how many articles of the corpus and how many found ones have each interval.
    pub fn bars(&self, all: &[u32], found: &[u32]) -> Vec<Bar> {
        let dated =
            || self.stretches.iter().zip(all.iter().zip(found)).filter(|(stretch, _)| !stretch.is_undated());
        if dated().count() <= Bar::MOST {
            let bar = |stretch: &Stretch, all: u32, found: u32| Bar {
                first: stretch.first,
                last: stretch.last,
                sure: stretch.sure,
                all,
                found,
            };
            return dated().map(|(stretch, (all, found))| bar(stretch, *all, *found)).collect();
        }
        self.months(all)
            .into_iter()
            .zip(self.months(found))
            .flat_map(|(all, found)| month_bars(all, found))
            .collect()
    }
}

fn month_bars(all: MonthCount, found: MonthCount) -> impl Iterator<Item = Bar> {
    let (first, last) = (Some(all.month.first()), Some(all.month.last()));
    let bar = move |sure, all, found| Bar { first, last, sure, all, found };
    [bar(true, all.sure, found.sure), bar(false, all.possible, found.possible)]
        .into_iter()
        .filter(|bar| bar.all > 0)
}

/// First and last month, as numbers. An open end is taken to be the outermost day that bounds any interval.
fn bounded_months(stretch: Stretch, bounds: Option<(Day, Day)>) -> Option<(i32, i32)> {
    let (earliest, latest) = bounds.filter(|_| !stretch.is_undated())?;
    let first = stretch.first.unwrap_or(earliest).month().number();
    let last = stretch.last.unwrap_or(latest).month().number();
    (first <= last && last - first < DateCounts::MOST_MONTHS).then_some((first, last))
}

impl Grid {
    fn new(ranges: Vec<Option<(i32, i32)>>) -> Self {
        let mut sorted: Vec<(i32, i32)> = ranges.iter().flatten().copied().collect();
        sorted.sort_unstable();
        let mut cells: Vec<i32> = Vec::new();
        for (first, last) in sorted {
            let from = cells.last().map_or(first, |reached| first.max(reached + 1));
            cells.extend(from..=last);
        }
        // Every cell of a range is there, so its cells stand side by side.
        let place = |(first, last): (i32, i32)| {
            let place = cells.binary_search(&first).ok()? as u32;
            Some((place, place + (last - first).cast_unsigned()))
        };
        let places = ranges.into_iter().map(|range| range.and_then(place)).collect();
        Self { cells, places }
    }

    /// Adds each interval's count to all of its cells: surely, where it is closed and has one cell only.
    fn count(&self, counts: &[u32], stretches: &[Stretch]) -> Vec<Cell> {
        let mut cells: Vec<Cell> =
            self.cells.iter().map(|number| Cell { number: *number, sure: 0, possible: 0 }).collect();
        // Differences between neighbouring cells; they may wrap below zero, their sums do not.
        let mut steps = vec![0u32; cells.len() + 1];
        for ((place, count), stretch) in self.places.iter().zip(counts).zip(stretches) {
            let Some((first, last)) = place.map(|(first, last)| (first as usize, last as usize)) else {
                continue;
            };
            if first == last && stretch.first.is_some() && stretch.last.is_some() {
                cells.get_mut(first).into_iter().for_each(|cell| cell.sure += count);
            } else {
                steps.get_mut(first).into_iter().for_each(|step| *step = step.wrapping_add(*count));
                steps.get_mut(last + 1).into_iter().for_each(|step| *step = step.wrapping_sub(*count));
            }
        }
        let mut sum = 0u32;
        for (cell, step) in cells.iter_mut().zip(steps) {
            sum = sum.wrapping_add(step);
            cell.possible = sum;
        }
        cells
    }
}

/// Periods, those that touch or overlap joined, so that an interval across two of them lies inside.
pub(crate) struct Periods(Vec<(i32, i32)>);

/// How an interval lies to periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lies {
    /// Wholly inside.
    Inside,
    /// It may have a day in common.
    Across,
    /// It has none.
    Outside,
}

impl Periods {
    /// The union of these.
    pub fn new(intervals: impl Iterator<Item = Interval>) -> Self {
        let mut sorted: Vec<(i32, i32)> =
            intervals.map(|interval| ends(interval.earliest, interval.latest)).collect();
        sorted.sort_unstable();
        let mut joined: Vec<(i32, i32)> = Vec::with_capacity(sorted.len());
        for (first, last) in sorted {
            match joined.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
                _ => joined.push((first, last)),
            }
        }
        Self(joined)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How an interval lies to them. An open end reaches for ever.
    pub fn lies(&self, stretch: Stretch) -> Lies {
        let (first, last) = ends(stretch.first, stretch.last);
        if self.0.iter().any(|(from, to)| *from <= first && last <= *to) {
            Lies::Inside
        } else if self.0.iter().any(|(from, to)| *from <= last && first <= *to) {
            Lies::Across
        } else {
            Lies::Outside
        }
    }
}

/// Ends as day numbers; open ones lie beyond every day.
fn ends(first: Option<Day>, last: Option<Day>) -> (i32, i32) {
    (first.map_or(i32::MIN, Day::number), last.map_or(i32::MAX, Day::number))
}
