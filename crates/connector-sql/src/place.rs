//! Where a database is and who we are there, read from the settings.

use std::path::{Path, PathBuf};
use std::time::Duration;

use connector::{ConnectContext, ConnectorError, SecretText, allowed_path};
use jiff::tz::TimeZone;
use serde_json::Value;

use crate::dialect::Dialect;

/// Longest overlap: a day.
const OVERLAP_SECONDS_MAX: u64 = 86_400;
/// Longest time limit of a statement: an hour.
const TIMEOUT_SECONDS_MAX: u64 = 3_600;

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encryption {
    Verify,
    Require,
    Disable,
}

/// What serves the database.
#[derive(Clone)]
pub(crate) enum Server {
    /// A host behind the guard.
    Host { host: String, port: u16, encryption: Encryption, authority: Option<String> },
    /// A socket on this machine: for PostgreSQL its folder, for MySQL the socket itself.
    Socket { path: PathBuf, port: u16 },
    /// A file on this machine.
    File(PathBuf),
}

/// Everything needed to open a session.
#[derive(Clone)]
pub(crate) struct Place {
    pub dialect: Dialect,
    pub server: Server,
    pub database: String,
    pub user: String,
    pub password: SecretText,
    pub timeout: Duration,
    pub overlap_ms: i64,
    pub zone: TimeZone,
    /// Folders of this machine that may be used.
    pub folders: Vec<PathBuf>,
}

fn wrong(setting: &str, reason: impl Into<String>) -> ConnectorError {
    ConnectorError::Setting { setting: setting.to_owned(), reason: reason.into() }
}

impl Place {
    /// Reads the settings; opens nothing.
    ///
    /// # Errors
    /// [`ConnectorError::Setting`].
    pub fn read(context: &ConnectContext) -> Result<Self, ConnectorError> {
        let dialect = match context.required("system")? {
            "postgresql" => Dialect::Postgres,
            "mysql" => Dialect::MySql,
            "sqlite" => Dialect::Sqlite,
            _ => return Err(wrong("system", "one of postgresql, mysql, sqlite")),
        };
        let zone = context.text("zone").unwrap_or("UTC");
        let zone = TimeZone::get(zone).map_err(|_| wrong("zone", format!("{zone:?} is not a time zone, e.g. Asia/Shanghai")))?;
        let (server, database, user, password) = match dialect {
            Dialect::Sqlite => {
                let file = PathBuf::from(context.required("file")?);
                if !file.is_absolute() {
                    return Err(wrong("file", "write the whole path"));
                }
                (Server::File(file), String::new(), String::new(), SecretText::default())
            }
            Dialect::Postgres | Dialect::MySql => (
                server(context, dialect)?,
                context.required("database")?.to_owned(),
                context.required("user")?.to_owned(),
                context.secrets.get("password").cloned().unwrap_or_default(),
            ),
        };
        Ok(Self {
            dialect,
            server,
            database,
            user,
            password,
            timeout: Duration::from_secs(whole_number(context, "timeout_seconds", 60, TIMEOUT_SECONDS_MAX)?.max(1)),
            overlap_ms: i64::try_from(whole_number(context, "overlap_seconds", 300, OVERLAP_SECONDS_MAX)? * 1_000).unwrap_or(0),
            zone,
            folders: context.folders.clone(),
        })
    }

    /// What messages call the system.
    pub fn system(&self) -> &'static str {
        self.dialect.name()
    }

    /// The path in its true spelling, where it lies in an opened folder.
    ///
    /// # Errors
    /// [`ConnectorError::AddressRefused`], or [`ConnectorError::NotFound`] where nothing is there.
    pub fn allowed(&self, path: &Path) -> Result<PathBuf, ConnectorError> {
        allowed_path(&self.folders, path, self.system())
    }
}

fn server(context: &ConnectContext, dialect: Dialect) -> Result<Server, ConnectorError> {
    let usual = if dialect == Dialect::MySql { 3306 } else { 5432 };
    let port = u16::try_from(whole_number(context, "port", usual, 65_535)?).unwrap_or(0);
    if port == 0 {
        return Err(wrong("port", "a number from 1 to 65535"));
    }
    let host = context.required("host")?;
    if host.starts_with('/') {
        return Ok(Server::Socket { path: PathBuf::from(host), port });
    }
    let encryption = match context.text("encryption").unwrap_or("verify") {
        "verify" => Encryption::Verify,
        "require" => Encryption::Require,
        "disable" => Encryption::Disable,
        _ => return Err(wrong("encryption", "one of verify, require, disable")),
    };
    Ok(Server::Host { host: host.to_owned(), port, encryption, authority: context.text("authority").map(str::to_owned) })
}

fn whole_number(context: &ConnectContext, name: &str, usual: u64, most: u64) -> Result<u64, ConnectorError> {
    let value = match context.settings.get(name) {
        None | Some(Value::Null) => return Ok(usual),
        Some(Value::String(text)) if text.trim().is_empty() => return Ok(usual),
        Some(Value::String(text)) => text.trim().parse().ok(),
        Some(other) => other.as_u64(),
    };
    value.filter(|value| *value <= most).ok_or_else(|| wrong(name, format!("a whole number up to {most}")))
}
