//! What happens, told to everybody who is looking: one task follows the log of changes, runs, syncs, alerts and questions while anybody
//! listens, and each listener gets what they may see.
//!
//! Told are ids, never values: who gets an event asks for the record, with their own rights. A listener who cannot keep up is told to
//! read everything again instead of being waited for; so is one who was away too long. Many changes at once become one event.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use model::{Caller, RecordId, Verb};
use serde_json::{Value, json};
use store::rows::ChangeRow;
use store::{ReviewState, RunFilter, Session, Store, StoreError};
use tokio::sync::{Semaphore, broadcast};

use crate::app::App;

/// How often it looks.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Changes of one look.
const CHANGES_MAX: usize = 500;
/// Changes of one object in one look that are told one by one.
const SINGLE_MAX: usize = 100;
/// Runs, alerts and questions that are watched, newest first.
const WATCHED_MAX: usize = 100;
/// Events kept for listeners that are behind.
const BEHIND_MAX: usize = 1_024;
/// Listeners at the same time.
const LISTENERS_MAX: usize = 1_000;

/// Where events come from, for all listeners.
#[derive(Debug)]
pub(crate) struct Live {
    sender: broadcast::Sender<Arc<Told>>,
    /// How everything stood when the first listener came: what happens until the first look is told as well.
    base: Mutex<Option<Known>>,
    pub(crate) places: Arc<Semaphore>,
}

/// One event.
#[derive(Debug)]
pub(crate) struct Told {
    /// Place in the log, for those who come back.
    seq: Option<i64>,
    name: &'static str,
    detail: Value,
    concerns: Concerns,
}

/// Who may hear of it.
#[derive(Debug)]
enum Concerns {
    /// Whoever may read this object.
    Object(String),
    Administrators,
    Everybody,
}

impl Live {
    pub(crate) fn new() -> Self {
        Self { sender: broadcast::channel(BEHIND_MAX).0, base: Mutex::new(None), places: Arc::new(Semaphore::new(LISTENERS_MAX)) }
    }

    /// Listens from now on. Blocking.
    pub(crate) fn subscribe(&self, store: &Store) -> Result<broadcast::Receiver<Arc<Told>>, StoreError> {
        // In this order: a look that finds nobody forgets the place, so it must find somebody once the place is noted.
        let receiver = self.sender.subscribe();
        if self.base().is_none() {
            let (now, _) = store.read(|session| {
                let seq = session.change_head()?;
                read(session, &Known { seq, ..Known::default() })
            })?;
            self.base().get_or_insert(now);
        }
        Ok(receiver)
    }

    /// Tells that people settled rows of a problem or cared for it: no count that is watched shows that.
    pub(crate) fn tell_of_problems(&self) {
        // Fails when nobody listens.
        let _ = self.sender.send(Arc::new(about("problem", json!({}), Concerns::Everybody)));
    }

    fn base(&self) -> MutexGuard<'_, Option<Known>> {
        self.base.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Told {
    /// The event as it goes over the line; `None` for whom it does not concern.
    pub(crate) fn text_for(&self, caller: &Caller) -> Option<String> {
        let may = match &self.concerns {
            Concerns::Object(object) => caller.may(Verb::Read, object),
            Concerns::Administrators => caller.may_administer(),
            Concerns::Everybody => true,
        };
        may.then(|| {
            let id = self.seq.map(|seq| format!("id: {seq}\n")).unwrap_or_default();
            format!("{id}event: {}\ndata: {}\n\n", self.name, self.detail)
        })
    }
}

/// Tells a listener to read everything again.
pub(crate) const RESET: &str = "event: reset\ndata: {}\n\n";

/// What was known at the last look.
#[derive(Clone, Debug, Default)]
struct Known {
    seq: i64,
    runs: HashMap<i64, String>,
    syncs: HashMap<i64, String>,
    alerts: Vec<i64>,
    questions: (i64, Vec<i64>),
}

/// Looks again and again until the server stops; costs nothing while nobody listens.
pub(crate) async fn follow(app: Arc<App>) {
    let mut stopping = app.stopping.subscribe();
    let mut known: Option<Known> = None;
    loop {
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stopping.changed() => return,
        }
        if app.live.sender.receiver_count() == 0 {
            known = None;
            *app.live.base() = None;
            continue;
        }
        let (own, before) = (Arc::clone(&app), known.take());
        let looked = tokio::task::spawn_blocking(move || look(&own, before)).await;
        match looked {
            Ok(Ok((now, events))) => {
                known = Some(now);
                for event in events {
                    // Fails when the last listener just left.
                    let _ = app.live.sender.send(Arc::new(event));
                }
            }
            Ok(Err(error)) => tracing::warn!(error = %error, "what happens could not be followed: {error}"),
            Err(_) => {}
        }
    }
}

