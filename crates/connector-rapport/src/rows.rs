//! Fields and records of the other installation as columns and rows.

use std::sync::Arc;

use connector::{FieldInfo, FieldKind, StreamShape};
use model::{CellKind, RecordBatch, Removal, RemovalKind};
use serde_json::Value;

pub(crate) const ID: &str = "id";
pub(crate) const UPDATED_AT: &str = "updated_at";
const CREATED_AT: &str = "created_at";

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The fields of an object's definition, with those that every record has.
pub(crate) fn fields(object: &Value) -> Vec<FieldInfo> {
    let own = |name: &str, kind| FieldInfo { name: name.to_owned(), label: name.to_owned(), kind, ..FieldInfo::default() };
    let mut fields = vec![FieldInfo { is_lookup_key: true, ..own(ID, FieldKind::Text) }, own(UPDATED_AT, FieldKind::Datetime)];
    let defined = object["fields"].as_array().into_iter().flatten().filter(|field| field["archived"] != true);
    fields.extend(defined.map(|field| {
        let options = field["options"].as_array().into_iter().flatten().map(|option| text(&option["value"]));
        let kind = kind_of(field["type"].as_str().unwrap_or_default());
        let is_ours = text(&field["name"]) == CREATED_AT || field["type"] == "auto_number";
        FieldInfo {
            name: text(&field["name"]),
            label: text(&field["label"]["en"]),
            kind,
            required: field["required"] == true,
            creatable: !is_ours,
            updatable: !is_ours,
            is_lookup_key: field["unique"] == true || field["match_key"].is_string(),
            options: options.take(1_000).collect(),
            references: field["to"].as_str().map(str::to_owned).into_iter().collect(),
            ..FieldInfo::default()
        }
    }));
    fields
}

fn kind_of(name: &str) -> FieldKind {
    match name {
        "integer" => FieldKind::Integer,
        "decimal" => FieldKind::Decimal,
        "boolean" => FieldKind::Boolean,
        "date" => FieldKind::Date,
        "datetime" => FieldKind::Datetime,
        "select" => FieldKind::Select,
        "multi_select" => FieldKind::MultiSelect,
        "reference" => FieldKind::Reference,
        // Several values travel as a list.
        "email" | "phone" | "money" | "person" | "address" | "json" => FieldKind::Json,
        _ => FieldKind::Text,
    }
}

/// The shape of a stream whose columns are these fields, or the wanted ones of them.
pub(crate) fn shape(fields: &[FieldInfo], wanted: &[String]) -> StreamShape {
    let is_wanted = |name: &str| wanted.is_empty() || name == ID || name == UPDATED_AT || wanted.iter().any(|known| known == name);
    let fields: Vec<FieldInfo> = fields.iter().filter(|field| is_wanted(&field.name)).cloned().collect();
    StreamShape {
        columns: fields.iter().map(|field| field.name.clone()).collect(),
        fields: fields.into(),
        key_column: Some(ID.to_owned()),
        version_column: Some(UPDATED_AT.to_owned()),
        ..StreamShape::default()
    }
}

pub(crate) fn begin(shape: &StreamShape, into: &mut RecordBatch) {
    into.reset(Arc::clone(&shape.columns));
}

/// Adds a record.
pub(crate) fn push(shape: &StreamShape, record: &Value, number: u64, into: &mut RecordBatch) {
    for column in shape.columns.iter() {
        match &record[column] {
            Value::Null => into.push_cell(CellKind::Empty, ""),
            Value::String(text) if text.is_empty() => into.push_cell(CellKind::Empty, ""),
            Value::String(text) => into.push_cell(CellKind::Text, text),
            Value::Bool(flag) => into.push_cell(CellKind::Boolean, if *flag { "true" } else { "false" }),
            Value::Number(number) => into.push_cell(CellKind::Number, &number.to_string()),
            // Several values: one is shown as itself, as other systems would.
            Value::Array(list) => match list.as_slice() {
                [] => into.push_cell(CellKind::Empty, ""),
                [Value::String(only)] => into.push_cell(CellKind::Text, only),
                _ => into.push_cell(CellKind::Json, &record[column].to_string()),
            },
            Value::Object(_) => into.push_cell(CellKind::Json, &record[column].to_string()),
        }
    }
    into.finish_row(number);
}

/// Tells of a record that is gone, or was merged into another.
pub(crate) fn push_removal(id: &str, winner: Option<&String>, number: u64, into: &mut RecordBatch) {
    let kind = winner.map_or(RemovalKind::Deleted, |winner| RemovalKind::MergedInto(winner.clone()));
    into.push_removal(Removal { number, external_id: id.to_owned(), at_ms: None, kind });
}
