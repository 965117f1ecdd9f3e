//! Ids: 15 characters whose case matters, or 18 with a suffix that tells the case.

/// The 18-character form. Anything that is no id comes back as it is.
///
/// Three blocks of five characters; bit `i` of a block's number is set where its `i`-th character is an upper-case letter, and
/// the number names a character of `A–Z0–5`.
#[must_use]
pub fn full_id(id: &str) -> String {
    const SUFFIX: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    if id.len() != 15 || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return id.to_owned();
    }
    let mut full = id.to_owned();
    for block in id.as_bytes().chunks(5) {
        let number: usize = block.iter().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase()).map(|(at, _)| 1 << at).sum();
        full.push(char::from(*SUFFIX.get(number).unwrap_or(&b'A')));
    }
    full
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_suffix_tells_the_case() {
        // Ids as printed in the vendor's guides.
        for full in ["001D000000IRFmaIAH", "003D000000QOMqgIAH", "000000000000000AAA"] {
            assert_eq!(full_id(&full[..15]), full);
        }
        for other in ["", "001", "001D000000IRFmaIAH", "001D000000IRF-a"] {
            assert_eq!(full_id(other), other);
        }
    }
}
