//! Where a day stands on the strip, and the other way round.
//!
//! The axis is linear inside segments and broken between them: an empty stretch that would push everything else
//! together becomes a break. It owns positions and tick marks; it leaves out what is drawn there.

use dateline_corpus::order;
use dateline_record::{Day, Interval, Month};

/// Numbers that decide how the axis is cut.
struct Cut;

impl Cut {
    /// An empty stretch of fewer months is drawn as it is.
    const MONTHS: i32 = 4;
    /// So is one shorter than this share of the months in which something lies: larger values break less often.
    const SHARE: f64 = 0.3;
    /// At most so many breaks; the longest stretches win.
    const MOST: usize = 3;
    /// Pixels that a break takes.
    const WIDTH: f64 = 22.0;
    /// Pixels of a segment in which no article was published.
    const ASIDE: f64 = 66.0;
    /// An interval longer than this many months does not keep a stretch from being empty.
    const LONG: i32 = 30;
    /// Pixels between two labels, at least.
    const LABEL: f64 = 62.0;
    /// Pixels between two ticks without a label, at least.
    const TICK: f64 = 7.0;
}

/// An axis of days, `width` pixels wide.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    segments: Vec<Segment>,
    /// Pixels from the first to the last day.
    pub width: f64,
}

#[derive(Clone, Debug, PartialEq)]
struct Segment {
    first: Month,
    last: Month,
    left: f64,
    width: f64,
}

/// A mark on the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub x: f64,
    /// What stands under it, if anything.
    pub label: Option<TickLabel>,
}

/// What stands under a tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TickLabel {
    /// The name of the month alone: the year is said by a label before it.
    Month(Month),
    /// Month and year.
    MonthAndYear(Month),
    /// The year.
    Year(i32),
}

impl Scale {
    /// An axis for these intervals; `true` where it is a publication. `None` where no interval has an end.
    pub fn new(busy: &[(Interval, bool)], width: f64) -> Option<Scale> {
        let spans = month_spans(busy);
        let runs = joined(&spans, &breaks(&spans));
        (!runs.is_empty()).then(|| Scale { segments: placed(&runs, width), width })
    }

    /// Pixels from the left to the start of a day. Days outside the axis stand at its ends, days in a break in its middle.
    pub fn x(&self, day: Day) -> f64 {
        let mut end = 0.0;
        for segment in &self.segments {
            if day < segment.first.first() {
                return if end == 0.0 { 0.0 } else { f64::midpoint(end, segment.left) };
            }
            if day <= segment.last.last() {
                return segment.x(day);
            }
            end = segment.left + segment.width;
        }
        end
    }

    /// The day at a place.
    pub fn day(&self, x: f64) -> Option<Day> {
        let right = |segment: &Segment| segment.left + segment.width + Cut::WIDTH / 2.0;
        let segment = self.segments.iter().find(|segment| x < right(segment)).or(self.segments.last())?;
        let share = ((x - segment.left) / segment.width).clamp(0.0, 1.0);
        let days = (share * f64::from(segment.days())).floor() as i32;
        segment.first.first().plus(days.min(segment.days() - 1))
    }

    /// The places in the middle of the breaks.
    pub fn breaks(&self) -> Vec<f64> {
        self.segments.iter().skip(1).map(|segment| segment.left - Cut::WIDTH / 2.0).collect()
    }

    /// The stretches of line between the breaks.
    pub fn lines(&self) -> Vec<(f64, f64)> {
        let last = self.segments.len().saturating_sub(1);
        let gap = Cut::WIDTH / 2.0 - 4.0;
        self.segments
            .iter()
            .enumerate()
            .map(|(place, segment)| {
                let from = if place == 0 { 0.0 } else { segment.left - gap };
                let to = if place == last { self.width } else { segment.left + segment.width + gap };
                (from, to)
            })
            .collect()
    }

    /// The pixels of a month in the widest segment.
    pub fn month_width(&self) -> f64 {
        self.segments.iter().map(|segment| segment.width / f64::from(segment.months())).fold(0.0, f64::max)
    }

    /// All months of the axis in order.
    pub fn months(&self) -> impl Iterator<Item = Month> + '_ {
        self.segments.iter().flat_map(|segment| {
            (segment.first.number()..=segment.last.number()).filter_map(Month::from_number)
        })
    }

    /// The marks on the axis, from left to right.
    pub fn ticks(&self) -> Vec<Tick> {
        self.segments.iter().flat_map(Segment::ticks).collect()
    }
}

