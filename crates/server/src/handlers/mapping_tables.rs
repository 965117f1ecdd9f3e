//! Mappings as workbooks that a person edits in a spreadsheet program: `:mapping-table` writes one, `:read-mapping` reads one back.
//! Neither saves anything; what was read is saved by the sync that takes it.

use std::sync::Arc;

use access::authorise;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::StatusCode;
use mapping::{Beside, Mapping, MappingError, Place, TableRead};
use model::{Lang, Object, Verb};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::blocking;
use crate::call::Call;
use crate::edge::forbidden;
use crate::handlers::trial::{COLUMNS_MAX, mapping_problem};
use crate::negotiate::content_type;
use crate::problem::{Code, Fault, Outcome, Problem};
use crate::reply;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Rows at fault that one answer tells.
const FAULTS_MAX: usize = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableInput {
    mapping: Value,
    #[serde(default)]
    columns: Vec<ColumnInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnInput {
    name: String,
    #[serde(default)]
    sample: String,
}

/// `POST /objects/{name}:mapping-table`
pub(crate) async fn write(mut call: Call) -> Outcome {
    let object = readable(&call)?;
    let input: TableInput = call.json().await?;
    if input.columns.len() > COLUMNS_MAX {
        return Err(too_many_columns());
    }
    let mapping: Mapping = serde_json::from_value(input.mapping).map_err(|error| {
        let text: String = error.to_string().chars().take(300).collect();
        mapping_problem("#/mapping", &text, &text)
    })?;
    let columns: Vec<(String, String)> = input.columns.into_iter().map(|column| (column.name, column.sample)).collect();
    let name = format!("mapping-{}.xlsx", object.name);
    let bytes = blocking(move || {
        mapping::write_table(&mapping, Beside { object: Some(&object), columns: &columns })
            .map_err(|error| mapping_problem("#/mapping", &error.to_text(Lang::En), &error.to_text(Lang::Zh)))
    })
    .await?;
    Ok(reply::attachment(XLSX, &name, bytes))
}

/// `POST /objects/{name}:read-mapping`
pub(crate) async fn read(mut call: Call) -> Outcome {
    let object = readable(&call)?;
    let sent = receive(&mut call).await?;
    let body = blocking(move || {
        let TableRead { mut mapping, mut faults } = read_file(&sent.file).map_err(|error| problem(&[error]))?;
        mapping.name_targets(&object);
        // What a row lacks in form is told once.
        let known: Vec<Place> = faults.iter().map(MappingError::place).filter(|place| *place != Place::Whole).collect();
        let more = mapping::mapping_faults(&mapping, &object, sent.columns.as_deref());
        faults.retain(|fault| fault.place() != Place::Whole);
        faults.extend(more.into_iter().filter(|fault| !known.contains(&fault.place())));
        faults.sort_by_key(|fault| fault.place().number());
        if !faults.is_empty() {
            return Err(problem(&faults));
        }
        let counts = json!({"rules": mapping.fields.len(), "left_out": mapping.ignore.len()});
        Ok(json!({"mapping": mapping, "counts": counts}))
    })
    .await?;
    Ok(reply::json(StatusCode::OK, &body))
}

fn readable(call: &Call) -> Result<Arc<Object>, Box<Problem>> {
    let object = call.app.object(call.param("name"))?;
    authorise(call.caller()?, Verb::Read, &object.name).map_err(|scope| forbidden(&scope))?;
    Ok(object)
}

/// A workbook or YAML, and what the source has.
#[derive(Default)]
struct Sent {
    file: Bytes,
    columns: Option<Vec<String>>,
}

async fn receive(call: &mut Call) -> Result<Sent, Box<Problem>> {
    let body = call.bytes().await?;
    let mut sent = Sent::default();
    if content_type(&call.headers) == "multipart/form-data" {
        let bad = || Problem::with(Code::BadRequest, "the form cannot be read", "无法读取表单");
        let mut request = Request::new(Body::from(body));
        *request.headers_mut() = call.headers.clone();
        // The whole body is here and bounded already.
        DefaultBodyLimit::disable().apply(&mut request);
        let mut form = Multipart::from_request(request, &()).await.map_err(|_| bad())?;
        while let Some(field) = form.next_field().await.map_err(|_| bad())? {
            let name = field.name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(|_| bad())?;
            match name.as_str() {
                "file" => sent.file = bytes,
                "columns" => {
                    let columns: Vec<String> = serde_json::from_slice(&bytes).map_err(|_| {
                        Problem::new(Code::ValidationFailed).fault("#/columns", "shape", "a list of names as JSON", "应为 JSON 名称列表")
                    })?;
                    sent.columns = Some(columns);
                }
                _ => {
                    return Err(Problem::with(
                        Code::BadRequest,
                        "a form has the parts file and columns",
                        "表单只包含 file 和 columns 两部分",
                    ));
                }
            }
        }
    } else {
        sent.file = body;
    }
    if sent.columns.as_ref().is_some_and(|columns| columns.len() > COLUMNS_MAX) {
        return Err(too_many_columns());
    }
    if sent.file.is_empty() {
        return Err(Problem::with(Code::ValidationFailed, "there is no file in the request", "请求中没有文件").fault(
            "#/file",
            "required",
            "a file that is not empty",
            "需要非空文件",
        ));
    }
    Ok(sent)
}

fn read_file(bytes: &[u8]) -> Result<TableRead, MappingError> {
    if bytes.starts_with(b"PK\x03\x04") {
        return mapping::read_table_rows(bytes);
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|_| MappingError::Format { place: Place::Whole, reason: "the file is neither a workbook (.xlsx) nor YAML".to_owned() })?;
    Mapping::from_yaml(text.trim_start_matches('\u{feff}')).map(|mapping| TableRead { mapping, faults: Vec::new() })
}

fn too_many_columns() -> Box<Problem> {
    Problem::new(Code::ValidationFailed).fault("#/columns", "size", "at most 2,000 columns", "最多 2000 列")
}

/// All that must be mended, row by row.
fn problem(faults: &[MappingError]) -> Box<Problem> {
    let count = faults.len();
    let (en, zh) = match faults {
        [one] => (one.to_text(Lang::En), one.to_text(Lang::Zh)),
        [] | [_, _, ..] => (format!("{count} lines of the mapping must be corrected"), format!("映射中有 {count} 行需要修改")),
    };
    let told = faults.iter().take(FAULTS_MAX).map(|fault| Fault {
        pointer: pointer(fault.place()),
        code: "mapping_invalid".into(),
        detail: (fault.to_text(Lang::En).into(), fault.to_text(Lang::Zh).into()),
        offset: None,
        nearest: match fault {
            MappingError::UnknownColumn { nearest, .. } | MappingError::UnknownField { nearest, .. } => nearest.clone(),
            MappingError::Format { .. }
            | MappingError::Setting { .. }
            | MappingError::Workbook(_)
            | MappingError::WorkbookWrite(_)
            | MappingError::Limit { .. } => Vec::new(),
        },
    });
    Problem::with(Code::ValidationFailed, en, zh).faults(told)
}

fn pointer(place: Place) -> String {
    match place {
        Place::Whole => "#/mapping".to_owned(),
        Place::Line(line) => format!("#/lines/{line}"),
        Place::TableRow(row) => format!("#/rows/{row}"),
        Place::SettingsRow(row) => format!("#/settings/{row}"),
        Place::Rule(rule) => format!("#/mapping/fields/{}", rule.saturating_sub(1)),
    }
}
