//! Reading a module by queries, in the order of version time and id.
//!
//! Each page is a query of its own that starts behind the last pair seen, so no token can expire, a page border never splits records
//! of one second, and a record that changes while the pass runs moves to its end instead of away. What was deleted is asked for when
//! the records are through.

use connector::http::Method;
use connector::{ConnectorError, Cursor, PageEnd, ReadMode, ReadRequest, Source, StreamShape, by_digits, page_goes_on};
use model::{RecordBatch, parse_ms};
use serde::{Deserialize, Serialize};

use crate::bulk_read::{self, BulkPlace, OpenFile};
use crate::client::Api;
use crate::errors::SYSTEM;
use crate::fields::{ID, Readable, STAMP};
use crate::query::{self, COLUMNS_MAX, all, moment, quoted};
use crate::rows::Rows;
use crate::single::by_ids;
use crate::wire::{Count, Deleted, Record, member};

/// An incremental read starts this much before the last stamp seen.
pub(crate) const OVERLAP_MS: i64 = 600_000;
/// Records of one page of deleted ones.
const DELETED_MAX: usize = 200;
/// Pages of deleted records that numbers reach.
const DELETED_PAGES_MAX: u32 = 500;

/// Where reading is: the text of a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Newest stamp seen in passes that ended (ms).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<i64>,
    /// When a first load by queries began, by the vendor's clock (ms).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<i64>,
    /// Newest time of a deletion seen (ms).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone_since: Option<i64>,
    /// Stamp and id of the last record of this pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<i64>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Records given in this pass.
    #[serde(default)]
    pub rows: u64,
    /// The page of deleted records that comes next, from 1; the records are through then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone_page: Option<u32>,
    /// Newest deletion seen in this pass (ms).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone_at: Option<i64>,
    /// A bulk read that this pass takes its records from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bulk: Option<BulkPlace>,
}

impl Place {
    /// Where the next incremental read starts, once a pass is through. Deletions are asked for from the newest one seen, and
    /// first from the beginning of the first load: a record may go after it was read, however long the load goes on.
    pub fn finished(&self) -> Self {
        let since = self.at.max(self.since);
        Self { since, gone_since: self.gone_at.max(self.gone_since).or(self.began).or(since), ..Self::default() }
    }
}

/// Reads one module.
pub(crate) struct QuerySource {
    pub api: Api,
    pub readable: Readable,
    pub rows: Rows,
    mode: ReadMode,
    filter: Option<String>,
    bulk_from: u64,
    /// When it was opened, by the vendor's clock (ms).
    opened_ms: i64,
    /// The file of a bulk read that is open.
    pub file: Option<OpenFile>,
}

