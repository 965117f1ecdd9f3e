//! The bench for refused rows: by cause, with what helps; tried, applied again, decided or left out.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::authorise;
use axum::http::StatusCode;
use model::{Lang, RecordId, Verb, format_ms};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use store::rows::RunRow;
use store::{DeadLetterState, Letter, StoreError};
use sync::problems::{CareChange, Choice, Decide, Ended, Group, ProblemError, Problems, Replay, Replayed, RowId};

use crate::app::{App, blocking};
use crate::call::Call;
use crate::edge::forbidden;
use crate::handlers::history::page;
use crate::handlers::list::{limit, set_next_link};
use crate::handlers::runs::find;
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

impl From<ProblemError> for Box<Problem> {
    fn from(error: ProblemError) -> Self {
        let text = error.to_string();
        let wrong = |pointer: &'static str, code: &'static str, zh: String| {
            Problem::new(Code::ValidationFailed).fault(pointer, code, text.clone(), zh)
        };
        match error {
            ProblemError::NotFound(_) => Problem::with(Code::NotFound, text.clone(), format!("没有待处理的问题：{text}")),
            ProblemError::ReasonMissing => wrong("#/reason", "required", "请说明排除的原因".to_owned()),
            ProblemError::NoteMissing => wrong("#/text", "required", "请输入内容".to_owned()),
            ProblemError::TooMany(most) => wrong("#/records", "size", format!("一次最多 {most} 行")),
            ProblemError::NoColumn { column, .. } => wrong("#/values", "unknown_column", format!("该行没有列 {column:?}")),
            ProblemError::Unreadable(_) => wrong("#/values", "unreadable", "该行没有可更正的列，只能原样重放或排除".to_owned()),
            ProblemError::NotHeld(_) => wrong("#/records", "not_held", "该行没有匹配到已有记录，无需决定；请更正或排除".to_owned()),
            ProblemError::NotCandidate { candidates, .. } => {
                let zh = format!("该行匹配以下记录：{}；请指定其中之一", candidates.join("、"));
                wrong("#/record", "not_a_candidate", zh)
            }
            ProblemError::Gone(_) => Problem::with(Code::Conflict, text.clone(), format!("无法处理：{text}")),
            ProblemError::Task(error) => error.into(),
            ProblemError::Connection(error) => error.into(),
            ProblemError::Store(error) => error.into(),
            ProblemError::Run(error) => match error.store_error() {
                Some(StoreError::Busy | StoreError::Unavailable(_)) => Problem::new(Code::Busy),
                Some(_) | None => Problem::with(Code::Conflict, error.to_text(), format!("无法重放：{}", error.to_text())),
            },
        }
    }
}

pub(super) fn bench(app: &App) -> Problems {
    let settings = sync::ImportSettings {
        exclusive: app.settings.data_exclusive,
        ..sync::ImportSettings::beside_others(app.settings.import_folder.clone())
    };
    Problems::new(app.records.clone(), app.tasks.clone(), settings)
}

fn group_json(group: &Group) -> Value {
    let texts = |of: fn(&Group, Lang) -> &'static str| json!({"en": of(group, Lang::En), "zh": of(group, Lang::Zh)});
    json!({
        "id": group.id,
        "object": group.object,
        "source": group.source,
        "code": group.known.cause.code.name(),
        "field": group.known.cause.field,
        "cause": texts(Group::cause),
        "advice": texts(Group::advice),
        "count": group.known.count,
        "held": group.known.held,
        "first_at": format_ms(group.known.first_ms),
        "last_at": format_ms(group.known.last_ms),
        "trend": group.trend.iter().map(|(day_ms, count)| json!({"day": day(*day_ms), "count": count})).collect::<Vec<_>>(),
        "syncs": group.syncs.iter().map(|(sync, _)| sync.to_string()).collect::<Vec<_>>(),
        "by_sync": group.syncs.iter().map(|(sync, count)| json!({"sync": sync.to_string(), "count": count})).collect::<Vec<_>>(),
        "assignee": group.care.assignee.map(|id| id.to_string()),
        "snoozed_until": group.care.snoozed_until_ms.map(format_ms),
        "reason": (!group.care.reason.is_empty()).then_some(&group.care.reason),
    })
}

/// The day in UTC, as `2026-11-26`.
fn day(ms: i64) -> String {
    format_ms(ms).chars().take(10).collect()
}

