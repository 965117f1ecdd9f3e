//! One connection at work.

use std::sync::Arc;

use connector::{
    AcceptedPush, Account, CheckLine, ConnectContext, ConnectorError, FieldInfo, PushRefused, PushRequest, ReadRequest, Source, StoredPush,
    StreamInfo, Target,
};
use model::Clock;
use serde_json::{Value, json};

use crate::check::{self, Seen};
use crate::client::Api;
use crate::contacts::ContactSource;
use crate::customer_target::CustomerTarget;
use crate::description::{Deletion, Finish, NewCustomers};
use crate::errors::SYSTEM;
use crate::fetch::FetchSource;
use crate::fields::{self, Column, capabilities};
use crate::listing::{self, Wanted};
use crate::push::{self, Pushes};
use crate::record_target::{ContactTarget, RecordTarget};
use crate::rows::Rows;
use crate::source::{ListSource, check_mode};
use crate::streams::{KINDS, Kind, List, MERCHANT, Since, Write, kind};

/// Organisations of a tree that are looked through.
const ORGS_MAX: usize = 10_000;

/// See the module.
pub(crate) struct YonyouAccount {
    api: Api,
    pushes: Pushes,
    new: NewCustomers,
    deletion: Deletion,
    finish: Finish,
    /// The organisation whose view of customers is read.
    org: Option<String>,
    clock: Arc<dyn Clock>,
}

impl YonyouAccount {
    pub fn new(context: ConnectContext) -> Result<Self, ConnectorError> {
        Ok(Self {
            api: Api::new(&context)?,
            pushes: Pushes::new(&context)?,
            new: NewCustomers::of(&context),
            deletion: Deletion::of(&context)?,
            finish: Finish::of(&context)?,
            org: context.text("use_org").map(str::to_owned),
            clock: context.clock,
        })
    }

    fn look_at(&self, kind: &Kind) -> Result<(), ConnectorError> {
        listing::page(&self.api, kind, &Wanted::default(), 1, 1)?.listed().map(drop)
    }

    /// Whether the organisation of new customers is there.
    fn org_is_there(&self) -> Option<Result<bool, ConnectorError>> {
        let code = self.new.org_code.as_ref()?;
        let tree = self.api.ask::<Value>("/yonbip/digitalModel/orgunit/querytree", &json!({}));
        Some(tree.map(|tree| has_code(&tree, code)))
    }

    fn rows(&self, kind: &Kind, columns: &[Column], wanted: &[String]) -> Rows {
        Rows::new(columns, wanted, stamp_column(kind), self.api.zone.clone())
    }
}

/// The column with the time of change, where the list of a kind can be asked for it.
fn stamp_column(kind: &Kind) -> Option<&'static str> {
    match kind.list {
        List::Customers | List::Contacts => Some("modifyTime"),
        List::Paged { since: Since::Never, .. } => None,
        List::Paged { .. } => Some(if kind.fields.contains("\npubts|") { "pubts" } else { "modifyTime" }),
    }
}

/// Whether a tree of organisations has one of this code.
fn has_code(tree: &Value, code: &str) -> bool {
    let mut open: Vec<&Value> = vec![tree];
    let mut seen = 0;
    while let Some(next) = open.pop().filter(|_| seen < ORGS_MAX) {
        seen += 1;
        match next {
            Value::Array(items) => open.extend(items),
            Value::Object(members) if members.get("code").is_some_and(|known| known == code) => return true,
            Value::Object(members) => open.extend(members.get("children")),
            _ => {}
        }
    }
    false
}

fn known(stream: &str) -> Result<&'static Kind, ConnectorError> {
    kind(stream).ok_or_else(|| ConnectorError::NotFound { system: SYSTEM.to_owned(), what: format!("stream {stream:?}") })
}

impl Account for YonyouAccount {
    fn check(&self) -> Vec<CheckLine> {
        let mut seen = Seen {
            signed_in: self.api.token().map(drop),
            tenant: None,
            expected_tenant: self.api.sign_in.tenant().to_owned(),
            lists: Vec::new(),
            org: None,
            has_events: self.pushes.is_on,
            now_ms: self.clock.now_ms(),
        };
        if seen.signed_in.is_ok() {
            seen.tenant = Some(self.api.tenant());
            let listed = KINDS.iter().filter(|kind| kind.list != List::Contacts);
            seen.lists = listed.map(|kind| (kind.name, self.look_at(kind))).collect();
            seen.org = self.org_is_there();
        }
        check::lines(&seen)
    }

