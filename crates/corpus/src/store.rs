//! Records and texts of a range of articles, read in place: only those that are shown.
//!
//! A record's strings stand once for the whole part; before the record stand the numbers of its own strings, in the order in which
//! it counts them.

use crate::bytes::Reader;
use crate::codec::{Frozen, In};
use crate::ranges::{Bytes, Ranges};
use dateline_record::Article;

/// A part of records and texts.
pub(crate) struct Store {
    /// Where they stand.
    pub bytes: Bytes,
    strings: Ranges,
    records: Ranges,
    texts: Ranges,
}

/// A record, and the dense value ids of its actors and of its topics.
pub(crate) struct Record {
    /// Without its text.
    pub article: Article,
    /// Of each actor.
    pub actors: Vec<u32>,
    /// Of each topic.
    pub topics: Vec<u32>,
}

impl Store {
    /// The same, where the file is one of its own.
    pub fn in_bytes(self, bytes: Bytes) -> Self {
        Self { bytes, ..self }
    }

    /// As the builder wrote it: strings, records, texts; for so many articles.
    pub fn read(reader: &mut Reader, end: usize, articles: u32) -> Option<Store> {
        let [strings, records, texts] =
            [Ranges::read(reader, end)?, Ranges::read(reader, end)?, Ranges::read(reader, end)?];
        let fits = records.count() == articles && texts.count() == articles;
        fits.then_some(Store { bytes: Bytes::Shared, strings, records, texts })
    }

    /// A record, by its place.
    pub fn record(&self, shared: &[u8], place: usize) -> Option<Record> {
        let file = self.bytes.file(shared);
        let mut reader = Reader::new(self.records.of(file, place)?);
        let own = reader.numbers()?;
        let string = |number: u32| {
            let number = own.get(number as usize)?;
            self.strings.of(file, *number as usize).and_then(|bytes| str::from_utf8(bytes).ok())
        };
        let mut from = In { reader, string: &|number| string(number).unwrap_or("") };
        let article = Article::thaw(&mut from)?;
        Some(Record { article, actors: from.reader.numbers()?, topics: from.reader.numbers()? })
    }

    /// A text, by its place.
    pub fn text<'b>(&'b self, shared: &'b [u8], place: usize) -> &'b str {
        let text = self.texts.of(self.bytes.file(shared), place);
        text.and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or("")
    }
}
