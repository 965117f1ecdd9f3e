//! Switches of running simulators: what goes wrong at them, ordered and taken back while syncs run against them.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::blocking;
use crate::call::Call;
use crate::operations::Op;
use crate::problem::{Code, Outcome, Problem};
use crate::reply;
use crate::simulators::Simulate;

const SPEC_CHARS_MAX: usize = 500;
/// Faults of one system at the same time.
const FAULTS_MAX: usize = 50;

/// The operations of simulators.
pub(crate) async fn answer(call: Call) -> Outcome {
    let simulators = call
        .app
        .settings
        .simulators
        .get()
        .cloned()
        .ok_or_else(|| Problem::with(Code::Conflict, "no simulators run beside this server", "此服务器没有运行模拟器"))?;
    match call.operation.op {
        Op::OrderFault => order(call, simulators).await,
        Op::ClearFaults => clear(&call, simulators).await,
        _ => blocking(move || Ok(shown(simulators.as_ref()))).await,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultInput {
    spec: String,
}

/// `POST /simulators/faults`
async fn order(mut call: Call, simulators: Arc<dyn Simulate>) -> Outcome {
    let input: FaultInput = call.json().await?;
    let refused = |en: String, zh: String| Problem::new(Code::ValidationFailed).fault("#/spec", "fault_invalid", en, zh);
    if input.spec.chars().count() > SPEC_CHARS_MAX {
        return Err(refused("at most 500 characters".to_owned(), "最多 500 个字符".to_owned()));
    }
    blocking(move || {
        if simulators.systems().iter().any(|system| system.faults.len() >= FAULTS_MAX) {
            let en = format!("at most {FAULTS_MAX} faults of one system; take some back first");
            return Err(refused(en, format!("每个系统最多 {FAULTS_MAX} 个故障，请先撤回一些")));
        }
        simulators.order(&input.spec).map_err(|reason| refused(reason.clone(), format!("无法理解该故障：{reason}")))?;
        Ok(shown(simulators.as_ref()))
    })
    .await
}

/// `DELETE /simulators/faults`
async fn clear(call: &Call, simulators: Arc<dyn Simulate>) -> Outcome {
    let system = call.query.get("system").map(ToOwned::to_owned);
    let fault = call.query.get("id").and_then(|id| id.parse::<u64>().ok());
    if fault.is_some() && system.is_none() {
        return Err(Problem::parameter("system", "tells whose fault is meant", "需要指明是哪个系统的故障"));
    }
    blocking(move || {
        simulators.clear(system.as_deref(), fault);
        Ok(shown(simulators.as_ref()))
    })
    .await
}

fn shown(simulators: &dyn Simulate) -> Response {
    let systems: Vec<Value> = simulators
        .systems()
        .into_iter()
        .map(|system| {
            let faults: Vec<Value> = system
                .faults
                .iter()
                .map(|fault| json!({"id": fault.id, "spec": fault.spec, "struck": fault.struck, "is_spent": fault.is_spent}))
                .collect();
            let own = system.own_faults.iter();
            let own: Vec<Value> = own.map(|own| json!({"order": own.order, "title": {"en": own.title.0, "zh": own.title.1}})).collect();
            json!({"name": system.name, "address": system.address, "faults": faults, "own_faults": own})
        })
        .collect();
    reply::json(StatusCode::OK, &json!({ "systems": systems }))
}
