//! Letting syncs run: at once, as a rehearsal, and as a rehearsal foretold; and the calls of other systems.

use std::sync::Arc;

use axum::http::StatusCode;
use connector::{PUSH_BYTES_MAX, PushRefused, PushRequest};
use model::{RunId, parse_ms};
use records::RecordError;
use serde::Deserialize;
use serde_json::json;
use store::{StoreError, SyncState};
use sync::tasks::state_name;
use sync::worker::{Ask, PassError, PassSettings, Passes};
use sync::{PART_IDS_MAX, Part, RunMode, SyncDefinition, inbox_keep, inbox_row};

use crate::app::{App, blocking};
use crate::call::Call;
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

impl From<PassError> for Box<Problem> {
    fn from(error: PassError) -> Self {
        let text = error.to_string();
        match error {
            PassError::Task(error) => error.into(),
            PassError::Connection(error) => error.into(),
            PassError::Store(error) => error.into(),
            PassError::Records(error) => error.into(),
            PassError::Read(error) => match error.store_error() {
                Some(StoreError::Busy | StoreError::Unavailable(_)) => Problem::new(Code::Busy),
                Some(_) | None => Problem::with(Code::Conflict, error.to_text(), format!("同步未能运行：{}", error.to_text())),
            },
            PassError::Write(_) | PassError::NotLive(_) => Problem::with(Code::Conflict, text.clone(), format!("同步未能运行：{text}")),
        }
    }
}

/// Passes of this process, for work that a request waits for.
pub(crate) fn passes(app: &App) -> Passes {
    let import = sync::ImportSettings {
        exclusive: app.settings.data_exclusive,
        ..sync::ImportSettings::beside_others(app.settings.import_folder.clone())
    };
    let settings = PassSettings { import, backups: app.settings.backup_folder.clone() };
    Passes::new(app.records.clone(), app.tasks.clone(), settings)
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RunInput {
    mode: String,
    from: Option<String>,
    to: Option<String>,
    filter: Option<String>,
}

impl RunInput {
    fn mode(&self) -> Result<RunMode, Box<Problem>> {
        let wrong = |pointer: &'static str, en: &'static str, zh: &'static str| {
            Problem::new(Code::ValidationFailed).fault(pointer, "invalid", en, zh)
        };
        let time = |pointer: &'static str, text: &Option<String>| {
            let at = text.as_deref().and_then(parse_ms);
            at.ok_or_else(|| wrong(pointer, "a time such as 2026-03-31T00:00:00Z is needed", "请填写时间，例如 2026-03-31T00:00:00Z"))
        };
        match self.mode.as_str() {
            // Who names records wants them read whether they have changed or not.
            "" if self.filter.is_some() => Ok(RunMode::Full),
            "" | "auto" => Ok(RunMode::Auto),
            "full" => Ok(RunMode::Full),
            "range" => {
                let (from_ms, to_ms) = (time("#/from", &self.from)?, time("#/to", &self.to)?);
                if from_ms < to_ms {
                    return Ok(RunMode::Range { from_ms, to_ms });
                }
                Err(wrong("#/to", "the end must lie after the beginning", "结束时间必须晚于开始时间"))
            }
            _ => Err(wrong("#/mode", "auto, full or range", "可选：auto、full、range")),
        }
    }

    fn ask(&self, call: &Call) -> Result<Ask, Box<Problem>> {
        let mode = self.mode()?;
        let filter = self.filter.as_ref().filter(|filter| !filter.trim().is_empty()).cloned();
        let trigger = if matches!(mode, RunMode::Range { .. }) || filter.is_some() { "backfill" } else { "manual" };
        Ok(Ask { mode, trigger, actor: call.caller()?.actor.clone(), part: Part { filter, ..Part::default() } })
    }
}

/// Refuses a part that the records of a sync cannot be asked for.
fn check_part(app: &App, definition: &SyncDefinition, part: &Part) -> Result<(), Box<Problem>> {
    let wrong = |en: String, zh: String| Err(Problem::new(Code::ValidationFailed).fault("#/filter", "invalid", en, zh));
    if !part.is_whole() && !definition.reads() {
        let zh = "此同步只写出，没有可筛选的来源记录".to_owned();
        return wrong("this sync only writes; there is nothing to read again".to_owned(), zh);
    }
    match part.choose(&app.records.object(&definition.object)?, definition.region(app.region())) {
        Ok(_) => Ok(()),
        Err(error) => wrong(error.reason.clone(), format!("筛选条件无法使用：{}", error.reason)),
    }
}

/// `POST /syncs/{id}:run`
pub(crate) async fn run(mut call: Call) -> Outcome {
    let id = call.number_id()?;
    let body: RunInput = call.optional_json().await?;
    let ask = body.ask(&call)?;
    let app = Arc::clone(&call.app);
    let part = ask.part.clone();
    let task = blocking(move || {
        let task = app.tasks.get(id)?;
        check_part(&app, &task.definition, &part)?;
        Ok(task)
    })
    .await?;
    if task.row.state != SyncState::Live {
        let state = state_name(task.row.state);
        return Err(Problem::with(
            Code::Conflict,
            format!("the sync is {state}; only live ones run"),
            format!("同步状态为 {state}，仅已上线的同步可以运行"),
        ));
    }
    let is_taken = call.app.syncs.get().is_some_and(|worker| worker.bell().ask(id, ask));
    if !is_taken {
        return Err(Problem::new(Code::Busy));
    }
    Ok(reply::json(StatusCode::ACCEPTED, &json!({ "id": id.to_string(), "queued": true })))
}

