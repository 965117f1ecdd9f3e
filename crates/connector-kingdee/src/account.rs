//! One connection at work.

use std::sync::Arc;

use connector::{
    Account, CheckLine, ConnectContext, ConnectorError, FieldInfo, ReadRequest, Source, StreamCapabilities, StreamInfo, Target,
};
use model::Clock;

use crate::auth::OFFSET;
use crate::check::{self, Seen};
use crate::client::Api;
use crate::cycle::Approval;
use crate::errors::SYSTEM;
use crate::fields::{Readable, capabilities, is_key};
use crate::forms::{KNOWN, split};
use crate::query;
use crate::save::{After, Closed, Writing, unsupported};
use crate::source::{QuerySource, SingleSource};
use crate::target::FormTarget;

/// Forms that the settings may name.
const FORMS_MAX: usize = 200;
/// What the doctor asks for, as the vendor's own client does.
const ASKED: (&str, &str) = ("BD_Currency", "FCODE");
/// The form that the doctor looks at.
const LOOKED_AT: &str = "BD_Customer";

/// See the module.
pub(crate) struct KingdeeAccount {
    api: Api,
    forms: Vec<String>,
    writing: Writing,
    clock: Arc<dyn Clock>,
}

impl KingdeeAccount {
    pub fn new(context: ConnectContext) -> Result<Self, ConnectorError> {
        let wrong = |setting: &str, reason: String| ConnectorError::Setting { setting: setting.to_owned(), reason };
        let forms = names(&context, "forms");
        if let Some(form) = forms.iter().find(|form| !is_key(form)) {
            return Err(wrong("forms", format!("{form:?} is no id of a form, e.g. SAL_OUTSTOCK")));
        }
        let after = match context.text("after").unwrap_or("audit") {
            "audit" => After::Audited,
            "submit" => After::Submitted,
            "save" => After::Saved,
            other => return Err(wrong("after", format!("write audit, submit or save, not {other:?}"))),
        };
        let closed = match context.text("audited").unwrap_or("reopen") {
            "reopen" => Closed::Reopen,
            "refuse" => Closed::Refuse,
            other => return Err(wrong("audited", format!("write reopen or refuse, not {other:?}"))),
        };
        let approval = match context.text("approval").unwrap_or("audit") {
            "audit" => Approval::Audit,
            // The user of the connection approves unless another is named.
            "workflow" => Approval::Workflow(context.text("approver").map_or_else(|| context.required("user"), Ok)?.to_owned()),
            other => return Err(wrong("approval", format!("write audit or workflow, not {other:?}"))),
        };
        let deletable: Vec<String> = names(&context, "delete_lines");
        let is_entry = |name: &str| split(name).1.is_some_and(is_key) && is_key(split(name).0);
        if let Some(name) = deletable.iter().find(|name| !is_entry(name)) {
            return Err(wrong("delete_lines", format!("{name:?} is no form with an entry, e.g. SAL_SaleOrder/FSaleOrderEntry")));
        }
        let writing = Writing { after, closed, approval, deletable };
        Ok(Self { api: Api::new(&context)?, forms, writing, clock: context.clock })
    }

    fn readable(&self, stream: &str, wanted: &[String]) -> Result<Readable, ConnectorError> {
        let (form, _) = split(stream);
        if !is_key(form) {
            return Err(ConnectorError::NotFound { system: SYSTEM.to_owned(), what: format!("stream {stream:?}") });
        }
        Readable::new(stream, &self.api.described(form)?, wanted)
    }

    fn can(&self, readable: &Readable) -> StreamCapabilities {
        let deletes = readable.entry.as_ref().is_some_and(|entry| self.writing.may_delete_lines(&readable.form, &entry.key));
        capabilities(readable, deletes)
    }
}

/// Names in a setting, one a line or divided by commas.
fn names(context: &ConnectContext, setting: &str) -> Vec<String> {
    let text = context.text(setting).unwrap_or_default();
    let named = text.split(|character: char| character.is_whitespace() || ",;，；".contains(character));
    named.filter(|name| !name.is_empty()).take(FORMS_MAX).map(str::to_owned).collect()
}

