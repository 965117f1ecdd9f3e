//! Sign-in: the token endpoint with its grants, the old SOAP login, and the tokens that are alive.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::reply::{Refused, oauth_error};
use super::rsa::PublicKey;
use super::{CLIENT_ID, CLIENT_SECRET, PASSWORD, SECURITY_TOKEN, USERNAME, id};
use crate::clock::iso_ms;
use crate::http::{Reply, Request, encoded, pairs};
use crate::site::Site;
use crate::xml::{self, element, escaped};

/// How long a session lives after its last use, in milliseconds: two hours.
const SESSION_MS: i64 = 7_200_000;
/// How long a code of the web server flow lives.
const CODE_MS: i64 = 600_000;
/// How far ahead an assertion may expire, and how long ago it may have.
const ASSERTION_AHEAD_S: i64 = 300;
/// Tokens that are remembered, at most.
const TOKENS_MAX: usize = 10_000;

/// Who signed in with what, and the switches of the connected app.
#[derive(Default)]
pub(super) struct Auth {
    sessions: HashMap<String, Session>,
    /// Whether each refresh token still works.
    refresh_tokens: HashMap<String, bool>,
    codes: HashMap<String, Code>,
    /// Public keys that assertions may be signed with.
    pub(super) keys: Vec<PublicKey>,
    /// Gives a new refresh token with each refresh; the old one dies.
    pub(super) rotates: bool,
    count: u64,
}

struct Session {
    issued_ms: i64,
    used_ms: i64,
    organisation: String,
}

struct Code {
    issued_ms: i64,
    redirect_uri: String,
    challenge: Option<String>,
    offline: bool,
}

/// The user that everything is done as.
pub(super) fn user_id() -> String {
    id::id("005", 1)
}

impl Auth {
    /// Checks the header of a data call and keeps the session alive.
    pub(super) fn check(&mut self, site: &Site, request: &Request) -> Result<(), Refused> {
        let invalid_header = || Refused::new("INVALID_AUTH_HEADER", "INVALID_HEADER_TYPE").status(401);
        if request.header("authorization").is_none() {
            return Err(Refused::new("INVALID_SESSION_ID", "Session expired or invalid").status(401));
        }
        let (scheme, token) = request.authorization().ok_or_else(invalid_header)?;
        if !scheme.eq_ignore_ascii_case("bearer") && !scheme.eq_ignore_ascii_case("oauth") {
            return Err(invalid_header());
        }
        let now_ms = site.clock.now_ms();
        let life_ms = site.token_life_ms();
        let session = self.sessions.get_mut(token).filter(|session| {
            let is_alive = life_ms.map_or(now_ms - session.used_ms < SESSION_MS, |life_ms| now_ms - session.issued_ms < life_ms);
            is_alive && session.organisation == site.organisation
        });
        match session {
            Some(session) => {
                session.used_ms = now_ms;
                Ok(())
            }
            None => Err(Refused::new("INVALID_SESSION_ID", "Session expired or invalid").status(401)),
        }
    }

    /// Ends all sessions, as an administrator can.
    pub(super) fn end_sessions(&mut self) {
        self.sessions.clear();
    }

    /// Makes every refresh token worthless, as revoking the app does.
    pub(super) fn revoke_refresh_tokens(&mut self) {
        self.refresh_tokens.values_mut().for_each(|alive| *alive = false);
    }

    pub(super) fn save(&self) -> Value {
        json!({ "refresh_tokens": self.refresh_tokens, "count": self.count, "rotates": self.rotates })
    }

    pub(super) fn load(&mut self, saved: &Value) {
        let tokens = saved["refresh_tokens"].as_object().into_iter().flatten();
        self.refresh_tokens = tokens.map(|(token, alive)| (token.clone(), alive == true)).collect();
        self.count = saved["count"].as_u64().unwrap_or(0);
        self.rotates = saved["rotates"] == true;
    }

    fn session(&mut self, site: &Site) -> String {
        let token = format!("{}!{}", id::short(&site.organisation), self.secret(site, "session"));
        if self.sessions.len() >= TOKENS_MAX {
            self.sessions.clear();
        }
        let now_ms = site.clock.now_ms();
        self.sessions.insert(token.clone(), Session { issued_ms: now_ms, used_ms: now_ms, organisation: site.organisation.clone() });
        token
    }

