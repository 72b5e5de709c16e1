//! Where a search is met: articles with scores, and passages.
//!
//! A tree is asked from its rarest branch on, and each further branch only about what the ones before it left. Words alone are
//! counted by weights; phrases, fields and passages need places, which are read only of articles that can still be met.
//! No phrase and no NEAR reaches over the end of a sentence, a headline or a key point.

use super::expand::{Asked, AskedLeaf, Prepared, Term};
use super::index::{Index, Layout, Section};
use super::language::Field;
use super::pack::BLOCK;
use super::parts::counts::WHOLE;
use super::postings::WEIGHTS;
use super::rank::{Scorer, rarity, sort, value_score, window, with_recency};
use super::{Names, Value};
use crate::hits::{Depth, WordHits};
use crate::set::Set;
use std::ops::Range;

impl Index {
    /// Where a search is met; `None` where it constrains nothing.
    pub(crate) fn hits(
        &self,
        section: &Section,
        search: &Prepared,
        depth: Depth,
        names: &dyn Names,
    ) -> Option<WordHits> {
        let root = search.root.as_ref()?;
        let most = section.len().saturating_mul(MOST_PLACES.0).saturating_add(MOST_PLACES.1);
        let asking = Asking { index: self, section, names, most };
        let found = asking.found(root, None);
        let mut hits = WordHits { articles: Set::none(self.articles()), ..WordHits::default() };
        hits.articles.insert_all(&found.ids);
        if depth == Depth::Passages {
            hits.touched = Set::none(self.passages());
            hits.passages = asking.passages(root, &found.ids, &mut Some(&mut hits.touched));
        }
        let score =
            |(id, score): (&u32, &f32)| (*id, with_recency(*score, *id, self.articles()).max(0.0).to_bits());
        hits.scores = found.ids.iter().zip(&found.scores).map(score).collect();
        Some(hits)
    }
}

impl Index {
    /// The articles that meet a search, as their number and those at these places, best first. For whoever needs nothing
    /// else: the corpus asks for hits and joins them with its other clauses.
    pub fn ranked(
        &self,
        section: &Section,
        search: &Prepared,
        places: Range<u32>,
        names: &dyn Names,
    ) -> (u32, Vec<u32>) {
        let Some(hits) = self.hits(section, search, Depth::Articles, names) else {
            return (
                self.articles(),
                (0..self.articles()).skip(places.start as usize).take(places.len()).collect(),
            );
        };
        (hits.scores.len() as u32, window(&hits.scores, &|_| true, places))
    }

    /// The passages that by themselves meet a search, in order.
    pub fn met_passages(&self, section: &Section, search: &Prepared, names: &dyn Names) -> Vec<u32> {
        let hits = self.hits(section, search, Depth::Passages, names);
        hits.map_or_else(|| (0..self.passages()).collect(), |hits| hits.passages.members().collect())
    }
}

impl Index {
    /// Where words and phrases of a search are met in these articles: the article and the first place of each, in order, each once.
    /// What is left out with NOT is met nowhere.
    pub(crate) fn places(
        &self,
        section: &Section,
        search: &Prepared,
        articles: &[u32],
        names: &dyn Names,
    ) -> Vec<(u32, u32)> {
        let most = section.len().saturating_mul(MOST_PLACES.0).saturating_add(MOST_PLACES.1);
        let asking = Asking { index: self, section, names, most };
        let mut keys: Vec<u64> = Vec::new();
        search.root.iter().for_each(|root| asking.push_met(root, articles, &mut keys));
        sort(&mut keys);
        keys.dedup();
        keys.into_iter().map(|key| ((key >> 32) as u32, key as u32)).collect()
    }
}

