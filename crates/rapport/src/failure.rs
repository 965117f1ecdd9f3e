//! How a command ends: done, done with leftovers, or a failure told in one line that says what, where and what to do.

use std::error::Error;
use std::process::ExitCode;

use serde::{Deserialize, Serialize};

/// How a command ended. The numbers are a promise to scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exit {
    /// Everything done.
    Done,
    /// Done, but some records were rejected or held.
    Leftovers,
    /// The command line is wrong; nothing was done.
    Usage,
    /// It failed.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Leftovers => 1,
            Exit::Usage => 2,
            Exit::Failed => 3,
        })
    }
}

/// Why a command ended without doing its work.
#[derive(Debug)]
pub struct Failure {
    /// [`Exit::Usage`] or [`Exit::Failed`].
    pub exit: Exit,
    /// One line.
    pub message: String,
}

impl Failure {
    /// The command line asks for something that does not exist or does not fit.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, message: message.into() }
    }

    /// It did not work.
    pub fn failed(message: impl Into<String>) -> Self {
        Self { exit: Exit::Failed, message: message.into() }
    }

    /// It did not work: what was tried, and why.
    pub fn because(what: impl AsRef<str>, error: &dyn Error) -> Self {
        Self::failed(format!("{}: {}", what.as_ref(), one_line(error)))
    }
}

/// An error with its causes, outermost first, in one line.
pub fn one_line(error: &dyn Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        // Transparent errors repeat what they wrap.
        if !line.ends_with(&text) {
            line.push_str(": ");
            line.push_str(&text);
        }
        cause = error.source();
    }
    line.replace(['\n', '\r'], " ")
}
