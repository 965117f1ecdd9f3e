//! The doctor: what works, in the order in which things depend on each other, and how to fix what does not.

use connector::http::Response;
use connector::{CheckLine, ConnectorError};
use model::Label;

/// Clocks further apart than this are worth a word: an assertion is good for three minutes.
const CLOCK_TOLERANCE_MS: i64 = 60_000;

/// The lines, from the outcome of signing in, of the list of objects, and of one description.
pub(crate) fn lines(
    signed_in: &Result<(), ConnectorError>,
    objects: Option<&Result<(Response, usize), ConnectorError>>,
    described: Option<&Result<(), ConnectorError>>,
    usage: Option<(u64, u64)>,
    now_ms: i64,
) -> Vec<CheckLine> {
    let allowed = match objects {
        Some(Err(error @ ConnectorError::Forbidden { reason, .. })) if reason.contains("IP") => CheckLine::failed(
            "address_allowed",
            error,
            "Add this server's address to the app's trusted range, or relax the app's IP policy.",
            "请将本服务器地址加入应用的可信范围，或放宽应用的 IP 策略。",
        ),
        Some(Ok(_)) => CheckLine::ok("address_allowed", "This server's address is accepted.", "本服务器地址已被允许。"),
        Some(Err(_)) | None => CheckLine::skipped("address_allowed"),
    };
    let clock = match objects {
        Some(Ok((response, _))) => CheckLine::clock(response.date_ms(), now_ms, CLOCK_TOLERANCE_MS),
        Some(Err(_)) | None => CheckLine::skipped("clock"),
    };
    let schema = match (objects, described) {
        (Some(Ok((_, count))), Some(Ok(()))) => {
            CheckLine::ok("schema_readable", format!("{count} objects can be read."), format!("可读取 {count} 个对象。"))
        }
        (_, Some(Err(error))) => CheckLine::failed(
            "schema_readable",
            error,
            "Give the user read access to the objects and fields that are synced.",
            "请为用户授予所同步对象和字段的读取权限。",
        ),
        (_, _) => CheckLine::skipped("schema_readable"),
    };
    vec![
        CheckLine::reachable(
            signed_in,
            ("Salesforce answers.", "Salesforce 有响应。"),
            ("Look at the My Domain address in the settings and at the network.", "请检查设置中的 My Domain 地址和网络。"),
        ),
        CheckLine::authorised(
            signed_in,
            (
                "Check consumer key and secret (or certificate and user). Client credentials work on the My Domain address only and need a run-as user.",
                "请检查使用者密钥和密码（或证书和用户）。客户端凭据仅适用于 My Domain 地址，且需指定运行用户。",
            ),
        ),
        CheckLine::looked(
            "scopes",
            objects,
            ("The user may use the API.", "该用户可使用 API。"),
            ("Give the app the scope api and the user the right API Enabled.", "请为应用授予 api 范围，并为用户启用“API Enabled”权限。"),
        ),
        allowed,
        clock,
        schema,
        allowance(usage),
        CheckLine::not_looked(
            "push_registered",
            ("Outbound messages are set up there and cannot be read here.", "出站消息在 Salesforce 中设置，此处无法读取。"),
        ),
    ]
}

/// Requests of the day: used, and allowed.
fn allowance(usage: Option<(u64, u64)>) -> CheckLine {
    let Some((used, max)) = usage else { return CheckLine::skipped("allowance") };
    let (en, zh) = (format!("{used} of {max} requests of the day are used."), format!("今日 {max} 次请求已用 {used} 次。"));
    if used.saturating_mul(10) > max.saturating_mul(9) {
        let fix = ("Sync less often, or buy more requests.", "请降低同步频率或购买更多请求数。");
        return CheckLine::warning("allowance", Label::new(en, zh), fix);
    }
    CheckLine::ok("allowance", en, zh)
}
