//! A corpus and the explorer's finished files → the files of a site, as paths and bytes.
//!
//! [`site`] puts the corpus into the module, or beside the page in files, writes what the page must know of them into its
//! `index.html`, and lists all of it in a manifest. [`Settings`] is what `site.toml` says, [`published`] what of an article may
//! be published. This crate knows neither the disk nor the browser. Same input, same bytes.

mod html;
mod manifest;
mod named;
pub mod section;
mod settings;
mod texts;

pub use html::escape;
pub use manifest::{MANIFEST, SITE};
pub use named::{Named, integrity, is_named_by_content};
pub use settings::{Settings, SettingsError, Texts, TextsOf};
pub use texts::published;

use dateline_corpus::{Corpus, Files, OpenError, Part};
use serde_json::json;
use std::fmt;

/// Paths, with `/`, and bytes.
pub type Paths = Vec<(String, Vec<u8>)>;

/// A corpus of more bytes lies beside the page, unless something else is asked for: a module of 20 MB is what hosts still take.
pub const EMBEDDED: usize = 20_000_000;

/// No file is longer: what some hosts refuse begins at 20 MB.
pub const PIECE: usize = 16 << 20;

/// Where the corpus lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lies {
    /// In the module up to [`EMBEDDED`] bytes, else beside the page.
    #[default]
    AsFits,
    /// In the module.
    Embedded,
    /// Beside the page.
    Beside,
}

/// What a site is made of.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// The explorer's finished files, as `cargo xtask build` writes them.
    pub explorer: &'a Paths,
    /// The parts of the corpus, as `Builder::finish_files` gives them.
    pub corpus: Files,
    /// Where the corpus is to lie.
    pub lies: Lies,
    /// What `site.toml` says.
    pub settings: &'a Settings,
    /// The path under which the site will stand, with `/` at both ends: what `dateline serve` takes. The site runs under any.
    pub base: &'a str,
    /// Files that the site can be built again from; none, unless they are asked for.
    pub sources: Paths,
}

/// Why there is no site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiteError {
    /// The explorer is not one: what was expected in which file.
    Explorer(String),
    /// The corpus does not open.
    Corpus(OpenError),
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SiteError::Explorer(what) => write!(f, "the explorer's files: expected {what}, found none"),
            SiteError::Corpus(error) => write!(f, "the corpus: {error}"),
        }
    }
}

impl std::error::Error for SiteError {}

/// The files of a site, in the order of their paths.
///
/// # Errors
/// The explorer's files are not those of a finished page, or the corpus does not open.
pub fn site(source: Source<'_>) -> Result<Paths, SiteError> {
    let first = source.corpus.first().map(|(_, bytes)| bytes.clone()).unwrap_or_default();
    let edition = Corpus::open(first).map_err(SiteError::Corpus)?.collection().edition.clone();
    let mut page = Page::of(source.explorer)?;
    if is_embedded(&source) {
        page.embed(&dateline_corpus::joined(&source.corpus))?;
    } else {
        page.put_beside(source.corpus)?;
    }
    page.tell(source.settings)?;
    let mut files = page.files;
    files.push(("index.html".to_owned(), page.html.into_bytes()));
    files.extend(source.sources.into_iter().map(|(path, bytes)| (format!("sources/{path}"), bytes)));
    files.sort();
    let manifest = manifest::manifest(&files, source.settings, &edition, source.base);
    files.push((MANIFEST.to_owned(), manifest));
    files.sort();
    Ok(files)
}

fn is_embedded(source: &Source<'_>) -> bool {
    match source.lies {
        Lies::Embedded => true,
        Lies::Beside => false,
        Lies::AsFits => source.corpus.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() <= EMBEDDED,
    }
}

/// The page while it is made.
struct Page {
    html: String,
    files: Paths,
}

impl Page {
    fn of(explorer: &Paths) -> Result<Page, SiteError> {
        let mut files = explorer.clone();
        let place = files.iter().position(|(name, _)| name == "index.html");
        let (_, html) = place.map(|place| files.swap_remove(place)).ok_or_else(|| missing("index.html"))?;
        let html = String::from_utf8(html).map_err(|_| missing("text in index.html"))?;
        // The page would show those articles, and the site would publish them.
        if files.iter().any(|(_, bytes)| section::holds_corpus(bytes)) {
            return Err(missing("a page without --articles"));
        }
        Ok(Page { html, files })
    }

    /// Puts the corpus into the module, whose name changes with it.
    fn embed(&mut self, corpus: &[u8]) -> Result<(), SiteError> {
        let name = html::attribute(&self.html, html::MODULE).ok_or_else(|| missing(html::MODULE))?.to_owned();
        let place = self.files.iter().position(|(file, _)| *file == name);
        let (_, module) = place.map(|place| self.files.swap_remove(place)).ok_or_else(|| missing(&name))?;
        let module = section::with_corpus(&module, corpus).ok_or_else(|| missing("a WebAssembly module"))?;
        let stem = name.rsplit_once('-').map_or("module", |(stem, _)| stem);
        let module = Named::new(stem, "wasm", module);
        self.set(html::MODULE, &module.name)?;
        self.set("data-module-hash", &integrity(&module.bytes))?;
        self.set("data-module-bytes", &module.bytes.len().to_string())?;
        self.files.push((module.name, module.bytes));
        Ok(())
    }

    /// Puts the parts of the corpus beside the page: the first is named in the page, all others in a table.
    fn put_beside(&mut self, corpus: Files) -> Result<(), SiteError> {
        let mut table = serde_json::Map::new();
        for (part, bytes) in corpus {
            let pieces = self.put_pieces(&part.to_string().replace(' ', "-"), &bytes);
            if part == Part::First {
                self.add("data-corpus", &pieces.to_string())?;
            } else {
                table.insert(part.to_string(), pieces);
            }
        }
        let table = serde_json::Value::Object(table).to_string().into_bytes();
        let pieces = self.put_pieces("parts", &table);
        self.add("data-table", &pieces.to_string())
    }

    /// Puts bytes into files of [`PIECE`] bytes at most. Gives for each its name, hash and length.
    fn put_pieces(&mut self, stem: &str, bytes: &[u8]) -> serde_json::Value {
        let mut pieces = Vec::new();
        for (place, piece) in bytes.chunks(PIECE).enumerate() {
            let stem = if place == 0 { stem.to_owned() } else { format!("{stem}-{place}") };
            let file = Named::new(&stem, "bin", piece.to_vec());
            pieces.push(json!([file.name, integrity(&file.bytes), file.bytes.len()]));
            self.files.push((file.name, file.bytes));
        }
        pieces.into()
    }

    /// Writes what the page shows of its site.
    fn tell(&mut self, settings: &Settings) -> Result<(), SiteError> {
        if let Some(title) = &settings.title {
            self.html = html::with_title(&self.html, title);
        }
        self.add("data-site", &settings.to_json().to_string())
    }

    fn set(&mut self, attribute: &str, value: &str) -> Result<(), SiteError> {
        self.html = html::with_attribute(&self.html, attribute, value).ok_or_else(|| missing(attribute))?;
        Ok(())
    }

    fn add(&mut self, attribute: &str, value: &str) -> Result<(), SiteError> {
        let html = html::with_new_attribute(&self.html, attribute, value, html::MODULE);
        self.html = html.ok_or_else(|| missing(html::MODULE))?;
        Ok(())
    }
}

fn missing(what: &str) -> SiteError {
    SiteError::Explorer(what.to_owned())
}
