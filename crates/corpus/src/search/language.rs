//! What a reader typed into the search box, as a tree. Any text is a search: what cannot be read as the language means
//! is taken as words, and said in a [`Note`].
//!
//! Recognised: words side by side and AND (all must occur), OR (binds weakest), NOT and `-` before a word, phrases in
//! straight, curly, angle or corner quotation marks, parentheses, `a NEAR/5 b`, and the fields `headline:`, `quote:`,
//! `speaker:`, `actor:`, `topic:`, `source:` before a word, a phrase or parentheses. Operators are in capitals. A mark
//! without its partner reaches to the end. What is written without a space ("Min-jae") is a phrase. The last word may be
//! unfinished where the text ends in it. What a word means in a corpus (other forms, misspelt words) is found later.

use super::parts::{Part, parts};
use dateline_record::Span;

/// Something about a search that its reader should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// An operator or a field that stands where none can stand, and was taken as a word.
    TakenAsWord(Span),
    /// A parenthesis without its partner, or inside too many others.
    Parenthesis(Span),
    /// A quotation mark without its partner: the phrase reaches to the end.
    OpenPhrase(Span),
    /// NEAR beside something that is no word or phrase: both must occur, at any distance.
    NearAsAnd(Span),
    /// The search has more words than are looked for; those from here on are left out.
    CutOff(Span),
    /// No article holds this word, so words near it were looked for.
    Corrected {
        /// The word as typed.
        word: Span,
        /// What was looked for, nearest to the front of the alphabet first.
        to: Vec<String>,
    },
    /// The word is a name of a value, whose articles were found too.
    Also {
        /// The word as typed.
        word: Span,
        /// The value.
        value: super::Value,
    },
}

/// Where a word must stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Field {
    /// Anywhere.
    #[default]
    Any,
    /// In the headline.
    Headline,
    /// In what someone says.
    Quote,
    /// In the name of someone who says something.
    Speaker,
    /// In a name of an actor.
    Actor,
    /// In a name of a topic.
    Topic,
    /// In a name of a source.
    Source,
}

const FIELDS: [(&str, Field); 6] = [
    ("headline", Field::Headline),
    ("quote", Field::Quote),
    ("speaker", Field::Speaker),
    ("actor", Field::Actor),
    ("topic", Field::Topic),
    ("source", Field::Source),
];

/// Limits of a search, so that any text is answered in bounded time.
struct Limits {
    /// Words and phrases looked for. A thousand characters hold fewer; a larger number lets a pasted list take longer.
    words: usize,
    /// Parentheses inside parentheses.
    depth: usize,
    /// The largest distance of NEAR.
    near: u32,
}

const LIMITS: Limits = Limits { words: 512, depth: 32, near: 1000 };

/// A search as a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// All of them.
    All(Vec<Node>),
    /// Any of them.
    Any(Vec<Node>),
    /// What does not hold it.
    Not(Box<Node>),
    /// A word or a phrase.
    Leaf(Leaf),
    /// Two words or phrases with at most so many words between them, in either order, in one sentence.
    Near(Box<[Leaf; 2]>, u32),
}

/// A word or a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Leaf {
    /// Where it must stand.
    pub field: Field,
    /// What must follow each other.
    pub parts: Vec<Part>,
    /// Whether it stands in quotation marks.
    pub quoted: bool,
    /// Where it was typed.
    pub typed: Span,
}

/// A text read as a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parsed {
    /// Nothing where no word is looked for.
    pub root: Option<Node>,
    /// What its reader should know.
    pub notes: Vec<Note>,
}

/// Reads a search.
pub(super) fn parse(words: &str) -> Parsed {
    let mut notes = Vec::new();
    let mut pieces = pieces(words, &mut notes);
    pair_parentheses(&mut pieces, &mut notes);
    settle(&mut pieces, &mut notes);
    let mut parser = Parser { words, pieces: &pieces, at: 0, leaves: 0, notes };
    let root = parser.any(Field::Any);
    Parsed { root, notes: parser.notes }
}

/// A word or a phrase that must stand in a name: `actor:Lee`, `-source:"Coast Wire"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedTerm {
    /// [`Field::Actor`], [`Field::Topic`] or [`Field::Source`].
    pub field: Field,
    /// All of it as typed, with the field, what negates it, the marks of a phrase, and an AND beside it.
    pub whole: Span,
    /// The name alone.
    pub name: Span,
    /// Whether what has the name is left out.
    pub negated: bool,
}

