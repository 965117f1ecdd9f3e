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
        Setting::new(
            SettingKind::Secret,
            "api_key",
            ("API key", "API Key"),
            (
                "Made by an administrator under Open platform > API keys. Give it the apps and interfaces that are to be synced, and add this server's address if the key has an allow-list.",
                "由管理员在“开放平台 > API Key”中创建。请授权需要同步的应用和接口；若启用了 IP 白名单，请加入本服务器的地址。",
            ),
        )
        .needed(),
        Setting::new(
            SettingKind::Url,
            "base_url",
            ("Address", "接口地址"),
            ("Change it only for a private installation.", "仅私有部署需要修改。"),
        )
        .preset(BASE_URL),
        Setting::new(
            SettingKind::Zone,
            "zone",
            ("Time zone of dates", "日期时区"),
            ("Dates without a time of day are days in this zone.", "不含时间的日期按此时区理解。"),
        )
        .preset("Asia/Shanghai"),
        Setting::new(
            SettingKind::LongSecret,
            "push_secrets",
            ("Secrets of data pushes", "数据推送密钥"),
            (
                "One per line, as shown in each form under Extensions > Data push.",
                "每行一个，见各表单“扩展功能 > 数据推送”。",
            ),
        ),
        Setting::new(
            SettingKind::Integer,
            "push_window_minutes",
            ("Oldest push taken, in minutes", "推送的最长有效分钟数"),
            ("A repeated push may carry the time of its first attempt.", "重试的推送可能带有首次发送的时间。"),
        )
        .preset(PUSH_WINDOW_MINUTES),
        Setting::requests_per_second(REQUESTS_PER_SECOND, ("The corporation shares 50 requests a second among all its integrations.", "企业所有集成共享每秒 50 次请求。")),
    ]
}
