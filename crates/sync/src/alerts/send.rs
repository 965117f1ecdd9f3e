//! Sending: one thread for each channel that has something to say, so that one that hangs holds up no other.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use connector::http::{Client, Expect, Limits, Policy, Priority, Request};
use connector::mail::Mail;
use connector::signature::{HmacKind, StandardWebhook, Written, hmac_text};
use connector::{ConnectorError, NextStep, Outgoing, SecretText, Target, WriteOperation, WriteOutcome};
use serde_json::{Value, json};
use store::{AlertChannelRow, AlertNoticeRow, NoticeState, StoreError};

use super::link::path_of;
use super::notice::Notice;
use super::settings::{Email, MessageTo, Settings, Webhook};
use super::{AlertError, Alerts, ChannelLanguage, LastSending, kind_of, map_of, place, sync_of};
use crate::connections::{Use, read_sealed};

/// Attempts to send one notice: about four hours in all.
const ATTEMPTS_MAX: i64 = 10;
/// Gap after the first failure; doubled with each further one.
const GAP_MS: i64 = 30_000;
/// Longest gap.
const GAP_MAX_MS: i64 = 3_600_000;
/// For so long a notice is in the hands of the process that sends it: longer than any call or message takes.
const TAKEN_MS: i64 = 120_000;
/// The same for messages, which wait for their turn among those of the group.
const MESSAGE_TAKEN_MS: i64 = 600_000;
/// Messages of a channel in one round: groups take about ten a minute.
const ROUND_MESSAGES_MAX: usize = 20;
/// The stream of messengers that messages are written to.
const MESSAGES: &str = "messages";
/// Code of a message that some of its recipients have: it is not sent again.
const PARTLY_SENT: &str = "partly_sent";
/// Notices of a channel in one round; the others wait for the next one.
const ROUND_MAX: usize = 100;
/// Lines of one message that tell of single alerts.
const MAIL_NOTICES_MAX: usize = 50;
/// Longest time of one call, and longest silence in it.
const CALL_MAX: (Duration, Duration) = (Duration::from_secs(15), Duration::from_secs(10));
/// Most bytes of an answer; nobody reads it.
const ANSWER_BYTES_MAX: u64 = 64 * 1024;
/// Most characters of a reason that is kept.
const REASON_CHARS_MAX: usize = 500;

/// A channel with what it takes to send by it.
struct Sender {
    id: i64,
    language: ChannelLanguage,
    settings: Settings,
    secret: Option<SecretText>,
    client: Client,
    /// Where messages are written.
    target: Option<Box<dyn Target>>,
    /// Tells notices of this installation from those of others.
    installation: String,
}

impl Alerts {
    /// Sends what is due by all channels; ends soon after `cancel` is set. Gives how many notices arrived.
    ///
    /// # Errors
    /// Store errors. What a channel meets stands with the channel.
    pub fn send_due(&self, cancel: &Arc<AtomicBool>) -> Result<usize, AlertError> {
        let now_ms = self.store().clock().now_ms();
        let busy = self.store().read(|session| {
            let mut busy = Vec::new();
            for channel in session.alert_channels()?.into_iter().filter(|channel| channel.is_on) {
                if !session.alert_notices_due(channel.id, now_ms, 1)?.is_empty() {
                    busy.push(channel);
                }
            }
            Ok::<_, StoreError>(busy)
        })?;
        let rounds: Vec<Result<usize, AlertError>> = std::thread::scope(|scope| {
            let started: Vec<_> = busy
                .iter()
                .map(|channel| std::thread::Builder::new().spawn_scoped(scope, || self.round(channel, now_ms, cancel)))
                .collect();
            started
                .into_iter()
                .map(|thread| match thread.map(std::thread::ScopedJoinHandle::join) {
                    Ok(Ok(sent)) => sent,
                    // Its notices are due again once nobody holds them.
                    Ok(Err(_)) | Err(_) => Err(StoreError::Closed.into()),
                })
                .collect()
        });
        rounds.into_iter().sum()
    }

    /// Sends a trial by one channel, whether or not it is on, and tells what came of it.
    ///
    /// # Errors
    /// [`AlertError::NotFound`]; [`AlertError::Connector`] with what the other side said.
    pub fn test(&self, id: i64) -> Result<(), AlertError> {
        let row = self.row(id)?;
        let now_ms = self.store().clock().now_ms();
        let link = self.public_url.as_ref().map(|url| format!("{url}/alerts"));
        let notice = Notice::trial(&row.name, now_ms, link);
        let sent = self.sender(&row, &Arc::default()).and_then(|mut sender| sender.send(&[notice], now_ms));
        self.note_last(id, now_ms, sent.as_ref().err())?;
        sent
    }

