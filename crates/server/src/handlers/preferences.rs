//! What a person (or a key) prefers: language, theme, columns. One document each; the web app reads and writes it whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::StatusCode;
use model::Actor;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::app::{App, blocking};
use crate::call::Call;
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// Largest document, in bytes.
const BYTES_MAX: usize = 64 * 1024;
/// Languages of the web app.
const LANGUAGES: [&str; 2] = ["en", "zh-CN"];
const THEMES: [&str; 3] = ["system", "light", "dark"];

/// The document. What is not set is for the browser to decide.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Preferences {
    language: Option<String>,
    theme: Option<String>,
    /// Columns of lists, by list.
    columns: BTreeMap<String, Vec<String>>,
    /// Whatever else screens remember.
    values: BTreeMap<String, Value>,
}

fn read(app: &App, actor: &Actor) -> Result<Preferences, Box<Problem>> {
    let owner = actor.to_string();
    let text = app.records.store().read(|session| session.preference(&owner))?;
    let mut kept: Option<Value> = text.and_then(|text| serde_json::from_str(&text).ok());
    // Older programs kept the region here, which is the installation's.
    if let Some(Value::Object(members)) = &mut kept {
        members.shift_remove("region");
    }
    // What an older program wrote and this one cannot read is as good as nothing.
    Ok(kept.and_then(|kept| serde_json::from_value(kept).ok()).unwrap_or_default())
}

fn write(app: &App, actor: &Actor, preferences: &Preferences) -> Result<(), Box<Problem>> {
    let text = serde_json::to_string(preferences).map_err(|_| Problem::new(Code::Internal))?;
    if text.len() > BYTES_MAX {
        return Err(Problem::new(Code::ValidationFailed).fault("#", "size", "at most 64 KiB", "最多 64 KiB"));
    }
    let owner = actor.to_string();
    app.records.store().write(move |session| session.preference_save(&owner, &text))?;
    Ok(())
}

/// The language that somebody chose.
pub(crate) fn language(app: &App, actor: &Actor) -> Result<Option<String>, Box<Problem>> {
    Ok(read(app, actor)?.language)
}

/// What a new person begins with.
pub(crate) fn begin(app: &App, actor: &Actor, language: Option<String>) -> Result<(), Box<Problem>> {
    write(app, actor, &Preferences { language, ..Preferences::default() })
}

/// A language of the web app.
pub(crate) fn check_language(language: &str) -> Result<String, Box<Problem>> {
    one_of("#/language", language, &LANGUAGES)
}

fn one_of(pointer: &'static str, value: &str, known: &[&str]) -> Result<String, Box<Problem>> {
    if known.contains(&value) {
        return Ok(value.to_owned());
    }
    let list = known.join(", ");
    Err(Problem::new(Code::ValidationFailed).fault(pointer, "unknown", format!("one of {list}"), format!("可选值：{list}")))
}

/// `GET /preferences`
pub(crate) async fn get(call: Call) -> Outcome {
    let (app, actor) = (Arc::clone(&call.app), call.caller()?.actor.clone());
    let preferences = blocking(move || read(&app, &actor)).await?;
    answer(&preferences)
}

/// `PUT /preferences`
pub(crate) async fn put(mut call: Call) -> Outcome {
    let preferences: Preferences = call.json().await?;
    preferences.language.as_deref().map(check_language).transpose()?;
    preferences.theme.as_deref().map(|theme| one_of("#/theme", theme, &THEMES)).transpose()?;
    let (app, actor) = (Arc::clone(&call.app), call.caller()?.actor.clone());
    let preferences = blocking(move || {
        write(&app, &actor, &preferences)?;
        Ok(preferences)
    })
    .await?;
    answer(&preferences)
}

fn answer(preferences: &Preferences) -> Outcome {
    let value = serde_json::to_value(preferences).map_err(|_| Problem::new(Code::Internal))?;
    Ok(reply::json(StatusCode::OK, &value))
}
