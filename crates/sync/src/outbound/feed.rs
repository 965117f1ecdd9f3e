//! Which records to look at: the log of changes since the last look, or all records when the definition is new.
//!
//! A record that already shows there what it should costs no row: only what must be written is marked as due, in the transaction
//! that moves the place in the log.

use std::collections::{BTreeSet, HashMap, HashSet};

use model::{Delta, Inputs, RecordId, SourceDelta};
use records::{Outward, is_tombstone, outward};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::{DeliveryRow, DeliveryState, RecordPage, RecordQuery, Session, SyncProgressRow};

use crate::begin::to_json;
use crate::outbound::decide::{Decision, decide, is_same_content};
use crate::outbound::error::OutboundError;
use crate::outbound::fields::SeenTarget;
use crate::outbound::shown::Shown;
use crate::outbound::task::Task;

/// Changes or records looked at in one transaction.
pub const LOOKED_AT: usize = 2_000;
/// Code of a delivery whose record was deleted there, and kind of the question about it.
pub const GONE_THERE: &str = "gone_there";
/// Member of [`SyncProgressRow::state`] that holds [`OutboundState`].
const MEMBER: &str = "outbound";

/// What a writing sync remembers between runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OutboundState {
    /// Version of the definition by which all records were looked at.
    pub version: i64,
    /// All records are being looked at, up to this one so far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scanned: Option<i64>,
    /// A copy of the data was taken before the first pass, or the first write.
    pub backed_up: bool,
    /// So many deletions there a person allowed the next run.
    pub deletions_allowed: u64,
    /// A person lets the next run go on although a limit of the sync objects.
    pub limits_waived: bool,
    /// Runs in a row that ended by an error.
    pub failed: u32,
    /// When the first of them ended (ms).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failing_since_ms: Option<i64>,
    /// The last run that wrote, where it ended with a warning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warned_run: Option<i64>,
    /// The last comparison of both sides, where it found differences.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drift_run: Option<i64>,
    /// The stream and its fields there as they were seen last.
    #[serde(skip_serializing_if = "is_unknown")]
    pub target: SeenTarget,
}

impl OutboundState {
    /// Reads it from the progress of a sync.
    #[must_use]
    pub fn of(progress: &SyncProgressRow) -> Self {
        let state: Map<String, Value> = serde_json::from_str(&progress.state).unwrap_or_default();
        state.get(MEMBER).and_then(|value| serde_json::from_value(value.clone()).ok()).unwrap_or_default()
    }

    /// Puts it into the progress of a sync, beside what others keep there.
    pub fn put(&self, progress: &mut SyncProgressRow) {
        let mut state: Map<String, Value> = serde_json::from_str(&progress.state).unwrap_or_default();
        state.insert(MEMBER.to_owned(), serde_json::to_value(self).unwrap_or_default());
        progress.state = to_json(&state);
    }
}

fn is_unknown(target: &SeenTarget) -> bool {
    target.stream.is_empty()
}

/// Progress of a sync, also before its first run.
pub fn progress_of(session: &mut Session<'_>, sync: i64) -> Result<SyncProgressRow, store::StoreError> {
    Ok(session.sync_progress(sync)?.unwrap_or_else(|| SyncProgressRow { sync, ..SyncProgressRow::default() }))
}

/// True when all records were looked at by this version of the definition.
pub fn is_looked_at(progress: &SyncProgressRow, version: i64) -> bool {
    let state = OutboundState::of(progress);
    state.version == version && state.scanned.is_none()
}

/// True when the log or the definition has something that was not looked at yet.
pub fn has_news(session: &mut Session<'_>, sync: i64, version: i64, object: model::ObjectId) -> Result<bool, store::StoreError> {
    let progress = progress_of(session, sync)?;
    let state = OutboundState::of(&progress);
    if state.version != version || state.scanned.is_some() {
        return Ok(true);
    }
    Ok(session.change_head()? > progress.change_seq && !session.changes_after(progress.change_seq, &[object], 1)?.is_empty())
}

