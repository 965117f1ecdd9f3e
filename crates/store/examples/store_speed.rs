//! How fast the store is on this machine: bulk inserts and updates, lookups, point reads, lists, grouped small writes.
//!
//! `cargo run --release -p store --example store_speed -- [RECORDS] [DIRECTORY or postgres://…]`; the place must be new.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use model::{ChangeKind, ObjectId, RecordId, RecordState, RunId, SourceId, SystemClock};
use store::{Location, NewChange, RecordPage, RecordQuery, RecordRow, RecordView, SourceRow, Store, StoreError, WriteBatch};

const CUSTOMERS: ObjectId = ObjectId(1);
const SHOP: SourceId = SourceId(1);
const BATCH: i64 = 50_000;

fn main() -> Result<(), StoreError> {
    let mut arguments = std::env::args().skip(1);
    let records: i64 = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let place = arguments.next().unwrap_or_else(|| format!("target/store-speed-{}", std::process::id()));
    let location = if place.starts_with("postgres") { Location::Postgres(place) } else { Location::Directory(place.into()) };
    let store = Store::open(&location, Arc::new(SystemClock))?;

    insert(&store, records)?;
    update(&store, records)?;
    links(&store, records)?;
    views(&store, records)?;
    lists(&store)?;
    grouped(&store, records)?;
    store.close();
    Ok(())
}

/// Wall clock and processor time together: on a busy machine only the second one tells something.
#[derive(Clone, Copy)]
struct Watch(Instant, f64);

impl Watch {
    fn start() -> Self {
        Self(Instant::now(), processor_seconds())
    }

    fn show(self, what: &str, count: i64) {
        let (wall, processor) = (self.0.elapsed().as_secs_f64(), processor_seconds() - self.1);
        let rate = |seconds: f64| count as f64 / seconds.max(1e-6);
        println!(
            "{what:<24} {count:>9}: {:>9.0}/s wall, {:>9.0}/s of processor time, {:>7.2} us",
            rate(wall),
            rate(processor),
            1e6 / rate(processor)
        );
    }
}

/// User and system time of this process, all threads; Linux counts it in hundredths.
fn processor_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = text.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// A fixed scramble, so that keys arrive in random order as in life.
fn scrambled(at: i64, salt: i64) -> i64 {
    let mut x = (at.wrapping_mul(0x9e37_79b9).wrapping_add(salt)).cast_unsigned();
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (x ^ (x >> 31)).cast_signed()
}

fn row(id: i64, at: i64, version: i64) -> RecordRow {
    RecordRow {
        id: RecordId(id),
        version,
        state: RecordState::Live,
        merged_into: None,
        created_ms: 1_774_944_900_000,
        updated_ms: 1_774_944_900_000 + version,
        last_seq: 0,
        inputs: format!("{{\"s\":[[1,\"C{at:08}\"]]}}"),
        doc: format!(
            "{{\"name\":\"Customer Number {at}\",\"kind\":\"company\",\"email\":[\"person{at}@example{}.com\"],\"phone\":[\"+86138{:08}\"],\
             \"company\":\"Example Trading Company {} Ltd.\",\"industry\":\"manufacturing\",\"segment\":\"v{version}\",\"source\":\"shop\",\
             \"owner\":\"owner{}\",\"city\":\"上海\",\"country\":\"CN\",\"title\":\"Head of Purchasing\",\"birthday\":\"1980-01-02\",\
             \"revenue\":{{\"amount\":\"{at}.50\",\"currency\":\"CNY\"}}}}",
            at % 97,
            at % 100_000_000,
            at % 1000,
            at % 20
        ),
    }
}

fn source(id: i64, at: i64, hash: i64) -> SourceRow {
    SourceRow {
        source: SHOP,
        external_id: format!("C{at:08}"),
        record: RecordId(id),
        linked: true,
        hash,
        version_ms: 1_774_944_900_000,
        run: RunId(1),
        created_run: RunId(1),
        doc: None,
        findings: None,
    }
}

fn first_id() -> i64 {
    RecordId::new(CUSTOMERS, 1).0
}

fn insert(store: &Store, records: i64) -> Result<(), StoreError> {
    let (mut busy, mut processor) = (std::time::Duration::ZERO, 0.0);
    let mut done = 0;
    while done < records {
        let count = BATCH.min(records - done);
        let mut batch = WriteBatch { at_ms: 1_774_944_900_000, ..WriteBatch::default() };
        for at in done..done + count {
            let id = first_id() + at;
            batch.created.push(row(id, at, 1));
            batch.sources_created.push(source(id, at, at));
            batch.keys_added.push((scrambled(at, 1), RecordId(id)));
            batch.keys_added.push((scrambled(at, 2), RecordId(id)));
            batch.changes.push(NewChange { record: RecordId(id), kind: ChangeKind::Create, delta: String::new() });
        }
        let watch = Watch::start();
        let batch = Arc::new(batch);
        store.write(move |session| {
            session.allocate_record_ids(CUSTOMERS, usize::try_from(count).unwrap_or(1))?;
            session.commit_batch(&batch)
        })?;
        busy += watch.0.elapsed();
        processor += processor_seconds() - watch.1;
        done += count;
        if done % 200_000 == 0 || done == records || done == 100_000 {
            let (wall, used) = (done as f64 / busy.as_secs_f64(), done as f64 / processor);
            println!("inserted {done:>9}: {wall:>9.0}/s wall, {used:>9.0}/s of processor time, so far");
        }
    }
    Ok(())
}

