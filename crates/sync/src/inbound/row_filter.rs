//! A filter asked of one document in memory, with the meaning it has in lists: what is missing fails a positive test and
//! passes its negation; several values match when any does.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use mapping::normalise::Region;
use model::filter::{Filter, Literal, Operand, Predicate, Test};
use model::{Doc, Field, FieldType, Object, fragment, parse_ms};
use records::filter_text::{self, FilterError};

/// A filter over the fields of one object.
#[derive(Clone, Debug)]
pub struct RowFilter {
    filter: Filter,
    object: Arc<Object>,
}

/// One value of a document, ready to be compared.
enum Held<'d> {
    Text(Cow<'d, str>),
    Number(f64),
    Boolean(bool),
}

impl RowFilter {
    /// Reads the text spelling. Fields of other objects, the id, the version and the time of the last change cannot be asked:
    /// a row has none of them yet.
    ///
    /// # Errors
    /// [`FilterError`] naming the place.
    pub fn parse(text: &str, object: &Arc<Object>, region: Region) -> Result<Self, FilterError> {
        let filter = filter_text::parse(text, object, &|_| None, region)?;
        if asks_for_system_values(&filter) {
            let reason =
                filter_text::FilterReason::Expected("fields of the object; a row that is read has no id, version or updated_at here");
            return Err(FilterError { offset: 0, pointer: String::new(), reason });
        }
        Ok(Self { filter, object: Arc::clone(object) })
    }

    /// True when `doc` passes.
    #[must_use]
    pub fn says_yes(&self, doc: &Doc) -> bool {
        holds(&self.filter, &self.object, doc)
    }
}

fn asks_for_system_values(filter: &Filter) -> bool {
    match filter {
        Filter::And(parts) | Filter::Or(parts) => parts.iter().any(asks_for_system_values),
        Filter::Not(inner) => asks_for_system_values(inner),
        Filter::Predicate(predicate) => match predicate.operand {
            Operand::Field(_, _) => !predicate.relations.is_empty(),
            // What a row says itself about when it came to be can be asked.
            Operand::CreatedAt(field) => field.is_none() || !predicate.relations.is_empty(),
            Operand::Id | Operand::Version | Operand::UpdatedAt => true,
        },
    }
}

fn holds(filter: &Filter, object: &Object, doc: &Doc) -> bool {
    match filter {
        Filter::And(parts) => parts.iter().all(|part| holds(part, object, doc)),
        Filter::Or(parts) => parts.iter().any(|part| holds(part, object, doc)),
        Filter::Not(inner) => !holds(inner, object, doc),
        Filter::Predicate(predicate) => passes(predicate, object, doc),
    }
}

fn passes(predicate: &Predicate, object: &Object, doc: &Doc) -> bool {
    let (id, member) = match &predicate.operand {
        Operand::Field(id, member) => (id, member.as_deref()),
        Operand::CreatedAt(Some(id)) => (id, None),
        Operand::CreatedAt(None) | Operand::Id | Operand::Version | Operand::UpdatedAt => return false,
    };
    let Some(field) = object.field_by_id(*id) else { return false };
    let Some(stored) = doc.get(*id) else { return is_negated(&predicate.test) };
    let values = values_of(field, member, stored);
    let any = |test: &dyn Fn(&Held<'_>) -> bool| values.iter().any(test);
    match &predicate.test {
        Test::IsNull => values.is_empty(),
        Test::IsNotNull => !values.is_empty(),
        Test::Equal(wanted) | Test::Has(wanted) => any(&|value| compare(value, wanted) == Some(Ordering::Equal)),
        Test::NotEqual(wanted) => !any(&|value| compare(value, wanted) == Some(Ordering::Equal)),
        Test::Less(wanted) => any(&|value| compare(value, wanted) == Some(Ordering::Less)),
        Test::LessOrEqual(wanted) => any(&|value| compare(value, wanted).is_some_and(Ordering::is_le)),
        Test::Greater(wanted) => any(&|value| compare(value, wanted) == Some(Ordering::Greater)),
        Test::GreaterOrEqual(wanted) => any(&|value| compare(value, wanted).is_some_and(Ordering::is_ge)),
        Test::In(wanted) => any(&|value| wanted.iter().any(|wanted| compare(value, wanted) == Some(Ordering::Equal))),
        Test::NotIn(wanted) => !any(&|value| wanted.iter().any(|wanted| compare(value, wanted) == Some(Ordering::Equal))),
        Test::Contains(part) => any(&|value| folded(value).is_some_and(|text| text.contains(&part.to_ascii_lowercase()))),
        Test::StartsWith(part) => any(&|value| folded(value).is_some_and(|text| text.starts_with(&part.to_ascii_lowercase()))),
    }
}

/// What a missing value answers.
fn is_negated(test: &Test) -> bool {
    match test {
        Test::NotEqual(_) | Test::NotIn(_) | Test::IsNull => true,
        Test::Equal(_)
        | Test::Less(_)
        | Test::LessOrEqual(_)
        | Test::Greater(_)
        | Test::GreaterOrEqual(_)
        | Test::In(_)
        | Test::Has(_)
        | Test::Contains(_)
        | Test::StartsWith(_)
        | Test::IsNotNull => false,
    }
}

fn values_of<'d>(field: &Field, member: Option<&str>, stored: &'d str) -> Vec<Held<'d>> {
    let text = |value: &'d str| fragment::as_text(value).unwrap_or(Cow::Borrowed(value));
    let number = |text: &str| text.parse().ok().map(Held::Number);
    match &field.field_type {
        FieldType::Email | FieldType::Phone | FieldType::MultiSelect { .. } => {
            fragment::as_list(stored).into_iter().map(Held::Text).collect()
        }
        FieldType::Integer | FieldType::Decimal => number(&text(stored)).into_iter().collect(),
        FieldType::Boolean => vec![Held::Boolean(stored == "true")],
        FieldType::Money | FieldType::Person | FieldType::Address => {
            let Ok(serde_json::Value::Object(parts)) = serde_json::from_str(stored) else { return Vec::new() };
            let Some(member) = member else { return vec![Held::Text(Cow::Borrowed(stored))] };
            let Some(part) = parts.get(member).and_then(serde_json::Value::as_str) else { return Vec::new() };
            let is_number = matches!(field.field_type, FieldType::Money) && member == "amount";
            if is_number { number(part).into_iter().collect() } else { vec![Held::Text(Cow::Owned(part.to_owned()))] }
        }
        FieldType::Text
        | FieldType::LongText
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Url
        | FieldType::Select { .. }
        | FieldType::Reference { .. }
        | FieldType::Json
        | FieldType::AutoNumber { .. } => vec![Held::Text(text(stored))],
    }
}

