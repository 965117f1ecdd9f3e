//! A file as a stream of UTF-8 text: unzipped, decoded, without mark and without NUL, a bounded chunk at a time.

use std::io::{Cursor, Read};
use std::sync::Arc;

use connector::ConnectorError;
use encoding_rs::{CoderResult, Decoder, UTF_8};

use crate::encoding::TextEncoding;
use crate::raw::RawFile;

const CHUNK_BYTES: usize = 256 << 10;
/// The first chunk is small: most texts that are only looked at are.
const FIRST_CHUNK_BYTES: usize = 16 << 10;
const REPLACEMENT: &str = "\u{FFFD}";

/// Where the text comes from; says how to begin again.
#[derive(Clone, Debug)]
pub(crate) enum TextOrigin {
    /// A file in an encoding.
    File(Arc<RawFile>, TextEncoding),
    /// Text at hand.
    Memory(Arc<[u8]>),
}

/// The stream. [`TextStream::append`] gives the next chunk.
pub(crate) struct TextStream {
    name: String,
    reader: Box<dyn Read + Send>,
    /// None for UTF-8, which is only checked, not converted.
    decoder: Option<Decoder>,
    input: Vec<u8>,
    /// Bytes of a UTF-8 character that is not complete yet.
    carried: Vec<u8>,
    at_end: bool,
    chunk_bytes: usize,
    /// True once any text held U+FFFD, came damaged, or had NUL in it: from then on cells must be looked at.
    pub damage_seen: bool,
}

impl TextStream {
    pub(crate) fn open(origin: &TextOrigin) -> Result<Self, ConnectorError> {
        let (name, mut reader, encoding, mark_bytes): (String, Box<dyn Read + Send>, _, usize) = match origin {
            TextOrigin::File(file, encoding) => (file.name.clone(), file.reader()?, encoding.encoding, encoding.mark_bytes),
            TextOrigin::Memory(text) => ("text".to_owned(), Box::new(Cursor::new(Arc::clone(text))), UTF_8, 0),
        };
        let mut mark = vec![0; mark_bytes];
        reader.read_exact(&mut mark).map_err(|error| crate::raw::io_error(&name, error))?;
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling());
        Ok(Self {
            name,
            reader,
            decoder,
            input: Vec::new(),
            carried: Vec::new(),
            at_end: false,
            chunk_bytes: FIRST_CHUNK_BYTES,
            damage_seen: false,
        })
    }

    /// True when nothing follows any more.
    pub(crate) fn is_at_end(&self) -> bool {
        self.at_end
    }

    /// Appends about `CHUNK_BYTES` to `text`, more when `text` is long already, so that repeated attempts stay linear.
    /// False at the end.
    pub(crate) fn append(&mut self, text: &mut String) -> Result<bool, ConnectorError> {
        if self.at_end {
            return Ok(false);
        }
        let want = self.chunk_bytes.max(text.len());
        self.chunk_bytes = CHUNK_BYTES;
        let before = text.len();
        if self.decoder.is_some() {
            self.append_decoded(text, want)?
        } else {
            self.append_checked(text, want)?
        };
        let fresh = text.as_bytes().get(before..).unwrap_or_default();
        if memchr::memchr(0, fresh).is_some() {
            let clean = text.get(before..).unwrap_or("").replace('\0', REPLACEMENT);
            text.truncate(before);
            text.push_str(&clean);
            self.damage_seen = true;
        } else if !self.damage_seen && memchr::memmem::find(fresh, REPLACEMENT.as_bytes()).is_some() {
            self.damage_seen = true;
        }
        Ok(true)
    }

    fn append_checked(&mut self, text: &mut String, want: usize) -> Result<(), ConnectorError> {
        let mut bytes = std::mem::take(text).into_bytes();
        bytes.append(&mut self.carried);
        let start = bytes.len();
        bytes.resize(start + want, 0);
        let filled = read_full(&mut *self.reader, bytes.get_mut(start..).unwrap_or_default());
        let filled = filled.map_err(|error| crate::raw::io_error(&self.name, error))?;
        bytes.truncate(start + filled);
        self.at_end = filled < want;
        match String::from_utf8(bytes) {
            Ok(valid) => *text = valid,
            Err(error) => {
                let incomplete = !self.at_end && error.utf8_error().error_len().is_none();
                let valid_up_to = error.utf8_error().valid_up_to();
                let mut bytes = error.into_bytes();
                if incomplete {
                    self.carried = bytes.split_off(valid_up_to);
                }
                *text = String::from_utf8(bytes).unwrap_or_else(|damaged| self.mend(&damaged.into_bytes()));
            }
        }
        Ok(())
    }

    /// Replaces what is not UTF-8; keeps back a character that the next chunk may complete.
    fn mend(&mut self, bytes: &[u8]) -> String {
        self.damage_seen = true;
        let mut text = String::with_capacity(bytes.len() + 16);
        let mut rest = bytes;
        loop {
            match std::str::from_utf8(rest) {
                Ok(valid) => {
                    text.push_str(valid);
                    return text;
                }
                Err(error) => {
                    let (valid, after) = rest.split_at(error.valid_up_to());
                    text.push_str(std::str::from_utf8(valid).unwrap_or(""));
                    match error.error_len() {
                        None if !self.at_end => {
                            self.carried = after.to_vec();
                            return text;
                        }
                        None => {
                            text.push_str(REPLACEMENT);
                            return text;
                        }
                        Some(length) => {
                            text.push_str(REPLACEMENT);
                            rest = after.get(length..).unwrap_or_default();
                        }
                    }
                }
            }
        }
    }

    fn append_decoded(&mut self, text: &mut String, want: usize) -> Result<(), ConnectorError> {
        self.input.resize(want, 0);
        let filled = read_full(&mut *self.reader, &mut self.input).map_err(|error| crate::raw::io_error(&self.name, error))?;
        self.at_end = filled < want;
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        let mut input = self.input.get(..filled).unwrap_or_default();
        loop {
            let need = decoder.max_utf8_buffer_length(input.len()).unwrap_or(want * 3);
            text.reserve(need.max(16));
            let (result, read, damaged) = decoder.decode_to_string(input, text, self.at_end);
            self.damage_seen |= damaged;
            input = input.get(read..).unwrap_or_default();
            match result {
                CoderResult::InputEmpty => return Ok(()),
                CoderResult::OutputFull => {}
            }
        }
    }
}

fn read_full(reader: &mut dyn Read, into: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = into.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match reader.read(rest) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
