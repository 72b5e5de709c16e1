//! The corpus as its users meet it: freezing, asking, showing, and the text of addresses.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_wrap,
    clippy::needless_for_each,
    reason = "a test says what is wrong by panicking, and its data is small"
)]

mod answers;
mod concordance;
mod copies;
mod facts;
mod fragment;
mod frozen;
mod invent;
mod naive;
mod stories;
mod table;
