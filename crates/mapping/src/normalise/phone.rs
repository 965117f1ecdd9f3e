//! Phone numbers: from whatever a person typed to E.164, the extension apart.
//!
//! Pure. A number is accepted when it is *possible*: right country code and length (ITU-T E.164, number plan data of
//! `rlibphonenumber`). Whether a range is in use is not asked: plans change faster than releases, and a customer's number
//! must not become invalid over night. Mainland China, the North American plan and British mobiles, most of what we
//! see, are decided here by their own short rules; everything else by the library. Mainland mobiles are `1[3-9]` and nine
//! digits (ministry's table, March 2023); landlines are area `10` or `2x` with eight digits or a three-digit area with
//! seven or eight; service numbers (95xxx, 12345) identify nobody and are rejected.

use model::FindingCode;
use rlibphonenumber::{NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumberFormat};

use super::{Normalised, Region, Rejected, Step, Steps, unicode};

mod scan;

use scan::Scan;

/// Longest raw text looked at, in bytes.
const RAW_BYTES_MAX: usize = 120;
/// Longest E.164 number, digits of the country code included.
const E164_DIGITS_MAX: usize = 15;

/// E.164, with `;ext=…` when there is an extension.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// E.164 and extension, e.g. `+8675512345678;ext=801`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// E.164 without the extension.
    #[must_use]
    pub fn e164(&self) -> &str {
        self.0.split_once(';').map_or(self.0.as_str(), |(number, _)| number)
    }

    /// The digits of the extension.
    #[must_use]
    pub fn extension(&self) -> Option<&str> {
        self.0.split_once(";ext=").map(|(_, extension)| extension)
    }

    /// As [`Self::as_str`], owned.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }

    /// Whether it is a mainland mobile number: a person's rather than a firm's.
    #[must_use]
    pub fn is_china_mobile(&self) -> bool {
        self.e164().strip_prefix("+86").is_some_and(is_china_mobile)
    }
}

/// Normalises one number; `region` is assumed when `raw` has no country code.
///
/// # Errors
/// [`FindingCode::DigitsLost`] for scientific notation with too few digits, [`FindingCode::PhoneInvalid`] for anything else,
/// placeholders such as `11111111111` included.
pub fn normalise_phone(raw: &str, region: Region) -> Result<Normalised<PhoneNumber>, Rejected> {
    let invalid = || Rejected::new(FindingCode::PhoneInvalid, raw);
    if raw.len() > RAW_BYTES_MAX {
        return Err(invalid());
    }
    let scan = match Scan::read(raw) {
        Ok(scan) => scan,
        Err(scan::Unreadable::DigitsLost) => return Err(Rejected::new(FindingCode::DigitsLost, raw)),
        Err(scan::Unreadable::NotANumber) => return Err(invalid()),
    };
    let mut steps = scan.steps;
    let found = dial(&scan, region, &mut steps).ok_or_else(invalid)?;
    let mut text = String::with_capacity(1 + E164_DIGITS_MAX + 5 + 7);
    text.push('+');
    text.push_str(found.country);
    text.push_str(&found.national);
    let extension = found.extension.unwrap_or_else(|| scan.extension());
    if !extension.is_empty() {
        text.push_str(";ext=");
        text.push_str(extension);
        steps.add_if(!raw.contains(";ext="), Step::ExtensionSplit);
    }
    Ok(Normalised { value: PhoneNumber(text), steps })
}

/// The numbers of a cell that may hold several: `138…；139…`, `010-1234 5678 / 138…`, `138… 139…`.
///
/// A part too short for a number of its own (`0755-12345678/9`) stays with the one before it.
#[must_use]
pub fn split_phones(raw: &str) -> Vec<&str> {
    const PART_DIGITS_MIN: usize = 5;
    let digits = |part: &str| part.chars().filter(|c| unicode::fold_width(*c).is_ascii_digit()).count();
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    let ends = raw.char_indices().filter(|(at, c)| is_separator(raw, *at, *c)).map(|(at, c)| (at, at + c.len_utf8()));
    for (end, next) in ends.chain([(raw.len(), raw.len())]) {
        let part = raw.get(start..end).unwrap_or_default();
        match out.last_mut() {
            Some(last) if (1..PART_DIGITS_MIN).contains(&digits(part)) => last.1 = end,
            Some(_) | None => out.push((start, end)),
        }
        start = next;
    }
    let parts = out.into_iter().filter_map(|(start, end)| raw.get(start..end));
    parts.flat_map(split_at_blanks).map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn is_separator(raw: &str, at: usize, c: char) -> bool {
    match c {
        ';' => !raw.get(at + 1..).is_some_and(|rest| rest.trim_start().starts_with("ext")),
        '；' | '、' | ',' | '，' | '|' | '\n' | '\r' | '\t' | '/' | '／' | '或' | '&' => true,
        _ => false,
    }
}

/// At blanks, when every part between them is a whole mobile or landline number.
fn split_at_blanks(part: &str) -> Vec<&str> {
    let whole = |word: &str| word.chars().filter(|c| unicode::fold_width(*c).is_ascii_digit()).count() >= 10;
    if part.trim().contains(char::is_whitespace) && part.split_whitespace().all(whole) {
        return part.split_whitespace().collect();
    }
    vec![part]
}

/// A number found to be possible.
struct Found<'a> {
    country: &'static str,
    national: std::borrow::Cow<'a, str>,
    /// Overrides the extension of the scan: one that was written with a mere dash.
    extension: Option<&'a str>,
}

