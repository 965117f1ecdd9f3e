//! What signing in needs beside the store: the cookie, the check where a request comes from, growing waits, the token of the first set-up.
//!
//! The cookie is out of reach of scripts and sent by pages of this server only (`SameSite=Strict`). Over HTTPS it has the prefix
//! `__Host-`, so that no neighbouring domain can set it. A change that rides on a cookie must come from a page of this server:
//! browsers say so in `Sec-Fetch-Site`, older ones in `Origin`. Calls with a key are not concerned, because no browser adds a key by itself.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use access::{AccessError, Device, NewSession, SESSION_MS};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use sha2::{Digest, Sha256};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::address::household;
use crate::app::is_loopback;
use crate::attempts::Attempts;
use crate::problem::{Code, Problem};

const COOKIE: &str = "rapport_session";
const COOKIE_HTTPS: &str = "__Host-rapport_session";
/// Passwords checked at the same time: each takes 19 MiB and some 20 ms of a processor.
const HASHES_AT_ONCE: usize = 2;
/// Wrong passwords that cost an account nothing.
const ACCOUNT_FREE: u32 = 5;
/// Wrong passwords that cost an address nothing: a whole office may be behind it.
const ADDRESS_FREE: u32 = 20;

/// Shared by all who sign in.
#[derive(Debug)]
pub(crate) struct SignIn {
    by_account: Attempts<[u8; 32]>,
    by_address: Attempts<IpAddr>,
    hashing: Semaphore,
    setup_token: Mutex<Option<String>>,
}

/// One try: what it is counted by.
pub(crate) struct Try {
    account: [u8; 32],
    address: Option<IpAddr>,
}

impl SignIn {
    /// `setup_token` opens the set-up of a new installation.
    pub(crate) fn new(setup_token: Option<String>) -> Self {
        Self {
            by_account: Attempts::new(ACCOUNT_FREE),
            by_address: Attempts::new(ADDRESS_FREE),
            hashing: Semaphore::new(HASHES_AT_ONCE),
            setup_token: Mutex::new(setup_token),
        }
    }

    /// Lets a try begin that checks a password for `account`, known or not. Hold the permit until the outcome is noted: that is what
    /// keeps many tries at the same moment from being one.
    ///
    /// # Errors
    /// 429 while the account or the address must wait.
    pub(crate) async fn begin(&self, account: &str, client: Option<IpAddr>) -> Result<(Try, SemaphorePermit<'_>), Box<Problem>> {
        let attempt = Try {
            account: Sha256::digest(account.trim().to_lowercase().as_bytes()).into(),
            // Whoever sits at the machine itself, and a proxy there nobody told us of, stands for everybody.
            address: client.filter(|client| !is_loopback(Some(*client))).map(household),
        };
        self.may_try(&attempt)?;
        let permit = self.hashing.acquire().await.map_err(|_| Problem::new(Code::Busy))?;
        self.may_try(&attempt)?;
        Ok((attempt, permit))
    }

    fn may_try(&self, attempt: &Try) -> Result<(), Box<Problem>> {
        let waits = [self.by_account.wait(Some(attempt.account)), self.by_address.wait(attempt.address)];
        match waits.into_iter().flatten().max() {
            None => Ok(()),
            Some(wait) => Err(Problem::with(
                Code::RateLimited,
                format!("too many wrong passwords; wait {wait} s before the next try"),
                format!("密码错误次数过多，请等待 {wait} 秒后再试"),
            )
            .header(header::RETRY_AFTER, &wait.to_string())),
        }
    }

    /// Notes how a try ended.
    pub(crate) fn note<T>(&self, attempt: &Try, outcome: &Result<T, AccessError>) {
        match outcome {
            Ok(_) => self.by_account.forgive(attempt.account),
            Err(AccessError::Refused) => {
                self.by_account.note(Some(attempt.account));
                self.by_address.note(attempt.address);
            }
            // Not about the password.
            Err(_) => {}
        }
    }

    /// True for the token of the set-up.
    pub(crate) fn is_setup_token(&self, token: &str) -> bool {
        let known = self.setup_token.lock().unwrap_or_else(PoisonError::into_inner);
        // Digests, so that the time of comparing tells nothing.
        known.as_deref().is_some_and(|known| Sha256::digest(known) == Sha256::digest(token))
    }

