//! What people see of the connector: name, settings form, help.

use std::sync::OnceLock;

use connector::{Description, Setting, SettingKind};
use model::Label;

pub(crate) fn description() -> &'static Description {
    static DESCRIPTION: OnceLock<Description> = OnceLock::new();
    DESCRIPTION.get_or_init(|| Description {
        name: "rapport",
        title: Label::new("Another Rapport", "另一套 Rapport"),
        summary: Label::new("Keeps two installations of Rapport equal.", "使两套 Rapport 保持一致。"),
        category: "rapport",
        settings: vec![
            Setting::new(
                SettingKind::Url,
                "url",
                ("Address", "网址"),
                ("For example https://rapport.example.com", "例如 https://rapport.example.com"),
            )
            .needed(),
            Setting::new(
                SettingKind::Secret,
                "key",
                ("API key", "API 密钥"),
                ("Made there: rapport key add, with the scopes of the objects.", "在对方创建：rapport key add，并授予相应对象的权限。"),
            )
            .needed(),
        ],
        page: "rapport.md",
    })
}
