//! Who said what: quotations, their speakers and cues.
//!
//! `marks` finds what stands between quotation marks, `cue` the verb of speech in the reporter's words around it; here both
//! are put together over the blocks of a story: what is direct and what a fragment, a quotation in two halves, one that
//! goes on in the next paragraph, pronouns. A pronoun is resolved only to the one person it can mean. A fragment that
//! nobody is said to have said (scare quotes, titles) is no quote. Left out: quotations in boilerplate and credits.

mod cue;
mod marks;

use crate::{
    Document,
    layout::Layout,
    words::{Word, first_words, words},
};
use cue::{Attribution, Reporter};
use dateline_knowledge::{Knowledge, Speech};
use dateline_record::{
    Actor, ActorKind, Block, BlockKind, Does, How, Quote, QuoteKind, Sentence, Span, TextAt,
};
use marks::Passage;

/// All quotations, in order of the text; a mention whose actor speaks there is marked so.
pub(crate) fn find(
    document: &Document,
    layout: &Layout,
    sentences: &[Sentence],
    actors: &mut [Actor],
    knowledge: &Knowledge,
) -> Vec<Quote> {
    let passages: Vec<Passage> =
        layout.blocks.iter().flat_map(|block| marks::passages(&document.text, block.span)).collect();
    let mut teller = Teller {
        text: &document.text,
        sentences,
        speech: &knowledge.speech,
        names: names(actors, &passages),
        passages: &passages,
        quotes: Vec::new(),
        spoken: Vec::new(),
        last: None,
    };
    let told = |block: &&Block| {
        matches!(block.kind, BlockKind::Heading | BlockKind::KeyPoint | BlockKind::Paragraph)
    };
    let mut before = None;
    for (number, block) in layout.blocks.iter().filter(told).enumerate() {
        teller.block(number, *block, before);
        before = Some(*block);
    }
    for (actor, mention) in &teller.spoken {
        if let Some(mention) = actors.get_mut(*actor).and_then(|actor| actor.mentions.get_mut(*mention)) {
            mention.does = Some(Does::Speaks);
        }
    }
    let ids = |actor: Option<usize>| actor.and_then(|actor| actors.get(actor)).map(|actor| actor.id.clone());
    teller.quotes.into_iter().map(|(quote, actor)| Quote { speaker: ids(actor), ..quote }).collect()
}

/// A mention with where its actor stands in the list.
#[derive(Clone, Copy, Debug)]
struct Named {
    span: Span,
    actor: usize,
    mention: usize,
    kind: ActorKind,
    how: How,
    /// Whether it stands inside a quotation: then a pronoun of the reporter does not mean it.
    quoted: bool,
}

/// All mentions in order of the text.
fn names(actors: &[Actor], passages: &[Passage]) -> Vec<Named> {
    let quoted = |span: Span| {
        let at = passages.partition_point(|passage| passage.span.end <= span.start);
        passages.get(at).is_some_and(|passage| passage.span.overlaps(span))
    };
    let mut names: Vec<Named> = Vec::new();
    for (actor, found) in actors.iter().enumerate() {
        names.extend(found.mentions.iter().enumerate().map(|(mention, at)| Named {
            span: at.span,
            actor,
            mention,
            kind: found.kind,
            how: at.how,
            quoted: quoted(at.span),
        }));
    }
    names.sort_by_key(|name| (name.span.start, name.span.end));
    names
}

/// Who speaks, resolved.
#[derive(Clone, Debug)]
struct Voice {
    actor: Option<usize>,
    speaker: Option<TextAt>,
    /// None for a name behind a dash.
    cue: Option<TextAt>,
}

/// The last one who spoke.
#[derive(Clone, Debug)]
struct Last {
    voice: Voice,
    /// In which block.
    block: usize,
    /// Whether the quotation lacked its closing mark, so that the next paragraph may go on with it.
    goes_on: bool,
    /// Whether it was a quotation, not reported speech.
    quoted: bool,
}

