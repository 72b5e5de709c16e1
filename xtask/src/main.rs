//! Development commands: `cargo xtask serve`, `cargo xtask test` and their helpers. Run without one, it lists them.

use std::{path::PathBuf, process::ExitCode};
use xtask::{Failure, bench, checks, copies, demo, package, page, root, server, size, tools, worker};

const USAGE: &str = "\
usage: cargo xtask COMMAND

  serve [--articles FOLDER] [--port N] [--base /PATH/]
        builds the page and serves it; with --articles it shows the articles of that folder
  build [--articles FOLDER]
        builds the page into the folder dist, which any web server can serve
  package
        builds the program dateline with the explorer inside into target/package
  test  runs everything: formatting, lints, all tests, the size budget, and the page in a browser
  worker
        builds the parser as a WebAssembly module and compares its bytes with the native ones
  size  measures what a reader loads first against its budget
  demo --out FOLDER [--articles N] [--seed S] [--copies PERCENT] [--near PERCENT] [--languages en,ko,ja,zh]
        writes invented wire stories into a new folder, and truth.jsonl beside it
  copies [--articles N] [--seed S] [--copies PERCENT] [--near PERCENT] [--languages en,ko,ja,zh]
        invents wire stories, groups their copies, and compares the groups with the truth
  bench --kit FOLDER --out FILE.json [--sizes 10000,100000@100,1000000@0] [--only a,b]
        measures answers in Chromium beside other libraries, with a measuring kit that lies elsewhere
  setup installs the tools that the other commands need
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> Result<ExitCode, Failure> {
    let Some((command, rest)) = words.split_first() else {
        eprint!("{USAGE}");
        return Ok(ExitCode::FAILURE);
    };
    match command.as_str() {
        "serve" => serve(&Options::read(rest, &["--articles", "--port", "--base"])?),
        "build" => build(&Options::read(rest, &["--articles"])?),
        "test" => checks::run_all(),
        "package" => package::run_all().map(|()| ExitCode::SUCCESS),
        "size" => size::run(),
        "demo" => demo::run(rest),
        "copies" => copies::run(rest),
        "bench" => bench::run_kit(rest),
        "worker" => worker::check().map(|()| ExitCode::SUCCESS),
        "setup" => tools::set_up_all().map(|()| ExitCode::SUCCESS),
        _ => Err(format!("there is no command {command}\n\n{USAGE}").into()),
    }
}

fn build(options: &Options) -> Result<ExitCode, Failure> {
    let built = page::build(options.articles.as_deref(), &root().join("dist"))?;
    eprintln!("The page stands in {}.", built.display());
    Ok(ExitCode::SUCCESS)
}

fn serve(options: &Options) -> Result<ExitCode, Failure> {
    let folder = page::build(options.articles.as_deref(), &root().join("dist"))?;
    server::serve(&folder, &options.base, options.port)?;
    Ok(ExitCode::SUCCESS)
}

struct Options {
    articles: Option<PathBuf>,
    port: u16,
    base: String,
}

impl Options {
    fn read(words: &[String], known: &[&str]) -> Result<Self, Failure> {
        let mut options = Self { articles: None, port: server::PORT, base: "/".to_owned() };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            if !known.contains(&word.as_str()) {
                return Err(format!("{word} is not known here; known are {}", known.join(", ")).into());
            }
            let value = words.next().ok_or_else(|| format!("a value is missing behind {word}"))?;
            match word.as_str() {
                "--articles" => options.articles = Some(PathBuf::from(value)),
                "--base" => options.base = server::base(value),
                _ => options.port = value.parse().map_err(|_| format!("{value} is no port (0 to 65535)"))?,
            }
        }
        Ok(options)
    }
}
