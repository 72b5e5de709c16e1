//! A corpus inside a finished module: the custom section `dateline.corpus` behind all others.
//!
//! The page reads it instead of its own articles, so that a site with other articles needs no compiler. Recognised are
//! modules of the binary format's version 1; their content is not looked at.

/// The name of the section, as `boot.js` asks for it.
pub const NAME: &str = "dateline.corpus";

/// The module with a corpus appended. `None` if these bytes are no WebAssembly module.
pub fn with_corpus(module: &[u8], corpus: &[u8]) -> Option<Vec<u8>> {
    if !module.starts_with(b"\0asm\x01\0\0\0") {
        return None;
    }
    let mut content = length(NAME.len());
    content.extend_from_slice(NAME.as_bytes());
    content.extend_from_slice(corpus);
    let mut whole = module.to_vec();
    whole.push(0); // the id of custom sections
    whole.extend_from_slice(&length(content.len()));
    whole.extend_from_slice(&content);
    Some(whole)
}

/// A number as unsigned LEB128: seven bits a byte, lowest first, the eighth says that more follow.
fn length(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

/// Whether a module has the section.
pub fn holds_corpus(module: &[u8]) -> bool {
    let mut name = vec![NAME.len() as u8];
    name.extend(NAME.as_bytes());
    module.windows(name.len()).any(|bytes| bytes == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_leb128() {
        for (number, bytes) in [
            (0, vec![0]),
            (127, vec![0x7f]),
            (128, vec![0x80, 1]),
            (624_485, vec![0xe5, 0x8e, 0x26]), // the example of the format's specification
        ] {
            assert_eq!(length(number), bytes, "{number}");
        }
    }

    #[test]
    fn a_section_stands_behind_the_module() {
        let module = b"\0asm\x01\0\0\0";
        let whole = with_corpus(module, b"abc").unwrap();
        assert_eq!(&whole[..8], module);
        assert_eq!(&whole[8..11], [0, 19, 15]);
        assert_eq!(&whole[11..], b"dateline.corpusabc");
        assert_eq!((holds_corpus(&whole), holds_corpus(&whole[..10])), (true, false));
    }

    #[test]
    fn other_bytes_are_no_module() {
        assert_eq!(with_corpus(b"<!doctype html>", b""), None);
    }
}
