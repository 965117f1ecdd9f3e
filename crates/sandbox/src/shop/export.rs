//! The file that the shop's owner lets others fetch: all customers as CSV (RFC 4180), for a bearer token.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::API_KEY;
use super::data::CUSTOMERS;
use super::rest::error;
use crate::clock::iso_ms;
use crate::fragment::{NULL, as_text};
use crate::http::Reply;
use crate::site::Site;
use crate::vendor::{Call, Endpoint};

/// Path of the file.
pub(super) const PATH: &str = "/export/customers.csv";

pub(super) fn endpoint() -> Endpoint {
    Endpoint::new("export.customers").table(Some(CUSTOMERS))
}

pub(super) fn answer(site: &mut Site, call: &Call<'_>) -> Reply {
    let request = call.request;
    if request.method != "GET" {
        return error(405, "method_not_allowed", "this cannot be done here", None);
    }
    if request.authorization() != Some(("Bearer", API_KEY)) {
        return error(401, "unauthorised", "the bearer token is missing or wrong", None);
    }
    let text = csv(site, call.plan.left_out_percent());
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let mark = format!("\"{:016x}\"", hasher.finish());
    if request.header("if-none-match") == Some(mark.as_str()) {
        return Reply::empty(304);
    }
    Reply::with_type(200, "text/csv; charset=utf-8", text).and("etag", mark)
}

/// Without the last `left_out` percent of the rows.
fn csv(site: &mut Site, left_out: u64) -> String {
    let table = &mut site.tables[CUSTOMERS];
    let fields: Vec<(usize, String)> = table.visible_fields().map(|(at, field)| (at, field.name.clone())).collect();
    let mut rows: Vec<u32> = table.live().map(|(number, _)| number).collect();
    rows.truncate(rows.len() * usize::try_from(100 - left_out.min(100)).unwrap_or(0) / 100);
    let mut out = String::new();
    for (_, name) in &fields {
        push_cell(&mut out, name);
    }
    out.push_str("created_at,updated_at\r\n");
    for number in rows {
        table.show(number);
        let Some(row) = table.row(number) else { continue };
        for (at, _) in &fields {
            let fragment = row.cells.get(*at);
            push_cell(&mut out, &if fragment == NULL { "".into() } else { as_text(fragment) });
        }
        out.push_str(&format!("{},{}\r\n", iso_ms(row.created_ms), iso_ms(row.stamp_ms)));
    }
    out
}

fn push_cell(out: &mut String, text: &str) {
    if text.contains([',', '"', '\r', '\n']) {
        out.push_str(&format!("\"{}\",", text.replace('"', "\"\"")));
    } else {
        out.push_str(text);
        out.push(',');
    }
}
