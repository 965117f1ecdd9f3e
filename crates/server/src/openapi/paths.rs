//! Paths of the description, from the table of operations; operations on records once per object.

use std::sync::Arc;

use model::Object;
use serde_json::{Map, Value, json};

use super::schemas::{id, reference};
use crate::operations::{Answer, Method, OPERATIONS, Op, Operation, Payload, Right};
use crate::query::{Kind, Parameter};

/// Statuses of problems, with what they mean.
pub(super) const PROBLEM_STATUSES: [(u16, &str); 18] = [
    (400, "The request cannot be read"),
    (401, "Not signed in, or no valid API key"),
    (403, "Not allowed"),
    (404, "Not found"),
    (406, "The format asked for is not offered"),
    (408, "The body came too slowly"),
    (409, "Contradicts stored data, or several records match"),
    (410, "No longer kept"),
    (412, "The record changed meanwhile"),
    (413, "The body is too large"),
    (415, "The content type is not taken"),
    (422, "Values break the rules of their fields"),
    (428, "The object demands If-Match"),
    (429, "Too many requests"),
    (431, "The address or the headers are too large"),
    (500, "Our fault"),
    (502, "The other system refuses or does not work"),
    (503, "Busy, or writing is switched off"),
];

/// All paths.
pub(super) fn all(objects: &[Arc<Object>]) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    let mut add = |path: String, operation: &Operation, object: Option<&Object>| {
        let item = paths.entry(path).or_insert_with(|| json!({}));
        if let Value::Object(item) = item {
            item.insert(operation.method.name().to_ascii_lowercase(), describe(operation, object));
        }
    };
    for operation in OPERATIONS.iter().filter(|operation| operation.tag != "pages") {
        if operation.is_per_object() {
            for object in objects {
                add(operation.path.replace("{object}", &object.name), operation, Some(object));
            }
        } else {
            add(operation.path.to_owned(), operation, None);
        }
    }
    Value::Object(paths)
}

/// Parameters of operations that are described.
fn described() -> impl Iterator<Item = &'static Parameter> {
    OPERATIONS.iter().filter(|operation| operation.tag != "pages").flat_map(|operation| operation.query)
}

/// Query parameters shared by many operations: of each name the first. What another operation calls by the same name and means
/// otherwise is described where it stands.
pub(super) fn parameters() -> Value {
    let mut all = Map::new();
    for parameter in described() {
        all.entry(parameter.name).or_insert_with(|| query_parameter(parameter));
    }
    all.insert("IdempotencyKey".to_owned(), json!({"name": "Idempotency-Key", "in": "header", "required": false, "description": "The same key and request again within 72 hours get the first answer.", "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"}}));
    all.insert("IfMatch".to_owned(), json!({"name": "If-Match", "in": "header", "required": false, "description": "The ETag you read; 412 when the record changed since. `*` takes whichever there is. Objects may demand it (428).", "schema": {"type": "string", "pattern": "^(\\*|\"[0-9]{1,18}\")$"}}));
    Value::Object(all)
}

/// The parameter by reference where it is the shared one.
fn parameter_of(parameter: &Parameter) -> Value {
    if described().find(|known| known.name == parameter.name) == Some(parameter) {
        json!({"$ref": format!("#/components/parameters/{}", parameter.name)})
    } else {
        query_parameter(parameter)
    }
}

fn query_parameter(parameter: &Parameter) -> Value {
    let schema = match parameter.kind {
        Kind::Integer(min, max) => json!({"type": "integer", "minimum": min, "maximum": max}),
        Kind::Id => id(),
        Kind::Boolean => json!({"type": "boolean"}),
        Kind::Choice(choices) => json!({"type": "string", "enum": choices}),
        Kind::Text(max) => json!({"type": "string", "maxLength": max, "minLength": 1}),
    };
    let mut described =
        json!({"name": parameter.name, "in": "query", "required": parameter.required, "description": parameter.text, "schema": schema});
    if let Ok(example) = serde_json::from_str::<Value>(parameter.example) {
        described["example"] = example;
    }
    described
}

