//! The mapping: rules from source columns to the fields of one object, as a person writes them in YAML.
//!
//! A plain `from`/`to` line suffices: the type of the target field decides how its values are understood. Everything else
//! is for the exceptions. What the rules mean is decided in [`crate::compile`]; this module is only their written form.

use model::Object;
use serde::{Deserialize, Serialize};

use crate::error::{MappingError, Place};
use crate::normalise::Region;
use crate::scalar::{one_or_many, optional_text, value_table};
use crate::transform::{DayOrder, Transform};
use crate::width::compared;

/// Target that takes the source's own id of the row.
pub const TARGET_EXTERNAL_ID: &str = "external_id";
/// Target that takes the source's version time of the row ("newest wins").
pub const TARGET_UPDATED_AT: &str = "updated_at";
/// Most rules of one mapping.
pub const RULES_MAX: usize = 2_000;
/// Most bytes of a mapping file.
pub const FILE_BYTES_MAX: usize = 5 * 1024 * 1024;

/// Rules from the columns of a source to the fields of one object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Version of this format: 1.
    pub version: u32,
    /// API name of the object, e.g. `customers`.
    pub object: String,
    /// Name of the source, for ranks and lineage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// ISO 3166-1 alpha-2 country assumed for phones and addresses that name none; mainland China when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// IANA zone of times that name none; UTC when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// ISO 4217 currency of amounts that name none; CNY when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Order of day and month where a date leaves it open; decided per column from its values when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DayOrder>,
    /// Match keys to use, as field names or `external_id`; the object's own when absent.
    #[serde(rename = "match", default, skip_serializing_if = "Option::is_none")]
    pub match_keys: Option<Vec<String>>,
    /// The rules, in order: where several feed one field, the first value wins.
    pub fields: Vec<Rule>,
    /// Columns left out on purpose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignore: Vec<String>,
}

/// One rule: from columns to a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Source columns, by name. Several are tried in order, or joined by `concat`; none needs a `default` or `value`.
    #[serde(default, with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// Field name, `field.part` (`address.city`, `amount.currency`, `person.family`), `external_id` or `updated_at`.
    pub to: String,
    /// Operators applied in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transforms: Vec<Transform>,
    /// Taken where the source has no value.
    #[serde(default, with = "optional_text", skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Value table, applied after the text operators; width and case of the left side do not matter. A value without a
    /// line goes on as it is; the line `*` takes all others.
    #[serde(default, with = "value_table", skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<(String, String)>,
    /// How the record is found that a reference field names; everything is tried when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<FindBy>,
    /// A row without a value is reported.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Remark of the mapping's author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where the rule stands in its file. No part of its meaning.
    #[serde(skip)]
    pub place: RulePlace,
}

/// What the text of a reference is: `external_id`, `id`, `name` (the title), a kind of match key or a field of the other object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FindBy {
    /// See above; everything is tried when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Name of the system whose ids are meant; the source of the rows when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// As it may be written: one word, or both members.
#[derive(Deserialize)]
#[serde(untagged)]
enum FindByForm {
    Word(String),
    Members(FindByMembers),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FindByMembers {
    #[serde(default)]
    by: Option<String>,
    #[serde(default)]
    source: Option<String>,
}

impl<'de> Deserialize<'de> for FindBy {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match FindByForm::deserialize(deserializer)? {
            FindByForm::Word(text) => Self::from_text(&text),
            FindByForm::Members(FindByMembers { by, source }) => Self { by, source },
        })
    }
}

impl FindBy {
    /// Reads `by` or `by@source`, as a mapping table holds it; `@source` alone names the system only.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let part = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let (by, source) = text.split_once('@').map_or((text, ""), |(by, source)| (by, source));
        Self { by: part(by), source: part(source) }
    }

    /// The text that [`FindBy::from_text`] reads.
    #[must_use]
    pub fn to_text(&self) -> String {
        let source = self.source.as_ref().map(|source| format!("@{source}")).unwrap_or_default();
        format!("{}{source}", self.by.as_deref().unwrap_or_default())
    }
}

/// Where a rule stands in its file. All places are equal, so that two mappings that say the same compare equal.
#[derive(Clone, Copy, Debug, Default)]
pub struct RulePlace(pub Option<Place>);

impl PartialEq for RulePlace {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for RulePlace {}

impl Mapping {
    /// A mapping for `object` without rules.
    #[must_use]
    pub fn new(object: &str) -> Self {
        Self { version: 1, object: object.to_owned(), ..Self::default() }
    }

    /// Names the region, and the currency of `region`, where the mapping names none: what is kept says for good how its rows are read,
    /// whatever the installation is set to later.
    pub fn settle(&mut self, region: Region) {
        self.region.get_or_insert_with(|| region.as_str().to_owned());
        self.currency.get_or_insert_with(|| region.currency().as_str().to_owned());
    }

    /// As [`Mapping::settle`] for a mapping that is to replace `before`: what it leaves open stays as it was.
    pub fn settle_as(&mut self, before: &Self) {
        self.region = self.region.take().or_else(|| before.region.clone());
        self.currency = self.currency.take().or_else(|| before.currency.clone());
    }

    /// The country assumed for phones and addresses that name none. One kept without a region means mainland China, as before there was
    /// a setting.
    #[must_use]
    pub fn assumed_region(&self) -> Region {
        self.region.as_deref().and_then(Region::parse).unwrap_or_default()
    }

