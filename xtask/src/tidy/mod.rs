//! `cargo xtask tidy`: the rules of the code that a compiler does not know.
//!
//! Looks at the files that git tracks, or would track if they were added now.

mod arrows;
mod documents;
mod functions;
mod modules;
mod names;
mod skeleton;
mod words;

use std::path::PathBuf;
use std::process::Command;

use crate::metadata::cargo_metadata;
use crate::report::Report;
use crate::{Outcome, root};

/// A text file of the checkout.
#[derive(Debug)]
pub struct SourceFile {
    /// Path below the root, with `/`.
    pub path: String,
    /// Its content.
    pub text: String,
}

impl SourceFile {
    /// True for Rust code.
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Path without the file name; empty at the root.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file name.
    pub fn name(&self) -> &str {
        self.path.rsplit_once('/').map_or(&self.path, |(_, name)| name)
    }
}

/// Runs all checks on the checkout.
pub fn run(_arguments: &[String]) -> Outcome {
    let files = source_files()?;
    let mut report = Report::default();
    arrows::check(&cargo_metadata(&["--no-deps"])?, &mut report);
    names::check(&files, &mut report);
    functions::check(&files, &mut report);
    words::check(&files, &mut report);
    modules::check(&files, &mut report);
    documents::check(&files, &mut report);
    println!("tidy: {} files checked, {} failures, {} warnings", files.len(), report.failures.len(), report.warnings.len());
    report.finish("tidy")
}

/// Tracked and not ignored files that are text.
fn source_files() -> Result<Vec<SourceFile>, String> {
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"])
        .current_dir(root())
        .output()
        .map_err(|error| format!("cannot run git: {error}"))?;
    if !output.status.success() {
        return Err(format!("git ls-files failed: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut files = Vec::new();
    for path in listed.split('\0').filter(|path| !path.is_empty()) {
        let full: PathBuf = root().join(path);
        // A file that was deleted but not yet committed is still listed; data that is not UTF-8 is no text.
        if let Ok(text) = std::fs::read_to_string(&full) {
            files.push(SourceFile { path: path.to_owned(), text });
        }
    }
    Ok(files)
}

#[cfg(test)]
fn file(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), text: text.to_owned() }
}
