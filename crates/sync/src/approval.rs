//! A preview that is sent for approval: a question for somebody else, who lets exactly that be done or says why not.

use std::collections::HashSet;

use model::{Actor, RunId, format_ms};
use serde_json::{Value, json};
use store::{IdKind, ReviewRow, ReviewState, Store, StoreError, SyncState};

use crate::RunConfig;
use crate::inbound::SyncReport;
use crate::tasks::Task;

/// Kind of the question.
pub const KIND: &str = "plan_approval";
/// Characters of a note or a reason that are kept.
pub const WORDS_CHARS_MAX: usize = 500;
/// How far ahead an answer may be wanted: a year.
const ANSWER_AHEAD_MS_MAX: i64 = 366 * 24 * 3_600_000;

/// Why a preview cannot be sent, or not be approved.
#[derive(Debug, thiserror::Error)]
pub enum ApprovalError {
    /// The run is no preview of this sync.
    #[error("run {0} is no preview of this sync")]
    NoPlan(RunId),
    /// The sync has another version by now.
    #[error("the sync was changed since this preview was made; preview it again")]
    Stale,
    /// The moment by which an answer is wanted has passed already, or is far away.
    #[error("an answer can be wanted from now on and within a year")]
    Deadline,
    /// Nothing that was chosen would change by the preview.
    #[error("none of these records would be new or changed by the preview")]
    NoneOfIt,
    /// Whoever asked cannot be the one who approves.
    #[error("somebody else must approve this: it was you who asked")]
    Own,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What whoever asks says to whoever decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// In words; may be empty.
    pub note: String,
    /// By when an answer is wanted; nothing happens by itself when it passes.
    pub answer_by_ms: Option<i64>,
}

/// Sends a plan for approval. One that was sent before for the same sync is no longer asked about.
///
/// # Errors
/// [`ApprovalError::NoPlan`], [`ApprovalError::Stale`], [`ApprovalError::Deadline`], store errors.
pub fn ask(store: &Store, task: &Task, plan: RunId, wish: &Wish, actor: &Actor) -> Result<ReviewRow, ApprovalError> {
    let now_ms = store.clock().now_ms();
    if wish.answer_by_ms.is_some_and(|by_ms| by_ms <= now_ms || by_ms > now_ms + ANSWER_AHEAD_MS_MAX) {
        return Err(ApprovalError::Deadline);
    }
    let row = store.read(|session| session.run(plan))?.ok_or(ApprovalError::NoPlan(plan))?;
    let config: RunConfig = serde_json::from_str(&row.config).unwrap_or_default();
    let report: SyncReport = serde_json::from_str(&row.report).unwrap_or_default();
    let is_of_sync = config.extra.get("sync").and_then(Value::as_i64) == Some(task.row.id);
    let Some(made) = report.plan.as_ref().filter(|_| is_of_sync && config.dry_run) else { return Err(ApprovalError::NoPlan(plan)) };
    if made.version != task.row.version {
        return Err(ApprovalError::Stale);
    }
    let counts = &report.import.counts;
    let note: String = wish.note.trim().chars().take(WORDS_CHARS_MAX).collect();
    let detail = json!({
        "asked_by": actor.to_string(), "note": note, "version": made.version, "draft": task.row.state == SyncState::Draft,
        "answer_by": wish.answer_by_ms.map(format_ms),
        "share": task.definition.rollout.share, "read": counts.read, "created": counts.created, "updated": counts.updated,
        "merged": counts.merged, "unchanged": counts.unchanged, "excluded": counts.excluded, "held": counts.held, "rejected": counts.rejected,
    });
    let (sync, object) = (task.row.id, task.row.object);
    Ok(store.write(move |session| {
        let now_ms = session.now_ms();
        let subject = format!("sync:{sync}/plan");
        for before in session.reviews_about(&subject)?.into_iter().filter(|before| before.kind == KIND) {
            session.review_save(&ReviewRow { state: ReviewState::Obsolete, settled_ms: Some(now_ms), ..before })?;
        }
        let review = ReviewRow {
            id: session.allocate_ids(IdKind::Review, 1)?,
            kind: KIND.to_owned(),
            state: ReviewState::Open,
            sync: Some(sync),
            run: Some(plan),
            object: Some(object),
            record: None,
            subject,
            detail: detail.to_string(),
            created_ms: now_ms,
            settled_ms: None,
            settled_by: String::new(),
        };
        session.review_save(&review)?;
        Ok::<_, StoreError>(review)
    })?)
}

/// Looks whether this person may approve: not the one who asked.
///
/// # Errors
/// [`ApprovalError::Own`].
pub fn may_approve(review: &ReviewRow, actor: &Actor) -> Result<(), ApprovalError> {
    let detail: Value = serde_json::from_str(&review.detail).unwrap_or_default();
    let is_own = detail.get("asked_by").and_then(Value::as_str) == Some(actor.to_string().as_str());
    if is_own { Err(ApprovalError::Own) } else { Ok(()) }
}

/// How much of a plan is approved where some of its records are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartApproved {
    /// Ids there of what was approved.
    pub only: Vec<String>,
    /// Records that would be new or changed, and may.
    pub approved: u64,
    /// Those that may not.
    pub left_out: u64,
}

/// Counts what approving these records of a plan, by their ids there, lets be done.
///
/// # Errors
/// [`ApprovalError::NoPlan`], [`ApprovalError::NoneOfIt`], store errors.
pub fn part_of(store: &Store, plan: RunId, only: &[String]) -> Result<PartApproved, ApprovalError> {
    let row = store.read(|session| session.run(plan))?.ok_or(ApprovalError::NoPlan(plan))?;
    let report: SyncReport = serde_json::from_str(&row.report).unwrap_or_default();
    let examples = report.plan.as_ref().map_or(&[][..], |made| &made.examples);
    let ids: HashSet<&str> = only.iter().map(String::as_str).collect();
    let is_chosen = |example: &&Value| {
        let known = example.get("external_ids").and_then(Value::as_array);
        known.into_iter().flatten().filter_map(Value::as_str).any(|id| ids.contains(id))
    };
    let listed = examples.len() as u64;
    let changes = listed.max(report.import.counts.created + report.import.counts.updated);
    let found = examples.iter().filter(is_chosen).count() as u64;
    // What a long plan does not list can be chosen as well.
    let approved = if listed < changes { found.max(ids.len() as u64).min(changes) } else { found };
    if approved == 0 {
        return Err(ApprovalError::NoneOfIt);
    }
    Ok(PartApproved { only: only.to_vec(), approved, left_out: changes - approved })
}
