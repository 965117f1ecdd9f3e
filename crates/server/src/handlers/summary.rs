//! `GET /summary`: how the data stand. Counts, how full fields are, what is wrong, what waits; from a sample, so that a million records
//! cost as little as ten thousand, and kept for a while, so that many open pages cost as little as one.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::StatusCode;
use model::{Finding, Inputs, Object, RecordId, SourceRef, Verb, format_ms};
use serde_json::{Map, Value, json};
use store::{CountMode, LetterGroup, RecordPage, RecordQuery, ReviewState, Session, StoreError, SyncState};
use sync::worker::watch::Standing;
use tokio::sync::Mutex;

use crate::app::{App, blocking};
use crate::call::Call;
use crate::problem::Outcome;
use crate::reply;

/// How long an answer is good.
const GOOD_FOR_MS: i64 = 20_000;
/// Up to so many ids all records are counted.
const COUNT_MAX: i64 = 20_000;
/// Places in the range of ids where records are looked at, and records of each place.
const PLACES: i64 = 40;
const RECORDS_PER_PLACE: usize = 50;
/// Fields, causes and questions at most.
const FIELDS_MAX: usize = 60;
const CAUSES_MAX: usize = 200;
const REVIEWS_MAX: usize = 500;

/// The answer made last.
#[derive(Default)]
pub(crate) struct Summary {
    made: Mutex<Option<Arc<Made>>>,
}

