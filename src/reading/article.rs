//! An article, set like a page of a newspaper.

use super::facts::{about, fact};
use super::marks::Kind;
use super::notes::{GAP, Note, Says, reason, stack};
use super::opened::{Opened, Part};
use super::paragraph::{Drawn, paragraph, runs_view};
use super::sheet_head;
use super::steps::Steps;
use super::switches::Switches;
use crate::dates;
use crate::element::{Element, element, follow, next_frame};
use crate::list::below;
use crate::messages::{Key, fill, key, text};
use crate::names;
use crate::page::{Page, Pop};
use crate::signal::Signal;
use dateline_corpus::{Choice, Facet, Value, order};
use dateline_record::{BlockKind, Evidence, HeadlineBasis, PublishedBasis, Span, TextCompleteness};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement};

/// The sheet of an article.
pub fn article(page: Page, opened: &Arc<Opened>) -> Element {
    let steps = Steps::new(page, opened);
    let switches = Signal::new(Switches::kept());
    let moved = Signal::new(());
    let drawn = Drawn { page, opened: opened.clone(), steps, moved };
    let words = element("div").set_of("class", move || switches.get().classes());
    let words = words.add_all(opened.parts().iter().map(|one| part(&drawn, one)));
    let asked = opened.clone();
    let words = words.on("click", move |event| ask(page, &asked, event));
    let holder = words.html().clone();
    follow(move || {
        moved.track();
        page.window.track();
        let holder = holder.clone();
        next_frame(move || place_notes(&holder));
    });
    steps.start();
    let excerpt = opened.article.text_completeness == TextCompleteness::Excerpt;
    let (meta, why) = meta(page, opened, moved);
    let read = element("div.read")
        .add(meta)
        .show_if(why.0, why.1)
        .add(headline(opened))
        .add(excerpt.then(|| element("p.said").add(text(key!("reading.excerpt")))))
        .add(words);
    let head = sheet_head(page, legend(switches), steps.view());
    element("article.sheet").add(head).add(read)
}

fn headline(opened: &Opened) -> Element {
    let record = &opened.article;
    let is_lede = record.headline_basis == HeadlineBasis::Lede;
    element("h1")
        .class_if("lede", is_lede)
        .set("lang", record.language.as_str())
        .set_some("title", is_lede.then(|| text(key!("list.lede"))))
        .add(names::headline(&record.headline, is_lede))
}

/// The kinds of marks, each a switch.
fn legend(switches: Signal<Switches>) -> Element {
    let switch = |(class, key): (&'static str, Key)| {
        let flip = move || {
            switches.update(|switches| {
                switches.flip(class);
                switches.keep();
            });
        };
        element("button")
            .class_if(class, true)
            .set_of("aria-pressed", move || switches.get().shows(class))
            .click(flip)
            .add(text(key))
    };
    let kinds = [
        ("a", key!("reading.mark_actor")),
        ("o", key!("reading.mark_organisation")),
        ("t", key!("reading.mark_topic")),
        ("d", key!("reading.mark_date")),
        ("q", key!("reading.mark_quote")),
    ];
    element("div.legend[role=group]")
        .set("aria-label", text(key!("reading.marks")))
        .add_all(kinds.map(switch))
}

/// Whether something is shown, and what.
type Folded = (Box<dyn Fn() -> bool + Send + Sync>, Box<dyn Fn() -> Element>);

