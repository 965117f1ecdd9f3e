//! What stops writing before it does harm: the guard before deletions in the other system, and the limits of the sync. What people
//! decide about more.

use model::RecordId;
use serde_json::{Value, json};
use store::{DeliveryRow, DeliveryState, Store, StoreError, SyncRow, SyncState};

use crate::inbound::pause::{Bounded, first_over, review_open};
use crate::outbound::error::OutboundError;
use crate::outbound::feed::{OutboundState, progress_of};
use crate::outbound::fields::SeenTarget;
use crate::outbound::look_at::change_target;
use crate::outbound::preview::WritePreview;
use crate::outbound::run::{OutboundRun, Work};
use crate::outbound::task::Task;

/// Code of a delivery whose deletion there was declined.
const KEPT_THERE: &str = "kept_there";
/// What the limits of a sync are held against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Watched {
    /// Records that are known to the other system.
    known: u64,
    /// A person lets the run go on.
    waived: bool,
}

/// Deliveries looked at in one transaction, and transactions.
const AT_ONCE: usize = 2_000;
const STEPS_MAX: usize = 1_000_000;

impl OutboundRun<'_> {
    /// How many records may be deleted there in one run: by the sync's limits, or because a person allowed more.
    pub(super) fn deletions_allowed(&self, task: &Task) -> Result<u64, OutboundError> {
        let id = task.sync;
        let (known, allowed) = self.store.read(|session| {
            let known: u64 = session.delivery_counts(id)?.iter().map(|count| count.1).sum();
            Ok::<_, StoreError>((known, OutboundState::of(&progress_of(session, id)?).deletions_allowed))
        })?;
        let deletions = &task.definition.deletions;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of a count")]
        let share = (known as f64 * deletions.share_max) as u64;
        Ok(share.max(deletions.count_free).max(allowed))
    }

    /// What the limits count against in this run.
    pub(super) fn watched(&self, task: &Task) -> Result<Watched, OutboundError> {
        let id = self.sync;
        Ok(self.store.read(|session| {
            let known = session.delivery_counts(id)?.iter().map(|count| count.1).sum();
            Ok::<_, StoreError>(Watched { known, waived: OutboundState::of(&progress_of(session, task.sync)?).limits_waived })
        })?)
    }

    /// Pauses the sync and asks a person where more was refused, or changed there, than its limits allow. True when it did.
    pub(super) fn is_over_limit(&self, work: &mut Work, watched: Watched) -> Result<bool, OutboundError> {
        let (limits, counts) = (&work.task.definition.limits, &work.report.counts);
        let tried = counts.written() + counts.refused + counts.unknown;
        let shares = [
            Bounded {
                limit: "error_share_max",
                what: "were refused",
                count: counts.refused + counts.unknown,
                of: tried,
                most: limits.error_share_max,
            },
            Bounded {
                limit: "changed_share_max",
                what: "were changed in the other system",
                count: counts.written_updated,
                of: watched.known,
                most: limits.changed_share_max,
            },
            Bounded {
                limit: "protected_share_max",
                what: "were changed in a protected field",
                count: work.protected,
                of: watched.known,
                most: limits.protected_share_max,
            },
        ];
        let Some(pause) = first_over(&shares, limits.records_min).filter(|_| !watched.waived) else { return Ok(false) };
        let mut detail = pause.detail;
        detail["outward"] = true.into();
        self.hold(work, pause.kind, pause.reason, detail)?;
        Ok(true)
    }

    /// Too much would be deleted there: nothing more of it is, the sync pauses and a person is asked.
    pub(super) fn hold_deletions(&self, work: &mut Work, deletions: u64, allowed: u64) -> Result<(), OutboundError> {
        let deletions = self.open_deletions(&work.task)?.max(deletions.saturating_sub(work.report.counts.written_deleted));
        let reason = format!("{deletions} records would be deleted in the other system, {allowed} are allowed in one run");
        let detail = json!({"reason": reason, "deletions": deletions, "allowed": allowed, "outward": true});
        self.hold(work, "deletion_guard", reason, detail)
    }

    fn hold(&self, work: &mut Work, kind: &'static str, reason: String, detail: Value) -> Result<(), OutboundError> {
        let (id, run, text) = (self.sync, work.row.clone(), reason.clone());
        self.store.write(move |session| {
            review_open(session, kind, &subject(id), &run, id, &detail)?;
            if let Some(sync) = session.sync(id)?.filter(|sync| sync.state == SyncState::Live) {
                let version = sync.version;
                let paused = SyncRow { state: SyncState::Paused, reason: text.clone(), updated_ms: session.now_ms(), ..sync };
                session.sync_update(&paused, version)?;
            }
            Ok::<_, StoreError>(())
        })?;
        work.report.warn(kind, reason);
        "paused".clone_into(&mut work.report.status);
        Ok(())
    }

    fn open_deletions(&self, task: &Task) -> Result<u64, OutboundError> {
        let mut told = WritePreview::default();
        let head = self.store.read(|session| session.change_head())?;
        for ids in self.deleted(task, head)?.chunks(AT_ONCE) {
            self.store.read(|session| told.add(session, task, ids))?;
        }
        Ok(told.delete)
    }
}

