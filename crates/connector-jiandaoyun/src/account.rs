//! One connection at work.

use std::sync::Arc;

use connector::{
    AcceptedPush, Account, CheckLine, ConnectContext, ConnectorError, FieldInfo, PushRefused, PushRequest, ReadRequest, Source, StoredPush,
    StreamInfo, Target,
};
use model::Clock;
use serde_json::json;

use crate::check::{self, FormsSeen};
use crate::client::{Api, SYSTEM};
use crate::fields::{capabilities, columns};
use crate::push::Pushes;
use crate::rows::Rows;
use crate::source::{FetchSource, ListSource};
use crate::target::FormTarget;
use crate::values::Zone;
use crate::wire::{App, Apps, Form, Forms, Widgets};

/// Records of one list call, and of one batch: the vendor's limit.
pub const PAGE_RECORDS_MAX: usize = 100;
/// Forms that the doctor looks at, one call each.
const FORMS_LOOKED_AT: usize = 30;
/// Pages of apps or forms that are looked at.
const LIST_PAGES_MAX: usize = 50;

/// An application and a form: what a stream is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormName {
    pub app_id: String,
    pub entry_id: String,
}

impl FormName {
    pub fn parse(stream: &str) -> Result<Self, ConnectorError> {
        let parts = stream.split_once('/').filter(|(app, entry)| !app.is_empty() && !entry.is_empty() && !entry.contains('/'));
        let (app_id, entry_id) = parts.ok_or_else(|| ConnectorError::NotFound {
            system: SYSTEM.to_owned(),
            what: format!("stream {stream:?}; streams are written app_id/entry_id"),
        })?;
        Ok(Self { app_id: app_id.to_owned(), entry_id: entry_id.to_owned() })
    }
}

/// See the module.
pub(crate) struct JiandaoyunAccount {
    api: Api,
    pushes: Pushes,
    zone: Zone,
    clock: Arc<dyn Clock>,
}

impl JiandaoyunAccount {
    pub fn new(context: ConnectContext) -> Result<Self, ConnectorError> {
        Ok(Self {
            api: Api::new(&context)?,
            pushes: Pushes::new(&context)?,
            zone: Zone::new(context.text("zone").unwrap_or("Asia/Shanghai"))?,
            clock: context.clock,
        })
    }

    /// Looks at the forms one by one: those of the vendor's own CRM are listed as well, and refuse everything.
    fn forms_seen(&self) -> Result<FormsSeen, ConnectorError> {
        let streams = self.streams()?;
        let mut seen = FormsSeen { listed: streams.len(), ..FormsSeen::default() };
        for stream in streams.into_iter().take(FORMS_LOOKED_AT) {
            match self.fields(&stream.name) {
                Ok(_) => seen.readable += 1,
                Err(ConnectorError::Unsupported { .. }) => seen.preset.push(stream.label),
                Err(error) => return Err(error),
            }
        }
        Ok(seen)
    }

    fn widgets(&self, form: &FormName) -> Result<Widgets, ConnectorError> {
        widgets(&self.api, form)
    }

    /// The applications the key may see.
    fn apps(&self) -> Result<Vec<App>, ConnectorError> {
        let mut all = Vec::new();
        for page in 0..LIST_PAGES_MAX {
            let body = json!({ "skip": page * PAGE_RECORDS_MAX, "limit": PAGE_RECORDS_MAX });
            let apps = self.api.read::<Apps>("/v5/app/list", &body)?.apps;
            let is_last = apps.len() < PAGE_RECORDS_MAX;
            all.extend(apps);
            if is_last {
                break;
            }
        }
        Ok(all)
    }

    fn forms(&self, app: &App) -> Result<Vec<Form>, ConnectorError> {
        let mut all = Vec::new();
        for page in 0..LIST_PAGES_MAX {
            let body = json!({ "app_id": app.app_id, "skip": page * PAGE_RECORDS_MAX, "limit": PAGE_RECORDS_MAX });
            let forms = self.api.read::<Forms>("/v5/app/entry/list", &body)?.forms;
            let is_last = forms.len() < PAGE_RECORDS_MAX;
            all.extend(forms);
            if is_last {
                break;
            }
        }
        Ok(all)
    }
}

