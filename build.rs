//! Turns the folders `articles` and `knowledge` into the corpus that the page embeds (`OUT_DIR/corpus.bin`, `OUT_DIR/later.rs`), and the message
//! file into the keys and texts that it needs (`OUT_DIR/messages.rs`).
//!
//! A file that gives no article is a warning of cargo (`file: place: expected …, found …`), never an error: the other
//! files are published all the same. Knowledge that contradicts itself is an error.

use dateline_corpus::{Files, Part, joined};
use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
};

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
    write_corpus(frozen.files, &out)?;
    let messages = fs::read_to_string(root.join("messages/en.toml"))?;
    Ok(fs::write(out.join("messages.rs"), of_the_page(&messages))?)
}

/// What the first answer and its cards need is one file; what else there is lies in files of its own, for the second module.
fn write_corpus(files: Files, out: &Path) -> Result<(), Box<dyn Error>> {
    let is_early = |part: &Part| matches!(part, Part::First | Part::Articles(_));
    let (early, later): (Files, Files) = files.into_iter().partition(|(part, _)| is_early(part));
    fs::write(out.join("corpus.bin"), joined(&early))?;
    let mut list = Vec::new();
    for (place, (part, bytes)) in later.iter().enumerate() {
        let file = format!("later-{place}.bin");
        fs::write(out.join(&file), bytes)?;
        list.push(format!("(Part::{part:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}\")))"));
    }
    Ok(fs::write(out.join("later.rs"), format!("const OWN: &[(Part, &[u8])] = &[{}];\n", list.join(", ")))?)
}

/// The names and the texts of the message file, in its order, and the codes and words of the reasons behind facts. The section
/// of `boot.js` is left out: those words stand in `index.html`. Recognised are `[section]`, `key = "text"` and comments,
/// which is the part of TOML that the file keeps to.
fn of_the_page(messages: &str) -> String {
    let mut section = "";
    let (mut texts, mut reasons) = (Vec::new(), Vec::new());
    for line in messages.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name;
        } else if let Some((key, text)) = line.split_once(" = \"").filter(|_| section != "boot") {
            let text = text.strip_suffix('"').unwrap_or(text);
            if section == "why" {
                reasons.push((key.replace('_', "-"), text));
            }
            texts.push((format!("{section}.{key}"), text));
        }
    }
    format!("const TEXTS: &[(&str, &str)] = &{texts:?};\nconst REASONS: &[(&str, &str)] = &{reasons:?};\n")
}
