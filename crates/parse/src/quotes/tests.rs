//! Cases of quotations, speakers and cues; all stories are the project's own.

use super::*;
use crate::{Stated, layout, sentences};
use dateline_record::{Mention, TextBasis, TextCompleteness};

/// A document with persons and organisations given by their names: `P Ann Pool|Pool`, `O Port Union`, `S Norway`.
fn read(text: &str, actors: &[&str]) -> (Vec<Quote>, Vec<Actor>) {
    let knowledge = Knowledge::built_in();
    let document = Document {
        source: "story.txt".to_owned(),
        member: None,
        text: text.to_owned(),
        basis: TextBasis::File,
        body: Span::new(0, text.len()),
        completeness: TextCompleteness::Full,
        stated: Stated::default(),
    };
    let layout = layout::lay_out(&document, knowledge);
    let sentences = sentences::split(&document, &layout, knowledge);
    let mut actors: Vec<Actor> = actors.iter().map(|actor| actor_of(text, actor)).collect();
    let quotes = find(&document, &layout, &sentences, &mut actors, knowledge);
    (quotes, actors)
}

fn actor_of(text: &str, actor: &str) -> Actor {
    let (kind, names) = actor.split_at(2);
    let kind = match kind {
        "P " => ActorKind::Person,
        "O " => ActorKind::Organisation,
        _ => ActorKind::State,
    };
    let mut mentions: Vec<Mention> = Vec::new();
    for name in names.split('|') {
        for (at, _) in text.match_indices(name) {
            let span = Span::new(at, at + name.len());
            if !mentions.iter().any(|mention| mention.span.overlaps(span)) {
                mentions.push(Mention { span, how: How::Name, does: None });
            }
        }
    }
    let name = names.split('|').next().unwrap().to_owned();
    let id = name.to_lowercase().replace(' ', "-");
    Actor { id, name, kind, wikidata: None, of: None, roles: Vec::new(), mentions }
}

