//! Up to 200 records in a call: `composite/sobjects`.

use serde_json::{Value, json};

use super::auth::user_id;
use super::query::{parts, push_record};
use super::reply::Refused;
use super::resolve::object;
use super::soql::{Item, Query};
use super::write::{Done, Door, Values, create, delete, done_json, key_field, live, update, upsert};
use super::{Salesforce, id, single};
use crate::fragment::{self, Members, NULL, as_text};
use crate::http::Reply;
use crate::site::Site;
use crate::vendor::Call;

/// Records of a write, and of a read by ids.
const RECORDS_MAX: usize = 200;
const READ_MAX: usize = 2_000;
/// Runs of equal types in one call.
const CHUNKS_MAX: usize = 10;

/// What one row came to.
type Outcome = Result<Done, (Option<String>, Refused)>;

/// Answers below `composite/sobjects`; `path` is what follows.
pub(super) fn answer(
    sf: &mut Salesforce,
    site: &mut Site,
    call: &Call<'_>,
    method: &str,
    path: &[&str],
    version: &str,
) -> Result<Reply, Refused> {
    match (method, path) {
        ("GET" | "POST", [object]) => read(site, call, object, version),
        ("POST", []) => {
            let (records, all_or_none) = records(call)?;
            check_chunks(&records)?;
            let mut keys = Rows { sf, site, call };
            Ok(Reply::json(200, &keys.each(&records, all_or_none, false, |rows, position, values| rows.create(position, values))))
        }
        ("PATCH", []) => {
            let (records, all_or_none) = records(call)?;
            check_chunks(&records)?;
            let mut rows = Rows { sf, site, call };
            Ok(Reply::json(200, &rows.each(&records, all_or_none, false, |rows, position, values| rows.update(position, values))))
        }
        ("PATCH", [object, key]) => {
            let table = site.table(object).ok_or_else(Refused::not_found)?;
            let field = key_field(site, table, key)?;
            let (records, all_or_none) = records(call)?;
            let doubled = doubled_keys(&records, key);
            let mut rows = Rows { sf, site, call };
            let answer =
                rows.each(&records, all_or_none, true, |rows, position, values| rows.upsert(position, values, table, field, &doubled));
            Ok(Reply::json(200, &answer))
        }
        ("DELETE", []) => {
            let ids = call.request.parameter("ids").unwrap_or_default();
            let records: Vec<Values> =
                ids.split(',').filter(|id| !id.is_empty()).map(|id| vec![("id".to_owned(), fragment::quoted(id))]).collect();
            check_count(records.len())?;
            let all_or_none = call.request.parameter("allOrNone").as_deref() == Some("true");
            let mut rows = Rows { sf, site, call };
            Ok(Reply::json(200, &rows.each(&records, all_or_none, false, |rows, position, values| rows.delete(position, values))))
        }
        _ => Err(single::not_allowed(method)),
    }
}

fn check_count(count: usize) -> Result<(), Refused> {
    match count {
        0 => Err(Refused::new("MISSING_ARGUMENT", "records: no records were given")),
        1..=RECORDS_MAX => Ok(()),
        _ => Err(Refused::new("LIMIT_EXCEEDED", "The number of records exceeds the limit of 200")),
    }
}

fn records(call: &Call<'_>) -> Result<(Vec<Values>, bool), Refused> {
    let malformed = || Refused::new("JSON_PARSER_ERROR", "the body must be an object with `records`");
    let members = fragment::members(&call.request.body).ok_or_else(malformed)?;
    let member = |name: &str| members.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let records: Vec<Members> = member("records").and_then(|text| serde_json::from_str(text).ok()).ok_or_else(malformed)?;
    check_count(records.len())?;
    Ok((records.into_iter().map(|Members(values)| values).collect(), member("allOrNone") == Some("true")))
}

/// The object that a record's attributes name.
fn type_of(values: &Values) -> Option<String> {
    let (_, attributes) = values.iter().find(|(name, _)| name == "attributes")?;
    let attributes = fragment::members(attributes.as_bytes())?;
    attributes.into_iter().find(|(name, _)| name == "type").map(|(_, text)| as_text(&text).into_owned())
}

fn check_chunks(records: &[Values]) -> Result<(), Refused> {
    let types: Vec<Option<String>> = records.iter().map(type_of).collect();
    let chunks = 1 + types.windows(2).filter(|pair| pair[0] != pair[1]).count();
    if chunks > CHUNKS_MAX {
        return Err(Refused::new("LIMIT_EXCEEDED", "The request has more than 10 chunks of different object types"));
    }
    Ok(())
}

/// External ids that stand in more than one record; compared without case.
fn doubled_keys(records: &[Values], key: &str) -> std::collections::HashSet<String> {
    let mut seen = std::collections::HashSet::new();
    let texts = records.iter().filter_map(|values| text_of(values, key)).map(|text| text.to_lowercase());
    texts.filter(|text| !seen.insert(text.clone())).collect()
}

fn text_of(values: &Values, name: &str) -> Option<String> {
    values
        .iter()
        .find(|(known, fragment)| known.eq_ignore_ascii_case(name) && fragment != NULL)
        .map(|(_, fragment)| as_text(fragment).into_owned())
}

/// The rows of one call.
struct Rows<'a, 'c> {
    sf: &'a mut Salesforce,
    site: &'a mut Site,
    call: &'a Call<'c>,
}

