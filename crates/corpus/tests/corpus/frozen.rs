//! Freezing: what goes in comes out, the same articles give the same bytes, and no bytes at all make a panic.

use crate::invent;
use crate::invent::Dice;
use dateline_corpus::{Builder, Corpus, Facet, Fault, OpenError, Order, Part, Query, View, Wanted};
use dateline_knowledge::Knowledge;
use dateline_record::{Article, Day, Sentence, SentenceKind};
use proptest::prelude::*;

fn wanted() -> Wanted {
    Wanted {
        facets: Facet::ALL.to_vec(),
        dates: true,
        window: 0..u32::MAX,
        hidden: true,
        passages: true,
        ..Wanted::default()
    }
}

/// Everything that can be asked, for the panics that must not be.
fn ask_everything(corpus: &Corpus, query: &Query) {
    let outcome = corpus.run(query, &wanted());
    let passages = corpus.run(query, &Wanted { view: View::Passages(None), ..wanted() });
    let ids: Vec<u32> = outcome.rows.iter().map(|row| row.id).take(20).chain([0, u32::MAX]).collect();
    corpus.cards(&ids, query);
    let sentences: Vec<u32> = passages.rows.iter().map(|row| row.id).take(20).chain([0, u32::MAX]).collect();
    corpus.passages(&sentences, query);
    sentences.iter().for_each(|sentence| drop(corpus.facts(*sentence)));
    corpus.concordance(query, Order::Oldest, 0..20);
    corpus.name_table("Ada Berg\nriver levy", query);
    ids.iter().for_each(|id| drop((corpus.article(*id), corpus.matches(*id, query))));
    corpus.find_article("invented-0");
    corpus.suggest("ri", 6);
    dateline_corpus::say(query, corpus, &outcome);
}

