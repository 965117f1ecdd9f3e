//! Rehearsals of syncs: what can go wrong, asking for one, and those that were made.

use std::sync::Arc;

use axum::http::StatusCode;
use model::{RunId, Verb, format_ms};
use records::RecordError;
use serde::Deserialize;
use serde_json::{Value, json};
use store::{RunFilter, RunRow};

use crate::app::{App, blocking};
use crate::call::Call;
use crate::handlers::history::page;
use crate::handlers::list::limit;
use crate::handlers::syncs::find_visible;
use crate::operations::Op;
use crate::problem::{Code, Outcome, Problem};
use crate::rehearsals::{KIND, RehearsalAsk, RehearsalRefused, Rehearse};
use crate::reply;

/// Newest rehearsals looked through for those of one sync.
const LOOKED_AT: usize = 1_000;
/// Newest rehearsals of a sync among which a green one counts.
const VERSIONS_LOOKED_AT: usize = 20;

pub(crate) fn rehearse_with(app: &App) -> Result<Arc<dyn Rehearse>, Box<Problem>> {
    app.rehearsals.get().cloned().ok_or_else(|| {
        Problem::with(Code::Conflict, "this server was started without simulators".to_owned(), "此服务器启动时未包含模拟器".to_owned())
    })
}

/// The operations of rehearsals.
pub(crate) async fn answer(call: Call) -> Outcome {
    match call.operation.op {
        Op::RehearseSync => rehearse(call).await,
        Op::ListSyncRehearsals => list(call).await,
        _ => scenarios(&call),
    }
}

/// `GET /rehearsals/scenarios`
fn scenarios(call: &Call) -> Outcome {
    Ok(reply::json(StatusCode::OK, &rehearse_with(&call.app)?.catalogue()))
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RehearseInput {
    scenarios: Vec<String>,
    seed: Option<u64>,
    records: Option<u32>,
    sample: Option<u32>,
}

/// `POST /syncs/{id}:rehearse`
async fn rehearse(mut call: Call) -> Outcome {
    let id = call.number_id()?;
    let body: RehearseInput = call.optional_json().await?;
    let wrong = |pointer: &'static str, en: &'static str, zh: &'static str| {
        Err(Problem::new(Code::ValidationFailed).fault(pointer, "invalid", en, zh))
    };
    if body.records.is_some_and(|records| !(1..=2_000).contains(&records)) {
        return wrong("#/records", "1 to 2000 people", "1 至 2000 人");
    }
    if body.sample.is_some_and(|sample| sample > 500) {
        return wrong("#/sample", "0 to 500 records", "0 至 500 条记录");
    }
    if body.seed.is_some_and(|seed| seed > 1_000_000_000) {
        return wrong("#/seed", "0 to 1000000000", "0 至 1000000000");
    }
    if body.scenarios.len() > 50 {
        return wrong("#/scenarios", "at most 50 names", "最多 50 个名称");
    }
    let actor = call.caller()?.actor.clone();
    let app = Arc::clone(&call.app);
    let row = blocking(move || {
        let ask = RehearsalAsk { scenarios: body.scenarios, seed: body.seed, records: body.records, sample: body.sample };
        let row = rehearse_with(&app)?.queue(id, ask, &actor).map_err(refused)?;
        if let Some(jobs) = app.jobs.get() {
            jobs.wake();
        }
        Ok(row)
    })
    .await?;
    Ok(reply::json(StatusCode::ACCEPTED, &rehearsal_json(&row)))
}

fn refused(refused: RehearsalRefused) -> Box<Problem> {
    match refused {
        RehearsalRefused::Scenario(text) => {
            Problem::new(Code::ValidationFailed).fault("#/scenarios", "unknown", text, "没有此场景，请参阅 /rehearsals/scenarios")
        }
        RehearsalRefused::Unsupported(text) => Problem::with(Code::Conflict, text.clone(), format!("无法预演：{text}")),
        RehearsalRefused::Task(error) => error.into(),
        RehearsalRefused::Store(error) => RecordError::from(error).into(),
    }
}

/// `GET /syncs/{id}/rehearsals`
async fn list(call: Call) -> Outcome {
    let task = find_visible(&call).await?;
    debug_assert!(call.caller()?.may(Verb::Read, &task.definition.object));
    let wanted = limit(call.query.integer("limit"));
    let app = Arc::clone(&call.app);
    let runs = blocking(move || Ok(of_sync(&app, task.row.id)?)).await?;
    let items = runs.iter().take(wanted).map(rehearsal_json);
    Ok(reply::json(StatusCode::OK, &page(items.collect(), None)))
}

/// The rehearsals of a sync, newest first.
fn of_sync(app: &App, sync: i64) -> Result<Vec<RunRow>, RecordError> {
    let filter = RunFilter { kinds: vec![KIND.to_owned()], ..RunFilter::default() };
    let mut runs = app.records.store().read(|session| session.runs(None, LOOKED_AT, &filter))?;
    let of_sync = format!("sync:{sync}:rehearsal");
    runs.retain(|run| run.fingerprint == of_sync);
    Ok(runs)
}

/// The newest rehearsal of this version of a sync in which every promise held.
///
/// # Errors
/// Those of the store.
pub(crate) fn newest_green(app: &App, sync: i64, version: i64) -> Result<Option<RunId>, Box<Problem>> {
    // Without simulators there are none that could be read.
    let Ok(rehearse) = rehearse_with(app) else { return Ok(None) };
    for run in of_sync(app, sync)?.iter().take(VERSIONS_LOOKED_AT) {
        if rehearse.is_green(run.id, sync, version).map_err(RecordError::from)? {
            return Ok(Some(run.id));
        }
    }
    Ok(None)
}

fn rehearsal_json(run: &RunRow) -> Value {
    let report: Value = serde_json::from_str(&run.report).unwrap_or_default();
    let played = report["scenarios"].as_array().into_iter().flatten();
    let results: Vec<Value> = played.map(|scenario| json!({"name": scenario["name"], "result": scenario["result"]})).collect();
    json!({
        "run_id": run.id.to_string(),
        "sync": report["sync"].as_i64().unwrap_or_default().to_string(),
        "version": report["version"],
        "status": report["status"],
        "started_at": format_ms(run.started_ms),
        "finished_at": run.finished_ms.map(format_ms),
        "scenarios": results,
    })
}
