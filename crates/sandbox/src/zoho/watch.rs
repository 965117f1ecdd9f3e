//! Notifications: channels that end, and messages without a signature.
//!
//! A channel is a target of the frame, so that a restart keeps it. Targets that the control interface sets have no channel: they are
//! told everything and never end.

use serde_json::{Value, json};

use super::Zoho;
use super::reply::Refused;
use super::value::{moment, read_moment};
use crate::fragment::quoted;
use crate::http::{Reply, pairs};
use crate::log::Actor;
use crate::push::{Event, PushRequest, Target};
use crate::site::{Changed, Site, What};
use crate::vendor::Call;

/// The longest life of a channel, and what it gets that asks for more, or for nothing.
const LIFE_MAX_MS: i64 = 7 * 86_400_000;
const LIFE_MS: i64 = 3_600_000;
const TOKEN_MAX: usize = 50;
const KINDS: &[&str] = &["create", "edit", "delete", "all"];

fn is_channel(target: &Target) -> bool {
    target.options["watch"] == true
}

fn channel_of(target: &Target) -> String {
    target.options["channel_id"].as_str().unwrap_or("1000000068001").to_owned()
}

fn expires_ms(target: &Target) -> i64 {
    target.options["expires_ms"].as_i64().unwrap_or(i64::MAX)
}

fn is_alive(target: &Target, now_ms: i64) -> bool {
    expires_ms(target) > now_ms
}

/// `POST` and `PUT /actions/watch`.
pub(super) fn subscribe(zoho: &Zoho, site: &mut Site, call: &Call<'_>, status: u16) -> Result<Reply, Refused> {
    let body = call.request.json().ok_or_else(Refused::bad_body)?;
    let asked = body["watch"]
        .as_array()
        .cloned()
        .ok_or_else(|| Refused::new("MANDATORY_NOT_FOUND", "required field not found").with(json!({ "api_name": "watch" })))?;
    let results: Vec<Result<Value, Refused>> = asked.iter().map(|one| put(zoho, site, one)).collect();
    Ok(answered(&results, status))
}

fn answered(results: &[Result<Value, Refused>], fine: u16) -> Reply {
    let failed = results.iter().filter(|result| result.is_err()).count();
    let status = match failed {
        0 => fine,
        failed if failed < results.len() => 207,
        _ => 400,
    };
    let rows: Vec<Value> = results.iter().map(|result| result.as_ref().map_or_else(Refused::json, Value::clone)).collect();
    Reply::json(status, &json!({ "watch": rows }))
}

