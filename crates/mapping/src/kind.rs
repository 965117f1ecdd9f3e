//! How a text becomes the canonical fragment of a kind of value.
//!
//! One meaning for imports, syncs and the API: what an import keeps with a finding, the strict API refuses.

use std::fmt::Write as _;
use std::sync::Arc;

use model::reference::REFERENCE_CHARACTERS_MAX;
use model::schema::Field;
use model::{CellKind, FieldType, FindingCode, KeyKind, Object, RecordId, WaitingReference, fragment};

use crate::normalise::date::{DateKind, DateOrder, Zone, parse_date};
use crate::normalise::null::{Strictness, is_null_word};
use crate::normalise::number::{Decimal, parse_decimal, parse_integer, parse_money};
use crate::normalise::{
    Currency, Normalised, Region, Rejected, Step, boolean, country, credit_code, email, person_name, phone, resident_id, unicode,
};
use crate::options::Options;
use crate::rule::FindBy;

/// Most characters of a text field.
pub(crate) const TEXT_CHARACTERS_MAX: usize = 1_000;
/// Most characters of a long text field.
pub(crate) const LONG_TEXT_CHARACTERS_MAX: usize = 100_000;
/// Most elements of a list field.
pub(crate) const ELEMENTS_MAX: usize = 100;

/// How values of one field are understood.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Text,
    LongText,
    /// Names of people, companies, things.
    Name,
    /// City, province, district.
    Place,
    CreditCode,
    ResidentId,
    Country,
    CurrencyCode,
    Integer,
    Decimal,
    Money(Option<Currency>),
    Boolean,
    Date(Dates),
    Datetime(Dates),
    Email,
    /// The region, where the mapping states one for this column; otherwise the row's or the mapping's.
    Phone(Option<Region>),
    Url,
    Select(Arc<Options>),
    /// The record's own id, as the API takes it.
    Reference,
    /// What a source calls the other record; it is looked up when the row is applied.
    Named(Arc<FindBy>),
    Person,
    Address,
    /// True where plain text is a list of words (tags).
    Json(JsonText),
}

/// What plain text in a JSON field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonText {
    /// One text.
    Text,
    /// Words divided by separators.
    Words,
}

/// How dates of one column are read.
#[derive(Clone, Debug)]
pub(crate) struct Dates {
    pub(crate) order: DateOrder,
    /// True when the mapping or the values prove the order.
    pub(crate) proven: bool,
    pub(crate) zone: Zone,
}

/// What a row or a call says about the values in it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Setting {
    /// Country assumed where a value names none.
    pub(crate) region: Region,
    /// Country tried when the first does not fit.
    pub(crate) region_second: Region,
    /// Currency assumed where a value names none.
    pub(crate) currency: Currency,
}

/// What came of reading one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Read {
    /// The text stands for "no value".
    Nothing,
    /// The fragment was written.
    Value,
    /// The fragment was written, but something is wrong with it.
    Kept(Rejected),
    /// Nothing was written, because of this.
    Dropped(Rejected),
}

impl Kind {
    /// How values of `field` are understood when the mapping says nothing.
    pub(crate) fn of(object: &Object, field: &Field, dates: impl FnOnce() -> Dates) -> Self {
        match &field.field_type {
            FieldType::Text => match field.match_key {
                Some(KeyKind::CreditCode) => Self::CreditCode,
                Some(KeyKind::ResidentId) => Self::ResidentId,
                Some(KeyKind::Email | KeyKind::Phone | KeyKind::Text) | None => Self::of_text(object, field),
            },
            FieldType::LongText => Self::LongText,
            FieldType::Integer => Self::Integer,
            FieldType::Decimal => Self::Decimal,
            FieldType::Money => Self::Money(None),
            FieldType::Boolean => Self::Boolean,
            FieldType::Date => Self::Date(dates()),
            FieldType::Datetime => Self::Datetime(dates()),
            FieldType::Email => Self::Email,
            FieldType::Phone => Self::Phone(None),
            FieldType::Url => Self::Url,
            FieldType::Select { options } | FieldType::MultiSelect { options } => Self::Select(Arc::new(Options::new(options))),
            FieldType::Reference { .. } => Self::Reference,
            FieldType::Person => Self::Person,
            FieldType::Address => Self::Address,
            FieldType::Json => Self::Json(if field.name == "tags" { JsonText::Words } else { JsonText::Text }),
            FieldType::AutoNumber { .. } => Self::Text,
        }
    }

