//! `GET /system`: how the installation itself is doing. `GET /roles`: what people may do, by role.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use access::Role;
use axum::http::StatusCode;
use model::{Scope, Verb, format_ms};
use serde_json::{Value, json};
use store::StoreError;

use crate::app::blocking;
use crate::call::Call;
use crate::handlers::backups;
use crate::operations::{OPERATIONS, Right};
use crate::problem::Outcome;
use crate::reply;

/// Free and all bytes of the disk that holds `folder`; `None` where nobody says.
#[cfg(unix)]
pub(crate) fn disk(folder: &Path) -> Option<(u64, u64)> {
    let existing = folder.ancestors().find(|folder| folder.exists())?;
    let known = rustix::fs::statvfs(existing).ok()?;
    Some((known.f_bavail.saturating_mul(known.f_frsize), known.f_blocks.saturating_mul(known.f_frsize)))
}

/// Free and all bytes of the disk that holds `folder`; `None` where nobody says.
#[cfg(not(unix))]
pub(crate) fn disk(_: &Path) -> Option<(u64, u64)> {
    None
}

/// Resident memory of this process in bytes, as Linux tells it.
fn memory_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// `GET /system`
pub(crate) async fn get(call: Call) -> Outcome {
    let app = Arc::clone(&call.app);
    let body = blocking(move || {
        let (facts, head, floor) = app
            .records
            .store()
            .read(|session| Ok::<_, StoreError>((session.database_facts()?, session.change_head()?, session.change_floor()?.seq)))?;
        let position = app.metrics.search_seq.load(Ordering::Relaxed);
        let now_ms = app.records.store().clock().now_ms();
        let disk = disk(&app.settings.import_folder).map(|(free, total)| json!({"free_bytes": free, "total_bytes": total}));
        let done = backups::known(&app)?.into_iter().find(|backup| backup["state"] == "done");
        Ok(json!({
            "version": env!("CARGO_PKG_VERSION"),
            "started_at": format_ms(app.started_ms),
            "uptime_seconds": (now_ms - app.started_ms).max(0) / 1_000,
            "database": {"kind": facts.kind, "version": facts.version, "bytes": facts.bytes},
            "disk": disk,
            "memory_bytes": memory_bytes(),
            "changes": {"kept": (head - floor).max(0)},
            "search": {"position": position, "head": head, "behind": (head - position).max(0)},
            "last_backup": done,
        }))
    })
    .await?;
    Ok(reply::json(StatusCode::OK, &body))
}

fn label(role: Role) -> Value {
    match role {
        Role::Admin => json!({"en": "Administrator", "zh": "管理员"}),
        Role::Editor => json!({"en": "Editor", "zh": "编辑"}),
        Role::Reader => json!({"en": "Reader", "zh": "只读"}),
    }
}

/// What an operation needs, in one word, and the verb behind it.
fn need(right: Right) -> (&'static str, Option<Verb>) {
    match right {
        Right::Public => ("nothing", None),
        Right::Anyone => ("any", None),
        Right::OnObject(Verb::Read) | Right::OnSome(Verb::Read) => ("read", Some(Verb::Read)),
        Right::OnObject(Verb::Write) | Right::OnSome(Verb::Write) => ("write", Some(Verb::Write)),
        Right::OnObject(Verb::Admin) | Right::OnSome(Verb::Admin) | Right::Admin | Right::Metrics => ("admin", Some(Verb::Admin)),
    }
}

/// True when the scopes of a role let it do that on every object.
fn may(scopes: &[Scope], verb: Option<Verb>) -> bool {
    let Some(verb) = verb else { return true };
    scopes.iter().any(|scope| scope.verb == Verb::Admin || (scope.verb == verb && scope.object.is_none()))
}

/// `GET /roles`
pub(crate) fn roles() -> Outcome {
    let roles: Vec<Value> = Role::ALL
        .into_iter()
        .map(|role| {
            let scopes: Vec<String> = role.scopes().iter().map(ToString::to_string).collect();
            json!({"name": role.name(), "label": label(role), "scopes": scopes})
        })
        .collect();
    let operations: Vec<Value> = OPERATIONS
        .iter()
        .filter(|operation| operation.tag != "pages")
        .map(|operation| {
            let (needs, verb) = need(operation.right);
            let allowed: Vec<&str> = Role::ALL.into_iter().filter(|role| may(&role.scopes(), verb)).map(Role::name).collect();
            json!({
                "id": operation.id, "method": operation.method.name(), "path": operation.path, "tag": operation.tag,
                "summary": operation.summary, "needs": needs, "roles": allowed,
            })
        })
        .collect();
    Ok(reply::json(StatusCode::OK, &json!({"roles": roles, "operations": operations})))
}
