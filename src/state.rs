//! Everything that the address holds: the query, the order, and what is open.
//!
//! `State::parse` is total and `State::print` its inverse; `docs/fragment.md` is the grammar. The methods are the ways
//! in which a reader changes the question; none of them knows the page.

use crate::strip::Clock;
use dateline_corpus::fragment::{decode, encode, facet_name, parameters, parse_query, print_query, push};
use dateline_corpus::{
    Choice, Clause, ClauseKey, DateClause, DateValue, Facet, Order, Query, Together, Value,
};

/// The version of the grammar. It is printed so that a later one can read old addresses.
const VERSION: &str = "1";

/// The view of words in context, in addresses.
const CONTEXT: &str = "context";

/// What orders are called in addresses.
const ORDERS: [(Order, &str); 3] =
    [(Order::Newest, "newest"), (Order::Oldest, "oldest"), (Order::Relevance, "relevance")];

/// A longer address works in the page, but cannot be linked (bytes).
pub const LINKABLE: usize = 8 * 1024;

/// What the page shows, as the address says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The question.
    pub query: Query,
    /// What the middle column shows.
    pub view: View,
    /// The order of the list, where one is chosen.
    pub order: Option<Order>,
    /// What the reading pane shows.
    pub open: Option<Open>,
    /// A byte of the open article's text, such as where a sentence or a hit begins.
    pub at: Option<u32>,
}

/// What the middle column shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The articles.
    #[default]
    Articles,
    /// Each place where the words are met, as a line.
    Context,
}

/// What the reading pane shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Open {
    /// An article, by the record's id.
    Article(String),
    /// The sentences that hold a value.
    Sentences(Facet, String),
}

/// A part of the question, as one chip shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chip {
    /// The words.
    Words(String),
    /// A value of a facet.
    Value(Facet, Value, Choice),
    /// A period of a clock.
    Date(Clock, DateValue, Choice),
}

impl State {
    /// Reads a fragment, with or without its `#`. Unknown parameters are ignored; anything at all gives a state.
    pub fn parse(fragment: &str) -> State {
        let mut state = State { query: parse_query(fragment), ..State::default() };
        for (name, value) in parameters(fragment) {
            match name {
                "view" => state.view = if value == CONTEXT { View::Context } else { View::Articles },
                "sort" => {
                    state.order = ORDERS.iter().find(|(_, name)| *name == value).map(|(order, _)| *order);
                }
                "open" => state.open = parse_open(value),
                "at" => state.at = value.parse().ok(),
                _ => {}
            }
        }
        state
    }

    /// The fragment without its `#`; empty for the default. Equal states print equal text.
    pub fn print(&self) -> String {
        let mut fragment = print_query(&self.query);
        push(&mut fragment, "view", if self.view == View::Context { CONTEXT } else { "" });
        push(&mut fragment, "sort", self.order.map(order_name).unwrap_or_default());
        push(&mut fragment, "open", &self.open.as_ref().map(print_open).unwrap_or_default());
        push(&mut fragment, "at", &self.at.map(|at| at.to_string()).unwrap_or_default());
        let version = if fragment.is_empty() { "" } else { VERSION };
        push(&mut fragment, "v", version);
        fragment
    }

    /// Whether words are asked for.
    pub fn has_words(&self) -> bool {
        !self.query.words.trim().is_empty()
    }

    /// Whether the middle column shows words in context. Without words it shows the articles.
    pub fn is_in_context(&self) -> bool {
        self.view == View::Context && self.has_words()
    }

    /// The order of the list: as chosen; else the most relevant first where there are words.
    pub fn order(&self) -> Order {
        let usual = if self.has_words() { Order::Relevance } else { Order::Newest };
        self.order.filter(|order| *order != Order::Relevance || self.has_words()).unwrap_or(usual)
    }

    /// Asks for an order; what would be so without asking is not asked for.
    pub fn set_order(&mut self, order: Order) {
        self.order = None;
        if self.order() != order {
            self.order = Some(order);
        }
    }

    /// Whether and how a value of a facet is chosen.
    pub fn choice(&self, facet: Facet, value: &Value) -> Option<Choice> {
        self.query.facets.get(&facet)?.choices.get(value).copied()
    }

