//! What a text proves about its own date: days it calls past or to come, offices held, and weekdays beside dates.

use super::{Days, Proof, Story, published_when, step};
use crate::dates::{Expression, Meaning};
use dateline_knowledge::{CalendarList, CalendarWord, KnownActor, Office};
use dateline_record::{Actor, Day, Evidence, How, Interval, Span, Tense};

/// For how long after the newest source that lists it an office is taken to have been held, when its end is not
/// known, in years. Used only to choose between years of a dateline that lie further apart; a larger value leaves more open.
const OFFICE_YEARS: i32 = 4;

/// How many bytes before a name are looked at for a title.
const TITLE: usize = 60;

/// How many words before a date "taking office" may stand.
const TAKING: usize = 6;

/// All proofs that need no candidate days, the surest first.
pub(crate) fn all(story: &Story<'_>) -> Vec<Proof> {
    let mut proofs: Vec<Proof> = past_date(story).into_iter().collect();
    let held = offices(story);
    proofs.extend(held.iter().map(Held::beginning));
    proofs.extend(taken_office(story));
    proofs.extend(held.iter().filter_map(Held::end));
    proofs.extend(date_to_come(story));
    proofs
}

// ---- dates with their year ------------------------------------------------------------------------------------------

/// The latest day that the text firmly puts in the past.
fn past_date(story: &Story<'_>) -> Option<Proof> {
    let past =
        written(story, Tense::Past).filter_map(|(expression, days)| Some((days.earliest?, expression)));
    let (day, expression) = past.max_by_key(|(day, _)| *day)?;
    let because = format!("“{}” is told as past", expression.text);
    let days = Days::of(Interval { earliest: Some(day), latest: None });
    let evidence = step(Some(expression.span), "past-date", [("date", day.to_string())], because);
    Some(Proof { days, evidence, agrees: false })
}

/// The earliest day that the text firmly puts in the future.
fn date_to_come(story: &Story<'_>) -> Option<Proof> {
    let coming =
        written(story, Tense::ToCome).filter_map(|(expression, days)| Some((days.latest?, expression)));
    let (day, expression) = coming.min_by_key(|(day, _)| *day)?;
    let because = format!("“{}” is told as to come", expression.text);
    let days = Days::of(Interval { earliest: None, latest: Some(day) });
    let evidence = step(Some(expression.span), "date-to-come", [("date", day.to_string())], because);
    Some(Proof { days, evidence, agrees: false })
}

/// Dates written out with their year behind a preposition that leaves no doubt ("in 2017", not "until 2040").
fn written<'a>(story: &'a Story<'_>, tense: Tense) -> impl Iterator<Item = (&'a Expression, Interval)> {
    story
        .expressions
        .iter()
        .filter(move |expression| expression.firm && expression.tense == Some(tense))
        // Fiscal years begin before the years that they are named after.
        .filter(|expression| !expression.text.to_ascii_lowercase().contains("fiscal"))
        .filter(|expression| {
            let word = word_before(story.text, expression.span.start as usize).to_ascii_lowercase();
            matches!(word.as_str(), "in" | "on" | "since" | "during" | "of") || word.ends_with("ed")
        })
        .filter_map(|expression| Some((expression, expression.meaning.written_out()?.days())))
}

/// The word that ends before that byte.
fn word_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or("").trim_end();
    before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("")
}

// ---- offices --------------------------------------------------------------------------------------------------------

/// An office that the text gives a person it names with the title.
struct Held<'a> {
    known: &'a KnownActor,
    /// All terms of that office.
    terms: Vec<&'a Office>,
    /// Title and name.
    span: Span,
}

impl Held<'_> {
    /// The text was written after the office began.
    fn beginning(&self) -> Proof {
        let from = self.terms.iter().filter_map(|office| office.from.earliest).min();
        let days = Days::of(Interval { earliest: from, latest: None });
        Proof { days, evidence: self.evidence("office-held", "from", from), agrees: false }
    }

    /// The text was written before the office ended, where each term has a known end.
    fn end(&self) -> Option<Proof> {
        let end = |office: &&Office| office.to.latest.or(office.to_not_after);
        let ends: Option<Vec<Day>> = self.terms.iter().map(end).collect();
        let last = ends?.into_iter().max()?;
        let days = Days::of(Interval { earliest: None, latest: Some(last) });
        Some(Proof { days, evidence: self.evidence("office-ended", "to", Some(last)), agrees: false })
    }

    fn evidence(&self, code: &str, key: &str, day: Option<Day>) -> Evidence {
        let (name, id) = (&self.known.name, self.known.id.clone());
        let title = self.terms.first().map_or(String::new(), |office| office.title.clone());
        let of = self.terms.first().map_or(String::new(), |office| office.of.clone());
        let source: Vec<&str> =
            self.terms.iter().flat_map(|office| &office.source).map(String::as_str).collect();
        let source = source.join("; ");
        let day = day.map_or_else(|| "..".to_owned(), |day| day.to_string());
        let since = if key == "from" { "since" } else { "until" };
        let because =
            format!("{name} is named as holding an office held {since} {day} ({title}, {of}: {source})");
        let values = [("actor", id), ("office", title), (key, day), ("source", source)];
        step(Some(self.span), code, values, because)
    }
}

