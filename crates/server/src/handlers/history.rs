//! What happened to a record: history, lineage, sources.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{FieldDelta, FieldType, Object, RecordId, RunId, SourceDelta, Verb, format_ms};
use records::{Candidate, FieldLineage, HistoryEntry, Origin, Schema};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use store::{Session, StoreError};

use crate::call::Call;
use crate::handlers::list::{limit, read_cursor, write_cursor};
use crate::handlers::record::{ask, read_merge};
use crate::problem::{Outcome, Problem};
use crate::reply;

/// Cursors of histories carry this instead of a filter.
const HISTORY: u64 = 0x0068_6973_746f_7279;

fn raw(fragment: Option<&str>) -> Value {
    fragment.and_then(|fragment| serde_json::from_str(fragment).ok()).unwrap_or(Value::Null)
}

/// Old and new values by field.
pub(crate) fn fields_json(fields: &BTreeMap<String, FieldDelta>) -> Value {
    Value::Object(
        fields.iter().map(|(name, delta)| (name.clone(), json!({"old": raw(delta.old()), "new": raw(delta.new_value())}))).collect(),
    )
}

/// Source records touched by a change.
pub(crate) fn sources_json(sources: &[SourceDelta], schema: &Schema) -> Value {
    let one = |delta: &SourceDelta| {
        let name = schema.source(delta.source.0).map_or_else(|| delta.source.0.to_string(), |info| info.name.clone());
        json!({"source": name, "external_id": delta.source.1, "linked_before": delta.linked.0, "linked_after": delta.linked.1})
    };
    Value::Array(sources.iter().map(one).collect())
}

/// One change as the API shows it.
pub(crate) fn entry_json(entry: &HistoryEntry, record: RecordId, object: &str, schema: &Schema) -> Value {
    let mut members = Map::new();
    members.insert("seq".to_owned(), json!(entry.seq));
    members.insert("object".to_owned(), json!(object));
    members.insert("record".to_owned(), json!(record.to_string()));
    members.insert("version".to_owned(), json!(entry.version));
    members.insert("op".to_owned(), json!(entry.kind.name()));
    members.insert("at".to_owned(), json!(format_ms(entry.at_ms)));
    members.insert("actor".to_owned(), json!(entry.actor.to_string()));
    members.insert("fields".to_owned(), fields_json(&entry.fields));
    members.insert("sources".to_owned(), sources_json(&entry.sources, schema));
    let ids = |given: bool| -> Vec<String> {
        entry.absorbed.iter().filter(|(absorbed, _)| *absorbed != given).map(|(_, id)| id.to_string()).collect()
    };
    if !entry.absorbed.is_empty() {
        members.insert("absorbed".to_owned(), json!(ids(false)));
        members.insert("given_back".to_owned(), json!(ids(true)));
    }
    if let Some((before, after)) = entry.merged_into {
        if let Some(after) = after {
            members.insert("merged_into".to_owned(), json!(after.to_string()));
        }
        if let (Some(before), None) = (before, after) {
            members.insert("unmerged_from".to_owned(), json!(before.to_string()));
        }
    }
    Value::Object(members)
}

/// `GET /{object}/{id}/history`
pub(crate) async fn history(call: Call) -> Outcome {
    let object = call.object()?;
    let id = call.record_id(&object)?;
    let limit = limit(call.query.integer("limit"));
    let before = call.query.get("cursor").map(|text| read_cursor(text, HISTORY)).transpose()?.map(|(_, seq)| seq.0);
    let wanted = Arc::clone(&object);
    let mut entries = ask(&call, move |records, caller| records.history(caller, &wanted, id, before, limit + 1)).await?;
    let has_more = entries.len() > limit;
    entries.truncate(limit);
    let next = entries.last().filter(|_| has_more).map(|entry| write_cursor(HISTORY, &[], RecordId(entry.seq)));
    let schema = call.app.records.schema();
    let items: Vec<Value> = entries.iter().map(|entry| entry_json(entry, id, &object.name, &schema)).collect();
    let mut body = page(items, next.as_deref());
    // Every record has at least the change that made it.
    if entries.last().is_none_or(|oldest| oldest.is_cut) && (before.is_none() || !entries.is_empty()) {
        let floor = call.app.read_short(|session| session.change_floor()).await?;
        note_cut(&mut body, floor);
    }
    let mut response = reply::json(axum::http::StatusCode::OK, &body);
    crate::handlers::list::set_next_link(&mut response, &call, next.as_deref());
    Ok(response)
}

/// Says in a page up to when changes are no longer kept.
pub(crate) fn note_cut(body: &mut Value, floor: store::Floor) {
    if let Some(place) = body.get_mut("page").and_then(Value::as_object_mut).filter(|_| floor.seq > 0) {
        place.insert("cut_before".to_owned(), json!(format_ms(floor.at_ms)));
    }
}

/// A page of anything.
pub(crate) fn page(items: Vec<Value>, next: Option<&str>) -> Value {
    json!({"items": items, "page": {"next_cursor": next, "has_more": next.is_some()}})
}

/// The sync and the version of its definition that a run of a sync kept to, by the run.
type Versions = BTreeMap<i64, (i64, i64)>;

