//! Objects and fields that users define at run time. One definition serves the database, the API, import and sync.

use serde::{Deserialize, Serialize};

use crate::id::{FieldId, ObjectId};
use crate::key::KeyKind;

/// Most fields one object may have.
pub const FIELDS_MAX: usize = 1_000;
/// Longest name of an object or field, in bytes.
pub const NAME_BYTES_MAX: usize = 60;

/// A text shown to people, in both languages of the product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

impl Label {
    /// One text in both languages.
    #[must_use]
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { en: en.into(), zh: zh.into() }
    }
}

/// A kind of record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Object {
    /// Never used again.
    pub id: ObjectId,
    /// Plural API name in snake_case, e.g. `customers`. Never changes.
    pub name: String,
    /// Shown name, plural.
    pub label: Label,
    /// Raised by one with each change of the definition.
    pub version: i64,
    /// Shipped with the product: may be extended, never removed.
    #[serde(default)]
    pub standard: bool,
    /// Hidden and closed for new records.
    #[serde(default)]
    pub archived: bool,
    /// Clients of the API change and delete a known record only when they say which version of it they have read.
    #[serde(default, skip_serializing_if = "is_false")]
    pub if_match_required: bool,
    /// Name of the field that names a record in lists and references.
    pub title_field: String,
    /// In id order, which is also the order of values in documents.
    pub fields: Vec<Field>,
    /// The order in which fields are shown; those that are not named follow by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shown_order: Vec<FieldId>,
}

/// A typed attribute of an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Unique within the object, never used again.
    pub id: FieldId,
    /// API name in snake_case. Never changes.
    pub name: String,
    /// Shown name.
    pub label: Label,
    /// What values it holds.
    #[serde(flatten)]
    pub field_type: FieldType,
    /// A record without a value is a finding in imports and refused by the API.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Two live records never hold the same value.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unique: bool,
    /// Has an expression index: filters and sorting by it are fast.
    #[serde(default, skip_serializing_if = "is_false")]
    pub indexed: bool,
    /// Its values identify records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub match_key: Option<KeyKind>,
    /// A core field: changes of it deserve approval.
    #[serde(default, skip_serializing_if = "is_false")]
    pub protected: bool,
    /// Said to be sensitive wherever the field is shown; rights decide who reads it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sensitive: bool,
    /// JSON fragment given to new records that bring no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<serde_json::Value>,
    /// What a value must satisfy beyond its type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validation: Option<Validation>,
    /// Which source wins.
    #[serde(default, skip_serializing_if = "Survivorship::is_default")]
    pub survivorship: Survivorship,
    /// Hidden; its stored values stay.
    #[serde(default, skip_serializing_if = "is_false")]
    pub archived: bool,
}

/// What values a field holds. Their JSON shapes are listed in [`crate::fragment`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FieldType {
    /// One line, at most 1,000 characters.
    Text,
    /// At most 100,000 characters.
    LongText,
    /// 64-bit signed.
    Integer,
    /// Decimal, at most 28 significant digits.
    Decimal,
    /// Decimal amount and ISO 4217 currency.
    Money,
    /// true or false.
    Boolean,
    /// Calendar day.
    Date,
    /// Moment in UTC.
    Datetime,
    /// Several addresses, the winning one first.
    Email,
    /// Several numbers in E.164, the winning one first.
    Phone,
    /// Absolute http(s) address.
    Url,
    /// One of the options.
    Select {
        /// Allowed values.
        options: Vec<SelectOption>,
    },
    /// Any of the options.
    MultiSelect {
        /// Allowed values.
        options: Vec<SelectOption>,
    },
    /// Id of a record of another object.
    Reference {
        /// API name of the other object.
        to: String,
    },
    /// Name of a person in parts.
    Person,
    /// Postal address in parts.
    Address,
    /// Anything.
    Json,
    /// Given by the system: prefix and a rising number.
    AutoNumber {
        /// Put before the number, e.g. `C-`.
        #[serde(default)]
        prefix: String,
    },
}

impl FieldType {
    /// Names of the parts of a value in parts, the one that stands for the whole first; empty for all other values.
    #[must_use]
    pub fn parts(&self) -> &'static [&'static str] {
        match self {
            Self::Money => &["amount", "currency"],
            Self::Person => &["full", "family", "given"],
            Self::Address => &["text", "country", "province", "city", "district", "street", "postcode"],
            Self::Text
            | Self::LongText
            | Self::Integer
            | Self::Decimal
            | Self::Boolean
            | Self::Date
            | Self::Datetime
            | Self::Email
            | Self::Phone
            | Self::Url
            | Self::Select { .. }
            | Self::MultiSelect { .. }
            | Self::Reference { .. }
            | Self::Json
            | Self::AutoNumber { .. } => &[],
        }
    }
}

/// One choice of a select field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectOption {
    /// Stored value.
    pub value: String,
    /// Shown name.
    pub label: Label,
    /// Position and meaning in a pipeline: `open`, `won`, `lost`; only for stages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
}

/// A rule a value must satisfy, with the message shown when it does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validation {
    /// Whole-value regular expression (linear-time syntax).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Smallest number, date or length, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<String>,
    /// Largest number, date or length, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
    /// Shown when the rule is broken.
    pub message: Label,
}

/// Which source wins a field. Manual edits win over every source; an empty value never wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Survivorship {
    /// The source record with the newest version. For e-mail, phone and multi-select: its values first, all others after.
    #[default]
    Newest,
    /// The source record with the oldest version.
    Oldest,
    /// The source with the smallest rank.
    SourceRank,
    /// The longest text.
    Longest,
    /// The value most sources agree on.
    MostFrequent,
}

