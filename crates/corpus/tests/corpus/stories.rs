//! The two default stories, from the records that an editor signed (`crates/parse/tests/stories`), asked as the drawings
//! of the page ask them. The expected outcomes were worked out by reading those records.

use crate::invent;
use dateline_corpus::*;
use dateline_knowledge::Knowledge;
use dateline_record::{Article, Day, Interval, Month, Published, Span};
use serde_json::{Value as Json, json};

/// The topics of the two stories with their broader ones.
const TOPICS: [(&str, &str, Option<&str>); 16] = [
    ("alliances", "Alliances and troops", Some("security")),
    ("artificial-intelligence", "Artificial intelligence", Some("resources-and-technology")),
    ("border-disputes", "Border disputes", Some("security")),
    ("critical-minerals", "Critical minerals", Some("resources-and-technology")),
    ("diplomacy", "Diplomacy", None),
    ("missile-defence", "Missile defence", Some("security")),
    ("north-korea", "North Korea", Some("security")),
    ("nuclear", "Nuclear weapons", Some("security")),
    ("resources-and-technology", "Resources and technology", None),
    ("security", "Security", None),
    ("semiconductors", "Semiconductors", Some("resources-and-technology")),
    ("summits", "Summits", Some("diplomacy")),
    ("supply-chains", "Supply chains", Some("trade")),
    ("taiwan", "Taiwan", Some("security")),
    ("tariffs", "Tariffs", Some("trade")),
    ("trade", "Trade", None),
];

fn knowledge() -> Knowledge {
    let mut knowledge = Knowledge::default();
    knowledge.topics.extend(TOPICS.iter().map(|(id, name, broader)| invent::topic(id, name, *broader, "")));
    for topic in &mut knowledge.topics {
        let labels: &[&str] = if topic.id == "tariffs" { &["관세", "关税"] } else { &[] };
        topic.labels = [("ko".to_owned(), labels.iter().map(|label| (*label).to_owned()).collect())].into();
    }
    knowledge
}

/// A signed record, with the fields that reading alone does not settle left empty.
fn signed(expected: &str, text: &str) -> (Article, String) {
    let mut record: Json = serde_json::from_str(expected).unwrap();
    let fill = |entry: &mut Json, missing: Json| {
        for (name, value) in missing.as_object().unwrap() {
            entry.as_object_mut().unwrap().entry(name).or_insert(value.clone());
        }
    };
    fill(
        &mut record,
        json!({
            "schema": dateline_record::SCHEMA, "textBasis": "file", "extent": [0, text.len()], "textCompleteness": "full",
            "metadata": {}, "relations": [], "warnings": [],
        }),
    );
    fill(&mut record["datePublished"], json!({"evidence": []}));
    for (list, missing) in [
        ("actors", json!({"roles": []})),
        ("topics", json!({"name": "", "score": 0.0})),
        ("dates", json!({"evidence": []})),
        ("quotes", json!({"about": []})),
    ] {
        record[list].as_array_mut().unwrap().iter_mut().for_each(|entry| fill(entry, missing.clone()));
    }
    for topic in record["topics"].as_array_mut().unwrap() {
        topic["mentions"]
            .as_array_mut()
            .unwrap()
            .iter_mut()
            .for_each(|mention| fill(mention, json!({"rule": "signed"})));
    }
    (serde_json::from_value(record).unwrap(), text.to_owned())
}

/// "As South Korean President …", published in the last week of August 2025; then "Xi’s invitation …", of 2 January 2026.
fn articles() -> [(Article, String); 2] {
    [
        signed(
            include_str!("../../../parse/tests/stories/000-aa4f2f276c146527.expected.json"),
            include_str!("../../../../articles/000_aa4f2f276c146527.txt"),
        ),
        signed(
            include_str!("../../../parse/tests/stories/003-1fd4d0efecba2366.expected.json"),
            include_str!("../../../../articles/003_1fd4d0efecba2366.txt"),
        ),
    ]
}

/// Dense ids: the newer story is the first.
const INVITATION: u32 = 0;
const ENVOY: u32 = 1;

fn corpus() -> Corpus {
    invent::corpus(&articles(), &knowledge())
}

fn query(fragment: &str) -> Query {
    parse_query(fragment)
}

