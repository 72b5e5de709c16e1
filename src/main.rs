//! The page: opens the corpus, mounts the explorer, and tells `boot.js` when its first view stands.
//!
//! The corpus is the one that `boot.js` found in the module's own section, else the one that the build script made of
//! the folder `articles`.

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

/// The corpus that the build script made of the folder `articles`.
static CORPUS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/corpus.bin"));

fn main() {
    match open() {
        Ok(corpus) => {
            element::mount(move |body| app::app(Page::new(corpus), body));
            address::ready();
        }
        // `boot.js` shows its page for a failed start, with these words.
        Err(error) => wasm_bindgen::throw_str(&format!("{error:?}")),
    }
}

/// The corpus lives as long as the page.
fn open() -> Result<&'static Corpus, OpenError> {
    let corpus = match address::corpus() {
        Some(bytes) => Corpus::open(bytes)?,
        None => Corpus::open(CORPUS)?,
    };
    Ok(Box::leak(Box::new(corpus)))
}
