//! Lists, pages, single records, search, what was deleted.

use serde_json::{Value, json};

use super::{Org, code};
use crate::support::got;

/// Ids of all pages, going on by page tokens.
async fn paged(org: &Org, query: &str) -> Vec<String> {
    let (mut ids, mut at) = (Vec::new(), String::new());
    for _ in 0..100 {
        let page = org.get(&format!("/Contacts?{query}{at}")).await.json();
        ids.extend(page["data"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()));
        if page["info"]["more_records"] == false {
            return ids;
        }
        at = format!("&page_token={}", page["info"]["next_page_token"].as_str().unwrap());
    }
    panic!("no end")
}

#[tokio::test]
async fn pages_go_on_by_token_in_the_order_asked_for() {
    let org = Org::new(450).await;
    let ids = paged(&org, "fields=Last_Name").await;
    assert_eq!(ids.len(), 450);
    assert!(ids.windows(2).all(|pair| pair[0] > pair[1]), "newest first unless told");
    let rising = paged(&org, "fields=Last_Name&sort_by=Modified_Time&sort_order=asc&per_page=90").await;
    assert_eq!((rising.len(), rising[0].clone()), (450, ids[449].clone()));
    let third = org.data("/Contacts?fields=Last_Name&page=3&per_page=200").await;
    assert_eq!((third.len(), third[0]["id"].as_str().unwrap()), (50, ids[400].as_str()));
    assert_eq!(third[0].as_object().unwrap().len(), 2, "only what was asked for, and the id");
    assert_eq!(org.get("/Contacts?fields=Last_Name&page=4").await.status, 204);
}

#[tokio::test]
async fn lists_refuse_what_the_vendor_refuses() {
    let org = Org::new(450).await;
    let first = org.get("/Contacts?fields=Last_Name").await.json();
    let token = first["info"]["next_page_token"].as_str().unwrap().to_owned();
    let many: Vec<String> = (0..51).map(|number| format!("f{number}")).collect();
    for (path, expected) in [
        ("/Contacts".to_owned(), "REQUIRED_PARAM_MISSING"),
        (format!("/Contacts?fields={}", many.join(",")), "LIMIT_EXCEEDED"),
        ("/Contacts?fields=Last_Name&page=11".to_owned(), "DISCRETE_PAGINATION_LIMIT_EXCEEDED"),
        (format!("/Contacts?fields=Last_Name&page=2&page_token={token}"), "AMBIGUITY_DURING_PROCESSING"),
        ("/Contacts?fields=Last_Name&cvid=1&sort_by=id".to_owned(), "AMBIGUITY_DURING_PROCESSING"),
        (format!("/Contacts?fields=Email&page_token={token}"), "TOKEN_BOUND_DATA_MISMATCH"),
        ("/Contacts?fields=Last_Name&page_token=nothing".to_owned(), "INVALID_DATA"),
    ] {
        assert_eq!(code(&org.get(&path).await), (400, expected.to_owned()), "{path}");
    }
    org.running.fault("zoho:list:page_token_dies").unwrap();
    assert_eq!(code(&org.get(&format!("/Contacts?fields=Last_Name&page_token={token}")).await).1, "EXPIRED_VALUE");
    let older = org.request("GET", "/crm/v2/Contacts");
    assert_eq!(got(older).await.unwrap().status, 200, "fields may be left out in old versions");
}

#[tokio::test]
async fn only_what_changed_since_a_second_is_listed() {
    let org = Org::new(30).await;
    let since =
        |text: &str| org.request("GET", "/crm/v8/Contacts?fields=Last_Name,Modified_Time").header("if-modified-since", text.to_owned());
    assert_eq!(got(since("2026-01-05T16:00:00+08:00")).await.unwrap().status, 304);
    org.running.advance(5_000);
    let id = org.made("Contacts", json!({ "Last_Name": "Later" })).await;
    let changed = got(since("2026-01-05T16:00:00+08:00")).await.unwrap().json();
    assert_eq!(
        (changed["data"][0]["id"].clone(), changed["data"][0]["Modified_Time"].clone()),
        (json!(id), json!("2026-01-05T16:00:05+08:00"))
    );
    org.control("POST", "/own/zone", json!({ "zone": "America/New_York" }));
    let shown = org.data(&format!("/Contacts?fields=Modified_Time&ids={id}")).await;
    assert_eq!(shown[0]["Modified_Time"], "2026-01-05T03:00:05-05:00");
}

