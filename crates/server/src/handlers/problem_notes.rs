//! What people say about a problem, and what they did about it.

use std::sync::Arc;

use axum::http::StatusCode;
use model::Verb;
use serde::Deserialize;
use sync::problems::{NOTE_MAX, Note};

use crate::app::blocking;
use crate::call::Call;
use crate::handlers::history::page;
use crate::handlers::list::limit;
use crate::handlers::problems::{bench, permitted};
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// `GET /problems/{id}/notes`
pub(crate) async fn list(call: Call) -> Outcome {
    let id = permitted(&call, Verb::Read).await?;
    let wanted = limit(call.query.integer("limit"));
    let wrong = |_| Problem::new(Code::CursorInvalid);
    let before = call.query.get("cursor").map(|text| text.parse::<i64>().map_err(wrong)).transpose()?;
    let app = Arc::clone(&call.app);
    let notes = blocking(move || Ok(bench(&app).notes(&id, before, wanted + 1)?)).await?;
    let shown = notes.get(..wanted.min(notes.len())).unwrap_or_default();
    let next = shown.last().filter(|_| notes.len() > wanted).map(|note| note.id.to_string());
    Ok(reply::json(StatusCode::OK, &page(shown.iter().map(Note::to_json).collect(), next.as_deref())))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoteInput {
    text: String,
}

/// `POST /problems/{id}/notes`
pub(crate) async fn add(mut call: Call) -> Outcome {
    let id = permitted(&call, Verb::Write).await?;
    let body: NoteInput = call.json().await?;
    if body.text.chars().count() > NOTE_MAX {
        let (en, zh) = (format!("at most {NOTE_MAX} characters"), format!("最多 {NOTE_MAX} 个字符"));
        return Err(Problem::new(Code::ValidationFailed).fault("#/text", "size", en, zh));
    }
    let actor = call.caller()?.actor.clone();
    let app = Arc::clone(&call.app);
    let note = blocking(move || Ok(bench(&app).note(&id, &body.text, &actor)?)).await?;
    call.app.live.tell_of_problems();
    Ok(reply::json(StatusCode::CREATED, &note.to_json()))
}
