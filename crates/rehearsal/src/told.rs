//! What calls of a system that cannot be asked look like: records as the ready-made sync of the object knows them, or as calls that came before
//! told them.
//!
//! Promises: a value that came from outside is told as its mask ([`crate::mask`]) and in no other way; only what the definition itself names,
//! in its tables of values, stays as it is.

use mapping::Rule;
use model::{Object, parse_ms};
use records::Records;
use serde_json::{Map, Value};
use store::InboxState;
use sync::SyncDefinition;
use sync::ready;

use crate::Refused;
use crate::mask::Masker;
use crate::sample::SAMPLE_MAX;
use crate::systems::CALLED;

/// Calls looked through for a sample.
const CALLS_MAX: usize = 500;

/// Records that calls tell of: at most `sample` of those that came before for `connection`, masked, else those of the ready-made sync.
/// `settings` are the connection's.
///
/// # Errors
/// [`Refused::NoCalls`] where there are neither; those of the store.
pub(crate) fn told(
    records: &Records,
    definition: &SyncDefinition,
    connection: i64,
    settings: &Map<String, Value>,
    sample: u32,
) -> Result<Vec<Map<String, Value>>, Refused> {
    let before = if sample > 0 { before(records, definition, connection, settings, sample)? } else { Vec::new() };
    if !before.is_empty() {
        return Ok(before);
    }
    let choices = ready::all().into_iter().flatten().flat_map(|ready| &ready.roles).flat_map(|role| &role.choices);
    let mut fitting =
        choices.filter(|choice| choice.connector == CALLED && choice.sync.get("object") == Some(&definition.object.as_str().into()));
    let known = fitting.find(|choice| !choice.calls.is_empty()).map(|choice| choice.calls.clone());
    known.ok_or_else(|| Refused::NoCalls { object: definition.object.clone() })
}

/// Records of calls that were taken before, newest first, masked.
fn before(
    records: &Records,
    definition: &SyncDefinition,
    connection: i64,
    settings: &Map<String, Value>,
    sample: u32,
) -> Result<Vec<Map<String, Value>>, Refused> {
    let wanted = usize::try_from(sample.min(SAMPLE_MAX)).unwrap_or(0);
    let Ok(object) = records.object(&definition.object) else { return Ok(Vec::new()) };
    let rules = definition.mapping.as_ref().map(|mapping| mapping.fields.as_slice()).unwrap_or_default();
    let mask = CallMask { masker: Masker::new(records.store().hasher()), rules, object: &object };
    let calls = records.store().read(|session| session.inbox_recent(connection, CALLS_MAX))?;
    let place = path_of(settings, "records_at");
    let mut told = Vec::new();
    for call in calls.iter().filter(|call| call.state != InboxState::Failed) {
        let Ok(whole) = serde_json::from_slice::<Value>(&call.body) else { continue };
        let here = place.iter().try_fold(&whole, |here, part| here.get(part));
        let items = match here {
            Some(Value::Array(items)) => items.as_slice(),
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        for record in items.iter().filter_map(Value::as_object) {
            if told.len() >= wanted {
                return Ok(told);
            }
            told.push(mask.members(record, ""));
        }
    }
    Ok(told)
}

/// The members that lead to a place, from a setting that has them with dots between.
pub(crate) fn path_of(settings: &Map<String, Value>, name: &str) -> Vec<String> {
    let text = settings.get(name).and_then(Value::as_str).unwrap_or_default().trim();
    if text.is_empty() { Vec::new() } else { text.split('.').map(|part| part.trim().to_owned()).collect() }
}

/// Masks records of calls, column by column.
struct CallMask<'a> {
    masker: Masker,
    rules: &'a [Rule],
    object: &'a Object,
}

impl CallMask<'_> {
    fn members(&self, members: &Map<String, Value>, prefix: &str) -> Map<String, Value> {
        let masked = |(name, value): (&String, &Value)| {
            let column = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            Some((name.clone(), self.value(value, &column)?))
        };
        members.iter().filter_map(masked).collect()
    }

    fn value(&self, value: &Value, column: &str) -> Option<Value> {
        match value {
            Value::Null | Value::Bool(_) => Some(value.clone()),
            Value::Number(_) => self.masker.number(value),
            Value::String(text) => Some(Value::from(self.text(text, column))),
            Value::Array(items) => Some(items.iter().filter_map(|item| self.value(item, column)).collect()),
            Value::Object(members) => Some(Value::Object(self.members(members, column))),
        }
    }

    fn text(&self, text: &str, column: &str) -> String {
        let mut reading = self.rules.iter().filter(|rule| rule.from.iter().any(|from| from == column));
        let is_named = |rule: &Rule| rule.values.iter().any(|(from, _)| from.trim().eq_ignore_ascii_case(text.trim()));
        if reading.clone().any(is_named) {
            return text.to_owned();
        }
        let field = reading.find_map(|rule| self.object.field(rule.to.split('.').next().unwrap_or_default()));
        let of_field = field.and_then(|field| self.masker.fragment(field, &Value::from(text).to_string()));
        match of_field.and_then(|fragment| serde_json::from_str::<Value>(&fragment).ok()) {
            Some(Value::String(masked)) => masked,
            _ if parse_ms(text).is_some() => self.masker.moment(text),
            _ if text.contains('@') => self.masker.email(text),
            _ => self.masker.text(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use model::KeyHasher;
    use serde_json::json;

    use super::*;

    #[test]
    fn calls_that_came_before_are_told_as_their_masks() {
        let object = model::standard::objects().into_iter().find(|object| object.name == "tickets").expect("tickets");
        let rules: Vec<Rule> = serde_json::from_value(json!([
            {"from": "subject", "to": "subject"}, {"from": "state", "to": "status", "values": {"新建": "new"}},
        ]))
        .expect("rules");
        let mask = CallMask { masker: Masker::new(KeyHasher::new((3, 4))), rules: &rules, object: &object };
        let real = json!({
            "subject": "退款 Wang Wei", "state": "新建", "who": {"mail": "wang@corp.com.cn", "vip": true, "spent": 1204},
            "at": "2026-01-05T08:00:00Z", "tags": ["angry"],
        });
        let told = Value::Object(mask.members(real.as_object().expect("an object"), ""));
        assert_eq!((&told["state"], &told["who"]["vip"]), (&json!("新建"), &json!(true)));
        assert!(told["at"].as_str().is_some_and(|at| at.starts_with("2026-") && parse_ms(at).is_some()), "{told}");
        for value in ["退款", "Wang", "wang", "corp", "1204", "angry", "08:00:00"] {
            assert!(!told.to_string().contains(value), "{value} is in {told}");
        }
    }
}
