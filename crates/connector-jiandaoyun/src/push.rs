//! Data pushes: verified over the raw bytes, read later.
//!
//! `X-JDY-Signature` is the SHA-1 of `nonce:body:secret:timestamp` in lower-case hex, each form with its own secret. The vendor
//! repeats a push up to five times when it is not answered within two seconds, and stops for good after a hundred failures.

use std::sync::Arc;
use std::time::Duration;

use connector::signature::{content_id, secret_matches};
use connector::{
    AcceptedPush, ConnectContext, ConnectorError, Cursor, PageEnd, PushRefused, PushReply, PushRequest, SecretText, Source, StoredPush,
    StreamShape, part_of_list,
};
use model::{RecordBatch, Removal, RemovalKind, parse_ms};
use ring::digest;

use crate::description::PUSH_WINDOW_MINUTES;
use crate::fields::ID;
use crate::rows::Rows;
use crate::wire::{Push, PushKind, member};

/// Secrets looked at for one push.
const SECRETS_MAX: usize = 500;

/// Accepts pushes of one connection.
pub(crate) struct Pushes {
    secrets: Vec<SecretText>,
    window: Duration,
}

impl Pushes {
    pub fn new(context: &ConnectContext) -> Result<Self, ConnectorError> {
        let minutes = Some(context.whole_number("push_window_minutes", PUSH_WINDOW_MINUTES.parse().unwrap_or(720))?);
        let minutes = minutes.filter(|minutes| (1..=100_000).contains(minutes)).ok_or_else(|| ConnectorError::Setting {
            setting: "push_window_minutes".to_owned(),
            reason: "write a number of minutes above 0".to_owned(),
        })?;
        let secrets = context.secrets.get("push_secrets").map(|secret| {
            let lines = secret.reveal().lines().map(str::trim).filter(|line| !line.is_empty());
            lines.take(SECRETS_MAX).map(SecretText::new).collect()
        });
        Ok(Self { secrets: secrets.unwrap_or_default(), window: Duration::from_secs(minutes * 60) })
    }

    pub fn is_configured(&self) -> bool {
        !self.secrets.is_empty()
    }

    pub fn accept(&self, push: &PushRequest<'_>) -> Result<AcceptedPush, PushRefused> {
        if !self.is_configured() {
            return Err(PushRefused::NotExpected);
        }
        let signature = push.header("x-jdy-signature").ok_or(PushRefused::Signature)?;
        let nonce = push.parameter("nonce").ok_or(PushRefused::Signature)?;
        let timestamp = push.parameter("timestamp").ok_or(PushRefused::Signature)?;
        // All secrets are tried, so that the time it takes does not tell which one was near.
        let mut fits = false;
        for secret in &self.secrets {
            fits |= secret_matches(&SecretText::new(sign(nonce, push.body, secret, timestamp)), signature);
        }
        if !fits {
            return Err(PushRefused::Signature);
        }
        let sent: i64 = timestamp.parse().map_err(|_| PushRefused::Stale)?;
        let age = push.received_ms.saturating_sub(sent.saturating_mul(1_000)).unsigned_abs();
        if u128::from(age) > self.window.as_millis() {
            return Err(PushRefused::Stale);
        }
        let kind: PushKind = serde_json::from_slice(push.body).map_err(|_| PushRefused::Malformed)?;
        let is_record = matches!(kind.op.as_str(), "data_create" | "data_update" | "data_remove" | "data_recover");
        let stream = if is_record {
            let content: Push = serde_json::from_slice(push.body).map_err(|_| PushRefused::Malformed)?;
            match (member(&content.data, "appId"), member(&content.data, "entryId")) {
                (Some(app), Some(entry)) => format!("{app}/{entry}"),
                (_, _) => return Err(PushRefused::Malformed),
            }
        } else {
            // A hundred failures switch a push off, so what is of no interest is answered as well as what is.
            String::new()
        };
        Ok(AcceptedPush {
            delivery_id: push.header("x-jdy-deliverid").map_or_else(|| content_id(push, timestamp), str::to_owned),
            keep: is_record,
            stream,
            reply: PushReply { status: 200, content_type: "text/plain", body: "success".to_owned() },
        })
    }
}

/// The vendor's signature: lower-case hex of a plain SHA-1.
pub(crate) fn sign(nonce: &str, body: &[u8], secret: &SecretText, timestamp: &str) -> String {
    let mut context = digest::Context::new(&digest::SHA1_FOR_LEGACY_USE_ONLY);
    for part in [nonce.as_bytes(), b":", body, b":", secret.reveal().as_bytes(), b":", timestamp.as_bytes()] {
        context.update(part);
    }
    context.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Stored pushes as rows.
pub(crate) struct PushSource {
    rows: Rows,
    pushes: Vec<StoredPush>,
}

impl PushSource {
    pub fn new(rows: Rows, pushes: Vec<StoredPush>) -> Self {
        Self { rows, pushes }
    }
}

impl Source for PushSource {
    fn shape(&self) -> &StreamShape {
        &self.rows.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        into.reset(Arc::clone(&self.rows.shape.columns));
        let (part, end) = part_of_list(cursor, &self.pushes, rows_max);
        for push in part {
            let number = push.id.unsigned_abs();
            let content: Push = serde_json::from_slice(&push.body).map_err(|_| ConnectorError::Format {
                what: "push".to_owned(),
                place: format!("push {}", push.id),
                reason: "not the JSON of a data push".to_owned(),
            })?;
            if content.op == "data_remove" {
                if let Some(external_id) = member(&content.data, ID) {
                    let at_ms = member(&content.data, "deleteTime").as_deref().and_then(parse_ms);
                    into.push_removal(Removal { number, external_id, at_ms, kind: RemovalKind::Deleted });
                }
            } else {
                self.rows.push(&content.data, number, into);
            }
        }
        Ok(end)
    }
}
