//! The first reading: sentence by sentence, the names of the knowledge and those that the text introduces itself.
//!
//! Capital letters mark names only in ordinary sentences; in headings of capitals and in titles only names that are
//! known from elsewhere count. What is doubtful is left for [`super::again`], which knows the whole article's names.

use super::names::{Form, Known, Meaning, Names, Unsure};
use super::{bodies, people, places, seats};
use crate::page::{Line, Page, Style, Token};
use dateline_knowledge::Lookup;
use dateline_record::{ActorKind, How};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Who or what is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Who {
    /// A state or organisation of the knowledge.
    Known(usize),
    /// A person: the number in [`Reader::people`].
    Person(usize),
    /// A body that the text introduces: the number in [`Reader::bodies`].
    Body(usize),
    /// The capital of that state as a place.
    Capital(usize),
    /// A region.
    Region(usize),
    /// A place that only the text names: the number in [`Reader::places`].
    Place(usize),
}

/// A naming, not yet merged.
#[derive(Clone, Debug)]
pub(crate) struct Naming {
    pub tokens: Range<usize>,
    pub line: usize,
    pub who: Who,
    pub how: How,
}

/// A person of this article.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// As first written in full.
    pub name: String,
    /// Words by which it is told from others: folded, hyphens apart.
    pub parts: Vec<String>,
    /// In the knowledge.
    pub known: Option<usize>,
    /// Family name, and whether it stands first.
    pub surname: Vec<String>,
    pub given: Vec<String>,
    /// Whether only a surname is known.
    pub name_only: bool,
    /// Tokens of roles.
    pub roles: Vec<Range<usize>>,
}

/// A body that the text introduces.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub name: String,
    pub parts: Vec<String>,
    /// Number of the state it belongs to.
    pub of: Option<usize>,
    /// Its name has the state's in front in the id: "Foreign Ministry" of China.
    pub of_state: bool,
    /// The name says so little that it must not be joined across articles.
    pub name_only: bool,
    /// Its initialism.
    pub initialism: Option<String>,
}

/// A name that two actors of the knowledge share.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    pub tokens: Range<usize>,
    pub line: usize,
    pub meanings: Vec<(usize, How)>,
}

/// The state of reading one article.
pub(crate) struct Reader<'a> {
    pub page: &'a Page<'a>,
    pub names: &'a Names,
    pub namings: Vec<Naming>,
    pub people: Vec<Person>,
    pub bodies: Vec<Body>,
    /// Tokens that belong to a naming or a title.
    pub covered: Vec<bool>,
    /// A title with one capitalised word behind it.
    pub singles: Vec<(usize, usize)>,
    /// Namings that count only with more of the article.
    pub unsure: Vec<(Naming, Unsure)>,
    pub shared: Vec<Shared>,
    /// Names of places that only the text names.
    pub places: Vec<String>,
    people_by_words: HashMap<Vec<String>, usize>,
    people_by_known: HashMap<usize, usize>,
    bodies_by_words: HashMap<(Vec<String>, Option<usize>), usize>,
    places_by_name: HashMap<String, usize>,
    /// First words of bodies' names of several words.
    pub first_words: HashSet<String>,
}

impl<'a> Reader<'a> {
    /// Reads all sentences once.
    pub fn read(page: &'a Page<'a>, names: &'a Names) -> Self {
        let mut reader = Self {
            page,
            names,
            namings: Vec::new(),
            people: Vec::new(),
            bodies: Vec::new(),
            covered: vec![false; page.tokens.len()],
            singles: Vec::new(),
            unsure: Vec::new(),
            shared: Vec::new(),
            places: Vec::new(),
            people_by_words: HashMap::new(),
            people_by_known: HashMap::new(),
            bodies_by_words: HashMap::new(),
            places_by_name: HashMap::new(),
            first_words: HashSet::new(),
        };
        for (number, line) in page.lines.iter().enumerate() {
            reader.read_line(number, line);
        }
        reader
    }

    /// The token at `at`.
    pub fn token(&self, at: usize) -> Option<&'a Token<'a>> {
        self.page.tokens.get(at)
    }

    /// Whether the token's folded form is in the set.
    pub fn is_in(&self, line: &Line, at: usize, set: &Lookup<String>) -> bool {
        self.page.get(line, at).is_some_and(|token| set.contains(token.folded.as_ref()))
    }

