//! How a connection fares: why it is paused, and what the last check saw. Kept as JSON in its row.

use connector::CheckLine;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{ConnectionRow, ConnectionState};

use super::unread::{ThrownAway, UNREAD};

/// Why a connection is paused. The names are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseCause {
    /// Somebody paused it.
    Person,
    /// The system refuses the credentials.
    Credentials,
    /// The credentials are good, and may not do what is asked.
    Forbidden,
    /// The system answers for another organisation than before.
    Organisation,
    /// A secret that it needs is not set.
    Secrets,
}

impl PauseCause {
    /// True where a good check shows that the cause is gone.
    pub(super) fn ends_by_check(self) -> bool {
        match self {
            Self::Credentials | Self::Forbidden | Self::Secrets => true,
            Self::Person | Self::Organisation => false,
        }
    }
}

/// What is kept for people.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Health {
    /// Why it is paused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<PauseCause>,
    /// When it was last checked (ms).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked_ms: Option<i64>,
    /// Lines of that check, as [`CheckLine`] writes them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Value>,
    /// Pushes that no sync read and that were thrown away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thrown_away: Option<ThrownAway>,
}

impl Health {
    /// What a row says; nothing where it does not read, since it is for people only.
    pub(super) fn of(row: &ConnectionRow) -> Self {
        serde_json::from_str(&row.health).unwrap_or_default()
    }

    pub(super) fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn note_check(&mut self, at_ms: i64, lines: &[CheckLine]) {
        self.checked_ms = Some(at_ms);
        self.lines = lines.iter().map(|line| serde_json::to_value(line).unwrap_or_default()).collect();
    }

    /// Says it with the lines of the last check, without waiting for the next one.
    pub(super) fn note_thrown_away(&mut self, gone: ThrownAway) {
        self.lines.retain(|line| line["check"] != UNREAD);
        self.lines.push(serde_json::to_value(gone.line()).unwrap_or_default());
        self.thrown_away = Some(gone);
    }
}

/// Pauses a row.
pub(super) fn pause(row: &mut ConnectionRow, cause: PauseCause, reason: &str) {
    let mut health = Health::of(row);
    health.cause = Some(cause);
    row.state = ConnectionState::Paused;
    row.reason = reason.chars().take(1_000).collect();
    row.health = health.to_text();
}

/// Ends the pause of a row.
pub(super) fn wake(row: &mut ConnectionRow) {
    let mut health = Health::of(row);
    health.cause = None;
    row.state = ConnectionState::Active;
    row.reason = String::new();
    row.health = health.to_text();
}
