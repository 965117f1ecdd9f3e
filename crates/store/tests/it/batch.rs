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
