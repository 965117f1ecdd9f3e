//! `Retry-After` in both forms (RFC 9110, section 10.2.3): seconds, or an HTTP date.

use std::time::Duration;

/// How long to wait, seen from `now_ms`. A date in the past is no wait; what cannot be read is nothing.
pub(super) fn read_retry_after(text: &str, now_ms: i64) -> Option<Duration> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit mean "very long"; the caller caps it.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::from(u32::MAX))));
    }
    let at_ms = read_http_date(text)?;
    Some(Duration::from_millis(u64::try_from(at_ms.saturating_sub(now_ms)).unwrap_or(0)))
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`, and the older `Sunday, 06-Nov-94 08:49:37 GMT`, in milliseconds.
pub(super) fn read_http_date(text: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let (_, rest) = text.split_once(',')?;
    let rest = rest.trim().replace('-', " ");
    let mut parts = rest.split_ascii_whitespace();
    let day: u8 = parts.next()?.parse().ok()?;
    let month = parts.next()?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|known| month.get(..3) == Some(*known))? + 1;
    let year: i32 = parts.next()?.parse().ok()?;
    // Two digits: RFC 9110 puts them at most 50 years ahead.
    let year = match year {
        0..=69 => 2000 + year,
        70..=99 => 1900 + year,
        // The last days that our calendar knows end before 9999 does.
        _ => year.min(9998),
    };
    let time = parts.next()?;
    model::parse_ms(&format!("{year:04}-{month:02}-{day:02}T{time}Z"))
}
