//! The frame of frozen bytes: sections that can lie in one file or in several, each with what it is, its version, its
//! length and a checksum.
//!
//! A file is `DATELINE`, the version of the frame (4 bytes), the edition (8 bytes), the length of the rest (8 bytes) and
//! then sections one behind the other. A section is its kind (2 bytes), its version (2 bytes), its number (4 bytes), the length of its
//! body (8 bytes), a hash of edition, kind, version, number and body (8 bytes), and the body. All numbers are little-endian.

use crate::bytes::{Hash, Reader};
use std::fmt;
use std::ops::Range;

/// Changes with every change of the frame.
pub(crate) const FRAME: u32 = 4;
const MARK: &[u8; 8] = b"DATELINE";
/// Bytes before the first section.
pub(crate) const FILE_HEAD: usize = 28;
/// Bytes before the body of a section.
pub(crate) const SECTION_HEAD: usize = 24;

/// A part of a corpus, which may lie in a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// About the whole, the values of facets, and columns: what counts and lists of ids are made of. Always there.
    First,
    /// The dictionary, and what is known of the words of each article: needed where there are words.
    Words,
    /// Where the words of a range of the dictionary stand: needed where one of them is looked for.
    Postings(u32),
    /// What sentences say of the values they hold: needed for their facts alone.
    Facts,
    /// Records and texts of a range of articles: needed to show them.
    Articles(u32),
}

impl Part {
    /// Kind and version; the version changes with every change of the layout of such a section.
    fn written(self) -> (u16, u16) {
        match self {
            Part::First => (0, 1),
            Part::Words => (1, 2),
            Part::Postings(_) => (3, 1),
            Part::Facts => (4, 1),
            Part::Articles(_) => (2, 1),
        }
    }

    fn number(self) -> u32 {
        match self {
            Part::Articles(number) | Part::Postings(number) => number,
            Part::First | Part::Words | Part::Facts => 0,
        }
    }

    fn read(kind: u16, number: u32) -> Option<Part> {
        match (kind, number) {
            (0, 0) => Some(Part::First),
            (1, 0) => Some(Part::Words),
            (2, number) => Some(Part::Articles(number)),
            (3, number) => Some(Part::Postings(number)),
            (4, 0) => Some(Part::Facts),
            _ => None,
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Part::First => f.write_str("columns"),
            Part::Words => f.write_str("words"),
            Part::Facts => f.write_str("facts"),
            Part::Postings(number) => write!(f, "places of words {number}"),
            Part::Articles(number) => write!(f, "articles {number}"),
        }
    }
}

/// Why bytes are no corpus, or no part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenError {
    /// The part in which it was seen; the first one where it is no part of its own.
    pub part: Part,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// They do not begin as a corpus does.
    NotACorpus,
    /// A program of another version wrote them.
    Version {
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
    /// They are a part of another corpus, or another part.
    Foreign,
    /// They say where words stand, and the words are not there yet.
    Early,
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = self.part;
        match self.fault {
            Fault::NotACorpus => f.write_str("expected a Dateline corpus, found something else"),
            Fault::Version { expected, found } => write!(
                f,
                "{part}: expected version {expected} of the layout, found version {found}: build the corpus again with this program"
            ),
            Fault::Length { expected, found } => {
                write!(f, "{part}: expected {expected} bytes, found {found}: it was cut off or added to")
            }
            Fault::Changed => {
                write!(f, "{part}: expected unchanged bytes, found changed ones: get the corpus again")
            }
            Fault::Damaged => {
                write!(
                    f,
                    "{part}: expected a whole section, found one that contradicts itself: build the corpus again"
                )
            }
            Fault::Early => {
                write!(f, "{part}: expected after the words, found before them: get the words first")
            }
            Fault::Foreign => {
                write!(f, "{part}: expected this part of this corpus, found another: get it again")
            }
        }
    }
}

impl std::error::Error for OpenError {}

impl Fault {
    /// Seen in a part.
    pub(crate) fn of(self, part: Part) -> OpenError {
        OpenError { part, fault: self }
    }
}

/// A section of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// Which.
    pub part: Part,
    /// Where its body lies in the file.
    pub body: Range<usize>,
}

/// A file of these sections.
pub(crate) fn file(edition: u64, sections: &[(Part, Vec<u8>)]) -> Vec<u8> {
    let length: usize = sections.iter().map(|(_, body)| SECTION_HEAD + body.len()).sum();
    let mut bytes = Vec::with_capacity(FILE_HEAD + length);
    bytes.extend(MARK);
    bytes.extend(FRAME.to_le_bytes());
    bytes.extend(edition.to_le_bytes());
    bytes.extend((length as u64).to_le_bytes());
    for (part, body) in sections {
        let (kind, version) = part.written();
        bytes.extend(kind.to_le_bytes());
        bytes.extend(version.to_le_bytes());
        bytes.extend(part.number().to_le_bytes());
        bytes.extend((body.len() as u64).to_le_bytes());
        bytes.extend(hash(edition, *part, body).to_le_bytes());
        bytes.extend(body);
    }
    bytes
}

