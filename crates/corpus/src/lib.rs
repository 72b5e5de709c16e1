//! Many articles, frozen into bytes, and pure answers to queries over them.
//!
//! The way is [`Builder::add`] for each article, [`Builder::finish`] for the bytes, [`Corpus::open`], then for every
//! question [`Corpus::missing`] (which parts must still be fetched), [`Corpus::run`] (ids and numbers, no text read), and
//! what of it is on the screen: [`Corpus::cards`], [`Corpus::passages`], [`Corpus::article`]. [`say()`] makes the sentence
//! that says a query. This crate does not know where an article came from, nor the browser.

mod analyse;
mod builder;
mod bytes;
mod clauses;
mod clock;
mod codec;
mod column;
mod concordance;
mod copies;
mod corpus;
mod facts;
mod first;
mod fold;
pub mod fragment;
mod frame;
mod hits;
mod identity;
mod names;
pub mod order;
mod outcome;
mod query;
mod ranges;
mod rows;
mod run;
mod say;
pub mod search;
mod set;
mod show;
mod store;
mod stories;
mod table;
mod values;
mod words;

pub use analyse::{Script, Token, analyse};
pub use builder::{Builder, Files, joined};
pub use concordance::{Concordance, Line};
pub use copies::Copies;
pub use corpus::Corpus;
pub use facts::{Facts, QuoteFacts};
pub use fold::folded;
pub use fragment::{parse_query, print_query};
pub use frame::{Fault, OpenError, Part};
pub use outcome::*;
pub use query::*;
pub use say::{Piece, Spoken, say};
pub use show::Reading;
pub use table::{NameRow, NameTable, NamedActor, Said};

/// Puts true checksums into bytes whose sections were changed, to try what lies behind a true checksum do.
#[doc(hidden)]
pub fn seal_for_tests(bytes: &mut [u8]) {
    frame::sealed_again(bytes);
}
