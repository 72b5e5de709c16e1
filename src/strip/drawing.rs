//! What the strip shows, as shapes with places and sizes in pixels.
//!
//! Few articles are drawn singly: a publication as a bar, an uncertain one as a hatched span, mentioned dates as dots
//! and pills. Many are gathered into bars by month (by quarter or year where months would be too narrow), all of them
//! pale and the found ones full. Every shape belongs to a [`Stop`], which is what the keyboard walks over and what a
//! click asks for. Colours and words are left out.

use super::scale::Scale;
use dateline_corpus::{Bar, DateCounts, order};
use dateline_record::{Day, Interval, Month};

/// Where things stand, in pixels from the top.
pub struct Lay;

impl Lay {
    /// The line between published and mentioned.
    pub const LINE: f64 = 42.0;
    /// The top of the strip's picture.
    pub const TOP: f64 = 6.0;
    /// First row of mentioned dates.
    pub const MENTIONED: f64 = 49.0;
    /// Between two rows.
    pub const ROW: f64 = 10.0;
    /// Rows of mentioned dates; what does not fit goes into the last.
    pub const ROWS: usize = 3;
    /// The bottom of the mentioned dates.
    pub const BOTTOM: f64 = 80.0;
    /// The base of the labels.
    pub const LABELS: f64 = 94.0;
    /// All of it.
    pub const HEIGHT: f64 = 100.0;
    /// More articles than this are gathered into bars.
    pub const SINGLY: u32 = 40;
    /// Pixels of a bar, at least; months narrower than this are gathered further.
    pub const BAR: f64 = 6.0;
}

/// One of the two clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clock {
    /// When articles were published.
    Published,
    /// The dates that they speak of.
    Mentioned,
}

/// A period of the strip that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The days; an open end is `None`.
    pub interval: Interval,
    /// False where the true date is one unknown day inside.
    pub sure: bool,
    /// Articles of the corpus.
    pub all: u32,
    /// Articles found.
    pub found: u32,
}

/// How a shape is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Full: found.
    Full,
    /// Pale: there, but not found.
    Pale,
    /// Hatched: uncertain, and found.
    Hatched,
    /// Hatched and pale: uncertain, and not found.
    PaleHatched,
}

/// A rectangle of the strip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// Which clock it tells.
    pub clock: Clock,
    /// Which stop of that clock it belongs to.
    pub stop: usize,
    /// How it is filled.
    pub look: Look,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Radius of its corners.
    pub round: f64,
}

/// All that the strip shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The axis.
    pub scale: Scale,
    /// Whether bars gather many articles.
    pub gathered: bool,
    /// What can be chosen on the clock of publication, in order.
    pub published: Vec<Stop>,
    /// What can be chosen on the clock of mentioned dates, in order.
    pub mentioned: Vec<Stop>,
    /// The shapes, those behind first.
    pub shapes: Vec<Shape>,
}

impl Drawing {
    /// The drawing of these counts. `None` where no article has or mentions a date.
    pub fn new(counts: &DateCounts, articles: u32, width: f64) -> Option<Drawing> {
        let gathered = articles > Lay::SINGLY;
        let scale = Scale::new(&busy(counts), width)?;
        let mut drawing =
            Drawing { scale, gathered, published: Vec::new(), mentioned: Vec::new(), shapes: Vec::new() };
        if gathered {
            drawing.gather(Clock::Published, &counts.published_bars);
            drawing.gather(Clock::Mentioned, &counts.mentioned_bars);
        } else {
            drawing.published = stops(&counts.published_bars);
            drawing.mentioned = stops(&counts.mentioned_bars);
            drawing.draw_published();
            drawing.draw_mentioned();
        }
        Some(drawing)
    }

    /// What can be chosen on a clock.
    pub fn stops(&self, clock: Clock) -> &[Stop] {
        match clock {
            Clock::Published => &self.published,
            Clock::Mentioned => &self.mentioned,
        }
    }

    /// The left and right edge of a period. Open ends reach the ends of the axis.
    pub fn edges(&self, interval: Interval) -> (f64, f64) {
        let left = interval.earliest.map_or(0.0, |day| self.scale.x(day));
        let right =
            interval.latest.and_then(|day| day.plus(1)).map_or(self.scale.width, |day| self.scale.x(day));
        (left, right.max(left + 2.0))
    }

