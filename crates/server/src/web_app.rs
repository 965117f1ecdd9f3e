//! The web app under `/`: its files, and its one page for every address that belongs to nothing else.
//!
//! Files with a hash in their name are kept for ever by the browser, everything else is asked for again with its tag. The policy lets the
//! page load and call this server only, run no script that is not a file of ours, and be framed by nobody.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use web::File;

use crate::reply;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// Kept, but asked for each time.
const ASK: &str = "no-cache";
/// Nothing below these is a page of the app.
const OTHERS: [&str; 7] = ["api", "hooks", "docs", "errors", "livez", "readyz", "metrics"];

/// What the app answers under `path`; `None` where it has nothing to say.
pub(crate) fn answer(method: &str, path: &str, headers: &HeaderMap) -> Option<Response> {
    if !matches!(method, "GET" | "HEAD") {
        return None;
    }
    let path = path.strip_prefix('/')?;
    if let Some(file) = web::file(path) {
        return Some(serve(file, headers));
    }
    if OTHERS.contains(&path.split('/').next().unwrap_or_default()) || !wants_page(headers) {
        return None;
    }
    web::page().map(|file| serve(file, headers))
}

/// Browsers that go to an address ask for a page by name; scripts and programs do not.
fn wants_page(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|text| text.contains("text/html"))
}

/// The answer with `file`, or that the caller's copy is still good.
pub(crate) fn serve(file: &'static File, headers: &HeaderMap) -> Response {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    let packed = file.packed.filter(|_| takes_gzip(text(header::ACCEPT_ENCODING)));
    // A strong tag names bytes, and packed ones are others.
    let tag = format!("\"{}{}\"", file.tag, if packed.is_some() { "-gzip" } else { "" });
    let mut response = if text(header::IF_NONE_MATCH).split(',').any(|known| known.trim().trim_start_matches("W/") == tag) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        let mut response = Response::new(Body::from(packed.unwrap_or(file.body)));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(file.content_type));
        if packed.is_some() {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    };
    reply::set_header(&mut response, header::ETAG, &tag);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(if file.is_immutable() { IMMUTABLE } else { ASK }));
    headers.insert(header::VARY, HeaderValue::from_static("accept, accept-encoding"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    );
    response
}

fn takes_gzip(accepted: &str) -> bool {
    accepted.split(',').any(|part| {
        let (coding, weight) = part.split_once(';').unwrap_or((part, ""));
        coding.trim().eq_ignore_ascii_case("gzip") && !matches!(weight.replace(' ', "").as_str(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: &str, path: &str, accept: &str) -> Option<Response> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_str(accept).expect("header"));
        answer(method, path, &headers)
    }

    #[test]
    fn only_pages_of_the_app_fall_back_to_its_page() {
        for path in ["/api/v1/customers", "/api", "/hooks/x", "/docs/x", "/errors/x", "/metrics", "/livez"] {
            assert!(asked("GET", path, "text/html").is_none(), "{path}");
        }
        assert!(asked("GET", "/assets/none.js", "*/*").is_none());
        assert!(asked("POST", "/customers", "text/html").is_none());
        // Whatever was built: with an app every other address is its page, without one none is.
        assert_eq!(asked("GET", "/customers/42", "text/html,*/*").is_some(), web::page().is_some());
    }

    static SAMPLE: File =
        File { path: "assets/a.js", content_type: "text/javascript; charset=utf-8", tag: "0123", body: b"plain", packed: Some(b"packed") };

    #[test]
    fn a_copy_is_asked_for_by_its_own_tag() {
        let mut headers = HeaderMap::new();
        let plain = serve(&SAMPLE, &headers);
        assert_eq!(plain.headers()[header::ETAG], "\"0123\"");
        assert_eq!(plain.headers()[header::CACHE_CONTROL], IMMUTABLE);
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("br, gzip;q=0.5"));
        let packed = serve(&SAMPLE, &headers);
        assert_eq!(
            (&packed.headers()[header::ETAG], &packed.headers()[header::CONTENT_ENCODING]),
            (&HeaderValue::from_static("\"0123-gzip\""), &HeaderValue::from_static("gzip"))
        );
        headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static("\"0123\""));
        assert_eq!(serve(&SAMPLE, &headers).status(), StatusCode::OK, "the plain copy is another one");
        headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static("\"x\", W/\"0123-gzip\""));
        assert_eq!(serve(&SAMPLE, &headers).status(), StatusCode::NOT_MODIFIED);
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip;q=0"));
        assert!(serve(&SAMPLE, &headers).headers().get(header::CONTENT_ENCODING).is_none());
    }
}
