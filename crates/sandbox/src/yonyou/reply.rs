//! Answers in the vendor's envelope: `{"code", "message", "data"}`, with `code` as text here and as a number there.

use serde_json::{Value, json};

use crate::fragment::quoted;
use crate::http::Reply;

/// Why a call is refused.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refused {
    pub(super) status: u16,
    pub(super) code: String,
    pub(super) message: String,
    pub(super) data: Option<Box<Value>>,
    /// `code` is a number and `data` is there as null, as the idempotent interfaces have it.
    pub(super) is_number: bool,
}

impl Refused {
    /// A code of the gateway: status 200 but for two.
    pub(super) fn gateway(code: &str) -> Self {
        let (status, message) = match code {
            "310001" => (200, "access_token不能为空。"),
            "310002" => (200, "请求体不是合法的JSON"),
            "310008" => (200, "缺少必要的参数"),
            "310005" => (200, "应用不存在"),
            "310006" => (200, "应用已停用"),
            "310015" => (200, "参数格式错误"),
            "310023" => (200, "参数类型错误"),
            "310025" => (200, "文件过大"),
            "310031" => (200, "当前IP不允许访问"),
            "310032" => (200, "系统限流"),
            "310036" => (200, "非法token"),
            "310037" => (200, "应用没有此API的授权"),
            "310039" => (200, "应用限流"),
            "310042" => (200, "产品限流"),
            "310043" => (200, "服务熔断"),
            "310046" => (200, "API限流"),
            "310405" => (200, "请求方式错误"),
            "310504" => (200, "调用后端服务超时"),
            "202" => (200, "请求正在处理中"),
            _ => (200, "未知异常"),
        };
        Self { status, code: code.to_owned(), message: message.to_owned(), data: None, is_number: false }
    }

    pub(super) fn unregistered(path: &str) -> Self {
        let message = format!("网关上没有注册此API[{path}]，请确认后重新调用");
        Self { status: 404, code: "310404".to_owned(), message, data: None, is_number: false }
    }

    /// A business failure: the text says it all.
    pub(super) fn business(message: impl Into<String>) -> Self {
        Self { status: 200, code: "999".to_owned(), message: message.into(), data: None, is_number: false }
    }

    /// The same with the code 0 and no data, as creating a customer answers.
    pub(super) fn with_code_zero(self) -> Self {
        if self.code == "999" { Self { code: "0".to_owned(), is_number: true, ..self } } else { self }
    }

    pub(super) fn missing(name: &str) -> Self {
        Self::business(format!("{name}不能为空!"))
    }

    pub(super) fn reply(&self) -> Reply {
        let code = if self.is_number { json!(self.code.parse::<i64>().unwrap_or(0)) } else { json!(self.code) };
        let mut body = json!({ "code": code, "message": self.message });
        if let Some(data) = &self.data {
            body["data"] = Value::clone(data);
        } else if self.is_number {
            body["data"] = Value::Null;
        }
        Reply::json(self.status, &body)
    }
}

/// How the code of success is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Code {
    Text,
    Number,
}

/// Success, with `data` as JSON text.
pub(super) fn done(code: Code, data: &str) -> Reply {
    let code = if code == Code::Text { "\"200\"" } else { "200" };
    Reply::json_text(200, format!("{{\"code\":{code},\"message\":{},\"data\":{data}}}", quoted("操作成功")))
}

/// Success of the services around the gateway.
pub(super) fn served(data: &Value) -> Reply {
    Reply::json(200, &json!({ "code": "00000", "message": "成功！", "data": data }))
}
