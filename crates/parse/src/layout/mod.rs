//! The layout of a story: blocks, headline, key points, dateline, credits, provider, language.
//!
//! This module decides what each line is among its neighbours; the modules below it read single lines. It recognises wire
//! stories and pages pasted from the web, with or without the menus around the story. Nothing is deleted: every byte that is
//! not white space lies in a block. Left out: tables, lists inside paragraphs, captions apart from their credits.

mod credits;
mod dateline;
mod glued;
mod language;
mod lines;
mod organs;
mod outline;

use crate::{Document, sentences::first_sentence, words::is_space};
use credits::{find_closing_credit, parse_credit_line};
use dateline::{Opening, outlet_named, parse_opening};
use dateline_knowledge::Knowledge;
use dateline_record::{
    Block, BlockKind, Credit, CreditRole, Dateline, HeadlineBasis, Organ, Span, TextAt, Warning,
};
use lines::{Line, Shape, read_lines};
use organs::{noticed_outlet, organ, organ_named, title_outlet};
use std::collections::BTreeSet;

/// What the layout of a text shows.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub headline: String,
    pub headline_basis: HeadlineBasis,
    pub headline_span: Option<Span>,
    pub key_points: Vec<TextAt>,
    pub language: String,
    pub provider: Option<Organ>,
    pub agency: Option<Organ>,
    pub dateline: Option<FoundDateline>,
    pub credits: Vec<Credit>,
    pub blocks: Vec<Block>,
    pub warnings: Vec<Warning>,
}

/// A dateline with the words of its day, which [`crate::published`] reads.
#[derive(Clone, Debug)]
pub(crate) struct FoundDateline {
    pub dateline: Dateline,
    /// "Jan 2", "January 2, 2026"; none where the dateline has no day.
    pub day: Option<Span>,
}

/// Characters of a headline that are kept.
const HEADLINE_CHARACTERS: usize = 1000;

/// Cuts the text into blocks and reads what stands above and below the story.
pub(crate) fn lay_out(document: &Document, knowledge: &Knowledge) -> Layout {
    let text = document.text.as_str();
    let lines = read_lines(text, document.body, knowledge);
    let opening =
        lines.iter().enumerate().find_map(|(at, line)| Some((at, opening_of(text, line, knowledge)?)));
    let outline = outline::outline(text, &lines, opening.as_ref().map(|(at, _)| *at), knowledge);
    let blocks = cut_blocks(text, &lines, &outline.kinds, knowledge);
    let credits = all_credits(document, &lines, &blocks, knowledge);
    let opening = opening.map(|(_, opening)| opening);
    let (headline, headline_basis, headline_span) =
        headline(document, &blocks, outline.headline, opening.as_ref(), knowledge);
    let (provider, agency) = organs(document, &lines, opening.as_ref(), knowledge);
    Layout {
        headline,
        headline_basis,
        headline_span,
        key_points: key_points(text, &blocks),
        language: language(document, &blocks, knowledge),
        provider,
        agency,
        dateline: opening.and_then(found_dateline),
        credits,
        blocks,
        warnings: Vec::new(),
    }
}

/// The dateline that opens a line of prose, its spans in the whole text.
fn opening_of(text: &str, line: &Line, knowledge: &Knowledge) -> Option<Opening> {
    let may = matches!(line.shape, Shape::Prose | Shape::Short);
    let opening = parse_opening(line.span.of(text), knowledge).filter(|_| may)?;
    let moved = |span: Span| Span { start: span.start + line.span.start, end: span.end + line.span.start };
    Some(Opening {
        places: opening.places,
        span: moved(opening.span),
        day: opening.day.map(moved),
        outlet: opening.outlet.map(moved),
    })
}

fn found_dateline(opening: Opening) -> Option<FoundDateline> {
    let told = !opening.places.is_empty() || opening.day.is_some();
    let dateline = Dateline { places: opening.places, span: opening.span };
    told.then_some(FoundDateline { dateline, day: opening.day })
}

/// The lines as blocks, those cut that pasting has glued.
fn cut_blocks(text: &str, lines: &[Line], kinds: &[BlockKind], knowledge: &Knowledge) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (line, kind) in lines.iter().zip(kinds) {
        let words = line.span.of(text);
        let pieces = match kind {
            BlockKind::KeyPoint => {
                let cuts = glued::headline_cuts(words, &knowledge.boilerplate);
                cuts.into_iter().map(|cut| (cut, BlockKind::KeyPoint)).collect()
            }
            BlockKind::Paragraph => paragraph_cuts(words, knowledge),
            _ => Vec::new(),
        };
        push_pieces(text, line.span, *kind, &pieces, &mut blocks);
    }
    blocks
}

