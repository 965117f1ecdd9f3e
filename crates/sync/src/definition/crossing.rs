//! Lines that do not lead back: a field that is read from one column and written to another. What is changed on one side never
//! arrives on the other, or arrives in another field.
//!
//! Pure, and about names only: whether a system computes one column from another, a person knows.

use std::collections::BTreeSet;

use mapping::{Rule, TARGET_EXTERNAL_ID, TARGET_UPDATED_AT};
use model::Label;

use super::{Direction, OutgoingRule, SyncDefinition};

/// A field that is written to another column than it is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crossing {
    /// The field of the object.
    pub field: String,
    /// The columns that it is read from.
    pub read_from: Vec<String>,
    /// The column that it is written to.
    pub written_to: String,
    /// Another field that is read from that column.
    pub arrives_in: Option<String>,
}

impl Crossing {
    /// What is wrong, and what to do about it.
    #[must_use]
    pub fn told(&self) -> Label {
        let (field, from, to) = (&self.field, self.read_from.join(", "), &self.written_to);
        match &self.arrives_in {
            Some(other) => Label::new(
                format!(
                    "{field} is read from {from} and written to {to}, which {other} is read from: values of {field} would arrive in {other}; write {field} to the column that it is read from"
                ),
                format!("{field} 读自 {from}，却写入 {to}，而 {other} 读自该列：{field} 的值会跑到 {other}；请把 {field} 写回它所读的列"),
            ),
            None => Label::new(
                format!(
                    "{field} is read from {from} and written to {to}: what is changed here is not what is read next; write {field} to the column that it is read from, unless the system computes one from the other"
                ),
                format!(
                    "{field} 读自 {from}，却写入 {to}：此处的修改与下次读到的值不是同一列；除非对方系统由其一计算另一列，请把 {field} 写回它所读的列"
                ),
            ),
        }
    }
}

impl SyncDefinition {
    /// Fields that go both ways and are written to another column than they are read from. A column and its parts (`owner` and
    /// `owner.number`) count as one; a field of which parts are written, and one that is written to its own column as well, may
    /// have further columns that nothing else is read from.
    #[must_use]
    pub fn crossings(&self) -> Vec<Crossing> {
        if !self.reads() || !self.writes() {
            return Vec::new();
        }
        let lines = self.outgoing.iter().flat_map(|outgoing| &outgoing.fields);
        lines.filter(|line| !line.only_create && line.value.is_none()).filter_map(|line| self.crossing(line)).collect()
    }

    fn crossing(&self, line: &OutgoingRule) -> Option<Crossing> {
        let field = of_part(&line.from);
        if self.direction_of(field) != Direction::Both {
            return None;
        }
        let rules = || self.mapping.iter().flat_map(|mapping| &mapping.fields);
        let reads = |rule: &&Rule| of_part(&rule.to) == field;
        let own: BTreeSet<&str> = rules().filter(reads).flat_map(|rule| &rule.from).map(|column| of_part(column)).collect();
        let to = of_part(&line.to);
        if own.is_empty() || own.contains(to) {
            return None;
        }
        let is_elsewhere = |rule: &&Rule| {
            let is_of_system = [TARGET_EXTERNAL_ID, TARGET_UPDATED_AT].contains(&rule.to.as_str());
            !is_of_system && self.direction_of(of_part(&rule.to)) != Direction::Out && rule.from.iter().any(|column| of_part(column) == to)
        };
        let arrives_in = rules().find(is_elsewhere).map(|rule| rule.to.clone());
        let others = self.outgoing.iter().flat_map(|outgoing| &outgoing.fields);
        let has_own = || others.filter(|other| of_part(&other.from) == field).any(|other| own.contains(of_part(&other.to)));
        let is_apart = arrives_in.is_none() && !line.from.contains('.') && !has_own();
        (arrives_in.is_some() || is_apart).then(|| Crossing {
            field: field.to_owned(),
            read_from: rules().filter(reads).flat_map(|rule| rule.from.clone()).collect(),
            written_to: line.to.clone(),
            arrives_in,
        })
    }
}

/// A name without its part.
fn of_part(name: &str) -> &str {
    name.split('.').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn crossings(read: &Value, written: &Value, fields: &Value) -> Vec<(String, String, Option<String>)> {
        let definition: SyncDefinition = serde_json::from_value(json!({
            "name": "n", "connection": "c", "stream": "s", "object": "customers", "direction": "both", "fields": fields,
            "mapping": {"version": 1, "object": "customers", "fields": read}, "outgoing": {"fields": written},
        }))
        .expect("a definition");
        definition.crossings().into_iter().map(|crossing| (crossing.field, crossing.written_to, crossing.arrives_in)).collect()
    }

    #[test]
    fn a_field_that_does_not_lead_back_is_found() {
        let read = json!([{"from": "FID", "to": "external_id"}, {"from": "FTEL", "to": "name"}, {"from": "FEmail", "to": "email"}]);
        let name = ("name".to_owned(), "FName".to_owned(), None);
        assert_eq!(crossings(&read, &json!([{"from": "name", "to": "FName"}, {"from": "email", "to": "FEmail"}]), &json!({})), [name]);
        let swapped = json!([{"from": "name", "to": "FEmail"}, {"from": "email", "to": "FTEL"}]);
        let found = crossings(&read, &swapped, &json!({}));
        let moved = |field: &str, to: &str, other: &str| (field.to_owned(), to.to_owned(), Some(other.to_owned()));
        assert_eq!(found, [moved("name", "FEmail", "email"), moved("email", "FTEL", "name")]);
        assert_eq!(crossings(&read, &swapped, &json!({"name": {"direction": "in"}, "email": {"direction": "out"}})), []);
    }

    #[test]
    fn columns_of_one_thing_parts_and_copies_are_fine() {
        let read = json!([
            {"from": "id", "to": "external_id"}, {"from": "FullName", "to": "name"}, {"from": ["area", "mobile"], "to": "phone"},
            {"from": "FOwner.FNumber", "to": "owner"}, {"from": "Email", "to": "email"},
        ]);
        let written = json!([
            {"from": "name.family", "to": "LastName"}, {"from": "name.given", "to": "FirstName"}, {"from": "phone", "to": "mobile"},
            {"from": "owner", "to": "FOwner"}, {"from": "email", "to": "Email"}, {"from": "email", "to": "EmailCopy"},
            {"from": "city", "to": "City"}, {"from": "id", "to": "Key"}, {"value": "web", "to": "Origin"},
            {"from": "name", "to": "Code", "only_create": true},
        ]);
        assert_eq!(crossings(&read, &written, &json!({})), []);
    }
}
