//! The settings, read.

use std::path::PathBuf;

use connector::{ConnectContext, ConnectorError, SecretText};
use connector_file::FileOptions;
use serde_json::Value;

/// What every file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Changes,
    Snapshot,
}

/// Where files are.
#[derive(Clone)]
pub(crate) enum Origin {
    Folder { folder: PathBuf, pattern: String, settle_ms: i64 },
    Address { url: String, token: Option<SecretText>, bytes_max: u64 },
}

/// Kind of outgoing files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OutgoingFormat {
    JsonLines,
    Csv,
}

/// See the module.
#[derive(Clone)]
pub(crate) struct Settings {
    pub origin: Origin,
    pub content: Content,
    pub keys: Vec<String>,
    pub updated: Option<String>,
    pub deleted: Option<String>,
    pub options: FileOptions,
    pub outgoing: Option<PathBuf>,
    pub outgoing_format: OutgoingFormat,
    pub folders: Vec<PathBuf>,
}

fn wrong(setting: &str, reason: &str) -> ConnectorError {
    ConnectorError::Setting { setting: setting.to_owned(), reason: reason.to_owned() }
}

/// Megabytes of an answer at most, whatever the settings say: it is held in memory once.
const MEGABYTES_MAX: u64 = 1_024;

impl Settings {
    /// Reads the settings; opens nothing.
    ///
    /// # Errors
    /// [`ConnectorError::Setting`].
    pub fn read(context: &ConnectContext) -> Result<Self, ConnectorError> {
        let origin = match context.required("place")? {
            "folder" => {
                let pattern = context.text("pattern").unwrap_or("*").to_owned();
                if pattern.contains(['/', '\\']) {
                    return Err(wrong("pattern", "a pattern of names, without folders"));
                }
                let settle_ms = i64::try_from(whole_number(context, "settle_seconds", 10, 86_400)? * 1_000).unwrap_or(0);
                Origin::Folder { folder: absolute("folder", context.required("folder")?)?, pattern, settle_ms }
            }
            "address" => Origin::Address {
                url: context.required("url")?.to_owned(),
                token: context.secrets.get("token").filter(|token| !token.is_empty()).cloned(),
                bytes_max: whole_number(context, "megabytes_max", 256, MEGABYTES_MAX)? << 20,
            },
            _ => return Err(wrong("place", "one of folder, address")),
        };
        let content = match context.text("content").unwrap_or("changes") {
            "changes" => Content::Changes,
            "snapshot" => Content::Snapshot,
            _ => return Err(wrong("content", "one of changes, snapshot")),
        };
        let keys = context.text("key").unwrap_or("").split(',').map(str::trim).filter(|key| !key.is_empty());
        let settings = Self {
            origin,
            content,
            keys: keys.map(str::to_owned).collect(),
            updated: context.text("updated").map(str::to_owned),
            deleted: context.text("deleted").map(str::to_owned),
            options: options(context)?,
            outgoing: context.text("outgoing").map(|path| absolute("outgoing", path)).transpose()?,
            outgoing_format: match context.text("outgoing_format").unwrap_or("jsonl") {
                "jsonl" => OutgoingFormat::JsonLines,
                "csv" => OutgoingFormat::Csv,
                _ => return Err(wrong("outgoing_format", "one of jsonl, csv")),
            },
            folders: context.folders.clone(),
        };
        if settings.deleted.is_some() && settings.keys.is_empty() {
            return Err(wrong("deleted", "a record can be called deleted only where a column holds its id"));
        }
        Ok(settings)
    }
}

fn options(context: &ConnectContext) -> Result<FileOptions, ConnectorError> {
    let delimiter = match context.settings.get("delimiter").and_then(Value::as_str).unwrap_or("") {
        "" => None,
        "tab" | "\t" | "\\t" => Some(b'\t'),
        one if one.len() == 1 => one.bytes().next(),
        _ => return Err(wrong("delimiter", "one character, or tab")),
    };
    let header_row = match context.settings.get("header_row") {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) if text.trim().is_empty() => None,
        Some(_) => Some(whole_number(context, "header_row", 1, 1_000)?),
    };
    Ok(FileOptions {
        encoding: context.text("encoding").map(str::to_owned),
        sheet: context.text("sheet").map(str::to_owned),
        delimiter,
        header_row,
        ..FileOptions::default()
    })
}

fn absolute(setting: &str, path: &str) -> Result<PathBuf, ConnectorError> {
    let path = PathBuf::from(path);
    if path.is_absolute() { Ok(path) } else { Err(wrong(setting, "write the whole path")) }
}

fn whole_number(context: &ConnectContext, name: &str, usual: u64, most: u64) -> Result<u64, ConnectorError> {
    let value = match context.settings.get(name) {
        None | Some(Value::Null) => return Ok(usual),
        Some(Value::String(text)) if text.trim().is_empty() => return Ok(usual),
        Some(Value::String(text)) => text.trim().parse().ok(),
        Some(other) => other.as_u64(),
    };
    value.filter(|value| *value <= most).ok_or_else(|| wrong(name, &format!("a whole number up to {most}")))
}
