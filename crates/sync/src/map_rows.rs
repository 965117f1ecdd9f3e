//! Rows of a source become rows ready to be applied: mapped, hashed, keyed, in compact form. One call per batch, on any thread.
//!
//! A rule that panics on one row costs that row, not the run.

use std::panic::{AssertUnwindSafe, catch_unwind};

use identity::cluster::RowKey;
use identity::{Key, MatchKeys, keys_of};
use mapping::normalise::unicode::fold_for_match;
use mapping::{Compiled, Mapped};
use model::{Doc, FieldId, Finding, FindingCode, KeyHasher, Object, RecordBatch, Row, SourceId, fragment};
use records::Incoming;

use crate::encode::{key_kind_code, put_doc, put_fixed, put_number, put_text};
use crate::inbound::gate::{Gate, Verdict};
use crate::inbound::settle::GoneRow;
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
    /// What a sync lets pass and keeps an eye on; absent for a load of a file.
    pub gate: Option<&'a Gate>,
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
    /// What a sync notes besides.
    pub noted: Noted,
}

/// What a sync notes of rows besides their content.
#[derive(Debug, Default)]
pub struct Noted {
    /// Rows left out by the share or a filter.
    pub excluded: u64,
    /// Rejected rows without an id.
    pub unnamed: u64,
    /// Hashes of the ids of all rows that have one, also of those left out.
    pub seen: Vec<u64>,
    /// The source's own number of each row put aside.
    pub numbers: Vec<u64>,
    /// Records that are gone.
    pub gone: Vec<GoneRow>,
    /// Sum over the content of all rows and removals: equal content, equal sum, in any order.
    pub content: u64,
    /// The first rows left out, with their ids and what left them out.
    pub left_out: Vec<(u64, String, Verdict)>,
}

impl Noted {
    fn clear(&mut self) {
        (self.excluded, self.unnamed, self.content) = (0, 0, 0);
        self.seen.clear();
        self.numbers.clear();
        self.gone.clear();
        self.left_out.clear();
    }

    /// Takes over what another noted, and empties it.
    pub fn take(&mut self, other: &mut Self) {
        self.excluded += other.excluded;
        self.unnamed += other.unnamed;
        self.content = self.content.wrapping_add(other.content);
        self.seen.append(&mut other.seen);
        self.numbers.append(&mut other.numbers);
        self.gone.append(&mut other.gone);
        self.left_out.append(&mut other.left_out);
    }
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
        self.noted.clear();
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

/// What one row became by itself.
#[derive(Clone, Debug)]
pub struct RowTried {
    /// The source's own id of it; empty when it has none.
    pub external_id: String,
    /// The source's version time (ms).
    pub version_ms: Option<i64>,
    /// The values.
    pub doc: Doc,
    /// What is wrong with them; when the row is rejected, the last one says why.
    pub findings: Vec<Finding>,
    /// The row ready to be applied, unless it is rejected.
    pub incoming: Option<Incoming>,
}

/// Seeds of hashes that must not meet.
const SEED_NAME: u64 = 1;
const SEED_IDENTITY: u64 = 2;

impl RowMapper<'_> {
    /// Maps all rows of `batch` into `chunk`, which is cleared first. With `first` the rows are numbered from there on instead
    /// of by the source, whose numbers may begin anew.
    pub fn map_batch(&self, batch: &RecordBatch, first: Option<u64>, scratch: &mut Scratch, chunk: &mut Chunk) {
        chunk.clear();
        chunk.read = batch.len() as u64;
        for (at, row) in (0_u64..).zip(batch.rows()) {
            self.map_row(row, first.map_or(row.number(), |first| first + at), scratch, chunk);
        }
        if let Some(gate) = self.gate {
            for removal in batch.removals().iter().filter(|removal| gate.has_turn(&removal.external_id)) {
                let gone = GoneRow::told(removal, self.external_hash(&removal.external_id));
                chunk.noted.content = chunk.noted.content.wrapping_add(gone.content(&self.hasher));
                if gate.asks_for_removed(&removal.external_id) {
                    chunk.noted.gone.push(gone);
                }
            }
        }
    }

    /// Compared with rows of the same load only, so the source does not matter. Odd: the source gave the id.
    fn external_hash(&self, external_id: &str) -> u64 {
        self.hasher.external_id(SourceId(0), external_id).cast_unsigned() | 1
    }

