//! `cargo xtask test`: everything that must hold, one step behind the other, on a machine that has only rustup's cargo.
//!
//! A failing step does not stop the next ones. The last line says how many checks passed and failed: each test counts,
//! and each step that runs no tests counts as one.

use crate::{
    Failure, page, root, size,
    steps::{cargo, run, say},
    tools, worker,
};
use std::{
    io::{BufRead, BufReader},
    process::{Command, ExitCode, Stdio},
    time::Instant,
};

/// How many checks passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    passed: usize,
    failed: usize,
}

const PASSED: Tally = Tally { passed: 1, failed: 0 };
const FAILED: Tally = Tally { passed: 0, failed: 1 };

type Step = (&'static str, fn() -> Result<Tally, Failure>);

/// The quick ones first, so that a slip is seen at once; the tools and the page before what needs them.
const STEPS: &[Step] = &[
    ("tools", || tools::set_up_all().map(|()| PASSED)),
    ("formatting", || run(&mut cargo(&["fmt", "--all", "--check"])).map(|()| PASSED)),
    ("the page", || page::build(None, &root().join("dist")).map(|_| PASSED)),
    ("size of the page", size_of_the_page),
    ("the worker's module", || worker::check().map(|()| PASSED)),
    ("lints of the page", lints_of_the_page),
    ("lints", lints),
    ("documentation", documentation),
    // In one run, because cargo would compile much twice for two.
    ("all tests, those in a browser too", || run_tests(cargo(&["test", "--no-fail-fast"]).args(EVERYTHING))),
];

/// What to compile: everything, with the browser tests.
const EVERYTHING: [&str; 3] = ["--workspace", "--features", "dateline-explorer/browser"];

/// Runs all steps and prints the sum.
///
/// # Errors
/// None: what fails is counted.
pub fn run_all() -> Result<ExitCode, Failure> {
    let mut sum = Tally::default();
    let mut broken = Vec::new();
    for (name, step) in STEPS {
        say(&format!("---- {name} ----"));
        let start = now();
        let tally = step().unwrap_or_else(|failure| {
            eprintln!("{failure}");
            FAILED
        });
        say(&format!(
            "{name}: {} passed, {} failed, {} s",
            tally.passed,
            tally.failed,
            start.elapsed().as_secs()
        ));
        if tally.failed > 0 {
            broken.push(*name);
        }
        sum.passed += tally.passed;
        sum.failed += tally.failed;
    }
    if !broken.is_empty() {
        say(&format!("failed: {}", broken.join(", ")));
    }
    println!("{} passed, {} failed", sum.passed, sum.failed);
    Ok(if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[expect(clippy::disallowed_methods, reason = "OK because it only tells whoever waits how long a step took")]
fn now() -> Instant {
    Instant::now()
}

fn lints() -> Result<Tally, Failure> {
    run(cargo(&["clippy", "--all-targets"]).args(EVERYTHING).args(["--", "-D", "warnings"]))?;
    Ok(PASSED)
}

/// The page compiles for the browser alone, where other lints see it.
fn lints_of_the_page() -> Result<Tally, Failure> {
    let page = ["clippy", "--package", "dateline-explorer", "--target", "wasm32-unknown-unknown"];
    run(cargo(&page).args(["--", "-D", "warnings"]))?;
    Ok(PASSED)
}

fn documentation() -> Result<Tally, Failure> {
    let mut doc = cargo(&["doc", "--workspace", "--no-deps", "--document-private-items"]);
    run(doc.env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok(PASSED)
}

fn size_of_the_page() -> Result<Tally, Failure> {
    Ok(if size::within_budget(&root().join("dist"))? { PASSED } else { FAILED })
}

/// Runs tests, passes their output on, and adds up what each binary reports in its last line.
fn run_tests(command: &mut Command) -> Result<Tally, Failure> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let mut sum = Tally::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            println!("{line}");
            if let Some(tally) = reported(&line) {
                sum.passed += tally.passed;
                sum.failed += tally.failed;
            }
        }
    }
    let succeeded = child.wait()?.success();
    if !succeeded && sum.failed == 0 {
        // Something did not compile, or a test ended the whole process.
        sum.failed = 1;
    }
    if succeeded && sum == Tally::default() {
        return Err("no test ran".into());
    }
    Ok(sum)
}

/// `test result: ok. 12 passed; 0 failed; …`
fn reported(line: &str) -> Option<Tally> {
    let counts = line.strip_prefix("test result: ")?.split_once(". ")?.1;
    let number = |word: &str| {
        let part = counts.split(';').find(|part| part.trim().ends_with(word))?;
        part.split_whitespace().next()?.parse().ok()
    };
    Some(Tally { passed: number("passed")?, failed: number("failed")? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::steps;

    #[test]
    fn results_are_read_from_their_line() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(reported(line), Some(Tally { passed: 12, failed: 3 }));
        assert_eq!(reported("test passed ... ok"), None);
    }

    #[test]
    fn a_run_without_a_result_is_a_failure() {
        let tally = run_tests(&mut steps::program("false", &[])).unwrap();
        assert_eq!(tally, FAILED);
        assert!(run_tests(&mut steps::program("true", &[])).is_err());
    }
}
