//! Shapes of what people do with many records at once: trying mappings, telling duplicates apart.

use serde_json::{Value, json};

use super::problem_schemas::both_languages;
use super::schemas::{id, input, moment, object, optional};
use super::sync_schemas::{choice, text};

/// Every schema of this part by name.
pub(super) fn all() -> Value {
    let mut trial = input(
        &["mapping", "rows"],
        json!({
            "mapping": {"type": "object", "description": "As in a sync: `version`, `object`, `fields` and what else a mapping has."},
            "rows": {"type": "array", "maxItems": 200, "items": {"type": "object"}, "description": "Values by column, as `:sample` of a stream gives them."},
            "columns": {"type": "array", "maxItems": 2000, "items": {"type": "string", "minLength": 1, "maxLength": 1000}, "description": "Columns that the source has, also where none of the rows has a value."},
            "source": {"type": ["string", "null"], "maxLength": 100, "description": "Name of the source, whose ids are then known; that of the mapping when absent."},
            "match": {"type": ["array", "null"], "maxItems": 20, "items": text(60), "description": "Match keys; those of the mapping when absent, else the object's."},
            "policy": choice(&["merge", "review"]),
            "filter": {"type": ["string", "null"], "maxLength": 20_000, "description": "Fields of the object, as in a sync: says of each row whether it is in scope."},
        }),
    );
    trial["examples"] = json!([{
        "mapping": {"version": 1, "object": "customers", "fields": [{"from": "Id", "to": "external_id"}, {"from": "Name", "to": "name"}, {"from": "Phone", "to": "phone"}]},
        "rows": [{"Id": "C-1", "Name": "上海示例贸易有限公司", "Phone": "138 0013 8000"}],
    }]);
    json!({
        "DuplicateGroup": object(&["id", "object", "state", "score", "matched_by", "reasons", "record_ids", "records", "found_at", "settled_at", "settled_by"], json!({
            "id": id(),
            "object": {"type": "string"},
            "state": choice(&["open", "dismissed", "merged", "later"]),
            "score": {"type": "integer", "minimum": 0, "maximum": 100, "description": "How likely they are one: the sum of the points of the pair that agrees least."},
            "matched_by": {"type": "array", "items": {"type": "string"}, "description": "Match-key fields of which they share values."},
            "reasons": {"type": "array", "items": object(&["field", "outcome", "points"], json!({
                "field": {"type": "string"},
                "outcome": choice(&["same", "similar", "different"]),
                "points": {"type": "integer", "description": "Added to the score; below 0 what speaks against."},
            })), "description": "Field by field, what weighs most first."},
            "record_ids": {"type": "array", "minItems": 2, "maxItems": 5, "items": id(), "description": "The records as they were found."},
            "records": {"type": "array", "items": {"type": "object"}, "description": "The live records that they are now."},
            "found_at": moment(),
            "settled_at": optional(&moment()),
            "settled_by": {"type": ["string", "null"]},
            "later_until": {"anyOf": [moment(), {"type": "null"}], "description": "When a group that was put off waits again."},
            "related": {"type": "array", "description": "What refers to each record and follows it in a merge; only where one group is asked for.", "items": object(&["record", "object", "field", "count"], json!({
                "record": id(), "object": {"type": "string"}, "field": {"type": ["string", "null"]}, "count": count(),
            }))},
        })),
        "DuplicateLater": input(&["until"], json!({"until": {"type": "string", "format": "date-time", "description": "Within the next 366 days."}})),
        "DuplicateRule": duplicate_rule(),
        "DuplicateRuleInput": input(&["object"], json!({
            "object": {"type": "string", "maxLength": 60},
            "merge_from": {"type": ["integer", "null"], "minimum": 50, "maximum": 100},
        })),
        "SyncsAsked": object(&["syncs"], json!({
            "syncs": {"type": "array", "description": "The syncs that run now.", "items": object(&["id", "name"], json!({"id": id(), "name": {"type": "string"}}))},
        })),
        "DuplicateGroupPage": super::schemas::page_of("DuplicateGroup"),
        "Backup": backup(),
        "BackupPage": super::schemas::page_of("Backup"),
        "System": system(),
        "Roles": roles(),
        "ImportApply": input(&[], json!({
            "dry_run": {"type": "boolean", "description": "Preview again instead of importing; needed with any of the other members."},
            "mapping": {"type": ["object", "null"]},
            "match": {"type": ["array", "null"], "maxItems": 20, "items": text(60)},
            "policy": {"type": ["string", "null"], "enum": ["merge", "review", null]},
            "source": {"type": ["string", "null"], "maxLength": 60},
            "encoding": {"type": ["string", "null"], "maxLength": 40},
            "sheet": {"type": ["string", "null"], "maxLength": 120},
        })),
        "MappingTrial": trial,
        "OutgoingTrial": outgoing_trial(),
        "OutgoingTried": outgoing_tried(),
        "MappingTable": input(&["mapping"], json!({
            "mapping": {"type": "object", "description": "As in a sync."},
            "columns": {"type": "array", "maxItems": 2000, "description": "What the source has, for the lists that the cells offer.", "items": input(&["name"], json!({
                "name": {"type": "string", "maxLength": 1000}, "sample": {"type": "string", "description": "An example value."},
            }))},
        })),
        "MappingRead": object(&["mapping", "counts"], json!({
            "mapping": {"type": "object", "description": "As in a sync."},
            "counts": object(&["rules", "left_out"], json!({"rules": count(), "left_out": count()})),
        })),
        "MappingFinding": object(&["code", "field", "detail", "text"], json!({
            "code": {"type": "string"},
            "field": {"type": "string", "description": "Empty for the whole row."},
            "detail": {"type": "string", "description": "The part of the value that is meant."},
            "text": both_languages(),
        })),
        "MappingTried": object(&["counts", "rows"], json!({
            "counts": object(&["rows", "refused", "with_findings", "in_scope", "new", "found", "several"], json!({
                "rows": count(), "refused": count(), "with_findings": count(), "in_scope": count(), "new": count(), "found": count(), "several": count(),
            })),
            "rows": {"type": "array", "items": object(&["external_id", "updated_at", "values", "findings", "in_scope", "refused", "match"], json!({
                "external_id": {"type": ["string", "null"]},
                "updated_at": optional(&moment()),
                "values": {"type": "object", "description": "By field, in the form in which they would be stored."},
                "findings": {"type": "array", "items": super::schemas::reference("MappingFinding")},
                "in_scope": {"type": ["boolean", "null"], "description": "Whether the filter takes it; null for a row that cannot be mapped."},
                "refused": optional(&super::schemas::reference("MappingFinding")),
                "match": optional(&object(&["outcome", "records"], json!({
                    "outcome": choice(&["new", "found", "several"]),
                    "records": {"type": "array", "maxItems": 100, "items": id(), "description": "The live records that it belongs to or that fit."},
                }))),
            }))},
        })),
    })
}

