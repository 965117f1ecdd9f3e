//! What people see of the connector: name, settings form, help.

use std::sync::OnceLock;

use connector::{Description, Setting, SettingKind};
use model::Label;

/// Version of the API that is spoken: `created` of upserts and column order of bulk queries depend on it.
pub(crate) const API_VERSION: &str = "v66.0";
/// Requests a second at most: the vendor limits calls at the same time and per day, not per second, so this only keeps our part small.
pub(crate) const REQUESTS_PER_SECOND: &str = "25";
/// Rows from which a first load goes through a bulk query.
pub(crate) const BULK_FROM: &str = "50000";

pub(crate) fn description() -> &'static Description {
    static DESCRIPTION: OnceLock<Description> = OnceLock::new();
    DESCRIPTION.get_or_init(|| Description {
        name: "salesforce",
        title: Label::new("Salesforce", "Salesforce"),
        summary: Label::new("Objects of a Salesforce organisation, read and written.", "读写 Salesforce 组织中的对象。"),
        category: "crm",
        settings: [app(), of_one_flow(), pace()].concat(),
        page: "salesforce.md",
    })
}

/// The organisation and the app that signs in.
fn app() -> Vec<Setting> {
    vec![
        Setting::new(
            SettingKind::Url,
            "login_url",
            ("My Domain address", "My Domain 地址"),
            (
                "For example https://acme.my.salesforce.com (Setup > My Domain). Sandboxes have one of their own.",
                "例如 https://acme.my.salesforce.com（“设置 > 我的域”）。沙盒有单独的地址。",
            ),
        )
        .needed(),
        Setting::new(
            SettingKind::Choice,
            "flow",
            ("How to sign in", "登录方式"),
            (
                "Client credentials suit most: an external client app with a run-as user that has API access only.",
                "通常使用客户端凭据：外部客户端应用，运行用户仅授予 API 权限。",
            ),
        )
        .needed()
        .preset("client_credentials")
        .choices(&[
            ("client_credentials", "Client credentials", "客户端凭据"),
            ("jwt", "JWT bearer (certificate)", "JWT（证书）"),
            ("refresh_token", "Refresh token", "刷新令牌"),
        ]),
        Setting::new(
            SettingKind::Text,
            "client_id",
            ("Consumer key", "使用者密钥"),
            ("Of the external client app or connected app.", "外部客户端应用或连接的应用的密钥。"),
        )
        .needed(),
        Setting::new(
            SettingKind::Secret,
            "client_secret",
            ("Consumer secret", "使用者密码"),
            ("Not needed for JWT bearer.", "JWT 方式无需填写。"),
        )
        .only_if("flow", &["client_credentials", "refresh_token"]),
    ]
}

/// What only one way of signing in needs.
fn of_one_flow() -> Vec<Setting> {
    vec![
        Setting::new(
            SettingKind::Text,
            "username",
            ("User name", "用户名"),
            ("The user that is signed in, allowed by the app's policy.", "被授权登录的用户。"),
        )
        .only_if("flow", &["jwt"]),
        Setting::new(
            SettingKind::LongSecret,
            "private_key",
            ("Private key", "私钥"),
            ("RSA, PEM; its certificate is uploaded to the app.", "RSA、PEM 格式；其证书需上传到应用。"),
        )
        .only_if("flow", &["jwt"]),
        Setting::new(
            SettingKind::Url,
            "audience",
            ("Audience", "受众"),
            (
                "https://login.salesforce.com, for sandboxes https://test.salesforce.com.",
                "https://login.salesforce.com，沙盒为 https://test.salesforce.com。",
            ),
        )
        .preset("https://login.salesforce.com")
        .only_if("flow", &["jwt"]),
        Setting::new(
            SettingKind::Secret,
            "refresh_token",
            ("Refresh token", "刷新令牌"),
            ("Given by the web server flow with the scope refresh_token.", "通过带 refresh_token 范围的授权流程获得。"),
        )
        .only_if("flow", &["refresh_token"]),
    ]
}

/// How much at once.
fn pace() -> Vec<Setting> {
    vec![
        Setting::new(
            SettingKind::Integer,
            "bulk_from",
            ("Bulk from this many rows", "达到此行数时使用批量接口"),
            ("First loads of larger objects go through a bulk query; 0 never.", "更大的对象首次全量读取使用 Bulk API；0 表示从不。"),
        )
        .rehearsed()
        .preset(BULK_FROM),
        Setting::requests_per_second(REQUESTS_PER_SECOND, ("The daily allowance is watched in any case.", "每日配额始终受控。")),
    ]
}
