//! ZIP files with one file inside, as bulk jobs give and take them (APPNOTE 6.3, without encryption and without ZIP64).

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
/// What an upload may unpack to.
const UNPACKED_MAX: u64 = 200_000_000;

/// An archive with one compressed file.
pub(super) fn packed(name: &str, content: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    // Writing into memory cannot fail.
    let _ = encoder.write_all(content);
    let body = encoder.finish().unwrap_or_default();
    let mut crc = flate2::Crc::new();
    crc.update(content);
    let sizes = [crc.sum(), size(body.len()), size(content.len())];
    let mut out = Vec::with_capacity(body.len() + 200);
    push_all(&mut out, &[LOCAL]);
    push_shorts(&mut out, &[20, 0x0800, 8, 0, 33]);
    push_all(&mut out, &sizes);
    push_shorts(&mut out, &[short(name.len()), 0]);
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(&body);
    let central_at = out.len();
    push_all(&mut out, &[CENTRAL]);
    push_shorts(&mut out, &[20, 20, 0x0800, 8, 0, 33]);
    push_all(&mut out, &sizes);
    push_shorts(&mut out, &[short(name.len()), 0, 0, 0, 0]);
    push_all(&mut out, &[0, 0]);
    out.extend_from_slice(name.as_bytes());
    let central_size = out.len() - central_at;
    push_all(&mut out, &[END]);
    push_shorts(&mut out, &[0, 0, 1, 1]);
    push_all(&mut out, &[size(central_size), size(central_at)]);
    push_shorts(&mut out, &[0]);
    out
}

fn size(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

fn short(bytes: usize) -> u16 {
    u16::try_from(bytes).unwrap_or(u16::MAX)
}

fn push_all(out: &mut Vec<u8>, numbers: &[u32]) {
    numbers.iter().for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
}

fn push_shorts(out: &mut Vec<u8>, numbers: &[u16]) {
    numbers.iter().for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
}

/// Name and content of the first file of an archive; `None` when it is none.
pub(super) fn unpacked(bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    let number = |at: usize| bytes.get(at..at + 4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
    let half = |at: usize| bytes.get(at..at + 2).map(|two| usize::from(u16::from_le_bytes([two[0], two[1]])));
    let end = (0..=bytes.len().checked_sub(22)?).rev().take(66_000).find(|at| number(*at) == Some(END))?;
    let central = usize::try_from(number(end + 16)?).ok()?;
    if number(central) != Some(CENTRAL) {
        return None;
    }
    let (method, packed) = (half(central + 10)?, usize::try_from(number(central + 20)?).ok()?);
    let name = String::from_utf8_lossy(bytes.get(central + 46..central + 46 + half(central + 28)?)?).into_owned();
    let local = usize::try_from(number(central + 42)?).ok()?;
    let start = local + 30 + half(local + 26)? + half(local + 28)?;
    let body = bytes.get(start..start + packed)?;
    let mut content = Vec::new();
    match method {
        0 => content.extend_from_slice(body),
        8 => drop(DeflateDecoder::new(body).take(UNPACKED_MAX).read_to_end(&mut content).ok()?),
        _ => return None,
    }
    let mut crc = flate2::Crc::new();
    crc.update(&content);
    (crc.sum() == number(central + 16)?).then_some((name, content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_unpacked_and_what_is_cut_is_not() {
        let content = "Last_Name,Email\n张伟,a@example.com\n".repeat(50);
        let archive = packed("1.csv", content.as_bytes());
        assert_eq!(unpacked(&archive), Some(("1.csv".to_owned(), content.into_bytes())));
        assert_eq!(unpacked(&archive[..archive.len() - 10]), None);
        assert_eq!(unpacked(b"no archive"), None);
    }
}
