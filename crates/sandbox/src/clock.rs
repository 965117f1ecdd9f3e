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

/// `2026-01-05T08:00:00.000Z`; the year 1970 for what no calendar can show.
pub(crate) fn iso_ms(at_ms: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(at_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    format!("{at:.3}")
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
