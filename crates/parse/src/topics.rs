//! Topics by the rules of the knowledge.

use crate::page::{Line, Page, Style};
use crate::phrases::{Fast, Phrases, base};
use dateline_knowledge::{Knowledge, KnownTopic, TopicRule};
use dateline_record::{Block, BlockKind, Prominence, SentenceKind, Span, Topic, TopicMention};
use std::collections::{BTreeMap, BTreeSet};

/// Sentences with the topic from which on it is a main one, as the article record says.
const MAIN_SENTENCES: usize = 3;

/// The rules of the knowledge, ready to be met by many texts.
#[derive(Debug)]
pub(crate) struct Rules {
    topics: Vec<KnownTopic>,
    words: Phrases<RuleAt, Fast>,
    near: Phrases<NearAt, Fast>,
}

/// A rule: which topic, and which of its rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct RuleAt {
    topic: usize,
    rule: usize,
}

/// Company that a rule needs.
type NearAt = RuleAt;

impl Rules {
    /// Reads the rules once.
    pub fn new(knowledge: &Knowledge) -> Self {
        let mut rules =
            Self { topics: knowledge.topics.clone(), words: Phrases::new(base), near: Phrases::new(base) };
        for (topic, known) in knowledge.topics.iter().enumerate() {
            for (rule, words) in known.rules.iter().enumerate() {
                let at = RuleAt { topic, rule };
                rules.words.add(&words.words, at);
                words.near.iter().for_each(|near| rules.near.add(near, at));
            }
        }
        rules
    }

    fn rule(&self, at: RuleAt) -> Option<&TopicRule> {
        self.topics.get(at.topic)?.rules.get(at.rule)
    }
}

/// Words of a sentence that meet a rule.
struct Met {
    at: RuleAt,
    span: Span,
    line: usize,
    /// Whether the company that the rule needs stands in the sentence.
    accompanied: bool,
}

/// Topics with words of their own in the article, most prominent first.
pub(crate) fn find(page: &Page<'_>, headline: Option<Span>, blocks: &[Block], rules: &Rules) -> Vec<Topic> {
    let first = blocks.iter().find(|block| block.kind == BlockKind::Paragraph).map(|block| block.span);
    let mut by_topic: BTreeMap<usize, Vec<Met>> = BTreeMap::new();
    for (number, line) in page.lines.iter().enumerate() {
        for met in met_in(page, number, line, rules) {
            by_topic.entry(met.at.topic).or_default().push(met);
        }
    }
    // A word keeps one sense within one article (Gale, Church and Yarowsky 1992): once the article has words of a topic
    // for sure, those that need company count without it.
    by_topic.retain(|_, met| met.iter().any(|met| met.accompanied));
    let total: usize = by_topic.values().map(Vec::len).sum();
    let mut topics: Vec<Topic> = by_topic
        .iter()
        .filter_map(|(topic, met)| {
            let known = rules.topics.get(*topic)?;
            #[expect(clippy::cast_precision_loss, reason = "OK because counts of words are small")]
            let score = met.len() as f32 / total as f32;
            Some(record(known, score, prominence(page, met, headline, first), met))
        })
        .collect();
    topics.sort_by(|a, b| {
        let first = |topic: &Topic| topic.mentions.first().map(|mention| mention.span);
        let main = |topic: &Topic| topic.prominence == Prominence::Passing;
        (main(a).cmp(&main(b)))
            .then_with(|| b.score.total_cmp(&a.score))
            .then_with(|| first(a).cmp(&first(b)))
            .then_with(|| a.id.cmp(&b.id))
    });
    topics
}

/// The rules that a sentence meets: for each topic, at each place the longest.
fn met_in(page: &Page<'_>, number: usize, line: &Line, rules: &Rules) -> Vec<Met> {
    let end = line.tokens.end;
    let mut met = Vec::new();
    let mut covered: BTreeMap<usize, usize> = BTreeMap::new();
    let mut company: Option<Vec<(RuleAt, std::ops::Range<usize>)>> = None;
    for at in
        line.tokens.clone().filter(|at| page.tokens.get(*at).is_some_and(|token| may_begin(token.style)))
    {
        for (behind, &rule_at) in rules.words.at(page, at, end) {
            let Some(rule) = rules.rule(rule_at) else { continue };
            if covered.get(&rule_at.topic).is_some_and(|until| at < *until) {
                continue;
            }
            let written = !rule.as_written || page.words(&(at..behind)) == rule.words;
            let company = company.get_or_insert_with(|| company_in(page, line, rules));
            let accompanied = has_company(rule, rule_at, &(at..behind), company);
            if written {
                let Some(span) = page.span(&(at..behind)) else { continue };
                covered.insert(rule_at.topic, behind);
                met.push(Met { at: rule_at, span, line: number, accompanied });
            }
        }
    }
    met
}

fn may_begin(style: Style) -> bool {
    !matches!(style, Style::Mark | Style::Possessive)
}

/// All company of rules in the sentence.
fn company_in(page: &Page<'_>, line: &Line, rules: &Rules) -> Vec<(RuleAt, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    for at in line.tokens.clone() {
        found.extend(
            rules.near.at(page, at, line.tokens.end).into_iter().map(|(behind, near)| (*near, at..behind)),
        );
    }
    found
}

/// Whether the rule needs no company or has some outside its own words.
fn has_company(
    rule: &TopicRule,
    rule_at: RuleAt,
    own: &std::ops::Range<usize>,
    company: &[(RuleAt, std::ops::Range<usize>)],
) -> bool {
    let apart = |other: &std::ops::Range<usize>| other.end <= own.start || own.end <= other.start;
    rule.near.is_empty() || company.iter().any(|(at, range)| *at == rule_at && apart(range))
}

/// Main in the headline, a key point, the first paragraph or enough sentences; a sub-heading is a sentence like others.
fn prominence(page: &Page<'_>, met: &[Met], headline: Option<Span>, first: Option<Span>) -> Prominence {
    let kind = |met: &Met| page.lines.get(met.line).map(|line| line.kind);
    let is_in = |span: Option<Span>, met: &Met| span.is_some_and(|span| span.contains(met.span));
    let leads =
        |met: &Met| kind(met) == Some(SentenceKind::KeyPoint) || is_in(headline, met) || is_in(first, met);
    let sentences: BTreeSet<usize> = met.iter().map(|met| met.line).collect();
    if met.iter().any(leads) || sentences.len() >= MAIN_SENTENCES {
        Prominence::Main
    } else {
        Prominence::Passing
    }
}

fn record(known: &KnownTopic, score: f32, prominence: Prominence, met: &[Met]) -> Topic {
    let name = |met: &Met| {
        let rule = known.rules.get(met.at.rule);
        rule.map_or(String::new(), |rule| format!("{}/{}/{}", known.id, rule.list, rule.number))
    };
    Topic {
        id: known.id.clone(),
        name: known.name.clone(),
        broader: known.broader.clone(),
        media_topic: known.media_topic.clone(),
        score,
        prominence,
        mentions: met.iter().map(|met| TopicMention { span: met.span, rule: name(met) }).collect(),
    }
}

#[cfg(test)]
mod tests;
