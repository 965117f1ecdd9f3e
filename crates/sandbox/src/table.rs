//! The rows of one kind of thing at a vendor, with the few ways to find them that every vendor needs.
//!
//! A row's values are JSON fragments in one string: about 100 bytes beyond the text itself, so that a million rows fit. A
//! field that was added later is simply beyond the end of older rows and reads as null.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::fragment;

/// The values of a row, by position of the field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cells {
    text: Box<str>,
    ends: Box<[u32]>,
}

impl Cells {
    pub(crate) fn new<'a>(fragments: impl IntoIterator<Item = &'a str>) -> Self {
        let mut text = String::new();
        let mut ends = Vec::new();
        for fragment in fragments {
            text.push_str(fragment);
            ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        }
        Self { text: text.into_boxed_str(), ends: ends.into_boxed_slice() }
    }

    /// The fragment of the field at `field`; `null` when the row has none.
    pub(crate) fn get(&self, field: usize) -> &str {
        let Some(end) = self.ends.get(field) else { return fragment::NULL };
        let start = field.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        &self.text[start as usize..*end as usize]
    }

    /// The same values but for `changes`.
    pub(crate) fn with(&self, changes: &[(usize, String)]) -> Self {
        let width = changes.iter().map(|(field, _)| field + 1).max().unwrap_or(0).max(self.ends.len());
        let fragments = (0..width).map(|field| {
            let changed = changes.iter().rev().find(|(changed, _)| *changed == field);
            changed.map_or_else(|| self.get(field), |(_, fragment)| fragment.as_str())
        });
        Self::new(fragments)
    }
}

/// What a field holds, as far as the frame must know it; the vendor's own name for it is [`Field::type_name`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Class {
    Id,
    Text,
    Number,
    Flag,
    Time,
    Choice,
    Link,
    Other,
}

/// One column.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) class: Class,
    /// What the vendor calls its type.
    pub(crate) type_name: String,
    /// Removed fields keep their place, so that positions stay.
    pub(crate) removed: bool,
    /// What only the vendor understands: length, choices, whether it is unique.
    pub(crate) extra: Value,
}

impl Field {
    pub(crate) fn new(name: &str, label: &str, class: Class, type_name: &str) -> Self {
        Self { name: name.to_owned(), label: label.to_owned(), class, type_name: type_name.to_owned(), removed: false, extra: Value::Null }
    }
}

/// Whether a row can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Presence {
    Live,
    /// In the vendor's bin.
    Deleted,
    /// Gone for good.
    Purged,
    /// Written by a transaction that has not committed yet.
    Hidden,
}

/// One record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) id: Box<str>,
    pub(crate) cells: Cells,
    pub(crate) created_ms: i64,
    /// The vendor's "last changed", which need not be when it changed.
    pub(crate) stamp_ms: i64,
    /// Counts from 1.
    pub(crate) version: u32,
    /// The last version that a client was shown; 0 for never.
    pub(crate) shown: u32,
    pub(crate) presence: Presence,
    pub(crate) deleted_ms: i64,
    /// The row it was merged into.
    pub(crate) merged_into: Option<u32>,
    /// Who it is about, in the sample's truth.
    pub(crate) person: Option<u32>,
}

/// Rows and columns. Rows keep their number for ever.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) extra: Value,
    rows: Vec<Row>,
    live: usize,
    #[serde(skip)]
    by_id: HashMap<Box<str>, u32>,
    #[serde(skip)]
    by_stamp: BTreeSet<(i64, u32)>,
    #[serde(skip)]
    by_value: HashMap<usize, HashMap<Box<str>, Vec<u32>>>,
}

impl Table {
    pub(crate) fn new(name: &str, label: &str, fields: Vec<Field>) -> Self {
        Self {
            name: name.to_owned(),
            label: label.to_owned(),
            fields,
            extra: Value::Null,
            rows: Vec::new(),
            live: 0,
            by_id: HashMap::new(),
            by_stamp: BTreeSet::new(),
            by_value: HashMap::new(),
        }
    }

    /// Builds what a saved table leaves out.
    pub(crate) fn index(&mut self) {
        self.by_id = numbered(&self.rows).map(|(number, row)| (row.id.clone(), number)).collect();
        self.by_stamp = numbered(&self.rows).map(|(number, row)| (row.stamp_ms, number)).collect();
        self.by_value.clear();
    }

