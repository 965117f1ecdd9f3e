//! Reading: lists for everything, the change feed for what happened since.

use std::collections::HashMap;

use connector::{ConnectorError, Cursor, PageEnd, ReadMode, Source, StreamShape};
use model::RecordBatch;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::client::{Api, SYSTEM};
use crate::rows;

/// Records and changes of one call: the most that one answer holds.
const PAGE_RECORDS_MAX: usize = 500;
/// Records of one question for single ones: about 25 characters each in the address.
const IDS_MAX: usize = 100;

/// The text of a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    /// Where the feed goes on; in a full read, where it stood when the read began.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    feed: String,
    /// Where the list of a full read goes on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    list: String,
    /// Rows given in this pass.
    #[serde(default)]
    rows: u64,
}

/// Reads one object.
pub(crate) struct ObjectSource {
    pub api: Api,
    pub object: String,
    pub shape: StreamShape,
    pub mode: ReadMode,
}

/// Items of an answer, the place after it, and whether more follows.
fn page(answer: &Value) -> Result<(&Vec<Value>, String, bool), ConnectorError> {
    let bad = || ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: "a list without items".to_owned() };
    let items = answer["items"].as_array().ok_or_else(bad)?;
    let next = answer["page"]["next_cursor"].as_str().unwrap_or_default().to_owned();
    Ok((items, next, answer["page"]["has_more"] == true))
}

impl ObjectSource {
    fn read_list(&self, mut place: Place, limit: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        if place.feed.is_empty() {
            // Before the first page: what changes behind the reader is then told by the feed.
            let answer = self.api.get("/changes", "/changes", &[("objects", &self.object), ("cursor", "latest"), ("limit", "1")])?;
            place.feed = page(&answer)?.1;
        }
        let path = format!("/{}", self.object);
        let answer = self.api.get(&path, "/{object}", &[("limit", &limit.to_string()), ("sort", rows::ID), ("cursor", &place.list)])?;
        let (items, next, has_more) = page(&answer)?;
        for record in items {
            place.rows += 1;
            rows::push(&self.shape, record, place.rows, into);
        }
        if has_more && next == place.list {
            return Err(ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: "a page that names itself as the next".to_owned() });
        }
        if has_more {
            return Ok(PageEnd { next: Cursor::of(&Place { list: next, ..place }), last: false });
        }
        Ok(PageEnd { next: Cursor::of(&Place { feed: place.feed, ..Place::default() }), last: true })
    }

    fn read_feed(&self, mut place: Place, limit: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        let answer =
            self.api.get("/changes", "/changes", &[("objects", &self.object), ("cursor", &place.feed), ("limit", &limit.to_string())])?;
        let (items, next, has_more) = page(&answer)?;
        // The last word counts: each record once, as it stands now.
        let mut ids: Vec<String> = Vec::new();
        let mut merged: HashMap<String, String> = HashMap::new();
        for change in items {
            let Some(id) = change["record"].as_str() else { continue };
            if !ids.iter().any(|known| known == id) {
                ids.push(id.to_owned());
            }
            if let Some(winner) = change["merged_into"].as_str() {
                merged.insert(id.to_owned(), winner.to_owned());
            }
        }
        place.rows = push_current(&self.api, &self.object, &self.shape, &ids, &merged, place.rows, into)?;
        if has_more && next == place.feed {
            return Err(ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: "a page that names itself as the next".to_owned() });
        }
        let feed = if next.is_empty() { place.feed } else { next };
        let rows = if has_more { place.rows } else { 0 };
        Ok(PageEnd { next: Cursor::of(&Place { feed, rows, ..Place::default() }), last: !has_more })
    }
}

/// Adds these records as they are now, and removals for those that are not there. The number of the last one.
fn push_current(
    api: &Api,
    object: &str,
    shape: &StreamShape,
    ids: &[String],
    merged: &HashMap<String, String>,
    mut number: u64,
    into: &mut RecordBatch,
) -> Result<u64, ConnectorError> {
    for asked in ids.chunks(IDS_MAX) {
        let found = current(api, object, asked)?;
        for id in asked {
            number += 1;
            match found.iter().find(|record| record[rows::ID].as_str() == Some(id)) {
                Some(record) => rows::push(shape, record, number, into),
                None => rows::push_removal(id, merged.get(id), number, into),
            }
        }
    }
    Ok(number)
}

/// Those of these records that are there, at most [`IDS_MAX`].
pub(crate) fn current(api: &Api, object: &str, ids: &[String]) -> Result<Vec<Value>, ConnectorError> {
    // Ids are letters, digits and signs; anything else is nobody's.
    let is_id = |id: &&String| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let quoted: Vec<String> = ids.iter().filter(is_id).map(|id| format!("\"{id}\"")).collect();
    if quoted.is_empty() {
        return Ok(Vec::new());
    }
    let filter = format!("id IN ({})", quoted.join(", "));
    let answer = api.get(&format!("/{object}"), "/{object}", &[("filter", &filter), ("limit", "500")]);
    match answer {
        Ok(answer) => Ok(page(&answer)?.0.clone()),
        // One text that can be no id there spoils the question for all: ask for each.
        Err(ConnectorError::RecordRefused { .. }) if ids.len() > 1 => {
            let mut found = Vec::new();
            for id in ids {
                found.extend(current(api, object, std::slice::from_ref(id))?);
            }
            Ok(found)
        }
        Err(ConnectorError::RecordRefused { .. }) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

impl Source for ObjectSource {
    fn shape(&self) -> &StreamShape {
        &self.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        rows::begin(&self.shape, into);
        let place: Place = cursor.place(SYSTEM)?;
        let limit = rows_max.clamp(1, PAGE_RECORDS_MAX);
        match self.mode {
            ReadMode::Full => self.read_list(place, limit, into),
            ReadMode::Incremental | ReadMode::Range { .. } => self.read_feed(place, limit, into),
        }
    }
}

/// Reads single records.
pub(crate) struct FetchSource {
    pub api: Api,
    pub object: String,
    pub shape: StreamShape,
    pub ids: Vec<String>,
}

impl Source for FetchSource {
    fn shape(&self) -> &StreamShape {
        &self.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        rows::begin(&self.shape, into);
        let from: usize = cursor.0.parse().unwrap_or(0);
        let to = self.ids.len().min(from + rows_max.clamp(1, IDS_MAX));
        let asked = self.ids.get(from..to).unwrap_or(&[]);
        push_current(&self.api, &self.object, &self.shape, asked, &HashMap::new(), from as u64, into)?;
        Ok(PageEnd { next: Cursor(to.to_string()), last: to >= self.ids.len() })
    }
}
