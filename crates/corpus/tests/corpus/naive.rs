//! The answer to a query worked out from the records themselves, by plain loops over sets, as a reader with much time
//! would. It shares nothing with the corpus but the types of query and outcome.

use dateline_corpus::*;
use dateline_knowledge::{Knowledge, KnownActor};
use dateline_record::{Article, Day, Interval, Month, SentenceKind, Span};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What an article says, as sets.
pub struct Story {
    pub id: String,
    values: BTreeMap<Facet, BTreeSet<String>>,
    sentences: Vec<Said>,
    /// Words of all that is searched, each list a stretch in which a phrase may lie.
    searched: Vec<Vec<String>>,
    /// Whether the last of them is a headline that does not stand in the text.
    headline_apart: bool,
    dates: BTreeSet<Dates>,
    published: Dates,
}

/// What a body sentence says.
struct Said {
    values: BTreeMap<Facet, BTreeSet<String>>,
    words: Vec<String>,
    dates: BTreeSet<Dates>,
}

/// First day, last day, and whether the date is all of it.
type Dates = (Option<Day>, Option<Day>, bool);

/// Whether an interval lies inside periods, and whether it has a day in common with them.
type Lies = (bool, bool);

/// Phrases of folded words; whether the last of each may be unfinished.
type Words = Vec<Vec<(String, bool)>>;

/// Letters without accents, small.
fn plain(text: &str) -> String {
    text.nfd().filter(|letter| !is_combining_mark(*letter)).nfc().collect::<String>().to_lowercase()
}

/// Words as the invented texts need them: possessives off, points out of initials and numbers.
fn words_of(text: &str) -> Vec<String> {
    let text = plain(text).replace("’s", "").replace("u.s.", "us").replace("28,500", "28500");
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The stories of these articles, newest first.
pub fn stories(articles: &[(Article, String)], knowledge: &Knowledge) -> Vec<Story> {
    let mut stories: Vec<Story> =
        articles.iter().map(|(article, text)| story(article, text, knowledge)).collect();
    stories.sort_by(|one, other| {
        let day = |story: &Story| story.published.1.or(story.published.0);
        day(other).cmp(&day(one)).then(one.id.cmp(&other.id))
    });
    stories
}

fn story(article: &Article, text: &str, knowledge: &Knowledge) -> Story {
    let whole = Span::new(0, text.len().max(1));
    let mut searched: Vec<Vec<String>> =
        article.sentences.iter().map(|sentence| words_of(sentence.span.of(text))).collect();
    if article.headline_span.is_none() {
        searched.push(words_of(&article.headline));
    }
    let bodies = article.sentences.iter().filter(|sentence| sentence.kind == SentenceKind::Body);
    let said = |span: Span| Said {
        values: values(article, span, knowledge),
        words: words_of(span.of(text)),
        dates: dates(article, span),
    };
    let mut of_article = values(article, whole, knowledge);
    let organ = article.provider.as_ref().or(article.agency.as_ref());
    of_article.entry(Facet::Source).or_default().extend(organ.map(|organ| organ.name.clone()));
    Story {
        id: article.id.clone(),
        values: of_article,
        sentences: bodies.map(|sentence| said(sentence.span)).collect(),
        searched,
        headline_apart: article.headline_span.is_none(),
        dates: dates(article, whole),
        published: (
            article.date_published.earliest,
            article.date_published.latest,
            article.date_published.sure,
        ),
    }
}

fn dates(article: &Article, span: Span) -> BTreeSet<Dates> {
    let inside = article.dates.iter().filter(|date| span.contains(date.span));
    inside
        .map(|date| (date.earliest, date.latest, date.sure))
        .filter(|date| date.0.is_some() || date.1.is_some())
        .collect()
}

/// Values with a mention inside a span.
fn values(article: &Article, span: Span, knowledge: &Knowledge) -> BTreeMap<Facet, BTreeSet<String>> {
    let mut values: BTreeMap<Facet, BTreeSet<String>> = BTreeMap::new();
    for actor in &article.actors {
        if actor.mentions.iter().any(|mention| span.contains(mention.span)) {
            let facet = match actor.kind {
                dateline_record::ActorKind::Person => Facet::Person,
                dateline_record::ActorKind::State => Facet::State,
                dateline_record::ActorKind::Organisation => Facet::Organisation,
            };
            values.entry(facet).or_default().insert(identity(article, actor, knowledge));
        }
    }
    for topic in &article.topics {
        if topic.mentions.iter().any(|mention| span.contains(mention.span)) {
            let known = |id: &str| {
                knowledge.topics.iter().find(|known| known.id == id || known.was.contains(&id.to_owned()))
            };
            let mut next = Some(topic.id.clone());
            while let Some(id) = next {
                let known = known(&id);
                next = known.and_then(|known| known.broader.clone());
                values.entry(Facet::Topic).or_default().insert(known.map_or(id, |known| known.id.clone()));
            }
        }
    }
    values
}

fn identity(article: &Article, actor: &dateline_record::Actor, knowledge: &Knowledge) -> String {
    let is = |known: &&KnownActor| {
        known.kind == actor.kind && (known.id == actor.id || known.was.contains(&actor.id))
    };
    let known = knowledge.actors.iter().find(is).map(|known| known.id.clone());
    let short = actor.id.starts_with("name-only:").then(|| format!("{}@{}", actor.id, article.id));
    known.or(short).unwrap_or_else(|| actor.id.clone())
}

/// Days as numbers, so far beyond all invented ones on both sides that an open end reaches there.
fn days(interval: Interval) -> std::ops::RangeInclusive<i32> {
    let first = interval.earliest.map_or(18_000, Day::number);
    first..=interval.latest.map_or(22_000, Day::number)
}

/// All days of the chosen periods.
fn chosen_days(clause: &DateClause, choice: Choice) -> BTreeSet<i32> {
    let chosen = clause.choices.iter().filter(|(_, other)| **other == choice);
    chosen.filter_map(|(value, _)| value.interval()).flat_map(days).collect()
}

/// A query with its periods as sets of days, and what it says of each interval remembered.
pub struct Asked<'q> {
    query: &'q Query,
    words: &'q Words,
    /// The chosen ids (former ones as current ones), and whether "none" is chosen.
    chosen: BTreeMap<(Facet, Choice), (BTreeSet<String>, bool)>,
    /// The clauses that there are.
    keys: Vec<ClauseKey>,
    periods: BTreeMap<(bool, Choice), BTreeSet<i32>>,
    lies: RefCell<BTreeMap<(bool, Choice, Dates), Lies>>,
}

