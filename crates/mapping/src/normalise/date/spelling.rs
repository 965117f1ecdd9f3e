//! Dates people and programs write that are not ISO 8601: numbers, month names, marks and words, in any usual order.

use std::borrow::Cow;

use super::{DateOrder, Moment};
use crate::normalise::{Step, Steps, unicode};

mod chinese;
mod serial;
mod words;

pub(super) use serial::excel_moment;
use words::Word;

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// Not a date, or an impossible one.
    Invalid,
    /// A day and a month only.
    YearMissing,
    /// Scientific notation.
    DigitsLost,
}

/// A time of day.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    pub(super) hour: i32,
    pub(super) minute: i32,
    pub(super) second: i32,
    pub(super) millisecond: i32,
}

impl Clock {
    /// Milliseconds after midnight; a leap second is the last one of its minute.
    pub(super) fn ms(self) -> Option<i64> {
        let fits = (0..24).contains(&self.hour) && (0..60).contains(&self.minute) && (0..=60).contains(&self.second);
        let seconds = i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second.min(59));
        fits.then(|| seconds * 1000 + i64::from(self.millisecond))
    }

    /// Takes the digits after the point of the seconds; what is finer than milliseconds is cut off.
    pub(super) fn set_fraction(&mut self, digits: &str) {
        let mut value = 0;
        for at in 0..3 {
            value = value * 10 + digits.as_bytes().get(at).map_or(0, |byte| i32::from(byte.wrapping_sub(b'0')));
        }
        self.millisecond = value;
    }
}

