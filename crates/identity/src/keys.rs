//! Match keys of a document: which of its values identify the record, normalised and hashed.
//!
//! Only valid values identify: a raw phone or address that could not be normalised, a wrong check digit, a placeholder
//! such as `noreply@…` never becomes a key. Facts on e-mail spellings: Gmail ignores dots and everything from `+` on;
//! other providers treat `+tag` as the same box.

use std::borrow::Cow;

use model::check_digit::{credit_code_is_valid, is_e164, is_email, resident_id_is_valid};
use model::{Doc, Field, FieldId, FieldType, KeyHash, KeyHasher, KeyKind, Object, fragment};

/// One identifying value of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What kind.
    pub kind: KeyKind,
    /// The field it came from.
    pub field: FieldId,
    /// Its keyed hash.
    pub hash: KeyHash,
}

/// Which identifiers a load may match by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchKeys {
    /// The source's own id of the record.
    pub external_id: bool,
    /// Fields whose values match; empty means every match-key field of the object.
    pub fields: Vec<FieldId>,
    /// When true only `fields` match, even when empty.
    pub only_listed: bool,
}

impl Default for MatchKeys {
    fn default() -> Self {
        Self { external_id: true, fields: Vec::new(), only_listed: false }
    }
}

impl MatchKeys {
    /// True when values of `key` may match.
    #[must_use]
    pub fn allows(&self, key: &Key) -> bool {
        !self.only_listed || self.fields.contains(&key.field)
    }
}

/// Appends the match keys of `doc`: one per valid value of each live match-key or unique field.
pub fn keys_of(object: &Object, hasher: &KeyHasher, doc: &Doc, out: &mut Vec<Key>) {
    for field in object.live_fields() {
        let Some(kind) = key_kind(field) else { continue };
        let Some(value) = doc.get(field.id) else { continue };
        for_each_value(value, |text| {
            if let Some(text) = key_text(kind, text) {
                out.push(Key { kind, field: field.id, hash: hasher.key(object.id, kind, field.id, &text) });
            }
        });
    }
}

/// Appends field and hash of each value that no other live record may hold.
pub fn unique_hashes_of(object: &Object, hasher: &KeyHasher, doc: &Doc, out: &mut Vec<(FieldId, KeyHash)>) {
    for field in object.live_fields().filter(|field| field.unique) {
        let Some(value) = doc.get(field.id) else { continue };
        for_each_value(value, |text| {
            out.push((field.id, hasher.key(object.id, KeyKind::Text, field.id, &fold(text))));
        });
    }
}

/// The kind of key that values of `field` are, if they identify records at all.
#[must_use]
pub fn key_kind(field: &Field) -> Option<KeyKind> {
    field.match_key.or_else(|| field.unique.then_some(KeyKind::Text))
}

/// The form of `text` that is hashed; `None` when it identifies nobody.
#[must_use]
pub fn key_text(kind: KeyKind, text: &str) -> Option<Cow<'_, str>> {
    match kind {
        KeyKind::Email => email_key(text),
        KeyKind::Phone => {
            // The extension belongs to the key: two people behind one switchboard are not one customer.
            is_e164(text).then_some(Cow::Borrowed(text))
        }
        KeyKind::CreditCode => credit_code_is_valid(text).then_some(Cow::Borrowed(text)),
        KeyKind::ResidentId => resident_id_is_valid(text).then_some(Cow::Borrowed(text)),
        KeyKind::Text => (!text.is_empty()).then(|| fold(text)),
    }
}

/// Values that are unique by nature in `doc`: kind and hash.
pub fn natural_ids(keys: &[Key]) -> impl Iterator<Item = (KeyKind, KeyHash)> {
    keys.iter().filter(|key| key.kind.is_unique_by_nature()).map(|key| (key.kind, key.hash))
}

