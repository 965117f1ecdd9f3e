//! Lengths and hours of the day as people write them: `90s`, `5m`, `2h`, `1d`; `20:00-06:00`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A length of time, a whole number of seconds, at most 400 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Period {
    seconds: u32,
}

/// Longest period.
const SECONDS_MAX: u32 = 400 * 86_400;

impl Period {
    /// So many seconds, at most 400 days.
    #[must_use]
    pub const fn seconds(seconds: u32) -> Self {
        Self { seconds: if seconds > SECONDS_MAX { SECONDS_MAX } else { seconds } }
    }

    /// In milliseconds.
    #[must_use]
    pub fn as_ms(self) -> i64 {
        i64::from(self.seconds) * 1_000
    }

    /// Reads a number and a unit: s, m, h or d. `None` for anything else, zero, or more than 400 days.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let unit = text.chars().last()?;
        let number: u32 = text.strip_suffix(unit)?.trim_end().parse().ok()?;
        let factor = match unit {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            _ => return None,
        };
        let seconds = number.checked_mul(factor)?;
        (1..=SECONDS_MAX).contains(&seconds).then_some(Self { seconds })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = match self.seconds {
            seconds if seconds % 86_400 == 0 => (seconds / 86_400, 'd'),
            seconds if seconds % 3_600 == 0 => (seconds / 3_600, 'h'),
            seconds if seconds % 60 == 0 => (seconds / 60, 'm'),
            seconds => (seconds, 's'),
        };
        write!(f, "{number}{unit}")
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl TryFrom<String> for Period {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text:?} is not a length of time; write e.g. 90s, 5m, 2h or 1d, at most 400d"))
    }
}

/// A part of every day, in minutes after midnight; it may go past midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Hours {
    /// First minute inside.
    pub from: u16,
    /// First minute outside.
    pub to: u16,
}

impl Hours {
    /// Reads `20:00-06:00`. `None` for anything else and for an empty span.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('-')?;
        let (from, to) = (minute(from)?, minute(to)?);
        (from != to && from < 1_440).then_some(Self { from, to })
    }

    /// True when this minute of the day lies inside.
    #[must_use]
    pub fn contains(self, minute: u16) -> bool {
        if self.from < self.to { (self.from..self.to).contains(&minute) } else { minute >= self.from || minute < self.to }
    }
}

fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let minute = hours * 60 + minutes;
    (hours <= 24 && minutes < 60 && minute <= 1_440).then_some(minute)
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}-{:02}:{:02}", self.from / 60, self.from % 60, self.to / 60, self.to % 60)
    }
}

impl From<Hours> for String {
    fn from(hours: Hours) -> Self {
        hours.to_string()
    }
}

impl TryFrom<String> for Hours {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text:?} is not a part of the day; write e.g. 20:00-06:00"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_survive_their_written_form() {
        for text in ["90s", "5m", "2h", "1d", "400d"] {
            assert_eq!(Period::parse(text).map(|period| period.to_string()).as_deref(), Some(text));
        }
        assert_eq!(Period::parse("60m").map(|period| period.to_string()).as_deref(), Some("1h"));
        for text in ["", "m", "0s", "401d", "1.5h", "-5m", "5", "5w", "5 分"] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn hours_may_go_past_midnight() {
        let night = Hours::parse("20:00-06:00").expect("hours");
        assert_eq!(night.to_string(), "20:00-06:00");
        assert!(night.contains(20 * 60) && night.contains(0) && night.contains(359) && !night.contains(360) && !night.contains(719));
        let day = Hours::parse("08:30-24:00").expect("hours");
        assert!(day.contains(1_439) && !day.contains(0));
        for text in ["", "8-9", "08:00-08:00", "25:00-03:00", "08:60-09:00", "24:00-01:00"] {
            assert_eq!(Hours::parse(text), None, "{text}");
        }
    }
}
