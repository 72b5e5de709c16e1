//! `dateline parse`: files in, records out, one JSON object a line, in order of the sources.

use crate::{
    ParseArguments, files, knowledge,
    threads::{in_order, threads},
};
use dateline_parse::{Document, Parser, ReadError, ReadOptions, read};
use std::{
    collections::BTreeMap,
    fmt,
    io::{self, BufWriter, Write},
    path::PathBuf,
};

/// How much was read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    articles: usize,
    files: usize,
    errors: usize,
}

impl Counts {
    /// Whether something was read.
    pub fn has_articles(self) -> bool {
        self.articles > 0
    }

    /// Whether something was read and, where that is asked, nothing was left out.
    pub fn is_success(self, strict: bool) -> bool {
        self.articles > 0 && !(strict && self.errors > 0)
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (articles, files) =
            (plural(self.articles, "article", "articles"), plural(self.files, "file", "files"));
        write!(f, "{articles} from {files}")?;
        match self.errors {
            0 => Ok(()),
            errors => write!(f, "; {} not read", plural(errors, "file or row", "files or rows")),
        }
    }
}

/// A number and its word.
pub fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Reads the documents of files one by one; says and counts what cannot be read.
pub struct Reading<'a> {
    files: &'a BTreeMap<String, PathBuf>,
    options: &'a ReadOptions,
    counts: Counts,
    errors: Vec<ReadError>,
}

impl<'a> Reading<'a> {
    /// Of these files. The errors are those of looking for them.
    pub fn new(
        files: &'a BTreeMap<String, PathBuf>,
        errors: Vec<ReadError>,
        options: &'a ReadOptions,
    ) -> Self {
        let counts = Counts { articles: 0, files: files.len(), errors: report(&errors) };
        Reading { files, options, counts, errors }
    }

    /// The documents, in the order of the sources.
    pub fn documents(&mut self) -> impl Iterator<Item = Document> {
        self.files.iter().flat_map(|(source, path)| {
            let (documents, errors) = match files::read_bytes(source, path) {
                Ok(bytes) => read(&bytes, source, self.options),
                Err(error) => (Vec::new(), vec![error]),
            };
            self.counts.errors += report(&errors);
            self.counts.articles += documents.len();
            self.errors.extend(errors);
            documents
        })
    }

    /// How much was read, and what was not.
    pub fn finished(self) -> (Counts, Vec<ReadError>) {
        (self.counts, self.errors)
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
        Ok(()) => eprintln!("dateline: {counts}"),
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
    let mut reading = Reading::new(&found.files, found.errors, &options);
    let line = |document: Document| line(document, parser, arguments.with_text);
    let written = in_order(threads(), reading.documents(), line, |line| out.write_all(&line?));
    *counts = reading.finished().0;
    written?;
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
