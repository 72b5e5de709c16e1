//! A site from outside: its files, where the corpus lies in them, and that nothing stands in them that may not be published.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "OK because a test fails by panicking"
)]
#![allow(missing_docs, reason = "a test's name says what it holds")]

use dateline_corpus::{Builder, Corpus, Facet, Part, Query, Value, Wanted};
use dateline_knowledge::Knowledge;
use dateline_parse::{Parser, ReadOptions, read};
use dateline_record::{Article, SentenceKind, Span, TextCompleteness};
use dateline_site::{Lies, MANIFEST, Paths, Settings, SiteError, Source, Texts, integrity, published, site};
use proptest::prelude::*;
use std::sync::LazyLock;

const WIRE: &str = "Canada and Norway sign a fisheries pact

By Quillon Ashdown

OSLO, March 3 (Reuters) - Canada and Norway signed a pact on fisheries on Monday. The hall was drizzlewarm and \
everyone yawned. “We waited for nine years,” Prime Minister Mark Carney said. Then a zebrawood door creaked.

Outside, gulls quarrelled over chips.

Norway will vote on the pact in June 2025. Nobody frowned at the kettledrums.
";

const PLAIN: &str =
    "A morning in Bergen was grey, and the umbrellas of Lofthus were greyer. It vexed the xylophonist.\n";

fn explorer() -> Paths {
    let html = "<title>D</title><script src=\"boot.js\" data-module=\"app-0123456789abcdef.wasm\" data-module-hash=\"h\" \
        data-module-bytes=\"8\" data-glue=\"g.js\" data-words=\"{}\"></script>";
    vec![
        ("app-0123456789abcdef.wasm".to_owned(), b"\0asm\x01\0\0\0".to_vec()),
        ("g.js".to_owned(), b"glue".to_vec()),
        ("index.html".to_owned(), html.as_bytes().to_vec()),
    ]
}

fn article(source: &str, text: &str) -> (Article, String) {
    static PARSER: LazyLock<Parser> = LazyLock::new(|| Parser::new(Knowledge::built_in().clone()));
    let (documents, errors) = read(text.as_bytes(), source, &ReadOptions::default());
    assert_eq!((documents.len(), errors.len()), (1, 0));
    (PARSER.parse(&documents[0]), documents[0].text.clone())
}

fn corpus(texts: Texts) -> Vec<(Part, Vec<u8>)> {
    let mut builder = Builder::new(Knowledge::built_in());
    for (source, text) in [("wire.txt", WIRE), ("plain.txt", PLAIN)] {
        let (article, text) = article(source, text);
        let (article, text) = published(article, &text, texts);
        builder.add(article, Some(&text));
    }
    builder.finish_files(Vec::new(), 2)
}

fn made(corpus: Vec<(Part, Vec<u8>)>, lies: Lies, settings: &str) -> Result<Paths, SiteError> {
    let settings = Settings::parse(settings).unwrap();
    let explorer = explorer();
    let sources = Vec::new();
    site(Source { explorer: &explorer, corpus, lies, settings: &settings, base: "/a/", sources })
}

fn of<'f>(files: &'f Paths, name: &str) -> &'f [u8] {
    &files.iter().find(|(path, _)| path.starts_with(name)).unwrap_or_else(|| panic!("no {name}")).1
}

fn html(files: &Paths) -> String {
    String::from_utf8(of(files, "index.html").to_vec()).unwrap().replace("&quot;", "\"")
}

#[test]
fn an_embedded_corpus_stands_in_the_module() {
    let files = made(corpus(Texts::Full), Lies::AsFits, "").unwrap();
    let module = of(&files, "app-");
    let start = module.windows(8).position(|bytes| bytes == b"DATELINE").unwrap();
    let corpus = Corpus::open(module[start..].to_vec()).unwrap();
    assert_eq!(corpus.collection().articles, 2);
    assert!(corpus.missing_to_show(&[0, 1]).is_empty());
    let html = html(&files);
    let name = &files.iter().find(|(path, _)| path.starts_with("app-")).unwrap().0;
    assert!(html.contains(&format!("data-module=\"{name}\"")), "{html}");
    assert!(html.contains(&format!("data-module-hash=\"{}\"", integrity(module))), "{html}");
    assert!(!html.contains("data-corpus") && !html.contains("0123456789abcdef"), "{html}");
}

