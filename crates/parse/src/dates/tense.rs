//! Whether the clause around an expression speaks of what has happened or of what is to come.
//!
//! There is no grammar of English here: the nearest word before the expression that tells a time decides, else the
//! nearest one behind it. Quotation marks and semicolons end the search.

use super::tokens::{Line, Token};
use dateline_knowledge::TenseWord;
use dateline_record::Tense;

/// How many words are looked at on each side. A larger reach finds more and reads other clauses more often.
const REACH: usize = 30;

/// How many words may stand between "plans" or "invited" and its "to".
const PLAN: usize = 6;

/// How near the word that tells a firm tense stands, in words before the expression.
const FIRM: usize = 10;

/// A tense and how firmly it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub tense: Tense,
    /// Whether it may prove something: told shortly before the expression, with no infinitive or comparison between,
    /// and no word of the other tense in the sentence.
    pub firm: bool,
}

/// The tense at the expression whose tokens are `start..end`.
pub(crate) fn around(line: Line<'_>, start: usize, end: usize) -> Option<Told> {
    if let Some(tense) = by_preposition(line, start) {
        return Some(Told { tense, firm: false });
    }
    let mut before = (start.saturating_sub(REACH)..start).rev().take_while(|at| !is_wall(line, *at));
    let mut behind = (end..line.len().min(end + REACH)).take_while(|at| !is_wall(line, *at));
    let found = before.find_map(|at| told(line, at).map(|tense| (tense, at)));
    let Some((tense, at)) = found else {
        let tense = behind.find_map(|at| told(line, at))?;
        return Some(Told { tense, firm: false });
    };
    let firm = start - at <= FIRM && is_firm(line, tense, at, start, end);
    Some(Told { tense, firm })
}

/// "until Friday", "by March", "due 1993": what the word in front says by itself.
fn by_preposition(line: Line<'_>, start: usize) -> Option<Tense> {
    let word = start.checked_sub(1).and_then(|at| line.get(at))?;
    let coming = word.tenses.iter().any(|word| matches!(word, TenseWord::Until));
    coming.then_some(Tense::ToCome)
}

fn is_firm(line: Line<'_>, tense: Tense, at: usize, start: usize, end: usize) -> bool {
    let infinitive = |at: usize| tense == Tense::Past && line.is(at, "to") && is_verb_like(line, at + 1);
    let compared = |at: usize| line.is_any(at, &["than", "as", "from", "compared", "versus"]);
    let other = |place: usize| {
        line.get(place).is_some_and(|word| match tense {
            Tense::Past => word.tenses.iter().any(|word| matches!(word, TenseWord::Future)),
            Tense::ToCome => {
                (at..start).contains(&place) && is_past(word) && !is_passive_to_come(line, place)
            }
        })
    };
    let sure =
        tense == Tense::Past || is_future(line, at) || line.is(at, "to") || is_passive_to_come(line, at);
    let reach = start.saturating_sub(REACH)..line.len().min(end + REACH);
    sure && !(at..start).any(|at| infinitive(at) || compared(at)) && !reach.into_iter().any(other)
}

fn is_future(line: Line<'_>, at: usize) -> bool {
    line.get(at).is_some_and(|word| word.tenses.iter().any(|word| matches!(word, TenseWord::Future)))
}

/// A word in lower case: what stands behind the "to" of an infinitive.
fn is_verb_like(line: Line<'_>, at: usize) -> bool {
    line.get(at).is_some_and(|word| word.is_word() && !word.is_capital())
        && !line.is_any(at, &["the", "a", "an", "his", "her", "its", "their", "this", "that", "all"])
}

fn is_wall(line: Line<'_>, at: usize) -> bool {
    line.is_any(at, &[";", "“", "”", "\"", "``"])
}

/// What the word there tells, if anything.
fn told(line: Line<'_>, at: usize) -> Option<Tense> {
    let token = line.get(at)?;
    if token.tenses.iter().any(|word| matches!(word, TenseWord::Future | TenseWord::Coming)) {
        return Some(Tense::ToCome);
    }
    if line.is(at, "to") && is_planned(line, at) {
        return Some(Tense::ToCome);
    }
    is_past(token).then(|| if is_passive_to_come(line, at) { Tense::ToCome } else { Tense::Past })
}

/// "invited … to attend", "is expected to", "plans to": a word of planning stands shortly before "to" and a verb.
fn is_planned(line: Line<'_>, at: usize) -> bool {
    let verb = is_verb_like(line, at + 1);
    let planned = |at: usize| {
        line.get(at).is_some_and(|word| word.tenses.iter().any(|word| matches!(word, TenseWord::Planning)))
    };
    // "is to resume": the verb "to be" before "to" is a plan by itself.
    let is_to = at > 0 && line.is_any(at - 1, &["is", "are", "was", "were"]);
    verb && (is_to || (at.saturating_sub(PLAN)..at).any(planned))
}

/// "will be held", "to be signed": the past form is a participle of something to come.
fn is_passive_to_come(line: Line<'_>, at: usize) -> bool {
    let future = |at: usize| is_future(line, at);
    let to_be = at >= 2 && line.is(at - 1, "be") && line.is(at - 2, "to");
    to_be || (at.saturating_sub(4)..at).any(future)
}

/// A past form: one of the list, or a word in -ed that is not known to tell nothing.
fn is_past(token: &Token<'_>) -> bool {
    let listed = |kind: fn(&TenseWord) -> bool| token.tenses.iter().any(kind);
    if listed(|word| matches!(word, TenseWord::Timeless)) || token.is_capital() {
        return false;
    }
    let regular = token.text.len() > 3 && token.text.ends_with("ed");
    regular || listed(|word| matches!(word, TenseWord::Past))
}
