//! The operators a rule may apply to a source value, and their two written forms.
//!
//! In YAML an operator is `trim`, `{phone: CN}` or `{replace: [a, b]}`. In the mapping table it is `trim`, `phone(CN)` or
//! `replace(a, b)`, several of them divided by `|`; an argument with other characters than letters, digits and `_.:/+-`
//! stands in double quotes, escaped as in JSON.
//!
//! Text operators change the text. A *kind* operator (`date`, `phone` …) says how the value is to be understood; it stands
//! last and overrides what the target field would do by itself.

use std::fmt;

use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::scalar::ScalarList;

/// Which number in a date is the day, which the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOrder {
    /// 31/12/2025.
    DayFirst,
    /// 12/31/2025.
    MonthFirst,
    /// 25/12/31.
    YearFirst,
    /// 114/12/31, counted from 1911 as in Taiwan.
    RepublicYear,
}

impl DayOrder {
    /// The word for it in mappings.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::DayFirst => "day_first",
            Self::MonthFirst => "month_first",
            Self::YearFirst => "year_first",
            Self::RepublicYear => "republic_year",
        }
    }

    /// The order that `text` is the word for.
    pub(crate) fn named(text: &str) -> Option<Self> {
        [Self::DayFirst, Self::MonthFirst, Self::YearFirst, Self::RepublicYear].into_iter().find(|order| order.name() == text)
    }

    fn parse(text: &str) -> Result<Self, TransformError> {
        let unknown =
            || TransformError::Argument { operator: "date".to_owned(), expected: "day_first, month_first, year_first or republic_year" };
        Self::named(text).ok_or_else(unknown)
    }
}

/// One operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transform {
    /// Without blanks at both ends.
    Trim,
    /// Lower case.
    Lower,
    /// Upper case.
    Upper,
    /// First letter of each word in upper case, the others in lower case.
    Title,
    /// Clean text: blanks trimmed and collapsed, control and invisible characters removed.
    Text,
    /// Every occurrence of the first text becomes the second.
    Replace(String, String),
    /// Text put before a value that is not empty.
    Prefix(String),
    /// Text put after a value that is not empty.
    Suffix(String),
    /// All source columns joined. Without a separator: a blank, or nothing between Chinese characters.
    Concat(Option<String>),
    /// The first source column that is not empty (the default for several columns of a single-value field).
    FirstNonEmpty,
    /// Cut at the separator: all pieces for fields with several values, else the piece of this number (from 1).
    Split(String, Option<u32>),
    /// The part that a regular expression (linear-time syntax) finds: group of this number, 0 for the whole match.
    RegexExtract(String, u32),
    /// This text whatever the source holds.
    Value(String),
    /// This text where the value is empty.
    Default(String),
    /// Nothing unless the named column holds one of the values (width and case do not matter).
    When(String, Vec<String>),
    /// A decimal number.
    Number,
    /// An amount, in this currency where the value names none.
    Money(Option<String>),
    /// A calendar day.
    Date(Option<DayOrder>),
    /// A moment; times without zone are in this zone.
    Datetime(Option<String>),
    /// A phone number of this region where it has no country code.
    Phone(Option<String>),
    /// An e-mail address.
    Email,
    /// Yes or no.
    Boolean,
    /// JSON.
    Json,
    /// A person's name.
    Name,
    /// A company's name.
    Company,
    /// Unified social credit code.
    CreditCode,
    /// Resident identity number.
    ResidentId,
    /// ISO 3166-1 alpha-2 code of a country.
    Country,
    /// ISO 4217 code of a currency.
    Currency,
    /// A postal address, taken apart.
    Address,
}

/// Names of all operators, as written.
pub const OPERATORS: [&str; 30] = [
    "trim",
    "lower",
    "upper",
    "title",
    "text",
    "replace",
    "prefix",
    "suffix",
    "concat",
    "first_non_empty",
    "split",
    "regex_extract",
    "value",
    "default",
    "when",
    "number",
    "money",
    "date",
    "datetime",
    "phone",
    "email",
    "boolean",
    "json",
    "name",
    "company",
    "credit_code",
    "resident_id",
    "country",
    "currency",
    "address",
];

