//! Signing in: where the tenant lives, then a token for its gateway.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use connector::http::{Auth, Client, Policy, Request};
use connector::signature::{HmacKind, Written, hmac_text};
use connector::{ConnectContext, ConnectorError, SecretText, Token, TokenStore};
use model::Clock;

use crate::description::{ADDRESS, SUITE};
use crate::errors::{SYSTEM, bad, judge_place, judge_token};
use crate::wire::{Answer, Given, Places};

/// Members of [`Token::extra`].
const GATEWAY: &str = "gateway";
const TOKENS: &str = "tokens";
/// A token is not used in the last minutes of its life.
const MARGIN_S: i64 = 300;
/// Hosts of the vendor that a token may go to.
const HOSTS: [&str; 3] = [".yonyoucloud.com", ".diwork.com", ".yyuap.com"];

/// Whose app it is.
enum App {
    /// The tenant's own.
    Own,
    /// A software house's; with the ticket that the vendor told it, where it needs one.
    Suite { ticket: Option<SecretText> },
}

/// A tenant that was found elsewhere than its token says.
struct Moved {
    /// The gateway that came with the token.
    from: String,
    to: String,
}

/// Gets and applies tokens.
pub(crate) struct SignIn {
    http: Client,
    tokens: Arc<dyn TokenStore>,
    clock: Arc<dyn Clock>,
    address: String,
    tenant: String,
    app: App,
    key: String,
    secret: SecretText,
    moved: Mutex<Option<Moved>>,
}

impl SignIn {
    pub fn new(context: &ConnectContext, http: Client) -> Result<Self, ConnectorError> {
        let app = match context.text("app_kind").unwrap_or("own") {
            "own" => App::Own,
            SUITE => App::Suite { ticket: context.secrets.get("suite_ticket").filter(|ticket| !ticket.is_empty()).cloned() },
            other => {
                let reason = format!("{other:?} is no kind of app; write own or suite");
                return Err(ConnectorError::Setting { setting: "app_kind".to_owned(), reason });
            }
        };
        Ok(Self {
            http,
            tokens: Arc::clone(&context.tokens),
            clock: Arc::clone(&context.clock),
            address: context.text("address").unwrap_or(ADDRESS).trim_end_matches('/').to_owned(),
            tenant: context.required("tenant_id")?.to_owned(),
            app,
            key: context.required("app_key")?.to_owned(),
            secret: context.secret("app_secret")?.clone(),
            moved: Mutex::default(),
        })
    }

    /// The gateway that came with a token, or the one that stands for it since.
    pub fn gateway(&self, token: &Token) -> Result<String, ConnectorError> {
        let told = told(token)?;
        let moved = self.moved.lock().unwrap_or_else(PoisonError::into_inner);
        let to = moved.as_ref().filter(|moved| moved.from == told).map_or(told, |moved| &moved.to);
        Ok(to.to_owned())
    }

    /// Asks anew where the tenant lives, when `gateway` cannot be reached; `None` where it lives there still. A token that the new
    /// gateway does not take is renewed as always.
    pub fn elsewhere(&self, token: &Token, gateway: &str) -> Result<Option<String>, ConnectorError> {
        let to = self.places()?.gateway_url;
        if to == gateway {
            return Ok(None);
        }
        let moved = Moved { from: told(token)?.to_owned(), to: to.clone() };
        *self.moved.lock().unwrap_or_else(PoisonError::into_inner) = Some(moved);
        Ok(Some(to))
    }

    /// Where the tenant's id can be asked for; suites know it already.
    pub fn tenant_place(&self, token: &Token) -> Option<String> {
        match self.app {
            App::Own => token.extra.get(TOKENS).map(|place| format!("{place}/open-auth/selfAppAuth/getTenantId")),
            App::Suite { .. } => None,
        }
    }

    pub fn tenant(&self) -> &str {
        &self.tenant
    }

    fn places(&self) -> Result<Places, ConnectorError> {
        let url = format!("{}/open-auth/dataCenter/getGatewayAddress", self.address);
        let request = Request::get(url, "/open-auth/dataCenter/getGatewayAddress").query("tenantId", &self.tenant);
        let answer: Answer<Places> = self.http.send(request, &Policy::new(SYSTEM).classify(&judge_place))?.json()?;
        let places = answer.data.unwrap_or_default();
        Ok(Places { gateway_url: self.allowed(&places.gateway_url)?, token_url: self.allowed(&places.token_url)? })
    }