impl QuerySource {
    /// `opened_ms`: what the vendor's clock says before the first query.
    pub fn new(api: Api, readable: Readable, request: &ReadRequest, bulk_from: u64, opened_ms: i64) -> Result<Self, ConnectorError> {
        let (mode, filter) = (request.mode.clone(), request.filter.clone());
        if !readable.has_stamp && mode != ReadMode::Full {
            let what = format!("tell what changed in {}: it has no time of change", readable.module);
            return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what });
        }
        let rows = Rows::new(&readable);
        Ok(Self { api, readable, rows, mode, filter, bulk_from, opened_ms, file: None })
    }

    /// Says something that somebody should look at.
    pub fn warn(&mut self, code: &'static str, detail: String) {
        self.rows.shape.warnings.push(connector::ShapeNote { code, detail });
    }

    /// Conditions of this pass, from `place` on.
    fn condition(&self, place: &Place) -> String {
        let mut conditions: Vec<String> = self.filter.iter().map(|filter| format!("({filter})")).collect();
        if !self.readable.has_stamp {
            if !place.id.is_empty() {
                conditions.push(format!("{ID} > {}", quoted(&place.id)));
            }
            return all(conditions);
        }
        let from = |ms: i64| format!("{STAMP} >= {}", quoted(&moment(ms)));
        match (place.at, &self.mode) {
            (Some(at), _) if !place.id.is_empty() => {
                let at = quoted(&moment(at));
                conditions.push(format!("(({STAMP} = {at} and {ID} > {}) or {STAMP} > {at})", quoted(&place.id)));
            }
            (_, ReadMode::Incremental) => conditions.extend(place.since.map(|since| from(since - OVERLAP_MS))),
            (_, ReadMode::Range { from_ms, .. }) => conditions.push(from(*from_ms)),
            (_, ReadMode::Full) => {}
        }
        if let ReadMode::Range { to_ms, .. } = &self.mode {
            conditions.push(format!("{STAMP} < {}", quoted(&moment(*to_ms + 999))));
        }
        all(conditions)
    }

    /// What was deleted before we ever read is of no interest.
    fn is_first_load(&self, place: &Place) -> bool {
        match self.mode {
            ReadMode::Full => true,
            ReadMode::Incremental => place.since.is_none(),
            ReadMode::Range { .. } => false,
        }
    }

    /// Whether this pass is large enough for a bulk read.
    fn wants_bulk(&self, place: &Place) -> Result<bool, ConnectorError> {
        let is_fresh = self.is_first_load(place) && place.at.is_none() && place.id.is_empty();
        let is_worth = self.bulk_from > 0 && self.api.version.counts;
        if !is_fresh || !is_worth || self.filter.is_some() || !self.readable.has_stamp {
            return Ok(false);
        }
        let path = format!("/{}/actions/count", self.readable.module);
        let count: Count = self.api.read_some(self.api.request(Method::Get, &path, "/{module}/actions/count")?)?;
        Ok(count.count >= self.bulk_from)
    }

    /// One query, with the columns beyond the fifty that it takes added by lists. A record that went between the two is left out.
    fn page(&self, place: &Place, records_max: usize) -> Result<Page, ConnectorError> {
        let (first, rest) = self.readable.columns.split_at(self.readable.columns.len().min(COLUMNS_MAX));
        let order = if self.readable.has_stamp { format!("{STAMP} asc, {ID} asc") } else { format!("{ID} asc") };
        let text = format!(
            "select {} from {} where {} order by {order} limit {records_max}",
            first.join(", "),
            self.readable.module,
            self.condition(place)
        );
        let (mut records, has_more) = query::run(&self.api, &text)?;
        let has_more = !records.is_empty() && (has_more || records.len() >= records_max);
        let last = records.last().map(|last| self.place_of(last)).transpose()?;
        if !rest.is_empty() && !records.is_empty() {
            let ids: Vec<String> = records.iter().filter_map(|record| member(record, ID)).collect();
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let mut added = by_ids(&self.api, &self.readable.module, &ids, rest)?;
            records.retain_mut(|record| {
                let more = member(record, ID).and_then(|id| added.remove(&id));
                let is_there = more.is_some();
                record.extend(more.unwrap_or_default());
                is_there
            });
        }
        Ok(Page { records, last, has_more })
    }

    fn read_records(&self, mut place: Place, into: &mut RecordBatch, rows_max: usize) -> Result<PageEnd, ConnectorError> {
        let page = self.api.version.query_records_max.min(rows_max.max(1));
        loop {
            let Page { records, last, has_more } = self.page(&place, page)?;
            for record in &records {
                place.rows += 1;
                self.rows.push(record, place.rows, into);
            }
            if let Some((at, id)) = last {
                move_on(&mut place, at, id)?;
            }
            if !has_more {
                return Ok(self.after_records(place));
            }
            if into.len() + into.removals().len() + page > rows_max {
                return Ok(PageEnd { next: Cursor::of(&place), last: false });
            }
        }
    }

    /// The records are through: what was deleted comes, or nothing.
    fn after_records(&self, mut place: Place) -> PageEnd {
        if self.mode == ReadMode::Incremental && place.since.is_some() {
            place.gone_page = Some(1);
            return PageEnd { next: Cursor::of(&place), last: false };
        }
        PageEnd { next: Cursor::of(&place.finished()), last: true }
    }

    /// Stamp and id of a record.
    fn place_of(&self, record: &Record) -> Result<(Option<i64>, String), ConnectorError> {
        let id = member(record, ID).ok_or_else(|| bad("a record without an id"))?;
        let at = self.rows.stamp_of(record);
        if self.readable.has_stamp && at.is_none() {
            return Err(bad("a record without a time of change"));
        }
        Ok((at, id))
    }

    /// One page of what was deleted.
    fn read_gone(&self, mut place: Place, page: u32, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        let path = format!("/{}/deleted", self.readable.module);
        let mut request = self.api.request(Method::Get, &path, "/{module}/deleted")?;
        request =
            request.query("type", "all").query("page", page.to_string()).query("per_page", DELETED_MAX.min(rows_max.max(1)).to_string());
        if let Some(since) = place.gone_since.or(place.since) {
            request = request.header("If-Modified-Since", moment(since - OVERLAP_MS));
        }
        let answer = self.api.read::<Deleted>(request)?;
        let has_more = answer.as_ref().is_some_and(|answer| answer.info.more_records && !answer.data.is_empty());
        for record in answer.into_iter().flat_map(|answer| answer.data) {
            let at_ms = parse_ms(&record.deleted_time);
            place.gone_at = place.gone_at.max(at_ms);
            place.rows += 1;
            self.rows.push_removal(&record.id, at_ms, place.rows, into);
        }
        if has_more && page < DELETED_PAGES_MAX {
            place.gone_page = Some(page + 1);
            return Ok(PageEnd { next: Cursor::of(&place), last: false });
        }
        Ok(PageEnd { next: Cursor::of(&place.finished()), last: true })
    }
}

