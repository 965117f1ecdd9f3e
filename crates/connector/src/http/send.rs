//! Sending: turns, attempts, renewal of tokens, and what becomes of a failure.
//!
//! The one place that tries again. It never repeats what may have happened: an unsafe request whose bytes may have arrived
//! ends with its answer or as [`ConnectorError::UnknownOutcome`].

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use crate::account::{SecretText, Token};
use crate::error::{ConnectorError, NextStep};

use super::Client;
use super::budget::Denied;
use super::exchange::Exchange;
use super::guard::blocked_error;
use super::policy::{Auth, Policy, Verdict};
use super::request::{Method, Repeat, Request};
use super::response::Response;
use super::target::{Target, refused};
use super::wait::lock;
use super::wire::{Failure, Fault, Received};

/// Waits for a rate limit that one call sits out; more are told to the caller.
const RATE_WAITS_MAX: u32 = 5;
/// Longest gap between two attempts that is not asked for by the system.
const GAP_MAX: Duration = Duration::from_secs(20);
/// A token that will end within this time is renewed before it is used.
const TOKEN_MARGIN_MS: i64 = 30_000;
/// For so long a refused renewal is not tried again with the same token.
const REFUSAL_MS: i64 = 30_000;

thread_local! {
    /// Set while this thread renews a token: a call that needs one would wait for itself.
    static RENEWING: Cell<bool> = const { Cell::new(false) };
}

/// Sets [`RENEWING`] as long as it lives.
struct Renewing;

impl Renewing {
    fn begin() -> Self {
        RENEWING.set(true);
        Self
    }
}

impl Drop for Renewing {
    fn drop(&mut self) {
        RENEWING.set(false);
    }
}

/// How one attempt ended.
enum Attempt {
    Done(Response),
    Renew,
    Failed {
        error: ConnectorError,
        /// False where trying again soon is of no use (a certificate, an open breaker).
        may_retry: bool,
    },
}

impl Client {
    /// Sends a request and gives a good answer, after turns, retries and at most one renewal of the token.
    ///
    /// # Errors
    /// [`ConnectorError`]. What its next step calls a wait is longer than this client waits by itself.
    pub fn send(&self, request: Request, policy: &Policy<'_>) -> Result<Response, ConnectorError> {
        let target = request.target()?;
        let mut exchange = None;
        let answer = self.send_noting(request, target, policy, &mut exchange);
        if let (Some(kept), Some(exchange)) = (&self.exchanges, exchange) {
            kept.keep(exchange);
        }
        answer
    }

    fn send_noting(
        &self,
        request: Request,
        target: Target,
        policy: &Policy<'_>,
        exchange: &mut Option<Exchange>,
    ) -> Result<Response, ConnectorError> {
        if policy.auth.is_some() && RENEWING.get() {
            let reason = "the call that renews a token must not need one".to_owned();
            return Err(ConnectorError::Setting { setting: "auth".to_owned(), reason });
        }
        let mut token = policy.auth.map(|auth| self.current_token(auth, policy)).transpose()?;
        let mut renewed = false;
        let (mut failures, mut rate_waits) = (0, 0);
        loop {
            let mut dressed = request.clone();
            if let (Some(auth), Some(token)) = (policy.auth, &token) {
                auth.apply(token, &mut dressed)?;
            }
            if let Some(sign) = policy.signer {
                sign(&mut dressed)?;
            }
            let target = if policy.auth.is_some() { dressed.target()? } else { target.clone() };
            match self.attempt(&dressed, &target, policy, exchange)? {
                Attempt::Done(response) => {
                    if token.is_some() {
                        *lock(&self.connection.unproven) = None;
                    }
                    return Ok(response);
                }
                Attempt::Renew => match (policy.auth, token.take()) {
                    (Some(auth), Some(stale)) if !renewed => {
                        token = Some(self.renew(auth, Some(&stale), policy)?);
                        renewed = true;
                    }
                    (Some(_), Some(_)) => return Err(unauthorised(policy, "a token that was just renewed is refused")),
                    (None, _) if policy.signer.is_some() && !renewed => renewed = true,
                    (Some(_) | None, _) => return Err(unauthorised(policy, "the credentials are refused")),
                },
                Attempt::Failed { error, may_retry } => {
                    let is_rate = matches!(error, ConnectorError::RateLimited { .. });
                    if is_rate {
                        rate_waits += 1;
                    } else {
                        failures += 1;
                    }
                    let used_up = failures >= self.shared.settings.attempts_max || rate_waits > RATE_WAITS_MAX;
                    if used_up || !may_retry || !self.wait_before_retry(&error, failures + rate_waits)? {
                        return Err(error);
                    }
                }
            }
        }
    }