    /// The set-up is done.
    pub(crate) fn close_setup(&self) {
        *self.setup_token.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// The session token of the request's cookie; the one no other domain can have set comes first.
pub(crate) fn cookie(headers: &HeaderMap) -> Option<&str> {
    let find = |wanted: &str| {
        headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|text| text.split(';')).find_map(|pair| {
            let (name, value) = pair.trim().split_once('=')?;
            (name == wanted).then_some(value)
        })
    };
    find(COOKIE_HTTPS).or_else(|| find(COOKIE))
}

/// Puts the session of `begun` into the browser.
pub(crate) fn give_cookie(response: &mut Response, headers: &HeaderMap, begun: &NewSession) {
    let token = &begun.token;
    set_cookie(response, &line(headers, token, SESSION_MS / 1_000));
}

/// Takes the session out of the browser.
pub(crate) fn take_cookie(response: &mut Response, headers: &HeaderMap) {
    set_cookie(response, &line(headers, "", 0));
}

fn line(headers: &HeaderMap, token: &str, seconds: i64) -> String {
    let common = format!("Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}");
    if is_https(headers) { format!("{COOKIE_HTTPS}={token}; {common}; Secure") } else { format!("{COOKIE}={token}; {common}") }
}

/// Nobody can make a browser of somebody else lie about where its page comes from.
fn is_https(headers: &HeaderMap) -> bool {
    headers.get(header::ORIGIN).and_then(|value| value.to_str().ok()).is_some_and(|origin| origin.starts_with("https://"))
}

fn set_cookie(response: &mut Response, line: &str) {
    if let Ok(mut value) = HeaderValue::from_str(line) {
        value.set_sensitive(true);
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// Refuses a change that a page of somebody else sends with our cookie.
///
/// # Errors
/// 403.
pub(crate) fn require_own_page(headers: &HeaderMap) -> Result<(), Box<Problem>> {
    if comes_from_own_page(headers) == Some(true) { Ok(()) } else { Err(foreign()) }
}

/// As [`require_own_page`], where there is no cookie yet: programs that are no browsers say neither.
///
/// # Errors
/// 403.
pub(crate) fn refuse_foreign_page(headers: &HeaderMap) -> Result<(), Box<Problem>> {
    if comes_from_own_page(headers) == Some(false) { Err(foreign()) } else { Ok(()) }
}

fn foreign() -> Box<Problem> {
    Problem::with(
        Code::Forbidden,
        "a change with a session must come from a page of this server (Sec-Fetch-Site: same-origin, or Origin)",
        "使用会话的更改必须来自本服务器的页面（Sec-Fetch-Site: same-origin 或 Origin）",
    )
}

/// `None` when the request does not say where it comes from.
fn comes_from_own_page(headers: &HeaderMap) -> Option<bool> {
    if let Some(site) = headers.get("sec-fetch-site") {
        return Some(site == "same-origin");
    }
    let origin = headers.get(header::ORIGIN)?.to_str().unwrap_or_default();
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let own = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    Some(!host.is_empty() && own.is_some_and(|own| own.eq_ignore_ascii_case(host)))
}

/// What signs in.
pub(crate) fn device(headers: &HeaderMap, client: Option<IpAddr>) -> Device {
    let agent = headers.get(header::USER_AGENT).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    Device { address: client.map(|client| client.to_string()).unwrap_or_default(), agent: agent.unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_str(value).expect("header"));
        }
        headers
    }

    #[test]
    fn the_cookie_that_no_other_domain_can_set_comes_first() {
        let both = headers(&[("cookie", "a=b; rapport_session=planted"), ("cookie", "__Host-rapport_session=ours; x=y")]);
        assert_eq!(cookie(&both), Some("ours"));
        assert_eq!(cookie(&headers(&[("cookie", "rapport_session=plain")])), Some("plain"));
        assert_eq!(cookie(&headers(&[("cookie", "xrapport_session=no; rapport_session")])), None);
    }

    #[test]
    fn a_page_is_ours_when_the_browser_says_so() {
        for (pairs, expected) in [
            (&[][..], None),
            (&[("sec-fetch-site", "same-origin")], Some(true)),
            (&[("sec-fetch-site", "same-site"), ("origin", "http://crm.example.cn"), ("host", "crm.example.cn")], Some(false)),
            (&[("sec-fetch-site", "cross-site")], Some(false)),
            (&[("sec-fetch-site", "none")], Some(false)),
            (&[("origin", "https://CRM.example.cn"), ("host", "crm.example.cn")], Some(true)),
            (&[("origin", "http://crm.example.cn:8080"), ("host", "crm.example.cn")], Some(false)),
            (&[("origin", "null"), ("host", "crm.example.cn")], Some(false)),
            (&[("origin", "http://")], Some(false)),
        ] {
            assert_eq!(comes_from_own_page(&headers(pairs)), expected, "{pairs:?}");
        }
    }

    #[test]
    fn over_https_the_cookie_belongs_to_this_host_alone() {
        assert!(
            line(&headers(&[("origin", "https://crm.example.cn")]), "t", 9)
                .starts_with("__Host-rapport_session=t; Path=/; HttpOnly; SameSite=Strict")
        );
        assert!(line(&headers(&[("origin", "https://crm.example.cn")]), "t", 9).ends_with("; Secure"));
        assert!(!line(&headers(&[("origin", "http://127.0.0.1:8080")]), "t", 9).contains("Secure"));
    }
}
