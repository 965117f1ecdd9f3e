//! Decisions that wait for a person, and what people are told about.

use std::sync::Arc;

use axum::http::StatusCode;
use model::{RunId, Verb, format_ms};
use records::Schema;
use serde::Deserialize;
use serde_json::{Value, json};
use store::{AlertRow, ReviewRow, ReviewState};
use sync::Waive;

use crate::app::{App, blocking};
use crate::call::Call;
use crate::handlers::history::page;
use crate::handlers::list::limit;
use crate::handlers::passes::passes;
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// Kinds of questions that a stopped run asks.
const OF_RUNS: [&str; 4] = ["threshold", "deletion_guard", "schema_drift", "organisation"];

fn review_json(review: &ReviewRow, schema: &Schema) -> Value {
    let state = match review.state {
        ReviewState::Open => "open",
        ReviewState::Settled => "settled",
        ReviewState::Obsolete => "obsolete",
    };
    let object = review.object.and_then(|id| schema.object_by_id(id)).map(|object| object.name.clone());
    let choices: &[&str] = if OF_RUNS.contains(&review.kind.as_str()) { &["approve", "reject"] } else { &["dismiss"] };
    json!({
        "id": review.id.to_string(),
        "kind": review.kind,
        "state": state,
        "sync": review.sync.map(|id| id.to_string()),
        "run": review.run.map(|id| id.to_string()),
        "object": object,
        "record": review.record.map(|id| id.to_string()),
        "subject": review.subject,
        "detail": serde_json::from_str::<Value>(&review.detail).unwrap_or(Value::Null),
        "choices": if review.state == ReviewState::Open { choices } else { &[] },
        "created_at": format_ms(review.created_ms),
        "settled_at": review.settled_ms.map(format_ms),
        "settled_by": (!review.settled_by.is_empty()).then_some(&review.settled_by),
    })
}

fn may_see(call: &Call, review: &ReviewRow, schema: &Schema) -> Result<bool, Box<Problem>> {
    let caller = call.caller()?;
    Ok(match review.object.and_then(|id| schema.object_by_id(id)) {
        Some(object) => caller.may(Verb::Read, &object.name),
        None => caller.may_administer(),
    })
}

/// `GET /reviews`
pub(crate) async fn list(call: Call) -> Outcome {
    let state = match call.query.get("state") {
        Some("settled") => ReviewState::Settled,
        Some("obsolete") => ReviewState::Obsolete,
        Some(_) | None => ReviewState::Open,
    };
    let wanted = limit(call.query.integer("limit"));
    let after = match call.query.get("cursor") {
        None => 0,
        Some(text) => text.parse::<i64>().map_err(|_| Problem::new(Code::CursorInvalid))?,
    };
    let rows = call.app.read_long(move |session| session.reviews(state, after, wanted + 1)).await?;
    let next = (rows.len() > wanted).then(|| rows.get(wanted - 1).map(|review| review.id.to_string())).flatten();
    let schema = call.app.records.schema();
    let mut items = Vec::new();
    for review in rows.iter().take(wanted) {
        if may_see(&call, review, &schema)? {
            items.push(review_json(review, &schema));
        }
    }
    Ok(reply::json(StatusCode::OK, &page(items, next.as_deref())))
}

async fn find(call: &Call) -> Result<ReviewRow, Box<Problem>> {
    let id = call.number_id()?;
    let row = call.app.read_long(move |session| session.review(id)).await?.ok_or_else(|| Problem::new(Code::NotFound))?;
    if may_see(call, &row, &call.app.records.schema())? { Ok(row) } else { Err(Problem::new(Code::NotFound)) }
}

