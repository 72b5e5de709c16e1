//! Queries as fragments and back.

use dateline_corpus::search::Options;
use dateline_corpus::{
    Choice, Clause, DateClause, DateValue, Facet, Query, Together, Unit, Value, fragment, parse_query,
    print_query,
};
use dateline_record::{Day, Month};
use proptest::prelude::*;

fn choice() -> impl Strategy<Value = Choice> {
    prop_oneof![Just(Choice::Included), Just(Choice::Excluded)]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![1 => Just(Value::None), 4 => "[-*~,%&=a-z 관]{1,6}|\\PC{1,8}".prop_map(Value::Id)]
}

fn clause() -> impl Strategy<Value = Clause> {
    let choices = prop::collection::btree_map(value(), choice(), 0..5);
    (any::<bool>(), choices).prop_map(|(all, choices)| Clause { all, choices: choices.into_iter().collect() })
}

fn day() -> impl Strategy<Value = Option<Day>> {
    prop::option::of(
        (Day::MIN.number()..=Day::MAX.number()).prop_map(|number| Day::from_number(number).unwrap()),
    )
}

fn date_value() -> impl Strategy<Value = DateValue> {
    prop_oneof![
        (-1i32..10_001).prop_map(DateValue::Year),
        (12i32..120_000).prop_map(|number| DateValue::Month(Month::from_number(number).unwrap())),
        (day(), day()).prop_map(|(first, last)| DateValue::Range(first, last)),
        Just(DateValue::LongerThanAMonth),
        Just(DateValue::None),
    ]
}

fn dates() -> impl Strategy<Value = DateClause> {
    prop::collection::btree_map(date_value(), choice(), 0..5)
        .prop_map(|choices| DateClause { choices: choices.into_iter().collect() })
}

fn query() -> impl Strategy<Value = Query> {
    let facets = prop::collection::btree_map(prop::sample::select(Facet::ALL.to_vec()), clause(), 0..4);
    let together = prop_oneof![Just(Together::Article), Just(Together::Sentence)];
    let unit = prop_oneof![Just(Unit::Stories), Just(Unit::Articles)];
    let reading = any::<bool>().prop_map(|equivalents| Options { equivalents, ..Options::default() });
    (facets, "\\PC{0,12}", dates(), dates(), together, unit, reading).prop_map(
        |(facets, words, published, mentioned, together, unit, reading)| Query {
            facets: facets.into_iter().collect(),
            words,
            published,
            mentioned,
            together,
            unit,
            reading,
        },
    )
}

proptest! {
    #[test]
    fn reads_back(query in query()) {
        let printed = print_query(&query);
        prop_assert_eq!(parse_query(&printed), query.plain());
        prop_assert_eq!(print_query(&query.plain()), printed.clone());
        prop_assert!(printed.bytes().all(|byte| byte.is_ascii_graphic()), "{}", printed);
    }

    #[test]
    fn any_text_is_a_query(text in "\\PC{0,60}|(topic|q|published|mentioned|b\\.topic|x)=[-*~,%0-9a-f./]{0,12}(&q=%[0-9A-G]{0,4})?") {
        let query = parse_query(&text);
        prop_assert_eq!(parse_query(&print_query(&query)), query);
    }

    #[test]
    fn two_selections_stand_side_by_side(one in query(), other in query()) {
        let both = format!("{}&{}", print_query(&one), fragment::print_query_behind("b.", &other));
        prop_assert_eq!(parse_query(&both), one.plain());
        prop_assert_eq!(fragment::parse_query_behind("b.", &both), other.plain());
    }
}

#[test]
fn as_documented() {
    let document = include_str!("../../../../docs/fragment.md");
    let examples = document.lines().filter_map(|line| line.strip_prefix("    #"));
    let mut count = 0;
    for example in examples {
        let query = parse_query(example);
        let own = ["view=", "sort=", "open=", "at=", "v=", "b.", "safe"];
        let of_query =
            example.split('&').filter(|parameter| !own.iter().any(|own| parameter.starts_with(own)));
        assert_eq!(print_query(&query), of_query.collect::<Vec<_>>().join("&"), "{example}");
        count += 1;
    }
    assert!(count >= 5);
}

#[test]
fn written_as_readers_see_it() {
    let id = |id: &str| Value::Id(id.to_owned());
    let topic = Clause { all: false, choices: [(id("tariffs"), Choice::Excluded)].into() };
    let person = Clause {
        all: true,
        choices: [
            (id("a"), Choice::Included),
            (id("-b,"), Choice::Included),
            (Value::None, Choice::Excluded),
        ]
        .into(),
    };
    let day = |text: &str| Day::parse(text);
    let published = [
        (DateValue::Year(2025), Choice::Included),
        (DateValue::Month(Month::parse("2026-01").unwrap()), Choice::Excluded),
        (DateValue::Range(day("2025-06-04"), None), Choice::Included),
        (DateValue::Range(day("2025-06-04"), day("2025-06-04")), Choice::Included),
        (DateValue::LongerThanAMonth, Choice::Included),
        (DateValue::None, Choice::Excluded),
    ];
    let query = Query {
        facets: [(Facet::Topic, topic), (Facet::Person, person)].into(),
        words: "\"rare earths\" Seo".to_owned(),
        published: DateClause { choices: published.into() },
        together: Together::Sentence,
        unit: Unit::Articles,
        reading: Options { equivalents: false, ..Options::default() },
        ..Query::default()
    };
    let expected = "topic=-tariffs&person=*,%2Db%2C,a,-~&q=%22rare%20earths%22%20Seo&also=off\
                    &published=2025,-2026-01,2025-06-04/..,2025-06-04,longer,-~&together=sentence&unit=articles";
    assert_eq!(print_query(&query), expected);
    assert_eq!(print_query(&Query::default()), "");
}

#[test]
fn what_cannot_be_read_is_left_out() {
    for (text, expected) in [
        ("#topic=trade", "topic=trade"),
        ("topic=&person=*&x=1&published=soon,2025-13,2025", "published=2025"),
        ("q=one&q=two", "q=two"),
        ("mentioned=longer,../2025-01-01", "mentioned=../2025-01-01"),
        ("published=2025-02-01/2025-01-01", ""),
        ("q=100%&topic=%zz", "topic=%25zz&q=100%25"),
        ("together=nowhere&unit=bytes&topic", ""),
    ] {
        assert_eq!(print_query(&parse_query(text)), expected, "{text}");
    }
}
