//! Values of widgets: how they are shown, and what is taken in their place.
//!
//! Cells hold what is written: user names, department numbers, plain texts of phones are allowed there. What is shown is made
//! from that.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::reply::Code;
use super::staff::{is_department, is_member, push_department, push_member};
use crate::clock::{iso_ms, parse_iso};
use crate::fragment::{NULL, as_text, members, push_quoted, quoted, value};
use crate::table::Field;

/// File addresses are good for so long, in milliseconds: 15 days.
const FILE_LIFE_MS: i64 = 15 * 86_400_000;

/// Appends the value of a widget as records show it.
pub(super) fn push_shown(out: &mut String, field: &Field, fragment: &str, now_ms: i64) {
    match field.type_name.as_str() {
        // An empty value looks different for each kind.
        "text" | "textarea" | "radiogroup" | "combo" | "sn" | "lookup" if fragment == NULL => out.push_str("\"\""),
        "checkboxgroup" | "combocheck" | "usergroup" | "deptgroup" | "subform" | "image" | "upload" if fragment == NULL => {
            out.push_str("[]");
        }
        _ if fragment == NULL => out.push_str(NULL),
        "phone" if fragment.starts_with('"') => out.push_str(&format!("{{\"phone\":{fragment},\"verified\":false}}")),
        "user" => push_member(out, &as_text(fragment)),
        "dept" => push_department(out, as_text(fragment).parse().unwrap_or(0)),
        "usergroup" => push_list(out, fragment, |out, one| push_member(out, one.as_str().unwrap_or_default())),
        "deptgroup" => push_list(out, fragment, |out, one| push_department(out, one.as_i64().unwrap_or(0))),
        "linkdata" if fragment.starts_with('"') => out.push_str(&format!("{{\"id\":{fragment}}}")),
        "richtext" if fragment.starts_with('"') => out.push_str(&format!("{{\"html\":{fragment},\"attachments\":[]}}")),
        "image" | "upload" => push_list(out, fragment, |out, file| push_file(out, file, now_ms)),
        _ => push_compact(out, fragment),
    }
}

fn push_list(out: &mut String, fragment: &str, push: impl Fn(&mut String, &Value)) {
    out.push('[');
    for (position, one) in value(fragment).as_array().into_iter().flatten().enumerate() {
        if position > 0 {
            out.push(',');
        }
        push(out, one);
    }
    out.push(']');
}

/// A file's address is signed and ends; here it leads nowhere, which is what becomes of it in any case.
fn push_file(out: &mut String, file: &Value, now_ms: i64) {
    let ends = (now_ms + FILE_LIFE_MS) / 1_000;
    let name = file["name"].as_str().unwrap_or_default();
    let url = format!(
        "https://files.jiandaoyun.example.com/{}?attname={}&e={ends}&token=simulated",
        file["key"].as_str().unwrap_or("x"),
        crate::http::encoded(name)
    );
    out.push_str(&json!({ "name": name, "size": file["size"], "mime": file["mime"], "url": url }).to_string());
}

/// JSON without blanks between its parts: who signs the parsed text again must come to the same bytes.
pub(super) fn push_compact(out: &mut String, fragment: &str) {
    if !fragment.starts_with(['{', '[']) {
        out.push_str(fragment);
        return;
    }
    let (mut in_text, mut is_escaped) = (false, false);
    for character in fragment.chars() {
        if in_text {
            in_text = is_escaped || character != '"';
            is_escaped = !is_escaped && character == '\\';
        } else if character.is_ascii_whitespace() {
            continue;
        } else {
            in_text = character == '"';
        }
        out.push(character);
    }
}

fn compact(fragment: &str) -> String {
    let mut out = String::with_capacity(fragment.len());
    push_compact(&mut out, fragment);
    out
}

