//! One connection at work.

use std::sync::Arc;

use connector::http::{Method, encode};
use connector::{
    AcceptedPush, Account, CheckLine, ConnectContext, ConnectorError, FieldInfo, PushRefused, PushRequest, ReadRequest, Source, StoredPush,
    StreamInfo, Target,
};
use model::Clock;

use crate::auth::ORGANISATION;
use crate::check;
use crate::client::{Api, allowance};
use crate::description::BULK_FROM;
use crate::errors::SYSTEM;
use crate::fields::{capabilities, likely_object, readable};
use crate::push;
use crate::soql::is_name;
use crate::source::{FetchSource, QuerySource};
use crate::target::ObjectTarget;
use crate::wire::{Describe, Objects};

/// Streams listed at most.
const STREAMS_MAX: usize = 5_000;

/// See the module.
pub(crate) struct SalesforceAccount {
    api: Api,
    bulk_from: u64,
    clock: Arc<dyn Clock>,
}

impl SalesforceAccount {
    pub fn new(context: ConnectContext) -> Result<Self, ConnectorError> {
        let bulk_from = context.whole_number("bulk_from", BULK_FROM.parse().unwrap_or(50_000))?;
        Ok(Self { api: Api::new(&context)?, bulk_from, clock: context.clock })
    }

    fn describe(&self, stream: &str) -> Result<Describe, ConnectorError> {
        let missing = || ConnectorError::NotFound { system: SYSTEM.to_owned(), what: format!("stream {stream:?}") };
        if !is_name(stream) {
            return Err(missing());
        }
        let request = self.api.request(Method::Get, &format!("/sobjects/{}/describe", encode(stream)), "/sobjects/{object}/describe")?;
        match self.api.send(request) {
            Err(ConnectorError::NotFound { .. }) => Err(missing()),
            other => other?.json(),
        }
    }
}

impl Account for SalesforceAccount {
    fn check(&self) -> Vec<CheckLine> {
        let signed_in = self.api.token().map(|_| ());
        if signed_in.is_err() {
            return check::lines(&signed_in, None, None, None, self.clock.now_ms());
        }
        let listed = self.api.request(Method::Get, "/sobjects", "/sobjects").and_then(|request| {
            let response = self.api.send(request)?;
            let objects: Objects = response.json()?;
            Ok((response, objects.sobjects.len()))
        });
        // A token that is kept says nothing about whether it is still taken.
        let listed = match listed {
            Err(error @ ConnectorError::Unauthorised { .. }) => return check::lines(&Err(error), None, None, None, self.clock.now_ms()),
            listed => listed,
        };
        let described = listed.is_ok().then(|| self.describe("Account").map(|_| ()));
        let usage = listed.as_ref().ok().and_then(|(response, _)| response.header("sforce-limit-info").and_then(allowance));
        check::lines(&signed_in, Some(&listed), described.as_ref(), usage, self.clock.now_ms())
    }

    fn organisation(&self) -> Result<Option<String>, ConnectorError> {
        Ok(self.api.token()?.extra.get(ORGANISATION).cloned())
    }

    fn streams(&self) -> Result<Vec<StreamInfo>, ConnectorError> {
        let objects: Objects = self.api.send(self.api.request(Method::Get, "/sobjects", "/sobjects")?)?.json()?;
        let usable =
            objects.sobjects.into_iter().filter(|object| object.queryable && !object.deprecated_and_hidden && !object.custom_setting);
        let info = |object: crate::wire::ObjectInfo| StreamInfo {
            can: capabilities(&object),
            likely_object: likely_object(&object.name).to_owned(),
            label: object.label,
            name: object.name,
            fields: Vec::new(),
        };
        Ok(usable.take(STREAMS_MAX).map(info).collect())
    }

    fn fields(&self, stream: &str) -> Result<Vec<FieldInfo>, ConnectorError> {
        Ok(readable(&self.describe(stream)?, &[]).fields)
    }

    fn source(&self, request: &ReadRequest) -> Result<Box<dyn Source>, ConnectorError> {
        let readable = readable(&self.describe(&request.stream)?, &request.columns);
        let source = QuerySource::new(self.api.clone(), readable, request.mode.clone(), request.filter.clone(), self.bulk_from)?;
        Ok(Box::new(source))
    }

    fn target(&self, stream: &str, key_field: Option<&str>, fields: &[String]) -> Result<Box<dyn Target>, ConnectorError> {
        let describe = self.describe(stream)?;
        if !describe.createable && !describe.updateable {
            return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what: format!("write {stream}") });
        }
        Ok(Box::new(ObjectTarget::new(self.api.clone(), readable(&describe, &[]), key_field, fields)?))
    }

    fn fetch(&self, stream: &str, ids: &[String]) -> Result<Box<dyn Source>, ConnectorError> {
        let readable = readable(&self.describe(stream)?, &[]);
        Ok(Box::new(FetchSource::new(self.api.clone(), readable, ids)))
    }

    fn accept_push(&self, request: &PushRequest<'_>) -> Result<AcceptedPush, PushRefused> {
        // The token that is kept tells the organisation; no call is made here.
        let organisation = self.api.known_organisation();
        push::accept(request, organisation.as_deref())
    }

    fn pushed(&self, stream: &str, pushes: Vec<StoredPush>) -> Result<Box<dyn Source>, ConnectorError> {
        Ok(Box::new(push::PushSource::new(stream, pushes)))
    }

    fn system(&self) -> String {
        SYSTEM.to_owned()
    }
}
