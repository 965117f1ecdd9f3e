//! What a source row's content says: whether it brings anything new, and how two documents differ.

use std::collections::BTreeMap;

use model::{Doc, FieldDelta, Object, RecordId, RunId, SourceId};
use store::rows::SourceRow;

/// The time of values that were only passed on to a source: older than all that somebody has of their own.
pub(crate) const PASSED_ON: i64 = i64::MIN;

/// Marks the hash of a source row whose view took values that we wrote there: what it was before is still in the other bits, so
/// that a late repetition of the row before the write is recognised.
pub(crate) const WRITTEN: i64 = 1;

/// The hash of a row as it is stored, without the mark.
pub(crate) fn content_hash(hash: i64) -> i64 {
    hash & !WRITTEN
}

/// True when a row shows only what is known of a linked source record with this hash and version: the same content, or, after
/// we wrote there, what it showed before.
pub(crate) fn shows_nothing_new(known: i64, known_version_ms: i64, row: i64, row_version_ms: i64) -> bool {
    known == content_hash(row) || (content_hash(known) == content_hash(row) && row_version_ms <= known_version_ms)
}

/// Golden or view deltas, by field name.
pub(crate) fn diff(object: &Object, old: &Doc, new: &Doc) -> BTreeMap<String, FieldDelta> {
    old.differing(new).filter_map(|id| Some((object.field_by_id(id)?.name.clone(), FieldDelta::new(old.get(id), new.get(id))))).collect()
}

/// A row for a source record as it is first linked.
pub(crate) fn source_row(
    source: SourceId,
    external_id: &str,
    record: RecordId,
    hash: i64,
    version_ms: i64,
    run: RunId,
    findings: &str,
) -> SourceRow {
    SourceRow {
        source,
        external_id: external_id.to_owned(),
        record,
        linked: true,
        hash: content_hash(hash),
        version_ms,
        run,
        created_run: run,
        doc: None,
        findings: (!findings.is_empty()).then(|| findings.to_owned()),
    }
}
