//! Yes and no.
//!
//! Pure. Words in English and Chinese, digits, and the marks people put into forms.

use model::FindingCode;

use super::{Normalised, Rejected, Step, Steps, unicode};

/// Longest word looked at, in bytes.
const WORD_BYTES_MAX: usize = 16;

/// Reads yes or no in English or Chinese, digits and marks included.
///
/// # Errors
/// [`FindingCode::BooleanInvalid`] for anything else.
pub fn parse_boolean(raw: &str) -> Result<Normalised<bool>, Rejected> {
    match raw {
        "true" => return Ok(Normalised { value: true, steps: Steps::NONE }),
        "false" => return Ok(Normalised { value: false, steps: Steps::NONE }),
        _ => {}
    }
    let invalid = || Rejected::new(FindingCode::BooleanInvalid, raw);
    let word = raw.trim();
    if word.len() > WORD_BYTES_MAX {
        return Err(invalid());
    }
    let value = if word.is_ascii() {
        let mut buffer = [0_u8; WORD_BYTES_MAX];
        let lowered = buffer.get_mut(..word.len()).ok_or_else(invalid)?;
        lowered.copy_from_slice(word.as_bytes());
        lowered.make_ascii_lowercase();
        ascii_word(lowered)
    } else {
        let cleaned = unicode::clean(word);
        match cleaned.is_ascii() {
            true => ascii_word(cleaned.to_ascii_lowercase().as_bytes()),
            false => chinese_word(&unicode::fold_for_match(&cleaned)),
        }
    };
    let mut steps = Steps::NONE;
    steps.add(Step::WordRead);
    value.map(|value| Normalised { value, steps }).ok_or_else(invalid)
}

fn ascii_word(word: &[u8]) -> Option<bool> {
    match word {
        b"yes" | b"y" | b"true" | b"t" | b"1" | b"1.0" | b"on" | b"enabled" | b"enable" | b"active" | b"checked" | b"ok" => Some(true),
        b"no" | b"n" | b"false" | b"f" | b"0" | b"0.0" | b"off" | b"disabled" | b"disable" | b"inactive" | b"unchecked" => Some(false),
        _ => None,
    }
}

fn chinese_word(word: &str) -> Option<bool> {
    match word {
        "是" | "有" | "对" | "真" | "启用" | "已启用" | "开" | "开启" | "已开启" | "有效" | "正常" | "是的" | "需要" | "允许" | "√"
        | "✓" | "✔" | "☑" | "✅" => Some(true),
        "否" | "无" | "没有" | "错" | "假" | "停用" | "已停用" | "禁用" | "已禁用" | "未启用" | "关" | "关闭" | "已关闭" | "无效"
        | "不是" | "不" | "非" => Some(false),
        "不需要" | "不允许" | "×" | "✗" | "✘" | "❌" | "☐" | "☒" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_read_however_written() {
        let check = |raw: &str, expected: Option<bool>| assert_eq!(parse_boolean(raw).ok().map(|read| read.value), expected, "{raw}");
        for raw in ["yes", "Yes", "Y", "TRUE", "true", "1", "1.0", "是", " 有 ", "√", "启用", "啟用", "有效", "on", "Ｙ", "✔", "✔\u{fe0f}"]
        {
            check(raw, Some(true));
        }
        for raw in ["no", "No", "N", "FALSE", "false", "0", "否", "无", "無", "×", "停用", "无效", "off", "０"] {
            check(raw, Some(false));
        }
        for raw in ["", "-", "maybe", "2", "unknown", "No internet service", "是否", "10"] {
            check(raw, None);
        }
        assert!(parse_boolean("true").expect("a canonical value").steps.is_empty());
    }
}
