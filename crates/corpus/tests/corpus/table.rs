//! Pasted lists of names: who each line is, and counts as the naive twin finds them in the records.

use crate::invent::Dice;
use crate::naive::Saying;
use crate::{invent, naive};
use dateline_corpus::{Corpus, Facet, NameRow, NameTable, Part, Query, Said};
use proptest::prelude::*;

const PERSON: Facet = Facet::Person;
const BODY: Facet = Facet::Organisation;

/// What a reader pastes and who it is, where the corpus has articles about it.
const NAMES: [(&str, &[(Facet, &str)]); 12] = [
    // A person and an organisation of one name, and of one id.
    ("Ada Berg", &[(PERSON, "ada-berg"), (BODY, "ada-berg")]),
    ("ada-berg", &[(PERSON, "ada-berg"), (BODY, "ada-berg")]),
    ("  ADA  BERG\t", &[(PERSON, "ada-berg"), (BODY, "ada-berg")]),
    ("A. Berg", &[(PERSON, "ada-berg")]),
    ("berg-ada", &[(PERSON, "ada-berg")]),
    ("카를 달", &[(PERSON, "carl-dahl")]),
    ("Carl-Dahl", &[(PERSON, "carl-dahl")]),
    ("jose nunez", &[(PERSON, "jose-nunez")]),
    ("Ｎorthland", &[(Facet::State, "northland")]),
    ("River Board’s", &[(BODY, "river-board")]),
    // Several people are called so, none of them by more than this.
    ("Lee", &[]),
    ("Berg", &[]),
];

/// What is nobody's name, and its words.
const PHRASES: [(&str, &[(&str, bool)]); 4] = [
    ("“rivers” grew", &[("rivers", false), ("grew", false)]),
    ("28,500", &[("28500", false)]),
    ("관세", &[("관세", true)]),
    ("-nowhere)", &[("nowhere", false)]),
];

fn known(corpus: &Corpus, who: &[(Facet, &str)]) -> Vec<(Facet, String)> {
    let known = |(facet, id): &&(Facet, &str)| corpus.value(*facet, id).is_some();
    who.iter().filter(known).map(|(facet, id)| (*facet, (*id).to_owned())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn as_the_naive_twin(seed: u64, size in 0usize..20) {
        let knowledge = invent::knowledge();
        let mut dice = Dice(seed);
        let articles = invent::articles(size, &mut dice);
        let corpus = invent::corpus(&articles, &knowledge);
        let stories = naive::stories(&articles, &knowledge);
        let typed = NAMES.iter().map(|(typed, _)| *typed).chain(PHRASES.iter().map(|(typed, _)| *typed));
        let pasted = typed.collect::<Vec<_>>().join("\n\n");
        for _ in 0..3 {
            let (query, words) = invent::query(&corpus, &mut dice);
            let table = corpus.name_table(&pasted, &query);
            prop_assert_eq!(table.rows.len(), NAMES.len() + PHRASES.len());
            let said = |saying: &Saying| {
                let (articles, sentences) = naive::said(&corpus, &stories, (&query, &words), &knowledge, saying);
                Said { articles, sentences }
            };
            for (row, (typed, who)) in table.rows.iter().zip(NAMES) {
                prop_assert_eq!(row.line.as_str(), typed.trim());
                let expected = known(&corpus, who);
                prop_assert_eq!(row.actors.len(), expected.len(), "{} {:?}", typed, row);
                prop_assert_eq!(row.phrase.is_some(), expected.is_empty());
                for (actor, (facet, id)) in row.actors.iter().zip(expected) {
                    prop_assert_eq!(&corpus.values(facet)[actor.value as usize].id, &id);
                    prop_assert_eq!(actor.said, said(&Saying::Value(facet, id)), "{} {:?}", typed, query);
                }
            }
            for (row, (typed, phrase)) in table.rows.iter().skip(NAMES.len()).zip(PHRASES) {
                let phrase = phrase.iter().map(|(word, open)| ((*word).to_owned(), *open)).collect();
                prop_assert!(row.actors.is_empty());
                prop_assert_eq!(row.phrase, Some(said(&Saying::Phrase(phrase))), "{} {:?}", typed, query);
            }
        }
    }
}

#[test]
fn long_lists_are_read_up_to_a_bound() {
    let corpus = invent::corpus(&invent::articles(30, &mut Dice(2)), &invent::knowledge());
    let names: Vec<String> = (0..10_007).map(|number| format!("Nobody {number} of the river\n\n")).collect();
    let table = corpus.name_table(&names.concat(), &Query::default());
    assert_eq!((table.rows.len(), table.left_out), (10_000, 7));
    let odd = corpus.name_table("— \n\"\"\n(((\nOR\n🙂\n\u{202e}\n", &Query::default());
    let is_said = |row: &&NameRow| row.phrase != Some(Said::default());
    assert_eq!((odd.rows.len(), odd.rows.iter().filter(is_said).count()), (6, 0));
    assert_eq!(corpus.name_table(" \n\r\n", &Query::default()), NameTable::default());
}

#[test]
fn actors_are_counted_without_the_words() {
    let articles = invent::articles(30, &mut Dice(4));
    let mut files = invent::files(&articles, &invent::knowledge());
    let corpus = Corpus::open(files.remove(0).1).unwrap();
    assert_eq!(corpus.name_table("Northland", &Query::default()).rows.len(), 1);
    let lacking = corpus.name_table("Northland\nnobody knows", &Query::default());
    assert_eq!(lacking, NameTable { lacks: vec![Part::Words], ..NameTable::default() });
}
