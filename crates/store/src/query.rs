//! Questions to the store and their answers, where a row type is not enough.

use std::ops::Range;

use model::filter::{Filter, Operand, Predicate, SortKey, Test};
use model::{FieldId, Object, ObjectId, RecordId, RecordState, RunId};

use crate::rows::SourceRow;

/// Positions of the changes one batch wrote, both inclusive. `low` is above `high` when it wrote none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeqRange {
    /// First.
    pub low: i64,
    /// Last.
    pub high: i64,
}

impl SeqRange {
    /// Number of changes.
    #[must_use]
    pub fn len(self) -> i64 {
        (self.high - self.low + 1).max(0)
    }

    /// True without changes.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.high < self.low
    }
}

/// What a re-import needs to know of a source row to see that nothing is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceLink {
    /// The golden record.
    pub record: RecordId,
    /// False after a rollback unlinked it.
    pub linked: bool,
    /// Hash of content and mapping.
    pub hash: i64,
    /// The source's own version time.
    pub version_ms: i64,
}

/// A link, with the whole row where it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedRow {
    /// The link.
    pub link: SourceLink,
    /// The row.
    pub row: Option<SourceRow>,
}

/// A source row in a list of all rows of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceMark {
    /// The source's id of it.
    pub external_id: String,
    /// What it is linked to, and what it was last seen with.
    pub link: SourceLink,
    /// The run that last changed it.
    pub run: RunId,
}

/// One record for display, in memory that is used again for the next one.
#[derive(Clone, Debug)]
pub struct RecordView {
    /// Primary key.
    pub id: RecordId,
    /// Raised by one with each change.
    pub version: i64,
    /// Where it stands.
    pub state: RecordState,
    /// The record it was absorbed by.
    pub merged_into: Option<RecordId>,
    /// When it came to be.
    pub created_ms: i64,
    /// When it last changed.
    pub updated_ms: i64,
    /// Golden document: JSON object text.
    pub doc: String,
}

impl Default for RecordView {
    fn default() -> Self {
        Self { id: RecordId(0), version: 0, state: RecordState::Live, merged_into: None, created_ms: 0, updated_ms: 0, doc: String::new() }
    }
}

/// Which records of one object, in which order.
#[derive(Clone, Debug)]
pub struct RecordQuery<'a> {
    /// Their object.
    pub object: &'a Object,
    /// Definitions of the objects that relations of the filter lead to.
    pub related: Vec<&'a Object>,
    /// States wanted; usually only [`RecordState::Live`].
    pub states: Vec<RecordState>,
    /// Condition.
    pub filter: Option<Filter>,
    /// Order. Records without the value come last. The id decides between equals, in the direction of the last key.
    pub sort: Vec<SortKey>,
    /// Without sort keys: newest id first.
    pub descending: bool,
    /// Only records after this place: the sort values of the last line seen and its id (also without sort keys).
    pub after: Option<(Vec<SortValue>, RecordId)>,
    /// Most records returned.
    pub limit: usize,
    /// Indexes of the object that are there although no field asks for them.
    pub by_use: Vec<ListIndex>,
    /// Only these, where something better than the filter tells which records can pass it.
    pub among: Option<Vec<RecordId>>,
}

/// What an index that serves lists of one object is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListIndex {
    /// The value of a field; of several values the first.
    Field(FieldId),
    /// When a record last changed.
    UpdatedAt,
}

/// An index that was made because a list needed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexByUse {
    /// The object whose lists it serves.
    pub object: ObjectId,
    /// What it is over.
    pub index: ListIndex,
    /// When it was made.
    pub made_ms: i64,
    /// When a list last used it, to the day.
    pub used_ms: i64,
}

impl<'a> RecordQuery<'a> {
    /// The first `limit` live records of `object` by id.
    #[must_use]
    pub fn new(object: &'a Object, limit: usize) -> Self {
        Self {
            object,
            related: Vec::new(),
            states: vec![RecordState::Live],
            filter: None,
            sort: Vec::new(),
            descending: false,
            after: None,
            limit,
            by_use: Vec::new(),
            among: None,
        }
    }

