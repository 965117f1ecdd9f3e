//! Record ids: 15 characters that count, and 3 that say which of them are capital letters.
//!
//! The suffix: three blocks of five characters each make a number with bit i set when the i-th character is A to Z; the number
//! picks one of A–Z and 0–5.

/// Sorted as ids sort, so that later ids are greater.
const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SUFFIX: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/// The instance that all ids of this org carry behind their prefix.
const INSTANCE: &str = "5i0";

/// The 18 characters of the `number`-th record with a key prefix of three characters.
pub(super) fn id(prefix: &str, number: u64) -> String {
    let mut digits = [b'0'; 9];
    let mut rest = number;
    for digit in digits.iter_mut().rev() {
        *digit = BASE62[usize::try_from(rest % 62).unwrap_or(0)];
        rest /= 62;
    }
    let short = format!("{prefix}{INSTANCE}{}", String::from_utf8_lossy(&digits));
    format!("{short}{}", suffix(&short))
}

/// The three characters behind 15.
fn suffix(short: &str) -> String {
    let block = |block: &[u8]| {
        let bits = block.iter().enumerate().map(|(at, byte)| usize::from(byte.is_ascii_uppercase()) << at);
        char::from(SUFFIX[bits.sum::<usize>() % 32])
    };
    short.as_bytes().chunks(5).map(block).collect()
}

/// The 18 characters of an id given with 15 or 18; of 18, the case is taken from the suffix. `None` for what is no id.
pub(super) fn normalised(id: &str) -> Option<String> {
    if !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    match id.len() {
        15 => Some(format!("{id}{}", suffix(id))),
        18 => {
            let upper = id[15..].to_ascii_uppercase();
            let is_upper = |at: usize| {
                let bits = SUFFIX.iter().position(|known| *known == upper.as_bytes()[at / 5])?;
                Some(bits >> (at % 5) & 1 == 1)
            };
            let mut short = String::with_capacity(18);
            for (at, letter) in id[..15].chars().enumerate() {
                short.push(if is_upper(at)? { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() });
            }
            // A capital where a digit stands is no valid suffix.
            (suffix(&short) == upper).then(|| short + &upper)
        }
        _ => None,
    }
}

/// The first 15 characters.
pub(super) fn short(id: &str) -> &str {
    id.get(..15).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suffixes_are_those_of_known_ids() {
        for id in ["000000000000000AAA", "01gD0000002HU6KIAW", "001D000000IqhSLIAZ", "003D000000QV9n2IAD", "001R0000005hDFYIA2"] {
            assert_eq!(normalised(&id[..15]).as_deref(), Some(id));
            assert_eq!(normalised(id).as_deref(), Some(id));
            assert_eq!(normalised(&id.to_lowercase()).as_deref(), Some(id), "the case comes from the suffix");
            assert_eq!(normalised(&id.to_uppercase()).as_deref(), Some(id));
        }
        for wrong in ["", "001", "001D000000IqhSLIA", "001D000000Iqh SL", "001D000000IqhSLZZZ"] {
            assert_eq!(normalised(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn later_ids_are_greater() {
        let ids: Vec<String> = [0, 9, 10, 35, 36, 61, 62, 100_000, 3_000_000].iter().map(|number| id("001", *number)).collect();
        assert!(ids.is_sorted(), "{ids:?}");
    }
}
