//! Objects and fields at run time. A change is known to records, imports, exports and the description at once.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use mapping::normalise::Region;
use model::{Field, FieldId, FieldType, KeyKind, Label, Object, ObjectId, Survivorship, Validation, Verb};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::call::Call;
use crate::convert::invalid;
use crate::handlers::history::page;
use crate::operations::RESERVED_OBJECT_NAMES;
use crate::problem::{Code, Fault, Outcome, Problem};
use crate::reply;

fn object_json(object: &Object) -> Value {
    let fields: Vec<Value> = object.fields_as_shown().map(field_json).collect();
    json!({
        "name": object.name, "label": object.label, "version": object.version, "standard": object.standard,
        "archived": object.archived, "title_field": object.title_field, "if_match_required": object.if_match_required, "fields": fields,
    })
}

fn field_json(field: &Field) -> Value {
    let mut value = serde_json::to_value(field).unwrap_or_default();
    if let Value::Object(members) = &mut value {
        // Internal; a client names fields.
        members.remove("id");
        for flag in ["required", "unique", "indexed", "protected", "sensitive", "archived"] {
            members.entry(flag).or_insert(Value::Bool(false));
        }
    }
    value
}

/// Definitions show what data there is, so only objects one may read or write are shown.
fn visible(call: &Call, object: &Object) -> Result<bool, Box<Problem>> {
    let caller = call.caller()?;
    Ok(caller.may(Verb::Read, &object.name) || caller.may(Verb::Write, &object.name))
}

fn find(call: &Call) -> Result<Arc<Object>, Box<Problem>> {
    let schema = call.app.records.schema();
    match schema.object(call.param("name")) {
        Some(object) if visible(call, object)? => Ok(Arc::clone(object)),
        // Archived ones are shown here; a wrong name gets the nearest.
        _ => Err(call.app.object(call.param("name")).err().unwrap_or_else(|| Problem::new(Code::NotFound))),
    }
}

/// `GET /objects`
pub(crate) async fn list_objects(call: Call) -> Outcome {
    let schema = call.app.records.schema();
    let mut items = Vec::new();
    for object in schema.objects() {
        if visible(&call, object)? {
            items.push(object_json(object));
        }
    }
    Ok(reply::json(StatusCode::OK, &page(items, None)))
}

/// `GET /objects/{name}`
pub(crate) async fn get_object(call: Call) -> Outcome {
    let object = find(&call)?;
    if object.archived { Err(archived()) } else { Ok(reply::json(StatusCode::OK, &object_json(&object))) }
}

