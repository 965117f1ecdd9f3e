//! Sign-in: the token endpoint with its grants, the consent page, revoking, and the tokens that are alive.

use std::collections::{HashMap, VecDeque};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::reply::{Refused, oauth_error, oauth_throttled};
use super::{CLIENT_ID, CLIENT_SECRET};
use crate::fault::Plan;
use crate::http::{Reply, Request, encoded, pairs};
use crate::site::Site;

/// How long an access token lives: an hour.
const TOKEN_MS: i64 = 3_600_000;
/// How long a code lives: between one and ten minutes, as its maker chose; here always ten.
const CODE_MS: i64 = 600_000;
/// Access tokens of one refresh token within [`WINDOW_MS`].
const TOKENS_A_WINDOW: usize = 10;
const WINDOW_MS: i64 = 600_000;
/// Access tokens of one refresh token that are alive at once; one more ends the oldest.
const ALIVE_MAX: usize = 30;
/// Tokens that are remembered, at most.
const TOKENS_MAX: usize = 10_000;

/// Who signed in with what.
#[derive(Default)]
pub(super) struct Auth {
    sessions: HashMap<String, Session>,
    /// Whether each refresh token works, and when it last gave tokens.
    refresh_tokens: HashMap<String, Refresh>,
    codes: HashMap<String, (i64, String)>,
    count: u64,
}

struct Session {
    issued_ms: i64,
    organisation: String,
    refresh: String,
    scope: String,
}

#[derive(Default)]
struct Refresh {
    is_revoked: bool,
    scope: String,
    given: VecDeque<i64>,
}

/// What is asked for unless a scope is named.
const WHOLE_SCOPE: &str = "ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.users.READ,ZohoCRM.org.READ,ZohoCRM.coql.READ,ZohoCRM.bulk.ALL,\
                           ZohoFiles.files.ALL,ZohoCRM.notifications.ALL,ZohoSearch.securesearch.READ";

impl Auth {
    /// Checks the header of an API call, and the scope that `needs` names.
    pub(super) fn check(&self, site: &Site, request: &Request, needs: &str) -> Result<(), Refused> {
        let failed = || Refused::new("AUTHENTICATION_FAILURE", "Authentication failed").status(401);
        let (scheme, token) = request.authorization().ok_or_else(failed)?;
        if scheme != "Zoho-oauthtoken" {
            return Err(failed());
        }
        let life_ms = site.token_life_ms().unwrap_or(TOKEN_MS);
        let now_ms = site.clock.now_ms();
        let is_alive = |session: &&Session| now_ms - session.issued_ms < life_ms && session.organisation == site.organisation;
        let session = self.sessions.get(token).filter(is_alive).ok_or_else(Refused::invalid_token)?;
        if needs.is_empty() || session.scope.split(',').any(|scope| scope.trim().to_lowercase().starts_with(&needs.to_lowercase())) {
            return Ok(());
        }
        Err(Refused::of_code("OAUTH_SCOPE_MISMATCH"))
    }

    pub(super) fn end_sessions(&mut self) {
        self.sessions.clear();
    }

    pub(super) fn revoke_refresh_tokens(&mut self) {
        self.refresh_tokens.values_mut().for_each(|refresh| refresh.is_revoked = true);
    }

    /// A code as the page of the self client shows it.
    pub(super) fn self_client_code(&mut self, site: &Site, scope: &str) -> String {
        let code = self.secret(site, "code");
        let scope = if scope.is_empty() { WHOLE_SCOPE } else { scope };
        self.codes.insert(code.clone(), (site.clock.now_ms(), scope.to_owned()));
        code
    }

    /// A refresh token that works.
    pub(super) fn new_refresh_token(&mut self, site: &Site, scope: &str) -> String {
        let token = self.secret(site, "refresh");
        if self.refresh_tokens.len() >= TOKENS_MAX {
            self.refresh_tokens.clear();
        }
        self.know(&token, scope);
        token
    }

    /// Takes a refresh token from now on.
    pub(super) fn know(&mut self, token: &str, scope: &str) {
        self.refresh_tokens.insert(token.to_owned(), Refresh { scope: scope.to_owned(), ..Refresh::default() });
    }

    pub(super) fn save(&self) -> Value {
        let alive: Vec<(&String, &String)> =
            self.refresh_tokens.iter().filter(|(_, refresh)| !refresh.is_revoked).map(|(token, refresh)| (token, &refresh.scope)).collect();
        json!({ "refresh_tokens": alive, "count": self.count })
    }

    pub(super) fn load(&mut self, saved: &Value) {
        for pair in saved["refresh_tokens"].as_array().into_iter().flatten() {
            let text = |at: usize| pair[at].as_str().unwrap_or_default().to_owned();
            self.refresh_tokens.insert(text(0), Refresh { scope: text(1), ..Refresh::default() });
        }
        self.count = saved["count"].as_u64().unwrap_or(0);
    }

