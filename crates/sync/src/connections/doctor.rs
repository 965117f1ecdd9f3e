//! The doctor of a connection: everything that must be right, in the order in which things depend on one another, each line
//! with how to fix it. A good check wakes a connection that was paused for what is now right.

use connector::{Account, CheckLine, CheckState, Told};
use model::{Label, format_ms};
use store::{ConnectionRow, ConnectionState};

use super::health::{self, Health, PauseCause};
use super::{ConnectionError, Connections, Purpose, Use, secrets};

/// The line that says whether the other system calls when something changes.
const PUSHES: &str = "push_registered";

/// What a check saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckReport {
    /// When (ms).
    pub at_ms: i64,
    /// Line by line.
    pub lines: Vec<CheckLine>,
}

impl CheckReport {
    /// True when no line failed.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.lines.iter().all(|line| line.state != CheckState::Failed)
    }
}

impl Connections {
    /// Looks whether a connection works, by asking the other system; keeps what was seen.
    ///
    /// # Errors
    /// [`ConnectionError::NotFound`], store errors. What is wrong with the connection is in the report.
    pub fn check(&self, id: i64) -> Result<CheckReport, ConnectionError> {
        let row = self.row(id)?;
        if row.state == ConnectionState::Archived {
            return Err(ConnectionError::NotFound(id.to_string()));
        }
        let using = Use { priority: connector::http::Priority::Interactive, ..Use::default() };
        let lines = match self.connect(&row, &using, Purpose::Discovery) {
            Ok(account) => self.look(&row, account.as_ref())?,
            Err(ConnectionError::Store(error)) => return Err(error.into()),
            Err(error) => vec![refused_line(&error)],
        };
        let report = CheckReport { at_ms: self.inner.clock.now_ms(), lines };
        self.keep(&row, &report)?;
        Ok(report)
    }

    fn look(&self, row: &ConnectionRow, account: &dyn Account) -> Result<Vec<CheckLine>, ConnectionError> {
        let mut lines = vec![settings_line()];
        lines.extend(account.check());
        for line in lines.iter_mut().filter(|line| line.check == PUSHES && line.state == CheckState::Skipped) {
            self.tell_last_call(row.id, line)?;
        }
        lines.extend(Health::of(row).thrown_away.map(|gone| gone.line()));
        if lines.iter().all(|line| line.state != CheckState::Failed) {
            match self.verify_organisation(row, account) {
                Ok(()) => {}
                Err(ConnectionError::Store(error)) => return Err(error.into()),
                Err(error) => lines.push(organisation_line(&error)),
            }
        }
        Ok(lines)
    }

    /// Where the other system does not tell whether it calls, its last call does.
    fn tell_last_call(&self, connection: i64, line: &mut CheckLine) -> Result<(), ConnectionError> {
        let last = self.store().read(|session| session.inbox_recent(connection, 1))?;
        let Some(last) = last.first() else {
            line.detail.en.push_str(" No call has come yet.");
            line.detail.zh.push_str("尚未收到任何调用。");
            return Ok(());
        };
        let at = format_ms(last.received_ms);
        line.state = CheckState::Ok;
        line.detail = label(format!("The last call came at {at}."), format!("最近一次调用：{at}。"));
        Ok(())
    }

    pub(super) fn keep(&self, row: &ConnectionRow, report: &CheckReport) -> Result<(), ConnectionError> {
        let (id, version, report) = (row.id, row.version, report.clone());
        let woken = self.store().write(move |session| {
            let Some(mut row) = session.connection_for_update(id)? else { return Ok::<_, ConnectionError>(false) };
            if row.version != version {
                // It was changed meanwhile: what was seen is about other settings.
                return Ok(false);
            }
            let mut health = Health::of(&row);
            health.note_check(report.at_ms, &report.lines);
            row.health = health.to_text();
            // Secrets that count no longer need not be kept.
            let mut sealed = secrets::read(&row.secrets)?;
            if secrets::until(&sealed).is_some_and(|until_ms| until_ms <= report.at_ms) {
                secrets::forget_before(&mut sealed);
                row.secrets = secrets::write(&sealed);
            }
            let wakes = row.state == ConnectionState::Paused && report.is_good() && health.cause.is_some_and(PauseCause::ends_by_check);
            if wakes {
                health::wake(&mut row);
            }
            session.connection_update(&row)?;
            Ok(wakes)
        })?;
        if woken {
            tracing::info!(connection = id, "connection {id} works again");
        }
        Ok(())
    }
}

fn label(en: impl Into<String>, zh: impl Into<String>) -> Label {
    Label { en: en.into(), zh: zh.into() }
}

pub(super) fn settings_line() -> CheckLine {
    let detail = label("Settings and secrets are complete.", "设置和密钥齐全。");
    CheckLine { check: "settings", state: CheckState::Ok, detail, fix: Label::default() }
}

pub(super) fn refused_line(error: &ConnectionError) -> CheckLine {
    let fix = match error {
        ConnectionError::Vault(_) => label(
            "start Rapport with the key that the secrets were kept with, or enter the secrets again",
            "请使用保存密钥时的主密钥启动 Rapport，或重新填写密钥",
        ),
        ConnectionError::UnknownConnector { .. } => {
            label("this build has no such connector; use one that has", "此版本不含该连接器，请使用包含它的版本")
        }
        ConnectionError::NotFound(_)
        | ConnectionError::Name
        | ConnectionError::NameTaken(_)
        | ConnectionError::Setting { .. }
        | ConnectionError::VersionMismatch { .. }
        | ConnectionError::Paused { .. }
        | ConnectionError::InUse { .. }
        | ConnectionError::Tells { .. }
        | ConnectionError::Connector(_)
        | ConnectionError::Store(_) => label("complete or correct the settings of the connection", "请补全或更正连接的设置"),
    };
    CheckLine { check: "settings", state: CheckState::Failed, detail: told(error), fix }
}

pub(super) fn organisation_line(error: &ConnectionError) -> CheckLine {
    let fix = label(
        "point the connection to the account it was made for, or accept the new organisation",
        "请改回原来的账户，或确认接受新的组织",
    );
    CheckLine { check: "organisation", state: CheckState::Failed, detail: told(error), fix }
}

/// What went wrong; what a connector tells in both languages, the rest as it is.
fn told(error: &ConnectionError) -> Label {
    match error {
        ConnectionError::Connector(error) => error.told(),
        other => label(crate::error::chain(other), crate::error::chain(other)),
    }
}
