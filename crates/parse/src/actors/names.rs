//! The names of the knowledge, ready to be looked up in many texts, and what the spelling of a match must be.

use crate::page::{Page, Style, fold};
use crate::phrases::{Fast, Phrases, parts, unchanged};
use crate::words;
use dateline_knowledge::{Knowledge, KnownActor, Lookup};
use dateline_record::{ActorKind, How, Sentence, SentenceKind, Span};
use std::collections::HashMap;
use std::ops::Range;

/// An actor of the knowledge, as far as names need it.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub id: String,
    pub name: String,
    pub kind: ActorKind,
    pub wikidata: Option<String>,
    pub of: Option<String>,
    pub surname: Option<String>,
    /// For a state: its capital's name and Wikidata id.
    pub capital: Option<(String, Option<String>)>,
}

/// What a phrase of the knowledge names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The actor with that number, so named.
    Actor(usize, How),
    /// The capital of that state.
    Capital(usize),
    /// A seat of government of that state other than its capital ("Kremlin").
    Seat(usize),
    /// A region or water: the number in the list of the knowledge.
    Region(usize),
    /// Nothing that is looked for.
    Nothing,
}

/// A phrase with how its words are written.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub meaning: Meaning,
    spelling: Vec<Spelling>,
    /// What the rest of the article must show for it to count.
    pub unsure: Option<Unsure>,
    /// Of no script that has capital letters.
    caseless: bool,
}

/// Why a name does not count by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unsure {
    /// An initialism: the full name must stand in the article.
    Initialism,
    /// A body such as many states have: its state must stand in the article.
    Common,
}

/// How a word of a phrase must be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spelling {
    Any,
    Capitalised,
    Capitals,
}

/// Initialisms of at least so many letters are also written like names ("Nato", "Unesco").
const WRITTEN_AS_NAME: usize = 4;

/// Word lists as sets.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    pub openers: Lookup<String>,
    pub not_names: Lookup<String>,
    pub particles: Lookup<String>,
    pub suffixes: Lookup<String>,
    pub first_surnames: Lookup<String>,
    pub given: Lookup<String>,
    pub words_in_capitals: Lookup<String>,
    pub before_pronoun: Lookup<String>,
    pub geography: Lookup<String>,
    pub landforms: Lookup<String>,
    pub body_nouns: Lookup<String>,
    pub firm_heads: Lookup<String>,
    pub gauges: Lookup<String>,
    pub locatives: Lookup<String>,
    pub prepositions: Lookup<String>,
    pub not_places: Lookup<String>,
    pub participles: Lookup<String>,
    pub bodies: Lookup<String>,
    pub state_bodies: Lookup<String>,
    pub bodies_of: Lookup<String>,
    pub honorifics: Lookup<String>,
    pub people: Lookup<String>,
    pub before: Lookup<String>,
    pub once: Lookup<String>,
    pub alone: Lookup<String>,
    pub leads: Lookup<String>,
    pub firms: Lookup<String>,
    pub attitudes: Lookup<String>,
    pub possessions: Lookup<String>,
    pub auxiliaries: Lookup<String>,
    pub be: Lookup<String>,
    pub adverbs: Lookup<String>,
    pub past: Lookup<String>,
    pub present: Lookup<String>,
    pub saying: Lookup<String>,
    pub place_before: Lookup<String>,
    pub government_before: Lookup<String>,
    pub relations: Lookup<String>,
    pub movement: Lookup<String>,
    pub government_nouns: Lookup<String>,
    pub government_compounds: Lookup<String>,
    pub between_nouns: Lookup<String>,
    pub town_verbs: Lookup<String>,
}

/// The names of the knowledge, ready to be looked up in many texts.
#[derive(Debug)]
pub(crate) struct Names {
    pub known: Vec<Known>,
    pub by_id: HashMap<String, usize>,
    pub forms: Phrases<Form, Fast>,
    pub lists: Lists,
    pub regions: Vec<String>,
    pub single: Vec<String>,
    pub leading: Vec<String>,
    pub pinyin: (Vec<String>, Vec<String>),
    sure_initialisms: Lookup<String>,
}

