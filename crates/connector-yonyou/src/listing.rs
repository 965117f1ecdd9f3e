//! One page of a list.

use connector::ConnectorError;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::client::Api;
use crate::errors::bad;
use crate::order_lines;
use crate::streams::{Kind, List, ORDER, ORDER_LINES, Since};
use crate::wire::{Answer, Members, Page, Picked, Record, View, seen};

/// Which records are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Changed at this time or later (ms).
    pub from_ms: Option<i64>,
    /// By which of the fields that tell of changes.
    pub phase: usize,
    /// With this value of a parameter of the list.
    pub equal: Option<(String, String)>,
}

/// The answer with one page of a list.
pub(crate) struct Answered {
    text: String,
    path: &'static str,
    /// It tells of the whole list, too.
    has_total: bool,
}

impl Answered {
    /// What it holds.
    ///
    /// # Errors
    /// [`ConnectorError::BadAnswer`] for another shape, and without data.
    pub fn listed(&self) -> Result<Listed<'_>, ConnectorError> {
        let Self { text, path, has_total } = self;
        if *has_total {
            let page: Page<'_> = data(text, path)?;
            return Ok(Listed { rows: page.record_list, total: page.record_count.parse().ok() });
        }
        Ok(Listed { rows: data(text, path)?, total: None })
    }
}

fn data<'t, T: Deserialize<'t>>(text: &'t str, path: &str) -> Result<T, ConnectorError> {
    let answer: Answer<T> = serde_json::from_str(text).map_err(|_| bad(&format!("JSON of another shape than expected ({path})")))?;
    answer.data.ok_or_else(|| bad(&format!("no data ({path})")))
}

/// Records of one page, where they stand in the answer: a page may have thousands of them, so none is copied before it is taken.
pub(crate) struct Listed<'a> {
    rows: Vec<&'a RawValue>,
    /// Of the whole list, where it tells.
    pub total: Option<u64>,
}

impl<'a> Listed<'a> {
    /// The records to look into, of each those members that are picked.
    ///
    /// # Errors
    /// [`ConnectorError::BadAnswer`] when one is no object.
    pub fn views(&self, picked: &Picked) -> Result<Vec<View<'a>>, ConnectorError> {
        self.rows.iter().map(|raw| View::picking(raw, picked).ok_or_else(|| bad(NO_RECORD))).collect()
    }

    /// The records with all their members.
    ///
    /// # Errors
    /// [`ConnectorError::BadAnswer`] when one is no object, and for a line that its order does not tell.
    pub fn records(&self, kind: &Kind) -> Result<Vec<Record>, ConnectorError> {
        let read = |raw: &RawValue| serde_json::from_str(raw.get()).map_err(|_| bad(NO_RECORD));
        let records = self.rows.iter().map(|raw| read(raw)).collect::<Result<Vec<Record>, _>>()?;
        if kind.name == ORDER_LINES { order_lines::of_list(records) } else { Ok(records) }
    }
}

const NO_RECORD: &str = "a record of a list is no object";

/// How many passes it takes to see all changes.
pub(crate) fn phases(kind: &Kind) -> usize {
    match kind.list {
        List::Paged { since: Since::Fields(fields), .. } => fields.len(),
        List::Paged { .. } | List::Customers | List::Contacts => 1,
    }
}

/// Most records of one page.
pub(crate) fn size_max(api: &Api, kind: &Kind) -> u64 {
    match kind.list {
        List::Customers | List::Contacts => api.customers_per_page,
        List::Paged { size_max, .. } => size_max,
    }
}

const CUSTOMERS: &str = "/yonbip/digitalModel/merchant/newlist";

/// Asks for a page.
pub(crate) fn page(api: &Api, kind: &Kind, wanted: &Wanted, index: u64, size: u64) -> Result<Answered, ConnectorError> {
    let mut body = json!({ "pageIndex": index, "pageSize": size });
    if let Some((name, value)) = &wanted.equal {
        body[name] = json!(value);
    }
    let from = wanted.from_ms.map(|from_ms| api.zone.seconds_text(from_ms));
    match kind.list {
        List::Customers | List::Contacts => {
            // Possible customers are customers, too.
            body["filterPotential"] = json!(false);
            if let Some(from) = from {
                body["pubts"] = json!(from);
            }
            Ok(Answered { text: api.ask_text(CUSTOMERS, &body)?, path: CUSTOMERS, has_total: false })
        }
        List::Paged { path, since, is_ordered, .. } => {
            if let Some(from) = from {
                changed_since(&mut body, since, wanted.phase, &from);
            }
            if matches!(kind.name, ORDER | ORDER_LINES) {
                body["isSum"] = json!(kind.name == ORDER);
            }
            if is_ordered {
                body["queryOrders"] = json!([{ "field": "id", "order": "asc" }]);
            }
            Ok(Answered { text: api.ask_text(path, &body)?, path, has_total: true })
        }
    }
}

fn changed_since(body: &mut Value, since: Since, phase: usize, from: &str) {
    match since {
        Since::Fields(fields) => {
            if let Some(field) = fields.get(phase) {
                body["simpleVOs"] = json!([{ "field": field, "op": "egt", "value1": from }]);
            }
        }
        Since::Parameter(name) => body[format!("open_{name}_begin")] = json!(from),
        Since::After(field) => body["simpleVOs"] = json!({ "field": field, "op": "gt", "value1": from }),
        Since::Never => {}
    }
}

/// What tells a row of a list from all others: a customer stands there once for each organisation that may use it.
pub(crate) fn key_of(record: &impl Members) -> String {
    let part = |name: &str| seen(record, name).unwrap_or_default();
    format!("{}/{}", part("id"), part("belongOrgId"))
}

/// Whether this row is the one that stands for the customer: that of the organisation in the settings, else of the one that made it.
pub(crate) fn stands_for_customer(record: &impl Members, org: Option<&str>) -> bool {
    let part = |name: &str| seen(record, name);
    match org {
        Some(org) => part("belongOrgCode").is_none_or(|code| code == org),
        None => part("belongOrgId").is_none() || part("createOrgId").is_none() || part("belongOrgId") == part("createOrgId"),
    }
}
