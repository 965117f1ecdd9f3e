//! Records by their ids: what a list gives for up to a hundred of them, fifty fields at a time.

use std::collections::HashMap;

use connector::http::Method;
use connector::{ConnectorError, Cursor, PageEnd, Source, StreamShape, part_of_list};
use model::RecordBatch;

use crate::client::Api;
use crate::fields::{ID, Readable};
use crate::query::{COLUMNS_MAX, is_id};
use crate::rows::Rows;
use crate::wire::{Listed, Record, member};

/// Ids of one list.
pub(crate) const IDS_MAX: usize = 100;

/// Adds to the records with `ids` (at most [`IDS_MAX`]) these fields, as they are now. What is gone, or cannot be seen, is not there.
fn add_fields(api: &Api, module: &str, ids: &[&str], fields: &[String], into: &mut HashMap<String, Record>) -> Result<(), ConnectorError> {
    let request = api.request(Method::Get, &format!("/{module}"), "/{module}")?;
    let mut request =
        request.query("fields", fields.join(",")).query("ids", ids.join(",")).query("per_page", "200").query("approved", "both");
    if module == "Leads" {
        request = request.query("converted", "both");
    }
    let Some(answer) = api.read::<Listed>(request)? else { return Ok(()) };
    for record in answer.data {
        if let Some(id) = member(&record, ID) {
            into.entry(id).or_default().extend(record);
        }
    }
    Ok(())
}

/// The records of these ids with all `columns`, by id. A record that is not in every part is left out: it went meanwhile.
pub(crate) fn by_ids(api: &Api, module: &str, ids: &[&str], columns: &[String]) -> Result<HashMap<String, Record>, ConnectorError> {
    let mut found: HashMap<String, Record> = HashMap::with_capacity(ids.len());
    let wanted: Vec<String> = columns.iter().filter(|column| *column != ID).cloned().collect();
    let parts: Vec<&[String]> = if wanted.is_empty() { vec![&[]] } else { wanted.chunks(COLUMNS_MAX).collect() };
    for (at, fields) in parts.into_iter().enumerate() {
        let mut part: HashMap<String, Record> = HashMap::with_capacity(ids.len());
        for some in ids.chunks(IDS_MAX) {
            let id_alone = [ID.to_owned()];
            add_fields(api, module, some, if fields.is_empty() { &id_alone } else { fields }, &mut part)?;
        }
        if at == 0 {
            found = part;
        } else {
            found.retain(|id, _| part.contains_key(id));
            for (id, record) in &mut found {
                record.extend(part.remove(id).unwrap_or_default());
            }
        }
    }
    Ok(found)
}

/// Reads single records as they are now; what is not there is told as gone.
pub(crate) struct SingleSource {
    api: Api,
    readable: Readable,
    rows: Rows,
    /// Ids with the numbers of their rows.
    ids: Vec<(String, u64)>,
}

impl SingleSource {
    /// An id that stands there several times is read once.
    pub fn new(api: Api, readable: Readable, ids: impl IntoIterator<Item = (String, u64)>) -> Self {
        let mut ids: Vec<(String, u64)> = ids.into_iter().filter(|(id, _)| is_id(id)).collect();
        ids.sort_unstable();
        ids.dedup_by(|next, kept| next.0 == kept.0);
        ids.sort_by_key(|(_, number)| *number);
        let rows = Rows::new(&readable);
        Self { api, readable, rows, ids }
    }
}

impl Source for SingleSource {
    fn shape(&self) -> &StreamShape {
        &self.rows.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        self.rows.begin(into);
        let (part, end) = part_of_list(cursor, &self.ids, IDS_MAX.min(rows_max));
        let ids: Vec<&str> = part.iter().map(|(id, _)| id.as_str()).collect();
        if !ids.is_empty() {
            let found = by_ids(&self.api, &self.readable.module, &ids, &self.readable.columns)?;
            for (id, number) in part {
                match found.get(id) {
                    Some(record) => self.rows.push(record, *number, into),
                    None => self.rows.push_removal(id, None, *number, into),
                }
            }
        }
        Ok(end)
    }
}
