//! What the development commands share with the browser tests: finding tools, building the page, serving it.
//!
//! It leaves out how the product works; the only thing it takes from it is the corpus of a folder.

pub mod bench;
pub mod checks;
pub mod copies;
pub mod demo;
pub mod finish;
#[path = "../../build/freeze.rs"]
pub mod freeze;
pub mod messages;
pub mod package;
pub mod page;
#[path = "../../crates/cli/src/server.rs"]
pub mod server;
pub mod size;
pub mod slim;
pub mod split;
pub mod steps;
pub mod tools;
pub mod worker;

use std::path::PathBuf;

/// Any failure that a command ends with. Its text is for whoever typed the command: what happened and what to do.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The folder of the workspace.
pub fn root() -> PathBuf {
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    own.parent().map_or(own.clone(), std::path::Path::to_path_buf)
}
