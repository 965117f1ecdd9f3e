//! `Save`, `BatchSave` and `Draft`: models in, one outcome each.

use serde_json::{Map, Value, json};

use super::Kingdee;
use super::body::{flag, list, member, text_of};
use super::query::{LINE_ID, line_id, lines};
use super::reply::{Outcome, Wrong, id_json, msg, ok};
use super::schema::{CREATE_ORG, FORBID, STATUS, USE_ORG, columns, is_own, keys, line_pk, target};
use super::value::stored;
use crate::fragment::{NULL, as_text, quoted, value};
use crate::http::Reply;
use crate::log::{Actor, Effect};
use crate::site::{How, Site};
use crate::table::{Cells, Field, Presence};
use crate::vendor::Call;

/// Models of a batch.
const MODELS_MAX: usize = 1_000;

/// What a call says of how its models are taken.
struct Options {
    /// Keys that an update writes; all that came without.
    only: Vec<String>,
    echoed: Vec<String>,
    deletes_lines: bool,
    is_draft: bool,
    refuses_repeats: bool,
    /// The organisation the call acts in.
    organisation: String,
}

impl Options {
    fn read(data: &Map<String, Value>, is_draft: bool, organisation: String) -> Self {
        Self {
            only: list(member(data, "NeedUpDateFields")),
            echoed: list(member(data, "NeedReturnFields")),
            deletes_lines: flag(data, "IsDeleteEntry", true),
            is_draft,
            refuses_repeats: flag(data, "ValidateRepeatJson", false),
            organisation,
        }
    }

    fn takes(&self, key: &str, is_update: bool) -> bool {
        !is_update || self.only.is_empty() || self.only.iter().any(|known| known == key)
    }
}

/// `Save` and `Draft`.
pub(super) fn save(
    kingdee: &mut Kingdee,
    site: &mut Site,
    call: &Call<'_>,
    table: usize,
    data: &Map<String, Value>,
    organisation: String,
) -> Result<Reply, Wrong> {
    let options = Options::read(data, call.endpoint.name == "draft", organisation);
    let Value::Object(model) = member(data, "Model") else { return Err(Wrong::new(msg::BAD_PARAMETER, "Model 不能为空")) };
    let mut outcome = Outcome::default();
    let done = one(kingdee, site, call, table, model, &options, 0);
    let mut result = json!({});
    match done {
        Ok(row) => {
            let (id, number) = named(site, table, row);
            outcome.done.push((0, id.clone(), number.clone()));
            result = json!({ "Id": id_json(&id), "Number": number, "NeedReturnData": [echo(site, table, row, &options.echoed)] });
        }
        Err(wrong) => outcome.wrong.extend(wrong.into_iter().map(|wrong| (0, wrong))),
    }
    result["ResponseStatus"] = outcome.status();
    Ok(ok(&json!({ "Result": result })))
}

/// `BatchSave`: each model by itself; some may fail.
pub(super) fn batch(
    kingdee: &mut Kingdee,
    site: &mut Site,
    call: &Call<'_>,
    table: usize,
    data: &Map<String, Value>,
    organisation: String,
) -> Result<Reply, Wrong> {
    let options = Options::read(data, false, organisation);
    let Value::Array(models) = member(data, "Model") else { return Err(Wrong::new(msg::BAD_PARAMETER, "Model 不是数组")) };
    if models.len() > MODELS_MAX {
        return Err(Wrong::new(msg::BAD_PARAMETER, format!("一次最多保存{MODELS_MAX}条")));
    }
    let (mut outcome, mut echoed) = (Outcome::default(), Vec::new());
    for (index, model) in models.iter().enumerate() {
        let done = match model {
            Value::Object(model) => one(kingdee, site, call, table, model, &options, index),
            _ => Err(vec![Wrong::of_code(msg::BAD_PARAMETER)]),
        };
        match done {
            Ok(row) => {
                let (id, number) = named(site, table, row);
                outcome.done.push((index, id, number));
                echoed.push(echo(site, table, row, &options.echoed));
            }
            Err(wrong) => outcome.wrong.extend(wrong.into_iter().map(|wrong| (index, wrong))),
        }
    }
    Ok(ok(&json!({ "Result": { "ResponseStatus": outcome.status(), "NeedReturnData": echoed } })))
}

/// Id and number of a row.
pub(super) fn named(site: &Site, table: usize, row: u32) -> (String, String) {
    let rows = &site.tables[table];
    let Some(found) = rows.row(row) else { return Default::default() };
    let number = rows.field(keys(rows).1).map(|at| as_text(found.cells.get(at)).into_owned()).unwrap_or_default();
    (found.id.to_string(), number)
}