impl<'a> Found<'a> {
    fn new(country: &'static str, national: &'a str) -> Self {
        Self { country, national: national.into(), extension: None }
    }
}

/// Finds the country and the national number.
fn dial<'a>(scan: &'a Scan, region: Region, steps: &mut Steps) -> Option<Found<'a>> {
    let digits = scan.digits();
    if is_filler(digits) {
        return None;
    }
    if scan.plus {
        return international(scan, digits.strip_prefix("00").unwrap_or(digits), steps);
    }
    if let Some(rest) = digits.strip_prefix("00") {
        steps.add(Step::PrefixRemoved);
        return international(scan, rest, steps);
    }
    match region.as_str() {
        "CN" => domestic_china(scan, digits, steps),
        "US" | "CA" => {
            if let Some(rest) = digits.strip_prefix("011") {
                steps.add(Step::PrefixRemoved);
                return international(scan, rest, steps);
            }
            let (national, has_code) = digits.strip_prefix('1').map_or((digits, false), |rest| (rest, true));
            steps.add_if(!has_code, Step::CountryCodeAdded);
            is_north_american(national).then(|| Found::new("1", national))
        }
        "GB" => match digits.strip_prefix('0') {
            Some(national) if is_british_mobile(national) => {
                steps.add(Step::PrefixRemoved);
                steps.add(Step::CountryCodeAdded);
                Some(Found::new("44", national))
            }
            Some(_) | None => by_library(digits, Some(region), steps),
        },
        _ => by_library(digits, Some(region), steps),
    }
}

/// `digits` begins with a country code.
fn international<'a>(scan: &'a Scan, digits: &'a str, steps: &mut Steps) -> Option<Found<'a>> {
    if let Some(national) = digits.strip_prefix("86") {
        // `+86 86 138…`: the code was typed into a form that adds it.
        let doubled = national.strip_prefix("86").filter(|rest| is_china_mobile(rest));
        return china(scan, doubled.unwrap_or(national), steps);
    }
    if let Some(national) = digits.strip_prefix('1') {
        return is_north_american(national).then(|| Found::new("1", national));
    }
    if let Some(national) = digits.strip_prefix("44") {
        let (national, trunk) = national.strip_prefix('0').map_or((national, false), |rest| (rest, true));
        if is_british_mobile(national) {
            steps.add_if(trunk, Step::PrefixRemoved);
            return Some(Found::new("44", national));
        }
    }
    by_library(digits, None, steps)
}

/// A number written in mainland China, without `+` or `00`.
fn domestic_china<'a>(scan: &'a Scan, digits: &'a str, steps: &mut Steps) -> Option<Found<'a>> {
    // Ten digits that begin with 400 or 800 are a service number of the mainland.
    if let Some(national) = scan.north_american_by_grouping()
        && is_north_american(national)
        && !is_china_service(digits)
    {
        steps.add(Step::NorthAmericaAssumed);
        return Some(Found::new("1", national));
    }
    if is_china_mobile(digits) {
        steps.add(Step::CountryCodeAdded);
        return Some(Found::new("86", digits));
    }
    // `17951 138…`: a prefix for cheap long-distance calls, still in old address books.
    if let Some((b"179", _)) = digits.as_bytes().split_at_checked(3)
        && let Some(national) = digits.get(5..).filter(|national| is_china_mobile(national))
    {
        steps.add(Step::PrefixRemoved);
        steps.add(Step::CountryCodeAdded);
        return Some(Found::new("86", national));
    }
    if digits.len() >= 12
        && let Some(national) = digits.strip_prefix("86")
        && let Some(found) = china(scan, national, steps)
    {
        return Some(found);
    }
    for (code, shortest, longest) in [("852", 8, 8), ("853", 8, 8), ("886", 8, 10)] {
        if let Some(national) = digits.strip_prefix(code)
            && (shortest..=longest).contains(&national.len())
            && national.starts_with(['2', '3', '5', '6', '7', '8', '9', '0'])
            && let Some(found) = by_library(digits, None, steps)
        {
            return Some(found);
        }
    }
    // Ten digits such as 2122000555 may be anybody's: without the zero an area code must be set apart.
    let is_told = digits.starts_with('0') || digits.starts_with("400") || digits.starts_with("800") || scan.first_group_is_area();
    if !is_told && digits.len() <= 11 {
        return None;
    }
    let found = china(scan, digits, steps)?;
    steps.add(Step::CountryCodeAdded);
    Some(found)
}

