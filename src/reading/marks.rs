//! What is marked in an article's text, cut into runs that do not overlap.
//!
//! It owns the marks of a record (actors, topics, dates, quotes, matches, the sentence of the address) and the cutting
//! of a block where any of them begins or ends, so that nested and crossing marks can be drawn as a flat row of spans.
//! It leaves out colours and what a click does.

use dateline_corpus::order;
use dateline_record::{ActorKind, Article, Span};

/// What a mark is, and which item of the record's list it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A quotation.
    Quote(usize),
    /// The sentence that the address names.
    Sentence,
    /// The line of places and day.
    Dateline,
    /// A person or a state.
    Actor(usize),
    /// An organisation.
    Organisation(usize),
    /// A topic's words, with the place of the mention in the topic.
    Topic(usize, usize),
    /// A date expression.
    Date(usize),
    /// What the query asks for; its number from 0.
    Match(usize),
}

impl Kind {
    /// The class that draws it.
    pub fn class(self) -> &'static str {
        match self {
            Kind::Quote(_) => "q",
            Kind::Sentence => "at",
            Kind::Dateline => "dl",
            Kind::Actor(_) => "a",
            Kind::Organisation(_) => "o",
            Kind::Topic(..) => "t",
            Kind::Date(_) => "d",
            Kind::Match(_) => "hit",
        }
    }

    /// Whether a click on it says something.
    pub fn speaks(self) -> bool {
        !matches!(self, Kind::Sentence | Kind::Dateline | Kind::Match(_))
    }
}

/// Something marked in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where, in bytes of the article's text.
    pub span: Span,
    /// What.
    pub kind: Kind,
}

/// A stretch of text under the same marks from end to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where, in bytes of the article's text.
    pub span: Span,
    /// The marks over it, as places in the list of marks, in the order of that list.
    pub marks: Vec<usize>,
}

/// All marks of an article, by start; of two with one start the longer is first.
pub fn marks(article: &Article, matches: &[Span], sentence: Option<Span>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut add = |span: Span, kind: Kind| marks.push(Mark { span, kind });
    for (place, quote) in article.quotes.iter().enumerate() {
        add(quote.span, Kind::Quote(place));
    }
    for (place, actor) in article.actors.iter().enumerate() {
        let organisation = actor.kind == ActorKind::Organisation;
        let kind = if organisation { Kind::Organisation(place) } else { Kind::Actor(place) };
        actor.mentions.iter().for_each(|mention| add(mention.span, kind));
    }
    for (place, topic) in article.topics.iter().enumerate() {
        for (number, mention) in topic.mentions.iter().enumerate() {
            add(mention.span, Kind::Topic(place, number));
        }
    }
    for (place, date) in article.dates.iter().enumerate() {
        add(date.span, Kind::Date(place));
    }
    for (number, span) in matches.iter().enumerate() {
        add(*span, Kind::Match(number));
    }
    if let Some(span) = sentence {
        add(span, Kind::Sentence);
    }
    if let Some(dateline) = &article.dateline {
        add(dateline.span, Kind::Dateline);
    }
    order::sort_by_key(&mut marks, |mark| (mark.span.start, std::cmp::Reverse(mark.span.end), mark.kind));
    marks
}

/// A block cut where a mark begins or ends. The runs cover the block in order, without gap or overlap.
pub fn runs(block: Span, marks: &[Mark]) -> Vec<Run> {
    let first = marks.partition_point(|mark| mark.span.start < block.start);
    let before = marks.iter().enumerate().take(first).filter(|(_, mark)| mark.span.end > block.start);
    let inside = marks.iter().enumerate().skip(first).take_while(|(_, mark)| mark.span.start < block.end);
    let over: Vec<(usize, Span)> = before.chain(inside).map(|(place, mark)| (place, mark.span)).collect();
    let mut cuts: Vec<u32> = over.iter().flat_map(|(_, span)| [span.start, span.end]).collect();
    cuts.retain(|cut| (block.start..block.end).contains(cut));
    cuts.push(block.start);
    cuts.push(block.end);
    order::sort(&mut cuts);
    cuts.dedup();
    cut_at(&cuts, &over)
}