const IN: Choice = Choice::Included;
const OUT: Choice = Choice::Excluded;

fn keys(query: &Query, words: &Words) -> Vec<ClauseKey> {
    let mut keys = BTreeSet::new();
    for (facet, clause) in &query.facets {
        keys.extend(clause.choices.values().map(|choice| ClauseKey::Facet(*facet, *choice)));
    }
    if !words.is_empty() {
        keys.insert(ClauseKey::Words);
    }
    keys.extend(query.published.choices.values().map(|choice| ClauseKey::Published(*choice)));
    keys.extend(query.mentioned.choices.values().map(|choice| ClauseKey::Mentioned(*choice)));
    keys.into_iter().collect()
}

fn chosen_ids(
    query: &Query,
    facet: Facet,
    choice: Choice,
    current: &dyn Fn(&String) -> String,
) -> (BTreeSet<String>, bool) {
    let clause = query.facets.get(&facet).cloned().unwrap_or_default();
    let chosen = || clause.choices.iter().filter(|(_, other)| **other == choice).map(|(value, _)| value);
    let ids = chosen().filter_map(|value| match value {
        Value::Id(id) => Some(current(id)),
        Value::None => None,
    });
    (ids.collect(), chosen().any(|value| *value == Value::None))
}

impl<'q> Asked<'q> {
    pub fn new(query: &'q Query, words: &'q Words, knowledge: &Knowledge) -> Self {
        let clocks = [(true, &query.published), (false, &query.mentioned)];
        let periods = clocks.iter().flat_map(|(published, clause)| {
            [IN, OUT].map(|choice| ((*published, choice), chosen_days(clause, choice)))
        });
        let topics = knowledge.topics.iter().map(|known| (&known.id, &known.was));
        let known: Vec<_> =
            topics.chain(knowledge.actors.iter().map(|known| (&known.id, &known.was))).collect();
        let current =
            |id: &String| known.iter().find(|(_, was)| was.contains(id)).map_or(id, |(id, _)| id).clone();
        let both = |facet: Facet| {
            [IN, OUT].map(|choice| ((facet, choice), chosen_ids(query, facet, choice, &current)))
        };
        let chosen = Facet::ALL.into_iter().flat_map(both).collect();
        let keys = keys(query, words);
        Self { query, words, chosen, keys, periods: periods.collect(), lies: RefCell::default() }
    }

    /// Whether an interval lies inside the chosen periods, and whether it has a day in common with them.
    fn lies(&self, published: bool, choice: Choice, dates: Dates) -> (bool, bool) {
        *self.lies.borrow_mut().entry((published, choice, dates)).or_insert_with(|| {
            let chosen = &self.periods[&(published, choice)];
            let mut own = days(Interval { earliest: dates.0, latest: dates.1 });
            (own.clone().all(|day| chosen.contains(&day)), own.any(|day| chosen.contains(&day)))
        })
    }

