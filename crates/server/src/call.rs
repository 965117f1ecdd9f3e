//! One request on its way to its handler: already routed, authorised and with checked parameters.

use std::borrow::Cow;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use access::Principal;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use model::{Caller, Lang, Object, RecordId};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::app::App;
use crate::negotiate::{content_type, is_json};
use crate::operations::Operation;
use crate::problem::{Code, Problem};
use crate::query::Query;
use crate::route::Params;

/// See the module.
pub(crate) struct Call {
    pub(crate) app: Arc<App>,
    pub(crate) operation: &'static Operation,
    pub(crate) params: Params,
    pub(crate) query: Query,
    pub(crate) raw_query: String,
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    /// A body may be sent between threads but not shared; the lock is never waited for.
    pub(crate) body: Mutex<Body>,
    pub(crate) principal: Option<Arc<Principal>>,
    /// Address of the client.
    pub(crate) client: Option<IpAddr>,
    pub(crate) lang: Lang,
    /// Id of the request, as its answer tells it.
    pub(crate) trace_id: String,
}

impl Call {
    /// Who asks. Only operations with a right other than public may use it.
    pub(crate) fn caller(&self) -> Result<&Caller, Box<Problem>> {
        self.principal.as_ref().map(|principal| &principal.caller).ok_or_else(|| Problem::new(Code::Unauthorized))
    }

    /// The key or session of who asks.
    pub(crate) fn principal(&self) -> Result<Arc<Principal>, Box<Problem>> {
        self.principal.clone().ok_or_else(|| Problem::new(Code::Unauthorized))
    }

    /// A path parameter; empty when the path has none of that name.
    pub(crate) fn param(&self, name: &str) -> &str {
        self.params.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value.as_str())
    }

    /// The object of the path.
    pub(crate) fn object(&self) -> Result<Arc<Object>, Box<Problem>> {
        self.app.object(self.param("object"))
    }

    /// The id of the path, as a record of `object`. What cannot be one does not exist.
    pub(crate) fn record_id(&self, object: &Object) -> Result<RecordId, Box<Problem>> {
        RecordId::parse(self.param("id")).filter(|id| id.object() == object.id).ok_or_else(|| Problem::new(Code::NotFound))
    }

    /// The id of the path, as any positive number.
    pub(crate) fn number_id(&self) -> Result<i64, Box<Problem>> {
        RecordId::parse(self.param("id")).map(|id| id.0).ok_or_else(|| Problem::new(Code::NotFound))
    }

    /// The body, once.
    pub(crate) fn take_body(&mut self) -> Body {
        std::mem::replace(self.body.get_mut().unwrap_or_else(PoisonError::into_inner), Body::empty())
    }

    /// Whole body, at most as large as the settings allow.
    pub(crate) async fn bytes(&mut self) -> Result<Bytes, Box<Problem>> {
        let max = self.app.settings.body_bytes_max;
        let declared = self.headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
        if declared.is_some_and(|length| length > max) {
            return Err(too_large(max));
        }
        if encoding(&self.headers) != "identity" {
            return Err(Problem::with(
                Code::UnsupportedMediaType,
                "compressed bodies are taken by imports only",
                "仅导入接口接受压缩的请求体",
            ));
        }
        axum::body::to_bytes(self.take_body(), max).await.map_err(|error| {
            if std::error::Error::source(&error).is_some_and(|cause| cause.to_string().contains("length limit")) {
                too_large(max)
            } else {
                ended_early(&error)
            }
        })
    }

    /// The body as JSON of any shape.
    pub(crate) async fn json_value(&mut self) -> Result<Value, Box<Problem>> {
        self.require_json()?;
        let bytes = self.bytes().await?;
        read_value(&bytes)
    }

    /// The body as JSON of a known shape; unknown members are refused by the type.
    pub(crate) async fn json<T: DeserializeOwned>(&mut self) -> Result<T, Box<Problem>> {
        read_shape(self.json_value().await?)
    }

    /// As [`Call::json`]; an absent body is the default.
    pub(crate) async fn optional_json<T: DeserializeOwned + Default>(&mut self) -> Result<T, Box<Problem>> {
        let bytes = self.bytes().await?;
        if bytes.is_empty() {
            return Ok(T::default());
        }
        self.require_json()?;
        read_shape(read_value(&bytes)?)
    }

    fn require_json(&self) -> Result<(), Box<Problem>> {
        let content_type = content_type(&self.headers);
        if is_json(&content_type) { Ok(()) } else { Err(unsupported(&content_type, "application/json")) }
    }
}