    /// Sends what is due by one channel, until something fails.
    fn round(&self, channel: &AlertChannelRow, now_ms: i64, cancel: &Arc<AtomicBool>) -> Result<usize, AlertError> {
        let mut sender = match self.sender(channel, cancel) {
            Ok(sender) => sender,
            Err(error) => {
                self.note_last(channel.id, now_ms, Some(&error))?;
                let due = self.take(channel.id, now_ms, ROUND_MAX, TAKEN_MS)?;
                self.note(&due, After::of(&Err(error)))?;
                return Ok(0);
            }
        };
        let (at_once, rounds, taken_ms) = match sender.settings {
            Settings::Webhook(_) => (1, ROUND_MAX, TAKEN_MS),
            Settings::Email(_) => (MAIL_NOTICES_MAX, ROUND_MAX / MAIL_NOTICES_MAX, TAKEN_MS),
            Settings::Message(_) => (1, ROUND_MESSAGES_MAX, MESSAGE_TAKEN_MS),
        };
        let mut sent = 0;
        for _ in 0..rounds {
            if cancel.load(Ordering::Relaxed) {
                break;
            }
            let taken = self.take(channel.id, now_ms, at_once, taken_ms)?;
            if taken.is_empty() {
                break;
            }
            let notices = self.notices(&taken)?;
            let at_ms = self.store().clock().now_ms();
            let result = if notices.is_empty() { Ok(()) } else { sender.send(&notices, at_ms) };
            let is_message = matches!(sender.settings, Settings::Message(_));
            let after = if is_message { After::of_message(&result) } else { After::of(&result) };
            let has_arrived = after.state == Settled::Sent;
            self.note(&taken, after)?;
            self.note_last(channel.id, at_ms, result.as_ref().err())?;
            if !has_arrived {
                break;
            }
            sent += taken.len();
        }
        Ok(sent)
    }

    fn sender(&self, row: &AlertChannelRow, cancel: &Arc<AtomicBool>) -> Result<Sender, AlertError> {
        let connections = self.tasks.connections();
        let kind = kind_of(row)?;
        let sealed = read_sealed(&row.secrets)?;
        let stored = kind.secret().and_then(|name| Some((name, sealed.get(name)?)));
        let secret = stored.map(|(name, text)| self.vault().open(&place(row.id, name), text)).transpose()?;
        let limits = Limits::default();
        let settings = Settings::read(kind, &map_of(&row.settings)?)?;
        settings.check_secrets(&sealed)?;
        let target = match settings.connection() {
            None => None,
            Some(connection) => {
                let using = Use { priority: Priority::Interactive, cancel: Arc::clone(cancel), ..Use::default() };
                let account = connections.open_account(connection, &using)?;
                Some(account.target(MESSAGES, None, &[])?)
            }
        };
        let client = connections.client()?.for_connection(&format!("alert-channel-{}", row.id), limits);
        Ok(Sender {
            id: row.id,
            language: ChannelLanguage::parse(&row.language).unwrap_or_default(),
            settings,
            secret,
            target,
            client: client.with_priority(Priority::Interactive).with_cancel(Arc::clone(cancel)),
            installation: format!("{:08x}", self.store().hasher().content(0x616c_6572_7401, b"") & 0xffff_ffff),
        })
    }

    /// Takes due notices so that no other process sends them.
    fn take(&self, channel: i64, now_ms: i64, limit: usize, for_ms: i64) -> Result<Vec<AlertNoticeRow>, AlertError> {
        let taken = self.store().write(move |session| {
            let until_ms = session.now_ms() + for_ms;
            let mut taken = Vec::new();
            for notice in session.alert_notices_due(channel, now_ms, limit)? {
                if session.alert_notice_take(&notice, until_ms)? {
                    taken.push(AlertNoticeRow { attempts: notice.attempts + 1, due_ms: until_ms, ..notice });
                }
            }
            Ok::<_, StoreError>(taken)
        })?;
        Ok(taken)
    }

