//! Numbers as decimal text: never through floating point where digits could be lost.

/// A number of at most this many characters is written out; a longer one keeps its spelling.
const WRITTEN_OUT_MAX: usize = 40;
/// Digits that spreadsheets show and store faithfully.
const SPREADSHEET_DIGITS: usize = 15;

/// `1.38E+10` becomes `13800000000`, exactly; None where `text` is no number or would become too long.
pub(crate) fn without_exponent(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let exponent: i32 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    let (sign, digits) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{fraction}");
    if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) || exponent.unsigned_abs() as usize > WRITTEN_OUT_MAX {
        return None;
    }
    let point = i32::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let written = match usize::try_from(point) {
        Ok(point) if point >= all.len() => format!("{all}{}", "0".repeat(point - all.len())),
        Ok(point) if point > 0 => format!("{}.{}", all.get(..point)?, all.get(point..)?),
        Ok(_) | Err(_) => format!("0.{}{all}", "0".repeat(point.unsigned_abs() as usize)),
    };
    let trimmed = trim_zeros(&written);
    (trimmed.len() <= WRITTEN_OUT_MAX + 2).then(|| format!("{}{trimmed}", if trimmed == "0" { "" } else { sign }))
}

/// The number of a workbook cell as a person sees it: whole numbers digit by digit as stored, others without the noise of
/// binary fractions (`65734.10000000001` is 65734.1, because spreadsheets keep 15 digits). None when it is no number.
pub(crate) fn of_workbook(stored: &str) -> Option<String> {
    let text = stored.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(if digits.bytes().all(|byte| byte == b'0') { "0".to_owned() } else { text.to_owned() });
    }
    let value: f64 = text.parse().ok().filter(|value: &f64| value.is_finite())?;
    let shortest = format!("{value:e}");
    let significant = shortest.bytes().take_while(|byte| *byte != b'e').filter(u8::is_ascii_digit).count();
    let exact = without_exponent(&shortest).unwrap_or_else(|| text.to_owned());
    if significant <= SPREADSHEET_DIGITS {
        return Some(exact);
    }
    // Rounded to 15 digits: only when that shows the noise for what it is, by becoming clearly shorter.
    let rounded = without_exponent(&format!("{value:.*e}", SPREADSHEET_DIGITS - 1))?;
    Some(if rounded.len() + 3 <= exact.len() { rounded } else { exact })
}

fn trim_zeros(text: &str) -> &str {
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    let bare = text.trim_start_matches('0');
    if bare.is_empty() {
        "0"
    } else if bare.starts_with('.') {
        text.get(text.len() - bare.len() - 1..).unwrap_or(text)
    } else {
        bare
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponents_are_written_out_exactly() {
        for (text, expected) in [
            ("1.38E+10", Some("13800000000")),
            ("1e5", Some("100000")),
            ("-2.50e1", Some("-25")),
            ("12e-3", Some("0.012")),
            ("1.5e-1", Some("0.15")),
            ("0e9", Some("0")),
            ("1e300", None),
            ("12", None),
            ("e5", None),
        ] {
            assert_eq!(without_exponent(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn workbook_numbers_lose_noise_but_no_digits() {
        for (text, expected) in [
            ("65734.10000000001", Some("65734.1")),
            ("79178.74000000001", Some("79178.74")),
            ("0.30000000000000004", Some("0.3")),
            ("0.1234567890123456", Some("0.1234567890123456")),
            ("9007199254740993", Some("9007199254740993")),
            ("1.2345678901234E+17", Some("123456789012340000")),
            ("15830.53", Some("15830.53")),
            ("12.0", Some("12")),
            ("-0", Some("0")),
            ("x", None),
        ] {
            assert_eq!(of_workbook(text).as_deref(), expected, "{text}");
        }
    }
}
