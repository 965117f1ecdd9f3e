//! Signing in: three OAuth flows behind one token.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use connector::http::{Auth, Client, Policy, Repeat, Request};
use connector::{ConnectContext, ConnectorError, SecretText, Token, TokenStore};
use model::Clock;
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use serde_json::json;

use crate::errors::{SYSTEM, judge};
use crate::wire::TokenAnswer;

/// Seconds an assertion is good for; the vendor takes about three minutes.
const ASSERTION_SECONDS: i64 = 150;

/// Members of [`Token::extra`].
pub(crate) const INSTANCE: &str = "instance_url";
pub(crate) const ORGANISATION: &str = "organisation";

enum Flow {
    ClientCredentials { secret: SecretText },
    Jwt { username: String, key: Box<RsaKeyPair>, audience: String },
    RefreshToken { secret: SecretText, first: SecretText },
}

/// Gets and applies tokens.
pub(crate) struct SignIn {
    http: Client,
    tokens: Arc<dyn TokenStore>,
    clock: Arc<dyn Clock>,
    login_url: String,
    client_id: String,
    flow: Flow,
}

impl SignIn {
    pub fn new(context: &ConnectContext, http: Client) -> Result<Self, ConnectorError> {
        let flow = match context.text("flow").unwrap_or("client_credentials") {
            "client_credentials" => Flow::ClientCredentials { secret: context.secret("client_secret")?.clone() },
            "jwt" => Flow::Jwt {
                username: context.required("username")?.to_owned(),
                key: Box::new(read_key(context.secret("private_key")?)?),
                audience: context.text("audience").unwrap_or("https://login.salesforce.com").to_owned(),
            },
            "refresh_token" => Flow::RefreshToken {
                secret: context.secrets.get("client_secret").cloned().unwrap_or_default(),
                first: context.secret("refresh_token")?.clone(),
            },
            other => {
                let reason = format!("{other:?} is no way to sign in; write client_credentials, jwt or refresh_token");
                return Err(ConnectorError::Setting { setting: "flow".to_owned(), reason });
            }
        };
        Ok(Self {
            http,
            tokens: Arc::clone(&context.tokens),
            clock: Arc::clone(&context.clock),
            login_url: context.required("login_url")?.trim_end_matches('/').to_owned(),
            client_id: context.required("client_id")?.to_owned(),
            flow,
        })
    }

    /// The organisation of the token that is kept.
    pub fn kept_organisation(&self) -> Option<String> {
        self.tokens.load().ok().flatten()?.extra.get(ORGANISATION).cloned()
    }

    fn form(&self, kept: Option<&Token>) -> Result<Vec<(&'static str, String)>, ConnectorError> {
        Ok(match &self.flow {
            Flow::ClientCredentials { secret } => vec![
                ("grant_type", "client_credentials".to_owned()),
                ("client_id", self.client_id.clone()),
                ("client_secret", secret.reveal().to_owned()),
            ],
            Flow::Jwt { username, key, audience } => vec![
                ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer".to_owned()),
                ("assertion", self.assertion(username, key, audience)?),
            ],
            Flow::RefreshToken { secret, first } => {
                // A rotated token replaces the one of the settings.
                let refresh = kept.map(|token| &token.refresh).filter(|refresh| !refresh.is_empty()).unwrap_or(first);
                let mut form = vec![
                    ("grant_type", "refresh_token".to_owned()),
                    ("client_id", self.client_id.clone()),
                    ("refresh_token", refresh.reveal().to_owned()),
                ];
                if !secret.is_empty() {
                    form.push(("client_secret", secret.reveal().to_owned()));
                }
                form
            }
        })
    }

    fn assertion(&self, username: &str, key: &RsaKeyPair, audience: &str) -> Result<String, ConnectorError> {
        let expires = self.clock.now_ms() / 1_000 + ASSERTION_SECONDS;
        let claims = json!({ "iss": self.client_id, "sub": username, "aud": audience, "exp": expires });
        let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&json!({ "alg": "RS256" })), part(&claims));
        let mut signature = vec![0; key.public().modulus_len()];
        key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature)
            .map_err(|_| ConnectorError::Setting { setting: "private_key".to_owned(), reason: "the key cannot sign".to_owned() })?;
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

impl Auth for SignIn {
    fn tokens(&self) -> &dyn TokenStore {
        self.tokens.as_ref()
    }

    fn apply(&self, token: &Token, request: &mut Request) -> Result<(), ConnectorError> {
        request.set_bearer(&token.access);
        Ok(())
    }

    fn renew(&self, kept: Option<&Token>) -> Result<Token, ConnectorError> {
        let form = self.form(kept)?;
        let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        // A rotating refresh token is good once: an answer that got lost must not be asked for again blindly.
        let repeat = if matches!(self.flow, Flow::RefreshToken { .. }) { Repeat::Unsafe } else { Repeat::Safe };
        let url = format!("{}/services/oauth2/token", self.login_url);
        let request = Request::post(url, "/services/oauth2/token").form(&fields).repeatable(repeat);
        let answer: TokenAnswer = self.http.send(request, &Policy::new(SYSTEM).classify(&judge))?.json()?;
        let refresh = match answer.refresh_token {
            Some(rotated) => SecretText::new(rotated),
            None => kept.map(|token| token.refresh.clone()).unwrap_or_default(),
        };
        let mut extra = BTreeMap::from([(INSTANCE.to_owned(), answer.instance_url.trim_end_matches('/').to_owned())]);
        // …/id/<organisation>/<user>
        if let Some(organisation) = answer.id.rsplit('/').nth(1) {
            extra.insert(ORGANISATION.to_owned(), crate::id::full_id(organisation));
        }
        Ok(Token { access: SecretText::new(answer.access_token), refresh, expires_ms: None, extra })
    }
}

/// Reads PEM: PKCS#8 or PKCS#1.
fn read_key(pem: &SecretText) -> Result<RsaKeyPair, ConnectorError> {
    let wrong = |reason: &str| ConnectorError::Setting { setting: "private_key".to_owned(), reason: reason.to_owned() };
    let text: String = pem.reveal().lines().filter(|line| !line.contains("-----")).map(str::trim).collect();
    let bytes = STANDARD.decode(text).map_err(|_| wrong("this is not PEM"))?;
    let key = RsaKeyPair::from_pkcs8(&bytes).or_else(|_| RsaKeyPair::from_der(&bytes));
    key.map_err(|_| wrong("an unencrypted RSA key of 2048 bits or more is needed"))
}
