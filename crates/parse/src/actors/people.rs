//! People: full names that the text introduces itself, with the evidence that makes capitalised words a person.
//!
//! Recognised: a title before ("Industry Minister Kim Jung-kwan", "analyst John Smith"), a known given name, an initial,
//! a suffix ("Jr"), a family name of Korea, China or Vietnam with a given name as those are romanised, an age or a role
//! behind a comma. Capitalised words without any of these are nobody.

use super::read::{Person, Reader, Who};
use super::roles;
use crate::page::{Line, Style, Token, fold};
use dateline_record::How;
use std::ops::Range;

/// Most words of a name.
const MOST_WORDS: usize = 5;

/// The token behind a title that begins at `at` and has a name behind it inside the run: "Industry Minister", "Mr.".
pub(crate) fn title_end(reader: &Reader<'_>, line: &Line, at: usize, end: usize) -> Option<usize> {
    let lists = &reader.names.lists;
    let mut last = None;
    for now in at..end {
        let token = reader.page.get(line, now)?;
        let noun = is_person_noun(reader, line, now);
        if noun {
            last = Some(now + 1);
        } else if !(reader.is_in(line, now, &lists.before) || token.is_hyphen() || token.is(".")) {
            break;
        }
    }
    let behind = last?;
    let full_stop = reader.page.get(line, behind).is_some_and(|token| token.is(".") && behind < end);
    Some(behind + usize::from(full_stop))
}

/// Whether the word is an honorific or a noun for a person.
pub(crate) fn is_person_noun(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    let lists = &reader.names.lists;
    reader.is_in(line, at, &lists.people) || reader.is_in(line, at, &lists.honorifics)
}

/// "al-Assad" at the beginning of a run.
pub(crate) fn is_particle_start(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    let hyphen = reader.page.get(line, at + 1).is_some_and(Token::is_hyphen);
    let name = reader.page.get(line, at + 2).is_some_and(|token| token.touches && token.is_capitalised());
    hyphen && name && reader.is_in(line, at, &reader.names.lists.particles)
}

/// A person of the knowledge, named in full.
pub(crate) fn note_known(
    reader: &mut Reader<'_>,
    number: usize,
    tokens: Range<usize>,
    known: usize,
    how: How,
) {
    let Some(actor) = reader.known(known) else { return };
    let name_parts = crate::phrases::parts(&actor.name);
    let surname: Vec<String> = actor.surname.as_deref().map(crate::phrases::parts).unwrap_or_default();
    let given = given_of(&name_parts, &surname);
    let person = Person {
        name: actor.name.clone(),
        parts: name_parts,
        known: Some(known),
        surname,
        given,
        name_only: false,
        roles: Vec::new(),
    };
    let at = reader.person(person);
    reader.name(number, tokens.clone(), Who::Person(at), how);
    roles::note(reader, number, &tokens, at);
}

/// Reads a person at the beginning of a run of capitalised words; gives the token behind it, or where to go on.
pub(crate) fn read(reader: &mut Reader<'_>, number: usize, line: &Line, run: Range<usize>) -> Option<usize> {
    let name = name_range(reader, line, run.clone())?;
    let titled = has_title(reader, line, name.start);
    let words = word_count(reader, &name);
    if words == 1 {
        if titled || is_surname_spoken(reader, line, &name) {
            reader.singles.push((number, name.start));
        }
        return Some(name.end);
    }
    if words <= MOST_WORDS && is_person(reader, line, &name, titled) {
        let at = introduce(reader, &name);
        reader.name(number, name.clone(), Who::Person(at), How::Name);
        roles::note(reader, number, &name, at);
    }
    Some(name.end)
}

/// Whether the word only opens a sentence, and no name. Inside a sentence a capital letter means something, except
/// for the smallest words ("The").
pub(crate) fn is_opener(reader: &Reader<'_>, line: &Line, at: usize, end: usize) -> bool {
    let small = reader.token(at).is_some_and(|token| token.span.len() <= SMALL_WORD);
    reader.is_in(line, at, &reader.names.lists.openers)
        && (small || begins_sentence(reader, line, at))
        && !reader.is_in(line, at, &reader.names.lists.before)
        && !is_given_start(reader, line, at, end)
}

