//! Answers: bytes with a type, and the few HTML pages.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::Value;

/// JSON.
pub(crate) const JSON: &str = "application/json";

/// An answer of `body`.
pub(crate) fn bytes(status: StatusCode, content_type: &'static str, body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// 200 with JSON text.
pub(crate) fn json_text(body: String) -> Response {
    bytes(StatusCode::OK, JSON, body.into_bytes())
}

/// JSON with a status.
pub(crate) fn json(status: StatusCode, body: &Value) -> Response {
    bytes(status, JSON, body.to_string().into_bytes())
}

/// 204.
pub(crate) fn nothing() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// Sets a header whose text is known to be visible ASCII; anything else is left out.
pub(crate) fn set_header(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// A file to keep.
pub(crate) fn attachment(content_type: &'static str, name: &str, body: Vec<u8>) -> Response {
    let mut response = bytes(StatusCode::OK, content_type, body);
    set_header(&mut response, header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\""));
    response
}

/// HTML of a whole page around `body`.
pub(crate) fn page(title: &str, body: &str) -> String {
    let title = escape_html(title);
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title} – Rapport</title><link rel=\"stylesheet\" href=\"/docs/page.css\"></head><body><main><h1>{title}</h1>{body}</main></body></html>"
    )
}

/// HTML answer.
pub(crate) fn html(status: StatusCode, body: String) -> Response {
    bytes(status, "text/html; charset=utf-8", body.into_bytes())
}

/// Text for HTML.
pub(crate) fn escape_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