pub(super) fn letter_id(letter: &Letter) -> String {
    RowId { run: letter.row.run, number: letter.row.row_number }.to_string()
}

fn letter_json(letter: &Letter) -> Value {
    let row = &letter.row;
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or(Value::Null);
    let state = match row.state {
        DeadLetterState::Rejected => "rejected",
        DeadLetterState::Held => "held",
        DeadLetterState::Settled => "ended",
    };
    let candidates: Vec<&str> = row.candidates.split(',').filter(|id| !id.is_empty()).collect();
    let ended: Option<Ended> = serde_json::from_str(&letter.ended).ok();
    let ended = ended.map(|ended| {
        json!({
            "how": ended.how, "choice": (!ended.choice.is_empty()).then_some(ended.choice), "record": ended.record, "run": ended.run,
            "by": ended.by, "at": format_ms(ended.at_ms), "reason": ended.reason, "values": ended.values,
        })
    });
    json!({
        "id": letter_id(letter),
        "run": row.run.to_string(),
        "row": row.row_number,
        "state": state,
        "code": row.code.name(),
        "field": row.field,
        "detail": row.detail,
        "values": read(&row.raw),
        "candidates": candidates,
        "ended": ended,
    })
}

/// `GET /problems`
pub(crate) async fn list(call: Call) -> Outcome {
    let caller = call.caller()?.clone();
    let app = Arc::clone(&call.app);
    let groups = blocking(move || Ok(bench(&app).groups()?)).await?;
    let visible = groups.iter().filter(|group| !group.object.is_empty() && caller.may(Verb::Read, &group.object));
    Ok(reply::json(StatusCode::OK, &page(visible.map(group_json).collect(), None)))
}

/// The group of the path, when the caller may `verb` its object.
pub(super) async fn permitted(call: &Call, verb: Verb) -> Result<String, Box<Problem>> {
    let id = call.param("id").to_owned();
    let (app, asked) = (Arc::clone(&call.app), id.clone());
    let object = blocking(move || Ok(bench(&app).object_of(&asked)?)).await?;
    authorise(call.caller()?, verb, &object).map_err(|scope| forbidden(&scope))?;
    Ok(id)
}

/// `GET /problems/{id}`
pub(crate) async fn get(call: Call) -> Outcome {
    let id = permitted(&call, Verb::Read).await?;
    let app = Arc::clone(&call.app);
    let group = blocking(move || Ok(bench(&app).group(&id)?)).await?;
    Ok(reply::json(StatusCode::OK, &group_json(&group)))
}

/// `GET /problems/{id}/records`
pub(crate) async fn records(call: Call) -> Outcome {
    let id = permitted(&call, Verb::Read).await?;
    let is_open = call.query.get("state") != Some("ended");
    let wanted = limit(call.query.integer("limit"));
    let wrong = || Problem::new(Code::CursorInvalid);
    let after = call.query.get("cursor").map(|text| RowId::parse(text).ok_or_else(wrong)).transpose()?;
    let app = Arc::clone(&call.app);
    let letters = blocking(move || Ok(bench(&app).letters(&id, is_open, after, wanted + 1)?)).await?;
    let has_more = letters.len() > wanted;
    let shown = letters.get(..wanted.min(letters.len())).unwrap_or_default();
    let next = shown.last().filter(|_| has_more).map(|letter| RowId { run: letter.row.run, number: letter.row.row_number }.to_string());
    Ok(reply::json(StatusCode::OK, &page(shown.iter().map(letter_json).collect(), next.as_deref())))
}

fn row_id(text: &str, pointer: &'static str) -> Result<RowId, Box<Problem>> {
    let wrong =
        || Problem::new(Code::ValidationFailed).fault(pointer, "invalid", "the id of a row, such as 12-345", "行的 ID，例如 12-345");
    RowId::parse(text).ok_or_else(wrong)
}

fn row_ids(texts: Option<Vec<String>>) -> Result<Option<Vec<RowId>>, Box<Problem>> {
    texts.map(|texts| texts.iter().map(|text| row_id(text, "#/records")).collect()).transpose()
}

/// The column that the mapping of a run reads the other system's id from; nothing where the run read nothing.
fn id_column(run: &RunRow) -> Option<String> {
    let report: Value = serde_json::from_str(&run.report).ok()?;
    let fields = report["mapping"]["fields"].as_array()?;
    let rule = fields.iter().find(|rule| rule["to"] == "external_id")?;
    rule["from"].as_str().map(ToOwned::to_owned)
}

