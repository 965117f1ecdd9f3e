//! Which values and operators fit which type of field.

use mapping::normalise::Region;
use mapping::normalise::email::normalise_email;
use mapping::normalise::phone::normalise_phone;
use model::filter::{Literal, Operand, Test};
use model::{FieldType, RecordId, parse_ms};

use super::FilterReason;

/// What a value is compared with, and how it is read.
#[derive(Clone, Copy)]
pub(super) struct Compared<'t> {
    pub operand: &'t Operand,
    /// As written, for messages.
    pub name: &'t str,
    /// `None` for system values.
    pub field_type: Option<&'t FieldType>,
    /// Country of phone numbers that name none.
    pub region: Region,
}

/// A compared value as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text in quotes.
    Text(String),
    /// A word, number, date without quotes.
    Bare(String),
    /// JSON true or false.
    Boolean(bool),
    /// A JSON number as written.
    Number(String),
}

impl Value {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Bare(text) | Self::Number(text) => Some(text),
            Self::Boolean(_) => None,
        }
    }
}

/// The member of a composite field that `rest` names; the main member when it names none.
/// `None` when `rest` leads nowhere.
pub(super) fn member(field_type: &FieldType, rest: &[&str]) -> Option<Option<&'static str>> {
    let members = field_type.parts();
    match rest {
        [] => Some(members.first().copied()),
        [name] => members.iter().find(|member| *member == name).map(|member| Some(*member)),
        _ => None,
    }
}

/// What a literal of an operand looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Integer,
    Decimal,
    Boolean,
    Date,
    Datetime,
    /// Stored as milliseconds, written as a moment.
    Moment,
    Id,
    Json,
}

pub(super) fn shape(operand: &Operand, field_type: Option<&FieldType>) -> Shape {
    match operand {
        Operand::Id => Shape::Id,
        Operand::Version => Shape::Integer,
        Operand::UpdatedAt => Shape::Moment,
        Operand::CreatedAt(_) => Shape::Datetime,
        Operand::Field(_, member) => match field_type {
            Some(FieldType::Integer) => Shape::Integer,
            Some(FieldType::Decimal) => Shape::Decimal,
            Some(FieldType::Money) if member.as_deref() != Some("currency") => Shape::Decimal,
            Some(FieldType::Boolean) => Shape::Boolean,
            Some(FieldType::Date) => Shape::Date,
            Some(FieldType::Datetime) => Shape::Datetime,
            Some(FieldType::Json) => Shape::Json,
            Some(
                FieldType::Text
                | FieldType::LongText
                | FieldType::Money
                | FieldType::Email
                | FieldType::Phone
                | FieldType::Url
                | FieldType::Select { .. }
                | FieldType::MultiSelect { .. }
                | FieldType::Reference { .. }
                | FieldType::Person
                | FieldType::Address
                | FieldType::AutoNumber { .. },
            )
            | None => Shape::Text,
        },
    }
}

/// Records can be ordered by fields of this type.
pub(super) fn is_sortable(field_type: &FieldType) -> bool {
    match field_type {
        FieldType::Json | FieldType::MultiSelect { .. } => false,
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
        | FieldType::Select { .. }
        | FieldType::Reference { .. }
        | FieldType::Person
        | FieldType::Address
        | FieldType::AutoNumber { .. } => true,
    }
}

/// The test `operator value` on an operand.
pub(super) fn test(compared: &Compared<'_>, operator: &str, value: &Value) -> Result<Test, FilterReason> {
    let Compared { operand, name, field_type, .. } = *compared;
    let shape = shape(operand, field_type);
    let refuse = || {
        Err(FilterReason::Operator {
            operator: operator.chars().take(20).collect(),
            field: name.to_owned(),
            field_type: field_type.map_or("system", type_name),
        })
    };
    let several = matches!(field_type, Some(FieldType::Email | FieldType::Phone | FieldType::MultiSelect { .. } | FieldType::Json));
    let ordered = matches!(shape, Shape::Integer | Shape::Decimal | Shape::Date | Shape::Datetime | Shape::Moment | Shape::Id)
        || (shape == Shape::Text && !several);
    let textual = matches!(shape, Shape::Text | Shape::Json);
    let literal = || literal(compared, value);
    match operator {
        "=" => literal().map(Test::Equal),
        "!=" => literal().map(Test::NotEqual),
        "<" if ordered => literal().map(Test::Less),
        "<=" if ordered => literal().map(Test::LessOrEqual),
        ">" if ordered => literal().map(Test::Greater),
        ">=" if ordered => literal().map(Test::GreaterOrEqual),
        ":" if several => literal().map(Test::Has),
        "~" | "^" if textual => {
            let text = value.text().ok_or(FilterReason::WrongValue { field: name.to_owned(), wanted: "a text" })?;
            let text = part_as_kept(field_type, text);
            Ok(if operator == "~" { Test::Contains(text) } else { Test::StartsWith(text) })
        }
        _ => refuse(),
    }
}

