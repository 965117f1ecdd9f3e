//! Each fault, as a client meets it.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::shop::{follow, ids};
use crate::support::{Got, call, get, shop};

const LIST: &str = "/api/customers?page_size=50";

async fn list_with(fault: &str) -> (sandbox::Running, Result<Got, reqwest::Error>) {
    let running = shop(200);
    running.fault(fault).unwrap();
    let got = call(&running, "GET", LIST, None).await;
    (running, got)
}

#[tokio::test]
async fn refusals_come_in_the_vendors_words_with_the_ordered_wait() {
    for (fault, status, code, wait) in [
        ("shop:401", 401, "unauthorised", ""),
        ("shop:403", 403, "address_not_allowed", ""),
        ("shop:429:retry_after=2", 429, "too_many_requests", "2"),
        ("shop:429:retry_after=date+2", 429, "too_many_requests", "Mon, 05 Jan 2026 08:00:02 GMT"),
        ("shop:429:retry_after=absurd", 429, "too_many_requests", "999999999"),
        ("shop:503:retry_after=garbage", 503, "internal", "soon"),
    ] {
        let (running, answer) = list_with(fault).await;
        let answer = answer.unwrap();
        assert_eq!(
            (answer.status, answer.json()["error"]["code"].as_str(), answer.header("retry-after")),
            (status, Some(code), wait),
            "{fault}"
        );
        assert_eq!(get(&running, LIST).await.status, 200, "{fault} strikes once");
    }
    let html = list_with("shop:503:body=html").await.1.unwrap();
    assert!(html.status == 503 && html.text.starts_with("<html>"));
    assert_eq!(list_with("shop:420:body=empty").await.1.unwrap().text, "");
}

#[tokio::test]
async fn calls_before_the_wait_is_over_are_counted() {
    let (running, _) = list_with("shop:customers.list:429:retry_after=2").await;
    get(&running, "/api/orders").await;
    running.advance(1_999);
    get(&running, LIST).await;
    running.advance(1);
    get(&running, LIST).await;
    let counts = running.control("GET", "/shop/log/counts", None);
    assert_eq!((counts["calls"].clone(), counts["forbidden_calls"].clone()), (json!(4), json!(1)));
}

#[tokio::test]
async fn a_write_can_fail_before_or_after_it_was_done() {
    for (fault, is_done, status) in
        [("500", false, Some(500)), ("500:commit=after", true, Some(500)), ("lost_answer", true, None), ("hang=0", false, None)]
    {
        let running = shop(5);
        running.fault(&format!("shop:customers.create:{fault}")).unwrap();
        let answer = call(&running, "POST", "/api/customers", Some(json!({ "name": "A" }))).await;
        assert_eq!(answer.as_ref().ok().map(|answer| answer.status), status, "{fault}: {answer:?}");
        let total = get(&running, "/api/customers").await.json()["total"].clone();
        assert_eq!(total, json!(if is_done { 6 } else { 5 }), "{fault}");
        let writes = running.control("GET", "/shop/log/writes", None);
        let answered: Vec<&Value> = writes["writes"].as_array().unwrap().iter().map(|write| &write["answered"]).collect();
        assert_eq!(answered.len(), usize::from(is_done), "{fault}");
        assert!(answered.iter().all(|answered| **answered == json!(status.unwrap_or(0))), "{fault}");
    }
}

