//! A plain shop: the vendor that nobody has, with an API as most have it. REST and SOAP on the same data.
//!
//! **Sign-in.** Header `X-Api-Key` ([`API_KEY`]); in SOAP the header element `ApiKey`. Otherwise 401.
//!
//! **REST**, below `/api`, for `customers` and `orders`. Errors are `{"error": {"code", "message", "field"?}}`.
//!
//! | call | answer |
//! |---|---|
//! | `GET /api/customers?page=1&page_size=100` | `{"data": […], "page", "page_size", "total", "has_more"}`, in order of creation; up to 1,000 a page |
//! | `GET /api/customers?updated_since=T` | those changed at or after `T`, in order of their change |
//! | `GET /api/customers?cursor=` | `{"data": […], "next_cursor", "has_more"}`: the place in the list instead of a number; goes with `updated_since` |
//! | `…&include_deleted=true` | deleted ones too, with `"deleted": true` |
//! | `…&external_id=X` | those with this external id |
//! | `GET`, `PATCH`, `DELETE /api/customers/ID` | one record; 404 when it is not there |
//! | `POST /api/customers` | 201; 409 `duplicate` when the external id is taken; `Idempotency-Key` gives the first answer again |
//! | `PUT /api/customers/by-external-id/X` | creates (201) or changes (200) |
//! | `POST /api/customers/batch` `{"records": […]}` | up to 500; 200 `{"results": [{"status", "id"} or {"status", "error"}]}` in the same order |
//! | `GET /api/schema`, `GET /api/organisation` | fields with types; whose shop it is |
//!
//! Times are UTC with milliseconds. `updated_at` is set by the shop with every change.
//!
//! **Webhooks**: Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature: v1,…`; secret `whsec_` and base64), body
//! `{"type": "customers.updated", "timestamp", "data": {record}}`, for every change, whoever made it. Anything but 2xx is tried
//! again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h.
//!
//! **SOAP**, `POST /soap`, namespace [`SOAP_NAMESPACE`]: `ListCustomers` (`AfterId`?, `Limit`?, `UpdatedSince`?), `GetCustomer` (`Id`),
//! `UpsertCustomer` (`Customer`). Faults have status 500 and a code in `faultcode`. `GET /soap?wsdl` describes it.

mod data;
mod export;
mod list;
mod rest;
mod soap;
mod webhook;

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::account::{Account, PUSH_SECRET};
use crate::http::{Reply, Request};
use crate::people::Population;
use crate::push::{Event, PushRequest};
use crate::site::{Changed, Site};
use crate::vendor::{Call, Endpoint, Refusal, Vendor};

/// Its name.
pub const NAME: &str = "shop";
/// The key that the API accepts.
pub const API_KEY: &str = "shop-key-7f3a";
/// The namespace of its SOAP messages.
pub const SOAP_NAMESPACE: &str = "urn:shop.example.com:customers:1";

/// Answers that are remembered for repeated keys, at most.
const IDEMPOTENCY_KEYS_MAX: usize = 100_000;

pub(crate) fn make() -> Box<dyn Vendor> {
    Box::new(Shop::default())
}

#[derive(Default)]
struct Shop {
    /// The next number of each table's ids.
    next_number: [u64; 2],
    /// First answers by idempotency key: status and id.
    answered: HashMap<String, (u16, String)>,
}

impl Vendor for Shop {
    fn accounts(&self, base_url: &str) -> Vec<Account> {
        let settings = json!({
            "signature": "standard_webhooks", "records_at": "data", "key": "id", "event_at": "type", "deleted_events": "customers.deleted",
        });
        let calls = Account {
            is_read: false,
            push_tables: &["customers"],
            ..Account::new("Shop", "hook", settings, vec![("secret", PUSH_SECRET)])
        };
        let settings = json!({
            "place": "address", "url": format!("{base_url}{}", export::PATH), "content": "snapshot", "key": "id", "updated": "updated_at",
        });
        // What one file does not name, nobody can add to the shop's form.
        let file =
            Account { takes_fields: false, is_called: false, ..Account::new("Shop file", "file_drop", settings, vec![("token", API_KEY)]) };
        vec![calls, file]
    }

    fn stream(&self, connector: &str, table: &str) -> String {
        match (connector, table) {
            ("file_drop", "customers") => "files".to_owned(),
            ("hook", _) => "events".to_owned(),
            _ => String::new(),
        }
    }

    fn furnish(&mut self, site: &mut Site, population: &Population) {
        site.organisation = format!("shop-{}", population.seed);
        self.next_number = data::furnish(site, population);
    }

    fn endpoint(&self, site: &Site, request: &Request) -> Endpoint {
        let segments = request.segments();
        let parts: Vec<&str> = segments.iter().map(String::as_str).collect();
        match parts.as_slice() {
            ["export", "customers.csv"] => export::endpoint(),
            ["soap"] => soap::endpoint(site, request),
            ["api", rest @ ..] => rest::endpoint(site, request, rest),
            _ => Endpoint::new("unknown"),
        }
    }

    fn answer(&mut self, site: &mut Site, call: &Call<'_>) -> Reply {
        let segments = call.request.segments();
        let parts: Vec<&str> = segments.iter().map(String::as_str).collect();
        match parts.as_slice() {
            ["export", "customers.csv"] => export::answer(site, call),
            ["soap"] => soap::answer(self, site, call),
            ["api", rest @ ..] => rest::answer(self, site, call, rest),
            _ => rest::error(404, "not_found", "there is nothing here", None),
        }
    }

    fn refuse(&self, _site: &Site, _endpoint: Endpoint, refusal: Refusal) -> Reply {
        match refusal {
            Refusal::Quota(calls) => rest::error(429, "quota_exceeded", &format!("the daily quota of {calls} calls is used up"), None),
            Refusal::Status(401) => rest::error(401, "unauthorised", "the API key is not, or no longer, valid", None),
            Refusal::Status(403) => rest::error(403, "address_not_allowed", "calls from this IP address are not allowed", None),
            Refusal::Status(429) => rest::error(429, "too_many_requests", "slow down", None),
            Refusal::Status(status) => rest::error(status, "internal", "something went wrong", None),
        }
    }

    fn new_id(&mut self, _site: &mut Site, table: usize) -> String {
        let number = &mut self.next_number[table.min(1)];
        *number += 1;
        data::id(table, *number)
    }

    fn events(&mut self, site: &Site, changed: &Changed) -> Vec<Event> {
        webhook::events(site, changed)
    }

    fn push_request(&self, _site: &Site, event: &Event, secret: &str, now_ms: i64) -> PushRequest {
        webhook::request(event, secret, now_ms)
    }

    fn retry_in_ms(&self, attempt: u32) -> Option<i64> {
        const SECONDS: [i64; 6] = [5, 300, 1_800, 7_200, 18_000, 36_000];
        let position = usize::try_from(attempt.checked_sub(1)?).ok()?;
        SECONDS.get(position).map(|seconds| seconds * 1_000)
    }

    fn save(&self) -> Value {
        json!({ "next_number": self.next_number })
    }

    fn load(&mut self, saved: Value) {
        for (number, saved) in self.next_number.iter_mut().zip(saved["next_number"].as_array().into_iter().flatten()) {
            *number = saved.as_u64().unwrap_or(*number);
        }
    }
}

impl Shop {
    fn remember(&mut self, key: &str, status: u16, id: &str) {
        if self.answered.len() < IDEMPOTENCY_KEYS_MAX {
            self.answered.insert(key.to_owned(), (status, id.to_owned()));
        }
    }
}
