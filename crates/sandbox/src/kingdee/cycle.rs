//! The life of a record: submitted, audited, taken back, forbidden, cancelled, deleted, shared with other organisations.
//!
//! `Z` draft, `A` created, `B` in approval, `C` audited, `D` to be audited again. Auditing does not move the time of the last change, as
//! changes through `Save` do; nor does sharing: a copy has the time of its original. That is inferred, and unkind on purpose.

use serde_json::{Map, Value, json};

use super::Kingdee;
use super::body::{list, member, text_of};
use super::reply::{Outcome, Wrong, msg, ok};
use super::schema::{APPROVED, CANCEL, CLOSE, FORBID, FORBIDDEN_AT, STATUS, USE_ORG, keys, target};
use super::value::local;
use super::write::{named, text_in};
use crate::fragment::{NULL, quoted};
use crate::http::Reply;
use crate::log::{Actor, Effect};
use crate::site::{How, Site, Stamp};
use crate::table::{Cells, Class, Presence};
use crate::vendor::Call;

/// Carries out an operation on the records that a call names.
pub(super) fn operate(
    kingdee: &mut Kingdee,
    site: &mut Site,
    call: &Call<'_>,
    table: usize,
    data: &Map<String, Value>,
    operation: &str,
) -> Result<Reply, Wrong> {
    let asked = addressed(site, table, data);
    if asked.is_empty() {
        return Err(Wrong::new(msg::BAD_PARAMETER, "单据编码集合和内码集合不能同时为空"));
    }
    let fault = call
        .plan
        .own(if operation == "Submit" { "submit_refused" } else { "audit_refused" })
        .filter(|_| matches!(operation, "Submit" | "Audit"));
    let mut outcome = Outcome::default();
    for (index, (name, row)) in asked.into_iter().enumerate() {
        let refused = call.plan.row_error(index + 1, "11").map(|code| Wrong::of_code(code.parse().unwrap_or(msg::CHECK)));
        let done = match (row, refused, &fault) {
            (None, ..) => Err(Wrong::new(msg::NO_DATA, format!("“{name}”不存在"))),
            (_, Some(wrong), _) => Err(wrong),
            (_, _, Some(_)) => Err(Wrong::new(msg::CHECK, format!("“{name}”未通过校验，信用额度不足"))),
            (Some(row), ..) => one(kingdee, site, table, row, data, operation),
        };
        let id = row.map(|row| named(site, table, row)).unwrap_or_default();
        let effect = match &done {
            Ok(effect) => effect.clone(),
            Err(wrong) => Effect::Refused(wrong.code.to_string()),
        };
        site.note_write(call.endpoint.name, table, id.0.clone(), operation, effect);
        match done {
            Ok(_) => outcome.done.push((index, id.0, id.1)),
            Err(wrong) => outcome.wrong.push((index, wrong)),
        }
    }
    Ok(ok(&outcome.result()))
}

/// The records that `Ids` names, else those of `Numbers`.
fn addressed(site: &mut Site, table: usize, data: &Map<String, Value>) -> Vec<(String, Option<u32>)> {
    let ids = list(member(data, "Ids"));
    let is_live = |site: &Site, row: u32| site.tables[table].row(row).is_some_and(|row| row.presence == Presence::Live);
    if !ids.is_empty() {
        return ids.into_iter().map(|id| (id.clone(), site.tables[table].by_id(&id).filter(|row| is_live(site, *row)))).collect();
    }
    let organisation =
        [text_of(member(data, "UseOrgId")), text_of(member(data, "CreateOrgId"))].into_iter().find(|id| !id.is_empty() && id != "0");
    let Some(at) = site.tables[table].field(keys(&site.tables[table]).1) else { return Vec::new() };
    let numbers = list(member(data, "Numbers"));
    let found = numbers.into_iter().map(|number| {
        let rows = site.tables[table].having(at, &number);
        let fits =
            |row: &u32| is_live(site, *row) && organisation.as_ref().is_none_or(|wanted| text_in(site, table, *row, USE_ORG) == *wanted);
        let row = rows.into_iter().find(fits);
        (number, row)
    });
    found.collect()
}

