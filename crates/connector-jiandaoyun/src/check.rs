//! The doctor: what works, in the order in which things depend on each other, and how to fix what does not.

use connector::http::Response;
use connector::{CheckLine, CheckState, ConnectorError};
use model::Label;

/// Clocks further apart than this are worth a word.
const CLOCK_TOLERANCE_MS: i64 = 120_000;

/// What became of looking at the forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FormsSeen {
    pub listed: usize,
    /// Of those looked at.
    pub readable: usize,
    /// Names of the forms of the vendor's own CRM, which the API refuses.
    pub preset: Vec<String>,
}

/// The lines, from the answer to the first call and from looking at the forms.
pub(crate) fn lines(
    first: &Result<Response, ConnectorError>,
    schema: Option<Result<FormsSeen, ConnectorError>>,
    now_ms: i64,
    has_pushes: bool,
) -> Vec<CheckLine> {
    let mut lines = Vec::new();
    let (reachable, authorised, allowed) = match first {
        Ok(_) => (
            CheckLine::ok("reachable", "The API answers.", "接口有响应。"),
            CheckLine::ok("authorised", "The key is accepted.", "API Key 有效。"),
            None,
        ),
        Err(error) => refused(error),
    };
    let is_up = authorised.state == CheckState::Ok;
    lines.push(reachable);
    lines.push(authorised);
    lines.push(allowed.unwrap_or_else(|| {
        if is_up {
            CheckLine::ok("address_allowed", "This server's address is accepted.", "本服务器地址已被允许。")
        } else {
            CheckLine::skipped("address_allowed")
        }
    }));
    lines.push(match first {
        Ok(response) => CheckLine::clock(response.date_ms(), now_ms, CLOCK_TOLERANCE_MS),
        Err(_) => CheckLine::skipped("clock"),
    });
    match schema {
        None => lines.push(CheckLine::skipped("schema_readable")),
        Some(Ok(seen)) => lines.extend(forms(&seen)),
        Some(Err(error)) => lines.push(CheckLine::failed(
            "schema_readable",
            &error,
            "Give the key the interfaces for applications, forms and data.",
            "请为该 Key 授权应用、表单和数据接口。",
        )),
    }
    lines.push(if has_pushes {
        let why = ("Pushes are set up per form there and cannot be read here.", "推送在各表单中设置，此处无法读取。");
        CheckLine::not_looked("push_registered", why)
    } else {
        CheckLine::warning(
            "push_registered",
            Label::new("No push secret is set: changes arrive by schedule only.", "未设置推送密钥，变更仅按计划同步。"),
            (
                "In each form, add a data push to this connection's address and put its secret into the settings.",
                "在各表单中添加指向本连接地址的数据推送，并将其密钥填入设置。",
            ),
        )
    });
    lines
}

/// Whether forms can be read, and by name those that cannot.
fn forms(seen: &FormsSeen) -> Vec<CheckLine> {
    let preset_fix = (
        "Sync ordinary forms, also those of an installed template, in place of the preset CRM forms.",
        "请同步普通表单（包括通过模板安装的表单），不要使用 CRM 预设表单。",
    );
    let mut lines = Vec::new();
    lines.push(match (seen.readable, seen.preset.is_empty()) {
        (0, true) => CheckLine::warning(
            "schema_readable",
            Label::new("The key sees no form.", "该 API Key 看不到任何表单。"),
            ("Give the key the applications that are to be synced.", "请为该 Key 授权需要同步的应用。"),
        ),
        (0, false) => CheckLine {
            state: CheckState::Failed,
            ..CheckLine::warning(
                "schema_readable",
                Label::new("All forms that the key sees are preset CRM forms.", "该 API Key 可见的表单均为 CRM 预设表单。"),
                preset_fix,
            )
        },
        (_, _) => {
            let count = seen.listed - seen.preset.len();
            CheckLine::ok("schema_readable", format!("{count} forms are listed and can be read."), format!("共有 {count} 个表单可读取。"))
        }
    });
    if !seen.preset.is_empty() {
        let names = seen.preset.join(", ");
        let detail =
            Label::new(format!("These forms cannot be used through the API: {names}."), format!("以下表单不支持接口调用：{names}。"));
        lines.push(CheckLine::warning("preset_forms", detail, preset_fix));
    }
    lines
}

fn refused(error: &ConnectorError) -> (CheckLine, CheckLine, Option<CheckLine>) {
    let answers = || CheckLine::ok("reachable", "The API answers.", "接口有响应。");
    match error {
        ConnectorError::Unauthorised { .. } => {
            let fix = ("Make a new key and put it into the settings.", "请创建新的 API Key 并填入设置。");
            (answers(), CheckLine::failed("authorised", error, fix.0, fix.1), None)
        }
        ConnectorError::Forbidden { reason, .. } if reason.contains("17052") => {
            let fix = ("Add this server's address to the key's allow-list.", "请将本服务器地址加入该 Key 的 IP 白名单。");
            (
                answers(),
                CheckLine::ok("authorised", "The key is known.", "API Key 可识别。"),
                Some(CheckLine::failed("address_allowed", error, fix.0, fix.1)),
            )
        }
        ConnectorError::Forbidden { .. } => {
            let fix = ("Give the key the rights it lacks.", "请为该 Key 授予所缺权限。");
            (answers(), CheckLine::failed("authorised", error, fix.0, fix.1), None)
        }
        other => {
            let fix = ("Look at the address in the settings and at the network.", "请检查设置中的接口地址和网络。");
            (CheckLine::failed("reachable", other, fix.0, fix.1), CheckLine::skipped("authorised"), None)
        }
    }
}
