//! Reading a stream by queries, in the order of the internal id.
//!
//! Each page starts behind the last id seen, so nothing that is made or deleted shifts it, and a pass ends only with an empty page: a
//! server that gives fewer rows than it was asked for costs a call and no record. What changed is found by the times of saving, auditing
//! and forbidding, from the newest that the server knew when the pass before began; and by ids greater than all seen before, since a
//! copy for another organisation has the time of its original.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use connector::{ConnectorError, Cursor, PageEnd, ReadMode, ShapeNote, Source, StreamShape, by_digits, page_goes_on, part_of_list};
use model::RecordBatch;
use serde::{Deserialize, Serialize};

use crate::client::Api;
use crate::errors::{FIELD, SYSTEM};
use crate::fields::{Readable, STAMP};
use crate::query::{self, ROWS_MAX, VALUES_MAX, is_number, list};
use crate::rows::Rows;
use crate::wire::{Row, text};

/// An incremental read starts this much before the newest time that was known.
const OVERLAP_MS: i64 = 300_000;
/// Keys that turn out not to be there are left out, at most so many.
const LEFT_OUT_MAX: usize = 20;

/// Where reading is: the text of a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    /// Newest time of change that was known when the last whole pass began (ms); absent before there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<i64>,
    /// Greatest id seen in passes that ended.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    top: String,
    /// This pass has begun.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    begun: bool,
    /// What `since` becomes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next: Option<i64>,
    /// Last id of this pass, and last line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    after: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    line: String,
    /// Rows given in this pass.
    #[serde(default)]
    rows: u64,
}

impl Place {
    /// Where the next incremental read starts.
    fn finished(&self) -> Self {
        let top = if order(&self.after, &self.top) == Ordering::Greater { self.after.clone() } else { self.top.clone() };
        Self { since: self.next.max(self.since), top, ..Self::default() }
    }
}

/// Ids that are numbers go by their value.
fn order(id: &str, known: &str) -> Ordering {
    if is_number(id) && is_number(known) { by_digits(id, known) } else { id.cmp(known) }
}

/// Reads one stream.
pub(crate) struct QuerySource {
    api: Api,
    readable: Readable,
    rows: Rows,
    mode: ReadMode,
    filter: Option<String>,
    /// Columns that the form turned out not to know.
    left_out: BTreeSet<usize>,
}

impl QuerySource {
    pub fn new(api: Api, readable: Readable, mode: ReadMode, filter: Option<String>) -> Result<Self, ConnectorError> {
        if !readable.has_stamp() && mode != ReadMode::Full {
            let what = format!("tell what changed in {}: it has no time of change", readable.form);
            return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what });
        }
        let rows = Rows::new(&readable, &api.zone);
        Ok(Self { api, readable, rows, mode, filter, left_out: BTreeSet::new() })
    }

    /// Conditions of this pass, from `place` on.
    fn condition(&self, place: &Place) -> String {
        let pk = &self.readable.pk;
        let mut conditions: Vec<String> = self.filter.iter().map(|filter| format!("({filter})")).collect();
        match (&self.mode, place.since) {
            (ReadMode::Incremental, Some(since)) => {
                let from = query::quoted(&self.api.zone.text(since - OVERLAP_MS));
                let mut any: Vec<String> = self.readable.stamps.iter().map(|stamp| format!("{stamp}>={from}")).collect();
                if is_number(&place.top) {
                    any.push(format!("{pk}>{}", place.top));
                }
                conditions.push(format!("({})", any.join(" or ")));
            }
            (ReadMode::Range { from_ms, to_ms }, _) => {
                let literal = |ms: i64| query::quoted(&self.api.zone.text(ms));
                conditions.push(format!("{STAMP}>={} and {STAMP}<{}", literal(*from_ms), literal(*to_ms)));
            }
            (ReadMode::Full, _) | (ReadMode::Incremental, None) => {}
        }
        if !place.after.is_empty() {
            let after = query::id(&place.after);
            if self.readable.is_lines() {
                conditions.push(format!("{pk}>={after} and not ({pk}={after} and {}<={})", self.readable.id, query::id(&place.line)));
            } else {
                conditions.push(format!("{pk}>{after}"));
            }
        }
        conditions.join(" and ")
    }

    /// The newest time of change that the server knows (ms).
    fn newest(&self) -> Result<Option<i64>, ConnectorError> {
        let mut newest = None;
        for stamp in &self.readable.stamps {
            let rows = query::run(&self.api, &self.readable.form, &[stamp], "", &format!("{stamp} DESC"), 1)?;
            let time = rows.first().and_then(|row| row.first()).and_then(|value| text(value));
            newest = newest.max(time.and_then(|time| self.api.zone.ms(&time)));
        }
        Ok(newest)
    }

    /// One query. A key that the form does not know is left out from then on, for one costs the whole query.
    fn page(&mut self, condition: &str, limit: usize) -> Result<Vec<Row>, ConnectorError> {
        let order = if self.readable.is_lines() {
            format!("{} ASC,{} ASC", self.readable.pk, self.readable.id)
        } else {
            format!("{} ASC", self.readable.pk)
        };
        loop {
            let asked = (0..self.readable.columns.len()).filter(|at| !self.left_out.contains(at));
            let keys: Vec<&str> = asked.filter_map(|at| self.readable.columns.get(at).map(String::as_str)).collect();
            let error = match query::run(&self.api, &self.readable.form, &keys, condition, &order, limit) {
                Ok(rows) => return Ok(rows),
                Err(error) => error,
            };
            let ConnectorError::NotFound { what, .. } = &error else { return Err(error) };
            let unknown = what.strip_prefix(FIELD).map(str::trim).unwrap_or_default();
            let is_it = |column: &String| column == unknown || column.split('.').next_back() == Some(unknown);
            let found = (0..self.readable.columns.len()).find(|at| {
                let is_needed = |column: &String| *column == self.readable.id || *column == self.readable.pk || column == STAMP;
                !self.left_out.contains(at) && self.readable.columns.get(*at).is_some_and(|column| is_it(column) && !is_needed(column))
            });
            match found {
                Some(at) if self.left_out.len() < LEFT_OUT_MAX => {
                    self.left_out.insert(at);
                    let detail = self.readable.columns.get(at).cloned().unwrap_or_default();
                    self.rows.shape.warnings.push(ShapeNote { code: "field_not_readable", detail });
                }
                Some(_) | None => return Err(error),
            }
        }
    }

    /// The place of a column among those that are asked for.
    fn place_of(&self, column: usize) -> Option<usize> {
        if self.left_out.contains(&column) { None } else { Some(column - self.left_out.range(..column).count()) }
    }

    fn value(&self, row: &Row, key: &str) -> Option<String> {
        let column = self.readable.columns.iter().position(|column| column == key)?;
        row.get(self.place_of(column)?).and_then(|value| text(value))
    }

    /// Adds a row, and moves the place behind it.
    fn take(&self, row: &Row, place: &mut Place, into: &mut RecordBatch) -> Result<(), ConnectorError> {
        let bad = |reason: &str| ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: reason.to_owned() };
        let pk = self.value(row, &self.readable.pk).ok_or_else(|| bad("a record without an id"))?;
        // A record without lines comes with none.
        let line = if self.readable.is_lines() { self.value(row, &self.readable.id).unwrap_or_default() } else { String::new() };
        if !place.after.is_empty() {
            if pk == place.after && !self.readable.is_lines() {
                // The same record again: a part of the head that repeats it.
                return Ok(());
            }
            page_goes_on(SYSTEM, "a query", order(&pk, &place.after).then_with(|| order(&line, &place.line)))?;
        }
        (place.after, place.line) = (pk, line);
        if self.readable.is_lines() && (place.line.is_empty() || place.line == "0") {
            place.line = "0".to_owned();
            return Ok(());
        }
        place.rows += 1;
        self.rows.push(|column| row.get(self.place_of(column)?).map(AsRef::as_ref), place.rows, into);
        Ok(())
    }
}