/// What a cell holds after `written` was sent for it. `row_id` makes ids for rows of sub-forms.
///
/// # Errors
/// The vendor's code for what it does not take.
pub(super) fn stored(field: &Field, written: &str, row_id: &mut dyn FnMut() -> String) -> Result<String, Code> {
    let sent = value(written);
    let is_cleared = sent.is_null() || sent == json!("");
    match field.type_name.as_str() {
        "datetime" => moment(&sent).map(|at_ms| quoted(&iso_ms(at_ms))).ok_or(Code::BAD_PARAMETER),
        "text" | "textarea" | "radiogroup" | "combo" | "lookup" | "richtext" => match sent {
            _ if is_cleared => Ok(NULL.to_owned()),
            Value::String(_) => Ok(written.to_owned()),
            _ => Err(Code::BAD_PARAMETER),
        },
        "number" if is_cleared => Ok(NULL.to_owned()),
        "number" if sent.is_number() => Ok(written.to_owned()),
        "checkboxgroup" | "combocheck" => match &sent {
            _ if is_cleared => Ok(NULL.to_owned()),
            Value::Array(options) if options.is_empty() => Ok(NULL.to_owned()),
            Value::Array(options) if options.iter().all(Value::is_string) => Ok(compact(written)),
            _ => Err(Code::BAD_PARAMETER),
        },
        "address" | "location" if is_cleared => Ok(NULL.to_owned()),
        "address" | "location" if sent.is_object() => Ok(address(&sent)),
        "phone" if is_cleared => Ok(NULL.to_owned()),
        "phone" => match sent["phone"].as_str() {
            Some("") => Ok(NULL.to_owned()),
            Some(phone) => Ok(json!({ "phone": phone, "verified": false }).to_string()),
            None => Err(Code::BAD_PARAMETER),
        },
        "user" if is_cleared => Ok(NULL.to_owned()),
        "user" => known(&sent, |one| one.as_str().is_some_and(is_member), Code::MEMBER_MISSING),
        "dept" if is_cleared => Ok(NULL.to_owned()),
        "dept" => known(&sent, |one| one.as_i64().is_some_and(is_department), Code::BAD_PARAMETER),
        "usergroup" => known_list(&sent, |one| one.as_str().is_some_and(is_member), Code::MEMBER_MISSING),
        "deptgroup" => known_list(&sent, |one| one.as_i64().is_some_and(is_department), Code::BAD_PARAMETER),
        // Files are written by the keys of uploads, which are not simulated; they can be taken away.
        "image" | "upload" if is_cleared || sent == json!([]) => Ok(NULL.to_owned()),
        "subform" => rows(field, written, row_id),
        "number" | "address" | "location" | "image" | "upload" => Err(Code::BAD_PARAMETER),
        _ => Err(Code::FIELD_UNSUPPORTED),
    }
}

fn known(sent: &Value, is_known: impl Fn(&Value) -> bool, otherwise: Code) -> Result<String, Code> {
    if is_known(sent) { Ok(sent.to_string()) } else { Err(otherwise) }
}

fn known_list(sent: &Value, is_known: impl Fn(&Value) -> bool, otherwise: Code) -> Result<String, Code> {
    match sent {
        Value::Null => Ok(NULL.to_owned()),
        Value::Array(all) if all.is_empty() => Ok(NULL.to_owned()),
        Value::Array(all) if all.iter().all(is_known) => Ok(sent.to_string()),
        _ => Err(otherwise),
    }
}

/// An address is written as a whole: parts that are not named are empty afterwards.
fn address(sent: &Value) -> String {
    let part = |name: &str| sent[name].as_str().unwrap_or_default().to_owned();
    let mut address = json!({ "province": part("province"), "city": part("city"), "district": part("district"), "detail": part("detail") });
    if sent["lnglatXY"].is_array() {
        address["lnglatXY"] = sent["lnglatXY"].clone();
    }
    address.to_string()
}

/// Rows of a sub-form: a row that is sent with its id keeps it, all others are new.
fn rows(field: &Field, written: &str, row_id: &mut dyn FnMut() -> String) -> Result<String, Code> {
    let rows: Vec<Box<serde_json::value::RawValue>> = serde_json::from_str(written).map_err(|_| Code::BAD_PARAMETER)?;
    let items = field.extra["items"].as_array().cloned().unwrap_or_default();
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let cells = members(row.get().as_bytes()).ok_or(Code::BAD_PARAMETER)?;
        let mut id = None;
        let mut shown = String::new();
        for (name, cell) in cells {
            let cell = members(cell.as_bytes()).and_then(|cell| cell.into_iter().find(|(name, _)| name == "value"));
            let (_, cell) = cell.ok_or(Code::BAD_PARAMETER)?;
            if name == "_id" {
                id = Some(as_text(&cell).into_owned());
                continue;
            }
            let Some(item) = items.iter().find(|item| item["name"] == *name || item["widgetName"] == *name) else { continue };
            if !matches!(item["type"].as_str(), Some("text" | "textarea" | "number" | "datetime" | "radiogroup" | "combo")) {
                return Err(Code::SUBFIELD_UNSUPPORTED);
            }
            shown.push(',');
            push_quoted(&mut shown, item["name"].as_str().unwrap_or_default());
            shown.push(':');
            push_compact(&mut shown, &cell);
        }
        out.push(format!("{{\"_id\":{}{shown}}}", quoted(&id.unwrap_or_else(&mut *row_id))));
    }
    Ok(if out.is_empty() { NULL.to_owned() } else { format!("[{}]", out.join(",")) })
}