fn info(name: String, readable: &Readable, can: StreamCapabilities, object: &str) -> StreamInfo {
    let label = if readable.label.is_empty() { name.clone() } else { readable.label.clone() };
    StreamInfo { can, likely_object: object.to_owned(), label, name, fields: Vec::new() }
}

impl Account for KingdeeAccount {
    fn check(&self) -> Vec<CheckLine> {
        let session = self.api.session();
        let offset = session.as_ref().ok().and_then(Option::as_ref).and_then(|token| token.extra.get(OFFSET)?.parse::<i32>().ok());
        let asked = session.and_then(|_| query::run(&self.api, ASKED.0, &[ASKED.1], "", "", 1).map(drop));
        let form = asked.is_ok().then(|| self.api.described(LOOKED_AT).map(drop));
        let rows = form.as_ref().filter(|form| form.is_ok()).map(|_| query::run(&self.api, LOOKED_AT, &["FCUSTID"], "", "", 1).map(drop));
        let ours = self.api.zone.offset_seconds(self.clock.now_ms());
        check::lines(&Seen { asked, form, rows, offsets: offset.map(|theirs| (theirs, ours)) })
    }

    fn organisation(&self) -> Result<Option<String>, ConnectorError> {
        let account = self.api.account.as_ref();
        let centre = self.api.centres()?.into_iter().find(|centre| centre.id.eq_ignore_ascii_case(account));
        let global = centre.and_then(|centre| centre.global).filter(|global| !global.trim().is_empty());
        Ok(Some(global.map_or_else(|| account.to_owned(), |global| format!("{account}/{global}"))))
    }

    fn streams(&self) -> Result<Vec<StreamInfo>, ConnectorError> {
        let known = KNOWN.iter().map(|known| (known.id, known.object));
        let named = self.forms.iter().map(|form| (form.as_str(), "")).filter(|(form, _)| KNOWN.iter().all(|known| known.id != *form));
        let mut streams = Vec::new();
        for (form, object) in known.chain(named) {
            let described = match self.api.described(form) {
                // Not every site has every form, or lets the user see it.
                Err(ConnectorError::NotFound { .. } | ConnectorError::Forbidden { .. }) => continue,
                other => other?,
            };
            let head = Readable::new(form, &described, &[])?;
            streams.push(info(form.to_owned(), &head, self.can(&head), object));
            for (entry, label) in &head.entries {
                let stream = format!("{form}/{entry}");
                let mut lines = Readable::new(&stream, &described, &[])?;
                lines.label = format!("{} · {label}", head.label);
                streams.push(info(stream, &lines, self.can(&lines), ""));
            }
        }
        Ok(streams)
    }

    fn fields(&self, stream: &str) -> Result<Vec<FieldInfo>, ConnectorError> {
        Ok(self.readable(stream, &[])?.fields)
    }

    fn source(&self, request: &ReadRequest) -> Result<Box<dyn Source>, ConnectorError> {
        let readable = self.readable(&request.stream, &request.columns)?;
        Ok(Box::new(QuerySource::new(self.api.clone(), readable, request.mode.clone(), request.filter.clone())?))
    }

    fn target(&self, stream: &str, key_field: Option<&str>, fields: &[String]) -> Result<Box<dyn Target>, ConnectorError> {
        let readable = self.readable(stream, &[])?;
        if !self.can(&readable).create {
            return Err(unsupported(format!("write {stream}")));
        }
        Ok(Box::new(FormTarget::new(self.api.clone(), readable, key_field, fields, self.writing.clone())?))
    }

    fn fetch(&self, stream: &str, ids: &[String]) -> Result<Box<dyn Source>, ConnectorError> {
        Ok(Box::new(SingleSource::new(self.api.clone(), self.readable(stream, &[])?, ids)?))
    }

    fn system(&self) -> String {
        SYSTEM.to_owned()
    }
}
