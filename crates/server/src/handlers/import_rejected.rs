//! The rejected rows of an import, to correct and import again: as CSV, as a workbook, or as JSON.

use std::io::Cursor;
use std::sync::Arc;

use connectors::export::{ExportError, ExportFormat};
use connectors::rejected::{ERROR_CODE, ERROR_EN, ERROR_ZH, FIELD, ROW, Reason, RejectedWriter};
use model::{FindingCode, Lang, RunId, Verb};
use serde::Deserialize;
use serde_json::{Map, Value};
use store::rows::{DeadLetterRow, DeadLetterState, RunRow, RunState};

use crate::app::{App, blocking};
use crate::call::Call;
use crate::handlers::history::page;
use crate::handlers::runs::find;
use crate::jobs;
use crate::negotiate;
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// Rejected rows of one answer.
const REJECTED_MAX: usize = 200_000;
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// How the rows are written.
#[derive(Clone, Copy)]
enum Rejected {
    Csv,
    Xlsx,
    Json,
}

impl Rejected {
    /// By the parameter `format`, which was checked.
    fn named(name: &str) -> Self {
        match name {
            "xlsx" => Self::Xlsx,
            "json" => Self::Json,
            _ => Self::Csv,
        }
    }
}

/// What `Accept` can ask for, the first when it says nothing.
const FORMATS: &[(Rejected, &[&str])] =
    &[(Rejected::Csv, &["text/csv"]), (Rejected::Xlsx, &[WORKBOOK]), (Rejected::Json, &["application/json", "application/problem+json"])];

/// `GET /imports/{id}/rejected`
pub(crate) async fn rejected(call: Call) -> Outcome {
    let run = find(&call, Verb::Read, &jobs::KINDS).await?;
    let format = match call.query.get("format") {
        Some(name) => Rejected::named(name),
        None => negotiate::wanted(&call.headers, FORMATS)?,
    };
    let app = Arc::clone(&call.app);
    let id = run.id;
    let bytes = blocking(move || {
        let letters = if run.kind == jobs::PREVIEW { foretold(&run) } else { read_rejected(&app, id)? };
        if letters.is_empty() && are_letters_gone(&app, &run)? {
            return Err(Problem::with(Code::Gone, "the rejected rows of this run are no longer kept", "该运行的拒绝行已不再保留"));
        }
        match format {
            Rejected::Csv => write_table(&letters, ExportFormat::Csv),
            Rejected::Xlsx => write_table(&letters, ExportFormat::Xlsx),
            Rejected::Json => Ok(page(letters.iter().map(row_json).collect(), None).to_string().into_bytes()),
        }
        .map_err(|_| Problem::new(Code::Internal))
    })
    .await?;
    let (kind, ending) = match format {
        Rejected::Csv => ("text/csv; charset=utf-8", "csv"),
        Rejected::Xlsx => (WORKBOOK, "xlsx"),
        Rejected::Json => (reply::JSON, "json"),
    };
    Ok(reply::attachment(kind, &format!("rejected-{id}.{ending}"), bytes))
}

/// True when the report counts rows that were kept once and are not there any more, settled or not.
fn are_letters_gone(app: &Arc<App>, run: &RunRow) -> Result<bool, Box<Problem>> {
    let report: Value = serde_json::from_str(&run.report).unwrap_or_default();
    let counted = ["rejected", "held"].iter().filter_map(|name| report.get(name)?.as_u64()).sum::<u64>();
    let id = run.id;
    let ended =
        matches!(run.state, RunState::Done | RunState::DoneWithRejects | RunState::Warning | RunState::Failed | RunState::Cancelled);
    // A preview keeps its rows in its report.
    Ok(counted > 0 && ended && run.kind == "import" && app.records.store().read(|session| session.dead_letters(id, 0, 1))?.is_empty())
}

/// The rows that a preview would refuse, as its report has them: the first 1,000.
fn foretold(run: &RunRow) -> Vec<DeadLetterRow> {
    #[derive(Deserialize)]
    struct Refused {
        row: i64,
        code: FindingCode,
        #[serde(default)]
        field: String,
        raw: Value,
    }
    let mut report: Value = serde_json::from_str(&run.report).unwrap_or_default();
    let rows = report.get_mut("rejected_rows").map(Value::take).unwrap_or_default();
    let refused: Vec<Refused> = serde_json::from_value(rows).unwrap_or_default();
    let letters = refused.into_iter().map(|refused| DeadLetterRow {
        run: run.id,
        row_number: refused.row,
        state: DeadLetterState::Rejected,
        code: refused.code,
        field: refused.field,
        detail: String::new(),
        raw: refused.raw.to_string(),
        candidates: String::new(),
    });
    letters.collect()
}

fn read_rejected(app: &Arc<App>, run: RunId) -> Result<Vec<DeadLetterRow>, Box<Problem>> {
    let mut letters = Vec::new();
    let mut after = 0;
    while letters.len() < REJECTED_MAX {
        let part = app.records.store().read(|session| session.dead_letters(run, after, 1_000))?;
        let Some(last) = part.last() else { break };
        after = last.row_number;
        letters.extend(part.into_iter().filter(|letter| letter.state != DeadLetterState::Settled));
    }
    Ok(letters)
}

fn cells(letter: &DeadLetterRow) -> Map<String, Value> {
    serde_json::from_str(&letter.raw).unwrap_or_default()
}

/// The row as it came, then the reason under the names that it has in tables: read again, they are left out.
fn row_json(letter: &DeadLetterRow) -> Value {
    let mut row = cells(letter);
    let reason = [
        (ROW, Value::from(letter.row_number)),
        (ERROR_CODE, Value::from(letter.code.name())),
        (ERROR_EN, Value::from(letter.code.text(Lang::En))),
        (ERROR_ZH, Value::from(letter.code.text(Lang::Zh))),
        (FIELD, Value::from(letter.field.as_str())),
    ];
    row.extend(reason.map(|(name, value)| (name.to_owned(), value)));
    Value::Object(row)
}

fn write_table(letters: &[DeadLetterRow], format: ExportFormat) -> Result<Vec<u8>, ExportError> {
    let rows: Vec<Map<String, Value>> = letters.iter().map(cells).collect();
    let mut columns: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for name in rows.iter().flat_map(Map::keys) {
        if seen.insert(name.as_str()) {
            columns.push(name.clone());
        }
    }
    let mut writer = RejectedWriter::new(format, Cursor::new(Vec::new()), &columns)?;
    for (letter, row) in letters.iter().zip(&rows) {
        let cells: Vec<String> = columns
            .iter()
            .map(|column| {
                row.get(column).map(|value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)).unwrap_or_default()
            })
            .collect();
        let code = letter.code.name();
        let reason = Reason { code: &code, en: letter.code.text(Lang::En), zh: letter.code.text(Lang::Zh), field: &letter.field };
        writer.write(cells.iter().map(String::as_str), u64::try_from(letter.row_number).unwrap_or(0), reason)?;
    }
    Ok(writer.finish()?.1.into_inner())
}
