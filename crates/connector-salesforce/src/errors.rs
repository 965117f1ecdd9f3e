//! What the vendor's error codes mean for the run.

use std::time::Duration;

use connector::http::{Response, Verdict};
use connector::{ConnectorError, WriteOutcome, one_line};

use crate::id::full_id;
use crate::wire::Refusal;

/// What messages call the system.
pub(crate) const SYSTEM: &str = "Salesforce";

/// What an answer means. Bodies are arrays of errors, OAuth answers with one object, and the edge with a page or nothing.
pub(crate) fn judge(response: &Response) -> Verdict {
    let status = response.status();
    // 300 is the answer of an upsert that fits several records; the caller reads it.
    if response.is_success() || status == 300 {
        return Verdict::Fine;
    }
    let Some(refusal) = refusal_of(response) else {
        return match status {
            420 => Verdict::Failed(unavailable("the edge answered 420".to_owned(), None)),
            _ => Verdict::by_status(SYSTEM, response),
        };
    };
    verdict(&refusal, status, response.endpoint())
}

fn refusal_of(response: &Response) -> Option<Refusal> {
    let first = response.json::<Vec<Refusal>>().ok().and_then(|all| all.into_iter().next());
    first.or_else(|| response.json::<Refusal>().ok()).filter(|refusal| !refusal.code.is_empty())
}

fn unavailable(reason: String, retry_after: Option<Duration>) -> ConnectorError {
    ConnectorError::Unavailable { system: SYSTEM.to_owned(), reason, retry_after }
}

fn verdict(refusal: &Refusal, status: u16, endpoint: &str) -> Verdict {
    let system = SYSTEM.to_owned();
    let code = refusal.code.clone();
    let reason = format!("{code}: {}", one_line(&refusal.message));
    Verdict::Failed(match code.as_str() {
        "INVALID_SESSION_ID" | "InvalidSessionId" => return Verdict::RenewToken,
        "REQUEST_LIMIT_EXCEEDED" if refusal.message.contains("Concurrent") => {
            ConnectorError::RateLimited { system, code, retry_after: Some(Duration::from_secs(5)) }
        }
        // The allowance is a rolling day, so some of it comes back before long.
        "REQUEST_LIMIT_EXCEEDED" | "ExceededQuota" | "STORAGE_LIMIT_EXCEEDED" => {
            ConnectorError::QuotaExhausted { system, code, retry_after: Some(Duration::from_secs(900)) }
        }
        "rate_limit_exceeded" => ConnectorError::RateLimited { system, code, retry_after: Some(Duration::from_secs(60)) },
        "SERVER_UNAVAILABLE"
        | "UNKNOWN_EXCEPTION"
        | "QUERY_TIMEOUT"
        | "REQUEST_RUNNING_TOO_LONG"
        | "TooManyLockFailure"
        | "Timeout"
        | "TXN_SECURITY_METERING_ERROR"
        | "UNABLE_TO_LOCK_ROW" => unavailable(reason, None),
        "INVALID_QUERY_LOCATOR" | "INVALID_REPLICATION_DATE" | "EXCEEDED_ID_LIMIT" => ConnectorError::CursorExpired { system },
        "API_DISABLED_FOR_ORG"
        | "API_CURRENTLY_DISABLED"
        | "FUNCTIONALITY_NOT_ENABLED"
        | "INSUFFICIENT_ACCESS"
        | "INSUFFICIENT_ACCESS_OR_READONLY"
        | "InvalidUser" => ConnectorError::Forbidden { system, reason },
        "invalid_grant"
        | "invalid_client"
        | "invalid_client_id"
        | "inactive_org"
        | "inactive_user"
        | "unsupported_grant_type"
        | "INVALID_AUTH_HEADER"
        | "invalid_request" => ConnectorError::Unauthorised { system, reason },
        "INVALID_FIELD" | "INVALID_TYPE" | "MALFORMED_QUERY" | "INVALIDENTITY" => {
            ConnectorError::Format { what: system, place: endpoint.to_owned(), reason }
        }
        "NOT_FOUND" | "NotFound" => ConnectorError::NotFound { system, what: reason },
        _ if status == 403 => ConnectorError::Forbidden { system, reason },
        _ if status >= 500 => unavailable(reason, None),
        _ => ConnectorError::RecordRefused { system, code, message: one_line(&refusal.message) },
    })
}

