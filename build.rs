//! Turns the folders `articles` and `knowledge` into the corpus that the page embeds (`OUT_DIR/corpus.bin`).
//!
//! A file that gives no article is a warning of cargo (`file: place: expected …, found …`), never an error: the other
//! files are published all the same. Knowledge that contradicts itself is an error.

use std::{env, error::Error, fs, path::PathBuf};

#[path = "build/freeze.rs"]
mod freeze;

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed=articles");
    println!("cargo::rerun-if-changed=knowledge");
    let frozen = freeze::freeze(&root.join("articles"), &root.join("knowledge"))?;
    for line in &frozen.unread {
        println!("cargo::warning={line}");
    }
    if frozen.articles == 0 {
        println!(
            "cargo::warning=articles: expected at least one article, found none; the page will be empty"
        );
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    Ok(fs::write(out.join("corpus.bin"), frozen.bytes)?)
}