proptest! {
    #[test]
    fn what_goes_in_comes_out(seed: u64, size in 0usize..16) {
        let knowledge = invent::knowledge();
        let articles = invent::articles(size, &mut Dice(seed));
        let corpus = invent::corpus(&articles, &knowledge);
        prop_assert_eq!(corpus.collection().articles as usize, size);
        prop_assert_eq!(corpus.collection().files as usize, size + 1);
        for (article, text) in &articles {
            let reading = corpus.article(corpus.find_article(&article.id).unwrap()).unwrap();
            prop_assert_eq!(&reading.article, article);
            prop_assert_eq!(reading.text, text);
            prop_assert_eq!(reading.actors.len(), article.actors.len());
            prop_assert_eq!(reading.topics.len(), article.topics.len());
        }
    }

    #[test]
    fn the_same_bytes_in_any_order(seed: u64, size in 0usize..16) {
        let knowledge = invent::knowledge();
        let mut articles = invent::articles(size, &mut Dice(seed));
        let bytes = invent::frozen(&articles, &knowledge);
        articles.reverse();
        prop_assert_eq!(&bytes, &invent::frozen(&articles, &knowledge));
        let middle = size / 2;
        articles.rotate_left(middle);
        prop_assert_eq!(&bytes, &invent::frozen(&articles, &knowledge));
    }

    #[test]
    fn any_changed_bit_is_seen(seed: u64, at: prop::sample::Index, bit in 0u8..8) {
        let mut bytes = invent::frozen(&invent::articles(3, &mut Dice(seed)), &invent::knowledge());
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(Corpus::open(bytes).is_err());
    }

    #[test]
    fn bytes_cut_off_or_added_to_are_seen(seed: u64, at: prop::sample::Index, more in prop::collection::vec(any::<u8>(), 1..9)) {
        let bytes = invent::frozen(&invent::articles(3, &mut Dice(seed)), &invent::knowledge());
        prop_assert!(Corpus::open(bytes[..at.index(bytes.len())].to_vec()).is_err());
        prop_assert!(Corpus::open([bytes, more].concat()).is_err());
    }

    #[test]
    fn any_bytes_are_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Corpus::open(bytes).is_err());
    }

    /// Bytes that lie behind a true checksum still give answers and no panic.
    #[test]
    fn sealed_lies_are_no_panic(seed: u64, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let knowledge = invent::knowledge();
        let mut dice = Dice(seed);
        let mut bytes = invent::frozen(&invent::articles(6, &mut dice), &knowledge);
        let (query, _) = invent::query(&Corpus::open(bytes.clone()).unwrap(), &mut dice);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        dateline_corpus::seal_for_tests(&mut bytes);
        if let Ok(corpus) = Corpus::open(bytes) {
            ask_everything(&corpus, &query);
        }
    }

    /// A corpus in files says what it lacks, answers what it can, and in the end answers as one that came whole.
    #[test]
    fn parts_come_one_by_one(seed: u64, size in 1usize..24) {
        let knowledge = invent::knowledge();
        let mut dice = Dice(seed);
        let articles = invent::articles(size, &mut dice);
        let whole = invent::corpus(&articles, &knowledge);
        let mut files = invent::files(&articles, &knowledge);
        let (query, words) = invent::query(&whole, &mut dice);
        let (part, first) = files.remove(0);
        prop_assert_eq!(part, Part::First);
        let corpus = Corpus::open(first.clone()).unwrap();
        let missing = if words.is_empty() { vec![] } else { vec![Part::Words] };
        prop_assert_eq!(corpus.missing(&query, &wanted()), missing.clone());
        let outcome = corpus.run(&query, &wanted());
        prop_assert_eq!(&outcome.lacks, &missing);
        prop_assert!(missing.is_empty() || outcome.rows.is_empty());
        if !missing.is_empty() {
            with_what_it_names(&whole, first, &files, &query);
        }
        prop_assert_eq!(corpus.missing_to_show(&[0, u32::MAX]), vec![Part::Articles(0)]);
        let is_body = |sentence: &Sentence| sentence.kind == SentenceKind::Body;
        let has_passages = articles.iter().any(|(article, _)| article.sentences.iter().any(is_body));
        let missing = if has_passages { vec![Part::Articles(0)] } else { vec![] };
        prop_assert_eq!(corpus.missing_to_show_passages(&[0, 0, u32::MAX]), missing);
        prop_assert!(corpus.article(0).is_none() && corpus.cards(&[0], &query).is_empty());
        prop_assert_eq!(corpus.find_article(&articles[0].0.id), whole.find_article(&articles[0].0.id));
        let early = files[1].clone();
        if matches!(early.0, Part::Postings(_)) {
            prop_assert_eq!(corpus.provide(early.0, early.1).unwrap_err().fault, Fault::Early);
        }
        let (wrong, bytes) = (Part::Articles(7), files.last().unwrap().1.clone());
        prop_assert_eq!(corpus.provide(wrong, bytes).unwrap_err(), OpenError { part: wrong, fault: Fault::Foreign });
        for (part, bytes) in files {
            corpus.provide(part, bytes).unwrap();
        }
        prop_assert_eq!(corpus.missing_to_show(&[0]), vec![]);
        prop_assert_eq!(corpus.run(&query, &wanted()), whole.run(&query, &wanted()));
        let ids: Vec<u32> = (0..size as u32).collect();
        prop_assert_eq!(corpus.cards(&ids, &query), whole.cards(&ids, &query));
        prop_assert_eq!(corpus.collection(), whole.collection());
    }

    /// A part of another corpus, and one with a changed bit, is not taken; the corpus is as before.
    #[test]
    fn foreign_and_changed_parts_are_seen(seed: u64, at: prop::sample::Index, bit in 0u8..8) {
        let knowledge = invent::knowledge();
        let mut files = invent::files(&invent::articles(4, &mut Dice(seed)), &knowledge);
        let other = invent::files(&invent::articles(5, &mut Dice(!seed)), &knowledge);
        let (corpus, filled) = (Corpus::open(files[0].1.clone()).unwrap(), Corpus::open(files[0].1.clone()).unwrap());
        filled.provide(Part::Words, files[1].1.clone()).unwrap();
        for (part, bytes) in files.iter_mut().skip(1) {
            let corpus = if matches!(part, Part::Postings(_)) { &filled } else { &corpus };
            if let Some((_, other)) = other.iter().find(|(other, _)| other == part) {
                prop_assert_eq!(corpus.provide(*part, other.clone()).unwrap_err().fault, Fault::Foreign);
            }
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            let error = corpus.provide(*part, bytes.clone()).unwrap_err();
            prop_assert_eq!(error.part, *part);
        }
        prop_assert_eq!(corpus.missing_to_show(&[0]), vec![Part::Articles(0)]);
    }

    #[test]
    fn everything_can_be_asked(seed: u64, size in 0usize..24) {
        let mut dice = Dice(seed);
        let corpus = invent::corpus(&invent::articles(size, &mut dice), &invent::knowledge());
        let (query, _) = invent::query(&corpus, &mut dice);
        ask_everything(&corpus, &query);
        let outcome = corpus.run(&query, &wanted());
        let ids: Vec<u32> = outcome.rows.iter().map(|row| row.id).collect();
        for card in corpus.cards(&ids, &query) {
            for snippet in card.snippets {
                prop_assert!(snippet.marks.iter().all(|mark| !mark.of(&snippet.text).is_empty()));
            }
        }
    }
}

/// A corpus with the parts alone that a query names, which it says one step after the other, answers as one that is whole.
fn with_what_it_names(whole: &Corpus, first: Vec<u8>, files: &[(Part, Vec<u8>)], query: &Query) {
    let corpus = Corpus::open(first).unwrap();
    let mut steps = 0;
    loop {
        let outcome = corpus.run(query, &wanted());
        if outcome.lacks.is_empty() {
            assert_eq!(outcome, whole.run(query, &wanted()));
            return;
        }
        assert_eq!(corpus.missing(query, &wanted()), outcome.lacks);
        for part in outcome.lacks {
            let (_, bytes) = files.iter().find(|(other, _)| *other == part).unwrap();
            corpus.provide(part, bytes.clone()).unwrap();
        }
        steps += 1;
        // The dictionary, then the places.
        assert!(steps <= 2);
    }
}

/// Where the head of a section and its body begin: see `docs/index.md`.
const SECTION: usize = 28;
const BODY: usize = SECTION + 24;