    fn ids(&self, facet: Facet, choice: Choice) -> &(BTreeSet<String>, bool) {
        &self.chosen[&(facet, choice)]
    }

    fn keys(&self) -> Vec<ClauseKey> {
        self.keys.clone()
    }

    /// Whether an article meets a clause.
    fn meets(&self, story: &Story, key: ClauseKey) -> bool {
        let has = |value: DateValue, choice: Choice, clause: &DateClause| {
            clause.choices.get(&value) == Some(&choice)
        };
        match key {
            ClauseKey::Facet(facet, IN) => self.has_included(facet, story.values.get(&facet), story),
            ClauseKey::Facet(facet, OUT) => {
                let (ids, none) = self.ids(facet, OUT);
                let own = story.values.get(&facet).filter(|own| !own.is_empty());
                own.map_or(!none, |own| own.is_disjoint(ids))
            }
            ClauseKey::Words => {
                self.words.iter().all(|phrase| story.searched.iter().any(|words| holds(words, phrase)))
            }
            ClauseKey::Published(choice) => {
                let clause = &self.query.published;
                let bucket = has(DateValue::None, choice, clause);
                let (first, last, _) = story.published;
                let long = first.zip(last).is_none_or(|(first, last)| last.number() - first.number() >= 31);
                let undated = first.is_none() && last.is_none();
                let longer = has(DateValue::LongerThanAMonth, choice, clause) && long && !undated;
                let (inside, overlap) = self.lies(true, choice, story.published);
                match choice {
                    IN if undated => bucket || !self.periods[&(true, IN)].is_empty(),
                    IN => overlap || longer,
                    OUT if undated => !bucket,
                    OUT => !inside && !longer,
                }
            }
            ClauseKey::Mentioned(choice) => {
                let bucket = has(DateValue::None, choice, &self.query.mentioned) && story.dates.is_empty();
                let mut lies = story.dates.iter().map(|dates| self.lies(false, choice, *dates));
                if choice == IN {
                    bucket || lies.any(|lies| lies.1)
                } else {
                    !bucket && !lies.any(|lies| lies.0)
                }
            }
            ClauseKey::Together => true,
        }
    }

    fn has_included(&self, facet: Facet, own: Option<&BTreeSet<String>>, story: &Story) -> bool {
        let (ids, none) = self.ids(facet, IN);
        let empty = BTreeSet::new();
        let own = own.unwrap_or(&empty);
        let none_met = *none && story.values.get(&facet).is_none_or(BTreeSet::is_empty);
        if self.query.facets.get(&facet).is_some_and(|clause| clause.all) {
            ids.is_subset(own) && (!none || none_met)
        } else {
            !ids.is_disjoint(own) || none_met
        }
    }

    /// Whether a clause must hold in the sentence itself.
    fn is_of_sentences(&self, key: ClauseKey) -> bool {
        match key {
            ClauseKey::Facet(facet, IN) => facet != Facet::Source && !self.ids(facet, IN).0.is_empty(),
            ClauseKey::Words => true,
            ClauseKey::Mentioned(IN) => !self.periods[&(false, IN)].is_empty(),
            _ => false,
        }
    }

    fn sentence_meets(&self, story: &Story, said: &Said, key: ClauseKey) -> bool {
        match key {
            ClauseKey::Facet(facet, _) => self.has_included(facet, said.values.get(&facet), story),
            ClauseKey::Words => self.words.iter().all(|phrase| holds(&said.words, phrase)),
            _ => {
                let none =
                    self.query.mentioned.choices.get(&DateValue::None) == Some(&IN) && story.dates.is_empty();
                none || said.dates.iter().any(|dates| self.lies(false, IN, *dates).1)
            }
        }
    }

    /// Places of sentences that meet all of these clauses that sentences must meet.
    fn sentences(&self, story: &Story, keys: &[ClauseKey]) -> Vec<usize> {
        let keys: Vec<ClauseKey> = keys.iter().copied().filter(|key| self.is_of_sentences(*key)).collect();
        let meets = |said: &Said| keys.iter().all(|key| self.sentence_meets(story, said, *key));
        (0..story.sentences.len()).filter(|place| meets(&story.sentences[*place])).collect()
    }

    /// Whether a sentence (or none is needed) holds together what these clauses ask.
    fn is_together(&self, story: &Story, keys: &[ClauseKey]) -> bool {
        self.query.together == Together::Article
            || !keys.iter().any(|key| self.is_of_sentences(*key))
            || !self.sentences(story, keys).is_empty()
    }

