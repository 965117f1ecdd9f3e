//! Logins, sessions and signed headers.

use serde_json::{Value, json};

use super::{BILLS, Office, refusal};
use crate::support::got;

const CHECK: &str = "BD_Currency";

async fn answers(office: &Office, session: &str) -> Value {
    let request = reqwest::Client::new().post(office.address(BILLS, "ExecuteBillQuery")).header("kdservice-sessionid", session);
    let body = json!({ "data": { "FormId": CHECK, "FieldKeys": "FCODE", "FilterString": " FNUMBER='PRE001' ", "TopRowCount": "0", "Limit": "0" } });
    // The vendor's own check asks for a key in another case: this form knows only its own.
    let body = body.to_string().replace("FNUMBER", "FNumber");
    got(request.header("content-type", "application/json").body(body)).await.unwrap().json()
}

#[tokio::test]
async fn logins_begin_sessions_and_refusals_have_status_200() {
    let office = Office::new(3).await;
    assert_eq!(answers(&office, &office.session).await, json!([["CNY"]]));
    let who = office.control("GET", "/own/credentials", json!({}));
    let part = |name: &str| who[name].as_str().unwrap().to_owned();
    let right = office.login("ValidateUser", json!([part("account"), part("user"), part("password"), 2052])).await;
    assert_eq!(right.json()["LoginResultType"], 1);
    assert_eq!(right.json()["Context"]["STimeZone"]["OffsetTicks"], 288_000_000_000_i64);
    assert_eq!(right.headers.get_all("set-cookie").iter().count(), 2);
    let wrong = office.login("ValidateUser", json!([part("account"), part("user"), "wrong", 2052])).await;
    assert_eq!((wrong.status, wrong.json()["LoginResultType"].clone()), (200, json!(0)));
    let wrong = office.login("ValidateUser", json!(["elsewhere", part("user"), part("password"), 2052])).await;
    assert_eq!(wrong.json()["LoginResultType"], -1);
    let unsigned = office.login("LoginBySign", json!([part("account"), part("user"), part("app_id"), "1767600000", "00ff", 2052])).await;
    assert_eq!(unsigned.json()["LoginResultType"], 0);
    let named = json!({ "acctid": part("account"), "username": part("user"), "password": part("password"), "lcid": 2052 });
    let named = got(reqwest::Client::new().post(office.address(super::LOGINS, "ValidateUser")).json(&named)).await.unwrap();
    assert_eq!(named.json()["LoginResultType"], 1);
}

#[tokio::test]
async fn a_lost_session_is_told_inside_the_rows() {
    let office = Office::new(3).await;
    let lost = answers(&office, "nobody").await;
    assert_eq!(refusal(&lost[0][0]["Result"]), (1, "会话信息已丢失，请重新登录".to_owned()));
    office.running.advance(19 * 60_000);
    assert_eq!(answers(&office, &office.session).await[0][0], "CNY");
    office.running.advance(20 * 60_000);
    assert_eq!(refusal(&answers(&office, &office.session).await[0][0]["Result"]).0, 1);
    let office = Office::new(3).await;
    office.running.fault("kingdee:save:session_lost").unwrap();
    assert_eq!(refusal(&office.act("Save", "BD_Customer", json!({ "Model": super::customer("C1", "A") })).await).0, 1);
    assert_eq!(refusal(&answers(&office, &office.session).await[0][0]["Result"]).0, 1, "it does not come back");
}

#[tokio::test]
async fn failures_before_the_server_understands_look_like_nothing_else() {
    let office = Office::new(3).await;
    office.running.fault("kingdee:query:response_error").unwrap();
    let body = json!({ "data": { "FormId": CHECK, "FieldKeys": "FCODE" } });
    let text = got(office.request("ExecuteBillQuery").json(&body)).await.unwrap().text;
    assert!(text.starts_with("response_error:{\"Message\":"), "{text}");
    office.running.fault("kingdee:query:firewall").unwrap();
    assert_eq!(office.call("ExecuteBillQuery", body.clone()).await[0]["actionname"], "showConfirm");
    office.running.fault("kingdee:query:code=14").unwrap();
    assert_eq!(refusal(&office.call("ExecuteBillQuery", body).await[0][0]["Result"]).0, 14);
    let centres = got(reqwest::Client::new()
        .post(office.address("Kingdee.BOS.ServiceFacade.ServicesStub.Account.AccountService", "GetDataCenterList"))
        .body("{}"));
    assert_eq!(centres.await.unwrap().json()[0]["Id"], sandbox::kingdee::ACCOUNT);
}
