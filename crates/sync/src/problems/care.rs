//! What surrounds a cause: how it develops, which syncs meet it, who looks after it and until when it may wait.

use model::Actor;
use serde::{Deserialize, Serialize};
use store::{LetterCause, Session, StoreError};

use super::notes::say_in;
use super::{Group, ProblemError, Problems, Said, cause_of};

const DAY_MS: i64 = 86_400_000;
/// Days of a trend, today included.
const TREND_DAYS: i64 = 14;
/// Lines read of each kind: causes × days, causes × syncs, noted causes.
const LINES_MAX: usize = 20_000;

/// Who looks after a cause, and until when it may wait.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Care {
    /// Id of the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee: Option<i64>,
    /// Until then it need not be looked at (ms).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snoozed_until_ms: Option<i64>,
    /// Why it may wait, or what is known about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who said so last, [`Actor`] as text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When (ms); 0 while nobody did.
    pub at_ms: i64,
}

/// What is said about a cause; what is absent stays.
#[derive(Clone, Debug, Default)]
pub struct CareChange {
    /// Who looks after it; `Some(None)`: nobody.
    pub assignee: Option<Option<i64>>,
    /// Until when it may wait (ms); `Some(None)`: it may not.
    pub snoozed_until_ms: Option<Option<i64>>,
    /// Why; an empty text takes it away.
    pub reason: Option<String>,
}

/// The beginning of the first day of a trend that ends at `now_ms`.
pub(super) fn trend_since(now_ms: i64) -> i64 {
    (now_ms / DAY_MS - (TREND_DAYS - 1)) * DAY_MS
}

/// What is known around all causes.
#[derive(Default)]
pub(super) struct Around {
    days: Vec<(LetterCause, i64, i64)>,
    syncs: Vec<(LetterCause, i64, i64)>,
    cares: Vec<(String, String)>,
}

impl Around {
    pub(super) fn read(session: &mut Session<'_>, since_ms: i64) -> Result<Self, StoreError> {
        Ok(Self {
            days: session.letter_days(since_ms, LINES_MAX)?,
            syncs: session.letter_syncs(LINES_MAX)?,
            cares: session.letter_cares(LINES_MAX)?,
        })
    }

    pub(super) fn trend(&self, cause: &LetterCause) -> Vec<(i64, i64)> {
        self.days.iter().filter(|line| line.0 == *cause).map(|line| (line.1, line.2)).collect()
    }

    pub(super) fn syncs(&self, cause: &LetterCause) -> Vec<(i64, i64)> {
        self.syncs.iter().filter(|line| line.0 == *cause).map(|line| (line.1, line.2)).collect()
    }

    pub(super) fn care(&self, id: &str) -> Care {
        let text = self.cares.iter().find(|line| line.0 == id).map(|line| line.1.as_str());
        text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }
}

impl Problems {
    /// Notes who looks after a cause and until when it may wait. It lasts as long as the cause comes back.
    ///
    /// # Errors
    /// [`ProblemError::NotFound`] without open rows of this cause; those of the store.
    pub fn care(&self, id: &str, change: &CareChange, actor: &Actor) -> Result<Group, ProblemError> {
        cause_of(id)?;
        let mut group = self.group(id)?;
        let before = group.care.clone();
        let care = Care {
            assignee: change.assignee.unwrap_or(before.assignee),
            snoozed_until_ms: change.snoozed_until_ms.unwrap_or(before.snoozed_until_ms),
            reason: change.reason.as_ref().map_or_else(|| before.reason.clone(), |reason| reason.trim().chars().take(1_000).collect()),
            by: actor.to_string(),
            at_ms: self.records.store().clock().now_ms(),
        };
        let (cause, document) = (id.to_owned(), crate::begin::to_json(&care));
        let (said, by) = (said_of(&before, &care), care.by.clone());
        self.records.store().write(move |session| {
            session.letter_care_save(&cause, &document)?;
            said.iter().try_for_each(|said| say_in(session, &cause, said, &by).map(|_| ()))
        })?;
        group.care = care;
        Ok(group)
    }
}

/// What the thread tells of a change.
fn said_of(before: &Care, after: &Care) -> Vec<Said> {
    let mut said = Vec::new();
    if after.assignee != before.assignee {
        said.push(Said::Assigned { person: after.assignee });
    }
    match after.snoozed_until_ms {
        Some(until_ms) if after.snoozed_until_ms != before.snoozed_until_ms => {
            said.push(Said::Snoozed { until_ms, text: after.reason.clone() });
        }
        None if before.snoozed_until_ms.is_some() => said.push(Said::Woken),
        Some(_) | None if after.reason != before.reason && !after.reason.is_empty() => said.push(Said::Note { text: after.reason.clone() }),
        Some(_) | None => {}
    }
    said
}
