//! Dates and times in queries.

use jiff::civil::Date;
use jiff::{ToSpan, tz::TimeZone};

use crate::clock::parse_iso;

/// A point or span of time: from the first (inclusive) to the second (exclusive) millisecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::salesforce) struct Moment {
    pub(in crate::salesforce) from_ms: i64,
    pub(in crate::salesforce) to_ms: i64,
}

/// A date (`2024-05-01`), a time (`2024-05-01T10:00:00Z`), or a word such as `TODAY` or `LAST_N_DAYS:7`; days are those of UTC.
pub(super) fn moment(word: &str, now_ms: i64) -> Option<Moment> {
    if word.contains('T')
        && let Some(at_ms) = parse_iso(word)
    {
        // Only whole seconds are compared.
        let from_ms = at_ms.div_euclid(1_000) * 1_000;
        return Some(Moment { from_ms, to_ms: from_ms + 1_000 });
    }
    if let Ok(date) = word.parse::<Date>() {
        return days(date, date);
    }
    let today = jiff::Timestamp::from_millisecond(now_ms).ok()?.to_zoned(TimeZone::UTC).date();
    let upper = word.to_uppercase();
    let (name, count) = match upper.split_once(':') {
        Some((name, count)) => (name, count.parse::<i64>().ok().filter(|count| (0..=100_000).contains(count))?),
        None => (upper.as_str(), 0),
    };
    let shifted = |by: i64| today.checked_add(by.days()).ok();
    let month = |by: i64| today.first_of_month().checked_add(by.months()).ok();
    match name {
        "TODAY" => days(today, today),
        "YESTERDAY" => days(shifted(-1)?, shifted(-1)?),
        "TOMORROW" => days(shifted(1)?, shifted(1)?),
        // These reach to the end of today.
        "LAST_N_DAYS" => days(shifted(-count)?, today),
        "NEXT_N_DAYS" => days(shifted(1)?, shifted(count)?),
        "LAST_90_DAYS" => days(shifted(-90)?, today),
        "THIS_MONTH" => days(month(0)?, month(1)?.yesterday().ok()?),
        "LAST_MONTH" => days(month(-1)?, month(0)?.yesterday().ok()?),
        "LAST_N_MONTHS" => days(month(-count)?, month(0)?.yesterday().ok()?),
        "THIS_YEAR" => days(today.first_of_year(), today.last_of_year()),
        "LAST_YEAR" => {
            let before = today.first_of_year().yesterday().ok()?;
            days(before.first_of_year(), before)
        }
        _ => None,
    }
}

/// From the start of the first day to the end of the last.
fn days(first: Date, last: Date) -> Option<Moment> {
    let start = |date: Date| date.to_zoned(TimeZone::UTC).ok().map(|start| start.timestamp().as_millisecond());
    Some(Moment { from_ms: start(first)?, to_ms: start(last.tomorrow().ok()?)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::iso_ms;

    #[test]
    fn words_are_spans_of_days() {
        let check = |word: &str, from: &str, to: &str| {
            let found = moment(word, crate::clock::START_MS).unwrap();
            assert_eq!((&iso_ms(found.from_ms)[..19], &iso_ms(found.to_ms)[..19]), (from, to), "{word}");
        };
        check("2024-05-01", "2024-05-01T00:00:00", "2024-05-02T00:00:00");
        check("2024-05-01T10:00:00.700+08:00", "2024-05-01T02:00:00", "2024-05-01T02:00:01");
        check("today", "2026-01-05T00:00:00", "2026-01-06T00:00:00");
        check("LAST_N_DAYS:7", "2025-12-29T00:00:00", "2026-01-06T00:00:00");
        check("LAST_MONTH", "2025-12-01T00:00:00", "2026-01-01T00:00:00");
        check("THIS_YEAR", "2026-01-01T00:00:00", "2027-01-01T00:00:00");
        for word in ["NOW", "2024-13-01", "LAST_N_DAYS:x", "Name"] {
            assert_eq!(moment(word, 0), None, "{word}");
        }
    }
}
