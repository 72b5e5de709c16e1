//! The program from outside: what it prints for folders, tables and bad files, against the schema and the documentation.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "OK because a test fails by panicking"
)]

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

struct Run {
    records: Vec<Value>,
    messages: Vec<String>,
    success: bool,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn dateline(arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_dateline")).args(arguments).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Run {
        records: text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
        messages: text(&output.stderr).lines().map(str::to_owned).collect(),
        success: output.status.success(),
    }
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn sources(run: &Run) -> Vec<String> {
    let of = |record: &Value, field: &str| record[field].as_str().unwrap_or("").to_owned();
    run.records.iter().map(|record| format!("{} {}", of(record, "source"), of(record, "member"))).collect()
}

const STORY: &str = "King leaves Oslo\n\nBy Ana Marsh\n\nOSLO, March 3 (Reuters) - The king left Oslo on Monday, the palace said.\n\n\
                     “He will be back in June,” his son said. “We hope so.”\n\nEditing by Li Wei\n";
const TABLE: &str = "title,text,date,outlet\nFish,\"Prices fell in Oslo on Monday, the minister said.\",2024-03-02,Coast News\n\
                     Ports,Two ports closed.,,\n";

#[test]
fn records_keep_the_schema() {
    let schema: Value =
        serde_json::from_slice(&fs::read(root().join("docs/article-record.schema.json")).unwrap()).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let folder = folder(&[("a.txt", STORY.as_bytes()), ("b.csv", TABLE.as_bytes())]);
    let stories = root().join("crates/parse/tests/stories");
    let articles = root().join("articles");
    for path in [folder.path(), &stories, &articles] {
        let run = dateline(&["parse", &path.to_string_lossy()]);
        assert!(run.records.len() >= 2, "{:?}", run.messages);
        for record in run.records {
            let errors: Vec<String> = validator
                .iter_errors(&record)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert_eq!(errors, Vec::<String>::new(), "{}", record["source"]);
            assert_only_known_fields(&record, &schema, &schema, "record");
        }
    }
    let broken = serde_json::json!({"schema": "dateline/article/1"});
    assert!(!validator.is_valid(&broken));
}

/// The schema lets fields be added; ours must all be in it.
fn assert_only_known_fields(value: &Value, schema: &Value, whole: &Value, place: &str) {
    let schema = match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => whole.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    if let Some(choices) = schema.get("anyOf").filter(|_| !value.is_null()) {
        return assert_only_known_fields(value, &choices[0], whole, place);
    }
    match value {
        Value::Array(items) if schema.get("prefixItems").is_none() => {
            for item in items {
                assert_only_known_fields(item, &schema["items"], whole, place);
            }
        }
        Value::Object(fields) if schema.get("properties").is_some() => {
            for (key, field) in fields {
                let place = format!("{place}.{key}");
                let known =
                    schema["properties"].get(key).unwrap_or_else(|| panic!("{place} is not in the schema"));
                assert_only_known_fields(field, known, whole, &place);
            }
        }
        _ => {}
    }
}

#[test]
fn the_documented_example_is_in_the_real_record() {
    let documentation = fs::read_to_string(root().join("docs/article-record.md")).unwrap();
    let example = documentation.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let example: Value = serde_json::from_str(example).unwrap();
    let article = root().join("articles").join(example["source"].as_str().unwrap());
    let run = dateline(&["parse", &article.to_string_lossy()]);
    assert_holds(&run.records[0], &example, "record");
}

/// Whether all of `example` is in `found`: objects may have more fields, lists more items.
fn holds(found: &Value, example: &Value) -> bool {
    match (found, example) {
        (Value::Object(found), Value::Object(example)) => {
            example.iter().all(|(key, example)| found.get(key).is_some_and(|found| holds(found, example)))
        }
        (Value::Array(found), Value::Array(example)) if example.iter().any(Value::is_object) => {
            example.iter().all(|example| found.iter().any(|found| holds(found, example)))
        }
        _ => found == example,
    }
}

fn assert_holds(found: &Value, example: &Value, place: &str) {
    for (key, example) in example.as_object().unwrap() {
        assert!(holds(&found[key], example), "{place}.{key}: {example} is not in {}", found[key]);
    }
}

#[test]
fn files_are_read_in_one_order_and_bad_ones_are_named() {
    let folder = folder(&[
        ("z.txt", STORY.as_bytes()),
        ("b/a.txt", STORY.as_bytes()),
        ("b.csv", TABLE.as_bytes()),
        ("c.txt", b"Caf\xe9"),
        ("d.tsv", b"title\ttext\nA\tOne.\nB\n"),
        (".hidden.txt", b"no"),
        (".git/e.txt", b"no"),
        ("f.txt", b""),
        ("g.txt", b"---\ntitle: King\n"),
        ("h.txt", &vec![b'a'; 10 * 1024 * 1024 + 1]),
        ("i.png", b"\x89PNG\0"),
    ]);
    let path = folder.path().to_string_lossy().into_owned();
    let run = dateline(&["parse", &path]);
    assert_eq!(sources(&run), ["b.csv row 1", "b.csv row 2", "b/a.txt ", "d.tsv row 1", "z.txt "]);
    assert_eq!(
        run.messages,
        [
            "c.txt: byte 3: expected UTF-8 text, found the byte 0xE9, which no character begins with or goes on with here",
            "d.tsv: row 2 (line 3): expected 2 values, found 1",
            "f.txt: expected text, found an empty file",
            "g.txt: line 1: expected a second line \"---\" that closes the front matter, found none",
            "h.txt: expected at most 10 MiB (10485760 bytes), found 10485761 bytes",
            "i.png: expected a file that ends in .txt, .text, .md, .csv or .tsv, found .png, which is not read yet",
            "dateline: 5 articles from 9 files; 6 files or rows not read",
        ]
    );
    assert!(run.success);
    assert!(!dateline(&["parse", &path, "--strict"]).success);
}

#[test]
fn nothing_read_is_a_failure() {
    let folder = folder(&[("f.txt", b"")]);
    assert!(!dateline(&["parse", &folder.path().to_string_lossy()]).success);
    let run = dateline(&["parse", "no-such-file.txt"]);
    assert!(!run.success);
    assert_eq!(
        run.messages[0],
        "no-such-file.txt: expected a file that can be opened, found none of that name"
    );
}

#[test]
fn columns_by_hand_and_texts_on_demand() {
    let folder = folder(&[("a.csv", b"kop,tekst\nVis,De prijzen dalen.\n"), ("b.txt", STORY.as_bytes())]);
    let path = folder.path().to_string_lossy().into_owned();
    let run = dateline(&["parse", &path, "--columns", "text=tekst,title=kop"]);
    assert_eq!(run.records[0]["headline"], "Vis");
    assert_eq!(run.records[0]["text"], "De prijzen dalen.");
    assert_eq!(run.records[1]["text"], Value::Null);
    let run = dateline(&["parse", &path, "--columns", "text=tekst", "--columns", "title=kop", "--with-text"]);
    assert_eq!(run.records[1]["text"], STORY);
}

#[test]
fn a_folder_of_knowledge_stands_in_for_files_of_the_same_name() {
    let words = "[morning-herald]\nname = \"Morning Herald\"\nsource = [\"own\"]\n";
    let folder = folder(&[
        ("words/outlets.toml", words.as_bytes()),
        ("wrong/outlets.toml", b"[a]\nname = 3\n"),
        (
            "a/a.txt",
            b"King Leaves Oslo | Morning Herald\n\nThe king left Oslo on Monday morning, the palace said.\n",
        ),
    ]);
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let run = dateline(&["parse", &path("a"), "--knowledge", &path("words")]);
    assert_eq!(run.records[0]["provider"]["name"], "Morning Herald");
    assert_eq!(run.records[0]["headline"], "King Leaves Oslo");
    let run = dateline(&["parse", &path("a"), "--knowledge", &path("wrong")]);
    assert!(!run.success);
    assert!(run.messages[0].contains("wrong/outlets.toml, line 2: expected a string"), "{:?}", run.messages);
}
