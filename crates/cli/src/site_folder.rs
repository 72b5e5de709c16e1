//! The folder of a site: read, and written so that it is always whole: the old site or the new one.
//!
//! A new site is written into a folder beside the old one and renamed. Only an empty folder and an older site are ever
//! replaced. Files that are already as they should be are neither special nor slower: all are written.

use crate::build::canonical;
use dateline_site::{MANIFEST, Paths};
use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

/// The files of a flat folder, in the order of their names.
///
/// # Errors
/// It cannot be read.
pub fn read(folder: &Path) -> io::Result<Paths> {
    let mut files = Paths::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            files.push((entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?));
        }
    }
    files.sort();
    Ok(files)
}

/// Whether a site may be written there.
///
/// # Errors
/// A message: there is something else, or it is the folder of the articles or one above or below it.
pub fn check(out: &Path, articles: &Path) -> Result<(), String> {
    let (site, articles) = (canonical(out), canonical(articles));
    if site.starts_with(&articles) || articles.starts_with(&site) {
        return Err(format!(
            "--out {}: expected a folder apart from the articles, found one that holds them or lies among them",
            out.display()
        ));
    }
    let replaceable = match fs::read_dir(out) {
        Ok(mut entries) => entries.next().is_none() || out.join(MANIFEST).is_file(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    let other = "expected no folder, an empty one or an older site, found something else, which stays";
    if replaceable { Ok(()) } else { Err(format!("--out {}: {other}", out.display())) }
}

/// Writes a site, in place of an older one once all of it is there.
///
/// # Errors
/// A message; the older site is then still there.
pub fn write(out: &Path, files: &Paths) -> Result<(), String> {
    let whole = canonical(out);
    let (new, old) = (beside(&whole, ".new"), beside(&whole, ".old"));
    put(&new, &old, &whole, files).map_err(|error| {
        // What was written of it is of no use.
        let _ = fs::remove_dir_all(&new);
        format!("{}: the site cannot be written: {error}", out.display())
    })
}

fn put(new: &Path, old: &Path, whole: &Path, files: &Paths) -> io::Result<()> {
    remove(new)?;
    remove(old)?;
    for (path, bytes) in files {
        let file = path.split('/').fold(new.to_path_buf(), |folder, part| folder.join(part));
        fs::create_dir_all(file.parent().unwrap_or(new))?;
        fs::write(file, bytes)?;
    }
    if whole.exists() {
        fs::rename(whole, old)?;
    }
    fs::rename(new, whole).inspect_err(|_| {
        // The older site goes back to where it was.
        let _ = fs::rename(old, whole);
    })?;
    remove(old)
}

fn remove(folder: &Path) -> io::Result<()> {
    if folder.exists() { fs::remove_dir_all(folder) } else { Ok(()) }
}

fn beside(folder: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(folder.file_name().unwrap_or_default());
    name.push(ending);
    folder.with_file_name(name)
}