/// Each quote as `kind words | speaker id | speaker's words | cue`.
fn check(text: &str, actors: &[&str], expected: &[&str]) {
    let (quotes, _) = read(text, actors);
    let at = |words: &Option<TextAt>| words.as_ref().map_or("-", |words| words.span.of(text)).to_owned();
    let shown: Vec<String> = quotes
        .iter()
        .map(|quote| {
            let kind = if quote.kind == QuoteKind::Direct { "direct" } else { "mixed" };
            let speaker = quote.speaker.as_deref().unwrap_or("-");
            let words = quote.span.of(text);
            format!("{kind} {words} | {speaker} | {} | {}", at(&quote.speaker_text), at(&quote.cue))
        })
        .collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn subject_and_verb_in_all_orders() {
    for (text, expected) in [
        ("“We sail at dawn,” Ann Pool said.", "direct “We sail at dawn,” | ann-pool | Ann Pool | said"),
        (
            "“We sail at dawn,” said Ann Pool, master of the ship.",
            "direct “We sail at dawn,” | ann-pool | Ann Pool | said",
        ),
        (
            "\"We sail at dawn,\" Captain Ann Pool, master of the ship, told reporters.",
            "direct \"We sail at dawn,\" | ann-pool | Ann Pool | told",
        ),
        ("Ann Pool said, “We sail at dawn.”", "direct “We sail at dawn.” | ann-pool | Ann Pool | said"),
        (
            "Ann Pool, who owns the ship, has said: “We sail at dawn.”",
            "direct “We sail at dawn.” | ann-pool | Ann Pool | has said",
        ),
        (
            "“Do we sail at dawn?” Ann Pool asked.",
            "direct “Do we sail at dawn?” | ann-pool | Ann Pool | asked",
        ),
        (
            "“We sail at dawn,” according to Ann Pool.",
            "direct “We sail at dawn,” | ann-pool | Ann Pool | according to",
        ),
        (
            "“We sail at dawn,” Ann Pool of the Port Union said.",
            "direct “We sail at dawn,” | ann-pool | Ann Pool | said",
        ),
        (
            "“We sail at dawn,” the Port Union said.",
            "direct “We sail at dawn,” | port-union | Port Union | said",
        ),
        (
            "“We sail at dawn,” said a spokesman for the Port Union.",
            "direct “We sail at dawn,” | - | a spokesman for the Port Union | said",
        ),
    ] {
        check(text, &["P Ann Pool|Pool", "O Port Union"], &[expected]);
    }
}

#[test]
fn speakers_in_rarer_places() {
    for (text, expected) in [
        (
            "“We sail at dawn,” Captain Ann Pool (N-Oslo) said.",
            "direct “We sail at dawn,” | ann-pool | Ann Pool | said",
        ),
        ("Said Ann Pool: “We sail at dawn.”", "direct “We sail at dawn.” | ann-pool | Ann Pool | Said"),
        ("“We sail at dawn.” — Ann Pool", "direct “We sail at dawn.” | ann-pool | Ann Pool | -"),
        (
            "Ann Pool came aboard, saying, “We sail at dawn.”",
            "direct “We sail at dawn.” | ann-pool | Ann Pool | saying",
        ),
        ("They came aboard, saying, “We sail at dawn.”", "direct “We sail at dawn.” | - | They | saying"),
        (
            "The Port Union says “we sail with the first good wind.”",
            "direct “we sail with the first good wind.” | port-union | Port Union | says",
        ),
        ("“We sail at dawn,” sailors said.", "direct “We sail at dawn,” | - | sailors | said"),
        (
            "Speaking in Oslo, Ann Pool warned that the sea was “no place for children.”",
            "mixed “no place for children.” | ann-pool | Ann Pool | warned",
        ),
        (
            "The Pool family has said it wants to “restore” the ship.",
            "mixed “restore” | - | The Pool family | has said",
        ),
        (
            "According to a note from the owner, Ann Pool called the ship “a wreck”.",
            "mixed “a wreck” | ann-pool | Ann Pool | called",
        ),
    ] {
        check(text, &["P Ann Pool|Pool", "O Port Union"], &[expected]);
    }
}

#[test]
fn two_halves_have_one_speaker() {
    check(
        "“We sail at dawn,” Ann Pool said. “We return at night.”",
        &["P Ann Pool|Pool"],
        &[
            "direct “We sail at dawn,” | ann-pool | Ann Pool | said",
            "direct “We return at night.” | ann-pool | Ann Pool | said",
        ],
    );
    check(
        "“We sail,” Ann Pool said, “and we return.”",
        &["P Ann Pool|Pool"],
        &[
            "direct “We sail,” | ann-pool | Ann Pool | said",
            "direct “and we return.” | ann-pool | Ann Pool | said",
        ],
    );
    check(
        "Ann Pool praised “good wind” while adding that the crew should “keep quiet.”",
        &["P Ann Pool|Pool"],
        &[
            "mixed “good wind” | ann-pool | Ann Pool | praised",
            "mixed “keep quiet.” | ann-pool | Ann Pool | praised",
        ],
    );
}

#[test]
fn speech_goes_on_in_the_next_paragraph() {
    check(
        "“We sail at dawn,” said Ann Pool.\n“Nobody will be left behind,” she added.",
        &["P Ann Pool|Pool"],
        &[
            "direct “We sail at dawn,” | ann-pool | Ann Pool | said",
            "direct “Nobody will be left behind,” | ann-pool | she | added",
        ],
    );
    check(
        "“We sail at dawn,” Ann Pool said in a speech. “That is a promise.\n“We return at night.”",
        &["P Ann Pool|Pool"],
        &[
            "direct “We sail at dawn,” | ann-pool | Ann Pool | said",
            "direct “That is a promise. | ann-pool | Ann Pool | said",
            "direct “We return at night.” | ann-pool | Ann Pool | said",
        ],
    );
    check(
        "Ann Pool wrote to the sailors:\n“We sail at dawn.”",
        &["P Ann Pool|Pool"],
        &["direct “We sail at dawn.” | ann-pool | Ann Pool | wrote"],
    );
}

#[test]
fn pronouns_mean_one_person_or_nobody() {
    let actors = ["P Ann Pool|Pool", "P Bo Lind|Lind"];
    check(
        "Ann Pool came to the harbour last week, where she said that “the sea will stay open,” a paper wrote.",
        &actors,
        &["mixed “the sea will stay open,” | ann-pool | she | said"],
    );
    check(
        "Ann Pool met Bo Lind at the harbour. “The sea will stay open,” he said.",
        &actors,
        &["direct “The sea will stay open,” | - | he | said"],
    );
    check(
        "Bo Lind said the harbour was closed. The ship lay still. “The sea will stay open,” he said.",
        &actors,
        &["direct “The sea will stay open,” | bo-lind | he | said"],
    );
}

#[test]
fn a_pronoun_is_nobody_whom_the_quotation_speaks_of() {
    check(
        "“It is late,” said Ann Pool.\n\n“We told (Reed) to go before the tide turned,” she added.",
        &["P Ann Pool|Pool", "P Tom Reed|Reed"],
        &[
            "direct “It is late,” | ann-pool | Ann Pool | said",
            "direct “We told (Reed) to go before the tide turned,” | ann-pool | she | added",
        ],
    );
}

#[test]
fn a_title_with_a_full_stop_belongs_to_the_speaker() {
    check(
        "“The bridge holds,” said Lt. Ann Pool, an engineer. “We saw no crack.”",
        &["P Ann Pool|Pool"],
        &[
            "direct “The bridge holds,” | ann-pool | Ann Pool | said",
            "direct “We saw no crack.” | ann-pool | Ann Pool | said",
        ],
    );
}

#[test]
fn headings_and_scare_quotes() {
    check(
        "Ann Pool sailed from the port of Oslo on a ship in the night before the storm.\n\nHARBOUR ‘A GIFT TO ALL’, POOL SAYS\n\nThe ship sailed from the port of Oslo in the night.",
        &["P POOL|Ann Pool"],
        &["mixed ‘A GIFT TO ALL’ | pool | POOL | SAYS"],
    );
    check("The so-called “ghost ship” lay in the harbour of Oslo.", &["P Ann Pool"], &[]);
    check("The owner’s ship isn’t the sailors’ ship.", &[], &[]);
}

#[test]
fn a_speaking_mention_is_marked() {
    let (_, actors) = read("Ann Pool said the port was shut. Pool met Ann Pool.", &["P Ann Pool|Pool"]);
    let does: Vec<Option<Does>> = actors[0].mentions.iter().map(|mention| mention.does).collect();
    assert_eq!(does.iter().filter(|does| **does == Some(Does::Speaks)).count(), 1);
    assert_eq!(actors[0].mentions[0].does, Some(Does::Speaks));
}

proptest::proptest! {
    #[test]
    fn any_text(text in "([A-Za-z ,.:?]|“|”|\"|‘|’|'| said | he said|\n|é){0,80}") {
        let (quotes, _) = read(&text, &["P Ann Pool"]);
        for quote in quotes {
            for span in [Some(quote.span), quote.cue.map(|cue| cue.span), quote.speaker_text.map(|words| words.span)] {
                proptest::prop_assert!(span.is_none_or(|span| !span.is_empty() && text.get(span.range()).is_some()));
            }
        }
    }
}
