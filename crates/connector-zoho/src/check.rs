//! The doctor: what works, in the order in which things depend on each other, and how to fix what does not.

use connector::http::Response;
use connector::{CheckLine, CheckState, ConnectorError};
use model::Label;

/// Clocks further apart than this are worth a word.
const CLOCK_TOLERANCE_MS: i64 = 120_000;

/// What became of looking at everything; `None` for what was not looked at.
pub(crate) struct Seen {
    pub signed_in: Result<(), ConnectorError>,
    pub modules: Option<Result<(Response, usize), ConnectorError>>,
    pub fields: Option<Result<(), ConnectorError>>,
    pub query: Option<Result<(), ConnectorError>>,
    pub channel: Channel,
    pub now_ms: i64,
}

/// How notifications stand.
pub(crate) enum Channel {
    /// Neither address nor token is set.
    NotSet,
    /// The token is set and the address is not.
    NoAddress,
    /// Asked for, with the answer: when it ends (ms).
    Asked(Result<Option<i64>, ConnectorError>),
    NotLooked,
}

pub(crate) fn lines(seen: &Seen) -> Vec<CheckLine> {
    vec![reachable(&seen.signed_in), authorised(&seen.signed_in), scopes(seen), clock(seen), schema(seen), queries(seen), pushes(seen)]
}

fn is_network(error: &ConnectorError) -> bool {
    matches!(error, ConnectorError::Unavailable { .. } | ConnectorError::AddressRefused { .. } | ConnectorError::Io { .. })
}

fn reachable(signed_in: &Result<(), ConnectorError>) -> CheckLine {
    match signed_in {
        Err(error) if is_network(error) => CheckLine::failed(
            "reachable",
            error,
            "Look at the data centre in the settings and at the network.",
            "请检查设置中的数据中心和网络。",
        ),
        Ok(()) | Err(_) => CheckLine::ok("reachable", "Zoho answers.", "Zoho 有响应。"),
    }
}

fn authorised(signed_in: &Result<(), ConnectorError>) -> CheckLine {
    match signed_in {
        Ok(()) => CheckLine::ok("authorised", "Signing in works.", "登录成功。"),
        Err(error) if is_network(error) => CheckLine::skipped("authorised"),
        Err(error @ ConnectorError::RateLimited { .. }) => CheckLine::failed(
            "authorised",
            error,
            "Wait ten minutes: a refresh token gives ten tokens in that time.",
            "请等待十分钟：刷新令牌在十分钟内最多换取十个令牌。",
        ),
        Err(error) => CheckLine::failed(
            "authorised",
            error,
            "Check client ID, secret and data centre. A code is good for minutes and once: make a new one and run the check at once.",
            "请检查客户端 ID、密钥和数据中心。授权码仅在数分钟内有效且只能使用一次：请重新生成并立即运行检查。",
        ),
    }
}

fn scopes(seen: &Seen) -> CheckLine {
    match &seen.modules {
        None => CheckLine::skipped("scopes"),
        Some(Ok(_)) => CheckLine::ok("scopes", "The modules may be listed.", "可列出模块。"),
        Some(Err(error)) => CheckLine::failed(
            "scopes",
            error,
            "Make a new code or token with all scopes that the settings name.",
            "请使用设置中列出的全部范围重新生成授权码或令牌。",
        ),
    }
}

fn clock(seen: &Seen) -> CheckLine {
    match &seen.modules {
        Some(Ok((response, _))) => CheckLine::clock(response.date_ms(), seen.now_ms, CLOCK_TOLERANCE_MS),
        Some(Err(_)) | None => CheckLine::skipped("clock"),
    }
}

fn schema(seen: &Seen) -> CheckLine {
    match (&seen.modules, &seen.fields) {
        (Some(Ok((_, count))), Some(Ok(()))) => CheckLine {
            detail: Label { en: format!("{count} modules can be read."), zh: format!("可读取 {count} 个模块。") },
            ..CheckLine::ok("schema_readable", "", "")
        },
        (_, Some(Err(error))) => CheckLine::failed(
            "schema_readable",
            error,
            "Give the token ZohoCRM.settings.ALL, and its user's profile the modules that are synced.",
            "请为令牌授予 ZohoCRM.settings.ALL，并为该用户的配置文件授权所同步的模块。",
        ),
        (_, None) | (Some(Err(_)) | None, Some(Ok(()))) => CheckLine::skipped("schema_readable"),
    }
}

fn queries(seen: &Seen) -> CheckLine {
    match &seen.query {
        None => CheckLine::skipped("queries_allowed"),
        Some(Ok(())) => CheckLine::ok("queries_allowed", "Records can be queried.", "可查询记录。"),
        Some(Err(error)) => CheckLine::failed(
            "queries_allowed",
            error,
            "Make a new code or token that has ZohoCRM.coql.READ and ZohoCRM.modules.ALL.",
            "请重新生成包含 ZohoCRM.coql.READ 和 ZohoCRM.modules.ALL 的授权码或令牌。",
        ),
    }
}

fn pushes(seen: &Seen) -> CheckLine {
    let warning = |en: &str, zh: &str, fix_en: &str, fix_zh: &str| CheckLine {
        check: "push_registered",
        state: CheckState::Warning,
        detail: Label::new(en, zh),
        fix: Label::new(fix_en, fix_zh),
    };
    match &seen.channel {
        Channel::NotLooked => CheckLine::skipped("push_registered"),
        Channel::NotSet => warning(
            "No address and token for notifications are set: changes arrive by schedule only.",
            "未设置通知地址和令牌，变更仅按计划同步。",
            "Set both in the settings.",
            "请在设置中填写两者。",
        ),
        Channel::NoAddress => warning(
            "The token for notifications is set, the address is not.",
            "已设置通知令牌，但未设置通知地址。",
            "Write this server's public address and the connection's path into the settings.",
            "请在设置中填写本服务器的公网地址及该连接的路径。",
        ),
        Channel::Asked(Ok(Some(ends_ms))) => CheckLine {
            detail: Label {
                en: format!("Notifications are on until {} and renewed before.", model::format_ms(*ends_ms)),
                zh: format!("通知有效至 {}，将提前续订。", model::format_ms(*ends_ms)),
            },
            ..CheckLine::ok("push_registered", "", "")
        },
        Channel::Asked(Ok(None)) => warning(
            "No notifications are on yet; the first incremental read turns them on.",
            "尚未开启通知；首次增量读取时会自动开启。",
            "Run a sync.",
            "请运行一次同步。",
        ),
        Channel::Asked(Err(error)) => CheckLine::failed(
            "push_registered",
            error,
            "Make a new code or token that has ZohoCRM.notifications.ALL.",
            "请重新生成包含 ZohoCRM.notifications.ALL 的授权码或令牌。",
        ),
    }
}
