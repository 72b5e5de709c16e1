//! The expected records of `tests/stories`: the date of publication, the dates and the quotations of each story.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says by a panic what is wrong")]

use dateline_knowledge::Knowledge;
use dateline_parse::{Parser, ReadOptions, read};
use serde_json::Value;
use std::path::{Path, PathBuf};

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

/// Runs `compare(source, text, found, expected)` on every story and says all differences at once.
fn each_story(compare: impl Fn(&str, &Value, &Value) -> Vec<String>) {
    let parser = Parser::new(Knowledge::built_in().clone());
    let mut wrong = Vec::new();
    let stories = stories();
    assert!(stories.len() >= 12, "{stories:?}");
    for path in stories {
        let expected: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let source = expected["source"].as_str().unwrap();
        let (documents, _) = read(&text_of(&path, source), source, &ReadOptions::default());
        let found = serde_json::to_value(parser.parse(&documents[0])).unwrap();
        let text = documents[0].text.as_str();
        wrong.extend(compare(text, &found, &expected).into_iter().map(|line| format!("{source}: {line}")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Lines that are only on one side.
fn differences(found: &[String], expected: &[String]) -> Vec<String> {
    let missing = expected.iter().filter(|line| !found.contains(line)).map(|line| format!("expected {line}"));
    let more = found.iter().filter(|line| !expected.contains(line)).map(|line| format!("found    {line}"));
    missing.chain(more).collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap().iter()
}

fn words<'a>(item: &Value, text: &'a str) -> &'a str {
    let offset = |at: usize| usize::try_from(item["span"][at].as_u64().unwrap()).unwrap();
    &text[offset(0)..offset(1)]
}

#[test]
fn publication() {
    each_story(|_, found, expected| {
        let (found, expected) = (&found["datePublished"], &expected["datePublished"]);
        let codes: Vec<&Value> = list(&found["evidence"]).map(|step| &step["code"]).collect();
        let mut wrong: Vec<String> = list(&expected["codes"])
            .filter(|code| !codes.contains(code))
            .map(|code| format!("no evidence {code} in {codes:?}"))
            .collect();
        let fields: &[&str] = match expected.get("inside") {
            Some(inside) => {
                let holds = found["earliest"].as_str() >= inside[0].as_str()
                    && (inside[1].is_null()
                        || found["latest"].as_str().is_some_and(|day| Some(day) <= inside[1].as_str()));
                let day = expected["contains"].as_str();
                let contains = found["earliest"].as_str() <= day
                    && (found["latest"].is_null() || found["latest"].as_str() >= day);
                if !holds || !contains {
                    wrong.push(format!("{} is not inside {inside} or does not hold {day:?}", found["edtf"]));
                }
                &["basis"]
            }
            None => &["edtf", "earliest", "latest", "sure", "basis"],
        };
        wrong.extend(
            fields
                .iter()
                .filter(|field| found[**field] != expected[**field])
                .map(|field| format!("{field}: expected {}, found {}", expected[*field], found[*field])),
        );
        wrong
    });
}

#[test]
fn dates() {
    each_story(|text, found, expected| {
        let dateline = &found["dateline"]["span"];
        let inside = |date: &Value| {
            dateline[0].as_u64() <= date["span"][0].as_u64()
                && date["span"][1].as_u64() <= dateline[1].as_u64()
        };
        let line = |date: &Value| {
            let part = |field: &str| date[field].as_str().unwrap_or("-").to_owned();
            let days = format!("{}/{}", part("earliest"), part("latest"));
            format!(
                "{} at {}: {} {} {days} {}",
                words(date, text),
                date["span"][0],
                part("type"),
                part("value"),
                date["sure"]
            )
        };
        // The day of the dateline belongs to the date of publication and is not asked for.
        let found: Vec<String> =
            list(&found["dates"]).filter(|date| dateline.is_null() || !inside(date)).map(line).collect();
        let expected: Vec<String> = list(&expected["dates"]).map(line).collect();
        differences(&found, &expected)
    });
}

#[test]
fn quotes() {
    each_story(|text, found, expected| {
        // Whether a speaker is found as an actor is the matter of the actors' own test.
        let is_actor = |id: &Value| list(&found["actors"]).any(|actor| actor["id"] == *id);
        let open: Vec<&Value> = list(&expected["quotes"])
            .filter(|quote| !quote["speaker"].is_null() && !is_actor(&quote["speaker"]))
            .map(|quote| &quote["span"])
            .collect();
        let line = |quote: &Value| {
            let at = |field: &str| quote[field]["text"].as_str().unwrap_or("-").to_owned();
            let (kind, words) = (quote["kind"].as_str().unwrap(), words(quote, text));
            if open.contains(&&quote["span"]) {
                return format!("{kind} {words} | {}", at("cue"));
            }
            let speaker = quote["speaker"].as_str().unwrap_or("-");
            format!("{kind} {words} | {speaker} | {} | {}", at("speakerText"), at("cue"))
        };
        let found: Vec<String> = list(&found["quotes"]).map(line).collect();
        let expected: Vec<String> = list(&expected["quotes"]).map(line).collect();
        differences(&found, &expected)
    });
}
