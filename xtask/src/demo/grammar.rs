//! The grammar files of the invented stories (`xtask/demo/*.txt`): `[rule]`, then one alternative a line, with `{slots}`.
//! A line that begins with `#` is a comment. Nothing here knows which slots there are besides rules.

use crate::Failure;
use std::collections::BTreeMap;

/// Rules by name.
pub struct Grammar(BTreeMap<String, Vec<Vec<Piece>>>);

/// A part of an alternative.
pub enum Piece {
    /// Words as they stand.
    Words(String),
    /// The name of a rule, or of a word that the story's plan gives.
    Slot(String),
}

impl Grammar {
    /// Reads a grammar. `is_word` knows the slots that are no rules.
    ///
    /// # Errors
    /// A line before the first rule, a slot without end, or a slot that is neither rule nor word.
    pub fn read(text: &str, is_word: impl Fn(&str) -> bool) -> Result<Self, Failure> {
        let mut rules: BTreeMap<String, Vec<Vec<Piece>>> = BTreeMap::new();
        let mut current = None;
        for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                current = Some(rules.entry(name.to_owned()).or_default());
            } else {
                let rule = current.as_mut().ok_or_else(|| format!("{line}: stands before the first rule"))?;
                rule.push(pieces(line)?);
            }
        }
        let grammar = Self(rules);
        grammar.check(is_word)?;
        Ok(grammar)
    }

    /// The alternatives of a rule, of its form for that topic where there is one; none for an unknown rule.
    pub fn rule(&self, name: &str, topic: &str) -> &[Vec<Piece>] {
        let own = self.0.get(&format!("{name}@{topic}")).or_else(|| self.0.get(name));
        own.map_or(&[], Vec::as_slice)
    }

    /// Whether a rule has a form of its own for that topic.
    pub fn is_topical(&self, name: &str, topic: &str) -> bool {
        self.0.contains_key(&format!("{name}@{topic}"))
    }

    fn check(&self, is_word: impl Fn(&str) -> bool) -> Result<(), Failure> {
        let is_rule = |slot: &str| self.0.keys().any(|name| name.split('@').next() == Some(slot));
        let pieces = self.0.values().flatten().flatten();
        let mut slots =
            pieces.filter_map(|piece| if let Piece::Slot(slot) = piece { Some(slot) } else { None });
        let unknown = slots.find(|slot| !is_word(slot) && !is_rule(slot));
        unknown
            .map_or(Ok(()), |slot| Err(format!("{{{slot}}} is neither a rule nor a word of the plan").into()))
    }
}

fn pieces(line: &str) -> Result<Vec<Piece>, Failure> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some((words, behind)) = rest.split_once('{') {
        let (slot, after) = behind.split_once('}').ok_or_else(|| format!("{line}: a slot without end"))?;
        pieces.push(Piece::Words(words.to_owned()));
        pieces.push(Piece::Slot(slot.to_owned()));
        rest = after;
    }
    pieces.push(Piece::Words(rest.to_owned()));
    Ok(pieces)
}