#[tokio::test]
async fn a_single_record_has_everything_and_can_be_named_by_an_external_id() {
    let org = Org::new(5).await;
    let account = org.made("Accounts", json!({ "Account_Name": "Zylker" })).await;
    let id = org.made("Contacts", json!({ "Last_Name": "Wei", "First_Name": "Zhang", "Account_Name": { "id": account }, "Rapport_ID": "42", "Visits": [{ "Day": 1 }] })).await;
    let whole = org.get(&format!("/Contacts/{id}")).await.json()["data"][0].clone();
    assert_eq!(
        (whole["Full_Name"].clone(), whole["Account_Name"].clone()),
        (json!("Zhang Wei"), json!({ "name": "Zylker", "id": account }))
    );
    assert!(whole["Visits"].is_array() && whole["$editable"] == true && whole["Owner"]["email"].is_string());
    let listed = org.data("/Contacts?fields=Visits,Full_Name&per_page=1").await;
    assert!(listed[0]["Visits"].is_null() && listed[0]["Full_Name"].is_string(), "lists leave sub-forms out");
    let named = got(org.request("GET", "/crm/v8/Contacts/42").header("x-external", "Contacts.Rapport_ID")).await.unwrap();
    assert_eq!(named.json()["data"][0]["id"], json!(id));
    assert_eq!(org.get("/Contacts/5725767000009999999").await.status, 204);
}

#[tokio::test]
async fn converted_leads_are_hidden_unless_asked_for() {
    let org = Org::new(5).await;
    let id = org.made("Leads", json!({ "Last_Name": "Gone" })).await;
    org.control("PATCH", &format!("/tables/Leads/records/{id}"), json!({ "values": { "Converted__s": true } }));
    let seen = async |query: &str| org.get(&format!("/Leads?fields=Last_Name&ids={id}{query}")).await.status;
    assert_eq!((seen("").await, seen("&converted=true").await, seen("&converted=both").await), (204, 200, 200));
}

#[tokio::test]
async fn deleted_records_are_told_with_their_time() {
    let org = Org::new(5).await;
    assert_eq!(org.get("/Contacts/deleted").await.status, 204);
    let ids: Vec<String> = org.truth("Contacts").iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(org.call("DELETE", &format!("/Contacts?ids={},{}", ids[0], ids[1]), None).await.status, 200);
    org.running.control("DELETE", &format!("/zoho/tables/Contacts/records/{}?purge=true", ids[1]), None);
    let gone = org.data("/Contacts/deleted?type=all").await;
    let of = |id: &str| gone.iter().find(|row| row["id"] == id).unwrap().clone();
    assert_eq!(
        (of(&ids[0])["type"].clone(), of(&ids[1])["type"].clone(), of(&ids[1])["display_name"].clone()),
        (json!("recycle"), json!("permanent"), Value::Null)
    );
    assert_eq!(of(&ids[0])["deleted_time"], "2026-01-05T16:00:00+08:00");
    let later = org.request("GET", "/crm/v8/Contacts/deleted").header("if-modified-since", "2026-01-05T16:00:00+08:00");
    assert_eq!(got(later).await.unwrap().status, 304);
    org.running.advance(61 * 86_400_000);
    assert_eq!(org.new_token().await.len(), 70);
}

#[tokio::test]
async fn search_compares_loosely_and_its_index_is_late() {
    let org = Org::new(5).await;
    let id =
        org.made("Contacts", json!({ "Last_Name": "Burns,B (old)", "Email": "burns@example.com", "Mobile": "+86 138-0013-8000" })).await;
    let found = async |query: &str| -> Vec<String> {
        let got = org.get(&format!("/Contacts/search?fields=Last_Name&{query}")).await;
        if got.status == 204 {
            return Vec::new();
        }
        got.json()["data"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    for query in [
        "criteria=(Last_Name:equals:Burns%5C%2CB)",
        "email=BURNS@example.com",
        "phone=13800138000",
        "word=burns",
        "criteria=((Last_Name:starts_with:Burns)and(Email:equals:example))",
    ] {
        assert!(found(query).await.contains(&id), "{query}");
    }
    assert!(found("criteria=(Last_Name:starts_with:urns)").await.is_empty());
    org.running.fault("zoho:search:search_lag=60:times=always").unwrap();
    assert!(found("email=burns@example.com").await.is_empty(), "written a moment ago");
    org.running.advance(60_000);
    assert_eq!(found("email=burns@example.com").await, [id]);
    assert_eq!(code(&org.get("/Contacts/search?fields=id").await).1, "EXPECTED_PARAM_MISSING");
}
