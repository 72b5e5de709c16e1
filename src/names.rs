//! What values, periods and clauses of a query are called.
//!
//! It words parts of the question from the corpus's names and the message file; it decides nothing about an answer.

use crate::dates;
use crate::messages::{Key, fill, key, number, text};
use crate::state::{Chip, State};
use crate::strip::Clock;
use dateline_corpus::{Choice, ClauseKey, Corpus, Facet, Value, ValueInfo};

/// The name of a value; its id where the corpus does not hold it.
pub fn value_name(corpus: &Corpus, facet: Facet, value: &Value) -> String {
    match value {
        Value::None => text(none_key(facet)).to_owned(),
        Value::Id(id) => match info(corpus, facet, id) {
            Some(info) => info_name(info),
            None => id.clone(),
        },
    }
}

/// The name of a value of the corpus.
pub fn info_name(info: &ValueInfo) -> String {
    if info.name_only {
        fill(key!("facet.name_only"), &[("name", (&info.name).into())])
    } else {
        info.name.clone()
    }
}

/// A value of the corpus by its id.
pub fn info<'a>(corpus: &'a Corpus, facet: Facet, id: &str) -> Option<&'a ValueInfo> {
    corpus.values(facet).get(corpus.value(facet, id)? as usize)
}

/// Whether the corpus holds a chosen value.
pub fn is_known(corpus: &Corpus, facet: Facet, value: &Value) -> bool {
    matches!(value, Value::None) || matches!(value, Value::Id(id) if corpus.value(facet, id).is_some())
}

/// What a chip says.
pub fn chip_name(corpus: &Corpus, chip: &Chip) -> String {
    match chip {
        Chip::Words(words) => said_words(words),
        Chip::Value(facet, value, _) => value_name(corpus, *facet, value),
        Chip::Date(clock, value, _) => {
            let name = dates::value_words(*value, clock_none_key(*clock));
            let key =
                if *clock == Clock::Published { key!("chips.published") } else { key!("chips.mentioned") };
            if value.interval().is_some() { fill(key, &[("name", (&name).into())]) } else { name }
        }
    }
}

/// Words in quotation marks, unless they have some of their own.
pub fn said_words(words: &str) -> String {
    let marks = ['"', '“', '”', '„', '«', '»', '＂', '「', '」', '『', '』'];
    if words.contains(marks) {
        words.to_owned()
    } else {
        fill(key!("chips.words"), &[("words", words.into())])
    }
}

/// Whether a chip leaves something out.
pub fn chip_excludes(chip: &Chip) -> bool {
    matches!(chip, Chip::Value(_, _, Choice::Excluded) | Chip::Date(_, _, Choice::Excluded))
}

/// The clause that a chip is part of.
pub fn chip_clause(chip: &Chip) -> ClauseKey {
    match chip {
        Chip::Words(_) => ClauseKey::Words,
        Chip::Value(facet, _, choice) => ClauseKey::Facet(*facet, *choice),
        Chip::Date(Clock::Published, _, choice) => ClauseKey::Published(*choice),
        Chip::Date(Clock::Mentioned, _, choice) => ClauseKey::Mentioned(*choice),
    }
}

/// A clause in words, with the names of its values.
pub fn clause_name(corpus: &Corpus, state: &State, key: ClauseKey) -> String {
    let names = clause_values(corpus, state, key);
    let words = if key == ClauseKey::Words { said_words(&names) } else { String::new() };
    fill(clause_key(key), &[("names", (&names).into()), ("words", (&words).into())])
}

/// A headline as it is shown: at most 300 characters; a first sentence that stands for one is cut to about a line.
pub fn headline(headline: &str, is_lede: bool) -> String {
    let longest = if is_lede { 72 } else { 300 };
    if headline.chars().count() <= longest {
        return headline.to_owned();
    }
    let cut: String = headline.chars().take(longest).collect();
    let whole_words = cut.rfind(char::is_whitespace).filter(|end| *end > cut.len() / 2);
    let kept = whole_words.and_then(|end| cut.get(..end)).unwrap_or(&cut);
    format!("{} …", kept.trim_end_matches([',', ' ', ';']))
}

/// The names of a clause's values.
pub fn clause_values(corpus: &Corpus, state: &State, key: ClauseKey) -> String {
    let names: Vec<String> = state
        .chips()
        .iter()
        .filter(|chip| chip_clause(chip) == key)
        .map(|chip| match chip {
            Chip::Words(words) => words.clone(),
            Chip::Date(clock, value, _) => dates::value_words(*value, clock_none_key(*clock)),
            Chip::Value(facet, value, _) => value_name(corpus, *facet, value),
        })
        .collect();
    let all = matches!(key, ClauseKey::Facet(facet, Choice::Included) if state.asks_all(facet));
    names.join(text(if all { key!("say.and") } else { key!("say.or") }))
}

