//! What stands between quotation marks in one block, whatever the style of the marks.
//!
//! Recognised: “ ”, " ", « » and two backticks closed by two apostrophes, mixed in any way; ‘ ’ and ' ' where no double ones are around them. An apostrophe is
//! no quotation mark. A quotation without closing mark goes on to the end of its block. Time is linear in the block.

use dateline_record::Span;

/// A quotation with its marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    /// With the marks.
    pub span: Span,
    /// What stands between them.
    pub inner: Span,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// Whether its marks are single.
    pub single: bool,
}

/// The passages of a block, in order, disjoint.
pub(crate) fn passages(text: &str, block: Span) -> Vec<Passage> {
    let words = block.of(text);
    let start = block.start as usize;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((open, mark)) = next_opening(words, at) {
        let single = matches!(mark, "‘" | "'");
        let inner = open + mark.len();
        let closing = if single { single_closing(words, inner) } else { double_closing(words, inner) };
        if single && closing.is_none() {
            at = inner;
            continue;
        }
        let (inner_end, end) = closing.unwrap_or((words.len(), words.len()));
        if inner < inner_end {
            found.push(Passage {
                span: Span::new(start + open, start + end),
                inner: Span::new(start + inner, start + inner_end),
                closed: closing.is_some(),
                single,
            });
        }
        at = end;
    }
    found
}

/// Marks that may open a quotation.
const OPENERS: [char; 7] = ['“', '„', '«', '"', '`', '‘', '\''];

/// The next mark that opens a quotation.
fn next_opening(words: &str, from: usize) -> Option<(usize, &'static str)> {
    let mut before = words.get(..from)?.chars().next_back();
    for (at, character) in words.get(from..)?.char_indices() {
        if !OPENERS.contains(&character) {
            before = Some(character);
            continue;
        }
        let rest = words.get(from + at + character.len_utf8()..)?;
        let next = rest.chars().next();
        let free = || before.is_none_or(|c| c.is_whitespace() || "([{—–-/“\"".contains(c));
        let word = || next.is_some_and(|c| !c.is_whitespace());
        match character {
            '“' | '„' | '«' => {
                return Some((
                    from + at,
                    if character == '“' {
                        "“"
                    } else if character == '„' {
                        "„"
                    } else {
                        "«"
                    },
                ));
            }
            '"' if word() && free() => return Some((from + at, "\"")),
            '`' if next == Some('`') => return Some((from + at, "``")),
            '‘' if word() && free() => return Some((from + at, "‘")),
            '\'' if free() && next.is_some_and(char::is_alphabetic) => return Some((from + at, "'")),
            _ => {}
        }
        before = Some(character);
    }
    None
}

/// Where a quotation in double marks ends, and the byte behind its closing mark.
fn double_closing(words: &str, from: usize) -> Option<(usize, usize)> {
    let rest = words.get(from..)?;
    for (at, character) in rest.char_indices() {
        let end = from + at;
        match character {
            '”' | '»' | '"' => return Some((end, end + character.len_utf8())),
            '\'' if rest.as_bytes().get(at + 1) == Some(&b'\'') => return Some((end, end + 2)),
            _ => {}
        }
    }
    None
}

/// Where a quotation in single marks ends: at a mark that no letter follows. A plural's apostrophe ("the workers’ pay")
/// is told apart only where a word in small letters follows and another closing mark is still to come.
fn single_closing(words: &str, from: usize) -> Option<(usize, usize)> {
    let rest = words.get(from..)?;
    let mut best = None;
    let mut before = None;
    for (at, character) in rest.char_indices() {
        if matches!(character, '“' | '”' | '"' | '‘') {
            break;
        }
        let behind = rest.get(at + character.len_utf8()..).unwrap_or("");
        let free = !behind.chars().next().is_some_and(char::is_alphanumeric);
        if matches!(character, '’' | '\'') && free && before.is_some_and(|c: char| !c.is_whitespace()) {
            let plural = before == Some('s') && behind.trim_start().starts_with(char::is_lowercase);
            best = Some((from + at, from + at + character.len_utf8()));
            if !plural {
                break;
            }
        }
        before = Some(character);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let found = passages(text, Span::new(0, text.len()));
        let shown: Vec<&str> = found.iter().map(|passage| passage.span.of(text)).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn marks_of_all_styles() {
        for (text, expected) in [
            ("“We sail,” she said. “We return.”", &["“We sail,”", "“We return.”"][..]),
            ("\"We sail,\" she said. \"We return.\"", &["\"We sail,\"", "\"We return.\""]),
            ("``We sail,'' she said.", &["``We sail,''"]),
            ("“We ‘sail’ now,” she said.", &["“We ‘sail’ now,”"]),
            ("“They call it ‘a good wind,'” she said.", &["“They call it ‘a good wind,'”"]),
            ("HARBOUR IS ‘A GIFT’, OWNER SAYS", &["‘A GIFT’"]),
            ("The owner’s ship isn’t the sailors’ ship.", &[]),
            ("They want 'a fair wind,' she said.", &["'a fair wind,'"]),
            ("It was the spirit of '68 and rock 'n' roll.", &["'n'"]),
            ("“We sail. She will not say when", &["“We sail. She will not say when"]),
            ("A pipe of 5\" and a plank", &[]),
            ("", &[]),
        ] {
            check(text, expected);
        }
    }

    proptest! {
        #[test]
        fn passages_are_ordered_and_inside(text in "([a-z ,.]|“|”|\"|‘|’|'|`|é){0,60}") {
            let mut end = 0;
            for passage in passages(&text, Span::new(0, text.len())) {
                prop_assert!(passage.span.start >= end && !passage.inner.is_empty());
                prop_assert!(passage.span.contains(passage.inner));
                prop_assert!(text.get(passage.span.range()).is_some() && text.get(passage.inner.range()).is_some());
                end = passage.span.end;
            }
        }
    }
}