/// What the page of articles wants.
fn wanted() -> Wanted {
    Wanted {
        facets: Facet::ALL.to_vec(),
        dates: true,
        window: 0..20,
        order: Order::Newest,
        view: View::Articles,
        hidden: true,
        passages: true,
    }
}

/// The values that are there, by id, of one facet.
fn counted<'c>(corpus: &'c Corpus, outcome: &Outcome, facet: Facet) -> Vec<(&'c str, u32)> {
    let counts = outcome.facets.iter().find(|counts| counts.facet == facet).unwrap();
    let ids = corpus.values(facet).iter().map(|info| info.id.as_str());
    let mut counted: Vec<_> =
        ids.zip(counts.counts.iter().copied()).filter(|(_, count)| *count > 0).collect();
    counted.sort_unstable();
    counted
}

fn bar(first: &str, last: &str, sure: bool, found: u32) -> Bar {
    Bar { first: Day::parse(first), last: Day::parse(last), sure, all: 1, found }
}

const SURE: Found = Found { sure: 1, possible: 0, undated: 0 };

/// `light.png`, `dark.png` and `phone.png`: Lee Jae Myung, not tariffs.
#[test]
fn one_article_that_names_lee_and_is_not_about_tariffs() {
    let corpus = corpus();
    let query = query("topic=-tariffs&person=lee-jae-myung");
    let outcome = corpus.run(&query, &wanted());
    let tariffs = ClauseKey::Facet(Facet::Topic, Choice::Excluded);
    let lee = ClauseKey::Facet(Facet::Person, Choice::Included);
    assert_eq!((outcome.found, outcome.of), (SURE, 2));
    assert_eq!(outcome.rows, [Row { id: INVITATION, fit: Fit::Sure }]);
    // Lee is named in 15 of its 28 body sentences.
    assert_eq!((outcome.rows_total, outcome.passages), (1, 15));
    assert_eq!(outcome.hidden.by_one, [(lee, 0), (tariffs, 1)].into_iter().rev().collect::<Vec<_>>());
    assert_eq!(
        (outcome.hidden.listed.clone(), outcome.hidden.by_number.clone()),
        (vec![(ENVOY, tariffs)], vec![1])
    );
}

#[test]
fn the_filters_of_the_light_drawing() {
    let corpus = corpus();
    let outcome = corpus.run(&query("topic=-tariffs&person=lee-jae-myung"), &wanted());
    let topics = [
        ("alliances", 2),
        ("artificial-intelligence", 1),
        ("border-disputes", 1),
        ("critical-minerals", 2),
        ("diplomacy", 2),
        ("missile-defence", 1),
        ("north-korea", 1),
        ("nuclear", 1),
        ("resources-and-technology", 2),
        ("security", 2),
        ("semiconductors", 1),
        ("summits", 2),
        ("supply-chains", 1),
        ("taiwan", 1),
        ("tariffs", 1),
        ("tourism", 1),
        ("trade", 2),
    ];
    assert_eq!(counted(&corpus, &outcome, Facet::Topic), topics);
    let people = [
        "kang-jun-young",
        "kim-jung-kwan",
        "lee-jae-myung",
        "sanae-takaichi",
        "shin-beom-chul",
        "wang-wentao",
        "wi-sung-lac",
        "xavier-brunson",
        "xi-jinping",
        "yoon-suk-yeol",
    ];
    assert_eq!(counted(&corpus, &outcome, Facet::Person), people.map(|id| (id, 1)));
    let states = ["china", "japan", "north-korea", "south-korea", "taiwan", "united-states"];
    assert_eq!(counted(&corpus, &outcome, Facet::State), states.map(|id| (id, 1)));
    let organisations =
        ["cctv", "hankuk-university-of-foreign-studies", "sejong-institute", "us-forces-korea"];
    assert_eq!(counted(&corpus, &outcome, Facet::Organisation), organisations.map(|id| (id, 1)));
    assert_eq!(counted(&corpus, &outcome, Facet::Source), [("Reuters", 1)]);
    assert!(outcome.facets.iter().all(|counts| counts.none == 0 && counts.any_all.is_none()));
}

