//! Data pushes: what happens to records in the vendor's own pages is told to the addresses set up for the form. What the API
//! does is not.

use serde_json::{Value, json};

use super::Jiandaoyun;
use super::forms::{described, of_table};
use super::read::push_record;
use crate::fragment::quoted;
use crate::log::Actor;
use crate::push::{Event, PushRequest, Target};
use crate::rng::Rng;
use crate::sha1::hex_digest;
use crate::site::{Changed, Site, What};

/// After so many failures one behind the other a push is switched off.
pub(super) const FAILURES_MAX: u64 = 100;
/// Attempts after the first.
const RETRIES_MAX: usize = 5;

pub(super) fn events(jdy: &mut Jiandaoyun, site: &Site, changed: &Changed) -> Vec<Event> {
    if changed.by == Actor::Api {
        return Vec::new();
    }
    let op = match changed.what {
        What::Created => "data_create",
        What::Updated => "data_update",
        What::Deleted => "data_remove",
        What::Restored => "data_recover",
    };
    let mut data = String::new();
    push_record(&mut data, site, changed.table, changed.row, None);
    let title = of_table(&site.tables[changed.table]).map_or("", |form| form.title);
    // The name of the form goes before the brace that ends the record.
    data.pop();
    data.push_str(&format!(",\"formName\":{}}}", quoted(title)));
    told(jdy, site, changed.table, op, &data)
}

/// What is told when a form is changed, or when somebody tries the connection out.
pub(super) fn announcement(jdy: &mut Jiandaoyun, site: &Site, table: usize, op: &str) -> Vec<Event> {
    let form = of_table(&site.tables[table]);
    let data = json!({
        "appId": form.map(|form| super::forms::APPS[form.app].0), "entryId": form.map(|form| form.entry_id),
        "name": site.tables[table].label, "widgets": described(&site.tables[table]),
    });
    told(jdy, site, table, op, &data.to_string())
}

fn told(jdy: &mut Jiandaoyun, site: &Site, table: usize, op: &str, data: &str) -> Vec<Event> {
    let name = &site.tables[table].name;
    let body = format!("{{\"op\":{},\"data\":{data},\"opTime\":{}}}", quoted(op), site.now_ms());
    let wants = |target: &Target| target.tables.is_empty() || target.tables.contains(name);
    let targets: Vec<usize> = site.outbox.targets.iter().enumerate().filter(|(_, target)| wants(target)).map(|(at, _)| at).collect();
    let mut events = Vec::new();
    for target in targets {
        if jdy.failures.get(&target).is_some_and(|failures| *failures >= FAILURES_MAX) {
            continue;
        }
        jdy.deliveries += 1;
        let id = hex_digest(&[site.vendor.as_bytes(), &site.seed.to_be_bytes(), &jdy.deliveries.to_be_bytes()])[..24].to_owned();
        events.push(Event { id, target, content: json!({ "body": body }) });
    }
    events
}

/// The signed request: the address carries nonce and time, a header the digest over them, the secret and the raw body.
pub(super) fn request(site: &Site, event: &Event, secret: &str, now_ms: i64) -> PushRequest {
    let body = event.content["body"].as_str().unwrap_or_default().as_bytes().to_vec();
    let timestamp = now_ms.div_euclid(1_000).to_string();
    let nonce = format!("{:06x}", Rng::of(site.seed, &event.id, &[now_ms.unsigned_abs()]).next() & 0xff_ffff);
    let headers = vec![
        ("content-type", "application/json".to_owned()),
        ("X-JDY-Signature", signature(&nonce, &body, secret, &timestamp)),
        ("X-JDY-DeliverId", event.id.clone()),
    ];
    PushRequest { query: format!("?nonce={nonce}&timestamp={timestamp}"), headers, body }
}

fn signature(nonce: &str, body: &[u8], secret: &str, timestamp: &str) -> String {
    hex_digest(&[nonce.as_bytes(), b":", body, b":", secret.as_bytes(), b":", timestamp.as_bytes()])
}

/// Five more attempts. How far apart they lie no document says.
pub(super) fn retry_in_ms(attempt: u32) -> Option<i64> {
    const SECONDS: [i64; RETRIES_MAX] = [10, 60, 300, 900, 1_800];
    let position = usize::try_from(attempt.checked_sub(1)?).ok()?;
    SECONDS.get(position).map(|seconds| seconds * 1_000)
}

/// Counts failures; the first success begins anew.
pub(super) fn delivered(jdy: &mut Jiandaoyun, target: usize, is_accepted: bool) {
    if is_accepted {
        jdy.failures.remove(&target);
    } else {
        *jdy.failures.entry(target).or_insert(0) += 1;
    }
}

/// How the pushes are, for the control interface.
pub(super) fn state(jdy: &Jiandaoyun) -> Value {
    let states = jdy
        .failures
        .iter()
        .map(|(target, failures)| json!({ "target": target, "failures": failures, "is_off": *failures >= FAILURES_MAX }));
    Value::Array(states.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_covers_nonce_body_secret_and_time() {
        // Computed by hand: sha1 of `abc:{"op":"data_create"}:secret:1700000000`.
        let expected = hex_digest(&[b"abc:{\"op\":\"data_create\"}:secret:1700000000"]);
        assert_eq!(signature("abc", b"{\"op\":\"data_create\"}", "secret", "1700000000"), expected);
    }
}
