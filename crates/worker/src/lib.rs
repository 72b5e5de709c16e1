//! Parser and corpus builder as one WebAssembly module: files in, the bytes of a corpus out.
//!
//! A reader's own articles never leave the reader's machine, so they are parsed there: in a Web Worker, which loads this
//! module only when such articles come. The page's own module holds no parser. This crate opens no file and decides
//! nothing; [`build`] is the same natively and in WebAssembly, byte for byte.

use dateline_corpus::{Builder, Unread};
use dateline_knowledge::Knowledge;
use dateline_parse::{Parser, ReadError, ReadOptions, read};

#[cfg(target_arch = "wasm32")]
mod javascript;

/// Parses `(path, bytes)` pairs with the project's own knowledge and freezes the articles. Paths are below the corpus folder, with `/`.
/// What gives no article is listed in the corpus, with its reason; the order of the files does not matter.
pub fn build(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let knowledge = Knowledge::built_in();
    let parser = Parser::new(knowledge.clone());
    let mut builder = Builder::new(knowledge);
    let mut unread = Vec::new();
    for (path, bytes) in files {
        let (documents, errors) = read(bytes, path, &ReadOptions::default());
        unread.extend(errors.into_iter().map(listed));
        for document in &documents {
            builder.add(parser.parse(document), Some(&document.text));
        }
    }
    // OK because a browser's memory ends long before four billion files.
    builder.finish(unread, u32::try_from(files.len()).unwrap_or(u32::MAX))
}

fn listed(error: ReadError) -> Unread {
    Unread { source: error.source, place: error.place, expected: error.expected, found: error.found }
}