/// Looks at the next part and marks what is due. False when nothing is left.
pub fn feed(session: &mut Session<'_>, task: &Task) -> Result<bool, OutboundError> {
    let mut progress = progress_of(session, task.sync)?;
    let mut state = OutboundState::of(&progress);
    let head = session.change_head()?;
    // A definition that was changed, or a log that was cut where we stand: every record is looked at once.
    if state.version != task.version || progress.change_seq < session.change_floor()?.seq {
        // What was deleted before the definition changed still stands in the log behind; at first there is nothing behind.
        if state.version == 0 || progress.change_seq < session.change_floor()?.seq {
            progress.change_seq = head;
        }
        state = OutboundState { version: task.version, scanned: Some(0), ..state };
    }
    let mut gone = HashSet::new();
    let (ids, more) = if let Some(after) = state.scanned {
        let ids = next_records(session, task, RecordId(after))?;
        state.scanned = ids.last().map(|id| id.0);
        (ids, true)
    } else {
        let changes = session.changes_after(progress.change_seq, &[task.object.id], LOOKED_AT)?;
        let whole = changes.len() < LOOKED_AT;
        progress.change_seq = if whole { head.max(progress.change_seq) } else { changes.last().map_or(head, |change| change.seq) };
        gone.extend(changes.iter().filter(|change| tells_of_removal(task, &change.delta)).map(|change| change.record));
        let ids: BTreeSet<RecordId> = changes.iter().map(|change| change.record).collect();
        (ids.into_iter().collect(), !whole)
    };
    let due = mark(session, task, &ids, &gone, progress.change_seq)?;
    session.deliveries_save(&due)?;
    state.put(&mut progress);
    session.sync_progress_save(&progress)?;
    Ok(more)
}

fn next_records(session: &mut Session<'_>, task: &Task, after: RecordId) -> Result<Vec<RecordId>, OutboundError> {
    let mut page = RecordPage::default();
    let after = (after.0 > 0).then(|| (Vec::new(), after));
    let query = RecordQuery { after, ..RecordQuery::new(&task.object, LOOKED_AT) };
    session.record_list(&query, &mut page)?;
    Ok(page.lines.iter().map(|line| line.id).collect())
}

/// The rows to save for `ids`.
fn mark(
    session: &mut Session<'_>,
    task: &Task,
    ids: &[RecordId],
    gone: &HashSet<RecordId>,
    seq: i64,
) -> Result<Vec<DeliveryRow>, OutboundError> {
    let now_ms = session.now_ms();
    let known = look(session, task, ids)?;
    let mut due = Vec::new();
    for (id, delivery) in ids.iter().zip(session.deliveries(task.sync, ids)?) {
        let Some(record) = known.records.get(id) else { continue };
        if gone.contains(id) && !record.views.iter().any(|view| view.linked) {
            // Whoever deleted it there may have meant it: it is not made again by itself.
            let row = delivery.unwrap_or_else(|| new_row(task.sync, *id, seq, now_ms));
            due.push(gone_row(row));
            continue;
        }
        let decided = decide(task, record, delivery.as_ref(), now_ms, &|id| known.reference(id));
        let is_quiet = match decided.decision {
            Decision::InSync | Decision::Excluded(_) => decided.unsettled.is_empty(),
            Decision::Asked | Decision::Waits | Decision::Write(_) => false,
        };
        let Some(row) = delivery else {
            if !is_quiet {
                due.push(DeliveryRow { external_id: decided.external_id, ..new_row(task.sync, *id, seq, now_ms) });
            }
            continue;
        };
        let row = DeliveryRow { wanted_seq: seq, ..row };
        match row.state {
            DeliveryState::InSync | DeliveryState::Excluded if is_quiet => {}
            // Somebody read it there and knows it to be this one: nobody needs to be asked any more.
            DeliveryState::Unknown if record.views.iter().any(|view| view.linked) => {
                close_question(session, task.sync, *id)?;
                due.push(DeliveryRow { state: DeliveryState::Due, due_ms: now_ms, attempts: 0, ..row });
            }
            // Its outcome is looked up first; then it is compared again.
            DeliveryState::Sending | DeliveryState::Unknown => due.push(row),
            DeliveryState::Refused if is_refused_again(&row, &decided.decision) => {}
            DeliveryState::InSync | DeliveryState::Due | DeliveryState::Refused | DeliveryState::Excluded | DeliveryState::Conflict => {
                let due_ms = if row.state == DeliveryState::Due { row.due_ms } else { now_ms };
                let attempts = if row.state == DeliveryState::Due { row.attempts } else { 0 };
                due.push(DeliveryRow { state: DeliveryState::Due, due_ms, attempts, ..row });
            }
        }
    }
    Ok(due)
}

