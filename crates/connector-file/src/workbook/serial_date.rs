//! Days since 1900 (or 1904) as workbooks count them, written as dates.

use super::parts::NumberMeaning;
use model::CellKind;

const MS_PER_DAY: f64 = 86_400_000.0;
/// 31 December 9999, the last day that workbooks know.
const DAYS_MAX: f64 = 2_958_466.0;
const DAYS_1900_TO_1904: i64 = 1_462;
/// Days from 30 December 1899 to 1 January 1970.
const EPOCH_OFFSET: i64 = 25_569;

/// The text of a date cell, and its kind: a date, a moment, a time of day (text) or a length of time (text).
/// None when the number is no date.
pub(crate) fn of_serial(stored: &str, meaning: NumberMeaning, from_1904: bool) -> Option<(CellKind, String)> {
    if meaning == NumberMeaning::Number {
        return None;
    }
    let serial: f64 = stored.trim().parse().ok().filter(|serial| (0.0..DAYS_MAX).contains(serial))?;
    let ms_total = (serial * MS_PER_DAY).round();
    let days = (ms_total / MS_PER_DAY).floor();
    // Below 3e6 days both fit: the range was checked.
    let (days, ms) = (days as i64, (ms_total - days * MS_PER_DAY) as i64);
    match meaning {
        NumberMeaning::Number => None,
        NumberMeaning::Duration => Some((CellKind::Text, clock(days * 24, ms))),
        NumberMeaning::Moment if days == 0 && !from_1904 => Some((CellKind::Text, clock(0, ms))),
        NumberMeaning::Moment => {
            let since_1899 = if from_1904 {
                days + DAYS_1900_TO_1904
            } else if days < 60 {
                days + 1 // 1900 is counted as a leap year, which it was not
            } else {
                days
            };
            let (year, month, day) = civil(since_1899 - EPOCH_OFFSET);
            let date = format!("{year:04}-{month:02}-{day:02}");
            Some((CellKind::Date, if ms == 0 { date } else { format!("{date}T{}", clock(0, ms)) }))
        }
    }
}

fn clock(hours: i64, ms: i64) -> String {
    let text = format!("{:02}:{:02}:{:02}", hours + ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60);
    if ms % 1_000 == 0 { text } else { format!("{text}.{:03}", ms % 1_000) }
}

/// Year, month, day of a day counted from 1970-01-01 (Howard Hinnant's civil calendar, days counted from March).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_days_become_dates() {
        for (serial, expected) in [
            ("45581", "2024-10-16"),
            ("45581.5", "2024-10-16T12:00:00"),
            ("45581.343750115741", "2024-10-16T08:15:00.010"),
            ("1", "1900-01-01"),
            ("59", "1900-02-28"),
            ("61", "1900-03-01"),
            ("36526", "2000-01-01"),
            ("0.5", "12:00:00"),
        ] {
            assert_eq!(of_serial(serial, NumberMeaning::Moment, false).map(|(_, text)| text).as_deref(), Some(expected), "{serial}");
        }
        assert_eq!(of_serial("0", NumberMeaning::Moment, true).map(|(_, text)| text).as_deref(), Some("1904-01-01"));
        assert_eq!(of_serial("1.5", NumberMeaning::Duration, false).map(|(_, text)| text).as_deref(), Some("36:00:00"));
        assert_eq!(of_serial("1e9", NumberMeaning::Moment, false), None);
        assert_eq!(of_serial("-1", NumberMeaning::Moment, false), None);
    }
}
