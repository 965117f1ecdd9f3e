//! Shapes of connectors, connections, syncs and settings.

use serde_json::{Value, json};

use super::people_schemas::region;
use super::schemas::{id, input, moment, object, optional, page_of, reference};

/// Every schema of this part by name.
pub(super) fn all() -> Value {
    let mut all = connections();
    for part in [streams(), ready(), syncs(), standing(), rehearsals(), definition(), settings()] {
        if let (Value::Object(all), Value::Object(part)) = (&mut all, part) {
            all.extend(part);
        }
    }
    all
}

pub(super) fn text(chars_max: u32) -> Value {
    json!({"type": "string", "maxLength": chars_max})
}

fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

fn name() -> Value {
    json!({"type": "string", "minLength": 1, "maxLength": 100, "pattern": "\\S"})
}

pub(super) fn choice(values: &[&str]) -> Value {
    json!({"type": "string", "enum": values})
}

fn connections() -> Value {
    let kinds = ["text", "long_text", "secret", "long_secret", "url", "integer", "boolean", "choice", "zone"];
    let check_states = ["ok", "warning", "failed", "skipped"];
    let label = json!({"type": "object", "properties": {"en": {"type": "string"}, "zh": {"type": "string"}}});
    let mut new = input(
        &["name", "connector"],
        json!({
            "name": name(),
            "connector": {"type": "string", "description": "Name of the connector."},
            "settings": {"type": "object", "description": "By name, as the connector's form says."},
            "secrets": {"type": "object", "additionalProperties": text(20_000), "description": "By name. Encrypted, and never shown again."},
        }),
    );
    new["examples"] = json!([{"name": "CRM", "connector": "salesforce", "settings": {}, "secrets": {}}]);
    json!({
        "ConnectorSetting": object(&["name", "label", "help", "kind", "secret", "required", "default", "options", "only_if"], json!({
            "name": {"type": "string"},
            "label": label,
            "help": label,
            "kind": choice(&kinds),
            "secret": {"type": "boolean", "description": "Belongs under `secrets`."},
            "required": {"type": "boolean"},
            "default": {"type": ["string", "null"]},
            "options": {"type": "array", "items": {"type": "object", "properties": {"value": {"type": "string"}, "label": label}}},
            "only_if": {"type": ["object", "null"], "description": "Shown while `setting` has one of `values`.", "properties": {"setting": {"type": "string"}, "values": {"type": "array", "items": {"type": "string"}}}},
        })),
        "Connector": object(&["name", "title", "summary", "category", "page", "settings"], json!({
            "name": {"type": "string"},
            "title": label,
            "summary": label,
            "category": {"type": "string"},
            "page": {"type": "string", "description": "Page of the documentation."},
            "settings": {"type": "array", "items": reference("ConnectorSetting")},
        })),
        "ConnectorPage": page_of("Connector"),
        "Connection": object(&["id", "name", "connector", "state", "reason", "cause", "settings", "secrets", "organisation", "last_check", "thrown_away", "overlap_until", "token", "usage", "hook", "version", "created_at", "updated_at"], json!({
            "id": id(),
            "name": {"type": "string"},
            "connector": {"type": "string"},
            "state": choice(&["active", "paused", "archived"]),
            "reason": {"type": ["string", "null"], "description": "Why it is paused."},
            "cause": {"type": ["string", "null"], "enum": ["person", "credentials", "forbidden", "organisation", "secrets", null]},
            "settings": {"type": "object"},
            "secrets": {"type": "object", "additionalProperties": {"type": "boolean"}, "description": "Whether each is set."},
            "organisation": {"type": ["string", "null"], "description": "What told the organisation apart when it was first used."},
            "last_check": optional(&json!({"type": "object", "properties": {"at": moment(), "lines": {"type": "array", "items": reference("CheckLine")}}})),
            "thrown_away": optional(&object(&["count", "last_at", "streams"], json!({
                "count": {"type": "integer", "minimum": 1, "description": "Calls that waited too long, or were too many, because no sync reads them."},
                "last_at": moment(),
                "streams": {"type": "array", "items": {"type": "string"}, "description": "What the last ones told of; an empty name where they named nothing."},
            }))),
            "overlap_until": {"type": ["string", "null"], "format": "date-time", "description": "Until then calls of the other system may still bear the secret before."},
            "token": optional(&object(&["expires_at"], json!({"expires_at": optional(&moment())}))),
            "usage": optional(&object(&["calls_today", "allowance", "waits_until"], json!({
                "calls_today": {"type": "integer", "minimum": 0, "description": "Since midnight (UTC): counted by this server since it started, or what the system told, whichever is more."},
                "allowance": {"type": ["integer", "null"], "description": "Calls a day, where known."},
                "waits_until": optional(&moment()),
            }))),
            "hook": {"type": "string", "description": "Path on this server that the other system calls when something changes there. Whoever knows it can send calls: keep it like a secret."},
            "version": {"type": "integer"},
            "created_at": moment(),
            "updated_at": moment(),
        })),
        "ConnectionPage": page_of("Connection"),
        "ConnectionNew": new,
        "ConnectionPatch": input(&[], json!({
            "name": name(),
            "settings": {"type": "object", "description": "Settings to set; `null` takes one away."},
            "secrets": {"type": "object", "additionalProperties": {"type": ["string", "null"], "maxLength": 20_000}, "description": "Secrets to set; `null` takes one away."},
            "state": choice(&["active", "paused"]),
            "accept_organisation": {"type": "boolean", "description": "The organisation that answers at the next use is the right one."},
        })),
        "ConnectionRotate": input(&["secrets"], json!({
            "secrets": {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string", "maxLength": 20_000}, "description": "New secrets; the others stay."},
            "overlap_hours": {"type": "integer", "minimum": 0, "maximum": 168, "default": 24, "description": "For so long calls of the other system may bear the old secret."},
        })),
        "ConnectionRotated": object(&["rotated", "check", "connection"], json!({
            "rotated": {"type": "boolean", "description": "False when the new secrets do not work: then everything is as it was."},
            "check": reference("ConnectionCheck"),
            "connection": reference("Connection"),
        })),
        "CheckLine": object(&["check", "state", "detail", "fix"], json!({"check": {"type": "string"}, "state": choice(&check_states), "detail": label, "fix": label})),
        "ConnectionCheck": object(&["at", "state", "lines"], json!({"at": moment(), "state": choice(&check_states), "lines": {"type": "array", "items": reference("CheckLine")}})),
    })
}

fn streams() -> Value {
    let can = json!({"type": "object", "description": "What can be done with it.", "properties": {"full": {"type": "boolean"}, "incremental": {"type": "boolean"}, "deletes": {"type": "boolean"}, "push": {"type": "boolean"}, "create": {"type": "boolean"}, "update": {"type": "boolean"}}});
    let mut stream =
        json!({"name": {"type": "string"}, "label": {"type": "string"}, "likely_object": {"type": ["string", "null"]}, "can": can});
    let plain = object(&["name", "label", "likely_object", "can"], stream.clone());
    stream["fields"] = json!({"type": "array", "items": reference("StreamField")});
    let mut sample = input(
        &[],
        json!({"rows": {"type": "integer", "minimum": 1, "maximum": 200, "default": 20}, "filter": {"type": ["string", "null"], "maxLength": 20_000, "description": "In the system's own language."}}),
    );
    sample["examples"] = json!([{"rows": 10}]);
    json!({
        "Stream": plain,
        "StreamPage": page_of("Stream"),
        "StreamField": object(&["name", "label", "kind"], json!({
            "name": {"type": "string"},
            "label": {"type": "string"},
            "kind": choice(&["text", "integer", "decimal", "boolean", "date", "datetime", "select", "multi_select", "reference", "json"]),
            "required": {"type": "boolean"},
            "creatable": {"type": "boolean"},
            "updatable": {"type": "boolean"},
            "is_lookup_key": {"type": "boolean"},
            "length_max": {"type": "integer", "description": "0 where unknown."},
            "options": {"type": "array", "items": {"type": "string"}},
            "references": {"type": "array", "items": {"type": "string"}},
        })),
        "StreamWithFields": object(&["name", "label", "likely_object", "can", "fields"], stream),
        "SampleInput": sample,
        "Sample": object(&["columns", "key_column", "version_column", "rows", "whole", "notes"], json!({
            "columns": {"type": "array", "items": {"type": "string"}},
            "key_column": {"type": ["string", "null"]},
            "version_column": {"type": ["string", "null"]},
            "rows": {"type": "array", "items": {"type": "object"}},
            "whole": {"type": "boolean", "description": "Nothing follows."},
            "notes": {"type": "array", "items": {"type": "object", "properties": {"code": {"type": "string"}, "detail": {"type": "string"}}}},
        })),
        "SuggestInput": input(&[], json!({"object": {"type": ["string", "null"], "maxLength": 60, "description": "The object to map to; the likeliest one when absent."}})),
        "MappingSuggestion": object(&["object", "columns", "mapping", "rows"], json!({
            "object": {"type": "string"},
            "columns": {"type": "array", "items": object(&["column", "target", "confidence", "reason", "used"], json!({"column": {"type": "string"}, "target": {"type": ["string", "null"]}, "confidence": {"type": "number"}, "reason": {"type": "object", "properties": {"en": {"type": "string"}, "zh": {"type": "string"}}}, "used": {"type": "boolean"}}))},
            "mapping": {"type": "object", "description": "As `mapping` of a sync takes it."},
            "rows": {"type": "integer", "description": "Rows it was proposed from."},
        })),
    })
}

fn rehearsals() -> Value {
    let both = object(&["en", "zh"], json!({"en": {"type": "string"}, "zh": {"type": "string"}}));
    json!({
        "RehearseInput": input(&[], json!({
            "scenarios": {"type": "array", "maxItems": 50, "items": text(60), "description": "Names of scenarios and sets; all without one."},
            "seed": {"type": "integer", "minimum": 0, "maximum": 1_000_000_000, "description": "Decides data and chance; 7 unless said."},
            "records": {"type": "integer", "minimum": 1, "maximum": 2_000, "description": "People in the simulator; 60 unless said."},
            "sample": {"type": "integer", "minimum": 0, "maximum": 500, "description": "Records of this installation that it begins with, masked: no real value leaves the database. None unless said."},
        })),
        "Rehearsal": object(&["run_id", "sync", "version", "status", "started_at", "finished_at", "scenarios"], json!({
            "run_id": id(),
            "sync": id(),
            "version": {"type": "integer"},
            "status": choice(&["queued", "running", "passed", "failed", "cancelled", "interrupted"]),
            "started_at": moment(),
            "finished_at": optional(&moment()),
            "scenarios": {"type": "array", "items": object(&["name", "result"], json!({
                "name": {"type": "string"},
                "result": choice(&["passed", "failed", "skipped"]),
            }))},
        })),
        "RehearsalPage": page_of("Rehearsal"),
        "Simulated": object(&["systems"], json!({
            "systems": {"type": "array", "items": object(&["name", "address", "faults", "own_faults"], json!({
                "name": {"type": "string"},
                "address": {"type": "string"},
                "faults": {"type": "array", "maxItems": 50, "items": object(&["id", "spec", "struck", "is_spent"], json!({
                    "id": {"type": "integer"}, "spec": {"type": "string"},
                    "struck": {"type": "integer", "minimum": 0}, "is_spent": {"type": "boolean"},
                }))},
                "own_faults": {"type": "array", "maxItems": 50, "description": "What only this system gets wrong.", "items": object(&["order", "title"], json!({
                    "order": {"type": "string", "description": "What stands in `spec` behind the system, before how often."}, "title": both,
                }))},
            }))},
        })),
        "FaultOrder": input(&["spec"], json!({
            "spec": {"type": "string", "maxLength": 500, "description": "`SYSTEM[:ENDPOINT]:KIND[=VALUE][:OPTION=VALUE]…`, e.g. `salesforce:query:429:retry_after=2:times=3`."},
        })),
        "Scenarios": object(&["sets", "scenarios"], json!({
            "sets": {"type": "array", "items": object(&["name", "title", "scenarios"], json!({
                "name": {"type": "string"}, "title": both, "scenarios": {"type": "array", "items": {"type": "string"}},
            }))},
            "scenarios": {"type": "array", "items": object(&["name", "title", "faults", "connector", "is_called"], json!({
                "name": {"type": "string"}, "title": both, "faults": {"type": "array", "items": {"type": "string"}},
                "connector": {"type": ["string", "null"], "description": "Only systems of this connector do it; null for those of all."},
                "is_called": {"type": ["boolean", "null"], "description": "True where it happens to syncs whose system calls and cannot be asked, false where it happens to the others, null where to both."},
            }))},
        })),
    })
}

fn ready() -> Value {
    let both = json!({"type": "object", "properties": {"en": {"type": "string"}, "zh": {"type": "string"}}});
    json!({
        "ReadySync": object(&["name", "title", "summary", "roles"], json!({
            "name": {"type": "string"},
            "title": both,
            "summary": both,
            "roles": {"type": "array", "description": "Sides of the job; each becomes a sync of its own.", "items": object(&["name", "title", "choices"], json!({
                "name": {"type": "string"},
                "title": both,
                "choices": {"type": "array", "items": object(&["connector", "object", "stream", "connections"], json!({
                    "connector": {"type": "string"},
                    "object": {"type": "string"},
                    "stream": {"type": ["string", "null"], "description": "Null where it is found by its label."},
                    "connections": {"type": "array", "items": object(&["id", "name"], json!({"id": id(), "name": {"type": "string"}}))},
                }))},
            }))},
        })),
        "ReadySyncPage": page_of("ReadySync"),
        "PrepareInput": input(&["role", "connection"], json!({
            "role": text(60),
            "connection": text(20),
            "stream": {"type": ["string", "null"], "maxLength": 300, "description": "The stream, where it is not the usual one."},
            "name": {"type": ["string", "null"], "maxLength": 100, "description": "Name of the sync; the job and the connection when absent."},
        })),
        "PreparedSync": object(&["definition", "left_out"], json!({
            "definition": {"type": "object", "description": "As `SyncDefinition`, with its defaults; a small share of the records takes part."},
            "left_out": {"type": "array", "description": "Lines whose columns the system does not have.", "items": object(&["side", "field", "columns"], json!({
                "side": choice(&["in", "out"]), "field": {"type": "string"}, "columns": {"type": "array", "items": {"type": "string"}},
            }))},
        })),
    })
}

fn syncs() -> Value {
    json!({
        "Sync": object(&["id", "name", "connection_id", "connection", "stream", "object", "state", "reason", "version", "definition", "last_run", "last_success_at", "next_run_at", "created_at", "updated_at"], json!({
            "id": id(),
            "name": {"type": "string"},
            "connection_id": id(),
            "connection": {"type": "string"},
            "stream": {"type": "string"},
            "object": {"type": "string"},
            "state": choice(&["draft", "live", "paused", "archived"]),
            "reason": {"type": ["string", "null"], "description": "Why it is paused."},
            "version": {"type": "integer"},
            "definition": {"type": "object", "description": "As `SyncDefinition`, with its defaults."},
            "last_run": optional(&id()),
            "last_success_at": optional(&moment()),
            "next_run_at": optional(&moment()),
            "freshness": object(&["state"], json!({
                "state": choice(&["fresh", "stale", "unknown"]),
                "age_seconds": {"type": ["integer", "null"]},
                "target_seconds": {"type": ["integer", "null"]},
                "late": {"type": "boolean", "description": "The schedule missed two of its times."},
            })),
            "created_at": moment(),
            "updated_at": moment(),
        })),
        "SyncPage": page_of("Sync"),
        "SyncRunInput": input(&[], json!({
            "mode": {"type": "string", "enum": ["auto", "full", "range"], "description": "What changed, everything, or a span of time."},
            "from": {"type": "string", "format": "date-time"},
            "to": {"type": "string", "format": "date-time"},
            "filter": {"type": "string", "maxLength": 2000, "description": "Only records for which this says yes, in the language of list filters over the object's fields; everything is read to find them unless `mode` says otherwise. What is left out stays as it is, no cursor moves, nothing counts as missing, and nothing is written to the other system."},
        })),
        "Queued": {"type": "object", "properties": {"id": {"type": "string"}, "queued": {"type": "boolean"}}, "required": ["id", "queued"]},
        "SyncPreview": object(&["plan", "report", "writes"], json!({
            "plan": {"type": ["string", "null"], "description": "What `:apply` takes; null for a sync that only writes."},
            "report": {"type": ["object", "null"], "description": "What reading would do."},
            "writes": {"type": ["object", "null"], "description": "What writing would do before anything more is read: `create`, `update`, `delete`, `in_sync`, `left_out`, `waits`, `conflicts` and the first `writes`."},
        })),
        "SyncApplyInput": input(&["plan"], json!({
            "plan": text(40),
            "only": {"type": "array", "minItems": 1, "maxItems": 1000, "items": text(500), "description": "Only what becomes of these records, by their ids in the other system (`external_ids` of the plan). The rest can be done with the same plan afterwards."},
        })),
        "SyncPass": {"type": "object", "properties": {"runs": {"type": "array", "items": {"type": "string"}}}, "required": ["runs"]},
        "Reconciliation": object(&["run_id", "status", "read", "equal", "missing_here", "missing_there", "different", "same_record", "listed"], json!({
            "run_id": id(),
            "status": choice(&["done", "warning"]),
            "read": count(),
            "left_out": count(),
            "equal": count(),
            "missing_here": count(),
            "missing_there": count(),
            "different": count(),
            "same_record": {"type": "integer", "minimum": 0, "description": "Rows there that are the same record here as another row, and differ from what is here; no difference to repair: what is here wins, and goes to that other row alone."},
            "listed": {"type": "integer", "minimum": 0, "description": "Differences that `/runs/{run_id}/writes` lists."},
        })),
        "WidenInput": input(&[], json!({
            "share": {"type": "number", "exclusiveMinimum": 0, "maximum": 100, "description": "Percent of the records, more than now."},
            "whole": {"type": "boolean", "description": "All records and fields."},
        })),
        "GoLiveInput": input(&[], json!({
            "rehearsal": {"type": "string", "pattern": "^[0-9]{1,19}$", "description": "A rehearsal of this version in which every promise held; refused otherwise. Of a draft, the newest such one where nothing is named; none is a conflict (`not_rehearsed`)."},
            "override": {"type": "string", "minLength": 1, "maxLength": 500, "description": "Why it goes live without one; kept with the sync."},
            "paused": {"type": "boolean", "description": "Paused at once: nothing runs by itself before somebody resumes it, and `:apply` with `only` works meanwhile."},
        })),
        "PushBackInput": input(&["run"], json!({"run": id()})),
        "PushedBack": object(&["run_id", "written", "kept", "changed_since", "failed"], json!({
            "run_id": id(),
            "written": count(),
            "kept": {"type": "integer", "minimum": 0, "description": "Records that somebody changed there since; they are left alone."},
            "changed_since": {"type": "array", "items": id()},
            "failed": count(),
        })),
        "ExternalWrite": object(&["number", "record", "operation", "outcome", "external_id", "old", "new", "at", "code", "message", "calls"], json!({
            "number": {"type": "integer"},
            "record": {"type": ["string", "null"]},
            "operation": choice(&["create", "update", "delete", "reconcile"]),
            "outcome": {"type": "string", "examples": ["created", "updated", "deleted", "refused", "unknown", "missing_here", "missing_there", "different", "same_record"]},
            "external_id": {"type": "string"},
            "old": {"type": "object", "description": "What the other system showed before, as far as known."},
            "new": {"type": "object", "description": "What it was given."},
            "at": moment(),
            "code": {"type": ["string", "null"], "description": "The other system's code, where it refused; of `same_record` the other system's id of the row that is written."},
            "message": {"type": ["string", "null"], "description": "Its words."},
            "calls": {"type": "array", "maxItems": 3, "items": write_call(), "description": "How it was sent and answered, where it was refused or nobody knows: neither bodies nor secrets."},
        })),
        "ExternalWritePage": page_of("ExternalWrite"),
        "PauseInput": input(&[], json!({"reason": text(500)})),
        "SyncVersionLine": object(&["version", "actor", "at"], json!({"version": {"type": "integer"}, "actor": {"type": "string"}, "at": moment()})),
        "SyncVersionPage": page_of("SyncVersionLine"),
        "SyncVersion": object(&["sync", "version", "definition", "against", "changes"], json!({
            "sync": id(),
            "version": {"type": "integer"},
            "definition": {"type": "object"},
            "against": {"type": ["integer", "null"]},
            "changes": {"type": "array", "items": object(&["pointer", "old", "new"], json!({"pointer": {"type": "string"}, "old": {}, "new": {}}))},
        })),
    })
}

/// Where the records of a sync stand.
fn standing() -> Value {
    json!({
        "SyncMember": object(&["record", "external_id", "code", "detail", "problem", "row", "values"], json!({
            "record": optional(&id()),
            "external_id": {"type": ["string", "null"], "description": "The other system's id of it, as far as known."},
            "code": {"type": ["string", "null"], "description": "Why it stands there, where that is not plain."},
            "detail": {"type": ["string", "null"], "description": "The words of the other system, or the reason that a person gave."},
            "problem": {"type": ["string", "null"], "description": "For a row that was refused or waits: the id of its problem."},
            "row": {"type": ["string", "null"], "description": "The row among those of the problem."},
            "values": {"type": ["object", "null"], "description": "The row as it came, by column."},
        })),
        "SyncMemberPage": page_of("SyncMember"),
        "SyncCounts": object(&["in_sync", "left_out", "failing", "waiting"], json!({
            "in_sync": {"type": "integer", "minimum": 0, "description": "Equal on both sides as far as known; of a sync that only reads, part of a record."},
            "left_out": {"type": "integer", "minimum": 0, "description": "By the share, a filter or a person; of a sync that only reads, by a person."},
            "failing": {"type": "integer", "minimum": 0, "description": "Refused here or there, and kept."},
            "waiting": {"type": "integer", "minimum": 0, "description": "For a person to decide."},
        })),
    })
}

fn write_call() -> Value {
    object(
        &["method", "host", "path", "status", "request_id", "at", "records"],
        json!({
            "method": choice(&["POST", "PUT", "PATCH", "DELETE"]),
            "host": {"type": "string"},
            "path": {"type": "string", "description": "Template, without values."},
            "status": {"type": ["integer", "null"], "description": "None when no answer came."},
            "request_id": {"type": ["string", "null"], "description": "The other system's id of the call."},
            "at": moment(),
            "records": {"type": "integer", "description": "Records that went together, this one included."},
        }),
    )
}

fn definition() -> Value {
    let period = json!({"type": "string", "pattern": "^[0-9]{1,8}[smhd]$", "examples": ["5m"]});
    let share = json!({"type": "number", "minimum": 0, "maximum": 1});
    let direction = choice(&["in", "out", "both"]);
    let conflict = choice(&["source_wins", "newest", "rapport_wins", "ask"]);
    let schedule = input(
        &[],
        json!({
            "every": period,
            "cron": {"type": "string", "maxLength": 100, "description": "Five fields; instead of `every`."},
            "zone": {"type": "string", "maxLength": 60, "description": "IANA zone; UTC when absent."},
            "hours": {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$"},
        }),
    );
    let properties = json!({
        "name": name(),
        "connection": {"type": "string", "minLength": 1, "maxLength": 100, "description": "Name of the connection."},
        "stream": {"type": "string", "minLength": 1, "maxLength": 100},
        "object": {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,59}$"},
        "source": {"type": "string", "maxLength": 100, "description": "Name under which its records are kept as source records; the connection's when absent."},
        "direction": direction,
        "mapping": {"type": "object", "description": "From columns to fields; `:suggest` proposes one. Where it names no `region` or `currency`, it is given those of the installation when it is saved, and keeps them."},
        "outgoing": {"type": "object", "description": "From fields to the stream's: `key_field`, `fields`, `create`, `delete`."},
        "fields": {"type": "object", "additionalProperties": input(&[], json!({"direction": direction, "conflict": conflict})), "description": "Exceptions for single fields."},
        "conflict": conflict,
        "clock_tolerance": period,
        "policy": choice(&["merge", "review"]),
        "filter": text(20_000),
        "source_filter": text(20_000),
        "excluded": {"type": "array", "maxItems": 1000, "description": "Records that people leave out: neither read nor written, what is known of them stays. Each by its id there or its record here.", "items": input(&["reason"], json!({"id": {"type": "string", "maxLength": 500}, "record": {"type": "string", "maxLength": 20}, "reason": {"type": "string", "minLength": 1, "maxLength": 500}}))},
        "empty_values": choice(&["clear", "keep"]),
        "deletions": input(&[], json!({"policy": choice(&["ignore", "unlink", "delete"]), "share_max": share, "count_free": {"type": "integer", "minimum": 0}})),
        "triggers": input(&[], json!({"schedule": schedule, "push": {"type": "boolean"}, "change": {"type": "boolean"}})),
        "priority": choice(&["high", "normal", "low"]),
        "freshness": period,
        "rollout": input(&[], json!({"share": {"type": "number", "minimum": 0, "maximum": 100}, "filter": text(20_000), "fields": {"type": "array", "items": {"type": "string"}, "maxItems": 1000}})),
        "limits": input(&[], json!({"error_share_max": share, "changed_share_max": share, "protected_share_max": share, "records_min": {"type": "integer", "minimum": 0}, "volume_change_max": share})),
        "reconcile": schedule,
        "attempts_max": {"type": "integer", "minimum": 1, "maximum": 10, "description": "How often a record is sent that may be taken later, before it stands under the problems; 5 when absent."},
        "alert_channels": {"type": "array", "maxItems": 20, "items": {"type": "string", "minLength": 1, "maxLength": 100}, "description": "Names of the channels by which people are told of alerts of this sync; all of them when absent, none when empty. Where none of the named ones is left, all are told."},
    });
    let mut whole = input(&["name", "connection", "stream", "object"], properties);
    whole["examples"] = json!([{
        "name": "Contacts from the CRM", "connection": "CRM", "stream": "Contact", "object": "customers",
        "mapping": {"version": 1, "object": "customers", "fields": [{"from": "Id", "to": "external_id"}, {"from": "Name", "to": "name"}]},
        "triggers": {"schedule": {"every": "5m"}},
    }]);
    json!({
        "SyncDefinition": whole,
        "SyncPatch": {"type": "object", "description": "A merge patch (RFC 7396) of the definition: members that are named change, `null` takes one away.", "examples": [{"rollout": {"share": 5}}]},
    })
}

fn settings() -> Value {
    let addresses = json!({"type": "array", "maxItems": 1000, "items": {"type": "string", "minLength": 1, "maxLength": 255}, "description": "Hosts (`erp.example.local`, `*.example.local`), addresses and networks (`10.0.0.0/8`) that may be called besides the open Internet."});
    let ports = json!({"type": "array", "maxItems": 1000, "items": {"type": "integer", "minimum": 1, "maximum": 65535}, "description": "Ports of the open Internet besides the usual ones."});
    json!({
        "Settings": object(&["region", "network", "writing"], json!({"region": region(), "writing": object(&["held", "reason"], json!({
            "held": {"type": "boolean", "description": "Nothing is written to other systems."},
            "reason": {"type": ["string", "null"]},
        })), "network": object(&["allowed_addresses", "allowed_ports", "ca_file", "folders", "set_at_start"], json!({
            "allowed_addresses": addresses,
            "allowed_ports": ports,
            "ca_file": {"type": ["string", "null"], "description": "Set on the machine only."},
            "folders": {"type": "array", "items": {"type": "string"}, "description": "Folders that files may be read from. Set on the machine only."},
            "set_at_start": {"type": "object", "description": "What the running process allows besides."},
        }))})),
        "SettingsPatch": input(&[], json!({
            "region": region(),
            "network": input(&[], json!({"allowed_addresses": addresses, "allowed_ports": ports})),
            "writing": input(&["held"], json!({"held": {"type": "boolean", "description": "False lets syncs write again, also after a backup was brought back."}})),
        })),
    })
}