/// One look. The first one tells what happened since the first listener came.
fn look(app: &App, before: Option<Known>) -> Result<(Known, Vec<Told>), StoreError> {
    let before = before.or_else(|| app.live.base().clone());
    let is_first = before.is_none();
    let before = before.unwrap_or_else(|| Known { seq: i64::MAX, ..Known::default() });
    let (now, changes) = app.records.store().read(|session| read(session, &before))?;
    let mut events = Vec::new();
    let schema = app.records.schema();
    let name = |record: RecordId| schema.object_by_id(record.object()).map(|object| object.name.clone());
    changed(&changes, now.seq, name, &mut events);
    if changes.len() > CHANGES_MAX {
        let objects = schema.objects().into_iter().filter(|object| !object.archived);
        events.extend(objects.map(|object| about_object(&object.name, json!({"object": object.name}), Some(now.seq))));
    }
    if is_first {
        return Ok((now, events));
    }
    let news = |before: &HashMap<i64, String>, now: &HashMap<i64, String>| -> Vec<(i64, String)> {
        let mut news: Vec<(i64, String)> =
            now.iter().filter(|(id, state)| before.get(id) != Some(state)).map(|(id, state)| (*id, state.clone())).collect();
        news.sort_unstable();
        news
    };
    let runs = news(&before.runs, &now.runs);
    // A run that is over may have settled rows that waited, or brought others.
    let settles = before.questions != now.questions || runs.iter().any(|(_, state)| !state.ends_with("None"));
    for (id, state) in runs {
        let status = state.split(' ').next().unwrap_or_default().to_owned();
        events.push(about("run", json!({"id": id.to_string(), "status": status}), Concerns::Everybody));
    }
    for (id, _) in news(&before.syncs, &now.syncs) {
        events.push(about("sync", json!({"id": id.to_string()}), Concerns::Everybody));
    }
    if before.alerts != now.alerts {
        events.push(about("alert", json!({"open": now.alerts.len()}), Concerns::Administrators));
    }
    if settles {
        events.push(about("problem", json!({}), Concerns::Everybody));
    }
    Ok((now, events))
}

fn read(session: &mut Session<'_>, before: &Known) -> Result<(Known, Vec<ChangeRow>), StoreError> {
    let changes = session.changes_after(before.seq, &[], CHANGES_MAX + 1)?;
    let seq = match changes.last() {
        Some(last) if changes.len() <= CHANGES_MAX => last.seq,
        None if before.seq < i64::MAX => before.seq,
        // More than is told one by one: on to the newest.
        Some(_) | None => session.change_head()?,
    };
    let runs = session.runs(None, WATCHED_MAX, &RunFilter::default())?;
    let runs = runs.iter().map(|run| (run.id.0, format!("{} {} {:?}", run.state.name(), run.batches, run.finished_ms))).collect();
    let progresses = session.sync_progresses()?;
    let mut syncs: HashMap<i64, String> =
        session.syncs()?.iter().map(|sync| (sync.id, format!("{:?} {} ", sync.state, sync.version))).collect();
    for progress in &progresses {
        let entry = syncs.entry(progress.sync).or_default();
        entry.push_str(&format!("{:?} {:?}", progress.last_run, progress.last_success_ms));
    }
    let alerts = session.alerts_open(WATCHED_MAX)?.iter().map(|alert| alert.id).collect();
    let reviews = session.reviews(ReviewState::Open, 0, WATCHED_MAX)?.iter().map(|review| review.id).collect();
    let questions = (session.dead_letter_count()?, reviews);
    Ok((Known { seq, runs, syncs, alerts, questions }, changes))
}

fn about(name: &'static str, detail: Value, concerns: Concerns) -> Told {
    Told { seq: None, name, detail, concerns }
}

fn about_object(object: &str, detail: Value, seq: Option<i64>) -> Told {
    Told { seq, name: "change", detail, concerns: Concerns::Object(object.to_owned()) }
}

/// Events of changes: the newest of each record, or one for an object of which many changed.
fn changed(changes: &[ChangeRow], seq: i64, name: impl Fn(RecordId) -> Option<String>, events: &mut Vec<Told>) {
    let mut by_object: BTreeMap<String, BTreeMap<i64, i64>> = BTreeMap::new();
    for change in changes {
        if let Some(object) = name(change.record) {
            by_object.entry(object).or_default().insert(change.record.0, change.version);
        }
    }
    for (object, records) in by_object {
        if records.len() > SINGLE_MAX {
            events.push(about_object(&object, json!({"object": object, "count": records.len()}), Some(seq)));
        } else {
            let one = |(id, version): (i64, i64)| json!({"object": object, "id": id.to_string(), "version": version});
            events.extend(records.into_iter().map(|record| about_object(&object, one(record), Some(seq))));
        }
    }
}

/// What happened after `seq`, for a listener who comes back; `None` when that is more than can be told.
pub(crate) fn missed(app: &App, seq: i64) -> Result<Option<Vec<Told>>, StoreError> {
    let changes = app.records.store().read(|session| {
        if seq < session.change_floor()?.seq || seq > session.change_head()? {
            return Ok::<_, StoreError>(None);
        }
        session.changes_after(seq, &[], CHANGES_MAX + 1).map(Some)
    })?;
    let Some(changes) = changes.filter(|changes| changes.len() <= CHANGES_MAX) else { return Ok(None) };
    let schema = app.records.schema();
    let name = |record: RecordId| schema.object_by_id(record.object()).map(|object| object.name.clone());
    let mut events = Vec::new();
    changed(&changes, changes.last().map_or(seq, |last| last.seq), name, &mut events);
    Ok(Some(events))
}
