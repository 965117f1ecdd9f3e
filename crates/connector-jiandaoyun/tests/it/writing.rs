//! Writing: shapes of values, addresses as a whole, batches that succeed in part, refusals by code.

use connector::{FindBy, NextStep, Outgoing, Target, WriteOperation, WriteOutcome};
use serde_json::{Value, json};

use crate::corporation::{Corporation, stream};

fn target(corporation: &Corporation, labels: &[&str]) -> Box<dyn Target> {
    let fields: Vec<String> = labels.iter().map(|label| corporation.widget("customers", label)).collect();
    corporation.account().target(&stream("customers"), Some("external_id"), &fields).unwrap()
}

fn outgoing(operation: WriteOperation, number: u32, id: Option<&str>, fields: Vec<(String, Value)>) -> Outgoing {
    Outgoing {
        operation,
        record: format!("{}", 7_000_000_000_u64 + u64::from(number)),
        target_id: id.map(str::to_owned),
        idempotency_key: format!("6f1c1f6e-0000-4000-8000-{number:012}"),
        fields,
        expected_version: None,
    }
}

fn created(outcome: &WriteOutcome) -> String {
    match outcome {
        WriteOutcome::Created { id, .. } => id.clone(),
        other => panic!("{other:?}"),
    }
}

fn value(corporation: &Corporation, id: &str, name: &str) -> Value {
    let truth = corporation.truth("customers");
    truth.iter().find(|record| record["id"] == id).map(|record| record["values"][name].clone()).unwrap_or_default()
}

#[test]
fn values_arrive_in_the_shapes_of_their_widgets() {
    let corporation = Corporation::new(5);
    let widget = |label: &str| corporation.widget("customers", label);
    let mut target = target(&corporation, &["手机", "负责人", "客户名称"]);
    let fields = vec![
        (widget("客户名称"), json!("甲公司")),
        (widget("手机"), json!("+8613800138000")),
        (widget("负责人"), json!("chenli")),
        (widget("所属部门"), json!("2")),
        (widget("标签"), json!(["老客户"])),
        (widget("年营业额（元）"), json!("12.50")),
        (widget("首次合作时间"), json!("2024-05-06")),
        (format!("{}.city", widget("地址")), json!("上海市")),
        (format!("{}.detail", widget("地址")), json!("南京东路 1 号")),
    ];
    let outcomes = target.write(&[outgoing(WriteOperation::Create, 1, None, fields)]).unwrap();
    let id = created(&outcomes[0]);
    let known = |name: &str| value(&corporation, &id, name);
    assert_eq!(
        (known("mobile"), known("owner"), known("dept")),
        (json!({ "phone": "13800138000", "verified": false }), json!("chenli"), json!(2))
    );
    assert_eq!((known("tags"), known("revenue"), known("since")), (json!(["老客户"]), json!(12.50), json!("2024-05-05T16:00:00.000Z")));
    assert_eq!((known("address")["city"].clone(), known("external_id")), (json!("上海市"), json!("7000000001")));
    let found = target.find(&[FindBy::Record("7000000001".to_owned()), FindBy::Id(id.clone()), FindBy::Id("0".repeat(24))]).unwrap();
    assert_eq!(found[0], found[1]);
    assert!(found[2].is_empty());
    let shown = |name: &str| found[0][0].fields.iter().find(|(known, _)| *known == widget(name)).map(|(_, value)| value.clone());
    assert_eq!((shown("手机"), shown("负责人")), (Some(json!("13800138000")), Some(json!("chenli"))), "as rows show them");
}

#[test]
fn a_part_of_an_address_leaves_the_other_parts_as_they_are() {
    let corporation = Corporation::new(5);
    let address = corporation.widget("customers", "地址");
    let mut target = target(&corporation, &["客户名称"]);
    let values = json!({ "address": { "province": "浙江省", "city": "杭州市", "district": "西湖区", "detail": "文三路 1 号" } });
    let id = corporation.person("POST", "customers", "", &values)["id"].as_str().unwrap().to_owned();
    let write = |target: &mut Box<dyn Target>, parts: &[(&str, &str)]| {
        let fields = parts.iter().map(|(part, text)| (format!("{address}.{part}"), json!(text))).collect();
        target.write(&[outgoing(WriteOperation::Update, 2, Some(&id), fields)]).unwrap().remove(0)
    };
    assert!(matches!(write(&mut target, &[("detail", "文三路 2 号")]), WriteOutcome::Updated { .. }));
    let expected = json!({ "province": "浙江省", "city": "杭州市", "district": "西湖区", "detail": "文三路 2 号" });
    assert_eq!(value(&corporation, &id, "address"), expected);
    corporation.person("DELETE", "customers", &format!("/{id}"), &json!({}));
    assert_eq!(write(&mut target, &[("detail", "x")]), WriteOutcome::Missing);
}

