//! The bot of a connection: posts into one group.

use std::sync::Arc;

use connector::http::{Client, Expect, Limits, Policy, Response};
use connector::{ConnectContext, ConnectorError, SecretText};
use model::Clock;

use crate::app::setting;
use crate::errors::{Place, judge};
use crate::message::Message;
use crate::vendor::Vendor;

/// A bot. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Bot {
    vendor: &'static dyn Vendor,
    http: Client,
    clock: Arc<dyn Clock>,
    pub base: String,
    pub key: SecretText,
    /// What its calls are signed with, where it was set up so.
    pub secret: Option<SecretText>,
}

impl Bot {
    /// The bot that the settings name; none where they name none.
    pub fn new(vendor: &'static dyn Vendor, base: &str, context: &ConnectContext) -> Result<Option<Self>, ConnectorError> {
        let names = vendor.names();
        let secret = |name: &str| context.secrets.get(name).filter(|secret| !secret.is_empty()).cloned();
        let Some(key) = secret(names.bot_key) else { return Ok(None) };
        let key = key_of(names.bot_key, key.reveal(), base, names.bot_parameter)?;
        // Half of what a minute takes may come at once: the other half comes in the minute that follows.
        let half = (names.bot_a_minute / 2).max(1);
        let limits = Limits { requests_per_second: f64::from(half) / 60.0, burst: half.min(5), concurrent_max: 1, ..Limits::default() };
        let http = context.http.for_connection(&format!("{}-bot", context.connection), limits).with_cancel(Arc::clone(&context.cancel));
        let (base, clock) = (base.to_owned(), Arc::clone(&context.clock));
        Ok(Some(Self { vendor, http, clock, base, key, secret: names.bot_secret.and_then(secret) }))
    }

    /// Posts a message into the group.
    pub fn post(&self, message: &Message) -> Result<(), ConnectorError> {
        let request = self.vendor.bot_request(self, message, self.clock.now_ms())?.expects(Expect::Json);
        let judged = |response: &Response| judge(self.vendor, Place::Bot, response);
        self.http.send(request, &Policy::new(self.vendor.system()).classify(&judged)).map(drop)
    }
}

/// The key, also where the whole address was given. An address of another host is refused: the key would go to a stranger.
fn key_of(name: &str, text: &str, base: &str, parameter: &str) -> Result<SecretText, ConnectorError> {
    let text = text.trim();
    let Some((_, rest)) = text.split_once("://") else { return plain_key(name, text) };
    let place = |address: &str| address.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let base_place = base.split_once("://").map(|(_, rest)| place(rest)).unwrap_or_default();
    if place(rest) != base_place {
        return Err(setting(name, "this is an address of another host than the one in base_url"));
    }
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let found = if parameter.is_empty() {
        path.rsplit('/').next()
    } else {
        query.split('&').find_map(|pair| pair.strip_prefix(parameter)?.strip_prefix('='))
    };
    plain_key(name, found.unwrap_or_default())
}

fn plain_key(name: &str, key: &str) -> Result<SecretText, ConnectorError> {
    let fits =
        !key.is_empty() && key.len() <= 200 && key.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'));
    if fits { Ok(SecretText::new(key)) } else { Err(setting(name, "write the bot's whole address, or the key at its end")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_in_an_address_of_its_own_host_alone() {
        let base = "https://qyapi.weixin.qq.com";
        let key = |text: &str, parameter: &str| key_of("bot_key", text, base, parameter).ok().map(|key| key.reveal().to_owned());
        assert_eq!(key("5f-1e", "key").as_deref(), Some("5f-1e"));
        assert_eq!(key("https://QYAPI.weixin.qq.com/cgi-bin/webhook/send?a=1&key=5f-1e", "key").as_deref(), Some("5f-1e"));
        assert_eq!(key("https://qyapi.weixin.qq.com/open-apis/bot/v2/hook/5f-1e", "").as_deref(), Some("5f-1e"));
        for wrong in ["", "a b", "https://qyapi.weixin.qq.com.example.com/x?key=5", "https://qyapi.weixin.qq.com/send?other=5", "a?b=c"] {
            assert_eq!(key(wrong, "key"), None, "{wrong}");
        }
    }
}
