//! What a reader does with Dateline's own page: choosing filter values by name, reading the list, listening.

use super::Page;

impl Page {
    /// What the polite live region says.
    pub fn heard(&self) -> String {
        self.js_text("return document.querySelector('[role=status][aria-live=polite]').innerText.trim()")
    }

    /// The headlines of the list, in order.
    pub fn headlines(&self) -> Vec<String> {
        self.texts("[aria-label=Articles] > ol h3")
    }

    /// Waits until the list holds exactly the articles whose headlines begin so.
    pub fn lists(&self, beginnings: &[&str]) {
        let begin = |headlines: Vec<String>| {
            let same = headlines.len() == beginnings.len()
                && headlines.iter().zip(beginnings).all(|(headline, start)| headline.starts_with(start));
            if same { beginnings.iter().map(|start| (*start).to_owned()).collect() } else { headlines }
        };
        let expected: Vec<String> = beginnings.iter().map(|start| (*start).to_owned()).collect();
        self.settles(|page| begin(page.headlines()), &expected);
    }

    /// The whole name of a value in a group of the filters: `Tariffs 1 article, kept`. Empty where it is not listed.
    pub fn value(&self, group: &str, name: &str) -> String {
        let names = self.values(group);
        let counted = |value: &&String| {
            let rest = value.strip_prefix(name).and_then(|rest| rest.strip_prefix(' '));
            rest.is_some_and(|rest| rest.starts_with(|char: char| char.is_ascii_digit()))
        };
        names.iter().find(counted).cloned().unwrap_or_default()
    }

    /// The whole names of all listed values of a group.
    pub fn values(&self, group: &str) -> Vec<String> {
        let script = format!(
            "return [...document.querySelectorAll('{} li > button[aria-pressed]')].map(__called)",
            scope(group)
        );
        serde_json::from_value(self.js(&script)).expect("names")
    }

    /// Clicks a value of a group, after searching for it where the group is long.
    pub fn pick(&self, group: &str, name: &str) {
        let found = self.look_for(group, name);
        self.press_in(&scope(group), &found);
    }

    /// Puts the focus on a value of a group, from elsewhere, so that the control beside it appears.
    pub fn come_to(&self, group: &str, name: &str) {
        let found = self.look_for(group, name);
        self.focus("#search");
        self.focus_on(&scope(group), &found);
    }

    /// Brings a value of a group into the list of the filters; its whole name.
    pub fn look_for(&self, group: &str, name: &str) -> String {
        if self.value(group, name).is_empty() {
            self.fill_over(&format!("{} input[type=search]", scope(group)), name);
            self.settles(|page| page.value(group, name).is_empty(), &false);
        }
        self.value(group, name)
    }

    /// Chooses an order of the list by its name.
    pub fn order(&self, name: &str) {
        let script = format!(
            "const e = document.querySelector('[aria-label=Order]'); \
             const o = [...e.options].find((o) => o.text === {name:?}); e.value = o.value; \
             e.dispatchEvent(new Event('change', {{ bubbles: true }})); return o.text"
        );
        assert_eq!(self.js_text(&script), name);
    }

    /// The orders that are offered, and the one that holds.
    pub fn orders(&self) -> (Vec<String>, String) {
        let script = "const e = document.querySelector('[aria-label=Order]'); \
             return [[...e.options].map((o) => o.text), e.selectedOptions[0].text]";
        serde_json::from_value(self.js(script)).expect("orders")
    }

    /// The heading of what is open in the reading pane; empty while nothing is.
    pub fn opened(&self) -> String {
        self.js_text("return document.querySelector('[aria-label=Reading] h1')?.innerText ?? ''")
    }
}

/// The group of a facet or a clock.
fn scope(group: &str) -> String {
    format!("[aria-labelledby=group-{group}]")
}