    /// Chooses a value, or with `None` lets it go.
    pub fn choose(&mut self, facet: Facet, value: Value, choice: Option<Choice>) {
        let clause = self.query.facets.or_default(facet);
        match choice {
            Some(choice) => clause.choices.insert(value, choice),
            None => clause.choices.remove(&value),
        };
        clause.all &= included(clause) > 1;
        if clause.choices.is_empty() {
            self.query.facets.remove(&facet);
        }
    }

    /// Chooses a value, or lets it go where it is already chosen so.
    pub fn toggle(&mut self, facet: Facet, value: Value, choice: Choice) {
        let next = (self.choice(facet, &value) != Some(choice)).then_some(choice);
        self.choose(facet, value, next);
    }

    /// Asks for a value on top of what is asked, so that what is found has it too. Several values joined by *or* cannot be
    /// narrowed so; the value then takes their place.
    pub fn narrow(&mut self, facet: Facet, value: Value) {
        let asked = self.query.facets.get(&facet).map_or(0, included);
        if asked > 1 && !self.asks_all(facet) {
            self.remove(ClauseKey::Facet(facet, Choice::Included));
        }
        self.choose(facet, value, Some(Choice::Included));
        if !self.asks_all(facet) {
            self.switch_all(facet);
        }
    }

    /// Asks for a phrase on top of the words that are asked for.
    pub fn narrow_to_phrase(&mut self, phrase: &str) {
        let phrase = ["\"", phrase.replace('"', " ").trim(), "\""].concat();
        let words = self.query.words.trim();
        self.query.words = if words.is_empty() {
            phrase
        } else if words.split_whitespace().any(|word| word == "OR") {
            ["(", words, ") ", &phrase].concat()
        } else {
            [words, " ", &phrase].concat()
        };
    }

    /// Whether all included values of a facet are asked for, rather than any.
    pub fn asks_all(&self, facet: Facet) -> bool {
        self.query.facets.get(&facet).is_some_and(|clause| clause.all)
    }

    /// Changes between *or* and *and*.
    pub fn switch_all(&mut self, facet: Facet) {
        if let Some(clause) = self.query.facets.get_mut(&facet) {
            clause.all = !clause.all && included(clause) > 1;
        }
    }

    /// The periods chosen on a clock.
    pub fn dates(&self, clock: Clock) -> &DateClause {
        match clock {
            Clock::Published => &self.query.published,
            Clock::Mentioned => &self.query.mentioned,
        }
    }

    /// Chooses a period, or with `None` lets it go.
    pub fn choose_date(&mut self, clock: Clock, value: DateValue, choice: Option<Choice>) {
        let choices = &mut self.dates_mut(clock).choices;
        match choice {
            Some(choice) => choices.insert(value, choice),
            None => choices.remove(&value),
        };
    }

    /// Chooses a period, or lets it go where it is already chosen so.
    pub fn toggle_date(&mut self, clock: Clock, value: DateValue, choice: Choice) {
        let next = (self.dates(clock).choices.get(&value) != Some(&choice)).then_some(choice);
        self.choose_date(clock, value, next);
    }

    /// The one period that the strip draws with handles: the first included one.
    pub fn period(&self, clock: Clock) -> Option<DateValue> {
        let choices = &self.dates(clock).choices;
        choices
            .iter()
            .find(|(value, choice)| value.interval().is_some() && **choice == Choice::Included)
            .map(|(value, _)| *value)
    }

    /// Asks for one period in place of all included ones; `None` asks for none. Buckets without a date stay.
    pub fn set_period(&mut self, clock: Clock, period: Option<DateValue>) {
        let choices = &mut self.dates_mut(clock).choices;
        choices.retain(|value, choice| value.interval().is_none() || *choice == Choice::Excluded);
        if let Some(period) = period {
            choices.insert(period, Choice::Included);
        }
    }

    /// Takes a clause out of the question.
    pub fn remove(&mut self, key: ClauseKey) {
        match key {
            ClauseKey::Facet(facet, choice) => {
                if let Some(clause) = self.query.facets.get_mut(&facet) {
                    clause.choices.retain(|_, own| *own != choice);
                    clause.all &= included(clause) > 1;
                }
                self.query.facets.retain(|_, clause| !clause.choices.is_empty());
            }
            ClauseKey::Words => self.query.words.clear(),
            ClauseKey::Published(choice) => self.query.published.choices.retain(|_, own| *own != choice),
            ClauseKey::Mentioned(choice) => self.query.mentioned.choices.retain(|_, own| *own != choice),
            ClauseKey::Together => self.query.together = Together::Article,
        }
    }

