//! An invented story as a whole: what it consists of, the styles in which stories arrive, and what happens to a copy.

use super::chance::Chance;
use super::teller::{Teller, Told};
use std::collections::BTreeSet;

/// How the text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Pasted from the web: key points run together, headings glued to the paragraph behind, notices among paragraphs.
    Pasted,
    /// A headline, and paragraphs with empty lines between them.
    Plain,
    /// No dateline and no day.
    Undated,
    /// Front matter states title and date.
    FrontMatter,
}

/// A part of the body.
#[derive(Clone, Debug)]
pub struct Part {
    pub told: Told,
    pub kind: PartKind,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    Heading,
    /// The first paragraph.
    Lede,
    /// A paragraph that may stand elsewhere or be told anew.
    Loose,
    /// A paragraph that belongs where it stands: quotes.
    Bound,
}

/// A story before it is written in its style.
pub struct Story {
    pub style: Style,
    pub headline: Told,
    pub key_points: Vec<Told>,
    dateline: String,
    pub parts: Vec<Part>,
    more: String,
    notice: String,
    credits: String,
    correction: Option<String>,
    closing: String,
}

impl Story {
    /// Tells a story.
    pub fn tell(teller: &mut Teller<'_>) -> Self {
        let style = match teller.chance.below(20) {
            0..=7 => Style::Pasted,
            8..=12 => Style::Plain,
            13..=16 => Style::Undated,
            _ => Style::FrontMatter,
        };
        let points = teller.chance.between(2, 3);
        let headline = teller.tell_tersely("headline");
        let key_points = (0..points).map(|_| teller.tell_tersely("key point")).collect();
        let undated = style == Style::FrontMatter && teller.chance.percent(50);
        let dateline = teller.tell_tersely(if undated { "dateline without day" } else { "dateline" }).text;
        let parts = tell_body(teller);
        Self {
            style,
            headline,
            key_points,
            dateline,
            parts,
            more: teller.tell("more").text,
            notice: teller.tell("notice").text,
            credits: teller.tell("credits").text,
            correction: None,
            closing: teller.tell("closing").text,
        }
    }

    /// Makes it a copy as agencies' customers print them: cut, with another headline, re-ordered, or corrected. At least one of these.
    pub fn become_copy(&mut self, teller: &mut Teller<'_>) {
        let chosen = teller.chance.below(4);
        let does = |which: u32, chance: &mut Chance| which == chosen || chance.percent(30);
        if does(0, &mut teller.chance) {
            let share = teller.chance.between(50, 80) as usize;
            self.parts.truncate((self.parts.len() * share / 100).max(3));
        }
        if does(1, &mut teller.chance) {
            self.headline = teller.tell_tersely("headline");
            self.key_points = self.key_points.iter().map(|_| teller.tell_tersely("key point")).collect();
        }
        if does(2, &mut teller.chance) {
            let mut loose = self.parts.iter_mut().filter(|part| part.kind == PartKind::Loose);
            if let (Some(first), Some(last)) = (loose.next(), loose.next_back()) {
                std::mem::swap(first, last);
            }
        }
        if does(3, &mut teller.chance) {
            let anew = teller.tell("detail");
            if let Some(part) = self.parts.iter_mut().rfind(|part| part.kind == PartKind::Loose) {
                part.told = anew;
            }
            self.correction = Some(teller.tell("correction").text);
        }
        self.credits = teller.tell("credits").text;
    }

    /// The file's text.
    pub fn write(&self, language: &str, day: &str, outlet: &str) -> String {
        let mut lines = Vec::new();
        match self.style {
            Style::Pasted => lines.push(format!("{}{}", self.more, self.joined_key_points())),
            Style::FrontMatter => lines.push(format!(
                "---\ntitle: {}\ndate: {day}\nprovider: {outlet}\nlanguage: {language}\n---",
                self.headline.text
            )),
            Style::Plain | Style::Undated => lines.push(self.headline.text.clone()),
        }
        lines.extend(self.correction.clone());
        self.write_parts(language, &mut lines);
        lines.push(self.credits.clone());
        lines.push(self.closing.clone());
        let gap = if self.style == Style::Plain { "\n\n" } else { "\n" };
        format!("{}\n", lines.join(gap))
    }

