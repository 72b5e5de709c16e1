//! Who says it: the verb of speech beside a quotation and the words of its subject.
//!
//! Works on the reporter's words alone, as tokens. Recognised: “…,” X said · “…,” said X · X said, “…” · X, who …, said
//! that “…” · according to X. The words of a speaker end where a clause begins.

use crate::words::{Word, WordKind, lower};
use dateline_knowledge::Speech;
use dateline_record::Span;
use std::borrow::Cow;

/// How many words the subject of a verb of speech may have.
const SUBJECT: usize = 14;

/// How many insertions between commas may stand between a subject and its verb.
const INSERTIONS: usize = 4;

/// Most tokens of a dash and a name that sign a quotation.
pub(crate) const MOST_OF_SIGNATURE: usize = 7;

/// A verb of speech with the words of who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attribution {
    /// The verb with its auxiliary: "has said"; or "according to".
    pub cue: Span,
    /// The words of the speaker; none where the verb has no subject of its own ("adding that").
    pub speaker: Option<Span>,
    /// Whether the verb also governs reported speech.
    pub strong: bool,
}

/// Tokens of the reporter's words, with questions about them.
#[derive(Clone, Copy)]
pub(crate) struct Reporter<'a> {
    pub text: &'a str,
    pub words: &'a [Word],
    pub speech: &'a Speech,
}