fn one(
    kingdee: &mut Kingdee,
    site: &mut Site,
    table: usize,
    row: u32,
    data: &Map<String, Value>,
    operation: &str,
) -> Result<Effect, Wrong> {
    let number = named(site, table, row).1;
    let has_cycle = site.tables[table].field(STATUS).is_some();
    let status = text_in(site, table, row, STATUS);
    let not_now = |why: &str| Err(Wrong::new(msg::NOT_NOW, format!("编码为“{number}”的数据{why}")));
    let now = quoted(&local(site.now_ms(), &kingdee.zone));
    let changes = match operation {
        "Submit" | "Audit" | "UnAudit" | "CancelAssign" | "WorkflowAudit" if !has_cycle => return not_now("没有审核流程"),
        "Submit" => match status.as_str() {
            "A" | "D" => vec![(STATUS, quoted("B"))],
            "C" => return Err(Wrong::new(msg::CHECK, "单据已经审核")),
            "B" => return not_now("已经提交"),
            _ => return not_now("为暂存状态，不允许提交"),
        },
        "Audit" if kingdee.workflow.is_some() => return Err(Wrong::new(msg::CHECK, "单据已启用工作流，请在工作流中审批")),
        "WorkflowAudit" => match &mut kingdee.workflow {
            Some(workflow) => workflow.act(site, table, row, data, now)?,
            None => return Err(Wrong::new(msg::CHECK, "单据没有待审批的流程实例")),
        },
        "Audit" => match status.as_str() {
            "B" => vec![(STATUS, quoted("C")), (APPROVED, now)],
            "C" => return Err(Wrong::new(msg::CHECK, "单据已经审核")),
            _ => return not_now("未提交，不允许审核"),
        },
        "UnAudit" => match status.as_str() {
            "C" => vec![(STATUS, quoted("D")), (APPROVED, NULL.to_owned())],
            _ => return not_now("未审核，不允许反审核"),
        },
        "CancelAssign" => match status.as_str() {
            "B" => vec![(STATUS, quoted("D"))],
            _ => return not_now("不在审核中，不允许撤销"),
        },
        "Delete" => return delete(site, table, row, &status, &number),
        "Forbid" => vec![(FORBID, quoted("B")), (FORBIDDEN_AT, now)],
        "Enable" => vec![(FORBID, quoted("A")), (FORBIDDEN_AT, now)],
        "Cancel" => vec![(CANCEL, quoted("B"))],
        "UnCancel" => vec![(CANCEL, quoted("A"))],
        "BillClose" | "YLBillClose" => vec![(CLOSE, quoted("B"))],
        "BillUnClose" | "YLUnBillClose" => vec![(CLOSE, quoted("A"))],
        _ => return Err(Wrong::new(3, format!("操作“{operation}”不存在"))),
    };
    let mut positions = Vec::with_capacity(changes.len());
    for (key, fragment) in changes {
        match site.tables[table].field(key) {
            Some(at) => positions.push((at, fragment)),
            None => return Err(Wrong::new(3, format!("操作“{operation}”不存在"))),
        }
    }
    let stamp = if matches!(operation, "Cancel" | "UnCancel") { Stamp::Now } else { Stamp::Kept };
    let is_changed = site.update(table, row, positions, How { by: Actor::Api, stamp, visible_after_ms: 0 });
    Ok(if is_changed { Effect::Updated } else { Effect::Unchanged })
}

fn delete(site: &mut Site, table: usize, row: u32, status: &str, number: &str) -> Result<Effect, Wrong> {
    if status == "B" || status == "C" {
        return Err(Wrong::new(msg::NOT_NOW, format!("编码为“{number}”的数据已提交或已审核，不允许删除")));
    }
    let id = named(site, table, row).0;
    let form = site.tables[table].name.clone();
    for other in 0..site.tables.len() {
        let links: Vec<usize> = site.tables[other]
            .visible_fields()
            .filter(|(_, field)| field.class == Class::Link && target(field) == Some(form.as_str()))
            .map(|(at, _)| at)
            .collect();
        for at in links {
            let users = site.tables[other].having(at, &id);
            if users.iter().any(|user| site.tables[other].row(*user).is_some_and(|row| row.presence == Presence::Live)) {
                let what = site.tables[other].label.clone();
                return Err(Wrong::new(msg::CHECK, format!("编码为“{number}”的数据已被“{what}”引用，不允许删除")));
            }
        }
    }
    site.purge(table, row, Actor::Api);
    Ok(Effect::Deleted)
}

/// `Allocate`: a copy of each record for each organisation, under the same number. `CancelAllocate` takes them away.
pub(super) fn allocate(
    kingdee: &mut Kingdee,
    site: &mut Site,
    call: &Call<'_>,
    table: usize,
    data: &Map<String, Value>,
) -> Result<Reply, Wrong> {
    let (ids, organisations) = (list(member(data, "PkIds")), list(member(data, "TOrgIds")));
    let Some(at) = site.tables[table].field(USE_ORG) else { return Err(Wrong::new(3, "该业务对象不支持分配")) };
    if ids.is_empty() || organisations.is_empty() {
        return Err(Wrong::new(msg::BAD_PARAMETER, "PkIds 和 TOrgIds 不能为空"));
    }
    let mut outcome = Outcome::default();
    for (index, id) in ids.iter().enumerate() {
        let found =
            site.tables[table].by_id(id).and_then(|row| site.tables[table].row(row).cloned()).filter(|row| row.presence == Presence::Live);
        let Some(original) = found else {
            outcome.wrong.push((index, Wrong::new(msg::NO_DATA, format!("内码为{id}的数据不存在"))));
            continue;
        };
        let number = site.tables[table].by_id(id).map(|row| named(site, table, row).1).unwrap_or_default();
        for organisation in &organisations {
            let copy = copy_in(site, table, &number, organisation);
            match (call.endpoint.name, copy) {
                ("cancel_allocate", Some(copy)) if site.tables[table].row(copy).is_some_and(|row| row.id != original.id) => {
                    site.purge(table, copy, Actor::Api);
                }
                ("allocate", None) => {
                    let new = kingdee.next_id();
                    let cells = original.cells.with(&[(at, quoted(organisation))]);
                    let how = How { by: Actor::Api, stamp: Stamp::At(original.stamp_ms), visible_after_ms: 0 };
                    site.insert(table, &new, cells, original.person, how);
                }
                _ => {}
            }
        }
        outcome.done.push((index, id.clone(), number));
    }
    Ok(ok(&outcome.result()))
}

