//! A paragraph: its runs with their marks, the button that opens them as a list, the notes that belong to it.

use super::facts::fact;
use super::marks::{Kind, Run, by_quote, runs};
use super::opened::Opened;
use super::steps::Steps;
use crate::element::{Content, Element, element};
use crate::messages::{fill, key, text};
use crate::page::Page;
use crate::pop::actions;
use crate::signal::Signal;
use dateline_record::Span;
use std::sync::Arc;

/// What every part of an article needs to draw itself.
#[derive(Clone)]
pub struct Drawn {
    /// The page.
    pub page: Page,
    /// The article.
    pub opened: Arc<Opened>,
    /// The steps from match to match.
    pub steps: Steps,
    /// Is told when something moved, so that notes are placed again.
    pub moved: Signal<()>,
}

/// A paragraph without its notes.
pub fn paragraph(drawn: &Drawn, span: Span) -> Element {
    let is_focus = drawn.opened.sentence.is_some_and(|sentence| sentence.overlaps(span));
    let words = element("p").set("lang", drawn.opened.article.language.as_str()).add(runs_view(drawn, span));
    let paragraph = element("div.para").class_if("focus", is_focus).add(words);
    summary(drawn, span, paragraph)
}

/// The words of a block.
pub struct RunsView<'a> {
    drawn: &'a Drawn,
    span: Span,
}

/// The words of a block, cut where marks begin and end.
pub fn runs_view(drawn: &Drawn, span: Span) -> RunsView<'_> {
    RunsView { drawn, span }
}

impl Content for RunsView<'_> {
    fn put(self, into: &web_sys::Node) {
        let opened = &self.drawn.opened;
        let runs = runs(self.span, &opened.marks);
        for (quote, runs) in by_quote(&runs, &opened.marks) {
            match quote {
                Some(place) => {
                    let note = anchors(opened, &[place]);
                    let quoted = element("span.q").set_some("data-note", note.as_deref());
                    let put = |run| put_run(self.drawn, run, quote, quoted.node());
                    runs.iter().for_each(put);
                    quoted.put(into);
                }
                None => runs.iter().for_each(|run| put_run(self.drawn, run, None, into)),
            }
        }
    }
}

fn put_run(drawn: &Drawn, run: &Run, quote: Option<usize>, into: &web_sys::Node) {
    let opened = &drawn.opened;
    let words = run.span.of(opened.text);
    if run.marks.is_empty() {
        return words.put(into);
    }
    let kinds = || run.marks.iter().filter_map(|place| opened.marks.get(*place)).map(|mark| mark.kind);
    let mut classes: Vec<&str> =
        kinds().filter(|kind| !matches!(kind, Kind::Quote(_))).map(Kind::class).collect();
    if kinds().any(Kind::speaks) {
        classes.push("m");
    }
    let own: Vec<usize> = run.marks.iter().copied().filter(|place| Some(*place) != quote).collect();
    let marks = run.marks.iter().map(usize::to_string).collect::<Vec<_>>().join(" ");
    let mut shown = element("span")
        .set("class", classes.join(" "))
        .set("data-marks", marks)
        .set_some("data-note", anchors(opened, &own).as_deref())
        .add(words);
    let hit = kinds().find_map(|kind| if let Kind::Match(number) = kind { Some(number) } else { None });
    if let Some(number) = hit {
        let steps = drawn.steps;
        shown = shown.set("data-match", number.to_string()).class_of("now", move || steps.is_at(number));
    }
    shown.put(into);
}

/// The marks of these that a note stands beside.
fn anchors(opened: &Opened, marks: &[usize]) -> Option<String> {
    let noted: Vec<String> = opened
        .notes
        .iter()
        .filter(|note| marks.contains(&note.mark))
        .map(|note| note.mark.to_string())
        .collect();
    (!noted.is_empty()).then(|| noted.join(" "))
}

/// "6 names, 2 dates": opens the marks of the paragraph as a list, for keys and by ear.
fn summary(drawn: &Drawn, span: Span, paragraph: Element) -> Element {
    let listed = listed(&drawn.opened, span);
    let counts = counted(&drawn.opened, &listed);
    if counts.is_empty() {
        return paragraph;
    }
    let is_open = Signal::new(false);
    let moved = drawn.moved;
    let more = element("button.para-more")
        .set_of("aria-expanded", move || is_open.get())
        .set("title", text(key!("reading.in_paragraph")))
        .on("click", move |event| {
            event.stop_propagation();
            is_open.update(|open| *open = !*open);
            moved.notify();
        })
        .add(counts);
    let drawn = drawn.clone();
    paragraph.add(more).show_if(move || is_open.get(), move || list(&drawn, &listed))
}

/// The marks of a paragraph, each actor, topic and date once.
fn listed(opened: &Opened, span: Span) -> Vec<usize> {
    let mut seen = Vec::new();
    let mut listed = Vec::new();
    for place in opened.marks_in(span) {
        let Some(mark) = opened.marks.get(place).filter(|mark| mark.kind.speaks()) else { continue };
        let same = match mark.kind {
            Kind::Topic(topic, _) => Kind::Topic(topic, 0),
            kind => kind,
        };
        if !seen.contains(&same) {
            seen.push(same);
            listed.push(place);
        }
    }
    listed
}

fn counted(opened: &Opened, listed: &[usize]) -> String {
    let count = |is: fn(Kind) -> bool| {
        listed.iter().filter_map(|place| opened.marks.get(*place)).filter(|mark| is(mark.kind)).count() as u32
    };
    let parts = [
        (key!("reading.names"), count(|kind| matches!(kind, Kind::Actor(_) | Kind::Organisation(_)))),
        (key!("reading.topics"), count(|kind| matches!(kind, Kind::Topic(..)))),
        (key!("reading.dates"), count(|kind| matches!(kind, Kind::Date(_)))),
        (key!("reading.quotes"), count(|kind| matches!(kind, Kind::Quote(_)))),
    ];
    let said = parts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| fill(*key, &[("n", (*count).into())]));
    said.collect::<Vec<_>>().join(", ")
}

fn list(drawn: &Drawn, listed: &[usize]) -> Element {
    let facts = listed.iter().filter_map(|place| fact(drawn.page.corpus, &drawn.opened, *place));
    let rows = facts.map(|fact| {
        let name = element("b").set_some("lang", fact.language.as_deref()).add(fact.name.as_str());
        let row = element("li").add(name).add(element("small").add(fact.kind.as_str()));
        row.add(actions(drawn.page, &fact))
    });
    element("ul.para-list").add_all(rows)
}