    /// Takes one chip out of the question.
    pub fn remove_chip(&mut self, chip: &Chip) {
        match chip {
            Chip::Words(_) => self.query.words.clear(),
            Chip::Value(facet, value, _) => self.choose(*facet, value.clone(), None),
            Chip::Date(clock, value, _) => self.choose_date(*clock, *value, None),
        }
    }

    /// Asks for everything, as articles. What is open stays open.
    pub fn clear(&mut self) {
        self.view = View::default();
        self.query = Query { unit: self.query.unit, ..Query::default() };
    }

    /// The parts of the question in the order of the filters.
    pub fn chips(&self) -> Vec<Chip> {
        let mut chips = Vec::new();
        if !self.query.words.trim().is_empty() {
            chips.push(Chip::Words(self.query.words.trim().to_owned()));
        }
        for (facet, clause) in &self.query.facets {
            // Included ones side by side, so that *or / and* stands between them.
            for wanted in [Choice::Included, Choice::Excluded] {
                let values = clause.choices.iter().filter(|(_, choice)| **choice == wanted);
                chips.extend(values.map(|(value, choice)| Chip::Value(*facet, value.clone(), *choice)));
            }
        }
        for clock in [Clock::Published, Clock::Mentioned] {
            let values = self.dates(clock).choices.iter();
            chips.extend(values.map(|(value, choice)| Chip::Date(clock, *value, *choice)));
        }
        chips
    }

    /// Opens an article, at a sentence if one is named.
    pub fn open_article(&mut self, id: &str, at: Option<u32>) {
        self.open = Some(Open::Article(id.to_owned()));
        self.at = at;
    }

    /// Opens the sentences of a value.
    pub fn open_sentences(&mut self, facet: Facet, id: &str) {
        self.open = Some(Open::Sentences(facet, id.to_owned()));
        self.at = None;
    }

    /// Shows nothing in the reading pane.
    pub fn close(&mut self) {
        self.open = None;
        self.at = None;
    }

    fn dates_mut(&mut self, clock: Clock) -> &mut DateClause {
        match clock {
            Clock::Published => &mut self.query.published,
            Clock::Mentioned => &mut self.query.mentioned,
        }
    }
}

/// What an order is called in addresses.
pub fn order_name(order: Order) -> &'static str {
    ORDERS.iter().find(|(other, _)| *other == order).map_or("", |(_, name)| name)
}

/// How many values a clause asks for.
fn included(clause: &Clause) -> usize {
    clause.choices.values().filter(|choice| **choice == Choice::Included).count()
}

/// `id` is an article, `person:id` the sentences of a value.
fn parse_open(value: &str) -> Option<Open> {
    let sentences = value.split_once(':').and_then(|(name, id)| {
        let facet = Facet::ALL.into_iter().find(|facet| facet_name(*facet) == name)?;
        Some(Open::Sentences(facet, decode(id)))
    });
    sentences.or_else(|| (!value.is_empty() && !value.contains(':')).then(|| Open::Article(decode(value))))
}

