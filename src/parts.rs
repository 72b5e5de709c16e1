//! Parts that come when they are needed, of the corpus and of the program: who needs which, which are on their way, and why
//! one does not come.
//!
//! Searching words, reading an article and the dialogs are code that the first answer does not need. It is a second module,
//! which comes behind the first view (`docs/page.md` says how code gets into it): what calls it asks [`Parts::has_program`]
//! first, or leaves that to [`content`]. Parts of the corpus lie beside the page where it is large.
//!
//! Whoever draws says what it lacks and is drawn again when something has arrived. What nobody needs any more is cancelled, and
//! what comes of it all the same is dropped. A part that cannot be had stays away until the reader tries again; all else
//! works. How bytes are fetched and checked is `boot.js`'s.

use crate::address;
use crate::element::{Element, element, follow};
use crate::messages::{fill, key, text};
use crate::page::Page;
use crate::signal::Signal;
use dateline_corpus::{Corpus, Part};
use leptos::prelude::untrack;
use std::fmt;
use std::rc::Rc;

/// Who needs parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The question: its answer cannot be found without them.
    Question,
    /// The rows on the screen.
    List,
    /// The articles that are named as hidden.
    Hidden,
    /// The reading pane.
    Pane,
    /// The lines of words in context.
    Lines,
    /// The table of pasted names.
    Names,
    /// Nobody yet: it is fetched so that it is there in time.
    Foresight,
}

/// What may have to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The second module of the program.
    Program,
    /// A part of the corpus.
    Corpus(Part),
}

impl From<Part> for Lack {
    fn from(part: Part) -> Self {
        Lack::Corpus(part)
    }
}

/// The name that `boot.js` knows it by.
impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Lack::Program => f.write_str("program"),
            Lack::Corpus(part) => part.fmt(f),
        }
    }
}

/// Why something does not come, and what to do.
pub type Why = (String, String);

/// The parts of corpus and program, as far as the page has asked for them.
#[derive(Clone, Copy)]
pub struct Parts {
    corpus: &'static Corpus,
    /// What each needs and lacks, by the order of [`Who`].
    lacks: Signal<[Vec<Lack>; 7]>,
    /// What was asked for and is not there.
    absent: Signal<Vec<Absent>>,
    arrived: Signal<()>,
    program: Signal<bool>,
}

/// A part that is not there.
#[derive(Clone)]
struct Absent {
    part: Lack,
    /// `None` while it is on its way.
    why: Option<Rc<Why>>,
}

impl Parts {
    /// None is asked for yet but the second module, where the first view has waited for it.
    pub fn of(corpus: &'static Corpus, program: Option<Result<(), Why>>) -> Parts {
        if program == Some(Ok(())) {
            bring_own(corpus);
        }
        let is_there = program == Some(Ok(()));
        let failed = program.and_then(Result::err).map(Rc::new);
        let absent = failed.map(|why| Absent { part: Lack::Program, why: Some(why) });
        Parts {
            corpus,
            lacks: Signal::default(),
            absent: Signal::new(absent.into_iter().collect()),
            arrived: Signal::default(),
            program: Signal::new(is_there),
        }
    }

    /// Has the second module fetched, needed or not.
    pub fn fetch_program(self) {
        follow(move || {
            let lacks = if self.has_program() { Vec::new() } else { vec![Lack::Program] };
            self.want(Who::Foresight, lacks);
        });
    }

    /// Whether the second module is there; followed.
    pub fn has_program(self) -> bool {
        self.program.get()
    }

    /// Follows what arrives.
    pub fn track(self) {
        self.arrived.track();
    }

    /// Says what one lacks now, in place of what it lacked before.
    pub fn want(self, who: Who, parts: Vec<impl Into<Lack>>) {
        let parts: Vec<Lack> = parts.into_iter().map(Into::into).collect();
        let before =
            self.lacks.with_untracked(|lacks| lacks.get(who as usize).is_some_and(|old| *old == parts));
        if !before {
            self.lacks.update(|lacks| {
                if let Some(old) = lacks.get_mut(who as usize) {
                    *old = parts;
                }
            });
            self.ask();
        }
    }

    /// Says that one needs nothing any more.
    pub fn want_nothing(self, who: Who) {
        self.want(who, Vec::<Lack>::new());
    }

    /// What stands in place of what one lacks: nothing, that it is on its way, or why it does not come.
    pub fn notice(self, who: Who) -> Option<Element> {
        self.notice_of(&self.lacked_by(who))
    }

