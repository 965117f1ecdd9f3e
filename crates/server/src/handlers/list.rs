//! Lists of records: filter, order, seek pagination, sparse fields, related records, counts; JSON, XML and CSV.

use std::sync::Arc;

use access::authorise;
use axum::http::{StatusCode, header};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::filter::{Filter, SortKey};
use model::{Caller, FieldType, Object, RecordId, RecordState, Verb};
use records::Schema;
use records::filter_text;
use serde_json::{Map, Value, json};
use siphasher::sip::SipHasher13;
use std::hash::{Hash, Hasher};
use store::{CountMode, RecordPage, RecordQuery, Session, SortValue};

use crate::app::App;
use crate::call::Call;
use crate::convert::filter_problem;
use crate::edge::forbidden;
use crate::handlers::expand;
use crate::handlers::record::{Refused, Showing, columns, external_ids, parse as parse_json};
use crate::negotiate::{self, Format};
use crate::problem::{Code, Outcome, Problem};
use crate::record_json::{self, Shown};
use crate::{csv_text, reply, xml};

/// Records on a page when nobody says.
pub(crate) const LIMIT_DEFAULT: usize = 50;

/// Everything a list asks for, owned, so that it can move to another thread.
pub(crate) struct Wanted {
    pub(crate) object: Arc<Object>,
    pub(crate) related: Vec<Arc<Object>>,
    pub(crate) filter: Option<Filter>,
    pub(crate) sort: Vec<SortKey>,
    pub(crate) states: Vec<RecordState>,
    pub(crate) after: Option<(Vec<SortValue>, RecordId)>,
    pub(crate) limit: usize,
    pub(crate) count: Option<CountMode>,
    pub(crate) showing: Showing,
    /// What cursors of this list carry, so that those of another are refused.
    pub(crate) hash: u64,
}

/// A page, written out.
pub(crate) struct Page {
    pub(crate) items: String,
    pub(crate) next: Option<String>,
    pub(crate) count: Option<(i64, bool)>,
}

/// `GET /{object}`
pub(crate) async fn list(call: Call) -> Outcome {
    let format = negotiate::wanted(&call.headers, negotiate::RECORD_FORMATS)?;
    let object = call.object()?;
    let schema = call.app.records.schema();
    let wanted = wanted(&call, &object, &schema)?;
    let choice = wanted.showing.choice.clone();
    // The first page by id touches fifty neighbouring rows; anything else may scan.
    let is_short = wanted.filter.is_none()
        && wanted.sort.is_empty()
        && wanted.count.is_none()
        && wanted.limit <= 100
        && wanted.showing.expand.is_empty();
    let app = Arc::clone(&call.app);
    let read = move |session: &mut Session<'_>| read_page(session, &wanted, &schema, &app);
    let page = if is_short { call.app.read_short(read).await? } else { call.app.read_long(read).await? };
    let mut response = match format {
        Format::Json => reply::json_text(page_json(&page)),
        Format::Xml => reply::bytes(
            StatusCode::OK,
            "application/xml; charset=utf-8",
            xml::document("page", &parse_json(&page_json(&page))?).into_bytes(),
        ),
        Format::Csv => {
            let Value::Array(items) = parse_json(&format!("[{}]", page.items))? else { return Err(Problem::new(Code::Internal)) };
            let records: Vec<Map<String, Value>> =
                items.into_iter().filter_map(|item| if let Value::Object(record) = item { Some(record) } else { None }).collect();
            reply::bytes(StatusCode::OK, "text/csv; charset=utf-8", csv_text::write(&columns(&object, &choice), &records))
        }
    };
    set_next_link(&mut response, &call, page.next.as_deref());
    Ok(response)
}

/// `Link: <…>; rel="next"`
pub(crate) fn set_next_link(response: &mut Response, call: &Call, next: Option<&str>) {
    let Some(next) = next else { return };
    let mut query: Vec<String> =
        call.raw_query.split('&').filter(|part| !part.is_empty() && !part.starts_with("cursor=")).map(ToOwned::to_owned).collect();
    query.push(format!("cursor={next}"));
    let path = call.path.replace(['<', '>', '"'], "");
    reply::set_header(response, header::LINK, &format!("<{path}?{}>; rel=\"next\"", query.join("&")));
}

