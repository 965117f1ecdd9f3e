//! What people see of the connector: name, settings form, help.

use std::sync::OnceLock;

use connector::{Description, Setting, SettingKind};
use model::Label;

/// Where the API is reached unless a private installation says otherwise.
pub(crate) const BASE_URL: &str = "https://api.jiandaoyun.com/api";
/// Requests a second unless told: well below every limit of the vendor (its own demo takes 5).
pub(crate) const REQUESTS_PER_SECOND: &str = "8";
/// Minutes a push may be old; a retry carries the time of the first attempt.
pub(crate) const PUSH_WINDOW_MINUTES: &str = "720";

pub(crate) fn description() -> &'static Description {
    static DESCRIPTION: OnceLock<Description> = OnceLock::new();
    DESCRIPTION.get_or_init(|| Description {
        name: "jiandaoyun",
        title: Label::new("Jiandaoyun", "简道云"),
        summary: Label::new("Forms of a Jiandaoyun corporation, read and written.", "读写简道云企业中的表单数据。"),
        category: "crm",
        settings: settings(),
        page: "jiandaoyun.md",
    })
}

fn settings() -> Vec<Setting> {
    vec![
        Setting {
            name: "api_key",
            label: Label::new("API key", "API Key"),
            help: Label::new(
                "Made by an administrator under Open platform > API keys. Give it the apps and interfaces that are to be synced, and add this server's address if the key has an allow-list.",
                "由管理员在“开放平台 > API Key”中创建。请授权需要同步的应用和接口；若启用了 IP 白名单，请加入本服务器的地址。",
            ),
            kind: SettingKind::Secret,
            required: true,
            ..Setting::default()
        },
        Setting {
            name: "base_url",
            label: Label::new("Address", "接口地址"),
            help: Label::new("Change it only for a private installation.", "仅私有部署需要修改。"),
            kind: SettingKind::Url,
            default: Some(BASE_URL),
            ..Setting::default()
        },
        Setting {
            name: "zone",
            label: Label::new("Time zone of dates", "日期时区"),
            help: Label::new("Dates without a time of day are days in this zone.", "不含时间的日期按此时区理解。"),
            kind: SettingKind::Zone,
            default: Some("Asia/Shanghai"),
            ..Setting::default()
        },
        Setting {
            name: "push_secrets",
            label: Label::new("Secrets of data pushes", "数据推送密钥"),
            help: Label::new(
                "One per line, as shown in each form under Extensions > Data push.",
                "每行一个，见各表单“扩展功能 > 数据推送”。",
            ),
            kind: SettingKind::LongSecret,
            ..Setting::default()
        },
        Setting {
            name: "push_window_minutes",
            label: Label::new("Oldest push taken, in minutes", "推送的最长有效分钟数"),
            help: Label::new("A repeated push may carry the time of its first attempt.", "重试的推送可能带有首次发送的时间。"),
            kind: SettingKind::Integer,
            default: Some(PUSH_WINDOW_MINUTES),
            ..Setting::default()
        },
        Setting {
            name: "requests_per_second",
            label: Label::new("Requests per second", "每秒请求数"),
            help: Label::new("The corporation shares 50 requests a second among all its integrations.", "企业所有集成共享每秒 50 次请求。"),
            kind: SettingKind::Integer,
            default: Some(REQUESTS_PER_SECOND),
            ..Setting::default()
        },
    ]
}
