//! The change feed: everything that happened, in commit order, by cursor or as a stream that follows.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use access::{Principal, authorise};
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::stream;
use model::{Actor, Delta, ObjectId, RecordId, RunId, Verb, format_ms};
use records::Schema;
use serde_json::{Map, Value, json};
use store::rows::ChangeRow;
use store::{Floor, StoreError};

use crate::app::App;
use crate::call::Call;
use crate::edge::forbidden;
use crate::handlers::history::{fields_json, note_cut, page, sources_json};
use crate::handlers::list::{limit, read_cursor, set_next_link, write_cursor};
use crate::negotiate::{self, Format};
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// The cursor of who wants to hear only what happens from now on, e.g. before all records are read.
const LATEST: &str = "latest";
const CHANGES: u64 = 0x0063_6861_6e67_6573;
/// How often the stream looks for news.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Looks without news after which a comment keeps the connection alive.
const LOOKS_PER_PING: u32 = 30;
/// Changes of one look.
const EVENTS_MAX: usize = 200;

/// One change of the log. `origin` is the kind of its run, if it belongs to one.
pub(crate) fn change_json(change: &ChangeRow, schema: &Schema, run_kind: &str) -> Value {
    let delta = Delta::from_json(&change.delta).unwrap_or_default();
    let origin = match &change.actor {
        Actor::System => "system",
        Actor::User(_) => "ui",
        Actor::Key(_) => "api",
        Actor::Run(_) => run_kind,
    };
    let mut members = Map::new();
    members.insert("seq".to_owned(), json!(change.seq));
    members.insert("object".to_owned(), json!(schema.object_by_id(change.record.object()).map_or("", |object| object.name.as_str())));
    members.insert("record".to_owned(), json!(change.record.to_string()));
    members.insert("version".to_owned(), json!(change.version));
    members.insert("op".to_owned(), json!(change.kind.name()));
    members.insert("at".to_owned(), json!(format_ms(change.at_ms)));
    members.insert("actor".to_owned(), json!(change.actor.to_string()));
    members.insert("origin".to_owned(), json!(origin));
    members.insert("fields".to_owned(), fields_json(&delta.fields));
    members.insert("sources".to_owned(), sources_json(&delta.sources, schema));
    if !delta.absorbed.is_empty() {
        let ids = |kept: bool| -> Vec<String> {
            delta.absorbed.iter().filter(|(absorbed, _)| *absorbed == kept).map(|(_, id)| id.to_string()).collect()
        };
        members.insert("absorbed".to_owned(), json!(ids(true)));
        members.insert("given_back".to_owned(), json!(ids(false)));
    }
    match delta.merged_into {
        Some((_, Some(after))) => {
            members.insert("merged_into".to_owned(), json!(after.to_string()));
        }
        Some((Some(before), None)) => {
            members.insert("unmerged_from".to_owned(), json!(before.to_string()));
        }
        Some((None, None)) | None => {}
    }
    Value::Object(members)
}

/// The objects whose changes the caller gets; none named means all.
fn wanted_objects(call: &Call) -> Result<Vec<ObjectId>, Box<Problem>> {
    let schema = call.app.records.schema();
    let caller = call.caller()?;
    if let Some(text) = call.query.get("objects") {
        let mut ids = Vec::new();
        for name in text.split(',').map(str::trim) {
            let shown: String = name.chars().filter(|character| !character.is_control()).take(60).collect();
            let object = schema
                .object(name)
                .ok_or_else(|| Problem::parameter("objects", format!("there is no object {shown:?}"), format!("对象 {shown:?} 不存在")))?;
            authorise(caller, Verb::Read, &object.name).map_err(|scope| forbidden(&scope))?;
            ids.push(object.id);
        }
        return Ok(ids);
    }
    if caller.may(Verb::Read, "*") {
        return Ok(Vec::new());
    }
    let ids: Vec<ObjectId> =
        schema.objects().into_iter().filter(|object| caller.may(Verb::Read, &object.name)).map(|object| object.id).collect();
    // An empty list would mean all of them.
    if ids.is_empty() { Err(Problem::new(Code::Forbidden)) } else { Ok(ids) }
}

/// Changes, and the kinds of the runs they belong to.
type Told = (Vec<ChangeRow>, HashMap<RunId, String>);

/// Why nothing can be told after a place: the log was cut later, and what the log stands at now.
struct TooOld {
    floor: Floor,
    head: i64,
}

/// Changes after the place the caller has read up to; 0 begins with the oldest one kept.
fn read_after(app: &App, after: i64, objects: &[ObjectId], limit: usize) -> Result<(Told, Floor), Box<Problem>> {
    let told = app
        .records
        .store()
        .read(|session| {
            let floor = session.change_floor()?;
            if after > 0 && after < floor.seq {
                return Ok(Err(TooOld { floor, head: session.change_head()? }));
            }
            let changes = session.changes_after(after, objects, limit)?;
            let mut kinds = HashMap::new();
            for change in &changes {
                if let Actor::Run(run) = change.actor
                    && !kinds.contains_key(&run)
                {
                    kinds.insert(run, session.run(run)?.map_or_else(|| "run".to_owned(), |run| run.kind));
                }
            }
            Ok::<_, StoreError>(Ok(((changes, kinds), floor)))
        })
        .map_err(Box::<Problem>::from)?;
    told.map_err(|too_old| gone(&too_old))
}

