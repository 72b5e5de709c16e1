//! Cases of expressions, extents, values and tenses; all sentences are the project's own.

use super::meaning::Step;
use super::*;
use dateline_record::PublishedBasis;
use proptest::prelude::*;

/// A publication on one day, or in an interval `from..to` whose open ends are empty.
fn published(days: &str) -> Published {
    let (from, to) = days.split_once("..").unwrap_or((days, days));
    let days = Interval { earliest: Day::parse(from), latest: Day::parse(to) };
    Published {
        earliest: days.earliest,
        latest: days.latest,
        basis: PublishedBasis::Inferred,
        ..Published::unknown()
    }
}

fn read(text: &str, days: &str) -> Vec<Mentioned> {
    let mut found = Vec::new();
    in_sentence(text, Span::new(0, text.len()), &Knowledge::built_in().calendar, &mut found);
    anchor(&mut found);
    resolve(&found, &published(days))
}

/// `words=VALUE` for each expression; `-` where the value is not known, and the interval behind `@` where it is not sure.
fn check(text: &str, days: &str, expected: &[&str]) {
    let shown: Vec<String> = read(text, days)
        .iter()
        .map(|date| {
            let unsure = (!date.sure && date.edtf.is_some()).then(|| date.edtf.clone().unwrap_or_default());
            let value = date.value.as_deref().unwrap_or("-");
            let kind = match date.kind {
                TimexType::Date => "",
                TimexType::Time => "TIME ",
                TimexType::Duration => "DURATION ",
                TimexType::Set => "SET ",
            };
            format!("{}={kind}{value}{}", date.text, unsure.map_or(String::new(), |edtf| format!("@{edtf}")))
        })
        .collect();
    assert_eq!(shown, expected, "{text}");
}

const WRITTEN: &str = "2024-05-15"; // A Wednesday.

#[test]
fn written_out() {
    for (text, expected) in [
        ("The ferry sank on March 3, 2021.", "March 3, 2021=2021-03-03"),
        ("The ferry sank on 3 Mar. 2021 off Oran.", "3 Mar. 2021=2021-03-03"),
        ("The ferry sank on Wednesday, March 3, 2021.", "Wednesday, March 3, 2021=2021-03-03"),
        ("The 3rd of March 2021 was cold.", "The 3rd of March 2021=2021-03-03"),
        ("The log begins at 2021-03-03.", "2021-03-03=2021-03-03"),
        ("The log begins at 25/12/2021.", "25/12/2021=2021-12-25"),
        ("The log begins at 12/25/2021.", "12/25/2021=2021-12-25"),
        ("The log begins at 03/04/2021.", "03/04/2021=-@[2021-03-04..2021-04-03]"),
        ("The log begins at 3.4.2021.", "3.4.2021=2021-04-03"),
        ("The mill closed in June 2019.", "June 2019=2019-06"),
        ("The mill closed in 1998.", "1998=1998"),
        ("The mill (1998) is a museum.", "1998=1998"),
        ("The mill closed in the 1990s.", "the 1990s=199"),
        ("The mill closed in the late '70s.", "the late '70s=197"),
        ("Rents doubled in mid-2022.", "mid-2022=2022"),
        ("Rents doubled in the first quarter of 2022.", "the first quarter of 2022=2022-Q1"),
        ("Rents doubled in the second half of 2022.", "the second half of 2022=2022-H2"),
        ("Rents doubled in Q3 2022.", "Q3 2022=2022-Q3"),
        ("Rents doubled by the end of 2022.", "the end of 2022=2022"),
        ("The 19th century bridge fell.", "The 19th century=18"),
    ] {
        check(text, WRITTEN, &[expected]);
    }
}

