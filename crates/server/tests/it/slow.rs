//! Slow, greedy and guessing clients hold up nobody but themselves.

use std::io::Write as _;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use server::Patience;
use server::address::Network;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::app::TestApp;
use crate::imports::ended;

/// Little of it, so that the tests end soon.
fn patience() -> Patience {
    Patience {
        head: Duration::from_millis(300),
        body_start: Duration::from_millis(300),
        body_rate_min: 100_000,
        answer: Duration::from_millis(300),
        ..Patience::default()
    }
}

async fn connect(app: &TestApp) -> TcpStream {
    TcpStream::connect(app.address.trim_start_matches("http://")).await.expect("connects")
}

/// Everything the server says until it hangs up.
async fn heard(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset is a way to hang up, too.
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_a_byte_now_and_then_is_cut_off_and_hurts_nobody() {
    let app = TestApp::start_with(|settings| settings.patience = patience()).await;
    let trickle = |head: &'static str| {
        let app = &app;
        async move {
            let mut stream = connect(app).await;
            let key = &app.key;
            stream.write_all(head.replace("KEY", key).as_bytes()).await.expect("begins");
            // One byte at a time until the server has had enough.
            for _ in 0..10_000 {
                tokio::time::sleep(Duration::from_millis(20)).await;
                if stream.write_all(b"a").await.is_err() {
                    break;
                }
            }
            heard(stream).await
        }
    };
    let slow_heads = futures_util::future::join_all((0..50).map(|_| trickle("GET /api/v1/customers HTTP/1.1\r\nx-slow: ")));
    let slow_bodies = futures_util::future::join_all((0..50).map(|_| {
        trickle("POST /api/v1/customers HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nauthorization: Bearer KEY\r\ncontent-length: 100000\r\n\r\n")
    }));
    let others = async {
        for _ in 0..50 {
            assert_eq!(app.get("/api/v1/customers").await.status, 200);
        }
    };
    let (heads, bodies, ()) = tokio::join!(slow_heads, slow_bodies, others);
    assert!(heads.iter().all(String::is_empty), "who never asked gets no answer");
    // Some lose the answer to a reset, because they are still sending.
    assert!(bodies.iter().all(|text| text.is_empty() || text.starts_with("HTTP/1.1 408")), "{bodies:?}");
    assert_eq!(app.get("/api/v1/customers?count=exact").await.json()["page"]["count"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_stops_is_told_so() {
    let app = TestApp::start_with(|settings| settings.patience = patience()).await;
    for head in [
        "POST /api/v1/customers HTTP/1.1\r\ncontent-type: application/json",
        "POST /api/v1/imports?object=customers HTTP/1.1\r\ncontent-type: text/csv",
    ] {
        let mut stream = connect(&app).await;
        let request = format!("{head}\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-length: 1000\r\n\r\n{{", app.key);
        stream.write_all(request.as_bytes()).await.expect("sends");
        let answer = heard(stream).await;
        assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("request_timeout"), "{answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_listen_is_hung_up_on() {
    let app = TestApp::start_with(|settings| settings.patience = patience()).await;
    let mut stream = connect(&app).await;
    let ask = "GET /api/v1/openapi.json HTTP/1.1\r\nhost: x\r\n\r\n".repeat(200);
    for _ in 0..10_000 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        if tokio::time::timeout(Duration::from_millis(20), stream.write_all(ask.as_bytes())).await.is_ok_and(|written| written.is_err()) {
            return;
        }
    }
    unreachable!("the server still waits for a client that does not read");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_client_cannot_take_all_connections() {
    let app = TestApp::start_with(|settings| settings.connections_per_client_max = 5).await;
    let held: Vec<TcpStream> = futures_util::future::join_all((0..5).map(|_| connect(&app))).await;
    let refused = heard(connect(&app).await).await;
    assert!(refused.starts_with("HTTP/1.1 503") && refused.contains("retry-after"), "{refused}");
    drop(held);
    for _ in 0..1_000 {
        tokio::time::sleep(Duration::from_millis(10)).await;
        if app.request("GET", "/livez").send().await.is_ok_and(|answer| answer.status() == 200) {
            return;
        }
    }
    unreachable!("places are not given back");
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_and_too_large_headers_are_refused() {
    let app = TestApp::start().await;
    let many: String = (0..200).map(|at| format!("x-{at}: 1\r\n")).collect();
    let large = format!("x-large: {}\r\n", "a".repeat(400_000));
    for headers in [many, large] {
        let mut stream = connect(&app).await;
        let _ = stream.write_all(format!("GET /livez HTTP/1.1\r\nhost: x\r\n{headers}\r\n").as_bytes()).await;
        let answer = heard(stream).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    }
    assert_eq!(app.get("/livez").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_keys_make_their_address_wait_but_known_keys_go_on() {
    let app = TestApp::start_with(|settings| settings.trusted_proxies = vec![Network::parse("127.0.0.1").expect("network")]).await;
    assert_eq!(app.get("/api/v1/customers").await.status, 200);
    let wrong = format!("rp_live_{}", "x".repeat(43));
    let with = |key: &str, client: &'static str| {
        app.send(app.client.get(format!("{}/api/v1/customers", app.address)).bearer_auth(key).header("x-forwarded-for", client))
    };
    let mut waits = Vec::new();
    for _ in 0..30 {
        let answer = with(&wrong, "2001:db8::1").await;
        match answer.status {
            401 => {}
            429 => {
                assert_eq!((answer.problem().as_str(), answer.json()["retryable"].as_bool()), ("rate_limited", Some(true)));
                waits.push(answer.header("retry-after").parse::<u64>().expect("seconds"));
            }
            other => unreachable!("{other}"),
        }
    }
    assert!(waits.len() > 10 && waits.iter().all(|wait| *wait >= 1), "{waits:?}");
    let other_key = app.key_with("*:read");
    assert_eq!(with(&other_key, "2001:db8::2").await.status, 429, "the same /64 waits as one");
    assert_eq!(with(&app.key, "2001:db8::1").await.status, 200, "a key known to be valid is no guess");
    assert_eq!(with(&other_key, "2001:db8:0:1::1").await.status, 200, "neighbours do not wait");
    assert_eq!(with(&wrong, "2001:db8:0:1::1").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_are_told_with_every_answer() {
    let app = TestApp::start_with(|settings| {
        settings.requests_per_minute = 5;
        settings.strangers_per_minute = 20;
    })
    .await;
    for left in (0..5).rev() {
        let answer = app.get("/api/v1/objects").await;
        assert_eq!(answer.header("ratelimit-policy"), "\"default\";q=5;w=60");
        assert!(answer.header("ratelimit").starts_with(&format!("\"default\";r={left};t=")), "{}", answer.header("ratelimit"));
    }
    let refused = app.get("/api/v1/objects").await;
    assert_eq!(
        (refused.status, refused.header("ratelimit").starts_with("\"default\";r=0;t=")),
        (429, true),
        "{}",
        refused.header("ratelimit")
    );
    let stranger = |path: &str| app.send(app.client.get(format!("{}{path}", app.address)));
    assert_eq!(stranger("/api/v1/openapi.json").await.status, 200);
    assert_eq!(stranger("/api/v1/openapi.json").await.status, 200);
    assert_eq!(stranger("/docs").await.problem(), "rate_limited");
    assert_eq!(stranger("/livez").await.status, 200, "who watches over the server is not limited");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("compresses");
    encoder.finish().expect("compresses")
}

#[tokio::test(flavor = "multi_thread")]
async fn compressed_files_are_bounded_by_what_they_become() {
    let app = TestApp::start_with(|settings| settings.import_bytes_max = 1_000_000).await;
    let send = |encoding: &str, body: Vec<u8>| {
        let request =
            app.request("POST", "/api/v1/imports?object=customers&source=shop&file_name=a.csv").header("content-type", "text/csv");
        // What is refused in the middle ends its connection: the next call takes one of its own.
        app.send(request.header("connection", "close").header("content-encoding", encoding).body(body))
    };
    let file = "编号,姓名,手机\nC1,张伟,13800138001\n";
    let taken = send("gzip", gzip(file.as_bytes())).await;
    assert_eq!(taken.status, 202, "{}", taken.text);
    assert_eq!(ended(&app, taken.header("location")).await["report"]["created"], 1);
    let bomb = send("gzip", gzip(&vec![b'a'; 50_000_000])).await;
    assert_eq!((bomb.status, bomb.problem().as_str()), (413, "body_too_large"));
    let whole = gzip(file.as_bytes());
    let cut = whole.get(..whole.len() - 6).expect("longer").to_vec();
    assert_eq!(send("gzip", cut).await.status, 400);
    assert_eq!(send("gzip", b"no gzip".to_vec()).await.status, 400);
    assert_eq!(send("br", file.as_bytes().to_vec()).await.status, 415);
    let json = app.request("POST", "/api/v1/customers").header("content-type", "application/json").header("content-encoding", "gzip");
    assert_eq!(app.send(json.body(gzip(b"{\"name\":\"a\"}"))).await.status, 415);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_cannot_be_read_is_told_what_is_wrong() {
    let app = TestApp::start().await;
    let ask = async |head: &[u8]| {
        let mut stream = connect(&app).await;
        stream.write_all(head).await.expect("sends");
        heard(stream).await
    };
    let bearer = format!("authorization: Bearer {}\r\nconnection: close\r\n\r\n", app.key);
    let head = |line: &[u8]| [line, b" HTTP/1.1\r\nhost: x\r\n", bearer.as_bytes()].concat();
    // GBK, a blank in the address, a header of two lines.
    let gbk = head(b"GET /api/v1/customers?filter=city=\xc9\xcf\xba\xa3");
    for bad in [gbk, head(b"GET /api/v1/customers?filter=city = 1"), b"GET / HTTP/1.1\r\nbad header\r\n\r\n".to_vec()] {
        let said = ask(&bad).await;
        assert!(said.starts_with("HTTP/1.1 400 Bad Request\r\n"), "{said}");
        let (head, body) = said.split_once("\r\n\r\n").expect("a head");
        assert!(head.contains("content-type: application/problem+json") && head.contains("x-request-id: "), "{head}");
        let problem: serde_json::Value = serde_json::from_str(body).expect("JSON");
        assert!(problem["code"] == "bad_request" && problem["detail"].as_str().is_some_and(|text| text.contains("%E4%B8%8A")), "{body}");
        assert!(head.contains(&format!("content-length: {}", body.len())), "{head}");
    }
    let long = ask(&head(format!("GET /api/v1/customers?filter={}", "x".repeat(70_000)).as_bytes())).await;
    assert!(long.starts_with("HTTP/1.1 431 ") && long.contains("head_too_large"), "{long}");
    // UTF-8 as it is stands for itself.
    let plain = ask(&head("GET /api/v1/customers/by/external_id/店:1".as_bytes())).await;
    assert!(plain.starts_with("HTTP/1.1 404 ") && plain.contains("\"not_found\""), "{plain}");
}
