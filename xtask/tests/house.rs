//! The rules of the house that neither cargo nor clippy holds, on all Rust files of the workspace: each file says what it
//! owns, functions are short, and packages know only what architecture.md lets them know.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "OK because a test fails by panicking")]

use std::{
    fs,
    path::{Path, PathBuf},
};
use xtask::root;

/// Longer functions are taken apart, in tests too.
const LONGEST: usize = 60;

/// What each room may name of the others, as architecture.md draws it. Tests and `xtask` may name all.
const ARROWS: &[(&str, &[&str])] = &[
    ("crates/record/src/", &[]),
    ("crates/knowledge/src/", &["record"]),
    ("crates/parse/src/", &["record", "knowledge"]),
    ("crates/corpus/src/", &["record", "knowledge"]),
    ("crates/site/src/", &["record", "corpus"]),
    ("crates/cli/src/", &["record", "knowledge", "parse", "corpus", "site"]),
    ("src/", &["record", "corpus"]),
];

const ROOMS: &[&str] = &["record", "knowledge", "parse", "corpus", "site", "cli", "explorer"];

/// Where files may be opened: the program, what the build script shares with `serve`, the commands, and tests.
const OPENERS: &[&str] = &["crates/cli/", "build.rs", "build/", "xtask/", "tests/", "bench/"];

#[test]
fn all_files_keep_the_rules() {
    let files = rust_files(&root());
    assert!(files.len() > 30, "all files are looked at: {}", files.len());
    let mut faults = Vec::new();
    for file in files {
        let name = file.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/");
        faults.extend(faults_of(&name, &fs::read_to_string(&file).expect("UTF-8")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Each rule can fail.
#[test]
fn each_rule_finds_its_fault() {
    let long = format!("//! A.\nfn long() {{\n{}}}\n", "    act();\n".repeat(LONGEST));
    let arrow = format!("//! A.\nuse {}_parse::Parser;\n", "dateline");
    let leptos = format!("//! A.\nuse {}::prelude::*;\n", "leptos");
    let opener = format!("//! A.\nuse std::{};\n", "fs");
    for (name, text, fault) in [
        ("crates/record/src/day.rs", "fn f() {}\n", Some("says what it owns")),
        ("crates/record/src/day.rs", "//! A.\nfn f() {}\n", None),
        ("crates/record/src/day.rs", &long, Some("long has")),
        ("crates/corpus/src/lib.rs", &arrow, Some("dateline_parse")),
        ("crates/cli/src/main.rs", &arrow, None),
        ("crates/corpus/tests/a.rs", &arrow, None),
        ("src/main.rs", &arrow, Some("dateline_parse")),
        ("crates/corpus/src/lib.rs", &leptos, Some("Leptos")),
        ("src/list/row.rs", &leptos, None),
        ("crates/parse/src/read.rs", &opener, Some("opens files")),
        ("crates/cli/src/files.rs", &opener, None),
    ] {
        let faults = faults_of(name, text);
        let met = fault.map_or(faults.is_empty(), |fault| faults.iter().any(|found| found.contains(fault)));
        assert!(met, "{name}: expected {fault:?}, found {faults:?}");
    }
}

fn faults_of(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !text.starts_with("//! ") {
        faults.push(format!("{name}: its first line says what it owns, behind //!"));
    }
    faults.extend(long_functions(name, text));
    if !is_test(name) {
        faults.extend(wrong_arrows(name, text));
        faults.extend(other_rules(name, text));
    }
    faults
}

fn is_test(name: &str) -> bool {
    name.starts_with("tests/") || name.contains("/tests/") || name.starts_with("xtask/")
}

/// As rustfmt lays code out, a function ends with the brace that stands as far left as its first line.
fn long_functions(name: &str, text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut faults = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some(function) = function_name(line) else { continue };
        let indent = line.len() - line.trim_start().len();
        let end = format!("{}}}", " ".repeat(indent));
        let length = lines[start..].iter().position(|line| *line == end).map_or(1, |last| last + 1);
        let one_line = line.ends_with('}') || line.ends_with(';');
        if !one_line && length > LONGEST {
            faults
                .push(format!("{name}:{}: {function} has {length} lines, {LONGEST} is the most", start + 1));
        }
    }
    faults
}

fn function_name(line: &str) -> Option<&str> {
    let mut words = line.trim_start();
    for qualifier in ["pub(crate) ", "pub(super) ", "pub ", "const ", "async ", "extern \"C\" "] {
        words = words.strip_prefix(qualifier).unwrap_or(words);
    }
    words.strip_prefix("fn ")?.split(['(', '<']).next()
}

fn wrong_arrows(name: &str, text: &str) -> Vec<String> {
    let Some((_, known)) = ARROWS.iter().find(|(folder, _)| name.starts_with(folder)) else {
        return Vec::new();
    };
    let own = name.split('/').nth(1).unwrap_or_default();
    let forbidden = ROOMS.iter().filter(|room| **room != own && !known.contains(room));
    forbidden
        .map(|room| format!("dateline_{room}"))
        .filter(|package| text.contains(package.as_str()))
        .map(|package| format!("{name}: names {package}, which it must not know"))
        .collect()
}

fn other_rules(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if text.contains("leptos::") && !name.starts_with("src/") {
        faults.push(format!("{name}: only the page names Leptos"));
    }
    // Tests may read what they hold; their part of a file stands at its end.
    let product = text.split("#[cfg(test)]").next().unwrap_or_default();
    let opens =
        ["std::fs", "fs::File", "File::open", "read_to_string(\""].iter().any(|open| product.contains(open));
    if opens && !OPENERS.iter().any(|opener| name.starts_with(opener)) {
        faults.push(format!("{name}: opens files, which only the program and the build script do"));
    }
    faults
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir()
            && !name.starts_with('.')
            && !["target", "dist", "node_modules"].contains(&name.as_str())
        {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}