/// A quotation before it is known who speaks.
#[derive(Clone, Debug)]
struct Draft {
    passage: Passage,
    kind: QuoteKind,
    voice: Option<Voice>,
}

struct Teller<'a> {
    text: &'a str,
    sentences: &'a [Sentence],
    speech: &'a Speech,
    /// Of all blocks, in order.
    passages: &'a [Passage],
    names: Vec<Named>,
    /// Each with the place of its speaker in the list of actors.
    quotes: Vec<(Quote, Option<usize>)>,
    /// Mentions that speak, as `(actor, mention)`.
    spoken: Vec<(usize, usize)>,
    last: Option<Last>,
}

impl<'a> Teller<'a> {
    fn block(&mut self, number: usize, block: Block, before: Option<Block>) {
        let passages = self.passages_in(block.span);
        let mut drafts: Vec<Draft> = Vec::with_capacity(passages.len());
        let mut sentences = self.sentences_in(block.span).iter().map(|sentence| sentence.span).peekable();
        for (place, passage) in passages.iter().enumerate() {
            while let Some(sentence) = sentences.next_if(|sentence| sentence.end <= passage.span.start) {
                self.reported(number, sentence, passages);
            }
            let next = passages.get(place + 1).map_or(block.span.end, |next| next.span.start);
            let draft = self.draft(number, block, before, *passage, next, &drafts);
            if let Some(voice) = &draft.voice {
                self.last = Some(Last {
                    voice: voice.clone(),
                    block: number,
                    goes_on: !passage.closed,
                    quoted: true,
                });
            }
            drafts.push(draft);
        }
        for sentence in sentences {
            self.reported(number, sentence, passages);
        }
        give_back(&mut drafts);
        self.keep(block.kind, drafts);
    }

    /// Quotes of the drafts that are some: whole ones, and fragments that somebody said.
    fn keep(&mut self, block: BlockKind, drafts: Vec<Draft>) {
        for Draft { passage, kind, voice } in drafts {
            let whole = kind == QuoteKind::Direct && !passage.single && block == BlockKind::Paragraph;
            let said = voice.as_ref().is_some_and(|voice| voice.speaker.is_some());
            if !said && !whole {
                continue;
            }
            let (actor, speaker_text, cue) =
                voice.map_or((None, None, None), |voice| (voice.actor, voice.speaker, voice.cue));
            let about = Vec::new();
            let quote = Quote { span: passage.span, kind, speaker: None, speaker_text, about, cue };
            self.quotes.push((quote, actor));
        }
    }

    fn draft(
        &mut self,
        number: usize,
        block: Block,
        before: Option<Block>,
        passage: Passage,
        next: u32,
        drafts: &[Draft],
    ) -> Draft {
        let sentence = self.sentence_at(passage.span.start).unwrap_or(block.span);
        let from = drafts.last().map_or(block.span.start, |draft| draft.passage.span.end);
        let front = Span { start: from.max(sentence.start), end: passage.span.start };
        let behind = Span { start: passage.span.end, end: self.end_of_tail(passage, block).min(next) };
        let kind = self.kind(block.span, passage, drafts);
        let in_sentence = drafts.last().filter(|draft| draft.passage.span.start >= sentence.start);
        let inherited = in_sentence.and_then(|draft| draft.voice.clone());
        let found = self.attribution(kind, passage, front, behind, inherited.is_some());
        let voice = match found {
            Some(found) => Some(self.voice(found, number, sentence)),
            None => inherited
                .or_else(|| self.signed(passage, block))
                .or_else(|| self.introduced(number, block, before, passage))
                .or_else(|| self.continued(number, kind, block, passage)),
        };
        Draft { passage, kind, voice }
    }

