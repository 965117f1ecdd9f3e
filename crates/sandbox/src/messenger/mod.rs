//! What the three simulated messengers (WeCom, DingTalk, Feishu) share: tokens, limits on sending, staff, messages that were sent.
//!
//! Each has a company with departments (a tree) and members (people that the other simulators know as well), one app that signs in for
//! tokens, and one bot in a group. What was sent stands in the table `messages`: who got it, by what, and its text.
//!
//! **Faults of their own**: `errcode=CODE` (answered with status 200 and this code, nothing done), `rate_limited` (the vendor's code for too
//! many calls with status 200), `session_lost` (all tokens end before the call), `token_throttled` (the token endpoint refuses).

mod office;
mod pace;
mod staff;
mod tokens;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

pub(crate) use office::Office;
pub(crate) use pace::Pace;
pub(crate) use staff::{Company, Department, Employee, children, fill_in, furnish, is_empty, members_of, rows_json};
pub(crate) use tokens::{Checked, Tokens};

use crate::clock::iso_ms;
use crate::fault::OwnFault;
use crate::fragment::quoted;
use crate::log::{Actor, Effect};
use crate::site::{How, Site};
use crate::table::{Cells, Class, Field, Table};

/// Kinds of faults that each of them understands.
pub(crate) const OWN_FAULTS: &[OwnFault] = &[
    OwnFault::new("errcode", "errcode=-1", ("Calls are refused with a code and status 200", "状态 200 但返回错误码"))
        .passes(&["errcode=-1:rate=0.1"]),
    OwnFault::new("rate_limited", "rate_limited", ("Too many calls, told with status 200", "以状态 200 提示请求过于频繁"))
        .passes(&["rate_limited:rate=0.1"])
        .called("limited_with_200"),
    OwnFault::new("session_lost", "session_lost", ("All tokens end in mid-run", "所有令牌在运行中失效"))
        .passes(&["session_lost:rate=0.15"]),
    OwnFault::new("token_throttled", "token:token_throttled", ("Too many tokens were asked for", "请求令牌过于频繁"))
        .passes(&["session_lost:times=2", "token:token_throttled:times=2"]),
];

/// Positions of the tables.
pub(crate) const DEPARTMENT_TABLE: usize = 0;
pub(crate) const MEMBER_TABLE: usize = 1;
pub(crate) const MESSAGE_TABLE: usize = 2;

/// The table of what was sent, as it is alike for all.
pub(crate) fn message_table() -> Table {
    let fields = vec![
        Field::new("id", "Id", Class::Id, "text"),
        Field::new("via", "Sent by", Class::Choice, "text"),
        Field::new("to", "Recipients", Class::Other, "list"),
        Field::new("text", "Text", Class::Text, "text"),
        Field::new("at", "Sent at", Class::Time, "datetime"),
    ];
    Table::new("messages", "Messages", fields)
}

/// Writes down that a message arrived. `via` is `bot` or `app`; a bot's goes to its group and has no recipients.
pub(crate) fn deliver(site: &mut Site, endpoint: &str, id: &str, via: &str, to: &[String], text: &str, sent: &[u8]) {
    let at = iso_ms(site.now_ms());
    let fragments = [quoted(id), quoted(via), json!(to).to_string(), quoted(text), quoted(&at)];
    let cells = Cells::new(fragments.iter().map(String::as_str));
    site.insert(MESSAGE_TABLE, id, cells, None, How::by(Actor::Api));
    site.note_write(endpoint, MESSAGE_TABLE, id.to_owned(), &String::from_utf8_lossy(sent), Effect::Created);
}

/// Writes down that a message was refused, with the vendor's code.
pub(crate) fn refuse_message(site: &mut Site, endpoint: &str, code: i64, sent: &[u8]) {
    site.note_write(endpoint, MESSAGE_TABLE, String::new(), &String::from_utf8_lossy(sent), Effect::Refused(code.to_string()));
}

/// HMAC-SHA256 in base64.
pub(crate) fn signature(key: &str, message: &str) -> String {
    // HMAC takes a key of any length, so there is always a signature.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else { return String::new() };
    mac.update(message.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// A list of texts from JSON that may be a list, or a text with `separator` between them.
pub(crate) fn names_in(value: &Value, separator: char) -> Vec<String> {
    match value {
        Value::Array(items) => {
            items.iter().filter_map(|item| item.as_str().map(str::to_owned).or_else(|| Some(item.to_string()))).collect()
        }
        Value::String(text) => text.split(separator).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        Value::Number(number) => vec![number.to_string()],
        Value::Null | Value::Bool(_) | Value::Object(_) => Vec::new(),
    }
}
