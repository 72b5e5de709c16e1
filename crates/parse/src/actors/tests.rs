//! Cases of names: each is one or more sentences, and what an editor would mark in them.

use super::*;
use dateline_knowledge::Knowledge;
use dateline_record::{Does, How, Sentence, SentenceKind, Span};
use std::sync::LazyLock;

static NAMES: LazyLock<Names> = LazyLock::new(|| Names::new(Knowledge::built_in()));

/// Each line of the text is a sentence; one that begins with "# " is a heading.
fn found(text: &str) -> Found {
    let mut sentences = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let heading = line.starts_with("# ");
        let kind = if heading { SentenceKind::Heading } else { SentenceKind::Body };
        let from = start + if heading { 2 } else { 0 };
        let end = start + line.trim_end().len();
        sentences.push(Sentence { kind, span: Span::new(from, end) });
        start += line.len();
    }
    find(&Page::new(text, &sentences, None), &NAMES, &[])
}

/// The mentions in order of the text, as `id: words (how)`, places as `words at id`.
fn mentions(text: &str) -> Vec<String> {
    let found = found(text);
    let mut mentions: Vec<(Span, String)> = Vec::new();
    for actor in &found.actors {
        for mention in &actor.mentions {
            let how = serde_json::to_string(&mention.how).unwrap();
            let line = format!("{}: {} ({})", actor.id, mention.span.of(text), how.trim_matches('"'));
            mentions.push((mention.span, line));
        }
    }
    for place in &found.places {
        for mention in &place.mentions {
            mentions.push((mention.span, format!("{} at {}", mention.span.of(text), place.id)));
        }
    }
    mentions.sort();
    mentions.into_iter().map(|(_, line)| line).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(mentions(text), expected, "{text}");
}

/// `id of WHOM: role; role`
#[track_caller]
fn check_people(text: &str, expected: &[&str]) {
    let found = found(text);
    let people = found.actors.iter().filter(|actor| actor.kind == dateline_record::ActorKind::Person);
    let lines: Vec<String> = people
        .map(|person| {
            let roles: Vec<&str> = person.roles.iter().map(|role| role.text.as_str()).collect();
            format!("{} of {}: {}", person.id, person.of.as_deref().unwrap_or("-"), roles.join("; "))
        })
        .collect();
    assert_eq!(lines, expected, "{text}");
}

#[track_caller]
fn check_does(text: &str, id: &str, expected: &[Option<Does>]) {
    let found = found(text);
    let actor = found.actors.iter().find(|actor| actor.id == id).unwrap();
    let does: Vec<Option<Does>> = actor.mentions.iter().map(|mention| mention.does).collect();
    assert_eq!(does, expected, "{text}");
}

#[test]
fn states_by_name_alias_and_demonym() {
    check("Norway and the U.S. signed.", &["norway: Norway (name)", "united-states: U.S. (alias)"]);
    check("They told us that US prices rose.", &["united-states: US (alias)"]);
    check(
        "A Norwegian ship met Brazilians off Portugal.",
        &["norway: Norwegian (demonym)", "brazil: Brazilians (demonym)", "portugal: Portugal (name)"],
    );
    check("The Norway-Chile accord", &["norway: Norway (name)", "chile: Chile (name)"]);
    check("# TELL US MORE, PERU SAYS", &["peru: PERU (name)"]);
    check("# US TARIFFS HIT PERU", &["united-states: US (alias)", "peru: PERU (name)"]);
}

#[test]
fn names_inside_other_names_are_not_states() {
    check("Ships crossed the South China Sea.", &["South China Sea at south-china-sea"]);
    check(
        "She moved to New Mexico from Jordan River.",
        &["New Mexico at new-mexico", "Jordan River at jordan-river"],
    );
    check("Walter Washington spoke.", &["walter-washington: Walter Washington (name)"]);
    check("Oskvar Washington spoke.", &[]);
    check("He flew from Cairo Airport.", &["Cairo Airport at cairo-airport"]);
}