    /// The reporter's words behind a quotation reach to the end of its sentence.
    fn end_of_tail(&self, passage: Passage, block: Block) -> u32 {
        let closing = passage.span.end.saturating_sub(1);
        let own = self.sentence_at(closing).map_or(passage.span.end, |sentence| sentence.end);
        let asks = passage.inner.of(self.text).trim_end().ends_with(['?', '!', '…', '—']);
        if own > passage.span.end || !asks {
            return own.min(block.span.end);
        }
        // “Why?” Lee said. The mark ends no sentence here, whatever the cutter thought.
        let at = self.sentences.partition_point(|sentence| sentence.span.start < passage.span.end);
        self.sentences.get(at).map_or(own, |next| next.span.end).min(block.span.end)
    }

    /// The verb of speech: behind a whole quotation first, before a fragment first.
    fn attribution(
        &self,
        kind: QuoteKind,
        passage: Passage,
        front: Span,
        behind: Span,
        inherits: bool,
    ) -> Option<Attribution> {
        let ends = passage.inner.of(self.text).trim_end().ends_with('.');
        let front_words = words(self.text, front);
        let behind_words = words(self.text, behind);
        let in_front = || {
            let found = self.reporter(&front_words).before()?;
            // "while adding that …": the verb has no subject; that of the clause before speaks on.
            (found.speaker.is_some() || !inherits).then_some(found)
        };
        let after = || if ends { None } else { self.reporter(&behind_words).behind() };
        if kind == QuoteKind::Direct { after().or_else(in_front) } else { in_front().or_else(after) }
    }

    fn reporter<'w>(&'w self, words: &'w [Word]) -> Reporter<'w> {
        Reporter { text: self.text, words, speech: self.speech }
    }

    /// “…” — Jane Roe
    fn signed(&mut self, passage: Passage, block: Block) -> Option<Voice> {
        let behind = Span { start: passage.span.end, end: block.span.end };
        let behind = first_words(self.text, behind, cue::MOST_OF_SIGNATURE + 1);
        let phrase = self.reporter(&behind).signature()?;
        let name = self.head(phrase);
        self.spoken.extend(name.map(|name| (name.actor, name.mention)));
        let span = name.map_or(phrase, |name| name.span);
        let speaker = Some(TextAt { text: span.of(self.text).to_owned(), span });
        Some(Voice { actor: name.map(|name| name.actor), speaker, cue: None })
    }

    /// A paragraph that is a quotation, behind one that ends with "X said:".
    fn introduced(
        &mut self,
        number: usize,
        block: Block,
        before: Option<Block>,
        passage: Passage,
    ) -> Option<Voice> {
        let before = before.filter(|_| passage.span.start == block.span.start)?;
        before.span.of(self.text).trim_end().ends_with(':').then_some(())?;
        let sentence = self.sentence_at(before.span.end.saturating_sub(1))?;
        let front_words = words(self.text, sentence);
        let found = self.reporter(&front_words).before()?;
        Some(self.voice(found, number, sentence))
    }

    /// Who goes on speaking, when the sentence names nobody: a second half, a paragraph that continues an open quotation,
    /// a whole quotation right behind what the same person said.
    fn continued(&self, number: usize, kind: QuoteKind, block: Block, passage: Passage) -> Option<Voice> {
        let last = self.last.as_ref().filter(|_| kind == QuoteKind::Direct)?;
        let same = last.block == number;
        let opens = passage.span.start == block.span.start;
        let whole = passage.span.end == block.span.end;
        let follows = last.block + 1 == number && opens && (last.goes_on || (whole && last.quoted));
        (same || follows).then(|| last.voice.clone())
    }

