//! Lines that pasting has glued together: headlines without a space between them, a sub-heading before its paragraph.
//!
//! Recognised: a small letter, digit or closing mark directly before the capital that begins another headline
//! (`…Oslo visitNorway seeks…`); a sub-heading in capitals before a word in usual letters (`TRADE AND FISHStill, Norway…`);
//! a sub-heading whose words begin with capitals before a sentence (`Banks Close Their DoorsFollowing the…`). Not
//! recognised: headlines glued where the first ends in a capital, sub-headings glued to the end of a paragraph.

use crate::words::is_space;
use dateline_knowledge::Boilerplate;

/// Fewest words of each headline of a glued line, when one of its cuts is as sure as a cut inside a word in small letters.
const HEADLINE_WORDS: usize = 3;
/// Fewest words in capitals of a glued sub-heading, the word that is cut included.
const CAPITAL_WORDS: usize = 2;
/// Most bytes of a glued sub-heading.
const LONGEST_HEADING: usize = 160;
/// Bytes of a word behind which no cut is sought; a limit keeps time linear on endless words.
const LONGEST_WORD: usize = 100;

/// Offsets at which a line of glued headlines is to be cut, in order; empty where it is no such line.
pub(super) fn headline_cuts(line: &str, words: &Boilerplate) -> Vec<usize> {
    let candidates: Vec<(usize, Joint)> = joints(line, words);
    if !candidates.iter().any(|(_, joint)| *joint == Joint::Sure) {
        return Vec::new();
    }
    let mut cuts = Vec::new();
    let mut from = 0;
    for (at, _) in candidates {
        let behind = line.get(at..).unwrap_or("");
        if count_words(line.get(from..at).unwrap_or("")) >= HEADLINE_WORDS
            && has_words(behind, HEADLINE_WORDS)
        {
            cuts.push(at);
            from = at;
        }
    }
    cuts
}

/// Where the paragraph behind a glued sub-heading begins.
pub(super) fn heading_cut(line: &str, words: &Boilerplate) -> Option<usize> {
    capital_heading_cut(line).or_else(|| title_heading_cut(line, words))
}

/// How sure it is that two headlines meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// Inside a word that begins with a small letter, or behind a closing mark.
    Sure,
    /// Inside a word that begins with a capital: it might be a name like "YouTube".
    Possible,
}

/// All places where a capital directly follows a small letter, a digit or a closing mark.
fn joints(line: &str, words: &Boilerplate) -> Vec<(usize, Joint)> {
    let mut found = Vec::new();
    let mut word_start = 0;
    let mut before = None;
    let mut open_quote = false;
    let mut closed_quote = false;
    for (at, c) in line.char_indices() {
        if is_space(c) {
            word_start = at + c.len_utf8();
        } else if let Some(previous) = before.filter(|_| c.is_uppercase() && at - word_start <= LONGEST_WORD)
        {
            let left = line.get(word_start..at).unwrap_or("");
            let word = || {
                let end = line.floor_char_boundary(at + LONGEST_WORD);
                line.get(word_start..end).unwrap_or("").split(is_space).next().unwrap_or("")
            };
            let joint = joint(left, previous, closed_quote);
            let joint = joint.filter(|_| !is_name_with_capital(word(), left, words));
            found.extend(joint.map(|joint| (at, joint)));
        }
        closed_quote = open_quote && c == '’';
        open_quote = (open_quote || c == '‘') && c != '’';
        before = Some(c);
    }
    found
}

/// Whether two headlines may meet behind `left`, the beginning of a word, which ends in `previous`.
fn joint(left: &str, previous: char, closed_quote: bool) -> Option<Joint> {
    let letters = left.chars().rev().take_while(|c| c.is_alphabetic());
    match previous {
        '”' | ')' | '?' | '!' | '%' | '"' | ']' => Some(Joint::Sure),
        '’' if closed_quote => Some(Joint::Sure),
        '.' if left.chars().filter(|c| c.is_lowercase()).count() > 2 => Some(Joint::Sure),
        c if c.is_numeric() => (left.chars().all(char::is_numeric) && left.len() > 1).then_some(Joint::Sure),
        c if c.is_lowercase() => {
            let small = left.starts_with(char::is_lowercase) && left.chars().nth(1).is_some();
            let possible = letters.take(4).count() == 4 || left.contains(['’', '\'']);
            small.then_some(Joint::Sure).or(possible.then_some(Joint::Possible))
        }
        _ => None,
    }
}

/// Whether `word` is a name with a capital inside, or `left` the beginning of one.
fn is_name_with_capital(word: &str, left: &str, words: &Boilerplate) -> bool {
    let part = left.rsplit(['-', '/', '’', '\'', '“', '‘', '(']).next().unwrap_or(left);
    let beginning = words.name_beginnings.iter().any(|known| known == part);
    let known = || {
        let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let at = word.len() - bare.len();
        words
            .inner_capitals
            .iter()
            .any(|name| bare.starts_with(name.as_str()) && left.len() < at + name.len())
    };
    beginning || known()
}

