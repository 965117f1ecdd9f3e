//! Typed JSON of the API to canonical fragments, and the rules a value must satisfy.
//!
//! The API and imports share one meaning of every type. A call that does not say otherwise is strict: a value that an
//! import would keep with a finding is refused.

use std::cell::RefCell;
use std::collections::HashMap;

use model::schema::Field;
use model::{CellKind, FieldType, Finding, FindingCode, Object, fragment};
use regex::Regex;
use serde_json::Value;

use crate::kind::{Dates, ELEMENTS_MAX, Kind, Read, Setting, push_money};
use crate::normalise::address::Address;
use crate::normalise::date::{DateOrder, Zone};
use crate::normalise::number::{Decimal, parse_money};
use crate::normalise::person_name::PersonName;
use crate::normalise::{Currency, Region, Rejected};
use crate::parts::{self, Part};

/// The canonical fragment of `value`; `None` for null and for values that stand for nothing (empty text, empty list).
///
/// E-mail, phone and multi-select take one text or a list; money an object, a number or a text such as `12.50 USD`; person
/// and address an object or a text. Dates are ISO 8601 (`2026-03-31`), moments RFC 3339. Phones and addresses without a country are
/// of `region`, amounts without a currency in that of `region`.
///
/// # Errors
/// All findings about the value.
pub fn fragment_from_json(field: &Field, object: &Object, value: &Value, region: Region) -> Result<Option<String>, Vec<Finding>> {
    let (fragment, findings) = fragment_from_json_lenient(field, object, value, region);
    if findings.is_empty() { Ok(fragment) } else { Err(findings) }
}

/// As [`fragment_from_json`], but a value that does not fit is treated as in an import: kept raw or left out, with findings.
#[must_use]
pub fn fragment_from_json_lenient(field: &Field, object: &Object, value: &Value, region: Region) -> (Option<String>, Vec<Finding>) {
    let mut reader = Reader {
        field,
        kind: Kind::of(object, field, || Dates { order: DateOrder::DayFirst, proven: false, zone: Zone::UTC }),
        setting: Setting { region, region_second: region, currency: region.currency() },
        out: String::new(),
        findings: Vec::new(),
    };
    reader.read(value);
    let Reader { out, mut findings, .. } = reader;
    if !out.is_empty()
        && let Some(finding) = validate(field, &out)
    {
        findings.push(finding);
    }
    ((!out.is_empty()).then_some(out), findings)
}