    /// Whether an article is found under these clauses.
    fn is_found(&self, story: &Story, keys: &[ClauseKey]) -> bool {
        keys.iter().all(|key| self.meets(story, *key)) && self.is_together(story, keys)
    }

    fn fit(&self, story: &Story) -> Fit {
        let mut fit = Fit::Sure;
        if !self.query.published.choices.is_empty() {
            let undated = story.published.0.is_none() && story.published.1.is_none();
            let long = story
                .published
                .0
                .zip(story.published.1)
                .is_none_or(|(first, last)| last.number() - first.number() >= 31);
            let asked = self.query.published.choices.values().any(|choice| *choice == IN);
            let bucket = long && self.query.published.choices.get(&DateValue::LongerThanAMonth) == Some(&IN);
            let sure = !asked || bucket || self.lies(true, IN, story.published).0;
            if undated {
                return Fit::Undated;
            }
            if !sure || self.lies(true, OUT, story.published).1 {
                fit = Fit::Possible;
            }
        }
        if story.dates.iter().any(|dates| self.lies(false, OUT, *dates).1) {
            fit = Fit::Possible;
        }
        let none = self.query.mentioned.choices.get(&DateValue::None) == Some(&IN) && story.dates.is_empty();
        if self.query.mentioned.choices.values().any(|choice| *choice == IN) && !none {
            let inside = |dates: &BTreeSet<Dates>| dates.iter().any(|dates| self.lies(false, IN, *dates).0);
            let together =
                self.query.together == Together::Sentence && self.is_of_sentences(ClauseKey::Mentioned(IN));
            let sentences = self.sentences(story, &self.keys());
            let sure = if together {
                sentences.iter().any(|place| inside(&story.sentences[*place].dates))
            } else {
                inside(&story.dates)
            };
            fit = if sure { fit } else { Fit::Possible };
        }
        fit
    }

    /// The clauses that hide an article.
    fn hiding(&self, story: &Story) -> Vec<ClauseKey> {
        let (met, mut hiding): (Vec<_>, Vec<_>) =
            self.keys().into_iter().partition(|key| self.meets(story, *key));
        if !self.is_together(story, &met) {
            hiding.push(ClauseKey::Together);
        }
        hiding
    }

    fn any_all(&self, units: &Units, facet: Facet) -> Option<(u32, u32)> {
        let (ids, none) = self.ids(facet, IN);
        (ids.len() + usize::from(*none) > 1).then_some(())?;
        let found = |all: bool| {
            let mut query = self.query.clone();
            query.facets.get_mut(&facet).unwrap().all = all;
            let asked = Asked {
                query: &query,
                periods: self.periods.clone(),
                chosen: self.chosen.clone(),
                keys: self.keys.clone(),
                lies: RefCell::default(),
                ..*self
            };
            units.found(&asked, &asked.keys()).len() as u32
        };
        Some((found(false), found(true)))
    }

    /// Passages of a found article, by place, as [`View::Passages`] lists them.
    fn passages(&self, story: &Story, value: Option<&(Facet, String)>) -> Vec<usize> {
        let keys = self.keys();
        let holds_value = |place: &usize| {
            value.is_none_or(|(facet, id)| {
                let own =
                    if *facet == Facet::Source { &story.values } else { &story.sentences[*place].values };
                own.get(facet).is_some_and(|values| values.contains(id))
            })
        };
        if self.query.together == Together::Sentence {
            return self.sentences(story, &keys).into_iter().filter(holds_value).collect();
        }
        let asking: Vec<ClauseKey> = keys.into_iter().filter(|key| self.is_of_sentences(*key)).collect();
        let touches = |place: &usize| {
            let said = &story.sentences[*place];
            asking.iter().any(|key| match key {
                ClauseKey::Facet(facet, _) => {
                    said.values.get(facet).is_some_and(|values| !values.is_disjoint(&self.ids(*facet, IN).0))
                }
                ClauseKey::Words => self.words.iter().any(|phrase| holds(&said.words, phrase)),
                _ => said.dates.iter().any(|dates| self.lies(false, IN, *dates).1),
            })
        };
        let all = 0..story.sentences.len();
        all.filter(holds_value)
            .filter(|place| value.is_some() || asking.is_empty() || touches(place))
            .collect()
    }
}

fn holds(words: &[String], phrase: &[(String, bool)]) -> bool {
    let meets = |word: &String, (wanted, open): &(String, bool)| {
        if *open { word.starts_with(wanted) } else { word == wanted }
    };
    words.windows(phrase.len()).any(|run| run.iter().zip(phrase).all(|(word, wanted)| meets(word, wanted)))
}

