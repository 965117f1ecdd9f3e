//! Where tenants live, tokens and their signatures, and what the gateway looks at first.

use sandbox::yonyou::{APP_KEY, APP_SECRET, SUITE_KEY, SUITE_SECRET, TENANT};
use serde_json::json;

use super::{Tenant, code, encoded, signature};
use crate::support::got;

#[tokio::test]
async fn a_tenant_that_is_not_known_is_told_with_status_200() {
    let tenant = Tenant::new(5).await;
    let unknown = tenant.plain("/open-auth/dataCenter/getGatewayAddress?tenantId=test").await;
    assert_eq!((unknown.status, code(&unknown).as_str()), (200, "500"));
    assert!(tenant.gateway.starts_with("http://127.0.0.1:"));
}

#[tokio::test]
async fn tokens_need_a_right_signature_and_a_right_clock() {
    let tenant = Tenant::new(5).await;
    let now = 1_767_600_000_000_i64;
    for way in ["selfAppAuth/base/v1", "selfAppAuth"] {
        let given = tenant.ask_token(way, &tenant.signed(now)).await.json();
        assert_eq!((given["code"].as_str(), given["data"]["expire"].as_i64()), (Some("00000"), Some(7_200)), "{way}");
    }
    let wrong = |query: String| {
        let tenant = &tenant;
        async move { code(&tenant.ask_token("selfAppAuth/base/v1", &query).await) }
    };
    let with = |secret: &str, timestamp: i64| {
        let text = format!("appKey{APP_KEY}timestamp{timestamp}");
        format!("appKey={APP_KEY}&timestamp={timestamp}&signature={}", encoded(&signature(secret, &text)))
    };
    assert_eq!(wrong(with("not the secret", now)).await, "10017");
    assert_eq!(wrong(with(APP_SECRET, now - 301_000)).await, "10016");
    assert_eq!(wrong(with(APP_SECRET, now + 299_000)).await, "00000");
    assert_eq!(wrong(with(APP_SECRET, now).replace(APP_KEY, "nobody")).await, "10018");
    // Encoded twice, a signature is another one.
    let twice = format!(
        "appKey={APP_KEY}&timestamp={now}&signature={}",
        encoded(&encoded(&signature(APP_SECRET, &format!("appKey{APP_KEY}timestamp{now}"))))
    );
    assert_eq!(wrong(twice).await, "10017");
    tenant.running.fault("yonyou:token:token_throttled").unwrap();
    assert_eq!(wrong(with(APP_SECRET, now)).await, "310046");
}

#[tokio::test]
async fn a_suite_signs_all_its_parameters() {
    let tenant = Tenant::new(5).await;
    let now = 1_767_600_000_000_i64;
    let query = |ticket: Option<&str>| {
        let text = match ticket {
            Some(ticket) => format!("suiteKey{SUITE_KEY}suiteTicket{ticket}tenantId{TENANT}timestamp{now}"),
            None => format!("suiteKey{SUITE_KEY}tenantId{TENANT}timestamp{now}"),
        };
        let ticket = ticket.map(|ticket| format!("&suiteTicket={ticket}")).unwrap_or_default();
        format!("suiteKey={SUITE_KEY}&tenantId={TENANT}&timestamp={now}{ticket}&signature={}", encoded(&signature(SUITE_SECRET, &text)))
    };
    for way in ["suiteApp/base/v1", "suiteApp"] {
        assert_eq!(code(&tenant.ask_token(way, &query(None)).await), "00000", "{way}");
    }
    tenant.control("POST", "/own/suite_ticket", json!({ "ticket": "t1" }));
    assert_eq!(code(&tenant.ask_token("suiteApp/base/v1", &query(None)).await), "10020");
    assert_eq!(code(&tenant.ask_token("suiteApp/base/v1", &query(Some("t1"))).await), "00000");
}

#[tokio::test]
async fn an_address_is_looked_at_before_the_token() {
    let tenant = Tenant::new(5).await;
    let bare = |path: &str| {
        let url = format!("{}{path}", tenant.gateway);
        async move { got(reqwest::Client::new().post(url)).await.unwrap() }
    };
    let nowhere = bare("/yonbip/digitalModel/merchant/newinsert_copy").await;
    assert_eq!((nowhere.status, code(&nowhere).as_str()), (404, "310404"));
    let without = bare("/yonbip/digitalModel/merchant/newlist").await;
    assert_eq!((without.status, code(&without).as_str()), (200, "310001"));
    let wrong = bare("/yonbip/digitalModel/merchant/newlist?access_token=x").await;
    assert_eq!((wrong.status, code(&wrong).as_str()), (200, "310036"));
    assert_eq!(code(&tenant.call("GET", "/digitalModel/merchant/newlist", None).await), "310405");
    tenant.running.fault("yonyou:merchant.list:plain_token_error:times=always").unwrap();
    let plain = bare("/yonbip/digitalModel/merchant/newlist?access_token=x").await;
    assert_eq!((plain.text.as_str(), plain.header("content-type")), ("非法token", "text/plain; charset=utf-8"));
}

#[tokio::test]
async fn tokens_end_and_the_tenant_may_move() {
    let mut tenant = Tenant::new(5).await;
    let list = json!({ "pageIndex": 1, "pageSize": 10 });
    let path = "/digitalModel/merchant/newlist";
    assert_eq!(code(&tenant.post(path, list.clone()).await), "200");
    // The older products' prefix, the header, and a method in lower case.
    let url = format!("{}/yonsuite/crm/clue/getbyid?id=1", tenant.gateway);
    let by_header = reqwest::Client::new().request(reqwest::Method::from_bytes(b"get").unwrap(), url).header("access_token", &tenant.token);
    assert_eq!(code(&got(by_header).await.unwrap()), "999");
    tenant.control("POST", "/own/end_sessions", json!({}));
    assert_eq!(code(&tenant.post(path, list.clone()).await), "310036");
    tenant.sign_in().await;
    tenant.control("POST", "/own/move", json!({ "centre": "c3" }));
    assert_eq!(code(&tenant.post(path, list.clone()).await), "310036");
    tenant.sign_in().await;
    assert!(tenant.gateway.ends_with("/c3/iuap-api-gateway"));
    assert_eq!(code(&tenant.post(path, list.clone()).await), "200");
    tenant.control("POST", "/own/unauthorise", json!({ "endpoint": "merchant.list" }));
    assert_eq!(code(&tenant.post(path, list.clone()).await), "310037");
    tenant.control("POST", "/own/unauthorise", json!({ "endpoint": null }));
    tenant.control("POST", "/own/rate", json!({ "per_minute": 2 }));
    let codes =
        [code(&tenant.post(path, list.clone()).await), code(&tenant.post(path, list.clone()).await), code(&tenant.post(path, list).await)];
    assert_eq!(codes, ["200", "200", "310046"]);
    assert_eq!(code(&tenant.post("/digitalModel/staff/list", json!({})).await), "200", "each interface has a limit of its own");
}
