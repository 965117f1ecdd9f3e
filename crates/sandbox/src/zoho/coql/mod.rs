//! The query language: `select … from … where … order by … limit …`, as far as the vendor documents it; no aggregates.

mod parse;
mod run;

use serde_json::json;

use super::Zoho;
use super::reply::Refused;
use super::route::since;
use crate::http::Reply;
use crate::site::Site;
use crate::vendor::Call;

/// Rows of one answer, and how far an offset reaches.
pub(super) const ROWS_MAX: usize = 2_000;
const REACH: usize = 100_000;
/// The same before v7.
const ROWS_MAX_BEFORE: usize = 200;
const REACH_BEFORE: usize = 10_000;
/// Columns, conditions and values of one condition, at most.
const COLUMNS_MAX: usize = 50;
const CONDITIONS_MAX: usize = 25;
const VALUES_MAX: usize = 100;

/// A query.
#[derive(Debug, PartialEq)]
pub(super) struct Query {
    columns: Vec<String>,
    module: String,
    condition: Expression,
    /// Columns, and whether they rise.
    order: Vec<(String, bool)>,
    offset: usize,
    limit: usize,
}

#[derive(Debug, PartialEq)]
pub(super) enum Expression {
    One(Condition),
    Both(Box<Expression>, Box<Expression>),
    Either(Box<Expression>, Box<Expression>),
}

#[derive(Debug, PartialEq)]
pub(super) struct Condition {
    column: String,
    operator: Operator,
    values: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Like,
    NotLike,
    In,
    NotIn,
    Between,
    IsNull,
    IsNotNull,
}

/// `POST /coql`.
pub(super) fn answer(zoho: &Zoho, site: &mut Site, call: &Call<'_>, version: u32) -> Result<Reply, Refused> {
    let body = call.request.json().ok_or_else(Refused::bad_body)?;
    let text = body["select_query"].as_str().ok_or_else(|| Refused::missing_parameter("select_query"))?;
    let query = parse::parse(text)?;
    if version < since::LONG_QUERIES {
        parse::within(&query, ROWS_MAX_BEFORE, REACH_BEFORE)?;
    }
    let Some(table) = site.table(&query.module).filter(|at| site.tables[*at].name == query.module) else {
        return Err(Refused::new("INVALID_QUERY", "invalid query formed")
            .with(json!({ "reason": "module name given seems to be invalid", "module_name": query.module })));
    };
    run::run(zoho, site, call, table, &query)
}

/// The module of a query, for the log; and how many rows it asks for.
pub(super) fn about(text: &str) -> Option<(String, usize)> {
    let query = parse::parse(text).ok()?;
    Some((query.module, query.limit))
}
