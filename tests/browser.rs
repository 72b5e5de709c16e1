//! The built page in a real browser. `cargo xtask test` sets everything up and runs it; by hand, behind
//! `cargo xtask build`: `cargo test --features browser --test browser -- NAME`.
//!
//! Each test has a browser of its own, and the whole page: built, finished and served. Behind every test that does not
//! say otherwise stands that no policy was violated, nothing was asked of another origin, and no error was left over.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "OK because a test fails by panicking"
)]
#![allow(missing_docs, reason = "a test's name says what it holds")]

#[path = "browser/accessibility.rs"]
mod accessibility;
#[path = "browser/context.rs"]
mod context;
#[path = "browser/counts.rs"]
mod counts;
#[path = "browser/dates.rs"]
mod dates;
#[path = "browser/filters.rs"]
mod filters;
#[path = "browser/keyboard.rs"]
mod keyboard;
#[path = "browser/later.rs"]
mod later;
#[path = "browser/many.rs"]
mod many;
#[path = "browser/reading.rs"]
mod reading;
#[path = "browser/shell.rs"]
mod shell;
#[path = "browser/site.rs"]
mod site;
mod support;
#[path = "browser/words.rs"]
mod words;

fn main() {
    support::main(&[
        shell::TESTS,
        filters::TESTS,
        dates::TESTS,
        reading::TESTS,
        keyboard::TESTS,
        counts::TESTS,
        many::TESTS,
        words::TESTS,
        context::TESTS,
        site::TESTS,
        later::TESTS,
        accessibility::TESTS,
    ]);
}
