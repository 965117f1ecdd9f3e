//! Time as an input: milliseconds since 1970-01-01 UTC, and a clock that tests can turn.

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now_ms(&self) -> i64;
}

/// The computer's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the computer's clock")]
    fn now_ms(&self) -> i64 {
        jiff::Timestamp::now().as_millisecond()
    }
}

/// Appends RFC 3339 UTC with milliseconds, e.g. `2026-03-31T08:15:00.000Z`.
///
/// Hand-written because every record of every list passes here.
pub fn push_ms(out: &mut String, ms: i64) {
    let days = ms.div_euclid(86_400_000);
    let rest = ms.rem_euclid(86_400_000);
    let (year, month, day) = civil_from_days(days);
    push_digits(out, year, 4);
    out.push('-');
    push_digits(out, month, 2);
    out.push('-');
    push_digits(out, day, 2);
    out.push('T');
    push_digits(out, rest / 3_600_000, 2);
    out.push(':');
    push_digits(out, rest / 60_000 % 60, 2);
    out.push(':');
    push_digits(out, rest / 1000 % 60, 2);
    out.push('.');
    push_digits(out, rest % 1000, 3);
    out.push('Z');
}

/// RFC 3339 UTC with milliseconds.
#[must_use]
pub fn format_ms(ms: i64) -> String {
    let mut out = String::with_capacity(24);
    push_ms(&mut out, ms);
    out
}

/// Reads RFC 3339; `None` for anything else.
#[must_use]
pub fn parse_ms(text: &str) -> Option<i64> {
    text.parse::<jiff::Timestamp>().ok().map(|at| at.as_millisecond())
}

fn push_digits(out: &mut String, value: i64, width: u32) {
    for place in (0..width).rev() {
        let digit = u8::try_from(value / 10_i64.pow(place) % 10).unwrap_or(0);
        out.push(char::from(b'0' + digit));
    }
}

/// Gregorian date of a day number, by the era arithmetic of Howard Hinnant's "chrono-compatible low-level date algorithms".
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_shifted + 2) / 5 + 1;
    let month = if month_shifted < 10 { month_shifted + 3 } else { month_shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatting_agrees_with_the_library() {
        for ms in [0, 1, 951_782_400_000, 1_709_164_800_123, 1_774_944_900_000, -86_400_000] {
            let text = format_ms(ms);
            assert_eq!(parse_ms(&text), Some(ms), "{text}");
        }
        assert_eq!(format_ms(1_709_164_800_123), "2024-02-29T00:00:00.123Z");
    }
}
