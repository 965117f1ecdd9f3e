//! What the vendor's answers mean for the run. Neither a status of 200 nor one of 400 tells by itself.

use std::time::Duration;

use connector::http::{Response, Verdict};
use connector::{ConnectorError, WriteOutcome, one_line};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::wire::{RowResult, TokenAnswer};

/// What messages call the system.
pub(crate) const SYSTEM: &str = "Zoho CRM";
/// A record was changed after the time that an update is bound to.
pub(crate) const MODIFIED: &str = "ALREADY_MODIFIED";
/// A refresh token that gave too many tokens is blocked for so long at most.
const TOKEN_WINDOW: Duration = Duration::from_secs(600);
/// Credits come back bit by bit, as the calls of a day ago are forgotten.
const CREDIT_WAIT: Duration = Duration::from_secs(900);

/// An answer with a result per row, whatever its status.
#[derive(Deserialize)]
struct WithRows {
    #[serde(alias = "watch")]
    #[expect(dead_code, reason = "only whether it is there counts")]
    data: Vec<IgnoredAny>,
}

/// What an answer of the API means.
pub(crate) fn judge(response: &Response) -> Verdict {
    let status = response.status();
    if response.is_success() || status == 304 {
        return Verdict::Fine;
    }
    // All rows were refused: the caller reads each of them.
    if status == 400 && response.json::<WithRows>().is_ok() {
        return Verdict::Fine;
    }
    match response.json::<RowResult>() {
        Ok(refusal) if !refusal.code.is_empty() => {
            let is_used_up = response.header("x-api-credits-remaining").is_some_and(|left| left.trim() == "0");
            verdict(&refusal, status, response.endpoint(), is_used_up)
        }
        Ok(_) | Err(_) => Verdict::by_status(SYSTEM, response),
    }
}

fn verdict(refusal: &RowResult, status: u16, endpoint: &str, is_used_up: bool) -> Verdict {
    let (system, code) = (SYSTEM.to_owned(), refusal.code.clone());
    let reason = format!("{code}: {}", one_line(&refusal.message));
    let unavailable = |reason: String| ConnectorError::Unavailable { system: SYSTEM.to_owned(), reason, retry_after: None };
    Verdict::Failed(match code.as_str() {
        "INVALID_TOKEN" | "AUTHENTICATION_FAILURE" => return Verdict::RenewToken,
        "OAUTH_SCOPE_MISMATCH" => ConnectorError::Forbidden { system, reason: format!("{reason} (a scope is missing, {endpoint})") },
        "NO_PERMISSION" | "AUTHORIZATION_FAILED" | "CRMPLUS_TRIAL_EXPIRED" => ConnectorError::Forbidden { system, reason },
        "INVALID_HOST" => ConnectorError::Forbidden {
            system,
            reason: format!("{reason}: the data centre in the settings is not the one of this organisation"),
        },
        "TOO_MANY_REQUESTS" if is_used_up => ConnectorError::QuotaExhausted { system, code, retry_after: Some(CREDIT_WAIT) },
        "TOO_MANY_REQUESTS" => ConnectorError::RateLimited { system, code, retry_after: None },
        "INVALID_MODULE" | "INVALID_URL_PATTERN" => ConnectorError::NotFound { system, what: reason },
        "EXPIRED_VALUE"
        | "TOKEN_BOUND_DATA_MISMATCH"
        | "PAGINATION_LIMIT_EXCEEDED"
        | "DISCRETE_PAGINATION_LIMIT_EXCEEDED"
        | "RESOURCE_NOT_FOUND"
        | "INVALID_PAGE_TOKEN" => ConnectorError::CursorExpired { system },
        "SYNTAX_ERROR"
        | "INVALID_QUERY"
        | "INVALID_REQUEST_METHOD"
        | "METHOD_NOT_ALLOWED"
        | "REQUIRED_PARAM_MISSING"
        | "EXPECTED_PARAM_MISSING"
        | "AMBIGUITY_DURING_PROCESSING"
        | "UNABLE_TO_PARSE_DATA_TYPE"
        | "LIMIT_EXCEEDED" => ConnectorError::Format { what: system, place: endpoint.to_owned(), reason },
        "INTERNAL_ERROR" | "INTERNAL_SERVER_ERROR" => unavailable(reason),
        _ if status >= 500 => unavailable(reason),
        _ if status == 429 => ConnectorError::RateLimited { system, code, retry_after: None },
        _ if status == 403 => ConnectorError::Forbidden { system, reason },
        _ => ConnectorError::RecordRefused { system, code, message: one_line(&refusal.message) },
    })
}

/// What an answer of the token endpoint means: only one with a token is good.
pub(crate) fn judge_token(response: &Response) -> Verdict {
    let status = response.status();
    let Ok(answer) = response.json::<TokenAnswer>() else {
        return match Verdict::by_status(SYSTEM, response) {
            Verdict::RenewToken => Verdict::Failed(unauthorised("status 401")),
            other => other,
        };
    };
    if !answer.access_token.is_empty() {
        return Verdict::Fine;
    }
    if status >= 500 || (answer.error.is_empty() && status != 401) {
        return match Verdict::by_status(SYSTEM, response) {
            Verdict::Fine => Verdict::Failed(response.bad_answer("no token and no reason")),
            other => other,
        };
    }
    Verdict::Failed(match answer.error.as_str() {
        "Access Denied" => {
            ConnectorError::RateLimited { system: SYSTEM.to_owned(), code: "too_many_tokens".to_owned(), retry_after: Some(TOKEN_WINDOW) }
        }
        // It says nothing, and goes by itself as often as not.
        "general_error" | "internal_error" => {
            let reason = "the sign-in failed with general_error".to_owned();
            ConnectorError::Unavailable { system: SYSTEM.to_owned(), reason, retry_after: Some(Duration::from_secs(60)) }
        }
        word => unauthorised(&one_line(word)),
    })
}