impl Rows<'_, '_> {
    /// Does `one` with each record, and takes all of it back when one fails and all or none was asked for.
    fn each(
        &mut self,
        records: &[Values],
        all_or_none: bool,
        with_created: bool,
        mut one: impl FnMut(&mut Self, usize, &Values) -> Outcome,
    ) -> Value {
        let began = all_or_none && self.site.begin();
        let outcomes: Vec<Outcome> = records.iter().enumerate().map(|(position, values)| one(self, position + 1, values)).collect();
        let has_failed = outcomes.iter().any(Result::is_err);
        if began && has_failed {
            self.site.roll_back("ALL_OR_NONE_OPERATION_ROLLED_BACK");
        } else if began {
            self.site.commit();
        }
        let row = |outcome: &Outcome| match outcome {
            Ok(_) if all_or_none && has_failed => {
                let message = "Record rolled back because not all records were valid and the request was using AllOrNone header";
                Refused::new("ALL_OR_NONE_OPERATION_ROLLED_BACK", message).row_json(None)
            }
            Ok(done) => done_json(done, with_created),
            Err((id, refused)) => refused.row_json(id.as_deref()),
        };
        json!(outcomes.iter().map(row).collect::<Vec<_>>())
    }

    fn table(&self, values: &Values) -> Result<usize, (Option<String>, Refused)> {
        let name = type_of(values).ok_or_else(|| (None, Refused::new("INVALID_INPUT", "an sobject has no `attributes.type`")))?;
        object(self.site, &name, &name).map_err(|refused| (None, refused))
    }

    fn create(&mut self, position: usize, values: &Values) -> Outcome {
        let table = self.table(values)?;
        let user = user_id();
        create(self.sf, self.site, &Door::new(self.call, &user), table, values, position).map_err(|refused| (None, refused))
    }

    fn update(&mut self, position: usize, values: &Values) -> Outcome {
        let table = self.table(values)?;
        let user = user_id();
        let id = text_of(values, "id").ok_or_else(|| (None, Refused::new("MISSING_ARGUMENT", "Id not specified in an update call")))?;
        let values: Values = values.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("id")).cloned().collect();
        let done = live(self.site, table, &id)
            .and_then(|number| update(self.site, &Door::new(self.call, &user), table, number, &values, position));
        done.map_err(|refused| (Some(id), refused))
    }

    fn upsert(
        &mut self,
        position: usize,
        values: &Values,
        table: usize,
        field: usize,
        doubled: &std::collections::HashSet<String>,
    ) -> Outcome {
        let name = self.site.tables[table].fields[field].name.clone();
        let text =
            text_of(values, &name).ok_or_else(|| (None, Refused::new("MISSING_ARGUMENT", format!("{name} not specified")).field(&name)))?;
        if doubled.contains(&text.to_lowercase()) {
            return Err((None, Refused::new("DUPLICATE_VALUE", format!("Duplicate external id specified: {text}")).field(&name)));
        }
        let user = user_id();
        upsert(self.sf, self.site, &Door::new(self.call, &user), table, (field, &text), values, position).map_err(|refused| (None, refused))
    }

    fn delete(&mut self, position: usize, values: &Values) -> Outcome {
        let text = text_of(values, "id").unwrap_or_default();
        let prefix = text.get(..3).unwrap_or_default().to_owned();
        let table = self.site.tables.iter().position(|table| table.extra["prefix"] == prefix.as_str());
        let user = user_id();
        let done = table
            .ok_or_else(|| Refused::new("MALFORMED_ID", format!("malformed id {text}")))
            .and_then(|table| delete(self.site, &Door::new(self.call, &user), table, &text, position));
        done.map_err(|refused| (Some(text), refused))
    }
}

/// Records by their ids, in the order asked; null for what is not there.
fn read(site: &mut Site, call: &Call<'_>, object: &str, version: &str) -> Result<Reply, Refused> {
    let table = site.table(object).ok_or_else(Refused::not_found)?;
    let body = call.request.json().unwrap_or_default();
    let list = |name: &str| -> Vec<String> {
        match call.request.parameter(name) {
            Some(text) => text.split(',').map(|part| part.trim().to_owned()).collect(),
            None => body[name].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect(),
        }
    };
    let (ids, fields) = (list("ids"), list("fields"));
    if ids.is_empty() || fields.is_empty() || ids.len() > READ_MAX {
        return Err(Refused::new("MISSING_ARGUMENT", "1 to 2000 `ids`, and `fields`, are required"));
    }
    let select = fields.iter().map(|name| Item::Field(name.split('.').map(str::to_owned).collect())).collect();
    let text = fields.join(",");
    let query = Query {
        select,
        object: object.to_owned(),
        filter: None,
        group: Vec::new(),
        order: Vec::new(),
        limit: None,
        offset: 0,
        all_rows: false,
        text,
    };
    let selected = parts(site, table, &query)?;
    let mut out = String::from("[");
    for (position, text) in ids.iter().enumerate() {
        if position > 0 {
            out.push(',');
        }
        let number = id::normalised(text).and_then(|_| live(site, table, text).ok());
        match number.and_then(|number| site.tables[table].row(number)) {
            Some(row) => push_record(&mut out, site, table, &selected, row, version),
            None => out.push_str(NULL),
        }
        if let Some(number) = number {
            site.tables[table].show(number);
        }
    }
    out.push(']');
    Ok(Reply::json_text(200, out))
}
