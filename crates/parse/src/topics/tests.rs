//! Cases of topics: sentences, and what an editor would file them under.

use super::*;
use dateline_record::Sentence;
use std::sync::LazyLock;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::new(Knowledge::built_in()));

/// Each line is a sentence in a paragraph of its own; one that begins with "# " is a heading, the first line then the headline.
fn topics(text: &str) -> Vec<Topic> {
    let mut sentences = Vec::new();
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let heading = line.starts_with("# ");
        let span = Span::new(start + if heading { 2 } else { 0 }, start + line.trim_end().len());
        let kind = if heading { SentenceKind::Heading } else { SentenceKind::Body };
        sentences.push(Sentence { kind, span });
        blocks.push(Block { kind: if heading { BlockKind::Heading } else { BlockKind::Paragraph }, span });
        start += line.len();
    }
    let headline = blocks.first().filter(|block| block.kind == BlockKind::Heading).map(|block| block.span);
    find(&Page::new(text, &sentences, None), headline, &blocks, &RULES)
}

/// `id: words, words`, in the order of the record.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = topics(text)
        .iter()
        .map(|topic| {
            let words: Vec<&str> = topic.mentions.iter().map(|mention| mention.span.of(text)).collect();
            format!("{}: {}", topic.id, words.join(", "))
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn words_in_all_their_forms() {
    check("Tariffs on steel rose.", &["tariffs: Tariffs"]);
    check("The supply-chain broke.", &["supply-chains: supply-chain"]);
    check("They want to denuclearise the coast.", &["nuclear: denuclearise"]);
    check("CHIPMAKERS GAIN", &["semiconductors: CHIPMAKERS"]);
    check("Levies on imported steel fell.", &["tariffs: Levies"]);
}

#[test]
fn some_words_need_company() {
    check("She ate fish and chips.", &[]);
    check(
        "Memory makers sold more chips than planned, and exports of them rose.",
        &["semiconductors: chips", "trade: exports"],
    );
    check("It is his duty to help.", &[]);
    check("A duty on imports was raised.", &["tariffs: duty", "trade: imports"]);
    check("The mountain summit was icy.", &[]);
    check("Leaders left the summit.", &["summits: summit"]);
    check("Taiwan grows tea.", &[]);
    check("China sent warships around Taiwan.", &["security: warships", "taiwan: Taiwan"]);
    check("An alliance of bakers met.", &[]);
}

#[test]
fn a_word_keeps_its_sense_in_one_article() {
    check(
        "The plant opens in May.\nIts chips go abroad.\nThe semiconductor boom lasts.",
        &["semiconductors: chips, semiconductor"],
    );
}

#[test]
fn capital_letters_as_written() {
    check("AI will change it.", &["artificial-intelligence: AI"]);
    check("Ai Weiwei painted.", &[]);
    check("THAAD was moved.", &["missile-defence: THAAD"]);
}

#[test]
fn the_longest_words_win_at_a_place() {
    let found = topics("The missile defence system works.");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].mentions.len(), 1);
    assert_eq!(found[0].mentions[0].rule, "missile-defence/words/1");
}

#[test]
fn nuclear_power_is_no_security_topic() {
    check("The nuclear plant makes power.", &[]);
    check("North Korea’s nuclear arsenal grew.", &["north-korea: North Korea", "nuclear: nuclear arsenal"]);
}

#[test]
fn other_scripts() {
    check("반도체 수출이 늘었다.", &["semiconductors: 반도체"]);
    check("関税が上がった。", &["tariffs: 関税"]);
    check("稀土出口管制", &["critical-minerals: 稀土", "export-controls: 出口管制"]);
}

#[test]
fn main_and_passing() {
    let prominence = |text: &str| topics(text)[0].prominence;
    assert_eq!(prominence("# Tariffs rise\nNothing."), Prominence::Main);
    assert_eq!(prominence("Nothing.\n# Tariffs rise\nNothing."), Prominence::Passing);
    assert_eq!(prominence("Tariffs rise."), Prominence::Main);
    assert_eq!(prominence("Nothing.\nTariffs rise. Tariffs fall."), Prominence::Passing);
    assert_eq!(prominence("Nothing.\nTariffs rise.\nTariffs fall.\nTariffs rise."), Prominence::Main);
}

#[test]
fn scores_are_shares_and_order_the_list() {
    let found = topics("Nothing.\nTariffs hit tourism and tariffs hit tariffs.");
    let scores: Vec<(&str, f32)> = found.iter().map(|topic| (topic.id.as_str(), topic.score)).collect();
    assert_eq!(scores, [("tariffs", 0.75), ("tourism", 0.25)]);
}

#[test]
fn every_rule_of_the_knowledge_meets_its_own_words() {
    for known in &Knowledge::built_in().topics {
        for rule in &known.rules {
            let words = rule.words.trim_end_matches('*');
            let text = match rule.near.first() {
                Some(near) => format!("{words}, {}.", near.trim_end_matches('*')),
                None => format!("{words}."),
            };
            let met = topics(&text).iter().any(|topic| topic.id == known.id);
            assert!(met, "{}: {text}", known.id);
        }
    }
}
