//! The article record, `dateline/article/1`: what one news article says, each fact with its evidence.
//!
//! This crate owns the shapes and their names in JSON (`docs/article-record.md` describes them for readers of the
//! output). It holds no rule that finds anything, opens no file and reads no clock.

mod article;
mod day;
mod edtf;
mod map;
mod span;

pub use article::*;
pub use day::{Day, Month};
pub use edtf::{Edtf, Interval};
pub use map::Map;
pub use span::Span;

/// The value of [`Article::schema`] in this version: fields are only added to it.
pub const SCHEMA: &str = "dateline/article/1";

/// Begins the id of an actor that an article names too shortly to say which it is: a surname alone, a body that many
/// states have. Such an id means nothing outside its article.
pub const NAME_ONLY: &str = "name-only:";