/// Why something is not an operator.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum TransformError {
    /// No operator has this name.
    #[error("no transform is called {name:?}{}", .nearest.as_deref().map(|near| format!("; did you mean {near}?")).unwrap_or_default())]
    Unknown {
        /// As written.
        name: String,
        /// The most similar name.
        nearest: Option<String>,
    },
    /// Wrong arguments.
    #[error("transform {operator} expects {expected}")]
    Argument {
        /// Name of the operator.
        operator: String,
        /// What it takes.
        expected: &'static str,
    },
    /// The written form of the mapping table cannot be read.
    #[error("transforms are written as name(argument, argument), divided by |: {0}")]
    Syntax(&'static str),
}

impl Transform {
    /// Name and arguments.
    #[must_use]
    pub fn parts(&self) -> (&'static str, Vec<String>) {
        let optional = |argument: &Option<String>| argument.iter().cloned().collect();
        match self {
            Self::Trim => ("trim", vec![]),
            Self::Lower => ("lower", vec![]),
            Self::Upper => ("upper", vec![]),
            Self::Title => ("title", vec![]),
            Self::Text => ("text", vec![]),
            Self::Replace(from, to) => ("replace", vec![from.clone(), to.clone()]),
            Self::Prefix(text) => ("prefix", vec![text.clone()]),
            Self::Suffix(text) => ("suffix", vec![text.clone()]),
            Self::Concat(separator) => ("concat", optional(separator)),
            Self::FirstNonEmpty => ("first_non_empty", vec![]),
            Self::Split(separator, None) => ("split", vec![separator.clone()]),
            Self::Split(separator, Some(piece)) => ("split", vec![separator.clone(), piece.to_string()]),
            Self::RegexExtract(pattern, 0) => ("regex_extract", vec![pattern.clone()]),
            Self::RegexExtract(pattern, group) => ("regex_extract", vec![pattern.clone(), group.to_string()]),
            Self::Value(text) => ("value", vec![text.clone()]),
            Self::Default(text) => ("default", vec![text.clone()]),
            Self::When(column, values) => ("when", std::iter::once(column).chain(values).cloned().collect()),
            Self::Number => ("number", vec![]),
            Self::Money(currency) => ("money", optional(currency)),
            Self::Date(order) => ("date", order.iter().map(|order| order.name().to_owned()).collect()),
            Self::Datetime(zone) => ("datetime", optional(zone)),
            Self::Phone(region) => ("phone", optional(region)),
            Self::Email => ("email", vec![]),
            Self::Boolean => ("boolean", vec![]),
            Self::Json => ("json", vec![]),
            Self::Name => ("name", vec![]),
            Self::Company => ("company", vec![]),
            Self::CreditCode => ("credit_code", vec![]),
            Self::ResidentId => ("resident_id", vec![]),
            Self::Country => ("country", vec![]),
            Self::Currency => ("currency", vec![]),
            Self::Address => ("address", vec![]),
        }
    }

    /// The operator called `name` with `arguments`.
    ///
    /// # Errors
    /// [`TransformError`] for an unknown name or arguments that do not fit.
    pub fn from_parts(name: &str, arguments: Vec<String>) -> Result<Self, TransformError> {
        if let Some(plain) = Self::without_arguments(name) {
            return if arguments.is_empty() { Ok(plain) } else { Err(wrong(name, "no argument")) };
        }
        let mut arguments = arguments.into_iter();
        let first = arguments.next();
        let second = arguments.next();
        let rest: Vec<String> = arguments.collect();
        if name == "when" {
            let (Some(column), Some(value)) = (first, second) else { return Err(wrong(name, "a column and one or more values")) };
            return Ok(Self::When(column, std::iter::once(value).chain(rest).collect()));
        }
        if !rest.is_empty() {
            return Err(wrong(name, "at most two arguments"));
        }
        match (name, first, second) {
            ("replace", Some(from), to) if !from.is_empty() => Ok(Self::Replace(from, to.unwrap_or_default())),
            ("replace", ..) => Err(wrong(name, "a text and its replacement")),
            ("split", Some(separator), None) if !separator.is_empty() => Ok(Self::Split(separator, None)),
            ("split", Some(separator), Some(piece)) if !separator.is_empty() => match piece.parse() {
                Ok(piece) if piece > 0 => Ok(Self::Split(separator, Some(piece))),
                Ok(_) | Err(_) => Err(wrong(name, "a separator and the number of the piece, from 1")),
            },
            ("split", ..) => Err(wrong(name, "a separator")),
            ("regex_extract", Some(pattern), group) => match group.as_deref().unwrap_or("0").parse() {
                Ok(group) => Ok(Self::RegexExtract(pattern, group)),
                Err(_) => Err(wrong(name, "a regular expression and the number of a group")),
            },
            ("regex_extract", None, _) => Err(wrong(name, "a regular expression")),
            (_, first, None) => Self::with_one(name, first),
            (_, _, Some(_)) => match Self::with_one(name, None) {
                Err(unknown @ TransformError::Unknown { .. }) => Err(unknown),
                Ok(_) | Err(_) => Err(wrong(name, "one argument")),
            },
        }
    }

