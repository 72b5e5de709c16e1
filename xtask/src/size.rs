//! What a reader loads before the first answer, by part, compressed as hosts send it, against the budget; and what comes
//! later.

use crate::{Failure, finish, page, root};
use std::{fs, io::Write as _, path::Path, process::ExitCode};

/// Everything loaded before the first answer, the default articles included, in bytes of brotli. What a feature adds beyond
/// it belongs behind a gate (`docs/page.md`).
const BUDGET: usize = 170_000;

/// Builds the page, prints the sizes and compares them with the budget.
///
/// # Errors
/// The page cannot be built or read.
pub fn run() -> Result<ExitCode, Failure> {
    let folder = page::build(None, &root().join("dist"))?;
    let total = print(&folder)?;
    Ok(if total <= BUDGET { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints the size of each file of a finished page; gives in bytes of brotli the sum of those that are loaded before the
/// first answer.
///
/// # Errors
/// The folder cannot be read.
pub fn print(folder: &Path) -> Result<usize, Failure> {
    let mut parts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let bytes = fs::read(entry.path())?;
        parts.push((entry.file_name().to_string_lossy().into_owned(), bytes.len(), compressed(&bytes)?));
    }
    parts.sort();
    let comes_later =
        |name: &str| [finish::LATER_NAME, finish::LATER_STYLE].iter().any(|stem| name.starts_with(stem));
    let (later, first): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(name, ..)| comes_later(name));
    println!("{:<44} {:>10} {:>10}", "first load", "bytes", "brotli");
    let sum = print_parts(&first);
    let verdict = if sum <= BUDGET { "within" } else { "ABOVE" };
    println!("{sum} bytes, {verdict} the budget of {BUDGET}; later come");
    let all = sum + print_parts(&later);
    println!("{all} bytes in all");
    Ok(sum)
}

fn print_parts(parts: &[(String, usize, usize)]) -> usize {
    for (name, bytes, brotli) in parts {
        println!("{name:<44} {bytes:>10} {brotli:>10}");
    }
    parts.iter().map(|(_, _, brotli)| brotli).sum()
}

/// Whether a finished page keeps to the budget.
///
/// # Errors
/// As [`print()`].
pub fn within_budget(folder: &Path) -> Result<bool, Failure> {
    Ok(print(folder)? <= BUDGET)
}

/// The length at brotli's best quality, as a host compresses once and sends often.
fn compressed(bytes: &[u8]) -> Result<usize, Failure> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
    writer.write_all(bytes)?;
    Ok(writer.into_inner().len())
}