#[test]
fn no_dates() {
    for text in [
        "The brigade has 2,025 men and 2000 troops in reserve.",
        "The baker, aged 54, sold 1,998 loaves to a six-year-old boy.",
        "A man of 54 years old won $2019.",
        "The Clean Ports Act is older than the 2018 Harbour Safety Act.",
        "May I march with you, April Morrow asked.",
        "Prices rose 1.5 percent to 2020.4 points.",
        "She reads the Daily Harbour.",
        "Theresa May spoke of the second man.",
    ] {
        check(text, WRITTEN, &[]);
    }
}

#[test]
fn without_a_year() {
    for (text, days, expected) in [
        ("The bridge was opened on December 29.", "2026-01-02", "December 29=2025-12-29"),
        ("The bridge will open on January 9.", "2025-12-20", "January 9=2026-01-09"),
        ("The bridge opened on Nov. 5.", WRITTEN, "Nov. 5=2023-11-05"),
        ("The bridge will be opened on Nov. 5.", WRITTEN, "Nov. 5=2024-11-05"),
        // A misread tense does not throw a near date a year away.
        ("The minister said the toll ends on May 20.", WRITTEN, "May 20=2024-05-20"),
        ("He resigned in November.", WRITTEN, "November=2023-11"),
        ("He will resign in November.", WRITTEN, "November=2024-11"),
        ("She was asked to attend the fair in November.", WRITTEN, "November=2024-11"),
        ("He has governed since January.", WRITTEN, "January=2024-01"),
        ("He left in June last year.", WRITTEN, "June last year=2023-06"),
        ("He left last June.", WRITTEN, "last June=2023-06"),
        ("He leaves next May.", WRITTEN, "next May=2025-05"),
        ("Exports fell in the first quarter.", WRITTEN, "the first quarter=2024-Q1"),
        ("Exports will fall in the first quarter.", WRITTEN, "the first quarter=2025-Q1"),
        ("Third-quarter exports fell.", WRITTEN, "Third-quarter=2023-Q3"),
        ("It was hot last summer.", WRITTEN, "last summer=2023-SU@2023-06-01/2023-08-31"),
        ("Shops close on Christmas Day.", "2024-12-20", "Christmas Day=2024-12-25"),
    ] {
        check(text, days, &[expected]);
    }
}

#[test]
fn counted_from_publication() {
    for (text, expected) in [
        ("He resigned on Monday.", "Monday=2024-05-13"),
        ("He resigned on Wednesday.", "Wednesday=2024-05-15"),
        ("He resigned on Friday.", "Friday=2024-05-10"),
        ("He will resign on Friday.", "Friday=2024-05-17"),
        ("The visit starting on Friday is short.", "Friday=2024-05-17"),
        ("He resigned early Monday.", "early Monday=2024-05-13"),
        ("He resigned last Wednesday.", "last Wednesday=2024-05-08"),
        ("He resigns next Monday.", "next Monday=2024-05-20"),
        ("He resigned yesterday.", "yesterday=2024-05-14"),
        ("He resigned today.", "today=2024-05-15"),
        ("He resigns tomorrow.", "tomorrow=2024-05-16"),
        ("He resigned last week.", "last week=2024-W19"),
        ("He resigns next month.", "next month=2024-06"),
        ("He resigned earlier this year.", "earlier this year=2024"),
        ("He resigned late last year.", "late last year=2023"),
        ("He resigned two months ago.", "two months ago=2024-03"),
        ("He resigned ten days ago.", "ten days ago=2024-05-05"),
        ("He resigned a decade ago.", "a decade ago=2014"),
        ("He resigned over the weekend.", "the weekend=2024-W19-WE"),
        ("He resigned a year earlier.", "a year earlier=-"),
        ("He resigned in recent months.", "recent months=PAST_REF"),
        ("He currently lives alone.", "currently=PRESENT_REF"),
        ("He will soon live alone.", "soon=FUTURE_REF"),
        ("He plans that for the near future.", "the near future=FUTURE_REF"),
        ("He resigned several years ago.", "several years ago=PAST_REF"),
    ] {
        check(text, WRITTEN, &[expected]);
    }
}

