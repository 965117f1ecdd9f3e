//! What changed and what was deleted in a span of time.

use serde_json::json;

use super::reply::Refused;
use super::resolve::time;
use crate::clock::parse_iso;
use crate::fault::Plan;
use crate::fragment::as_text;
use crate::http::{Reply, Request};
use crate::site::Site;
use crate::table::Presence;

const DAY_MS: i64 = 86_400_000;
/// Ids of one answer, at most.
const IDS_MAX: usize = 600_000;

/// `GET sobjects/OBJECT/updated/?start=&end=`.
pub(super) fn updated(site: &Site, request: &Request, table: usize) -> Result<Reply, Refused> {
    let (start_ms, end_ms) = span(site, request, 30)?;
    let table = &site.tables[table];
    let ids: Vec<&str> = table
        .stamped(start_ms, end_ms)
        .filter_map(|number| table.row(number))
        .filter(|row| row.presence == Presence::Live)
        .map(|row| &*row.id)
        .take(IDS_MAX + 1)
        .collect();
    if ids.len() > IDS_MAX {
        return Err(Refused::new("EXCEEDED_ID_LIMIT", "The result exceeds the limit of 600000 ids"));
    }
    Ok(Reply::json(200, &json!({ "ids": ids, "latestDateCovered": as_text(&time(end_ms.min(site.now_ms()))) })))
}

/// `GET sobjects/OBJECT/deleted/?start=&end=`.
pub(super) fn deleted(site: &Site, request: &Request, table: usize, plan: &Plan) -> Result<Reply, Refused> {
    let (start_ms, end_ms) = span(site, request, 30)?;
    let earliest_ms = (site.now_ms() - 15 * DAY_MS) / 60_000 * 60_000;
    if start_ms < earliest_ms || plan.own("replication_date").is_some() {
        let message = format!("startDate before org replication enabled date: {}", as_text(&time(earliest_ms)));
        return Err(Refused::new("INVALID_REPLICATION_DATE", message));
    }
    let table = &site.tables[table];
    let gone = table
        .all()
        .filter(|(_, row)| matches!(row.presence, Presence::Deleted | Presence::Purged) && (start_ms..end_ms).contains(&row.deleted_ms));
    let records: Vec<serde_json::Value> =
        gone.take(IDS_MAX).map(|(_, row)| json!({ "id": row.id, "deletedDate": as_text(&time(row.deleted_ms)) })).collect();
    let answer = json!({
        "deletedRecords": records, "earliestDateAvailable": as_text(&time(earliest_ms)),
        "latestDateCovered": as_text(&time(end_ms.min(site.now_ms()))),
    });
    Ok(Reply::json(200, &answer))
}

/// Start and end, without seconds.
fn span(site: &Site, request: &Request, days_back: i64) -> Result<(i64, i64), Refused> {
    let read = |name: &str| {
        let text = request.parameter(name).ok_or_else(|| Refused::new("MISSING_ARGUMENT", format!("{name} is required")))?;
        let at_ms = parse_iso(&text)
            .ok_or_else(|| Refused::new("INVALID_REPLICATION_DATE", format!("{text} is not a valid value for the type xsd:dateTime")))?;
        Ok(at_ms.div_euclid(60_000) * 60_000)
    };
    let (start_ms, end_ms) = (read("start")?, read("end")?);
    if start_ms >= end_ms {
        return Err(Refused::new("INVALID_REPLICATION_DATE", "startDate must be at least 1 minute before endDate"));
    }
    if start_ms < site.now_ms() - days_back * DAY_MS {
        return Err(Refused::new("INVALID_REPLICATION_DATE", "startDate cannot be more than 30 days ago"));
    }
    Ok((start_ms, end_ms))
}
