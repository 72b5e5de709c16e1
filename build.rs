//! Turns the folders `articles` and `knowledge` into the corpus that the page embeds (`OUT_DIR/corpus.bin`), and the message
//! file into the keys and texts that it needs (`OUT_DIR/messages.rs`).
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
    println!("cargo::rerun-if-changed=messages");
    println!("cargo::rerun-if-env-changed=DATELINE_EMPTY");
    // The page inside the program `dateline` has no articles: a site brings its own.
    let is_empty = env::var_os("DATELINE_EMPTY").is_some();
    let frozen = if is_empty {
        freeze::nothing()
    } else {
        freeze::freeze(&root.join("articles"), &root.join("knowledge"))?
    };
    for line in &frozen.unread {
        println!("cargo::warning={line}");
    }
    if frozen.articles == 0 && !is_empty {
        println!(
            "cargo::warning=articles: expected at least one article, found none; the page will be empty"
        );
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("corpus.bin"), frozen.bytes)?;
    let messages = fs::read_to_string(root.join("messages/en.toml"))?;
    Ok(fs::write(out.join("messages.rs"), of_the_page(&messages))?)
}

/// The names and the texts of the message file, in its order, and which of them word the reasons behind facts. The section
/// of `boot.js` is left out: those words stand in `index.html`. Recognised are `[section]`, `key = "text"` and comments,
/// which is the part of TOML that the file keeps to.
fn of_the_page(messages: &str) -> String {
    let mut section = "";
    let (mut names, mut texts, mut reasons) = (Vec::new(), Vec::new(), Vec::new());
    let mut first_reason = 0;
    for line in messages.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name;
        } else if let Some((key, text)) = line.split_once(" = \"").filter(|_| section != "boot") {
            if section == "why" {
                first_reason = names.len() - reasons.len();
                reasons.push(key.replace('_', "-"));
            }
            names.push(format!("{section}.{key}"));
            texts.push(text.strip_suffix('"').unwrap_or(text));
        }
    }
    format!(
        "const NAMES: &[&str] = &{names:?};\nconst TEXTS: &str = {:?};\nconst REASONS: (u16, &[&str]) = ({first_reason}, &{reasons:?});\n",
        texts.join("\n")
    )
}
