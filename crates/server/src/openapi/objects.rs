//! Shapes of the records of one object, shipped or defined by a user.

use model::schema::SelectOption;
use model::{Field, FieldType, KeyKind, Object};
use serde_json::{Map, Value, json};

use super::schemas::{id, reference};

/// Schemas `<object>_record`, `_new`, `_patch`, `_page`, `_batch`, `_upserted`, `_found`.
pub(super) fn schemas(object: &Object) -> Map<String, Value> {
    let name = &object.name;
    let mut shown = Map::new();
    shown.insert("id".to_owned(), id());
    shown.insert("version".to_owned(), json!({"type": "integer", "minimum": 1}));
    shown.insert("created_at".to_owned(), json!({"type": "string", "format": "date-time"}));
    shown.insert("updated_at".to_owned(), json!({"type": "string", "format": "date-time"}));
    let mut given = Map::new();
    let mut changed = Map::new();
    for field in object.live_fields() {
        shown.insert(field.name.clone(), labelled(field, output(field)));
        if matches!(field.field_type, FieldType::AutoNumber { .. }) {
            continue;
        }
        let or_null = || json!({"anyOf": [input(field), {"type": "null"}]});
        // Null is no value, which a default then fills.
        let given_shape = if field.required && field.default.is_none() { input(field) } else { or_null() };
        given.insert(field.name.clone(), labelled(field, given_shape));
        let changed_shape = if field.required { input(field) } else { or_null() };
        changed.insert(field.name.clone(), labelled(field, changed_shape));
    }
    shown.insert("external_ids".to_owned(), json!({"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}, "description": "Ids that sources gave the record, by source."}));
    shown.insert("expanded".to_owned(), json!({"type": "object", "additionalProperties": {"type": ["object", "null"]}}));
    let required: Vec<&str> = object
        .live_fields()
        .filter(|field| field.required && field.default.is_none() && given.contains_key(&field.name))
        .map(|field| field.name.as_str())
        .collect();
    let keys: Vec<&str> = object
        .live_fields()
        .filter(|field| field.match_key.is_some() || field.unique)
        .map(|field| field.name.as_str())
        .chain(["external_id"])
        .collect();
    let mut upsert = given.clone();
    upsert.insert("match".to_owned(), json!({"type": "array", "maxItems": 20, "items": {"type": "string", "enum": keys}, "description": "More keys to look for when the one of the path finds nothing."}));
    let mut patch = changed.clone();
    patch.insert("expected".to_owned(), json!({"type": "object", "properties": changed, "additionalProperties": false, "description": "Values you believe to be there; 412 when one differs."}));
    let example = example(object);
    let mut all = Map::new();
    all.insert(format!("{name}_record"), json!({"type": "object", "required": ["id", "version", "updated_at"], "properties": shown}));
    all.insert(
        format!("{name}_new"),
        json!({"type": "object", "required": required, "properties": given, "additionalProperties": false, "examples": [example]}),
    );
    all.insert(
        format!("{name}_upsert"),
        json!({"type": "object", "required": required, "properties": upsert, "additionalProperties": false, "examples": [example]}),
    );
    all.insert(
        format!("{name}_patch"),
        json!({"type": "object", "properties": patch, "additionalProperties": false, "examples": [example]}),
    );
    let page = |item: &str| json!({"type": "object", "required": ["items", "page"], "properties": {"items": {"type": "array", "items": reference(item)}, "page": reference("Page")}});
    all.insert(format!("{name}_page"), page(&format!("{name}_record")));
    let mut found = page(&format!("{name}_record"));
    found["properties"]["index"] = reference("Index");
    all.insert(format!("{name}_found"), found);
    all.insert(format!("{name}_upserted"), json!({"type": "object", "required": ["outcome", "record"], "properties": {"outcome": {"type": "string", "enum": ["created", "updated", "unchanged"]}, "record": reference(&format!("{name}_record"))}}));
    all.insert(format!("{name}_batch"), batch(name, &example));
    all
}

/// One operation that does not fit is answered in its own line, so the shape of an operation promises little.
fn batch(name: &str, example: &Value) -> Value {
    let record = format!("Values, as `{name}_new` for create, `{name}_patch` for update, `{name}_upsert` for upsert.");
    json!({
        "type": "object",
        "required": ["items"],
        "additionalProperties": false,
        "properties": {
            "atomic": {"type": "boolean", "description": "All or nothing."},
            "items": {"type": "array", "minItems": 1, "maxItems": 1000, "items": {
                "type": "object",
                "required": ["op"],
                "additionalProperties": false,
                "properties": {
                    "op": {"type": "string", "enum": ["create", "update", "upsert", "delete", "restore"]},
                    "ref": {"type": "string", "description": "Comes back with the answer."},
                    "id": {"type": "string", "description": "For update, delete and restore."},
                    "key": {"type": "string", "description": "For upsert: a match key."},
                    "value": {"type": "string", "description": "For upsert: the value of the key."},
                    "version": {"type": "integer", "format": "int64", "description": "For update and delete: the version you read."},
                    "record": {"type": "object", "description": record},
                },
            }},
        },
        "examples": [{"items": [{"op": "create", "ref": "1", "record": example}]}],
    })
}

fn labelled(field: &Field, mut schema: Value) -> Value {
    if let Value::Object(members) = &mut schema {
        members.insert("title".to_owned(), json!(format!("{} · {}", field.label.en, field.label.zh)));
    }
    schema
}

fn options(options: &[SelectOption]) -> Value {
    json!(options.iter().map(|option| option.value.as_str()).collect::<Vec<_>>())
}

/// What the API answers. Imported values that could not be normalised are kept as they came, so formats are not promised.
fn output(field: &Field) -> Value {
    let list = json!({"type": "array", "items": {"type": "string"}});
    match &field.field_type {
        FieldType::Text
        | FieldType::LongText
        | FieldType::Decimal
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Url
        | FieldType::Select { .. }
        | FieldType::AutoNumber { .. } => json!({"type": "string"}),
        FieldType::Integer => json!({"type": "integer"}),
        FieldType::Boolean => json!({"type": "boolean"}),
        FieldType::Money => reference("Money"),
        FieldType::Email | FieldType::Phone | FieldType::MultiSelect { .. } => list,
        FieldType::Reference { .. } => id(),
        FieldType::Person => reference("PersonName"),
        FieldType::Address => reference("Address"),
        FieldType::Json => json!({"description": "Any JSON."}),
    }
}

/// Numbers and truth values are taken as their text.
fn text(description: &str) -> Value {
    json!({"type": ["string", "number", "boolean"], "minLength": 1, "description": description})
}

/// What the API takes.
fn input(field: &Field) -> Value {
    let several = |item: &Value| json!({"anyOf": [item, {"type": "array", "items": item, "minItems": 1, "maxItems": 20}]});
    match &field.field_type {
        FieldType::Text => match field.match_key {
            Some(KeyKind::CreditCode) => {
                json!({"type": "string", "description": "18 characters with a check character, GB 32100-2015.", "examples": ["91350100M000100Y43"]})
            }
            Some(KeyKind::ResidentId) => {
                json!({"type": "string", "description": "18 characters with a check character, GB 11643-1999.", "examples": ["11010519491231002X"]})
            }
            Some(KeyKind::Email | KeyKind::Phone | KeyKind::Text) | None => text("At most 1,000 characters after trimming."),
        },
        FieldType::LongText => text("At most 100,000 characters after trimming."),
        FieldType::Integer => json!({"type": "integer", "format": "int64", "minimum": i64::MIN, "maximum": i64::MAX}),
        FieldType::Decimal => json!({"type": "string", "pattern": "^-?[0-9]{1,15}(\\.[0-9]{1,6})?$"}),
        FieldType::Money => reference("MoneyInput"),
        FieldType::Boolean => json!({"type": "boolean"}),
        FieldType::Date => json!({"type": "string", "format": "date"}),
        FieldType::Datetime => json!({"type": "string", "format": "date-time"}),
        FieldType::Email => several(&json!({"type": "string", "format": "email", "maxLength": 254})),
        FieldType::Phone => several(&json!({"type": "string", "maxLength": 40, "description": "In any common spelling; kept in E.164."})),
        FieldType::Url => json!({"type": "string", "format": "uri", "maxLength": 2000}),
        FieldType::Select { options: known } => json!({"type": "string", "enum": options(known)}),
        FieldType::MultiSelect { options: known } => several(&json!({"type": "string", "enum": options(known)})),
        FieldType::Reference { .. } => id(),
        FieldType::Person => reference("PersonNameInput"),
        FieldType::Address => reference("AddressInput"),
        FieldType::Json => json!({"description": "Any JSON."}),
        FieldType::AutoNumber { .. } => json!({"type": "string"}),
    }
}

/// A small record that is accepted: the required fields, the title, an e-mail address and a phone.
pub(super) fn example(object: &Object) -> Value {
    let mut members = Map::new();
    for field in object.live_fields() {
        let is_key = matches!(field.field_type, FieldType::Email | FieldType::Phone);
        if !(field.required || field.name == object.title_field || is_key) {
            continue;
        }
        let value = match &field.field_type {
            FieldType::Text | FieldType::LongText => json!("上海示例贸易有限公司"),
            FieldType::Integer => json!(7),
            FieldType::Decimal => json!("12.50"),
            FieldType::Money => json!({"amount": "12.50", "currency": "CNY"}),
            FieldType::Boolean => json!(true),
            FieldType::Date => json!("2026-03-31"),
            FieldType::Datetime => json!("2026-03-31T08:15:00Z"),
            FieldType::Email => json!(["li.wei@example.cn"]),
            FieldType::Phone => json!(["+8613800138000"]),
            FieldType::Url => json!("https://example.cn/"),
            FieldType::Select { options } => json!(options.first().map(|option| option.value.clone())),
            FieldType::MultiSelect { options } => json!(options.iter().take(1).map(|option| option.value.clone()).collect::<Vec<_>>()),
            FieldType::Person => json!({"full": "李伟"}),
            FieldType::Address => json!({"city": "上海市"}),
            FieldType::Json => json!(["vip"]),
            FieldType::Reference { .. } | FieldType::AutoNumber { .. } => continue,
        };
        members.insert(field.name.clone(), value);
    }
    Value::Object(members)
}
