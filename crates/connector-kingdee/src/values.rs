//! Values on the way out: from canonical JSON to what the vendor takes.

use connector::LocalTime;
use serde_json::{Value, json};

use crate::fields::Shape;

/// Why a value cannot be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NotSendable {
    pub code: &'static str,
    pub message: &'static str,
}

/// The value for a field of this shape.
///
/// # Errors
/// [`NotSendable`] where the vendor would refuse or misunderstand it.
pub(crate) fn outgoing(value: &Value, shape: Shape, zone: &LocalTime) -> Result<Value, NotSendable> {
    let refuse = |code, message| Err(NotSendable { code, message });
    match (shape, value) {
        (Shape::Link | Shape::LinkPart | Shape::State, _) => {
            refuse("not_writable", "the field cannot be written; write the number of the record")
        }
        (Shape::LinkNumber, Value::Null) => Ok(json!({ "FNumber": "" })),
        (Shape::LinkNumber, value) => Ok(json!({ "FNumber": crate::wire::plain(value) })),
        (Shape::Text | Shape::Time | Shape::Moment, Value::Null) => Ok(json!("")),
        (Shape::Lines, Value::String(text)) => match serde_json::from_str(text) {
            Ok(lines @ Value::Array(_)) => Ok(lines),
            Ok(_) | Err(_) => refuse("not_lines", "the value is no list of lines"),
        },
        (Shape::Lines, Value::Array(_)) => Ok(value.clone()),
        (Shape::Lines, _) => refuse("not_lines", "the value is no list of lines"),
        (Shape::Integer | Shape::Decimal, Value::String(text)) => match serde_json::from_str::<Value>(text.trim()) {
            Ok(number @ Value::Number(_)) => Ok(number),
            Ok(_) | Err(_) if text.trim().is_empty() => Ok(Value::Null),
            Ok(_) | Err(_) => refuse("not_a_number", "the value is no number"),
        },
        (Shape::Flag, Value::String(text)) => match text.as_str() {
            "true" | "1" => Ok(json!(true)),
            "false" | "0" => Ok(json!(false)),
            _ => refuse("not_a_boolean", "the value is neither true nor false"),
        },
        (Shape::Time | Shape::Moment, Value::String(text)) => match zone.ms(text) {
            Some(_) if !text.contains(['T', ' ']) => Ok(json!(text)),
            Some(at) => Ok(json!(zone.text(at).get(..19).unwrap_or_default())),
            None => refuse("not_a_date", "the value is no time"),
        },
        (Shape::Text, Value::Number(_) | Value::Bool(_)) => Ok(json!(value.to_string())),
        (Shape::Text, Value::Array(items)) => Ok(json!(items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; "))),
        (Shape::Text, Value::Object(_)) => Ok(json!(value.to_string())),
        (_, _) => Ok(value.clone()),
    }
}
