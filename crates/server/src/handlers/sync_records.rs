//! The records of a sync by where they stand, and how many stand where.

use axum::http::StatusCode;
use serde_json::{Value, json};
use sync::members::{Member, Members, Place, Standing};
use sync::tasks::Task;

use crate::call::Call;
use crate::handlers::history::page;
use crate::handlers::list::{limit, set_next_link};
use crate::handlers::problems::letter_id;
use crate::handlers::syncs::find_visible;
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

fn members(task: &Task) -> Members<'_> {
    Members { sync: task.row.id, object: task.row.object, definition: &task.definition }
}

/// `GET /syncs/{id}/counts`
pub(crate) async fn counts(call: Call) -> Outcome {
    let task = find_visible(&call).await?;
    let counts = call.app.read_long(move |session| members(&task).counts(session)).await?;
    Ok(reply::json(StatusCode::OK, &json!(counts)))
}

/// `GET /syncs/{id}/records`
pub(crate) async fn list(call: Call) -> Outcome {
    let task = find_visible(&call).await?;
    let wanted = limit(call.query.integer("limit"));
    let standing = call.query.get("state").and_then(Standing::parse).unwrap_or(Standing::InSync);
    let wrong = || Problem::new(Code::CursorInvalid);
    let after = call.query.get("cursor").map(|text| Place::parse(text).ok_or_else(wrong)).transpose()?;
    let found = call.app.read_long(move |session| members(&task).list(session, standing, after.as_ref(), wanted + 1)).await?;
    let has_more = found.len() > wanted;
    let shown = found.get(..wanted.min(found.len())).unwrap_or_default();
    let next = shown.last().filter(|_| has_more).map(|(_, place)| place.to_string());
    let items = shown.iter().map(|(member, _)| member_json(member)).collect();
    let mut response = reply::json(StatusCode::OK, &page(items, next.as_deref()));
    set_next_link(&mut response, &call, next.as_deref());
    Ok(response)
}

fn member_json(member: &Member) -> Value {
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let letter = member.letter.as_ref();
    json!({
        "record": member.record.map(|id| id.to_string()),
        "external_id": said(&member.external_id),
        "code": said(&member.code),
        "detail": said(&member.detail),
        "problem": letter.map(|(problem, _)| problem),
        "row": letter.map(|(_, letter)| letter_id(letter)),
        "values": letter.and_then(|(_, letter)| serde_json::from_str::<Value>(&letter.row.raw).ok()).filter(Value::is_object),
    })
}
