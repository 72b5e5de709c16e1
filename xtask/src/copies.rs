//! `cargo xtask copies`: how well copies are found among invented stories, pair by pair, by kind of copy, beside stories that
//! are near each other without being copies.
//!
//! A pair is two articles; it is true where both come from one story, and found where both have the same leader. A copy that
//! was made in several ways counts for each of them.

use crate::{Failure, demo};
use dateline_corpus::{Copies, Token, analyse};
use dateline_knowledge::Knowledge;
use dateline_parse::{Parser, ReadOptions, read};
use dateline_record::{Article, Interval, SentenceKind};
use demo::{COPY_KINDS, Invented, NEAR_KINDS, Options};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Of so many true or found pairs so many are both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Pairs that are both true and found.
    pub both: usize,
    /// All pairs.
    pub of: usize,
}

/// How well copies are found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Of all true pairs those that are found.
    pub recall: Share,
    /// Of all found pairs those that are true.
    pub precision: Share,
    /// Recall of pairs of an original and a copy that was made in this way, among others or in this way alone.
    pub by_kind: BTreeMap<(&'static str, bool), Share>,
    /// Recall of such pairs by language.
    pub by_language: BTreeMap<String, Share>,
    /// Of stories that are near another one in this way, those that are rightly kept apart from it.
    pub apart: BTreeMap<&'static str, Share>,
    /// Pairs that are found but not true, or true but not found.
    pub wrong: Vec<(String, String)>,
    /// Time for comparing and grouping, without parsing and without making tokens.
    pub time: Duration,
}

/// Reads the command's words and prints the table.
///
/// # Errors
/// An unknown word, or a text that is not read.
pub fn run(words: &[String]) -> Result<ExitCode, Failure> {
    let (options, _) = Options { near: 20, copies: 20, ..Options::default() }.changed(words)?;
    let report = measure(&options)?;
    print!("{}", report.table());
    Ok(ExitCode::SUCCESS)
}

/// Invents stories, finds the copies, and compares.
///
/// # Errors
/// A language without a grammar, or a text that is not read.
#[expect(clippy::disallowed_methods, reason = "OK because this command measures time, natively")]
pub fn measure(options: &Options) -> Result<Report, Failure> {
    let stories = demo::invent(options)?;
    let parser = Parser::new(Knowledge::built_in().clone());
    let mut copies = Copies::new();
    let mut dates = Vec::new();
    let mut time = Duration::ZERO;
    for (story, number) in stories.iter().zip(0..) {
        let (documents, _) = read(story.text.as_bytes(), &story.file, &ReadOptions::default());
        let document = documents.first().ok_or_else(|| format!("{} gives no document", story.file))?;
        let article = parser.parse(document);
        let sentences = body(&article, &document.text);
        let start = Instant::now();
        copies.add(number, &sentences);
        time += start.elapsed();
        dates.push(Interval { earliest: Some(story.date), latest: Some(story.date) });
    }
    let start = Instant::now();
    let leaders = copies.finish(&dates);
    Ok(Report { time: time + start.elapsed(), ..compare(&stories, &leaders) })
}

/// The tokens of the body's sentences.
fn body(article: &Article, text: &str) -> Vec<Vec<Token>> {
    let bodies = article.sentences.iter().filter(|sentence| sentence.kind == SentenceKind::Body);
    bodies.map(|sentence| analyse(sentence.span.of(text))).collect()
}

fn compare(stories: &[Invented], leaders: &[u32]) -> Report {
    let root = |story: &Invented| story.copy_of.clone().unwrap_or_else(|| story.file.clone());
    let roots: Vec<String> = stories.iter().map(root).collect();
    let files = || stories.iter().map(|story| story.file.as_str());
    let leader: BTreeMap<&str, u32> = files().zip(leaders.iter().copied()).collect();
    let root: BTreeMap<&str, &str> = files().zip(roots.iter().map(String::as_str)).collect();
    let are_found = |one: &str, other: &str| leader.get(one) == leader.get(other);
    let mut report = Report::default();
    for pair in pairs(stories, &roots) {
        let is_found = are_found(pair.0, pair.1);
        report.recall.add(is_found);
        report.note(is_found, pair);
    }
    for pair in pairs(stories, leaders) {
        let is_true = root.get(pair.0) == root.get(pair.1);
        report.precision.add(is_true);
        report.note(is_true, pair);
    }
    for story in stories {
        report.add_story(story, &are_found);
    }
    report
}