    /// Whole or a fragment.
    fn kind(&self, block: Span, passage: Passage, drafts: &[Draft]) -> QuoteKind {
        let before = Span { start: block.start, end: passage.span.start }.of(self.text).trim_end();
        let inner = passage.inner.of(self.text).trim();
        let free = before.chars().next_back().is_none_or(|c| ".?!:,”\"—–…".contains(c));
        let capital = inner.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
        let second =
            drafts.last().is_some_and(|draft| draft.kind == QuoteKind::Direct) && before.ends_with(',');
        let ended = !passage.closed || inner.ends_with([',', '.', '?', '!', '…', '—', '-']);
        let mark_behind =
            self.text.get(passage.span.end as usize..).is_some_and(|rest| rest.starts_with([',', '.']));
        // Right behind "says" a clause in small letters is a whole quotation too.
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
        let said = self.speech.cue(&word).is_some_and(|cue| cue.strong) && inner.split(' ').count() > 3;
        let whole = (free && (capital || second) || said) && (ended || mark_behind);
        if whole { QuoteKind::Direct } else { QuoteKind::Mixed }
    }

    /// Reported speech without quotation marks: its speaker speaks, and a pronoun may mean that person afterwards.
    fn reported(&mut self, number: usize, sentence: Span, passages: &[Passage]) {
        let next = passages.partition_point(|passage| passage.span.end <= sentence.start);
        if passages.get(next).is_some_and(|passage| passage.span.overlaps(sentence)) {
            return;
        }
        let tokens = words(self.text, sentence);
        for found in self.reporter(&tokens).reported() {
            let voice = self.voice(found, number, sentence);
            self.last = Some(Last { voice, block: number, goes_on: false, quoted: false });
        }
    }

    // ---- speakers ---------------------------------------------------------------------------------------------------

    fn voice(&mut self, found: Attribution, number: usize, sentence: Span) -> Voice {
        let text_at = |span: Span| TextAt { text: span.of(self.text).to_owned(), span };
        let cue = Some(text_at(found.cue));
        let Some(phrase) = found.speaker else {
            return self.voice_of_participle(found.cue, cue, number, sentence);
        };
        if let Some(name) = self.head(phrase) {
            let speaker = Some(text_at(name.span));
            self.spoken.push((name.actor, name.mention));
            return Voice { actor: Some(name.actor), speaker, cue };
        }
        let speaker = Some(text_at(phrase));
        let pronoun = self.speech.person.contains(&phrase.of(self.text).to_lowercase());
        let actor = if pronoun { self.antecedent(phrase, number, sentence) } else { None };
        Voice { actor, speaker, cue }
    }

    /// "X walked in, saying “…”": the first person of the sentence, else the pronoun or name that it begins with.
    fn voice_of_participle(&mut self, at: Span, cue: Option<TextAt>, number: usize, sentence: Span) -> Voice {
        let text_at = |span: Span| TextAt { text: span.of(self.text).to_owned(), span };
        if let Some(name) = self.first_person(sentence, at.start) {
            let speaker = Some(text_at(name.span));
            self.spoken.push((name.actor, name.mention));
            return Voice { actor: Some(name.actor), speaker, cue };
        }
        let front = words(self.text, Span { start: sentence.start, end: at.start });
        let opening = self.reporter(&front).opening();
        let speaker = opening.map(text_at);
        let pronoun = |span: &Span| self.speech.person.contains(&span.of(self.text).to_lowercase());
        let actor = opening.filter(pronoun).and_then(|span| self.antecedent(span, number, sentence));
        Voice { actor, speaker, cue }
    }

    /// The actor that a phrase names: its person, or a state or organisation that it ends with.
    fn head(&self, phrase: Span) -> Option<Named> {
        let inside = self.names_in(phrase);
        let belongs = |end: u32| {
            let rest = Span { start: end, end: phrase.end }.of(self.text);
            let word = rest.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
            rest.starts_with(' ') && self.speech.belongs.contains(&word.to_lowercase())
        };
        let mut persons = inside.iter().filter(|name| {
            name.kind == ActorKind::Person && (name.span.end == phrase.end || belongs(name.span.end))
        });
        if let Some(person) = persons.next() {
            let shared =
                inside.iter().any(|name| name.kind == ActorKind::Person && name.actor != person.actor);
            let both = shared && phrase.of(self.text).contains(" and ");
            return (!both).then_some(*person);
        }
        let last = inside.iter().filter(|name| name.span.end == phrase.end && name.how != How::Demonym);
        let last = last.min_by_key(|name| name.span.start)?;
        let lead = Span { start: phrase.start, end: last.span.start }.of(self.text);
        let mut before = lead.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
        let part = before.any(|word| self.speech.belongs.contains(&word) || word == "and" || word == "s");
        (!part).then_some(*last)
    }

