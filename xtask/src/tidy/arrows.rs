//! Which crate may know which: the table of `docs/ARCHITECTURE.md`, enforced.
//!
//! A new row or a new name in a row needs a record in `docs/adr/`.

use serde_json::Value;

use crate::metadata::{packages, text};
use crate::report::Report;

/// One crate of ours, or all whose names begin alike, and the crates of ours they may depend on.
struct Rule {
    /// With `*` at its end for every crate that has no row before.
    name: &'static str,
    /// In the product. `*` stands for every crate, `connector-*` for every single connector.
    may_use: &'static [&'static str],
    /// In its tests as well.
    tests_may_use: &'static [&'static str],
    because: &'static str,
}

const RULES: &[Rule] = &[
    Rule { name: "model", may_use: &[], tests_may_use: &[], because: "everyone waits for it, so it waits for nobody" },
    Rule { name: "mapping", may_use: &["model"], tests_may_use: &["sample"], because: "pure: values in, values and findings out" },
    Rule { name: "identity", may_use: &["model"], tests_may_use: &["sample"], because: "pure: decides who is who, stores nothing" },
    Rule { name: "postgres-tls", may_use: &[], tests_may_use: &[], because: "encryption for one client library, and nothing else" },
    Rule {
        name: "store",
        may_use: &["model", "postgres-tls"],
        tests_may_use: &[],
        because: "keeps rows; what they mean is decided above it",
    },
    Rule {
        name: "records",
        may_use: &["model", "mapping", "identity", "store"],
        tests_may_use: &["sample"],
        because: "the one place that changes records; knows no file, vendor or HTTP",
    },
    Rule {
        name: "access",
        may_use: &["model", "store"],
        tests_may_use: &[],
        because: "decides who may; knows neither HTTP nor records' inner life",
    },
    Rule { name: "connector", may_use: &["model"], tests_may_use: &["sandbox"], because: "what a source is, for any vendor" },
    Rule {
        name: "connector-file",
        may_use: &["connector", "model"],
        tests_may_use: &["sample"],
        because: "knows files, and nothing of the store or of other connectors",
    },
    Rule {
        name: "connector-filedrop",
        may_use: &["connector", "connector-file", "model"],
        tests_may_use: &["sandbox"],
        because: "knows where files are put down; what is in them is read in one place",
    },
    Rule {
        name: "connector-hook",
        may_use: &["connector", "model"],
        tests_may_use: &[],
        because: "knows calls in, and nothing of the store or of other connectors",
    },
    Rule {
        name: "connector-rapport",
        may_use: &["connector", "model"],
        tests_may_use: &[],
        because: "speaks to another installation as a stranger would",
    },
    Rule {
        name: "connector-sql",
        may_use: &["connector", "model", "postgres-tls"],
        tests_may_use: &[],
        because: "knows databases of others, and nothing of our store or of other connectors",
    },
    Rule {
        name: "connector-*",
        may_use: &["connector", "model"],
        tests_may_use: &["sandbox"],
        because: "knows its vendor, and nothing of the store or of other connectors; one that needs more has a row above",
    },
    Rule { name: "connectors", may_use: &["connector", "connector-*", "model"], tests_may_use: &[], because: "the registry; nothing else" },
    Rule {
        name: "sync",
        may_use: &["model", "mapping", "identity", "connector", "store", "records"],
        tests_may_use: &["connectors", "connector-*", "sample", "sandbox"],
        because: "the engine knows no vendor and no HTTP server",
    },
    Rule { name: "sample", may_use: &[], tests_may_use: &[], because: "test data must not share a misunderstanding with what it tests" },
    Rule { name: "sandbox", may_use: &[], tests_may_use: &[], because: "client and counterpart must not share a misunderstanding" },
    Rule {
        name: "rehearsal",
        may_use: &["connector", "mapping", "model", "records", "sandbox", "store", "sync"],
        tests_may_use: &["connectors"],
        because: "plays syncs against simulators; the server reaches it through the binary only",
    },
    Rule { name: "web", may_use: &[], tests_may_use: &[], because: "files of the built web app; what they show comes through the API" },
    Rule {
        name: "server",
        may_use: &["access", "connector", "connectors", "identity", "mapping", "model", "records", "store", "sync", "web"],
        tests_may_use: &["connector-*", "sample", "sandbox"],
        because: "turns HTTP into calls; reaches single connectors through the registry only",
    },
    Rule { name: "rapport", may_use: &["*"], tests_may_use: &["*"], because: "the binary wires everything" },
    Rule {
        name: "xtask",
        may_use: &["sample"],
        tests_may_use: &[],
        because: "checks and measures from outside; `sample` makes the bench's input",
    },
];

/// Libraries that only some crates may use in the product, and why.
const LIBRARIES: &[(&[&str], &[&str], &str)] = &[
    (
        &["rusqlite", "postgres", "tokio-postgres"],
        &["store", "connector-sql", "postgres-tls"],
        "SQL is spoken in the store, and to databases of others in one connector",
    ),
    (&["mysql_async"], &["connector-sql"], "SQL is spoken in the store, and to databases of others in one connector"),
    (
        &["axum", "tower", "tower-http", "utoipa", "utoipa-axum"],
        &["server", "sandbox"],
        "HTTP and API formats end in the server; simulators are servers",
    ),
    (&["reqwest", "ureq"], &["connector"], "one HTTP client with one set of guards"),
    (
        &["tokio"],
        &["server", "rapport", "store", "postgres-tls", "records", "sandbox", "connector-sql"],
        "sources, mapping and the engine run on plain threads",
    ),
    (&["clap", "tracing-subscriber"], &["rapport"], "only the binary has a command line and writes logs out"),
];

