//! The description as a Postman collection 2.1, one folder per tag.

use serde_json::{Map, Value, json};

/// Made from the OpenAPI document.
pub(super) fn collection(document: &Value, public_url: Option<&str>) -> Value {
    let empty = Map::new();
    let mut folders: Vec<(String, Vec<Value>)> = Vec::new();
    for (path, item) in document.get("paths").and_then(Value::as_object).unwrap_or(&empty) {
        for (method, operation) in item.as_object().unwrap_or(&empty) {
            let tag = operation.pointer("/tags/0").and_then(Value::as_str).unwrap_or("other").to_owned();
            let request = request(document, path, method, operation);
            match folders.iter_mut().find(|(name, _)| *name == tag) {
                Some((_, items)) => items.push(request),
                None => folders.push((tag, vec![request])),
            }
        }
    }
    let items: Vec<Value> = folders.into_iter().map(|(name, items)| json!({"name": name, "item": items})).collect();
    json!({
        "info": {"name": "Rapport API", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{key}}", "type": "string"}]},
        "variable": [
            {"key": "base", "value": public_url.unwrap_or("http://127.0.0.1:8080")},
            {"key": "key", "value": "rp_live_…"},
        ],
        "item": items,
    })
}

fn request(document: &Value, path: &str, method: &str, operation: &Value) -> Value {
    let resolve = |parameter: &Value| match parameter.get("$ref").and_then(Value::as_str) {
        Some(target) => document.pointer(target.trim_start_matches('#')).cloned().unwrap_or(Value::Null),
        None => parameter.clone(),
    };
    let parameters: Vec<Value> =
        operation.get("parameters").and_then(Value::as_array).map(|list| list.iter().map(resolve).collect()).unwrap_or_default();
    let text = |parameter: &Value, member: &str| parameter.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut query = Vec::new();
    let mut variables = Vec::new();
    for parameter in &parameters {
        let name = text(parameter, "name");
        let example = parameter
            .get("example")
            .map(|example| example.as_str().map_or_else(|| example.to_string(), ToOwned::to_owned))
            .unwrap_or_default();
        match text(parameter, "in").as_str() {
            "query" => query.push(json!({"key": name, "value": example, "description": text(parameter, "description"), "disabled": parameter.get("required") != Some(&Value::Bool(true))})),
            "path" => variables.push(json!({"key": name, "value": example})),
            _ => {}
        }
    }
    // Postman writes `:name` for a parameter; an action after it would become part of the name, so those use a variable.
    let parts: Vec<String> = path
        .trim_start_matches('/')
        .split('/')
        .map(|part| match part.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            Some((name, "")) => format!(":{name}"),
            Some((name, action)) => format!("{{{{{name}}}}}{action}"),
            None => part.to_owned(),
        })
        .collect();
    let mut request = json!({
        "method": method.to_ascii_uppercase(),
        "description": text(operation, "description"),
        "url": {"raw": format!("{{{{base}}}}/{}", parts.join("/")), "host": ["{{base}}"], "path": parts, "query": query, "variable": variables},
    });
    if let Some(schema) = operation.pointer("/requestBody/content/application~1json/schema") {
        let schema = match schema.get("$ref").and_then(Value::as_str) {
            Some(target) => document.pointer(target.trim_start_matches('#')).cloned().unwrap_or(Value::Null),
            None => schema.clone(),
        };
        let example = schema.pointer("/examples/0").cloned().unwrap_or_else(|| json!({}));
        request["header"] = json!([{"key": "Content-Type", "value": "application/json"}]);
        request["body"] = json!({"mode": "raw", "raw": serde_json::to_string_pretty(&example).unwrap_or_default(), "options": {"raw": {"language": "json"}}});
    }
    json!({"name": text(operation, "summary"), "request": request})
}
