//! Every word shown, by key, from `messages/en.toml`.
//!
//! It owns looking a message up, filling its slots and choosing its plural. It leaves out what is said when. Keys are looked up
//! while compiling, so that one that the file lacks does not compile, and each text lies where it is said: in the first
//! module or in the second. In a text `{name}` is
//! a slot and `{n|one|other}` a choice by the number in slot `n`; of four choices the last two hold while stories are counted.

use std::sync::atomic::{AtomicBool, Ordering};

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// Which message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(&'static str);

impl Key {
    /// The key of a name such as `list.head`. Evaluated while compiling: a name that the file lacks is an error there.
    pub const fn of(name: &str) -> Key {
        let mut place = 0;
        #[expect(clippy::indexing_slicing, reason = "OK because it only ever runs while compiling")]
        while place < TEXTS.len() {
            if same(TEXTS[place].0, name) {
                return Key(TEXTS[place].1);
            }
            place += 1;
        }
        #[expect(clippy::panic, reason = "OK because it only ever runs while compiling")]
        {
            panic!("the message file has no such key")
        }
    }
}

/// The key of a message, found while compiling.
macro_rules! key {
    ($name:literal) => {{
        const KEY: $crate::messages::Key = $crate::messages::Key::of($name);
        KEY
    }};
}
pub(crate) use key;

const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut place = 0;
    #[expect(clippy::indexing_slicing, reason = "OK because it only ever runs while compiling")]
    while place < one.len() && place < other.len() && one[place] == other[place] {
        place += 1;
    }
    place == one.len() && place == other.len()
}

/// What a slot is filled with.
#[derive(Clone, Copy, Debug)]
pub enum Fill<'a> {
    /// A number: written with separators, and what plurals choose by.
    Number(u32),
    /// Words.
    Text(&'a str),
}

impl From<u32> for Fill<'_> {
    fn from(number: u32) -> Self {
        Fill::Number(number)
    }
}

impl<'a> From<&'a str> for Fill<'a> {
    fn from(text: &'a str) -> Self {
        Fill::Text(text)
    }
}

impl<'a> From<&'a String> for Fill<'a> {
    fn from(text: &'a String) -> Self {
        Fill::Text(text)
    }
}

/// Whether numbers count stories rather than articles.
static STORIES: AtomicBool = AtomicBool::new(false);

/// Says what the numbers of an answer count: stories, or every copy of one.
pub fn count_stories(are_counted: bool) {
    STORIES.store(are_counted, Ordering::Relaxed);
}

/// The message of a key.
pub fn text(key: Key) -> &'static str {
    key.0
}

/// The message for the code of a reason, where the file has one.
pub fn reason(code: &str) -> Option<&'static str> {
    REASONS.iter().find(|(known, _)| *known == code).map(|(_, text)| *text)
}

/// The message of a key with its slots filled.
pub fn fill(key: Key, slots: &[(&str, Fill)]) -> String {
    fill_text(text(key), slots)
}

/// A message with its slots filled. A slot without a value stays as it is written.
pub fn fill_text(message: &str, slots: &[(&str, Fill)]) -> String {
    let mut filled = String::with_capacity(message.len() + 16);
    let mut rest = message;
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((slot, after)) = behind.split_once('}') else {
            filled.push('{');
            rest = behind;
            break;
        };
        push_slot(&mut filled, slot, slots);
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// A whole number with the separators of the language.
pub fn number(number: u32) -> String {
    let digits = number.to_string();
    let mut written = String::with_capacity(digits.len() + 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push_str(text(key!("page.group")));
        }
        written.push(digit);
    }
    written
}

fn push_slot(filled: &mut String, slot: &str, slots: &[(&str, Fill)]) {
    let mut parts = slot.split('|');
    let name = parts.next().unwrap_or_default();
    if STORIES.load(Ordering::Relaxed) && slot.matches('|').count() == 4 {
        parts.nth(1);
    }
    let value = slots.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    match (value, parts.next(), parts.next()) {
        (Some(Fill::Number(count)), Some(one), Some(other)) => {
            filled.push_str(if count == 1 { one } else { other });
        }
        (Some(Fill::Number(count)), ..) => filled.push_str(&number(count)),
        (Some(Fill::Text(words)), ..) => filled.push_str(words),
        (None, ..) => {
            filled.push('{');
            filled.push_str(slot);
            filled.push('}');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    #[test]
    fn slots_and_plurals() {
        type Case = (&'static str, &'static [(&'static str, Fill<'static>)], &'static str);
        let cases: &[Case] = &[
            ("{n} {n|article|articles}", &[("n", Fill::Number(1))], "1 article"),
            ("{n} {n|article|articles}", &[("n", Fill::Number(0))], "0 articles"),
            (
                "{n} of {of}",
                &[("n", Fill::Number(1234)), ("of", Fill::Number(1_234_567))],
                "1,234 of 1,234,567",
            ),
            ("“{words}” {open", &[("words", Fill::Text("a{b}"))], "“a{b}” {open"),
            ("{unknown}", &[], "{unknown}"),
            ("", &[], ""),
        ];
        for (message, slots, expected) in cases {
            assert_eq!(fill_text(message, slots), *expected);
        }
    }

    #[test]
    fn stories_and_articles() {
        let message = "{n} {n|article is|articles are|story is|stories are} here";
        let filled = |count| fill_text(message, &[("n", Fill::Number(count))]);
        assert_eq!((filled(1).as_str(), filled(2).as_str()), ("1 article is here", "2 articles are here"));
        count_stories(true);
        let stories = (filled(1), filled(2));
        count_stories(false);
        assert_eq!(stories, ("1 story is here".to_owned(), "2 stories are here".to_owned()));
    }

    #[test]
    fn keys_are_unique_and_texts_whole() {
        let file = include_str!("../messages/en.toml");
        let keys: BTreeSet<_> = TEXTS.iter().map(|(key, _)| key).collect();
        assert_eq!(keys.len(), TEXTS.len(), "a key stands twice");
        for line in file.lines().filter(|line| line.contains(" = ") && !line.starts_with('#')) {
            assert!(line.ends_with('"') && line.matches('"').count() == 2 && !line.contains('\\'), "{line}");
        }
    }

    #[test]
    fn keys_and_reasons_name_their_texts() {
        assert_eq!(text(key!("page.group")), ",");
        for (code, words) in REASONS {
            let name = format!("why.{}", code.replace('-', "_"));
            assert!(TEXTS.contains(&(name.as_str(), *words)), "{code}");
            assert_eq!(reason(code), Some(*words));
        }
        assert_eq!(reason("no-such-code"), None);
    }

    /// Every message of the file is shown somewhere: by its key in the source, or as the reason of a code.
    #[test]
    fn no_message_is_left_over() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut source = std::fs::read_to_string(root.join("index.html")).unwrap();
        gather(&root.join("src"), &mut source);
        for (name, _) in TEXTS.iter().filter(|(name, _)| !name.starts_with("why.")) {
            let is_used =
                source.contains(&format!("\"{name}\"")) || source.contains(&format!("{{{{{name}}}}}"));
            assert!(is_used, "{name} is never shown");
        }
    }

    fn gather(folder: &Path, source: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(&path, source);
            } else {
                source.push_str(&std::fs::read_to_string(&path).unwrap());
            }
        }
    }
}
