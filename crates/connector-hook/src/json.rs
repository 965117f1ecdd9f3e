//! JSON calls. Values are kept as they are written, so that no digit is lost.

use std::collections::BTreeMap;

use model::CellKind;
use serde_json::value::RawValue;

use crate::content::{Content, DEPTH_MAX, Places, RECORDS_MAX, Record};

type Object = BTreeMap<String, Box<RawValue>>;

pub(crate) fn read(body: &[u8], places: &Places) -> Result<Content, String> {
    let text = String::from_utf8_lossy(body);
    let whole: Box<RawValue> = serde_json::from_str(&text).map_err(|error| format!("malformed JSON at line {}", error.line()))?;
    let event = find(&whole, &places.event_at).and_then(|value| serde_json::from_str(value.get()).ok()).unwrap_or_default();
    let place = find(&whole, &places.records_at).ok_or_else(|| format!("nothing at {}", places.records_at.join(".")))?;
    let items: Vec<Box<RawValue>> = match serde_json::from_str(place.get()) {
        Ok(items) => items,
        Err(_) => vec![place],
    };
    if items.len() > RECORDS_MAX {
        return Err(format!("more than {RECORDS_MAX} records in one call"));
    }
    let mut records = Vec::with_capacity(items.len());
    for item in &items {
        let object: Object = serde_json::from_str(item.get()).map_err(|_| "a record that is no JSON object".to_owned())?;
        let mut record = Record::default();
        flatten(&object, "", 1, &mut record);
        records.push(record);
    }
    Ok(Content { event, records })
}

/// The value that a path of members leads to.
fn find(from: &RawValue, path: &[String]) -> Option<Box<RawValue>> {
    let mut here = from.to_owned();
    for part in path {
        let mut object: Object = serde_json::from_str(here.get()).ok()?;
        here = object.remove(part)?;
    }
    Some(here)
}

fn flatten(object: &Object, prefix: &str, depth: usize, record: &mut Record) {
    for (name, value) in object {
        let column = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        let json = value.get();
        match json.as_bytes().first() {
            Some(b'{') if depth < DEPTH_MAX => match serde_json::from_str::<Object>(json) {
                Ok(inner) if !inner.is_empty() => flatten(&inner, &column, depth + 1, record),
                Ok(_) | Err(_) => record.push(&column, CellKind::Empty, ""),
            },
            Some(b'{' | b'[') => record.push(&column, CellKind::Json, json),
            Some(b'"') => {
                let text: String = serde_json::from_str(json).unwrap_or_default();
                record.push(&column, if text.is_empty() { CellKind::Empty } else { CellKind::Text }, text);
            }
            Some(b't' | b'f') => record.push(&column, CellKind::Boolean, json),
            Some(b'n') | None => record.push(&column, CellKind::Empty, ""),
            Some(_) => record.push(&column, CellKind::Number, json),
        }
    }
}
