//! Queries: what is selected, pages, and the cursors behind them.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::reply::Refused;
use super::resolve::{Resolved, id_of, object, own_value, reference, resolve, value};
use super::schema::{Column, column};
use super::soql::{self, Aggregate, FieldGroup, Item, Path, Query, sorted_rows};
use super::{Salesforce, id};
use crate::fault::{Kind, Plan};
use crate::fragment::{self, NULL, push_quoted, quoted};
use crate::http::{Reply, Request};
use crate::site::Site;
use crate::table::{Row, Table};

/// Records of a page: unless asked otherwise, and the bounds of what can be asked.
const PAGE: usize = 2_000;
const PAGE_MIN: usize = 200;
/// Cursors that are kept; the oldest goes.
const CURSORS_MAX: usize = 500;
/// How long a cursor lives, in milliseconds: two days.
const CURSOR_LIFE_MS: i64 = 2 * 86_400_000;

/// A column of an answer.
pub(super) enum Part {
    Field(String, Resolved),
    /// Fields of a parent, as an object of their own: key, the parent's table, the reference, what of it.
    Parent(String, usize, usize, Vec<Part>),
    /// Records that refer to this one: key, their table, the referring field, the query.
    Children(String, usize, usize, Box<Query>, Vec<Part>),
}

/// A result that is read page by page.
pub(super) struct Cursor {
    table: usize,
    parts: std::sync::Arc<Vec<Part>>,
    rows: Vec<u32>,
    page: usize,
    opened_ms: i64,
    /// Shows what is in the bin.
    pub(super) everything: bool,
}

/// All open cursors, by id.
#[derive(Default)]
pub(super) struct Cursors {
    open: HashMap<String, Cursor>,
    order: std::collections::VecDeque<String>,
    count: u64,
}

impl Cursors {
    fn keep(&mut self, cursor: Cursor) -> String {
        self.count += 1;
        let key = id::id("01g", self.count);
        if self.order.len() >= CURSORS_MAX
            && let Some(oldest) = self.order.pop_front()
        {
            self.open.remove(&oldest);
        }
        self.order.push_back(key.clone());
        self.open.insert(key.clone(), cursor);
        key
    }

    /// The cursor of a locator (`01g…-2000`) and its offset.
    pub(super) fn find(&self, locator: &str) -> Option<(&Cursor, usize)> {
        let (key, offset) = locator.split_once('-')?;
        Some((self.open.get(key)?, offset.parse().ok()?))
    }

    /// The page that a locator stands for, from 1, and whether it shows what is in the bin.
    pub(super) fn page(&self, locator: &str) -> Option<(u32, bool)> {
        let (cursor, offset) = self.find(locator)?;
        Some((u32::try_from(offset / cursor.page + 1).unwrap_or(u32::MAX), cursor.everything))
    }
}

/// `GET query` and `GET queryAll`.
pub(super) fn first_page(
    sf: &mut Salesforce,
    site: &mut Site,
    request: &Request,
    plan: &Plan,
    version: &str,
    everything: bool,
) -> Result<Reply, Refused> {
    let text = request.parameter("q").ok_or_else(|| Refused::new("MALFORMED_QUERY", "A query string has to be specified"))?;
    let query = soql::parse(&text, site.now_ms())?;
    let everything = everything || query.all_rows;
    let table = object(site, &query.object, &text)?;
    if query.select.iter().any(|item| matches!(item, Item::Count | Item::Aggregate(..))) || !query.group.is_empty() {
        return aggregated(site, table, &query, everything, plan);
    }
    let parts = std::sync::Arc::new(parts(site, table, &query)?);
    let rows = sorted_rows(site, table, &query, everything, plan.left_out_percent())?;
    let page = page_size(request).min(super::page_max(plan));
    if rows.len() <= page && !plan.has(&Kind::EmptyPage) && !plan.has(&Kind::SamePageToken) {
        return Ok(page_reply(site, table, &parts, &rows, rows.len(), version, None));
    }
    let cursor = Cursor { table, parts, rows, page, opened_ms: site.clock.now_ms(), everything };
    let key = sf.cursors.keep(cursor);
    next_page(sf, site, &format!("{key}-0"), plan, version)
}

