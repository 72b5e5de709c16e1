//! What all components share: the corpus, the one state, the one answer, and what is open beside them.
//!
//! One signal (the state) and one memo (the answer to its query) carry everything that the address holds; the few other
//! signals are what an address need not hold: a drawer, a dialog, a popover. Whatever draws gets a `Page` by copy.

use crate::address::{self, Entry};
use crate::ask::{self, Answer};
use crate::messages;
use crate::parts::{Parts, Who, Why};
use crate::signal::{Derived, Signal};
use crate::site;
use crate::state::State;
use dateline_corpus::{Corpus, DateValue, Facet, Unit};
use std::sync::Arc;

/// What all components share.
#[derive(Clone, Copy)]
pub struct Page {
    /// The articles.
    pub corpus: &'static Corpus,
    /// What the address holds.
    pub state: Signal<State>,
    /// The answer to the state's query.
    pub answer: Derived<Arc<Answer>>,
    /// Parts of the corpus that lie beside the page, and the second module of the program.
    pub parts: Parts,
    /// Whether the answer is still that to the question before.
    pub busy: Derived<bool>,
    /// Whether the drawer with the filters is open (narrow windows only).
    pub drawer: Signal<bool>,
    /// Which dialog is open.
    pub dialog: Signal<Option<Dialog>>,
    /// The popover of a value or a mark.
    pub pop: Signal<Option<Pop>>,
    /// Pixels of the window, across and down.
    pub window: Signal<(f64, f64)>,
    /// The list of names that was pasted last.
    pub pasted: Signal<String>,
}

/// A dialog of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// About this collection.
    About,
    /// The keys.
    Keys,
    /// A pasted list of names.
    Names,
}

/// A popover beside a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Pop {
    /// Pixels from the left of the window.
    pub x: f64,
    /// Pixels from its top.
    pub y: f64,
    /// What it tells.
    pub facts: Vec<Fact>,
}

/// What a popover tells about one thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// BCP 47 tag of the name, where it is the article's own words.
    pub language: Option<String>,
    /// Why, in sentences.
    pub lines: Vec<String>,
    /// The value that can be kept, left out, or shown with its sentences.
    pub value: Option<(Facet, String)>,
    /// The mentioned period that can be kept or left out.
    pub period: Option<DateValue>,
}

impl Page {
    /// The shared things of a corpus, with the state of the address.
    /// `program` says whether the second module is there, where the first view has waited for it.
    pub fn new(corpus: &'static Corpus, program: Option<Result<(), Why>>) -> Page {
        let start = start();
        if address::fragment().is_empty() {
            address::write(&start.print(), Entry::Replaced);
        }
        let state = Signal::new(start);
        let asked = Derived::new(move || state.with(|state| (state.query.clone(), state.order())));
        let parts = Parts::of(corpus, program);
        let answers = ask::answers(corpus, parts, asked);
        let answer = Derived::new(move || {
            let answer = answers.get();
            messages::count_stories(answer.query.unit == Unit::Stories && has_copies(corpus));
            answer
        });
        let differs = move |answer: &Arc<Answer>| {
            asked.with(|(query, order)| *query != answer.query || *order != answer.order)
        };
        let busy = Derived::new(move || answer.with(differs) && !parts.fails(Who::Question));
        let page = Page {
            corpus,
            state,
            answer,
            parts,
            busy,
            drawer: Signal::new(false),
            dialog: Signal::new(None),
            pop: Signal::new(None),
            window: Signal::new(window_size()),
            pasted: Signal::new(String::new()),
        };
        address::on_change(move |fragment| page.restore(&fragment));
        parts.fetch_program();
        page
    }

    /// Whether the answer's words are shown in context.
    pub fn shows_context(self) -> bool {
        let is_asked = self.state.with(State::is_in_context);
        is_asked && self.answer.with(|answer| answer.has_words() && answer.outcome.rows_total > 0)
    }

    /// A change that can be gone back from.
    pub fn choose(self, edit: impl FnOnce(&mut State)) {
        self.change(edit, Entry::Added);
    }

    /// A change while typing: it replaces the one before.
    pub fn type_in(self, edit: impl FnOnce(&mut State)) {
        self.change(edit, Entry::Replaced);
    }

    /// The address of the state after a change, for a link.
    pub fn link(self, edit: impl FnOnce(&mut State)) -> String {
        let mut state = self.state.get_untracked();
        edit(&mut state);
        format!("#{}", state.print())
    }

    fn change(self, edit: impl FnOnce(&mut State), entry: Entry) {
        let mut next = self.state.get_untracked();
        edit(&mut next);
        self.pop.set(None);
        if self.state.with_untracked(|state| *state != next) {
            address::write(&next.print(), entry);
            self.state.set(next);
        }
    }

    fn restore(self, fragment: &str) {
        let next = State::parse(fragment);
        self.pop.set(None);
        if self.state.with_untracked(|state| *state != next) {
            self.state.set(next);
        }
    }
}

/// The state of the address; where that says nothing, the one that the site's publisher chose.
pub fn start() -> State {
    let fragment = address::fragment();
    if fragment.is_empty() { site::start() } else { State::parse(&fragment) }
}

/// Whether any article is a copy of another.
pub fn has_copies(corpus: &Corpus) -> bool {
    let collection = corpus.collection();
    collection.stories < collection.articles
}

/// Pixels of the window, across and down.
pub fn window_size() -> (f64, f64) {
    let side = |side: fn(&web_sys::Window) -> Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>, guess| {
        web_sys::window().and_then(|window| side(&window).ok()?.as_f64()).unwrap_or(guess)
    };
    (side(web_sys::Window::inner_width, 1440.0), side(web_sys::Window::inner_height, 900.0))
}