fn close_question(session: &mut Session<'_>, sync: i64, record: RecordId) -> Result<(), OutboundError> {
    let open = session.reviews_about(&format!("sync:{sync}/{record}"))?;
    for question in open.into_iter().filter(|question| question.kind == "unknown_outcome") {
        let settled_ms = Some(session.now_ms());
        session.review_save(&store::ReviewRow { state: store::ReviewState::Obsolete, settled_ms, ..question })?;
    }
    Ok(())
}

/// True when a change says that the other system no longer has the record.
fn tells_of_removal(task: &Task, delta: &str) -> bool {
    // Most changes are told apart without reading them.
    delta.contains(r#""l":[true,false]"#)
        && Delta::from_json(delta).is_ok_and(|delta| {
            let is_gone = |source: &SourceDelta| is_tombstone(source.linked.1, source.hash.1) && !source.written;
            delta.sources.iter().any(|source| source.source.0 == task.source && is_gone(source))
        })
}

/// A record that was deleted there.
pub fn gone_row(row: DeliveryRow) -> DeliveryRow {
    let shown = Shown { gone: true, ..Shown::default() }.to_json();
    let row = DeliveryRow { shown, external_id: String::new(), version: String::new(), idempotency_key: String::new(), ..row };
    match row.state {
        DeliveryState::Sending | DeliveryState::Unknown => row,
        DeliveryState::InSync | DeliveryState::Due | DeliveryState::Refused | DeliveryState::Excluded | DeliveryState::Conflict => {
            DeliveryRow { state: DeliveryState::Excluded, code: GONE_THERE.to_owned(), ..row }
        }
    }
}

/// True when what was refused would only be sent again.
fn is_refused_again(row: &DeliveryRow, decision: &Decision) -> bool {
    let Decision::Write(sending) = decision else { return false };
    Shown::read(&row.shown).sending.is_some_and(|refused| is_same_content(&refused, sending))
}

/// A delivery of a record that has none yet.
pub fn new_row(sync: i64, record: RecordId, seq: i64, due_ms: i64) -> DeliveryRow {
    DeliveryRow {
        sync,
        record,
        external_id: String::new(),
        state: DeliveryState::Due,
        wanted_seq: seq,
        shown: String::new(),
        version: String::new(),
        idempotency_key: String::new(),
        attempts: 0,
        due_ms,
        code: String::new(),
        detail: String::new(),
        run: model::RunId(0),
    }
}

/// Records with what they refer to.
pub struct Looked {
    /// By id.
    pub records: HashMap<RecordId, Outward>,
    references: HashMap<RecordId, String>,
}

impl Looked {
    /// The other system's id of a record that is referred to.
    pub fn reference(&self, id: RecordId) -> Option<String> {
        self.references.get(&id).cloned()
    }
}

/// Loads records as a writing sync sees them.
pub fn look(session: &mut Session<'_>, task: &Task, ids: &[RecordId]) -> Result<Looked, OutboundError> {
    let records = outward(session, &task.object, task.source, ids)?;
    let mut referred = BTreeSet::new();
    for record in records.values() {
        task.map.referred(&record.golden, &mut referred);
        for view in &record.views {
            task.map.referred(&view.doc, &mut referred);
        }
    }
    let referred: Vec<RecordId> = referred.into_iter().collect();
    let mut references = HashMap::new();
    if !referred.is_empty() {
        let heads = session.resolve(&referred)?;
        for (id, row) in referred.iter().zip(session.records(&heads)?) {
            let Some(row) = row else { continue };
            let Some(source) = task.sources.get(&row.id.object()) else { continue };
            let inputs = Inputs::from_json(&row.inputs).map_err(|_| records::RecordError::Damaged(row.id))?;
            if let Some(found) = inputs.sources.iter().find(|known| known.0 == *source) {
                references.insert(*id, found.1.clone());
            }
        }
    }
    Ok(Looked { records, references })
}
