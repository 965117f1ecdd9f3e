//! The support desk's export: JSON Lines with nested objects, UTF-8; two lines were cut off on the way.

use std::fmt::Write;

use crate::calendar::Moment;
use crate::quoting::push_json;
use crate::rng::Rng;
use crate::shop::{Customer, Name, Row};
use crate::shop_csv::{push_address, push_identifiers};
use crate::spelling::Country;
use crate::words::NOTE;

/// Lines cut off, after the line with this number.
const BROKEN_AFTER: [usize; 2] = [120, 431];

/// The lines, and how many of them are no JSON.
pub(crate) fn file(rows: &[Row], customers: &[Customer], rng: &mut Rng) -> (String, u32) {
    let mut out = String::new();
    let mut broken = 0;
    for (number, row) in rows.iter().enumerate() {
        let Some(customer) = customers.get(row.customer) else { continue };
        push_line(&mut out, number, row, customer, rng);
        if BROKEN_AFTER.contains(&number) {
            out.push_str("{\"id\":\"S-9");
            let _ = writeln!(out, "{number:05}\",\"customer\":{{\"name\":\"cut o");
            broken += 1;
        }
    }
    (out, broken)
}

fn push_line(out: &mut String, number: usize, row: &Row, customer: &Customer, rng: &mut Rng) {
    let _ = write!(out, "{{\"id\":\"S-{:06}\",\"customer\":", number + 1);
    if row.is_empty {
        out.push_str("{\"name\":\"\",\"contact\":{\"email\":null,\"phone\":null}}");
    } else {
        push_customer(out, row, customer, rng);
    }
    out.push_str(",\"created_at\":\"");
    if row.date_exists {
        row.created.push_iso(out);
    } else {
        out.push_str(rng.pick(&["2024-02-30T10:00:00Z", "2023-04-31T08:15:00Z", "2023-02-29T00:00:00Z"]));
    }
    out.push_str("\",\"updated_at\":\"");
    Moment::of(row.updated.unix).push_iso(out);
    let _ = write!(out, "\",\"tickets\":{{\"open\":{},\"closed\":{}}},\"notes\":", rng.below(4), rng.below(30));
    push_json(out, rng.pick(NOTE));
    out.push_str("}\n");
}

fn push_customer(out: &mut String, row: &Row, customer: &Customer, rng: &mut Rng) {
    let name = if rng.chance(70) { customer.chinese_name(rng) } else { customer.latin_name(rng) };
    let kind = match customer.name {
        Name::Chinese { .. } | Name::Western { .. } => "person",
        Name::Firm { .. } | Name::WesternFirm { .. } => "company",
    };
    let (mut phone, mut mail, mut code, mut address) = (String::new(), String::new(), String::new(), String::new());
    push_identifiers(row, customer, rng, &mut phone, &mut mail, &mut code);
    push_address(&mut address, customer, rng);
    out.push_str("{\"name\":");
    push_json(out, &name);
    let _ = write!(out, ",\"type\":\"{kind}\",\"contact\":{{\"email\":");
    push_optional(out, &mail);
    out.push_str(",\"phone\":");
    push_optional(out, &phone);
    out.push('}');
    if !code.is_empty() {
        out.push_str(",\"credit_code\":");
        push_json(out, &code);
    }
    let country = match customer.country {
        Country::Cn => "CN",
        Country::Us => "US",
        Country::Gb => "GB",
    };
    let _ = write!(out, ",\"address\":{{\"country\":\"{country}\",\"city\":");
    push_json(out, customer.place().0);
    out.push_str(",\"line\":");
    push_json(out, &address);
    out.push_str("}}");
}

fn push_optional(out: &mut String, text: &str) {
    if text.is_empty() {
        out.push_str("null");
    } else {
        push_json(out, text);
    }
}
