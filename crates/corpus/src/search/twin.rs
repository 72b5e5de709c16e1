//! A second way to answer searches, over plain lists of tokens, and random searches over random articles on which both must
//! agree: which articles, which passages, what order, what marks.

use super::{Field, Frozen, Index, Names, Options, Said, Section, Unit, UnitKind, Value, Writer};
use crate::hits::Depth;
use crate::{Facet, Script, Token, analyse};
use dateline_record::Span;
use proptest::prelude::*;
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::{BTreeMap, BTreeSet};

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len())]
    }
}

struct Article {
    units: Vec<(UnitKind, Vec<Token>)>,
    texts: Vec<String>,
    /// Byte spans in the joined text, and the speaker's name.
    said: Vec<(Span, &'static str)>,
    starts: Vec<u32>,
    english: bool,
}

const WORDS: [&str; 26] = [
    "tariff",
    "tariffs",
    "tariffed",
    "hope",
    "hoping",
    "Hopes",
    "trade",
    "U.S.",
    "naïve",
    "the",
    "Kim",
    "Min-jae",
    "28,500",
    "관세를",
    "관세율을",
    "철강관세",
    "서울에서",
    "미",
    "미국의",
    "关税战",
    "关税",
    "税",
    "關稅，関税",
    "CCTV에서",
    "won’t",
    "steel",
];
const SPEAKERS: [&str; 4] = ["Kim Min-jae", "Hope Lee", "김민재", ""];

fn article(dice: &mut Dice) -> Article {
    let kinds = [UnitKind::Headline, UnitKind::KeyPoint, UnitKind::KeyPoint, UnitKind::Heading];
    let mut units: Vec<UnitKind> = kinds.into_iter().filter(|_| dice.roll(3) == 0).collect();
    units.extend(vec![UnitKind::Sentence; dice.roll(5)]);
    let (mut texts, mut starts, mut at) = (Vec::new(), Vec::new(), 0);
    for _ in &units {
        let words: Vec<&str> = (0..dice.roll(9)).map(|_| dice.pick(&WORDS)).collect();
        let text = words.join(dice.pick(&[" ", " ", ", "]));
        starts.push(at);
        at += text.len() as u32 + 1;
        texts.push(text);
    }
    let mut said: Vec<(Span, &str)> = Vec::new();
    for _ in 0..dice.roll(3) {
        let start = said.last().map_or(0, |(span, _)| span.end) + dice.roll(40) as u32;
        said.push((Span { start, end: start + dice.roll(60) as u32 }, dice.pick(&SPEAKERS)));
    }
    let units = units.iter().zip(&texts).map(|(kind, text)| (*kind, analyse(text))).collect();
    Article { units, texts, said, starts, english: dice.roll(2) == 0 }
}

fn frozen(articles: &[Article]) -> Frozen {
    let mut writer = Writer::default();
    for article in articles {
        let units = article.units.iter().zip(article.texts.iter().zip(&article.starts));
        let units: Vec<Unit> =
            units.map(|((kind, _), (text, at))| Unit { kind: *kind, text, at: Some(*at) }).collect();
        let names: Vec<[&str; 1]> = article.said.iter().map(|(_, name)| [*name]).collect();
        let said: Vec<Said> = article
            .said
            .iter()
            .zip(&names)
            .map(|((span, _), speaker)| Said { span: *span, speaker })
            .collect();
        writer.add(if article.english { "en" } else { "ko" }, &units, &said);
    }
    // Small ranges, so that there are many.
    writer.finish_in(100)
}

/// A search as the twin knows it, which writes itself down.
#[derive(Clone, Debug)]
enum Ask {
    All(Vec<Ask>),
    Any(Vec<Ask>),
    Not(Box<Ask>),
    Words(Field, bool, Vec<Wanted>),
    Near(Vec<Wanted>, Vec<Wanted>, u32),
    Named(Field, &'static str),
}

/// What a reader types for one word, and the tokens that are meant.
#[derive(Clone, Debug)]
struct Wanted {
    typed: &'static str,
    /// Each with how far it may be from the one before it in the same word.
    pieces: Vec<Piece>,
    hangul: bool,
}

#[derive(Clone, Debug)]
enum Piece {
    Word(&'static str),
    /// Being typed.
    Open(&'static str),
    Pair(&'static str),
    Single(&'static str),
    First(&'static str),
    Next(&'static str),
    Syllable(&'static str),
}

/// What is typed and what it means.
fn wanted(typed: &'static str) -> Wanted {
    use Piece::{First, Next, Pair, Single, Syllable, Word};
    let pieces = match typed {
        "TARIFF" => vec![Word("tariff")],
        "NAIVE" => vec![Word("naive")],
        "us" => vec![Word("us")],
        "Min-jae" => vec![Word("min"), Word("jae")],
        "28500" => vec![Word("28500")],
        "관세율을" => vec![First("관세"), Next("세율")],
        "관세가" | "관세" => vec![First("관세")],
        "서울은" => vec![First("서울")],
        "미" => vec![Syllable("미")],
        "关税战" => vec![Pair("关税"), Pair("税战")],
        "关税" => vec![Pair("关税")],
        "税" => vec![Single("税")],
        other => vec![Word(other)],
    };
    let hangul = pieces.iter().any(|piece| matches!(piece, First(_) | Syllable(_)));
    Wanted { typed, pieces, hangul }
}

const TYPED: [&str; 22] = [
    "tariff",
    "TARIFF",
    "hope",
    "hoping",
    "trade",
    "us",
    "NAIVE",
    "the",
    "kim",
    "Min-jae",
    "28500",
    "관세율을",
    "관세가",
    "관세",
    "서울은",
    "미",
    "关税战",
    "关税",
    "税",
    "tarrif",
    "nowhere",
    "won't",
];

fn leaf(dice: &mut Dice) -> Ask {
    let one = |dice: &mut Dice| wanted(dice.pick(&TYPED));
    match dice.roll(12) {
        0 => Ask::Words(Field::Headline, false, vec![one(dice)]),
        1 => {
            let word = one(dice);
            // In quotation marks a word is meant with all that is glued to it.
            let quoted = dice.roll(2) == 0 && !["관세율을", "관세가", "서울은"].contains(&word.typed);
            Ask::Words(Field::Quote, quoted, vec![word])
        }
        2 => Ask::Words(Field::Speaker, false, vec![wanted(dice.pick(&["kim", "hope", "Min-jae"]))]),
        3 => Ask::Named(
            dice.pick(&[Field::Actor, Field::Topic, Field::Source]),
            dice.pick(&["even", "third", "nobody"]),
        ),
        4 => Ask::Near(vec![one(dice)], vec![one(dice)], dice.roll(4) as u32),
        5 | 6 => {
            let length = 2 + dice.roll(2);
            // The last letter of a run without spaces stands between two runs, so phrases of them are tried with typed marks only.
            let words =
                (0..length).map(|_| dice.pick(&["tariff", "the", "kim", "trade", "관세", "서울", "steel"]));
            Ask::Words(Field::Any, true, words.map(wanted_quoted).collect())
        }
        _ => Ask::Words(Field::Any, false, vec![one(dice)]),
    }
}

fn wanted_quoted(typed: &'static str) -> Wanted {
    match typed {
        "서울" => Wanted { typed, pieces: vec![Piece::First("서울")], hangul: true },
        other => wanted(other),
    }
}

fn ask(dice: &mut Dice, depth: usize) -> Ask {
    match if depth == 0 { 9 } else { dice.roll(10) } {
        0..=2 => Ask::All((0..2 + dice.roll(2)).map(|_| ask(dice, depth - 1)).collect()),
        3 | 4 => Ask::Any((0..2 + dice.roll(2)).map(|_| ask(dice, depth - 1)).collect()),
        5 => Ask::Not(Box::new(ask(dice, depth - 1))),
        _ => leaf(dice),
    }
}

impl Ask {
    fn write(&self, dice: &mut Dice) -> String {
        let words = |words: &[Wanted]| words.iter().map(|word| word.typed).collect::<Vec<_>>().join(" ");
        match self {
            Ask::All(each) => {
                let joint = dice.pick(&[" ", " AND "]);
                each.iter().map(|one| format!("({})", one.write(dice))).collect::<Vec<_>>().join(joint)
            }
            Ask::Any(each) => each.iter().map(|one| one.write_inner(dice)).collect::<Vec<_>>().join(" OR "),
            Ask::Not(one) => format!("{}({})", dice.pick(&["NOT ", "-"]), one.write(dice)),
            Ask::Words(field, quoted, wanted) => {
                let (open, close) =
                    if *quoted { dice.pick(&[("\"", "\""), ("“", "”")]) } else { ("", "") };
                format!("{}{open}{}{close}", name(*field), words(wanted))
            }
            Ask::Near(one, other, between) => format!("{} NEAR/{between} {}", words(one), words(other)),
            Ask::Named(field, typed) => format!("{}{typed}", name(*field)),
        }
    }

    /// Without parentheses where OR binds weaker anyway.
    fn write_inner(&self, dice: &mut Dice) -> String {
        let text = self.write(dice);
        if matches!(self, Ask::Any(_)) { format!("({text})") } else { text }
    }
}

fn name(field: Field) -> &'static str {
    match field {
        Field::Any => "",
        Field::Headline => "headline:",
        Field::Quote => "QUOTE:",
        Field::Speaker => "speaker:",
        Field::Actor => "actor:",
        Field::Topic => "topic:",
        Field::Source => "source：",
    }
}

/// Every second and every third article and passage has a value.
struct Few {
    articles: u32,
    passages: u32,
}

impl Names for Few {
    fn named(&self, _: Field, words: &str) -> Vec<Value> {
        let step = match words {
            "even" => 2,
            "third" => 3,
            _ => return Vec::new(),
        };
        vec![Value { facet: Facet::Topic, id: step }]
    }

    fn equivalents(&self, word: &str) -> Vec<Value> {
        if word == "관세" { vec![Value { facet: Facet::Topic, id: 3 }] } else { Vec::new() }
    }

    fn articles(&self, value: Value) -> Vec<u32> {
        (0..self.articles).filter(|id| id % value.id == 0).collect()
    }

    fn passages(&self, value: Value) -> Vec<u32> {
        (0..self.passages).filter(|id| id % value.id == 0).collect()
    }
}

struct Twin<'a> {
    articles: &'a [Article],
    names: Few,
    stemmer: Option<Stemmer>,
    terms: BTreeSet<(String, bool)>,
}

/// Where a leaf is met in an article: unit, tokens of its pieces, weight.
type Match = (usize, Vec<usize>, u32);

impl Twin<'_> {
    fn new(articles: &[Article]) -> Twin<'_> {
        let sentences =
            |article: &Article| article.units.iter().filter(|(kind, _)| *kind == UnitKind::Sentence).count();
        let names = Few {
            articles: articles.len() as u32,
            passages: articles.iter().map(sentences).sum::<usize>() as u32,
        };
        let english = articles.iter().any(|article| article.english);
        let tokens = articles.iter().flat_map(|article| &article.units).flat_map(|(_, tokens)| tokens);
        let terms = tokens.map(|token| (token.text.clone(), token.script == Script::Spaced)).collect();
        Twin { articles, names, stemmer: english.then(|| Stemmer::create(Algorithm::English)), terms }
    }

    /// What a token counts as a piece of a search, in quarters.
    fn counts(&self, piece: &Piece, token: &Token, field: Field, quoted: bool) -> Option<u32> {
        let word = |text: &str, open: bool| {
            let spaced = token.script == Script::Spaced;
            let free = !quoted && field != Field::Speaker;
            if spaced && token.text == text {
                return Some(4);
            }
            if spaced && free && self.same_stem(text, &token.text) {
                return Some(3);
            }
            if spaced && open && token.text.starts_with(text) {
                return Some(2);
            }
            (spaced && free && self.near(text, open).contains(&token.text)).then_some(2)
        };
        let is = |text: &str, script: Script| token.text == text && token.script == script;
        match piece {
            Piece::Word(text) => word(text, false),
            Piece::Open(text) => word(text, true),
            Piece::Pair(text) => is(text, Script::Pair).then_some(4),
            Piece::Single(text) => (matches!(token.script, Script::Pair | Script::Last(_))
                && token.text.starts_with(text))
            .then_some(4),
            Piece::First(text) => {
                is(text, Script::Hangul(true)).then_some(4).or(is(text, Script::Hangul(false)).then_some(2))
            }
            Piece::Next(text) => is(text, Script::Hangul(false)).then_some(4),
            Piece::Syllable(text) => {
                (token.script == Script::Hangul(true) && token.text.starts_with(text)).then_some(4)
            }
        }
    }

    fn same_stem(&self, one: &str, other: &str) -> bool {
        let plain = |text: &str| text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_lowercase());
        self.stemmer.as_ref().is_some_and(|stemmer| {
            plain(one)
                && other.bytes().all(|byte| byte.is_ascii_lowercase())
                && stemmer.stem(one) == stemmer.stem(other)
        })
    }

    /// The nearest terms to a word that none meets.
    fn near(&self, word: &str, open: bool) -> BTreeSet<String> {
        let met = |(term, spaced): &(String, bool)| {
            *spaced && (term == word || self.same_stem(word, term) || (open && term.starts_with(word)))
        };
        let letters = word.chars().count();
        if self.terms.iter().any(met) || letters < 5 || !word.chars().all(char::is_alphabetic) {
            return BTreeSet::new();
        }
        let most = if letters > 5 { 2 } else { 1 };
        let at = |distance: usize| -> BTreeSet<String> {
            let terms = self.terms.iter().filter(|(_, spaced)| *spaced);
            terms.filter(|(term, _)| edits(word, term) == distance).map(|(term, _)| term.clone()).collect()
        };
        (1..=most).map(at).find(|terms| !terms.is_empty()).unwrap_or_default()
    }

    /// Every way in which words are met in an article.
    fn matches(&self, article: &Article, field: Field, quoted: bool, wanted: &[Wanted]) -> Vec<Match> {
        let mut pieces: Vec<(&Piece, usize, usize)> = Vec::new();
        let mut gap = (0, 0);
        for word in wanted {
            for (number, piece) in word.pieces.iter().enumerate() {
                let (least, most) = if number == 0 { gap } else { (1, 1) };
                pieces.push((piece, least, most));
            }
            gap = if word.hangul { (1, 4) } else { (1, 1) };
        }
        let mut found = Vec::new();
        for (unit, (kind, tokens)) in article.units.iter().enumerate() {
            if field == Field::Headline && *kind != UnitKind::Headline {
                continue;
            }
            let mut ways: Vec<(Vec<usize>, u32)> = vec![(Vec::new(), 4)];
            for (piece, least, most) in &pieces {
                let mut longer = Vec::new();
                for (way, weight) in &ways {
                    for (place, token) in tokens.iter().enumerate() {
                        let near =
                            way.last().is_none_or(|last| (last + least..=last + most).contains(&place));
                        let counts = self.counts(piece, token, field, quoted).filter(|_| near);
                        longer.extend(
                            counts.map(|counts| ([way.clone(), vec![place]].concat(), counts.min(*weight))),
                        );
                    }
                }
                ways = longer;
            }
            found.extend(ways.into_iter().map(|(way, weight)| (unit, way, weight)));
        }
        if field == Field::Quote {
            found.retain(|(unit, way, _)| article.is_said(*unit, way));
        }
        found
    }

    /// In which articles a leaf is met, with its score.
    fn leaf(
        &self,
        field: Field,
        quoted: bool,
        wanted: &[Wanted],
        near: Option<(&[Wanted], u32)>,
    ) -> BTreeMap<u32, f64> {
        let mut found = BTreeMap::new();
        let mut rarity = self.rarity(field, quoted, wanted);
        rarity += near.map_or(0.0, |(other, _)| self.rarity(field, false, other));
        for (id, article) in (0..).zip(self.articles) {
            let mut starts: BTreeMap<(usize, usize), u32> = BTreeMap::new();
            for (unit, way, weight) in self.met(article, field, quoted, wanted, near) {
                let best = starts.entry((unit, way[0])).or_default();
                *best = weight.max(*best);
            }
            let field_of = |unit: usize| match article.units[unit].0 {
                UnitKind::Headline => 3,
                UnitKind::KeyPoint => 2,
                UnitKind::Heading | UnitKind::Sentence => 1,
            };
            let weight: u32 = starts.iter().map(|((unit, _), weight)| weight * field_of(*unit)).sum();
            if weight > 0 {
                found.insert(id, rarity * self.share(f64::from(weight), article));
            }
        }
        found
    }

    fn met(
        &self,
        article: &Article,
        field: Field,
        quoted: bool,
        wanted: &[Wanted],
        near: Option<(&[Wanted], u32)>,
    ) -> Vec<Match> {
        let mut met = self.matches(article, field, quoted, wanted);
        if let Some((other, between)) = near {
            let others = self.matches(article, field, false, other);
            met.retain(|one| others.iter().any(|other| are_near(one, other, between)));
        }
        met
    }

    fn share(&self, weight: f64, article: &Article) -> f64 {
        let length =
            |article: &Article| article.units.iter().map(|(_, tokens)| tokens.len()).sum::<usize>() as f64;
        let all: f64 = self.articles.iter().map(length).sum();
        let mean = (all / self.articles.len() as f64).round().max(1.0);
        weight / (weight + 4.0 * 1.2 * (0.4 + 0.6 * length(article) / mean))
    }

    /// How rare all pieces together are: each as its most frequent term.
    fn rarity(&self, field: Field, quoted: bool, wanted: &[Wanted]) -> f64 {
        let articles = self.articles.len() as f64;
        let of = |piece: &Piece| {
            let mut holding: BTreeMap<(String, bool), BTreeSet<u32>> = BTreeMap::new();
            for (id, article) in (0..).zip(self.articles) {
                let tokens = article.units.iter().flat_map(|(_, tokens)| tokens);
                for token in tokens.filter(|token| self.counts(piece, token, field, quoted).is_some()) {
                    let first = token.script == Script::Hangul(true);
                    holding.entry((token.text.clone(), first)).or_default().insert(id);
                }
            }
            let most = holding.values().map(BTreeSet::len).max().unwrap_or(0) as f64;
            (1.0 + (articles - most + 0.5) / (most + 0.5)).ln()
        };
        wanted.iter().flat_map(|word| &word.pieces).map(of).sum()
    }

    /// The articles that meet a search, with scores.
    fn articles(&self, ask: &Ask) -> BTreeMap<u32, f64> {
        let all = || (0..self.articles.len() as u32).map(|id| (id, 0.0));
        match ask {
            Ask::All(each) => {
                let each: Vec<_> = each.iter().map(|one| self.articles(one)).collect();
                let sum = |(id, _)| Some((id, each.iter().map(|one| one.get(&id)).sum::<Option<f64>>()?));
                all().filter_map(sum).collect()
            }
            Ask::Any(each) => {
                let mut any = BTreeMap::new();
                each.iter()
                    .flat_map(|one| self.articles(one))
                    .for_each(|(id, score)| *any.entry(id).or_default() += score);
                any
            }
            Ask::Not(one) => {
                let out = self.articles(one);
                all().filter(|(id, _)| !out.contains_key(id)).collect()
            }
            Ask::Words(Field::Speaker, _, wanted) => self.speakers(wanted),
            Ask::Words(field, quoted, wanted) => {
                let mut found = self.leaf(*field, *quoted, wanted, None);
                if *field == Field::Any && wanted.len() == 1 && wanted[0].typed == "관세" {
                    let also = self.names.articles(Value { facet: Facet::Topic, id: 3 });
                    let score = self.value_score(also.len());
                    for id in also {
                        *found.entry(id).or_default() += score;
                    }
                }
                found
            }
            Ask::Near(one, other, between) => self.leaf(Field::Any, false, one, Some((other, *between))),
            Ask::Named(field, typed) => {
                let values = self.names.named(*field, typed);
                let ids: Vec<u32> = values.into_iter().flat_map(|value| self.names.articles(value)).collect();
                let score = self.value_score(ids.len());
                ids.into_iter().map(|id| (id, score)).collect()
            }
        }
    }

    fn value_score(&self, holding: usize) -> f64 {
        let (holding, articles) = (holding as f64, self.articles.len() as f64);
        0.25 * (1.0 + (articles - holding + 0.5) / (holding + 0.5)).ln()
    }

    /// Articles in which someone speaks whose name holds all the words. Their order is not worked out here.
    fn speakers(&self, wanted: &[Wanted]) -> BTreeMap<u32, f64> {
        let speaks = |article: &Article| {
            article.said.iter().any(|(span, name)| {
                let names: Vec<String> = analyse(name).into_iter().map(|token| token.text).collect();
                let words = wanted.iter().flat_map(|word| &word.pieces);
                let mut held = words
                    .map(|piece| matches!(piece, Piece::Word(word) if names.iter().any(|name| name == word)));
                article.holds_words(*span) && held.all(|held| held)
            })
        };
        (0..)
            .zip(self.articles)
            .filter(|(_, article)| speaks(article))
            .map(|(id, _)| (id, f64::NAN))
            .collect()
    }

    /// The passages that meet a search by themselves.
    fn passages(&self, ask: &Ask) -> BTreeSet<u32> {
        match ask {
            Ask::All(each) => each
                .iter()
                .map(|one| self.passages(one))
                .reduce(|one, other| &one & &other)
                .unwrap_or_default(),
            Ask::Any(each) => each.iter().flat_map(|one| self.passages(one)).collect(),
            Ask::Not(_) => {
                let articles = self.articles(ask);
                self.numbered()
                    .filter(|(_, id, _)| articles.contains_key(id))
                    .map(|(passage, _, _)| passage)
                    .collect()
            }
            Ask::Words(field, quoted, wanted) => {
                let mut met = self.met_passages(*field, *quoted, wanted, None);
                if *field == Field::Any && wanted.len() == 1 && wanted[0].typed == "관세" {
                    met.extend(self.names.passages(Value { facet: Facet::Topic, id: 3 }));
                }
                met
            }
            Ask::Near(one, other, between) => {
                self.met_passages(Field::Any, false, one, Some((other, *between)))
            }
            Ask::Named(field, typed) => self
                .names
                .named(*field, typed)
                .into_iter()
                .flat_map(|value| self.names.passages(value))
                .collect(),
        }
    }

    fn met_passages(
        &self,
        field: Field,
        quoted: bool,
        wanted: &[Wanted],
        near: Option<(&[Wanted], u32)>,
    ) -> BTreeSet<u32> {
        let here = |(passage, id, unit): (u32, u32, usize)| {
            let met = self.met(&self.articles[id as usize], field, quoted, wanted, near);
            met.iter().any(|(other, _, _)| *other == unit).then_some(passage)
        };
        self.numbered().filter_map(here).collect()
    }

    /// Every passage with its article and the number of its unit.
    fn numbered(&self) -> impl Iterator<Item = (u32, u32, usize)> {
        let units = (0u32..).zip(self.articles).flat_map(|(id, article)| {
            let sentence = |(_, (kind, _)): &(usize, &(UnitKind, Vec<Token>))| *kind == UnitKind::Sentence;
            article
                .units
                .iter()
                .enumerate()
                .filter(sentence)
                .map(move |(unit, _)| (id, unit))
                .collect::<Vec<_>>()
        });
        (0u32..).zip(units).map(|(passage, (id, unit))| (passage, id, unit))
    }

    /// Where an article's unit is met by what the search looks for: tokens, each once.
    fn marked(&self, ask: &Ask, article: &Article, unit: usize) -> BTreeSet<usize> {
        // Of several ways from one token on, the nearest is marked; ways come in that order.
        let tokens = |met: Vec<Match>| {
            let mut begun = BTreeSet::new();
            let here = met.into_iter().filter(|(other, way, _)| *other == unit && begun.insert(way[0]));
            here.flat_map(|(_, way, _)| way).collect()
        };
        match ask {
            Ask::All(each) | Ask::Any(each) => {
                each.iter().flat_map(|one| self.marked(one, article, unit)).collect()
            }
            Ask::Not(_) | Ask::Named(..) | Ask::Words(Field::Speaker, ..) => BTreeSet::new(),
            Ask::Words(field, quoted, wanted) => tokens(self.matches(article, *field, *quoted, wanted)),
            Ask::Near(one, other, between) => {
                let ones: BTreeSet<usize> =
                    tokens(self.met(article, Field::Any, false, one, Some((other, *between))));
                let others: BTreeSet<usize> =
                    tokens(self.met(article, Field::Any, false, other, Some((one, *between))));
                &ones | &others
            }
        }
    }

    fn has_speaker(ask: &Ask) -> bool {
        match ask {
            Ask::All(each) | Ask::Any(each) => each.iter().any(Self::has_speaker),
            Ask::Not(one) => Self::has_speaker(one),
            Ask::Words(field, ..) => *field == Field::Speaker,
            Ask::Near(..) | Ask::Named(..) => false,
        }
    }
}

impl Article {
    /// Whether one thing that is said holds all these tokens.
    fn is_said(&self, unit: usize, tokens: &[usize]) -> bool {
        let place = |token: &usize| {
            let span = self.units[unit].1[*token].span;
            Span { start: span.start + self.starts[unit], end: span.end + self.starts[unit] }
        };
        self.said.iter().any(|(said, _)| tokens.iter().map(place).all(|span| said.contains(span)))
    }

    fn holds_words(&self, said: Span) -> bool {
        let mut places = (0..self.units.len())
            .flat_map(|unit| self.units[unit].1.iter().map(move |token| (unit, token.span)));
        places.any(|(unit, span)| {
            said.contains(Span { start: span.start + self.starts[unit], end: span.end + self.starts[unit] })
        })
    }
}

fn are_near(one: &Match, other: &Match, between: u32) -> bool {
    let ends = |one: &Match| (one.1[0], one.1[one.1.len() - 1]);
    let ((first, last), (other_first, other_last)) = (ends(one), ends(other));
    let near = |end: usize, start: usize| end < start && start - end - 1 <= between as usize;
    one.0 == other.0 && (near(last, other_first) || near(other_last, first))
}

fn edits(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut table = vec![vec![0usize; other.len() + 1]; one.len() + 1];
    for row in 0..=one.len() {
        for column in 0..=other.len() {
            table[row][column] = if row == 0 || column == 0 {
                row + column
            } else {
                let exchanged = table[row - 1][column - 1] + usize::from(one[row - 1] != other[column - 1]);
                exchanged.min(table[row - 1][column] + 1).min(table[row][column - 1] + 1)
            };
        }
    }
    table[one.len()][other.len()]
}

fn check(seed: u64, searches: usize) {
    let mut dice = Dice(seed);
    let articles: Vec<Article> = (0..=dice.roll(40)).map(|_| article(&mut dice)).collect();
    let frozen = frozen(&articles);
    let (section, index) = (frozen.section(), Index::open(&frozen.words).unwrap());
    let twin = Twin::new(&articles);
    for _ in 0..searches {
        let mut asked = ask(&mut dice, 2);
        let mut text = asked.write(&mut dice) + " ";
        if dice.roll(4) == 0 {
            let typed = dice.pick(&["tar", "hop", "t", "tarrif"]);
            let open = Wanted { typed, pieces: vec![Piece::Open(typed)], hangul: false };
            text = format!("({text}) {typed}");
            asked = Ask::All(vec![asked, Ask::Words(Field::Any, false, vec![open])]);
        }
        let search = index.prepare(&section, &text, Options::default(), &twin.names);
        let hits = index.hits(&section, &search, Depth::Passages, &twin.names).unwrap();
        check_ranges(&index, &section, &search, &hits, &twin.names, &text);
        let expected = twin.articles(&asked);
        let found: Vec<u32> = hits.articles.members().collect();
        let context = format!("{text:?}, seed {seed}");
        assert_eq!(found, expected.keys().copied().collect::<Vec<_>>(), "articles of {context}");
        assert_eq!(
            hits.scores.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
            found,
            "scored articles of {context}"
        );
        for (id, score) in &hits.scores {
            let recency = 1.0 + 0.1 * f64::from(articles.len() as u32 - id) / articles.len() as f64;
            let (score, expected) = (f64::from(f32::from_bits(*score)), expected[id] * recency);
            let close = (score - expected).abs() <= 1e-4 * (1.0 + expected);
            assert!(close || Twin::has_speaker(&asked), "score {score} of {id}, not {expected}: {context}");
        }
        let passages: Vec<u32> = hits.passages.members().collect();
        if !Twin::has_speaker(&asked) {
            let within = |passage: &u32| {
                twin.numbered().any(|(other, id, _)| other == *passage && expected.contains_key(&id))
            };
            let expected: Vec<u32> = twin.passages(&asked).into_iter().filter(within).collect();
            let found: Vec<u32> = passages.into_iter().filter(within).collect();
            assert_eq!(found, expected, "passages of {context}");
            check_marks(&twin, &search, &asked, &context);
        }
    }
}

/// With the ranges alone that a search names the answer is the same.
fn check_ranges(
    index: &Index,
    section: &Section,
    search: &super::Prepared,
    hits: &crate::hits::WordHits,
    names: &Few,
    context: &str,
) {
    let asked = search.ranges();
    let mut few = section.clone();
    for (range, postings) in few.postings.iter_mut().enumerate() {
        if !asked.contains(&(range as u32)) {
            *postings = &[];
        }
    }
    let again = index.hits(&few, search, Depth::Passages, names).unwrap();
    assert_eq!(again.scores, hits.scores, "ranges {asked:?} of {context}");
    assert_eq!(again.passages, hits.passages, "ranges {asked:?} of {context}");
}

fn check_marks(twin: &Twin, search: &super::Prepared, asked: &Ask, context: &str) {
    for article in twin.articles.iter().take(6) {
        for (unit, (kind, tokens)) in article.units.iter().enumerate() {
            let start = article.starts[unit];
            let said = |span: Span| {
                let moved = Span { start: span.start + start, end: span.end + start };
                article.said.iter().any(|(said, _)| said.contains(moved))
            };
            let text = &article.texts[unit];
            let marks = search.marks(text, *kind, &said);
            let marked: BTreeSet<u32> = marks.iter().flat_map(|(span, _)| span.start..span.end).collect();
            let expected = twin.marked(asked, article, unit);
            let inside =
                |token: &Token| (token.span.start..token.span.end).all(|byte| marked.contains(&byte));
            let letters: BTreeSet<u32> = expected
                .iter()
                .flat_map(|token| tokens[*token].span.start..tokens[*token].span.end)
                .collect();
            assert!(
                expected.iter().all(|token| inside(&tokens[*token])),
                "marks {marks:?} in {text:?}: {context}"
            );
            let stray = marked
                .difference(&letters)
                .find(|byte| tokens.iter().any(|token| (token.span.start..token.span.end).contains(byte)));
            assert_eq!(stray, None, "marks {marks:?} in {text:?}: {context}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]
    #[test]
    fn as_the_naive_twin(seed: u64) {
        check(seed, 12);
    }

    #[test]
    fn damaged_sections_are_no_panic(seed: u64, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5)) {
        let mut dice = Dice(seed);
        let articles: Vec<Article> = (0..=dice.roll(40)).map(|_| article(&mut dice)).collect();
        let mut frozen = frozen(&articles);
        for (at, byte) in changes {
            // Half of the changes in the words, half in the posting lists.
            let range = at.index(2 * frozen.postings.len());
            let bytes = frozen.postings.get_mut(range).unwrap_or(&mut frozen.words);
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let Some(index) = Index::open(&frozen.words) else { return Ok(()) };
        let section = frozen.section();
        let names = Few { articles: index.articles(), passages: index.passages() };
        for _ in 0..8 {
            let text = ask(&mut dice, 2).write(&mut dice);
            let search = index.prepare(&section, &text, Options::default(), &names);
            index.hits(&section, &search, Depth::Passages, &names);
        }
    }

    #[test]
    fn any_text_is_a_search(text in "(\\PC|[a-c\"“()-]| OR | AND |NOT |NEAR/2|quote:|관세|税){0,60}") {
        let mut dice = Dice(7);
        let articles: Vec<Article> = (0..30).map(|_| article(&mut dice)).collect();
        let frozen = frozen(&articles);
        let (section, index) = (frozen.section(), Index::open(&frozen.words).unwrap());
        let search = index.prepare(&section, &text, Options::default(), &());
        index.hits(&section, &search, Depth::Passages, &());
        for mark in search.marks(&text, UnitKind::Sentence, &|_| true) {
            prop_assert!(text.get(mark.0.range()).is_some_and(|marked| !marked.is_empty()));
        }
    }
}

#[test]
fn as_the_naive_twin_ten_thousand_times() {
    let queries: u64 =
        std::env::var("DATELINE_QUERIES").ok().and_then(|text| text.parse().ok()).unwrap_or(150);
    (0..queries / 50).for_each(|seed| check(seed, 50));
}

#[test]
fn the_same_articles_give_the_same_bytes() {
    let articles =
        |seed: u64| (0..40).map(|_| 0).scan(Dice(seed), |dice, _| Some(article(dice))).collect::<Vec<_>>();
    assert_eq!(frozen(&articles(3)), frozen(&articles(3)));
}