    /// Maps one row and finds its keys; a row that nothing names or identifies is rejected.
    fn read_row(&self, row: Row<'_>, scratch: &mut Scratch) {
        let mapped = &mut scratch.mapped;
        let apply = || {
            #[cfg(test)]
            tests::panic_on(row);
            self.compiled.apply(row, mapped);
        };
        let survived = catch_unwind(AssertUnwindSafe(apply)).is_ok();
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
        let identifies = !mapped.external_id.is_empty() || !scratch.keys.is_empty() || title.is_some() || mapped.named_otherwise;
        if !mapped.rejected && !identifies && (mapped.doc.is_empty() || self.has_match_keys()) {
            mapped.rejected = true;
            mapped.findings.push(Finding::new(FindingCode::RecordEmpty, "", ""));
        }
    }

    /// One row by itself, for trials: what [`RowMapper::map_batch`] would put aside of it, without a gate.
    #[must_use]
    pub fn try_row(&self, row: Row<'_>, now_ms: i64, scratch: &mut Scratch) -> RowTried {
        self.read_row(row, scratch);
        let hash = self.content_hash(row, &mut scratch.content);
        let mapped = &scratch.mapped;
        let given = mapped.external_id.clone();
        let incoming = (!mapped.rejected).then(|| {
            let title = self.title_field().and_then(|field| mapped.doc.get(field)).map(fold_title).unwrap_or_default();
            let external_id = if given.is_empty() { self.derived_identity(&mapped.doc, &scratch.keys, &title) } else { given.clone() };
            scratch.findings.clear();
            push_findings(&mut scratch.findings, &mapped.findings);
            Incoming {
                external_id,
                hash,
                version_ms: mapped.version_ms.unwrap_or(now_ms),
                doc: mapped.doc.clone(),
                json: String::new(),
                keys: scratch.keys.clone(),
                findings: scratch.findings.clone(),
                row_number: i64::try_from(row.number()).unwrap_or(i64::MAX),
            }
        });
        RowTried { external_id: given, version_ms: mapped.version_ms, doc: mapped.doc.clone(), findings: mapped.findings.clone(), incoming }
    }

