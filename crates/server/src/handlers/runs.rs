//! Runs: what was done in one go, what it changed, and undoing it.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use access::authorise;
use axum::http::StatusCode;
use model::{Actor, RecordId, RunId, Verb, format_ms};
use records::Schema;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use siphasher::sip::SipHasher13;
use store::rows::RunRow;
use store::{RunFilter, RunState, StoreError};
use sync::Stage;

use crate::call::Call;
use crate::edge::forbidden;
use crate::handlers::changes::change_json;
use crate::handlers::history::{note_cut, page};
use crate::handlers::list::{limit, read_cursor, set_next_link, write_cursor};
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

const RUNS: u64 = 0x7275_6e73;

/// What a run was asked to do, as far as people look for it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    source: Option<String>,
    file: Option<String>,
    sync: Option<i64>,
    trigger: Option<String>,
}

impl Asked {
    fn of(run: &RunRow) -> Self {
        serde_json::from_str(&run.config).unwrap_or_default()
    }
}

/// How far a run had come when it was noted last, as far as people look for it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Kept {
    counts: KeptCounts,
    segment: u64,
    attempts: u32,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct KeptCounts {
    read: u64,
}

/// Where a run goes on from when it is interrupted; nothing before its first batch.
fn checkpoint_json(run: &RunRow) -> Value {
    let kept: Kept = serde_json::from_str(&run.checkpoint).unwrap_or_default();
    if run.batches == 0 && kept.attempts == 0 {
        return Value::Null;
    }
    json!({"batches": run.batches, "rows": kept.counts.read, "segments": kept.segment, "attempts": kept.attempts})
}

/// A run as the API shows it.
pub(crate) fn run_json(run: &RunRow, schema: &Schema) -> Value {
    let mut members = Map::new();
    members.insert("id".to_owned(), json!(run.id.to_string()));
    members.insert("kind".to_owned(), json!(run.kind));
    members.insert("state".to_owned(), json!(run.state.name()));
    members.insert("actor".to_owned(), json!(run.actor.to_string()));
    members.insert("object".to_owned(), json!(run.object.and_then(|id| schema.object_by_id(id)).map(|object| object.name.clone())));
    let asked = Asked::of(run);
    // A run that waits has no source yet, but a name of it.
    let source =
        run.source.and_then(|id| schema.source(id)).map(|source| source.name.clone()).or(asked.source.filter(|name| !name.is_empty()));
    members.insert("source".to_owned(), json!(source));
    members.insert("file".to_owned(), json!(asked.file.filter(|name| !name.is_empty())));
    members.insert("sync".to_owned(), json!(asked.sync.map(|id| id.to_string())));
    members.insert("trigger".to_owned(), json!(asked.trigger.filter(|name| !name.is_empty())));
    members.insert("checkpoint".to_owned(), checkpoint_json(run));
    let called = (run.calls.made > 0).then(|| json!({ "made": run.calls.made, "waited_ms": run.calls.waited_ms }));
    members.insert("calls".to_owned(), json!(called));
    members.insert("started_at".to_owned(), json!(format_ms(run.started_ms)));
    members.insert("finished_at".to_owned(), json!(run.finished_ms.map(format_ms)));
    members.insert("undoes".to_owned(), json!(run.undoes.map(|id| id.to_string())));
    members.insert("undone_by".to_owned(), json!(run.undone_by.map(|id| id.to_string())));
    members.insert("report".to_owned(), serde_json::from_str(&run.report).ok().filter(Value::is_object).unwrap_or(Value::Null));
    Value::Object(members)
}

/// The run of the path, when the caller may `verb` its object. One they may not see does not exist.
pub(crate) async fn find(call: &Call, verb: Verb, kinds: &'static [&'static str]) -> Result<RunRow, Box<Problem>> {
    let id = RunId(call.number_id()?);
    let run = call.app.read_long(move |session| session.run(id)).await?;
    let run = run.filter(|run| kinds.is_empty() || kinds.contains(&run.kind.as_str())).ok_or_else(|| Problem::new(Code::NotFound))?;
    let caller = call.caller()?;
    let schema = call.app.records.schema();
    match run.object.and_then(|id| schema.object_by_id(id)) {
        Some(object) => authorise(caller, verb, &object.name).map_err(|scope| forbidden(&scope))?,
        None if caller.may_administer() => {}
        None => authorise(caller, verb, "*").map_err(|scope| forbidden(&scope))?,
    }
    Ok(run)
}

/// Which runs are asked for, of those `kinds` allow, and what their cursors carry.
fn filter(call: &Call, kinds: &'static [&'static str]) -> Result<(RunFilter, u64), Box<Problem>> {
    let asked: Vec<&str> = call.query.get("kind").into_iter().flat_map(|text| text.split(',')).map(str::trim).collect();
    if asked.iter().any(|kind| kind.is_empty()) {
        return Err(Problem::parameter("kind", "holds an empty kind", "包含空的类型"));
    }
    let of_path = || kinds.iter().map(|kind| (*kind).to_owned());
    let kinds: Vec<String> = if asked.is_empty() { of_path().collect() } else { asked.into_iter().map(ToOwned::to_owned).collect() };
    let states: Vec<RunState> = call.query.get("state").and_then(RunState::parse).into_iter().collect();
    let sync = call.query.get("sync").and_then(RecordId::parse).map(|id| id.0);
    let mut hasher = SipHasher13::new();
    (&kinds, call.query.get("state"), sync).hash(&mut hasher);
    Ok((RunFilter { kinds, states, sync }, RUNS ^ hasher.finish()))
}