impl Names {
    /// Reads the names once.
    pub fn new(knowledge: &Knowledge) -> Self {
        let words = &knowledge.names;
        let mut names = Self {
            known: Vec::new(),
            by_id: HashMap::new(),
            forms: Phrases::new(unchanged),
            lists: lists(knowledge),
            regions: words.regions.clone(),
            single: knowledge.titles.single.clone(),
            leading: knowledge.titles.leading.clone(),
            pinyin: (words.pinyin_initials.clone(), words.pinyin_finals.clone()),
            sure_initialisms: words.sure_initialisms.iter().cloned().collect(),
        };
        for actor in &knowledge.actors {
            names.add_actor(actor);
        }
        for outlet in &knowledge.outlets {
            names.add_outlet(outlet);
        }
        for (name, state) in &words.usual.names {
            names.add_usual(name, state, How::Alias);
        }
        for (demonym, state) in &words.usual.demonyms {
            names.add_usual(demonym, state, How::Demonym);
            names.add_usual(&format!("{demonym}s"), state, How::Demonym);
        }
        for (number, region) in words.regions.iter().enumerate() {
            names.add(region, Meaning::Region(number));
        }
        for phrase in &words.not_states {
            names.add(phrase, Meaning::Nothing);
        }
        names
    }

    /// The spellings that fit, of the longest phrases that begin at token `at`, each with the token behind it.
    pub fn at(&self, page: &Page<'_>, line_capitals: bool, at: usize, end: usize) -> Vec<(usize, &Form)> {
        let mut found: Vec<(usize, &Form)> = Vec::new();
        for (behind, form) in self.forms.at(page, at, end) {
            if found.first().is_some_and(|(longest, _)| behind < *longest) {
                break;
            }
            if form.fits(page, &(at..behind), line_capitals, &self.lists) {
                found.push((behind, form));
            }
        }
        found
    }

    /// Whether nothing of the knowledge has that name.
    pub fn is_free(&self, name: &str) -> bool {
        let whole = Sentence { kind: SentenceKind::Body, span: Span::new(0, name.len()) };
        let page = Page::new(name, &[whole], None);
        !name.is_empty() && self.forms.at(&page, 0, page.tokens.len()).is_empty()
    }

    fn add(&mut self, phrase: &str, meaning: Meaning) {
        let unsure = match meaning {
            Meaning::Actor(at, _) if self.is_organisation(at) => self.doubt(at, phrase),
            _ => None,
        };
        let caseless = !phrase.chars().any(char::is_uppercase);
        let form = Form { meaning, spelling: spelling(phrase), unsure, caseless };
        self.forms.add(phrase, form);
    }

    fn add_usual(&mut self, name: &str, state: &str, how: How) {
        if let Some(at) = self.by_id.get(state) {
            self.add(name, Meaning::Actor(*at, how));
        }
    }

    fn is_organisation(&self, at: usize) -> bool {
        self.known.get(at).is_some_and(|known| known.kind == ActorKind::Organisation)
    }

    fn doubt(&self, at: usize, phrase: &str) -> Option<Unsure> {
        if is_initialism(phrase) {
            return (!self.sure_initialisms.contains(phrase)).then_some(Unsure::Initialism);
        }
        let state = self.known.get(at).is_some_and(|known| known.of.is_some());
        (state && is_common(&self.lists, &parts(phrase))).then_some(Unsure::Common)
    }