    /// Indexes that make this list fast, those that are there and those that are not: of the first value it is ordered by,
    /// and of values that must be equal to something.
    #[must_use]
    pub fn helpful_indexes(&self) -> Vec<ListIndex> {
        let mut found = Vec::new();
        if self.among.is_some() {
            return found;
        }
        found.extend(self.order_index());
        for predicate in self.filter.iter().flat_map(narrowing) {
            if let Some(index) = self.equal_index(predicate)
                && !found.contains(&index)
            {
                found.push(index);
            }
        }
        found
    }

    /// True when the index is there.
    #[must_use]
    pub fn has_index(&self, index: ListIndex) -> bool {
        let asked_for = match index {
            ListIndex::Field(field) => self.object.field_by_id(field).is_some_and(|field| field.indexed),
            ListIndex::UpdatedAt => false,
        };
        asked_for || self.by_use.contains(&index)
    }

    /// The index that would give the records in order.
    pub(crate) fn order_index(&self) -> Option<ListIndex> {
        match self.sort.as_slice() {
            [SortKey { operand: Operand::Field(field, None), .. }] => Some(ListIndex::Field(*field)),
            [SortKey { operand: Operand::UpdatedAt, .. }] => Some(ListIndex::UpdatedAt),
            _ => None,
        }
    }

    /// The index that would find what one test of the filter asks for.
    pub(crate) fn equal_index(&self, predicate: &Predicate) -> Option<ListIndex> {
        match (&predicate.operand, &predicate.test) {
            (Operand::Field(field, None), Test::Equal(_) | Test::In(_)) if predicate.relations.is_empty() => {
                let single = self.object.field_by_id(*field).is_some_and(|field| !field.is_multi());
                single.then_some(ListIndex::Field(*field))
            }
            _ => None,
        }
    }
}

/// Tests that every record of the list must pass.
pub(crate) fn narrowing(filter: &Filter) -> Vec<&Predicate> {
    match filter {
        Filter::And(parts) => parts.iter().flat_map(narrowing).collect(),
        Filter::Predicate(predicate) => vec![predicate],
        Filter::Or(_) | Filter::Not(_) => Vec::new(),
    }
}

/// A value ordered by, as a list cursor carries it.
#[derive(Clone, Debug, PartialEq)]
pub enum SortValue {
    /// No value.
    Null,
    /// Whole number, also of booleans (0, 1) and moments (ms).
    Integer(i64),
    /// Decimal text, compared as a number.
    Decimal(String),
    /// Text.
    Text(String),
}

/// A page of records; all documents lie in one buffer.
#[derive(Clone, Debug, Default)]
pub struct RecordPage {
    /// In the order asked for.
    pub lines: Vec<RecordLine>,
    /// All documents, one after the other.
    pub text: String,
}

/// One record of a page.
#[derive(Clone, Debug)]
pub struct RecordLine {
    /// Primary key.
    pub id: RecordId,
    /// Raised by one with each change.
    pub version: i64,
    /// Where it stands.
    pub state: RecordState,
    /// When it came to be.
    pub created_ms: i64,
    /// When it last changed.
    pub updated_ms: i64,
    /// Where its document lies in [`RecordPage::text`].
    pub doc: Range<usize>,
    /// Its place in the order, one per sort key.
    pub sort: Vec<SortValue>,
}

impl RecordPage {
    /// The document of `line`: JSON object text.
    #[must_use]
    pub fn doc(&self, line: &RecordLine) -> &str {
        self.text.get(line.doc.clone()).unwrap_or("{}")
    }

    /// Forgets the records, keeps the memory.
    pub fn clear(&mut self) {
        self.lines.clear();
        self.text.clear();
    }
}

/// How well to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountMode {
    /// All of them, however long it takes.
    Exact,
    /// Quickly: the ids ever given out, or up to [`crate::query::ESTIMATE_MAX`] records that pass the filter.
    Estimate,
}

/// Filtered estimates stop counting here.
pub const ESTIMATE_MAX: i64 = 10_000;

/// Number of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub value: i64,
    /// False when there may be more or fewer.
    pub exact: bool,
}

/// Which runs to list. Empty lists mean all.
#[derive(Clone, Debug, Default)]
pub struct RunFilter {
    /// Kinds, e.g. `import`.
    pub kinds: Vec<String>,
    /// States.
    pub states: Vec<crate::RunState>,
    /// The sync they were made for.
    pub sync: Option<i64>,
}