impl Index {
    /// The passages that hold these places, which are in order; `None` of a place outside body sentences.
    pub(crate) fn passages_at(&self, section: &Section, places: &[(u32, u32)]) -> Vec<Option<u32>> {
        let mut passages = Vec::with_capacity(places.len());
        for same in places.chunk_by(|one, other| one.0 == other.0) {
            let layout = same.first().map(|(article, _)| self.layout(section, *article)).unwrap_or_default();
            passages.extend(same.iter().map(|(_, place)| layout.passage(*place)));
        }
        passages
    }
}

/// The most places that are held in memory at once: so many for each byte of the section, and so many in any case. Only
/// damaged bytes, or a text that repeats one word, have more.
const MOST_PLACES: (usize, usize) = (64, 1 << 16);

struct Asking<'a> {
    index: &'a Index,
    section: &'a Section<'a>,
    names: &'a dyn Names,
    most: usize,
}

/// Articles in order, each with a score.
#[derive(Default)]
struct Found {
    ids: Vec<u32>,
    scores: Vec<f32>,
}

impl Found {
    fn push(&mut self, id: u32, score: f32) {
        self.ids.push(id);
        self.scores.push(score);
    }

    /// Keeps those that are also in another one, or those that are not; scores are added.
    fn matched(self, other: &Found, keep: bool) -> Found {
        let mut kept = Found::default();
        let mut others = other.ids.iter().zip(&other.scores).peekable();
        for (id, score) in self.ids.into_iter().zip(self.scores) {
            while others.next_if(|(other, _)| **other < id).is_some() {}
            match others.peek().filter(|(other, _)| **other == id) {
                Some((_, more)) if keep => kept.push(id, score + *more),
                None if !keep => kept.push(id, score),
                _ => {}
            }
        }
        kept
    }

    /// Both together; scores are added.
    fn joined(self, other: Found) -> Found {
        let mut all = Found::default();
        let mut ones = self.ids.into_iter().zip(self.scores).peekable();
        let mut others = other.ids.into_iter().zip(other.scores).peekable();
        loop {
            match (ones.peek().copied(), others.peek().copied()) {
                (Some((id, score)), Some((other, more))) if id == other => {
                    all.push(id, score + more);
                    ones.next();
                    others.next();
                }
                (Some((id, score)), other) if other.is_none_or(|(other, _)| id < other) => {
                    all.push(id, score);
                    ones.next();
                }
                (_, Some((id, score))) => {
                    all.push(id, score);
                    others.next();
                }
                _ => return all,
            }
        }
    }
}

/// Where a word or a phrase is met: in which article, from which place to which, and what it counts, in quarters.
#[derive(Clone, Copy)]
struct Met {
    article: u32,
    first: u32,
    last: u32,
    weight: u32,
}