    fn refresh_token(&mut self, site: &Site) -> String {
        let token = format!("5Aep861{}", self.secret(site, "refresh"));
        if self.refresh_tokens.len() >= TOKENS_MAX {
            self.refresh_tokens.clear();
        }
        self.refresh_tokens.insert(token.clone(), true);
        token
    }

    /// Unguessable enough for a simulator, and the same for the same seed.
    fn secret(&mut self, site: &Site, purpose: &str) -> String {
        self.count += 1;
        let digest = Sha256::digest(format!("{purpose} {} {}", site.seed, self.count));
        format!("AQ4.{}", URL_SAFE_NO_PAD.encode(digest))
    }

    /// `POST /services/oauth2/token`.
    pub(super) fn token(&mut self, site: &Site, request: &Request) -> Reply {
        let form = request.form();
        let field = |name: &str| form.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let (basic_id, basic_secret) = basic(request).unzip();
        let client_id = field("client_id").map(str::to_owned).or(basic_id);
        let client_secret = field("client_secret").map(str::to_owned).or(basic_secret);
        let Some(grant) = field("grant_type") else { return oauth_error(400, "invalid_request", "grant type is missing") };
        if grant == "urn:ietf:params:oauth:grant-type:jwt-bearer" {
            return self.by_assertion(site, request, field("assertion").unwrap_or_default());
        }
        if client_id.as_deref() != Some(CLIENT_ID) {
            return oauth_error(400, "invalid_client_id", "client identifier invalid");
        }
        let needs_secret = grant != "authorization_code" || field("code_verifier").is_none();
        if client_secret.as_deref().map_or(needs_secret && grant != "refresh_token", |secret| secret != CLIENT_SECRET) {
            return oauth_error(400, "invalid_client", "invalid client credentials");
        }
        match grant {
            "client_credentials" => {
                let mut answer = self.signed(site, request, "api");
                answer["api_instance_url"] = json!(request.base_url);
                Reply::json(200, &answer)
            }
            "password" => {
                let expected = format!("{PASSWORD}{SECURITY_TOKEN}");
                if field("username") != Some(USERNAME) || field("password") != Some(expected.as_str()) {
                    return oauth_error(400, "invalid_grant", "authentication failure");
                }
                let mut answer = self.signed(site, request, "");
                without(&mut answer, "scope");
                Reply::json(200, &answer)
            }
            "refresh_token" => self.refreshed(site, request, field("refresh_token").unwrap_or_default()),
            "authorization_code" => {
                self.by_code(site, request, field("code").unwrap_or_default(), field("redirect_uri"), field("code_verifier"))
            }
            _ => oauth_error(400, "unsupported_grant_type", "grant type not supported"),
        }
    }

    /// The answer of most grants.
    fn signed(&mut self, site: &Site, request: &Request, scope: &str) -> Value {
        let token = self.session(site);
        let identity = format!("{}/id/{}/{}", request.base_url, site.organisation, user_id());
        let issued_at = site.now_ms().to_string();
        let signature = STANDARD.encode(Sha256::digest(format!("{identity}{issued_at}")));
        json!({
            "access_token": token, "signature": signature, "scope": scope, "instance_url": request.base_url, "id": identity,
            "token_type": "Bearer", "issued_at": issued_at,
        })
    }

    fn refreshed(&mut self, site: &Site, request: &Request, token: &str) -> Reply {
        if self.refresh_tokens.get(token) != Some(&true) {
            return oauth_error(400, "invalid_grant", "expired access/refresh token");
        }
        let mut answer = self.signed(site, request, "refresh_token api");
        if self.rotates {
            self.refresh_tokens.insert(token.to_owned(), false);
            answer["refresh_token"] = json!(self.refresh_token(site));
        }
        Reply::json(200, &answer)
    }

