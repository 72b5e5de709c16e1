//! Invented articles and queries for tests: deterministic by seed, with records put together by hand and not by the
//! parser. Their words mean nothing; what matters is that every kind of value, date, span and gap occurs.

use dateline_corpus::search;
use dateline_corpus::{
    Builder, Choice, Clause, Corpus, DateClause, DateValue, Facet, Files, Query, Together, Unit, Unread,
    Value,
};
use dateline_knowledge::{Knowledge, KnownTopic};
use dateline_record::*;
use std::collections::BTreeMap;

/// A generator of numbers (splitmix64): tests must not depend on a library's random numbers.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % sides as u64) as usize
    }

    /// True in so many of a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    /// One of these.
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len())]
    }
}

/// A topic without rules.
pub fn topic(id: &str, name: &str, broader: Option<&str>, korean: &str) -> KnownTopic {
    KnownTopic {
        id: id.to_owned(),
        was: if id == "steel" { vec!["iron".to_owned()] } else { Vec::new() },
        name: name.to_owned(),
        broader: broader.map(str::to_owned),
        media_topic: None,
        labels: BTreeMap::from([("ko".to_owned(), vec![korean.to_owned()])]),
        rules: Vec::new(),
        source: vec!["own".to_owned()],
    }
}

/// Three topics below each other and one beside them, two states, two people and one organisation.
pub fn knowledge() -> Knowledge {
    let states = "[northland]\nname = \"Northland\"\nsource = [\"own\"]\n[southland]\nname = \"Southland\"\nsource = [\"own\"]\n";
    let people = "[ada-berg]\nname = \"Ada Berg\"\naliases = [\"A. Berg\"]\nwas = [\"berg-ada\"]\nof = \"northland\"\nsource = [\"own\"]\n\
                  [carl-dahl]\nname = \"Carl Dahl\"\nlabels = { ko = [\"카를 달\"] }\nof = \"southland\"\nsource = [\"own\"]\n";
    let bodies = "[river-board]\nname = \"River Board\"\nsource = [\"own\"]\n";
    let files = [("states.toml", states), ("people.toml", people), ("organisations.toml", bodies)];
    let mut knowledge = Knowledge::from_toml(&files).unwrap();
    knowledge.topics = vec![
        topic("security", "Security", None, "안보"),
        topic("steel", "Steel duties", Some("tariffs"), "철강"),
        topic("tariffs", "Tariffs", Some("trade"), "관세"),
        topic("trade", "Trade", None, "무역"),
    ];
    knowledge
}

const PLAIN: [&str; 12] = [
    "the",
    "river",
    "rivers",
    "levy",
    "grew",
    "Café",
    "quiet",
    "said",
    "U.S.",
    "28,500",
    "minister’s",
    "관세를",
];

/// Names of actors in a text: id in the record, name there, kind, and how the words name.
const ACTORS: [(&str, &str, ActorKind, How); 10] = [
    ("ada-berg", "Ada Berg", ActorKind::Person, How::Name),
    ("berg-ada", "Ada Berg", ActorKind::Person, How::Alias),
    ("carl-dahl", "Carl Dahl", ActorKind::Person, How::ShortName),
    ("jose-nunez", "José Núñez", ActorKind::Person, How::Name),
    ("jose-nunez", "JOSE NUNEZ", ActorKind::Person, How::Name),
    ("name-only:lee", "Lee", ActorKind::Person, How::ShortName),
    ("northland", "Northland", ActorKind::State, How::Name),
    ("southland", "Southland", ActorKind::State, How::Demonym),
    ("river-board", "River Board", ActorKind::Organisation, How::Name),
    ("ada-berg", "Ada Berg", ActorKind::Organisation, How::Name),
];

const TOPICS: [(&str, &str, Option<&str>); 5] = [
    ("trade", "Trade", None),
    ("tariffs", "Tariffs", Some("trade")),
    ("steel", "Steel duties", Some("tariffs")),
    ("security", "Security", None),
    ("gardens", "Gardens", None),
];

const SOURCES: [&str; 3] = ["Northern Wire", "The Southland Post", "Norddeich-Agentur"];

/// A day of 2024 to 2026.
fn day(dice: &mut Dice) -> Day {
    Day::from_number(19_723 + dice.roll(1096) as i32).unwrap()
}

/// A day, a month, a year, a stretch, or one with an open end.
fn interval(dice: &mut Dice) -> Interval {
    let first = day(dice);
    match dice.roll(8) {
        0..=3 => Interval::day(first),
        4 => Interval::month(first.month()),
        5 => Interval::closed(first, first.plus(dice.roll(200) as i32).unwrap()),
        6 => Interval::year(first.civil().0).unwrap(),
        _ if dice.percent(50) => Interval { earliest: Some(first), latest: None },
        _ => Interval { earliest: None, latest: Some(first) },
    }
}

