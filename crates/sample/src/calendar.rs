//! Seconds since 1970 as calendar days, for writing dates in many spellings.

/// A moment in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) unix: i64,
    pub(crate) year: i64,
    pub(crate) month: u32,
    pub(crate) day: u32,
    pub(crate) hour: u32,
    pub(crate) minute: u32,
    pub(crate) second: u32,
}

/// 2023-01-01T00:00:00Z.
pub(crate) const FIRST: i64 = 1_672_531_200;
/// 2025-06-01T00:00:00Z.
pub(crate) const LAST: i64 = 1_748_736_000;

/// English months, short.
pub(crate) const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Moment {
    /// The moment of `unix` seconds since 1970; days by the usual civil calendar arithmetic (proleptic Gregorian).
    pub(crate) fn of(unix: i64) -> Self {
        let (days, rest) = (unix.div_euclid(86_400), unix.rem_euclid(86_400));
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let number = |value: i64| u32::try_from(value).unwrap_or(0);
        Self {
            unix,
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month: number(month),
            day: number(day_of_year - (153 * shifted_month + 2) / 5 + 1),
            hour: number(rest / 3_600),
            minute: number(rest / 60 % 60),
            second: number(rest % 60),
        }
    }

    /// `2025-06-01T00:00:00Z`.
    pub(crate) fn push_iso(self, out: &mut String) {
        self.push_day(out, '-');
        out.push('T');
        self.push_time(out);
        out.push('Z');
    }

    /// `2025-06-01` with any separator.
    pub(crate) fn push_day(self, out: &mut String, separator: char) {
        push_number(out, self.year.unsigned_abs(), 4);
        out.push(separator);
        push_number(out, self.month.into(), 2);
        out.push(separator);
        push_number(out, self.day.into(), 2);
    }

    /// `00:00:00`.
    pub(crate) fn push_time(self, out: &mut String) {
        push_number(out, self.hour.into(), 2);
        out.push(':');
        push_number(out, self.minute.into(), 2);
        out.push(':');
        push_number(out, self.second.into(), 2);
    }

    /// The English name of the month, short.
    pub(crate) fn month_name(self) -> &'static str {
        MONTHS.get(self.month.saturating_sub(1) as usize).copied().unwrap_or("Jan")
    }
}

/// `number` with at least `width` digits.
pub(crate) fn push_number(out: &mut String, number: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut at = digits.len();
    let mut rest = number;
    while rest > 0 || digits.len() - at < width {
        at -= 1;
        digits[at] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
    }
    out.extend(digits[at..].iter().map(|digit| char::from(*digit)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_civil_days() {
        let text = |unix| {
            let mut out = String::new();
            Moment::of(unix).push_iso(&mut out);
            out
        };
        assert_eq!(text(0), "1970-01-01T00:00:00Z");
        assert_eq!(text(FIRST), "2023-01-01T00:00:00Z");
        assert_eq!(text(LAST), "2025-06-01T00:00:00Z");
        assert_eq!(text(1_709_164_799), "2024-02-28T23:59:59Z");
        assert_eq!(text(1_709_164_800), "2024-02-29T00:00:00Z");
    }
}
