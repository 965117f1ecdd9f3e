//! What a person sees of a stream before a sync of it exists: its fields from the live system, a few of its rows, and a mapping
//! proposed from both.

use std::sync::Arc;

use connector::{Account, ConnectorError, Cursor, FieldInfo, ReadRequest, StreamShape};
use mapping::normalise::Region;
use mapping::{Mapping, Profile, Rule, Suggestion, TARGET_EXTERNAL_ID, TARGET_UPDATED_AT};
use model::{CellKind, Label, Object, RecordBatch};
use serde_json::{Map, Number, Value};

/// Most rows of a sample.
pub const SAMPLE_ROWS_MAX: usize = 1_000;
/// Pages read for a sample at most: an empty page is no end.
const PAGES_MAX: usize = 20;
/// Rows that a mapping is proposed from.
const SUGGEST_ROWS: usize = 500;

/// The beginning of a stream.
pub struct Sample {
    /// What the stream looks like.
    pub shape: StreamShape,
    /// Rows, at most as many as asked for.
    pub rows: RecordBatch,
    /// True when nothing follows.
    pub whole: bool,
}

/// A mapping proposed for a stream.
#[derive(Clone, Debug)]
pub struct StreamSuggestion {
    /// API name of the object.
    pub object: String,
    /// One per column, in order.
    pub columns: Vec<Suggestion>,
    /// All that is sure enough; the other columns are ignored by it.
    pub mapping: Mapping,
    /// Rows it was proposed from.
    pub rows: usize,
}

/// Why a mapping cannot be proposed.
#[derive(Debug, thiserror::Error)]
pub enum SuggestError {
    /// The other system.
    #[error(transparent)]
    Connector(#[from] ConnectorError),
    /// Its rows are none of the objects there are.
    #[error("the stream is like no object; name the object")]
    NoObject,
}

/// Reads the first rows of a stream, at most [`SAMPLE_ROWS_MAX`].
///
/// # Errors
/// [`ConnectorError`].
pub fn sample(account: &dyn Account, request: &ReadRequest, rows_max: usize) -> Result<Sample, ConnectorError> {
    let rows_max = rows_max.clamp(1, SAMPLE_ROWS_MAX);
    let mut source = account.source(request)?;
    let mut cursor = Cursor::default();
    let mut page = RecordBatch::new(Arc::clone(&source.shape().columns));
    let mut rows = RecordBatch::new(Arc::clone(&source.shape().columns));
    for _ in 0..PAGES_MAX {
        let end = source.read(&cursor, rows_max - rows.len(), &mut page)?;
        if rows.is_empty() {
            rows.reset(Arc::clone(page.columns()));
        }
        for row in page.rows().take(rows_max - rows.len()) {
            for column in 0..rows.columns().len() {
                let (kind, text) = row.cell(column);
                rows.push_cell(kind, text);
            }
            rows.finish_row(row.number());
        }
        if end.last || rows.len() >= rows_max || end.next == cursor {
            return Ok(Sample { shape: source.shape().clone(), rows, whole: end.last });
        }
        cursor = end.next;
    }
    Ok(Sample { shape: source.shape().clone(), rows, whole: false })
}

/// A cell as JSON: numbers and truth values as such where that loses nothing.
#[must_use]
pub fn cell_json(kind: CellKind, text: &str) -> Value {
    match kind {
        CellKind::Empty => Value::Null,
        CellKind::Boolean if text == "true" || text == "false" => Value::Bool(text == "true"),
        CellKind::Number => whole(text).unwrap_or_else(|| Value::from(text)),
        CellKind::Json => serde_json::from_str(text).unwrap_or_else(|_| Value::from(text)),
        CellKind::Text | CellKind::Boolean | CellKind::Date | CellKind::Damaged => Value::from(text),
    }
}

/// Decimal numbers stay text: they never go through binary floating point.
fn whole(text: &str) -> Option<Value> {
    let number: i64 = text.parse().ok()?;
    (number.to_string() == text).then(|| Value::Number(Number::from(number)))
}

/// Rows as JSON objects by column name.
pub fn rows_json(rows: &RecordBatch) -> impl Iterator<Item = Map<String, Value>> + '_ {
    rows.rows().map(|row| {
        let cells = rows.columns().iter().enumerate();
        cells
            .map(|(at, name)| {
                let (kind, text) = row.cell(at);
                (name.clone(), cell_json(kind, text))
            })
            .collect()
    })
}

