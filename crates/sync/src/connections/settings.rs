//! Settings of a connection against the form that its connector describes.

use std::collections::BTreeSet;

use connector::{Description, Setting, SettingKind};
use records::filter_text::nearest;
use serde_json::{Map, Value};

use super::ConnectionError;

/// Most characters of one setting or secret.
pub(super) const TEXT_CHARS_MAX: usize = 20_000;

/// Checks that every setting exists, is no secret and is of its kind.
///
/// # Errors
/// [`ConnectionError::Setting`] naming the first at fault.
pub(super) fn check(description: &Description, settings: &Map<String, Value>) -> Result<(), ConnectionError> {
    for (name, value) in settings {
        let setting = find(description, name)?;
        if is_secret(setting) {
            return Err(ConnectionError::setting(name, "this is a secret: give it under secrets, where it is encrypted"));
        }
        check_value(setting, value).map_err(|reason| ConnectionError::setting(name, reason))?;
    }
    for setting in description.settings.iter().filter(|setting| setting.required && !is_secret(setting)) {
        if applies(description, setting, settings) && value_of(setting, settings).is_none() {
            return Err(ConnectionError::setting(setting.name, "a value is required"));
        }
    }
    Ok(())
}

/// The secret setting called `name`.
///
/// # Errors
/// [`ConnectionError::Setting`] when there is none.
pub(super) fn check_secret(description: &Description, name: &str, chars: usize) -> Result<(), ConnectionError> {
    if !is_secret(find(description, name)?) {
        return Err(ConnectionError::setting(name, "this is no secret: give it under settings"));
    }
    if chars > TEXT_CHARS_MAX {
        return Err(ConnectionError::setting(name, format!("at most {TEXT_CHARS_MAX} characters")));
    }
    Ok(())
}

fn find<'a>(description: &'a Description, name: &str) -> Result<&'a Setting, ConnectionError> {
    description.settings.iter().find(|setting| setting.name == name).ok_or_else(|| ConnectionError::Setting {
        setting: name.chars().take(60).collect(),
        reason: format!("{} has no such setting", description.name),
        nearest: nearest(name, description.settings.iter().map(|setting| setting.name)),
    })
}

/// Required secrets that are not there although the other settings ask for them.
pub(super) fn missing_secrets(description: &Description, settings: &Map<String, Value>, known: &BTreeSet<String>) -> Vec<&'static str> {
    applicable_secrets(description, settings)
        .filter(|setting| setting.required && !known.contains(setting.name))
        .map(|setting| setting.name)
        .collect()
}

/// Secrets that make sense with the other settings, in the order of the form.
fn applicable_secrets<'a>(description: &'a Description, settings: &'a Map<String, Value>) -> impl Iterator<Item = &'a Setting> + 'a {
    description.settings.iter().filter(move |setting| is_secret(setting) && applies(description, setting, settings))
}

/// Names of the secrets that make sense with the other settings, in the order of the form.
pub(crate) fn applicable_secret_names(description: &Description, settings: &Map<String, Value>) -> Vec<String> {
    applicable_secrets(description, settings).map(|setting| setting.name.to_owned()).collect()
}

/// The settings with defaults where nothing was chosen.
pub(super) fn with_defaults(description: &Description, settings: &Map<String, Value>) -> Map<String, Value> {
    let mut whole = settings.clone();
    for setting in &description.settings {
        if let Some(default) = setting.default
            && !is_secret(setting)
            && !whole.contains_key(setting.name)
        {
            let value = match setting.kind {
                SettingKind::Integer => default.parse::<i64>().map_or_else(|_| Value::from(default), Value::from),
                SettingKind::Boolean => Value::from(default == "true"),
                SettingKind::Text
                | SettingKind::LongText
                | SettingKind::Secret
                | SettingKind::LongSecret
                | SettingKind::Url
                | SettingKind::Choice
                | SettingKind::Zone => Value::from(default),
            };
            whole.insert(setting.name.to_owned(), value);
        }
    }
    whole
}

