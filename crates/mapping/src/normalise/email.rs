//! E-mail addresses.

use std::borrow::Cow;

use model::FindingCode;

use super::{Normalised, Rejected, Steps};

/// An address in stored form: small letters, no wrapping.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address, owned.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }

    /// Whether people type it to get past a required field; such an address is never a match key.
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        self.0 == "a@a.com"
    }
}

/// Normalises one address.
///
/// # Errors
/// [`FindingCode::EmailInvalid`].
pub fn normalise_email(raw: &str) -> Result<Normalised<EmailAddress>, Rejected> {
    let value = raw.trim().to_lowercase();
    match value.split_once('@') {
        Some((local, domain)) if !local.is_empty() && domain.contains('.') => {
            Ok(Normalised { value: EmailAddress(value), steps: Steps::NONE })
        }
        _ => Err(Rejected::new(FindingCode::EmailInvalid, raw)),
    }
}

/// The form compared when matching.
#[must_use]
pub fn match_value(email: &EmailAddress) -> Cow<'_, str> {
    Cow::Borrowed(email.as_str())
}

/// The addresses of a cell that may hold several.
#[must_use]
pub fn split_emails(raw: &str) -> Vec<&str> {
    raw.split([';', ',']).map(str::trim).filter(|part| !part.is_empty()).collect()
}
