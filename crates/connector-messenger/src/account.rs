//! One connection at work.

use std::sync::Arc;

use connector::{
    Account, CheckLine, ConnectContext, ConnectorError, FieldInfo, FieldKind, ReadMode, ReadRequest, Source, StreamCapabilities,
    StreamInfo, Target,
};
use model::Clock;

use crate::app::{App, setting};
use crate::bot::Bot;
use crate::check::{self, Seen};
use crate::members::MemberSource;
use crate::message::{TEXT, TITLE, TO};
use crate::rows;
use crate::table::WholeSource;
use crate::target::{BATCH_MAX, MessageTarget};
use crate::vendor::{Table, Vendor};

const MESSAGES: &str = "messages";
const DEPARTMENTS: &str = "departments";
const MEMBERS: &str = "members";

/// See the module.
pub(crate) struct MessengerAccount {
    vendor: &'static dyn Vendor,
    bot: Option<Bot>,
    app: Option<App>,
    clock: Arc<dyn Clock>,
}

impl MessengerAccount {
    pub fn new(vendor: &'static dyn Vendor, context: ConnectContext) -> Result<Self, ConnectorError> {
        let names = vendor.names();
        let base = context.text("base_url").unwrap_or(names.base).trim_end_matches('/').to_owned();
        let (bot, app) = (Bot::new(vendor, &base, &context)?, App::new(vendor, &base, &context)?);
        if bot.is_none() && app.is_none() {
            return Err(setting(names.bot_key, "give a group bot, an app, or both"));
        }
        Ok(Self { vendor, bot, app, clock: context.clock })
    }

    fn missing<T>(&self, stream: &str) -> Result<T, ConnectorError> {
        let what = format!("stream {:?}", stream.chars().take(100).collect::<String>());
        Err(ConnectorError::NotFound { system: self.vendor.system().to_owned(), what })
    }

    fn cannot<T>(&self, what: impl Into<String>) -> Result<T, ConnectorError> {
        Err(ConnectorError::Unsupported { system: self.vendor.system().to_owned(), what: what.into() })
    }

    /// The app and a stream that it reads.
    fn readable(&self, stream: &str) -> Result<(&App, &'static Table), ConnectorError> {
        match (&self.app, stream) {
            (Some(app), DEPARTMENTS) => Ok((app, self.vendor.department_table())),
            (Some(app), MEMBERS) => Ok((app, self.vendor.member_table(app))),
            (_, MESSAGES) => self.cannot("read messages"),
            (_, _) => self.missing(stream),
        }
    }
}

fn message_fields() -> Vec<FieldInfo> {
    let field = |name: &str, label: &str, kind| FieldInfo {
        name: name.to_owned(),
        label: label.to_owned(),
        kind,
        creatable: true,
        ..FieldInfo::default()
    };
    vec![field(TITLE, "标题", FieldKind::Text), field(TEXT, "正文", FieldKind::Text), field(TO, "接收者", FieldKind::Text)]
}

impl Account for MessengerAccount {
    fn check(&self) -> Vec<CheckLine> {
        let signed_in = self.app.as_ref().map(|app| app.token().map(drop));
        let is_in = matches!(signed_in, Some(Ok(())));
        // The directory alone tells whether a token is good, not only given.
        let count = |app: &App| self.vendor.departments(app).map(|departments| departments.len());
        let contacts = self.app.as_ref().filter(|_| is_in).map(count);
        let sender = self.app.as_ref().filter(|_| is_in).map(|app| self.vendor.check_sender(app));
        let theirs_ms = self.app.as_ref().and_then(App::theirs_ms);
        let seen = Seen { has_bot: self.bot.is_some(), signed_in, contacts, sender, theirs_ms, now_ms: self.clock.now_ms() };
        check::lines(self.vendor.names(), &seen)
    }

    fn organisation(&self) -> Result<Option<String>, ConnectorError> {
        // None of them says by itself whose it is without a further right.
        Ok(None)
    }

    fn streams(&self) -> Result<Vec<StreamInfo>, ConnectorError> {
        let stream = |name: &str, label: &str, fields: Vec<FieldInfo>, can| StreamInfo {
            name: name.to_owned(),
            label: label.to_owned(),
            likely_object: String::new(),
            fields,
            can,
        };
        let sends =
            StreamCapabilities { create: true, write_records_max: u32::try_from(BATCH_MAX).unwrap_or(1), ..StreamCapabilities::default() };
        let reads = StreamCapabilities { full: true, reconcile: true, ..StreamCapabilities::default() };
        let mut streams = vec![stream(MESSAGES, "消息", message_fields(), sends)];
        if let Some(app) = &self.app {
            streams.push(stream(DEPARTMENTS, "部门", rows::fields(self.vendor.department_table()), reads.clone()));
            streams.push(stream(MEMBERS, "成员", rows::fields(self.vendor.member_table(app)), reads));
        }
        Ok(streams)
    }

    fn fields(&self, stream: &str) -> Result<Vec<FieldInfo>, ConnectorError> {
        if stream == MESSAGES {
            return Ok(message_fields());
        }
        self.readable(stream).map(|(_, table)| rows::fields(table))
    }

    fn source(&self, request: &ReadRequest) -> Result<Box<dyn Source>, ConnectorError> {
        let (app, table) = self.readable(&request.stream)?;
        if request.mode != ReadMode::Full {
            return self.cannot(format!("tell what changed in {}: read it in full", request.stream));
        }
        if request.filter.is_some() {
            return self.cannot("filter by an expression of its own");
        }
        let app = app.clone();
        if request.stream == DEPARTMENTS {
            return Ok(Box::new(WholeSource::new(app, table, &request.columns, |app| app.vendor.departments(app))));
        }
        if app.reads_ids {
            let load = |app: &App| app.vendor.all_members(app).unwrap_or_else(|| Ok(Vec::new()));
            return Ok(Box::new(WholeSource::new(app, table, &request.columns, load)));
        }
        Ok(Box::new(MemberSource::new(app, &request.columns)))
    }

    fn target(&self, stream: &str, key_field: Option<&str>, fields: &[String]) -> Result<Box<dyn Target>, ConnectorError> {
        if stream != MESSAGES {
            self.readable(stream)?;
            return self.cannot(format!("write {stream}"));
        }
        if key_field.is_some() {
            return self.cannot("find messages by a key");
        }
        if let Some(unknown) = fields.iter().find(|field| !message_fields().iter().any(|known| known.name == **field)) {
            let what = format!("field {:?} of messages", unknown.chars().take(100).collect::<String>());
            return Err(ConnectorError::NotFound { system: self.vendor.system().to_owned(), what });
        }
        Ok(Box::new(MessageTarget { vendor: self.vendor, bot: self.bot.clone(), app: self.app.clone() }))
    }

    fn system(&self) -> String {
        self.vendor.system().to_owned()
    }
}
