//! Unified social credit codes of organisations in mainland China (GB 32100-2015).
//!
//! Pure. Letters the code never holds (O, I, Z, S) are read as the digits they look like, but only when the check
//! character agrees afterwards: a code is never guessed.

use model::FindingCode;
use model::check_digit::credit_code_is_valid;

use super::{Normalised, Rejected, Step, Steps, unicode};

/// Length of a code in characters.
const LENGTH: usize = 18;

/// Normalises one credit code to 18 upper-case characters with the right check character.
///
/// Width, letter case, blanks and dashes are folded; `O I Z S` become `0 1 2 5` when the result is valid
/// ([`Step::LookAlikeRepaired`]).
///
/// # Errors
/// [`FindingCode::CreditCodeInvalid`] with the folded text.
pub fn normalise_credit_code(raw: &str) -> Result<Normalised<String>, Rejected> {
    let mut steps = Steps::NONE;
    let cleaned = unicode::clean(raw);
    steps.add_if(cleaned.as_ref() != raw.trim(), Step::WidthFolded);
    let mut code = String::with_capacity(LENGTH);
    for character in cleaned.chars() {
        if character.is_whitespace() {
            steps.add(Step::SpacesRemoved);
        } else if is_separator(character) {
            steps.add(Step::PunctuationRemoved);
        } else {
            steps.add_if(character.is_ascii_lowercase(), Step::UpperCased);
            code.push(character.to_ascii_uppercase());
        }
    }
    if credit_code_is_valid(&code) {
        return Ok(Normalised { value: code, steps });
    }
    let repaired = repair(&code);
    if repaired != code && credit_code_is_valid(&repaired) {
        steps.add(Step::LookAlikeRepaired);
        return Ok(Normalised { value: repaired, steps });
    }
    Err(Rejected::new(FindingCode::CreditCodeInvalid, code))
}

fn is_separator(character: char) -> bool {
    matches!(character, '-' | '_' | '.' | '\'' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// `code` with every letter outside the alphabet of GB 32100 as the digit it looks like.
fn repair(code: &str) -> String {
    code.chars()
        .map(|character| match character {
            'O' => '0',
            'I' => '1',
            'Z' => '2',
            'S' => '5',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(raw: &str, expected: Option<&str>) {
        let got = normalise_credit_code(raw);
        assert_eq!(got.as_ref().ok().map(|done| done.value.as_str()), expected, "{raw}");
        if let Err(rejected) = got {
            assert_eq!(rejected.code, FindingCode::CreditCodeInvalid, "{raw}");
        }
    }

    #[test]
    fn valid_codes_come_back_in_one_spelling() {
        for code in ["91110105MA01ABC179", "91310115MA1K2DEF5Y", "92440305MA5GH1233H", "12510107456789011T", "91350100M000100Y43"] {
            check(code, Some(code));
            check(&code.to_lowercase(), Some(code));
        }
        check(" 91110105 MA01ABC17 9 ", Some("91110105MA01ABC179"));
        check("９１１１０１０５ＭＡ０１ＡＢＣ１７９", Some("91110105MA01ABC179"));
        check("91110105-MA01ABC17-9", Some("91110105MA01ABC179"));
    }

    #[test]
    fn look_alike_letters_are_repaired_only_when_the_check_character_agrees() {
        check("9111O1O5MAO1ABC179", Some("91110105MA01ABC179"));
        check("9I110105MA01ABCI79", Some("91110105MA01ABC179"));
        check("91110105MA01ABCI78", None);
        assert!(normalise_credit_code("9I110105MA01ABC179").is_ok_and(|done| done.steps.contains(Step::LookAlikeRepaired)));
        assert!(normalise_credit_code("91110105MA01ABC179").is_ok_and(|done| done.steps.is_empty()));
    }

    #[test]
    fn invalid_codes_are_rejected() {
        for code in [
            "91110105MA01ABC178",
            "91310115MAK12DEF5Y",
            "92440305NA5GH1233H",
            "12510107456789011S",
            "91350100M000100Y4",
            "",
            "无",
            "91110105MA01ABC1790",
        ] {
            check(code, None);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic_and_twice_is_once(raw in "\\PC{0,24}|[0-9A-Zoisz -]{16,20}") {
            if let Ok(once) = normalise_credit_code(&raw) {
                prop_assert_eq!(normalise_credit_code(&once.value).map(|twice| (twice.value, twice.steps)), Ok((once.value, Steps::NONE)));
            }
        }
    }
}
