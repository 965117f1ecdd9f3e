//! Secrets that a command needs: taken from variables, files, standard input or the terminal by the process that a person
//! started, also when a server then does the work. Never from the command line, which every process of the machine can read.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use connector::{SecretText, SettingKind};
use serde_json::{Map, Value};
use sync::config::{ConfigFile, ConnectionItem, SecretReference};

use crate::alert_arguments::{ALERT_SECRET, AlertCommand};
use crate::arguments::Command;
use crate::commands::terminal::hidden_answer;
use crate::connection_arguments::{ConfigCommand, ConnectionAddArguments, ConnectionCommand};
use crate::failure::Failure;
use crate::language::Language;

/// Largest secret, in bytes.
const SECRET_BYTES_MAX: u64 = 100_000;

/// Secrets by where they were found: `env:NAME`, `file:PATH`, `typed:SETTING`.
#[derive(Clone, Default)]
pub struct Asked(BTreeMap<String, String>);

impl Asked {
    /// Reads what [`gather`] wrote.
    pub fn read(text: Option<&str>) -> Self {
        Self(text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default())
    }

    /// The secret that a reference names.
    pub fn find(&self, reference: &SecretReference) -> Option<SecretText> {
        self.0.get(&key(reference)).map(SecretText::new)
    }

    /// The secret that was typed or piped in for a setting.
    pub fn typed(&self, setting: &str) -> Option<SecretText> {
        self.0.get(&format!("typed:{setting}")).map(SecretText::new)
    }
}

/// What the command needs, as one text for [`Asked::read`]; `None` for commands that need nothing. A file that does not read is
/// the command's own business.
///
/// # Errors
/// A secret that is too large, or a terminal that cannot be read.
pub fn gather(command: &Command, language: Language) -> Result<Option<String>, Failure> {
    let mut found = BTreeMap::new();
    match command {
        Command::Config { command: ConfigCommand::Plan(arguments) | ConfigCommand::Apply(arguments) } => {
            let Ok(text) = std::fs::read_to_string(&arguments.file) else { return Ok(None) };
            if let Ok(file) = ConfigFile::parse(&text) {
                let secrets = file.connections.iter().map(|item| &item.secrets).chain(file.channels().iter().map(|item| &item.secrets));
                secrets.into_iter().try_for_each(|secrets| take(secrets, &mut found))?;
            }
        }
        Command::Connection { command: ConnectionCommand::Add(arguments) } => {
            if let Some(item) = account_file(&arguments.settings) {
                take(&item.secrets, &mut found)?;
                ask_missing(arguments, &item, &mut found, language)?;
            }
        }
        Command::Connector { command } => {
            if let Some(item) = command.account().and_then(|account| account.settings.as_deref()).and_then(account_file) {
                take(&item.secrets, &mut found)?;
            }
        }
        Command::Alert { command: AlertCommand::Add(arguments) } => {
            let secret = match &arguments.secret_env {
                Some(name) => std::env::var(name).ok(),
                None if arguments.secret_stdin => {
                    let unreadable =
                        |error: io::Error| Failure::because(language.pick("the secret cannot be read", "无法读取密钥"), &error);
                    Some(read_secret(io::stdin().lock()).map_err(unreadable)?)
                }
                None => None,
            };
            found.extend(secret.map(|secret| (format!("typed:{ALERT_SECRET}"), secret)));
        }
        Command::Serve(_)
        | Command::Import(_)
        | Command::Run { .. }
        | Command::Export(_)
        | Command::User { .. }
        | Command::Key { .. }
        | Command::Mapping { .. }
        | Command::Backup(_)
        | Command::Restore(_)
        | Command::Openapi(_)
        | Command::Demo(_)
        | Command::Sandbox(_)
        | Command::Sync { .. }
        | Command::Problem { .. }
        | Command::Duplicate { .. }
        | Command::Alert { command: AlertCommand::List(_) | AlertCommand::Channels(_) | AlertCommand::Test(_) | AlertCommand::Remove(_) }
        | Command::Config { command: ConfigCommand::Export(_) }
        | Command::Connection {
            command: ConnectionCommand::List(_) | ConnectionCommand::Show(_) | ConnectionCommand::Check(_) | ConnectionCommand::Remove(_),
        } => {
            return Ok(None);
        }
    }
    serde_json::to_string(&found).map(Some).map_err(|error| Failure::because("secrets", &error))
}