impl Reporter<'_> {
    /// What stands behind a quotation in the same sentence: its subject and verb, in either order.
    pub fn behind(self) -> Option<Attribution> {
        let first = self.first_word()?;
        if let Some(found) = self.according(first) {
            return Some(found);
        }
        if self.is_cue(first) || self.is_auxiliary(first) && self.is_cue(first + 1) {
            return self.inverted(first + usize::from(!self.is_cue(first)));
        }
        let cue = (first..self.words.len().min(first + SUBJECT * 2)).find(|at| self.is_finite_cue(*at))?;
        let comma = self.mark(cue.checked_sub(1)?, ',');
        let at_start = (first..cue).all(|at| !self.mark(at, ',')) || comma;
        // Behind a fragment the rest of its clause comes first: “…” ties, Lee said.
        let tail = (first..cue).any(|at| self.mark(at, ','));
        (at_start || tail).then(|| self.with_subject(cue)).flatten()
    }

    /// What stands before a quotation in the same sentence: the last verb of speech with a subject of its own.
    pub fn before(self) -> Option<Attribution> {
        let first = self.first_word().filter(|at| self.is_cue(*at) && !self.lower(*at).ends_with("ing"));
        if let Some(found) = first.and_then(|cue| self.inverted(cue)) {
            return Some(found);
        }
        let mut without_subject = None;
        for cue in (0..self.words.len()).rev().filter(|at| self.is_cue(*at)) {
            let participle = self.lower(cue).ends_with("ing") && !self.is_auxiliary(cue.wrapping_sub(1));
            if !participle && let Some(found) = self.with_subject(cue) {
                return Some(found);
            }
            without_subject.get_or_insert(cue);
        }
        let according = (0..self.words.len()).rev().find_map(|at| self.according(at));
        according.or_else(|| without_subject.map(|cue| self.attribution(cue, None)))
    }

    /// Every finite verb of reported speech with its subject ("X said that …"), in order.
    pub fn reported(self) -> Vec<Attribution> {
        let cues = (0..self.words.len()).filter(|at| self.is_finite_cue(*at));
        cues.filter_map(|cue| self.with_subject(cue)).filter(|found| found.strong).collect()
    }

    fn attribution(self, cue: usize, speaker: Option<Span>) -> Attribution {
        let auxiliary = cue.checked_sub(1).filter(|at| self.is_have(*at));
        let start = self.span(auxiliary.unwrap_or(cue)).start;
        let strong = self.speech.cue(&self.lower(cue)).is_some_and(|cue| cue.strong);
        Attribution { cue: Span { start, end: self.span(cue).end }, speaker, strong }
    }

    /// The words that a sentence begins with, if they are a pronoun or a name: the subject of a participle behind them.
    pub fn opening(self) -> Option<Span> {
        let first = self.first_word()?;
        let lower = self.lower(first);
        if self.speech.person.contains(&*lower) || self.speech.other.contains(&*lower) {
            return Some(self.span(first));
        }
        let name = |at: &usize| self.word(*at).is_some_and(|word| word.is_capitalised(self.text));
        let end = (first..self.words.len().min(first + SUBJECT)).take_while(name).last()?;
        (end > first).then(|| Span { start: self.span(first).start, end: self.span(end).end })
    }

    /// A name behind a dash that ends the block: “…” — Jane Roe.
    pub fn signature(self) -> Option<Span> {
        let dash = self.word(0).filter(|word| matches!(word.text(self.text), "―" | "—" | "–" | "-" | "~"))?;
        let name = self.words.get(1..).filter(|name| (1..MOST_OF_SIGNATURE).contains(&name.len()))?;
        let part = |word: &Word| {
            word.is_capitalised(self.text)
                || word.kind == WordKind::Mark && matches!(word.text(self.text), "-" | "." | ",")
        };
        let (first, last) = (name.first()?, name.last()?);
        let letters = first.is_capitalised(self.text)
            && last.is_capitalised(self.text)
            && dash.span.end <= first.span.start;
        (letters && name.iter().all(part)).then_some(Span { start: first.span.start, end: last.span.end })
    }

    // ---- subjects ---------------------------------------------------------------------------------------------------

    fn with_subject(self, cue: usize) -> Option<Attribution> {
        let speaker = self.subject_before(cue)?;
        Some(self.attribution(cue, Some(speaker)))
    }

    /// The noun phrase in front of a verb, insertions between commas left out.
    fn subject_before(self, cue: usize) -> Option<Span> {
        let mut end = cue;
        while end > 0 && self.is_between(end - 1) {
            end -= 1;
        }
        end = self.before_bracket(end);
        for _ in 0..INSERTIONS {
            let inserted = end.checked_sub(1).is_some_and(|at| self.mark(at, ','));
            if inserted {
                end -= 1;
            }
            let start = self.phrase_start(end);
            let opens = start.checked_sub(1).is_some_and(|at| self.mark(at, ','));
            if !inserted || !opens {
                return self.phrase(start, end);
            }
            // Between two commas stands what is told about the subject; the subject stands before the first.
            end = start;
        }
        None
    }

    /// The end of a phrase without the bracket behind it: "Jane Roe (D-Ohio) said".
    fn before_bracket(self, end: usize) -> usize {
        let closed = end.checked_sub(1).is_some_and(|at| self.mark(at, ')'));
        let open = (end.saturating_sub(SUBJECT)..end).rev().find(|at| self.mark(*at, '('));
        open.filter(|_| closed).unwrap_or(end)
    }

    /// Where the phrase that ends before `end` begins.
    fn phrase_start(self, end: usize) -> usize {
        let lowest = end.saturating_sub(SUBJECT);
        let mut start = end;
        while start > lowest && !self.is_boundary(start - 1) {
            start -= 1;
        }
        start
    }

    /// The phrase without what leads into it; none where nothing or only small words are left.
    fn phrase(self, start: usize, end: usize) -> Option<Span> {
        let mut start = start;
        while start < end && (self.is_lead(start) || self.word(start)?.kind == WordKind::Mark) {
            start += 1;
        }
        let last = end.checked_sub(1).filter(|last| *last >= start)?;
        let span = Span { start: self.span(start).start, end: self.span(last).end };
        let noun = (start..end).any(|at| self.word(at).is_some_and(Word::is_word));
        (noun && !self.is_relative(start)).then_some(span)
    }

    /// "said X, …": the noun phrase behind a verb.
    fn inverted(self, cue: usize) -> Option<Attribution> {
        let start = cue + 1;
        let mut end = start;
        while end < self.words.len().min(start + SUBJECT) && !self.ends_phrase(end) {
            end += 1;
        }
        let speaker = self.phrase(start, end)?;
        Some(self.attribution(cue, Some(speaker)))
    }

    /// "according to X".
    fn according(self, at: usize) -> Option<Attribution> {
        let phrase = self.speech.according.iter().find_map(|phrase| {
            let words = phrase.split(' ');
            let count = words.clone().count();
            words.enumerate().all(|(place, word)| self.is(at + place, word)).then_some(count)
        })?;
        let start = at + phrase;
        let mut end = start;
        while end < self.words.len().min(start + SUBJECT) && !self.ends_phrase(end) {
            end += 1;
        }
        let speaker = self.phrase(start, end);
        let cue = Span { start: self.span(at).start, end: self.span(start - 1).end };
        speaker.map(|speaker| Attribution { cue, speaker: Some(speaker), strong: true })
    }

    // ---- questions --------------------------------------------------------------------------------------------------

    fn word(self, at: usize) -> Option<Word> {
        self.words.get(at).copied()
    }

    fn span(self, at: usize) -> Span {
        self.word(at).map_or(Span { start: 0, end: 0 }, |word| word.span)
    }

    fn lower(&self, at: usize) -> Cow<'_, str> {
        self.word(at).map_or(Cow::Borrowed(""), |word| lower(word.text(self.text)))
    }

    fn is(self, at: usize, word: &str) -> bool {
        self.word(at).is_some_and(|token| token.text(self.text).eq_ignore_ascii_case(word))
    }

    fn mark(self, at: usize, mark: char) -> bool {
        self.word(at).is_some_and(|word| word.is_mark(self.text, mark))
    }

    fn first_word(self) -> Option<usize> {
        self.words.iter().position(|word| word.is_word())
    }

    /// A verb of speech that is no name and no noun behind an article or a preposition.
    fn is_cue(self, at: usize) -> bool {
        if self.speech.cue(&self.lower(at)).is_none() {
            return false;
        }
        let capital = self
            .word(at)
            .is_some_and(|word| word.is_capitalised(self.text) && !word.is_all_capitals(self.text));
        let noun = at.checked_sub(1).is_some_and(|before| {
            ["the", "a", "an", "this", "that", "to", "of", "his", "her", "its", "their", "in", "for"]
                .iter()
                .any(|word| self.is(before, word))
                || self.word(before).is_some_and(|word| word.kind == WordKind::Possessive)
        });
        let compound = at.checked_sub(1).is_some_and(|before| self.mark(before, '-'));
        !(noun || compound || capital && at > 0)
    }

    /// A cue that is no participle.
    fn is_finite_cue(self, at: usize) -> bool {
        self.is_cue(at) && !self.lower(at).ends_with("ing")
    }

    fn is_have(self, at: usize) -> bool {
        ["has", "have", "had"].iter().any(|word| self.is(at, word))
    }

    fn is_auxiliary(self, at: usize) -> bool {
        self.is_have(at) || ["is", "was", "are", "were", "be", "been"].iter().any(|word| self.is(at, word))
    }

    fn is_between(self, at: usize) -> bool {
        self.speech.between.contains(&*self.lower(at))
    }

    fn is_lead(self, at: usize) -> bool {
        self.speech.lead.contains(&*self.lower(at))
    }

    /// "who", "which": the phrase is a clause about another one.
    fn is_relative(self, at: usize) -> bool {
        ["who", "which", "whose", "that"].iter().any(|word| self.is(at, word))
    }

    /// What a noun phrase does not reach across to the left. "and" between two names stays inside.
    fn is_boundary(self, at: usize) -> bool {
        let Some(word) = self.word(at) else { return true };
        if word.kind == WordKind::Mark {
            let mark = word.text(self.text);
            return !matches!(mark, "-" | "‐" | "‑" | "." | "&" | "/" | "'" | "’");
        }
        let capital = |at: usize| self.word(at).is_some_and(|word| word.is_capitalised(self.text));
        if self.is(at, "and") {
            return !(at > 0 && capital(at - 1) && capital(at + 1));
        }
        self.speech.clause.contains(&*self.lower(at)) || self.is_cue(at)
    }

    /// A full stop that shortens a title: "Col. Roe".
    fn is_short_title(self, at: usize) -> bool {
        let capital = |at: usize| self.word(at).filter(|word| word.is_capitalised(self.text));
        let title = at.checked_sub(1).and_then(capital).is_some_and(|word| word.span.len() <= 4);
        self.mark(at, '.') && title && capital(at + 1).is_some()
    }

    /// What ends the words of a speaker to the right.
    fn ends_phrase(self, at: usize) -> bool {
        let Some(word) = self.word(at) else { return true };
        if self.is_short_title(at) {
            return false;
        }
        if word.kind == WordKind::Mark {
            // A full stop inside a sentence ends no more than a title: "said Col. Lee".
            let inner = self.mark(at, '.') && self.word(at + 1).is_some_and(Word::is_word);
            return !(inner || matches!(word.text(self.text), "-" | "‐" | "‑" | "&" | "/" | "'" | "’"));
        }
        self.speech.stop.contains(&*self.lower(at))
    }
}
