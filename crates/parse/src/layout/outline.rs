//! What each line of a text is among its neighbours: where the story begins and ends, its headline, key points, sub-headings.
//!
//! Recognised: a story from its first line on; a story inside a page, whose title the first line repeats or which begins
//! with a dateline or with prose; short lines before prose as sub-headings; runs of short lines as menus and links. Left out:
//! comments of readers, which look like prose.

use super::credits::parse_names;
use super::lines::{Line, Shape};
use super::organs::title_outlet;
use dateline_knowledge::Knowledge;
use dateline_record::{BlockKind, Credit, Span};

/// What was decided.
pub(super) struct Outline {
    /// One a line.
    pub kinds: Vec<BlockKind>,
    /// The words of a headline line.
    pub headline: Option<Span>,
}

/// Numbers that decide; chosen on own texts.
struct Rules {
    /// Most lines above a story that has no menu above it.
    plain_above: usize,
    /// Fewest words of a headline below a menu.
    headline_words: usize,
    /// Most words of a headline.
    longest_headline: usize,
    /// Fewest words of a key point.
    key_point_words: usize,
    /// Lines below the title within which a by-line is sought.
    by_line_within: usize,
    /// Most words of a sub-heading.
    heading_words: usize,
    /// Fewest words of a question that is a sub-heading.
    question_words: usize,
    /// Short lines in a row from which none is a sub-heading.
    heading_run: usize,
    /// Short lines in a row that end a story where little prose follows.
    closing_run: usize,
}

const RULES: Rules = Rules {
    plain_above: 8,
    headline_words: 4,
    longest_headline: 30,
    key_point_words: 5,
    by_line_within: 12,
    heading_words: 14,
    question_words: 3,
    heading_run: 2,
    closing_run: 5,
};

/// Decides on all lines. `opening` is the line that a dateline opens.
pub(super) fn outline(text: &str, lines: &[Line], opening: Option<usize>, knowledge: &Knowledge) -> Outline {
    let page_title = find_page_title(text, lines);
    let start = opening
        .filter(|at| page_title.is_none_or(|title| title < *at))
        .unwrap_or_else(|| find_start(text, lines, page_title));
    let title = page_title.or_else(|| find_title(text, lines, start, knowledge));
    let story = Story {
        text,
        lines,
        title,
        start,
        end: find_end(lines, start),
        has_prose: lines.iter().any(is_prose),
        knowledge,
    };
    let kinds = (0..lines.len()).map(|at| story.kind(at)).collect();
    Outline {
        kinds,
        headline: title.and_then(|at| lines.get(at)).map(|line| title_span(text, line, knowledge)),
    }
}

/// The title's words without the outlet behind them.
fn title_span(text: &str, line: &Line, knowledge: &Knowledge) -> Span {
    let words = line.span.of(text);
    let length = title_outlet(words, knowledge).map_or(words.len(), |(_, length, _)| length);
    Span { start: line.span.start, end: line.span.start + u32::try_from(length).unwrap_or(0) }
}

fn is_prose(line: &Line) -> bool {
    line.shape == Shape::Prose
}

/// Prose, or a short line that ends as a sentence does.
fn is_passage(line: &Line) -> bool {
    is_prose(line) || (line.shape == Shape::Short && line.ends)
}

/// The line that repeats the first one, which is the title of the page: the last of them before most of the prose.
fn find_page_title(text: &str, lines: &[Line]) -> Option<usize> {
    let first = lines.first().filter(|line| line.words <= RULES.longest_headline)?.span.of(text);
    if first.ends_with('.') {
        return None;
    }
    let all = lines.iter().filter(|line| is_prose(line)).count();
    let mut prose = 0;
    let mut found = None;
    for (at, line) in lines.iter().enumerate().skip(1) {
        if line.words >= 2 && repeats(first, line.span.of(text)) && prose * 2 <= all {
            found = Some(at);
        }
        prose += usize::from(is_prose(line));
    }
    found
}

/// Whether `line` is the page's title, with or without the name of the site behind a bar or dash.
fn repeats(title: &str, line: &str) -> bool {
    title.strip_prefix(line).is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.is_empty() || rest.starts_with(['|', '-', '–', '—', '·', ':', '»'])
    })
}