fn outgoing_trial() -> Value {
    input(
        &["fields", "records"],
        json!({
            "fields": {"type": "array", "maxItems": 1000, "items": {"type": "object"}, "description": "Rules as in `outgoing.fields` of a sync."},
            "records": {"type": "array", "maxItems": 200, "items": id()},
        }),
    )
}

fn outgoing_tried() -> Value {
    let value = object(
        &["value", "refers"],
        json!({
            "value": {"description": "What the other system would be given."},
            "refers": {"type": "boolean", "description": "It would be given its own id of the record that this one refers to."},
        }),
    );
    let tried =
        object(&["id", "values"], json!({"id": id(), "values": {"type": "array", "description": "One for each rule.", "items": value}}));
    object(
        &["records"],
        json!({"records": {"type": "array", "description": "Those of them that are live, in their order.", "items": tried}}),
    )
}

fn duplicate_rule() -> Value {
    object(
        &["merge_from", "foretold"],
        json!({
            "merge_from": {"type": ["integer", "null"], "minimum": 50, "maximum": 100, "description": "Groups with at least this score are merged without a person; null where people decide all."},
            "foretold": object(&["merge_from", "waiting", "merged", "told_apart"], json!({
                "merge_from": {"type": "integer", "minimum": 50, "maximum": 100, "description": "The score that is looked at."},
                "waiting": {"type": "integer", "minimum": 0, "description": "Groups that wait and would be merged now."},
                "merged": {"type": "integer", "minimum": 0, "description": "Groups with such a score that were merged anyway."},
                "told_apart": {"type": "integer", "minimum": 0, "description": "Groups with such a score that people told apart."},
            })),
        }),
    )
}

fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

fn backup() -> Value {
    object(
        &["id", "file", "state", "bytes", "created_at", "finished_at", "verified", "error"],
        json!({
            "id": id(),
            "file": {"type": ["string", "null"], "description": "Its name in the folder of backups, once it is whole."},
            "state": choice(&["running", "done", "failed"]),
            "bytes": {"type": ["integer", "null"]},
            "created_at": moment(),
            "finished_at": optional(&moment()),
            "verified": {"type": "boolean", "description": "It was read from its first to its last page."},
            "error": {"type": ["string", "null"]},
        }),
    )
}

fn system() -> Value {
    object(
        &["version", "started_at", "uptime_seconds", "database", "disk", "memory_bytes", "changes", "search", "last_backup"],
        json!({
            "version": {"type": "string"},
            "started_at": moment(),
            "uptime_seconds": count(),
            "database": object(&["kind", "version", "bytes"], json!({"kind": choice(&["sqlite", "postgresql"]), "version": {"type": "string"}, "bytes": count()})),
            "disk": optional(&object(&["free_bytes", "total_bytes"], json!({"free_bytes": count(), "total_bytes": count()}))),
            "memory_bytes": {"type": ["integer", "null"], "description": "Resident memory of the process."},
            "changes": object(&["kept"], json!({"kept": {"type": "integer", "minimum": 0, "description": "Entries of the log of changes."}})),
            "search": object(&["position", "head", "behind"], json!({"position": {"type": "integer"}, "head": {"type": "integer"}, "behind": count()})),
            "last_backup": optional(&super::schemas::reference("Backup")),
        }),
    )
}

fn roles() -> Value {
    let name = choice(&["admin", "editor", "reader"]);
    object(
        &["roles", "operations"],
        json!({
            "roles": {"type": "array", "items": object(&["name", "label", "scopes"], json!({"name": name, "label": both_languages(), "scopes": {"type": "array", "items": {"type": "string"}}}))},
            "operations": {"type": "array", "items": object(&["id", "method", "path", "tag", "summary", "needs", "roles"], json!({
                "id": {"type": "string"},
                "method": {"type": "string"},
                "path": {"type": "string"},
                "tag": {"type": "string"},
                "summary": {"type": "string"},
                "needs": choice(&["nothing", "any", "read", "write", "admin"]),
                "roles": {"type": "array", "items": name},
            }))},
        }),
    )
}
