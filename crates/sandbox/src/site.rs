//! One vendor's world: its tables, its clock, its faults and its truth log, and the only ways to change a record.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::fault::{Faults, Kind};
use crate::log::{Actor, Effect, TruthLog, Write};
use crate::push::Outbox;
use crate::rng::Rng;
use crate::table::{Cells, Presence, Row, Table};

/// What happened to a record, for whoever pushes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum What {
    Created,
    Updated,
    Deleted,
    Restored,
}

/// A record changed.
#[derive(Clone, Debug)]
pub(crate) struct Changed {
    pub(crate) table: usize,
    pub(crate) row: u32,
    pub(crate) what: What,
    pub(crate) by: Actor,
}

/// The "last changed" that a write leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Stamp {
    Now,
    /// As it was: a change that no cursor sees.
    Kept,
    At(i64),
}

/// How a write is done.
#[derive(Clone, Copy, Debug)]
pub(crate) struct How {
    pub(crate) by: Actor,
    pub(crate) stamp: Stamp,
    /// Seen only after so many milliseconds, with the stamp of now.
    pub(crate) visible_after_ms: i64,
}

impl How {
    pub(crate) fn by(by: Actor) -> Self {
        Self { by, stamp: Stamp::Now, visible_after_ms: 0 }
    }
}

/// A write whose transaction commits later.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Pending {
    due_ms: i64,
    table: usize,
    row: u32,
    /// None: the row was hidden and appears.
    changes: Option<Vec<(usize, String)>>,
    stamp_ms: i64,
    by: Actor,
}

/// Everything of one vendor that is not the vendor's own code.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) vendor: &'static str,
    pub(crate) seed: u64,
    pub(crate) rng: Rng,
    pub(crate) clock: Clock,
    /// The vendor's times are cut to this, in milliseconds: 1,000 for a vendor that knows whole seconds.
    pub(crate) granularity_ms: i64,
    /// When a field was last added, removed or changed.
    pub(crate) schema_ms: i64,
    /// Identifies the customer of the vendor; a reconnect to another one must be noticed.
    pub(crate) organisation: String,
    pub(crate) tables: Vec<Table>,
    pub(crate) log: TruthLog,
    pub(crate) faults: Faults,
    pub(crate) outbox: Outbox,
    /// Calls that counted against a quota, by time.
    pub(crate) quota_calls: VecDeque<i64>,
    /// Patterns of endpoints that must not be called before a time.
    pub(crate) forbidden: Vec<(String, i64)>,
    pub(crate) changes: Vec<Changed>,
    /// Counts every change of data; whoever caches compares it.
    pub(crate) revision: u64,
    pending: Vec<Pending>,
    savepoint: Option<Savepoint>,
}

/// What must be taken back when a transaction fails.
#[derive(Debug)]
struct Savepoint {
    changes: usize,
    versions: u64,
    /// Tables and rows as they were; `None` for a row that was not there.
    touched: Vec<(usize, u32, Option<Row>)>,
}

/// What of a site survives a restart.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SavedSite {
    seed: u64,
    rng: Rng,
    organisation: String,
    tables: Vec<Table>,
    log: TruthLog,
    outbox: Outbox,
    pending: Vec<Pending>,
}

/// The same, borrowed for writing it down.
#[derive(Serialize)]
pub(crate) struct SiteToSave<'a> {
    seed: u64,
    rng: &'a Rng,
    organisation: &'a str,
    tables: &'a [Table],
    log: &'a TruthLog,
    outbox: &'a Outbox,
    pending: &'a [Pending],
}

impl Site {
    /// Notes a write that arrived, with what became of it.
    pub(crate) fn note_write(&mut self, endpoint: &str, table: usize, id: String, sent: &str, effect: Effect) {
        let write = Write {
            at_ms: self.now_ms(),
            endpoint: endpoint.to_owned(),
            table: self.tables[table].name.clone(),
            id,
            sent: sent.to_owned(),
            effect,
            answered: 0,
        };
        self.log.write(write);
    }

    pub(crate) fn new(vendor: &'static str, seed: u64, clock: Clock) -> Self {
        Self {
            vendor,
            seed,
            rng: Rng::of(seed, vendor, &[0]),
            clock,
            granularity_ms: 1,
            schema_ms: crate::clock::START_MS,
            organisation: String::new(),
            tables: Vec::new(),
            log: TruthLog::default(),
            faults: Faults::default(),
            outbox: Outbox::default(),
            quota_calls: VecDeque::new(),
            forbidden: Vec::new(),
            changes: Vec::new(),
            revision: 1,
            pending: Vec::new(),
            savepoint: None,
        }
    }

