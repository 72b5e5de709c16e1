//! Turns the folders `articles` and `knowledge` into the corpus that the page embeds (`OUT_DIR/corpus.bin`).
//!
//! It only opens files and calls the parser and the corpus builder. A file that gives no article is a warning of cargo
//! (`file: place: expected …, found …`), never an error: the other files are published all the same.

use dateline_knowledge::Knowledge;
use dateline_parse::{ReadError, ReadOptions, parse, read};
use std::{env, fs, io, path::Path, path::PathBuf};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    for folder in ["articles", "knowledge"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let corpus = freeze(&root.join("articles"), &Knowledge::default())?;
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("corpus.bin"), corpus)
}

/// The bytes of the corpus of a folder.
fn freeze(folder: &Path, knowledge: &Knowledge) -> io::Result<Vec<u8>> {
    for source in sources_below(folder, folder)? {
        let (documents, errors) = read(&fs::read(folder.join(&source))?, &source, &ReadOptions::default());
        errors.iter().for_each(warn);
        for document in &documents {
            let _ = parse(document, knowledge);
        }
    }
    Ok(Vec::new())
}

/// Paths of all files below a folder, with `/`, sorted, relative to `root`. Hidden files are left out.
fn sources_below(folder: &Path, root: &Path) -> io::Result<Vec<String>> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
            continue;
        }
        if path.is_dir() {
            sources.extend(sources_below(&path, root)?);
        } else if let Ok(relative) = path.strip_prefix(root) {
            let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
            sources.push(parts.join("/"));
        }
    }
    sources.sort();
    Ok(sources)
}

fn warn(error: &ReadError) {
    let place = error.place.as_deref().map(|place| format!("{place}: ")).unwrap_or_default();
    println!("cargo::warning={}: {place}expected {}, found {}", error.source, error.expected, error.found);
}
