//! What differs from vendor to vendor, and the shapes that it is told in.

use std::collections::BTreeMap;

use connector::http::{Request, Response};
use connector::{ConnectorError, FieldKind, SecretText, Token};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::app::App;
use crate::bot::Bot;
use crate::errors::{Meaning, Place};
use crate::message::{Message, Recipients};

/// A record by field name; values stay text so that no digit is lost.
pub(crate) type Record = BTreeMap<String, Box<RawValue>>;

/// One field of a stream: name, what the vendor's users call it, and what its values are.
pub(crate) struct Column {
    pub name: &'static str,
    pub label: &'static str,
    pub kind: FieldKind,
}

pub(crate) const fn column(name: &'static str, label: &'static str, kind: FieldKind) -> Column {
    Column { name, label, kind }
}

/// A stream that is read. The first column is the key.
pub(crate) struct Table {
    pub columns: &'static [Column],
}

impl Table {
    pub fn key(&self) -> &'static str {
        self.columns.first().map_or("", |column| column.name)
    }
}

/// How the vendor is set up: names of settings that differ.
pub(crate) struct Names {
    /// What messages call the system.
    pub system: &'static str,
    /// Where calls go unless told.
    pub base: &'static str,
    /// Settings of the app: its id and its secret.
    pub app_id: &'static str,
    pub app_secret: &'static str,
    /// The bot's secret settings: its key, and what its calls are signed with where the vendor has that.
    pub bot_key: &'static str,
    pub bot_secret: Option<&'static str>,
    /// Where the key stands in the bot's address: a query parameter; empty for the last part of the path.
    pub bot_parameter: &'static str,
    /// Departments that lists do not show and that have members all the same.
    pub roots: &'static [&'static str],
    /// The member of a member that lists their departments.
    pub departments: &'static str,
    /// Most bytes of a message by the bot, and by the app.
    pub bytes_max: [usize; 2],
    /// Messages of a bot in a minute that stay below what the vendor takes.
    pub bot_a_minute: u32,
    /// How the app gets what it needs for sending, in English and Chinese.
    pub rights: (&'static str, &'static str),
    /// How the app's list of addresses gets this server's.
    pub allow_list: (&'static str, &'static str),
}

/// A page of a department's members, and the text that asks for the next one.
pub(crate) struct MemberPage {
    pub members: Vec<Record>,
    pub next: Option<String>,
}

/// A token as most of them give it.
#[derive(Deserialize)]
struct TokenAnswer {
    access_token: String,
    #[serde(default)]
    expires_in: i64,
}

/// What became of a message to people.
pub(crate) struct Delivered {
    /// The vendor's id of it.
    pub id: String,
    /// Places (from 0) of recipients that it did not reach.
    pub missed: Vec<usize>,
}

/// One of the three.
pub(crate) trait Vendor: Send + Sync {
    fn names(&self) -> &'static Names;

    /// What messages call the system.
    fn system(&self) -> &'static str {
        self.names().system
    }

    /// What a code other than 0 means.
    fn meaning(&self, place: Place, code: i64, message: &str) -> Meaning;

    /// The call that gets a token.
    fn token_request(&self, base: &str, id: &str, secret: &SecretText) -> Result<Request, ConnectorError>;

    /// Token and seconds of its life.
    fn token_of(&self, response: &Response) -> Result<(SecretText, i64), ConnectorError> {
        let answer: TokenAnswer = response.json()?;
        Ok((SecretText::new(answer.access_token), answer.expires_in))
    }

    /// Puts a token on a request.
    fn dress(&self, token: &Token, request: &mut Request) {
        request.set_query("access_token", token.access.reveal());
    }

    /// The call that posts into the bot's group.
    fn bot_request(&self, bot: &Bot, message: &Message, now_ms: i64) -> Result<Request, ConnectorError>;

    /// Sends to people and departments. `key` is the same for every attempt at the same message.
    fn send(&self, app: &App, message: &Message, to: &Recipients, key: &str) -> Result<Delivered, ConnectorError>;

    fn department_table(&self) -> &'static Table;

    fn member_table(&self, app: &App) -> &'static Table;

    /// All departments that the app sees, in any order.
    fn departments(&self, app: &App) -> Result<Vec<Record>, ConnectorError>;

    /// A page of the members of a department; `page` is empty for the first.
    fn members(&self, app: &App, department: &str, page: &str) -> Result<MemberPage, ConnectorError>;

    /// All members at once, where the vendor has that and the connection asks for it.
    fn all_members(&self, app: &App) -> Option<Result<Vec<Record>, ConnectorError>> {
        let _ = app;
        None
    }

    /// Looks at what sending by the app needs besides signing in: names of rights that are missing; `None` where the vendor does not tell.
    fn check_sender(&self, app: &App) -> Result<Option<Vec<String>>, ConnectorError>;
}
