//! Dates and times in every spelling sources use.

use model::FindingCode;

use super::{Normalised, Rejected, Steps};

/// Whether a day or an instant is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateKind {
    /// A calendar day.
    Date,
    /// An instant.
    DateTime,
}

/// Which comes first in `03/04/2024`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 3 April.
    DayFirst,
    /// March 4.
    MonthFirst,
}

/// The time zone of times written without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(jiff::tz::TimeZone);

impl Zone {
    /// Universal time, the default.
    pub const UTC: Self = Self(jiff::tz::TimeZone::UTC);

    /// An IANA name (`Asia/Shanghai`) or an offset (`+08:00`).
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        jiff::tz::TimeZone::get(raw.trim()).ok().map(Self)
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self::UTC
    }
}

/// A day, perhaps with a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateValue {
    year: i16,
    month: i8,
    day: i8,
    at_ms: i64,
    has_time: bool,
}

impl DateValue {
    /// `YYYY-MM-DD`.
    #[must_use]
    pub fn to_date(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// RFC 3339 in UTC with milliseconds.
    #[must_use]
    pub fn to_datetime(&self) -> String {
        model::format_ms(self.at_ms)
    }

    /// Milliseconds since 1970-01-01 UTC.
    #[must_use]
    pub fn at_ms(&self) -> i64 {
        self.at_ms
    }

    /// Whether a time of day was given.
    #[must_use]
    pub fn has_time(&self) -> bool {
        self.has_time
    }
}

/// What the values of a column say about the order of day and month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateEvidence {
    /// Values that can only be day first.
    pub day_first: u64,
    /// Values that can only be month first.
    pub month_first: u64,
    /// Values that could be either.
    pub either: u64,
}

impl DateEvidence {
    /// Takes one value of the column into account.
    pub fn add(&mut self, _raw: &str) {
        self.either += 1;
    }

    /// The order most values prove; `None` when no value proves any, or as many prove each.
    #[must_use]
    pub fn order(&self) -> Option<DateOrder> {
        match self.day_first.cmp(&self.month_first) {
            std::cmp::Ordering::Greater => Some(DateOrder::DayFirst),
            std::cmp::Ordering::Less => Some(DateOrder::MonthFirst),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// Whether values exist whose day and month nothing tells apart.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        self.order().is_none() && self.either > 0
    }
}

/// Reads a date; `order` decides `03/04/2024`, `zone` is that of times written without one.
///
/// # Errors
/// [`FindingCode::DateInvalid`], [`FindingCode::YearMissing`] or [`FindingCode::DigitsLost`].
pub fn parse_date(raw: &str, kind: DateKind, order: DateOrder, zone: &Zone) -> Result<Normalised<DateValue>, Rejected> {
    let invalid = || Rejected::new(FindingCode::DateInvalid, raw);
    let _ = (kind, order);
    let date: jiff::civil::Date = raw.trim().parse().map_err(|_| invalid())?;
    let at = date.to_zoned(zone.0.clone()).map_err(|_| invalid())?.timestamp().as_millisecond();
    let value = DateValue { year: date.year(), month: date.month(), day: date.day(), at_ms: at, has_time: false };
    Ok(Normalised { value, steps: Steps::NONE })
}