/// The names, hashes and lengths that the page knows are those of the files, and the parts make the corpus.
#[test]
fn a_corpus_beside_the_page_is_named_in_it() {
    let parts = corpus(Texts::Full);
    let files = made(parts.clone(), Lies::Beside, "").unwrap();
    let html = html(&files);
    let first = html.split_once("data-corpus=\"").unwrap().1.split_once("]]\"").unwrap().0.to_owned() + "]]";
    let corpus = Corpus::open(joined(&files, &serde_json::from_str(&first).unwrap())).unwrap();
    let table: serde_json::Value = serde_json::from_slice(of(&files, "parts-")).unwrap();
    for (part, bytes) in &parts[1..] {
        let file = joined(&files, &table[part.to_string()]);
        assert_eq!(file, *bytes, "{part}");
        corpus.provide(*part, file).unwrap();
    }
    assert!(
        corpus.missing(&Query { words: "pact".into(), ..Query::default() }, &Wanted::default()).is_empty()
    );
    assert!(html.contains("data-table=\"[[\"parts-"), "{html}");
    assert!(of(&files, "app-").len() == 8, "the module is as it was");
}

/// The bytes of pieces, each of which is a file, its hash and its length.
fn joined(files: &Paths, pieces: &serde_json::Value) -> Vec<u8> {
    let mut whole = Vec::new();
    for piece in pieces.as_array().unwrap() {
        let bytes = of(files, piece[0].as_str().unwrap());
        assert_eq!(piece[1], integrity(bytes));
        assert_eq!(piece[2], bytes.len());
        whole.extend(bytes);
    }
    whole
}

#[test]
fn a_manifest_lists_every_file() {
    let settings = "title = \"Harbours & co\"";
    let files = made(corpus(Texts::Full), Lies::Beside, settings).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(of(&files, MANIFEST)).unwrap();
    let listed = manifest["files"].as_array().unwrap();
    assert_eq!(listed.len() + 1, files.len());
    for file in listed {
        let bytes = of(&files, file["path"].as_str().unwrap());
        assert_eq!((&file["hash"], &file["bytes"]), (&integrity(bytes).into(), &bytes.len().into()));
    }
    for (key, value) in [("base", "/a/"), ("id", "harbours-co"), ("title", "Harbours & co")] {
        assert_eq!(manifest[key], value);
    }
    assert!(html(&files).contains("<title>Harbours &amp; co</title>"));
    assert_eq!(files, made(corpus(Texts::Full), Lies::Beside, settings).unwrap(), "same input, same bytes");
}

