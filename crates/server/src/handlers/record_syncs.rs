//! One record and its syncs: how it stands with each, and that those that write or read it run at once.
//!
//! A sync writes what differs and reads what changed since it looked last, so this record goes with it wherever there is something
//! to do. What was refused, or waits for its next attempt, is tried at once.

use std::sync::Arc;

use axum::http::StatusCode;
use records::RecordError;
use serde_json::{Value, json};
use store::{DeliveryRow, DeliveryState, SyncState};
use sync::RunMode;
use sync::outbound::write_again;
use sync::tasks::{Task, state_name};
use sync::worker::Ask;

use crate::app::blocking;
use crate::call::Call;
use crate::handlers::history::page;
use crate::handlers::record::{Refused, external_ids, live_view};
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// `POST /{object}/{id}:push`
pub(crate) async fn push(call: Call) -> Outcome {
    ask_syncs(call, true).await
}

/// `POST /{object}/{id}:pull`
pub(crate) async fn pull(call: Call) -> Outcome {
    ask_syncs(call, false).await
}

async fn ask_syncs(call: Call, writes: bool) -> Outcome {
    let object = call.object()?;
    let asked = call.record_id(&object)?;
    let actor = call.caller()?.actor.clone();
    let app = Arc::clone(&call.app);
    let tasks = blocking(move || {
        // The one that it was merged into, where that is so; one that is gone cannot be pushed.
        let record = app.records.store().read(|session| live_view(session, asked)).map_err(Box::<Problem>::from)?.id;
        let carries = |task: &Task| {
            let definition = &task.definition;
            task.row.state == SyncState::Live
                && definition.object == object.name
                && if writes { definition.writes() } else { definition.reads() }
        };
        let tasks: Vec<Task> = app.tasks.list(false)?.into_iter().filter(carries).collect();
        if writes {
            let ids: Vec<i64> = tasks.iter().map(|task| task.row.id).collect();
            app.records.store().write(move |session| {
                for sync in &ids {
                    for state in [DeliveryState::Refused, DeliveryState::Due] {
                        write_again(session, *sync, record, state)?;
                    }
                }
                Ok::<_, RecordError>(())
            })?;
        }
        Ok(tasks)
    })
    .await?;
    if tasks.is_empty() {
        return Err(match writes {
            true => Problem::with(Code::Conflict, "no live sync writes records of this object", "没有已上线的同步写出此对象的记录"),
            false => Problem::with(Code::Conflict, "no live sync reads records of this object", "没有已上线的同步读取此对象的记录"),
        });
    }
    let worker = call.app.syncs.get().ok_or_else(|| Problem::new(Code::Busy))?;
    for task in &tasks {
        if !worker
            .bell()
            .ask(task.row.id, Ask { mode: RunMode::Auto, trigger: "manual", actor: actor.clone(), part: sync::Part::default() })
        {
            return Err(Problem::new(Code::Busy));
        }
    }
    let syncs: Vec<Value> = tasks.iter().map(|task| json!({"id": task.row.id.to_string(), "name": task.definition.name})).collect();
    Ok(reply::json(StatusCode::ACCEPTED, &json!({ "syncs": syncs })))
}

/// Syncs that are told of at most.
const SYNCS_MAX: usize = 200;

/// `GET /{object}/{id}/syncs`
pub(crate) async fn standing(call: Call) -> Outcome {
    let object = call.object()?;
    let asked = call.record_id(&object)?;
    let app = Arc::clone(&call.app);
    let items = blocking(move || {
        let record = app.records.store().read(|session| live_view(session, asked)).map_err(Box::<Problem>::from)?.id;
        let concerned = |task: &Task| task.row.state != SyncState::Draft && task.definition.object == object.name;
        let tasks: Vec<Task> = app.tasks.list(false)?.into_iter().filter(concerned).take(SYNCS_MAX).collect();
        let known = app.records.store().read(|session| {
            let mut known = Vec::with_capacity(tasks.len());
            for task in &tasks {
                known.push(session.deliveries(task.row.id, &[record])?.into_iter().next().flatten());
            }
            let linked = external_ids(session, record, &app.records.schema())?;
            Ok::<_, Refused>((known, linked))
        });
        let (known, linked) = known.map_err(Box::<Problem>::from)?;
        let items = tasks.iter().zip(&known).map(|(task, row)| {
            let source = task.definition.source_name();
            let read = linked.iter().find(|(name, _)| name == source).map(|(_, id)| id.as_str());
            standing_json(task, row.as_ref(), read)
        });
        Ok(items.collect::<Vec<Value>>())
    })
    .await?;
    Ok(reply::json(StatusCode::OK, &page(items, None)))
}

/// `read` is the id by which the source that the sync fills shows the record.
fn standing_json(task: &Task, row: Option<&DeliveryRow>, read: Option<&str>) -> Value {
    let state = match row.map(|row| row.state) {
        Some(DeliveryState::InSync) => Some("in_sync"),
        Some(DeliveryState::Due) => Some("waiting"),
        Some(DeliveryState::Sending) => Some("sending"),
        Some(DeliveryState::Unknown) => Some("unknown"),
        Some(DeliveryState::Refused) => Some("refused"),
        Some(DeliveryState::Excluded) => Some("excluded"),
        Some(DeliveryState::Conflict) => Some("conflict"),
        None => read.filter(|_| !task.definition.writes()).map(|_| "read"),
    };
    let text = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
    let there = row.map(|row| row.external_id.as_str()).filter(|id| !id.is_empty()).or(read);
    json!({
        "sync": task.row.id.to_string(),
        "name": task.definition.name,
        "source": task.definition.source_name(),
        "connection": task.definition.connection,
        "sync_state": state_name(task.row.state),
        "reads": task.definition.reads(),
        "writes": task.definition.writes(),
        "state": state,
        "external_id": there,
        "code": row.map_or(Value::Null, |row| text(&row.code)),
        "detail": row.map_or(Value::Null, |row| text(&row.detail)),
        "run": row.filter(|row| row.run.0 > 0).map(|row| row.run.to_string()),
    })
}
