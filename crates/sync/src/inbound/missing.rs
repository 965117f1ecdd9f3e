//! What a full read did not show: known source records of the sync's source that are gone, behind the guard.

use model::SourceId;
use records::{Gone, GoneReason};
use store::{StoreError, SyncState};

use crate::definition::SyncDefinition;
use crate::error::ImportError;
use crate::inbound::SyncRun;

/// Known rows looked at in one read transaction.
const PAGE: usize = 10_000;

/// What is missing, or why nobody can tell.
pub(super) enum Missing {
    /// These, of so many known ones.
    Found { gone: Vec<Gone>, known: u64 },
    /// It cannot be told: a code for the report and one line.
    Unknown(&'static str, String),
}

impl SyncRun<'_> {
    /// Compares what is known with `seen`, the hashes of all ids that were shown: eight bytes of memory each, which is all that a full read
    /// keeps of its rows. They are put in order here. Rows that a later run changed are left out: a
    /// push may have brought them while this run was reading.
    pub(super) fn find_missing(
        &self,
        definition: &SyncDefinition,
        source: SourceId,
        run: model::RunId,
        seen: &mut [u64],
    ) -> Result<Missing, ImportError> {
        if let Some(other) = self.shares_source_with(definition)? {
            let why = format!("the sync {other:?} reads into the same source; give each a source of its own to have missing records found");
            return Ok(Missing::Unknown("missing_not_checked", why));
        }
        seen.sort_unstable();
        let hasher = self.store.hasher();
        let (mut gone, mut known, mut after) = (Vec::new(), 0, String::new());
        loop {
            let page = self.store.read(|session| session.source_marks_after(source, &after, PAGE))?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.external_id);
            for mark in page {
                // Rows without an id of their own cannot be missed.
                if !mark.link.linked || mark.external_id.starts_with('~') {
                    continue;
                }
                known += 1;
                let external = hasher.external_id(SourceId(0), &mark.external_id).cast_unsigned() | 1;
                if seen.binary_search(&external).is_err() && mark.run <= run {
                    let row_number = i64::try_from(gone.len()).unwrap_or(i64::MAX);
                    gone.push(Gone { external_id: mark.external_id, at_ms: None, reason: GoneReason::Missing, row_number });
                }
            }
        }
        Ok(Missing::Found { gone, known })
    }

    /// Another sync that reads into the same source and object: what one does not show, the other may.
    fn shares_source_with(&self, definition: &SyncDefinition) -> Result<Option<String>, StoreError> {
        let syncs = self.store.read(|session| session.syncs())?;
        let others = syncs.iter().filter(|sync| sync.id != self.sync && sync.state != SyncState::Archived);
        for other in others {
            let Ok(theirs) = serde_json::from_str::<SyncDefinition>(&other.definition) else { continue };
            if theirs.reads() && theirs.object == definition.object && theirs.source_name() == definition.source_name() {
                return Ok(Some(other.name.clone()));
            }
        }
        Ok(None)
    }
}
