//! The file itself: its shape, and how it is read.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use mapping::normalise::Region;
use records::filter_text::nearest;
use serde::de::value::StringDeserializer;
use serde::de::{DeserializeSeed, Error, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use store::SyncState;

use super::ConfigError;
use crate::alerts::{ChannelKind, ChannelLanguage};
use crate::connections::{NetworkSettings, same_name};
use crate::definition::SyncDefinition;

/// Most bytes of a file.
const FILE_BYTES_MAX: usize = 16 * 1024 * 1024;
/// The version of this form.
const VERSION: u32 = 1;

/// Everything a file says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfigFile {
    /// Version of this form: 1.
    pub version: u32,
    /// Settings of the installation; unchanged when absent.
    #[serde(default)]
    pub settings: Option<SettingsItem>,
    /// Connections, in order.
    #[serde(default)]
    pub connections: Vec<ConnectionItem>,
    /// Channels of alerts, in order; a file without them says nothing about channels.
    #[serde(default)]
    pub alert_channels: Option<Vec<ChannelItem>>,
    /// Syncs, in order.
    #[serde(default)]
    pub syncs: Vec<SyncItem>,
}

/// Settings of the installation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingsItem {
    /// What may be reached.
    pub network: NetworkSettings,
    /// The country of phones and addresses that name none: its code. Unchanged when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
}

/// A connection.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConnectionItem {
    /// Shown name.
    pub name: String,
    /// Name of the connector.
    pub connector: String,
    /// A person paused it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub paused: bool,
    /// Settings that are not secret.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub settings: Map<String, Value>,
    /// Where its secrets are found.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub secrets: BTreeMap<String, SecretReference>,
}

/// A channel of alerts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelItem {
    /// Shown name.
    pub name: String,
    /// By what it sends.
    pub kind: ChannelKind,
    /// False while nothing goes out by it.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub enabled: bool,
    /// Language of what is sent.
    #[serde(default, skip_serializing_if = "is_english")]
    pub language: ChannelLanguage,
    /// Settings that are not secret; of a connection its name.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub settings: Map<String, Value>,
    /// Where its secret is found.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub secrets: BTreeMap<String, SecretReference>,
}

/// Where a secret is found: in a variable or in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecretReference {
    /// Name of an environment variable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub env: Option<String>,
    /// Path of a file that holds the secret and nothing else; a line break at its end does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
}

/// State of a sync in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// Being put together.
    #[default]
    Draft,
    /// Runs by its triggers.
    Live,
    /// Stopped.
    Paused,
}

/// A sync: its definition with its state beside the other members.
#[derive(Clone, Debug)]
pub struct SyncItem {
    /// Where it stands.
    pub state: ItemState,
    /// What it is told to do.
    pub definition: SyncDefinition,
}

impl ConfigFile {
    /// Reads YAML (or JSON, which is YAML).
    ///
    /// # Errors
    /// [`ConfigError`], with the place.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let wrong = |place: &str, reason: String| ConfigError::Format { place: place.to_owned(), reason, nearest: Vec::new() };
        if text.len() > FILE_BYTES_MAX {
            return Err(wrong("file", format!("larger than {FILE_BYTES_MAX} bytes")));
        }
        let file: Self = serde_yaml_ng::from_str(text).map_err(|error| format_error(&error))?;
        if file.version != VERSION {
            return Err(wrong("version", format!("this program reads version {VERSION}")));
        }
        check_names("connections", file.connections.iter().map(|item| item.name.as_str()))?;
        check_names("alert channels", file.channels().iter().map(|item| item.name.as_str()))?;
        check_names("syncs", file.syncs.iter().map(|item| item.definition.name.as_str()))?;
        for item in &file.connections {
            check_secrets("connection", &item.name, &item.secrets)?;
        }
        for item in file.channels() {
            check_secrets("alert channel", &item.name, &item.secrets)?;
        }
        Ok(file)
    }

    /// The channels of alerts that it names.
    #[must_use]
    pub fn channels(&self) -> &[ChannelItem] {
        self.alert_channels.as_deref().unwrap_or_default()
    }
}

