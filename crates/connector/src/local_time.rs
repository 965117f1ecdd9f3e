//! Times of systems that write their own local time and no zone.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::account::ConnectContext;
use crate::error::ConnectorError;

/// The zone in which a system writes its times.
#[derive(Clone, Debug)]
pub struct LocalTime(TimeZone);

impl LocalTime {
    /// The zone that the setting `name` holds, else `default`.
    ///
    /// # Errors
    /// [`ConnectorError::Setting`] for a zone that is not in the IANA database.
    pub fn of(context: &ConnectContext, name: &str, default: &str) -> Result<Self, ConnectorError> {
        Self::named(context.text(name).unwrap_or(default), name)
    }

    /// The zone of this IANA name, which stands in `setting`.
    ///
    /// # Errors
    /// [`ConnectorError::Setting`] for a zone that is not in the IANA database.
    pub fn named(zone: &str, setting: &str) -> Result<Self, ConnectorError> {
        let wrong =
            |_| ConnectorError::Setting { setting: setting.to_owned(), reason: format!("{zone:?} is no time zone, e.g. Asia/Shanghai") };
        TimeZone::get(zone).map(Self).map_err(wrong)
    }

    /// Milliseconds since 1970 of a local time (`2026-01-05T16:00:00.13`, `2026-01-05 16:00:00`, `2026-01-05`), or of one that has an
    /// offset of its own. A time that a clock change leaves out is taken as the one after it, one that comes twice as the first.
    #[must_use]
    pub fn ms(&self, text: &str) -> Option<i64> {
        let text = text.trim();
        if let Some(ms) = model::parse_ms(text) {
            return Some(ms);
        }
        let local: DateTime = text.parse().ok()?;
        self.0.to_ambiguous_timestamp(local).compatible().ok().map(|at| at.as_millisecond())
    }

    /// The local time of a moment, `2026-01-05 16:00:00.130`; a moment beyond the calendar is that of its beginning.
    #[must_use]
    pub fn text(&self, ms: i64) -> String {
        let at = jiff::Timestamp::from_millisecond(ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let local = self.0.to_datetime(at);
        let (date, time) = (local.date(), local.time());
        format!(
            "{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:03}",
            date.year(),
            date.month(),
            date.day(),
            time.hour(),
            time.minute(),
            time.second(),
            time.millisecond()
        )
    }

    /// The local time of a moment in whole seconds, rounded down: `2026-01-05 16:00:00`.
    #[must_use]
    pub fn seconds_text(&self, ms: i64) -> String {
        let mut text = self.text(ms);
        text.truncate("2026-01-05 16:00:00".len());
        text
    }

    /// Seconds that the zone is ahead of UTC at a moment.
    #[must_use]
    pub fn offset_seconds(&self, ms: i64) -> i32 {
        self.0.to_offset(jiff::Timestamp::from_millisecond(ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH)).seconds()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_times_become_moments_and_come_back() {
        let shanghai = LocalTime(TimeZone::get("Asia/Shanghai").expect("a zone"));
        for text in ["2026-01-05T16:00:00.13", "2026-01-05 16:00:00.130", "2026-01-05T08:00:00.13Z"] {
            assert_eq!(shanghai.ms(text), Some(1_767_600_000_130), "{text}");
        }
        assert_eq!(shanghai.text(1_767_600_000_130), "2026-01-05 16:00:00.130");
        assert_eq!(shanghai.seconds_text(1_767_600_000_999), "2026-01-05 16:00:00");
        assert_eq!(shanghai.ms("2026-01-05"), Some(1_767_542_400_000));
        assert_eq!(shanghai.ms("soon"), None);
        let new_york = LocalTime(TimeZone::get("America/New_York").expect("a zone"));
        assert_eq!(new_york.ms("2026-03-08T02:30:00"), new_york.ms("2026-03-08T03:30:00"), "left out by a clock change");
        assert_eq!((new_york.offset_seconds(0), shanghai.offset_seconds(0)), (-18_000, 28_800));
    }
}
