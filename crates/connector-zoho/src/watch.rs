//! The channel of notifications: made when there is none, renewed before it ends.
//!
//! A channel lives a week at most, and an hour where more is asked for. It is looked after by incremental reads, and about once an hour
//! where a sync follows pushes: one that ended early, or was made with another token or address, is made anew. What a gap hides is found
//! by the next incremental read.

use connector::http::{Method, Repeat};
use connector::{ConnectorError, one_line};
use model::parse_ms;
use serde_json::json;

use crate::client::Api;
use crate::errors::SYSTEM;
use crate::query::moment;
use crate::wire::{Channel, Watched};

const DAY_MS: i64 = 86_400_000;
/// What is asked for: a day less than the most, for clocks that differ.
const LIFE_MS: i64 = 6 * DAY_MS;
/// Renewed when less is left.
const RENEW_MS: i64 = 3 * DAY_MS;
/// A channel that is good is looked at again after this: a call of one credit.
const LOOK_AGAIN_MS: i64 = 3_600_000;

/// Where notifications go.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    pub connection: String,
    pub url: String,
}

/// A number for the channel of a connection and module that is always the same: FNV-1a, cut to fifteen digits.
fn channel_id(connection: &str, module: &str) -> String {
    let bytes = connection.bytes().chain([0]).chain(module.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (100_000_000_000_000 + hash % 900_000_000_000_000).to_string()
}

/// When the channel of a module ends (ms); `None` where there is none to this address whose messages carry this token.
pub(crate) fn ends_ms(api: &Api, address: &Address, token: &str, module: &str) -> Result<Option<i64>, ConnectorError> {
    let channel = channel_id(&address.connection, module);
    let request = api.request(Method::Get, "/actions/watch", "/actions/watch")?.query("channel_id", channel).query("module", module);
    let Some(answer) = api.read::<Watched>(request)? else { return Ok(None) };
    // An answer that tells no token says nothing about it.
    let is_ours = |known: &Channel| known.notify_url == address.url && known.token.as_ref().is_none_or(|known| known == token);
    let ours = answer.watch.into_iter().filter(is_ours);
    Ok(ours.filter_map(|channel| parse_ms(&channel.channel_expiry)).max())
}

/// Looks after the channel of a module and tells when it ends (ms).
pub(crate) fn keep(api: &Api, address: &Address, token: &str, module: &str, now_ms: i64) -> Result<i64, ConnectorError> {
    if let Some(ends_ms) = ends_ms(api, address, token, module)?.filter(|ends_ms| ends_ms - now_ms > RENEW_MS) {
        return Ok(ends_ms);
    }
    let ends_ms = now_ms + LIFE_MS;
    let body = json!({ "watch": [{
        "channel_id": channel_id(&address.connection, module), "events": [format!("{module}.all")], "channel_expiry": moment(ends_ms),
        "token": token, "notify_url": address.url, "notify_on_related_action": false,
    }] });
    // The same channel once more replaces the one that is there.
    let request = api.request(Method::Post, "/actions/watch", "/actions/watch")?.json(&body)?.repeatable(Repeat::Safe);
    let answer: Watched = api.read_some(request)?;
    match answer.watch.into_iter().next() {
        Some(row) if row.code == "SUCCESS" => Ok(ends_ms),
        row => {
            let row = row.unwrap_or_default();
            Err(ConnectorError::RecordRefused { system: SYSTEM.to_owned(), code: row.code, message: one_line(&row.message) })
        }
    }
}

/// What was found out about a channel, and when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Looked {
    pub ends_ms: i64,
    pub at_ms: i64,
}

impl Looked {
    /// Whether that is good for now. It is looked at again from time to time, for others may end a channel as well.
    pub fn is_fresh(self, now_ms: i64) -> bool {
        self.ends_ms - now_ms > RENEW_MS && now_ms - self.at_ms < LOOK_AGAIN_MS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_connection_and_module_has_its_own_number() {
        let ids = [channel_id("1", "Contacts"), channel_id("1", "Leads"), channel_id("11", "Contacts"), channel_id("1", "Contacts")];
        assert!(ids.iter().all(|id| id.len() == 15 && id.bytes().all(|byte| byte.is_ascii_digit())));
        assert!(ids[0] != ids[1] && ids[0] != ids[2] && ids[0] == ids[3]);
    }
}