fn echo(site: &Site, table: usize, row: u32, wanted: &[String]) -> Value {
    let rows = &site.tables[table];
    let Some(found) = rows.row(row) else { return Value::Null };
    let shown = wanted.iter().filter_map(|key| {
        let fragment = if key == keys(rows).0 { quoted(&found.id) } else { found.cells.get(rows.field(key)?).to_owned() };
        Some((key.clone(), value(&fragment)))
    });
    Value::Object(shown.collect())
}

fn one(
    kingdee: &mut Kingdee,
    site: &mut Site,
    call: &Call<'_>,
    table: usize,
    model: &Map<String, Value>,
    options: &Options,
    index: usize,
) -> Result<u32, Vec<Wrong>> {
    let sent = Value::Object(model.clone()).to_string();
    let refused = call.plan.row_error(index + 1, "11").map(|code| Wrong::of_code(code.parse().unwrap_or(msg::CHECK)));
    let repeated = options.refuses_repeats && !kingdee.remember(table, &sent);
    let done = match refused {
        Some(wrong) => Err(vec![wrong]),
        None if repeated => Err(vec![Wrong::new(msg::CHECK, "重复的请求数据")]),
        None => carried_out(kingdee, site, table, model, options),
    };
    let (row, effect) = match &done {
        Ok((row, effect)) => (Some(*row), effect.clone()),
        Err(wrong) => (None, Effect::Refused(wrong.first().map_or(0, |wrong| wrong.code).to_string())),
    };
    let id = row.map(|row| named(site, table, row).0).unwrap_or_default();
    site.note_write(call.endpoint.name, table, id, &sent, effect);
    done.map(|(row, _)| row)
}

fn carried_out(
    kingdee: &mut Kingdee,
    site: &mut Site,
    table: usize,
    model: &Map<String, Value>,
    options: &Options,
) -> Result<(u32, Effect), Vec<Wrong>> {
    let row = addressed(site, table, model).map_err(|wrong| vec![wrong])?;
    if let Some(row) = row {
        check_open(site, table, row, options).map_err(|wrong| vec![wrong])?;
    }
    let mut changes = checked(kingdee, site, table, model, row, options)?;
    match row {
        Some(row) => {
            if text_in(site, table, row, STATUS) == "Z" && !options.is_draft {
                changes.extend(site.tables[table].field(STATUS).map(|at| (at, quoted("A"))));
            }
            let is_changed = site.update(table, row, changes, How::by(Actor::Api));
            Ok((row, if is_changed { Effect::Updated } else { Effect::Unchanged }))
        }
        None => {
            changes.extend(own_values(kingdee, site, table, &changes, if options.is_draft { "Z" } else { "A" }, &options.organisation));
            let id = kingdee.next_id();
            let row = site.insert(table, &id, Cells::default().with(&changes), None, How::by(Actor::Api));
            Ok((row, Effect::Created))
        }
    }
}

/// The record that a model changes; `None` for a new one.
fn addressed(site: &Site, table: usize, model: &Map<String, Value>) -> Result<Option<u32>, Wrong> {
    let rows = &site.tables[table];
    let id = text_of(member(model, keys(rows).0));
    if id.is_empty() || id == "0" {
        return Ok(None);
    }
    let found = rows.by_id(&id).filter(|row| rows.row(*row).is_some_and(|row| row.presence == Presence::Live));
    found.map(Some).ok_or_else(|| Wrong::new(msg::NO_DATA, format!("内码为{id}的数据不存在")))
}

/// Records in approval and audited ones are closed, but for a few fields.
fn check_open(site: &Site, table: usize, row: u32, options: &Options) -> Result<(), Wrong> {
    let status = text_in(site, table, row, STATUS);
    if status != "B" && status != "C" {
        return Ok(());
    }
    let rows = &site.tables[table];
    let is_open = |key: &String| rows.field(key).is_some_and(|at| rows.fields[at].extra["open"] == true);
    if !options.only.is_empty() && options.only.iter().all(is_open) {
        return Ok(());
    }
    let what = if status == "B" { "审核中" } else { "已审核" };
    Err(Wrong::new(msg::NOT_NOW, format!("编码为“{}”的数据{what}，不允许修改", named(site, table, row).1)).at(STATUS))
}

/// The text of a field in a row; empty for none.
pub(super) fn text_in(site: &Site, table: usize, row: u32, key: &str) -> String {
    let rows = &site.tables[table];
    let found = rows.field(key).and_then(|at| rows.row(row).map(|row| as_text(row.cells.get(at)).into_owned()));
    found.unwrap_or_default()
}

