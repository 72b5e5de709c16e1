//! The first part of a corpus, decoded: about the whole, values, columns.
//!
//! Nothing takes more room than its bytes do, times a small factor: every list is as long as its bytes allow at most, and
//! a corpus has no more articles and passages than bytes that speak of them.

use crate::bytes::Reader;
use crate::clock::{Clock, Stretch};
use crate::column::Column;
use crate::corpus::{ByFacet, Values};
use crate::ranges::{Ranges, read_lists};
use crate::stories::{Repeats, Stories};
use crate::{Collection, Corpus, Unread, ValueInfo};
use dateline_record::Day;
use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;
use std::sync::OnceLock;

/// Everything but the bytes themselves and what is counted over all articles. `body` is where the part lies in the file.
pub(crate) fn decode(file: &[u8], body: Range<usize>, edition: u64) -> Option<Corpus> {
    let end = body.end;
    let mut reader = Reader::new(file.get(body)?);
    let reader = &mut reader;
    let collection = read_collection(reader, edition)?;
    let mut values = ByFacet::<Values>::default();
    for values in &mut values.0 {
        *values = read_values(reader)?;
    }
    let passages = reader.starts()?;
    let published = Clock::new(read_stretches(reader)?);
    let published_runs = read_runs(reader, passages.len().checked_sub(1)? as u32)?;
    let mentioned = Clock::new(read_stretches(reader)?);
    let mut columns = ByFacet::<Column>::default();
    for (column, values) in columns.0.iter_mut().zip(&values.0) {
        *column = Column::new(read_lists(reader)?, values.infos.len());
    }
    let mentioned_of = Column::new(read_lists(reader)?, mentioned.stretches.len());
    let rows = Ranges::read(reader, end)?;
    let length = reader.blob()?.len();
    let ids = end - reader.left() - length..end - reader.left();
    let stories = Stories::read(reader, passages.len().checked_sub(1)?)?;
    let stores = reader.starts()?;
    let stored = stores.iter().skip(1).map(|_| OnceLock::new()).collect();
    (reader.left() == 0).then_some(Corpus {
        bytes: Cow::Borrowed(&[]),
        edition,
        collection,
        values,
        published,
        mentioned,
        published_runs,
        mentioned_of,
        passages,
        columns,
        rows,
        ids,
        stories,
        repeats: Repeats::default(),
        words: OnceLock::new(),
        facts: OnceLock::new(),
        stores,
        stored,
        oldest: Vec::new(),
        whole: Vec::new(),
    })
}

fn read_collection(reader: &mut Reader, edition: u64) -> Option<Collection> {
    let files = reader.number()?;
    let count = reader.count()?;
    let unread = (0..count).map(|_| unread_file(reader)).collect::<Option<_>>()?;
    let mut written = String::new();
    for byte in edition.to_le_bytes() {
        write!(written, "{byte:02x}").ok()?;
    }
    Some(Collection { files, unread, edition: written, ..Collection::default() })
}

fn unread_file(reader: &mut Reader) -> Option<Unread> {
    let source = text(reader)?;
    let has_place = reader.number()? != 0;
    let place = text(reader)?;
    Some(Unread { source, place: has_place.then_some(place), expected: text(reader)?, found: text(reader)? })
}

fn text(reader: &mut Reader) -> Option<String> {
    str::from_utf8(reader.blob()?).ok().map(str::to_owned)
}

/// Values by number, then all ids, former ones among them, in order: of each its value and whether it is a former one.
fn read_values(reader: &mut Reader) -> Option<Values> {
    let mut values = Values::default();
    for _ in 0..reader.count()? {
        let broader = reader.number()?.checked_sub(1);
        let name_only = reader.number()? != 0;
        let name = text(reader)?;
        let names = reader.count()?;
        values.names.push((0..names).map(|_| text(reader)).collect::<Option<_>>()?);
        values.infos.push(ValueInfo { id: String::new(), name, broader, name_only, articles: 0 });
    }
    for _ in 0..reader.count()? {
        let id = text(reader)?;
        let number = reader.number()?;
        let (value, is_former) = (number >> 1, number & 1 != 0);
        if let Some(info) = values.infos.get_mut(value as usize).filter(|_| !is_former) {
            info.id.clone_from(&id);
        }
        values.by_id.push((id, value));
    }
    Some(values)
}

/// How long each stretch of articles with one interval is, then the places of the intervals.
fn read_runs(reader: &mut Reader, articles: u32) -> Option<Vec<(u32, u32)>> {
    let starts = reader.starts()?;
    let places = reader.numbers()?;
    let fits = starts.last() == Some(&articles) && starts.len() == places.len() + 1;
    fits.then(|| starts.into_iter().zip(places).collect())
}

fn read_stretches(reader: &mut Reader) -> Option<Vec<Stretch>> {
    let count = reader.count()?;
    (0..count).map(|_| read_stretch(reader)).collect()
}

fn read_stretch(reader: &mut Reader) -> Option<Stretch> {
    let flags = reader.number()?;
    let first = if flags & 2 != 0 { Some(reader.signed()?) } else { None };
    let last = if flags & 4 != 0 { Some(reader.signed()?.checked_add(first.unwrap_or(0))?) } else { None };
    let day = |number: Option<i32>| number.map_or(Some(None), |number| Day::from_number(number).map(Some));
    Some(Stretch { first: day(first)?, last: day(last)?, sure: flags & 1 != 0 })
}
