//! What a sync knows beyond an import: which rows are late, which values stay although a row brings none, and the marks of
//! source records that are gone.

use model::FieldId;
use store::rows::SourceRow;

/// Content hash of a source row that its source told to be gone: a *tombstone*. Its version is that of the removal; an older
/// row does not bring the record back. No real content is taken for it, because such a row is unlinked as well.
pub const TOMBSTONE: i64 = 0;

/// What the rows of a load tell about now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowsAre {
    /// Everything there is, read now: whatever is shown exists.
    #[default]
    Everything,
    /// What changed, read now: a row older than a removal comes late.
    Changes,
    /// What was told some time ago: a row as old as a removal comes late, too.
    Told,
}

/// What a sync adds to applying rows.
#[derive(Clone, Debug, Default)]
pub struct SyncRules {
    /// What the rows tell about now.
    pub rows: RowsAre,
    /// Fields whose value shown before stays where a row brings none: their columns are missing or not their turn yet.
    pub keep: Vec<FieldId>,
    /// Rows bring no version although the source has versions: nobody can tell how old they are. They change what is known, and
    /// do not bring back what is gone.
    pub versionless: bool,
    /// All fields are like that: an empty value of the source tells nothing.
    pub keep_empty: bool,
}

impl SyncRules {
    /// True when a row of `version_ms` must not bring back what was removed at `removed_ms`.
    #[must_use]
    pub fn comes_late(&self, version_ms: i64, removed_ms: i64) -> bool {
        match self.rows {
            RowsAre::Everything => false,
            RowsAre::Changes | RowsAre::Told if self.versionless => true,
            RowsAre::Changes => version_ms < removed_ms,
            RowsAre::Told => version_ms <= removed_ms,
        }
    }
}

/// True for the row of a record that its source told to be gone.
#[must_use]
pub fn is_tombstone(linked: bool, hash: i64) -> bool {
    !linked && hash == TOMBSTONE
}

/// True for such a row.
pub(crate) fn is_buried(row: &SourceRow) -> bool {
    is_tombstone(row.linked, row.hash)
}
