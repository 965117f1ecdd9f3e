//! Sources: the systems that feed objects. Their rank decides where fields follow it; a change of rank computes the records again.

use std::sync::Arc;

use axum::http::StatusCode;
use model::Verb;
use records::{Recalculated, Recomputed, Schema};
use serde::Deserialize;
use serde_json::{Value, json};
use store::rows::SourceInfo;

use crate::call::Call;
use crate::handlers::history::{fields_json, page};
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// Ranks lie within this, on both sides of 0.
const RANK_MAX: i64 = 1_000_000;

fn source_json(source: &SourceInfo, schema: &Schema) -> Value {
    let object = schema.object_by_id(source.object).map(|object| object.name.clone());
    json!({"id": source.id.0.to_string(), "name": source.name, "label": source.label, "object": object, "rank": source.rank})
}

/// `GET /sources`
pub(crate) async fn list(call: Call) -> Outcome {
    let app = Arc::clone(&call.app);
    // An import may have made a source a moment ago.
    let schema = crate::app::blocking(move || app.records.refresh_schema().map_err(Into::into)).await?;
    let caller = call.caller()?;
    let items = schema
        .sources()
        .into_iter()
        .filter(|source| schema.object_by_id(source.object).is_some_and(|object| caller.may(Verb::Read, &object.name)))
        .map(|source| source_json(source, &schema))
        .collect();
    Ok(reply::json(StatusCode::OK, &page(items, None)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Patch {
    #[serde(default, deserialize_with = "crate::call::whole_number")]
    rank: Option<i64>,
    #[serde(default)]
    label: Option<String>,
}

/// `PATCH /sources/{id}`
pub(crate) async fn update(mut call: Call) -> Outcome {
    let id = call.number_id()?;
    let body: Patch = call.json().await?;
    let rank = match body.rank.map(|rank| (i32::try_from(rank), rank.abs() <= RANK_MAX)) {
        None => None,
        Some((Ok(rank), true)) => Some(rank),
        Some(_) => {
            return Err(Problem::new(Code::ValidationFailed).fault(
                "#/rank",
                "range",
                "a whole number from -1,000,000 to 1,000,000",
                "应为 -1000000 到 1000000 之间的整数",
            ));
        }
    };
    if rank.is_none() && body.label.is_none() {
        return Err(Problem::new(Code::ValidationFailed).fault("#", "empty", "give rank, label or both", "请提供 rank 或 label"));
    }
    if body.label.as_ref().is_some_and(|label| label.chars().count() > 200 || label.chars().any(char::is_control)) {
        return Err(Problem::new(Code::ValidationFailed).fault(
            "#/label",
            "size",
            "at most 200 characters, no control characters",
            "最多 200 个字符，不含控制字符",
        ));
    }
    let dry_run = call.query.is_true("dry_run");
    let (app, caller, label) = (Arc::clone(&call.app), call.caller()?.clone(), body.label);
    let answer = crate::app::blocking(move || {
        let records = &app.records;
        let known = |schema: &Schema| schema.sources().into_iter().find(|source| i64::from(source.id.0) == id).cloned();
        let mut source = known(&*records.refresh_schema()?).ok_or_else(|| Problem::new(Code::NotFound))?;
        let (mut done, mut examples) = (Recomputed::default(), Vec::new());
        if let Some(label) = label {
            if !dry_run {
                records.source_label(&caller, &source, &label)?;
            }
            source.label = label;
        }
        if let Some(rank) = rank {
            if dry_run {
                (done, examples) = records.source_rank_preview(&caller, &source, rank)?;
            } else if rank != source.rank {
                done = records.source_rank(&caller, &source, rank)?;
            }
            source.rank = rank;
        }
        Ok(change_json(&source, dry_run, done, &examples, &records.schema()))
    })
    .await?;
    Ok(reply::json(StatusCode::OK, &answer))
}

fn change_json(source: &SourceInfo, dry_run: bool, done: Recomputed, examples: &[Recalculated], schema: &Schema) -> Value {
    let examples: Vec<Value> =
        examples.iter().map(|one| json!({"record": one.record.to_string(), "fields": fields_json(&one.fields)})).collect();
    json!({
        "source": source_json(source, schema),
        "dry_run": dry_run,
        "run_id": (done.run_id > 0).then(|| done.run_id.to_string()),
        "records": done.records,
        "changed": done.changed,
        "examples": examples,
    })
}
