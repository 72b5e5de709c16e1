//! Tables: CSV and TSV with a header row, one article a row.
//!
//! Recognised: columns by their usual names or as given by hand; values in quotation marks that hold line breaks; a semicolon
//! or tab as delimiter where the header row shows one; tables whose bodies were cut at one length. Rows are counted from 1
//! behind the header. Not recognised: tables without a header row, several articles in a row. A row that cannot be read is named
//! and left out; the other rows are read.

use super::{BYTE_ORDER_MARK, Field, ReadError, ReadOptions, field_named, says_cut, state};
use crate::{Document, Stated};
use dateline_record::{Span, TextBasis, TextCompleteness};

/// When a table counts as cut: so many of its bodies, and such a share of them in per cent, are as long as the longest.
struct Cut {
    least: usize,
    share: usize,
    /// Fewest rows from which a table without such a length counts as complete.
    enough: usize,
}

/// Two bodies of one length may be chance; of natural texts hardly two in a hundred share the greatest length.
const CUT: Cut = Cut { least: 3, share: 5, enough: 20 };

/// The articles of a table, and what could not be read of it.
pub(super) fn read_table(
    text: &str,
    source: &str,
    delimiter: u8,
    options: &ReadOptions,
) -> (Vec<Document>, Vec<ReadError>) {
    let text = text.trim_start_matches(BYTE_ORDER_MARK);
    let delimiter = delimiter_of(text, delimiter);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let columns = match Columns::of(&header, options) {
        Ok(columns) => columns,
        Err((expected, found)) => return (Vec::new(), vec![error(source, "header row", expected, found)]),
    };
    let table = Table { source, columns, open_quote: has_open_quote(text, delimiter) };
    let mut rows = Vec::new();
    let mut errors = Vec::new();
    let mut records = (1_usize..).zip(reader.records()).peekable();
    while let Some((number, record)) = records.next() {
        match record {
            Ok(record) => match table.row(number, &record, records.peek().is_none()) {
                Ok(row) => rows.push(row),
                Err(error) => errors.push(error),
            },
            Err(found) => {
                errors.push(error(source, &format!("row {number}"), "a row".to_owned(), found.to_string()));
                break;
            }
        }
    }
    mark_excerpts(&mut rows);
    (rows, errors)
}

fn error(source: &str, place: &str, expected: String, found: String) -> ReadError {
    ReadError { source: source.to_owned(), place: Some(place.to_owned()), expected, found }
}

/// The byte that parts the values of the header row: the one that the ending of the file promises, else another that occurs.
fn delimiter_of(text: &str, promised: u8) -> u8 {
    let header = text.lines().next().unwrap_or("").as_bytes();
    let candidates = [promised, b';', b'\t', b','];
    candidates.into_iter().find(|byte| header.contains(byte)).unwrap_or(promised)
}

/// What a column is read as, and its name.
struct Column {
    field: Option<Field>,
    name: String,
}

/// The columns in order.
struct Columns(Vec<Column>);

impl Columns {
    /// What the header row names.
    ///
    /// # Errors
    /// What was expected and what was found: no column of texts or titles, or a column or field given by hand that is not there.
    fn of(header: &csv::StringRecord, options: &ReadOptions) -> Result<Columns, (String, String)> {
        let names = || header.iter().map(str::trim);
        let found = || format!("the columns {}", names().collect::<Vec<_>>().join(", "));
        let mut given = Vec::new();
        for (field, column) in &options.columns {
            let known = field_named(field).ok_or_else(|| {
                (
                    "one of the fields text, title, date, source, url, author, language".to_owned(),
                    format!("\"{field}\""),
                )
            })?;
            let at = names()
                .position(|name| name == column)
                .ok_or_else(|| (format!("a column \"{column}\""), found()))?;
            given.push((known, at));
        }
        let mut taken: Vec<Field> = given.iter().map(|(field, _)| *field).collect();
        let columns: Vec<Column> = names()
            .enumerate()
            .map(|(at, name)| {
                let by_hand = given.iter().find(|(_, column)| *column == at).map(|(field, _)| *field);
                let by_name = field_named(name).filter(|field| by_hand.is_none() && !taken.contains(field));
                taken.extend(by_name);
                Column { field: by_hand.or(by_name), name: name.to_owned() }
            })
            .collect();
        let has_text = taken.iter().any(|field| matches!(field, Field::Text | Field::Title));
        if has_text {
            Ok(Columns(columns))
        } else {
            Err(("a column of texts (text, body, content …)".to_owned(), found()))
        }
    }
}

