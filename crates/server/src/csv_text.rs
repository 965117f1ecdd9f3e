//! Records as CSV and back (RFC 4180, UTF-8, one header line).
//!
//! A cell that a spreadsheet would take for a formula gets a leading apostrophe, except plain numbers and phone numbers; the
//! reader takes it off again. Several values of one field share a cell, separated by `;`.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// One record per line; columns are `id`, `version`, the times, then fields in the order given.
pub(crate) fn write(columns: &[String], records: &[Map<String, Value>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut failed = writer.write_record(columns).is_err();
    for record in records {
        let cells = columns.iter().map(|column| record.get(column).map(|value| guard(cell(value))).unwrap_or_default());
        failed |= writer.write_record(cells).is_err();
    }
    // Writing to memory does not fail; an empty answer would be noticed by every test.
    if failed { Vec::new() } else { writer.into_inner().unwrap_or_default() }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(items) if items.iter().all(|item| item.as_str().is_some_and(|text| !text.contains(';'))) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(";")
        }
        Value::Object(members) if members.len() == 2 && members.contains_key("amount") && members.contains_key("currency") => {
            let mut out = String::new();
            for part in ["amount", "currency"] {
                if let Some(text) = members.get(part).and_then(Value::as_str) {
                    let _ = write!(out, "{}{text}", if out.is_empty() { "" } else { " " });
                }
            }
            out
        }
        Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// Puts an apostrophe before what a spreadsheet would run as a formula.
pub(crate) fn guard(text: String) -> String {
    if needs_guard(&text) { format!("'{text}") } else { text }
}

/// Takes the guard off again.
pub(crate) fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if needs_guard(rest) => rest,
        _ => text,
    }
}

fn needs_guard(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) && !is_number_or_phone(text)
}

/// `-12.50`, `+8613800138000`, `+862161234567;ext=801`: digits with one sign and at most one point.
fn is_number_or_phone(text: &str) -> bool {
    let text = text.split(';').next().unwrap_or_default();
    let Some(digits) = text.strip_prefix(['+', '-']) else { return false };
    let numeric = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match digits.split_once('.') {
        Some((whole, part)) => numeric(whole) && numeric(part),
        None => numeric(digits),
    }
}

/// The single record of a CSV body: header line and one line. Empty cells are left out.
pub(crate) fn read_one(bytes: &[u8]) -> Option<Map<String, Value>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(bytes);
    let header = reader.headers().ok()?.clone();
    let mut lines = reader.records();
    let line = lines.next()?.ok()?;
    if lines.next().is_some() {
        return None;
    }
    let mut members = Map::new();
    for (name, text) in header.iter().zip(line.iter()) {
        if !text.is_empty() && members.insert(name.trim().to_owned(), Value::String(unguard(text).to_owned())).is_some() {
            return None;
        }
    }
    Some(members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_phones_and_numbers_are_not() {
        for (text, guarded) in [
            ("=1+1", true),
            ("@SUM(A1)", true),
            ("+cmd|'/c calc'!A0", true),
            ("-2+3", true),
            ("\t=1", true),
            ("'quoted", true),
            ("+8613800138000", false),
            ("+862161234567;ext=801", false),
            ("-12.50", false),
            ("张伟", false),
            ("", false),
        ] {
            let out = guard(text.to_owned());
            assert_eq!(out.starts_with('\'') && out.len() == text.len() + 1, guarded, "{text}");
            assert_eq!(unguard(&out), text);
        }
    }

    #[test]
    fn one_record_reads_back() {
        let record: Map<String, Value> =
            serde_json::from_str(r#"{"name":"=x, \"y\"","phone":["+8613800138000"],"city":"上海"}"#).expect("json");
        let text = write(&["name".to_owned(), "phone".to_owned(), "city".to_owned(), "owner".to_owned()], &[record]);
        let again = read_one(&text).expect("one record");
        assert_eq!(again.get("name").and_then(Value::as_str), Some("=x, \"y\""));
        assert_eq!(again.get("phone").and_then(Value::as_str), Some("+8613800138000"));
        assert!(!again.contains_key("owner"));
        assert!(read_one(b"a,b\n1,2\n3,4\n").is_none());
        assert!(read_one(b"a,b\n1\n").is_none());
    }
}
