//! Tokens, the old login, and the calls that need neither.

use sandbox::salesforce::{CLIENT_ID, CLIENT_SECRET, PASSWORD, SECURITY_TOKEN, USERNAME};
use serde_json::{Value, json};

use super::{Org, client_credentials, code, form};
use crate::support::got;

/// Signed with a key that was made for this test, expires three minutes after the simulators' start.
const ASSERTION: &str = "eyJhbGciOiAiUlMyNTYifQ.eyJpc3MiOiAiM01WRzlzaW11bGF0ZWQuY29uc3VtZXIua2V5LjdmM2EiLCAic3ViIjogImludGVncmF0aW9uQGV4YW1wbGUuY29tIiwgImF1ZCI6ICJodHRwczovL2xvZ2luLnNhbGVzZm9yY2UuY29tIiwgImV4cCI6IDE3Njc2MDAxODB9.qqXdT88pn2sX8lx1aqNXp1C3gsv8UjmA39YWox0eoBArH0vz4OqN63Qro-FZ46ZXd7nxOX1uiV3r1MVoQkcXtS-9GMxZlXi9Rvp2617L7-t5hZv2S6xPzl2L2D8Gvdknp3kVgugvUkm40wTQAGRtI8jyiKlIdBX5aTYzafGCKA0B1dmMeZ5xmp4GQw_p_aJexGN21AdxYw7_wGEaIqH9QEaen8PIGfvbdTifuHOMgyDiKMDymuYbu3PYKYE9KmlYVhzQslnASQjs00m8ERD0mDgik2sDqAZkZkG-TXItE9wefEJF2nNFJstkTqnUgyvlxgZcrc2XEs1D1iEvLw9Rng";
const PUBLIC_KEY: &str = "-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA8+NsNidYooxUjGitpOZM
iLt1ie0U0RqzglmcNUMTn7+vWfBsQSaKEK48tQyN8WcUklXMwVbIGNxuNaWWcItF
23fOP8RjHx5ny55ocsOCIAME25U4DRJrlRAjzIxdDvkBT7nLIcJrIC+swEVb2Izr
DId1T6tGg/wlXkER72zpSI6hbjC50RXetG+C0UeVG5ROrmstFe1+pCvgdCrGacDF
I2mG3582KQwpJWys8lzQsmEOB9MNo9SDaunquaF77XaiCAP+wpwehMVuOloube71
ToFsopLw/i8hGXYr/knTIaAioEeLp5KBoeEWe5rXSPVe4pLQx0M6ktIuV9BkeVvt
twIDAQAB
-----END PUBLIC KEY-----";

async fn token(org: &Org, fields: &[(&str, &str)]) -> (u16, Value) {
    let answer = form(&format!("{}/services/oauth2/token", org.base), fields).await;
    (answer.status, answer.json())
}

