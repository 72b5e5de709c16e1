//! What is built from: licences and sources of all dependencies are those of `deny.toml`, and the page's module holds no
//! parser. Asked of cargo, which knows every dependency on every platform.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "OK because a test fails by panicking")]

use serde_json::Value;
use spdx::{Expression, LicenseReq, ParseMode};
use xtask::{root, steps};

#[test]
fn licences_and_sources_are_allowed() {
    let metadata =
        steps::output(&mut steps::cargo(&["metadata", "--format-version=1", "--all-features", "--locked"]))
            .expect("cargo metadata");
    let metadata: Value = serde_json::from_str(&metadata).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 100, "cargo lists all dependencies");
    let faults = faults(packages);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The test above can fail.
#[test]
fn other_licences_and_sources_are_found() {
    let index = "registry+https://github.com/rust-lang/crates.io-index";
    let package = |source: &str, license: Value| serde_json::json!({ "name": "x", "version": "1", "source": source, "license": license });
    for (package, count) in [
        (package(index, "MIT OR GPL-3.0-only".into()), 0),
        (package(index, "MIT/Apache-2.0".into()), 0),
        (package(index, "MIT AND GPL-3.0-only".into()), 1),
        (package(index, Value::Null), 1),
        (package("git+https://example.org/x", "MIT".into()), 1),
    ] {
        assert_eq!(faults(std::slice::from_ref(&package)).len(), count, "{package}");
    }
}

#[test]
fn the_page_holds_no_parser() {
    let tree = ["tree", "-p", "dateline-explorer", "--target", "wasm32-unknown-unknown", "-e", "normal"];
    let tree = steps::output(steps::cargo(&tree).args(["--prefix", "none"])).expect("cargo tree");
    let names: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(names.contains(&"leptos"), "the page is drawn with Leptos");
    for parser in ["dateline-parse", "dateline-cli", "csv", "jiff", "clap"] {
        assert!(!names.contains(&parser), "{parser} is part of the page's module");
    }
}

fn faults(packages: &[Value]) -> Vec<String> {
    let deny = std::fs::read_to_string(root().join("deny.toml")).expect("deny.toml");
    let deny: toml::Value = toml::from_str(&deny).expect("TOML");
    let list = |value: &toml::Value| -> Vec<String> { value.clone().try_into().expect("a list of texts") };
    let (licences, registries) = (list(&deny["licenses"]["allow"]), list(&deny["sources"]["allow-registry"]));
    let allowed = |licence: &LicenseReq| licences.contains(&licence.to_string());
    let mut faults = Vec::new();
    for package in packages.iter().filter(|package| !package["source"].is_null()) {
        let name = format!("{} {}", package["name"], package["version"]);
        let source = package["source"].as_str().unwrap_or_default();
        if !registries.iter().any(|registry| source == format!("registry+{registry}")) {
            faults.push(format!("{name} comes from {source}"));
        }
        let licence = package["license"].as_str().unwrap_or_default();
        let expression = Expression::parse_mode(licence, ParseMode::LAX);
        if !expression.is_ok_and(|expression| expression.evaluate(allowed)) {
            faults.push(format!("{name} has the licence “{licence}”"));
        }
    }
    faults
}
