//! A record as JSON, made by splicing the stored text: nothing is parsed unless single fields are asked for.

use std::collections::HashMap;
use std::fmt::Write as _;

use model::time::push_ms;
use model::{Object, RecordId};
use records::Written;
use serde::Deserializer;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;
use store::{RecordLine, RecordPage, RecordView};

use crate::problem::{Code, Fault, Problem};

/// What is shown of a record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown<'a> {
    pub(crate) id: RecordId,
    pub(crate) version: i64,
    pub(crate) created_ms: i64,
    pub(crate) updated_ms: i64,
    pub(crate) doc: &'a str,
}

impl<'a> Shown<'a> {
    pub(crate) fn view(view: &'a RecordView) -> Self {
        Self { id: view.id, version: view.version, created_ms: view.created_ms, updated_ms: view.updated_ms, doc: &view.doc }
    }

    pub(crate) fn written(written: &'a Written) -> Self {
        Self { id: written.id, version: written.version, created_ms: written.created_ms, updated_ms: written.updated_ms, doc: &written.doc }
    }

    pub(crate) fn line(page: &'a RecordPage, line: &RecordLine) -> Self {
        Self { id: line.id, version: line.version, created_ms: line.created_ms, updated_ms: line.updated_ms, doc: page.doc(line) }
    }
}

/// Which fields are shown; system members always are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    /// `None`: whatever the document holds, which needs no look inside.
    names: Option<Vec<String>>,
    /// The caller named fields.
    is_chosen: bool,
    /// The caller named `external_ids`.
    pub(crate) external_ids: bool,
}

impl Choice {
    /// All fields of `object`. Values of archived fields stay stored but are not shown.
    pub(crate) fn all(object: &Object) -> Self {
        let has_archived = object.fields.iter().any(|field| field.archived);
        let names = || object.live_fields().map(|field| field.name.clone()).chain(["created_at".to_owned()]).collect();
        Self { names: has_archived.then(names), is_chosen: false, external_ids: false }
    }

    /// True when nobody named fields.
    pub(crate) fn is_all(&self) -> bool {
        !self.is_chosen
    }

    /// Reads `fields=`.
    pub(crate) fn parse(text: Option<&str>, object: &Object) -> Result<Self, Box<Problem>> {
        let Some(text) = text else { return Ok(Self::all(object)) };
        let mut choice = Self { names: Some(Vec::new()), is_chosen: true, external_ids: false };
        for name in text.split(',').map(str::trim) {
            match name {
                "id" | "version" | "updated_at" => {}
                "external_ids" => choice.external_ids = true,
                "created_at" => choice.names.get_or_insert_default().push(name.to_owned()),
                _ if object.field(name).is_some_and(|field| !field.archived) => choice.names.get_or_insert_default().push(name.to_owned()),
                _ => {
                    let shown: String = name.chars().filter(|character| !character.is_control()).take(60).collect();
                    let near = records::filter_text::nearest(&shown, object.live_fields().map(|field| field.name.as_str()));
                    let detail = (
                        format!("{shown:?} is not a field of {}", object.name).into(),
                        format!("{} 没有字段 {shown:?}", object.name).into(),
                    );
                    let fault =
                        Fault { pointer: "query:fields".to_owned(), code: "field_unknown".into(), detail, offset: None, nearest: near };
                    return Err(Problem::with(
                        Code::BadRequest,
                        format!("{shown:?} is not a field of {}", object.name),
                        format!("{} 没有字段 {shown:?}", object.name),
                    )
                    .faults([fault]));
                }
            }
        }
        Ok(choice)
    }

    /// `None` when all are wanted.
    pub(crate) fn names(&self) -> Option<&[String]> {
        self.names.as_deref()
    }
}

/// Appends the record; `extra` appends more members, each with its leading comma.
pub(crate) fn push(out: &mut String, shown: Shown<'_>, choice: &Choice, extra: impl FnOnce(&mut String)) {
    let _ = write!(out, "{{\"id\":\"{}\",\"version\":{},\"updated_at\":\"", shown.id, shown.version);
    push_ms(out, shown.updated_ms);
    out.push('"');
    let members = shown.doc.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or_default();
    match choice.names() {
        None => {
            // `created_at` is the first field wherever it is one.
            if !members.starts_with("\"created_at\":") {
                push_created(out, shown);
            }
            if !members.is_empty() {
                out.push(',');
                out.push_str(members);
            }
        }
        Some(names) => {
            let mut seen_created = false;
            for (name, value) in members_of(shown.doc) {
                if names.iter().any(|wanted| wanted == name) {
                    seen_created |= name == "created_at";
                    let _ = write!(out, ",\"{name}\":{}", value.get());
                }
            }
            if !seen_created && names.iter().any(|name| name == "created_at") {
                push_created(out, shown);
            }
        }
    }
    extra(out);
    out.push('}');
}

