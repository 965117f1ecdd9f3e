//! API keys: `rp_live_` and 43 characters of base64url, 256 random bits.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// What every key begins with, so that scanners for leaked secrets find it.
pub const KEY_PREFIX: &str = "rp_live_";

const RANDOM_BYTES: usize = 32;
const RANDOM_CHARACTERS: usize = 43;

pub(crate) fn new_key() -> Result<String, getrandom::Error> {
    new_token(KEY_PREFIX)
}

/// `prefix` and 256 random bits as 43 characters of base64url.
pub(crate) fn new_token(prefix: &str) -> Result<String, getrandom::Error> {
    let mut random = [0_u8; RANDOM_BYTES];
    getrandom::fill(&mut random)?;
    let mut token = String::with_capacity(prefix.len() + RANDOM_CHARACTERS);
    token.push_str(prefix);
    URL_SAFE_NO_PAD.encode_string(random, &mut token);
    Ok(token)
}

/// True for what could be a key; anything else need not be looked up.
pub(crate) fn has_key_shape(token: &str) -> bool {
    has_shape(token, KEY_PREFIX)
}

/// True for what [`new_token`] could have made.
pub(crate) fn has_shape(token: &str, prefix: &str) -> bool {
    token.strip_prefix(prefix).is_some_and(|rest| {
        rest.len() == RANDOM_CHARACTERS && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    })
}

pub(crate) fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_long_different_and_recognisable() {
        let (a, b) = (new_key().expect("randomness"), new_key().expect("randomness"));
        assert_ne!(a, b);
        assert!(has_key_shape(&a) && a.len() == 51);
        for bad in ["", "rp_live_", "rp_live_short", &a[1..], &format!("{a}x"), &a.replace("rp_live_", "rp_test_")] {
            assert!(!has_key_shape(bad), "{bad}");
        }
    }
}
