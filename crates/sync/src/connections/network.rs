//! What calls and files of connections may reach: an installation setting, and what the command line adds for one process.

use std::path::PathBuf;

use connector::ConnectorError;
use connector::http::AddressRules;
use serde::{Deserialize, Serialize};

/// Name of the installation setting.
pub(super) const SETTING: &str = "network";
const ENTRIES_MAX: usize = 1_000;

/// What may be reached besides the open Internet. Nothing when empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NetworkSettings {
    /// Hosts (`erp.example.local`, `*.example.local`), addresses and networks (`10.0.0.0/8`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed_addresses: Vec<String>,
    /// Ports of the open Internet besides the usual ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed_ports: Vec<u16>,
    /// PEM file with further certificate authorities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
    /// Folders on the machine that files may be read from and written to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub folders: Vec<PathBuf>,
}

impl NetworkSettings {
    /// Both together; of two certificate files the one of `self`.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        let mut add = |entry| {
            if !self.allowed_addresses.contains(&entry) {
                self.allowed_addresses.push(entry);
            }
        };
        other.allowed_addresses.into_iter().for_each(&mut add);
        self.allowed_ports.extend(other.allowed_ports);
        self.allowed_ports.sort_unstable();
        self.allowed_ports.dedup();
        self.ca_file = self.ca_file.or(other.ca_file);
        let mut add = |folder| {
            if !self.folders.contains(&folder) {
                self.folders.push(folder);
            }
        };
        other.folders.into_iter().for_each(&mut add);
        self
    }

    /// As the HTTP client understands them; `own_ports` stay closed.
    ///
    /// # Errors
    /// [`ConnectorError::Setting`] naming the entry that cannot be read.
    pub fn rules(&self, own_ports: &[u16]) -> Result<AddressRules, ConnectorError> {
        let wrong = |setting: &str, reason: String| ConnectorError::Setting { setting: setting.to_owned(), reason };
        if self.allowed_addresses.len().max(self.allowed_ports.len()).max(self.folders.len()) > ENTRIES_MAX {
            return Err(wrong("network", format!("at most {ENTRIES_MAX} entries each")));
        }
        if let Some(folder) = self.folders.iter().find(|folder| !folder.is_absolute()) {
            return Err(wrong("folders", format!("{} is not an absolute path", folder.display())));
        }
        Ok(AddressRules::allowing(&self.allowed_addresses)?.with_ports(&self.allowed_ports).closing_own_ports(own_ports))
    }
}