/// What the cells become; everything that is wrong at once.
fn checked(
    kingdee: &mut Kingdee,
    site: &mut Site,
    table: usize,
    model: &Map<String, Value>,
    row: Option<u32>,
    options: &Options,
) -> Result<Vec<(usize, String)>, Vec<Wrong>> {
    let fields: Vec<(usize, Field)> = site.tables[table].visible_fields().map(|(at, field)| (at, field.clone())).collect();
    let organisation = organisation_of(site, table, model, row, options);
    let (mut changes, mut wrong) = (Vec::new(), Vec::new());
    for (at, field) in &fields {
        let place = field.extra["in"].as_str().and_then(|part| model.get(part)).and_then(Value::as_object).unwrap_or(model);
        let sent = place.get(&field.name);
        let is_taken =
            options.takes(&field.name, row.is_some()) || field.extra["in"].as_str().is_some_and(|part| options.takes(part, row.is_some()));
        let Some(sent) = sent.filter(|_| is_taken && !is_own(field) && field.type_name != "head" && field.type_name != "pk") else {
            continue;
        };
        let kept = match field.type_name.as_str() {
            "entry" => match entry(kingdee, site, table, field, *at, row, sent, &organisation, options) {
                Ok(fragment) => Ok(fragment),
                Err(several) => {
                    wrong.extend(several);
                    continue;
                }
            },
            "ref" => reference(site, target(field), &field.label, sent, &organisation).map_err(|found| found.at(&field.name)),
            kind => plain(kind, &field.label, sent, field.extra["length"].as_u64()).map_err(|found| found.at(&field.name)),
        };
        match kept {
            Ok(fragment) => changes.push((*at, fragment)),
            Err(found) => wrong.push(found),
        }
    }
    wrong.extend(missing(site, table, &fields, &changes, row, options));
    wrong.extend(taken_number(site, table, &changes, row, &organisation));
    if wrong.is_empty() {
        if let Some(total) = total(site, table, &changes) {
            changes.push(total);
        }
        Ok(changes)
    } else {
        Err(wrong)
    }
}

fn plain(kind: &str, label: &str, sent: &Value, length: Option<u64>) -> Result<String, Wrong> {
    let fragment = stored(kind, sent).map_err(|why| Wrong::new(msg::CHECK, format!("字段“{label}”的值{why}")))?;
    let is_long = length.is_some_and(|length| as_text(&fragment).chars().count() as u64 > length);
    if is_long { Err(Wrong::new(msg::CHECK, format!("字段“{label}”的长度超出限制"))) } else { Ok(fragment) }
}

/// Fields without which a record cannot be.
fn missing(
    site: &Site,
    table: usize,
    fields: &[(usize, Field)],
    changes: &[(usize, String)],
    row: Option<u32>,
    options: &Options,
) -> Vec<Wrong> {
    if options.is_draft {
        return Vec::new();
    }
    let is_missing = |at: usize, field: &Field| {
        let sent = changes.iter().find(|(known, _)| *known == at).map(|(_, fragment)| fragment.as_str());
        match (sent, row) {
            (Some(fragment), _) => fragment == NULL,
            (None, Some(row)) => site.tables[table].row(row).is_some_and(|row| row.cells.get(at) == NULL),
            (None, None) => field.extra["default"].as_str().is_none(),
        }
    };
    let required = fields.iter().filter(|(_, field)| field.extra["required"] == true && field.name != CREATE_ORG);
    required
        .filter(|(at, field)| is_missing(*at, field))
        .map(|(_, field)| Wrong::new(msg::CHECK, format!("字段“{}”是必填项", field.label)).at(&field.name))
        .collect()
}

/// A number that another record of the same organisation has.
fn taken_number(site: &mut Site, table: usize, changes: &[(usize, String)], row: Option<u32>, organisation: &str) -> Option<Wrong> {
    let (_, number) = keys(&site.tables[table]);
    let at = site.tables[table].field(number)?;
    let text =
        changes.iter().find(|(known, fragment)| *known == at && fragment != NULL).map(|(_, fragment)| as_text(fragment).into_owned())?;
    let others = site.tables[table].having(at, &text);
    let is_other = |other: &u32| {
        Some(*other) != row
            && site.tables[table].row(*other).is_some_and(|row| row.presence == Presence::Live)
            && (site.tables[table].field(USE_ORG).is_none() || text_in(site, table, *other, USE_ORG) == organisation)
    };
    others.iter().any(is_other).then(|| Wrong::new(msg::CHECK, format!("编码“{text}”已经存在，不允许重复")).at(number))
}

