//! Files whose names hold the hash of their content, and hashes as browsers check them.

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha384};
use std::fmt::Write;

/// A file with a name that holds the hash of its content, so that a host may let browsers keep it for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Stem, hash, extension.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// Hexadecimal digits of the hash in a name: enough that two versions of a file never share it.
const DIGITS: usize = 16;

impl Named {
    /// A file under its name.
    pub fn new(stem: &str, extension: &str, bytes: Vec<u8>) -> Self {
        let mut name = format!("{stem}-");
        for byte in Sha384::digest(&bytes).iter().take(DIGITS / 2) {
            let _ = write!(name, "{byte:02x}"); // OK because writing to a string cannot fail
        }
        let _ = write!(name, ".{extension}");
        Self { name, bytes }
    }
}

/// Whether a file's name changes with its content.
pub fn is_named_by_content(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    hash.len() == DIGITS && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// A hash as browsers check it: `sha384-` and base64.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hash of nothing, as the Subresource Integrity specification's tools print it.
    #[test]
    fn a_hash_is_written_as_browsers_check_it() {
        let empty = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert_eq!(integrity(b""), empty);
    }

    #[test]
    fn a_name_changes_with_the_content_only() {
        let name = |bytes: &[u8]| Named::new("main", "css", bytes.to_vec()).name;
        assert_eq!(name(b"a"), name(b"a"));
        assert_ne!(name(b"a"), name(b"b"));
    }

    #[test]
    fn names_by_content_are_known() {
        let made = Named::new("articles-12", "bin", vec![7]).name;
        for (name, expected) in [
            (made.as_str(), true),
            ("index.html", false),
            ("manifest.json", false),
            ("main-0123456789ABCDEF.css", false),
            ("main-0123456789abcde.css", false),
        ] {
            assert_eq!(is_named_by_content(name), expected, "{name}");
        }
    }
}
