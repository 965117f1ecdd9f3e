//! `GET /syncs/{id}/preview-rows`: everything that a preview foretells as one file, a line for each changed field, and one for each row
//! that changes nothing or would be refused. Found out again, so that it tells what the preview told or nothing.

use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::sync::Arc;

use axum::http::header;
use connectors::export::{ExportFormat, TableWriter};
use model::{FindingCode, Lang, Object, RunId};
use serde_json::Value;
use sync::inbound::{FORETOLD_MAX, PlanNote, Skipped};
use sync::outbound::{ExternalWrite, WritePreview};

use crate::app::blocking;
use crate::call::Call;
use crate::export::{ExportFailure, Format, cell};
use crate::handlers::export::{failed, part_file, send_whole};
use crate::handlers::passes::passes;
use crate::problem::{Code, Outcome, Problem};

/// The columns: of what becomes of which row, and why; then field by field.
const COLUMNS: [(&str, &str); 9] = [
    ("Outcome", "结果"),
    ("Row", "行"),
    ("Id there", "对方 ID"),
    ("Record", "记录"),
    ("Reason", "原因"),
    ("Field", "字段"),
    ("Before", "之前"),
    ("After", "之后"),
    ("Detail", "说明"),
];

/// `GET /syncs/{id}/preview-rows`
pub(crate) async fn export(call: Call) -> Outcome {
    let id = call.number_id()?;
    let wrong = || Problem::parameter("plan", "the id of a preview", "预演的 ID");
    let plan = call.query.get("plan").map(|text| text.parse().map(RunId).map_err(|_| wrong())).transpose()?;
    let format = Format::named(call.query.get("format"));
    let Ok(place) = Arc::clone(&call.app.exports).try_acquire_owned() else {
        return Err(Problem::new(Code::Busy).header(header::RETRY_AFTER, "10"));
    };
    let (app, lang) = (Arc::clone(&call.app), call.lang);
    let file = blocking(move || {
        let task = app.tasks.get(id)?;
        if task.definition.reads() && plan.is_none() {
            return Err(wrong());
        }
        let object = app.object(&task.definition.object)?;
        let passes = passes(&app);
        let read = match plan {
            Some(plan) => passes.foretell(id, plan)?.plan.unwrap_or_default(),
            None => PlanNote::default(),
        };
        let writes = if task.definition.writes() {
            passes.foretell_writes(id, FORETOLD_MAX).map_err(crate::handlers::writes::refused)?
        } else {
            WritePreview::default()
        };
        let file = part_file(&app).map_err(|error| failed(&error))?;
        let sheet = Sheet { object: &object, lang, read: &read, writes: &writes.writes };
        sheet.write(format, file).map_err(|error| failed(&error))
    })
    .await?;
    Ok(send_whole(file, place, format, &format!("preview-{id}")))
}

/// What is written down.
struct Sheet<'a> {
    object: &'a Object,
    lang: Lang,
    read: &'a PlanNote,
    writes: &'a [ExternalWrite],
}