/// What all rows share.
struct Table<'a> {
    source: &'a str,
    columns: Columns,
    /// Whether a quotation mark is never closed: then it stands in the last row, which holds the rest of the file.
    open_quote: bool,
}

impl Table<'_> {
    /// The article of a row.
    ///
    /// # Errors
    /// A row of another length than the header, with an open quotation mark, or without text and title.
    fn row(&self, number: usize, record: &csv::StringRecord, last: bool) -> Result<Document, ReadError> {
        let position = record.position();
        let line = position.map_or_else(String::new, |position| format!(" (line {})", position.line()));
        let refuse = |expected: String, found: &str| {
            Err(error(self.source, &format!("row {number}{line}"), expected, found.to_owned()))
        };
        if last && self.open_quote {
            return refuse("a closing quotation mark".to_owned(), "the end of the file");
        }
        let wanted = self.columns.0.len();
        if record.len() != wanted {
            return refuse(format!("{wanted} values"), &record.len().to_string());
        }
        self.document(number, record).map_or_else(|| refuse("a text or a title".to_owned(), "neither"), Ok)
    }

    fn document(&self, number: usize, record: &csv::StringRecord) -> Option<Document> {
        let mut stated = Stated::default();
        let mut text = String::new();
        for (column, value) in self.columns.0.iter().zip(record) {
            match column.field {
                Some(Field::Text) => value.clone_into(&mut text),
                field => state(&mut stated, field, &column.name, value.trim(), None),
            }
        }
        let mut completeness = TextCompleteness::Unknown;
        if text.trim().is_empty() {
            // A row that has only a title is an article of which only the headline is here.
            let (title, span) = stated.headline.as_mut()?;
            text.clone_from(title);
            *span = Some(Span::new(0, text.len()));
            completeness = TextCompleteness::Excerpt;
        }
        Some(Document {
            source: self.source.to_owned(),
            member: Some(format!("row {number}")),
            body: Span::new(0, text.len()),
            text,
            basis: TextBasis::Derived,
            completeness,
            stated,
        })
    }
}

/// Whether a quotation mark opens a value and is never closed.
fn has_open_quote(text: &str, delimiter: u8) -> bool {
    let mut open = false;
    let mut before = b'\n';
    for byte in text.bytes() {
        let value_begins = before == delimiter || before == b'\n' || before == b'\r';
        // A doubled quotation mark closes and opens again at once, which leaves the state as it was.
        open = if byte == b'"' { !open && (value_begins || before == b'"') } else { open };
        before = byte;
    }
    open
}

