//! Queries as text behind the `#` of an address, and back (`docs/fragment.md` is the grammar).
//!
//! One parameter a facet, values joined by `,`, each percent-encoded; `-` before a value excludes it, `*` first means all of
//! them, `~` is "none". Printing is canonical: equal queries in plain form give equal text. Reading is total: any text
//! gives a query, unknown parameters and what cannot be read are left out, of a parameter that stands twice the last counts.
//! Parameters of the page alone (view, sort, open, at, v) are read with the same helpers by the page.

use crate::{Choice, Clause, DateClause, DateValue, Facet, Query, Together, Unit, Value};
use dateline_record::Edtf;
use std::fmt::Write;

/// The value of `published` for what lies in an interval longer than a month.
const LONGER: &str = "longer";

/// The name of a facet's parameter.
pub fn facet_name(facet: Facet) -> &'static str {
    match facet {
        Facet::Topic => "topic",
        Facet::Person => "person",
        Facet::State => "state",
        Facet::Organisation => "organisation",
        Facet::Source => "source",
    }
}

/// The query as parameters, without `#`; empty for a query that asks for everything. The plain form is printed
/// ([`Query::plain`]).
pub fn print_query(query: &Query) -> String {
    print_query_behind("", query)
}

/// The same with a prefix before each name: `b.` for the second selection of a comparison.
pub fn print_query_behind(prefix: &str, query: &Query) -> String {
    let query = query.plain();
    let mut fragment = String::new();
    let mut put = |name: &str, value: &str| push(&mut fragment, &format!("{prefix}{name}"), value);
    for (facet, clause) in &query.facets {
        put(facet_name(*facet), &print_clause(clause));
    }
    put("q", &encode(&query.words));
    put("also", if query.reading.equivalents { "" } else { "off" });
    put("published", &print_dates(&query.published));
    put("mentioned", &print_dates(&query.mentioned));
    put("together", if query.together == Together::Sentence { "sentence" } else { "" });
    put("unit", if query.unit == Unit::Articles { "articles" } else { "" });
    fragment
}

/// The query of a fragment, with or without its `#`.
pub fn parse_query(fragment: &str) -> Query {
    parse_query_behind("", fragment)
}

/// The query whose parameters have a prefix before each name.
pub fn parse_query_behind(prefix: &str, fragment: &str) -> Query {
    let mut query = Query::default();
    for (name, value) in parameters(fragment) {
        let Some(name) = name.strip_prefix(prefix) else { continue };
        match name {
            "q" => query.words = decode(value),
            "also" => query.reading.equivalents = value != "off",
            "published" => query.published = parse_dates(value),
            "mentioned" => query.mentioned = parse_dates(value),
            "together" => {
                query.together = if value == "sentence" { Together::Sentence } else { Together::Article }
            }
            "unit" => query.unit = if value == "articles" { Unit::Articles } else { Unit::Stories },
            _ => {
                if let Some(facet) = Facet::ALL.into_iter().find(|facet| facet_name(*facet) == name) {
                    query.facets.insert(facet, parse_clause(value));
                }
            }
        }
    }
    query.plain()
}

/// The parameters of a fragment in order: names, and values as they stand.
pub fn parameters(fragment: &str) -> impl Iterator<Item = (&str, &str)> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    fragment.split('&').filter_map(|parameter| parameter.split_once('='))
}

/// Appends a parameter whose value is encoded already; an empty value is left out.
pub fn push(fragment: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        let and = if fragment.is_empty() { "" } else { "&" };
        // Writing into a string does not fail.
        let _ = write!(fragment, "{and}{name}={value}");
    }
}

/// Percent-encodes all bytes but letters and digits of ASCII, `.`, `_` and `-`.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// Decodes percent-encoded bytes. A `%` without two hexadecimal digits stands for itself, bytes that are not UTF-8 for
/// the replacement character.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let decoded = (*first == b'%').then(|| behind.split_at_checked(2)).flatten();
        let decoded = decoded.and_then(|(digits, behind)| Some((hexadecimal(digits)?, behind)));
        let (byte, behind) = decoded.unwrap_or((*first, behind));
        bytes.push(byte);
        rest = behind;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    digits.iter().try_fold(0u8, |byte, digit| Some(byte << 4 | char::from(*digit).to_digit(16)? as u8))
}

fn print_clause(clause: &Clause) -> String {
    let all = clause.all.then(|| "*".to_owned());
    let choices = clause.choices.iter().map(|(value, choice)| {
        let value = match value {
            // A leading minus would exclude.
            Value::Id(id) => {
                encode(id).strip_prefix('-').map_or_else(|| encode(id), |rest| format!("%2D{rest}"))
            }
            Value::None => "~".to_owned(),
        };
        format!("{}{value}", sign(*choice))
    });
    all.into_iter().chain(choices).collect::<Vec<_>>().join(",")
}

fn sign(choice: Choice) -> &'static str {
    match choice {
        Choice::Included => "",
        Choice::Excluded => "-",
    }
}

fn signed(item: &str) -> (Choice, &str) {
    item.strip_prefix('-').map_or((Choice::Included, item), |rest| (Choice::Excluded, rest))
}

fn parse_clause(text: &str) -> Clause {
    let mut items = text.split(',').peekable();
    let all = items.next_if_eq(&"*").is_some();
    let choice = |item| {
        let (choice, value) = signed(item);
        (if value == "~" { Value::None } else { Value::Id(decode(value)) }, choice)
    };
    Clause { all, choices: items.map(choice).collect() }
}

fn print_dates(clause: &DateClause) -> String {
    let choices =
        clause.choices.iter().map(|(value, choice)| format!("{}{}", sign(*choice), print_date(*value)));
    choices.collect::<Vec<_>>().join(",")
}

/// A value of a clock as it stands in a fragment.
pub fn print_date(value: DateValue) -> String {
    match value {
        DateValue::Year(year) => format!("{year:04}"),
        DateValue::Month(month) => month.to_string(),
        DateValue::Range(Some(first), Some(last)) if first == last => first.to_string(),
        DateValue::Range(first, last) => Edtf::Span(first, last).to_string(),
        DateValue::LongerThanAMonth => LONGER.to_owned(),
        DateValue::None => "~".to_owned(),
    }
}

fn parse_dates(text: &str) -> DateClause {
    let choice = |item: &str| {
        let (choice, value) = signed(item);
        Some((parse_date(&decode(value))?, choice))
    };
    DateClause { choices: text.split(',').filter_map(choice).collect() }
}

/// Reads what [`print_date`] prints: a year, a month, a day, two days with `/` between (`..` is open), `longer`, `~`.
pub fn parse_date(text: &str) -> Option<DateValue> {
    match text {
        "~" => return Some(DateValue::None),
        LONGER => return Some(DateValue::LongerThanAMonth),
        _ => {}
    }
    match Edtf::parse(text)? {
        Edtf::Day(day) => Some(DateValue::Range(Some(day), Some(day))),
        Edtf::Month(month) => Some(DateValue::Month(month)),
        Edtf::Year(year) => Some(DateValue::Year(year)),
        Edtf::Span(first, last) => Some(DateValue::Range(first, last)),
        Edtf::AboutYear(_) | Edtf::OneOf(..) => None,
    }
}
