//! One pass over a text file: is it valid UTF-8 all through, and if not, what do its other bytes look like?
//!
//! The whole file is read because the first byte that is not ASCII may stand near its end; for gzip the same pass proves
//! that nothing is cut off before the first row is imported.

use std::io::Read;

use connector::ConnectorError;

use crate::raw::RawFile;

const HEAD_BYTES: usize = 64 << 10;
const SAMPLE_BYTES: usize = 256 << 10;
const SAMPLE_LINE_BYTES: usize = 4 << 10;
/// After so many invalid places it is certain that the text is not UTF-8.
const INVALID_ENOUGH: u64 = 10_000;
/// After so many valid ones counting more of them changes nothing.
const MULTIBYTE_ENOUGH: u64 = 100_000;

/// What the bytes of a text look like.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// The first bytes.
    pub head: Vec<u8>,
    /// Lines that hold bytes above 127.
    pub sample: Vec<u8>,
    /// Characters of two and more bytes, where the text is UTF-8.
    pub multibyte: u64,
    /// Places that are not UTF-8.
    pub invalid: u64,
}

/// Looks at all bytes of the (unzipped) file.
pub(crate) fn survey(file: &RawFile) -> Result<Survey, ConnectorError> {
    let mut reader = file.reader()?;
    let mut found = Survey::default();
    let mut buffer = vec![0; 256 << 10];
    let mut carried = 0;
    loop {
        let count = match reader.read(buffer.get_mut(carried..).unwrap_or_default()) {
            Ok(count) => count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(file.error(error)),
        };
        let last = count == 0;
        let chunk = buffer.get(..carried + count).unwrap_or_default();
        if found.head.len() < HEAD_BYTES {
            let fresh = chunk.get(carried..).unwrap_or_default();
            found.head.extend(fresh.iter().take(HEAD_BYTES - found.head.len()));
        }
        let left = found.look(chunk, last);
        let from = chunk.len() - left;
        buffer.copy_within(from..from + left, 0);
        carried = left;
        if last {
            return Ok(found);
        }
    }
}

impl Survey {
    /// Takes one chunk in; returns how many bytes at its end belong to a character that is not complete yet.
    fn look(&mut self, chunk: &[u8], last: bool) -> usize {
        if chunk.is_ascii() {
            return 0;
        }
        if self.sample.len() < SAMPLE_BYTES {
            for line in chunk.split(|byte| *byte == b'\n').filter(|line| !line.is_ascii()) {
                self.sample.extend_from_slice(line.get(..line.len().min(SAMPLE_LINE_BYTES)).unwrap_or_default());
                self.sample.push(b'\n');
                if self.sample.len() >= SAMPLE_BYTES {
                    break;
                }
            }
        }
        if self.invalid > INVALID_ENOUGH {
            return 0;
        }
        let mut rest = chunk;
        loop {
            match std::str::from_utf8(rest) {
                Ok(valid) => {
                    self.count_multibyte(valid.as_bytes());
                    return 0;
                }
                Err(error) => {
                    let (valid, after) = rest.split_at(error.valid_up_to());
                    self.count_multibyte(valid);
                    match error.error_len() {
                        None if last => {
                            self.invalid += 1;
                            return 0;
                        }
                        None => return after.len(),
                        Some(length) => {
                            self.invalid += 1;
                            if self.invalid > INVALID_ENOUGH {
                                return 0;
                            }
                            rest = after.get(length..).unwrap_or_default();
                        }
                    }
                }
            }
        }
    }

    fn count_multibyte(&mut self, valid: &[u8]) {
        if self.multibyte < MULTIBYTE_ENOUGH {
            self.multibyte += valid.iter().filter(|byte| **byte >= 0xC0).count() as u64;
        }
    }
}
