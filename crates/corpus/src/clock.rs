//! The different intervals of one clock, and what counts by interval make: months, years, buckets and bars.

use crate::order;
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
    /// Places of those that are dated, but to no month.
    longer_than_a_month: Vec<u32>,
    /// Places of those of which nothing is known.
    undated: Vec<u32>,
}

/// Cells of the calendar (months or years) that intervals reach, and the cells of each interval.
struct Grid {
    /// Numbers of months or years, in order, each once.
    cells: Vec<i32>,
    /// For each interval the place of the one cell that it surely lies in; one beyond all where there is none.
    sure: Vec<u32>,
    /// The other intervals: the place of each, and those of its first and last cell.
    possible: Vec<(u32, u32, u32)>,
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
        let (months, years) = (Grid::new(months, &stretches), Grid::new(years, &stretches));
        let places = |holds: fn(Stretch) -> bool| {
            (0..).zip(&stretches).filter(|(_, stretch)| holds(**stretch)).map(|(place, _)| place).collect()
        };
        let longer_than_a_month = places(Stretch::is_longer_than_a_month);
        let undated = places(Stretch::is_undated);
        Self { stretches, months, years, longer_than_a_month, undated }
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
        self.months.count(counts).into_iter().filter_map(month).collect()
    }

    /// Years, likewise.
    pub fn years(&self, counts: &[u32]) -> Vec<YearCount> {
        let year = |cell: Cell| YearCount { year: cell.number, sure: cell.sure, possible: cell.possible };
        self.years.count(counts).into_iter().map(year).collect()
    }

    /// How many articles are dated, but to no month.
    pub fn longer_than_a_month(&self, counts: &[u32]) -> u32 {
        sum_at(counts, &self.longer_than_a_month)
    }

    /// How many articles have no date.
    pub fn undated(&self, counts: &[u32]) -> u32 {
        sum_at(counts, &self.undated)
    }

    /// Bars, from how many articles of the corpus and how many found ones have each interval, and from the months of both.
    pub fn bars(&self, all: (&[u32], &[MonthCount]), found: (&[u32], &[MonthCount])) -> Vec<Bar> {
        if self.stretches.len() - self.undated.len() <= Bar::MOST {
            let bar = |stretch: &Stretch, all: u32, found: u32| Bar {
                first: stretch.first,
                last: stretch.last,
                sure: stretch.sure,
                all,
                found,
            };
            let counts = all.0.iter().zip(found.0);
            let dated = self.stretches.iter().zip(counts).filter(|(stretch, _)| !stretch.is_undated());
            return dated.map(|(stretch, (all, found))| bar(stretch, *all, *found)).collect();
        }
        all.1.iter().zip(found.1).flat_map(|(all, found)| month_bars(*all, *found)).collect()
    }
}

fn sum_at(counts: &[u32], places: &[u32]) -> u32 {
    places.iter().filter_map(|place| counts.get(*place as usize)).sum()
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
    fn new(ranges: Vec<Option<(i32, i32)>>, stretches: &[Stretch]) -> Self {
        let mut sorted: Vec<(i32, i32)> = ranges.iter().flatten().copied().collect();
        order::sort(&mut sorted);
        let mut cells: Vec<i32> = Vec::new();
        for (first, last) in sorted {
            let from = cells.last().map_or(first, |reached| first.max(reached + 1));
            cells.extend(from..=last);
        }
        let mut grid = Self { cells, sure: vec![u32::MAX; stretches.len()], possible: Vec::new() };
        for ((place, range), stretch) in (0..).zip(ranges).zip(stretches) {
            grid.put(place, range, *stretch);
        }
        grid
    }

    /// An interval lies surely in a cell where it is closed and has this cell only.
    fn put(&mut self, place: u32, range: Option<(i32, i32)>, stretch: Stretch) {
        let Some((first, last)) = range else { return };
        // Every cell of a range is there, so its cells stand side by side.
        let Ok(cell) = self.cells.binary_search(&first) else { return };
        let cell = cell as u32;
        if first != last || stretch.first.is_none() || stretch.last.is_none() {
            self.possible.push((place, cell, cell + (last - first).cast_unsigned()));
        } else if let Some(sure) = self.sure.get_mut(place as usize) {
            *sure = cell;
        }
    }

    /// Adds each interval's count to all of its cells.
    fn count(&self, counts: &[u32]) -> Vec<Cell> {
        let mut cells: Vec<Cell> =
            self.cells.iter().map(|number| Cell { number: *number, sure: 0, possible: 0 }).collect();
        for (cell, count) in self.sure.iter().zip(counts) {
            if let Some(cell) = cells.get_mut(*cell as usize) {
                cell.sure += count;
            }
        }
        // Differences between neighbouring cells; they may wrap below zero, their sums do not.
        let mut steps = vec![0u32; cells.len() + 1];
        for (place, first, last) in &self.possible {
            let count = counts.get(*place as usize).copied().unwrap_or(0);
            let (first, behind) = (*first as usize, *last as usize + 1);
            steps.get_mut(first).into_iter().for_each(|step| *step = step.wrapping_add(count));
            steps.get_mut(behind).into_iter().for_each(|step| *step = step.wrapping_sub(count));
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
        order::sort(&mut sorted);
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