struct Reader<'a> {
    field: &'a Field,
    kind: Kind,
    setting: Setting,
    out: String,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn read(&mut self, value: &Value) {
        if value.is_null() {
            return;
        }
        match &self.field.field_type {
            FieldType::Email | FieldType::Phone | FieldType::MultiSelect { .. } => self.read_list(value),
            FieldType::Money => self.read_money(value),
            FieldType::Person => self.read_person(value),
            FieldType::Address => self.read_address(value),
            FieldType::Json => self.out.push_str(&value.to_string()),
            FieldType::Boolean => match value {
                Value::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
                Value::String(text) => self.read_text(CellKind::Text, text),
                Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_) => self.refuse(FindingCode::BooleanInvalid, value),
            },
            FieldType::Integer | FieldType::Decimal => match value {
                Value::Number(number) => self.read_text(CellKind::Number, &number.to_string()),
                Value::String(text) => self.read_text(CellKind::Text, text),
                Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => self.refuse(FindingCode::NumberInvalid, value),
            },
            FieldType::Text | FieldType::LongText | FieldType::Url | FieldType::AutoNumber { .. } => {
                self.read_scalar(value, FindingCode::ValidationFailed)
            }
            FieldType::Date | FieldType::Datetime => self.read_string(value, FindingCode::DateInvalid),
            FieldType::Select { .. } => self.read_scalar(value, FindingCode::OptionUnknown),
            FieldType::Reference { .. } => self.read_scalar(value, FindingCode::ReferenceUnknown),
        }
    }

    fn read_text(&mut self, cell: CellKind, text: &str) {
        let read = self.kind.read(cell, text, self.setting, &mut self.out);
        self.note(read);
    }

    fn note(&mut self, read: Read) {
        match read {
            Read::Nothing | Read::Value => {}
            Read::Kept(rejected) | Read::Dropped(rejected) => self.find(rejected),
        }
    }

    fn find(&mut self, rejected: Rejected) {
        self.findings.push(Finding::new(rejected.code, self.field.name.clone(), rejected.part));
    }

    fn refuse(&mut self, code: FindingCode, value: &Value) {
        let part: String = value.to_string().chars().take(200).collect();
        self.find(Rejected { code, part });
    }

    fn read_string(&mut self, value: &Value, code: FindingCode) {
        match value {
            Value::String(text) => self.read_text(CellKind::Text, text),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => self.refuse(code, value),
        }
    }

    fn read_scalar(&mut self, value: &Value, code: FindingCode) {
        match value {
            Value::String(text) => self.read_text(CellKind::Text, text),
            Value::Number(number) => self.read_text(CellKind::Text, &number.to_string()),
            Value::Bool(value) => self.read_text(CellKind::Text, if *value { "true" } else { "false" }),
            Value::Null | Value::Array(_) | Value::Object(_) => self.refuse(code, value),
        }
    }

    fn read_list(&mut self, value: &Value) {
        let code = match &self.field.field_type {
            FieldType::Email => FindingCode::EmailInvalid,
            FieldType::Phone => FindingCode::PhoneInvalid,
            FieldType::Text
            | FieldType::LongText
            | FieldType::Integer
            | FieldType::Decimal
            | FieldType::Money
            | FieldType::Boolean
            | FieldType::Date
            | FieldType::Datetime
            | FieldType::Url
            | FieldType::Select { .. }
            | FieldType::MultiSelect { .. }
            | FieldType::Reference { .. }
            | FieldType::Person
            | FieldType::Address
            | FieldType::Json
            | FieldType::AutoNumber { .. } => FindingCode::OptionUnknown,
        };
        let items: &[Value] = if let Value::Array(items) = value { items } else { std::slice::from_ref(value) };
        if items.len() > ELEMENTS_MAX {
            self.find(Rejected { code: FindingCode::TooLong, part: items.len().to_string() });
        }
        let mut texts: Vec<String> = Vec::new();
        for item in items.iter().take(ELEMENTS_MAX) {
            let text = match item {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                    self.refuse(code, item);
                    continue;
                }
            };
            let mut element = String::new();
            let read = self.kind.read(CellKind::Text, &text, self.setting, &mut element);
            self.note(read);
            if let Some(element) = fragment::as_text(&element)
                && !texts.iter().any(|known| *known == *element)
            {
                texts.push(element.into_owned());
            }
        }
        if !texts.is_empty() {
            fragment::push_list(&mut self.out, texts.iter().map(String::as_str));
        }
    }

    fn read_money(&mut self, value: &Value) {
        let text = |value: &Value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        };
        let (amount, currency) = match value {
            Value::Object(members) => {
                (members.get("amount").and_then(text), members.get("currency").filter(|currency| !currency.is_null()))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => (text(value), None),
        };
        let Some(amount) = amount else { return self.refuse(FindingCode::NumberInvalid, value) };
        if crate::normalise::null::is_null_word(&amount, self.kind.strictness()) {
            return;
        }
        let named = match currency {
            None => None,
            Some(currency) => match currency.as_str().and_then(Currency::parse) {
                Some(currency) => Some(currency),
                None => return self.refuse(FindingCode::CurrencyUnknown, currency),
            },
        };
        match parse_money(&amount, named.unwrap_or(self.setting.currency)) {
            Ok(done) => {
                push_money(&mut self.out, &done.value.amount, named.unwrap_or(done.value.currency));
            }
            Err(rejected) => self.find(rejected),
        }
    }

    fn read_person(&mut self, value: &Value) {
        let Value::Object(members) = value else { return self.read_string(value, FindingCode::ValidationFailed) };
        let mut person = PersonName::default();
        for (name, part) in parts::PERSON_PARTS {
            if let Some(text) = self.member(members, name) {
                parts::set_person(&mut person, part, &text);
            }
        }
        self.refuse_other_members(members, &parts::PERSON_PARTS);
        parts::complete_person(&mut person);
        let read = parts::push_person(&mut self.out, &person);
        self.note(read);
    }

    fn read_address(&mut self, value: &Value) {
        let Value::Object(members) = value else { return self.read_string(value, FindingCode::ValidationFailed) };
        let mut address = Address::default();
        for (name, part) in parts::ADDRESS_PARTS {
            if let Some(text) = self.member(members, name)
                && let Some(code) = parts::set_address(&mut address, part, &text)
            {
                self.find(Rejected { code, part: text });
            }
        }
        self.refuse_other_members(members, &parts::ADDRESS_PARTS);
        parts::complete_address(&mut address);
        let read = parts::push_address(&mut self.out, &address);
        self.note(read);
    }

    fn member(&mut self, members: &serde_json::Map<String, Value>, name: &str) -> Option<String> {
        match members.get(name)? {
            Value::Null => None,
            Value::String(text) => (!text.trim().is_empty()).then(|| text.clone()),
            other @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
                self.refuse(FindingCode::ValidationFailed, other);
                None
            }
        }
    }

    fn refuse_other_members(&mut self, members: &serde_json::Map<String, Value>, known: &[(&str, Part)]) {
        for name in members.keys().filter(|name| !known.iter().any(|(known, _)| known == name)).take(3) {
            self.findings.push(Finding::new(FindingCode::ValidationFailed, self.field.name.clone(), format!("unknown member {name}")));
        }
    }
}