/// What the runs that brought values kept to. Runs of files keep their mapping themselves; those that are no longer kept tell nothing.
async fn versions(call: &Call, lineage: &[FieldLineage]) -> Result<Versions, Box<Problem>> {
    #[derive(Deserialize)]
    struct Told {
        sync: i64,
        version: i64,
    }
    let brought = |candidate: &Candidate| match candidate.origin {
        Origin::Source { run, .. } => Some(run),
        Origin::Manual { .. } | Origin::ManualCut | Origin::Default => None,
    };
    let candidates = lineage.iter().flat_map(|field| std::iter::once(&field.winner).chain(&field.others));
    let mut runs: Vec<RunId> = candidates.filter_map(brought).collect();
    runs.sort_unstable();
    runs.dedup();
    let read = move |session: &mut Session<'_>| -> Result<Versions, StoreError> {
        let mut versions = Versions::new();
        for run in runs {
            let told = session.run(run)?.filter(|row| row.sync().is_some()).and_then(|row| serde_json::from_str::<Told>(&row.report).ok());
            versions.extend(told.filter(|told| told.version > 0).map(|told| (run.0, (told.sync, told.version))));
        }
        Ok(versions)
    };
    call.app.read_long(read).await
}

fn candidate_json(candidate: &Candidate, versions: &Versions) -> Value {
    let origin = match &candidate.origin {
        Origin::Source { source, external_id, run, version_ms, .. } => {
            let at = format_ms(*version_ms);
            let mut origin = json!({"kind": "source", "source": source, "external_id": external_id, "run": run.to_string(), "at": at});
            if let Some((sync, version)) = versions.get(&run.0) {
                origin["sync"] = json!(sync.to_string());
                origin["sync_version"] = json!(version);
            }
            origin
        }
        Origin::Manual { actor, at_ms, seq } => {
            json!({"kind": "manual", "actor": actor.to_string(), "at": format_ms(*at_ms), "change": seq})
        }
        Origin::ManualCut => json!({"kind": "manual", "cut": true}),
        Origin::Default => json!({"kind": "default"}),
    };
    json!({"value": raw(Some(&candidate.value)), "origin": origin})
}

/// `GET /{object}/{id}/lineage`
pub(crate) async fn lineage(call: Call) -> Outcome {
    let object = call.object()?;
    let id = call.record_id(&object)?;
    let wanted = Arc::clone(&object);
    let lineage = ask(&call, move |records, caller| records.lineage(caller, &wanted, id)).await?;
    let versions = versions(&call, &lineage).await?;
    Ok(reply::json(axum::http::StatusCode::OK, &lineage_json(id, &lineage, &versions)))
}

/// `POST /{object}:preview-merge`
pub(crate) async fn preview_merge(mut call: Call) -> Outcome {
    let object = call.object()?;
    let (survivor, absorbed) = read_merge(&mut call, &object).await?;
    let wanted = Arc::clone(&object);
    let lineage = ask(&call, move |records, caller| records.lineage_if_merged(caller, &wanted, survivor, &absorbed)).await?;
    let versions = versions(&call, &lineage).await?;
    Ok(reply::json(axum::http::StatusCode::OK, &lineage_json(survivor, &lineage, &versions)))
}

fn lineage_json(id: RecordId, lineage: &[FieldLineage], versions: &Versions) -> Value {
    let fields: Map<String, Value> = lineage
        .iter()
        .map(|field| {
            let others: Vec<Value> = field.others.iter().map(|other| candidate_json(other, versions)).collect();
            let mut entry = candidate_json(&field.winner, versions);
            if let Value::Object(members) = &mut entry {
                members.insert("rule".to_owned(), json!(field.rule));
                members.insert("others".to_owned(), Value::Array(others));
            }
            (field.field.clone(), entry)
        })
        .collect();
    json!({"record": id.to_string(), "fields": fields})
}

/// `GET /{object}/{id}/sources`
pub(crate) async fn sources(call: Call) -> Outcome {
    let object = call.object()?;
    let id = call.record_id(&object)?;
    let wanted = Arc::clone(&object);
    let sources = ask(&call, move |records, caller| records.sources(caller, &wanted, id)).await?;
    let items: Vec<Value> = sources
        .iter()
        .map(|source| {
            json!({
                "source": source.source, "external_id": source.external_id, "record": source.record.to_string(),
                "run": source.run.to_string(), "created_run": source.created_run.to_string(), "at": format_ms(source.version_ms),
                "values": raw(Some(&source.doc)), "findings": source.findings.as_deref().map_or_else(|| json!([]), |text| raw(Some(text))),
            })
        })
        .collect();
    Ok(reply::json(axum::http::StatusCode::OK, &page(items, None)))
}

/// Reference fields of all objects that lead to `target` and whose object the caller may read.
pub(crate) fn referring(schema: &Schema, target: &Object, call: &Call) -> Result<Vec<(Arc<Object>, model::FieldId)>, Box<Problem>> {
    let caller = call.caller()?;
    let mut found = Vec::new();
    for object in schema.objects().into_iter().filter(|object| !object.archived && caller.may(Verb::Read, &object.name)) {
        for field in object.live_fields() {
            if matches!(&field.field_type, FieldType::Reference { to } if *to == target.name) {
                found.push((Arc::clone(object), field.id));
            }
        }
    }
    Ok(found)
}
