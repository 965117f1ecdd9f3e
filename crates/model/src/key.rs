//! Match keys: normalised values that identify a record, as keyed 64-bit hashes.
//!
//! The hash is keyed per installation, so that the identity index tells a reader of the file nothing. A hit is always
//! verified on the record: two values may share a hash, and many records may share a value.

use std::hash::Hasher;

use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher13;

use crate::id::{FieldId, ObjectId, SourceId};

/// What kind of identifier a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyKind {
    /// Unified social credit code (GB 32100-2015). Two records with different valid ones are never one customer.
    CreditCode,
    /// Resident identity number (GB 11643-1999). Unique by nature as well.
    ResidentId,
    /// E-mail address.
    Email,
    /// Phone number in E.164.
    Phone,
    /// Any other exact text; compared within its own field only.
    Text,
}

impl KeyKind {
    /// True for identifiers of which one real customer has exactly one: two different valid values forbid a merge.
    #[must_use]
    pub fn is_unique_by_nature(self) -> bool {
        match self {
            Self::CreditCode | Self::ResidentId => true,
            Self::Email | Self::Phone | Self::Text => false,
        }
    }

    /// The name used in mappings, on the command line and in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CreditCode => "credit_code",
            Self::ResidentId => "resident_id",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Text => "text",
        }
    }
}

/// A keyed hash of (object, kind, value).
pub type KeyHash = i64;

/// Hashes match keys and row contents with the installation's secret.
#[derive(Clone, Copy)]
pub struct KeyHasher {
    secret: (u64, u64),
}

impl KeyHasher {
    /// `secret` is made once per installation and kept in its database.
    #[must_use]
    pub fn new(secret: (u64, u64)) -> Self {
        Self { secret }
    }

    /// Hash of one match key value of `object`. `field` matters for [`KeyKind::Text`] only.
    #[must_use]
    pub fn key(&self, object: ObjectId, kind: KeyKind, field: FieldId, value: &str) -> KeyHash {
        let mut hasher = self.start();
        hasher.write_i16(object.0);
        hasher.write_u8(kind as u8);
        if kind == KeyKind::Text {
            hasher.write_i16(field.0);
        }
        hasher.write(value.as_bytes());
        hasher.finish().cast_signed()
    }

    /// Hash of one source's id of a record, for use in memory.
    #[must_use]
    pub fn external_id(&self, source: SourceId, external_id: &str) -> KeyHash {
        let mut hasher = self.start();
        hasher.write_u8(0xfe);
        hasher.write_i32(source.0);
        hasher.write(external_id.as_bytes());
        hasher.finish().cast_signed()
    }

    /// Hash of arbitrary content under `seed` (for example a mapping's fingerprint).
    #[must_use]
    pub fn content(&self, seed: u64, content: &[u8]) -> i64 {
        let mut hasher = self.start();
        hasher.write_u8(0xff);
        hasher.write_u64(seed);
        hasher.write(content);
        hasher.finish().cast_signed()
    }

    fn start(&self) -> SipHasher13 {
        SipHasher13::new_with_keys(self.secret.0, self.secret.1)
    }
}

impl std::fmt::Debug for KeyHasher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyHasher(secret)")
    }
}
