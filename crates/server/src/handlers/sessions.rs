//! Sessions of people: sign in, look, sign out, another password; and the set-up of a new installation.

use std::sync::Arc;

use access::{Access, AccessError, NewSession, Principal, Role};
use axum::http::StatusCode;
use model::{Actor, Caller, Scope, format_ms};
use serde::Deserialize;
use serde_json::{Value, json};
use store::PersonSessionRow;
use store::rows::UserRow;

use crate::app::{App, blocking, is_loopback};
use crate::call::Call;
use crate::edge::forbidden;
use crate::handlers::history::page;
use crate::handlers::preferences;
use crate::handlers::settings::check_region;
use crate::problem::{Code, Outcome, Problem};
use crate::{reply, sign_in};

/// The person of a session.
fn person_json(row: &UserRow, language: Option<&str>) -> Value {
    let role = Role::of(&row.scopes);
    json!({
        "id": row.id.to_string(), "name": row.name, "email": row.email, "role": role.map_or("custom", Role::name),
        "admin": role == Some(Role::Admin) || row.scopes.split(' ').any(|scope| scope == "admin"),
        "scopes": row.scopes.split(' ').collect::<Vec<_>>(), "language": language, "has_password": !row.password.is_empty(),
    })
}

fn begun_json(app: &App, begun: &NewSession) -> Result<Value, Box<Problem>> {
    let language = preferences::language(app, &Actor::User(begun.person.id))?;
    let head = app.records.store().read(|session| session.change_head())?;
    Ok(with_region(
        app,
        json!({"person": person_json(&begun.person, language.as_deref()), "expires_at": format_ms(begun.ends_ms), "events_after": head}),
    ))
}

/// What forms begin with where a value leaves its country or currency open.
fn with_region(app: &App, mut session: Value) -> Value {
    let region = app.region();
    session["region"] = json!(region.as_str());
    session["currency"] = json!(region.currency().as_str());
    session
}

