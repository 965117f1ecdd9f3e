//! Sending: one thread for each channel that has something to say, so that one that hangs holds up no other.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use connector::http::{Client, Expect, Limits, Policy, Priority, Request};
use connector::mail::Mail;
use connector::signature::StandardWebhook;
use connector::{ConnectorError, SecretText};
use store::{AlertChannelRow, AlertNoticeRow, NoticeState, StoreError};

use super::notice::Notice;
use super::settings::{Email, Settings, Webhook};
use super::{AlertError, Alerts, ChannelLanguage, LastSending, kind_of, map_of, place};
use crate::connections::read_sealed;

/// Attempts to send one notice: about four hours in all.
const ATTEMPTS_MAX: i64 = 10;
/// Gap after the first failure; doubled with each further one.
const GAP_MS: i64 = 30_000;
/// Longest gap.
const GAP_MAX_MS: i64 = 3_600_000;
/// For so long a notice is in the hands of the process that sends it: longer than any call or message takes.
const TAKEN_MS: i64 = 120_000;
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
        let notice = Notice::trial(&row.name, now_ms);
        let sent = self.sender(&row, &Arc::default()).and_then(|sender| sender.send(&[notice], now_ms));
        self.note_last(id, now_ms, sent.as_ref().err())?;
        sent
    }

    /// Sends what is due by one channel, until something fails.
    fn round(&self, channel: &AlertChannelRow, now_ms: i64, cancel: &Arc<AtomicBool>) -> Result<usize, AlertError> {
        let sender = match self.sender(channel, cancel) {
            Ok(sender) => sender,
            Err(error) => {
                self.note_last(channel.id, now_ms, Some(&error))?;
                let due = self.take(channel.id, now_ms, ROUND_MAX)?;
                self.note(&due, Some(&error))?;
                return Ok(0);
            }
        };
        let at_once = match sender.settings {
            Settings::Webhook(_) => 1,
            Settings::Email(_) => MAIL_NOTICES_MAX,
        };
        let mut sent = 0;
        for _ in 0..ROUND_MAX / at_once {
            if cancel.load(Ordering::Relaxed) {
                break;
            }
            let taken = self.take(channel.id, now_ms, at_once)?;
            if taken.is_empty() {
                break;
            }
            let notices = self.notices(&taken)?;
            let at_ms = self.store().clock().now_ms();
            let result = if notices.is_empty() { Ok(()) } else { sender.send(&notices, at_ms) };
            self.note(&taken, result.as_ref().err())?;
            self.note_last(channel.id, at_ms, result.as_ref().err())?;
            if result.is_err() {
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
        let name = kind.secret();
        let secret = sealed.get(name).map(|text| self.vault().open(&place(row.id, name), text)).transpose()?;
        let limits = Limits::default();
        let client = connections.client()?.for_connection(&format!("alert-channel-{}", row.id), limits);
        Ok(Sender {
            id: row.id,
            language: ChannelLanguage::parse(&row.language).unwrap_or_default(),
            settings: Settings::read(kind, &map_of(&row.settings)?)?,
            secret,
            client: client.with_priority(Priority::Interactive).with_cancel(Arc::clone(cancel)),
            installation: format!("{:08x}", self.store().hasher().content(0x616c_6572_7401, b"") & 0xffff_ffff),
        })
    }

    /// Takes due notices so that no other process sends them.
    fn take(&self, channel: i64, now_ms: i64, limit: usize) -> Result<Vec<AlertNoticeRow>, AlertError> {
        let taken = self.store().write(move |session| {
            let until_ms = session.now_ms() + TAKEN_MS;
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
                let sync = alert.subject.strip_prefix("sync:").and_then(|id| id.parse().ok());
                let name = match sync {
                    Some(sync) => session.sync(sync)?.map(|row| row.name),
                    None => None,
                };
                notices.push(Notice { name: name.unwrap_or_else(|| alert.subject.clone()), alert, is_end: row.is_end });
            }
            Ok::<_, StoreError>(notices)
        })?;
        Ok(read)
    }

    /// Writes down what became of notices that were taken.
    fn note(&self, taken: &[AlertNoticeRow], error: Option<&AlertError>) -> Result<(), AlertError> {
        let reason = error.map(reason_of);
        let wait_ms = error.and_then(wait_of_ms);
        let taken = taken.to_vec();
        self.store().write(move |session| {
            let now_ms = session.now_ms();
            for row in &taken {
                let (state, due_ms) = match &reason {
                    None => (NoticeState::Sent, row.due_ms),
                    Some(_) if row.attempts >= ATTEMPTS_MAX => (NoticeState::GivenUp, row.due_ms),
                    Some(_) => (NoticeState::Due, now_ms + gap_ms(row.attempts).max(wait_ms.unwrap_or(0))),
                };
                let noted = AlertNoticeRow { state, due_ms, reason: reason.clone().unwrap_or_default(), ..row.clone() };
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

impl Sender {
    /// Sends these together where that is possible; a call tells of the first one alone.
    fn send(&self, notices: &[Notice], at_ms: i64) -> Result<(), AlertError> {
        let Some(first) = notices.first() else { return Ok(()) };
        match &self.settings {
            Settings::Webhook(webhook) => self.call(webhook, first, at_ms),
            Settings::Email(email) => self.mail(email, notices, first, at_ms),
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
