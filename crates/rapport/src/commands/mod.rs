//! One module per command.
//!
//! A command that touches data gets a [`Context`] and does not know whether it runs by itself or inside the server:
//! [`run()`] decides that, [`run_on`] does the work.

mod alert;
mod backup;
mod config;
mod connection;
mod connector;
mod demo;
mod demo_files;
mod demo_systems;
mod duplicate;
mod export;
mod first_start;
mod import;
mod import_text;
mod key;
mod mapping;
mod openapi;
mod problem;
mod ready;
mod rehearse;
mod rejected_file;
mod restore;
mod run;
mod sandbox;
mod serve;
mod sync_run;
mod sync_writes;
pub mod terminal;
mod user;

use std::path::Path;
use std::sync::Arc;

use store::Location;
use sync::connections::NetworkSettings;

use crate::alert_arguments::AlertCommand;
use crate::arguments::{Command, DataArguments, KeyCommand, MappingCommand, RunCommand, UserCommand};
use crate::connection_arguments::{AccountArguments, ConfigCommand, ConnectionCommand, ConnectorCommand, SyncCommand};
use crate::console::guest;
use crate::context::{Context, Installation};
use crate::data_directory::{Claim, claim};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::output::{Output, Terminal};
use crate::sandbox_arguments::{SandboxArguments, SandboxCommand};
use crate::secrets_asked;

/// What a command needs of the place where the data lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    /// It begins an installation where there is none.
    Any,
    /// It makes no sense without data.
    Existing,
    /// Without an installation, a new one will do that is thrown away.
    Description,
}

/// Runs a command: alone, or through the server that has the data.
///
/// # Errors
/// [`Failure`] for what ends the command before its work began.
pub fn run(command: &Command, language: Language) -> Result<Exit, Failure> {
    let (location, need) = match command {
        Command::Serve(arguments) => return serve::run(arguments, language),
        Command::Restore(arguments) => return restore::run(arguments, language),
        Command::Demo(arguments) => return demo::run(arguments, language),
        Command::Sandbox(arguments) => match &arguments.command {
            None => return sandbox::run(arguments, language),
            Some(SandboxCommand::Scenarios(arguments)) => return rehearse::scenarios(arguments, language),
            Some(SandboxCommand::Rehearse(arguments)) => (&arguments.answer.location, Need::Existing),
        },
        Command::Import(arguments) => (&arguments.answer.location, Need::Any),
        Command::Run { command: RunCommand::Show(arguments) } => (&arguments.answer.location, Need::Existing),
        Command::Run { command: RunCommand::Rollback(arguments) } => (&arguments.answer.location, Need::Existing),
        Command::Run { command: RunCommand::List(arguments) } => (&arguments.answer.location, Need::Existing),
        Command::Export(arguments) => (&arguments.location, Need::Existing),
        Command::User { command: UserCommand::Add(arguments) } => (&arguments.answer.location, Need::Any),
        Command::User { command: UserCommand::Link(arguments) } => (&arguments.answer.location, Need::Existing),
        Command::Key { command: KeyCommand::Add(arguments) } => (&arguments.answer.location, Need::Any),
        Command::Key { command: KeyCommand::List(arguments) } => (&arguments.answer.location, Need::Existing),
        Command::Key { command: KeyCommand::Revoke(arguments) } => (&arguments.answer.location, Need::Existing),
        Command::Mapping { command: MappingCommand::Template(arguments) } => (&arguments.location, Need::Description),
        Command::Backup(arguments) => (&arguments.answer.location, Need::Existing),
        Command::Connector { command } => match command {
            ConnectorCommand::List(arguments) => (&arguments.answer.location, Need::Description),
            ConnectorCommand::Check(arguments) => (&arguments.answer.location, need_of(arguments)),
            ConnectorCommand::Discover(arguments) => (&arguments.account.answer.location, need_of(&arguments.account)),
            ConnectorCommand::Read(arguments) => (&arguments.account.answer.location, need_of(&arguments.account)),
        },
        Command::Connection { command } => match command {
            ConnectionCommand::Add(arguments) => (&arguments.answer.location, Need::Any),
            ConnectionCommand::List(arguments) => (&arguments.answer.location, Need::Existing),
            ConnectionCommand::Show(arguments) => (&arguments.answer.location, Need::Existing),
            ConnectionCommand::Check(arguments) => (&arguments.answer.location, Need::Existing),
            ConnectionCommand::Remove(arguments) => (&arguments.answer.location, Need::Existing),
        },
        Command::Sync { command: SyncCommand::List(arguments) } => (&arguments.answer.location, Need::Existing),
        Command::Sync { command: SyncCommand::Run(arguments) } => (&arguments.answer.location, Need::Existing),
        Command::Sync { command: SyncCommand::Apply(arguments) } => (&arguments.answer.location, Need::Existing),
        Command::Sync { command: SyncCommand::Widen(arguments) } => (&arguments.answer.location, Need::Existing),
        Command::Sync { command: SyncCommand::Reconcile(arguments) } => (&arguments.answer.location, Need::Existing),
        Command::Sync { command: SyncCommand::PushBack(arguments) } => (&arguments.answer.location, Need::Existing),
        Command::Sync { command: SyncCommand::Ready(arguments) } => (&arguments.answer.location, Need::Existing),
        Command::Problem { command } => (command.location(), Need::Existing),
        Command::Duplicate { command } => (command.location(), Need::Existing),
        Command::Alert { command } => (command.location(), Need::Existing),
        Command::Config { command } => match command {
            ConfigCommand::Export(arguments) => (&arguments.location, Need::Description),
            ConfigCommand::Plan(arguments) => (&arguments.answer.location, Need::Description),
            ConfigCommand::Apply(arguments) => (&arguments.answer.location, Need::Any),
        },
        Command::Openapi(arguments) => (&arguments.location, Need::Description),
    };
    start_log("warn");
    let secret = match user::ask_secret(command, language)? {
        Some(password) => Some(password),
        None => secrets_asked::gather(command, language)?,
    };
    let output: Arc<dyn Output> = Arc::new(Terminal::new(language));
    if let Some(url) = &location.database_url {
        let installation = Installation::open(&Location::Postgres(url.clone()), language)?;
        return Ok(run_here(installation, command, language, output, secret));
    }
    run_on_directory(location, need, command, language, output, secret)
}

