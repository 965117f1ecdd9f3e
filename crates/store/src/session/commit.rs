//! The one way records change: a batch, applied whole.

use model::{Actor, RecordId};

use super::{Link, Session};
use crate::kill_point;
use crate::query::SeqRange;
use crate::value::Value;
use crate::{DeadLetterState, NewChange, RunRow, StoreError, WriteBatch, postgres, sqlite};

impl Session<'_> {
    /// Applies `batch`: rows, keys, changes, dead letters and the run's new state together. Returns the positions of its
    /// changes. Every record is left with its newest change as `last_seq`.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when a changed record is not one version below the new one, [`StoreError::ValueTaken`] when
    /// another record holds a unique value, [`StoreError::LeaseLost`] when the run has another epoch,
    /// [`StoreError::BatchRepeated`] when this batch of the run is committed already, [`StoreError::Invalid`] for a change
    /// without its record. Nothing of the batch is kept then.
    pub fn commit_batch(&mut self, batch: &WriteBatch) -> Result<SeqRange, StoreError> {
        self.begin_write()?;
        if let Some(run) = &batch.run {
            self.run_write(run)?;
        }
        let prepared = Prepared::new(batch)?;
        let taken = if self.is_postgres() { SeqRange { low: 1, high: 0 } } else { self.take_positions(batch.changes.len())? };
        let written = match &mut self.link {
            Link::Sqlite(connection) => sqlite::commit::apply(connection, batch, &prepared, taken).map(|()| taken),
            Link::Postgres(link) => postgres::commit::apply(link, batch, &prepared),
        };
        let range = match written {
            Ok(range) => range,
            Err(error) => {
                self.conflict |= matches!(error, StoreError::Conflict { .. });
                return Err(error);
            }
        };
        // The changes are in the log, and what belongs to them is not yet.
        kill_point("K13");
        self.write_rare_lists(batch)?;
        self.write_sync_lists(batch)?;
        if let Some(run) = &batch.run {
            self.run_batch_write(run, range, batch.at_ms)?;
        }
        Ok(range)
    }

    /// Positions in the log for `count` changes.
    fn take_positions(&mut self, count: usize) -> Result<SeqRange, StoreError> {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let high = self.counter_add("seq", count)?;
        Ok(SeqRange { low: high - count + 1, high })
    }

    fn write_rare_lists(&mut self, batch: &WriteBatch) -> Result<(), StoreError> {
        for letter in &batch.dead_letters {
            self.dead_letter_write(letter)?;
        }
        if !batch.dead_letters.is_empty() {
            self.counter_add(super::keeping::DEAD_LETTERS, i64::try_from(batch.dead_letters.len()).unwrap_or(i64::MAX))?;
        }
        for (run, row_number, ended) in &batch.letters_ended {
            self.letter_end_by(*run, *row_number, ended, batch.run.as_ref().map(|run| run.id))?;
        }
        for shared in &batch.shared_keys {
            self.execute(
                "INSERT INTO shared_key (object, hash, kind, value, holders, run) VALUES ($1, $2, $3, $4, $5, $6) \
                 ON CONFLICT (object, hash) DO UPDATE SET holders = excluded.holders, run = excluded.run",
                &[
                    Value::Int(shared.object.0.into()),
                    Value::Int(shared.hash),
                    Value::Int(i64::from(super::log::key_kind_code(shared.kind))),
                    (&shared.value).into(),
                    Value::Int(shared.holders),
                    Value::Int(shared.run.0),
                ],
            )?;
        }
        for (low, high) in both_ways(&batch.never_link_removed) {
            self.execute("DELETE FROM never_link WHERE record = $1 AND other = $2", &[Value::Int(low.0), Value::Int(high.0)])?;
        }
        for (low, high) in both_ways(&batch.never_link_added) {
            self.execute(
                "INSERT INTO never_link (record, other) VALUES ($1, $2) ON CONFLICT (record, other) DO NOTHING",
                &[Value::Int(low.0), Value::Int(high.0)],
            )?;
        }
        Ok(())
    }

    fn write_sync_lists(&mut self, batch: &WriteBatch) -> Result<(), StoreError> {
        if let Some(progress) = &batch.progress {
            self.sync_progress_save(progress)?;
        }
        self.deliveries_save(&batch.deliveries)?;
        self.delivery_log_append(&batch.delivery_log)?;
        self.inbox_settle(&batch.inbox_settled, batch.at_ms)?;
        for review in &batch.reviews {
            self.review_save(review)?;
        }
        Ok(())
    }

    fn dead_letter_write(&mut self, letter: &crate::DeadLetterRow) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO dead_letter (run, row_number, state, code, field, detail, raw, candidates) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (run, row_number) DO UPDATE SET state = excluded.state, \
             code = excluded.code, field = excluded.field, detail = excluded.detail, raw = excluded.raw, \
             candidates = excluded.candidates",
            &[
                Value::Int(letter.run.0),
                Value::Int(letter.row_number),
                Value::Int(dead_letter_code(letter.state)),
                Value::Owned(letter.code.name()),
                (&letter.field).into(),
                (&letter.detail).into(),
                (&letter.raw).into(),
                (&letter.candidates).into(),
            ],
        )
        .map(|_| ())
    }

    fn run_batch_write(&mut self, run: &RunRow, range: SeqRange, at_ms: i64) -> Result<(), StoreError> {
        let written = self.execute(
            "INSERT INTO run_batch (run, batch, seq_low, seq_high, at_ms) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (run, batch) DO NOTHING",
            &[Value::Int(run.id.0), Value::Int(run.batches), Value::Int(range.low), Value::Int(range.high), Value::Int(at_ms)],
        )?;
        if written == 0 {
            return Err(StoreError::BatchRepeated { run: run.id, batch: run.batches });
        }
        Ok(())
    }
}

