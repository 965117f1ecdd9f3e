//! What happens to records after they were saved: put forward, approved, taken back, closed, won, lost, deleted.
//!
//! All of it goes by batches, whose answer is fine as a whole and tells of each row inside.

use serde_json::{Value, json};

use super::bills::{live, state};
use super::merchant_write::Batch;
use super::reply::{Code, Refused, done};
use super::schema::{CONTRACT, OPPT, ORDER, RECEIVABLE};
use super::value::{id_text, local};
use crate::fragment::quoted;
use crate::http::Reply;
use crate::log::{Actor, Effect};
use crate::site::{How, Site};
use crate::vendor::Call;

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Submit,
    Unsubmit,
    Audit,
    Unaudit,
    Delete,
    Close,
    Open,
    Oppose,
    Take,
}

/// Ids of a batch: `{"data": [{"id"}]}`, or `{"data": {"id": […]}}` as one page has it.
fn ids(call: &Call<'_>) -> Result<Vec<String>, Refused> {
    let body = call.request.json().ok_or_else(|| Refused::gateway("310002"))?;
    let ids = match &body["data"] {
        Value::Array(rows) => rows.iter().map(|row| id_text(&row["id"])).collect(),
        Value::Object(data) => match data.get("id") {
            Some(Value::Array(ids)) => ids.iter().map(id_text).collect(),
            Some(one) => vec![id_text(one)],
            None => Vec::new(),
        },
        _ => Vec::new(),
    };
    if ids.is_empty() { Err(Refused::gateway("310008")) } else { Ok(ids) }
}

pub(super) fn run(site: &mut Site, call: &Call<'_>, table: usize, step: Step) -> Result<Reply, Refused> {
    let mut batch = Batch::default();
    for (at, id) in ids(call)?.into_iter().enumerate() {
        let refused = match call.plan.row_error(at + 1, "999") {
            Some(_) => Err("数据已被锁定，请稍后再试"),
            None if step == Step::Audit && call.plan.own("audit_refused").is_some() => Err("单据受审批流控制，不允许直接审核"),
            None => one(site, table, &id, step),
        };
        let effect = match refused {
            Ok(()) => {
                let row = site.tables[table].by_id(&id).and_then(|row| site.tables[table].row(row)).map(|row| local(row.stamp_ms));
                batch.done(json!({ "id": id, "pubts": row }));
                if step == Step::Delete { Effect::Deleted } else { Effect::Updated }
            }
            Err(message) => {
                // Orders tell texts, receivables objects.
                batch.failed(if table == ORDER { json!(message) } else { json!({ "message": message, "key": id }) });
                Effect::Refused("999".to_owned())
            }
        };
        site.note_write(call.endpoint.name, table, id, "", effect);
    }
    Ok(batch.reply())
}

fn one(site: &mut Site, table: usize, id: &str, step: Step) -> Result<(), &'static str> {
    let row = live(site, table, id).ok_or("单据不存在")?;
    let before = state(site, table, row);
    let is_order = table == ORDER;
    let (state, next) = match (step, before) {
        (Step::Submit, 0) => (1, "APPROVING"),
        (Step::Unsubmit, 1) => (0, "CONFIRMORDER"),
        (Step::Audit, 1) => (2, "DELIVERGOODS"),
        (Step::Unaudit, 2) => (1, "APPROVING"),
        (Step::Close, 2) => (2, "ENDORDER"),
        (Step::Open, 2) => (2, "DELIVERGOODS"),
        (Step::Oppose, _) => (before, "OPPOSE"),
        (Step::Delete, 0) => {
            site.delete(table, row, Actor::Api);
            return Ok(());
        }
        (Step::Take, _) => (before, ""),
        (Step::Submit, _) => return Err("单据已提交，不能重复提交"),
        (Step::Audit, _) => return Err("单据未提交，不能审核"),
        (Step::Unaudit, _) => return Err("单据未审核"),
        (Step::Unsubmit, _) => return Err("单据未提交"),
        (Step::Close | Step::Open, _) => return Err("单据未审核，不能关闭"),
        (Step::Delete, _) => return Err("网络上有其他人操作或者已经关闭、审核,删除失败！"),
    };
    let name = if is_order || table == super::schema::RECEIPT { "verifystate" } else { "verifyState" };
    let mut changes: Vec<(usize, String)> = site.tables[table].field(name).map(|at| (at, state.to_string())).into_iter().collect();
    if is_order && !next.is_empty() {
        changes.extend(site.tables[table].field("nextStatus").map(|at| (at, quoted(next))));
    }
    if table == CONTRACT && step == Step::Take {
        changes.extend(site.tables[table].field("status").map(|at| (at, "1".to_owned())));
    }
    site.update(table, row, changes, How::by(Actor::Api));
    Ok(())
}

/// `POST bill/exec/…`: what becomes of an opportunity.
pub(super) fn opportunity(site: &mut Site, call: &Call<'_>, what: &str) -> Result<Reply, Refused> {
    let (field, value) = match what {
        "winOrder" => ("winLoseOrderState", "0"),
        "loseOrder" => ("winLoseOrderState", "1"),
        "winOrderBack" | "loseOrderBack" => ("winLoseOrderState", "2"),
        "suspend" => ("opptState", "1"),
        "opptClose" => ("opptState", "3"),
        _ => ("opptState", "0"),
    };
    let at = site.tables[OPPT].field(field).unwrap_or(0);
    for id in ids(call)? {
        let row = live(site, OPPT, &id).ok_or_else(|| Refused::business("商机不存在"))?;
        site.update(OPPT, row, vec![(at, value.to_owned())], How::by(Actor::Api));
        site.note_write(call.endpoint.name, OPPT, id, "", Effect::Updated);
    }
    Ok(done(Code::Text, "{}"))
}

/// The step that a word of a path stands for.
pub(super) fn step(word: &str) -> Option<Step> {
    Some(match word {
        "batchsubmit" | "submit" => Step::Submit,
        "batchunsubmit" | "unsubmit" => Step::Unsubmit,
        "batchaudit" | "audit" => Step::Audit,
        "batchunaudit" | "unaudit" => Step::Unaudit,
        "delete" => Step::Delete,
        "close" => Step::Close,
        "open" => Step::Open,
        "oppose" => Step::Oppose,
        "sactEffect" => Step::Take,
        _ => return None,
    })
}

/// Names of the tables that have steps.
pub(super) fn has_steps(table: usize) -> bool {
    matches!(table, ORDER | CONTRACT | RECEIVABLE | super::schema::RECEIPT)
}
