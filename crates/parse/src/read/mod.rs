//! From a file's bytes to documents: which format it is, whether it is text at all, and the limits.
//!
//! Recognised: UTF-8 text, also with a byte order mark, in files that end in .txt, .text, .md or nothing, with or without front
//! matter (`front_matter`); CSV and TSV with a header row (`table`). Not recognised yet: other encodings, HTML, JSON, XML and
//! feeds, which are refused with a message that says so. Nothing here opens a file.

mod front_matter;
mod table;

use crate::{Document, Stated};
use dateline_record::{Span, TextBasis, TextCompleteness};

/// How tables are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Column names given by hand, as `(field, column)`: `("text", "body")`.
    pub columns: Vec<(String, String)>,
}

/// Why a file, or one row of it, gave no article. Printed as one line: file, place, expected, found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Path below the corpus folder.
    pub source: String,
    /// Where in the file, in words: "row 12", "byte 1204", "line 3".
    pub place: Option<String>,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
}

impl ReadError {
    /// A file of more than [`LARGEST_FILE`] bytes.
    pub fn too_large(source: &str, bytes: u64) -> Self {
        Self {
            source: source.to_owned(),
            place: None,
            expected: format!("at most 10 MiB ({LARGEST_FILE} bytes)"),
            found: format!("{bytes} bytes"),
        }
    }
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: ", self.source)?;
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "expected {}, found {}", self.expected, self.found)
    }
}

impl std::error::Error for ReadError {}

/// Most bytes of a file: 10 MiB.
pub const LARGEST_FILE: usize = 10 * 1024 * 1024;
/// The byte order mark of UTF-8 as a character.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The fields of a document that front matter and columns may state, with the names by which they are known.
const FIELDS: [(Field, &[&str]); 7] = [
    (
        Field::Text,
        &[
            "text",
            "body",
            "content",
            "article",
            "maintext",
            "fulltext",
            "articlebody",
            "articletext",
            "story",
        ],
    ),
    (Field::Title, &["title", "headline", "head", "heading", "articletitle"]),
    (
        Field::Date,
        &[
            "date",
            "published",
            "publisheddate",
            "datepublished",
            "publicationdate",
            "pubdate",
            "publishedat",
            "time",
            "timestamp",
            "datetime",
        ],
    ),
    (
        Field::Source,
        &["source", "provider", "publisher", "outlet", "newspaper", "publication", "site", "agency"],
    ),
    (Field::Url, &["url", "link", "address", "permalink", "weburl"]),
    (Field::Author, &["author", "authors", "byline", "creator", "writer"]),
    (Field::Language, &["language", "lang", "inlanguage"]),
];

/// A field that a file may state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    Text,
    Title,
    Date,
    Source,
    Url,
    Author,
    Language,
}

/// The documents of one file, and what of it could not be read; the rest is read all the same.
///
/// # Errors
/// None of the whole call: each message names the file and the place in it, and stands beside what could be read.
pub fn read(bytes: &[u8], source: &str, options: &ReadOptions) -> (Vec<Document>, Vec<ReadError>) {
    let refuse = |place: Option<String>, expected: &str, found: String| {
        let error = ReadError { source: source.to_owned(), place, expected: expected.to_owned(), found };
        (Vec::new(), vec![error])
    };
    let Some(format) = Format::of(source) else {
        return refuse(None, "a file that ends in .txt, .text, .md, .csv or .tsv", ending_found(source));
    };
    if bytes.len() > LARGEST_FILE {
        return (Vec::new(), vec![ReadError::too_large(source, bytes.len() as u64)]);
    }
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(refusal) => return refuse(refusal.place, refusal.expected, refusal.found),
    };
    match format {
        Format::Text => match read_text(text, source) {
            Ok(document) => (vec![document], Vec::new()),
            Err(error) => (Vec::new(), vec![error]),
        },
        Format::Table(delimiter) => table::read_table(text, source, delimiter, options),
    }
}

