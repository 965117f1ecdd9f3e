//! Pages of delimited text as rows.

use connector::ConnectorError;
use connector::http::Response;
use model::{CellKind, RecordBatch};

use crate::errors::SYSTEM;
use crate::rows::{Rows, push_text};

/// Adds the records of a page; its header may be in another order than the columns.
///
/// # Errors
/// [`ConnectorError::BadAnswer`] for a page without a header, and for one that does not hold as many records as it says.
pub(crate) fn push_rows(answer: &Response, rows: &Rows, number: &mut u64, into: &mut RecordBatch) -> Result<(), ConnectorError> {
    let bad = |_| ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: "a page of results is no delimited text".to_owned() };
    let text = answer.text();
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(text.as_bytes());
    let header = reader.headers().map_err(bad)?.clone();
    let short = |reason: &str| Err(ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: reason.to_owned() });
    if header.iter().all(|name| name.trim().is_empty()) {
        return short("a page of results without a header");
    }
    let first = *number;
    let places: Vec<Option<usize>> = rows.shape.columns.iter().map(|column| header.iter().position(|name| name == column)).collect();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(bad)? {
        *number += 1;
        for (column, place) in places.iter().enumerate() {
            match place.and_then(|place| record.get(place)) {
                Some(text) => push_text(text, rows.is_moment(column), into),
                None => into.push_cell(CellKind::Empty, ""),
            }
        }
        into.finish_row(*number);
    }
    let promised: Option<u64> = answer.header("sforce-numberofrecords").and_then(|count| count.trim().parse().ok());
    match promised {
        Some(count) if count != *number - first => short("a page of results with fewer or more records than it says"),
        Some(_) | None => Ok(()),
    }
}

/// Records of a page of results by column name.
pub(crate) fn read_table(answer: &Response) -> Result<(Vec<String>, Vec<Vec<String>>), ConnectorError> {
    let bad = |_| ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: "a page of results is no delimited text".to_owned() };
    let text = answer.text();
    if text.trim().is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(bad)?.iter().map(str::to_owned).collect();
    let records: Result<Vec<_>, _> =
        reader.records().map(|record| record.map(|record| record.iter().map(str::to_owned).collect())).collect();
    Ok((header, records.map_err(bad)?))
}
