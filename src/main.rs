//! The page: opens the corpus, mounts the explorer, and tells `boot.js` when its first view stands.
//!
//! The corpus is the one that `boot.js` found beside the page or in the module's own section, else the one that the build
//! script made of the folder `articles`.

mod address;
mod app;
mod ask;
mod context;
mod dates;
mod dialogs;
mod element;
mod filters;
mod keys;
mod list;
mod messages;
mod names;
mod page;
mod parts;
mod pasted;
mod pop;
mod reading;
mod search;
mod sentence;
mod signal;
mod site;
mod state;
mod strip;

use dateline_corpus::{Corpus, OpenError};
use page::Page;
use parts::{Lack, Why};

/// What the first answer needs of the corpus that the build script made of the folder `articles`.
static CORPUS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/corpus.bin"));

fn main() {
    match open() {
        Ok(corpus) => start(corpus),
        // `boot.js` shows its page for a failed start, with these words.
        Err(error) => wasm_bindgen::throw_str(&format!("{error:?}")),
    }
}

/// The first view waits for the second module only where it shows what that makes.
fn start(corpus: &'static Corpus) {
    let state = page::start();
    if state.has_words() || state.open.is_some() {
        address::load(&Lack::Program.to_string(), move |loaded| show(corpus, Some(loaded.map(drop))));
    } else {
        show(corpus, None);
    }
}

fn show(corpus: &'static Corpus, program: Option<Result<(), Why>>) {
    element::mount(move |body| app::app(Page::new(corpus, program), body));
    address::ready();
}

/// The corpus lives as long as the page.
fn open() -> Result<&'static Corpus, OpenError> {
    let corpus = match address::corpus() {
        Some(bytes) => Corpus::open(bytes)?,
        None => Corpus::open(CORPUS)?,
    };
    Ok(Box::leak(Box::new(corpus)))
}
