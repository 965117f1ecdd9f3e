//! `Idempotency-Key`: the same request sent twice is done once and answered twice.
//!
//! After draft-ietf-httpapi-idempotency-key-header-07. The fingerprint covers method, path, query and canonical body; the key
//! belongs to the principal. A file that is imported counts by its digest. Answers are kept for 72 hours, unless the settings say otherwise. An answer that says "try again" or
//! tells of our own fault is not kept. Of an answer above 4 MiB only status and headers are. The key is noted before the request and
//! its answer after it, in transactions of their own: where the process dies between them, the key is free again after 15 minutes,
//! and whether the request was carried out must be looked up.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use model::Caller;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use store::StoreError;
use store::rows::IdempotencyRow;

use crate::app::App;
use crate::call::Call;
use crate::dispatch::dispatch;
use crate::edge::in_place;
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// The header.
pub(crate) const HEADER: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// A first request without an answer for so long was lost with its process.
const LOST_MS: i64 = 15 * 60_000;
/// Largest answer that is kept.
const BODY_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Stands for the body of a larger one: the request was carried out, and is not again.
const TOO_LARGE: &[u8] =
    br#"{"replayed":true,"detail":"The request was carried out the first time; its answer was too large to be kept."}"#;
const KEPT_HEADERS: [HeaderName; 4] = [header::CONTENT_TYPE, header::LOCATION, header::ETAG, header::CONTENT_LANGUAGE];

/// One request by its key: the key of its principal, and what tells it from another request.
pub(crate) struct Once {
    key: Vec<u8>,
    fingerprint: Vec<u8>,
}

/// Runs the call unless it ran before.
pub(crate) async fn once(mut call: Call) -> Outcome {
    let app = Arc::clone(&call.app);
    let key = read_key(&call)?;
    let body = call.bytes().await?;
    let once = Once { key, fingerprint: fingerprint(&call, &body) };
    call.body = Body::from(body).into();
    let is_inline = app.settings.reads_inline;
    once.carry_out(&app, in_place(dispatch(call), is_inline)).await
}

/// For a call whose body is too large for memory: the handler has taken it in and tells what it is by a digest. `None` where the
/// call has no key.
pub(crate) fn of_received(call: &Call, digest: &[u8]) -> Result<Option<Once>, Box<Problem>> {
    if !call.headers.contains_key(&HEADER) {
        return Ok(None);
    }
    Ok(Some(Once { key: read_key(call)?, fingerprint: fingerprint(call, digest) }))
}

impl Once {
    /// Does `work` unless the same request was carried out before; then its answer.
    pub(crate) async fn carry_out(self, app: &Arc<App>, work: impl Future<Output = Outcome> + Send + 'static) -> Outcome {
        if let Some(answer) = begin(app, &self.key, &self.fingerprint).await? {
            return answer;
        }
        let app = Arc::clone(app);
        // On a task of its own, so that a caller who hangs up cannot leave the key without an answer.
        let finished = tokio::spawn(async move {
            let outcome = work.await;
            finish(&app, &self.key, outcome).await
        });
        match finished.await {
            Ok(outcome) => outcome,
            Err(stopped) => match stopped.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(Problem::new(Code::Busy)),
            },
        }
    }
}

