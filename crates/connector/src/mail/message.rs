//! One message as text: headers and a body of plain text, as RFC 5322 and RFC 2045 to 2047 write them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::format_ms;

use super::RECIPIENTS_MAX;
use crate::error::ConnectorError;

/// Most characters of a subject; the rest is cut.
const SUBJECT_CHARS_MAX: usize = 200;
/// Most bytes of a text; the rest is cut.
const TEXT_BYTES_MAX: usize = 100_000;
/// Bytes of text in one encoded word: with its frame and the name of the header below the 76 characters of a line that RFC 2047 allows.
const WORD_BYTES: usize = 39;
/// Characters of a line of base64 (RFC 2045, section 6.8).
const LINE_CHARS: usize = 76;

/// What is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mail {
    /// The sender's address.
    pub from: String,
    /// Addresses of the recipients, 1 to 20.
    pub to: Vec<String>,
    /// One line.
    pub subject: String,
    /// Plain text; lines end with `\n`.
    pub text: String,
    /// What tells this message apart: the same for repetitions, so that a mail program shows one of them. Letters, digits, `-`, `.`.
    pub id: String,
    /// When it was written (ms).
    pub at_ms: i64,
}

/// Looks whether `address` can be one: one `@`, printable ASCII, nothing that could be read as something else.
///
/// # Errors
/// [`ConnectorError::Setting`] for `setting`.
pub fn check_address(setting: &str, address: &str) -> Result<(), ConnectorError> {
    let is_plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>()[],;:\\\"@".contains(&byte));
    let is_good = address.len() <= 254 && address.split_once('@').is_some_and(|(local, domain)| is_plain(local) && is_plain(domain));
    if is_good {
        return Ok(());
    }
    let shown: String = address.chars().filter(|letter| !letter.is_control()).take(80).collect();
    Err(ConnectorError::Setting { setting: setting.to_owned(), reason: format!("{shown:?} is no mail address, e.g. ops@example.com") })
}

impl Mail {
    /// Headers and body with `\r\n`, without anything that ends or dots what is sent.
    pub(super) fn to_text(&self) -> Result<String, ConnectorError> {
        check_address("from", &self.from)?;
        if self.to.is_empty() || self.to.len() > RECIPIENTS_MAX {
            let reason = format!("1 to {RECIPIENTS_MAX} addresses");
            return Err(ConnectorError::Setting { setting: "to".to_owned(), reason });
        }
        self.to.iter().try_for_each(|address| check_address("to", address))?;
        let domain = self.from.rsplit('@').next().unwrap_or("localhost");
        let id: String = self.id.chars().filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.')).take(100).collect();
        let mut out = String::with_capacity(self.text.len() * 3 / 2 + 500);
        for (name, value) in [
            ("Date", date(self.at_ms)),
            ("From", format!("Rapport <{}>", self.from)),
            ("To", self.to.join(",\r\n ")),
            ("Subject", encoded_words(&self.subject)),
            ("Message-ID", format!("<{id}@{domain}>")),
            ("MIME-Version", "1.0".to_owned()),
            ("Content-Type", "text/plain; charset=utf-8".to_owned()),
            ("Content-Transfer-Encoding", "base64".to_owned()),
            // Asks programs that answer by themselves not to (RFC 3834).
            ("Auto-Submitted", "auto-generated".to_owned()),
        ] {
            out.push_str(name);
            out.push_str(": ");
            out.push_str(&value);
            out.push_str("\r\n");
        }
        out.push_str("\r\n");
        let body = cut(&self.text, TEXT_BYTES_MAX).replace("\r\n", "\n").replace('\n', "\r\n");
        let encoded = STANDARD.encode(body);
        for line in encoded.as_bytes().chunks(LINE_CHARS) {
            // Base64 is ASCII.
            out.push_str(&String::from_utf8_lossy(line));
            out.push_str("\r\n");
        }
        Ok(out)
    }
}