/// `GET query/LOCATOR`.
pub(super) fn next_page(sf: &Salesforce, site: &mut Site, locator: &str, plan: &Plan, version: &str) -> Result<Reply, Refused> {
    let expired = || Refused::new("INVALID_QUERY_LOCATOR", "invalid query locator");
    let (cursor, offset) = sf.cursors.find(locator).ok_or_else(expired)?;
    if plan.has(&Kind::PageTokenDies) || site.clock.now_ms() - cursor.opened_ms > CURSOR_LIFE_MS {
        return Err(expired());
    }
    // A field that went away meanwhile is not there any more.
    check_parts(site, cursor.table, &cursor.parts)?;
    let key = locator.split('-').next().unwrap_or_default();
    let path = |offset: usize| format!("/services/data/v{version}/query/{key}-{offset}");
    let end = (offset + cursor.page).min(cursor.rows.len());
    let mut rows = cursor.rows.get(offset..end).unwrap_or_default();
    let mut next = (end < cursor.rows.len()).then(|| path(end));
    if plan.has(&Kind::EmptyPage) {
        (rows, next) = (&[], Some(path(offset)));
    }
    if plan.has(&Kind::SamePageToken) {
        next = Some(path(offset));
    }
    Ok(page_reply(site, cursor.table, &cursor.parts, rows, cursor.rows.len(), version, next.as_deref()))
}

fn page_size(request: &Request) -> usize {
    let options = request.header("sforce-query-options").unwrap_or_default();
    let asked = options
        .split([',', ';'])
        .find_map(|option| option.trim().split_once('='))
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("batchSize"));
    asked.and_then(|(_, size)| size.trim().parse().ok()).unwrap_or(PAGE).clamp(PAGE_MIN, PAGE)
}

fn page_reply(site: &mut Site, table: usize, parts: &[Part], rows: &[u32], total: usize, version: &str, next: Option<&str>) -> Reply {
    let mut out = String::with_capacity(rows.len() * 400 + 200);
    out.push_str(&format!("{{\"totalSize\":{total},\"done\":{}", next.is_none()));
    if let Some(next) = next {
        out.push_str(",\"nextRecordsUrl\":");
        push_quoted(&mut out, next);
    }
    out.push_str(",\"records\":[");
    for (position, number) in rows.iter().enumerate() {
        if position > 0 {
            out.push(',');
        }
        if let Some(row) = site.tables[table].row(*number) {
            push_record(&mut out, site, table, parts, row, version);
        }
    }
    out.push_str("]}");
    for number in rows {
        site.tables[table].show(*number);
    }
    Reply::json_text(200, out)
}

/// Appends a record with its attributes.
pub(super) fn push_record(out: &mut String, site: &Site, table: usize, parts: &[Part], row: &Row, version: &str) {
    let name = &site.tables[table].name;
    out.push_str("{\"attributes\":{\"type\":\"");
    out.push_str(name);
    out.push_str("\",\"url\":\"/services/data/v");
    out.push_str(version);
    out.push_str("/sobjects/");
    out.push_str(name);
    out.push('/');
    out.push_str(id_of(site, row));
    out.push_str("\"}");
    for part in parts {
        out.push(',');
        match part {
            Part::Field(key, resolved) => {
                push_quoted(out, key);
                out.push(':');
                out.push_str(&own_value(site, Some(table), resolved.column, row));
            }
            Part::Parent(key, target, field, parts) => {
                push_quoted(out, key);
                out.push(':');
                let parent = site.tables[*target].by_id(&fragment::as_text(row.cells.get(*field)));
                match parent.and_then(|number| site.tables[*target].row(number)) {
                    Some(parent) => push_record(out, site, *target, parts, parent, version),
                    None => out.push_str(NULL),
                }
            }
            Part::Children(key, target, field, query, parts) => {
                push_quoted(out, key);
                out.push(':');
                push_children(out, site, (*target, *field), query, parts, row, version);
            }
        }
    }
    out.push('}');
}