/// `+08:00`, `-0330`, `+8` as minutes.
pub(super) fn offset_minutes(text: &str) -> Option<i32> {
    let (sign, digits) = match text.as_bytes() {
        [b'+', ..] => (1, text.get(1..)?),
        [b'-', ..] => (-1, text.get(1..)?),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    let is_number = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(hours) || !is_number(minutes) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 15 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// The first two numbers of `3/14/2024` or `14-3-24`: what tells the order of a column.
pub(super) fn leading_pair(raw: &str) -> Option<(u32, u32)> {
    let cleaned;
    let text = if raw.is_ascii() {
        raw.trim()
    } else {
        cleaned = unicode::clean(raw);
        &*cleaned
    };
    let mut parts = text.split(['/', '-']);
    let (first, second, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let ends_there = !rest.as_bytes().get(digits).is_some_and(u8::is_ascii_alphabetic) || rest.as_bytes().get(digits) == Some(&b'T');
    if !(digits == 4 || digits == 2) || !ends_there || first.len() > 2 || second.len() > 2 {
        return None;
    }
    Some((first.parse().ok()?, second.parse().ok()?))
}

/// A number of a date: value, how many digits it was written with, and the separator before it.
#[derive(Clone, Copy, Debug, Default)]
struct Number {
    value: u64,
    length: usize,
    separator: u8,
}

impl Number {
    fn is_year(self) -> bool {
        self.length == 4 || (self.length == 2 && self.value > 31)
    }

    fn small(self) -> Option<i8> {
        (self.length <= 2).then(|| i8::try_from(self.value).ok()).flatten()
    }
}

/// Most numbers a date has.
const NUMBERS_MAX: usize = 3;

/// What was found in a text, in order of appearance.
#[derive(Default)]
struct Found {
    numbers: [Number; NUMBERS_MAX],
    count: usize,
    /// Month by name, and how many numbers stood before it.
    month: Option<(i8, usize)>,
    clock: Option<Clock>,
    /// `Some(true)` for the afternoon.
    afternoon: Option<bool>,
    offset_minutes: Option<i32>,
    /// A `年` stood after the first number.
    year_marked: bool,
}

/// Reads a date in any spelling but ISO 8601.
pub(super) fn read(text: &str, order: DateOrder, steps: &mut Steps) -> Result<Moment, Unread> {
    let (spelled, year_marked) = if text.is_ascii() {
        (Cow::Borrowed(text), false)
    } else {
        let cleaned = unicode::clean(text);
        steps.add_if(cleaned != text, Step::WidthFolded);
        let (ascii, year_marked) = chinese::in_ascii(&cleaned).ok_or(Unread::Invalid)?;
        (Cow::Owned(ascii), year_marked)
    };
    if let Some(moment) = serial::number_only(&spelled, steps)? {
        return Ok(moment);
    }
    let mut found = Found { year_marked, ..Found::default() };
    Scanner { bytes: spelled.as_bytes(), at: 0 }.run(&mut found).ok_or(Unread::Invalid)?;
    steps.add(Step::DateReformatted);
    let mut moment = found.day(order, steps)?;
    moment.time_ms = found.time_ms()?;
    moment.offset_minutes = found.offset_minutes;
    Ok(moment)
}

/// Walks over a text.
struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    fn run(mut self, found: &mut Found) -> Option<()> {
        let mut separator = b' ';
        while let Some(byte) = self.peek() {
            match byte {
                b'0'..=b'9' => {
                    self.number(found, separator)?;
                    separator = b' ';
                }
                b'a'..=b'z' | b'A'..=b'Z' => self.word(found)?,
                b'+' | b'-' if found.clock.is_some() && found.offset_minutes.unwrap_or(0) == 0 && self.offset(found).is_some() => {}
                b'(' => while self.take()? != b')' {},
                b'-' | b'/' | b'.' | b',' | b' ' | b'\'' => {
                    if byte != b' ' {
                        separator = byte;
                    }
                    self.at += 1;
                }
                _ => return None,
            }
        }
        Some(())
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// A run of at most 9 digits: value and length.
    fn digits(&mut self) -> Option<(u64, usize)> {
        let mut value = 0_u64;
        let mut length = 0;
        while let Some(byte @ b'0'..=b'9') = self.peek() {
            value = value * 10 + u64::from(byte - b'0');
            length += 1;
            self.at += 1;
            if length > 9 {
                return None;
            }
        }
        Some((value, length))
    }

    fn number(&mut self, found: &mut Found, separator: u8) -> Option<()> {
        let (value, length) = self.digits()?;
        let after_t = self.at.checked_sub(length + 1).and_then(|at| self.bytes.get(at)).is_some_and(|byte| matches!(byte, b'T' | b't'));
        if self.peek() == Some(b':') && found.clock.is_none() {
            return self.clock(found, value, length);
        }
        if found.clock.is_none() && matches!(length, 4 | 6) && (after_t || found.is_compact_day()) {
            let value = i32::try_from(value).ok()?;
            let value = if length == 4 { value * 100 } else { value };
            found.clock = Some(Clock { hour: value / 10_000, minute: value / 100 % 100, second: value % 100, millisecond: 0 });
            return Some(());
        }
        if found.clock.is_none() && length <= 2 && found.has_day() && (self.meridiem_follows() || found.afternoon.is_some()) {
            found.clock = Some(Clock { hour: i32::try_from(value).ok()?, ..Clock::default() });
            return Some(());
        }
        found.push(Number { value, length, separator })
    }

    /// The rest of a time after its hour.
    fn clock(&mut self, found: &mut Found, hour: u64, length: usize) -> Option<()> {
        let mut clock = Clock { hour: i32::try_from(hour).ok().filter(|_| length <= 2)?, ..Clock::default() };
        self.at += 1;
        clock.minute = self.two_digits()?;
        if self.peek() == Some(b':') {
            self.at += 1;
            clock.second = self.two_digits()?;
            if let Some(b'.' | b',' | b':') = self.peek() {
                self.at += 1;
                let start = self.at;
                while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                    self.at += 1;
                }
                let fraction = self.bytes.get(start..self.at)?;
                clock.set_fraction(std::str::from_utf8(fraction).ok()?);
            }
        }
        found.clock = Some(clock);
        Some(())
    }

    /// At most two digits, none of them meaning zero (`3点`).
    fn two_digits(&mut self) -> Option<i32> {
        let (value, length) = self.digits()?;
        (length <= 2).then(|| i32::try_from(value).ok()).flatten()
    }

    fn meridiem_follows(&self) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let ends = !rest.get(2).is_some_and(u8::is_ascii_alphabetic);
        ends && rest.get(..2).is_some_and(|word| word.eq_ignore_ascii_case(b"am") || word.eq_ignore_ascii_case(b"pm"))
    }

    fn word(&mut self, found: &mut Found) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphabetic()) {
            self.at += 1;
        }
        match words::read(self.bytes.get(start..self.at)?)? {
            Word::Month(month) => match found.month {
                Some(_) => return None,
                None => found.month = Some((month, found.count)),
            },
            Word::Afternoon(is_afternoon) => found.afternoon = Some(is_afternoon),
            Word::Offset(minutes) => found.offset_minutes = Some(minutes),
            Word::Filling => {}
        }
        Some(())
    }

    fn offset(&mut self, found: &mut Found) -> Option<()> {
        let start = self.at;
        let rest = self.bytes.get(start..)?;
        let length = 1 + rest.get(1..)?.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b':').count();
        let minutes = offset_minutes(std::str::from_utf8(rest.get(..length)?).ok()?)?;
        found.offset_minutes = Some(minutes);
        self.at += length;
        Some(())
    }
}

