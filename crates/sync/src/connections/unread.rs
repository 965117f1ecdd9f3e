//! Pushes that no sync reads. They wait for a while, in case a sync is made for them; then they are thrown away, and the connection
//! says how many.

use std::collections::BTreeSet;

use connector::{CheckLine, CheckState};
use model::{Label, format_ms};
use serde::{Deserialize, Serialize};
use store::{Keep, Session, StoreError, SyncState};

use super::health::Health;
use crate::definition::SyncDefinition;

/// The line of the doctor that tells of them.
pub(super) const UNREAD: &str = "calls_read";
const DAY_MS: i64 = 86_400_000;

/// Pushes of a connection that were thrown away because no sync reads them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ThrownAway {
    /// How many.
    pub count: u64,
    /// When the last ones went (ms).
    pub last_ms: i64,
    /// Streams that the last ones named.
    pub streams: Vec<String>,
}

/// Streams named in one line.
const NAMED_MAX: usize = 5;

/// Throws away pushes that no sync reads and that have waited longer, or are more, than `keep` says; at most `limit` of each
/// stream. How many went. A sync that is paused reads its stream when it goes on; one that is a draft promises nothing.
///
/// # Errors
/// Those of the store.
pub fn trim_unread_pushes(session: &mut Session<'_>, keep: &Keep, limit: usize) -> Result<u64, StoreError> {
    let connections = session.inbox_connections()?;
    if connections.is_empty() {
        return Ok(0);
    }
    let read = streams_read(session)?;
    let before_ms = session.now_ms() - i64::from(keep.pushes_days) * DAY_MS;
    let mut all = 0;
    for connection in connections {
        let reads = |stream: &str| read.iter().any(|(id, known)| *id == connection && (stream.is_empty() || stream == known));
        let unread: Vec<String> = session.inbox_streams(connection)?.into_iter().filter(|stream| !reads(stream)).collect();
        let each_max = keep.pushes_unread_max / (unread.len() as u64).max(1);
        let mut gone = ThrownAway::default();
        for stream in unread {
            let count = session.inbox_drop(connection, &stream, before_ms, each_max, limit)?;
            if count > 0 {
                gone.count += count;
                gone.streams.push(stream);
            }
        }
        if gone.count > 0 {
            all += gone.count;
            note(session, connection, gone)?;
        }
    }
    Ok(all)
}

/// Connection and stream of each sync that takes pushes, or will when it goes on.
fn streams_read(session: &mut Session<'_>) -> Result<BTreeSet<(i64, String)>, StoreError> {
    let mut read = BTreeSet::new();
    for row in session.syncs()? {
        if matches!(row.state, SyncState::Draft | SyncState::Archived) {
            continue;
        }
        let definition: SyncDefinition = serde_json::from_str(&row.definition).map_err(|_| StoreError::Damaged("definition of a sync"))?;
        if definition.reads() && definition.triggers.push {
            read.insert((row.connection, definition.stream));
        }
    }
    Ok(read)
}

/// Says it where people look at the connection.
fn note(session: &mut Session<'_>, connection: i64, gone: ThrownAway) -> Result<(), StoreError> {
    let Some(mut row) = session.connection_for_update(connection)? else { return Ok(()) };
    let mut health = Health::of(&row);
    let before = health.thrown_away.take().map_or(0, |before| before.count);
    let last_ms = session.now_ms();
    health.note_thrown_away(ThrownAway { count: before + gone.count, last_ms, streams: gone.streams });
    row.health = health.to_text();
    session.connection_update(&row).map(|_| ())
}

impl ThrownAway {
    /// The line of the doctor.
    pub(super) fn line(&self) -> CheckLine {
        let (count, at) = (self.count, format_ms(self.last_ms));
        let named: Vec<&str> = self.streams.iter().map(String::as_str).filter(|stream| !stream.is_empty()).take(NAMED_MAX).collect();
        let (of, of_zh) = if named.is_empty() {
            (String::new(), String::new())
        } else {
            (format!(" (of {})", named.join(", ")), format!("（{}）", named.join("、")))
        };
        let detail = Label::new(
            format!("{count} calls were thrown away because no sync reads them, the last ones{of} at {at}."),
            format!("因没有同步任务读取，已丢弃 {count} 次调用；最近一批{of_zh}于 {at} 丢弃。"),
        );
        let fix = Label::new(
            "make a sync that reads what they tell of, with its push trigger on, or have the other system stop calling about it",
            "请新建读取这些数据并启用推送触发的同步任务，或让对方系统不再为此调用",
        );
        CheckLine { check: UNREAD, state: CheckState::Warning, detail, fix }
    }
}
