//! The one layer every request passes: id, route, key, limit, right, parameters, handler, figures, headers.
//!
//! One function instead of a stack of layers, because each layer would cost the hot path an allocation and a future.

use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};
use std::time::Instant;

use access::{AccessError, Principal, authorise, authorise_some};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use model::{Lang, Scope, Verb};

use crate::address::household;
use crate::app::{App, AppState, blocking, is_loopback};
use crate::call::Call;
use crate::dispatch::dispatch;
use crate::negotiate;
use crate::operations::{Answer, Op, Operation, Payload, Right};
use crate::problem::{Code, Problem, language};
use crate::query::Query;
use crate::rate::Left;
use crate::route::Found;
use crate::{address, idempotency, reply, sign_in, slow, web_app};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Answers one request.
pub(crate) async fn handle(State(state): State<AppState>, request: Request) -> Response {
    let app = state.inner;
    let began = Instant::now();
    app.metrics.in_flight.fetch_add(1, Ordering::Relaxed);
    let trace_id = trace_id(&app, request.headers());
    let lang = language(request.headers());
    let path = request.uri().path().to_owned();
    let mut seen = Seen { trace_id, ..Seen::default() };
    let outcome = route(&app, request, lang, &mut seen).await;
    let mut response = outcome.unwrap_or_else(|problem| {
        if problem.code() == Code::Internal {
            let trace_id = &seen.trace_id;
            tracing::error!(request.id = %trace_id, operation = seen.operation.map_or("none", |operation| operation.id), "request {trace_id} failed");
        }
        problem.into_response(lang, &path, &seen.trace_id)
    });
    finish(&mut response, &seen, path.starts_with("/api/"));
    app.metrics.in_flight.fetch_sub(1, Ordering::Relaxed);
    app.metrics.record(seen.operation.map(|operation| operation.op), response.status().as_u16(), began.elapsed());
    response
}

/// What became known on the way, for the headers and figures.
#[derive(Default)]
struct Seen {
    trace_id: String,
    operation: Option<&'static Operation>,
    left: Option<Left>,
}

async fn route(app: &Arc<App>, request: Request, lang: Lang, seen: &mut Seen) -> Result<Response, Box<Problem>> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    let (parts, body) = request.into_parts();
    let client = address::client(peer, &parts.headers, &app.settings.trusted_proxies);
    let path = parts.uri.path();
    let found = app.routes.find(parts.method.as_str(), path);
    let (operation, params) = match found {
        Found::Operation(operation, params) => (operation, params),
        // Strangers learn nothing about the paths of the API.
        Found::OtherMethod(_) | Found::Nothing if path.starts_with("/api/") && path.len() > 5 => {
            principal(app, &parts, client, seen).await?;
            return Err(unrouted(found));
        }
        Found::OtherMethod(_) | Found::Nothing => {
            stranger(app, client, 1, seen)?;
            return web_app::answer(parts.method.as_str(), path, &parts.headers).ok_or_else(|| unrouted(found));
        }
    };
    seen.operation = Some(operation);
    let principal = if needs_key(app, operation.right, client) {
        let principal = principal(app, &parts, client, seen).await?;
        let cost = cost(operation.op);
        let taken = app.limiter.take(&principal.allowance, cost);
        limited(taken, app.limiter.per_minute(), seen)?;
        app.access.note_use(&principal);
        let object = params.iter().find(|(name, _)| *name == "object").map_or("", |(_, value)| value.as_str());
        check_right(&principal, operation.right, object)?;
        Some(principal)
    } else {
        // Those who watch over the server ask often and cost nothing. Whoever knows the address of a hook is no stranger: many
        // systems call from one address, thousands of times a second.
        let is_hook = operation.op == Op::Hook
            && params.iter().any(|(name, token)| *name == "token" && crate::handlers::passes::known_hook(app, token).is_some());
        if operation.tag != "health" && !is_hook {
            stranger(app, client, cost(operation.op), seen)?;
        }
        None
    };
    let raw_query = parts.uri.query().unwrap_or_default().to_owned();
    // What stands in the address of a hook belongs to the other system; the connector reads it.
    let query = if operation.op == Op::Hook { Query::default() } else { Query::parse(parts.uri.query(), operation.query)? };
    if !operation.speaks_xml() && operation.op != Op::ListChanges && !matches!(operation.answer, Answer::Other(_)) {
        negotiate::wanted(&parts.headers, negotiate::JSON_ONLY)?;
    }
    let path = path.to_owned();
    let patience = &app.settings.patience;
    let total = if operation.payload == Payload::File { patience.file_total } else { patience.body_total };
    let body = slow::paced(body, patience, total);
    let call = Call {
        app: Arc::clone(app),
        operation,
        params,
        query,
        raw_query,
        path,
        headers: parts.headers,
        body: body.into(),
        principal,
        client,
        lang,
        trace_id: seen.trace_id.clone(),
    };
    // A file is taken in before it can be compared: its handler asks.
    let is_once = operation.takes_idempotency_key() && operation.payload != Payload::File && call.headers.contains_key(idempotency::HEADER);
    let handled = match (is_once, app.settings.reads_inline) {
        (true, true) => AssertUnwindSafe(idempotency::once(call).boxed()).catch_unwind().await,
        (false, true) => AssertUnwindSafe(dispatch(call)).catch_unwind().await,
        (true, false) => AssertUnwindSafe(InPlace(idempotency::once(call).boxed())).catch_unwind().await,
        (false, false) => AssertUnwindSafe(InPlace(dispatch(call).boxed())).catch_unwind().await,
    };
    handled.unwrap_or_else(|_| {
        app.metrics.panics.fetch_add(1, Ordering::Relaxed);
        Err(Problem::new(Code::Internal))
    })
}