fn push_children(out: &mut String, site: &Site, (target, field): (usize, usize), query: &Query, parts: &[Part], row: &Row, version: &str) {
    let parent = quoted(&row.id);
    // The names were resolved when the query was read; a field that went away since gives no children.
    let rows = sorted_rows(site, target, &Query { limit: None, offset: 0, ..query.clone() }, false, 0).unwrap_or_default();
    let of_parent =
        rows.into_iter().filter(|number| site.tables[target].row(*number).is_some_and(|child| child.cells.get(field) == parent));
    let rows: Vec<u32> = of_parent.skip(query.offset).take(query.limit.unwrap_or(usize::MAX)).collect();
    if rows.is_empty() {
        out.push_str(NULL);
        return;
    }
    out.push_str(&format!("{{\"totalSize\":{},\"done\":true,\"records\":[", rows.len()));
    for (position, number) in rows.iter().enumerate() {
        if position > 0 {
            out.push(',');
        }
        if let Some(child) = site.tables[target].row(*number) {
            push_record(out, site, target, parts, child, version);
        }
    }
    out.push_str("]}");
}

/// What a query selects, as columns in their order.
pub(super) fn parts(site: &Site, table: usize, query: &Query) -> Result<Vec<Part>, Refused> {
    let mut parts = Vec::new();
    for item in &query.select {
        match item {
            Item::Field(path) => add_field(site, table, path, 0, query, &mut parts)?,
            Item::Fields(group) => {
                let is_bounded = query.limit.is_some_and(|limit| limit <= 200);
                if *group != FieldGroup::Standard && !is_bounded {
                    let message = "The SOQL FIELDS function must have a LIMIT of at most 200";
                    return Err(Refused::new("MALFORMED_QUERY", message));
                }
                for (_, field) in site.tables[table].visible_fields() {
                    let is_custom = field.name.ends_with("__c") || field.name.ends_with("__s");
                    if *group == FieldGroup::All || is_custom == (*group == FieldGroup::Custom) {
                        add_field(site, table, std::slice::from_ref(&field.name), 0, query, &mut parts)?;
                    }
                }
            }
            Item::Children(children) => parts.push(children_part(site, table, children, query)?),
            Item::Count | Item::Aggregate(..) => return Err(Refused::new("MALFORMED_QUERY", "Grouped query cannot be paged")),
        }
    }
    Ok(parts)
}

/// Adds a field at `path[step..]` of `at` below the parts of its parents.
fn add_field(site: &Site, at: usize, path: &[String], step: usize, query: &Query, parts: &mut Vec<Part>) -> Result<(), Refused> {
    let rest = &path[step..];
    let is_own_name = rest.len() == 2
        && step == 0
        && rest[0].eq_ignore_ascii_case(&site.tables[at].name)
        && reference(&site.tables[at], &rest[0]).is_none();
    if rest.len() == 1 || is_own_name {
        let resolved = resolve(site, at, rest, &query.text)?;
        let key = resolved.name.clone();
        if !parts.iter().any(|part| matches!(part, Part::Field(known, _) if *known == key)) {
            parts.push(Part::Field(key, resolved));
        }
        return Ok(());
    }
    // Resolving the whole path gives the vendor's message when a name on the way is wrong.
    resolve(site, at, rest, &query.text)?;
    let Some((field, target)) = reference(&site.tables[at], &rest[0]).and_then(|(field, target)| Some((field, site.table(target)?))) else {
        return Err(Refused::new("INVALID_FIELD", format!("Didn't understand relationship '{}' in field path", rest[0])));
    };
    let key = site.tables[at].fields[field].extra["rel"].as_str().unwrap_or(&rest[0]).to_owned();
    let known = parts.iter().position(|part| matches!(part, Part::Parent(known, ..) if *known == key));
    let place = known.unwrap_or_else(|| {
        parts.push(Part::Parent(key, target, field, Vec::new()));
        parts.len() - 1
    });
    if let Part::Parent(_, target, _, inner) = &mut parts[place] {
        add_field(site, *target, path, step + 1, query, inner)?;
    }
    Ok(())
}