fn copy_in(site: &mut Site, table: usize, number: &str, organisation: &str) -> Option<u32> {
    let at = site.tables[table].field(keys(&site.tables[table]).1)?;
    let rows = site.tables[table].having(at, number);
    rows.into_iter().find(|row| {
        text_in(site, table, *row, USE_ORG) == organisation
            && site.tables[table].row(*row).is_some_and(|row| row.presence == Presence::Live)
    })
}

/// The groups of a kind of master data, as `QueryGroupInfo` tells them; the shape of the rows is inferred.
pub(super) fn groups(site: &Site) -> Value {
    let Some(target) = site.table("BD_CustomerGroup") else { return json!([]) };
    let rows = &site.tables[target];
    let shown = rows.live().map(|(number, row)| {
        let (id, code) = named(site, target, number);
        json!({ "FID": super::reply::id_json(&id), "FNUMBER": code, "FNAME": text_in(site, target, number, "FName"),
                "FPARENTID": rows.field("FParentId").map_or(json!(0), |at| crate::fragment::value(row.cells.get(at))) })
    });
    json!(shown.collect::<Vec<_>>())
}

/// `GroupSave`: a group more, or another name for one.
pub(super) fn group_saved(kingdee: &mut Kingdee, site: &mut Site, call: &Call<'_>, data: &Map<String, Value>) -> Result<Reply, Wrong> {
    let target = site.table("BD_CustomerGroup").ok_or_else(|| Wrong::new(msg::EXCEPTION, "业务对象不存在"))?;
    let text = |name: &str| text_of(member(data, name));
    let name = text("FName");
    if name.is_empty() {
        return Err(Wrong::new(msg::CHECK, "字段“名称”是必填项").at("FName"));
    }
    let (parent, id) = (text("FParentId"), text("GroupPkId"));
    let mut changes: Vec<(usize, String)> = Vec::new();
    for (key, fragment) in [("FName", quoted(&name)), ("FParentId", parent.parse::<u64>().unwrap_or(0).to_string())] {
        changes.extend(site.tables[target].field(key).map(|at| (at, fragment)));
    }
    let known = site.tables[target].by_id(&id);
    let (row, effect) = match known {
        Some(row) => {
            site.update(target, row, changes, How::by(Actor::Api));
            (row, Effect::Updated)
        }
        None => {
            let new = kingdee.next_id();
            let number = Some(text("FNumber")).filter(|number| !number.is_empty()).unwrap_or_else(|| format!("KHFZ{new}"));
            changes.extend(site.tables[target].field("FNumber").map(|at| (at, quoted(&number))));
            (site.insert(target, &new, Cells::default().with(&changes), None, How::by(Actor::Api)), Effect::Created)
        }
    };
    let (id, number) = named(site, target, row);
    site.note_write(call.endpoint.name, target, id.clone(), &name, effect);
    Ok(ok(&Outcome { wrong: Vec::new(), done: vec![(0, id, number)] }.result()))
}

/// `GroupDelete`.
pub(super) fn group_deleted(site: &mut Site, call: &Call<'_>, data: &Map<String, Value>) -> Result<Reply, Wrong> {
    let target = site.table("BD_CustomerGroup").ok_or_else(|| Wrong::new(msg::EXCEPTION, "业务对象不存在"))?;
    let mut outcome = Outcome::default();
    for (index, id) in list(member(data, "GroupPkIds")).into_iter().enumerate() {
        let found = site.tables[target].by_id(&id).ok_or_else(|| Wrong::new(msg::NO_DATA, format!("分组{id}不存在")));
        let done = found.and_then(|row| delete(site, target, row, "", &id));
        let effect = done.as_ref().map_or_else(|wrong| Effect::Refused(wrong.code.to_string()), Clone::clone);
        site.note_write(call.endpoint.name, target, id.clone(), "", effect);
        match done {
            Ok(_) => outcome.done.push((index, id, String::new())),
            Err(wrong) => outcome.wrong.push((index, wrong)),
        }
    }
    Ok(ok(&outcome.result()))
}