/// The message of a facet's name.
pub fn facet_key(facet: Facet) -> Key {
    match facet {
        Facet::Topic => key!("facet.topic"),
        Facet::Person => key!("facet.person"),
        Facet::State => key!("facet.state"),
        Facet::Organisation => key!("facet.organisation"),
        Facet::Source => key!("facet.source"),
    }
}

/// The message of what one value of a facet is.
pub fn kind_key(facet: Facet) -> Key {
    match facet {
        Facet::Topic => key!("kind.topic"),
        Facet::Person => key!("kind.person"),
        Facet::State => key!("kind.state"),
        Facet::Organisation => key!("kind.organisation"),
        Facet::Source => key!("kind.source"),
    }
}

/// The message of the field that searches in a facet.
pub fn find_label(facet: Facet, values: usize) -> String {
    let key = match facet {
        Facet::Topic => key!("facet.find_topic"),
        Facet::Person => key!("facet.find_person"),
        Facet::State => key!("facet.find_state"),
        Facet::Organisation => key!("facet.find_organisation"),
        Facet::Source => key!("facet.find_source"),
    };
    fill(key, &[("n", (&number(values as u32)).into())])
}

/// The message of the bucket without a date.
pub fn clock_none_key(clock: Clock) -> Key {
    match clock {
        Clock::Published => key!("facet.undated"),
        Clock::Mentioned => key!("facet.nothing_mentioned"),
    }
}

/// The message of a clock's name.
pub fn clock_key(clock: Clock) -> Key {
    match clock {
        Clock::Published => key!("facet.published"),
        Clock::Mentioned => key!("facet.mentioned"),
    }
}

/// The class of a facet's marks and tags.
pub fn facet_class(facet: Facet) -> &'static str {
    match facet {
        Facet::Topic => "t",
        Facet::Person | Facet::State => "a",
        Facet::Organisation => "o",
        Facet::Source => "",
    }
}

/// Whether a link may be followed: only these schemes become links, everything else stays text.
pub fn is_safe_link(url: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

fn none_key(facet: Facet) -> Key {
    match facet {
        Facet::Topic => key!("facet.none_topic"),
        Facet::Person => key!("facet.none_person"),
        Facet::State => key!("facet.none_state"),
        Facet::Organisation => key!("facet.none_organisation"),
        Facet::Source => key!("facet.none_source"),
    }
}

fn clause_key(key: ClauseKey) -> Key {
    match key {
        ClauseKey::Facet(_, Choice::Excluded) => key!("clause.not_value"),
        ClauseKey::Facet(Facet::Topic, _) => key!("clause.topic"),
        ClauseKey::Facet(Facet::Source, _) => key!("clause.source"),
        ClauseKey::Facet(..) => key!("clause.actor"),
        ClauseKey::Words => key!("clause.words"),
        ClauseKey::Published(Choice::Included) => key!("clause.published"),
        ClauseKey::Published(Choice::Excluded) => key!("clause.not_published"),
        ClauseKey::Mentioned(Choice::Included) => key!("clause.mentioned"),
        ClauseKey::Mentioned(Choice::Excluded) => key!("clause.not_mentioned"),
        ClauseKey::Together => key!("clause.together"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_are_cut_between_words() {
        let lede =
            "The harbour of Rosk will close for two weeks in spring, the port authority said on Tuesday";
        for (text, is_lede, expected) in [
            ("Port closes", true, "Port closes"),
            (lede, true, "The harbour of Rosk will close for two weeks in spring, the port …"),
            (lede, false, lede),
            (&"가".repeat(80), true, &format!("{} …", "가".repeat(72))),
        ] {
            assert_eq!(headline(text, is_lede), expected);
        }
    }

    #[test]
    fn only_some_schemes_are_links() {
        for (url, expected) in [
            ("https://example.org/a", true),
            ("HTTP://example.org", true),
            ("mailto:desk@example.org", true),
            ("javascript:alert(1)", false),
            (" https://example.org", false),
            ("data:text/html,x", false),
            ("//example.org", false),
            ("htt", false),
            ("", false),
            ("ｈttps://example.org", false),
        ] {
            assert_eq!(is_safe_link(url), expected, "{url}");
        }
    }
}