    fn add_actor(&mut self, actor: &KnownActor) {
        let at = self.push(Known {
            id: actor.id.clone(),
            name: actor.name.clone(),
            kind: actor.kind,
            wikidata: actor.wikidata.clone(),
            of: actor.of.clone(),
            surname: actor.surname.clone(),
            capital: actor.capital.as_ref().map(|capital| (capital.name.clone(), capital.wikidata.clone())),
        });
        self.add(&actor.name, Meaning::Actor(at, How::Name));
        for alias in actor.aliases.iter().filter(|alias| is_name_like(alias)) {
            self.add(alias, Meaning::Actor(at, How::Alias));
        }
        for label in actor.labels.values().flatten().filter(|label| !label.is_ascii()) {
            self.add(label, Meaning::Actor(at, How::Name));
        }
        for demonym in &actor.demonyms {
            self.add(demonym, Meaning::Actor(at, How::Demonym));
            if let Some(plural) = plural(demonym) {
                self.add(&plural, Meaning::Actor(at, How::Demonym));
            }
        }
        if let Some(capital) = &actor.capital {
            let same = fold(&capital.name) == fold(&actor.name) || actor.aliases.contains(&capital.name);
            for name in std::iter::once(&capital.name).chain(&capital.aliases).filter(|_| !same) {
                self.add(name, Meaning::Capital(at));
            }
        }
        for seat in &actor.seats {
            self.add(seat, Meaning::Seat(at));
        }
    }

    fn add_outlet(&mut self, outlet: &dateline_knowledge::Outlet) {
        if self.by_id.contains_key(&outlet.id) {
            return;
        }
        let at = self.push(Known {
            id: outlet.id.clone(),
            name: outlet.name.clone(),
            kind: ActorKind::Organisation,
            wikidata: outlet.wikidata.clone(),
            of: outlet.of.clone(),
            surname: None,
            capital: None,
        });
        self.add(&outlet.name, Meaning::Actor(at, How::Name));
        for alias in &outlet.aliases {
            self.add(alias, Meaning::Actor(at, How::Alias));
        }
    }

    fn push(&mut self, known: Known) -> usize {
        self.by_id.insert(known.id.clone(), self.known.len());
        self.known.push(known);
        self.known.len() - 1
    }
}

impl Form {
    /// Whether the tokens are written as the phrase is, or in the capitals of a heading.
    fn fits(&self, page: &Page<'_>, range: &Range<usize>, line_capitals: bool, lists: &Lists) -> bool {
        if self.caseless {
            return true;
        }
        let tokens = page.tokens.get(range.clone()).unwrap_or_default();
        let mut words = tokens.iter().filter(|token| !token.is_hyphen() && !token.is("."));
        let spelt = self.spelling.iter().all(|spelling| {
            words.next().is_some_and(|token| match spelling {
                Spelling::Any => true,
                Spelling::Capitalised => token.is_capitalised(),
                Spelling::Capitals => {
                    token.style == Style::Capitals
                        || (token.style == Style::Capital && token.folded.len() >= WRITTEN_AS_NAME)
                }
            })
        });
        spelt && !(line_capitals && self.is_word_in_capitals(page, range, lists))
    }

    /// In a heading of capitals, "WHO" is the pronoun, and "US" behind some verbs.
    fn is_word_in_capitals(&self, page: &Page<'_>, range: &Range<usize>, lists: &Lists) -> bool {
        if self.spelling.as_slice() != [Spelling::Capitals] {
            return false;
        }
        let word = page.words(range);
        let before = range.start.checked_sub(1).and_then(|at| page.tokens.get(at));
        let pronoun =
            word == "US" && before.is_some_and(|before| lists.before_pronoun.contains(&*before.folded));
        pronoun || lists.words_in_capitals.contains(word)
    }
}

/// How each word of the phrase must be written; parallel to [`parts`].
fn spelling(phrase: &str) -> Vec<Spelling> {
    let silent = |text: &str| matches!(text, "-" | "\u{2010}" | "\u{2011}" | "." | "·");
    let found = words::words(phrase, Span::new(0, phrase.len()));
    let written: Vec<&str> =
        found.iter().map(|word| word.text(phrase)).filter(|text| !silent(text)).collect();
    debug_assert_eq!(written.len(), parts(phrase).len(), "both leave out the same marks");
    written
        .iter()
        .map(|word| {
            let letters = || word.chars().filter(|c| c.is_alphabetic());
            let capital = letters().next().is_some_and(char::is_uppercase);
            let all = capital && letters().count() > 1 && letters().all(char::is_uppercase);
            match (capital, all) {
                (_, true) => Spelling::Capitals,
                (true, false) => Spelling::Capitalised,
                (false, false) => Spelling::Any,
            }
        })
        .collect()
}

