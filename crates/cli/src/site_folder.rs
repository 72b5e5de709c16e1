//! The folder of a site: read, and written so that it is whole at any time: the old site or the new one.
//!
//! A new site is written into a folder beside the old one, and both are renamed; between the two renames the old one stands
//! beside it alone, and a later run puts it back. Only an empty folder, and an older site with nothing else in it, are ever replaced.

use dateline_site::{MANIFEST, Paths, SITE};
use serde_json::Value;
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
    match stranger(out) {
        Ok(None) => Ok(()),
        Ok(Some(path)) => {
            let path = path.display();
            Err(format!(
                "--out {}: expected no folder, an empty one or an older site, found {path}, which stays",
                out.display()
            ))
        }
        Err(error) => Err(format!("--out {}: expected a folder, found {error}", out.display())),
    }
}

/// A file in a folder that is not one of the site which stands there.
fn stranger(folder: &Path) -> io::Result<Option<PathBuf>> {
    let files = files_below(folder)?;
    let manifest =
        fs::read(folder.join(MANIFEST)).ok().and_then(|text| serde_json::from_slice::<Value>(&text).ok());
    let manifest = manifest.filter(|manifest| manifest.get("schema").is_some_and(|schema| schema == SITE));
    let listed = manifest.as_ref().and_then(|manifest| manifest.get("files")?.as_array());
    let mut own: Vec<PathBuf> =
        listed.into_iter().flatten().filter_map(|file| Some(file.get("path")?.as_str()?.into())).collect();
    own.extend(manifest.is_some().then(|| PathBuf::from(MANIFEST)));
    Ok(files.into_iter().find(|file| !own.contains(file)))
}

/// The files below a folder, as paths from there; none where it is not there.
fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = PathBuf::from(entry.file_name());
        if entry.file_type()?.is_dir() {
            files.extend(files_below(&entry.path())?.into_iter().map(|file| name.join(file)));
        } else {
            files.push(name);
        }
    }
    Ok(files)
}

/// A path with its links followed, as far as it is there.
fn canonical(path: &Path) -> PathBuf {
    let there = |above: &Path| {
        let folder = if above.as_os_str().is_empty() { Path::new(".") } else { above };
        Some(fs::canonicalize(folder).ok()?.join(path.strip_prefix(above).ok()?))
    };
    path.ancestors().find_map(there).unwrap_or_else(|| path.to_owned())
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
    // A run that was ended between the two renames left the older site there.
    if old.exists() && !whole.exists() {
        fs::rename(old, whole)?;
    }
    remove(new)?;
    for (path, bytes) in files {
        let file = path.split('/').fold(new.to_path_buf(), |folder, part| folder.join(part));
        fs::create_dir_all(file.parent().unwrap_or(new))?;
        fs::write(file, bytes)?;
    }
    remove(old)?;
    if whole.exists() {
        fs::rename(whole, old)?;
    }
    fs::rename(new, whole).inspect_err(|_| {
        // The older site goes back to where it was.
        let _ = fs::rename(old, whole);
    })?;
    // The new site stands; what is left of the older one goes with the next.
    let _ = remove(old);
    Ok(())
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