/// `GET /runs` and `GET /imports`
pub(crate) async fn list(call: Call, kinds: &'static [&'static str]) -> Outcome {
    let wanted = limit(call.query.integer("limit"));
    let (filter, hash) = filter(&call, kinds)?;
    let mut before = call.query.get("cursor").map(|text| read_cursor(text, hash)).transpose()?.map(|(_, id)| RunId(id.0));
    let schema = call.app.records.schema();
    let caller = call.caller()?.clone();
    let rules = Arc::clone(&schema);
    let runs = call
        .app
        .read_long(move |session| {
            let mut found: Vec<RunRow> = Vec::new();
            // Runs on objects that the caller may not read are passed over; the bound keeps one request from reading all.
            for _ in 0..20 {
                let part = session.runs(before, wanted + 1, &filter)?;
                before = part.last().map(|run| run.id);
                let is_end = part.len() <= wanted;
                found.extend(part.into_iter().filter(|run| match run.object.and_then(|id| rules.object_by_id(id)) {
                    Some(object) => caller.may(Verb::Read, &object.name),
                    None => caller.may(Verb::Read, "*"),
                }));
                if is_end || found.len() > wanted {
                    break;
                }
            }
            Ok::<_, StoreError>(found)
        })
        .await?;
    let has_more = runs.len() > wanted;
    let shown = runs.get(..wanted.min(runs.len())).unwrap_or_default();
    let next = shown.last().filter(|_| has_more).map(|run| write_cursor(hash, &[], RecordId(run.id.0)));
    let mut response = reply::json(StatusCode::OK, &page(shown.iter().map(|run| run_json(run, &schema)).collect(), next.as_deref()));
    set_next_link(&mut response, &call, next.as_deref());
    Ok(response)
}

/// `GET /runs/{id}` and `GET /imports/{id}`
pub(crate) async fn get(call: Call, kinds: &'static [&'static str]) -> Outcome {
    let run = find(&call, Verb::Read, kinds).await?;
    // A source that an import just made is not in a schema read before.
    let schema = match run.source {
        Some(source) if call.app.records.schema().source(source).is_none() => {
            let app = Arc::clone(&call.app);
            crate::app::blocking(move || app.records.refresh_schema().map_err(Into::into)).await?
        }
        _ => call.app.records.schema(),
    };
    let mut body = run_json(&run, &schema);
    if let (Some(progress), Value::Object(members)) = (call.app.jobs.get().and_then(|jobs| jobs.progress(run.id)), &mut body) {
        let stage = match progress.stage {
            Stage::Reading => "reading",
            Stage::Clustering => "clustering",
            Stage::Applying => "applying",
        };
        members.insert("progress".to_owned(), json!({"stage": stage, "rows": progress.rows, "rows_total": progress.rows_total}));
    }
    Ok(reply::json(StatusCode::OK, &body))
}

/// `GET /runs/{id}/records`
pub(crate) async fn records(call: Call) -> Outcome {
    let run = find(&call, Verb::Read, &[]).await?;
    let wanted = limit(call.query.integer("limit"));
    let hash = RUNS ^ run.id.0.cast_unsigned();
    let after = call.query.get("cursor").map(|text| read_cursor(text, hash)).transpose()?.map_or(0, |(_, seq)| seq.0);
    let id = run.id;
    let (changes, cut) = call
        .app
        .read_long(move |session| {
            let mut found = Vec::new();
            let floor = session.change_floor()?;
            let mut is_cut = false;
            for batch in session.run_batches(id)? {
                is_cut |= batch.seq_low <= batch.seq_high && batch.seq_low <= floor.seq;
                let low = batch.seq_low.max(after + 1);
                if low > batch.seq_high {
                    continue;
                }
                let room = wanted + 1 - found.len();
                let part = session.changes_between(low, batch.seq_high, room)?;
                found.extend(part.into_iter().filter(|change| change.actor == Actor::Run(id)));
                if found.len() > wanted {
                    break;
                }
            }
            Ok::<_, StoreError>((found, is_cut.then_some(floor)))
        })
        .await?;
    let has_more = changes.len() > wanted;
    let shown = changes.get(..wanted.min(changes.len())).unwrap_or_default();
    let next = shown.last().filter(|_| has_more).map(|change| write_cursor(hash, &[], RecordId(change.seq)));
    let schema = call.app.records.schema();
    let items = shown.iter().map(|change| change_json(change, &schema, &run.kind)).collect();
    let mut body = page(items, next.as_deref());
    if let Some(floor) = cut {
        note_cut(&mut body, floor);
    }
    let mut response = reply::json(StatusCode::OK, &body);
    set_next_link(&mut response, &call, next.as_deref());
    Ok(response)
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rollback {
    #[serde(default)]
    dry_run: bool,
}

/// `POST /runs/{id}:rollback`
pub(crate) async fn rollback(mut call: Call) -> Outcome {
    let run = find(&call, Verb::Write, &[]).await?;
    // Asked for in either place: an undo that was meant as a rehearsal must not happen.
    let body: Rollback = call.optional_json().await?;
    let dry_run = body.dry_run || call.query.is_true("dry_run");
    let (app, caller) = (Arc::clone(&call.app), call.caller()?.clone());
    let report = crate::app::blocking(move || app.records.rollback(&caller, run.id, dry_run).map_err(Into::into)).await?;
    let mut value = serde_json::to_value(&report).map_err(|_| Problem::new(Code::Internal))?;
    if let Value::Object(members) = &mut value {
        members.insert("run_id".to_owned(), json!(if report.dry_run { None } else { Some(report.run_id.to_string()) }));
        let since: Vec<Value> = report
            .changed_since
            .iter()
            .map(|since| json!({"record": since.record, "field": since.field, "by": since.by, "at": format_ms(since.at_ms)}))
            .collect();
        members.insert("changed_since".to_owned(), Value::Array(since));
    }
    Ok(reply::json(StatusCode::OK, &value))
}
