//! The rules that hold for every record (docs/article-record.md), over any text at all.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "OK because a test fails by panicking"
)]

use dateline_knowledge::Knowledge;
use dateline_parse::{Document, Parser, ReadOptions, read};
use dateline_record::{Article, Interval, Span};
use proptest::prelude::*;
use std::sync::LazyLock;

static PARSER: LazyLock<Parser> = LazyLock::new(|| Parser::new(Knowledge::built_in().clone()));

fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Every span of a record, with the name of its field.
fn spans(article: &Article) -> Vec<(&'static str, Span)> {
    let mut all = Vec::new();
    let mut add = |name, spans: &mut dyn Iterator<Item = Span>| all.extend(spans.map(|span| (name, span)));
    add("headline", &mut article.headline_span.into_iter());
    add("keyPoints", &mut article.key_points.iter().map(|point| point.span));
    let organs = [&article.provider, &article.agency].into_iter().flatten();
    add("organs", &mut organs.filter_map(|organ| organ.span));
    add("dateline", &mut article.dateline.iter().map(|dateline| dateline.span));
    let evidence =
        article.dates.iter().flat_map(|date| &date.evidence).chain(&article.date_published.evidence);
    add("evidence", &mut evidence.filter_map(|step| step.span));
    add("credits", &mut article.credits.iter().filter_map(|credit| credit.span));
    add("blocks", &mut article.blocks.iter().map(|block| block.span));
    add("sentences", &mut article.sentences.iter().map(|sentence| sentence.span));
    add("roles", &mut article.actors.iter().flat_map(|actor| &actor.roles).map(|role| role.span));
    add("mentions", &mut article.actors.iter().flat_map(|actor| &actor.mentions).map(|mention| mention.span));
    add("places", &mut article.places.iter().flat_map(|place| &place.mentions).map(|mention| mention.span));
    add("topics", &mut article.topics.iter().flat_map(|topic| &topic.mentions).map(|mention| mention.span));
    add("relations", &mut article.relations.iter().flat_map(|relation| [relation.span, relation.cue]));
    add("dates", &mut article.dates.iter().map(|date| date.span));
    add("quotes", &mut article.quotes.iter().map(|quote| quote.span));
    let words = article.quotes.iter().flat_map(|quote| [&quote.speaker_text, &quote.cue]).flatten();
    add("quote words", &mut words.map(|words| words.span));
    add("warnings", &mut article.warnings.iter().filter_map(|warning| warning.span));
    all
}

fn assert_rules(document: &Document) {
    let article = PARSER.parse(document);
    let text = document.text.as_str();
    for (field, span) in spans(&article) {
        assert!(span.start < span.end && article.extent.contains(span), "{field}: {span:?}");
        assert!(text.get(span.range()).is_some(), "{field}: {span:?} cuts a character");
    }
    assert_blocks(&article, text, document.body);
    assert_ids(&article);
    let intervals = article
        .dates
        .iter()
        .map(dateline_record::Mentioned::interval)
        .chain([article.date_published.interval()]);
    for Interval { earliest, latest } in intervals {
        assert!(earliest.is_none() || latest.is_none() || earliest <= latest);
    }
    let broken = article.warnings.iter().find(|warning| warning.code == "rule-broken");
    assert_eq!(broken, None, "a step of the parser broke a rule");
    assert_eq!(PARSER.parse(document), article, "the same text gave two records");
}

fn assert_blocks(article: &Article, text: &str, body: Span) {
    let mut end = body.start as usize;
    for block in &article.blocks {
        let between = &text[end..block.span.start as usize];
        assert!(between.chars().all(is_space), "no block covers {between:?}");
        end = block.span.end as usize;
    }
    assert!(text[end..].chars().all(is_space), "no block covers {:?}", &text[end..]);
    let mut end = 0;
    let mut blocks = article.blocks.iter().peekable();
    for sentence in &article.sentences {
        assert!(sentence.span.start >= end, "{sentence:?} overlaps");
        while blocks.next_if(|block| block.span.end <= sentence.span.start).is_some() {}
        assert!(
            blocks.peek().is_some_and(|block| block.span.contains(sentence.span)),
            "{sentence:?} in no block"
        );
        end = sentence.span.end;
    }
}

fn assert_ids(article: &Article) {
    let knowledge = Knowledge::built_in();
    let known = |id: &str| article.actors.iter().any(|actor| actor.id == id) || knowledge.actor(id).is_some();
    let quotes = article.quotes.iter().flat_map(|quote| quote.speaker.iter().chain(&quote.about));
    let relations = article.relations.iter().flat_map(|relation| [&relation.from, &relation.to]);
    for id in article.actors.iter().filter_map(|actor| actor.of.as_ref()).chain(quotes).chain(relations) {
        assert!(known(id), "{id}");
    }
    for topic in article.topics.iter().filter_map(|topic| topic.broader.as_ref()) {
        assert!(knowledge.topic(topic).is_some(), "{topic}");
    }
}

/// Reads a text as a file would be read, and checks each record.
fn check(text: &str, source: &str) {
    let (documents, _) = read(text.as_bytes(), source, &ReadOptions::default());
    documents.iter().for_each(assert_rules);
}

/// Lines and pieces of lines that steer the parser into its branches.
const PIECES: &[&str] = &[
    "SEOUL/BEIJING, Jan 2 (Reuters) – ",
    "(Reuters) - ",
    "OSLO — ",
    "March 3 - ",
    "By Ana Marsh and Tom Okoro, Staff",
    "Reporting by Ana Marsh; Editing by Li Wei",
    "(Editing by Li Wei)",
    "Photo: Ana Marsh/Reuters",
    "Sign up here.",
    "Read More:",
    "Our Standards: The Thomson Reuters Trust Principles.",
    "King’s offer aims to calm Oslo visitNorway seeks balance",
    "TRADE AND FISHStill, Norway ",
    "“We agree,” said Lee Jae Myung. ",
    "“Why?” Marsh asked",
    "\n",
    "\r\n\r\n",
    "---\n",
    "title: King\n",
    "date: 2024-02-30\n",
    "on Monday, Dec. 31, 2024, ",
    "last month ",
    "U.S. President Donald Trump ",
    "Beijing said ",
    "中国の習近平は「合意した。」と述べた。",
    "서울에서 이재명 대통령은 말했다. ",
    "\u{feff}",
    "\u{301}",
    "ǅ",
    "ß",
    "İ",
    "…",
    "’",
    "“",
    ". ",
    "\t",
    " ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text(text in any::<String>()) {
        check(&text, "a.txt");
        check(&text, "a.csv");
    }

    #[test]
    fn any_lines(pieces in prop::collection::vec(prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "[A-Za-z’ ,.]{0,40}",
        1 => "\\PC{0,12}",
    ], 0..40)) {
        check(&pieces.concat(), "a.txt");
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for source in ["a.txt", "a.csv", "a.tsv", "a"] {
                let (documents, errors) = read(&bytes, source, &ReadOptions::default());
            prop_assert!(!documents.is_empty() || !errors.is_empty() || source.ends_with("sv"));
        }
    }
}

/// Texts of 30 kB on which a step that is not linear would take minutes.
#[test]
fn endless_texts_end() {
    for piece in PIECES
        .iter()
        .chain(&["a", "aB", "A.", "(", "a.b.", "“A", "1,", "A B ", "-", "A-", "/", "A\n", "\"", "’s"])
    {
        check(&piece.repeat(30_000 / piece.len()), "a.txt");
    }
}
