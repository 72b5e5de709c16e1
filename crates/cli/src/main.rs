//! The command `dateline`, the only opener of files.
//!
//! This file owns the command line and the exit code: 0 when something was read, 1 when nothing could be read or, under
//! `--strict`, when anything could not, 2 for a command line that makes no sense. Results go to standard output, messages to
//! standard error, one line each.

mod files;
mod knowledge;
mod parse;
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
    let Command::Parse(arguments) = Arguments::parse().command;
    match parse::run(&arguments) {
        Ok(counts) if counts.is_success(arguments.strict) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("dateline: {message}");
            ExitCode::FAILURE
        }
    }
}
