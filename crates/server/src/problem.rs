//! Errors as the outside sees them: RFC 9457 problems in English and Simplified Chinese.
//!
//! A code is stable and has a paragraph in `docs/errors/problems.md`, which this module also serves as the page behind `type`.
//! Texts never carry stack traces, SQL, paths of the machine or values of customers other than those the caller sent.

use std::borrow::Cow;
use std::fmt::Write as _;

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use model::Lang;
use serde_json::{Map, Value, json};

use crate::reply;

/// The paragraphs behind `type`.
pub(crate) const PAGES: &str = include_str!("../../../docs/errors/problems.md");

/// What kind of problem. The name is the `code` of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Cannot be read: JSON, parameter, path.
    BadRequest,
    /// Filter or sort cannot be read.
    FilterInvalid,
    /// Cursor of another list.
    CursorInvalid,
    /// No, unknown, expired or revoked key or session.
    Unauthorized,
    /// A scope is missing, or the request comes from a page of somebody else.
    Forbidden,
    /// No such thing.
    NotFound,
    /// The path exists, the method does not.
    MethodNotAllowed,
    /// `Accept` asks for what is not offered.
    NotAcceptable,
    /// The body came too slowly.
    RequestTimeout,
    /// Contradicts what is stored.
    Conflict,
    /// A draft that goes live needs a green rehearsal, or a reason why not.
    NotRehearsed,
    /// Several records fit.
    MatchedMultiple,
    /// The first request with this idempotency key is still running.
    IdempotencyRunning,
    /// No longer kept.
    Gone,
    /// `If-Match` or `expected` names an older state.
    VersionMismatch,
    /// The object demands `If-Match`, and there is none.
    VersionRequired,
    /// Too large.
    BodyTooLarge,
    /// The address or the headers are too large.
    HeadTooLarge,
    /// `Content-Type` is not taken here.
    UnsupportedMediaType,
    /// Values break rules.
    ValidationFailed,
    /// The idempotency key belongs to another request.
    IdempotencyMismatch,
    /// Too many requests.
    RateLimited,
    /// Our fault.
    Internal,
    /// Writing is switched off.
    ReadOnly,
    /// Too much to do.
    Busy,
    /// The connection waits for a person.
    ConnectionPaused,
    /// Our guards do not let calls go there.
    AddressRefused,
    /// Another system refuses, and a person must settle it.
    UpstreamRefused,
    /// Another system does not work at the moment.
    UpstreamUnavailable,
    /// There is no key for secrets, or another one.
    SecretsUnavailable,
}

impl Code {
    /// All codes.
    pub const ALL: [Self; 30] = [
        Self::BadRequest,
        Self::FilterInvalid,
        Self::CursorInvalid,
        Self::Unauthorized,
        Self::Forbidden,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::NotAcceptable,
        Self::RequestTimeout,
        Self::Conflict,
        Self::NotRehearsed,
        Self::MatchedMultiple,
        Self::IdempotencyRunning,
        Self::Gone,
        Self::VersionMismatch,
        Self::VersionRequired,
        Self::BodyTooLarge,
        Self::HeadTooLarge,
        Self::UnsupportedMediaType,
        Self::ValidationFailed,
        Self::IdempotencyMismatch,
        Self::RateLimited,
        Self::Internal,
        Self::ReadOnly,
        Self::Busy,
        Self::ConnectionPaused,
        Self::AddressRefused,
        Self::UpstreamRefused,
        Self::UpstreamUnavailable,
        Self::SecretsUnavailable,
    ];