/// A mainland number after its country code: mobile, landline or 400/800, perhaps with a trunk zero or an extension after a dash.
fn china<'a>(scan: &'a Scan, digits: &'a str, steps: &mut Steps) -> Option<Found<'a>> {
    let is_number = |national: &str| is_china_mobile(national) || is_china_landline(national) || is_china_service(national);
    let (national, trunk) = digits.strip_prefix('0').map_or((digits, false), |rest| (rest, true));
    if is_number(national) {
        steps.add_if(trunk, Step::PrefixRemoved);
        return Some(Found::new("86", national));
    }
    let extension = scan.last_group_after_dash()?;
    let shorter = national.strip_suffix(extension)?;
    if extension.len() > 6 || !is_number(shorter) {
        return None;
    }
    steps.add_if(trunk, Step::PrefixRemoved);
    Some(Found { extension: Some(extension), ..Found::new("86", shorter) })
}

fn is_china_mobile(national: &str) -> bool {
    matches!(national.as_bytes(), [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9 && !is_one_digit(rest))
}

fn is_china_landline(national: &str) -> bool {
    match national.as_bytes() {
        // 400 and 800 are no areas.
        [b'4' | b'8', b'0', b'0', ..] => false,
        [b'1', b'0', rest @ ..] | [b'2', _, rest @ ..] => rest.len() == 8 && !is_one_digit(rest),
        [b'3'..=b'9', _, _, rest @ ..] => (rest.len() == 7 || rest.len() == 8) && !is_one_digit(rest),
        _ => false,
    }
}

/// 400 and 800 numbers.
fn is_china_service(national: &str) -> bool {
    matches!(national.as_bytes(), [b'4' | b'8', b'0', b'0', rest @ ..] if rest.len() == 7 && !is_one_digit(rest))
}

fn is_north_american(national: &str) -> bool {
    matches!(national.as_bytes(), [b'2'..=b'9', rest @ ..] if rest.len() == 9 && !is_one_digit(rest))
}

fn is_british_mobile(national: &str) -> bool {
    matches!(national.as_bytes(), [b'7', rest @ ..] if rest.len() == 9 && !is_one_digit(rest))
}

fn is_one_digit(digits: &[u8]) -> bool {
    digits.iter().all(|digit| digits.first() == Some(digit))
}

/// What people type into a required field.
fn is_filler(digits: &str) -> bool {
    is_one_digit(digits.as_bytes()) || "01234567890123456789".contains(digits) || "98765432109876543210".contains(digits)
}

/// Any other country: the number plan of the library.
fn by_library(digits: &str, region: Option<Region>, steps: &mut Steps) -> Option<Found<'static>> {
    let e164 = possible_e164(digits, region)?;
    steps.add_if(region.is_some() && !e164.ends_with(digits), Step::PrefixRemoved);
    steps.add_if(region.is_some(), Step::CountryCodeAdded);
    Some(Found { country: "", national: e164.into(), extension: None })
}

/// E.164 digits without `+`, when the library finds the number possible.
fn possible_e164(digits: &str, region: Option<Region>) -> Option<String> {
    let mut text = String::with_capacity(digits.len() + 1);
    if region.is_none() {
        text.push('+');
    }
    text.push_str(digits);
    let plan = region.and_then(|region| region.as_str().parse::<rlibphonenumber::Region>().ok());
    let number = PHONE_NUMBER_UTIL.parse(&text, plan).ok()?;
    if !matches!(PHONE_NUMBER_UTIL.is_possible_number_with_reason(&number), Ok(NumberLengthType::IsPossible)) {
        return None;
    }
    let e164 = PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164);
    let e164 = e164.strip_prefix('+')?;
    // What would be read otherwise the next time is no number: a zero too many, or in Brazil a carrier's code before an area that is none.
    if text.strip_prefix('+') != Some(e164) && possible_e164(e164, None).as_deref() != Some(e164) {
        return None;
    }
    (e164.len() <= E164_DIGITS_MAX).then(|| e164.to_owned())
}

#[cfg(test)]
#[path = "phone_tests.rs"]
mod tests;
