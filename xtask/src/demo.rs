//! `cargo xtask demo`: a folder of invented wire stories for trying and measuring, and `truth.jsonl` beside it.
//!
//! Every story is marked as invented (agency, closing line); its people, towns, firms and events are made up, its states
//! are real. Stories come from a seed: the story of a number is the same however many are written. The texts come from the
//! grammars in `xtask/demo`; languages are those that have one.

mod chance;
mod grammar;
mod particles;
mod story;
mod teller;

use crate::Failure;
use chance::Chance;
use dateline_knowledge::{Knowledge, KnownActor};
use dateline_record::Day;
use grammar::Grammar;
use serde_json::json;
use std::{collections::BTreeSet, fs, path::Path, path::PathBuf, process::ExitCode};
pub use story::COPY_KINDS;
use story::{Story, Style};
use teller::{Person, Plan, State, Teller, Units};

const STATES: &str = include_str!("../demo/states.txt");
const TOPICS: &str = include_str!("../demo/topics.txt");

/// Languages with the text of their grammar, the name of the invented agency, and the units of a language that writes
/// "3日" and "12億円".
const LANGUAGES: [(&str, &str, &str, Option<Units>); 4] = [
    ("en", include_str!("../demo/english.txt"), "Invented Wire", None),
    (
        "ko",
        include_str!("../demo/korean.txt"),
        "가상통신",
        Some(Units { gap: " ", day: "일", money: "억원" }),
    ),
    (
        "ja",
        include_str!("../demo/japanese.txt"),
        "架空通信",
        Some(Units { gap: "", day: "日", money: "億円" }),
    ),
    ("zh", include_str!("../demo/chinese.txt"), "虚构社", Some(Units { gap: "", day: "日", money: "亿元" })),
];

/// First day of publication, as a day number, and how many days there are: 2024-01-01 to 2026-06-30.
const FIRST_DAY: i32 = 19_723;
const DAYS: u32 = 912;

/// What to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many articles.
    pub articles: u32,
    /// Where the choices come from.
    pub seed: u64,
    /// So many of a hundred articles are copies of an earlier one.
    pub copies: u32,
    /// So many of a hundred are near an earlier one without being copies: reports after the same pattern with other figures,
    /// and follow-ups with the same people that repeat some paragraphs.
    pub near: u32,
    /// Language tags, each as likely as the others.
    pub languages: Vec<String>,
}

/// A written story with what is true of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invented {
    /// The file's name.
    pub file: String,
    /// The file's text.
    pub text: String,
    /// Language tag.
    pub language: String,
    /// The day of publication, whether or not the text shows it.
    pub date: Day,
    /// What the text shows of it: `stated`, `day` (in an English dateline: month and day without a year) or `none`.
    pub date_shown: &'static str,
    /// Ids of the actors that the text names: of the knowledge, else made from the name.
    pub actors: Vec<String>,
    /// Ids of its topics.
    pub topics: Vec<String>,
    /// The file that it is a copy of.
    pub copy_of: Option<String>,
    /// What was done to the copy, of [`COPY_KINDS`].
    pub copied: Vec<&'static str>,
    /// The file that it is near to without being a copy.
    pub near_to: Option<String>,
    /// How it is near: `report` or `follow-up`.
    pub near: Option<&'static str>,
}

/// Reads the command's words, writes the folder and `truth.jsonl` beside it.
///
/// # Errors
/// An unknown or missing word, a folder that is not empty, or a file that cannot be written.
pub fn run(words: &[String]) -> Result<ExitCode, Failure> {
    let (options, folder) = Options::read(words)?;
    if fs::read_dir(&folder).is_ok_and(|mut files| files.next().is_some()) {
        return Err(format!("{}: expected a new or an empty folder, found files", folder.display()).into());
    }
    fs::create_dir_all(&folder)?;
    let mut truth = String::new();
    for invented in invent(&options)? {
        fs::write(folder.join(&invented.file), &invented.text)?;
        truth.push_str(&invented.truth());
        truth.push('\n');
    }
    let beside = folder.parent().unwrap_or(Path::new("")).join("truth.jsonl");
    fs::write(&beside, truth)?;
    eprintln!(
        "{} stories stand in {}, their truth in {}.",
        options.articles,
        folder.display(),
        beside.display()
    );
    Ok(ExitCode::SUCCESS)
}

/// Invents the stories, in order of their files.
///
/// # Errors
/// A language without a grammar, or a grammar that is not well formed.
pub fn invent(options: &Options) -> Result<Vec<Invented>, Failure> {
    let inventor = Inventor::new(options)?;
    Ok((0..options.articles).map(|number| inventor.invent(number)).collect())
}

impl Options {
    fn read(words: &[String]) -> Result<(Self, PathBuf), Failure> {
        let (options, folder) = Self::default().changed(words)?;
        Ok((options, folder.ok_or("--out FOLDER is missing")?))
    }

