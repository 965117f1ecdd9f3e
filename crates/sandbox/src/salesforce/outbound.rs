//! Outbound messages: SOAP posts to our endpoint when a record is created or changed.
//!
//! A target's `options` may say `{"fields": ["Id", "Name"], "session": true}`; all fields otherwise. The values are those at the
//! time of sending, not of the change.

use serde_json::{Value, json};

use super::resolve::own_value;
use super::schema::{column, position};
use super::{Salesforce, id};
use crate::fragment::{NULL, as_text};
use crate::push::{Event, PushRequest, Target};
use crate::site::{Changed, Site, What};
use crate::xml::{self, element};

/// For how long a message is tried again, in milliseconds: 24 hours.
const KEPT_MS: i64 = 86_400_000;
/// The longest wait between two attempts: 2 hours.
const WAIT_MAX_MS: i64 = 7_200_000;
const WAIT_FIRST_MS: i64 = 15_000;

pub(super) fn events(sf: &mut Salesforce, site: &Site, changed: &Changed) -> Vec<Event> {
    if changed.what == What::Deleted {
        return Vec::new();
    }
    let name = &site.tables[changed.table].name;
    let wants = |target: &Target| target.tables.is_empty() || target.tables.iter().any(|table| table.eq_ignore_ascii_case(name));
    let targets: Vec<usize> = site.outbox.targets.iter().enumerate().filter(|(_, target)| wants(target)).map(|(at, _)| at).collect();
    let mut events = Vec::new();
    for target in targets {
        sf.notifications += 1;
        let content = json!({ "table": changed.table, "row": changed.row });
        events.push(Event { id: id::id("04l", sf.notifications), target, content });
    }
    events
}

pub(super) fn request(site: &Site, event: &Event) -> PushRequest {
    let options = site.outbox.targets.get(event.target).map(|target| target.options.clone()).unwrap_or_default();
    let number = |key: &str| event.content[key].as_u64().and_then(|number| u32::try_from(number).ok()).unwrap_or(0);
    let table_at = number("table") as usize;
    let mut fields = String::new();
    let mut name = "";
    if let Some(table) = site.tables.get(table_at)
        && let Some(row) = table.row(number("row"))
    {
        name = &table.name;
        for at in wanted(site, table_at, &options) {
            let found = own_value(site, Some(table_at), column(table, at), row);
            if found != NULL {
                let text = as_text(&found).replace("+0000", "Z");
                fields.push_str(&element(&format!("sf:{}", table.fields[at].name), &text));
            }
        }
    }
    let session = if options["session"] == true {
        element("SessionId", &format!("{}!AQ-out", id::short(&site.organisation)))
    } else {
        "<SessionId xsi:nil=\"true\"/>".to_owned()
    };
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body><notifications xmlns=\"http://soap.sforce.com/2005/09/outbound\"><OrganizationId>{}</OrganizationId><ActionId>{}</ActionId>{session}<EnterpriseUrl>https://simulated.my.salesforce.com/services/Soap/c/66.0</EnterpriseUrl><PartnerUrl>https://simulated.my.salesforce.com/services/Soap/u/66.0</PartnerUrl><Notification><Id>{}</Id><sObject xsi:type=\"sf:{name}\" xmlns:sf=\"urn:sobject.enterprise.soap.sforce.com\">{fields}</sObject></Notification></notifications></soapenv:Body></soapenv:Envelope>",
        site.organisation,
        id::id("04k", 1),
        event.id
    );
    let headers = vec![("content-type", "text/xml; charset=utf-8".to_owned()), ("soapaction", "\"\"".to_owned())];
    PushRequest { query: String::new(), headers, body: body.into_bytes() }
}

/// Positions of the fields to send, the id first.
fn wanted(site: &Site, table: usize, options: &Value) -> Vec<usize> {
    let table = &site.tables[table];
    let is_simple = |at: &usize| !matches!(table.fields[*at].type_name.as_str(), "address" | "location");
    match options["fields"].as_array() {
        Some(names) => {
            let named = names.iter().filter_map(Value::as_str).filter_map(|name| position(table, name));
            let mut positions: Vec<usize> = position(table, "Id").into_iter().collect();
            positions.extend(named.filter(|at| *at != 0));
            positions
        }
        None => table.visible_fields().map(|(at, _)| at).filter(is_simple).collect(),
    }
}

/// True when the answer acknowledges: 200 and `Ack` true.
pub(super) fn is_accepted(status: u16, body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body);
    let ack =
        xml::parse(&text).and_then(|envelope| Some(envelope.child("Body")?.child("notificationsResponse")?.text_of("Ack")? == "true"));
    status == 200 && ack == Some(true)
}

/// The wait before the next attempt after `attempt` failed ones: doubled each time up to two hours, for 24 hours.
pub(super) fn retry_in_ms(attempt: u32) -> Option<i64> {
    let wait = |attempt: u32| WAIT_FIRST_MS.saturating_mul(1_i64 << attempt.saturating_sub(1).min(20)).min(WAIT_MAX_MS);
    let waited: i64 = (1..attempt.min(1_000)).map(wait).sum();
    (waited + wait(attempt) <= KEPT_MS).then_some(wait(attempt))
}
