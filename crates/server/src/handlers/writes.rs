//! What went to other systems: the list of a run, both sides compared, and old values written back.

use std::sync::Arc;

use axum::http::StatusCode;
use model::{RecordId, RunId, Verb, format_ms};
use serde::Deserialize;
use serde_json::{Value, json};
use sync::outbound::{self, ExternalWrite, OutboundError};
use sync::worker::{PassError, PassStop};

use crate::app::blocking;
use crate::call::Call;
use crate::handlers::history::page;
use crate::handlers::list::{limit, read_cursor, set_next_link, write_cursor};
use crate::handlers::passes::passes;
use crate::handlers::runs::find;
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

const WRITES: u64 = 0x7772_6974;

/// `GET /runs/{id}/writes`
pub(crate) async fn list(call: Call) -> Outcome {
    let run = find(&call, Verb::Read, &[]).await?.id;
    let wanted = limit(call.query.integer("limit"));
    let hash = WRITES ^ run.0.cast_unsigned();
    let after = call.query.get("cursor").map(|text| read_cursor(text, hash)).transpose()?.map_or(0, |(_, number)| number.0);
    let app = Arc::clone(&call.app);
    let writes = blocking(move || {
        let listed = ExternalWrite::list(app.records.store(), run, after, wanted + 1).map_err(records::RecordError::from)?;
        Ok(listed)
    })
    .await?;
    let has_more = writes.len() > wanted;
    let shown = writes.get(..wanted.min(writes.len())).unwrap_or_default();
    let next = shown.last().filter(|_| has_more).map(|write| write_cursor(hash, &[], RecordId(write.number)));
    let mut response = reply::json(StatusCode::OK, &page(shown.iter().map(write_json).collect(), next.as_deref()));
    set_next_link(&mut response, &call, next.as_deref());
    Ok(response)
}

fn write_json(write: &ExternalWrite) -> Value {
    let record = (write.record != RecordId(0).to_string()).then_some(&write.record);
    json!({
        "number": write.number, "record": record, "operation": write.operation, "outcome": write.outcome,
        "external_id": write.external_id, "old": write.old, "new": write.new, "at": format_ms(write.at_ms),
        "code": (!write.code.is_empty()).then_some(&write.code),
        "message": (!write.message.is_empty()).then_some(&write.message),
        "calls": write.calls.iter().map(call_json).collect::<Vec<_>>(),
    })
}

fn call_json(call: &outbound::Call) -> Value {
    json!({
        "method": call.method, "host": call.host, "path": call.path, "status": call.status,
        "request_id": (!call.request_id.is_empty()).then_some(&call.request_id), "at": format_ms(call.at_ms), "records": call.records,
    })
}

/// `POST /syncs/{id}:reconcile`
pub(crate) async fn reconcile(call: Call) -> Outcome {
    let id = call.number_id()?;
    let actor = call.caller()?.actor.clone();
    let app = Arc::clone(&call.app);
    let report = blocking(move || passes(&app).reconcile(id, &actor, &PassStop::default()).map_err(refused)).await?;
    Ok(reply::json(StatusCode::OK, &json!(report)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PushBackInput {
    run: String,
}

/// `POST /syncs/{id}:push-back`
pub(crate) async fn push_back(mut call: Call) -> Outcome {
    let id = call.number_id()?;
    let body: PushBackInput = call.json().await?;
    let run = body.run.parse().map(RunId);
    let run = run.map_err(|_| Problem::new(Code::ValidationFailed).fault("#/run", "invalid", "the id of a run", "运行的 ID"))?;
    let actor = call.caller()?.actor.clone();
    let app = Arc::clone(&call.app);
    let done = blocking(move || passes(&app).push_back(id, run, &actor).map_err(refused)).await?;
    Ok(reply::json(StatusCode::OK, &json!(done)))
}

/// Why the other system could not be read or written, for whoever waits for it.
pub(crate) fn refused(error: PassError) -> Box<Problem> {
    match error {
        PassError::Write(OutboundError::NotPaused) => Problem::with(
            Code::Conflict,
            "the sync must be paused first, else it would write its own values again".to_owned(),
            "请先暂停同步，否则它会再次写出自己的值".to_owned(),
        ),
        PassError::Write(error) => Problem::with(Code::Conflict, error.to_text(), format!("未能完成：{}", error.to_text())),
        other => other.into(),
    }
}
