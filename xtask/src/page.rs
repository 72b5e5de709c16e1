//! Building the page: Trunk compiles it, wasm-opt makes the module smaller, and [`finish`] puts the
//! folder together that a web server serves.

use crate::{
    Failure, finish, freeze, messages, root, slim,
    split::{self, GATES, links::Links},
    steps::{self, program, run, say},
    tools::{self, PageTools},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Where Trunk leaves its result (`Trunk.toml`), below the workspace's folder.
const STAGE: &str = "target/trunk";

/// Places in the sources of libraries stand in the messages of panics: without the path of the machine that built them the
/// module is the same from every machine, and says nothing about it. The linker leaves behind which function and which data
/// name which others: [`split`] goes by that.
fn flags() -> String {
    let home = std::env::var("CARGO_HOME").or_else(|_| std::env::var("HOME").map(|home| home + "/.cargo"));
    let places = home.map(|home| format!("--remap-path-prefix={home}=cargo")).unwrap_or_default();
    format!("-C link-arg=--emit-relocs {places}")
}

/// The module as the linker wrote it, below cargo's target folder.
const LINKED: &str = "wasm32-unknown-unknown/page";

/// The module that is served first, in [`STAGE`].
const SMALL: &str = "small.wasm";

/// What wasm-opt does. The lowest kilobyte of memory is the far end of the stack: no address in it is ever used with an offset.
const PASSES: [&str; 6] = ["-Oz", "--flatten", "--rereloop", "-Oz", "-Oz", "--low-memory-unused"];

/// The name that cargo gives the page's program.
pub const PROGRAM: &str = "dateline-explorer";

/// Builds the release page into a folder, which is emptied first. With a folder of articles the page shows those
/// instead of its own; nothing is compiled for that.
///
/// # Errors
/// A tool is missing or fails, or a file cannot be read or written.
pub fn build(articles: Option<&Path>, out: &Path) -> Result<PathBuf, Failure> {
    compile(false)?;
    assemble(articles, out)?;
    Ok(out.to_path_buf())
}

/// Builds the page without any articles into a folder: what the program `dateline` carries.
///
/// # Errors
/// As [`build`].
pub fn build_empty(out: &Path) -> Result<(), Failure> {
    compile(true)?;
    assemble(None, out)
}

/// Compiles the page, with the workspace's articles or without any, and makes its module small.
fn compile(is_empty: bool) -> Result<(), Failure> {
    let tools = tools::for_page()?;
    say("building the page (the first time some minutes)");
    let mut trunk = program(&tools.trunk, &["build"]);
    trunk.env("PATH", steps::path_with(&tools.bin)).env("RUSTFLAGS", flags()).env_remove("NO_COLOR");
    if is_empty {
        trunk.env("DATELINE_EMPTY", "1");
    }
    run(&mut trunk)?;
    optimise(&tools)
}

/// Puts the page that was compiled last into a folder, with its own articles or those of a folder.
///
/// # Errors
/// Nothing was compiled, or a file cannot be read or written.
pub fn assemble(articles: Option<&Path>, out: &Path) -> Result<(), Failure> {
    let corpus = articles.map(corpus_of).transpose()?;
    assemble_around(corpus.as_deref(), out)
}

/// Puts the page that was compiled last into a folder, with its own corpus or the one of these bytes.
///
/// # Errors
/// Nothing was compiled, or a file cannot be read or written.
pub fn assemble_around(corpus: Option<&[u8]>, out: &Path) -> Result<(), Failure> {
    let stage = root().join(STAGE);
    let mut module =
        fs::read(stage.join(SMALL)).map_err(|error| format!("the page was not built: {error}"))?;
    if let Some(corpus) = corpus {
        module =
            dateline_site::section::with_corpus(&module, corpus).ok_or("Trunk made no WebAssembly module")?;
    }
    finish::finish(&stage, module, &messages::read(&root())?, out)
}

fn corpus_of(articles: &Path) -> Result<Vec<u8>, Failure> {
    say(&format!("reading the articles in {}", articles.display()));
    let frozen = freeze::freeze(articles, &root().join("knowledge"))?;
    for line in &frozen.unread {
        eprintln!("{line}");
    }
    if frozen.articles == 0 {
        return Err(format!("{}: no article could be read there", articles.display()).into());
    }
    say(&format!("articles: {}; files or rows not read: {}", frozen.articles, frozen.unread.len()));
    Ok(dateline_corpus::joined(&frozen.files))
}

/// Writes the two modules that are served and their glue beside Trunk's: smaller, and much smaller where wasm-opt is there.
fn optimise(tools: &PageTools) -> Result<(), Failure> {
    let stage = root().join(STAGE);
    let links = Links::read(&fs::read(steps::target().join(LINKED).join(PROGRAM).with_extension("wasm"))?)?;
    let made = slim::slim(&slim::Page {
        module: fs::read(stage.join(format!("{PROGRAM}_bg.wasm")))?,
        glue: fs::read_to_string(stage.join(format!("{PROGRAM}.js")))?,
    })?;
    fs::write(stage.join(finish::GLUE), made.glue)?;
    let halves = split::split(&made.module, &links, GATES)?;
    write_small(tools, &halves.first, &stage.join(SMALL))?;
    write_small(tools, &halves.later, &stage.join(finish::LATER))
}

fn write_small(tools: &PageTools, module: &[u8], small: &Path) -> Result<(), Failure> {
    let Some(wasm_opt) = &tools.wasm_opt else {
        return Ok(fs::write(small, module)?);
    };
    let plain = small.with_extension("plain.wasm");
    fs::write(&plain, module)?;
    // npm's binaryen is a script of Node's, so that it also runs where scripts do not run by themselves.
    // Only the features that the module itself names: with all of them it would use some that no browser has.
    run(program("node", &[]).arg(wasm_opt).args(PASSES).arg(&plain).arg("-o").arg(small))
}