/// The terms of a search that could as well be chosen values: those that all of it is joined to by AND.
pub fn named_terms(words: &str) -> Vec<NamedTerm> {
    let mut notes = Vec::new();
    let mut pieces = pieces(words, &mut notes);
    pair_parentheses(&mut pieces, &mut notes);
    settle(&mut pieces, &mut notes);
    let joins = |piece: &Piece| matches!(piece.kind, Kind::Or | Kind::Near(_) | Kind::Open);
    if pieces.iter().any(joins) {
        return Vec::new();
    }
    (0..pieces.len()).filter_map(|place| named_term(words, &pieces, place)).collect()
}

/// The term whose field stands at a place.
fn named_term(words: &str, pieces: &[Piece], place: usize) -> Option<NamedTerm> {
    let at = |place: Option<usize>| place.and_then(|place| pieces.get(place));
    let is =
        |piece: Option<&Piece>, kinds: &[Kind]| piece.filter(|piece| kinds.contains(&piece.kind)).copied();
    let (Some(Piece { kind: Kind::Field(field), span }), Some(name)) =
        (pieces.get(place), at(Some(place + 1)))
    else {
        return None;
    };
    let negations = [Kind::Minus, Kind::Not];
    let negation = is(at(place.checked_sub(1)), &negations);
    let first = place - usize::from(negation.is_some());
    let before = at(first.checked_sub(1));
    // Twice negated is hard to read for anyone; it stays as it is typed.
    let twice = negation.is_some() && is(before, &negations).is_some();
    if twice || !matches!(field, Field::Actor | Field::Topic | Field::Source) {
        return None;
    }
    let mut whole = Span { start: span.start, end: name.span.end + closing(words, name) };
    whole.start = negation.map_or(whole.start, |piece| piece.span.start);
    match (is(before, &[Kind::And]), is(at(Some(place + 2)), &[Kind::And])) {
        (Some(and), _) => whole.start = and.span.start,
        (None, Some(and)) => whole.end = and.span.end,
        (None, None) => {}
    }
    Some(NamedTerm { field: *field, whole, name: name.span, negated: negation.is_some() })
}

/// How many bytes the closing mark of a phrase has.
fn closing(words: &str, piece: &Piece) -> u32 {
    let behind = words.get(piece.span.end as usize..).and_then(|rest| rest.chars().next());
    let mark = behind.filter(|letter| piece.kind == Kind::Phrase(false) && is_quotation(*letter));
    mark.map_or(0, |mark| mark.len_utf8() as u32)
}

/// A piece of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Word,
    /// Whether its closing mark is missing.
    Phrase(bool),
    Open,
    Close,
    Minus,
    Not,
    And,
    Or,
    Near(u32),
    Field(Field),
    /// Nothing: left out.
    Gone,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    kind: Kind,
    /// Of a phrase without its marks.
    span: Span,
}

/// Cuts a search into pieces.
fn pieces(words: &str, notes: &mut Vec<Note>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let letter = rest.chars().next().unwrap_or(' ');
        let end = at + letter.len_utf8();
        let mut push = |kind: Kind, span: Span| pieces.push(Piece { kind, span });
        at = match letter {
            _ if letter.is_whitespace() => end,
            '(' | '（' => {
                push(Kind::Open, Span::new(at, end));
                end
            }
            ')' | '）' => {
                push(Kind::Close, Span::new(at, end));
                end
            }
            _ if is_quotation(letter) => {
                let inside = words.get(end..).unwrap_or("");
                let close = inside.char_indices().find(|(_, letter)| is_quotation(*letter));
                let (length, behind) = close.map_or((inside.len(), 0), |(at, mark)| (at, mark.len_utf8()));
                if close.is_none() {
                    notes.push(Note::OpenPhrase(Span::new(at, end)));
                }
                push(Kind::Phrase(close.is_none()), Span::new(end, end + length));
                end + length + behind
            }
            _ => at + push_chunk(rest, at, &mut pieces),
        };
    }
    pieces
}

/// A run without spaces, marks and parentheses: an operator, or a word with what stands before it. Returns its length.
fn push_chunk(rest: &str, at: usize, pieces: &mut Vec<Piece>) -> usize {
    let ends = |letter: char| letter.is_whitespace() || is_quotation(letter) || "()（）".contains(letter);
    let chunk = rest.split(ends).next().unwrap_or(rest);
    let mut push =
        |kind: Kind, from: usize, to: usize| pieces.push(Piece { kind, span: Span::new(at + from, at + to) });
    let operator = match chunk {
        "AND" => Some(Kind::And),
        "OR" => Some(Kind::Or),
        "NOT" => Some(Kind::Not),
        _ => near(chunk),
    };
    if let Some(kind) = operator {
        push(kind, 0, chunk.len());
        return chunk.len();
    }
    let mut from = 0;
    let first = chunk.chars().next().unwrap_or(' ');
    if is_minus(first) && !chunk.chars().nth(1).is_some_and(is_minus) {
        from = first.len_utf8();
        push(Kind::Minus, 0, from);
    }
    if let Some((field, end)) = field(chunk.get(from..).unwrap_or("")) {
        push(Kind::Field(field), from, from + end);
        from += end;
    }
    if from < chunk.len() {
        push(Kind::Word, from, chunk.len());
    }
    chunk.len()
}

