//! The filter of the list call: one flat level of conditions, each with the methods that its field's type has.

use serde_json::Value;

use super::forms::{CREATOR, FLOW_STATE, position, widgets};
use super::reply::Code;
use super::value::{day, moment};
use crate::fragment::{NULL, as_text, value};
use crate::site::Site;
use crate::table::{Row, Table};

/// Values of `in`, `nin` and `all`, at most.
const VALUES_MAX: usize = 1_000;
const DAY_MS: i64 = 86_400_000;

/// What a list call looks for.
#[derive(Debug, Default)]
pub(super) struct Filter {
    conditions: Vec<Condition>,
    is_any: bool,
}

#[derive(Debug)]
struct Condition {
    on: On,
    method: String,
    values: Vec<Value>,
    /// The field holds moments.
    is_moment: bool,
}

/// What a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum On {
    DataId,
    Created,
    Updated,
    Cell(usize),
}

/// How the update time is filtered; the vendor's documents do not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UpdateFilter {
    Works,
    Refused,
    /// The condition is passed over.
    Ignored,
}

impl Filter {
    /// Reads `filter` of a list call.
    pub(super) fn read(table: &Table, filter: &Value, update: UpdateFilter) -> Result<Self, Code> {
        if filter.is_null() {
            return Ok(Self::default());
        }
        let is_any = match filter["rel"].as_str() {
            None | Some("and") => false,
            Some("or") => true,
            Some(_) => return Err(Code::BAD_FILTER),
        };
        let mut conditions = Vec::new();
        for condition in filter["cond"].as_array().ok_or(Code::BAD_FILTER)? {
            let condition = condition_of(table, condition)?;
            match update {
                UpdateFilter::Refused if condition.on == On::Updated => return Err(Code::BAD_FILTER),
                UpdateFilter::Ignored if condition.on == On::Updated => {}
                UpdateFilter::Works | UpdateFilter::Refused | UpdateFilter::Ignored => conditions.push(condition),
            }
        }
        Ok(Self { conditions, is_any })
    }

    /// Whether it lets a row through.
    pub(super) fn takes(&self, row: &Row) -> bool {
        if self.conditions.is_empty() {
            return true;
        }
        if self.is_any { self.conditions.iter().any(|one| one.takes(row)) } else { self.conditions.iter().all(|one| one.takes(row)) }
    }

    /// The rows that can fit at all, in order, where an index tells; `None` when every row must be looked at.
    pub(super) fn candidates(&self, site: &mut Site, table: usize) -> Option<Vec<u32>> {
        if self.is_any {
            return None;
        }
        for condition in &self.conditions {
            let mut rows = match (condition.on, condition.method.as_str()) {
                (On::DataId, "eq" | "in") => {
                    condition.values.iter().filter_map(|id| site.tables[table].by_id(id.as_str().unwrap_or_default())).collect()
                }
                (On::Cell(field), "eq" | "in") if condition.values.iter().all(Value::is_string) => condition
                    .values
                    .iter()
                    .flat_map(|text| site.tables[table].having(field, text.as_str().unwrap_or_default()))
                    .collect::<Vec<u32>>(),
                (On::Updated, "range") => {
                    let (from, to) = span(&condition.values);
                    site.tables[table].stamped(from, to.saturating_add(1)).collect()
                }
                _ => continue,
            };
            rows.sort_unstable();
            rows.dedup();
            return Some(rows);
        }
        None
    }
}

fn condition_of(table: &Table, condition: &Value) -> Result<Condition, Code> {
    let name = condition["field"].as_str().ok_or(Code::BAD_FILTER)?;
    let hidden = |name: &str| table.field(name).map(On::Cell).ok_or(Code::BAD_FILTER);
    let (on, kind) = match name {
        "data_id" => (On::DataId, "dataid"),
        "createTime" => (On::Created, "datetime"),
        "updateTime" => (On::Updated, "datetime"),
        "creator" => (hidden(CREATOR)?, "user"),
        "flowState" => (hidden(FLOW_STATE)?, "flowstate"),
        _ => {
            let at = position(table, name).ok_or(Code::BAD_FILTER)?;
            let kind = widgets(table).find(|(known, _)| *known == at).map_or("", |(_, field)| field.type_name.as_str());
            (On::Cell(at), kind)
        }
    };
    let method = condition["method"].as_str().ok_or(Code::BAD_FILTER)?;
    let values = condition["value"].as_array().cloned().unwrap_or_default();
    let is_countable = match method {
        "empty" | "not_empty" | "verified" | "unverified" => true,
        "eq" | "ne" | "gt" | "lt" | "like" => values.len() == 1,
        "range" => values.len() == 2,
        _ => !values.is_empty() && values.len() <= VALUES_MAX,
    };
    if !is_countable || !methods(kind).split(' ').chain(["empty", "not_empty"]).any(|known| known == method) {
        return Err(Code::BAD_FILTER);
    }
    if kind == "datetime" && values.iter().any(|at| moment(at).is_none()) {
        return Err(Code::BAD_FILTER);
    }
    Ok(Condition { on, method: method.to_owned(), values, is_moment: kind == "datetime" })
}