/// The first line of the story.
fn find_start(text: &str, lines: &[Line], title: Option<usize>) -> usize {
    let from = title.map_or(0, |title| title + 1);
    let by_line = lines
        .iter()
        .enumerate()
        .skip(from)
        .take(RULES.by_line_within)
        .find(|(_, line)| matches!(&line.shape, Shape::Credit(_)))
        .map(|(at, _)| at + 1)
        .filter(|_| title.is_some());
    let from = by_line.unwrap_or(from);
    let prose = || lines.iter().enumerate().skip(from).filter(|(_, line)| is_prose(line)).map(|(at, _)| at);
    let near =
        prose().zip(prose().skip(1)).find(|(at, next)| next - at <= RULES.closing_run).map(|(at, _)| at);
    near.or_else(|| prose().next())
        .unwrap_or_else(|| usize::from(from == 0 && has_headline_alone(text, lines)).max(from))
}

/// Whether a text without prose begins with a line that could be its headline.
fn has_headline_alone(text: &str, lines: &[Line]) -> bool {
    lines.len() > 1 && lines.first().is_some_and(|line| looks_like_headline(text, line))
}

fn looks_like_headline(text: &str, line: &Line) -> bool {
    let words = line.span.of(text);
    line.shape == Shape::Short
        && line.words <= RULES.longest_headline
        && !words.ends_with(['.', ',', ';', ':'])
}

/// The headline above the story: the first line where there is no menu, else the nearest that is long enough.
fn find_title(text: &str, lines: &[Line], start: usize, knowledge: &Knowledge) -> Option<usize> {
    let fits = |(at, line): (usize, &Line)| {
        (looks_like_headline(text, line) && !is_time_stamp(line.span.of(text), knowledge)).then_some(at)
    };
    let mut above = lines.iter().enumerate().take(start);
    if start <= RULES.plain_above {
        return above.find_map(fits);
    }
    above.filter(|(_, line)| line.words >= RULES.headline_words).filter_map(fits).next_back()
}

/// Words of a time stamp that says no day.
const STAMP_WORDS: [&str; 9] = ["ago", "hours", "hour", "hrs", "minutes", "mins", "min", "GMT", "BST"];

/// Whether a line says when it was published: a number and the name of a month, or "5 hours ago".
fn is_time_stamp(line: &str, knowledge: &Knowledge) -> bool {
    let is_month =
        |word: &str| knowledge.datelines.months.iter().any(|month| month.eq_ignore_ascii_case(word));
    let words = || line.split(|c: char| !c.is_alphanumeric());
    let number = words().any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    number && words().count() <= 16 && words().any(|word| is_month(word) || STAMP_WORDS.contains(&word))
}

/// The people of a line of names, with or without a time stamp behind them.
pub(super) fn names_of(line: &str, offset: usize, knowledge: &Knowledge) -> Option<Vec<Credit>> {
    let names = line.split(|c: char| c.is_ascii_digit()).next().unwrap_or(line);
    parse_names(names, offset, knowledge)
}

/// The line behind the story's last one.
fn find_end(lines: &[Line], start: usize) -> usize {
    let prose_before: Vec<usize> = running_count(lines, start);
    let all = prose_before.last().copied().unwrap_or(0);
    let before = |at: usize| prose_before.get(at).copied().unwrap_or(all);
    let mut run = 0;
    for (at, line) in lines.iter().enumerate().skip(start) {
        run = if is_passage(line) { 0 } else { run + usize::from(line.shape != Shape::Notice) };
        if line.closes && all - before(at) < before(at) {
            return at;
        }
        if run >= RULES.closing_run && (all - before(at)) * 2 < before(at) {
            return behind_credits(lines, behind_passages(lines, at));
        }
    }
    let last = lines.iter().rposition(is_passage);
    let end = last.map_or(lines.len(), |at| at + 1).max(start);
    if all == 0 { lines.len() } else { behind_credits(lines, end) }
}

/// The line behind the last passage before `at`.
fn behind_passages(lines: &[Line], at: usize) -> usize {
    lines.iter().take(at).rposition(is_passage).map_or(at, |last| last + 1)
}

/// For each line, and behind the last, how much prose stands before it from `start` on.
fn running_count(lines: &[Line], start: usize) -> Vec<usize> {
    let mut count = 0;
    let mut counts = vec![0];
    for (at, line) in lines.iter().enumerate() {
        count += usize::from(at >= start && is_prose(line));
        counts.push(count);
    }
    counts
}

/// The line behind the credits that follow, notices among them.
fn behind_credits(lines: &[Line], end: usize) -> usize {
    let follows = lines.iter().enumerate().skip(end);
    let follows = follows.take_while(|(_, line)| matches!(line.shape, Shape::Credit(_) | Shape::Notice));
    follows
        .filter(|(_, line)| matches!(line.shape, Shape::Credit(_)))
        .map(|(at, _)| at + 1)
        .last()
        .unwrap_or(end)
}

