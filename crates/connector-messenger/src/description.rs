//! What people see of the connectors: names, settings forms, help.

use std::sync::OnceLock;

use connector::{Description, Setting, SettingKind};
use model::Label;

pub(crate) fn wecom() -> &'static Description {
    static DESCRIPTION: OnceLock<Description> = OnceLock::new();
    DESCRIPTION.get_or_init(|| Description {
        name: "wecom",
        title: Label::new("WeCom", "企业微信"),
        summary: Label::new("Messages to groups and people, departments and members.", "向群和成员发送消息，读取部门和成员。"),
        category: "messenger",
        settings: vec![
            base("https://qyapi.weixin.qq.com"),
            Setting::new(
                SettingKind::Secret,
                "bot_key",
                ("Group bot", "群机器人"),
                (
                    "In the group: add a group bot and copy its whole Webhook address, or the key at its end. Empty without a bot.",
                    "在群中添加群机器人，复制完整的 Webhook 地址，或其末尾的 key。不用机器人则留空。",
                ),
            ),
            Setting::new(
                SettingKind::Text,
                "corp_id",
                ("Company id", "企业 ID"),
                ("Admin page, My company, at the bottom. Only for an app.", "管理后台“我的企业”页面底部。仅用于应用。"),
            ),
            Setting::new(
                SettingKind::Secret,
                "app_secret",
                ("Secret of the app", "应用 Secret"),
                (
                    "Admin page, App management, the app. For reading ids alone: the secret of contacts sync.",
                    "管理后台“应用管理”中的自建应用。只读取成员 ID 时，填写“通讯录同步”的 Secret。",
                ),
            ),
            agent(),
            Setting::new(
                SettingKind::Choice,
                "members_from",
                ("Members are read", "成员读取方式"),
                (
                    "With names, by an app that sees them; or their ids alone, by the secret of contacts sync.",
                    "由可见这些成员的应用读取详情；或用“通讯录同步”的 Secret 只读取成员 ID。",
                ),
            )
            .preset("details")
            .choices(&[("details", "with names, by departments", "按部门读取详情"), ("ids", "ids alone", "仅成员 ID")]),
            pace(),
        ],
        page: "wecom.md",
    })
}

pub(crate) fn dingtalk() -> &'static Description {
    static DESCRIPTION: OnceLock<Description> = OnceLock::new();
    DESCRIPTION.get_or_init(|| Description {
        name: "dingtalk",
        title: Label::new("DingTalk", "钉钉"),
        summary: Label::new("Messages to groups and people, departments and members.", "向群和成员发送消息，读取部门和成员。"),
        category: "messenger",
        settings: vec![
            base("https://oapi.dingtalk.com"),
            Setting::new(
                SettingKind::Secret,
                "bot_token",
                ("Group bot", "群机器人"),
                (
                    "In the group: add a custom robot and copy its whole Webhook address, or the access_token in it. Empty without a bot.",
                    "在群中添加自定义机器人，复制完整的 Webhook 地址，或其中的 access_token。不用机器人则留空。",
                ),
            ),
            bot_secret((
                "Shown where signatures are chosen, begins with SEC. Empty where the robot checks words or addresses.",
                "选择“加签”时显示，以 SEC 开头。机器人只校验关键词或 IP 时留空。",
            )),
            Setting::new(
                SettingKind::Text,
                "app_key",
                ("Client ID (AppKey)", "Client ID（AppKey）"),
                ("Developer console, the app, credentials. Only for an app.", "开发者后台的应用“凭证与基础信息”。仅用于应用。"),
            ),
            Setting::new(
                SettingKind::Secret,
                "app_secret",
                ("Client secret (AppSecret)", "Client Secret（AppSecret）"),
                ("On the same page.", "在同一页面。"),
            ),
            agent(),
            pace(),
        ],
        page: "dingtalk.md",
    })
}

pub(crate) fn feishu() -> &'static Description {
    static DESCRIPTION: OnceLock<Description> = OnceLock::new();
    DESCRIPTION.get_or_init(|| Description {
        name: "feishu",
        title: Label::new("Feishu / Lark", "飞书"),
        summary: Label::new("Messages to groups and people, departments and members.", "向群和成员发送消息，读取部门和成员。"),
        category: "messenger",
        settings: vec![
            base("https://open.feishu.cn"),
            Setting::new(
                SettingKind::Secret,
                "bot_token",
                ("Group bot", "群机器人"),
                (
                    "In the group: add a custom bot and copy its whole Webhook address, or the last part of it. Empty without a bot.",
                    "在群中添加自定义机器人，复制完整的 Webhook 地址，或其最后一段。不用机器人则留空。",
                ),
            ),
            bot_secret(("Shown where signature verification is switched on; empty otherwise.", "开启“签名校验”时显示；未开启则留空。")),
            Setting::new(
                SettingKind::Text,
                "app_id",
                ("App ID", "App ID"),
                (
                    "Developer console, the app, credentials; begins with cli_. Only for an app.",
                    "开发者后台的应用“凭证与基础信息”，以 cli_ 开头。仅用于应用。",
                ),
            ),
            Setting::new(SettingKind::Secret, "app_secret", ("App Secret", "App Secret"), ("On the same page.", "在同一页面。")),
            Setting::new(
                SettingKind::Choice,
                "id_type",
                ("People are named by", "成员标识"),
                (
                    "The id that members are read by and messages are sent to. open_id belongs to the app; user_id needs a right of its own.",
                    "读取成员和发送消息所用的 ID。open_id 只在该应用内有效；user_id 需要单独的权限。",
                ),
            )
            .preset("open_id")
            .choices(&[
                ("open_id", "open_id", "open_id"),
                ("user_id", "user_id", "user_id"),
                ("union_id", "union_id", "union_id"),
            ]),
            pace(),
        ],
        page: "feishu.md",
    })
}

fn base(default: &'static str) -> Setting {
    Setting::new(
        SettingKind::Url,
        "base_url",
        ("Address", "地址"),
        (
            "Where all calls go. Another one for a private deployment, a simulator, or open.larksuite.com.",
            "所有调用的地址。私有部署、模拟器或 open.larksuite.com 请填写其他地址。",
        ),
    )
    .needed()
    .preset(default)
}

fn bot_secret(help: (&str, &str)) -> Setting {
    Setting::new(SettingKind::Secret, "bot_secret", ("Signing secret of the bot", "机器人签名密钥"), help)
}

fn agent() -> Setting {
    let help = ("The number on the app's page; needed to send to people.", "应用页面上的编号；向成员发送消息时需要。");
    Setting::new(SettingKind::Integer, "agent_id", ("AgentId", "AgentId"), help)
}

fn pace() -> Setting {
    Setting::requests_per_second("10", ("Calls of the app; the bot keeps to its own limit.", "应用的调用频率；机器人遵守其自身限制。"))
}
