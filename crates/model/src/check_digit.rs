//! Check digits of identifiers that are unique by nature. Algorithms by the standards named at each function.

/// Characters of a unified social credit code; the position is the value. No I, O, S, V, Z.
const CREDIT_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// True for a valid unified social credit code: 18 upper-case characters, check character right (GB 32100-2015).
#[must_use]
pub fn credit_code_is_valid(code: &str) -> bool {
    let bytes = code.as_bytes();
    if bytes.len() != 18 {
        return false;
    }
    let mut sum = 0;
    let mut weight = 1;
    let mut last = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let Some(value) = CREDIT_ALPHABET.iter().position(|known| known == byte) else { return false };
        if at < 17 {
            sum += value * weight;
            weight = weight * 3 % 31;
        } else {
            last = value;
        }
    }
    (31 - sum % 31) % 31 == last
}

/// True for a valid resident identity number: 18 characters, a real birth date, check character right (GB 11643-1999).
#[must_use]
pub fn resident_id_is_valid(id: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: &[u8; 11] = b"10X98765432";
    let bytes = id.as_bytes();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let digits = |range: std::ops::Range<usize>| bytes[range].iter().fold(0_i16, |sum, byte| sum * 10 + i16::from(byte - b'0'));
    let (Ok(month), Ok(day)) = (i8::try_from(digits(10..12)), i8::try_from(digits(12..14))) else { return false };
    if jiff::civil::Date::new(digits(6..10), month, day).is_err() {
        return false;
    }
    let sum: u32 = bytes.iter().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    CHECK[(sum % 11) as usize] == bytes[17]
}

/// `phone` without its `;ext=` part (RFC 3966).
fn phone_without_extension(phone: &str) -> &str {
    phone.split_once(';').filter(|(_, parameters)| parameters.starts_with("ext=")).map_or(phone, |(number, _)| number)
}

/// True for `+` and 7 to 15 digits, first one not 0 (ITU-T E.164), with an optional `;ext=` part (RFC 3966).
#[must_use]
pub fn is_e164(phone: &str) -> bool {
    let number = phone_without_extension(phone);
    let Some(digits) = number.strip_prefix('+') else { return false };
    (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0')
}

/// True for a plausible address: one `@`, a local part, a dotted domain without empty labels, no blanks (RFC 5321, ASCII or IDN).
#[must_use]
pub fn is_email(email: &str) -> bool {
    let Some((local, domain)) = email.split_once('@') else { return false };
    let is_forbidden = |byte: u8| byte <= b' ' || matches!(byte, b',' | b';' | b'<' | b'>' | b'(' | b')' | b'"' | 0x7f);
    !local.is_empty()
        && email.len() <= 254
        && local.len() <= 64
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
        && !email.bytes().any(is_forbidden)
        && (email.is_ascii() || !email.chars().any(|character| character.is_whitespace() || character.is_control()))
        && !domain.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credit_codes_of_the_standard() {
        for valid in ["91110105MA01ABC179", "91310115MA1K2DEF5Y", "92440305MA5GH1233H", "12510107456789011T", "91350100M000100Y43"] {
            assert!(credit_code_is_valid(valid), "{valid}");
        }
        for invalid in ["91110105MA01ABC178", "91310115MAK12DEF5Y", "92440305NA5GH1233H", "12510107456789011S", "91350100M000100Y4", ""] {
            assert!(!credit_code_is_valid(invalid), "{invalid}");
        }
    }

    #[test]
    fn resident_ids_of_the_standard() {
        for valid in ["110101199003071233", "31011519851230004X", "440305200002290010", "510107197001019988", "330106199911115556"] {
            assert!(resident_id_is_valid(valid), "{valid}");
        }
        for invalid in ["110101199003071234", "310115198512300040", "440305200102290018", "510107197001109988", "33010619991111555"] {
            assert!(!resident_id_is_valid(invalid), "{invalid}");
        }
    }

    #[test]
    fn phones_and_addresses() {
        assert!(is_e164("+8613812345678") && is_e164("+861012345678;ext=801"));
        assert!(!is_e164("13812345678") && !is_e164("+0123456789") && !is_e164("+86 138"));
        assert!(is_email("a@example.com") && is_email("张@例子.中国"));
        assert!(!is_email("foo@") && !is_email("n/a") && !is_email("a@b") && !is_email("a b@c.d") && !is_email("a@b@c.d"));
    }
}
