//! The words by which a record is found, besides those that stand in it: numbers as people dial them, Chinese names as people
//! type them in Latin letters. Letters are found with and without accents, traditional characters by simplified ones and the other
//! way round. Pure.

use mapping::normalise::unicode::fold_letters;
use pinyin::ToPinyin;
use serde_json::Value;

/// Longest value that is also found by its sound, in characters; names are shorter, and notes would fill the index.
const SOUNDED_CHARS_MAX: usize = 40;
/// Names of so many characters are also found by each of their syllables.
const SYLLABLES_MAX: usize = 4;
/// Fewest digits of something that is dialled.
const DIALLED_DIGITS_MIN: usize = 7;

/// Readings of characters that sound otherwise as surnames.
const SURNAMES: [(char, &str); 18] = [
    ('曾', "zeng"),
    ('单', "shan"),
    ('解', "xie"),
    ('查', "zha"),
    ('仇', "qiu"),
    ('盖', "ge"),
    ('区', "ou"),
    ('覃', "qin"),
    ('朴', "piao"),
    ('冼', "xian"),
    ('翟', "zhai"),
    ('乐', "yue"),
    ('缪', "miao"),
    ('重', "chong"),
    ('华', "hua"),
    ('任', "ren"),
    ('宁', "ning"),
    ('燕', "yan"),
];

/// Everything a record is found by. `doc` is its document: JSON object text.
pub(crate) fn searchable_text(doc: &str) -> String {
    let mut out = String::with_capacity(doc.len());
    if let Ok(value) = serde_json::from_str::<Value>(doc) {
        collect(&value, &mut out);
    }
    out
}

fn collect(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => {
            push(out, text);
            push_dialled(out, text);
            push_sounds(out, text);
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, out)),
        Value::Object(members) => members.values().for_each(|value| collect(value, out)),
        Value::Number(number) => push(out, &number.to_string()),
        Value::Null | Value::Bool(_) => {}
    }
}

fn push(out: &mut String, word: &str) {
    out.push_str(&fold_letters(word));
    out.push(' ');
}

/// The words of a search that was typed. A number in whatever spelling is looked for by its digits.
pub(crate) fn typed(text: &str) -> String {
    match dialled(text) {
        // Without what is dialled before a number at home or abroad.
        Some(digits) => digits.trim_start_matches('0').to_owned(),
        None => fold_letters(text),
    }
}

/// The digits of a text that is nothing but a number as people write it.
fn dialled(text: &str) -> Option<String> {
    let number = text.split(";ext=").next().unwrap_or(text);
    let is_number = number.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ' ' | '+' | '-' | '(' | ')' | '.' | '/'));
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    (is_number && digits.len() >= DIALLED_DIGITS_MIN && digits.len() <= 20).then_some(digits)
}

fn push_dialled(out: &mut String, text: &str) {
    let Some(digits) = dialled(text) else { return };
    push(out, digits.trim_start_matches('0'));
    if text.starts_with('+') {
        push(out, digits.get(country_digits(&digits)..).unwrap_or_default());
    }
}

/// Digits of the country code at the front of an international number (ITU-T E.164, list of assigned codes).
fn country_digits(digits: &str) -> usize {
    match digits.as_bytes() {
        [b'1' | b'7', ..] => 1,
        [b'2', b'0' | b'7', ..]
        | [b'3', b'0'..=b'4' | b'6' | b'9', ..]
        | [b'4', b'0' | b'1' | b'3'..=b'9', ..]
        | [b'5', b'1'..=b'8', ..]
        | [b'6', b'0'..=b'6', ..]
        | [b'8', b'1' | b'2' | b'4' | b'6', ..]
        | [b'9', b'0'..=b'5' | b'8', ..] => 2,
        _ => 3,
    }
}

/// Runs of Chinese characters by their first letters and in full, e.g. `zw zhangwei zhang wei` for 张伟.
fn push_sounds(out: &mut String, text: &str) {
    if text.is_ascii() || text.chars().count() > SOUNDED_CHARS_MAX {
        return;
    }
    let mut run: Vec<char> = Vec::new();
    for letter in text.chars().chain([' ']) {
        if letter.to_pinyin().is_some() {
            run.push(letter);
        } else if !run.is_empty() {
            push_run(out, &run);
            run.clear();
        }
    }
}

fn push_run(out: &mut String, run: &[char]) {
    let mut syllables: Vec<&str> = run.iter().filter_map(|letter| letter.to_pinyin()).map(|sound| sound.plain()).collect();
    push_readings(out, &syllables);
    let surname = run.first().and_then(|first| SURNAMES.iter().find(|(known, _)| known == first));
    if let (Some((_, reading)), Some(first)) = (surname, syllables.first_mut())
        && first != reading
    {
        *first = reading;
        push_readings(out, &syllables);
    }
}

fn push_readings(out: &mut String, syllables: &[&str]) {
    let initials: String = syllables.iter().filter_map(|syllable| syllable.chars().next()).collect();
    push(out, &initials);
    push(out, &syllables.concat());
    if (2..=SYLLABLES_MAX).contains(&syllables.len()) {
        syllables.iter().for_each(|syllable| push(out, syllable));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(doc: &Value) -> Vec<String> {
        searchable_text(&doc.to_string()).split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn numbers_are_found_as_people_dial_them() {
        let found = |stored: &str, wanted: &str| {
            let wanted = typed(wanted);
            words(&serde_json::json!({"phone": [stored]})).iter().any(|word| word.starts_with(&wanted))
        };
        for wanted in ["13100012345", "131 0001 2345", "+86 131-0001-2345", "0086 13100012345", "8613100012345", "1310001"] {
            assert!(found("+8613100012345", wanted), "{wanted}");
        }
        for wanted in ["020 7946 0958", "+44 20 7946 0958", "(020) 79460958", "2079460958"] {
            assert!(found("+442079460958", wanted), "{wanted}");
        }
        assert!(found("+15551234567;ext=801", "555 123 4567"));
        assert!(found("+353861234567", "086 123 4567"));
        assert!(found("0512 6834 5678 ", "0512-68345678"), "kept as it was typed");
        assert!(!found("+8613100012345", "13100012346"));
        assert_eq!(typed("Order 12 浦東 Müller"), "order 12 浦东 muller");
        assert_eq!(typed("2024"), "2024");
    }

    #[test]
    fn names_are_found_by_their_sound() {
        let all = words(&serde_json::json!({"name": "张伟", "company": "上海恒瑞贸易有限公司"}));
        for word in ["zw", "zhangwei", "zhang", "wei", "shhrmyyxgs", "shanghaihengruimaoyiyouxiangongsi"] {
            assert!(all.iter().any(|known| known == word), "{word} of {all:?}");
        }
        let all = words(&serde_json::json!({"name": "曾小明"}));
        assert!(all.iter().any(|word| word == "zxm") && all.iter().any(|word| word == "zengxiaoming"), "{all:?}");
        let notes = "很".repeat(41);
        assert_eq!(
            words(&serde_json::json!({"notes": notes, "city": "Lyon", "tags": null, "employees": 7})),
            [notes.as_str(), "lyon", "7"]
        );
    }
}