/// A text being written together with its record.
struct Draft {
    text: String,
    article: Article,
}

impl Draft {
    fn word(&mut self, word: &str) -> Span {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(word);
        Span::new(start, self.text.len())
    }

    fn actor(&mut self, dice: &mut Dice) {
        let (id, name, kind, how) = dice.pick(&ACTORS);
        let mention = Mention {
            span: self.word(name),
            how,
            does: Some(dice.pick(&[Does::Speaks, Does::Acts, Does::SpokenOf])).filter(|_| dice.percent(50)),
        };
        let here = |actor: &&mut Actor| actor.id == id && actor.kind == kind;
        if let Some(actor) = self.article.actors.iter_mut().find(here) {
            actor.mentions.push(mention);
            return;
        }
        let (id, name) = (id.to_owned(), name.to_owned());
        let (roles, mentions) = (Vec::new(), vec![mention]);
        self.article.actors.push(Actor { id, name, kind, wikidata: None, of: None, roles, mentions });
    }

    fn topic(&mut self, dice: &mut Dice) {
        let (id, name, broader) = dice.pick(&TOPICS);
        let mention = TopicMention { span: self.word(name), rule: format!("{id}/words/1") };
        if let Some(topic) = self.article.topics.iter_mut().find(|topic| topic.id == id) {
            topic.mentions.push(mention);
            return;
        }
        let prominence = if dice.percent(60) { Prominence::Main } else { Prominence::Passing };
        let (id, name, broader) = (id.to_owned(), name.to_owned(), broader.map(str::to_owned));
        let (media_topic, score, mentions) = (None, 0.25, vec![mention]);
        self.article.topics.push(Topic { id, name, broader, media_topic, score, prominence, mentions });
    }

    fn date(&mut self, dice: &mut Dice) {
        let span = self.word("then");
        let Interval { earliest, latest } =
            if dice.percent(15) { Interval::default() } else { interval(dice) };
        self.article.dates.push(Mentioned {
            span,
            text: "then".to_owned(),
            kind: TimexType::Date,
            value: None,
            edtf: None,
            earliest,
            latest,
            sure: dice.percent(70),
            tense: Some(Tense::Past).filter(|_| dice.percent(50)),
            evidence: vec![Evidence {
                span: None,
                code: "invented".to_owned(),
                values: Map::from([("by".to_owned(), "dice".to_owned())]),
                because: "the dice say so".to_owned(),
            }],
        });
    }

    fn sentence(&mut self, kind: SentenceKind, dice: &mut Dice) {
        let start = self.text.len();
        for _ in 0..=dice.roll(7) {
            match dice.roll(12) {
                0 | 1 => self.actor(dice),
                2 => self.topic(dice),
                3 if dice.percent(60) => self.date(dice),
                _ => drop(self.word(dice.pick(&PLAIN))),
            }
        }
        let start = start + usize::from(self.text[start..].starts_with(' '));
        self.article.sentences.push(Sentence { kind, span: Span::new(start, self.text.len()) });
    }

    /// What someone says: the last sentence, or a piece from the one before it on.
    fn quote(&mut self, dice: &mut Dice) {
        let Some(last) = self.article.sentences.last().map(|sentence| sentence.span) else { return };
        let start = last.start.saturating_sub(dice.roll(30) as u32);
        let someone = |actors: &[Actor], dice: &mut Dice| {
            (!actors.is_empty()).then(|| actors[dice.roll(actors.len())].id.clone())
        };
        let speaker = someone(&self.article.actors, dice).filter(|_| dice.percent(70));
        let about = someone(&self.article.actors, dice).filter(|_| dice.percent(50));
        self.article.quotes.push(Quote {
            span: Span { start, end: last.end },
            kind: QuoteKind::Direct,
            speaker,
            speaker_text: None,
            about: about.into_iter().collect(),
            cue: None,
        });
    }

    fn block(&mut self, kind: BlockKind, sentence: SentenceKind, sentences: usize, dice: &mut Dice) {
        let start = self.text.len();
        for _ in 0..sentences {
            self.sentence(sentence, dice);
            if dice.percent(20) {
                self.quote(dice);
            }
        }
        self.article.blocks.push(Block { kind, span: Span::new(start, self.text.len()) });
        self.text.push('\n');
    }
}

fn published(dice: &mut Dice) -> Published {
    if dice.percent(15) {
        return Published::unknown();
    }
    let Interval { earliest, latest } = interval(dice);
    let (sure, basis) = (dice.percent(70), PublishedBasis::Inferred);
    Published { stated: None, edtf: None, earliest, latest, sure, basis, evidence: Vec::new() }
}

