//! Times by the five fields of cron: minute, hour, day of month, month, day of week, in a time zone.
//!
//! Lists (`1,15`), ranges (`1-5`), steps (`*/10`, `8-18/2`), names of months and days in English. As in cron, a time fits when
//! either of the two day fields does, where both are restricted. A time that summer time leaves out is the moment after the
//! gap; one that comes twice is the first of the two: a day never skips its run and never runs twice.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

/// Days looked ahead: the 29th of February comes back within eight years.
const DAYS_MAX: usize = 366 * 9;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// Times of a schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cron {
    minutes: u64,
    hours: u64,
    days: u64,
    months: u64,
    weekdays: u64,
    any_day: bool,
    any_weekday: bool,
}

impl Cron {
    /// Reads five fields.
    ///
    /// # Errors
    /// Which field is wrong and what it takes, one line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minute, hour, day, month, weekday] = fields.as_slice() else {
            return Err("five fields are needed: minute hour day month weekday, e.g. 0 3 * * *".to_owned());
        };
        let mut weekdays = set(weekday, "weekday", 0, 7, &DAYS)?;
        // Both 0 and 7 are Sunday.
        if weekdays & (1 << 7) != 0 {
            weekdays = (weekdays | 1) & !(1 << 7);
        }
        let cron = Self {
            minutes: set(minute, "minute", 0, 59, &[])?,
            hours: set(hour, "hour", 0, 23, &[])?,
            days: set(day, "day", 1, 31, &[])?,
            months: set(month, "month", 1, 12, &MONTHS)?,
            weekdays,
            any_day: day.starts_with('*'),
            any_weekday: weekday.starts_with('*'),
        };
        match cron.next_after(0, &TimeZone::UTC) {
            Some(_) => Ok(cron),
            None => Err("no day fits, e.g. the 31st of February".to_owned()),
        }
    }

    /// The first time after `after_ms`, in ms.
    #[must_use]
    pub fn next_after(&self, after_ms: i64, zone: &TimeZone) -> Option<i64> {
        let start = Timestamp::from_millisecond(after_ms).ok()?.to_zoned(zone.clone());
        let mut date = start.date();
        for _ in 0..DAYS_MAX {
            if self.fits(date) {
                let found = self.times(date, zone).find(|at| *at > after_ms);
                if found.is_some() {
                    return found;
                }
            }
            date = date.tomorrow().ok()?;
        }
        None
    }

    fn fits(&self, date: Date) -> bool {
        let has = |set: u64, at: i8| u32::try_from(at).is_ok_and(|at| set & (1 << at) != 0);
        let day = has(self.days, date.day());
        let weekday = has(self.weekdays, date.weekday().to_sunday_zero_offset());
        let fits_day = match (self.any_day, self.any_weekday) {
            (true, _) | (_, true) => day && weekday,
            (false, false) => day || weekday,
        };
        has(self.months, date.month()) && fits_day
    }

    /// Times of one day, in order.
    fn times(&self, date: Date, zone: &TimeZone) -> impl Iterator<Item = i64> {
        let minutes = self.minutes;
        let hours = (0_i8..24).filter(move |hour| self.hours & (1 << hour) != 0);
        hours.flat_map(move |hour| {
            (0_i8..60).filter(move |minute| minutes & (1 << minute) != 0).filter_map(move |minute| {
                let time = Time::new(hour, minute, 0, 0).ok()?;
                let at = date.to_datetime(time).to_zoned(zone.clone()).ok()?;
                Some(at.timestamp().as_millisecond())
            })
        })
    }
}

/// Reads one field as a set of bits.
fn set(field: &str, name: &str, low: u32, high: u32, names: &[&str]) -> Result<u64, String> {
    let wrong = || format!("{name} takes {low} to {high}, lists, ranges and steps; not {field:?}");
    let number = |text: &str| -> Option<u32> {
        let named = names.iter().position(|known| text.eq_ignore_ascii_case(known)).and_then(|at| u32::try_from(at).ok());
        named.map(|at| at + u32::from(low == 1)).or_else(|| text.parse().ok()).filter(|number| (low..=high).contains(number))
    };
    let mut set = 0;
    for part in field.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, step.parse::<u32>().ok().filter(|step| *step > 0).ok_or_else(wrong)?),
            None => (part, 1),
        };
        let (from, to) = match range.split_once('-') {
            Some((from, to)) => (number(from).ok_or_else(wrong)?, number(to).ok_or_else(wrong)?),
            None if range == "*" => (low, high),
            None => {
                let one = number(range).ok_or_else(wrong)?;
                (one, if part.contains('/') { high } else { one })
            }
        };
        if from > to {
            return Err(wrong());
        }
        let mut at = from;
        while at <= to {
            set |= 1_u64 << at;
            at += step;
        }
    }
    Ok(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(text: &str) -> i64 {
        model::parse_ms(text).expect("time")
    }

    fn next(cron: &str, after: &str, zone: &str) -> String {
        let zone = TimeZone::get(zone).expect("zone");
        model::format_ms(Cron::parse(cron).expect("cron").next_after(ms(after), &zone).expect("time"))
    }

    #[test]
    fn times_follow_the_fields_and_the_zone() {
        for (cron, after, zone, expected) in [
            ("0 3 * * *", "2026-03-31T08:15:00Z", "UTC", "2026-04-01T03:00:00.000Z"),
            ("0 3 * * *", "2026-03-31T08:15:00Z", "Asia/Shanghai", "2026-03-31T19:00:00.000Z"),
            ("*/15 8-18/2 * * mon-fri", "2026-04-03T18:50:00Z", "UTC", "2026-04-06T08:00:00.000Z"),
            ("0 0 29 feb *", "2026-03-01T00:00:00Z", "UTC", "2028-02-29T00:00:00.000Z"),
            ("0 0 13 * 5", "2026-04-01T00:00:00Z", "UTC", "2026-04-03T00:00:00.000Z"),
            ("30 1 * * 7", "2026-04-01T00:00:00Z", "UTC", "2026-04-05T01:30:00.000Z"),
        ] {
            assert_eq!(next(cron, after, zone), expected, "{cron} after {after} in {zone}");
        }
    }

    #[test]
    fn summer_time_neither_skips_nor_doubles_a_day() {
        // On this day 02:30 does not exist in Berlin.
        assert_eq!(next("30 2 * * *", "2026-03-28T12:00:00Z", "Europe/Berlin"), "2026-03-29T01:30:00.000Z");
        // On this day 02:30 comes twice.
        assert_eq!(next("30 2 * * *", "2026-10-24T12:00:00Z", "Europe/Berlin"), "2026-10-25T00:30:00.000Z");
        assert_eq!(next("30 2 * * *", "2026-10-25T00:30:00Z", "Europe/Berlin"), "2026-10-26T01:30:00.000Z");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "* * * *", "60 * * * *", "* 24 * * *", "0 0 31 feb *", "*/0 * * * *", "5-1 * * * *", "x * * * *", "* * * * *  *"] {
            assert!(Cron::parse(text).is_err(), "{text}");
        }
    }
}
