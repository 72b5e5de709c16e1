//! Datelines: the places, the day and the agency that open a wire story.
//!
//! Recognised at the beginning of a paragraph: places in capitals or as usually written, several joined by "/" or "and",
//! with a state behind a comma; a day as "Jan 2", "Mar. 3", "2 January", "3. März", with or without year; an agency in
//! brackets; then a dash or a colon ("SEOUL/BEIJING, Jan 2 (Reuters) –", "KYIV, Ukraine (AP) —", "LONDON, March 3 -",
//! "TOKYO, Mar. 3 (Kyodo) --", "(Reuters) -", "NEW DELHI:"). An outlet in the place of the place names the outlet
//! ("afrol News, 12 March -"). Not recognised: datelines inside or at the end of a paragraph, times of day, months alone.

use crate::words::{Word, WordKind, is_space, words};
use dateline_knowledge::{DatelineWords, Knowledge, Outlet};
use dateline_record::Span;

/// What opens a story. Offsets count from the beginning of its paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    /// As names are usually written; empty where none is named.
    pub places: Vec<String>,
    /// From the first place to the closing bracket or dash.
    pub span: Span,
    /// The words of the day.
    pub day: Option<Span>,
    /// The words that name an outlet: in brackets, else before the day.
    pub outlet: Option<Span>,
}

/// Bytes within which a dateline ends.
const LONGEST: usize = 140;
/// Words of a place's name.
const MOST_WORDS: usize = 4;
/// Places of a dateline.
const MOST_PLACES: usize = 5;

/// The dateline that opens `paragraph`.
pub(super) fn parse_opening(paragraph: &str, knowledge: &Knowledge) -> Option<Opening> {
    let window = paragraph.get(..paragraph.floor_char_boundary(LONGEST)).unwrap_or(paragraph);
    let ending = find_ending(window, knowledge)?;
    let head = window.get(..ending.head)?;
    let (named, bracket) = split_bracket(head);
    let (named, day) = split_day(named, &knowledge.datelines);
    let (named, outlet_before) = split_outlet(named, knowledge);
    let places = parse_places(named, &knowledge.datelines)?;
    let outlet = bracket.or(outlet_before);
    let reader = Reader { knowledge, named, window, ending: &ending };
    reader.is_opening(&places, day.is_some(), outlet).then(|| Opening {
        places,
        span: Span::new(0, if bracket.is_some() { head.trim_end().len() } else { ending.behind }),
        day,
        outlet,
    })
}

/// The outlet with that name, in any case.
pub(super) fn outlet_named<'a>(name: &str, knowledge: &'a Knowledge) -> Option<&'a Outlet> {
    let is = |known: &str| is_same(known, name);
    knowledge.outlets.iter().find(|outlet| is(&outlet.name) || outlet.aliases.iter().any(|alias| is(alias)))
}

/// Equal but for case. Names whose case changes their length in bytes are not met in another case than as written.
fn is_same(a: &str, b: &str) -> bool {
    a.len() == b.len()
        && (a.eq_ignore_ascii_case(b) || (!a.is_ascii() && a.to_lowercase() == b.to_lowercase()))
}

/// Where the head of a dateline ends.
struct Ending {
    /// Bytes before the dash, colon or text.
    head: usize,
    /// Offset behind the dash or colon.
    behind: usize,
    mark: Mark,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Dash,
    /// A long or a double dash, which alone may stand behind a place as usually written.
    LongDash,
    Colon,
    /// Nothing: the bracket of a known agency ends it.
    Bracket,
}

fn find_ending(window: &str, knowledge: &Knowledge) -> Option<Ending> {
    let mut in_brackets = false;
    let mut before = ' ';
    for (at, c) in window.char_indices() {
        let behind = window.get(at + c.len_utf8()..).unwrap_or("");
        match c {
            '(' => in_brackets = true,
            ')' => in_brackets = false,
            '.' | '!' | '?' | '“' | '"' if ends_all(window, at, behind) => return None,
            _ if in_brackets => {}
            _ => {
                if let Some((mark, length)) = parse_mark(before, c, behind) {
                    return Some(Ending { head: at, behind: at + length, mark });
                }
            }
        }
        before = c;
    }
    bracket_ending(window, knowledge)
}