/// The fields of a form, and when its data last changed.
pub(crate) fn widgets(api: &Api, form: &FormName) -> Result<Widgets, ConnectorError> {
    api.read("/v5/app/entry/widget/list", &json!({ "app_id": form.app_id, "entry_id": form.entry_id }))
}

impl Account for JiandaoyunAccount {
    fn check(&self) -> Vec<CheckLine> {
        let first = self.api.send("/v5/app/list", &json!({ "skip": 0, "limit": 1 }), connector::http::Repeat::Safe);
        let schema = first.is_ok().then(|| self.forms_seen());
        check::lines(&first, schema, self.clock.now_ms(), self.pushes.is_configured())
    }

    fn organisation(&self) -> Result<Option<String>, ConnectorError> {
        // The API names no corporation; the applications that a key sees do as well, as long as the first one stays.
        let mut apps = self.apps()?;
        apps.sort_by(|left, right| left.app_id.cmp(&right.app_id));
        Ok(apps.into_iter().next().map(|app| app.app_id))
    }

    fn streams(&self) -> Result<Vec<StreamInfo>, ConnectorError> {
        let mut streams = Vec::new();
        for app in self.apps()? {
            for form in self.forms(&app)? {
                streams.push(StreamInfo {
                    name: format!("{}/{}", app.app_id, form.entry_id),
                    label: format!("{} · {}", app.name, form.name),
                    likely_object: likely_object(&form.name).to_owned(),
                    fields: Vec::new(),
                    can: capabilities(self.pushes.is_configured()),
                });
            }
        }
        streams.truncate(5_000);
        Ok(streams)
    }

    fn fields(&self, stream: &str) -> Result<Vec<FieldInfo>, ConnectorError> {
        let widgets = self.widgets(&FormName::parse(stream)?)?;
        Ok(columns(&widgets.widgets).1)
    }

    fn source(&self, request: &ReadRequest) -> Result<Box<dyn Source>, ConnectorError> {
        if request.filter.is_some() {
            return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what: "take a filter of its own language".to_owned() });
        }
        let form = FormName::parse(&request.stream)?;
        let widgets = self.widgets(&form)?;
        Ok(Box::new(ListSource::new(self.api.clone(), form, &widgets, &request.mode, self.clock.now_ms())))
    }

    fn target(&self, stream: &str, key_field: Option<&str>, fields: &[String]) -> Result<Box<dyn Target>, ConnectorError> {
        let form = FormName::parse(stream)?;
        let widgets = self.widgets(&form)?.widgets;
        Ok(Box::new(FormTarget::new(self.api.clone(), form, &widgets, key_field, fields, self.zone.clone())?))
    }

    fn fetch(&self, stream: &str, ids: &[String]) -> Result<Box<dyn Source>, ConnectorError> {
        let form = FormName::parse(stream)?;
        let widgets = self.widgets(&form)?.widgets;
        Ok(Box::new(FetchSource::new(self.api.clone(), form, Rows::new(&widgets), ids)))
    }

    fn accept_push(&self, push: &PushRequest<'_>) -> Result<AcceptedPush, PushRefused> {
        self.pushes.accept(push)
    }

    fn pushed(&self, stream: &str, pushes: Vec<StoredPush>) -> Result<Box<dyn Source>, ConnectorError> {
        let form = FormName::parse(stream)?;
        let widgets = self.widgets(&form)?.widgets;
        Ok(Box::new(crate::push::PushSource::new(Rows::new(&widgets), pushes)))
    }

    fn system(&self) -> String {
        SYSTEM.to_owned()
    }
}

/// What a form most likely is, by its name.
fn likely_object(name: &str) -> &'static str {
    const WORDS: [(&str, &str); 10] = [
        ("联系人", "contacts"),
        ("线索", "leads"),
        ("商机", "deals"),
        ("订单", "orders"),
        ("合同", "contracts"),
        ("回款", "payments"),
        ("工单", "tickets"),
        ("产品", "products"),
        ("跟进", "activities"),
        ("客户", "customers"),
    ];
    WORDS.iter().find(|(word, _)| name.contains(word)).map_or("", |(_, object)| object)
}
