//! The simulators' time: stands still until told, follows the computer, or follows a clock that the test brings.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Where a clock that stands still starts: 2026-01-05T08:00:00Z, in milliseconds since 1970.
pub const START_MS: i64 = 1_767_600_000_000;

/// What the simulators' clock follows.
#[derive(Clone, Default)]
pub enum ClockSource {
    /// Stands at [`START_MS`] and moves only when told. For tests.
    #[default]
    Manual,
    /// The computer's clock, plus whatever it was told to move.
    Real,
    /// Milliseconds since 1970 from a clock of the caller, plus whatever it was told to move.
    Shared(Arc<dyn Fn() -> i64 + Send + Sync>),
}

impl fmt::Debug for ClockSource {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Manual => "Manual",
            Self::Real => "Real",
            Self::Shared(_) => "Shared",
        })
    }
}

/// One clock for all simulators of a process.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    source: ClockSource,
    moved_ms: Arc<AtomicI64>,
}

impl Clock {
    pub(crate) fn new(source: ClockSource) -> Self {
        Self { source, moved_ms: Arc::new(AtomicI64::new(0)) }
    }

    /// Milliseconds since 1970.
    pub(crate) fn now_ms(&self) -> i64 {
        let base = match &self.source {
            ClockSource::Manual => START_MS,
            ClockSource::Real => computer_ms(),
            ClockSource::Shared(read) => read(),
        };
        base.saturating_add(self.moved_ms.load(Ordering::SeqCst))
    }

    /// Moves forward, or back when negative.
    pub(crate) fn advance(&self, by_ms: i64) {
        self.moved_ms.fetch_add(by_ms, Ordering::SeqCst);
    }

    /// True when time passes without being told.
    pub(crate) fn runs(&self) -> bool {
        !matches!(self.source, ClockSource::Manual)
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the computer's clock, for a sandbox started by hand")]
fn computer_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// `2026-01-05T08:00:00.000Z`. Lists write two of these a record, so it is done by hand; years are those of 0000 to 9999.
pub(crate) fn iso_ms(at_ms: i64) -> String {
    let (days, in_day) = (at_ms.div_euclid(86_400_000).clamp(-719_528, 2_932_896), at_ms.rem_euclid(86_400_000));
    let (year, month, day) = civil(days);
    let mut out = *b"0000-00-00T00:00:00.000Z";
    let parts = [(0, 4, year), (5, 2, month), (8, 2, day), (11, 2, in_day / 3_600_000), (14, 2, in_day / 60_000 % 60)];
    let seconds = [(17, 2, in_day / 1_000 % 60), (20, 3, in_day % 1_000)];
    for (at, width, number) in parts.into_iter().chain(seconds) {
        let mut rest = number;
        for digit in out[at..at + width].iter_mut().rev() {
            *digit = b'0' + u8::try_from(rest % 10).unwrap_or(0);
            rest /= 10;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Year, month and day of a day counted from 1970, by the usual way over eras of 400 years that begin in March.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// `Mon, 05 Jan 2026 08:00:00 GMT`, the date form of HTTP headers (RFC 9110).
pub(crate) fn http_date(at_ms: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(at_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// Milliseconds since 1970 of an RFC 3339 time, with or without fraction, with `Z` or an offset (`+08:00`, `+0800`).
pub(crate) fn parse_iso(text: &str) -> Option<i64> {
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return Some(at.as_millisecond());
    }
    let with_colon = text.len().checked_sub(2).filter(|at| text.is_char_boundary(*at)).map(|at| format!("{}:{}", &text[..at], &text[at..]));
    with_colon.and_then(|text| text.parse::<jiff::Timestamp>().ok()).map(jiff::Timestamp::as_millisecond)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_the_calendar_has_them() {
        for at_ms in (-62_167_219_200_000..253_402_300_799_000_i64).step_by(86_399_999_987 * 31) {
            let expected = format!("{:.3}", jiff::Timestamp::from_millisecond(at_ms).unwrap());
            assert_eq!(iso_ms(at_ms), expected);
            assert_eq!(parse_iso(&expected), Some(at_ms));
        }
        assert_eq!(iso_ms(START_MS), "2026-01-05T08:00:00.000Z");
        assert_eq!(parse_iso("2026-01-05T16:00:00.000+0800"), Some(START_MS));
        assert_eq!(http_date(START_MS), "Mon, 05 Jan 2026 08:00:00 GMT");
        assert_eq!(parse_iso("soon"), None);
    }
}
