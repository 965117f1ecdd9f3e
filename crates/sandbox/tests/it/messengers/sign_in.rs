//! Tokens, and what goes wrong with status 200.

use serde_json::{Value, json};

use super::Office;

async fn departments(office: &Office, vendor: &str, token: &str) -> Value {
    match vendor {
        "wecom" => office.get(vendor, &format!("/cgi-bin/department/list?access_token={token}")).await,
        "dingtalk" => office.post(vendor, &format!("/topapi/v2/department/listsub?access_token={token}"), &json!({ "dept_id": 1 })).await,
        _ => office.feishu(token, "GET", "/open-apis/contact/v3/departments/0/children?page_size=50", None).await.json(),
    }
}

async fn token(office: &Office, vendor: &str) -> String {
    match vendor {
        "wecom" => office.wecom_token(sandbox::wecom::APP_SECRET).await,
        "dingtalk" => office.dingtalk_token().await,
        _ => office.feishu_token().await,
    }
}

/// The code of an answer, the one inside where there is one.
fn code(answer: &Value) -> i64 {
    match &answer["sub_code"] {
        Value::String(text) => text.parse().unwrap(),
        _ => answer["errcode"].as_i64().or_else(|| answer["code"].as_i64()).unwrap(),
    }
}

#[tokio::test]
async fn tokens_live_two_hours_and_are_the_same_until_they_are_about_to_end() {
    for (vendor, ended, unknown) in [("wecom", 42_001, 40_014), ("dingtalk", 40_014, 40_014), ("feishu", 99_991_663, 99_991_663)] {
        let office = Office::new(5);
        let first = token(&office, vendor).await;
        assert_eq!(token(&office, vendor).await, first, "{vendor}");
        assert_eq!(code(&departments(&office, vendor, &first).await), 0, "{vendor}");
        assert_eq!(code(&departments(&office, vendor, "t-made-up").await), unknown, "{vendor}");
        office.running.advance(6_950_000);
        let second = token(&office, vendor).await;
        assert!(second != first && code(&departments(&office, vendor, &first).await) == 0, "{vendor}: both are good for minutes");
        office.running.advance(260_000);
        assert_eq!(code(&departments(&office, vendor, &first).await), ended, "{vendor}");
        office.control(&format!("/{vendor}/own/end_sessions"), &json!({}));
        assert_eq!(code(&departments(&office, vendor, &second).await), ended, "{vendor}");
        assert_ne!(token(&office, vendor).await, second, "{vendor}");
    }
}

#[tokio::test]
async fn a_wrong_secret_gets_no_token() {
    let office = Office::new(5);
    let wecom = |corp: &str, secret: &str| format!("/cgi-bin/gettoken?corpid={corp}&corpsecret={secret}");
    let (corp, secret) = (sandbox::wecom::CORP_ID, sandbox::wecom::APP_SECRET);
    assert_eq!(office.get("wecom", &wecom("ww5", secret)).await["errcode"], 40_013);
    assert_eq!(office.get("wecom", &wecom(corp, "wrong")).await["errcode"], 40_001);
    let dingtalk = format!("/gettoken?appkey={}&appsecret=wrong", sandbox::dingtalk::APP_KEY);
    assert_eq!(office.get("dingtalk", &dingtalk).await["errcode"], 40_089);
    let path = "/open-apis/auth/v3/tenant_access_token/internal";
    let app = |id: &str| json!({ "app_id": id, "app_secret": "wrong" });
    assert_eq!(office.post("feishu", path, &app("cli_5")).await["code"], 10_003);
    assert_eq!(office.post("feishu", path, &app(sandbox::feishu::APP_ID)).await["code"], 10_014);
}

#[tokio::test]
async fn faults_of_their_own_come_with_status_200() {
    for (vendor, limit) in [("wecom", 45_009), ("dingtalk", 90_018), ("feishu", 99_991_400)] {
        let office = Office::new(5);
        let good = token(&office, vendor).await;
        for (fault, wanted) in [("department.list:rate_limited", limit), ("department.list:errcode=60011", 60_011)] {
            office.running.fault(&format!("{vendor}:{fault}")).unwrap();
            assert_eq!(code(&departments(&office, vendor, &good).await), wanted, "{vendor}: {fault}");
            assert_eq!(code(&departments(&office, vendor, &good).await), 0, "{vendor}");
        }
        office.running.fault(&format!("{vendor}:department.list:session_lost")).unwrap();
        assert_ne!(code(&departments(&office, vendor, &good).await), 0, "{vendor}");
        assert_ne!(code(&departments(&office, vendor, &good).await), 0, "{vendor}: it stays lost");
        assert_eq!(code(&departments(&office, vendor, &token(&office, vendor).await).await), 0, "{vendor}");
    }
}
