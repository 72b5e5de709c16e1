//! The words of the page's shell, from the one message file that the page reads too.

use crate::Failure;
use dateline_site::escape;
use std::{collections::BTreeMap, fs, path::Path};

/// The message file, below the workspace's folder.
pub const FILE: &str = "messages/en.toml";

/// Messages by section and key.
pub type Messages = BTreeMap<String, BTreeMap<String, String>>;

/// Reads the message file.
///
/// # Errors
/// It is missing, or is not sections of `key = "text"`.
pub fn read(root: &Path) -> Result<Messages, Failure> {
    let text = fs::read_to_string(root.join(FILE)).map_err(|error| format!("{FILE}: {error}"))?;
    toml::from_str(&text).map_err(|error| format!("{FILE}: {error}").into())
}

/// A text in which each `{{section.key}}` has become its message, safe as HTML text and attribute value.
///
/// # Errors
/// Names the first key that has no message.
pub fn fill(text: &str, messages: &Messages) -> Result<String, Failure> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("{{") {
        let (name, after) = behind.split_once("}}").ok_or("{{ without }}")?;
        let message = name
            .split_once('.')
            .and_then(|(section, key)| messages.get(section)?.get(key))
            .ok_or_else(|| format!("{FILE} has no message {name}"))?;
        filled.push_str(before);
        filled.push_str(&escape(message));
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages() -> Messages {
        toml::from_str("[boot]\nloading = \"Loading <all> & \\\"more\\\"\"").unwrap()
    }

    #[test]
    fn keys_become_escaped_messages() {
        let filled = fill("<p>{{boot.loading}}</p>", &messages()).unwrap();
        assert_eq!(filled, "<p>Loading &lt;all&gt; &amp; &quot;more&quot;</p>");
    }

    #[test]
    fn a_missing_key_is_named() {
        let failure = fill("{{boot.gone}}", &messages()).unwrap_err();
        assert_eq!(failure.to_string(), "messages/en.toml has no message boot.gone");
    }
}