    /// Waits for `duration`; [`ConnectorError::Cancelled`] soon after the handle was cancelled.
    pub(super) fn pause(&self, duration: Duration) -> Result<(), ConnectorError> {
        self.pause_until(self.shared.clock.now_ms().saturating_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)))
    }

    /// Waits as the error asks. False where the caller must take over.
    fn wait_before_retry(&self, error: &ConnectorError, tries: u32) -> Result<bool, ConnectorError> {
        let settings = &self.shared.settings;
        let gap = settings.backoff.saturating_mul(1 << tries.saturating_sub(1).min(16)).min(GAP_MAX);
        let jittered = self.shared.chance.up_to(gap);
        let is_quota = matches!(error, ConnectorError::QuotaExhausted { .. });
        let wait = match error.next_step() {
            // The whole connection waits already; the next turn comes behind that time.
            NextStep::Wait(Some(asked)) => return Ok(asked <= settings.wait_max && !is_quota),
            NextStep::Wait(None) if is_quota => return Ok(false),
            NextStep::Wait(None) => {
                self.connection.budget.forbid(jittered);
                return Ok(true);
            }
            NextStep::Retry => jittered,
            NextStep::Restart | NextStep::PauseConnection | NextStep::DeadLetter | NextStep::LookFirst | NextStep::Fail => {
                return Ok(false);
            }
        };
        let until = self.shared.clock.now_ms().saturating_add(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX));
        self.pause_until(until)?;
        Ok(true)
    }

    fn pause_until(&self, until_ms: i64) -> Result<(), ConnectorError> {
        let wake = super::wait::Wake::default();
        loop {
            if self.is_cancelled() {
                return Err(ConnectorError::Cancelled);
            }
            let left = until_ms.saturating_sub(self.shared.clock.now_ms());
            if left <= 0 {
                return Ok(());
            }
            let left = Duration::from_millis(u64::try_from(left).unwrap_or(0));
            self.timed(|| self.shared.settings.pause.pause(&wake, wake.seen(), left, &self.cancel));
        }
    }

    /// Waits with `wait`, and counts the time where somebody wants to know it.
    fn timed<T>(&self, wait: impl FnOnce() -> T) -> T {
        match &self.calls {
            Some(calls) => calls.timed(self.shared.clock.as_ref(), wait),
            None => wait(),
        }
    }

    /// One call with its turn, and what it means.
    fn attempt(
        &self,
        request: &Request,
        target: &Target,
        policy: &Policy<'_>,
        exchange: &mut Option<Exchange>,
    ) -> Result<Attempt, ConnectorError> {
        if self.is_cancelled() {
            return Err(ConnectorError::Cancelled);
        }
        let settings = &self.shared.settings;
        let place = target.place();
        let budget = &self.connection.budget;
        let permit = match self.timed(|| budget.acquire(self.priority, settings.wait_max, &self.cancel)) {
            Ok(permit) => permit,
            Err(denied) => return Err(denied_as(denied, policy.system)),
        };
        if let Err(wait) = budget.admit(&place) {
            let reason = format!("{place} failed several times in a row and is left alone for a while");
            let error = ConnectorError::Unavailable { system: policy.system.to_owned(), reason, retry_after: Some(wait) };
            return Ok(Attempt::Failed { error, may_retry: false });
        }
        if let Some(calls) = &self.calls {
            calls.count();
        }
        let received = self.call(request, target);
        drop(permit);
        let attempt = match received {
            Ok(Received { status, headers, body }) => {
                let response = Response { status, headers, body, system: Arc::from(policy.system), endpoint: request.endpoint };
                self.note(exchange, request, &place, Some(&response));
                self.judge(request, response, policy)
            }
            Err(failure) => {
                if failure.sent {
                    self.note(exchange, request, &place, None);
                }
                failed_as(failure, request, target, policy.system)
            }
        };
        budget.with_breaker(&place, |breaker, now_ms| match &attempt {
            Attempt::Failed { error: ConnectorError::Cancelled, .. } => breaker.note_nothing(),
            Attempt::Failed { error: ConnectorError::Unavailable { .. } | ConnectorError::BadAnswer { .. }, .. }
            | Attempt::Failed { error: ConnectorError::UnknownOutcome { .. }, .. } => {
                breaker.note_failure(now_ms, settings.breaker_failures, settings.breaker_pause);
            }
            Attempt::Done(_) | Attempt::Renew | Attempt::Failed { .. } => breaker.note_success(),
        });
        Ok(attempt)
    }

    /// Calls, and follows redirects where the request allows them.
    fn call(&self, request: &Request, target: &Target) -> Result<Received, Failure> {
        let mut request = request.clone();
        let mut target = target.clone();
        let mut left = request.redirects_max;
        loop {
            let received = self.shared.wire.call(&request, &target, &self.cancel)?;
            let may_follow = left > 0 && matches!(request.method, Method::Get | Method::Head);
            if !may_follow || !matches!(received.status, 301 | 302 | 303 | 307 | 308) {
                return Ok(received);
            }
            let Some((_, location)) = received.headers.iter().find(|(name, _)| name == "location") else { return Ok(received) };
            let garbled = |reason: &str| Failure { fault: Fault::Garbled(reason.to_owned()), sent: true };
            let next = target.join(location).map_err(|_| garbled("a redirect to an address that is not allowed"))?;
            if target.is_tls && !next.is_tls {
                return Err(garbled("a redirect from https to http"));
            }
            if !next.is_same_place(&target) {
                request.headers.retain(|(name, _)| is_harmless_header(name));
            }
            target = next;
            left -= 1;
        }
    }

    /// Notes how an attempt ended, when somebody keeps that. A call that renews a token tells nothing of a record.
    fn note(&self, exchange: &mut Option<Exchange>, request: &Request, place: &str, answer: Option<&Response>) {
        if self.exchanges.is_some() && !RENEWING.get() {
            *exchange = Exchange::of(request, place, answer, self.shared.clock.now_ms());
        }
    }

    fn judge(&self, request: &Request, response: Response, policy: &Policy<'_>) -> Attempt {
        let status = response.status();
        let error = match policy.judge(&response) {
            Verdict::Fine => match response.check_shape(request.expects) {
                Ok(()) => {
                    self.connection.budget.note_good_answer();
                    return Attempt::Done(response);
                }
                Err(error) => error,
            },
            Verdict::RenewToken => return Attempt::Renew,
            Verdict::Failed(error) => error,
        };
        let told = response.retry_after(self.shared.clock.now_ms());
        let error = with_wait(error, told, self.shared.settings.retry_after_max);
        match (&error, error.next_step()) {
            (ConnectorError::QuotaExhausted { retry_after, .. }, _) => self.connection.budget.note_exhausted(*retry_after),
            (_, NextStep::Wait(Some(wait))) => self.connection.budget.forbid(wait),
            (_, _) => {}
        }
        // A gateway's 5xx, or an answer that is no answer, does not tell whether the request was carried out.
        let is_unclear = matches!(&error, ConnectorError::Unavailable { .. }) && (status >= 500 || status == 408)
            || matches!(&error, ConnectorError::BadAnswer { .. });
        if request.repeat == Repeat::Unsafe && is_unclear {
            let reason = format!("{} answered {status}", request.endpoint);
            let error = ConnectorError::UnknownOutcome { system: policy.system.to_owned(), reason };
            return Attempt::Failed { error, may_retry: false };
        }
        Attempt::Failed { error, may_retry: true }
    }

    /// The token in use: the one in memory, else the one kept, else a new one, got once for all callers. For what a connector must know of
    /// it before it can make a request: the address that came with it.
    ///
    /// # Errors
    /// Those of [`Auth::renew`].
    pub fn token(&self, auth: &dyn Auth, system: &str) -> Result<Token, ConnectorError> {
        self.current_token(auth, &Policy::new(system))
    }

    /// The token to use: the one in memory, else the one kept, else a new one.
    fn current_token(&self, auth: &dyn Auth, policy: &Policy<'_>) -> Result<Token, ConnectorError> {
        let known = lock(&self.connection.token).clone();
        let found = match known {
            Some(token) => Some(token),
            None => auth.tokens().load()?,
        };
        let now_ms = self.shared.clock.now_ms();
        match found {
            Some(token) if token.expires_ms.is_none_or(|at| at - now_ms > TOKEN_MARGIN_MS) => {
                *lock(&self.connection.token) = Some(token.clone());
                Ok(token)
            }
            found => self.renew(auth, found.as_ref(), policy),
        }
    }

    /// A token other than `stale`, got once for all callers. A refusal is remembered for a while, so that many threads do not
    /// ask the system the same again and again.
    fn renew(&self, auth: &dyn Auth, stale: Option<&Token>, policy: &Policy<'_>) -> Result<Token, ConnectorError> {
        let mut refusal = lock(&self.connection.refusal);
        let now_ms = self.shared.clock.now_ms();
        let known = lock(&self.connection.token).clone();
        if let (Some(known), Some(stale)) = (known, stale)
            && known.access != stale.access
        {
            return Ok(known);
        }
        let stale_access = stale.map(|token| token.access.clone()).unwrap_or_default();
        let is_recent = |noted: &Option<(SecretText, i64)>| {
            noted.as_ref().is_some_and(|(access, at_ms)| *access == stale_access && (0..REFUSAL_MS).contains(&(now_ms - at_ms)))
        };
        if is_recent(&refusal) {
            return Err(unauthorised(policy, "the credentials were refused a moment ago"));
        }
        // Another one would be refused as well, and the next caller would ask for yet another.
        if stale.is_some() && is_recent(&lock(&self.connection.unproven)) {
            return Err(unauthorised(policy, "a token that was just renewed is refused"));
        }
        let result = auth.tokens().renew(stale, &mut |kept| {
            let _renewing = Renewing::begin();
            auth.renew(kept)
        });
        match result {
            Ok(token) => {
                *lock(&self.connection.token) = Some(token.clone());
                *lock(&self.connection.unproven) = Some((token.access.clone(), now_ms));
                *refusal = None;
                Ok(token)
            }
            // What is unknown is the renewal; the request that waits for it was not sent.
            Err(ConnectorError::UnknownOutcome { system, reason }) => {
                Err(ConnectorError::Unavailable { system, reason, retry_after: None })
            }
            Err(error) => {
                if matches!(error, ConnectorError::Unauthorised { .. }) {
                    *refusal = Some((stale_access, now_ms));
                }
                Err(error)
            }
        }
    }
}

