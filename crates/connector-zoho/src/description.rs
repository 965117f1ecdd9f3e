//! What people see of the connector: name, settings form, help.

use std::sync::OnceLock;

use connector::{Description, Setting, SettingKind};
use model::Label;

use crate::places::{CENTRE_NAMES, OWN};
use crate::version;

/// Requests a second unless told.
pub(crate) const REQUESTS_PER_SECOND: u64 = 10;
/// First loads of so many records go through a bulk read: it costs 50 credits for 200,000, queries cost 300.
pub(crate) const BULK_FROM: u64 = 35_000;
/// The setting that binds updates to versions.
pub(crate) const BIND_UPDATES: &str = "bind_updates";
/// Minutes a notification may be old.
pub(crate) const PUSH_WINDOW_MINUTES: u64 = 60;

pub(crate) fn description() -> &'static Description {
    static DESCRIPTION: OnceLock<Description> = OnceLock::new();
    DESCRIPTION.get_or_init(|| Description {
        name: "zoho",
        title: Label::new("Zoho CRM", "Zoho CRM"),
        summary: Label::new("Modules of a Zoho CRM organisation, read and written.", "读写 Zoho CRM 组织中的模块。"),
        category: "crm",
        settings: [app(), of_one_flow(), pushes(), pace()].concat(),
        page: "zoho.md",
    })
}

/// The organisation's data centre and the client that signs in.
fn app() -> Vec<Setting> {
    vec![
        Setting::new(
            SettingKind::Choice,
            "data_centre",
            ("Data centre", "数据中心"),
            (
                "The end of the address you sign in at tells it: crm.zoho.eu is Europe. The token is sent to hosts of this data centre only.",
                "由登录网址的后缀决定，例如 crm.zoho.com.cn 为中国。令牌只会发送到该数据中心的主机。",
            ),
        )
        .needed()
        .preset("us")
        .choices(CENTRE_NAMES),
        Setting::new(
            SettingKind::Url,
            "accounts_url",
            ("Address", "地址"),
            ("One address that plays all hosts, for example a simulator.", "同时充当所有主机的地址，例如模拟器。"),
        )
        .only_if("data_centre", &[OWN]),
        Setting::new(
            SettingKind::Choice,
            "flow",
            ("How to sign in", "登录方式"),
            (
                "A self client suits most: its page makes a code that is good for ten minutes.",
                "通常使用 Self Client：在其页面生成一个 10 分钟内有效的授权码。",
            ),
        )
        .needed()
        .preset("code")
        .choices(&[
            ("code", "Code of a self client", "Self Client 授权码"),
            ("refresh_token", "Refresh token", "刷新令牌"),
            ("client_credentials", "Client credentials", "客户端凭据"),
        ]),
        Setting::new(
            SettingKind::Text,
            "client_id",
            ("Client ID", "客户端 ID"),
            (
                "From the API console of the data centre, e.g. api-console.zoho.eu.",
                "来自对应数据中心的 API 控制台，例如 api-console.zoho.com.cn。",
            ),
        )
        .needed(),
        Setting::new(
            SettingKind::Secret,
            "client_secret",
            ("Client secret", "客户端密钥"),
            ("Shown beside the client ID.", "显示在客户端 ID 旁。"),
        )
        .needed(),
    ]
}

