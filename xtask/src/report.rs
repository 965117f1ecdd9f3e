//! What the checks found: failures, which end the command, and warnings, which only speak.

use std::fmt::Display;

use crate::Outcome;

/// Findings of one command, in the order they were made.
#[derive(Debug, Default)]
pub struct Report {
    /// What must be put right.
    pub failures: Vec<String>,
    /// What will become a failure when it grows.
    pub warnings: Vec<String>,
}

impl Report {
    /// Adds a failure at `place` (a path, a path with line, a crate).
    pub fn fail(&mut self, place: impl Display, what: impl Display) {
        self.failures.push(format!("{place}: {what}"));
    }

    /// Adds a warning at `place`.
    pub fn warn(&mut self, place: impl Display, what: impl Display) {
        self.warnings.push(format!("{place}: {what}"));
    }

    /// Prints everything; `Err` when there was a failure.
    pub fn finish(self, command: &str) -> Outcome {
        for warning in &self.warnings {
            eprintln!("warning: {warning}");
        }
        for failure in &self.failures {
            eprintln!("failure: {failure}");
        }
        match self.failures.len() {
            0 => Ok(()),
            count => Err(format!("{command} found {count} failure(s)")),
        }
    }
}
