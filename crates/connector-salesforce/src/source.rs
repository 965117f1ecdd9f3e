//! Reading an object by query, in the order of version stamp and id.
//!
//! Each page is a query of its own that starts behind the last pair seen, so no locator can expire, a page border never splits
//! records of one second, and a record that changes while the pass runs moves to its end instead of away.

use connector::http::Method;
use connector::{ConnectorError, Cursor, PageEnd, ReadMode, Source, StreamShape, page_differs, part_of_list};
use model::RecordBatch;
use serde::{Deserialize, Serialize};

use crate::bulk::BulkQuery;
use crate::client::Api;
use crate::errors::SYSTEM;
use crate::fields::{ID, IS_DELETED, MASTER, Readable};
use crate::rows::Rows;
use crate::soql::{ADDRESS_CHARS_MAX, is_name, list, moment, quoted};
use crate::wire::{QueryAnswer, Record, member};

/// Records of one page: the most that one answer holds.
pub(crate) const PAGE_RECORDS_MAX: usize = 2_000;
/// Empty pages in a row that are followed.
const EMPTY_PAGES_MAX: usize = 5;
/// Pages of a list of at most a few hundred records.
const WHOLE_PAGES_MAX: usize = 50;
/// An incremental read starts this much before the last stamp seen.
const OVERLAP_MS: i64 = 600_000;

/// Where reading is: the text of a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Newest stamp seen in passes that ended (ms).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<i64>,
    /// Stamp and id of the last record of this pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<i64>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Records given in this pass.
    #[serde(default)]
    pub rows: u64,
    /// A bulk query that this pass reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bulk: Option<BulkPlace>,
}

/// Where reading a bulk query is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BulkPlace {
    pub job: String,
    /// Empty for the first page.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub locator: String,
    /// Reads that found the job still at work.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub looks: u32,
    /// When the job was made, by the vendor's clock (ms).
    pub made_ms: i64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if asks for this signature")]
fn is_zero(value: &u32) -> bool {
    *value == 0
}

impl Place {
    /// Where the next incremental read starts, once a pass is through.
    pub fn finished(&self) -> Self {
        Self { since: self.at.max(self.since), ..Self::default() }
    }
}

/// Reads one object.
pub(crate) struct QuerySource {
    api: Api,
    readable: Readable,
    rows: Rows,
    mode: ReadMode,
    filter: Option<String>,
    bulk_from: u64,
}

