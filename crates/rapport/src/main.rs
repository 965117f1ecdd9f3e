//! The program: command line, configuration, wiring.

mod alert_arguments;
mod arguments;
mod commands;
mod connection_arguments;
mod console;
mod context;
mod data_directory;
mod duplicate_arguments;
mod failure;
mod installation_secrets;
mod language;
mod output;
mod problem_arguments;
mod progress;
mod sandbox_arguments;
mod secrets_asked;
mod signals;
mod source_name;
mod table;

use std::process::ExitCode;

use arguments::Arguments;
use clap::Parser;
use failure::Exit;
use language::Language;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version come this way, too; they go to standard output.
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Done };
            let _ = error.print();
            return exit.into();
        }
    };
    let language = arguments.lang.unwrap_or_else(|| Language::from_environment(|name| std::env::var(name).ok()));
    match commands::run(&arguments.command, language) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            output::say_line(&format!("{}: {}", language.pick("error", "错误"), failure.message));
            failure.exit.into()
        }
    }
}
