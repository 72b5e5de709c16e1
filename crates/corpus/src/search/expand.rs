//! What a search means in one corpus: other forms of its words, words near misspelt ones, values named so, and for each part
//! of a phrase the posting lists of its terms.

use super::dictionary::{Cursor, Entry};
use super::index::{Index, Section};
use super::language::{Field, Leaf, Node, Note, parse};
use super::parts::{Alternative, How, Part, counts};
use super::{Names, Options, Value, korean, sort};
use rust_stemmers::{Algorithm, Stemmer};

/// Limits of looking for words near misspelt ones.
struct Limits {
    /// A word of so many letters may be one edit away.
    one_edit: usize,
    /// And of so many two.
    two_edits: usize,
    /// Words looked for in place of one. More would be guesses.
    words: usize,
    /// Misspelt words in one search; a walk through the dictionary for each takes its time.
    corrected: usize,
}

const LIMITS: Limits = Limits { one_edit: 5, two_edits: 6, words: 20, corrected: 16 };

/// A search made ready for one corpus.
#[derive(Default)]
pub struct Prepared {
    pub(super) root: Option<Asked>,
    /// What stems English words, where the corpus has any.
    pub(super) english: Option<Stemmer>,
    /// What its reader should know.
    pub notes: Vec<Note>,
}

/// A search as a tree over posting lists.
pub(super) enum Asked {
    /// All of them.
    All(Vec<Asked>),
    /// Any of them.
    Any(Vec<Asked>),
    /// What does not hold it.
    Not(Box<Asked>),
    /// A word or a phrase.
    Leaf(AskedLeaf),
    /// Two of them near each other.
    Near(Box<[AskedLeaf; 2]>, u32),
    /// What has any of these values.
    Values(Vec<Value>),
}

/// A word or a phrase, and for each of its parts the posting lists that meet it.
pub(super) struct AskedLeaf {
    /// With all alternatives.
    pub leaf: Leaf,
    /// By part.
    pub terms: Vec<Vec<Term>>,
}

/// A posting list and what it counts, in quarters.
pub(super) struct Term {
    pub entry: Entry,
    pub weight: u32,
}

impl Index {
    /// Makes a search ready for this corpus.
    pub fn prepare(&self, section: &Section, words: &str, options: Options, names: &dyn Names) -> Prepared {
        let parsed = parse(words);
        let english = self.english.then(|| Stemmer::create(Algorithm::English));
        let mut expander = Expander {
            index: self,
            section: section.words,
            words,
            options,
            names,
            english,
            notes: parsed.notes,
            corrected: 0,
        };
        let root = parsed.root.map(|root| expander.node(root));
        Prepared { root, english: expander.english, notes: expander.notes }
    }
}

impl Prepared {
    /// A search for which no corpus is at hand: what it says, without other forms, corrections and names.
    pub(crate) fn unresolved(words: &str) -> Prepared {
        let parsed = parse(words);
        Prepared { root: parsed.root.map(unresolved), english: None, notes: parsed.notes }
    }

    /// Whether it looks for any word.
    pub(crate) fn constrains(&self) -> bool {
        self.root.is_some()
    }

    /// The ranges of terms whose posting lists are asked, in order, each once.
    pub(crate) fn ranges(&self) -> Vec<u32> {
        let mut ranges = Vec::new();
        self.root.iter().for_each(|root| root.each_range(&mut |range| ranges.push(u64::from(range))));
        sort(&mut ranges);
        ranges.dedup();
        ranges.into_iter().map(|range| range as u32).collect()
    }
}

impl Asked {
    /// Shows the ranges of terms whose posting lists are asked.
    pub(crate) fn each_range(&self, see: &mut dyn FnMut(u32)) {
        let mut leaf = |leaf: &AskedLeaf| {
            leaf.terms.iter().flatten().for_each(|term| see(term.entry.range));
        };
        match self {
            Asked::All(nodes) | Asked::Any(nodes) => {
                for node in nodes {
                    node.each_range(see);
                }
            }
            Asked::Not(node) => node.each_range(see),
            Asked::Leaf(one) => leaf(one),
            Asked::Near(leaves, _) => leaves.iter().for_each(leaf),
            Asked::Values(_) => {}
        }
    }
}

fn unresolved(node: Node) -> Asked {
    let leaf = |leaf: Leaf| AskedLeaf { leaf, terms: Vec::new() };
    match node {
        Node::All(nodes) => Asked::All(nodes.into_iter().map(unresolved).collect()),
        Node::Any(nodes) => Asked::Any(nodes.into_iter().map(unresolved).collect()),
        Node::Not(node) => Asked::Not(Box::new(unresolved(*node))),
        Node::Near(leaves, words) => Asked::Near(Box::new(leaves.map(leaf)), words),
        Node::Leaf(one) => Asked::Leaf(leaf(one)),
    }
}

struct Expander<'a> {
    index: &'a Index,
    section: &'a [u8],
    words: &'a str,
    options: Options,
    names: &'a dyn Names,
    english: Option<Stemmer>,
    notes: Vec<Note>,
    corrected: usize,
}

