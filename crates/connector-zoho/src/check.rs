//! The doctor: what works, in the order in which things depend on each other, and how to fix what does not.

use connector::http::Response;
use connector::{CheckLine, ConnectorError};
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
    vec![
        CheckLine::reachable(
            &seen.signed_in,
            ("Zoho answers.", "Zoho 有响应。"),
            ("Look at the data centre in the settings and at the network.", "请检查设置中的数据中心和网络。"),
        ),
        authorised(&seen.signed_in),
        CheckLine::looked(
            "scopes",
            seen.modules.as_ref(),
            ("The modules may be listed.", "可列出模块。"),
            ("Make a new code or token with all scopes that the settings name.", "请使用设置中列出的全部范围重新生成授权码或令牌。"),
        ),
        clock(seen),
        schema(seen),
        CheckLine::looked(
            "queries_allowed",
            seen.query.as_ref(),
            ("Records can be queried.", "可查询记录。"),
            (
                "Make a new code or token that has ZohoCRM.coql.READ and ZohoCRM.modules.ALL.",
                "请重新生成包含 ZohoCRM.coql.READ 和 ZohoCRM.modules.ALL 的授权码或令牌。",
            ),
        ),
        pushes(seen),
    ]
}

fn authorised(signed_in: &Result<(), ConnectorError>) -> CheckLine {
    let fix = match signed_in {
        Err(ConnectorError::RateLimited { .. }) => {
            ("Wait ten minutes: a refresh token gives ten tokens in that time.", "请等待十分钟：刷新令牌在十分钟内最多换取十个令牌。")
        }
        Ok(()) | Err(_) => (
            "Check client ID, secret and data centre. A code is good for minutes and once: make a new one and run the check at once.",
            "请检查客户端 ID、密钥和数据中心。授权码仅在数分钟内有效且只能使用一次：请重新生成并立即运行检查。",
        ),
    };
    CheckLine::authorised(signed_in, fix)
}

fn clock(seen: &Seen) -> CheckLine {
    match &seen.modules {
        Some(Ok((response, _))) => CheckLine::clock(response.date_ms(), seen.now_ms, CLOCK_TOLERANCE_MS),
        Some(Err(_)) | None => CheckLine::skipped("clock"),
    }
}

fn schema(seen: &Seen) -> CheckLine {
    match (&seen.modules, &seen.fields) {
        (Some(Ok((_, count))), Some(Ok(()))) => {
            CheckLine::ok("schema_readable", format!("{count} modules can be read."), format!("可读取 {count} 个模块。"))
        }
        (_, Some(Err(error))) => CheckLine::failed(
            "schema_readable",
            error,
            "Give the token ZohoCRM.settings.ALL, and its user's profile the modules that are synced.",
            "请为令牌授予 ZohoCRM.settings.ALL，并为该用户的配置文件授权所同步的模块。",
        ),
        (_, None) | (Some(Err(_)) | None, Some(Ok(()))) => CheckLine::skipped("schema_readable"),
    }
}

fn pushes(seen: &Seen) -> CheckLine {
    let warning =
        |en: &str, zh: &str, fix_en: &str, fix_zh: &str| CheckLine::warning("push_registered", Label::new(en, zh), (fix_en, fix_zh));
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
        Channel::Asked(Ok(Some(ends_ms))) => CheckLine::ok(
            "push_registered",
            format!("Notifications are on until {} and renewed before.", model::format_ms(*ends_ms)),
            format!("通知有效至 {}，将提前续订。", model::format_ms(*ends_ms)),
        ),
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
