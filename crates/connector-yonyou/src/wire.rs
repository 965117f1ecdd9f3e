//! The vendor's JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A record as it came: values keep all their digits.
pub(crate) type Record = BTreeMap<String, Box<RawValue>>;

/// Names of members that are asked for.
#[derive(Clone, Debug)]
pub(crate) struct Picked(Vec<String>);

/// Members that tell which record of a list it is, whose, and when it changed.
const ALWAYS: [&str; 7] = ["id", "belongOrgId", "belongOrgCode", "createOrgId", "pubts", "modifyTime", "createTime"];

impl Picked {
    /// These, and those that every list is read by.
    pub fn new<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut all: Vec<String> = names.chain(ALWAYS).map(str::to_owned).collect();
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    fn has(&self, name: &str) -> bool {
        self.0.binary_search_by(|known| known.as_str().cmp(name)).is_ok()
    }
}

impl Default for Picked {
    fn default() -> Self {
        Self::new(std::iter::empty())
    }
}

/// A record looked into where it stands. Of a list's many members only a few are asked for, so none is copied before it is.
#[derive(Debug)]
pub(crate) struct View<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> View<'a> {
    /// Nothing for what is no object.
    pub fn of(raw: &'a RawValue) -> Option<Self> {
        serde_json::from_str(raw.get()).ok()
    }

    /// With those members alone that are picked; nothing for what is no object.
    pub fn picking(raw: &'a RawValue, picked: &Picked) -> Option<Self> {
        let mut reader = serde_json::Deserializer::from_str(raw.get());
        Reader(Some(picked)).deserialize(&mut reader).ok()
    }
}

/// Reads the members that are wanted; all without a choice.
struct Reader<'p>(Option<&'p Picked>);

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = View<'de>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<View<'de>, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = View<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<View<'de>, A::Error> {
        let mut members = Vec::with_capacity(self.0.map_or(64, |picked| picked.0.len()));
        while let Some(Name(name)) = map.next_key::<Name<'de>>()? {
            if self.0.is_none_or(|picked| picked.has(&name)) {
                members.push((name, map.next_value::<&'de RawValue>()?));
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(View(members))
    }
}

impl<'de> Deserialize<'de> for View<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Reader(None).deserialize(from)
    }
}

/// The name of a member, copied only where it has escapes.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

/// Something with members by name.
pub(crate) trait Members {
    /// The value of a member, as it came.
    fn raw(&self, name: &str) -> Option<&RawValue>;
}

impl Members for Record {
    fn raw(&self, name: &str) -> Option<&RawValue> {
        self.get(name).map(Box::as_ref)
    }
}

impl<M: Members> Members for &M {
    fn raw(&self, name: &str) -> Option<&RawValue> {
        (**self).raw(name)
    }
}

impl Members for View<'_> {
    /// Of a name that stands there twice, the last one counts, as in a [`Record`].
    fn raw(&self, name: &str) -> Option<&RawValue> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, raw)| *raw)
    }
}

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
pub(crate) struct Page<'a> {
    #[serde(default, deserialize_with = "as_text")]
    pub record_count: String,
    #[serde(borrow, default)]
    pub record_list: Vec<&'a RawValue>,
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
    Ok(raw.map(|raw| text_of(&raw).into_owned()).unwrap_or_default())
}

/// The text of a value: texts without quotes, `null` as nothing, everything else as it stands.
pub(crate) fn text_of(raw: &RawValue) -> Cow<'_, str> {
    let json = raw.get();
    match json.as_bytes().first() {
        Some(b'"') => match serde_json::from_str(json) {
            Ok(Name(text)) => text,
            Err(_) => Cow::Borrowed(""),
        },
        Some(b'n') => Cow::Borrowed(""),
        _ => Cow::Borrowed(json),
    }
}

/// The text of a member, where it stands; `None` where it is not there, or is nothing.
pub(crate) fn seen<'r>(record: &'r impl Members, name: &str) -> Option<Cow<'r, str>> {
    record.raw(name).map(text_of).filter(|text| !text.is_empty())
}

/// The same as a text of its own.
pub(crate) fn member(record: &impl Members, name: &str) -> Option<String> {
    seen(record, name).map(Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_ids_are_texts_whatever_they_were() {
        for (json, code) in [(r#"{"code":"200"}"#, "200"), (r#"{"code":200}"#, "200"), (r#"{"code":0,"message":null}"#, "0"), ("{}", "")] {
            assert_eq!(serde_json::from_str::<Head>(json).map(|head| head.code).ok().as_deref(), Some(code), "{json}");
        }
        let json = r#"{"id":15,"i\u0064":1531204905066758145,"other":"a\"b","nothing":null}"#;
        let record: Record = serde_json::from_str(json).expect("JSON");
        let raw: &RawValue = serde_json::from_str(json).expect("JSON");
        fn check(record: &impl Members) {
            assert_eq!(member(record, "id").as_deref(), Some("1531204905066758145"));
            assert_eq!(member(record, "other").as_deref(), Some("a\"b"));
            assert_eq!((member(record, "nothing"), member(record, "missing")), (None, None));
        }
        check(&record);
        check(&View::of(raw).expect("an object"));
        assert!(View::of(serde_json::from_str("[1]").expect("JSON")).is_none());
        let picked = View::picking(raw, &Picked::new(["other"].into_iter())).expect("an object");
        assert_eq!((member(&picked, "other").as_deref(), member(&picked, "id").as_deref()), (Some("a\"b"), Some("1531204905066758145")));
        assert!(picked.raw("nothing").is_none() && picked.0.len() == 3);
    }
}
