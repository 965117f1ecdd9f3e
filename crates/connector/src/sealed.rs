//! Pushes that come sealed: AES-256 in CBC mode, as the open platforms of several Chinese vendors send them.
//!
//! The key is 43 letters of base64; its first half is the first block. Inside lie 16 random bytes, the length of the text (four bytes,
//! most significant first), the text, and the receiver's id, filled up to blocks of 32 bytes. Sealing proves nothing by itself: check the
//! signature first, and the receiver's id after.

use aes::Aes256;
use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use base64::Engine;
use base64::alphabet::STANDARD as LETTERS;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD, STANDARD};

/// Bytes that the text is filled up to a multiple of.
const FILL: usize = 32;
const BLOCK: usize = 16;
const RANDOM: usize = 16;

/// Opens and seals texts for one receiver.
pub struct Seal {
    cipher: Aes256,
    first: [u8; BLOCK],
}

/// What was sealed.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    /// The text.
    pub text: String,
    /// Whom it is for: the receiver must find its own id here.
    pub receiver: String,
}

impl Seal {
    /// With the key of these 43 letters of base64; `None` where they are no such key.
    #[must_use]
    pub fn of_letters(letters: &str) -> Option<Self> {
        // 43 letters hold two bits more than 32 bytes; what they are does not matter.
        let lenient = GeneralPurpose::new(&LETTERS, NO_PAD.with_decode_allow_trailing_bits(true));
        let key = lenient.decode(letters).ok().filter(|key| key.len() == 32)?;
        let cipher = Aes256::new_from_slice(&key).ok()?;
        let first = key.get(..BLOCK)?.try_into().ok()?;
        Some(Self { cipher, first })
    }

    /// Opens what stands in base64; `None` for what was not sealed with this key, or is damaged.
    #[must_use]
    pub fn open(&self, sealed: &str) -> Option<Opened> {
        let bytes = STANDARD.decode(sealed.trim()).ok().filter(|bytes| !bytes.is_empty() && bytes.len().is_multiple_of(BLOCK))?;
        let mut before = self.first;
        let mut plain = Vec::with_capacity(bytes.len());
        for chunk in bytes.chunks_exact(BLOCK) {
            let given: [u8; BLOCK] = chunk.try_into().ok()?;
            let mut block = aes::Block::from(given);
            self.cipher.decrypt_block(&mut block);
            plain.extend(block.iter().zip(before).map(|(byte, before)| byte ^ before));
            before = given;
        }
        let fill = usize::from(*plain.last()?);
        let kept = plain.len().checked_sub(fill).filter(|_| (1..=FILL).contains(&fill))?;
        let is_filled = plain.get(kept..)?.iter().all(|byte| usize::from(*byte) == fill);
        let plain = plain.get(..kept).filter(|_| is_filled)?;
        let length = u32::from_be_bytes(plain.get(RANDOM..RANDOM + 4)?.try_into().ok()?);
        let end = (RANDOM + 4).checked_add(usize::try_from(length).ok()?)?;
        let text = String::from_utf8(plain.get(RANDOM + 4..end)?.to_vec()).ok()?;
        let receiver = String::from_utf8(plain.get(end..)?.to_vec()).ok()?;
        Some(Opened { text, receiver })
    }

    /// Seals a text, in base64. `random` must differ from time to time.
    #[must_use]
    pub fn close(&self, text: &str, receiver: &str, random: [u8; RANDOM]) -> String {
        let mut plain = random.to_vec();
        plain.extend_from_slice(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes());
        plain.extend_from_slice(text.as_bytes());
        plain.extend_from_slice(receiver.as_bytes());
        let fill = FILL - plain.len() % FILL;
        plain.extend(std::iter::repeat_n(u8::try_from(fill).unwrap_or(0), fill));
        let mut before = self.first;
        let mut sealed = Vec::with_capacity(plain.len());
        for chunk in plain.chunks_exact(BLOCK) {
            let mut bytes = before;
            bytes.iter_mut().zip(chunk).for_each(|(byte, plain)| *byte ^= plain);
            let mut block = aes::Block::from(bytes);
            self.cipher.encrypt_block(&mut block);
            before = block.into();
            sealed.extend_from_slice(&before);
        }
        STANDARD.encode(sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(letter: char) -> Seal {
        Seal::of_letters(&letter.to_string().repeat(43)).expect("43 letters")
    }

    #[test]
    fn what_was_sealed_is_opened_with_its_key_alone() {
        for text in ["", "success", &"张".repeat(40)] {
            let sealed = seal('k').close(text, "app", *b"0123456789abcdef");
            let opened = seal('k').open(&sealed).map(|opened| (opened.text, opened.receiver));
            assert_eq!(opened, Some((text.to_owned(), "app".to_owned())));
            assert!(seal('j').open(&sealed).is_none_or(|opened| opened.text != text || opened.receiver != "app"));
        }
        assert!(Seal::of_letters("too short").is_none() && Seal::of_letters(&"!".repeat(43)).is_none());
    }

    #[test]
    fn damage_of_any_kind_opens_nothing_that_was_said() {
        let sealed = seal('k').close("a text of some length that fills two blocks", "app", [7; 16]);
        for wrong in ["", "AAAA", "not base64", &sealed[..sealed.len() - 4], &sealed[24..]] {
            assert!(seal('k').open(wrong).is_none_or(|opened| !opened.text.starts_with("a text")), "{wrong}");
        }
    }
}