    /// `1000.`, 32 hexadecimal digits, a dot and 32 more; the same for the same seed.
    fn secret(&mut self, site: &Site, purpose: &str) -> String {
        self.count += 1;
        let digest = Sha256::digest(format!("zoho {purpose} {} {}", site.seed, self.count));
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("1000.{}.{}", &hex[..32], &hex[32..])
    }

    /// `POST /oauth/v2/token`. Parameters come in the query or as a form.
    pub(super) fn token(&mut self, site: &Site, request: &Request, plan: &Plan, api_domain: &str) -> Reply {
        if let Some(word) = plan.own("token_error") {
            return oauth_error(if word.is_empty() { "general_error" } else { &word });
        }
        if plan.own("token_throttled").is_some() {
            return oauth_throttled();
        }
        let mut fields = pairs(&request.query);
        fields.extend(request.form());
        let field = |name: &str| fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
        if field("client_id") != CLIENT_ID {
            return oauth_error("invalid_client");
        }
        if field("client_secret") != CLIENT_SECRET {
            return oauth_error("invalid_client_secret");
        }
        match field("grant_type") {
            "refresh_token" => self.refreshed(site, field("refresh_token"), api_domain),
            "authorization_code" => self.by_code(site, field("code"), api_domain),
            "client_credentials" => {
                if field("soid") != format!("ZohoCRM.{}", site.organisation) {
                    return oauth_error("invalid_soid");
                }
                let scope = if field("scope").is_empty() { WHOLE_SCOPE } else { field("scope") };
                let mut answer = self.given(site, "", scope, api_domain);
                answer["scope"] = json!(scope.replace(',', " "));
                Reply::json(200, &answer)
            }
            _ => oauth_error("unsupported_grant_type"),
        }
    }

    fn given(&mut self, site: &Site, refresh: &str, scope: &str, api_domain: &str) -> Value {
        let token = self.secret(site, "access");
        if self.sessions.len() >= TOKENS_MAX {
            self.sessions.clear();
        }
        let mut alive: Vec<(i64, String)> = self
            .sessions
            .iter()
            .filter(|(_, session)| !refresh.is_empty() && session.refresh == refresh)
            .map(|(token, session)| (session.issued_ms, token.clone()))
            .collect();
        if alive.len() >= ALIVE_MAX {
            alive.sort_unstable();
            self.sessions.remove(&alive[0].1);
        }
        let session = Session {
            issued_ms: site.clock.now_ms(),
            organisation: site.organisation.clone(),
            refresh: refresh.to_owned(),
            scope: scope.to_owned(),
        };
        self.sessions.insert(token.clone(), session);
        let seconds = site.token_life_ms().unwrap_or(TOKEN_MS) / 1_000;
        json!({ "access_token": token, "api_domain": api_domain, "token_type": "Bearer", "expires_in": seconds })
    }

    fn refreshed(&mut self, site: &Site, token: &str, api_domain: &str) -> Reply {
        let now_ms = site.clock.now_ms();
        let Some(refresh) = self.refresh_tokens.get_mut(token).filter(|refresh| !refresh.is_revoked) else {
            return oauth_error("invalid_code");
        };
        while refresh.given.front().is_some_and(|at_ms| now_ms - at_ms >= WINDOW_MS) {
            refresh.given.pop_front();
        }
        if refresh.given.len() >= TOKENS_A_WINDOW {
            return oauth_throttled();
        }
        refresh.given.push_back(now_ms);
        let scope = refresh.scope.clone();
        Reply::json(200, &self.given(site, token, &scope, api_domain))
    }

    fn by_code(&mut self, site: &Site, code: &str, api_domain: &str) -> Reply {
        let now_ms = site.clock.now_ms();
        let Some((_, scope)) = self.codes.remove(code).filter(|(made_ms, _)| now_ms - made_ms < CODE_MS) else {
            return oauth_error("invalid_code");
        };
        let refresh = self.new_refresh_token(site, &scope);
        let mut answer = self.given(site, &refresh, &scope, api_domain);
        answer["refresh_token"] = json!(refresh);
        Reply::json(200, &answer)
    }

    /// The consent page, as if somebody pressed "accept" at once.
    pub(super) fn authorize(&mut self, site: &Site, request: &Request) -> Reply {
        let parameter = |name: &str| request.parameter(name).unwrap_or_default();
        let back = parameter("redirect_uri");
        if parameter("client_id") != CLIENT_ID || back.is_empty() {
            return Reply::with_type(400, "text/html", "<html><body>Invalid client</body></html>");
        }
        let code = self.self_client_code(site, &parameter("scope"));
        let state = parameter("state");
        let server = encoded(&request.base_url);
        let location = format!("{back}?state={}&code={}&location=us&accounts-server={server}", encoded(&state), encoded(&code));
        Reply::empty(302).and("location", location)
    }

    pub(super) fn revoke(&mut self, request: &Request) -> Reply {
        let token = request.parameter("token").unwrap_or_default();
        match self.refresh_tokens.get_mut(&token) {
            Some(refresh) => {
                refresh.is_revoked = true;
                Reply::json(200, &json!({ "status": "success" }))
            }
            None => oauth_error("invalid_token"),
        }
    }
}
