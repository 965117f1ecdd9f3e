//! What went wrong with connections, other systems and syncs, as problems.

use connector::{ConnectorError, NextStep};
use serde_json::json;
use sync::connections::ConnectionError;
use sync::discovery::SuggestError;
use sync::ready::FitError;
use sync::tasks::TaskError;

use crate::problem::{Code, Fault, Problem};

impl From<ConnectionError> for Box<Problem> {
    fn from(error: ConnectionError) -> Self {
        let text = error.to_string();
        match error {
            ConnectionError::NotFound(_) => Problem::new(Code::NotFound),
            ConnectionError::UnknownConnector { nearest, .. } => {
                named(Fault { nearest, ..fault("#/connector", "connector_unknown", text, "没有该连接器") })
            }
            ConnectionError::Name => named(fault("#/name", "invalid", text, "名称长度为 1 到 100 个字符")),
            ConnectionError::NameTaken(name) => Problem::with(Code::Conflict, text, format!("已有名为 {name:?} 的连接")),
            ConnectionError::Setting { setting, reason, nearest } => {
                let chinese = format!("设置 {setting} 无效：{reason}");
                named(Fault { nearest, ..fault(&format!("#/settings/{setting}"), "setting_invalid", reason, chinese) })
            }
            ConnectionError::VersionMismatch { found } => version_mismatch(found),
            ConnectionError::Paused { name, reason } => {
                Problem::with(Code::ConnectionPaused, text, format!("连接 {name:?} 已暂停：{reason}"))
            }
            ConnectionError::InUse { name, syncs } => {
                Problem::with(Code::Conflict, text, format!("连接 {name:?} 正被以下同步使用：{syncs}；请先暂停或归档它们"))
            }
            ConnectionError::Tells { name, channels } => {
                Problem::with(Code::Conflict, text, format!("以下告警渠道通过连接 {name:?} 发送：{channels}；请先修改或删除它们"))
            }
            ConnectionError::Vault(cause) => {
                Problem::with(Code::SecretsUnavailable, format!("{text}: {cause}"), format!("无法保存或读取密钥：{cause}"))
            }
            ConnectionError::Connector(error) => error.into(),
            ConnectionError::Store(error) => error.into(),
        }
    }
}

/// An error of a connector of ours in a request, as a problem. Its texts hold neither secrets nor values of records.
impl From<ConnectorError> for Box<Problem> {
    fn from(error: ConnectorError) -> Self {
        let text = error.to_string();
        match &error {
            ConnectorError::Setting { setting, reason } => {
                named(fault(&format!("#/settings/{setting}"), "setting_invalid", reason.clone(), format!("设置无效：{reason}")))
            }
            ConnectorError::AddressRefused { address, .. } => {
                let chinese = format!("不允许访问地址 {address}；管理员可将其加入允许列表");
                Problem::with(Code::AddressRefused, text, chinese)
            }
            ConnectorError::NotFound { system, what } => Problem::with(Code::NotFound, text, format!("{system} 中没有 {what}")),
            ConnectorError::Unsupported { system, what } => Problem::with(Code::Conflict, text, format!("{system} 不支持此操作（{what}）")),
            ConnectorError::Io { .. }
            | ConnectorError::Format { .. }
            | ConnectorError::BadAnswer { .. }
            | ConnectorError::Limit { .. }
            | ConnectorError::Changed { .. }
            | ConnectorError::RateLimited { .. }
            | ConnectorError::QuotaExhausted { .. }
            | ConnectorError::Unauthorised { .. }
            | ConnectorError::Forbidden { .. }
            | ConnectorError::OtherOrganisation { .. }
            | ConnectorError::RecordRefused { .. }
            | ConnectorError::Unavailable { .. }
            | ConnectorError::UnknownOutcome { .. }
            | ConnectorError::CursorExpired { .. }
            | ConnectorError::Cancelled => {
                let (code, chinese) = match error.next_step() {
                    NextStep::Wait(_) | NextStep::Retry | NextStep::Restart | NextStep::LookFirst => {
                        (Code::UpstreamUnavailable, "对方系统暂时不可用")
                    }
                    NextStep::PauseConnection | NextStep::DeadLetter | NextStep::Fail => (Code::UpstreamRefused, "对方系统拒绝了请求"),
                };
                Problem::with(code, text.clone(), format!("{chinese}：{text}"))
            }
        }
    }
}

impl From<TaskError> for Box<Problem> {
    fn from(error: TaskError) -> Self {
        let text = error.to_string();
        match error {
            TaskError::NotFound(_) => Problem::new(Code::NotFound),
            TaskError::NameTaken(name) => Problem::with(Code::Conflict, text, format!("已有名为 {name:?} 的同步")),
            TaskError::VersionMismatch { found } => version_mismatch(found),
            TaskError::Definition(error) => {
                let chinese = format!("同步定义有误：{}", error.reason);
                named(fault(&format!("#{}", error.pointer), "definition_invalid", error.reason, chinese))
            }
            TaskError::State { from, to } => Problem::with(Code::Conflict, text, format!("状态为 {from} 的同步不能变为 {to}")),
            TaskError::TooMany(max) => Problem::with(Code::Conflict, text, format!("最多 {max} 个同步（含已归档的）")),
            TaskError::Connection(error) => error.into(),
            TaskError::Store(error) => error.into(),
        }
    }
}

impl From<SuggestError> for Box<Problem> {
    fn from(error: SuggestError) -> Self {
        let text = error.to_string();
        match error {
            SuggestError::Connector(error) => error.into(),
            SuggestError::NoObject => named(fault("#/object", "required", text, "无法判断对应的对象，请指定 object")),
        }
    }
}

impl From<FitError> for Box<Problem> {
    fn from(error: FitError) -> Self {
        let text = error.to_string();
        match error {
            FitError::Stream { wanted, known } => {
                named(fault("#/stream", "required", text, format!("对方系统中没有名为 {wanted} 的数据流；请指定 stream，例如 {known}")))
            }
            FitError::Column { stream, field, wanted } => {
                named(fault("#/stream", "unsuitable", text, format!("数据流 {stream:?} 中没有用于 {field} 的列；已查找：{wanted}")))
            }
            FitError::Connector(error) => error.into(),
            FitError::Definition(error) => TaskError::Definition(error).into(),
        }
    }
}

fn named(fault: Fault) -> Box<Problem> {
    Problem::new(Code::ValidationFailed).faults([fault])
}

fn fault(pointer: &str, code: &'static str, en: String, zh: impl Into<String>) -> Fault {
    Fault { pointer: pointer.to_owned(), code: code.into(), detail: (en.into(), zh.into().into()), offset: None, nearest: Vec::new() }
}

pub(crate) fn version_mismatch(found: i64) -> Box<Problem> {
    let problem = Problem::with(
        Code::VersionMismatch,
        format!("it was changed meanwhile and has version {found} now; read it again"),
        format!("已被修改，当前版本为 {found}；请重新读取"),
    );
    problem.extend("current", json!({"version": found}))
}
