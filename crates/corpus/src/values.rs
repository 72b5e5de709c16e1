//! The values of one facet while a corpus is built: each once, numbered first by first use and in the end by rank.

use crate::builder::Place;
use crate::bytes::Writer;
use crate::identity::Draft;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Values as they come.
#[derive(Default)]
pub(crate) struct Values {
    numbers: BTreeMap<String, u32>,
    drafts: Vec<Counted>,
}

/// A value, and how many articles have it.
struct Counted {
    draft: Draft,
    articles: u32,
    /// The first article that has it, in the order of articles: its words for the value are kept.
    first: Place,
    /// The last one that was added.
    last: Place,
}

impl Values {
    /// The number of a value that an article has.
    pub fn number(&mut self, draft: Draft, article: &Place) -> u32 {
        let next = self.drafts.len() as u32;
        let number = *self.numbers.entry(draft.id.clone()).or_insert(next);
        match self.drafts.get_mut(number as usize) {
            None => {
                let (first, last) = (article.clone(), article.clone());
                self.drafts.push(Counted { draft, articles: 1, first, last });
            }
            Some(counted) => {
                if counted.last != *article {
                    counted.articles += 1;
                    counted.last.clone_from(article);
                }
                if *article < counted.first {
                    (counted.draft, counted.first) = (draft, article.clone());
                }
            }
        }
        number
    }

    /// Most articles first, then by name and id; topics as a tree, each broader one before its narrower ones.
    pub fn numbered(self) -> Numbered {
        let mut sorted: Vec<(u32, Counted)> = (0..).zip(self.drafts).collect();
        sorted.sort_by(|(_, one), (_, other)| {
            (Reverse(one.articles), &one.draft.name, &one.draft.id).cmp(&(
                Reverse(other.articles),
                &other.draft.name,
                &other.draft.id,
            ))
        });
        let tree = as_tree(
            sorted.into_iter().map(|(number, counted)| (number, counted.draft)).collect(),
            &self.numbers,
        );
        let mut numbers = vec![0; tree.len()];
        for (place, (number, _)) in (0..).zip(&tree) {
            numbers.get_mut(*number as usize).into_iter().for_each(|slot| *slot = place);
        }
        let ids = self.numbers;
        Numbered { drafts: tree.into_iter().map(|(_, draft)| draft).collect(), numbers, ids }
    }
}

/// Each draft behind its broader one; siblings stay in order. Drafts whose broader one is not there stand at the top.
fn as_tree(sorted: Vec<(u32, Draft)>, ids: &BTreeMap<String, u32>) -> Vec<(u32, Draft)> {
    let mut below: BTreeMap<Option<u32>, Vec<(u32, Draft)>> = BTreeMap::new();
    for (number, mut draft) in sorted {
        let broader = draft.broader.as_ref().and_then(|id| ids.get(id)).copied();
        draft.broader = draft.broader.filter(|_| broader.is_some());
        below.entry(broader).or_default().push((number, draft));
    }
    let mut tree = Vec::new();
    let mut next: Vec<(u32, Draft)> = below.remove(&None).unwrap_or_default();
    next.reverse();
    while let Some((number, draft)) = next.pop() {
        next.extend(below.remove(&Some(number)).unwrap_or_default().into_iter().rev());
        tree.push((number, draft));
    }
    // What is left stands in a circle, which the topics of the knowledge do not: it is listed without its broader ones.
    let circles = below.into_values().flatten();
    tree.extend(circles.map(|(number, draft)| (number, Draft { broader: None, ..draft })));
    tree
}

/// Values in the order of their dense ids.
pub(crate) struct Numbered {
    drafts: Vec<Draft>,
    /// By the number of first use, the dense id.
    pub numbers: Vec<u32>,
    /// By id, the number of first use.
    ids: BTreeMap<String, u32>,
}

impl Numbered {
    fn dense(&self, id: &str) -> Option<u32> {
        self.numbers.get(*self.ids.get(id)? as usize).copied()
    }

    /// Of each value its broader one plus one, whether its name is only short, its name and its other names; then all ids, former
    /// ones among them, in order, each with its value and whether it is a former one.
    pub fn write(&self, writer: &mut Writer) {
        writer.number(self.drafts.len() as u32);
        for draft in &self.drafts {
            let broader = draft.broader.as_ref().and_then(|id| self.dense(id));
            writer.number(broader.map_or(0, |number| number + 1));
            writer.number(u32::from(draft.name_only));
            writer.blob(draft.name.as_bytes());
            writer.number(draft.names.len() as u32);
            draft.names.iter().for_each(|name| writer.blob(name.as_bytes()));
        }
        let mut ids: BTreeMap<&str, (u32, bool)> = BTreeMap::new();
        for (draft, number) in self.drafts.iter().zip(0..) {
            ids.extend(draft.was.iter().map(|id| (id.as_str(), (number, true))));
        }
        // What an id is now counts for more than what it was.
        ids.extend(self.drafts.iter().zip(0..).map(|(draft, number)| (draft.id.as_str(), (number, false))));
        writer.number(ids.len() as u32);
        for (id, (number, is_former)) in ids {
            writer.blob(id.as_bytes());
            writer.number(number << 1 | u32::from(is_former));
        }
    }
}
