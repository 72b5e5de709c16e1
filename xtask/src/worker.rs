//! Builds the worker module, runs it in Node and compares the corpus that it makes with those that native code and the
//! page's build make: the same articles must give the same bytes everywhere.

use crate::{
    Failure, demo, freeze, root,
    steps::{self, cargo, program, run, say},
    tools,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Builds, runs and compares: the default articles and some invented ones in each language.
///
/// # Errors
/// A tool is missing or fails, or the bytes differ.
pub fn check() -> Result<(), Failure> {
    let folder = root().join("target/worker");
    let module = module(&folder)?;
    let articles = folder.join("articles");
    let files = write_articles(&articles)?;
    let out = folder.join("corpus.bin");
    run(program("node", &["xtask/worker/run.cjs"]).args([&module, &articles, &out]))?;
    let own = dateline_worker::build(&files);
    same("the worker module", &fs::read(out)?, &own)?;
    let frozen = freeze::freeze(&articles, &root().join("knowledge"))?;
    same("the page's build", &dateline_corpus::joined(&frozen.files), &own)?;
    say(&format!(
        "the worker module and the page's build made the same {} bytes of {} files as native code",
        own.len(),
        files.len()
    ));
    Ok(())
}

fn same(maker: &str, bytes: &[u8], own: &[u8]) -> Result<(), Failure> {
    if bytes == own {
        return Ok(());
    }
    let at = bytes.iter().zip(own).take_while(|(one, other)| one == other).count();
    Err(format!(
        "{maker} made another corpus than native code: expected {} bytes, found {}, which differ from byte {at}",
        own.len(),
        bytes.len()
    )
    .into())
}

/// Compiles the module, without optimisation: only its answers are compared.
fn module(folder: &Path) -> Result<PathBuf, Failure> {
    let tools = tools::for_page()?;
    say("building the worker module");
    run(&mut cargo(&[
        "build",
        "--quiet",
        "--package",
        "dateline-worker",
        "--target",
        "wasm32-unknown-unknown",
    ]))?;
    let built = root().join("target/wasm32-unknown-unknown/debug/dateline_worker.wasm");
    let mut bind = program("wasm-bindgen", &["--target", "nodejs", "--no-typescript", "--out-dir"]);
    run(bind.arg(folder).arg(built).env("PATH", steps::path_with(&tools.bin)))?;
    Ok(folder.join("dateline_worker.js"))
}

/// Puts the articles into one folder, as paths and bytes in the order that a file system might give.
fn write_articles(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let mut files = Vec::new();
    for entry in fs::read_dir(root().join("articles"))? {
        let path = entry?.path();
        if let Some(name) = path.file_name().filter(|_| path.is_file()) {
            files.push((name.to_string_lossy().into_owned(), fs::read(&path)?));
        }
    }
    let languages = vec!["en".to_owned(), "ko".to_owned()];
    for invented in demo::invent(&demo::Options { articles: 40, seed: 4, copies: 10, near: 0, languages })? {
        files.push((invented.file, invented.text.into_bytes()));
    }
    for (name, bytes) in &files {
        fs::write(folder.join(name), bytes)?;
    }
    Ok(files)
}
