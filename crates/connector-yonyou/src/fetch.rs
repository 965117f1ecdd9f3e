//! Records by their ids, as they are now.

use std::collections::BTreeMap;

use connector::{ConnectorError, Cursor, PageEnd, Source, StreamShape, part_of_list};
use model::RecordBatch;
use serde_json::{Value, json};

use crate::client::Api;
use crate::order_lines;
use crate::rows::Rows;
use crate::streams::{Kind, List, ORDER_LINES};
use crate::wire::{Record, member};

/// Customers of one call for details.
pub(crate) const DETAILS_MAX: usize = 50;
const DETAILS: &str = "/yonbip/digitalModel/merchant/newBatchDetail";
/// Words of a refusal that says that a record is not there; there is no code for it.
const GONE: [&str; 4] = ["不存在", "未获取到", "未找到", "已删除"];

/// Details of customers by their ids, as `org` uses them, else as the organisation that made them does. Those that are not there are
/// left out.
pub(crate) fn details(api: &Api, ids: &[String], org: Option<&str>) -> Result<Vec<Record>, ConnectorError> {
    let asked = ids.iter().filter(|id| is_id(id)).map(|id| {
        let mut one = json!({ "id": number(id) });
        if let Some(org) = org {
            one["belongOrgCode"] = json!(org);
        }
        one
    });
    let asked: Vec<Value> = asked.collect();
    if asked.is_empty() { Ok(Vec::new()) } else { api.ask(DETAILS, &Value::Array(asked)) }
}

/// One record by its id; `None` where it is not there.
pub(crate) fn detail(api: &Api, path: &'static str, id: &str) -> Result<Option<Record>, ConnectorError> {
    match api.get::<Record>(path, id) {
        Ok(record) => Ok(record.filter(|record| member(record, "id").is_some())),
        Err(ConnectorError::RecordRefused { message, .. }) if is_gone(&message) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether a refusal says that what was named is not there.
pub(crate) fn is_gone(message: &str) -> bool {
    GONE.iter().any(|word| message.contains(word))
}

/// Whether a text may be one of the vendor's ids.
pub(crate) fn is_id(text: &str) -> bool {
    (1..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// An id as a number, with all its digits.
pub(crate) fn number(id: &str) -> Value {
    id.parse::<u64>().map_or_else(|_| json!(id), |number| json!(number))
}

/// Reads single records; what is not there is told as gone.
pub(crate) struct FetchSource {
    api: Api,
    kind: &'static Kind,
    rows: Rows,
    org: Option<String>,
    /// Ids with the numbers of their rows.
    ids: Vec<(String, u64)>,
}

impl FetchSource {
    /// An id that stands there several times is read once.
    pub fn new(api: Api, kind: &'static Kind, rows: Rows, org: Option<String>, ids: impl IntoIterator<Item = (String, u64)>) -> Self {
        let is_known = |id: &str| is_id(if kind.name == ORDER_LINES { order_lines::order_of(id).unwrap_or_default() } else { id });
        let mut ids: Vec<(String, u64)> = ids.into_iter().filter(|(id, _)| is_known(id)).collect();
        ids.sort_unstable();
        ids.dedup_by(|next, kept| next.0 == kept.0);
        ids.sort_by_key(|(_, number)| *number);
        Self { api, kind, rows, org, ids }
    }

    fn found(&self, ids: &[String]) -> Result<Vec<Option<Record>>, ConnectorError> {
        if self.kind.list == List::Customers {
            let mut records = details(&self.api, ids, self.org.as_deref())?;
            let mut of_id = |id: &String| {
                let at = records.iter().position(|record| member(record, "id").as_ref() == Some(id))?;
                Some(records.swap_remove(at))
            };
            return Ok(ids.iter().map(&mut of_id).collect());
        }
        let unsupported = || ConnectorError::Unsupported {
            system: crate::errors::SYSTEM.to_owned(),
            what: format!("read single records of {}", self.kind.name),
        };
        let path = self.kind.detail.ok_or_else(unsupported)?;
        if self.kind.name == ORDER_LINES {
            return self.lines(path, ids);
        }
        ids.iter().map(|id| detail(&self.api, path, id)).collect()
    }

    /// Lines by their ids; an order of which several are wanted is read once.
    fn lines(&self, path: &'static str, ids: &[String]) -> Result<Vec<Option<Record>>, ConnectorError> {
        let mut read: BTreeMap<&str, Vec<Record>> = BTreeMap::new();
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            let order = order_lines::order_of(id).unwrap_or_default();
            if !read.contains_key(order) {
                let lines = detail(&self.api, path, order)?.map(|order| order_lines::of_order(&order)).transpose()?;
                read.insert(order, lines.unwrap_or_default());
            }
            let lines = read.get(order).map(Vec::as_slice).unwrap_or_default();
            found.push(lines.iter().find(|line| member(line, "id").as_ref() == Some(id)).cloned());
        }
        Ok(found)
    }
}

impl Source for FetchSource {
    fn shape(&self) -> &StreamShape {
        &self.rows.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        self.rows.begin(into);
        let (part, end) = part_of_list(cursor, &self.ids, DETAILS_MAX.min(rows_max));
        let ids: Vec<String> = part.iter().map(|(id, _)| id.clone()).collect();
        for ((id, number), record) in part.iter().zip(self.found(&ids)?) {
            match record {
                Some(record) => self.rows.push(&record, *number, into),
                None => self.rows.push_removal(id, *number, into),
            }
        }
        Ok(end)
    }
}