/// What is counted: articles, or stories as their copies, in the order in which they lead.
struct Units<'s> {
    stories: &'s [Story],
    of: Vec<Vec<usize>>,
}

impl<'s> Units<'s> {
    /// Which articles are copies of one story is taken from the corpus (see `copies`); that the one that was surely out first
    /// leads is not.
    fn new(corpus: &Corpus, stories: &'s [Story], unit: Unit) -> Self {
        let mut of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for place in 0..stories.len() {
            let told = if unit == Unit::Articles { place } else { corpus.story_of(place as u32) as usize };
            of.entry(told).or_default().push(place);
        }
        for (leader, copies) in &mut of {
            copies.sort_by_key(|place| {
                let (first, last, _) = stories[*place].published;
                (first.is_none() && last.is_none(), last.or(first), first, *place)
            });
            assert_eq!(copies[0], *leader);
        }
        Self { stories, of: of.into_values().collect() }
    }

    /// The found copies of each unit that has any.
    fn found(&self, asked: &Asked, keys: &[ClauseKey]) -> Vec<Vec<&'s Story>> {
        let found = |copies: &Vec<usize>| -> Vec<&'s Story> {
            let copies = copies.iter().map(|place| &self.stories[*place]);
            copies.filter(|story| asked.is_found(story, keys)).collect()
        };
        self.of.iter().map(found).filter(|found| !found.is_empty()).collect()
    }

    fn place(&self, story: &Story) -> usize {
        self.stories.iter().position(|other| std::ptr::eq(other, story)).unwrap()
    }
}

/// Compares a corpus's answer with the one worked out here.
pub fn check(
    corpus: &Corpus,
    stories: &[Story],
    query: &Query,
    words: &Words,
    knowledge: &Knowledge,
    order: Order,
) {
    let asked = Asked::new(query, words, knowledge);
    let units = Units::new(corpus, stories, query.unit);
    let found = units.found(&asked, &asked.keys());
    let wanted = Wanted {
        facets: Facet::ALL.to_vec(),
        dates: true,
        window: 0..u32::MAX,
        order,
        view: View::Articles,
        hidden: true,
        passages: true,
    };
    let outcome = corpus.run(query, &wanted);
    let context = format!("{query:?}");
    check_rows(&asked, &units, &found, &outcome, order, &context);
    let mut rows: Vec<usize> = found.iter().map(|copies| units.place(copies[0])).collect();
    rows.sort_unstable();
    check_passages(&asked, corpus, stories, &rows, &outcome, &wanted, &context);
    for counts in &outcome.facets {
        check_facet(&asked, corpus, &units, counts, &context);
    }
    check_dates(&asked, &units, outcome.dates.as_ref().unwrap(), &context);
    check_hidden(&asked, &units, &outcome.hidden, &context);
}

/// Where the words of a query stand in what it finds: the article, and the letters of what is met, of what begins at one
/// word the longest. A headline outside the text stands before it.
pub fn hits(
    corpus: &Corpus,
    stories: &[Story],
    query: &Query,
    words: &Words,
    knowledge: &Knowledge,
) -> Vec<(u32, String)> {
    let asked = Asked::new(query, words, knowledge);
    let units = Units::new(corpus, stories, query.unit);
    let found = units.found(&asked, &asked.keys());
    let mut places: Vec<usize> = found.iter().map(|copies| units.place(copies[0])).collect();
    places.sort_unstable();
    let mut hits = Vec::new();
    for place in places {
        let mut stretches = stories[place].searched.clone();
        if stories[place].headline_apart {
            stretches.rotate_right(1);
        }
        for stretch in stretches {
            for at in 0..stretch.len() {
                let here = |phrase: &&Vec<(String, bool)>| {
                    stretch.get(at..at + phrase.len()).is_some_and(|run| holds(run, phrase))
                };
                let longest = words.iter().filter(here).map(Vec::len).max();
                hits.extend(longest.map(|length| (place as u32, stretch[at..at + length].concat())));
            }
        }
    }
    hits
}

/// Something that a sentence can say.
pub enum Saying {
    Value(Facet, String),
    Phrase(Vec<(String, bool)>),
}

impl Saying {
    fn is_in(&self, values: &BTreeMap<Facet, BTreeSet<String>>, words: &[Vec<String>]) -> bool {
        match self {
            Saying::Value(facet, id) => values.get(facet).is_some_and(|values| values.contains(id)),
            Saying::Phrase(phrase) => words.iter().any(|words| holds(words, phrase)),
        }
    }
}

