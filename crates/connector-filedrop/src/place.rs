//! Where reading is: what was read, what is being read, what was seen and may not be whole yet. Bounded.

use serde::{Deserialize, Serialize};

use crate::folder::Entry;

/// Files remembered.
pub(crate) const FILES_MAX: usize = 500;
/// Files that rest, remembered.
const RESTING_MAX: usize = 200;
/// Stands for the content of a file that was left aside.
pub(crate) const LEFT_ASIDE: &str = "!";

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Known {
    #[serde(rename = "n")]
    pub name: String,
    #[serde(rename = "s")]
    pub size: u64,
    #[serde(rename = "m")]
    pub modified_ms: i64,
    #[serde(rename = "h")]
    pub hash: String,
}

/// A file that is being read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Now {
    #[serde(rename = "n")]
    pub name: String,
    #[serde(rename = "h")]
    pub hash: String,
    /// Where in it.
    #[serde(rename = "c", default, skip_serializing_if = "String::is_empty")]
    pub cursor: String,
    /// Highest number given to a row of it.
    #[serde(rename = "r", default)]
    pub number: u64,
}

/// The text of a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Known>,
    /// Files up to this time that are not remembered any more count as read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Now>,
    /// Files that may not be whole yet: name, size, time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resting: Vec<(String, u64, i64)>,
    /// `ETag` and `Last-Modified` of an address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub etag: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub modified: String,
    /// Highest number given to a row of the files read in this pass.
    #[serde(default)]
    pub rows: u64,
}

impl Place {
    /// Whether the file was dealt with exactly as it is.
    pub fn knows(&self, entry: &Entry) -> bool {
        self.files.iter().any(|known| known.name == entry.name && known.size == entry.size && known.modified_ms == entry.modified_ms)
            || (self.floor_ms.is_some_and(|floor| entry.modified_ms <= floor) && !self.files.iter().any(|known| known.name == entry.name))
    }

    /// Whether this content was read, whatever its name.
    pub fn knows_content(&self, hash: &str) -> bool {
        hash != LEFT_ASIDE && self.files.iter().any(|known| known.hash == hash)
    }

    /// Remembers a file. `there` are the names in the folder: of those that are gone, the oldest is forgotten first.
    pub fn remember(&mut self, entry: &Entry, hash: &str, there: &[Entry]) {
        self.files.retain(|known| known.name != entry.name);
        let known = Known { name: entry.name.clone(), size: entry.size, modified_ms: entry.modified_ms, hash: hash.to_owned() };
        self.files.push(known);
        while self.files.len() > FILES_MAX {
            let gone = |known: &Known| !there.iter().any(|entry| entry.name == known.name);
            let oldest = |is_gone: bool| {
                let fitting = self.files.iter().enumerate().filter(|(_, known)| !is_gone || gone(known));
                fitting.min_by_key(|(_, known)| known.modified_ms).map(|(at, _)| at)
            };
            let Some(at) = oldest(true).or_else(|| oldest(false)) else { return };
            let forgotten = self.files.remove(at);
            if !gone(&forgotten) {
                self.floor_ms = self.floor_ms.max(Some(forgotten.modified_ms));
            }
        }
    }

    /// Notes the files that may not be whole yet.
    pub fn note_resting(&mut self, resting: &[Entry]) {
        let noted = resting.iter().take(RESTING_MAX).map(|entry| (entry.name.clone(), entry.size, entry.modified_ms));
        self.resting = noted.collect();
    }

    /// Whether the file was the same at the last look.
    pub fn rested(&self, entry: &Entry) -> bool {
        self.resting.iter().any(|(name, size, at)| *name == entry.name && *size == entry.size && *at == entry.modified_ms)
    }
}
