//! Signing in: id and secret of an app for a token that all threads and nodes share.

use std::collections::BTreeMap;
use std::sync::Arc;

use connector::http::{Auth, Client, Policy, Request};
use connector::{ConnectorError, SecretText, Token, TokenStore};
use model::Clock;

use crate::errors::{Place, judge};
use crate::vendor::Vendor;

/// Longest life of a token that is believed, in seconds.
const LIFE_MAX_S: i64 = 86_400;

/// Gets and applies tokens.
pub(crate) struct SignIn {
    pub vendor: &'static dyn Vendor,
    pub http: Client,
    pub tokens: Arc<dyn TokenStore>,
    pub clock: Arc<dyn Clock>,
    pub base: String,
    pub id: String,
    pub secret: SecretText,
}

impl Auth for SignIn {
    fn tokens(&self) -> &dyn TokenStore {
        self.tokens.as_ref()
    }

    fn apply(&self, token: &Token, request: &mut Request) -> Result<(), ConnectorError> {
        self.vendor.dress(token, request);
        Ok(())
    }

    fn renew(&self, _kept: Option<&Token>) -> Result<Token, ConnectorError> {
        let request = self.vendor.token_request(&self.base, &self.id, &self.secret)?;
        let judged = |response: &connector::http::Response| judge(self.vendor, Place::Token, response);
        let response = self.http.send(request, &Policy::new(self.vendor.system()).classify(&judged))?;
        let (access, seconds) = self.vendor.token_of(&response)?;
        if access.is_empty() {
            return Err(response.bad_answer("no token"));
        }
        let life_ms = seconds.clamp(1, LIFE_MAX_S) * 1_000;
        let expires_ms = Some(self.clock.now_ms().saturating_add(life_ms));
        Ok(Token { access, refresh: SecretText::default(), expires_ms, extra: BTreeMap::new() })
    }
}
