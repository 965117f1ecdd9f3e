//! The life of records as a writer needs it: where they are, opened for a change, and brought where they belong.

use std::collections::BTreeMap;

use connector::http::Repeat;
use connector::{ConnectorError, one_line};
use serde_json::json;

use crate::client::Api;
use crate::errors::{code, words};
use crate::fields::{Readable, STATUS};
use crate::query::{self, list};
use crate::wire::{Status, plain, text};

/// Where a record is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub id: String,
    /// Empty where the form has no life cycle.
    pub status: String,
}

impl Known {
    pub fn is_audited(&self) -> bool {
        self.status == "C"
    }

    pub fn is_in_approval(&self) -> bool {
        self.status == "B"
    }

    /// Whether it cannot be changed as it is.
    pub fn is_closed(&self) -> bool {
        self.is_audited() || self.is_in_approval()
    }
}

/// Why an operation was refused for a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reason {
    pub code: String,
    pub message: String,
    pub may_pass: bool,
}

/// How records that were submitted are approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Approval {
    Audit,
    /// In the workflow that the organisation has for them, as this user: an id, or a name.
    Workflow(String),
}

/// Operations on records of one form.
pub(crate) struct Cycle<'a> {
    pub api: &'a Api,
    pub readable: &'a Readable,
    pub approval: &'a Approval,
}

impl Cycle<'_> {
    /// The records whose `key` has one of `values`: value and record, at most one for each.
    pub fn known(&self, key: &str, values: &[&str]) -> Result<BTreeMap<String, Known>, ConnectorError> {
        let mut known = BTreeMap::new();
        let mut keys = vec![self.readable.pk.as_str(), key];
        if self.readable.has_status {
            keys.push(STATUS);
        }
        for part in values.chunks(query::VALUES_MAX) {
            let literals = if key == self.readable.pk {
                let numbers = part.iter().copied().filter(|id| query::is_number(id));
                list(numbers)
            } else {
                part.iter().map(|value| query::quoted(value)).collect::<Vec<_>>().join(",")
            };
            if literals.is_empty() {
                continue;
            }
            let order = format!("{} ASC", self.readable.pk);
            let rows = query::run(self.api, &self.readable.form, &keys, &format!("{key} in ({literals})"), &order, query::ROWS_MAX)?;
            for row in rows {
                let at = |at: usize| row.get(at).and_then(|value| text(value)).unwrap_or_default();
                // The oldest one counts: later ones may be copies for other organisations.
                known.entry(at(1)).or_insert_with(|| Known { id: at(0), status: if keys.len() > 2 { at(2) } else { String::new() } });
            }
        }
        Ok(known)
    }

    /// Carries out an operation on records by id; what was refused, by id.
    pub fn run(&self, method: &'static str, ids: &[String]) -> Result<BTreeMap<String, Reason>, ConnectorError> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let data = json!({ "CreateOrgId": 0, "Numbers": [], "Ids": ids.join(","), "NetworkCtrl": "" });
        // Doing it again is refused and changes nothing.
        let status = self.api.operate(method, &self.readable.form, &data, Repeat::Safe)?;
        let mut refused = refused(ids, &status);
        if refused.is_empty() {
            return Ok(refused);
        }
        // An attempt before this one may have done it, and its answer was lost: what is there now decides.
        let asked: Vec<&str> = refused.keys().map(String::as_str).collect();
        let known = self.known(&self.readable.pk, &asked)?;
        refused.retain(|id, _| !is_done(method, known.get(id)));
        Ok(refused)
    }

    /// Opens closed records for a change. What was refused, by id.
    pub fn open(&self, records: &[&Known]) -> Result<BTreeMap<String, Reason>, ConnectorError> {
        let ids = |is_it: fn(&Known) -> bool| records.iter().filter(|known| is_it(known)).map(|known| known.id.clone()).collect::<Vec<_>>();
        let mut refused = self.run("UnAudit", &ids(Known::is_audited))?;
        refused.extend(self.run("CancelAssign", &ids(Known::is_in_approval))?);
        Ok(refused)
    }

    /// Submits `submitted`, and audits those of them that are in `audited`. What was refused, by id.
    pub fn close(&self, submitted: &[String], audited: &[String]) -> Result<BTreeMap<String, Reason>, ConnectorError> {
        let mut refused = self.run("Submit", submitted)?;
        let ready: Vec<String> = audited.iter().filter(|id| !refused.contains_key(*id)).cloned().collect();
        refused.extend(match self.approval {
            Approval::Audit => self.run("Audit", &ready)?,
            Approval::Workflow(user) => self.approve(user, &ready)?,
        });
        Ok(refused)
    }

    /// Approves records in their workflow as a user, once: a second approval might be that of the next step. What is there afterwards
    /// decides, for the answer names no records; one that waits for a further step is told.
    fn approve(&self, user: &str, ids: &[String]) -> Result<BTreeMap<String, Reason>, ConnectorError> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let user_id = user.parse::<u64>().unwrap_or(0);
        let data = json!({
            "FormId": self.readable.form, "Ids": ids.join(","), "Numbers": [], "UserId": user_id,
            "UserName": if user_id == 0 { user } else { "" }, "ApprovalType": 1, "ActionResultId": "", "PostId": 0, "Disposition": "Rapport",
        });
        let told = match self.api.operate_named("WorkflowAudit", &json!({ "data": data }), Repeat::Unsafe) {
            Ok(status) if status.is_success => None,
            Ok(status) => Some(Reason { code: status.msg_code.to_string(), message: words(&status), may_pass: false }),
            Err(error @ ConnectorError::UnknownOutcome { .. }) => {
                Some(Reason { code: "unknown".to_owned(), message: error.to_string(), may_pass: false })
            }
            Err(error) => return Err(error),
        };
        let waits = || Reason {
            code: "waits_for_approval".to_owned(),
            message: "its workflow waits for a further step".to_owned(),
            may_pass: false,
        };
        let known = self.known(&self.readable.pk, &ids.iter().map(String::as_str).collect::<Vec<_>>())?;
        let not_audited = ids.iter().filter(|id| !known.get(*id).is_some_and(Known::is_audited));
        Ok(not_audited.map(|id| (id.clone(), told.clone().unwrap_or_else(waits))).collect())
    }
}

/// Whether a record is where an operation would have brought it.
fn is_done(method: &str, known: Option<&Known>) -> bool {
    match (method, known) {
        ("Delete", None) => true,
        ("Submit", Some(known)) => known.is_closed(),
        ("Audit", Some(known)) => known.is_audited(),
        ("UnAudit", Some(known)) => !known.is_closed(),
        ("CancelAssign", Some(known)) => !known.is_in_approval(),
        (_, _) => false,
    }
}

/// What was refused, by id.
fn refused(ids: &[String], status: &Status) -> BTreeMap<String, Reason> {
    if status.is_success {
        return BTreeMap::new();
    }
    let done: Vec<String> = status.success_entitys.iter().map(|done| plain(&done.id)).collect();
    let reason = |index: usize| {
        let told = status.errors.iter().find(|wrong| wrong.index == index).and_then(|wrong| wrong.message.as_deref());
        let message = told.map_or_else(|| words(status), one_line);
        Reason { code: status.msg_code.to_string(), message, may_pass: code::may_pass(status.msg_code) }
    };
    ids.iter().enumerate().filter(|(_, id)| !done.contains(id)).map(|(index, id)| (id.clone(), reason(index))).collect()
}
