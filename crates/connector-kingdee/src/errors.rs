//! What the vendor's answers mean for the run. A status of 200 tells nothing: refusals stand in the body, those of queries in the place
//! of the first row.

use std::time::Duration;

use connector::http::{Response, Verdict};
use connector::{ConnectorError, one_line};

use crate::wire::{Answer, Status};

/// What messages call the system.
pub(crate) const SYSTEM: &str = "Kingdee Cloud Galaxy";
/// Limits of calls are not told; this is asked again later.
const LIMIT_WAIT: Duration = Duration::from_secs(300);

/// Codes of refusals (`MsgCode`).
pub(crate) mod code {
    pub(crate) const SESSION_LOST: u64 = 1;
    const NO_RIGHT: u64 = 2;
    const NO_LICENCE: u64 = 7;
    const NO_ADMIN: u64 = 15;
    pub(crate) const NO_DATA: u64 = 10;
    pub(crate) const DATABASE: u64 = 6;
    pub(crate) const NETWORK_CONTROL: u64 = 13;
    pub(crate) const CALL_LIMIT: u64 = 14;

    /// Whether it is about the caller, and not about what was sent.
    pub(crate) fn is_about_rights(code: u64) -> bool {
        matches!(code, NO_RIGHT | NO_LICENCE | NO_ADMIN)
    }

    /// Whether the same may succeed later.
    pub(crate) fn may_pass(code: u64) -> bool {
        matches!(code, DATABASE | NETWORK_CONTROL | CALL_LIMIT)
    }
}

/// What an answer means. Refusals of single records are left to the caller.
pub(crate) fn judge(response: &Response) -> Verdict {
    if !response.is_success() {
        return Verdict::by_status(SYSTEM, response);
    }
    let body = response.body().trim_ascii_start();
    if body.starts_with(b"response_error:") {
        return server_error(response);
    }
    if body.starts_with(b"[{") && response.text().contains("\"actionname\"") {
        let message = "a web firewall before the server holds a value for dangerous".to_owned();
        return Verdict::Failed(ConnectorError::RecordRefused { system: SYSTEM.to_owned(), code: "firewall".to_owned(), message });
    }
    if body.starts_with(b"[[{") {
        let rows = response.json::<Vec<Vec<Answer>>>().unwrap_or_default();
        let refused = rows.into_iter().flatten().next().and_then(|answer| answer.result.response_status);
        return match refused {
            Some(status) if !status.is_success => Verdict::Failed(query_refused(&status, response.endpoint())),
            Some(_) | None => Verdict::Fine,
        }
        .renewing();
    }
    if !body.starts_with(b"{") {
        return Verdict::Fine;
    }
    match response.json::<Answer>().ok().and_then(|answer| answer.result.response_status) {
        Some(status) if !status.is_success && status.success_entitys.is_empty() => match whole(&status) {
            Some(error) => Verdict::Failed(error).renewing(),
            None => Verdict::Fine,
        },
        Some(_) | None => Verdict::Fine,
    }
}

/// Turns a lost session into the wish for a new one.
trait Renewing {
    fn renewing(self) -> Self;
}

impl Renewing for Verdict {
    fn renewing(self) -> Self {
        match self {
            Self::Failed(ConnectorError::Unauthorised { .. }) => Self::RenewToken,
            other => other,
        }
    }
}

/// The server did not understand, or broke: whether it did anything is not known.
fn server_error(response: &Response) -> Verdict {
    let text = response.text();
    if text.contains("会话信息已丢失") {
        return Verdict::RenewToken;
    }
    let told = text.split_once(':').and_then(|(_, rest)| serde_json::from_str::<serde_json::Value>(rest.trim()).ok());
    let message = told.and_then(|told| told["Message"].as_str().map(one_line)).unwrap_or_else(|| "no reason".to_owned());
    Verdict::Failed(response.bad_answer(format!("the server failed: {message}")))
}

/// What a refusal means that is about the whole call; `None` where it is about what was sent.
fn whole(status: &Status) -> Option<ConnectorError> {
    let (system, reason) = (SYSTEM.to_owned(), words(status));
    let code_text = status.msg_code.to_string();
    match status.msg_code {
        code::SESSION_LOST => Some(ConnectorError::Unauthorised { system, reason }),
        code::NETWORK_CONTROL | code::DATABASE => Some(ConnectorError::Unavailable { system, reason, retry_after: None }),
        code::CALL_LIMIT => Some(ConnectorError::QuotaExhausted { system, code: code_text, retry_after: Some(LIMIT_WAIT) }),
        other if code::is_about_rights(other) => Some(ConnectorError::Forbidden { system, reason }),
        _ => None,
    }
}

/// What the refusal of a query means.
fn query_refused(status: &Status, endpoint: &str) -> ConnectorError {
    if let Some(error) = whole(status) {
        return error;
    }
    refused(status, endpoint)
}

/// What a refusal means that is about what was sent.
pub(crate) fn refused(status: &Status, endpoint: &str) -> ConnectorError {
    let (system, reason) = (SYSTEM.to_owned(), words(status));
    if reason.contains("业务对象不存在") {
        return ConnectorError::NotFound { system, what: "such form".to_owned() };
    }
    match unknown_key(&reason) {
        Some(key) => ConnectorError::NotFound { system, what: format!("{FIELD} {key}") },
        None => ConnectorError::Format { what: system, place: endpoint.to_owned(), reason },
    }
}

/// How a missing field is told in [`ConnectorError::NotFound`].
pub(crate) const FIELD: &str = "field";

/// The key in `元数据中标识为X的字段不存在`.
fn unknown_key(message: &str) -> Option<String> {
    let (_, rest) = message.split_once("元数据中标识为")?;
    let (key, _) = rest.split_once("的字段不存在")?;
    Some(key.trim().chars().take(100).collect())
}

/// Code and first message.
pub(crate) fn words(status: &Status) -> String {
    let message = status.errors.first().and_then(|wrong| wrong.message.as_deref()).unwrap_or_default();
    format!("MsgCode {}: {}", status.msg_code, one_line(message))
}

pub(crate) fn unauthorised(reason: &str) -> ConnectorError {
    ConnectorError::Unauthorised { system: SYSTEM.to_owned(), reason: one_line(reason) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Wrong;

    fn status(msg_code: u64, message: &str) -> Status {
        let wrong = Wrong { message: Some(message.to_owned()), ..Wrong::default() };
        Status { msg_code, errors: vec![wrong], ..Status::default() }
    }

    #[test]
    fn codes_and_messages_tell_what_to_do() {
        assert!(matches!(query_refused(&status(1, "会话信息已丢失，请重新登录"), ""), ConnectorError::Unauthorised { .. }));
        assert!(matches!(query_refused(&status(13, "网控"), ""), ConnectorError::Unavailable { .. }));
        assert!(matches!(query_refused(&status(14, "次数"), ""), ConnectorError::QuotaExhausted { .. }));
        assert!(matches!(query_refused(&status(7, "许可"), ""), ConnectorError::Forbidden { .. }));
        let missing = query_refused(&status(9, "元数据中标识为FNope的字段不存在"), "");
        assert!(matches!(missing, ConnectorError::NotFound { what, .. } if what == "field FNope"));
        assert!(matches!(query_refused(&status(4, "业务对象不存在"), ""), ConnectorError::NotFound { .. }));
        assert!(matches!(query_refused(&status(4, "附近有语法错误"), ""), ConnectorError::Format { .. }));
    }
}
