//! Shapes of people, sessions, the set-up, preferences and saved views.

use serde_json::{Value, json};

use super::schemas::{id, input, moment, object, optional, page_of, reference};
use super::sync_schemas::{choice, text};

/// Every schema of this part by name.
pub(super) fn all() -> Value {
    let mut all = sessions();
    for part in [people(), own(), summary()] {
        if let (Value::Object(all), Value::Object(part)) = (&mut all, part) {
            all.extend(part);
        }
    }
    all
}

fn name() -> Value {
    json!({"type": "string", "minLength": 1, "maxLength": 100, "pattern": "\\S"})
}

fn email() -> Value {
    json!({"type": "string", "minLength": 3, "maxLength": 254, "pattern": "^[^\\s@]+@[^\\s@]+$"})
}

fn password() -> Value {
    json!({"type": "string", "minLength": 12, "maxLength": 256})
}

fn scopes() -> Value {
    json!({"type": "array", "items": {"type": "string"}})
}

fn sessions() -> Value {
    let mut sign_in = json!({"oneOf": [
        input(&["email", "password"], json!({"email": text(254), "password": text(256)})),
        input(&["token"], json!({"token": text(100)})),
    ]});
    sign_in["examples"] = json!([{"email": "li@example.com", "password": "correct horse battery"}]);
    json!({
        "SignIn": sign_in,
        "Session": object(&["person", "expires_at", "events_after", "region", "currency"], json!({
            "region": region(),
            "currency": {"type": "string", "description": "Of amounts that name none: that of the region."},
            "events_after": {"type": "integer", "description": "For `GET /events?after=`: what happens from now on is told."},
            "person": optional(&reference("SignedIn")),
            "key": object(&["actor", "scopes"], json!({"actor": {"type": "string"}, "scopes": scopes()})),
            "expires_at": optional(&moment()),
        })),
        "SignedIn": object(&["id", "name", "email", "role", "admin", "scopes", "language", "has_password"], json!({
            "id": id(), "name": {"type": "string"}, "email": {"type": "string"}, "role": choice(&["admin", "editor", "reader", "custom"]),
            "admin": {"type": "boolean"}, "scopes": scopes(), "language": {"type": ["string", "null"]}, "has_password": {"type": "boolean"},
        })),
        "OwnPassword": input(&["new"], json!({"current": {"type": ["string", "null"], "maxLength": 256, "description": "Not needed within a quarter of an hour after signing in by a link."}, "new": password()})),
        "PersonSession": object(&["id", "person", "way", "created_at", "seen_at", "expires_at", "address", "agent", "current"], json!({
            "id": id(), "person": id(), "way": choice(&["password", "link", "setup"]), "created_at": moment(), "seen_at": moment(),
            "expires_at": moment(), "address": {"type": "string"}, "agent": {"type": "string"}, "current": {"type": "boolean"},
        })),
        "PersonSessionPage": page_of("PersonSession"),
        "SetupState": object(&["needed"], json!({"needed": {"type": "boolean"}})),
        "Setup": input(&["token", "name", "email", "password"], json!({
            "token": text(100), "name": name(), "email": email(), "password": password(), "language": optional(&language()), "region": optional(&region()),
            "sample": {"type": "boolean", "default": false, "description": "Begin with sample data."},
            "sandbox": {"type": "boolean", "default": false, "description": "Begin with simulated systems."},
        })),
    })
}

fn language() -> Value {
    choice(&["en", "zh-CN"])
}

/// The region of the installation.
pub(super) fn region() -> Value {
    json!({
        "type": "string", "pattern": "^[A-Z]{2}$", "examples": ["DE"],
        "description": "Region of the installation, an ISO 3166-1 code: the country of phone numbers and addresses that name none, and with it the currency of amounts that name none, wherever no mapping says otherwise.",
    })
}

fn people() -> Value {
    let role = choice(&["admin", "editor", "reader"]);
    let mut patch = input(
        &[],
        json!({"name": name(), "role": role, "disabled": {"type": "boolean", "description": "Shut out; all sessions end at once."}}),
    );
    patch["examples"] = json!([{"role": "editor"}]);
    json!({
        "Person": object(&["id", "name", "role", "disabled_at"], json!({
            "id": id(), "name": {"type": "string"}, "role": choice(&["admin", "editor", "reader", "custom"]), "disabled_at": optional(&moment()),
            "email": {"type": "string", "description": "For administrators and oneself."}, "scopes": scopes(), "has_password": {"type": "boolean"}, "created_at": moment(),
        })),
        "PersonPage": page_of("Person"),
        "PersonNew": input(&["name", "email", "role"], json!({"name": name(), "email": email(), "role": role, "language": optional(&language())})),
        "PersonMade": object(&["person", "link"], json!({"person": reference("Person"), "link": reference("SignInLink")})),
        "PersonPatch": patch,
        "SignInLink": object(&["token", "expires_at"], json!({"token": {"type": "string", "description": "Opens the web app signed in, once: the address of the web app and `#token=` before it."}, "expires_at": moment()})),
    })
}

fn own() -> Value {
    let definition = json!({"type": "object", "description": "Columns, filter, order, layout; kept as it comes, at most 32 KiB."});
    json!({
        "Preferences": input(&[], json!({
            "language": optional(&language()), "theme": optional(&choice(&["system", "light", "dark"])),
            "columns": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}, "description": "Columns of lists, by list."},
            "values": {"type": "object", "description": "What screens remember."},
        })),
        "View": object(&["id", "object", "name", "shared", "owner", "own", "definition", "version", "created_at", "updated_at"], json!({
            "id": id(), "object": {"type": "string"}, "name": {"type": "string"}, "shared": {"type": "boolean"}, "owner": {"type": "string"}, "own": {"type": "boolean"},
            "definition": {"type": "object"}, "version": {"type": "integer"}, "created_at": moment(), "updated_at": moment(),
        })),
        "ViewPage": page_of("View"),
        "ViewNew": input(&["object", "name", "definition"], json!({"object": text(60), "name": name(), "shared": {"type": "boolean", "default": false}, "definition": definition})),
        "ViewPatch": input(&[], json!({"name": name(), "shared": {"type": "boolean"}, "definition": definition})),
    })
}

fn summary() -> Value {
    let count = json!({"type": "integer", "minimum": 0});
    json!({
        "Summary": object(&["at", "objects", "syncs"], json!({
            "at": moment(),
            "objects": {"type": "array", "items": reference("ObjectHealth")},
            "syncs": {"type": "object", "additionalProperties": count, "description": "How many syncs are `fresh`, `stale`, `unknown`, `paused`, `draft`."},
        })),
        "ObjectHealth": object(&["object", "records", "exact", "looked_at", "fill", "findings", "problems", "duplicates", "conflicts"], json!({
            "object": {"type": "string"}, "records": count, "exact": {"type": "boolean", "description": "False: `records` is an estimate."},
            "looked_at": {"type": "integer", "description": "Records that shares and findings were learned from."},
            "fill": {"type": "array", "items": object(&["field", "share"], json!({"field": {"type": "string"}, "share": {"type": "number", "minimum": 0, "maximum": 1}}))},
            "findings": {"type": "array", "items": object(&["code", "field", "count"], json!({"code": {"type": "string"}, "field": {"type": "string"}, "count": count}))},
            "problems": {"type": "integer", "description": "Rows that could not be applied and are open."},
            "duplicates": {"type": "integer", "description": "Decisions between several records that wait."},
            "conflicts": {"type": "integer", "description": "Conflicts that wait for a decision."},
        })),
    })
}
