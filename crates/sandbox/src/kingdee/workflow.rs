//! Approval flows: while an organisation has one, what is submitted waits for its users instead of an audit.
//!
//! The vendor's page names the arguments and the three kinds of approval; which refusals there are and how steps are counted is our choice.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::body::{member, text_of};
use super::reply::{Wrong, msg};
use super::schema::{APPROVED, STATUS};
use super::write::text_in;
use crate::fragment::{NULL, quoted};
use crate::site::Site;

/// What becomes of a record: changes of its cells.
type Changes = Vec<(&'static str, String)>;

/// The flow that is on.
#[derive(Debug)]
pub(super) struct Workflow {
    /// Who may approve.
    users: Vec<String>,
    /// How often a record must be approved.
    steps: u64,
    /// Approvals that records have.
    approved: BTreeMap<(usize, u32), u64>,
}

impl Workflow {
    /// The flow of a control call: `{"users": ["…"], "steps": 1}`; none for `{"on": false}`.
    pub(super) fn of(body: &Value) -> Option<Self> {
        let users = body["users"].as_array().into_iter().flatten().filter_map(|user| user.as_str().map(str::to_owned));
        let steps = body["steps"].as_u64().unwrap_or(1).max(1);
        (body["on"] != false).then(|| Self { users: users.collect(), steps, approved: BTreeMap::new() })
    }

    /// What an approval does to a record in approval; `now` is the time as cells have it.
    pub(super) fn act(&mut self, site: &Site, table: usize, row: u32, data: &Map<String, Value>, now: String) -> Result<Changes, Wrong> {
        let given = [member(data, "UserName"), member(data, "UserId")].map(text_of);
        if !given.iter().any(|user| self.users.contains(user)) {
            return Err(Wrong::new(msg::NO_RIGHT, "您不是当前节点的审批人"));
        }
        if text_in(site, table, row, STATUS) != "B" {
            return Err(Wrong::new(msg::CHECK, "单据没有待审批的流程实例"));
        }
        match text_of(member(data, "ApprovalType")).as_str() {
            "1" => {
                let approved = self.approved.entry((table, row)).or_insert(0);
                *approved += 1;
                if *approved < self.steps {
                    return Ok(Vec::new());
                }
                self.approved.remove(&(table, row));
                Ok(vec![(STATUS, quoted("C")), (APPROVED, now)])
            }
            "2" | "3" => {
                self.approved.remove(&(table, row));
                Ok(vec![(STATUS, quoted("D")), (APPROVED, NULL.to_owned())])
            }
            _ => Err(Wrong::new(msg::BAD_PARAMETER, "审批类型不正确")),
        }
    }
}