/// What came of one query.
struct Page {
    records: Vec<Record>,
    /// Stamp and id of the last record of the query.
    last: Option<(Option<i64>, String)>,
    has_more: bool,
}

fn bad(reason: &str) -> ConnectorError {
    ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: reason.to_owned() }
}

fn move_on(place: &mut Place, at: Option<i64>, id: String) -> Result<(), ConnectorError> {
    if !place.id.is_empty() {
        page_goes_on(SYSTEM, "a query", at.cmp(&place.at).then_with(|| by_digits(&id, &place.id)))?;
    }
    (place.at, place.id) = (at, id);
    Ok(())
}

impl Source for QuerySource {
    fn shape(&self) -> &StreamShape {
        &self.rows.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        self.rows.begin(into);
        let mut place: Place = cursor.place(SYSTEM)?;
        if let Some(page) = place.gone_page {
            return self.read_gone(place, page, rows_max, into);
        }
        if place.bulk.is_none() && self.wants_bulk(&place)? {
            place.bulk = Some(bulk_read::make(&self.api, &self.readable)?);
        }
        if place.rows == 0 && place.bulk.is_none() && self.is_first_load(&place) {
            place.began = Some(self.opened_ms);
        }
        match place.bulk.clone() {
            Some(bulk) => self.read_bulk(place, bulk, rows_max, into),
            None => self.read_records(place, into, rows_max),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deletions_are_asked_for_from_the_newest_that_was_seen() {
        let first = Place { at: Some(5_000), id: "1".to_owned(), began: Some(4_000), ..Place::default() }.finished();
        assert_eq!((first.since, first.gone_since, first.began), (Some(5_000), Some(4_000), None));
        let later = Place { gone_at: Some(9_000), ..first.clone() }.finished();
        assert_eq!((later.since, later.gone_since), (Some(5_000), Some(9_000)));
        assert_eq!(Cursor::of(&later).place(SYSTEM).ok(), Some(later));
        assert!(Cursor("{".to_owned()).place::<Place>(SYSTEM).is_err());
    }
}