fn run_on_directory(
    location: &DataArguments,
    need: Need,
    command: &Command,
    language: Language,
    output: Arc<dyn Output>,
    secret: Option<String>,
) -> Result<Exit, Failure> {
    let directory = location.data.as_path();
    if need != Need::Any && !is_installation(directory) {
        if need == Need::Description {
            let folder = tempfile::tempdir().map_err(|error| Failure::because(language.pick("temporary folder", "临时目录"), &error))?;
            let installation = Installation::open(&Location::Directory(folder.path().to_owned()), language)?;
            return Ok(run_here(installation, command, language, output, secret));
        }
        let place = directory.display();
        return Err(Failure::failed(match language {
            Language::En => {
                format!("{place} holds no data; name the data directory with --data, or begin with `rapport import` or `rapport serve`")
            }
            Language::Zh => format!("{place} 中没有数据；请用 --data 指定数据目录，或先运行 `rapport import` 或 `rapport serve`"),
        }));
    }
    match claim(directory).map_err(|error| Failure::because(directory.display().to_string(), &error))? {
        Claim::Server(address) => guest::run(&address, language, secret, output.as_ref()),
        Claim::Commands(lock) => {
            let installation = Installation::open(&Location::Directory(directory.to_owned()), language)?;
            let exit = run_here(installation, command, language, output, secret);
            drop(lock);
            Ok(exit)
        }
    }
}

/// A stored account needs data; one of a file does without.
fn need_of(arguments: &AccountArguments) -> Need {
    if arguments.connection.is_some() { Need::Existing } else { Need::Description }
}

/// What a command may reach besides what the installation allows. Where a server has the data, what it was started with counts.
fn network_of(command: &Command) -> NetworkSettings {
    let arguments = match command {
        Command::Connector { command } => command.account().map(|account| &account.network),
        Command::Connection { command: ConnectionCommand::Check(arguments) } => Some(&arguments.network),
        Command::Sync { command: SyncCommand::Run(arguments) } => Some(&arguments.network),
        Command::Sync { command: SyncCommand::Apply(arguments) } => Some(&arguments.network),
        Command::Sync { command: SyncCommand::Reconcile(arguments) } => Some(&arguments.network),
        Command::Sync { command: SyncCommand::PushBack(arguments) } => Some(&arguments.network),
        Command::Sync { command: SyncCommand::Ready(arguments) } => Some(&arguments.network),
        Command::Alert { command: AlertCommand::Test(arguments) } => Some(&arguments.network),
        _ => None,
    };
    let folder = std::env::current_dir().unwrap_or_default();
    arguments.map(|arguments| arguments.settings(&folder)).unwrap_or_default()
}

