//! Values between a database and us: what comes, what is bound, and marks that a cursor keeps.

use serde::{Deserialize, Serialize};

/// A value that came.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Datum {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    /// Text whose bytes the encoding does not know, with U+FFFD in their places.
    Damaged(String),
    /// Bytes: never shown.
    Bytes,
}

impl Datum {
    /// The value as text; nothing for NULL and bytes.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Null | Self::Bytes => None,
            Self::Integer(number) => Some(number.to_string()),
            Self::Real(number) => Some(real_text(*number)),
            Self::Text(text) | Self::Damaged(text) => Some(text.clone()),
        }
    }

    /// The value as a place to go on from.
    pub fn mark(&self) -> Option<Mark> {
        match self {
            Self::Integer(number) => Some(Mark::Integer(*number)),
            Self::Null | Self::Bytes => None,
            Self::Real(_) | Self::Text(_) | Self::Damaged(_) => self.text().map(Mark::Text),
        }
    }

    /// True where a column that marks deleted rows says so.
    pub fn is_set(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Integer(number) => *number != 0,
            Self::Real(number) => *number != 0.0,
            Self::Text(text) | Self::Damaged(text) => !matches!(text.as_str(), "" | "0" | "f" | "false"),
            Self::Bytes => true,
        }
    }
}

/// Decimal text of a binary number, the shortest that reads back as the same.
pub(crate) fn real_text(number: f64) -> String {
    format!("{number}")
}

/// A key or a time of change, as a cursor keeps it: exactly what the database compares with.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Mark {
    Integer(i64),
    Text(String),
}

impl Mark {
    pub fn text(&self) -> String {
        match self {
            Self::Integer(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// A value that is bound.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Param {
    Null,
    Integer(i64),
    Text(String),
}

impl From<&Mark> for Param {
    fn from(mark: &Mark) -> Self {
        match mark {
            Mark::Integer(number) => Self::Integer(*number),
            Mark::Text(text) => Self::Text(text.clone()),
        }
    }
}

/// A digest of a row, to tell whether it is as it was (FNV-1a, 64 bits).
pub(crate) fn digest(row: &[Datum]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut take = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for datum in row {
        match datum.text() {
            Some(text) => {
                take(&text.len().to_le_bytes());
                take(text.as_bytes());
            }
            None => take(&[0xff]),
        }
    }
    hash
}