/// `POST /syncs/{id}:preview`
pub(crate) async fn preview(mut call: Call) -> Outcome {
    let id = call.number_id()?;
    let body: RunInput = call.optional_json().await?;
    let ask = body.ask(&call)?;
    let app = Arc::clone(&call.app);
    let (read, write) = blocking(move || {
        let definition = app.tasks.get(id)?.definition;
        check_part(&app, &definition, &ask.part)?;
        let passes = passes(&app);
        let read = if definition.reads() { Some(passes.preview(id, &ask)?) } else { None };
        let write = if definition.writes() && ask.part.is_whole() {
            Some(passes.preview_writes(id).map_err(crate::handlers::writes::refused)?)
        } else {
            None
        };
        Ok((read, write))
    })
    .await?;
    let plan = read.as_ref().map(|read| read.plan.to_string());
    Ok(reply::json(StatusCode::OK, &json!({ "plan": plan, "report": read.map(|read| read.report), "writes": write })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ApplyInput {
    plan: String,
    only: Option<Vec<String>>,
}

/// The part of a plan that consists of these records of the other system; all of it where none are named.
pub(crate) fn part_of(only: Option<&Vec<String>>) -> Result<Part, Box<Problem>> {
    let Some(only) = only else { return Ok(Part::default()) };
    if only.is_empty() || only.len() > PART_IDS_MAX || only.iter().any(String::is_empty) {
        let en = format!("1 to {PART_IDS_MAX} ids of records in the other system");
        let zh = format!("1 到 {PART_IDS_MAX} 个对方系统的记录 ID");
        return Err(Problem::new(Code::ValidationFailed).fault("#/only", "invalid", en, zh));
    }
    Ok(Part { ids: only.clone(), ..Part::default() })
}

/// `POST /syncs/{id}:apply`
pub(crate) async fn apply(mut call: Call) -> Outcome {
    let id = call.number_id()?;
    let body: ApplyInput = call.json().await?;
    let plan = body
        .plan
        .parse()
        .map(RunId)
        .map_err(|_| Problem::new(Code::ValidationFailed).fault("#/plan", "invalid", "the id of a preview", "预演的 ID"))?;
    let part = part_of(body.only.as_ref())?;
    let actor = call.caller()?.actor.clone();
    let app = Arc::clone(&call.app);
    let end = blocking(move || {
        let ask = Ask { mode: RunMode::Auto, trigger: "manual", actor, part };
        Ok(passes(&app).apply_plan(id, plan, &ask)?)
    });
    Ok(reply::json(StatusCode::OK, &json!(end.await?)))
}

/// `POST /hooks/{token}`: verified, stored, answered; what it says is read afterwards.
pub(crate) async fn hook(mut call: Call) -> Outcome {
    let token = call.param("token").to_owned();
    let id = known_hook(&call.app, &token).ok_or_else(|| Problem::new(Code::NotFound))?;
    let body = call.bytes().await?;
    if body.len() > PUSH_BYTES_MAX {
        return Err(Problem::new(Code::BodyTooLarge));
    }
    let headers: Vec<(String, String)> =
        call.headers.iter().filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))).collect();
    let query = form_pairs(&call.raw_query);
    let app = Arc::clone(&call.app);
    let store = app.records.store().clone();
    let received_ms = store.clock().now_ms();
    let accept = move || {
        let account = app.connections.open_for_pushes(id)?;
        let push = PushRequest { path: "", query: &query, headers: &headers, body: &body, received_ms };
        let accepted = account.accept_push(&push).map_err(refusal)?;
        let row = accepted.keep.then(|| inbox_row(app.records.store().hasher(), id, &push, &accepted));
        Ok::<_, Box<Problem>>((row, accepted.reply))
    };
    // Judging a push takes microseconds, but for the first one and where the database is waited for.
    let (row, answer) = if call.app.settings.reads_inline { accept()? } else { blocking(accept).await? };
    if let Some(row) = row {
        let stored = store.submit(move |session| inbox_keep(session, &row));
        stored.await.map_err(RecordError::from)?;
        if let Some(worker) = call.app.syncs.get() {
            worker.bell().ring();
        }
    }
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let kind = if answer.content_type.is_empty() { "text/plain" } else { answer.content_type };
    Ok(reply::bytes(status, kind, answer.body.into_bytes()))
}

/// The connection whose hook stands in an address.
pub(crate) fn known_hook(app: &App, token: &str) -> Option<i64> {
    let id = token.split_once('-').and_then(|(id, _)| id.parse::<i64>().ok()).filter(|id| *id > 0)?;
    let known = connector::SecretText::new(app.connections.hook_token(id));
    connector::signature::secret_matches(&known, token).then_some(id)
}

/// Strangers learn nothing but that they are strangers.
fn refusal(refused: PushRefused) -> Box<Problem> {
    Problem::new(match refused {
        PushRefused::Signature | PushRefused::Stale => Code::Unauthorized,
        PushRefused::TooLarge => Code::BodyTooLarge,
        PushRefused::Malformed => Code::BadRequest,
        PushRefused::NotExpected => Code::NotFound,
    })
}

/// Names and values of a query, decoded, in order, at most a hundred.
fn form_pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).take(100);
    let decode = |text: &str| {
        let bytes = text.replace('+', " ").into_bytes();
        let mut out = Vec::with_capacity(bytes.len());
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let hex = (*byte == b'%').then(|| bytes.get(at + 1..at + 3)).flatten().and_then(|hex| std::str::from_utf8(hex).ok());
            match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                Some(decoded) => {
                    out.push(decoded);
                    at += 3;
                }
                None => {
                    out.push(*byte);
                    at += 1;
                }
            }
        }
        String::from_utf8_lossy(&out).into_owned()
    };
    pairs
        .map(|pair| pair.split_once('=').map_or_else(|| (decode(pair), String::new()), |(name, value)| (decode(name), decode(value))))
        .collect()
}