/// The cut behind a sub-heading in capitals.
fn capital_heading_cut(line: &str) -> Option<usize> {
    let mut words = 0;
    let mut at = 0;
    while let Some(word) = line.get(at..).and_then(|rest| rest.split(is_space).next()) {
        if at > LONGEST_HEADING || (word.is_empty() && at >= line.len()) {
            return None;
        }
        words += usize::from(word.chars().any(char::is_alphabetic));
        let quote = word.find(['“', '"']).filter(|inner| *inner > 0 && words >= CAPITAL_WORDS);
        if let Some(quote) =
            quote.filter(|quote| !word.get(..*quote).unwrap_or("").chars().any(char::is_lowercase))
        {
            let quoted = line.get(at + quote..).unwrap_or("");
            return starts_in_usual_letters(quoted).then_some(at + quote);
        }
        if word.chars().any(char::is_lowercase) {
            return joint_in_capitals(word).filter(|_| words >= CAPITAL_WORDS).map(|inner| at + inner);
        }
        at += word.len();
        at += line.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    None
}

/// The offset of the last capital in `SAYSAhead`; at least two capitals stand before it.
fn joint_in_capitals(word: &str) -> Option<usize> {
    let small = word.find(char::is_lowercase)?;
    let capitals = word.get(..small)?;
    let (last, c) = capitals.char_indices().next_back()?;
    let before = capitals.get(..last)?;
    let enough = before
        .chars()
        .rev()
        .take(2)
        .filter(|c| c.is_uppercase() || c.is_numeric() || "’”?!".contains(*c))
        .count()
        == 2;
    let plural =
        word.get(small..).is_some_and(|tail| tail == "s" || tail.starts_with("s ") || tail.starts_with("s’"));
    (c.is_uppercase() && enough && !plural).then_some(last)
}

/// Whether what follows the opening quotation mark is a sentence: a capital, then small letters.
fn starts_in_usual_letters(quoted: &str) -> bool {
    let mut characters = quoted.chars().skip(1);
    characters.next().is_some_and(char::is_uppercase)
        && characters.next().is_some_and(|c| c.is_lowercase() || c == ' ' || c == '’')
        && characters.any(char::is_lowercase)
}

/// The cut behind a sub-heading whose words begin with capitals.
fn title_heading_cut(line: &str, words: &Boilerplate) -> Option<usize> {
    let window = line.get(..line.floor_char_boundary(LONGEST_HEADING))?;
    joints(window, words).into_iter().map(|(at, _)| at).find(|at| {
        let heading = window.get(..*at).unwrap_or("");
        let long_words = || heading.split_whitespace().filter(|word| word.chars().count() > 3);
        count_words(heading) >= HEADLINE_WORDS
            && !heading.contains(['.', ',', '!', ';'])
            && long_words().count() > 1
            && long_words()
                .all(|word| word.trim_start_matches(['“', '‘', '"', '\'']).starts_with(char::is_uppercase))
            && line.get(*at..).is_some_and(|rest| has_words(rest, 6))
    })
}

fn count_words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn has_words(text: &str, least: usize) -> bool {
    text.split_whitespace().take(least).count() == least
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_knowledge::Knowledge;

    /// `expected` is the line with `|` where it is cut.
    fn check(find: impl Fn(&str, &Boilerplate) -> Vec<usize>, expected: &str) {
        let line = expected.replace('|', "");
        let mut shown = line.clone();
        for at in find(&line, &Knowledge::built_in().boilerplate).into_iter().rev() {
            shown.insert(at, '|');
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn headlines() {
        for expected in [
            "Oslo’s offer aims to calm markets before vote|Norway seeks balance amid fish dispute|King’s trip to address ports, cod quotas",
            "Talks on fishing rights end in Oslo without result",
            "Apple’s iPhone sales fall in Norway as YouTube and TikTok gain",
            "McDonald and MacArthur visit DeSoto county fair",
            "Minister ‘very satisfied’|Norway to raise its quota again|Who wins in 2026?|Fishermen fear the new law",
            "Quota deal to last until 2030|Norway will publish the details",
            "Banks raise rates again|King to visit Oslo|Swedish YouTube star joins the choir",
            "King Harald invites president to Oslo|President to bring fish experts to talks|Norway’s YouTube channel to show it",
            "King to meet the envoy in spring|Envoy wants talks in Norway|Trade will be discussed there",
            "macOS and eBay fall",
        ] {
            check(headline_cuts, expected);
        }
    }

    #[test]
    fn sub_headings() {
        for expected in [
            "KING ‘VERY SATISFIED’, PALACE SAYS|After the trip, the palace gave a dinner.",
            "FISH AND THE NORTH SEA|Still, Norway and Denmark face hard talks.",
            "COD, PORT FEES|King’s visit is also expected to address ports.",
            "BANKS IN TROUBLE|“We are closing,” the manager said.",
            "Banks Close Their Doors|Following the decision, several banks left the country.",
            "NATO and EU ministers met in Oslo.",
            "US FDA says NGOs and MPs were told.",
            "The YouTube star Ana Marsh left Oslo on Monday for Lagos with her team.",
            "OSLO, March 3 - Norway said it would.",
            "CCTV’s report was wrong.",
        ] {
            check(|line, words| heading_cut(line, words).into_iter().collect(), expected);
        }
    }
}
