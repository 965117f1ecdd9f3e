//! How likely two records are one, field by field, in points that a person can follow.
//!
//! Pure. Points are added and cut to 0..=100: a shared identifier weighs most, an equal name much, an equal city little, and two
//! different official ids outweigh everything. The weights are ours, set by what the values tell: a mobile phone is shared by a
//! household at most, a city by millions. A score orders what people look at; nothing is merged by it
//! unless an administrator said from which score on.

use std::borrow::Cow;

use identity::keys::{key_kind, key_text};
use mapping::normalise::company::{is_company_name, match_value};
use mapping::normalise::unicode::fold_for_match;
use model::{Doc, Field, FieldType, KeyKind, Object, fragment};
use serde::{Deserialize, Serialize};

/// How the values of a field compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// Equal, or one of several values is.
    Same,
    /// They differ by spelling, or by what does not tell companies apart.
    Similar,
    /// They differ.
    Different,
}

/// What one field says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Name of the field.
    pub field: String,
    /// What it says.
    pub outcome: Comparison,
    /// Added to the score; below 0 what speaks against.
    pub points: i64,
}

/// How likely two records are one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Likeness {
    /// 0 to 100.
    pub score: i64,
    /// Fields that both have, those that weigh most first.
    pub reasons: Vec<Reason>,
}

/// Names as alike as this differ by a slip of the pen.
const SIMILAR: f64 = 0.8;
/// All fields that tell little may add at most this much together, so that many empty words do not outweigh a name.
const SMALL_POINTS_MAX: i64 = 20;

/// Compares two documents of `object`. Fields that one of them lacks say nothing.
#[must_use]
pub fn likeness(object: &Object, left: &Doc, right: &Doc) -> Likeness {
    let mut reasons = Vec::new();
    let mut small = 0;
    for field in object.live_fields() {
        let (Some(mine), Some(theirs)) = (left.get(field.id), right.get(field.id)) else { continue };
        let Some(outcome) = compared(object, field, mine, theirs) else { continue };
        let mut points = points(object, field, outcome);
        if is_small(object, field) && points > 0 {
            points = points.min(SMALL_POINTS_MAX - small);
            small += points;
        }
        reasons.push(Reason { field: field.name.clone(), outcome, points });
    }
    let score = reasons.iter().map(|reason| reason.points).sum::<i64>().clamp(0, 100);
    reasons.sort_by(|left, right| right.points.abs().cmp(&left.points.abs()).then_with(|| left.field.cmp(&right.field)));
    Likeness { score, reasons }
}

fn is_small(object: &Object, field: &Field) -> bool {
    key_kind(field).is_none() && field.name != object.title_field && !matches!(field.field_type, FieldType::Date)
}

fn points(object: &Object, field: &Field, outcome: Comparison) -> i64 {
    let (same, similar, different) = match key_kind(field) {
        Some(KeyKind::CreditCode | KeyKind::ResidentId) => (70, 0, -100),
        Some(KeyKind::Email) => (45, 0, -5),
        Some(KeyKind::Phone) => (40, 0, -5),
        Some(KeyKind::Text) => (50, 0, -20),
        None if field.name == object.title_field => (35, 25, -20),
        // A birthday is one of 366, and does not change.
        None if matches!(field.field_type, FieldType::Date) => (15, 0, -15),
        None => (5, 3, -2),
    };
    match outcome {
        Comparison::Same => same,
        Comparison::Similar => similar,
        Comparison::Different => different,
    }
}

/// How two values compare; `None` for types whose values tell nothing about who somebody is.
fn compared(object: &Object, field: &Field, mine: &str, theirs: &str) -> Option<Comparison> {
    let same_or = |is_same: bool| Some(if is_same { Comparison::Same } else { Comparison::Different });
    if let Some(kind) = key_kind(field) {
        let (mine, theirs) = (keys(kind, mine), keys(kind, theirs));
        // What identifies nobody says nothing.
        if mine.is_empty() || theirs.is_empty() {
            return None;
        }
        return same_or(mine.iter().any(|key| theirs.contains(key)));
    }
    match &field.field_type {
        FieldType::Text | FieldType::LongText | FieldType::Url => Some(texts(field.name == object.title_field, mine, theirs)),
        FieldType::Person | FieldType::Address => {
            let member = if matches!(field.field_type, FieldType::Person) { "full" } else { "text" };
            let (mine, theirs) = (part(mine, member)?, part(theirs, member)?);
            Some(texts(field.name == object.title_field, &fragment::text(&mine), &fragment::text(&theirs)))
        }
        FieldType::Email | FieldType::Phone | FieldType::MultiSelect { .. } => {
            let (mine, theirs) = (fragment::as_list(mine), fragment::as_list(theirs));
            same_or(mine.iter().any(|value| theirs.contains(value)))
        }
        FieldType::Select { .. } | FieldType::Reference { .. } | FieldType::Date => same_or(mine == theirs),
        FieldType::Integer
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Boolean
        | FieldType::Datetime
        | FieldType::Json
        | FieldType::AutoNumber { .. } => None,
    }
}

