//! What became of the columns a mapping reads: a column that is gone is not an empty value. Its fields keep what was shown
//! before; where records could no longer be told apart without it, the run stops before anything is written.

use std::collections::BTreeSet;
use std::hash::Hasher;

use connector::{FieldInfo, FieldKind, StreamShape};
use mapping::normalise::unicode::fold_for_match;
use mapping::{Mapping, Rule, TARGET_EXTERNAL_ID, TARGET_UPDATED_AT};
use model::{FieldId, FieldType, Object};
use serde::{Deserialize, Serialize};

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::begin::to_json;
use crate::definition::SyncDefinition;

/// Options that one change names.
pub const OPTIONS_TOLD_MAX: usize = 20;

/// A column as it was seen last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenColumn {
    /// Its name.
    pub name: String,
    /// What its values are, as far as the system tells.
    pub kind: FieldKind,
    /// Its allowed values, where it has such.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
    /// Of a thousand records of the last full read, so many had it; 0 where that is not known, for most systems tell which columns
    /// there are.
    #[serde(default, skip_serializing_if = "is_unknown")]
    pub shown: u16,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if asks for this signature")]
fn is_unknown(shown: &u16) -> bool {
    *shown == 0
}

/// What changed about one column that a mapping reads, or one field that it writes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drift {
    /// The column.
    pub column: String,
    /// `missing`, `retyped`, `options` (values that are allowed there now and have no place here); of what is written also
    /// `read_only` and `options_gone` (values that may be sent and are not allowed there any more).
    pub change: String,
    /// The options that are meant, at most 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
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

/// The columns of a stream with their kinds and options.
#[must_use]
pub fn seen_columns(shape: &StreamShape) -> Vec<SeenColumn> {
    let seen = |name: &String| match shape.fields.iter().find(|field: &&FieldInfo| field.name == *name) {
        Some(field) => SeenColumn { name: name.clone(), kind: field.kind, options: field.options.clone(), shown: 0 },
        None => SeenColumn { name: name.clone(), ..SeenColumn::default() },
    };
    shape.columns.iter().map(seen).collect()
}

/// What is remembered of the columns: as they are now, but what changed and was told as it was before, so that it goes on being
/// told; options only of columns that feed a field with options.
#[must_use]
pub fn to_remember(
    mut now: Vec<SeenColumn>,
    before: &[SeenColumn],
    drift: &[Drift],
    mapping: &Mapping,
    object: &Object,
) -> Vec<SeenColumn> {
    for seen in &mut now {
        if !mapping.fields.iter().any(|rule| rule.from.contains(&seen.name) && options_of(rule, object).is_some()) {
            seen.options.clear();
        }
        let Some(known) = before.iter().find(|known| known.name == seen.name) else { continue };
        seen.shown = known.shown;
        for drift in drift.iter().filter(|drift| drift.column == seen.name) {
            match drift.change.as_str() {
                "retyped" => seen.kind = known.kind,
                "options" => seen.options.clone_from(&known.options),
                _ => {}
            }
        }
    }
    now
}

/// The options of the field that a rule feeds, where it has such.
fn options_of<'o>(rule: &Rule, object: &'o Object) -> Option<&'o [model::schema::SelectOption]> {
    match &object.field(&rule.to)?.field_type {
        FieldType::Select { options } | FieldType::MultiSelect { options } => Some(options),
        FieldType::Text
        | FieldType::LongText
        | FieldType::Integer
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::Reference { .. }
        | FieldType::Person
        | FieldType::Address
        | FieldType::Json
        | FieldType::AutoNumber { .. } => None,
    }
}

/// Options that are new there and that a rule would not find a place for: neither in its value table nor among those of its field.
fn new_options(rule: &Rule, object: &Object, before: &[String], now: &[String]) -> Vec<String> {
    let Some(options) = options_of(rule, object).filter(|_| !before.is_empty() && rule.transforms.is_empty()) else { return Vec::new() };
    let is_covered = |text: &str| {
        let folded = fold_for_match(text);
        let has_line = rule.values.iter().any(|(theirs, _)| theirs == "*" || fold_for_match(theirs) == folded);
        has_line || mapping::is_option(options, text)
    };
    now.iter().filter(|option| !before.contains(option) && !is_covered(option)).take(OPTIONS_TOLD_MAX).cloned().collect()
}

