//! A folder of articles and a folder of knowledge → the bytes of a corpus. Shared by `build.rs` and `cargo xtask serve`.
//!
//! It calls the parser and the corpus builder and decides nothing itself: which files count, and how they and the knowledge
//! are opened, is the program's rule.

use dateline_corpus::{Builder, Files, Unread};
use dateline_knowledge::Knowledge;
use dateline_parse::{Parser, ReadError, ReadOptions, read};
use std::path::Path;

#[path = "../crates/cli/src/files.rs"]
mod files;
#[path = "../crates/cli/src/knowledge.rs"]
mod knowledge;

/// A frozen corpus.
pub struct Frozen {
    /// Its parts, each as a file; `dateline_corpus::joined` makes one of them.
    pub files: Files,
    /// How many articles are in it.
    pub articles: usize,
    /// One line for each file or row that gave no article: file, place, expected, found.
    pub unread: Vec<String>,
}

/// Reads, parses and freezes the articles below a folder.
///
/// # Errors
/// A message: the knowledge cannot be read, or contradicts itself.
pub fn freeze(articles: &Path, knowledge: &Path) -> Result<Frozen, String> {
    let parser = Parser::new(knowledge::load(Some(knowledge))?);
    let mut builder = Builder::new(parser.knowledge());
    let mut count = 0;
    let found = files::find_files(&[articles.to_path_buf()]);
    let mut errors = found.errors;
    for (source, path) in &found.files {
        let (documents, unread) = match files::read_bytes(source, path) {
            Ok(bytes) => read(&bytes, source, &ReadOptions::default()),
            Err(error) => (Vec::new(), vec![error]),
        };
        errors.extend(unread);
        count += documents.len();
        for document in &documents {
            builder.add(parser.parse(document), Some(&document.text));
        }
    }
    let lines = errors.iter().map(ToString::to_string).collect();
    let unread = errors.into_iter().map(unread).collect();
    let files = builder.finish_files(unread, found.files.len() as u32);
    Ok(Frozen { files, articles: count, unread: lines })
}

/// A corpus without articles.
pub fn nothing() -> Frozen {
    let files = Builder::new(Knowledge::built_in()).finish_files(Vec::new(), 0);
    Frozen { files, articles: 0, unread: Vec::new() }
}

fn unread(error: ReadError) -> Unread {
    Unread { source: error.source, place: error.place, expected: error.expected, found: error.found }
}
