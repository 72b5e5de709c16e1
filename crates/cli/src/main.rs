//! The command `dateline`, the only opener of files.

fn main() {}
