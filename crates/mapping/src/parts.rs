//! Values in parts: people and addresses.

use model::{FindingCode, fragment};

use crate::kind::Read;
use crate::normalise::address::{Address, parse_address};
use crate::normalise::person_name::{PersonName, normalise_person_name};
use crate::normalise::{Region, unicode};

/// A part of a value in parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Whole,
    Amount,
    Currency,
    Full,
    Family,
    Given,
    Country,
    Province,
    City,
    District,
    Street,
    Postcode,
    Text,
}

impl Part {
    /// The part that [`model::FieldType::parts`] calls `name`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let mut known = MONEY_PARTS.iter().chain(&PERSON_PARTS).chain(&ADDRESS_PARTS);
        known.find(|(known, _)| *known == name).map(|(_, part)| *part)
    }
}

/// Parts of money, as written after the field's name.
const MONEY_PARTS: [(&str, Part); 2] = [("amount", Part::Amount), ("currency", Part::Currency)];
/// Parts of a person, as written after the field's name.
pub(crate) const PERSON_PARTS: [(&str, Part); 3] = [("full", Part::Full), ("family", Part::Family), ("given", Part::Given)];
/// Parts of an address, as written after the field's name.
pub(crate) const ADDRESS_PARTS: [(&str, Part); 7] = [
    ("country", Part::Country),
    ("province", Part::Province),
    ("city", Part::City),
    ("district", Part::District),
    ("street", Part::Street),
    ("postcode", Part::Postcode),
    ("text", Part::Text),
];

/// Appends the person called `raw`.
pub(crate) fn read_person(out: &mut String, raw: &str) -> Read {
    match normalise_person_name(raw) {
        Ok(done) => push_person(out, &done.value),
        Err(rejected) => Read::Dropped(rejected),
    }
}

/// Appends the address `raw`.
pub(crate) fn read_address(out: &mut String, raw: &str, region: Region) -> Read {
    push_address(out, &parse_address(raw, region))
}

/// Appends a person; nothing when no part is known.
pub(crate) fn push_person(out: &mut String, person: &PersonName) -> Read {
    let members = [("full", Some(person.full.as_str())), ("family", person.family.as_deref()), ("given", person.given.as_deref())];
    push_members(out, &members)
}

/// Appends an address; nothing when no part is known but the country that was assumed.
pub(crate) fn push_address(out: &mut String, address: &Address) -> Read {
    let members = [
        ("country", address.country.as_deref()),
        ("province", address.province.as_deref()),
        ("city", address.city.as_deref()),
        ("district", address.district.as_deref()),
        ("street", address.street.as_deref()),
        ("postcode", address.postcode.as_deref()),
        ("text", Some(address.text.as_str())),
    ];
    push_members(out, &members)
}

fn push_members(out: &mut String, members: &[(&str, Option<&str>)]) -> Read {
    let start = out.len();
    for (name, text) in members {
        let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
        out.push(if out.len() == start { '{' } else { ',' });
        out.push('"');
        out.push_str(name);
        out.push_str("\":");
        fragment::push_text(out, text);
    }
    if out.len() == start {
        return Read::Nothing;
    }
    out.push('}');
    Read::Value
}

/// Sets one part of a person.
pub(crate) fn set_person(person: &mut PersonName, part: Part, raw: &str) {
    let text = unicode::clean_text(raw).into_owned();
    match part {
        Part::Family => person.family = Some(text),
        Part::Given => person.given = Some(text),
        Part::Full | Part::Whole => person.full = text,
        Part::Amount
        | Part::Currency
        | Part::Country
        | Part::Province
        | Part::City
        | Part::District
        | Part::Street
        | Part::Postcode
        | Part::Text => {}
    }
}

/// Sets one part of an address. An unknown country is kept as it came and reported.
pub(crate) fn set_address(address: &mut Address, part: Part, raw: &str) -> Option<FindingCode> {
    let text = unicode::clean_text(raw).into_owned();
    match part {
        Part::Country => match crate::normalise::country::country_code(raw) {
            Some(code) => address.country = Some(code.to_owned()),
            None => {
                address.country = Some(text);
                return Some(FindingCode::CountryUnknown);
            }
        },
        Part::Province => address.province = Some(text),
        Part::City => address.city = Some(text),
        Part::District => address.district = Some(text),
        Part::Street => match &mut address.street {
            // Street columns often come in several: number, line 1, line 2.
            Some(street) => {
                street.push(' ');
                street.push_str(&text);
            }
            None => address.street = Some(text),
        },
        Part::Postcode => address.postcode = Some(text),
        Part::Text => address.text = text,
        Part::Whole | Part::Amount | Part::Currency | Part::Full | Part::Family | Part::Given => {}
    }
    None
}

/// Fills the parts that follow from the others: the full name from its parts.
pub(crate) fn complete_person(person: &mut PersonName) {
    if person.full.is_empty() {
        let family = person.family.as_deref().unwrap_or_default();
        let given = person.given.as_deref().unwrap_or_default();
        person.full =
            if is_han(family) && is_han(given) { format!("{family}{given}") } else { format!("{given} {family}").trim().to_owned() };
    }
}

/// Fills the text of an address from its parts, in the order in which its country writes them.
pub(crate) fn complete_address(address: &mut Address) {
    if !address.text.is_empty() {
        return;
    }
    let parts = [&address.province, &address.city, &address.district, &address.street];
    let known: Vec<&str> = parts.iter().filter_map(|part| part.as_deref()).filter(|part| !part.is_empty()).collect();
    address.text = if known.iter().any(|part| is_han(part)) {
        known.concat()
    } else {
        let western = [&address.street, &address.district, &address.city, &address.province, &address.postcode];
        western.iter().filter_map(|part| part.as_deref()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
}

/// True for text of Chinese characters.
pub(crate) fn is_han(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '·'))
}
