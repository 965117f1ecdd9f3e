//! What a simulated vendor must be able to do. Everything else (sockets, faults, time, truth log, control) is the frame's.

use serde_json::Value;

use crate::account::Account;
use crate::fault::Plan;
use crate::http::{Reply, Request};
use crate::people::Population;
use crate::push::{Event, PushRequest};
use crate::site::{Changed, Site};

/// Where a request goes, as the truth log counts it and faults address it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Endpoint {
    pub(crate) name: &'static str,
    /// The page of a list, from 1; 0 for what has no pages.
    pub(crate) page: u32,
    /// The table it is about.
    pub(crate) table: Option<usize>,
    /// Counts against a daily quota.
    pub(crate) counts: bool,
}

impl Endpoint {
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, page: 0, table: None, counts: true }
    }

    pub(crate) fn page(self, page: u32) -> Self {
        Self { page, ..self }
    }

    pub(crate) fn table(self, table: Option<usize>) -> Self {
        Self { table, ..self }
    }

    pub(crate) fn free(self) -> Self {
        Self { counts: false, ..self }
    }
}

/// A call that is to be answered.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) request: &'a Request,
    pub(crate) endpoint: Endpoint,
    /// Faults that only the vendor can act out: page tokens, lists that shrink, rows that fail.
    pub(crate) plan: &'a Plan,
}

/// A refusal that the frame decided on and the vendor words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// A fault's status: 401 is an expired token, 403 an address that is not allowed, 429 too many calls.
    Status(u16),
    /// The daily quota of so many calls is used up.
    Quota(u64),
}

/// A simulated vendor.
pub(crate) trait Vendor: Send {
    /// The ways to connect to it at `base_url`; none where nothing of ours can.
    fn accounts(&self, _base_url: &str) -> Vec<Account> {
        Vec::new()
    }

    /// What a table is called for a connection of this kind; empty where it has none.
    fn stream(&self, _connector: &str, table: &str) -> String {
        table.to_owned()
    }

    /// Makes the tables and fills them with `population`.
    fn furnish(&mut self, site: &mut Site, population: &Population);

    fn endpoint(&self, site: &Site, request: &Request) -> Endpoint;

    fn answer(&mut self, site: &mut Site, call: &Call<'_>) -> Reply;

    /// The vendor's words for a refusal. The frame adds Retry-After where a fault says so.
    fn refuse(&self, site: &Site, endpoint: Endpoint, refusal: Refusal) -> Reply;

    /// The id of a record that is about to be created.
    fn new_id(&mut self, site: &mut Site, table: usize) -> String;

    /// Adds what the vendor's own pages fill in when a person creates a record: owner, defaults.
    fn complete(&self, _site: &Site, _table: usize, _values: &mut Vec<(String, String)>) {}

    /// What else happens when a person merges one record into another.
    fn merged(&mut self, _site: &mut Site, _table: usize, _winner: u32, _loser: u32) {}

    /// Whether a person may delete a record: some that others hang on cannot go.
    fn may_vanish(&self, _site: &Site, _table: usize, _row: u32) -> bool {
        true
    }

    /// What is sent out because of a change.
    fn events(&mut self, _site: &Site, _changed: &Changed) -> Vec<Event> {
        Vec::new()
    }

    /// The request that delivers `event` to one target, signed with `secret` at `now_ms`.
    ///
    /// A vendor without events is never asked.
    fn push_request(&self, _site: &Site, _event: &Event, _secret: &str, _now_ms: i64) -> PushRequest {
        PushRequest { query: String::new(), headers: Vec::new(), body: Vec::new() }
    }

    /// Whether a receiver's answer counts as received.
    fn is_accepted(&self, status: u16, _body: &[u8]) -> bool {
        (200..300).contains(&status)
    }

    /// How long a receiver may take, in milliseconds.
    fn answer_ms(&self) -> u64 {
        10_000
    }

    /// What came of an attempt to push to a target.
    fn delivered(&mut self, _target: usize, _is_accepted: bool) {}

    /// Milliseconds until the next attempt after `attempt` failed ones; `None` gives up.
    fn retry_in_ms(&self, _attempt: u32) -> Option<i64> {
        None
    }

    /// Control calls of this vendor alone, below `/_control/VENDOR/own/`: `path` is the rest. `None` when there is no such thing.
    fn control(&mut self, _site: &mut Site, _method: &str, _path: &[String], _body: &Value) -> Option<Value> {
        None
    }

    /// State of its own that survives a restart.
    fn save(&self) -> Value {
        Value::Null
    }

    fn load(&mut self, _saved: Value) {}
}