/// Id of the organisation in which references are looked up: that of the record.
fn organisation_of(site: &mut Site, table: usize, model: &Map<String, Value>, row: Option<u32>, options: &Options) -> String {
    let keys = [USE_ORG, CREATE_ORG, "FSaleOrgId", "FSETTLEORGID", "FPAYORGID"];
    let mut number = options.organisation.clone();
    for key in keys {
        if site.tables[table].field(key).is_none() {
            continue;
        }
        if let Some(row) = row {
            let id = text_in(site, table, row, key);
            if !id.is_empty() {
                return id;
            }
        }
        if let Some(Value::Object(given)) = model.get(key) {
            number = given.values().next().map(text_of).unwrap_or(number);
            break;
        }
    }
    let organisations = site.table("ORG_Organizations");
    organisations.and_then(|target| by_number(site, target, &number, None)).map(|row| row.1).unwrap_or_default()
}

/// Row and id of a record with this number, in an organisation where the form knows such.
fn by_number(site: &mut Site, target: usize, number: &str, organisation: Option<&str>) -> Option<(u32, String)> {
    let at = site.tables[target].field(keys(&site.tables[target]).1)?;
    let found = site.tables[target].having(at, number);
    let is_shared = site.tables[target].field(USE_ORG).is_some();
    let fits = |row: &u32| {
        let is_live = site.tables[target].row(*row).is_some_and(|row| row.presence == Presence::Live);
        is_live && (!is_shared || organisation.is_none_or(|wanted| text_in(site, target, *row, USE_ORG) == wanted))
    };
    let row = found.into_iter().find(fits)?;
    site.tables[target].row(row).map(|found| (row, found.id.to_string()))
}

/// Id of the entry of a dictionary, which is short.
fn entry_id(site: &Site, target: usize, number: &str) -> Option<String> {
    let rows = &site.tables[target];
    let at = rows.field(keys(rows).1)?;
    rows.live().find(|(_, row)| as_text(row.cells.get(at)) == number).map(|(_, row)| row.id.to_string())
}

/// A reference as it is kept: the id of a record that is audited and enabled.
fn reference(site: &mut Site, to: Option<&str>, label: &str, sent: &Value, organisation: &str) -> Result<String, Wrong> {
    let given = match sent {
        Value::Null => return Ok(NULL.to_owned()),
        Value::Object(given) => given.iter().next().map(|(key, value)| (key.to_lowercase(), text_of(value))),
        other => Some(("id".to_owned(), text_of(other))),
    };
    let Some((key, text)) = given.filter(|(_, text)| !text.trim().is_empty() && text != "0") else { return Ok(NULL.to_owned()) };
    let Some(target) = to.and_then(|form| site.table(form)) else { return Ok(NULL.to_owned()) };
    let unknown = || Wrong::new(msg::CHECK, format!("字段“{label}”的值“{text}”在系统中不存在，或未分配到当前组织"));
    let pk = keys(&site.tables[target]).0.to_lowercase();
    let row = if key == "id" || (key == pk && key != "fnumber") {
        site.tables[target].by_id(&text).filter(|row| site.tables[target].row(*row).is_some_and(|row| row.presence == Presence::Live))
    } else {
        by_number(site, target, &text, Some(organisation)).map(|found| found.0)
    };
    let row = row.ok_or_else(unknown)?;
    let (status, forbidden) = (text_in(site, target, row, STATUS), text_in(site, target, row, FORBID));
    if (!status.is_empty() && status != "C") || forbidden == "B" {
        return Err(Wrong::new(msg::CHECK, format!("字段“{label}”的值“{text}”未审核或已禁用")));
    }
    Ok(site.tables[target].row(row).map_or_else(|| NULL.to_owned(), |row| quoted(&row.id)))
}