/// One for each person whom the text names with the title of an office that the knowledge dates.
fn offices<'a>(story: &Story<'a>) -> Vec<Held<'a>> {
    story.actors.iter().filter_map(|actor| held(story, actor)).collect()
}

fn held<'a>(story: &Story<'a>, actor: &Actor) -> Option<Held<'a>> {
    let known = story.knowledge.actor(&actor.id).filter(|known| !known.offices.is_empty())?;
    let named = actor.mentions.iter().filter(|mention| matches!(mention.how, How::Name | How::Alias));
    named.clone().find_map(|mention| {
        let (title, start) = title_before(story, mention.span)?;
        let terms: Vec<&Office> = known.offices.iter().filter(|office| is_title(office, &title)).collect();
        let dated = terms.iter().all(|office| office.from.earliest.is_some());
        let span = Span { start, end: mention.span.end };
        (dated && !terms.is_empty()).then_some(Held { known, terms, span })
    })
}

/// The words in front of a name in lower case, from the last comma or quotation mark on, unless they say that the
/// person does not hold the office; and where the last of them begins.
fn title_before(story: &Story<'_>, name: Span) -> Option<(String, u32)> {
    let end = name.start as usize;
    let mut start = end.saturating_sub(TITLE);
    while !story.text.is_char_boundary(start) {
        start += 1;
    }
    let before = story.text.get(start..end)?;
    let cut = before.rfind([',', '.', '“', '"', '\n', ';', '(']).map_or(0, |at| at + 1);
    let words = before.get(cut..).unwrap_or(before).to_lowercase();
    let words = words.trim().to_owned();
    let outside = |word: &str| {
        story.knowledge.calendar.meanings(word).contains(&CalendarWord::In(CalendarList::NotInOffice))
    };
    let last: Vec<&str> = words.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    if last.iter().rev().take(4).any(|word| outside(word)) || words.is_empty() {
        return None;
    }
    let word = before.trim_end().rsplit(' ').next().map_or(0, str::len);
    let start = before.trim_end().len().checked_sub(word)? + start;
    Some((words, Span::new(start, start).start))
}

/// Whether words in front of a name are the title of that office: its own words before "of", or its usual short form.
fn is_title(office: &Office, words: &str) -> bool {
    let own = office.title.to_lowercase();
    let own = own.split(" of ").next().unwrap_or("");
    let minister = office.role.to_lowercase();
    let ends = |title: &str| {
        !title.is_empty()
            && words
                .strip_suffix(title)
                .is_some_and(|before| before.is_empty() || before.ends_with([' ', '’', '-']))
    };
    // "Minister of Foreign Affairs" is "Foreign Minister" in the news; "Minister" alone is any of them.
    (own != "minister" && ends(own)) || (minister.ends_with("minister") && ends(&minister))
}

/// "since taking office in June": the office's known beginning fixes what the month means.
fn taken_office(story: &Story<'_>) -> Vec<Proof> {
    let counted = |expression: &&Expression| {
        expression.meaning.is_counted() && is_taking_office(story, expression.span)
    };
    story
        .expressions
        .iter()
        .filter(counted)
        .filter_map(|expression| office_taken_at(story, expression))
        .collect()
}

fn is_taking_office(story: &Story<'_>, span: Span) -> bool {
    let before = sentence_until(story, span).unwrap_or("");
    let is = |word: &str| {
        let word = word.to_lowercase();
        story.knowledge.calendar.meanings(&word).contains(&CalendarWord::In(CalendarList::TakingOffice))
    };
    let words = before.rsplit(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let mut near_words: Vec<&str> = words.take(TAKING).collect();
    near_words.reverse();
    let office = near_words.iter().any(|word| matches!(*word, "office" | "power"))
        || near_words.windows(2).any(|pair| *pair == ["sworn", "in"]);
    office && near_words.iter().any(|word| is(word))
}

/// The words of the expression's sentence in front of it.
fn sentence_until<'a>(story: &Story<'a>, span: Span) -> Option<&'a str> {
    let sentence = sentence_of(story, span)?;
    story.text.get(sentence.start as usize..span.start as usize)
}

/// The sentence around a span.
pub(crate) fn sentence_of(story: &Story<'_>, span: Span) -> Option<Span> {
    let at = story.sentences.partition_point(|sentence| sentence.span.end <= span.start);
    story.sentences.get(at).map(|sentence| sentence.span).filter(|sentence| sentence.contains(span))
}