    fn notices(&self, taken: &[AlertNoticeRow]) -> Result<Vec<Notice>, AlertError> {
        let read = self.store().read(|session| {
            let mut notices = Vec::with_capacity(taken.len());
            for row in taken {
                let Some(alert) = session.alert(row.alert)? else { continue };
                let name = match sync_of(&alert) {
                    Some(sync) => session.sync(sync)?.map(|row| row.name),
                    None => None,
                };
                let link = match &self.public_url {
                    Some(url) => Some(format!("{url}{}", path_of(session, &alert, row.is_end)?)),
                    None => None,
                };
                notices.push(Notice { name: name.unwrap_or_else(|| alert.subject.clone()), alert, is_end: row.is_end, link });
            }
            Ok::<_, StoreError>(notices)
        })?;
        Ok(read)
    }

    /// Writes down what became of notices that were taken.
    fn note(&self, taken: &[AlertNoticeRow], after: After) -> Result<(), AlertError> {
        let taken = taken.to_vec();
        self.store().write(move |session| {
            let now_ms = session.now_ms();
            for row in &taken {
                let (state, due_ms) = match after.state {
                    Settled::Sent => (NoticeState::Sent, row.due_ms),
                    Settled::Unknown => (NoticeState::GivenUp, row.due_ms),
                    Settled::Failed if row.attempts >= ATTEMPTS_MAX => (NoticeState::GivenUp, row.due_ms),
                    Settled::Failed => (NoticeState::Due, now_ms + gap_ms(row.attempts).max(after.wait_ms)),
                };
                let noted = AlertNoticeRow { state, due_ms, reason: after.reason.clone(), ..row.clone() };
                session.alert_notice_note(&noted)?;
                if state == NoticeState::Sent {
                    session.alert_told(row.alert, now_ms)?;
                }
            }
            Ok::<_, StoreError>(())
        })?;
        Ok(())
    }

    fn note_last(&self, channel: i64, at_ms: i64, error: Option<&AlertError>) -> Result<(), AlertError> {
        let last = LastSending { at_ms, reason: error.map(reason_of).unwrap_or_default() };
        if !last.reason.is_empty() {
            tracing::warn!(channel, "alert channel {channel} did not send: {}", last.reason);
        }
        let text = crate::begin::to_json(&last);
        Ok(self.store().write(move |session| session.alert_channel_last(channel, &text))?)
    }
}

/// What is to become of notices after an attempt.
struct After {
    state: Settled,
    /// Why it failed, or what is not as it should be; empty when all is well.
    reason: String,
    /// How long the other side asks to wait (ms).
    wait_ms: i64,
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Settled {
    /// It arrived.
    Sent,
    /// It did not arrive, and may be tried again.
    Failed,
    /// Nobody knows, and it must not be repeated.
    Unknown,
}

impl After {
    fn of(result: &Result<(), AlertError>) -> Self {
        let state = if result.is_ok() { Settled::Sent } else { Settled::Failed };
        let error = result.as_ref().err();
        Self { state, reason: error.map(reason_of).unwrap_or_default(), wait_ms: error.and_then(wait_of_ms).unwrap_or(0) }
    }

    /// As [`After::of`] for messages: people would read a repetition twice.
    fn of_message(result: &Result<(), AlertError>) -> Self {
        let state = match result {
            Err(AlertError::Connector(error)) if error.next_step() == NextStep::LookFirst => Settled::Unknown,
            Err(AlertError::Connector(ConnectorError::RecordRefused { code, .. })) if code == PARTLY_SENT => Settled::Sent,
            Ok(()) => Settled::Sent,
            Err(_) => Settled::Failed,
        };
        Self { state, ..Self::of(result) }
    }
}

impl Sender {
    /// Sends these together where that is possible; a call and a message tell of the first one alone.
    fn send(&mut self, notices: &[Notice], at_ms: i64) -> Result<(), AlertError> {
        let Some(first) = notices.first() else { return Ok(()) };
        match &self.settings {
            Settings::Webhook(webhook) => self.call(webhook, first, at_ms),
            Settings::Email(email) => self.mail(email, notices, first, at_ms),
            Settings::Message(to) => {
                let outgoing = self.outgoing(to, first, at_ms);
                self.write(&[outgoing])
            }
        }
    }

    /// A notice as a record of the stream of messages.
    fn outgoing(&self, to: &MessageTo, notice: &Notice, at_ms: i64) -> Outgoing {
        let id = self.id_of(notice, at_ms);
        let fields: [(&str, Value); 3] =
            [("title", json!(notice.title(self.language))), ("text", json!(notice.body(self.language))), ("to", json!(to.to))];
        Outgoing {
            operation: WriteOperation::Create,
            idempotency_key: uuid_of(&id),
            record: id,
            target_id: None,
            fields: fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            expected_version: None,
        }
    }

