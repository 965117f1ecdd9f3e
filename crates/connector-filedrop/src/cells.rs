//! The columns that a reading gives, and rows of one file put into them.

use std::sync::Arc;

use connector::StreamShape;
use model::{CellKind, RecordBatch, Removal, RemovalKind, Row, parse_ms};

use crate::settings::Settings;

/// The column made of several key columns.
pub(crate) const JOINED_KEY: &str = "_key";

/// The columns of a reading.
#[derive(Clone)]
pub(crate) struct Columns {
    pub shape: StreamShape,
    /// Columns that a file must have, by name.
    pub needed: Vec<String>,
    /// Places of the key columns among them.
    keys: Vec<usize>,
    updated: Option<usize>,
    deleted: Option<usize>,
    is_joined: bool,
}

impl Columns {
    /// `wanted`: what the caller reads, or all there is. The columns that the settings name come in any case.
    pub fn new(settings: &Settings, wanted: &[String]) -> Self {
        let is_joined = settings.keys.len() > 1;
        let mut needed: Vec<String> = wanted.iter().filter(|name| !(is_joined && *name == JOINED_KEY)).cloned().collect();
        for name in settings.keys.iter().chain(&settings.updated).chain(&settings.deleted) {
            if !needed.contains(name) {
                needed.push(name.clone());
            }
        }
        let place = |name: &String| needed.iter().position(|known| known == name);
        let mut columns = needed.clone();
        if is_joined {
            columns.push(JOINED_KEY.to_owned());
        }
        let key_column = if is_joined { Some(JOINED_KEY.to_owned()) } else { settings.keys.first().cloned() };
        Self {
            keys: settings.keys.iter().filter_map(place).collect(),
            updated: settings.updated.as_ref().and_then(place),
            deleted: settings.deleted.as_ref().and_then(place),
            shape: StreamShape { columns: columns.into(), key_column, version_column: settings.updated.clone(), ..StreamShape::default() },
            needed,
            is_joined,
        }
    }

    pub fn begin(&self, into: &mut RecordBatch) {
        into.reset(Arc::clone(&self.shape.columns));
    }

    /// Adds a row of a file whose columns stand at `places`.
    pub fn push(&self, row: Row<'_>, places: &[usize], number: u64, into: &mut RecordBatch) {
        let cell = |at: usize| places.get(at).map_or((CellKind::Empty, ""), |place| row.cell(*place));
        let key = || self.keys.iter().map(|at| cell(*at).1).collect::<Vec<_>>().join("|");
        if self.deleted.is_some_and(|at| is_yes(cell(at).1)) {
            let external_id = key();
            if !external_id.trim_matches('|').is_empty() {
                let at_ms = self.updated.and_then(|at| parse_ms(cell(at).1));
                into.push_removal(Removal { number, external_id, at_ms, kind: RemovalKind::Deleted });
            }
            return;
        }
        for at in 0..self.needed.len() {
            let (kind, text) = cell(at);
            into.push_cell(kind, text);
        }
        if self.is_joined {
            into.push_cell(CellKind::Text, &key());
        }
        into.finish_row(number);
    }
}

fn is_yes(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    matches!(text.as_str(), "1" | "true" | "yes" | "y" | "x" | "deleted" | "是" | "已删除")
}