fn update(store: &Store, records: i64) -> Result<(), StoreError> {
    let total = (records / 5).max(1);
    let (mut busy, mut processor) = (std::time::Duration::ZERO, 0.0);
    let mut done = 0;
    while done < total {
        let count = BATCH.min(total - done);
        let mut batch = WriteBatch { at_ms: 1_774_944_900_000, ..WriteBatch::default() };
        for step in done..done + count {
            // A stride without a common divisor touches every record once, far from each other.
            let at = step * 7_919 % records;
            let id = first_id() + at;
            batch.changed.push(row(id, at, 2));
            batch.sources_changed.push(source(id, at, -at));
            batch.changes.push(NewChange {
                record: RecordId(id),
                kind: ChangeKind::Update,
                delta: "{\"f\":{\"segment\":{\"o\":\"v1\",\"n\":\"v2\"}}}".to_owned(),
            });
        }
        let watch = Watch::start();
        let batch = Arc::new(batch);
        store.write(move |session| session.commit_batch(&batch))?;
        busy += watch.0.elapsed();
        processor += processor_seconds() - watch.1;
        done += count;
    }
    println!("updated  {done:>9}: {:>9.0}/s wall, {:>9.0}/s of processor time", done as f64 / busy.as_secs_f64(), done as f64 / processor);
    Ok(())
}

fn links(store: &Store, records: i64) -> Result<(), StoreError> {
    let names: Vec<String> = (0..records).map(|at| format!("C{at:08}")).collect();
    let watch = Watch::start();
    for page in names.chunks(10_000) {
        let asked: Vec<&str> = page.iter().map(String::as_str).collect();
        store.read(|session| session.source_links(SHOP, &asked))?;
    }
    watch.show("source_links", records);
    Ok(())
}

fn views(store: &Store, records: i64) -> Result<(), StoreError> {
    let count = 200_000;
    let mut view = RecordView::default();
    let watch = Watch::start();
    for at in 0..count {
        let id = RecordId(first_id() + scrambled(at, 3).rem_euclid(records));
        store.read(|session| session.record_view(id, &mut view))?;
    }
    watch.show("record_view, own read", count);
    let watch = Watch::start();
    store.read(|session| {
        for at in 0..count {
            session.record_view(RecordId(first_id() + scrambled(at, 3).rem_euclid(records)), &mut view)?;
        }
        Ok::<_, StoreError>(())
    })?;
    watch.show("record_view, one read", count);
    Ok(())
}

fn lists(store: &Store) -> Result<(), StoreError> {
    let objects = store.read(|session| session.objects())?;
    let Some(customers) = objects.first() else { return Ok(()) };
    let mut query = RecordQuery::new(customers, 50);
    let mut page = RecordPage::default();
    let count = 10_000;
    let watch = Watch::start();
    for _ in 0..count {
        page.clear();
        store.read(|session| session.record_list(&query, &mut page))?;
        query.after = page.lines.last().map(|line| (Vec::new(), line.id));
        if page.lines.len() < 50 {
            query.after = None;
        }
    }
    watch.show("list of 50 by id", count);
    Ok(())
}

fn grouped(store: &Store, records: i64) -> Result<(), StoreError> {
    const THREADS: i64 = 16;
    let each = 2_000;
    let version = AtomicI64::new(0);
    let watch = Watch::start();
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let version = &version;
            scope.spawn(move || {
                for step in 0..each {
                    let at = (thread * each + step) * 31 % records;
                    let id = RecordId(first_id() + at);
                    let written = store.submit(move |session| {
                        let mut row = session.record(id)?.ok_or(StoreError::Closed)?;
                        row.version += 1;
                        let delta = "{\"f\":{\"city\":{\"n\":\"x\"}}}".to_owned();
                        let changes = vec![NewChange { record: id, kind: ChangeKind::Update, delta }];
                        session.commit_batch(&WriteBatch { changed: vec![row], changes, ..WriteBatch::default() })
                    });
                    if let Err(error) = written.wait() {
                        println!("refused: {error}");
                    }
                    version.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    watch.show("submit from 16 threads", version.load(Ordering::Relaxed));
    Ok(())
}