    /// The position of a field that is not removed, by its exact name.
    pub(crate) fn field(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| !field.removed && field.name == name)
    }

    /// Fields that are not removed, with their positions.
    pub(crate) fn visible_fields(&self) -> impl Iterator<Item = (usize, &Field)> {
        self.fields.iter().enumerate().filter(|(_, field)| !field.removed)
    }

    pub(crate) fn row(&self, number: u32) -> Option<&Row> {
        self.rows.get(number as usize)
    }

    /// Marks the row as seen by a client in its present version.
    pub(crate) fn show(&mut self, number: u32) {
        if let Some(row) = self.rows.get_mut(number as usize) {
            row.shown = row.version;
        }
    }

    /// All rows in order of creation, with their numbers; whether they can be seen is up to the caller.
    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = (u32, &Row)> + ExactSizeIterator {
        numbered(&self.rows)
    }

    pub(crate) fn live(&self) -> impl DoubleEndedIterator<Item = (u32, &Row)> {
        self.all().filter(|(_, row)| row.presence == Presence::Live)
    }

    pub(crate) fn live_count(&self) -> usize {
        self.live
    }

    /// Row numbers with a stamp in `from..to`, oldest first, ties in order of creation.
    pub(crate) fn stamped(&self, from_ms: i64, to_ms: i64) -> impl DoubleEndedIterator<Item = u32> + '_ {
        let to_ms = to_ms.max(from_ms);
        self.by_stamp.range((from_ms, 0)..(to_ms, 0)).map(|(_, number)| *number)
    }

    pub(crate) fn by_id(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// Rows whose field has this text, compared without case, whatever their presence.
    pub(crate) fn having(&mut self, field: usize, text: &str) -> Vec<u32> {
        let rows = &self.rows;
        let index = self.by_value.entry(field).or_insert_with(|| {
            let mut index: HashMap<Box<str>, Vec<u32>> = HashMap::new();
            for (number, row) in numbered(rows) {
                index.entry(key(row.cells.get(field))).or_default().push(number);
            }
            index
        });
        index.get(text.to_lowercase().as_str()).cloned().unwrap_or_default()
    }

    /// Adds a row whose id is new and gives its number.
    pub(crate) fn insert(&mut self, row: Row) -> u32 {
        let number = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        self.by_id.insert(row.id.clone(), number);
        self.by_stamp.insert((row.stamp_ms, number));
        for (field, index) in &mut self.by_value {
            index.entry(key(row.cells.get(*field))).or_default().push(number);
        }
        self.live += usize::from(row.presence == Presence::Live);
        self.rows.push(row);
        number
    }

    /// Removes the row that was inserted last, as if it had never been.
    pub(crate) fn remove_last(&mut self) {
        let Some(row) = self.rows.pop() else { return };
        let number = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        self.by_id.remove(&row.id);
        self.by_stamp.remove(&(row.stamp_ms, number));
        self.live -= usize::from(row.presence == Presence::Live);
        for (field, index) in &mut self.by_value {
            if let Some(numbers) = index.get_mut(&key(row.cells.get(*field))) {
                numbers.retain(|known| *known != number);
            }
        }
    }

    /// Changes a row in place and keeps the indexes true.
    pub(crate) fn change(&mut self, number: u32, edit: impl FnOnce(&mut Row)) {
        let Some(row) = self.rows.get_mut(number as usize) else { return };
        let before: Vec<(usize, Box<str>)> = self.by_value.keys().map(|field| (*field, key(row.cells.get(*field)))).collect();
        let (stamp, was_live) = (row.stamp_ms, row.presence == Presence::Live);
        edit(row);
        self.live -= usize::from(was_live);
        self.live += usize::from(row.presence == Presence::Live);
        if row.stamp_ms != stamp {
            self.by_stamp.remove(&(stamp, number));
            self.by_stamp.insert((row.stamp_ms, number));
        }
        for (field, old) in before {
            let new = key(row.cells.get(field));
            if new == old {
                continue;
            }
            if let Some(index) = self.by_value.get_mut(&field) {
                if let Some(numbers) = index.get_mut(&old) {
                    numbers.retain(|known| *known != number);
                }
                index.entry(new).or_default().push(number);
            }
        }
    }

    /// A row as the control interface shows it.
    pub(crate) fn record_json(&self, number: u32) -> Value {
        let Some(row) = self.row(number) else { return Value::Null };
        let values: serde_json::Map<String, Value> =
            self.visible_fields().map(|(at, field)| (field.name.clone(), fragment::value(row.cells.get(at)))).collect();
        serde_json::json!({
            "id": row.id, "version": row.version, "shown_version": row.shown, "presence": row.presence,
            "created_at": crate::clock::iso_ms(row.created_ms), "stamp": crate::clock::iso_ms(row.stamp_ms),
            "deleted_at": (row.deleted_ms > 0).then(|| crate::clock::iso_ms(row.deleted_ms)),
            "merged_into": row.merged_into.and_then(|number| self.row(number)).map(|row| &row.id),
            "person": row.person, "values": values,
        })
    }
}

fn numbered(rows: &[Row]) -> impl DoubleEndedIterator<Item = (u32, &Row)> + ExactSizeIterator {
    rows.iter().enumerate().map(|(number, row)| (u32::try_from(number).unwrap_or(u32::MAX), row))
}

fn key(fragment: &str) -> Box<str> {
    fragment::as_text(fragment).to_lowercase().into_boxed_str()
}
