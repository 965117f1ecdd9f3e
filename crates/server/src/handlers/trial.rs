//! `:try-mapping`: what a mapping makes of given rows, and whom they would meet. Saves nothing.

use std::sync::Arc;

use access::authorise;
use axum::http::StatusCode;
use mapping::{Mapping, Place};
use model::{Finding, Lang, Object, Verb, format_ms};
use records::MatchPolicy;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use sync::ImportError;
use sync::inbound::row_filter::RowFilter;
use sync::problems::rows::RawRows;
use sync::trial::{TRIAL_ROWS_MAX, Trial, TriedRow};

use crate::app::blocking;
use crate::call::Call;
use crate::convert::filter_problem;
use crate::edge::forbidden;
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// Columns of all rows together.
pub(super) const COLUMNS_MAX: usize = 2_000;

/// Letters of a filter.
const FILTER_MAX: usize = 20_000;

/// Letters of the name of a source.
const SOURCE_MAX: usize = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    mapping: Value,
    rows: Vec<Map<String, Value>>,
    #[serde(default)]
    columns: Vec<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default, rename = "match")]
    match_keys: Option<Vec<String>>,
    #[serde(default)]
    policy: MatchPolicy,
    #[serde(default)]
    filter: Option<String>,
}

/// `POST /objects/{name}:try-mapping`
pub(crate) async fn try_mapping(mut call: Call) -> Outcome {
    let object = call.app.object(call.param("name"))?;
    authorise(call.caller()?, Verb::Read, &object.name).map_err(|scope| forbidden(&scope))?;
    let input: Input = call.json().await?;
    if input.rows.len() > TRIAL_ROWS_MAX {
        return Err(Problem::new(Code::ValidationFailed).fault("#/rows", "size", "at most 200 rows", "最多 200 行"));
    }
    if input.source.as_ref().is_some_and(|source| source.chars().count() > SOURCE_MAX) {
        return Err(Problem::new(Code::ValidationFailed).fault("#/source", "size", "at most 100 characters", "最多 100 个字符"));
    }
    let mut mapping: Mapping = serde_json::from_value(input.mapping).map_err(|error| {
        let text: String = error.to_string().chars().take(300).collect();
        mapping_problem("#/mapping", &text, &text)
    })?;
    mapping.settle(call.app.region());
    let filter = match input.filter.as_deref().filter(|text| !text.trim().is_empty()) {
        Some(text) if text.chars().count() > FILTER_MAX => {
            return Err(Problem::new(Code::ValidationFailed).fault("#/filter", "size", "at most 20,000 characters", "最多 20000 个字符"));
        }
        Some(text) => Some(RowFilter::parse(text, &object, mapping.assumed_region()).map_err(|error| filter_problem(&error, "#/filter"))?),
        None => None,
    };
    let rows = RawRows::with_columns(&input.columns, input.rows);
    if rows.columns().len() > COLUMNS_MAX {
        return Err(Problem::new(Code::ValidationFailed).fault("#/rows", "size", "at most 2,000 columns", "最多 2000 列"));
    }
    let app = Arc::clone(&call.app);
    let body = blocking(move || {
        let trial = Trial {
            object: &object,
            mapping: &mapping,
            source: input.source.as_deref().or(mapping.source.as_deref()).unwrap_or_default(),
            match_keys: input.match_keys.as_deref(),
            policy: input.policy,
            filter: filter.as_ref(),
        };
        let tried = trial.run(&app.records, &rows).map_err(problem)?;
        Ok(json!({"counts": counts(&tried), "rows": tried.iter().map(|row| row_json(row, &object)).collect::<Vec<_>>()}))
    })
    .await?;
    Ok(reply::json(StatusCode::OK, &body))
}

/// A mapping that cannot be used, with the reason in English and Chinese.
pub(super) fn mapping_problem(pointer: &str, en: &str, zh: &str) -> Box<Problem> {
    Problem::with(Code::ValidationFailed, format!("the mapping cannot be used: {en}"), format!("字段映射无法使用：{zh}")).fault(
        pointer,
        "mapping_invalid",
        en.to_owned(),
        zh.to_owned(),
    )
}

fn problem(error: ImportError) -> Box<Problem> {
    match &error {
        ImportError::Mapping(refused) => {
            mapping_problem(&pointer_of(refused.place()), &refused.to_text(Lang::En), &refused.to_text(Lang::Zh))
        }
        ImportError::MatchKeyUnknown { .. } => {
            let text = error.to_string();
            Problem::new(Code::ValidationFailed).fault("#/match", "match_key_unknown", text, "包含非匹配键字段")
        }
        other => match other.store_error() {
            Some(error) => error.clone().into(),
            None => {
                tracing::error!(error = %other.to_text(), "a mapping could not be tried");
                Problem::new(Code::Internal)
            }
        },
    }
}

/// The rule at fault, where the error tells.
fn pointer_of(place: Place) -> String {
    match place {
        Place::Rule(rule) => format!("#/mapping/fields/{}", rule.saturating_sub(1)),
        Place::Whole | Place::Line(_) | Place::TableRow(_) | Place::SettingsRow(_) => "#/mapping".to_owned(),
    }
}

fn finding_json(finding: &Finding) -> Value {
    json!({
        "code": finding.code.name(), "field": finding.field, "detail": finding.detail,
        "text": {"en": finding.code.text(Lang::En), "zh": finding.code.text(Lang::Zh)},
    })
}

/// What a row meets, in one word.
fn meets(row: &TriedRow) -> Option<&'static str> {
    row.records.as_ref().map(|records| match records.len() {
        0 => "new",
        1 => "found",
        _ => "several",
    })
}

fn row_json(row: &TriedRow, object: &Object) -> Value {
    let ids = row.records.iter().flatten().take(100).map(ToString::to_string).collect::<Vec<_>>();
    json!({
        "external_id": (!row.external_id.is_empty()).then_some(&row.external_id),
        "updated_at": row.version_ms.map(format_ms),
        "values": serde_json::from_str::<Value>(&row.doc.to_json(object)).unwrap_or(Value::Null),
        "findings": row.findings.iter().map(finding_json).collect::<Vec<_>>(),
        "in_scope": row.in_scope,
        "refused": row.refused.as_ref().map(finding_json),
        "match": meets(row).map(|outcome| json!({"outcome": outcome, "records": ids})),
    })
}

fn counts(rows: &[TriedRow]) -> Value {
    let met = |outcome: &str| rows.iter().filter(|row| meets(row) == Some(outcome)).count();
    json!({
        "rows": rows.len(),
        "refused": rows.iter().filter(|row| row.refused.is_some()).count(),
        "with_findings": rows.iter().filter(|row| !row.findings.is_empty()).count(),
        "in_scope": rows.iter().filter(|row| row.in_scope == Some(true)).count(),
        "new": met("new"), "found": met("found"), "several": met("several"),
    })
}