    fn without_arguments(name: &str) -> Option<Self> {
        Some(match name {
            "trim" => Self::Trim,
            "lower" => Self::Lower,
            "upper" => Self::Upper,
            "title" => Self::Title,
            "text" => Self::Text,
            "first_non_empty" => Self::FirstNonEmpty,
            "number" => Self::Number,
            "email" => Self::Email,
            "boolean" => Self::Boolean,
            "json" => Self::Json,
            "name" => Self::Name,
            "company" => Self::Company,
            "credit_code" => Self::CreditCode,
            "resident_id" => Self::ResidentId,
            "country" => Self::Country,
            "currency" => Self::Currency,
            "address" => Self::Address,
            _ => return None,
        })
    }

    fn with_one(name: &str, argument: Option<String>) -> Result<Self, TransformError> {
        let needed = |expected| argument.clone().ok_or_else(|| wrong(name, expected));
        Ok(match name {
            "prefix" => Self::Prefix(needed("a text")?),
            "suffix" => Self::Suffix(needed("a text")?),
            "value" => Self::Value(needed("a text")?),
            "default" => Self::Default(needed("a text")?),
            "concat" => Self::Concat(argument),
            "money" => Self::Money(argument),
            "date" => Self::Date(argument.as_deref().map(DayOrder::parse).transpose()?),
            "datetime" => Self::Datetime(argument),
            "phone" => Self::Phone(argument),
            _ => {
                let nearest = crate::error::nearest(name, OPERATORS.into_iter()).into_iter().next();
                return Err(TransformError::Unknown { name: name.to_owned(), nearest });
            }
        })
    }

    /// True for operators that give a value where the source has none.
    pub(crate) fn gives_value(&self) -> bool {
        matches!(self, Self::Value(_) | Self::Default(_))
    }

    /// True for operators that say how a value is to be understood; they stand last.
    #[must_use]
    pub fn is_kind(&self) -> bool {
        match self {
            Self::Number
            | Self::Money(_)
            | Self::Date(_)
            | Self::Datetime(_)
            | Self::Phone(_)
            | Self::Email
            | Self::Boolean
            | Self::Json
            | Self::Name
            | Self::Company
            | Self::CreditCode
            | Self::ResidentId
            | Self::Country
            | Self::Currency
            | Self::Address => true,
            Self::Trim
            | Self::Lower
            | Self::Upper
            | Self::Title
            | Self::Text
            | Self::Replace(..)
            | Self::Prefix(_)
            | Self::Suffix(_)
            | Self::Concat(_)
            | Self::FirstNonEmpty
            | Self::Split(..)
            | Self::RegexExtract(..)
            | Self::Value(_)
            | Self::Default(_)
            | Self::When(..) => false,
        }
    }
}

fn wrong(operator: &str, expected: &'static str) -> TransformError {
    TransformError::Argument { operator: operator.to_owned(), expected }
}