/// True when a setting that says where secrets are sent leads to another place now.
pub(super) fn leads_elsewhere(description: &Description, old: &Map<String, Value>, new: &Map<String, Value>) -> bool {
    let (old, new) = (with_defaults(description, old), with_defaults(description, new));
    description.settings.iter().any(|setting| {
        let text = |settings: &Map<String, Value>| settings.get(setting.name).map(as_text).unwrap_or_default();
        let (old, new) = (text(&old), text(&new));
        match setting.kind {
            SettingKind::Url => place(&old) != place(&new),
            SettingKind::Text => names_a_place(setting.name) && !old.eq_ignore_ascii_case(&new),
            SettingKind::LongText
            | SettingKind::Secret
            | SettingKind::LongSecret
            | SettingKind::Integer
            | SettingKind::Boolean
            | SettingKind::Choice
            | SettingKind::Zone => false,
        }
    })
}

/// Connectors that speak no HTTP name their host in a plain text setting.
fn names_a_place(name: &str) -> bool {
    ["host", "server", "domain", "address"].iter().any(|word| name == *word || name.ends_with(&format!("_{word}")))
}

fn is_secret(setting: &Setting) -> bool {
    matches!(setting.kind, SettingKind::Secret | SettingKind::LongSecret)
}

/// True while the form shows the setting.
fn applies(description: &Description, setting: &Setting, settings: &Map<String, Value>) -> bool {
    let Some((other, values)) = &setting.only_if else { return true };
    let Some(other) = description.settings.iter().find(|candidate| candidate.name == *other) else { return true };
    let value = value_of(other, settings).unwrap_or_default();
    values.contains(&value.as_str())
}

/// The value as text, or the default; `None` for neither.
fn value_of(setting: &Setting, settings: &Map<String, Value>) -> Option<String> {
    let given = settings.get(setting.name).map(as_text).filter(|text| !text.trim().is_empty());
    given.or_else(|| setting.default.map(str::to_owned))
}

fn as_text(value: &Value) -> String {
    value.as_str().map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned)
}

fn check_value(setting: &Setting, value: &Value) -> Result<(), String> {
    let text = match (setting.kind, value) {
        (SettingKind::Integer, Value::Number(number)) if number.is_i64() => return Ok(()),
        (SettingKind::Integer, _) => return Err("a whole number is expected".to_owned()),
        (SettingKind::Boolean, Value::Bool(_)) => return Ok(()),
        (SettingKind::Boolean, _) => return Err("true or false is expected".to_owned()),
        (_, Value::String(text)) => text,
        (_, _) => return Err("a text is expected".to_owned()),
    };
    if text.chars().count() > TEXT_CHARS_MAX || text.contains('\0') {
        return Err(format!("at most {TEXT_CHARS_MAX} characters, without NUL"));
    }
    match setting.kind {
        SettingKind::Url if !text.is_empty() && place(text).is_none() => {
            Err("an address such as https://crm.example.com is expected, without user name or password".to_owned())
        }
        SettingKind::Choice if !setting.options.iter().any(|(option, _)| option == text) => {
            let options: Vec<&str> = setting.options.iter().map(|(option, _)| *option).collect();
            Err(format!("one of {} is expected", options.join(", ")))
        }
        SettingKind::Text | SettingKind::Zone if text.contains(['\n', '\r']) => Err("one line is expected".to_owned()),
        SettingKind::Text
        | SettingKind::LongText
        | SettingKind::Secret
        | SettingKind::LongSecret
        | SettingKind::Url
        | SettingKind::Integer
        | SettingKind::Boolean
        | SettingKind::Choice
        | SettingKind::Zone => Ok(()),
    }
}

/// Whether an address is https, and its host and port where that is not the usual one; `None` for what is no http(s) address or carries credentials.
fn place(url: &str) -> Option<(bool, String)> {
    let (scheme, rest) = url.trim().split_once("://")?;
    let is_tls = match scheme.to_ascii_lowercase().as_str() {
        "https" => true,
        "http" => false,
        _ => return None,
    };
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    if authority.is_empty() || authority.contains('@') || authority.chars().any(|character| character.is_whitespace()) {
        return None;
    }
    let authority = authority.to_lowercase();
    let standard = if is_tls { ":443" } else { ":80" };
    let authority = authority.strip_suffix(standard).unwrap_or(&authority).trim_end_matches('.');
    Some((is_tls, authority.to_owned()))
}