fn push_created(out: &mut String, shown: Shown<'_>) {
    out.push_str(",\"created_at\":\"");
    push_ms(out, shown.created_ms);
    out.push('"');
}

/// The whole record of a write.
pub(crate) fn of_written(object: &Object, written: &Written) -> String {
    let mut out = String::with_capacity(written.doc.len() + 160);
    push(&mut out, Shown::written(written), &Choice::all(object), |_| {});
    out
}

/// As [`of_written`] where the object is not at hand: shows what the document holds.
pub(crate) fn of_stored(written: &Written) -> String {
    let mut out = String::with_capacity(written.doc.len() + 160);
    push(&mut out, Shown::written(written), &Choice { names: None, is_chosen: false, external_ids: false }, |_| {});
    out
}

/// External ids by source, as a member.
pub(crate) fn push_external_ids(out: &mut String, ids: &[(String, String)]) {
    let mut by_source: Vec<(&str, Vec<&str>)> = Vec::new();
    for (source, id) in ids {
        match by_source.iter_mut().find(|(known, _)| known == source) {
            Some((_, list)) => list.push(id),
            None => by_source.push((source, vec![id])),
        }
    }
    out.push_str(",\"external_ids\":{");
    for (at, (source, ids)) in by_source.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        model::fragment::push_text(out, source);
        out.push(':');
        model::fragment::push_list(out, ids.iter().copied());
    }
    out.push('}');
}

/// Related records by field, as a member.
pub(crate) fn push_expanded(out: &mut String, expanded: &[(String, Option<String>)]) {
    out.push_str(",\"expanded\":{");
    for (at, (field, record)) in expanded.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        let _ = write!(out, "\"{field}\":{}", record.as_deref().unwrap_or("null"));
    }
    out.push('}');
}

/// Members of a stored document, in order. A document that does not read has none.
pub(crate) fn members_of(doc: &str) -> Vec<(&str, &RawValue)> {
    struct Members;
    impl<'de> Visitor<'de> for Members {
        type Value = Vec<(&'de str, &'de RawValue)>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a JSON object")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut members = Vec::new();
            while let Some(member) = map.next_entry()? {
                members.push(member);
            }
            Ok(members)
        }
    }
    serde_json::Deserializer::from_str(doc).deserialize_map(Members).unwrap_or_default()
}

/// The id that a reference field of a stored document holds.
pub(crate) fn reference(doc: &str, field: &str) -> Option<RecordId> {
    let members: HashMap<&str, &RawValue> = members_of(doc).into_iter().collect();
    RecordId::parse(&model::fragment::as_text(members.get(field)?.get())?)
}

#[cfg(test)]
mod tests {
    use model::standard;

    use super::*;

    fn shown(doc: &str) -> Shown<'_> {
        Shown { id: RecordId(7), version: 3, created_ms: 0, updated_ms: 1_000, doc }
    }

    fn text(doc: &str, fields: Option<&str>) -> String {
        let object = standard::objects().into_iter().find(|object| object.name == "customers").expect("shipped");
        let mut out = String::new();
        push(&mut out, shown(doc), &Choice::parse(fields, &object).expect("fields"), |_| {});
        out
    }

    #[test]
    fn a_record_is_spliced_from_its_stored_text() {
        let head = r#"{"id":"7","version":3,"updated_at":"1970-01-01T00:00:01.000Z""#;
        let created = r#","created_at":"1970-01-01T00:00:00.000Z""#;
        assert_eq!(text("{}", None), format!("{head}{created}}}"));
        assert_eq!(text(r#"{"name":"a"}"#, None), format!("{head}{created},\"name\":\"a\"}}"));
        assert_eq!(text(r#"{"created_at":"x","name":"a"}"#, None), format!("{head},\"created_at\":\"x\",\"name\":\"a\"}}"));
        assert_eq!(text(r#"{"created_at":"x","name":"a","city":"b"}"#, Some("city,id")), format!("{head},\"city\":\"b\"}}"));
        assert_eq!(text(r#"{"city":"b"}"#, Some("created_at")), format!("{head}{created}}}"));
        let object = standard::objects().into_iter().next().expect("shipped");
        assert!(Choice::parse(Some("nmae"), &object).is_err());
    }

    #[test]
    fn external_ids_stand_under_their_sources() {
        let mut out = String::new();
        push_external_ids(
            &mut out,
            &[("crm".to_owned(), "1".to_owned()), ("shop".to_owned(), "\"x".to_owned()), ("crm".to_owned(), "2".to_owned())],
        );
        assert_eq!(out, r#","external_ids":{"crm":["1","2"],"shop":["\"x"]}"#);
    }
}
