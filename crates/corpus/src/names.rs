//! What a corpus knows of the names in a search: values whose names hold its words, and topics that a word names in any
//! language.

use crate::rows::Held;
use crate::search::{Field, Names, Value};
use crate::set::Set;
use crate::show::is_named;
use crate::words::phrases;
use crate::{Corpus, Facet, analyse};

impl Names for Corpus {
    fn named(&self, field: Field, words: &str) -> Vec<Value> {
        let facets: &[Facet] = match field {
            Field::Actor => &[Facet::Person, Facet::State, Facet::Organisation],
            Field::Topic => &[Facet::Topic],
            Field::Source => &[Facet::Source],
            _ => &[],
        };
        let phrases = phrases(words);
        self.values_where(facets, &|name| is_named(&phrases, name))
    }

    fn equivalents(&self, word: &str) -> Vec<Value> {
        let typed: Vec<String> = analyse(word).into_iter().map(|token| token.text).collect();
        let begins = |name: &str| match (name.chars().next(), word.chars().next()) {
            (Some(one), Some(other)) => one.eq_ignore_ascii_case(&other),
            _ => false,
        };
        let is = |name: &str| begins(name) && is_same(&typed, name);
        if typed.is_empty() { Vec::new() } else { self.values_where(&[Facet::Topic], &is) }
    }

    fn articles(&self, value: Value) -> Vec<u32> {
        self.columns.of(value.facet).articles_of(value.id).to_vec()
    }

    fn passages(&self, value: Value) -> Vec<u32> {
        let mut articles = Set::none(self.len());
        articles.insert_all(self.columns.of(value.facet).articles_of(value.id));
        let passages = if value.facet == Facet::Source {
            self.passages_in(&articles)
        } else {
            self.holding(&articles, Held::Facet(value.facet), &|other| other == value.id, 1)
        };
        passages.members().collect()
    }
}

impl Corpus {
    fn values_where(&self, facets: &[Facet], is: &dyn Fn(&str) -> bool) -> Vec<Value> {
        let mut values = Vec::new();
        for facet in facets {
            for (info, id) in self.values(*facet).iter().zip(0u32..) {
                let mut names = [&info.name].into_iter().chain(self.names(*facet, id as usize));
                if names.any(|name| is(name)) {
                    values.push(Value { facet: *facet, id });
                }
            }
        }
        values
    }
}

/// Whether a name has the tokens that were typed; an English plural is the same name.
fn is_same(typed: &[String], name: &str) -> bool {
    let own = analyse(name);
    let singular = |text: &str| text.strip_suffix('s').unwrap_or(text).len();
    let same = |own: &str, typed: &str| own.get(..singular(own)) == typed.get(..singular(typed));
    own.len() == typed.len() && own.iter().zip(typed).all(|(own, typed)| same(&own.text, typed))
}
