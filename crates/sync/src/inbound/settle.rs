//! Several versions of one record in one segment: the newest row or removal stays, the others are dropped before anything is
//! clustered, so that an old phone number joins nobody.

use std::collections::HashMap;

use mapping::Mapped;
use model::{KeyHasher, Removal, RemovalKind};
use records::{Gone, GoneReason};

use crate::encode::Decoder;
use crate::error::ImportError;
use crate::stage::Staged;

/// A removal with what tells its order among the rows of its segment.
#[derive(Clone, Debug)]
pub struct GoneRow {
    /// The removal.
    pub gone: Gone,
    /// The source's own number of it.
    source_number: u64,
    /// Hash of the id, as in [`identity::cluster::LoadKeys::externals`].
    external: u64,
}

impl GoneRow {
    /// As a source told it; `external` is the hash of its id.
    pub fn told(removal: &Removal, external: u64) -> Self {
        let reason = match &removal.kind {
            RemovalKind::Deleted => GoneReason::Deleted,
            RemovalKind::MergedInto(winner) => GoneReason::MergedInto(winner.clone()),
        };
        let row_number = i64::try_from(removal.number).unwrap_or(i64::MAX);
        let gone = Gone { external_id: removal.external_id.clone(), at_ms: removal.at_ms, reason, row_number };
        Self { gone, source_number: removal.number, external }
    }

    /// A row that the sync's filter no longer takes. `numbers`: the row's number and the source's own one.
    pub fn out_of_scope(mapped: &Mapped, numbers: (u64, u64), external: u64) -> Self {
        let gone = Gone {
            external_id: mapped.external_id.clone(),
            at_ms: mapped.version_ms,
            reason: GoneReason::OutOfScope,
            row_number: i64::try_from(numbers.0).unwrap_or(i64::MAX),
        };
        Self { gone, source_number: numbers.1, external }
    }

    /// Hash of what it says.
    pub fn content(&self, hasher: &KeyHasher) -> u64 {
        let text = format!("{:?}", (&self.gone.external_id, self.gone.at_ms, &self.gone.reason));
        hasher.content(3, text.as_bytes()).cast_unsigned()
    }
}

/// The order of two versions of one record: the version time where both have one, else the place in the source.
type Order = (i64, u64);

/// Leaves one version of each record. `has_version`: rows bring version times; without, the place in the source decides, and
/// times of removals mean nothing beside them. `now`: rows show what is there now;
/// otherwise a removal wins over a row of the same time, in whatever order they came. Returns the removals that stay.
///
/// # Errors
/// When the temporary file cannot be read.
pub fn settle(staged: &mut Staged, has_version: bool, version_ms: i64, now: bool) -> Result<Vec<Gone>, ImportError> {
    let mut told = std::mem::take(&mut staged.noted.gone);
    if !has_version {
        told.iter_mut().for_each(|told| told.gone.at_ms = None);
    }
    let mut newest: HashMap<u64, GoneRow> = HashMap::with_capacity(told.len());
    for one in told {
        let is_newer = |known: &GoneRow| match (known.gone.at_ms, one.gone.at_ms) {
            (Some(known_at), Some(at)) if known_at != at => at > known_at,
            (Some(_) | None, Some(_) | None) => one.source_number >= known.source_number,
        };
        if newest.get(&one.external).is_none_or(is_newer) {
            newest.insert(one.external, one);
        }
    }
    let mut given: Vec<(u64, u32)> =
        (0_u32..).zip(&staged.load.externals).filter(|(_, external)| *external & 1 == 1).map(|(row, external)| (*external, row)).collect();
    given.sort_unstable();
    let mut dropped = Vec::new();
    for versions in given.chunk_by(|left, right| left.0 == right.0) {
        let Some((external, _)) = versions.first() else { continue };
        let gone = newest.get(external);
        if versions.len() == 1 && gone.is_none() {
            continue;
        }
        let mut best: Option<(Order, u32)> = None;
        for (_, row) in versions {
            let order = (version_of(staged, *row, version_ms)?, staged.noted.numbers.get(*row as usize).copied().unwrap_or(0));
            match best {
                Some((known, _)) if order < known => dropped.push(*row),
                Some((_, older)) => {
                    dropped.push(older);
                    best = Some((order, *row));
                }
                None => best = Some((order, *row)),
            }
        }
        if let (Some(gone), Some((order, row))) = (gone, best) {
            let removal_wins = match gone.gone.at_ms {
                Some(at) if at != order.0 => at > order.0,
                Some(_) => !now || gone.source_number > order.1,
                None => gone.source_number > order.1,
            };
            if removal_wins {
                dropped.push(row);
            } else {
                newest.remove(external);
            }
        }
    }
    if !dropped.is_empty() {
        staged.dropped.extend(dropped);
        let dropped = &staged.dropped;
        staged.load.keys.retain(|key| !dropped.contains(&key.row));
    }
    let mut rest: Vec<GoneRow> = newest.into_values().collect();
    rest.sort_by_key(|one| one.source_number);
    Ok(rest.into_iter().map(|one| one.gone).collect())
}

/// The version time of a row put aside.
fn version_of(staged: &Staged, row: u32, version_ms: i64) -> Result<i64, ImportError> {
    let (start, end) = staged.place(row);
    let mut bytes = Vec::new();
    // Content hash, number and version stand first; numbers take at most ten bytes.
    staged.rows().read(start, end.min(start + 32), &mut bytes)?;
    let mut from = Decoder::new(&bytes);
    from.fixed()?;
    from.number()?;
    if from.number()? == 1 { Ok(from.fixed()?) } else { Ok(version_ms) }
}
