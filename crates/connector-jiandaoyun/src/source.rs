//! Reading a form: everything, what changed, or a span of time; and single records by id.
//!
//! The list call gives records in rising order of their ids and takes an exclusive id as its place, so inserted and deleted
//! records never shift a page. A changed record keeps its place, therefore what changed is found by `updateTime`: with a filter
//! where the system takes it, else by looking at everything. The documentation names the filter for the submit time only, so it
//! is tried once (with a span that nothing can lie in) and the answer is kept in the cursor.

use connector::{ConnectorError, Cursor, PageEnd, ReadMode, Source, StreamShape, page_goes_on, part_of_list};
use model::{RecordBatch, Removal, RemovalKind, format_ms, parse_ms};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::account::{FormName, PAGE_RECORDS_MAX};
use crate::client::{Api, SYSTEM};
use crate::fields::{ID, UPDATED};
use crate::rows::Rows;
use crate::wire::{Entry, Listed, Widgets, member};

/// Changes up to this much older than the last read are read again: a change may become visible after its time (F19).
const OVERLAP_MS: i64 = 60_000;
/// Pages of one read at most, so that a read that is asked to stop ends soon.
const PAGES_OF_A_READ: usize = 10;

/// Where reading is: the text of a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    /// Everything changed before this moment is read (ms); absent until a full read has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<i64>,
    /// Last id of the page before; empty at the beginning of a pass.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    after: String,
    /// What `since` becomes when the pass has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next: Option<i64>,
    /// Records given in this pass, for their numbers.
    #[serde(default)]
    rows: u64,
    /// Nothing had changed for a while when the pass began: what becomes visible late would have been seen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    settled: bool,
    /// Whether the filter on the update time works; absent until it was tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    filter: Option<bool>,
}

/// What a pass looks for, bounds in ms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Everything,
    Changed { from: i64, to: Option<i64> },
}

/// Reads a form with the list call.
pub(crate) struct ListSource {
    api: Api,
    form: FormName,
    rows: Rows,
    mode: ReadMode,
    /// When the form's data last changed, by the system's clock, seen before the first page.
    modified_ms: Option<i64>,
    /// Our clock at that time (ms).
    opened_ms: i64,
}

impl ListSource {
    pub fn new(api: Api, form: FormName, widgets: &Widgets, mode: &ReadMode, now_ms: i64) -> Self {
        let modified_ms = widgets.data_modify_time.as_deref().and_then(parse_ms);
        Self { api, form, rows: Rows::new(&widgets.widgets), mode: mode.clone(), modified_ms, opened_ms: now_ms }
    }

    /// One page. With a filter the system looks; without it the caller does.
    fn page(&self, after: &str, span: Option<(i64, i64)>, records_max: usize) -> Result<Vec<Entry>, ConnectorError> {
        let mut body = json!({ "app_id": self.form.app_id, "entry_id": self.form.entry_id, "limit": records_max });
        if !after.is_empty() {
            body["data_id"] = json!(after);
        }
        if let Some((from, to)) = span {
            let cond = json!([{ "field": UPDATED, "type": "datetime", "method": "range", "value": [format_ms(from), format_ms(to)] }]);
            body["filter"] = json!({ "rel": "and", "cond": cond });
        }
        Ok(self.api.read::<Listed>("/v5/app/entry/data/list", &body)?.data)
    }