    /// The same for some parts.
    pub fn notice_of<L: Copy + Into<Lack>>(self, lacks: &[L]) -> Option<Element> {
        let lacks: Vec<Lack> = lacks.iter().map(|lack| (*lack).into()).collect();
        match self.why(&lacks) {
            Some(why) => Some(self.trouble(&why)),
            None if lacks.is_empty() => None,
            None => Some(element("p.waits[role=status]").add(text(key!("parts.waits")))),
        }
    }

    /// Whether something that one lacks cannot be had; followed.
    pub fn fails(self, who: Who) -> bool {
        self.why(&self.lacked_by(who)).is_some()
    }

    fn lacked_by(self, who: Who) -> Vec<Lack> {
        self.lacks.with(|lacks| lacks.get(who as usize).cloned().unwrap_or_default())
    }

    /// Why any of these does not come.
    fn why(self, lacks: &[Lack]) -> Option<Rc<Why>> {
        self.absent.with(|absent| {
            let mut failed =
                absent.iter().filter(|one| lacks.contains(&one.part)).filter_map(|one| one.why.clone());
            failed.next()
        })
    }

    fn trouble(self, why: &Why) -> Element {
        let (what, remedy) = why;
        let again = element("button.btn").click(move || self.try_again()).add(text(key!("parts.again")));
        let words = element("p").add(element("b").add(what.as_str())).add(" ").add(remedy.as_str());
        element("div.trouble[role=alert]").add(words).add(again)
    }

    /// Asks once more for what did not come.
    fn try_again(self) {
        self.absent.update(|absent| absent.retain(|one| one.why.is_none()));
        self.ask();
    }

    /// Cancels what nobody needs any more, and asks for what is needed and was not asked for.
    fn ask(self) {
        let needed = self.lacks.with_untracked(|lacks| lacks.concat());
        let mut absent = self.absent.get_untracked();
        for one in absent.iter().filter(|one| one.why.is_none() && !needed.contains(&one.part)) {
            address::cancel(&one.part.to_string());
        }
        absent.retain(|one| needed.contains(&one.part));
        let mut news = Vec::new();
        for part in needed {
            if !absent.iter().any(|one| one.part == part) {
                absent.push(Absent { part, why: None });
                news.push(part);
            }
        }
        self.absent.set(absent);
        for part in news {
            address::load(&part.to_string(), move |loaded| self.came(part, loaded));
        }
    }

    /// The outcome of asking for a part. One that nobody waits for any more is dropped.
    fn came(self, part: Lack, loaded: Result<Vec<u8>, Why>) {
        let awaited = |absent: &Vec<Absent>| absent.iter().any(|one| one.part == part && one.why.is_none());
        if !self.absent.with_untracked(awaited) {
            return;
        }
        let why = loaded.and_then(|bytes| self.take(part, bytes));
        self.absent.update(|absent| match why {
            Ok(()) => absent.retain(|one| one.part != part),
            Err(why) => {
                let why = Some(Rc::new(why));
                absent.iter_mut().filter(|one| one.part == part).for_each(|one| one.why.clone_from(&why));
            }
        });
        self.arrived.notify();
    }

    fn take(self, part: Lack, bytes: Vec<u8>) -> Result<(), Why> {
        match part {
            Lack::Program => {
                bring_own(self.corpus);
                self.program.set(true);
            }
            Lack::Corpus(part) => {
                self.corpus.provide(part, bytes).map_err(|error| unusable(&error.to_string()))?;
            }
        }
        Ok(())
    }
}

include!(concat!(env!("OUT_DIR"), "/later.rs"));

/// Brings the parts of the embedded corpus that lie in the second module.
#[inline(never)]
fn bring_own(corpus: &Corpus) {
    for (part, bytes) in OWN {
        // A site's own corpus has its own parts, and takes none of these.
        let _ = corpus.provide(*part, bytes.to_vec());
    }
}

/// What only the second module can make; until it is there, what stands in its place. `make` is one of its gates.
pub fn content(page: Page, make: fn(Page) -> Element) -> Element {
    if page.parts.has_program() {
        untrack(|| make(page))
    } else {
        element("div.contents").show(move || page.parts.notice_of(&[Lack::Program]))
    }
}

fn unusable(error: &str) -> Why {
    (fill(key!("parts.unusable"), &[("error", error.into())]), text(key!("parts.unusable_remedy")).to_owned())
}
