//! The manifest of a site: all its files with their hashes, what made it, and from what.

use crate::{Paths, Settings, integrity};
use serde_json::{Value, json};

/// Its path.
pub const MANIFEST: &str = "manifest.json";

/// What it says it is: its `schema`.
pub const SITE: &str = "dateline-site/1";

/// The manifest of files, as JSON. `base` is the path that the site is meant to stand under.
pub fn manifest(files: &Paths, settings: &Settings, edition: &str, base: &str) -> Vec<u8> {
    let listed: Vec<Value> = files
        .iter()
        .map(|(path, bytes)| json!({ "path": path, "bytes": bytes.len(), "hash": integrity(bytes) }))
        .collect();
    let manifest = json!({
        "schema": SITE,
        "program": env!("CARGO_PKG_VERSION"),
        "edition": edition,
        "id": settings.id(),
        "title": settings.title,
        "base": base,
        "files": listed,
    });
    // Its own printing: indented, for whoever looks at it.
    format!("{manifest:#}\n").into_bytes()
}
