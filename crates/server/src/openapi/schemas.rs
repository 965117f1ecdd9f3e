//! Shapes that are the same in every installation.

use serde_json::{Map, Value, json};

/// An id as text.
pub(super) fn id() -> Value {
    json!({"type": "string", "pattern": "^[0-9]{1,19}$", "examples": ["1099511627777"]})
}

pub(super) fn moment() -> Value {
    json!({"type": "string", "format": "date-time"})
}

pub(super) fn optional(schema: &Value) -> Value {
    json!({"anyOf": [schema, {"type": "null"}]})
}

pub(super) fn object(required: &[&str], properties: Value) -> Value {
    json!({"type": "object", "required": required, "properties": properties})
}

/// Input shapes refuse members they do not know.
pub(super) fn input(required: &[&str], properties: Value) -> Value {
    json!({"type": "object", "required": required, "properties": properties, "additionalProperties": false})
}

pub(super) fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// The setting of an object that its records are changed by those only who say what they have read.
fn if_match_required() -> Value {
    json!({"type": "boolean", "description": "Changing or deleting a known record needs `If-Match` (428 without it)."})
}

pub(super) fn page_of(item: &str) -> Value {
    object(&["items", "page"], json!({"items": {"type": "array", "items": reference(item)}, "page": reference("Page")}))
}

/// Every fixed schema by name.
pub(super) fn all() -> Map<String, Value> {
    let mut all = Map::new();
    for part in [
        common(),
        values(),
        schema(),
        runs(),
        history(),
        records(),
        sources(),
        keys(),
        super::sync_schemas::all(),
        super::problem_schemas::all(),
        super::alert_schemas::all(),
        super::people_schemas::all(),
        super::data_schemas::all(),
    ] {
        if let Value::Object(part) = part {
            all.extend(part);
        }
    }
    all
}

fn common() -> Value {
    json!({
        "Problem": object(&["type", "title", "status", "detail", "instance", "code", "trace_id", "retryable"], json!({
            "type": {"type": "string", "description": "Leads to a page about this code, in English and Chinese."},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "instance": {"type": "string"},
            "code": {"type": "string", "description": "Stable; decide by this one."},
            "trace_id": {"type": "string"},
            "retryable": {"type": "boolean"},
            "errors": {"type": "array", "items": reference("Fault")},
            "candidates": {"type": "array", "items": id(), "description": "With `matched_multiple`: the records that fit."},
            "missing_scope": {"type": "string"},
            "current": {"type": "object", "description": "With `version_mismatch`: the record, or the sync, now."},
            "changed_fields": {"type": "array", "items": {"type": "string"}, "description": "With `version_mismatch`: what is different since; for a sync JSON pointers into its definition."},
            "changed_by": {"type": "string", "description": "With `version_mismatch` of a sync: who made its version of now, e.g. `user:3`."},
            "changed_at": {"type": "string", "format": "date-time", "description": "With `version_mismatch` of a sync: when that was."},
            "cut_before": {"type": "string", "format": "date-time", "description": "With `gone`: changes up to this moment are no longer kept."},
            "resume_cursor": {"type": "string", "description": "With `gone`: read all records again, then go on from here."},
        })),
        "Fault": object(&["pointer", "code", "detail"], json!({
            "pointer": {"type": "string", "description": "`#/…` in the body, or `query:`, `path:`, `header:` and a name."},
            "code": {"type": "string"},
            "detail": {"type": "string"},
            "offset": {"type": "integer"},
            "nearest": {"type": "array", "items": {"type": "string"}},
        })),
        "Page": object(&["next_cursor", "has_more"], json!({
            "next_cursor": {"type": ["string", "null"]},
            "has_more": {"type": "boolean"},
            "count": {"type": "integer"},
            "count_exact": {"type": "boolean"},
            "cut_before": {"type": "string", "format": "date-time", "description": "Changes up to this moment are no longer kept."},
        })),
        "Health": object(&["status"], json!({"status": {"type": "string", "const": "ok"}})),
    })
}

