//! Requests that are recognised when they come again, by `resubmitCheckKey`.
//!
//! Within an hour the same key gets the first success again; later it is refused as a duplicate, with the id.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::reply::Refused;
use crate::http::Reply;

const KEY_MAX: usize = 32;
const REMEMBERED_MS: i64 = 3_600_000;

/// Keys by interface.
#[derive(Debug, Default)]
pub(super) struct Keys(HashMap<(&'static str, String), Kept>);

#[derive(Debug)]
struct Kept {
    at_ms: i64,
    body: String,
    id: String,
}

impl Keys {
    /// The answer to a key that came before.
    pub(super) fn known(&self, endpoint: &'static str, data: &Value, now_ms: i64, duplicate: &str) -> Result<Option<Reply>, Refused> {
        let Some(key) = key(data)? else { return Ok(None) };
        let Some(kept) = self.0.get(&(endpoint, key)) else { return Ok(None) };
        if now_ms - kept.at_ms < REMEMBERED_MS {
            return Ok(Some(Reply::json_text(200, kept.body.clone())));
        }
        let data = Some(Box::new(json!({ "id": kept.id })));
        Err(Refused { code: duplicate.to_owned(), data, ..Refused::business("重复提交") })
    }

    /// Remembers a success.
    pub(super) fn keep(&mut self, endpoint: &'static str, data: &Value, now_ms: i64, id: &str, reply: &Reply) {
        if let Ok(Some(key)) = key(data) {
            let body = String::from_utf8_lossy(&reply.body).into_owned();
            self.0.insert((endpoint, key), Kept { at_ms: now_ms, body, id: id.to_owned() });
        }
    }
}

fn key(data: &Value) -> Result<Option<String>, Refused> {
    let Some(key) = data["resubmitCheckKey"].as_str().filter(|key| !key.is_empty()) else { return Ok(None) };
    if key.chars().count() > KEY_MAX {
        return Err(Refused::business("resubmitCheckKey长度不能超过32位"));
    }
    Ok(Some(key.to_owned()))
}