/// Letters of words that are openers wherever they stand.
const SMALL_WORD: usize = 3;

/// Whether the token is the first of its sentence or of a quotation.
pub(crate) fn begins_sentence(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    let opens = ["“", "\"", ":", "'", "‘", "(", "—", "–", "…", "."];
    let before = reader.page.before(line, at);
    before.is_none_or(|token| token.style == Style::Mark && opens.contains(&token.folded.as_ref()))
}

/// The words of the run that can be a name, up to a word that no name has.
fn name_range(reader: &Reader<'_>, line: &Line, run: Range<usize>) -> Option<Range<usize>> {
    let lists = &reader.names.lists;
    let start = run.start;
    let stops = |at: &usize| {
        let token = reader.token(*at);
        token.is_none_or(|token| token.is("&") || token.style == Style::Number)
            || (reader.is_in(line, *at, &lists.not_names)
                && !reader.page.get(line, *at + 1).is_some_and(Token::is_hyphen))
            || (*at > start
                && title_end(reader, line, *at, run.end).is_some()
                && !is_suffix(reader, line, *at))
    };
    let end = (start..run.end).find(stops).unwrap_or(run.end);
    (start < end).then_some(start..end)
}

/// "So Young-jin", "Long Nguyen": an opener that begins a name all the same.
fn is_given_start(reader: &Reader<'_>, line: &Line, at: usize, end: usize) -> bool {
    let surname = reader.is_in(line, at, &reader.names.lists.first_surnames);
    surname && is_hyphenated(reader, line, at + 1, end)
}

/// Whether the word at `at` is two syllables with a hyphen ("Jun-young").
fn is_hyphenated(reader: &Reader<'_>, line: &Line, at: usize, end: usize) -> bool {
    let hyphen = reader.page.get(line, at + 1).is_some_and(Token::is_hyphen);
    let second = reader.page.get(line, at + 2).is_some_and(|token| token.touches && token.is_word());
    at + 3 <= end && reader.page.get(line, at).is_some_and(Token::is_capitalised) && hyphen && second
}

fn is_suffix(reader: &Reader<'_>, line: &Line, at: usize) -> bool {
    reader.is_in(line, at, &reader.names.lists.suffixes)
}

/// Words of a name, hyphenated ones counted once.
fn word_count(reader: &Reader<'_>, name: &Range<usize>) -> usize {
    let joined = |at: usize| reader.token(at).is_some_and(Token::is_hyphen);
    name.clone()
        .filter(|at| {
            let token = reader.token(*at);
            let second = *at > name.start && joined(at - 1);
            token.is_some_and(Token::is_word) && !second
        })
        .count()
}

/// Whether an honorific or a noun for a person stands before: "Mr.", "analyst", "Minister".
pub(crate) fn has_title(reader: &Reader<'_>, line: &Line, start: usize) -> bool {
    let mut at = start;
    if at > line.tokens.start && reader.token(at - 1).is_some_and(|token| token.is(".") && token.touches) {
        at -= 1;
    }
    at > line.tokens.start && is_person_noun(reader, line, at - 1)
}

fn is_person(reader: &Reader<'_>, line: &Line, name: &Range<usize>, titled: bool) -> bool {
    let lists = &reader.names.lists;
    let words: Vec<usize> = name.clone().filter(|at| reader.token(*at).is_some_and(Token::is_word)).collect();
    let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return false };
    let shouted =
        words.iter().filter(|at| reader.token(**at).is_some_and(|token| token.style == Style::Capitals));
    if reader.is_in(line, last, &lists.geography)
        || reader.is_in(line, last, &lists.bodies)
        || shouted.count() * 2 > words.len()
    {
        return false;
    }
    let initial = words.iter().any(|at| reader.token(*at).is_some_and(is_initial));
    titled
        || reader.is_in(line, first, &lists.given)
        || (initial && !is_initial_only(reader, &words))
        || (is_suffix(reader, line, last) && !reader.token(last).is_some_and(is_numeral))
        || is_surname_first(reader, line, name)
        || has_sure_particle(reader, line, &words)
        || has_age(reader, line, name.end)
        || speaks_beside_quote(reader, line, name)
        || roles::behind(reader, line, name.end).is_some()
}

