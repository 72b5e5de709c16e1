//! The corpus answers as a deliberately naive twin does, which works from the records themselves.

use crate::invent::Dice;
use crate::{invent, naive};
use dateline_corpus::Order;
use dateline_knowledge::Knowledge;
use dateline_record::Article;
use proptest::prelude::*;

fn order(dice: &mut Dice) -> Order {
    if dice.percent(50) { Order::Newest } else { Order::Oldest }
}

/// How many queries the large corpus is asked. Without it 20: each takes half a second without optimisation.
const QUERIES: &str = "DATELINE_QUERIES";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn as_the_naive_twin(seed: u64, size in 0usize..24) {
        let knowledge = invent::knowledge();
        let mut dice = Dice(seed);
        let articles = invent::articles(size, &mut dice);
        let corpus = invent::corpus(&articles, &knowledge);
        let stories = naive::stories(&articles, &knowledge);
        for _ in 0..10 {
            let (query, words) = invent::query(&corpus, &mut dice);
            naive::check(&corpus, &stories, &query, &words, &knowledge, order(&mut dice));
        }
    }
}

/// Records of the parser, one JSON object a line with its text, from the file that this variable names (`cargo xtask test`
/// parses 2,000 invented stories for it); without it as many articles of the dice.
const RECORDS: &str = "DATELINE_RECORDS";

fn many(dice: &mut Dice) -> Vec<(Article, String)> {
    let Ok(path) = std::env::var(RECORDS) else { return invent::articles(2000, dice) };
    let records = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let read = |line: &str| {
        let article: Article = serde_json::from_str(line).unwrap();
        let text = article.text.clone().unwrap();
        (article, text)
    };
    records.lines().map(read).collect()
}

#[test]
fn as_the_naive_twin_in_a_large_corpus() {
    let mut dice = Dice(7);
    let articles = many(&mut dice);
    let real = std::env::var(RECORDS).is_ok();
    let knowledge = if real { Knowledge::built_in().clone() } else { invent::knowledge() };
    let corpus = invent::corpus(&articles, &knowledge);
    let stories = naive::stories(&articles, &knowledge);
    let queries = std::env::var(QUERIES).map_or(20, |queries| queries.parse().unwrap());
    for _ in 0..queries {
        let (query, words) = invent::query(&corpus, &mut dice);
        naive::check(&corpus, &stories, &query, &words, &knowledge, order(&mut dice));
    }
}
