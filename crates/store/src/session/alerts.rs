//! Alerts, the channels they go out by, and what is on its way.

use super::Session;
use super::log::limit_value;
use super::syncs::{insert, select};
use crate::value::{SqlRow, Value};
use crate::{AlertChannelRow, AlertNoticeRow, AlertRow, NoticeState, StoreError};

const ALERT_COLUMNS: &str = "id, kind, subject, state, detail, opened_ms, closed_ms, told_ms";
const CHANNEL_COLUMNS: &str = "id, name, kind, is_on, language, settings, secrets, version, last, created_ms, updated_ms";
const NOTICE_COLUMNS: &str = "alert, channel, is_end, state, attempts, due_ms, reason";
/// Channels that are listed; the engine allows far fewer.
const CHANNELS_MAX: usize = 1_000;

impl Session<'_> {
    /// Stores a new alert, or replaces the one with this id.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alert_save(&mut self, row: &AlertRow) -> Result<(), StoreError> {
        let sql = format!(
            "{} ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, subject = excluded.subject, state = excluded.state, detail = excluded.detail, opened_ms = excluded.opened_ms, closed_ms = excluded.closed_ms, told_ms = excluded.told_ms",
            insert("alert", ALERT_COLUMNS)
        );
        self.execute(&sql, &alert_values(row)).map(|_| ())
    }

    /// Ends an open alert; false when it has ended already.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alert_close(&mut self, id: i64, at_ms: i64) -> Result<bool, StoreError> {
        let sql = "UPDATE alert SET state = 0, closed_ms = $2 WHERE id = $1 AND state = 1";
        Ok(self.execute(sql, &[Value::Int(id), Value::Int(at_ms)])? > 0)
    }

    /// Notes that people were told about an alert.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alert_told(&mut self, id: i64, at_ms: i64) -> Result<(), StoreError> {
        self.execute("UPDATE alert SET told_ms = $2 WHERE id = $1", &[Value::Int(id), Value::Int(at_ms)]).map(|_| ())
    }

    /// One alert.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alert(&mut self, id: i64) -> Result<Option<AlertRow>, StoreError> {
        self.query_one(&select("alert", ALERT_COLUMNS, "id = $1"), &[Value::Int(id)], alert_row)
    }

    /// The open alert of a kind about a subject.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alert_open(&mut self, subject: &str, kind: &str) -> Result<Option<AlertRow>, StoreError> {
        let sql = select("alert", ALERT_COLUMNS, "subject = $1 AND kind = $2 AND state = 1 ORDER BY id DESC LIMIT 1");
        self.query_one(&sql, &[subject.into(), kind.into()], alert_row)
    }

    /// Open alerts, oldest first, at most `limit`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alerts_open(&mut self, limit: usize) -> Result<Vec<AlertRow>, StoreError> {
        self.query(&select("alert", ALERT_COLUMNS, "state = 1 ORDER BY id LIMIT $1"), &[limit_value(limit)], alert_row)
    }

    /// Alerts with a smaller id than `before` (`None`: from the newest), newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alerts(&mut self, before: Option<i64>, limit: usize) -> Result<Vec<AlertRow>, StoreError> {
        let sql = select("alert", ALERT_COLUMNS, "id < $1 ORDER BY id DESC LIMIT $2");
        self.query(&sql, &[Value::Int(before.unwrap_or(i64::MAX)), limit_value(limit)], alert_row)
    }

    /// All channels, by id.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alert_channels(&mut self) -> Result<Vec<AlertChannelRow>, StoreError> {
        let sql = select("alert_channel", CHANNEL_COLUMNS, "id > 0 ORDER BY id LIMIT $1");
        self.query(&sql, &[limit_value(CHANNELS_MAX)], channel_row)
    }

    /// One channel.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alert_channel(&mut self, id: i64) -> Result<Option<AlertChannelRow>, StoreError> {
        self.query_one(&select("alert_channel", CHANNEL_COLUMNS, "id = $1"), &[Value::Int(id)], channel_row)
    }

    /// Stores a new channel, or replaces the one with this id, but for how its last sending went.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alert_channel_save(&mut self, row: &AlertChannelRow) -> Result<(), StoreError> {
        let sql = format!(
            "{} ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, is_on = excluded.is_on, language = excluded.language, settings = excluded.settings, secrets = excluded.secrets, version = excluded.version, updated_ms = excluded.updated_ms",
            insert("alert_channel", CHANNEL_COLUMNS)
        );
        self.execute(&sql, &channel_values(row)).map(|_| ())
    }

    /// Notes how the last sending by a channel went: JSON object text.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alert_channel_last(&mut self, id: i64, last: &str) -> Result<(), StoreError> {
        self.execute("UPDATE alert_channel SET last = $2 WHERE id = $1", &[Value::Int(id), last.into()]).map(|_| ())
    }

    /// Forgets a channel and all that was on its way by it; false when there is none.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alert_channel_delete(&mut self, id: i64) -> Result<bool, StoreError> {
        self.execute("DELETE FROM alert_notice WHERE channel = $1", &[Value::Int(id)])?;
        Ok(self.execute("DELETE FROM alert_channel WHERE id = $1", &[Value::Int(id)])? > 0)
    }

    /// Puts a notice on its way, once for each alert, channel and end.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alert_notice_add(&mut self, row: &AlertNoticeRow) -> Result<(), StoreError> {
        let sql = format!("{} ON CONFLICT (alert, channel, is_end) DO NOTHING", insert("alert_notice", NOTICE_COLUMNS));
        self.execute(&sql, &notice_values(row)).map(|_| ())
    }

    /// Notices of an alert.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alert_notices(&mut self, alert: i64) -> Result<Vec<AlertNoticeRow>, StoreError> {
        let sql = select("alert_notice", NOTICE_COLUMNS, "alert = $1 ORDER BY channel, is_end");
        self.query(&sql, &[Value::Int(alert)], notice_row)
    }

    /// Notices of a channel that are due, in the order of their alerts, at most `limit`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alert_notices_due(&mut self, channel: i64, now_ms: i64, limit: usize) -> Result<Vec<AlertNoticeRow>, StoreError> {
        // The end is told after the beginning.
        let sql = format!(
            "SELECT {NOTICE_COLUMNS} FROM alert_notice AS n WHERE channel = $1 AND state = 0 AND due_ms <= $2 AND (is_end = 0 OR NOT EXISTS \
             (SELECT 1 FROM alert_notice AS b WHERE b.alert = n.alert AND b.channel = n.channel AND b.is_end = 0 AND b.state = 0)) \
             ORDER BY alert, is_end LIMIT $3"
        );
        self.query(&sql, &[Value::Int(channel), Value::Int(now_ms), limit_value(limit)], notice_row)
    }

    /// Makes everything that waits for its next attempt by a channel due now.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alert_notices_hurry(&mut self, channel: i64) -> Result<(), StoreError> {
        let now_ms = self.now_ms();
        let sql = "UPDATE alert_notice SET due_ms = $2 WHERE channel = $1 AND state = 0 AND due_ms > $2";
        self.execute(sql, &[Value::Int(channel), Value::Int(now_ms)]).map(|_| ())
    }

    /// Forgets what is on its way by a channel.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alert_notices_drop(&mut self, channel: i64) -> Result<(), StoreError> {
        self.execute("DELETE FROM alert_notice WHERE channel = $1 AND state = 0", &[Value::Int(channel)]).map(|_| ())
    }

    /// Takes a due notice to send it: nobody else takes it before `until_ms`. False when somebody was faster.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alert_notice_take(&mut self, row: &AlertNoticeRow, until_ms: i64) -> Result<bool, StoreError> {
        let sql = "UPDATE alert_notice SET due_ms = $5, attempts = attempts + 1 \
                   WHERE alert = $1 AND channel = $2 AND is_end = $3 AND state = 0 AND due_ms = $4";
        let values = [row.alert, row.channel, i64::from(row.is_end), row.due_ms, until_ms].map(Value::Int);
        Ok(self.execute(sql, &values)? > 0)
    }

    /// Notes what became of a notice.
    ///
    /// # Errors
    /// Those of the database.
    pub fn alert_notice_note(&mut self, row: &AlertNoticeRow) -> Result<(), StoreError> {
        let sql = "UPDATE alert_notice SET state = $4, attempts = $5, due_ms = $6, reason = $7 \
                   WHERE alert = $1 AND channel = $2 AND is_end = $3";
        self.execute(sql, &notice_values(row)).map(|_| ())
    }
}

