//! Tells sentences of one story: chooses alternatives of the grammar, fills in the words of the story's plan, and keeps
//! account of which actors and topics the words name.

use super::chance::Chance;
use super::grammar::{Grammar, Piece};
use super::particles::{is_particle, particle};
use dateline_record::Day;
use std::collections::BTreeSet;

/// A state that the story speaks of.
#[derive(Clone, Debug)]
pub struct State {
    /// Actor id of the knowledge.
    pub id: String,
    /// As it stands in a sentence: "the Netherlands".
    pub name: String,
    /// "Dutch"; empty where the language has none.
    pub adjective: String,
    /// "Amsterdam".
    pub capital: String,
}

/// How a language writes days of the month and sums of money; English writes both otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Units {
    /// Between month and day.
    pub gap: &'static str,
    /// Behind the number of a day: "日".
    pub day: &'static str,
    /// Behind a number of hundred millions: "億円".
    pub money: &'static str,
}

/// An invented person.
#[derive(Clone, Debug, Default)]
pub struct Person {
    pub full: String,
    /// What later mentions say.
    pub short: String,
}

/// What stays the same through a story.
#[derive(Clone, Debug)]
pub struct Plan {
    /// None in English.
    pub units: Option<Units>,
    pub day: Day,
    /// The two states between which it plays.
    pub states: Vec<State>,
    /// All other states that a grammar may name.
    pub others: Vec<State>,
    /// Main topic first.
    pub topics: Vec<String>,
    pub towns: Vec<String>,
    pub firms: Vec<String>,
    pub institutes: Vec<String>,
    pub people: Vec<Person>,
}

/// Words, and the ids of what they name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub text: String,
    pub actors: BTreeSet<String>,
    pub topics: BTreeSet<String>,
}

impl Told {
    /// Gives a person another name.
    pub fn rename(&mut self, from: &Person, to: &Person) {
        if self.actors.remove(&id_of(&from.full)) {
            self.text = self.text.replace(&from.full, &to.full).replace(&from.short, &to.short);
            self.actors.insert(id_of(&to.full));
        }
    }
}

/// Tells one story.
pub struct Teller<'a> {
    pub grammar: &'a Grammar,
    pub chance: Chance,
    pub plan: Plan,
    /// Index of the person who speaks.
    pub speaker: usize,
    /// Whether a headline is told, which has no articles.
    terse: bool,
    told: Told,
}

/// Slots that are words of the plan.
const WORDS: [&str; 21] = [
    "A",
    "A.adjective",
    "A.capital",
    "A.CAPITAL",
    "B",
    "B.adjective",
    "B.capital",
    "B.CAPITAL",
    "town",
    "TOWN",
    "firm",
    "institute",
    "speaker",
    "speaker.full",
    "day",
    "when",
    "next",
    "percent",
    "money",
    "count",
    "digit",
];

/// Whether a slot is a word that [`Teller`] fills in itself.
pub fn is_word(slot: &str) -> bool {
    WORDS.contains(&slot) || is_particle(slot) || slot.starts_with("state:")
}

impl<'a> Teller<'a> {
    /// Begins a story.
    pub fn new(grammar: &'a Grammar, chance: Chance, plan: Plan) -> Self {
        Self { grammar, chance, plan, speaker: 0, terse: false, told: Told::default() }
    }

    /// A sentence (or more) of a rule.
    pub fn tell(&mut self, rule: &str) -> Told {
        self.told = Told::default();
        self.expand(rule);
        let mut told = std::mem::take(&mut self.told);
        told.text = capitalised(&told.text);
        if self.plan.units.is_none() {
            told.text = with_articles(&told.text);
        }
        told
    }

    /// A name of a rule, which need not begin with a capital letter ("the Haskett Institute").
    pub fn name(&mut self, rule: &str) -> String {
        self.told = Told::default();
        self.expand(rule);
        std::mem::take(&mut self.told).text
    }

    /// The same, as headlines are written.
    pub fn tell_tersely(&mut self, rule: &str) -> Told {
        self.terse = true;
        let told = self.tell(rule);
        self.terse = false;
        told
    }

    fn expand(&mut self, rule: &str) {
        let main = !self.chance.percent(30);
        let topic = if main { self.plan.topics.first() } else { self.plan.topics.last() };
        let topic = topic.cloned().unwrap_or_default();
        if self.grammar.is_topical(rule, &topic) {
            self.told.topics.insert(topic.clone());
        }
        let start = self.told.text.len();
        let pieces = self.chance.pick(self.grammar.rule(rule, &topic));
        for piece in pieces.into_iter().flatten() {
            match piece {
                Piece::Words(words) => self.told.text.push_str(words),
                Piece::Slot(slot) => self.fill(slot),
            }
        }
        if rule == "quote" {
            let quote = capitalised(&self.told.text.split_off(start));
            self.told.text.push_str(&quote);
        }
    }

    fn fill(&mut self, slot: &str) {
        if is_particle(slot) {
            let form = particle(slot, &self.told.text);
            return self.told.text.push_str(form);
        }
        if !is_word(slot) {
            return self.expand(slot);
        }
        let word = match slot.split_once(['.', ':']) {
            Some(("state", id)) => self.other_state(id),
            Some(("speaker", _)) => self.person(|person| &person.full),
            Some((letter, form)) => self.state(letter, form),
            None if slot == "A" || slot == "B" => self.state(slot, "name"),
            None => self.word(slot),
        };
        self.told.text.push_str(&word);
    }