impl SettingsItem {
    /// The region that it names.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn region(&self) -> Result<Option<Region>, String> {
        let read = |name: &String| Region::parse(name).ok_or_else(|| format!("{name:?} is no country; write its code, such as CN"));
        self.region.as_ref().map(read).transpose()
    }
}

impl ConnectionItem {
    /// Reads one connection as it stands in a file of connections, by itself.
    ///
    /// # Errors
    /// [`ConfigError`], with the place.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let item: Self = serde_yaml_ng::from_str(text).map_err(|error| format_error(&error))?;
        check_secrets("connection", &item.name, &item.secrets)?;
        Ok(item)
    }
}

impl ItemState {
    /// As stored; `None` for what is archived.
    #[must_use]
    pub fn of(state: SyncState) -> Option<Self> {
        match state {
            SyncState::Draft => Some(Self::Draft),
            SyncState::Live => Some(Self::Live),
            SyncState::Paused => Some(Self::Paused),
            SyncState::Archived => None,
        }
    }

    /// As written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Live => "live",
            Self::Paused => "paused",
        }
    }
}

fn check_secrets(kind: &'static str, name: &str, secrets: &BTreeMap<String, SecretReference>) -> Result<(), ConfigError> {
    match secrets.iter().find(|(_, reference)| reference.env.is_some() == reference.file.is_some()) {
        Some((setting, _)) => Err(ConfigError::Secret { kind, name: name.to_owned(), setting: setting.clone() }),
        None => Ok(()),
    }
}

fn check_names<'a>(kind: &'static str, names: impl Iterator<Item = &'a str>) -> Result<(), ConfigError> {
    let mut seen: Vec<&str> = Vec::new();
    for name in names {
        if seen.iter().any(|known| same_name(known, name)) {
            return Err(ConfigError::Twice { kind, name: name.to_owned() });
        }
        seen.push(name);
    }
    Ok(())
}

/// The reader's messages name what it knows instead of an unknown key; the most similar of these are told apart.
fn format_error(error: &serde_yaml_ng::Error) -> ConfigError {
    let place = error.location().map_or_else(|| "file".to_owned(), |at| format!("line {}, column {}", at.line(), at.column()));
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or(&text).to_owned();
    let quoted: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    let near = match quoted.split_first() {
        Some((unknown, known)) if text.contains("unknown field") || text.contains("unknown variant") => {
            nearest(unknown, known.iter().copied())
        }
        _ => Vec::new(),
    };
    ConfigError::Format { place, reason: text, nearest: near }
}

/// Takes `state` out of a mapping and gives the rest to the definition, so that a mistake keeps its place in the file.
impl<'de> Deserialize<'de> for SyncItem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Item;

        impl<'de> Visitor<'de> for Item {
            type Value = SyncItem;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a sync")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<SyncItem, A::Error> {
                let mut state = None;
                let rest = WithoutState { map, state: &mut state };
                let definition = SyncDefinition::deserialize(serde::de::value::MapAccessDeserializer::new(rest))?;
                Ok(SyncItem { state: state.unwrap_or_default(), definition })
            }
        }

        deserializer.deserialize_map(Item)
    }
}

struct WithoutState<'a, A> {
    map: A,
    state: &'a mut Option<ItemState>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for WithoutState<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.map.next_key::<String>()? {
            if key != "state" {
                let key: StringDeserializer<A::Error> = key.into_deserializer();
                return seed.deserialize(key).map(Some);
            }
            if self.state.replace(self.map.next_value()?).is_some() {
                return Err(A::Error::duplicate_field("state"));
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if asks for this signature")]
fn is_false(value: &bool) -> bool {
    !value
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if asks for this signature")]
fn is_true(value: &bool) -> bool {
    *value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if asks for this signature")]
fn is_english(language: &ChannelLanguage) -> bool {
    *language == ChannelLanguage::En
}
