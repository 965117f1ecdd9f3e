//! Between the API and the engine: errors to problems, JSON values to documents.

use std::borrow::Cow;

use axum::http::header;
use mapping::fragment_from_json;
use mapping::normalise::Region;
use model::{Doc, Finding, FindingCode, Lang, Object, RecordId};
use records::filter_text::{FilterError, FilterReason, nearest};
use records::{MergeRefusal, Patch, RecordError, UndoRefusal, Written};
use serde_json::{Map, Value, json};
use store::StoreError;

use crate::problem::{Code, Fault, Problem};
use crate::record_json;

impl From<StoreError> for Box<Problem> {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Busy
            | StoreError::Unavailable(_)
            | StoreError::Conflict { .. }
            | StoreError::LeaseLost { .. }
            | StoreError::SyncMoved { .. } => Problem::new(Code::Busy).header(header::RETRY_AFTER, "1"),
            StoreError::ObjectConflict { .. } => {
                Problem::with(Code::Conflict, "the definition was changed meanwhile; read it again", "定义已被他人修改，请重新读取")
            }
            StoreError::ValueTaken { holder, .. } => {
                Problem::with(Code::Conflict, "another record holds a value that must be unique", "唯一值已被其他记录占用")
                    .extend("holder", json!(holder.to_string()))
            }
            StoreError::TooLong => Problem::with(Code::Busy, "the work took too long and was given up", "操作耗时过长，已放弃")
                .header(header::RETRY_AFTER, "60"),
            StoreError::DiskFull | StoreError::ReadOnly | StoreError::Closed => {
                Problem::new(Code::ReadOnly).header(header::RETRY_AFTER, "30")
            }
            StoreError::BatchRepeated { .. }
            | StoreError::Panicked
            | StoreError::DatabaseTooNew { .. }
            | StoreError::Damaged(_)
            | StoreError::Invalid(_)
            | StoreError::File(_)
            | StoreError::Database(_) => {
                // Store errors carry no values of customers.
                tracing::error!(error = %error, cause = ?std::error::Error::source(&error).map(ToString::to_string), "the store failed: {error}");
                Problem::new(Code::Internal)
            }
        }
    }
}

impl From<RecordError> for Box<Problem> {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::NotFound { what } => Problem::with(Code::NotFound, format!("{what} not found"), "未找到"),
            RecordError::Deleted(id) => deleted(id),
            RecordError::VersionMismatch { expected, fields, current } => Problem::with(
                Code::VersionMismatch,
                format!("the record has version {}, not {expected}", current.version),
                format!("记录当前版本为 {}，而非 {expected}", current.version),
            )
            .extend("current", written_value(&current))
            .extend("changed_fields", json!(fields)),
            RecordError::VersionRequired => Problem::new(Code::VersionRequired).fault(
                "header:If-Match",
                "required",
                "the ETag of the record as you read it",
                "读取该记录时得到的 ETag",
            ),
            RecordError::FieldMismatch { fields, current } => {
                let faults: Vec<Fault> = fields
                    .iter()
                    .map(|field| {
                        fault(format!("#/expected/{field}"), "value_changed", "the field has another value now", "该字段的值已改变")
                    })
                    .collect();
                Problem::with(Code::VersionMismatch, "fields changed since they were read", "字段值已被修改")
                    .extend("current", written_value(&current))
                    .extend("changed_fields", json!(fields))
                    .faults(faults)
            }
            RecordError::MatchedMultiple { candidates } => {
                let ids: Vec<String> = candidates.iter().map(RecordId::to_string).collect();
                Problem::new(Code::MatchedMultiple).extend("outcome", json!("matched_multiple")).extend("candidates", json!(ids))
            }
            RecordError::ValueTaken { field, holder } => value_taken(&field, holder),
            RecordError::Invalid(findings) => invalid(findings.iter().map(|finding| finding_fault(finding, "#"))),
            RecordError::MergeRefused(why) => merge_refused(why),
            RecordError::Forbidden { scope } => {
                Problem::with(Code::Forbidden, format!("the scope {scope} is missing"), format!("缺少权限范围 {scope}"))
                    .extend("missing_scope", json!(scope))
            }
            RecordError::Schema(model::SchemaError::Taken(name)) => {
                Problem::with(Code::Conflict, format!("the name {name:?} is taken or reserved"), format!("名称 {name:?} 已被占用或保留"))
            }
            RecordError::NotUnique { field, first, second } => not_unique(&field, first, second),
            RecordError::Schema(error) => Problem::with(Code::ValidationFailed, error.to_string(), "定义不符合要求").fault(
                "#",
                "schema",
                error.to_string(),
                "定义不符合要求",
            ),
            RecordError::NotUndoable { reason, .. } => not_undoable(reason),
            RecordError::Damaged(id) => {
                tracing::error!(record = %id, "the stored data of record {id} does not read");
                Problem::new(Code::Internal)
            }
            RecordError::Store(error) => error.into(),
        }
    }
}

