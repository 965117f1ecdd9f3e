//! Links in notices, on each database: each leads to the screen that shows the matter.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::{Actor, FindingCode, RunId};
use serde_json::json;
use store::{
    DeadLetterRow, DeadLetterState, IdKind, ReviewRow, ReviewState, RunCalls, RunRow, RunState, StoreError, SyncProgressRow, WriteBatch,
};
use sync::alerts::{ChannelLanguage, PublicUrl};

use crate::alerts::{House, mail_server};
use crate::bench::on_each;
use crate::receiver::receiver;

/// The text of a letter.
fn text_of(letter: &str) -> String {
    let (_, body) = letter.split_once("\n\n").expect("a body");
    let bytes = STANDARD.decode(body.lines().collect::<String>()).expect("base64");
    String::from_utf8(bytes).expect("UTF-8")
}

/// An open question of the sync, as a guard asks one.
fn question(house: &House, kind: &'static str) -> i64 {
    let sync = house.sync;
    let asked = house.bench.store.write(move |session| {
        let id = session.allocate_ids(IdKind::Review, 1)?;
        session.review_save(&ReviewRow {
            id,
            kind: kind.to_owned(),
            state: ReviewState::Open,
            sync: Some(sync),
            run: None,
            object: None,
            record: None,
            subject: format!("sync:{sync}"),
            detail: "{}".to_owned(),
            created_ms: session.now_ms(),
            settled_ms: None,
            settled_by: String::new(),
        })?;
        Ok::<_, StoreError>(id)
    });
    asked.expect("a question")
}

/// The last run of the sync ended with a warning.
fn warned(house: &House) -> String {
    let sync = house.sync;
    let run = house.bench.store.write(move |session| {
        let (id, now_ms) = (session.allocate_run_id()?, session.now_ms());
        session.run_insert(&RunRow {
            id,
            kind: "sync".to_owned(),
            state: RunState::Warning,
            actor: Actor::System,
            object: None,
            source: None,
            config: "{}".to_owned(),
            fingerprint: String::new(),
            report: String::new(),
            checkpoint: String::new(),
            batches: 0,
            undoes: None,
            undone_by: None,
            started_ms: now_ms,
            finished_ms: Some(now_ms),
            epoch: 0,
            lease_until_ms: 0,
            calls: RunCalls::default(),
        })?;
        let known = session.sync_progress(sync)?.unwrap_or_default();
        let progress = SyncProgressRow { sync, epoch: known.epoch + 1, last_run: Some(id), last_success_ms: Some(now_ms), ..known };
        session.sync_progress_save(&progress)?;
        Ok::<_, StoreError>(id)
    });
    run.expect("a run").to_string()
}

#[test]
fn a_notice_links_to_the_screen_that_shows_the_matter() {
    on_each(|bench| {
        let mut house = House::new(bench);
        house.alerts = house.alerts.linking(Some(PublicUrl::parse("https://crm.example.cn/").expect("an address")));
        let (port, heard) = receiver(&[]);
        let channel = house.webhook(port).expect("a channel").id;
        let (mail, letters) = mail_server();
        house.email(mail, ChannelLanguage::Zh).expect("a channel");
        let of_sync = format!("https://crm.example.cn/syncs/{}", house.sync);
        // The address that a call and a letter tell.
        let told = || {
            let body = heard.recv().expect("a call").json();
            let url = body["data"]["url"].as_str().expect("an address").to_owned();
            let letter = letters.recv().expect("a letter");
            (format!("{} {}", body["type"].as_str().expect("a type"), body["data"]["kind"].as_str().expect("a kind")), url, letter)
        };
        let check = |what: &str, wanted: &str| {
            let (kind, url, letter) = told();
            assert_eq!((kind.as_str(), url.as_str()), (what, wanted));
            assert!(text_of(&letter).lines().any(|line| line == wanted), "{wanted} is not in {letter}");
        };

        // Nothing is asked: the sync itself is shown.
        house.stop_sync();
        assert_eq!(house.look(), 2);
        check("alert.opened paused", &of_sync);
        house.tasks.go_live(house.sync).expect("live");
        assert_eq!(house.look(), 2);
        check("alert.closed paused", &of_sync);

        let review = question(&house, "deletion_guard");
        house.stop_sync();
        assert_eq!(house.look(), 2);
        check("alert.opened paused", &format!("https://crm.example.cn/reviews?id={review}"));
        house.tasks.go_live(house.sync).expect("live");
        assert_eq!(house.look(), 2);
        check("alert.closed paused", &of_sync);

        let run = warned(&house);
        assert_eq!(house.look(), 2);
        check("alert.opened warning", &format!("https://crm.example.cn/runs/{run}"));

        house.alerts.test(channel).expect("sent");
        assert_eq!(heard.recv().expect("a call").json()["data"]["url"], json!("https://crm.example.cn/alerts"));
    });
}

#[test]
fn a_notice_of_a_run_that_put_rows_aside_links_to_the_problem_that_most_of_them_have() {
    on_each(|bench| {
        let mut house = House::new(bench);
        house.alerts = house.alerts.linking(Some(PublicUrl::parse("https://crm.example.cn").expect("an address")));
        let (port, heard) = receiver(&[]);
        house.webhook(port).expect("a channel");
        let run = RunId(warned(&house).parse().expect("an id"));
        let (few, many) = ((FindingCode::TooLong, "name"), (FindingCode::OptionUnknown, "stage / Ω"));
        let letter = |(row_number, (code, field)): (i64, (FindingCode, &str))| DeadLetterRow {
            run,
            row_number,
            state: DeadLetterState::Rejected,
            code,
            field: field.to_owned(),
            detail: String::new(),
            raw: "{}".to_owned(),
            candidates: String::new(),
        };
        let dead_letters: Vec<DeadLetterRow> = (1..).zip([few, many, many, few, many]).map(letter).collect();
        let batch = WriteBatch { dead_letters, ..WriteBatch::default() };
        house.bench.store.write(move |session| session.commit_batch(&batch).map(|_| ())).expect("stored");
        assert_eq!(house.look(), 1);
        let told = heard.recv().expect("a call").json();
        let url = "https://crm.example.cn/problems/0-0-option_unknown-stage%20%2F%20%CE%A9";
        assert_eq!((&told["data"]["kind"], &told["data"]["url"]), (&json!("warning"), &json!(url)));
    });
}

#[test]
fn where_nobody_said_how_the_server_is_reached_a_notice_has_no_link() {
    on_each(|bench| {
        let house = House::new(bench);
        let (port, heard) = receiver(&[]);
        house.webhook(port).expect("a channel");
        house.stop_sync();
        house.look();
        assert_eq!(heard.recv().expect("a call").json()["data"].get("url"), None);
    });
}
