//! Events that the platform sends to the app's address, in either of two generations.
//!
//! Both seal what they tell; they differ in the signature and in where the object stands: under `content` today, beside the other
//! members before. What happened is told for customers and for orders; nothing is told of clues and opportunities.

use serde_json::{Value, json};

use super::schema::{CONTACT, MERCHANT, ORDER, org};
use super::seal::{legacy_signature, opened, sealed, signature};
use super::{APP_KEY, APP_SECRET, SUITE_KEY, SUITE_SECRET, TENANT, Yonyou};
use crate::fragment::as_text;
use crate::push::{Event, PushRequest, Target};
use crate::rng::Rng;
use crate::site::{Changed, Site, What};
use crate::table::Presence;

/// Waits before further attempts; after the last, each hour until a day is over.
const FIRST_WAITS_MS: [i64; 2] = [60_000, 300_000];
const HOUR_MS: i64 = 3_600_000;
const ATTEMPTS_MAX: u32 = 26;

/// What is told of a change.
pub(super) fn events(yonyou: &mut Yonyou, site: &Site, changed: &Changed) -> Vec<Event> {
    let Some((kind, id)) = kind(site, changed) else { return Vec::new() };
    let content = match changed.table {
        ORDER => order(site, changed.row),
        _ => merchant(site, &id),
    };
    let table = &site.tables[changed.table].name;
    let wants = |target: &Target| target.tables.is_empty() || target.tables.contains(table);
    tell(yonyou, site, kind, &content, wants)
}

/// Makes an event for every target that wants it.
pub(super) fn tell(yonyou: &mut Yonyou, site: &Site, kind: &str, content: &Value, wants: impl Fn(&Target) -> bool) -> Vec<Event> {
    let targets: Vec<usize> = site.outbox.targets.iter().enumerate().filter(|(_, target)| wants(target)).map(|(at, _)| at).collect();
    let each = targets.into_iter().map(|target| {
        yonyou.events += 1;
        let mut rng = Rng::of(site.seed, "yonyou.event", &[yonyou.events]);
        let (one, two) = (rng.next(), rng.next());
        let id =
            format!("{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}", one >> 32, one >> 16 & 0xffff, one & 0xfff, two >> 52, two & 0xffff_ffff_ffff);
        Event { id: id.clone(), target, content: json!({ "type": kind, "eventId": id, "timestamp": site.now_ms(), "content": content }) }
    });
    each.collect()
}

/// The kind of event, and the id of what it is about.
fn kind(site: &Site, changed: &Changed) -> Option<(&'static str, String)> {
    let table = &site.tables[changed.table];
    let row = table.row(changed.row)?;
    let what = match (changed.table, changed.what) {
        (MERCHANT, What::Created) => "YXYBASEDOC_AA_MERCHANT_INSERT",
        (MERCHANT, What::Deleted) => "YXYBASEDOC_AA_MERCHANT_DELETE",
        (MERCHANT, What::Updated | What::Restored) => "YXYBASEDOC_AA_MERCHANT_UPDATE",
        (CONTACT, _) => {
            let merchant = as_text(row.cells.get(table.field("merchant")?)).into_owned();
            return Some(("YXYBASEDOC_AA_MERCHANT_UPDATE", merchant));
        }
        (ORDER, What::Deleted) => "SALE_DELETEORDER_NOTIFY_SENT",
        (ORDER, _) if super::bills::state(site, ORDER, changed.row) == 2 => "SALE_AUDITORDER_NOTIFY_SENT",
        (ORDER, _) => "SALE_SAVEORDER_NOTIFY_SENT",
        _ => return None,
    };
    Some((what, row.id.to_string()))
}

fn merchant(site: &Site, id: &str) -> Value {
    let table = &site.tables[MERCHANT];
    let row = table.by_id(id).and_then(|number| table.row(number)).filter(|row| row.presence != Presence::Hidden);
    let cell = |name: &str| row.and_then(|row| table.field(name).map(|at| as_text(row.cells.get(at)).into_owned())).unwrap_or_default();
    let number: Value = serde_json::from_str(id).unwrap_or_default();
    json!({ "id": number, "code": cell("code"), "name": { "zh_CN": cell("name") }, "createOrg": org(&cell("createOrgCode")).map(|(id, _)| id) })
}

fn order(site: &Site, number: u32) -> Value {
    let table = &site.tables[ORDER];
    let code = table.field("code").and_then(|at| table.row(number).map(|row| as_text(row.cells.get(at)).into_owned()));
    let id = table.row(number).map(|row| row.id.to_string()).unwrap_or_default();
    json!({ "BILL_INFO": { "billId": id, "billCode": code, "billNo": "voucher_order" } })
}

/// The signed request. A target's options say `"generation": "legacy"` for the first generation.
pub(super) fn request(site: &Site, event: &Event, secret: &str, now_ms: i64) -> PushRequest {
    let options = site.outbox.targets.get(event.target).map(|target| target.options.clone()).unwrap_or_default();
    let is_legacy = options["generation"] == "legacy";
    let app = if options["suite"] == true { SUITE_KEY } else { APP_KEY };
    let mut told =
        json!({ "type": event.content["type"], "eventId": event.id, "timestamp": event.content["timestamp"], "tenantId": TENANT });
    let content = &event.content["content"];
    match content {
        Value::Object(members) if is_legacy || event.content["type"] == "SUITE_TICKET" => {
            members.iter().for_each(|(name, value)| told[name] = value.clone());
        }
        Value::Null => {}
        _ => told["content"] = json!(content.to_string()),
    }
    let mut rng = Rng::of(site.seed, &event.id, &[now_ms.unsigned_abs()]);
    let random: [u8; 16] = std::array::from_fn(|_| b'a' + u8::try_from(rng.below(26)).unwrap_or(0));
    let nonce: String = (0..16).map(|_| char::from(b'a' + u8::try_from(rng.below(26)).unwrap_or(0))).collect();
    let encrypt = sealed(secret, app, &told.to_string(), random);
    let timestamp = now_ms.to_string();
    let mut body = json!({ "timestamp": now_ms, "nonce": nonce, "encrypt": encrypt });
    if is_legacy {
        body["msgSignature"] = json!(legacy_signature(secret, &timestamp, &nonce, &encrypt));
    } else {
        body["signature"] = json!(signature(secret, &timestamp, &nonce, &encrypt));
    }
    let headers = vec![("content-type", "application/json;charset=UTF-8".to_owned())];
    PushRequest { query: String::new(), headers, body: body.to_string().into_bytes() }
}

/// `success`, plainly or sealed and signed.
pub(super) fn is_accepted(status: u16, body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body);
    let is_sealed = |answer: Value| {
        let encrypt = answer["encrypt"].as_str().unwrap_or_default();
        [APP_SECRET, SUITE_SECRET].iter().any(|secret| opened(secret, encrypt).is_some_and(|(text, _)| text == "success"))
    };
    status == 200 && (text.trim().trim_matches('"') == "success" || serde_json::from_str(&text).is_ok_and(is_sealed))
}

pub(super) fn retry_in_ms(attempt: u32) -> Option<i64> {
    let position = usize::try_from(attempt.checked_sub(1)?).ok()?;
    (attempt < ATTEMPTS_MAX).then(|| FIRST_WAITS_MS.get(position).copied().unwrap_or(HOUR_MS))
}
