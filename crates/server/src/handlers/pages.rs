//! What is not data: the index, the API browser, the pages of problem codes, health, figures.
//!
//! Everything is served from the binary; the pages load nothing from elsewhere, and their policy forbids it.

use std::io::Read;
use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use model::Verb;
use serde_json::json;

use crate::call::Call;
use crate::problem::{self, Code, Outcome, Problem};
use crate::reply;

/// Swagger UI 5 (Apache-2.0, see `assets/SWAGGER-UI-LICENSE`), compressed.
const BUNDLE: &[u8] = include_bytes!("../../assets/swagger-ui-bundle.js.gz");
const BUNDLE_STYLE: &[u8] = include_bytes!("../../assets/swagger-ui.css.gz");
const START: &str = include_str!("../../assets/docs.js");
const DOCS_STYLE: &str = include_str!("../../assets/docs.css");
const STYLE: &str = include_str!("../../assets/page.css");

const BROWSER_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// `GET /`: the web app, or what else is here where it was not built.
pub(crate) fn index(call: &Call) -> Response {
    if let Some(page) = web::page() {
        return crate::web_app::serve(page, &call.headers);
    }
    let schema = call.app.records.schema();
    let names: Vec<String> =
        schema.objects().iter().filter(|object| object.standard).map(|object| format!("<code>{}</code>", object.name)).collect();
    let body = format!(
        "<p>Customer data, true in every system. · 让客户数据在每个系统中保持真实一致。</p>\
         <p>This program was built without its web app; build it with · 此程序构建时未包含网页应用，请执行: <code>make web</code>, <code>cargo build --release</code></p>\
         <ul><li><a href=\"/docs\">Browse and try the API · 浏览与试用 API</a></li>\
         <li><a href=\"/api/v1/openapi.json\">OpenAPI 3.1</a> · <a href=\"/api/v1/postman.json\">Postman</a></li>\
         <li><a href=\"/errors\">Problem codes · 错误代码</a></li>\
         <li><a href=\"/livez\">/livez</a> · <a href=\"/readyz\">/readyz</a></li></ul>\
         <p>Records · 记录: <code>/api/v1/…</code> {}. Every call needs a key · 每次调用都需要密钥: <code>Authorization: Bearer rp_live_…</code>; <code>rapport key add</code></p>",
        names.join(" ")
    );
    reply::html(StatusCode::OK, reply::page("Rapport", &body))
}

/// `GET /docs`
pub(crate) fn docs() -> Response {
    let body = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>API – Rapport</title>\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
        <link rel=\"stylesheet\" href=\"/docs/swagger-ui.css\"><link rel=\"stylesheet\" href=\"/docs/docs.css\"></head><body><div id=\"api\"></div>\
        <script src=\"/docs/swagger-ui-bundle.js\"></script><script src=\"/docs/docs.js\"></script></body></html>";
    let mut response = reply::html(StatusCode::OK, body.to_owned());
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(BROWSER_POLICY));
    response
}

/// `GET /docs/{asset}`
pub(crate) fn asset(call: &Call) -> Outcome {
    let (kind, packed, plain) = match call.param("asset") {
        "swagger-ui-bundle.js" => ("text/javascript; charset=utf-8", BUNDLE, ""),
        "swagger-ui.css" => ("text/css; charset=utf-8", BUNDLE_STYLE, ""),
        "docs.js" => ("text/javascript; charset=utf-8", &b""[..], START),
        "docs.css" => ("text/css; charset=utf-8", &b""[..], DOCS_STYLE),
        "page.css" => ("text/css; charset=utf-8", &b""[..], STYLE),
        _ => return Err(Problem::new(Code::NotFound)),
    };
    let takes_gzip =
        call.headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).is_some_and(|text| text.contains("gzip"));
    let mut response = if packed.is_empty() {
        reply::bytes(StatusCode::OK, kind, plain.as_bytes().to_vec())
    } else if takes_gzip {
        let mut response = reply::bytes(StatusCode::OK, kind, packed.to_vec());
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        response
    } else {
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(packed).read_to_end(&mut text).map_err(|_| Problem::new(Code::Internal))?;
        reply::bytes(StatusCode::OK, kind, text)
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    Ok(response)
}

/// `GET /errors` and `GET /errors/{code}`
pub(crate) fn errors(code: &str) -> Outcome {
    problem::page(code).map(|page| reply::html(StatusCode::OK, page)).ok_or_else(|| Problem::new(Code::NotFound))
}

/// `GET /livez`
pub(crate) fn livez() -> Response {
    reply::json(StatusCode::OK, &json!({"status": "ok"}))
}

/// `GET /readyz`
pub(crate) async fn readyz(call: Call) -> Outcome {
    let app = Arc::clone(&call.app);
    let answered = crate::app::blocking(move || app.records.store().read(|session| session.schema_version()).map_err(Into::into)).await;
    match answered {
        Ok(_) => Ok(reply::json(StatusCode::OK, &json!({"status": "ok"}))),
        Err(_) => Err(Problem::with(Code::Busy, "the database does not answer", "数据库无响应").header(header::RETRY_AFTER, "5")),
    }
}

/// `GET /metrics`
pub(crate) fn metrics(call: &Call) -> Response {
    reply::bytes(StatusCode::OK, "text/plain; version=0.0.4; charset=utf-8", call.app.metrics.text().into_bytes())
}

/// `GET /{object}/mapping-template`
pub(crate) async fn mapping_template(call: Call) -> Outcome {
    let object = call.object()?;
    debug_assert!(call.caller()?.may(Verb::Read, &object.name));
    if call.query.get("format") == Some("yaml") {
        let text = mapping::template_yaml(&object, None);
        return Ok(reply::attachment("application/yaml", &format!("mapping-{}.yaml", object.name), text.into_bytes()));
    }
    let name = format!("mapping-{}.xlsx", object.name);
    let bytes = crate::app::blocking(move || mapping::template_table(&object, None).map_err(|_| Problem::new(Code::Internal))).await?;
    Ok(reply::attachment("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &name, bytes))
}

/// `GET /{object}/schema.xsd`
pub(crate) fn xml_schema(call: &Call) -> Outcome {
    let text = crate::xsd::of_object(call.object()?.as_ref());
    Ok(reply::bytes(StatusCode::OK, "application/xml; charset=utf-8", text.into_bytes()))
}