/// When with its basis, from whom, where; and the reasons of the date, which a button shows.
fn meta(page: Page, opened: &Arc<Opened>, moved: Signal<()>) -> (Element, Folded) {
    let record = &opened.article;
    let published = &record.date_published;
    let is_open = Signal::new(false);
    let basis = match published.basis {
        PublishedBasis::Stated => key!("reading.basis_stated"),
        PublishedBasis::Dateline => key!("reading.basis_dateline"),
        PublishedBasis::Inferred => key!("reading.basis_inferred"),
        PublishedBasis::Unknown => key!("reading.basis_unknown"),
    };
    let toggle = move || {
        is_open.update(|open| *open = !*open);
        moved.notify();
    };
    let reasons = (!published.evidence.is_empty()).then(|| {
        let button = element("button.num").set_of("aria-expanded", move || is_open.get());
        button.click(toggle).add(text(key!("reading.why")))
    });
    let source = record.source_name();
    let places = record.dateline.as_ref().map(|dateline| dateline.places.join(", "));
    let places = places.filter(|places| !places.is_empty());
    let part = || element("span");
    let when = dates::badge(published.interval(), published.sure);
    let meta = element("div.meta")
        .add(part().class_if("maybe", !published.sure).add(when))
        .add(part().add((text(basis), " ")).add(reasons))
        .add(part().add(source_view(page, source)))
        .add(places.map(|places| part().add(places)))
        .add(record.url.as_deref().map(|url| part().add(link(url))));
    let opened = opened.clone();
    (meta, (Box::new(move || is_open.get()), Box::new(move || why(&opened))))
}

/// The source, where the corpus knows it as a button that keeps it.
fn source_view(page: Page, source: Option<&str>) -> Element {
    let Some(name) = source else { return element("span").add(text(key!("list.source_unknown"))) };
    if page.corpus.value(Facet::Source, name).is_none() {
        return element("span").add(name);
    }
    let value = Value::Id(name.to_owned());
    let keep = move || page.choose(|state| state.toggle(Facet::Source, value.clone(), Choice::Included));
    element("button.num").click(keep).add(name)
}

/// A stated address; only safe schemes become links.
fn link(url: &str) -> Element {
    if !names::is_safe_link(url) {
        return element("span").add(url);
    }
    element("a.num")
        .set("href", url)
        .set("rel", "noopener noreferrer nofollow")
        .set("target", "_blank")
        .add(text(key!("reading.original")))
}

/// Every step that led to the date.
fn why(opened: &Opened) -> Element {
    let row = |evidence: &Evidence| {
        let words = evidence.span.map(|span| span.of(opened.text)).filter(|words| !words.is_empty());
        let words = words.map(|words| {
            let quoted = element("b").set("lang", opened.article.language.as_str());
            (quoted.add("“").add((words, "”")), ": ")
        });
        element("li").add(words).add(reason(&opened.article, evidence))
    };
    let rows = opened.article.date_published.evidence.iter().map(row);
    let head = element("h2").add(text(key!("reading.why_date")));
    element("div.why").add(head).add(element("ul").add_all(rows))
}

fn part(drawn: &Drawn, part: &Part) -> Element {
    let language = drawn.opened.article.language.as_str();
    match part {
        Part::Points(spans) => element("ul.points")
            .set("lang", language)
            .set("aria-label", text(key!("reading.key_points")))
            .add_all(spans.iter().map(|span| element("li").add(runs_view(drawn, *span)))),
        Part::Heading(span) => element("h2").set("lang", language).add(runs_view(drawn, *span)),
        Part::Paragraph(span) => {
            let inside = drawn.opened.marks_in(*span);
            let notes = drawn.opened.notes.iter().filter(|note| inside.contains(&note.mark));
            paragraph(drawn, *span).add_all(notes.map(|note| note_view(drawn, note)))
        }
        Part::Folded(kind, spans) => folded(drawn, *kind, spans),
    }
}

/// Credits and boilerplate: present, but out of the way.
fn folded(drawn: &Drawn, kind: BlockKind, spans: &[Span]) -> Element {
    let key = if kind == BlockKind::Credit {
        key!("reading.folded_credit")
    } else {
        key!("reading.folded_boilerplate")
    };
    let words = |span: &Span| span.of(drawn.opened.text);
    let first = spans.first().map_or("", words);
    let short: String = first.chars().take(48).collect();
    let dots = if short.len() < first.len() { "…" } else { "" };
    let language = drawn.opened.article.language.as_str();
    let moved = drawn.moved;
    let quoted = element("span").set("lang", language).add("“").add((short, dots)).add("”");
    let summary = element("summary").add(quoted).add((" — ", text(key)));
    let all = spans.iter().map(|span| element("p").add(words(span)));
    element("details.fold")
        .on("toggle", move |_| moved.notify())
        .add(summary)
        .add(element("div").set("lang", language).add_all(all))
}

