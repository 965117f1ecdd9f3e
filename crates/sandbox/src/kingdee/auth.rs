//! Who is calling: signed headers without a session, or a session that a login began.
//!
//! `X-Kd-Signature` and `X-Kd-Appdata` are always checked; `X-Api-Signature` only while the site is strict, because clients that compute
//! it otherwise are reported to work with servers in companies.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::body::{Arguments, text_of};
use super::reply::{Wrong, msg, ok};
use super::{ACCOUNT, APP_ID, APP_SECRET, PASSWORD, USER};
use crate::http::{Reply, Request, encoded};
use crate::rng::Rng;
use crate::site::Site;
use crate::vendor::Call;

/// An idle session ends after so long.
const IDLE_MS: i64 = 20 * 60_000;
/// What the key of the API's signature is made with (the vendor's client derives it from its own source).
const MASK: &[u8] = b"0054f397c6234378b09ca7d3e5debce7";
/// Id of the user of the API.
pub(super) const USER_ID: u64 = 16_394;

/// Sessions, and how strictly signatures are looked at.
#[derive(Debug)]
pub(super) struct Auth {
    sessions: BTreeMap<String, Session>,
    made: u64,
    pub(super) is_strict: bool,
}

#[derive(Clone, Debug)]
struct Session {
    organisation: String,
    began_ms: i64,
    used_ms: i64,
}

impl Default for Auth {
    fn default() -> Self {
        Self { sessions: BTreeMap::new(), made: 0, is_strict: true }
    }
}

impl Auth {
    /// Lets a call through; gives the session it belongs to, where it has one.
    pub(super) fn check(&mut self, site: &Site, request: &Request) -> Result<Option<String>, Wrong> {
        if let Some(given) = request.header("x-kd-signature") {
            return self.check_headers(request, given).map(|()| None);
        }
        let lost = || Wrong::of_code(msg::SESSION_LOST);
        let id = session_of(request).ok_or_else(lost)?;
        let (now_ms, life_ms) = (site.now_ms(), site.token_life_ms());
        let session = self.sessions.get_mut(&id).ok_or_else(lost)?;
        let is_over = match life_ms {
            Some(life_ms) => now_ms - session.began_ms >= life_ms,
            None => now_ms - session.used_ms >= IDLE_MS,
        };
        if is_over {
            self.sessions.remove(&id);
            return Err(lost());
        }
        session.used_ms = now_ms;
        Ok(Some(id))
    }

    fn check_headers(&self, request: &Request, given: &str) -> Result<(), Wrong> {
        let refused = |what: &str| Wrong::new(msg::SESSION_LOST, format!("第三方系统登录授权验证失败：{what}"));
        let data =
            request.header("x-kd-appdata").and_then(|text| STANDARD.decode(text).ok()).and_then(|bytes| String::from_utf8(bytes).ok());
        let data = data.ok_or_else(|| refused("X-Kd-Appdata"))?;
        let parts: Vec<&str> = data.split(',').collect();
        let [account, user, lcid, _organisation] = parts.as_slice() else { return Err(refused("X-Kd-Appdata")) };
        if request.header("x-kd-appkey") != Some(APP_ID) || *account != ACCOUNT || *user != USER || lcid.parse::<u32>().is_err() {
            return Err(refused("应用、数据中心或用户不存在"));
        }
        if given != signature(APP_SECRET.as_bytes(), &format!("{APP_ID}{data}")) {
            return Err(refused("X-Kd-Signature"));
        }
        if !self.is_strict {
            return Ok(());
        }
        let header = |name: &str| request.header(name).unwrap_or_default();
        let (time, nonce) = (header("x-api-timestamp"), header("x-api-nonce"));
        let is_known = header("x-api-clientid") == APP_ID.split('_').next().unwrap_or_default() && header("x-api-auth-version") == "2.0";
        let names = header("x-api-signheaders").to_lowercase();
        let is_listed = names == "x-api-timestamp,x-api-nonce" && time.parse::<u64>().is_ok() && !nonce.is_empty();
        if !is_known || !is_listed {
            return Err(refused("X-Api-SignHeaders"));
        }
        let path = encoded(&request.path);
        let text = format!("POST\n{path}\n\nx-api-nonce:{nonce}\nx-api-timestamp:{time}\n");
        if header("x-api-signature") != signature(api_key(APP_ID).as_bytes(), &text) {
            return Err(refused("X-Api-Signature"));
        }
        Ok(())
    }