/// Where a paragraph's line is cut and what begins there; a cut at 0 says what the line begins with.
fn paragraph_cuts(line: &str, knowledge: &Knowledge) -> Vec<(usize, BlockKind)> {
    let heading = glued::heading_cut(line, &knowledge.boilerplate);
    let credit =
        find_closing_credit(line, &knowledge.credits).filter(|at| heading.is_none_or(|cut| cut < *at));
    let mut cuts = Vec::new();
    if let Some(cut) = heading {
        cuts.extend([(0, BlockKind::Heading), (cut, BlockKind::Paragraph)]);
    }
    cuts.extend(credit.map(|cut| (cut, BlockKind::Credit)));
    cuts
}

/// Pushes the pieces of a line, without white space at their ends.
fn push_pieces(
    text: &str,
    line: Span,
    kind: BlockKind,
    cuts: &[(usize, BlockKind)],
    blocks: &mut Vec<Block>,
) {
    let mut from = line.start as usize;
    let mut kind = kind;
    let ends = cuts.iter().map(|(at, next)| (line.start as usize + at, *next));
    for (to, next) in ends.chain([(line.end as usize, kind)]) {
        let piece = text.get(from..to).unwrap_or("");
        let inner = piece.trim_matches(is_space);
        if !inner.is_empty() {
            let start = to - piece.trim_start_matches(is_space).len();
            blocks.push(Block { kind, span: Span::new(start, start + inner.len()) });
        }
        (from, kind) = (to, next);
    }
}

/// Authors that the file states, then the people of credit lines in order, each once in a role.
fn all_credits(document: &Document, lines: &[Line], blocks: &[Block], knowledge: &Knowledge) -> Vec<Credit> {
    let stated = document.stated.authors.iter();
    let mut credits: Vec<Credit> = stated
        .map(|(name, span)| Credit { name: name.clone(), role: CreditRole::Author, span: *span })
        .collect();
    let mut known: BTreeSet<_> =
        credits.iter().map(|credit| (credit.role, credit.name.to_lowercase())).collect();
    let mut shapes = lines.iter().peekable();
    for block in blocks.iter().filter(|block| block.kind == BlockKind::Credit) {
        while shapes.next_if(|line| line.span.start < block.span.start).is_some() {}
        let shape = shapes.peek().filter(|line| line.span == block.span).map(|line| &line.shape);
        let found = if let Some(Shape::Credit(people)) = shape {
            people.clone()
        } else {
            let line = block.span.of(&document.text);
            let offset = block.span.start as usize;
            let people = parse_credit_line(line, offset, knowledge);
            people.or_else(|| outline::names_of(line, offset, knowledge)).unwrap_or_default()
        };
        for credit in found {
            if known.insert((credit.role, credit.name.to_lowercase())) {
                credits.push(credit);
            }
        }
    }
    credits
}

/// The outlet and the agency.
fn organs(
    document: &Document,
    lines: &[Line],
    opening: Option<&Opening>,
    knowledge: &Knowledge,
) -> (Option<Organ>, Option<Organ>) {
    let text = document.text.as_str();
    let stated = document.stated.provider.as_ref().map(|(name, span)| organ_named(name, *span, knowledge));
    let opened = opening
        .and_then(|opening| opening.outlet)
        .map(|span| organ_named(span.of(text), Some(span), knowledge));
    let noticed = noticed_outlet(text, lines, knowledge).map(|(outlet, span)| organ(outlet, Some(span)));
    let titled = lines.first().and_then(|line| {
        let (outlet, _, span) = title_outlet(line.span.of(text), knowledge)?;
        Some(organ(
            outlet,
            Some(Span { start: span.start + line.span.start, end: span.end + line.span.start }),
        ))
    });
    let is_agency = |organ: &Organ| outlet_named(&organ.name, knowledge).is_none_or(|outlet| outlet.agency);
    let agency = opened.clone().into_iter().chain(noticed.clone()).chain(stated.clone());
    let agency = agency
        .filter(|organ| is_agency(organ) && outlet_or_opened(organ, opened.as_ref(), knowledge))
        .find(|_| true);
    let foreign = noticed.filter(|organ| agency.as_ref().is_none_or(|agency| agency.name != organ.name));
    let provider = stated.or(titled).or(foreign).or(opened).or_else(|| agency.clone());
    (provider, agency)
}

/// Whether an organ is known, or named where a dateline names the agency.
fn outlet_or_opened(organ: &Organ, opened: Option<&Organ>, knowledge: &Knowledge) -> bool {
    opened == Some(organ) || outlet_named(&organ.name, knowledge).is_some()
}

