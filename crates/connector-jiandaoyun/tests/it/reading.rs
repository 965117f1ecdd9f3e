//! Discovery, the doctor, renamed fields, pushes, single records.

use connector::{CheckState, Cursor, PushRefused, PushRequest, ReadMode, StoredPush};
use model::{CellKind, Clock, RecordBatch};
use serde_json::{Value, json};

use crate::corporation::{Corporation, PUSH_SECRET, read, stream};

#[test]
fn forms_are_found_with_their_fields_and_likely_objects() {
    let corporation = Corporation::new(5);
    let account = corporation.account();
    let streams = account.streams().unwrap();
    let told: Vec<(&str, &str)> = streams.iter().map(|stream| (stream.label.as_str(), stream.likely_object.as_str())).collect();
    assert_eq!(
        told,
        [
            ("销售管理 · 客户", "customers"),
            ("销售管理 · 联系人", "contacts"),
            ("销售管理 · 商机", "deals"),
            ("简道云CRM · 客户（CRM 预设）", "customers"),
        ]
    );
    let fields = account.fields(&stream("customers")).unwrap();
    let field = |label: &str| fields.iter().find(|field| field.label == label).unwrap_or_else(|| panic!("{label}: {fields:?}"));
    assert_eq!(field("客户名称").name, corporation.widget("customers", "客户名称"));
    assert!(field("邮箱").is_lookup_key && !field("备注").is_lookup_key && !field("手机").is_lookup_key);
    assert!(!field("客户编号").creatable && field("地址·市").creatable && !field("地址·市").is_lookup_key);
    let refused = account.fields(&stream("crm_customers")).unwrap_err();
    assert!(refused.to_string().contains("30002"), "{refused}");
}

#[test]
fn the_doctor_names_the_forms_that_the_vendor_keeps_to_itself() {
    let corporation = Corporation::new(5);
    let lines = corporation.account().check();
    let line = |name: &str| lines.iter().find(|line| line.check == name).unwrap_or_else(|| panic!("{name}: {lines:?}"));
    assert_eq!(line("schema_readable").state, CheckState::Ok);
    assert_eq!(line("preset_forms").state, CheckState::Warning);
    assert!(line("preset_forms").detail.zh.contains("客户（CRM 预设）") && !line("preset_forms").fix.en.is_empty());
    let (app, _) = sandbox::jiandaoyun::form("customers").unwrap();
    corporation.running.control("POST", "/jiandaoyun/own/close_app", Some(&json!({ "app_id": app })));
    let lines = corporation.account().check();
    let schema = lines.iter().find(|line| line.check == "schema_readable").unwrap();
    assert_eq!(schema.state, CheckState::Failed, "{schema:?}");
    assert!(schema.detail.en.contains("8302"), "{schema:?}");
}

#[test]
fn a_renamed_alias_changes_no_column() {
    let corporation = Corporation::new(20);
    let account = corporation.account();
    let name = corporation.widget("customers", "客户名称");
    let before = read(account.as_ref(), "customers", ReadMode::Full, &Cursor::default());
    corporation.running.fault("jiandaoyun:widget.list:rename_field=customers.customer_name>title").unwrap();
    account.fields(&stream("customers")).unwrap();
    let after = read(account.as_ref(), "customers", ReadMode::Full, &Cursor::default());
    assert_eq!(before.rows, after.rows);
    assert!(before.rows.values().filter(|row| !row[&name].is_empty()).count() > 10);
}

#[test]
fn quiet_forms_cost_one_call() {
    let corporation = Corporation::new(250);
    let account = corporation.account();
    corporation.time.advance(std::time::Duration::from_secs(3_600));
    let first = read(account.as_ref(), "customers", ReadMode::Incremental, &Cursor::default());
    assert_eq!(first.rows.len(), 250);
    let before = corporation.running.calls("jiandaoyun", "data.list");
    let second = read(account.as_ref(), "customers", ReadMode::Incremental, &first.next);
    assert_eq!((second.rows.len(), corporation.running.calls("jiandaoyun", "data.list") - before), (0, 0));
    let changed = first.rows.keys().next().unwrap();
    corporation.person("PATCH", "customers", &format!("/{changed}"), &json!({ "email": "new@example.com" }));
    let third = read(account.as_ref(), "customers", ReadMode::Incremental, &second.next);
    // The newest of before comes again: a change may become visible late.
    assert!(third.rows.contains_key(changed) && third.rows.len() <= 2, "{:?}", third.rows.keys());
}

/// Query, headers and body of a push.
type Call = (Vec<(String, String)>, Vec<(String, String)>, Vec<u8>);