fn page_json(page: &Page) -> String {
    let mut out = String::with_capacity(page.items.len() + 200);
    out.push_str("{\"items\":[");
    out.push_str(&page.items);
    out.push_str("],\"page\":{");
    push_page_members(&mut out, page.next.as_deref());
    if let Some((value, exact)) = page.count {
        out.push_str(&format!(",\"count\":{value},\"count_exact\":{exact}"));
    }
    out.push_str("}}");
    out
}

/// `next_cursor` and `has_more`.
pub(crate) fn push_page_members(out: &mut String, next: Option<&str>) {
    match next {
        Some(next) => {
            out.push_str("\"next_cursor\":\"");
            out.push_str(next);
            out.push_str("\",\"has_more\":true");
        }
        None => out.push_str("\"next_cursor\":null,\"has_more\":false"),
    }
}

fn wanted(call: &Call, object: &Arc<Object>, schema: &Arc<Schema>) -> Result<Wanted, Box<Problem>> {
    let lookup = |name: &str| schema.object(name).cloned();
    let filter = match call.query.get("filter") {
        Some(text) => {
            Some(filter_text::parse(text, object, &lookup, schema.region).map_err(|error| filter_problem(&error, "query:filter"))?)
        }
        None => None,
    };
    let sort = match call.query.get("sort") {
        Some(text) => filter_text::parse_sort(text, object).map_err(|error| filter_problem(&error, "query:sort"))?,
        None => Vec::new(),
    };
    let state = if call.query.get("state") == Some("deleted") { RecordState::Deleted } else { RecordState::Live };
    let count = count_mode(call.query.get("count"));
    let hash = list_hash(object, call.query.get("filter").unwrap_or_default(), call.query.get("sort").unwrap_or_default(), state);
    let limit = limit(call.query.integer("limit"));
    let after = call.query.get("cursor").map(|text| read_cursor(text, hash)).transpose()?;
    let related = related(filter.as_ref(), object, schema, call.caller()?)?;
    Ok(Wanted {
        object: Arc::clone(object),
        related,
        filter,
        sort,
        states: vec![state],
        after,
        limit,
        count,
        showing: Showing::of(call, object)?,
        hash,
    })
}

pub(crate) fn count_mode(text: Option<&str>) -> Option<CountMode> {
    match text {
        Some("exact") => Some(CountMode::Exact),
        Some("estimated") => Some(CountMode::Estimate),
        _ => None,
    }
}

pub(crate) fn limit(asked: Option<i64>) -> usize {
    asked.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(LIMIT_DEFAULT)
}

/// Distinguishes lists, so that a cursor of one is not used in another.
pub(crate) fn list_hash(object: &Object, filter: &str, sort: &str, state: RecordState) -> u64 {
    let mut hasher = SipHasher13::new();
    (object.id.0, filter, sort, state.code()).hash(&mut hasher);
    hasher.finish()
}

/// The objects that relations of a filter lead to. A filter by what one may not read would read it out bit by bit, so the
/// caller needs the right.
pub(crate) fn related(
    filter: Option<&Filter>,
    object: &Arc<Object>,
    schema: &Schema,
    caller: &Caller,
) -> Result<Vec<Arc<Object>>, Box<Problem>> {
    let mut found: Vec<Arc<Object>> = Vec::new();
    let mut open: Vec<&Filter> = filter.into_iter().collect();
    while let Some(filter) = open.pop() {
        match filter {
            Filter::And(parts) | Filter::Or(parts) => open.extend(parts),
            Filter::Not(inner) => open.push(inner),
            Filter::Predicate(predicate) => {
                let mut object = Arc::clone(object);
                for relation in &predicate.relations {
                    let target = object.field_by_id(*relation).and_then(|field| match &field.field_type {
                        FieldType::Reference { to } => schema.object(to),
                        _ => None,
                    });
                    let Some(target) = target else { break };
                    authorise(caller, Verb::Read, &target.name).map_err(|scope| forbidden(&scope))?;
                    if found.iter().all(|known| known.id != target.id) {
                        found.push(Arc::clone(target));
                    }
                    object = Arc::clone(target);
                }
            }
        }
    }
    Ok(found)
}