/// What the questions about writing are about; those about what is read have the sync alone.
pub(super) fn subject(sync: i64) -> String {
    format!("sync:{sync}/out")
}

/// A person allows the next run of a sync so many deletions there; the sync runs again.
///
/// # Errors
/// Those of the store.
pub fn allow_deletions(store: &Store, sync: i64, deletions: u64) -> Result<(), StoreError> {
    allow(store, sync, move |state| state.deletions_allowed = deletions)
}

/// A person lets the next run of a sync write although a limit objects; the sync runs again.
///
/// # Errors
/// Those of the store.
pub fn allow_over_limit(store: &Store, sync: i64) -> Result<(), StoreError> {
    allow(store, sync, |state| state.limits_waived = true)
}

/// A person knows that the schema of the other system changed: what can still be written counts from now on as it is there. The next
/// pass looks again.
///
/// # Errors
/// Those of the store.
pub fn accept_schema(store: &Store, sync: i64) -> Result<(), StoreError> {
    store.write(move |session| change_target(session, sync, SeenTarget::accept))
}

fn allow(store: &Store, sync: i64, change: impl Fn(&mut OutboundState) + Send + 'static) -> Result<(), StoreError> {
    store.write(move |session| {
        let mut progress = progress_of(session, sync)?;
        let mut state = OutboundState::of(&progress);
        change(&mut state);
        state.put(&mut progress);
        session.sync_progress_save(&progress)?;
        if let Some(row) = session.sync(sync)?.filter(|row| row.state == SyncState::Paused) {
            let version = row.version;
            let live = SyncRow { state: SyncState::Live, reason: String::new(), updated_ms: session.now_ms(), ..row };
            session.sync_update(&live, version)?;
        }
        Ok(())
    })
}

/// A person declines the deletions that wait: the records stay there. The sync stays paused until somebody resumes it.
///
/// # Errors
/// Those of the store.
pub fn decline_deletions(store: &Store, sync: i64) -> Result<(), StoreError> {
    let mut after = RecordId(i64::MIN);
    for _ in 0..STEPS_MAX {
        let from = after;
        let last = store.write(move |session| {
            let rows = session.deliveries_in(sync, DeliveryState::Due, from, AT_ONCE)?;
            let ids: Vec<RecordId> = rows.iter().map(|row| row.record).collect();
            let records = session.records(&ids)?;
            let is_deleted = |row: &DeliveryRow| {
                records.iter().flatten().any(|record| record.id == row.record && record.state == model::RecordState::Deleted)
            };
            let kept = rows.into_iter().filter(is_deleted);
            let kept: Vec<DeliveryRow> =
                kept.map(|row| DeliveryRow { state: DeliveryState::Excluded, code: KEPT_THERE.to_owned(), ..row }).collect();
            session.deliveries_save(&kept)?;
            Ok::<_, StoreError>(ids.last().copied())
        })?;
        let Some(last) = last else { break };
        after = last;
    }
    Ok(())
}