    fn map_row(&self, row: Row<'_>, number: u64, scratch: &mut Scratch, chunk: &mut Chunk) {
        self.read_row(row, scratch);
        let mapped = &mut scratch.mapped;
        let title = self.title_field().and_then(|field| mapped.doc.get(field));
        if let Some(gate) = self.gate
            && !mapped.external_id.is_empty()
        {
            let external = self.external_hash(&mapped.external_id);
            if gate.track_seen {
                chunk.noted.seen.push(external);
            }
            let verdict = gate.judge(mapped);
            if verdict != Verdict::In {
                leave_out(gate, verdict, mapped, (number, row.number(), external), &mut chunk.noted);
                return;
            }
        }
        if mapped.rejected {
            if let Some(gate) = self.gate {
                let hash = self.content_hash(row, &mut scratch.content);
                chunk.noted.content = chunk.noted.content.wrapping_add(hash.cast_unsigned());
                if !gate.asks_for(mapped) {
                    leave_out(gate, Verdict::Part, mapped, (number, row.number(), 0), &mut chunk.noted);
                    return;
                }
                chunk.noted.unnamed += u64::from(mapped.external_id.is_empty());
            }
            count_findings(mapped, number, chunk);
            put_reject(row, number, mapped, chunk);
            return;
        }
        let folded_title = title.map(fold_title).unwrap_or_default();
        let name = if folded_title.is_empty() { 0 } else { self.hasher.content(SEED_NAME, folded_title.as_bytes()).cast_unsigned().max(1) };
        let at = u32::try_from(chunk.ends.len()).unwrap_or(u32::MAX);
        let given = !mapped.external_id.is_empty();
        if !given {
            mapped.external_id = self.derived_identity(&mapped.doc, &scratch.keys, &folded_title);
        }
        if let Some(gate) = self.gate.filter(|_| !given) {
            let verdict = gate.judge(mapped);
            if verdict != Verdict::In {
                leave_out(gate, verdict, mapped, (number, row.number(), 0), &mut chunk.noted);
                return;
            }
        }
        let external = self.external_hash(&mapped.external_id);
        let hash = self.content_hash(row, &mut scratch.content);
        if let Some(gate) = self.gate {
            // What a run is not asked for belongs to what its plan was made of all the same.
            chunk.noted.content = chunk.noted.content.wrapping_add(hash.cast_unsigned().rotate_left(17) ^ external);
            if !gate.asks_for(mapped) {
                leave_out(gate, Verdict::Part, mapped, (number, row.number(), 0), &mut chunk.noted);
                return;
            }
            chunk.noted.numbers.push(row.number());
        }
        count_findings(mapped, number, chunk);
        chunk.externals.push(if given { external } else { external & !1 });
        chunk.names.push(name);
        let to_row_key = |key: &Key| RowKey { hash: key.hash, row: at, kind: key.kind, joins: self.match_keys.allows(key) };
        chunk.keys.extend(scratch.keys.iter().map(to_row_key));
        scratch.findings.clear();
        push_findings(&mut scratch.findings, &mapped.findings);
        put_mapped(&mut chunk.bytes, hash, number, mapped, &scratch.keys, &scratch.findings);
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

fn count_findings(mapped: &Mapped, number: u64, chunk: &mut Chunk) {
    for finding in &mapped.findings {
        chunk.findings.add(finding, number);
    }
}

/// `numbers`: the row's number, the source's own one, and the hash of its id.
fn leave_out(gate: &Gate, verdict: Verdict, mapped: &Mapped, numbers: (u64, u64, u64), noted: &mut Noted) {
    let (number, source_number, external) = numbers;
    noted.excluded += 1;
    if gate.tell_left && verdict == Verdict::OutOfScope && external != 0 && gate.asks_for(mapped) {
        noted.gone.push(GoneRow::out_of_scope(mapped, (number, source_number), external));
    }
    if noted.left_out.len() < gate.left_out_max {
        noted.left_out.push((number, mapped.external_id.clone(), verdict));
    }
}

fn put_reject(row: Row<'_>, number: u64, mapped: &Mapped, chunk: &mut Chunk) {
    // The mapping puts the finding that decided last; the others stand in the report.
    let reason = mapped.findings.last().cloned().unwrap_or_else(|| Finding::new(FindingCode::RecordEmpty, "", ""));
    let out = &mut chunk.rejects;
    put_number(out, number);
    put_text(out, &serde_json::to_string(&reason).unwrap_or_default());
    put_text(out, &raw_row::to_json(row));
    chunk.reject_ends.push(u32::try_from(out.len()).unwrap_or(u32::MAX));
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use mapping::Mapping;
    use model::CellKind;

    use super::*;

    const TRAP: &str = "trap";

    /// No rule is known that panics: this stands for one.
    pub(super) fn panic_on(row: Row<'_>) {
        assert!((0..row.columns().len()).all(|column| row.cell(column).1 != TRAP), "a rule panics");
    }

    #[test]
    fn a_rule_that_panics_costs_its_row_and_no_other() {
        let object = model::standard::objects().into_iter().find(|object| object.name == "customers").unwrap();
        let yaml = "version: 1\nobject: customers\nfields:\n- {from: id, to: external_id}\n- {from: name, to: name}\n";
        let mapping = Mapping::from_yaml(yaml).unwrap();
        let columns: Arc<[String]> = ["id", "name"].map(str::to_owned).to_vec().into();
        let compiled = Compiled::new(&mapping, &object, &columns, None).unwrap();
        let keys = MatchKeys::default();
        let mapper = RowMapper { compiled: &compiled, object: &object, hasher: KeyHasher::new((1, 2)), match_keys: &keys, gate: None };
        let map = |names: &[&str]| {
            let mut batch = RecordBatch::new(Arc::clone(&columns));
            for (number, name) in (1..).zip(names) {
                batch.push_cell(CellKind::Text, &number.to_string());
                batch.push_cell(CellKind::Text, name);
                batch.finish_row(number);
            }
            let (mut scratch, mut chunk) = (Scratch::default(), Chunk::default());
            mapper.map_batch(&batch, None, &mut scratch, &mut chunk);
            chunk
        };
        let chunk = map(&["Ann", TRAP, "Bea"]);
        assert_eq!((chunk.read, chunk.ends.len(), chunk.reject_ends.len()), (3, 2, 1));
        let rejected = String::from_utf8_lossy(&chunk.rejects).into_owned();
        assert!(rejected.contains("the mapping failed on this row") && rejected.contains(TRAP), "{rejected}");
        // What stood in the memory that is used again does not get into the row after it.
        let alone = map(&["Ann", "Bea"]);
        assert_eq!(chunk.names, alone.names);
        assert!(String::from_utf8_lossy(&chunk.bytes).contains("Bea"));
    }
}
