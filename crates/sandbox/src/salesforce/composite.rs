//! Several calls in one: `composite`, `composite/batch`, `composite/tree`, `composite/graph`.

use serde_json::{Value, json};

use super::auth::user_id;
use super::reply::Refused;
use super::write::{Door, Values, create};
use super::{Salesforce, single};
use crate::fragment::{self, quoted};
use crate::http::{Reply, Request};
use crate::site::Site;
use crate::vendor::Call;

const SUBREQUESTS_MAX: usize = 25;
const QUERIES_MAX: usize = 5;
const TREE_RECORDS_MAX: usize = 200;
const TREE_DEPTH_MAX: usize = 5;
const GRAPHS_MAX: usize = 75;
const NODES_MAX: usize = 500;

/// Answers below `composite/` but `sobjects`.
pub(super) fn answer(
    sf: &mut Salesforce,
    site: &mut Site,
    call: &Call<'_>,
    method: &str,
    path: &[&str],
    version: &str,
) -> Result<Reply, Refused> {
    if method != "POST" {
        return Err(single::not_allowed(method));
    }
    let body = call.request.json().ok_or_else(|| Refused::new("JSON_PARSER_ERROR", "the body is no JSON"))?;
    match path {
        [] => {
            let requests = body["compositeRequest"].as_array().cloned().unwrap_or_default();
            let is_heavy = |request: &&Value| {
                let url = request["url"].as_str().unwrap_or_default();
                url.contains("/query") || url.contains("/composite/sobjects")
            };
            if requests.len() > SUBREQUESTS_MAX || requests.iter().filter(is_heavy).count() > QUERIES_MAX {
                return Err(Refused::new(
                    "LIMIT_EXCEEDED",
                    "a composite request may have 25 subrequests, 5 of them queries or collections",
                ));
            }
            let (responses, _) = together(sf, site, call, &requests, body["allOrNone"] == true);
            Ok(Reply::json(200, &json!({ "compositeResponse": responses })))
        }
        ["batch"] => batch(sf, site, call, &body),
        ["tree", object] => tree(sf, site, call, object, &body),
        ["graph"] => graphs(sf, site, call, &body, version),
        _ => Err(Refused::not_found()),
    }
}

/// Carries out subrequests in order; gives their answers, and whether all went well.
fn together(sf: &mut Salesforce, site: &mut Site, call: &Call<'_>, requests: &[Value], all_or_none: bool) -> (Vec<Value>, bool) {
    let began = all_or_none && site.begin();
    let mut answered: Vec<(String, Value)> = Vec::new();
    let mut responses = Vec::new();
    let mut failed_at = None;
    for (position, subrequest) in requests.iter().enumerate() {
        let reference = subrequest["referenceId"].as_str().unwrap_or_default().to_owned();
        if all_or_none && failed_at.is_some() {
            responses.push(response(&halted(), &reference));
            continue;
        }
        let reply = match filled_in(subrequest, &answered) {
            Ok(filled) => sf.inner_answer(site, call, &request_of(&filled, call, "body")),
            Err(missing) => Refused::new("PROCESSING_HALTED", format!("Invalid reference specified. No value for {missing} found")).reply(),
        };
        if reply.status >= 400 {
            failed_at.get_or_insert(position);
        }
        answered.push((reference.clone(), serde_json::from_slice(&reply.body).unwrap_or(Value::Null)));
        responses.push(response(&reply, &reference));
    }
    if began && failed_at.is_some() {
        site.roll_back("PROCESSING_HALTED");
    } else if began {
        site.commit();
    }
    if let Some(culprit) = failed_at.filter(|_| all_or_none) {
        for (position, (subrequest, answer)) in requests.iter().zip(&mut responses).enumerate() {
            if position != culprit {
                *answer = response(&halted(), subrequest["referenceId"].as_str().unwrap_or_default());
            }
        }
    }
    (responses, failed_at.is_none())
}

fn halted() -> Reply {
    Refused::new("PROCESSING_HALTED", "The transaction was rolled back since another operation in the same transaction failed.").reply()
}

