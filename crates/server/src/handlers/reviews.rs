//! Decisions that wait for a person, and what people are told about.

use std::sync::Arc;

use axum::http::StatusCode;
use model::{Actor, Caller, RecordId, RunId, Verb, format_ms};
use records::Schema;
use serde::Deserialize;
use serde_json::{Value, json};
use store::{AlertRow, DeliveryState, ReviewRow, ReviewState, SyncState};
use sync::approval::{self, ApprovalError, PartApproved, Wish};
use sync::outbound::{
    Choice, OutboundError, accept_schema, allow_deletions, allow_over_limit, decline_deletions, give_again, make_again, settle_conflict,
    stand_for, write_again,
};
use sync::worker::Ask;
use sync::{Part, RunMode, Waive};

use crate::app::{App, blocking};
use crate::call::Call;
use crate::handlers::history::page;
use crate::handlers::list::limit;
use crate::handlers::passes::{part_of, passes};
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// Kinds of questions that a stopped run asks.
const OF_RUNS: [&str; 4] = ["threshold", "deletion_guard", "schema_drift", "organisation"];

/// How a question can be settled.
fn choices_of(review: &ReviewRow) -> &'static [&'static str] {
    match review.kind.as_str() {
        "conflict" => &["here", "there"],
        // Written once more, at the risk of a second record there.
        "unknown_outcome" => &["again", "dismiss"],
        // Made there once more; given its value once more.
        "gone_there" | "field_unsettled" => &["again", "dismiss"],
        // It is one of those there; or they were settled there, and it is written once more.
        "duplicate_there" if found_there(review).is_empty() => &["again", "dismiss"],
        "duplicate_there" => &["this", "again", "dismiss"],
        kind if OF_RUNS.contains(&kind) || kind == approval::KIND => &["approve", "reject"],
        _ => &["dismiss"],
    }
}

/// Ids of records of the other system that look the same, none of which is another record's here.
fn found_there(review: &ReviewRow) -> Vec<String> {
    let detail: Value = serde_json::from_str(&review.detail).unwrap_or_default();
    if detail.get("held_by").is_some_and(Value::is_string) {
        return Vec::new();
    }
    let ids = detail.get("external_ids").and_then(Value::as_array);
    ids.into_iter().flatten().filter_map(Value::as_str).map(ToOwned::to_owned).collect()
}

