//! The queue of duplicates: groups of records that look like one, and the decision that they are not.

use std::sync::Arc;

use access::authorise;
use axum::http::StatusCode;
use model::{ObjectId, RecordId, Verb, format_ms};
use records::{DuplicateQuestion, Grounds};
use serde_json::{Value, json};
use store::{DuplicatePlace, DuplicateRow, DuplicateState};

use crate::app::{App, blocking};
use crate::call::Call;
use crate::edge::forbidden;
use crate::handlers::history::page;
use crate::handlers::list::{limit, set_next_link};
use crate::handlers::record::live_view;
use crate::problem::{Code, Outcome, Problem};
use crate::record_json::{self, Choice, Shown};
use crate::reply;

fn group_json(app: &App, row: &DuplicateRow) -> Result<Value, Box<Problem>> {
    let schema = app.records.schema();
    let object = schema.object_by_id(row.object).ok_or_else(|| Problem::new(Code::NotFound))?;
    let grounds = Grounds::of(row);
    let mut records = Vec::with_capacity(row.records.len());
    let mut seen: Vec<RecordId> = Vec::new();
    for id in &row.records {
        // What was deleted or merged away since is not shown; its survivor is, once.
        let Ok(view) = app.records.store().read(|session| live_view(session, *id)) else { continue };
        if seen.contains(&view.id) {
            continue;
        }
        seen.push(view.id);
        let mut text = String::new();
        record_json::push(&mut text, Shown::view(&view), &Choice::all(object), |_| {});
        records.push(serde_json::from_str::<Value>(&text).map_err(|_| Problem::new(Code::Internal))?);
    }
    Ok(json!({
        "id": row.id.to_string(),
        "object": object.name,
        "state": row.state.name(),
        "score": row.score,
        "matched_by": grounds.matched_by,
        "reasons": grounds.reasons,
        "record_ids": row.records.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "records": records,
        "found_at": format_ms(row.found_ms),
        "settled_at": row.settled_ms.map(format_ms),
        "settled_by": (!row.settled_by.is_empty()).then_some(&row.settled_by),
    }))
}

/// The objects asked for that the caller may read.
fn objects(call: &Call) -> Result<Vec<ObjectId>, Box<Problem>> {
    let caller = call.caller()?;
    match call.query.get("object") {
        Some(name) => {
            let object = call.app.object(name)?;
            authorise(caller, Verb::Read, &object.name).map_err(|scope| forbidden(&scope))?;
            Ok(vec![object.id])
        }
        None => {
            let schema = call.app.records.schema();
            let live = schema.objects().into_iter().filter(|object| !object.archived && caller.may(Verb::Read, &object.name));
            Ok(live.map(|object| object.id).collect())
        }
    }
}

fn read_place(text: &str) -> Option<DuplicatePlace> {
    let (score, id) = text.split_once('-')?;
    Some(DuplicatePlace { score: score.parse().ok()?, id: id.parse().ok()? })
}

/// `GET /duplicates`
pub(crate) async fn list(call: Call) -> Outcome {
    let state = call.query.get("state").and_then(DuplicateState::parse).unwrap_or(DuplicateState::Open);
    let after = match call.query.get("cursor") {
        Some(text) => Some(read_place(text).ok_or_else(|| Problem::new(Code::CursorInvalid))?),
        None => None,
    };
    let question = DuplicateQuestion { objects: objects(&call)?, state, after, limit: limit(call.query.integer("limit")) };
    let app = Arc::clone(&call.app);
    let (items, next) = blocking(move || {
        let (rows, next) = app.records.duplicates(&question)?;
        let items = rows.iter().map(|row| group_json(&app, row)).collect::<Result<Vec<_>, _>>()?;
        Ok((items, next.map(|place| format!("{}-{}", place.score, place.id))))
    })
    .await?;
    let mut response = reply::json(StatusCode::OK, &page(items, next.as_deref()));
    set_next_link(&mut response, &call, next.as_deref());
    Ok(response)
}

/// The group of the path, when the caller may `verb` its object. One they may not see does not exist.
async fn find(call: &Call, verb: Verb) -> Result<DuplicateRow, Box<Problem>> {
    let id = call.number_id()?;
    let app = Arc::clone(&call.app);
    let row = blocking(move || Ok(app.records.duplicate(id)?)).await?.ok_or_else(|| Problem::new(Code::NotFound))?;
    let schema = call.app.records.schema();
    let object = schema.object_by_id(row.object).ok_or_else(|| Problem::new(Code::NotFound))?;
    authorise(call.caller()?, verb, &object.name).map_err(|scope| forbidden(&scope))?;
    Ok(row)
}

/// `GET /duplicates/{id}`
pub(crate) async fn get(call: Call) -> Outcome {
    let row = find(&call, Verb::Read).await?;
    let app = Arc::clone(&call.app);
    let shown = blocking(move || group_json(&app, &row)).await?;
    Ok(reply::json(StatusCode::OK, &shown))
}

/// `POST /duplicates/{id}:dismiss` and `:reopen`
pub(crate) async fn settle(call: Call, into: DuplicateState) -> Outcome {
    let row = find(&call, Verb::Write).await?;
    let caller = call.caller()?.clone();
    let app = Arc::clone(&call.app);
    let shown = blocking(move || {
        let settled = match into {
            DuplicateState::Open => app.records.duplicate_reopen(&caller, row.id)?,
            DuplicateState::Dismissed | DuplicateState::Merged => app.records.duplicate_dismiss(&caller, row.id)?,
        };
        let row = settled.ok_or_else(|| Problem::new(Code::NotFound))?;
        if row.state != into {
            return Err(Problem::with(
                Code::Conflict,
                "these records do not stand apart any more; unmerge or restore them first",
                "这些记录已不再各自独立；请先取消合并或恢复",
            ));
        }
        group_json(&app, &row)
    })
    .await?;
    Ok(reply::json(StatusCode::OK, &shown))
}
