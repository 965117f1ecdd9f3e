//! Phone numbers.

use model::FindingCode;

use super::{Normalised, Region, Rejected, Steps};

/// E.164, with `;ext=…` when there is an extension.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// E.164 and extension, e.g. `+8675512345678;ext=801`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// E.164 without the extension.
    #[must_use]
    pub fn e164(&self) -> &str {
        self.0.split_once(';').map_or(self.0.as_str(), |(number, _)| number)
    }

    /// The digits of the extension.
    #[must_use]
    pub fn extension(&self) -> Option<&str> {
        self.0.split_once(";ext=").map(|(_, extension)| extension)
    }

    /// As [`Self::as_str`], owned.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

/// Normalises one number; `region` is assumed when `raw` has no country code.
///
/// # Errors
/// [`FindingCode::PhoneInvalid`] or [`FindingCode::DigitsLost`].
pub fn normalise_phone(raw: &str, region: Region) -> Result<Normalised<PhoneNumber>, Rejected> {
    let digits: String = raw.chars().filter(char::is_ascii_digit).collect();
    if region == Region::CN && digits.len() == 11 && digits.starts_with('1') {
        return Ok(Normalised { value: PhoneNumber(format!("+86{digits}")), steps: Steps::NONE });
    }
    Err(Rejected::new(FindingCode::PhoneInvalid, raw))
}

/// The numbers of a cell that may hold several.
#[must_use]
pub fn split_phones(raw: &str) -> Vec<&str> {
    raw.split([';', '；', '、']).map(str::trim).filter(|part| !part.is_empty()).collect()
}