/// 409 for a value that another record holds.
fn value_taken(field: &str, holder: RecordId) -> Box<Problem> {
    let (en, zh) = (format!("the value of {field} is held by another record"), format!("字段 {field} 的值已被其他记录占用"));
    let (text, chinese) = (FindingCode::ValueTaken.text(Lang::En), FindingCode::ValueTaken.text(Lang::Zh));
    Problem::with(Code::Conflict, en, zh).extend("outcome", json!("conflict")).extend("holder", json!(holder.to_string())).fault(
        format!("#/{field}"),
        "value_taken",
        text,
        chinese,
    )
}

/// 409 for a field that cannot be unique as records are now.
fn not_unique(field: &str, first: RecordId, second: RecordId) -> Box<Problem> {
    let en = format!("records {first} and {second} hold the same value of {field}; change or merge them first");
    let zh = format!("记录 {first} 与 {second} 的字段 {field} 值相同；请先修改或合并");
    let (text, chinese) = (FindingCode::ValueTaken.text(Lang::En), FindingCode::ValueTaken.text(Lang::Zh));
    Problem::with(Code::Conflict, en, zh).extend("holders", json!([first.to_string(), second.to_string()])).fault(
        "#/unique",
        "value_taken",
        text,
        chinese,
    )
}

/// 409 for records that must not become one, with what to do about it.
fn merge_refused(why: MergeRefusal) -> Box<Problem> {
    let (way, zh) = match why {
        MergeRefusal::OfficialIds => ("; correct the one that is wrong first", "它们的统一社会信用代码等证件号不同；请先更正有误的那个"),
        MergeRefusal::Count => ("", "一次合并须包含 1 至 100 条其他记录"),
    };
    Problem::with(Code::Conflict, format!("these records must not be merged: {why}{way}"), format!("这些记录不能合并：{zh}"))
}

/// 409 for a run that stays as it is.
fn not_undoable(why: UndoRefusal) -> Box<Problem> {
    let zh = match why {
        UndoRefusal::Cut => "其变更记录已不再保留",
        UndoRefusal::NotEnded => "它尚未结束；请先取消",
        UndoRefusal::Index => "它只建立了索引；请改回字段设置",
        UndoRefusal::Rule => "它只应用了规则；请改回规则",
        UndoRefusal::Undone => "它已被撤销",
    };
    Problem::with(Code::Conflict, format!("this run cannot be undone: {why}"), format!("该运行无法撤销：{zh}"))
}

/// 404 for a record that was deleted.
pub(crate) fn deleted(id: RecordId) -> Box<Problem> {
    Problem::with(
        Code::NotFound,
        format!("record {id} is deleted; POST …/{id}:restore brings it back"),
        format!("记录 {id} 已删除；可用 POST …/{id}:restore 恢复"),
    )
}

pub(crate) fn fault(pointer: String, code: &'static str, en: &'static str, zh: &'static str) -> Fault {
    Fault { pointer, code: Cow::Borrowed(code), detail: (Cow::Borrowed(en), Cow::Borrowed(zh)), offset: None, nearest: Vec::new() }
}

/// 422 with its faults.
pub(crate) fn invalid(faults: impl IntoIterator<Item = Fault>) -> Box<Problem> {
    Problem::new(Code::ValidationFailed).extend("outcome", json!("invalid")).faults(faults)
}

pub(crate) fn finding_fault(finding: &Finding, base: &str) -> Fault {
    if let (FindingCode::ValidationFailed, Some((english, chinese))) = (finding.code, rule_message(&finding.detail)) {
        let detail = (english.to_owned().into(), chinese.to_owned().into());
        return Fault {
            pointer: format!("{base}/{}", finding.field),
            code: finding.code.name().into(),
            detail,
            offset: None,
            nearest: Vec::new(),
        };
    }
    let detail = |lang: Lang| -> Cow<'static, str> {
        let text = match (finding.code, lang) {
            // Imports keep such a value; a call is refused.
            (FindingCode::PhoneInvalid, Lang::En) => "This is not a phone number.",
            (FindingCode::PhoneInvalid, Lang::Zh) => "电话号码无效。",
            (FindingCode::EmailInvalid, Lang::En) => "This is not an e-mail address.",
            (FindingCode::EmailInvalid, Lang::Zh) => "电子邮箱无效。",
            (code, lang) => code.text(lang),
        };
        if finding.detail.is_empty() { Cow::Borrowed(text) } else { format!("{text} ({})", finding.detail).into() }
    };
    Fault {
        pointer: format!("{base}/{}", finding.field),
        code: finding.code.name().into(),
        detail: (detail(Lang::En), detail(Lang::Zh)),
        offset: None,
        nearest: Vec::new(),
    }
}