/// The moments that are taken: ISO 8601 and RFC 3339, days and local times as Beijing has them, milliseconds since 1970.
pub(super) fn moment(sent: &Value) -> Option<i64> {
    match sent {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => parse_iso(text).or_else(|| local(text)),
        _ => None,
    }
}

/// The first millisecond of a day in Beijing; `None` for anything but `2024-11-20`.
pub(super) fn day(text: &str) -> Option<i64> {
    let is_day = text.len() == 10 && text.as_bytes().get(4) == Some(&b'-');
    if is_day { beijing(text.parse::<Date>().ok()?.at(0, 0, 0, 0)) } else { None }
}

fn local(text: &str) -> Option<i64> {
    day(text).or_else(|| if text.contains('/') { None } else { beijing(text.parse::<DateTime>().ok()?) })
}

fn beijing(at: DateTime) -> Option<i64> {
    let zone = TimeZone::fixed(jiff::tz::offset(8));
    Some(at.to_zoned(zone).ok()?.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Class;

    #[test]
    fn moments_are_taken_in_the_documented_spellings_only() {
        for (sent, expected) in [
            (json!("2024-05-06T07:08:09.000Z"), Some("2024-05-06T07:08:09.000Z")),
            (json!("2024-05-06T15:08:09+08:00"), Some("2024-05-06T07:08:09.000Z")),
            (json!("2024-05-06 15:08:09"), Some("2024-05-06T07:08:09.000Z")),
            (json!("2024-05-06"), Some("2024-05-05T16:00:00.000Z")),
            (json!(1_714_979_289_000_i64), Some("2024-05-06T07:08:09.000Z")),
            (json!(1_714_979_289), Some("1970-01-20T20:22:59.289Z")),
            (json!("2024/05/06"), None),
            (json!(""), None),
            (json!(null), None),
            (json!(["2024-05-06"]), None),
        ] {
            assert_eq!(moment(&sent).map(iso_ms).as_deref(), expected, "{sent}");
        }
    }

    #[test]
    fn what_is_written_is_shown_in_its_own_shape() {
        let shown = |kind: &str, written: &str| {
            let field = Field::new("x", "x", Class::Other, kind);
            let cell = stored(&field, written, &mut || "new".to_owned())?;
            let mut out = String::new();
            push_shown(&mut out, &field, &cell, 0);
            Ok::<String, Code>(out)
        };
        assert_eq!(shown("phone", r#"{ "phone": "186" }"#).unwrap(), r#"{"phone":"186","verified":false}"#);
        assert_eq!(shown("number", "9007199254740993.10").unwrap(), "9007199254740993.10");
        assert!(shown("user", "\"chenli\"").unwrap().contains("\"name\":\"陈丽\",\"username\":\"chenli\""));
        assert_eq!(shown("user", "\"nobody\""), Err(Code::MEMBER_MISSING));
        assert!(shown("dept", "2").unwrap().starts_with("{\"name\":\"销售部\",\"dept_no\":2"));
        assert_eq!(shown("text", "null").unwrap(), "\"\"");
        assert_eq!(shown("combocheck", r#"[ "a b", "c" ]"#).unwrap(), r#"["a b","c"]"#);
        assert_eq!(shown("address", r#"{"city":"上海市"}"#).unwrap(), r#"{"province":"","city":"上海市","district":"","detail":""}"#);
        for kind in ["sn", "linkdata", "signature", "aggregation"] {
            assert_eq!(shown(kind, "\"x\""), Err(Code::FIELD_UNSUPPORTED), "{kind}");
        }
    }

    #[test]
    fn rows_of_a_sub_form_are_replaced_as_a_whole() {
        let mut field = Field::new("x", "x", Class::Other, "subform");
        field.extra = json!({ "items": [{ "name": "n", "widgetName": "_widget_1", "type": "text" }] });
        let written = r#"[{"_id":{"value":"kept"},"n":{"value":"A"}},{"_widget_1":{"value":"B"}}]"#;
        let found = stored(&field, written, &mut || "new".to_owned()).unwrap();
        assert_eq!(found, r#"[{"_id":"kept","n":"A"},{"_id":"new","n":"B"}]"#);
    }
}