/// The table and field behind a relationship from the parent's side.
pub(super) fn children_of(site: &Site, parent: &str, relationship: &str) -> Option<(usize, usize, String)> {
    site.tables.iter().enumerate().find_map(|(at, table)| {
        table.visible_fields().find_map(|(field, known)| {
            let name = known.extra["child"].as_str().filter(|name| name.eq_ignore_ascii_case(relationship))?;
            super::schema::texts(known, "ref").contains(&parent).then(|| (at, field, name.to_owned()))
        })
    })
}

fn children_part(site: &Site, table: usize, children: &Query, query: &Query) -> Result<Part, Refused> {
    let Some((target, field, key)) = children_of(site, &site.tables[table].name, &children.object) else {
        let message = format!("Didn't understand relationship '{}' in FROM part of query call.", children.object);
        return Err(Refused::new("INVALID_TYPE", format!("\n{}\n^\nERROR at Row:1:Column:1\n{message}", query.text)));
    };
    let inner = parts(site, target, children)?;
    // A bad filter must be told now, not once for each parent.
    soql::Filter::new(site, target, children.filter.as_ref(), &children.text)?;
    Ok(Part::Children(key, target, field, Box::new(children.clone()), inner))
}

fn check_parts(site: &Site, table: usize, parts: &[Part]) -> Result<(), Refused> {
    for part in parts {
        match part {
            Part::Field(key, _) => {
                resolve(site, table, std::slice::from_ref(key), key)?;
            }
            Part::Parent(_, target, _, parts) | Part::Children(_, target, _, _, parts) => check_parts(site, *target, parts)?,
        }
    }
    Ok(())
}

fn aggregated(site: &Site, table: usize, query: &Query, everything: bool, plan: &Plan) -> Result<Reply, Refused> {
    let unlimited = Query { limit: None, offset: 0, order: Vec::new(), ..query.clone() };
    let rows = sorted_rows(site, table, &unlimited, everything, plan.left_out_percent())?;
    if query.select == [Item::Count] {
        let total = rows.len().min(query.limit.unwrap_or(usize::MAX));
        return Ok(Reply::json(200, &json!({ "totalSize": total, "done": true, "records": [] })));
    }
    let groups: Vec<Resolved> = query.group.iter().map(|path| resolve(site, table, path, &query.text)).collect::<Result<_, _>>()?;
    let mut by_group: Vec<(Vec<String>, Vec<u32>)> = Vec::new();
    let mut places: HashMap<Vec<String>, usize> = HashMap::new();
    for number in rows {
        let Some(row) = site.tables[table].row(number) else { continue };
        let key: Vec<String> = groups.iter().map(|group| value(site, group, row).into_owned()).collect();
        let place = *places.entry(key.clone()).or_insert_with(|| {
            by_group.push((key, Vec::new()));
            by_group.len() - 1
        });
        by_group[place].1.push(number);
    }
    if groups.is_empty() && by_group.is_empty() {
        by_group.push((Vec::new(), Vec::new()));
    }
    let mut records = Vec::new();
    for (_, rows) in by_group.iter().take(query.limit.unwrap_or(usize::MAX).min(PAGE)) {
        records.push(group_record(site, table, query, rows)?);
    }
    Ok(Reply::json(200, &json!({ "totalSize": records.len(), "done": true, "records": records })))
}