/// A future that may wait for the network in the middle of a poll: it gives its place among the workers away meanwhile.
/// Needs the runtime with several threads.
struct InPlace(BoxFuture<'static, Result<Response, Box<Problem>>>);

impl Future for InPlace {
    type Output = Result<Response, Box<Problem>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        tokio::task::block_in_place(|| self.0.as_mut().poll(context))
    }
}

/// `work`, as [`InPlace`] where reads wait for a network.
pub(crate) async fn in_place(
    work: impl Future<Output = Result<Response, Box<Problem>>> + Send + 'static,
    is_inline: bool,
) -> Result<Response, Box<Problem>> {
    if is_inline { work.await } else { InPlace(work.boxed()).await }
}

/// Counts a request without a key for its address.
fn stranger(app: &App, client: Option<IpAddr>, cost: i64, seen: &mut Seen) -> Result<(), Box<Problem>> {
    let Some(client) = client else { return Ok(()) };
    let taken = app.strangers.take(client, cost);
    limited(taken, app.strangers.per_minute(), seen)
}

/// 429 when nothing is left; notes what is for the headers either way.
fn limited(taken: Result<Left, i64>, per_minute: i64, seen: &mut Seen) -> Result<(), Box<Problem>> {
    match taken {
        Ok(left) => {
            seen.left = Some(left);
            Ok(())
        }
        Err(wait) => {
            seen.left = Some(Left { per_minute, remaining: 0, reset_s: wait });
            Err(Problem::new(Code::RateLimited).header(header::RETRY_AFTER, &wait.to_string()))
        }
    }
}

fn unrouted(found: Found) -> Box<Problem> {
    match found {
        Found::OtherMethod(allow) => {
            Problem::with(Code::MethodNotAllowed, format!("this path takes {allow}"), format!("此路径支持 {allow}"))
                .header(header::ALLOW, &allow)
        }
        Found::Nothing | Found::Operation(..) => Problem::new(Code::NotFound),
    }
}

fn needs_key(app: &App, right: Right, client: Option<IpAddr>) -> bool {
    match right {
        Right::Public => false,
        // Closed by default; an open one still answers the machine itself only.
        Right::Metrics => !(app.settings.metrics_open && is_loopback(client)),
        Right::Anyone | Right::OnObject(_) | Right::OnSome(_) | Right::Admin => true,
    }
}

/// Requests that do the work of many cost as much.
fn cost(op: Op) -> i64 {
    match op {
        Op::BatchRecords | Op::CreateImport | Op::RollbackRun | Op::UpdateSource => 20,
        Op::OpenApi | Op::Postman => 10,
        Op::SearchRecords | Op::FindDuplicates | Op::ListRecords => 2,
        _ => 1,
    }
}

/// Who asks: by the key in `Authorization`, else by the session in the cookie.
async fn principal(app: &Arc<App>, parts: &Parts, client: Option<IpAddr>, seen: &mut Seen) -> Result<Arc<Principal>, Box<Problem>> {
    let headers = &parts.headers;
    if !headers.contains_key(header::AUTHORIZATION)
        && let Some(token) = sign_in::cookie(headers)
    {
        let principal = session(app, token, client, seen).await?;
        if !matches!(parts.method, axum::http::Method::GET | axum::http::Method::HEAD) {
            sign_in::require_own_page(headers)?;
        }
        return Ok(principal);
    }
    key(app, headers, client).await
}