    /// The stop whose shape is nearest to a place, within a few pixels.
    pub fn stop_at(&self, clock: Clock, x: f64, y: f64) -> Option<usize> {
        const NEAR: f64 = 4.0;
        let distance = |shape: &Shape| {
            let outside = |at: f64, from: f64, length: f64| (from - at).max(at - from - length).max(0.0);
            (outside(x, shape.x, shape.width), outside(y, shape.y, shape.height) / 4.0)
        };
        self.shapes
            .iter()
            .filter(|shape| shape.clock == clock)
            .map(|shape| (distance(shape), shape))
            .filter(|((across, _), _)| *across <= NEAR)
            .min_by(|(a, _), (b, _)| (a.0 + a.1).total_cmp(&(b.0 + b.1)))
            .map(|(_, shape)| shape.stop)
    }

    /// The days between two places, widened to whole months where days are narrower than a pixel or two.
    pub fn dragged(&self, from: f64, to: f64) -> Option<Interval> {
        let (first, last) = (self.scale.day(from.min(to))?, self.scale.day(from.max(to))?);
        Some(if self.scale.month_width() < 90.0 {
            Interval::closed(first.month().first(), last.month().last())
        } else {
            Interval::closed(first, last)
        })
    }

    /// Bars by month, quarter or year, above or below the line.
    fn gather(&mut self, clock: Clock, bars: &[Bar]) {
        let months = months_a_bar(self.scale.month_width());
        let mut bins: Vec<Bin> = Vec::new();
        for start in self.scale.months() {
            if bins.last().is_none_or(|bin| bin.last < start) {
                bins.push(Bin::new(start, months));
            }
        }
        for bar in bars {
            count_in(&mut bins, bar);
        }
        let most = bins.iter().map(|bin| bin.all).max().unwrap_or(0).max(1);
        bins.retain(|bin| bin.all > 0);
        for (stop, bin) in bins.iter().enumerate() {
            self.draw_bin(clock, stop, bin, most);
        }
        let stops = bins.iter().map(Bin::stop).collect();
        match clock {
            Clock::Published => self.published = stops,
            Clock::Mentioned => self.mentioned = stops,
        }
    }

    fn draw_bin(&mut self, clock: Clock, stop: usize, bin: &Bin, most: u32) {
        let (left, right) = self.edges(bin.interval());
        let gap = if right - left > 8.0 { 2.0 } else { 0.5 };
        let room = if clock == Clock::Published { Lay::LINE - Lay::TOP - 4.0 } else { 24.0 };
        let high =
            |count: u32| if count == 0 { 0.0 } else { (room * f64::from(count) / f64::from(most)).max(1.5) };
        let mut draw = |look, from: f64, height: f64| {
            let y =
                if clock == Clock::Published { Lay::LINE - from - height } else { Lay::LINE + 2.0 + from };
            if height > 0.0 {
                let (x, width) = (left + gap / 2.0, (right - left - gap).max(1.0));
                self.shapes.push(Shape { clock, stop, look, x, y, width, height, round: 1.0 });
            }
        };
        let found = high(bin.found);
        let unsure = found * f64::from(bin.found_unsure) / f64::from(bin.found.max(1));
        draw(Look::Pale, 0.0, high(bin.all));
        draw(Look::Full, 0.0, found - unsure);
        draw(Look::Hatched, found - unsure, unsure);
    }

    fn draw_published(&mut self) {
        let mut rows = Rows::new(2);
        for stop in 0..self.published.len() {
            let Some(bar) = self.published.get(stop).copied() else { continue };
            let (left, right) = self.edges(bar.interval);
            let is_day = bar.sure && bar.interval.days() == Some(1);
            let (x, width) = if is_day { centred(left, right, 8.0) } else { (left, right - left) };
            let height = if is_day { (18.0 + 4.0 * f64::from(bar.all)).min(32.0) } else { 9.0 };
            let row = if is_day { 0.0 } else { rows.place(x, x + width) };
            let y = Lay::LINE - height - 12.0 * row;
            let look = look(bar);
            self.shapes.push(Shape { clock: Clock::Published, stop, look, x, y, width, height, round: 0.0 });
        }
    }

