//! Words that stand for "no value".
//!
//! Pure. Ask for codes first where a null word is also a code: `NA` is a country.

use super::unicode;

/// How sure one must be that a word means "nothing".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// Free text and names: only what no person, firm or text is ever called (a person may be called None or Null).
    Text,
    /// Typed values (phone, e-mail, date, number, select): every usual null word.
    Typed,
}

/// Longest null word in bytes; longer text is not looked at.
const WORD_BYTES_MAX: usize = 32;

/// Whether `raw` stands for "no value". Blank text does.
#[must_use]
pub fn is_null_word(raw: &str, strictness: Strictness) -> bool {
    if raw.chars().next().is_some_and(begins_no_word) {
        return false;
    }
    let word = raw.trim();
    if word.is_empty() {
        return true;
    }
    if word.len() > WORD_BYTES_MAX {
        return false;
    }
    if word.is_ascii() {
        let mut buffer = [0_u8; WORD_BYTES_MAX];
        let Some(lowered) = buffer.get_mut(..word.len()) else { return false };
        lowered.copy_from_slice(word.as_bytes());
        lowered.make_ascii_lowercase();
        let Ok(lowered) = std::str::from_utf8(lowered) else { return false };
        return is_ascii_word(word, lowered, strictness);
    }
    let cleaned = unicode::clean(word);
    if cleaned.is_empty() {
        return true;
    }
    if cleaned.is_ascii() {
        return is_ascii_word(&cleaned, &cleaned.to_ascii_lowercase(), strictness);
    }
    is_chinese_word(&cleaned, strictness)
}

/// `0000-00-00` and the other dates that spreadsheets and databases show for nothing.
#[must_use]
pub fn is_null_date(raw: &str) -> bool {
    let digits = raw.trim();
    let day = digits.get(..10).unwrap_or(digits);
    matches!(day, "0000-00-00" | "0000/00/00" | "00/00/0000" | "1900-01-00" | "1900/1/0" | "0001-01-01" | "1900-01-01" | "0" | "00000000")
}

/// Whether no null word begins with `first`: most values are told apart by it. Only characters that [`unicode::clean`] leaves
/// as they are count.
fn begins_no_word(first: char) -> bool {
    match first {
        '0'..='9' => true,
        'A'..='Z' | 'a'..='z' => !matches!(first.to_ascii_lowercase(), 'b' | 'e' | 'm' | 'n' | 't' | 'u' | 'v' | 'x'),
        '\u{4e00}'..='\u{9fff}' => !matches!(first, '无' | '無' | '暂' | '暫' | '未' | '空' | '不' | '待' | '没' | '沒' | '保' | '缺'),
        _ => false,
    }
}

fn is_ascii_word(word: &str, lowered: &str, strictness: Strictness) -> bool {
    if word.bytes().all(|byte| matches!(byte, b'-' | b'/' | b'\\' | b'.' | b'?' | b'_' | b'*' | b' ' | b'#')) {
        return true;
    }
    match lowered {
        "n/a" | "#n/a" | "n.a." | "(null)" | "[null]" | "<null>" | "\\n" | "#null!" | "#ref!" | "#value!" | "#div/0!" => true,
        "#name?" | "#num!" | "nan" | "undefined" | "(none)" | "(blank)" | "(empty)" | "<na>" | "not available" => true,
        "not applicable" | "not provided" | "no data" => true,
        "null" => strictness == Strictness::Typed || word == "NULL" || word == "null",
        "na" | "n.a" | "none" | "nil" | "unknown" | "empty" | "blank" | "missing" | "tbd" | "tba" | "n.n." | "xxx" | "void" => {
            strictness == Strictness::Typed
        }
        "not known" | "to be determined" | "nothing" | "unspecified" | "not specified" | "not set" | "no value" => {
            strictness == Strictness::Typed
        }
        _ => false,
    }
}

fn is_chinese_word(word: &str, strictness: Strictness) -> bool {
    if word.chars().all(|c| matches!(c, '—' | '–' | '−' | '·' | '、' | '。' | '…' | '─' | '-' | ' ' | '/')) {
        return true;
    }
    match word.trim_matches(['(', ')', '[', ']', '<', '>', '【', '】', '。']) {
        "无" | "暂无" | "未知" | "空" | "空值" | "不详" | "未填" | "未填写" | "无数据" | "暂缺" | "不适用" | "待补充" | "無" | "暫無" => {
            true
        }
        "没有" | "不明" | "待定" | "保密" | "未提供" | "未登记" | "沒有" | "不清楚" | "不知道" | "没填" | "缺失" | "未设置" | "无记录" => {
            strictness == Strictness::Typed
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_words_are_told_from_values() {
        let check = |raw: &str, typed: bool, text: bool| {
            assert_eq!(is_null_word(raw, Strictness::Typed), typed, "typed {raw:?}");
            assert_eq!(is_null_word(raw, Strictness::Text), text, "text {raw:?}");
        };
        for raw in [
            "",
            " ",
            "\u{3000}",
            "n/a",
            "N/A",
            "#N/A",
            "-",
            "--",
            "——",
            "/",
            "无",
            " 暂无 ",
            "未知",
            "空",
            "NULL",
            "null",
            "(null)",
            "\\N",
            "Ｎ／Ａ",
            "无。",
            "?",
        ] {
            check(raw, true, true);
        }
        for raw in ["None", "none", "nil", "Null", "unknown", "UNKNOWN", "NA", "没有", "保密", "tbd"] {
            check(raw, true, false);
        }
        for raw in ["0", "无锡", "吴无", "Nina", "-1", "Nullarbor", "none of them", "1/2", "No", "否", "空调"] {
            check(raw, false, false);
        }
    }

    #[test]
    fn dates_that_mean_nothing_are_known() {
        for raw in ["0000-00-00", "0000-00-00 00:00:00", "1900-01-00", "1900/1/0", "1900-01-01", "0001-01-01T00:00:00"] {
            assert!(is_null_date(raw), "{raw}");
        }
        for raw in ["2024-01-01", "1900-01-02", "1970-01-02", "", "年"] {
            assert!(!is_null_date(raw), "{raw}");
        }
    }
}
