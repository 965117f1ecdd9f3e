//! `:search`: words over Chinese and Latin text, or a filter in JSON, or both; and the answer in the order of fit.

use std::collections::HashSet;
use std::sync::Arc;

use model::{Object, RecordId, RecordState};
use records::filter_text;
use serde::Deserialize;
use serde_json::Value;
use std::sync::atomic::Ordering;
use store::search_text::parse_query;
use store::{RecordPage, RecordQuery, Session};

use crate::call::Call;
use crate::convert::filter_problem;
use crate::handlers::list::{Page, Wanted, count_mode, list_hash, push_page_members, read_cursor, read_page, related};
use crate::handlers::record::{Refused, Showing, live_view};
use crate::handlers::{expand, list};
use crate::problem::{Code, Outcome, Problem};
use crate::record_json::{self, Choice, Shown};
use crate::reply;
use crate::searchable::typed;

/// Most hits of the word search that are looked at.
const HITS_MAX: usize = 2_000;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    #[serde(default)]
    q: Option<String>,
    #[serde(default)]
    filter: Option<Value>,
    #[serde(default)]
    sort: Option<String>,
    #[serde(default, deserialize_with = "crate::call::whole_number")]
    limit: Option<i64>,
    #[serde(default)]
    cursor: Option<String>,
    #[serde(default)]
    fields: Option<Vec<String>>,
    #[serde(default)]
    expand: Option<Vec<String>>,
    #[serde(default)]
    count: Option<String>,
}

/// `POST /{object}:search`
pub(crate) async fn search(mut call: Call) -> Outcome {
    let object = call.object()?;
    let body: Body = call.json().await?;
    check(&body)?;
    let schema = call.app.records.schema();
    let lookup = |name: &str| schema.object(name).cloned();
    let filter = match &body.filter {
        None | Some(Value::Null) => None,
        Some(json) => {
            Some(filter_text::json::parse(json, &object, &lookup, schema.region).map_err(|error| filter_problem(&error, "#/filter"))?)
        }
    };
    let sort = match &body.sort {
        None => Vec::new(),
        Some(text) => filter_text::parse_sort(text, &object).map_err(|error| filter_problem(&error, "#/sort"))?,
    };
    let caller = call.caller()?;
    let expand = match &body.expand {
        Some(paths) if !paths.is_empty() => expand::parse(&paths.join(","), &object, &schema, caller)?,
        _ => Vec::new(),
    };
    let choice = match &body.fields {
        Some(names) => Choice::parse(Some(&names.join(",")), &object)?,
        None => Choice::all(&object),
    };
    let filter_text = body.filter.as_ref().map(Value::to_string).unwrap_or_default();
    let q = body.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
    let hash = list_hash(
        &object,
        &format!("{}\u{1f}{filter_text}", q.unwrap_or_default()),
        body.sort.as_deref().unwrap_or_default(),
        RecordState::Live,
    );
    let related = related(filter.as_ref(), &object, &schema, caller)?;
    let limit = list::limit(body.limit);
    let after = body.cursor.as_deref().filter(|_| q.is_none()).map(|text| read_cursor(text, hash)).transpose()?;
    let wanted = Wanted {
        object: Arc::clone(&object),
        related,
        filter,
        sort,
        states: vec![RecordState::Live],
        after,
        limit,
        count: count_mode(body.count.as_deref()),
        showing: Showing { choice, expand },
        hash,
    };
    let position = call.app.metrics.search_seq.load(Ordering::Relaxed);
    let head = call.app.metrics.change_seq.load(Ordering::Relaxed);
    let page = match q {
        None => {
            let app = Arc::clone(&call.app);
            call.app.read_long(move |session| read_page(session, &wanted, &schema, &app)).await?
        }
        Some(q) => {
            let skip = body.cursor.as_deref().map(|text| read_cursor(text, hash)).transpose()?.map_or(0, |(_, id)| id.0);
            let skip = usize::try_from(skip).unwrap_or(0).min(HITS_MAX);
            let (app, q) = (Arc::clone(&call.app), q.to_owned());
            crate::app::blocking(move || {
                let hits = app.records.store().search(&[wanted.object.id], &parse_query(&typed(&q)), HITS_MAX)?;
                app.records.store().read(|session| of_hits(session, &wanted, &hits, skip)).map_err(Into::into)
            })
            .await?
        }
    };
    let mut out = String::with_capacity(page.items.len() + 256);
    out.push_str("{\"items\":[");
    out.push_str(&page.items);
    out.push_str("],\"page\":{");
    push_page_members(&mut out, page.next.as_deref());
    if let Some((count, exact)) = page.count {
        out.push_str(&format!(",\"count\":{count},\"count_exact\":{exact}"));
    }
    // How far the index of words has come: behind the head, the newest records are not found yet.
    out.push_str(&format!("}},\"index\":{{\"position\":{position},\"head\":{head},\"up_to_date\":{}}}}}", position >= head));
    Ok(reply::json_text(out))
}

