//! Notes beside the text: which there are, where they stand, and how reasons are worded.
//!
//! A date whose words do not say it whole gets a note with its value and reasons; a speaker gets one beside the first
//! quotation. Heights come from the browser; stacking them without overlap is decided here.

use super::marks::{Kind, Mark};
use crate::dates;
use crate::messages::{self, Fill, fill_text};
use dateline_record::{Article, Edtf, Evidence, Mentioned};

/// Pixels between two notes.
pub const GAP: f64 = 12.0;

/// A note beside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The mark that it explains, as a place in the list of marks.
    pub mark: usize,
    /// What it says.
    pub says: Says,
}

/// What a note says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// The value of a date expression, by its place in the record.
    Date(usize),
    /// Who speaks, with the number of their quotations.
    Speaker {
        /// The quotation beside which it stands, by its place in the record.
        quote: usize,
        /// How many quotations of the article have this speaker.
        quotes: u32,
    },
}

/// The notes of an article in the order of its text.
pub fn notes(article: &Article, marks: &[Mark]) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut heard = Vec::new();
    for (place, mark) in marks.iter().enumerate() {
        match mark.kind {
            Kind::Date(date) if article.dates.get(date).is_some_and(|date| needs_note(article, date)) => {
                notes.push(Note { mark: place, says: Says::Date(date) });
            }
            Kind::Quote(quote) => {
                let Some(speaker) = speaker(article, quote) else { continue };
                if !heard.contains(&speaker) {
                    let same =
                        |other: &usize| self::speaker(article, *other).as_deref() == Some(speaker.as_str());
                    let quotes = (0..article.quotes.len()).filter(same).count() as u32;
                    notes.push(Note { mark: place, says: Says::Speaker { quote, quotes } });
                    heard.push(speaker);
                }
            }
            _ => {}
        }
    }
    notes
}

/// Where notes stand so that none covers another: for each wanted top and height, the top it gets.
pub fn stack(wanted: &[(f64, f64)], gap: f64) -> Vec<f64> {
    let mut free = f64::MIN;
    wanted
        .iter()
        .map(|(top, height)| {
            let top = top.max(free);
            free = top + height + gap;
            top
        })
        .collect()
}

/// A reason in words: the message of its code, filled with its values; the record's own wording where the code has none.
pub fn reason(article: &Article, evidence: &Evidence) -> String {
    let Some(message) = messages::reason(&evidence.code) else {
        return evidence.because.clone();
    };
    let values: Vec<(&str, String)> =
        evidence.values.iter().map(|(key, value)| (key.as_str(), value_words(article, value))).collect();
    let slots: Vec<(&str, Fill)> = values.iter().map(|(key, value)| (*key, Fill::Text(value))).collect();
    let worded = fill_text(message, &slots);
    if worded.contains('{') { evidence.because.clone() } else { worded }
}

/// Whether the words of a date do not say it whole: a note then gives its value.
fn needs_note(article: &Article, date: &Mentioned) -> bool {
    let in_dateline = article.dateline.as_ref().is_some_and(|dateline| dateline.span.contains(date.span));
    let says_year = |edtf: &str| edtf.get(..4).is_some_and(|year| date.text.contains(year));
    !in_dateline && date.edtf.as_deref().is_some_and(|edtf| !says_year(edtf) || !date.sure)
}

/// Who speaks in a quotation: an actor's id, else the words.
fn speaker(article: &Article, quote: usize) -> Option<String> {
    let quote = article.quotes.get(quote)?;
    quote
        .speaker
        .clone()
        .or_else(|| quote.speaker_text.as_ref().map(|text| String::from("\u{0}") + &text.text))
}

/// A value of an evidence as a reader writes it: dates in words, actors by name.
fn value_words(article: &Article, value: &str) -> String {
    if let Some(actor) = article.actors.iter().find(|actor| actor.id == value) {
        return actor.name.clone();
    }
    match Edtf::parse(value) {
        Some(date) => dates::words(date.interval(), true),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn notes_that_fit_stand_where_they_belong() {
        assert_eq!(stack(&[(10.0, 20.0), (100.0, 20.0)], 5.0), [10.0, 100.0]);
        assert_eq!(stack(&[(10.0, 20.0), (12.0, 20.0), (20.0, 5.0)], 5.0), [10.0, 35.0, 60.0]);
        assert_eq!(stack(&[], 5.0), [] as [f64; 0]);
    }

    proptest! {
        #[test]
        fn notes_never_overlap(wanted in proptest::collection::vec((0.0..2000.0_f64, 1.0..300.0_f64), 0..30)) {
            let tops = stack(&wanted, GAP);
            for (place, (top, (asked, _))) in tops.iter().zip(&wanted).enumerate() {
                prop_assert!(top >= asked);
                if let Some(next) = tops.get(place + 1) {
                    prop_assert!(*next >= top + wanted[place].1 + GAP - 0.001);
                }
            }
        }
    }
}
