//! Settings of the installation that administrators change while it runs: what other systems' addresses may be.

use std::sync::Arc;

use axum::http::StatusCode;
use records::RecordError;
use serde::Deserialize;
use serde_json::{Value, json};
use sync::connections::NetworkSettings;

use crate::app::{App, blocking};
use crate::call::Call;
use crate::problem::{Outcome, Problem};
use crate::reply;

fn settings_json(installation: &NetworkSettings, process: &NetworkSettings, held: Option<&String>) -> Value {
    let folders = |settings: &NetworkSettings| settings.folders.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>();
    json!({"network": {
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
    let (installation, held) = blocking(move || Ok((app.connections.network()?, held(&app)?))).await?;
    Ok(reply::json(StatusCode::OK, &settings_json(&installation, call.app.connections.network_of_process(), held.as_ref())))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Patch {
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
    let app = Arc::clone(&call.app);
    let actor = call.caller()?.actor.to_string();
    let (installation, held) = blocking(move || {
        if let Some(writing) = &body.writing {
            let reason = writing.held.then(|| format!("switched off by {actor}"));
            let saved = app.records.store().write(move |session| sync::hold_writing(session, reason.as_deref()));
            saved.map_err(RecordError::from)?;
            if let Some(worker) = app.syncs.get() {
                worker.bell().ring();
            }
        }
        let mut settings = app.connections.network()?;
        if body.network.allowed_addresses.is_none() && body.network.allowed_ports.is_none() {
            return Ok((settings, held(&app)?));
        }
        if let Some(addresses) = body.network.allowed_addresses {
            settings.allowed_addresses = addresses.iter().map(|address| address.trim().to_owned()).collect();
        }
        if let Some(ports) = body.network.allowed_ports {
            settings.allowed_ports = ports;
        }
        app.connections.network_save(&settings).map_err(|error| {
            let text = error.to_string();
            match error {
                sync::connections::ConnectionError::Connector(_) => Problem::new(crate::problem::Code::ValidationFailed).fault(
                    "#/network/allowed_addresses",
                    "invalid",
                    text,
                    "应为主机名、地址或网段，例如 erp.example.local、10.0.0.0/8",
                ),
                other => other.into(),
            }
        })?;
        Ok((settings, held(&app)?))
    })
    .await?;
    Ok(reply::json(StatusCode::OK, &settings_json(&installation, call.app.connections.network_of_process(), held.as_ref())))
}