    /// Notes a naming.
    pub fn name(&mut self, line: usize, tokens: Range<usize>, who: Who, how: How) {
        self.cover(&tokens);
        self.namings.push(Naming { tokens, line, who, how });
    }

    /// Marks tokens as spoken for.
    pub fn cover(&mut self, tokens: &Range<usize>) {
        if let Some(covered) = self.covered.get_mut(tokens.clone()) {
            covered.fill(true);
        }
    }

    /// The actor of the knowledge.
    pub fn known(&self, at: usize) -> Option<&'a Known> {
        self.names.known.get(at)
    }

    /// Number of the person with those words, or of a new one.
    pub fn person(&mut self, person: Person) -> usize {
        let next = self.people.len();
        let by_words = self.people_by_words.get(&person.parts);
        let by_known = person.known.and_then(|known| self.people_by_known.get(&known));
        if let Some(at) = by_known.or(by_words) {
            return *at;
        }
        self.people_by_words.insert(person.parts.clone(), next);
        if let Some(known) = person.known {
            self.people_by_known.insert(known, next);
        }
        self.people.push(person);
        next
    }

    /// Number of the body with those words and that state, or of a new one.
    pub fn body(&mut self, body: Body) -> usize {
        let next = self.bodies.len();
        let key = (body.parts.clone(), body.of);
        let at = *self.bodies_by_words.entry(key).or_insert(next);
        if at == next {
            self.first_words.extend(body.parts.first().filter(|_| body.parts.len() > 1).cloned());
            self.bodies.push(body);
        }
        at
    }

    /// Whether it is an organisation.
    pub fn is_body(&self, who: Who) -> bool {
        match who {
            Who::Body(_) => true,
            Who::Known(known) => self.known(known).is_some_and(|known| known.kind == ActorKind::Organisation),
            _ => false,
        }
    }

    /// Number of the place with that name, or of a new one.
    pub fn place(&mut self, name: &str) -> usize {
        let next = self.places.len();
        let at = *self.places_by_name.entry(super::slug(name)).or_insert(next);
        if at == next {
            self.places.push(name.to_owned());
        }
        at
    }

    fn read_line(&mut self, number: usize, line: &Line) {
        let mut at = line.tokens.start;
        while at < line.tokens.end {
            let Some(token) = self.token(at) else { return };
            at = if token.is_capitalised() && line.plain {
                self.read_run(number, line, at..run_end(self, line, at))
            } else if token.is_capitalised() || !token.folded.is_ascii() {
                self.read_known(number, line, at).unwrap_or(at + 1)
            } else if line.plain && people::is_particle_start(self, line, at) {
                let end = run_end(self, line, at + 2);
                people::read(self, number, line, at..end).unwrap_or(at + 1)
            } else {
                bodies::read_initialism(self, number, line, at).unwrap_or(at + 1)
            };
        }
    }

    /// Reads a run of capitalised words from left to right; gives the token behind it.
    fn read_run(&mut self, number: usize, line: &Line, run: Range<usize>) -> usize {
        let mut at = run.start;
        while at < run.end {
            let skip = self.token(at).is_none_or(|token| !token.is_word());
            at = if skip {
                at + 1
            } else if let Some(end) = self.read_known_in_run(number, line, at, &run) {
                end
            } else if let Some(end) = bodies::read(self, number, line, at..run.end) {
                end
            } else if let Some(end) = places::read(self, number, line, at..run.end) {
                end
            } else if people::is_opener(self, line, at, run.end) {
                at + 1
            } else if let Some(end) = people::title_end(self, line, at, run.end) {
                end
            } else {
                people::read(self, number, line, at..run.end).unwrap_or(at + 1)
            };
        }
        at
    }

    /// A name of the knowledge in a heading, or in a script without capitals.
    fn read_known(&mut self, number: usize, line: &Line, at: usize) -> Option<usize> {
        let found = self.names.at(self.page, line.capitals, at, line.tokens.end);
        let end = found.first()?.0;
        let meanings: Vec<Form> = found.into_iter().map(|(_, form)| form.clone()).collect();
        self.note(number, line, at..end, &meanings);
        Some(end)
    }

    /// A name of the knowledge in a run of capitalised words, unless the words around it make it part of another.
    fn read_known_in_run(
        &mut self,
        number: usize,
        line: &Line,
        at: usize,
        run: &Range<usize>,
    ) -> Option<usize> {
        let found = self.names.at(self.page, line.capitals, at, line.tokens.end);
        let end = found.first()?.0;
        let meanings: Vec<Form> = found.into_iter().map(|(_, form)| form.clone()).collect();
        let state = meanings.iter().any(|form| self.is_state_like(form.meaning));
        let is_body = bodies::begins_with_state(self, line, at..run.end, end);
        if self.is_thing(line, end, &meanings) {
            self.cover(&(at..end));
            return Some(end);
        }
        if state && (is_body || self.is_part_of_other(line, &(at..end), run, &meanings)) {
            return None;
        }
        let noun = end == at + 1 && people::is_person_noun(self, line, at);
        if noun || self.is_longer_person(line, end, run, &meanings) {
            return None;
        }
        self.note(number, line, at..end, &meanings);
        Some(end)
    }

    fn is_state_like(&self, meaning: Meaning) -> bool {
        match meaning {
            Meaning::Actor(known, _) => self.known(known).is_some_and(|known| known.kind == ActorKind::State),
            Meaning::Capital(_) | Meaning::Seat(_) => true,
            Meaning::Region(_) | Meaning::Nothing => false,
        }
    }

    /// "Denzel Washington", "Jordan Henderson", "China Mobile", "Tokyo Stock Exchange".
    fn is_part_of_other(
        &self,
        line: &Line,
        name: &Range<usize>,
        run: &Range<usize>,
        meanings: &[Form],
    ) -> bool {
        let demonym = meanings.iter().all(|form| matches!(form.meaning, Meaning::Actor(_, How::Demonym)));
        let free = |at: usize| !self.covered.get(at).copied().unwrap_or(true);
        let stranger = |at: usize| {
            free(at)
                && self.token(at).is_some_and(|token| token.style == Style::Capital)
                && !self.is_in(line, at, &self.names.lists.openers)
                && !self.is_in(line, at, &self.names.lists.not_names)
        };
        let before = name.start > run.start && stranger(name.start - 1);
        let behind = name.end < run.end
            && stranger(name.end)
            && people::title_end(self, line, name.end, run.end).is_none()
            && !self.is_in(line, name.end, &self.names.lists.before)
            && self.names.at(self.page, line.capitals, name.end, line.tokens.end).is_empty();
        let geography = self.is_in(line, name.end, &self.names.lists.geography)
            && self.token(name.end).is_some_and(Token::is_capitalised);
        geography || (!demonym && (before || behind))
    }

    /// "US$", "Dow Jones industrial average", "Fed Cup".
    fn is_thing(&self, line: &Line, end: usize, meanings: &[Form]) -> bool {
        let money = self.page.get(line, end).is_some_and(|token| token.touches && token.is("$"));
        let body = meanings.iter().any(|form| match form.meaning {
            Meaning::Actor(known, _) => {
                self.known(known).is_some_and(|known| known.kind == ActorKind::Organisation)
            }
            _ => false,
        });
        let event = self.is_in(line, end, &self.names.lists.geography)
            && self.token(end).is_some_and(Token::is_capitalised);
        money || (body && (event || self.is_in(line, end, &self.names.lists.gauges)))
    }

    /// "Kim Jong" is no whole name before "Il".
    fn is_longer_person(&self, line: &Line, end: usize, run: &Range<usize>, meanings: &[Form]) -> bool {
        let person = meanings.iter().all(|form| match form.meaning {
            Meaning::Actor(known, _) => {
                self.known(known).is_some_and(|known| known.kind == ActorKind::Person)
            }
            _ => false,
        });
        person
            && end < run.end
            && self.token(end).is_some_and(Token::is_capitalised)
            && !self.is_in(line, end, &self.names.lists.not_names)
    }

    /// Notes what the phrase means here.
    fn note(&mut self, number: usize, line: &Line, tokens: Range<usize>, forms: &[Form]) {
        let mut actors: Vec<(usize, How)> = Vec::new();
        for form in forms {
            match form.meaning {
                Meaning::Actor(known, how) if actors.iter().all(|(other, _)| *other != known) => {
                    actors.push((known, how));
                }
                _ => {}
            }
        }
        let region = forms.iter().any(|form| matches!(form.meaning, Meaning::Region(_)));
        if region && self.is_behind_article(line, tokens.start) {
            actors.clear();
        }
        if let [(known, how)] = actors.as_slice() {
            let unsure = forms.iter().find_map(|form| form.unsure);
            return self.note_actor(number, tokens, *known, *how, unsure);
        }
        if !actors.is_empty() {
            self.cover(&tokens);
            return self.shared.push(Shared { tokens, line: number, meanings: actors });
        }
        let other = forms.iter().find(|form| !matches!(form.meaning, Meaning::Actor(..)));
        match other.map(|form| form.meaning) {
            Some(Meaning::Capital(state)) => {
                let government = seats::is_government(self, line, &tokens);
                let who = if government { Who::Known(state) } else { Who::Capital(state) };
                self.name(number, tokens, who, How::Metonym);
            }
            Some(Meaning::Seat(state)) if !seats::is_inside(self, line, &tokens) => {
                self.name(number, tokens, Who::Known(state), How::Metonym);
            }
            Some(Meaning::Region(region)) => self.name(number, tokens, Who::Region(region), How::Name),
            _ => self.cover(&tokens),
        }
    }

    /// "the Amazon", "Brazilian Amazon" against "Amazon".
    fn is_behind_article(&self, line: &Line, at: usize) -> bool {
        let article = self.page.before(line, at).is_some_and(|token| token.is("the"));
        let adjective =
            self.namings.last().is_some_and(|naming| naming.tokens.end == at && naming.how == How::Demonym);
        article || adjective
    }

    /// Notes an actor of the knowledge.
    pub fn note_actor(
        &mut self,
        number: usize,
        tokens: Range<usize>,
        known: usize,
        how: How,
        unsure: Option<Unsure>,
    ) {
        let person = self.known(known).is_some_and(|known| known.kind == ActorKind::Person);
        if person {
            people::note_known(self, number, tokens, known, how);
        } else if let Some(unsure) = unsure {
            self.cover(&tokens);
            self.unsure.push((Naming { tokens, line: number, who: Who::Known(known), how }, unsure));
        } else {
            self.name(number, tokens, Who::Known(known), how);
        }
    }
}

