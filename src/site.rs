//! A site of one's own: what its publisher says of it, on the page, in its title and in the dialog about it.
//!
//! All of it is words; only a whole `http`, `https` or `mailto` address becomes a link.

use crate::address;
use crate::element::{Element, element};
use crate::messages::{Key, key, text};
use crate::names;
use crate::page::Page;
use crate::state::State;

/// The name of the site; Dateline's own where it has none.
pub fn name() -> String {
    address::site("title").unwrap_or_else(|| text(key!("page.name")).to_owned())
}

/// The name in the bar.
pub fn bar_name() -> Element {
    let name = element("h1.name");
    match address::site("title") {
        Some(title) => name.class_if("own", true).set("title", &title).add(title),
        None => name.add(text(key!("page.name_first"))).add(element("i").add(text(key!("page.name_last")))),
    }
}

/// A key of the browser's storage, for this site alone.
pub fn storage_key(key: &str) -> String {
    address::site("id").map_or_else(|| key.to_owned(), |id| [key, ".", &id].concat())
}

/// Title and introduction above the list, while nothing is asked.
pub fn introduction(page: Page) -> Option<Element> {
    let words = address::site("introduction")?;
    page.state.with(|state| state.chips().is_empty()).then(|| {
        let paragraphs = words.split("\n\n").map(str::trim).filter(|words| !words.is_empty());
        let makers = address::site("makers").map(|makers| element("p.makers").add(makers));
        element("section.intro")
            .add(element("h2").add(name()))
            .add_all(paragraphs.map(|words| element("p").add(words)))
            .add(makers)
    })
}

/// What the dialog says of the site: terms and what they are.
pub fn facts() -> Vec<(Element, Element)> {
    let fact = |name: &str, key: Key| {
        let words = address::site(name)?;
        Some((element("dt").add(text(key)), element("dd").add(linked(&words))))
    };
    [
        fact("makers", key!("about.makers")),
        fact("contact", key!("about.contact")),
        fact("licence", key!("about.licence")),
        fact("languages", key!("about.languages")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The state of a reader who comes without a question.
pub fn start() -> State {
    State::parse(&address::site("start").unwrap_or_default())
}

/// Words, as a link where they are an address.
fn linked(words: &str) -> Element {
    match address_of(words) {
        Some(address) => element("a.link[rel=noopener]").set("href", address).add(words),
        None => element("span").add(words),
    }
}

/// Where words lead to, if they are an address and nothing else.
fn address_of(words: &str) -> Option<String> {
    let is_one = !words.contains(char::is_whitespace);
    let is_page = names::is_safe_link(words);
    let is_mail = words.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    match (is_one, is_page, is_mail && !words.contains([':', '/', '?', '&'])) {
        (true, true, _) => Some(words.to_owned()),
        (true, _, true) => Some(["mailto:", words].concat()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::address_of;

    #[test]
    fn only_whole_addresses_are_links() {
        for (words, expected) in [
            ("https://example.org/terms", Some("https://example.org/terms")),
            ("desk@example.org", Some("mailto:desk@example.org")),
            ("mailto:desk@example.org", Some("mailto:desk@example.org")),
            ("CC BY 4.0", None),
            ("see https://example.org", None),
            ("javascript:alert(1)", None),
            ("javascript:a@b.c", None),
            ("@example.org", None),
            ("", None),
        ] {
            assert_eq!(address_of(words).as_deref(), expected, "{words}");
        }
    }
}