/// Each pair is stored from both sides, so that either record leads to it.
fn both_ways(pairs: &[(RecordId, RecordId)]) -> impl Iterator<Item = (RecordId, RecordId)> {
    pairs.iter().flat_map(|(one, other)| [(*one, *other), (*other, *one)])
}

pub(crate) fn dead_letter_code(state: DeadLetterState) -> i64 {
    match state {
        DeadLetterState::Rejected => 0,
        DeadLetterState::Held => 1,
        DeadLetterState::Settled => 2,
    }
}

/// The stored form of who did it: the id and, in the two lowest bits, the kind.
pub(crate) fn actor_code(actor: &Actor) -> i64 {
    match actor {
        Actor::System => 0,
        Actor::User(id) => (id << 2) | 1,
        Actor::Key(id) => (id << 2) | 2,
        Actor::Run(run) => (run.0 << 2) | 3,
    }
}

pub(crate) fn actor_from_code(code: i64) -> Actor {
    match code & 3 {
        1 => Actor::User(code >> 2),
        2 => Actor::Key(code >> 2),
        3 => Actor::Run(model::RunId(code >> 2)),
        // Two bits have no other value.
        _ => Actor::System,
    }
}

/// A batch with its lists in the order they are written: by primary key.
pub(crate) struct Prepared {
    /// Places in `created`, by record.
    pub(crate) created: Vec<u32>,
    /// Places in `changed`, by record.
    pub(crate) changed: Vec<u32>,
    /// Places in `changes` by record.
    pub(crate) changes: Vec<u32>,
    /// Who did it.
    pub(crate) actor: i64,
}

impl Prepared {
    fn new(batch: &WriteBatch) -> Result<Self, StoreError> {
        let run = batch.run.as_ref().map(|run| Actor::Run(run.id));
        let actor = batch.actor.as_ref().or(run.as_ref()).map_or(0, actor_code);
        let prepared = Self {
            created: order_by(&batch.created, |row| row.id),
            changed: order_by(&batch.changed, |row| row.id),
            changes: order_by(&batch.changes, |change| change.record),
            actor,
        };
        prepared.check(batch)?;
        Ok(prepared)
    }

    /// Every change belongs to a record of the batch, and no record stands in it twice.
    fn check(&self, batch: &WriteBatch) -> Result<(), StoreError> {
        let mut created = self.created.iter().filter_map(|at| batch.created.get(*at as usize)).map(|row| row.id).peekable();
        let mut changed = self.changed.iter().filter_map(|at| batch.changed.get(*at as usize)).map(|row| row.id).peekable();
        let mut changes = self.changes.iter().filter_map(|at| batch.changes.get(*at as usize)).map(|change| change.record).peekable();
        let mut last = None;
        loop {
            let next = match (created.peek(), changed.peek()) {
                (Some(one), Some(other)) if one < other => created.next(),
                (_, Some(_)) => changed.next(),
                (Some(_), None) => created.next(),
                (None, None) => break,
            };
            if next == last {
                return Err(StoreError::Invalid("a record stands twice in a batch"));
            }
            if changes.peek().copied() == next {
                changes.next();
            }
            last = next;
        }
        if changes.next().is_some() {
            return Err(StoreError::Invalid("a change must belong to one record of its batch, and each record has at most one"));
        }
        Ok(())
    }
}

fn order_by<T, K: Ord>(rows: &[T], key: impl Fn(&T) -> K) -> Vec<u32> {
    let mut order: Vec<u32> = (0..u32::try_from(rows.len()).unwrap_or(u32::MAX)).collect();
    if !rows.is_sorted_by_key(&key) {
        order.sort_unstable_by_key(|at| rows.get(*at as usize).map(&key));
    }
    order
}

/// Finds the change of each record when records are asked in rising order.
pub(crate) struct ChangeFinder<'a> {
    changes: &'a [NewChange],
    order: &'a [u32],
    at: usize,
}

impl<'a> ChangeFinder<'a> {
    pub(crate) fn new(batch: &'a WriteBatch, prepared: &'a Prepared) -> Self {
        Self { changes: &batch.changes, order: &prepared.changes, at: 0 }
    }

    /// Place in the batch's list of changes. Ask in rising order of records only.
    pub(crate) fn find(&mut self, record: RecordId) -> Option<usize> {
        while let Some(place) = self.order.get(self.at) {
            let place = *place as usize;
            let change = self.changes.get(place)?;
            if change.record > record {
                return None;
            }
            self.at += 1;
            if change.record == record {
                return Some(place);
            }
        }
        None
    }
}
