//! Questions at the terminal whose answers are not shown.

use std::io::{self, BufRead, Write};
use std::process::{Command as Process, Stdio};

/// Asks, and reads one line that the terminal does not show.
///
/// # Errors
/// When the terminal cannot be read.
pub fn hidden_answer(text: &str) -> io::Result<String> {
    let hidden = Hidden::start();
    let answer = prompt(text);
    drop(hidden);
    answer
}

/// One line of standard input, without its end.
///
/// # Errors
/// When it cannot be read.
pub fn read_line() -> io::Result<String> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}

fn prompt(text: &str) -> io::Result<String> {
    let mut out = io::stderr().lock();
    write!(out, "{text}")?;
    out.flush()?;
    let line = read_line()?;
    writeln!(out)?;
    Ok(line)
}

/// The terminal does not show what is typed while this lives.
struct Hidden;

impl Hidden {
    fn start() -> Self {
        set_echo("-echo");
        Self
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        set_echo("echo");
    }
}

/// By the program that every Unix has, because the calls behind it are unsafe ones.
fn set_echo(setting: &str) {
    // A terminal that cannot hide the text is worse than none, but no reason to refuse.
    let _ = Process::new("stty").arg(setting).stdin(Stdio::inherit()).stdout(Stdio::null()).stderr(Stdio::null()).status();
}
