//! The two stories of the default collection and ten invented ones against the records that a careful editor signed.
//!
//! Owns the comparison only: both records are turned into sets of readable lines, one fact a line, and the sets must
//! be equal. `stories/README.md` says how the expected records were made and what they leave open.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "OK because a test fails by panicking, and serde_json answers null for what is not there"
)]

use dateline_knowledge::Knowledge;
use dateline_parse::{Parser, ReadOptions, read};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, path::Path};

/// Facts as lines of text: what is missing or too much can be read without the record.
type Facts = BTreeSet<String>;

/// Topics that hold narrower ones: they may always be there as well.
const BROAD: [&str; 4] = ["diplomacy", "trade", "security", "resources-and-technology"];

#[test]
fn stories_give_the_records_that_an_editor_signed() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let parser = Parser::new(Knowledge::built_in().clone());
    let mut report: Vec<String> = Vec::new();
    let mut stories = 0;
    for path in expectations(&here.join("tests/stories")) {
        let expected: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let source = expected["source"].as_str().unwrap();
        let beside = here.join("tests/stories").join(source);
        let file = if beside.exists() { beside } else { here.join("../../articles").join(source) };
        let bytes = fs::read(&file).unwrap();
        let (documents, errors) = read(&bytes, source, &ReadOptions::default());
        assert!(errors.is_empty() && documents.len() == 1, "{source}: {errors:?}");
        let found = serde_json::to_value(parser.parse(&documents[0])).unwrap();
        let differences = differences(&expected, &found, &documents[0].text);
        if !differences.is_empty() {
            report.push(format!(
                "{source}: {} differences\n  {}",
                differences.len(),
                differences.join("\n  ")
            ));
        }
        stories += 1;
    }
    assert_eq!(stories, 12, "an expected record is missing");
    assert!(report.is_empty(), "{}", report.join("\n"));
}

/// The comparison itself: a record has no difference from itself, and each planted fault is named.
#[test]
fn planted_faults_are_named() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let text = fs::read_to_string(folder.join("10_himalaya_border.txt")).unwrap();
    let signed = fs::read_to_string(folder.join("10_himalaya_border.expected.json")).unwrap();
    let signed: Value = serde_json::from_str(&signed).unwrap();
    assert_eq!(differences(&signed, &signed, &text), [""; 0]);
    for (place, value, named) in [
        ("/headline", json!("India"), "layout: headline"),
        (
            "/blocks/0/kind",
            json!("paragraph"),
            "`India and China reopen trade route across disputed pass` at 0..55",
        ),
        ("/sentences/1/span/1", json!(300), "layout: sentences"),
        ("/credits/2/role", json!("editor"), "`Imran Qureshi`"),
        ("/datePublished/latest", json!("2025-08-19"), "published: "),
        ("/datePublished/codes", json!([]), "evidence"),
        ("/actors/0/mentions/0/how", json!("metonym"), "actor: india metonym `India`"),
        ("/actors/3/of", json!("china"), "narendra-modi"),
        ("/places/1/mentions", json!([]), "place: \"asia\""),
        ("/topics/2/id", json!("taiwan"), "topic: tariffs"),
        ("/dates/1/value", json!("2019"), "`five years ago`"),
        ("/quotes/0/speaker", json!("wang-yi"), "by \"wang-yi\""),
        ("/quotes/1/cue", Value::Null, "cue nowhere"),
    ] {
        let mut faulty = signed.clone();
        *faulty.pointer_mut(place).unwrap() = value;
        let report = differences(&signed, &faulty, &text).join("\n");
        assert!(report.contains(named), "{place}: {report}");
    }
}

/// The files of expected records, in order.
fn expectations(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(".expected.json"));
    paths.sort();
    paths
}

/// Every fact that is missing or too much.
fn differences(expected: &Value, found: &Value, text: &str) -> Vec<String> {
    let view = View { text, expected };
    let both = |facts: &dyn Fn(&Value) -> Facts| (facts(expected), facts(found));
    let projections = [
        ("layout", both(&|record| view.layout(record))),
        ("published", both(&|record| view.published(record))),
        ("actor", both(&|record| view.actors(record))),
        ("place", both(&|record| view.places(record))),
        ("topic", both(&|record| view.topics(record))),
        ("date", both(&|record| view.dates(record))),
        ("quote", both(&|record| view.quotes(record))),
    ];
    let mut lines = Vec::new();
    for (name, (wanted, got)) in projections {
        lines.extend(wanted.difference(&got).map(|fact| format!("missing    {name}: {fact}")));
        lines.extend(got.difference(&wanted).map(|fact| format!("unexpected {name}: {fact}")));
    }
    lines
}