#[test]
fn the_strip_of_the_light_drawing() {
    let outcome = corpus().run(&query("topic=-tariffs&person=lee-jae-myung"), &wanted());
    let dates = outcome.dates.unwrap();
    let month = |text: &str, sure: u32| MonthCount { month: Month::parse(text).unwrap(), sure, possible: 0 };
    assert_eq!(dates.published, [month("2025-08", 0), month("2026-01", 1)]);
    let published = [bar("2025-08-25", "2025-08-31", false, 0), bar("2026-01-02", "2026-01-02", true, 1)];
    assert_eq!(dates.published_bars, published);
    let mentioned = [
        bar("2017-01-01", "2017-12-31", true, 0),
        bar("2025-06-01", "2025-06-30", true, 1),
        bar("2025-07-01", "2025-07-31", true, 0),
        bar("2025-08-25", "2025-08-25", true, 0),
        bar("2025-10-01", "2025-10-31", true, 0),
        bar("2025-11-01", "2025-11-30", true, 1),
        bar("2025-12-01", "2025-12-31", true, 1),
        bar("2025-12-29", "2025-12-29", true, 1),
        bar("2026-01-02", "2026-01-02", true, 1),
        bar("2026-01-04", "2026-01-04", true, 1),
    ];
    assert_eq!(dates.mentioned_bars, mentioned);
}

#[test]
fn the_sentence_that_says_it() {
    let corpus = corpus();
    let query = query("topic=-tariffs&person=lee-jae-myung");
    let outcome = corpus.run(&query, &wanted());
    let value = |facet: Facet, id: &str, name: &str| {
        vec![Spoken::Value { facet, value: corpus.value(facet, id).unwrap(), name: name.to_owned() }]
    };
    let tariffs = ClauseKey::Facet(Facet::Topic, Choice::Excluded);
    let lee = ClauseKey::Facet(Facet::Person, Choice::Included);
    let not_tariffs = value(Facet::Topic, "tariffs", "Tariffs");
    let expected = [
        Piece::Found { found: SURE, of: 2, unit: Unit::Stories },
        Piece::Clause {
            key: lee,
            all: false,
            values: value(Facet::Person, "lee-jae-myung", "Lee Jae Myung"),
        },
        Piece::Clause { key: tariffs, all: false, values: not_tariffs.clone() },
        Piece::PublishedAnyTime,
        Piece::Hidden { key: tariffs, values: not_tariffs, articles: 1, uncertain: true },
    ];
    assert_eq!(say(&query, &corpus, &outcome), expected);
}

#[test]
fn the_card_of_the_light_drawing() {
    let corpus = corpus();
    let cards = corpus.cards(&[INVITATION], &query("topic=-tariffs&person=lee-jae-myung"));
    let [card] = &cards[..] else { panic!("one card") };
    let names = |facet: Facet, ids: &[u32]| -> Vec<String> {
        ids.iter().map(|id| corpus.values(facet)[*id as usize].name.clone()).collect()
    };
    assert_eq!(card.headline, "Xi’s invitation aims to deepen ties before Lee’s Japan visit");
    assert_eq!(
        (card.source.as_deref(), card.places.join(", ").as_str()),
        (Some("Reuters"), "Seoul, Beijing")
    );
    assert_eq!(names(Facet::Person, &card.people)[..2], ["Lee Jae Myung", "Xi Jinping"]);
    assert_eq!((card.quotes, card.has_excluded.len(), card.snippets.len()), (9, 0, 2));
    let first = &card.snippets[0];
    assert!(
        first.text.contains("will host South Korean President Lee Jae Myung on a state visit"),
        "{first:?}"
    );
    assert_eq!(first.marks.iter().map(|mark| mark.of(&first.text)).collect::<Vec<_>>(), ["Lee Jae Myung"]);
    let hidden = corpus.cards(&[ENVOY], &query("topic=-tariffs"));
    assert_eq!(hidden[0].has_excluded, [(Facet::Topic, corpus.value(Facet::Topic, "tariffs").unwrap())]);
    assert!(hidden[0].headline_is_lede && !hidden[0].sure);
}