fn describe(operation: &Operation, object: Option<&Object>) -> Value {
    let mut described = Map::new();
    let object_id = object.map(|object| format!("{}_{}", operation.id, object.name));
    described.insert("operationId".to_owned(), json!(object_id.unwrap_or_else(|| operation.id.to_owned())));
    let summary = object.map_or_else(|| operation.summary.to_owned(), |object| format!("{} · {}", operation.summary, object.label.en));
    described.insert("summary".to_owned(), json!(summary));
    described.insert("description".to_owned(), json!(format!("{}. {}", operation.summary.trim_end_matches('.'), needs(operation, object))));
    described.insert("tags".to_owned(), json!([operation.tag]));
    if operation.right == Right::Public {
        described.insert("security".to_owned(), json!([]));
    } else {
        described.insert("x-scope".to_owned(), json!(scope(operation, object)));
    }
    let parameters = operation_parameters(operation, object);
    if !parameters.is_empty() {
        described.insert("parameters".to_owned(), Value::Array(parameters));
    }
    if let Some(body) = request_body(operation, object) {
        described.insert("requestBody".to_owned(), body);
    }
    described.insert("responses".to_owned(), responses(operation, object));
    Value::Object(described)
}

fn scope(operation: &Operation, object: Option<&Object>) -> String {
    let name = object.map_or("*", |object| object.name.as_str());
    match operation.right {
        Right::Public => String::new(),
        Right::Anyone => "any".to_owned(),
        Right::OnObject(verb) | Right::OnSome(verb) => format!("{name}:{}", verb.name()),
        Right::Admin | Right::Metrics => "admin".to_owned(),
    }
}

fn needs(operation: &Operation, object: Option<&Object>) -> String {
    match operation.right {
        Right::Public => "Needs no key.".to_owned(),
        Right::Anyone => "Needs any key or session.".to_owned(),
        Right::OnSome(verb) => format!("Needs the scope `{}` on the object concerned.", verb.name()),
        Right::OnObject(_) | Right::Admin | Right::Metrics => format!("Needs the scope `{}`.", scope(operation, object)),
    }
}

fn operation_parameters(operation: &Operation, object: Option<&Object>) -> Vec<Value> {
    let mut parameters = Vec::new();
    for part in operation.path.split('/') {
        let Some((name, _)) = part.strip_prefix('{').and_then(|rest| rest.split_once('}')) else { continue };
        let (schema, text, example) = match name {
            "object" => continue,
            "id" => (id(), "The id.", object.map(|object| model::RecordId::new(object.id, 1).to_string())),
            "name" => {
                (json!({"type": "string", "pattern": "^[a-z][a-z0-9_]{0,59}$"}), "Plural name of the object.", Some("customers".to_owned()))
            }
            "field" => (json!({"type": "string", "pattern": "^[a-z][a-z0-9_]{0,59}$"}), "Name of the field.", Some("city".to_owned())),
            "stream" => (json!({"type": "string", "minLength": 1, "maxLength": 300}), "Name of the stream.", None),
            "version" => (json!({"type": "integer", "minimum": 1, "maximum": 1_000_000_000}), "The version.", None),
            "key" => (key_names(object), "A match-key or unique field, `id`, or `external_id`.", None),
            _ => (
                json!({"type": "string", "minLength": 1, "maxLength": 1000}),
                "The value of the key; `source:id` for an external id.",
                None,
            ),
        };
        let mut parameter = json!({"name": name, "in": "path", "required": true, "description": text, "schema": schema});
        if let Some(example) = example {
            parameter["example"] = json!(example);
        }
        parameters.push(parameter);
    }
    parameters.extend(operation.query.iter().map(parameter_of));
    if operation.takes_idempotency_key() {
        parameters.push(json!({"$ref": "#/components/parameters/IdempotencyKey"}));
    }
    if takes_if_match(operation) {
        parameters.push(json!({"$ref": "#/components/parameters/IfMatch"}));
    }
    parameters
}

fn key_names(object: Option<&Object>) -> Value {
    let fields = object
        .into_iter()
        .flat_map(Object::live_fields)
        .filter(|field| field.match_key.is_some() || field.unique)
        .map(|field| field.name.as_str());
    json!({"type": "string", "enum": fields.chain(["id", "external_id"]).collect::<Vec<_>>()})
}