fn check(body: &Body) -> Result<(), Box<Problem>> {
    let refuse = |pointer: &'static str, en: &'static str, zh: &'static str| {
        Err(Problem::new(Code::ValidationFailed).fault(pointer, "invalid", en, zh))
    };
    if body.limit.is_some_and(|limit| !(1..=500).contains(&limit)) {
        return refuse("#/limit", "1 to 500", "1 到 500");
    }
    if body.q.as_ref().is_some_and(|q| q.chars().count() > 500) {
        return refuse("#/q", "at most 500 characters", "最多 500 个字符");
    }
    if body.count.as_deref().is_some_and(|count| !["none", "estimated", "exact"].contains(&count)) {
        return refuse("#/count", "none, estimated or exact", "none、estimated 或 exact");
    }
    if body.fields.as_ref().is_some_and(|names| names.len() > 1_000) || body.expand.as_ref().is_some_and(|names| names.len() > 20) {
        return refuse("#", "too many fields", "字段过多");
    }
    Ok(())
}

/// The hits that are alive and pass the filter, in the order of fit.
fn of_hits(session: &mut Session<'_>, wanted: &Wanted, hits: &[RecordId], skip: usize) -> Result<Page, Refused> {
    let mut passed: Option<HashSet<RecordId>> = None;
    if wanted.filter.is_some() {
        let mut set = HashSet::new();
        for part in hits.chunks(500) {
            set.extend(passing(session, wanted, part)?);
        }
        passed = Some(set);
    }
    let mut seen = HashSet::new();
    let mut items = String::new();
    let mut shown = 0;
    let mut next = None;
    for (at, hit) in hits.iter().enumerate().skip(skip) {
        if passed.as_ref().is_some_and(|set| !set.contains(hit)) {
            continue;
        }
        // A record merged since it was indexed shows as its survivor, once; a deleted one not at all.
        let Ok(view) = live_view(session, *hit) else { continue };
        if !seen.insert(view.id) {
            continue;
        }
        if shown == wanted.limit {
            next = i64::try_from(at).ok().map(|at| list::write_cursor(wanted.hash, &[], RecordId(at)));
            break;
        }
        if shown > 0 {
            items.push(',');
        }
        shown += 1;
        let expanded =
            if wanted.showing.expand.is_empty() { Vec::new() } else { expand::read(session, &view.doc, &wanted.showing.expand)? };
        record_json::push(&mut items, Shown::view(&view), &wanted.showing.choice, |out| {
            if !wanted.showing.expand.is_empty() {
                record_json::push_expanded(out, &expanded);
            }
        });
    }
    let count =
        wanted.count.map(|_| (i64::try_from(passed.map_or(hits.len(), |set| set.len())).unwrap_or(i64::MAX), hits.len() < HITS_MAX));
    Ok(Page { items, next, count })
}

fn passing(session: &mut Session<'_>, wanted: &Wanted, ids: &[RecordId]) -> Result<Vec<RecordId>, Refused> {
    use model::filter::{Filter, Literal, Operand, Predicate, Test};
    let among = Filter::Predicate(Predicate {
        relations: Vec::new(),
        operand: Operand::Id,
        test: Test::In(ids.iter().map(|id| Literal::Integer(id.0)).collect()),
    });
    let object: &Object = &wanted.object;
    let mut query = RecordQuery::new(object, ids.len().max(1));
    query.related = wanted.related.iter().map(Arc::as_ref).collect();
    query.filter = Some(match &wanted.filter {
        Some(filter) => Filter::And(vec![among, filter.clone()]),
        None => among,
    });
    records::with_merged(session, &mut query).map_err(Box::<crate::problem::Problem>::from)?;
    let mut page = RecordPage::default();
    session.record_list(&query, &mut page)?;
    Ok(page.lines.iter().map(|line| line.id).collect())
}