    /// Whether the system filters by update time: nothing can have changed in January 1971.
    fn filter_works(&self) -> Result<bool, ConnectorError> {
        const SPAN: (i64, i64) = (31_536_000_000, 34_214_400_000);
        match self.page("", Some(SPAN), 1) {
            Ok(found) => Ok(found.is_empty()),
            Err(ConnectorError::Format { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn wanted(&self, place: &Place) -> Wanted {
        match (&self.mode, place.since) {
            (ReadMode::Full, _) | (ReadMode::Incremental, None) => Wanted::Everything,
            (ReadMode::Incremental, Some(since)) => Wanted::Changed { from: since - OVERLAP_MS, to: None },
            (ReadMode::Range { from_ms, to_ms }, _) => Wanted::Changed { from: *from_ms, to: Some(*to_ms) },
        }
    }

    /// Where the next incremental read starts, once this pass is through.
    fn finished(&self, place: &Place) -> Place {
        let since = match self.mode {
            ReadMode::Range { .. } => place.since,
            ReadMode::Full | ReadMode::Incremental => place.next.or(place.since),
        };
        Place { since, filter: place.filter, settled: place.settled, ..Place::default() }
    }
}

impl Source for ListSource {
    fn shape(&self) -> &StreamShape {
        &self.rows.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        into.reset(std::sync::Arc::clone(&self.rows.shape.columns));
        let mut place: Place = cursor.place(SYSTEM)?;
        let is_start = place.after.is_empty();
        let wanted = self.wanted(&place);
        if is_start {
            // The system's own clock, taken before the first page: what changes from now on belongs to the next pass.
            place.next = self.modified_ms.max(place.since);
            place.rows = 0;
            let stands_still = place.since.is_some() && self.modified_ms.is_some_and(|at| Some(at) <= place.since);
            if self.mode == ReadMode::Incremental && stands_still && place.settled {
                return Ok(PageEnd { next: Cursor::of(&self.finished(&place)), last: true });
            }
            place.settled = self.modified_ms.is_some_and(|at| self.opened_ms.saturating_sub(at) >= OVERLAP_MS);
            if wanted != Wanted::Everything && place.filter.is_none() {
                place.filter = Some(self.filter_works()?);
            }
        }
        // Far beyond every clock that runs ahead.
        const LATEST_MS: i64 = 4_102_444_800_000;
        let span = match wanted {
            Wanted::Changed { from, to } if place.filter == Some(true) => Some((from.max(0), to.unwrap_or(LATEST_MS))),
            Wanted::Changed { .. } | Wanted::Everything => None,
        };
        let limit = PAGE_RECORDS_MAX.min(rows_max.max(1));
        for _ in 0..PAGES_OF_A_READ {
            let entries = self.page(&place.after, span, limit)?;
            let is_last = entries.len() < limit;
            let last_id = entries.last().and_then(|entry| member(entry, ID));
            for entry in &entries {
                if is_wanted(entry, wanted) {
                    place.rows += 1;
                    self.rows.push(entry, place.rows, into);
                }
            }
            match last_id {
                Some(id) if !is_last => {
                    page_goes_on(SYSTEM, "the list", id.cmp(&place.after))?;
                    place.after = id;
                }
                Some(_) | None => return Ok(PageEnd { next: Cursor::of(&self.finished(&place)), last: true }),
            }
            if into.len() + limit > rows_max {
                break;
            }
        }
        Ok(PageEnd { next: Cursor::of(&place), last: false })
    }
}

fn is_wanted(entry: &Entry, wanted: Wanted) -> bool {
    let Wanted::Changed { from, to } = wanted else { return true };
    // A record without a time is shown rather than lost.
    let Some(at) = member(entry, UPDATED).as_deref().and_then(parse_ms) else { return true };
    at >= from && to.is_none_or(|to| at < to)
}

/// Reads single records as they are now.
pub(crate) struct FetchSource {
    api: Api,
    form: FormName,
    rows: Rows,
    ids: Vec<String>,
}

impl FetchSource {
    pub fn new(api: Api, form: FormName, rows: Rows, ids: &[String]) -> Self {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids.dedup();
        Self { api, form, rows, ids }
    }
}

impl Source for FetchSource {
    fn shape(&self) -> &StreamShape {
        &self.rows.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        into.reset(std::sync::Arc::clone(&self.rows.shape.columns));
        let (asked, end) = part_of_list(cursor, &self.ids, PAGE_RECORDS_MAX.min(rows_max));
        if !asked.is_empty() {
            let cond = json!([{ "field": "data_id", "type": "dataid", "method": "in", "value": asked }]);
            let body = json!({
                "app_id": self.form.app_id, "entry_id": self.form.entry_id, "limit": PAGE_RECORDS_MAX,
                "filter": { "rel": "and", "cond": cond },
            });
            let found = self.api.read::<Listed>("/v5/app/entry/data/list", &body)?.data;
            let mut number = cursor.0.parse().unwrap_or(0);
            let mut seen: Vec<String> = Vec::with_capacity(found.len());
            for entry in &found {
                let Some(id) = member(entry, ID).filter(|id| asked.contains(id)) else { continue };
                number += 1;
                self.rows.push(entry, number, into);
                seen.push(id);
            }
            for id in asked.iter().filter(|id| !seen.contains(id)) {
                number += 1;
                into.push_removal(Removal { number, external_id: id.clone(), at_ms: None, kind: RemovalKind::Deleted });
            }
        }
        Ok(end)
    }
}