    fn organisation(&self) -> Result<Option<String>, ConnectorError> {
        Ok(self.api.tenant()?.tenant)
    }

    fn streams(&self) -> Result<Vec<StreamInfo>, ConnectorError> {
        let mut streams = Vec::new();
        let mut has_customers = false;
        for kind in KINDS {
            // Products that the tenant does not have, and interfaces that the app may not call, are left out.
            let is_there = match kind.list {
                List::Contacts => has_customers,
                List::Customers | List::Paged { .. } => match self.look_at(kind) {
                    Ok(()) => true,
                    Err(ConnectorError::Forbidden { .. } | ConnectorError::NotFound { .. }) => false,
                    Err(error) => return Err(error),
                },
            };
            has_customers |= is_there && kind.name == MERCHANT;
            if is_there {
                streams.push(StreamInfo {
                    name: kind.name.to_owned(),
                    label: kind.label.to_owned(),
                    likely_object: kind.likely_object.to_owned(),
                    fields: Vec::new(),
                    can: capabilities(kind, self.pushes.is_on, self.deletion != Deletion::Never),
                });
            }
        }
        Ok(streams)
    }

    fn fields(&self, stream: &str) -> Result<Vec<FieldInfo>, ConnectorError> {
        let (columns, _) = fields::columns(&self.api, known(stream)?)?;
        Ok(columns.into_iter().map(|column| column.info).collect())
    }

    fn source(&self, request: &ReadRequest) -> Result<Box<dyn Source>, ConnectorError> {
        let kind = known(&request.stream)?;
        check_mode(kind, &request.mode, request.filter.as_ref())?;
        let (columns, had_some) = fields::columns(&self.api, kind)?;
        let rows = self.rows(kind, &columns, &request.columns);
        let (api, mode, org, clock) = (self.api.clone(), request.mode.clone(), self.org.clone(), Arc::clone(&self.clock));
        Ok(match kind.list {
            List::Contacts => Box::new(ContactSource { api, kind, rows, mode, org, clock }),
            List::Customers | List::Paged { .. } => Box::new(ListSource { api, kind, rows, mode, org, clock, had_some }),
        })
    }

    fn target(&self, stream: &str, key_field: Option<&str>, names: &[String]) -> Result<Box<dyn Target>, ConnectorError> {
        let kind = known(stream)?;
        let columns = || fields::columns(&self.api, kind).map(|(columns, _)| columns);
        let api = self.api.clone();
        match kind.write {
            Write::Customers => {
                let how = (self.new.clone(), self.deletion, self.org.clone());
                Ok(Box::new(CustomerTarget::new(api, kind, columns()?, key_field, names, how)?))
            }
            Write::Contacts => Ok(Box::new(ContactTarget::new(api, kind, columns()?, key_field, names)?)),
            Write::Records(saving) => Ok(Box::new(RecordTarget::new(api, kind, saving, columns()?, key_field, names, self.finish)?)),
            Write::Nothing => Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what: format!("write {stream}") }),
        }
    }

    fn fetch(&self, stream: &str, ids: &[String]) -> Result<Box<dyn Source>, ConnectorError> {
        let kind = known(stream)?;
        if !capabilities(kind, false, false).fetch {
            return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what: format!("read single records of {stream}") });
        }
        let (columns, _) = fields::columns(&self.api, kind)?;
        let ids = (1_u64..).zip(ids).map(|(number, id)| (id.clone(), number));
        Ok(Box::new(FetchSource::new(self.api.clone(), kind, self.rows(kind, &columns, &[]), self.org.clone(), ids)))
    }

    fn accept_push(&self, push: &PushRequest<'_>) -> Result<AcceptedPush, PushRefused> {
        self.pushes.accept(push)
    }

    fn pushed(&self, stream: &str, pushes: Vec<StoredPush>) -> Result<Box<dyn Source>, ConnectorError> {
        let kind = known(stream)?;
        if !self.pushes.is_on || !push::is_told(stream) {
            return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what: format!("tell of changes of {stream} by itself") });
        }
        let ids = self.pushes.ids(stream, &pushes)?;
        let (columns, _) = fields::columns(&self.api, kind)?;
        Ok(Box::new(FetchSource::new(self.api.clone(), kind, self.rows(kind, &columns, &[]), self.org.clone(), ids)))
    }

    fn system(&self) -> String {
        SYSTEM.to_owned()
    }
}