/// An address that a source shows as a JSON object; `None` when it is none of ours.
pub(crate) fn address_from_json(text: &str) -> Option<Address> {
    let members: serde_json::Map<String, Value> = serde_json::from_str(text).ok()?;
    let mut address = Address::default();
    for (name, part) in parts::ADDRESS_PARTS {
        if let Some(text) = members.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty()) {
            parts::set_address(&mut address, part, text);
        }
    }
    parts::complete_address(&mut address);
    (address != Address::default()).then_some(address)
}

/// Amount and currency that a source shows as a JSON object; `None` when it is none of ours.
pub(crate) fn money_from_json(cell: CellKind, text: &str) -> Option<(String, Option<Currency>)> {
    let members: serde_json::Map<String, Value> = object_of(cell, text)?;
    let amount = match members.get("amount")? {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    Some((amount, members.get("currency").and_then(Value::as_str).and_then(Currency::parse)))
}

/// A person's name that a source shows as a JSON object; `None` when it is none of ours.
pub(crate) fn person_from_json(cell: CellKind, text: &str) -> Option<PersonName> {
    let members = object_of(cell, text)?;
    let mut person = PersonName::default();
    for (name, part) in parts::PERSON_PARTS {
        if let Some(text) = members.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty()) {
            parts::set_person(&mut person, part, text);
        }
    }
    (person != PersonName::default()).then_some(person)
}

fn object_of(cell: CellKind, text: &str) -> Option<serde_json::Map<String, Value>> {
    (cell == CellKind::Json && text.starts_with('{')).then(|| serde_json::from_str(text).ok()).flatten()
}

/// A field's validation rule, ready to use.
#[derive(Clone, Debug)]
pub struct Validator {
    field: String,
    pattern: Option<Regex>,
    min: Option<String>,
    max: Option<String>,
    measure: Measure,
    message: String,
}

/// What a smallest and largest value limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    /// The number of characters of each text.
    Length,
    /// The number itself.
    Number,
    /// The day or moment, compared as text.
    Time,
    /// Nothing.
    None,
}