fn note_view(drawn: &Drawn, note: &Note) -> Option<Element> {
    match &note.says {
        Says::Date(place) => {
            let article = &drawn.opened.article;
            let date = article.dates.get(*place)?;
            let reasons: Vec<String> =
                date.evidence.iter().map(|evidence| reason(article, evidence)).collect();
            let said = element("b").set("lang", article.language.as_str()).add(date.text.as_str());
            let when = dates::badge(date.interval(), date.sure);
            let note = note_at("aside.note", note.mark).add(said).add((" → ", when));
            Some(note.add(element("br")).add(reasons.join("; ")))
        }
        Says::Speaker { quote, quotes } => speaker_note(drawn, note.mark, *quote, *quotes),
    }
}

/// A note that is placed beside its mark.
fn note_at(note: &str, mark: usize) -> Element {
    element(note).set("data-beside", mark.to_string())
}

fn speaker_note(drawn: &Drawn, mark: usize, quote: usize, quotes: u32) -> Option<Element> {
    let (page, opened) = (drawn.page, &drawn.opened);
    let told = fact(page.corpus, opened, mark)?;
    let about = opened.article.quotes.get(quote).and_then(|quote| about(&opened.article, &quote.about));
    let name = element("b").add(told.name.as_str());
    let shown = if told.value.is_some() {
        let open = move |event: &Event| {
            event.stop_propagation();
            let (x, y) = below(event);
            page.pop.set(Some(Pop { x, y, facts: vec![told.clone()] }));
        };
        element("button.link[aria-haspopup=dialog]").on("click", open).add(name)
    } else {
        name.class_if("maybe", true)
    };
    let count = fill(key!("reading.speaker_quotes"), &[("n", quotes.into())]);
    let note = note_at("aside.note.qn", mark).add(shown).add(element("br")).add(count);
    Some(note.add(about.map(|about| (" · ", about))))
}

/// A click on a mark opens what it tells.
fn ask(page: Page, opened: &Opened, event: &Event) {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let Some(run) = target.and_then(|target| target.closest("[data-marks]").ok().flatten()) else { return };
    let marks = run.get_attribute("data-marks").unwrap_or_default();
    let places = marks.split(' ').filter_map(|place| place.parse::<usize>().ok());
    // The narrowest mark speaks first: a name inside a quotation before the quotation.
    let mut places: Vec<usize> = places.filter(|place| is_spoken(opened, *place)).collect();
    order::sort_by_key(&mut places, |place| opened.marks.get(*place).map(|mark| mark.span.len()));
    let facts: Vec<_> = places.into_iter().filter_map(|place| fact(page.corpus, opened, place)).collect();
    if !facts.is_empty() {
        let (x, y) = below(event);
        page.pop.set(Some(Pop { x, y, facts }));
    }
}

fn is_spoken(opened: &Opened, place: usize) -> bool {
    opened.marks.get(place).is_some_and(|mark| Kind::speaks(mark.kind))
}

/// Puts each note beside its mark, below the note before it.
fn place_notes(holder: &HtmlElement) {
    let Ok(notes) = holder.query_selector_all("[data-beside]") else { return };
    let top = holder.get_bounding_client_rect().top();
    let mut wanted = Vec::new();
    let mut elements = Vec::new();
    for place in 0..notes.length() {
        let Some(note) = notes.item(place).and_then(|node| node.dyn_into::<HtmlElement>().ok()) else {
            continue;
        };
        let mark = note.get_attribute("data-beside").unwrap_or_default();
        let anchor = holder.query_selector(&["[data-note~='", &mark, "']"].concat()).ok().flatten();
        let at = anchor.map_or(0.0, |anchor| anchor.get_bounding_client_rect().top() - top);
        wanted.push((at, f64::from(note.offset_height())));
        elements.push(note);
    }
    for (note, at) in elements.iter().zip(stack(&wanted, GAP)) {
        // The style counts from the paragraph that holds the note.
        let above = note.offset_parent().map_or(0.0, |parent| parent.get_bounding_client_rect().top() - top);
        // A style that cannot be set leaves the note at its place in the text.
        let _ = note.style().set_property("--top", &(crate::strip::pixels(at - above) + "px"));
    }
}
