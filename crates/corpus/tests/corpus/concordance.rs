//! Lines of a concordance, as the naive twin finds them in the records, and how lines are cut.

use crate::invent::Dice;
use crate::{invent, naive};
use dateline_corpus::{Concordance, Corpus, Line, Order, Part, Query};
use dateline_record::{Block, BlockKind, Sentence, SentenceKind, Span};
use proptest::prelude::*;

fn letters(text: &str) -> String {
    let text = dateline_corpus::folded(text).replace("’s", "").replace("'s", "");
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// What a line says of itself must be so.
fn check_line(corpus: &Corpus, line: &Line) {
    let reading = corpus.article(line.article).unwrap();
    let hit = line.mark.of(&line.text);
    assert!(!hit.is_empty());
    if let Some(span) = line.span {
        assert_eq!(span.of(reading.text), hit);
        assert!(reading.text.contains(&line.text));
    } else {
        assert!(reading.article.headline.contains(&line.text));
    }
    if let Some(passage) = line.passage {
        let passage = &corpus.passages(&[passage], &Query::default())[0];
        assert!(passage.article == line.article && passage.span.contains(line.span.unwrap()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn as_the_naive_twin(seed: u64, size in 0usize..16, step in 1u32..9) {
        let knowledge = invent::knowledge();
        let mut dice = Dice(seed);
        let articles = invent::articles(size, &mut dice);
        let corpus = invent::corpus(&articles, &knowledge);
        let stories = naive::stories(&articles, &knowledge);
        for _ in 0..6 {
            let (query, words) = invent::query(&corpus, &mut dice);
            let expected = naive::hits(&corpus, &stories, &query, &words, &knowledge);
            let whole = corpus.concordance(&query, Order::Newest, 0..u32::MAX);
            prop_assert_eq!(whole.total as usize, expected.len(), "{:?}", query);
            prop_assert_eq!(whole.lines.len(), expected.len());
            for (line, (article, met)) in whole.lines.iter().zip(&expected) {
                prop_assert_eq!(line.article, *article);
                // Of a Korean word its beginning is met.
                prop_assert!(met.starts_with(&letters(line.mark.of(&line.text))), "{:?} {}", line, met);
                check_line(&corpus, line);
            }
            let mut pieces = Vec::new();
            for start in (0..whole.total).step_by(step as usize) {
                pieces.extend(corpus.concordance(&query, Order::Newest, start..start + step).lines);
            }
            prop_assert_eq!(pieces, whole.lines);
        }
    }
}

/// An article of one paragraph, each sentence ending with a point.
fn told(text: &str) -> Corpus {
    let mut article = invent::bare("told");
    let mut start = 0;
    for sentence in text.split_inclusive(". ") {
        let span = Span::new(start, start + sentence.trim_end().len());
        article.sentences.push(Sentence { kind: SentenceKind::Body, span });
        start += sentence.len();
    }
    article.blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) });
    article.extent = Span::new(0, text.len());
    article.headline.push_str("Ferries stay in port");
    invent::corpus(&[(article, text.to_owned())], &invent::knowledge())
}

fn lines(corpus: &Corpus, words: &str) -> Vec<(String, String, String, (bool, bool))> {
    let query = Query { words: words.to_owned(), ..Query::default() };
    let lines = corpus.concordance(&query, Order::Newest, 0..99).lines.into_iter();
    let parted = |line: Line| {
        let (before, rest) = line.text.split_at(line.mark.start as usize);
        let (hit, behind) = rest.split_at(line.mark.len());
        (before.to_owned(), hit.to_owned(), behind.to_owned(), line.cut)
    };
    lines.map(parted).collect()
}

#[test]
fn a_line_has_the_words_around_its_hit() {
    let corpus = told("Gales closed the strait. All ferries stayed at the quay, and no ferry left.");
    let line = |before: &str, hit: &str, behind: &str| {
        (before.to_owned(), hit.to_owned(), behind.to_owned(), (false, false))
    };
    assert_eq!(
        lines(&corpus, "strait OR “at the quay”"),
        [
            line("Gales closed the ", "strait", ". All ferries stayed at the quay, and no ferry left."),
            line("Gales closed the strait. All ferries stayed ", "at the quay", ", and no ferry left."),
        ]
    );
    assert_eq!(lines(&corpus, "headline:port "), [line("Ferries stay in ", "port", "")]);
    assert_eq!(lines(&corpus, "gales NEAR/3 strait").len(), 2);
    assert_eq!(lines(&corpus, "strait NOT bridge").len(), 1);
    assert_eq!(lines(&corpus, "").len() + lines(&corpus, "bridge").len(), 0);
}

#[test]
fn long_lines_are_cut_between_words_or_letters() {
    let filling = "harbour pilots waited ".repeat(12);
    let corpus = told(&format!("{filling}lighthouse {filling}end."));
    let (before, hit, behind, cut) = lines(&corpus, "lighthouse").remove(0);
    assert_eq!((hit.as_str(), cut), ("lighthouse", (true, true)));
    assert!(before.len() <= 120 && before.len() > 100 && filling.ends_with(&before), "{before}");
    assert!(behind.len() <= 120 && filling.starts_with(behind.trim_start()), "{behind}");
    let corpus = told(&format!("{}灯台{}", "海".repeat(300), "波".repeat(300)));
    let (before, _, behind, cut) = lines(&corpus, "灯台").remove(0);
    assert_eq!((before.chars().count(), behind.chars().count(), cut), (120, 120, (true, true)));
    // The combining accent stays with its letter.
    for filling in ["e\u{301}", "e\u{301}\u{302}"] {
        let corpus = told(&format!("{} kap {}", filling.repeat(300), filling.repeat(300)));
        let (before, _, behind, _) = lines(&corpus, "kap ").remove(0);
        assert!(before.starts_with('e') && before.chars().count() > 100, "{before}");
        assert!(behind.ends_with(filling) && behind.chars().count() > 100, "{behind}");
    }
}

#[test]
fn a_concordance_says_what_it_lacks() {
    let articles = invent::articles(60, &mut Dice(4));
    let mut files = invent::files(&articles, &invent::knowledge());
    let corpus = Corpus::open(files.remove(0).1).unwrap();
    let query = Query { words: "river ".to_owned(), ..Query::default() };
    let nothing = Concordance { lacks: vec![Part::Words], ..Concordance::default() };
    assert_eq!(corpus.concordance(&query, Order::Newest, 0..9), nothing);
    let articles = files.pop().unwrap();
    for (part, bytes) in files {
        corpus.provide(part, bytes).unwrap();
    }
    let counted = corpus.concordance(&query, Order::Newest, 0..9);
    assert!(counted.total > 9 && counted.lines.is_empty(), "{counted:?}");
    assert_eq!(counted.lacks, [Part::Articles(0)]);
    corpus.provide(articles.0, articles.1).unwrap();
    let whole = corpus.concordance(&query, Order::Newest, 0..9);
    assert_eq!((whole.total, whole.lines.len(), whole.lacks.len()), (counted.total, 9, 0));
}
