//! Values on the way out: from canonical JSON to what the vendor takes.

use connector::{LocalTime, Outgoing, WriteOutcome};
use serde_json::{Map, Value, json};

use crate::fields::{Column, Shape};

/// What is sent of a record's fields: several languages, and custom fields, in objects of their own. Null clears; what is not named stays.
///
/// # Errors
/// The outcome of a record that cannot be sent.
pub(crate) fn members(record: &Outgoing, columns: &[Column], zone: &LocalTime) -> Result<Map<String, Value>, WriteOutcome> {
    let mut members = Map::new();
    for (name, value) in &record.fields {
        let Some(column) = columns.iter().find(|column| column.info.name == *name) else {
            return Err(refused("field_unknown", "there is no such field", Some(name)));
        };
        if !column.info.creatable && !column.info.updatable {
            return Err(refused("field_read_only", "the field cannot be written through the API", Some(name)));
        }
        let value = sent(value, &column.shape, zone).map_err(|message| refused("value_not_sendable", message, Some(name)))?;
        match &column.shape {
            Shape::Part(field, language) => put(&mut members, field, language, value),
            Shape::Custom(group, code) => put(&mut members, group, code, value),
            Shape::Local if !value.is_null() => put(&mut members, name, "simplifiedName", value),
            _ => drop(members.insert(name.clone(), value)),
        }
    }
    Ok(members)
}

pub(crate) fn refused(code: &str, message: &str, field: Option<&str>) -> WriteOutcome {
    WriteOutcome::Refused { code: code.to_owned(), message: message.to_owned(), field: field.map(str::to_owned), may_pass: false }
}

/// Sets a member of an inner object.
fn put(members: &mut Map<String, Value>, outer: &str, inner: &str, value: Value) {
    let object = members.entry(outer).or_insert_with(|| json!({}));
    if !object.is_object() {
        *object = json!({});
    }
    object[inner] = value;
}

fn sent(value: &Value, shape: &Shape, zone: &LocalTime) -> Result<Value, &'static str> {
    match (shape, value) {
        (_, Value::Null) => Ok(Value::Null),
        (Shape::Time, Value::String(text)) => match model::parse_ms(text).or_else(|| zone.ms(text)) {
            Some(at_ms) => Ok(json!(zone.seconds_text(at_ms))),
            None => Err("the value is no moment"),
        },
        (Shape::Day, Value::String(text)) => match text.get(..10).filter(|day| zone.ms(day).is_some()) {
            Some(day) => Ok(json!(day)),
            None => Err("the value is no day"),
        },
        (Shape::Number, Value::Number(_)) => Ok(value.clone()),
        (Shape::Number, Value::String(text)) => match serde_json::from_str::<Value>(text.trim()) {
            // A number whose digits a double cannot hold goes as text, which the vendor takes as well.
            Ok(number @ Value::Number(_)) => {
                let digits = number.to_string();
                Ok(if digits == text.trim() { number } else { value.clone() })
            }
            Ok(_) | Err(_) => Err("the value is no number"),
        },
        (Shape::Boolean, Value::Bool(_)) => Ok(value.clone()),
        (Shape::Boolean, Value::String(text)) if matches!(text.as_str(), "true" | "false") => Ok(json!(text == "true")),
        (Shape::Json, Value::Array(_) | Value::Object(_)) => Ok(value.clone()),
        (Shape::Json, Value::String(text)) => serde_json::from_str(text).map_err(|_| "the value is no JSON"),
        (Shape::Text | Shape::Local | Shape::Part(..) | Shape::Custom(..), Value::String(_)) => Ok(value.clone()),
        (Shape::Text | Shape::Local | Shape::Part(..) | Shape::Custom(..), Value::Number(_) | Value::Bool(_)) => {
            Ok(json!(value.to_string()))
        }
        _ => Err("the value is of another kind than the field"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use connector::WriteOperation;

    #[test]
    fn values_become_the_vendors_objects_and_times() {
        let columns = crate::fields::known(crate::streams::kind("merchant").expect("a kind"));
        let mut columns: Vec<Column> = columns;
        let mut custom = columns.iter().find(|column| column.info.name == "email").cloned().expect("a column");
        (custom.info.name, custom.shape) =
            ("merchantCharacter__x".to_owned(), Shape::Custom("merchantCharacter".to_owned(), "x".to_owned()));
        columns.push(custom);
        let zone = LocalTime::named("Asia/Shanghai", "zone").expect("a zone");
        let with = |fields: Value| {
            let fields = fields.as_object().cloned().unwrap_or_default().into_iter().collect();
            let (record, idempotency_key) = ("1".to_owned(), String::new());
            let outgoing =
                Outgoing { operation: WriteOperation::Create, record, target_id: None, idempotency_key, fields, expected_version: None };
            members(&outgoing, &columns, &zone)
        };
        let sent = with(
            json!({ "name": "示例", "name.englishName": "Sample", "merchantCharacter__x": "y", "peopleNum": "12", "yearMoney": "1.10", "email": null }),
        );
        let wanted = json!({ "name": { "simplifiedName": "示例", "englishName": "Sample" }, "merchantCharacter": { "x": "y" }, "peopleNum": 12, "yearMoney": "1.10", "email": null });
        assert_eq!(sent.map(Value::Object), Ok(wanted));
        for (fields, code) in [
            (json!({ "nothing": 1 }), "field_unknown"),
            (json!({ "stopStatus": true }), "field_read_only"),
            (json!({ "peopleNum": "many" }), "value_not_sendable"),
        ] {
            assert!(matches!(with(fields), Err(WriteOutcome::Refused { code: told, .. }) if told == code), "{code}");
        }
        assert_eq!(super::sent(&json!("2026-01-05T08:00:00.000Z"), &Shape::Time, &zone), Ok(json!("2026-01-05 16:00:00")));
    }
}
