//! What differs between two JSON values, place by place.

use serde_json::{Map, Value};

/// Most differences told; a definition has room for a few thousand.
const DIFFERENCES_MAX: usize = 5_000;

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Where, as a JSON pointer.
    pub pointer: String,
    /// What stood there; `None` where nothing did.
    pub old: Option<Value>,
    /// What stands there now; `None` where nothing does.
    pub new: Option<Value>,
}

/// All places where `new` differs from `old`, in order. Lists are compared by position.
#[must_use]
pub fn difference(old: &Value, new: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    walk(Some(old), Some(new), &mut String::new(), &mut found);
    found
}

fn walk(old: Option<&Value>, new: Option<&Value>, pointer: &mut String, found: &mut Vec<Difference>) {
    if old == new || found.len() >= DIFFERENCES_MAX {
        return;
    }
    match (old, new) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            for name in old.keys().chain(new.keys().filter(|name| !old.contains_key(*name))) {
                step(pointer, &name.replace('~', "~0").replace('/', "~1"), |pointer| {
                    walk(member(old, name), member(new, name), pointer, found);
                });
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) => {
            for at in 0..old.len().max(new.len()) {
                step(pointer, &at.to_string(), |pointer| walk(old.get(at), new.get(at), pointer, found));
            }
        }
        (old, new) => found.push(Difference { pointer: pointer.clone(), old: old.cloned(), new: new.cloned() }),
    }
}

fn member<'a>(members: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    members.get(name)
}

fn step(pointer: &mut String, part: &str, inside: impl FnOnce(&mut String)) {
    let length = pointer.len();
    pointer.push('/');
    pointer.push_str(part);
    inside(pointer);
    pointer.truncate(length);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_place_that_differs_is_named_once() {
        let old = json!({"name": "a", "rollout": {"share": 5.0}, "list": [1, 2, 3], "gone": true, "same": [1]});
        let new = json!({"name": "b", "rollout": {"share": 100.0}, "list": [1, 4], "same": [1], "a/b": null});
        let shown: Vec<String> = difference(&old, &new)
            .into_iter()
            .map(|difference| {
                let text = |value: Option<Value>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
                format!("{} {} {}", difference.pointer, text(difference.old), text(difference.new))
            })
            .collect();
        assert_eq!(shown, ["/name \"a\" \"b\"", "/rollout/share 5.0 100.0", "/list/1 2 4", "/list/2 3 -", "/gone true -", "/a~1b - null"]);
        assert!(difference(&old, &old).is_empty());
    }
}
