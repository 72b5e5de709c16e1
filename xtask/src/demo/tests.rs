//! What must hold of the invented stories, whatever the seed.

use super::*;
use std::collections::{BTreeMap, HashMap};

fn options(articles: u32, seed: u64) -> Options {
    Options {
        articles,
        seed,
        copies: 10,
        near: 0,
        languages: ["en", "ko", "ja", "zh"].map(str::to_owned).to_vec(),
    }
}

fn stories(articles: u32, seed: u64) -> Vec<Invented> {
    invent(&options(articles, seed)).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_stories() {
    let stories_of_seven = stories(40, 7);
    assert_eq!(stories_of_seven, stories(40, 7));
    assert_eq!(
        stories_of_seven[..10],
        stories(10, 7),
        "a story depends on its number, not on how many there are"
    );
    assert_ne!(stories_of_seven[0].text, stories(1, 8)[0].text);
}

/// In each language; a phrase is eight words, and where no spaces stand between words, twenty characters.
#[test]
fn no_phrase_is_shared_by_more_than_one_in_a_hundred() {
    for (language, ..) in LANGUAGES {
        let stories = invent(&Options { languages: vec![language.to_owned()], ..options(1000, 3) }).unwrap();
        let units: Vec<Vec<&str>> = stories.iter().map(units).collect();
        let mut shared: HashMap<&[&str], (usize, u32)> = HashMap::new();
        for (number, (invented, units)) in stories.iter().zip(&units).enumerate() {
            for phrase in units.windows(if is_spaced(invented) { 8 } else { 20 }) {
                let (last, count) = shared.entry(phrase).or_insert((usize::MAX, 0));
                *count += u32::from(*last != number);
                *last = number;
            }
        }
        let (phrase, (_, count)) = shared.iter().max_by_key(|(_, (_, count))| *count).unwrap();
        assert!(*count <= 10, "{count} of 1,000 stories share {phrase:?}");
    }
}

fn is_spaced(invented: &Invented) -> bool {
    matches!(invented.language.as_str(), "en" | "ko")
}

fn units(invented: &Invented) -> Vec<&str> {
    // Front matter is no prose.
    let prose = invented.text.rsplit("---\n").next().unwrap();
    if is_spaced(invented) {
        return prose.split_whitespace().collect();
    }
    let letters = prose.char_indices().filter(|(_, letter)| !letter.is_whitespace());
    letters.map(|(at, letter)| &prose[at..at + letter.len_utf8()]).collect()
}

#[test]
fn every_story_says_that_it_is_invented() {
    for invented in stories(200, 5) {
        let closing = [
            "Invented for tests; nothing here happened.\n",
            "시험을 위해 지어낸 기사입니다.\n",
            "試験のための架空の記事です。\n",
            "本文为测试而虚构。\n",
        ];
        assert!(closing.iter().any(|line| invented.text.ends_with(line)), "{}", invented.text);
    }
}

#[test]
fn truth_names_what_the_text_names() {
    for invented in stories(300, 11) {
        let text = invented.text.to_lowercase();
        for id in &invented.actors {
            let names = match Knowledge::built_in().actor(id) {
                Some(known) => {
                    let capital = known.capital.iter().map(|capital| &capital.name);
                    let labels = known.labels.values().flatten();
                    let names = [&known.name].into_iter().chain(&known.demonyms).chain(labels).chain(capital);
                    names.map(|name| name.to_lowercase()).collect()
                }
                None => vec![id.replace('-', " "), id.split('-').next_back().unwrap().to_owned()],
            };
            assert!(names.iter().any(|name| text.contains(name)), "{id}: {text}");
        }
        assert!(
            invented.topics.iter().all(|id| lines(TOPICS).any(|topic| topic == id)),
            "{:?}",
            invented.topics
        );
    }
}

#[test]
fn the_day_is_shown_as_truth_says() {
    for invented in stories(200, 13).iter().filter(|invented| invented.language == "en") {
        let (_, _, day) = invented.date.civil();
        let dateline = format!(" {day} (Invented Wire) –");
        let dateline_with_dashes = format!(" {day} (Invented Wire) --");
        let has_day = invented.text.contains(&dateline) || invented.text.contains(&dateline_with_dashes);
        match invented.date_shown {
            "stated" => assert!(invented.text.contains(&format!("date: {}\n", invented.date))),
            "day" => assert!(has_day, "{}", invented.text),
            _ => assert!(!invented.text.contains("(Invented Wire)"), "{}", invented.text),
        }
    }
}

#[test]
fn copies_follow_an_original() {
    let stories = stories(1000, 17);
    let by_file: BTreeMap<&str, &Invented> =
        stories.iter().map(|invented| (invented.file.as_str(), invented)).collect();
    let copies: Vec<&Invented> = stories.iter().filter(|invented| invented.copy_of.is_some()).collect();
    assert!((70..130).contains(&copies.len()), "{} copies of a thousand, asked for 10 %", copies.len());
    for copy in copies {
        let original = by_file[copy.copy_of.as_deref().unwrap()];
        assert!(original.copy_of.is_none() && original.file < copy.file && original.text != copy.text);
        assert_eq!((original.date, &original.language), (copy.date, &copy.language));
        assert!(!copy.copied.is_empty() && copy.copied.iter().all(|kind| COPY_KINDS.contains(kind)));
        let shared = copy.text.lines().filter(|line| original.text.contains(line)).count();
        let least = if copy.copied.contains(&"correction") { 4 } else { 2 };
        assert!(shared * least >= copy.text.lines().count(), "{}\n\n{}", original.text, copy.text);
    }
    for kind in COPY_KINDS {
        assert!(stories.iter().any(|invented| invented.copied == [kind]), "no copy is made by {kind} alone");
    }
}

#[test]
fn near_stories_are_told_with_other_figures_or_repeat_a_part() {
    let stories = invent(&Options { near: 20, ..options(600, 23) }).unwrap();
    let by_file: BTreeMap<&str, &Invented> =
        stories.iter().map(|invented| (invented.file.as_str(), invented)).collect();
    for kind in NEAR_KINDS {
        let near: Vec<&Invented> = stories.iter().filter(|invented| invented.near == Some(kind)).collect();
        assert!(near.len() > 20, "{} stories near by {kind}", near.len());
        for story in near {
            let other = by_file[story.near_to.as_deref().unwrap()];
            assert!(other.near.is_none() && other.copy_of.is_none() && story.copy_of.is_none());
            let without_figures = |text: &str| text.replace(|letter: char| letter.is_ascii_digit(), "");
            let lines = story.text.lines().filter(|line| !line.is_empty());
            let same = lines.clone().filter(|line| other.text.contains(line)).count();
            let alike =
                lines.clone().filter(|line| without_figures(&other.text).contains(&without_figures(line)));
            let (all, alike) = (lines.clone().count(), alike.count());
            if kind == "report" {
                assert!(alike * 5 > all * 3 && same * 5 < all * 4, "{all} {alike} {same} {}", story.text);
            } else {
                assert!(
                    same >= 3 && alike * 5 < all * 4,
                    "{all} {alike} {same} {}\n\n{}",
                    other.text,
                    story.text
                );
            }
        }
    }
}

#[test]
fn words_that_are_no_options_are_named() {
    for (words, expected) in [
        ("--out", "a value is missing behind --out"),
        ("--articles 10", "--out FOLDER is missing"),
        ("--articles ten --out x", "--articles: expected a number, found ten"),
        (
            "--papers 10 --out x",
            "--papers is not known here; known are --articles, --seed, --copies, --near, --languages, --out",
        ),
    ] {
        let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
        assert_eq!(Options::read(&words).unwrap_err().to_string(), expected);
    }
    let unknown = Options { languages: vec!["fr".to_owned()], ..options(1, 1) };
    assert_eq!(
        invent(&unknown).unwrap_err().to_string(),
        "--languages: expected en or ko or ja or zh, found fr"
    );
}
