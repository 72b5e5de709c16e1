//! The corpus answers as a deliberately naive twin does, which works from the records themselves.

use crate::invent::Dice;
use crate::{invent, naive};
use dateline_corpus::{ClauseKey, Corpus, Facet, Fit, Order, Outcome, Unit, Wanted};
use dateline_knowledge::Knowledge;
use dateline_record::{Article, NAME_ONLY};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn order(dice: &mut Dice) -> Order {
    if dice.percent(50) { Order::Newest } else { Order::Oldest }
}

/// How many queries the large corpus is asked. Without it 20: each takes half a second without optimisation.
const QUERIES: &str = "DATELINE_QUERIES";

/// How many small corpora are asked ten queries each. Without it 200; `DATELINE_CORPORA=1000` asks 10,000 queries.
const CORPORA: &str = "DATELINE_CORPORA";

fn number(variable: &str, without: u32) -> u32 {
    std::env::var(variable).map_or(without, |number| number.parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(number(CORPORA, 200)))]

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
    for _ in 0..number(QUERIES, 20) {
        let (query, words) = invent::query(&corpus, &mut dice);
        naive::check(&corpus, &stories, &query, &words, &knowledge, order(&mut dice));
    }
}

/// An outcome without dense ids: with the ids of its rows, of hidden articles and of values that are counted.
type Named = (Outcome, Vec<(String, Fit)>, Vec<(String, ClauseKey)>, Vec<BTreeMap<String, u32>>);

fn named(corpus: &Corpus, mut outcome: Outcome) -> Named {
    let id = |article: u32| corpus.article(article).unwrap().article.id;
    let rows = std::mem::take(&mut outcome.rows).into_iter().map(|row| (id(row.id), row.fit)).collect();
    let hidden = std::mem::take(&mut outcome.hidden.listed);
    let hidden = hidden.into_iter().map(|(article, key)| (id(article), key)).collect();
    let values = outcome.facets.iter_mut().map(|of| {
        let counts = std::mem::take(&mut of.counts);
        corpus.values(of.facet).iter().map(|info| info.id.clone()).zip(counts).collect()
    });
    let values = values.collect();
    (outcome, rows, hidden, values)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// A further copy that says what the first one says, on the same day, is no further story: nothing that is counted moves,
    /// and the rows are the same articles.
    #[test]
    fn counts_do_not_move_when_a_copy_is_added(seed: u64, size in 2usize..16) {
        let knowledge = invent::knowledge();
        let mut dice = Dice(seed);
        let mut articles = invent::articles(size, &mut dice);
        // What is known by a short name alone is another in each copy.
        for (article, _) in &mut articles {
            article.actors.retain(|actor| !actor.id.starts_with(NAME_ONLY));
        }
        let before = invent::corpus(&articles, &knowledge);
        let (mut article, text) = articles[dice.roll(size)].clone();
        // Of two copies of one day the one with the smaller id leads.
        article.id = format!("{}-again", article.id);
        articles.push((article, text));
        let after = invent::corpus(&articles, &knowledge);
        prop_assume!(after.collection().stories == before.collection().stories);
        for _ in 0..10 {
            let (mut query, _) = invent::query(&before, &mut dice);
            query.unit = Unit::Stories;
            let wanted = Wanted { facets: Facet::ALL.to_vec(), dates: true, window: 0..99, hidden: true, passages: true, ..Wanted::default() };
            let (one, other) = (before.run(&query, &wanted), after.run(&query, &wanted));
            prop_assert_eq!(named(&before, one), named(&after, other));
        }
    }
}

/// So that the twin has something to agree on.
#[test]
fn invented_articles_have_copies() {
    let corpus = invent::corpus(&invent::articles(400, &mut Dice(1)), &invent::knowledge());
    let copied = (0..400).filter(|article| !corpus.other_copies(*article).is_empty()).count();
    let most = (0..400).map(|article| corpus.other_copies(article).len()).max().unwrap();
    assert!(copied > 80 && copied < 320 && most > 3, "{copied} in stories of up to {most} and one more");
    assert!(corpus.collection().stories < 360);
}
