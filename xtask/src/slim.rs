//! Module and glue without what the page never uses, and with short names between them.
//!
//! wasm-bindgen exports the streams of a library that Leptos depends on, and with them all that they call; nothing here makes
//! a stream. It also names each import after what it does and a hash: two kilobytes of the first load that no one reads.
//! Recognised is the glue that the pinned wasm-bindgen writes; what does not look like it stays as it is, and a page whose
//! names do not fit each other does not start, which every browser test sees.

use crate::Failure;
use std::collections::BTreeMap;
use walrus::Module;

/// Begins the names of exports that nothing uses, and in the glue the names of what uses them.
const UNUSED: [&str; 4] = ["intounderlying", "__wbg_intounderlying", "_WASM_SPLIT_MARKER", "IntoUnderlying"];

/// Sections that tell about the module as the linker wrote it, which it no longer is.
const LEFT_BEHIND: [&str; 5] = ["linking", "reloc.CODE", "reloc.DATA", "producers", "__wasm_split_unstable"];

/// A module and the glue that belongs to it.
pub struct Page {
    /// The WebAssembly module.
    pub module: Vec<u8>,
    /// The JavaScript between it and the browser.
    pub glue: String,
}

/// Short names by the long ones.
type Names = BTreeMap<String, String>;

/// Makes both smaller.
///
/// # Errors
/// The module cannot be read.
pub fn slim(page: &Page) -> Result<Page, Failure> {
    let mut module = Module::from_buffer(&page.module).map_err(|error| error.to_string())?;
    let unused = module.exports.iter().filter(|export| is_unused(&export.name)).map(walrus::Export::id);
    for export in unused.collect::<Vec<_>>() {
        module.exports.delete(export);
    }
    for section in LEFT_BEHIND {
        module.customs.remove_raw(section);
    }
    walrus::passes::gc::run(&mut module);
    let mut imports = Names::new();
    for import in module.imports.iter_mut() {
        let short = short(imports.len());
        import.name.clone_from(imports.entry(import.name.clone()).or_insert(short));
    }
    let glue = without_classes(&page.glue);
    let glue = with_imports(&glue, &imports);
    Ok(Page { module: module.emit_wasm(), glue })
}

fn is_unused(name: &str) -> bool {
    UNUSED.iter().any(|start| name.starts_with(start))
}

/// `a` to `z`, `aa`, `ab`, and so on.
pub(crate) fn short(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'a' + (number % 26) as u8));
        number /= 26;
        if number == 0 {
            return name;
        }
        number -= 1;
    }
}

/// The glue without the classes of unused exports and what keeps them from leaking.
fn without_classes(glue: &str) -> String {
    let mut kept = String::with_capacity(glue.len());
    let mut left_out_until: Option<fn(&str) -> bool> = None;
    for line in glue.lines() {
        if let Some(ends) = left_out_until {
            left_out_until = Some(ends).filter(|_| !ends(line));
            continue;
        }
        let names = |start: &str| line.strip_prefix(start).is_some_and(is_unused);
        if names("export class ") {
            left_out_until = Some(|line| line == "}");
        } else if names("const ") {
            left_out_until = (!line.ends_with(';')).then_some(|line| line.ends_with(';'));
        } else if !names("if (Symbol.dispose) ") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// The glue with the imports that the module still has, under their short names.
fn with_imports(glue: &str, imports: &Names) -> String {
    const BEGINS: &str = ": function(";
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut kept = String::with_capacity(glue.len());
    let mut lines = glue.lines();
    while let Some(line) = lines.next() {
        let import = line.trim_start().split_once(BEGINS).filter(|(name, _)| is_import(name));
        match import.map(|(name, rest)| (imports.get(name), rest)) {
            None => kept.push_str(line),
            Some((Some(short), rest)) => kept.extend([short, BEGINS, rest]),
            Some((None, _)) => {
                let depth = indent(line);
                lines.by_ref().find(|inner| indent(inner) == depth && inner.trim_start().starts_with('}'));
                continue;
            }
        }
        kept.push('\n');
    }
    kept
}

fn is_import(name: &str) -> bool {
    name.starts_with("__wb") && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_get_longer_one_by_one() {
        let names: Vec<_> = [0, 1, 25, 26, 27, 701, 702].map(short).into();
        assert_eq!(names, ["a", "b", "z", "aa", "ab", "zz", "aaa"]);
        assert_eq!((0..2000).map(short).collect::<BTreeSet<_>>().len(), 2000);
    }

    const GLUE: &str = "export class IntoUnderlyingSink {
    free() {
        wasm.__wbg_intounderlyingsink_free(0);
    }
}
if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = IntoUnderlyingSink.prototype.free;
function imports() {
    const import0 = {
        __wbg_kept_12ab: function(arg0) {
            wasm.__wbindgen_malloc(arg0);
        },
        __wbg_gone_34cd: function(arg0) {
            if (arg0) {
            }
        },
        key: function() {},
    };
}
const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {} }
    : new FinalizationRegistry(ptr => 1);
let wasm;
";

    #[test]
    fn the_glue_keeps_what_the_module_asks_for() {
        let imports = Names::from([("__wbg_kept_12ab".to_owned(), "a".to_owned())]);
        let slim = with_imports(&without_classes(GLUE), &imports);
        let expected = "function imports() {
    const import0 = {
a: function(arg0) {
            wasm.__wbindgen_malloc(arg0);
        },
        key: function() {},
    };
}
let wasm;
";
        assert_eq!(slim, expected);
    }
}
