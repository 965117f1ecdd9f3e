//! Signing in: three OAuth grants behind one token, and the API host that comes with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use connector::http::{Auth, Client, Policy, Repeat, Request};
use connector::{ConnectContext, ConnectorError, SecretText, Token, TokenStore};
use model::Clock;

use crate::errors::{SYSTEM, judge_token};
use crate::places::Places;
use crate::wire::TokenAnswer;

/// Member of [`Token::extra`]: where the API answers.
pub(crate) const API: &str = "api_domain";
/// What is asked for with client credentials; the other grants carry the scopes of their making.
const SCOPES: &str = "ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.users.READ,ZohoCRM.org.READ,ZohoCRM.coql.READ,ZohoCRM.bulk.ALL,\
                      ZohoCRM.notifications.ALL,ZohoFiles.files.ALL";

enum Flow {
    RefreshToken {
        token: SecretText,
    },
    /// A code of a self client, good once and for minutes: it is changed for a refresh token by the first call.
    Code {
        code: SecretText,
    },
    ClientCredentials {
        organisation: String,
    },
}

/// Gets and applies tokens.
pub(crate) struct SignIn {
    http: Client,
    tokens: Arc<dyn TokenStore>,
    clock: Arc<dyn Clock>,
    pub places: Places,
    client_id: String,
    client_secret: SecretText,
    flow: Flow,
}

impl SignIn {
    pub fn new(context: &ConnectContext, http: Client) -> Result<Self, ConnectorError> {
        let flow = match context.text("flow").unwrap_or("refresh_token") {
            "refresh_token" => Flow::RefreshToken { token: context.secret("refresh_token")?.clone() },
            "code" => Flow::Code { code: context.secret("code")?.clone() },
            "client_credentials" => Flow::ClientCredentials { organisation: context.required("organisation")?.to_owned() },
            other => {
                let reason = format!("{other:?} is no way to sign in; write refresh_token, code or client_credentials");
                return Err(ConnectorError::Setting { setting: "flow".to_owned(), reason });
            }
        };
        Ok(Self {
            http,
            tokens: Arc::clone(&context.tokens),
            clock: Arc::clone(&context.clock),
            places: Places::new(context)?,
            client_id: context.required("client_id")?.to_owned(),
            client_secret: context.secret("client_secret")?.clone(),
            flow,
        })
    }

    /// Asks for a token; `repeat` says whether a lost answer may be asked for again.
    fn ask(&self, grant: &[(&str, &str)], repeat: Repeat) -> Result<TokenAnswer, ConnectorError> {
        let mut form = vec![("client_id", self.client_id.as_str()), ("client_secret", self.client_secret.reveal())];
        form.extend(grant);
        let url = format!("{}/oauth/v2/token", self.places.accounts);
        let request = Request::post(url, "/oauth/v2/token").form(&form).repeatable(repeat);
        self.http.send(request, &Policy::new(SYSTEM).classify(&judge_token))?.json()
    }

    fn refreshed(&self, token: &SecretText) -> Result<TokenAnswer, ConnectorError> {
        self.ask(&[("grant_type", "refresh_token"), ("refresh_token", token.reveal())], Repeat::Safe)
    }

    fn answer(&self, kept: Option<&Token>) -> Result<TokenAnswer, ConnectorError> {
        let kept = kept.map(|token| &token.refresh).filter(|refresh| !refresh.is_empty());
        match (&self.flow, kept) {
            (Flow::RefreshToken { token }, _) => self.refreshed(token),
            (Flow::ClientCredentials { organisation }, _) => {
                let soid = format!("ZohoCRM.{organisation}");
                self.ask(&[("grant_type", "client_credentials"), ("scope", SCOPES), ("soid", &soid)], Repeat::Safe)
            }
            (Flow::Code { code }, kept) => {
                let by_kept = kept.map(|refresh| self.refreshed(refresh));
                match by_kept {
                    // A new code may stand in the settings because the old refresh token was revoked.
                    None | Some(Err(ConnectorError::Unauthorised { .. })) => {
                        self.ask(&[("grant_type", "authorization_code"), ("code", code.reveal())], Repeat::Unsafe)
                    }
                    Some(other) => other,
                }
            }
        }
    }
}

impl Auth for SignIn {
    fn tokens(&self) -> &dyn TokenStore {
        self.tokens.as_ref()
    }

    fn apply(&self, token: &Token, request: &mut Request) -> Result<(), ConnectorError> {
        request.set_header("Authorization", format!("Zoho-oauthtoken {}", token.access.reveal()));
        Ok(())
    }

    fn renew(&self, kept: Option<&Token>) -> Result<Token, ConnectorError> {
        let answer = self.answer(kept)?;
        let api = self.places.api(&answer.api_domain)?;
        let refresh = if answer.refresh_token.is_empty() {
            kept.map(|token| token.refresh.clone()).unwrap_or_default()
        } else {
            SecretText::new(answer.refresh_token)
        };
        let life_ms = answer.expires_in.clamp(1, 86_400).saturating_mul(1_000);
        Ok(Token {
            access: SecretText::new(answer.access_token),
            refresh,
            expires_ms: Some(self.clock.now_ms().saturating_add(life_ms)),
            extra: BTreeMap::from([(API.to_owned(), api)]),
        })
    }
}
