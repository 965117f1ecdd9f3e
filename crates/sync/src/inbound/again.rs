//! Rows that were refused before, applied or tried again with the definition as it is now.

use std::collections::VecDeque;
use std::sync::Arc;

use connector::StreamShape;
use model::{Actor, RecordBatch, RunId};
use store::SyncState;

use crate::begin::Begun;
use crate::error::ImportError;
use crate::import::Progress;
use crate::inbound::drive::Drive;
use crate::inbound::part::Part;
use crate::inbound::pause::Waive;
use crate::inbound::preview::LISTED_MAX;
use crate::inbound::pushes::Pages;
use crate::inbound::report::{PlanNote, SyncReport};
use crate::inbound::task::Task;
use crate::inbound::{Asked, Known, RunMode, RunRequest, SyncEnd, SyncRun};
use crate::problems::Replaying;
use crate::problems::rows::{RawRows, superseded};

/// What such a run is called in reports.
const MODE: &str = "replay";

impl<'r> SyncRun<'r> {
    /// Applies rows that were refused before as a run of its own, beside whatever other run of the sync is open; limits do not
    /// count for it. Works while the sync is paused. `replaying` says how each row ends, in the transaction that applies it.
    ///
    /// # Errors
    /// As [`SyncRun::start`].
    pub fn apply_rows(
        &self,
        rows: &RawRows,
        replaying: Replaying,
        actor: &Actor,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<SyncEnd, ImportError> {
        let known = self.known_for_rows()?;
        let request = RunRequest { mode: RunMode::Auto, trigger: MODE.to_owned(), actor: actor.clone(), part: Part::default() };
        let asked = Asked {
            sync: self.sync,
            version: known.sync.version,
            mode: MODE.to_owned(),
            trigger: request.trigger.clone(),
            waive: Waive { limits: true, removals_max: 0 },
            ..Asked::default()
        };
        let fingerprint = format!("sync:{}:replay", self.sync);
        let open = self.store.read(|session| session.run_find_unfinished(&fingerprint))?;
        let begun = self.begin_asked(&known.definition, &request, open.as_ref(), &asked, fingerprint)?;
        let row = begun.row.clone();
        let task = match self.task_of_rows(&known, rows) {
            Ok(task) => task,
            Err(error) => return self.note_end(row, SyncReport::default(), &error),
        };
        let mut drive = self.drive(&known, task, begun, String::new())?;
        drive.checkpoint.restart("");
        drive.facts.is_read = false;
        drive.facts.is_part = true;
        drive.replaying = Some(Arc::new(replaying));
        MODE.clone_into(&mut drive.report.mode);
        drive.run_to_end(progress)
    }

    /// Finds out what would come of rows that were refused before; nothing is written.
    ///
    /// # Errors
    /// Those of the definition and the store.
    pub fn try_rows(&self, rows: &RawRows) -> Result<SyncReport, ImportError> {
        let known = self.known_for_rows()?;
        let task = self.task_of_rows(&known, rows)?;
        let begun = Begun::rehearsed(&self.store, &task.object, known.definition.source_name())?;
        let mut drive: Drive<'_, 'r> = self.drive(&known, task, begun, String::new())?;
        drive.facts.is_read = false;
        drive.facts.waive.limits = true;
        MODE.clone_into(&mut drive.report.mode);
        let all = drive.stage_all(&mut |_| ())?;
        drive.rehearse(all, PlanNote { version: known.sync.version, ..PlanNote::default() }, LISTED_MAX)
    }

    /// Places in `rows` whose record was shown anew after the run that refused them: what is known is newer.
    ///
    /// # Errors
    /// Those of the definition and the store.
    pub fn superseded_rows(&self, rows: &RawRows, refused_by: &[RunId]) -> Result<Vec<usize>, ImportError> {
        let known = self.known_for_rows()?;
        let bound = self.bind_pages(&known, &pages_of(rows))?;
        let source = known.definition.source_name();
        superseded(&self.store, &bound.compiled, source, &*self.records.object(&known.definition.object)?, rows, refused_by)
    }

    fn known_for_rows(&self) -> Result<Known, ImportError> {
        let known = self.known()?;
        if known.sync.state == SyncState::Archived {
            return Err(ImportError::SyncNotLive { reason: "it is archived".to_owned() });
        }
        Ok(known)
    }

    fn task_of_rows(&self, known: &Known, rows: &RawRows) -> Result<Task, ImportError> {
        let pages = pages_of(rows);
        let bound = self.bind_pages(known, &pages)?;
        self.told_task(known, pages, bound)
    }
}

fn pages_of(rows: &RawRows) -> Pages {
    let shape = StreamShape { columns: rows.columns(), ..StreamShape::default() };
    let pages: VecDeque<RecordBatch> = rows.pages(crate::stage::BATCH_ROWS).into();
    Pages::new(shape, pages)
}