fn compare(value: &Held<'_>, wanted: &Literal) -> Option<Ordering> {
    match (value, wanted) {
        (Held::Text(value), Literal::Text(wanted) | Literal::Decimal(wanted)) => Some(value.as_ref().cmp(wanted)),
        (Held::Text(value), Literal::Integer(wanted)) => Some(value.as_ref().cmp(&wanted.to_string())),
        (Held::Text(value), Literal::Boolean(wanted)) => Some(value.as_ref().cmp(if *wanted { "true" } else { "false" })),
        #[expect(clippy::cast_precision_loss, reason = "lists compare with binary floating point as well")]
        (Held::Number(value), Literal::Integer(wanted)) => value.partial_cmp(&(*wanted as f64)),
        (Held::Number(value), Literal::Decimal(wanted)) => value.partial_cmp(&wanted.parse().ok()?),
        #[expect(clippy::cast_precision_loss, reason = "lists compare with binary floating point as well")]
        (Held::Number(value), Literal::Text(wanted)) => {
            value.partial_cmp(&wanted.parse().ok().or_else(|| parse_ms(wanted).map(|ms| ms as f64))?)
        }
        (Held::Boolean(value), Literal::Boolean(wanted)) => Some(value.cmp(wanted)),
        (Held::Number(_), Literal::Boolean(_)) | (Held::Boolean(_), Literal::Text(_) | Literal::Integer(_) | Literal::Decimal(_)) => None,
    }
}

fn folded(value: &Held<'_>) -> Option<String> {
    match value {
        Held::Text(text) => Some(text.to_ascii_lowercase()),
        Held::Number(_) | Held::Boolean(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_passes_as_a_record_would_in_a_list() {
        let object = model::standard::objects().into_iter().find(|object| object.name == "customers").expect("shipped");
        let object = Arc::new(object);
        let mut doc = Doc::new();
        let mut set = |name: &str, value: &str| doc.set(object.field(name).expect("a field").id, value);
        set("name", "\"张伟 Ltd\"");
        set("city", "\"上海\"");
        set("email", r#"["a@example.com","b@example.com"]"#);
        let check = |text: &str, expected: bool| {
            let filter = RowFilter::parse(text, &object, Region::CN).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(filter.says_yes(&doc), expected, "{text}");
        };
        for yes in [
            "city = \"上海\"",
            "city != \"北京\"",
            "country != \"CN\"",
            "country IS NULL",
            "city IS NOT NULL",
            "email : \"B@example.com\"",
            "name ~ \"ltd\"",
            "name ^ \"张\"",
            "city IN (\"上海\", \"北京\")",
            "NOT country = \"CN\"",
            "city = \"北京\" OR (name ~ \"LTD\" AND country IS NULL)",
        ] {
            check(yes, true);
        }
        for no in ["city = \"北京\"", "country = \"CN\"", "email : \"c@example.com\"", "NOT city = \"上海\"", "city NOT IN (\"上海\")"]
        {
            check(no, false);
        }
        for refused in ["id = 5", "version > 1", "updated_at > \"2026-01-01\"", "nothing = 1"] {
            RowFilter::parse(refused, &object, Region::CN).expect_err(refused);
        }
    }
}