fn group_record(site: &Site, table: usize, query: &Query, rows: &[u32]) -> Result<Value, Refused> {
    let mut record = json!({ "attributes": { "type": "AggregateResult" } });
    let mut unnamed = 0;
    for item in &query.select {
        match item {
            Item::Field(path) => {
                if !query.group.contains(path) {
                    let message = format!("Field must be grouped or aggregated: {}", path.join("."));
                    return Err(Refused::new("MALFORMED_QUERY", message));
                }
                let resolved = resolve(site, table, path, &query.text)?;
                let found = rows.first().and_then(|number| site.tables[table].row(*number)).map(|row| value(site, &resolved, row));
                record[resolved.name.as_str()] = fragment::value(&found.unwrap_or_default());
            }
            Item::Aggregate(aggregate, path, alias) => {
                let name = alias.clone().unwrap_or_else(|| {
                    unnamed += 1;
                    format!("expr{}", unnamed - 1)
                });
                record[name.as_str()] = computed(site, &site.tables[table], table, *aggregate, path, query, rows)?;
            }
            Item::Count => {
                record[format!("expr{unnamed}").as_str()] = json!(rows.len());
                unnamed += 1;
            }
            Item::Fields(_) | Item::Children(_) => return Err(Refused::new("MALFORMED_QUERY", "cannot be grouped")),
        }
    }
    Ok(record)
}

fn computed(
    site: &Site,
    rows_of: &Table,
    table: usize,
    aggregate: Aggregate,
    path: &Path,
    query: &Query,
    rows: &[u32],
) -> Result<Value, Refused> {
    let resolved = resolve(site, table, path, &query.text)?;
    let found: Vec<String> = rows
        .iter()
        .filter_map(|number| rows_of.row(*number))
        .map(|row| value(site, &resolved, row).into_owned())
        .filter(|found| found != NULL)
        .collect();
    let numbers: Vec<f64> = found.iter().filter_map(|found| found.parse().ok()).collect();
    let is_number = numbers.len() == found.len();
    #[expect(clippy::cast_precision_loss, reason = "an average of fewer than 2^53 records")]
    let count = numbers.len() as f64;
    Ok(match aggregate {
        Aggregate::Count => json!(found.len()),
        Aggregate::CountDistinct => json!(found.iter().collect::<std::collections::HashSet<_>>().len()),
        Aggregate::Sum => json!(numbers.iter().sum::<f64>()),
        Aggregate::Avg if numbers.is_empty() => Value::Null,
        Aggregate::Avg => json!(numbers.iter().sum::<f64>() / count),
        Aggregate::Min if is_number => numbers.iter().copied().reduce(f64::min).map_or(Value::Null, |least| json!(least)),
        Aggregate::Max if is_number => numbers.iter().copied().reduce(f64::max).map_or(Value::Null, |most| json!(most)),
        Aggregate::Min => found.iter().min().map_or(Value::Null, |least| fragment::value(least)),
        Aggregate::Max => found.iter().max().map_or(Value::Null, |most| fragment::value(most)),
    })
}

/// The parts of all fields of an object, for reading a single record.
pub(super) fn all_parts(table: &Table) -> Vec<Part> {
    let each = table.visible_fields().map(|(at, field)| {
        let resolved = Resolved {
            steps: Vec::new(),
            column: column(table, at),
            name: field.name.clone(),
            type_name: field.type_name.clone(),
            length: 0,
            is_id: false,
            minds_case: false,
        };
        Part::Field(field.name.clone(), resolved)
    });
    each.collect()
}

/// True when any column is a compound one, which bulk queries refuse.
pub(super) fn has_compound(parts: &[Part]) -> bool {
    parts.iter().any(|part| match part {
        Part::Field(_, resolved) => matches!(resolved.column, Column::Address(_) | Column::Location(..)),
        Part::Parent(_, _, _, parts) => has_compound(parts),
        Part::Children(..) => true,
    })
}
