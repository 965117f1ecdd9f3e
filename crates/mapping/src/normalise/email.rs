//! E-mail addresses: from whatever a person typed to one stored form, and the looser form used for matching.
//!
//! Pure. Rule: RFC 5321 (local part at most 64 bytes, domain at most 253, labels at most 63), letters of other scripts allowed
//! on both sides (RFC 6531), no quoted local parts, no address literals. Domains are kept in the script they came in.

use std::borrow::Cow;

use model::FindingCode;
use unicode_normalization::UnicodeNormalization;

use super::{Normalised, Rejected, Step, Steps, unicode};

/// Longest raw text looked at, in bytes: an address and a display name.
const RAW_BYTES_MAX: usize = 600;
const LOCAL_BYTES_MAX: usize = 64;
const DOMAIN_BYTES_MAX: usize = 253;
const LABEL_BYTES_MAX: usize = 63;

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

    /// What stands before the `@`.
    #[must_use]
    pub fn local(&self) -> &str {
        self.parts().0
    }

    /// What stands after the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.parts().1
    }

    /// Whether people type it to get past a required field, or nobody reads it; such an address is never a match key.
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        let (local, domain) = self.parts();
        match local {
            "noreply" | "no-reply" | "no_reply" | "no.reply" | "donotreply" | "do-not-reply" | "nobody" | "none" | "null" | "test" => true,
            "unknown" | "na" | "n.a" | "n-a" | "noemail" | "no-email" | "nomail" | "notprovided" | "wu" | "no" => true,
            "mailer-daemon" | "undefined" => true,
            _ => {
                let label = domain.split('.').next().unwrap_or(domain);
                (local == label && local.len() <= 4) || is_keyboard_run(local)
            }
        }
    }

    fn parts(&self) -> (&str, &str) {
        self.0.rsplit_once('@').unwrap_or((&self.0, ""))
    }
}

/// Normalises one address: trimmed, width folded, small letters, `mailto:` and display name removed.
///
/// # Errors
/// [`FindingCode::EmailInvalid`] with the text.
pub fn normalise_email(raw: &str) -> Result<Normalised<EmailAddress>, Rejected> {
    let trimmed = raw.trim();
    let mut steps = Steps::NONE;
    steps.add_if(trimmed.len() != raw.len(), Step::SpacesRemoved);
    if trimmed.is_ascii() && is_address(trimmed) {
        let mut value = trimmed.to_owned();
        if value.bytes().any(|byte| byte.is_ascii_uppercase()) {
            value.make_ascii_lowercase();
            steps.add(Step::LowerCased);
        }
        return Ok(Normalised { value: EmailAddress(value), steps });
    }
    unwrapped(trimmed, &mut steps)
        .map(|value| Normalised { value: EmailAddress(value), steps })
        .ok_or_else(|| Rejected::new(FindingCode::EmailInvalid, raw))
}

/// The form compared when matching: what follows `+` is dropped, and for Gmail the dots and the second domain name too.
#[must_use]
pub fn match_value(email: &EmailAddress) -> Cow<'_, str> {
    let (local, domain) = email.parts();
    let base = match local.split_once('+') {
        Some((base, _)) if !base.is_empty() => base,
        Some(_) | None => local,
    };
    if matches!(domain, "gmail.com" | "googlemail.com") {
        if base.len() == local.len() && !base.contains('.') && domain == "gmail.com" {
            return Cow::Borrowed(email.as_str());
        }
        let mut out: String = base.chars().filter(|c| *c != '.').collect();
        out.push_str("@gmail.com");
        return Cow::Owned(out);
    }
    if base.len() == local.len() { Cow::Borrowed(email.as_str()) } else { Cow::Owned(format!("{base}@{domain}")) }
}

/// The addresses of a cell that may hold several; one part when there is at most one `@`.
#[must_use]
pub fn split_emails(raw: &str) -> Vec<&str> {
    let is_at = |c: char| matches!(c, '@' | '＠');
    if raw.chars().filter(|c| is_at(*c)).count() < 2 {
        return Some(raw.trim()).filter(|part| !part.is_empty()).into_iter().collect();
    }
    let mut out = Vec::new();
    let separators = [';', '；', ',', '，', '、', '|', '/', '\n', '\r', '\t'];
    let mut parts = raw.split(separators).map(str::trim).filter(|part| !part.is_empty()).peekable();
    while let Some(part) = parts.next() {
        match part.chars().filter(|c| is_at(*c)).count() {
            // The surname of `Doe, John <john@doe.example>`.
            0 if parts.peek().is_some_and(|next| next.contains('<')) => {}
            0 | 1 => out.push(part),
            _ => out.extend(part.split_whitespace()),
        }
    }
    out
}