    fn draw_mentioned(&mut self) {
        let mut rows = Rows::new(Lay::ROWS);
        for stop in 0..self.mentioned.len() {
            let Some(bar) = self.mentioned.get(stop).copied() else { continue };
            let (left, right) = self.edges(bar.interval);
            let is_dot = bar.interval.days() == Some(1) || right - left < 9.0;
            let (x, width) = if is_dot { centred(left, right, 8.0) } else { (left, right - left - 1.0) };
            // A day at the very end must not stand half outside.
            let x = x.min(self.scale.width + 4.0 - width);
            let row = rows.place(x, x + width);
            let height = if is_dot { 8.0 } else { 7.0 };
            let y = Lay::MENTIONED + Lay::ROW * row + (8.0 - height) / 2.0;
            let round = height / 2.0;
            let look = look(bar);
            self.shapes.push(Shape { clock: Clock::Mentioned, stop, look, x, y, width, height, round });
        }
    }
}

fn look(stop: Stop) -> Look {
    match (stop.found > 0, stop.sure) {
        (true, true) => Look::Full,
        (true, false) => Look::Hatched,
        (false, true) => Look::Pale,
        (false, false) => Look::PaleHatched,
    }
}

fn centred(left: f64, right: f64, width: f64) -> (f64, f64) {
    (f64::midpoint(left, right) - width / 2.0, width)
}

fn busy(counts: &DateCounts) -> Vec<(Interval, bool)> {
    let of = |bar: &Bar| Interval { earliest: bar.first, latest: bar.last };
    let published = counts.published_bars.iter().map(|bar| (of(bar), true));
    published.chain(counts.mentioned_bars.iter().map(|bar| (of(bar), false))).collect()
}

/// Stops of bars that stand for themselves: in order, undated ones left out.
fn stops(bars: &[Bar]) -> Vec<Stop> {
    let mut stops: Vec<_> = bars
        .iter()
        .map(|bar| Stop {
            interval: Interval { earliest: bar.first, latest: bar.last },
            sure: bar.sure,
            all: bar.all,
            found: bar.found,
        })
        .filter(|stop| !stop.interval.is_unknown())
        .collect();
    let key = |stop: &Stop| {
        let ends = (stop.interval.earliest.or(stop.interval.latest), stop.interval.latest.or(Some(Day::MAX)));
        (ends, stop.sure)
    };
    order::sort_by_key(&mut stops, key);
    stops
}

/// How many months one bar gathers, so that bars do not become too narrow: 1, 3 or 12 and their multiples.
fn months_a_bar(month_width: f64) -> i32 {
    [1, 3, 12, 60, 120].into_iter().find(|months| f64::from(*months) * month_width >= Lay::BAR).unwrap_or(600)
}

/// Rows of shapes that must not touch.
struct Rows {
    ends: Vec<f64>,
}

impl Rows {
    fn new(count: usize) -> Self {
        Self { ends: vec![f64::MIN; count] }
    }

    /// The first row that is free from `left` on, else the last.
    fn place(&mut self, left: f64, right: f64) -> f64 {
        let row = self.ends.iter().position(|end| *end <= left).unwrap_or(self.ends.len() - 1);
        if let Some(end) = self.ends.get_mut(row) {
            *end = end.max(right);
        }
        u32::try_from(row).map_or(0.0, f64::from)
    }
}

/// Articles of some months.
struct Bin {
    first: Month,
    last: Month,
    all: u32,
    found: u32,
    found_unsure: u32,
}

impl Bin {
    fn new(start: Month, months: i32) -> Self {
        let beyond = start.number() - start.number().rem_euclid(months) + months;
        let last = Month::from_number(beyond - 1).unwrap_or(start);
        Self { first: start, last, all: 0, found: 0, found_unsure: 0 }
    }

    fn interval(&self) -> Interval {
        Interval::closed(self.first.first(), self.last.last())
    }

    fn stop(&self) -> Stop {
        Stop { interval: self.interval(), sure: self.found_unsure == 0, all: self.all, found: self.found }
    }
}