impl Asking<'_> {
    /// The articles that meet a node, of those given.
    fn found(&self, node: &Asked, within: Option<&[u32]>) -> Found {
        match node {
            Asked::All(nodes) => self.all(nodes, within),
            Asked::Any(nodes) => {
                let each = nodes.iter().map(|node| self.found(node, within));
                each.reduce(Found::joined).unwrap_or_default()
            }
            Asked::Not(node) => {
                let all = self.everything(within);
                let not = self.found(node, Some(&all.ids));
                all.matched(&not, false)
            }
            Asked::Leaf(leaf) => self.leaf(leaf, within),
            Asked::Near(leaves, words) => {
                let [one, other] = &**leaves;
                let ids = self.near_candidates(one, other, within);
                self.scored(&self.near(one, other, *words, &ids), self.rarity_of(one) + self.rarity_of(other))
            }
            Asked::Values(values) => self.values(values, within),
        }
    }

    fn everything(&self, within: Option<&[u32]>) -> Found {
        let ids: Vec<u32> = within.map_or_else(|| (0..self.index.articles()).collect(), <[u32]>::to_vec);
        Found { scores: vec![0.0; ids.len()], ids }
    }

    fn all(&self, nodes: &[Asked], within: Option<&[u32]>) -> Found {
        let mut order: Vec<u64> =
            nodes.iter().zip(0..).map(|(node, place)| u64::from(self.cost(node)) << 32 | place).collect();
        sort(&mut order);
        let mut found: Option<Found> = None;
        for place in order {
            let Some(node) = nodes.get(place as u32 as usize) else { continue };
            if found.as_ref().is_some_and(|found| found.ids.is_empty()) {
                break;
            }
            found = Some(match (found, node) {
                (None, _) => self.found(node, within),
                (Some(found), Asked::Not(node)) => {
                    let not = self.found(node, Some(&found.ids));
                    found.matched(&not, false)
                }
                (Some(found), _) => {
                    let more = self.found(node, Some(&found.ids));
                    found.matched(&more, true)
                }
            });
        }
        found.unwrap_or_default()
    }

    /// About how many articles meet a node.
    fn cost(&self, node: &Asked) -> u32 {
        match node {
            Asked::All(nodes) => nodes.iter().map(|node| self.cost(node)).min().unwrap_or(0),
            Asked::Any(nodes) => nodes.iter().fold(0, |sum, node| self.cost(node).saturating_add(sum)),
            Asked::Not(_) => u32::MAX,
            Asked::Leaf(leaf) => leaf.cost(),
            Asked::Near(leaves, _) => leaves.iter().map(AskedLeaf::cost).min().unwrap_or(0),
            Asked::Values(_) => self.index.articles() / 2,
        }
    }

    fn values(&self, values: &[Value], within: Option<&[u32]>) -> Found {
        let mut set = Set::none(self.index.articles());
        for value in values {
            set.insert_all(&self.names.articles(*value));
        }
        let score = value_score(set.len(), self.index.articles());
        let ids: Vec<u32> = match within {
            Some(within) => within.iter().copied().filter(|id| set.has(*id)).collect(),
            None => set.members().collect(),
        };
        Found { scores: vec![score; ids.len()], ids }
    }

    fn leaf(&self, leaf: &AskedLeaf, within: Option<&[u32]>) -> Found {
        match &leaf.terms[..] {
            [terms] if leaf.leaf.field != Field::Headline && leaf.leaf.field != Field::Quote => {
                let scorer = self.scorer(self.rarity(terms));
                self.weighed(terms, within, &scorer)
            }
            _ => self.scored(&self.met(leaf, &self.candidates(leaf, within)), self.rarity_of(leaf)),
        }
    }

    /// How rare a part is: as the most frequent of its terms, since the others stand for the same.
    fn rarity(&self, terms: &[Term]) -> f32 {
        let most = terms.iter().map(|term| term.entry.articles).max().unwrap_or(0);
        rarity(most, self.index.articles())
    }

    fn rarity_of(&self, leaf: &AskedLeaf) -> f32 {
        leaf.terms.iter().fold(0.0, |sum, terms| sum + self.rarity(terms))
    }

    fn scorer(&self, rarity: f32) -> Scorer {
        Scorer::new(rarity, self.index.mean_length(), WHOLE)
    }

    fn length(&self, article: u32) -> u32 {
        let [headline, points, text] = self.fields(article);
        headline + points + text
    }

    fn fields(&self, article: u32) -> [u32; 3] {
        self.index.fields.get(article as usize).copied().unwrap_or_default()
    }

    /// Articles that hold any of the terms, by weight.
    fn weighed(&self, terms: &[Term], within: Option<&[u32]>, scorer: &Scorer) -> Found {
        let mut found = Found::default();
        match (terms, within) {
            ([], _) => {}
            ([term], _) => self.each(term, within, &mut |ids, weights| {
                for (id, weight) in ids.iter().zip(weights) {
                    found.push(*id, scorer.score(weight * term.weight, self.length(*id)));
                }
            }),
            (terms, within) => {
                let mut sums = vec![0u32; self.index.articles() as usize];
                for term in terms {
                    self.each(term, within, &mut |ids, weights| {
                        for (id, weight) in ids.iter().zip(weights) {
                            if let Some(sum) = sums.get_mut(*id as usize) {
                                *sum += weight * term.weight;
                            }
                        }
                    });
                }
                for (sum, id) in sums.iter().zip(0..).filter(|(sum, _)| **sum > 0) {
                    found.push(id, scorer.score(*sum, self.length(id)));
                }
            }
        }
        found
    }

    /// Shows the articles of a posting list and their weights, block by block; of those given only.
    fn each(&self, term: &Term, within: Option<&[u32]>, see: &mut dyn FnMut(&[u32], &[u32])) {
        let (mut ids, mut weights) = ([0u32; BLOCK], [0u32; BLOCK]);
        let mut rest = within.unwrap_or(&[]);
        for block in self.index.blocks(self.section, &term.entry) {
            if within.is_some() {
                rest = skip(rest, block.base);
                match rest.first() {
                    None => return,
                    Some(next) if *next > block.last() => continue,
                    Some(_) => {}
                }
            }
            let mut count = block.ids(&mut ids);
            block.weights(&mut weights);
            if within.is_some() {
                count = keep(rest, &mut ids, &mut weights, count);
            }
            see(ids.get(..count).unwrap_or(&[]), weights.get(..count).unwrap_or(&[]));
        }
    }

    /// Articles that hold all parts of a leaf, at any places.
    fn candidates(&self, leaf: &AskedLeaf, within: Option<&[u32]>) -> Vec<u32> {
        let cost =
            |terms: &[Term]| terms.iter().fold(0u32, |sum, term| sum.saturating_add(term.entry.articles));
        let mut order: Vec<u64> =
            leaf.terms.iter().zip(0..).map(|(terms, place)| u64::from(cost(terms)) << 32 | place).collect();
        sort(&mut order);
        let mut ids: Option<Vec<u32>> = None;
        for place in order {
            let terms = leaf.terms.get(place as u32 as usize).map_or(&[][..], Vec::as_slice);
            ids = Some(self.holding(terms, ids.as_deref().or(within)));
        }
        ids.unwrap_or_default()
    }

    /// Articles that hold any of the terms.
    fn holding(&self, terms: &[Term], within: Option<&[u32]>) -> Vec<u32> {
        if let [term] = terms {
            return self.holding_one(term, within);
        }
        let mut all = Set::none(self.index.articles());
        for term in terms {
            all.insert_all(&self.holding_one(term, within));
        }
        all.members().collect()
    }

    fn holding_one(&self, term: &Term, within: Option<&[u32]>) -> Vec<u32> {
        let mut ids = [0u32; BLOCK];
        let Some(mut rest) = within else {
            let mut all = Vec::with_capacity(term.entry.articles.min(self.index.articles()) as usize);
            for block in self.index.blocks(self.section, &term.entry) {
                let count = block.ids(&mut ids);
                all.extend_from_slice(ids.get(..count).unwrap_or(&[]));
            }
            return all;
        };
        let mut all = Vec::new();
        for block in self.index.blocks(self.section, &term.entry) {
            rest = skip(rest, block.base);
            let Some(next) = rest.first() else { break };
            if *next > block.last() {
                continue;
            }
            let count = block.ids(&mut ids);
            let mut wanted = rest.iter();
            let mut next = wanted.next();
            for id in ids.get(..count).unwrap_or(&[]) {
                while next.is_some_and(|next| next < id) {
                    next = wanted.next();
                }
                if next == Some(id) {
                    all.push(*id);
                }
            }
        }
        all
    }

    fn near_candidates(&self, one: &AskedLeaf, other: &AskedLeaf, within: Option<&[u32]>) -> Vec<u32> {
        let ids = self.candidates(one, within);
        self.candidates(other, Some(&ids))
    }

    /// Where a leaf is met in these articles, in order.
    fn met(&self, leaf: &AskedLeaf, articles: &[u32]) -> Vec<Met> {
        let mut met: Option<Vec<Met>> = None;
        for (part, terms) in leaf.leaf.parts.iter().zip(&leaf.terms) {
            let here = self.places(terms, articles);
            met = Some(match met {
                None => here,
                Some(before) => self.followed(&before, &here, part.gap),
            });
        }
        let mut met = met.unwrap_or_default();
        let mut layouts = Layouts { asking: self, last: None };
        match leaf.leaf.field {
            Field::Headline => met.retain(|met| met.last < self.fields(met.article)[0]),
            Field::Quote => met.retain(|met| layouts.of(met.article).is_said(met.first, met.last)),
            _ => {}
        }
        met
    }

    /// The places of any of these terms in these articles, in order.
    fn places(&self, terms: &[Term], articles: &[u32]) -> Vec<Met> {
        let mut keys: Vec<u64> = Vec::with_capacity(articles.len());
        for term in terms {
            self.push_places(term, articles, &mut keys);
        }
        if terms.len() > 1 {
            sort(&mut keys);
        }
        let met = |key: &u64| {
            let (article, place, weight) = ((key >> 32) as u32, *key as u32 >> 4, *key as u32 & 15);
            Met { article, first: place, last: place, weight }
        };
        keys.iter().map(met).collect()
    }

    /// As keys: article, place, weight.
    fn push_places(&self, term: &Term, articles: &[u32], keys: &mut Vec<u64>) {
        let (mut ids, mut weights) = ([0u32; BLOCK], [0u32; BLOCK]);
        let mut rest = articles;
        for block in self.index.blocks(self.section, &term.entry) {
            rest = skip(rest, block.base);
            match rest.first() {
                None => return,
                Some(next) if *next > block.last() => continue,
                Some(_) if keys.len() > self.most => return,
                Some(_) => {}
            }
            let count = block.ids(&mut ids);
            block.weights(&mut weights);
            let wanted = wanted(rest, ids.get(..count).unwrap_or(&[]));
            let both = (ids.get(..count).unwrap_or(&[]), weights.get(..count).unwrap_or(&[]));
            block.places(both, &self.index.fields, &wanted, &mut |number, places| {
                let article = ids.get(number as usize).copied().unwrap_or(0);
                let key =
                    |place: &u32| u64::from(article) << 32 | u64::from(place << 4 | term.weight.min(15));
                keys.extend(places.iter().map(key));
            });
        }
    }

    /// Where one is met and the other behind it, at this distance, in one unit.
    fn followed(&self, before: &[Met], behind: &[Met], (least, most): (u32, u32)) -> Vec<Met> {
        let mut layouts = Layouts { asking: self, last: None };
        let mut met: Vec<Met> = Vec::new();
        let mut from = 0;
        for one in before {
            let reached = |other: &Met| (other.article, other.first) < (one.article, one.last + least);
            // The last places of what comes before may step back a little where a gap is open.
            from = from.min(behind.len());
            while from > 0 && behind.get(from - 1).is_some_and(|other| !reached(other)) {
                from -= 1;
            }
            while behind.get(from).is_some_and(reached) {
                from += 1;
            }
            let near = behind.iter().skip(from);
            let near =
                near.take_while(|other| other.article == one.article && other.first <= one.last + most);
            for other in near {
                if other.last < layouts.of(one.article).end(one.first) || (least, most) == (0, 0) {
                    push_met(
                        &mut met,
                        Met { last: other.last, weight: one.weight.min(other.weight), ..*one },
                    );
                }
            }
        }
        met
    }

    /// Where one leaf is met with the other near it, in either order, in one unit.
    fn near(&self, one: &AskedLeaf, other: &AskedLeaf, words: u32, articles: &[u32]) -> Vec<Met> {
        let (ones, others) = (self.met(one, articles), self.met(other, articles));
        let mut layouts = Layouts { asking: self, last: None };
        let longest = others.iter().map(|other| other.last - other.first).max().unwrap_or(0);
        let is_near = |one: &Met, other: &Met| {
            let behind = one.last < other.first && other.first - one.last - 1 <= words;
            behind || (other.last < one.first && one.first - other.last - 1 <= words)
        };
        let (mut from, mut met) = (0, Vec::new());
        for one in ones {
            let layout = layouts.of(one.article);
            let unit = layout.unit(one.first);
            let first = one.first.saturating_sub(words + 1 + longest);
            while others.get(from).is_some_and(|other| (other.article, other.first) < (one.article, first)) {
                from += 1;
            }
            let last = one.last + words + 1;
            let here = others.iter().skip(from);
            let mut here = here.take_while(|other| other.article == one.article && other.first <= last);
            if here.any(|other| is_near(&one, other) && layout.unit(other.first) == unit) {
                met.push(one);
            }
        }
        met
    }

    /// The articles in which something is met, by weight.
    fn scored(&self, met: &[Met], rarity: f32) -> Found {
        let scorer = self.scorer(rarity);
        let mut found = Found::default();
        for same in met.chunk_by(|one, other| one.article == other.article) {
            let Some(article) = same.first().map(|met| met.article) else { continue };
            let [headline, points, _] = self.fields(article);
            let mut sum = 0;
            // What begins at one place counts once, however it goes on.
            for begun in same.chunk_by(|one, other| one.first == other.first) {
                let first = begun.first().map_or(0, |met| met.first);
                let field = if first < headline { 0 } else { 1 + usize::from(first >= headline + points) };
                let weight = begun.iter().map(|met| met.weight).max().unwrap_or(0);
                sum += weight * WEIGHTS.get(field).copied().unwrap_or(1);
            }
            found.push(article, scorer.score(sum, self.length(article)));
        }
        found
    }

    /// Where the words of a node are met, as keys: article, first place.
    fn push_met(&self, node: &Asked, articles: &[u32], keys: &mut Vec<u64>) {
        let mut push = |met: Vec<Met>| {
            keys.extend(met.iter().map(|met| u64::from(met.article) << 32 | u64::from(met.first)));
        };
        match node {
            Asked::All(nodes) | Asked::Any(nodes) => {
                for node in nodes {
                    self.push_met(node, articles, keys);
                }
            }
            Asked::Leaf(leaf) if leaf.leaf.has_places() => {
                push(self.met(leaf, &self.candidates(leaf, Some(articles))));
            }
            Asked::Near(leaves, words) => {
                let [one, other] = &**leaves;
                let ids = self.near_candidates(one, other, Some(articles));
                push(self.near(one, other, *words, &ids));
                push(self.near(other, one, *words, &ids));
            }
            Asked::Not(_) | Asked::Leaf(_) | Asked::Values(_) => {}
        }
    }

    /// The passages of these articles that by themselves meet a node. What is left out with NOT acts on the article. Those that
    /// hold any word of it are put into `touched`.
    fn passages(&self, node: &Asked, articles: &[u32], touched: &mut Option<&mut Set>) -> Set {
        match node {
            Asked::All(nodes) => {
                let mut each = nodes.iter().map(|node| self.passages(node, articles, touched));
                let mut all = each.next().unwrap_or_else(|| Set::none(self.index.passages()));
                each.for_each(|other| all.keep(&other));
                all
            }
            Asked::Any(nodes) => {
                let mut any = Set::none(self.index.passages());
                for node in nodes {
                    any.add(&self.passages(node, articles, touched));
                }
                any
            }
            Asked::Not(_) => {
                let mut all = Set::none(self.index.passages());
                for article in self.found(node, Some(articles)).ids {
                    let at = |place: usize| self.index.passages.get(place).copied().unwrap_or(0);
                    all.fill(at(article as usize)..at(article as usize + 1));
                }
                all
            }
            Asked::Leaf(leaf) => {
                self.met_passages(&self.met(leaf, &self.candidates(leaf, Some(articles))), touched)
            }
            Asked::Near(leaves, words) => {
                let [one, other] = &**leaves;
                let ids = self.near_candidates(one, other, Some(articles));
                self.met_passages(&self.near(one, other, *words, &ids), touched)
            }
            Asked::Values(values) => {
                let mut set = Set::none(self.index.passages());
                for value in values {
                    set.insert_all(&self.names.passages(*value));
                }
                if let Some(touched) = touched {
                    touched.add(&set);
                }
                set
            }
        }
    }

    fn met_passages(&self, met: &[Met], touched: &mut Option<&mut Set>) -> Set {
        let mut layouts = Layouts { asking: self, last: None };
        let mut set = Set::none(self.index.passages());
        for met in met {
            if let Some(passage) = layouts.of(met.article).passage(met.first) {
                set.insert(passage);
            }
        }
        if let Some(touched) = touched {
            touched.add(&set);
        }
        set
    }
}

