//! Names of people: Chinese and Western, into family and given name.
//!
//! Pure. The split is taken only where it is certain enough; the display form keeps the spelling of the source, except
//! for blanks, titles and capitals-only text. Forms of address (王总, 陈女士, 小李) are surname-only evidence.

use std::borrow::Cow;

use model::FindingCode;

use super::null::{Strictness, is_null_word};
use super::unicode::is_han;
use super::{Normalised, Rejected, Step, Steps, company, latin_name, surname, unicode};

/// A name of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonName {
    /// The name as it is shown.
    pub full: String,
    /// Family name, where it is certain enough.
    pub family: Option<String>,
    /// Given name, where it is certain enough.
    pub given: Option<String>,
    /// Only a surname or a form of address (王总, 小李, Mr Smith): never evidence of identity.
    pub partial: bool,
}

/// Forms of address after a Chinese name, longest first. Single characters count after a bare surname only.
const ADDRESS_FORMS: &[&str] = &[
    "副总经理",
    "总经理",
    "董事长",
    "工程师",
    "副总裁",
    "负责人",
    "先生",
    "女士",
    "小姐",
    "太太",
    "夫人",
    "经理",
    "總經理",
    "經理",
    "副总",
    "总监",
    "總監",
    "总裁",
    "主任",
    "主管",
    "老师",
    "老師",
    "教授",
    "医生",
    "醫生",
    "同学",
    "师傅",
    "處長",
    "处长",
    "局长",
    "科长",
    "院长",
    "校长",
    "老板",
    "老闆",
    "律师",
    "律師",
    "会计",
    "店长",
    "厂长",
    "部长",
    "队长",
    "秘书",
    "书记",
    "助理",
    "阿姨",
    "叔叔",
    "大哥",
    "大姐",
    "总",
    "總",
    "董",
    "工",
    "姐",
    "哥",
    "女",
    "男",
];
/// Words before a surname that make a nickname of it.
const NICKNAME_PREFIXES: &[char] = &['小', '老', '阿', '大'];

/// Normalises a person's name.
///
/// The display form has no titles, no double blanks, no blanks between Han characters, and ordinary capitals where the
/// text was in capitals only.
///
/// # Errors
/// [`FindingCode::ValidationFailed`] when the text holds no letters or stands for "no value".
pub fn normalise_person_name(raw: &str) -> Result<Normalised<PersonName>, Rejected> {
    let mut steps = Steps::NONE;
    let cleaned = unify_dots(&unicode::clean(raw));
    steps.add_if(raw.trim() != raw || raw.contains("  "), Step::SpacesRemoved);
    if is_null_word(&cleaned, Strictness::Text) || !cleaned.chars().any(char::is_alphabetic) {
        return Err(Rejected::new(FindingCode::ValidationFailed, cleaned));
    }
    let value = if cleaned.chars().any(is_han) { parse_han(&cleaned, &mut steps) } else { latin_name::parse(&cleaned, &mut steps) };
    Ok(Normalised { value, steps })
}

