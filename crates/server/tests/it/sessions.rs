//! Sign-in, sessions, people: what a browser may do, and what pages of others may not.

use std::sync::Arc;

use model::SystemClock;
use records::Records;
use serde_json::{Value, json};

use crate::app::{Ahead, Answer, TestApp};

const PASSWORD: &str = "correct horse battery";

/// A browser with its cookie.
struct Browser<'a> {
    app: &'a TestApp,
    cookie: String,
}

impl<'a> Browser<'a> {
    fn of(app: &'a TestApp, answer: &Answer) -> Self {
        let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        assert!(cookie.starts_with("rapport_session=rs_"), "{cookie}");
        Self { app, cookie }
    }

    fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let method = reqwest::Method::from_bytes(method.as_bytes()).expect("method");
        self.app.client.request(method, format!("{}{path}", self.app.address)).header("cookie", &self.cookie)
    }

    async fn get(&self, path: &str) -> Answer {
        self.app.send(self.request("GET", path)).await
    }

    /// From a page of the server itself.
    async fn call(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.app.send(self.request(method, path).header("sec-fetch-site", "same-origin").json(body)).await
    }
}

async fn post(app: &TestApp, path: &str, body: &Value) -> Answer {
    app.send(app.client.post(format!("{}{path}", app.address)).json(body)).await
}

async fn invite(app: &TestApp, email: &str, role: &str) -> Answer {
    let made = app.post("/api/v1/people", &json!({"name": "Li", "email": email, "role": role, "language": "zh-CN"})).await;
    assert_eq!(made.status, 201, "{}", made.text);
    made
}

