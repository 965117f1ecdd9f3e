//! Where people look at what a notice tells of: the screen of the web app that shows the matter.

use std::collections::BTreeMap;
use std::fmt;

use model::{FindingCode, ObjectId, RunId, SourceId};
use store::{AlertRow, DeadLetterState, LetterCause, Session, StoreError};

/// Most characters of an address.
const URL_CHARS_MAX: usize = 300;

/// Where people reach this server with their browser: `https://crm.example.cn`, a scheme and a host, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

/// Why an address is none at which a server is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublicUrlError {
    /// Neither `https://` nor `http://` stands in front, or no name of a host follows.
    #[error("an address such as https://crm.example.cn is wanted, with https:// or http:// in front")]
    Format,
    /// The web app finds its parts from the root of a host.
    #[error("the web app lies at the root of its host: leave out path, query and fragment")]
    Path,
    /// It would stand in every notice.
    #[error("leave out the user")]
    User,
    /// 0, above 65,535, or no number.
    #[error("a port is a number from 1 to 65535")]
    Port,
}

impl PublicUrl {
    /// Reads an address; blanks around it and one slash at its end do not count.
    ///
    /// # Errors
    /// [`PublicUrlError`] with what does not fit. Hosts are written in ASCII: letters, digits, `-`, `.`, or an IPv6 address in brackets.
    pub fn parse(text: &str) -> Result<Self, PublicUrlError> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://").ok_or(PublicUrlError::Format)?;
        let scheme = scheme.to_ascii_lowercase();
        if text.chars().count() > URL_CHARS_MAX || !matches!(scheme.as_str(), "https" | "http") {
            return Err(PublicUrlError::Format);
        }
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        if rest.contains(['/', '?', '#', '\\']) {
            return Err(PublicUrlError::Path);
        }
        if rest.contains('@') {
            return Err(PublicUrlError::User);
        }
        let (host, port) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((address, port)) => {
                address.parse::<std::net::Ipv6Addr>().map_err(|_| PublicUrlError::Format)?;
                (format!("[{address}]"), port.strip_prefix(':').or_else(|| (!port.is_empty()).then_some("")))
            }
            None => match rest.split_once(':') {
                Some((host, port)) => (named(host)?, Some(port)),
                None => (named(rest)?, None),
            },
        };
        let port = match port {
            Some(port) if port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0) => {
                format!(":{port}")
            }
            Some(_) => return Err(PublicUrlError::Port),
            None => String::new(),
        };
        Ok(Self(format!("{scheme}://{host}{port}")))
    }

    /// As it is written in front of a path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn named(host: &str) -> Result<String, PublicUrlError> {
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if host.split('.').all(is_label) { Ok(host.to_ascii_lowercase()) } else { Err(PublicUrlError::Format) }
}

/// Letters of a run looked through for its most frequent cause.
const LETTERS_MAX: usize = 1_000;

/// The path of the screen that shows what an alert is about, as things stand now: the open question of a sync that stopped, the problem
/// that most rows of the run have which ended with a warning, or that run where none is open, the switch of what is held; else the sync, and the list of alerts where there is none.
///
/// # Errors
/// Those of the store.
pub(super) fn path_of(session: &mut Session<'_>, alert: &AlertRow, is_end: bool) -> Result<String, StoreError> {
    let Some(sync) = super::sync_of(alert) else { return Ok("/alerts".to_owned()) };
    let of_sync = format!("/syncs/{sync}");
    if is_end {
        return Ok(of_sync);
    }
    match alert.kind.as_str() {
        "paused" => {
            let question = session.reviews_about(&alert.subject)?.pop();
            Ok(question.map_or(of_sync, |review| format!("/reviews?id={}", review.id)))
        }
        "warning" => {
            let detail: serde_json::Value = serde_json::from_str(&alert.detail).unwrap_or_default();
            let run = detail.get("run").and_then(serde_json::Value::as_str).filter(|run| run.bytes().all(|byte| byte.is_ascii_digit()));
            let Some(run) = run else { return Ok(of_sync) };
            let problem = run.parse().ok().map(|run| problem_of(session, RunId(run))).transpose()?.flatten();
            Ok(problem.map_or_else(|| format!("/runs/{run}"), |id| format!("/problems/{}", in_path(&id))))
        }
        "held" => Ok("/settings?part=network".to_owned()),
        _ => Ok(of_sync),
    }
}

/// The cause that most open rows of a run have; none where all were applied, or have ended since.
fn problem_of(session: &mut Session<'_>, run: RunId) -> Result<Option<String>, StoreError> {
    let Some(row) = session.run(run)? else { return Ok(None) };
    let mut counts: BTreeMap<(String, String), (usize, FindingCode)> = BTreeMap::new();
    for letter in session.dead_letters(run, -1, LETTERS_MAX)? {
        if matches!(letter.state, DeadLetterState::Rejected | DeadLetterState::Held) {
            counts.entry((letter.code.name(), letter.field)).or_insert((0, letter.code)).0 += 1;
        }
    }
    // Of several that are as frequent, the first by name, so that a notice that is sent again says the same.
    let most = counts.into_iter().rev().max_by_key(|(_, (count, _))| *count);
    let cause = most.map(|((_, field), (_, code))| LetterCause {
        object: row.object.unwrap_or(ObjectId(0)),
        source: row.source.unwrap_or(SourceId(0)),
        code,
        field,
    });
    Ok(cause.map(|cause| crate::problems::id_of(&cause)))
}

/// A text as a segment of a path.
fn in_path(text: &str) -> String {
    let mut path = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            path.push_str(&format!("%{byte:02X}"));
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, PublicUrlError>) {
        assert_eq!(PublicUrl::parse(text).as_ref().map(PublicUrl::as_str).map_err(|error| *error), expected, "{text}");
    }

    #[test]
    fn a_cause_is_one_segment_of_a_path() {
        assert_eq!(in_path("3-12-option_unknown-stage"), "3-12-option_unknown-stage");
        assert_eq!(in_path("3-12-too_long-a/b 手?"), "3-12-too_long-a%2Fb%20%E6%89%8B%3F");
    }

    #[test]
    fn an_address_is_a_scheme_and_a_host() {
        check("https://crm.example.cn", Ok("https://crm.example.cn"));
        check(" HTTPS://CRM.Example.cn/ ", Ok("https://crm.example.cn"));
        check("http://127.0.0.1:8080", Ok("http://127.0.0.1:8080"));
        check("http://[::1]:8080/", Ok("http://[::1]:8080"));
        check("https://[fd00::7]", Ok("https://[fd00::7]"));
        for text in [
            "",
            "crm.example.cn",
            "ftp://crm.example.cn",
            "https://",
            "https:///",
            "https://a b",
            "https://客户.cn",
            "https://a..b",
            "http://[::g]",
        ] {
            let found = PublicUrl::parse(text);
            assert!(matches!(found, Err(PublicUrlError::Format | PublicUrlError::Path)), "{text}: {found:?}");
        }
        check("https://crm.example.cn/rapport", Err(PublicUrlError::Path));
        check("https://crm.example.cn?a", Err(PublicUrlError::Path));
        check("https://me:secret@crm.example.cn", Err(PublicUrlError::User));
        for port in [":0", ":65536", ":x", ":", ":+1"] {
            check(&format!("https://crm.example.cn{port}"), Err(PublicUrlError::Port));
        }
        check("http://[::1]8080", Err(PublicUrlError::Port));
        check(&format!("https://{}.cn", "a".repeat(300)), Err(PublicUrlError::Format));
    }
}
