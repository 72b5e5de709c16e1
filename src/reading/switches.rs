//! Which marks are drawn: switches in the legend, kept by the browser between visits.

use gloo::storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};

/// Where the browser keeps them.
const KEY: &str = "dateline.marks";

/// Which marks are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Switches {
    /// People and states.
    pub actors: bool,
    /// Organisations.
    pub organisations: bool,
    /// Topics.
    pub topics: bool,
    /// Dates.
    pub dates: bool,
    /// Quotations.
    pub quotes: bool,
}

impl Default for Switches {
    fn default() -> Self {
        Self { actors: true, organisations: true, topics: true, dates: true, quotes: true }
    }
}

impl Switches {
    /// As the reader left them; all on where nothing was kept or it cannot be read.
    pub fn kept() -> Switches {
        LocalStorage::get(KEY).unwrap_or_default()
    }

    /// Keeps them. A browser that keeps nothing (private windows) is no fault.
    pub fn keep(self) {
        let _ = LocalStorage::set(KEY, self);
    }

    /// The switch of a mark's class.
    pub fn of(&mut self, class: &str) -> Option<&mut bool> {
        match class {
            "a" => Some(&mut self.actors),
            "o" => Some(&mut self.organisations),
            "t" => Some(&mut self.topics),
            "d" => Some(&mut self.dates),
            "q" => Some(&mut self.quotes),
            _ => None,
        }
    }

    /// Whether marks of a class are drawn.
    pub fn shows(mut self, class: &str) -> bool {
        self.of(class).is_none_or(|on| *on)
    }

    /// The classes of the text.
    pub fn classes(self) -> String {
        let mut classes = String::from("text");
        for class in ["a", "o", "t", "d", "q"] {
            if self.shows(class) {
                classes.push_str(" show-");
                classes.push_str(class);
            }
        }
        classes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_switches_read_back_and_old_ones_do_too() {
        let mut switches = Switches::default();
        *switches.of("t").unwrap() = false;
        let kept = serde_json::to_string(&switches).unwrap();
        assert_eq!(serde_json::from_str::<Switches>(&kept).unwrap(), switches);
        assert_eq!(serde_json::from_str::<Switches>("{\"topics\":false,\"cubes\":1}").unwrap(), switches);
        assert_eq!(switches.classes(), "text show-a show-o show-d show-q");
    }
}
