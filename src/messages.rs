//! Every word shown, by key, from `messages/en.toml`.
//!
//! It owns looking a message up, filling its slots and choosing its plural. It leaves out what is said when. Recognised
//! are `[section]`, `key = "text"` and comments, which is the part of TOML that the file keeps to; in a text `{name}` is
//! a slot and `{n|one|other}` a choice by the number in slot `n`.

use std::sync::OnceLock;

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

/// The message of a key. A key that the file lacks is shown as itself; a test holds that none does.
pub fn text(key: &'static str) -> &'static str {
    lookup(key).unwrap_or(key)
}

/// The message of a key that was put together, if the file has it.
pub fn lookup(key: &str) -> Option<&'static str> {
    let table = table();
    let place = table.binary_search_by(|(known, _)| known.as_str().cmp(key)).ok()?;
    table.get(place).map(|(_, text)| *text)
}

/// The message of a key with its slots filled.
pub fn fill(key: &'static str, slots: &[(&str, Fill)]) -> String {
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
            written.push_str(text("page.group"));
        }
        written.push(digit);
    }
    written
}

fn push_slot(filled: &mut String, slot: &str, slots: &[(&str, Fill)]) {
    let mut parts = slot.split('|');
    let name = parts.next().unwrap_or_default();
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

fn table() -> &'static [(String, &'static str)] {
    static TABLE: OnceLock<Vec<(String, &'static str)>> = OnceLock::new();
    TABLE.get_or_init(|| read(include_str!("../messages/en.toml")))
}

fn read(file: &'static str) -> Vec<(String, &'static str)> {
    let mut section = "";
    let mut table = Vec::new();
    for line in file.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name;
        } else if let Some((key, value)) = line.split_once(" = \"")
            && !line.starts_with('#')
        {
            table.push((format!("{section}.{key}"), value.strip_suffix('"').unwrap_or(value)));
        }
    }
    table.sort();
    table
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
    fn keys_are_unique_and_texts_whole() {
        let file = include_str!("../messages/en.toml");
        let keys: BTreeSet<_> = table().iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys.len(), table().len(), "a key stands twice");
        for line in file.lines().filter(|line| line.contains(" = ") && !line.starts_with('#')) {
            assert!(line.ends_with('"') && line.matches('"').count() == 2 && !line.contains('\\'), "{line}");
        }
    }

    /// All words in quotation marks of the source that look like a key stand in the file, and the other way round.
    #[test]
    fn source_and_file_agree() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut source = String::new();
        gather(&root.join("src"), &mut source);
        let sections: BTreeSet<_> =
            table().iter().filter_map(|(key, _)| key.split_once('.')).map(|(section, _)| section).collect();
        for word in source.split('"').skip(1).step_by(1) {
            if let Some((section, rest)) = word.split_once('.')
                && sections.contains(section)
                && !rest.is_empty()
                && rest.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
            {
                assert!(lookup(word).is_some(), "no message for {word}");
            }
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
