//! Which rows of a long list are drawn, and how much room the others take.
//!
//! Rows differ in height, so heights are measured once drawn and guessed before. It owns that arithmetic and leaves out
//! the browser.

use std::ops::Range;

/// Rows are drawn in groups of so many, so that scrolling a little draws nothing new.
pub const STEP: usize = 8;
/// Pixels above and below the visible part in which rows are drawn too.
const AROUND: f64 = 600.0;
/// Pixels of a row that was never drawn: a card with a headline of two lines and one snippet.
const GUESS: f64 = 132.0;

/// The heights of all rows of a list, in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Heights {
    rows: Vec<f64>,
}

impl Heights {
    /// Guesses for so many rows.
    pub fn guessed(count: usize) -> Self {
        Self { rows: vec![GUESS; count] }
    }

    /// Takes over what was measured for the rows from `first` on. True where something changed by more than a pixel.
    pub fn measure(&mut self, first: usize, measured: &[f64]) -> bool {
        let mut changed = false;
        for (row, height) in self.rows.iter_mut().skip(first).zip(measured) {
            changed |= (*row - height).abs() > 1.0;
            *row = *height;
        }
        changed
    }

    /// The rows to draw where the visible part begins `top` pixels below the list's start (less than 0: above it) and
    /// is `height` pixels high.
    pub fn drawn(&self, top: f64, height: f64) -> Range<usize> {
        self.around(top, height, AROUND)
    }

    /// The rows to draw before any other: those on the screen where the list stands at its start.
    pub fn first(&self, height: f64) -> Range<usize> {
        self.around(0.0, height, 0.0)
    }

    fn around(&self, top: f64, height: f64, around: f64) -> Range<usize> {
        let first = self.row_at(top - around);
        let last = self.row_at(top + height + around);
        let count = self.rows.len();
        (first / STEP * STEP).min(count)..(last / STEP * STEP + STEP).min(count)
    }

    /// The rows of which something is visible.
    pub fn visible(&self, top: f64, height: f64) -> Range<usize> {
        let count = self.rows.len();
        let first = self.row_at(top.max(0.0)).min(count.saturating_sub(1));
        let last = self.row_at((top + height).max(0.0));
        first..(last + 1).min(count).max(first)
    }

    /// Pixels above a row.
    pub fn above(&self, row: usize) -> f64 {
        self.rows.iter().take(row).sum()
    }

    /// Pixels of the rows from `row` on.
    pub fn below(&self, row: usize) -> f64 {
        self.rows.iter().skip(row).sum()
    }

    /// The row at a place, the number of rows behind the last.
    fn row_at(&self, place: f64) -> usize {
        let mut end = 0.0;
        self.rows
            .iter()
            .position(|height| {
                end += height;
                place < end
            })
            .unwrap_or(self.rows.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_what_is_near_is_drawn() {
        let heights = Heights::guessed(2000);
        assert_eq!(heights.drawn(0.0, 800.0), 0..16);
        assert_eq!(heights.visible(0.0, 800.0), 0..7);
        let far = heights.drawn(132.0 * 1000.0, 800.0);
        assert!(far.contains(&1000) && far.len() < 32, "{far:?}");
        assert_eq!(Heights::guessed(0).drawn(0.0, 800.0), 0..0);
        assert_eq!(Heights::guessed(0).visible(0.0, 800.0), 0..0);
    }

    #[test]
    fn measured_heights_count() {
        let mut heights = Heights::guessed(100);
        assert!(heights.measure(2, &[50.0, 60.0]));
        assert!(!heights.measure(2, &[50.5, 60.0]));
        assert!((heights.above(4) - (2.0 * GUESS + 110.5)).abs() < 0.01);
    }

    proptest! {
        #[test]
        fn what_is_visible_is_drawn(
            rows in proptest::collection::vec(10.0..400.0_f64, 0..200),
            top in -2000.0..50_000.0_f64,
            height in 100.0..2000.0_f64,
        ) {
            let mut heights = Heights::guessed(rows.len());
            heights.measure(0, &rows);
            let (drawn, visible) = (heights.drawn(top, height), heights.visible(top, height));
            prop_assert!(drawn.end <= rows.len() && visible.end <= rows.len());
            if top < heights.above(rows.len()) && top + height > 0.0 {
                prop_assert!(drawn.start <= visible.start && visible.end <= drawn.end, "{drawn:?} {visible:?}");
            }
            let at_start = heights.visible(0.0, height);
            let first = heights.first(height);
            prop_assert!(first.start == 0 && at_start.end <= first.end, "{first:?} {at_start:?}");
            let all = heights.above(drawn.start) + heights.below(drawn.end)
                + rows.iter().skip(drawn.start).take(drawn.len()).sum::<f64>();
            prop_assert!((all - rows.iter().sum::<f64>()).abs() < 0.001);
        }
    }
}