impl Source for QuerySource {
    fn shape(&self) -> &StreamShape {
        &self.rows.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        self.rows.begin(into);
        let mut place: Place = cursor.place(SYSTEM)?;
        if !place.begun {
            place.begun = true;
            place.next = match self.mode {
                ReadMode::Full | ReadMode::Incremental => self.newest()?,
                ReadMode::Range { .. } => place.since,
            };
        }
        let limit = ROWS_MAX.min(rows_max.max(1));
        loop {
            let rows = self.page(&self.condition(&place), limit)?;
            if rows.is_empty() {
                return Ok(PageEnd { next: Cursor::of(&place.finished()), last: true });
            }
            for row in &rows {
                self.take(row, &mut place, into)?;
            }
            if into.len() + limit > rows_max {
                return Ok(PageEnd { next: Cursor::of(&place), last: false });
            }
        }
    }
}

/// Reads single records as they are now.
pub(crate) struct SingleSource {
    inner: QuerySource,
    ids: Vec<String>,
}

impl SingleSource {
    pub fn new(api: Api, readable: Readable, ids: &[String]) -> Result<Self, ConnectorError> {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids.dedup();
        Ok(Self { inner: QuerySource::new(api, readable, ReadMode::Full, None)?, ids })
    }
}

impl Source for SingleSource {
    fn shape(&self) -> &StreamShape {
        self.inner.shape()
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        self.inner.rows.begin(into);
        let (asked, end) = part_of_list(cursor, &self.ids, VALUES_MAX.min(rows_max));
        if asked.is_empty() {
            return Ok(end);
        }
        // What is no number cannot be an id of a form whose ids are numbers, and would break the query.
        let numbers = asked.iter().filter(|id| is_number(id));
        let condition = format!("{} in ({})", self.inner.readable.id, list(numbers.map(String::as_str)));
        let mut place = Place { rows: cursor.0.parse().unwrap_or(0), ..Place::default() };
        let mut seen = BTreeSet::new();
        if asked.iter().any(|id| is_number(id)) {
            for row in self.inner.page(&condition, VALUES_MAX)? {
                seen.extend(self.inner.value(&row, &self.inner.readable.id));
                self.inner.take(&row, &mut place, into)?;
            }
        }
        for id in asked.iter().filter(|id| !seen.contains(*id)) {
            place.rows += 1;
            self.inner.rows.push_removal(id, place.rows, into);
        }
        Ok(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_leaves_the_greatest_id_and_the_time_it_began_with() {
        let place = Place { since: Some(5), top: "99".to_owned(), next: Some(9), after: "100".to_owned(), ..Place::default() };
        let next = place.finished();
        assert_eq!((next.since, next.top.as_str(), next.begun), (Some(9), "100", false));
        let quiet = Place { since: Some(9), top: "100".to_owned(), next: Some(7), after: "20".to_owned(), ..Place::default() }.finished();
        assert_eq!((quiet.since, quiet.top.as_str()), (Some(9), "100"));
    }
}