/// "II" also ends the names of wars and ships.
fn is_numeral(token: &Token<'_>) -> bool {
    token.style == Style::Capitals
}

/// "…,” Tenzin Wangdu of the Traders Association said", "…,” said Tenzin Wangdu": behind a quotation it is people who
/// speak, unless the words go on "in a statement".
fn speaks_beside_quote(reader: &Reader<'_>, line: &Line, name: &Range<usize>) -> bool {
    let lists = &reader.names.lists;
    let closes = |at: Option<usize>| {
        at.and_then(|at| reader.page.get(line, at))
            .is_some_and(|token| matches!(token.folded.as_ref(), "”" | "\"" | "'" | "’"))
    };
    let said_before = name.start > line.tokens.start && reader.is_in(line, name.start - 1, &lists.saying);
    let (verb, quoted) = if said_before {
        (name.start - 1, closes(name.start.checked_sub(2)))
    } else {
        let verb = (name.end..name.end + SPEAKER_REACH).find(|at| reader.is_in(line, *at, &lists.saying));
        let affiliation =
            reader.page.get(line, name.end).is_some_and(|token| token.is("of") || token.is("from"));
        match verb {
            Some(verb) if affiliation || verb == name.end => (verb, closes(name.start.checked_sub(1))),
            _ => return false,
        }
    };
    let behind = if said_before { name.end } else { verb + 1 };
    let statement = (behind..behind + 3).any(|at| {
        reader
            .page
            .get(line, at)
            .is_some_and(|token| matches!(token.folded.as_ref(), "statement" | "report" | "note" | "filing"))
    });
    quoted && !statement
}

/// Words between a speaker and its word of saying.
const SPEAKER_REACH: usize = 9;

fn is_initial(token: &Token<'_>) -> bool {
    token.style == Style::Capital && token.span.len() == 2 && token.folded.ends_with('.')
}

fn is_initial_only(reader: &Reader<'_>, words: &[usize]) -> bool {
    words.iter().all(|at| reader.token(*at).is_some_and(|token| token.span.len() <= 2))
}

/// "Osama bin Laden", "Bashar al-Assad", "Abdel Fattah el-Sisi".
fn has_sure_particle(reader: &Reader<'_>, line: &Line, words: &[usize]) -> bool {
    let inner = words.get(1..words.len().saturating_sub(1)).unwrap_or_default();
    inner.iter().any(|at| {
        let token = reader.page.get(line, *at);
        let sure = ["bin", "binti", "bint", "ibn", "van", "von", "ul", "ur"];
        let hyphen = reader.page.get(line, at + 1).is_some_and(Token::is_hyphen);
        token.is_some_and(|token| {
            token.style == Style::Lower
                && (sure.contains(&token.folded.as_ref())
                    || (hyphen && matches!(token.folded.as_ref(), "al" | "el")))
        })
    })
}

/// "…, 45," behind a name.
fn has_age(reader: &Reader<'_>, line: &Line, end: usize) -> bool {
    let comma = reader.page.get(line, end).is_some_and(|token| token.is(","));
    let number = reader.page.get(line, end + 1).filter(|token| token.style == Style::Number);
    let closed = reader.page.get(line, end + 2).is_some_and(|token| token.is(",") || token.is("."));
    comma && closed && number.is_some_and(|number| number.folded.len() == 2)
}

/// A family name of Korea, China or Vietnam first, with a given name as those are romanised.
fn is_surname_first(reader: &Reader<'_>, line: &Line, name: &Range<usize>) -> bool {
    if !reader.is_in(line, name.start, &reader.names.lists.first_surnames) {
        return false;
    }
    if is_hyphenated(reader, line, name.start + 1, name.end) {
        return true;
    }
    let opener = reader.is_in(line, name.start, &reader.names.lists.openers)
        || reader.is_in(line, name.start, &reader.names.lists.particles);
    name.len() == 2 && !opener && reader.token(name.start + 1).is_some_and(|given| is_pinyin(reader, given))
}

