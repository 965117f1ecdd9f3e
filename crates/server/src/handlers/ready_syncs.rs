//! Ready-made syncs: what there is, and a definition of one fitted to a live system.

use axum::http::StatusCode;
use model::Lang;
use serde::Deserialize;
use serde_json::{Value, json};
use sync::ready::{self, Choice, LeftOut, ReadySync, Role, Side};
use sync::tasks::to_value;

use crate::app::blocking;
use crate::call::Call;
use crate::handlers::connections::outside;
use crate::handlers::history::page;
use crate::problem::{Code, Outcome, Problem, language};
use crate::reply;

/// Longest names in a question.
const NAME_CHARS_MAX: usize = 300;

fn role_json(role: &Role, connections: &[sync::connections::Connection]) -> Value {
    let fitting = |choice: &Choice| -> Vec<Value> {
        let usable = connections.iter().filter(|connection| connection.connector == choice.connector);
        usable.map(|connection| json!({"id": connection.id.to_string(), "name": connection.name})).collect()
    };
    let choices = role.choices.iter().map(|choice| {
        json!({"connector": choice.connector, "object": choice.sync.get("object"), "stream": choice.sync.get("stream"), "connections": fitting(choice)})
    });
    json!({"name": role.name, "title": role.title, "choices": choices.collect::<Vec<_>>()})
}

/// `GET /ready-syncs`
pub(crate) async fn list(call: Call) -> Outcome {
    let app = std::sync::Arc::clone(&call.app);
    let items = blocking(move || {
        let connections = app.connections.list()?;
        let ready = ready::all().map_err(unreadable)?;
        Ok(ready
            .iter()
            .map(|ready| {
                let roles: Vec<Value> = ready.roles.iter().map(|role| role_json(role, &connections)).collect();
                json!({"name": ready.name, "title": ready.title, "summary": ready.summary, "roles": roles})
            })
            .collect())
    });
    Ok(reply::json(StatusCode::OK, &page(items.await?, None)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Prepare {
    role: String,
    connection: String,
    #[serde(default)]
    stream: Option<String>,
    #[serde(default)]
    name: Option<String>,
}

/// `POST /ready-syncs/{name}:prepare`
pub(crate) async fn prepare(mut call: Call) -> Outcome {
    let ready = found(call.param("name"))?;
    let lang = language(&call.headers);
    let body: Prepare = call.json().await?;
    let role = ready.role(&body.role).ok_or_else(|| {
        let known: Vec<String> = ready.roles.iter().map(|role| role.name.clone()).collect();
        let (en, zh) =
            (format!("there is no such role; there are: {}", known.join(", ")), format!("没有该角色；可选：{}", known.join("、")));
        Problem::new(Code::ValidationFailed).fault("#/role", "unknown", en, zh)
    })?;
    if [body.stream.as_deref(), body.name.as_deref()].into_iter().flatten().any(|text| text.chars().count() > NAME_CHARS_MAX) {
        return Err(Problem::new(Code::ValidationFailed).fault("#", "length", "a name is too long", "名称过长"));
    }
    let no_connection =
        || Problem::new(Code::ValidationFailed).fault("#/connection", "unknown", "there is no such connection", "没有该连接");
    let id: i64 = body.connection.parse().map_err(|_| no_connection())?;
    let fitted = outside(&call.app, move |app| {
        let connection = app.connections.get(id)?;
        let Some(choice) = role.choice(&connection.connector) else {
            let known: Vec<&str> = role.choices.iter().map(|choice| choice.connector.as_str()).collect();
            let (en, zh) = (
                format!("nothing is ready for {}; it is for: {}", connection.connector, known.join(", ")),
                format!("没有适用于 {} 的现成同步；适用于：{}", connection.connector, known.join("、")),
            );
            return Err(Problem::new(Code::ValidationFailed).fault("#/connection", "unsuitable", en, zh));
        };
        let name = body.name.unwrap_or_else(|| ready.name_for(&connection.name, lang == Lang::Zh));
        let account = app.connections.open_for_discovery(id)?;
        let mut fitted = ready::prepare(choice, account.as_ref(), &name, &connection.name, body.stream.as_deref())?;
        fitted.definition.settle(app.region(), None);
        app.tasks.settle_source(&mut fitted.definition)?;
        Ok(fitted)
    });
    let fitted = fitted.await?;
    let left_out: Vec<Value> = fitted.left_out.iter().map(left_out_json).collect();
    Ok(reply::json(StatusCode::OK, &json!({"definition": to_value(&fitted.definition), "left_out": left_out})))
}

fn left_out_json(line: &LeftOut) -> Value {
    let side = match line.side {
        Side::In => "in",
        Side::Out => "out",
    };
    json!({"side": side, "field": line.field, "columns": line.columns})
}

fn found(name: &str) -> Result<&'static ReadySync, Box<Problem>> {
    ready::by_name(name).map_err(unreadable)?.ok_or_else(|| Problem::new(Code::NotFound))
}

fn unreadable(error: &sync::definition::DefinitionError) -> Box<Problem> {
    tracing::error!("ready-made syncs do not read: {error}");
    Problem::new(Code::Internal)
}