/// All pairs of stories with the same key.
fn pairs<'s, K: Ord>(stories: &'s [Invented], keys: &[K]) -> Vec<(&'s str, &'s str)> {
    let mut groups: BTreeMap<&K, Vec<&str>> = BTreeMap::new();
    for (story, key) in stories.iter().zip(keys) {
        groups.entry(key).or_default().push(&story.file);
    }
    let mut pairs = Vec::new();
    for mut group in groups.into_values() {
        while let Some(one) = group.pop() {
            pairs.extend(group.iter().map(|other| (*other, one)));
        }
    }
    pairs
}

impl Share {
    fn add(&mut self, both: bool) {
        self.both += usize::from(both);
        self.of += 1;
    }

    /// Of a thousand; all, where there are none.
    pub fn per_mille(self) -> usize {
        (self.both * 1000).checked_div(self.of).unwrap_or(1000)
    }
}

impl Report {
    fn note(&mut self, is_right: bool, (one, other): (&str, &str)) {
        if !is_right {
            self.wrong.push((one.to_owned(), other.to_owned()));
        }
    }

    fn add_story(&mut self, story: &Invented, are_found: &impl Fn(&str, &str) -> bool) {
        if let Some(original) = &story.copy_of {
            let is_found = are_found(original, &story.file);
            self.by_language.entry(story.language.clone()).or_default().add(is_found);
            for kind in &story.copied {
                self.by_kind.entry((kind, false)).or_default().add(is_found);
                if story.copied.len() == 1 {
                    self.by_kind.entry((kind, true)).or_default().add(is_found);
                }
            }
        }
        if let (Some(other), Some(kind)) = (&story.near_to, story.near) {
            self.apart.entry(kind).or_default().add(!are_found(other, &story.file));
        }
    }

    /// As a table.
    pub fn table(&self) -> String {
        let mut table = String::from("| pairs | right | of | % |\n| --- | ---: | ---: | ---: |\n");
        let mut row = |name: &str, share: Share| {
            let (whole, tenth) = (share.per_mille() / 10, share.per_mille() % 10);
            // Writing into a string does not fail.
            let _ = writeln!(table, "| {name} | {} | {} | {whole}.{tenth} |", share.both, share.of);
        };
        row("recall", self.recall);
        row("precision", self.precision);
        for kind in COPY_KINDS {
            for (alone, words) in [(false, ""), (true, ", nothing else")] {
                row(
                    &format!("copies: {kind}{words}"),
                    self.by_kind.get(&(kind, alone)).copied().unwrap_or_default(),
                );
            }
        }
        for (language, share) in &self.by_language {
            row(&format!("copies in {language}"), *share);
        }
        for kind in NEAR_KINDS {
            row(&format!("kept apart: {kind}"), self.apart.get(kind).copied().unwrap_or_default());
        }
        for (one, other) in self.wrong.iter().take(12) {
            let _ = writeln!(table, "wrong: {one} and {other}");
        }
        let _ = writeln!(table, "{} ms for comparing and grouping", self.time.as_millis());
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_invented_stories_are_found() {
        let languages = ["en", "ko", "ja", "zh"].map(str::to_owned).to_vec();
        let options = Options { articles: 400, seed: 6, copies: 30, near: 20, languages };
        let report = measure(&options).unwrap();
        assert!(report.recall.of > 100 && report.recall.per_mille() >= 980, "{}", report.table());
        assert!(report.precision.per_mille() >= 980, "{}", report.table());
        assert!(NEAR_KINDS.iter().all(|kind| report.apart[kind].of > 20), "{}", report.table());
    }
}