impl Sheet<'_> {
    fn pick(&self, (en, zh): (&'static str, &'static str)) -> &'static str {
        match self.lang {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }

    fn write(&self, format: Format, file: std::fs::File) -> Result<std::fs::File, ExportFailure> {
        let format = match format {
            Format::Csv => ExportFormat::Csv,
            Format::Xlsx => ExportFormat::Xlsx,
            Format::Jsonl => ExportFormat::JsonLines,
        };
        let columns: Vec<String> = COLUMNS.iter().map(|names| self.pick(*names).to_owned()).collect();
        let mut table = TableWriter::new(format, BufWriter::new(file), &columns)?;
        for example in &self.read.examples {
            self.change(&mut table, example)?;
        }
        for skipped in &self.read.skipped {
            self.row(&mut table, ("left alone", "不变"), skipped)?;
        }
        for refused in &self.read.refused {
            self.row(&mut table, ("invalid or to be decided", "无效或待决定"), refused)?;
        }
        for write in self.writes {
            self.sent(&mut table, write)?;
        }
        let most = FORETOLD_MAX;
        if [self.read.examples.len(), self.read.skipped.len(), self.read.refused.len(), self.writes.len()].iter().any(|len| *len >= most) {
            table.write_row([self.pick(("more follows that is not listed", "其余未列出"))])?;
        }
        let mut file = table.finish()?.1.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }

    fn change<W: Write + Seek + Send>(&self, table: &mut TableWriter<W>, example: &Value) -> Result<(), ExportFailure> {
        let text = |name: &str| example.get(name).and_then(Value::as_str).unwrap_or_default();
        let outcome = match text("kind") {
            "create" => self.pick(("new", "新建")),
            "merge" => self.pick(("joined with others", "合并")),
            "restore" => self.pick(("brought back", "恢复")),
            "delete" => self.pick(("deleted", "删除")),
            _ => self.pick(("changed", "更新")),
        };
        let rows = joined(example.get("rows"));
        let ids = joined(example.get("external_ids"));
        // A new one has no id yet that would stay.
        let record = if text("kind") == "create" { "" } else { text("record") };
        let none = serde_json::Map::new();
        let fields = example.get("fields").and_then(Value::as_object).unwrap_or(&none);
        if fields.is_empty() {
            table.write_row([outcome, &rows, &ids, record])?;
        }
        for (name, delta) in fields {
            let value = |side: &str| delta.get(side).map(|value| self.value(name, value)).unwrap_or_default();
            table.write_row([outcome, &rows, &ids, record, "", self.label(name), &value("o"), &value("n")])?;
        }
        Ok(())
    }

    fn row<W: Write + Seek + Send>(
        &self,
        table: &mut TableWriter<W>,
        outcome: (&'static str, &'static str),
        row: &Skipped,
    ) -> Result<(), ExportFailure> {
        let reason = self.reason(&row.reason);
        let field = self.label(&row.field);
        table.write_row([self.pick(outcome), &row.row.to_string(), &row.external_id, "", &reason, field, "", "", &row.detail])?;
        Ok(())
    }

    fn sent<W: Write + Seek + Send>(&self, table: &mut TableWriter<W>, write: &ExternalWrite) -> Result<(), ExportFailure> {
        let outcome = match write.operation.as_str() {
            "create" => self.pick(("new there", "对方新建")),
            "delete" => self.pick(("deleted there", "对方删除")),
            _ => self.pick(("changed there", "对方更新")),
        };
        let none = serde_json::Map::new();
        let (old, new) = (write.old.as_object().unwrap_or(&none), write.new.as_object().unwrap_or(&none));
        if new.is_empty() {
            table.write_row([outcome, "", &write.external_id, &write.record])?;
        }
        for (name, value) in new {
            let before = old.get(name).map(plain).unwrap_or_default();
            table.write_row([outcome, "", &write.external_id, &write.record, "", name, &before, &plain(value)])?;
        }
        Ok(())
    }

    fn label<'n>(&'n self, name: &'n str) -> &'n str {
        let Some(field) = self.object.field(name) else { return name };
        match self.lang {
            Lang::En => &field.label.en,
            Lang::Zh => &field.label.zh,
        }
    }

    fn value(&self, name: &str, value: &Value) -> String {
        match self.object.field(name) {
            Some(field) if !value.is_null() => cell(&field.field_type, &value.to_string()),
            Some(_) | None => plain(value),
        }
    }

    fn reason(&self, reason: &str) -> String {
        let known = match reason {
            "unchanged" => ("known as it is", "与已知内容相同"),
            "share" => ("not in the share that is live", "不在已上线的比例内"),
            "excluded" => ("left out by a person", "由人员排除"),
            "rollout" => ("does not fit the filter of the rollout", "不符合上线范围的筛选"),
            "out_of_scope" => ("does not fit the filter", "不符合筛选"),
            "superseded" => ("a newer version of it was read as well", "同时读到更新的版本"),
            other => {
                let code: Option<FindingCode> = serde_json::from_value(Value::String(other.to_owned())).ok();
                return code.map_or_else(|| other.to_owned(), |code| code.text(self.lang).to_owned());
            }
        };
        self.pick(known).to_owned()
    }
}

/// A list in one cell.
fn joined(list: Option<&Value>) -> String {
    let items = list.and_then(Value::as_array).into_iter().flatten();
    items.map(plain).collect::<Vec<_>>().join(";")
}

/// A value as people read it.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}
