//! Reading and mapping one segment of a run, on the thread of the run or beside it.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use connector::{Cursor, Source};
use store::{RunRow, Store};

use crate::error::ImportError;
use crate::import::ImportSettings;
use crate::inbound::SEGMENT_ROWS_MAX;
use crate::inbound::task::Task;
use crate::load::heartbeat;
use crate::map_rows::RowMapper;
use crate::spool::SpoolSettings;
use crate::stage::{StageLimits, Staged, stage};

/// What staging needs of a run.
pub(super) struct Staging<'d> {
    pub store: &'d Store,
    pub settings: &'d ImportSettings,
    pub cancel: &'d AtomicBool,
    pub task: &'d mut Task,
    pub current: &'d Arc<Mutex<RunRow>>,
}

impl Staging<'_> {
    /// Stages the segment that begins at `cursor`; its rows are numbered from `first`.
    pub fn stage(self, cursor: &Cursor, first: u64, on_rows: &mut dyn FnMut(u64)) -> Result<Staged, ImportError> {
        let Self { store, settings, cancel, task, current } = self;
        let mut beat = heartbeat(store, current);
        let rows_max = if task.is_file { settings.segment_rows_max } else { settings.segment_rows_max.min(SEGMENT_ROWS_MAX) };
        let limits = StageLimits {
            mappers: settings.mappers,
            segment_rows_max: rows_max.max(1),
            spool: SpoolSettings { folder: settings.folder.clone(), memory_bytes_max: settings.spool_memory_bytes_max },
            first_number: Some(first),
            keep_partial: true,
        };
        let mapper = RowMapper {
            compiled: &task.compiled,
            object: &task.object,
            hasher: store.hasher(),
            match_keys: &task.keys,
            gate: Some(&task.gate),
        };
        let reading: &mut dyn Source = &mut task.reading;
        stage(reading, cursor, mapper, &limits, cancel, &mut |rows| {
            beat();
            on_rows(rows);
        })
    }
}
