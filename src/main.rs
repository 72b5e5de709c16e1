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
use wasm_bindgen::prelude::*;

/// The corpus that the build script made of the folder `articles`.
static CORPUS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/corpus.bin"));

#[wasm_bindgen]
extern "C" {
    /// What `boot.js` offers.
    type Shell;
    #[wasm_bindgen(thread_local_v2, js_name = dateline)]
    static SHELL: Shell;
    #[wasm_bindgen(method)]
    fn ready(this: &Shell);
}

fn main() {
<<<<<<< HEAD
    mount_to_body(|| view! { <main><h1>"Dateline"</h1><p>{CORPUS.len()}" bytes of articles"</p></main> });
    SHELL.with(Shell::ready);
=======
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
>>>>>>> 6e4f0f3 (Draw the page: search, sentence, strip, filters, list and reading pane)
}
