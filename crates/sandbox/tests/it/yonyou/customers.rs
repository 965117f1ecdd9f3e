//! Customers: lists without and with totals, per organisation, and what counts as a change.

use std::collections::HashSet;

use serde_json::json;

use super::{Tenant, code};

const LIST: &str = "/digitalModel/merchant/newlist";

#[tokio::test]
async fn a_list_is_an_array_and_ends_with_a_short_page() {
    let tenant = Tenant::new(60).await;
    let mut seen = Vec::new();
    for page in 1.. {
        let rows = tenant.data(LIST, json!({ "pageIndex": page, "pageSize": 25 })).await;
        let rows = rows.as_array().unwrap().clone();
        seen.extend(rows.iter().map(|row| (row["id"].to_string(), row["belongOrgCode"].as_str().unwrap().to_owned())));
        if rows.len() < 25 {
            break;
        }
    }
    let ids: HashSet<&String> = seen.iter().map(|(id, _)| id).collect();
    assert_eq!(ids.len(), 60);
    assert!(seen.len() > 60, "some customers are used by two organisations");
    assert_eq!(seen.iter().collect::<HashSet<_>>().len(), seen.len());
    assert!(seen.iter().all(|(id, _)| id.len() == 19), "ids are numbers beyond 2^53");
    assert_eq!(code(&tenant.post(LIST, json!({ "pageIndex": 1, "pageSize": 5_001 })).await), "999");
    assert_eq!(code(&tenant.post(LIST, json!({ "pageIndex": 1 })).await), "310008");
}

#[tokio::test]
async fn the_other_list_has_totals_as_texts_and_ranges() {
    let tenant = Tenant::new(30).await;
    let data = tenant.data("/digitalModel/merchant/newlistrange", json!({ "pageIndex": 2, "pageSize": 10 })).await;
    assert_eq!((data["recordCount"].clone(), data["pageCount"].clone()), (json!("30"), json!("3")));
    let rows = data["recordList"].as_array().unwrap();
    assert_eq!((rows.len(), rows[0]["merchantApplyRanges"][0]["orgIdCode"].clone()), (10, json!("global00")));
}

#[tokio::test]
async fn what_changed_is_found_by_whole_seconds_and_contacts_count() {
    let tenant = Tenant::new(20).await;
    let since = json!({ "pageIndex": 1, "pageSize": 100, "pubts": "2026-01-05 16:00:00" });
    assert_eq!(tenant.data(LIST, since.clone()).await, json!([]));
    let contact = tenant.truth("contact")[0].clone();
    tenant.control(
        "PATCH",
        &format!("/tables/contact/records/{}", contact["id"].as_str().unwrap()),
        json!({ "values": { "remarks": "x" } }),
    );
    let rows = tenant.data(LIST, since).await;
    assert_eq!(rows.as_array().unwrap()[0]["id"].to_string(), contact["values"]["merchant"].as_str().unwrap());
    assert_eq!(rows[0]["modifyTime"], "2026-01-05 16:00:00", "the tenant's own time");
    let later = tenant.data(LIST, json!({ "pageIndex": 1, "pageSize": 100, "pubts": "2026-01-05 16:00:01" })).await;
    assert_eq!(later, json!([]));
}

#[tokio::test]
async fn filters_name_customers_and_details_hold_what_lists_leave_out() {
    let tenant = Tenant::new(20).await;
    let first = tenant.truth("merchant")[0].clone();
    let (id, code) = (first["id"].as_str().unwrap(), first["values"]["code"].clone());
    for filter in [json!({ "code": code }), json!({ "id": id.parse::<u64>().unwrap() }), json!({ "name": first["values"]["name"] })] {
        let mut body = json!({ "pageIndex": 1, "pageSize": 10 });
        body.as_object_mut().unwrap().extend(filter.as_object().unwrap().clone());
        assert_eq!(tenant.data(LIST, body).await[0]["code"], code);
    }
    let details = tenant
        .data("/digitalModel/merchant/newBatchDetail", json!([{ "id": id, "belongOrgCode": "global00" }, { "code": "nobody" }]))
        .await;
    assert_eq!(details.as_array().unwrap().len(), 1);
    assert!(details[0]["merchantContactInfos"][0]["fullName"]["simplifiedName"].is_string());
    assert!(details[0]["merchantAddressInfos"].is_array() && details[0]["merchantContactInfos"][0]["id"].is_u64());
    let single = tenant.call("GET", &format!("/digitalModel/merchant/detail?id={id}"), None).await.json();
    assert_eq!(single["data"]["code"], code);
    let custom = tenant.data("/digitalModel/merchant/api/getCustomerDefine", json!({})).await;
    assert_eq!(custom[0]["code"], "memberLevel");
}
