//! Rows of a source become rows ready to be applied: mapped, hashed, keyed, in compact form. One call per batch, on any thread.
//!
//! A rule that panics on one row costs that row, not the run.

use std::panic::{AssertUnwindSafe, catch_unwind};

use identity::cluster::RowKey;
use identity::{Key, MatchKeys, keys_of};
use mapping::normalise::unicode::fold_for_match;
use mapping::{Compiled, Mapped};
use model::{Doc, FieldId, Finding, FindingCode, KeyHasher, Object, RecordBatch, Row, SourceId, fragment};

use crate::encode::{key_kind_code, put_doc, put_fixed, put_number, put_text};
use crate::raw_row;
use crate::report::FindingCounts;

/// What every row of a load is mapped with.
#[derive(Clone, Copy)]
pub struct RowMapper<'a> {
    /// The mapping.
    pub compiled: &'a Compiled,
    /// What rows become.
    pub object: &'a Object,
    /// The installation's hasher.
    pub hasher: KeyHasher,
    /// Which keys may match.
    pub match_keys: &'a MatchKeys,
}

/// Rows of one batch, ready to be put aside. Row numbers inside count from the first row of the chunk.
#[derive(Debug, Default)]
pub struct Chunk {
    /// Data rows read.
    pub read: u64,
    /// Rows in compact form.
    pub bytes: Vec<u8>,
    /// End of each row in `bytes`.
    pub ends: Vec<u32>,
    /// Hash of the identity of each row; odd when the source gave the id, even when it was derived from the content.
    pub externals: Vec<u64>,
    /// Hash of the folded name of each row, 0 without.
    pub names: Vec<u64>,
    /// Match keys of all rows.
    pub keys: Vec<RowKey>,
    /// Original rows of the same rows.
    pub raw: Vec<u8>,
    /// Rejected rows in compact form.
    pub rejects: Vec<u8>,
    /// End of each rejected row.
    pub reject_ends: Vec<u32>,
    /// Problems of all rows.
    pub findings: FindingCounts,
}

impl Chunk {
    /// Forgets the rows, keeps the memory.
    pub fn clear(&mut self) {
        self.read = 0;
        self.bytes.clear();
        self.ends.clear();
        self.externals.clear();
        self.names.clear();
        self.keys.clear();
        self.raw.clear();
        self.rejects.clear();
        self.reject_ends.clear();
        self.findings = FindingCounts::default();
    }
}

/// Memory that is used again for each row.
#[derive(Debug, Default)]
pub struct Scratch {
    mapped: Mapped,
    keys: Vec<Key>,
    content: Vec<u8>,
    findings: String,
}

/// Seeds of hashes that must not meet.
const SEED_NAME: u64 = 1;
const SEED_IDENTITY: u64 = 2;