    /// These options with what words of the command say, and the folder they name.
    pub(crate) fn changed(mut self, words: &[String]) -> Result<(Self, Option<PathBuf>), Failure> {
        let options = &mut self;
        let mut folder = None;
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let value = words.next().ok_or_else(|| format!("a value is missing behind {word}"))?;
            let number = || value.parse().map_err(|_| format!("{word}: expected a number, found {value}"));
            match word.as_str() {
                "--articles" => options.articles = number()?,
                "--seed" => options.seed = number()?.into(),
                "--copies" => options.copies = number()?,
                "--near" => options.near = number()?,
                "--languages" => options.languages = value.split(',').map(str::to_owned).collect(),
                "--out" => folder = Some(PathBuf::from(value)),
                _ => return Err(format!("{word} is not known here; known are {KNOWN}").into()),
            }
        }
        Ok((self, folder))
    }
}

impl Default for Options {
    fn default() -> Self {
        Self { articles: 2000, seed: 1, copies: 10, near: 0, languages: vec!["en".to_owned()] }
    }
}

const KNOWN: &str = "--articles, --seed, --copies, --near, --languages, --out";

impl Invented {
    fn truth(&self) -> String {
        json!({
            "file": self.file,
            "language": self.language,
            "date": self.date,
            "dateShown": self.date_shown,
            "actors": self.actors,
            "topics": self.topics,
            "copyOf": self.copy_of,
            "copied": self.copied,
            "nearTo": self.near_to,
            "near": self.near,
        })
        .to_string()
    }
}

struct Inventor<'a> {
    options: &'a Options,
    languages: Vec<Language>,
}

struct Language {
    tag: &'static str,
    grammar: Grammar,
    outlet: &'static str,
    units: Option<Units>,
    states: Vec<State>,
    others: Vec<State>,
}

impl<'a> Inventor<'a> {
    fn new(options: &'a Options) -> Result<Self, Failure> {
        let languages = options.languages.iter().map(|tag| Language::new(tag)).collect::<Result<_, _>>()?;
        Ok(Self { options, languages })
    }

    fn invent(&self, number: u32) -> Invented {
        let source = self.source_of(number);
        let mut chance = self.chance(source.number(number), 0);
        let Some(language) = chance.pick(&self.languages) else { return Invented::nothing(number) };
        let mut plan = language.plan(&mut chance);
        if let Source::Near(..) = source {
            let later = self.chance(number, 3).between(1, 9).cast_signed();
            plan.day = plan.day.plus(later).unwrap_or(plan.day);
        }
        let mut teller = Teller::new(&language.grammar, chance, plan);
        invent_names(&mut teller);
        let mut story = Story::tell(&mut teller);
        teller.chance = self.chance(number, 1);
        let copied = match source {
            Source::Own => Vec::new(),
            Source::Copy(_) => story.become_copy(&mut teller),
            Source::Near(_, kind) => {
                story = near(story, kind, &mut teller);
                Vec::new()
            }
        };
        Invented { file: file_name(number), copied, ..invented(&story, &teller.plan, language) }.with(source)
    }

    /// What a story is made from.
    fn source_of(&self, number: u32) -> Source {
        let is_copy = |number: u32| number > 0 && self.chance(number, 2).percent(self.options.copies);
        let is_near = |number: u32| {
            number > 0
                && !is_copy(number)
                && Chance::new(!self.options.seed, number.into()).percent(self.options.near)
        };
        let (copy, near) = (is_copy(number), is_near(number));
        if !copy && !near {
            return Source::Own;
        }
        let before = self.chance(number, 3).below(number);
        // OK because the first story is its own: one is always found.
        let own = (0..=before).rev().find(|earlier| !is_copy(*earlier) && !is_near(*earlier)).unwrap_or(0);
        let kind = NEAR_KINDS.get(number as usize % NEAR_KINDS.len()).copied().unwrap_or_default();
        if copy { Source::Copy(own) } else { Source::Near(own, kind) }
    }

    /// Numbers for one purpose (0 to 3) of one story.
    fn chance(&self, number: u32, purpose: u64) -> Chance {
        Chance::new(self.options.seed, u64::from(number) * 4 + purpose)
    }
}

/// What a story is made from: nothing, or the story of a number, which is made from nothing itself.
#[derive(Clone, Copy)]
enum Source {
    Own,
    Copy(u32),
    Near(u32, &'static str),
}

/// How a story may be near another one without being its copy.
pub const NEAR_KINDS: [&str; 2] = ["report", "follow-up"];

impl Source {
    fn number(self, own: u32) -> u32 {
        match self {
            Source::Own => own,
            Source::Copy(of) | Source::Near(of, _) => of,
        }
    }
}

/// A story that is near another one.
fn near(mut story: Story, kind: &str, teller: &mut Teller<'_>) -> Story {
    if kind == "report" {
        story.become_report(&mut teller.chance);
        return story;
    }
    let mut later = Story::tell(teller);
    later.repeat(&story, &mut teller.chance);
    later
}

/// A story as it is written, with what is true of it; the file and what it is made from are not known here.
fn invented(story: &Story, plan: &Plan, language: &Language) -> Invented {
    Invented {
        text: story.write(language.tag, &plan.day.to_string(), language.outlet),
        language: language.tag.to_owned(),
        date: plan.day,
        date_shown: match story.style {
            Style::FrontMatter => "stated",
            Style::Pasted | Style::Plain if language.tag == "en" => "day",
            _ => "none",
        },
        actors: story.actors().into_iter().map(str::to_owned).collect(),
        topics: story.topics().into_iter().map(str::to_owned).collect(),
        ..Invented::nothing(0)
    }
}

impl Invented {
    fn with(self, source: Source) -> Self {
        match source {
            Source::Own => self,
            Source::Copy(of) => Self { copy_of: Some(file_name(of)), ..self },
            Source::Near(of, kind) => Self { near_to: Some(file_name(of)), near: Some(kind), ..self },
        }
    }