/// How many units that are found say something, and how many sentences of their rows do.
pub fn said(
    corpus: &Corpus,
    stories: &[Story],
    (query, words): (&Query, &Words),
    knowledge: &Knowledge,
    saying: &Saying,
) -> (u32, u32) {
    let asked = Asked::new(query, words, knowledge);
    let keys = asked.keys();
    let units = Units::new(corpus, stories, query.unit);
    let together = query.together == Together::Sentence && keys.iter().any(|key| asked.is_of_sentences(*key));
    let sentences = |story: &Story| {
        let said = asked.sentences(story, if together { &keys } else { &[] });
        let said = said.into_iter().map(|place| &story.sentences[place]);
        said.filter(|said| saying.is_in(&said.values, std::slice::from_ref(&said.words))).count() as u32
    };
    let in_article = |story: &&Story| {
        if query.together == Together::Sentence && (together || matches!(saying, Saying::Value(..))) {
            sentences(story) > 0
        } else {
            saying.is_in(&story.values, &story.searched)
        }
    };
    let found = units.found(&asked, &keys);
    let articles = found.iter().filter(|copies| copies.iter().any(in_article)).count();
    (articles as u32, found.iter().map(|copies| sentences(copies[0])).sum())
}

fn check_rows(
    asked: &Asked,
    units: &Units,
    found: &[Vec<&Story>],
    outcome: &Outcome,
    order: Order,
    context: &str,
) {
    let fit = |copies: &Vec<&Story>| copies.iter().map(|story| asked.fit(story)).min().unwrap();
    let mut expected: Vec<(&Story, Row)> = found
        .iter()
        .map(|copies| (copies[0], Row { id: units.place(copies[0]) as u32, fit: fit(copies) }))
        .collect();
    expected.sort_by_key(|(story, row)| {
        let day = story.published.0.or(story.published.1).filter(|_| order == Order::Oldest);
        (day.is_none(), day, row.id)
    });
    let rows: Vec<Row> = expected.into_iter().map(|(_, row)| row).collect();
    assert_eq!(outcome.rows, rows, "rows of {context}");
    let of = |fit: Fit| rows.iter().filter(|row| row.fit == fit).count() as u32;
    let expected = Found { sure: of(Fit::Sure), possible: of(Fit::Possible), undated: of(Fit::Undated) };
    assert_eq!(outcome.found, expected, "found of {context}");
    assert_eq!((outcome.of, outcome.rows_total), (units.of.len() as u32, rows.len() as u32));
}

fn check_passages(
    asked: &Asked,
    corpus: &Corpus,
    stories: &[Story],
    found: &[usize],
    outcome: &Outcome,
    wanted: &Wanted,
    context: &str,
) {
    let first = |place: usize| stories[..place].iter().map(|story| story.sentences.len()).sum::<usize>();
    let values =
        Facet::ALL.iter().filter_map(|facet| Some((*facet, corpus.values(*facet).first()?.id.clone())));
    for value in values.map(Some).chain([None, Some((Facet::Topic, "nobody-knows".to_owned()))]) {
        let passages = |place: &usize| {
            let base = first(*place);
            asked
                .passages(&stories[*place], value.as_ref())
                .into_iter()
                .map(move |passage| (base + passage) as u32)
        };
        let mut expected: Vec<u32> = found.iter().flat_map(passages).collect();
        let view = View::Passages(value.clone());
        let answer = corpus.run(asked.query, &Wanted { view, window: 0..u32::MAX, ..Wanted::default() });
        let mut rows: Vec<u32> = answer.rows.iter().map(|row| row.id).collect();
        if wanted.order == Order::Oldest {
            expected.sort_unstable();
            rows.sort_unstable();
        }
        assert_eq!(rows, expected, "passages with {value:?} of {context}");
        if value.is_none() {
            assert_eq!(outcome.passages as usize, expected.len(), "passages of {context}");
        }
    }
}

