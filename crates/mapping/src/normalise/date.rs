//! Dates and times in every spelling sources use.
//!
//! Pure. ISO 8601 passes a short path; everything else is read by the module `spelling`. A date without a time is midnight of its day
//! in the zone of the column. Two-digit years follow the rule of Windows: 00–49 are 2000–2049, 50–99 are 1950–1999.
//! Spreadsheet day numbers count from 1899-12-30 (the 1900 system); the 1904 system needs [`excel_date`].

use jiff::tz::{Offset, TimeZone};
use model::FindingCode;

use super::{Normalised, Rejected, Step, Steps};

mod spelling;

use spelling::{Leading, Unread};

/// Longest raw text looked at, in bytes.
const RAW_BYTES_MAX: usize = 80;
const DAY_MS: i64 = 86_400_000;
/// Day numbers of the 1904 system are this much smaller.
const EXCEL_1904_DAYS: u32 = 1462;

/// Whether a day or an instant is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateKind {
    /// A calendar day.
    Date,
    /// An instant.
    DateTime,
}

/// Which comes first in dates written in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// `03/04/2024` is 3 April.
    DayFirst,
    /// `03/04/2024` is March 4.
    MonthFirst,
    /// `24/3/5` is 5 March 2024; where the year is written in full at the end, the day comes first.
    YearFirst,
    /// `112/3/5` is 5 March 2023: years are counted from 1911, as in Taiwan.
    RepublicYear,
}

/// From which day a workbook counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExcelEpoch {
    /// Day 1 is 1900-01-01; the default everywhere but in old Mac workbooks.
    Year1900,
    /// Day 0 is 1904-01-01.
    Year1904,
}

/// The time zone of times written without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(Option<TimeZone>);

impl Zone {
    /// Universal time, the default: days are taken as written.
    pub const UTC: Self = Self(None);

    /// An IANA name (`Asia/Shanghai`), an offset (`+08:00`, `UTC+8`) or `UTC`.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        let name = raw.trim();
        if ["UTC", "Z", "GMT", "Etc/UTC"].iter().any(|utc| utc.eq_ignore_ascii_case(name)) {
            return Some(Self::UTC);
        }
        let offset = name.strip_prefix("UTC").or_else(|| name.strip_prefix("GMT")).unwrap_or(name);
        if offset.starts_with(['+', '-']) {
            let minutes = spelling::offset_minutes(offset)?;
            return Offset::from_seconds(minutes * 60).ok().map(|offset| Self(Some(TimeZone::fixed(offset))));
        }
        TimeZone::get(name).ok().map(|zone| Self(Some(zone)))
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self::UTC
    }
}

/// A day, perhaps with a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateValue {
    day: jiff::civil::Date,
    at_ms: i64,
    has_time: bool,
}

impl DateValue {
    /// `YYYY-MM-DD`.
    #[must_use]
    pub fn to_date(&self) -> String {
        let mut out = String::with_capacity(10);
        let (year, month, day) = (self.day.year().unsigned_abs(), self.day.month().unsigned_abs(), self.day.day().unsigned_abs());
        for (value, places) in [(year, 4_u32), (u16::from(month), 2), (u16::from(day), 2)] {
            if !out.is_empty() {
                out.push('-');
            }
            for place in (0..places).rev() {
                let digit = u8::try_from(value / 10_u16.pow(place) % 10).unwrap_or(0);
                out.push(char::from(b'0' + digit));
            }
        }
        out
    }

    /// RFC 3339 in UTC with milliseconds.
    #[must_use]
    pub fn to_datetime(&self) -> String {
        model::format_ms(self.at_ms)
    }

    /// Milliseconds since 1970-01-01 UTC.
    #[must_use]
    pub fn at_ms(&self) -> i64 {
        self.at_ms
    }

    /// Whether a time of day was given.
    #[must_use]
    pub fn has_time(&self) -> bool {
        self.has_time
    }

    /// Whether software writes it for "no date": the first days of its calendar, or the last.
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        let (year, month, day) = (self.day.year(), self.day.month(), self.day.day());
        let is_epoch = year == 1970 && month == 1 && day == 1 && self.at_ms.rem_euclid(DAY_MS) == 0;
        is_epoch || year == 1 || matches!((year, month, day), (1899, 12, 30 | 31) | (1900 | 1901 | 1753, 1, 1) | (9999, 12, 31))
    }
}

/// What the values of a column say about the order of day and month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateEvidence {
    /// Values that can only be day first.
    pub day_first: u64,
    /// Values that can only be month first.
    pub month_first: u64,
    /// Values that could be either and differ by it.
    pub either: u64,
    /// Values whose year of two digits stands first: `24/3/5`, `99/3/4`.
    pub year_first: u64,
    /// Values whose full year stands first: `2024/3/5`.
    pub full_year_first: u64,
    /// Values whose year stands last.
    pub year_last: u64,
    /// Values that say that their year is counted from 1911.
    pub republic: u64,
    /// Values whose first number has three digits, which is a year of that calendar or none.
    pub three_digits: u64,
}