impl Expander<'_> {
    fn node(&mut self, node: Node) -> Asked {
        match node {
            Node::All(nodes) => Asked::All(nodes.into_iter().map(|node| self.node(node)).collect()),
            Node::Any(nodes) => Asked::Any(nodes.into_iter().map(|node| self.node(node)).collect()),
            Node::Not(node) => Asked::Not(Box::new(self.node(*node))),
            Node::Near(leaves, words) => {
                let [one, other] = *leaves;
                Asked::Near(Box::new([self.leaf(one), self.leaf(other)]), words)
            }
            Node::Leaf(leaf) => self.named(leaf),
        }
    }

    /// A leaf: words, or a name of values; words with the values of the same name.
    fn named(&mut self, leaf: Leaf) -> Asked {
        let typed = leaf.typed.of(self.words);
        if matches!(leaf.field, Field::Actor | Field::Topic | Field::Source) {
            return Asked::Values(self.names.named(leaf.field, typed));
        }
        let mut also = Vec::new();
        if self.options.equivalents && leaf.field == Field::Any {
            also = self.names.equivalents(typed);
            self.notes.extend(also.iter().map(|value| Note::Also { word: leaf.typed, value: *value }));
        }
        let leaf = Asked::Leaf(self.leaf(leaf));
        if also.is_empty() { leaf } else { Asked::Any(vec![leaf, Asked::Values(also)]) }
    }

    fn leaf(&mut self, mut leaf: Leaf) -> AskedLeaf {
        let typed = leaf.typed;
        let mut terms = Vec::with_capacity(leaf.parts.len());
        for part in &mut leaf.parts {
            self.add_forms(part);
            let mut found = self.terms(part);
            if found.is_empty() {
                let near = self.near(part);
                if !near.is_empty() {
                    let alternative = |text: &String| Alternative {
                        text: text.clone(),
                        how: How::Same,
                        weight: counts::NEAR,
                    };
                    part.alternatives.extend(near.iter().map(alternative));
                    self.notes.push(Note::Corrected { word: typed, to: near });
                    found = self.terms(part);
                }
            }
            terms.push(found);
        }
        AskedLeaf { leaf, terms }
    }

    /// Adds the forms with the same English stem, behind the word itself.
    fn add_forms(&self, part: &mut Part) {
        let Some((stemmer, word)) = self.english.as_ref().zip(part.word.as_deref()) else { return };
        if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return;
        }
        let text = stemmer.stem(word).into_owned();
        let head = head(&text);
        part.alternatives.insert(1, Alternative { text, how: How::Stem(head), weight: counts::FORM });
    }

    /// The posting lists of all terms that meet a part, each once, with what it counts most.
    fn terms(&self, part: &Part) -> Vec<Term> {
        let mut terms = Vec::new();
        for (place, alternative) in part.alternatives.iter().enumerate() {
            let before = part.alternatives.get(..place).unwrap_or(&[]);
            let weight = alternative.weight;
            let mut see = |cursor: &mut Cursor| {
                let term = cursor.text();
                let here = alternative.how == How::Begins || alternative.meets(term, self.english.as_ref());
                if here && !before.iter().any(|other| other.meets(term, self.english.as_ref())) {
                    terms.push(Term { entry: cursor.entry(), weight });
                }
            };
            let dictionary = &self.index.dictionary;
            match alternative.how {
                How::Same => {
                    let entry = dictionary.find(self.section, &alternative.text);
                    terms.extend(entry.map(|entry| Term { entry, weight }));
                }
                _ => dictionary.each_with(self.section, alternative.beginning(), &mut see),
            }
        }
        terms
    }

    /// The words nearest to one that no article holds.
    fn near(&mut self, part: &Part) -> Vec<String> {
        let word = part.word.as_deref().unwrap_or("");
        let letters = word.chars().count();
        let edits = u32::from(letters >= LIMITS.one_edit) + u32::from(letters >= LIMITS.two_edits);
        let edits = edits.min(self.options.edits);
        if edits == 0 || self.corrected == LIMITS.corrected || !word.chars().all(char::is_alphabetic) {
            return Vec::new();
        }
        self.corrected += 1;
        let mut best = edits;
        let mut found: Vec<String> = Vec::new();
        self.index.dictionary.each_near(self.section, word, edits, &mut |cursor, distance| {
            if distance < best {
                found.clear();
                best = distance;
            }
            if distance == best && found.len() < LIMITS.words {
                found.push(cursor.text().to_owned());
            }
        });
        found
    }
}

/// How many bytes of a stem every word with this stem begins with: English changes a last `e`, `i` or `y`.
fn head(stem: &str) -> usize {
    let changes = stem.len() > 2 && stem.ends_with(['e', 'i', 'y']);
    stem.len() - usize::from(changes)
}

/// Words are at most so many letters longer than their stems (`ational` of `relat`).
const LONGEST_ENDING: usize = 7;

impl Alternative {
    /// What every term that meets it begins with.
    fn beginning(&self) -> &str {
        let end = match self.how {
            How::Same | How::Begins => self.text.len(),
            How::Unfinished => self.text.char_indices().next_back().map_or(0, |(at, _)| at),
            How::Stem(head) => head,
        };
        self.text.get(..end).unwrap_or("")
    }

    /// Whether a term meets it.
    pub fn meets(&self, term: &str, english: Option<&Stemmer>) -> bool {
        let letters = |last: &dyn Fn(char, char) -> bool| {
            let (typed, other) = (self.text.chars().next_back(), term.chars().next_back());
            typed.zip(other).is_some_and(|(typed, other)| last(typed, other))
        };
        match self.how {
            How::Same => term == self.text,
            How::Begins => term.starts_with(&self.text),
            How::Unfinished => {
                term.len() == self.text.len()
                    && term.starts_with(self.beginning())
                    && letters(&korean::may_become)
            }
            How::Stem(_) => {
                term.starts_with(self.beginning())
                    && term.len() <= self.text.len() + LONGEST_ENDING
                    && term.bytes().all(|byte| byte.is_ascii_lowercase())
                    && english.is_some_and(|english| english.stem(term) == self.text.as_str())
            }
        }
    }
}