/// The token behind the run of capitalised words that begins at `at`, with hyphens and small words inside.
pub(crate) fn run_end(reader: &Reader<'_>, line: &Line, at: usize) -> usize {
    let mut end = at + 1;
    loop {
        let capitalised = |at: usize| reader.page.get(line, at).is_some_and(Token::is_capitalised);
        let Some(token) = reader.page.get(line, end) else { return end };
        let touching_word =
            || reader.page.get(line, end + 1).is_some_and(|next| next.touches && next.is_word());
        if token.is_capitalised() {
            end += 1;
        } else if token.is_hyphen() && touching_word() && continues_name(reader, line, at, end) {
            end += 2;
        } else if token.is(".")
            && token.touches
            && capitalised(end + 1)
            && is_abbreviated(reader, line, end - 1)
        {
            end += 1;
        } else if reader.is_in(line, end, &reader.names.lists.particles)
            && (capitalised(end + 1) || is_particle_pair(reader, line, end))
        {
            end += if capitalised(end + 1) { 2 } else { 3 };
        } else if people::is_particle_start(reader, line, end) {
            end += 3;
        } else if token.is("&") && capitalised(end + 1) {
            end += 2;
        } else {
            return end;
        }
    }
}

/// "van der Bellen", "de la Cruz".
fn is_particle_pair(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    reader.is_in(line, at + 1, &reader.names.lists.particles)
        && reader.page.get(line, at + 2).is_some_and(Token::is_capitalised)
}

/// A word behind a hyphen belongs to the run if it is capitalised, or ends a name of several words ("Kang Jun-young").
fn continues_name(reader: &Reader<'_>, line: &Line, start: usize, hyphen: usize) -> bool {
    let next = reader.page.get(line, hyphen + 1);
    let long = hyphen >= start + 2;
    let compound = reader.is_in(line, hyphen + 1, &reader.names.lists.government_compounds);
    next.is_some_and(|next| next.is_capitalised() || (long && next.is_word() && !compound))
}

/// "Mr.", "Gen.".
fn is_abbreviated(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    reader.is_in(line, at, &reader.names.lists.honorifics)
        || reader.token(at).is_some_and(|token| token.span.len() <= 2)
}