    /// Name, HTTP status, title in English and Chinese.
    fn parts(self) -> (&'static str, u16, &'static str, &'static str) {
        match self {
            Self::BadRequest => ("bad_request", 400, "The request cannot be read", "无法读取请求"),
            Self::FilterInvalid => ("filter_invalid", 400, "The filter or sort cannot be read", "筛选或排序无效"),
            Self::CursorInvalid => ("cursor_invalid", 400, "The cursor does not belong to this list", "游标无效"),
            Self::Unauthorized => ("unauthorized", 401, "Not signed in, or no valid API key", "未登录，或缺少有效的 API 密钥"),
            Self::Forbidden => ("forbidden", 403, "Not allowed", "没有权限"),
            Self::NotFound => ("not_found", 404, "Not found", "未找到"),
            Self::MethodNotAllowed => ("method_not_allowed", 405, "Method not allowed", "不支持该方法"),
            Self::NotAcceptable => ("not_acceptable", 406, "The format asked for is not offered", "不提供所请求的格式"),
            Self::RequestTimeout => ("request_timeout", 408, "The body came too slowly", "请求体传输过慢"),
            Self::Conflict => ("conflict", 409, "Contradicts stored data", "与现有数据冲突"),
            Self::NotRehearsed => ("not_rehearsed", 409, "Not rehearsed yet", "尚未预演"),
            Self::MatchedMultiple => ("matched_multiple", 409, "Several records match", "匹配到多条记录"),
            Self::IdempotencyRunning => ("idempotency_running", 409, "The first request is still running", "首个请求仍在处理"),
            Self::Gone => ("gone", 410, "No longer kept", "已不再保留"),
            Self::VersionMismatch => ("version_mismatch", 412, "The record changed meanwhile", "记录已被修改"),
            Self::VersionRequired => ("version_required", 428, "Say which version you have read", "请求必须指明所读取的版本"),
            Self::BodyTooLarge => ("body_too_large", 413, "The body is too large", "请求体过大"),
            Self::HeadTooLarge => ("head_too_large", 431, "The address or the headers are too large", "地址或请求头过大"),
            Self::UnsupportedMediaType => ("unsupported_media_type", 415, "Unsupported media type", "不支持的媒体类型"),
            Self::ValidationFailed => ("validation_failed", 422, "Values break the rules of their fields", "字段值不符合规则"),
            Self::IdempotencyMismatch => {
                ("idempotency_mismatch", 422, "The idempotency key belongs to another request", "幂等键已用于其他请求")
            }
            Self::RateLimited => ("rate_limited", 429, "Too many requests", "请求过多"),
            Self::Internal => ("internal", 500, "Internal error", "内部错误"),
            Self::ReadOnly => ("read_only", 503, "Writing is switched off", "暂停写入"),
            Self::Busy => ("busy", 503, "The server is busy", "服务器繁忙"),
            Self::ConnectionPaused => ("connection_paused", 409, "The connection is paused", "连接已暂停"),
            Self::AddressRefused => ("address_refused", 422, "The address may not be called", "不允许访问该地址"),
            Self::UpstreamRefused => ("upstream_refused", 502, "The other system refuses", "对方系统拒绝了请求"),
            Self::UpstreamUnavailable => ("upstream_unavailable", 502, "The other system does not work now", "对方系统暂时不可用"),
            Self::SecretsUnavailable => ("secrets_unavailable", 503, "Secrets cannot be kept or read", "无法保存或读取密钥"),
        }
    }

    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.parts().0
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(self) -> u16 {
        self.parts().1
    }

    /// The title in `lang`.
    #[must_use]
    pub fn title(self, lang: Lang) -> &'static str {
        let (_, _, en, zh) = self.parts();
        match lang {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }

    /// The same request may succeed later.
    #[must_use]
    pub fn is_retryable(self) -> bool {
        matches!(
            self,
            Self::RequestTimeout | Self::IdempotencyRunning | Self::RateLimited | Self::ReadOnly | Self::Busy | Self::UpstreamUnavailable
        )
    }
}

/// One fault inside a request.
#[derive(Clone, Debug)]
pub struct Fault {
    /// JSON pointer into the body (`#/email/0`), `query:NAME`, `path:NAME` or `header:NAME`.
    pub pointer: String,
    /// Stable name.
    pub code: Cow<'static, str>,
    /// English and Chinese text.
    pub detail: (Cow<'static, str>, Cow<'static, str>),
    /// Place in a filter text.
    pub offset: Option<usize>,
    /// Names that may have been meant.
    pub nearest: Vec<String>,
}

