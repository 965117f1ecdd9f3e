//! Numbers and money, never through binary floating point.

use model::FindingCode;
pub use rust_decimal::Decimal;

use super::{Currency, Normalised, Rejected, Steps};

/// An amount in a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// How much.
    pub amount: Decimal,
    /// Of what.
    pub currency: Currency,
}

/// Reads a decimal number.
///
/// # Errors
/// [`FindingCode::NumberInvalid`] or [`FindingCode::DigitsLost`].
pub fn parse_decimal(raw: &str) -> Result<Normalised<Decimal>, Rejected> {
    let value = raw.trim().parse().map_err(|_| Rejected::new(FindingCode::NumberInvalid, raw))?;
    Ok(Normalised { value, steps: Steps::NONE })
}

/// Reads a whole number.
///
/// # Errors
/// [`FindingCode::NumberInvalid`] or [`FindingCode::DigitsLost`].
pub fn parse_integer(raw: &str) -> Result<Normalised<i64>, Rejected> {
    let value = raw.trim().parse().map_err(|_| Rejected::new(FindingCode::NumberInvalid, raw))?;
    Ok(Normalised { value, steps: Steps::NONE })
}

/// Reads an amount of money; `default_currency` is taken when the text names none.
///
/// # Errors
/// [`FindingCode::NumberInvalid`], [`FindingCode::DigitsLost`] or [`FindingCode::CurrencyUnknown`].
pub fn parse_money(raw: &str, default_currency: Currency) -> Result<Normalised<Money>, Rejected> {
    let amount = parse_decimal(raw)?;
    Ok(Normalised { value: Money { amount: amount.value, currency: default_currency }, steps: amount.steps })
}
