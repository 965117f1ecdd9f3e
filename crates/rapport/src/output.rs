//! Where a command speaks to: the terminal it was typed into, or a connection to the process that asked.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::progress::Bar;

/// How far a long piece of work has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What is being done, in words.
    pub label: String,
    /// How much of it.
    pub done: u64,
    /// Of how much, where that is known.
    pub total: Option<u64>,
}

/// What a command says.
pub trait Output: Send + Sync {
    /// The result itself. Everything else is for people.
    ///
    /// # Errors
    /// When nobody can read it any more.
    fn result(&self, bytes: &[u8]) -> io::Result<()>;
    /// A line for a person, beside the result.
    fn say(&self, line: &str);
    /// How far the work has come. Cheap to call often.
    fn step(&self, step: &Step);
    /// True when the reader went away: the work is not wanted any more.
    fn is_gone(&self) -> bool;
}

/// Prints a line of the result of a command that has no [`Output`]. A reader who has seen enough, as `head` has, is no error.
pub fn print_line(line: &str) {
    let _ = writeln!(io::stdout().lock(), "{line}");
}

/// Prints a line for people, likewise.
pub fn say_line(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// The process's own standard output and standard error.
pub struct Terminal {
    bar: Mutex<Option<Bar>>,
}

impl Terminal {
    /// Shows progress when standard error is a terminal.
    pub fn new(language: Language) -> Self {
        let bar = io::stderr().is_terminal().then(|| Bar::new(language));
        Self { bar: Mutex::new(bar) }
    }

    fn clear_bar(&self) {
        if let Some(bar) = self.bar.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            bar.clear(&mut io::stderr().lock());
        }
    }
}

impl Output for Terminal {
    fn result(&self, bytes: &[u8]) -> io::Result<()> {
        self.clear_bar();
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()
    }

    fn say(&self, line: &str) {
        self.clear_bar();
        say_line(line);
    }

    fn step(&self, step: &Step) {
        if let Some(bar) = self.bar.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            bar.show(step, &mut io::stderr().lock());
        }
    }

    fn is_gone(&self) -> bool {
        false
    }
}
