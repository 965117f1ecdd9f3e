//! What the control interface shows.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::clock::iso_ms;
use crate::room::Inner;
use crate::site::Site;
use crate::table::Table;
use crate::world::World;

pub(super) fn overview(world: &World) -> Value {
    let vendors = world.rooms.iter().zip(&world.base_urls).map(|(room, base_url)| {
        let inner = room.lock();
        let counts: BTreeMap<&str, usize> = inner.site.tables.iter().map(|table| (table.name.as_str(), table.live_count())).collect();
        let own = crate::own_faults(room.name).iter();
        let own: Vec<Value> = own.map(|own| json!({ "order": own.order, "title": { "en": own.title.0, "zh": own.title.1 } })).collect();
        json!({ "name": room.name, "base_url": base_url, "organisation": inner.site.organisation, "records": counts, "own_faults": own })
    });
    json!({ "now": iso_ms(world.clock.now_ms()), "vendors": vendors.collect::<Vec<_>>() })
}

pub(super) fn faults(world: &World) -> Value {
    let each = world.rooms.iter().map(|room| (room.name.to_owned(), room.lock().site.faults.json()));
    Value::Object(each.collect())
}

pub(super) fn accounts(inner: &Inner, base_url: &str) -> Value {
    json!({ "accounts": inner.vendor.accounts(base_url).iter().map(crate::account::Account::json).collect::<Vec<_>>() })
}

pub(super) fn tables(inner: &Inner) -> Value {
    let streams = |table: &str| -> BTreeMap<&'static str, String> {
        let named = inner.vendor.accounts("").into_iter().map(|account| (account.connector, inner.vendor.stream(account.connector, table)));
        named.filter(|(_, stream)| !stream.is_empty()).collect()
    };
    let table = |table: &Table| {
        let fields: Vec<Value> = table
            .visible_fields()
            .map(|(_, field)| json!({ "name": field.name, "label": field.label, "class": field.class, "type": field.type_name, "extra": field.extra }))
            .collect();
        json!({ "name": table.name, "streams": streams(&table.name), "label": table.label, "records": table.live_count(), "fields": fields })
    };
    json!({ "tables": inner.site.tables.iter().map(table).collect::<Vec<_>>() })
}

pub(super) fn log(site: &Site, part: &str, (offset, limit): (usize, usize)) -> Option<Value> {
    match part {
        "counts" => Some(site.log.counts_json()),
        "calls" => Some(site.log.calls_json(offset, limit)),
        "writes" => Some(site.log.writes_json(offset, limit)),
        "pushes" => Some(site.log.pushes_json(offset, limit)),
        "versions" => Some(versions(site, offset, limit)),
        _ => None,
    }
}

/// Every version that was replaced; the present one of each record is in the list of records.
fn versions(site: &Site, offset: usize, limit: usize) -> Value {
    let listed = site.log.versions().skip(offset).take(limit).map(|version| {
        let table = site.tables.get(version.table);
        let id = table.and_then(|table| table.row(version.row)).map(|row| &*row.id);
        let values: serde_json::Map<String, Value> = table
            .into_iter()
            .flat_map(Table::visible_fields)
            .map(|(at, field)| (field.name.clone(), crate::fragment::value(version.cells.get(at))))
            .collect();
        json!({ "table": table.map(|table| &table.name), "id": id, "version": version.version, "stamp": iso_ms(version.stamp_ms),
                "presence": version.presence, "shown": version.shown, "until": iso_ms(version.until_ms),
                "replaced_by": version.replaced_by, "values": values })
    });
    json!({ "versions": listed.collect::<Vec<_>>(), "total": site.log.versions().count() })
}

/// For each person of the sample: the records at each vendor that are about them.
pub(super) fn people(world: &World, (offset, limit): (usize, usize)) -> Value {
    let mut known: BTreeMap<u32, Vec<Value>> = BTreeMap::new();
    let first = u32::try_from(offset).unwrap_or(u32::MAX);
    let end = first.saturating_add(u32::try_from(limit).unwrap_or(u32::MAX));
    for room in &world.rooms {
        let inner = room.lock();
        for table in &inner.site.tables {
            for (_, row) in table.all() {
                if let Some(person) = row.person.filter(|person| (first..end).contains(person)) {
                    let record = json!({ "vendor": room.name, "table": table.name, "id": row.id, "presence": row.presence });
                    known.entry(person).or_default().push(record);
                }
            }
        }
    }
    let people = known.into_iter().map(|(person, records)| json!({ "person": person, "records": records }));
    json!({ "people": people.collect::<Vec<_>>() })
}