impl QuerySource {
    pub fn new(api: Api, readable: Readable, mode: ReadMode, filter: Option<String>, bulk_from: u64) -> Result<Self, ConnectorError> {
        if readable.stamp.is_none() && mode != ReadMode::Full {
            let what = format!("tell what changed in {}: it has no time of change", readable.object);
            return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what });
        }
        let rows = Rows::new(&readable);
        Ok(Self { api, readable, rows, mode, filter, bulk_from })
    }

    fn selected(&self, in_bulk: bool) -> String {
        let mut fields = self.readable.columns.clone();
        for (name, is_there) in [(IS_DELETED, self.readable.has_deleted), (MASTER, self.readable.has_master)] {
            if is_there && !fields.iter().any(|field| field == name) {
                fields.push(name.to_owned());
            }
        }
        if in_bulk {
            // Large first loads leave the recycle bin out.
            fields.retain(|field| self.readable.columns.contains(field));
        }
        fields.join(",")
    }

    /// Conditions of this pass, from `place` on.
    fn conditions(&self, place: &Place) -> Vec<String> {
        let mut conditions: Vec<String> = self.filter.iter().map(|filter| format!("({filter})")).collect();
        let Some(stamp) = self.readable.stamp else {
            if !place.id.is_empty() {
                conditions.push(format!("{ID} > {}", quoted(&place.id)));
            }
            return conditions;
        };
        match (place.at, &self.mode) {
            (Some(at), _) if !place.id.is_empty() => {
                let at = moment(at);
                conditions.push(format!("(({stamp} = {at} AND {ID} > {}) OR {stamp} > {at})", quoted(&place.id)));
            }
            (_, ReadMode::Incremental) => {
                if let Some(since) = place.since {
                    conditions.push(format!("{stamp} >= {}", moment(since - OVERLAP_MS)));
                }
            }
            (_, ReadMode::Range { from_ms, .. }) => conditions.push(format!("{stamp} >= {}", moment(*from_ms))),
            (_, ReadMode::Full) => {}
        }
        if let ReadMode::Range { to_ms, .. } = &self.mode {
            conditions.push(format!("{stamp} < {}", moment(*to_ms + 999)));
        }
        if self.is_first_load(place) && self.readable.has_deleted {
            conditions.push(format!("{IS_DELETED} = false"));
        }
        conditions
    }

    /// What was deleted before we ever read is of no interest.
    fn is_first_load(&self, place: &Place) -> bool {
        match self.mode {
            ReadMode::Full => true,
            ReadMode::Incremental => place.since.is_none(),
            ReadMode::Range { .. } => false,
        }
    }

    fn query_text(&self, place: &Place, records_max: usize) -> String {
        let conditions = self.conditions(place);
        let filter = if conditions.is_empty() { String::new() } else { format!(" WHERE {}", conditions.join(" AND ")) };
        let order = self.readable.stamp.map_or_else(|| format!("{ID} ASC"), |stamp| format!("{stamp} ASC, {ID} ASC"));
        format!("SELECT {} FROM {}{filter} ORDER BY {order} LIMIT {records_max}", self.selected(false), self.readable.object)
    }

    fn bulk_text(&self, place: &Place) -> String {
        let conditions: Vec<String> = self.conditions(place).into_iter().filter(|condition| !condition.starts_with(IS_DELETED)).collect();
        let filter = if conditions.is_empty() { String::new() } else { format!(" WHERE {}", conditions.join(" AND ")) };
        format!("SELECT {} FROM {}{filter}", self.selected(true), self.readable.object)
    }

    /// Whether this pass is large enough for a bulk query, or its text too long for an address.
    fn wants_bulk(&self, place: &Place) -> Result<bool, ConnectorError> {
        if !self.is_first_load(place) || place.at.is_some() || self.readable.stamp.is_none() {
            return Ok(false);
        }
        if self.query_text(place, PAGE_RECORDS_MAX).len() > ADDRESS_CHARS_MAX {
            return Ok(true);
        }
        if self.bulk_from == 0 {
            return Ok(false);
        }
        let filter = self.filter.as_ref().map_or_else(String::new, |filter| format!(" WHERE {filter}"));
        let count = query(&self.api, &format!("SELECT COUNT() FROM {}{filter}", self.readable.object), "/query")?.total_size;
        Ok(count >= self.bulk_from)
    }

    /// One answer of the vendor, so that what it holds is mapped while the next one is asked for.
    fn read_page(&self, mut place: Place, into: &mut RecordBatch, rows_max: usize) -> Result<PageEnd, ConnectorError> {
        let page = PAGE_RECORDS_MAX.min(rows_max.max(1));
        let text = self.query_text(&place, page);
        if text.len() > ADDRESS_CHARS_MAX {
            let reason = "more fields than one query holds; name the columns that are mapped".to_owned();
            return Err(ConnectorError::Unsupported {
                system: SYSTEM.to_owned(),
                what: format!("read {}: {reason}", self.readable.object),
            });
        }
        let QueryAnswer { records, next_records_url, .. } = not_empty(&self.api, query(&self.api, &text, "/queryAll")?)?;
        for record in &records {
            place.rows += 1;
            self.rows.push(record, place.rows, into);
        }
        // The vendor sends wide records in smaller pages than were asked for, so a short page is not the end by itself.
        let has_more = records.len() >= page || next_records_url.is_some();
        let Some(last) = records.last().filter(|_| has_more) else {
            if let Some(last) = records.last() {
                place.at = self.rows.stamp_of(last).or(place.at);
            }
            return Ok(PageEnd { next: Cursor::of(&place.finished()), last: true });
        };
        self.move_on(&mut place, last)?;
        Ok(PageEnd { next: Cursor::of(&place), last: false })
    }

    fn move_on(&self, place: &mut Place, last: &Record) -> Result<(), ConnectorError> {
        let bad = |reason: &str| ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: reason.to_owned() };
        let id = member(last, ID).ok_or_else(|| bad("a record without an id"))?;
        let at = self.rows.stamp_of(last);
        if self.readable.stamp.is_some() && at.is_none() {
            return Err(bad("a record without a time of change"));
        }
        page_differs(SYSTEM, "a query", &(at, &id), &(place.at, &place.id))?;
        place.at = at;
        place.id = id;
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
        if place.bulk.is_none() && self.wants_bulk(&place)? {
            place.bulk = Some(BulkQuery::make(&self.api, &self.bulk_text(&place))?);
        }
        match place.bulk.clone() {
            Some(bulk) => BulkQuery { api: &self.api, rows: &self.rows }.read(place, bulk, rows_max, into),
            None => self.read_page(place, into, rows_max),
        }
    }
}

