//! Signing in: headers signed for each call without a session, or a login that begins one.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use connector::http::{Auth, Client, Policy, Repeat, Request, Response, Verdict, encode};
use connector::signature::{HmacKind, Written, hmac_text};
use connector::{ConnectContext, ConnectorError, SecretText, Token, TokenStore, one_line};
use model::Clock;
use ring::digest;
use serde_json::{Value, json};

use crate::errors::{SYSTEM, unauthorised};
use crate::wire::Login;

/// What the key of the API's signature is made with: the vendor's clients hold it, turned about, in their source.
const MASK: &[u8] = b"0054f397c6234378b09ca7d3e5debce7";
/// Member of [`Token::extra`]: seconds that the server's zone is ahead of UTC.
pub(crate) const OFFSET: &str = "offset_seconds";
const LOGINS: &str = "Kingdee.BOS.WebApi.ServicesStub.AuthService";

/// Who calls.
#[derive(Clone)]
struct Who {
    account: String,
    user: String,
    language: u64,
}

/// How calls say who calls.
pub(crate) enum SignIn {
    /// Nothing is kept between calls.
    Headers(Headers),
    Session(Session),
}

/// Signed headers.
pub(crate) struct Headers {
    who: Who,
    organisation: String,
    app: String,
    secret: SecretText,
    /// Signs what the vendor's gateways look at.
    key: SecretText,
    clock: Arc<dyn Clock>,
}

/// A login, and the session it gives.
pub(crate) struct Session {
    who: Who,
    flow: Flow,
    base: Arc<str>,
    http: Client,
    tokens: Arc<dyn TokenStore>,
    clock: Arc<dyn Clock>,
}

enum Flow {
    Signed { app: String, secret: SecretText },
    Secret { app: String, secret: SecretText },
    Password(SecretText),
}

impl SignIn {
    pub fn new(context: &ConnectContext, base: &Arc<str>, http: &Client) -> Result<Self, ConnectorError> {
        let who = Who {
            account: context.required("account")?.to_owned(),
            user: context.required("user")?.to_owned(),
            language: context.whole_number("language", 2052)?,
        };
        let app = || -> Result<(String, SecretText), ConnectorError> {
            Ok((context.required("app_id")?.to_owned(), context.secret("app_secret")?.clone()))
        };
        let flow = match context.text("flow").unwrap_or("signed") {
            "signed" => {
                let (app, secret) = app()?;
                let key = api_key(&app)?;
                let organisation = context.text("organisation").unwrap_or("0").to_owned();
                return Ok(Self::Headers(Headers { who, organisation, key, app, secret, clock: Arc::clone(&context.clock) }));
            }
            "login_signed" => app().map(|(app, secret)| Flow::Signed { app, secret })?,
            "login_secret" => app().map(|(app, secret)| Flow::Secret { app, secret })?,
            "login_password" => Flow::Password(context.secret("password")?.clone()),
            other => {
                let reason = format!("{other:?} is no way to sign in; write signed, login_signed, login_secret or login_password");
                return Err(ConnectorError::Setting { setting: "flow".to_owned(), reason });
            }
        };
        let (base, http, tokens) = (Arc::clone(base), http.clone(), Arc::clone(&context.tokens));
        Ok(Self::Session(Session { who, flow, base, http, tokens, clock: Arc::clone(&context.clock) }))
    }
}

/// The key of the API's signature: what stands behind the underscore of the app's id, with the mask over it.
fn api_key(app: &str) -> Result<SecretText, ConnectorError> {
    let wrong = || ConnectorError::Setting {
        setting: "app_id".to_owned(),
        reason: "it is the whole text that the vendor shows: digits, an underscore and 32 characters".to_owned(),
    };
    let coded = app.split_once('_').map(|(_, coded)| coded).filter(|coded| coded.len() == 32).ok_or_else(wrong)?;
    let raw = STANDARD.decode(coded).map_err(|_| wrong())?;
    Ok(SecretText::new(STANDARD.encode(raw.iter().zip(MASK).map(|(byte, mask)| byte ^ mask).collect::<Vec<u8>>())))
}

/// Base64 of the hexadecimal digits of an HMAC with SHA-256.
fn signature(key: &SecretText, text: &str) -> String {
    STANDARD.encode(hmac_text(HmacKind::Sha256, Written::Hex, key, &[text.as_bytes()]))
}

impl Headers {
    /// Signs one attempt of a call of this path.
    pub fn sign(&self, path: &str, request: &mut Request) {
        let time = (self.clock.now_ms() / 1_000).to_string();
        self.sign_at(path, &time, request);
    }

