//! Stored calls as rows.

use std::sync::Arc;

use connector::{ConnectorError, Cursor, FieldInfo, PageEnd, Source, StoredPush, StreamShape};
use model::{CellKind, RecordBatch, Removal, RemovalKind, parse_ms};

use crate::content::{Content, Places, Record, read};

/// Columns of all calls of one window.
const COLUMNS_MAX: usize = 2_000;

/// A window of calls.
pub(crate) struct CallSource {
    shape: StreamShape,
    places: Places,
    calls: Vec<(i64, i64, Result<Content, String>)>,
}

impl CallSource {
    pub fn new(places: &Places, pushes: &[StoredPush]) -> Self {
        let calls: Vec<(i64, i64, Result<Content, String>)> =
            pushes.iter().map(|push| (push.id, push.received_ms, read(push, places))).collect();
        let mut columns: Vec<String> = vec![places.key.clone()];
        let records = calls.iter().filter_map(|(_, _, content)| content.as_ref().ok()).flat_map(|content| &content.records);
        for (name, _) in records.flat_map(|record| &record.cells) {
            if columns.len() < COLUMNS_MAX && !columns.contains(name) {
                columns.push(name.clone());
            }
        }
        let fields = columns.iter().map(|name| FieldInfo { name: name.clone(), ..FieldInfo::default() });
        let shape = StreamShape {
            fields: fields.collect(),
            columns: columns.into(),
            key_column: Some(places.key.clone()),
            version_column: places.version.clone(),
            ..StreamShape::default()
        };
        Self { shape, places: places.clone(), calls }
    }

    fn is_removal(&self, content: &Content) -> bool {
        self.places.deleted_events.contains(&content.event)
    }

    fn push(&self, record: &Record, number: u64, into: &mut RecordBatch) {
        for column in self.shape.columns.iter() {
            match record.cells.iter().find(|(name, _)| name == column) {
                Some((_, (kind, text))) => into.push_cell(*kind, text),
                None => into.push_cell(CellKind::Empty, ""),
            }
        }
        into.finish_row(number);
    }
}

impl Source for CallSource {
    fn shape(&self) -> &StreamShape {
        &self.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        into.reset(Arc::clone(&self.shape.columns));
        let mut at: usize = cursor.0.parse().unwrap_or(0);
        while let Some((id, received_ms, content)) = self.calls.get(at) {
            at += 1;
            let content = content.as_ref().map_err(|reason| ConnectorError::Format {
                what: "call".to_owned(),
                place: format!("call {id}"),
                reason: reason.clone(),
            })?;
            for record in &content.records {
                if self.is_removal(content) {
                    let Some(external_id) = record.text(&self.places.key) else { continue };
                    let told = self.places.version.as_deref().and_then(|version| record.text(version)).and_then(parse_ms);
                    let at_ms = told.or(Some(*received_ms));
                    let number = id.unsigned_abs();
                    into.push_removal(Removal { number, external_id: external_id.to_owned(), at_ms, kind: RemovalKind::Deleted });
                } else {
                    self.push(record, id.unsigned_abs(), into);
                }
            }
            if into.len() >= rows_max {
                break;
            }
        }
        Ok(PageEnd { next: Cursor(at.to_string()), last: at >= self.calls.len() })
    }
}
