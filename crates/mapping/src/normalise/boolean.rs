//! Yes and no.

use model::FindingCode;

use super::{Normalised, Rejected, Step, Steps};

/// Reads yes or no in English or Chinese, digits and marks included.
///
/// # Errors
/// [`FindingCode::BooleanInvalid`] for anything else.
pub fn parse_boolean(raw: &str) -> Result<Normalised<bool>, Rejected> {
    let value = match raw.trim().to_lowercase().as_str() {
        "yes" | "true" | "1" | "是" => true,
        "no" | "false" | "0" | "否" => false,
        _ => return Err(Rejected::new(FindingCode::BooleanInvalid, raw)),
    };
    let mut steps = Steps::NONE;
    steps.add(Step::WordRead);
    Ok(Normalised { value, steps })
}
