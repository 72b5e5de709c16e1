//! Two thousand invented stories as a page and as a corpus beside it, made once for all tests.

use super::Site;
use dateline_corpus::Corpus;
use std::sync::OnceLock;
use xtask::demo::{self, Options};

/// How many stories.
pub const STORIES: u32 = 2000;

/// The page of the invented stories, and the same corpus to ask natively.
pub struct Many {
    /// Serves the page.
    pub site: Site,
    /// What its module holds.
    pub corpus: Corpus,
}

/// The invented stories; the first test that asks waits until they are parsed.
pub fn many() -> &'static Many {
    static MANY: OnceLock<Many> = OnceLock::new();
    MANY.get_or_init(make)
}

fn make() -> Many {
    let languages = ["en", "ko", "ja", "zh"].map(str::to_owned).to_vec();
    let options = Options { articles: STORIES, seed: 7, copies: 10, languages, ..Options::default() };
    let home = std::env::temp_dir().join(format!("dateline-many-{}", std::process::id()));
    let articles = home.join("articles");
    std::fs::create_dir_all(&articles).expect("a folder for the stories");
    for story in demo::invent(&options).expect("stories") {
        std::fs::write(articles.join(&story.file), &story.text).expect("a story is written");
    }
    let frozen = xtask::freeze::freeze(&articles, &xtask::root().join("knowledge")).expect("a corpus");
    assert_eq!(frozen.articles, STORIES as usize);
    let bytes = dateline_corpus::joined(&frozen.files);
    // A name that stays the same, so that runs do not fill the disk.
    let out = xtask::root().join("target/browser-tests/many");
    xtask::page::assemble_around(Some(&bytes), &out).expect("a page");
    std::fs::remove_dir_all(&home).expect("the stories are removed");
    Many { site: Site::with(out, "/", &[]), corpus: Corpus::open(bytes).expect("it was just frozen") }
}