fn response(reply: &Reply, reference: &str) -> Value {
    let location = reply.headers.iter().find(|(name, _)| *name == "location").map(|(_, value)| json!({ "Location": value }));
    let body: Value = serde_json::from_slice(&reply.body).unwrap_or(Value::Null);
    json!({ "body": body, "httpHeaders": location.unwrap_or_else(|| json!({})), "httpStatusCode": reply.status, "referenceId": reference })
}

fn request_of(subrequest: &Value, call: &Call<'_>, body: &str) -> Request {
    let url = subrequest["url"].as_str().unwrap_or_default();
    let url = if url.starts_with('/') { url.to_owned() } else { format!("/services/data/{url}") };
    let (path, query) = url.split_once('?').unwrap_or((&url, ""));
    let headers = subrequest["httpHeaders"].as_object().into_iter().flatten();
    let mut headers: Vec<(String, String)> =
        headers.map(|(name, value)| (name.to_lowercase(), value.as_str().unwrap_or_default().to_owned())).collect();
    headers.push(("content-type".to_owned(), "application/json".to_owned()));
    let content = &subrequest[body];
    Request {
        method: subrequest["method"].as_str().unwrap_or("GET").to_uppercase(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers,
        body: if content.is_null() { bytes::Bytes::new() } else { content.to_string().into() },
        base_url: call.request.base_url.clone(),
    }
}

/// The subrequest with `@{ref.id}` replaced; the error is the reference that means nothing.
fn filled_in(subrequest: &Value, answered: &[(String, Value)]) -> Result<Value, String> {
    Ok(match subrequest {
        Value::String(text) => Value::String(replaced(text, answered)?),
        Value::Array(list) => Value::Array(list.iter().map(|value| filled_in(value, answered)).collect::<Result<_, _>>()?),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| Ok((name.clone(), filled_in(value, answered)?)));
            Value::Object(members.collect::<Result<_, String>>()?)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => subrequest.clone(),
    })
}