/// Whether a body's name has only words that many bodies' names have: "National Assembly", "Foreign Ministry".
pub(crate) fn is_common(lists: &Lists, parts: &[String]) -> bool {
    parts.iter().all(|word| {
        lists.before.contains(word) || lists.bodies.contains(word) || lists.openers.contains(word)
    })
}

/// One word of capitals and digits.
fn is_initialism(phrase: &str) -> bool {
    let short = phrase.chars().filter(|c| c.is_alphabetic()).count() <= LONGEST_INITIALISM;
    short
        && !phrase.contains(char::is_lowercase)
        && !phrase.contains(' ')
        && phrase.contains(char::is_uppercase)
}

/// Letters of the longest initialism that is taken for one.
const LONGEST_INITIALISM: usize = 6;

/// Aliases that only describe ("Chinese foreign ministry", without capitals) name the state, not a body.
fn is_name_like(alias: &str) -> bool {
    let last = alias.rsplit(' ').next().unwrap_or(alias);
    !last.starts_with(char::is_lowercase)
}

fn plural(demonym: &str) -> Option<String> {
    let none = ["ese", "sh", "ch", "s", "x", "UK", "."];
    (!none.iter().any(|ending| demonym.ends_with(ending))).then(|| format!("{demonym}s"))
}

fn lists(knowledge: &Knowledge) -> Lists {
    let set = |words: &[String]| words.iter().cloned().collect::<Lookup<String>>();
    let (names, titles) = (&knowledge.names, &knowledge.titles);
    let (seats, verbs) = (&names.seats, &names.verbs);
    Lists {
        openers: set(&names.openers),
        not_names: set(&names.not_names),
        particles: set(&names.particles),
        suffixes: set(&names.suffixes),
        first_surnames: set(&names.first_surnames),
        given: set(&names.given),
        words_in_capitals: set(&names.words_in_capitals),
        before_pronoun: set(&names.before_pronoun),
        geography: set(&names.geography),
        landforms: set(&names.landforms),
        body_nouns: set(&names.body_nouns),
        firm_heads: set(&titles.firm_heads),
        gauges: set(&names.gauges),
        locatives: set(&names.locatives),
        prepositions: set(&names.prepositions),
        not_places: set(&names.not_places),
        participles: set(&verbs.participles),
        bodies: set(&names.bodies),
        state_bodies: set(&names.state_bodies),
        bodies_of: set(&names.bodies_of),
        honorifics: set(&titles.honorifics),
        people: set(&titles.people),
        before: set(&titles.before),
        once: set(&titles.once),
        alone: set(&titles.alone),
        leads: set(&titles.leads),
        firms: set(&names.firms),
        attitudes: set(&seats.attitudes),
        possessions: set(&seats.possessions),
        auxiliaries: set(&verbs.auxiliaries),
        be: set(&verbs.be),
        adverbs: set(&verbs.adverbs),
        past: set(&verbs.past),
        present: verbs.base.iter().map(|verb| third_person(verb)).collect(),
        saying: set(&verbs.saying),
        place_before: set(&seats.place_before),
        government_before: set(&seats.government_before),
        relations: set(&seats.relations),
        movement: set(&seats.movement),
        government_nouns: set(&seats.government_nouns),
        government_compounds: set(&seats.government_compounds),
        between_nouns: set(&seats.between_nouns),
        town_verbs: set(&seats.town_verbs),
    }
}

/// "carry" carries, "push" pushes, "host" hosts.
fn third_person(verb: &str) -> String {
    let hissing = ["s", "sh", "ch", "x", "z", "o"].iter().any(|ending| verb.ends_with(ending));
    match verb.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        Some(stem) => format!("{stem}ies"),
        None if hissing => format!("{verb}es"),
        None => format!("{verb}s"),
    }
}