/// `NEAR/5`.
fn near(chunk: &str) -> Option<Kind> {
    let digits = chunk.strip_prefix("NEAR/")?;
    let number: u32 = digits.parse().ok().filter(|_| digits.bytes().all(|digit| digit.is_ascii_digit()))?;
    Some(Kind::Near(number.min(LIMITS.near)))
}

/// A field at the start of a chunk, and the byte behind its colon.
fn field(chunk: &str) -> Option<(Field, usize)> {
    let (name, behind) = chunk.split_once([':', '：'])?;
    let (_, field) = FIELDS.iter().find(|(other, _)| other.eq_ignore_ascii_case(name))?;
    Some((*field, chunk.len() - behind.len()))
}

/// Whether a letter is a quotation mark.
pub(crate) fn is_quotation(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '「' | '」' | '『' | '』')
}

fn is_minus(letter: char) -> bool {
    matches!(letter, '-' | '−' | '－')
}

/// Leaves out parentheses without partner and those inside too many others.
fn pair_parentheses(pieces: &mut [Piece], notes: &mut Vec<Note>) {
    let mut open: Vec<usize> = Vec::new();
    let mut unpaired: Vec<usize> = Vec::new();
    let mut ignored = 0usize;
    for (place, piece) in pieces.iter().enumerate() {
        match piece.kind {
            Kind::Open if open.len() >= LIMITS.depth => {
                ignored += 1;
                unpaired.push(place);
            }
            Kind::Open => open.push(place),
            Kind::Close if ignored > 0 => {
                ignored -= 1;
                unpaired.push(place);
            }
            Kind::Close if open.pop().is_none() => unpaired.push(place),
            _ => {}
        }
    }
    for place in unpaired.iter().chain(&open) {
        let Some(piece) = pieces.get_mut(*place) else { continue };
        piece.kind = Kind::Gone;
        notes.push(Note::Parenthesis(piece.span));
    }
}

/// Takes operators and fields that stand where none can as words.
fn settle(pieces: &mut Vec<Piece>, notes: &mut Vec<Note>) {
    pieces.retain(|piece| piece.kind != Kind::Gone);
    for place in 0..pieces.len() {
        let before = place.checked_sub(1).and_then(|before| pieces.get(before)).map(|piece| piece.kind);
        let (this, next) = (pieces.get(place).copied(), pieces.get(place + 1).copied());
        let Some(this) = this else { return };
        let ended = matches!(before, Some(Kind::Word | Kind::Phrase(_) | Kind::Close));
        let begins = |kind: Kind| {
            matches!(
                kind,
                Kind::Word | Kind::Phrase(_) | Kind::Open | Kind::Minus | Kind::Not | Kind::Field(_)
            )
        };
        let begun = next.is_some_and(|next| begins(next.kind));
        let glued = next.is_some_and(|next| next.span.start <= this.span.end + mark(next.kind));
        let stands = match this.kind {
            Kind::And | Kind::Or | Kind::Near(_) => ended && begun,
            Kind::Not => begun,
            Kind::Minus => begun && glued,
            Kind::Field(_) => {
                glued
                    && next.is_some_and(|next| matches!(next.kind, Kind::Word | Kind::Phrase(_) | Kind::Open))
            }
            _ => true,
        };
        if stands {
            continue;
        }
        if let Some(piece) = pieces.get_mut(place) {
            piece.kind = Kind::Word;
        }
        // A dash between words is how people write; nothing of it is looked for.
        if this.kind != Kind::Minus {
            notes.push(Note::TakenAsWord(this.span));
        }
    }
}

/// How far before its words a piece may begin: marks have up to three bytes.
fn mark(kind: Kind) -> u32 {
    if matches!(kind, Kind::Phrase(_)) { 3 } else { 0 }
}