/// The last person named before the expression in its sentence, or the one whom the sentence's possessive names, with
/// an office whose beginning the expression may be.
fn office_taken_at(story: &Story<'_>, expression: &Expression) -> Option<Proof> {
    let sentence = sentence_of(story, expression.span)?;
    let mentions = story.actors.iter().flat_map(|actor| {
        let known = story.knowledge.actor(&actor.id);
        actor.mentions.iter().filter_map(move |mention| Some((mention.span, known?)))
    });
    let here = mentions.filter(|(span, known)| {
        sentence.contains(*span) && span.end <= expression.span.start && !known.offices.is_empty()
    });
    let (_, known) = here.max_by_key(|(span, _)| span.start)?;
    // "Since" looks back less than a year; each term of the person may be the one that is meant.
    let mut terms = known.offices.iter().filter(|office| office.from.earliest.is_some());
    let days = Days::any(
        terms.clone().flat_map(|office| published_when(expression, office.from).each().collect::<Vec<_>>()),
    );
    let (name, newest) = (&known.name, terms.next_back()?);
    let (from, source) = (newest.from.earliest?, newest.source.join("; "));
    let because = format!("{name} took office on {from} ({source}), which “{}” must mean", expression.text);
    let values = [("actor", known.id.clone()), ("from", from.to_string()), ("source", source)];
    let proof =
        Proof { days, evidence: step(Some(expression.span), "office-taken", values, because), agrees: true };
    (!proof.days.is_empty()).then_some(proof)
}

/// For a dateline: no year in which a person in office would have held it for years beyond the newest source that
/// lists them, if that leaves one year.
pub(crate) fn office_not_that_long(story: &Story<'_>, days: &Days) -> Vec<Proof> {
    let newest = |held: &Held<'_>| {
        let listed = held.terms.iter().filter_map(|office| office.current_as_of?.latest).max()?;
        let last = Day::new(listed.civil().0 + OFFICE_YEARS, listed.civil().1, 1)?;
        Some((listed, Interval { earliest: None, latest: Some(last) }))
    };
    let held = offices(story);
    let found = held.iter().find_map(|held| {
        let (listed, before) = newest(held)?;
        let left = days.and(&Days::of(before));
        let later = days.firsts().find(|day| !left.holds(*day))?;
        left.only().map(|day| (held, listed, day, later))
    });
    let proof = found.map(|(held, listed, day, later)| {
        let name = &held.known.name;
        let because = format!(
            "{name} is in office in the text and, as the knowledge says, still in {}; the next year that fits is {}",
            listed.month(),
            later.civil().0
        );
        let values = [
            ("actor", held.known.id.clone()),
            ("listed", listed.month().to_string()),
            ("next", later.to_string()),
        ];
        let evidence = step(Some(held.span), "next-year-too-late", values, because);
        Proof { days: Days::of(Interval::day(day)), evidence, agrees: false }
    });
    proof.into_iter().collect()
}

// ---- weekdays -------------------------------------------------------------------------------------------------------

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn weekday_name(weekday: u32) -> String {
    WEEKDAYS.get(weekday as usize).copied().unwrap_or_default().to_owned()
}

/// "Thursday, December 4" beside a dateline: only years in which that day is that weekday.
pub(crate) fn weekday_pairs(story: &Story<'_>, days: &Days) -> Vec<Proof> {
    let pairs = story.expressions.iter().filter_map(|expression| match expression.meaning {
        Meaning::MonthDay(_, _, Some(weekday)) => Some((expression, weekday)),
        _ => None,
    });
    let proofs = pairs.filter_map(|(expression, weekday)| {
        let fits = |day: Day| expression.meaning.at(day, expression.tense).is_some();
        let left = days.filter(fits);
        let first = left.firsts().next()?;
        let date = expression.meaning.at(first, expression.tense)?.days().earliest?;
        let name = weekday_name(weekday);
        let because = format!("“{}” must be a {name}, as {date} is", expression.text);
        let values = [("weekday", name), ("date", date.to_string())];
        let evidence = step(Some(expression.span), "weekday-fits", values, because);
        Some(Proof { days: left, evidence, agrees: true })
    });
    proofs.collect()
}

/// A bare weekday of the past that is the day of publication itself, as the wire writes: it proves little, but fits.
pub(crate) fn weekday_of(story: &Story<'_>, day: Day) -> Option<Evidence> {
    let fits = |expression: &&Expression| {
        matches!(expression.meaning, Meaning::Weekday(weekday, _) if weekday == day.weekday())
            && expression.tense != Some(Tense::ToCome)
    };
    let expression = story.expressions.iter().find(fits)?;
    let name = weekday_name(day.weekday());
    let because = format!("{day} is a {name}, so that “{}” can be the day of writing", expression.text);
    let values = [("weekday", name), ("date", day.to_string())];
    Some(step(Some(expression.span), "weekday-fits", values, because))
}
