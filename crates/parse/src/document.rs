//! A text to be parsed, with what its file stated outside it, and the putting together of its record.

use crate::{actors::Found, layout::Layout, rules::enforce};
use dateline_knowledge::Knowledge;
use dateline_record::{
    Article, Mentioned, Published, Quote, Sentence, Span, TextBasis, TextCompleteness, Topic, Values, Warning,
};
use std::collections::BTreeMap;

/// One article's text and what its file states about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Path below the corpus folder, with `/`.
    pub source: String,
    /// Which article of a file that holds several: `row 3`.
    pub member: Option<String>,
    /// The whole text that spans count in. For a text file the file itself, front matter and byte order mark included.
    pub text: String,
    /// Whether that text is the file or was derived from it.
    pub basis: TextBasis,
    /// Where the article's own words lie in `text`: all of it behind the front matter.
    pub body: Span,
    /// Whether the whole article is here.
    pub completeness: TextCompleteness,
    /// Metadata.
    pub stated: Stated,
}

/// What front matter or columns state. It wins over inference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// The headline, and where it stands in the text (none: outside it).
    pub headline: Option<(String, Option<Span>)>,
    /// The date of publication as written, and where it stands.
    pub date: Option<(String, Option<Span>)>,
    /// Authors, and where each stands.
    pub authors: Vec<(String, Option<Span>)>,
    /// The outlet, and where it stands.
    pub provider: Option<(String, Option<Span>)>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Everything else.
    pub metadata: BTreeMap<String, String>,
}

/// The record, from all that was found.
#[expect(
    clippy::too_many_arguments,
    reason = "one argument a step of the parser; a struct would only rename them"
)]
pub(crate) fn assemble(
    document: &Document,
    layout: Layout,
    sentences: Vec<Sentence>,
    found: Found,
    topics: Vec<Topic>,
    published: Published,
    dates: Vec<Mentioned>,
    quotes: Vec<Quote>,
    knowledge: &Knowledge,
) -> Article {
    let mut warnings = layout.warnings;
    warnings.extend(excerpt_warning(document));
    warnings.extend(found.warnings);
    let mut article = Article {
        schema: dateline_record::SCHEMA.to_owned(),
        id: article_id(&document.source, document.member.as_deref()),
        source: document.source.clone(),
        member: document.member.clone(),
        text_basis: document.basis,
        text: (document.basis == TextBasis::Derived).then(|| document.text.clone()),
        extent: Span::new(0, document.text.len()),
        text_completeness: document.completeness,
        headline: layout.headline,
        headline_basis: layout.headline_basis,
        headline_span: layout.headline_span,
        key_points: layout.key_points,
        language: layout.language,
        provider: layout.provider,
        agency: layout.agency,
        url: document.stated.url.clone(),
        metadata: document.stated.metadata.clone().into_iter().collect(),
        dateline: layout.dateline.map(|found| found.dateline),
        date_published: published,
        credits: layout.credits,
        blocks: layout.blocks,
        sentences,
        actors: found.actors,
        relations: Vec::new(),
        places: found.places,
        topics,
        dates,
        quotes,
        warnings,
    };
    enforce(&mut article, &document.text, document.body, knowledge);
    article
}

/// What an article says of which only a part is here.
fn excerpt_warning(document: &Document) -> Option<Warning> {
    let characters = document.body.of(&document.text).chars().count();
    (document.completeness == TextCompleteness::Excerpt).then(|| Warning {
        code: "excerpt".to_owned(),
        values: Values::from([("characters".to_owned(), characters.to_string())]),
        because: format!("only the first {characters} characters of the article are here"),
        span: None,
    })
}

/// The id of an article, from its path and member alone.
///
/// The path without its ending and the member, in lower case, runs of other characters than letters and digits of any
/// script as `-`. A path from which this loses something gets six hexadecimal digits of its hash behind. Nothing is lost
/// by one form of path for each id, so that two paths never share an id without digits: words of small letters and digits
/// joined by single `_`, as collections name their files, ending in `.txt` for a file of one article and in `.csv` for a
/// member. A path of that form that ends like a member or like digits of a hash gets digits too. Two paths of other forms
/// that read alike share an id if 24 bits of their hashes are equal.
fn article_id(source: &str, member: Option<&str>) -> String {
    let stem = match source.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') && !stem.is_empty() && !stem.ends_with('/') => stem,
        _ => source,
    };
    let slug = slug(stem);
    let ending = if member.is_some() { "csv" } else { "txt" };
    let lossless = source == format!("{}.{ending}", slug.replace('-', "_"));
    let plain = lossless && !slug.is_empty() && (member.is_some() || !could_be_longer(&slug));
    let parts = [Some(slug), member.map(self::slug), (!plain).then(|| hash_digits(source, member))];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// Lower case, runs of other characters than letters and digits as one `-`, none at the ends.
fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// Whether a slug ends like a member ("row-3") or like digits of a hash.
fn could_be_longer(slug: &str) -> bool {
    let last = slug.rsplit('-').next().unwrap_or("");
    let hexadecimal = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    last.chars().all(|c| c.is_ascii_digit()) || (last.len() == HASH_DIGITS && last.chars().all(hexadecimal))
}

/// Digits of the hash in an id.
const HASH_DIGITS: usize = 6;

/// Six digits of the 64-bit FNV-1a hash (Fowler, Noll, Vo; the constants are theirs) of path and member.
fn hash_digits(source: &str, member: Option<&str>) -> String {
    let bytes = source.bytes().chain([0]).chain(member.unwrap_or("").bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{:06x}", (hash ^ (hash >> 24) ^ (hash >> 48)) & 0xff_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ids() {
        let check = |source: &str, member: Option<&str>, expected: &str| {
            assert_eq!(article_id(source, member), expected, "{source}");
        };
        check("003_1fd4d0efecba2366.txt", None, "003-1fd4d0efecba2366");
        check("king_leaves_oslo.txt", None, "king-leaves-oslo");
        check("stories.csv", Some("row 3"), "stories-row-3");
        let digits = |source: &str, member: Option<&str>, start: &str| {
            let id = article_id(source, member);
            let tail = id.strip_prefix(start).unwrap_or_else(|| panic!("{id}"));
            assert!(tail.len() == 6 && tail.bytes().all(|b| b.is_ascii_hexdigit()), "{id}");
        };
        digits("king-leaves-oslo.txt", None, "king-leaves-oslo-");
        digits("King_leaves.txt", None, "king-leaves-");
        digits("norway/oslo.txt", None, "norway-oslo-");
        digits("oslo.md", None, "oslo-");
        digits("oslo", None, "oslo-");
        digits("stories.tsv", Some("row 3"), "stories-row-3-");
        digits("stories_row_3.txt", None, "stories-row-3-");
        digits("oslo_12ab9f.txt", None, "oslo-12ab9f-");
        digits("서울 소식.txt", None, "서울-소식-");
        digits("___.txt", None, "");
        digits(".txt", None, "txt-");
    }

    proptest! {
        #[test]
        fn one_path_one_id(a in "[a-cA-C_/. -]{0,6}(.txt|.csv|)", b in "[a-cA-C_/. -]{0,6}(.txt|.csv|)") {
            prop_assert_eq!(a == b, article_id(&a, None) == article_id(&b, None));
            prop_assert!(article_id(&a, None) != article_id(&b, Some("row 1")));
        }
    }
}
