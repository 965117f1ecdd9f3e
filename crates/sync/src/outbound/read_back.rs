//! What the other system will show of values that it was given: the outgoing mapping followed by the incoming one.
//!
//! Pure. The source's view takes this after a write, so that the row that comes back tells nothing new.

use std::collections::BTreeSet;
use std::sync::Arc;

use mapping::{Compiled, Mapped, Mapping, Rule, TARGET_EXTERNAL_ID, TARGET_UPDATED_AT, Transform};
use model::{CellKind, Doc, FieldId, FieldType, Object, RecordBatch, fragment};
use serde_json::Value;

use crate::definition::{Direction, SyncDefinition};
use crate::outbound::values::{Outgo, OutgoingMap, as_text};

/// The way back of the fields that a sync both writes and reads.
#[derive(Clone, Debug)]
pub struct ReadBack {
    object: Arc<Object>,
    /// Fields that are read.
    read: BTreeSet<FieldId>,
    /// Of these, fields that are read from nothing but what is written.
    exact: BTreeSet<FieldId>,
    compiled: Option<Compiled>,
    columns: Arc<[String]>,
}

impl ReadBack {
    /// For the mappings of `definition`. A mapping that does not fit only makes the way back less exact.
    #[must_use]
    pub fn new(definition: &SyncDefinition, object: &Arc<Object>, map: &OutgoingMap) -> Self {
        let columns: Arc<[String]> = map.lines().iter().filter(|line| !line.only_create).map(|line| line.to.clone()).collect();
        let nothing =
            |read| Self { object: Arc::clone(object), read, exact: BTreeSet::new(), compiled: None, columns: Arc::clone(&columns) };
        let Some(mapping) = definition.mapping.as_ref().filter(|_| definition.reads()) else { return nothing(BTreeSet::new()) };
        let field_of = |rule: &Rule| rule.to.split('.').next().and_then(|name| object.field(name));
        let is_target = |rule: &&Rule| rule.to != TARGET_EXTERNAL_ID && rule.to != TARGET_UPDATED_AT;
        let mut read = BTreeSet::new();
        let mut inexact = BTreeSet::new();
        for rule in mapping.fields.iter().filter(is_target) {
            let Some(field) = field_of(rule) else { continue };
            if definition.direction_of(&field.name) == Direction::Out {
                continue;
            }
            read.insert(field.id);
            let is_written = |column: &String| columns.contains(column);
            let asks = |transform: &Transform| matches!(transform, Transform::When(column, _) if !is_written(column));
            if !rule.from.iter().all(is_written) || rule.transforms.iter().any(asks) {
                inexact.insert(field.id);
            }
        }
        let exact: BTreeSet<FieldId> = read.difference(&inexact).copied().collect();
        let rules = mapping.fields.iter().filter(|rule| field_of(rule).is_some_and(|field| exact.contains(&field.id)));
        let part = Mapping { fields: rules.cloned().collect(), match_keys: None, ignore: Vec::new(), ..mapping.clone() };
        match Compiled::new(&part, object, &columns, None) {
            Ok(compiled) => Self { object: Arc::clone(object), read, exact, compiled: Some(compiled), columns },
            Err(_) => nothing(read),
        }
    }

    /// True when the source's view tells what the other system shows of `field`.
    #[must_use]
    pub fn reads(&self, field: FieldId) -> bool {
        self.read.contains(&field)
    }

    /// True when what is read of `field` follows from nothing but what is written.
    #[must_use]
    pub fn is_exact(&self, field: FieldId) -> bool {
        self.exact.contains(&field)
    }

    /// What the view takes when the lines of `touched` were given `values` (all of the map, in order) of the record `golden`.
    #[must_use]
    pub fn shows(&self, map: &OutgoingMap, golden: &Doc, values: &[Outgo], touched: &BTreeSet<FieldId>) -> Vec<(FieldId, Option<String>)> {
        let wanted: Vec<FieldId> = touched.iter().copied().filter(|id| self.reads(*id)).collect();
        let back = if wanted.iter().any(|id| self.exact.contains(id)) { self.map_back(map, values) } else { None };
        wanted
            .into_iter()
            .map(|id| match &back {
                Some(doc) if self.exact.contains(&id) => (id, doc.get(id).map(str::to_owned)),
                Some(_) | None => (id, self.passed_on(id, golden)),
            })
            .collect()
    }

    fn map_back(&self, map: &OutgoingMap, values: &[Outgo]) -> Option<Doc> {
        let compiled = self.compiled.as_ref()?;
        let mut batch = RecordBatch::new(Arc::clone(&self.columns));
        for (line, value) in map.lines().iter().zip(values).filter(|(line, _)| !line.only_create) {
            debug_assert!(self.columns.contains(&line.to));
            match value {
                Outgo::Value(value) => batch.push_cell(kind_of(value), &as_text(value)),
                Outgo::Waits => return None,
            }
        }
        batch.finish_row(1);
        let mut mapped = Mapped::default();
        compiled.apply(batch.row(0), &mut mapped);
        Some(mapped.doc)
    }

    /// The value itself; of several the one that goes out.
    fn passed_on(&self, id: FieldId, golden: &Doc) -> Option<String> {
        let value = golden.get(id)?;
        let field = self.object.field_by_id(id)?;
        if !field.is_multi() || matches!(field.field_type, FieldType::MultiSelect { .. }) {
            return Some(value.to_owned());
        }
        let first = fragment::as_list(value).into_iter().next()?;
        let mut list = String::new();
        fragment::push_list(&mut list, [first.as_ref()]);
        Some(list)
    }
}

fn kind_of(value: &Value) -> CellKind {
    match value {
        Value::Null => CellKind::Empty,
        Value::Bool(_) => CellKind::Boolean,
        Value::Number(_) => CellKind::Number,
        Value::String(text) if text.is_empty() => CellKind::Empty,
        Value::String(_) => CellKind::Text,
        Value::Array(_) | Value::Object(_) => CellKind::Json,
    }
}
