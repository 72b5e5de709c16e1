//! Words by which names are recognised and told apart (`knowledge/names.toml`).

use serde::Deserialize;
use std::collections::BTreeMap;

/// Lower case and without accents, unless a list says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NameWords {
    /// Short names of the sources.
    pub source: Vec<String>,
    /// Words that open sentences with a capital letter and belong to no name.
    pub openers: Vec<String>,
    /// Capitalised words that are never part of a name of a person or body: months, days.
    pub not_names: Vec<String>,
    /// Small words between two capitalised words of a person's name.
    pub particles: Vec<String>,
    /// Behind a person's name: "jr".
    pub suffixes: Vec<String>,
    /// Family names that stand before the given name.
    pub first_surnames: Vec<String>,
    /// Beginnings of Pinyin syllables, longer ones first.
    pub pinyin_initials: Vec<String>,
    /// Endings of Pinyin syllables, longer ones first.
    pub pinyin_finals: Vec<String>,
    /// Given names that are no common words.
    pub given: Vec<String>,
    /// Initialisms, as written, that mean their body wherever they stand.
    pub sure_initialisms: Vec<String>,
    /// Initialisms, as written, that in a heading of capitals only are ordinary words.
    pub words_in_capitals: Vec<String>,
    /// Behind a body's name they make it a measure of markets or a thing: "index".
    pub gauges: Vec<String>,
    /// Verbs behind which "US" in a heading of capitals is the pronoun.
    pub before_pronoun: Vec<String>,
    /// Phrases, as written, with the name of a state or capital inside that mean neither.
    pub not_states: Vec<String>,
    /// Regions and waters, as written: places.
    pub regions: Vec<String>,
    /// Words that make the state or capital before them part of another name: "sea", "airport".
    pub geography: Vec<String>,
    /// Words that end the name of a place: "river".
    pub landforms: Vec<String>,
    /// Prepositions behind which an unknown name is a place.
    pub locatives: Vec<String>,
    /// Words behind which a name is no subject: "of".
    pub prepositions: Vec<String>,
    /// Capitalised words that are no places even so: "Islam", "Congress".
    pub not_places: Vec<String>,
    /// Nouns that describe a body: "firm", "miner".
    pub body_nouns: Vec<String>,
    /// Words that end the name of a body.
    pub bodies: Vec<String>,
    /// Bodies that a state has, named apart from it.
    pub state_bodies: Vec<String>,
    /// Words that begin the name of a body before "of", "for" or "on".
    pub bodies_of: Vec<String>,
    /// Of the bodies' words, those that a firm's name may leave out ("Northgate" for "Northgate Computing").
    pub firms: Vec<String>,
    /// Names that several states could claim but that, alone, nearly always mean one.
    pub usual: UsualNames,
    /// Whether a capital stands for the government.
    pub seats: SeatWords,
    /// Finite verbs.
    pub verbs: VerbWords,
}

/// Names, as written, with the id of the state that they mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct UsualNames {
    /// "Korea".
    pub names: BTreeMap<String, String>,
    /// "Korean".
    pub demonyms: BTreeMap<String, String>,
}

/// Words around a capital's name that tell the government from the place. What none decides is the place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeatWords {
    /// Directly before the name: the place.
    pub place_before: Vec<String>,
    /// Directly before the name: the government.
    pub government_before: Vec<String>,
    /// Before a preposition and the name: the government ("ties to").
    pub relations: Vec<String>,
    /// Before a preposition and the name: the place ("flew to").
    pub movement: Vec<String>,
    /// Behind the name: the government ("officials").
    pub government_nouns: Vec<String>,
    /// Behind the name and a hyphen: the government ("backed").
    pub government_compounds: Vec<String>,
    /// Behind two capitals joined by a hyphen: two governments ("ties").
    pub between_nouns: Vec<String>,
    /// Verbs whose subject may be the town itself.
    pub town_verbs: Vec<String>,
    /// Behind such a verb, what only a government is ("wary").
    pub attitudes: Vec<String>,
    /// Behind "has", what only a government has ("choice").
    pub possessions: Vec<String>,
}

/// Finite verbs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VerbWords {
    /// Before another verb: "will".
    pub auxiliaries: Vec<String>,
    /// Forms of "be".
    pub be: Vec<String>,
    /// Before or behind a verb, besides words in -ly: "also".
    pub adverbs: Vec<String>,
    /// Irregular past forms.
    pub past: Vec<String>,
    /// Irregular participles that are no past forms.
    pub participles: Vec<String>,
    /// Base forms of which -s makes the present.
    pub base: Vec<String>,
    /// Words of saying, in the forms that they take.
    pub saying: Vec<String>,
}