/// Whether a mark at `at` ends a sentence: then what stands before it is no dateline.
fn ends_all(window: &str, at: usize, behind: &str) -> bool {
    let word = window.get(..at).unwrap_or("").rsplit([' ', ',', '/']).next().unwrap_or("");
    let abbreviated = word.chars().count() <= 5 && behind.starts_with([' ', ',', ')', '/']);
    !window.get(at..).is_some_and(|rest| rest.starts_with('.'))
        || !(abbreviated || behind.starts_with(char::is_alphanumeric))
}

/// A dash or colon and its length in bytes, given the character before it.
fn parse_mark(before: char, c: char, behind: &str) -> Option<(Mark, usize)> {
    let apart = is_space(before) || before == ')';
    match c {
        '—' | '―' => Some((Mark::LongDash, c.len_utf8())),
        '–' => Some((Mark::Dash, c.len_utf8())),
        '-' | '_' if behind.starts_with(c) => Some((Mark::LongDash, 2)),
        '-' | '_' if apart || (before.is_ascii_digit() && behind.starts_with(' ')) => Some((Mark::Dash, 1)),
        ':' if behind.starts_with(is_space) => Some((Mark::Colon, 1)),
        _ => None,
    }
}

/// The end behind the bracket of a known agency: "TOKYO, Mar. 3 (Kyodo) The …".
fn bracket_ending(window: &str, knowledge: &Knowledge) -> Option<Ending> {
    let (open, close) = (window.find('(')?, window.find(')')?);
    let name = window.get(open + 1..close)?;
    outlet_named(name, knowledge)?;
    Some(Ending { head: close + 1, behind: close + 1, mark: Mark::Bracket })
}

/// What stands before the bracket at the end of a head, and the span of the words inside it.
fn split_bracket(head: &str) -> (&str, Option<Span>) {
    let bracket = || {
        let inner = head.trim_end().strip_suffix(')')?;
        let open = inner.rfind('(')?;
        let name = inner.get(open + 1..)?;
        let named = name.starts_with(char::is_uppercase) && name.len() <= 40;
        named.then_some((head.get(..open)?, Span::new(open + 1, inner.len())))
    };
    bracket().map_or((head, None), |(before, span)| (before, Some(span)))
}

/// What stands before the day at the end of a head, and the span of the day.
fn split_day<'a>(head: &'a str, lexicon: &DatelineWords) -> (&'a str, Option<Span>) {
    let tokens = words(head, Span::new(0, head.len()));
    let day = (0..tokens.len()).find_map(|at| {
        let tail = tokens.get(at..)?;
        let length = parse_day(tail, head, lexicon)?;
        let last = tail.get(length.checked_sub(1)?)?;
        let rest = tail.get(length..)?;
        let ends = rest.iter().all(|word| word.is_mark(head, ',') || word.is_mark(head, '.'));
        ends.then_some(Span::new(tail.first()?.span.start as usize, last.span.end as usize))
    });
    let before = day.and_then(|day| head.get(..day.start as usize));
    (before.unwrap_or(head).trim_end_matches(|c| is_space(c) || c == ','), day)
}