/// A file of one account; a name is not needed in it.
///
/// # Errors
/// Those of the file, in one line.
pub fn parse_account(text: &str) -> Result<ConnectionItem, String> {
    // A name that is missing is put in front; one that is there stays.
    let whole = if let Ok(mut members) = serde_json::from_str::<Map<String, Value>>(text) {
        members.entry("name").or_insert_with(|| "account".into());
        Value::Object(members).to_string()
    } else if text.lines().any(|line| line.starts_with("name:") || line.trim_start().starts_with('{')) {
        text.to_owned()
    } else {
        format!("name: account\n{text}")
    };
    ConnectionItem::parse(&whole).map_err(|error| error.to_string())
}

fn account_file(path: &Path) -> Option<ConnectionItem> {
    parse_account(&std::fs::read_to_string(path).ok()?).ok()
}

fn key(reference: &SecretReference) -> String {
    match (&reference.env, &reference.file) {
        (Some(name), _) => format!("env:{name}"),
        (None, Some(path)) => format!("file:{}", path.display()),
        (None, None) => String::new(),
    }
}

fn take(secrets: &BTreeMap<String, SecretReference>, found: &mut BTreeMap<String, String>) -> Result<(), Failure> {
    for reference in secrets.values() {
        let secret = match (&reference.env, &reference.file) {
            (Some(name), _) => std::env::var(name).ok(),
            (None, Some(path)) => read_file(path)?,
            (None, None) => None,
        };
        if let Some(secret) = secret.filter(|secret| !secret.is_empty()) {
            found.insert(key(reference), secret);
        }
    }
    Ok(())
}

fn read_file(path: &Path) -> Result<Option<String>, Failure> {
    let Ok(file) = std::fs::File::open(path) else { return Ok(None) };
    read_secret(file).map(Some).map_err(|error| Failure::because(path.display().to_string(), &error))
}

fn read_secret(from: impl Read) -> io::Result<String> {
    let mut text = String::new();
    from.take(SECRET_BYTES_MAX + 1).read_to_string(&mut text)?;
    if text.len() as u64 > SECRET_BYTES_MAX {
        return Err(io::Error::other(format!("a secret has at most {SECRET_BYTES_MAX} bytes")));
    }
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}

/// Reads the one secret from standard input that the command line says, and asks for the others at a terminal.
fn ask_missing(
    arguments: &ConnectionAddArguments,
    item: &ConnectionItem,
    found: &mut BTreeMap<String, String>,
    language: Language,
) -> Result<(), Failure> {
    let unreadable = |error: io::Error| Failure::because(language.pick("the secret cannot be read", "无法读取密钥"), &error);
    if let Some(setting) = &arguments.secret_stdin {
        let secret = read_secret(io::stdin().lock()).map_err(unreadable)?;
        found.insert(format!("typed:{setting}"), secret);
        return Ok(());
    }
    if !io::stdin().is_terminal() {
        return Ok(());
    }
    let Some(connector) = connectors::all().iter().find(|known| known.description().name == item.connector) else { return Ok(()) };
    let settings = &connector.description().settings;
    let secret_settings = settings.iter().filter(|setting| matches!(setting.kind, SettingKind::Secret | SettingKind::LongSecret));
    for setting in secret_settings.filter(|setting| setting.required && setting.only_if.is_none()) {
        if !item.secrets.contains_key(setting.name) {
            let secret = hidden_answer(&format!("{}: ", language.label(&setting.label))).map_err(unreadable)?;
            found.insert(format!("typed:{}", setting.name), secret);
        }
    }
    Ok(())
}