/// Counts a bar in the bins: a sure one where it starts, an uncertain one in each bin in which it may lie.
fn count_in(bins: &mut [Bin], bar: &Bar) {
    let Some(first) = bar.first.or(bar.last) else { return };
    let last = if bar.sure { first } else { bar.last.unwrap_or(first) };
    let from = bins.partition_point(|bin| bin.last.last() < first);
    for bin in bins.iter_mut().skip(from).take_while(|bin| bin.first.first() <= last) {
        bin.all += bar.all;
        bin.found += bar.found;
        bin.found_unsure += if bar.sure { 0 } else { bar.found };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_record::Edtf;
    use proptest::prelude::*;

    fn bar(edtf: &str, sure: bool, all: u32, found: u32) -> Bar {
        let interval = Edtf::parse(edtf).unwrap().interval();
        Bar { first: interval.earliest, last: interval.latest, sure, all, found }
    }

    fn counts() -> DateCounts {
        DateCounts {
            published_bars: vec![bar("2025-06-04/2025-10-31", false, 1, 0), bar("2026-01-02", true, 1, 1)],
            mentioned_bars: vec![
                bar("2017", true, 1, 0),
                bar("2025-12", true, 1, 1),
                bar("2026-01-02", true, 1, 1),
                bar("2026-01-04", true, 1, 1),
            ],
            ..DateCounts::default()
        }
    }

    #[test]
    fn few_articles_stand_for_themselves() {
        let drawing = Drawing::new(&counts(), 2, 1000.0).unwrap();
        let looks: Vec<_> = drawing.shapes.iter().map(|shape| shape.look).collect();
        assert_eq!(looks, [Look::PaleHatched, Look::Full, Look::Pale, Look::Full, Look::Full, Look::Full]);
        let clicked = drawing.shapes[1];
        assert_eq!(drawing.stop_at(Clock::Published, clicked.x, clicked.y + 3.0), Some(1));
        assert_eq!(drawing.stop_at(Clock::Mentioned, 500.0, 60.0), None);
    }

    #[test]
    fn many_are_gathered_by_month() {
        let mut counts = counts();
        counts.published_bars.extend((1..=28).map(|day| bar(&format!("2025-12-{day:02}"), true, 3, 2)));
        let drawing = Drawing::new(&counts, 100, 1000.0).unwrap();
        let december = drawing.published.iter().find(|stop| stop.all == 84).unwrap();
        assert_eq!((december.found, december.sure), (56, true));
        assert_eq!(drawing.published.len(), 7, "five uncertain months, December and January");
    }

    #[test]
    fn dragging_takes_whole_months_where_they_are_narrow() {
        let drawing = Drawing::new(&counts(), 2, 500.0).unwrap();
        let dragged = drawing.dragged(490.0, 400.0).unwrap();
        assert_eq!(dragged.earliest, dragged.earliest.map(|day| day.month().first()));
        assert_eq!(dragged.latest.map(|day| day.to_string()), Some("2026-01-31".to_owned()));
    }

    proptest! {
        #[test]
        fn shapes_stay_on_the_strip(
            days in proptest::collection::vec((0..30_000_i32, 0..2000_i32, any::<bool>(), 1..50_u32), 1..60),
            articles in 1..200_u32,
            width in 240.0..1400.0,
        ) {
            let bars: Vec<_> = days.iter().map(|(first, length, sure, all)| Bar {
                first: Day::from_number(*first), last: Day::from_number(first + length),
                sure: *sure, all: *all, found: all / 2,
            }).collect();
            let counts = DateCounts { published_bars: bars.clone(), mentioned_bars: bars, ..DateCounts::default() };
            let drawing = Drawing::new(&counts, articles, width).unwrap();
            for shape in &drawing.shapes {
                prop_assert!(shape.x >= -4.1 && shape.x + shape.width <= width + 4.1, "{:?}", shape);
                prop_assert!(shape.y >= 0.0 && shape.y + shape.height <= Lay::BOTTOM + 1.0, "{:?}", shape);
                prop_assert!(shape.stop < drawing.stops(shape.clock).len());
            }
        }
    }
}
