//! An invented story as a whole: what it consists of, the styles in which stories arrive, and what happens to a copy.

use super::chance::Chance;
use super::particles::particle;
use super::teller::{Person, Teller, Told};
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

/// What may be done to a copy: cut at the end, another headline and other key points, paragraphs in another order, a correction
/// (a paragraph told anew, a name and a figure changed, a line that says so), words of the outlet's own around it.
pub const COPY_KINDS: [&str; 5] = ["cut", "headline", "order", "correction", "around"];

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

    /// Makes it a copy as agencies' customers print them, by at least one of [`COPY_KINDS`]. Returns what was done to it.
    pub fn become_copy(&mut self, teller: &mut Teller<'_>) -> Vec<&'static str> {
        let chosen = COPY_KINDS.get(teller.chance.below(COPY_KINDS.len() as u32) as usize);
        let mut done = Vec::new();
        for kind in COPY_KINDS {
            if chosen == Some(&kind) || teller.chance.percent(30) {
                self.copy_by(kind, teller);
                done.push(kind);
            }
        }
        self.credits = teller.tell("credits").text;
        done
    }

    fn copy_by(&mut self, kind: &str, teller: &mut Teller<'_>) {
        match kind {
            "cut" => {
                let share = teller.chance.between(35, 80) as usize;
                self.parts.truncate((self.parts.len() * share / 100).max(3));
            }
            "headline" => {
                self.headline = teller.tell_tersely("headline");
                self.key_points = self.key_points.iter().map(|_| teller.tell_tersely("key point")).collect();
            }
            "order" => self.reorder(&mut teller.chance),
            "correction" => self.correct(teller),
            _ => self.surround(teller),
        }
    }

    /// Another order of the paragraphs that may stand elsewhere.
    fn reorder(&mut self, chance: &mut Chance) {
        let loose: Vec<usize> = (0..)
            .zip(&self.parts)
            .filter(|(_, part)| part.kind == PartKind::Loose)
            .map(|(place, _)| place)
            .collect();
        for (number, place) in loose.iter().enumerate().skip(1) {
            if let Some(other) = loose.get(chance.below(number as u32 + 1) as usize) {
                self.parts.swap(*place, *other);
            }
        }
    }

    /// A paragraph told anew, a figure and a name changed wherever it stands, and a line that says so.
    fn correct(&mut self, teller: &mut Teller<'_>) {
        let anew = teller.tell("detail");
        if let Some(part) = self.parts.iter_mut().rfind(|part| part.kind == PartKind::Loose) {
            part.told = anew;
        }
        if let Some(part) = self.parts.iter_mut().find(|part| has_figure(&part.told.text)) {
            part.told.text = with_other_figures(&part.told.text, &mut teller.chance, 1);
        }
        if let Some((wrong, right)) = other_name(teller) {
            self.parts.iter_mut().for_each(|part| part.told.rename(&wrong, &right));
        }
        self.correction = Some(teller.tell("correction").text);
    }

    /// What the outlet adds: a paragraph of its own above and one below, and other notices.
    fn surround(&mut self, teller: &mut Teller<'_>) {
        let own =
            |teller: &mut Teller<'_>, rule: &str| Part { told: teller.tell(rule), kind: PartKind::Bound };
        let above = own(teller, "tail");
        self.parts.insert(1.min(self.parts.len()), above);
        for _ in 0..teller.chance.between(1, 2) {
            let below = own(teller, "background");
            self.parts.push(below);
        }
        self.more = teller.tell("more").text;
        self.notice = teller.tell("notice").text;
    }

    /// The next report after the same pattern: every figure is another.
    pub fn become_report(&mut self, chance: &mut Chance) {
        let told = self.parts.iter_mut().map(|part| &mut part.told);
        for told in told.chain(&mut self.key_points).chain([&mut self.headline]) {
            told.text = with_other_figures(&told.text, chance, usize::MAX);
        }
    }

    /// A story of a later day that repeats some paragraphs of an earlier one: a fifth to a third of its own.
    pub fn repeat(&mut self, earlier: &Story, chance: &mut Chance) {
        let mut repeated: Vec<&Part> =
            earlier.parts.iter().filter(|part| part.kind == PartKind::Loose).collect();
        let share = chance.between(20, 33) as usize;
        let most = self.parts.len() * share / 100;
        while repeated.len() > most {
            repeated.remove(chance.below(repeated.len() as u32) as usize);
        }
        let loose = self.parts.iter_mut().filter(|part| part.kind == PartKind::Loose).skip(1);
        for (part, repeated) in loose.zip(repeated) {
            part.told = repeated.told.clone();
        }
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

fn has_figure(text: &str) -> bool {
    text.contains(|letter: char| letter.is_ascii_digit())
}

/// The first so many figures changed: each digit is another, and the first of a figure is not 0.
fn with_other_figures(text: &str, chance: &mut Chance, most: usize) -> String {
    let (mut changed, mut before) = (0, ' ');
    let mut other = |letter: char| {
        let in_figure = before.is_ascii_digit() || matches!(before, '.' | ',') && changed > 0;
        let is_first = letter.is_ascii_digit() && !in_figure;
        changed += usize::from(is_first);
        before = letter;
        match letter.to_digit(10).filter(|_| changed <= most) {
            Some(digit) if is_first => digit_letter((digit + chance.below(8)) % 9 + 1),
            Some(digit) => digit_letter((digit + chance.between(1, 9)) % 10),
            None => letter,
        }
    };
    text.chars().map(&mut other).collect()
}

fn digit_letter(digit: u32) -> char {
    char::from_digit(digit, 10).unwrap_or('0')
}

/// A person of the story and another name for him, with the same last sound as particles ask for; none where no such name
/// is found, or where the short form would not be told from other words.
fn other_name(teller: &mut Teller<'_>) -> Option<(Person, Person)> {
    let wrong = teller.plan.people.first()?.clone();
    let names: Vec<String> = (0..20).map(|_| teller.name("name")).collect();
    let sounds_alike = |slot: &str, full: &str| particle(slot, full) == particle(slot, &wrong.full);
    let right = names.into_iter().find(|full| {
        sounds_alike("은", full)
            && sounds_alike("로", full)
            && teller.plan.people.iter().all(|person| person.full != *full)
    })?;
    Some((wrong, Person { short: super::short_name(&right), full: right }))
}