/// The key in the header, as the principal's own.
fn read_key(call: &Call) -> Result<Vec<u8>, Box<Problem>> {
    let text = call.headers.get(&HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if text.is_empty()
        || text.len() > 255
        || !text.bytes().all(|byte| byte.is_ascii_graphic())
        || call.headers.get_all(&HEADER).iter().count() > 1
    {
        return Err(Problem::with(
            Code::BadRequest,
            "Idempotency-Key has 1 to 255 visible characters and comes once",
            "Idempotency-Key 须为 1 到 255 个可见字符且只出现一次",
        )
        .fault("header:Idempotency-Key", "header_invalid", "1 to 255 visible characters", "1 到 255 个可见字符"));
    }
    Ok(key_digest(call.caller()?, text))
}

/// `None`: go on. Otherwise the answer of the first request, or why there is none.
async fn begin(app: &Arc<App>, key: &[u8], fingerprint: &[u8]) -> Result<Option<Outcome>, Box<Problem>> {
    let now_ms = app.records.store().clock().now_ms();
    let answers_ms = app.settings.keep.answers_ms();
    let row = IdempotencyRow {
        key: key.to_vec(),
        fingerprint: fingerprint.to_vec(),
        status: 0,
        headers: String::new(),
        body: Vec::new(),
        at_ms: now_ms,
    };
    let known = app
        .records
        .store()
        .submit(move |session| {
            if let Some(known) = session.idempotency_get(&row.key)? {
                let kept_ms = if known.status == 0 { LOST_MS } else { answers_ms };
                if now_ms - known.at_ms < kept_ms {
                    return Ok::<_, StoreError>(Some(known));
                }
                session.idempotency_forget(&row.key)?;
            }
            if session.idempotency_begin(&row)? {
                return Ok(None);
            }
            // Another node was faster. What it noted may not be seen in this transaction yet.
            Ok(Some(session.idempotency_get(&row.key)?.unwrap_or_else(|| row.clone())))
        })
        .await?;
    Ok(known.map(|known| {
        if known.fingerprint != fingerprint {
            return Err(Problem::new(Code::IdempotencyMismatch));
        }
        if known.status == 0 {
            return Err(Problem::new(Code::IdempotencyRunning).header(header::RETRY_AFTER, "1"));
        }
        Ok(replay(known))
    }))
}

fn replay(known: IdempotencyRow) -> Response {
    let mut response = Response::new(Body::from(known.body));
    *response.status_mut() =
        u16::try_from(known.status).ok().and_then(|status| StatusCode::from_u16(status).ok()).unwrap_or(StatusCode::OK);
    let headers: Map<String, Value> = serde_json::from_str(&known.headers).unwrap_or_default();
    for (name, value) in headers {
        if let (Ok(name), Some(value)) = (HeaderName::try_from(name), value.as_str()) {
            reply::set_header(&mut response, name, value);
        }
    }
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    response
}

async fn finish(app: &Arc<App>, key: &[u8], outcome: Outcome) -> Outcome {
    let key = key.to_vec();
    let store = app.records.store();
    let response = match outcome {
        Ok(response) => response,
        // Refusals change nothing, so the same request may be judged anew.
        Err(problem) => {
            store.submit(move |session| session.idempotency_forget(&key)).await?;
            return Err(problem);
        }
    };
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.map_err(|_| Problem::new(Code::Internal))?;
    let headers: Map<String, Value> =
        KEPT_HEADERS.iter().filter_map(|name| Some((name.to_string(), Value::from(parts.headers.get(name)?.to_str().ok()?)))).collect();
    let (status, headers) = (i32::from(parts.status.as_u16()), Value::Object(headers).to_string());
    let kept = if bytes.len() <= BODY_BYTES_MAX { bytes.clone() } else { TOO_LARGE.into() };
    store.submit(move |session| session.idempotency_finish(&key, status, &headers, &kept)).await?;
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

fn key_digest(caller: &Caller, text: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(caller.actor.to_string().as_bytes());
    hash.update([0]);
    hash.update(text.as_bytes());
    hash.finalize().to_vec()
}

fn fingerprint(call: &Call, body: &[u8]) -> Vec<u8> {
    fingerprint_of(call.operation.method.name(), &call.path, &call.raw_query, body)
}

fn fingerprint_of(method: &str, path: &str, query: &str, body: &[u8]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for part in [method, path, query] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    match serde_json::from_slice::<Value>(body) {
        Ok(mut value) => {
            value.sort_all_objects();
            hash.update(value.to_string().as_bytes());
        }
        Err(_) => hash.update(body),
    }
    hash.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_members_does_not_matter_and_everything_else_does() {
        let print = |method: &str, path: &str, body: &str| fingerprint_of(method, path, "", body.as_bytes());
        let first = print("POST", "/a", r#"{"x":1,"y":{"b":2,"a":3}}"#);
        assert_eq!(first, print("POST", "/a", r#"{ "y":{"a":3,"b":2}, "x":1 }"#));
        for other in [
            print("PATCH", "/a", r#"{"x":1,"y":{"b":2,"a":3}}"#),
            print("POST", "/b", r#"{"x":1,"y":{"b":2,"a":3}}"#),
            print("POST", "/a", r#"{"x":2,"y":{"b":2,"a":3}}"#),
        ] {
            assert_ne!(first, other);
        }
    }
}