fn values() -> Value {
    json!({
        "Money": object(&["amount"], json!({"amount": {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"}, "currency": {"type": "string", "pattern": "^[A-Z]{3}$"}})),
        "MoneyInput": input(&["amount", "currency"], json!({"amount": {"type": "string", "pattern": "^-?[0-9]{1,15}(\\.[0-9]{1,4})?$"}, "currency": {"type": "string", "enum": ["CNY", "USD", "EUR", "GBP", "JPY", "HKD"]}})),
        "PersonName": object(&[], json!({"full": {"type": "string"}, "family": {"type": "string"}, "given": {"type": "string"}})),
        "PersonNameInput": input(&["full"], json!({"full": {"type": "string", "minLength": 1, "maxLength": 200}, "family": {"type": "string", "maxLength": 100}, "given": {"type": "string", "maxLength": 100}})),
        "Address": object(&[], json!({"country": {"type": "string"}, "province": {"type": "string"}, "city": {"type": "string"}, "district": {"type": "string"}, "street": {"type": "string"}, "postcode": {"type": "string"}, "text": {"type": "string"}})),
        "AddressInput": input(&[], json!({"country": {"type": "string", "enum": ["CN", "US", "GB", "DE", "HK", "TW", "SG", "JP"]}, "province": {"type": "string", "maxLength": 100}, "city": {"type": "string", "maxLength": 100}, "district": {"type": "string", "maxLength": 100}, "street": {"type": "string", "maxLength": 500}, "postcode": {"type": "string", "maxLength": 20}, "text": {"type": "string", "maxLength": 1000}})),
    })
}

const TYPES: [&str; 18] = [
    "text",
    "long_text",
    "integer",
    "decimal",
    "money",
    "boolean",
    "date",
    "datetime",
    "email",
    "phone",
    "url",
    "select",
    "multi_select",
    "reference",
    "person",
    "address",
    "json",
    "auto_number",
];

fn label() -> Value {
    input(&["en", "zh"], json!({"en": {"type": "string", "maxLength": 200}, "zh": {"type": "string", "maxLength": 200}}))
}

fn field_settings() -> Value {
    json!({
        "label": reference("Label"),
        "options": {"type": "array", "maxItems": 1000, "items": reference("Option")},
        "required": {"type": "boolean"},
        "unique": {"type": "boolean"},
        "indexed": {"type": "boolean", "description": "Filters and sorting by it are fast once its index is built, which a run of kind `index` tells."},
        "match_key": {"anyOf": [{"type": "string", "enum": ["credit_code", "resident_id", "email", "phone", "text"]}, {"type": "null"}], "description": "Its values identify records."},
        "protected": {"type": "boolean"},
        "sensitive": {"type": "boolean"},
        "default": {"description": "Given to new records; in the form in which values are stored."},
        "validation": {"anyOf": [reference("Validation"), {"type": "null"}]},
        "survivorship": {"type": "string", "enum": ["newest", "oldest", "source_rank", "longest", "most_frequent"]},
    })
}

fn schema() -> Value {
    let name = json!({"type": "string", "pattern": "^[a-z][a-z0-9_]{0,59}$"});
    let mut field = field_settings();
    let mut field_new = field_settings();
    let mut field_patch = field_settings();
    for (target, archived) in [(&mut field, true), (&mut field_new, false)] {
        if let Value::Object(members) = target {
            members.insert("name".to_owned(), name.clone());
            members.insert("type".to_owned(), json!({"type": "string", "enum": TYPES}));
            members.insert(
                "to".to_owned(),
                json!({"type": "string", "pattern": "^[a-z][a-z0-9_]{0,59}$", "description": "For references: the other object."}),
            );
            members.insert("prefix".to_owned(), json!({"type": "string", "maxLength": 20, "description": "For automatic numbers."}));
            if archived {
                members.insert("archived".to_owned(), json!({"type": "boolean"}));
            }
        }
    }
    if let Value::Object(members) = &mut field_patch {
        members.insert("archived".to_owned(), json!({"type": "boolean"}));
    }
    let example = json!({"name": "loyalty_level", "label": {"en": "Loyalty level", "zh": "会员等级"}, "type": "select", "options": [{"value": "gold", "label": {"en": "Gold", "zh": "金卡"}}]});
    let mut new = input(&["name", "label", "type"], field_new);
    new["examples"] = json!([example]);
    let mut object_new = input(
        &["name", "label", "title_field", "fields"],
        json!({"name": name, "label": reference("Label"), "title_field": name, "if_match_required": if_match_required(), "fields": {"type": "array", "minItems": 1, "maxItems": 1000, "items": reference("FieldNew")}}),
    );
    object_new["examples"] = json!([{"name": "vehicles", "label": {"en": "Vehicles", "zh": "车辆"}, "title_field": "plate", "fields": [{"name": "plate", "label": {"en": "Plate", "zh": "车牌"}, "type": "text", "required": true, "match_key": "text"}, {"name": "owner_customer", "label": {"en": "Customer", "zh": "客户"}, "type": "reference", "to": "customers"}]}]);
    json!({
        "Label": label(),
        "Option": input(&["value", "label"], json!({"value": {"type": "string", "minLength": 1, "maxLength": 200}, "label": reference("Label"), "stage": {"type": ["string", "null"], "enum": ["open", "won", "lost", null]}})),
        "Validation": input(&["message"], json!({"pattern": {"type": ["string", "null"], "maxLength": 1000}, "min": {"type": ["string", "null"]}, "max": {"type": ["string", "null"]}, "message": reference("Label")})),
        "Field": object(&["name", "label", "type", "required", "unique", "indexed", "protected", "sensitive", "archived"], field),
        "FieldNew": new,
        "FieldPatch": input(&[], field_patch),
        "FieldPage": page_of("Field"),
        "Object": object(&["name", "label", "version", "standard", "archived", "title_field", "if_match_required", "fields"], json!({"name": name, "label": reference("Label"), "version": {"type": "integer"}, "standard": {"type": "boolean"}, "archived": {"type": "boolean"}, "title_field": name, "if_match_required": if_match_required(), "fields": {"type": "array", "items": reference("Field")}})),
        "ObjectNew": object_new,
        "ObjectPatch": input(&[], json!({"label": reference("Label"), "title_field": name, "if_match_required": if_match_required(), "archived": {"type": "boolean"}, "field_order": {"type": "array", "maxItems": 1000, "items": name, "description": "Names of fields in the order in which they are shown; those left out follow as they were."}})),
        "ObjectPage": page_of("Object"),
    })
}

fn runs() -> Value {
    json!({
        "Run": object(&["id", "kind", "state", "actor", "object", "source", "file", "sync", "trigger", "checkpoint", "calls", "started_at", "finished_at", "undoes", "undone_by", "report"], json!({
            "id": id(),
            "kind": {"type": "string", "description": "`import`, `import_preview`, `rollback`, …"},
            "state": {"type": "string", "enum": ["open", "queued", "running", "done", "done_with_rejects", "failed", "cancelled", "paused", "warning"]},
            "actor": {"type": "string"},
            "object": {"type": ["string", "null"]},
            "source": {"type": ["string", "null"]},
            "file": {"type": ["string", "null"], "description": "Name of the file it reads."},
            "sync": optional(&id()),
            "trigger": {"type": ["string", "null"], "description": "What let a run of a sync begin: `schedule`, `push`, `change`, `manual`, `backfill`, `reconcile`, `replay`."},
            "checkpoint": {"type": ["object", "null"], "description": "Where it goes on from when it is interrupted.", "required": ["batches", "rows", "segments", "attempts"], "properties": {
                "batches": {"type": "integer", "description": "Times that it was noted how far it had come."},
                "rows": {"type": "integer", "description": "Rows done with by then."},
                "segments": {"type": "integer", "description": "Parts of the source done with by then."},
                "attempts": {"type": "integer", "description": "Attempts at the present part that ended early."},
            }},
            "calls": {"type": ["object", "null"], "description": "What it took of the other system, all attempts together.", "required": ["made", "waited_ms"], "properties": {
                "made": {"type": "integer", "description": "Calls made, each attempt for itself."},
                "waited_ms": {"type": "integer", "description": "How long it waited for its turn, for times that the other system forbade, and for another attempt (ms)."},
            }},
            "started_at": moment(),
            "finished_at": optional(&moment()),
            "undoes": optional(&id()),
            "undone_by": optional(&id()),
            "report": {"type": ["object", "null"], "description": "Counts (`read`, `created`, `updated`, `unchanged`, `merged`, `rejected`, `held`, `resolved`), notes, findings, mapping."},
            "progress": {"type": "object", "description": "How far an import at work in this process is.", "required": ["stage", "rows", "rows_total"], "properties": {"stage": {"type": "string", "enum": ["reading", "clustering", "applying"]}, "rows": {"type": "integer"}, "rows_total": {"type": ["integer", "null"]}}},
        })),
        "RunPage": page_of("Run"),
        "Rollback": object(&["run_id", "undoes", "dry_run", "records", "deleted", "reverted", "restored", "kept", "changed_since"], json!({
            "run_id": optional(&id()),
            "undoes": id(),
            "dry_run": {"type": "boolean"},
            "records": {"type": "integer"},
            "deleted": {"type": "integer"},
            "reverted": {"type": "integer"},
            "restored": {"type": "integer"},
            "kept": {"type": "integer", "description": "Values left alone because somebody changed them since."},
            "reopened": {"type": "integer", "description": "Rows of problems that wait for a person again, because the run had applied them."},
            "changed_since": {"type": "array", "items": {"type": "object", "properties": {"record": {"type": "string"}, "field": {"type": "string"}, "by": {"type": "string"}, "at": moment()}}},
            "seconds": {"type": "number"},
        })),
    })
}

fn history() -> Value {
    json!({
        "Change": object(&["seq", "object", "record", "version", "op", "at", "actor", "fields", "sources"], json!({
            "seq": {"type": "integer"},
            "object": {"type": "string"},
            "record": id(),
            "version": {"type": "integer"},
            "op": {"type": "string", "enum": ["create", "update", "delete", "restore", "merge", "merged", "unmerge", "unmerged"]},
            "at": moment(),
            "actor": {"type": "string", "description": "`key:3`, `user:1`, `run:17` or `system`."},
            "origin": {"type": "string", "description": "`api`, `ui`, `system`, or the kind of the run."},
            "fields": {"type": "object", "additionalProperties": {"type": "object", "properties": {"old": {}, "new": {}}}},
            "sources": {"type": "array", "items": {"type": "object"}},
            "absorbed": {"type": "array", "items": id()},
            "given_back": {"type": "array", "items": id()},
            "merged_into": id(),
            "unmerged_from": id(),
        })),
        "ChangePage": page_of("Change"),
        "Lineage": object(&["record", "fields"], json!({"record": id(), "fields": {"type": "object", "additionalProperties": {"type": "object", "required": ["value", "origin", "rule", "others"], "properties": {"value": {}, "origin": reference("Origin"), "rule": {"type": "string"}, "others": {"type": "array", "items": {"type": "object"}}}}}})),
        "Origin": object(&["kind"], json!({"kind": {"type": "string", "enum": ["source", "manual", "default"]}, "source": {"type": "string"}, "external_id": {"type": "string"}, "run": id(), "sync": {"type": "string", "description": "The sync whose run it was; the definition it kept to stands at `/syncs/{sync}/versions/{sync_version}`."}, "sync_version": {"type": "integer"}, "actor": {"type": "string"}, "at": moment(), "change": {"type": "integer"}, "cut": {"type": "boolean", "description": "The change that set it is no longer kept."}})),
        "SourceRecord": object(&["source", "external_id", "record", "run", "created_run", "at", "values", "findings"], json!({"source": {"type": "string"}, "external_id": {"type": "string"}, "record": id(), "run": id(), "created_run": id(), "at": moment(), "values": {"type": ["object", "null"]}, "findings": {"type": "array", "items": {}}})),
        "SourcePage": page_of("SourceRecord"),
        "TimelineItem": object(&["kind", "at"], json!({"kind": {"type": "string", "enum": ["change", "record"]}, "at": moment(), "change": reference("Change"), "object": {"type": "string"}, "record": {"type": "object"}})),
        "TimelinePage": page_of("TimelineItem"),
        "RecordSync": record_sync(),
        "RecordSyncPage": page_of("RecordSync"),
    })
}

fn record_sync() -> Value {
    let state = ["read", "in_sync", "waiting", "sending", "unknown", "refused", "excluded", "conflict"];
    object(
        &["sync", "name", "source", "connection", "sync_state", "reads", "writes", "state", "external_id", "code", "detail", "run"],
        json!({
            "sync": id(),
            "name": {"type": "string"},
            "source": {"type": "string", "description": "The source that the sync fills."},
            "connection": {"type": "string"},
            "sync_state": {"type": "string", "enum": ["draft", "live", "paused", "archived"]},
            "reads": {"type": "boolean"},
            "writes": {"type": "boolean"},
            "state": {"type": ["string", "null"], "enum": [state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7], null], "description": "`read`: it only reads, and the record is known there; null: it has not met the record yet."},
            "external_id": {"type": ["string", "null"]},
            "code": {"type": ["string", "null"], "description": "Why it was refused."},
            "detail": {"type": ["string", "null"]},
            "run": {"anyOf": [id(), {"type": "null"}], "description": "The run that was last at it."},
        }),
    )
}

fn records() -> Value {
    let mut search = input(
        &[],
        json!({
            "q": {"type": "string", "maxLength": 500, "description": "Words, Chinese or Latin; all must be found."},
            "filter": {"anyOf": [reference("Filter"), {"type": "string", "minLength": 1, "maxLength": 20000}, {"type": "null"}]},
            "sort": {"type": "string", "minLength": 1, "maxLength": 400},
            "limit": {"type": "integer", "minimum": 1, "maximum": 500},
            "cursor": {"type": "string", "maxLength": 4000},
            "fields": {"type": "array", "items": {"type": "string"}, "maxItems": 1000},
            "expand": {"type": "array", "items": {"type": "string"}, "maxItems": 20},
            "count": {"type": "string", "enum": ["none", "estimated", "exact"]},
        }),
    );
    search["examples"] = json!([{"q": "上海 li", "limit": 10}]);
    json!({
        "Filter": {"oneOf": [
            input(&["and"], json!({"and": {"type": "array", "minItems": 1, "maxItems": 50, "items": reference("Filter")}})),
            input(&["or"], json!({"or": {"type": "array", "minItems": 1, "maxItems": 50, "items": reference("Filter")}})),
            input(&["not"], json!({"not": reference("Filter")})),
            input(&["field"], json!({
                "field": {"type": "string", "description": "A field, or a path over reference fields."},
                "op": {"type": "string", "enum": ["=", "!=", "<", "<=", ">", ">=", ":", "~", "^", "in", "not_in", "is_null", "is_not_null"]},
                "value": {"description": "A text, number or boolean; a list of them for `in` and `not_in`."},
            })),
        ]},
        "Search": search,
        "Merge": input(&["survivor", "absorbed"], json!({"survivor": id(), "absorbed": {"type": "array", "minItems": 1, "maxItems": 100, "items": id()}})),
        "RollbackInput": input(&[], json!({"dry_run": {"type": "boolean", "default": false, "description": "Compute everything, write nothing."}})),
        "Unmerge": input(&[], json!({"records": {"type": "array", "maxItems": 100, "items": id(), "description": "Which absorbed records; all of them when absent."}})),
        "DuplicateQuestion": {"oneOf": [input(&["id"], json!({"id": id()})), input(&["record"], json!({"record": {"type": "object", "description": "Values as for a new record."}}))]},
        "DuplicatePage": object(&["items"], json!({"items": {"type": "array", "items": object(&["matched_by", "record"], json!({"matched_by": {"type": "array", "items": {"type": "string"}}, "record": {"type": "object"}}))}})),
        "BatchResult": object(&["items"], json!({"items": {"type": "array", "items": object(&["status", "outcome"], json!({
            "status": {"type": "integer"},
            "outcome": {"type": "string", "enum": ["created", "updated", "unchanged", "deleted", "matched_multiple", "conflict", "invalid", "failed"]},
            "ref": {"type": "string"},
            "record": {"type": "object"},
            "problem": reference("Problem"),
        }))}})),
        "Index": object(&["position", "head", "up_to_date"], json!({"position": {"type": "integer"}, "head": {"type": "integer"}, "up_to_date": {"type": "boolean", "description": "False: the newest records are not found by words yet."}})),
    })
}

fn sources() -> Value {
    let rank = json!({"type": "integer", "format": "int32", "minimum": -1_000_000, "maximum": 1_000_000, "description": "Smaller wins where fields follow the rank of sources."});
    let mut patch = input(&[], json!({"rank": rank, "label": {"type": "string", "maxLength": 200}}));
    patch["minProperties"] = json!(1);
    patch["examples"] = json!([{"rank": 10}]);
    json!({
        "DataSource": object(&["id", "name", "label", "object", "rank"], json!({"id": id(), "name": {"type": "string"}, "label": {"type": "string", "description": "What people call it; empty: by its name."}, "object": {"type": ["string", "null"], "description": "The object it feeds."}, "rank": rank})),
        "DataSourcePage": page_of("DataSource"),
        "DataSourcePatch": patch,
        "DataSourceChange": object(&["source", "dry_run", "run_id", "records", "changed", "examples"], json!({
            "source": reference("DataSource"),
            "dry_run": {"type": "boolean"},
            "run_id": optional(&id()),
            "records": {"type": "integer", "description": "Records looked at."},
            "changed": {"type": "integer", "description": "Records whose values change."},
            "examples": {"type": "array", "items": object(&["record", "fields"], json!({"record": id(), "fields": {"type": "object", "additionalProperties": {"type": "object"}}})), "description": "In a dry run, the first of them: old and new values by field."},
        })),
    })
}

fn keys() -> Value {
    let key = json!({
        "id": id(), "name": {"type": "string"}, "prefix": {"type": "string"}, "scopes": {"type": "array", "items": {"type": "string"}},
        "created_at": moment(), "expires_at": optional(&moment()), "revoked_at": optional(&moment()), "last_used_at": optional(&moment()),
    });
    let mut created = key.clone();
    created["key"] = json!({"type": "string", "description": "The key itself, shown this once."});
    let mut new = input(
        &["name", "scopes"],
        json!({
            "name": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "\\S"},
            "scopes": {"type": "array", "minItems": 1, "maxItems": 100, "items": {"type": "string", "pattern": "^(admin|(\\*|[a-z][a-z0-9_]{0,59}):(read|write))$"}},
            "expires_at": {"anyOf": [{"type": "string", "format": "date-time", "description": "In the future."}, {"type": "null"}]},
        }),
    );
    new["examples"] = json!([{"name": "shop connector", "scopes": ["customers:read", "customers:write"]}]);
    let members = ["id", "name", "prefix", "scopes", "created_at", "expires_at", "revoked_at", "last_used_at"];
    let with_key: Vec<&str> = members.iter().copied().chain(["key"]).collect();
    json!({
        "Key": object(&members, key),
        "KeyPage": page_of("Key"),
        "KeyCreated": object(&with_key, created),
        "KeyNew": new,
    })
}
