//! Answers in the vendor's form. Errors of data calls are arrays, those of sign-in are objects.

use serde_json::{Value, json};

use crate::http::Reply;

/// Why a record, or a whole call, is refused.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refused {
    pub(super) status: u16,
    pub(super) code: String,
    pub(super) message: String,
    pub(super) fields: Vec<String>,
    /// `duplicateResut`, or as the documents spell it, and its content.
    pub(super) duplicate: Option<Box<(&'static str, Value)>>,
}

impl Refused {
    pub(super) fn new(code: &str, message: impl Into<String>) -> Self {
        Self { status: 400, code: code.to_owned(), message: message.into(), fields: Vec::new(), duplicate: None }
    }

    pub(super) fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    pub(super) fn field(mut self, field: &str) -> Self {
        self.fields.push(field.to_owned());
        self
    }

    pub(super) fn not_found() -> Self {
        Self::new("NOT_FOUND", "The requested resource does not exist").status(404)
    }

    /// The array that data calls answer.
    pub(super) fn reply(&self) -> Reply {
        Reply::json(self.status, &self.json())
    }

    pub(super) fn json(&self) -> Value {
        let mut error = json!({ "message": self.message, "errorCode": self.code });
        if !self.fields.is_empty() {
            error["fields"] = json!(self.fields);
        }
        if let Some(duplicate) = &self.duplicate {
            error[duplicate.0] = duplicate.1.clone();
        }
        json!([error])
    }

    /// The row of a collection, whose code has another name.
    pub(super) fn row_json(&self, id: Option<&str>) -> Value {
        let mut error = json!({ "statusCode": self.code, "message": self.message, "fields": self.fields });
        if let Some(duplicate) = &self.duplicate {
            error[duplicate.0] = duplicate.1.clone();
        }
        let mut row = json!({ "success": false, "errors": [error] });
        if let Some(id) = id {
            row["id"] = json!(id);
        }
        row
    }

    /// `CODE:message:fields --`, as result files of bulk jobs have it.
    pub(super) fn bulk_text(&self) -> String {
        format!("{}:{}:{} --", self.code, self.message, self.fields.join(","))
    }
}

/// An error of the token endpoint.
pub(super) fn oauth_error(status: u16, error: &str, description: &str) -> Reply {
    Reply::json(status, &json!({ "error": error, "error_description": description }))
}
