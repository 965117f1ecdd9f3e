//! A copy of the database by `pg_dump`, which knows best how one is made of a database that others change meanwhile.

use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

use postgres::config::Host;

use super::PgPool;
use crate::{Fault, StoreError};

impl PgPool {
    /// Writes the new file `to` in the custom format of `pg_dump`, for `pg_restore`. A file of this name is a whole copy: until it is one it
    /// has another name.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] where the machine has no `pg_dump` or the file exists, [`StoreError::Unavailable`] where it does not get through.
    pub(crate) fn dump(&self, to: &Path) -> Result<(), StoreError> {
        if to.exists() {
            return Err(StoreError::Invalid("the file exists already"));
        }
        let mut part = OsString::from(to);
        part.push(".part");
        // It holds customers' data: nobody else on the machine may read it, from its first byte on.
        private(Path::new(&part)).map_err(|error| fault("pg_dump", error.to_string()))?;
        let mut command = Command::new("pg_dump");
        command.args(["--format=custom", "--no-owner", "--no-password"]).arg("--file").arg(&part);
        // By the environment: arguments are shown to everybody on the machine.
        command.envs(self.surroundings()).stdin(Stdio::null()).stdout(Stdio::null());
        let ended = command.output();
        if !ended.as_ref().is_ok_and(|ended| ended.status.success()) {
            let _ = std::fs::remove_file(&part);
        }
        let ended = ended.map_err(|error| match error.kind() {
            ErrorKind::NotFound => StoreError::Invalid("PostgreSQL is backed up with pg_dump, which this machine does not have"),
            _ => fault("pg_dump", error.to_string()),
        })?;
        if !ended.status.success() {
            let told = String::from_utf8_lossy(&ended.stderr);
            return Err(fault("pg_dump", told.lines().next().unwrap_or_default().chars().take(300).collect()));
        }
        std::fs::rename(&part, to).map_err(|error| fault("pg_dump", error.to_string()))
    }

    /// How libpq finds and enters the database (PostgreSQL documentation, "Environment Variables").
    fn surroundings(&self) -> Vec<(&'static str, OsString)> {
        let config = &self.dial.config;
        let hosts = config.get_hosts().iter().map(|host| match host {
            Host::Tcp(name) => name.clone(),
            #[cfg(unix)]
            Host::Unix(folder) => folder.display().to_string(),
        });
        let hosts: Vec<String> = hosts.collect();
        let ports: Vec<String> = config.get_ports().iter().map(u16::to_string).collect();
        let (mode, roots) = &self.dial.given;
        let text = |value: Option<&str>| value.map(OsString::from);
        let all = [
            ("PGHOST", (!hosts.is_empty()).then(|| hosts.join(",").into())),
            ("PGPORT", (!ports.is_empty()).then(|| ports.join(",").into())),
            ("PGUSER", text(config.get_user())),
            ("PGDATABASE", text(config.get_dbname())),
            ("PGPASSWORD", config.get_password().map(|password| String::from_utf8_lossy(password).into_owned().into())),
            ("PGSSLMODE", text(mode.as_deref())),
            ("PGSSLROOTCERT", text(roots.as_deref())),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// Makes an empty file that its owner alone may read.
fn private(file: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}

fn fault(code: &str, message: String) -> StoreError {
    StoreError::Unavailable(Fault { code: code.to_owned(), message })
}