    fn sign_at(&self, path: &str, time: &str, request: &mut Request) {
        let data = format!("{},{},{},{}", self.who.account, self.who.user, self.who.language, self.organisation);
        let text = format!("POST\n{}\n\nx-api-nonce:{time}\nx-api-timestamp:{time}\n", encode(path));
        let client = self.app.split('_').next().unwrap_or_default();
        for (name, value) in [
            ("X-Api-ClientID", client.to_owned()),
            ("X-Api-Auth-Version", "2.0".to_owned()),
            ("x-api-timestamp", time.to_owned()),
            ("x-api-nonce", time.to_owned()),
            ("x-api-signheaders", "x-api-timestamp,x-api-nonce".to_owned()),
            ("X-Api-Signature", signature(&self.key, &text)),
            ("X-Kd-Appkey", self.app.clone()),
            ("X-Kd-Appdata", STANDARD.encode(&data)),
            ("X-Kd-Signature", signature(&self.secret, &format!("{}{data}", self.app))),
        ] {
            request.set_header(name, value);
        }
    }
}

impl Session {
    /// Method and parameters of the login, in their order.
    fn asked(&self) -> (&'static str, Value) {
        let Who { account, user, language } = &self.who;
        match &self.flow {
            Flow::Password(password) => ("ValidateUser", json!([account, user, password.reveal(), language])),
            Flow::Secret { app, secret } => ("LoginByAppSecret", json!([account, user, app, secret.reveal(), language])),
            Flow::Signed { app, secret } => {
                let time = self.clock.now_ms() / 1_000;
                let text = time.to_string();
                let mut parts = [account.as_str(), user, app, secret.reveal(), &text];
                parts.sort_unstable();
                let digest = digest::digest(&digest::SHA256, parts.concat().as_bytes());
                let sign: String = digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
                ("LoginBySign", json!([account, user, app, time, sign, language]))
            }
        }
    }
}

impl Auth for Session {
    fn tokens(&self) -> &dyn TokenStore {
        self.tokens.as_ref()
    }

    fn apply(&self, token: &Token, request: &mut Request) -> Result<(), ConnectorError> {
        request.set_header("kdservice-sessionid", token.access.reveal());
        request.set_header("Cookie", format!("kdservice-sessionid={}", token.access.reveal()));
        Ok(())
    }

    fn renew(&self, _kept: Option<&Token>) -> Result<Token, ConnectorError> {
        let (method, parameters) = self.asked();
        let url = format!("{}/{LOGINS}.{method}.common.kdsvc", self.base);
        let request = Request::post(url, "AuthService").json(&json!({ "parameters": parameters }))?.repeatable(Repeat::Safe);
        let login: Login = self.http.send(request, &Policy::new(SYSTEM).classify(&judge_login))?.json()?;
        let offset = login.context.and_then(|context| context.zone).map(|zone| zone.offset_ticks / 10_000_000);
        let extra = offset.map(|offset| (OFFSET.to_owned(), offset.to_string())).into_iter().collect::<BTreeMap<_, _>>();
        Ok(Token { access: SecretText::new(login.session.unwrap_or_default()), refresh: SecretText::default(), expires_ms: None, extra })
    }
}

/// What an answer of a login means: only one with a session is good.
fn judge_login(response: &Response) -> Verdict {
    let login = match response.json::<Login>() {
        Ok(login) if response.is_success() => login,
        Ok(_) | Err(_) => {
            return match Verdict::by_status(SYSTEM, response) {
                Verdict::RenewToken => Verdict::Failed(unauthorised("status 401")),
                other => other,
            };
        }
    };
    let has_session = login.session.as_deref().is_some_and(|session| !session.is_empty());
    let is_in = login.login_result_type == 1 || (login.login_result_type == -5 && login.by_api);
    let reason = match login.login_result_type {
        _ if is_in && has_session => return Verdict::Fine,
        0 => "user, password or signature is wrong",
        -2 | -3 => "the password must be changed first",
        -6 => "the user is bound to no account",
        -7 => "the account must be activated first",
        _ => "the login failed",
    };
    let told = login.message.as_deref().map(one_line).unwrap_or_default();
    Verdict::Failed(unauthorised(&format!("{reason} ({}: {told})", login.login_result_type)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_those_of_the_vendors_own_client() {
        // Worked out by the vendor's Python client 8.2.0 for made-up values.
        let app = "200000_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
        let key = api_key(app).expect("an id of an app");
        assert_eq!(key.reveal(), "MDE3N2I2PzBrPzg4OD45N3IhK3B1InIk");
        let path = "/k3cloud/Kingdee.BOS.WebApi.ServicesStub.DynamicFormService.Save.common.kdsvc";
        let text = format!("POST\n{}\n\nx-api-nonce:1700000000\nx-api-timestamp:1700000000\n", encode(path));
        assert_eq!(signature(&key, &text), "NzI2MjZlOGJiNjBiYTJkYzM3NTU3NTI0ZGE3YWY4MDhmMDNhMmZmOTc0ZGI4ZWJiYjg0NWFiYWFiNzIwZTczNg==");
        let secret = SecretText::new("0123456789abcdef0123456789abcdef");
        assert_eq!(
            signature(&secret, &format!("{app}acct0000000001,webapi,2052,0")),
            "Y2M3NzFiNzFkMTgxZGMyNjRlYjM5ZGM1ZGVhNTVmNmJjMWFkZGMyOTM4YjMwYTdiNTNjY2JiNTA4YjRlMzQwYw=="
        );
        assert!(api_key("200000").is_err() && api_key("200000_short").is_err());
    }
}
