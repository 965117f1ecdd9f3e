//! The one place that changes records.
//!
//! A golden record is a function of its inputs: linked source records, manual edits, records merged into it. Every
//! operation loads those inputs, changes them, computes the record again and commits the difference as one change.
//! Knows no HTTP, no file and no vendor.

pub mod apply;
mod by_use;
mod decide;
mod decision;
mod duplicates;
mod error;
pub mod filter_text;
mod fresh;
mod group;
mod history;
mod likeness;
mod many;
mod merge;
mod parallel;
mod recompute;
mod reference;
mod referring;
mod region;
mod rekey;
mod removal;
mod rollback;
mod schema;
mod source_content;
mod sync_rules;
mod two_way;
mod write;
mod written;

pub use apply::{Applied, AppliedRow, ApplyContext, Example, HeldRow, Incoming, MatchPolicy, Met, RowOutcome, apply, ever_made, meet};
pub use by_use::IndexesKept;
pub use decide::KEY_SHARE_MAX;
pub use decision::{Decision, Decisions};
pub use duplicates::{DUPLICATES_MAX, DuplicateQuestion, Foretold, Grounds, MERGE_FROM_MIN};
pub use error::{MergeRefusal, RecordError, UndoRefusal};
pub use fresh::Fresh;
pub use history::{Candidate, FieldLineage, HistoryEntry, LinkedSource, Origin};
pub use likeness::{Comparison, Likeness, Reason, likeness};
pub use many::{ManyError, Write};
pub use recompute::{Recalculated, Recomputed};
pub use reference::{Settled, TURNS_OF_A_BATCH, check_find_by, settle};
pub use referring::with_merged;
pub use removal::{AfterRemoval, Gone, GoneReason, Removed, remove};
pub use rollback::{RollbackReport, Since};
pub use schema::Schema;
pub use sync_rules::{RowsAre, SyncRules, TOMBSTONE, is_tombstone};
pub use two_way::{ConflictOutcome, ConflictPolicy, FieldConflict, SameValue, TwoWay, same_first};
pub use write::{Expect, ExpectVersion, Outcome, Patch, Upsert, UpsertKey, Written};
pub use written::{Outward, OutwardView, WriteNote, WriteNoted, WrittenOut, note_written, outward};

use std::sync::{Arc, Mutex, RwLock};
use std::time::Instant;

use model::{Caller, KeyHasher, Object, Verb};
use store::Store;

/// Reads and changes records. Cheap to clone.
#[derive(Clone)]
pub struct Records {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    schema: RwLock<Arc<Schema>>,
    /// When the schema was last compared with the store's; another process may have changed it.
    checked: Mutex<Instant>,
    noted: by_use::Noted,
}

impl Records {
    /// Over an open store.
    ///
    /// # Errors
    /// Store errors while reading the schema.
    pub fn new(store: Store) -> Result<Self, RecordError> {
        let schema = Arc::new(store.read(Schema::load)?);
        Ok(Self {
            inner: Arc::new(Inner {
                store,
                schema: RwLock::new(schema),
                checked: Mutex::new(Instant::now()),
                noted: by_use::Noted::default(),
            }),
        })
    }

    /// The store underneath.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    fn hasher(&self) -> KeyHasher {
        self.inner.store.hasher()
    }
}

/// Refuses callers without the right.
///
/// # Errors
/// [`RecordError::Forbidden`] naming the missing scope.
pub fn authorise(caller: &Caller, verb: Verb, object: &Object) -> Result<(), RecordError> {
    if caller.may(verb, &object.name) {
        return Ok(());
    }
    let scope = match verb {
        Verb::Admin => "admin".to_owned(),
        Verb::Read | Verb::Write => format!("{}:{}", object.name, verb.name()),
    };
    Err(RecordError::Forbidden { scope })
}