/// The longest beginning of at most `bytes_max` bytes that is text.
fn cut(text: &str, bytes_max: usize) -> &str {
    let mut end = text.len().min(bytes_max);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// A header's text as encoded words, which hold every character and no line break.
fn encoded_words(text: &str) -> String {
    let mut clean = String::new();
    for letter in text.chars().take(SUBJECT_CHARS_MAX) {
        clean.push(if letter.is_control() { ' ' } else { letter });
    }
    let mut words = Vec::new();
    let mut rest = clean.trim();
    while !rest.is_empty() {
        let part = cut(rest, WORD_BYTES);
        words.push(format!("=?utf-8?B?{}?=", STANDARD.encode(part)));
        rest = rest.get(part.len()..).unwrap_or_default();
    }
    words.join("\r\n ")
}

/// A time as mail writes it, in UTC, e.g. `Thu, 26 Nov 2026 19:44:00 +0000`.
fn date(at_ms: i64) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    // `2026-11-26T19:44:00.000Z`
    let text = format_ms(at_ms);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or("00");
    // 1 January 1970 was a Thursday.
    let weekday = usize::try_from(at_ms.div_euclid(86_400_000).rem_euclid(7)).unwrap_or(0);
    let month = part(5, 7).parse::<usize>().unwrap_or(1).saturating_sub(1);
    let (weekday, month) = (DAYS.get(weekday).copied().unwrap_or("Thu"), MONTHS.get(month).copied().unwrap_or("Jan"));
    format!("{weekday}, {} {month} {} {} +0000", part(8, 10), part(0, 4), part(11, 19))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail() -> Mail {
        Mail {
            from: "rapport@example.com".to_owned(),
            to: vec!["ops@example.com".to_owned(), "boss@example.com".to_owned()],
            subject: "Sync paused".to_owned(),
            text: "One\ntwo".to_owned(),
            id: "alert-7-opened".to_owned(),
            at_ms: 1_795_722_240_000,
        }
    }

    fn header(text: &str, name: &str) -> String {
        let unfolded = text.replace("\r\n ", " ");
        let line = unfolded.lines().find_map(|line| line.strip_prefix(&format!("{name}: "))).unwrap_or_default();
        line.to_owned()
    }

    fn subject_of(text: &str) -> String {
        let words = header(text, "Subject");
        let bytes: Vec<u8> = words
            .split(' ')
            .flat_map(|word| STANDARD.decode(word.trim_start_matches("=?utf-8?B?").trim_end_matches("?=")).unwrap())
            .collect();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_message_is_headers_and_encoded_text() {
        let text = mail().to_text().unwrap();
        assert_eq!(header(&text, "Date"), "Thu, 26 Nov 2026 19:44:00 +0000");
        assert_eq!(header(&text, "To"), "ops@example.com, boss@example.com");
        assert_eq!(header(&text, "Message-ID"), "<alert-7-opened@example.com>");
        let (_, body) = text.split_once("\r\n\r\n").unwrap();
        assert_eq!(STANDARD.decode(body.replace("\r\n", "")).unwrap(), b"One\r\ntwo");
    }

    #[test]
    fn texts_of_any_kind_stay_one_header_and_come_back() {
        for subject in
            ["同步已暂停：客户（Salesforce）——请查看暂停原因，然后让它继续或者结束，谢谢", "a", "naïve ✓", "x\r\nBcc: evil@example.com"]
        {
            let text = Mail { subject: subject.to_owned(), ..mail() }.to_text().unwrap();
            assert_eq!(subject_of(&text), subject.replace("\r\n", "  "), "{subject}");
            assert!(text.lines().all(|line| line.len() <= LINE_CHARS), "{subject}");
            assert!(!text.contains("\r\nBcc"), "{subject}");
        }
        let long = Mail { subject: "é".repeat(10_000), text: "é".repeat(1_000_000), ..mail() }.to_text().unwrap();
        assert!(long.len() < 200_000);
    }

    #[test]
    fn addresses_that_hold_more_than_an_address_are_refused() {
        for bad in ["", "ops", "@", "a@", "@b", "a@b@c", "a b@c", "a@b>", "a@b\r\nRCPT TO:<x@y>", "<a@b>", "a@b,c@d", "é@b", "\"a\"@b"] {
            assert!(check_address("to", bad).is_err(), "{bad:?}");
            assert!(Mail { to: vec![bad.to_owned()], ..mail() }.to_text().is_err(), "{bad:?}");
            assert!(Mail { from: bad.to_owned(), ..mail() }.to_text().is_err(), "{bad:?}");
        }
        assert!(Mail { to: Vec::new(), ..mail() }.to_text().is_err());
        assert!(Mail { to: vec!["a@b".to_owned(); RECIPIENTS_MAX + 1], ..mail() }.to_text().is_err());
        check_address("to", "first.last+tag@mail.example.co").unwrap();
    }
}
