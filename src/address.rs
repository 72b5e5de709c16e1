//! The address bar: reading and writing the fragment.
//!
//! Choosing adds an entry to the history, typing replaces the last one. Nothing is written once `boot.js` has frozen the
//! page after a crash, nor where the state is too long to be a link.

use crate::state::LINKABLE;
use gloo::events::EventListener;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// What `boot.js` offers.
    type Shell;
    #[wasm_bindgen(thread_local_v2, js_name = dateline)]
    static SHELL: Shell;
    /// Takes the loading page away.
    #[wasm_bindgen(method)]
    fn ready(this: &Shell);
    /// Whether the page has crashed.
    #[wasm_bindgen(method)]
    fn frozen(this: &Shell) -> bool;
    /// The corpus beside the module, or of its own section.
    #[wasm_bindgen(method, getter)]
    fn corpus(this: &Shell) -> Option<Uint8Array>;
    /// What the publisher says of the site.
    #[wasm_bindgen(method)]
    fn site(this: &Shell, key: &str) -> Option<String>;
    /// Fetches what has a name, then calls back with its bytes or with what is wrong and what to do.
    #[wasm_bindgen(method)]
    fn load(this: &Shell, name: &str, done: JsValue);
    /// Ends a `load`.
    #[wasm_bindgen(method)]
    fn cancel(this: &Shell, name: &str);
}

/// Whether a change can be gone back from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A new entry of the history.
    Added,
    /// The last entry again.
    Replaced,
}

/// The fragment without its `#`.
pub fn fragment() -> String {
    let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Writes a fragment. The address stays as it is where that is not allowed.
pub fn write(fragment: &str, entry: Entry) {
    if is_frozen() || fragment.len() > LINKABLE || fragment == self::fragment() {
        return;
    }
    let Some(history) = window().and_then(|window| window.history().ok()) else { return };
    let address = if fragment.is_empty() { without_fragment() } else { format!("#{fragment}") };
    // A browser may refuse (too many entries a second); the page then goes on without the address.
    let _ = match entry {
        Entry::Added => history.push_state_with_url(&JsValue::NULL, "", Some(&address)),
        Entry::Replaced => history.replace_state_with_url(&JsValue::NULL, "", Some(&address)),
    };
}

/// Calls back whenever the reader changes the address: back, forward, a link, or by hand.
pub fn on_change(mut call: impl FnMut(String) + 'static) {
    if let Some(window) = window() {
        EventListener::new(&window, "popstate", move |_| call(fragment())).forget();
    }
}

/// Whether `boot.js` has seen a crash.
pub fn is_frozen() -> bool {
    SHELL.with(Shell::frozen)
}

/// Tells `boot.js` that the first view stands.
pub fn ready() {
    SHELL.with(Shell::ready);
}

/// The corpus that `boot.js` found beside the module or in its own section, if there is one.
pub fn corpus() -> Option<Vec<u8>> {
    SHELL.with(Shell::corpus).map(|bytes| bytes.to_vec())
}

/// What the publisher says of this site under a key of `site.toml`.
pub fn site(key: &str) -> Option<String> {
    SHELL.with(|shell| shell.site(key))
}

/// Fetches what lies beside the page under a name; gives its bytes, or what is wrong and what to do. What was cancelled gives
/// nothing.
pub fn load(name: &str, done: impl FnOnce(Result<Vec<u8>, (String, String)>) + 'static) {
    let done =
        move |bytes: Option<Uint8Array>, what: Option<String>, remedy: Option<String>| match (bytes, what) {
            (Some(bytes), _) => done(Ok(bytes.to_vec())),
            (None, Some(what)) => done(Err((what, remedy.unwrap_or_default()))),
            (None, None) => {}
        };
    SHELL.with(|shell| shell.load(name, Closure::once_into_js(done)));
}

/// Ends a [`load`] that nobody waits for any more.
pub fn cancel(name: &str) {
    SHELL.with(|shell| shell.cancel(name));
}

/// The path alone: an empty fragment leaves no `#` behind.
fn without_fragment() -> String {
    let location = window().map(|window| window.location());
    let part = |of: fn(&web_sys::Location) -> Result<String, JsValue>| {
        location.as_ref().and_then(|location| of(location).ok()).unwrap_or_default()
    };
    format!("{}{}", part(web_sys::Location::pathname), part(web_sys::Location::search))
}

fn window() -> Option<web_sys::Window> {
    web_sys::window()
}