#[test]
fn what_is_no_explorer_is_an_error() {
    let settings = Settings::default();
    for (missing, expected) in [
        ("index.html", "expected index.html"),
        ("app-0123456789abcdef.wasm", "expected app-0123456789abcdef.wasm"),
    ] {
        let explorer: Paths = explorer().into_iter().filter(|(name, _)| name != missing).collect();
        let (corpus, lies, sources) = (corpus(Texts::Full), Lies::Embedded, Vec::new());
        let source = Source { explorer: &explorer, corpus, lies, settings: &settings, base: "/", sources };
        let error = site(source).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    let error = made(Vec::new(), Lies::AsFits, "").unwrap_err();
    assert!(matches!(error, SiteError::Corpus(_)), "{error}");
}

/// Words of the texts, with where they may stand.
const WORDS: &[(&str, bool, bool)] = &[
    // Under `sentences`, under `none`.
    ("fisheries pact", true, true),
    ("signed a pact on fisheries", true, false),
    ("waited for nine years", true, false),
    ("will vote on the pact", true, false),
    ("drizzlewarm", false, false),
    ("zebrawood", false, false),
    ("quarrelled", false, false),
    ("kettledrums", false, false),
    ("xylophonist", false, false),
];

#[test]
fn nothing_else_stands_in_the_files() {
    for lies in [Lies::Embedded, Lies::Beside] {
        for (texts, allowed) in
            [(Texts::Full, [true; 9]), (Texts::Sentences, column(1)), (Texts::None, column(2))]
        {
            let parts = corpus(texts);
            let whole = Corpus::open(dateline_corpus::joined(&parts)).unwrap();
            let files = made(parts, lies, "").unwrap();
            for ((words, ..), allowed) in WORDS.iter().zip(allowed) {
                let stands = |bytes: &[u8]| bytes.windows(words.len()).any(|found| found == words.as_bytes());
                assert_eq!(files.iter().any(|(_, bytes)| stands(bytes)), allowed, "{words} {texts:?}");
                let query = Query { words: format!("\"{words}\" "), ..Query::default() };
                let found = whole.run(&query, &Wanted::default()).found.total();
                assert_eq!(found > 0, allowed, "{words} {texts:?} in the index");
            }
        }
    }
}

fn column(which: u8) -> [bool; 9] {
    std::array::from_fn(|place| if which == 1 { WORDS[place].1 } else { WORDS[place].2 })
}

/// Without its text an article is still found by its actors and topics.
#[test]
fn facts_are_counted_without_texts() {
    let corpus = Corpus::open(dateline_corpus::joined(&corpus(Texts::None))).unwrap();
    let mut query = Query::default();
    let choices = &mut query.facets.or_default(Facet::State).choices;
    choices.insert(Value::Id("norway".into()), dateline_corpus::Choice::Included);
    assert_eq!(corpus.run(&query, &Wanted::default()).found.total(), 1);
}

/// What a record says under a cut text it said of the same words under the whole one.
fn check_cut(source: &str, text: &str, texts: Texts) -> Result<(), TestCaseError> {
    let (whole, text) = article(source, text);
    let (cut, kept) = published(whole.clone(), &text, texts);
    // In sentences of the story; a heading's own facts go with it.
    let body = |article: &Article, span: Span| {
        let mut sentences =
            article.sentences.iter().filter(|sentence| sentence.kind != SentenceKind::Heading);
        sentences.any(|sentence| sentence.span.overlaps(span))
    };
    let words = |article: &Article, text: &str| -> Vec<String> {
        let spans = article.actors.iter().flat_map(|actor| actor.mentions.iter().map(|mention| mention.span));
        let spans = spans.chain(article.quotes.iter().map(|quote| quote.span));
        let spans = spans.chain(article.dates.iter().map(|date| date.span));
        spans.filter(|span| body(article, *span)).map(|span| squeezed(span.of(text))).collect()
    };
    let there = words(&cut, &kept);
    prop_assert!(there.iter().all(|words| !words.is_empty()), "{there:?}");
    let before = words(&whole, &text);
    prop_assert!(there.iter().all(|words| before.contains(words)), "{there:?} of {before:?}");
    if texts == Texts::Sentences {
        prop_assert_eq!(there.len(), before.len(), "facts stay with their sentences");
    }
    let mut end = 0;
    for block in &cut.blocks {
        prop_assert!(end <= block.span.start && block.span.start < block.span.end, "{:?}", cut.blocks);
        end = block.span.end;
    }
    let fits = |span: Span| cut.blocks.iter().any(|block| block.span.contains(span));
    prop_assert!(cut.sentences.iter().all(|sentence| fits(sentence.span)), "{:?}", cut.sentences);
    prop_assert_eq!(cut.text_completeness, TextCompleteness::Excerpt);
    prop_assert_eq!((cut.id, cut.source, cut.language), (whole.id, whole.source, whole.language));
    Ok(())
}

fn squeezed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_cut_record_fits_its_text() {
    for texts in [Texts::Sentences, Texts::None] {
        check_cut("wire.txt", WIRE, texts).unwrap();
        check_cut("plain.txt", PLAIN, texts).unwrap();
    }
    let (plain, text) = article("plain.txt", PLAIN);
    let (cut, kept) = published(plain, &text, Texts::None);
    assert_eq!((cut.headline.as_str(), kept.as_str()), ("plain.txt", ""));
}

proptest! {
    /// Sentences in any order, cut anywhere.
    #[test]
    fn any_text_can_be_cut(order in prop::collection::vec(0..9_usize, 1..12), at in 0..60_usize) {
        let sentences = [
            "Canada signed a pact on Monday. ", "The door creaked. ", "“We waited. We hoped,” Mark Carney said. ", "\n\n",
            "관세율을 높였다. ", "OSLO, March 3 (Reuters) - ", "\nKey points\n", "In June 2025, Norway accused Canada of theft. ",
            "It rained",
        ];
        let text: String = order.iter().map(|place| sentences[*place]).collect();
        let text = format!("{}x", text.chars().skip(at % 7).collect::<String>());
        for texts in [Texts::Sentences, Texts::None] {
            check_cut("a.txt", &text, texts)?;
        }
    }
}