fn review_json(review: &ReviewRow, schema: &Schema) -> Value {
    let state = match review.state {
        ReviewState::Open => "open",
        ReviewState::Settled => "settled",
        ReviewState::Obsolete => "obsolete",
    };
    let object = review.object.and_then(|id| schema.object_by_id(id)).map(|object| object.name.clone());
    let choices = choices_of(review);
    let detail = serde_json::from_str::<Value>(&review.detail).unwrap_or(Value::Null);
    json!({
        "id": review.id.to_string(),
        "kind": review.kind,
        "state": state,
        "sync": review.sync.map(|id| id.to_string()),
        "run": review.run.map(|id| id.to_string()),
        "object": object,
        "record": review.record.map(|id| id.to_string()),
        "subject": review.subject,
        "answer_by": detail.get("answer_by"),
        "detail": detail,
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
    #[serde(default)]
    reason: String,
    /// Which record of the other system it is.
    #[serde(default)]
    external_id: String,
    /// Which records of a preview are approved, by their ids in the other system; all of them where none are named.
    only: Option<Vec<String>>,
}

/// `POST /reviews/{id}:settle`
pub(crate) async fn settle(mut call: Call) -> Outcome {
    let review = find(&call).await?;
    let body: SettleInput = call.json().await?;
    if review.state != ReviewState::Open {
        return Err(Problem::with(Code::Conflict, "this question is settled already", "该问题已处理"));
    }
    let choices = choices_of(&review);
    if !choices.contains(&body.choice.as_str()) {
        let listed = choices.join(", ");
        return Err(Problem::new(Code::ValidationFailed).fault("#/choice", "invalid", listed.clone(), format!("可选：{listed}")));
    }
    if body.choice == "this" && !found_there(&review).contains(&body.external_id) {
        let listed = found_there(&review).join(", ");
        return Err(Problem::new(Code::ValidationFailed).fault("#/external_id", "invalid", listed.clone(), format!("可选：{listed}")));
    }
    let reason = reason_of(&review, &body)?;
    let part = part_of(body.only.as_ref())?;
    if !part.is_whole() && (review.kind != approval::KIND || body.choice != "approve") {
        let (en, zh) = ("only an approved preview can be done in part", "只有批准预演时才能选择部分记录");
        return Err(Problem::new(Code::ValidationFailed).fault("#/only", "invalid", en, zh));
    }
    let caller = call.caller()?.clone();
    let app = Arc::clone(&call.app);
    let settled = blocking(move || {
        let counted = match review.run {
            Some(plan) if !part.is_whole() => Some(approval::part_of(app.records.store(), plan, &part.ids)?),
            Some(_) | None => None,
        };
        let runs = carry_out(&app, &caller, &review, &body, part)?;
        let by = caller.actor.to_string();
        let row = app.records.store().write(move |session| {
            let now_ms = session.now_ms();
            let current = session.review(review.id)?.unwrap_or_else(|| review.clone());
            // A run that stopped again asks anew: that question stays open.
            if current.state == ReviewState::Open && current.detail != review.detail {
                return Ok::<_, store::StoreError>(current);
            }
            let detail = with_answer(&current.detail, &reason, counted.as_ref());
            let row = ReviewRow { state: ReviewState::Settled, settled_ms: Some(now_ms), settled_by: by.clone(), detail, ..current };
            session.review_save(&row)?;
            Ok(row)
        })?;
        Ok((row, runs))
    });
    let (row, runs) = settled.await?;
    if let Some(worker) = call.app.syncs.get() {
        worker.bell().ring();
    }
    let mut shown = review_json(&row, &call.app.records.schema());
    shown["runs"] = json!(runs);
    Ok(reply::json(StatusCode::OK, &shown))
}

/// Does what was chosen; the runs that go on by it.
fn carry_out(app: &Arc<App>, caller: &Caller, review: &ReviewRow, body: &SettleInput, part: Part) -> Result<Vec<String>, Box<Problem>> {
    let store = app.records.store();
    let detail: Value = serde_json::from_str(&review.detail).unwrap_or_default();
    match (body.choice.as_str(), review.sync, review.run, review.record) {
        ("approve", Some(sync), Some(plan), _) if review.kind == approval::KIND => {
            approval::may_approve(review, &caller.actor)?;
            return apply_approved(app, (sync, plan), review.id, caller.actor.clone(), part);
        }
        ("reject", _, _, _) if review.kind == approval::KIND => {}
        ("approve", Some(sync), _, _) if is_outward(review, "threshold") => allow_over_limit(store, sync)?,
        // The sync stays as it is: paused.
        ("reject", Some(_), _, _) if is_outward(review, "threshold") => {}
        ("approve", Some(sync), _, _) if is_outward(review, "schema_drift") => accept_schema(store, sync)?,
        // What was left out stays so.
        ("reject", Some(_), _, _) if is_outward(review, "schema_drift") => {}
        ("approve", Some(sync), _, _) if is_outward(review, "deletion_guard") => {
            allow_deletions(store, sync, detail.get("deletions").and_then(Value::as_u64).unwrap_or(0))?;
        }
        ("reject", Some(sync), _, _) if is_outward(review, "deletion_guard") => decline_deletions(store, sync)?,
        ("approve", Some(sync), Some(run), _) => return decide(app, review, sync, run),
        ("reject", Some(sync), Some(run), _) => {
            passes(app).give_up(sync, run)?;
        }
        ("here" | "there", Some(sync), _, Some(record)) => {
            let field = detail.get("field").and_then(Value::as_str).unwrap_or_default();
            let choice = if body.choice == "here" { Choice::Here } else { Choice::There };
            settle_conflict(&app.records, caller, sync, record, field, choice)?;
        }
        ("this", Some(sync), _, Some(record)) => {
            let task = app.tasks.get(sync)?;
            stand_for(&app.records, caller, (sync, &task.definition), record, &body.external_id)?;
        }
        ("again", Some(sync), _, Some(record)) => once_more(app, review, sync, record)?,
        _ => {}
    }
    Ok(Vec::new())
}

/// Lets the other system be given a record, or one field of it, once more.
fn once_more(app: &Arc<App>, review: &ReviewRow, sync: i64, record: RecordId) -> Result<(), Box<Problem>> {
    let store = app.records.store();
    match review.kind.as_str() {
        "gone_there" => {
            if !app.tasks.get(sync)?.definition.outgoing.as_ref().is_some_and(|outgoing| outgoing.create) {
                let text = "this sync makes no records in the other system; let it make them first";
                return Err(Problem::with(Code::Conflict, text, "此同步不会在对方系统中新建记录，请先在其规则中允许新建"));
            }
            store.write(move |session| make_again(session, sync, record))?;
        }
        "field_unsettled" => {
            let detail: Value = serde_json::from_str(&review.detail).unwrap_or_default();
            let field = detail.get("field").and_then(Value::as_str).unwrap_or_default().to_owned();
            store.write(move |session| give_again(session, sync, record, &field))?;
        }
        "duplicate_there" => {
            store.write(move |session| write_again(session, sync, record, DeliveryState::Refused))?;
        }
        _ => {
            store.write(move |session| write_again(session, sync, record, DeliveryState::Unknown))?;
        }
    }
    Ok(())
}

impl From<OutboundError> for Box<Problem> {
    fn from(error: OutboundError) -> Self {
        match error {
            OutboundError::Records(error) => error.into(),
            OutboundError::Store(error) => error.into(),
            OutboundError::HeldThere { holder, .. } => Problem::with(
                Code::Conflict,
                error.to_string(),
                format!("对方系统中的这条记录已对应另一条记录（{holder}）：请合并两者，或另选一条"),
            ),
            error => Problem::with(Code::Conflict, error.to_string(), format!("无法处理：{error}")),
        }
    }
}

/// Why it is settled so: needed where a person is told no.
fn reason_of(review: &ReviewRow, body: &SettleInput) -> Result<String, Box<Problem>> {
    let reason = body.reason.trim();
    let wrong =
        |code: &'static str, en: &'static str, zh: &'static str| Problem::new(Code::ValidationFailed).fault("#/reason", code, en, zh);
    if reason.chars().count() > approval::WORDS_CHARS_MAX {
        return Err(wrong("size", "at most 500 characters", "最多 500 个字符"));
    }
    if reason.is_empty() && review.kind == approval::KIND && body.choice == "reject" {
        return Err(wrong("required", "say why, for whoever asked", "请说明原因，以便提出者了解"));
    }
    if reason.is_empty() && body.only.is_some() {
        return Err(wrong("required", "say why the others are left out, for whoever asked", "请说明其余记录为何不批准，以便提出者了解"));
    }
    Ok(reason.to_owned())
}

/// The facts of a question with what was answered besides yes or no.
fn with_answer(detail: &str, reason: &str, part: Option<&PartApproved>) -> String {
    match serde_json::from_str(detail) {
        Ok(Value::Object(mut facts)) if !reason.is_empty() || part.is_some() => {
            if !reason.is_empty() {
                facts.insert("reason".to_owned(), json!(reason));
            }
            if let Some(PartApproved { only, approved, left_out }) = part {
                facts.insert("only".to_owned(), json!(only));
                facts.insert("approved".to_owned(), json!(approved));
                facts.insert("left_out".to_owned(), json!(left_out));
            }
            Value::Object(facts).to_string()
        }
        Ok(_) | Err(_) => detail.to_owned(),
    }
}

/// Does what an approved preview foretold, or the part of it that was approved; a draft goes live by it, unless the preview is out of
/// date. After a part the sync is paused: the next run by itself would do what was not approved.
fn apply_approved(app: &Arc<App>, (sync, plan): (i64, RunId), review: i64, actor: Actor, part: Part) -> Result<Vec<String>, Box<Problem>> {
    let passes = passes(app);
    let state = app.tasks.get(sync)?.row.state;
    if state == SyncState::Draft || !part.is_whole() {
        passes.check_plan(sync, plan)?;
    }
    match (state, part.is_whole()) {
        (SyncState::Draft, true) => drop(app.tasks.go_live_because(sync, &format!("live as approved by review {review}"))?),
        (SyncState::Draft, false) => drop(app.tasks.go_live_paused(sync, &format!("approved in part by review {review}"))?),
        (SyncState::Live, false) => drop(app.tasks.pause(sync, &format!("approved in part by review {review}"))?),
        (SyncState::Live | SyncState::Paused | SyncState::Archived, _) => {}
    }
    Ok(passes.apply_plan(sync, plan, &Ask { mode: RunMode::Auto, trigger: "manual", actor, part })?.runs)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ApprovalInput {
    plan: String,
    #[serde(default)]
    note: String,
    answer_by: Option<String>,
}

impl ApprovalInput {
    fn wish(self) -> Result<Wish, Box<Problem>> {
        let (en, zh) = ("a moment, e.g. 2030-01-01T00:00:00Z", "应为时间，例如 2030-01-01T00:00:00Z");
        let wrong = || Problem::new(Code::ValidationFailed).fault("#/answer_by", "invalid", en, zh);
        let answer_by_ms = self.answer_by.map(|moment| model::parse_ms(&moment).ok_or_else(wrong)).transpose()?;
        Ok(Wish { note: self.note, answer_by_ms })
    }
}

impl From<ApprovalError> for Box<Problem> {
    fn from(error: ApprovalError) -> Self {
        let text = error.to_string();
        match error {
            ApprovalError::NoPlan(_) => Problem::new(Code::ValidationFailed).fault("#/plan", "unknown", text, "不是此同步的预演"),
            ApprovalError::Stale => Problem::with(Code::Conflict, text, "预演之后同步已被修改，请重新预演"),
            ApprovalError::Deadline => {
                Problem::new(Code::ValidationFailed).fault("#/answer_by", "out_of_range", text, "答复期限须在此刻之后、一年之内")
            }
            ApprovalError::NoneOfIt => Problem::new(Code::ValidationFailed).fault("#/only", "unknown", text, "预演中没有这些记录的变更"),
            ApprovalError::Own => Problem::with(Code::Conflict, text, "须由其他人批准：此申请由您提出"),
            ApprovalError::Store(error) => error.into(),
        }
    }
}

/// `POST /syncs/{id}:request-approval`
pub(crate) async fn request_approval(mut call: Call) -> Outcome {
    let id = call.number_id()?;
    let body: ApprovalInput = call.json().await?;
    let wrong = || Problem::new(Code::ValidationFailed).fault("#/plan", "invalid", "the id of a preview", "预演的 ID");
    let plan = body.plan.parse().map(RunId).map_err(|_| wrong())?;
    let wish = body.wish()?;
    let actor = call.caller()?.actor.clone();
    let app = Arc::clone(&call.app);
    let review = blocking(move || Ok(approval::ask(app.records.store(), &app.tasks.get(id)?, plan, &wish, &actor)?)).await?;
    Ok(reply::json(StatusCode::CREATED, &review_json(&review, &call.app.records.schema())))
}

/// True when the question is of this kind and about what is written to the other system.
fn is_outward(review: &ReviewRow, kind: &str) -> bool {
    let detail: Value = serde_json::from_str(&review.detail).unwrap_or_default();
    review.kind == kind && detail.get("outward") == Some(&Value::Bool(true))
}

/// Lets the stopped run go on.
fn decide(app: &Arc<App>, review: &ReviewRow, sync: i64, run: RunId) -> Result<Vec<String>, Box<Problem>> {
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
        "sent_at": alert.told_ms.map(format_ms),
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
