//! Many articles, frozen into bytes, and pure answers to queries over them.
//!
//! The way is `Builder::add(article)` for each article, `finish() → bytes`, `Corpus::open(bytes)`, then for every
//! question `missing` (which parts must still be fetched), [`run`](Outcome) (ids and numbers, no text read) and `show`
//! (names, snippets and highlights of what is on the screen). This crate does not know where an article came from, nor
//! the browser.

mod outcome;
mod query;

pub use outcome::*;
pub use query::*;
