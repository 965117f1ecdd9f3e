//! The compact form of rows in a spool. Written and read by the same process only, so it carries no version.

use model::{Doc, FieldId, KeyKind};

/// Why bytes of a spool are not what was written: the temporary file was damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("temporary file is damaged")]
pub struct Damaged;

/// Appends an unsigned number, seven bits a byte.
pub fn put_number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}

/// Appends text with its length.
pub fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Appends eight bytes.
pub fn put_fixed(out: &mut Vec<u8>, value: i64) {
    out.extend_from_slice(&value.to_le_bytes());
}

/// Appends all values of a document.
pub fn put_doc(out: &mut Vec<u8>, doc: &Doc) {
    put_number(out, doc.len() as u64);
    for (field, fragment) in doc.iter() {
        put_number(out, u64::from(field.0.cast_unsigned()));
        put_text(out, fragment);
    }
}

/// Reads what was put, in the same order.
#[derive(Debug)]
pub struct Decoder<'a> {
    rest: &'a [u8],
}

impl<'a> Decoder<'a> {
    /// From the first byte on.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// See [`put_number`].
    ///
    /// # Errors
    /// [`Damaged`].
    pub fn number(&mut self) -> Result<u64, Damaged> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let (first, rest) = self.rest.split_first().ok_or(Damaged)?;
            self.rest = rest;
            value |= u64::from(first & 0x7f) << shift;
            if first & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Damaged)
    }

    /// See [`put_number`], for sizes.
    ///
    /// # Errors
    /// [`Damaged`].
    pub fn size(&mut self) -> Result<usize, Damaged> {
        usize::try_from(self.number()?).map_err(|_| Damaged)
    }

    /// See [`put_text`].
    ///
    /// # Errors
    /// [`Damaged`].
    pub fn text(&mut self) -> Result<&'a str, Damaged> {
        let size = self.size()?;
        let (text, rest) = self.rest.split_at_checked(size).ok_or(Damaged)?;
        self.rest = rest;
        std::str::from_utf8(text).map_err(|_| Damaged)
    }

    /// See [`put_fixed`].
    ///
    /// # Errors
    /// [`Damaged`].
    pub fn fixed(&mut self) -> Result<i64, Damaged> {
        let (bytes, rest) = self.rest.split_first_chunk().ok_or(Damaged)?;
        self.rest = rest;
        Ok(i64::from_le_bytes(*bytes))
    }

    /// A field id put by [`put_number`].
    ///
    /// # Errors
    /// [`Damaged`].
    pub fn field(&mut self) -> Result<FieldId, Damaged> {
        Ok(FieldId(u16::try_from(self.number()?).map_err(|_| Damaged)?.cast_signed()))
    }

    /// See [`put_doc`]. Replaces the content of `into`, whose memory is used again.
    ///
    /// # Errors
    /// [`Damaged`].
    pub fn doc(&mut self, into: &mut Doc) -> Result<(), Damaged> {
        into.clear();
        for _ in 0..self.number()? {
            let field = self.field()?;
            into.set(field, self.text()?);
        }
        Ok(())
    }
}

/// All kinds of keys; the position is the number in a spool.
const KEY_KINDS: [KeyKind; 5] = [KeyKind::CreditCode, KeyKind::ResidentId, KeyKind::Email, KeyKind::Phone, KeyKind::Text];

/// The number of a kind of key in a spool.
#[must_use]
pub fn key_kind_code(kind: KeyKind) -> u64 {
    match kind {
        KeyKind::CreditCode => 0,
        KeyKind::ResidentId => 1,
        KeyKind::Email => 2,
        KeyKind::Phone => 3,
        KeyKind::Text => 4,
    }
}

/// The kind of key of a number in a spool.
///
/// # Errors
/// [`Damaged`].
pub fn key_kind(code: u64) -> Result<KeyKind, Damaged> {
    usize::try_from(code).ok().and_then(|code| KEY_KINDS.get(code)).copied().ok_or(Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_is_read_again_and_cut_bytes_are_refused() {
        let mut doc = Doc::new();
        doc.set(FieldId(2), "\"张伟\"");
        doc.set(FieldId(300), "[\"a\"]");
        let mut bytes = Vec::new();
        for number in [0, 127, 128, u64::MAX] {
            put_number(&mut bytes, number);
        }
        put_text(&mut bytes, "文本");
        put_fixed(&mut bytes, -5);
        put_doc(&mut bytes, &doc);
        let read = |bytes: &[u8]| -> Result<(u64, String, i64, Doc), Damaged> {
            let mut from = Decoder::new(bytes);
            let mut last = 0;
            for _ in 0..4 {
                last = from.number()?;
            }
            let mut doc = Doc::new();
            let (text, fixed) = (from.text()?.to_owned(), from.fixed()?);
            from.doc(&mut doc)?;
            let all = (last, text, fixed, doc);
            assert!(from.rest.is_empty());
            Ok(all)
        };
        assert_eq!(read(&bytes), Ok((u64::MAX, "文本".to_owned(), -5, doc)));
        for cut in 0..bytes.len() {
            assert_eq!(read(&bytes[..cut]), Err(Damaged), "{cut}");
        }
        for kind in KEY_KINDS {
            assert_eq!(key_kind(key_kind_code(kind)), Ok(kind));
        }
    }
}