/// The formats that are read, told apart by the ending of the path.
enum Format {
    Text,
    /// Values are parted by this byte, unless the header row shows another.
    Table(u8),
}

impl Format {
    fn of(source: &str) -> Option<Format> {
        match ending(source).to_lowercase().as_str() {
            "" | "txt" | "text" | "md" => Some(Format::Text),
            "csv" => Some(Format::Table(b',')),
            "tsv" | "tab" => Some(Format::Table(b'\t')),
            _ => None,
        }
    }
}

/// What stands behind the last full stop of the file's name; nothing for a name without one.
fn ending(source: &str) -> &str {
    let name = source.rsplit('/').next().unwrap_or(source);
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn ending_found(source: &str) -> String {
    format!(".{}, which is not read yet", ending(source))
}

/// Why bytes are no text.
struct Refusal {
    place: Option<String>,
    expected: &'static str,
    found: String,
}

/// The bytes as text, byte order mark included.
fn decode(bytes: &[u8]) -> Result<&str, Refusal> {
    let refusal = |place, expected, found: &str| Err(Refusal { place, expected, found: found.to_owned() });
    if bytes.is_empty() {
        return refusal(None, "text", "an empty file");
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return refusal(None, "UTF-8 text", "UTF-16 text, which is not read yet");
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return refusal(Some(format!("byte {at}")), "text", "a zero byte, as in a program or a picture");
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if text.chars().all(crate::words::is_space) => {
            refusal(None, "text", "nothing but white space")
        }
        Ok(text) => Ok(text),
        Err(error) => {
            let at = error.valid_up_to();
            let byte = bytes.get(at).copied().unwrap_or(0);
            refusal(
                Some(format!("byte {at}")),
                "UTF-8 text",
                &format!("the byte 0x{byte:02X}, which no character begins with or goes on with here"),
            )
        }
    }
}

fn read_text(text: &str, source: &str) -> Result<Document, ReadError> {
    let mark = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    let (stated, body) = match front_matter::parse_front_matter(text, mark, source)? {
        Some((stated, end)) => (stated, end),
        None => (Stated::default(), mark),
    };
    Ok(Document {
        source: source.to_owned(),
        member: None,
        text: text.to_owned(),
        basis: TextBasis::File,
        body: Span::new(body, text.len()),
        completeness: completeness_of(text),
        stated,
    })
}

/// Whether a text says itself that it was cut: "… [+1234 chars]" at its end.
fn completeness_of(text: &str) -> TextCompleteness {
    if says_cut(text) { TextCompleteness::Excerpt } else { TextCompleteness::Full }
}

/// Whether a text ends in the mark by which services say how much they left out.
fn says_cut(text: &str) -> bool {
    let inner = text.trim_end().strip_suffix(" chars]").and_then(|head| head.rsplit_once("[+"));
    inner.is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The field that goes by `name`, in any case, whatever stands between its words.
fn field_named(name: &str) -> Option<Field> {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    FIELDS.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(field, _)| *field)
}

/// Puts a value into the field that it states. `span` is where it stands in the text; an empty value states nothing.
fn state(stated: &mut Stated, field: Option<Field>, name: &str, value: &str, span: Option<Span>) {
    if value.is_empty() {
        return;
    }
    let here = || Some((value.to_owned(), span));
    match field {
        Some(Field::Title) if stated.headline.is_none() => stated.headline = here(),
        Some(Field::Date) if stated.date.is_none() => stated.date = here(),
        Some(Field::Source) if stated.provider.is_none() => stated.provider = here(),
        Some(Field::Url) if stated.url.is_none() => stated.url = Some(value.to_owned()),
        Some(Field::Language) if stated.language.is_none() => stated.language = Some(value.to_owned()),
        Some(Field::Author) => stated.authors.extend(authors(value, span)),
        _ => keep(stated, name, value),
    }
}

/// Keeps a value as metadata; a second one of the same name with a number behind the name.
fn keep(stated: &mut Stated, name: &str, value: &str) {
    let mut key = name.to_owned();
    let mut number = 1;
    while stated.metadata.contains_key(&key) {
        number += 1;
        key = format!("{name} {number}");
    }
    stated.metadata.insert(key, value.to_owned());
}

/// The names of a list of authors: "Ana Marsh, Tom Okoro and Li Wei".
fn authors(value: &str, span: Option<Span>) -> Vec<(String, Option<Span>)> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in value.split([',', ';', '|']).flat_map(|part| part.split_inclusive(" and ")) {
        let bare = part.strip_suffix(" and ").unwrap_or(part);
        let name = bare.trim();
        let start = at + bare.len() - bare.trim_start().len();
        if !name.is_empty() {
            let place = span.map(|span| {
                let start = span.start as usize + start;
                Span::new(start, start + name.len())
            });
            found.push((name.to_owned(), place));
        }
        at += part.len() + usize::from(!part.ends_with(" and "));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The one message of a file that gives no article.
    fn check_err(bytes: &[u8], source: &str, expected: &str) {
        let (documents, errors) = read(bytes, source, &ReadOptions::default());
        assert_eq!(documents, [], "{source}");
        let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(messages, [expected]);
    }

    #[test]
    fn err_files() {
        check_err(b"", "a.txt", "a.txt: expected text, found an empty file");
        check_err(b"\xef\xbb\xbf \r\n\t", "a.txt", "a.txt: expected text, found nothing but white space");
        check_err(
            b"GIF\0\0",
            "b/a.txt",
            "b/a.txt: byte 3: expected text, found a zero byte, as in a program or a picture",
        );
        check_err(
            b"Caf\xe9 closes",
            "a.txt",
            "a.txt: byte 3: expected UTF-8 text, found the byte 0xE9, which no character begins with or goes on with here",
        );
        check_err(
            b"\xff\xfeO\0s\0",
            "a.txt",
            "a.txt: expected UTF-8 text, found UTF-16 text, which is not read yet",
        );
        check_err(
            b"<p>Oslo</p>",
            "a.html",
            "a.html: expected a file that ends in .txt, .text, .md, .csv or .tsv, found .html, which is not read yet",
        );
    }

    #[test]
    fn limit_of_size() {
        for (bytes, documents) in [(LARGEST_FILE - 1, 1), (LARGEST_FILE, 1), (LARGEST_FILE + 1, 0)] {
            let text = "a".repeat(bytes);
            let (found, errors) = read(text.as_bytes(), "a.txt", &ReadOptions::default());
            assert_eq!((found.len(), errors.len()), (documents, 1 - documents), "{bytes}");
        }
        check_err(
            &vec![b'a'; LARGEST_FILE + 1],
            "a.txt",
            "a.txt: expected at most 10 MiB (10485760 bytes), found 10485761 bytes",
        );
    }

    #[test]
    fn ok_byte_order_mark_lies_outside_the_body() {
        let (documents, errors) = read("\u{feff}Oslo waits.".as_bytes(), "a", &ReadOptions::default());
        assert_eq!(errors, []);
        assert_eq!((documents[0].body, documents[0].text.len()), (Span::new(3, 14), 14));
    }

    #[test]
    fn ok_cut_texts_say_so() {
        for (text, expected) in [
            ("The king left Oslo on Mo… [+1234 chars]", TextCompleteness::Excerpt),
            ("The king left [+x chars]", TextCompleteness::Full),
            ("The king left.", TextCompleteness::Full),
        ] {
            assert_eq!(completeness_of(text), expected, "{text}");
        }
    }

    #[test]
    fn ok_lists_of_authors() {
        let value = "Ana Marsh, Tom Okoro and Li Wei;  Kim Min-seo";
        let found = authors(value, Some(Span::new(0, value.len())));
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Ana Marsh", "Tom Okoro", "Li Wei", "Kim Min-seo"]);
        assert!(found.iter().all(|(name, span)| span.unwrap().of(value) == name));
    }
}
