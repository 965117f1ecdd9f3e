//! What the vendors' answers mean for the run: a code inside of an answer, whatever its status.

use std::time::Duration;

use connector::http::{Response, Verdict};
use connector::{ConnectorError, WriteOutcome, one_line};
use serde::Deserialize;
use serde_json::Value;

use crate::vendor::Vendor;

/// How a department that is not there is told.
const GONE: &str = "department";
/// How a server's address that may not call is told.
const ADDRESS: &str = "this server's address is not on its list";

/// What a call was about, where that changes what a code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Getting a token.
    Token,
    /// The bot's address.
    Bot,
    /// Everything with a token.
    Api,
}

/// What a code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The token is no longer good.
    Token,
    /// A person must give another secret or key.
    Credentials,
    /// A right or a scope is missing.
    Forbidden,
    /// The address that calls is on no list of the app or the bot.
    Address,
    /// Too many calls; wait so long.
    Slow(Duration),
    /// It does not work just now, and did nothing.
    Busy,
    /// There is no such department.
    Gone,
    /// This message or question is refused.
    Refused,
}

/// The result in an answer; vendors name it differently.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Result200 {
    errcode: Value,
    errmsg: Value,
    sub_code: Value,
    sub_msg: Value,
    code: Value,
    msg: Value,
}

impl Result200 {
    /// The code, the one inside where the gateway wraps it, and the words.
    fn code(&self) -> Option<(i64, String)> {
        let number = |value: &Value| value.as_i64().or_else(|| value.as_str()?.trim().parse().ok());
        let words = |value: &Value| value.as_str().map(one_line).unwrap_or_default();
        if self.errcode == 88 && !self.sub_code.is_null() {
            // Names instead of numbers (`isv.…`) are told in the words.
            let name = self.sub_code.as_str().unwrap_or_default();
            return Some((number(&self.sub_code).unwrap_or(88), one_line(&format!("{name} {}", words(&self.sub_msg)))));
        }
        let code = number(&self.errcode).map(|code| (code, words(&self.errmsg)));
        code.or_else(|| number(&self.code).map(|code| (code, words(&self.msg))))
    }
}

/// What an answer means.
pub(crate) fn judge(vendor: &dyn Vendor, place: Place, response: &Response) -> Verdict {
    let system = vendor.system();
    let Ok(result) = response.json::<Result200>() else { return by_status(system, place, response) };
    let (code, message) = match result.code() {
        Some((0, _)) if response.is_success() => return Verdict::Fine,
        Some(found) if found.0 != 0 => found,
        Some(_) => return by_status(system, place, response),
        None if response.is_success() => return Verdict::Failed(response.bad_answer("no result code")),
        None => return by_status(system, place, response),
    };
    let system = system.to_owned();
    let reason = if message.is_empty() { format!("code {code}") } else { format!("code {code}: {message}") };
    Verdict::Failed(match vendor.meaning(place, code, &message) {
        Meaning::Token if place == Place::Api => return Verdict::RenewToken,
        Meaning::Token | Meaning::Credentials => ConnectorError::Unauthorised { system, reason },
        Meaning::Forbidden => ConnectorError::Forbidden { system, reason },
        Meaning::Address => ConnectorError::Forbidden { system, reason: format!("{ADDRESS} ({reason})") },
        Meaning::Slow(wait) => {
            // Feishu says in a header of its own how many seconds are left.
            let told = response.header("x-ogw-ratelimit-reset").and_then(|text| text.trim().parse().ok()).map(Duration::from_secs);
            ConnectorError::RateLimited { system, code: code.to_string(), retry_after: Some(told.unwrap_or(wait)) }
        }
        Meaning::Busy => ConnectorError::Unavailable { system, reason, retry_after: None },
        Meaning::Gone => ConnectorError::NotFound { system, what: format!("{GONE} ({reason})") },
        Meaning::Refused => match Verdict::by_status(&system, response) {
            // A status of a gateway says more than a code that nobody knows.
            Verdict::Failed(error @ (ConnectorError::Unavailable { .. } | ConnectorError::RateLimited { .. })) => error,
            Verdict::Fine | Verdict::RenewToken | Verdict::Failed(_) => {
                ConnectorError::RecordRefused { system, code: code.to_string(), message }
            }
        },
    })
}

fn by_status(system: &str, place: Place, response: &Response) -> Verdict {
    match Verdict::by_status(system, response) {
        Verdict::RenewToken if place != Place::Api => {
            Verdict::Failed(ConnectorError::Unauthorised { system: system.to_owned(), reason: "status 401".to_owned() })
        }
        other => other,
    }
}

/// A refusal of our own or of a vendor as the outcome of one message.
pub(crate) fn refused(code: impl Into<String>, message: impl Into<String>, field: Option<&str>) -> WriteOutcome {
    WriteOutcome::Refused { code: code.into(), message: message.into(), field: field.map(str::to_owned), may_pass: false }
}

/// Whether the vendor says that a department is not there. That a path is not there is another matter: nobody would be read then.
pub(crate) fn is_gone(error: &ConnectorError) -> bool {
    matches!(error, ConnectorError::NotFound { what, .. } if what.starts_with(GONE))
}

/// Whether the vendor refuses the address that calls.
pub(crate) fn is_address(error: &ConnectorError) -> bool {
    matches!(error, ConnectorError::Forbidden { reason, .. } if reason.starts_with(ADDRESS))
}

/// There is more than this is made for.
pub(crate) fn too_many(system: &str, limit: &'static str, found: usize, allowed: usize) -> ConnectorError {
    ConnectorError::Limit { what: system.to_owned(), limit, found: found as u64, allowed: allowed as u64 }
}

/// An answer that does not fit its description.
pub(crate) fn bad(system: &str, reason: &str) -> ConnectorError {
    ConnectorError::BadAnswer { system: system.to_owned(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(json: &str) -> Option<(i64, String)> {
        serde_json::from_str::<Result200>(json).expect("JSON").code()
    }

    #[test]
    fn a_code_is_found_wherever_it_stands() {
        assert_eq!(code(r#"{"errcode":45009,"errmsg":"api freq\n out of limit"}"#), Some((45_009, "api freq out of limit".to_owned())));
        assert_eq!(code(r#"{"errcode":88,"sub_code":"40014","sub_msg":"x","errmsg":"y"}"#), Some((40_014, "40014 x".to_owned())));
        assert_eq!(code(r#"{"errcode":88,"sub_code":"isv.no","sub_msg":"x"}"#), Some((88, "isv.no x".to_owned())));
        assert_eq!(code(r#"{"StatusCode":0,"code":0,"msg":"success"}"#), Some((0, "success".to_owned())));
        assert_eq!(code(r#"{"data":{}}"#), None);
    }
}