/// The lines that an entry has afterwards. Lines that are not in the model go, unless the call says otherwise.
#[expect(clippy::too_many_arguments, reason = "a line needs its form, its entry, its record, and how the call wants it")]
fn entry(
    kingdee: &mut Kingdee,
    site: &mut Site,
    table: usize,
    field: &Field,
    at: usize,
    row: Option<u32>,
    sent: &Value,
    organisation: &str,
    options: &Options,
) -> Result<String, Vec<Wrong>> {
    let Value::Array(given) = sent else {
        return Err(vec![Wrong::new(msg::CHECK, format!("“{}”不是数组", field.label)).at(&field.name)]);
    };
    let before = row.and_then(|row| site.tables[table].row(row)).map(|row| lines(row.cells.get(at))).unwrap_or_default();
    let mut kept = if options.deletes_lines { Vec::new() } else { before.clone() };
    let mut wrong = Vec::new();
    for model in given.iter().filter_map(Value::as_object) {
        let id = text_of(member(model, line_pk(field)));
        let known = before.iter().find(|line| text_of(&line_id(line)) == id);
        let mut line = match (known, id.as_str()) {
            (Some(line), _) => line.clone(),
            (None, "" | "0") => Map::from_iter([(LINE_ID.to_owned(), id_json(&kingdee.next_id()))]),
            (None, unknown) => {
                wrong.push(Wrong::new(msg::NO_FIELD, format!("“{}”中内码为{unknown}的分录不存在", field.label)).at(&field.name));
                continue;
            }
        };
        for column in columns(field) {
            let Some(sent) = model.get(&column.key) else { continue };
            if known.is_some() && !options.takes(&column.key, !options.only.is_empty()) {
                continue;
            }
            let fragment = match column.kind.as_str() {
                "ref" => reference(site, column.to.as_deref(), &column.name, sent, organisation),
                kind => plain(kind, &column.name, sent, None),
            };
            match fragment {
                Ok(fragment) => drop(line.insert(column.key, value(&fragment))),
                Err(found) => wrong.push(found.at(&column.key)),
            }
        }
        let lacking = columns(field).into_iter().find(|column| column.required && line.get(&column.key).is_none_or(Value::is_null));
        if let Some(column) = lacking.filter(|_| !options.is_draft) {
            wrong.push(Wrong::new(msg::CHECK, format!("字段“{}”是必填项", column.name)).at(&column.key));
        }
        match kept.iter_mut().find(|other| line_id(other) == line_id(&line)) {
            Some(other) => *other = line,
            None => kept.push(line),
        }
    }
    if wrong.is_empty() { Ok(json!(kept).to_string()) } else { Err(wrong) }
}

/// The total of an order: what its lines cost.
fn total(site: &Site, table: usize, changes: &[(usize, String)]) -> Option<(usize, String)> {
    let rows = &site.tables[table];
    let (at, entry) = (rows.field("FBillAllAmount")?, rows.field("FSaleOrderEntry")?);
    let fragment = &changes.iter().find(|(known, _)| *known == entry)?.1;
    let number = |line: &Map<String, Value>, key: &str| line.get(key).and_then(Value::as_f64).unwrap_or(0.0);
    let total: f64 = lines(fragment).iter().map(|line| number(line, "FQty") * number(line, "FTaxPrice")).sum();
    Some((at, format!("{total:.2}")))
}

/// What the system fills in: number, states, organisations, defaults.
pub(super) fn own_values(
    kingdee: &Kingdee,
    site: &Site,
    table: usize,
    given: &[(usize, String)],
    status: &str,
    organisation: &str,
) -> Vec<(usize, String)> {
    let fields: Vec<(usize, Field)> = site.tables[table].visible_fields().map(|(at, field)| (at, field.clone())).collect();
    let number = keys(&site.tables[table]).1;
    let prefix = super::schema::form_of(&site.tables[table]).map_or("N", |form| form.prefix);
    let has = |at: usize| given.iter().any(|(known, fragment)| *known == at && fragment != NULL);
    let mut own = Vec::new();
    let organisations = site.table("ORG_Organizations");
    let here = organisations.and_then(|target| entry_id(site, target, organisation)).unwrap_or_default();
    let creating = site.tables[table]
        .field(CREATE_ORG)
        .and_then(|at| given.iter().find(|(known, _)| *known == at))
        .map(|(_, fragment)| as_text(fragment).into_owned());
    for (at, field) in fields.into_iter().filter(|(at, _)| !has(*at)) {
        let fragment = match (field.name.as_str(), field.extra["default"].as_str()) {
            (STATUS, _) => quoted(status),
            (CREATE_ORG, _) => quoted(&here),
            (USE_ORG, _) => quoted(creating.as_deref().unwrap_or(&here)),
            (name, _) if name == number => quoted(&format!("{prefix}{:06}", kingdee.numbers() + 1)),
            (_, Some(default)) if field.type_name == "ref" => {
                let target = target(&field).and_then(|form| site.table(form));
                match target.and_then(|target| entry_id(site, target, default)) {
                    Some(id) => quoted(&id),
                    None => continue,
                }
            }
            (_, Some(default)) => quoted(default),
            (_, None) => continue,
        };
        own.push((at, fragment));
    }
    own
}
