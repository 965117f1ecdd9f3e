//! Up to 1,000 operations in one request. Not atomic: each stands for itself, answered in order with 207. Atomic: the whole
//! is checked first and refused whole when anything in it does not read; see [`run`].

use std::sync::Arc;

use axum::http::StatusCode;
use mapping::normalise::Region;
use model::Object;
use records::{Expect, ExpectVersion, Patch, Upsert, UpsertKey, Written};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::convert::{Beside, cleared_required, invalid, missing_required, read_patch};
use crate::handlers::record::{expectation, outcome_name, read_id};
use crate::handlers::upsert::{self, know_source};
use crate::problem::{Code, Fault, Outcome, Problem};
use crate::{record_json, reply};

/// Most operations of one batch.
const ITEMS_MAX: usize = 1_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch {
    items: Vec<Item>,
    #[serde(default)]
    atomic: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    op: Verb,
    #[serde(default)]
    r#ref: Option<String>,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    key: Option<String>,
    #[serde(default)]
    value: Option<String>,
    #[serde(default, deserialize_with = "crate::call::whole_number")]
    version: Option<i64>,
    #[serde(default)]
    record: Map<String, Value>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Verb {
    Create,
    Update,
    Upsert,
    Delete,
    Restore,
}

/// One operation, read and checked.
enum Step {
    Create(model::Doc),
    Update(model::RecordId, Patch, Expect),
    Upsert(Upsert),
    Delete(model::RecordId, Expect),
    Restore(model::RecordId),
}

/// `POST /{object}:batch`
pub(crate) async fn run(mut call: Call) -> Outcome {
    let object = call.object()?;
    let batch: Batch = call.json().await?;
    if batch.items.is_empty() || batch.items.len() > ITEMS_MAX {
        return Err(Problem::new(Code::ValidationFailed).fault("#/items", "size", "1 to 1,000 items", "1 到 1000 项"));
    }
    let (lang, region) = (call.lang, call.app.region());
    let mut steps = Vec::with_capacity(batch.items.len());
    let mut faults: Vec<Fault> = Vec::new();
    for (at, item) in batch.items.iter().enumerate() {
        let step = read_step(&object, region, item, &format!("#/items/{at}/record"), &format!("#/items/{at}"));
        if let (true, Err(problem)) = (batch.atomic, &step) {
            faults.extend(problem.fault_list().iter().cloned());
            if problem.fault_list().is_empty() {
                let code = problem.code();
                faults.push(Fault {
                    pointer: format!("#/items/{at}"),
                    code: code.name().into(),
                    detail: (code.title(model::Lang::En).into(), code.title(model::Lang::Zh).into()),
                    offset: None,
                    nearest: Vec::new(),
                });
            }
        }
        steps.push(step);
    }
    if !faults.is_empty() {
        return Err(invalid(faults));
    }
    let caller = call.caller()?.clone();
    let mut sources: Vec<String> = steps.iter().filter_map(source_of).map(str::to_owned).collect();
    sources.sort_unstable();
    sources.dedup();
    if batch.atomic {
        let ready: Vec<Step> = steps.into_iter().collect::<Result<_, _>>()?;
        let answer = atomic(&call, &object, &batch.items, ready).await;
        know_sources(&call, &object, &sources).await?;
        return answer;
    }
    // All are queued before the first is waited for, so that they share transactions.
    let pending: Vec<_> = steps
        .into_iter()
        .map(|step| match step {
            Ok(Step::Create(doc)) => Ok(call.app.records.create(&caller, &object, doc)),
            Ok(Step::Update(id, patch, expect)) => Ok(call.app.records.patch(&caller, &object, id, patch, expect)),
            Ok(Step::Upsert(step)) => Ok(call.app.records.upsert(&caller, &object, step)),
            Ok(Step::Delete(id, expect)) => Ok(call.app.records.delete(&caller, &object, id, expect)),
            Ok(Step::Restore(id)) => Ok(call.app.records.restore(&caller, &object, id)),
            Err(problem) => Err(problem),
        })
        .collect();
    let mut lines = Vec::with_capacity(pending.len());
    for (at, (item, answer)) in batch.items.iter().zip(pending).enumerate() {
        let answer: Result<Written, Box<Problem>> = match answer {
            Ok(pending) => pending.await.map_err(|error| Box::<Problem>::from(error).under(&format!("#/items/{at}/record"))),
            Err(problem) => Err(problem),
        };
        lines.push(match answer {
            Ok(written) => line(&object, item, &written),
            Err(problem) => {
                let mut line = json!({"status": problem.code().status(), "outcome": problem.outcome(), "problem": problem.to_json(lang, &call.path, &call.trace_id)});
                push_ref(&mut line, item);
                line.to_string()
            }
        });
    }
    know_sources(&call, &object, &sources).await?;
    Ok(reply::bytes(StatusCode::MULTI_STATUS, reply::JSON, format!("{{\"items\":[{}]}}", lines.join(",")).into_bytes()))
}

/// The source of the external id that a step writes by.
fn source_of(step: &Result<Step, Box<Problem>>) -> Option<&str> {
    match step {
        Ok(Step::Upsert(step)) => match &step.key {
            UpsertKey::ExternalId(source, _) => Some(source),
            UpsertKey::Id(_) | UpsertKey::Field(..) => None,
        },
        Ok(Step::Create(_) | Step::Update(..) | Step::Delete(..) | Step::Restore(_)) | Err(_) => None,
    }
}

async fn know_sources(call: &Call, object: &Object, sources: &[String]) -> Result<(), Box<Problem>> {
    for source in sources {
        know_source(&call.app, object, Some(source)).await?;
    }
    Ok(())
}

async fn atomic(call: &Call, object: &Arc<Object>, items: &[Item], steps: Vec<Step>) -> Outcome {
    let writes = steps
        .into_iter()
        .map(|step| match step {
            Step::Create(doc) => records::Write::Create(doc),
            Step::Update(id, patch, expect) => records::Write::Patch(id, patch, expect),
            Step::Upsert(step) => records::Write::Upsert(step),
            Step::Delete(id, expect) => records::Write::Delete(id, expect),
            Step::Restore(id) => records::Write::Restore(id),
        })
        .collect();
    let written = call.app.records.all_or_nothing(call.caller()?, object, writes).await.map_err(|error| {
        let problem: Box<Problem> = error.source.into();
        problem.under(&format!("#/items/{}/record", error.at)).extend("failed_item", json!(error.at))
    })?;
    let lines: Vec<String> = items.iter().zip(&written).map(|(item, written)| line(object, item, written)).collect();
    Ok(reply::json_text(format!("{{\"items\":[{}]}}", lines.join(","))))
}

fn line(object: &Object, item: &Item, written: &Written) -> String {
    let (status, outcome) = match (item.op, outcome_name(written.outcome)) {
        (Verb::Delete, _) => (200, "deleted"),
        (_, "created") => (201, "created"),
        (_, outcome) => (200, outcome),
    };
    let mut out = format!("{{\"status\":{status},\"outcome\":\"{outcome}\"");
    if let Some(own) = &item.r#ref {
        out.push_str(",\"ref\":");
        model::fragment::push_text(&mut out, own);
    }
    out.push_str(",\"record\":");
    out.push_str(&record_json::of_written(object, written));
    out.push('}');
    out
}

