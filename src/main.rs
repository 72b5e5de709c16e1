//! The page: opens the corpus, mounts the explorer, and tells `boot.js` when its first view stands.
//!
//! The corpus is the one that `boot.js` found in the module's own section, else the one that the build script made of
//! the folder `articles`.

mod address;
mod app;
mod ask;
mod dates;
mod dialogs;
mod filters;
mod keys;
mod list;
mod messages;
mod names;
mod page;
mod pop;
mod reading;
mod search;
mod sentence;
mod state;
mod strip;

use app::App;
use dateline_corpus::{Corpus, OpenError};
use leptos::prelude::*;

/// The corpus that the build script made of the folder `articles`.
static CORPUS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/corpus.bin"));

fn main() {
    match open() {
        Ok(corpus) => {
            mount_to_body(move || view! { <App corpus/> });
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
