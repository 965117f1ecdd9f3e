//! A SQL view per object, for reports: one plain typed column per field, live records only.

use model::{FieldType, Object};

use crate::field_sql::{self, SqlType};

/// Fewer than either database allows in a view.
const COLUMNS_MAX: usize = 1_500;

/// Statement that drops the view of an object.
pub(crate) fn drop(object: &Object) -> String {
    format!("DROP VIEW IF EXISTS \"{}\"", name(object))
}

/// Statement that makes the view of an object.
pub(crate) fn create(object: &Object, postgres: bool) -> String {
    let moment = |column: &str| {
        if postgres {
            format!("to_timestamp({column} / 1000.0)")
        } else {
            format!("strftime('%Y-%m-%dT%H:%M:%fZ', {column} / 1000.0, 'unixepoch')")
        }
    };
    let mut columns = vec![("id".to_owned(), "id".to_owned()), ("version".to_owned(), "version".to_owned())];
    columns.push(("updated_at".to_owned(), moment("updated_ms")));
    for field in object.live_fields() {
        let members: &[Option<&str>] = match &field.field_type {
            FieldType::Money => &[None, Some("currency")],
            FieldType::Text
            | FieldType::LongText
            | FieldType::Integer
            | FieldType::Decimal
            | FieldType::Boolean
            | FieldType::Date
            | FieldType::Datetime
            | FieldType::Email
            | FieldType::Phone
            | FieldType::Url
            | FieldType::Select { .. }
            | FieldType::MultiSelect { .. }
            | FieldType::Reference { .. }
            | FieldType::Person
            | FieldType::Address
            | FieldType::Json
            | FieldType::AutoNumber { .. } => &[None],
        };
        for member in members {
            let Ok((expression, kind)) = field_sql::value("", field, *member, postgres) else { continue };
            let column = member.map_or_else(|| field.name.clone(), |member| format!("{}_{member}", field.name));
            if columns.len() < COLUMNS_MAX && !columns.iter().any(|(known, _)| *known == column) {
                columns.push((column, shown(&expression, kind, &field.field_type, postgres)));
            }
        }
    }
    let list: Vec<String> = columns.iter().map(|(column, expression)| format!("{expression} AS \"{column}\"")).collect();
    format!(
        "CREATE VIEW \"{}\" AS SELECT {} FROM record WHERE {} AND state = 0",
        name(object),
        list.join(", "),
        field_sql::object_range("", object)
    )
}

fn name(object: &Object) -> String {
    format!("v_{}", object.name)
}

/// PostgreSQL readers expect its own types for yes/no, ids and whole numbers.
fn shown(expression: &str, kind: SqlType, field_type: &FieldType, postgres: bool) -> String {
    match (kind, postgres) {
        (SqlType::Boolean, true) => format!("({expression} = 1)"),
        (SqlType::Integer, true) => format!("({expression})::bigint"),
        (SqlType::Text, _) if matches!(field_type, FieldType::Reference { .. }) && postgres => {
            format!("(CASE WHEN {expression} ~ '^[0-9]{{1,18}}$' THEN ({expression})::bigint END)")
        }
        (SqlType::Text, _) if matches!(field_type, FieldType::Reference { .. }) => format!("CAST({expression} AS INTEGER)"),
        (SqlType::Text | SqlType::Number | SqlType::Boolean | SqlType::Integer, _) => expression.to_owned(),
    }
}
