//! Versions of the vendor's API, and what differs between them as far as this connector meets it.
//!
//! Source: the vendor's pages of each version and its change log. Where a page of a middle version contradicts another, the smaller number is
//! kept to: it is right for both. Upserts take 100 records in every version.

use connector::{ConnectContext, ConnectorError};
use serde_json::{Value, json};

/// The setting.
pub(crate) const SETTING: &str = "api_version";
/// Unless told.
pub(crate) const NEWEST: &str = "v8";

/// One version.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Version {
    /// As paths have it.
    pub name: &'static str,
    /// Records of one query.
    pub query_records_max: usize,
    /// Bulk jobs name their module by an object, and not by its bare name.
    module_is_object: bool,
    /// Records of a module can be counted by a call.
    pub counts: bool,
}

const VERSIONS: &[Version] = &[
    Version { name: NEWEST, query_records_max: 2_000, module_is_object: true, counts: true },
    Version { name: "v7", query_records_max: 2_000, module_is_object: true, counts: true },
    Version { name: "v6", query_records_max: 200, module_is_object: true, counts: true },
    Version { name: "v5", query_records_max: 200, module_is_object: true, counts: true },
    Version { name: "v4", query_records_max: 200, module_is_object: true, counts: true },
    Version { name: "v3", query_records_max: 200, module_is_object: true, counts: true },
    Version { name: "v2.1", query_records_max: 200, module_is_object: false, counts: true },
    Version { name: "v2", query_records_max: 200, module_is_object: false, counts: false },
];

/// What people choose from: value, English and Chinese name.
pub(crate) const CHOICES: &[(&str, &str, &str)] = &[
    (NEWEST, "v8", "v8"),
    ("v7", "v7", "v7"),
    ("v6", "v6", "v6"),
    ("v5", "v5", "v5"),
    ("v4", "v4", "v4"),
    ("v3", "v3", "v3"),
    ("v2.1", "v2.1", "v2.1"),
    ("v2", "v2", "v2"),
];

impl Version {
    /// The one in the settings.
    pub fn of(context: &ConnectContext) -> Result<&'static Self, ConnectorError> {
        let wanted = context.text(SETTING).unwrap_or(NEWEST);
        let known = VERSIONS.iter().find(|version| version.name == wanted);
        known.ok_or_else(|| {
            let names: Vec<&str> = VERSIONS.iter().map(|version| version.name).collect();
            ConnectorError::Setting { setting: SETTING.to_owned(), reason: format!("write one of {}", names.join(", ")) }
        })
    }

    /// A module as bulk jobs name it.
    pub fn module(&self, name: &str) -> Value {
        if self.module_is_object { json!({ "api_name": name }) } else { json!(name) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_can_be_chosen_and_names_its_modules_as_it_takes_them() {
        assert_eq!(CHOICES.iter().map(|choice| choice.0).collect::<Vec<_>>(), VERSIONS.iter().map(|one| one.name).collect::<Vec<_>>());
        let shown = |at: usize| (VERSIONS[at].module("Leads"), VERSIONS[at].query_records_max);
        assert_eq!(shown(0), (json!({ "api_name": "Leads" }), 2_000));
        assert_eq!(shown(7), (json!("Leads"), 200));
    }
}