/// The methods of a type beside `empty` and `not_empty`.
fn methods(kind: &str) -> &'static str {
    match kind {
        "flowstate" | "user" | "dept" | "text" | "radiogroup" | "combo" | "lookup" => "eq ne in nin",
        "dataid" => "eq in",
        "datetime" => "eq ne range",
        "number" => "eq ne range gt lt",
        "sn" => "eq ne in nin like",
        "checkboxgroup" | "combocheck" | "usergroup" | "deptgroup" => "in all",
        "phone" => "like verified unverified",
        _ => "",
    }
}

/// Both ends of a range of moments, in milliseconds, both included; a day counts whole.
fn span(values: &[Value]) -> (i64, i64) {
    let from = values.first().and_then(moment).unwrap_or(i64::MIN);
    let to = values.get(1).and_then(|to| match to.as_str().and_then(day) {
        Some(day) => Some(day + DAY_MS - 1),
        None => moment(to),
    });
    (from, to.unwrap_or(i64::MAX))
}

impl Condition {
    fn takes(&self, row: &Row) -> bool {
        match self.on {
            On::DataId => self.of_text(&row.id),
            On::Created => self.of_moment(Some(row.created_ms)),
            On::Updated => self.of_moment(Some(row.stamp_ms)),
            On::Cell(at) => self.of_cell(row.cells.get(at)),
        }
    }

    fn of_cell(&self, fragment: &str) -> bool {
        let cell = value(fragment);
        match (self.method.as_str(), &cell) {
            ("empty", _) => is_empty(fragment),
            ("not_empty", _) => !is_empty(fragment),
            ("range" | "eq" | "ne", _) if self.is_moment => self.of_moment(moment(&cell)),
            ("verified", _) => cell["verified"] == true,
            ("unverified", _) => !is_empty(fragment) && cell["verified"] != true,
            ("like", Value::Object(_)) => self.is_part(cell["phone"].as_str().unwrap_or_default()),
            ("like", _) => self.is_part(&as_text(fragment)),
            ("in", Value::Array(options)) => self.values.iter().any(|wanted| options.contains(wanted)),
            ("all", Value::Array(options)) => self.values.iter().all(|wanted| options.contains(wanted)),
            ("range" | "gt" | "lt", Value::Number(number)) => self.of_number(number.as_f64().unwrap_or(f64::NAN)),
            ("eq", Value::Number(number)) => self.values.iter().any(|wanted| wanted.as_f64() == number.as_f64()),
            ("eq" | "in", _) => self.values.contains(&cell),
            ("ne" | "nin", _) => !self.values.contains(&cell),
            _ => false,
        }
    }

    fn of_text(&self, text: &str) -> bool {
        let is_named = self.values.iter().any(|wanted| wanted == text);
        match self.method.as_str() {
            "empty" => false,
            "not_empty" => true,
            _ => is_named,
        }
    }

    fn of_moment(&self, at_ms: Option<i64>) -> bool {
        let Some(at_ms) = at_ms else { return self.method == "ne" };
        let one = self.values.first();
        let is_at = match one.and_then(Value::as_str).and_then(day) {
            Some(day) => (day..day + DAY_MS).contains(&at_ms),
            None => one.and_then(moment) == Some(at_ms),
        };
        match self.method.as_str() {
            "empty" => false,
            "not_empty" => true,
            "eq" => is_at,
            "ne" => !is_at,
            _ => {
                let (from, to) = span(&self.values);
                (from..=to).contains(&at_ms)
            }
        }
    }

    fn of_number(&self, number: f64) -> bool {
        let bound = |at: usize| self.values.get(at).and_then(Value::as_f64).unwrap_or(f64::NAN);
        match self.method.as_str() {
            "gt" => number > bound(0),
            "lt" => number < bound(0),
            _ => number >= bound(0) && number <= bound(1),
        }
    }

    fn is_part(&self, text: &str) -> bool {
        self.values.first().and_then(Value::as_str).is_some_and(|part| text.contains(part))
    }
}

fn is_empty(fragment: &str) -> bool {
    matches!(fragment, NULL | "\"\"" | "[]" | "{}")
}