/// Reads one page. Indexes that it needed and did not have are made behind it.
pub(crate) fn read_page(session: &mut Session<'_>, wanted: &Wanted, schema: &Schema, app: &App) -> Result<Page, Refused> {
    let mut query = RecordQuery::new(&wanted.object, wanted.limit + 1);
    query.related = wanted.related.iter().map(Arc::as_ref).collect();
    query.filter.clone_from(&wanted.filter);
    query.sort.clone_from(&wanted.sort);
    query.states.clone_from(&wanted.states);
    query.after.clone_from(&wanted.after);
    records::with_merged(session, &mut query).map_err(Box::<Problem>::from)?;
    query.by_use = schema.indexes_by_use(wanted.object.id).to_vec();
    query.among = app.records.among(session, &query).map_err(Box::<Problem>::from)?;
    let mut found = RecordPage::default();
    session.record_list(&query, &mut found)?;
    if app.records.note_list(&query) {
        app.index_lacked.notify_one();
    }
    let has_more = found.lines.len() > wanted.limit;
    let lines = found.lines.get(..wanted.limit.min(found.lines.len())).unwrap_or_default();
    let mut items = String::with_capacity(found.text.len() + lines.len() * 140);
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            items.push(',');
        }
        let shown = Shown::line(&found, line);
        let ids = if wanted.showing.choice.external_ids { Some(external_ids(session, line.id, schema)?) } else { None };
        let expanded =
            if wanted.showing.expand.is_empty() { Vec::new() } else { expand::read(session, shown.doc, &wanted.showing.expand)? };
        record_json::push(&mut items, shown, &wanted.showing.choice, |out| {
            if let Some(ids) = &ids {
                record_json::push_external_ids(out, ids);
            }
            if !wanted.showing.expand.is_empty() {
                record_json::push_expanded(out, &expanded);
            }
        });
    }
    let next = lines.last().filter(|_| has_more).map(|line| write_cursor(wanted.hash, &line.sort, line.id));
    let count = match wanted.count {
        Some(mode) => Some(session.record_count(&query, mode)?).map(|count| (count.value, count.exact)),
        None => None,
    };
    Ok(Page { items, next, count })
}

/// A place in a list: base64url of a JSON array.
pub(crate) fn write_cursor(hash: u64, sort: &[SortValue], id: RecordId) -> String {
    let values: Vec<Value> = sort
        .iter()
        .map(|value| match value {
            SortValue::Null => Value::Null,
            SortValue::Integer(number) => json!(number),
            SortValue::Decimal(text) => json!([text]),
            SortValue::Text(text) => json!(text),
        })
        .collect();
    URL_SAFE_NO_PAD.encode(json!([format!("{hash:x}"), id.0, values]).to_string())
}

/// Undoes [`write_cursor`]; refuses cursors of other lists.
pub(crate) fn read_cursor(text: &str, hash: u64) -> Result<(Vec<SortValue>, RecordId), Box<Problem>> {
    let wrong = || {
        Problem::new(Code::CursorInvalid).fault(
            "query:cursor",
            "cursor_invalid",
            "made by another list, or damaged",
            "属于其他列表或已损坏",
        )
    };
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong())?;
    let (known, id, values): (String, i64, Vec<Value>) = serde_json::from_slice(&bytes).map_err(|_| wrong())?;
    if known != format!("{hash:x}") || values.len() > filter_text::SORT_KEYS_MAX || text_has_nul(&values) {
        return Err(wrong());
    }
    let values: Option<Vec<SortValue>> = values
        .into_iter()
        .map(|value| match value {
            Value::Null => Some(SortValue::Null),
            Value::Number(number) => number.as_i64().map(SortValue::Integer),
            Value::String(text) => Some(SortValue::Text(text)),
            Value::Array(items) => match items.as_slice() {
                [Value::String(text)] if text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-')) => {
                    Some(SortValue::Decimal(text.clone()))
                }
                _ => None,
            },
            Value::Bool(_) | Value::Object(_) => None,
        })
        .collect();
    Ok((values.ok_or_else(wrong)?, RecordId(id)))
}

fn text_has_nul(values: &[Value]) -> bool {
    values.iter().any(|value| value.as_str().is_some_and(|text| text.contains('\0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_belongs_to_its_list() {
        let sort =
            vec![SortValue::Null, SortValue::Integer(-5), SortValue::Decimal("12.50".to_owned()), SortValue::Text("张\"".to_owned())];
        let text = write_cursor(77, &sort, RecordId(9));
        assert_eq!(read_cursor(&text, 77).expect("own"), (sort, RecordId(9)));
        assert!(read_cursor(&text, 78).is_err());
        for bad in ["", "!", "AAAA", "W10"] {
            assert!(read_cursor(bad, 77).is_err(), "{bad}");
        }
    }
}
