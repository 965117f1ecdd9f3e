//! What is decided before the first row is applied: what the columns hold, and which mapping is used.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use connector::{Cursor, Source};
use mapping::normalise::Region;
use mapping::normalise::date::DateOrder;
use mapping::{Compiled, Mapping, Profile, suggest};
use model::{Object, RecordBatch};

use crate::error::ImportError;
use crate::report::{Note, SuggestionNote};

/// Rows looked at before the mapping is decided.
pub const SAMPLE_ROWS: usize = 5_000;
/// Rows looked at when a mapping is given, and only open questions are to be answered.
const SAMPLE_ROWS_MAPPED: usize = 500;

/// The decisions of one import.
#[derive(Debug)]
pub struct Plan {
    /// The mapping that is used.
    pub mapping: Mapping,
    /// Ready to be applied.
    pub compiled: Compiled,
    /// What was proposed, when no mapping was given.
    pub suggestions: Vec<SuggestionNote>,
    /// Columns that feed no field.
    pub unmapped_columns: Vec<String>,
    /// What was found out about file and columns.
    pub notes: Vec<Note>,
    /// What should make a person look twice.
    pub warnings: Vec<Note>,
}

/// Looks at the beginning of `source`, and on where the order of day and month stays open, and decides on the mapping:
/// `given` as it is, else a proposal for `region`.
///
/// # Errors
/// [`ImportError`] when the source cannot be read, the mapping does not fit, or nothing could be proposed.
pub fn plan(
    source: &mut dyn Source,
    object: &Object,
    given: Option<&Mapping>,
    region: Region,
    cancel: &AtomicBool,
) -> Result<Plan, ImportError> {
    let columns = Arc::clone(&source.shape().columns);
    let mut notes: Vec<Note> = source.shape().notes.iter().map(|note| Note::new(note.code, note.detail.clone())).collect();
    let sample_rows = if given.is_some() { SAMPLE_ROWS_MAPPED } else { SAMPLE_ROWS };
    let profile = look(source, &columns, sample_rows, cancel)?;
    let mut suggestions = Vec::new();
    let mut warnings = Vec::new();
    let mapping = match given {
        Some(mapping) => mapping.clone(),
        None => {
            let proposed = suggest(object, &columns, &profile);
            suggestions = proposed.columns.iter().map(suggestion_note).collect();
            if !columns.is_empty() && !proposed.columns.iter().any(|suggestion| suggestion.used) {
                return Err(ImportError::NothingMapped { object: object.name.clone() });
            }
            let mut mapping = proposed.into_mapping();
            mapping.settle(region);
            mapping
        }
    };
    let compiled = Compiled::new(&mapping, object, &columns, Some(&profile))?;
    let unused = suggestions.iter().filter(|suggestion| !suggestion.used).map(|suggestion| suggestion.column.clone());
    let unmapped = compiled.unmapped_columns().iter().filter_map(|at| columns.get(*at).cloned());
    let mut unmapped_columns: Vec<String> = unmapped.chain(unused).collect();
    let mut seen = std::collections::HashSet::new();
    unmapped_columns.retain(|column| seen.insert(column.clone()));
    note_date_orders(&profile, &mut notes, &mut warnings);
    Ok(Plan { mapping, compiled, suggestions, unmapped_columns, notes, warnings })
}

fn look(source: &mut dyn Source, columns: &Arc<[String]>, sample_rows: usize, cancel: &AtomicBool) -> Result<Profile, ImportError> {
    let mut profile = Profile::new(columns);
    let mut batch = RecordBatch::new(Arc::clone(columns));
    let mut cursor = Cursor::default();
    let mut seen = 0;
    loop {
        let unresolved = if seen < sample_rows { Vec::new() } else { profile.unresolved_columns() };
        if seen >= sample_rows && unresolved.is_empty() {
            return Ok(profile);
        }
        let rows = if seen < sample_rows { sample_rows - seen } else { SAMPLE_ROWS };
        let end = source.read(&cursor, rows, &mut batch)?;
        if seen < sample_rows {
            profile.add(&batch)
        } else {
            profile.add_columns(&batch, &unresolved)
        }
        seen += batch.len();
        if end.last || end.next == cursor {
            return Ok(profile);
        }
        if cancel.load(Ordering::Relaxed) {
            return Err(ImportError::Cancelled);
        }
        cursor = end.next;
    }
}

fn suggestion_note(suggestion: &mapping::Suggestion) -> SuggestionNote {
    SuggestionNote {
        column: suggestion.column.clone(),
        target: suggestion.target.clone(),
        confidence: suggestion.confidence,
        reason: suggestion.reason.clone(),
        used: suggestion.used,
    }
}

/// Tells how day and month were told apart, with the evidence, and where nothing tells.
fn note_date_orders(profile: &Profile, notes: &mut Vec<Note>, warnings: &mut Vec<Note>) {
    for column in profile.columns() {
        let dates = &column.dates;
        let evidence = format!(
            "{}: {} values only day first, {} only month first, {} either",
            column.name, dates.day_first, dates.month_first, dates.either
        );
        match dates.order() {
            Some(DateOrder::DayFirst) => notes.push(Note::new("date_order_day_first", evidence)),
            Some(DateOrder::MonthFirst) => notes.push(Note::new("date_order_month_first", evidence)),
            Some(DateOrder::YearFirst) => {
                notes.push(Note::new("date_order_year_first", format!("{}: {} values", column.name, dates.year_first + dates.day_first)))
            }
            Some(DateOrder::RepublicYear) => {
                let values = dates.republic + dates.three_digits;
                notes.push(Note::new("date_order_republic_year", format!("{}: {values} values", column.name)));
            }
            None if dates.is_ambiguous() => warnings.push(Note::new("date_order_unknown", evidence)),
            None => {}
        }
    }
}
