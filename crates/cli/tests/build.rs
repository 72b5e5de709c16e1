//! `dateline build` from outside: which folders it makes and replaces, its messages and exit codes.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "OK because a test fails by panicking"
)]
#![allow(missing_docs, reason = "a test's name says what it holds")]

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Output},
};

const STORY: &str =
    "OSLO, March 3 (Reuters) - Norway signed a pact with Canada on Monday. The quaint umbrellas dripped.\n";
const PAGE: &str = "<title>D</title><script src=\"boot.js\" data-module=\"app-0123456789abcdef.wasm\" data-module-hash=\"h\" \
    data-module-bytes=\"8\" data-words=\"{}\"></script>";

/// A folder to work in: articles, the explorer of a page that does nothing, and room for sites.
fn workshop(articles: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let page = [("explorer/index.html", PAGE), ("explorer/app-0123456789abcdef.wasm", "\0asm\x01\0\0\0")];
    let articles = articles.iter().map(|(name, text)| (format!("articles/{name}"), *text));
    for (name, text) in page.iter().map(|(name, text)| ((*name).to_owned(), *text)).chain(articles) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn build(folder: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.current_dir(folder).args(["build", "articles", "--out", "site"]);
    if !more.contains(&"--explorer") {
        command.args(["--explorer", "explorer"]);
    }
    command.args(more).output().unwrap()
}

fn message(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Paths and contents below a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            files.extend(
                self::files(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)),
            );
        } else {
            files.insert(name, fs::read(&path).unwrap());
        }
    }
    files
}

#[test]
fn a_site_is_built_and_built_again() {
    let folder = workshop(&[("a.txt", STORY), ("site.toml", "title = \"Pacts\"\n")]);
    let output = build(folder.path(), &["--files", "--base", "news/pacts"]);
    assert!(output.status.success(), "{}", message(&output));
    assert!(message(&output).contains("1 article from 1 file; "), "{}", message(&output));
    let first = files(&folder.path().join("site"));
    let beginnings = ["articles-0-", "columns-", "parts-", "words-"];
    assert!(
        beginnings.iter().all(|begin| first.keys().any(|name| name.starts_with(begin))),
        "{:?}",
        first.keys()
    );
    let manifest: serde_json::Value = serde_json::from_slice(&first["manifest.json"]).unwrap();
    assert_eq!((&manifest["base"], &manifest["title"]), (&"/news/pacts/".into(), &"Pacts".into()));
    assert!(build(folder.path(), &["--files", "--base", "news/pacts"]).status.success());
    assert_eq!(files(&folder.path().join("site")), first, "unchanged");
    assert!(build(folder.path(), &["--embed"]).status.success());
    let embedded = files(&folder.path().join("site"));
    assert!(!embedded.keys().any(|name| name.starts_with("words-")), "{:?}", embedded.keys());
    let mut left: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["articles", "explorer", "site"], "nothing is left beside it");
}

#[test]
fn sources_come_with_it_on_request() {
    let folder = workshop(&[("deep/a.txt", STORY), ("site.toml", "title = \"Pacts\"\n")]);
    assert!(build(folder.path(), &["--with-sources"]).status.success());
    let site = files(&folder.path().join("site"));
    assert_eq!(site["sources/articles/deep/a.txt"], STORY.as_bytes());
    assert!(site.contains_key("sources/articles/site.toml"));
    // Built again from them, it is the same but for the sources.
    let again = workshop(&[]);
    fs::rename(folder.path().join("site/sources/articles"), again.path().join("articles")).unwrap();
    assert!(build(again.path(), &["--with-sources"]).status.success());
    assert_eq!(files(&again.path().join("site")), site);
}

#[test]
fn what_stands_in_the_way_stays() {
    let folder = workshop(&[("a.txt", STORY)]);
    let other = folder.path().join("site");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("novel.txt"), "Chapter one").unwrap();
    let output = build(folder.path(), &[]);
    assert!(!output.status.success() && message(&output).contains("found novel.txt, which stays"));
    assert_eq!(files(&other).len(), 1);
    fs::remove_file(other.join("novel.txt")).unwrap();
    // A manifest of something else makes no site.
    fs::write(other.join("manifest.json"), "{\"name\": \"An app\"}").unwrap();
    assert!(message(&build(folder.path(), &[])).contains("found manifest.json, which stays"));
    fs::remove_file(other.join("manifest.json")).unwrap();
    assert!(build(folder.path(), &[]).status.success(), "an empty folder is taken");
    // What someone has put into a site is not taken away with it.
    fs::write(other.join("CNAME"), "news.example").unwrap();
    assert!(message(&build(folder.path(), &[])).contains("found CNAME, which stays"));
    assert!(other.join("CNAME").exists() && other.join("index.html").exists());
    for place in ["articles/site", "articles/new/site"] {
        let among = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .current_dir(folder.path())
            .args(["build", "articles", "--out", place, "--explorer", "explorer"])
            .output()
            .unwrap();
        let told = message(&among);
        assert!(!among.status.success() && told.contains("apart from the articles"), "{place}: {told}");
    }
}