    /// The one person whom a pronoun can mean: the only one named before it in its sentence, else the only one
    /// named since the last speech, else the last speaker.
    fn antecedent(&self, pronoun: Span, number: usize, sentence: Span) -> Option<usize> {
        let front = Span { start: sentence.start, end: pronoun.start };
        if self.persons(front).next().is_some() {
            return self.only_person(front);
        }
        let last = self.last.as_ref().filter(|last| number <= last.block + 2)?;
        let ends = [&last.voice.speaker, &last.voice.cue]
            .map(|words| words.as_ref().map_or(0, |words| words.span.end));
        let since =
            Span { start: ends.into_iter().max().unwrap_or(0).min(sentence.start), end: sentence.start };
        if self.persons(since).next().is_some() {
            return self.only_person(since);
        }
        last.voice.actor.filter(|actor| self.is_person(*actor))
    }

    /// The persons named there, once for each mention.
    fn persons(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let names = self.names_in(span).iter();
        names.filter(|name| name.kind == ActorKind::Person && !name.quoted).map(|name| name.actor)
    }

    /// The person named there, if it is only one.
    fn only_person(&self, span: Span) -> Option<usize> {
        let first = self.persons(span).next()?;
        self.persons(span).all(|actor| actor == first).then_some(first)
    }

    fn is_person(&self, actor: usize) -> bool {
        self.names.iter().any(|name| name.actor == actor && name.kind == ActorKind::Person)
    }

    /// The first person of a sentence, before a byte.
    fn first_person(&self, sentence: Span, before: u32) -> Option<Named> {
        let span = Span { start: sentence.start, end: before };
        self.names_in(span).iter().find(|name| name.kind == ActorKind::Person && !name.quoted).copied()
    }

    fn names_in(&self, span: Span) -> &[Named] {
        let from = self.names.partition_point(|name| name.span.start < span.start);
        let to = self.names.partition_point(|name| name.span.start < span.end);
        self.names.get(from..to.max(from)).unwrap_or(&[])
    }

    fn sentence_at(&self, at: u32) -> Option<Span> {
        let place = self.sentences.partition_point(|sentence| sentence.span.end <= at);
        self.sentences.get(place).map(|sentence| sentence.span).filter(|sentence| sentence.start <= at)
    }

    fn passages_in(&self, block: Span) -> &'a [Passage] {
        let from = self.passages.partition_point(|passage| passage.span.start < block.start);
        let to = self.passages.partition_point(|passage| passage.span.start < block.end);
        self.passages.get(from..to.max(from)).unwrap_or(&[])
    }

    fn sentences_in(&self, block: Span) -> &'a [Sentence] {
        let from = self.sentences.partition_point(|sentence| sentence.span.start < block.start);
        let to = self.sentences.partition_point(|sentence| sentence.span.start < block.end);
        self.sentences.get(from..to.max(from)).unwrap_or(&[])
    }
}

/// A whole quotation without a speaker takes that of the next one in its paragraph: “Why?” … “Because,” Lee said.
fn give_back(drafts: &mut [Draft]) {
    let mut voice: Option<Voice> = None;
    for draft in drafts.iter_mut().rev() {
        if draft.voice.is_none() && draft.kind == QuoteKind::Direct {
            draft.voice.clone_from(&voice);
        }
        voice.clone_from(&draft.voice);
    }
}

#[cfg(test)]
mod tests;
