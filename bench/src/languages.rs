//! Texts in Korean, Japanese and Chinese with queries and the articles that a careful reader expects, and what the corpus
//! finds of them.
//!
//! The texts in `bench/languages` are invented, in the language of newspapers. A query has a kind: what is hard about it. The
//! same files are read by `bench/languages/compare.mjs`, which asks other libraries.

use crate::empty;
use dateline_corpus::{Builder, Corpus, OpenError, Query, Wanted};
use dateline_knowledge::Knowledge;
use dateline_record::{Article, Sentence, SentenceKind, Span};
use std::collections::BTreeSet;

/// Name, articles (id, headline and text, parted by tabs), and queries (kind, words, ids).
const BEDS: [(&str, &str, &str); 3] = [
    (
        "korean",
        include_str!("../languages/korean.articles.tsv"),
        include_str!("../languages/korean.queries.tsv"),
    ),
    (
        "japanese",
        include_str!("../languages/japanese.articles.tsv"),
        include_str!("../languages/japanese.queries.tsv"),
    ),
    (
        "chinese",
        include_str!("../languages/chinese.articles.tsv"),
        include_str!("../languages/chinese.queries.tsv"),
    ),
];

/// A query and what is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The bed: `korean`, `japanese` or `chinese`.
    pub language: &'static str,
    /// What is hard about it.
    pub kind: &'static str,
    /// The words as a reader types them.
    pub query: &'static str,
    /// Ids that a careful reader expects.
    pub expected: BTreeSet<String>,
    /// Ids that the corpus finds.
    pub found: BTreeSet<String>,
}

/// All queries with their answers.
///
/// # Errors
/// Where the bytes just built do not open.
pub fn answers() -> Result<Vec<Asked>, OpenError> {
    let mut answers = Vec::new();
    for (language, articles, queries) in BEDS {
        let corpus = corpus(articles)?;
        answers.extend(queries.lines().map(|line| asked(language, line, &corpus)));
    }
    Ok(answers)
}

fn corpus(articles: &str) -> Result<Corpus, OpenError> {
    let knowledge = Knowledge::default();
    let mut builder = Builder::new(&knowledge);
    for line in articles.lines() {
        let (article, text) = article(line);
        builder.add(article, Some(&text));
    }
    Corpus::open(builder.finish(Vec::new(), 0))
}

/// The headline is a line of its own, and every line a sentence.
fn article(line: &str) -> (Article, String) {
    let (id, rest) = line.split_once('\t').unwrap_or((line, ""));
    let text = rest.replace('\t', "\n");
    let headline = text.lines().next().unwrap_or("").to_owned();
    let (end, whole) = (headline.len(), Span::new(0, text.len()));
    let sentence = |kind, start, end| Sentence { kind, span: Span::new(start, end) };
    let sentences = vec![
        sentence(SentenceKind::Heading, 0, end),
        sentence(SentenceKind::Body, (end + 1).min(text.len()), text.len()),
    ];
    let headline_span = Some(Span::new(0, end));
    (Article { extent: whole, headline, headline_span, sentences, ..empty(id.to_owned()) }, text)
}

/// A reader who has finished a word types a space.
fn asked(language: &'static str, line: &'static str, corpus: &Corpus) -> Asked {
    let mut fields = line.split('\t');
    let mut field = || fields.next().unwrap_or("");
    let (kind, query, expected) = (field(), field(), field());
    let asked = Query { words: format!("{query} "), ..Query::default() };
    let outcome = corpus.run(&asked, &Wanted { window: 0..u32::MAX, ..Wanted::default() });
    let id = |row: &dateline_corpus::Row| corpus.article(row.id).map(|reading| reading.article.id);
    let found = outcome.rows.iter().filter_map(id).collect();
    Asked { language, kind, query, expected: expected.split_whitespace().map(str::to_owned).collect(), found }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beds_are_whole() {
        for ((language, articles, queries), (least_articles, least_queries)) in
            BEDS.iter().zip([(80, 200), (40, 60), (40, 60)])
        {
            let ids: BTreeSet<&str> = articles.lines().filter_map(|line| line.split('\t').next()).collect();
            assert_eq!(ids.len(), articles.lines().count(), "{language}: an id is used twice");
            assert!(articles.lines().all(|line| line.split('\t').count() == 3), "{language}");
            assert!(ids.len() >= least_articles && queries.lines().count() >= least_queries, "{language}");
            let words: BTreeSet<&str> = queries.lines().filter_map(|line| line.split('\t').nth(1)).collect();
            assert_eq!(words.len(), queries.lines().count(), "{language}: a query is asked twice");
            for line in queries.lines() {
                let fields: Vec<&str> = line.split('\t').collect();
                assert_eq!(fields.len(), 3, "{line}");
                assert!(fields[2].split_whitespace().all(|id| ids.contains(id)), "{line}");
            }
        }
    }

    #[test]
    fn every_query_is_answered() {
        let answers = answers().unwrap();
        let queries: usize = BEDS.iter().map(|(_, _, queries)| queries.lines().count()).sum();
        assert_eq!(answers.len(), queries);
        // Names stand in the texts as they are typed: any engine that finds words finds them.
        for asked in answers.iter().filter(|asked| asked.kind == "name" && !asked.query.contains(' ')) {
            assert_eq!(asked.found, asked.expected, "{}", asked.query);
        }
    }
}
