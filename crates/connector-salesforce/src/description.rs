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
        settings: settings(),
        page: "salesforce.md",
    })
}

fn settings() -> Vec<Setting> {
    let mut settings = app();
    settings.extend(of_one_flow());
    settings.extend(pace());
    settings
}

/// The organisation and the app that signs in.
fn app() -> Vec<Setting> {
    vec![
        Setting {
            name: "login_url",
            label: Label::new("My Domain address", "My Domain 地址"),
            help: Label::new(
                "For example https://acme.my.salesforce.com (Setup > My Domain). Sandboxes have one of their own.",
                "例如 https://acme.my.salesforce.com（“设置 > 我的域”）。沙盒有单独的地址。",
            ),
            kind: SettingKind::Url,
            required: true,
            ..Setting::default()
        },
        Setting {
            name: "flow",
            label: Label::new("How to sign in", "登录方式"),
            help: Label::new(
                "Client credentials suit most: an external client app with a run-as user that has API access only.",
                "通常使用客户端凭据：外部客户端应用，运行用户仅授予 API 权限。",
            ),
            kind: SettingKind::Choice,
            required: true,
            default: Some("client_credentials"),
            options: vec![
                ("client_credentials", Label::new("Client credentials", "客户端凭据")),
                ("jwt", Label::new("JWT bearer (certificate)", "JWT（证书）")),
                ("refresh_token", Label::new("Refresh token", "刷新令牌")),
            ],
            ..Setting::default()
        },
        Setting {
            name: "client_id",
            label: Label::new("Consumer key", "使用者密钥"),
            help: Label::new("Of the external client app or connected app.", "外部客户端应用或连接的应用的密钥。"),
            required: true,
            ..Setting::default()
        },
        Setting {
            name: "client_secret",
            label: Label::new("Consumer secret", "使用者密码"),
            help: Label::new("Not needed for JWT bearer.", "JWT 方式无需填写。"),
            kind: SettingKind::Secret,
            only_if: Some(("flow", vec!["client_credentials", "refresh_token"])),
            ..Setting::default()
        },
    ]
}

/// What only one way of signing in needs.
fn of_one_flow() -> Vec<Setting> {
    let only = |flow: &'static str| Some(("flow", vec![flow]));
    vec![
        Setting {
            name: "username",
            label: Label::new("User name", "用户名"),
            help: Label::new("The user that is signed in, allowed by the app's policy.", "被授权登录的用户。"),
            only_if: only("jwt"),
            ..Setting::default()
        },
        Setting {
            name: "private_key",
            label: Label::new("Private key", "私钥"),
            help: Label::new("RSA, PEM; its certificate is uploaded to the app.", "RSA、PEM 格式；其证书需上传到应用。"),
            kind: SettingKind::LongSecret,
            only_if: only("jwt"),
            ..Setting::default()
        },
        Setting {
            name: "audience",
            label: Label::new("Audience", "受众"),
            help: Label::new(
                "https://login.salesforce.com, for sandboxes https://test.salesforce.com.",
                "https://login.salesforce.com，沙盒为 https://test.salesforce.com。",
            ),
            kind: SettingKind::Url,
            default: Some("https://login.salesforce.com"),
            only_if: only("jwt"),
            ..Setting::default()
        },
        Setting {
            name: "refresh_token",
            label: Label::new("Refresh token", "刷新令牌"),
            help: Label::new("Given by the web server flow with the scope refresh_token.", "通过带 refresh_token 范围的授权流程获得。"),
            kind: SettingKind::Secret,
            only_if: only("refresh_token"),
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
                "First loads of larger objects go through a bulk query; 0 never.",
                "更大的对象首次全量读取使用 Bulk API；0 表示从不。",
            ),
            kind: SettingKind::Integer,
            default: Some(BULK_FROM),
            ..Setting::default()
        },
        Setting {
            name: "requests_per_second",
            label: Label::new("Requests per second", "每秒请求数"),
            help: Label::new("The daily allowance is watched in any case.", "每日配额始终受控。"),
            kind: SettingKind::Integer,
            default: Some(REQUESTS_PER_SECOND),
            ..Setting::default()
        },
    ]
}