    /// Plain text fields of the shipped objects that mean something more are known by their name.
    fn of_text(object: &Object, field: &Field) -> Self {
        if !object.standard {
            return Self::Text;
        }
        match field.name.as_str() {
            "name" if matches!(object.name.as_str(), "customers" | "contacts" | "leads") => Self::Name,
            "company" | "contact_name" | "customer_name" => Self::Name,
            "country" => Self::Country,
            "city" | "province" | "district" => Self::Place,
            _ => Self::Text,
        }
    }

    /// How sure one must be that a word means "no value".
    pub(crate) fn strictness(&self) -> Strictness {
        match self {
            Self::Text | Self::LongText | Self::Name | Self::Place | Self::Json(_) | Self::Person | Self::Address => Strictness::Text,
            Self::CreditCode
            | Self::ResidentId
            | Self::Country
            | Self::CurrencyCode
            | Self::Integer
            | Self::Decimal
            | Self::Money(_)
            | Self::Boolean
            | Self::Date(_)
            | Self::Datetime(_)
            | Self::Email
            | Self::Phone(_)
            | Self::Url
            | Self::Select(_)
            | Self::Reference
            | Self::Named(_) => Strictness::Typed,
        }
    }

    /// Reads `raw` and appends its fragment to `out`. Kinds with several elements or parts append one element.
    pub(crate) fn read(&self, cell: CellKind, raw: &str, setting: Setting, out: &mut String) -> Read {
        if cell == CellKind::Empty || is_null_word(raw, self.strictness()) {
            return Read::Nothing;
        }
        match self {
            Self::Text => push_line(out, &unicode::clean_text(raw), TEXT_CHARACTERS_MAX),
            Self::LongText => push_line(out, &unicode::clean_multiline(raw), LONG_TEXT_CHARACTERS_MAX),
            Self::Name => push_line(out, &person_name::display_name(raw), TEXT_CHARACTERS_MAX),
            Self::Place => push_line(out, &crate::normalise::address::place_text(raw), TEXT_CHARACTERS_MAX),
            Self::CreditCode => kept(out, raw, credit_code::normalise_credit_code(raw).map(|done| done.value)),
            Self::ResidentId => kept(out, raw, resident_id::normalise_resident_id(raw).map(|done| done.value)),
            Self::Country => known_code(out, raw, country::country_code(raw), FindingCode::CountryUnknown),
            Self::CurrencyCode => match country::currency_code(raw) {
                Some(code) => push_value(out, code),
                None => Read::Dropped(Rejected { code: FindingCode::CurrencyUnknown, part: raw.trim().to_owned() }),
            },
            Self::Integer => read_integer(out, cell, raw),
            Self::Decimal => match parse_decimal(raw) {
                Ok(done) => push_decimal(out, &done.value),
                Err(rejected) => Read::Dropped(rejected),
            },
            Self::Money(currency) => match parse_money(raw, currency.unwrap_or(setting.currency)) {
                Ok(done) => push_money(out, &done.value.amount, done.value.currency),
                Err(rejected) => Read::Dropped(rejected),
            },
            Self::Boolean => match boolean::parse_boolean(raw) {
                Ok(done) => {
                    out.push_str(if done.value { "true" } else { "false" });
                    Read::Value
                }
                Err(rejected) => Read::Dropped(rejected),
            },
            Self::Date(dates) => read_date(out, raw, DateKind::Date, dates),
            Self::Datetime(dates) => read_date(out, raw, DateKind::DateTime, dates),
            Self::Email => read_email(out, raw),
            Self::Phone(region) => read_phone(out, raw, *region, setting),
            Self::Url => read_url(out, raw),
            Self::Select(options) => match options.find(raw) {
                Some(value) => push_value(out, value),
                None => Read::Dropped(Rejected { code: FindingCode::OptionUnknown, part: raw.trim().to_owned() }),
            },
            Self::Reference => match RecordId::parse(raw.trim()) {
                Some(id) if id.object().0 > 0 => push_value(out, raw.trim()),
                Some(_) | None => Read::Dropped(Rejected { code: FindingCode::ReferenceUnknown, part: raw.trim().to_owned() }),
            },
            Self::Named(find) => read_named(out, raw, find, setting),
            Self::Person => crate::parts::read_person(out, raw),
            Self::Address => crate::parts::read_address(out, raw, setting.region),
            Self::Json(text) => read_json(out, cell, raw, *text),
        }
    }
}