/// `GET /session`
pub(crate) async fn get(call: Call) -> Outcome {
    let (app, principal) = (Arc::clone(&call.app), call.principal()?);
    let answer = blocking(move || {
        // Whoever reads data from now on and listens from this place misses nothing.
        let head = app.records.store().read(|session| session.change_head())?;
        if principal.session.is_none() {
            let scopes: Vec<String> = principal.caller.scopes.iter().map(Scope::to_string).collect();
            let key = json!({"actor": principal.caller.actor.to_string(), "scopes": scopes});
            return Ok(with_region(&app, json!({"person": null, "key": key, "expires_at": null, "events_after": head})));
        }
        let holder = app.access.session_holder(&principal)?.ok_or_else(|| Problem::new(Code::Unauthorized))?;
        let language = preferences::language(&app, &principal.caller.actor)?;
        let person = person_json(&holder.person, language.as_deref());
        Ok(with_region(&app, json!({"person": person, "expires_at": format_ms(holder.session.ends_ms), "events_after": head})))
    })
    .await?;
    Ok(reply::json(StatusCode::OK, &answer))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignIn {
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    password: Option<String>,
    #[serde(default)]
    token: Option<String>,
}

/// `POST /session`
pub(crate) async fn create(mut call: Call) -> Outcome {
    sign_in::refuse_foreign_page(&call.headers)?;
    let body: SignIn = call.json().await?;
    let (app, device) = (Arc::clone(&call.app), sign_in::device(&call.headers, call.client));
    let begun = match body {
        SignIn { email: Some(email), password: Some(password), token: None } => {
            let (attempt, permit) = app.sign_in.begin(&email, call.client).await?;
            let own = Arc::clone(&app);
            let begun = blocking(move || Ok(own.access.sign_in_by_password(&email, &password, &device))).await?;
            app.sign_in.note(&attempt, &begun);
            drop(permit);
            begun.map_err(|error| match error {
                AccessError::Refused => Problem::with(Code::Unauthorized, "the address or the password is not right", "邮箱或密码不正确"),
                other => other.into(),
            })?
        }
        SignIn { email: None, password: None, token: Some(token) } => {
            let own = Arc::clone(&app);
            blocking(move || Ok(own.access.sign_in_by_link(&token, &device))).await?.map_err(|error| match error {
                AccessError::Refused => Problem::with(
                    Code::Unauthorized,
                    "this link does not work: it was used before, or it is too old; ask for another one",
                    "此链接无效：已被使用或已过期，请重新获取",
                ),
                other => other.into(),
            })?
        }
        SignIn { .. } => {
            return Err(Problem::new(Code::ValidationFailed).fault(
                "#",
                "shape",
                "either email and password, or token",
                "请提供 email 与 password，或提供 token",
            ));
        }
    };
    answer_begun(&call, begun, StatusCode::OK).await
}

/// The answer that puts a new session into the browser. A session it had before ends.
async fn answer_begun(call: &Call, begun: NewSession, status: StatusCode) -> Outcome {
    let (app, before) = (Arc::clone(&call.app), sign_in::cookie(&call.headers).map(str::to_owned));
    let (begun, answer) = blocking(move || {
        if let Some(principal) = before.and_then(|before| app.access.session_verify(&before).ok()) {
            end(&app.access, &principal)?;
        }
        let answer = begun_json(&app, &begun)?;
        Ok((begun, answer))
    })
    .await?;
    let mut response = reply::json(status, &answer);
    sign_in::give_cookie(&mut response, &call.headers, &begun);
    Ok(response)
}

fn end(access: &Access, principal: &Principal) -> Result<bool, AccessError> {
    match (&principal.caller.actor, principal.session) {
        (Actor::User(person), Some(id)) => access.session_end(id, Some(*person)),
        _ => Ok(false),
    }
}

/// `DELETE /session`
pub(crate) async fn sign_out(call: Call) -> Outcome {
    let (app, principal) = (Arc::clone(&call.app), call.principal()?);
    if principal.session.is_none() {
        return Err(no_session());
    }
    blocking(move || Ok(end(&app.access, &principal)?)).await?;
    let mut response = reply::nothing();
    sign_in::take_cookie(&mut response, &call.headers);
    Ok(response)
}

fn no_session() -> Box<Problem> {
    Problem::with(Code::Conflict, "a key has no session", "API 密钥没有会话")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    #[serde(default)]
    current: Option<String>,
    new: String,
}

/// `PUT /session/password`
pub(crate) async fn password(mut call: Call) -> Outcome {
    let body: NewPassword = call.json().await?;
    let (app, principal) = (Arc::clone(&call.app), call.principal()?);
    let own = Arc::clone(&app);
    let holder = blocking(move || Ok(own.access.session_holder(&principal)?)).await?.ok_or_else(no_session)?;
    let (attempt, permit) = app.sign_in.begin(&holder.person.email, call.client).await?;
    let (own, device) = (Arc::clone(&app), sign_in::device(&call.headers, call.client));
    let begun = blocking(move || Ok(own.access.own_password(&holder, body.current.as_deref(), &body.new, &device))).await?;
    app.sign_in.note(&attempt, &begun);
    drop(permit);
    let begun = begun.map_err(|error| match error {
        AccessError::Refused => {
            Problem::new(Code::ValidationFailed).fault("#/current", "password_wrong", "this is not the current password", "当前密码不正确")
        }
        other => other.into(),
    })?;
    answer_begun(&call, begun, StatusCode::OK).await
}

fn session_json(row: &PersonSessionRow, current: Option<i64>) -> Value {
    json!({
        "id": row.id.to_string(), "person": row.person.to_string(), "way": row.way, "created_at": format_ms(row.created_ms),
        "seen_at": format_ms(row.seen_ms), "expires_at": format_ms(row.ends_ms), "address": row.address, "agent": row.agent,
        "current": current == Some(row.id),
    })
}

/// Whose sessions the caller may see and end: `None` for everybody's.
fn own_person(call: &Call, everybody: bool) -> Result<Option<i64>, Box<Problem>> {
    let caller = call.caller()?;
    if everybody && caller.may_administer() {
        return Ok(None);
    }
    match caller.actor {
        Actor::User(person) if !everybody => Ok(Some(person)),
        Actor::User(_) | Actor::Key(_) | Actor::System | Actor::Run(_) => Err(forbidden(&Scope { object: None, verb: model::Verb::Admin })),
    }
}

/// `GET /sessions`
pub(crate) async fn list(call: Call) -> Outcome {
    let person = own_person(&call, call.query.is_true("everybody"))?;
    let (app, current) = (Arc::clone(&call.app), call.principal()?.session);
    let rows = blocking(move || Ok(app.access.sessions(person)?)).await?;
    Ok(reply::json(StatusCode::OK, &page(rows.iter().map(|row| session_json(row, current)).collect(), None)))
}

/// `DELETE /sessions/{id}`
pub(crate) async fn end_one(call: Call) -> Outcome {
    let id = call.number_id()?;
    let everybody = call.caller()?.may_administer();
    let person = own_person(&call, everybody)?;
    let app = Arc::clone(&call.app);
    let done = blocking(move || Ok(app.access.session_end(id, person)?)).await?;
    if done { Ok(reply::nothing()) } else { Err(Problem::new(Code::NotFound)) }
}

/// `GET /setup`
pub(crate) async fn setup_state(call: Call) -> Outcome {
    let app = Arc::clone(&call.app);
    let needed = blocking(move || Ok(app.access.needs_setup()?)).await?;
    Ok(reply::json(StatusCode::OK, &json!({"needed": needed})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Setup {
    token: String,
    name: String,
    email: String,
    password: String,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    region: Option<String>,
    #[serde(default)]
    sample: bool,
    #[serde(default)]
    sandbox: bool,
}

/// `POST /setup`
pub(crate) async fn set_up(mut call: Call) -> Outcome {
    sign_in::refuse_foreign_page(&call.headers)?;
    if !is_loopback(call.client) {
        return Err(Problem::with(
            Code::Forbidden,
            "a new installation is set up from the machine it runs on; elsewhere add the first person with `rapport user add --admin`",
            "新安装只能在其所在的机器上设置；否则请用 `rapport user add --admin` 添加第一位人员",
        ));
    }
    let body: Setup = call.json().await?;
    let language = body.language.as_deref().map(preferences::check_language).transpose()?;
    let region = body.region.as_deref().map(|region| check_region(region, "#/region")).transpose()?;
    let (app, device) = (Arc::clone(&call.app), sign_in::device(&call.headers, call.client));
    let (attempt, permit) = app.sign_in.begin("", call.client).await?;
    let (own, token, sample, sandbox) = (Arc::clone(&app), body.token, body.sample, body.sandbox);
    let begun = blocking(move || {
        if !own.access.needs_setup()? || !own.sign_in.is_setup_token(&token) {
            return Ok(Err(AccessError::Refused));
        }
        let begun = own.access.set_up(&body.email, &body.name, &body.password, &device);
        if let Ok(begun) = &begun {
            own.sign_in.close_setup();
            if let Some(region) = region {
                own.records.region_save(&Caller::system(), region)?;
            }
            preferences::begin(&own, &Actor::User(begun.person.id), language)?;
        }
        Ok(begun)
    })
    .await?;
    app.sign_in.note(&attempt, &begun);
    drop(permit);
    let begun = begun.map_err(|error| match error {
        AccessError::Refused | AccessError::SetupClosed => Box::<Problem>::from(AccessError::SetupClosed),
        other => other.into(),
    })?;
    if let Some(prepare) = app.settings.prepare.clone().filter(|_| sample || sandbox) {
        prepare(crate::app::Prepare { sample, sandbox });
    }
    answer_begun(&call, begun, StatusCode::CREATED).await
}
