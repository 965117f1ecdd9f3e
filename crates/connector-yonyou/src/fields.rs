//! The columns of one kind: those of the vendor's pages, custom fields, and what the tenant's own records have beyond them.

use std::borrow::Cow;

use connector::{ConnectorError, FieldInfo, FieldKind, StreamCapabilities};
use serde_json::{Value, json};

use crate::client::Api;
use crate::listing;
use crate::streams::{Kind, List, Since, Write};
use crate::wire::{Members, Record, seen};

pub(crate) const ID: &str = "id";
/// Custom fields of customers stand in an object of this name.
const CUSTOM: &str = "merchantCharacter";
/// Records that are looked at for columns beyond those that are known.
const LOOKED_AT: u64 = 20;
/// Columns that are found out at most.
const FOUND_MAX: usize = 300;
/// Texts of customers' fields.
const TEXT_MAX: u32 = 2_000;

/// Where a column's value stands in a record, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    Number,
    Boolean,
    Day,
    Time,
    Json,
    /// The Chinese text of several languages.
    Local,
    /// Another language of the field of this name: field and language.
    Part(String, String),
    /// A custom field: its object and its name in there.
    Custom(String, String),
}

/// One column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub info: FieldInfo,
    pub shape: Shape,
    /// Lists do not show it, so that it is written and not read.
    pub is_write_only: bool,
}

impl Column {
    /// Members of a record in which its value may stand.
    pub fn members(&self) -> impl Iterator<Item = &str> {
        let beside = match &self.shape {
            Shape::Part(field, _) => Some(field.as_str()),
            Shape::Custom(group, _) => Some(group.as_str()),
            Shape::Text | Shape::Number | Shape::Boolean | Shape::Day | Shape::Time | Shape::Json | Shape::Local => None,
        };
        beside.into_iter().chain([self.info.name.as_str()])
    }
}

/// All columns of a kind, and whether it has any records.
pub(crate) fn columns(api: &Api, kind: &Kind) -> Result<(Vec<Column>, bool), ConnectorError> {
    let mut had_some = false;
    let mut columns = known(kind);
    if kind.list == List::Customers {
        columns.extend(custom_of_customers(api)?);
    }
    if kind.list != List::Contacts {
        let sample = listing::page(api, kind, &listing::Wanted::default(), 1, LOOKED_AT)?;
        let records = sample.listed()?.records(kind)?;
        had_some = !records.is_empty();
        without_missing(&mut columns, &records);
        found(&mut columns, &records, kind);
    }
    Ok((columns, had_some))
}

/// Columns of the vendor's pages.
pub(crate) fn known(kind: &Kind) -> Vec<Column> {
    kind.fields.lines().map(column).collect()
}

fn column(line: &str) -> Column {
    let mut parts = line.split('|');
    let mut part = || parts.next().unwrap_or_default();
    let (name, label, kind, flags) = (part(), part(), part(), part());
    let (field_kind, shape) = match kind {
        "int" => (FieldKind::Integer, Shape::Number),
        "dec" => (FieldKind::Decimal, Shape::Number),
        "bool" => (FieldKind::Boolean, Shape::Boolean),
        "day" => (FieldKind::Date, Shape::Day),
        "time" => (FieldKind::Datetime, Shape::Time),
        "json" => (FieldKind::Json, Shape::Json),
        "local" => (FieldKind::Text, Shape::Local),
        "part" => {
            let (field, language) = name.split_once('.').unwrap_or((name, ""));
            (FieldKind::Text, Shape::Part(field.to_owned(), language.to_owned()))
        }
        _ if kind.starts_with("ref=") => (FieldKind::Reference, Shape::Text),
        _ => (FieldKind::Text, Shape::Text),
    };
    let is_text = field_kind == FieldKind::Text && kind != "id";
    let info = FieldInfo {
        name: name.to_owned(),
        label: label.to_owned(),
        kind: field_kind,
        required: flags.contains('r'),
        creatable: flags.contains('c'),
        updatable: flags.contains('u'),
        is_lookup_key: flags.contains('k') || kind == "id",
        length_max: if is_text { TEXT_MAX } else { 0 },
        references: kind.strip_prefix("ref=").map(str::to_owned).into_iter().collect(),
        ..FieldInfo::default()
    };
    Column { info, shape, is_write_only: flags.contains('w') }
}

