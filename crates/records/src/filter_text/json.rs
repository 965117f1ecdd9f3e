//! The JSON spelling of a filter, as the body of a search carries it.
//!
//! `{"and":[…]}`, `{"or":[…]}`, `{"not":{…}}` or `{"field":"customer.city","op":"=","value":"上海"}`. Operators are those of the
//! text spelling plus `in`, `not_in` (value: a list), `is_null`, `is_not_null` (no value). A string is the text spelling.

use std::sync::Arc;

use mapping::normalise::Region;
use model::Object;
use model::filter::{Filter, PREDICATES_MAX, Predicate, Test};
use serde_json::{Map, Value as Json};

use super::{DEPTH_MAX, FilterError, FilterReason, IN_VALUES_MAX, ObjectsByName, Value, literal, resolve_with};

/// Reads the JSON spelling for records of `object`. A compared phone number without a country is one of `region`.
///
/// # Errors
/// [`FilterError`] whose pointer names the place inside `json`.
pub fn parse(json: &Json, object: &Arc<Object>, objects: ObjectsByName<'_>, region: Region) -> Result<Filter, FilterError> {
    if let Json::String(text) = json {
        return super::parse(text, object, objects, region);
    }
    let mut reader = Reader { object, objects, region, predicates: 0 };
    reader.filter(json, &mut String::new(), 0)
}

struct Reader<'a> {
    object: &'a Arc<Object>,
    objects: ObjectsByName<'a>,
    region: Region,
    predicates: usize,
}

fn wrong(pointer: &str, reason: FilterReason) -> FilterError {
    FilterError { offset: 0, pointer: pointer.to_owned(), reason }
}

impl Reader<'_> {
    fn filter(&mut self, json: &Json, pointer: &mut String, depth: usize) -> Result<Filter, FilterError> {
        if depth > DEPTH_MAX {
            return Err(wrong(pointer, FilterReason::TooNested));
        }
        let Json::Object(members) = json else {
            return Err(wrong(pointer, FilterReason::Expected("an object with and, or, not, or field and op")));
        };
        if members.len() == 1
            && let Some((name, inner)) = members.iter().next()
        {
            let kind: Option<fn(Vec<Filter>) -> Filter> = match name.as_str() {
                "and" => Some(Filter::And),
                "or" => Some(Filter::Or),
                _ => None,
            };
            let length = pointer.len();
            pointer.push('/');
            pointer.push_str(name);
            if let Some(kind) = kind {
                let parts = self.parts(inner, pointer, depth)?;
                pointer.truncate(length);
                return Ok(kind(parts));
            }
            if name == "not" {
                let inner = self.filter(inner, pointer, depth + 1)?;
                pointer.truncate(length);
                return Ok(Filter::Not(Box::new(inner)));
            }
            pointer.truncate(length);
        }
        self.predicate(members, pointer)
    }

    fn parts(&mut self, json: &Json, pointer: &mut String, depth: usize) -> Result<Vec<Filter>, FilterError> {
        let Json::Array(items) = json else {
            return Err(wrong(pointer, FilterReason::Expected("a list of conditions")));
        };
        if items.is_empty() {
            return Err(wrong(pointer, FilterReason::Expected("at least one condition")));
        }
        let length = pointer.len();
        let mut parts = Vec::with_capacity(items.len().min(PREDICATES_MAX));
        for (at, item) in items.iter().enumerate() {
            pointer.push('/');
            pointer.push_str(&at.to_string());
            parts.push(self.filter(item, pointer, depth + 1)?);
            pointer.truncate(length);
        }
        Ok(parts)
    }

    fn predicate(&mut self, members: &Map<String, Json>, pointer: &str) -> Result<Filter, FilterError> {
        let at = |member: &str, reason: FilterReason| wrong(&format!("{pointer}/{member}"), reason);
        self.predicates += 1;
        if self.predicates > PREDICATES_MAX {
            return Err(wrong(pointer, FilterReason::TooManyPredicates));
        }
        if members.keys().any(|name| !["field", "op", "value"].contains(&name.as_str())) {
            return Err(wrong(pointer, FilterReason::Expected("only field, op and value")));
        }
        let Some(Json::String(field)) = members.get("field") else {
            return Err(at("field", FilterReason::Expected("a field name")));
        };
        let path: Vec<&str> = field.split('.').collect();
        let target = resolve_with(&path, 0, self.object, self.objects).map_err(|error| at("field", error.reason))?;
        let op = match members.get("op") {
            None => "=",
            Some(Json::String(op)) => op.as_str(),
            Some(_) => return Err(at("op", FilterReason::Expected("an operator"))),
        };
        let value = members.get("value");
        let test = match op {
            "is_null" | "is_not_null" => {
                if value.is_some_and(|value| !value.is_null()) {
                    return Err(at("value", FilterReason::Expected("no value")));
                }
                if op == "is_null" { Test::IsNull } else { Test::IsNotNull }
            }
            "in" | "not_in" => {
                let Some(Json::Array(items)) = value else {
                    return Err(at("value", FilterReason::Expected("a list of values")));
                };
                if items.len() > IN_VALUES_MAX {
                    return Err(at("value", FilterReason::TooManyValues));
                }
                let literals: Result<Vec<_>, FilterError> = items
                    .iter()
                    .map(|item| {
                        let item = scalar(item).ok_or_else(|| at("value", FilterReason::Expected("texts, numbers or booleans")))?;
                        literal::literal(&target.compared(self.region), &item).map_err(|reason| at("value", reason))
                    })
                    .collect();
                if op == "in" { Test::In(literals?) } else { Test::NotIn(literals?) }
            }
            _ => {
                let value = value.and_then(scalar).ok_or_else(|| at("value", FilterReason::Expected("a text, number or boolean")))?;
                literal::test(&target.compared(self.region), op, &value).map_err(|reason| at("op", reason))?
            }
        };
        Ok(Filter::Predicate(Predicate { relations: target.relations, operand: target.operand, test }))
    }
}

fn scalar(json: &Json) -> Option<Value> {
    match json {
        Json::String(text) => Some(Value::Text(text.clone())),
        Json::Number(number) => Some(Value::Number(number.to_string())),
        Json::Bool(value) => Some(Value::Boolean(*value)),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}
