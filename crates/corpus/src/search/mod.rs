//! The words of articles: writing them into the bytes of a section, and finding them there.
//!
//! [`Writer`] takes articles and freezes their words; [`Index::open`] opens the bytes; [`Index::prepare`] reads a search and
//! finds out what it means in this corpus; `Index::hits` says where it is met; [`Prepared::marks`] shows what of a text
//! was met. The language of searches is described in `language`, the layout of the bytes in `docs/index.md`. This module knows
//! no records, no facets and no texts beyond what is handed in.

mod dictionary;
mod evaluate;
mod expand;
mod index;
mod korean;
mod language;
mod marks;
mod pack;
mod parts;
mod postings;
mod rank;
mod term;
mod writer;

#[cfg(test)]
#[allow(
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a test says what is wrong by panicking"
)]
mod twin;

pub(crate) use language::is_quotation;
pub(crate) use rank::{sort, window};
pub(crate) use writer::RANGE_BYTES;

pub use expand::Prepared;
pub use index::{Index, Section};
pub use language::{Field, NamedTerm, Note, named_terms};
pub use writer::{Frozen, Said, Unit, UnitKind, Writer};

use crate::Facet;

/// A value of a facet, by its dense id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// Which facet.
    pub facet: Facet,
    /// Dense value id.
    pub id: u32,
}

/// What a corpus knows of names, for the fields of a search and for words that are names of topics.
pub trait Names {
    /// The values whose names hold these words; of [`Field::Actor`], [`Field::Topic`] or [`Field::Source`].
    fn named(&self, field: Field, words: &str) -> Vec<Value>;
    /// The topics that have this word as a whole name in any language.
    fn equivalents(&self, word: &str) -> Vec<Value>;
    /// The articles that have a value, in order.
    fn articles(&self, value: Value) -> Vec<u32>;
    /// The passages that have a value, in order.
    fn passages(&self, value: Value) -> Vec<u32>;
}

/// Names of nothing.
impl Names for () {
    fn named(&self, _: Field, _: &str) -> Vec<Value> {
        Vec::new()
    }

    fn equivalents(&self, _: &str) -> Vec<Value> {
        Vec::new()
    }

    fn articles(&self, _: Value) -> Vec<u32> {
        Vec::new()
    }

    fn passages(&self, _: Value) -> Vec<u32> {
        Vec::new()
    }
}

/// How a search is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The most letters that a word may differ in where no article holds it as it is typed: 0, 1 or 2.
    pub edits: u32,
    /// Whether a word that is a name of a topic also finds the articles under it.
    pub equivalents: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { edits: 2, equivalents: true }
    }
}

/// Whether a text looks for any word.
pub(crate) fn constrains(words: &str) -> bool {
    language::parse(words).root.is_some()
}
