//! `:try-outgoing`: what outgoing rules make of given records. Saves nothing, asks no other system.

use std::sync::Arc;

use access::authorise;
use axum::http::StatusCode;
use model::{Doc, Object, RecordId, RecordState, Verb};
use serde::Deserialize;
use serde_json::{Value, json};
use store::rows::RecordRow;
use sync::SyncDefinition;
use sync::definition::{Direction, OUTGOING_MAX, Outgoing, OutgoingRule};
use sync::outbound::{Facts, Outgo, OutgoingMap};

use crate::call::Call;
use crate::edge::forbidden;
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// Records of one trial.
const RECORDS_MAX: usize = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    fields: Vec<OutgoingRule>,
    records: Vec<String>,
}

/// `POST /objects/{name}:try-outgoing`
pub(crate) async fn try_outgoing(mut call: Call) -> Outcome {
    let object = call.app.object(call.param("name"))?;
    authorise(call.caller()?, Verb::Read, &object.name).map_err(|scope| forbidden(&scope))?;
    let input: Input = call.json().await?;
    if input.records.len() > RECORDS_MAX {
        return Err(Problem::new(Code::ValidationFailed).fault("#/records", "size", "at most 200 records", "最多 200 条记录"));
    }
    if input.fields.len() > OUTGOING_MAX {
        return Err(Problem::new(Code::ValidationFailed).fault("#/fields", "size", "at most 1,000 rules", "最多 1000 条规则"));
    }
    let map = map_of(input.fields, &object)?;
    let ids: Vec<RecordId> = input.records.iter().filter_map(|text| RecordId::parse(text)).collect();
    let rows = call.app.read_long(move |session| session.records(&ids)).await?;
    let live = rows.into_iter().flatten().filter(|row| row.state == RecordState::Live && row.id.object() == object.id);
    let items = live.map(|row| tried(&map, &object, &row)).collect::<Result<Vec<_>, _>>()?;
    Ok(reply::json(StatusCode::OK, &json!({"records": items})))
}

/// The rules as a writing sync would use them.
fn map_of(fields: Vec<OutgoingRule>, object: &Arc<Object>) -> Result<OutgoingMap, Box<Problem>> {
    let definition = SyncDefinition {
        object: object.name.clone(),
        direction: Direction::Out,
        outgoing: Some(Outgoing { fields, ..Outgoing::default() }),
        ..SyncDefinition::default()
    };
    OutgoingMap::new(&definition, object).map_err(|error| {
        let place = format!("#{}", error.pointer.strip_prefix("/outgoing").unwrap_or(&error.pointer));
        Problem::new(Code::ValidationFailed).fault(place, "rule_invalid", error.reason.clone(), error.reason.clone())
    })
}

fn tried(map: &OutgoingMap, object: &Object, row: &RecordRow) -> Result<Value, Box<Problem>> {
    let doc = Doc::from_json(object, &row.doc).map_err(|error| {
        tracing::error!(record.id = %row.id, error = %error, "a record cannot be read");
        Problem::new(Code::Internal)
    })?;
    let facts = Facts { id: row.id, version: row.version, created_ms: row.created_ms, updated_ms: row.updated_ms };
    // The ids of other records there are known to a sync alone.
    let values = map.values(facts, &doc, &|_| None);
    let values: Vec<Value> = values
        .into_iter()
        .map(|value| match value {
            Outgo::Value(value) => json!({"value": value, "refers": false}),
            Outgo::Waits => json!({"value": null, "refers": true}),
        })
        .collect();
    Ok(json!({"id": row.id.to_string(), "values": values}))
}