fn takes_if_match(operation: &Operation) -> bool {
    writes_known_record(operation)
        || matches!(
            operation.op,
            Op::UpdateConnection
                | Op::RotateConnection
                | Op::UpdateSync
                | Op::GoLiveSync
                | Op::ResumeSync
                | Op::UpdateView
                | Op::UpdateAlertChannel
        )
}

/// Operations that an object may demand `If-Match` of.
fn writes_known_record(operation: &Operation) -> bool {
    matches!(operation.op, Op::PatchRecord | Op::DeleteRecord | Op::UpsertByKey)
}

/// Operations that name an object outside of their path; there may be none of that name.
fn names_object(operation: &Operation) -> bool {
    matches!(
        operation.op,
        Op::CreateImport | Op::ListViews | Op::CreateView | Op::ListDuplicates | Op::GetDuplicateRule | Op::SetDuplicateRule
    )
}

/// Operations whose answer comes from another system.
fn asks_another_system(operation: &Operation) -> bool {
    matches!(operation.op, Op::ListStreams | Op::GetStream | Op::SampleStream | Op::SuggestStream | Op::TestAlertChannel)
}

fn request_body(operation: &Operation, object: Option<&Object>) -> Option<Value> {
    let of_object = |suffix: &str| reference(&format!("{}_{suffix}", object.map_or("", |object| object.name.as_str())));
    let json_body =
        |schema: Value, required: bool| Some(json!({"required": required, "content": {"application/json": {"schema": schema}}}));
    match operation.payload {
        Payload::None => None,
        Payload::Json(name) => json_body(reference(name), true),
        Payload::OptionalJson(name) => json_body(reference(name), false),
        Payload::RecordNew => json_body(of_object("new"), true),
        Payload::RecordPatch => json_body(of_object("patch"), true),
        Payload::RecordBatch => json_body(of_object("batch"), true),
        Payload::RecordUpsert => Some(json!({"required": true, "content": {
            "application/json": {"schema": of_object("upsert")},
            "application/xml": {"schema": xml("values", object)},
            "text/csv": {"schema": {"type": "string"}},
        }})),
        Payload::File => Some(json!({"required": true, "content": {
            "multipart/form-data": {"schema": {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}, "mapping": {"type": "string", "format": "binary", "description": "YAML or XLSX."}}}},
            "text/csv": {"schema": {"description": "The file as it is."}},
            "application/octet-stream": {"schema": {"description": "The file as it is."}},
        }})),
        Payload::MappingFile => Some(json!({"required": true, "content": {
            "multipart/form-data": {"schema": {"type": "object", "required": ["file"], "properties": {
                "file": {"type": "string", "format": "binary", "description": "XLSX or YAML."},
                "columns": {"type": "string", "description": "JSON list of the columns that the source has, at most 2,000: those that a rule names are looked for among them."},
            }}},
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {"schema": {"description": "The file as it is."}},
            "application/yaml": {"schema": {"type": "string"}},
        }})),
    }
}

fn responses(operation: &Operation, object: Option<&Object>) -> Value {
    let mut responses = Map::new();
    responses.insert(operation.status.to_string(), success(operation, object));
    match operation.op {
        Op::UpsertByKey => responses.insert("201".to_owned(), success(operation, object)),
        // An atomic batch has one fate, so one status.
        Op::BatchRecords => responses.insert("200".to_owned(), success(operation, object)),
        _ => None,
    };
    for (status, _) in PROBLEM_STATUSES {
        let has_body = operation.payload != Payload::None;
        let is_write = operation.method != Method::Get;
        let fits = match status {
            400 | 500 | 503 => true,
            // A call of another system is refused by its signature.
            401 => operation.right != Right::Public || matches!(operation.op, Op::Hook | Op::CreateSession),
            403 => operation.right != Right::Public || matches!(operation.op, Op::CreateSession | Op::SetUp),
            429 => operation.tag != "health" || operation.right != Right::Public,
            404 => operation.path.contains('{') || names_object(operation),
            406 => {
                operation.op == Op::ImportRejected || (operation.right != Right::Public && !matches!(operation.answer, Answer::Other(_)))
            }
            409 => is_write || matches!(operation.op, Op::GetByKey | Op::ListSimulators),
            // An address of more than 65,534 bytes, a head of more than 128 KiB or 100 headers.
            431 => operation.path.contains('{') || !operation.query.is_empty(),
            410 => matches!(operation.op, Op::ListChanges | Op::ImportRejected | Op::ApplyImport),
            412 => takes_if_match(operation),
            // An atomic batch ends as its first refused item does.
            428 => writes_known_record(operation) || operation.op == Op::BatchRecords,
            502 => asks_another_system(operation),
            408 | 413 | 415 => has_body,
            422 => has_body || operation.takes_idempotency_key(),
            _ => false,
        };
        if fits {
            responses.insert(status.to_string(), json!({"$ref": format!("#/components/responses/Problem{status}")}));
        }
    }
    Value::Object(responses)
}

