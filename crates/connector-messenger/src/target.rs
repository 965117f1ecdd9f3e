//! Writing messages: one record is one message, made once.

use connector::{ConnectorError, FindBy, Found, Outgoing, Target, WriteOperation, WriteOutcome, write_in_parts};

use crate::app::App;
use crate::bot::Bot;
use crate::errors::refused;
use crate::message::{self, Message, Recipients, TEXT, TO};
use crate::vendor::{Delivered, Vendor};

/// Messages of one batch.
pub(crate) const BATCH_MAX: usize = 20;

/// The stream of messages, opened for writing.
pub(crate) struct MessageTarget {
    pub vendor: &'static dyn Vendor,
    pub bot: Option<Bot>,
    pub app: Option<App>,
}

impl MessageTarget {
    /// Sends one message; what the vendor says of this one alone is its outcome.
    fn one(&self, record: &Outgoing) -> Result<WriteOutcome, ConnectorError> {
        if record.operation != WriteOperation::Create {
            return Ok(refused("sent_messages_stay", "what was sent cannot be changed or taken back", None));
        }
        let (message, to) = match message::read(record) {
            Ok(read) => read,
            Err(outcome) => return Ok(outcome),
        };
        let sent = if to.count() == 0 { self.to_group(&message, record) } else { self.to_people(&message, &to, record) };
        match sent {
            // Whether it happened is unknown of this message alone: the others were not sent yet.
            Err(ConnectorError::UnknownOutcome { .. }) => Ok(WriteOutcome::Unknown),
            Err(ConnectorError::RecordRefused { code, message, .. }) => Ok(refused(code, message, None)),
            Err(error @ ConnectorError::Setting { .. }) => Ok(refused("setting_missing", error.to_string(), Some(TO))),
            other => other,
        }
    }

    fn to_group(&self, message: &Message, record: &Outgoing) -> Result<WriteOutcome, ConnectorError> {
        let Some(bot) = &self.bot else {
            return Ok(refused("no_group_bot", "the connection has no bot in a group: name people", Some(TO)));
        };
        if let Some(outcome) = self.too_long(message, 0) {
            return Ok(outcome);
        }
        bot.post(message)?;
        // Vendors give such messages no id.
        Ok(WriteOutcome::Created { id: format!("group:{}", record.idempotency_key), version: None })
    }

    fn to_people(&self, message: &Message, to: &Recipients, record: &Outgoing) -> Result<WriteOutcome, ConnectorError> {
        let Some(app) = &self.app else {
            return Ok(refused("no_app", "the connection has no app: without people the message goes to the bot's group", Some(TO)));
        };
        if let Some(outcome) = self.too_long(message, 1) {
            return Ok(outcome);
        }
        let Delivered { id, missed } = self.vendor.send(app, message, to, &record.idempotency_key)?;
        if missed.is_empty() {
            return Ok(WriteOutcome::Created { id, version: None });
        }
        let places: Vec<String> = missed.iter().take(10).map(|at| (at + 1).to_string()).collect();
        let more = if missed.len() > places.len() { " …" } else { "" };
        let (count, missing, places) = (to.count(), missed.len(), places.join(", "));
        if missing == count {
            return Ok(refused("nobody_reached", format!("none of {count} recipients can be reached"), Some(TO)));
        }
        let text = format!("it did not reach {missing} of {count} recipients (number {places}{more}); the others have it");
        Ok(refused("partly_sent", text, Some(TO)))
    }

    /// The outcome of a message that is too long for the way it goes: 0 the bot's, 1 the app's.
    fn too_long(&self, message: &Message, way: usize) -> Option<WriteOutcome> {
        let most = self.vendor.names().bytes_max.get(way).copied().unwrap_or(0);
        let length = message.joined().len();
        (length > most).then(|| refused("too_long", format!("{length} bytes, at most {most} are taken"), Some(TEXT)))
    }
}

impl Target for MessageTarget {
    fn records_max(&self) -> usize {
        BATCH_MAX
    }

    fn write(&mut self, batch: &[Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        write_in_parts(batch, 1, |part| part.iter().map(|record| self.one(record)).collect())
    }

    fn find(&mut self, _questions: &[FindBy]) -> Result<Vec<Vec<Found>>, ConnectorError> {
        Err(ConnectorError::Unsupported { system: self.vendor.system().to_owned(), what: "look messages up".to_owned() })
    }
}
