//! What a person said about rows that fit several records.
//!
//! A person's word stands above the policy of a load, and below the guards: two different official ids are never one customer,
//! and records that were told apart stay apart. What cannot be done waits for another word.

use std::collections::HashMap;

use identity::keys::ids_conflict;
use model::{Finding, FindingCode, RecordId, RecordState};

use crate::apply::{Applied, ApplyContext, Incoming};
use crate::decide::{Known, Unit, apart, objection};
use crate::group::Group;

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is this record.
    This(RecordId),
    /// The records that it fits are one, and it is that one.
    One,
    /// It is none of them: a new record, told apart from them for good.
    New,
}

/// What was said, by place of the row in the source.
pub type Decisions = HashMap<i64, Decision>;

/// What was said about rows that are one customer.
pub(crate) enum Said<'a> {
    Nothing,
    One(&'a Decision),
    /// Different things: nobody knows which of them counts.
    Several,
}

impl<'a> Said<'a> {
    pub fn about(context: &ApplyContext<'a>, rows: &[&Incoming]) -> Self {
        let Some(decisions) = context.decisions else { return Self::Nothing };
        let mut said = Self::Nothing;
        for decision in rows.iter().filter_map(|row| decisions.get(&row.row_number)) {
            said = match said {
                Self::Nothing => Self::One(decision),
                Self::One(known) if known == decision => said,
                Self::One(_) | Self::Several => return Self::Several,
            };
        }
        said
    }

    /// The record that was named.
    pub fn named(&self) -> Option<RecordId> {
        match self {
            Self::One(Decision::This(record)) => Some(*record),
            Self::One(Decision::One | Decision::New) | Self::Nothing | Self::Several => None,
        }
    }
}

/// Places the rows of `unit` as was said. `own`: records that know them by their ids.
pub(crate) fn place<'a>(
    context: &ApplyContext<'_>,
    said: &Said<'_>,
    own: &[RecordId],
    mut unit: Unit<'a>,
    known: &Known,
    applied: &mut Applied,
) -> Vec<Unit<'a>> {
    unit.is_decided = true;
    match said {
        Said::Nothing => vec![unit],
        Said::Several => hold(unit, FindingCode::MatchedMultiple, applied),
        Said::One(Decision::One) if objection(context, &unit.heads, known) => hold(unit, FindingCode::MatchedMultiple, applied),
        Said::One(Decision::One) => vec![unit],
        // Known by its id meanwhile: it is that one.
        Said::One(Decision::New) if !own.is_empty() => {
            unit.heads = own.to_vec();
            if own.len() < 2 { vec![unit] } else { apart(context, unit, known, applied) }
        }
        Said::One(Decision::New) => {
            applied.told_apart.push((unit.first_row(), std::mem::take(&mut unit.heads)));
            vec![unit]
        }
        Said::One(Decision::This(record)) => {
            let head = known.heads.get(record).copied().unwrap_or(*record);
            let group = known.groups.get(&head).filter(|group| group.state() == RecordState::Live);
            let Some(group) = group.filter(|_| own.iter().all(|known| *known == head)) else {
                return hold(unit, FindingCode::MatchedMultiple, applied);
            };
            if conflicts(context, group, &unit) {
                unit.heads = vec![head];
                return hold(unit, FindingCode::IdConflict, applied);
            }
            (unit.heads, unit.revive) = (vec![head], None);
            vec![unit]
        }
    }
}

fn conflicts(context: &ApplyContext<'_>, group: &Group, unit: &Unit<'_>) -> bool {
    let keys: Vec<identity::Key> = unit.rows.iter().flat_map(|row| row.keys.iter().copied()).collect();
    ids_conflict(&keys, &group.keys(context.object, &context.hasher))
}

fn hold<'a>(unit: Unit<'a>, code: FindingCode, applied: &mut Applied) -> Vec<Unit<'a>> {
    let rows: Vec<&Incoming> = unit.all_rows().collect();
    applied.hold(&rows, Finding::new(code, "", ""), unit.heads);
    Vec::new()
}
