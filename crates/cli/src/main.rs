//! The command `dateline`, the only opener of files.
//!
//! This file owns the command line and the exit code: 0 when something was read, 1 when nothing could be read or, under
//! `--strict`, when anything could not, 2 for a command line that makes no sense. Results go to standard output, messages to
//! standard error, one line each.

mod build;
mod files;
mod knowledge;
mod parse;
mod server;
mod site_folder;
mod threads;

use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;
use std::{path::PathBuf, process::ExitCode};

/// Records are made of many small texts, which the allocator of most systems gives and takes back more slowly.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Reads news articles and says who said or did what, on which topic, when.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the record of each article (docs/article-record.md).
    Parse(ParseArguments),
    /// Build a site from a folder of articles: any web server can serve it (docs/site.md).
    Build(BuildArguments),
    /// Serve a site to this computer, to look at it.
    Serve(ServeArguments),
}

/// What `dateline parse` takes.
#[derive(Debug, clap::Args)]
struct ParseArguments {
    /// Files, and folders of files: text (.txt, .text, .md, or no ending) and tables (.csv, .tsv). Files whose names begin with
    /// a dot are passed over.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How records are printed: one JSON object a line.
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// Print the text of every article with its record, also where it is the file itself.
    #[arg(long)]
    with_text: bool,
    /// Which columns of a table hold what, where their names do not say it: `text=body,date=when`. Fields are text,
    /// title, date, source, url, author and language.
    #[arg(long, value_name = "FIELD=COLUMN", value_delimiter = ',', value_parser = parse_column)]
    columns: Vec<(String, String)>,
    /// A folder whose .toml files stand in for the built-in ones of the same name.
    #[arg(long, value_name = "FOLDER")]
    knowledge: Option<PathBuf>,
    /// End with an error if any file or row could not be read.
    #[arg(long)]
    strict: bool,
}

/// What `dateline build` takes.
#[derive(Debug, clap::Args)]
struct BuildArguments {
    /// The folder of articles, as for `parse`. A `site.toml` in it says what the site is called and what may be published.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// The folder of the site: a new one, an empty one, or that of an older site, which is replaced.
    #[arg(long, value_name = "SITE")]
    out: PathBuf,
    /// The path that the site will stand under. It runs under any; `serve` takes this one.
    #[arg(long, value_name = "PATH", default_value = "/", value_parser = parse_base)]
    base: String,
    /// Put the corpus into the module, whatever its size. [default: up to 20 MB]
    #[arg(long, conflicts_with = "files")]
    embed: bool,
    /// Put the corpus beside the page, in files that are loaded when they are needed.
    #[arg(long)]
    files: bool,
    /// Put the articles, site.toml and the knowledge given here beside the site, so that it can be built again.
    #[arg(long)]
    with_sources: bool,
    /// As for `parse`.
    #[arg(long, value_name = "FIELD=COLUMN", value_delimiter = ',', value_parser = parse_column)]
    columns: Vec<(String, String)>,
    /// As for `parse`.
    #[arg(long, value_name = "FOLDER")]
    knowledge: Option<PathBuf>,
    /// A folder with a finished page, in place of the one inside this program.
    #[arg(long, value_name = "FOLDER")]
    explorer: Option<PathBuf>,
    /// End with an error if any file or row could not be read.
    #[arg(long)]
    strict: bool,
}

/// What `dateline serve` takes.
#[derive(Debug, clap::Args)]
struct ServeArguments {
    /// The folder of the site.
    #[arg(value_name = "SITE")]
    site: PathBuf,
    /// The port; 0 for any that is free.
    #[arg(long, default_value_t = server::PORT)]
    port: u16,
}

/// How records are printed.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// One JSON object a line.
    Jsonl,
}

fn parse_column(text: &str) -> Result<(String, String), String> {
    let (field, column) = text.split_once('=').ok_or("expected FIELD=COLUMN, as in text=body")?;
    Ok((field.trim().to_owned(), column.trim().to_owned()))
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Parse(arguments) => parse::run(&arguments).map(|counts| counts.is_success(arguments.strict)),
        Command::Build(arguments) => build::run(&arguments).map(|counts| counts.is_success(arguments.strict)),
        Command::Serve(arguments) => serve(&arguments).map(|()| true),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("dateline: {message}");
            ExitCode::FAILURE
        }
    }
}

fn parse_base(text: &str) -> Result<String, String> {
    // As the address says it: the server compares without decoding.
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "/-._~%".contains(letter);
    let fits = text.chars().all(is_plain) && !text.split('/').any(|part| part == "..");
    if fits { Ok(server::base(text)) } else { Err("expected a path, as in /news/trade/".to_owned()) }
}

/// Serves a site under the path that it was built for.
fn serve(arguments: &ServeArguments) -> Result<(), String> {
    let manifest = arguments.site.join(dateline_site::MANIFEST);
    let text = std::fs::read(&manifest).map_err(|error| {
        format!("{}: expected a site that `dateline build` made, found {error}", manifest.display())
    })?;
    let manifest: serde_json::Value = serde_json::from_slice(&text).unwrap_or_default();
    let base = manifest.get("base").and_then(serde_json::Value::as_str).unwrap_or("/");
    server::serve(&arguments.site, &server::base(base), arguments.port)
}
