//! Rows in PostgreSQL's binary COPY format.
//!
//! Layout: <https://www.postgresql.org/docs/current/sql-copy.html>, "Binary Format".

use crate::value::{json_without_nul, without_nul};

/// Rows being written.
pub(super) struct CopyRows {
    bytes: Vec<u8>,
}

impl CopyRows {
    pub(super) fn new(rows: usize, row_bytes: usize) -> Self {
        let mut bytes = Vec::with_capacity(32 + rows * row_bytes);
        bytes.extend_from_slice(b"PGCOPY\n\xff\r\n\0");
        // No flags, no header extension.
        bytes.extend_from_slice(&[0; 8]);
        Self { bytes }
    }

    pub(super) fn row(&mut self, columns: i16) {
        self.bytes.extend_from_slice(&columns.to_be_bytes());
    }

    pub(super) fn int8(&mut self, value: i64) {
        self.field(&value.to_be_bytes());
    }

    pub(super) fn int4(&mut self, value: i32) {
        self.field(&value.to_be_bytes());
    }

    pub(super) fn int2(&mut self, value: i16) {
        self.field(&value.to_be_bytes());
    }

    pub(super) fn optional_int8(&mut self, value: Option<i64>) {
        match value {
            Some(value) => self.int8(value),
            None => self.null(),
        }
    }

    pub(super) fn text(&mut self, value: &str) {
        self.field(without_nul(value).as_bytes());
    }

    pub(super) fn json(&mut self, value: &str) {
        self.field(json_without_nul(value).as_bytes());
    }

    pub(super) fn optional_json(&mut self, value: Option<&str>) {
        match value {
            Some(value) => self.json(value),
            None => self.null(),
        }
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.bytes.extend_from_slice(&(-1_i16).to_be_bytes());
        self.bytes
    }

    fn null(&mut self) {
        self.bytes.extend_from_slice(&(-1_i32).to_be_bytes());
    }

    fn field(&mut self, value: &[u8]) {
        // A field has at most 1 GB on the server; a longer one is refused there.
        let length = i32::try_from(value.len()).unwrap_or(i32::MAX);
        self.bytes.extend_from_slice(&length.to_be_bytes());
        self.bytes.extend_from_slice(value);
    }
}
