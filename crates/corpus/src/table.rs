//! A pasted list of names, one a line, as a table: who each is, and how much of what a query finds speaks of it.
//!
//! A line is an actor of the corpus by its id (one that it had before, too) or by any of its names, folded; case, accents, hyphens and
//! full-width forms make no difference, other spellings do. Several actors of one name are all listed. An actor that is known
//! by a short name alone is no one in particular, so nobody is found by that name. What is nobody is looked for as a phrase in the
//! text. Only the first [`NameTable::MOST`] lines are read, and
//! of these what ends within [`NameTable::MOST_BYTES`].

use crate::rows::Held;
use crate::run::Under;
use crate::set::Set;
use crate::{Corpus, Facet, Part, Query, Wanted, analyse, order};
use std::collections::{BTreeMap, BTreeSet};

/// A list of names with counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameTable {
    /// In the order of the list, without empty lines.
    pub rows: Vec<NameRow>,
    /// How many lines were not read, because there are too many or the list is too long.
    pub left_out: u32,
    /// Parts that must be provided first: while there is one, there are no rows.
    pub lacks: Vec<Part>,
}

impl NameTable {
    /// The most lines that are read.
    pub const MOST: usize = 10_000;
    /// And no more bytes of the list than these.
    pub const MOST_BYTES: usize = 1 << 20;
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameRow {
    /// As pasted, without spaces around it.
    pub line: String,
    /// Who it is: one, or several where it is not clear which; nobody where the corpus knows none of this name.
    pub actors: Vec<NamedActor>,
    /// Where it is nobody: how often it is said as a phrase.
    pub phrase: Option<Said>,
}

/// An actor of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedActor {
    /// Which facet.
    pub facet: Facet,
    /// Dense value id.
    pub value: u32,
    /// How often the actor is mentioned.
    pub said: Said,
}

/// How much of what is found says something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Articles, or stories. Where the query must hold in one sentence, such a sentence must say it.
    pub articles: u32,
    /// Body sentences of the articles that are rows, of a story those of one copy.
    pub sentences: u32,
}

