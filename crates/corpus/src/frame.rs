//! The head of frozen bytes: what they are, which layout, how long, and whether they are whole.
//!
//! `DATELINE`, layout version (4 bytes), length of the rest (8 bytes), hash of the rest (8 bytes), all little-endian; then
//! the rest: edition (8 bytes), number of files, unread files, and the body.

use crate::Unread;
use crate::bytes::{Hash, Reader, Writer};
use dateline_knowledge::Knowledge;
use std::fmt::{self, Write};

/// Changes with every change of the layout.
pub(crate) const LAYOUT: u32 = 2;
const MARK: &[u8; 8] = b"DATELINE";
const HEAD: usize = 28;

/// Why bytes are no corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// They do not begin as a corpus does.
    NotACorpus,
    /// A program of another version wrote them.
    Layout {
        /// What this program reads.
        expected: u32,
        /// What wrote them.
        found: u32,
    },
    /// There are more or fewer bytes than the head says.
    Length {
        /// Bytes that the head says.
        expected: u64,
        /// Bytes that there are.
        found: u64,
    },
    /// A byte was changed.
    Changed,
    /// The bytes are whole but do not make a corpus.
    Damaged,
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::NotACorpus => f.write_str("expected a Dateline corpus, found something else"),
            OpenError::Layout { expected, found } => {
                write!(
                    f,
                    "expected a corpus of layout {expected}, found layout {found}: build it again with this version"
                )
            }
            OpenError::Length { expected, found } => {
                write!(f, "expected a corpus of {expected} bytes, found {found}: it was cut off or added to")
            }
            OpenError::Changed => {
                f.write_str("expected an unchanged corpus, found changed bytes: get it again")
            }
            OpenError::Damaged => {
                f.write_str("expected a whole corpus, found one with missing parts: build it again")
            }
        }
    }
}

impl std::error::Error for OpenError {}

/// Puts the head before a body. The edition is the hash of the body, the knowledge and the version of the program.
pub(crate) fn seal(body: &[u8], knowledge: &Knowledge, unread: &[Unread], files: u32) -> Vec<u8> {
    let mut edition = Hash::new().with(body).with(env!("CARGO_PKG_VERSION").as_bytes());
    // The derived form of the knowledge names every field in a fixed order. Writing into a hash does not fail.
    let _ = write!(edition, "{knowledge:?}");
    let mut rest = Writer::default();
    rest.bytes.extend(edition.value().to_le_bytes());
    rest.number(files);
    rest.number(unread.len() as u32);
    for file in unread {
        rest.blob(file.source.as_bytes());
        rest.number(u32::from(file.place.is_some()));
        rest.blob(file.place.as_deref().unwrap_or("").as_bytes());
        rest.blob(file.expected.as_bytes());
        rest.blob(file.found.as_bytes());
    }
    rest.bytes.extend(body);
    headed(&rest.bytes)
}

/// The head and the rest.
pub(crate) fn headed(rest: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEAD + rest.len());
    bytes.extend(MARK);
    bytes.extend(LAYOUT.to_le_bytes());
    bytes.extend((rest.len() as u64).to_le_bytes());
    bytes.extend(Hash::new().with(rest).value().to_le_bytes());
    bytes.extend(rest);
    bytes
}

/// The rest, if the head fits it.
pub(crate) fn opened(bytes: &[u8]) -> Result<&[u8], OpenError> {
    let rest = bytes.strip_prefix(MARK).ok_or(OpenError::NotACorpus)?;
    let cut = OpenError::Length { expected: HEAD as u64, found: bytes.len() as u64 };
    let (layout, rest) = rest.split_first_chunk().ok_or(cut)?;
    let found = u32::from_le_bytes(*layout);
    if found != LAYOUT {
        return Err(OpenError::Layout { expected: LAYOUT, found });
    }
    let (length, rest) = rest.split_first_chunk().ok_or(cut)?;
    let (hash, rest) = rest.split_first_chunk().ok_or(cut)?;
    let expected = u64::from_le_bytes(*length);
    if expected != rest.len() as u64 {
        return Err(OpenError::Length { expected, found: rest.len() as u64 });
    }
    if u64::from_le_bytes(*hash) != Hash::new().with(rest).value() {
        return Err(OpenError::Changed);
    }
    Ok(rest)
}

/// What stands before the body: edition, number of files, unread files.
pub(crate) fn about(reader: &mut Reader) -> Option<(String, u32, Vec<Unread>)> {
    let mut edition = String::new();
    for _ in 0..8 {
        write!(edition, "{:02x}", reader.byte()?).ok()?;
    }
    let files = reader.number()?;
    let count = reader.count()?;
    let unread = (0..count).map(|_| unread_file(reader)).collect::<Option<_>>()?;
    Some((edition, files, unread))
}

fn unread_file(reader: &mut Reader) -> Option<Unread> {
    let text = |reader: &mut Reader| Some(String::from_utf8_lossy(reader.blob()?).into_owned());
    let source = text(reader)?;
    let has_place = reader.number()? != 0;
    let place = text(reader)?;
    Some(Unread { source, place: has_place.then_some(place), expected: text(reader)?, found: text(reader)? })
}
