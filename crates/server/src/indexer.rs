//! Keeps the search index up with the change log, in small steps beside other work.
//!
//! The position is committed with the entries, so an interruption costs nothing. A record that is gone or merged loses its
//! entry; its survivor has a change of its own. An index whose place in the log is no longer kept (a new one beside an old
//! database) is made from all records once, then follows the log from where it stood when that began.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use model::{ObjectId, RecordId, RecordState};
use store::search_text::segment;
use store::{RecordPage, RecordQuery, Session, StoreError};

use crate::app::App;
use crate::searchable::searchable_text;

/// Changes of one step.
const STEP: usize = 500;
/// How long it waits when there is nothing to do.
const IDLE: Duration = Duration::from_millis(300);
/// Between steps while there is much to do and nobody writes it rests as many times as long as a step took.
const REST: u32 = 1;
/// The same while the log grows: writes come first, and what they leave behind is caught up with after them.
const REST_WHILE_WRITTEN: u32 = 8;
/// The longest rest.
const REST_MAX: Duration = Duration::from_secs(2);
/// After an error.
const AFTER_ERROR: Duration = Duration::from_secs(5);

/// Learns how far index and log are, before the first request asks. Blocking.
pub(crate) fn look(app: &Arc<App>) -> Result<(), StoreError> {
    let store = app.records.store();
    app.metrics.search_seq.store(store.search_position()?, Ordering::Relaxed);
    let head = store.read(|session| session.change_head())?;
    app.metrics.change_seq.store(head, Ordering::Relaxed);
    Ok(())
}

/// Follows the log until the server stops.
pub(crate) async fn follow(app: Arc<App>) {
    let mut stopping = app.stopping.subscribe();
    let mut walk = None;
    let mut head = 0;
    loop {
        if *stopping.borrow() {
            return;
        }
        let own = Arc::clone(&app);
        let started = Instant::now();
        let mut current = walk.take();
        let stepped = tokio::task::spawn_blocking(move || {
            let more = step(&own, &mut current)?;
            Ok::<_, StoreError>((more, current))
        });
        let wait = match stepped.await {
            Ok(Ok((more, current))) => {
                walk = current;
                let before = std::mem::replace(&mut head, app.metrics.change_seq.load(Ordering::Relaxed));
                let rest = if head == before { REST } else { REST_WHILE_WRITTEN };
                if more { (started.elapsed() * rest).min(REST_MAX) } else { IDLE }
            }
            Ok(Err(error)) => {
                tracing::warn!(error = %error, "the search index could not be updated: {error}");
                AFTER_ERROR
            }
            Err(_) => AFTER_ERROR,
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = stopping.changed() => {}
        }
    }
}

/// On the way through all records.
struct Walk {
    /// Where the log stood when it began: the index follows from there.
    target: i64,
    /// Objects still to be read; the last one is at work.
    objects: Vec<ObjectId>,
    after: Option<RecordId>,
}

/// One step; true when more may be waiting.
fn step(app: &Arc<App>, walk: &mut Option<Walk>) -> Result<bool, StoreError> {
    let store = app.records.store();
    let position = store.search_position()?;
    let (head, floor) = store.read(|session| Ok::<_, StoreError>((session.change_head()?, session.change_floor()?)))?;
    app.metrics.change_seq.store(head, Ordering::Relaxed);
    if position < floor.seq {
        let current = walk.get_or_insert_with(|| {
            tracing::info!("the search index is made anew from all records");
            let objects = app.records.schema().objects().into_iter().map(|object| object.id).collect();
            Walk { target: head, objects, after: None }
        });
        if walk_on(app, current)? {
            store.search_update(&[], current.target)?;
            *walk = None;
        }
        return Ok(true);
    }
    if position == head {
        app.metrics.search_seq.store(position, Ordering::Relaxed);
        return Ok(false);
    }
    let (changed, upto) = store.read_aside(|session| {
        let changes = session.changes_after(position, &[], STEP)?;
        let upto = changes.last().map_or(position, |change| change.seq);
        let ids: Vec<RecordId> = changes.iter().map(|change| change.record).collect::<BTreeSet<_>>().into_iter().collect();
        Ok::<_, StoreError>((texts(session, ids)?, upto))
    })?;
    app.metrics.search_seq.store(upto, Ordering::Relaxed);
    if changed.is_empty() {
        return Ok(false);
    }
    store.search_update(&changed, upto)?;
    Ok(upto < head)
}

type Texts = Vec<(RecordId, Option<String>)>;

/// What the index holds of records: nothing of those that are not live.
fn texts(session: &mut Session<'_>, ids: Vec<RecordId>) -> Result<Texts, StoreError> {
    let rows = session.records(&ids)?;
    Ok(ids
        .into_iter()
        .zip(rows)
        .map(|(id, row)| (id, row.filter(|row| row.state == RecordState::Live).map(|row| segment(&searchable_text(&row.doc)))))
        .collect())
}

/// Reads the next records, of any state, because an old index may hold some that are gone; true at the end.
fn walk_on(app: &Arc<App>, walk: &mut Walk) -> Result<bool, StoreError> {
    let Some(id) = walk.objects.last() else { return Ok(true) };
    let schema = app.records.schema();
    let Some(object) = schema.object_by_id(*id) else {
        walk.objects.pop();
        return Ok(false);
    };
    let store = app.records.store();
    let query = RecordQuery {
        states: vec![RecordState::Live, RecordState::Deleted, RecordState::Merged],
        after: walk.after.map(|id| (Vec::new(), id)),
        ..RecordQuery::new(object, STEP)
    };
    let mut page = RecordPage::default();
    let found = store.read_aside(|session| {
        session.record_list(&query, &mut page)?;
        texts(session, page.lines.iter().map(|line| line.id).collect())
    })?;
    store.search_update(&found, 0)?;
    walk.after = found.last().map(|(id, _)| *id);
    if found.len() < STEP {
        walk.objects.pop();
        walk.after = None;
    }
    Ok(false)
}