/// The headline, what it rests on and where it stands.
fn headline(
    document: &Document,
    blocks: &[Block],
    title: Option<Span>,
    opening: Option<&Opening>,
    knowledge: &Knowledge,
) -> (String, HeadlineBasis, Option<Span>) {
    let text = document.text.as_str();
    let first = |kind| blocks.iter().find(|block| block.kind == kind).map(|block| block.span);
    let at = |span: Span, basis| (cut_headline(span.of(text)), basis, Some(span));
    if let Some((words, span)) = &document.stated.headline {
        return (cut_headline(words), HeadlineBasis::Stated, *span);
    }
    if let Some(span) = title {
        return at(span, HeadlineBasis::Stated);
    }
    if let Some(span) = first(BlockKind::KeyPoint) {
        return at(span, HeadlineBasis::KeyPoint);
    }
    let story = first(BlockKind::Paragraph).map(|span| behind_dateline(text, span, opening));
    let lede = story.and_then(|span| first_sentence(text, span, knowledge));
    lede.or_else(|| blocks.first().map(|block| block.span))
        .map_or((String::new(), HeadlineBasis::Lede, None), |span| at(span, HeadlineBasis::Lede))
}

/// A paragraph without the dateline that opens it and the dash behind it.
fn behind_dateline(text: &str, paragraph: Span, opening: Option<&Opening>) -> Span {
    let Some(opening) = opening.filter(|opening| paragraph.contains(opening.span)) else { return paragraph };
    let behind = Span { start: opening.span.end, end: paragraph.end };
    let story = behind.of(text).trim_start_matches(|c| is_space(c) || "-–—―_:=".contains(c));
    Span::new(behind.end as usize - story.len(), behind.end as usize)
}

fn cut_headline(words: &str) -> String {
    words.chars().take(HEADLINE_CHARACTERS).collect()
}

fn key_points(text: &str, blocks: &[Block]) -> Vec<TextAt> {
    let points = blocks.iter().filter(|block| block.kind == BlockKind::KeyPoint);
    points.map(|block| TextAt { text: block.span.of(text).to_owned(), span: block.span }).collect()
}

/// What the file states, else what the story shows.
fn language(document: &Document, blocks: &[Block], knowledge: &Knowledge) -> String {
    let story = || {
        let first = blocks.iter().find(|block| block.kind == BlockKind::Paragraph).or(blocks.first());
        let start = first.map_or(document.body.start, |block| block.span.start);
        let story = Span { start, end: document.body.end };
        language::detect(story.of(&document.text), &knowledge.languages)
    };
    document.stated.language.clone().unwrap_or_else(story)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ReadOptions, read};

    /// `expected` has a letter a block: h(eading), k(ey point), p(aragraph), c(redit), b(oilerplate); `people` the credits.
    fn check(text: &str, expected: &str, headline: &str, people: &str) {
        let (documents, _) = read(text.as_bytes(), "a.txt", &ReadOptions::default());
        let layout = lay_out(&documents[0], Knowledge::built_in());
        let letter = |block: &Block| match block.kind {
            BlockKind::Heading => 'h',
            BlockKind::KeyPoint => 'k',
            BlockKind::Paragraph => 'p',
            BlockKind::Credit => 'c',
            BlockKind::Boilerplate => 'b',
        };
        let kinds: String = layout.blocks.iter().map(letter).collect();
        let names: Vec<&str> = layout.credits.iter().map(|credit| credit.name.as_str()).collect();
        assert_eq!((kinds.as_str(), layout.headline.as_str()), (expected, headline), "{text}");
        assert_eq!(names.join(", "), people, "{text}");
    }

    const PROSE: &str = "The king left Oslo on Monday for a visit to Lagos, the palace said.\n\n";

    #[test]
    fn pages() {
        let p = PROSE;
        check(&format!("King Leaves Oslo\n{p}{p}"), "hpp", "King Leaves Oslo", "");
        check(&format!("{p}{p}"), "pp", p.trim(), "");
        check(
            &format!("King Leaves Oslo\nBy Ana Marsh\n{p}What happens to the port now?\n{p}"),
            "hcphp",
            "King Leaves Oslo",
            "Ana Marsh",
        );
        check(
            &format!(
                "King Leaves Oslo | Coast\nHome\nWorld\nSport\nKing Leaves Oslo\nAna Marsh\n3 March 2024\n{p}{p}"
            ),
            "bbbbhcbpp",
            "King Leaves Oslo",
            "Ana Marsh",
        );
        check(
            &format!(
                "King Leaves Oslo\nHe will meet the president of Nigeria\nPort workers plan to strike on Friday\nBy Ana Marsh\n{p}"
            ),
            "hkkcp",
            "King Leaves Oslo",
            "Ana Marsh",
        );
        check(
            &format!("{p}Sign up here.\n{p}A Port in Trouble\n{p}{p}Home\nNews\nSport\nWeather\nContact\n"),
            "pbphppbbbbb",
            p.trim(),
            "",
        );
        check(
            &format!("{p}Editing by Li Wei\nRelated stories\n{p}"),
            "pcpb".replace("pb", "bp").as_str(),
            p.trim(),
            "Li Wei",
        );
        check(
            &format!(
                "{p}PORTS AND FISHStill, the ports wait for the king and his fleet.\n{p}He said so. (Reporting by Ana Marsh)"
            ),
            "phpppc",
            p.trim(),
            "Ana Marsh",
        );
    }
}