fn cut_at(cuts: &[u32], over: &[(usize, Span)]) -> Vec<Run> {
    let mut open: Vec<(usize, Span)> = Vec::new();
    let mut next = over.iter().peekable();
    let mut runs = Vec::with_capacity(cuts.len());
    for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
        open.retain(|(_, span)| span.end > *start);
        while let Some(mark) = next.next_if(|(_, span)| span.start <= *start) {
            open.push(*mark);
        }
        let marks = open.iter().map(|(place, _)| *place).collect();
        runs.push(Run { span: Span { start: *start, end: *end }, marks });
    }
    runs
}

/// Runs gathered by the quotation they stand in, so that a quotation is drawn as one.
pub fn by_quote(runs: &[Run], marks: &[Mark]) -> Vec<(Option<usize>, Vec<Run>)> {
    let mut groups: Vec<(Option<usize>, Vec<Run>)> = Vec::new();
    for run in runs {
        let quote = run.marks.iter().copied().find(|place| is_quote(marks, *place));
        match groups.last_mut() {
            Some((last, group)) if *last == quote => group.push(run.clone()),
            _ => groups.push((quote, vec![run.clone()])),
        }
    }
    groups
}

fn is_quote(marks: &[Mark], place: usize) -> bool {
    marks.get(place).is_some_and(|mark| matches!(mark.kind, Kind::Quote(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(start: usize, end: usize, kind: Kind) -> Mark {
        Mark { span: Span::new(start, end), kind }
    }

    #[test]
    fn nested_and_crossing_marks_are_cut() {
        let marks = [
            mark(0, 10, Kind::Quote(0)),
            mark(2, 5, Kind::Actor(0)),
            mark(4, 8, Kind::Topic(0, 0)),
            mark(20, 30, Kind::Quote(1)),
        ];
        let cut: Vec<_> = runs(Span::new(0, 12), &marks)
            .into_iter()
            .map(|run| (run.span.start, run.span.end, run.marks))
            .collect();
        assert_eq!(
            cut,
            [
                (0, 2, vec![0]),
                (2, 4, vec![0, 1]),
                (4, 5, vec![0, 1, 2]),
                (5, 8, vec![0, 2]),
                (8, 10, vec![0]),
                (10, 12, vec![]),
            ]
        );
        let groups = by_quote(&runs(Span::new(0, 12), &marks), &marks);
        assert_eq!(
            groups.iter().map(|(quote, runs)| (*quote, runs.len())).collect::<Vec<_>>(),
            [(Some(0), 5), (None, 1)]
        );
    }

    #[test]
    fn a_mark_that_began_before_the_block_counts() {
        let marks = [mark(0, 30, Kind::Quote(0)), mark(3, 4, Kind::Actor(0))];
        assert_eq!(runs(Span::new(10, 20), &marks), [Run { span: Span::new(10, 20), marks: vec![0] }]);
    }

    proptest! {
        #[test]
        fn runs_cover_the_block(
            spans in proptest::collection::vec((0..100_usize, 1..40_usize), 0..20),
            start in 0..60_usize, length in 1..60_usize,
        ) {
            let mut marks: Vec<_> =
                spans.iter().map(|(start, length)| mark(*start, start + length, Kind::Date(0))).collect();
            marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
            let block = Span::new(start, start + length);
            let mut at = block.start;
            for run in runs(block, &marks) {
                prop_assert_eq!(run.span.start, at);
                at = run.span.end;
                for (place, mark) in marks.iter().enumerate() {
                    prop_assert_eq!(run.marks.contains(&place), mark.span.overlaps(run.span));
                }
            }
            prop_assert_eq!(at, block.end);
        }
    }
}