struct Story<'a> {
    text: &'a str,
    lines: &'a [Line],
    title: Option<usize>,
    start: usize,
    end: usize,
    has_prose: bool,
    knowledge: &'a Knowledge,
}

impl Story<'_> {
    fn kind(&self, at: usize) -> BlockKind {
        let Some(line) = self.lines.get(at) else { return BlockKind::Boilerplate };
        if self.title == Some(at) {
            BlockKind::Heading
        } else if self.title.is_some_and(|title| at < title) || at >= self.end {
            BlockKind::Boilerplate
        } else if at < self.start {
            self.above(at, line)
        } else {
            self.inside(at, line)
        }
    }

    /// Between headline and story.
    fn above(&self, at: usize, line: &Line) -> BlockKind {
        let words = line.span.of(self.text);
        match line.shape {
            Shape::Credit(_) => BlockKind::Credit,
            Shape::Headlines | Shape::Prose => BlockKind::KeyPoint,
            Shape::Short if self.is_names(at, words) => BlockKind::Credit,
            Shape::Short if is_time_stamp(words, self.knowledge) => BlockKind::Boilerplate,
            Shape::Short if line.words >= RULES.key_point_words => BlockKind::KeyPoint,
            Shape::Short | Shape::Notice => BlockKind::Boilerplate,
        }
    }

    /// Whether a line below the headline is names alone: "By" stands above it, or a time stamp on it or below it.
    fn is_names(&self, at: usize, words: &str) -> bool {
        let line = |at: usize| self.lines.get(at).map_or("", |line| line.span.of(self.text));
        let by = || {
            at > 0 && self.knowledge.credits.by_lines.iter().any(|by| by.eq_ignore_ascii_case(line(at - 1)))
        };
        let stamped = || is_time_stamp(words, self.knowledge) || is_time_stamp(line(at + 1), self.knowledge);
        names_of(words, 0, self.knowledge).is_some() && (by() || stamped())
    }

    fn inside(&self, at: usize, line: &Line) -> BlockKind {
        match line.shape {
            Shape::Prose if self.is_question_heading(at, line) => BlockKind::Heading,
            Shape::Prose => BlockKind::Paragraph,
            Shape::Notice | Shape::Headlines => BlockKind::Boilerplate,
            Shape::Credit(_) => BlockKind::Credit,
            Shape::Short => self.short(at, line),
        }
    }

    /// A short line inside the story: a heading stands alone, or behind one other short line, before a passage.
    fn short(&self, at: usize, line: &Line) -> BlockKind {
        let words = line.span.of(self.text);
        let item = words.starts_with(['•', '-', '–', '*', '·', '“', '"', '「']);
        if self.is_question_heading(at, line) {
            return BlockKind::Heading;
        }
        if line.ends || item || !self.has_prose {
            return BlockKind::Paragraph;
        }
        let is_short = |line: &&Line| line.shape == Shape::Short && !line.ends;
        let behind = self
            .lines
            .iter()
            .take(self.end)
            .skip(at + 1)
            .take_while(is_short)
            .take(RULES.heading_run)
            .count();
        let before = self.lines.iter().take(at).rev().take_while(is_short).take(RULES.heading_run).count();
        let plain = words.starts_with(|c: char| !c.is_lowercase()) && !words.ends_with([',', ';']);
        let heading = plain && line.words <= RULES.heading_words && !is_time_stamp(words, self.knowledge);
        match (before + behind < RULES.heading_run, heading) {
            (true, true) if behind == 0 && self.leads(at) => BlockKind::Heading,
            (true, false) if !is_time_stamp(words, self.knowledge) => BlockKind::Paragraph,
            _ => BlockKind::Boilerplate,
        }
    }

    /// Whether a passage of the story follows the line, notices apart.
    fn leads(&self, at: usize) -> bool {
        let mut next =
            self.lines.iter().take(self.end).skip(at + 1).filter(|line| line.shape != Shape::Notice);
        next.next().is_some_and(is_passage)
    }

    /// Whether a line is one short question between passages: "What happens next?"
    fn is_question_heading(&self, at: usize, line: &Line) -> bool {
        let words = line.span.of(self.text);
        (RULES.question_words..=RULES.heading_words).contains(&line.words)
            && words.ends_with('?')
            && words.starts_with(char::is_uppercase)
            && !words.trim_end_matches('?').contains(['.', '!', '?', '“', '"'])
            && at > self.start
            && self.leads(at)
    }
}