/// The message of a field's rule in both languages.
fn rule_message(detail: &str) -> Option<(&str, &str)> {
    detail.split_once(" / ").filter(|(_, chinese)| !chinese.contains(" / "))
}

fn written_value(written: &Written) -> Value {
    serde_json::from_str(&record_json::of_stored(written)).unwrap_or(Value::Null)
}

/// A filter or order that does not read.
pub(crate) fn filter_problem(error: &FilterError, place: &str) -> Box<Problem> {
    let near = match &error.reason {
        FilterReason::UnknownField { nearest, .. } => nearest.clone(),
        _ => Vec::new(),
    };
    let pointer = format!("{place}{}", error.pointer);
    let (text, chinese) = (error.reason.to_string(), error.reason.chinese());
    let fault = Fault {
        pointer,
        code: Cow::Borrowed("filter_invalid"),
        detail: (text.clone().into(), chinese.clone().into()),
        offset: Some(error.offset),
        nearest: near,
    };
    Problem::with(Code::FilterInvalid, format!("{text} (offset {})", error.offset), format!("{chinese}（位置 {}）", error.offset))
        .faults([fault])
}

/// Members of a record body that are not fields.
const BODY_EXTRAS: [&str; 2] = ["expected", "match"];

/// What a body may hold beside fields.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beside {
    Nothing,
    /// `expected`
    Expected,
    /// `match`
    Match,
}

/// Values of a body as a patch of `object`, phones and addresses without a country as ones of `region`; `null` clears. Collects every
/// fault before it refuses.
pub(crate) fn read_patch(
    object: &Object,
    region: Region,
    members: &Map<String, Value>,
    beside: Beside,
    base: &str,
) -> Result<Patch, Vec<Fault>> {
    let mut patch = Patch::default();
    let mut faults = Vec::new();
    for (name, value) in members {
        let is_extra = match beside {
            Beside::Nothing => false,
            Beside::Expected => name == "expected",
            Beside::Match => name == "match",
        };
        if is_extra {
            continue;
        }
        let Some(field) = object.field(name).filter(|field| !field.archived) else {
            faults.push(unknown_member(object, name, base));
            continue;
        };
        if matches!(field.field_type, model::FieldType::AutoNumber { .. }) {
            faults.push(fault(format!("{base}/{name}"), "read_only", "the system gives this number", "该编号由系统生成"));
            continue;
        }
        match fragment_from_json(field, object, value, region) {
            Ok(Some(fragment)) => patch.set.set(field.id, &fragment),
            Ok(None) => patch.clear.push(field.id),
            Err(findings) => faults.extend(findings.iter().map(|finding| {
                let mut fault = finding_fault(finding, base);
                if finding.field.is_empty() {
                    fault.pointer = format!("{base}/{name}");
                }
                fault
            })),
        }
    }
    if faults.is_empty() { Ok(patch) } else { Err(faults) }
}

/// Required fields without a value in `doc`.
pub(crate) fn missing_required(object: &Object, doc: &Doc, base: &str) -> Vec<Fault> {
    let lacks = |field: &&model::Field| {
        field.required
            && field.default.is_none()
            && !matches!(field.field_type, model::FieldType::AutoNumber { .. })
            && doc.get(field.id).is_none()
    };
    object
        .live_fields()
        .filter(lacks)
        .map(|field| finding_fault(&Finding::new(FindingCode::RequiredMissing, field.name.clone(), ""), base))
        .collect()
}

/// Required fields that a patch would empty.
pub(crate) fn cleared_required(object: &Object, patch: &Patch, base: &str) -> Vec<Fault> {
    let cleared = |field: &&model::Field| field.required && patch.clear.contains(&field.id);
    object
        .live_fields()
        .filter(cleared)
        .map(|field| finding_fault(&Finding::new(FindingCode::RequiredMissing, field.name.clone(), ""), base))
        .collect()
}

fn unknown_member(object: &Object, name: &str, base: &str) -> Fault {
    let shown: String = name.chars().filter(|character| !character.is_control()).take(60).collect();
    let is_system = model::schema::RESERVED_NAMES.contains(&name) || BODY_EXTRAS.contains(&name);
    let mut fault = if is_system {
        fault(format!("{base}/{shown}"), "read_only", "the system sets this; it cannot be sent here", "该成员由系统维护，不能提交")
    } else {
        fault(format!("{base}/{shown}"), "field_unknown", "the object has no such field", "对象没有该字段")
    };
    fault.nearest = nearest(&shown, object.live_fields().map(|field| field.name.as_str()));
    fault
}