impl Validator {
    /// The rule of `field`, if it has one. A pattern that is no regular expression is no rule.
    #[must_use]
    pub fn new(field: &Field) -> Option<Self> {
        let rule = field.validation.as_ref()?;
        let measure = match &field.field_type {
            FieldType::Integer | FieldType::Decimal | FieldType::Money => Measure::Number,
            FieldType::Date | FieldType::Datetime => Measure::Time,
            FieldType::Text | FieldType::LongText | FieldType::Email | FieldType::Phone | FieldType::Url | FieldType::AutoNumber { .. } => {
                Measure::Length
            }
            FieldType::Boolean
            | FieldType::Select { .. }
            | FieldType::MultiSelect { .. }
            | FieldType::Reference { .. }
            | FieldType::Person
            | FieldType::Address
            | FieldType::Json => Measure::None,
        };
        Some(Self {
            field: field.name.clone(),
            pattern: rule.pattern.as_deref().and_then(cached_pattern),
            min: rule.min.clone(),
            max: rule.max.clone(),
            measure,
            message: format!("{} / {}", rule.message.en, rule.message.zh),
        })
    }

    /// What is wrong with `fragment`; the detail is the field's own message in both languages.
    #[must_use]
    pub fn check(&self, fragment: &str) -> Option<Finding> {
        (!self.holds(fragment)).then(|| Finding::new(FindingCode::ValidationFailed, self.field.clone(), self.message.clone()))
    }

    fn holds(&self, fragment: &str) -> bool {
        match self.measure {
            Measure::None => true,
            Measure::Number => {
                let text = if fragment.starts_with('{') {
                    let amount: Option<Value> = serde_json::from_str(fragment).ok();
                    amount.as_ref().and_then(|value| value.get("amount")).and_then(Value::as_str).unwrap_or_default().to_owned()
                } else {
                    fragment.trim_matches('"').to_owned()
                };
                let Ok(number) = text.parse::<Decimal>() else { return true };
                let limit = |limit: &Option<String>| limit.as_deref().and_then(|limit| limit.parse::<Decimal>().ok());
                limit(&self.min).is_none_or(|min| number >= min)
                    && limit(&self.max).is_none_or(|max| number <= max)
                    && self.fits_pattern(&text)
            }
            Measure::Time => {
                let text = fragment.trim_matches('"');
                // Both forms begin with the day, written so that the order of text is the order of time.
                let day = |limit: &str| text.get(..limit.len()).unwrap_or(text).to_owned();
                self.min.as_deref().is_none_or(|min| day(min).as_str() >= min)
                    && self.max.as_deref().is_none_or(|max| day(max).as_str() <= max)
                    && self.fits_pattern(text)
            }
            Measure::Length => fragment::as_list(fragment).iter().all(|text| {
                let length = text.chars().count();
                let limit = |limit: &Option<String>| limit.as_deref().and_then(|limit| limit.parse::<usize>().ok());
                limit(&self.min).is_none_or(|min| length >= min)
                    && limit(&self.max).is_none_or(|max| length <= max)
                    && self.fits_pattern(text)
            }),
        }
    }

    /// The pattern speaks of the whole value.
    fn fits_pattern(&self, text: &str) -> bool {
        self.pattern.as_ref().is_none_or(|pattern| pattern.is_match(text))
    }
}

/// What is wrong with `fragment` by the rule of `field`.
#[must_use]
pub fn validate(field: &Field, fragment: &str) -> Option<Finding> {
    field.validation.as_ref()?;
    Validator::new(field)?.check(fragment)
}

/// Compiled patterns by their text: the API checks one value at a time, and compiling costs a thousand checks.
fn cached_pattern(pattern: &str) -> Option<Regex> {
    const CACHED_MAX: usize = 256;
    thread_local! {
        static CACHE: RefCell<HashMap<String, Option<Regex>>> = RefCell::new(HashMap::new());
    }
    CACHE.with_borrow_mut(|cache| {
        if let Some(known) = cache.get(pattern) {
            return known.clone();
        }
        if cache.len() >= CACHED_MAX {
            cache.clear();
        }
        let compiled = regex::RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(1 << 20).build().ok();
        cache.insert(pattern.to_owned(), compiled.clone());
        compiled
    })
}
