//! What a mapping makes of a few rows, and whom they would meet: the parts of a run that decide, without the run. Nothing is
//! written, and no other system is asked.

use std::collections::HashSet;
use std::sync::Arc;

use mapping::{Compiled, Mapping, Profile};
use model::{Actor, Doc, Finding, Object, RecordId, RunId, SourceId};
use records::{ApplyContext, Incoming, MatchPolicy, Met, RecordError, Records, meet};

use crate::error::ImportError;
use crate::inbound::row_filter::RowFilter;
use crate::map_rows::{RowMapper, RowTried, Scratch};
use crate::matching::match_keys;
use crate::problems::rows::RawRows;

/// Most rows of one trial.
pub const TRIAL_ROWS_MAX: usize = 200;

/// What is tried.
#[derive(Clone, Copy, Debug)]
pub struct Trial<'a> {
    /// What the rows become.
    pub object: &'a Arc<Object>,
    /// How.
    pub mapping: &'a Mapping,
    /// Name of the source that they would come from; one that does not exist yet knows no ids.
    pub source: &'a str,
    /// Match keys; those of the mapping when absent, else the object's.
    pub match_keys: Option<&'a [String]>,
    /// For rows that fit several records.
    pub policy: MatchPolicy,
    /// Which of the mapped rows are in scope; all without.
    pub filter: Option<&'a RowFilter>,
}

/// What would become of one row.
#[derive(Clone, Debug)]
pub struct TriedRow {
    /// The source's own id of it; empty when it has none.
    pub external_id: String,
    /// The source's version time (ms).
    pub version_ms: Option<i64>,
    /// The values.
    pub doc: Doc,
    /// What is wrong with them.
    pub findings: Vec<Finding>,
    /// Whether the filter takes it; a row that cannot be mapped is asked nothing.
    pub in_scope: Option<bool>,
    /// Why it would not be applied.
    pub refused: Option<Finding>,
    /// The live records that it belongs to or fits; none for a new one. Absent where it does not come so far.
    pub records: Option<Vec<RecordId>>,
}

impl Trial<'_> {
    /// Tries `rows`, at most [`TRIAL_ROWS_MAX`] of them; each as if it came alone. In their order.
    ///
    /// # Errors
    /// [`ImportError::Mapping`] and [`ImportError::MatchKeyUnknown`] when the mapping does not fit object and columns; those of
    /// the store.
    pub fn run(&self, records: &Records, rows: &RawRows) -> Result<Vec<TriedRow>, ImportError> {
        let names = self.match_keys.or(self.mapping.match_keys.as_deref());
        let keys = match_keys(self.object, names)?;
        let columns = rows.columns();
        let pages = rows.pages(TRIAL_ROWS_MAX);
        let mut profile = Profile::new(&columns);
        pages.iter().for_each(|page| profile.add(page));
        let compiled = Compiled::new(self.mapping, self.object, &columns, Some(&profile))?;
        let store = records.store();
        let (hasher, now_ms) = (store.hasher(), store.clock().now_ms());
        let mapper = RowMapper { compiled: &compiled, object: self.object, hasher, match_keys: &keys, gate: None };
        let mut scratch = Scratch::default();
        let tried: Vec<RowTried> =
            pages.iter().flat_map(|page| page.rows()).take(TRIAL_ROWS_MAX).map(|row| mapper.try_row(row, now_ms, &mut scratch)).collect();
        let ready: Vec<Incoming> = tried.iter().filter_map(|row| row.incoming.clone()).collect();
        let schema = records.schema();
        let met = store.read(|session| {
            let source = session.source_find(self.source, self.object.id)?.map_or(SourceId(0), |source| source.id);
            let shared: HashSet<_> = session.shared_keys(self.object.id)?.into_iter().map(|key| key.hash).collect();
            let context = ApplyContext {
                decisions: None,
                object: self.object,
                source,
                run: RunId(0),
                at_ms: now_ms,
                actor: Actor::System,
                hasher,
                policy: self.policy,
                match_keys: &keys,
                shared: &shared,
                schema: &schema,
                source_name: self.source,
                ranks: schema.ranks(),
                two_way: None,
                alone_with: None,
                examples_max: 0,
                sync: None,
            };
            meet(session, &context, &ready)
        });
        Ok(joined(tried, met.map_err(|error: RecordError| ImportError::from(error))?, self.filter))
    }
}

/// What was mapped with what was met, in the order of the rows.
fn joined(tried: Vec<RowTried>, met: Vec<Met>, filter: Option<&RowFilter>) -> Vec<TriedRow> {
    let mut met = met.into_iter();
    let each = tried.into_iter().map(|row| {
        let RowTried { external_id, version_ms, doc, mut findings, incoming } = row;
        // What is mapped is asked, as a run does it, and not what would become of the record.
        let in_scope = incoming.as_ref().map(|_| filter.is_none_or(|filter| filter.says_yes(&doc)));
        let Some(met) = incoming.and_then(|_| met.next()) else {
            let refused = findings.last().cloned();
            return TriedRow { external_id, version_ms, doc, findings, in_scope, refused, records: None };
        };
        let refused = met.held.or_else(|| met.gone.then(|| met.findings.last().cloned()).flatten());
        findings.extend(met.findings);
        TriedRow { external_id, version_ms, doc: met.doc, findings, in_scope, refused, records: (!met.gone).then_some(met.records) }
    });
    each.collect()
}
