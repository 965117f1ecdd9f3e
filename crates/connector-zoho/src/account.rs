//! One connection at work.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use connector::http::{Method, Response};
use connector::{
    AcceptedPush, Account, CheckLine, ConnectContext, ConnectorError, FieldInfo, PushRefused, PushRequest, ReadMode, ReadRequest, Source,
    StoredPush, StreamInfo, Target,
};
use model::Clock;
use serde_json::json;

use crate::check::{self, Channel, Seen};
use crate::client::Api;
use crate::description::{BIND_UPDATES, BULK_FROM};
use crate::errors::SYSTEM;
use crate::fields::{Readable, capabilities, likely_object};
use crate::push::{self, Pushes};
use crate::query::{self, is_name};
use crate::single::SingleSource;
use crate::source::QuerySource;
use crate::target::ModuleTarget;
use crate::watch::{self, Address, Looked};
use crate::wire::{FieldMeta, Fields, Module, Modules, Orgs};

/// Streams listed at most.
const STREAMS_MAX: usize = 5_000;
/// The module that the doctor looks at where it is there.
const LOOKED_AT: &str = "Contacts";

/// See the module.
pub(crate) struct ZohoAccount {
    api: Api,
    pushes: Pushes,
    address: Option<Address>,
    /// The channel of each module, as far as it was looked at.
    channels: Mutex<HashMap<String, Looked>>,
    bulk_from: u64,
    /// Updates are bound to the versions of their records.
    binds_updates: bool,
    clock: Arc<dyn Clock>,
}

impl ZohoAccount {
    pub fn new(context: ConnectContext) -> Result<Self, ConnectorError> {
        let address = context.text("push_url").map(|url| Address { connection: context.connection.clone(), url: url.to_owned() });
        Ok(Self {
            api: Api::new(&context)?,
            pushes: Pushes::new(&context)?,
            address,
            channels: Mutex::default(),
            bulk_from: context.whole_number("bulk_from", BULK_FROM)?,
            binds_updates: context.settings.get(BIND_UPDATES).is_some_and(|on| *on == json!(true) || *on == json!("true")),
            clock: context.clock,
        })
    }

    /// The fields of a module, and the vendor's time of the answer (ms), ours where it tells none.
    fn described(&self, module: &str) -> Result<(Vec<FieldMeta>, i64), ConnectorError> {
        let missing = || ConnectorError::NotFound { system: SYSTEM.to_owned(), what: format!("stream {module:?}") };
        if !is_name(module) {
            return Err(missing());
        }
        let request = self.api.request(Method::Get, "/settings/fields", "/settings/fields")?.query("module", module);
        match self.api.send(request) {
            // It says "nothing" where it knows no such module.
            Ok(response) if response.status() == 204 => Err(missing()),
            Ok(response) => {
                let fields: Fields = response.json()?;
                Ok((fields.fields, response.date_ms().unwrap_or_else(|| self.clock.now_ms())))
            }
            Err(ConnectorError::NotFound { .. }) => Err(missing()),
            Err(error) => Err(error),
        }
    }

    fn modules(&self) -> Result<(Response, Vec<Module>), ConnectorError> {
        let response = self.api.send(self.api.request(Method::Get, "/settings/modules", "/settings/modules")?)?;
        let modules: Modules = response.json()?;
        let is_usable = |module: &Module| {
            module.api_supported && is_name(&module.api_name) && !matches!(module.generated_type.as_str(), "linking" | "subform" | "web")
        };
        Ok((response, modules.modules.into_iter().filter(is_usable).take(STREAMS_MAX).collect()))
    }

    /// Looks after the channel of notifications, where they are set up. What went wrong is told; reading does not depend on it.
    fn keep_channel(&self, module: &str) -> Result<(), ConnectorError> {
        let Some(address) = self.address.as_ref().filter(|_| self.pushes.is_configured()) else { return Ok(()) };
        let now_ms = self.clock.now_ms();
        let known = self.channels.lock().unwrap_or_else(PoisonError::into_inner).get(module).copied();
        if known.is_some_and(|known| known.is_fresh(now_ms)) {
            return Ok(());
        }
        let ends_ms = watch::keep(&self.api, address, self.pushes.token.reveal(), module, now_ms)?;
        let looked = Looked { ends_ms, at_ms: now_ms };
        self.channels.lock().unwrap_or_else(PoisonError::into_inner).insert(module.to_owned(), looked);
        Ok(())
    }