/// True for a change that is only told: the values that came before it still come.
#[must_use]
pub fn only_tells(drift: &Drift) -> bool {
    drift.change == "options"
}

/// Tells one set of changes from another; empty where nothing changed.
#[must_use]
pub fn drift_mark(drift: &[Drift]) -> String {
    if drift.is_empty() {
        return String::new();
    }
    let mut hasher = SipHasher13::new_with_keys(0x7261_7070, 0x6472_6966);
    hasher.write(to_json(&drift).as_bytes());
    format!("{:032x}", hasher.finish128().as_u128())
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
            lines: lines.clone(),
            fields: fields.iter().cloned().collect(),
            stops,
            ..Drift::default()
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
                let before = known.map(|known| known.options.as_slice()).unwrap_or_default();
                let readers = mapping.fields.iter().filter(|rule| rule.from.contains(&column));
                let new: BTreeSet<String> = readers.flat_map(|rule| new_options(rule, object, before, &seen.options)).collect();
                if !new.is_empty() {
                    let options = new.into_iter().take(OPTIONS_TOLD_MAX).collect();
                    drift.push(Drift { options, ..line("options", None, false) });
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
        names.iter().map(|name| SeenColumn { name: (*name).to_owned(), kind: FieldKind::Text, ..SeenColumn::default() }).collect()
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

    #[test]
    fn a_new_option_without_a_place_here_is_told_until_it_has_one() {
        let object = model::standard::objects().into_iter().find(|object| object.name == "customers").expect("shipped");
        let yaml = "version: 1\nobject: customers\nfields:\n  - {from: Id, to: external_id}\n  - {from: Kind, to: kind}\n  - {from: Size, to: notes}\n";
        let mapping = Mapping::from_yaml(yaml).expect("valid");
        let column = |name: &str, options: &[&str]| SeenColumn {
            name: name.to_owned(),
            kind: FieldKind::Select,
            options: options.iter().map(|option| (*option).to_owned()).collect(),
            shown: 0,
        };
        let at = |kinds: &[&str], sizes: &[&str]| vec![column("Id", &[]), column("Kind", kinds), column("Size", sizes)];
        let definition = SyncDefinition { mapping: Some(mapping.clone()), ..SyncDefinition::default() };
        let before = at(&["person"], &["small"]);
        let now = at(&["person", "Company", "robot"], &["small", "large"]);
        let found = reduce(&definition, &mapping, &object, &now, Some(&before));
        assert_eq!(found.drift.len(), 1, "{:?}", found.drift);
        let drift = &found.drift[0];
        assert_eq!(
            (drift.column.as_str(), drift.change.as_str(), drift.options.as_slice()),
            ("Kind", "options", ["robot".to_owned()].as_slice())
        );
        assert_eq!(
            (found.mapping.fields.len(), found.keep.len(), drift.lines.as_slice()),
            (3, 0, [2].as_slice()),
            "the line goes on being read"
        );
        let kept = to_remember(now.clone(), &before, &found.drift, &mapping, &object);
        assert_eq!((kept[1].options.len(), kept[2].options.len()), (1, 0), "what was told is told on; other columns need no options");
        let mut with_line = mapping.clone();
        with_line.fields[1].values = vec![("ROBOT".to_owned(), "company".to_owned())];
        assert!(reduce(&definition, &with_line, &object, &now, Some(&before)).drift.is_empty());
        assert!(reduce(&definition, &mapping, &object, &now, None).drift.is_empty(), "what was there at first is no change");
        assert_eq!(drift_mark(&[]), "");
        assert_ne!(drift_mark(&found.drift), drift_mark(&[Drift { options: vec!["other".to_owned()], ..drift.clone() }]));
    }
}
