//! What became of the columns a mapping reads: a column that is gone is not an empty value. Its fields keep what was shown
//! before; where records could no longer be told apart without it, the run stops before anything is written.

use std::collections::BTreeSet;

use connector::{FieldInfo, FieldKind, StreamShape};
use mapping::{Mapping, TARGET_EXTERNAL_ID, TARGET_UPDATED_AT};
use model::{FieldId, Object};
use serde::{Deserialize, Serialize};

use crate::definition::SyncDefinition;

/// A column as it was seen last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenColumn {
    /// Its name.
    pub name: String,
    /// What its values are, as far as the system tells.
    pub kind: FieldKind,
}

/// What changed about one column that the mapping reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drift {
    /// The column.
    pub column: String,
    /// `missing` or `retyped`.
    pub change: String,
    /// What its values were and are, where that changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kinds: Option<(FieldKind, FieldKind)>,
    /// Columns that may be the same under a new name, most similar first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub perhaps: Vec<String>,
    /// Lines of the mapping that read it, counted from 1.
    pub lines: Vec<usize>,
    /// Fields these lines feed.
    pub fields: Vec<String>,
    /// Records cannot be told apart or are not complete without it: the run stops.
    pub stops: bool,
}

/// A mapping cut down to what can be read and what takes part.
#[derive(Clone, Debug)]
pub struct Reduced {
    /// The lines that remain.
    pub mapping: Mapping,
    /// Fields of the lines that went: they keep what was shown before.
    pub keep: Vec<FieldId>,
    /// What changed.
    pub drift: Vec<Drift>,
}

/// The columns that the mapping reads, each once, in order.
#[must_use]
pub fn columns_of(mapping: &Mapping) -> Vec<String> {
    let mut seen = BTreeSet::new();
    mapping.fields.iter().flat_map(|rule| &rule.from).filter(|column| seen.insert((*column).clone())).cloned().collect()
}

/// The columns of a stream with their kinds.
#[must_use]
pub fn seen_columns(shape: &StreamShape) -> Vec<SeenColumn> {
    let kind = |name: &String| shape.fields.iter().find(|field: &&FieldInfo| field.name == *name).map(|field| field.kind);
    shape.columns.iter().map(|name| SeenColumn { name: name.clone(), kind: kind(name).unwrap_or_default() }).collect()
}

/// Cuts the mapping of a definition down to `now`, the columns there are, and to the fields whose turn it is. `before`: the
/// columns seen last; without them, a missing column is an error of the mapping and not a change, and is left in.
#[must_use]
pub fn reduce(
    definition: &SyncDefinition,
    mapping: &Mapping,
    object: &Object,
    now: &[SeenColumn],
    before: Option<&[SeenColumn]>,
) -> Reduced {
    let field_of = |target: &str| target.split('.').next().unwrap_or_default().to_owned();
    let mut drift = Vec::new();
    let mut gone_fields: BTreeSet<String> = BTreeSet::new();
    for column in columns_of(mapping) {
        let known = before.and_then(|before| before.iter().find(|seen| seen.name == column));
        let lines: Vec<usize> = (1..).zip(&mapping.fields).filter(|(_, rule)| rule.from.contains(&column)).map(|(line, _)| line).collect();
        let fields: BTreeSet<String> =
            mapping.fields.iter().filter(|rule| rule.from.contains(&column)).map(|rule| field_of(&rule.to)).collect();
        let stops = fields.iter().any(|field| is_needed(definition, mapping, object, field, &column));
        let line = |change: &str, kinds, stops| Drift {
            column: column.clone(),
            change: change.to_owned(),
            kinds,
            perhaps: Vec::new(),
            lines: lines.clone(),
            fields: fields.iter().cloned().collect(),
            stops,
        };
        match now.iter().find(|seen| seen.name == column) {
            None if before.is_some() => {
                drift.push(line("missing", None, stops));
                gone_fields.extend(fields);
            }
            Some(seen) => {
                if let Some(known) = known.filter(|known| known.kind != seen.kind) {
                    drift.push(line("retyped", Some((known.kind, seen.kind)), false));
                }
            }
            None => {}
        }
    }
    let takes_part = |target: &str| {
        let field = field_of(target);
        let is_key = object.field(&field).is_some_and(|field| field.match_key.is_some());
        let is_system = field == TARGET_EXTERNAL_ID || field == TARGET_UPDATED_AT;
        definition.rollout.fields.is_empty() || is_system || is_key || definition.rollout.fields.contains(&field)
    };
    let stays = |target: &str| takes_part(target) && !gone_fields.contains(&field_of(target));
    let mut keep: Vec<FieldId> = mapping
        .fields
        .iter()
        .filter(|rule| !stays(&rule.to))
        .filter_map(|rule| object.field(&field_of(&rule.to)).map(|field| field.id))
        .collect();
    keep.sort_unstable();
    keep.dedup();
    let mut reduced = mapping.clone();
    reduced.fields.retain(|rule| stays(&rule.to));
    Reduced { mapping: reduced, keep, drift }
}