/// `empty-light.png`: a word that nothing holds.
#[test]
fn nothing_holds_a_misspelt_word() {
    let corpus = corpus();
    let as_typed = search::Options { edits: 0, ..search::Options::default() };
    let asked = |fragment: &str| Query { reading: as_typed, ..parse_query(fragment) };
    let query = asked("person=xi-jinping&q=tarrifs&published=2026-01");
    let outcome = corpus.run(&query, &wanted());
    let (xi, january) =
        (ClauseKey::Facet(Facet::Person, Choice::Included), ClauseKey::Published(Choice::Included));
    assert_eq!((outcome.found, outcome.of, outcome.rows.len()), (Found::default(), 2, 0));
    assert_eq!(outcome.hidden.by_one, [(xi, 0), (ClauseKey::Words, 1), (january, 0)]);
    assert_eq!(outcome.hidden.listed, [(INVITATION, ClauseKey::Words)]);
    assert_eq!(outcome.hidden.by_number, [1, 1]);
    assert!(Facet::ALL.into_iter().all(|facet| counted(&corpus, &outcome, facet).is_empty()));
    let pieces = say(&query, &corpus, &outcome);
    assert!(pieces.contains(&Piece::HiddenByMore { articles: 1 }));
    // The sieve of the drawing: what each clause leaves alone.
    for (fragment, left) in
        [("person=xi-jinping", 2), ("published=2026-01", 1), ("q=tarrifs", 0), ("q=tariff", 1)]
    {
        assert_eq!(corpus.run(&asked(fragment), &Wanted::default()).found.total(), left, "{fragment}");
    }
}

#[test]
fn a_misspelt_word_is_looked_for_as_words_near_it() {
    let outcome = corpus().run(&parse_query("q=tarrifs"), &Wanted::default());
    let to = vec!["tariff".to_owned()];
    let word = Span::new(0, "tarrifs".len());
    assert_eq!(outcome.notes, [search::Note::Corrected { word, to }]);
    assert_eq!(outcome.found.total(), 1);
}

/// The shape of `many-light.png`: a broad topic without a narrower one, under a long range of dates.
#[test]
fn trade_but_not_tariffs_from_january_2025_to_february_2026() {
    let corpus = corpus();
    let outcome = corpus.run(&query("topic=trade,-tariffs&published=2025-01-01/2026-02-28"), &wanted());
    let hidden = ClauseKey::Facet(Facet::Topic, Choice::Excluded);
    assert_eq!((outcome.found, outcome.of), (SURE, 2));
    assert_eq!(outcome.hidden.listed, [(ENVOY, hidden)]);
    // Trade is said by words of its own in two sentences of the newer story, by supply chains in one more.
    let narrow = corpus.run(&query("topic=supply-chains"), &wanted());
    assert!(narrow.passages < outcome.passages);
}

#[test]
fn undated_articles_stay_until_none_is_excluded() {
    let mut articles = articles();
    articles[0].0.date_published = Published::unknown();
    let corpus = invent::corpus(&articles, &knowledge());
    let outcome = corpus.run(&query("published=2026-01"), &wanted());
    assert_eq!(outcome.found, Found { sure: 1, possible: 0, undated: 1 });
    assert_eq!(outcome.rows, [Row { id: INVITATION, fit: Fit::Sure }, Row { id: ENVOY, fit: Fit::Undated }]);
    let outcome = corpus.run(&query("published=2026-01,-~"), &wanted());
    assert_eq!(
        (outcome.found, outcome.hidden.listed),
        (SURE, vec![(ENVOY, ClauseKey::Published(Choice::Excluded))])
    );
    let outcome = corpus.run(&query("published=~"), &wanted());
    assert_eq!(outcome.found, Found { sure: 0, possible: 0, undated: 1 });
}

#[test]
fn an_uncertain_date_is_possible_where_it_overlaps() {
    let mut articles = articles();
    let days = Interval { earliest: Day::parse("2025-06-04"), latest: Day::parse("2025-10-31") };
    (articles[0].0.date_published.earliest, articles[0].0.date_published.latest) =
        (days.earliest, days.latest);
    let corpus = invent::corpus(&articles, &knowledge());
    for (fragment, sure, possible) in [
        ("published=2025-10", 0, 1),
        ("published=2025", 1, 0),
        ("published=2025-06-04/2025-10-31", 1, 0),
        ("published=2025-06,2025-07,2025-08,2025-09,2025-10", 1, 0),
        ("published=-2025-10", 1, 1),
        ("published=-2025", 1, 0),
        ("published=longer", 1, 0),
        ("published=-longer", 1, 0),
        ("published=2025-05", 0, 0),
    ] {
        let found = corpus.run(&parse_query(fragment), &Wanted::default()).found;
        assert_eq!(found, Found { sure, possible, undated: 0 }, "{fragment}");
    }
    let dates = corpus.run(&Query::default(), &wanted()).dates.unwrap();
    let months: Vec<(String, u32, u32)> =
        dates.published.iter().map(|count| (count.month.to_string(), count.sure, count.possible)).collect();
    let possible =
        ["2025-06", "2025-07", "2025-08", "2025-09", "2025-10"].map(|month| (month.to_owned(), 0, 1));
    assert_eq!(months, [&possible[..], &[("2026-01".to_owned(), 1, 0)]].concat());
    assert_eq!(
        dates.years.iter().map(|count| (count.year, count.sure, count.possible)).collect::<Vec<_>>(),
        [(2025, 1, 0), (2026, 1, 0)]
    );
    assert_eq!((dates.longer_than_a_month, dates.undated), (1, 0));
}