fn check_facet(asked: &Asked, corpus: &Corpus, units: &Units, counts: &FacetCounts, context: &str) {
    let facet = counts.facet;
    let keys: Vec<ClauseKey> = asked
        .keys()
        .into_iter()
        .filter(|key| !matches!(key, ClauseKey::Facet(other, _) if *other == facet))
        .collect();
    let held = |story: &Story| -> BTreeSet<String> {
        if asked.query.together == Together::Sentence && facet != Facet::Source {
            let sentences = asked.sentences(story, &keys);
            let values = sentences.iter().filter_map(|place| story.sentences[*place].values.get(&facet));
            return values.flatten().cloned().collect();
        }
        story.values.get(&facet).cloned().unwrap_or_default()
    };
    let mut expected: BTreeMap<String, u32> = BTreeMap::new();
    let mut none = 0;
    for copies in units.found(asked, &keys) {
        none += u32::from(copies.iter().any(|story| story.values.get(&facet).is_none_or(BTreeSet::is_empty)));
        let held: BTreeSet<String> = copies.into_iter().flat_map(held).collect();
        held.into_iter().for_each(|id| *expected.entry(id).or_default() += 1);
    }
    let infos = corpus.values(facet);
    let found: BTreeMap<String, u32> = infos
        .iter()
        .map(|info| info.id.clone())
        .zip(counts.counts.iter().copied())
        .filter(|(_, count)| *count > 0)
        .collect();
    assert_eq!(infos.len(), counts.counts.len());
    assert_eq!(found, expected, "{facet:?} of {context}");
    assert_eq!(counts.none, none, "no {facet:?} of {context}");
    assert_eq!(counts.any_all, asked.any_all(units, facet), "any or all {facet:?} of {context}");
}

fn check_dates(asked: &Asked, units: &Units, counts: &DateCounts, context: &str) {
    let but =
        |own: fn(&ClauseKey) -> bool| asked.keys().into_iter().filter(|key| !own(key)).collect::<Vec<_>>();
    let under = units.found(asked, &but(|key| matches!(key, ClauseKey::Published(_))));
    let all: Vec<Vec<Dates>> = units
        .of
        .iter()
        .map(|copies| copies.iter().map(|place| units.stories[*place].published).collect())
        .collect();
    let found: Vec<Vec<Dates>> =
        under.iter().map(|copies| copies.iter().map(|story| story.published).collect()).collect();
    assert_eq!(counts.published, months(&all, &found), "months of {context}");
    assert_eq!(counts.years, years(&all, &found), "years of {context}");
    assert_eq!(counts.published_bars, bars(&all, &found), "published bars of {context}");
    let dated = |dates: &Dates| dates.0.is_some() || dates.1.is_some();
    let long =
        |dates: &Dates| dates.0.zip(dates.1).is_none_or(|(first, last)| last.number() - first.number() >= 31);
    let with = |is: &dyn Fn(&Dates) -> bool| found.iter().filter(|unit| unit.iter().any(is)).count();
    assert_eq!(counts.longer_than_a_month as usize, with(&|dates| dated(dates) && long(dates)), "{context}");
    assert_eq!(counts.undated as usize, with(&|dates| !dated(dates)), "undated of {context}");
    let keys = but(|key| matches!(key, ClauseKey::Mentioned(_)));
    let under = units.found(asked, &keys);
    let held = |story: &&Story| -> BTreeSet<Dates> {
        if asked.query.together == Together::Article {
            return story.dates.clone();
        }
        asked.sentences(story, &keys).iter().flat_map(|place| story.sentences[*place].dates.clone()).collect()
    };
    // A story mentions an interval once.
    let each_once = |dates: BTreeSet<Dates>| dates.into_iter().map(|dates| vec![dates]);
    let all = units.of.iter().map(|copies| -> BTreeSet<Dates> {
        copies.iter().flat_map(|place| units.stories[*place].dates.clone()).collect()
    });
    let all: Vec<Vec<Dates>> = all.flat_map(each_once).collect();
    let found = under.iter().map(|copies| copies.iter().flat_map(held).collect());
    let found: Vec<Vec<Dates>> = found.flat_map(each_once).collect();
    assert_eq!(counts.mentioned_bars, bars(&all, &found), "mentioned bars of {context}");
    let nothing = under.iter().filter(|copies| copies.iter().any(|story| story.dates.is_empty())).count();
    assert_eq!(counts.nothing_mentioned as usize, nothing, "nothing mentioned of {context}");
}

/// The outermost days of all.
fn outermost(all: &[Vec<Dates>]) -> Option<(Day, Day)> {
    let ends = || all.iter().flatten().flat_map(|dates| [dates.0, dates.1]).flatten();
    ends().min().zip(ends().max())
}

/// First and last day with open ends closed by the outermost ones.
fn closed(dates: Dates, outermost: Option<(Day, Day)>) -> Option<(Day, Day)> {
    (dates.0.is_some() || dates.1.is_some()).then_some(())?;
    Some((dates.0.or_else(|| Some(outermost?.0))?, dates.1.or_else(|| Some(outermost?.1))?))
}

