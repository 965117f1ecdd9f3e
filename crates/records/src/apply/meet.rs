//! Whom rows would meet if they came now: the decisions of a load without its writing.

use std::collections::HashMap;

use identity::Key;
use model::{Doc, Finding, KeyHash, RecordId};
use store::Session;

use super::{Applied, ApplyContext, Incoming, find_references, keep_unique, load_known};
use crate::RecordError;
use crate::decide::{Candidates, place};

/// Whom one row would meet.
#[derive(Clone, Debug)]
pub struct Met {
    /// Place in the source.
    pub row_number: i64,
    /// Its values, with the records that its references mean.
    pub doc: Doc,
    /// Live records that it belongs to: none, the one, or the several that fit.
    pub records: Vec<RecordId>,
    /// What was found beyond the findings of the mapping.
    pub findings: Vec<Finding>,
    /// Why it would wait for a person.
    pub held: Option<Finding>,
    /// It belongs to a record that was deleted here, and changes nothing.
    pub gone: bool,
}

/// Finds out whom each of `rows` would meet if it came alone; nothing is written. In the order of `rows`.
///
/// # Errors
/// Store errors, and [`RecordError::Damaged`] when stored data does not read.
pub fn meet(session: &mut Session<'_>, context: &ApplyContext<'_>, rows: &[Incoming]) -> Result<Vec<Met>, RecordError> {
    let clusters: Vec<Vec<Incoming>> = rows.iter().map(|row| vec![row.clone()]).collect();
    let mut referring = Applied::default();
    let resolved = find_references(session, context, &clusters, &mut referring)?;
    let clusters = resolved.unwrap_or(clusters);
    let candidates = candidates(session, context, &clusters)?;
    let known = load_known(session, context, &candidates, Vec::new())?;
    let mut met = Vec::with_capacity(rows.len());
    for (row, candidates) in clusters.iter().flatten().zip(candidates) {
        let mut applied = Applied::default();
        let units = place(context, candidates, &known, &mut applied);
        let gone = units.iter().all(|unit| unit.rows.is_empty()) && applied.held.is_empty();
        let units = keep_unique(session, context, units, &known, &mut applied)?;
        let held = applied.held.first();
        let records = match held {
            Some(held) => held.candidates.clone(),
            None => units.iter().flat_map(|unit| unit.heads.iter().chain(&unit.revive)).copied().collect(),
        };
        let of_row = |found: &&(i64, Finding)| found.0 == row.row_number;
        let findings = referring.findings.iter().filter(of_row).chain(&applied.findings);
        met.push(Met {
            row_number: row.row_number,
            doc: row.doc.clone(),
            records,
            findings: findings.map(|(_, finding)| finding.clone()).collect(),
            held: held.map(|held| held.finding.clone()),
            gone,
        });
    }
    Ok(met)
}

/// The rows with their links and the records that share a key.
fn candidates<'a>(
    session: &mut Session<'_>,
    context: &ApplyContext<'_>,
    clusters: &'a [Vec<Incoming>],
) -> Result<Vec<Candidates<'a>>, RecordError> {
    let external_ids: Vec<&str> = clusters.iter().flatten().map(|row| row.external_id.as_str()).collect();
    let links = session.source_links(context.source, &external_ids)?;
    let mut candidates: Vec<Candidates<'a>> =
        clusters.iter().zip(links.chunks(1)).map(|(cluster, links)| Candidates::new(cluster, links)).collect();
    let may_match = |key: &&Key| context.match_keys.allows(key) && !context.shared.contains(&key.hash);
    let mut hashes: Vec<KeyHash> = candidates.iter().flat_map(Candidates::keys).filter(may_match).map(|key| key.hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    let mut hits: HashMap<KeyHash, Vec<RecordId>> = HashMap::new();
    for (hash, record) in session.key_lookup(&hashes)? {
        hits.entry(hash).or_default().push(record);
    }
    for one in &mut candidates {
        one.take_hits(context, &hits);
    }
    Ok(candidates)
}
