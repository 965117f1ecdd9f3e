//! Names that belong to the API.

/// First parts of paths that belong to the API itself: no object may be called so.
pub const RESERVED_OBJECT_NAMES: [&str; 41] = [
    "objects",
    "imports",
    "runs",
    "sources",
    "changes",
    "keys",
    "openapi",
    "postman",
    "connectors",
    "connections",
    "syncs",
    "problems",
    "ready-syncs",
    "rehearsals",
    "reviews",
    "alerts",
    "alert-channels",
    "jobs",
    "webhooks",
    "automations",
    "users",
    "roles",
    "audit",
    "search",
    "batch",
    "me",
    "admin",
    "settings",
    "exports",
    "events",
    "people",
    "preferences",
    "session",
    "sessions",
    "setup",
    "summary",
    "views",
    "duplicates",
    "backups",
    "simulators",
    "system",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::OPERATIONS;

    #[test]
    fn no_object_may_hide_behind_a_fixed_path() {
        for operation in OPERATIONS {
            let Some(rest) = operation.path.strip_prefix("/api/v1/") else { continue };
            let first = rest.split(['/', ':', '.']).next().unwrap_or_default();
            let is_fixed = !first.is_empty() && !first.contains('{');
            assert!(!is_fixed || RESERVED_OBJECT_NAMES.contains(&first), "{first} of {} is not reserved", operation.path);
        }
    }
}
