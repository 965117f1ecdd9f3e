//! Batches: applied whole, in commit order, or not at all.

use model::{ChangeKind, ObjectId, RecordId, RecordState, RunId, SourceId};
use store::{NewChange, RecordRow, RecordView, SeqRange, SourceRow, Store, StoreError, WriteBatch};

use crate::backend::on_each;

pub const CUSTOMERS: ObjectId = ObjectId(1);

pub fn record(id: RecordId, version: i64, doc: &str) -> RecordRow {
    RecordRow {
        id,
        version,
        state: RecordState::Live,
        merged_into: None,
        created_ms: 1,
        updated_ms: version,
        last_seq: 0,
        inputs: "{}".to_owned(),
        doc: doc.to_owned(),
    }
}

pub fn change(record: RecordId, kind: ChangeKind) -> NewChange {
    NewChange { record, kind, delta: String::new() }
}

/// Creates records of customers with these documents, one batch.
pub fn create(store: &Store, docs: &[&str]) -> Vec<RecordId> {
    let docs: Vec<String> = docs.iter().map(|doc| (*doc).to_owned()).collect();
    store
        .write(move |session| {
            let first = session.allocate_record_ids(CUSTOMERS, docs.len())?;
            let mut batch = WriteBatch { at_ms: 5, ..WriteBatch::default() };
            let mut ids = Vec::new();
            for (at, doc) in (0..).zip(&docs) {
                let id = RecordId(first.0 + at);
                batch.created.push(record(id, 1, doc));
                batch.changes.push(change(id, ChangeKind::Create));
                ids.push(id);
            }
            session.commit_batch(&batch)?;
            Ok::<_, StoreError>(ids)
        })
        .expect("creates")
}

pub fn update(store: &Store, id: RecordId, version: i64, doc: &str) -> Result<SeqRange, StoreError> {
    let row = record(id, version, doc);
    store.write(move |session| {
        let batch = WriteBatch { changed: vec![row.clone()], changes: vec![change(id, ChangeKind::Update)], ..WriteBatch::default() };
        session.commit_batch(&batch)
    })
}

