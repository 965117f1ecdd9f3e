//! One record, now: the syncs that write or read it are asked to run at once.
//!
//! A sync writes what differs and reads what changed since it looked last, so this record goes with it wherever there is something
//! to do. What was refused, or waits for its next attempt, is tried at once.

use std::sync::Arc;

use axum::http::StatusCode;
use records::RecordError;
use serde_json::{Value, json};
use store::{DeliveryState, SyncState};
use sync::RunMode;
use sync::outbound::write_again;
use sync::tasks::Task;
use sync::worker::Ask;

use crate::app::blocking;
use crate::call::Call;
use crate::handlers::record::live_view;
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
        if !worker.bell().ask(task.row.id, Ask { mode: RunMode::Auto, trigger: "manual", actor: actor.clone() }) {
            return Err(Problem::new(Code::Busy));
        }
    }
    let syncs: Vec<Value> = tasks.iter().map(|task| json!({"id": task.row.id.to_string(), "name": task.definition.name})).collect();
    Ok(reply::json(StatusCode::ACCEPTED, &json!({ "syncs": syncs })))
}
