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

/// What the first numbers of a date tell about the order of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leading {
    /// `3/14/2024` or `14-3-24`: day and month, in either order. The year stands last for sure when it is written in full, or when
    /// the numbers fit no other way.
    Pair { first: u32, second: u32, is_year_last: bool },
    /// `24/3/5`, `99/3/4`: no year has one digit, no day is 99.
    Year,
    /// `2024/3/5`.
    FullYear,
    /// `民国113年3月5日`.
    RepublicWord,
    /// `113/3/5`.
    ThreeDigits,
}

/// Words before a year that is counted from 1911.
const REPUBLIC: [&str; 4] = ["中华民国", "中華民國", "民国", "民國"];
/// The year before the first of them.
const REPUBLIC_YEAR_0: u64 = 1911;
/// Years of that calendar that are taken for some.
const REPUBLIC_YEARS: std::ops::RangeInclusive<u64> = 1..=200;

fn without_republic(text: &str) -> Option<&str> {
    REPUBLIC.into_iter().find_map(|word| text.strip_prefix(word)).map(str::trim_start)
}

/// Looks at the beginning of a date written in numbers.
pub(super) fn leading(raw: &str) -> Option<Leading> {
    let cleaned;
    let text = if raw.is_ascii() {
        raw.trim()
    } else {
        cleaned = unicode::clean(raw);
        if without_republic(&cleaned).is_some() {
            return Some(Leading::RepublicWord);
        }
        &*cleaned
    };
    let mut parts = text.split(['/', '-']);
    let (first, second, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let ends_there = !rest.as_bytes().get(digits).is_some_and(u8::is_ascii_alphabetic) || rest.as_bytes().get(digits) == Some(&b'T');
    if !matches!(digits, 1 | 2 | 4) || !ends_there || second.len() > 2 {
        return None;
    }
    let (length, first, second) = (first.len(), first.parse::<u32>().ok()?, second.parse::<u32>().ok()?);
    let third: u32 = rest.get(..digits)?.parse().ok()?;
    let is_month_and_day = digits <= 2 && (1..=12).contains(&second) && (1..=31).contains(&third);
    // With dashes it is the ISO spelling, which says nothing about others.
    let is_full_year = length == 4 && text.as_bytes().get(4) == Some(&b'/');
    match length {
        3 if is_month_and_day && first > 0 => Some(Leading::ThreeDigits),
        4 if is_month_and_day && is_full_year => Some(Leading::FullYear),
        2 if is_month_and_day && (digits == 1 || first > 31) => Some(Leading::Year),
        1 | 2 if digits > 1 => Some(Leading::Pair { first, second, is_year_last: length == 1 || !is_month_and_day }),
        _ => None,
    }
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
    /// `民国` stood before it.
    is_republic: bool,
}

/// Reads a date in any spelling but ISO 8601.
pub(super) fn read(text: &str, order: DateOrder, steps: &mut Steps) -> Result<Moment, Unread> {
    let (spelled, year_marked, is_republic) = if text.is_ascii() {
        (Cow::Borrowed(text), false, false)
    } else {
        let cleaned = unicode::clean(text);
        steps.add_if(cleaned != text, Step::WidthFolded);
        let after_word = without_republic(&cleaned);
        let (ascii, year_marked) = chinese::in_ascii(after_word.unwrap_or(&cleaned)).ok_or(Unread::Invalid)?;
        (Cow::Owned(ascii), year_marked, after_word.is_some())
    };
    if !is_republic && let Some(moment) = serial::number_only(&spelled, steps)? {
        return Ok(moment);
    }
    let mut found = Found { year_marked, is_republic, ..Found::default() };
    Scanner { bytes: spelled.as_bytes(), at: 0 }.run(&mut found).ok_or(Unread::Invalid)?;
    steps.add(Step::DateReformatted);
    found.convert_republic_year(order, steps)?;
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

    /// Turns a first number that is counted from 1911 into a year of the common era.
    fn convert_republic_year(&mut self, order: DateOrder, steps: &mut Steps) -> Result<(), Unread> {
        let by_order = order == DateOrder::RepublicYear
            && self.month.is_none()
            && matches!(self.given(), [year, month, day] if matches!(year.length, 2 | 3) && month.length <= 2 && day.length <= 2);
        if !self.is_republic && !by_order {
            return Ok(());
        }
        let year = self.numbers.first_mut().filter(|year| REPUBLIC_YEARS.contains(&year.value)).ok_or(Unread::Invalid)?;
        *year = Number { value: year.value + REPUBLIC_YEAR_0, length: 4, ..*year };
        steps.add(Step::RepublicYearRead);
        Ok(())
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
    let may_be_year = a.length == 2 && (1..=12).contains(&second) && c.length <= 2 && (1..=31).contains(&c.value);
    if order == DateOrder::YearFirst && may_be_year {
        return moment(a, b.small(), c.small(), steps);
    }
    // Hardly anybody writes a year with one digit.
    steps.add_if(may_be_year && c.length == 1, Step::DayMonthByOrder);
    let day_is_first = if first > 12 || b.separator == b'.' {
        second <= 12
    } else if second > 12 {
        false
    } else {
        steps.add_if(first != second, Step::DayMonthByOrder);
        order != DateOrder::MonthFirst
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