fn replaced(text: &str, answered: &[(String, Value)]) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("@{") {
        let Some((path, behind)) = after.split_once('}') else { break };
        out.push_str(before);
        let (reference, steps) = path.split_once(['.', '[']).unwrap_or((path, ""));
        let found = answered.iter().find(|(known, _)| known == reference).map(|(_, body)| body);
        let steps = steps.split(['.', '[', ']']).filter(|step| !step.is_empty());
        let found = steps.fold(found, |value, step| {
            let value = value?;
            step.parse::<usize>().ok().and_then(|position| value.get(position)).or_else(|| value.get(step))
        });
        match found {
            Some(Value::String(text)) => out.push_str(text),
            Some(Value::Null) | None => return Err(path.to_owned()),
            Some(other) => out.push_str(&other.to_string()),
        }
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

fn batch(sf: &mut Salesforce, site: &mut Site, call: &Call<'_>, body: &Value) -> Result<Reply, Refused> {
    let requests = body["batchRequests"].as_array().cloned().unwrap_or_default();
    if requests.len() > SUBREQUESTS_MAX {
        return Err(Refused::new("LIMIT_EXCEEDED", "a batch may have 25 subrequests"));
    }
    let (mut results, mut has_errors) = (Vec::new(), false);
    for request in &requests {
        if has_errors && body["haltOnError"] == true {
            results.push(json!({ "statusCode": 412, "result": [{ "errorCode": "BATCH_PROCESSING_HALTED", "message": "Batch processing halted per request" }] }));
            continue;
        }
        let reply = sf.inner_answer(site, call, &request_of(request, call, "richInput"));
        has_errors |= reply.status >= 400;
        let result: Value = serde_json::from_slice(&reply.body).unwrap_or(Value::Null);
        results.push(json!({ "statusCode": reply.status, "result": result }));
    }
    Ok(Reply::json(200, &json!({ "hasErrors": has_errors, "results": results })))
}

fn graphs(sf: &mut Salesforce, site: &mut Site, call: &Call<'_>, body: &Value, version: &str) -> Result<Reply, Refused> {
    let graphs = body["graphs"].as_array().cloned().unwrap_or_default();
    let nodes = |graph: &Value| graph["compositeRequest"].as_array().map_or(0, Vec::len);
    if graphs.len() > GRAPHS_MAX || graphs.iter().map(nodes).sum::<usize>() > NODES_MAX {
        return Err(Refused::new("LIMIT_EXCEEDED", "a payload may have 75 graphs and 500 nodes"));
    }
    let only = format!("/services/data/v{version}/sobjects/");
    let mut answers = Vec::new();
    for graph in &graphs {
        let requests = graph["compositeRequest"].as_array().cloned().unwrap_or_default();
        if requests.iter().any(|request| !request["url"].as_str().unwrap_or_default().starts_with(&only)) {
            return Err(Refused::new("INVALID_INPUT", "nodes of a graph may only use sobject resources"));
        }
        let (responses, is_successful) = together(sf, site, call, &requests, true);
        answers.push(
            json!({ "graphId": graph["graphId"], "graphResponse": { "compositeResponse": responses }, "isSuccessful": is_successful }),
        );
    }
    Ok(Reply::json(200, &json!({ "graphs": answers })))
}

/// One record of a tree: its reference, and what became of it.
type Planted = Vec<(String, Result<String, Refused>)>;

fn tree(sf: &mut Salesforce, site: &mut Site, call: &Call<'_>, object: &str, body: &Value) -> Result<Reply, Refused> {
    let table = site.table(object).ok_or_else(Refused::not_found)?;
    let records = body["records"].as_array().cloned().unwrap_or_default();
    let began = site.begin();
    let mut planted = Planted::new();
    let outcome = plant(sf, site, call, table, None, &records, 1, &mut planted);
    let has_errors = planted.iter().any(|(_, result)| result.is_err());
    if began && (has_errors || outcome.is_err()) {
        site.roll_back("ALL_OR_NONE_OPERATION_ROLLED_BACK");
    } else if began {
        site.commit();
    }
    outcome?;
    let results: Vec<Value> = planted
        .iter()
        .filter(|(_, result)| result.is_err() == has_errors)
        .map(|(reference, result)| match result {
            Ok(id) => json!({ "referenceId": reference, "id": id }),
            Err(refused) => json!({ "referenceId": reference, "errors": [{ "statusCode": refused.code, "message": refused.message, "fields": refused.fields }] }),
        })
        .collect();
    Ok(Reply::json(if has_errors { 400 } else { 201 }, &json!({ "hasErrors": has_errors, "results": results })))
}

#[expect(clippy::too_many_arguments, reason = "a recursion over records that carries its whole surroundings")]
fn plant(
    sf: &mut Salesforce,
    site: &mut Site,
    call: &Call<'_>,
    table: usize,
    parent: Option<(usize, &str)>,
    records: &[Value],
    depth: usize,
    planted: &mut Planted,
) -> Result<(), Refused> {
    if depth > TREE_DEPTH_MAX || planted.len() + records.len() > TREE_RECORDS_MAX {
        return Err(Refused::new("LIMIT_EXCEEDED", "a tree may have 200 records in 5 levels"));
    }
    for record in records {
        let reference = record["attributes"]["referenceId"].as_str().unwrap_or_default().to_owned();
        let mut values: Values = fragment::members(record.to_string().as_bytes()).unwrap_or_default();
        let children: Vec<(String, Value)> = values
            .iter()
            .filter(|(_, fragment)| fragment.contains("\"records\""))
            .map(|(name, fragment)| (name.clone(), fragment::value(fragment)))
            .filter(|(_, value)| value["records"].is_array())
            .collect();
        values.retain(|(name, _)| !children.iter().any(|(child, _)| child == name));
        if let Some((field, id)) = parent {
            values.push((site.tables[table].fields[field].name.clone(), quoted(id)));
        }
        let user = user_id();
        let done = create(sf, site, &Door::new(call, &user), table, &values, planted.len() + 1);
        let id = done.as_ref().map(|done| done.id.clone()).unwrap_or_default();
        planted.push((reference, done.map(|done| done.id)));
        if id.is_empty() {
            continue;
        }
        for (name, value) in children {
            let parent_name = site.tables[table].name.clone();
            let Some((target, field, _)) = super::query::children_of(site, &parent_name, &name) else {
                return Err(Refused::new("INVALID_FIELD", format!("No such column '{name}' on sobject of type {parent_name}")));
            };
            let records = value["records"].as_array().cloned().unwrap_or_default();
            plant(sf, site, call, target, Some((field, &id)), &records, depth + 1, planted)?;
        }
    }
    Ok(())
}