/// A run that ended between the two renames left the older site beside its place: the next puts it back before all else.
#[test]
fn an_older_site_comes_back() {
    let folder = workshop(&[("a.txt", STORY)]);
    assert!(build(folder.path(), &[]).status.success());
    let site = files(&folder.path().join("site"));
    fs::rename(folder.path().join("site"), folder.path().join(".site.old")).unwrap();
    // The folder for the new site cannot be written.
    fs::write(folder.path().join(".site.new"), "in the way").unwrap();
    assert!(!build(folder.path(), &[]).status.success());
    assert_eq!(files(&folder.path().join("site")), site);
}

#[test]
fn messages_and_exit_codes() {
    let broken = ("b.csv", "name,age\nA,3\n");
    for (articles, more, code, words) in [
        (vec![("a.txt", STORY), broken], vec![], 0, "1 file or row not read"),
        (vec![("a.txt", STORY), broken], vec!["--strict"], 1, "under --strict no site is written"),
        (vec![broken], vec![], 1, "no article could be read there"),
        (vec![("a.txt", STORY)], vec!["--embed", "--files"], 2, "cannot be used with"),
        (vec![("a.txt", STORY)], vec!["--base", "a/../b"], 2, "expected a path"),
        (vec![("a.txt", STORY)], vec!["--explorer", "nowhere"], 1, "expected the explorer's files"),
        (vec![("a.txt", STORY)], vec!["--base", "/my news/"], 2, "expected a path"),
        (
            vec![("a.txt", STORY), ("site.toml", "title = \"A\"\ntexts = 1")],
            vec![],
            1,
            "articles/site.toml, line 2, texts: expected",
        ),
        (
            vec![("a.txt", STORY), ("site.toml", "[texts]\nCoast = \"none\"")],
            vec![],
            1,
            "found “Coast”, which no article has",
        ),
        (
            vec![("a.txt", STORY), ("site.toml", "texts = \"none\"")],
            vec!["--with-sources"],
            1,
            "would publish what it keeps back",
        ),
    ] {
        let folder = workshop(&articles);
        let output = build(folder.path(), &more);
        assert_eq!(output.status.code(), Some(code), "{more:?}: {}", message(&output));
        assert!(message(&output).contains(words), "{more:?}: {}", message(&output));
        assert_eq!(folder.path().join("site").exists(), code == 0, "{more:?}");
    }
}

/// The rule of a source holds for its articles alone.
#[test]
fn what_is_kept_back_is_not_in_the_site() {
    for (rule, stands) in [("full", true), ("sentences", false), ("none", false)] {
        let settings = format!("[texts]\ndefault = \"none\"\nReuters = \"{rule}\"\n");
        let folder = workshop(&[("a.txt", STORY), ("site.toml", &settings)]);
        assert!(build(folder.path(), &[]).status.success());
        let holds = |words: &str| {
            let site = files(&folder.path().join("site"));
            site.values().any(|bytes| bytes.windows(words.len()).any(|found| found == words.as_bytes()))
        };
        assert_eq!(holds("quaint umbrellas"), stands, "{rule}");
        assert_eq!(holds("signed a pact"), rule != "none", "{rule}");
    }
}

/// What is said of files that were not read holds none of their words where texts are kept back.
#[test]
fn what_was_not_read_is_not_quoted() {
    for (settings, stands) in [("texts = \"none\"\n", false), ("", true)] {
        let broken = ("b.txt", "---\ntitle: Harbour\nThe quaint umbrellas dripped.\n---\nText.\n");
        let folder = workshop(&[
            ("a.txt", "OSLO, March 3 (Reuters) - Norway signed a pact.\n"),
            broken,
            ("site.toml", settings),
        ]);
        let output = build(folder.path(), &[]);
        assert!(
            output.status.success() && message(&output).contains("quaint umbrellas"),
            "{}",
            message(&output)
        );
        let site = files(&folder.path().join("site"));
        let words = b"quaint umbrellas";
        let holds = site.values().any(|bytes| bytes.windows(words.len()).any(|found| found == words));
        assert_eq!(holds, stands);
    }
}

#[test]
fn without_an_explorer_it_says_how_to_get_one() {
    let folder = workshop(&[("a.txt", STORY)]);
    let program = || Command::new(env!("CARGO_BIN_EXE_dateline"));
    let output =
        program().current_dir(folder.path()).args(["build", "articles", "--out", "site"]).output().unwrap();
    let has_one = option_env!("DATELINE_EXPLORER").is_some_and(|folder| !folder.is_empty());
    assert_eq!(output.status.success(), has_one);
    assert!(has_one || message(&output).contains("cargo xtask package"), "{}", message(&output));
    let output = program().current_dir(folder.path()).args(["serve", "articles"]).output().unwrap();
    assert!(!output.status.success() && message(&output).contains("expected a site"), "{}", message(&output));
}
