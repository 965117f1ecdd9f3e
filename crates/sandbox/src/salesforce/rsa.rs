//! Checking RS256 signatures (RFC 7518, PKCS #1 v1.5 with SHA-256). Only checking: nothing here is secret, so nothing has to
//! take the same time for all inputs.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// Keys of up to 8,192 bits.
const KEY_BYTES_MAX: usize = 1_024;
/// What stands before a SHA-256 hash in a signature (RFC 8017, section 9.2).
const SHA256_PREFIX: [u8; 19] =
    [0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PublicKey {
    /// Big-endian, without leading zeros.
    modulus: Vec<u8>,
    exponent: u64,
}

impl PublicKey {
    /// Reads `BEGIN PUBLIC KEY`, `BEGIN RSA PUBLIC KEY`, or a certificate; `None` for anything else.
    pub(super) fn from_pem(pem: &str) -> Option<Self> {
        let body: String = pem.lines().filter(|line| !line.starts_with("-----")).map(str::trim).collect();
        let der = STANDARD.decode(body).ok()?;
        // Whatever surrounds it: the key is the first sequence of exactly two integers.
        (0..der.len()).find_map(|at| key_at(&der[at..]))
    }

    /// Reads the two numbers of a JSON Web Key.
    pub(super) fn from_jwk(n: &str, e: &str) -> Option<Self> {
        let exponent = URL_SAFE_NO_PAD.decode(e).ok()?;
        Self::new(&URL_SAFE_NO_PAD.decode(n).ok()?, &exponent)
    }

    fn new(modulus: &[u8], exponent: &[u8]) -> Option<Self> {
        let first = modulus.iter().position(|byte| *byte != 0)?;
        let modulus = modulus[first..].to_vec();
        let is_usable = (128..=KEY_BYTES_MAX).contains(&modulus.len()) && exponent.len() <= 8;
        let exponent = exponent.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        (is_usable && exponent > 1).then_some(Self { modulus, exponent })
    }

    /// True when `signature` is this key's over `message`.
    pub(super) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        if signature.len() != self.modulus.len() {
            return false;
        }
        let opened = power(signature, self.exponent, &self.modulus);
        let hash = Sha256::digest(message);
        let padding = self.modulus.len().saturating_sub(3 + SHA256_PREFIX.len() + hash.len());
        let expected = [&[0, 1], vec![0xff; padding].as_slice(), &[0], &SHA256_PREFIX, hash.as_slice()].concat();
        opened == expected
    }
}

/// A DER sequence of two integers at the start of `der`.
fn key_at(der: &[u8]) -> Option<PublicKey> {
    let (content, _) = element(der, 0x30)?;
    let (modulus, rest) = element(content, 0x02)?;
    let (exponent, rest) = element(rest, 0x02)?;
    if rest.is_empty() { PublicKey::new(modulus, exponent) } else { None }
}

/// The content of a DER element with this tag, and what follows it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (found, rest) = der.split_first()?;
    let (first, rest) = rest.split_first()?;
    if *found != tag {
        return None;
    }
    let (length, rest) = match *first {
        short if short < 0x80 => (usize::from(short), rest),
        long => {
            let count = usize::from(long & 0x7f);
            let bytes = rest.get(..count).filter(|_| count <= 4)?;
            (bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)), &rest[count..])
        }
    };
    Some((rest.get(..length)?, &rest[length..]))
}

/// `base` to the power of `exponent`, modulo `modulus`; all big-endian, the result as long as the modulus.
fn power(base: &[u8], exponent: u64, modulus: &[u8]) -> Vec<u8> {
    let limbs = modulus.len().div_ceil(4);
    let modulus_limbs = to_limbs(modulus, limbs);
    let base = reduced(to_limbs(base, limbs), &modulus_limbs);
    let mut result = to_limbs(&[1], limbs);
    for bit in (0..64).rev() {
        result = product(&result, &result, &modulus_limbs);
        if exponent >> bit & 1 == 1 {
            result = product(&result, &base, &modulus_limbs);
        }
    }
    let bytes: Vec<u8> = result.iter().rev().flat_map(|limb| limb.to_be_bytes()).collect();
    bytes[bytes.len() - modulus.len()..].to_vec()
}

/// Little-endian limbs of a big-endian number.
fn to_limbs(bytes: &[u8], count: usize) -> Vec<u32> {
    let mut limbs = vec![0; count];
    for (at, byte) in bytes.iter().rev().enumerate() {
        if let Some(limb) = limbs.get_mut(at / 4) {
            *limb |= u32::from(*byte) << (at % 4 * 8);
        }
    }
    limbs
}

/// By doubling and adding: slow, short, and plainly right.
fn product(one: &[u32], other: &[u32], modulus: &[u32]) -> Vec<u32> {
    let mut sum = vec![0; modulus.len()];
    for limb in one.iter().rev() {
        for bit in (0..32).rev() {
            let doubled = sum.clone();
            add(&mut sum, &doubled, modulus);
            if limb >> bit & 1 == 1 {
                add(&mut sum, other, modulus);
            }
        }
    }
    sum
}

/// `sum += more`, modulo; both are below the modulus.
fn add(sum: &mut [u32], more: &[u32], modulus: &[u32]) {
    let mut carry = 0_u64;
    for (limb, more) in sum.iter_mut().zip(more) {
        carry += u64::from(*limb) + u64::from(*more);
        #[expect(clippy::cast_possible_truncation, reason = "the low half; the high half is the carry")]
        {
            *limb = carry as u32;
        }
        carry >>= 32;
    }
    if carry > 0 || !is_less(sum, modulus) {
        subtract(sum, modulus);
    }
}

fn subtract(from: &mut [u32], less: &[u32]) {
    let mut borrow = false;
    for (limb, less) in from.iter_mut().zip(less) {
        let (partial, first) = limb.overflowing_sub(*less);
        let (whole, second) = partial.overflowing_sub(u32::from(borrow));
        *limb = whole;
        borrow = first || second;
    }
}

fn is_less(one: &[u32], other: &[u32]) -> bool {
    one.iter().rev().lt(other.iter().rev())
}

fn reduced(mut number: Vec<u32>, modulus: &[u32]) -> Vec<u32> {
    // A signature has the length of the modulus, so it is at most a few times as large.
    for _ in 0..256 {
        if is_less(&number, modulus) {
            break;
        }
        subtract(&mut number, modulus);
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_those_of_small_numbers() {
        let modulus = [vec![0; 0], 1_000_003_u32.to_be_bytes().to_vec()].concat();
        let expected = (0..17).fold(1_u64, |product, _| product * 12_345 % 1_000_003);
        assert_eq!(power(&12_345_u32.to_be_bytes(), 17, &modulus), u32::try_from(expected).unwrap().to_be_bytes());
    }
}
