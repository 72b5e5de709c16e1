//! `dateline parse`: files in, records out, one JSON object a line, in order of the sources.

use crate::{
    ParseArguments, files, knowledge,
    threads::{in_order, threads},
};
use dateline_parse::{Document, Parser, ReadError, ReadOptions, read};
use std::io::{self, BufWriter, Write};

/// How much was read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    articles: usize,
    files: usize,
    errors: usize,
}

impl Counts {
    /// Whether something was read and, where that is asked, nothing was left out.
    pub fn is_success(self, strict: bool) -> bool {
        self.articles > 0 && !(strict && self.errors > 0)
    }
}

/// Prints the records of the files that the arguments name.
///
/// # Errors
/// A message: the knowledge cannot be read, or the records cannot be written. What cannot be read of the articles is printed to
/// standard error and counted.
pub fn run(arguments: &ParseArguments) -> Result<Counts, String> {
    let parser = Parser::new(knowledge::load(arguments.knowledge.as_deref())?);
    let mut counts = Counts::default();
    let out = BufWriter::new(io::stdout().lock());
    match print_all(arguments, &parser, out, &mut counts) {
        Ok(()) => summarise(counts),
        // A reader that has seen enough (`| head`) is no failure.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        Err(error) => return Err(format!("the records cannot be written: {error}")),
    }
    Ok(counts)
}

fn print_all(
    arguments: &ParseArguments,
    parser: &Parser,
    mut out: impl Write,
    counts: &mut Counts,
) -> io::Result<()> {
    let found = files::find_files(&arguments.paths);
    let options = ReadOptions { columns: arguments.columns.clone() };
    counts.files = found.files.len();
    counts.errors = report(&found.errors);
    let documents = found.files.iter().flat_map(|(source, path)| {
        let (documents, errors) = match files::read_bytes(source, path) {
            Ok(bytes) => read(&bytes, source, &options),
            Err(error) => (Vec::new(), vec![error]),
        };
        counts.errors += report(&errors);
        counts.articles += documents.len();
        documents
    });
    let line = |document: Document| line(document, parser, arguments.with_text);
    in_order(threads(), documents, line, |line| out.write_all(&line?))?;
    out.flush()
}

/// The record of a document, as a line.
fn line(document: Document, parser: &Parser, with_text: bool) -> io::Result<Vec<u8>> {
    let mut article = parser.parse(&document);
    if with_text {
        article.text = Some(document.text);
    }
    let mut line = serde_json::to_vec(&article)?;
    line.push(b'\n');
    Ok(line)
}

/// Prints each error on a line; the number of errors.
fn report(errors: &[ReadError]) -> usize {
    for error in errors {
        eprintln!("{error}");
    }
    errors.len()
}

fn summarise(Counts { articles, files, errors }: Counts) {
    let plural =
        |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let read = format!("{} from {}", plural(articles, "article", "articles"), plural(files, "file", "files"));
    let unread = match errors {
        0 => String::new(),
        _ => format!("; {} not read", plural(errors, "file or row", "files or rows")),
    };
    eprintln!("dateline: {read}{unread}");
}