    /// `ValidateUser`, `LoginByAppSecret` and `LoginBySign`.
    pub(super) fn login(&mut self, site: &Site, call: &Call<'_>, name: &str, offset_seconds: i64) -> Reply {
        let order: &[&str] = match name {
            "ValidateUser" => &["acctid", "username", "password", "lcid"],
            "LoginByAppSecret" => &["acctid", "username", "appid", "appsecret", "lcid"],
            _ => &["acctid", "username", "appid", "timestamp", "sign", "lcid"],
        };
        let Some(given) = Arguments::read(call.request, order) else { return refused(-1, "参数错误") };
        if call.plan.own("login_refused").is_some() {
            return refused(-1, "登录失败，请稍后再试");
        }
        if given.text("acctid") != ACCOUNT {
            return refused(-1, "数据中心不存在");
        }
        let user = [given.text("username"), given.text("user")].into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        let app = given.text("appid");
        let is_right = user == USER
            && match name {
                "ValidateUser" => given.text("password") == PASSWORD,
                "LoginByAppSecret" => app == APP_ID && given.text("appsecret") == APP_SECRET,
                _ => app == APP_ID && given.text("sign") == login_sign(&user, &given.text("timestamp")),
            };
        if !is_right {
            return refused(0, "用户名或密码错误");
        }
        self.made += 1;
        let mut rng = Rng::of(site.seed, "kingdee.session", &[self.made]);
        let id = format!(
            "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
            rng.next() >> 32,
            rng.next() >> 48,
            rng.next() >> 52,
            rng.next() >> 52,
            rng.next() >> 16
        );
        let now_ms = site.now_ms();
        self.sessions.insert(id.clone(), Session { organisation: "100".to_owned(), began_ms: now_ms, used_ms: now_ms });
        ok(&welcome(&id, offset_seconds))
            .and("set-cookie", format!("kdservice-sessionid={id}; path=/"))
            .and("set-cookie", format!("ASP.NET_SessionId={}; path=/; HttpOnly", &id[..8]))
    }

    pub(super) fn logout(&mut self, request: &Request) -> Reply {
        if let Some(id) = session_of(request) {
            self.sessions.remove(&id);
        }
        ok(&json!(true))
    }

    pub(super) fn end(&mut self, id: &str) {
        self.sessions.remove(id);
    }

    pub(super) fn end_all(&mut self) {
        self.sessions.clear();
    }

    pub(super) fn count(&self) -> usize {
        self.sessions.len()
    }

    /// The organisation that calls act in: that of the session, else that of the headers.
    pub(super) fn organisation(&self, request: &Request, session: Option<&str>) -> String {
        if let Some(session) = session.and_then(|id| self.sessions.get(id)) {
            return session.organisation.clone();
        }
        let data =
            request.header("x-kd-appdata").and_then(|text| STANDARD.decode(text).ok()).and_then(|bytes| String::from_utf8(bytes).ok());
        let number = data.as_deref().and_then(|data| data.rsplit(',').next()).filter(|number| *number != "0" && !number.is_empty());
        number.unwrap_or("100").to_owned()
    }

    pub(super) fn switch(&mut self, session: Option<&str>, number: &str) {
        if let Some(session) = session.and_then(|id| self.sessions.get_mut(id)) {
            number.clone_into(&mut session.organisation);
        }
    }

    pub(super) fn save(&self) -> Value {
        let sessions: Vec<Value> = self.sessions.iter().map(|(id, one)| json!([id, one.organisation, one.began_ms, one.used_ms])).collect();
        json!({ "sessions": sessions, "made": self.made, "strict": self.is_strict })
    }

    pub(super) fn load(&mut self, saved: &Value) {
        self.made = saved["made"].as_u64().unwrap_or(0);
        self.is_strict = saved["strict"] != false;
        for one in saved["sessions"].as_array().into_iter().flatten() {
            let number = |at: usize| one[at].as_i64().unwrap_or(0);
            self.sessions.insert(text_of(&one[0]), Session { organisation: text_of(&one[1]), began_ms: number(2), used_ms: number(3) });
        }
    }
}