/// So many years of three digits prove each other, where no year is written in another way.
const THREE_DIGITS_MIN: u64 = 3;

impl DateEvidence {
    /// Takes one value of the column into account; values whose order is plain (ISO, dots, month names) say nothing.
    pub fn add(&mut self, raw: &str) {
        match spelling::leading(raw) {
            Some(Leading::Pair { first, second, is_year_last }) => {
                self.year_last += u64::from(is_year_last);
                match (first, second) {
                    (13..=31, 1..=12) => self.day_first += 1,
                    (1..=12, 13..=31) => self.month_first += 1,
                    (1..=12, 1..=12) if first != second => self.either += 1,
                    _ => {}
                }
            }
            Some(Leading::Year) => self.year_first += 1,
            Some(Leading::FullYear) => self.full_year_first += 1,
            Some(Leading::RepublicWord) => self.republic += 1,
            Some(Leading::ThreeDigits) => self.three_digits += 1,
            None => {}
        }
    }

    /// Whether years are counted from 1911: some values say so, or three-digit years stand there and no others.
    fn is_republic(&self) -> bool {
        // `98/3/4` beside `112/3/5` is a year of that calendar, too.
        let others = self.full_year_first + self.year_last;
        self.republic > others || (self.republic == 0 && self.three_digits >= THREE_DIGITS_MIN && others == 0)
    }

    /// The order most values prove; `None` when no value proves any, or as many prove each.
    #[must_use]
    pub fn order(&self) -> Option<DateOrder> {
        if self.is_republic() {
            return Some(DateOrder::RepublicYear);
        }
        // `24/3/15` beside `2024/3/5`: what could be a day everywhere is likelier the year.
        let are_years = self.full_year_first > 0 && self.day_first > 0 && self.month_first + self.either == 0;
        if self.year_last == 0 && (self.year_first > 0 || are_years) {
            return Some(DateOrder::YearFirst);
        }
        match self.day_first.cmp(&self.month_first) {
            std::cmp::Ordering::Greater => Some(DateOrder::DayFirst),
            std::cmp::Ordering::Less => Some(DateOrder::MonthFirst),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// Whether values exist whose day and month nothing tells apart.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        self.order().is_none() && self.either > 0
    }

    /// Whether some values prove one order and some the other: two sources in one column.
    #[must_use]
    pub fn is_mixed(&self) -> bool {
        self.day_first > 0 && self.month_first > 0
    }
}

/// Reads a date; `order` decides `03/04/2024` and `24/3/5` where the numbers do not, `zone` is that of times written without one.
///
/// When `zone` is not UTC, the day of an instant written with its own offset is the day in `zone`.
///
/// # Errors
/// [`FindingCode::DateInvalid`], also for impossible days; [`FindingCode::YearMissing`]; [`FindingCode::DigitsLost`] for
/// scientific notation.
pub fn parse_date(raw: &str, kind: DateKind, order: DateOrder, zone: &Zone) -> Result<Normalised<DateValue>, Rejected> {
    let text = raw.trim();
    let mut steps = Steps::NONE;
    if text.is_empty() || text.len() > RAW_BYTES_MAX {
        return Err(Rejected::new(FindingCode::DateInvalid, raw));
    }
    let moment = match iso(text.as_bytes()) {
        Some(moment) => Ok(moment),
        None => spelling::read(text, order, &mut steps),
    };
    let value = moment.and_then(|moment| finished(moment, zone, &mut steps).ok_or(Unread::Invalid));
    let value = value.map_err(|unread| {
        let code = match unread {
            Unread::Invalid => FindingCode::DateInvalid,
            Unread::YearMissing => FindingCode::YearMissing,
            Unread::DigitsLost => FindingCode::DigitsLost,
        };
        Rejected::new(code, raw)
    })?;
    steps.add_if(kind == DateKind::Date && value.has_time && !is_midnight(&value, zone), Step::TimeDropped);
    Ok(Normalised { value, steps })
}

/// Reads a day number of a workbook, with a fraction for the time.
///
/// # Errors
/// [`FindingCode::DateInvalid`] for anything but a number from 1 to 2958465 (9999-12-31).
pub fn excel_date(raw: &str, epoch: ExcelEpoch, zone: &Zone) -> Result<Normalised<DateValue>, Rejected> {
    let shift = match epoch {
        ExcelEpoch::Year1900 => 0,
        ExcelEpoch::Year1904 => EXCEL_1904_DAYS,
    };
    let mut steps = Steps::NONE;
    steps.add(Step::ExcelSerialRead);
    spelling::excel_moment(raw.trim(), shift)
        .and_then(|moment| finished(moment, zone, &mut steps))
        .map(|value| Normalised { value, steps })
        .ok_or_else(|| Rejected::new(FindingCode::DateInvalid, raw))
}

/// A moment as written: a day and a time on some clock.
#[derive(Clone, Copy, Debug, Default)]
struct Moment {
    year: i16,
    month: i8,
    day: i8,
    /// Milliseconds after midnight, when a time was written.
    time_ms: Option<i64>,
    /// Minutes east of Greenwich, when the text says so.
    offset_minutes: Option<i32>,
}

/// `YYYY-MM-DD`, then perhaps `T` or a blank, a time, and `Z` or an offset: the spelling of most files.
fn iso(bytes: &[u8]) -> Option<Moment> {
    let (day, rest) = bytes.split_at_checked(10)?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = day else { return None };
    let year = two(*y1, *y2)? * 100 + two(*y3, *y4)?;
    let month = i8::try_from(two(*m1, *m2)?).ok()?;
    let day = i8::try_from(two(*d1, *d2)?).ok()?;
    let mut moment = Moment { year: i16::try_from(year).ok()?, month, day, ..Moment::default() };
    let [b'T' | b't' | b' ', h1, h2, b':', n1, n2, rest @ ..] = rest else { return rest.is_empty().then_some(moment) };
    let mut time = spelling::Clock { hour: two(*h1, *h2)?, minute: two(*n1, *n2)?, ..spelling::Clock::default() };
    let mut rest = rest;
    if let [b':', s1, s2, tail @ ..] = rest {
        time.second = two(*s1, *s2)?;
        rest = tail;
    }
    if let [b'.', tail @ ..] = rest {
        let digits = tail.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (fraction, tail) = tail.split_at_checked(digits)?;
        time.set_fraction(std::str::from_utf8(fraction).ok()?);
        rest = tail;
    }
    moment.time_ms = Some(time.ms()?);
    moment.offset_minutes = match rest {
        [] => None,
        [b'Z' | b'z'] => Some(0),
        [b'+' | b'-', ..] => Some(spelling::offset_minutes(std::str::from_utf8(rest).ok()?)?),
        _ => return None,
    };
    Some(moment)
}

fn two(tens: u8, ones: u8) -> Option<i32> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i32::from(byte - b'0'));
    Some(digit(tens)? * 10 + digit(ones)?)
}