/// The address inside wrapping, other scripts and stray punctuation.
fn unwrapped(trimmed: &str, steps: &mut Steps) -> Option<String> {
    if trimmed.len() > RAW_BYTES_MAX {
        return None;
    }
    let cleaned = unicode::clean(trimmed);
    steps.add_if(cleaned != trimmed, Step::WidthFolded);
    let mut rest: &str = &cleaned;
    if let (Some(open), Some(close)) = (rest.rfind('<'), rest.rfind('>'))
        && open < close
    {
        rest = rest.get(open + 1..close)?.trim();
        steps.add(Step::WrapperRemoved);
    }
    for label in ["mailto:", "email:", "e-mail:", "邮箱:", "电子邮箱:"] {
        if rest.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label)) {
            rest = rest.get(label.len()..)?.split('?').next().unwrap_or_default().trim();
            steps.add(Step::WrapperRemoved);
        }
    }
    let stray =
        |c: char| matches!(c, '.' | ',' | ';' | ':' | '。' | '、' | '"' | '\'' | '<' | '>' | '(' | ')' | '[' | ']' | '“' | '”') || c == ' ';
    let bare = rest.trim_matches(stray);
    steps.add_if(bare.len() != rest.len(), Step::PunctuationRemoved);
    let (local, domain) = bare.rsplit_once('@')?;
    let (local, domain) = (local.trim_end(), domain.trim_start());
    steps.add_if(local.len() + domain.len() + 1 != bare.len(), Step::SpacesRemoved);
    let joined = format!("{local}@{}", domain.replace('。', "."));
    let lowered: String = joined.nfkc().flat_map(char::to_lowercase).nfkc().collect();
    steps.add_if(lowered != joined, Step::LowerCased);
    is_address(&lowered).then_some(lowered)
}

fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    is_local(local) && is_domain(domain)
}

fn is_local(local: &str) -> bool {
    let ends_well = !local.starts_with('.') && !local.ends_with('.');
    !local.is_empty() && local.len() <= LOCAL_BYTES_MAX && ends_well && local.chars().all(is_local_character)
}

fn is_local_character(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '_' | '-' | '+' | '\'' | '&' | '=' | '!' | '#' | '$' | '%' | '*' | '/' | '?' => true,
        '^' | '`' | '{' | '|' | '}' | '~' => true,
        _ => !c.is_ascii() && c.is_alphanumeric(),
    }
}

fn is_domain(domain: &str) -> bool {
    if domain.len() > DOMAIN_BYTES_MAX || !domain.contains('.') {
        return false;
    }
    let last = domain.rsplit('.').next().unwrap_or_default();
    let last_is_name = last.chars().count() >= 2 && !last.bytes().all(|byte| byte.is_ascii_digit());
    last_is_name && domain.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let in_bounds = !label.is_empty() && label.len() <= LABEL_BYTES_MAX;
    let ends_well = !label.starts_with('-') && !label.ends_with('-');
    let good = |c: char| if c.is_ascii() { c.is_ascii_alphanumeric() || c == '-' } else { c.is_alphanumeric() };
    in_bounds && ends_well && label.chars().all(good)
}

/// `aaaa`, `111111`, `123456`, `abc`, `asdf`, `qwerty` and their like.
fn is_keyboard_run(local: &str) -> bool {
    if matches!(local, "abc" | "abcd" | "asd" | "asdf" | "qwe" | "qwer" | "qwerty" | "xxx" | "xx" | "123" | "1234" | "aaa" | "abc123") {
        return true;
    }
    let bytes = local.as_bytes();
    if bytes.len() < 4 {
        return false;
    }
    let steps_by = |step: u8| bytes.windows(2).all(|pair| matches!(pair, [a, b] if a.checked_add(step) == Some(*b)));
    steps_by(0) || (steps_by(1) && bytes.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
#[path = "email_tests.rs"]
mod tests;
