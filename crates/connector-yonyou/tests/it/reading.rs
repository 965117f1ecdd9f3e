//! Reading what is peculiar here: organisations, ids, contacts, two times of change, possible and stopped customers.

use std::time::Duration;

use connector::{ConnectorError, Cursor, FieldKind, ReadMode};
use serde_json::json;

use crate::tenant::{Tenant, read};

#[test]
fn a_customer_of_several_organisations_comes_once() {
    let tenant = Tenant::new(60);
    let reading = read(tenant.account().as_ref(), "merchant", ReadMode::Full, &Cursor::default(), 1_000).unwrap();
    assert_eq!((reading.rows.len(), reading.order.len()), (60, 60));
    let used = tenant.truth("merchant").iter().filter(|record| record["values"]["orgs"].as_str().unwrap().contains("hz01")).count();
    let there = tenant.connect(&json!({ "use_org": "hz01" })).unwrap();
    let reading = read(there.as_ref(), "merchant", ReadMode::Full, &Cursor::default(), 1_000).unwrap();
    assert!(used > 0 && reading.rows.len() == used);
    assert!(reading.rows.values().all(|row| row["belongOrgCode"] == "hz01"));
}

#[test]
fn ids_keep_their_digits_and_times_are_moments() {
    let tenant = Tenant::new(10);
    let truth = tenant.truth("merchant");
    let reading = read(tenant.account().as_ref(), "merchant", ReadMode::Full, &Cursor::default(), 1_000).unwrap();
    for record in &truth {
        let row = &reading.rows[record["id"].as_str().unwrap()];
        assert_eq!(row["name"], record["values"]["name"].as_str().unwrap());
        assert!(row["modifyTime"].ends_with(".000Z"));
    }
    let fields = tenant.account().fields("merchant").unwrap();
    let field = |name: &str| fields.iter().find(|field| field.name == name).cloned().unwrap();
    let custom = field("merchantCharacter__memberLevel");
    assert!(custom.updatable && custom.label == "会员等级", "defined by the tenant");
    assert_eq!((field("modifyTime").kind, field("peopleNum").kind), (FieldKind::Datetime, FieldKind::Integer));
}

#[test]
fn contacts_come_with_whose_they_are_and_when_one_changes() {
    let tenant = Tenant::new(20);
    let account = tenant.account();
    let whole = read(account.as_ref(), "contact", ReadMode::Full, &Cursor::default(), 7).unwrap();
    let truth = tenant.truth("contact");
    assert_eq!((whole.rows.len(), whole.order.len()), (truth.len(), truth.len()));
    for contact in &truth {
        let row = &whole.rows[contact["id"].as_str().unwrap()];
        assert_eq!(
            (row["merchant"].as_str(), row["fullName"].as_str()),
            (contact["values"]["merchant"].as_str().unwrap(), contact["values"]["fullName"].as_str().unwrap())
        );
    }
    tenant.time.advance(Duration::from_secs(3_600));
    tenant.change("contact", truth[3]["id"].as_str().unwrap(), &json!({ "email": "new@example.com" }));
    tenant.time.advance(Duration::from_secs(3_600));
    let changed = read(account.as_ref(), "contact", ReadMode::Incremental, &whole.next, 7).unwrap();
    assert_eq!(changed.rows[truth[3]["id"].as_str().unwrap()]["email"], "new@example.com");
    assert!(changed.rows.len() < 6, "contacts of other customers are left alone");
}

#[test]
fn lists_with_totals_are_read_whole_by_small_pages() {
    let tenant = Tenant::new(300);
    for (stream, table) in
        [("clue", "clue"), ("followup", "followup"), ("voucherorder", "voucherorder"), ("sact", "sact"), ("receivable", "receivable")]
    {
        let reading = read(tenant.account().as_ref(), stream, ReadMode::Full, &Cursor::default(), 20).unwrap();
        assert_eq!((reading.rows.len(), reading.order.len()), (tenant.truth(table).len(), tenant.truth(table).len()), "{stream}");
    }
    let orders = read(tenant.account().as_ref(), "voucherorder", ReadMode::Full, &Cursor::default(), 1_000).unwrap();
    assert!(orders.rows.values().all(|row| !row["agentId_name"].is_empty() && row["payMoney"].parse::<f64>().is_ok()));
    let none = read(tenant.account().as_ref(), "followup", ReadMode::Incremental, &Cursor::default(), 20);
    assert!(matches!(none, Err(ConnectorError::Unsupported { .. })), "edited old follow-ups would be missed");
}

#[test]
fn a_limit_by_the_minute_is_waited_out() {
    let tenant = Tenant::new(60);
    tenant.control("POST", "/own/rate", &json!({ "per_minute": 2 }));
    let account = tenant.account();
    let limited = read(account.as_ref(), "contact", ReadMode::Full, &Cursor::default(), 1_000);
    assert!(limited.is_ok() || matches!(limited, Err(ConnectorError::RateLimited { .. })));
    tenant.time.advance(Duration::from_secs(61));
    assert!(read(account.as_ref(), "contact", ReadMode::Full, &Cursor::default(), 1_000).is_ok());
}

