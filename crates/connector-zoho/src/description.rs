//! What people see of the connector: name, settings form, help.

use std::sync::OnceLock;

use connector::{Description, Setting, SettingKind};
use model::Label;

use crate::places::{CENTRE_NAMES, OWN};

/// Requests a second unless told.
pub(crate) const REQUESTS_PER_SECOND: u64 = 10;
/// First loads of so many records go through a bulk read: it costs 50 credits for 200,000, queries cost 300.
pub(crate) const BULK_FROM: u64 = 35_000;
/// Minutes a notification may be old.
pub(crate) const PUSH_WINDOW_MINUTES: u64 = 60;

pub(crate) fn description() -> &'static Description {
    static DESCRIPTION: OnceLock<Description> = OnceLock::new();
    DESCRIPTION.get_or_init(|| Description {
        name: "zoho",
        title: Label::new("Zoho CRM", "Zoho CRM"),
        summary: Label::new("Modules of a Zoho CRM organisation, read and written.", "读写 Zoho CRM 组织中的模块。"),
        category: "crm",
        settings: settings(),
        page: "zoho.md",
    })
}

fn settings() -> Vec<Setting> {
    let mut settings = app();
    settings.extend(of_one_flow());
    settings.extend(pushes());
    settings.extend(pace());
    settings
}

/// The organisation's data centre and the client that signs in.
fn app() -> Vec<Setting> {
    vec![
        Setting {
            name: "data_centre",
            label: Label::new("Data centre", "数据中心"),
            help: Label::new(
                "The end of the address you sign in at tells it: crm.zoho.eu is Europe. The token is sent to hosts of this data centre only.",
                "由登录网址的后缀决定，例如 crm.zoho.com.cn 为中国。令牌只会发送到该数据中心的主机。",
            ),
            kind: SettingKind::Choice,
            required: true,
            default: Some("us"),
            options: CENTRE_NAMES.iter().map(|(name, en, zh)| (*name, Label::new(*en, *zh))).collect(),
            ..Setting::default()
        },
        Setting {
            name: "accounts_url",
            label: Label::new("Address", "地址"),
            help: Label::new("One address that plays all hosts, for example a simulator.", "同时充当所有主机的地址，例如模拟器。"),
            kind: SettingKind::Url,
            only_if: Some(("data_centre", vec![OWN])),
            ..Setting::default()
        },
        Setting {
            name: "flow",
            label: Label::new("How to sign in", "登录方式"),
            help: Label::new(
                "A self client suits most: its page makes a code that is good for ten minutes.",
                "通常使用 Self Client：在其页面生成一个 10 分钟内有效的授权码。",
            ),
            kind: SettingKind::Choice,
            required: true,
            default: Some("code"),
            options: vec![
                ("code", Label::new("Code of a self client", "Self Client 授权码")),
                ("refresh_token", Label::new("Refresh token", "刷新令牌")),
                ("client_credentials", Label::new("Client credentials", "客户端凭据")),
            ],
            ..Setting::default()
        },
        Setting {
            name: "client_id",
            label: Label::new("Client ID", "客户端 ID"),
            help: Label::new(
                "From the API console of the data centre, e.g. api-console.zoho.eu.",
                "来自对应数据中心的 API 控制台，例如 api-console.zoho.com.cn。",
            ),
            required: true,
            ..Setting::default()
        },
        Setting {
            name: "client_secret",
            label: Label::new("Client secret", "客户端密钥"),
            help: Label::new("Shown beside the client ID.", "显示在客户端 ID 旁。"),
            kind: SettingKind::Secret,
            required: true,
            ..Setting::default()
        },
    ]
}

/// What only one way of signing in needs.
fn of_one_flow() -> Vec<Setting> {
    let only = |flow: &'static str| Some(("flow", vec![flow]));
    vec![
        Setting {
            name: "code",
            label: Label::new("Code", "授权码"),
            help: Label::new(
                "Under Generate code, with the scopes ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.users.READ,ZohoCRM.org.READ,ZohoCRM.coql.READ,ZohoCRM.bulk.ALL,ZohoCRM.notifications.ALL,ZohoFiles.files.ALL. It is changed for a refresh token at once, so run the check right after saving.",
                "在“Generate Code”中生成，范围为 ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.users.READ,ZohoCRM.org.READ,ZohoCRM.coql.READ,ZohoCRM.bulk.ALL,ZohoCRM.notifications.ALL,ZohoFiles.files.ALL。授权码会立即换成刷新令牌，请保存后马上运行检查。",
            ),
            kind: SettingKind::Secret,
            only_if: only("code"),
            ..Setting::default()
        },
        Setting {
            name: "refresh_token",
            label: Label::new("Refresh token", "刷新令牌"),
            help: Label::new("Made with the same scopes and access_type=offline.", "以相同范围和 access_type=offline 获得。"),
            kind: SettingKind::Secret,
            only_if: only("refresh_token"),
            ..Setting::default()
        },
        Setting {
            name: "organisation",
            label: Label::new("Organisation ID", "组织 ID"),
            help: Label::new("The number (zgid) under Setup > Company details.", "“设置 > 公司详情”中的编号（zgid）。"),
            only_if: only("client_credentials"),
            ..Setting::default()
        },
    ]
}

/// Changes without delay.
fn pushes() -> Vec<Setting> {
    vec![
        Setting {
            name: "push_url",
            label: Label::new("Address for notifications", "通知地址"),
            help: Label::new(
                "This server's public address and behind it the path that the connection shows. Empty: changes arrive by schedule only.",
                "本服务器的公网地址，后接该连接显示的路径。留空则变更仅按计划同步。",
            ),
            ..Setting::default()
        },
        Setting {
            name: "push_token",
            label: Label::new("Token of notifications", "通知令牌"),
            help: Label::new(
                "Any text of 20 to 50 characters that nobody can guess. Notifications are not signed; it is what tells them from others.",
                "任意 20 到 50 个字符、他人无法猜到的文本。通知没有签名，仅凭它识别。",
            ),
            kind: SettingKind::Secret,
            ..Setting::default()
        },
        Setting {
            name: "push_window_minutes",
            label: Label::new("Oldest notification taken, in minutes", "通知的最长有效分钟数"),
            help: Label::new("Older ones are refused.", "更早的通知将被拒绝。"),
            kind: SettingKind::Integer,
            default: Some("60"),
            ..Setting::default()
        },
    ]
}

/// How much at once.
fn pace() -> Vec<Setting> {
    vec![
        Setting {
            name: "bulk_from",
            label: Label::new("Bulk from this many rows", "达到此行数时使用批量接口"),
            help: Label::new(
                "First loads of larger modules go through a bulk read; 0 never.",
                "更大的模块首次全量读取使用批量读取；0 表示从不。",
            ),
            kind: SettingKind::Integer,
            default: Some("35000"),
            ..Setting::default()
        },
        Setting {
            name: "daily_credits",
            label: Label::new("Credits per day", "每日额度"),
            help: Label::new(
                "As shown under Setup > Developer space > API usage. Known, the last part of them is kept for people and pushes; 0 if not known.",
                "见“设置 > 开发者空间 > API 使用情况”。填写后，最后一部分会留给人工操作和通知；未知填 0。",
            ),
            kind: SettingKind::Integer,
            default: Some("0"),
            ..Setting::default()
        },
        Setting {
            name: "requests_per_second",
            label: Label::new("Requests per second", "每秒请求数"),
            help: Label::new("At most four are on their way at a time.", "同时进行的请求最多四个。"),
            kind: SettingKind::Integer,
            default: Some("10"),
            ..Setting::default()
        },
    ]
}