struct Made {
    at_ms: i64,
    /// By object.
    objects: Vec<(String, Value)>,
    /// Object and state of each sync.
    syncs: Vec<(String, &'static str)>,
}

/// `GET /summary`
pub(crate) async fn get(call: Call) -> Outcome {
    let app = Arc::clone(&call.app);
    let now_ms = app.records.store().clock().now_ms();
    // Whoever comes while it is made waits for it instead of making it too.
    let mut made = app.summary.made.lock().await;
    let current = match made.as_ref().filter(|made| (0..GOOD_FOR_MS).contains(&(now_ms - made.at_ms))) {
        Some(made) => Arc::clone(made),
        None => {
            let own = Arc::clone(&app);
            let fresh = Arc::new(blocking(move || make(&own, now_ms)).await?);
            *made = Some(Arc::clone(&fresh));
            fresh
        }
    };
    drop(made);
    let caller = call.caller()?;
    let objects: Vec<&Value> =
        current.objects.iter().filter(|(object, _)| caller.may(Verb::Read, object)).map(|(_, health)| health).collect();
    let mut syncs: BTreeMap<&str, u64> = ["fresh", "stale", "unknown", "paused", "draft"].map(|state| (state, 0)).into();
    for (_, state) in current.syncs.iter().filter(|(object, _)| caller.may(Verb::Read, object)) {
        *syncs.entry(state).or_default() += 1;
    }
    Ok(reply::json(StatusCode::OK, &json!({"at": format_ms(current.at_ms), "objects": objects, "syncs": syncs})))
}

fn make(app: &App, now_ms: i64) -> Result<Made, Box<crate::problem::Problem>> {
    let schema = app.records.schema();
    let tasks = app.tasks.list(false)?;
    let made = app.records.store().read(|session| {
        let letters = session.letter_groups(CAUSES_MAX)?;
        let reviews = session.reviews(ReviewState::Open, 0, REVIEWS_MAX)?;
        let progresses = session.sync_progresses()?;
        let duplicates = session.duplicate_counts()?;
        let mut objects = Vec::new();
        for object in schema.objects().into_iter().filter(|object| !object.archived) {
            let of_object = |kind: &str| reviews.iter().filter(|review| review.object == Some(object.id) && review.kind == kind).count();
            let groups = duplicates.iter().find(|(id, _)| *id == object.id).map_or(0, |(_, count)| *count);
            let mut health = health(session, object, &letters)?;
            health.insert("duplicates".to_owned(), json!(groups));
            health.insert("conflicts".to_owned(), json!(of_object("conflict")));
            objects.push((object.name.clone(), Value::Object(health)));
        }
        let progress = |id| progresses.iter().find(|progress| progress.sync == id);
        let syncs = tasks.iter().map(|task| {
            let state = match task.row.state {
                SyncState::Draft | SyncState::Archived => "draft",
                SyncState::Paused => "paused",
                SyncState::Live => {
                    let standing = Standing::of(task, progress(task.row.id), now_ms);
                    if standing.is_stale || standing.is_late {
                        "stale"
                    } else if standing.age_ms.is_some() {
                        "fresh"
                    } else {
                        "unknown"
                    }
                }
            };
            (task.definition.object.clone(), state)
        });
        Ok::<_, StoreError>(Made { at_ms: now_ms, objects, syncs: syncs.collect() })
    })?;
    Ok(made)
}

/// Records looked at, and what was seen.
#[derive(Default)]
struct Sample {
    looked_at: usize,
    /// Ids from the first to the last record of each place.
    span: i64,
    filled: BTreeMap<String, usize>,
    findings: BTreeMap<(String, String), usize>,
}

fn health(session: &mut Session<'_>, object: &Object, letters: &[LetterGroup]) -> Result<Map<String, Value>, StoreError> {
    let query = RecordQuery::new(object, 1);
    let given_out = session.record_count(&query, CountMode::Estimate)?.value;
    let sample = sample(session, object, given_out)?;
    let records = if given_out <= COUNT_MAX {
        session.record_count(&query, CountMode::Exact)?.value
    } else {
        // As dense as where it was looked.
        scaled(given_out, sample.looked_at, usize::try_from(sample.span).unwrap_or(0))
    };
    let share = |count: usize| if sample.looked_at == 0 { 0.0 } else { count as f64 / sample.looked_at as f64 };
    let fields = object.fields_as_shown().filter(|field| !field.archived).take(FIELDS_MAX);
    let fill: Vec<Value> =
        fields.map(|field| json!({"field": field.name, "share": share(sample.filled.get(&field.name).copied().unwrap_or(0))})).collect();
    let findings: Vec<Value> = sample
        .findings
        .iter()
        .map(|((code, field), count)| json!({"code": code, "field": field, "count": scaled(records, *count, sample.looked_at)}))
        .collect();
    let open: i64 = letters.iter().filter(|group| group.cause.object == object.id).map(|group| group.count).sum();
    let health = json!({
        "object": object.name, "records": records, "exact": given_out <= COUNT_MAX, "looked_at": sample.looked_at,
        "fill": fill, "findings": findings, "problems": open,
    });
    Ok(match health {
        Value::Object(members) => members,
        _ => Map::new(),
    })
}

/// `all` × `part` ÷ `whole`.
fn scaled(all: i64, part: usize, whole: usize) -> i64 {
    let wide = |count: usize| i128::try_from(count).unwrap_or(0);
    i64::try_from(i128::from(all) * wide(part) / wide(whole).max(1)).unwrap_or(i64::MAX)
}

fn sample(session: &mut Session<'_>, object: &Object, given_out: i64) -> Result<Sample, StoreError> {
    let mut sample = Sample::default();
    let mut page = RecordPage::default();
    let places = PLACES.min(given_out / i64::try_from(RECORDS_PER_PLACE).unwrap_or(1) + 1);
    for place in 0..places {
        let mut query = RecordQuery::new(object, RECORDS_PER_PLACE);
        let before = given_out / places * place;
        query.after = (before > 0).then(|| (Vec::new(), RecordId::new(object.id, before)));
        page.clear();
        session.record_list(&query, &mut page)?;
        let (Some(first), Some(last)) = (page.lines.first(), page.lines.last()) else { continue };
        sample.looked_at += page.lines.len();
        sample.span += last.id.0 - first.id.0 + 1;
        for line in &page.lines {
            count_filled(page.doc(line), &mut sample.filled);
        }
        let ids: Vec<RecordId> = page.lines.iter().map(|line| line.id).collect();
        count_findings(session, &ids, &mut sample.findings)?;
    }
    Ok(sample)
}

fn count_filled(doc: &str, filled: &mut BTreeMap<String, usize>) {
    let Ok(doc) = serde_json::from_str::<Map<String, Value>>(doc) else { return };
    for (name, value) in doc {
        let is_empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
        };
        if !is_empty {
            *filled.entry(name).or_default() += 1;
        }
    }
}

/// Each record counts once per code and field, however many of its sources have it.
fn count_findings(session: &mut Session<'_>, ids: &[RecordId], counts: &mut BTreeMap<(String, String), usize>) -> Result<(), StoreError> {
    for row in session.records(ids)?.into_iter().flatten() {
        let inputs: Inputs = serde_json::from_str(&row.inputs).unwrap_or_default();
        let refs: Vec<SourceRef> = inputs.sources;
        let mut seen: Vec<(String, String)> = Vec::new();
        for source in session.source_rows_of(&refs)?.into_iter().flatten() {
            let found: Vec<Finding> = source.findings.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
            seen.extend(found.iter().map(|finding| (finding.code.name().to_owned(), finding.field.to_string())));
        }
        seen.sort_unstable();
        seen.dedup();
        for one in seen {
            *counts.entry(one).or_default() += 1;
        }
    }
    Ok(())
}