/// The pushes that the simulator tried to send, as a server would get them.
fn pushes(corporation: &Corporation) -> Vec<Call> {
    let list = corporation.running.control("GET", "/jiandaoyun/log/pushes", None);
    let bodies = list["pushes"].as_array().unwrap().iter().map(|push| push["body"].as_str().unwrap().as_bytes().to_vec());
    let timestamp = (corporation.time.now_ms() / 1_000).to_string();
    bodies
        .map(|body| {
            let signed = [b"n1:", body.as_slice(), b":", PUSH_SECRET.as_bytes(), b":", timestamp.as_bytes()].concat();
            let digest = ring::digest::digest(&ring::digest::SHA1_FOR_LEGACY_USE_ONLY, &signed);
            let signature: String = digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
            let query = vec![("nonce".to_owned(), "n1".to_owned()), ("timestamp".to_owned(), timestamp.clone())];
            (query, vec![("x-jdy-signature".to_owned(), signature)], body)
        })
        .collect()
}

#[test]
fn pushes_of_all_kinds_are_answered_and_those_about_records_are_read() {
    let corporation = Corporation::new(5);
    let account = corporation.account();
    // Nobody listens there; what was sent stands in the log.
    let target = json!({ "targets": [{ "url": "http://127.0.0.1:1/", "secret": PUSH_SECRET }] });
    corporation.running.control("PUT", "/jiandaoyun/push", Some(&target));
    let made = corporation.person("POST", "customers", "", &json!({ "customer_name": "推送", "mobile": "13800138000" }));
    let id = made["id"].as_str().unwrap();
    corporation.person("DELETE", "customers", &format!("/{id}"), &json!({}));
    corporation.running.control("POST", "/jiandaoyun/own/announce", Some(&json!({ "table": "customers", "op": "form_update" })));
    assert!(corporation.running.settle_pushes("jiandaoyun"));
    let mut kept = Vec::new();
    for (query, headers, body) in pushes(&corporation) {
        let request = PushRequest { path: "", query: &query, headers: &headers, body: &body, received_ms: corporation.time.now_ms() };
        let accepted = account.accept_push(&request).unwrap();
        assert_eq!(accepted.reply.status, 200);
        let forged = PushRequest { body: b"{}", ..request };
        assert_eq!(account.accept_push(&forged), Err(PushRefused::Signature));
        if accepted.keep {
            assert_eq!(accepted.stream, stream("customers"));
            let number = i64::try_from(kept.len()).unwrap() + 1;
            kept.push(StoredPush { id: number, headers, body, received_ms: corporation.time.now_ms() });
        }
    }
    assert_eq!(kept.len(), 2, "a changed form is answered and not kept");
    let mut source = account.pushed(&stream("customers"), kept).unwrap();
    let mut batch = RecordBatch::default();
    source.read(&Cursor::default(), 100, &mut batch).unwrap();
    let name = corporation.widget("customers", "客户名称");
    let at = batch.columns().iter().position(|column| *column == name).unwrap();
    assert_eq!(batch.row(0).cell(at), (CellKind::Text, "推送"));
    assert_eq!(batch.removals().iter().map(|removal| removal.external_id.as_str()).collect::<Vec<_>>(), [id]);
    assert!(batch.removals()[0].at_ms.is_some());
}

#[test]
fn a_test_of_the_connection_is_answered() {
    let corporation = Corporation::new(1);
    let account = corporation.account();
    for body in [r#"{"op":"test"}"#, r#"{"op":"hello","data":"text"}"#, r#"{"op":"x","data":[1]}"#] {
        let timestamp = (corporation.time.now_ms() / 1_000).to_string();
        let signed = format!("n:{body}:{PUSH_SECRET}:{timestamp}");
        let digest = ring::digest::digest(&ring::digest::SHA1_FOR_LEGACY_USE_ONLY, signed.as_bytes());
        let signature: String = digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        let (query, headers) = (
            vec![("nonce".to_owned(), "n".to_owned()), ("timestamp".to_owned(), timestamp)],
            vec![("x-jdy-signature".to_owned(), signature)],
        );
        let received_ms = corporation.time.now_ms();
        let accepted = account.accept_push(&PushRequest { path: "", query: &query, headers: &headers, body: body.as_bytes(), received_ms });
        assert_eq!(accepted.map(|accepted| (accepted.keep, accepted.reply.status)), Ok((false, 200)), "{body}");
    }
}

#[test]
fn a_record_kept_by_everybody_else_is_read_by_its_id() {
    let corporation = Corporation::new(5);
    let known = corporation.truth("customers")[2]["id"].as_str().unwrap().to_owned();
    let mut source = corporation.account().fetch(&stream("customers"), &[known.clone(), "5f0000000000000000000000".to_owned()]).unwrap();
    let mut batch = RecordBatch::default();
    assert!(source.read(&Cursor::default(), 100, &mut batch).unwrap().last);
    assert_eq!(batch.row(0).cell(0), (CellKind::Text, known.as_str()));
    assert_eq!(batch.removals().len(), 1);
    assert_eq!(corporation.truth("customers")[2]["shown_version"], Value::from(1));
}
