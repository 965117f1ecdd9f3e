//! From a preview to its import: the same file with the same settings, or another preview of it.

use axum::http::{StatusCode, header};
use model::{Object, Verb};
use records::MatchPolicy;
use serde::Deserialize;
use serde_json::Value;
use store::rows::RunState;
use sync::RunConfig;

use crate::call::Call;
use crate::handlers::imports::{other_object, put_in_queue, read_mapping};
use crate::handlers::runs::{find, run_json};
use crate::jobs;
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// What changes about a preview before it is made again.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Apply {
    dry_run: bool,
    mapping: Option<Value>,
    #[serde(rename = "match")]
    match_keys: Option<Vec<String>>,
    policy: Option<MatchPolicy>,
    source: Option<String>,
    encoding: Option<String>,
    sheet: Option<String>,
}

impl Apply {
    fn changes_nothing(&self) -> bool {
        self.mapping.is_none()
            && self.match_keys.is_none()
            && self.policy.is_none()
            && self.source.is_none()
            && self.encoding.is_none()
            && self.sheet.is_none()
    }

    /// The settings of a preview with what was said now.
    fn change(self, object: &Object, config: &mut RunConfig) -> Result<(), Box<Problem>> {
        let mapping_is_kept = self.mapping.is_none();
        if let Some(mapping) = self.mapping {
            let text = serde_json::to_string(&mapping).unwrap_or_default();
            let mapping = read_mapping(text.as_bytes())?;
            if mapping.object != object.name {
                return Err(other_object());
            }
            config.mapping = Some(mapping);
        }
        if let Some(names) = self.match_keys {
            if sync::match_keys(object, Some(&names)).is_err() {
                let (en, zh) = ("names something that is not a match key of the object", "包含非匹配键字段");
                return Err(Problem::new(Code::ValidationFailed).fault("#/match", "match_key_unknown", en, zh));
            }
            config.match_keys = Some(names);
        }
        config.policy = self.policy.unwrap_or(config.policy);
        if let Some(source) = self.source.map(|name| name.trim().chars().take(60).collect::<String>()).filter(|name| !name.is_empty()) {
            config.source = source;
        }
        let sheet_changes = self.sheet.is_some();
        for (name, value) in [(jobs::ENCODING, self.encoding), (jobs::SHEET, self.sheet)] {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                config.extra.insert(name.to_owned(), Value::String(value.chars().take(120).collect()));
            }
        }
        // Another sheet has other columns.
        if sheet_changes && mapping_is_kept {
            config.mapping = None;
        }
        Ok(())
    }
}

/// `POST /imports/{id}:apply`: does what a preview foretold, or previews its file anew with other settings.
pub(crate) async fn apply(mut call: Call) -> Outcome {
    let preview = find(&call, Verb::Write, &[jobs::PREVIEW]).await?;
    let ask: Apply = call.optional_json().await?;
    if !ask.dry_run && !ask.changes_nothing() {
        return Err(Problem::new(Code::ValidationFailed).fault(
            "#/dry_run",
            "preview_first",
            "other settings are previewed first: dry_run true",
            "更改设置后须先预演：dry_run 设为 true",
        ));
    }
    if !matches!(preview.state, RunState::Done | RunState::DoneWithRejects) {
        return Err(Problem::with(
            Code::Conflict,
            "this preview has not ended well; there is nothing to apply",
            "该预演未成功结束，无法应用",
        ));
    }
    let mut config: RunConfig = serde_json::from_str(&preview.config).map_err(|_| Problem::new(Code::Internal))?;
    let object = call.app.object(&config.object)?;
    let made_with = config.extra.get(jobs::OBJECT_VERSION).and_then(Value::as_i64);
    if !ask.dry_run && made_with != Some(object.version) {
        return Err(Problem::with(
            Code::Conflict,
            "the definition of the object changed since this preview was made; preview again",
            "对象定义在预演后已更改；请重新预演",
        ));
    }
    let report: Value = serde_json::from_str(&preview.report).unwrap_or_default();
    // What was previewed is what is done, also when other columns would be proposed by now.
    if let Some(mapping) = report.get("mapping").filter(|mapping| mapping.is_object()) {
        config.mapping = serde_json::from_value(mapping.clone()).ok().or(config.mapping);
    }
    config.dry_run = ask.dry_run;
    ask.change(&object, &mut config)?;
    let upload = jobs::upload_path(&call.app.settings.import_folder, preview.id);
    if !tokio::fs::try_exists(&upload).await.unwrap_or(false) {
        return Err(Problem::with(
            Code::Gone,
            "the file of this preview was applied already, or is no longer kept; upload it again",
            "该预演的文件已被应用或不再保留；请重新上传",
        ));
    }
    let run = put_in_queue(&call, &object, config, upload).await?;
    let schema = call.app.records.schema();
    let mut response = reply::json(StatusCode::ACCEPTED, &run_json(&run, &schema));
    reply::set_header(&mut response, header::LOCATION, &format!("/api/v1/imports/{}", run.id));
    Ok(response)
}
