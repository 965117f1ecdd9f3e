//! What people see of the connector: name, settings form, help.

use std::sync::OnceLock;

use connector::{Description, Setting, SettingKind};
use model::Label;

pub(crate) fn description() -> &'static Description {
    static DESCRIPTION: OnceLock<Description> = OnceLock::new();
    DESCRIPTION.get_or_init(|| Description {
        name: "hook",
        title: Label::new("Inbound hook", "入站 Webhook"),
        summary: Label::new("An address that another system calls when something happens.", "供其他系统在事件发生时调用的地址。"),
        category: "hook",
        settings: trust().into_iter().chain(content()).collect(),
        page: "hook.md",
    })
}

/// How callers are told from strangers.
fn trust() -> Vec<Setting> {
    vec![
        Setting::new(
            SettingKind::Choice,
            "signature",
            ("How calls are signed", "签名方式"),
            (
                "Choose what the caller offers. Without a signature the address itself is the secret: keep it to yourself.",
                "选择调用方支持的方式。无签名时，地址本身即为密钥，请妥善保管。",
            ),
        )
        .needed()
        .preset("standard_webhooks")
        .choices(&[
            ("standard_webhooks", "Standard Webhooks", "Standard Webhooks"),
            ("hmac_sha256", "HMAC-SHA256 in a header", "请求头中的 HMAC-SHA256"),
            ("hmac_sha1", "HMAC-SHA1 in a header", "请求头中的 HMAC-SHA1"),
            ("token", "Shared token", "共享令牌"),
            ("none", "None", "无"),
        ]),
        Setting::new(
            SettingKind::LongSecret,
            "secret",
            ("Secret", "密钥"),
            ("Two lines while it is being replaced: both are taken.", "更换期间可填两行，两者均有效。"),
        )
        .only_if("signature", &["standard_webhooks", "hmac_sha256", "hmac_sha1", "token"]),
        Setting::new(
            SettingKind::Text,
            "signature_name",
            ("Header or parameter", "请求头或参数名"),
            ("Where signature or token stand, e.g. X-Signature.", "签名或令牌所在位置，例如 X-Signature。"),
        )
        .only_if("signature", &["hmac_sha256", "hmac_sha1", "token"]),
        Setting::new(
            SettingKind::Text,
            "signature_prefix",
            ("Text before the signature", "签名前缀"),
            ("For example sha256=", "例如 sha256="),
        )
        .only_if("signature", &["hmac_sha256", "hmac_sha1", "token"]),
        Setting::new(
            SettingKind::Text,
            "delivery_header",
            ("Header with the delivery's id", "投递 ID 请求头"),
            ("Tells repetitions apart; without it the content does: see the page.", "用于识别重复投递；未提供时按内容识别，详见说明页。"),
        ),
    ]
}

/// Where the records are.
fn content() -> Vec<Setting> {
    vec![
        Setting::new(
            SettingKind::Text,
            "records_at",
            ("Where the records are", "记录所在位置"),
            (
                "Members with dots between, e.g. data.items; empty when the call is the record.",
                "以点分隔的成员，例如 data.items；若整个请求即为记录则留空。",
            ),
        ),
        Setting::new(
            SettingKind::Text,
            "key",
            ("Field with the record's id", "记录 ID 字段"),
            ("As a column, e.g. id or customer.no.", "列名，例如 id 或 customer.no。"),
        )
        .needed()
        .preset("id"),
        Setting::new(
            SettingKind::Text,
            "version",
            ("Field with the time of change", "变更时间字段"),
            ("Lets late calls be told from new ones.", "用于区分迟到的调用。"),
        ),
        Setting::new(
            SettingKind::Text,
            "event_at",
            ("Where the event's name is", "事件名所在位置"),
            ("In the call, e.g. type or event.name.", "请求中的位置，例如 type 或 event.name。"),
        ),
        Setting::new(
            SettingKind::Text,
            "deleted_events",
            ("Events that mean deletion", "表示删除的事件"),
            ("Divided by commas, e.g. customer.deleted.", "以逗号分隔，例如 customer.deleted。"),
        ),
    ]
}