fn part(value: &str, member: &str) -> Option<String> {
    let members: serde_json::Map<String, serde_json::Value> = serde_json::from_str(value).ok()?;
    members.get(member)?.as_str().map(ToOwned::to_owned)
}

/// The identifying values of a fragment, as they are compared.
fn keys(kind: KeyKind, value: &str) -> Vec<String> {
    let texts = if value.starts_with('"') || value.starts_with('[') { fragment::as_list(value) } else { vec![Cow::Borrowed(value)] };
    texts.iter().filter_map(|text| key_text(kind, text).map(Cow::into_owned)).collect()
}

fn texts(is_title: bool, mine: &str, theirs: &str) -> Comparison {
    let plain = |fragment: &str| fragment::as_text(fragment).map_or_else(|| fragment.to_owned(), Cow::into_owned);
    let (mine, theirs) = (plain(mine), plain(theirs));
    let (left, right) = (fold_for_match(&mine), fold_for_match(&theirs));
    if left == right {
        return Comparison::Same;
    }
    if is_title && (is_company_name(&mine) || is_company_name(&theirs)) && match_value(&mine) == match_value(&theirs) {
        return Comparison::Similar;
    }
    let is_similar = left.chars().count().min(right.chars().count()) >= 4 && mapping::similarity(&left, &right) >= SIMILAR;
    if is_similar { Comparison::Similar } else { Comparison::Different }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(left: &str, right: &str) -> Likeness {
        let object = model::standard::objects().into_iter().find(|object| object.name == "customers").expect("shipped");
        let doc = |text: &str| Doc::from_json(&object, text).expect("document");
        let (left, right) = (doc(left), doc(right));
        let found = likeness(&object, &left, &right);
        assert_eq!(found.score, likeness(&object, &right, &left).score, "the order does not matter");
        found
    }

    #[test]
    fn what_identifies_weighs_more_than_what_many_share() {
        let phone = check(r#"{"name":"张伟","phone":["+8613800138001"]}"#, r#"{"name":"张伟","phone":["+8613800138001"],"city":"上海"}"#);
        let name = check(r#"{"name":"张伟","city":"上海"}"#, r#"{"name":"张伟","city":"上海"}"#);
        let other = check(r#"{"name":"张伟","phone":["+8613800138001"]}"#, r#"{"name":"李娜","phone":["+8613800138001"]}"#);
        assert!(phone.score > name.score && phone.score > other.score, "{phone:?} {name:?} {other:?}");
        assert_eq!(phone.reasons[0], Reason { field: "phone".to_owned(), outcome: Comparison::Same, points: 40 });
    }

    #[test]
    fn a_company_is_known_without_its_legal_form_and_an_official_id_decides() {
        let suffix = check(r#"{"name":"上海示例贸易有限公司"}"#, r#"{"name":"上海示例贸易有限责任公司"}"#);
        assert_eq!(suffix.reasons[0].outcome, Comparison::Similar, "{suffix:?}");
        let code = |code: &str| format!(r#"{{"name":"上海示例贸易有限公司","phone":["+8613800138001"],"credit_code":"{code}"}}"#);
        let different = check(&code("91110105MA01ABC179"), &code("91310115MA1K2DEF5Y"));
        assert_eq!((different.score, different.reasons[0].field.as_str()), (0, "credit_code"), "{different:?}");
        let same = check(&code("91110105MA01ABC179"), &code("91110105MA01ABC179"));
        assert_eq!(same.score, 100);
    }

    #[test]
    fn what_one_of_them_lacks_says_nothing() {
        let found = check(r#"{"name":"张伟","notes":"x"}"#, r#"{"phone":["+8613800138001"]}"#);
        assert_eq!((found.score, found.reasons.len()), (0, 0));
        let invalid = check(r#"{"email":["noreply@example.com"]}"#, r#"{"email":["noreply@example.com"]}"#);
        assert_eq!(invalid.reasons.len(), 0, "a placeholder identifies nobody");
    }
}
