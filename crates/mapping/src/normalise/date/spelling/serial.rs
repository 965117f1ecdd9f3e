//! Dates that are one number: compact days, day numbers of spreadsheets, seconds since 1970.

use super::{Clock, Unread, compact_day};
use crate::normalise::date::{DAY_MS, Moment};
use crate::normalise::{Step, Steps};

/// Day numbers taken for dates when nothing says so: 1927-05-18 to 2120-01-01; smaller ones are likelier years or counts.
const EXCEL_DAYS: std::ops::RangeInclusive<u32> = 10_000..=80_353;
/// 9999-12-31.
const EXCEL_DAY_LAST: u32 = 2_958_465;
/// 1970-01-01 in the 1900 system.
const EXCEL_1970: i64 = 25_569;

/// Reads a text of digits, perhaps with a fraction; `Ok(None)` when it is something else.
pub(super) fn number_only(text: &str, steps: &mut Steps) -> Result<Option<Moment>, Unread> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return if is_scientific(text) { Err(Unread::DigitsLost) } else { Ok(None) };
    }
    let is_noughts = fraction.bytes().all(|byte| byte == b'0');
    let moment = match whole.len() {
        8 if is_noughts => {
            steps.add(Step::DateReformatted);
            compact_day(whole.parse().map_err(|_| Unread::Invalid)?)?
        }
        5 => {
            let day: u32 = whole.parse().map_err(|_| Unread::Invalid)?;
            if !EXCEL_DAYS.contains(&day) {
                return Err(Unread::Invalid);
            }
            steps.add(Step::ExcelSerialRead);
            excel_moment(text, 0).ok_or(Unread::Invalid)?
        }
        9 | 10 | 13 | 16 => {
            steps.add(Step::UnixTimeRead);
            unix_moment(whole, fraction).ok_or(Unread::Invalid)?
        }
        12 | 14 if is_noughts => {
            steps.add(Step::DateReformatted);
            compact_moment(whole)?
        }
        6 if is_noughts => year_month(whole, steps)?,
        // `2024.03`, `03.2024`: the scanner's business.
        1..=4 if !fraction.is_empty() => return Ok(None),
        _ => return Err(Unread::Invalid),
    };
    Ok(Some(moment))
}

/// A day number with a fraction, counted from 1899-12-30 plus `shift` days.
///
/// The 1900 system has a day 60 that never was (1900-02-29); days before it are one later than counted.
pub(in crate::normalise::date) fn excel_moment(text: &str, shift: u32) -> Option<Moment> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty() || whole.len() > 7 || fraction.len() > 18 {
        return None;
    }
    let day: u32 = whole.parse::<u32>().ok()?.checked_add(shift)?;
    if !(1..=EXCEL_DAY_LAST).contains(&day) || day == 60 {
        return None;
    }
    let scale = 10_u128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let part: u128 = if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
    // Spreadsheets keep times to about a millisecond and mean whole seconds.
    let seconds = i64::try_from((part * 86_400 * 2 + scale) / (scale * 2)).ok()?;
    let days = i64::from(day) + i64::from(day < 60) - EXCEL_1970;
    let mut moment = from_ms(days * DAY_MS + seconds * 1000)?;
    if seconds == 0 {
        moment.time_ms = None;
    }
    moment.offset_minutes = None;
    Some(moment)
}

fn unix_moment(whole: &str, fraction: &str) -> Option<Moment> {
    let value: i64 = whole.parse().ok()?;
    let ms = match whole.len() {
        16 => value / 1000,
        13 => value,
        _ => {
            let mut clock = Clock::default();
            clock.set_fraction(fraction);
            value.checked_mul(1000)? + i64::from(clock.millisecond)
        }
    };
    from_ms(ms)
}

fn from_ms(ms: i64) -> Option<Moment> {
    let wall = jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::from_millisecond(ms).ok()?);
    let time_ms = Some(ms.rem_euclid(DAY_MS));
    Some(Moment { year: wall.year(), month: wall.month(), day: wall.day(), time_ms, offset_minutes: Some(0) })
}

/// `20240305101530`, `202403051015`.
fn compact_moment(whole: &str) -> Result<Moment, Unread> {
    let (day, time) = whole.split_at_checked(8).ok_or(Unread::Invalid)?;
    let mut moment = compact_day(day.parse().map_err(|_| Unread::Invalid)?)?;
    let time: i32 = time.parse().map_err(|_| Unread::Invalid)?;
    let time = if whole.len() == 12 { time * 100 } else { time };
    let clock = Clock { hour: time / 10_000, minute: time / 100 % 100, second: time % 100, millisecond: 0 };
    moment.time_ms = Some(clock.ms().ok_or(Unread::Invalid)?);
    Ok(moment)
}

/// `202403`.
fn year_month(whole: &str, steps: &mut Steps) -> Result<Moment, Unread> {
    let value: i32 = whole.parse().map_err(|_| Unread::Invalid)?;
    let year = i16::try_from(value / 100).map_err(|_| Unread::Invalid)?;
    let month = i8::try_from(value % 100).map_err(|_| Unread::Invalid)?;
    if !(1900..2100).contains(&year) {
        return Err(Unread::Invalid);
    }
    steps.add(Step::DayAssumed);
    Ok(Moment { year, month, day: 1, ..Moment::default() })
}

/// `4.56E+04`, `1.7e9`.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return false };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    number(mantissa) && number(exponent)
}
