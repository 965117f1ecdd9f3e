//! Messages: bots with signatures, words and limits; apps with recipients that are not there.

use serde_json::{Value, json};

use super::{Office, encoded, hmac, now_ms};

fn text(content: &str) -> Value {
    json!({ "msgtype": "text", "text": { "content": content } })
}

fn feishu_text(content: &str, at_s: i64, key: &str) -> Value {
    json!({ "timestamp": at_s.to_string(), "sign": hmac(key, ""), "msg_type": "text", "content": { "text": content } })
}

#[tokio::test]
async fn a_wecom_bot_takes_twenty_a_minute_and_no_more() {
    let office = Office::new(5);
    let path = format!("/cgi-bin/webhook/send?key={}", sandbox::wecom::BOT_KEY);
    let wrong = office.post("wecom", "/cgi-bin/webhook/send?key=wrong", &text("x")).await;
    assert_eq!(wrong["errcode"], 93_000);
    for (body, code) in [(text(""), 44_004), (text(&"长".repeat(683)), 45_002), (json!({ "msgtype": "song" }), 40_008)] {
        assert_eq!(office.post("wecom", &path, &body).await["errcode"], code, "{body}");
    }
    for number in 0..20 {
        assert_eq!(office.post("wecom", &path, &text(&format!("n{number}"))).await["errcode"], 0);
    }
    assert_eq!(office.post("wecom", &path, &text("one too many")).await["errcode"], 45_009);
    office.running.advance(60_000);
    assert_eq!(office.post("wecom", &path, &text("later")).await["errcode"], 0);
    let texts = office.texts("wecom");
    assert_eq!((texts.len(), texts[20].as_str()), (21, "later"));
    let writes = office.running.control("GET", "/wecom/log/writes", None);
    assert_eq!(writes["writes"].as_array().unwrap().iter().filter(|write| write["code"] == "45009").count(), 1);
    office.control("/wecom/own/bot", &json!({ "removed": true }));
    assert_eq!(office.post("wecom", &path, &text("nobody")).await["errcode"], 93_008);
}

#[tokio::test]
async fn a_dingtalk_bot_checks_signature_time_and_words() {
    let office = Office::new(5);
    let (token, secret) = (sandbox::dingtalk::BOT_TOKEN, sandbox::dingtalk::BOT_SECRET);
    let path = |at_ms: i64, key: &str| {
        let sign = encoded(&hmac(key, &format!("{at_ms}\n{secret}")));
        format!("/robot/send?access_token={token}&timestamp={at_ms}&sign={sign}")
    };
    let code = async |path: String, words: &str| {
        let answer = office.post("dingtalk", &path, &text(words)).await;
        (answer["errcode"].as_i64().unwrap(), answer["errmsg"].as_str().unwrap().to_owned())
    };
    let fine = (0, "ok".to_owned());
    assert_eq!(code(path(now_ms(), secret), "one").await, fine);
    assert_eq!(code(path(now_ms() - 3_599_000, secret), "two").await, fine);
    let refused = |reason: &str| (310_000, reason.to_owned());
    assert_eq!(code(path(now_ms() - 3_601_000, secret), "x").await, refused("invalid timestamp"));
    assert_eq!(code(path(now_ms(), "another secret"), "x").await, refused("sign not match"));
    assert_eq!(code(format!("/robot/send?access_token={token}"), "x").await, refused("sign not match"));
    assert_eq!(code("/robot/send?access_token=5".to_owned(), "x").await.0, 300_005);
    office.control("/dingtalk/own/bot", &json!({ "signed": false, "words": ["告警"] }));
    let plain = format!("/robot/send?access_token={token}");
    assert_eq!(code(plain.clone(), "hello").await, refused("keywords not in content"));
    assert_eq!(code(plain, "告警 three").await, fine);
    assert_eq!(office.texts("dingtalk"), ["one", "two", "告警 three"]);
}

#[tokio::test]
async fn one_too_many_shuts_a_dingtalk_bot_out_for_ten_minutes() {
    let office = Office::new(5);
    office.control("/dingtalk/own/bot", &json!({ "signed": false }));
    let path = format!("/robot/send?access_token={}", sandbox::dingtalk::BOT_TOKEN);
    for number in 0..20 {
        assert_eq!(office.post("dingtalk", &path, &text(&number.to_string())).await["errcode"], 0);
    }
    let send = async |seconds: i64| {
        office.running.advance(seconds * 1_000);
        office.post("dingtalk", &path, &text("more")).await["errcode"].as_i64().unwrap()
    };
    assert_eq!([send(0).await, send(120).await, send(481).await], [130_101, 130_101, 0]);
}