/// `GET /runs/{id}/refused`
pub(crate) async fn of_run(call: Call) -> Outcome {
    let run = find(&call, Verb::Read, &[]).await?;
    let wanted = limit(call.query.integer("limit"));
    let wrong = || Problem::new(Code::CursorInvalid);
    let after = match call.query.get("cursor") {
        Some(text) => RowId::parse(text).filter(|row| row.run == run.id).ok_or_else(wrong)?.number,
        None => i64::MIN,
    };
    let app = Arc::clone(&call.app);
    let id_column = id_column(&run);
    let letters = blocking(move || Ok(bench(&app).letters_of_run(&run, after, wanted + 1)?)).await?;
    let has_more = letters.len() > wanted;
    let shown = letters.get(..wanted.min(letters.len())).unwrap_or_default();
    let next = shown.last().filter(|_| has_more).map(|(_, letter)| letter_id(letter));
    let items = shown.iter().map(|(group, letter)| {
        let mut row = letter_json(letter);
        row["problem"] = json!(group);
        // What was to be written names it itself.
        let named = row["values"].get(id_column.as_deref().unwrap_or("external_id"));
        row["external_id"] = named.cloned().filter(|value| !value.is_null() && value != "").unwrap_or(Value::Null);
        row
    });
    let mut response = reply::json(StatusCode::OK, &page(items.collect(), next.as_deref()));
    set_next_link(&mut response, &call, next.as_deref());
    Ok(response)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RunReplayInput {
    records: Vec<String>,
}

/// `POST /runs/{id}:replay`
pub(crate) async fn replay_of_run(mut call: Call) -> Outcome {
    let run = find(&call, Verb::Write, &[]).await?;
    let body: RunReplayInput = call.json().await?;
    let rows = row_ids(Some(body.records))?.unwrap_or_default();
    let actor = call.caller()?.actor.clone();
    let app = Arc::clone(&call.app);
    let replayed = blocking(move || Ok(bench(&app).replay_of_run(&run, &rows, &actor)?)).await?;
    ring_for(&call.app, &replayed);
    call.app.live.tell_of_problems();
    Ok(reply::json(StatusCode::OK, &json!(replayed)))
}

/// Lets what waits for the next pass not wait for its time.
fn ring_for(app: &App, replayed: &Replayed) {
    if replayed.inbox + replayed.due > 0
        && let Some(worker) = app.syncs.get()
    {
        worker.bell().ring();
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TestInput {
    record: String,
    #[serde(default)]
    values: Map<String, Value>,
}

/// `POST /problems/{id}:test`
pub(crate) async fn test(mut call: Call) -> Outcome {
    let id = permitted(&call, Verb::Write).await?;
    let body: TestInput = call.json().await?;
    let row = row_id(&body.record, "#/record")?;
    let app = Arc::clone(&call.app);
    let tried = blocking(move || Ok(bench(&app).try_row(&id, row, &body.values)?)).await?;
    Ok(reply::json(StatusCode::OK, &json!(tried)))
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ReplayInput {
    records: Option<Vec<String>>,
    values: BTreeMap<String, Map<String, Value>>,
    set: Map<String, Value>,
}

/// `POST /problems/{id}:replay`
pub(crate) async fn replay(mut call: Call) -> Outcome {
    let id = permitted(&call, Verb::Write).await?;
    let body: ReplayInput = call.optional_json().await?;
    let values = body.values.into_iter().map(|(row, values)| Ok((row_id(&row, "#/values")?, values)));
    let values = values.collect::<Result<_, Box<Problem>>>()?;
    let ask = Replay { rows: row_ids(body.records)?, values, set: body.set, ..Replay::default() };
    let actor = call.caller()?.actor.clone();
    let app = Arc::clone(&call.app);
    let replayed = blocking(move || Ok(bench(&app).replay(&id, &ask, &actor)?)).await?;
    ring_for(&call.app, &replayed);
    call.app.live.tell_of_problems();
    Ok(reply::json(StatusCode::OK, &json!(replayed)))
}

/// Keeps `null` (take it away) apart from absent (leave it).
fn nullable<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(deserializer).map(Some)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CareInput {
    #[serde(default, deserialize_with = "nullable")]
    assignee: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable")]
    snoozed_until: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable")]
    reason: Option<Option<String>>,
}

/// `PATCH /problems/{id}`
pub(crate) async fn care(mut call: Call) -> Outcome {
    let id = permitted(&call, Verb::Write).await?;
    let body: CareInput = call.json().await?;
    let wrong =
        |pointer: &'static str, en: &'static str, zh: &'static str| Problem::new(Code::ValidationFailed).fault(pointer, "invalid", en, zh);
    let read_person = |text: String| {
        let id = model::RecordId::parse(&text).map(|id| id.0);
        id.ok_or_else(|| wrong("#/assignee", "the id of a person", "应为人员 ID"))
    };
    let read_moment = |text: String| {
        model::parse_ms(&text)
            .ok_or_else(|| wrong("#/snoozed_until", "a moment, e.g. 2030-01-01T00:00:00Z", "应为时间，例如 2030-01-01T00:00:00Z"))
    };
    let change = CareChange {
        assignee: body.assignee.map(|person| person.map(read_person).transpose()).transpose()?,
        snoozed_until_ms: body.snoozed_until.map(|moment| moment.map(read_moment).transpose()).transpose()?,
        reason: body.reason.map(Option::unwrap_or_default),
    };
    let actor = call.caller()?.actor.clone();
    let app = Arc::clone(&call.app);
    let group = blocking(move || {
        if let Some(Some(person)) = change.assignee
            && app.access.user(person)?.is_none_or(|person| person.disabled_ms.is_some())
        {
            return Err(Problem::new(Code::ValidationFailed).fault(
                "#/assignee",
                "unknown",
                "nobody who may sign in",
                "没有可登录的此人员",
            ));
        }
        Ok(bench(&app).care(&id, &change, &actor)?)
    })
    .await?;
    call.app.live.tell_of_problems();
    Ok(reply::json(StatusCode::OK, &group_json(&group)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DecideInput {
    choice: ChoiceInput,
    #[serde(default)]
    record: Option<String>,
    #[serde(default)]
    records: Option<Vec<String>>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ChoiceInput {
    This,
    One,
    New,
}

impl DecideInput {
    fn choice(&self) -> Result<Choice, Box<Problem>> {
        let wrong = |en: &'static str, zh: &'static str| Problem::new(Code::ValidationFailed).fault("#/record", "invalid", en, zh);
        let named = self.record.as_deref().map(str::parse::<i64>).transpose().map_err(|_| wrong("the id of a record", "记录的 ID"))?;
        match (self.choice, named) {
            (ChoiceInput::This, named) => Ok(Choice::This(named.map(RecordId))),
            (ChoiceInput::One, None) => Ok(Choice::One),
            (ChoiceInput::New, None) => Ok(Choice::New),
            (ChoiceInput::One | ChoiceInput::New, Some(_)) => Err(wrong("only `this` names a record", "仅 `this` 可指定记录")),
        }
    }
}

/// `POST /problems/{id}:decide`
pub(crate) async fn decide(mut call: Call) -> Outcome {
    let id = permitted(&call, Verb::Write).await?;
    let body: DecideInput = call.json().await?;
    let ask = Decide { choice: body.choice()?, rows: row_ids(body.records)? };
    let actor = call.caller()?.actor.clone();
    let app = Arc::clone(&call.app);
    let decided = blocking(move || Ok(bench(&app).decide(&id, &ask, &actor)?)).await?;
    call.app.live.tell_of_problems();
    Ok(reply::json(StatusCode::OK, &json!(decided)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExcludeInput {
    #[serde(default)]
    records: Option<Vec<String>>,
    #[serde(default)]
    reason: String,
}

/// `POST /problems/{id}:exclude`
pub(crate) async fn exclude(mut call: Call) -> Outcome {
    let id = permitted(&call, Verb::Write).await?;
    let body: ExcludeInput = call.json().await?;
    let rows = row_ids(body.records)?;
    let actor = call.caller()?.actor.clone();
    let app = Arc::clone(&call.app);
    let count = blocking(move || Ok(bench(&app).exclude(&id, rows.as_deref(), &body.reason, &actor)?)).await?;
    call.app.live.tell_of_problems();
    Ok(reply::json(StatusCode::OK, &json!({ "excluded": count })))
}
