//! Everything that must hold.

use crate::Failure;
use std::process::ExitCode;

/// Runs it.
///
/// # Errors
/// None yet.
pub fn run() -> Result<ExitCode, Failure> {
    Ok(ExitCode::SUCCESS)
}