#[test]
fn a_batch_is_read_back_as_it_was_written() {
    on_each(|bench| {
        let ids = create(&bench.store, &[r#"{"name":"a"}"#, r#"{"name":"b"}"#]);
        let id = ids[0];
        let range = update(&bench.store, id, 2, r#"{"name":"a2"}"#).expect("updates");
        let source = SourceRow {
            source: SourceId(3),
            external_id: "C1".to_owned(),
            record: id,
            linked: true,
            hash: -7,
            version_ms: 9,
            run: RunId(1),
            created_run: RunId(1),
            doc: None,
            findings: None,
        };
        let row = source.clone();
        bench
            .store
            .submit(move |session| {
                session.commit_batch(&WriteBatch {
                    sources_created: vec![row.clone()],
                    keys_added: vec![(5, id), (-5, id), (5, id)],
                    ..WriteBatch::default()
                })
            })
            .wait()
            .expect("writes");
        bench
            .store
            .read(|session| {
                let rows = session.records(&[ids[1], RecordId(99), id])?;
                assert_eq!(rows[1], None);
                let expected = RecordRow { last_seq: range.high, ..record(id, 2, r#"{"name":"a2"}"#) };
                assert_eq!(rows[2].as_ref(), Some(&expected), "{}", bench.name);
                let mut view = RecordView::default();
                assert!(session.record_view(id, &mut view)?);
                assert_eq!((view.version, view.doc.as_str()), (2, r#"{"name":"a2"}"#));
                let changes = session.changes_of(id, 0, 10)?;
                let shape: Vec<_> = changes.iter().map(|one| (one.kind, one.version, one.prev_seq)).collect();
                assert_eq!(shape, vec![(ChangeKind::Update, 2, changes[1].seq), (ChangeKind::Create, 1, 0)]);
                assert_eq!(session.change_head()?, range.high);
                assert_eq!(session.source_rows(SourceId(3), &["no", "C1"])?, vec![None, Some(source.clone())]);
                assert_eq!(session.source_links(SourceId(3), &["C1"])?[0].map(|link| (link.record, link.hash)), Some((id, -7)));
                assert_eq!(session.key_lookup(&[5, 6, -5])?, vec![(-5, id), (5, id)]);
                Ok::<_, StoreError>(())
            })
            .expect("reads");
    });
}

#[test]
fn a_stale_version_is_refused_and_leaves_nothing_behind() {
    on_each(|bench| {
        let ids = create(&bench.store, &["{}", "{}"]);
        update(&bench.store, ids[0], 2, r#"{"name":"b"}"#).expect("updates");
        let head = bench.store.read(|session| session.change_head()).expect("reads");
        let refused = update(&bench.store, ids[0], 2, r#"{"name":"c"}"#);
        assert!(matches!(refused, Err(StoreError::Conflict { record, expected: 1, .. }) if record == ids[0]), "{refused:?}");
        let missing = update(&bench.store, RecordId(ids[1].0 + 50), 2, "{}");
        assert!(matches!(missing, Err(StoreError::Conflict { found: None, .. })), "{missing:?}");
        assert_eq!(bench.store.read(|session| session.change_head()).expect("reads"), head);
    });
}

#[test]
fn a_unique_value_has_one_holder_until_it_is_given_back() {
    on_each(|bench| {
        let ids = create(&bench.store, &["{}", "{}"]);
        let (one, other) = (ids[0], ids[1]);
        let take = |id: RecordId| {
            bench
                .store
                .write(move |session| session.commit_batch(&WriteBatch { unique_added: vec![(77, id), (78, id)], ..WriteBatch::default() }))
        };
        take(one).expect("free");
        take(one).expect("held by itself");
        let refused = take(other);
        assert!(matches!(refused, Err(StoreError::ValueTaken { hash: 77, holder }) if holder == one), "{refused:?}");
        bench
            .store
            .write(move |session| session.commit_batch(&WriteBatch { unique_removed: vec![(77, one), (78, one)], ..WriteBatch::default() }))
            .expect("gives back");
        take(other).expect("free again");
        assert_eq!(bench.store.read(|session| session.unique_lookup(&[79, 78])).expect("reads"), vec![(78, other)]);
    });
}

#[test]
fn malformed_batches_are_refused() {
    on_each(|bench| {
        let id = create(&bench.store, &["{}"])[0];
        let stray = WriteBatch { changes: vec![change(id, ChangeKind::Update)], ..WriteBatch::default() };
        let twice = WriteBatch { changed: vec![record(id, 2, "{}"), record(id, 2, "{}")], ..WriteBatch::default() };
        for batch in [stray, twice] {
            let refused = bench.store.write(move |session| session.commit_batch(&batch));
            assert!(matches!(refused, Err(StoreError::Invalid(_))), "{refused:?}");
        }
    });
}

#[test]
fn positions_follow_each_other_in_commit_order() {
    on_each(|bench| {
        let ids = create(&bench.store, &["{}", "{}", "{}"]);
        let mut last = bench.store.read(|session| session.change_head()).expect("reads");
        assert_eq!(last, 3);
        for version in 2..5 {
            let batch = WriteBatch {
                changed: vec![record(ids[2], version, "{}"), record(ids[0], version, "{}")],
                changes: vec![change(ids[0], ChangeKind::Update), change(ids[2], ChangeKind::Update)],
                ..WriteBatch::default()
            };
            let range = bench.store.write(move |session| session.commit_batch(&batch)).expect("writes");
            assert_eq!((range.low, range.high, range.len()), (last + 1, last + 2, 2));
            last = range.high;
        }
        bench
            .store
            .read(|session| {
                assert_eq!(session.changes_between(1, last, 100)?.len(), 9);
                assert_eq!(session.changes_after(3, &[ObjectId(2)], 100)?.len(), 0);
                assert_eq!(
                    session.changes_after(3, &[ObjectId(2), CUSTOMERS], 4)?.iter().map(|one| one.seq).collect::<Vec<_>>(),
                    vec![4, 5, 6, 7]
                );
                let history = session.changes_of(ids[2], 0, 2)?;
                let older = session.changes_of(ids[2], history[1].seq, 10)?;
                assert_eq!(older.iter().map(|one| one.version).collect::<Vec<_>>(), vec![2, 1]);
                assert_eq!(session.record(ids[0])?.map(|row| row.last_seq), Some(last - 1));
                Ok::<_, StoreError>(())
            })
            .expect("reads");
    });
}

#[test]
fn large_batches_are_the_same_as_small_ones() {
    on_each(|bench| {
        let docs: Vec<String> = (0..500).map(|at| format!("{{\"name\":\"Zhang 张 {at}\"}}")).collect();
        let ids = create(&bench.store, &docs.iter().map(String::as_str).collect::<Vec<_>>());
        let rows: Vec<RecordRow> = ids.iter().rev().map(|id| record(*id, 2, "{\"name\":\"new\"}")).collect();
        let known = ids.clone();
        bench
            .store
            .write(move |session| {
                let mut batch = WriteBatch { changed: rows.clone(), ..WriteBatch::default() };
                for (at, id) in (0..).zip(&known) {
                    batch.changes.push(change(*id, ChangeKind::Update));
                    batch.keys_added.push((1000 - at, *id));
                    batch.sources_created.push(source_row(*id, &format!("C{at}")));
                }
                session.commit_batch(&batch)
            })
            .expect("writes");
        // The keys are there already: COPY meets them and the slower way takes over.
        let known = ids.clone();
        bench
            .store
            .write(move |session| {
                let keys_added = (0..).zip(&known).map(|(at, id)| (1000 - at, *id)).collect();
                session.commit_batch(&WriteBatch { keys_added, ..WriteBatch::default() })
            })
            .expect("writes again");
        bench
            .store
            .read(|session| {
                assert_eq!(session.key_lookup(&(0..2000).collect::<Vec<_>>())?.len(), 500);
                assert!(session.records(&ids)?.iter().flatten().all(|row| row.version == 2 && row.doc.contains("new")));
                let links = session.source_links(SourceId(3), &["C499", "C0", "C500"])?;
                assert_eq!(
                    links.iter().map(|link| link.map(|link| link.record)).collect::<Vec<_>>(),
                    vec![Some(ids[499]), Some(ids[0]), None]
                );
                Ok::<_, StoreError>(())
            })
            .expect("reads");
    });
}

pub fn source_row(record: RecordId, external_id: &str) -> SourceRow {
    SourceRow {
        source: SourceId(3),
        external_id: external_id.to_owned(),
        record,
        linked: true,
        hash: 1,
        version_ms: 2,
        run: RunId(1),
        created_run: RunId(1),
        doc: None,
        findings: None,
    }
}

#[test]
fn nul_characters_do_not_stop_anything() {
    on_each(|bench| {
        let ids = create(&bench.store, &[r#"{"name":"a\u0000b"}"#]);
        let id = ids[0];
        let row = SourceRow { doc: Some(r#"{"x":"\u0000"}"#.to_owned()), ..source_row(id, "C\0 1") };
        bench
            .store
            .write(move |session| session.commit_batch(&WriteBatch { sources_created: vec![row.clone()], ..WriteBatch::default() }))
            .expect("writes");
        bench
            .store
            .read(|session| {
                assert!(session.source_links(SourceId(3), &["C\0 1"])?[0].is_some());
                let doc = session.record(id)?.map(|row| row.doc).unwrap_or_default();
                let expected = if bench.name == "postgres" { r#"{"name":"ab"}"# } else { r#"{"name":"a\u0000b"}"# };
                assert_eq!(doc, expected);
                Ok::<_, StoreError>(())
            })
            .expect("reads");
    });
}

#[test]
fn merged_records_resolve_to_the_living_end() {
    on_each(|bench| {
        let ids = create(&bench.store, &["{}", "{}", "{}"]);
        for (from, into) in [(ids[0], ids[1]), (ids[1], ids[2])] {
            let row = RecordRow { state: RecordState::Merged, merged_into: Some(into), ..record(from, 2, "{}") };
            bench
                .store
                .write(move |session| session.commit_batch(&WriteBatch { changed: vec![row.clone()], ..WriteBatch::default() }))
                .expect("merges");
        }
        let asked = [ids[2], ids[0], RecordId(5), ids[1]];
        let resolved = bench.store.read(|session| session.resolve(&asked)).expect("resolves");
        assert_eq!(resolved, vec![ids[2], ids[2], RecordId(5), ids[2]]);
        let pair = (ids[0], ids[2]);
        bench
            .store
            .write(move |session| session.commit_batch(&WriteBatch { never_link_added: vec![pair], ..WriteBatch::default() }))
            .expect("notes");
        for asked in [ids[0], ids[2]] {
            assert_eq!(bench.store.read(|session| session.never_links(&[asked, ids[1]])).expect("reads"), vec![pair]);
        }
    });
}
