//! What people see of a connector: its name, its settings form, its help.

use model::Label;
use serde::Serialize;

/// What a connector is to people: enough to draw its settings form, its catalogue card and its help.
#[derive(Clone, Debug, Serialize)]
pub struct Description {
    /// Stable name, e.g. `salesforce`.
    pub name: &'static str,
    /// Shown name.
    pub title: Label,
    /// One sentence.
    pub summary: Label,
    /// What kind of system: `crm`, `erp`, `shop`, `database`, `file`, `hook`, `messenger`, `rapport`.
    pub category: &'static str,
    /// The settings form, in order.
    pub settings: Vec<Setting>,
    /// Page of the documentation, below `docs/connectors/`.
    pub page: &'static str,
}

/// One line of a settings form.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Setting {
    /// Name in the settings, snake_case.
    pub name: &'static str,
    /// Shown name.
    pub label: Label,
    /// How to find or choose the value.
    pub help: Label,
    /// What it takes.
    pub kind: SettingKind,
    /// The form is not complete without it.
    pub required: bool,
    /// Filled in beforehand.
    pub default: Option<&'static str>,
    /// Allowed values of a choice, with shown names.
    pub options: Vec<(&'static str, Label)>,
    /// Shown only while the named setting has one of these values.
    pub only_if: Option<(&'static str, Vec<&'static str>)>,
    /// It says how records are read and written, not where and as whom: a rehearsal plays the real connection's value.
    #[serde(skip)]
    pub rehearsed: bool,
}

/// What a setting takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingKind {
    /// One line of text.
    #[default]
    Text,
    /// Several lines.
    LongText,
    /// Encrypted, never shown again.
    Secret,
    /// Several lines, encrypted (private keys).
    LongSecret,
    /// An http(s) address; changing its host clears the stored secrets.
    Url,
    /// A whole number.
    Integer,
    /// Yes or no.
    Boolean,
    /// One of the options.
    Choice,
    /// An IANA time zone.
    Zone,
}

impl Setting {
    /// A setting that need not be filled in; label and help in English and Chinese.
    #[must_use]
    pub fn new(kind: SettingKind, name: &'static str, label: (&str, &str), help: (&str, &str)) -> Self {
        Self { name, label: Label::new(label.0, label.1), help: Label::new(help.0, help.1), kind, ..Self::default() }
    }

    /// The form is not complete without it.
    #[must_use]
    pub fn needed(self) -> Self {
        Self { required: true, ..self }
    }

    /// Filled in beforehand.
    #[must_use]
    pub fn preset(self, value: &'static str) -> Self {
        Self { default: Some(value), ..self }
    }

    /// What a choice may be: value, English and Chinese name.
    #[must_use]
    pub fn choices(self, choices: &[(&'static str, &str, &str)]) -> Self {
        Self { options: choices.iter().map(|(value, en, zh)| (*value, Label::new(*en, *zh))).collect(), ..self }
    }

    /// Shown only while `setting` has one of `values`.
    #[must_use]
    pub fn only_if(self, setting: &'static str, values: &[&'static str]) -> Self {
        Self { only_if: Some((setting, values.to_vec())), ..self }
    }

    /// Says how records are read and written: played in rehearsals as the real connection has it.
    #[must_use]
    pub fn rehearsed(self) -> Self {
        Self { rehearsed: true, ..self }
    }

    /// How many requests a second a connection makes; `preset` unless told.
    #[must_use]
    pub fn requests_per_second(preset: &'static str, help: (&str, &str)) -> Self {
        Self::new(SettingKind::Integer, "requests_per_second", ("Requests per second", "每秒请求数"), help).preset(preset).rehearsed()
    }
}
