//! Internal ids: 64-bit integers that the application allocates. What the outside sees is their decimal text, opaque to it.
//!
//! A record id carries its object in the high bits, so that the records of one object lie side by side in the table
//! and a list of them is one range of the primary key.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Bits of a record id below the object id: about 10^12 records per object.
const RECORD_BITS: u32 = 40;

macro_rules! integer_id {
    ($(#[$meta:meta])* $name:ident, $inner:ty) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

integer_id!(
    /// One kind of record. 1 to 32,767.
    ObjectId, i16
);
integer_id!(
    /// One field of one object; unique within the object, never used again. 1 to 32,767.
    FieldId, i16
);
integer_id!(
    /// One stream of one connected system that feeds one object, e.g. the customers of "shop".
    SourceId, i32
);
integer_id!(
    /// One run: an import, a sync, a rollback, a bulk edit.
    RunId, i64
);
integer_id!(
    /// One golden record. The object id stands in the bits above the 40th.
    RecordId, i64
);

impl RecordId {
    /// The `sequence`-th record of `object`; `sequence` is 1 to 2^40 - 1.
    #[must_use]
    pub fn new(object: ObjectId, sequence: i64) -> Self {
        Self((i64::from(object.0) << RECORD_BITS) | (sequence & ((1 << RECORD_BITS) - 1)))
    }

    /// The object this record belongs to.
    #[must_use]
    pub fn object(self) -> ObjectId {
        ObjectId(i16::try_from(self.0 >> RECORD_BITS).unwrap_or(0))
    }

    /// First (inclusive) and last (exclusive) id any record of `object` can have.
    #[must_use]
    pub fn range(object: ObjectId) -> (i64, i64) {
        (i64::from(object.0) << RECORD_BITS, (i64::from(object.0) + 1) << RECORD_BITS)
    }

    /// Reads the text form. `None` for anything but plain decimal digits of a positive id.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        text.parse().ok().filter(|id| *id > 0).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_id_tells_its_object_and_survives_its_text_form() {
        let id = RecordId::new(ObjectId(7), 123_456);
        assert_eq!(id.object(), ObjectId(7));
        assert_eq!(RecordId::parse(&id.to_string()), Some(id));
        let (low, high) = RecordId::range(ObjectId(7));
        assert!(low < id.0 && id.0 < high);
        for bad in ["", "-1", "+1", "1x", "0", "99999999999999999999"] {
            assert_eq!(RecordId::parse(bad), None, "{bad}");
        }
    }
}
