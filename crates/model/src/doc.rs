//! A document: the values of one record or of one source's view of it, as JSON fragments by field, in field order.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use serde::Deserializer;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::id::FieldId;
use crate::schema::Object;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    field: FieldId,
    start: u32,
    end: u32,
}

/// Field values as canonical JSON fragments (see [`crate::fragment`]). A field without a value is absent, never `null`,
/// except in manual edits, where `null` says "cleared by hand". At most 4 GiB of text, far above any accepted record.
#[derive(Clone, Default)]
pub struct Doc {
    text: String,
    entries: Vec<Entry>,
}

/// Why stored text is not a document of an object.
#[derive(Debug, thiserror::Error)]
pub enum DocError {
    /// The text is not a JSON object.
    #[error("document is not a JSON object")]
    Json(#[from] serde_json::Error),
}

impl Doc {
    /// An empty document.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets all values, keeps the memory.
    pub fn clear(&mut self) {
        self.text.clear();
        self.entries.clear();
    }

    /// True without any value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Number of fields with a value.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The fragment of `field`.
    #[must_use]
    pub fn get(&self, field: FieldId) -> Option<&str> {
        let at = self.entries.binary_search_by_key(&field, |entry| entry.field).ok()?;
        Some(self.slice(self.entries[at]))
    }

    /// Sets `field` to `fragment`.
    pub fn set(&mut self, field: FieldId, fragment: &str) {
        self.set_with(field, |out| out.push_str(fragment));
    }

    /// Sets `field` to what `write` appends. Writing nothing removes the field.
    pub fn set_with(&mut self, field: FieldId, write: impl FnOnce(&mut String)) {
        let start = self.text.len();
        write(&mut self.text);
        if self.text.len() == start {
            self.remove(field);
            return;
        }
        let entry = Entry { field, start: narrow(start), end: narrow(self.text.len()) };
        match self.entries.last() {
            Some(last) if last.field >= field => match self.entries.binary_search_by_key(&field, |known| known.field) {
                Ok(at) => self.entries[at] = entry,
                Err(at) => self.entries.insert(at, entry),
            },
            _ => self.entries.push(entry),
        }
    }

    /// Removes `field`.
    pub fn remove(&mut self, field: FieldId) {
        if let Ok(at) = self.entries.binary_search_by_key(&field, |entry| entry.field) {
            self.entries.remove(at);
        }
    }

    /// Fields and fragments in field order.
    pub fn iter(&self) -> impl Iterator<Item = (FieldId, &str)> {
        self.entries.iter().map(|entry| (entry.field, self.slice(*entry)))
    }

    /// Fields whose values differ from those of `other`, in field order.
    pub fn differing<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = FieldId> + 'a {
        let (mut here, mut there) = (self.entries.iter().peekable(), other.entries.iter().peekable());
        std::iter::from_fn(move || {
            loop {
                let order = match (here.peek(), there.peek()) {
                    (Some(left), Some(right)) => left.field.cmp(&right.field),
                    (Some(_), None) => Ordering::Less,
                    (None, Some(_)) => Ordering::Greater,
                    (None, None) => return None,
                };
                match order {
                    Ordering::Less => return here.next().map(|entry| entry.field),
                    Ordering::Greater => return there.next().map(|entry| entry.field),
                    Ordering::Equal => {
                        let (left, right) = (here.next()?, there.next()?);
                        if self.slice(*left) != other.slice(*right) {
                            return Some(left.field);
                        }
                    }
                }
            }
        })
    }

    /// Appends the JSON object text, members named as `object` names its fields. Fields unknown to `object` are left out.
    pub fn write_json(&self, object: &Object, out: &mut String) {
        out.push('{');
        let mut first = true;
        for (field, fragment) in self.iter() {
            let Some(field) = object.field_by_id(field) else { continue };
            if !first {
                out.push(',');
            }
            first = false;
            out.push('"');
            out.push_str(&field.name);
            out.push_str("\":");
            out.push_str(fragment);
        }
        out.push('}');
    }

    /// The JSON object text.
    #[must_use]
    pub fn to_json(&self, object: &Object) -> String {
        let mut out = String::with_capacity(self.text.len() + self.entries.len() * 12 + 2);
        self.write_json(object, &mut out);
        out
    }

    /// Reads JSON object text. Members that `object` does not know are skipped.
    ///
    /// # Errors
    /// [`DocError::Json`] when `text` is not one JSON object.
    pub fn from_json(object: &Object, text: &str) -> Result<Self, DocError> {
        let mut doc = Self { text: String::with_capacity(text.len()), entries: Vec::with_capacity(object.fields.len().min(32)) };
        let mut json = serde_json::Deserializer::from_str(text);
        json.deserialize_map(Members { object, doc: &mut doc })?;
        json.end()?;
        Ok(doc)
    }

    fn slice(&self, entry: Entry) -> &str {
        &self.text[entry.start as usize..entry.end as usize]
    }
}

impl PartialEq for Doc {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Doc {}

impl fmt::Debug for Doc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

struct Members<'a> {
    object: &'a Object,
    doc: &'a mut Doc,
}

impl<'de> Visitor<'de> for Members<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        // Documents are written in field order, so the next member is usually the next field.
        let mut expected = 0;
        while let Some(name) = map.next_key::<CowStr<'de>>()? {
            let value: &'de RawValue = map.next_value()?;
            let Some(at) = self.object.field_position(&name.0, expected) else { continue };
            expected = at + 1;
            self.doc.set(self.object.fields[at].id, value.get());
        }
        Ok(())
    }
}

struct CowStr<'a>(Cow<'a, str>);

impl<'de> serde::Deserialize<'de> for CowStr<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = CowStr<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a member name")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(CowStr(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(CowStr(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard;

    #[test]
    fn documents_differ_in_the_fields_that_one_lacks_or_that_have_other_values() {
        let doc = |pairs: &[(i16, &str)]| {
            let mut doc = Doc::new();
            for (field, value) in pairs {
                doc.set(FieldId(*field), value);
            }
            doc
        };
        let differing = |left: &Doc, right: &Doc| left.differing(right).map(|field| field.0).collect::<Vec<_>>();
        let (one, other) = (doc(&[(1, "1"), (2, "2"), (5, "5")]), doc(&[(2, "3"), (4, "4"), (5, "5"), (7, "7")]));
        assert_eq!(differing(&one, &other), [1, 2, 4, 7]);
        assert_eq!(differing(&other, &one), [1, 2, 4, 7]);
        assert_eq!(differing(&one, &one), [0_i16; 0]);
        assert_eq!(differing(&one, &Doc::new()), [1, 2, 5]);
    }

    #[test]
    fn a_document_survives_its_json_form_and_keeps_field_order() {
        let object = standard::objects().into_iter().find(|object| object.name == "customers").expect("shipped");
        let name = object.field("name").expect("shipped").id;
        let city = object.field("city").expect("shipped").id;
        let mut doc = Doc::new();
        doc.set(city, "\"上海\"");
        doc.set(name, "\"张伟\"");
        doc.set(city, "\"北京\"");
        let json = doc.to_json(&object);
        assert_eq!(json, "{\"name\":\"张伟\",\"city\":\"北京\"}");
        let again = Doc::from_json(&object, &json).expect("own output");
        assert_eq!(again, doc);
        doc.remove(city);
        assert_eq!(doc.get(city), None);
        assert_ne!(again, doc);
        assert!(Doc::from_json(&object, "[1]").is_err());
    }
}
