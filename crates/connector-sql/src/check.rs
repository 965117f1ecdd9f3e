//! The doctor: what works, in the order in which things depend on each other, and how to fix what does not.

use connector::{CheckLine, CheckState, ConnectorError};
use model::Label;

use crate::session::Identity;
use crate::stream::Stream;

/// Clocks further apart than this are worth a word.
const CLOCK_TOLERANCE_MS: i64 = 60_000;

/// What the doctor saw.
pub(crate) struct Seen {
    /// Opening a session, and who answers.
    pub identity: Result<Identity, ConnectorError>,
    /// Tables that may be read, and those that can be streams.
    pub tables: Option<Result<(usize, usize), ConnectorError>>,
    /// Each stream that the settings name.
    pub named: Vec<(String, Result<Stream, ConnectorError>)>,
    pub now_ms: i64,
}

/// The lines.
pub(crate) fn lines(seen: &Seen) -> Vec<CheckLine> {
    let mut lines = opening(&seen.identity);
    let Ok(identity) = &seen.identity else {
        lines.extend(["encrypted", "clock", "schema_readable", "streams"].map(CheckLine::skipped));
        return lines;
    };
    lines.push(match identity.encrypted {
        Some(false) => CheckLine::warning(
            "encrypted",
            Label::new("Nothing of what is sent is encrypted.", "传输内容未加密。"),
            ("Choose encryption, unless the network between is yours alone.", "除非网络完全自有，否则请选择加密。"),
        ),
        Some(true) => CheckLine::ok("encrypted", "The connection is encrypted.", "连接已加密。"),
        None => CheckLine::ok("encrypted", "Nothing leaves this machine.", "数据不离开本机。"),
    });
    lines.push(CheckLine::clock(identity.now_ms, seen.now_ms, CLOCK_TOLERANCE_MS));
    lines.push(match &seen.tables {
        Some(Ok((0, _))) => CheckLine {
            check: "schema_readable",
            state: CheckState::Failed,
            detail: Label::new("No table may be read.", "没有可读取的表。"),
            fix: Label::new("Give the user the right to SELECT.", "请为该用户授予 SELECT 权限。"),
        },
        Some(Ok((tables, streams))) => CheckLine::ok(
            "schema_readable",
            format!("{tables} tables and views, {streams} of them with a key."),
            format!("共 {tables} 个表和视图，其中 {streams} 个有主键。"),
        ),
        Some(Err(error)) => CheckLine::failed(
            "schema_readable",
            error,
            "Give the user the right to read the catalogue.",
            "请为该用户授予读取系统目录的权限。",
        ),
        None => CheckLine::skipped("schema_readable"),
    });
    if seen.named.is_empty() {
        lines.push(CheckLine::skipped("streams"));
    }
    lines.extend(seen.named.iter().map(|(name, stream)| named(name, stream)));
    lines
}

fn opening(identity: &Result<Identity, ConnectorError>) -> Vec<CheckLine> {
    match identity {
        Ok(identity) => vec![
            CheckLine::ok("address_allowed", "The place is allowed.", "该位置已放行。"),
            CheckLine::ok("reachable", format!("{} answers.", identity.product), format!("{} 有响应。", identity.product)),
            CheckLine::ok("authorised", "Signing in works.", "登录成功。"),
        ],
        Err(error @ ConnectorError::AddressRefused { .. }) => vec![
            CheckLine::failed(
                "address_allowed",
                error,
                "Ask an administrator to allow the host and port, or to open the folder.",
                "请管理员放行该主机与端口，或开放该文件夹。",
            ),
            CheckLine::skipped("reachable"),
            CheckLine::skipped("authorised"),
        ],
        Err(error @ (ConnectorError::Unauthorised { .. } | ConnectorError::Forbidden { .. })) => vec![
            CheckLine::ok("address_allowed", "The place is allowed.", "该位置已放行。"),
            CheckLine::ok("reachable", "The server answers.", "服务器有响应。"),
            CheckLine::failed(
                "authorised",
                error,
                "Look at user, password and what the server allows them.",
                "请检查用户、密码及服务器端权限。",
            ),
        ],
        Err(error) => vec![
            CheckLine::ok("address_allowed", "The place is allowed.", "该位置已放行。"),
            CheckLine::failed(
                "reachable",
                error,
                "Look at host, port, database or file, at the encryption and at the network.",
                "请检查主机、端口、数据库或文件、加密方式及网络。",
            ),
            CheckLine::skipped("authorised"),
        ],
    }
}

fn named(name: &str, stream: &Result<Stream, ConnectorError>) -> CheckLine {
    let stream = match stream {
        Ok(stream) => stream,
        Err(error) => return CheckLine::failed("streams", error, "Correct the line in the settings.", "请修正设置中的对应行。"),
    };
    let warning = |en: String, zh: String, fix| CheckLine::warning("streams", Label { en, zh }, fix);
    let key = stream.key_column();
    if !key.is_unique && !key.is_primary && !stream.from.starts_with('(') {
        return warning(
            format!("{name}: nothing keeps two rows from having the same {}.", key.name),
            format!("{name}：{} 列没有唯一约束。", key.name),
            ("Name another key, or have a unique index made.", "请指定其他主键，或创建唯一索引。"),
        );
    }
    if stream.updated.is_none() {
        return warning(
            format!("{name}: no column with the time of change; only full reads are possible."),
            format!("{name}：没有变更时间列，只能全量读取。"),
            ("Name one with updated=.", "请用 updated= 指定。"),
        );
    }
    CheckLine::ok("streams", format!("{name} is complete."), format!("{name} 配置完整。"))
}