#[test]
fn why_bytes_are_no_corpus() {
    let bytes = invent::frozen(&invent::articles(2, &mut Dice(1)), &invent::knowledge());
    let changed = |at: usize, to: u8| {
        let mut bytes = bytes.clone();
        bytes[at] = to;
        bytes
    };
    let length = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap()) as usize;
    let words = BODY + length(SECTION + 8);
    let mut articles = words;
    // Behind the words, several sections say where they stand.
    while bytes[articles] != 2 {
        articles += 24 + length(articles + 8);
    }
    let places = words + 24 + length(words + 8);
    let build = "build the corpus again with this program";
    for (bytes, message) in [
        (b"<!doctype html>".to_vec(), "expected a Dateline corpus, found something else".to_owned()),
        (changed(8, 9), format!("columns: expected version 4 of the layout, found version 9: {build}")),
        (changed(words + 2, 9), format!("words: expected version 2 of the layout, found version 9: {build}")),
        (
            changed(BODY, !bytes[BODY]),
            "columns: expected unchanged bytes, found changed ones: get the corpus again".to_owned(),
        ),
        (
            changed(articles + 40, !bytes[articles + 40]),
            "articles 0: expected unchanged bytes, found changed ones: get the corpus again".to_owned(),
        ),
        (
            changed(places + 24, !bytes[places + 24]),
            "places of words 0: expected unchanged bytes, found changed ones: get the corpus again"
                .to_owned(),
        ),
        (bytes[..20].to_vec(), "columns: expected 28 bytes, found 20: it was cut off or added to".to_owned()),
        (
            changed(articles + 12, 1),
            format!(
                "articles 0: expected {} bytes, found {}: it was cut off or added to",
                length(articles + 8) + (1 << 32),
                length(articles + 8)
            ),
        ),
    ] {
        assert_eq!(Corpus::open(bytes).err().unwrap().to_string(), message);
    }
    let cut = bytes[..bytes.len() - 1].to_vec();
    let (expected, found) = (bytes.len() as u64 - 28, bytes.len() as u64 - 29);
    let fault = Fault::Length { expected, found };
    assert_eq!(Corpus::open(cut).err(), Some(OpenError { part: Part::First, fault }));
}

#[test]
fn absurd_lengths_are_no_absurd_memory() {
    let bytes = invent::frozen(&invent::articles(5, &mut Dice(3)), &invent::knowledge());
    // A length of four thousand million, at every place of every section.
    for at in BODY..bytes.len() - 5 {
        let mut bytes = bytes.clone();
        bytes[at..at + 5].copy_from_slice(&[0xff, 0xff, 0xff, 0xff, 0x0f]);
        dateline_corpus::seal_for_tests(&mut bytes);
        if let Ok(corpus) = Corpus::open(bytes) {
            ask_everything(&corpus, &Query::default());
        }
    }
}

#[test]
fn the_edition_tells_articles_and_knowledge_apart() {
    let edition = |articles: &[(Article, String)], knowledge: &Knowledge| {
        invent::corpus(articles, knowledge).collection().edition.clone()
    };
    let (one, other) = (invent::articles(2, &mut Dice(1)), invent::articles(2, &mut Dice(2)));
    let known = invent::knowledge();
    let mut knows_more = invent::knowledge();
    knows_more.actors[0].aliases.push("Another name".to_owned());
    let editions = [edition(&one, &known), edition(&other, &known), edition(&one, &knows_more)];
    assert_eq!(editions[0], edition(&one, &known));
    assert!(editions.iter().all(|edition| edition.len() == 16));
    assert!(editions[0] != editions[1] && editions[0] != editions[2]);
}

#[test]
fn an_empty_corpus_answers() {
    let corpus = Corpus::open(Builder::new(&invent::knowledge()).finish(Vec::new(), 0)).unwrap();
    ask_everything(&corpus, &Query::default());
    assert_eq!(corpus.collection().published, None);
}

#[test]
fn newest_first_and_undated_last() {
    let dated = |id: &str, first: Option<&str>, last: Option<&str>| {
        let mut article = invent::bare(id);
        article.date_published.earliest = first.and_then(Day::parse);
        article.date_published.latest = last.and_then(Day::parse);
        (article, String::new())
    };
    let articles = [
        dated("undated", None, None),
        dated("since-may", Some("2025-05-01"), None),
        dated("b-june", Some("2025-06-01"), Some("2025-06-30")),
        dated("a-june", Some("2025-06-30"), Some("2025-06-30")),
        dated("until-april", None, Some("2025-04-30")),
    ];
    let corpus = invent::corpus(&articles, &invent::knowledge());
    let ids: Vec<String> = (0..5).map(|id| corpus.article(id).unwrap().article.id).collect();
    assert_eq!(ids, ["a-june", "b-june", "since-may", "until-april", "undated"]);
    let days = |day: &str| Day::parse(day).unwrap();
    assert_eq!(corpus.collection().published, Some((days("2025-06-30"), days("2025-06-30"))));
    assert_eq!(corpus.collection().undated, 1);
}
