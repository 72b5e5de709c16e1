//! A folder of articles and a folder of knowledge → the bytes of a corpus. Shared by `build.rs` and `cargo xtask serve`.
//!
//! It opens files and calls the parser and the corpus builder, and decides nothing itself. Every file below the folder
//! whose name does not begin with a dot is offered to the readers of formats.

use dateline_knowledge::Knowledge;
use dateline_parse::{Parser, ReadError, ReadOptions, read};
use std::{error::Error, fs, io, path::Path};

/// A frozen corpus.
pub struct Frozen {
    /// What `Corpus::open` takes.
    pub bytes: Vec<u8>,
    /// One line for each file or row that gave no article: file, place, expected, found.
    pub unread: Vec<String>,
}

/// Reads, parses and freezes the articles below a folder.
///
/// # Errors
/// A folder or file that cannot be opened, or knowledge that contradicts itself.
pub fn freeze(articles: &Path, knowledge: &Path) -> Result<Frozen, Box<dyn Error>> {
    let parser = Parser::new(read_knowledge(knowledge)?);
    let mut unread = Vec::new();
    for source in files_below(articles, articles)? {
        let bytes = fs::read(articles.join(&source))?;
        let (documents, errors) = read(&bytes, &source, &ReadOptions::default());
        unread.extend(errors.iter().map(line));
        for document in &documents {
            let _ = parser.parse(document);
        }
    }
    Ok(Frozen { bytes: Vec::new(), unread })
}

fn read_knowledge(folder: &Path) -> Result<Knowledge, Box<dyn Error>> {
    let mut files = Vec::new();
    for name in files_below(folder, folder)? {
        if Path::new(&name).extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(folder.join(&name))?;
            files.push((name, text));
        }
    }
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Ok(Knowledge::from_toml(&files)?)
}

/// Paths of all files below a folder, relative to `root`, with `/`, sorted: the order of a corpus must not depend on
/// the file system.
fn files_below(folder: &Path, root: &Path) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
            continue;
        }
        if path.is_dir() {
            files.extend(files_below(&path, root)?);
        } else if let Ok(relative) = path.strip_prefix(root) {
            let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
            files.push(parts.join("/"));
        }
    }
    files.sort();
    Ok(files)
}

fn line(error: &ReadError) -> String {
    let place = error.place.as_deref().map(|place| format!("{place}: ")).unwrap_or_default();
    format!("{}: {place}expected {}, found {}", error.source, error.expected, error.found)
}