#[test]
fn capitals_that_act_are_governments() {
    for text in [
        "Oslo could send ships.",
        "Envoys hope that Oslo agrees to the plan.",
        "The minister wants closer ties with Oslo.",
        "Critics of Oslo’s plan left early.",
        "They accused Oslo of theft.",
        "An Oslo-backed plan failed.",
        "Pressure on Oslo grew.",
        "Oslo is seeking new partners.",
        "Oslo officials declined to comment.",
    ] {
        check(text, &["norway: Oslo (metonym)"]);
    }
    check(
        "He sought an alliance with Oslo and Lisbon.",
        &["norway: Oslo (metonym)", "portugal: Lisbon (metonym)"],
    );
    check("Oslo-Lisbon ties improved.", &["norway: Oslo (metonym)", "portugal: Lisbon (metonym)"]);
    check("Talks between Oslo and Lisbon failed.", &["norway: Oslo (metonym)", "portugal: Lisbon (metonym)"]);
}

#[test]
fn capitals_where_somebody_is_are_places() {
    for text in [
        "He landed in Oslo.",
        "She travelled to Oslo on Monday.",
        "A visit to Oslo is planned.",
        "He sent an envoy to Oslo.",
        "The plane from Oslo was late.",
        "The Oslo-based firm failed.",
        "Snow fell near Oslo.",
        "Oslo is cold.",
        "The mayor of Oslo resigned.",
    ] {
        check(text, &["Oslo at oslo"]);
    }
    check("Flights between Oslo and Lisbon resumed.", &["Oslo at oslo", "Lisbon at lisbon"]);
}

#[test]
fn people_introduced_by_the_text() {
    check_people(
        "Norwegian Fisheries Minister Bjarte Solvang resigned.",
        &["bjarte-solvang of norway: Norwegian Fisheries Minister"],
    );
    check_people(
        "“It is late,” said Park Min-seo, professor of law at Harbour University.",
        &["park-min-seo of harbour-university: professor of law at Harbour University"],
    );
    check_people(
        "Ola Brekke, a former Danish deputy trade minister and now a fellow at the Fjord Institute, agreed.",
        &[
            "ola-brekke of fjord-institute: former Danish deputy trade minister and now a fellow at the Fjord Institute",
        ],
    );
    check_people(
        "General Tiberius Vance, commander of Tern Fleet Command, spoke.",
        &["tiberius-vance of tern-fleet-command: General; commander of Tern Fleet Command"],
    );
    check_people("Zorin Teklu, 45, was arrested.", &["zorin-teklu of -: "]);
    check_people(
        "Mr. Quillfeather met J. P. Thorne Jr. and Hamad bin Rashed.",
        &["name-only:quillfeather of -: ", "j-p-thorne-jr of -: ", "hamad-bin-rashed of -: "],
    );
    check_people("Li Qingshan and Nguyen Van-Duc left.", &["li-qingshan of -: ", "nguyen-van-duc of -: "]);
}

#[test]
fn roles_with_nouns_between_state_and_title() {
    check_people(
        "Norwegian shipping lobby chief Ola Brekke resigned.",
        &["ola-brekke of norway: Norwegian shipping lobby chief"],
    );
}

#[test]
fn people_by_what_stands_around_them() {
    check_people(
        "“We waited,” Tanzo Wirdu of the Harbour Traders Association said.",
        &["tanzo-wirdu of harbour-traders-association: "],
    );
    check_people("“We waited,” said Tanzo Wirdu.", &["tanzo-wirdu of -: "]);
    check("“We waited,” Tanzo Wirdu said in a statement.", &[]);
    check_people("Minister Hamid el-Fadil left. El-Fadil smiled.", &["hamid-el-fadil of -: Minister"]);
    check("The ship Valkor II sank.", &[]);
    check("Manuel Antonio National Park closed.", &[]);
}

#[test]
fn a_capital_that_a_person_bears_is_the_person() {
    check(
        "Walter Washington won. Washington could retire.",
        &["walter-washington: Walter Washington (name)", "walter-washington: Washington (short-name)"],
    );
}

#[test]
fn places_that_only_the_text_names() {
    check("He was born in Tarvik.", &["Tarvik at tarvik"]);
    check(
        "Tarvik’s mayor lives near New Bremhaven. He was born in Tarvik.",
        &["Tarvik at tarvik", "New Bremhaven at new-bremhaven", "Tarvik at tarvik"],
    );
    check("The Licking River rose.", &["Licking River at licking-river"]);
    for text in ["He believes in Islam.", "Sales rose in May.", "A speech in Congress failed."] {
        check(text, &[]);
    }
}