/// True when both hold a different id of the same kind that is unique by nature: never one customer.
#[must_use]
pub fn ids_conflict(left: &[Key], right: &[Key]) -> bool {
    natural_ids(left).any(|(kind, hash)| {
        let mut others = natural_ids(right).filter(|(other, _)| *other == kind).peekable();
        others.peek().is_some() && others.all(|(_, other)| other != hash)
    })
}

fn email_key(text: &str) -> Option<Cow<'_, str>> {
    if !is_email(text) {
        return None;
    }
    let (local, domain) = text.split_once('@')?;
    const PLACEHOLDERS: [&str; 9] = ["noreply", "no-reply", "donotreply", "do-not-reply", "nobody", "none", "null", "na", "nomail"];
    let local_lower = local.to_ascii_lowercase();
    if PLACEHOLDERS.contains(&local_lower.as_str())
        || matches!(text, "a@a.com" | "test@test.com" | "abc@abc.com" | "123@123.com" | "1@1.com")
    {
        return None;
    }
    let is_gmail = matches!(domain, "gmail.com" | "googlemail.com");
    if !is_gmail && !local.contains('+') && local_lower == local {
        return Some(Cow::Borrowed(text));
    }
    let base = local_lower.split('+').next().unwrap_or_default();
    if base.is_empty() {
        return Some(Cow::Borrowed(text));
    }
    if is_gmail {
        return Some(Cow::Owned(format!("{}@gmail.com", base.replace('.', ""))));
    }
    Some(Cow::Owned(format!("{base}@{domain}")))
}

fn fold(text: &str) -> Cow<'_, str> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase() && byte != b' ');
    if is_plain { Cow::Borrowed(text) } else { Cow::Owned(text.trim().to_lowercase()) }
}

fn for_each_value(value: &str, mut each: impl FnMut(&str)) {
    if value.starts_with('"') || value.starts_with('[') {
        for text in fragment::as_list(value) {
            each(&text);
        }
    } else {
        each(value);
    }
}

/// True for fields that hold several values (kept here for callers that build key tables).
#[must_use]
pub fn is_multi(field: &Field) -> bool {
    matches!(field.field_type, FieldType::Email | FieldType::Phone | FieldType::MultiSelect { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(pairs: &[(&str, &str)]) -> Vec<Key> {
        let object = model::standard::objects().into_iter().find(|object| object.name == "customers").expect("shipped");
        let mut doc = Doc::new();
        for (field, value) in pairs {
            doc.set(object.field(field).expect("field").id, value);
        }
        let mut out = Vec::new();
        keys_of(&object, &KeyHasher::new((1, 2)), &doc, &mut out);
        out
    }

    #[test]
    fn equal_people_have_equal_keys_and_bad_values_have_none() {
        assert_eq!(keys(&[("email", r#"["j.doe+x@gmail.com"]"#)]), keys(&[("email", r#"["jdoe@googlemail.com"]"#)]));
        assert_eq!(keys(&[("email", r#"["a+b@example.com"]"#)]), keys(&[("email", r#"["a@example.com"]"#)]));
        assert_ne!(keys(&[("phone", r#"["+8613812345678"]"#)]), keys(&[("phone", r#"["+8613812345678;ext=1"]"#)]));
        assert!(keys(&[("email", r#"["foo@"]"#), ("phone", r#"["12345"]"#), ("credit_code", r#""91110105MA01ABC178""#)]).is_empty());
        assert!(keys(&[("email", r#"["noreply@example.com"]"#)]).is_empty());
        assert_eq!(keys(&[("email", r#"["a@example.com","b@example.com"]"#), ("phone", r#"["+8613812345678"]"#)]).len(), 3);
    }

    #[test]
    fn different_official_ids_conflict_and_equal_or_missing_ones_do_not() {
        let first = keys(&[("credit_code", r#""91110105MA01ABC179""#)]);
        let second = keys(&[("credit_code", r#""91310115MA1K2DEF5Y""#)]);
        assert!(ids_conflict(&first, &second) && !ids_conflict(&first, &first) && !ids_conflict(&first, &[]));
    }
}
