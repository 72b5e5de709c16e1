//! From Trunk's result to the folder that is served: words filled in, names with the hash of their content, and the
//! hash, size and name of what `boot.js` loads as `data-` attributes of its element.
//!
//! A file's name changes with its content, so a host may let browsers keep everything but `index.html` for ever. Same
//! input, same bytes.

use crate::{
    Failure,
    messages::{self, Messages},
    page::PROGRAM,
};
use dateline_site::{Named, escape, integrity};
use std::{fmt::Write as _, fs, path::Path};

/// Stands in `index.html` in the element of `boot.js`, where the attributes go.
const HERE: &str = "data-finish";

/// The glue that is served, below the stage.
pub const GLUE: &str = "slim.js";

/// The module that is loaded behind the first view, below the stage.
pub const LATER: &str = "later.wasm";

/// What its name begins with once it is finished.
pub const LATER_NAME: &str = "dateline-later";

/// The style of what the second module draws, below the stage; also what its name begins with.
pub const LATER_STYLE: &str = "later";

/// Writes the finished page into a folder, which is emptied first.
///
/// # Errors
/// A file cannot be read or written, or a message is missing.
pub fn finish(stage: &Path, module: Vec<u8>, messages: &Messages, out: &Path) -> Result<(), Failure> {
    let module = Named::new(PROGRAM, "wasm", module);
    let glue = fs::read_to_string(stage.join(GLUE))?;
    let glue = Named::new(PROGRAM, "js", without_comments(&glue).into_bytes());
    let later = Named::new(LATER_NAME, "wasm", fs::read(stage.join(LATER))?);
    let style = fs::read_to_string(stage.join(LATER_STYLE).with_extension("css"))?;
    let style = Named::new(LATER_STYLE, "css", without_comments(&style).into_bytes());
    let mut html = messages::fill(&fs::read_to_string(stage.join("index.html"))?, messages)?;
    let mut files = Vec::new();
    for (stem, extension) in [("icon", "svg"), ("boot", "css"), ("main", "css"), ("boot", "js")] {
        let plain = format!("{stem}.{extension}");
        let text = fs::read_to_string(stage.join(&plain))?;
        let named = Named::new(stem, extension, without_comments(&text).into_bytes());
        // Trunk writes "./" before what it copies; both are relative, so that the page runs under any path.
        html = html.replace(&format!("\"./{plain}\""), &format!("\"{plain}\""));
        html = replace_once(&html, &format!("\"{plain}\""), &format!("\"{}\"", named.name))?;
        files.push(named);
    }
    let words = messages.get("boot").ok_or("the message file has no section boot")?;
    let words = serde_json::to_string(words)?;
    html = replace_once(
        &html,
        HERE,
        &attributes(
            &[("module", &module), ("glue", &glue), ("later", &later), ("later-style", &style)],
            &words,
        ),
    )?;
    files.extend([module, glue, later, style]);
    write(out, &html, &files)
}

fn write(out: &Path, html: &str, files: &[Named]) -> Result<(), Failure> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    fs::create_dir_all(out)?;
    for file in files {
        fs::write(out.join(&file.name), &file.bytes)?;
    }
    Ok(fs::write(out.join("index.html"), html)?)
}

fn attributes(files: &[(&str, &Named)], words: &str) -> String {
    let mut text = String::new();
    for (kind, file) in files {
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            r#"data-{kind}="{}" data-{kind}-hash="{}" data-{kind}-bytes="{}" "#,
            file.name,
            integrity(&file.bytes),
            file.bytes.len()
        );
    }
    let _ = write!(text, r#"data-words="{}""#, escape(words));
    text
}

fn replace_once(text: &str, what: &str, by: &str) -> Result<String, Failure> {
    if text.matches(what).count() == 1 {
        Ok(text.replace(what, by))
    } else {
        Err(format!("index.html must hold {what} exactly once").into())
    }
}

/// A script or a style without the lines that are comments, empty lines and indents. What else stands in a line stays.
fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        let begins = !inside && line.starts_with("/*");
        // A comment with something behind it in its last line stays.
        let ends = line.find("*/").is_some_and(|at| at + 2 == line.len());
        if inside || (begins && (ends || !line.contains("*/"))) {
            inside = !ends;
        } else if !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_comments_are_left_out() {
        let text =
            "// one\n  a(); // two\n\n/* three */\n/**\n * four */ b\n */\n  /* c */ d { }\n  e: \"//f\";\n";
        assert_eq!(without_comments(text), "a(); // two\n/* c */ d { }\ne: \"//f\";\n");
    }

    /// A finished page from the smallest result that Trunk could leave.
    fn finished(name: &str, module: &[u8]) -> Vec<(String, Vec<u8>)> {
        let home = std::env::temp_dir().join(format!("dateline-finish-{}-{name}", std::process::id()));
        let (stage, out) = (home.join("stage"), home.join("out"));
        fs::create_dir_all(&stage).unwrap();
        let html = "<title>{{page.name}}</title><link href=\"./icon.svg\"><link href=\"./boot.css\"><link href=\"./main.css\">\
            <script src=\"boot.js\" data-finish></script>";
        for (file, text) in [
            ("index.html", html),
            ("icon.svg", "i"),
            ("boot.css", "b"),
            ("main.css", "m"),
            ("boot.js", "j"),
            (GLUE, "g"),
            (LATER, "l"),
            ("later.css", "s"),
        ] {
            fs::write(stage.join(file), text).unwrap();
        }
        let messages = toml::from_str("[page]\nname = \"A & B\"\n[boot]\nagain = \"Try “again”\"").unwrap();
        finish(&stage, module.to_vec(), &messages, &out).unwrap();
        let mut files: Vec<_> = fs::read_dir(&out)
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
            .collect();
        files.sort();
        fs::remove_dir_all(home).unwrap();
        files
    }

    #[test]
    fn the_page_names_its_files_as_they_are() {
        let files = finished("names", b"module");
        let (_, html) = files.iter().find(|(name, _)| name == "index.html").unwrap();
        let html = String::from_utf8(html.clone()).unwrap();
        for (name, _) in files.iter().filter(|(name, _)| name != "index.html") {
            assert!(html.contains(&format!("\"{name}\"")), "{name} is not named in {html}");
        }
        assert!(html.contains("<title>A &amp; B</title>"), "{html}");
        assert!(html.contains("data-words=\"{&quot;again&quot;:&quot;Try “again”&quot;}\""), "{html}");
        assert!(html.contains("data-module-bytes=\"6\""), "{html}");
    }

    #[test]
    fn the_same_input_gives_the_same_bytes() {
        assert_eq!(finished("one", b"module"), finished("two", b"module"));
        assert_ne!(finished("three", b"module"), finished("four", b"other"));
    }
}