#[test]
fn bodies_without_a_head_word() {
    check("Southern Ores, a private firm, closed.", &["southern-ores: Southern Ores (name)"]);
    check(
        "Ola Brekke, owner of Kaido Hotels, left. Kaido Hotels closed.",
        &[
            "ola-brekke: Ola Brekke (name)",
            "kaido-hotels: Kaido Hotels (name)",
            "kaido-hotels: Kaido Hotels (name)",
        ],
    );
    check("A researcher at the Fjord Ring said so.", &["fjord-ring: Fjord Ring (name)"]);
}

#[test]
fn bodies_that_many_states_have() {
    check(
        "South Korea held a vote. The National Assembly met.",
        &["south-korea: South Korea (name)", "national-assembly-of-south-korea: National Assembly (name)"],
    );
    check("The High Court ruled.", &["name-only:high-court: High Court (name)"]);
    check(
        "The British Fisheries Party won.",
        &["united-kingdom: British (demonym)", "united-kingdom-fisheries-party: Fisheries Party (name)"],
    );
}

#[test]
fn names_that_mean_things() {
    check("It paid US$600 million.", &[]);
    check("Trees fell in the Amazon.", &["Amazon at amazon"]);
    check("The Nikkei index rose.", &[]);
}

#[test]
fn lists_of_names_are_no_titles() {
    check(
        "Ian Woods, Dave Barr (Canada), Mike Long, Willie Wood",
        &[
            "ian-woods: Ian Woods (name)",
            "dave-barr: Dave Barr (name)",
            "canada: Canada (name)",
            "mike-long: Mike Long (name)",
            "willie-wood: Willie Wood (name)",
        ],
    );
}