/// `value` as a constant of the operand's type.
pub(super) fn literal(compared: &Compared<'_>, value: &Value) -> Result<Literal, FilterReason> {
    let Compared { operand, name, field_type, region } = *compared;
    let wrong = |wanted: &'static str| FilterReason::WrongValue { field: name.to_owned(), wanted };
    let text = value.text();
    match shape(operand, field_type) {
        Shape::Text => text.map(|text| Literal::Text(as_kept(field_type, text, region))).ok_or_else(|| wrong("a text")),
        Shape::Integer => text.and_then(|text| text.parse().ok()).map(Literal::Integer).ok_or_else(|| wrong("a whole number")),
        Shape::Decimal => text
            .filter(|text| is_decimal(text))
            .map(|text| Literal::Decimal(text.to_owned()))
            .ok_or_else(|| wrong("a number such as -12.50")),
        Shape::Boolean => match (value, text) {
            (Value::Boolean(value), _) => Some(*value),
            (_, Some("true")) => Some(true),
            (_, Some("false")) => Some(false),
            _ => None,
        }
        .map(Literal::Boolean)
        .ok_or_else(|| wrong("true or false")),
        Shape::Date => {
            text.filter(|text| is_date(text)).map(|text| Literal::Text(text.to_owned())).ok_or_else(|| wrong("a date such as 2026-03-31"))
        }
        Shape::Datetime => text
            .and_then(moment)
            .map(|ms| Literal::Text(stored_datetime(ms)))
            .ok_or_else(|| wrong("a moment such as 2026-03-31T08:15:00Z, or a date")),
        Shape::Moment => {
            text.and_then(moment).map(Literal::Integer).ok_or_else(|| wrong("a moment such as 2026-03-31T08:15:00Z, or a date"))
        }
        Shape::Id => text.and_then(RecordId::parse).map(|id| Literal::Integer(id.0)).ok_or_else(|| wrong("a record id")),
        Shape::Json => match value {
            Value::Boolean(value) => Ok(Literal::Boolean(*value)),
            Value::Text(text) | Value::Bare(text) => Ok(Literal::Text(text.clone())),
            Value::Number(number) => match number.parse() {
                Ok(whole) => Ok(Literal::Integer(whole)),
                Err(_) if is_decimal(number) => Ok(Literal::Decimal(number.clone())),
                Err(_) => Err(wrong("a text, number or boolean")),
            },
        },
    }
}

/// A compared text in the spelling in which values are kept: people write a phone as they like, records hold E.164.
fn as_kept(field_type: Option<&FieldType>, text: &str, region: Region) -> String {
    let kept = match field_type {
        Some(FieldType::Phone) => normalise_phone(text, region).ok().map(|done| done.value.into_string()),
        Some(FieldType::Email) => normalise_email(text).ok().map(|done| done.value.into_string()),
        _ => None,
    };
    kept.unwrap_or_else(|| text.to_owned())
}

/// A part of a text that is looked for, without what kept values never hold.
fn part_as_kept(field_type: Option<&FieldType>, text: &str) -> String {
    let is_number = text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '+' | '-' | ' ' | '(' | ')'));
    match field_type {
        Some(FieldType::Phone) if is_number => text.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect(),
        Some(FieldType::Email) => text.to_lowercase(),
        _ => text.to_owned(),
    }
}

/// Milliseconds of a moment; a date alone is its first moment in UTC. Years 0 to 9999, so that stored texts sort by time.
fn moment(text: &str) -> Option<i64> {
    let ms = if is_date(text) { parse_ms(&format!("{text}T00:00:00Z")) } else { parse_ms(text) };
    ms.filter(|ms| (-62_167_219_200_000..253_402_300_800_000).contains(ms))
}

/// A moment as documents store it.
fn stored_datetime(ms: i64) -> String {
    model::format_ms(ms)
}

fn is_date(text: &str) -> bool {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    shape && parse_ms(&format!("{text}T00:00:00Z")).is_some()
}

/// Sign, digits, at most one point; at most 28 digits.
fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let numeric = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    numeric(whole) && part.is_none_or(numeric) && digits.len() <= 29
}

/// The name of a type as definitions spell it.
#[must_use]
pub fn type_name(field_type: &FieldType) -> &'static str {
    match field_type {
        FieldType::Text => "text",
        FieldType::LongText => "long_text",
        FieldType::Integer => "integer",
        FieldType::Decimal => "decimal",
        FieldType::Money => "money",
        FieldType::Boolean => "boolean",
        FieldType::Date => "date",
        FieldType::Datetime => "datetime",
        FieldType::Email => "email",
        FieldType::Phone => "phone",
        FieldType::Url => "url",
        FieldType::Select { .. } => "select",
        FieldType::MultiSelect { .. } => "multi_select",
        FieldType::Reference { .. } => "reference",
        FieldType::Person => "person",
        FieldType::Address => "address",
        FieldType::Json => "json",
        FieldType::AutoNumber { .. } => "auto_number",
    }
}
