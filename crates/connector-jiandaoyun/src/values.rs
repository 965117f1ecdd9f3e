//! Values on the way out: from canonical JSON to what the vendor takes inside `{"value": …}`.

use connector::ConnectorError;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use crate::fields::Shape;

/// Where days without a time lie.
#[derive(Clone, Debug)]
pub(crate) struct Zone(TimeZone);

impl Zone {
    pub fn new(name: &str) -> Result<Self, ConnectorError> {
        let wrong =
            |_| ConnectorError::Setting { setting: "zone".to_owned(), reason: "write an IANA name such as Asia/Shanghai".to_owned() };
        TimeZone::get(name).map(Self).map_err(wrong)
    }

    /// The beginning of a day as a moment in UTC.
    fn start_of(&self, day: &str) -> Option<String> {
        let day: Date = day.parse().ok()?;
        let at = day.to_zoned(self.0.clone()).ok()?;
        Some(model::format_ms(at.timestamp().as_millisecond()))
    }
}

/// Why a value cannot be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NotSendable {
    pub code: &'static str,
    pub message: &'static str,
}

/// The value for a widget of this shape.
///
/// # Errors
/// [`NotSendable`] where the vendor would refuse or misunderstand it.
pub(crate) fn outgoing(value: &Value, shape: Shape, zone: &Zone) -> Result<Value, NotSendable> {
    let refuse = |code, message| Err(NotSendable { code, message });
    match (shape, value) {
        (Shape::Files | Shape::LinkData | Shape::Computed | Shape::Nothing, _) => {
            refuse("not_writable", "the form's field cannot be written through the API")
        }
        // `null` and empty text are refused for moments, and nothing else is documented.
        (Shape::Datetime, Value::Null) => refuse("date_cannot_be_cleared", "the API offers no way to clear a date"),
        (Shape::Choices | Shape::Users | Shape::Departments | Shape::Rows, Value::Null) => Ok(json!([])),
        (Shape::Phone, Value::Null) => Ok(json!({ "phone": "" })),
        (Shape::Number | Shape::User | Shape::Department | Shape::Lookup, Value::Null) => Ok(Value::Null),
        (Shape::Text | Shape::Choice | Shape::RichText | Shape::Address, Value::Null) => Ok(json!("")),
        (Shape::Datetime, Value::String(text)) => {
            let moment = if text.contains('T') { model::parse_ms(text).map(model::format_ms) } else { zone.start_of(text) };
            match moment {
                Some(moment) => Ok(Value::String(moment)),
                None => refuse("not_a_date", "the value is no date"),
            }
        }
        (Shape::Number, Value::String(text)) => match serde_json::from_str::<Value>(text) {
            Ok(number @ Value::Number(_)) => Ok(number),
            Ok(_) | Err(_) => refuse("not_a_number", "the value is no number"),
        },
        (Shape::Phone, Value::String(text)) => Ok(json!({ "phone": without_prefix(text) })),
        (Shape::Choices | Shape::Users | Shape::Departments, Value::String(_) | Value::Number(_)) => Ok(json!([value])),
        (Shape::Department, Value::String(text)) => match text.parse::<i64>() {
            Ok(number) => Ok(json!(number)),
            Err(_) => refuse("not_a_department", "a department is written as its number"),
        },
        (Shape::Text | Shape::Choice | Shape::RichText | Shape::User | Shape::Lookup, Value::Number(_) | Value::Bool(_)) => {
            Ok(Value::String(value.to_string()))
        }
        (Shape::Rows, Value::String(text)) => match serde_json::from_str::<Value>(text) {
            Ok(rows @ Value::Array(_)) => Ok(rows),
            Ok(_) | Err(_) => refuse("not_rows", "a sub-form takes a list of rows"),
        },
        (_, _) => Ok(value.clone()),
    }
}

/// The vendor's phone field is made for numbers of China and holds them without a country code.
fn without_prefix(phone: &str) -> &str {
    phone.strip_prefix("+86").unwrap_or(phone)
}

/// Puts the parts of a compound value together: `{"value": {"province": …}}`.
pub(crate) fn add_part(data: &mut Map<String, Value>, key: &str, part: &str, value: &Value) {
    let holder = data.entry(key.to_owned()).or_insert_with(|| json!({ "value": {} }));
    if let Some(parts) = holder.get_mut("value").and_then(Value::as_object_mut) {
        parts.insert(part.to_owned(), if value.is_null() { json!("") } else { value.clone() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_what_the_vendor_takes() {
        let zone = Zone::new("Asia/Shanghai").expect("zone");
        let cases = [
            (Shape::Datetime, json!("2024-05-06"), json!("2024-05-05T16:00:00.000Z")),
            (Shape::Datetime, json!("2024-05-06T07:08:09.000Z"), json!("2024-05-06T07:08:09.000Z")),
            (Shape::Number, json!("12.50"), serde_json::from_str("12.50").expect("number")),
            (Shape::Phone, json!("+8613800138000"), json!({ "phone": "13800138000" })),
            (Shape::Phone, json!("+14155550100"), json!({ "phone": "+14155550100" })),
            (Shape::Choices, json!("甲"), json!(["甲"])),
            (Shape::Choices, Value::Null, json!([])),
            (Shape::Text, Value::Null, json!("")),
            (Shape::Text, json!(3), json!("3")),
            (Shape::Department, json!("7"), json!(7)),
        ];
        for (shape, value, expected) in cases {
            assert_eq!(outgoing(&value, shape, &zone), Ok(expected), "{shape:?} {value}");
        }
        for (shape, value) in
            [(Shape::Datetime, Value::Null), (Shape::Datetime, json!("soon")), (Shape::Number, json!("x")), (Shape::Computed, json!("1"))]
        {
            assert!(outgoing(&value, shape, &zone).is_err(), "{shape:?} {value}");
        }
    }

    #[test]
    fn parts_of_an_address_travel_together() {
        let mut data = Map::new();
        add_part(&mut data, "addr", "province", &json!("上海市"));
        add_part(&mut data, "addr", "detail", &Value::Null);
        assert_eq!(Value::Object(data), json!({ "addr": { "value": { "province": "上海市", "detail": "" } } }));
    }
}
