//! What JavaScript calls: the same function with an array of `[path, bytes]` pairs.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

/// `build([["a.txt", Uint8Array], …])` gives the corpus's bytes.
///
/// # Errors
/// An element that is no pair of a text and a `Uint8Array` is thrown as a message that names its place.
#[wasm_bindgen]
pub fn build(files: &Array) -> Result<Vec<u8>, JsValue> {
    let files = files.iter().enumerate().map(|(at, pair)| file(&pair).ok_or_else(|| no_file(at)));
    Ok(crate::build(&files.collect::<Result<Vec<_>, JsValue>>()?))
}

fn file(pair: &JsValue) -> Option<(String, Vec<u8>)> {
    let pair = pair.dyn_ref::<Array>()?;
    let bytes = pair.get(1).dyn_into::<Uint8Array>().ok()?;
    Some((pair.get(0).as_string()?, bytes.to_vec()))
}

fn no_file(at: usize) -> JsValue {
    JsValue::from_str(&format!("file {at}: expected [path, Uint8Array]"))
}