    fn nothing(number: u32) -> Self {
        Self {
            file: file_name(number),
            text: String::new(),
            language: String::new(),
            date: Day::MIN,
            date_shown: "none",
            actors: Vec::new(),
            topics: Vec::new(),
            copy_of: None,
            copied: Vec::new(),
            near_to: None,
            near: None,
        }
    }
}

fn file_name(number: u32) -> String {
    format!("invented-{:06}.txt", number + 1)
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

impl Language {
    fn new(tag: &str) -> Result<Self, Failure> {
        let found = LANGUAGES.iter().find(|(known, ..)| *known == tag);
        let (tag, text, outlet, units) = found.ok_or_else(|| {
            let known: Vec<&str> = LANGUAGES.iter().map(|(tag, ..)| *tag).collect();
            format!("--languages: expected {}, found {tag}", known.join(" or "))
        })?;
        let grammar = Grammar::read(text, teller::is_word)?;
        let states = lines(STATES).filter_map(|line| state(tag, line)).collect();
        let others = ["taiwan", "north-korea"].iter().filter_map(|id| state(tag, id)).collect();
        Ok(Self { tag, grammar, outlet, units: *units, states, others })
    }

    fn plan(&self, chance: &mut Chance) -> Plan {
        let topics: Vec<&str> = lines(TOPICS).collect();
        let topics = [(); 2].iter().filter_map(|()| chance.pick(&topics)).map(|topic| (*topic).to_owned());
        Plan {
            units: self.units,
            topics: topics.collect(),
            // OK because all these days lie within years 1 to 9999.
            day: Day::from_number(FIRST_DAY + chance.below(DAYS).cast_signed()).unwrap_or(Day::MIN),
            states: two(chance, &self.states),
            others: self.others.clone(),
            towns: Vec::new(),
            firms: Vec::new(),
            institutes: Vec::new(),
            people: Vec::new(),
        }
    }
}

/// Gives the story its towns, firms and people.
fn invent_names(teller: &mut Teller<'_>) {
    teller.plan.towns = names(teller, "town", 5);
    teller.plan.firms = names(teller, "firm", 2);
    teller.plan.institutes = names(teller, "institute", 2);
    let people = names(teller, "name", 3);
    teller.plan.people = people.into_iter().map(|full| Person { short: short_name(&full), full }).collect();
}

/// So many different names of a rule.
fn names(teller: &mut Teller<'_>, rule: &str, count: usize) -> Vec<String> {
    let mut names = BTreeSet::new();
    // OK because each rule gives hundreds of names: a few tries too many are enough.
    for _ in 0..count * 4 {
        if names.len() < count {
            names.insert(teller.name(rule));
        }
    }
    names.into_iter().collect()
}

/// English stories use the family name, others the whole name.
fn short_name(full: &str) -> String {
    full.rsplit(' ').next().unwrap_or(full).to_owned()
}

/// Two different ones.
fn two(chance: &mut Chance, states: &[State]) -> Vec<State> {
    let first = chance.pick(states);
    let rest: Vec<&State> =
        states.iter().filter(|state| first.is_none_or(|first| first.id != state.id)).collect();
    first.into_iter().chain(chance.pick(&rest).copied()).cloned().collect()
}

/// A state in the words of a language, from a line of `states.txt`; none where the knowledge has no name in that language.
fn state(language: &str, line: &str) -> Option<State> {
    let (id, the) = line.split_once(' ').unwrap_or((line, ""));
    let known = Knowledge::built_in().actor(id)?;
    let name = if language == "en" { with_the(the, &known.name) } else { label(language, known)? };
    Some(State {
        id: id.to_owned(),
        name,
        adjective: known.demonyms.first().cloned().unwrap_or_default(),
        capital: known.capital.as_ref().map(|capital| capital.name.clone()).unwrap_or_default(),
    })
}

fn with_the(the: &str, name: &str) -> String {
    if the.is_empty() { name.to_owned() } else { format!("{the} {name}") }
}

fn label(language: &str, known: &KnownActor) -> Option<String> {
    known.labels.get(language)?.first().cloned()
}

#[cfg(test)]
mod tests;
