//! Which marks are drawn: switches in the legend, kept by the browser between visits.

use crate::site::storage_key;
use gloo::storage::{LocalStorage, Storage};

/// Where the browser keeps them.
const KEY: &str = "dateline.marks";

/// The classes of marks that can be switched.
const CLASSES: [&str; 5] = ["a", "o", "t", "d", "q"];

/// Which marks are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Switches {
    /// Whether each of [`CLASSES`] is left out.
    off: [bool; CLASSES.len()],
}

impl Switches {
    /// As the reader left them; all on where nothing was kept or it cannot be read.
    pub fn kept() -> Switches {
        let kept =
            is_there().then(|| LocalStorage::raw().get_item(&storage_key(KEY)).ok().flatten()).flatten();
        kept.map_or_else(Switches::default, |kept| Switches::read(&kept))
    }

    /// Keeps them. A browser that keeps nothing (private windows) is no fault.
    pub fn keep(self) {
        if is_there() {
            let _ = LocalStorage::raw().set_item(&storage_key(KEY), &self.print());
        }
    }

    /// Draws the marks of a class no more, or again.
    pub fn flip(&mut self, class: &str) {
        for (off, known) in self.off.iter_mut().zip(CLASSES) {
            *off ^= known == class;
        }
    }

    /// Whether marks of a class are drawn.
    pub fn shows(self, class: &str) -> bool {
        !self.off.iter().zip(CLASSES).any(|(off, known)| *off && known == class)
    }

    /// The classes of the text.
    pub fn classes(self) -> String {
        let shown = CLASSES.into_iter().filter(|class| self.shows(class));
        shown.fold(String::from("text"), |classes, class| classes + " show-" + class)
    }

    /// The letters of the classes that are left out.
    fn print(self) -> String {
        CLASSES.into_iter().filter(|class| !self.shows(class)).collect()
    }

    /// Letters that are no class are passed over.
    fn read(kept: &str) -> Switches {
        Switches { off: CLASSES.map(|class| kept.contains(class)) }
    }
}

/// Whether the browser keeps anything at all; some refuse.
fn is_there() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_switches_read_back() {
        let mut switches = Switches::default();
        assert_eq!(switches.classes(), "text show-a show-o show-t show-d show-q");
        switches.flip("t");
        assert_eq!(Switches::read(&switches.print()), switches);
        assert_eq!(Switches::read("t, 7"), switches);
        assert_eq!(switches.classes(), "text show-a show-o show-d show-q");
        switches.flip("t");
        assert_eq!(switches, Switches::default());
    }
}