/// The folded form two spellings of one name share: given and family name, no accents, no punctuation, simplified
/// characters. For matching only.
#[must_use]
pub fn match_value(name: &PersonName) -> String {
    let folded = unicode::fold_for_match(&name.full);
    let mut out = String::with_capacity(folded.len());
    for character in folded.chars() {
        match character {
            '.' | ',' | '\'' | '\u{2019}' | '·' | '"' | '(' | ')' => {}
            '-' | '_' => out.push(' '),
            other => out.push(other),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The light clean-up of a plain `name` field, of people and companies: blanks, and capitals-only names of people
/// (`JANE O'BRIEN`). Names of companies and single words keep their capitals (`IBM`, `ACME INC.`).
#[must_use]
pub fn display_name(raw: &str) -> Cow<'_, str> {
    if is_plain(raw) {
        return Cow::Borrowed(raw);
    }
    let cleaned = unicode::clean_text(raw);
    let is_spaced = |pair: &[u8]| pair == b"  " || matches!(pair, [b'\t' | b'\n' | b'\r', _] | [_, b'\t' | b'\n' | b'\r']);
    let single_spaced = if cleaned.as_bytes().windows(2).any(is_spaced) {
        Cow::Owned(cleaned.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        cleaned
    };
    if single_spaced.chars().any(is_han) {
        return if is_short_han(&single_spaced) { Cow::Owned(single_spaced.replace(' ', "")) } else { single_spaced };
    }
    if !single_spaced.contains(' ') || company::is_company_name(&single_spaced) {
        return single_spaced;
    }
    match latin_name::restore_case(&single_spaced) {
        Some(restored) => Cow::Owned(restored),
        None => single_spaced,
    }
}

/// True for ASCII text that [`display_name`] certainly leaves alone, by one pass over its bytes.
fn is_plain(raw: &str) -> bool {
    let mut has_small = false;
    let mut last = b' ';
    for byte in raw.bytes() {
        if !(b' '..=b'~').contains(&byte) || (byte == b' ' && last == b' ') {
            return false;
        }
        has_small |= byte.is_ascii_lowercase();
        last = byte;
    }
    has_small && last != b' '
}

/// A person's name of Han characters typed with blanks (`王 小明`).
fn is_short_han(text: &str) -> bool {
    text.contains(' ')
        && text.chars().all(|character| character == ' ' || is_han(character))
        && (2..=4).contains(&text.chars().filter(|c| *c != ' ').count())
}

/// The look-alikes of the dot in transliterated names become U+00B7.
fn unify_dots(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut previous_is_han = false;
    for character in text.chars() {
        let is_dot = matches!(character, '•' | '‧' | '・' | '．' | '∙' | '●') || (character == '.' && previous_is_han);
        out.push(if is_dot { '·' } else { character });
        previous_is_han = is_han(character);
    }
    out
}

fn parse_han(cleaned: &str, steps: &mut Steps) -> PersonName {
    let is_kana = |character: char| matches!(character, '\u{3040}'..='\u{30FF}');
    if cleaned.chars().any(is_kana) {
        return PersonName { full: cleaned.to_owned(), ..PersonName::default() };
    }
    let full = join_han(cleaned);
    steps.add_if(full != cleaned, Step::SpacesRemoved);
    if full.contains('·') {
        return PersonName { full, ..PersonName::default() };
    }
    if !full.chars().all(is_han) {
        // Han and Latin mixed (王小明 (Tony)): keep all of it, split the Han part when it is one name.
        let han: String =
            full.split(['(', '（', '[', '/', '-']).next().unwrap_or_default().chars().filter(|character| is_han(*character)).collect();
        let inner = split_han(&han);
        return PersonName { full, ..inner };
    }
    let name = without_address_form(&full);
    if name.full != full && !name.partial {
        steps.add(Step::TitleRemoved);
    }
    name
}

/// `text` without blanks next to a Han character.
fn join_han(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (at, character) in characters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|index| characters.get(index)).copied().is_some_and(is_joined);
        let after = characters.get(at + 1).copied().is_some_and(is_joined);
        if *character != ' ' || !(before && after) {
            out.push(*character);
        }
    }
    out
}

fn is_joined(character: char) -> bool {
    is_han(character) || character == '·'
}

/// Splits a name of Han characters, recognising forms of address.
fn without_address_form(full: &str) -> PersonName {
    let count = full.chars().count();
    let mut characters = full.chars();
    if let (Some(first), Some(second), None) = (characters.next(), characters.next(), characters.next())
        && NICKNAME_PREFIXES.contains(&first)
    {
        let family = (first != '阿' && surname::is_single(second)).then(|| second.to_string());
        return PersonName { full: full.to_owned(), family, given: None, partial: true };
    }
    for form in ADDRESS_FORMS {
        let Some(name) = full.strip_suffix(form) else { continue };
        if is_surname(name) {
            // A bare surname: the form of address is all that makes it readable, so the display form keeps it.
            let reads_as_name = matches!(*form, "女" | "男");
            return PersonName { full: full.to_owned(), family: Some(name.to_owned()), given: None, partial: !reads_as_name };
        }
        let form_length = form.chars().count();
        let is_certain = form_length >= 2 || matches!(*form, "总" | "總");
        if is_certain && (2..=4).contains(&(count - form_length)) && starts_with_surname(name) {
            // Once more: 张伟先生总.
            return without_address_form(name);
        }
    }
    split_han(full)
}

fn is_surname(text: &str) -> bool {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) => surname::is_single(only),
        (Some(_), Some(_)) => surname::compound_prefix(text) == Some(text),
        (None, _) => false,
    }
}

fn starts_with_surname(text: &str) -> bool {
    surname::compound_prefix(text).is_some() || text.chars().next().is_some_and(surname::is_single)
}

/// Family and given name by the longest known family name; nothing when the text is too long or begins with none.
fn split_han(full: &str) -> PersonName {
    let plain = PersonName { full: full.to_owned(), ..PersonName::default() };
    let count = full.chars().count();
    if let Some(family) = surname::compound_prefix(full) {
        let given = full.strip_prefix(family).unwrap_or_default();
        return match given.chars().count() {
            0 => PersonName { family: Some(family.to_owned()), partial: true, ..plain },
            1..=3 => PersonName { family: Some(family.to_owned()), given: Some(given.to_owned()), ..plain },
            _ => plain,
        };
    }
    let mut characters = full.chars();
    let (Some(first), second) = (characters.next(), characters.next()) else { return plain };
    if !surname::is_single(first) || count > 4 {
        return plain;
    }
    let Some(second) = second else { return PersonName { family: Some(full.to_owned()), partial: true, ..plain } };
    // Four characters beginning with two common surnames: a married woman's or a child's double surname.
    let family_length = if count == 4 && surname::is_common(first) && surname::is_common(second) { 2 } else { 1 };
    let family: String = full.chars().take(family_length).collect();
    let given: String = full.chars().skip(family_length).collect();
    PersonName { family: Some(family), given: Some(given), ..plain }
}

#[cfg(test)]
#[path = "person_name_tests.rs"]
mod tests;