fn put(zoho: &Zoho, site: &mut Site, asked: &Value) -> Result<Value, Refused> {
    let wrong =
        |name: &str| Refused::new("INVALID_DATA", "invalid data").with(json!({ "api_name": name, "json_path": format!("$.watch.{name}") }));
    let channel = match &asked["channel_id"] {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return Err(wrong("channel_id")),
    };
    if !channel.bytes().all(|byte| byte.is_ascii_digit()) || channel.is_empty() || channel.len() > 18 {
        return Err(wrong("channel_id"));
    }
    let url = asked["notify_url"].as_str().filter(|url| url.starts_with("http")).ok_or_else(|| wrong("notify_url"))?;
    let token = asked["token"].as_str().unwrap_or_default();
    if token.chars().count() > TOKEN_MAX {
        return Err(wrong("token").with(json!({ "api_name": "token", "maximum_length": TOKEN_MAX })));
    }
    let events: Vec<String> = asked["events"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    let is_event =
        |event: &String| event.split_once('.').is_some_and(|(module, kind)| site.table(module).is_some() && KINDS.contains(&kind));
    if events.is_empty() || !events.iter().all(is_event) {
        return Err(wrong("events"));
    }
    let now_ms = site.now_ms();
    let until = asked["channel_expiry"].as_str().and_then(read_moment).filter(|until| *until <= now_ms + LIFE_MAX_MS && *until > now_ms);
    let expires_ms = until.unwrap_or(now_ms + LIFE_MS);
    let options = json!({ "watch": true, "channel_id": channel, "events": events, "expires_ms": expires_ms });
    let target = Target { url: url.to_owned(), secret: token.to_owned(), tables: Vec::new(), options };
    let known = site.outbox.targets.iter().position(|known| is_channel(known) && channel_of(known) == channel);
    match known {
        Some(at) => site.outbox.targets[at] = target.clone(),
        None => site.outbox.targets.push(target.clone()),
    }
    Ok(
        json!({ "code": "SUCCESS", "details": { "events": events_json(zoho, &target) }, "message": "Successfully subscribed for actions-watch of the given module", "status": "success" }),
    )
}

fn events_json(zoho: &Zoho, target: &Target) -> Vec<Value> {
    let mut modules: Vec<&str> = target.options["events"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .filter_map(|event| event.split('.').next())
        .collect();
    modules.dedup();
    let event = |module: &str| {
        json!({ "channel_expiry": moment(expires_ms(target), &zoho.zone), "resource_uri": format!("https://www.zohoapis.com/crm/v2/{module}"),
                "resource_id": "5725767000000001001", "resource_name": module, "channel_id": channel_of(target) })
    };
    modules.into_iter().map(event).collect()
}

/// `GET /actions/watch`.
pub(super) fn list(zoho: &Zoho, site: &Site, call: &Call<'_>) -> Reply {
    let channel = call.request.parameter("channel_id");
    let now_ms = site.now_ms();
    let alive = site.outbox.targets.iter().filter(|target| is_channel(target) && is_alive(target, now_ms));
    let shown: Vec<Value> = alive
        .filter(|target| channel.as_ref().is_none_or(|channel| *channel == channel_of(target)))
        .map(|target| {
            let first = events_json(zoho, target).into_iter().next().unwrap_or_default();
            json!({ "channel_id": channel_of(target), "events": target.options["events"], "notify_url": target.url, "token": target.secret,
                    "channel_expiry": first["channel_expiry"], "resource_uri": first["resource_uri"], "resource_id": first["resource_id"],
                    "resource_name": first["resource_name"], "notify_on_related_action": false, "return_affected_field_values": false })
        })
        .collect();
    if shown.is_empty() {
        return Reply::empty(204);
    }
    let info = json!({ "per_page": 200, "count": shown.len(), "page": 1, "more_records": false });
    Reply::json(200, &json!({ "watch": shown, "info": info }))
}

/// `DELETE /actions/watch?channel_ids=1,2`. Channels stay in the list, for deliveries count their places; they end now.
pub(super) fn unsubscribe(site: &mut Site, call: &Call<'_>) -> Result<Reply, Refused> {
    let ids = call.request.parameter("channel_ids").ok_or_else(|| Refused::missing_parameter("channel_ids"))?;
    let now_ms = site.now_ms();
    let results: Vec<Result<Value, Refused>> = ids
        .split(',')
        .map(|id| {
            let known = site.outbox.targets.iter_mut().find(|target| is_channel(target) && channel_of(target) == id.trim() && is_alive(target, now_ms));
            let target = known.ok_or_else(|| Refused::new("NOT_SUBSCRIBED", "the channel is not subscribed").with(json!({ "channel_id": id.trim() })))?;
            target.options["expires_ms"] = json!(now_ms);
            Ok(json!({ "code": "SUCCESS", "details": { "resource_uri": null, "channel_id": id.trim() }, "message": "Successfully unsubscribed", "status": "success" }))
        })
        .collect();
    Ok(answered(&results, 200))
}

/// All channels end now; nobody is told.
pub(super) fn end_all(site: &mut Site) {
    let now_ms = site.now_ms();
    for channel in site.outbox.targets.iter_mut().filter(|target| is_channel(target) && is_alive(target, now_ms)) {
        channel.options["expires_ms"] = json!(now_ms);
    }
}

/// What is told because of a change. Bulk jobs tell nothing, and records that are gone for good neither.
pub(super) fn events(zoho: &mut Zoho, site: &Site, changed: &Changed) -> Vec<Event> {
    if zoho.quiet.remove(&(changed.table, changed.row)) && changed.by == Actor::Api {
        return Vec::new();
    }
    let table = &site.tables[changed.table];
    let Some(row) = table.row(changed.row) else { return Vec::new() };
    let (operation, kind) = match changed.what {
        What::Created | What::Restored => ("insert", "create"),
        What::Updated => ("update", "edit"),
        What::Deleted => ("delete", "delete"),
    };
    let now_ms = site.now_ms();
    let wants = |target: &Target| {
        if !is_channel(target) {
            return target.tables.is_empty() || target.tables.contains(&table.name);
        }
        let is_asked = |event: &str| event == format!("{}.{kind}", table.name) || event == format!("{}.all", table.name);
        is_alive(target, now_ms) && target.options["events"].as_array().into_iter().flatten().filter_map(Value::as_str).any(is_asked)
    };
    let targets = site.outbox.targets.iter().enumerate().filter(|(_, target)| wants(target)).map(|(at, _)| at);
    let content = json!({ "module": table.name, "id": row.id, "operation": operation });
    let mut events = Vec::new();
    for target in targets {
        zoho.notifications += 1;
        events.push(Event { id: zoho.notifications.to_string(), target, content: content.clone() });
    }
    events
}

/// The message: the token stands in it, nothing signs it.
pub(super) fn request(site: &Site, event: &Event, token: &str, now_ms: i64) -> PushRequest {
    let target = site.outbox.targets.get(event.target);
    let query = target.and_then(|target| target.url.split_once('?')).map_or("", |(_, query)| query);
    let parameters: serde_json::Map<String, Value> = pairs(query).into_iter().map(|(name, value)| (name, json!(value))).collect();
    let module = event.content["module"].as_str().unwrap_or_default();
    let channel = target.map(channel_of).unwrap_or_default();
    let body = format!(
        "{{\"server_time\":{now_ms},\"query_params\":{},\"module\":{},\"resource_uri\":\"https://www.zohoapis.com/crm/v2/{module}\",\
         \"ids\":[{}],\"affected_fields\":[],\"operation\":{},\"channel_id\":{},\"token\":{}}}",
        json!(parameters),
        quoted(module),
        event.content["id"],
        event.content["operation"],
        quoted(&channel),
        quoted(token)
    );
    PushRequest { query: String::new(), headers: vec![("content-type", "application/json".to_owned())], body: body.into_bytes() }
}