#[test]
fn counted_from_the_text() {
    for (text, expected) in [
        ("It opened in 2010 and closed two years later.", &["2010=2010", "two years later=2012"][..]),
        (
            "It opened on May 2, 2010, and closed three days later.",
            &["May 2, 2010=2010-05-02", "three days later=2010-05-05"],
        ),
        (
            "Sales fell in the first quarter from a year earlier.",
            &["the first quarter=2024-Q1", "a year earlier=2023-Q1"],
        ),
        (
            "Sales fell in the first quarter; profit in the quarter rose.",
            &["the first quarter=2024-Q1", "the quarter=2024-Q1"],
        ),
        (
            "First-quarter sales fell from the year-earlier period.",
            &["First-quarter=2024-Q1", "the year-earlier period=2023-Q1"],
        ),
        ("He lives in the quarter behind the harbour.", &[]),
        ("Three-quarters of the harbour is a quarter of the town.", &[]),
    ] {
        check(text, WRITTEN, expected);
    }
}

#[test]
fn lengths_sets_and_times() {
    for (text, expected) in [
        ("The strike lasted two months.", "two months=DURATION P2M"),
        ("The six-month strike ended.", "six-month=DURATION P6M"),
        ("It took nearly twenty-four years.", "nearly twenty-four years=DURATION P24Y"),
        ("It took more than a decade.", "more than a decade=DURATION P10Y"),
        ("It rose in the past three weeks.", "the past three weeks=DURATION P3W"),
        ("It rose over the past year.", "the past year=DURATION P1Y"),
        ("It is the lowest in years.", "years=DURATION PXY"),
        ("It took a few hours.", "a few hours=DURATION PTXH"),
        ("It grew in the first nine months.", "the first nine months=DURATION P9M"),
        ("They meet every Monday.", "every Monday=SET XXXX-WXX-1"),
        ("They meet every two weeks.", "every two weeks=SET P2W"),
        ("They pay annually.", "annually=SET P1Y"),
        ("They met at 8:30 a.m. on Monday.", "8:30 a.m. on Monday=TIME 2024-05-13T08:30"),
        ("They met at 2130 GMT.", "2130 GMT=TIME 2024-05-15T21:30"),
        ("They met at noon Friday.", "noon Friday=TIME 2024-05-10T12:00"),
        ("They met on Friday morning.", "Friday morning=TIME 2024-05-10TMO"),
        ("They met last night.", "last night=TIME 2024-05-14TNI"),
        ("They met this morning.", "this morning=TIME 2024-05-15TMO"),
    ] {
        check(text, WRITTEN, &[expected]);
    }
}

#[test]
fn published_in_an_interval() {
    for (text, days, expected) in [
        ("He left last month.", "2025-06-04..2025-10-31", "last month=-@[2025-05-01..2025-09-30]"),
        ("He left last month.", "2025-08-25..2025-08-31", "last month=2025-07"),
        ("He left on Monday.", "2025-08-25..2025-08-31", "Monday=2025-08-25"),
        ("He left last month.", "2025-06-04..", "last month=-@[2025-05-01..]"),
        ("He left last month.", "..", "last month=-"),
        ("He left in 2017.", "..", "2017=2017"),
    ] {
        check(text, days, &[expected]);
    }
}

#[test]
fn tenses() {
    for (text, expected) in [
        ("He resigned on Monday.", Some(Tense::Past)),
        ("She will have to go in November.", Some(Tense::ToCome)),
        ("Talks are scheduled to be held on Friday.", Some(Tense::ToCome)),
        ("The paper was printed in 2019.", Some(Tense::Past)),
        ("It opens in 2031.", Some(Tense::ToCome)),
        ("It runs on two days.", None),
        ("The envoy was to see the king on Friday.", Some(Tense::ToCome)),
        ("The envoys were to leave on Friday.", Some(Tense::ToCome)),
    ] {
        assert_eq!(read(text, WRITTEN)[0].tense, expected, "{text}");
    }
}