/// Says which texts were cut: those as long as the longest, where many are; the others of such a table, and all of a
/// large table without such a length, are whole as far as can be told.
fn mark_excerpts(rows: &mut [Document]) {
    let length = |row: &Document| row.text.chars().count();
    let lengths: Vec<usize> = rows.iter().map(length).collect();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let open = |text: &str| !text.trim_end().ends_with(['.', '!', '?', '”', '"', '。']);
    let longest_rows = || rows.iter().zip(&lengths).filter(|(_, length)| **length == longest);
    let (many, unfinished) =
        (longest_rows().count(), longest_rows().filter(|(row, _)| open(&row.text)).count());
    let cut = many >= CUT.least && many * 100 >= rows.len() * CUT.share && unfinished * 2 > many;
    let complete = cut || (rows.len() >= CUT.enough && many < CUT.least);
    for (row, length) in rows.iter_mut().zip(lengths) {
        if (cut && length == longest) || says_cut(&row.text) {
            row.completeness = TextCompleteness::Excerpt;
        } else if row.completeness == TextCompleteness::Unknown && complete {
            row.completeness = TextCompleteness::Full;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read;

    fn read_as(source: &str, text: &str, columns: &[(&str, &str)]) -> (Vec<Document>, Vec<String>) {
        let columns =
            columns.iter().map(|(field, column)| ((*field).to_owned(), (*column).to_owned())).collect();
        let (documents, errors) = read(text.as_bytes(), source, &ReadOptions { columns });
        (documents, errors.iter().map(ToString::to_string).collect())
    }

    /// Titles, texts and members of the articles.
    fn shown(documents: &[Document]) -> Vec<String> {
        let title =
            |document: &Document| document.stated.headline.clone().map_or(String::new(), |(title, _)| title);
        let member = |document: &Document| document.member.clone().unwrap_or_default();
        documents
            .iter()
            .map(|document| format!("{}: {} | {}", member(document), title(document), document.text))
            .collect()
    }

    #[test]
    fn ok_common_columns() {
        let text = "\u{feff}Headline,Body,Pub Date,Outlet,URL,Section\n\
                    King leaves,\"He left, \"\"at last\"\".\nHe sailed.\",2024-03-02,Coast News,https://coast.example,World\n\
                    Fish,Prices fell.,,,,\n";
        let (documents, errors) = read_as("a.csv", text, &[]);
        assert_eq!(errors, Vec::<String>::new());
        assert_eq!(
            shown(&documents),
            ["row 1: King leaves | He left, \"at last\".\nHe sailed.", "row 2: Fish | Prices fell."]
        );
        let stated = &documents[0].stated;
        assert_eq!(stated.date, Some(("2024-03-02".to_owned(), None)));
        assert_eq!(stated.provider, Some(("Coast News".to_owned(), None)));
        assert_eq!(stated.url.as_deref(), Some("https://coast.example"));
        assert_eq!(stated.metadata["Section"], "World");
        assert_eq!(documents[1].stated.date, None);
        assert_eq!(documents[1].completeness, TextCompleteness::Unknown);
    }

    #[test]
    fn ok_columns_by_hand_tabs_and_semicolons() {
        let (documents, _) = read_as("a.tsv", "text\traw\n1\tThe king left.\n", &[("text", "raw")]);
        assert_eq!(shown(&documents), ["row 1:  | The king left."]);
        assert_eq!(documents[0].stated.metadata["text"], "1");
        let (documents, _) = read_as("a.csv", "title;text\nKing, again;He left.\n", &[]);
        assert_eq!(shown(&documents), ["row 1: King, again | He left."]);
    }

    #[test]
    fn ok_title_alone() {
        let (documents, _) = read_as("a.csv", "title,text\nKing leaves,\n", &[]);
        assert_eq!(shown(&documents), ["row 1: King leaves | King leaves"]);
        assert_eq!(documents[0].completeness, TextCompleteness::Excerpt);
    }

    #[test]
    fn err_rows_and_columns() {
        for (text, columns, articles, expected) in [
            (
                "title,text\nA,One.\nB\nC,Three.\n",
                &[][..],
                2,
                "a.csv: row 2 (line 3): expected 2 values, found 1",
            ),
            (
                "title,text\nA,One.\n,\n",
                &[],
                1,
                "a.csv: row 2 (line 3): expected a text or a title, found neither",
            ),
            (
                "title,text\nA,One.\nB,\"Two.\nC,Three.\n",
                &[],
                1,
                "a.csv: row 2 (line 3): expected a closing quotation mark, found the end of the file",
            ),
            (
                "a,b\n1,2\n",
                &[],
                0,
                "a.csv: header row: expected a column of texts (text, body, content …), found the columns a, b",
            ),
            (
                "a,text\n1,2\n",
                &[("text", "c")],
                0,
                "a.csv: header row: expected a column \"c\", found the columns a, text",
            ),
            (
                "a,text\n1,2\n",
                &[("txet", "a")],
                0,
                "a.csv: header row: expected one of the fields text, title, date, source, url, author, language, found \"txet\"",
            ),
        ] {
            let (documents, errors) = read_as("a.csv", text, columns);
            assert_eq!(errors, [expected]);
            assert_eq!(documents.len(), articles, "{text}");
        }
    }

    #[test]
    fn open_quotes() {
        for (text, expected) in [
            (
                "a,\"b\"
", false,
            ),
            (
                "a,\"b\"\"c\"
",
                false,
            ),
            (
                "a,b\"c
", false,
            ),
            (
                "a,\"b
", true,
            ),
            (
                "a,\"b\"\"
",
                true,
            ),
            ("\"a", true),
        ] {
            assert_eq!(has_open_quote(text, b','), expected, "{text}");
        }
    }

    #[test]
    fn ok_cut_tables_say_so() {
        let completeness = |texts: &[String]| {
            let text = format!("text\n{}\n", texts.join("\n"));
            let (documents, _) = read_as("a.csv", &text, &[]);
            documents.iter().map(|document| document.completeness).collect::<Vec<_>>()
        };
        let cut: Vec<String> =
            (0..4).map(|n| format!("Story {n} ").repeat(30).chars().take(200).collect()).collect();
        let short = "A short one.".to_owned();
        let [excerpt, full] = [TextCompleteness::Excerpt, TextCompleteness::Full];
        assert_eq!(completeness(&[&cut[..], &[short]].concat()), [excerpt, excerpt, excerpt, excerpt, full]);
        let natural: Vec<String> = (0..30).map(|n| "word ".repeat(n + 5) + "end.").collect();
        assert_eq!(completeness(&natural), [full; 30]);
        assert_eq!(completeness(&natural[..3]), [TextCompleteness::Unknown; 3]);
    }
}
