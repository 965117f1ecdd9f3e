//! What a single value looks like. Each value may look like several things; the column's profile counts them.

use model::CellKind;

use crate::normalise::date::{DateKind, DateOrder, Zone, parse_date};
use crate::normalise::number::parse_decimal;
use crate::normalise::{Region, boolean, company, country, email, person_name, phone, resident_id};
use crate::width::half_width;

/// What kind of values a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Content {
    /// No values at all.
    Empty,
    /// E-mail addresses.
    Email,
    /// Web addresses.
    Url,
    /// Resident identity numbers.
    ResidentId,
    /// Unified social credit codes, by their shape.
    CreditCode,
    /// Phone numbers.
    Phone,
    /// Days or moments.
    Date,
    /// Compact JSON.
    Json,
    /// Yes and no.
    Boolean,
    /// ISO codes or names of currencies.
    Currency,
    /// Countries.
    Country,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Decimal,
    /// Amounts with a currency or unit.
    Money,
    /// Names of companies.
    Company,
    /// Postal addresses.
    Address,
    /// Names of people.
    PersonName,
    /// Anything else.
    Text,
}

/// All contents that values are tested for, the most telling first.
pub(crate) const CONTENTS: [Content; 16] = [
    Content::Email,
    Content::Url,
    Content::ResidentId,
    Content::CreditCode,
    Content::Phone,
    Content::Date,
    Content::Json,
    Content::Boolean,
    Content::Currency,
    Content::Country,
    Content::Integer,
    Content::Decimal,
    Content::Money,
    Content::Company,
    Content::Address,
    Content::PersonName,
];

/// What one value looks like.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Found {
    bits: u32,
    /// A whole or broken number in the range of spreadsheet days from 1954 to 2064.
    pub(crate) may_be_serial: bool,
}

impl Found {
    fn add_if(&mut self, content: Content, found: bool) {
        if found {
            self.bits |= 1 << (content as u32);
        }
    }

    pub(crate) fn contains(self, content: Content) -> bool {
        self.bits & (1 << (content as u32)) != 0
    }
}

/// Looks at one value that is not empty.
pub(crate) fn detect(cell: CellKind, raw: &str) -> Found {
    let mut found = Found::default();
    let text: String = raw.trim().chars().take(300).map(half_width).collect();
    let text = text.trim();
    match cell {
        CellKind::Json => {
            found.add_if(Content::Json, true);
            return found;
        }
        CellKind::Boolean => {
            found.add_if(Content::Boolean, true);
            return found;
        }
        CellKind::Date => {
            found.add_if(Content::Date, true);
            return found;
        }
        CellKind::Damaged | CellKind::Empty => return found,
        CellKind::Text | CellKind::Number => {}
    }
    if text.contains('@') {
        found.add_if(Content::Email, email::normalise_email(text).is_ok());
        return found;
    }
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.") {
        found.add_if(Content::Url, true);
        return found;
    }
    found.add_if(Content::Boolean, text.chars().count() <= 10 && boolean::parse_boolean(text).is_ok());
    found.add_if(Content::Json, text.starts_with(['{', '[']) && serde_json::from_str::<serde_json::Value>(text).is_ok());
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits > 0 {
        detect_with_digits(&mut found, text, digits);
    } else {
        detect_words(&mut found, text);
    }
    found.add_if(Content::Address, is_address(text, digits));
    found
}

