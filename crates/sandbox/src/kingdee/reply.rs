//! Answers, which have status 200 even when they are refusals.

use serde_json::{Value, json};

use crate::http::Reply;

/// What a number of a refusal means: `MsgCode` of the vendor.
pub(super) mod msg {
    pub(in super::super) const SESSION_LOST: u64 = 1;
    pub(in super::super) const NO_RIGHT: u64 = 2;
    pub(in super::super) const EXCEPTION: u64 = 4;
    pub(in super::super) const NO_FORM: u64 = 5;
    pub(in super::super) const BAD_PARAMETER: u64 = 8;
    pub(in super::super) const NO_FIELD: u64 = 9;
    pub(in super::super) const NO_DATA: u64 = 10;
    pub(in super::super) const CHECK: u64 = 11;
    pub(in super::super) const NOT_NOW: u64 = 12;
    pub(in super::super) const NETWORK_CONTROL: u64 = 13;
    pub(in super::super) const CALL_LIMIT: u64 = 14;
}

/// The words of a code that a fault orders.
pub(super) fn words(code: u64) -> &'static str {
    match code {
        msg::SESSION_LOST => "会话信息已丢失，请重新登录",
        msg::NO_RIGHT => "您没有该操作权限",
        3 => "操作为空",
        msg::NO_FORM => "业务对象标识为空",
        6 => "数据库操作失败",
        7 => "许可错误，没有可用的许可",
        msg::BAD_PARAMETER => "参数错误",
        msg::NO_FIELD => "指定字段或值找不到",
        msg::NO_DATA => "未找到数据",
        msg::CHECK => "验证失败",
        msg::NOT_NOW => "当前状态不允许此操作",
        msg::NETWORK_CONTROL => "网控冲突，数据正在被其他用户处理",
        msg::CALL_LIMIT => "接口调用次数超过限制",
        15 => "禁止管理员登录",
        _ => "发生未知异常",
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) code: u64,
    /// The key of a field; empty for none.
    pub(super) field: String,
    pub(super) message: String,
}

impl Wrong {
    pub(super) fn new(code: u64, message: impl Into<String>) -> Self {
        Self { code, field: String::new(), message: message.into() }
    }

    pub(super) fn of_code(code: u64) -> Self {
        Self::new(code, words(code))
    }

    pub(super) fn at(self, field: &str) -> Self {
        Self { field: field.to_owned(), ..self }
    }

    fn json(&self, index: usize) -> Value {
        let field = if self.field.is_empty() { Value::Null } else { json!(self.field) };
        json!({ "FieldName": field, "Message": self.message, "DIndex": index })
    }

    /// The refusal of a whole call.
    pub(super) fn result(&self) -> Value {
        Outcome { wrong: vec![(0, self.clone())], done: Vec::new() }.result()
    }
}

/// What came of the records of a call.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Position and what is wrong there.
    pub(super) wrong: Vec<(usize, Wrong)>,
    /// Position, id and number.
    pub(super) done: Vec<(usize, String, String)>,
}

impl Outcome {
    /// `{"Result": {"ResponseStatus": …}}`.
    pub(super) fn result(&self) -> Value {
        json!({ "Result": { "ResponseStatus": self.status() } })
    }

    pub(super) fn status(&self) -> Value {
        let errors: Vec<Value> = self.wrong.iter().map(|(index, wrong)| wrong.json(*index)).collect();
        let entities = self.done.iter().map(|(index, id, number)| json!({ "Id": id_json(id), "Number": number, "DIndex": index }));
        let mut status = json!({
            "IsSuccess": self.wrong.is_empty(), "Errors": errors, "SuccessEntitys": entities.collect::<Vec<_>>(), "SuccessMessages": [],
            "MsgCode": self.wrong.first().map_or(0, |(_, wrong)| wrong.code),
        });
        if !self.wrong.is_empty() {
            status["ErrorCode"] = json!(500);
        }
        status
    }
}

/// Internal ids are numbers where they can be.
pub(super) fn id_json(id: &str) -> Value {
    id.parse::<u64>().map_or_else(|_| json!(id), |number| json!(number))
}

/// The refusal of a query stands in the place of its first row.
pub(super) fn in_array(result: Value) -> Value {
    json!([[result]])
}

pub(super) fn ok(value: &Value) -> Reply {
    Reply::json(200, value)
}

/// What the server says when it did not even understand the call.
pub(super) fn response_error(message: &str) -> Reply {
    Reply::with_type(200, "text/html; charset=utf-8", format!("response_error:{}", json!({ "Message": message })))
}

/// The answer of the firewall before the server.
pub(super) fn firewall() -> Reply {
    let told = json!([{ "actionname": "showConfirm", "params": [{ "msg": "请求参数存在可疑数据，已被拦截" }] }]);
    ok(&told)
}
