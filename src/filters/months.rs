//! Which periods the group of a clock lists: years, the months of an opened year, and the buckets.

use dateline_corpus::{DateCounts, DateValue, MonthCount};

/// A listed period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// What it asks for.
    pub value: DateValue,
    /// 0 for a year or bucket, 1 for a month of a year.
    pub depth: usize,
    /// Articles surely in it.
    pub sure: u32,
    /// Articles perhaps in it.
    pub possible: u32,
}

/// The periods of publication, newest first. Where there is one year its months are listed at once.
pub fn periods(counts: &DateCounts, opened: &[i32]) -> Vec<Period> {
    let mut years: Vec<i32> = counts.published.iter().map(|count| count.month.civil().0).collect();
    years.dedup();
    let mut periods = Vec::new();
    for year in years.iter().rev() {
        let months = || counts.published.iter().filter(|count| count.month.civil().0 == *year);
        let open = opened.contains(year) || counts.published.len() <= 12;
        if years.len() > 1 || !open {
            periods.push(of_year(*year, months()));
        }
        if open {
            let depth = usize::from(years.len() > 1);
            periods.extend(months().rev().map(|count| Period {
                value: DateValue::Month(count.month),
                depth,
                sure: count.sure,
                possible: count.possible,
            }));
        }
    }
    periods
}

/// A year surely holds what its months surely hold. What is possible in several of its months counts once at most: the
/// largest month is what can be said without asking again.
fn of_year<'a>(year: i32, months: impl Iterator<Item = &'a MonthCount>) -> Period {
    let mut period = Period { value: DateValue::Year(year), depth: 0, sure: 0, possible: 0 };
    for month in months {
        period.sure += month.sure;
        period.possible = period.possible.max(month.possible);
    }
    period
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_record::Month;

    fn counts(months: &[(i32, u32, u32, u32)]) -> DateCounts {
        let published = months
            .iter()
            .map(|(year, month, sure, possible)| MonthCount {
                month: Month::new(*year, *month).unwrap(),
                sure: *sure,
                possible: *possible,
            })
            .collect();
        DateCounts { published, ..DateCounts::default() }
    }

    #[test]
    fn newest_first_with_years_above_months() {
        let counts = counts(&[(2025, 6, 0, 1), (2025, 7, 2, 1), (2026, 1, 1, 0)]);
        let listed: Vec<_> =
            periods(&counts, &[]).iter().map(|period| (period.depth, period.sure, period.possible)).collect();
        assert_eq!(listed, [(0, 1, 0), (1, 1, 0), (0, 2, 1), (1, 2, 1), (1, 0, 1)]);
    }

    #[test]
    fn many_months_are_folded() {
        let months: Vec<_> = (1..=12).map(|month| (2025, month, 1, 0)).chain([(2026, 1, 1, 0)]).collect();
        assert_eq!(periods(&counts(&months), &[]).len(), 2);
        assert_eq!(periods(&counts(&months), &[2025]).len(), 14);
        assert_eq!(periods(&counts(&[]), &[]), []);
    }
}