    /// An address that the vendor told, where it is one of its own: secrets go there.
    fn allowed(&self, told: &str) -> Result<String, ConnectorError> {
        let told = told.trim_end_matches('/');
        let (host, own) = (place_of(told), place_of(&self.address));
        let is_vendors = told.starts_with("https://") && HOSTS.iter().any(|end| host.is_some_and(|(_, host)| host.ends_with(end)));
        if is_vendors || (host.is_some() && host == own) {
            return Ok(told.to_owned());
        }
        let reason = format!("the tenant's address of {SYSTEM} is no host of the vendor");
        Err(ConnectorError::AddressRefused { address: told.chars().take(100).collect(), reason })
    }

    fn token(&self, place: &str) -> Result<Given, ConnectorError> {
        let timestamp = self.clock.now_ms().to_string();
        let mut parameters: Vec<(&str, &str)> = vec![("timestamp", &timestamp)];
        let path = match &self.app {
            App::Own => {
                parameters.push(("appKey", &self.key));
                "/open-auth/selfAppAuth/base/v1/getAccessToken"
            }
            App::Suite { ticket } => {
                parameters.extend([("suiteKey", self.key.as_str()), ("tenantId", self.tenant.as_str())]);
                parameters.extend(ticket.as_ref().map(|ticket| ("suiteTicket", ticket.reveal())));
                "/open-auth/suiteApp/base/v1/getAccessToken"
            }
        };
        let signature = signed(&self.secret, &mut parameters);
        let mut request = Request::get(format!("{place}{path}"), path);
        for (name, value) in parameters {
            request = request.query(name, value);
        }
        let answer: Answer<Given> =
            self.http.send(request.query("signature", signature), &Policy::new(SYSTEM).classify(&judge_token))?.json()?;
        answer.data.ok_or_else(|| bad("no token"))
    }
}

/// The gateway that came with a token.
fn told(token: &Token) -> Result<&str, ConnectorError> {
    token.extra.get(GATEWAY).map(String::as_str).ok_or_else(|| bad("a token without a gateway"))
}

/// The signature of parameters, which are sorted by name: each name directly before its value, nothing between. Encoded once, by
/// whoever puts it into an address.
fn signed(secret: &SecretText, parameters: &mut [(&str, &str)]) -> String {
    parameters.sort_unstable();
    let text: String = parameters.iter().map(|(name, value)| format!("{name}{value}")).collect();
    hmac_text(HmacKind::Sha256, Written::Base64, secret, &[text.as_bytes()])
}

/// Scheme and host (with its port) of an address.
fn place_of(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    (!host.is_empty() && !host.contains('@')).then_some((scheme, host))
}

impl Auth for SignIn {
    fn tokens(&self) -> &dyn TokenStore {
        self.tokens.as_ref()
    }

    fn apply(&self, token: &Token, request: &mut Request) -> Result<(), ConnectorError> {
        request.set_query("access_token", token.access.reveal());
        Ok(())
    }

    fn renew(&self, _kept: Option<&Token>) -> Result<Token, ConnectorError> {
        let places = self.places()?;
        let given = self.token(&places.token_url)?;
        let life_s = given.expire.clamp(2, 86_400);
        let used_s = (life_s - MARGIN_S).max(life_s / 2);
        Ok(Token {
            access: SecretText::new(given.access_token),
            refresh: SecretText::default(),
            expires_ms: Some(self.clock.now_ms().saturating_add(used_s.saturating_mul(1_000))),
            extra: BTreeMap::from([(GATEWAY.to_owned(), places.gateway_url), (TOKENS.to_owned(), places.token_url)]),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_for_a_token_is_signed_as_the_vendors_programs_do() {
        // Made with the vendor's demonstration in Python, and accepted by its kit in Go.
        let secret = SecretText::new("0123456789abcdef0123456789abcdef01234567");
        let mut parameters = [("timestamp", "1568098531823"), ("appKey", "41832a3d2df94989b500da6a22268747")];
        assert_eq!(signed(&secret, &mut parameters), "C/i/835SHwgQPVOK5XLBBUpqKClCzGzIQoqBNrFTT54=");
    }

    #[test]
    fn addresses_are_taken_apart() {
        assert_eq!(place_of("https://c2.yonyoucloud.com/iuap-api-gateway"), Some(("https", "c2.yonyoucloud.com")));
        assert_eq!(place_of("http://127.0.0.1:8080"), Some(("http", "127.0.0.1:8080")));
        assert_eq!((place_of("https://a@b.yonyoucloud.com/"), place_of("nonsense")), (None, None));
    }
}
