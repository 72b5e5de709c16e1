//! Front matter: lines of `key: value` between two lines `---` at the beginning of a text file.
//!
//! Recognised: the keys of the fields of a document under their usual names, in any case; all others become metadata; values
//! in quotation marks; empty lines; lines that begin with `#` as remarks. Not recognised: values over several lines, lists with
//! a line for each item, nested values. What is broken is an error with its line: half-read metadata would be wrong metadata.

use super::{Field, ReadError, field_named, state};
use crate::Stated;
use dateline_record::Span;

/// The line that opens and closes front matter.
const FENCE: &str = "---";

/// What front matter states and where it ends, or nothing where `text` has none behind the first `from` bytes.
///
/// # Errors
/// Front matter that is not closed; a line that is no `key: value`; a key stated twice, authors excepted.
pub(super) fn parse_front_matter(
    text: &str,
    from: usize,
    source: &str,
) -> Result<Option<(Stated, usize)>, ReadError> {
    let error = |line: usize, expected: &str, found: String| ReadError {
        source: source.to_owned(),
        place: Some(format!("line {line}")),
        expected: expected.to_owned(),
        found,
    };
    let mut stated = Stated::default();
    let mut keys: Vec<String> = Vec::new();
    let mut at = from;
    for (number, line) in text.get(from..).unwrap_or("").split_inclusive('\n').enumerate() {
        let bare = line.trim_end();
        match (number, bare) {
            (0, FENCE) => {}
            (0, _) => return Ok(None),
            (_, FENCE) => return Ok(Some((stated, at + line.len()))),
            _ if bare.trim_start().is_empty() || bare.starts_with('#') => {}
            _ => {
                let entry = parse_entry(bare, at).ok_or_else(|| {
                    error(number + 1, "\"key: value\" or a closing line \"---\"", shown(bare))
                })?;
                let field = field_named(entry.key).filter(|field| *field != Field::Text);
                let key = entry.key.to_lowercase();
                if field != Some(Field::Author) && keys.contains(&key) {
                    return Err(error(number + 1, "each key once", format!("\"{}\" again", entry.key)));
                }
                keys.push(key);
                state(&mut stated, field, entry.key, entry.value, Some(entry.span));
            }
        }
        at += line.len();
    }
    Err(error(1, "a second line \"---\" that closes the front matter", "none".to_owned()))
}

/// A line of front matter.
struct Entry<'a> {
    key: &'a str,
    value: &'a str,
    span: Span,
}

/// Reads `key: value`; `offset` is where the line begins.
fn parse_entry(line: &str, offset: usize) -> Option<Entry<'_>> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim();
    let unquoted = without_quotes(value.trim());
    let start = offset + line.find(':')? + 1 + value.find(unquoted)?;
    (!key.is_empty()).then(|| Entry { key, value: unquoted, span: Span::new(start, start + unquoted.len()) })
}

/// A value without the quotation marks or square brackets around it.
fn without_quotes(value: &str) -> &str {
    let inside = |open: char, close: char| value.strip_prefix(open)?.strip_suffix(close);
    inside('"', '"').or_else(|| inside('\'', '\'')).or_else(|| inside('[', ']')).unwrap_or(value).trim()
}

/// The beginning of a line, for a message.
fn shown(line: &str) -> String {
    let beginning: String = line.chars().take(40).collect();
    format!("\"{beginning}\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{ReadOptions, read};

    #[test]
    fn ok_states_fields() {
        let text = "---\r\nTitle: \"King: a visit\"\r\ndate: 2024-03-02T08:00+01:00\r\nauthors: [Ana Marsh, Li Wei]\r\n\r\n\
                    # remark\r\nprovider: Coast News\r\nlang: en\r\nURL: https://coast.example/a\r\nsection: World\r\ntext: none\r\n---\r\nThe king left.";
        let (documents, errors) = read(text.as_bytes(), "a.txt", &ReadOptions::default());
        assert_eq!(errors, []);
        let document = &documents[0];
        let at = |found: &Option<(String, Option<Span>)>| {
            let (value, span) = found.clone().unwrap();
            assert_eq!(span.unwrap().of(text), value);
            value
        };
        let stated = &document.stated;
        assert_eq!(at(&stated.headline), "King: a visit");
        assert_eq!(at(&stated.date), "2024-03-02T08:00+01:00");
        assert_eq!(at(&stated.provider), "Coast News");
        let authors: Vec<&str> = stated.authors.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(authors, ["Ana Marsh", "Li Wei"]);
        assert_eq!(stated.language.as_deref(), Some("en"));
        assert_eq!(stated.url.as_deref(), Some("https://coast.example/a"));
        let metadata: Vec<_> =
            stated.metadata.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(metadata, [("section", "World"), ("text", "none")]);
        assert_eq!(document.body.of(text), "The king left.");
    }

    #[test]
    fn ok_without_front_matter() {
        for text in ["The king left.\n---\n", "----\nThe king left.", "--- The king left."] {
            assert_eq!(parse_front_matter(text, 0, "a.txt"), Ok(None), "{text}");
        }
    }

    #[test]
    fn err_broken() {
        for (text, expected) in [
            (
                "---\ntitle: King\nThe king left.\n",
                "a.txt: line 3: expected \"key: value\" or a closing line \"---\", found \"The king left.\"",
            ),
            (
                "---\ntitle: King\n",
                "a.txt: line 1: expected a second line \"---\" that closes the front matter, found none",
            ),
            (
                "---\n: King\n---\n",
                "a.txt: line 2: expected \"key: value\" or a closing line \"---\", found \": King\"",
            ),
            (
                "---\ntitle: King\nTitle: Queen\n---\n",
                "a.txt: line 3: expected each key once, found \"Title\" again",
            ),
        ] {
            let error = parse_front_matter(text, 0, "a.txt").expect_err("an error");
            assert_eq!(error.to_string(), expected);
        }
    }
}
