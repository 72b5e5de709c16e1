//! What a site changes in the finished page's `index.html`: attributes of the element of `boot.js`, and titles.
//!
//! Recognised is the page as `cargo xtask build` finishes it; nothing else is looked at.

/// The element's attribute that holds the module's file name.
pub const MODULE: &str = "data-module";

/// Text as HTML text or as a quoted attribute value.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The value of an attribute that stands there once, still escaped.
pub fn attribute<'h>(html: &'h str, name: &str) -> Option<&'h str> {
    let (_, behind) = html.split_once(&format!(" {name}=\""))?;
    behind.split_once('"').map(|(value, _)| value)
}

/// With another value of an attribute; `None` where there is no such attribute.
pub fn with_attribute(html: &str, name: &str, value: &str) -> Option<String> {
    let start = format!(" {name}=\"");
    let (before, behind) = html.split_once(&start)?;
    let (_, rest) = behind.split_once('"')?;
    Some(format!("{before}{start}{}\"{rest}", escape(value)))
}

/// With an attribute before another; `None` where that one is missing.
pub fn with_new_attribute(html: &str, name: &str, value: &str, before: &str) -> Option<String> {
    let (start, end) = html.split_once(&format!(" {before}=\""))?;
    Some(format!("{start} {name}=\"{}\" {before}=\"{end}", escape(value)))
}

/// With a title of its own, in the head and where the page says its name while it loads.
pub fn with_title(html: &str, title: &str) -> String {
    let mut whole = html.to_owned();
    for (start, end) in [("<title>", "</title>"), ("class=\"boot-title\">", "</h1>")] {
        whole = with_content(&whole, start, end, &escape(title));
    }
    whole
}

/// With another content between all pairs of `start` and `end`.
fn with_content(html: &str, start: &str, end: &str, content: &str) -> String {
    let mut whole = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, behind)) = rest.split_once(start) {
        whole.extend([before, start]);
        rest = match behind.find(end) {
            Some(at) => {
                whole.push_str(content);
                behind.split_at(at).1
            }
            None => behind,
        };
    }
    whole + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_and_written() {
        let html = "<script data-module=\"a.wasm\" data-module-hash=\"h\" data-words=\"{}\"></script>";
        assert_eq!(attribute(html, MODULE), Some("a.wasm"));
        let other = with_attribute(html, MODULE, "b\".wasm").unwrap();
        assert_eq!(attribute(&other, MODULE), Some("b&quot;.wasm"));
        assert_eq!(attribute(&other, "data-module-hash"), Some("h"));
        let more = with_new_attribute(html, "data-site", "<x>", "data-words").unwrap();
        assert!(more.contains(" data-site=\"&lt;x&gt;\" data-words=\"{}\""), "{more}");
        assert_eq!(with_attribute(html, "data-none", ""), None);
        assert_eq!(with_new_attribute(html, "data-site", "", "data-none"), None);
    }

    #[test]
    fn titles_stand_in_all_places() {
        let html =
            "<title>D</title><h1 class=\"boot-title\">D</h1><main><h1 class=\"boot-title\">D</h1></main>";
        let expected = "<title>A &amp; B</title><h1 class=\"boot-title\">A &amp; B</h1><main><h1 class=\"boot-title\">A &amp; B</h1></main>";
        assert_eq!(with_title(html, "A & B"), expected);
        assert_eq!(with_title("<title>D", "A"), "<title>D");
    }
}