/// How a record is looked at: with its text, and with the expected record where that says what is open.
struct View<'a> {
    text: &'a str,
    expected: &'a Value,
}

impl View<'_> {
    fn layout(&self, record: &Value) -> Facts {
        let mut facts = Facts::new();
        for field in ["id", "headline", "headlineBasis", "headlineSpan", "language"] {
            facts.insert(format!("{field} {}", record[field]));
        }
        let stated = ["source", "member", "textBasis", "extent", "textCompleteness", "url"];
        for field in stated.iter().filter(|field| self.expected.get(**field).is_some()) {
            facts.insert(format!("{field} {}", record[*field]));
        }
        for field in ["provider", "agency"] {
            facts.insert(format!("{field} {} {}", record[field]["name"], self.at(&record[field]["span"])));
        }
        let dateline = &record["dateline"];
        facts.insert(format!("dateline {} {}", dateline["places"], self.at(&dateline["span"])));
        for (field, detail) in [
            ("keyPoints", "text"),
            ("credits", "role"),
            ("credits", "name"),
            ("blocks", "kind"),
            ("sentences", "kind"),
        ] {
            let of = |item: &Value| format!("{field} {} {}", item[detail], self.at(&item["span"]));
            facts.extend(list(record, field).map(of));
        }
        if self.expected["metadata"].is_object() {
            facts.insert(format!("metadata {}", record["metadata"]));
        }
        facts
    }

    fn published(&self, record: &Value) -> Facts {
        let published = &record["datePublished"];
        let mut facts = Facts::from([format!("basis {} sure {}", published["basis"], published["sure"])]);
        let expected = &self.expected["datePublished"];
        let inside = expected["inside"].as_array();
        if let (Some(inside), Some(day)) = (inside, expected["contains"].as_str()) {
            let [from, to] = [&inside[0], &inside[1]].map(|end| end.as_str());
            let (earliest, latest) = (published["earliest"].as_str(), published["latest"].as_str());
            let within = from.is_none_or(|from| earliest.is_some_and(|earliest| earliest >= from))
                && to.is_none_or(|to| latest.is_some_and(|latest| latest <= to));
            let holds =
                earliest.is_none_or(|earliest| earliest <= day) && latest.is_none_or(|latest| latest >= day);
            if !(within && holds) {
                facts.insert(format!(
                    "{earliest:?} to {latest:?} is outside {from:?} to {to:?} or lacks {day}"
                ));
            }
        } else {
            let [edtf, earliest, latest] = ["edtf", "earliest", "latest"].map(|field| &published[field]);
            facts.insert(format!("{edtf} from {earliest} to {latest}"));
        }
        let has = |code: &Value| {
            list(published, "codes").any(|own| own == code)
                || list(published, "evidence").any(|step| step["code"] == *code)
        };
        facts.extend(list(expected, "codes").filter(|code| has(code)).map(|code| format!("evidence {code}")));
        facts
    }

    fn actors(&self, record: &Value) -> Facts {
        let mut facts = Facts::new();
        for actor in list(record, "actors") {
            let id = text_of(&actor["id"]);
            let signed = list(self.expected, "actors").find(|other| other["id"] == actor["id"]);
            let open = signed.is_some_and(|other| other["ofOpen"] == true) && actor["of"].is_null();
            let of = if open { signed.map_or(&Value::Null, |other| &other["of"]) } else { &actor["of"] };
            facts.insert(format!("{id} {} {} of {of}", actor["kind"], actor["name"]));
            for mention in list(actor, "mentions") {
                let how = match text_of(&mention["how"]) {
                    "alias" if actor["kind"] == "person" => "name",
                    how => how,
                };
                facts.insert(format!("{id} {how} {}", self.at(&mention["span"])));
                if mention["does"] == "speaks" && self.is_quoted(&mention["span"]) {
                    facts.insert(format!("{id} speaks {}", self.at(&mention["span"])));
                }
            }
        }
        facts
    }

    fn places(&self, record: &Value) -> Facts {
        let mut facts = Facts::new();
        for place in list(record, "places") {
            let own = |mention: &&Value| !inside(&mention["span"], &self.expected["dateline"]["span"]);
            let line =
                |mention: &Value| format!("{} {} {}", place["id"], place["name"], self.at(&mention["span"]));
            facts.extend(list(place, "mentions").filter(own).map(line));
        }
        facts
    }

    /// Words of the text that the expected record does not name are no difference, unless their topic is one.
    fn topics(&self, record: &Value) -> Facts {
        let mut facts = Facts::new();
        for topic in list(record, "topics") {
            let id = text_of(&topic["id"]);
            let Some(signed) = list(self.expected, "topics").find(|other| other["id"] == topic["id"]) else {
                if !BROAD.contains(&id) {
                    facts.extend(
                        list(topic, "mentions").map(|mention| format!("{id} {}", self.at(&mention["span"]))),
                    );
                }
                continue;
            };
            if !BROAD.contains(&id) {
                facts.insert(format!("{id} {}", topic["prominence"]));
            }
            let met =
                |words: &&Value| list(topic, "mentions").any(|own| overlap(&own["span"], &words["span"]));
            let line = |words: &Value| format!("{id} {}", self.at(&words["span"]));
            facts.extend(list(signed, "mentions").filter(met).map(line));
        }
        facts
    }

    fn dates(&self, record: &Value) -> Facts {
        let own = |date: &&Value| !inside(&date["span"], &self.expected["dateline"]["span"]);
        let line = |date: &Value| {
            let [kind, value, earliest, latest] =
                ["type", "value", "earliest", "latest"].map(|field| &date[field]);
            let interval = if earliest.is_null() {
                String::new()
            } else {
                format!(" {earliest} to {latest} sure {}", date["sure"])
            };
            format!("{} {kind} {value}{interval}", self.at(&date["span"]))
        };
        list(record, "dates").filter(own).map(line).collect()
    }

    fn quotes(&self, record: &Value) -> Facts {
        let mut facts = Facts::new();
        for quote in list(record, "quotes").filter(|quote| quote["kind"] != "indirect") {
            let span = &quote["span"];
            facts.insert(format!("{} by {} {}", quote["kind"], quote["speaker"], self.at(span)));
            let signed = list(self.expected, "quotes").find(|other| other["span"] == *span);
            for field in ["speakerText", "cue"] {
                let left_out =
                    quote[field].is_null() && signed.is_some_and(|other| other["continues"] == true);
                let words =
                    if left_out { signed.map_or(&Value::Null, |other| &other[field]) } else { &quote[field] };
                facts.insert(format!("{span} {field} {}", self.at(&words["span"])));
            }
        }
        facts
    }

    /// Whether the expected record has a quote whose speaker is named there.
    fn is_quoted(&self, span: &Value) -> bool {
        list(self.expected, "quotes").any(|quote| inside(span, &quote["speakerText"]["span"]))
    }

    /// The words under a span, cut in the middle, and where they stand.
    fn at(&self, span: &Value) -> String {
        let Some((start, end)) = ends(span) else { return "nowhere".to_owned() };
        let words: Vec<char> = self.text.get(start..end).unwrap_or("(no such text)").chars().collect();
        let shown: String = match words.len() {
            0..=60 => words.iter().collect(),
            long => words[..30].iter().chain(&['…']).chain(&words[long - 25..]).collect(),
        };
        format!("`{shown}` at {start}..{end}")
    }
}

fn list<'v>(value: &'v Value, field: &str) -> impl Iterator<Item = &'v Value> {
    value[field].as_array().into_iter().flatten()
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or("null")
}

fn ends(span: &Value) -> Option<(usize, usize)> {
    let end = |side: usize| span[side].as_u64().and_then(|offset| usize::try_from(offset).ok());
    Some((end(0)?, end(1)?))
}

fn inside(span: &Value, outer: &Value) -> bool {
    matches!((ends(span), ends(outer)), (Some(one), Some(other)) if other.0 <= one.0 && one.1 <= other.1)
}

fn overlap(span: &Value, other: &Value) -> bool {
    matches!((ends(span), ends(other)), (Some(one), Some(two)) if one.0 < two.1 && two.0 < one.1)
}
