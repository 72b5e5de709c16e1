//! `dateline build`: a folder of articles in, a folder with a site out. It reads and parses on all cores, hands the corpus to
//! `dateline-site`, and puts the site in place of an older one only once all of it is written.

use crate::{
    BuildArguments, files, knowledge,
    parse::{Counts, Reading, plural},
    site_folder,
    threads::{in_order, threads},
};
use dateline_corpus::{Builder, Files, Unread};
use dateline_parse::{Document, Parser, ReadError, ReadOptions};
use dateline_record::Article;
use dateline_site::{Lies, Paths, Settings, Source, Texts, TextsOf, published, site};
use std::{collections::BTreeSet, convert::Infallible, fs, path::Path};

/// What a publisher says of the site, beside the articles.
const SETTINGS: &str = "site.toml";

/// After so many articles a line says how far it is.
const STEP: usize = 5_000;

/// The explorer's finished files, where `cargo xtask package` built this program.
const EXPLORER: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/explorer.rs"));

/// Builds the site that the arguments describe.
///
/// # Errors
/// A message: the explorer is missing, the knowledge or `site.toml` cannot be read, or the site cannot be written. What cannot be
/// read of the articles is printed to standard error and counted.
pub fn run(arguments: &BuildArguments) -> Result<Counts, String> {
    let explorer = explorer(arguments.explorer.as_deref())?;
    let settings = settings(&arguments.folder)?;
    if arguments.with_sources && settings.texts.keep_back() {
        return Err(format!(
            "{SETTINGS}, texts: expected \"full\" with --with-sources, found less: the sources would publish what it keeps back"
        ));
    }
    site_folder::check(&arguments.out, &arguments.folder)?;
    let parser = Parser::new(knowledge::load(arguments.knowledge.as_deref())?);
    let mut read = articles(arguments, &parser, &settings.texts);
    if read.counts.has_articles() {
        if let Some(name) = read.sources_not_met(&settings.texts).first() {
            return Err(format!(
                "{SETTINGS}, texts: expected names of sources, found “{name}”, which no article has"
            ));
        }
        if arguments.strict && !read.counts.is_success(true) {
            eprintln!("dateline: {}; under --strict no site is written", read.counts);
            return Ok(read.counts);
        }
        let sources = if arguments.with_sources { sources(arguments)? } else { Paths::new() };
        let source = Source {
            explorer: &explorer,
            corpus: std::mem::take(&mut read.corpus),
            lies: lies(arguments),
            settings: &settings,
            base: &arguments.base,
            sources,
        };
        let files = site(source).map_err(|error| error.to_string())?;
        site_folder::write(&arguments.out, &files)?;
        summarise(&arguments.out, &files, read.counts);
    } else {
        eprintln!("dateline: {}: no article could be read there", arguments.folder.display());
    }
    Ok(read.counts)
}

/// The explorer's files: those of a folder, else those inside this program.
fn explorer(folder: Option<&Path>) -> Result<Paths, String> {
    if let Some(folder) = folder {
        let unreadable =
            |error| format!("{}: expected the explorer's files, found {error}", folder.display());
        return site_folder::read(folder).map_err(unreadable);
    }
    if EXPLORER.is_empty() {
        return Err("this program was built without the explorer. Use the one that `cargo xtask package` makes, or name the \
                    folder of a finished page (`cargo xtask build` makes it) with --explorer"
            .to_owned());
    }
    Ok(EXPLORER.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect())
}

fn settings(folder: &Path) -> Result<Settings, String> {
    let path = folder.join(SETTINGS);
    if !path.exists() {
        return Ok(Settings::default());
    }
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let beside = |error| format!("{}", folder.join(format!("{error}")).display());
    Settings::parse(&text).map_err(beside)
}

fn lies(arguments: &BuildArguments) -> Lies {
    match (arguments.embed, arguments.files) {
        (true, _) => Lies::Embedded,
        (_, true) => Lies::Beside,
        _ => Lies::AsFits,
    }
}

/// The frozen articles of a folder.
struct Read {
    corpus: Files,
    counts: Counts,
    /// The names of all sources.
    sources: BTreeSet<String>,
}

impl Read {
    /// Sources that have a rule of their own and no article.
    fn sources_not_met<'t>(&self, texts: &'t TextsOf) -> Vec<&'t str> {
        let named = texts.sources.iter().map(|(name, _)| name.as_str());
        named.filter(|name| !self.sources.contains(*name)).collect()
    }
}

/// Reads, parses and freezes the articles of the folder.
fn articles(arguments: &BuildArguments, parser: &Parser, texts: &TextsOf) -> Read {
    let mut found = files::find_files(std::slice::from_ref(&arguments.folder));
    found.files.remove(SETTINGS);
    let options = ReadOptions { columns: arguments.columns.clone() };
    let mut reading = Reading::new(&found.files, std::mem::take(&mut found.errors), &options);
    let mut builder = Builder::new(parser.knowledge());
    let mut sources = BTreeSet::new();
    let mut count = 0;
    let work = |document: Document| {
        let article = parser.parse(&document);
        let source = article.source_name().map(str::to_owned);
        let (article, text) = may_be_published(article, document.text, texts.of(source.as_deref()));
        (source, article, text)
    };
    let Ok(()) = in_order(threads(), reading.documents(), work, |(source, article, text)| {
        builder.add(article, Some(&text));
        sources.extend(source);
        count += 1;
        if count % STEP == 0 {
            eprintln!("dateline: {count} articles read");
        }
        Ok::<(), Infallible>(())
    });
    let (counts, errors) = reading.finished();
    eprintln!("dateline: freezing {}", plural(count, "article", "articles"));
    let unread = errors.into_iter().map(|error| unread(error, texts)).collect();
    Read { corpus: builder.finish_files(unread, found.files.len() as u32), counts, sources }
}

fn may_be_published(article: Article, text: String, texts: Texts) -> (Article, String) {
    if texts == Texts::Full { (article, text) } else { published(article, &text, texts) }
}

/// What the site says of a file that gave no article. What was found there may be words of an article: they stay where texts
/// are kept back, since nobody knows whose they are.
fn unread(error: ReadError, texts: &TextsOf) -> Unread {
    let found = if texts.keep_back() { "something else".to_owned() } else { error.found };
    Unread { source: error.source, place: error.place, expected: error.expected, found }
}

/// What the site can be built again from: the articles, `site.toml` and the publisher's own knowledge.
fn sources(arguments: &BuildArguments) -> Result<Paths, String> {
    let mut sources = Paths::new();
    let folders = [("articles", Some(&arguments.folder)), ("knowledge", arguments.knowledge.as_ref())];
    for (name, folder) in folders.into_iter().filter_map(|(name, folder)| Some((name, folder?))) {
        for (source, path) in files::find_files(std::slice::from_ref(folder)).files {
            let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            sources.push((format!("{name}/{source}"), bytes));
        }
    }
    Ok(sources)
}

fn summarise(out: &Path, files: &Paths, counts: Counts) {
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let (count, size) = (plural(files.len(), "file", "files"), bytes.div_ceil(1000));
    eprintln!("dateline: {counts}; {count} of {size} kB in {}", out.display());
}