#[tokio::test]
async fn a_feishu_bot_signs_nothing_with_time_and_secret() {
    let office = Office::new(5);
    let path = format!("/open-apis/bot/v2/hook/{}", sandbox::feishu::BOT_TOKEN);
    let secret = sandbox::feishu::BOT_SECRET;
    let now_s = now_ms() / 1_000;
    let key = |at_s: i64| format!("{at_s}\n{secret}");
    assert_eq!(office.post("feishu", &path, &feishu_text("one", now_s, &key(now_s))).await["code"], 0);
    let old = now_s - 3_601;
    for body in [
        feishu_text("x", old, &key(old)),
        // The way of DingTalk: what is signed and what is the key are swapped.
        json!({ "timestamp": now_s.to_string(), "sign": hmac(secret, &key(now_s)), "msg_type": "text", "content": { "text": "x" } }),
        json!({ "msg_type": "text", "content": { "text": "x" } }),
    ] {
        assert_eq!(office.post("feishu", &path, &body).await["code"], 19_021, "{body}");
    }
    assert_eq!(office.post("feishu", "/open-apis/bot/v2/hook/5", &feishu_text("x", now_s, &key(now_s))).await["code"], 19_001);
    office.control("/feishu/own/bot", &json!({ "signed": false, "words": ["alert"] }));
    let post = |title: &str| {
        let lines = json!([[{ "tag": "text", "text": "line 1" }], [{ "tag": "text", "text": "line 2" }]]);
        json!({ "msg_type": "post", "content": { "post": { "zh_cn": { "title": title, "content": lines } } } })
    };
    assert_eq!(office.post("feishu", &path, &post("hello")).await["code"], 19_024);
    assert_eq!(office.post("feishu", &path, &post("alert")).await["code"], 0);
    assert_eq!(office.texts("feishu"), ["one", "alert\nline 1\nline 2"]);
    let mut codes = Vec::new();
    for _ in 0..5 {
        codes.push(office.post("feishu", &path, &post("alert")).await["code"].as_i64().unwrap());
    }
    assert_eq!(codes, [0, 0, 0, 11_232, 11_232], "five a second");
}

#[tokio::test]
async fn an_app_tells_who_got_no_message() {
    let office = Office::new(30);
    let ids = |vendor: &str| -> Vec<String> {
        let list = office.running.control("GET", &format!("/{vendor}/tables/members/records?limit=2"), None);
        list["records"].as_array().unwrap().iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect()
    };
    let known = ids("wecom");
    let path = format!("/cgi-bin/message/send?access_token={}", office.wecom_token(sandbox::wecom::APP_SECRET).await);
    let agent = sandbox::wecom::AGENT_ID;
    let message = |to: &str| json!({ "touser": to, "agentid": agent, "msgtype": "text", "text": { "content": "hi" } });
    let answer = office.post("wecom", &path, &message(&format!("{}|nobody|{}", known[0], known[1]))).await;
    assert_eq!((&answer["errcode"], &answer["invaliduser"]), (&json!(0), &json!("nobody")), "{answer}");
    assert_eq!(office.post("wecom", &path, &message("nobody")).await["errcode"], 81_013);
    let mut wrong = message(&known[0]);
    wrong["agentid"] = json!(5);
    assert_eq!(office.post("wecom", &path, &wrong).await["errcode"], 40_056);

    let known = ids("dingtalk");
    let token = office.dingtalk_token().await;
    let send = format!("/topapi/message/corpconversation/asyncsend_v2?access_token={token}");
    let agent = sandbox::dingtalk::AGENT_ID;
    let message = json!({ "agent_id": agent, "userid_list": format!("{},nobody", known[0]), "msg": text("hi") });
    let task = office.post("dingtalk", &send, &message).await["task_id"].clone();
    let result = format!("/topapi/message/corpconversation/getsendresult?access_token={token}");
    let answer = office.post("dingtalk", &result, &json!({ "agent_id": agent, "task_id": task })).await;
    assert_eq!(answer["send_result"]["invalid_user_id_list"], json!(["nobody"]), "{answer}");
    let task = office.post("dingtalk", &send, &message).await["task_id"].clone();
    let answer = office.post("dingtalk", &result, &json!({ "agent_id": agent, "task_id": task })).await;
    assert_eq!(answer["send_result"]["forbidden_user_id_list"], json!([known[0]]), "the same text twice on a day: {answer}");
    assert_eq!(office.texts("dingtalk"), ["hi"]);

    let known = ids("feishu");
    let token = office.feishu_token().await;
    let path = "/open-apis/im/v1/messages?receive_id_type=open_id";
    let message = |to: &str, uuid: &str| json!({ "receive_id": to, "msg_type": "text", "content": "{\"text\":\"hi\"}", "uuid": uuid });
    let mut made = Vec::new();
    for uuid in ["a", "a", "b"] {
        let answer = office.feishu(&token, "POST", path, Some(&message(&known[0], uuid))).await.json();
        made.push(answer["data"]["message_id"].as_str().unwrap().to_owned());
    }
    assert!(made[0] == made[1] && made[1] != made[2], "{made:?}");
    let refused = office.feishu(&token, "POST", path, Some(&message("ou_nobody", "c"))).await;
    assert_eq!((refused.status, &refused.json()["code"]), (400, &json!(99_992_351)));
    assert_eq!(office.texts("feishu").len(), 2);
}