/// `GET /reviews/{id}`
pub(crate) async fn get(call: Call) -> Outcome {
    let review = find(&call).await?;
    Ok(reply::json(StatusCode::OK, &review_json(&review, &call.app.records.schema())))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SettleInput {
    choice: String,
}

/// `POST /reviews/{id}:settle`
pub(crate) async fn settle(mut call: Call) -> Outcome {
    let review = find(&call).await?;
    let body: SettleInput = call.json().await?;
    if review.state != ReviewState::Open {
        return Err(Problem::with(Code::Conflict, "this question is settled already", "该问题已处理"));
    }
    let is_of_run = OF_RUNS.contains(&review.kind.as_str());
    let fits = if is_of_run { matches!(body.choice.as_str(), "approve" | "reject") } else { body.choice == "dismiss" };
    if !fits {
        let (en, zh) = if is_of_run { ("approve or reject", "可选：approve、reject") } else { ("dismiss", "可选：dismiss") };
        return Err(Problem::new(Code::ValidationFailed).fault("#/choice", "invalid", en, zh));
    }
    let by = call.caller()?.actor.to_string();
    let app = Arc::clone(&call.app);
    let settled = blocking(move || {
        let runs = match (is_of_run, review.sync, review.run) {
            (true, Some(sync), Some(run)) => decide(&app, &review, sync, run, body.choice == "approve")?,
            _ => Vec::new(),
        };
        let row = app.records.store().write(move |session| {
            let now_ms = session.now_ms();
            let current = session.review(review.id)?.unwrap_or_else(|| review.clone());
            // A run that stopped again asks anew: that question stays open.
            if current.state == ReviewState::Open && current.detail != review.detail {
                return Ok::<_, store::StoreError>(current);
            }
            let row = ReviewRow { state: ReviewState::Settled, settled_ms: Some(now_ms), settled_by: by.clone(), ..current };
            session.review_save(&row)?;
            Ok(row)
        })?;
        Ok((row, runs))
    });
    let (row, runs) = settled.await?;
    let mut shown = review_json(&row, &call.app.records.schema());
    shown["runs"] = json!(runs);
    Ok(reply::json(StatusCode::OK, &shown))
}

/// Lets the stopped run go on, or ends it.
fn decide(app: &Arc<App>, review: &ReviewRow, sync: i64, run: RunId, approve: bool) -> Result<Vec<String>, Box<Problem>> {
    if !approve {
        passes(app).give_up(sync, run)?;
        return Ok(Vec::new());
    }
    let detail: Value = serde_json::from_str(&review.detail).unwrap_or_default();
    let waive = match review.kind.as_str() {
        "threshold" => Waive { limits: true, removals_max: 0 },
        "deletion_guard" => Waive { limits: false, removals_max: detail.get("removals").and_then(Value::as_u64).unwrap_or(0) },
        // What changed there is looked at again; it was mended, or the run stops again.
        _ => Waive::default(),
    };
    Ok(passes(app).go_on(sync, run, waive)?.runs)
}

fn alert_json(alert: &AlertRow) -> Value {
    json!({
        "id": alert.id.to_string(),
        "kind": alert.kind,
        "subject": alert.subject,
        "is_open": alert.is_open,
        "detail": serde_json::from_str::<Value>(&alert.detail).unwrap_or(Value::Null),
        "opened_at": format_ms(alert.opened_ms),
        "closed_at": alert.closed_ms.map(format_ms),
    })
}

/// `GET /alerts`
pub(crate) async fn alerts(call: Call) -> Outcome {
    let wanted = limit(call.query.integer("limit"));
    let before = match call.query.get("cursor") {
        None => None,
        Some(text) => Some(text.parse::<i64>().map_err(|_| Problem::new(Code::CursorInvalid))?),
    };
    let only_open = call.query.is_true("open");
    let rows =
        call.app.read_long(move |session| if only_open { session.alerts_open(wanted) } else { session.alerts(before, wanted + 1) }).await?;
    let next = (rows.len() > wanted).then(|| rows.get(wanted - 1).map(|alert| alert.id.to_string())).flatten();
    Ok(reply::json(StatusCode::OK, &page(rows.iter().take(wanted).map(alert_json).collect(), next.as_deref())))
}