fn print_open(open: &Open) -> String {
    match open {
        Open::Article(id) => encode(id),
        Open::Sentences(facet, id) => format!("{}:{}", facet_name(*facet), encode(id)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prints_in_a_fixed_order() {
        let mut state = State::default();
        assert_eq!(state.print(), "");
        state.open_article("003-1fd4", Some(178));
        state.set_order(Order::Oldest);
        state.toggle(Facet::Topic, Value::Id("tariffs".into()), Choice::Excluded);
        state.toggle(Facet::Person, Value::Id("lee-jae-myung".into()), Choice::Included);
        assert_eq!(state.print(), "topic=-tariffs&person=lee-jae-myung&sort=oldest&open=003-1fd4&at=178&v=1");
        state.clear();
        state.open_sentences(Facet::Person, "lee:jae,myung");
        assert_eq!(State::parse(&format!("#{}&view=cubes&nonsense", state.print())), state);
    }

    #[test]
    fn choosing_and_removing() {
        let id = |id: &str| Value::Id(id.into());
        let mut state = State::default();
        state.toggle(Facet::Topic, id("trade"), Choice::Included);
        state.toggle(Facet::Topic, id("taiwan"), Choice::Included);
        state.switch_all(Facet::Topic);
        assert!(state.asks_all(Facet::Topic));
        state.toggle(Facet::Topic, id("taiwan"), Choice::Included);
        assert!(!state.asks_all(Facet::Topic), "one value alone is neither or nor and");
        state.toggle(Facet::Topic, id("trade"), Choice::Excluded);
        assert_eq!(state.choice(Facet::Topic, &id("trade")), Some(Choice::Excluded));
        state.remove(ClauseKey::Facet(Facet::Topic, Choice::Excluded));
        assert_eq!(state, State::default());
        state.choose_date(Clock::Published, DateValue::None, Some(Choice::Excluded));
        state.set_period(Clock::Published, Some(DateValue::Year(2025)));
        state.set_period(Clock::Published, Some(DateValue::Year(2026)));
        assert_eq!(state.period(Clock::Published), Some(DateValue::Year(2026)));
        assert_eq!(state.chips().len(), 2);
        for chip in state.chips() {
            state.remove_chip(&chip);
        }
        assert_eq!(state, State::default());
    }

    #[test]
    fn orders() {
        let mut state = State::default();
        assert_eq!(state.order(), Order::Newest);
        state.query.words = "fees".into();
        assert_eq!((state.order(), state.print().as_str()), (Order::Relevance, "q=fees&v=1"));
        state.set_order(Order::Newest);
        assert_eq!((state.order(), state.print().as_str()), (Order::Newest, "q=fees&sort=newest&v=1"));
        state.set_order(Order::Relevance);
        assert_eq!(state.order, None);
        // Without words nothing is more relevant.
        let state = State::parse("sort=relevance&view=context");
        assert_eq!((state.order(), state.is_in_context()), (Order::Newest, false));
        assert_eq!(State::parse("sort=best").order, None);
    }

    #[test]
    fn narrowing() {
        for (before, after) in [
            ("", "person=ana&v=1"),
            ("person=bo", "person=*,ana,bo&v=1"),
            ("person=*,bo,cy", "person=*,ana,bo,cy&v=1"),
            ("person=bo,cy,-di", "person=ana,-di&v=1"),
            ("person=ana", "person=ana&v=1"),
        ] {
            let mut state = State::parse(before);
            state.narrow(Facet::Person, Value::Id("ana".into()));
            assert_eq!(state.print(), after, "{before}");
        }
        for (before, after) in [
            ("", "\"port fees\""),
            ("harbour ", "harbour \"port fees\""),
            ("harbour OR quay", "(harbour OR quay) \"port fees\""),
        ] {
            let mut state = State::default();
            state.query.words = before.to_owned();
            state.narrow_to_phrase("port \"fees");
            assert_eq!(state.query.words.replace("port  fees", "port fees"), after, "{before}");
        }
    }

    fn any_state() -> impl Strategy<Value = State> {
        let open = prop_oneof![
            Just(None),
            "\\PC{1,12}".prop_map(|id| Some(Open::Article(id))),
            (0..5_usize, "\\PC{0,12}").prop_map(|(facet, id)| Some(Open::Sentences(Facet::ALL[facet], id))),
        ];
        let choices = proptest::collection::vec((0..5_usize, "\\PC{1,9}", any::<bool>()), 0..6);
        let order = (0..4_usize).prop_map(|order| ORDERS.get(order).map(|(order, _)| *order));
        let view = any::<bool>().prop_map(|is| if is { View::Context } else { View::Articles });
        let reading = (any::<bool>(), view, order);
        (open, choices, reading, proptest::option::of(any::<u32>()), "\\PC{0,20}").prop_map(
            |(open, choices, (equivalents, view, order), at, words)| {
                let mut state = State { view, order, open, at, ..State::default() };
                state.query.reading.equivalents = equivalents;
                state.query.words = words;
                for (facet, id, included) in choices {
                    let choice = if included { Choice::Included } else { Choice::Excluded };
                    state.choose(Facet::ALL[facet], Value::Id(id), Some(choice));
                }
                state.query = state.query.plain();
                state
            },
        )
    }

    proptest! {
        #[test]
        fn a_state_reads_back(state in any_state()) {
            let printed = state.print();
            let read = State::parse(&printed);
            prop_assert_eq!(&read, &state, "{}", printed);
            prop_assert_eq!(read.print(), printed);
        }

        #[test]
        fn any_text_is_a_state(text in "\\PC{0,60}", open in "[a-z:%0-9-]{0,9}") {
            let printed = State::parse(&text).print();
            prop_assert_eq!(State::parse(&printed).print(), printed);
            let printed = State::parse(&format!("open={open}&at={text}")).print();
            prop_assert_eq!(State::parse(&printed).print(), printed);
        }
    }
}
