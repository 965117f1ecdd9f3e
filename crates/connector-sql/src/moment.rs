//! Moments as databases spell them: read, moved, written in the same spelling.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use crate::values::Mark;

/// Numbers from here on are taken for seconds since 1970 (the year 1973) …
const SECONDS_FROM: i64 = 100_000_000;
/// … and from here on for milliseconds.
const MILLIS_FROM: i64 = 100_000_000_000;

/// How a moment is spelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Millis,
    /// Text: what stands between day and time, digits of the fraction, and what stands behind it.
    Text { between: char, digits: usize, suffix: Suffix },
}

/// What stands behind a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Suffix {
    /// Nothing: a local time.
    Local,
    /// `Z`.
    Utc,
    /// `+08:00`.
    Offset(Offset),
}

impl Style {
    /// RFC 3339 with `Z`.
    pub const UTC: Self = Self::Text { between: 'T', digits: 3, suffix: Suffix::Utc };
    /// The same without a zone.
    pub const LOCAL: Self = Self::Text { between: 'T', digits: 6, suffix: Suffix::Local };

    /// The style of a mark that a column holds.
    pub fn of(mark: &Mark) -> Option<Self> {
        match mark {
            Mark::Integer(number) if *number >= MILLIS_FROM => Some(Self::Millis),
            Mark::Integer(number) if *number >= SECONDS_FROM => Some(Self::Seconds),
            Mark::Integer(_) => None,
            Mark::Text(text) => read(text).map(|(_, style)| style),
        }
    }

    /// The moment `ms` in this style; local times are in `zone`.
    pub fn write(&self, ms: i64, zone: &TimeZone) -> Option<Mark> {
        let at = Timestamp::from_millisecond(ms).ok()?;
        match self {
            Self::Seconds => Some(Mark::Integer(ms.div_euclid(1_000))),
            Self::Millis => Some(Mark::Integer(ms)),
            Self::Text { suffix, .. } => {
                let civil = match suffix {
                    Suffix::Local => zone.to_datetime(at),
                    Suffix::Utc => Offset::UTC.to_datetime(at),
                    Suffix::Offset(offset) => offset.to_datetime(at),
                };
                Some(Mark::Text(self.write_civil(civil)))
            }
        }
    }

    fn write_civil(&self, civil: DateTime) -> String {
        let Self::Text { between, digits, suffix } = self else { return String::new() };
        let mut out = format!(
            "{:04}-{:02}-{:02}{between}{:02}:{:02}:{:02}",
            civil.year(),
            civil.month(),
            civil.day(),
            civil.hour(),
            civil.minute(),
            civil.second()
        );
        if *digits > 0 {
            let fraction = format!("{:09}", civil.subsec_nanosecond());
            out.push('.');
            out.push_str(fraction.get(..(*digits).min(9)).unwrap_or(""));
        }
        match suffix {
            Suffix::Local => {}
            Suffix::Utc => out.push('Z'),
            Suffix::Offset(offset) => {
                let minutes = offset.seconds() / 60;
                let sign = if minutes < 0 { '-' } else { '+' };
                out.push_str(&format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60));
            }
        }
        out
    }
}

/// A mark that much earlier, in the same spelling; the mark itself where it is no moment.
pub(crate) fn earlier(mark: &Mark, by_ms: i64) -> Mark {
    let moved = match mark {
        Mark::Integer(number) => match Style::of(mark) {
            Some(Style::Millis) => Some(Mark::Integer(number.saturating_sub(by_ms))),
            Some(Style::Seconds) => Some(Mark::Integer(number.saturating_sub(by_ms / 1_000))),
            Some(Style::Text { .. }) | None => None,
        },
        Mark::Text(text) => read(text).and_then(|(civil, style)| {
            let moved = civil.checked_sub(SignedDuration::from_millis(by_ms)).ok()?;
            Some(Mark::Text(style.write_civil(moved)))
        }),
    };
    moved.unwrap_or_else(|| mark.clone())
}