#[test]
fn lee_and_taiwan_in_one_sentence() {
    let corpus = corpus();
    let outcome = corpus.run(&query("topic=taiwan&person=lee-jae-myung&together=sentence"), &wanted());
    // "… will host … Lee Jae Myung … tensions with Japan over Taiwan", and "… under Lee’s predecessor … handling of Taiwan".
    assert_eq!((outcome.found, outcome.passages), (SURE, 2));
    let outcome = corpus.run(&query("topic=tariffs&person=xi-jinping&together=sentence"), &wanted());
    assert_eq!(outcome.found.total(), 0);
    let about = ClauseKey::Facet(Facet::Topic, Choice::Included);
    assert_eq!(outcome.hidden.listed, [(INVITATION, about), (ENVOY, ClauseKey::Together)]);
}

#[test]
fn suggestions_in_any_language() {
    let corpus = corpus();
    let names = |typed: &str| -> Vec<String> {
        let suggested = corpus.suggest(typed, 6);
        suggested.iter().map(|one| corpus.values(one.facet)[one.value as usize].name.clone()).collect()
    };
    assert_eq!(names("관세"), ["Tariffs"]);
    assert_eq!(names("관"), ["Tariffs"]);
    assert_eq!(names("关税"), ["Tariffs"]);
    assert_eq!(names("tar"), ["Tariffs"]);
    assert_eq!(names("lee ja"), ["Lee Jae Myung"]);
    assert_eq!(names("myung"), ["Lee Jae Myung"]);
    // The same name as a topic and as a state: the topic's facet stands first.
    assert_eq!(names("taiwan"), ["Taiwan", "Taiwan"]);
    assert_eq!(names("north korea"), ["North Korea", "North Korea"]);
    assert_eq!(names(" ").len() + names("zzz").len(), 0);
}

#[test]
fn words_in_the_stories() {
    let corpus = corpus();
    for (words, found) in [
        ("rare earth", 2),
        ("\"rare earth minerals\"", 2),
        ("\"earth rare\"", 0),
        ("28500 ", 1),
        ("u.s. ", 2),
        ("Lee’s ", 2),
        ("shutterstock ", 0),
        ("gopalakrishnan", 0),
        ("normalising", 1),
        ("supply chains taiwan", 1),
        ("tari", 1),
        ("tari ", 0),
        ("\"leader LEE says\"", 1),
    ] {
        let query = Query { words: words.to_owned(), ..Query::default() };
        assert_eq!(corpus.run(&query, &Wanted::default()).found.total(), found, "{words}");
    }
}

#[test]
fn matches_to_step_through() {
    let corpus = corpus();
    let query = query("person=lee-jae-myung");
    let reading = corpus.article(INVITATION).unwrap();
    let matches = corpus.matches(INVITATION, &query);
    assert_eq!(matches.len(), 20);
    assert!(matches.iter().all(|span| !span.of(reading.text).is_empty()));
    let passages = corpus.passages(&[reading.passages.start, ENVOY + 27], &query);
    assert_eq!(
        passages[0].marks.iter().map(|mark| mark.of(&passages[0].text)).collect::<Vec<_>>(),
        ["Lee Jae Myung"]
    );
    assert_eq!((passages[0].article, passages[1].article), (INVITATION, ENVOY));
}

/// What the page loads first has to stay small: both stories, with records, columns and tokens.
#[test]
fn both_stories_are_small() {
    let bytes = invent::frozen(&articles(), &knowledge());
    assert!(bytes.len() < 30_000, "{} bytes", bytes.len());
}