#[cfg(test)]
mod tests {
    use model::Label;

    use super::*;

    fn description() -> Description {
        let setting = |name, kind| Setting { name, kind, ..Setting::default() };
        Description {
            name: "shop",
            title: Label::default(),
            summary: Label::default(),
            category: "shop",
            settings: vec![
                Setting { required: true, ..setting("url", SettingKind::Url) },
                Setting {
                    options: vec![("key", Label::default()), ("password", Label::default())],
                    default: Some("key"),
                    ..setting("sign_in", SettingKind::Choice)
                },
                Setting { required: true, only_if: Some(("sign_in", vec!["key"])), ..setting("api_key", SettingKind::Secret) },
                Setting { required: true, only_if: Some(("sign_in", vec!["password"])), ..setting("password", SettingKind::Secret) },
                setting("page_size", SettingKind::Integer),
                setting("db_host", SettingKind::Text),
            ],
            page: "shop.md",
        }
    }

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn each_setting_is_held_to_its_kind() {
        let cases = [
            (serde_json::json!({"url": "https://shop.example.com"}), ""),
            (serde_json::json!({}), "url"),
            (serde_json::json!({"url": "  "}), "url"),
            (serde_json::json!({"url": "ftp://shop.example.com"}), "url"),
            (serde_json::json!({"url": "https://user:word@shop.example.com"}), "url"),
            (serde_json::json!({"url": "https://a.cn", "sign_in": "magic"}), "sign_in"),
            (serde_json::json!({"url": "https://a.cn", "page_size": "20"}), "page_size"),
            (serde_json::json!({"url": "https://a.cn", "api_key": "x"}), "api_key"),
            (serde_json::json!({"url": "https://a.cn", "ulr": "x"}), "ulr"),
        ];
        for (settings, wrong) in cases {
            match check(&description(), &map(settings.clone())) {
                Ok(()) => assert_eq!(wrong, "", "{settings}"),
                Err(ConnectionError::Setting { setting, .. }) => assert_eq!(setting, wrong, "{settings}"),
                Err(other) => panic!("{settings}: {other}"),
            }
        }
        let Err(ConnectionError::Setting { nearest, .. }) = check(&description(), &map(serde_json::json!({"urll": "x"}))) else {
            panic!("refused")
        };
        assert_eq!(nearest.first().map(String::as_str), Some("url"));
    }

    #[test]
    fn only_secrets_that_the_form_shows_are_missed() {
        let none = BTreeSet::new();
        assert_eq!(missing_secrets(&description(), &Map::new(), &none), ["api_key"]);
        let with_password = map(serde_json::json!({"sign_in": "password"}));
        assert_eq!(missing_secrets(&description(), &with_password, &none), ["password"]);
        assert!(missing_secrets(&description(), &Map::new(), &BTreeSet::from(["api_key".to_owned()])).is_empty());
    }

    #[test]
    fn another_host_is_another_place_and_another_path_is_not() {
        let url = |url: &str| map(serde_json::json!({"url": url}));
        let same = [("https://a.cn/x", "https://A.cn:443/y"), ("http://a.cn", "http://a.cn:80/?q"), ("https://a.cn.", "https://a.cn")];
        for (old, new) in same {
            assert!(!leads_elsewhere(&description(), &url(old), &url(new)), "{old} {new}");
        }
        let other = [
            ("https://a.cn", "http://a.cn"),
            ("https://a.cn", "https://a.cn:444"),
            ("https://a.cn", "https://a.cn.evil.com"),
            ("https://a.cn", "https://evil.com/https://a.cn"),
            ("https://a.cn", "https://evil.com\\@a.cn"),
        ];
        for (old, new) in other {
            assert!(leads_elsewhere(&description(), &url(old), &url(new)), "{old} {new}");
        }
        let host = |host: &str| map(serde_json::json!({"db_host": host}));
        assert!(leads_elsewhere(&description(), &host("db1"), &host("db2")));
        assert!(!leads_elsewhere(&description(), &host("db1"), &host("DB1")));
    }
}