/// Files of one corpus as one file of all their sections, in their order.
pub(crate) fn joined<'f>(files: &(impl Iterator<Item = &'f [u8]> + Clone)) -> Vec<u8> {
    let sections = || files.clone().filter_map(|file| file.get(FILE_HEAD..));
    let length: usize = sections().map(<[u8]>::len).sum();
    let head = files.clone().next().and_then(|first| first.get(..FILE_HEAD - 8)).unwrap_or_default();
    let mut bytes = head.to_vec();
    bytes.extend((length as u64).to_le_bytes());
    sections().for_each(|section| bytes.extend(section));
    bytes
}

fn hash(edition: u64, part: Part, body: &[u8]) -> u64 {
    let (kind, version) = part.written();
    let [low, high] = kind.to_le_bytes();
    let [one, other] = version.to_le_bytes();
    let [a, b, c, d] = part.number().to_le_bytes();
    Hash::new().with(&edition.to_le_bytes()).with(&[low, high, one, other, a, b, c, d]).with(body).value()
}

/// Edition and sections of a file.
pub(crate) fn sections(bytes: &[u8]) -> Result<(u64, Vec<Section>), OpenError> {
    let first = |fault: Fault| fault.of(Part::First);
    let rest = bytes.strip_prefix(MARK).ok_or(first(Fault::NotACorpus))?;
    let cut = first(Fault::Length { expected: FILE_HEAD as u64, found: bytes.len() as u64 });
    let mut reader = Reader::new(rest);
    let found = reader.fixed(4).ok_or(cut)? as u32;
    if found != FRAME {
        return Err(first(Fault::Version { expected: FRAME, found }));
    }
    let (edition, expected) = reader.fixed(8).zip(reader.fixed(8)).ok_or(cut)?;
    if expected != reader.left() as u64 {
        return Err(first(Fault::Length { expected, found: reader.left() as u64 }));
    }
    let mut sections = Vec::new();
    while reader.left() > 0 {
        sections.push(section(&mut reader, edition, bytes.len())?);
    }
    Ok((edition, sections))
}

/// The next section; `whole` is the length of the file.
fn section(reader: &mut Reader, edition: u64, whole: usize) -> Result<Section, OpenError> {
    let cut = Fault::Length { expected: SECTION_HEAD as u64, found: reader.left() as u64 }.of(Part::First);
    let kind = reader.fixed(2).ok_or(cut)? as u16;
    let found = reader.fixed(2).ok_or(cut)? as u32;
    let number = reader.fixed(4).ok_or(cut)? as u32;
    let (length, checksum) = reader.fixed(8).zip(reader.fixed(8)).ok_or(cut)?;
    let part = Part::read(kind, number).ok_or(Fault::Changed.of(Part::First))?;
    let expected = u32::from(part.written().1);
    if found != expected {
        return Err(Fault::Version { expected, found }.of(part));
    }
    let left = reader.left() as u64;
    let start = whole - reader.left();
    let body = usize::try_from(length).ok().and_then(|length| reader.take(length));
    let body = body.ok_or(Fault::Length { expected: length, found: left }.of(part))?;
    if hash(edition, part, body) != checksum {
        return Err(Fault::Changed.of(part));
    }
    Ok(Section { part, body: start..start + body.len() })
}

/// Puts true checksums into a file whose bodies were changed, to try what lies behind a true checksum do.
pub(crate) fn sealed_again(bytes: &mut [u8]) {
    let number = |bytes: &[u8], at: usize, length: usize| {
        bytes.get(at..at + length).and_then(|bytes| Reader::new(bytes).fixed(length as u32)).unwrap_or(0)
    };
    let edition = number(bytes, 12, 8);
    let mut at = FILE_HEAD;
    while at + SECTION_HEAD <= bytes.len() {
        let part = Part::read(number(bytes, at, 2) as u16, number(bytes, at + 4, 4) as u32);
        let behind = at + SECTION_HEAD + number(bytes, at + 8, 8) as usize;
        let body = bytes.get(at + SECTION_HEAD..behind);
        let Some(hash) = part.zip(body).map(|(part, body)| hash(edition, part, body)) else { return };
        bytes.iter_mut().skip(at + 16).zip(hash.to_le_bytes()).for_each(|(to, from)| *to = from);
        at = behind;
    }
}
