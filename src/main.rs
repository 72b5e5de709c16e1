//! The page: mounts the explorer into the document and tells `boot.js` when its first view stands.

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
    mount_to_body(|| view! { <main><h1>"Dateline"</h1><p>{CORPUS.len()}" bytes of articles"</p></main> });
    SHELL.with(Shell::ready);
}
