//! Conditions and orders of lists: `simpleVOs` and `queryOrders`.

use std::cmp::Ordering;

use serde_json::Value;

use super::reply::Refused;
use crate::fragment::as_text;
use crate::table::{Row, Table};

/// One condition.
#[derive(Debug)]
pub(super) struct Condition {
    field: String,
    operator: String,
    values: Vec<String>,
}

/// A list's conditions, all of which hold, and its order.
#[derive(Debug, Default)]
pub(super) struct Filter {
    pub(super) conditions: Vec<Condition>,
    pub(super) order: Option<(String, bool)>,
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl Filter {
    /// Reads what a call asks for; `allowed` says which fields it may name.
    pub(super) fn read(body: &Value, allowed: impl Fn(&str) -> bool) -> Result<Self, Refused> {
        let mut filter = Self::default();
        let asked = &body["simpleVOs"];
        let asked = if asked.is_object() { std::slice::from_ref(asked) } else { asked.as_array().map_or(&[][..], Vec::as_slice) };
        for asked in asked {
            let field = asked["field"].as_str().unwrap_or_default().to_owned();
            let operator = asked["op"].as_str().unwrap_or("eq").to_owned();
            if !allowed(&field) {
                return Err(Refused::business(format!("查询条件字段{field}不存在")));
            }
            let known = ["eq", "neq", "lt", "gt", "elt", "egt", "between", "in", "nin", "like", "leftlike", "rightlike"];
            if !known.contains(&operator.as_str()) && !["is_null", "is_not_null", "="].contains(&operator.as_str()) {
                return Err(Refused::business(format!("不支持的比较符{operator}")));
            }
            let values = match (&asked["value1"], operator.as_str()) {
                (Value::Array(items), _) => items.iter().map(text).collect(),
                (one, "in" | "nin") => text(one).split(',').map(str::to_owned).collect(),
                (one, _) => vec![text(one), text(&asked["value2"])],
            };
            filter.conditions.push(Condition { field, operator, values });
        }
        if let Some(order) = body["queryOrders"].as_array().and_then(|orders| orders.first()) {
            let field = order["field"].as_str().unwrap_or_default().to_owned();
            filter.order = Some((field, order["order"] == "desc"));
        }
        Ok(filter)
    }

    /// Adds a range that a list has parameters of its own for.
    pub(super) fn between(&mut self, field: &str, from: Option<&str>, to: Option<&str>) {
        let mut add = |operator: &str, value: Option<&str>| {
            if let Some(value) = value {
                self.conditions.push(Condition { field: field.to_owned(), operator: operator.to_owned(), values: vec![value.to_owned()] });
            }
        };
        add("egt", from);
        add("elt", to);
    }

    pub(super) fn equal(&mut self, field: &str, value: &str) {
        self.conditions.push(Condition { field: field.to_owned(), operator: "eq".to_owned(), values: vec![value.to_owned()] });
    }

    /// Whether a row fits; `shown` gives the text of a field as lists show it.
    pub(super) fn fits(&self, shown: impl Fn(&str) -> String) -> bool {
        self.conditions.iter().all(|condition| condition.fits(&shown(&condition.field)))
    }
}

impl Condition {
    fn fits(&self, value: &str) -> bool {
        let first = self.values.first().map(String::as_str).unwrap_or_default();
        let second = self.values.get(1).map(String::as_str).unwrap_or_default();
        let order = |other: &str| compared(value, other);
        match self.operator.as_str() {
            "eq" | "=" => order(first) == Ordering::Equal,
            "neq" => order(first) != Ordering::Equal,
            "lt" => order(first) == Ordering::Less,
            "gt" => order(first) == Ordering::Greater,
            "elt" => order(first) != Ordering::Greater,
            "egt" => order(first) != Ordering::Less,
            "between" => order(first) != Ordering::Less && (second.is_empty() || order(second) != Ordering::Greater),
            "in" => self.values.iter().any(|one| one == value),
            "nin" => !self.values.iter().any(|one| one == value),
            "like" => value.contains(first),
            "leftlike" => value.starts_with(first),
            "rightlike" => value.ends_with(first),
            "is_null" => value.is_empty(),
            _ => !value.is_empty(),
        }
    }
}

/// Ids and amounts by their value, everything else by its letters.
fn compared(one: &str, other: &str) -> Ordering {
    match (one.parse::<i128>(), other.parse::<i128>()) {
        (Ok(one), Ok(other)) => one.cmp(&other),
        _ => match (one.parse::<f64>(), other.parse::<f64>()) {
            (Ok(one), Ok(other)) => one.total_cmp(&other),
            _ => one.cmp(other),
        },
    }
}

/// Sorts rows by what lists show of a field.
pub(super) fn sort<'a>(rows: &mut [(u32, &'a Row)], order: &(String, bool), shown: impl Fn(&'a Row, &str) -> String) {
    rows.sort_by(|(_, one), (_, other)| {
        let ordering = compared(&shown(one, &order.0), &shown(other, &order.0));
        if order.1 { ordering.reverse() } else { ordering }
    });
}

/// The text of a plain cell.
pub(super) fn cell(table: &Table, row: &Row, name: &str) -> String {
    table.field(name).map(|at| as_text(row.cells.get(at)).into_owned()).unwrap_or_default()
}
