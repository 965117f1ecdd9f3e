//! The description of the API: OpenAPI 3.1 and a Postman collection, made from the table of operations and the objects as
//! they are defined now. Kept until a definition changes.

mod alert_schemas;
mod data_schemas;
mod objects;
mod paths;
mod people_schemas;
mod postman;
mod problem_schemas;
mod schemas;
mod sync_schemas;
mod webhooks;

use std::sync::{Arc, Mutex, PoisonError};

use records::Schema;
use serde_json::{Map, Value, json};
use sync::alerts::PublicUrl;

use crate::app::App;

/// The descriptions made last, and the schema they were made for.
#[derive(Default)]
pub(crate) struct Descriptions {
    made: Mutex<Option<Made>>,
}

/// The schema they were made for, the OpenAPI document, the Postman collection.
type Made = (Arc<Schema>, Arc<str>, Arc<str>);

impl Descriptions {
    /// The OpenAPI document.
    pub(crate) fn openapi(&self, app: &App) -> Arc<str> {
        self.current(app).0
    }

    /// The Postman collection.
    pub(crate) fn postman(&self, app: &App) -> Arc<str> {
        self.current(app).1
    }

    fn current(&self, app: &App) -> (Arc<str>, Arc<str>) {
        let schema = app.records.schema();
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, openapi, postman)) = &*made
            && Arc::ptr_eq(known, &schema)
        {
            return (Arc::clone(openapi), Arc::clone(postman));
        }
        let public_url = app.settings.public_url.as_ref().map(PublicUrl::as_str);
        let document = document(&schema, public_url, app.limiter.per_minute());
        let openapi: Arc<str> = document.to_string().into();
        let postman: Arc<str> = postman::collection(&document, public_url).to_string().into();
        *made = Some((schema, Arc::clone(&openapi), Arc::clone(&postman)));
        (openapi, postman)
    }
}

const INTRODUCTION: &str = "Customer data, kept true in every system.\n\n\
    Every call carries `Authorization: Bearer rp_live_…`; the console makes keys (`rapport key add`). Lists use seek pagination \
    (`cursor`), errors are RFC 9457 problems in English and Simplified Chinese (`Accept-Language`), writes take \
    `Idempotency-Key` and `If-Match`. Objects and fields that users define appear here at once.";

fn document(schema: &Schema, public_url: Option<&str>, per_minute: i64) -> Value {
    let objects: Vec<_> = schema.objects().into_iter().filter(|object| !object.archived).cloned().collect();
    let mut components = schemas::all();
    components.extend(webhooks::schemas());
    for object in &objects {
        components.extend(objects::schemas(object));
    }
    let mut responses = Map::new();
    for (status, text) in paths::PROBLEM_STATUSES {
        responses.insert(
            format!("Problem{status}"),
            json!({"description": text, "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}),
        );
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Rapport API",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Records, imports, history and schema of a self-hosted CRM core.",
            "description": INTRODUCTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "contact": {"name": "The administrator of this installation"},
        },
        "servers": [{"url": public_url.unwrap_or("/"), "description": "This installation"}],
        "tags": tags(),
        "security": [{"key": []}, {"session": []}],
        "x-rate-limit": {"requests": per_minute, "window_seconds": 60, "per": "key"},
        "paths": paths::all(&objects),
        "webhooks": webhooks::all(),
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "bearerFormat": "rp_live_…", "description": "An API key. Scopes such as `customers:read`, `*:write`, `admin` limit it."}, "session": {"type": "apiKey", "in": "cookie", "name": "rapport_session", "description": "The session of a person, as `POST /session` gives it; over HTTPS it is called `__Host-rapport_session`. Changes must come from a page of this server."}},
            "schemas": components,
            "parameters": paths::parameters(),
            "responses": responses,
        },
    })
}

fn tags() -> Value {
    json!([
        {"name": "records", "description": "Records of every object: list, search, create, change, merge."},
        {"name": "history", "description": "Where values come from and what happened to them."},
        {"name": "schema", "description": "Objects and fields, at run time."},
        {"name": "imports", "description": "Files into records, as runs that can be undone."},
        {"name": "runs", "description": "What was done in one go, and undoing it."},
        {"name": "sources", "description": "The systems that feed records, and which of them wins."},
        {"name": "changes", "description": "Everything that happened, in order."},
        {"name": "connections", "description": "Connectors, configured accounts of them, and what these offer."},
        {"name": "syncs", "description": "Standing instructions that keep an object and a stream equal."},
        {"name": "hooks", "description": "Calls of other systems."},
        {"name": "problems", "description": "Rows that could not be applied: by cause, corrected, tried, replayed or excluded."},
        {"name": "duplicates", "description": "Records that look like one: merged, or told apart for good."},
        {"name": "reviews", "description": "Decisions that wait for a person, and what people were told about."},
        {"name": "alerts", "description": "The channels by which people are told, outside of the web app, that a sync does not do what was promised of it."},
        {"name": "settings", "description": "Settings of the installation."},
        {"name": "people", "description": "People, their sessions and what they prefer."},
        {"name": "views", "description": "Lists under a name, with columns, filter and order."},
        {"name": "keys", "description": "API keys."},
        {"name": "description", "description": "This API, described."},
        {"name": "health", "description": "For those who watch over the server."},
    ])
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// All `$ref` targets inside `value`.
    fn references<'a>(value: &'a Value, out: &mut Vec<&'a str>) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(target)) = members.get("$ref") {
                    out.push(target);
                }
                members.values().for_each(|inner| references(inner, out));
            }
            Value::Array(items) => items.iter().for_each(|inner| references(inner, out)),
            _ => {}
        }
    }

    #[test]
    fn the_document_is_whole() {
        let folder = tempfile::tempdir().expect("folder");
        let store =
            store::Store::open(&store::Location::Directory(folder.path().to_path_buf()), Arc::new(model::SystemClock)).expect("store");
        let records = records::Records::new(store).expect("records");
        let document = document(&records.schema(), None, 60);
        let mut targets = Vec::new();
        references(&document, &mut targets);
        for target in targets {
            assert!(document.pointer(target.trim_start_matches('#')).is_some(), "{target} does not exist");
        }
        let mut ids = HashSet::new();
        let paths = document["paths"].as_object().expect("paths");
        for (path, item) in paths {
            for (method, operation) in item.as_object().expect("item") {
                let id = operation["operationId"].as_str().unwrap_or_else(|| panic!("{method} {path} has no id"));
                assert!(ids.insert(id.to_owned()), "{id} twice");
            }
        }
        for id in ["list_customers", "get_orders", "upsert_by_key_deals", "create_object", "rollback_run"] {
            assert!(ids.contains(id), "{id}");
        }
    }
}
