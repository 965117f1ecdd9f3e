//! Values on the way out: from canonical JSON to what the vendor takes.

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
pub(crate) fn outgoing(value: &Value, shape: Shape) -> Result<Value, NotSendable> {
    let refuse = |code, message| Err(NotSendable { code, message });
    match (shape, value) {
        (Shape::Nothing | Shape::Json, _) => refuse("not_writable", "the field cannot be written in this way"),
        (_, Value::Null) => Ok(Value::Null),
        (Shape::Integer | Shape::Decimal, Value::String(text)) => match serde_json::from_str::<Value>(text.trim()) {
            Ok(number @ Value::Number(_)) => Ok(number),
            Ok(_) | Err(_) if text.trim().is_empty() => Ok(Value::Null),
            Ok(_) | Err(_) => refuse("not_a_number", "the value is no number"),
        },
        (Shape::LargeInteger, Value::Number(_)) => Ok(json!(value.to_string())),
        (Shape::Boolean, Value::String(text)) => match text.as_str() {
            "true" => Ok(json!(true)),
            "false" => Ok(json!(false)),
            _ => refuse("not_a_boolean", "the value is neither true nor false"),
        },
        // A moment without fraction, with an offset: the letter for none is not understood everywhere.
        (Shape::Datetime, Value::String(text)) => {
            let moment = if text.contains('T') { model::parse_ms(text) } else { model::parse_ms(&format!("{text}T00:00:00Z")) };
            match moment {
                Some(at) => Ok(json!(format!("{}+00:00", model::format_ms(at).chars().take(19).collect::<String>()))),
                None => refuse("not_a_date", "the value is no moment"),
            }
        }
        (Shape::Date, Value::String(text)) => {
            let day: String = text.chars().take(10).collect();
            let is_day = model::parse_ms(&format!("{day}T00:00:00Z")).is_some();
            if is_day { Ok(json!(day)) } else { refuse("not_a_date", "the value is no day") }
        }
        (Shape::Choices, Value::String(_)) => Ok(json!([value])),
        (Shape::Link, Value::String(id)) => Ok(json!({ "id": id })),
        (Shape::Text | Shape::LongText | Shape::Choice | Shape::Link, Value::Number(_) | Value::Bool(_)) => Ok(json!(value.to_string())),
        (Shape::Text | Shape::LongText, Value::Array(items)) => {
            Ok(json!(items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")))
        }
        (_, _) => Ok(value.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_what_the_vendor_takes() {
        for (shape, value, expected) in [
            (Shape::Datetime, json!("2024-05-06T07:08:09.123Z"), json!("2024-05-06T07:08:09+00:00")),
            (Shape::Datetime, json!("2024-05-06"), json!("2024-05-06T00:00:00+00:00")),
            (Shape::Date, json!("2024-05-06T07:08:09.000Z"), json!("2024-05-06")),
            (Shape::Integer, json!("7"), json!(7)),
            (Shape::Decimal, json!("12.50"), serde_json::from_str("12.50").expect("number")),
            (Shape::LargeInteger, json!(900_719_925_474_099_312_u64), json!("900719925474099312")),
            (Shape::Choices, json!("Tea"), json!(["Tea"])),
            (Shape::Link, json!("12"), json!({ "id": "12" })),
            (Shape::Boolean, json!("true"), json!(true)),
            (Shape::Text, json!(3), json!("3")),
            (Shape::Link, Value::Null, Value::Null),
        ] {
            assert_eq!(outgoing(&value, shape), Ok(expected), "{shape:?} {value}");
        }
        for (shape, value) in
            [(Shape::Datetime, json!("soon")), (Shape::Integer, json!("x")), (Shape::Boolean, json!("x")), (Shape::Nothing, json!(1))]
        {
            assert!(outgoing(&value, shape).is_err(), "{shape:?} {value}");
        }
    }
}