fn push_ref(line: &mut Value, item: &Item) {
    if let (Some(own), Value::Object(members)) = (&item.r#ref, line) {
        members.insert("ref".to_owned(), json!(own));
    }
}

fn read_step(object: &Object, region: Region, item: &Item, base: &str, place: &str) -> Result<Step, Box<Problem>> {
    let id = || match &item.id {
        Some(text) => read_id(object, text, &format!("{place}/id")),
        None => Err(Problem::new(Code::ValidationFailed).fault(
            format!("{place}/id"),
            "required",
            "this operation needs an id",
            "该操作需要 id",
        )),
    };
    if item.r#ref.as_ref().is_some_and(|own| own.chars().count() > 255) {
        return Err(Problem::new(Code::ValidationFailed).fault(
            format!("{place}/ref"),
            "size",
            "at most 255 characters",
            "最多 255 个字符",
        ));
    }
    let version = item.version.map_or(ExpectVersion::Unsaid, ExpectVersion::Is);
    match item.op {
        Verb::Create => {
            let patch = read_patch(object, region, &item.record, Beside::Nothing, base).map_err(invalid)?;
            let missing = missing_required(object, &patch.set, base);
            if missing.is_empty() { Ok(Step::Create(patch.set)) } else { Err(invalid(missing)) }
        }
        Verb::Update => {
            let patch = read_patch(object, region, &item.record, Beside::Expected, base).map_err(invalid)?;
            let cleared = cleared_required(object, &patch, base);
            if !cleared.is_empty() {
                return Err(invalid(cleared));
            }
            Ok(Step::Update(id()?, patch, expectation(object, region, &item.record, version)?))
        }
        Verb::Upsert => {
            let (Some(key), Some(value)) = (&item.key, &item.value) else {
                return Err(Problem::new(Code::ValidationFailed).fault(
                    place,
                    "required",
                    "an upsert needs key and value",
                    "upsert 需要 key 和 value",
                ));
            };
            let key: UpsertKey = upsert::key(object, region, key, value)?;
            let step = upsert::read(object, region, key, version, &item.record, base).map_err(invalid)?;
            let missing = upsert::creation_faults(object, &step, base);
            // Inside a batch nothing is read ahead: an upsert brings what a new record needs.
            if missing.is_empty() { Ok(Step::Upsert(step)) } else { Err(invalid(missing)) }
        }
        Verb::Delete => Ok(Step::Delete(id()?, Expect { version, fields: Vec::new() })),
        Verb::Restore => id().map(Step::Restore),
    }
}
