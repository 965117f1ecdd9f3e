//! Answers in the vendor's form: `{"code", "details", "message", "status"}` for what fails as a whole and for rows alike, and OAuth
//! errors with status 200.

use serde_json::{Value, json};

use crate::http::Reply;

/// Why a call or a row is refused.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refused {
    pub(super) status: u16,
    pub(super) code: String,
    pub(super) message: String,
    pub(super) details: Box<Value>,
}

impl Refused {
    pub(super) fn new(code: &str, message: &str) -> Self {
        Self { status: 400, code: code.to_owned(), message: message.to_owned(), details: Box::new(json!({})) }
    }

    pub(super) fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    pub(super) fn with(self, details: Value) -> Self {
        Self { details: Box::new(details), ..self }
    }

    pub(super) fn not_found() -> Self {
        Self::new("INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one").status(404)
    }

    pub(super) fn wrong_method() -> Self {
        Self::new("INVALID_REQUEST_METHOD", "The http request method type is not a valid one")
    }

    pub(super) fn invalid_token() -> Self {
        Self::new("INVALID_TOKEN", "invalid oauth token").status(401)
    }

    pub(super) fn too_many() -> Self {
        Self::new("TOO_MANY_REQUESTS", "You have made too many requests; please try again after some time").status(429)
    }

    pub(super) fn missing_parameter(name: &str) -> Self {
        let details = json!({ "param": name, "param_name": name });
        Self::new("REQUIRED_PARAM_MISSING", "One of the expected parameter is missing").with(details)
    }

    pub(super) fn bad_body() -> Self {
        Self::new("UNABLE_TO_PARSE_DATA_TYPE", "either the request body or parameters is in wrong format")
    }

    pub(super) fn unknown_id(at: &str) -> Self {
        Self::new("INVALID_DATA", "the id given seems to be invalid").with(json!({ "id": at }))
    }

    /// The text that people know a code by; for codes that a fault orders.
    pub(super) fn of_code(code: &str) -> Self {
        let (status, message) = match code {
            "RECORD_LOCKED" => (400, "the record is locked"),
            "RECORD_IN_BLUEPRINT" => (400, "the record is in a blueprint"),
            "NOT_APPROVED" => (400, "the record is not approved"),
            "OAUTH_SCOPE_MISMATCH" => (401, "invalid oauth scope to access this URL"),
            "NO_PERMISSION" => (403, "permission denied"),
            "ALREADY_MODIFIED" => (412, "the record was modified already"),
            "LIMIT_REACHED" => (400, "the limit of records is reached"),
            "INVALID_HOST" => (400, "the host of the request is not a valid one"),
            "INTERNAL_ERROR" => (500, "Internal Server Error"),
            _ => (400, "the request was refused"),
        };
        Self::new(code, message).status(status)
    }

    pub(super) fn json(&self) -> Value {
        json!({ "code": self.code, "details": self.details, "message": self.message, "status": "error" })
    }

    pub(super) fn reply(&self) -> Reply {
        Reply::json(self.status, &self.json())
    }
}

/// An OAuth failure: status 200 and a word.
pub(super) fn oauth_error(word: &str) -> Reply {
    Reply::json(200, &json!({ "error": word }))
}

/// The answer when tokens were asked for too often.
pub(super) fn oauth_throttled() -> Reply {
    let text = "You have made too many requests continuously. Please try again after some time.";
    Reply::json(400, &json!({ "error_description": text, "error": "Access Denied", "status": "failure" }))
}