    fn write(&mut self, batch: &[Outgoing]) -> Result<(), AlertError> {
        let system = || "the messenger".to_owned();
        let target = self.target.as_mut().ok_or_else(|| AlertError::setting("connection", "not set"))?;
        let refused = |code: String, message: String| Err(ConnectorError::RecordRefused { system: system(), code, message }.into());
        match target.write(batch)?.into_iter().next() {
            Some(WriteOutcome::Created { .. } | WriteOutcome::Updated { .. }) => Ok(()),
            Some(WriteOutcome::Refused { code, message, .. }) => refused(code, message),
            Some(WriteOutcome::Duplicate { code, .. }) => refused(code, "it was sent before".to_owned()),
            Some(WriteOutcome::Unknown) | None => {
                let reason = "no answer came; the message is not sent again".to_owned();
                Err(ConnectorError::UnknownOutcome { system: system(), reason }.into())
            }
            Some(WriteOutcome::Deleted | WriteOutcome::Changed | WriteOutcome::Missing) => {
                refused("no_message".to_owned(), "the answer is not one to a message".to_owned())
            }
        }
    }

    fn call(&self, webhook: &Webhook, notice: &Notice, at_ms: i64) -> Result<(), AlertError> {
        let secret = self.secret.as_ref().ok_or_else(|| AlertError::setting("secret", "not set"))?;
        let body = notice.to_json(self.language).to_string();
        let signed = StandardWebhook::new([secret])?.sign(&self.id_of(notice, at_ms), at_ms.div_euclid(1_000), body.as_bytes());
        let mut request = Request::post(&webhook.url, "/{alerts}")
            .json_text(body)
            .expects(Expect::Anything)
            .response_bytes_max(ANSWER_BYTES_MAX)
            .timeouts(CALL_MAX.0, CALL_MAX.1);
        for (name, value) in signed {
            request.set_header(name, value);
        }
        self.client.send(request, &Policy::new("the receiver of alerts")).map(drop).map_err(AlertError::from)
    }

    fn mail(&self, email: &Email, notices: &[Notice], first: &Notice, at_ms: i64) -> Result<(), AlertError> {
        let title = match (notices.len(), self.language) {
            (1, _) => first.title(self.language),
            (count, ChannelLanguage::En) => format!("{count} alerts"),
            (count, ChannelLanguage::Zh) => format!("{count} 条告警"),
        };
        let texts: Vec<String> = notices.iter().map(|notice| notice.text(self.language)).collect();
        let mail = Mail {
            from: email.from.clone(),
            to: email.to.clone(),
            subject: format!("[Rapport] {title}"),
            text: format!("{}\n", texts.join("\n\n")),
            // Those that go together once may go in another company after a failure: each company has an id of its own.
            id: format!("{}.{}", self.id_of(first, at_ms), notices.len()),
            at_ms,
        };
        self.client.send_mail(&email.server(self.secret.clone()), &mail).map_err(AlertError::from)
    }

    /// The same for every attempt, so that a receiver can tell a repetition.
    fn id_of(&self, notice: &Notice, at_ms: i64) -> String {
        match notice.alert.id {
            0 => format!("test-{}-{}-{at_ms}", self.installation, self.id),
            alert => format!("alert-{}-{}-{alert}-{}", self.installation, self.id, if notice.is_end { "closed" } else { "opened" }),
        }
    }
}

/// A UUID that follows from an id of a notice, so that each attempt carries the same one.
fn uuid_of(id: &str) -> String {
    let hex = hmac_text(HmacKind::Sha256, Written::Hex, &SecretText::new("notice"), &[id.as_bytes()]);
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

fn reason_of(error: &AlertError) -> String {
    error.to_string().chars().take(REASON_CHARS_MAX).collect()
}

/// How long the other side asks to wait.
fn wait_of_ms(error: &AlertError) -> Option<i64> {
    let AlertError::Connector(
        ConnectorError::RateLimited { retry_after, .. }
        | ConnectorError::QuotaExhausted { retry_after, .. }
        | ConnectorError::Unavailable { retry_after, .. },
    ) = error
    else {
        return None;
    };
    retry_after.map(|wait| i64::try_from(wait.as_millis()).unwrap_or(GAP_MAX_MS).min(GAP_MAX_MS))
}

fn gap_ms(attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(10);
    GAP_MS.saturating_mul(1 << doublings).min(GAP_MAX_MS)
}
