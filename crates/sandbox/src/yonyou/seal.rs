//! What is sent out: sealed by AES-256 in CBC mode under the app's secret, and signed in one of two ways.
//!
//! The key is the secret without hyphens, cut or filled with zeros to 43 characters of base64; its first half is the first block.
//! Inside lie 16 random bytes, the length of the text, the text and the key of the app, filled up to blocks of 32 bytes.

use aes::Aes256;
use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use base64::Engine;
use base64::alphabet::STANDARD as LETTERS;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD, STANDARD};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::sha1::hex_digest;

const FILL: usize = 32;

fn key(secret: &str) -> Vec<u8> {
    let mut letters: String = secret.chars().filter(|letter| *letter != '-').take(43).collect();
    while letters.len() < 43 {
        letters.push('0');
    }
    // 43 letters hold two bits more than 32 bytes; what they are does not matter.
    let lenient = GeneralPurpose::new(&LETTERS, NO_PAD.with_decode_allow_trailing_bits(true));
    let mut key = lenient.decode(letters).unwrap_or_default();
    key.resize(32, 0);
    key
}

/// `text` for the app, in base64.
pub(super) fn sealed(secret: &str, app_key: &str, text: &str, random: [u8; 16]) -> String {
    let key = key(secret);
    let Ok(cipher) = Aes256::new_from_slice(&key) else { return String::new() };
    let mut plain = random.to_vec();
    plain.extend_from_slice(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes());
    plain.extend_from_slice(text.as_bytes());
    plain.extend_from_slice(app_key.as_bytes());
    let fill = FILL - plain.len() % FILL;
    plain.extend(std::iter::repeat_n(u8::try_from(fill).unwrap_or(0), fill));
    let mut before: [u8; 16] = std::array::from_fn(|at| key[at]);
    let mut out = Vec::with_capacity(plain.len());
    for chunk in plain.chunks_exact(16) {
        let mut block = aes::Block::from(std::array::from_fn::<u8, 16, _>(|at| chunk[at] ^ before[at]));
        cipher.encrypt_block(&mut block);
        before = block.into();
        out.extend_from_slice(&before);
    }
    STANDARD.encode(out)
}

/// What was sealed, and the key of the app it was for.
pub(super) fn opened(secret: &str, sealed: &str) -> Option<(String, String)> {
    let key = key(secret);
    let cipher = Aes256::new_from_slice(&key).ok()?;
    let bytes = STANDARD.decode(sealed).ok()?;
    let mut before: [u8; 16] = std::array::from_fn(|at| key[at]);
    let mut plain = Vec::with_capacity(bytes.len());
    for chunk in bytes.chunks_exact(16) {
        let given: [u8; 16] = chunk.try_into().ok()?;
        let mut block = aes::Block::from(given);
        cipher.decrypt_block(&mut block);
        plain.extend(block.iter().zip(before).map(|(byte, before)| byte ^ before));
        before = given;
    }
    let fill = usize::from(*plain.last()?);
    let plain = plain.get(..plain.len().checked_sub(fill)?)?;
    let length = usize::try_from(u32::from_be_bytes(plain.get(16..20)?.try_into().ok()?)).ok()?;
    let text = plain.get(20..20 + length)?;
    let tail = plain.get(20 + length..)?;
    Some((String::from_utf8(text.to_vec()).ok()?, String::from_utf8(tail.to_vec()).ok()?))
}

/// Base64 of the HMAC-SHA256 of a text.
pub(super) fn hmac_text(secret: &str, text: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// The signature of today: over time, nonce and content in the order of their texts.
pub(super) fn signature(secret: &str, timestamp: &str, nonce: &str, sealed: &str) -> String {
    let mut parts = [timestamp, nonce, sealed];
    parts.sort_unstable();
    hmac_text(secret, &parts.concat())
}

/// The signature of the first generation: the secret is one of the parts.
pub(super) fn legacy_signature(secret: &str, timestamp: &str, nonce: &str, sealed: &str) -> String {
    let mut parts = [secret.as_bytes(), timestamp.as_bytes(), nonce.as_bytes(), sealed.as_bytes()];
    parts.sort_unstable();
    hex_digest(&parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_is_opened_with_its_secret_alone() {
        for text in ["success", "", "{\"type\":\"CHECK_URL\"}", &"张".repeat(100)] {
            let sealed = sealed("0123456789abcdef0123456789abcdef01234567", "app", text, *b"0123456789abcdef");
            assert_eq!(opened("0123456789abcdef0123456789abcdef01234567", &sealed), Some((text.to_owned(), "app".to_owned())));
            assert_ne!(opened("another", &sealed).map(|(text, _)| text).as_deref(), Some(text));
        }
    }

    #[test]
    fn tokens_are_signed_as_the_vendors_examples_are() {
        // What two of the vendor's own programs give for these values.
        let text = "appKey41832a3d2df94989b500da6a22268747timestamp1568098531823";
        assert_eq!(hmac_text("0123456789abcdef0123456789abcdef01234567", text), "C/i/835SHwgQPVOK5XLBBUpqKClCzGzIQoqBNrFTT54=");
    }
}