/// The moment placed in time; `None` for an impossible day.
fn finished(moment: Moment, zone: &Zone, steps: &mut Steps) -> Option<DateValue> {
    if moment.year < 1 {
        return None;
    }
    let mut day = jiff::civil::Date::new(moment.year, moment.month, moment.day).ok()?;
    let wall_ms = days_from_civil(day) * DAY_MS + moment.time_ms.unwrap_or(0);
    let at_ms = match (moment.offset_minutes, &zone.0) {
        (Some(minutes), None) => wall_ms - i64::from(minutes) * 60_000,
        (Some(minutes), Some(zone)) => {
            let at_ms = wall_ms - i64::from(minutes) * 60_000;
            day = zone.to_datetime(jiff::Timestamp::from_millisecond(at_ms).ok()?).date();
            at_ms
        }
        (None, None) => wall_ms,
        (None, Some(zone)) => {
            let time_ms = moment.time_ms.unwrap_or(0);
            let part = |value: i64| i8::try_from(value).ok();
            let (hour, minute, second) = (part(time_ms / 3_600_000)?, part(time_ms / 60_000 % 60)?, part(time_ms / 1000 % 60)?);
            let wall = day.at(hour, minute, second, 0);
            zone.to_timestamp(wall).ok()?.as_millisecond() + time_ms % 1000
        }
    };
    // Within the years `model::time` writes.
    if !(-62_135_596_800_000..253_402_300_800_000).contains(&at_ms) {
        return None;
    }
    steps.add_if(at_ms != wall_ms, Step::ZoneConverted);
    Some(DateValue { day, at_ms, has_time: moment.time_ms.is_some() })
}

fn is_midnight(value: &DateValue, zone: &Zone) -> bool {
    match &zone.0 {
        None => value.at_ms.rem_euclid(DAY_MS) == 0,
        Some(zone) => {
            jiff::Timestamp::from_millisecond(value.at_ms).is_ok_and(|at| zone.to_datetime(at).time() == jiff::civil::Time::midnight())
        }
    }
}

/// Day number of a Gregorian date, 1970-01-01 = 0; the inverse of the one in `model::time`, by the same published arithmetic.
fn days_from_civil(date: jiff::civil::Date) -> i64 {
    let (month, day) = (i64::from(date.month()), i64::from(date.day()));
    let year = i64::from(date.year()) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_shifted = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * month_shifted + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
#[path = "date_tests.rs"]
mod tests;