/// True when the run must stop if `column` is missing, because of `field`.
fn is_needed(definition: &SyncDefinition, mapping: &Mapping, object: &Object, field: &str, column: &str) -> bool {
    if field == TARGET_EXTERNAL_ID || field == TARGET_UPDATED_AT {
        return true;
    }
    let Some(known) = object.field(field) else { return false };
    let asked = definition.mapping.as_ref().and_then(|mapping| mapping.match_keys.as_ref());
    let matches_by_it = known.match_key.is_some() && asked.is_none_or(|names| names.iter().any(|name| name == field));
    let is_required = mapping.fields.iter().any(|rule| rule.required && rule.from.iter().any(|from| from == column));
    matches_by_it || known.required && field != object.title_field || is_required
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(names: &[&str]) -> Vec<SeenColumn> {
        names.iter().map(|name| SeenColumn { name: (*name).to_owned(), kind: FieldKind::Text }).collect()
    }

    #[test]
    fn a_missing_column_keeps_its_field_and_a_missing_key_stops() {
        let object = model::standard::objects().into_iter().find(|object| object.name == "customers").expect("shipped");
        let mapping = Mapping::from_yaml(
            "version: 1\nobject: customers\nfields:\n  - {from: Id, to: external_id}\n  - {from: Name, to: name}\n  - {from: Town, to: city}\n  - {from: Mail, to: email}\n",
        )
        .expect("valid");
        let definition = SyncDefinition { mapping: Some(mapping.clone()), ..SyncDefinition::default() };
        let before = seen(&["Id", "Name", "Town", "Mail"]);
        let without = |column: &str| {
            let now: Vec<SeenColumn> = before.iter().filter(|seen| seen.name != column).cloned().collect();
            reduce(&definition, &mapping, &object, &now, Some(&before))
        };
        let town = without("Town");
        assert_eq!(town.keep, [object.field("city").expect("a field").id]);
        assert_eq!(town.mapping.fields.len(), 3);
        assert_eq!((town.drift[0].lines.as_slice(), town.drift[0].stops), ([3].as_slice(), false));
        for needed in ["Id", "Mail"] {
            assert!(without(needed).drift[0].stops, "{needed}");
        }
        let first = reduce(&definition, &mapping, &object, &seen(&["Id"]), None);
        assert!(first.drift.is_empty() && first.mapping == mapping, "a first run lets the mapping say what is wrong");
        let mut few = definition.clone();
        few.rollout.fields = vec!["name".to_owned()];
        let part = reduce(&few, &mapping, &object, &before, Some(&before));
        assert_eq!(part.mapping.fields.iter().map(|rule| rule.to.as_str()).collect::<Vec<_>>(), ["external_id", "name", "email"]);
        let mut retyped = before.clone();
        retyped[2].kind = FieldKind::Integer;
        let found = reduce(&definition, &mapping, &object, &retyped, Some(&before));
        assert_eq!((found.drift[0].change.as_str(), found.mapping.fields.len()), ("retyped", 4));
    }
}
