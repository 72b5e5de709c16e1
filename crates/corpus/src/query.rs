//! What changes an answer: the clauses of a query, and what of the answer is wanted.
//!
//! Values stand here as the ids of the record, so that a query outlives any one corpus; an id that the corpus does not
//! hold stays a clause that nothing meets.

use crate::search;
use dateline_record::{Day, Interval, Map, Month};
use std::ops::Range;

/// A reader's question. Clauses are joined by AND; the default asks for everything.
///
/// A query is in its plain form when no clause is empty (a facet without a choice is absent), no id is empty and no range
/// ends before it begins, and no mentioned date is asked to be longer than a month. The fragment writes the plain form, and [`Query::plain`] makes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Values chosen in each facet but the two dates; a facet without a choice is absent.
    pub facets: Map<Facet, Clause>,
    /// Words as typed, in the language that `search` describes. Empty: no constraint.
    pub words: String,
    /// When articles were published.
    pub published: DateClause,
    /// The dates that articles speak of.
    pub mentioned: DateClause,
    /// Where all of it must hold.
    pub together: Together,
    /// What is counted.
    pub unit: Unit,
    /// How the words are read; of it addresses hold whether names of topics find their articles.
    pub reading: search::Options,
}

impl Query {
    /// The same question without empty clauses, empty ids and impossible periods.
    #[must_use]
    pub fn plain(&self) -> Query {
        let facets = self.plain_facets().map(|(facet, clause)| (facet, clause.plain())).collect();
        let (published, mut mentioned) = (self.published.plain(), self.mentioned.plain());
        mentioned.choices.remove(&DateValue::LongerThanAMonth);
        Query { facets, published, mentioned, words: self.words.clone(), ..*self }
    }

    fn plain_facets(&self) -> impl Iterator<Item = (Facet, &Clause)> {
        let chosen = |clause: &Clause| clause.choices.keys().any(Value::is_plain);
        self.facets.iter().map(|(facet, clause)| (*facet, clause)).filter(move |(_, clause)| chosen(clause))
    }
}

/// A facet whose values are ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// Topics, a tree: a broader topic holds its narrower ones.
    Topic,
    /// People.
    Person,
    /// States and territories.
    State,
    /// Bodies, firms, parties, ministries.
    Organisation,
    /// The outlet, else the agency.
    Source,
}

impl Facet {
    /// All of them, in the order of the filters.
    pub const ALL: [Facet; 5] =
        [Facet::Topic, Facet::Person, Facet::State, Facet::Organisation, Facet::Source];
}

/// Whether a value must or must not be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// Kept: lets in what has it.
    Included,
    /// Left out: removes what has it.
    Excluded,
}

/// The values chosen in one facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clause {
    /// Whether an article must have all included values rather than any of them.
    pub all: bool,
    /// What was chosen, by value.
    pub choices: Map<Value, Choice>,
}

impl Clause {
    fn plain(&self) -> Clause {
        let choices = self.choices.iter().filter(|(value, _)| value.is_plain());
        Clause { all: self.all, choices: choices.map(|(value, choice)| (value.clone(), *choice)).collect() }
    }
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// The id of the record, or the name for a source.
    Id(String),
    /// Articles without any value in this facet.
    None,
}

impl Value {
    fn is_plain(&self) -> bool {
        *self != Value::Id(String::new())
    }
}

/// The periods chosen on one of the two clocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateClause {
    /// What was chosen. Included ones are joined by OR.
    pub choices: Map<DateValue, Choice>,
}

impl DateClause {
    fn plain(&self) -> DateClause {
        let choices = self.choices.iter().filter(|(value, _)| value.is_plain());
        DateClause { choices: choices.map(|(value, choice)| (*value, *choice)).collect() }
    }
}

/// One value on a clock. Printed as EDTF: `2025`, `2025-06`, `2025-06-04/2025-10-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateValue {
    /// A year (1 to 9999).
    Year(i32),
    /// A month.
    Month(Month),
    /// From one day to another, both included; `None` is open, and not both are.
    Range(Option<Day>, Option<Day>),
    /// Publication known only to lie in an interval longer than a month. Not a value of the mentioned dates.
    LongerThanAMonth,
    /// Undated; for mentioned dates: no date mentioned.
    None,
}

impl DateValue {
    fn is_plain(&self) -> bool {
        match self {
            DateValue::Year(year) => Interval::year(*year).is_some(),
            DateValue::Range(Some(first), Some(last)) => first <= last,
            DateValue::Range(first, last) => first.is_some() || last.is_some(),
            DateValue::Month(_) | DateValue::LongerThanAMonth | DateValue::None => true,
        }
    }

    /// The days it means; `None` for the two buckets that are no period.
    pub fn interval(self) -> Option<Interval> {
        match self {
            DateValue::Year(year) => Interval::year(year),
            DateValue::Month(month) => Some(Interval::month(month)),
            DateValue::Range(earliest, latest) => Some(Interval { earliest, latest }),
            DateValue::LongerThanAMonth | DateValue::None => None,
        }
    }
}

/// Where a query must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Together {
    /// Anywhere in one article.
    #[default]
    Article,
    /// In one sentence, which itself holds every included actor, topic, word and mentioned date (of a facet: any of
    /// its included values, or all, as the clause says). Excluded values, the source, the publication and "none" still act on
    /// the article. A query that includes nothing of the kind holds in any article.
    Sentence,
}

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Stories: copies of one text count once.
    #[default]
    Stories,
    /// Every copy for itself.
    Articles,
}

/// A clause of a query, as the unit that hides articles and that a reader removes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClauseKey {
    /// The included or the excluded values of a facet.
    Facet(Facet, Choice),
    /// The words.
    Words,
    /// The included or the excluded periods of publication.
    Published(Choice),
    /// The included or the excluded mentioned periods.
    Mentioned(Choice),
    /// All clauses hold in the article, but not in one sentence.
    Together,
}

/// What of the answer is wanted. What is not wanted is not computed and stays empty in the outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Counts of these facets.
    pub facets: Vec<Facet>,
    /// Counts of the two clocks: months, buckets and the strip.
    pub dates: bool,
    /// Which rows, as places in the whole list.
    pub window: Range<u32>,
    /// In which order.
    pub order: Order,
    /// What the rows are.
    pub view: View,
    /// Hidden articles with the clauses that hide them.
    pub hidden: bool,
    /// How many passages the found articles would list.
    pub passages: bool,
}

/// The order of rows. Ties are broken by date, newest first, then by dense id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By the latest day of publication; undated last.
    #[default]
    Newest,
    /// By the earliest day of publication; undated last.
    Oldest,
    /// By how well they meet the words; without words, and passages, newest first.
    Relevance,
}

/// What the rows of an outcome are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Articles.
    #[default]
    Articles,
    /// Body sentences of the found articles: those that hold this value (for a source: all sentences of its
    /// articles); without one, those that hold an included actor, topic, mentioned date or word of the query, and every
    /// sentence where the query includes none of these. Where the query must hold in one sentence, the sentence must
    /// also meet all of it.
    Passages(Option<(Facet, String)>),
}