/// `Content-Encoding`, lower case; `identity` when absent.
pub(crate) fn encoding(headers: &HeaderMap) -> String {
    let mut values = headers.get_all(header::CONTENT_ENCODING).iter();
    match (values.next(), values.next()) {
        (None, _) => "identity".to_owned(),
        (Some(value), None) => value.to_str().unwrap_or_default().trim().to_ascii_lowercase(),
        (Some(_), Some(_)) => "several".to_owned(),
    }
}

/// The body ended before its end: too slow, or cut off.
pub(crate) fn ended_early(error: &(dyn std::error::Error + 'static)) -> Box<Problem> {
    if crate::slow::is_too_slow(error) {
        Problem::new(Code::RequestTimeout).header(header::CONNECTION, "close")
    } else {
        Problem::with(Code::BadRequest, "the body ended early", "请求体不完整")
    }
}

/// 415 with what would be taken.
pub(crate) fn unsupported(content_type: &str, taken: &str) -> Box<Problem> {
    let shown: String = content_type.chars().take(80).collect();
    let problem = Problem::with(
        Code::UnsupportedMediaType,
        format!("content type {shown:?} is not taken here; send {taken}"),
        format!("不支持的内容类型 {shown:?}；请使用 {taken}"),
    );
    problem.header(header::ACCEPT, taken)
}

fn too_large(max: usize) -> Box<Problem> {
    Problem::with(Code::BodyTooLarge, format!("at most {max} bytes are taken here"), format!("请求体不能超过 {max} 字节"))
}

/// JSON text of any shape, without NUL characters.
pub(crate) fn read_value(bytes: &[u8]) -> Result<Value, Box<Problem>> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| bad_json(&error))?;
    // Few bodies mention NUL at all, so the walk is rare.
    if bytes.windows(6).any(|window| window == br"\u0000") && has_nul(&value) {
        return Err(Problem::with(Code::BadRequest, "texts must not hold NUL characters", "文本不能包含 NUL 字符").fault(
            "#",
            "nul",
            "texts must not hold NUL characters",
            "文本不能包含 NUL 字符",
        ));
    }
    Ok(value)
}

fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(has_nul),
        Value::Object(members) => members.iter().any(|(name, value)| name.contains('\0') || has_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn read_shape<T: DeserializeOwned>(value: Value) -> Result<T, Box<Problem>> {
    // A list would pass for an object with its members in order.
    if !value.is_object() {
        return Err(crate::handlers::record::not_an_object());
    }
    serde_json::from_value(value).map_err(|error| bad_shape(&error))
}

/// A whole number, also one written `5.0`, which JSON counts as the same number.
pub(crate) fn whole_number<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    let value = Option::<serde_json::Number>::deserialize(deserializer)?;
    let Some(number) = value else { return Ok(None) };
    let text = number.to_string();
    let digits = text.split_once('.').filter(|(_, part)| part.bytes().all(|byte| byte == b'0')).map_or(text.as_str(), |(whole, _)| whole);
    digits.parse().map(Some).map_err(|_| serde::de::Error::custom("a whole number is expected"))
}

/// serde_json's messages quote member names and types, and short values of the caller's own body; they are sent back, not logged.
fn bad_json(error: &serde_json::Error) -> Box<Problem> {
    let place = format!("line {}, column {}", error.line(), error.column());
    Problem::with(Code::BadRequest, format!("the body is not valid JSON ({place})"), format!("请求体不是有效的 JSON（{place}）")).fault(
        "#",
        "json_invalid",
        "not valid JSON",
        "不是有效的 JSON",
    )
}

fn bad_shape(error: &serde_json::Error) -> Box<Problem> {
    let text: Cow<'static, str> = error.to_string().chars().take(300).collect::<String>().into();
    Problem::with(Code::ValidationFailed, "the body does not have the expected shape", "请求体结构不符合要求").fault(
        "#",
        "shape",
        text.clone(),
        text,
    )
}
