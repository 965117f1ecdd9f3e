//! Resident identity numbers of mainland China (GB 11643-1999), with the 15-digit numbers issued before 1999.
//!
//! Pure. Sensitive: a caller that may not keep the number keeps a keyed hash of it.

use model::FindingCode;
use model::check_digit::resident_id_is_valid;

use super::{Normalised, Rejected, Step, Steps, unicode};

/// Normalises one number to 17 digits and a check character (digit or `X`).
///
/// A 15-digit number gets its century (always 19) and its check character ([`Step::OldFormConverted`]); it has none of
/// its own, so only the date and the province protect it.
///
/// # Errors
/// [`FindingCode::ResidentIdInvalid`] with the folded text.
pub fn normalise_resident_id(raw: &str) -> Result<Normalised<String>, Rejected> {
    let mut steps = Steps::NONE;
    let cleaned = unicode::clean(raw);
    steps.add_if(cleaned.as_ref() != raw.trim(), Step::WidthFolded);
    let mut number = String::with_capacity(18);
    for character in cleaned.chars() {
        match character {
            '-' | '\'' | '.' => steps.add(Step::PunctuationRemoved),
            'x' | '×' => {
                steps.add(Step::UpperCased);
                number.push('X');
            }
            blank if blank.is_whitespace() => steps.add(Step::SpacesRemoved),
            other => number.push(other),
        }
    }
    if has_known_province(&number) {
        if resident_id_is_valid(&number) {
            return Ok(Normalised { value: number, steps });
        }
        if let Some(converted) = convert_old_form(&number) {
            steps.add(Step::OldFormConverted);
            return Ok(Normalised { value: converted, steps });
        }
    }
    Err(Rejected::new(FindingCode::ResidentIdInvalid, number))
}

/// Whether the first two digits are a province by GB/T 2260, or 83 (residents from Taiwan).
fn has_known_province(number: &str) -> bool {
    let Some(Ok(code)) = number.get(..2).map(str::parse::<u8>) else { return false };
    matches!(code, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
}

/// The 18-character form of a 15-digit number with a real date of birth.
fn convert_old_form(number: &str) -> Option<String> {
    if number.len() != 15 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (region, rest) = number.split_at_checked(6)?;
    let long = format!("{region}19{rest}");
    let converted = format!("{long}{}", check_character(&long)?);
    resident_id_is_valid(&converted).then_some(converted)
}

/// The check character of 17 digits (ISO 7064 MOD 11-2).
fn check_character(digits: &str) -> Option<char> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.chars().zip(WEIGHTS).map(|(digit, weight)| digit.to_digit(10).unwrap_or(0) * weight).sum();
    "10X98765432".chars().nth(usize::try_from(sum % 11).ok()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(raw: &str, expected: Option<&str>) {
        let got = normalise_resident_id(raw);
        assert_eq!(got.as_ref().ok().map(|done| done.value.as_str()), expected, "{raw}");
        if let Err(rejected) = got {
            assert_eq!(rejected.code, FindingCode::ResidentIdInvalid, "{raw}");
        }
    }

    #[test]
    fn valid_numbers_come_back_in_one_spelling() {
        for number in ["110101199003071233", "31011519851230004X", "440305200002290010", "510107197001019988", "330106199911115556"] {
            check(number, Some(number));
        }
        check("31011519851230004x", Some("31011519851230004X"));
        check(" 110101 19900307 1233 ", Some("110101199003071233"));
        check("１１０１０１１９９００３０７１２３３", Some("110101199003071233"));
        check("'110101199003071233", Some("110101199003071233"));
    }

    #[test]
    fn numbers_of_15_digits_are_converted() {
        check("110101900307123", Some("110101199003071233"));
        check("110101901307123", None);
        assert!(normalise_resident_id("110101900307123").is_ok_and(|done| done.steps.contains(Step::OldFormConverted)));
    }

    #[test]
    fn invalid_numbers_are_rejected() {
        for number in [
            "110101199003071234",
            "310115198512300040",
            "440305200102290018",
            "510107197001109988",
            "33010619991111555",
            "",
            "无",
            "990101199003071233",
        ] {
            check(number, None);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic_and_twice_is_once(raw in "\\PC{0,24}|[0-9xX -]{14,20}|[1-6][1-5][0-9]{13}") {
            if let Ok(once) = normalise_resident_id(&raw) {
                prop_assert_eq!(normalise_resident_id(&once.value).map(|twice| (twice.value, twice.steps)), Ok((once.value, Steps::NONE)));
            }
        }
    }
}
