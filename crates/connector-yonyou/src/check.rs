//! The doctor: what works, in the order in which things depend on each other, and how to fix what does not.

use connector::{CheckLine, ConnectorError};
use model::Label;

use crate::client::Answering;

/// Clocks further apart than this are worth a word; the vendor takes a request for a token only while it is fresh.
const CLOCK_TOLERANCE_MS: i64 = 120_000;

/// What became of looking at everything.
pub(crate) struct Seen {
    pub signed_in: Result<(), ConnectorError>,
    pub tenant: Option<Result<Answering, ConnectorError>>,
    pub expected_tenant: String,
    /// Kinds of records, and what became of listing each.
    pub lists: Vec<(&'static str, Result<(), ConnectorError>)>,
    /// Whether the organisation of the settings was found; `None` where none is set, or it was not looked for.
    pub org: Option<Result<bool, ConnectorError>>,
    pub has_events: bool,
    pub now_ms: i64,
}

pub(crate) fn lines(seen: &Seen) -> Vec<CheckLine> {
    vec![
        CheckLine::reachable(
            &seen.signed_in,
            ("The platform answers.", "开放平台有响应。"),
            ("Look at the address of the platform in the settings and at the network.", "请检查设置中的开放平台地址和网络。"),
        ),
        CheckLine::authorised(
            &seen.signed_in,
            (
                "Check tenant ID, app key and app secret, and that the app is enabled. This machine's clock must be right to five minutes.",
                "请检查租户 ID、App Key 和 App Secret，并确认应用已启用。本机时钟误差不得超过五分钟。",
            ),
        ),
        clock(seen),
        tenant(seen),
        interfaces(seen),
        organisation(seen),
        events(seen),
    ]
}

fn clock(seen: &Seen) -> CheckLine {
    match &seen.tenant {
        Some(Ok(answering)) => CheckLine::clock(answering.at_ms, seen.now_ms, CLOCK_TOLERANCE_MS),
        Some(Err(_)) | None => CheckLine::skipped("clock"),
    }
}

fn tenant(seen: &Seen) -> CheckLine {
    match &seen.tenant {
        Some(Ok(Answering { tenant: Some(tenant), .. })) if *tenant == seen.expected_tenant => {
            CheckLine::ok("organisation", "The app belongs to the tenant.", "应用属于该租户。")
        }
        Some(Ok(Answering { tenant: Some(tenant), .. })) => CheckLine::failed(
            "organisation",
            &Label::new(format!("the app belongs to the tenant {tenant}"), format!("应用属于租户 {tenant}")),
            "Write the tenant ID that the app belongs to.",
            "请填写应用所属的租户 ID。",
        ),
        Some(Ok(Answering { tenant: None, .. }) | Err(_)) | None => CheckLine::skipped("organisation"),
    }
}

fn interfaces(seen: &Seen) -> CheckLine {
    let failed: Vec<&(&str, Result<(), ConnectorError>)> = seen.lists.iter().filter(|(_, result)| result.is_err()).collect();
    if seen.lists.is_empty() {
        return CheckLine::skipped("schema_readable");
    }
    let names = |lines: &[&(&str, Result<(), ConnectorError>)]| lines.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    match (failed.first(), failed.len() == seen.lists.len()) {
        (None, _) => {
            let count = seen.lists.len();
            CheckLine::ok("schema_readable", format!("All {count} lists can be read."), format!("{count} 个列表均可读取。"))
        }
        (Some((_, Err(error))), true) => CheckLine::failed(
            "schema_readable",
            error,
            "Authorise the app for the interfaces that the page about this connector lists.",
            "请为应用授权本连接器文档中列出的接口。",
        ),
        (Some((_, result)), _) => {
            let why = result.as_ref().err().map(ToString::to_string).unwrap_or_default();
            let names = names(&failed);
            CheckLine::warning(
                "schema_readable",
                Label::new(format!("Cannot be read: {names}. {why}"), format!("无法读取：{names}。{why}")),
                (
                    "Authorise the app for their interfaces if you need them; products that the tenant does not have stay away.",
                    "如需使用，请为应用授权相应接口；租户未购买的产品不会出现。",
                ),
            )
        }
    }
}

fn organisation(seen: &Seen) -> CheckLine {
    match &seen.org {
        None => CheckLine::skipped("org_code"),
        Some(Ok(true)) => CheckLine::ok("org_code", "The organisation of new customers is there.", "新客户的管理组织存在。"),
        Some(Ok(false)) => CheckLine::failed(
            "org_code",
            &Label::new("no organisation has the code of the settings", "没有组织使用设置中的编码"),
            "Write the code of an organisation, not its name or ID.",
            "请填写组织编码，而不是名称或 ID。",
        ),
        Some(Err(error)) => CheckLine::warning(
            "org_code",
            Label::new(error.to_string(), error.to_string()),
            ("Authorise the app for the tree of organisations to have the code checked.", "如需校验组织编码，请为应用授权组织树查询接口。"),
        ),
    }
}

fn events(seen: &Seen) -> CheckLine {
    if seen.has_events {
        return CheckLine::ok(
            "push_registered",
            "Events are taken; whether the app is subscribed the platform alone shows.",
            "已开启接收事件；是否已订阅请在开放平台查看。",
        );
    }
    CheckLine::warning(
        "push_registered",
        Label::new("Events are not taken: changes arrive by schedule only.", "未接收事件，变更仅按计划同步。"),
        ("Turn events on in the settings and subscribe the app to them.", "请在设置中开启，并为应用订阅事件。"),
    )
}