fn keys(answer: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = answer.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[tokio::test]
async fn client_credentials_give_a_token_in_the_form_or_in_the_header() {
    let org = Org::new(5).await;
    let (status, answer) = token(&org, &client_credentials()).await;
    let expected = ["access_token", "api_instance_url", "id", "instance_url", "issued_at", "scope", "signature", "token_type"];
    assert_eq!((status, keys(&answer)), (200, expected.to_vec()));
    assert_eq!((answer["issued_at"].clone(), answer["token_type"].clone()), (json!("1767600000000"), json!("Bearer")));
    let text = answer["access_token"].as_str().unwrap();
    assert!(text.starts_with("00D") && text.find('!') == Some(15), "{text}");
    let request = reqwest::Client::new().post(format!("{}/services/oauth2/token", org.base)).basic_auth(CLIENT_ID, Some(CLIENT_SECRET));
    let basic = got(request.body("grant_type=client_credentials")).await.unwrap();
    assert_eq!(basic.status, 200, "{}", basic.text);
}

#[tokio::test]
async fn refused_sign_ins_are_objects() {
    let org = Org::new(5).await;
    let secret = ("client_secret", CLIENT_SECRET);
    let id = ("client_id", CLIENT_ID);
    for (fields, error) in [
        (vec![id, secret], "invalid_request"),
        (vec![("grant_type", "client_credentials"), ("client_id", "x"), secret], "invalid_client_id"),
        (vec![("grant_type", "client_credentials"), id, ("client_secret", "x")], "invalid_client"),
        (vec![("grant_type", "magic"), id, secret], "unsupported_grant_type"),
        (vec![("grant_type", "password"), id, secret, ("username", USERNAME), ("password", PASSWORD)], "invalid_grant"),
        (vec![("grant_type", "refresh_token"), id, secret, ("refresh_token", "x")], "invalid_grant"),
        (vec![("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", "a.b.c")], "invalid_grant"),
    ] {
        let (status, answer) = token(&org, &fields).await;
        assert_eq!((status, answer["error"].as_str()), (400, Some(error)), "{fields:?}");
    }
}

#[tokio::test]
async fn an_assertion_is_accepted_with_its_key_and_in_its_time() {
    let org = Org::new(5).await;
    let fields = [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", ASSERTION)];
    assert_eq!(token(&org, &fields).await.1["error_description"], "invalid assertion");
    let added = org.running.control("POST", "/salesforce/own/jwt_key", Some(&json!({ "pem": PUBLIC_KEY })));
    assert_eq!(added["added"], true);
    let (status, answer) = token(&org, &fields).await;
    assert_eq!((status, keys(&answer)), (200, vec!["access_token", "id", "instance_url", "scope", "token_type"]), "{answer}");
    let changed = ASSERTION.replacen("ASSERT", "", 1).replace("qqXdT", "qqXdU");
    assert_eq!(token(&org, &[fields[0], ("assertion", &changed)]).await.0, 400);
    org.running.advance(181_000);
    assert_eq!(token(&org, &fields).await.0, 400, "expired");
}

#[tokio::test]
async fn the_web_server_flow_gives_a_refresh_token_that_can_rotate() {
    let org = Org::new(5).await;
    let page = format!(
        "{}/services/oauth2/authorize?response_type=code&client_id={CLIENT_ID}&redirect_uri=http%3A%2F%2Flocalhost%2Fcb&state=s%201&scope=api%20refresh_token",
        org.base
    );
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let redirect = got(client.get(page)).await.unwrap();
    let location = redirect.header("location").to_owned();
    let code = location.strip_prefix("http://localhost/cb?code=").and_then(|rest| rest.strip_suffix("&state=s%201")).unwrap();
    let exchange = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", "http://localhost/cb"),
        ("client_id", CLIENT_ID),
        ("client_secret", CLIENT_SECRET),
    ];
    let (_, first) = token(&org, &exchange).await;
    assert_eq!(token(&org, &exchange).await.0, 400, "a code works once");
    let refresh = |token: &str| {
        [("grant_type", "refresh_token"), ("client_id", CLIENT_ID), ("client_secret", CLIENT_SECRET), ("refresh_token", token)]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let refreshed = async |text: &str| {
        let fields = refresh(text);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        token(&org, &fields).await
    };
    let old = first["refresh_token"].as_str().unwrap();
    let (status, answer) = refreshed(old).await;
    assert_eq!((status, answer.get("refresh_token")), (200, None));
    org.running.control("POST", "/salesforce/own/rotate_refresh_tokens", Some(&json!({ "on": true })));
    let (_, rotated) = refreshed(old).await;
    let new = rotated["refresh_token"].as_str().unwrap();
    assert_ne!(new, old);
    assert_eq!(refreshed(old).await.1["error_description"], "expired access/refresh token");
    org.running.fault("salesforce:token:lost_answer").unwrap();
    let lost = reqwest::Client::new()
        .post(format!("{}/services/oauth2/token", org.base))
        .body(format!("grant_type=refresh_token&client_id={CLIENT_ID}&client_secret={CLIENT_SECRET}&refresh_token={new}"))
        .send()
        .await;
    assert!(lost.is_err());
    assert_eq!(refreshed(new).await.0, 400, "the answer with the next token was lost");
}

#[tokio::test]
async fn the_old_login_gives_a_session() {
    let org = Org::new(5).await;
    let login = |password: String| {
        let body = format!(
            "<?xml version=\"1.0\"?><env:Envelope xmlns:env=\"http://schemas.xmlsoap.org/soap/envelope/\"><env:Header><urn:CallOptions xmlns:urn=\"urn:partner.soap.sforce.com\"><urn:client>x</urn:client></urn:CallOptions></env:Header><env:Body><n1:login xmlns:n1=\"urn:partner.soap.sforce.com\"><n1:username>{USERNAME}</n1:username><n1:password>{password}</n1:password></n1:login></env:Body></env:Envelope>"
        );
        got(reqwest::Client::new().post(format!("{}/services/Soap/u/59.0", org.base)).header("soapaction", "login").body(body))
    };
    let answer = login(format!("{PASSWORD}{SECURITY_TOKEN}")).await.unwrap();
    let session = answer.text.split("<sessionId>").nth(1).and_then(|rest| rest.split("</sessionId>").next()).unwrap();
    assert!(answer.text.contains("/services/Soap/u/59.0/00D") && answer.text.contains("<sandbox>false</sandbox>"));
    let limits = got(reqwest::Client::new().get(format!("{}/services/data/v59.0/limits", org.base)).bearer_auth(session)).await.unwrap();
    assert_eq!(limits.status, 200);
    let refused = login("wrong".to_owned()).await.unwrap();
    assert!(refused.status == 500 && refused.text.contains("<faultcode>sf:INVALID_LOGIN</faultcode>"));
}

#[tokio::test]
async fn a_token_dies_by_time_by_fault_and_with_its_org() {
    let org = Org::new(5).await;
    assert_eq!(org.get("/limits").await.status, 200);
    org.running.advance(7_199_000);
    assert_eq!(org.get("/limits").await.status, 200, "use keeps it alive");
    org.running.advance(7_200_000);
    assert_eq!(code(&org.get("/limits").await), (401, "INVALID_SESSION_ID".to_owned()));
    let org = Org::new(5).await;
    org.running.fault("salesforce:token_life=5").unwrap();
    assert_eq!(org.get("/limits").await.status, 200);
    org.running.advance(5_000);
    assert_eq!(org.get("/limits").await.status, 401);
    let org = Org::new(5).await;
    org.running.control("PUT", "/salesforce/organisation", Some(&json!({ "id": "00D5i0000000099EAA" })));
    assert_eq!(org.get("/limits").await.status, 401);
    let malformed = got(reqwest::Client::new().get(format!("{}/services/data/v66.0/limits", org.base)).header("authorization", "Token x"))
        .await
        .unwrap();
    assert_eq!(code(&malformed), (401, "INVALID_AUTH_HEADER".to_owned()));
}

#[tokio::test]
async fn versions_need_no_token_and_old_ones_are_gone() {
    let org = Org::new(5).await;
    let versions = got(reqwest::Client::new().get(format!("{}/services/data/", org.base))).await.unwrap();
    let list = versions.json();
    assert_eq!(list[0], json!({ "label": "Summer '14", "url": "/services/data/v31.0", "version": "31.0" }));
    assert_eq!(list.as_array().unwrap().last().unwrap()["label"], "Spring '26");
    assert_eq!(versions.header("sforce-limit-info"), "");
    assert_eq!(org.at("30.0", "GET", "/limits", None).await.status, 410);
    assert_eq!(org.at("67.0", "GET", "/limits", None).await.status, 404);
    let resources = org.get("/").await.json();
    assert_eq!(resources["query"], "/services/data/v66.0/query");
}

#[tokio::test]
async fn calls_are_counted_in_every_answer_and_a_quota_refuses() {
    let org = Org::new(5).await;
    org.get("/limits").await;
    let second = org.get("/limits").await;
    assert_eq!(second.header("sforce-limit-info"), "api-usage=2/100000");
    assert_eq!(second.json()["DailyApiRequests"], json!({ "Max": 100_000, "Remaining": 99_998 }));
    org.running.fault("salesforce:quota=1").unwrap();
    org.get("/limits").await;
    let refused = org.get("/limits").await;
    assert_eq!((code(&refused), refused.header("sforce-limit-info")), ((403, "REQUEST_LIMIT_EXCEEDED".to_owned()), "api-usage=1/1"));
    assert_eq!(refused.json()[0]["message"], "TotalRequests Limit exceeded.");
}

#[tokio::test]
async fn objects_and_fields_are_described() {
    let org = Org::new(5).await;
    let global = org.get("/sobjects").await.json();
    assert_eq!((global["encoding"].clone(), global["maxBatchSize"].clone()), (json!("UTF-8"), json!(200)));
    assert!(
        global["sobjects"]
            .as_array()
            .unwrap()
            .iter()
            .any(|object| object["name"] == "Membership__c" && object["custom"] == true && object["keyPrefix"] == "a00")
    );
    let account = org.get("/sobjects/account/describe").await;
    let described = account.json();
    let field = |name: &str| described["fields"].as_array().unwrap().iter().find(|field| field["name"] == name).unwrap().clone();
    let name = field("Name");
    assert_eq!(
        (name["type"].clone(), name["length"].clone(), name["byteLength"].clone(), name["nillable"].clone(), name["nameField"].clone()),
        (json!("string"), json!(255), json!(765), json!(false), json!(true))
    );
    assert_eq!(name.as_object().unwrap().len(), 57, "every key of the contract");
    assert_eq!(
        (
            field("Active__c")["nillable"].clone(),
            field("Active__c")["defaultedOnCreate"].clone(),
            field("Active__c")["defaultValue"].clone()
        ),
        (json!(false), json!(true), json!(true))
    );
    assert_eq!(
        (field("ParentId")["referenceTo"].clone(), field("ParentId")["relationshipName"].clone()),
        (json!(["Account"]), json!("Parent"))
    );
    assert_eq!(
        (field("BillingCity")["compoundFieldName"].clone(), field("BillingAddress")["createable"].clone()),
        (json!("BillingAddress"), json!(false))
    );
    assert_eq!((field("Legacy_Id__c")["externalId"].clone(), field("Legacy_Id__c")["unique"].clone()), (json!(true), json!(false)));
    assert_eq!(field("Tier__c")["picklistValues"][3]["value"], "战略客户");
    let children = described["childRelationships"].as_array().unwrap();
    assert!(
        children
            .iter()
            .any(|child| child["childSObject"] == "Contact" && child["relationshipName"] == "Contacts" && child["field"] == "AccountId")
    );
    let again =
        org.request("GET", "/services/data/v66.0/sobjects/Account/describe").header("if-modified-since", account.header("last-modified"));
    assert_eq!(got(again).await.unwrap().status, 304);
    org.running.advance(10_000);
    org.running.control("DELETE", "/salesforce/tables/Account/fields/Score__c", None);
    let changed =
        org.request("GET", "/services/data/v66.0/sobjects/Account/describe").header("if-modified-since", account.header("last-modified"));
    assert_eq!(got(changed).await.unwrap().status, 200);
    assert_eq!(code(&org.get("/sobjects/Nothing/describe").await), (404, "NOT_FOUND".to_owned()));
}