#[tokio::test]
async fn a_silent_call_is_held_until_the_client_gives_up() {
    let running = shop(5);
    running.fault("shop:hang").unwrap();
    let url = format!("{}{LIST}", running.base_url("shop").unwrap());
    let request = reqwest::Client::new().get(url).timeout(std::time::Duration::from_millis(300)).send();
    assert!(request.await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn the_wire_breaks_as_ordered() {
    for fault in ["reset=0", "reset=1000", "wrong_length=50"] {
        let (running, answer) = list_with(&format!("shop:{fault}")).await;
        assert!(answer.is_err(), "{fault}: {answer:?}");
        assert_eq!(get(&running, LIST).await.status, 200, "{fault}");
    }
    let short = list_with("shop:wrong_length=-50").await.1.unwrap();
    assert!(serde_json::from_str::<Value>(&short.text).is_err());
    let cut = list_with("shop:cut_gzip").await.1.unwrap();
    assert_eq!(cut.header("content-encoding"), "gzip");
    let whole = list_with("shop:double_gzip").await.1.unwrap();
    assert_eq!(whole.header("content-encoding"), "gzip");
}

#[tokio::test]
async fn a_trickle_gives_its_bytes_by_the_second() {
    let running = shop(5);
    running.fault("shop:trickle=40").unwrap();
    // 300 bytes or so would take eight seconds; the first second must have brought something, and not all.
    let url = format!("{}/api/organisation", running.base_url("shop").unwrap());
    let request = reqwest::Client::new().get(url).header("x-api-key", sandbox::shop::API_KEY);
    let mut response = request.send().await.unwrap();
    let first = response.chunk().await.unwrap().unwrap();
    assert!(!first.is_empty() && first.len() <= 40, "{}", first.len());
}

#[tokio::test]
async fn bodies_are_damaged_as_ordered() {
    let bytes = |fault: &'static str| async move {
        let running = shop(200);
        running.fault(&format!("shop:{fault}")).unwrap();
        let url = format!("{}{LIST}", running.base_url("shop").unwrap());
        let response = reqwest::Client::new().get(url).header("x-api-key", sandbox::shop::API_KEY).send().await.unwrap();
        (response.status().as_u16(), response.headers()["content-type"].to_str().unwrap().to_owned(), response.bytes().await.unwrap())
    };
    let (status, content_type, body) = bytes("html").await;
    assert!(status == 200 && content_type.starts_with("text/html") && body.starts_with(b"<!DOCTYPE html>"));
    assert!(bytes("empty_body").await.2.is_empty());
    assert!(serde_json::from_slice::<Value>(&bytes("malformed").await.2).is_err());
    assert!(std::str::from_utf8(&bytes("invalid_utf8").await.2).is_err());
    assert!(bytes("bom").await.2.starts_with(b"\xEF\xBB\xBF{"));
    let nul = bytes("nul").await.2;
    assert!(serde_json::from_slice::<Value>(&nul).unwrap().to_string().contains("\\u0000"));
    let surrogate = bytes("lone_surrogate").await.2;
    assert!(serde_json::from_slice::<Value>(&surrogate).is_err() && surrogate.windows(6).any(|part| part == b"\\ud83d"));
    let double: Value = serde_json::from_slice(&bytes("double_utf8").await.2).unwrap();
    assert!(!double.to_string().contains('号') && double["total"] == 200);
}

#[tokio::test]
async fn a_bomb_is_small_on_the_wire() {
    let running = shop(5);
    running.fault("shop:gzip_bomb=20").unwrap();
    let bomb = get(&running, LIST).await;
    let length: usize = bomb.header("content-length").parse().unwrap();
    assert!(bomb.header("content-encoding") == "gzip" && length < 60_000, "{length}");
}

#[tokio::test]
async fn a_quota_ends_the_day_and_the_next_day_begins_anew() {
    let running = shop(5);
    running.fault("shop:quota=3").unwrap();
    let mut statuses = Vec::new();
    for _ in 0..5 {
        statuses.push(get(&running, LIST).await.status);
    }
    assert_eq!(statuses, [200, 200, 200, 429, 429]);
    running.advance(86_400_000);
    assert_eq!(get(&running, LIST).await.status, 200);
}

#[tokio::test]
async fn lists_drift_between_pages() {
    let running = shop(200);
    running.fault("shop:customers.list:drift=delete:n=3:page=2").unwrap();
    let first = ids(&get(&running, &format!("{LIST}&page=1")).await.json());
    let second = ids(&get(&running, &format!("{LIST}&page=2")).await.json());
    assert_eq!((first.last().unwrap().as_str(), second[0].as_str()), ("C0000050", "C0000054"));
    running.fault("shop:customers.list:drift=insert:n=2").unwrap();
    assert_eq!(get(&running, LIST).await.json()["total"], 199);
}

#[tokio::test]
async fn page_tokens_misbehave() {
    let running = shop(200);
    running.fault("shop:customers.list:page_token_dies:page=3").unwrap();
    let first = get(&running, &format!("{LIST}&cursor=")).await.json();
    let second = get(&running, &format!("{LIST}&cursor={}", first["next_cursor"].as_str().unwrap())).await.json();
    let third = get(&running, &format!("{LIST}&cursor={}", second["next_cursor"].as_str().unwrap())).await;
    assert_eq!((third.status, third.json()["error"]["code"].clone()), (410, json!("cursor_expired")));
    running.fault("shop:customers.list:same_page_token:times=2").unwrap();
    let token = second["next_cursor"].as_str().unwrap();
    for _ in 0..2 {
        assert_eq!(get(&running, &format!("{LIST}&cursor={token}")).await.json()["next_cursor"], token);
    }
    running.fault("shop:customers.list:empty_page").unwrap();
    let empty = get(&running, &format!("{LIST}&cursor={token}")).await.json();
    assert_eq!((ids(&empty).len(), empty["has_more"].clone()), (0, json!(true)));
}

#[tokio::test]
async fn lists_shrink_or_are_empty_until_it_is_taken_back() {
    let running = shop(1_000);
    running.fault("shop:customers.list:fewer=90").unwrap();
    let total = get(&running, LIST).await.json()["total"].as_u64().unwrap();
    assert!((60..140).contains(&total), "{total}");
    running.fault("shop:customers.list:empty_list").unwrap();
    let empty = get(&running, LIST).await.json();
    assert_eq!((empty["total"].clone(), empty["has_more"].clone()), (json!(0), json!(false)));
    running.clear_faults();
    assert_eq!(get(&running, LIST).await.json()["total"], 1_000);
}

#[tokio::test]
async fn a_late_commit_appears_with_the_stamp_of_its_beginning() {
    let running = shop(10);
    running.fault("shop:customers.list:late_commit=90").unwrap();
    get(&running, LIST).await;
    running.advance(89_000);
    assert_eq!(get(&running, LIST).await.json()["total"], 10);
    running.advance(1_000);
    let all = get(&running, LIST).await.json();
    assert_eq!((all["total"].clone(), all["data"][10]["updated_at"].clone()), (json!(11), json!("2026-01-05T08:00:00.000Z")));
}

#[tokio::test]
async fn silent_changes_keep_their_stamp_and_stay_in_the_truth_log() {
    let running = shop(10);
    let before = get(&running, "/api/customers/C0000001").await.json();
    running.fault("shop:customers.get:silent_change=1").unwrap();
    let after = get(&running, "/api/customers/C0000001").await.json();
    assert_ne!(before["note"], after["note"]);
    assert_eq!(before["updated_at"], after["updated_at"]);
    let versions = running.control("GET", "/shop/log/versions", None);
    let replaced = &versions["versions"][0];
    assert_eq!(
        (replaced["id"].clone(), replaced["shown"].clone(), replaced["replaced_by"].clone()),
        (json!("C0000001"), json!(true), json!("fault"))
    );
    assert_eq!(replaced["values"]["note"], before["note"]);
}

#[tokio::test]
async fn the_schema_changes_between_pages() {
    let running = shop(200);
    for (fault, page) in [
        ("remove_field=customers.phone", 2),
        ("rename_field=customers.email>mail", 3),
        ("retype_field=customers.points>text", 3),
        ("add_field=customers.wechat>text", 4),
    ] {
        running.fault(&format!("shop:customers.list:{fault}:page={page}")).unwrap();
    }
    let mut pages = Vec::new();
    for page in 1..=4 {
        pages.push(get(&running, &format!("{LIST}&page={page}")).await.json()["data"][0].clone());
    }
    assert!(pages[0].get("phone").is_some() && pages[1].get("phone").is_none());
    assert!(pages[1].get("email").is_some() && pages[2].get("email").is_none() && pages[2].get("mail").is_some());
    assert!(pages[1]["points"].is_number() && pages[2]["points"].is_string());
    assert!(pages[2].get("wechat").is_none() && pages[3].get("wechat").is_some());
}

#[tokio::test]
async fn records_grow_beyond_measure() {
    let running = shop(10);
    running.fault("shop:customers.list:huge_record=3").unwrap();
    running.fault("shop:customers.list:big_numbers").unwrap();
    let list = get(&running, LIST).await;
    assert!(list.text.len() > 3_000_000, "{}", list.text.len());
    assert!(list.text.contains("\"points\":9007199254740993,"));
}

#[tokio::test]
async fn the_clock_of_the_vendor_is_off() {
    let running = shop(5);
    running.fault("shop:skew=-600").unwrap();
    let created = call(&running, "POST", "/api/customers", Some(json!({ "name": "A" }))).await.unwrap().json();
    assert_eq!(created["updated_at"], "2026-01-05T07:50:00.000Z");
}

#[tokio::test]
async fn chance_is_seeded() {
    let struck = |seed: u64| async move {
        let config = sandbox::Config { seed, vendors: vec!["shop".to_owned()], records: 5, ..sandbox::Config::default() };
        let running = sandbox::start(sandbox::Config { faults: vec!["shop:500:rate=0.5".to_owned()], ..config }).unwrap();
        let mut statuses = Vec::new();
        for _ in 0..30 {
            statuses.push(get(&running, LIST).await.status);
        }
        statuses
    };
    let (one, same, other) = (struck(1).await, struck(1).await, struck(2).await);
    assert_eq!(one, same);
    assert_ne!(one, other);
    assert_eq!(one.iter().collect::<HashSet<_>>().len(), 2);
}

#[tokio::test]
async fn a_list_is_whole_again_once_faults_are_spent() {
    let running = shop(300);
    running.fault("shop:customers.list:500:times=2").unwrap();
    for expected in [500, 500] {
        assert_eq!(get(&running, LIST).await.status, expected);
    }
    assert_eq!(follow(&running, LIST).await.len(), 300);
    let faults = running.control("GET", "/faults", None);
    assert_eq!((faults["shop"][0]["struck"].clone(), faults["shop"][0]["spent"].clone()), (json!(2), json!(true)));
}