/// What the tenant defined for customers. An app that is not authorised for the definitions does without them.
fn custom_of_customers(api: &Api) -> Result<Vec<Column>, ConnectorError> {
    let answer: Value = match api.ask("/yonbip/digitalModel/merchant/api/getCustomerDefine", &json!({})) {
        Ok(answer) => answer,
        Err(ConnectorError::Forbidden { .. } | ConnectorError::NotFound { .. }) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let one = |defined: &Value| {
        let code = defined["code"].as_str().filter(|code| !code.is_empty())?;
        let label = defined["name"].as_str().unwrap_or(code);
        Some(custom(&format!("{CUSTOM}__{code}"), label))
    };
    Ok(answer.as_array().into_iter().flatten().filter_map(one).take(FOUND_MAX).collect())
}

fn custom(name: &str, label: &str) -> Column {
    let (group, code) = name.split_once("__").unwrap_or((name, ""));
    let info = FieldInfo { creatable: true, updatable: true, ..plain(name, label, FieldKind::Text) };
    Column { info, shape: Shape::Custom(group.to_owned(), code.to_owned()), is_write_only: false }
}

fn plain(name: &str, label: &str, kind: FieldKind) -> FieldInfo {
    FieldInfo { name: name.to_owned(), label: label.to_owned(), kind, ..FieldInfo::default() }
}

/// Takes away what the vendor's pages name and this tenant's records do not have: reading it as empty would clear values. Only where records
/// show that empty members are written, for otherwise nothing tells a missing field from an empty one.
fn without_missing(columns: &mut Vec<Column>, records: &[Record]) {
    let writes_nulls = records.iter().any(|record| record.values().any(|raw| raw.get() == "null"));
    if writes_nulls {
        columns.retain(|column| {
            let is_plain = !column.is_write_only && !matches!(column.shape, Shape::Part(..) | Shape::Custom(..));
            !is_plain || records.iter().any(|record| record.contains_key(&column.info.name))
        });
    }
}

/// Adds what records have beyond the columns that are known: custom fields, which can be written, and others, which cannot.
fn found(columns: &mut Vec<Column>, records: &[Record], kind: &Kind) {
    let mut names: Vec<(&String, &str)> = records.iter().flatten().map(|(name, raw)| (name, raw.get())).collect();
    names.sort_by(|one, other| one.0.cmp(other.0));
    for (name, json) in names {
        let is_known = columns.iter().any(|column| column.info.name == *name);
        if name == CUSTOM {
            custom_in(columns, json);
        }
        if is_known || name == CUSTOM || columns.len() >= FOUND_MAX {
            continue;
        }
        let is_custom = name.contains("Character__") && kind.write != Write::Nothing;
        columns.push(if is_custom { custom(name, name) } else { of_value(name, json) });
    }
}

/// Custom fields that a customer has although no definition was told.
fn custom_in(columns: &mut Vec<Column>, json: &str) {
    let codes = serde_json::from_str::<Record>(json).unwrap_or_default();
    for name in codes.keys().map(|code| format!("{CUSTOM}__{code}")) {
        if columns.len() < FOUND_MAX && columns.iter().all(|column| column.info.name != name) {
            columns.push(custom(&name, &name));
        }
    }
}

fn of_value(name: &str, json: &str) -> Column {
    let (kind, shape) = match json.as_bytes().first() {
        Some(b'{') if json.contains("simplifiedName") => (FieldKind::Text, Shape::Local),
        Some(b'{' | b'[') => (FieldKind::Json, Shape::Json),
        Some(b't' | b'f') => (FieldKind::Boolean, Shape::Boolean),
        // A number of many digits is an id.
        Some(b'-' | b'0'..=b'9') if json.len() > 15 && !json.contains('.') => (FieldKind::Text, Shape::Text),
        Some(b'-' | b'0'..=b'9') => (FieldKind::Decimal, Shape::Number),
        _ => (FieldKind::Text, Shape::Text),
    };
    Column { info: plain(name, name, kind), shape, is_write_only: false }
}

/// The time of change of a record, as the tenant writes it; of its making where it never changed.
pub(crate) fn stamp_of(record: &impl Members) -> Option<Cow<'_, str>> {
    ["pubts", "modifyTime", "createTime"].iter().find_map(|name| seen(record, name))
}