/// Number of tokens of the day that begins `tokens`: "Jan. 2", "January 2, 2026", "2 January", "3. März", "2 de enero".
fn parse_day(tokens: &[Word], text: &str, lexicon: &DatelineWords) -> Option<usize> {
    let is_day = |word: &Word| {
        let digits = word.text(text).trim_end_matches(char::is_alphabetic);
        word.kind == WordKind::Number && digits.parse().is_ok_and(|day: u32| (1..=31).contains(&day))
    };
    let is_month =
        |word: &Word| word.is_word() && lexicon.months.iter().any(|month| is_same(month, word.text(text)));
    let skip = |at: usize, fits: &dyn Fn(&Word) -> bool| at + usize::from(tokens.get(at).is_some_and(fits));
    let first = tokens.first()?;
    let behind_first = skip(1, &|word| word.is_mark(text, '.'));
    let second = if is_month(first) {
        tokens.get(behind_first).filter(|word| is_day(word)).map(|_| behind_first)
    } else {
        let month = skip(behind_first, &|word| word.text(text) == "de");
        is_day(first).then_some(month).filter(|at| tokens.get(*at).is_some_and(is_month))
    }?;
    Some(skip_year(tokens, text, second + 1))
}

/// The number of tokens with the year behind the first `length` of them.
fn skip_year(tokens: &[Word], text: &str, length: usize) -> usize {
    let marks = tokens.iter().skip(length).take(2).take_while(|word| word.kind == WordKind::Mark).count();
    let is_year = |word: &&Word| {
        word.kind == WordKind::Number && word.span.len() == 4 && !word.text(text).contains(',')
    };
    tokens.get(length + marks).filter(is_year).map_or(length, |_| length + marks + 1)
}

/// What is left without the outlet that opens `named`, and the outlet's span: "afrol News", "Xinhua, Beijing".
fn split_outlet<'a>(named: &'a str, knowledge: &Knowledge) -> (&'a str, Option<Span>) {
    let first = named.split(',').next().unwrap_or("");
    if outlet_named(first.trim(), knowledge).is_none() || first.trim().is_empty() {
        return (named, None);
    }
    let rest = named.get(first.len()..).unwrap_or("");
    (rest.trim_start_matches(|c| is_space(c) || c == ','), Some(Span::new(0, first.trim_end().len())))
}

/// The places that `named` lists; none where it is no list of places.
fn parse_places(named: &str, lexicon: &DatelineWords) -> Option<Vec<String>> {
    let named = named.trim_matches(is_space);
    if named.is_empty() {
        return Some(Vec::new());
    }
    let parts = named
        .split(['/', ';', '&'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" AND "));
    let places: Vec<String> = parts.map(|part| parse_place(part, lexicon)).collect::<Option<_>>()?;
    (places.len() <= MOST_PLACES).then_some(places)
}

/// "TAUPO, New Zealand" as "Taupo, New Zealand".
fn parse_place(part: &str, lexicon: &DatelineWords) -> Option<String> {
    let segments: Option<Vec<String>> =
        part.split(',').map(|segment| parse_name(segment.trim_matches(is_space), lexicon)).collect();
    segments.filter(|segments| segments.len() <= 3).map(|segments| segments.join(", "))
}

/// One name of a few words that begin with capitals, as it is usually written.
fn parse_name(segment: &str, lexicon: &DatelineWords) -> Option<String> {
    let parts: Vec<&str> = segment.split_whitespace().collect();
    let is_small = |word: &str| lexicon.small.iter().any(|small| small == word);
    let fits = |word: &&str| {
        is_small(word)
            || (word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || "-.'’".contains(c)))
    };
    let named = !parts.is_empty() && parts.len() <= MOST_WORDS && parts.iter().all(fits);
    let label = parts.iter().any(|word| lexicon.labels.iter().any(|label| label == word));
    let first = parts.first().is_some_and(|word| !is_small(word));
    (named && first && !label).then(|| {
        let usual: Vec<String> =
            parts.iter().enumerate().map(|(at, word)| usual_case(word, at == 0, lexicon)).collect();
        usual.join(" ")
    })
}

/// "SEOUL" as "Seoul", "DE" as "de", "PORT-AU-PRINCE" as "Port-au-Prince", "UAE" as it is.
fn usual_case(word: &str, first: bool, lexicon: &DatelineWords) -> String {
    if word.chars().any(char::is_lowercase) || lexicon.capitals.iter().any(|known| known == word) {
        return word.to_owned();
    }
    let parts: Vec<String> = word
        .split('-')
        .enumerate()
        .map(|(at, part)| {
            let lower = part.to_lowercase();
            let small = !(first && at == 0) && lexicon.small.contains(&lower);
            if small { lower } else { capitalised(&lower) }
        })
        .collect();
    parts.join("-")
}

