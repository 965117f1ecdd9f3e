//! COQL.

use serde_json::{Value, json};

use super::{Org, code};

async fn rows(org: &Org, query: &str) -> Vec<Value> {
    let got = org.coql(query).await;
    if got.status == 204 {
        return Vec::new();
    }
    assert_eq!(got.status, 200, "{query}: {}", got.text);
    got.json()["data"].as_array().unwrap().clone()
}

#[tokio::test]
async fn keyset_pages_see_everything_once_through_ties() {
    let org = Org::new(300).await;
    org.control("POST", "/tables/Contacts/ties", json!({ "count": 120 }));
    let (mut ids, mut place) = (Vec::<String>::new(), String::from("id is not null"));
    loop {
        let query = format!("select Last_Name, Modified_Time from Contacts where {place} order by Modified_Time asc, id asc limit 50");
        let page = org.coql(&query).await;
        if page.status == 204 {
            break;
        }
        let page = page.json();
        let data = page["data"].as_array().unwrap().clone();
        ids.extend(data.iter().map(|row| row["id"].as_str().unwrap().to_owned()));
        let last = data.last().unwrap();
        let (stamp, id) = (last["Modified_Time"].as_str().unwrap(), last["id"].as_str().unwrap());
        place = format!("((Modified_Time = '{stamp}' and id > '{id}') or Modified_Time > '{stamp}')");
        if page["info"]["more_records"] == false {
            break;
        }
    }
    let distinct: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!((ids.len(), distinct.len()), (300, 300));
}

#[tokio::test]
async fn conditions_mean_what_they_say() {
    let org = Org::new(20).await;
    let account = org.made("Accounts", json!({ "Account_Name": "Zylker & 'Söhne'" })).await;
    let id = org
        .made("Contacts", json!({ "Last_Name": "O'Brien \\ x", "Points": 7, "Balance": 12.5, "Email_Opt_Out": true, "Account_Name": { "id": account }, "Interests": ["Tea", "运动"], "Lead_Source": "Web", "Mobile": "123" }))
        .await;
    let others = rows(&org, "select id from Contacts where id is not null").await.len();
    assert_eq!(others, 21);
    for (condition, is_found) in [
        (r"Last_Name = 'O\'Brien \\ x'", true),
        (r"Last_Name = 'o\'brien \\ X'", true),
        ("Last_Name like 'O%'", true),
        ("Last_Name not like '%Brien%'", false),
        ("Points between 7 and 8", true),
        ("Points > 7", false),
        ("Balance = 12.50", true),
        ("Email_Opt_Out = 'true'", true),
        ("Email_Opt_Out = 'false'", false),
        ("Account_Name.Account_Name = 'Zylker & \\'Söhne\\''", true),
        ("Interests = 'Tea;运动'", true),
        ("Lead_Source in ('Phone','Web')", true),
        ("Lead_Source not in ('Phone','Web')", false),
        ("Email is null", true),
        ("Mobile is not null", true),
        ("Modified_Time >= '2026-01-05T08:00:00+00:00'", true),
        ("Modified_Time > '2026-01-05T16:00:00+08:00'", false),
    ] {
        let found = rows(&org, &format!("select id from Contacts where ({condition} and id = '{id}')")).await;
        assert_eq!(found.len(), usize::from(is_found), "{condition}");
    }
    let shown =
        rows(&org, &format!("select Account_Name, Account_Name.Account_Name, Owner, Interests from Contacts where id = {id}")).await;
    assert_eq!(
        shown[0],
        json!({ "Account_Name": { "id": account }, "Account_Name.Account_Name": "Zylker & 'Söhne'", "Owner": { "id": "5725767000000300001" }, "Interests": ["Tea", "运动"], "id": id })
    );
}

#[tokio::test]
async fn queries_are_refused_with_the_vendors_codes() {
    let org = Org::new(5).await;
    for (query, expected) in [
        ("select id from Contacts", "SYNTAX_ERROR"),
        ("select Nothing from Contacts where id is not null", "INVALID_QUERY"),
        ("select id from Nothing where id is not null", "INVALID_QUERY"),
        ("select id from Contacts where Description = 'x'", "INVALID_QUERY"),
        ("select id from Contacts where Last_Name > 'x'", "INVALID_QUERY"),
        ("select id from Contacts where Modified_Time > 'yesterday'", "INVALID_QUERY"),
        ("select id from Contacts where id is not null limit 3000", "LIMIT_EXCEEDED"),
    ] {
        assert_eq!(code(&org.coql(query).await), (400, expected.to_owned()), "{query}");
    }
    assert_eq!(org.coql("select id from Contacts where id = '1'").await.status, 204);
    org.running.fault("zoho:coql:empty_page").unwrap();
    let empty = org.coql("select id from Contacts where id is not null").await.json();
    assert_eq!((empty["data"].as_array().unwrap().len(), empty["info"]["more_records"].clone()), (0, json!(true)));
    let sorted = rows(&org, "select Points from Contacts where id is not null order by Points desc limit 1, 3").await;
    assert!(sorted.windows(2).all(|pair| pair[0]["Points"].as_i64() >= pair[1]["Points"].as_i64()) && sorted.len() == 3);
}