/// The layout of the article asked about last: places are asked for article by article.
struct Layouts<'a> {
    asking: &'a Asking<'a>,
    last: Option<(u32, Layout)>,
}

impl Layouts<'_> {
    fn of(&mut self, article: u32) -> &Layout {
        let (index, section) = (self.asking.index, self.asking.section);
        if self.last.as_ref().is_none_or(|(other, _)| *other != article) {
            self.last = None;
        }
        &self.last.get_or_insert_with(|| (article, index.layout(section, article))).1
    }
}

impl AskedLeaf {
    fn cost(&self) -> u32 {
        let sum =
            |terms: &Vec<Term>| terms.iter().fold(0u32, |sum, term| sum.saturating_add(term.entry.articles));
        self.terms.iter().map(sum).min().unwrap_or(0)
    }
}

/// Adds what is met, once: where gaps are open, one way from a place to another is as good as the next.
fn push_met(met: &mut Vec<Met>, new: Met) {
    let mut begun =
        met.iter_mut().rev().take_while(|old| (old.article, old.first) == (new.article, new.first));
    match begun.find(|old| old.last == new.last) {
        Some(old) => old.weight = old.weight.max(new.weight),
        None => met.push(new),
    }
}

/// What is left of ascending numbers from a number on. Looks ahead in doubling steps: mostly it is near.
fn skip(numbers: &[u32], to: u32) -> &[u32] {
    let mut step = 1;
    while numbers.get(step).is_some_and(|number| *number < to) {
        step *= 2;
    }
    let near = numbers.get(..(step + 1).min(numbers.len())).unwrap_or(numbers);
    numbers.get(near.partition_point(|number| *number < to)..).unwrap_or(&[])
}

/// Keeps of the first `count` ids those that are wanted. Both are in order.
fn keep(wanted: &[u32], ids: &mut [u32; BLOCK], weights: &mut [u32; BLOCK], count: usize) -> usize {
    let mut kept = 0;
    let mut wanted = wanted.iter().peekable();
    for place in 0..count.min(BLOCK) {
        let (id, weight) = (ids.get(place).copied().unwrap_or(0), weights.get(place).copied().unwrap_or(0));
        while wanted.next_if(|other| **other < id).is_some() {}
        if wanted.peek() == Some(&&id)
            && let (Some(to), Some(to_weight)) = (ids.get_mut(kept), weights.get_mut(kept))
        {
            (*to, *to_weight) = (id, weight);
            kept += 1;
        }
    }
    kept
}

/// The places among ids of those that are wanted. Both are in order.
fn wanted(wanted: &[u32], ids: &[u32]) -> Vec<u8> {
    let mut wanted = wanted.iter().peekable();
    let mut places = Vec::with_capacity(ids.len());
    for (id, place) in ids.iter().zip(0u8..) {
        while wanted.next_if(|other| *other < id).is_some() {}
        if wanted.peek() == Some(&id) {
            places.push(place);
        }
    }
    places
}
