//! A site of invented stories whose corpus lies beside the page, as `dateline build --files` makes it, and the same corpus
//! to ask natively. Two thousand stories; `DATELINE_STORIES=20000` makes it as many (a minute or two more).

use dateline_corpus::Corpus;
use dateline_site::{Lies, Settings, Source};
use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};
use xtask::demo::{self, Options};

/// Said of the site.
const SETTINGS: &str = "id = \"letters\"\ntitle = \"The Tariff Letters\"\nintroduction = \"One paragraph.\\n\\nAnother <b>one</b>.\"\n\
    makers = [\"Ada Linden\", \"Jun Ohara\"]\ncontact = \"desk@letters.example\"\nlicence = \"javascript:alert(1)\"\n";

/// The site, and what its corpus answers.
pub struct Beside {
    /// The files of the site.
    pub folder: PathBuf,
    /// How many stories there are.
    pub stories: u32,
    /// The corpus, whole.
    pub corpus: Corpus,
}

/// The site; the first test that asks waits until the stories are parsed.
pub fn beside() -> &'static Beside {
    static BESIDE: OnceLock<Beside> = OnceLock::new();
    BESIDE.get_or_init(make)
}

fn make() -> Beside {
    let stories =
        std::env::var("DATELINE_STORIES").map_or(2000, |stories| stories.parse().expect("a number"));
    let languages = ["en", "ko", "ja", "zh"].map(str::to_owned).to_vec();
    let options = Options { articles: stories, seed: 11, copies: 10, languages, ..Options::default() };
    let home = std::env::temp_dir().join(format!("dateline-beside-{}", std::process::id()));
    std::fs::create_dir_all(&home).expect("a folder for the stories");
    for story in demo::invent(&options).expect("stories") {
        std::fs::write(home.join(&story.file), &story.text).expect("a story is written");
    }
    let frozen = xtask::freeze::freeze(&home, &xtask::root().join("knowledge")).expect("a corpus");
    std::fs::remove_dir_all(&home).expect("the stories are removed");
    assert_eq!(frozen.articles, stories as usize);
    let corpus = Corpus::open(dateline_corpus::joined(&frozen.files)).expect("it was just frozen");
    let (explorer, settings) = (explorer(), Settings::parse(SETTINGS).expect("settings"));
    let (lies, sources) = (Lies::Beside, Vec::new());
    let source =
        Source { explorer: &explorer, corpus: frozen.files, lies, settings: &settings, base: "/", sources };
    let folder = xtask::root().join("target/browser-tests/beside");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    for (path, bytes) in dateline_site::site(source).expect("a site") {
        std::fs::write(folder.join(path), bytes).expect("a file is written");
    }
    Beside { folder, stories, corpus }
}

/// The finished page.
fn explorer() -> Vec<(String, Vec<u8>)> {
    let read = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, std::fs::read(path).expect("a file"))
    };
    let dist = std::fs::read_dir(xtask::root().join("dist")).expect("the page is built");
    dist.map(|entry| read(entry.expect("an entry").path())).collect()
}

impl Beside {
    /// The same site once more, to take files away from, in a folder of this name.
    pub fn copy(&self, name: &str) -> PathBuf {
        let folder = xtask::root().join("target/browser-tests").join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        for entry in std::fs::read_dir(&self.folder).expect("the site") {
            let path = entry.expect("an entry").path();
            let there = folder.join(path.file_name().expect("a name"));
            std::fs::hard_link(path, there).expect("a file on the same disk");
        }
        folder
    }
}

/// The name of the first file of a part in a folder.
pub fn file(folder: &Path, start: &str) -> String {
    let names =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names.into_iter().find(|name| name.starts_with(start)).expect("a file of that part")
}