#[test]
fn dates_are_explained() {
    let date = &read("He left last month.", WRITTEN)[0];
    assert_eq!(date.evidence[0].code, "relative-to-published");
    assert_eq!(date.evidence[0].values.get("published").unwrap(), WRITTEN);
    assert_eq!(date.evidence[0].because, "“last month” counted from 2024-05-15 is 2024-04");
}

/// One of each meaning.
fn any_meaning() -> impl Strategy<Value = Meaning> {
    let step = prop_oneof![
        Just(Step::Bare),
        Just(Step::Last),
        Just(Step::This),
        Just(Step::Next),
        (-3..3).prop_map(Step::Year)
    ];
    let grain = prop_oneof![
        Just(Grain::Day),
        Just(Grain::Week),
        Just(Grain::Weekend),
        Just(Grain::Month),
        Just(Grain::Quarter),
        Just(Grain::Year),
        Just(Grain::Decade),
        Just(Grain::Century)
    ];
    let season = prop_oneof![Just("SP"), Just("SU"), Just("FA"), Just("WI")];
    prop_oneof![
        (1u32..13, 1u32..32).prop_map(|(month, day)| Meaning::MonthDay(month, day, None)),
        (1u32..13, step.clone()).prop_map(|(month, step)| Meaning::Month(month, step)),
        (0u32..7, step.clone()).prop_map(|(weekday, step)| Meaning::Weekday(weekday, step)),
        (1u32..5, step.clone()).prop_map(|(quarter, step)| Meaning::Quarter(quarter, step)),
        (1u32..3, step.clone()).prop_map(|(half, step)| Meaning::Half(half, step)),
        (season, step).prop_map(|(season, step)| Meaning::Season(season, step)),
        (grain, -40..40i32).prop_map(|(grain, by)| Meaning::Shift(grain, by)),
    ]
}

fn any_tense() -> impl Strategy<Value = Option<Tense>> {
    prop_oneof![Just(None), Just(Some(Tense::Past)), Just(Some(Tense::ToCome))]
}

fn any_end() -> impl Strategy<Value = Option<Day>> {
    proptest::option::of(
        (Day::MIN.number()..=Day::MAX.number()).prop_map(|number| Day::from_number(number).unwrap()),
    )
}

proptest! {
    #[test]
    fn later_publication_never_gives_an_earlier_date(
        meaning in any_meaning(), tense in any_tense(), first in 690_000i32..740_000, more in 0i32..900,
    ) {
        let day = |number: i32| Day::from_number(number - 719_162).unwrap();
        if let (Some(one), Some(other)) = (meaning.at(day(first), tense), meaning.at(day(first + more), tense)) {
            prop_assert!(one.days().earliest <= other.days().earliest);
            prop_assert!(one.days().latest <= other.days().latest);
        }
    }

    #[test]
    fn any_interval_of_publication_resolves(
        meaning in any_meaning(), tense in any_tense(), one in any_end(), other in any_end(),
    ) {
        let (earliest, latest) = if one.is_some() && other.is_some() { (one.min(other), one.max(other)) } else { (one, other) };
        let published = Published { earliest, latest, ..Published::unknown() };
        let text = "x".to_owned();
        let expression = Expression {
            span: Span::new(0, 1), text, kind: TimexType::Date, meaning, clock: None, tense, since: false, firm: false,
        };
        let date = &resolve(&[expression], &published)[0];
        if let (Some(earliest), Some(latest)) = (date.earliest, date.latest) {
            prop_assert!(earliest <= latest);
        }
        prop_assert!(date.edtf.as_deref().is_none_or(|edtf| Edtf::parse(edtf).is_some()));
    }

    #[test]
    fn any_text_gives_spans_inside_it(text in "(\\PC|in |last |the |May |19|Monday|[0-9]{1,4}|-|,|’){0,40}", days in "20[0-9]{2}-0[1-9]-1[0-9]") {
        for date in read(&text, &days) {
            prop_assert_eq!(date.span.of(&text), date.text.as_str());
            prop_assert!(!date.span.is_empty());
        }
    }
}