fn push_value(out: &mut String, text: &str) -> Read {
    if text.is_empty() {
        return Read::Nothing;
    }
    fragment::push_text(out, text);
    Read::Value
}

fn push_line(out: &mut String, text: &str, characters_max: usize) -> Read {
    if text.len() > characters_max
        && let Some((end, _)) = text.char_indices().nth(characters_max)
    {
        fragment::push_text(out, text.get(..end).unwrap_or_default().trim_end());
        return Read::Kept(Rejected { code: FindingCode::TooLong, part: text.chars().count().to_string() });
    }
    push_value(out, text)
}

/// A value that stays as it came when it has no canonical form.
fn kept(out: &mut String, raw: &str, normalised: Result<String, Rejected>) -> Read {
    match normalised {
        Ok(value) => push_value(out, &value),
        Err(rejected) => keep_raw(out, raw, rejected),
    }
}

fn keep_raw(out: &mut String, raw: &str, rejected: Rejected) -> Read {
    match push_line(out, &unicode::clean_text(raw), TEXT_CHARACTERS_MAX) {
        Read::Nothing => Read::Nothing,
        Read::Value | Read::Kept(_) | Read::Dropped(_) => Read::Kept(rejected),
    }
}

fn known_code(out: &mut String, raw: &str, code: Option<&'static str>, unknown: FindingCode) -> Read {
    match code {
        Some(code) => push_value(out, code),
        None => keep_raw(out, raw, Rejected { code: unknown, part: raw.trim().to_owned() }),
    }
}

fn read_integer(out: &mut String, cell: CellKind, raw: &str) -> Read {
    match parse_integer(raw) {
        Ok(done) => {
            let _ = write!(out, "{}", done.value);
            Read::Value
        }
        // Spreadsheets write counts as 12.0.
        Err(rejected) => match parse_decimal(raw) {
            Ok(done) if cell == CellKind::Number && done.value.fract().is_zero() => match i64::try_from(done.value) {
                Ok(value) => {
                    let _ = write!(out, "{value}");
                    Read::Value
                }
                Err(_) => Read::Dropped(rejected),
            },
            Ok(_) | Err(_) => Read::Dropped(rejected),
        },
    }
}

pub(crate) fn push_decimal(out: &mut String, value: &Decimal) -> Read {
    let _ = write!(out, "\"{value}\"");
    Read::Value
}

pub(crate) fn push_money(out: &mut String, amount: &Decimal, currency: Currency) -> Read {
    let _ = write!(out, "{{\"amount\":\"{amount}\",\"currency\":\"{}\"}}", currency.as_str());
    Read::Value
}

fn read_date(out: &mut String, raw: &str, kind: DateKind, dates: &Dates) -> Read {
    match parse_date(raw, kind, dates.order, &dates.zone) {
        Ok(done) => {
            out.push('"');
            match kind {
                DateKind::Date => out.push_str(&done.value.to_date()),
                DateKind::DateTime => model::time::push_ms(out, done.value.at_ms()),
            }
            out.push('"');
            let is_order_known = dates.proven && !matches!(dates.order, DateOrder::YearFirst | DateOrder::RepublicYear);
            if !is_order_known && done.steps.contains(Step::DayMonthByOrder) {
                return Read::Kept(Rejected { code: FindingCode::DateAmbiguous, part: raw.trim().to_owned() });
            }
            Read::Value
        }
        Err(rejected) => Read::Dropped(rejected),
    }
}

fn read_email(out: &mut String, raw: &str) -> Read {
    match email::normalise_email(raw) {
        // Typed to get past a required field: nobody's address.
        Ok(done) if done.value.is_placeholder() => Read::Dropped(Rejected { code: FindingCode::EmailInvalid, part: raw.trim().to_owned() }),
        Ok(done) => push_value(out, done.value.as_str()),
        Err(rejected) => keep_raw(out, raw, rejected),
    }
}

