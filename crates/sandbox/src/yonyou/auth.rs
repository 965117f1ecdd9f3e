//! Where a tenant lives, and tokens: for an app of the tenant's own, and for an app of a software house.
//!
//! Both forms of the paths answer, the ones before and the ones since July 2023. A request is signed over all its other parameters,
//! sorted by name, each name directly before its value. A token that is still good is given again.

use serde_json::{Value, json};

use super::reply::{Refused, served};
use super::seal::hmac_text;
use super::{APP_KEY, APP_SECRET, SUITE_KEY, SUITE_SECRET, TENANT};
use crate::fault::Plan;
use crate::http::{Reply, Request, pairs};
use crate::rng::Rng;
use crate::site::Site;

/// What a token lives, in milliseconds.
const LIFE_MS: i64 = 7_200_000;
/// How far the time stamp of a request may be off.
const WINDOW_MS: u64 = 300_000;

/// Tokens that were given.
#[derive(Debug, Default)]
pub(super) struct Auth {
    tokens: Vec<Given>,
    count: u64,
    /// What a suite must send along, once the vendor told one.
    pub(super) suite_ticket: Option<String>,
    is_disabled: bool,
}

#[derive(Debug)]
struct Given {
    token: String,
    app: String,
    ends_ms: i64,
    organisation: String,
}

impl Auth {
    /// `GET …/open-auth/…`, by the parts of the path behind it.
    pub(super) fn answer(&mut self, site: &Site, request: &Request, path: &[&str], plan: &Plan) -> Reply {
        let is_suite = path.first() == Some(&"suiteApp");
        match path {
            ["selfAppAuth" | "suiteApp", "getAccessToken"] | ["selfAppAuth" | "suiteApp", "base", "v1", "getAccessToken"] => {
                self.token(site, request, is_suite, plan).unwrap_or_else(|refused| refused.reply())
            }
            ["selfAppAuth", "getTenantId"] => match self.check(site, request) {
                Ok(()) => served(&json!({ "tenantId": TENANT })),
                Err(refused) => refused.reply(),
            },
            _ => Refused::unregistered(&request.path).reply(),
        }
    }

    fn token(&mut self, site: &Site, request: &Request, is_suite: bool, plan: &Plan) -> Result<Reply, Refused> {
        if plan.own("token_throttled").is_some() {
            return Err(Refused::gateway("310046"));
        }
        let refused = |code: &str, message: &str| Refused { code: code.to_owned(), ..Refused::business(message) };
        let mut given = pairs(&request.query);
        let value = |name: &str| given.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default();
        let (key_name, key, secret) = if is_suite { ("suiteKey", SUITE_KEY, SUITE_SECRET) } else { ("appKey", APP_KEY, APP_SECRET) };
        let app = value(key_name);
        if app != key || self.is_disabled {
            return Err(refused("10018", "应用不存在或appKey已停用"));
        }
        let sent_ms = value("timestamp").parse::<i64>().map_err(|_| refused("10015", "timestamp格式错误"))?;
        if sent_ms.abs_diff(site.now_ms()) > WINDOW_MS {
            return Err(refused("10016", "timestamp已过期"));
        }
        let signature = value("signature");
        if is_suite && value("tenantId") != TENANT {
            return Err(refused("10019", "租户没有授权此套件"));
        }
        if is_suite && self.suite_ticket.as_ref().is_some_and(|ticket| *ticket != value("suiteTicket")) {
            return Err(refused("10020", "suiteTicket不正确"));
        }
        given.retain(|(name, _)| name != "signature");
        given.sort();
        let text: String = given.iter().map(|(name, value)| format!("{name}{value}")).collect();
        if signature != hmac_text(secret, &text) {
            return Err(refused("10017", "签名不正确"));
        }
        Ok(served(&self.given(site, &app)))
    }

    fn given(&mut self, site: &Site, app: &str) -> Value {
        let now_ms = site.clock.now_ms();
        self.tokens.retain(|given| given.ends_ms > now_ms);
        let known = self.tokens.iter().find(|given| given.app == app && given.organisation == site.organisation);
        if let Some(given) = known.filter(|_| site.token_life_ms().is_none()) {
            return json!({ "access_token": given.token, "expire": (given.ends_ms - now_ms) / 1_000 });
        }
        self.count += 1;
        let mut rng = Rng::of(site.seed, "yonyou.token", &[self.count]);
        // Letters that a query must encode.
        let token = format!("YT{:016X}+{:016x}/{:x}==", rng.next(), rng.next(), self.count);
        let life_ms = site.token_life_ms().unwrap_or(LIFE_MS);
        let given = Given { token: token.clone(), app: app.to_owned(), ends_ms: now_ms + life_ms, organisation: site.organisation.clone() };
        self.tokens.push(given);
        json!({ "access_token": token, "expire": LIFE_MS / 1_000 })
    }

    /// Whether a call carries a token that is good.
    pub(super) fn check(&self, site: &Site, request: &Request) -> Result<(), Refused> {
        let sent = request.parameter("access_token").or_else(|| request.header("access_token").map(str::to_owned)).unwrap_or_default();
        if sent.is_empty() {
            return Err(Refused::gateway("310001"));
        }
        let now_ms = site.clock.now_ms();
        let is_good = |given: &&Given| given.token == sent && given.ends_ms > now_ms && given.organisation == site.organisation;
        if self.is_disabled {
            return Err(Refused::gateway("310006"));
        }
        self.tokens.iter().find(is_good).map(|_| ()).ok_or_else(|| Refused::gateway("310036"))
    }

    /// Takes all tokens back before their time.
    pub(super) fn revoke(&mut self) {
        self.tokens.clear();
    }

    pub(super) fn set_disabled(&mut self, is_disabled: bool) {
        self.is_disabled = is_disabled;
    }
}