fn session_of(request: &Request) -> Option<String> {
    if let Some(id) = request.header("kdservice-sessionid").filter(|id| !id.is_empty()) {
        return Some(id.to_owned());
    }
    let cookies = request.header("cookie")?;
    cookies.split(';').find_map(|cookie| cookie.trim().strip_prefix("kdservice-sessionid=")).map(str::to_owned)
}

fn refused(result: i32, message: &str) -> Reply {
    ok(
        &json!({ "Message": message, "MessageCode": "CheckPasswordPolicy", "LoginResultType": result, "Context": null, "KDSVCSessionId": null,
                "FormId": null, "RedirectFormParam": null, "FormInputObject": null, "ErrorStackTrace": null, "Lcid": 0, "AccessToken": null,
                "IsSuccessByAPI": false }),
    )
}

fn welcome(id: &str, offset_seconds: i64) -> Value {
    let zone = json!({ "OffsetTicks": offset_seconds * 10_000_000, "Number": "1078_SYS", "CanBeUsed": true });
    json!({
        "Message": null, "MessageCode": "CheckPasswordPolicy", "LoginResultType": 1,
        "Context": { "UserLocale": "zh-CN", "LogLocale": "zh-CN", "DBid": ACCOUNT, "DatabaseType": 3, "SessionId": id, "UserId": USER_ID, "UserName": USER,
                     "CustomName": "Rapport Sample", "DisplayVersion": "9.0.553.10", "DataCenterName": super::CENTRE_NAME, "UserToken": id,
                     "CurrentOrganizationInfo": { "ID": 1, "AcctOrgType": "1", "Name": "总公司", "FunctionIds": [101, 102] },
                     "UTimeZone": zone, "STimeZone": zone },
        "KDSVCSessionId": id, "FormId": null, "RedirectFormParam": null, "FormInputObject": null, "ErrorStackTrace": null, "Lcid": 0,
        "AccessToken": null, "IsSuccessByAPI": true,
    })
}

/// Base64 of the hexadecimal digits of an HMAC with SHA-256.
pub(super) fn signature(key: &[u8], text: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(text.as_bytes());
    STANDARD.encode(hex(&mac.finalize().into_bytes()))
}

/// The key of the API's signature: what stands behind the underscore of the app's id, with the mask over it.
pub(super) fn api_key(app: &str) -> String {
    let coded = app.split('_').nth(1).filter(|coded| coded.len() == 32).unwrap_or_default();
    let raw = STANDARD.decode(coded).unwrap_or_default();
    STANDARD.encode(raw.iter().zip(MASK).map(|(byte, mask)| byte ^ mask).collect::<Vec<u8>>())
}

/// SHA-256 over the five values in the order of their bytes.
fn login_sign(user: &str, timestamp: &str) -> String {
    let mut parts = [ACCOUNT, user, APP_ID, APP_SECRET, timestamp];
    parts.sort_unstable();
    hex(&Sha256::digest(parts.concat().as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_those_of_the_vendors_own_client() {
        // Worked out by the vendor's Python client 8.2.0 for made-up values.
        let app = "200000_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
        assert_eq!(api_key(app), "MDE3N2I2PzBrPzg4OD45N3IhK3B1InIk");
        let path = encoded("/k3cloud/Kingdee.BOS.WebApi.ServicesStub.DynamicFormService.Save.common.kdsvc");
        let text = format!("POST\n{path}\n\nx-api-nonce:1700000000\nx-api-timestamp:1700000000\n");
        let expected = "NzI2MjZlOGJiNjBiYTJkYzM3NTU3NTI0ZGE3YWY4MDhmMDNhMmZmOTc0ZGI4ZWJiYjg0NWFiYWFiNzIwZTczNg==";
        assert_eq!(signature(api_key(app).as_bytes(), &text), expected);
        let expected = "Y2M3NzFiNzFkMTgxZGMyNjRlYjM5ZGM1ZGVhNTVmNmJjMWFkZGMyOTM4YjMwYTdiNTNjY2JiNTA4YjRlMzQwYw==";
        assert_eq!(signature(b"0123456789abcdef0123456789abcdef", &format!("{app}acct0000000001,webapi,2052,0")), expected);
    }
}