impl Segment {
    fn months(&self) -> i32 {
        self.last.number() - self.first.number() + 1
    }

    fn days(&self) -> i32 {
        self.last.last().number() - self.first.first().number() + 1
    }

    fn x(&self, day: Day) -> f64 {
        let days = f64::from(day.number() - self.first.first().number());
        self.left + self.width * days / f64::from(self.days())
    }

    fn ticks(&self) -> Vec<Tick> {
        let month_width = self.width / f64::from(self.months());
        let Some(step) = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200]
            .into_iter()
            .find(|step| f64::from(*step) * month_width >= Cut::LABEL)
            .filter(|_| self.width >= 2.0 * Cut::LABEL)
        else {
            return vec![self.only_tick()];
        };
        let every = if month_width >= Cut::TICK { 1 } else { step };
        let mut labelled_year = None;
        (self.first.number()..=self.last.number())
            .filter(|number| number.rem_euclid(every) == 0)
            .filter_map(Month::from_number)
            .map(|month| Tick {
                x: self.x(month.first()),
                label: (month.number().rem_euclid(step) == 0).then(|| label(month, step, &mut labelled_year)),
            })
            .collect()
    }

    /// A narrow segment has one label in its middle.
    fn only_tick(&self) -> Tick {
        let x = self.left + self.width / 2.0;
        let label = if self.months() == 1 {
            TickLabel::MonthAndYear(self.first)
        } else {
            TickLabel::Year(self.first.civil().0)
        };
        Tick { x, label: Some(label) }
    }
}

fn label(month: Month, step: i32, labelled_year: &mut Option<i32>) -> TickLabel {
    let year = month.civil().0;
    if step >= 12 {
        TickLabel::Year(year)
    } else if labelled_year.replace(year) == Some(year) {
        TickLabel::Month(month)
    } else {
        TickLabel::MonthAndYear(month)
    }
}

/// The months that an interval reaches over, in order of their start. An open end counts as its other end.
fn month_spans(busy: &[(Interval, bool)]) -> Vec<(i32, i32, bool)> {
    let ends = |interval: Interval| {
        let first = interval.earliest.or(interval.latest)?.month().number();
        let last = interval.latest.or(interval.earliest)?.month().number();
        Some((first, last))
    };
    let mut spans: Vec<_> = busy
        .iter()
        .filter_map(|(interval, published)| ends(*interval).map(|(first, last)| (first, last, *published)))
        .collect();
    if spans.iter().any(|(first, last, _)| last - first < Cut::LONG) {
        spans.retain(|(first, last, published)| *published || last - first < Cut::LONG);
    }
    order::sort(&mut spans);
    spans
}

/// The first months behind the empty stretches that become breaks.
fn breaks(spans: &[(i32, i32, bool)]) -> Vec<i32> {
    let mut gaps = Vec::new();
    let mut busy = 0;
    let mut reached: Option<i32> = None;
    for (first, last, _) in spans {
        let from = reached.map_or(*first, |reached| (reached + 1).max(*first));
        if let Some(reached) = reached
            && *first > reached + 1
        {
            gaps.push((*first - reached - 1, *first));
        }
        busy += (*last - from + 1).max(0);
        reached = Some(reached.map_or(*last, |reached| reached.max(*last)));
    }
    gaps.retain(|(months, _)| *months >= Cut::MONTHS && f64::from(*months) >= Cut::SHARE * f64::from(busy));
    order::sort_by(&mut gaps, |a, b| b.cmp(a));
    gaps.truncate(Cut::MOST);
    gaps.into_iter().map(|(_, first)| first).collect()
}

/// The stretches between breaks: first month, last month, whether an article was published there.
fn joined(spans: &[(i32, i32, bool)], breaks: &[i32]) -> Vec<(i32, i32, bool)> {
    let mut runs: Vec<(i32, i32, bool)> = Vec::new();
    for (first, last, published) in spans {
        match runs.last_mut() {
            Some(run) if !breaks.contains(first) || *first <= run.1 => {
                run.1 = run.1.max(*last);
                run.2 |= published;
            }
            _ => runs.push((*first, *last, *published)),
        }
    }
    runs
}