fn alert_values(row: &AlertRow) -> Vec<Value<'_>> {
    vec![
        Value::Int(row.id),
        (&row.kind).into(),
        (&row.subject).into(),
        Value::Int(i64::from(row.is_open)),
        (&row.detail).into(),
        Value::Int(row.opened_ms),
        row.closed_ms.into(),
        row.told_ms.into(),
    ]
}

fn alert_row(row: &SqlRow<'_>) -> Result<AlertRow, StoreError> {
    Ok(AlertRow {
        id: row.int(0)?,
        kind: row.text(1)?,
        subject: row.text(2)?,
        is_open: row.int(3)? != 0,
        detail: row.text(4)?,
        opened_ms: row.int(5)?,
        closed_ms: row.opt_int(6)?,
        told_ms: row.opt_int(7)?,
    })
}

fn channel_values(row: &AlertChannelRow) -> Vec<Value<'_>> {
    vec![
        Value::Int(row.id),
        (&row.name).into(),
        (&row.kind).into(),
        Value::Int(i64::from(row.is_on)),
        (&row.language).into(),
        (&row.settings).into(),
        (&row.secrets).into(),
        Value::Int(row.version),
        (&row.last).into(),
        Value::Int(row.created_ms),
        Value::Int(row.updated_ms),
    ]
}

fn channel_row(row: &SqlRow<'_>) -> Result<AlertChannelRow, StoreError> {
    Ok(AlertChannelRow {
        id: row.int(0)?,
        name: row.text(1)?,
        kind: row.text(2)?,
        is_on: row.int(3)? != 0,
        language: row.text(4)?,
        settings: row.text(5)?,
        secrets: row.text(6)?,
        version: row.int(7)?,
        last: row.text(8)?,
        created_ms: row.int(9)?,
        updated_ms: row.int(10)?,
    })
}

fn notice_values(row: &AlertNoticeRow) -> Vec<Value<'_>> {
    vec![
        Value::Int(row.alert),
        Value::Int(row.channel),
        Value::Int(i64::from(row.is_end)),
        Value::Int(row.state.code()),
        Value::Int(row.attempts),
        Value::Int(row.due_ms),
        (&row.reason).into(),
    ]
}

fn notice_row(row: &SqlRow<'_>) -> Result<AlertNoticeRow, StoreError> {
    Ok(AlertNoticeRow {
        alert: row.int(0)?,
        channel: row.int(1)?,
        is_end: row.int(2)? != 0,
        state: NoticeState::from_code(row.int(3)?).ok_or(StoreError::Damaged("state of a notice"))?,
        attempts: row.int(4)?,
        due_ms: row.int(5)?,
        reason: row.text(6)?,
    })
}
