//! The corpus answers as a deliberately naive twin does, which works from the records themselves.

use crate::invent::Dice;
use crate::{invent, naive};
use dateline_corpus::Order;
use dateline_record::Article;
use proptest::prelude::*;

fn order(dice: &mut Dice) -> Order {
    if dice.percent(50) { Order::Newest } else { Order::Oldest }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn as_the_naive_twin(seed: u64, size in 0usize..24) {
        let knowledge = invent::knowledge();
        let mut dice = Dice(seed);
        let articles = invent::articles(size, &mut dice);
        let corpus = invent::corpus(&articles, &knowledge);
        let (query, words) = invent::query(&corpus, &mut dice);
        let stories = naive::stories(&articles, &knowledge);
        naive::check(&corpus, &stories, &query, &words, &knowledge, order(&mut dice));
    }
}

#[test]
fn as_the_naive_twin_in_a_large_corpus() {
    let knowledge = invent::knowledge();
    let mut dice = Dice(7);
    let articles: Vec<(Article, String)> = invent::articles(500, &mut dice);
    let corpus = invent::corpus(&articles, &knowledge);
    let stories = naive::stories(&articles, &knowledge);
    for _ in 0..20 {
        let (query, words) = invent::query(&corpus, &mut dice);
        naive::check(&corpus, &stories, &query, &words, &knowledge, order(&mut dice));
    }
}
