//! The expected records of `tests/stories`: what the layout of each story must be. Their other fields have tests of their own.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "OK because a test fails by panicking"
)]

use dateline_knowledge::Knowledge;
use dateline_parse::{Parser, ReadOptions, read};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Fields of the record that this test compares, where the expectation states them.
const FIELDS: [&str; 14] = [
    "id",
    "source",
    "member",
    "textBasis",
    "extent",
    "textCompleteness",
    "headline",
    "headlineBasis",
    "headlineSpan",
    "keyPoints",
    "language",
    "url",
    "metadata",
    "credits",
];

fn stories() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut stories: Vec<PathBuf> =
        files.filter(|path| path.to_string_lossy().ends_with(".expected.json")).collect();
    stories.sort();
    stories
}

/// The file of a story: beside its expectation, else among the articles of the project.
fn text_of(expectation: &Path, source: &str) -> Vec<u8> {
    let beside = expectation.with_file_name(source);
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../articles").join(source);
    std::fs::read(if beside.exists() { beside } else { articles }).unwrap()
}

/// What the expectation states of each item of a list, and the same fields of the record.
fn reduced(found: &Value, expected: &Value) -> Value {
    match (found, expected) {
        (Value::Array(found), Value::Array(expected)) if expected.iter().any(Value::is_object) => {
            let shape = expected.iter().find(|item| item.is_object()).unwrap();
            found.iter().map(|item| reduced(item, shape)).collect()
        }
        (Value::Object(found), Value::Object(expected)) => {
            expected.iter().map(|(key, expected)| (key.clone(), reduced(&found[key], expected))).collect()
        }
        _ => found.clone(),
    }
}

/// Blocks or sentences as lines that can be read.
fn lines(list: &Value, text: &str) -> Vec<String> {
    let offset = |item: &Value, at: usize| item["span"][at].as_u64().unwrap() as usize;
    let line = |item: &Value| {
        format!("{}: {}", item["kind"].as_str().unwrap(), &text[offset(item, 0)..offset(item, 1)])
    };
    list.as_array().unwrap().iter().map(line).collect()
}

#[test]
fn stories_are_laid_out_as_an_editor_would() {
    let parser = Parser::new(Knowledge::built_in().clone());
    let stories = stories();
    assert!(stories.len() >= 12, "{stories:?}");
    for path in stories {
        let expected: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let source = expected["source"].as_str().unwrap();
        let bytes = text_of(&path, source);
        let (documents, errors) = read(&bytes, source, &ReadOptions::default());
        assert_eq!(errors, []);
        let text = documents[0].text.as_str();
        let found = serde_json::to_value(parser.parse(&documents[0])).unwrap();
        assert_eq!(lines(&found["blocks"], text), lines(&expected["blocks"], text), "{source}");
        assert_eq!(lines(&found["sentences"], text), lines(&expected["sentences"], text), "{source}");
        for field in FIELDS.iter().filter(|field| expected.get(field).is_some()) {
            assert_eq!(reduced(&found[field], &expected[field]), expected[field], "{source}: {field}");
        }
        for field in ["provider", "agency", "dateline"].iter().filter(|field| expected.get(field).is_some()) {
            assert_eq!(reduced(&found[field], &expected[field]), expected[field], "{source}: {field}");
        }
        assert_eq!(found["schema"], json!("dateline/article/1"));
    }
}
