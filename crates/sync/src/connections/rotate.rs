//! A new secret in the place of an old one: tried before it is used, and for calls that the other system makes the old one counts for
//! a while longer, until everybody over there has the new one.

use std::collections::BTreeMap;

use connector::http::Priority;
use connector::{Account, CheckState, ConnectorError, PushRefused, PushRequest, SecretText};
use model::Caller;
use store::ConnectionState;

use super::doctor::{CheckReport, organisation_line, refused_line, settings_line};
use super::{Connection, ConnectionError, ConnectionPatch, Connections, UNSAVED, Use, secrets, settings, settings_of};

/// Longest time for which an old secret counts beside the new one.
pub const OVERLAP_MS_MAX: i64 = 7 * 24 * 3_600_000;

/// New secrets of a connection.
#[derive(Clone, Debug, Default)]
pub struct Rotation {
    /// By setting; at least one. The others stay.
    pub secrets: BTreeMap<String, SecretText>,
    /// For so long the old ones count for calls of the other system (ms), at most [`OVERLAP_MS_MAX`].
    pub overlap_ms: i64,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Rotated {
    /// What the doctor saw with the new secrets.
    pub report: CheckReport,
    /// The connection with them; `None` when they do not work: then everything is as it was.
    pub connection: Option<Connection>,
}

impl Connections {
    /// Tries new secrets, and uses them from now on when they work. A connection that was paused for its secrets goes on.
    ///
    /// # Errors
    /// [`ConnectionError::Setting`] for a secret that the connector does not have or that is empty, [`ConnectionError::NotFound`],
    /// [`ConnectionError::VersionMismatch`], store errors. That they do not work is no error: the report says it.
    pub fn rotate(&self, caller: &Caller, id: i64, expected_version: Option<i64>, rotation: Rotation) -> Result<Rotated, ConnectionError> {
        let row = self.row(id)?;
        if row.state == ConnectionState::Archived {
            return Err(ConnectionError::NotFound(id.to_string()));
        }
        if expected_version.is_some_and(|expected| expected != row.version) {
            return Err(ConnectionError::VersionMismatch { found: row.version });
        }
        let description = self.connector(&row.connector)?.description();
        if rotation.secrets.is_empty() {
            return Err(ConnectionError::setting("secrets", "at least one new secret is needed"));
        }
        for (setting, secret) in &rotation.secrets {
            settings::check_secret(description, setting, secret.reveal().chars().count())?;
            if secret.is_empty() {
                return Err(ConnectionError::setting(setting.clone(), "the new secret is empty"));
            }
        }
        let vault = self.vault();
        let mut opened = secrets::open_all(vault.as_ref(), id, &secrets::read(&row.secrets)?)?;
        opened.extend(rotation.secrets.clone());
        let using = Use { priority: Priority::Interactive, ..Use::default() };
        let (lines, takes_pushes) = match self.connect_with((UNSAVED, 0), &row.connector, &settings_of(&row)?, opened, &using) {
            Ok(account) => (look(account.as_ref(), &row.organisation), takes_pushes(account.as_ref())),
            Err(ConnectionError::Store(error)) => return Err(error.into()),
            Err(error) => (vec![refused_line(&error)], false),
        };
        let now_ms = self.store().clock().now_ms();
        let report = CheckReport { at_ms: now_ms, lines };
        if !report.is_good() {
            return Ok(Rotated { report, connection: None });
        }
        let overlap_ms = if takes_pushes { rotation.overlap_ms.clamp(0, OVERLAP_MS_MAX) } else { 0 };
        let patch = ConnectionPatch {
            secrets: rotation.secrets.into_iter().map(|(setting, secret)| (setting, Some(secret))).collect(),
            overlap_until_ms: (overlap_ms > 0).then_some(now_ms + overlap_ms),
            ..ConnectionPatch::default()
        };
        self.change(caller, id, Some(row.version), patch)?;
        self.keep(&self.row(id)?, &report)?;
        Ok(Rotated { report, connection: Some(self.get(id)?) })
    }
}

/// As the doctor looks, but keeps nothing: another organisation than before is a failure.
fn look(account: &dyn Account, organisation: &str) -> Vec<connector::CheckLine> {
    let mut lines = vec![settings_line()];
    lines.extend(account.check());
    if organisation.is_empty() || lines.iter().any(|line| line.state == CheckState::Failed) {
        return lines;
    }
    let error = match account.organisation() {
        Ok(Some(found)) if found != organisation => {
            ConnectorError::OtherOrganisation { system: account.system(), found, expected: organisation.to_owned() }
        }
        Ok(_) => return lines,
        Err(error) => error,
    };
    lines.push(organisation_line(&error.into()));
    lines
}

/// True when the account judges calls of the other system: one without any mark is refused for that, not as unexpected.
fn takes_pushes(account: &dyn Account) -> bool {
    let empty = PushRequest { path: "", query: &[], headers: &[], body: b"", received_ms: 0 };
    !matches!(account.accept_push(&empty), Err(PushRefused::NotExpected))
}