fn read_phone(out: &mut String, raw: &str, stated: Option<Region>, setting: Setting) -> Read {
    let region = stated.unwrap_or(setting.region);
    match phone::normalise_phone(raw, region) {
        Ok(done) => push_phone(out, raw, &done),
        Err(rejected) => {
            if region != setting.region_second
                && stated.is_none()
                && let Ok(done) = phone::normalise_phone(raw, setting.region_second)
            {
                return push_phone(out, raw, &done);
            }
            keep_raw(out, raw, rejected)
        }
    }
}

fn read_named(out: &mut String, raw: &str, find: &FindBy, setting: Setting) -> Read {
    let text = unicode::clean_text(raw);
    if text.is_empty() {
        return Read::Nothing;
    }
    if text.chars().count() > REFERENCE_CHARACTERS_MAX {
        return Read::Dropped(Rejected { code: FindingCode::TooLong, part: text.chars().take(200).collect() });
    }
    let region = (setting.region != Region::default()).then(|| setting.region.as_str().to_owned());
    let waiting = WaitingReference { text: text.into_owned(), by: find.by.clone(), source: find.source.clone(), region, keys: Vec::new() };
    waiting.write(out);
    Read::Value
}

fn push_phone(out: &mut String, raw: &str, done: &Normalised<phone::PhoneNumber>) -> Read {
    let read = push_value(out, done.value.as_str());
    if done.steps.contains(Step::NorthAmericaAssumed) {
        return Read::Kept(Rejected { code: FindingCode::PhoneCountryAssumed, part: raw.trim().to_owned() });
    }
    read
}

fn read_url(out: &mut String, raw: &str) -> Read {
    let cleaned = unicode::clean_text(raw);
    let text = cleaned.as_ref();
    let scheme_end = text.find("://");
    let host_of = |rest: &str| rest.split(['/', '?', '#']).next().unwrap_or_default().to_owned();
    let is_host = |host: &str| host.contains('.') && !host.contains(['@', ' ', ',']) && !host.starts_with('.') && !host.ends_with('.');
    let blank = text.contains(char::is_whitespace);
    match scheme_end {
        Some(end) => {
            let (scheme, rest) = (text.get(..end).unwrap_or_default().to_ascii_lowercase(), text.get(end + 3..).unwrap_or_default());
            if !blank && matches!(scheme.as_str(), "http" | "https") && !host_of(rest).is_empty() {
                let host = host_of(rest);
                let path = rest.get(host.len()..).unwrap_or_default();
                return push_line(out, &format!("{scheme}://{}{path}", host.to_lowercase()), TEXT_CHARACTERS_MAX);
            }
        }
        None if !blank && is_host(&host_of(text)) => {
            let host = host_of(text);
            let path = text.get(host.len()..).unwrap_or_default();
            return push_line(out, &format!("https://{}{path}", host.to_lowercase()), TEXT_CHARACTERS_MAX);
        }
        None => {}
    }
    let part = text.to_owned();
    keep_raw(out, raw, Rejected { code: FindingCode::UrlInvalid, part })
}

fn read_json(out: &mut String, cell: CellKind, raw: &str, plain: JsonText) -> Read {
    let trimmed = raw.trim();
    if cell == CellKind::Json || trimmed.starts_with(['{', '[']) {
        match serde_json::from_str::<serde_json::Value>(trimmed) {
            Ok(serde_json::Value::Null) => return Read::Nothing,
            Ok(value) => {
                out.push_str(&value.to_string());
                return Read::Value;
            }
            Err(_) => return Read::Dropped(Rejected { code: FindingCode::JsonInvalid, part: trimmed.chars().take(200).collect() }),
        }
    }
    match plain {
        JsonText::Text => push_line(out, &unicode::clean_multiline(raw), LONG_TEXT_CHARACTERS_MAX),
        JsonText::Words => {
            let cleaned = unicode::clean_text(raw);
            let mut words: Vec<&str> = Vec::new();
            for word in cleaned.split([',', ';', '，', '；', '、', '|']).map(str::trim).filter(|word| !word.is_empty()).take(ELEMENTS_MAX)
            {
                if !words.contains(&word) {
                    words.push(word);
                }
            }
            if words.is_empty() {
                return Read::Nothing;
            }
            fragment::push_list(out, words);
            Read::Value
        }
    }
}