fn capitalised(lower: &str) -> String {
    let mut characters = lower.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// Decides whether all that was read is a dateline.
struct Reader<'a> {
    knowledge: &'a Knowledge,
    named: &'a str,
    window: &'a str,
    ending: &'a Ending,
}

impl Reader<'_> {
    fn is_opening(&self, places: &[String], has_day: bool, outlet: Option<Span>) -> bool {
        let known_outlet =
            outlet.is_some_and(|span| outlet_named(span.of(self.window), self.knowledge).is_some());
        if places.is_empty() {
            return known_outlet && (has_day || self.ending.mark != Mark::Colon);
        }
        let capitals = self.is_in_capitals();
        let dash = matches!(self.ending.mark, Mark::Dash | Mark::LongDash);
        let apart = || self.window.get(self.named.len()..).is_some_and(|rest| rest.starts_with(','));
        (has_day && (capitals || known_outlet || (dash && apart())))
            || (known_outlet && (capitals || self.is_known_place()))
            || (capitals && dash && (outlet.is_some() || self.story_follows()))
            || (capitals && self.ending.mark == Mark::Colon && self.is_known_place() && self.story_follows())
            || (self.ending.mark == Mark::LongDash && self.is_known_place() && self.story_follows())
    }

    /// Whether the first place is written in capitals.
    fn is_in_capitals(&self) -> bool {
        let first = self.named.split([',', '/']).next().unwrap_or("");
        let small = |word: &str| self.knowledge.datelines.small.iter().any(|small| small == word);
        first.split_whitespace().filter(|word| !small(word)).all(|word| {
            let tail = word.strip_prefix("Mc").unwrap_or(word);
            !tail.is_empty() && !tail.chars().any(char::is_lowercase)
        })
    }

    /// Whether the first place is the capital or the name of a state.
    fn is_known_place(&self) -> bool {
        let first = self.named.split([',', '/']).next().unwrap_or("").trim();
        let is = |name: &String| is_same(name, first);
        self.knowledge.actors.iter().any(|actor| {
            let capital = actor.capital.as_ref();
            capital.is_some_and(|capital| is(&capital.name) || capital.aliases.iter().any(is))
                || (actor.kind == dateline_record::ActorKind::State
                    && (is(&actor.name) || actor.aliases.iter().any(is)))
        })
    }

    /// Whether a sentence in usual letters follows.
    fn story_follows(&self) -> bool {
        let behind = self.window.get(self.ending.behind..).unwrap_or("").trim_start();
        let first = behind.trim_start_matches(['"', '“', '‘', '\'']).chars().next();
        first.is_some_and(|c| c.is_uppercase() || c.is_numeric()) && behind.chars().any(char::is_lowercase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knowledge() -> Knowledge {
        let states =
            "[ruritania]\nname = \"Ruritania\"\nsource = [\"own\"]\ncapital = { name = \"Strelsau\" }\n";
        let outlets = "[reuters]\nname = \"Reuters\"\nagency = true\nsource = [\"own\"]\n\
                       [kyodo]\nname = \"Kyodo News\"\naliases = [\"Kyodo\"]\nagency = true\nsource = [\"own\"]\n\
                       [ap]\nname = \"Associated Press\"\naliases = [\"AP\"]\nagency = true\nsource = [\"own\"]\n\
                       [coast]\nname = \"Coast News\"\nsource = [\"own\"]\n";
        let own = dateline_knowledge::built_in_files();
        let words = own.into_iter().find(|(name, _)| *name == "datelines.toml").unwrap();
        Knowledge::from_toml(&[("states.toml", states), ("outlets.toml", outlets), words]).unwrap()
    }

    /// `expected` is places, day, outlet and the words of the dateline, joined by " | ".
    fn check(paragraph: &str, expected: Option<&str>) {
        let found = parse_opening(paragraph, &knowledge()).map(|opening| {
            let of = |span: Option<Span>| span.map_or("", |span| span.of(paragraph)).to_owned();
            [opening.places.join("; "), of(opening.day), of(opening.outlet), of(Some(opening.span))]
                .join(" | ")
        });
        assert_eq!(found.as_deref(), expected, "{paragraph}");
    }

    #[test]
    fn ok_openings() {
        for (paragraph, expected) in [
            (
                "OSLO/HELSINKI, Jan 2 (Reuters) – Norway said",
                "Oslo; Helsinki | Jan 2 | Reuters | OSLO/HELSINKI, Jan 2 (Reuters)",
            ),
            ("STRELSAU (AP) — The king left.", "Strelsau |  | AP | STRELSAU (AP)"),
            ("OSLO, March 3 - Norway said", "Oslo | March 3 |  | OSLO, March 3 -"),
            ("OSLO, Mar. 3 (Kyodo) Norway said", "Oslo | Mar. 3 | Kyodo | OSLO, Mar. 3 (Kyodo)"),
            ("OSLO, Mar. 3 (Kyodo) -- Norway said", "Oslo | Mar. 3 | Kyodo | OSLO, Mar. 3 (Kyodo)"),
            (
                "RIO DE JANEIRO, 12 de mayo (Reuters) - El",
                "Rio de Janeiro | 12 de mayo | Reuters | RIO DE JANEIRO, 12 de mayo (Reuters)",
            ),
            ("Oslo, 2 January 2026 – Norway said", "Oslo | 2 January 2026 |  | Oslo, 2 January 2026 –"),
            (
                "OSLO, January 2, 2026 (Xyz) -- Norway",
                "Oslo | January 2, 2026 | Xyz | OSLO, January 2, 2026 (Xyz)",
            ),
            ("WIEN, 3. März (Reuters) - Die", "Wien | 3. März | Reuters | WIEN, 3. März (Reuters)"),
            ("LILLEHAMMER, Norway (AP) — It", "Lillehammer, Norway |  | AP | LILLEHAMMER, Norway (AP)"),
            (
                "ST. JOHN’S, Antigua, June 4 - The",
                "St. John’s, Antigua | June 4 |  | ST. JOHN’S, Antigua, June 4 -",
            ),
            ("PORT-AU-PRINCE — Two ships", "Port-au-Prince |  |  | PORT-AU-PRINCE —"),
            ("OSLO and HELSINKI, June 4 - The", "Oslo; Helsinki | June 4 |  | OSLO and HELSINKI, June 4 -"),
            ("Strelsau — The king left.", "Strelsau |  |  | Strelsau —"),
            ("STRELSAU: The king left.", "Strelsau |  |  | STRELSAU:"),
            ("Coast News, 12 March - The", " | 12 March | Coast News | Coast News, 12 March -"),
            ("(Reuters) - The king", " |  | Reuters | (Reuters)"),
            ("March 3 (Reuters) - The king", " | March 3 | Reuters | March 3 (Reuters)"),
            ("ABU DHABI, UAE, June 4 - The", "Abu Dhabi, UAE | June 4 |  | ABU DHABI, UAE, June 4 -"),
        ] {
            check(paragraph, Some(expected));
        }
    }

    #[test]
    fn err_no_openings() {
        for paragraph in [
            "The king – a former sailor – left.",
            "EXCLUSIVE: The king left.",
            "UPDATE — The king left.",
            "Marsh — The minister for fish — left.",
            "NATO — the alliance — met.",
            "On March 3 - a Friday - the king left.",
            "Acme (ACME) – Shares fell.",
            "He left. OSLO, March 3 - Norway",
            "BUDGET TALKS – WHAT NOW",
            "In January, 12 (of 20) members left - again.",
            "",
            "—",
        ] {
            check(paragraph, None);
        }
    }
}
