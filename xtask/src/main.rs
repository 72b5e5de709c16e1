//! Development commands: `cargo xtask serve`, `cargo xtask test` and their helpers.

fn main() {}
