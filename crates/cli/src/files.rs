//! Which files the paths of a command line mean, in an order that does not depend on the machine, and their bytes.
//!
//! A folder means all files below it whose names, and whose folders' names, do not begin with a dot. A file's source is its
//! path below the folder that was named, with `/`; a file that was named itself has its name. Links to folders are not followed,
//! so that no walk is endless.

use dateline_parse::{LARGEST_FILE, ReadError};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

/// Files by their sources, and what could not be looked at.
#[derive(Debug, Default)]
pub struct Files {
    /// In order of the sources, by bytes.
    pub files: BTreeMap<String, PathBuf>,
    /// Paths that cannot be opened or that are named twice.
    pub errors: Vec<ReadError>,
}

/// The files that `paths` mean.
pub fn find_files(paths: &[PathBuf]) -> Files {
    let mut found = Files::default();
    for path in paths {
        if path.is_dir() {
            found.add_folder(path, path);
        } else {
            let name = path.file_name().map_or(path.as_path(), Path::new);
            found.add_file(name, path);
        }
    }
    found
}

/// The bytes of a file.
///
/// # Errors
/// One message: the file cannot be opened, or is larger than what is read.
pub fn read_bytes(source: &str, path: &Path) -> Result<Vec<u8>, ReadError> {
    let length = fs::metadata(path).map_err(|found| unreadable(source, &found))?.len();
    if length > LARGEST_FILE as u64 {
        return Err(ReadError::too_large(source, length));
    }
    fs::read(path).map_err(|found| unreadable(source, &found))
}

impl Files {
    fn add_folder(&mut self, folder: &Path, root: &Path) {
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let entries = match entries {
            Ok(entries) => entries,
            Err(found) => return self.errors.push(unreadable(&source_of(folder), &found)),
        };
        for entry in entries {
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                self.add_folder(&path, root);
            } else if !path.is_dir() {
                self.add_file(path.strip_prefix(root).unwrap_or(&path), &path);
            }
        }
    }

    fn add_file(&mut self, name: &Path, path: &Path) {
        let source = source_of(name);
        if let Some(known) = self.files.get(&source) {
            let (known, path) = (known.display(), path.display());
            self.errors.push(ReadError {
                source,
                place: None,
                expected: "each path below the folders once".to_owned(),
                found: format!("{known} and {path}; the first is read"),
            });
        } else {
            self.files.insert(source, path.to_owned());
        }
    }
}

/// A path with `/` on every machine.
fn source_of(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn unreadable(source: &str, found: &io::Error) -> ReadError {
    ReadError {
        source: source.to_owned(),
        place: None,
        expected: "a file that can be opened".to_owned(),
        found: match found.kind() {
            io::ErrorKind::NotFound => "none of that name".to_owned(),
            io::ErrorKind::PermissionDenied => "one that may not be read".to_owned(),
            _ => found.to_string(),
        },
    }
}