/// An error answer in the making.
#[derive(Clone, Debug)]
pub struct Problem {
    code: Code,
    detail: Option<(Cow<'static, str>, Cow<'static, str>)>,
    faults: Vec<Fault>,
    extensions: Map<String, Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// What handlers return.
pub type Outcome = Result<Response, Box<Problem>>;

impl Problem {
    /// A problem that its code explains.
    #[must_use]
    pub fn new(code: Code) -> Box<Self> {
        Box::new(Self { code, detail: None, faults: Vec::new(), extensions: Map::new(), headers: Vec::new() })
    }

    /// A problem with texts of its own.
    pub fn with(code: Code, en: impl Into<Cow<'static, str>>, zh: impl Into<Cow<'static, str>>) -> Box<Self> {
        let mut problem = Self::new(code);
        problem.detail = Some((en.into(), zh.into()));
        problem
    }

    /// A query parameter that cannot be taken.
    pub fn parameter(name: &str, en: impl Into<Cow<'static, str>>, zh: impl Into<Cow<'static, str>>) -> Box<Self> {
        let (en, zh) = (en.into(), zh.into());
        Self::with(Code::BadRequest, format!("parameter {name}: {en}"), format!("参数 {name}：{zh}")).fault(
            format!("query:{name}"),
            "parameter_invalid",
            en,
            zh,
        )
    }

    /// Adds one fault.
    #[must_use]
    pub fn fault(
        mut self: Box<Self>,
        pointer: impl Into<String>,
        code: impl Into<Cow<'static, str>>,
        en: impl Into<Cow<'static, str>>,
        zh: impl Into<Cow<'static, str>>,
    ) -> Box<Self> {
        self.faults.push(Fault {
            pointer: pointer.into(),
            code: code.into(),
            detail: (en.into(), zh.into()),
            offset: None,
            nearest: Vec::new(),
        });
        self
    }

    /// Adds prepared faults.
    #[must_use]
    pub fn faults(mut self: Box<Self>, faults: impl IntoIterator<Item = Fault>) -> Box<Self> {
        self.faults.extend(faults);
        self
    }

    /// Lets pointers that begin at a record begin at the place `base` where the body holds it.
    #[must_use]
    pub fn under(mut self: Box<Self>, base: &str) -> Box<Self> {
        for fault in &mut self.faults {
            if let Some(rest) = fault.pointer.strip_prefix('#') {
                fault.pointer = format!("{base}{rest}");
            }
        }
        self
    }

    /// Adds a member to the answer.
    #[must_use]
    pub fn extend(mut self: Box<Self>, name: &str, value: Value) -> Box<Self> {
        self.extensions.insert(name.to_owned(), value);
        self
    }

    /// Adds a header to the answer.
    #[must_use]
    pub fn header(mut self: Box<Self>, name: HeaderName, value: &str) -> Box<Self> {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// What kind.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// Its faults.
    #[must_use]
    pub fn fault_list(&self) -> &[Fault] {
        &self.faults
    }

    /// The outcome of a write that ended so: `invalid`, `conflict`, `matched_multiple`, `failed`.
    #[must_use]
    pub fn outcome(&self) -> &'static str {
        match self.code {
            Code::MatchedMultiple => "matched_multiple",
            Code::Conflict | Code::VersionMismatch | Code::VersionRequired => "conflict",
            Code::ValidationFailed | Code::BadRequest => "invalid",
            _ => "failed",
        }
    }