/// Proposes a mapping for `region` from the live fields and some rows. Without `object`, the one that the connector
/// says, or the one of `objects` that the rows are most like.
/// Columns are understood by what the system's users call them, where that is known.
///
/// # Errors
/// [`SuggestError`].
pub fn suggest(
    account: &dyn Account,
    stream: &str,
    object: Option<&Object>,
    objects: &[Object],
    region: Region,
) -> Result<StreamSuggestion, SuggestError> {
    let request = ReadRequest { stream: stream.to_owned(), ..ReadRequest::default() };
    let read = sample(account, &request, SUGGEST_ROWS)?;
    let fields = if read.shape.fields.is_empty() { account.fields(stream).unwrap_or_default() } else { read.shape.fields.to_vec() };
    let names: Vec<String> = read.rows.columns().to_vec();
    let shown = shown_names(&names, &fields);
    let mut profile = Profile::new(&shown);
    profile.add(&read.rows);
    let object = match object {
        Some(object) => object,
        None => {
            let told = account.streams()?.into_iter().find(|known| known.name == stream).map(|known| known.likely_object);
            let name = match told.filter(|told| objects.iter().any(|object| object.name == *told && !object.archived)) {
                Some(told) => told,
                None => mapping::guess_object(&shown, &profile, objects).ok_or(SuggestError::NoObject)?.object,
            };
            objects.iter().find(|object| object.name == name).ok_or(SuggestError::NoObject)?
        }
    };
    let suggestions = mapping::suggest(object, &shown, &profile);
    let mut columns = suggestions.columns.clone();
    let mut mapping = suggestions.into_mapping();
    mapping.settle(region);
    let real = |name: &str| shown.iter().position(|known| known == name).and_then(|at| names.get(at)).cloned();
    for rule in &mut mapping.fields {
        for column in &mut rule.from {
            *column = real(column).unwrap_or_else(|| column.clone());
        }
    }
    mapping.ignore = mapping.ignore.iter().map(|column| real(column).unwrap_or_else(|| column.clone())).collect();
    for column in &mut columns {
        column.column = real(&column.column).unwrap_or_else(|| column.column.clone());
    }
    let told = [(TARGET_EXTERNAL_ID, &read.shape.key_column), (TARGET_UPDATED_AT, &read.shape.version_column)];
    for (target, column) in told {
        if let Some(column) = column {
            use_told(&mut mapping, &mut columns, target, column);
        }
    }
    Ok(StreamSuggestion { object: object.name.clone(), columns, mapping, rows: read.rows.len() })
}

/// What users call the columns, where that tells them apart; their names otherwise.
fn shown_names(names: &[String], fields: &[FieldInfo]) -> Vec<String> {
    let mut shown: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        let label = fields.iter().find(|field| field.name == *name).map(|field| field.label.trim()).filter(|label| !label.is_empty());
        let label = label.unwrap_or(name);
        let is_new = !shown.iter().any(|known| known == label) && (label == name || !names.iter().any(|other| other == label));
        shown.push(if is_new { label.to_owned() } else { name.clone() });
    }
    shown
}

/// What the system itself says about a column is surer than any guess.
fn use_told(mapping: &mut Mapping, columns: &mut [Suggestion], target: &str, column: &str) {
    mapping.fields.retain(|rule| rule.to != target);
    for other in columns.iter_mut().filter(|other| other.column != column && other.target.as_deref() == Some(target)) {
        other.used = false;
        mapping.ignore.push(other.column.clone());
    }
    mapping.ignore.retain(|ignored| ignored != column);
    mapping.fields.insert(0, Rule { from: vec![column.to_owned()], to: target.to_owned(), ..Rule::default() });
    if let Some(suggestion) = columns.iter_mut().find(|suggestion| suggestion.column == column) {
        let is_id = target == TARGET_EXTERNAL_ID;
        suggestion.target = Some(target.to_owned());
        suggestion.confidence = 1.0;
        suggestion.used = true;
        suggestion.reason = if is_id {
            Label { en: "the system's own id of the record".to_owned(), zh: "对方系统的记录编号".to_owned() }
        } else {
            Label { en: "the system's own time of the last change".to_owned(), zh: "对方系统的最后修改时间".to_owned() }
        };
    }
}
