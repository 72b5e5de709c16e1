//! Cases of datelines and of texts without one; all stories are the project's own.

use super::*;
use crate::Stated;
use crate::{layout, sentences};
use dateline_record::{ActorKind, How, Mention, TextBasis, TextCompleteness};

/// A document whose actors are found by their plain names: `id=words|words`.
fn infer_with(text: &str, date: Option<&str>, actors: &[&str]) -> Published {
    let knowledge = Knowledge::built_in();
    let document = Document {
        source: "story.txt".to_owned(),
        member: None,
        text: text.to_owned(),
        basis: TextBasis::File,
        body: Span::new(0, text.len()),
        completeness: TextCompleteness::Full,
        stated: Stated { date: date.map(|date| (date.to_owned(), None)), ..Stated::default() },
    };
    let layout = layout::lay_out(&document, knowledge);
    let sentences = sentences::split(&document, &layout, knowledge);
    let expressions = dates::find(&document, &layout, &sentences, knowledge);
    let actors: Vec<Actor> = actors.iter().map(|actor| actor_of(text, actor, knowledge)).collect();
    infer(&document, &layout, &expressions, &sentences, &actors, knowledge)
}

fn actor_of(text: &str, actor: &str, knowledge: &Knowledge) -> Actor {
    let (id, names) = actor.split_once('=').unwrap();
    let known = knowledge.actor(id).unwrap_or_else(|| panic!("the knowledge has {id}"));
    let mention = |start: usize, name: &str| Mention {
        span: Span::new(start, start + name.len()),
        how: if name.contains(' ') { How::Name } else { How::ShortName },
        does: None,
    };
    let mentions = names
        .split('|')
        .flat_map(|name| text.match_indices(name).map(move |(at, _)| mention(at, name)))
        .collect();
    Actor {
        id: id.to_owned(),
        name: known.name.clone(),
        kind: known.kind,
        wikidata: None,
        of: known.of.clone().filter(|_| known.kind == ActorKind::Person),
        roles: Vec::new(),
        mentions,
    }
}

fn check(text: &str, actors: &[&str], edtf: Option<&str>, codes: &[&str]) {
    let published = infer_with(text, None, actors);
    assert_eq!(published.edtf.as_deref(), edtf, "{text}\n{:#?}", published.evidence);
    let found: Vec<&str> = published.evidence.iter().map(|step| step.code.as_str()).collect();
    assert_eq!(found, codes, "{text}");
    assert_eq!(published.sure, edtf.is_some_and(|edtf| Day::parse(edtf).is_some()));
}

#[test]
fn stated_dates_win() {
    let text = "OSLO, March 4 (Reuters) - A ferry sank in 2019, the owner said.";
    let published = infer_with(text, Some("2024-11-05T23:10:00+02:00"), &[]);
    assert_eq!(published.edtf.as_deref(), Some("2024-11-05"));
    assert_eq!((published.basis, published.sure), (PublishedBasis::Stated, true));
    assert_eq!(published.stated.as_deref(), Some("2024-11-05T23:10:00+02:00"));
    let unread = infer_with(text, Some("three days ago"), &[]);
    assert_eq!(unread.evidence[0].code, "stated-date-not-read");
    assert_eq!(unread.basis, PublishedBasis::Dateline);
}

#[test]
fn a_dateline_with_its_year() {
    check(
        "OSLO, March 4, 2019 (Reuters) - A ferry sank on Monday.",
        &[],
        Some("2019-03-04"),
        &["dateline-day"],
    );
}

#[test]
fn a_dateline_alone_has_no_year() {
    check("OSLO, March 4 (Reuters) - A ferry sank on Monday.", &[], None, &["dateline-day"]);
    let published = infer_with("OSLO, March 4 (Reuters) - A ferry sank on Monday.", None, &[]);
    assert_eq!(published.basis, PublishedBasis::Dateline);
    assert!(published.interval().is_unknown());
}