struct Parser<'w> {
    words: &'w str,
    pieces: &'w [Piece],
    at: usize,
    leaves: usize,
    notes: Vec<Note>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<Piece> {
        self.pieces.get(self.at).copied()
    }

    fn take(&mut self, kind: Kind) -> bool {
        let is = self.peek().is_some_and(|piece| piece.kind == kind);
        self.at += usize::from(is);
        is
    }

    /// Alternatives with OR between them.
    fn any(&mut self, field: Field) -> Option<Node> {
        let mut nodes: Vec<Node> = self.all(field).into_iter().collect();
        while self.take(Kind::Or) {
            nodes.extend(self.all(field));
        }
        joined(nodes, Node::Any)
    }

    /// What stands side by side, up to OR, a closing parenthesis or the end.
    fn all(&mut self, field: Field) -> Option<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        // The operand that a NEAR behind it counts from.
        let mut last: Option<Leaf> = None;
        while let Some(piece) = self.peek().filter(|piece| !matches!(piece.kind, Kind::Or | Kind::Close)) {
            if piece.kind == Kind::And {
                self.at += 1;
                continue;
            }
            let Kind::Near(words) = piece.kind else {
                let node = self.one(field);
                last = match &node {
                    Some(Node::Leaf(leaf)) => Some(leaf.clone()),
                    _ => None,
                };
                nodes.extend(node);
                continue;
            };
            self.at += 1;
            match (last.take(), self.one(field)) {
                (Some(one), Some(Node::Leaf(other))) if one.has_places() && other.has_places() => {
                    nodes.pop_if(|node| matches!(node, Node::Leaf(_)));
                    last = Some(other.clone());
                    nodes.push(Node::Near(Box::new([one, other]), words));
                }
                (_, other) => {
                    self.notes.push(Note::NearAsAnd(piece.span));
                    nodes.extend(other);
                }
            }
        }
        joined(nodes, Node::All)
    }

    /// A word, a phrase or parentheses, with what stands before it.
    fn one(&mut self, mut field: Field) -> Option<Node> {
        let mut negated = false;
        while let Some(piece) = self.peek() {
            match piece.kind {
                Kind::Minus | Kind::Not => negated = !negated,
                Kind::Field(named) => field = named,
                _ => break,
            }
            self.at += 1;
        }
        let piece = self.peek()?;
        self.at += 1;
        let node = match piece.kind {
            Kind::Word => self.leaf(piece.span, field, false, piece.span.end as usize == self.words.len()),
            Kind::Phrase(open) => self.leaf(piece.span, field, true, open),
            Kind::Open => {
                let inside = self.any(field);
                self.take(Kind::Close);
                inside
            }
            _ => None,
        }?;
        Some(if negated { Node::Not(Box::new(node)) } else { node })
    }

    fn leaf(&mut self, span: Span, field: Field, quoted: bool, open: bool) -> Option<Node> {
        let parts = parts(span.of(self.words), field, quoted, open);
        if parts.is_empty() {
            return None;
        }
        self.leaves += 1;
        if self.leaves > LIMITS.words {
            if self.leaves == LIMITS.words + 1 {
                self.notes.push(Note::CutOff(span));
            }
            return None;
        }
        Some(Node::Leaf(Leaf { field, parts, quoted, typed: span }))
    }
}

impl Leaf {
    /// Whether it is met at places of a text.
    pub fn has_places(&self) -> bool {
        matches!(self.field, Field::Any | Field::Headline | Field::Quote)
    }
}

/// Several nodes as one; a single one stands for itself.
fn joined(mut nodes: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Option<Node> {
    let last = nodes.pop()?;
    if nodes.is_empty() {
        return Some(last);
    }
    nodes.push(last);
    Some(join(nodes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &[(&str, &str, bool)]) {
        let found: Vec<(&str, &str, bool)> = named_terms(words)
            .into_iter()
            .map(|term| (term.whole.of(words), term.name.of(words), term.negated))
            .collect();
        assert_eq!(found, expected, "{words}");
    }

    #[test]
    fn terms_that_could_be_chosen_values() {
        check("actor:Moreau", &[("actor:Moreau", "Moreau", false)]);
        check("harbour topic:shipping fees", &[("topic:shipping", "shipping", false)]);
        check("-source:“Coast Wire” fees", &[("-source:“Coast Wire”", "Coast Wire", true)]);
        check("NOT actor:Moreau", &[("NOT actor:Moreau", "Moreau", true)]);
        check("NOT -actor:Moreau", &[]);
        check("actor:“Coast Gua", &[("actor:“Coast Gua", "Coast Gua", false)]);
        check("fees AND actor:Moreau soon", &[("AND actor:Moreau", "Moreau", false)]);
        check("actor:Moreau AND fees", &[("actor:Moreau AND", "Moreau", false)]);
        check("actor:Moreau OR fees", &[]);
        check("actor:(Moreau Chen)", &[]);
        check("headline:fees actor:", &[]);
        check("", &[]);
    }
}