/// An article without anything in it.
pub fn bare(id: &str) -> Article {
    Article {
        schema: SCHEMA.to_owned(),
        id: id.to_owned(),
        source: format!("{id}.txt"),
        member: None,
        text_basis: TextBasis::File,
        text: None,
        extent: Span::new(0, 0),
        text_completeness: TextCompleteness::Full,
        headline: String::new(),
        headline_basis: HeadlineBasis::Lede,
        headline_span: None,
        key_points: Vec::new(),
        language: "und".to_owned(),
        provider: None,
        agency: None,
        url: None,
        metadata: Map::new(),
        dateline: None,
        date_published: Published::unknown(),
        credits: Vec::new(),
        blocks: Vec::new(),
        sentences: Vec::new(),
        actors: Vec::new(),
        relations: Vec::new(),
        places: Vec::new(),
        topics: Vec::new(),
        dates: Vec::new(),
        quotes: Vec::new(),
        warnings: Vec::new(),
    }
}

/// An article and its text.
pub fn article(number: usize, dice: &mut Dice) -> (Article, String) {
    let mut draft = Draft { text: String::new(), article: bare(&format!("invented-{number}")) };
    if dice.percent(40) {
        draft.block(BlockKind::Heading, SentenceKind::Heading, 1, dice);
    }
    if dice.percent(40) {
        draft.block(BlockKind::KeyPoint, SentenceKind::KeyPoint, 1, dice);
    }
    for _ in 0..dice.roll(4) {
        draft.block(BlockKind::Paragraph, SentenceKind::Body, 1 + dice.roll(3), dice);
    }
    draft.word("river boilerplate");
    let mut article = draft.article;
    article.extent = Span::new(0, draft.text.len());
    article.headline = format!("A levy on {}", dice.pick(&PLAIN));
    article.headline_span = Some(Span::new(0, 1)).filter(|_| dice.percent(50));
    article.provider = Some(organ(dice.pick(&SOURCES))).filter(|_| dice.percent(60));
    article.agency = Some(organ(dice.pick(&SOURCES))).filter(|_| dice.percent(40));
    article.date_published = published(dice);
    if dice.percent(30) {
        article.text_basis = TextBasis::Derived;
        article.text = Some(draft.text.clone());
    }
    (article, draft.text)
}

/// A copy of an article as another outlet prints it, on another day, with a sentence more at times; what was read of it differs a
/// little.
fn copy((article, text): &(Article, String), number: usize, dice: &mut Dice) -> (Article, String) {
    let mut draft = Draft { text: text.clone(), article: article.clone() };
    if dice.percent(40) {
        draft.text.push('\n');
        draft.block(BlockKind::Paragraph, SentenceKind::Body, 1, dice);
    }
    let mut article = draft.article;
    let drop_one = |length: usize, dice: &mut Dice| dice.roll(2 * length + 2);
    let one = drop_one(article.actors.len(), dice);
    (one < article.actors.len()).then(|| article.actors.remove(one));
    let one = drop_one(article.topics.len(), dice);
    (one < article.topics.len()).then(|| article.topics.remove(one));
    let one = drop_one(article.dates.len(), dice);
    (one < article.dates.len()).then(|| article.dates.remove(one));
    article.id = format!("invented-{number}");
    article.source = format!("{}.txt", article.id);
    article.extent = Span::new(0, draft.text.len());
    if dice.percent(60) {
        article.date_published = published(dice);
    }
    if dice.percent(50) {
        article.provider = Some(organ(dice.pick(&SOURCES)));
    }
    article.text = article.text.map(|_| draft.text.clone());
    (article, draft.text)
}

fn organ(name: &str) -> Organ {
    Organ { name: name.to_owned(), wikidata: None, span: None }
}

/// So many articles, some of which are copies of others.
pub fn articles(count: usize, dice: &mut Dice) -> Vec<(Article, String)> {
    let mut articles: Vec<(Article, String)> = Vec::new();
    for number in 0..count {
        let is_copy = number > 0 && dice.percent(30);
        let next = if is_copy {
            // Short texts are no copies, so the longest of a few.
            let from = (0..3).map(|_| dice.roll(number)).max_by_key(|place| articles[*place].1.len());
            copy(&articles[from.unwrap()], number, dice)
        } else {
            article(number, dice)
        };
        articles.push(next);
    }
    articles
}

fn builder<'k>(articles: &[(Article, String)], knowledge: &'k Knowledge) -> Builder<'k> {
    // Ranges of one group of terms, so that there are several.
    let mut builder = Builder::new(knowledge).with_ranges_for_tests(1);
    for (article, text) in articles {
        builder.add(article.clone(), Some(text));
    }
    builder
}

