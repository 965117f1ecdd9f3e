//! What stops a run before it does harm: limits of its definition, the guard against a source that suddenly shows nothing, a
//! changed schema, another organisation. A pause is noted with a question for a person.

use model::ObjectId;
use serde_json::{Value, json};
use store::{IdKind, ReviewRow, ReviewState, RunRow, Session, StoreError};

use crate::definition::{Deletions, Limits};
use crate::inbound::columns::Drift;
use crate::report::ImportCounts;
use crate::tally::BatchTally;

/// Why a run stopped before it did harm.
#[derive(Clone, Debug, PartialEq)]
pub struct Pause {
    /// `threshold`, `deletion_guard`, `schema_drift`, `organisation`: kind of the question.
    pub kind: &'static str,
    /// One plain sentence with the numbers.
    pub reason: String,
    /// Facts to decide by.
    pub detail: Value,
}

/// What a person lets a run do although a limit or guard objects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Waive {
    /// The limits of the definition no longer count.
    pub limits: bool,
    /// Up to so many source records may be removed.
    pub removals_max: u64,
}

#[expect(clippy::cast_precision_loss, reason = "shares are compared with a tolerance far above")]
fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// A share that the limits of a sync bound.
pub struct Bounded<'a> {
    /// Name of the limit.
    pub limit: &'a str,
    /// What happens to the records: `were refused`.
    pub what: &'a str,
    /// So many of them.
    pub count: u64,
    /// Of so many.
    pub of: u64,
    /// Largest share.
    pub most: f64,
}

/// The first share that is larger than it may be, where there are at least `records_min` records.
pub fn first_over(shares: &[Bounded<'_>], records_min: u64) -> Option<Pause> {
    let over = shares.iter().find(|one| one.of >= records_min.max(1) && share(one.count, one.of) > one.most)?;
    let Bounded { limit, what, count, of, most } = *over;
    Some(Pause {
        kind: "threshold",
        reason: format!("{count} of {of} records {what}; {limit} allows a share of {most}"),
        detail: json!({"limit": limit, "count": count, "looked": of, "share_max": most}),
    })
}

/// The limit that the counts exceed, if one.
#[must_use]
pub fn over_limit(limits: &Limits, waive: &Waive, tally: &BatchTally) -> Option<Pause> {
    if waive.limits {
        return None;
    }
    let ImportCounts { rejected, held, updated, .. } = tally.counts;
    let bounded = |limit, what, count, most| Bounded { limit, what, count, of: tally.looked, most };
    let shares = [
        bounded("error_share_max", "were refused", rejected + held, limits.error_share_max),
        bounded("changed_share_max", "would change", updated, limits.changed_share_max),
        bounded("protected_share_max", "would change in a protected field", tally.protected, limits.protected_share_max),
    ];
    first_over(&shares, limits.records_min)
}

/// However few records a source has, so many may go without a question.
const ALWAYS_FREE: u64 = 5;

/// The guard against a source that suddenly shows far less: may `count` of `known` source records be removed? What may go in any case is
/// never more than half of a small source.
#[must_use]
pub fn over_guard(deletions: &Deletions, waive: &Waive, count: u64, known: u64) -> Option<Pause> {
    let free = deletions.count_free.min((known / 2).max(ALWAYS_FREE));
    if count <= free.max(waive.removals_max) || share(count, known) <= deletions.share_max {
        return None;
    }
    Some(Pause {
        kind: "deletion_guard",
        reason: format!("{count} of {known} known records would be removed; the guard allows a share of {}", deletions.share_max),
        detail: json!({"removals": count, "known": known, "share_max": deletions.share_max, "count_free": deletions.count_free}),
    })
}

/// The changes of a schema that stop a run, if any.
#[must_use]
pub fn over_drift(drift: &[Drift]) -> Option<Pause> {
    let stops: Vec<&str> = drift.iter().filter(|one| one.stops).map(|one| one.column.as_str()).collect();
    (!stops.is_empty()).then(|| Pause {
        kind: "schema_drift",
        reason: format!("columns that are needed are missing: {}", stops.join(", ")),
        detail: json!({ "columns": drift }),
    })
}

/// Opens a question about `subject`, or brings the open one of the same kind up to date.
///
/// # Errors
/// Those of the store.
pub fn review_open(
    session: &mut Session<'_>,
    kind: &str,
    subject: &str,
    run: &RunRow,
    sync: i64,
    detail: &Value,
) -> Result<(), StoreError> {
    let open = session.reviews_about(subject)?.into_iter().find(|review| review.kind == kind);
    let object: Option<ObjectId> = run.object;
    let review = match open {
        Some(known) => ReviewRow { run: Some(run.id), detail: detail.to_string(), ..known },
        None => ReviewRow {
            id: session.allocate_ids(IdKind::Review, 1)?,
            kind: kind.to_owned(),
            state: ReviewState::Open,
            sync: Some(sync),
            run: Some(run.id),
            object,
            record: None,
            subject: subject.to_owned(),
            detail: detail.to_string(),
            created_ms: session.now_ms(),
            settled_ms: None,
            settled_by: String::new(),
        },
    };
    session.review_save(&review)
}

/// Closes the open questions of a kind about `subject`: what asked has gone.
///
/// # Errors
/// Those of the store.
pub fn review_close(session: &mut Session<'_>, kind: &str, subject: &str) -> Result<(), StoreError> {
    let now_ms = session.now_ms();
    for known in session.reviews_about(subject)?.into_iter().filter(|review| review.kind == kind) {
        session.review_save(&ReviewRow { state: ReviewState::Obsolete, settled_ms: Some(now_ms), ..known })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_count_from_their_least_number_of_records_on() {
        let limits = Limits { records_min: 100, error_share_max: 0.1, changed_share_max: 0.5, ..Limits::default() };
        let tally = |looked, rejected, updated| {
            let mut tally = BatchTally::default();
            (tally.looked, tally.counts) = (looked, ImportCounts { rejected, updated, ..ImportCounts::default() });
            tally
        };
        let none = Waive::default();
        assert_eq!(over_limit(&limits, &none, &tally(99, 99, 0)), None);
        assert_eq!(over_limit(&limits, &none, &tally(100, 10, 50)), None);
        assert!(
            over_limit(&limits, &none, &tally(100, 11, 0)).is_some_and(|pause| pause.reason.starts_with("11 of 100 records were refused"))
        );
        assert!(over_limit(&limits, &none, &tally(100, 0, 51)).is_some());
        assert_eq!(over_limit(&limits, &Waive { limits: true, removals_max: 0 }, &tally(100, 99, 99)), None);
    }

    #[test]
    fn the_guard_lets_a_few_go_and_stops_many() {
        let deletions = Deletions { share_max: 0.1, count_free: 20, ..Deletions::default() };
        let none = Waive::default();
        assert_eq!(over_guard(&deletions, &none, 20, 40), None);
        assert_eq!(over_guard(&deletions, &none, 5, 5), None);
        assert!(over_guard(&deletions, &none, 20, 28).is_some_and(|pause| pause.reason.starts_with("20 of 28 known records")));
        assert!(over_guard(&Deletions { count_free: 0, ..deletions }, &none, 1, 5).is_some());
        assert_eq!(over_guard(&deletions, &none, 100, 1_000), None);
        assert!(over_guard(&deletions, &none, 101, 1_000).is_some());
        assert_eq!(over_guard(&deletions, &Waive { limits: false, removals_max: 101 }, 101, 1_000), None);
    }
}