    fn by_code(&mut self, site: &Site, request: &Request, code: &str, redirect_uri: Option<&str>, verifier: Option<&str>) -> Reply {
        let Some(known) = self.codes.remove(code).filter(|known| site.clock.now_ms() - known.issued_ms < CODE_MS) else {
            return oauth_error(400, "invalid_grant", "expired authorization code");
        };
        if redirect_uri != Some(known.redirect_uri.as_str()) {
            return oauth_error(400, "redirect_uri_mismatch", "redirect_uri must match configuration");
        }
        let hashed = verifier.map(|verifier| URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)));
        if known.challenge != hashed {
            return oauth_error(400, "invalid_grant", "invalid code verifier");
        }
        let mut answer = self.signed(site, request, "refresh_token api");
        if known.offline {
            answer["refresh_token"] = json!(self.refresh_token(site));
        }
        Reply::json(200, &answer)
    }

    fn by_assertion(&mut self, site: &Site, request: &Request, assertion: &str) -> Reply {
        let Some((claims, signed, signature)) = assertion_parts(assertion) else {
            return oauth_error(400, "invalid_grant", "invalid assertion");
        };
        if !self.keys.iter().any(|key| key.verifies(signed.as_bytes(), &signature)) {
            return oauth_error(400, "invalid_grant", "invalid assertion");
        }
        if claims["iss"] != CLIENT_ID {
            return oauth_error(400, "invalid_client_id", "client identifier invalid");
        }
        let audiences = ["https://login.salesforce.com", "https://test.salesforce.com", request.base_url.as_str()];
        if !claims["aud"].as_str().is_some_and(|audience| audiences.contains(&audience.trim_end_matches('/'))) {
            return oauth_error(400, "invalid_grant", "audience is invalid");
        }
        let left_s = expiry_s(&claims["exp"]) - site.now_ms().div_euclid(1_000);
        if !(0..=ASSERTION_AHEAD_S).contains(&left_s) {
            return oauth_error(400, "invalid_grant", "invalid assertion");
        }
        if claims["sub"] != USERNAME {
            return oauth_error(400, "invalid_grant", "user hasn't approved this consumer");
        }
        let mut answer = self.signed(site, request, "api");
        without(&mut answer, "signature");
        without(&mut answer, "issued_at");
        Reply::json(200, &answer)
    }

    /// `GET /services/oauth2/authorize`: consents at once and sends the browser back with a code.
    pub(super) fn authorize(&mut self, site: &Site, request: &Request) -> Reply {
        let asked = pairs(&request.query);
        let field = |name: &str| asked.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let Some(redirect_uri) = field("redirect_uri").filter(|_| field("client_id").as_deref() == Some(CLIENT_ID)) else {
            return oauth_error(400, "invalid_client_id", "client identifier invalid");
        };
        let code = format!("aPrx{}", self.secret(site, "code"));
        let scope = field("scope").unwrap_or_default();
        let offline = scope.is_empty() || scope.contains("refresh_token") || scope.contains("offline_access");
        self.codes.insert(
            code.clone(),
            Code { issued_ms: site.clock.now_ms(), redirect_uri: redirect_uri.clone(), challenge: field("code_challenge"), offline },
        );
        let state = field("state").map(|state| format!("&state={}", encoded(&state))).unwrap_or_default();
        let joint = if redirect_uri.contains('?') { '&' } else { '?' };
        Reply::empty(302).and("location", format!("{redirect_uri}{joint}code={}{state}", encoded(&code)))
    }

    /// `POST /services/oauth2/revoke`.
    pub(super) fn revoke(&mut self, request: &Request) -> Reply {
        let token =
            request.form().into_iter().find(|(name, _)| name == "token").map(|(_, token)| token).or_else(|| request.parameter("token"));
        let token = token.unwrap_or_default();
        let known = self.sessions.remove(&token).is_some() | self.refresh_tokens.insert(token.clone(), false).is_some();
        if known { Reply::empty(200) } else { oauth_error(400, "unsupported_token_type", "this token type is not supported") }
    }

    /// `POST /services/Soap/u/VERSION`: only `login`.
    pub(super) fn soap_login(&mut self, site: &Site, request: &Request, version: &str) -> Reply {
        let text = String::from_utf8_lossy(&request.body);
        let login = xml::parse(&text).and_then(|envelope| envelope.child("Body")?.child("login").cloned());
        let expected = format!("{PASSWORD}{SECURITY_TOKEN}");
        let is_right =
            login.is_some_and(|login| login.text_of("username") == Some(USERNAME) && login.text_of("password") == Some(expected.as_str()));
        if !is_right {
            let message = "INVALID_LOGIN: Invalid username, password, security token; or user locked out.";
            return Reply::xml(
                500,
                format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:sf=\"urn:fault.partner.soap.sforce.com\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body><soapenv:Fault><faultcode>sf:INVALID_LOGIN</faultcode><faultstring>{message}</faultstring><detail><sf:LoginFault xsi:type=\"sf:LoginFault\"><sf:exceptionCode>INVALID_LOGIN</sf:exceptionCode><sf:exceptionMessage>{}</sf:exceptionMessage></sf:LoginFault></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>",
                    escaped(&message["INVALID_LOGIN: ".len()..])
                ),
            );
        }
        let session = self.session(site);
        let short = id::short(&site.organisation).to_owned();
        let server = format!("{}/services/Soap/u/{version}/{short}", request.base_url);
        let user = user_id();
        let info = [
            ("organizationId", site.organisation.as_str()),
            ("sessionSecondsValid", "7200"),
            ("userId", &user),
            ("userName", USERNAME),
            ("userFullName", "Integration User"),
        ];
        let info: String = info.iter().map(|(name, text)| element(name, text)).collect();
        let result = [
            ("metadataServerUrl", server.replace("/u/", "/m/")),
            ("passwordExpired", "false".to_owned()),
            ("sandbox", "false".to_owned()),
            ("serverUrl", server),
            ("sessionId", session),
            ("userId", user.clone()),
        ];
        let result: String = result.iter().map(|(name, text)| element(name, text)).collect();
        Reply::xml(
            200,
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns=\"urn:partner.soap.sforce.com\"><soapenv:Body><loginResponse><result>{result}<userInfo>{info}</userInfo></result></loginResponse></soapenv:Body></soapenv:Envelope>"
            ),
        )
    }
}