fn placed(runs: &[(i32, i32, bool)], width: f64) -> Vec<Segment> {
    let any_published = runs.iter().any(|(_, _, published)| *published);
    let aside = |published: bool| any_published && !published;
    let narrow = Cut::ASIDE.min(width * 0.08);
    let narrow_width: f64 = runs.iter().filter(|run| aside(run.2)).map(|_| narrow).sum();
    let breaks: f64 = runs.iter().skip(1).map(|_| Cut::WIDTH).sum();
    let room = width - narrow_width - breaks;
    let months: i32 = runs.iter().filter(|run| !aside(run.2)).map(|run| run.1 - run.0 + 1).sum();
    let wanted = |run: &(i32, i32, bool)| {
        let share = f64::from(run.1 - run.0 + 1) / f64::from(months.max(1));
        if aside(run.2) { narrow } else { (room * share).max(2.0) }
    };
    // Many segments of few months each may want more than there is.
    let asked: f64 = runs.iter().map(wanted).sum();
    let scale = ((room + narrow_width) / asked).min(1.0);
    let mut left = 0.0;
    let mut segments = Vec::with_capacity(runs.len());
    for run in runs {
        let width = wanted(run) * scale;
        if let (Some(first), Some(last)) = (Month::from_number(run.0), Month::from_number(run.1)) {
            segments.push(Segment { first, last, left, width });
        }
        left += width + Cut::WIDTH;
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_record::Edtf;
    use proptest::prelude::*;

    fn scale(busy: &[(&str, bool)], width: f64) -> Option<Scale> {
        let busy: Vec<_> = busy
            .iter()
            .map(|(edtf, published)| (Edtf::parse(edtf).unwrap().interval(), *published))
            .collect();
        Scale::new(&busy, width)
    }

    #[test]
    fn a_long_empty_stretch_is_a_break() {
        let busy =
            [("2017", false), ("[2025-06-04..2025-10-31]", true), ("2026-01-02", true), ("2025-12", false)];
        let scale = scale(&busy, 1000.0).unwrap();
        assert_eq!(scale.breaks().len(), 1);
        let first = scale.ticks().first().cloned().unwrap();
        assert_eq!(first.label, Some(TickLabel::Year(2017)));
        assert!(first.x < 70.0);
        assert!(scale.x(Day::new(2025, 6, 1).unwrap()) < 100.0);
        assert!(scale.x(Day::new(2026, 1, 31).unwrap()) > 980.0);
    }

    #[test]
    fn a_short_one_is_not() {
        assert_eq!(scale(&[("2025-01", true), ("2025-05", true)], 600.0).unwrap().breaks().len(), 0);
    }

    #[test]
    fn labels_say_the_year_once() {
        let scale = scale(&[("2025-11", true), ("2026-02", true)], 400.0).unwrap();
        let labels: Vec<_> = scale.ticks().into_iter().filter_map(|tick| tick.label).collect();
        let month = |year, month| Month::new(year, month).unwrap();
        assert_eq!(
            labels,
            [
                TickLabel::MonthAndYear(month(2025, 11)),
                TickLabel::Month(month(2025, 12)),
                TickLabel::MonthAndYear(month(2026, 1)),
                TickLabel::Month(month(2026, 2)),
            ]
        );
    }

    #[test]
    fn nothing_has_no_axis() {
        assert_eq!(scale(&[], 600.0), None);
        assert_eq!(Scale::new(&[(Interval::default(), true)], 600.0), None);
    }

    proptest! {
        #[test]
        fn a_place_reads_back(
            days in proptest::collection::vec((Day::MIN.number()..=Day::MAX.number() - 4000, 0..4000, any::<bool>()), 1..12),
            width in 200.0..2000.0,
            pick in 0..12_usize,
        ) {
            let busy: Vec<_> = days.iter().filter_map(|(first, length, published)| {
                let interval = Interval::closed(Day::from_number(*first)?, Day::from_number(first + length)?);
                Some((interval, *published))
            }).collect();
            let scale = Scale::new(&busy, width).unwrap();
            let day = busy[pick % busy.len()].0.earliest.unwrap();
            let x = scale.x(day);
            prop_assert!((-0.001..=width + 0.001).contains(&x), "{x} of {width}");
            let mut last = f64::MIN;
            for tick in scale.ticks() {
                prop_assert!(tick.x >= last);
                last = tick.x;
            }
            for step in 0..20 {
                prop_assert!(scale.day(f64::from(step) * width / 19.0).is_some());
            }
        }
    }
}