/// What only one way of signing in needs.
fn of_one_flow() -> Vec<Setting> {
    vec![
        Setting::new(
            SettingKind::Secret,
            "code",
            ("Code", "授权码"),
            (
                "Under Generate code, with the scopes ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.users.READ,ZohoCRM.org.READ,ZohoCRM.coql.READ,ZohoCRM.bulk.ALL,ZohoCRM.notifications.ALL,ZohoFiles.files.ALL. It is changed for a refresh token at once, so run the check right after saving.",
                "在“Generate Code”中生成，范围为 ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.users.READ,ZohoCRM.org.READ,ZohoCRM.coql.READ,ZohoCRM.bulk.ALL,ZohoCRM.notifications.ALL,ZohoFiles.files.ALL。授权码会立即换成刷新令牌，请保存后马上运行检查。",
            ),
        )
        .only_if("flow", &["code"]),
        Setting::new(
            SettingKind::Secret,
            "refresh_token",
            ("Refresh token", "刷新令牌"),
            ("Made with the same scopes and access_type=offline.", "以相同范围和 access_type=offline 获得。"),
        )
        .only_if("flow", &["refresh_token"]),
        Setting::new(
            SettingKind::Text,
            "organisation",
            ("Organisation ID", "组织 ID"),
            ("The number (zgid) under Setup > Company details.", "“设置 > 公司详情”中的编号（zgid）。"),
        )
        .only_if("flow", &["client_credentials"]),
    ]
}

/// Changes without delay.
fn pushes() -> Vec<Setting> {
    vec![
        Setting::new(
            SettingKind::Text,
            "push_url",
            ("Address for notifications", "通知地址"),
            (
                "This server's public address and behind it the path that the connection shows. Empty: changes arrive by schedule only.",
                "本服务器的公网地址，后接该连接显示的路径。留空则变更仅按计划同步。",
            ),
        ),
        Setting::new(
            SettingKind::Secret,
            "push_token",
            ("Token of notifications", "通知令牌"),
            (
                "Any text of 20 to 50 characters that nobody can guess. Notifications are not signed; it is what tells them from others.",
                "任意 20 到 50 个字符、他人无法猜到的文本。通知没有签名，仅凭它识别。",
            ),
        ),
        Setting::new(
            SettingKind::Integer,
            "push_window_minutes",
            ("Oldest notification taken, in minutes", "通知的最长有效分钟数"),
            ("Older ones are refused.", "更早的通知将被拒绝。"),
        )
        .preset("60"),
    ]
}

/// How much at once.
fn pace() -> Vec<Setting> {
    vec![
        Setting::new(
            SettingKind::Choice,
            version::SETTING,
            ("API version", "API 版本"),
            (
                "The newest suits all; an older one where the organisation's other programs, or its agreements, are bound to it. Below v7 queries give 200 records at a time.",
                "通常使用最新版本；如组织的其他程序或协议限定旧版本，可在此选择。v7 以下每次查询最多返回 200 条。",
            ),
        )
        .rehearsed()
        .preset(version::NEWEST)
        .choices(version::CHOICES),
        Setting::new(
            SettingKind::Integer,
            "bulk_from",
            ("Bulk from this many rows", "达到此行数时使用批量接口"),
            (
                "First loads of larger modules go through a bulk read; 0 never.",
                "更大的模块首次全量读取使用批量读取；0 表示从不。",
            ),
        )
        .rehearsed()
        .preset("35000"),
        Setting::new(
            SettingKind::Boolean,
            BIND_UPDATES,
            ("Never write over what changed there meanwhile", "不覆盖 Zoho 中刚被修改的记录"),
            (
                "Each update is a call of its own, refused where somebody changed the record after it was read last. Slow for many records: leave it off unless people over there edit the same fields at the same time.",
                "每次更新单独调用，若记录在上次读取后被他人修改则拒绝更新。记录较多时较慢，仅在双方经常同时修改相同字段时开启。",
            ),
        )
        .rehearsed(),
        Setting::new(
            SettingKind::Integer,
            "daily_credits",
            ("Credits per day", "每日额度"),
            (
                "As shown under Setup > Developer space > API usage. Known, the last part of them is kept for people and pushes; 0 if not known.",
                "见“设置 > 开发者空间 > API 使用情况”。填写后，最后一部分会留给人工操作和通知；未知填 0。",
            ),
        )
        .rehearsed()
        .preset("0"),
        Setting::requests_per_second("10", ("At most four are on their way at a time.", "同时进行的请求最多四个。")),
    ]
}
