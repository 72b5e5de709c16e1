//! The knowledge that a command works with: the built-in files, those of a folder in their stead.

use dateline_knowledge::{Knowledge, built_in_files};
use std::{fs, path::Path};

/// The built-in knowledge, or that with the `.toml` files of `folder` in place of those of the same name.
///
/// # Errors
/// A message: the folder cannot be read, or its files are not the knowledge that is expected there.
pub fn load(folder: Option<&Path>) -> Result<Knowledge, String> {
    let Some(folder) = folder else { return Ok(Knowledge::built_in().clone()) };
    let own = read_folder(folder)
        .map_err(|found| format!("{}: expected a folder of .toml files, found {found}", folder.display()))?;
    let is_own = |name: &str| own.iter().any(|(known, _)| known == name);
    let mut files: Vec<(&str, &str)> =
        built_in_files().into_iter().filter(|(name, _)| !is_own(name)).collect();
    files.extend(own.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    Knowledge::from_toml(&files).map_err(|error| format!("{}/{error}", folder.display()))
}

/// Names and texts of the folder's `.toml` files, by name.
fn read_folder(folder: &Path) -> std::io::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, fs::read_to_string(&path)?));
        }
    }
    files.sort();
    Ok(files)
}