/// Whether a word can be read as one to three syllables of Pinyin.
fn is_pinyin(reader: &Reader<'_>, token: &Token<'_>) -> bool {
    let (initials, finals) = &reader.names.pinyin;
    token.style == Style::Capital && token.folded.is_ascii() && syllables(&token.folded, initials, finals, 3)
}

/// Whether `rest` is at most `most` syllables.
fn syllables(rest: &str, initials: &[String], finals: &[String], most: usize) -> bool {
    if rest.is_empty() {
        return true;
    }
    if most == 0 {
        return false;
    }
    let starts = initials.iter().filter_map(|initial| rest.strip_prefix(initial.as_str())).chain([rest]);
    starts
        .flat_map(|rest| finals.iter().filter_map(move |ending| rest.strip_prefix(ending.as_str())))
        .any(|rest| syllables(rest, initials, finals, most - 1))
}

/// A single family name of Korea, China or Vietnam beside a word of saying.
fn is_surname_spoken(reader: &Reader<'_>, line: &Line, name: &Range<usize>) -> bool {
    let lists = &reader.names.lists;
    reader.is_in(line, name.start, &lists.first_surnames)
        && !reader.is_in(line, name.start, &lists.openers)
        && reader.is_in(line, name.end, &lists.saying)
}

/// Number of the person with that full name.
fn introduce(reader: &mut Reader<'_>, name: &Range<usize>) -> usize {
    let text = reader.page.words(name).to_owned();
    let parts = crate::phrases::parts(&text);
    let known = reader.names.by_id.get(&super::slug(&text)).copied().filter(|known| {
        reader.known(*known).is_some_and(|known| known.kind == dateline_record::ActorKind::Person)
    });
    let (surname, given) = surname_of(reader, &text, &parts);
    reader.person(Person { name: text, parts, known, surname, given, name_only: false, roles: Vec::new() })
}

/// Family and given name of a name as written.
fn surname_of(reader: &Reader<'_>, text: &str, parts: &[String]) -> (Vec<String>, Vec<String>) {
    let lists = &reader.names.lists;
    let words: Vec<&str> = text.split_whitespace().collect();
    let first_is_surname = parts.first().is_some_and(|first| lists.first_surnames.contains(first));
    let hyphenated = words.get(1).is_some_and(|word| word.contains('-')) && words.len() == 2;
    let short = |word: &&str| word.len() <= LONGEST_SYLLABLE && !lists.given.contains(fold(word).as_ref());
    let syllables = words.len() == 3 && words.iter().skip(1).all(short);
    let (initials, finals) = &reader.names.pinyin;
    let given_first = parts.first().is_some_and(|first| lists.given.contains(first));
    let pinyin = words.len() == 2
        && !given_first
        && words.get(1).is_some_and(|word| self::syllables(&fold(word), initials, finals, 3));
    if first_is_surname && (hyphenated || syllables || pinyin) {
        let surname = parts.first().cloned().into_iter().collect();
        return (surname, parts.iter().skip(1).cloned().collect());
    }
    let mut end = parts.len();
    while end > 1 && parts.get(end - 1).is_some_and(|word| lists.suffixes.contains(word)) {
        end -= 1;
    }
    let mut start = end.saturating_sub(1);
    let hyphens = words.last().map_or(0, |word| crate::phrases::parts(word).len().saturating_sub(1));
    start = start.saturating_sub(if end == parts.len() { hyphens } else { 0 }).max(1);
    while start > 1 && parts.get(start - 1).is_some_and(|word| lists.particles.contains(word)) {
        start -= 1;
    }
    let slice = |range: Range<usize>| parts.get(range).unwrap_or_default().to_vec();
    (slice(start..end), slice(0..start))
}

/// Letters of the longest syllable in a Korean given name ("Myung", "Hyeong").
const LONGEST_SYLLABLE: usize = 6;

/// The words of a name that are not its family name.
fn given_of(parts: &[String], surname: &[String]) -> Vec<String> {
    if surname.is_empty() {
        return Vec::new();
    }
    let rest = parts.strip_prefix(surname).or_else(|| parts.strip_suffix(surname));
    rest.unwrap_or_default().to_vec()
}
