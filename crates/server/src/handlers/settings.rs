//! Settings of the installation that administrators change while it runs: its region, what other systems' addresses may be, whether
//! anything is written to them.

use std::sync::Arc;

use axum::http::StatusCode;
use mapping::normalise::Region;
use records::RecordError;
use serde::Deserialize;
use serde_json::{Value, json};
use sync::connections::NetworkSettings;

use crate::app::{App, blocking};
use crate::call::Call;
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// The settings as they are.
struct Shown {
    region: Region,
    network: NetworkSettings,
    held: Option<String>,
}

impl Shown {
    fn of(app: &App) -> Result<Self, Box<Problem>> {
        Ok(Self { region: app.region(), network: app.connections.network()?, held: held(app)? })
    }
}

fn settings_json(shown: &Shown, process: &NetworkSettings) -> Value {
    let Shown { region, network: installation, held } = shown;
    let folders = |settings: &NetworkSettings| settings.folders.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>();
    json!({"region": region.as_str(), "network": {
        "allowed_addresses": installation.allowed_addresses,
        "allowed_ports": installation.allowed_ports,
        "ca_file": installation.ca_file.as_ref().or(process.ca_file.as_ref()).map(|file| file.display().to_string()),
        "folders": folders(&process.clone().and(installation.clone())),
        "set_at_start": {"allowed_addresses": process.allowed_addresses, "allowed_ports": process.allowed_ports},
    }, "writing": {"held": held.is_some(), "reason": held}})
}

/// `GET /settings`
pub(crate) async fn get(call: Call) -> Outcome {
    let app = Arc::clone(&call.app);
    let shown = blocking(move || Shown::of(&app)).await?;
    Ok(reply::json(StatusCode::OK, &settings_json(&shown, call.app.connections.network_of_process())))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Patch {
    #[serde(default)]
    region: Option<String>,
    #[serde(default)]
    network: NetworkPatch,
    #[serde(default)]
    writing: Option<WritingPatch>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WritingPatch {
    held: bool,
}

/// A country by its code.
pub(crate) fn check_region(code: &str, pointer: &'static str) -> Result<Region, Box<Problem>> {
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    Region::parse(code).filter(|_| is_code).ok_or_else(|| {
        let (en, zh) = ("the code of a country: two capital letters, e.g. CN", "国家或地区代码：两个大写字母，例如 CN");
        Problem::new(Code::ValidationFailed).fault(pointer, "invalid", en, zh)
    })
}

/// Why nothing is written to other systems, where that is so.
fn held(app: &App) -> Result<Option<String>, Box<Problem>> {
    Ok(app.records.store().read(sync::writing_held).map_err(RecordError::from)?)
}

/// Files and folders of the machine are opened on the machine only: whoever has an API key must not reach them.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct NetworkPatch {
    #[serde(default)]
    allowed_addresses: Option<Vec<String>>,
    #[serde(default)]
    allowed_ports: Option<Vec<u16>>,
}

/// `PATCH /settings`
pub(crate) async fn patch(mut call: Call) -> Outcome {
    let body: Patch = call.json().await?;
    let region = body.region.as_deref().map(|code| check_region(code, "#/region")).transpose()?;
    let app = Arc::clone(&call.app);
    let caller = call.caller()?.clone();
    let shown = blocking(move || {
        // What may be refused comes first.
        patch_network(&app, body.network)?;
        if let Some(region) = region {
            app.records.region_save(&caller, region)?;
        }
        if let Some(writing) = &body.writing {
            let reason = writing.held.then(|| format!("switched off by {}", caller.actor));
            let saved = app.records.store().write(move |session| sync::hold_writing(session, reason.as_deref()));
            saved.map_err(RecordError::from)?;
            if let Some(worker) = app.syncs.get() {
                worker.bell().ring();
            }
        }
        Shown::of(&app)
    })
    .await?;
    Ok(reply::json(StatusCode::OK, &settings_json(&shown, call.app.connections.network_of_process())))
}

fn patch_network(app: &App, patch: NetworkPatch) -> Result<(), Box<Problem>> {
    if patch.allowed_addresses.is_none() && patch.allowed_ports.is_none() {
        return Ok(());
    }
    let mut settings = app.connections.network()?;
    if let Some(addresses) = patch.allowed_addresses {
        settings.allowed_addresses = addresses.iter().map(|address| address.trim().to_owned()).collect();
    }
    if let Some(ports) = patch.allowed_ports {
        settings.allowed_ports = ports;
    }
    app.connections.network_save(&settings).map_err(|error| {
        let text = error.to_string();
        match error {
            sync::connections::ConnectionError::Connector(_) => Problem::new(Code::ValidationFailed).fault(
                "#/network/allowed_addresses",
                "invalid",
                text,
                "应为主机名、地址或网段，例如 erp.example.local、10.0.0.0/8",
            ),
            other => other.into(),
        }
    })
}