    fn word(&mut self, slot: &str) -> String {
        let chance = &mut self.chance;
        match slot {
            "town" => chance.pick(&self.plan.towns).cloned().unwrap_or_default(),
            "TOWN" => chance.pick(&self.plan.towns).cloned().unwrap_or_default().to_uppercase(),
            "firm" => {
                let firm = chance.pick(&self.plan.firms).cloned().unwrap_or_default();
                self.organisation(firm)
            }
            "institute" => {
                let institute = chance.pick(&self.plan.institutes).cloned().unwrap_or_default();
                self.organisation(institute)
            }
            "speaker" => self.person(|person| &person.short),
            "day" => self.dateline_day(),
            "when" => self.recent_day(),
            "next" => self.coming_day(),
            "percent" => format!("{}.{}%", chance.between(1, 59), chance.below(10)),
            "money" => self.money(),
            "count" => thousands(chance.between(12, 98_765)),
            _ => chance.between(1, 9).to_string(),
        }
    }

    fn state(&mut self, letter: &str, form: &str) -> String {
        let Some(state) = self.plan.states.get(usize::from(letter == "B")) else { return String::new() };
        if form != "CAPITAL" {
            self.told.actors.insert(state.id.clone());
        }
        match form {
            "adjective" => state.adjective.clone(),
            "capital" => state.capital.clone(),
            "CAPITAL" => state.capital.to_uppercase(),
            _ if self.terse => state.name.trim_start_matches("the ").to_owned(),
            _ => state.name.clone(),
        }
    }

    fn other_state(&mut self, id: &str) -> String {
        self.told.actors.insert(id.to_owned());
        let state = self.plan.others.iter().find(|state| state.id == id);
        state.map(|state| state.name.clone()).unwrap_or_default()
    }

    fn organisation(&mut self, name: String) -> String {
        self.told.actors.insert(id_of(name.trim_start_matches("the ")));
        name
    }

    fn person(&mut self, form: fn(&Person) -> &String) -> String {
        let Some(person) = self.plan.people.get(self.speaker) else { return String::new() };
        self.told.actors.insert(id_of(&person.full));
        form(person).clone()
    }

    fn money(&mut self) -> String {
        let chance = &mut self.chance;
        if let Some(units) = self.plan.units {
            return format!("{}{}", thousands(chance.between(3, 9_876)), units.money);
        }
        match chance.below(3) {
            0 => format!("${}.{:02} billion", chance.between(1, 9), chance.below(100)),
            1 => format!("${} million", chance.between(11, 989)),
            _ => format!("€{}.{} million", chance.between(2, 98), chance.below(10)),
        }
    }

    /// The day of a dateline: "March 3", "Jan 2", "Nov. 14"; else "3일".
    fn dateline_day(&mut self) -> String {
        let (_, month, day) = self.plan.day.civil();
        let name = self.month(month);
        if let Some(units) = self.plan.units {
            return format!("{day}{}", units.day);
        }
        match self.chance.below(3) {
            0 if name.len() > 5 => format!("{} {day}", name.chars().take(3).collect::<String>()),
            1 if name.len() > 5 => format!("{}. {day}", name.chars().take(3).collect::<String>()),
            _ => format!("{name} {day}"),
        }
    }

    /// A day of the week that ends on the day of publication: "on Friday"; else "3일".
    fn recent_day(&mut self) -> String {
        let back = self.chance.below(5).cast_signed();
        let day = self.plan.day.plus(-back).unwrap_or(self.plan.day);
        if let Some(units) = self.plan.units {
            return format!("{}{}", day.civil().2, units.day);
        }
        let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        format!("on {}", names.get(day.weekday() as usize).copied().unwrap_or_default())
    }

    /// A day of the next weeks: "on May 14"; else "5月14日".
    fn coming_day(&mut self) -> String {
        let ahead = self.chance.between(4, 40).cast_signed();
        let (_, month, day) = self.plan.day.plus(ahead).unwrap_or(self.plan.day).civil();
        let name = self.month(month);
        self.plan.units.map_or_else(
            || format!("on {name} {day}"),
            |units| format!("{name}{}{day}{}", units.gap, units.day),
        )
    }

    /// The month's name, from 1: the rule `month` lists them in order.
    fn month(&self, month: u32) -> String {
        let names = self.grammar.rule("month", "");
        match names.get(month as usize - 1).map(Vec::as_slice) {
            Some([Piece::Words(name)]) => name.clone(),
            _ => String::new(),
        }
    }
}

/// The id that a name gets: lower case, what is neither letter nor digit as `-`.
pub fn id_of(name: &str) -> String {
    let parts = name.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "a uneven plan" becomes "an uneven plan".
fn with_articles(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        out.push_str(word);
        let before_vowel = words.peek().is_some_and(|next| sounds_like_vowel(next));
        if before_vowel && ["a", "A", "“a", "“A"].contains(&word) {
            out.push('n');
        }
        if words.peek().is_some() {
            out.push(' ');
        }
    }
    out
}

/// Good enough for the words of the grammar.
fn sounds_like_vowel(word: &str) -> bool {
    word.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']) || word.starts_with("un") || word == "honest"
}

/// "12,345".
fn thousands(number: u32) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}
