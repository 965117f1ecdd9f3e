//! What an import tells about itself: counts, what was assumed, what was wrong, where the time went.

use std::collections::BTreeMap;

use model::{Finding, FindingCode, Label};
use serde::{Deserialize, Serialize};

/// Row numbers given as examples of one finding.
pub const FINDING_ROWS_MAX: usize = 3;
/// Shared keys listed in a report; the store keeps them all.
pub const SHARED_KEYS_MAX: usize = 100;

/// The whole story of one import.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Decimal id of the run; empty for a dry run, which leaves none behind.
    pub run_id: String,
    /// True when nothing was written: all other numbers say what would happen.
    pub dry_run: bool,
    /// `running`, `done`, `done_with_rejects`, `interrupted`, `failed`, `cancelled`.
    pub status: String,
    /// Why it ended early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// API name of the object that was fed.
    pub object: String,
    /// Name of the source.
    pub source: String,
    /// Name of the file.
    pub file: String,
    /// What became of the rows.
    #[serde(flatten)]
    pub counts: ImportCounts,
    /// Wall clock time.
    pub seconds: f64,
    /// Data rows for each second.
    pub rows_per_second: u64,
    /// True when an earlier attempt was continued.
    pub resumed: bool,
    /// What should make a person look twice; nothing of it stopped the import.
    pub warnings: Vec<Note>,
    /// What was found out about the file: encoding, delimiter, header, sheets, order of day and month.
    pub notes: Vec<Note>,
    /// The mapping that was used.
    pub mapping: Option<mapping::Mapping>,
    /// What was proposed for each column, when no mapping was given.
    pub suggestions: Vec<SuggestionNote>,
    /// Columns that feed no field.
    pub unmapped_columns: Vec<String>,
    /// Problems of values, by code and field, most frequent first.
    pub findings: Vec<FindingCount>,
    /// Keys without force met in this load, at most [`SHARED_KEYS_MAX`].
    pub shared_keys: Vec<SharedKeyNote>,
    /// Where the time went.
    pub phases: Vec<Phase>,
}

/// What became of the rows of a load.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportCounts {
    /// Data rows.
    pub read: u64,
    /// Records that exist after the run and did not before.
    pub created: u64,
    /// Known records whose golden record changed, each counted once.
    pub updated: u64,
    /// Rows that brought nothing new.
    pub unchanged: u64,
    /// Rows new to us that joined a record made or known through another row.
    pub merged: u64,
    /// Rows that were not applied, with a reason.
    pub rejected: u64,
    /// Rows that wait for a decision.
    pub held: u64,
    /// References of earlier runs, of any object, that found their record in this one.
    #[serde(default)]
    pub resolved: u64,
    /// Rows left out by the share or a filter of a sync.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub excluded: u64,
    /// Source records that are gone and no longer count.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub removed: u64,
    /// Of these, those that a full read did not show.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub missing: u64,
    /// Fields that both sides changed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub conflicts: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if asks for this signature")]
fn is_zero(value: &u64) -> bool {
    *value == 0
}

/// One thing found out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Stable name.
    pub code: String,
    /// What exactly.
    pub detail: String,
}

impl Note {
    /// A note.
    pub fn new(code: &str, detail: impl Into<String>) -> Self {
        Self { code: code.to_owned(), detail: detail.into() }
    }
}

/// What was proposed for one column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SuggestionNote {
    /// The column.
    pub column: String,
    /// The best target, if any.
    pub target: Option<String>,
    /// 0 to 1.
    pub confidence: f64,
    /// Why.
    pub reason: Label,
    /// Part of the mapping that was used.
    pub used: bool,
}

/// One kind of problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingCount {
    /// What kind.
    pub code: FindingCode,
    /// Target field, empty when whole rows are meant.
    pub field: String,
    /// How often.
    pub count: u64,
    /// The first rows that have it, at most [`FINDING_ROWS_MAX`].
    pub rows: Vec<u64>,
}

/// A value that too many different records share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedKeyNote {
    /// What kind of key.
    pub kind: String,
    /// The value.
    pub value: String,
    /// Different records seen with it.
    pub holders: i64,
}

/// Time spent on one part of the work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Phase {
    /// `profile`, `stage`, `cluster`, `commit` and parts of them (`commit.apply`).
    pub name: String,
    /// Wall clock time.
    pub seconds: f64,
}

/// Counts findings by code and field.
#[derive(Clone, Debug, Default)]
pub struct FindingCounts {
    groups: BTreeMap<(FindingCode, String), (u64, Vec<u64>)>,
}

impl FindingCounts {
    /// Counts one finding of row `row`.
    pub fn add(&mut self, finding: &Finding, row: u64) {
        self.add_one(finding.code, &finding.field, row);
    }

    /// Counts one problem of row `row`.
    pub fn add_one(&mut self, code: FindingCode, field: &str, row: u64) {
        self.add_many(code, field.to_owned(), 1, &[row]);
    }

    /// Takes over what another counted.
    pub fn merge(&mut self, other: Self) {
        for ((code, field), (count, rows)) in other.groups {
            self.add_many(code, field, count, &rows);
        }
    }

    /// Takes up counting again.
    #[must_use]
    pub fn from_list(list: &[FindingCount]) -> Self {
        let to_group = |group: &FindingCount| ((group.code, group.field.clone()), (group.count, group.rows.clone()));
        Self { groups: list.iter().map(to_group).collect() }
    }

    /// Most frequent first.
    #[must_use]
    pub fn into_list(self) -> Vec<FindingCount> {
        let to_count = |((code, field), (count, rows))| FindingCount { code, field, count, rows };
        let mut list: Vec<FindingCount> = self.groups.into_iter().map(to_count).collect();
        list.sort_by_key(|group| std::cmp::Reverse(group.count));
        list
    }

    /// One problem is none after all; `rows` are the rows that were counted for it, where known.
    pub fn take_back(&mut self, code: FindingCode, field: &str, rows: &[u64]) {
        let key = (code, field.to_owned());
        let Some(group) = self.groups.get_mut(&key) else { return };
        group.0 = group.0.saturating_sub(rows.len().max(1) as u64);
        group.1.retain(|row| !rows.contains(row));
        if group.0 == 0 {
            self.groups.remove(&key);
        }
    }

    fn add_many(&mut self, code: FindingCode, field: String, count: u64, rows: &[u64]) {
        let group = self.groups.entry((code, field)).or_default();
        group.0 += count;
        for row in rows {
            let at = group.1.partition_point(|known| known < row);
            if at < FINDING_ROWS_MAX && group.1.get(at) != Some(row) {
                group.1.insert(at, *row);
                group.1.truncate(FINDING_ROWS_MAX);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_grouped_with_their_first_rows_whatever_the_order() {
        let mut left = FindingCounts::default();
        let mut right = FindingCounts::default();
        for row in [9, 3, 7] {
            left.add(&Finding::new(FindingCode::PhoneInvalid, "phone", "x"), row);
        }
        for row in [5, 1] {
            right.add_one(FindingCode::PhoneInvalid, "phone", row);
        }
        right.add_one(FindingCode::DateInvalid, "birthday", 4);
        left.merge(right);
        let list = left.into_list();
        assert_eq!(list.iter().map(|group| (group.count, group.rows.clone())).collect::<Vec<_>>(), [(5, vec![1, 3, 5]), (1, vec![4])]);
    }
}