/// What became of one row, from its errors.
pub(crate) fn outcome(errors: &[Refusal]) -> WriteOutcome {
    let Some(first) = errors.first() else { return WriteOutcome::Unknown };
    let is_customer_code =
        matches!(first.code.as_str(), "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY" | "CANNOT_EXECUTE_FLOW_TRIGGER" | "APEX_ERROR");
    let may_pass = match first.code.as_str() {
        "UNABLE_TO_LOCK_ROW"
        | "SERVER_UNAVAILABLE"
        | "UNKNOWN_EXCEPTION"
        | "ALL_OR_NONE_OPERATION_ROLLED_BACK"
        | "PROCESSING_HALTED"
        | "ENTITY_IS_LOCKED"
        | "TooManyLockFailure" => true,
        _ => is_customer_code && (first.message.contains("UNABLE_TO_LOCK_ROW") || first.message.contains("timeout")),
    };
    match first.code.as_str() {
        "DUPLICATES_DETECTED" => {
            let results = first.duplicates.iter().flat_map(|found| &found.match_results).flat_map(|result| &result.match_records);
            let ids = results.map(|matched| full_id(&matched.record.id)).filter(|id| !id.is_empty()).take(20).collect();
            WriteOutcome::Duplicate { ids, code: first.code.clone() }
        }
        "DUPLICATE_VALUE" => WriteOutcome::Duplicate { ids: named_id(&first.message).into_iter().collect(), code: first.code.clone() },
        "DUPLICATE_EXTERNAL_ID" => WriteOutcome::Duplicate { ids: Vec::new(), code: first.code.clone() },
        "ENTITY_IS_DELETED" | "NOT_FOUND" | "INVALID_CROSS_REFERENCE_KEY" if first.fields.is_empty() => WriteOutcome::Missing,
        _ => WriteOutcome::Refused {
            code: first.code.clone(),
            message: one_line(&first.message),
            field: first.fields.first().cloned(),
            may_pass,
        },
    }
}

/// The record that `duplicate value found: Ext__c duplicates value on record with id: 001…` names.
fn named_id(message: &str) -> Option<String> {
    let (_, rest) = message.split_once("record with id: ")?;
    let id: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    matches!(id.len(), 15 | 18).then(|| full_id(&id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_the_duplicate_result_name_the_records() {
        for member in ["duplicateResut", "duplicateResult"] {
            let body = format!(
                r#"[{{"{member}":{{"allowSave":true,"matchResults":[{{"matchRecords":[{{"record":{{"Id":"003D000000QOMqg"}}}}]}}]}},"errorCode":"DUPLICATES_DETECTED","message":"Use one of these records?"}}]"#
            );
            let errors: Vec<Refusal> = serde_json::from_str(&body).expect("JSON");
            let expected = WriteOutcome::Duplicate { ids: vec!["003D000000QOMqgIAH".to_owned()], code: "DUPLICATES_DETECTED".to_owned() };
            assert_eq!(outcome(&errors), expected);
        }
    }

    #[test]
    fn rows_are_judged_by_their_code() {
        let row =
            |code: &str, message: &str| outcome(&[Refusal { code: code.to_owned(), message: message.to_owned(), ..Refusal::default() }]);
        let named = row("DUPLICATE_VALUE", "duplicate value found: Ext__c duplicates value on record with id: 001D000000IRFma");
        assert_eq!(named, WriteOutcome::Duplicate { ids: vec!["001D000000IRFmaIAH".to_owned()], code: "DUPLICATE_VALUE".to_owned() });
        assert_eq!(row("ENTITY_IS_DELETED", "entity is deleted"), WriteOutcome::Missing);
        assert!(matches!(row("UNABLE_TO_LOCK_ROW", "x"), WriteOutcome::Refused { may_pass: true, .. }));
        assert!(matches!(row("APEX_ERROR", "caused by UNABLE_TO_LOCK_ROW"), WriteOutcome::Refused { may_pass: true, .. }));
        assert!(matches!(row("REQUIRED_FIELD_MISSING", "x"), WriteOutcome::Refused { may_pass: false, .. }));
        assert_eq!(outcome(&[]), WriteOutcome::Unknown);
    }
}
