//! Queries by chance over a corpus: deterministic by seed, with every kind of clause.

use dateline_corpus::{Choice, Clause, Corpus, DateClause, DateValue, Facet, Query, Together, Unit, Value};
use dateline_record::{Day, Map, Month};
use std::collections::BTreeSet;

/// A generator of numbers (splitmix64), so that a seed means the same for ever.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % sides as u64) as usize
    }

    fn below(&mut self, bound: u16) -> i32 {
        i32::try_from(self.roll(bound.into())).expect("it is below a small number")
    }

    fn percent(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    fn choice(&mut self) -> Choice {
        if self.percent(70) { Choice::Included } else { Choice::Excluded }
    }
}

/// So many different queries, none of which asks for everything.
pub fn queries(corpus: &Corpus, seed: u64, count: usize) -> Vec<Query> {
    let mut dice = Dice(seed);
    let mut seen = BTreeSet::new();
    let mut queries = Vec::new();
    while queries.len() < count {
        let query = query(corpus, &mut dice).plain();
        let printed = dateline_corpus::print_query(&query);
        if !printed.is_empty() && seen.insert(printed) {
            queries.push(query);
        }
    }
    queries
}

fn query(corpus: &Corpus, dice: &mut Dice) -> Query {
    let mut query = Query::default();
    for facet in Facet::ALL {
        if dice.percent(22) {
            query.facets.insert(facet, clause(corpus, facet, dice));
        }
    }
    if dice.percent(25) {
        query.words = words(corpus, dice);
    }
    if dice.percent(30) {
        query.published = dates(dice, true);
    }
    if dice.percent(20) {
        query.mentioned = dates(dice, false);
    }
    query.together = if dice.percent(25) { Together::Sentence } else { Together::Article };
    query.unit = if dice.percent(25) { Unit::Articles } else { Unit::Stories };
    query
}

/// One to three values, those of many articles as likely as those of one; now and then "none" and an unknown one.
fn clause(corpus: &Corpus, facet: Facet, dice: &mut Dice) -> Clause {
    let values = corpus.values(facet);
    let mut choices = Map::new();
    for _ in 0..=dice.roll(3) {
        let value = match dice.roll(12) {
            0 => Value::None,
            1 => Value::Id("nobody-knows".to_owned()),
            _ if values.is_empty() => Value::None,
            _ => {
                let (one, other) = (&values[dice.roll(values.len())], &values[dice.roll(values.len())]);
                Value::Id(if one.articles > other.articles { one } else { other }.id.clone())
            }
        };
        choices.insert(value, dice.choice());
    }
    Clause { all: dice.percent(30), choices }
}

/// A word of a headline, whole or only its beginning, or two as a phrase.
fn words(corpus: &Corpus, dice: &mut Dice) -> String {
    let article = dice.roll(corpus.collection().articles as usize) as u32;
    let card = corpus.cards(&[article], &Query::default()).into_iter().next().expect("an article");
    let words: Vec<&str> = card.headline.split_whitespace().collect();
    let at = dice.roll(words.len().max(1));
    let Some(word) = words.get(at) else { return "nowhere".to_owned() };
    match dice.roll(3) {
        0 => word.chars().take(3).collect(),
        1 => (*word).to_owned(),
        _ => format!("\"{}\"", words[at..].iter().take(2).copied().collect::<Vec<_>>().join(" ")),
    }
}

fn dates(dice: &mut Dice, published: bool) -> DateClause {
    let mut choices = Map::new();
    for _ in 0..=dice.roll(2) {
        let year = 2024 + dice.below(3);
        let month = Month::new(year, 1 + dice.roll(12) as u32).expect("a month");
        let first: Day = month.first();
        let value = match dice.roll(8) {
            0 | 1 => DateValue::Year(year),
            2 => DateValue::Month(month),
            3 => DateValue::Range(Some(first), first.plus(dice.below(400))),
            4 => DateValue::Range(None, Some(first)),
            5 => DateValue::Range(Some(first), None),
            6 if published => DateValue::LongerThanAMonth,
            _ => DateValue::None,
        };
        choices.insert(value, dice.choice());
    }
    DateClause { choices }
}
