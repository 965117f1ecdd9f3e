//! Checks and chores of this repository: `cargo xtask <command>`.
//!
//! One module per command, one line in [`COMMANDS`]. Each command gets the arguments after its name and says in words
//! what is wrong and how to put it right.

mod bench;
mod licences;
mod metadata;
mod report;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What a command gives back: `Err` is a text for the person at the terminal.
type Outcome = Result<(), String>;

/// One command: its name, what it does in a line, and the function that does it with the arguments after the name.
struct Command {
    name: &'static str,
    purpose: &'static str,
    run: fn(&[String]) -> Outcome,
}

const COMMANDS: &[Command] = &[
    Command { name: "bench", purpose: "measure import, API and rollback beside the raw limits of this machine", run: bench::run },
    Command { name: "licences", purpose: "check that the licence of every dependency is on the allow list", run: licences::run },
    Command { name: "tidy", purpose: "check crate arrows, sizes, names, words, forgotten files and documents", run: tidy::run },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (name, rest) = arguments.split_first().map_or(("help", &[][..]), |(name, rest)| (name.as_str(), rest));
    let outcome = match COMMANDS.iter().find(|command| command.name == name) {
        Some(command) => (command.run)(rest),
        None if matches!(name, "help" | "--help" | "-h") => {
            print!("{}", usage());
            Ok(())
        }
        None => Err(format!("unknown command {name}\n{}", usage())),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> String {
    let mut text = String::from("usage: cargo xtask COMMAND\n");
    for Command { name, purpose, .. } in COMMANDS {
        text.push_str(&format!("  {name:10} {purpose}\n"));
    }
    text
}

/// The root of the checkout: the folder above this crate.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}
