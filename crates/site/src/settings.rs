//! `site.toml`: what a publisher says of a site. All keys may be left out.
//!
//! Recognised are the keys of [`Settings`], `texts` as a word or as a table by source. A key that is not known and a value of
//! another kind are errors with line, key, what was expected and what was found.

use serde_json::json;
use std::fmt;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What `site.toml` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// What the page keeps in the reader's browser is kept under it: letters, digits and hyphens.
    pub id: Option<String>,
    /// The name of the collection.
    pub title: Option<String>,
    /// What it is about; an empty line parts paragraphs.
    pub introduction: Option<String>,
    /// Who made it.
    pub makers: Vec<String>,
    /// Whom to write to: an address of e-mail or of a page, or words.
    pub contact: Option<String>,
    /// Under which conditions it may be used: an address of a page, or words.
    pub licence: Option<String>,
    /// BCP 47 tags of the languages of its articles.
    pub languages: Vec<String>,
    /// The question that a reader without one starts with, as the fragment of an address.
    pub start: Option<String>,
    /// What of the articles may be published.
    pub texts: TextsOf,
}

/// What of an article's text may be published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Texts {
    /// All of it.
    #[default]
    Full,
    /// The headline, and sentences that carry a fact.
    Sentences,
    /// The headline alone.
    None,
}

/// What may be published, by source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextsOf {
    /// For all sources that are not named.
    pub default: Texts,
    /// By the name of the source, in the order of the file.
    pub sources: Vec<(String, Texts)>,
}

/// Why a text is no `site.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsError {
    /// The line, from 1.
    pub line: usize,
    /// The key, where one is concerned.
    pub key: Option<String>,
    /// What should stand there.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "site.toml, line {}", self.line)?;
        if let Some(key) = &self.key {
            write!(f, ", {key}")?;
        }
        write!(f, ": expected {}, found {}", self.expected, self.found)
    }
}

impl std::error::Error for SettingsError {}

const KEYS: &str = "id, title, introduction, makers, contact, licence, languages, start or texts";

impl Settings {
    /// Reads the text of a `site.toml`.
    ///
    /// # Errors
    /// The first problem.
    pub fn parse(text: &str) -> Result<Settings, SettingsError> {
        let table = DeTable::parse(text).map_err(|error| SettingsError {
            line: line(text, error.span().map_or(0, |span| span.start)),
            key: None,
            expected: "TOML".to_owned(),
            found: error.message().to_owned(),
        })?;
        let mut settings = Settings::default();
        for (key, value) in table.get_ref() {
            settings.read(&Entry { text, key: key.get_ref(), at: key.span().start, value })?;
        }
        Ok(settings)
    }

    fn read(&mut self, entry: &Entry<'_, '_>) -> Result<(), SettingsError> {
        match entry.key {
            "id" => self.id = Some(entry.id()?),
            "title" => self.title = Some(entry.words()?),
            "introduction" => self.introduction = Some(entry.words()?),
            "makers" => self.makers = entry.list()?,
            "contact" => self.contact = Some(entry.words()?),
            "licence" => self.licence = Some(entry.words()?),
            "languages" => self.languages = entry.list()?,
            "start" => self.start = Some(entry.words()?.trim_start_matches('#').to_owned()),
            "texts" => self.texts = entry.texts()?,
            other => return Err(SettingsError { key: None, ..entry.error(KEYS, format!("“{other}”")) }),
        }
        Ok(())
    }

    /// The id: as given, else made of the title.
    pub fn id(&self) -> String {
        let title = self.title.as_deref().unwrap_or("dateline").to_lowercase();
        let parts: Vec<&str> = title.split(|letter: char| !letter.is_alphanumeric()).collect();
        let made = || parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("-");
        self.id.clone().unwrap_or_else(made)
    }

    /// What the page is told.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        json!({
            "id": self.id(),
            "title": self.title,
            "introduction": self.introduction,
            "makers": self.makers.join(", "),
            "contact": self.contact,
            "licence": self.licence,
            "languages": self.languages.join(", "),
            "start": self.start,
        })
    }
}

impl TextsOf {
    /// What may be published of a source; `None` is one that is not known.
    pub fn of(&self, source: Option<&str>) -> Texts {
        let named = source.and_then(|source| self.sources.iter().find(|(name, _)| name == source));
        named.map_or(self.default, |(_, texts)| *texts)
    }

    /// Whether something is kept back of any source.
    pub fn keep_back(&self) -> bool {
        self.default != Texts::Full || self.sources.iter().any(|(_, texts)| *texts != Texts::Full)
    }
}

/// A key and its value.
struct Entry<'t, 'v> {
    text: &'t str,
    key: &'v str,
    /// Where the key stands.
    at: usize,
    value: &'v Spanned<DeValue<'t>>,
}

impl Entry<'_, '_> {
    fn error(&self, expected: &str, found: String) -> SettingsError {
        let (line, key) = (line(self.text, self.at), Some(self.key.to_owned()));
        SettingsError { line, key, expected: expected.to_owned(), found }
    }

    fn words(&self) -> Result<String, SettingsError> {
        let words = self.value.get_ref().as_str().map(str::trim).filter(|words| !words.is_empty());
        words
            .map(str::to_owned)
            .ok_or_else(|| self.error("words in quotation marks", found(self.value.get_ref())))
    }