/// The session with this token. Browsers keep sending one that is over, which is no guess, but is counted as a request.
async fn session(app: &Arc<App>, token: &str, client: Option<IpAddr>, seen: &mut Seen) -> Result<Arc<Principal>, Box<Problem>> {
    let checked = if app.settings.reads_inline {
        app.access.session_verify(token)
    } else {
        let (app, token) = (Arc::clone(app), token.to_owned());
        blocking(move || Ok(app.access.session_verify(&token))).await?
    };
    if matches!(checked, Err(AccessError::Refused)) {
        stranger(app, client, 1, seen)?;
        return Err(refused(app));
    }
    Ok(checked?)
}

fn refused(app: &App) -> Box<Problem> {
    app.metrics.refused_keys.fetch_add(1, Ordering::Relaxed);
    Problem::new(Code::Unauthorized).header(header::WWW_AUTHENTICATE, "Bearer realm=\"rapport\"")
}

async fn key(app: &Arc<App>, headers: &HeaderMap, client: Option<IpAddr>) -> Result<Arc<Principal>, Box<Problem>> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return Err(refused(app)) };
    let token = value
        .to_str()
        .ok()
        .and_then(|text| text.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim());
    let Some(token) = token else { return Err(refused(app)) };
    if let Some(known) = app.access.remembered(token) {
        return Ok(known);
    }
    // Keys that were valid before pass, so that a guesser cannot lock the others of its address out.
    if let Some(wait) = app.attempts.wait(client.map(household))
        && !app.access.was_valid(token)
    {
        app.metrics.refused_keys.fetch_add(1, Ordering::Relaxed);
        return Err(Problem::with(
            Code::RateLimited,
            "too many wrong keys came from this address; wait before the next one",
            "来自该地址的错误密钥过多，请稍后再试",
        )
        .header(header::RETRY_AFTER, &wait.to_string()));
    }
    let checked = if app.settings.reads_inline {
        app.access.verify(token)
    } else {
        let (app, token) = (Arc::clone(app), token.to_owned());
        blocking(move || Ok(app.access.verify(&token))).await?
    };
    checked.map_err(|error| match error {
        AccessError::Refused => {
            // Whoever sits at the machine itself needs no guessing, and a proxy there nobody told us of stands for everybody.
            if !is_loopback(client) {
                app.attempts.note(client.map(household));
            }
            refused(app)
        }
        other => other.into(),
    })
}

fn check_right(principal: &Principal, right: Right, object: &str) -> Result<(), Box<Problem>> {
    let caller = &principal.caller;
    match right {
        Right::Public | Right::Anyone => Ok(()),
        Right::OnObject(verb) => authorise(caller, verb, object),
        Right::OnSome(verb) => authorise_some(caller, verb),
        Right::Admin | Right::Metrics => authorise(caller, Verb::Admin, ""),
    }
    .map_err(|scope| forbidden(&scope))
}

/// 403 that names the missing scope.
pub(crate) fn forbidden(scope: &Scope) -> Box<Problem> {
    let scope: String = scope.to_string().chars().take(80).collect();
    Problem::with(Code::Forbidden, format!("the scope {scope} is missing"), format!("缺少权限范围 {scope}"))
        .extend("missing_scope", serde_json::json!(scope))
}

/// The caller's id of the request when it is a plain one, the trace of `traceparent`, or a new one.
fn trace_id(app: &App, headers: &HeaderMap) -> String {
    let plain = |text: &&str| {
        (1..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    if let Some(own) = headers.get(&REQUEST_ID).and_then(|value| value.to_str().ok()).filter(plain) {
        return own.to_owned();
    }
    let trace = headers.get("traceparent").and_then(|value| value.to_str().ok()).and_then(|text| text.split('-').nth(1));
    match trace.filter(|trace| trace.len() == 32 && trace.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        Some(trace) => trace.to_owned(),
        None => app.trace_id(),
    }
}

const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

fn finish(response: &mut Response, seen: &Seen, is_api: bool) {
    if let Some(left) = seen.left {
        reply::set_header(response, LIMIT_POLICY, &format!("\"default\";q={};w=60", left.per_minute));
        reply::set_header(response, LIMIT, &format!("\"default\";r={};t={}", left.remaining, left.reset_s));
    }
    reply::set_header(response, REQUEST_ID, &seen.trace_id);
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if is_api {
        headers.insert(header::VARY, HeaderValue::from_static("accept, accept-language, authorization, cookie"));
    } else {
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(PAGE_POLICY));
    }
}