/// As with deleted records: gone for readers, and a change brings it back. Lists still show it.
fn archived() -> Box<Problem> {
    Problem::with(
        Code::NotFound,
        "this definition is archived; PATCH with archived false brings it back",
        "该定义已归档；可用 PATCH 将 archived 设为 false 恢复",
    )
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ObjectNew {
    name: String,
    label: Label,
    title_field: String,
    #[serde(default)]
    if_match_required: bool,
    fields: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ObjectPatch {
    #[serde(default)]
    label: Option<Label>,
    #[serde(default)]
    title_field: Option<String>,
    #[serde(default)]
    archived: Option<bool>,
    #[serde(default)]
    if_match_required: Option<bool>,
    #[serde(default)]
    field_order: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldPatch {
    #[serde(default)]
    label: Option<Label>,
    #[serde(default)]
    options: Option<Vec<model::schema::SelectOption>>,
    #[serde(default)]
    required: Option<bool>,
    #[serde(default)]
    unique: Option<bool>,
    #[serde(default)]
    indexed: Option<bool>,
    #[serde(default, deserialize_with = "nullable")]
    match_key: Option<Option<KeyKind>>,
    #[serde(default)]
    protected: Option<bool>,
    #[serde(default)]
    sensitive: Option<bool>,
    #[serde(default, deserialize_with = "nullable")]
    default: Option<Option<Value>>,
    #[serde(default, deserialize_with = "nullable")]
    validation: Option<Option<Validation>>,
    #[serde(default)]
    survivorship: Option<Survivorship>,
    #[serde(default)]
    archived: Option<bool>,
}

/// Keeps `null` (take it away) apart from absent (leave it).
fn nullable<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// Members a new field may have. `id` and `archived` belong to the system.
const FIELD_MEMBERS: [&str; 14] = [
    "name",
    "label",
    "type",
    "options",
    "to",
    "prefix",
    "required",
    "unique",
    "indexed",
    "match_key",
    "protected",
    "sensitive",
    "default",
    "validation",
];

fn read_field(value: Value, region: Region, pointer: &str) -> Result<Field, Box<Problem>> {
    let refuse = |text: String| Problem::new(Code::ValidationFailed).fault(pointer, "shape", text, "字段定义不符合要求");
    let Value::Object(mut members) = value else { return Err(refuse("must be an object".to_owned())) };
    if let Some(unknown) = members.keys().find(|name| !FIELD_MEMBERS.contains(&name.as_str()) && *name != "survivorship") {
        let shown: String = unknown.chars().filter(|character| !character.is_control()).take(60).collect();
        let mut fault = Fault {
            pointer: format!("{pointer}/{shown}"),
            code: "member_unknown".into(),
            detail: ("a field has no such setting".into(), "字段没有该设置".into()),
            offset: None,
            nearest: Vec::new(),
        };
        fault.nearest = records::filter_text::nearest(&shown, FIELD_MEMBERS);
        return Err(invalid([fault]));
    }
    members.insert("id".to_owned(), json!(1));
    let field: Field =
        serde_json::from_value(Value::Object(members)).map_err(|error| refuse(error.to_string().chars().take(200).collect()))?;
    check_field(&field, region, pointer)?;
    Ok(field)
}

/// What the schema's own check cannot know: the default must fit the type, patterns must compile, labels must exist.
fn check_field(field: &Field, region: Region, pointer: &str) -> Result<(), Box<Problem>> {
    let refuse = |member: &str, en: &'static str, zh: &'static str| {
        Err(Problem::new(Code::ValidationFailed).fault(format!("{pointer}/{member}"), "invalid", en, zh))
    };
    if field.label.en.chars().count() > 200 || field.label.zh.chars().count() > 200 {
        return refuse("label", "at most 200 characters", "最多 200 个字符");
    }
    let probe = Object {
        id: ObjectId(1),
        name: "probe".to_owned(),
        label: Label::default(),
        version: 1,
        standard: false,
        archived: false,
        if_match_required: false,
        title_field: field.name.clone(),
        fields: vec![field.clone()],
        shown_order: Vec::new(),
    };
    if let Some(default) = &field.default {
        match mapping::fragment_from_json(field, &probe, default, region) {
            // Defaults are stored as they are used: in the canonical form.
            Ok(Some(fragment)) if serde_json::from_str::<Value>(&fragment).is_ok_and(|canonical| canonical == *default) => {}
            Ok(_) => return refuse("default", "write the default in its stored form", "默认值须为规范形式"),
            Err(_) => return refuse("default", "the default does not fit the type", "默认值与类型不符"),
        }
    }
    if let Some(Validation { pattern: Some(pattern), .. }) = &field.validation
        && (pattern.len() > 1_000 || regex::RegexBuilder::new(pattern).size_limit(1 << 20).build().is_err())
    {
        return refuse("validation", "the pattern does not compile", "正则表达式无效");
    }
    Ok(())
}

/// `POST /objects`
pub(crate) async fn create_object(mut call: Call) -> Outcome {
    let body: ObjectNew = call.json().await?;
    if RESERVED_OBJECT_NAMES.contains(&body.name.as_str()) {
        return Err(Problem::with(
            Code::Conflict,
            format!("the name {:?} is taken or reserved", body.name),
            format!("名称 {:?} 已被占用或保留", body.name),
        ));
    }
    if body.fields.is_empty() || body.fields.len() > 1_000 {
        return Err(Problem::new(Code::ValidationFailed).fault("#/fields", "size", "1 to 1,000 fields", "1 到 1000 个字段"));
    }
    if body.label.en.chars().count() > 200 || body.label.zh.chars().count() > 200 {
        return Err(Problem::new(Code::ValidationFailed).fault("#/label", "size", "at most 200 characters", "最多 200 个字符"));
    }
    let region = call.app.region();
    let fields: Result<Vec<Field>, _> =
        body.fields.into_iter().enumerate().map(|(at, value)| read_field(value, region, &format!("#/fields/{at}"))).collect();
    let draft = Object {
        id: ObjectId(0),
        name: body.name,
        label: body.label,
        version: 1,
        standard: false,
        archived: false,
        if_match_required: body.if_match_required,
        title_field: body.title_field,
        fields: fields?,
        shown_order: Vec::new(),
    };
    let (app, caller) = (Arc::clone(&call.app), call.caller()?.clone());
    let object = crate::app::blocking(move || app.records.object_create(&caller, draft).map_err(Into::into)).await?;
    let mut response = reply::json(StatusCode::CREATED, &object_json(&object));
    reply::set_header(&mut response, header::LOCATION, &format!("/api/v1/objects/{}", object.name));
    Ok(response)
}

/// `PATCH /objects/{name}`
pub(crate) async fn update_object(mut call: Call) -> Outcome {
    let known = find(&call)?;
    let name = known.name.clone();
    let body: ObjectPatch = call.json().await?;
    let order = body.field_order.as_deref().map(|names| read_order(&known, names)).transpose()?;
    if body.label.as_ref().is_some_and(|label| label.en.chars().count() > 200 || label.zh.chars().count() > 200) {
        return Err(Problem::new(Code::ValidationFailed).fault("#/label", "size", "at most 200 characters", "最多 200 个字符"));
    }
    if body.archived == Some(true) {
        refuse_standard(&call, &name)?;
    }
    let object = change_object(&call, name, move |object| {
        if let Some(label) = &body.label {
            object.label = label.clone();
        }
        if let Some(title) = &body.title_field {
            object.title_field.clone_from(title);
        }
        if let Some(archived) = body.archived {
            object.archived = archived;
        }
        object.if_match_required = body.if_match_required.unwrap_or(object.if_match_required);
        if let Some(order) = order {
            object.shown_order = order;
        }
    })
    .await?;
    Ok(reply::json(StatusCode::OK, &object_json(&object)))
}

/// Names of fields, each once, as their ids.
fn read_order(object: &Object, names: &[String]) -> Result<Vec<FieldId>, Box<Problem>> {
    let mut order = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        let refuse = |en: &'static str, zh: &'static str| {
            Problem::new(Code::ValidationFailed).fault(format!("#/field_order/{at}"), "invalid", en, zh)
        };
        let field = object.field(name).ok_or_else(|| refuse("the object has no such field", "对象没有该字段"))?;
        if order.contains(&field.id) {
            return Err(refuse("named twice", "重复出现"));
        }
        order.push(field.id);
    }
    Ok(order)
}

fn refuse_standard(call: &Call, name: &str) -> Result<(), Box<Problem>> {
    match call.app.records.schema().object(name) {
        Some(object) if object.standard => {
            Err(Problem::with(Code::Conflict, "objects that ship with the product stay", "内置对象不能归档"))
        }
        _ => Ok(()),
    }
}

async fn change_object(call: &Call, name: String, change: impl FnOnce(&mut Object) + Send + 'static) -> Result<Arc<Object>, Box<Problem>> {
    let (app, caller) = (Arc::clone(&call.app), call.caller()?.clone());
    crate::app::blocking(move || app.records.object_update(&caller, &name, change).map_err(Into::into)).await
}

/// `DELETE /objects/{name}`
pub(crate) async fn archive_object(call: Call) -> Outcome {
    let name = find(&call)?.name.clone();
    refuse_standard(&call, &name)?;
    let object = change_object(&call, name, |object| object.archived = true).await?;
    Ok(reply::json(StatusCode::OK, &object_json(&object)))
}

/// `GET /objects/{name}/fields`
pub(crate) async fn list_fields(call: Call) -> Outcome {
    let object = find(&call)?;
    Ok(reply::json(StatusCode::OK, &page(object.fields_as_shown().map(field_json).collect(), None)))
}

fn field_of(object: &Object, name: &str) -> Result<Field, Box<Problem>> {
    object.field(name).cloned().ok_or_else(|| {
        let shown: String = name.chars().filter(|character| !character.is_control()).take(60).collect();
        let near = records::filter_text::nearest(&shown, object.fields.iter().map(|field| field.name.as_str()));
        Problem::with(Code::NotFound, format!("{} has no field {shown:?}", object.name), format!("{} 没有字段 {shown:?}", object.name))
            .extend("nearest", json!(near))
    })
}

/// `GET /objects/{name}/fields/{field}`
pub(crate) async fn get_field(call: Call) -> Outcome {
    let field = field_of(find(&call)?.as_ref(), call.param("field"))?;
    if field.archived { Err(archived()) } else { Ok(reply::json(StatusCode::OK, &field_json(&field))) }
}

/// `POST /objects/{name}/fields`
pub(crate) async fn create_field(mut call: Call) -> Outcome {
    let object = find(&call)?;
    let draft = read_field(call.json_value().await?, call.app.region(), "#")?;
    let draft = Field { id: FieldId(0), ..draft };
    if object.field(&draft.name).is_some() {
        return Err(Problem::with(
            Code::Conflict,
            format!("the name {:?} is taken or reserved", draft.name),
            format!("名称 {:?} 已被占用或保留", draft.name),
        ));
    }
    let (app, caller) = (Arc::clone(&call.app), call.caller()?.clone());
    let (object_name, name) = (object.name.clone(), draft.name.clone());
    let object = crate::app::blocking(move || app.records.field_add(&caller, &object_name, draft).map_err(Into::into)).await?;
    let mut response = reply::json(StatusCode::CREATED, &field_json(&field_of(&object, &name)?));
    reply::set_header(&mut response, header::LOCATION, &format!("/api/v1/objects/{}/fields/{name}", object.name));
    Ok(response)
}

/// `PATCH /objects/{name}/fields/{field}`
pub(crate) async fn update_field(mut call: Call) -> Outcome {
    let object = find(&call)?;
    let before = field_of(&object, call.param("field"))?;
    let body: FieldPatch = call.json().await?;
    let mut after = before.clone();
    if let Some(options) = body.options {
        match &mut after.field_type {
            FieldType::Select { options: known } | FieldType::MultiSelect { options: known } => *known = options,
            _ => {
                return Err(Problem::new(Code::ValidationFailed).fault(
                    "#/options",
                    "invalid",
                    "only select fields have options",
                    "只有选择字段才有选项",
                ));
            }
        }
    }
    if let Some(label) = body.label {
        after.label = label;
    }
    after.required = body.required.unwrap_or(after.required);
    after.unique = body.unique.unwrap_or(after.unique);
    after.indexed = body.indexed.unwrap_or(after.indexed);
    after.protected = body.protected.unwrap_or(after.protected);
    after.sensitive = body.sensitive.unwrap_or(after.sensitive);
    after.archived = body.archived.unwrap_or(after.archived);
    after.survivorship = body.survivorship.unwrap_or(after.survivorship);
    after.match_key = body.match_key.unwrap_or(after.match_key);
    after.default = body.default.unwrap_or(after.default);
    after.validation = body.validation.unwrap_or(after.validation);
    check_field(&after, call.app.region(), "#")?;
    save_field(&call, &object, after).await
}

async fn save_field(call: &Call, object: &Arc<Object>, after: Field) -> Outcome {
    let (app, caller) = (Arc::clone(&call.app), call.caller()?.clone());
    let (object_name, name) = (object.name.clone(), after.name.clone());
    let saved = {
        let name = name.clone();
        crate::app::blocking(move || {
            app.records.field_update(&caller, &object_name, &name, move |field| *field = after).map_err(Into::into)
        })
        .await?
    };
    Ok(reply::json(StatusCode::OK, &field_json(&field_of(&saved, &name)?)))
}

/// `DELETE /objects/{name}/fields/{field}`
pub(crate) async fn archive_field(call: Call) -> Outcome {
    let object = find(&call)?;
    let mut field = field_of(&object, call.param("field"))?;
    if object.title_field == field.name {
        return Err(Problem::with(Code::Conflict, "the title field of an object stays", "对象的标题字段不能归档"));
    }
    field.archived = true;
    field.required = false;
    save_field(&call, &object, field).await
}
