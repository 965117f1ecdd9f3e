//! The doctor: what works, in the order in which things depend on each other, and how to fix what does not.

use connector::{CheckLine, ConnectorError};
use model::Label;

/// What became of looking at everything; `None` for what was not looked at.
pub(crate) struct Seen {
    /// The query that the vendor's own client checks with.
    pub asked: Result<(), ConnectorError>,
    pub form: Option<Result<(), ConnectorError>>,
    pub rows: Option<Result<(), ConnectorError>>,
    /// Seconds that the server's zone and the one of the settings are ahead of UTC, where a login told.
    pub offsets: Option<(i32, i32)>,
}

pub(crate) fn lines(seen: &Seen) -> Vec<CheckLine> {
    vec![
        CheckLine::reachable(
            &seen.asked,
            ("Kingdee answers.", "金蝶云星空有响应。"),
            (
                "Look at the address: it is that of the login page, with the path /k3cloud. A certificate of your own can be trusted in the network settings.",
                "请检查地址：与登录页面相同，路径为 /k3cloud。自签证书可在网络设置中设为受信任。",
            ),
        ),
        authorised(&seen.asked),
        zone(seen),
        CheckLine::looked(
            "schema_readable",
            seen.form.as_ref(),
            ("Forms can be described.", "可读取单据的字段信息。"),
            ("Give the user the right to view customers (BD_Customer).", "请为集成用户授予客户（BD_Customer）的查看权限。"),
        ),
        CheckLine::looked(
            "queries_allowed",
            seen.rows.as_ref(),
            ("Records can be queried.", "可查询数据。"),
            (
                "Give the user the right to view customers in the organisations that are synced.",
                "请为集成用户授予所同步组织下客户的查看权限。",
            ),
        ),
    ]
}

fn authorised(asked: &Result<(), ConnectorError>) -> CheckLine {
    let fix = match asked {
        Err(ConnectorError::Forbidden { .. }) => (
            "Give the user the right to see base data, and a licence. Administrators may not sign in through the interface.",
            "请为集成用户授予基础资料查看权限和许可。管理员账号不能通过接口登录。",
        ),
        Ok(()) | Err(_) => (
            "Compare data centre ID, user, app ID and secret with the page for third-party logins, and look at the clocks of both servers.",
            "请与“第三方系统登录授权”页面核对数据中心 ID、用户、应用 ID 和密钥，并检查双方服务器的时钟。",
        ),
    };
    CheckLine::authorised(asked, fix)
}

fn zone(seen: &Seen) -> CheckLine {
    match seen.offsets {
        // Only a login by password tells it.
        None if seen.asked.is_ok() => CheckLine::not_looked(
            "zone",
            (
                "Signed calls do not tell the server's zone; times are read in that of the settings.",
                "签名调用不返回服务器时区，时间按设置中的时区解读。",
            ),
        ),
        None => CheckLine::skipped("zone"),
        Some((theirs, ours)) if theirs == ours => {
            CheckLine::ok("zone", "The zone in the settings is the server's.", "设置中的时区与服务器一致。")
        }
        Some((theirs, ours)) => CheckLine::warning(
            "zone",
            Label::new(
                format!("The server is {} minutes ahead of UTC, the zone in the settings {}.", theirs / 60, ours / 60),
                format!("服务器比 UTC 早 {} 分钟，设置中的时区早 {} 分钟。", theirs / 60, ours / 60),
            ),
            ("Set the server's zone: times are read wrong otherwise.", "请设置服务器所在时区，否则时间会有偏差。"),
        ),
    }
}