/// A person with a password, and their browser.
async fn somebody<'a>(app: &'a TestApp, email: &str, role: &str) -> (String, Browser<'a>) {
    let made = invite(app, email, role).await.json();
    let begun = post(app, "/api/v1/session", &json!({"token": made["link"]["token"]})).await;
    assert_eq!(begun.status, 200, "{}", begun.text);
    let browser = Browser::of(app, &begun);
    let set = browser.call("PUT", "/api/v1/session/password", &json!({"new": PASSWORD})).await;
    assert_eq!(set.status, 200, "{}", set.text);
    (made["person"]["id"].as_str().expect("id").to_owned(), Browser::of(app, &set))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_signs_in_works_and_signs_out() {
    let app = TestApp::start().await;
    let (id, _) = somebody(&app, "Li@Example.com", "editor").await;
    let begun = post(&app, "/api/v1/session", &json!({"email": "li@example.com", "password": PASSWORD})).await;
    let told = begun.header("set-cookie").to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=604800"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    assert_eq!(begun.header("cache-control"), "no-store");
    let browser = Browser::of(&app, &begun);
    let session = browser.get("/api/v1/session").await.json();
    let person = &session["person"];
    assert_eq!((&person["id"], &person["email"], &person["role"]), (&json!(id), &json!("li@example.com"), &json!("editor")));
    assert_eq!((&person["admin"], &person["language"], &person["has_password"]), (&json!(false), &json!("zh-CN"), &json!(true)));
    let made = browser.call("POST", "/api/v1/customers", &json!({"name": "上海某某有限公司"})).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let record = made.json()["id"].as_str().expect("id").to_owned();
    let history = browser.get(&format!("/api/v1/customers/{record}/history")).await.json();
    assert_eq!(history["items"][0]["actor"], json!(format!("user:{id}")));
    assert_eq!(browser.get("/api/v1/changes").await.json()["items"][0]["origin"], "ui");
    assert_eq!(browser.get("/api/v1/keys").await.json()["missing_scope"], "admin");
    let out = browser.call("DELETE", "/api/v1/session", &Value::Null).await;
    assert!(out.status == 204 && out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(browser.get("/api/v1/session").await.status, 401, "the old cookie is worth nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn over_https_no_neighbour_can_plant_a_session() {
    let app = TestApp::start().await;
    let made = invite(&app, "li@example.com", "reader").await.json();
    let request = app.client.post(format!("{}/api/v1/session", app.address)).json(&json!({"token": made["link"]["token"]}));
    let host = app.address.trim_start_matches("http://").to_owned();
    let begun = app.send(request.header("origin", format!("https://{host}"))).await;
    assert!(begun.header("set-cookie").starts_with("__Host-rapport_session=rs_") && begun.header("set-cookie").ends_with("; Secure"));
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_others_change_nothing_with_our_cookie() {
    let app = TestApp::start().await;
    let (_, browser) = somebody(&app, "li@example.com", "admin").await;
    let host = app.address.trim_start_matches("http://").to_owned();
    let body = json!({"name": "planted"});
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("x-nothing", "at all"),
    ] {
        for (method, path) in [("POST", "/api/v1/customers"), ("DELETE", "/api/v1/session"), ("PUT", "/api/v1/preferences")] {
            let refused = app.send(browser.request(method, path).header(name, value).json(&body)).await;
            assert_eq!((refused.status, refused.problem().as_str()), (403, "forbidden"), "{method} {path} with {name}: {value}");
        }
    }
    assert_eq!(browser.get("/api/v1/customers").await.json()["items"], json!([]));
    // A form of another site cannot send JSON; text that looks like it is not taken either.
    let form = browser.request("POST", "/api/v1/customers").header("sec-fetch-site", "same-origin").header("content-type", "text/plain");
    assert_eq!(app.send(form.body(body.to_string())).await.status, 415);
    let older = browser.request("POST", "/api/v1/customers").header("origin", format!("http://{host}")).json(&body);
    assert_eq!(app.send(older).await.status, 201, "an older browser tells the origin alone");
    // Nobody is signed in as somebody else by a page of others.
    let made = invite(&app, "wu@example.com", "reader").await.json();
    let planted = app.client.post(format!("{}/api/v1/session", app.address)).header("sec-fetch-site", "cross-site");
    assert_eq!(app.send(planted.json(&json!({"token": made["link"]["token"]}))).await.status, 403);
    // A key beside the cookie is what counts.
    let both = browser.request("POST", "/api/v1/customers").bearer_auth(app.key_with("*:read")).json(&body);
    assert_eq!(app.send(both).await.json()["missing_scope"], "customers:write");
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_gets_slow_and_tells_nothing() {
    let app = TestApp::start().await;
    somebody(&app, "li@example.com", "reader").await;
    let mut answers = Vec::new();
    for email in ["li@example.com", "nobody@example.com"] {
        let mut last = post(&app, "/api/v1/session", &json!({"email": email, "password": "not the password"})).await;
        assert_eq!(last.status, 401, "{}", last.text);
        let mut body = last.json();
        body["trace_id"] = Value::Null;
        answers.push(body);
        // Each wait is twice the one before: however slow the machine is, one of them lasts until the next try.
        for _ in 0..20 {
            if last.status != 429 {
                last = post(&app, "/api/v1/session", &json!({"email": email, "password": "not the password"})).await;
            }
        }
        let right = post(&app, "/api/v1/session", &json!({"email": email, "password": PASSWORD})).await;
        assert_eq!(right.status, 429, "the right one waits as well");
        assert_eq!((last.status, last.problem().as_str()), (429, "rate_limited"), "{email}");
        assert!(last.header("retry-after").parse::<u32>().is_ok_and(|wait| wait >= 1));
    }
    assert_eq!(answers[0], answers[1], "known or not, the answer is the same");
    for body in [json!({}), json!({"email": "a@b.cn"}), json!({"token": "x", "email": "a@b.cn", "password": "x"}), json!({"admin": true})] {
        assert_eq!(post(&app, "/api/v1/session", &body).await.status, 422, "{body}");
    }
    assert_eq!(post(&app, "/api/v1/session", &json!({"token": "rl_nothing"})).await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_listed_and_ended() {
    let clock = std::sync::Arc::new(Ahead::default());
    let app = TestApp::start_at(std::sync::Arc::<Ahead>::clone(&clock), |_| {}).await;
    let (id, one) = somebody(&app, "li@example.com", "editor").await;
    let (other_id, other) = somebody(&app, "wu@example.com", "reader").await;
    let begun = post(&app, "/api/v1/session", &json!({"email": "li@example.com", "password": PASSWORD})).await;
    let second = Browser::of(&app, &begun);
    let listed = one.get("/api/v1/sessions").await.json();
    let of = |current: bool| -> Vec<Value> {
        listed["items"].as_array().expect("items").iter().filter(|item| item["current"] == current).cloned().collect()
    };
    assert_eq!((of(true).len(), of(false).len(), &of(true)[0]["person"]), (1, 1, &json!(id)));
    assert_eq!(one.get("/api/v1/sessions?everybody=true").await.status, 403);
    assert_eq!(app.get("/api/v1/sessions?everybody=true").await.json()["items"].as_array().map(Vec::len), Some(3));
    let path = format!("/api/v1/sessions/{}", of(false)[0]["id"].as_str().expect("id"));
    assert_eq!(other.call("DELETE", &path, &Value::Null).await.status, 404, "somebody else's does not exist");
    assert_eq!(one.call("DELETE", &path, &Value::Null).await.status, 204);
    assert_eq!((second.get("/api/v1/session").await.status, one.get("/api/v1/session").await.status), (401, 200));

    // Another password ends all but the one that changed it, and that one gets a new id.
    let third = Browser::of(&app, &post(&app, "/api/v1/session", &json!({"email": "li@example.com", "password": PASSWORD})).await);
    let wrong = one.call("PUT", "/api/v1/session/password", &json!({"current": "nonsense", "new": "another password 1"})).await;
    assert_eq!((wrong.status, &wrong.json()["errors"][0]["code"]), (422, &json!("password_wrong")));
    let short = one.call("PUT", "/api/v1/session/password", &json!({"current": PASSWORD, "new": "short"})).await;
    assert_eq!(short.status, 422);
    let changed = one.call("PUT", "/api/v1/session/password", &json!({"current": PASSWORD, "new": "another password 1"})).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    assert_eq!((third.get("/api/v1/session").await.status, one.get("/api/v1/session").await.status), (401, 401));
    assert_eq!(Browser::of(&app, &changed).get("/api/v1/session").await.status, 200);

    // Whoever loses a right or is shut out is out at once; so is who rests for half a day.
    let shut_out = app.call("PATCH", &format!("/api/v1/people/{other_id}"), &json!({"disabled": true})).await;
    assert!(shut_out.json()["disabled_at"].is_string());
    assert_eq!(other.get("/api/v1/customers").await.status, 401);
    let rested = Browser::of(&app, &changed);
    clock.0.store(12 * 3_600_000 + 1, std::sync::atomic::Ordering::Relaxed);
    assert_eq!(rested.get("/api/v1/session").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_no_session_and_has_what_is_its_own() {
    let app = TestApp::start().await;
    let session = app.get("/api/v1/session").await.json();
    assert_eq!((&session["person"], &session["key"]["scopes"]), (&Value::Null, &json!(["admin"])));
    assert_eq!(app.send(app.request("DELETE", "/api/v1/session")).await.status, 409);
    assert_eq!(app.call("PUT", "/api/v1/session/password", &json!({"new": PASSWORD})).await.status, 409);
    let empty = app.get("/api/v1/preferences").await.json();
    assert_eq!(empty["language"], Value::Null);
    let wanted = json!({"language": "en", "theme": "dark", "columns": {"customers": ["name", "phone"]}, "values": {"hints": [1]}});
    assert_eq!(app.call("PUT", "/api/v1/preferences", &wanted).await.json(), wanted);
    assert_eq!(app.get("/api/v1/preferences").await.json(), wanted);
    for body in [
        json!({"language": "fr"}),
        json!({"theme": "pink"}),
        json!({"region": "CN"}),
        json!({"role": "admin"}),
        json!({"values": {"x": "y".repeat(70_000)}}),
    ] {
        assert_eq!(app.call("PUT", "/api/v1/preferences", &body).await.status, 422);
    }
    let other = app.client.get(format!("{}/api/v1/preferences", app.address)).bearer_auth(app.key_with("deals:read"));
    assert_eq!(app.send(other).await.json()["theme"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_older_program_kept_is_read_without_the_region() {
    let kept = |records: &Records| {
        let save = |session: &mut store::Session<'_>| {
            session.preference_save("key:1", r#"{"language": "zh-CN", "region": "DE", "theme": "dark", "columns": {}, "values": {}}"#)
        };
        records.store().write(save).expect("kept");
    };
    let app = TestApp::start_prepared(Arc::new(SystemClock), kept, |_| {}).await;
    let wanted = json!({"language": "zh-CN", "theme": "dark", "columns": {}, "values": {}});
    assert_eq!(app.get("/api/v1/preferences").await.json(), wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_added_changed_and_never_without_an_administrator() {
    let app = TestApp::start().await;
    let (boss, browser) = somebody(&app, "boss@example.com", "admin").await;
    let (reader, other) = somebody(&app, "li@example.com", "reader").await;
    let path = format!("/api/v1/people/{boss}");
    for change in [json!({"role": "reader"}), json!({"disabled": true})] {
        let refused = browser.call("PATCH", &path, &change).await;
        assert_eq!((refused.status, refused.problem().as_str()), (409, "conflict"), "{change}");
    }
    for body in [
        json!({"name": "x", "email": "no address", "role": "reader"}),
        json!({"name": "", "email": "a@b.cn", "role": "reader"}),
        json!({"name": "x", "email": "a@b.cn", "role": "owner"}),
        json!({"name": "x", "email": "a@b.cn", "role": "reader", "scopes": ["admin"]}),
    ] {
        assert_eq!(browser.call("POST", "/api/v1/people", &body).await.status, 422, "{body}");
    }
    let twice = browser.call("POST", "/api/v1/people", &json!({"name": "x", "email": "LI@example.com", "role": "reader"})).await;
    assert_eq!(twice.status, 409);
    // Others see names; addresses are for administrators and oneself.
    let seen = other.get("/api/v1/people").await.json();
    let emails: Vec<Option<&str>> = seen["items"].as_array().expect("items").iter().map(|person| person["email"].as_str()).collect();
    assert_eq!(emails, [None, Some("li@example.com")]);
    assert_eq!(browser.call("PATCH", &format!("/api/v1/people/{reader}"), &json!({"name": "李"})).await.json()["name"], "李");
    assert_eq!(other.get("/api/v1/session").await.json()["person"]["name"], "李");
    let link = browser.call("POST", &format!("/api/v1/people/{reader}:link"), &Value::Null).await;
    assert_eq!(link.status, 201, "{}", link.text);
    let token = link.json()["token"].clone();
    assert_eq!(post(&app, "/api/v1/session", &json!({"token": token})).await.status, 200);
    assert_eq!(post(&app, "/api/v1/session", &json!({"token": token})).await.status, 401, "once");
    assert_eq!(other.call("POST", &format!("/api/v1/people/{boss}:link"), &Value::Null).await.status, 403);
    assert_eq!(browser.call("PATCH", "/api/v1/people/999", &json!({"name": "x"})).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn views_are_ones_own_or_shared() {
    let app = TestApp::start().await;
    let (_, li) = somebody(&app, "li@example.com", "editor").await;
    let (_, wu) = somebody(&app, "wu@example.com", "editor").await;
    let view = |shared: bool| json!({"object": "customers", "name": "上海 VIP", "shared": shared, "definition": {"columns": ["name"], "filter": "city = \"上海\""}});
    let made = li.call("POST", "/api/v1/views", &view(false)).await;
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!((&made.json()["own"], &made.json()["definition"]["columns"][0]), (&json!(true), &json!("name")));
    let path = format!("/api/v1/views/{}", made.json()["id"].as_str().expect("id"));
    let count = |answer: Answer| answer.json()["items"].as_array().map(Vec::len);
    assert_eq!(count(li.get("/api/v1/views?object=customers").await), Some(1));
    assert_eq!(count(wu.get("/api/v1/views?object=customers").await), Some(0));
    assert_eq!(wu.call("DELETE", &path, &Value::Null).await.status, 404);
    let changed = json!({"name": "VIP", "shared": true});
    let stale = li.request("PATCH", &path).header("sec-fetch-site", "same-origin").header("if-match", "\"7\"").json(&changed);
    assert_eq!(app.send(stale).await.status, 412);
    let put = li.call("PATCH", &path, &changed).await;
    assert_eq!((put.status, put.header("etag")), (200, "\"2\""), "{}", put.text);
    assert_eq!(put.json()["definition"]["columns"][0], "name", "what is not named stays");
    assert_eq!(count(wu.get("/api/v1/views?object=customers").await), Some(1));
    assert_eq!(wu.call("DELETE", &path, &Value::Null).await.status, 403, "shared, but not theirs");
    let narrow = app.client.get(format!("{}/api/v1/views?object=customers", app.address)).bearer_auth(app.key_with("deals:read"));
    assert_eq!(app.send(narrow).await.json()["missing_scope"], "customers:read");
    assert_eq!(li.get("/api/v1/views?object=nothing").await.status, 404);
    assert_eq!(li.get("/api/v1/views").await.status, 400);
    assert_eq!(li.call("DELETE", &path, &Value::Null).await.status, 204);
    for body in [
        json!({"object": "customers", "name": " ", "definition": {}}),
        json!({"object": "customers", "name": "x", "definition": {"x": "y".repeat(40_000)}}),
    ] {
        assert_eq!(li.call("POST", "/api/v1/views", &body).await.status, 422);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_person_comes_with_the_printed_token() {
    let app = TestApp::start_with(|settings| settings.setup_token = Some("ru_the-token".to_owned())).await;
    let state = app.send(app.client.get(format!("{}/api/v1/setup", app.address))).await;
    assert_eq!(state.json(), json!({"needed": true}));
    let body = |token: &str| json!({"token": token, "name": "老板", "email": "boss@example.com", "password": PASSWORD, "language": "zh-CN", "region": "CN"});
    let wrong = post(&app, "/api/v1/setup", &body("ru_another")).await;
    assert_eq!((wrong.status, wrong.problem().as_str()), (409, "conflict"));
    let mut short = body("ru_the-token");
    short["password"] = json!("short");
    assert_eq!(post(&app, "/api/v1/setup", &short).await.status, 422);
    let begun = post(&app, "/api/v1/setup", &body("ru_the-token")).await;
    assert_eq!(begun.status, 201, "{}", begun.text);
    assert_eq!((&begun.json()["person"]["admin"], &begun.json()["person"]["language"]), (&json!(true), &json!("zh-CN")));
    assert_eq!(Browser::of(&app, &begun).get("/api/v1/keys").await.status, 200);
    assert_eq!(post(&app, "/api/v1/setup", &body("ru_the-token")).await.status, 409, "once");
    let state = app.send(app.client.get(format!("{}/api/v1/setup", app.address))).await;
    assert_eq!(state.json(), json!({"needed": false}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_installation_is_set_up_from_its_own_machine() {
    let trusted = server::address::Network::parse("127.0.0.1").expect("network");
    let app = TestApp::start_with(|settings| {
        settings.setup_token = Some("ru_the-token".to_owned());
        settings.trusted_proxies = vec![trusted];
    })
    .await;
    let body = json!({"token": "ru_the-token", "name": "x", "email": "x@example.com", "password": PASSWORD});
    let request = app.client.post(format!("{}/api/v1/setup", app.address)).header("x-forwarded-for", "203.0.113.9").json(&body);
    assert_eq!(app.send(request).await.status, 403);
    assert_eq!(post(&app, "/api/v1/setup", &body).await.status, 201);
}