impl fmt::Display for Transform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, arguments) = self.parts();
        f.write_str(name)?;
        for (at, argument) in arguments.iter().enumerate() {
            f.write_str(if at == 0 { "(" } else { ", " })?;
            let plain =
                !argument.is_empty() && argument.chars().all(|character| character.is_alphanumeric() || "_.:/+-".contains(character));
            if plain { f.write_str(argument)? } else { f.write_str(&model::fragment::text(argument))? }
        }
        if arguments.is_empty() { Ok(()) } else { f.write_str(")") }
    }
}

/// The written form of the mapping table: operators divided by ` | `.
#[must_use]
pub fn write_list(transforms: &[Transform]) -> String {
    transforms.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ")
}

/// Reads the written form of the mapping table.
///
/// # Errors
/// [`TransformError`] naming what cannot be read.
pub fn read_list(text: &str) -> Result<Vec<Transform>, TransformError> {
    let mut transforms = Vec::new();
    let mut rest = text.trim_start_matches(is_divider);
    while !rest.is_empty() {
        let end = rest.find(|character: char| !(character.is_ascii_alphanumeric() || character == '_')).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if name.is_empty() {
            return Err(TransformError::Syntax("a name is missing"));
        }
        let after = after.trim_start();
        let (arguments, after) = match after.strip_prefix(['(', '（']) {
            Some(inner) => read_arguments(inner)?,
            None => (Vec::new(), after),
        };
        transforms.push(Transform::from_parts(name, arguments)?);
        let after = after.trim_start_matches([' ', '\t']);
        if !after.is_empty() && !after.starts_with(is_divider) {
            return Err(TransformError::Syntax("a | is missing"));
        }
        rest = after.trim_start_matches(is_divider);
    }
    Ok(transforms)
}

fn is_divider(character: char) -> bool {
    matches!(character, '|' | '｜' | '\n' | '\r' | ' ' | '\t')
}

fn read_arguments(text: &str) -> Result<(Vec<String>, &str), TransformError> {
    let mut arguments = Vec::new();
    let mut rest = text.trim_start();
    if let Some(after) = rest.strip_prefix([')', '）']) {
        return Ok((arguments, after));
    }
    loop {
        let (argument, after) = if rest.starts_with('"') { read_quoted(rest)? } else { read_bare(rest)? };
        arguments.push(argument);
        let after = after.trim_start();
        if let Some(next) = after.strip_prefix([',', '，']) {
            rest = next.trim_start();
        } else if let Some(end) = after.strip_prefix([')', '）']) {
            return Ok((arguments, end));
        } else {
            return Err(TransformError::Syntax("a ) is missing"));
        }
    }
}

fn read_bare(text: &str) -> Result<(String, &str), TransformError> {
    let end = text.find([',', '，', ')', '）']).ok_or(TransformError::Syntax("a ) is missing"))?;
    let (argument, after) = text.split_at(end);
    Ok((argument.trim().to_owned(), after))
}

fn read_quoted(text: &str) -> Result<(String, &str), TransformError> {
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<String>();
    match stream.next() {
        Some(Ok(argument)) => Ok((argument, text.get(stream.byte_offset()..).unwrap_or_default())),
        Some(Err(_)) | None => Err(TransformError::Syntax("a text in quotes is not closed")),
    }
}

impl Serialize for Transform {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (name, arguments) = self.parts();
        match arguments.as_slice() {
            [] => serializer.serialize_str(name),
            [one] => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(name, one)?;
                map.end()
            }
            [_, ..] => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(name, &arguments)?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Transform {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;
        impl<'de> Visitor<'de> for Written {
            type Value = Transform;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a transform: a name such as trim, or one name with its argument such as {phone: CN}")
            }
            fn visit_str<E: de::Error>(self, name: &str) -> Result<Transform, E> {
                Transform::from_parts(name, Vec::new()).map_err(E::custom)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Transform, A::Error> {
                let Some((name, ScalarList(arguments))) = map.next_entry::<String, ScalarList>()? else {
                    return Err(de::Error::custom("a transform needs a name"));
                };
                if map.next_key::<String>()?.is_some() {
                    return Err(de::Error::custom("one transform has one name; start a new list entry for the next"));
                }
                Transform::from_parts(&name, arguments).map_err(de::Error::custom)
            }
        }
        deserializer.deserialize_any(Written)
    }
}