/// Runs a query and gives its first answer.
pub(crate) fn query(api: &Api, text: &str, path: &'static str) -> Result<QueryAnswer, ConnectorError> {
    let request = api.request(Method::Get, path, path)?.query("q", text).header("Sforce-Query-Options", "batchSize=2000");
    api.send(request)?.json()
}

/// Follows the pages of an answer until one has records, or there are no more pages.
fn not_empty(api: &Api, mut answer: QueryAnswer) -> Result<QueryAnswer, ConnectorError> {
    for _ in 0..EMPTY_PAGES_MAX {
        let Some(next) = answer.next_records_url.as_deref().filter(|_| answer.records.is_empty()) else { return Ok(answer) };
        answer = api.send(api.absolute(Method::Get, next, "/query/{locator}")?)?.json()?;
    }
    Err(ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: "a query that goes on and on with empty pages".to_owned() })
}

/// All records of a query that gives few: at most a few hundred, in pages of any size.
pub(crate) fn query_whole(api: &Api, text: &str, path: &'static str) -> Result<Vec<Record>, ConnectorError> {
    let mut answer = query(api, text, path)?;
    let mut records = std::mem::take(&mut answer.records);
    for _ in 0..WHOLE_PAGES_MAX {
        let Some(next) = answer.next_records_url.take() else { return Ok(records) };
        answer = api.send(api.absolute(Method::Get, &next, "/query/{locator}")?)?.json()?;
        records.append(&mut answer.records);
    }
    Err(ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: "a short list that does not end".to_owned() })
}

/// Reads single records as they are now, the deleted ones as removals.
pub(crate) struct FetchSource {
    api: Api,
    readable: Readable,
    rows: Rows,
    ids: Vec<String>,
}

/// Ids of one query: about 25 characters each in the address.
const FETCH_IDS_MAX: usize = 200;

impl FetchSource {
    pub fn new(api: Api, readable: Readable, ids: &[String]) -> Self {
        let mut ids: Vec<String> = ids.iter().map(|id| crate::id::full_id(id)).filter(|id| is_name(id)).collect();
        ids.sort_unstable();
        ids.dedup();
        let rows = Rows::new(&readable);
        Self { api, readable, rows, ids }
    }
}

impl Source for FetchSource {
    fn shape(&self) -> &StreamShape {
        &self.rows.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        self.rows.begin(into);
        let (asked, end) = part_of_list(cursor, &self.ids, FETCH_IDS_MAX.min(rows_max));
        if !asked.is_empty() {
            let mut fields = self.readable.columns.join(",");
            for (name, is_there) in [(IS_DELETED, self.readable.has_deleted), (MASTER, self.readable.has_master)] {
                if is_there && !self.readable.columns.iter().any(|column| column == name) {
                    fields.push(',');
                    fields.push_str(name);
                }
            }
            let ids = list(asked.iter().map(String::as_str));
            let text = format!("SELECT {fields} FROM {} WHERE {ID} IN ({ids})", self.readable.object);
            let records = query_whole(&self.api, &text, "/queryAll")?;
            let mut number = cursor.0.parse().unwrap_or(0);
            let mut seen = Vec::with_capacity(records.len());
            for record in &records {
                number += 1;
                self.rows.push(record, number, into);
                seen.extend(member(record, ID));
            }
            for id in asked.iter().filter(|id| !seen.contains(id)) {
                number += 1;
                self.rows.push_removal(Some(id.clone()), None, None, number, into);
            }
        }
        Ok(end)
    }
}