#[test]
fn years_told_as_past_and_to_come() {
    check(
        "OSLO, March 4 (Reuters) - A ferry sank in 2019. A new one will be built in 2021, the owner said.",
        &[],
        Some("[2019-03-04..2021-03-04]"),
        &["dateline-day", "past-date", "date-to-come"],
    );
    check("A ferry sank in 2019, the owner said.", &[], Some("[2019-01-01..]"), &["past-date"]);
    check("A new ferry will be built in 2041, the owner said.", &[], None, &[]);
    // Neither an infinitive nor "until" is proof of the past.
    check("The owner signed a contract to build a ferry in 2041.", &[], None, &[]);
    check("The owner signed a contract until 2041.", &[], None, &[]);
}

#[test]
fn weekdays_beside_dates_choose_the_year() {
    check(
        "OSLO, March 4 (Reuters) - A ferry sank in 2017. Its owner will speak on Thursday, March 7, and a new ferry \
         will be built in 2022.",
        &[],
        Some("2019-03-04"),
        &["dateline-day", "past-date", "date-to-come", "weekday-fits"],
    );
}

#[test]
fn offices_held() {
    let story = "Argentine President Javier Milei spoke of ferries, the owner said.";
    let published = infer_with(story, None, &["javier-milei=Javier Milei"]);
    assert_eq!(published.earliest, Day::parse("2023-12-10"));
    assert_eq!(published.latest, None);
    assert_eq!(published.evidence[0].code, "office-held");
    assert!(!published.evidence[0].values.get("source").unwrap().is_empty());
    for story in [
        "Former President Javier Milei spoke of ferries.",
        "Vice President Javier Milei spoke of ferries.",
        "Javier Milei spoke of ferries.",
    ] {
        check(story, &["javier-milei=Javier Milei"], None, &[]);
    }
}

#[test]
fn no_office_for_years_that_nobody_lists() {
    // The eighth of October is a Wednesday in 2025 and again in 2031.
    check(
        "OSLO, Oct. 2 (Reuters) - Argentine President Javier Milei spoke of ferries on Thursday. Their owners will meet \
         on Wednesday, October 8.",
        &["javier-milei=Javier Milei"],
        Some("2025-10-02"),
        &["dateline-day", "office-held", "weekday-fits", "next-year-too-late", "weekday-fits"],
    );
}

#[test]
fn since_taking_office() {
    let story = "BERLIN, Jan 9 (Reuters) - Chancellor Friedrich Merz opened a ferry, his first since taking office in May.";
    let published = infer_with(story, None, &["friedrich-merz=Friedrich Merz"]);
    assert_eq!(published.edtf.as_deref(), Some("2026-01-09"), "{:#?}", published.evidence);
}

#[test]
fn one_event_is_no_proof_and_two_are() {
    let one = "Indian Prime Minister Narendra Modi arrived in Washington to meet Donald Trump on Thursday.";
    let actors = ["narendra-modi=Narendra Modi", "donald-trump=Donald Trump"];
    let published = infer_with(one, None, &actors);
    assert_eq!(published.latest, None, "{:#?}", published.evidence);
    let published = infer_with(&format!("WASHINGTON, Feb 14 (Reuters) - {one}"), None, &actors);
    assert_eq!(published.edtf.as_deref(), Some("2025-02-14"), "{:#?}", published.evidence);
}

#[test]
fn nothing_proves_nothing() {
    check("A ferry sank last month on a Tuesday.", &[], None, &[]);
    assert_eq!(infer_with("", None, &[]), Published::unknown());
}

proptest::proptest! {
    #[test]
    fn any_text_and_any_date(text in "\\PC{0,200}", date in proptest::option::of("\\PC{0,30}")) {
        let published = infer_with(&text, date.as_deref(), &[]);
        if let (Some(earliest), Some(latest)) = (published.earliest, published.latest) {
            proptest::prop_assert!(earliest <= latest);
        }
        proptest::prop_assert!(published.edtf.as_deref().is_none_or(|edtf| Edtf::parse(edtf).is_some()));
    }
}