#[test]
fn single_records_of_each_kind_are_fetched_and_missing_ones_told() {
    let tenant = Tenant::new(60);
    for stream in ["merchant", "clue", "oppt", "voucherorder", "sact", "receivable"] {
        let id = tenant.truth(stream)[0]["id"].as_str().unwrap().to_owned();
        let mut source = tenant.account().fetch(stream, &[id.clone(), "1".to_owned(), "no id".to_owned()]).unwrap();
        let reading = connector::conformance::Reading::of_source(source.as_mut(), &Cursor::default(), 100).unwrap();
        assert_eq!((reading.order.clone(), reading.removed_ids()), (vec![id], vec!["1"]), "{stream}");
    }
    assert!(matches!(tenant.account().fetch("contact", &["1".to_owned()]), Err(ConnectorError::Unsupported { .. })));
}

#[test]
fn lines_of_orders_are_rows_of_their_own_that_know_their_order() {
    let tenant = Tenant::new(60);
    let account = tenant.account();
    let stream = "voucherorder/orderDetails";
    let whole = read(account.as_ref(), stream, ReadMode::Full, &Cursor::default(), 7).unwrap();
    let orders = tenant.truth("voucherorder");
    let lines = |order: &serde_json::Value| order["values"]["orderDetails"].as_array().cloned().unwrap_or_default();
    let count: usize = orders.iter().map(|order| lines(order).len()).sum();
    assert_eq!((whole.rows.len(), whole.order.len()), (count, count));
    for order in &orders {
        let id = order["id"].as_str().unwrap();
        for line in lines(order) {
            let row = &whole.rows[&format!("{id}-{}", line["lineno"])];
            assert_eq!((row["order"].as_str(), row["qty"].clone()), (id, line["qty"].to_string()));
            assert_eq!(row["agentId"], order["values"]["agentId"].as_str().unwrap());
        }
    }
    // What changed comes with all lines of its order; single lines are read as lists give them.
    let changed = orders[1]["id"].as_str().unwrap();
    tenant.time.advance(Duration::from_secs(3_600));
    tenant.change("voucherorder", changed, &json!({ "memo": "加急" }));
    tenant.time.advance(Duration::from_secs(3_600));
    let later = read(account.as_ref(), stream, ReadMode::Incremental, &whole.next, 7).unwrap();
    assert!(later.rows.values().any(|row| row["order"] == changed) && later.rows.len() <= count / 2, "{}", later.rows.len());
    let ids = [format!("{changed}-10"), format!("{changed}-990"), "7-10".to_owned(), "x".to_owned()];
    let mut single = account.fetch(stream, &ids).unwrap();
    let mut batch = model::RecordBatch::default();
    single.read(&Cursor::default(), 10, &mut batch).unwrap();
    assert_eq!((batch.len(), batch.removals().len()), (1, 2));
    assert!(account.target(stream, None, &[]).is_err(), "lines are written with their order");
}

#[test]
fn receipts_are_read_with_their_customers_and_their_changes() {
    let tenant = Tenant::new(60);
    let account = tenant.account();
    let stream = account.streams().unwrap().into_iter().find(|stream| stream.name == "receivebill").unwrap();
    assert!(stream.can.incremental && stream.can.fetch && !stream.can.create);
    let whole = read(account.as_ref(), "receivebill", ReadMode::Full, &Cursor::default(), 1_000).unwrap();
    let truth = tenant.truth("receivebill");
    assert!(!truth.is_empty() && whole.rows.len() == truth.len());
    let row = &whole.rows[truth[0]["id"].as_str().unwrap()];
    assert_eq!(row["customer"], truth[0]["values"]["customer"].as_str().unwrap());
    assert!(!row["customer_name"].is_empty() && row["vouchdate"].ends_with('Z'), "{row:?}");
}

#[test]
fn as_many_customers_are_asked_for_at_a_time_as_the_settings_say() {
    let tenant = Tenant::new(700);
    let calls_of = |per_page: u64| {
        let before = tenant.calls("merchant.list");
        let account = tenant.connect(&json!({ "customers_per_page": per_page })).unwrap();
        let reading = read(account.as_ref(), "merchant", ReadMode::Full, &Cursor::default(), 10_000).unwrap();
        assert_eq!(reading.rows.len(), 700);
        tenant.calls("merchant.list") - before
    };
    let (few, many) = (calls_of(5_000), calls_of(100));
    assert!(many >= few + 5, "{few} calls with large pages, {many} with small ones");
    for wrong in [49, 5_001] {
        let refused = tenant.connect(&json!({ "customers_per_page": wrong }));
        assert!(matches!(&refused, Err(ConnectorError::Setting { setting, .. }) if setting == "customers_per_page"), "{wrong}");
    }
}