    pub(crate) fn save(&self) -> SiteToSave<'_> {
        SiteToSave {
            seed: self.seed,
            rng: &self.rng,
            organisation: &self.organisation,
            tables: &self.tables,
            log: &self.log,
            outbox: &self.outbox,
            pending: &self.pending,
        }
    }

    pub(crate) fn load(&mut self, saved: SavedSite) {
        self.seed = saved.seed;
        self.rng = saved.rng;
        self.organisation = saved.organisation;
        self.tables = saved.tables;
        self.log = saved.log;
        self.outbox = saved.outbox;
        self.pending = saved.pending;
        for table in &mut self.tables {
            table.index();
        }
        self.revision += 1;
    }

    /// The vendor's time in milliseconds: the common clock, and how far this vendor's is off.
    pub(crate) fn now_ms(&self) -> i64 {
        let now_ms = self.clock.now_ms();
        let skew_s = self.faults.condition(now_ms, |kind| match kind {
            Kind::Skew(seconds) => Some(*seconds),
            _ => None,
        });
        now_ms.saturating_add(skew_s.unwrap_or(0).saturating_mul(1_000))
    }

    /// How long access tokens live, in milliseconds, when a fault says so.
    pub(crate) fn token_life_ms(&self) -> Option<i64> {
        self.faults.condition(self.clock.now_ms(), |kind| match kind {
            Kind::TokenLife(seconds) => Some(i64::try_from(*seconds).unwrap_or(i64::MAX / 1_000).saturating_mul(1_000)),
            _ => None,
        })
    }

    pub(crate) fn table(&self, name: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.name.eq_ignore_ascii_case(name))
    }

    /// Adds a record. The id must be new in its table.
    pub(crate) fn insert(&mut self, table: usize, id: &str, cells: Cells, person: Option<u32>, how: How) -> u32 {
        let now_ms = self.now_ms();
        let stamp_ms = self.cut(match how.stamp {
            Stamp::Now | Stamp::Kept => now_ms,
            Stamp::At(at_ms) => at_ms,
        });
        let late = how.visible_after_ms > 0;
        let row = Row {
            id: id.into(),
            cells,
            created_ms: self.cut(now_ms).min(stamp_ms),
            stamp_ms,
            version: 1,
            shown: 0,
            presence: if late { Presence::Hidden } else { Presence::Live },
            deleted_ms: 0,
            merged_into: None,
            person,
        };
        let number = self.tables[table].insert(row);
        if let Some(savepoint) = &mut self.savepoint {
            savepoint.touched.push((table, number, None));
        }
        if late {
            let due_ms = self.clock.now_ms() + how.visible_after_ms;
            self.pending.push(Pending { due_ms, table, row: number, changes: None, stamp_ms, by: how.by });
        } else {
            self.note(table, number, What::Created, how.by);
        }
        number
    }

    /// Sets fields of a record; false when nothing is different, which changes nothing, not even the stamp.
    pub(crate) fn update(&mut self, table: usize, row: u32, changes: Vec<(usize, String)>, how: How) -> bool {
        let Some(before) = self.tables[table].row(row) else { return false };
        if changes.iter().all(|(field, fragment)| before.cells.get(*field) == fragment) {
            return false;
        }
        let (now_ms, kept_ms) = (self.now_ms(), before.stamp_ms);
        let stamp_ms = self.cut(match how.stamp {
            Stamp::Now => now_ms,
            Stamp::Kept => kept_ms,
            Stamp::At(at_ms) => at_ms,
        });
        if how.visible_after_ms > 0 {
            let due_ms = self.clock.now_ms() + how.visible_after_ms;
            self.pending.push(Pending { due_ms, table, row, changes: Some(changes), stamp_ms, by: how.by });
            return true;
        }
        self.replace(table, row, how.by, |row| {
            row.cells = row.cells.with(&changes);
            row.stamp_ms = stamp_ms;
        });
        self.note(table, row, What::Updated, how.by);
        true
    }

    /// Puts a record into the vendor's bin; false when it is not there.
    pub(crate) fn delete(&mut self, table: usize, row: u32, by: Actor) -> bool {
        let is_live = self.tables[table].row(row).is_some_and(|row| row.presence == Presence::Live);
        if is_live {
            self.set_presence(table, row, Presence::Deleted, by);
            self.note(table, row, What::Deleted, by);
        }
        is_live
    }

    /// Takes a record out of the bin.
    pub(crate) fn restore(&mut self, table: usize, row: u32, by: Actor) -> bool {
        let is_deleted = self.tables[table].row(row).is_some_and(|row| row.presence == Presence::Deleted);
        if is_deleted {
            self.set_presence(table, row, Presence::Live, by);
            self.note(table, row, What::Restored, by);
        }
        is_deleted
    }

    /// Removes a record for good, out of the bin too.
    pub(crate) fn purge(&mut self, table: usize, row: u32, by: Actor) {
        let was_live = self.tables[table].row(row).is_some_and(|row| row.presence == Presence::Live);
        self.set_presence(table, row, Presence::Purged, by);
        if was_live {
            self.note(table, row, What::Deleted, by);
        }
    }

    /// Deletes `loser` as merged into `winner`, which gets a new stamp.
    pub(crate) fn merge(&mut self, table: usize, winner: u32, loser: u32, by: Actor) -> bool {
        let is_live = |row: u32| self.tables[table].row(row).is_some_and(|row| row.presence == Presence::Live);
        if winner == loser || !is_live(winner) || !is_live(loser) {
            return false;
        }
        let now_ms = self.cut(self.now_ms());
        self.replace(table, loser, by, |row| {
            row.presence = Presence::Deleted;
            row.deleted_ms = now_ms;
            row.stamp_ms = now_ms;
            row.merged_into = Some(winner);
        });
        self.replace(table, winner, by, |row| row.stamp_ms = now_ms);
        self.note(table, loser, What::Deleted, by);
        self.note(table, winner, What::Updated, by);
        true
    }

    /// Gives a record another stamp and nothing else.
    pub(crate) fn restamp(&mut self, table: usize, row: u32, stamp_ms: i64, by: Actor) {
        let stamp_ms = self.cut(stamp_ms);
        self.replace(table, row, by, |row| row.stamp_ms = stamp_ms);
        self.note(table, row, What::Updated, by);
    }

    /// Commits the writes whose time has come.
    pub(crate) fn settle(&mut self) {
        let now_ms = self.clock.now_ms();
        if self.pending.iter().all(|pending| pending.due_ms > now_ms) {
            return;
        }
        let (due, waiting) = std::mem::take(&mut self.pending).into_iter().partition(|pending| pending.due_ms <= now_ms);
        self.pending = waiting;
        let due: Vec<Pending> = due;
        for pending in due {
            let what = if pending.changes.is_none() { What::Created } else { What::Updated };
            match pending.changes {
                None => self.tables[pending.table].change(pending.row, |row| row.presence = Presence::Live),
                Some(changes) => self.replace(pending.table, pending.row, pending.by, |row| {
                    row.cells = row.cells.with(&changes);
                    row.stamp_ms = pending.stamp_ms;
                }),
            }
            self.note(pending.table, pending.row, what, pending.by);
        }
    }

    /// Begins a transaction that can be taken back. Transactions do not nest: the outer one holds.
    ///
    /// Gives whether this call began one; only then may it end it.
    pub(crate) fn begin(&mut self) -> bool {
        if self.savepoint.is_some() {
            return false;
        }
        self.savepoint = Some(Savepoint { changes: self.changes.len(), versions: self.log.version_count(), touched: Vec::new() });
        true
    }

    /// Keeps what was done since [`Site::begin`].
    pub(crate) fn commit(&mut self) {
        self.savepoint = None;
    }

    /// Takes back what was done since [`Site::begin`]: data, truth log of versions, pushes. Writes stay in the log, as rolled back.
    pub(crate) fn roll_back(&mut self, code: &str) {
        let Some(savepoint) = self.savepoint.take() else { return };
        for (table, number, before) in savepoint.touched.into_iter().rev() {
            match before {
                Some(before) => self.tables[table].change(number, |row| *row = before),
                None => self.tables[table].remove_last(),
            }
        }
        // What was seen inside of the transaction is true no longer.
        self.revision += 1;
        self.changes.truncate(savepoint.changes);
        self.log.forget_versions_after(savepoint.versions);
        self.log.roll_back_open_writes(code);
    }

    fn cut(&self, at_ms: i64) -> i64 {
        at_ms.div_euclid(self.granularity_ms).saturating_mul(self.granularity_ms)
    }

    fn set_presence(&mut self, table: usize, row: u32, presence: Presence, by: Actor) {
        let now_ms = self.cut(self.now_ms());
        self.replace(table, row, by, |row| {
            row.presence = presence;
            row.deleted_ms = if presence == Presence::Live { 0 } else { now_ms };
            row.stamp_ms = now_ms;
        });
    }

    /// Makes a new version of a row; the old one goes to the truth log.
    fn replace(&mut self, table: usize, number: u32, by: Actor, edit: impl FnOnce(&mut Row)) {
        let now_ms = self.clock.now_ms();
        let Some(before) = self.tables[table].row(number) else { return };
        if let Some(savepoint) = &mut self.savepoint {
            savepoint.touched.push((table, number, Some(before.clone())));
        }
        self.log.version(table, number, before, now_ms, by);
        self.tables[table].change(number, |row| {
            edit(row);
            row.version += 1;
        });
    }

    fn note(&mut self, table: usize, row: u32, what: What, by: Actor) {
        self.revision += 1;
        self.changes.push(Changed { table, row, what, by });
    }
}