#[test]
fn a_batch_that_succeeds_in_part_tells_which_records() {
    let corporation = Corporation::new(5);
    let name = corporation.widget("customers", "客户名称");
    let mut target = target(&corporation, &["客户名称"]);
    let batch: Vec<Outgoing> = (0..250)
        .map(|number| outgoing(WriteOperation::Create, number, None, vec![(name.clone(), json!(format!("批量 {number}")))]))
        .collect();
    corporation.running.fault("jiandaoyun:data.batch_create:row_error=10").unwrap();
    let mut outcomes = Vec::new();
    for part in batch.chunks(target.records_max()) {
        outcomes.extend(target.write(part).unwrap());
    }
    let refused: Vec<usize> =
        (0..250).filter(|at| matches!(&outcomes[*at], WriteOutcome::Refused { code, .. } if code == "batch_partly_refused")).collect();
    assert_eq!(refused, [9, 19, 29, 39, 49, 59, 69, 79, 89, 99], "the fault struck the first batch");
    for (at, outcome) in outcomes.iter().enumerate().filter(|(at, _)| !refused.contains(at)) {
        assert_eq!(value(&corporation, &created(outcome), "customer_name"), json!(format!("批量 {at}")));
    }
    assert_eq!(corporation.truth("customers").len(), 5 + 240);
    // The whole again, as after a crash: nothing twice, and the missing ones are made.
    for part in batch.chunks(target.records_max()) {
        assert!(target.write(part).unwrap().iter().all(|outcome| matches!(outcome, WriteOutcome::Created { .. })));
    }
    assert_eq!(corporation.truth("customers").len(), 5 + 250);
}

#[test]
fn refusals_say_what_must_be_done() {
    let corporation = Corporation::new(5);
    let (name, owner) = (corporation.widget("customers", "客户名称"), corporation.widget("customers", "负责人"));
    let mut target = target(&corporation, &["客户名称"]);
    let id = corporation.person("POST", "customers", "", &json!({ "customer_name": "x" }))["id"].as_str().unwrap().to_owned();
    let update = |value: &str| outgoing(WriteOperation::Update, 3, Some(&id), vec![(name.clone(), json!(value))]);
    let nobody = outgoing(WriteOperation::Update, 4, Some(&id), vec![(owner, json!("nobody"))]);
    assert!(matches!(&target.write(&[nobody]).unwrap()[0], WriteOutcome::Refused { code, .. } if code == "1010"));
    for (code, expected) in [
        (17_052, NextStep::PauseConnection),
        (8_302, NextStep::PauseConnection),
        (8_301, NextStep::PauseConnection),
        (30_002, NextStep::Fail),
        (17_017, NextStep::Fail),
    ] {
        corporation.running.fault(&format!("jiandaoyun:data.update:code={code}")).unwrap();
        let error = target.write(&[update("y")]).unwrap_err();
        assert_eq!(error.next_step(), expected, "{code}: {error}");
    }
    corporation.running.fault("jiandaoyun:data.update:code=1087").unwrap();
    assert!(matches!(&target.write(&[update("y")]).unwrap()[0], WriteOutcome::Duplicate { code, .. } if code == "1087"));
    corporation.running.fault("jiandaoyun:data.update:code=4012").unwrap();
    let locked = target.write(&[update("y")]).unwrap_err();
    assert_eq!(locked.next_step(), NextStep::Wait(Some(std::time::Duration::from_secs(60))), "somebody changes the whole form: {locked}");
    corporation.time.advance(std::time::Duration::from_secs(60));
    // Calls that come too fast, a lock of a moment and a gateway are got over.
    for fault in ["code=8304", "code=8303", "code=9007", "500", "502", "429:retry_after=5"] {
        corporation.running.fault(&format!("jiandaoyun:data.update:{fault}")).unwrap();
        assert!(matches!(target.write(&[update(fault)]).unwrap()[0], WriteOutcome::Updated { .. }), "{fault}");
        assert_eq!(value(&corporation, &id, "customer_name"), json!(fault));
    }
    let counts = corporation.running.control("GET", "/jiandaoyun/log/counts", None);
    assert_eq!(counts["forbidden_calls"], 0, "{counts}");
}
