//! When a sync is due.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::definition::{DefinitionError, Schedule};

use super::cron::Cron;

/// A schedule ready to be asked.
#[derive(Clone, Debug)]
pub struct Times {
    every_ms: Option<i64>,
    cron: Option<Cron>,
    zone: TimeZone,
    hours: Option<crate::definition::Hours>,
}

impl Times {
    /// Reads a schedule.
    ///
    /// # Errors
    /// [`DefinitionError`] below `pointer` for a cron text or a zone that does not read.
    pub fn new(schedule: &Schedule, pointer: &str) -> Result<Self, DefinitionError> {
        let zone = match &schedule.zone {
            None => TimeZone::UTC,
            Some(name) => TimeZone::get(name)
                .map_err(|_| DefinitionError::new(format!("{pointer}/zone"), "write an IANA name such as Asia/Shanghai"))?,
        };
        let cron = schedule.cron.as_deref().map(Cron::parse).transpose();
        let cron = cron.map_err(|reason| DefinitionError::new(format!("{pointer}/cron"), reason))?;
        Ok(Self { every_ms: schedule.every.map(|every| every.as_ms()), cron, zone, hours: schedule.hours })
    }

    /// The next time after a run that began at `last_ms`; at once for a sync that never ran by an interval.
    #[must_use]
    pub fn next(&self, last_ms: Option<i64>, now_ms: i64) -> Option<i64> {
        let due = match (&self.cron, self.every_ms) {
            // A time that passed while nobody was here is made up for once.
            (Some(cron), _) => cron.next_after(last_ms.unwrap_or(now_ms), &self.zone)?,
            (None, Some(every)) => last_ms.map_or(now_ms, |last| last.saturating_add(every)),
            (None, None) => return None,
        };
        Some(self.within_hours(due.max(last_ms.unwrap_or(due))))
    }

    /// The same time, or the next beginning of the permitted hours.
    #[must_use]
    pub fn within_hours(&self, at_ms: i64) -> i64 {
        let Some(hours) = self.hours else { return at_ms };
        let Ok(at) = Timestamp::from_millisecond(at_ms) else { return at_ms };
        let local = at.to_zoned(self.zone.clone());
        let minute = u16::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).unwrap_or(0);
        if hours.contains(minute) {
            return at_ms;
        }
        let begin = Cron::parse(&format!("{} {} * * *", hours.from % 60, hours.from / 60)).ok();
        begin.and_then(|begin| begin.next_after(at_ms, &self.zone)).unwrap_or(at_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::{Hours, Period};

    const HOUR: i64 = 3_600_000;

    #[test]
    fn intervals_count_from_the_beginning_of_the_run_before() {
        let times = Times::new(&Schedule { every: Some(Period::seconds(300)), ..Schedule::default() }, "").expect("schedule");
        assert_eq!(times.next(None, 7), Some(7));
        assert_eq!(times.next(Some(1_000), 2_000), Some(301_000));
        assert_eq!(times.next(Some(1_000), 900_000), Some(301_000), "an overdue run is due");
    }

    #[test]
    fn a_busy_system_is_left_alone_in_its_peak() {
        let schedule = Schedule {
            every: Some(Period::seconds(300)),
            zone: Some("Asia/Shanghai".to_owned()),
            hours: Hours::parse("20:00-06:00"),
            ..Schedule::default()
        };
        let times = Times::new(&schedule, "").expect("schedule");
        // 10:00 in Shanghai waits until 20:00.
        assert_eq!(times.next(None, 2 * HOUR), Some(12 * HOUR));
        assert_eq!(times.next(None, 13 * HOUR), Some(13 * HOUR));
    }

    #[test]
    fn what_does_not_read_names_its_place() {
        let zone = Schedule { cron: Some("0 3 * * *".to_owned()), zone: Some("Moon/Base".to_owned()), ..Schedule::default() };
        assert_eq!(Times::new(&zone, "/triggers/schedule").expect_err("refused").pointer, "/triggers/schedule/zone");
        let cron = Schedule { cron: Some("soon".to_owned()), ..Schedule::default() };
        assert_eq!(Times::new(&cron, "/reconcile").expect_err("refused").pointer, "/reconcile/cron");
    }
}
