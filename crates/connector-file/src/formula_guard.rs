//! Cells that a spreadsheet would take for a formula, and the apostrophe that prevents it.
//!
//! A cell that begins with `= + - @`, tab, return or line feed (also full-width) is guarded by an apostrophe in front, except
//! strict numbers, amounts with their currency and phone numbers in E.164, which are harmless and common. [`unguarded`] is the exact inverse of [`guarded`]:
//! a cell that had such an apostrophe of its own gets one more, so nothing is lost on the way out and back in.

use std::borrow::Cow;

/// The cell as it is safe to write.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_dangerous(text.trim_start_matches('\'')) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The cell without our guard.
#[must_use]
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_dangerous(rest.trim_start_matches('\'')) => rest,
        Some(_) | None => text,
    }
}

fn is_dangerous(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
        && !is_number(text)
        && !is_amount(text)
        && !is_phones(text)
}

/// A number and the code of a currency: `-12.50 CNY`.
fn is_amount(text: &str) -> bool {
    let is_code = |code: &str| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    text.split_once(' ').is_some_and(|(number, code)| is_number(number) && is_code(code))
}

/// One or several numbers, as cells of a field with several values hold them.
fn is_phones(text: &str) -> bool {
    is_e164(text) || text.split(';').all(is_e164)
}

/// Sign, digits, thousands commas, one point, percent sign; nothing that a spreadsheet could evaluate.
fn is_number(text: &str) -> bool {
    let bare = text.strip_prefix(['-', '+']).unwrap_or(text);
    let bare = bare.strip_suffix('%').unwrap_or(bare);
    let (whole, fraction) = bare.split_once('.').unwrap_or((bare, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    groups.next().is_some_and(digits) && groups.all(|group| group.len() == 3 && digits(group)) && digits(fraction)
}

fn is_e164(text: &str) -> bool {
    let (number, extension) = text.split_once(";ext=").unwrap_or((text, "1"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    number.strip_prefix('+').is_some_and(|number| (7..=15).contains(&number.len()) && digits(number)) && digits(extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, safe: &str) {
        assert_eq!(guarded(text), safe);
        assert_eq!(unguarded(safe), text, "{safe}");
    }

    #[test]
    fn formulas_are_guarded_and_numbers_and_phones_are_not() {
        check("=1+1", "'=1+1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0");
        check("+86 138 0013 8000", "'+86 138 0013 8000");
        check("\t=1", "'\t=1");
        check("＝1", "'＝1");
        check("-", "'-");
        check("-12.50", "-12.50");
        check("+1,234.5", "+1,234.5");
        check("-5%", "-5%");
        check("+8613800138000", "+8613800138000");
        check("+8657112345678;ext=801", "+8657112345678;ext=801");
        check("+8613800138000;+442079460958", "+8613800138000;+442079460958");
        check("+8613800138000;=1+1", "'+8613800138000;=1+1");
        check("-12.50 CNY", "-12.50 CNY");
        check("-12.50 cmd", "'-12.50 cmd");
        check("-1 ABC!A1", "'-1 ABC!A1");
        check("'=1", "''=1");
        check("'-5", "'-5");
        check("O'Brien", "O'Brien");
        check("", "");
    }
}