    fn write_parts(&self, language: &str, lines: &mut Vec<String>) {
        let mut glued = String::new();
        for (number, part) in self.parts.iter().enumerate() {
            let text = &part.told.text;
            match part.kind {
                PartKind::Heading if self.style == Style::Pasted && language == "en" => {
                    glued = text.to_uppercase();
                }
                PartKind::Lede if self.style != Style::Undated => {
                    lines.push(format!("{}{text}", self.dateline));
                }
                _ => lines.push(format!("{}{text}", std::mem::take(&mut glued))),
            }
            if number == 2 && self.style == Style::Pasted {
                lines.push(self.notice.clone());
            }
        }
    }

    fn joined_key_points(&self) -> String {
        self.key_points.iter().map(|told| told.text.as_str()).collect()
    }

    /// What is written in this style: the headline or the key points, and the body. A title in front matter is no part of the
    /// text.
    fn written(&self) -> impl Iterator<Item = &Told> {
        let top = match self.style {
            Style::Pasted => self.key_points.as_slice(),
            Style::Plain | Style::Undated => std::slice::from_ref(&self.headline),
            Style::FrontMatter => &[],
        };
        top.iter().chain(self.parts.iter().map(|part| &part.told))
    }

    /// Ids of all actors that the written text names, in order.
    pub fn actors(&self) -> BTreeSet<&str> {
        self.written().flat_map(|told| &told.actors).map(String::as_str).collect()
    }

    /// Ids of all topics that the written text is about, in order.
    pub fn topics(&self) -> BTreeSet<&str> {
        self.written().flat_map(|told| &told.topics).map(String::as_str).collect()
    }
}

fn tell_body(teller: &mut Teller<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    add(teller, &mut parts, PartKind::Lede, "lede");
    add_some(teller, &mut parts, 3, 5, "detail");
    add_speaker(teller, &mut parts, 0, "quoted first", "continued");
    add(teller, &mut parts, PartKind::Heading, "heading");
    add_some(teller, &mut parts, 2, 4, "detail");
    add_some(teller, &mut parts, 1, 2, "background");
    add_speaker(teller, &mut parts, 1, "partial first", "partial");
    add_some(teller, &mut parts, 1, 2, "detail");
    add_speaker(teller, &mut parts, 0, "quoted", "partial");
    add(teller, &mut parts, PartKind::Heading, "heading");
    add_some(teller, &mut parts, 3, 6, "detail");
    add_speaker(teller, &mut parts, 2, "quoted first", "continued");
    add(teller, &mut parts, PartKind::Loose, "schedule");
    add_some(teller, &mut parts, 1, 2, "tail");
    parts
}

fn add(teller: &mut Teller<'_>, parts: &mut Vec<Part>, kind: PartKind, rule: &str) {
    let terse = kind == PartKind::Heading;
    let told = if terse { teller.tell_tersely(rule) } else { teller.tell(rule) };
    parts.push(Part { told, kind });
}

fn add_some(teller: &mut Teller<'_>, parts: &mut Vec<Part>, least: u32, most: u32, rule: &str) {
    for _ in 0..teller.chance.between(least, most) {
        add(teller, parts, PartKind::Loose, rule);
    }
}

fn add_speaker(teller: &mut Teller<'_>, parts: &mut Vec<Part>, who: usize, first: &str, then: &str) {
    teller.speaker = who;
    add(teller, parts, PartKind::Bound, first);
    if teller.chance.percent(50) {
        add(teller, parts, PartKind::Bound, then);
    }
}
