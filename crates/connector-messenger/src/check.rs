//! The doctor: what works, in the order in which things depend on each other, and how to fix what does not.

use connector::{CheckLine, CheckState, ConnectorError};
use model::Label;

use crate::errors::is_address;
use crate::vendor::Names;

/// Clocks further apart than this are worth a word: signatures of bots are good for an hour.
const CLOCK_TOLERANCE_MS: i64 = 120_000;

/// What became of looking at everything; `None` for what was not looked at.
pub(crate) struct Seen {
    pub has_bot: bool,
    /// Nothing where there is no app.
    pub signed_in: Option<Result<(), ConnectorError>>,
    /// How many departments there are.
    pub contacts: Option<Result<usize, ConnectorError>>,
    /// Rights that the app lacks for sending; nothing inside where the vendor does not tell.
    pub sender: Option<Result<Option<Vec<String>>, ConnectorError>>,
    /// The vendor's clock, as an answer told it.
    pub theirs_ms: Option<i64>,
    pub now_ms: i64,
}

impl Seen {
    /// All errors there were, the first one first.
    fn errors(&self) -> impl Iterator<Item = &ConnectorError> {
        let signed_in = self.signed_in.iter().filter_map(|seen| seen.as_ref().err());
        let sender = self.sender.iter().filter_map(|seen| seen.as_ref().err());
        signed_in.chain(sender).chain(self.contacts.iter().filter_map(|seen| seen.as_ref().err()))
    }

    fn answered(&self) -> bool {
        matches!(self.contacts, Some(Ok(_))) || matches!(self.sender, Some(Ok(Some(_))))
    }
}

pub(crate) fn lines(names: &Names, seen: &Seen) -> Vec<CheckLine> {
    vec![
        reachable(names, seen),
        authorised(seen),
        scopes(names, seen),
        address(names, seen),
        CheckLine::clock(seen.theirs_ms, seen.now_ms, CLOCK_TOLERANCE_MS),
        contacts(seen),
        bot(seen),
    ]
}

fn reachable(names: &Names, seen: &Seen) -> CheckLine {
    let Some(signed_in) = &seen.signed_in else {
        let why = ("A bot can be reached by a message alone.", "群机器人只能通过发送消息验证。");
        return CheckLine::not_looked("reachable", why);
    };
    CheckLine::reachable(
        signed_in,
        (&format!("{} answers.", names.system), &format!("{} 有响应。", names.system)),
        ("Look at the address in the settings and at the network.", "请检查设置中的地址和网络。"),
    )
}

fn authorised(seen: &Seen) -> CheckLine {
    // A token that is given and not taken shows with the first call.
    let refused = seen.errors().find(|error| matches!(error, ConnectorError::Unauthorised { .. }));
    let fix = (
        "Check the app's id and secret: both stand on the app's page, and a secret that was renewed there ends the old one.",
        "请检查应用的 ID 和密钥：两者均在应用页面，重置密钥后旧密钥立即失效。",
    );
    match (&seen.signed_in, refused) {
        (None, _) => CheckLine::skipped("authorised"),
        (Some(Err(error)), _) if is_address(error) => CheckLine::skipped("authorised"),
        (Some(Ok(())), Some(error)) => CheckLine::failed("authorised", error, fix.0, fix.1),
        (Some(signed_in), _) => CheckLine::authorised(signed_in, fix),
    }
}

fn scopes(names: &Names, seen: &Seen) -> CheckLine {
    let (en, zh) = names.rights;
    match &seen.sender {
        None | Some(Err(ConnectorError::Unauthorised { .. })) => CheckLine::skipped("scopes"),
        Some(Err(error)) if is_address(error) || error.is_network() => CheckLine::skipped("scopes"),
        Some(Err(error)) => CheckLine::failed("scopes", error, en, zh),
        Some(Ok(None)) => {
            let why = ("Whether the app may send only a message shows.", "应用能否发送消息只能通过发送验证。");
            CheckLine::not_looked("scopes", why)
        }
        Some(Ok(Some(missing))) if missing.is_empty() => CheckLine::ok("scopes", "The app may send.", "应用可以发送消息。"),
        Some(Ok(Some(missing))) => {
            let missing = missing.join(", ");
            let detail = Label::new(format!("The app lacks {missing}."), format!("应用缺少权限：{missing}。"));
            CheckLine { state: CheckState::Failed, ..CheckLine::warning("scopes", detail, (en, zh)) }
        }
    }
}

fn address(names: &Names, seen: &Seen) -> CheckLine {
    match seen.errors().find(|error| is_address(error)) {
        Some(error) => CheckLine::failed("address_allowed", error, names.allow_list.0, names.allow_list.1),
        None if seen.answered() => CheckLine::ok("address_allowed", "This server's address is accepted.", "本服务器地址已被允许。"),
        None => CheckLine::skipped("address_allowed"),
    }
}

fn contacts(seen: &Seen) -> CheckLine {
    match &seen.contacts {
        None | Some(Err(ConnectorError::Unauthorised { .. })) => CheckLine::skipped("schema_readable"),
        Some(Err(error)) if is_address(error) => CheckLine::skipped("schema_readable"),
        Some(Ok(count)) => {
            CheckLine::ok("schema_readable", format!("{count} departments can be read."), format!("可读取 {count} 个部门。"))
        }
        // Who only sends needs no such right.
        Some(Err(error)) => CheckLine::warning(
            "schema_readable",
            Label::new(error.to_string(), error.to_string()),
            (
                "To read departments and members, give the app the right to read contacts, and the whole company as its range.",
                "如需读取部门和成员，请为应用开通通讯录读取权限，并将可见范围设为全公司。",
            ),
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