impl RowMapper<'_> {
    /// Maps all rows of `batch` into `chunk`, which is cleared first.
    pub fn map_batch(&self, batch: &RecordBatch, scratch: &mut Scratch, chunk: &mut Chunk) {
        chunk.clear();
        chunk.read = batch.len() as u64;
        for row in batch.rows() {
            self.map_row(row, scratch, chunk);
        }
    }

    fn map_row(&self, row: Row<'_>, scratch: &mut Scratch, chunk: &mut Chunk) {
        let mapped = &mut scratch.mapped;
        let survived = catch_unwind(AssertUnwindSafe(|| self.compiled.apply(row, mapped))).is_ok();
        if !survived {
            mapped.clear();
            mapped.rejected = true;
            mapped.findings.push(Finding::new(FindingCode::ValidationFailed, "", "the mapping failed on this row"));
        }
        scratch.keys.clear();
        keys_of(self.object, &self.hasher, &mapped.doc, &mut scratch.keys);
        scratch.keys.sort_unstable();
        scratch.keys.dedup();
        let title = self.title_field().and_then(|field| mapped.doc.get(field));
        let identifies = !mapped.external_id.is_empty() || !scratch.keys.is_empty() || title.is_some();
        if !mapped.rejected && !identifies && (mapped.doc.is_empty() || self.has_match_keys()) {
            mapped.rejected = true;
            mapped.findings.push(Finding::new(FindingCode::RecordEmpty, "", ""));
        }
        for finding in &mapped.findings {
            chunk.findings.add(finding, row.number());
        }
        if mapped.rejected {
            put_reject(row, mapped, chunk);
            return;
        }
        let folded_title = title.map(fold_title).unwrap_or_default();
        let name = if folded_title.is_empty() { 0 } else { self.hasher.content(SEED_NAME, folded_title.as_bytes()).cast_unsigned().max(1) };
        let at = u32::try_from(chunk.ends.len()).unwrap_or(u32::MAX);
        let given = !mapped.external_id.is_empty();
        if !given {
            mapped.external_id = self.derived_identity(&mapped.doc, &scratch.keys, &folded_title);
        }
        // Compared with rows of the same load only, so the source does not matter.
        let external = self.hasher.external_id(SourceId(0), &mapped.external_id).cast_unsigned();
        chunk.externals.push(if given { external | 1 } else { external & !1 });
        chunk.names.push(name);
        let to_row_key = |key: &Key| RowKey { hash: key.hash, row: at, kind: key.kind, joins: self.match_keys.allows(key) };
        chunk.keys.extend(scratch.keys.iter().map(to_row_key));
        let hash = self.content_hash(row, &mut scratch.content);
        scratch.findings.clear();
        push_findings(&mut scratch.findings, &mapped.findings);
        put_mapped(&mut chunk.bytes, hash, row.number(), mapped, &scratch.keys, &scratch.findings);
        chunk.ends.push(u32::try_from(chunk.bytes.len()).unwrap_or(u32::MAX));
        raw_row::put_row(&mut chunk.raw, row);
    }

    fn title_field(&self) -> Option<FieldId> {
        self.object.field(&self.object.title_field).map(|field| field.id)
    }

    fn has_match_keys(&self) -> bool {
        self.object.live_fields().any(|field| field.match_key.is_some())
    }

    /// Text, length and kind of every cell under the mapping's fingerprint: an equal hash means an equal result.
    fn content_hash(&self, row: Row<'_>, content: &mut Vec<u8>) -> i64 {
        content.clear();
        content.extend_from_slice(row.text().as_bytes());
        for column in 0..row.columns().len() {
            let (kind, text) = row.cell(column);
            put_number(content, ((text.len() as u64) << 3) | kind as u64);
        }
        self.hasher.content(self.compiled.fingerprint(), content)
    }

    /// The identity of a row to which its source gave none: what identifies it and its name, so that other values may change;
    /// without identifying values all its values, because a name alone is nobody in particular.
    fn derived_identity(&self, doc: &Doc, keys: &[Key], folded_title: &str) -> String {
        let mut content = Vec::with_capacity(keys.len() * 8 + folded_title.len());
        for key in keys {
            put_fixed(&mut content, key.hash);
        }
        content.extend_from_slice(folded_title.as_bytes());
        if keys.is_empty() {
            put_doc(&mut content, doc);
        }
        format!("~{:016x}", self.hasher.content(SEED_IDENTITY, &content))
    }
}

fn fold_title(fragment: &str) -> String {
    let text = fragment::as_text(fragment);
    fold_for_match(text.as_deref().unwrap_or(fragment)).into_owned()
}

fn push_findings(out: &mut String, findings: &[Finding]) {
    if !findings.is_empty()
        && let Ok(text) = serde_json::to_string(findings)
    {
        out.push_str(&text);
    }
}

fn put_mapped(out: &mut Vec<u8>, hash: i64, number: u64, mapped: &Mapped, keys: &[Key], findings: &str) {
    put_fixed(out, hash);
    put_number(out, number);
    put_number(out, u64::from(mapped.version_ms.is_some()));
    if let Some(version_ms) = mapped.version_ms {
        put_fixed(out, version_ms);
    }
    put_text(out, &mapped.external_id);
    put_number(out, keys.len() as u64);
    for key in keys {
        put_number(out, key_kind_code(key.kind));
        put_number(out, u64::from(key.field.0.cast_unsigned()));
        put_fixed(out, key.hash);
    }
    put_text(out, findings);
    put_doc(out, &mapped.doc);
}

fn put_reject(row: Row<'_>, mapped: &Mapped, chunk: &mut Chunk) {
    // The mapping puts the finding that decided last; the others stand in the report.
    let reason = mapped.findings.last().cloned().unwrap_or_else(|| Finding::new(FindingCode::RecordEmpty, "", ""));
    let out = &mut chunk.rejects;
    put_number(out, row.number());
    put_text(out, &serde_json::to_string(&reason).unwrap_or_default());
    put_text(out, &raw_row::to_json(row));
    chunk.reject_ends.push(u32::try_from(out.len()).unwrap_or(u32::MAX));
}