fn run_here(installation: Installation, command: &Command, language: Language, output: Arc<dyn Output>, secret: Option<String>) -> Exit {
    let store = installation.records.store().clone();
    let installation = match installation.allowing(network_of(command)) {
        Ok(installation) => installation,
        Err(failure) => {
            output.say(&format!("{}: {}", language.pick("error", "错误"), failure.message));
            return failure.exit;
        }
    };
    // Relative to where the program runs, as everywhere.
    let context = Context::new(installation, std::path::PathBuf::new(), language, output, secret);
    let exit = run_on(&context, command);
    store.close();
    exit
}

/// Does the work of a command that touches data, and says why where it fails.
pub fn run_on(context: &Context, command: &Command) -> Exit {
    let done = match command {
        Command::Import(arguments) => import::run(context, arguments),
        Command::Run { command: RunCommand::Show(arguments) } => run::show(context, arguments),
        Command::Run { command: RunCommand::Rollback(arguments) } => run::rollback(context, arguments),
        Command::Run { command: RunCommand::List(arguments) } => run::list(context, arguments),
        Command::Export(arguments) => export::run(context, arguments),
        Command::User { command: UserCommand::Add(arguments) } => user::add(context, arguments),
        Command::User { command: UserCommand::Link(arguments) } => user::link(context, arguments),
        Command::Key { command: KeyCommand::Add(arguments) } => key::add(context, arguments),
        Command::Key { command: KeyCommand::List(arguments) } => key::list(context, arguments),
        Command::Key { command: KeyCommand::Revoke(arguments) } => key::revoke(context, arguments),
        Command::Mapping { command: MappingCommand::Template(arguments) } => mapping::template(context, arguments),
        Command::Backup(arguments) => backup::run(context, arguments),
        Command::Openapi(_) => openapi::run(context),
        Command::Connector { command } => match command {
            ConnectorCommand::List(arguments) => connector::list(context, arguments),
            ConnectorCommand::Check(arguments) => connector::check(context, arguments),
            ConnectorCommand::Discover(arguments) => connector::discover(context, arguments),
            ConnectorCommand::Read(arguments) => connector::read(context, arguments),
        },
        Command::Connection { command } => match command {
            ConnectionCommand::Add(arguments) => connection::add(context, arguments),
            ConnectionCommand::List(arguments) => connection::list(context, arguments),
            ConnectionCommand::Show(arguments) => connection::show(context, arguments),
            ConnectionCommand::Check(arguments) => connection::check(context, arguments),
            ConnectionCommand::Remove(arguments) => connection::remove(context, arguments),
        },
        Command::Sync { command: SyncCommand::List(arguments) } => config::list_syncs(context, arguments),
        Command::Sync { command: SyncCommand::Run(arguments) } => sync_run::run(context, arguments),
        Command::Sync { command: SyncCommand::Apply(arguments) } => sync_run::apply(context, arguments),
        Command::Sync { command: SyncCommand::Widen(arguments) } => sync_run::widen(context, arguments),
        Command::Sync { command: SyncCommand::Reconcile(arguments) } => sync_writes::reconcile(context, arguments),
        Command::Sync { command: SyncCommand::PushBack(arguments) } => sync_writes::push_back(context, arguments),
        Command::Sync { command: SyncCommand::Ready(arguments) } => ready::run(context, arguments),
        Command::Problem { command } => problem::run(context, command),
        Command::Duplicate { command } => duplicate::run(context, command),
        Command::Alert { command } => alert::run(context, command),
        Command::Config { command } => match command {
            ConfigCommand::Export(arguments) => config::export(context, arguments),
            ConfigCommand::Plan(arguments) => config::plan(context, arguments),
            ConfigCommand::Apply(arguments) => config::apply(context, arguments),
        },
        Command::Sandbox(SandboxArguments { command: Some(SandboxCommand::Rehearse(arguments)), .. }) => rehearse::run(context, arguments),
        Command::Serve(_) | Command::Restore(_) | Command::Demo(_) | Command::Sandbox(_) => {
            Err(Failure::usage(context.language.pick("this command cannot be sent to a server", "该命令不能交给服务器执行")))
        }
    };
    done.unwrap_or_else(|failure| {
        context.output.say(&format!("{}: {}", context.language.pick("error", "错误"), failure.message));
        failure.exit
    })
}

/// True when data lies in the directory.
fn is_installation(directory: &Path) -> bool {
    directory.join("rapport.db").exists()
}

/// Log lines go to standard error; `RAPPORT_LOG` chooses others, e.g. `debug` or `server=debug,info`.
fn start_log(otherwise: &str) {
    let asked = std::env::var("RAPPORT_LOG").unwrap_or_default();
    let filter = tracing_subscriber::EnvFilter::try_new(if asked.is_empty() { otherwise } else { &asked });
    let filter = filter.unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(otherwise));
    // Started once; a second start in tests changes nothing.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