/// `GET /services/oauth2/userinfo`.
pub(super) fn userinfo(site: &Site, request: &Request) -> Value {
    json!({ "sub": format!("{}/id/{}/{}", request.base_url, site.organisation, user_id()), "user_id": user_id(), "organization_id": site.organisation,
            "preferred_username": USERNAME, "email": USERNAME, "name": "Integration User" })
}

/// `GET /id/ORG/USER`.
pub(super) fn identity(site: &Site, request: &Request) -> Value {
    let base = &request.base_url;
    json!({
        "id": format!("{base}/id/{}/{}", site.organisation, user_id()), "asserted_user": true, "user_id": user_id(), "organization_id": site.organisation,
        "username": USERNAME, "display_name": "Integration User", "email": USERNAME, "active": true, "user_type": "STANDARD", "language": "en_US",
        "locale": "en_US", "utcOffset": 0, "last_modified_date": iso_ms(site.schema_ms),
        "urls": { "enterprise": format!("{base}/services/Soap/c/{{version}}/{}", id::short(&site.organisation)), "rest": format!("{base}/services/data/v{{version}}/"),
                  "sobjects": format!("{base}/services/data/v{{version}}/sobjects/"), "query": format!("{base}/services/data/v{{version}}/query/") },
    })
}

fn basic(request: &Request) -> Option<(String, String)> {
    let (scheme, text) = request.authorization()?;
    let decoded = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
    let (client_id, secret) = decoded.split_once(':')?;
    scheme.eq_ignore_ascii_case("basic").then(|| (client_id.to_owned(), secret.to_owned()))
}

/// Seconds since 1970; some clients send them as a fraction or as text, and get their token.
fn expiry_s(claim: &Value) -> i64 {
    let text = claim.as_str().map_or_else(|| claim.to_string(), str::to_owned);
    text.split('.').next().and_then(|seconds| seconds.parse().ok()).unwrap_or(0)
}

fn without(answer: &mut Value, key: &str) {
    if let Some(members) = answer.as_object_mut() {
        members.shift_remove(key);
    }
}

/// Claims, the text that is signed, and the signature of a JSON Web Token with RS256; `None` for anything else.
fn assertion_parts(assertion: &str) -> Option<(Value, &str, Vec<u8>)> {
    let (signed, signature) = assertion.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).ok();
    let header: Value = serde_json::from_slice(&decode(header)?).ok()?;
    let claims = serde_json::from_slice(&decode(claims)?).ok()?;
    (header["alg"] == "RS256").then_some((claims, signed, decode(signature)?))
}