#[test]
fn capitalised_words_without_evidence_are_nobody() {
    for text in [
        "The Blue Lagoon opened on Monday.",
        "Following Monday’s rain, Windmere Springs closed.",
        "Silent Running was shown in May.",
        "General Dynamo fell 3 percent.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn short_names_belong_to_the_full_name() {
    check(
        "President Bjarte Solvang left. Solvang’s party won.",
        &["bjarte-solvang: Bjarte Solvang (name)", "bjarte-solvang: Solvang (short-name)"],
    );
    check(
        "# Han’s plan fails\nTrade Minister Han Seo-jin spoke.\nSeo-jin left.",
        &[
            "han-seo-jin: Han (short-name)",
            "han-seo-jin: Han Seo-jin (name)",
            "han-seo-jin: Seo-jin (short-name)",
        ],
    );
    check(
        "# ‘TOO LATE’, HAN SAYS\nTrade Minister Han Seo-jin spoke.",
        &["han-seo-jin: HAN (short-name)", "han-seo-jin: Han Seo-jin (name)"],
    );
    check(
        "Economist Willem de Graaf agreed. De Graaf left.",
        &["willem-de-graaf: Willem de Graaf (name)", "willem-de-graaf: De Graaf (short-name)"],
    );
    check("Analyst Maria Long spoke. Long queues formed.", &["maria-long: Maria Long (name)"]);
    check(
        "President Okoro spoke. Okoro left.",
        &["name-only:okoro: Okoro (short-name)", "name-only:okoro: Okoro (short-name)"],
    );
}

#[test]
fn a_shared_short_name_goes_to_the_latest_bearer() {
    let text = "# Tan resigns\nMinister Peter Tan spoke.\nTan left.\nAnalyst Mary Tan agreed.\nTan laughed.";
    check(
        text,
        &[
            "peter-tan: Peter Tan (name)",
            "peter-tan: Tan (short-name)",
            "mary-tan: Mary Tan (name)",
            "mary-tan: Tan (short-name)",
        ],
    );
    let warnings = found(text).warnings;
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert_eq!(warnings[0].code, "ambiguous-actor");
    assert_eq!(warnings[0].span.unwrap().of(text), "Tan");
}

#[test]
fn a_title_with_its_state_is_the_only_bearer() {
    check(
        "Norwegian Prime Minister Bjarte Solvang spoke before the Norwegian leader flew home.",
        &[
            "norway: Norwegian (demonym)",
            "bjarte-solvang: Bjarte Solvang (name)",
            "norway: Norwegian (demonym)",
            "bjarte-solvang: Norwegian leader (title)",
        ],
    );
    check("The Norwegian leader flew home.", &["norway: Norwegian (demonym)"]);
}

#[test]
fn organisations() {
    check(
        "The Fjord Institute and Harbour University of Law agreed.",
        &[
            "fjord-institute: Fjord Institute (name)",
            "harbour-university-of-law: Harbour University of Law (name)",
        ],
    );
    check(
        "The Campaign for Clean Rivers (CCR) won. CCR members cheered.",
        &[
            "campaign-for-clean-rivers: Campaign for Clean Rivers (name)",
            "campaign-for-clean-rivers: CCR (alias)",
            "campaign-for-clean-rivers: CCR (alias)",
        ],
    );
    check(
        "The World Trade Organization (WTO) ruled. The WTO said so.",
        &[
            "world-trade-organization: World Trade Organization (name)",
            "world-trade-organization: WTO (alias)",
            "world-trade-organization: WTO (alias)",
        ],
    );
    check("Norway’s foreign ministry said so.", &["norway: Norway (name)"]);
    check(
        "The Norwegian Fisheries Ministry said so.",
        &["norway: Norwegian (demonym)", "norway-fisheries-ministry: Fisheries Ministry (name)"],
    );
}

#[test]
fn what_actors_do() {
    let text = "Norway sent ships. The plan of Norway failed. Norway’s plan failed. Norway was invited. Norway is cold.";
    check_does(
        text,
        "norway",
        &[Some(Does::Acts), Some(Does::SpokenOf), Some(Does::SpokenOf), Some(Does::SpokenOf), None],
    );
    check_does("Relations between Norway and Peru improved.", "peru", &[Some(Does::SpokenOf)]);
    check_does("Norway said so.", "norway", &[None]);
}

#[test]
fn other_scripts() {
    check("일본은 미국과 회담했다.", &["japan: 일본은 (name)", "united-states: 미국과 (name)"]);
    check("中国和日本举行会谈。", &["china: 中国 (name)", "japan: 日本 (name)"]);
}

#[test]
fn ids_fold_case_hyphens_and_accents() {
    for name in ["Kang Jun-young", "Kang Jun-Young", "Kang Jun Young"] {
        assert_eq!(slug(name), "kang-jun-young");
    }
    assert_eq!(slug("José Gutiérrez"), "jose-gutierrez");
    assert_eq!(slug("U.S. Forces Korea"), "us-forces-korea");
    assert_eq!(slug("Seán O’Brien"), "sean-obrien");
}

#[test]
fn how_is_exact() {
    let found = found("Xi Jinping met Wang Yi. Jinping smiled.");
    let xi = found.actors.iter().find(|actor| actor.id == "xi-jinping").unwrap();
    assert_eq!(xi.mentions.iter().map(|m| m.how).collect::<Vec<_>>(), [How::Name, How::ShortName]);
}

#[test]
fn governments_are_disposed() {
    check("Oslo is wary of the plan.", &["norway: Oslo (metonym)"]);
    check("Oslo has little choice.", &["norway: Oslo (metonym)"]);
    check("Oslo has many parks.", &["Oslo at oslo"]);
}

#[test]
fn a_role_has_its_owner() {
    check_people(
        "Prime Minister Bjarte Solvang left. He met Solvang’s predecessor Maria Long.",
        &["bjarte-solvang of -: Prime Minister", "maria-long of -: Solvang’s predecessor"],
    );
}

#[test]
fn people_belong_to_what_they_lead() {
    check_people(
        "Maria Long, who speaks for the Fjord Institute, agreed.",
        &["maria-long of fjord-institute: "],
    );
    check_people(
        "The Fjord Institute closed. “It is sad,” said Maria Long, its director.",
        &["maria-long of fjord-institute: director"],
    );
}

#[test]
fn short_names_of_bodies() {
    check(
        "The Council of Polar Ports met. The CPP agreed.",
        &["council-of-polar-ports: Council of Polar Ports (name)", "council-of-polar-ports: CPP (alias)"],
    );
    check(
        "Windmere Software grew. Then Windmere hired.",
        &["windmere-software: Windmere Software (name)", "windmere-software: Windmere (short-name)"],
    );
}

#[test]
fn places_of_the_dateline_are_met_again() {
    let text = "The road west of Windmere is closed.";
    let sentence = Sentence { kind: SentenceKind::Body, span: Span::new(0, text.len()) };
    let dateline = ["Windmere, Ohio".to_owned()];
    let found = find(&Page::new(text, &[sentence], None), &NAMES, &dateline);
    let places: Vec<&str> = found.places.iter().map(|place| place.id.as_str()).collect();
    assert_eq!(places, ["windmere"]);
}