fn unauthorised(policy: &Policy<'_>, reason: &str) -> ConnectorError {
    ConnectorError::Unauthorised { system: policy.system.to_owned(), reason: reason.to_owned() }
}

/// Headers that may follow a redirect to another host.
fn is_harmless_header(name: &str) -> bool {
    ["accept", "accept-language", "if-modified-since", "if-none-match"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn denied_as(denied: Denied, system: &str) -> ConnectorError {
    let system = system.to_owned();
    match denied {
        Denied::Cancelled => ConnectorError::Cancelled,
        Denied::Wait(wait) => ConnectorError::RateLimited { system, code: "waiting".to_owned(), retry_after: Some(wait) },
        Denied::Quota(wait) => ConnectorError::QuotaExhausted { system, code: "daily_allowance".to_owned(), retry_after: Some(wait) },
    }
}

/// What a fault of the wire means.
fn failed_as(failure: Failure, request: &Request, target: &Target, system: &str) -> Attempt {
    let system = system.to_owned();
    let may_have_arrived = failure.sent && request.repeat == Repeat::Unsafe;
    let (error, may_retry) = match failure.fault {
        Fault::Blocked(blocked) => (blocked_error(&blocked, target, &system), true),
        Fault::Unsendable(reason) => (refused(&target.place(), reason), false),
        Fault::Cancelled if may_have_arrived => {
            (ConnectorError::UnknownOutcome { system, reason: "stopped on request while waiting for the answer".to_owned() }, false)
        }
        Fault::Cancelled => (ConnectorError::Cancelled, false),
        Fault::Unreachable(reason) | Fault::Garbled(reason) if may_have_arrived => {
            (ConnectorError::UnknownOutcome { system, reason: format!("{reason} ({})", request.endpoint) }, false)
        }
        Fault::TooLarge { found, .. } if may_have_arrived => {
            let reason = format!("the answer is larger than allowed ({found} bytes, {})", request.endpoint);
            (ConnectorError::UnknownOutcome { system, reason }, false)
        }
        Fault::Unreachable(reason) => (ConnectorError::Unavailable { system, reason, retry_after: None }, true),
        Fault::Untrusted(reason) => (ConnectorError::Unavailable { system, reason, retry_after: None }, false),
        Fault::Garbled(reason) => (ConnectorError::BadAnswer { system, reason: format!("{reason} ({})", request.endpoint) }, true),
        Fault::TooLarge { found, allowed } => {
            (ConnectorError::Limit { what: format!("answer of {system}"), limit: "bytes", found, allowed }, false)
        }
    };
    Attempt::Failed { error, may_retry }
}

/// The longer of the error's own time to wait and the one that the answer asked for; absurd times are capped.
fn with_wait(error: ConnectorError, told: Option<Duration>, most: Duration) -> ConnectorError {
    let choose = |known: Option<Duration>| known.max(told).map(|wait| wait.min(most));
    match error {
        ConnectorError::RateLimited { system, code, retry_after } => {
            ConnectorError::RateLimited { system, code, retry_after: choose(retry_after) }
        }
        ConnectorError::QuotaExhausted { system, code, retry_after } => {
            ConnectorError::QuotaExhausted { system, code, retry_after: choose(retry_after) }
        }
        ConnectorError::Unavailable { system, reason, retry_after } => {
            ConnectorError::Unavailable { system, reason, retry_after: choose(retry_after) }
        }
        other => other,
    }
}