impl Found {
    fn push(&mut self, number: Number) -> Option<()> {
        *self.numbers.get_mut(self.count)? = number;
        self.count += 1;
        Some(())
    }

    fn given(&self) -> &[Number] {
        self.numbers.get(..self.count).unwrap_or_default()
    }

    fn has_day(&self) -> bool {
        self.count == NUMBERS_MAX || (self.month.is_some() && self.count == 2) || self.is_compact_day()
    }

    fn is_compact_day(&self) -> bool {
        matches!(self.given(), [only] if only.length == 8)
    }

    fn day(&self, order: DateOrder, steps: &mut Steps) -> Result<Moment, Unread> {
        match (self.month, self.given()) {
            (None, [a, b, c]) => three(*a, *b, *c, self.year_marked, order, steps),
            (None, [a, b]) => two(*a, *b, self.year_marked, steps),
            (None, [only]) if only.length == 8 => compact_day(only.value),
            (Some((month, before)), [a, b]) => {
                let (day, year) = if a.is_year() || (before == 1 && self.year_marked) { (*b, *a) } else { (*a, *b) };
                moment(year, Some(month), day.small(), steps)
            }
            (Some((month, _)), [year]) if year.length == 4 => {
                steps.add(Step::DayAssumed);
                moment(*year, Some(month), Some(1), steps)
            }
            (Some(_), [day]) if day.small().is_some_and(|day| (1..=31).contains(&day)) => Err(Unread::YearMissing),
            (Some(_) | None, _) => Err(Unread::Invalid),
        }
    }

    fn time_ms(&self) -> Result<Option<i64>, Unread> {
        let Some(mut clock) = self.clock else { return Ok(None) };
        match (self.afternoon, clock.hour) {
            (Some(true), 1..=11) => clock.hour += 12,
            (Some(false), 12) => clock.hour = 0,
            (Some(true | false) | None, _) => {}
        }
        clock.ms().map(Some).ok_or(Unread::Invalid)
    }
}

/// Three numbers: which of them is the year, the month, the day.
fn three(a: Number, b: Number, c: Number, year_marked: bool, order: DateOrder, steps: &mut Steps) -> Result<Moment, Unread> {
    if a.length == 4 || year_marked || (a.is_year() && !c.is_year()) {
        return moment(a, b.small(), c.small(), steps);
    }
    let (Some(first), Some(second)) = (a.small(), b.small()) else { return Err(Unread::Invalid) };
    let day_is_first = if first > 12 || b.separator == b'.' {
        second <= 12
    } else if second > 12 {
        false
    } else {
        steps.add_if(first != second, Step::DayMonthByOrder);
        order == DateOrder::DayFirst
    };
    let (day, month) = if day_is_first { (first, second) } else { (second, first) };
    moment(c, Some(month), Some(day), steps)
}

/// Two numbers: year and month, or a day without a year.
fn two(a: Number, b: Number, year_marked: bool, steps: &mut Steps) -> Result<Moment, Unread> {
    let (year, month) = match (a.length, b.length) {
        (4, 1 | 2) => (a, b),
        (1 | 2, 4) => (b, a),
        (2, 1 | 2) if year_marked => (a, b),
        (1 | 2, 1 | 2) => {
            let fits = |month: u64, day: u64| (1..=12).contains(&month) && (1..=31).contains(&day);
            let is_day = fits(a.value, b.value) || fits(b.value, a.value);
            return Err(if is_day { Unread::YearMissing } else { Unread::Invalid });
        }
        _ => return Err(Unread::Invalid),
    };
    steps.add(Step::DayAssumed);
    moment(year, month.small(), Some(1), steps)
}

fn compact_day(value: u64) -> Result<Moment, Unread> {
    let part = |value: u64| i8::try_from(value % 100).map_err(|_| Unread::Invalid);
    let year = i16::try_from(value / 10_000).map_err(|_| Unread::Invalid)?;
    if !(1700..2300).contains(&year) {
        return Err(Unread::Invalid);
    }
    Ok(Moment { year, month: part(value / 100)?, day: part(value)?, ..Moment::default() })
}

fn moment(year: Number, month: Option<i8>, day: Option<i8>, steps: &mut Steps) -> Result<Moment, Unread> {
    let (Some(month), Some(day)) = (month, day) else { return Err(Unread::Invalid) };
    let value = i16::try_from(year.value).map_err(|_| Unread::Invalid)?;
    let full = match year.length {
        4 => value,
        1 | 2 => {
            steps.add(Step::CenturyAssumed);
            if value < 50 { 2000 + value } else { 1900 + value }
        }
        _ => return Err(Unread::Invalid),
    };
    Ok(Moment { year: full, month, day, ..Moment::default() })
}
