//! From method and path to the operation of [`crate::operations`] and its path parameters.
//!
//! Own code because actions stand after a parameter (`/customers/42:restore`), which the common routers cannot express.
//! Literal parts win over actions, actions over plain parameters.

use crate::operations::{OPERATIONS, Operation};
use crate::query::decode;

/// Path parameters by name.
pub(crate) type Params = Vec<(&'static str, String)>;

/// What a path leads to.
#[derive(Debug)]
pub(crate) enum Found {
    /// An operation.
    Operation(&'static Operation, Params),
    /// The path exists with other methods (`Allow`).
    OtherMethod(String),
    /// No such path.
    Nothing,
}

#[derive(Debug)]
enum Part {
    Literal(&'static str),
    Parameter { name: &'static str, action: &'static str },
}

#[derive(Debug)]
struct Pattern {
    operation: &'static Operation,
    parts: Vec<Part>,
    /// Kind of each part: literal, action, parameter. Smaller is more specific.
    rank: Vec<u8>,
}

/// Finds operations. Built once.
#[derive(Debug)]
pub(crate) struct Routes {
    /// By number of parts.
    by_length: Vec<Vec<Pattern>>,
}

impl Routes {
    pub(crate) fn new() -> Self {
        let mut by_length: Vec<Vec<Pattern>> = Vec::new();
        for operation in OPERATIONS {
            let parts: Vec<Part> = operation.path.split('/').skip(1).map(part).collect();
            while by_length.len() <= parts.len() {
                by_length.push(Vec::new());
            }
            if let Some(list) = by_length.get_mut(parts.len()) {
                let rank = parts.iter().map(rank).collect();
                list.push(Pattern { operation, parts, rank });
            }
        }
        for list in &mut by_length {
            list.sort_by(|a, b| a.rank.cmp(&b.rank));
        }
        Self { by_length }
    }

    pub(crate) fn find(&self, method: &str, path: &str) -> Found {
        let mut segments: [&str; 8] = [""; 8];
        let mut count = 0;
        for segment in path.split('/').skip(1) {
            let Some(slot) = segments.get_mut(count) else { return Found::Nothing };
            *slot = segment;
            count += 1;
        }
        let segments = segments.get(..count).unwrap_or_default();
        let method = if method == "HEAD" { "GET" } else { method };
        let mut allowed = Vec::new();
        let mut specific: Option<&[u8]> = None;
        for pattern in self.by_length.get(count).map(Vec::as_slice).unwrap_or_default() {
            if !pattern.matches(segments) {
                continue;
            }
            // Only the most specific path counts: `DELETE /imports/7` must not become a record called 7 of an object `imports`.
            if *specific.get_or_insert(&pattern.rank) != pattern.rank {
                break;
            }
            if pattern.operation.method.name() == method {
                return pattern.params(segments).map_or(Found::Nothing, |params| Found::Operation(pattern.operation, params));
            }
            allowed.push(pattern.operation.method.name());
            if pattern.operation.method.name() == "GET" {
                allowed.push("HEAD");
            }
        }
        if allowed.is_empty() { Found::Nothing } else { Found::OtherMethod(allowed.join(", ")) }
    }
}

impl Pattern {
    fn matches(&self, segments: &[&str]) -> bool {
        self.parts.iter().zip(segments).all(|(part, segment)| match part {
            Part::Literal(text) => text == segment,
            Part::Parameter { action, .. } => segment.len() > action.len() && segment.ends_with(action),
        })
    }

    /// `None` when a parameter is not UTF-8 or holds NUL: nothing has such a name.
    fn params(&self, segments: &[&str]) -> Option<Params> {
        let mut params = Params::new();
        for (part, segment) in self.parts.iter().zip(segments) {
            if let Part::Parameter { name, action } = part {
                let text = segment.strip_suffix(action).unwrap_or(segment);
                let text = decode(text, false)?.into_owned();
                if text.contains('\0') {
                    return None;
                }
                params.push((name, text));
            }
        }
        Some(params)
    }
}

fn part(text: &'static str) -> Part {
    match text.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        Some((name, action)) => Part::Parameter { name, action },
        None => Part::Literal(text),
    }
}

fn rank(part: &Part) -> u8 {
    match part {
        Part::Literal(_) => 0,
        Part::Parameter { action, .. } if !action.is_empty() => 1,
        Part::Parameter { .. } => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::Op;

    fn found(method: &str, path: &str) -> Option<(Op, Vec<String>)> {
        match Routes::new().find(method, path) {
            Found::Operation(operation, params) => Some((operation.op, params.into_iter().map(|(_, value)| value).collect())),
            Found::OtherMethod(_) | Found::Nothing => None,
        }
    }

    #[test]
    fn paths_lead_to_their_operations() {
        for (method, path, op, params) in [
            ("GET", "/api/v1/customers", Op::ListRecords, &["customers"][..]),
            ("GET", "/api/v1/objects", Op::ListObjects, &[]),
            ("POST", "/api/v1/customers:batch", Op::BatchRecords, &["customers"]),
            ("GET", "/api/v1/customers/42", Op::GetRecord, &["customers", "42"]),
            ("HEAD", "/api/v1/customers/42", Op::GetRecord, &["customers", "42"]),
            ("POST", "/api/v1/customers/42:restore", Op::RestoreRecord, &["customers", "42"]),
            ("POST", "/api/v1/customers/duplicates:find", Op::FindDuplicates, &["customers"]),
            ("PUT", "/api/v1/customers/by/email/a%40b.cn", Op::UpsertByKey, &["customers", "email", "a@b.cn"]),
            ("GET", "/api/v1/customers/by/external_id/crm:7", Op::GetByKey, &["customers", "external_id", "crm:7"]),
            ("POST", "/api/v1/runs/7:rollback", Op::RollbackRun, &["7"]),
            ("GET", "/api/v1/customers/mapping-template", Op::MappingTemplate, &["customers"]),
            ("GET", "/", Op::Index, &[]),
        ] {
            assert_eq!(found(method, path), Some((op, params.iter().map(|text| (*text).to_owned()).collect())), "{method} {path}");
        }
        assert!(matches!(Routes::new().find("PATCH", "/api/v1/customers"), Found::OtherMethod(allow) if allow == "GET, HEAD, POST"));
        assert!(matches!(Routes::new().find("POST", "/api/v1/customers/42:fly"), Found::OtherMethod(_)));
        assert!(matches!(Routes::new().find("GET", "/api/v1/a/b/c/d/e/f/g/h/i"), Found::Nothing));
        assert!(matches!(Routes::new().find("GET", "/nothing"), Found::Nothing));
    }

    #[test]
    fn every_operation_is_reachable_by_its_own_path() {
        for operation in OPERATIONS {
            let path = operation
                .path
                .replace("{object}", "customers")
                .replace("{id}", "7")
                .replace("{key}", "email")
                .replace("{value}", "x")
                .replace("{name}", "customers")
                .replace("{field}", "city")
                .replace("{asset}", "page.css")
                .replace("{code}", "busy");
            assert_eq!(found(operation.method.name(), &path).map(|(op, _)| op), Some(operation.op), "{path}");
        }
    }
}
