//! `cargo xtask bench`: Dateline beside other search libraries in one Chromium, by a measuring kit that lies elsewhere.
//!
//! The kit is copied into `target/bench`, Dateline joins it as one more contender, and what the kit measured becomes one
//! table: an array of rows of JSON. The kit itself, its corpus and its other contenders are not part of the project.

use crate::{
    Failure, root,
    steps::{self, cargo, find, program, run, say},
    tools,
};
use serde_json::{Map, Value, json};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

/// What is asked for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Options {
    kit: PathBuf,
    sizes: String,
    only: Option<String>,
    out: PathBuf,
}

/// Measured times of one job of a contender at a size, in milliseconds, over all rounds.
#[derive(Debug, Default)]
struct Job {
    times: Vec<f64>,
    /// The worst of the rounds.
    ok: Option<String>,
}

/// Jobs by contender, size and name.
type Jobs = BTreeMap<(String, String, String), Job>;
/// Numbers of bytes by contender, size and what they count.
type Bytes = BTreeMap<(String, String, &'static str), u64>;

/// Folders of the kit that are made by running it, or that npm makes.
const MADE: [&str; 4] = ["node_modules", "cache", "dist", "results"];

/// Runs the contenders and writes the table.
///
/// # Errors
/// An option is missing, a tool is missing, a step failed, or the kit's results cannot be read.
pub fn run_kit(words: &[String]) -> Result<ExitCode, Failure> {
    let options = Options::read(words)?;
    let kit = copied(&options.kit)?;
    add_dateline(&kit)?;
    say("asking the empty query (seconds)");
    run(&mut in_folder(&kit, "node", &["empty.mjs", "100000"])?)?;
    let mut ask = in_folder(&kit, "node", &["run.mjs", "--out", "dateline", "--sizes", &options.sizes])?;
    if let Some(only) = &options.only {
        ask.args(["--only", only]);
    }
    say("asking every contender in Chromium (minutes; hours for all of them)");
    run(&mut ask)?;
    run(&mut in_folder(&kit, "node", &["bytes.mjs"])?)?;
    let rows = rows(&kit)?;
    fs::write(&options.out, serde_json::to_string_pretty(&rows)? + "\n")?;
    say(&format!("{} rows stand in {}", rows.len(), options.out.display()));
    Ok(ExitCode::SUCCESS)
}

impl Options {
    fn read(words: &[String]) -> Result<Self, Failure> {
        let mut options = Options { sizes: "10000,100000@100,1000000@0".to_owned(), ..Options::default() };
        for pair in words.chunks(2) {
            let [name, value] = pair else {
                return Err(format!("a value is missing behind {}", pair.join(" ")).into());
            };
            match name.as_str() {
                "--kit" => options.kit = PathBuf::from(value),
                "--sizes" => options.sizes.clone_from(value),
                "--only" => options.only = Some(value.clone()),
                "--out" => options.out = PathBuf::from(value),
                _ => {
                    return Err(
                        format!("{name} is not known here; known are --kit, --sizes, --only, --out").into()
                    );
                }
            }
        }
        let is_missing = |path: &Path| path.as_os_str().is_empty();
        if is_missing(&options.kit) || is_missing(&options.out) {
            let name = if is_missing(&options.kit) { "--kit" } else { "--out" };
            return Err(format!("{name} is missing").into());
        }
        Ok(options)
    }
}

fn in_folder(folder: &Path, name: &str, arguments: &[&str]) -> Result<Command, Failure> {
    let found = find(name).ok_or_else(|| format!("{name} is missing: the kit runs in Node and Chromium"))?;
    let mut command = program(found, arguments);
    command.current_dir(folder);
    Ok(command)
}

/// The kit in the scratch folder, with what npm installs; what an earlier run left of results is taken away.
fn copied(kit: &Path) -> Result<PathBuf, Failure> {
    let scratch = root().join("target/bench");
    copy(kit, &scratch)?;
    for made in ["cache", "dist", "results"] {
        let folder = scratch.join(made);
        if folder.exists() && made == "results" {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(folder)?;
    }
    for file in fs::read_dir(scratch.join("cache"))? {
        let path = file?.path();
        // Dateline's own files are those of the code as it was; the others are a library's, which has a version.
        if file_name(&path).contains("dateline") {
            fs::remove_file(path)?;
        }
    }
    if !scratch.join("node_modules").exists() {
        say("installing the libraries of the kit with npm (a minute)");
        run(&mut in_folder(&scratch, "npm", &["install", "--no-audit", "--no-fund"])?)?;
        run(&mut in_folder(&scratch, "node", &["node_modules/esbuild/install.js"])?)?;
    }
    if !scratch.join("limit/limit-scalar.wasm").exists() {
        run(&mut in_folder(&scratch, "sh", &["limit/build.sh"])?)?;
    }
    Ok(scratch)
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).map_err(|error| format!("{}: {error}", from.display()))? {
        let path = entry?.path();
        let name = file_name(&path);
        if MADE.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Builds the contender's module and puts it and its adapter into the kit.
fn add_dateline(kit: &Path) -> Result<(), Failure> {
    let target = "wasm32-unknown-unknown";
    run(&mut cargo(&["build", "--quiet", "--package", "dateline-bench", "--release", "--target", target]))?;
    let bin = tools::for_page()?.bin;
    let own = bin.join("wasm-bindgen");
    let bindgen = if own.exists() { own } else { find("wasm-bindgen").ok_or("wasm-bindgen is missing")? };
    let module = steps::target().join(target).join("release/dateline_bench.wasm");
    let mut bind = program(bindgen, &["--target", "web", "--no-typescript", "--out-dir"]);
    run(bind.arg(kit.join("limit")).arg(module))?;
    for (from, to) in [("adapter.mjs", "adapters/dateline.mjs"), ("empty.mjs", "empty.mjs")] {
        fs::copy(root().join("bench").join(from), kit.join(to))?;
    }
    Ok(())
}

/// The table: a row for each job, then the rows of bytes.
fn rows(kit: &Path) -> Result<Vec<Value>, Failure> {
    let results = fs::read_to_string(kit.join("results/dateline.jsonl"))?;
    let sizes = fs::read_to_string(kit.join("results/index-bytes.json")).unwrap_or_else(|_| "{}".to_owned());
    let mut left = Vec::new();
    for entry in fs::read_dir(kit.join("cache"))? {
        let path = entry?.path();
        let name = file_name(&path);
        if name.starts_with("ready-dateline-") {
            left.push((name, fs::read_to_string(path)?));
        }
    }
    table(&results, &sizes, &left)
}

/// From the kit's lines of results, its sizes of indexes, and the times that Dateline's adapter left.
fn table(results: &str, sizes: &str, left: &[(String, String)]) -> Result<Vec<Value>, Failure> {
    let (mut jobs, mut bytes) = (Jobs::new(), Bytes::new());
    for line in results.lines() {
        let record: Map<String, Value> = serde_json::from_str(line)?;
        if text(&record, "kind") == "run" {
            take_run(&record, &mut jobs, &mut bytes);
        }
    }
    for (name, time) in left {
        // ready-dateline-10000@400-1764000000000.json
        let size = name.trim_start_matches("ready-dateline-").rsplit_once('-').map_or("", |(size, _)| size);
        let key = ("dateline".to_owned(), size.to_owned());
        if jobs.keys().any(|(contender, other, _)| (contender, other) == (&key.0, &key.1)) {
            let job = jobs.entry((key.0, key.1, "ready".to_owned())).or_default();
            job.ok = Some("1/1".to_owned());
            job.times.push(time.trim().parse()?);
        }
    }
    let indexes: Map<String, Value> = serde_json::from_str(sizes)?;
    for (name, index) in &indexes {
        if let Some(((contender, size), length)) =
            name.rsplit_once('-').zip(index.get("br").and_then(Value::as_u64))
        {
            let size = size.trim_end_matches(".bin").to_owned();
            bytes.insert((contender.to_owned(), size, "index_brotli_bytes"), length);
        }
    }
    let job = |((contender, size, job), measured): (&(String, String, String), &Job)| {
        json!({
            "contender": contender, "size": size, "job": job, "median_ms": share(&measured.times, 50),
            "p95_ms": share(&measured.times, 95), "ok": measured.ok,
        })
    };
    let value = |((contender, size, job), value): (&(String, String, &str), &u64)| json!({ "contender": contender, "size": size, "job": job, "value": value });
    Ok(jobs.iter().map(job).chain(bytes.iter().map(value)).collect())
}

fn text(record: &Map<String, Value>, name: &str) -> String {
    record.get(name).and_then(Value::as_str).unwrap_or("").to_owned()
}

/// One round of one contender at one size.
fn take_run(record: &Map<String, Value>, jobs: &mut Jobs, bytes: &mut Bytes) {
    let (contender, size) = (text(record, "ad"), text(record, "size"));
    let mut add = |job: &str, times: &mut dyn Iterator<Item = f64>, ok: Option<&str>| {
        let job = jobs.entry((contender.clone(), size.clone(), job.to_owned())).or_default();
        job.times.extend(times);
        job.ok = worse(job.ok.take(), ok);
    };
    for (job, measured) in record.get("jobs").and_then(Value::as_object).into_iter().flatten() {
        let times = measured.get("ms").and_then(Value::as_array).into_iter().flatten();
        add(job, &mut times.filter_map(Value::as_f64), measured.get("ok").and_then(Value::as_str));
    }
    for (job, name) in [("load", "loadMs"), ("build", "buildMs")] {
        if let Some(time) = record.get(name).and_then(Value::as_f64) {
            add(job, &mut [time].into_iter(), Some("1/1"));
        }
    }
    let part = |name: &str| record.get("mem")?.get(name)?.as_f64();
    if let Some((js, wasm)) = part("js").zip(part("wasm")) {
        #[expect(clippy::cast_sign_loss, reason = "OK because it is not below zero")]
        let memory = (js + wasm).max(0.0) as u64;
        let most = bytes.entry((contender, size, "memory_bytes")).or_default();
        *most = memory.max(*most);
    }
}

/// The one with fewer right answers, of two such as "39/40".
fn worse(one: Option<String>, other: Option<&str>) -> Option<String> {
    let right = |ok: &str| ok.split_once('/').and_then(|(right, _)| right.parse::<u32>().ok());
    match (one, other) {
        (Some(one), Some(other)) if right(&one) <= right(other) => Some(one),
        (one, other) => other.map(str::to_owned).or(one),
    }
}

/// The time below which so many of a hundred lie.
fn share(times: &[f64], percent: usize) -> Option<f64> {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get((sorted.len() * percent / 100).min(sorted.len().saturating_sub(1))).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let options = Options::read(&words("--kit k --sizes 10,20@0 --only a,b --out o.json")).unwrap();
        let expected = Options {
            kit: "k".into(),
            sizes: "10,20@0".to_owned(),
            only: Some("a,b".to_owned()),
            out: "o.json".into(),
        };
        assert_eq!(options, expected);
        for (text, message) in [
            ("--kit k", "--out is missing"),
            ("--kit", "a value is missing behind --kit"),
            ("--size 1", "--size is not known here; known are --kit, --sizes, --only, --out"),
        ] {
            assert_eq!(Options::read(&words(text)).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn rounds_are_pooled_into_rows() {
        let results = concat!(
            r#"{"kind":"corpus","size":"9@4"}"#,
            "\n",
            r#"{"kind":"run","size":"9@4","ad":"dateline","loadMs":2,"mem":{"js":-5,"wasm":10},"jobs":{"wide":{"ms":[1,3],"ok":"40/40"}}}"#,
            "\n",
            r#"{"kind":"run","size":"9@4","ad":"dateline","loadMs":4,"mem":{"js":1,"wasm":10},"jobs":{"wide":{"ms":[2],"ok":"39/40"}}}"#,
        );
        let left = [
            ("ready-dateline-9@4-17.json".to_owned(), "0.5".to_owned()),
            ("ready-dateline-9@built-16.json".to_owned(), "7".to_owned()),
        ];
        let rows = table(results, r#"{"dateline-9@4.bin":{"raw":9,"br":7}}"#, &left).unwrap();
        let job = |job: &str, median: f64, p95: f64, ok: &str| json!({ "contender": "dateline", "size": "9@4", "job": job, "median_ms": median, "p95_ms": p95, "ok": ok });
        let value = |job: &str, value: u64| json!({ "contender": "dateline", "size": "9@4", "job": job, "value": value });
        let expected = [
            job("load", 4.0, 4.0, "1/1"),
            job("ready", 0.5, 0.5, "1/1"),
            job("wide", 2.0, 3.0, "39/40"),
            value("index_brotli_bytes", 7),
            value("memory_bytes", 11),
        ];
        assert_eq!(rows, expected);
    }
}
