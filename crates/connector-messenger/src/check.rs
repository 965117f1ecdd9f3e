//! The doctor: what works, in the order in which things depend on each other, and how to fix what does not.

use connector::{CheckLine, CheckState, ConnectorError};
use model::Label;

/// What became of looking at everything; `None` for what was not looked at.
pub(crate) struct Seen {
    pub has_bot: bool,
    /// Nothing where there is no app.
    pub signed_in: Option<Result<(), ConnectorError>>,
    /// How many departments there are.
    pub contacts: Option<Result<usize, ConnectorError>>,
    pub sender: Option<Result<usize, ConnectorError>>,
}

pub(crate) fn lines(system: &str, seen: &Seen) -> Vec<CheckLine> {
    vec![reachable(system, seen), authorised(seen), contacts(seen), sender(seen), bot(seen)]
}

fn reachable(system: &str, seen: &Seen) -> CheckLine {
    match &seen.signed_in {
        Some(Err(error)) if error.is_network() => {
            CheckLine::failed("reachable", error, "Look at the address in the settings and at the network.", "请检查设置中的地址和网络。")
        }
        Some(_) => CheckLine::ok("reachable", format!("{system} answers."), format!("{system} 有响应。")),
        None => CheckLine::skipped("reachable"),
    }
}

fn authorised(seen: &Seen) -> CheckLine {
    // A token that is given and not taken shows with the first call.
    let refused = [&seen.contacts, &seen.sender].into_iter().flatten().find_map(|looked| match looked {
        Err(error @ ConnectorError::Unauthorised { .. }) => Some(error),
        Ok(_) | Err(_) => None,
    });
    match (&seen.signed_in, refused) {
        (None, _) => CheckLine::skipped("authorised"),
        (Some(Err(error)), _) if error.is_network() => CheckLine::skipped("authorised"),
        (Some(Ok(())), None) => CheckLine::ok("authorised", "Signing in works.", "登录成功。"),
        (Some(Err(error)), _) | (Some(Ok(())), Some(error)) => CheckLine::failed(
            "authorised",
            error,
            "Check the app's id and secret, and whether this server's address may call.",
            "请检查应用的 ID 和密钥，以及是否允许本服务器的 IP 调用。",
        ),
    }
}

fn contacts(seen: &Seen) -> CheckLine {
    match &seen.contacts {
        None | Some(Err(ConnectorError::Unauthorised { .. })) => CheckLine::skipped("schema_readable"),
        Some(Ok(count)) => {
            CheckLine::ok("schema_readable", format!("{count} departments can be read."), format!("可读取 {count} 个部门。"))
        }
        // Who only sends needs no such right.
        Some(Err(error)) => CheckLine {
            check: "schema_readable",
            state: CheckState::Warning,
            detail: Label::new(error.to_string(), error.to_string()),
            fix: Label::new(
                "To read departments and members, give the app the right to read contacts, and the whole company as its range.",
                "如需读取部门和成员，请为应用开通通讯录读取权限，并将可见范围设为全公司。",
            ),
        },
    }
}

fn sender(seen: &Seen) -> CheckLine {
    match &seen.sender {
        None | Some(Err(ConnectorError::Unauthorised { .. })) => CheckLine::skipped("scopes"),
        Some(Ok(_)) => CheckLine::ok("scopes", "The app is known.", "应用有效。"),
        Some(Err(error)) => CheckLine::failed(
            "scopes",
            error,
            "Check the agent id: it is the number on the app's page.",
            "请检查 AgentId，即应用页面上的编号。",
        ),
    }
}

fn bot(seen: &Seen) -> CheckLine {
    if seen.has_bot {
        let en = "A group bot is set. Only a message shows whether it works: send a trial by an alert channel.";
        return CheckLine::ok("push_registered", en, "已设置群机器人。只有发送消息才能确认其可用：可通过告警渠道发送测试。");
    }
    CheckLine::skipped("push_registered")
}
