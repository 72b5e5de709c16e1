//! Copies of one text are grouped, and texts that only resemble each other are not. The texts are invented: words of no
//! meaning, of which a few are frequent, in sentences and paragraphs, written in scripts with spaces and without.

use crate::invent::{self, Dice};
use dateline_corpus::{Builder, Copies, Corpus, Token, analyse};
use dateline_record::{self as record, Article, Day, Interval, SentenceKind, Span};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// How words look and are joined: first letter, number of letters, letters of a word, gap.
#[derive(Clone, Copy, Debug)]
struct Writing(u32, usize, usize, &'static str);

const WRITINGS: [Writing; 3] =
    [Writing('a' as u32, 26, 4, " "), Writing('가' as u32, 2000, 2, " "), Writing('一' as u32, 1500, 2, "")];

/// A sentence as words.
type Sentence = Vec<String>;
/// Paragraphs of sentences.
type Text = Vec<Vec<Sentence>>;

fn figure(dice: &mut Dice) -> String {
    format!("{}.{}", dice.roll(900) + 10, dice.roll(10))
}

/// One of 2,000 words; a tenth of them makes up half of a text.
fn word(writing: Writing, dice: &mut Dice) -> String {
    let number = if dice.percent(50) { dice.roll(200) } else { dice.roll(2000) };
    let mut letters = Dice(number as u64 * 7919 + 1);
    let letter = |letters: &mut Dice| char::from_u32(writing.0 + letters.roll(writing.1) as u32).unwrap();
    (0..writing.2).map(|_| letter(&mut letters)).collect()
}

fn sentence(writing: Writing, dice: &mut Dice) -> Sentence {
    let words = 12 + dice.roll(14);
    (0..words).map(|_| if dice.percent(4) { figure(dice) } else { word(writing, dice) }).collect()
}

fn paragraph(writing: Writing, dice: &mut Dice) -> Vec<Sentence> {
    (0..=dice.roll(2)).map(|_| sentence(writing, dice)).collect()
}

fn text(writing: Writing, dice: &mut Dice) -> Text {
    (0..10 + dice.roll(12)).map(|_| paragraph(writing, dice)).collect()
}

fn is_figure(word: &str) -> bool {
    word.contains('.')
}

/// Every so many words a figure; one pattern for many reports, one of its words for the place.
fn pattern(writing: Writing, dice: &mut Dice) -> Text {
    let mut pattern = text(writing, dice);
    let mut number = 0;
    for word in pattern.iter_mut().flatten().flatten() {
        number += 1;
        *word = if number % 14 == 0 { "0.0".to_owned() } else { std::mem::take(word) };
    }
    pattern
}

fn report(pattern: &Text, dice: &mut Dice) -> Text {
    let mut report = pattern.clone();
    for word in report.iter_mut().flatten().flatten().filter(|word| is_figure(word)) {
        *word = figure(dice);
    }
    report
}

/// A notice after a pattern, with other names: every so many words is a name.
fn notice(pattern: &Text, writing: Writing, dice: &mut Dice) -> Text {
    let names: Vec<String> = (0..5).map(|_| word(writing, dice) + &word(writing, dice)).collect();
    let mut notice = report(pattern, dice);
    for (number, word) in notice.iter_mut().flatten().flatten().enumerate() {
        if number % 9 == 0 {
            word.clone_from(&names[number / 9 % 5]);
        }
    }
    notice
}

/// A story of the next day: new paragraphs, and a third of the old ones behind them.
fn follow_up(earlier: &Text, writing: Writing, dice: &mut Dice) -> Text {
    let background = earlier.iter().skip(earlier.len() / 3).step_by(2).cloned();
    let news: Text = (0..earlier.len() * 2 / 3).map(|_| paragraph(writing, dice)).collect();
    news.into_iter().chain(background).collect()
}

const KINDS: [&str; 6] = ["whole", "cut", "order", "correction", "around", "all of it"];

fn copy(original: &Text, kind: &str, writing: Writing, dice: &mut Dice) -> Text {
    let mut copy = original.clone();
    let does = |what: &str| kind == what || kind == "all of it";
    if does("cut") {
        // An outlet's own words beside a piece of a story are a text of its own: those copies are cut less.
        let least = if kind == "cut" { 35 } else { 60 };
        copy.truncate((copy.len() * (least + dice.roll(40)) / 100).max(3));
    }
    if does("order") {
        for place in 1..copy.len() {
            copy.swap(place, dice.roll(place + 1));
        }
    }
    if does("correction") {
        correct(&mut copy, writing, dice);
    }
    if does("around") {
        copy.insert(0, vec![sentence(writing, dice)]);
        copy.push(vec![sentence(writing, dice)]);
    }
    copy
}

/// A name spelt in another way wherever it stands, a figure changed, a line that says so.
fn correct(copy: &mut Text, writing: Writing, dice: &mut Dice) {
    let wrong = copy[0][0].iter().find(|word| !is_figure(word)).unwrap().clone();
    let right = word(writing, dice) + "x";
    for word in copy.iter_mut().flatten().flatten().filter(|word| **word == wrong) {
        word.clone_from(&right);
    }
    if let Some(word) = copy.iter_mut().flatten().flatten().find(|word| is_figure(word)) {
        *word = figure(dice);
    }
    copy.push(vec![sentence(writing, dice)]);
}

fn tokens(text: &Text, writing: Writing) -> Vec<Vec<Token>> {
    text.iter().flatten().map(|sentence| analyse(&sentence.join(writing.3))).collect()
}

/// Leaders of texts that all were published on one day.
fn leaders(texts: &[Text], writing: Writing) -> Vec<u32> {
    let mut copies = Copies::new();
    for (text, number) in texts.iter().zip(0..) {
        copies.add(number, &tokens(text, writing));
    }
    copies.finish(&vec![Interval::default(); texts.len()])
}

/// Many texts with the number of the story that each is of, and the kind of copy or neighbour it is.
struct Invented {
    texts: Vec<Text>,
    stories: Vec<usize>,
    kinds: Vec<&'static str>,
}

impl Invented {
    fn push(&mut self, text: Text, story: usize, kind: &'static str) {
        self.texts.push(text);
        self.stories.push(story);
        self.kinds.push(kind);
    }

    fn push_new(&mut self, text: Text, kind: &'static str) -> usize {
        let story = self.texts.len();
        self.push(text, story, kind);
        story
    }
}

fn invented(writing: Writing, dice: &mut Dice) -> Invented {
    let mut all = Invented { texts: Vec::new(), stories: Vec::new(), kinds: Vec::new() };
    let patterns = [pattern(writing, dice), pattern(writing, dice)];
    for number in 0..160 {
        let story = match number % 8 {
            0 => all.push_new(report(&patterns[0], dice), "report"),
            1 => all.push_new(notice(&patterns[1], writing, dice), "notice"),
            2 if number > 8 => {
                let earlier = all.texts[all.stories[dice.roll(all.texts.len())]].clone();
                all.push_new(follow_up(&earlier, writing, dice), "follow-up")
            }
            _ => all.push_new(text(writing, dice), "story"),
        };
        if number % 3 == 0 {
            for kind in KINDS {
                let text = copy(&all.texts[story], kind, writing, dice);
                all.push(text, story, kind);
            }
        }
    }
    all
}

#[test]
fn copies_are_found_and_neighbours_are_not() {
    for writing in WRITINGS {
        let all = invented(writing, &mut Dice(5));
        let leaders = leaders(&all.texts, writing);
        let (mut found, mut recall): (BTreeMap<_, (u32, u32)>, (u32, u32)) = (BTreeMap::new(), (0, 0));
        let mut precision = (0, 0);
        for one in 0..all.texts.len() {
            for other in one + 1..all.texts.len() {
                let (is_true, is_found) =
                    (all.stories[one] == all.stories[other], leaders[one] == leaders[other]);
                recall = (recall.0 + u32::from(is_true && is_found), recall.1 + u32::from(is_true));
                precision = (precision.0 + u32::from(is_true && is_found), precision.1 + u32::from(is_found));
            }
            let kind = found.entry(all.kinds[one]).or_default();
            kind.1 += 1;
            kind.0 += u32::from(leaders[one] == leaders[all.stories[one]]);
        }
        let message = format!("{writing:?}: recall {recall:?}, precision {precision:?}, {found:?}");
        let is_enough = |(both, all): (u32, u32)| all > 500 && both * 100 >= all * 98;
        assert!(is_enough(recall) && is_enough(precision), "{message}");
        for kind in KINDS {
            assert!(found[kind].1 >= 50 && found[kind].0 * 100 >= found[kind].1 * 98, "{kind}: {message}");
        }
    }
}

#[test]
fn the_copy_that_was_surely_out_first_leads() {
    let original = text(WRITINGS[0], &mut Dice(2));
    let day = |number: i32| Day::from_number(20_000 + number);
    let on = |number: i32| Interval { earliest: day(number), latest: day(number) };
    let unknown = Interval::default();
    let from_to = |from: i32, to: i32| Interval { earliest: day(from), latest: day(to) };
    for (dates, leader) in [
        (vec![on(3), on(1), on(2)], 1),
        (vec![on(3), on(3), on(4)], 0),
        (vec![unknown, on(3), on(4)], 1),
        (vec![unknown, unknown, unknown], 0),
        (vec![unknown, from_to(1, 90), on(80)], 2),
        (vec![from_to(2, 5), from_to(1, 5), on(6)], 1),
        (vec![on(9), Interval { earliest: day(4), latest: None }, unknown], 1),
    ] {
        let mut copies = Copies::new();
        for number in [2, 0, 1] {
            copies.add(number, &tokens(&original, WRITINGS[0]));
        }
        assert_eq!(copies.finish(&dates), [leader; 3], "{dates:?}");
    }
}

#[test]
fn a_text_in_many_copies_is_one_story() {
    let mut dice = Dice(11);
    let original = text(WRITINGS[0], &mut dice);
    let kinds = KINDS.iter().cycle().take(120);
    let texts: Vec<Text> = kinds.map(|kind| copy(&original, kind, WRITINGS[0], &mut dice)).collect();
    let leaders = leaders(&texts, WRITINGS[0]);
    assert_eq!(leaders.iter().filter(|leader| **leader == 0).count(), 120, "{leaders:?}");
}

#[test]
fn a_round_up_is_a_copy_of_none_of_its_parts() {
    let mut dice = Dice(3);
    let parts: Vec<Text> = (0..3).map(|_| text(WRITINGS[0], &mut dice)).collect();
    let texts = [parts.clone(), vec![parts.concat()]].concat();
    assert_eq!(leaders(&texts, WRITINGS[0]), [0, 1, 2, 3]);
}

/// Each text of a live report drops its oldest paragraph and has a new one on top.
#[test]
fn a_chain_ends_where_its_ends_have_nothing_in_common() {
    let mut dice = Dice(4);
    let paragraphs: Text = (0..60).map(|_| paragraph(WRITINGS[0], &mut dice)).collect();
    let texts: Vec<Text> = paragraphs.windows(12).map(<[_]>::to_vec).collect();
    let leaders = leaders(&texts, WRITINGS[0]);
    for (one, leader) in leaders.iter().enumerate() {
        assert!(one - *leader as usize <= 11, "{one} is led by {leader}");
    }
    let different: BTreeSet<&u32> = leaders.iter().collect();
    assert!(different.len() <= 16, "{leaders:?}");
}

#[test]
fn lines_that_recur_are_no_copies() {
    let line = vec![vec!["letters to the editor of this paper".split(' ').map(str::to_owned).collect()]];
    assert_eq!(leaders(&[line.clone(), line, Vec::new(), Vec::new()], WRITINGS[0]), [0, 1, 2, 3]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_adding_changes_nothing(seed: u64) {
        let mut dice = Dice(seed);
        let writing = WRITINGS[dice.roll(3)];
        let originals: Vec<Text> = (0..4).map(|_| text(writing, &mut dice)).collect();
        let texts: Vec<Text> = (0..16).map(|number| {
            copy(&originals[number % 4], KINDS[dice.roll(6)], writing, &mut dice)
        }).collect();
        let mut order: Vec<u32> = (0..16).collect();
        for place in 1..order.len() {
            order.swap(place, dice.roll(place + 1));
        }
        let mut copies = Copies::new();
        for number in order {
            copies.add(number, &tokens(&texts[number as usize], writing));
        }
        let found = copies.finish(&[Interval::default(); 16]);
        prop_assert_eq!(&found, &leaders(&texts, writing));
        prop_assert!(found.iter().zip(0..).all(|(leader, number)| *leader <= number && found[*leader as usize] == *leader));
    }
}

/// A record whose body is that text, under a headline of its own.
fn recorded(id: &str, text: &Text, day: Option<i32>) -> (Article, String) {
    let mut article = invent::bare(id);
    let mut written = format!("{id} has a headline of its own\n");
    let headline = Span::new(0, written.len() - 1);
    article.sentences.push(record::Sentence { kind: SentenceKind::Heading, span: headline });
    article.headline_span = Some(headline);
    for sentence in text.iter().flatten() {
        let start = written.len();
        written.push_str(&sentence.join(" "));
        article
            .sentences
            .push(record::Sentence { kind: SentenceKind::Body, span: Span::new(start, written.len()) });
        written.push_str(".\n");
    }
    article.extent = Span::new(0, written.len());
    let day = day.and_then(|day| Day::from_number(20_000 + day));
    (article.date_published.earliest, article.date_published.latest) = (day, day);
    (article, written)
}

/// The id of the article that leads the story of each article, and the ids of its other copies.
fn stories(articles: &[(Article, String)]) -> BTreeMap<String, (String, Vec<String>)> {
    let knowledge = invent::knowledge();
    let mut builder = Builder::new(&knowledge);
    for (article, text) in articles {
        builder.add(article.clone(), Some(text));
    }
    let corpus = Corpus::open(builder.finish(Vec::new(), 0)).unwrap();
    let id = |article: u32| corpus.article(article).unwrap().article.id;
    let story = |article: u32| (id(corpus.story_of(article)), corpus.other_copies(article));
    let told = |article: u32| {
        let (leader, others) = story(article);
        (id(article), (leader, others.into_iter().map(id).collect()))
    };
    (0..articles.len() as u32).map(told).collect()
}

#[test]
fn a_corpus_knows_its_stories() {
    let mut dice = Dice(21);
    let (one, other) = (text(WRITINGS[0], &mut dice), text(WRITINGS[0], &mut dice));
    let cut = copy(&one, "cut", WRITINGS[0], &mut dice);
    let corrected = copy(&one, "correction", WRITINGS[0], &mut dice);
    let mut articles = vec![
        recorded("undated", &one, None),
        recorded("late", &cut, Some(9)),
        recorded("first", &corrected, Some(3)),
        recorded("alone", &other, Some(1)),
    ];
    let found = stories(&articles);
    for (id, leader, others) in [
        ("undated", "first", vec!["late", "first"]),
        ("late", "first", vec!["first", "undated"]),
        ("first", "first", vec!["late", "undated"]),
        ("alone", "alone", vec![]),
    ] {
        let others: Vec<String> = others.into_iter().map(str::to_owned).collect();
        assert_eq!(found[id], (leader.to_owned(), others), "{id}");
    }
    articles.reverse();
    assert_eq!(stories(&articles), found, "the order of adding changes nothing");
}

/// The answer is the same on every machine: these are the leaders that one build gave.
#[test]
fn the_answer_is_recorded() {
    let all = invented(WRITINGS[1], &mut Dice(1));
    let leaders = leaders(&all.texts, WRITINGS[1]);
    let sum = leaders
        .iter()
        .zip(1u64..)
        .fold(0u64, |sum, (leader, place)| sum.wrapping_mul(31).wrapping_add(place * u64::from(*leader)));
    assert_eq!((leaders.len(), sum), (484, 13_399_494_877_794_702_543));
}