/// Checks the dependencies in `metadata`, the answer of `cargo metadata --no-deps`.
pub fn check(metadata: &Value, report: &mut Report) {
    for package in packages(metadata) {
        let name = text(package, "name");
        let Some(rule) = RULES.iter().find(|rule| matches_pattern(rule.name, name)) else {
            report.fail(name, "has no row in xtask/src/tidy/arrows.rs; add one, with the reason, and an entry in docs/ARCHITECTURE.md");
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let target = text(dependency, "name");
            let in_tests = text(dependency, "kind") == "dev";
            if dependency["path"].is_string() {
                check_ours(name, rule, target, in_tests, report);
            } else if !in_tests {
                check_library(name, target, report);
            }
        }
    }
}

fn check_ours(name: &str, rule: &Rule, target: &str, in_tests: bool, report: &mut Report) {
    let listed = |list: &[&str]| list.iter().any(|pattern| matches_pattern(pattern, target));
    let is_allowed = listed(rule.may_use) || (in_tests && listed(rule.tests_may_use));
    if !is_allowed {
        let allowed = if rule.may_use.is_empty() { "none of ours".to_owned() } else { rule.may_use.join(", ") };
        report.fail(name, format!("may not depend on {target} ({}); allowed: {allowed}", rule.because));
    }
}

fn check_library(name: &str, target: &str, report: &mut Report) {
    // The bench measures libraries beside the product, so xtask may use what it measures.
    if name == "xtask" {
        return;
    }
    for (libraries, users, because) in LIBRARIES {
        if libraries.contains(&target) && !users.contains(&name) {
            report.fail(name, format!("may not use {target}: {because}; allowed in: {}", users.join(", ")));
        }
    }
}

fn matches_pattern(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(prefix) => name.starts_with(prefix),
        None => pattern == name,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn failures(name: &str, dependency: Value) -> Vec<String> {
        let mut report = Report::default();
        check(&json!({ "packages": [{ "name": name, "dependencies": [dependency] }] }), &mut report);
        report.failures
    }

    #[test]
    fn an_arrow_that_is_not_in_the_table_fails() {
        let ours = |name: &str, kind: Value| json!({ "name": name, "path": "/x", "kind": kind });
        assert_eq!(failures("mapping", ours("model", Value::Null)), Vec::<String>::new());
        assert_eq!(failures("connectors", ours("connector-file", Value::Null)), Vec::<String>::new());
        assert_eq!(failures("rapport", ours("anything", Value::Null)), Vec::<String>::new());
        for (name, target) in
            [("model", "mapping"), ("mapping", "store"), ("sync", "server"), ("sync", "connector-file"), ("connector-file", "store")]
        {
            let found = failures(name, ours(target, Value::Null));
            assert!(
                found.len() == 1 && found[0].starts_with(&format!("{name}: may not depend on {target}")),
                "{name} -> {target}: {found:?}"
            );
        }
    }

    #[test]
    fn tests_may_reach_further_but_not_everywhere() {
        let dev = |name: &str| json!({ "name": name, "path": "/x", "kind": "dev" });
        assert!(failures("sync", dev("connector-file")).is_empty());
        assert_eq!(failures("sync", dev("server")).len(), 1);
    }

    #[test]
    fn a_connector_needs_no_row_unless_it_needs_more_than_others() {
        let ours = |name: &str, kind: Value| json!({ "name": name, "path": "/x", "kind": kind });
        for (target, kind, is_fine) in [
            ("connector", Value::Null, true),
            ("model", Value::Null, true),
            ("sandbox", json!("dev"), true),
            ("sandbox", Value::Null, false),
            ("store", Value::Null, false),
            ("connector-zoho", Value::Null, false),
            ("postgres-tls", Value::Null, false),
        ] {
            let found = failures("connector-novelty", ours(target, kind));
            assert_eq!(found.is_empty(), is_fine, "{target}: {found:?}");
            assert!(found.iter().all(|told| told.starts_with("connector-novelty: ")), "it is named by its own name: {found:?}");
        }
        assert!(failures("connector-sql", ours("postgres-tls", Value::Null)).is_empty(), "a row of its own comes first");
        assert_eq!(failures("connector-file", ours("sandbox", json!("dev"))).len(), 1, "and is not widened");
    }

    #[test]
    fn a_crate_without_a_row_fails() {
        let mut report = Report::default();
        check(&json!({ "packages": [{ "name": "gadgets", "dependencies": [] }] }), &mut report);
        assert!(report.failures[0].starts_with("gadgets: has no row"), "{:?}", report.failures);
    }

    #[test]
    fn a_library_stays_in_its_crates() {
        let library = |name: &str, kind: Value| json!({ "name": name, "kind": kind });
        assert!(failures("store", library("rusqlite", Value::Null)).is_empty());
        assert_eq!(failures("sync", library("rusqlite", Value::Null)).len(), 1);
        assert!(failures("sync", library("rusqlite", json!("dev"))).is_empty());
    }
}
