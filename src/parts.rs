//! Parts of the corpus that lie beside the page: who needs which, which are on their way, and why one does not come.
//!
//! Whoever draws says what it lacks and is drawn again when something has arrived. What nobody needs any more is cancelled, and
//! what comes of it all the same is dropped. A part that cannot be had stays away until the reader tries again; all else
//! works. How bytes are fetched and checked is `boot.js`'s.

use crate::address;
use crate::element::{Element, element};
use crate::messages::{fill, key, text};
use crate::signal::Signal;
use dateline_corpus::{Corpus, Part};
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
}

/// The parts of a corpus, as far as the page has asked for them.
#[derive(Clone, Copy)]
pub struct Parts {
    corpus: &'static Corpus,
    /// What each needs and lacks, by the order of [`Who`].
    lacks: Signal<[Vec<Part>; 6]>,
    /// What was asked for and is not there.
    absent: Signal<Vec<Absent>>,
    arrived: Signal<()>,
}

/// A part that is not there.
#[derive(Clone)]
struct Absent {
    part: Part,
    /// Why it does not come, and what to do; `None` while it is on its way.
    why: Option<Rc<(String, String)>>,
}

impl Parts {
    /// None is asked for yet.
    pub fn of(corpus: &'static Corpus) -> Parts {
        Parts { corpus, lacks: Signal::default(), absent: Signal::default(), arrived: Signal::default() }
    }

    /// Follows what arrives.
    pub fn track(self) {
        self.arrived.track();
    }

    /// Says what one lacks now, in place of what it lacked before.
    pub fn want(self, who: Who, parts: Vec<Part>) {
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

    /// What stands in place of what one lacks: nothing, that it is on its way, or why it does not come.
    pub fn notice(self, who: Who) -> Option<Element> {
        let lacks = self.lacks.with(|lacks| lacks.get(who as usize).cloned().unwrap_or_default());
        self.notice_of(&lacks)
    }

    /// The same for some parts.
    pub fn notice_of(self, lacks: &[Part]) -> Option<Element> {
        let why = self.absent.with(|absent| {
            let mut failed =
                absent.iter().filter(|one| lacks.contains(&one.part)).filter_map(|one| one.why.clone());
            failed.next()
        });
        match why {
            Some(why) => Some(self.trouble(&why)),
            None if lacks.is_empty() => None,
            None => Some(element("p.waits[role=status]").add(text(key!("parts.waits")))),
        }
    }

    fn trouble(self, why: &(String, String)) -> Element {
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
    fn came(self, part: Part, loaded: Result<Vec<u8>, (String, String)>) {
        let awaited = |absent: &Vec<Absent>| absent.iter().any(|one| one.part == part && one.why.is_none());
        if !self.absent.with_untracked(awaited) {
            return;
        }
        let why = loaded
            .and_then(|bytes| self.corpus.provide(part, bytes).map_err(|error| unusable(&error.to_string())));
        self.absent.update(|absent| match why {
            Ok(()) => absent.retain(|one| one.part != part),
            Err(why) => {
                let why = Some(Rc::new(why));
                absent.iter_mut().filter(|one| one.part == part).for_each(|one| one.why.clone_from(&why));
            }
        });
        self.arrived.notify();
    }
}

fn unusable(error: &str) -> (String, String) {
    (fill(key!("parts.unusable"), &[("error", error.into())]), text(key!("parts.unusable_remedy")).to_owned())
}