impl Survivorship {
    fn is_default(&self) -> bool {
        *self == Self::Newest
    }
}

/// Why a definition is refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SchemaError {
    /// Names are 1 to 60 of `a-z 0-9 _`, starting with a letter.
    #[error("name {0:?} is not snake_case of at most 60 characters")]
    Name(String),
    /// The name belongs to the system or is taken.
    #[error("name {0:?} is taken or reserved")]
    Taken(String),
    /// More than [`FIELDS_MAX`] fields.
    #[error("object has more than {FIELDS_MAX} fields")]
    TooManyFields,
    /// A setting does not fit the type of the field.
    #[error("field {field:?}: {reason}")]
    Setting {
        /// Field name.
        field: String,
        /// What does not fit.
        reason: String,
    },
}

/// Names that stand for system values in records, filters and mappings.
pub const RESERVED_NAMES: [&str; 8] = ["id", "object", "version", "updated_at", "external_id", "external_ids", "state", "merged_into"];

impl Object {
    /// The live or archived field called `name`.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// All fields in the order in which they are shown.
    pub fn fields_as_shown(&self) -> impl Iterator<Item = &Field> {
        let named = self.shown_order.iter().filter_map(|id| self.field_by_id(*id));
        named.chain(self.fields.iter().filter(|field| !self.shown_order.contains(&field.id)))
    }

    /// The field with `id`. Fields are kept in id order.
    #[must_use]
    pub fn field_by_id(&self, id: FieldId) -> Option<&Field> {
        // Ids are given out from 1 upwards and never used again, so the field is nearly always at its own place.
        let guess = usize::try_from(id.0 - 1).ok()?;
        match self.fields.get(guess) {
            Some(field) if field.id == id => Some(field),
            _ => self.fields.iter().find(|field| field.id == id),
        }
    }

    /// Position of the field called `name`, looked for at `expected` first.
    #[must_use]
    pub fn field_position(&self, name: &str, expected: usize) -> Option<usize> {
        if let Some(rest) = self.fields.get(expected..)
            && let Some(at) = rest.iter().position(|field| field.name == name)
        {
            return Some(expected + at);
        }
        self.fields.iter().position(|field| field.name == name)
    }

    /// Fields that are not archived.
    pub fn live_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| !field.archived)
    }

    /// Checks the whole definition.
    ///
    /// # Errors
    /// The first [`SchemaError`] found.
    pub fn check(&self) -> Result<(), SchemaError> {
        check_name(&self.name)?;
        if self.fields.len() > FIELDS_MAX {
            return Err(SchemaError::TooManyFields);
        }
        for (at, field) in self.fields.iter().enumerate() {
            check_name(&field.name)?;
            if RESERVED_NAMES.contains(&field.name.as_str()) || self.fields[..at].iter().any(|other| other.name == field.name) {
                return Err(SchemaError::Taken(field.name.clone()));
            }
            field.check()?;
        }
        if self.field(&self.title_field).is_none() {
            return Err(SchemaError::Setting { field: self.title_field.clone(), reason: "title field does not exist".to_owned() });
        }
        Ok(())
    }
}

impl Field {
    /// True where the field holds several values of which the first wins.
    #[must_use]
    pub fn is_multi(&self) -> bool {
        matches!(self.field_type, FieldType::Email | FieldType::Phone | FieldType::MultiSelect { .. })
    }

    fn check(&self) -> Result<(), SchemaError> {
        let wrong = |reason: &str| Err(SchemaError::Setting { field: self.name.clone(), reason: reason.to_owned() });
        match (self.match_key, &self.field_type) {
            (None, _)
            | (Some(KeyKind::Email), FieldType::Email)
            | (Some(KeyKind::Phone), FieldType::Phone)
            | (Some(KeyKind::CreditCode | KeyKind::ResidentId | KeyKind::Text), FieldType::Text)
            | (Some(KeyKind::Text), FieldType::Integer | FieldType::Url | FieldType::AutoNumber { .. }) => {}
            (Some(_), _) => return wrong("this kind of match key does not fit the type of the field"),
        }
        if self.unique
            && matches!(
                self.field_type,
                FieldType::Json
                    | FieldType::LongText
                    | FieldType::Boolean
                    | FieldType::Person
                    | FieldType::Address
                    | FieldType::MultiSelect { .. }
                    | FieldType::Money
            )
        {
            return wrong("fields of this type cannot be unique");
        }
        match &self.field_type {
            FieldType::Select { options } | FieldType::MultiSelect { options } => {
                if options.len() > 1_000 || options.iter().any(|option| option.value.is_empty()) {
                    return wrong("options must be non-empty and at most 1,000");
                }
            }
            FieldType::Reference { to } => check_name(to)?,
            FieldType::Text
            | FieldType::LongText
            | FieldType::Integer
            | FieldType::Decimal
            | FieldType::Money
            | FieldType::Boolean
            | FieldType::Date
            | FieldType::Datetime
            | FieldType::Email
            | FieldType::Phone
            | FieldType::Url
            | FieldType::Person
            | FieldType::Address
            | FieldType::Json
            | FieldType::AutoNumber { .. } => {}
        }
        Ok(())
    }
}

fn check_name(name: &str) -> Result<(), SchemaError> {
    let fits = name.len() <= NAME_BYTES_MAX
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if fits { Ok(()) } else { Err(SchemaError::Name(name.to_owned())) }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if asks for this signature")]
fn is_false(value: &bool) -> bool {
    !value
}
