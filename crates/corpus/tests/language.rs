//! The language of searches, as its reader meets it: every file of `language/` tells a rule, and what is typed and found.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what is wrong by panicking, and its data is small"
)]

use dateline_corpus::search::{Frozen, Index, Note, Options, Said, Unit, UnitKind, Writer};
use dateline_record::Span;

/// The texts of a file and their section; ids by dense id.
struct Texts {
    ids: Vec<String>,
    frozen: Frozen,
}

fn texts(lines: &str) -> Texts {
    let (mut ids, mut writer) = (Vec::new(), Writer::default());
    for line in lines.lines().filter_map(|line| line.strip_prefix("= ")) {
        let fields: Vec<&str> = line.split(" | ").collect();
        let [id, headline, text] = fields[..] else {
            panic!("expected id, headline and text, found {line:?}")
        };
        let mut units = vec![Unit { kind: UnitKind::Headline, text: headline, at: None }];
        let mut at = 0;
        for sentence in text.split_inclusive(['.', '。']) {
            units.push(Unit { kind: UnitKind::Sentence, text: sentence, at: Some(at as u32) });
            at += sentence.len();
        }
        let said: Vec<Said> = quotations(text).into_iter().map(|span| Said { span, speaker: &[] }).collect();
        writer.add("en", &units, &said);
        ids.push(id.to_owned());
    }
    Texts { ids, frozen: writer.finish() }
}

fn quotations(text: &str) -> Vec<Span> {
    let opened =
        text.match_indices('“').filter_map(|(start, _)| Some((start, start + text[start..].find('”')?)));
    opened.map(|(start, end)| Span::new(start, end)).collect()
}

impl Texts {
    fn ask(&self, typed: &str) -> (String, Vec<String>) {
        let words = typed.strip_suffix('⏎').map_or_else(|| format!("{typed} "), str::to_owned);
        let (section, index) = (self.frozen.section(), Index::open(&self.frozen.words).unwrap());
        let search = index.prepare(&section, &words, Options::default(), &());
        let (_, found) = index.ranked(&section, &search, 0..100, &());
        let ids: Vec<&str> = found.iter().map(|id| self.ids[*id as usize].as_str()).collect();
        let found = if ids.is_empty() { "-".to_owned() } else { ids.join(" ") };
        (found, search.notes.iter().map(|note| said(note, &words)).collect())
    }
}

fn said(note: &Note, words: &str) -> String {
    match note {
        Note::TakenAsWord(span) => format!("taken as a word: {}", span.of(words)),
        Note::Parenthesis(span) => format!("a parenthesis without its partner: {}", span.of(words)),
        Note::OpenPhrase(_) => "a quotation mark without its partner".to_owned(),
        Note::NearAsAnd(_) => "NEAR beside something that is no word or phrase".to_owned(),
        Note::CutOff(_) => "cut off".to_owned(),
        Note::Corrected { word, to } => format!("also {}: {}", word.of(words), to.join(", ")),
        Note::Also { word, .. } => format!("a name: {}", word.of(words)),
    }
}

fn check(name: &str, lines: &str) -> Vec<String> {
    let texts = texts(lines);
    let mut wrong = Vec::new();
    let mut rest = lines.lines().peekable();
    while let Some(line) = rest.next() {
        let Some((typed, expected)) = line.split_once("→") else { continue };
        let mut notes = Vec::new();
        while let Some(note) = rest.next_if(|line| line.starts_with("said: ")) {
            notes.push(note["said: ".len()..].to_owned());
        }
        let (found, said) = texts.ask(typed.trim_end());
        if found != expected.trim() || said != notes {
            wrong.push(format!("{name}: {line}, found {found}, said {said:?}, expected {notes:?}"));
        }
    }
    wrong
}

#[test]
fn every_rule_of_the_language() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    assert!(files.len() >= 13, "{files:?}");
    let wrong: Vec<String> = files
        .iter()
        .flat_map(|path| {
            check(&path.file_name().unwrap().to_string_lossy(), &std::fs::read_to_string(path).unwrap())
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Searches that are no searches, and very long ones, have an answer in bounded time.
#[test]
fn long_searches() {
    let texts = texts("= a | Apple | Kim Min-jae met nobody.\n= b | Pear | 김민재 关税");
    let names: Vec<String> = (0..10_000).map(|number| format!("Kim{number} Min-jae{number}")).collect();
    let long = [
        "apple ".repeat(200),
        "( ".repeat(1000),
        "-".repeat(1000),
        "NOT ".repeat(1000) + "apple",
        "\"apple ".repeat(1000),
        "NEAR/5 apple ".repeat(500),
        "관세를".repeat(400),
        "关税".repeat(400),
        "a OR ".repeat(1000),
        "headline:".repeat(1000),
        " ".repeat(1000),
        "\u{202e}مرحبا ".repeat(200),
        "👩‍👩‍👧".repeat(200),
        names.join("\n"),
    ];
    for words in long {
        texts.ask(&words);
    }
    assert_eq!(texts.ask(&"apple ".repeat(200)).0, "a");
}