/// XML with this root element; the XML Schema says what is inside.
fn xml(root: &str, object: Option<&Object>) -> Value {
    let url = format!("/api/v1/{}/schema.xsd", object.map_or("", |object| object.name.as_str()));
    json!({"type": "object", "xml": {"name": root}, "externalDocs": {"url": url, "description": format!("XML Schema; root element `{root}`")}})
}

/// A stream is described by one of its events.
fn events() -> Value {
    let text = json!({"type": "string"});
    json!({"type": "object", "description": "One event of the stream.", "properties": {"event": text, "data": text, "id": text, "retry": {}}})
}

fn success(operation: &Operation, object: Option<&Object>) -> Value {
    let of_object = |suffix: &str| reference(&format!("{}_{suffix}", object.map_or("", |object| object.name.as_str())));
    let json_only = |schema: Value| json!({"application/json": {"schema": schema}});
    let with_xml = |schema: Value, root: &str| json!({"application/json": {"schema": schema}, "application/xml": {"schema": xml(root, object)}, "text/csv": {"schema": {"type": "string"}}});
    let content = match operation.answer {
        Answer::Json("ChangePage") if operation.op == Op::ListChanges => {
            json!({"application/json": {"schema": reference("ChangePage")}, "text/event-stream": {"schema": events()}})
        }
        Answer::Json(name) => json_only(reference(name)),
        Answer::Record => with_xml(of_object("record"), "record"),
        Answer::RecordJson => json_only(of_object("record")),
        Answer::RecordItems => json_only(
            json!({"type": "object", "required": ["items"], "properties": {"items": {"type": "array", "items": of_object("record")}}}),
        ),
        Answer::RecordPage => with_xml(of_object("page"), "page"),
        Answer::Upserted => with_xml(of_object("upserted"), "upsert"),
        Answer::SearchPage => json_only(of_object("found")),
        Answer::Nothing => return json!({"description": "Done"}),
        Answer::Other(types) => {
            let schema = |kind: &str| match kind {
                "application/json" | "application/yaml" => json!({"type": "object"}),
                "text/event-stream" => events(),
                _ => json!({"type": "string"}),
            };
            Value::Object(types.iter().map(|kind| ((*kind).to_owned(), json!({"schema": schema(kind)}))).collect())
        }
    };
    let mut headers = Map::new();
    if matches!(operation.answer, Answer::Record | Answer::RecordJson | Answer::Upserted | Answer::Json("Connection" | "Sync")) {
        headers.insert("ETag".to_owned(), json!({"description": "Version of the record.", "schema": {"type": "string"}}));
    }
    if operation.status == 201 || operation.status == 202 {
        headers.insert("Location".to_owned(), json!({"description": "Where it is.", "schema": {"type": "string"}}));
    }
    let mut success = json!({"description": operation.summary, "content": content});
    if !headers.is_empty() {
        success["headers"] = Value::Object(headers);
    }
    if let (Op::CreateRecord, Some(object)) = (operation.op, object) {
        let link = |id: &str| json!({"operationId": format!("{id}_{}", object.name), "parameters": {"id": "$response.body#/id"}});
        success["links"] = json!({"read": link("get"), "change": link("update"), "delete": link("delete"), "history": link("get_history_of"), "lineage": link("get_lineage_of")});
    }
    success
}