    fn id(&self) -> Result<String, SettingsError> {
        let words = self.words()?;
        let fits = words.chars().all(|letter| letter.is_alphanumeric() || letter == '-');
        if fits {
            Ok(words)
        } else {
            Err(self.error("letters, digits and hyphens", format!("“{words}”")))
        }
    }

    /// One text, or several in a list.
    fn list(&self) -> Result<Vec<String>, SettingsError> {
        let DeValue::Array(entries) = self.value.get_ref() else { return Ok(vec![self.words()?]) };
        let one = |value| Entry { value, ..*self }.words();
        entries.iter().map(one).collect()
    }

    fn texts(&self) -> Result<TextsOf, SettingsError> {
        let DeValue::Table(table) = self.value.get_ref() else {
            return Ok(TextsOf { default: self.rule()?, sources: Vec::new() });
        };
        let mut texts = TextsOf::default();
        for (name, value) in table {
            let name_there = name.get_ref().as_ref();
            let key = format!("texts.{name_there}");
            let rule = Entry { text: self.text, key: &key, at: name.span().start, value }.rule()?;
            if name_there == "default" {
                texts.default = rule;
            } else {
                texts.sources.push((name_there.to_owned(), rule));
            }
        }
        Ok(texts)
    }

    fn rule(&self) -> Result<Texts, SettingsError> {
        match self.value.get_ref().as_str() {
            Some("full") => Ok(Texts::Full),
            Some("sentences") => Ok(Texts::Sentences),
            Some("none") => Ok(Texts::None),
            _ => Err(self.error("\"full\", \"sentences\" or \"none\"", found(self.value.get_ref()))),
        }
    }
}

/// A value, as an error names it.
fn found(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("“{text}”"),
        DeValue::Integer(number) => format!("the number {number}"),
        DeValue::Float(number) => format!("the number {number}"),
        DeValue::Boolean(is) => is.to_string(),
        DeValue::Datetime(day) => format!("the date {day}"),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refuses(text: &str, expected: &str) {
        assert_eq!(Settings::parse(text).unwrap_err().to_string(), expected, "{text}");
    }

    #[test]
    fn nothing_is_needed() {
        let settings = Settings::parse("").unwrap();
        assert_eq!(settings, Settings::default());
        assert_eq!(settings.id(), "dateline");
        assert!(!settings.texts.keep_back());
    }

    #[test]
    fn everything_can_be_said() {
        let text = "title = \"Harbour fees, 2019–2024\"\nintroduction = '''\nOne.\n\nTwo.\n'''\nmakers = [\"A. Maker\", \"B\"]\n\
            contact = \"desk@example.org\"\nlicence = \"https://example.org/terms\"\nlanguages = \"en\"\nstart = \"#topic=trade\"\n\
            [texts]\ndefault = \"sentences\"\n\"Harbour News\" = \"full\"\nWire = \"none\"\n";
        let settings = Settings::parse(text).unwrap();
        assert_eq!(settings.id(), "harbour-fees-2019-2024");
        assert_eq!(settings.introduction.as_deref(), Some("One.\n\nTwo."));
        assert_eq!(settings.makers, ["A. Maker", "B"]);
        assert_eq!(settings.languages, ["en"]);
        assert_eq!(settings.start.as_deref(), Some("topic=trade"));
        for (source, texts) in [
            (Some("Harbour News"), Texts::Full),
            (Some("Wire"), Texts::None),
            (Some("Other"), Texts::Sentences),
            (None, Texts::Sentences),
        ] {
            assert_eq!(settings.texts.of(source), texts, "{source:?}");
        }
        assert!(settings.texts.keep_back());
        assert_eq!(Settings { id: Some("h".into()), ..settings }.id(), "h");
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, expected) in [
            ("title = 3", "site.toml, line 1, title: expected words in quotation marks, found the number 3"),
            ("\n\ntitle = \" \"", "site.toml, line 3, title: expected words in quotation marks, found “ ”"),
            ("id = \"a/b\"", "site.toml, line 1, id: expected letters, digits and hyphens, found “a/b”"),
            (
                "makers = [\"A\",\n4]",
                "site.toml, line 1, makers: expected words in quotation marks, found the number 4",
            ),
            (
                "texts = \"half\"",
                "site.toml, line 1, texts: expected \"full\", \"sentences\" or \"none\", found “half”",
            ),
            (
                "[texts]\ndefault = \"full\"\n\"A B\" = true",
                "site.toml, line 3, texts.A B: expected \"full\", \"sentences\" or \"none\", found true",
            ),
            (
                "licence = 2024-01-01",
                "site.toml, line 1, licence: expected words in quotation marks, found the date 2024-01-01",
            ),
        ] {
            refuses(text, expected);
        }
        refuses("\ntitel = \"A\"", &format!("site.toml, line 2: expected {KEYS}, found “titel”"));
        let broken = Settings::parse("title = \"A\"\nid = ").unwrap_err();
        assert_eq!((broken.line, broken.expected.as_str()), (2, "TOML"));
        let twice = Settings::parse("title = \"A\"\ntitle = \"B\"").unwrap_err();
        assert_eq!(twice.line, 2, "{twice}");
    }
}
