//! What happened to a record, and around it: its changes, and the records that refer to it.
//!
//! Each of these is a stream of its own, newest first by its number. A page takes from the streams what is newest and shows it by time;
//! its cursor tells how far each stream was taken, so that pages neither repeat nor leave out anything, whatever is written meanwhile.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::filter::{Filter, Literal, Operand, Predicate, SortKey, Test};
use model::{FieldId, Object, RecordId, format_ms};
use serde_json::{Value, json};
use store::{RecordPage, RecordQuery, SortValue};

use crate::call::Call;
use crate::handlers::history::{entry_json, page, referring};
use crate::handlers::list::{limit, set_next_link};
use crate::handlers::record::{Refused, ask, parse};
use crate::problem::{Code, Outcome, Problem};
use crate::record_json::{self, Choice, Shown};
use crate::reply;

/// Cursors of timelines begin with this.
const TIMELINE: &str = "timeline";

/// Records that were merged into one are looked for together, so many at most.
const FAMILY_MAX: usize = 1_000;

/// How far each stream was taken: the changes by their number, the others by object and field. The smallest number that was shown.
#[derive(Default)]
struct Place {
    seq: Option<i64>,
    related: BTreeMap<(i64, i64), i64>,
}

/// A cursor in its written form: kind, record, change, and object, field and number of each kind of related records.
#[derive(serde::Deserialize)]
struct Written(String, i64, Option<i64>, Vec<(i64, i64, i64)>);

/// One thing that happened.
struct Item {
    at_ms: i64,
    /// Where it stands in its stream.
    number: i64,
    shown: Value,
}

/// What is next in one stream, newest first.
struct Stream {
    /// Object and field; none for the changes of the record itself.
    key: Option<(i64, i64)>,
    items: std::collections::VecDeque<Item>,
}

impl Place {
    fn write(&self, record: RecordId) -> String {
        let related: Vec<(i64, i64, i64)> = self.related.iter().map(|(key, number)| (key.0, key.1, *number)).collect();
        URL_SAFE_NO_PAD.encode(json!([TIMELINE, record.0, self.seq, related]).to_string())
    }

    /// Refuses what is not a cursor of this record's timeline.
    fn read(text: &str, record: RecordId) -> Result<Self, Box<Problem>> {
        let wrong = || {
            Problem::new(Code::CursorInvalid).fault(
                "query:cursor",
                "cursor_invalid",
                "made by another list, or damaged",
                "属于其他列表或已损坏",
            )
        };
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong())?;
        let Written(kind, of, seq, related) = serde_json::from_slice(&bytes).map_err(|_| wrong())?;
        if kind != TIMELINE || of != record.0 {
            return Err(wrong());
        }
        Ok(Self { seq, related: related.into_iter().map(|(object, field, number)| ((object, field), number)).collect() })
    }
}

/// `GET /{object}/{id}/timeline`
pub(crate) async fn timeline(call: Call) -> Outcome {
    let object = call.object()?;
    let id = call.record_id(&object)?;
    let limit = limit(call.query.integer("limit"));
    let mut place = call.query.get("cursor").map(|text| Place::read(text, id)).transpose()?.unwrap_or_default();
    let schema = call.app.records.schema();
    let referring = referring(&schema, &object, &call)?;
    let wanted = Arc::clone(&object);
    let before = place.seq;
    let (family, entries) = ask(&call, move |records, caller| {
        let family = records.family(caller, &wanted, id)?;
        let head = family.first().copied().unwrap_or(id);
        Ok((family, records.history(caller, &wanted, head, before, limit + 1)?))
    })
    .await?;
    let head = family.first().copied().unwrap_or(id);
    let changes = entries.iter().map(|entry| Item {
        at_ms: entry.at_ms,
        number: entry.seq,
        shown: json!({"kind": "change", "at": format_ms(entry.at_ms), "change": entry_json(entry, head, &object.name, &schema)}),
    });
    let mut streams = vec![Stream { key: None, items: changes.collect() }];
    let from = place.related.clone();
    streams.extend(call.app.read_long(move |session| related_streams(session, &referring, &family, &from, limit + 1)).await?);
    let items = take(&mut streams, &mut place, limit);
    let has_more = streams.iter().any(|stream| !stream.items.is_empty());
    let next = has_more.then(|| place.write(id));
    let mut response = reply::json(axum::http::StatusCode::OK, &page(items.into_iter().map(|item| item.shown).collect(), next.as_deref()));
    set_next_link(&mut response, &call, next.as_deref());
    Ok(response)
}

/// The newest of all streams, each taken from its beginning on, in the order of time.
fn take(streams: &mut [Stream], place: &mut Place, limit: usize) -> Vec<Item> {
    let mut taken = Vec::new();
    while taken.len() < limit {
        let Some(stream) = streams
            .iter_mut()
            .filter(|stream| !stream.items.is_empty())
            .max_by_key(|stream| stream.items.front().map_or(i64::MIN, |item| item.at_ms))
        else {
            break;
        };
        let Some(item) = stream.items.pop_front() else { break };
        match stream.key {
            None => place.seq = Some(item.number),
            Some(key) => drop(place.related.insert(key, item.number)),
        }
        taken.push(item);
    }
    taken.sort_by_key(|item| std::cmp::Reverse(item.at_ms));
    taken
}

/// Moments that tell when a related record happened, best first.
const MOMENTS: [&str; 6] = ["happened_at", "ordered_at", "occurred_at", "paid_at", "due_at", "created_at"];

fn related_streams(
    session: &mut store::Session<'_>,
    referring: &[(Arc<Object>, FieldId)],
    family: &[RecordId],
    from: &BTreeMap<(i64, i64), i64>,
    limit: usize,
) -> Result<Vec<Stream>, Refused> {
    let ids: Vec<Literal> = family.iter().take(FAMILY_MAX).map(|id| Literal::Text(id.to_string())).collect();
    let mut streams = Vec::new();
    for (object, field) in referring {
        let key = (i64::from(object.id.0), i64::from(field.0));
        let mut query = RecordQuery::new(object, limit);
        query.filter = Some(Filter::Predicate(Predicate {
            relations: Vec::new(),
            operand: Operand::Field(*field, None),
            test: Test::In(ids.clone()),
        }));
        query.sort = vec![SortKey { operand: Operand::Id, descending: true }];
        query.after = from.get(&key).map(|number| (vec![SortValue::Integer(*number)], RecordId(*number)));
        let mut page = RecordPage::default();
        session.record_list(&query, &mut page)?;
        let mut stream = Stream { key: Some(key), items: std::collections::VecDeque::with_capacity(page.lines.len()) };
        for line in &page.lines {
            let shown = Shown::line(&page, line);
            let members = record_json::members_of(shown.doc);
            let at_ms = MOMENTS
                .iter()
                .find_map(|moment| members.iter().find(|(name, _)| name == moment))
                .and_then(|(_, value)| model::parse_ms(&model::fragment::as_text(value.get())?))
                .unwrap_or(line.created_ms);
            let mut text = String::new();
            record_json::push(&mut text, shown, &Choice::all(object), |_| {});
            let record = parse(&text).map_err(Refused::from)?;
            let shown = json!({"kind": "record", "at": format_ms(at_ms), "object": object.name, "record": record});
            stream.items.push_back(Item { at_ms, number: line.id.0, shown });
        }
        streams.push(stream);
    }
    Ok(streams)
}
