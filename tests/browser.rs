//! The built page in a real browser. Needs the feature `browser`; `cargo xtask test` sets everything up.
