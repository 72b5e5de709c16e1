//! Sorting, with one sorter for all types.
//!
//! The standard library's sort is made anew for every type, some 5 kB of the page's module each time. Here numbers of
//! places are sorted, and the items follow. For long lists of plain numbers the standard one stays the better choice.

use std::cmp::Ordering;

/// Puts items in an order; equal ones stay as they stand.
pub fn sort_by<T>(items: &mut Vec<T>, order: impl Fn(&T, &T) -> Ordering) {
    let compare = |one: u32, other: u32| match (items.get(one as usize), items.get(other as usize)) {
        (Some(one), Some(other)) => order(one, other),
        // Every place is one of the items.
        _ => Ordering::Equal,
    };
    let places = places(items.len() as u32, &compare);
    let mut loose: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(places.into_iter().filter_map(|place| loose.get_mut(place as usize)?.take()));
}

/// Puts items in their own order.
pub fn sort<T: Ord>(items: &mut Vec<T>) {
    sort_by(items, T::cmp);
}

/// Puts items in the order of a key.
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// So many places in the order of what stands there.
fn places(count: u32, order: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut places: Vec<u32> = (0..count).collect();
    places.sort_by(|one, other| order(*one, *other));
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_the_standard_library_sorts(mut items in proptest::collection::vec((0..5_u8, 0..200_u8), 0..40)) {
            let (mut all, mut by_key) = (items.clone(), items.clone());
            sort(&mut all);
            sort_by_key(&mut by_key, |item| item.0);
            let mut expected = items.clone();
            expected.sort_unstable();
            prop_assert_eq!(all, expected);
            items.sort_by_key(|item| item.0);
            prop_assert_eq!(by_key, items);
        }
    }
}