    fn channel(&self, module: &str) -> Channel {
        match (&self.address, self.pushes.is_configured()) {
            (None, true) => Channel::NoAddress,
            (Some(address), true) => Channel::Asked(watch::ends_ms(&self.api, address, self.pushes.token.reveal(), module)),
            (_, false) => Channel::NotSet,
        }
    }
}

impl Account for ZohoAccount {
    fn check(&self) -> Vec<CheckLine> {
        let mut seen = Seen {
            signed_in: self.api.token().map(drop),
            modules: None,
            fields: None,
            query: None,
            channel: Channel::NotLooked,
            now_ms: self.clock.now_ms(),
        };
        if seen.signed_in.is_ok() {
            let listed = self.modules();
            if let Ok((_, modules)) = &listed {
                let known = modules.iter().find(|module| module.api_name == LOOKED_AT).or(modules.first());
                let module = known.map_or(LOOKED_AT, |module| module.api_name.as_str());
                seen.fields = Some(self.described(module).map(drop));
                seen.query = Some(query::run(&self.api, &format!("select id from {module} where id is not null limit 1")).map(drop));
                seen.channel = self.channel(module);
            }
            seen.modules = Some(listed.map(|(response, modules)| (response, modules.len())));
        }
        check::lines(&seen)
    }

    fn organisation(&self) -> Result<Option<String>, ConnectorError> {
        let orgs: Orgs = self.api.read_some(self.api.request(Method::Get, "/org", "/org")?)?;
        Ok(orgs.org.into_iter().next().map(|org| org.zgid).filter(|zgid| !zgid.is_empty()))
    }

    fn streams(&self) -> Result<Vec<StreamInfo>, ConnectorError> {
        let (_, modules) = self.modules()?;
        let info = |module: Module| StreamInfo {
            can: capabilities(&module, self.pushes.is_configured(), self.binds_updates),
            likely_object: likely_object(&module.api_name).to_owned(),
            label: if module.plural_label.is_empty() { module.api_name.clone() } else { module.plural_label },
            name: module.api_name,
            fields: Vec::new(),
        };
        Ok(modules.into_iter().map(info).collect())
    }

    fn fields(&self, stream: &str) -> Result<Vec<FieldInfo>, ConnectorError> {
        Ok(Readable::new(stream, &self.described(stream)?.0, &[]).fields)
    }

    fn source(&self, request: &ReadRequest) -> Result<Box<dyn Source>, ConnectorError> {
        let (described, opened_ms) = self.described(&request.stream)?;
        let readable = Readable::new(&request.stream, &described, &request.columns);
        let mut source = QuerySource::new(self.api.clone(), readable, request, self.bulk_from, opened_ms)?;
        if request.mode == ReadMode::Incremental
            && let Err(error) = self.keep_channel(&request.stream)
        {
            source.warn("push_not_registered", error.to_string());
        }
        Ok(Box::new(source))
    }

    fn target(&self, stream: &str, key_field: Option<&str>, fields: &[String]) -> Result<Box<dyn Target>, ConnectorError> {
        let readable = Readable::new(stream, &self.described(stream)?.0, &[]);
        if !readable.fields.iter().any(|field| field.creatable || field.updatable) {
            return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what: format!("write {stream}") });
        }
        Ok(Box::new(ModuleTarget::new(self.api.clone(), readable, key_field, fields)?))
    }

    fn fetch(&self, stream: &str, ids: &[String]) -> Result<Box<dyn Source>, ConnectorError> {
        let readable = Readable::new(stream, &self.described(stream)?.0, &[]);
        Ok(Box::new(SingleSource::new(self.api.clone(), readable, (1_u64..).zip(ids).map(|(number, id)| (id.clone(), number)))))
    }

    fn accept_push(&self, push: &PushRequest<'_>) -> Result<AcceptedPush, PushRefused> {
        self.pushes.accept(push)
    }

    fn pushed(&self, stream: &str, pushes: Vec<StoredPush>) -> Result<Box<dyn Source>, ConnectorError> {
        if !self.pushes.is_configured() {
            return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what: "send pushes without a token for them".to_owned() });
        }
        let readable = Readable::new(stream, &self.described(stream)?.0, &[]);
        Ok(Box::new(SingleSource::new(self.api.clone(), readable, push::ids(stream, &pushes)?)))
    }

    fn keep_pushes(&self, stream: &str) -> Result<(), ConnectorError> {
        if is_name(stream) { self.keep_channel(stream) } else { Ok(()) }
    }

    fn system(&self) -> String {
        SYSTEM.to_owned()
    }
}
