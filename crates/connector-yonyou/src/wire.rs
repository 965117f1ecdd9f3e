//! The vendor's JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A record as it came: values keep all their digits.
pub(crate) type Record = BTreeMap<String, Box<RawValue>>;

/// What every answer begins with.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Head {
    /// `"200"`, `200`, `"00000"`, `0` …: as text.
    #[serde(default, deserialize_with = "as_text")]
    pub code: String,
    #[serde(default, deserialize_with = "as_text")]
    pub message: String,
}

/// An answer with what was asked for.
#[derive(Debug, Deserialize)]
pub(crate) struct Answer<T> {
    #[serde(default, deserialize_with = "as_text")]
    pub code: String,
    #[serde(default = "Option::default")]
    pub data: Option<T>,
}

/// Where a tenant lives.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Places {
    #[serde(default)]
    pub gateway_url: String,
    #[serde(default)]
    pub token_url: String,
}

/// A token.
#[derive(Default, Deserialize)]
pub(crate) struct Given {
    #[serde(default)]
    pub access_token: String,
    #[serde(default)]
    pub expire: i64,
}

/// A page with totals.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Page {
    #[serde(default, deserialize_with = "as_text")]
    pub record_count: String,
    #[serde(default)]
    pub record_list: Vec<Record>,
}

/// What became of a batch; `sucessCount` is the vendor's spelling.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Batch {
    #[serde(default)]
    pub fail_count: i64,
    /// Texts, or objects with `message` and `key`.
    #[serde(default)]
    pub messages: Vec<serde_json::Value>,
    #[serde(default)]
    pub infos: Vec<Record>,
}

/// Text, whatever it was: numbers with all their digits, nothing as the empty text.
pub(crate) fn as_text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let raw = Option::<Box<RawValue>>::deserialize(from)?;
    Ok(raw.map(|raw| text_of(&raw)).unwrap_or_default())
}

/// The text of a value: texts without quotes, `null` as nothing, everything else as it stands.
pub(crate) fn text_of(raw: &RawValue) -> String {
    let json = raw.get();
    match json.as_bytes().first() {
        Some(b'"') => serde_json::from_str(json).unwrap_or_default(),
        Some(b'n') => String::new(),
        _ => json.to_owned(),
    }
}

/// The text of a member; `None` where it is not there, or is nothing.
pub(crate) fn member(record: &Record, name: &str) -> Option<String> {
    record.get(name).map(|raw| text_of(raw)).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_ids_are_texts_whatever_they_were() {
        for (json, code) in [(r#"{"code":"200"}"#, "200"), (r#"{"code":200}"#, "200"), (r#"{"code":0,"message":null}"#, "0"), ("{}", "")] {
            assert_eq!(serde_json::from_str::<Head>(json).map(|head| head.code).ok().as_deref(), Some(code), "{json}");
        }
        let record: Record = serde_json::from_str(r#"{"id":1531204905066758145,"other":"1","nothing":null}"#).expect("JSON");
        assert_eq!(member(&record, "id").as_deref(), Some("1531204905066758145"));
        assert_eq!((member(&record, "nothing"), member(&record, "missing")), (None, None));
    }
}