/// What can be done with a kind.
pub(crate) fn capabilities(kind: &Kind, has_events: bool, may_delete: bool) -> StreamCapabilities {
    let since = match kind.list {
        List::Customers | List::Contacts => true,
        List::Paged { since, .. } => since != Since::Never,
    };
    let is_writable = kind.write != Write::Nothing;
    let (idempotent, deletes) = match kind.write {
        Write::Customers => (true, may_delete),
        Write::Contacts => (false, true),
        Write::Records(saving) => (saving.is_idempotent, saving.steps.is_some()),
        Write::Nothing => (false, false),
    };
    let is_customers = kind.write == Write::Customers;
    StreamCapabilities {
        full: true,
        incremental: since,
        // An event may be lost and a list says nothing, so that comparing everything is what finds them.
        deletes: false,
        reconcile: true,
        push: has_events && crate::push::is_told(kind.name),
        fetch: is_customers || (kind.detail.is_some() && kind.list != List::Contacts),
        create: is_writable,
        update: is_writable,
        delete: deletes,
        upsert_by_key: is_customers,
        idempotency_key: idempotent,
        find: is_customers,
        write_if_unchanged: false,
        write_records_max: if is_writable { crate::customer_target::RECORDS_MAX } else { 0 },
        write_bulk_from: 0,
        version_precision_ms: 1_000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::streams::KINDS;

    #[test]
    fn every_line_of_fields_is_understood() {
        for kind in KINDS {
            let columns = known(kind);
            assert_eq!(columns[0].info.name, ID, "{}", kind.name);
            assert!(columns.iter().all(|column| !column.info.label.is_empty()), "{}", kind.name);
            let mut names: Vec<&String> = columns.iter().map(|column| &column.info.name).collect();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), columns.len(), "{}", kind.name);
        }
    }

    #[test]
    fn what_no_record_has_is_missing_only_where_empty_members_are_written() {
        let records = |json: &str| serde_json::from_str::<Vec<Record>>(json).expect("JSON");
        let count = |json: &str| {
            let mut columns = known(crate::streams::kind("sact").expect("a kind"));
            without_missing(&mut columns, &records(json));
            columns.len()
        };
        let all = known(crate::streams::kind("sact").expect("a kind")).len();
        assert_eq!(count(r#"[{"id":"1","code":null}]"#), 2);
        assert_eq!((count(r#"[{"id":"1","code":"x"}]"#), count("[]")), (all, all));
    }

    #[test]
    fn what_records_have_beyond_the_pages_becomes_columns() {
        let kind = crate::streams::kind("oppt").expect("a kind");
        let record: Record = serde_json::from_str(
            r#"{"id":"1","opptDefineCharacter__x":"y","extra":12.5,"other_id":1531204905066758145,"more":{"simplifiedName":"z"},"name":"n"}"#,
        )
        .expect("JSON");
        let mut columns = known(kind);
        let before = columns.len();
        found(&mut columns, &[record], kind);
        let new: Vec<(&str, FieldKind, bool)> =
            columns[before..].iter().map(|column| (column.info.name.as_str(), column.info.kind, column.info.updatable)).collect();
        assert_eq!(
            new,
            [
                ("extra", FieldKind::Decimal, false),
                ("more", FieldKind::Text, false),
                ("opptDefineCharacter__x", FieldKind::Text, true),
                ("other_id", FieldKind::Text, false)
            ]
        );
    }
}