    /// The body in `lang`.
    #[must_use]
    pub fn to_json(&self, lang: Lang, instance: &str, trace_id: &str) -> Value {
        let pick = |texts: &(Cow<'static, str>, Cow<'static, str>)| match lang {
            Lang::En => texts.0.clone(),
            Lang::Zh => texts.1.clone(),
        };
        let mut body = Map::new();
        body.insert("type".to_owned(), json!(format!("/errors/{}", self.code.name())));
        body.insert("title".to_owned(), json!(self.code.title(lang)));
        body.insert("status".to_owned(), json!(self.code.status()));
        body.insert("detail".to_owned(), json!(self.detail.as_ref().map_or(Cow::Borrowed(self.code.title(lang)), pick)));
        body.insert("instance".to_owned(), json!(instance));
        body.insert("code".to_owned(), json!(self.code.name()));
        body.insert("trace_id".to_owned(), json!(trace_id));
        body.insert("retryable".to_owned(), json!(self.code.is_retryable()));
        if !self.faults.is_empty() {
            let faults: Vec<Value> = self
                .faults
                .iter()
                .map(|fault| {
                    let mut entry = json!({"pointer": fault.pointer, "code": fault.code, "detail": pick(&fault.detail)});
                    if let (Some(offset), Value::Object(members)) = (fault.offset, &mut entry) {
                        members.insert("offset".to_owned(), json!(offset));
                    }
                    if let (false, Value::Object(members)) = (fault.nearest.is_empty(), &mut entry) {
                        members.insert("nearest".to_owned(), json!(fault.nearest));
                    }
                    entry
                })
                .collect();
            body.insert("errors".to_owned(), Value::Array(faults));
        }
        body.extend(self.extensions.clone());
        Value::Object(body)
    }

    /// The answer.
    #[must_use]
    pub fn into_response(self, lang: Lang, instance: &str, trace_id: &str) -> Response {
        let body = self.to_json(lang, instance, trace_id).to_string();
        let mut response = reply::bytes(
            StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            "application/problem+json",
            body.into_bytes(),
        );
        let headers: &mut HeaderMap = response.headers_mut();
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(if lang == Lang::Zh { "zh-CN" } else { "en" }));
        for (name, value) in self.headers {
            headers.insert(name, value);
        }
        response
    }
}

/// The language `Accept-Language` prefers of the two we speak.
#[must_use]
pub fn language(headers: &HeaderMap) -> Lang {
    let Some(wanted) = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()) else { return Lang::En };
    let mut best = (0.0_f32, Lang::En);
    for part in wanted.split(',') {
        let mut pieces = part.split(';');
        let name = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
        let weight = pieces.find_map(|piece| piece.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
        let lang = match name.split('-').next() {
            Some("zh") => Lang::Zh,
            Some("en" | "*") => Lang::En,
            _ => continue,
        };
        if weight > best.0 {
            best = (weight, lang);
        }
    }
    best.1
}

/// The page behind `type`: one paragraph of `docs/errors/problems.md`, or all of them for an empty `code`.
#[must_use]
pub fn page(code: &str) -> Option<String> {
    let mut body = String::new();
    let mut inside = code.is_empty();
    let mut found = code.is_empty();
    for line in PAGES.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            inside = code.is_empty() || name.trim() == code;
            found |= inside;
        } else if line.starts_with("# ") {
            continue;
        }
        if !inside || line.trim().is_empty() {
            continue;
        }
        let escaped = reply::escape_html(line.trim_start_matches("## "));
        let tag = if line.starts_with("## ") { "h2" } else { "p" };
        let _ = write!(body, "<{tag}>{escaped}</{tag}>");
    }
    found.then(|| reply::page(if code.is_empty() { "Errors · 错误说明" } else { code }, &body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_page_in_both_languages() {
        for code in Code::ALL {
            let page = page(code.name()).unwrap_or_else(|| panic!("docs/errors/problems.md lacks {}", code.name()));
            assert!(page.contains(&format!("HTTP {}", code.status())), "{}", code.name());
            assert!(page.chars().any(|character| ('\u{4e00}'..'\u{9fff}').contains(&character)), "{}", code.name());
        }
        assert!(page("no_such_code").is_none());
    }

    #[test]
    fn the_reader_gets_their_language() {
        for (wanted, lang) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", Lang::Zh),
            ("en-GB", Lang::En),
            ("fr, zh;q=0.5", Lang::Zh),
            ("zh;q=0.1, en;q=0.2", Lang::En),
            ("", Lang::En),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(wanted));
            assert_eq!(language(&headers), lang, "{wanted}");
        }
    }
}
