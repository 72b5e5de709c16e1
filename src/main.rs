//! The page: mounts the explorer into the document and tells `boot.js` when its first view stands.

use leptos::prelude::*;

/// The corpus that the build script made of the folder `articles`.
static CORPUS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/corpus.bin"));

fn main() {
    mount_to_body(|| view! { <main><h1>"Dateline"</h1><p>{CORPUS.len()}" bytes of articles"</p></main> });
}