fn unread() -> Vec<Unread> {
    vec![Unread {
        source: "broken.csv".to_owned(),
        place: Some("row 3".to_owned()),
        expected: "4 fields".to_owned(),
        found: "5".to_owned(),
    }]
}

/// Their frozen bytes.
pub fn frozen(articles: &[(Article, String)], knowledge: &Knowledge) -> Vec<u8> {
    builder(articles, knowledge).finish(unread(), articles.len() as u32 + 1)
}

/// The same in files.
pub fn files(articles: &[(Article, String)], knowledge: &Knowledge) -> Files {
    builder(articles, knowledge).finish_files(unread(), articles.len() as u32 + 1)
}

/// The corpus of them.
pub fn corpus(articles: &[(Article, String)], knowledge: &Knowledge) -> Corpus {
    Corpus::open(frozen(articles, knowledge)).unwrap()
}

fn choice(dice: &mut Dice) -> Choice {
    if dice.percent(70) { Choice::Included } else { Choice::Excluded }
}

/// A clause over these ids, with unknown ones and "none" now and then.
fn clause(ids: &[String], dice: &mut Dice) -> Clause {
    let mut choices = Map::new();
    for _ in 0..=dice.roll(3) {
        let value = match dice.roll(12) {
            0 => Value::None,
            1 => Value::Id("nobody-knows".to_owned()),
            2 => Value::Id("iron".to_owned()),
            _ if ids.is_empty() => Value::None,
            _ => Value::Id(ids[dice.roll(ids.len())].clone()),
        };
        choices.insert(value, choice(dice));
    }
    Clause { all: dice.percent(40), choices }
}

fn date_clause(dice: &mut Dice, published: bool) -> DateClause {
    let mut choices = Map::new();
    for _ in 0..=dice.roll(3) {
        let first = day(dice);
        let value = match dice.roll(8) {
            0 => DateValue::Year(first.civil().0),
            1 | 2 => DateValue::Month(first.month()),
            3 | 4 => DateValue::Range(Some(first), first.plus(dice.roll(400) as i32)),
            5 => DateValue::Range(None, Some(first)),
            6 => DateValue::Range(Some(first), None),
            _ if published && dice.percent(50) => DateValue::LongerThanAMonth,
            _ => DateValue::None,
        };
        choices.insert(value, choice(dice));
    }
    DateClause { choices }
}

/// Words of a search: phrases of words as they stand folded, and whether the last of each may be unfinished.
pub type Words = Vec<Vec<(String, bool)>>;

/// Words of the texts as a reader would type them, folded as a reader would expect.
const TYPED: [(&str, &str); 9] = [
    ("river", "river"),
    ("Levy", "levy"),
    ("CAFÉ", "cafe"),
    ("cafe", "cafe"),
    ("us", "us"),
    ("28500", "28500"),
    ("minister", "minister"),
    ("berg", "berg"),
    ("nowhere", "nowhere"),
];

fn words(dice: &mut Dice) -> (String, Words) {
    let (mut typed, mut words) = (Vec::new(), Vec::new());
    for _ in 0..=dice.roll(2) {
        let length = if dice.percent(30) { 2 } else { 1 };
        let phrase: Vec<(&str, &str)> = (0..length).map(|_| dice.pick(&TYPED)).collect();
        let text: Vec<&str> = phrase.iter().map(|(typed, _)| *typed).collect();
        typed.push(if length == 1 { text.concat() } else { format!("“{}”", text.join(" ")) });
        words.push(phrase.iter().map(|(_, folded)| ((*folded).to_owned(), false)).collect());
    }
    if dice.percent(30) {
        typed.push("riv".to_owned());
        words.push(vec![("riv".to_owned(), true)]);
    } else if dice.percent(20) {
        typed.push("관세 ".to_owned());
        words.push(vec![("관세".to_owned(), true)]);
    } else {
        typed.push(String::new());
    }
    (typed.join(" "), words)
}

/// A query over a corpus, and its words.
pub fn query(corpus: &Corpus, dice: &mut Dice) -> (Query, Words) {
    let mut query = Query::default();
    for facet in Facet::ALL {
        if dice.percent(25) {
            let ids: Vec<String> = corpus.values(facet).iter().map(|value| value.id.clone()).collect();
            query.facets.insert(facet, clause(&ids, dice));
        }
    }
    let mut searched = Words::new();
    if dice.percent(30) {
        (query.words, searched) = words(dice);
        // The twin looks for words alone.
        query.reading = search::Options { edits: 0, equivalents: false };
    }
    if dice.percent(30) {
        query.published = date_clause(dice, true);
    }
    if dice.percent(25) {
        query.mentioned = date_clause(dice, false);
    }
    if dice.percent(40) {
        query.together = Together::Sentence;
    }
    if dice.percent(30) {
        query.unit = Unit::Articles;
    }
    (query, searched)
}