/// 410 with a way to go on: where the log stands now, to be followed after everything was read again.
fn gone(too_old: &TooOld) -> Box<Problem> {
    let at = format_ms(too_old.floor.at_ms);
    Problem::with(
        Code::Gone,
        format!("changes up to {at} are no longer kept: read all records again, then go on from resume_cursor"),
        format!("{at} 及之前的变更已不再保留：请重新读取全部记录，然后从 resume_cursor 继续"),
    )
    .extend("cut_before", json!(at))
    .extend("resume_cursor", json!(write_cursor(CHANGES, &[], RecordId(too_old.head))))
}

fn kind_of<'a>(change: &ChangeRow, kinds: &'a HashMap<RunId, String>) -> &'a str {
    match &change.actor {
        Actor::Run(run) => kinds.get(run).map_or("run", String::as_str),
        Actor::System | Actor::User(_) | Actor::Key(_) => "",
    }
}

/// `GET /changes`
pub(crate) async fn list(call: Call) -> Outcome {
    let offered: &[(Format, &[&str])] =
        &[(Format::Json, &["application/json", "application/problem+json"]), (Format::Csv, &["text/event-stream"])];
    let follows = negotiate::wanted(&call.headers, offered)? == Format::Csv;
    let objects = wanted_objects(&call)?;
    let told =
        call.query.get("cursor").or_else(|| call.headers.get("last-event-id").filter(|_| follows).and_then(|value| value.to_str().ok()));
    let after = match told {
        Some(LATEST) => {
            let app = Arc::clone(&call.app);
            crate::app::blocking(move || app.records.store().read(|session| session.change_head()).map_err(Into::into)).await?
        }
        told => told.map(|text| read_cursor(text, CHANGES)).transpose()?.map_or(0, |(_, seq)| seq.0),
    };
    if follows {
        let (app, wanted) = (Arc::clone(&call.app), objects.clone());
        crate::app::blocking(move || read_after(&app, after, &wanted, 1)).await?;
        return follow(&call, after, objects);
    }
    let wanted = limit(call.query.integer("limit"));
    let app = Arc::clone(&call.app);
    let ((changes, kinds), floor) = crate::app::blocking(move || read_after(&app, after, &objects, wanted + 1)).await?;
    let has_more = changes.len() > wanted;
    let shown = changes.get(..wanted.min(changes.len())).unwrap_or_default();
    let schema = call.app.records.schema();
    let items: Vec<Value> = shown.iter().map(|change| change_json(change, &schema, kind_of(change, &kinds))).collect();
    // There is always a place to go on from: who has read all asks again later with the same cursor.
    let next = write_cursor(CHANGES, &[], RecordId(shown.last().map_or(after, |change| change.seq)));
    let mut body = page(items, Some(&next));
    if let Some(place) = body.get_mut("page").and_then(Value::as_object_mut) {
        place.insert("has_more".to_owned(), json!(has_more));
    }
    if after == 0 {
        note_cut(&mut body, floor);
    }
    let mut response = reply::json(StatusCode::OK, &body);
    set_next_link(&mut response, &call, Some(&next));
    Ok(response)
}

struct Follower {
    app: Arc<App>,
    principal: Arc<Principal>,
    after: i64,
    objects: Vec<ObjectId>,
    idle: u32,
}

fn follow(call: &Call, after: i64, objects: Vec<ObjectId>) -> Outcome {
    let follower = Follower { app: Arc::clone(&call.app), principal: call.principal()?, after, objects, idle: 0 };
    let events = stream::unfold(follower, |mut follower| async move {
        let events = next_events(&mut follower).await?;
        Some((Ok::<_, std::convert::Infallible>(Bytes::from(events)), follower))
    });
    let mut response = Response::new(Body::from_stream(events));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    Ok(response)
}

/// Waits for news. Ends the stream when the server stops or the key or session no longer works.
async fn next_events(follower: &mut Follower) -> Option<String> {
    let mut stopping = follower.app.stopping.subscribe();
    loop {
        if *stopping.borrow() {
            return None;
        }
        let (app, principal) = (Arc::clone(&follower.app), Arc::clone(&follower.principal));
        let (after, objects) = (follower.after, follower.objects.clone());
        let news = crate::app::blocking(move || {
            app.access.confirm(&principal)?;
            let ((changes, kinds), _) = read_after(&app, after, &objects, EVENTS_MAX)?;
            Ok((changes, kinds, app.records.schema()))
        })
        .await;
        let Ok((changes, kinds, schema)) = news else { return None };
        if let Some(last) = changes.last() {
            follower.after = last.seq;
            follower.idle = 0;
            let event = |change: &ChangeRow| {
                format!(
                    "id: {}\nevent: change\ndata: {}\n\n",
                    write_cursor(CHANGES, &[], RecordId(change.seq)),
                    change_json(change, &schema, kind_of(change, &kinds))
                )
            };
            return Some(changes.iter().map(event).collect());
        }
        follower.idle += 1;
        if follower.idle >= LOOKS_PER_PING {
            follower.idle = 0;
            return Some(": still here\n\n".to_owned());
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stopping.changed() => {}
        }
    }
}
