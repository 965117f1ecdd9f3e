//! The SQL that takes a field's value out of a stored document. Filters, sorting, indexes and views share it, so that an index
//! on a field serves them all.
//!
//! Names come from object definitions only, whose alphabet (`a-z 0-9 _`) needs no quoting. Expressions give NULL for a missing
//! value and, on PostgreSQL, for one that does not have the shape of its type.

use model::{Field, FieldType, Object, ObjectId, RecordId};

use crate::StoreError;
use crate::query::ListIndex;

/// How an expression compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SqlType {
    Text,
    /// 64-bit integers; also dates of change, versions, ids.
    Integer,
    /// Decimals and amounts: exact on PostgreSQL, binary floating point on SQLite, for comparison only.
    Number,
    Boolean,
}

/// Expression and type of one value of a field; `row` is the alias of the record table with a dot, or empty.
///
/// Of several values it is the first, the winning one.
pub(crate) fn value(row: &str, field: &Field, member: Option<&str>, postgres: bool) -> Result<(String, SqlType), StoreError> {
    let name = checked(&field.name)?;
    let doc = format!("{row}doc");
    let (path, kind) = match &field.field_type {
        FieldType::Text
        | FieldType::LongText
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Url
        | FieldType::Select { .. }
        | FieldType::Reference { .. }
        | FieldType::AutoNumber { .. }
        | FieldType::Json => (format!("({doc} ->> '{name}')"), SqlType::Text),
        FieldType::Integer => (format!("({doc} ->> '{name}')"), SqlType::Integer),
        FieldType::Decimal => (format!("({doc} ->> '{name}')"), SqlType::Number),
        FieldType::Boolean => (format!("({doc} ->> '{name}')"), SqlType::Boolean),
        FieldType::Money => {
            let member = checked(member.unwrap_or("amount"))?;
            let kind = if member == "amount" { SqlType::Number } else { SqlType::Text };
            (format!("({doc} -> '{name}' ->> '{member}')"), kind)
        }
        FieldType::Person => (format!("({doc} -> '{name}' ->> '{}')", checked(member.unwrap_or("full"))?), SqlType::Text),
        FieldType::Address => (format!("({doc} -> '{name}' ->> '{}')", checked(member.unwrap_or("text"))?), SqlType::Text),
        FieldType::Email | FieldType::Phone | FieldType::MultiSelect { .. } => (format!("({doc} -> '{name}' ->> 0)"), SqlType::Text),
    };
    Ok((typed(&path, kind, &field.field_type, postgres), kind))
}

fn typed(path: &str, kind: SqlType, field_type: &FieldType, postgres: bool) -> String {
    match (kind, postgres) {
        (SqlType::Text, true) => format!("({path} COLLATE \"C\")"),
        // Anything may stand in a JSON field; only its text form compares the same everywhere.
        (SqlType::Text, false) if *field_type == FieldType::Json => {
            // The arrow alone gives JSON, where `true` is not 1.
            let json = path.replacen("->>", "->", 1);
            format!("(CASE {json} WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST({path} AS TEXT) END)")
        }
        (SqlType::Text | SqlType::Integer | SqlType::Boolean, false) => path.to_owned(),
        (SqlType::Integer | SqlType::Number, true) => {
            format!("(CASE WHEN {path} ~ '^-?[0-9]+([.][0-9]+)?$' THEN {path}::numeric END)")
        }
        (SqlType::Number, false) => format!("CAST({path} AS REAL)"),
        (SqlType::Boolean, true) => format!("(CASE {path} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END)"),
    }
}

/// The text of a moment that is kept in milliseconds, in the form in which documents hold moments.
pub(crate) fn moment(ms: &str, postgres: bool) -> String {
    if postgres {
        format!("(to_char(to_timestamp({ms} / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') COLLATE \"C\")")
    } else {
        format!("strftime('%Y-%m-%dT%H:%M:%fZ', {ms} / 1000.0, 'unixepoch')")
    }
}

/// A table expression with one row and one column `item` per value of a field that holds several.
pub(crate) fn items(row: &str, field: &Field, alias: &str, postgres: bool) -> Result<String, StoreError> {
    let name = checked(&field.name)?;
    let part = format!("{row}doc -> '{name}'");
    Ok(if postgres {
        format!(
            "json_array_elements_text(CASE json_typeof({part}) WHEN 'array' THEN {part} WHEN 'object' THEN '[]'::json \
             WHEN 'null' THEN '[]'::json ELSE json_build_array({part}) END) AS {alias}(item)"
        )
    } else {
        format!(
            "(SELECT CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE atom END AS item FROM json_each({part}) \
             WHERE json_type({part}) <> 'object') AS {alias}"
        )
    })
}

/// True where the type may hold several values.
pub(crate) fn has_items(field: &Field) -> bool {
    field.is_multi() || field.field_type == FieldType::Json
}

/// The records of an object, as a condition. Written out, not bound: only then partial indexes are used.
pub(crate) fn object_range(row: &str, object: &Object) -> String {
    let (low, high) = RecordId::range(object.id);
    format!("{row}id >= {low} AND {row}id < {high}")
}

/// The same as arithmetic on the id. SQLite would rather walk this range than an index on another value; asked this way it
/// cannot, and the partial indexes are made with the same words.
pub(crate) fn object_mark(row: &str, object: &Object) -> String {
    let shift = RecordId::new(ObjectId(1), 0).0.trailing_zeros();
    format!("({row}id >> {shift}) = {}", object.id)
}

/// Statement that builds an index.
pub(crate) fn index_create(object: &Object, index: ListIndex, postgres: bool) -> Result<String, StoreError> {
    let expression = match index {
        ListIndex::Field(field) => {
            let field = object.field_by_id(field).ok_or(StoreError::Invalid("the object has no such field"))?;
            value("", field, None, postgres)?.0
        }
        ListIndex::UpdatedAt => "updated_ms".to_owned(),
    };
    let name = index_name(object, index);
    // SQLite ends every index with the id by itself.
    let (columns, object) =
        if postgres { (format!("({expression}), id"), object_range("", object)) } else { (expression, object_mark("", object)) };
    Ok(format!("CREATE INDEX IF NOT EXISTS {name} ON record ({columns}) WHERE {object}"))
}

/// Statement that drops an index.
pub(crate) fn index_drop(object: &Object, index: ListIndex) -> String {
    format!("DROP INDEX IF EXISTS {}", index_name(object, index))
}

/// Name of an index.
pub(crate) fn index_name(object: &Object, index: ListIndex) -> String {
    match index {
        ListIndex::Field(field) => format!("record_field_{}_{field}", object.id),
        ListIndex::UpdatedAt => format!("record_field_{}_updated", object.id),
    }
}

/// Refuses anything that could leave its quotes: definitions are checked when they are made, this is the second lock.
pub(crate) fn checked(name: &str) -> Result<&str, StoreError> {
    let fits = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if fits { Ok(name) } else { Err(StoreError::Invalid("a name is not snake_case")) }
}