/// The moment in a text (ms); local times are in `zone`.
pub(crate) fn read_ms(text: &str, zone: &TimeZone) -> Option<i64> {
    let (civil, style) = read(text)?;
    let Style::Text { suffix, .. } = style else { return None };
    let at = match suffix {
        Suffix::Local => zone.to_timestamp(civil).ok()?,
        Suffix::Utc => Offset::UTC.to_timestamp(civil).ok()?,
        Suffix::Offset(offset) => offset.to_timestamp(civil).ok()?,
    };
    Some(at.as_millisecond())
}

/// `2026-03-31 08:15:00.25`, with `T` in the middle and `Z`, `+08`, `+0800` or `+08:00` behind.
fn read(text: &str) -> Option<(DateTime, Style)> {
    let bytes = text.as_bytes();
    if !text.is_ascii() || bytes.len() < 19 || bytes.len() > 40 || !matches!(bytes[10], b' ' | b'T') {
        return None;
    }
    let behind = &text[19..];
    let digits = behind.strip_prefix('.').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    if behind.starts_with('.') && digits == 0 {
        return None;
    }
    let suffix = &behind[if digits > 0 { digits + 1 } else { 0 }..];
    let suffix = match suffix {
        "" => Suffix::Local,
        "Z" => Suffix::Utc,
        other => Suffix::Offset(read_offset(other)?),
    };
    let end = text.len() - behind.len() + if digits > 0 { digits + 1 } else { 0 };
    let civil: DateTime = text[..end].replacen(' ', "T", 1).parse().ok()?;
    Some((civil, Style::Text { between: char::from(bytes[10]), digits, suffix }))
}

fn read_offset(text: &str) -> Option<Offset> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = text[1..].chars().filter(|character| *character != ':').collect();
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let hours: i32 = digits[..2].parse().ok()?;
    let minutes: i32 = digits.get(2..).filter(|rest| !rest.is_empty()).map_or(Some(0), |rest| rest.parse().ok())?;
    Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_moves_in_its_own_spelling() {
        let text = |text: &str| Mark::Text(text.to_owned());
        for (mark, moved) in [
            (text("2026-03-31T08:15:00.250000Z"), text("2026-03-31T08:13:00.250000Z")),
            (text("2026-03-31 00:01:00"), text("2026-03-30 23:59:00")),
            (text("2026-03-31 08:15:00.5+08:00"), text("2026-03-31 08:13:00.5+08:00")),
            (text("yesterday"), text("yesterday")),
            (Mark::Integer(1_774_944_900), Mark::Integer(1_774_944_780)),
            (Mark::Integer(1_774_944_900_000), Mark::Integer(1_774_944_780_000)),
            (Mark::Integer(17), Mark::Integer(17)),
        ] {
            assert_eq!(earlier(&mark, 120_000), moved);
        }
    }

    #[test]
    fn moments_are_read_and_written() {
        let shanghai = TimeZone::get("Asia/Shanghai").unwrap();
        for (text, ms) in [
            ("2026-03-31 08:15:00", Some(1_774_916_100_000)),
            ("2026-03-31T00:15:00Z", Some(1_774_916_100_000)),
            ("2026-03-31 08:15:00.000+08", Some(1_774_916_100_000)),
            ("2026-03-31 08:15:00.000+0800", Some(1_774_916_100_000)),
            ("2026-03-31", None),
            ("0000-00-00 00:00:00", None),
            ("2026-03-31 08:15:00 CST", None),
        ] {
            assert_eq!(read_ms(text, &shanghai), ms, "{text}");
            if let Some(ms) = ms {
                let style = Style::of(&Mark::Text(text.to_owned())).unwrap();
                let written = style.write(ms, &shanghai).unwrap().text();
                assert_eq!(read_ms(&written, &shanghai), Some(ms), "{text} became {written}");
            }
        }
    }
}
