//! Which values a filter group lists.
//!
//! Values keep the order of the corpus whatever the counts are, so that nothing jumps. A short group shows its first
//! values with their zeros; a long one the values with the highest counts under the query. Chosen values, and the
//! broader topics of a listed one, are always among them.

use dateline_corpus::{ValueInfo, order};

/// A group with more values has a field that searches in them.
pub const SEARCHED: usize = 12;

/// The listed values of a group, by dense id, in the order of the corpus, and how many are not listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Dense value ids.
    pub values: Vec<u32>,
    /// How many more there are.
    pub more: usize,
    /// Whether none is called as one looks for. What is listed then is only what was chosen.
    pub none_found: bool,
}

/// Lists about `limit` values, of those that were found where one looks for a name; all of them where that leaves out just
/// one.
pub fn rows(
    values: &[ValueInfo],
    counts: &[u32],
    chosen: &[u32],
    found: Option<Vec<u32>>,
    limit: usize,
) -> Rows {
    let found = found.unwrap_or_else(|| (0..values.len() as u32).collect());
    let limit = if found.len() == limit + 1 { found.len() } else { limit };
    let mut listed = if values.len() > SEARCHED && found.len() > limit {
        most_counted(&found, counts, limit)
    } else {
        found.iter().copied().take(limit).collect()
    };
    listed.extend(chosen.iter().filter(|value| (**value as usize) < values.len()));
    with_broader(values, &mut listed);
    order::sort(&mut listed);
    listed.dedup();
    let more = found.iter().filter(|value| listed.binary_search(value).is_err()).count();
    Rows { values: listed, more, none_found: found.is_empty() }
}

/// How many broader topics a value lies under.
pub fn depth(values: &[ValueInfo], value: u32) -> usize {
    let mut depth = 0;
    let mut at = values.get(value as usize).and_then(|info| info.broader);
    // A tree of topics is shallow; the bound keeps a damaged one from running in a circle.
    while let Some(broader) = at
        && depth < 8
    {
        depth += 1;
        at = values.get(broader as usize).and_then(|info| info.broader);
    }
    depth
}

fn most_counted(found: &[u32], counts: &[u32], limit: usize) -> Vec<u32> {
    let mut by_count = found.to_vec();
    let count = |value: &u32| counts.get(*value as usize).copied().unwrap_or(0);
    order::sort_by_key(&mut by_count, |value| std::cmp::Reverse(count(value)));
    by_count.truncate(limit);
    by_count
}

fn with_broader(values: &[ValueInfo], listed: &mut Vec<u32>) {
    let mut at = 0;
    while let Some(value) = listed.get(at).copied() {
        if let Some(broader) = values.get(value as usize).and_then(|info| info.broader)
            && !listed.contains(&broader)
        {
            listed.push(broader);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(count: usize) -> Vec<ValueInfo> {
        (0..count)
            .map(|place| ValueInfo {
                id: format!("v{place}"),
                name: format!("Value {place}"),
                broader: (place % 3 != 0).then_some((place / 3 * 3) as u32),
                name_only: false,
                articles: (count - place) as u32,
            })
            .collect()
    }

    #[test]
    fn short_groups_keep_their_order_and_zeros() {
        let rows = rows(&values(9), &[0, 5, 0, 0, 1, 0, 9, 9, 9], &[], None, 4);
        assert_eq!((rows.values, rows.more), (vec![0, 1, 2, 3], 5));
    }

    #[test]
    fn one_more_is_shown_at_once() {
        assert_eq!(rows(&values(5), &[0; 5], &[], None, 4).more, 0);
    }

    #[test]
    fn long_groups_show_what_counts() {
        let mut counts = vec![0; 30];
        counts[20] = 7;
        counts[25] = 9;
        let rows = rows(&values(30), &counts, &[], None, 2);
        assert_eq!(rows.values, [18, 20, 24, 25], "with the broader topics");
        assert_eq!(rows.more, 26);
    }

    #[test]
    fn chosen_and_found_values_are_listed() {
        assert!(rows(&values(30), &[0; 30], &[29], None, 4).values.contains(&29));
        let found = rows(&values(30), &[0; 30], &[], Some(vec![2, 20, 28]), 40);
        assert_eq!(found.values, [0, 2, 18, 20, 27, 28], "with the broader topics");
        let none = Rows { none_found: true, ..Rows::default() };
        assert_eq!(rows(&values(30), &[0; 30], &[], Some(Vec::new()), 4), none);
        let none = rows(&values(30), &[0; 30], &[3], Some(Vec::new()), 4);
        assert_eq!((none.values, none.none_found), (vec![3], true));
        assert_eq!(rows(&[], &[], &[3], None, 4).values, [0u32; 0]);
    }

    #[test]
    fn depth_of_the_tree() {
        assert_eq!((depth(&values(6), 3), depth(&values(6), 4)), (0, 1));
    }
}