fn unauthorised(reason: &str) -> ConnectorError {
    ConnectorError::Unauthorised { system: SYSTEM.to_owned(), reason: reason.to_owned() }
}

/// Why a row was refused.
pub(crate) fn refused(row: &RowResult) -> WriteOutcome {
    let details = &row.details;
    let field = details["api_name"].as_str().map(str::to_owned);
    match row.code.as_str() {
        "MULTIPLE_OR_MULTI_ERRORS" => several(details, row),
        "DUPLICATE_DATA" => WriteOutcome::Duplicate { ids: duplicates(details), code: row.code.clone() },
        MODIFIED => WriteOutcome::Changed,
        "INVALID_DATA" if is_about_id(row) => WriteOutcome::Missing,
        code => WriteOutcome::Refused {
            code: code.to_owned(),
            message: message_of(row),
            field,
            may_pass: matches!(code, "RECORD_LOCKED" | "INTERNAL_ERROR" | "INTERNAL_SERVER_ERROR" | "TOO_MANY_REQUESTS")
                || (code == "DEPENDENT_SERVICE_ERROR" && details["dependency_error"] == "PROCESSING_ERROR"),
        },
    }
}

/// Whether the id of the row itself is what is wrong, not one that a look-up names.
fn is_about_id(row: &RowResult) -> bool {
    let message = row.message.to_lowercase();
    message.contains("record not deleted")
        || (message.contains("the id given") && !message.contains("related"))
        || row.details["api_name"] == "id"
}

/// Several errors of one row. What names a known record counts, unless something is wrong that would be wrong for that record, too.
fn several(details: &Value, row: &RowResult) -> WriteOutcome {
    let errors: Vec<RowResult> =
        details["errors"].as_array().into_iter().flatten().filter_map(|error| serde_json::from_value(error.clone()).ok()).collect();
    let other =
        errors.iter().find(|error| !matches!(error.code.as_str(), "DUPLICATE_DATA" | "MANDATORY_NOT_FOUND" | "MULTIPLE_OR_MULTI_ERRORS"));
    let duplicate = errors.iter().find(|error| error.code == "DUPLICATE_DATA");
    match other.or(duplicate).or(errors.first()) {
        Some(error) => refused(error),
        None => WriteOutcome::Refused { code: row.code.clone(), message: message_of(row), field: None, may_pass: false },
    }
}

/// Records that a duplicate names; older answers put the id beside, newer ones into an object.
fn duplicates(details: &Value) -> Vec<String> {
    let id = details["duplicate_record"]["id"].as_str().or_else(|| details["id"].as_str());
    id.map(str::to_owned).into_iter().collect()
}

/// The message with what was expected, without values.
fn message_of(row: &RowResult) -> String {
    let details = &row.details;
    let expected = ["expected_data_type", "maximum_length"].iter().find_map(|name| match &details[*name] {
        Value::String(text) => Some(format!(" ({name}: {text})")),
        Value::Number(number) => Some(format!(" ({name}: {number})")),
        _ => None,
    });
    format!("{}{}", one_line(&row.message), expected.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(json: &str) -> WriteOutcome {
        refused(&serde_json::from_str(json).expect("JSON"))
    }

    #[test]
    fn rows_are_judged_by_their_codes_and_details() {
        let duplicate = WriteOutcome::Duplicate { ids: vec!["7".to_owned()], code: "DUPLICATE_DATA".to_owned() };
        assert_eq!(
            row(r#"{"code":"DUPLICATE_DATA","details":{"api_name":"Email","id":"7"},"message":"duplicate data","status":"error"}"#),
            duplicate
        );
        assert_eq!(row(r#"{"code":"DUPLICATE_DATA","details":{"duplicate_record":{"id":"7"}},"message":"duplicate data"}"#), duplicate);
        let hidden = r#"{"code":"MULTIPLE_OR_MULTI_ERRORS","details":{"errors":[{"code":"MANDATORY_NOT_FOUND","details":{"api_name":"Last_Name"}},{"code":"DUPLICATE_DATA","details":{"id":"7"}}]}}"#;
        assert_eq!(row(hidden), duplicate);
        let worse = r#"{"code":"MULTIPLE_OR_MULTI_ERRORS","details":{"errors":[{"code":"DUPLICATE_DATA","details":{"id":"7"}},{"code":"INVALID_DATA","details":{"api_name":"Email","expected_data_type":"email"},"message":"invalid data"}]}}"#;
        assert!(
            matches!(row(worse), WriteOutcome::Refused { code, field: Some(field), may_pass: false, .. } if code == "INVALID_DATA" && field == "Email")
        );
        assert_eq!(
            row(r#"{"code":"INVALID_DATA","details":{"id":"1"},"message":"the id given seems to be invalid"}"#),
            WriteOutcome::Missing
        );
        assert_eq!(row(r#"{"code":"INVALID_DATA","details":{"id":"1"},"message":"record not deleted"}"#), WriteOutcome::Missing);
        let related =
            row(r#"{"code":"INVALID_DATA","details":{"api_name":"Account_Name"},"message":"the related id given seems to be invalid"}"#);
        assert!(matches!(related, WriteOutcome::Refused { field: Some(field), .. } if field == "Account_Name"));
        assert!(matches!(row(r#"{"code":"RECORD_LOCKED","message":"x"}"#), WriteOutcome::Refused { may_pass: true, .. }));
    }
}
