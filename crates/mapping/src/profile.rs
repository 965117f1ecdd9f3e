//! What the columns of a source hold, found out from their values.
//!
//! The first [`SAMPLED_MAX`] values of a column tell what it holds; dates are watched through all rows given, because one
//! late 31/12 decides how every 03/04 of the column is read.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};

use model::{CellKind, RecordBatch};

use crate::detect::{CONTENTS, Content, Found, detect};
use crate::normalise::date::{DateEvidence, DateKind, DateOrder, Zone, parse_date};
use crate::normalise::null::{Strictness, is_null_word};

/// Values of a column that are looked at closely.
pub const SAMPLED_MAX: u32 = 1_000;
/// Batches of fewer rows are not worth a second thread.
const SHARED_ROWS_MIN: usize = 500;
/// Examples kept of a column.
const EXAMPLES_MAX: usize = 5;
/// Most characters of an example.
const EXAMPLE_CHARACTERS_MAX: usize = 80;

/// What is known of one column.
#[derive(Clone, Debug, Default)]
pub struct ColumnProfile {
    /// Its name.
    pub name: String,
    /// Rows with a value; null words are none.
    pub filled: u64,
    /// Rows seen.
    pub rows: u64,
    /// Values looked at closely.
    pub sampled: u32,
    /// Most characters of a value.
    pub length_max: usize,
    /// Up to five different values, as they came. Customers' values: never logged.
    pub examples: Vec<String>,
    /// What its dates say about the order of day and month.
    pub dates: DateEvidence,
    /// Values that may be day numbers of a spreadsheet, among the sampled ones.
    pub serials: u32,
    hits: [u32; CONTENTS.len()],
    /// By hash of the text.
    distinct: HashMap<u64, (CellKind, Found)>,
}

/// What is known of the columns of a source.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    columns: Vec<ColumnProfile>,
    rows: u64,
}

impl ColumnProfile {
    /// Share of rows with a value, 0 to 1.
    #[must_use]
    pub fn fill_rate(&self) -> f64 {
        ratio(self.filled, self.rows)
    }

    /// Share of the sampled values that are `content`, 0 to 1. A value may be several things at once.
    #[must_use]
    pub fn share(&self, content: Content) -> f64 {
        let hits = CONTENTS.iter().position(|known| *known == content).and_then(|at| self.hits.get(at)).copied().unwrap_or(0);
        ratio(u64::from(hits), u64::from(self.sampled))
    }

    /// Share of different values among the sampled ones, 0 to 1.
    #[must_use]
    pub fn distinct_share(&self) -> f64 {
        ratio(self.distinct.len() as u64, u64::from(self.sampled))
    }

    /// True for few values that come again and again.
    #[must_use]
    pub fn is_select_like(&self) -> bool {
        self.sampled >= 8 && self.distinct.len() <= 30 && self.distinct_share() <= 0.5
    }

    /// What most values are, and their share. The most telling content that at least 60 % of the values have; text otherwise.
    #[must_use]
    pub fn content(&self) -> (Content, f64) {
        if self.sampled == 0 {
            return (Content::Empty, 1.0);
        }
        CONTENTS.iter().map(|content| (*content, self.share(*content))).find(|(_, share)| *share >= 0.6).unwrap_or((Content::Text, 1.0))
    }

    fn add(&mut self, cell: CellKind, text: &str) {
        self.rows += 1;
        if cell == CellKind::Empty || is_null_word(text, Strictness::Typed) {
            return;
        }
        self.filled += 1;
        if self.sampled < SAMPLED_MAX {
            self.sampled += 1;
            let mut hasher = DefaultHasher::new();
            text.hash(&mut hasher);
            let found = match self.distinct.entry(hasher.finish()) {
                // Names of cities and states come again and again, and looking closely is what costs.
                Entry::Occupied(known) if known.get().0 == cell => known.get().1,
                Entry::Occupied(_) => detect(cell, text),
                Entry::Vacant(new) => {
                    if self.examples.len() < EXAMPLES_MAX {
                        self.examples.push(text.chars().take(EXAMPLE_CHARACTERS_MAX).collect());
                    }
                    new.insert((cell, detect(cell, text))).1
                }
            };
            for (at, content) in CONTENTS.iter().enumerate() {
                if found.contains(*content) {
                    self.hits[at] += 1;
                }
            }
            self.serials += u32::from(found.may_be_serial);
            self.length_max = self.length_max.max(text.chars().count());
        }
        if may_be_date(text) {
            self.dates.add(text);
        }
    }
}

impl Profile {
    /// Nothing known yet of `columns`.
    #[must_use]
    pub fn new(columns: &[String]) -> Self {
        Self { columns: columns.iter().map(|name| ColumnProfile { name: name.clone(), ..ColumnProfile::default() }).collect(), rows: 0 }
    }

    /// Takes all rows of `batch` into account.
    pub fn add(&mut self, batch: &RecordBatch) {
        self.rows += batch.len() as u64;
        let add = |first: usize, columns: &mut [ColumnProfile]| {
            for row in batch.rows() {
                for (at, column) in columns.iter_mut().enumerate() {
                    let (cell, text) = row.cell(first + at);
                    column.add(cell, text);
                }
            }
        };
        let half = if batch.len() < SHARED_ROWS_MIN { self.columns.len() } else { self.columns.len().div_ceil(2) };
        let (left, right) = self.columns.split_at_mut(half);
        if right.is_empty() {
            add(0, left);
            return;
        }
        // Columns know nothing of each other, and everything else waits for the profile.
        std::thread::scope(|scope| {
            scope.spawn(|| add(half, right));
            add(0, left);
        });
    }

    /// Takes the dates in some columns (counted from 0) of all rows of `batch` into account: for going on about what
    /// [`Profile::unresolved_columns`] names.
    pub fn add_columns(&mut self, batch: &RecordBatch, columns: &[usize]) {
        for at in columns {
            let Some(column) = self.columns.get_mut(*at) else { continue };
            for row in batch.rows() {
                let (_, text) = row.cell(*at);
                if may_be_date(text) {
                    column.dates.add(text);
                }
            }
        }
    }

    /// Rows seen by [`Profile::add`].
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// All columns, in order.
    #[must_use]
    pub fn columns(&self) -> &[ColumnProfile] {
        &self.columns
    }

    /// The column called `name`.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&ColumnProfile> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Date columns whose order of day and month no value has told so far, counted from 0.
    #[must_use]
    pub fn unresolved_columns(&self) -> Vec<usize> {
        let unresolved = |column: &ColumnProfile| {
            column.dates.is_ambiguous()
                && column.examples.iter().any(|text| parse_date(text, DateKind::Date, DateOrder::DayFirst, &Zone::UTC).is_ok())
        };
        self.columns.iter().enumerate().filter(|(_, column)| unresolved(column)).map(|(at, _)| at).collect()
    }
}

/// Cheap test that leaves out what can never be a date written in numbers.
fn may_be_date(text: &str) -> bool {
    let text = text.trim();
    (6..=40).contains(&text.len())
        && text.starts_with(|first: char| first.is_ascii_digit() || ('０'..='９').contains(&first) || matches!(first, '民' | '中'))
        && text.bytes().any(|byte| matches!(byte, b'/' | b'-' | b'.') || byte >= 0x80)
}

fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    // Shares need no more digits than a count of rows has in 32 bits.
    let narrow = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    narrow(part) / narrow(whole)
}