/// The names of a list, one a line.
fn names(pasted: &str) -> impl Iterator<Item = &str> {
    pasted.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// What of a pasted list is read, to the end of a line, and the rest.
fn read_part(pasted: &str) -> (&str, &str) {
    let within = pasted.get(..pasted.floor_char_boundary(NameTable::MOST_BYTES)).unwrap_or(pasted);
    let end = if within.len() == pasted.len() { within.len() } else { within.rfind('\n').unwrap_or(0) };
    pasted.split_at_checked(end).unwrap_or((pasted, ""))
}

/// Actors are these.
const ACTORS: [Facet; 3] = [Facet::Person, Facet::State, Facet::Organisation];

impl Corpus {
    /// Counts each line of a pasted list under a query.
    pub fn name_table(&self, pasted: &str, query: &Query) -> NameTable {
        let (read, rest) = read_part(pasted);
        let all = || names(read);
        let left_out = (all().skip(NameTable::MOST).count() + names(rest).count()) as u32;
        let actors = self.actors_by_name();
        let lines: Vec<(&str, Vec<(Facet, u32)>)> =
            all().take(NameTable::MOST).map(|line| (line, self.actors_named(line, &actors))).collect();
        let mut lacks = self.missing(query, &Wanted::default());
        if lacks.is_empty() {
            lacks =
                self.missing_for_phrases(lines.iter().filter(|(_, is)| is.is_empty()).map(|(line, _)| *line));
        }
        if !lacks.is_empty() {
            return NameTable { left_out, lacks, ..NameTable::default() };
        }
        let rows = self.rows_of_names(lines, &self.under(query, &ACTORS));
        NameTable { rows, left_out, lacks }
    }

    fn rows_of_names(&self, lines: Vec<(&str, Vec<(Facet, u32)>)>, under: &Under) -> Vec<NameRow> {
        let sentences = ACTORS.map(|facet| self.sentences_by_value(under, facet));
        let found: Vec<u32> = under.found.articles.members().collect();
        // A phrase that is pasted often is looked for once.
        let mut phrases: BTreeMap<String, Said> = BTreeMap::new();
        let mut row = |(line, is): (&str, Vec<(Facet, u32)>)| {
            let counted = |(facet, value): (Facet, u32)| {
                let place = ACTORS.iter().position(|actor| *actor == facet);
                let at = |counts: Option<&Vec<u32>>| counts.and_then(|of| of.get(value as usize)).copied();
                let of = |counts: &[Vec<u32>]| at(place.and_then(|place| counts.get(place))).unwrap_or(0);
                NamedActor {
                    facet,
                    value,
                    said: Said { articles: of(&under.counts), sentences: of(&sentences) },
                }
            };
            let actors: Vec<NamedActor> = is.into_iter().map(counted).collect();
            let mut phrase = || *phrases.entry(key(line)).or_insert_with(|| self.said(line, under, &found));
            let phrase = actors.is_empty().then(&mut phrase);
            NameRow { line: line.to_owned(), actors, phrase }
        };
        lines.into_iter().map(&mut row).collect()
    }

    /// Every name of every actor, folded, in order.
    fn actors_by_name(&self) -> Vec<(String, Facet, u32)> {
        let mut named = Vec::new();
        for facet in ACTORS {
            for (info, value) in self.values(facet).iter().zip(0u32..).filter(|(info, _)| !info.name_only) {
                let names = [&info.name].into_iter().chain(self.names(facet, value as usize));
                named.extend(names.map(|name| (key(name), facet, value)));
            }
        }
        order::sort(&mut named);
        named.dedup();
        named
    }

    fn actors_named(&self, line: &str, actors: &[(String, Facet, u32)]) -> Vec<(Facet, u32)> {
        let by_id = ACTORS.into_iter().filter_map(|facet| Some((facet, self.value(facet, line)?)));
        let by_id: Vec<(Facet, u32)> = by_id.collect();
        let key = key(line);
        if !by_id.is_empty() || key.is_empty() {
            return by_id;
        }
        let from = actors.partition_point(|(name, ..)| *name < key);
        let same = actors.iter().skip(from).take_while(|(name, ..)| *name == key);
        same.map(|(_, facet, value)| (*facet, *value)).collect()
    }

    /// Sentences of rows by the value that they hold.
    fn sentences_by_value(&self, under: &Under, facet: Facet) -> Vec<u32> {
        let held = Held::Facet(facet);
        let mut counts = vec![0u32; self.values(facet).len()];
        for article in under.found.listed.members() {
            let (values, places) = (self.column(held).of(article as usize), self.places(article, held));
            let meets = |passage: u32| under.sentences.as_ref().is_none_or(|of| of.has(passage));
            for (_, place) in self.rows(article).filter(|(passage, _)| meets(*passage)) {
                let own = place.checked_sub(places.start).and_then(|place| values.get(place as usize));
                if let Some(count) = own.and_then(|value| counts.get_mut(*value as usize)) {
                    *count += 1;
                }
            }
        }
        counts
    }

    /// How often a phrase is said.
    fn said(&self, phrase: &str, under: &Under, found: &[u32]) -> Said {
        let mut said = Said::default();
        let mut stories = BTreeSet::new();
        // Hits come in the order of articles, and in one in that of its sentences.
        let (mut last, mut last_passage) = (None, None);
        for (article, passage) in self.phrase_places(phrase, found) {
            let is_in = |set: &Set| passage.is_some_and(|passage| set.has(passage));
            if !under.sentences.as_ref().is_none_or(is_in) {
                continue;
            }
            if last.replace(article) != Some(article) {
                let is_copy = under.found.is_stories && self.stories.copied.has(article);
                said.articles += u32::from(!is_copy || stories.insert(self.story_of(article)));
            }
            let is_row = passage.is_some() && under.found.listed.has(article);
            if is_row && last_passage != passage {
                last_passage = passage;
                said.sentences += 1;
            }
        }
        said
    }

    /// What is needed to look for phrases.
    fn missing_for_phrases<'l>(&self, lines: impl Iterator<Item = &'l str>) -> Vec<Part> {
        let parts: BTreeSet<Part> =
            lines.flat_map(|line| self.missing_for_words(&Self::phrase(line))).collect();
        parts.into_iter().collect()
    }
}

/// A name as it is compared: its words, folded, without what stands between them.
fn key(name: &str) -> String {
    analyse(name).into_iter().map(|token| token.text).collect::<Vec<String>>().join(" ")
}
