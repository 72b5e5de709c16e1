//! Puts the explorer's finished files into the program: those of the folder that `DATELINE_EXPLORER` names, as `cargo xtask package`
//! sets it; none where it is not set.

use std::{env, error::Error, fmt::Write, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=DATELINE_EXPLORER");
    let mut files = Vec::new();
    if let Some(folder) = env::var_os("DATELINE_EXPLORER").filter(|folder| !folder.is_empty()) {
        println!("cargo::rerun-if-changed={}", PathBuf::from(&folder).display());
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            files.push((entry.file_name().to_string_lossy().into_owned(), fs::canonicalize(entry.path())?));
        }
    }
    files.sort();
    let mut list = String::new();
    for (name, path) in files {
        let path = path.display().to_string();
        writeln!(list, "({name:?}, include_bytes!({path:?})),")?;
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    Ok(fs::write(out.join("explorer.rs"), format!("&[{list}]"))?)
}
