//! What a cell looks like, as far as telling headers, data and totals apart needs it.

use model::CellKind;

/// Look of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CellClass {
    Empty,
    /// A number, an amount, a phone number: digits and what stands between them.
    Number,
    Date,
    Email,
    Boolean,
    Text,
}

/// Looks at one cell.
pub(crate) fn classify(kind: CellKind, text: &str) -> CellClass {
    match kind {
        CellKind::Empty => CellClass::Empty,
        CellKind::Number => CellClass::Number,
        CellKind::Boolean => CellClass::Boolean,
        CellKind::Date => CellClass::Date,
        CellKind::Text | CellKind::Json | CellKind::Damaged => classify_text(text.trim()),
    }
}

fn classify_text(text: &str) -> CellClass {
    if text.is_empty() {
        return CellClass::Empty;
    }
    let digits = text.chars().filter(|character| is_digit(*character)).count();
    if digits == 0 {
        return if is_email(text) {
            CellClass::Email
        } else if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false") {
            CellClass::Boolean
        } else {
            CellClass::Text
        };
    }
    if is_email(text) {
        CellClass::Email
    } else if is_date(text, digits) {
        CellClass::Date
    } else if is_number(text) {
        CellClass::Number
    } else {
        CellClass::Text
    }
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

fn is_email(text: &str) -> bool {
    let text = text.replace('＠', "@");
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace))
}

/// Digits, signs, separators, and money or percent signs around them.
fn is_number(text: &str) -> bool {
    let text = text.trim_start_matches(['¥', '￥', '$', '€', '£']).trim_end_matches(['%', '元', '万', '‰', '€']);
    text.chars()
        .all(|character| is_digit(character) || matches!(character, '+' | '-' | '.' | ',' | ' ' | '(' | ')' | '/' | '＋' | '－' | '，'))
}

/// Something with a year, or two separators between short groups of digits, or year-month-day signs.
fn is_date(text: &str, digits: usize) -> bool {
    let dashes = text.chars().filter(|character| matches!(character, '-' | '/' | '.')).count();
    let signs = text.contains('年') || (text.contains('月') && text.contains('日'));
    let only = text.chars().all(|character| {
        is_digit(character) || matches!(character, '-' | '/' | '.' | ':' | ' ' | 'T' | 'Z' | '+' | '年' | '月' | '日' | '时' | '分' | '秒')
    });
    let first_group = text.chars().take_while(|character| is_digit(*character)).count();
    only && (signs || (dashes >= 2 && (3..=20).contains(&digits) && (1..=4).contains(&first_group) && !text.starts_with(['-', '+'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_classed_by_their_look() {
        for (text, class) in [
            ("客户名称", CellClass::Text),
            ("KH001231", CellClass::Text),
            ("1,234.50", CellClass::Number),
            ("+86 138-0013-8000", CellClass::Number),
            ("12.5%", CellClass::Number),
            ("2018-09-08", CellClass::Date),
            ("2022年8月11日", CellClass::Date),
            ("7/29/2013", CellClass::Date),
            ("2024-05-28 21:53:06.793", CellClass::Date),
            ("a@b.cn", CellClass::Email),
            ("TRUE", CellClass::Boolean),
            ("address_1", CellClass::Text),
            ("", CellClass::Empty),
        ] {
            assert_eq!(classify(CellKind::Text, text), class, "{text}");
        }
    }
}
