//! The queue of duplicates: groups of records that look like one, the decision that they are not or later, and the rule that
//! merges without a person.

use std::sync::Arc;

use access::authorise;
use axum::http::StatusCode;
use model::filter::{Filter, Literal, Operand, Predicate, Test};
use model::{FieldId, Object, ObjectId, RecordId, Verb, format_ms, parse_ms};
use records::{DuplicateQuestion, Grounds, MERGE_FROM_MIN};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{CountMode, DuplicatePlace, DuplicateRow, DuplicateState, RecordQuery};

use crate::app::{App, blocking};
use crate::call::Call;
use crate::edge::forbidden;
use crate::handlers::history::{page, referring};
use crate::handlers::list::{limit, set_next_link};
use crate::handlers::record::live_view;
use crate::problem::{Code, Outcome, Problem};
use crate::record_json::{self, Choice, Shown};
use crate::reply;

/// How long a group can be put off.
const LATER_DAYS_MAX: i64 = 366;
const DAY_MS: i64 = 86_400_000;

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
        "settled_at": row.settled_ms.filter(|_| row.state != DuplicateState::Later).map(format_ms),
        "later_until": row.settled_ms.filter(|_| row.state == DuplicateState::Later).map(format_ms),
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
    let schema = call.app.records.schema();
    let object = schema.object_by_id(row.object).ok_or_else(|| Problem::new(Code::NotFound))?;
    let (object, referring) = (Arc::clone(object), referring(&schema, object, &call)?);
    let (app, caller) = (Arc::clone(&call.app), call.caller()?.clone());
    let shown = blocking(move || {
        let mut shown = group_json(&app, &row)?;
        let mut related = Vec::new();
        for id in &row.records {
            // One that is gone or merged has nothing of its own to move.
            let Ok(family) = app.records.family(&caller, &object, *id) else { continue };
            for (other, field) in &referring {
                let count = app.records.store().read(|session| count_related(session, other, *field, &family))?;
                if let Some(count) = count.filter(|count| *count > 0) {
                    related.push(json!({"record": id.to_string(), "object": other.name, "field": other.field_by_id(*field).map(|field| &field.name), "count": count}));
                }
            }
        }
        if let Some(members) = shown.as_object_mut() {
            members.insert("related".to_owned(), Value::Array(related));
        }
        Ok(shown)
    })
    .await?;
    Ok(reply::json(StatusCode::OK, &shown))
}

/// Records that are looked through one by one where no index leads to those that refer to somebody.
const LOOKED_THROUGH_MAX: i64 = 50_000;

/// How many live records of `object` refer to one of `family` by `field`; `None` where finding out would hold the reader up.
fn count_related(
    session: &mut store::Session<'_>,
    object: &Object,
    field: FieldId,
    family: &[RecordId],
) -> Result<Option<i64>, records::RecordError> {
    let is_indexed = object.field_by_id(field).is_some_and(|field| field.indexed);
    if !is_indexed && session.record_count(&RecordQuery::new(object, 1), CountMode::Estimate)?.value > LOOKED_THROUGH_MAX {
        return Ok(None);
    }
    let mut query = RecordQuery::new(object, 1);
    query.filter = Some(Filter::Predicate(Predicate {
        relations: Vec::new(),
        operand: Operand::Field(field, None),
        test: Test::In(family.iter().map(|id| Literal::Text(id.to_string())).collect()),
    }));
    Ok(Some(session.record_count(&query, CountMode::Exact)?.value))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Later {
    until: String,
}

/// `POST /duplicates/{id}:later`
pub(crate) async fn put_off(mut call: Call) -> Outcome {
    let row = find(&call, Verb::Write).await?;
    let body: Later = call.json().await?;
    let wrong = || {
        Problem::new(Code::ValidationFailed).fault(
            "#/until",
            "invalid",
            "a moment within the next 366 days, e.g. 2030-01-01T00:00:00Z",
            "应为未来 366 天内的时间，例如 2030-01-01T00:00:00Z",
        )
    };
    let until_ms = parse_ms(&body.until).ok_or_else(wrong)?;
    let (app, caller) = (Arc::clone(&call.app), call.caller()?.clone());
    let shown = blocking(move || {
        let now_ms = app.records.store().clock().now_ms();
        if until_ms <= now_ms || until_ms > now_ms + LATER_DAYS_MAX * DAY_MS {
            return Err(wrong());
        }
        let row = app.records.duplicate_put_off(&caller, row.id, until_ms)?.ok_or_else(|| Problem::new(Code::NotFound))?;
        if row.state != DuplicateState::Later {
            return Err(settled_already());
        }
        group_json(&app, &row)
    })
    .await?;
    Ok(reply::json(StatusCode::OK, &shown))
}

fn settled_already() -> Box<Problem> {
    Problem::with(Code::Conflict, "this group does not wait for a decision any more", "该重复组已不再等待处理")
}

/// The object of a rule, when the caller may `verb` it.
fn ruled(call: &Call, name: &str, verb: Verb) -> Result<Arc<Object>, Box<Problem>> {
    let object = call.app.object(name)?;
    authorise(call.caller()?, verb, &object.name).map_err(|scope| forbidden(&scope))?;
    Ok(object)
}

async fn rule_reply(call: &Call, object: Arc<Object>, asked: Option<i64>) -> Outcome {
    let app = Arc::clone(&call.app);
    let (merge_from, at, foretold) = blocking(move || {
        let merge_from = app.records.duplicate_merge_from(&object)?;
        let at = asked.or(merge_from).unwrap_or(100).clamp(MERGE_FROM_MIN, 100);
        Ok((merge_from, at, app.records.duplicates_foretold(&object, at)?))
    })
    .await?;
    Ok(reply::json(
        StatusCode::OK,
        &json!({"merge_from": merge_from, "foretold": {
            "merge_from": at, "waiting": foretold.waiting, "merged": foretold.merged, "told_apart": foretold.told_apart,
        }}),
    ))
}

/// `GET /duplicates/rule`
pub(crate) async fn rule(call: Call) -> Outcome {
    let object = ruled(&call, call.query.get("object").unwrap_or("customers"), Verb::Read)?;
    let asked = call.query.integer("merge_from");
    rule_reply(&call, object, asked).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleInput {
    object: String,
    merge_from: Option<i64>,
}

/// `PUT /duplicates/rule`
pub(crate) async fn set_rule(mut call: Call) -> Outcome {
    let body: RuleInput = call.json().await?;
    let object = ruled(&call, &body.object, Verb::Admin)?;
    if body.merge_from.is_some_and(|score| !(MERGE_FROM_MIN..=100).contains(&score)) {
        return Err(Problem::new(Code::ValidationFailed).fault("#/merge_from", "range", "50 to 100, or null", "50 到 100，或 null"));
    }
    let (app, caller, ruled) = (Arc::clone(&call.app), call.caller()?.clone(), Arc::clone(&object));
    blocking(move || Ok(app.records.duplicate_merge_from_save(&caller, &ruled, body.merge_from)?)).await?;
    rule_reply(&call, object, None).await
}

/// `POST /duplicates/{id}:dismiss` and `:reopen`
pub(crate) async fn settle(call: Call, into: DuplicateState) -> Outcome {
    let row = find(&call, Verb::Write).await?;
    let caller = call.caller()?.clone();
    let app = Arc::clone(&call.app);
    let shown = blocking(move || {
        let settled = match into {
            DuplicateState::Open => app.records.duplicate_reopen(&caller, row.id)?,
            DuplicateState::Dismissed | DuplicateState::Merged | DuplicateState::Later => app.records.duplicate_dismiss(&caller, row.id)?,
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