    /// Reads YAML. Checks the form only; whether columns and fields exist is checked by [`crate::Compiled::new`].
    ///
    /// # Errors
    /// [`MappingError`] naming the line.
    pub fn from_yaml(text: &str) -> Result<Self, MappingError> {
        if text.len() > FILE_BYTES_MAX {
            return Err(limit("file size", text.len(), FILE_BYTES_MAX));
        }
        let mut mapping: Self = serde_yaml_ng::from_str(text).map_err(|error| {
            let place = error.location().map_or(Place::Whole, |location| Place::Line(u32::try_from(location.line()).unwrap_or(u32::MAX)));
            MappingError::Format { place, reason: error.to_string() }
        })?;
        let lines = rule_lines(text);
        if lines.len() == mapping.fields.len() {
            for (rule, line) in mapping.fields.iter_mut().zip(lines) {
                rule.place = RulePlace(Some(Place::Line(line)));
            }
        }
        mapping.check_form()?;
        Ok(mapping)
    }

    /// Writes YAML that [`Mapping::from_yaml`] reads back to the same mapping.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        serde_yaml_ng::to_string(self).unwrap_or_default()
    }

    /// Where the `at`-th rule stands, for error messages.
    #[must_use]
    pub fn place_of(&self, at: usize) -> Place {
        let counted = Place::Rule(u32::try_from(at + 1).unwrap_or(u32::MAX));
        self.fields.get(at).and_then(|rule| rule.place.0).unwrap_or(counted)
    }

    /// Gives targets that are called by a field's label, in either language, the field's name. A label that two fields share stays.
    pub fn name_targets(&mut self, object: &Object) {
        for rule in &mut self.fields {
            let (target, part) = rule.to.split_once('.').map_or((rule.to.as_str(), None), |(target, part)| (target, Some(part)));
            let is_name =
                object.live_fields().any(|field| field.name == target) || [TARGET_EXTERNAL_ID, TARGET_UPDATED_AT].contains(&target);
            if is_name {
                continue;
            }
            let wanted = compared(target);
            let mut called = object
                .live_fields()
                .filter(|field| [&field.label.en, &field.label.zh, &field.name].iter().any(|name| compared(name) == wanted));
            if let (Some(field), None) = (called.next(), called.next()) {
                rule.to = part.map_or_else(|| field.name.clone(), |part| format!("{}.{part}", field.name));
            }
        }
    }

    /// Checks what does not depend on the source or the object.
    pub(crate) fn check_form(&self) -> Result<(), MappingError> {
        self.form_faults().into_iter().next().map_or(Ok(()), Err)
    }

    /// All that is wrong whatever the source or the object, at most one thing for each rule.
    pub(crate) fn form_faults(&self) -> Vec<MappingError> {
        let setting = |setting: &str, reason: &str| MappingError::Setting {
            place: Place::Whole,
            setting: setting.to_owned(),
            reason: reason.to_owned(),
        };
        if self.version != 1 {
            return vec![setting("version", "this program reads version 1")];
        }
        if self.fields.len() > RULES_MAX {
            return vec![limit("number of rules", self.fields.len(), RULES_MAX)];
        }
        let mut faults = Vec::new();
        if self.object.is_empty() {
            faults.push(setting("object", "name the object the rows become, e.g. customers"));
        }
        for (at, rule) in self.fields.iter().enumerate() {
            if let Err((setting, reason)) = rule.check_form() {
                faults.push(MappingError::Setting { place: self.place_of(at), setting: setting.to_owned(), reason: reason.to_owned() });
            }
        }
        faults
    }
}

impl Rule {
    /// The setting at fault, and why.
    pub(crate) fn check_form(&self) -> Result<(), (&'static str, &'static str)> {
        if self.to.is_empty() {
            return Err(("to", "name the target field"));
        }
        let gives_value = self.default.is_some() || self.transforms.iter().any(Transform::gives_value);
        if self.from.is_empty() && !gives_value {
            return Err(("from", "name a source column, or give a default"));
        }
        let kinds = self.transforms.iter().filter(|transform| transform.is_kind()).count();
        let last_is_kind = self.transforms.last().is_some_and(Transform::is_kind);
        if kinds > 1 || (kinds == 1 && !last_is_kind) {
            return Err(("transforms", "one transform says the kind of the value (date, phone …), and it stands last"));
        }
        Ok(())
    }
}

/// Line of each list entry under `fields:` in block style; empty for other styles.
fn rule_lines(text: &str) -> Vec<u32> {
    let mut lines = Vec::new();
    let mut indent = None;
    let mut inside = false;
    for (number, line) in (1_u32..).zip(text.lines()) {
        let trimmed = line.trim_start();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let depth = line.len() - trimmed.len();
        if !inside {
            inside = depth == 0 && line.trim_end() == "fields:";
            continue;
        }
        let is_entry = trimmed.starts_with("- ") || trimmed == "-";
        if is_entry && depth == *indent.get_or_insert(depth) {
            lines.push(number);
        } else if depth == 0 {
            break;
        }
    }
    lines
}

pub(crate) fn limit(limit: &'static str, found: usize, allowed: usize) -> MappingError {
    MappingError::Limit { limit, found: found as u64, allowed: allowed as u64 }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if asks for this signature")]
fn is_false(value: &bool) -> bool {
    !value
}