fn detect_with_digits(found: &mut Found, text: &str, digits: usize) {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    found.add_if(Content::ResidentId, matches!(text.len(), 15 | 18) && resident_id::normalise_resident_id(text).is_ok());
    found.add_if(Content::CreditCode, is_credit_code_shape(text));
    let separated = text.contains(['-', '(', '+', '.', ' ']);
    let letters = text.chars().any(char::is_alphabetic);
    let phone = (7..=20).contains(&digits)
        && (!letters || text.contains("ext") || text.contains("分机") || text.contains("转"))
        && (phone::normalise_phone(text, Region::CN).is_ok() || (separated && digits >= 10 && is_phone_of_others(text)));
    found.add_if(Content::Phone, phone);
    let number = parse_decimal(text).ok().map(|done| done.value);
    found.add_if(Content::Decimal, number.is_some());
    found.add_if(Content::Integer, number.is_some_and(|number| number.fract().is_zero()));
    let first_is_zero = text.starts_with('0') && text.len() > 1 && plain;
    if first_is_zero {
        found.bits &= !(1 << (Content::Integer as u32) | 1 << (Content::Decimal as u32));
    }
    let amount = text.contains(['¥', '￥', '$', '€', '£', '元', '万', '億', '亿'])
        || text.contains("CNY")
        || text.contains("USD")
        || text.contains("RMB");
    found.add_if(Content::Money, amount && !phone);
    let whole: Option<u32> = text.split('.').next().and_then(|whole| whole.parse().ok());
    found.may_be_serial = number.is_some() && whole.is_some_and(|whole| (20_000..60_000).contains(&whole));
    let compact_day = plain && text.len() == 8 && (text.starts_with("19") || text.starts_with("20"));
    let written = (!plain && number.is_none()) || compact_day;
    let day = written && (6..=40).contains(&text.len()) && parse_date(text, DateKind::DateTime, DateOrder::DayFirst, &Zone::UTC).is_ok();
    let other_order = written && !day && digits >= 4 && (6..=40).contains(&text.len());
    let others = [DateOrder::MonthFirst, DateOrder::RepublicYear];
    let day = day || (other_order && others.into_iter().any(|order| parse_date(text, DateKind::DateTime, order, &Zone::UTC).is_ok()));
    found.add_if(Content::Date, day);
    found.add_if(Content::Company, letters && company::is_company_name(text));
}

fn is_phone_of_others(text: &str) -> bool {
    ["US", "GB"].into_iter().filter_map(Region::parse).any(|region| phone::normalise_phone(text, region).is_ok())
}

fn detect_words(found: &mut Found, text: &str) {
    let characters = text.chars().count();
    found.add_if(Content::Currency, characters <= 12 && country::currency_code(text).is_some());
    found.add_if(Content::Country, characters <= 60 && country::country_code(text).is_some());
    let is_company = company::is_company_name(text);
    found.add_if(Content::Company, is_company);
    let is_amount = text.contains(['元', '圆', '圓']) && characters <= 40 && parse_decimal(text).is_ok();
    found.add_if(Content::Money, is_amount);
    if !is_company && (2..=40).contains(&characters) {
        let words = text.split_whitespace().count();
        let person = person_name::normalise_person_name(text).ok().map(|done| done.value);
        let shaped = if text.is_ascii() { (2..=4).contains(&words) } else { words <= 4 };
        found.add_if(Content::PersonName, shaped && person.is_some_and(|person| person.family.is_some() && !person.partial));
    }
}

fn is_credit_code_shape(text: &str) -> bool {
    let text: String = text.chars().filter(|character| !character.is_whitespace() && *character != '-').collect();
    text.len() == 18
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
        && text.starts_with(['1', '5', '9', 'A', 'N', 'Y', 'a', 'n', 'y'])
        && text.bytes().filter(u8::is_ascii_digit).count() >= 4
}

fn is_address(text: &str, digits: usize) -> bool {
    const HAN: [char; 10] = ['省', '市', '区', '县', '路', '街', '号', '镇', '村', '座'];
    const WORDS: [&str; 14] =
        ["street", " st", " st.", "road", " rd", "avenue", " ave", "lane", " drive", " blvd", "court", "place", " apt", "crescent"];
    if text.chars().filter(|character| HAN.contains(character)).count() >= 2 && text.chars().count() >= 5 {
        return true;
    }
    let lower = text.to_lowercase();
    digits > 0 && text.len() >= 8 && WORDS.iter().any(|word| lower.contains(word))
}
