//! Tokens: errors with status 200, throttles, ends, scopes, hosts.

use serde_json::json;

use super::{Org, code};
use crate::support::got;

#[tokio::test]
async fn oauth_errors_come_with_status_200() {
    let org = Org::new(5).await;
    for (parameters, word) in [
        (vec![("grant_type", "refresh_token"), ("refresh_token", "1000.nothing")], "invalid_code"),
        (vec![("grant_type", "refresh_token"), ("refresh_token", "x"), ("client_secret", "wrong")], "invalid_client_secret"),
        (vec![("grant_type", "refresh_token"), ("refresh_token", "x"), ("client_id", "wrong")], "invalid_client"),
        (vec![("grant_type", "authorization_code"), ("code", "1000.nothing")], "invalid_code"),
        (vec![("grant_type", "client_credentials"), ("soid", "ZohoCRM.1")], "invalid_soid"),
    ] {
        let answer = org.grant(&parameters).await;
        assert_eq!((answer.status, answer.json()["error"].clone()), (200, json!(word)), "{parameters:?}");
        assert!(answer.json()["access_token"].is_null());
    }
    org.running.fault("zoho:token:token_error=general_error").unwrap();
    assert_eq!(org.refresh("x").await.json()["error"], "general_error");
}

#[tokio::test]
async fn a_refresh_token_gives_ten_tokens_in_ten_minutes() {
    let org = Org::new(5).await;
    let refresh = org.control("POST", "/own/refresh_token", json!({}))["refresh_token"].as_str().unwrap().to_owned();
    for _ in 0..10 {
        let answer = org.refresh(&refresh).await.json();
        assert!(answer["access_token"].as_str().unwrap().starts_with("1000."));
        assert_eq!(
            (answer["expires_in"].clone(), answer["api_domain"].clone(), answer["refresh_token"].is_null()),
            (json!(3600), json!(org.base), true)
        );
    }
    let refused = org.refresh(&refresh).await;
    assert_eq!((refused.status, refused.json()["error"].clone()), (400, json!("Access Denied")));
    org.running.advance(601_000);
    assert_eq!(org.refresh(&refresh).await.status, 200);
}

#[tokio::test]
async fn a_code_is_good_once_and_brings_a_refresh_token() {
    let org = Org::new(5).await;
    let made = org.control("POST", "/own/code", json!({}))["code"].as_str().unwrap().to_owned();
    let answer = org.grant(&[("grant_type", "authorization_code"), ("code", &made)]).await.json();
    let refresh = answer["refresh_token"].as_str().unwrap().to_owned();
    assert!(org.refresh(&refresh).await.json()["access_token"].is_string());
    assert_eq!(org.grant(&[("grant_type", "authorization_code"), ("code", &made)]).await.json()["error"], "invalid_code");
    let revoked = got(reqwest::Client::new().post(format!("{}/oauth/v2/token/revoke?token={refresh}", org.base))).await.unwrap();
    assert_eq!(revoked.json()["status"], "success");
    assert_eq!(org.refresh(&refresh).await.json()["error"], "invalid_code");
    let soid = org.control("GET", "/own/credentials", json!({}))["soid"].as_str().unwrap().to_owned();
    let answer = org.grant(&[("grant_type", "client_credentials"), ("soid", &soid), ("scope", "ZohoCRM.modules.ALL")]).await.json();
    assert_eq!(answer["scope"], "ZohoCRM.modules.ALL");
}

#[tokio::test]
async fn tokens_end_and_carry_their_scopes() {
    let org = Org::new(5).await;
    assert_eq!(org.get("/org").await.status, 200);
    org.running.advance(3_600_000);
    assert_eq!(code(&org.get("/org").await), (401, "INVALID_TOKEN".to_owned()));
    let bare = got(reqwest::Client::new().get(format!("{}/crm/v8/org", org.base))).await.unwrap();
    assert_eq!(code(&bare), (401, "AUTHENTICATION_FAILURE".to_owned()));
    let bearer = got(reqwest::Client::new().get(format!("{}/crm/v8/org", org.base)).bearer_auth("x")).await.unwrap();
    assert_eq!(code(&bearer).1, "AUTHENTICATION_FAILURE");
    let refresh =
        org.control("POST", "/own/refresh_token", json!({ "scope": "ZohoCRM.modules.READ" }))["refresh_token"].as_str().unwrap().to_owned();
    let token = org.refresh(&refresh).await.json()["access_token"].as_str().unwrap().to_owned();
    let with = |path: &str| {
        reqwest::Client::new().get(format!("{}/crm/v8/{path}", org.base)).header("authorization", format!("Zoho-oauthtoken {token}"))
    };
    assert_eq!(got(with("Contacts?fields=Email")).await.unwrap().status, 200);
    assert_eq!(code(&got(with("org")).await.unwrap()), (401, "OAUTH_SCOPE_MISMATCH".to_owned()));
}

#[tokio::test]
async fn calls_to_the_host_of_another_data_centre_are_refused() {
    let org = Org::new(5).await;
    org.control("POST", "/own/data_centre", json!({ "host": "www.zohoapis.eu" }));
    assert_eq!(code(&org.get("/org").await), (400, "INVALID_HOST".to_owned()));
    let right = org.request("GET", "/crm/v8/org").header("host", "www.zohoapis.eu");
    assert_eq!(got(right).await.unwrap().status, 200);
    org.control("POST", "/own/data_centre", json!({ "host": null }));
    org.running.fault("zoho:org:wrong_host").unwrap();
    assert_eq!(code(&org.get("/org").await).1, "INVALID_HOST");
    assert_eq!(org.get("/org").await.status, 200);
    org.control("PUT", "/organisation", json!({ "id": "1" }));
    assert_eq!(code(&org.get("/org").await).1, "INVALID_TOKEN", "a token belongs to its org");
}

#[tokio::test]
async fn credits_are_counted_and_told_once_half_of_them_is_used() {
    let org = Org::new(5).await;
    org.control("POST", "/own/credits", json!({ "max": 20 }));
    let row = json!({ "Last_Name": "A" });
    assert_eq!(org.create("Leads", json!(vec![row.clone(); 95])).await.status, 201);
    assert_eq!(org.control("GET", "/own/credits", json!({}))["used"], 10);
    let told = org.coql("select id from Leads where id is not null limit 2000").await;
    assert_eq!(told.header("x-api-credits-remaining"), "7");
    for _ in 0..7 {
        assert_eq!(org.get("/org").await.status, 200);
    }
    let refused = org.get("/org").await;
    assert_eq!((code(&refused), refused.header("x-api-credits-remaining")), ((429, "TOO_MANY_REQUESTS".to_owned()), "0"));
    org.running.fault("zoho:org:concurrency").unwrap();
    org.control("POST", "/own/credits", json!({ "max": null }));
    let busy = org.get("/org").await;
    assert_eq!((busy.status, busy.header("x-api-credits-remaining")), (429, ""));
}
