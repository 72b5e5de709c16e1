//! The different intervals of one clock, and what counts by interval make: months, years, buckets and bars.

use crate::{Bar, DateCounts, MonthCount, YearCount, order, search};
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

    /// How many different things [`Clock::counted`] counts.
    pub fn size(&self) -> usize {
        self.stretches.len() + 2 + self.months.size() + self.years.size()
    }

    /// From how many articles have each interval, all that is counted of this clock, as one list: the intervals, those that are dated
    /// but to no month, those without a date, months, years.
    pub fn counted(&self, counts: &[u32]) -> Vec<u32> {
        let mut all = Vec::with_capacity(self.size());
        all.extend(counts);
        all.resize(self.stretches.len(), 0);
        all.push(sum_at(counts, &self.longer_than_a_month));
        all.push(sum_at(counts, &self.undated));
        self.months.count(counts, &mut all);
        self.years.count(counts, &mut all);
        all
    }

    /// What articles with these intervals say more than once of what is counted: once less than they say it.
    pub fn repeats(&self, places: &[u32]) -> Vec<u32> {
        let mut repeats = Vec::new();
        let mut sorted: Vec<u64> = places.iter().map(|place| u64::from(*place)).collect();
        search::sort(&mut sorted);
        push_repeated(&sorted, 0, &mut repeats);
        let intervals = self.stretches.len() as u32;
        for (bucket, number) in [&self.longer_than_a_month, &self.undated].into_iter().zip(intervals..) {
            let inside = places.iter().filter(|place| bucket.binary_search(place).is_ok());
            repeats.extend(inside.skip(1).map(|_| number));
        }
        self.months.repeats(places, intervals + 2, &mut repeats);
        self.years.repeats(places, intervals + 2 + self.months.size() as u32, &mut repeats);
        repeats
    }

    /// Months, from what was counted.
    pub fn months(&self, counted: &[u32]) -> Vec<MonthCount> {
        let month = |cell: Cell| {
            Some(MonthCount {
                month: Month::from_number(cell.number)?,
                sure: cell.sure,
                possible: cell.possible,
            })
        };
        self.months.cells(counted, self.stretches.len() + 2).into_iter().filter_map(month).collect()
    }

    /// Years, likewise.
    pub fn years(&self, counted: &[u32]) -> Vec<YearCount> {
        let year = |cell: Cell| YearCount { year: cell.number, sure: cell.sure, possible: cell.possible };
        let start = self.stretches.len() + 2 + self.months.size();
        self.years.cells(counted, start).into_iter().map(year).collect()
    }

    /// How many articles are dated, but to no month.
    pub fn longer_than_a_month(&self, counted: &[u32]) -> u32 {
        counted.get(self.stretches.len()).copied().unwrap_or(0)
    }

    /// How many articles have no date.
    pub fn undated(&self, counted: &[u32]) -> u32 {
        counted.get(self.stretches.len() + 1).copied().unwrap_or(0)
    }

    /// Bars, from what was counted of the corpus and of what was found, each with its months.
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

/// Of ascending numbers, those that stand there again, counted from a start.
fn push_repeated(numbers: &[u64], start: u32, repeats: &mut Vec<u32>) {
    let pairs = numbers.iter().zip(numbers.iter().skip(1));
    repeats.extend(pairs.filter(|(one, other)| one == other).map(|(one, _)| start + *one as u32));
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

    /// How many numbers are counted of it.
    fn size(&self) -> usize {
        3 * self.cells.len()
    }

    /// Appends for each cell how many surely lie in it; how many others begin in it; and how many of them end in it.
    fn count(&self, counts: &[u32], all: &mut Vec<u32>) {
        let (start, size) = (all.len(), self.cells.len());
        all.resize(start + self.size(), 0);
        let own = all.get_mut(start..).unwrap_or_default();
        for (cell, count) in self.sure.iter().zip(counts).filter(|(cell, _)| (**cell as usize) < size) {
            own.get_mut(*cell as usize).into_iter().for_each(|sum| *sum += count);
        }
        for (place, first, last) in &self.possible {
            let count = counts.get(*place as usize).copied().unwrap_or(0);
            for at in [size + *first as usize, 2 * size + *last as usize] {
                own.get_mut(at).into_iter().for_each(|sum| *sum += count);
            }
        }
    }

    /// The cells, from what was counted, which stands at a start. Differences between neighbouring cells may wrap below zero,
    /// their sums do not.
    fn cells(&self, counted: &[u32], start: usize) -> Vec<Cell> {
        let size = self.cells.len();
        let numbers = |from: usize| counted.get(start + from * size..).unwrap_or(&[]).iter().copied();
        let mut reaching = 0u32;
        let counts = numbers(0).zip(numbers(1)).zip(numbers(2));
        let cell = |(number, ((sure, first), last)): (&i32, ((u32, u32), u32))| {
            reaching = reaching.wrapping_add(first);
            let cell = Cell { number: *number, sure, possible: reaching };
            reaching = reaching.wrapping_sub(last);
            cell
        };
        self.cells.iter().zip(counts).map(cell).collect()
    }

    /// What articles with these intervals count more than once: a cell is sure where it is for any of them, else possible where
    /// any reaches it. What is taken off between a first and a last cell is as many of both.
    fn repeats(&self, places: &[u32], start: u32, repeats: &mut Vec<u32>) {
        let size = self.cells.len() as u32;
        let sure = places.iter().filter_map(|place| self.sure.get(*place as usize));
        let mut sure: Vec<u64> = sure.filter(|cell| **cell < size).map(|cell| u64::from(*cell)).collect();
        search::sort(&mut sure);
        push_repeated(&sure, start, repeats);
        sure.dedup();
        let range = |place: &u32| {
            let at = self.possible.binary_search_by_key(place, |(place, ..)| *place).ok()?;
            self.possible.get(at).map(|(_, first, last)| u64::from(*first) << 32 | u64::from(*last))
        };
        let mut ranges: Vec<u64> = places.iter().filter_map(range).collect();
        search::sort(&mut ranges);
        let mut less =
            |first: u32, last: u32| repeats.extend([start + size + first, start + 2 * size + last]);
        // The cells before this one are possible already.
        let mut behind = 0;
        for range in ranges {
            let (first, last) = ((range >> 32) as u32, range as u32);
            if first < behind {
                less(first, last.min(behind - 1));
            }
            let from = sure.partition_point(|cell| *cell < u64::from(first.max(behind)));
            let inside = sure.iter().skip(from).take_while(|cell| **cell <= u64::from(last));
            inside.for_each(|cell| less(*cell as u32, *cell as u32));
            behind = behind.max(last + 1);
        }
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

    /// First and last of the days around a day that lie to them as it does.
    pub fn alike(&self, day: i32) -> (i32, i32) {
        let mut behind = i32::MIN;
        for (first, last) in &self.0 {
            if day < *first {
                return (behind, first - 1);
            }
            if day <= *last {
                return (*first, *last);
            }
            behind = last.saturating_add(1);
        }
        (behind, i32::MAX)
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