/// For each cell of the calendar that any unit may lie in: how many of the found ones surely do, and may.
fn cells(all: &[Vec<Dates>], found: &[Vec<Dates>], cell: &dyn Fn(Day) -> i32) -> Vec<(i32, u32, u32)> {
    let outermost = outermost(all);
    let reached = |dates: &Dates| {
        let (first, last) = closed(*dates, outermost).unwrap_or((Day::MAX, Day::MIN));
        cell(first)..=cell(last)
    };
    let numbers: BTreeSet<i32> = all.iter().flatten().flat_map(reached).collect();
    let spans: Vec<Vec<_>> =
        found.iter().map(|unit| unit.iter().map(|dates| (dates, reached(dates))).collect()).collect();
    let count = |number: &i32| {
        let inside =
            |dates: &Dates| [dates.0, dates.1].iter().all(|day| day.is_some_and(|day| cell(day) == *number));
        let reaching = spans.iter().filter(|unit| unit.iter().any(|(_, span)| span.contains(number))).count();
        let sure = spans.iter().filter(|unit| unit.iter().any(|(dates, _)| inside(dates))).count();
        (*number, sure as u32, (reaching - sure) as u32)
    };
    numbers.iter().map(count).collect()
}

fn months(all: &[Vec<Dates>], found: &[Vec<Dates>]) -> Vec<MonthCount> {
    let cells = cells(all, found, &|day| day.month().number()).into_iter();
    let month = |number| Month::from_number(number).unwrap();
    cells.map(|(number, sure, possible)| MonthCount { month: month(number), sure, possible }).collect()
}

fn years(all: &[Vec<Dates>], found: &[Vec<Dates>]) -> Vec<YearCount> {
    let cells = cells(all, found, &|day| day.civil().0).into_iter();
    cells.map(|(year, sure, possible)| YearCount { year, sure, possible }).collect()
}

fn bars(all: &[Vec<Dates>], found: &[Vec<Dates>]) -> Vec<Bar> {
    let dated = |dates: &Dates| dates.0.is_some() || dates.1.is_some();
    let different: BTreeSet<Dates> = all.iter().flatten().copied().filter(dated).collect();
    let count = |of: &[Vec<Dates>], one: &Dates| of.iter().filter(|unit| unit.contains(one)).count() as u32;
    if different.len() <= Bar::MOST {
        let bar = |one: &Dates| Bar {
            first: one.0,
            last: one.1,
            sure: one.2,
            all: count(all, one),
            found: count(found, one),
        };
        return different.iter().map(bar).collect();
    }
    let mut bars = Vec::new();
    for (of_all, of_found) in months(all, all).into_iter().zip(months(all, found)) {
        let (first, last) = (Some(of_all.month.first()), Some(of_all.month.last()));
        for (sure, all, found) in
            [(true, of_all.sure, of_found.sure), (false, of_all.possible, of_found.possible)]
        {
            if all > 0 {
                bars.push(Bar { first, last, sure, all, found });
            }
        }
    }
    bars
}

fn check_hidden(asked: &Asked, units: &Units, hidden: &Hidden, context: &str) {
    let mut by_one: BTreeMap<ClauseKey, u32> = asked.keys().into_iter().map(|key| (key, 0)).collect();
    if asked.query.together == Together::Sentence {
        by_one.insert(ClauseKey::Together, 0);
    }
    let mut listed = Vec::new();
    let mut by_number: BTreeMap<usize, u32> = BTreeMap::new();
    for copies in &units.of {
        let hiding: Vec<(usize, Vec<ClauseKey>)> =
            copies.iter().map(|place| (*place, asked.hiding(&units.stories[*place]))).collect();
        let least = hiding.iter().map(|(_, hiding)| hiding.len()).min().unwrap();
        if least == 0 {
            continue;
        }
        let alone: Vec<(u32, ClauseKey)> = hiding
            .iter()
            .filter(|(_, hiding)| hiding.len() == 1)
            .map(|(place, hiding)| (*place as u32, hiding[0]))
            .collect();
        let keys: BTreeSet<ClauseKey> = alone.iter().map(|(_, key)| *key).collect();
        keys.iter().for_each(|key| *by_one.get_mut(key).unwrap() += 1);
        listed.extend(alone.first().copied());
        *by_number.entry(least).or_default() += 1;
    }
    listed.sort_unstable();
    listed.truncate(Hidden::MOST);
    let most = by_number.keys().max().copied().unwrap_or(0);
    let by_number: Vec<u32> = (1..=most).map(|number| by_number.get(&number).copied().unwrap_or(0)).collect();
    assert_eq!(hidden.by_one, by_one.into_iter().collect::<Vec<_>>(), "hidden by one of {context}");
    assert_eq!(hidden.listed, listed, "listed hidden of {context}");
    assert_eq!(hidden.by_number, by_number, "hidden by number of {context}");
}
