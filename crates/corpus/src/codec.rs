//! The article record as frozen bytes and back: field by field, strings by number, spans as differences.
//!
//! A field added to the record does not compile until it is named here. The text is kept apart from the record.

use crate::bytes::{OwnStrings, Reader, Writer};
use dateline_record::{
    Actor, ActorKind, Article, Block, BlockKind, Credit, CreditRole, Dateline, Day, Does, Evidence,
    HeadlineBasis, How, Map, Mention, Mentioned, Organ, Place, PlaceMention, Prominence, Published,
    PublishedBasis, Quote, QuoteKind, Relation, RelationForm, Sentence, SentenceKind, Span, Tense, TextAt,
    TextBasis, TextCompleteness, TimexType, Topic, TopicMention, Warning,
};

/// Where frozen things are written to.
pub(crate) struct Out<'a, 's> {
    /// The bytes.
    pub writer: &'a mut Writer,
    /// The strings that they refer to.
    pub strings: &'a mut OwnStrings<'s>,
}

/// Where frozen things are read from.
pub(crate) struct In<'a> {
    /// The bytes.
    pub reader: Reader<'a>,
    /// The string of a number; empty for a number that there is none of.
    pub string: &'a dyn Fn(u32) -> &'a str,
}

/// A part of the record that can be frozen.
pub(crate) trait Frozen: Sized {
    /// Writes it.
    fn freeze(&self, out: &mut Out);
    /// Reads it back; `None` where the bytes are damaged.
    fn thaw(from: &mut In) -> Option<Self>;
}

impl Frozen for String {
    fn freeze(&self, out: &mut Out) {
        out.writer.number(out.strings.number(self));
    }

    fn thaw(from: &mut In) -> Option<Self> {
        let number = from.reader.number()?;
        Some((from.string)(number).to_owned())
    }
}

impl Frozen for bool {
    fn freeze(&self, out: &mut Out) {
        out.writer.number(u32::from(*self));
    }

    fn thaw(from: &mut In) -> Option<Self> {
        Some(from.reader.number()? != 0)
    }
}

impl Frozen for f32 {
    fn freeze(&self, out: &mut Out) {
        out.writer.bytes.extend(self.to_le_bytes());
    }

    fn thaw(from: &mut In) -> Option<Self> {
        let mut bytes = [0; 4];
        for byte in &mut bytes {
            *byte = from.reader.byte()?;
        }
        Some(f32::from_le_bytes(bytes))
    }
}

impl Frozen for Day {
    fn freeze(&self, out: &mut Out) {
        out.writer.signed(self.number());
    }

    fn thaw(from: &mut In) -> Option<Self> {
        Day::from_number(from.reader.signed()?)
    }
}

impl Frozen for Span {
    fn freeze(&self, out: &mut Out) {
        out.writer.span(*self);
    }

    fn thaw(from: &mut In) -> Option<Self> {
        from.reader.span()
    }
}

impl<T: Frozen> Frozen for Option<T> {
    fn freeze(&self, out: &mut Out) {
        self.is_some().freeze(out);
        if let Some(inner) = self {
            inner.freeze(out);
        }
    }

    fn thaw(from: &mut In) -> Option<Self> {
        if bool::thaw(from)? { T::thaw(from).map(Some) } else { Some(None) }
    }
}

impl<T: Frozen> Frozen for Vec<T> {
    fn freeze(&self, out: &mut Out) {
        out.writer.number(self.len() as u32);
        for item in self {
            item.freeze(out);
        }
    }

    fn thaw(from: &mut In) -> Option<Self> {
        let count = from.reader.count()?;
        (0..count).map(|_| T::thaw(from)).collect()
    }
}

impl Frozen for Map<String, String> {
    fn freeze(&self, out: &mut Out) {
        out.writer.number(self.len() as u32);
        for (key, value) in self {
            key.freeze(out);
            value.freeze(out);
        }
    }

    fn thaw(from: &mut In) -> Option<Self> {
        let count = from.reader.count()?;
        (0..count).map(|_| Some((String::thaw(from)?, String::thaw(from)?))).collect()
    }
}

/// Freezes a struct field by field, in the order given.
macro_rules! fields {
    ($($name:ident { $($field:ident),+ $(,)? })+) => { $(
        impl Frozen for $name {
            fn freeze(&self, out: &mut Out) {
                $(self.$field.freeze(out);)+
            }

            fn thaw(from: &mut In) -> Option<Self> {
                $(let $field = Frozen::thaw(from)?;)+
                Some($name { $($field),+ })
            }
        }
    )+ };
}

/// Freezes an enum without fields as the place of its variant in the list given.
macro_rules! variants {
    ($($name:ident { $($variant:ident),+ $(,)? })+) => { $(
        impl Frozen for $name {
            fn freeze(&self, out: &mut Out) {
                out.writer.bytes.push(*self as u8);
            }

            fn thaw(from: &mut In) -> Option<Self> {
                let byte = from.reader.byte()?;
                [$($name::$variant),+].into_iter().find(|variant| *variant as u8 == byte)
            }
        }
    )+ };
}

fields! {
    Article {
        schema, id, source, member, text_basis, text, extent, text_completeness, headline, headline_basis,
        headline_span, key_points, language, provider, agency, url, metadata, dateline, date_published, credits,
        blocks, sentences, actors, relations, places, topics, dates, quotes, warnings,
    }
    TextAt { text, span }
    Organ { name, wikidata, span }
    Dateline { places, span }
    Published { stated, edtf, earliest, latest, sure, basis, evidence }
    Evidence { span, code, values, because }
    Credit { name, role, span }
    Block { kind, span }
    Sentence { kind, span }
    Actor { id, name, kind, wikidata, of, roles, mentions }
    Mention { span, how, does }
    Relation { from, to, verb, form, span, cue }
    Place { id, name, wikidata, mentions }
    PlaceMention { span }
    Topic { id, name, broader, media_topic, score, prominence, mentions }
    TopicMention { span, rule }
    Mentioned { span, text, kind, value, edtf, earliest, latest, sure, tense, evidence }
    Quote { span, kind, speaker, speaker_text, about, cue }
    Warning { code, values, because, span }
}

variants! {
    TextBasis { File, Derived }
    TextCompleteness { Full, Excerpt, Unknown }
    HeadlineBasis { Stated, KeyPoint, Lede }
    PublishedBasis { Stated, Dateline, Inferred, Unknown }
    CreditRole { Author, Reporter, Writer, Editor, Photographer }
    BlockKind { Heading, KeyPoint, Paragraph, Credit, Boilerplate }
    SentenceKind { Body, Heading, KeyPoint }
    ActorKind { Person, State, Organisation }
    How { Name, Alias, ShortName, Metonym, Demonym, Title }
    Does { Speaks, Acts, SpokenOf }
    RelationForm { Happened, Planned, Denied, Reported }
    Prominence { Main, Passing }
    TimexType { Date, Time, Duration, Set }
    Tense { Past, ToCome }
    QuoteKind { Direct, Mixed, Indirect }
}
