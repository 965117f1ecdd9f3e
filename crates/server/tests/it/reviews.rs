//! Answers of people to questions about single records at the other system.

use std::sync::Arc;

use model::{RecordId, SystemClock};
use serde_json::{Value, json};
use store::{DeliveryRow, DeliveryState, IdKind, ReviewRow, ReviewState, Store};

use crate::app::TestApp;
use crate::connections::connect;
use crate::syncs::{definition, delivery};

/// A server with a sync that writes, its store, and the sync.
async fn writing(creates: bool) -> (TestApp, Store, i64) {
    let mut kept = None;
    let app = TestApp::start_prepared(Arc::new(SystemClock), |records| kept = Some(records.store().clone()), |_| {}).await;
    connect(&app, "CRM", "https://answers.example.com").await;
    let mut out = definition("People");
    out["direction"] = json!("both");
    out["outgoing"] = json!({"create": creates, "fields": [{"from": "name", "to": "_w1"}]});
    let path = app.post("/api/v1/syncs", &out).await.header("location").to_owned();
    let sync = path.rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id");
    (app, kept.expect("its store"), sync)
}

/// A record and the question about it, as a run leaves them; the path that settles it.
async fn asked(
    app: &TestApp,
    store: &Store,
    row: impl Fn(DeliveryRow) -> DeliveryRow,
    kind: &str,
    detail: Value,
    sync: i64,
) -> (RecordId, String) {
    let record = RecordId(app.create("customers", &json!({"name": format!("About {kind}")})).await.parse().expect("an id"));
    let (row, kind) = (row(delivery(sync, record)), kind.to_owned());
    let note = || {
        store.write(move |session| {
            session.delivery_save(&row)?;
            let id = session.allocate_ids(IdKind::Review, 1)?;
            session.review_save(&ReviewRow {
                id,
                kind: kind.clone(),
                state: ReviewState::Open,
                sync: Some(sync),
                run: None,
                object: Some(record.object()),
                record: Some(record),
                subject: format!("sync:{sync}/{record}"),
                detail: detail.to_string(),
                created_ms: 1,
                settled_ms: None,
                settled_by: String::new(),
            })?;
            Ok::<_, store::StoreError>(id)
        })
    };
    let review = tokio::task::block_in_place(note).expect("noted");
    (record, format!("/api/v1/reviews/{review}:settle"))
}

fn row_of(store: &Store, sync: i64, record: RecordId) -> DeliveryRow {
    let read = || store.read(|session| session.deliveries(sync, &[record]));
    tokio::task::block_in_place(read).expect("read").pop().flatten().expect("a row")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_is_gone_there_is_made_again_where_the_sync_makes_records() {
    for creates in [false, true] {
        let (app, store, sync) = writing(creates).await;
        let gone =
            |row| DeliveryRow { state: DeliveryState::Excluded, code: "gone_there".to_owned(), shown: r#"{"g":true}"#.to_owned(), ..row };
        let (record, settle) = asked(&app, &store, gone, "gone_there", json!({"external_id": "C1"}), sync).await;
        let key = app.key_with("customers:read,customers:write");
        let refused = app.client.post(format!("{}{settle}", app.address)).bearer_auth(&key).json(&json!({"choice": "again"}));
        assert_eq!(app.send(refused).await.status, 403);
        let done = app.post(&settle, &json!({"choice": "again"})).await;
        assert_eq!(done.status, if creates { 200 } else { 409 }, "{}", done.text);
        let row = row_of(&store, sync, record);
        assert_eq!(row.state, if creates { DeliveryState::Due } else { DeliveryState::Excluded });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_looks_like_others_there_is_one_of_them_or_is_written_once_more() {
    let (app, store, sync) = writing(true).await;
    let refused = |row| DeliveryRow { state: DeliveryState::Refused, code: "DUPLICATE".to_owned(), ..row };
    let detail = json!({"external_ids": ["X1", "X2"], "held_by": null, "code": "DUPLICATE"});
    let (record, settle) = asked(&app, &store, refused, "duplicate_there", detail.clone(), sync).await;
    let shown = app.get(settle.trim_end_matches(":settle")).await.json();
    assert_eq!(shown["choices"], json!(["this", "again", "dismiss"]), "{shown}");
    let odd = app.post(&settle, &json!({"choice": "this", "external_id": "X9"})).await;
    assert_eq!((odd.status, &odd.json()["errors"][0]["pointer"]), (422, &json!("#/external_id")), "{}", odd.text);
    let done = app.post(&settle, &json!({"choice": "this", "external_id": "X2"})).await;
    assert_eq!((done.status, &done.json()["state"]), (200, &json!("settled")), "{}", done.text);
    let row = row_of(&store, sync, record);
    assert_eq!((row.state, row.external_id.as_str()), (DeliveryState::Due, "X2"));

    let (_, taken) = asked(&app, &store, refused, "duplicate_there", detail, sync).await;
    let held = app.post(&taken, &json!({"choice": "this", "external_id": "X2"})).await;
    assert_eq!((held.status, held.problem().as_str()), (409, "conflict"), "the first one is that one: {}", held.text);

    let detail = json!({"external_ids": ["X2"], "held_by": record.to_string(), "code": "held_by_another"});
    let (record, settle) = asked(&app, &store, refused, "duplicate_there", detail, sync).await;
    let shown = app.get(settle.trim_end_matches(":settle")).await.json();
    assert_eq!(shown["choices"], json!(["again", "dismiss"]), "{shown}");
    assert_eq!(app.post(&settle, &json!({"choice": "again"})).await.status, 200);
    assert_eq!(row_of(&store, sync, record).state, DeliveryState::Due);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_was_stopped_goes_on_or_stays_so() {
    let (app, store, sync) = writing(true).await;
    for (choice, is_stopped) in [("dismiss", true), ("again", false)] {
        let stopped = |row| DeliveryRow { state: DeliveryState::InSync, shown: r#"{"x":{"_w1":"A"}}"#.to_owned(), ..row };
        let (record, settle) = asked(&app, &store, stopped, "field_unsettled", json!({"field": "_w1", "value": "A"}), sync).await;
        assert_eq!(app.post(&settle, &json!({"choice": choice})).await.status, 200);
        let row = row_of(&store, sync, record);
        assert_eq!((row.state == DeliveryState::InSync, row.shown.contains("_w1")), (is_stopped, is_stopped), "{choice}");
    }
}
