//! The program `dateline` with the explorer inside, so that `dateline build` needs nothing else on a publisher's machine.

use crate::{
    Failure, page, root,
    steps::{self, cargo, run, say},
};
use std::fs;

/// Where the program and the explorer's files go, below the workspace's folder.
const FOLDER: &str = "target/package";

/// Builds the explorer without articles, then the program around it.
///
/// # Errors
/// As for the page; the program does not compile; a file cannot be written.
pub fn run_all() -> Result<(), Failure> {
    let folder = root().join(FOLDER);
    let explorer = folder.join("explorer");
    page::build_empty(&explorer)?;
    let mut build = cargo(&["build", "--release", "--locked", "--package", "dateline-cli"]);
    run(build.env("DATELINE_EXPLORER", &explorer))?;
    let name = format!("dateline{}", std::env::consts::EXE_SUFFIX);
    let program = folder.join(&name);
    fs::copy(steps::target().join("release").join(name), &program)?;
    say(&format!("the program stands in {}", program.display()));
    Ok(())
}
