//! The room of one vendor: its site and its code behind one lock, and how a call goes through it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::Notify;

use crate::clock::http_date;
use crate::deed;
use crate::fault::{BodyShape, CallSite, Commit, Damage, Kind, Plan, RetryAfter};
use crate::http::{Reply, Request};
use crate::log::CallEntry;
use crate::push;
use crate::site::Site;
use crate::vendor::{Call, Endpoint, Refusal, Vendor};

/// A day, in milliseconds.
const DAY_MS: i64 = 86_400_000;
/// At most so many times of calls are kept for a quota.
const QUOTA_CALLS_MAX: usize = 1_000_000;

/// One vendor at work.
pub(crate) struct Room {
    pub(crate) name: &'static str,
    inner: Mutex<Inner>,
    /// Told after each delivery.
    pub(crate) delivered: Condvar,
    /// Told when there may be something to deliver.
    pub(crate) courier: Notify,
}

/// What the lock guards.
pub(crate) struct Inner {
    pub(crate) site: Site,
    pub(crate) vendor: Box<dyn Vendor>,
}

/// An answer, and what happens to it on the wire.
#[derive(Debug)]
pub(crate) struct Delivery {
    pub(crate) reply: Reply,
    pub(crate) wire: WireFaults,
}

/// Faults of the wire, in the order they are applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WireFaults {
    /// Never answered; closed after so many seconds if there is a number.
    pub(crate) hang: Option<Option<u64>>,
    pub(crate) slow_ms: u64,
    /// Reset before the first byte.
    pub(crate) lost: bool,
    pub(crate) reset_after: Option<u64>,
    pub(crate) bytes_per_second: Option<u64>,
    pub(crate) cut_gzip: bool,
    pub(crate) double_gzip: bool,
    pub(crate) bomb_megabytes: Option<u64>,
    pub(crate) length_off: Option<i64>,
}

impl Room {
    pub(crate) fn new(site: Site, vendor: Box<dyn Vendor>) -> Self {
        Self { name: site.vendor, inner: Mutex::new(Inner { site, vendor }), delivered: Condvar::new(), courier: Notify::new() }
    }

    /// A panic in a handler must not end the whole simulator: the data is as consistent as the panicking call left it.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers one call, with everything that goes wrong on the way.
    pub(crate) fn call(&self, request: &Request) -> Delivery {
        let mut guard = self.lock();
        let delivery = guard.call(request);
        drop(guard);
        self.courier.notify_one();
        delivery
    }
}

impl Inner {
    fn call(&mut self, request: &Request) -> Delivery {
        self.site.settle();
        let endpoint = self.vendor.endpoint(&self.site, request);
        let now_ms = self.site.clock.now_ms();
        let forbidden = self.is_forbidden(endpoint.name, now_ms);
        let plan = self.plan(&endpoint, request, now_ms);
        deed::before_call(&mut self.site, self.vendor.as_mut(), endpoint.table, &plan);
        let wire = wire_faults(&plan);
        // The vendor's clock, which may be off, and not that of this machine.
        let date = http_date(self.site.now_ms());
        let reply = self.reply(request, endpoint, &plan, wire.hang.is_some(), now_ms).and("date", date);
        push::enqueue(&mut self.site, self.vendor.as_mut());
        let no_answer = wire.hang.is_some() || wire.lost;
        self.site.log.call(CallEntry {
            at_ms: now_ms,
            endpoint: endpoint.name.to_owned(),
            method: request.method.clone(),
            path: if request.query.is_empty() { request.path.clone() } else { format!("{}?{}", request.path, request.query) },
            status: if no_answer { 0 } else { reply.status },
            forbidden,
            faults: plan.kinds().map(|kind| format!("{kind:?}")).collect(),
        });
        Delivery { reply, wire }
    }

    /// Makes pushes of what was changed from outside of a call.
    pub(crate) fn enqueue_pushes(&mut self) {
        push::enqueue(&mut self.site, self.vendor.as_mut());
    }

    fn is_forbidden(&mut self, endpoint: &str, now_ms: i64) -> bool {
        self.site.forbidden.retain(|(_, until_ms)| *until_ms > now_ms);
        self.site.forbidden.iter().any(|(pattern, _)| match pattern.strip_suffix('*') {
            Some(prefix) => endpoint.starts_with(prefix),
            None => pattern == endpoint,
        })
    }

    fn plan(&mut self, endpoint: &Endpoint, request: &Request, now_ms: i64) -> Plan {
        let mut rng = self.site.rng.clone();
        let address = CallSite { endpoint: endpoint.name, method: &request.method, page: endpoint.page, now_ms };
        let plan = self.site.faults.strike(&address, &mut rng);
        self.site.rng = rng;
        plan
    }

    fn reply(&mut self, request: &Request, endpoint: Endpoint, plan: &Plan, hangs: bool, now_ms: i64) -> Reply {
        if hangs {
            return Reply::empty(504);
        }
        if endpoint.counts
            && let Some(quota) = self.exceeded_quota(plan, now_ms)
        {
            return self.vendor.refuse(&self.site, endpoint, Refusal::Quota(quota));
        }
        let refusal = plan.addressed().find_map(|(pattern, kind)| match kind {
            Kind::Status { status, retry_after, body, commit } => Some((pattern, *status, *retry_after, *body, *commit)),
            _ => None,
        });
        let mut reply = match refusal {
            None => self.vendor.answer(&mut self.site, &Call { request, endpoint, plan }),
            Some((pattern, status, retry_after, body, commit)) => {
                if commit == Commit::After {
                    self.vendor.answer(&mut self.site, &Call { request, endpoint, plan });
                }
                self.refusal(endpoint, pattern, status, retry_after, body, now_ms)
            }
        };
        for kind in plan.kinds() {
            if let Kind::Damaged(damage) = kind {
                damaged(&mut reply, *damage);
            }
        }
        reply
    }

    fn exceeded_quota(&mut self, plan: &Plan, now_ms: i64) -> Option<u64> {
        let quota = plan.kinds().find_map(|kind| match kind {
            Kind::Quota(calls) => Some(*calls),
            _ => None,
        })?;
        let calls = &mut self.site.quota_calls;
        while calls.front().is_some_and(|at_ms| *at_ms <= now_ms.saturating_sub(DAY_MS)) {
            calls.pop_front();
        }
        if calls.len() as u64 >= quota || calls.len() >= QUOTA_CALLS_MAX {
            return Some(quota);
        }
        calls.push_back(now_ms);
        None
    }

    fn refusal(
        &mut self,
        endpoint: Endpoint,
        pattern: &str,
        status: u16,
        retry_after: Option<RetryAfter>,
        body: BodyShape,
        now_ms: i64,
    ) -> Reply {
        let mut reply = match body {
            BodyShape::Vendor => self.vendor.refuse(&self.site, endpoint, Refusal::Status(status)),
            BodyShape::Html => Reply::with_type(
                status,
                "text/html",
                format!("<html><head><title>{status}</title></head><body><h1>{status}</h1><hr>gateway</body></html>"),
            ),
            BodyShape::Empty => Reply::empty(status),
        };
        // The number that was ordered holds, whatever status the vendor usually gives such a refusal.
        reply.status = status;
        let (value, wait_ms) = match retry_after {
            None => return reply,
            Some(RetryAfter::Seconds(seconds)) => (seconds.to_string(), Some(milliseconds(seconds))),
            Some(RetryAfter::Date(seconds)) => {
                // Such a date has whole seconds: what it does not say cannot be asked for.
                let until_ms = self.site.now_ms().saturating_add(milliseconds(seconds));
                (http_date(until_ms), Some(milliseconds(seconds).saturating_sub(until_ms.rem_euclid(1_000))))
            }
            Some(RetryAfter::Absurd) => ("999999999".to_owned(), None),
            Some(RetryAfter::Garbage) => ("soon".to_owned(), None),
        };
        if let Some(wait_ms) = wait_ms {
            self.site.forbidden.push((pattern.to_owned(), now_ms.saturating_add(wait_ms)));
        }
        reply.and("retry-after", value)
    }
}

fn milliseconds(seconds: u64) -> i64 {
    i64::try_from(seconds).unwrap_or(i64::MAX / 1_000).saturating_mul(1_000)
}

fn wire_faults(plan: &Plan) -> WireFaults {
    let mut wire = WireFaults::default();
    for kind in plan.kinds() {
        match kind {
            Kind::Hang(seconds) => wire.hang = Some(*seconds),
            Kind::Slow(milliseconds) => wire.slow_ms = *milliseconds,
            Kind::LostAnswer => wire.lost = true,
            Kind::Reset(bytes) => wire.reset_after = Some(*bytes),
            Kind::Trickle(bytes) => wire.bytes_per_second = Some(*bytes),
            Kind::CutGzip => wire.cut_gzip = true,
            Kind::DoubleGzip => wire.double_gzip = true,
            Kind::GzipBomb(megabytes) => wire.bomb_megabytes = Some(*megabytes),
            Kind::WrongLength(bytes) => wire.length_off = Some(*bytes),
            _ => {}
        }
    }
    wire
}

fn damaged(reply: &mut Reply, damage: Damage) {
    let body = &reply.body;
    let middle = body.len() / 2;
    let with_inside =
        |inside: &[u8]| Bytes::from([&body[..quote_before(body, middle)], inside, &body[quote_before(body, middle)..]].concat());
    reply.body = match damage {
        Damage::Html => {
            *reply = Reply::with_type(
                200,
                "text/html; charset=utf-8",
                "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form method=\"post\" action=\"/login\"><input name=\"username\"><input name=\"password\" type=\"password\"></form></body></html>",
            );
            return;
        }
        Damage::Empty => Bytes::new(),
        Damage::Malformed => body.slice(..middle),
        Damage::InvalidUtf8 => with_inside(b"\xC3\x28\xFF"),
        Damage::Nul => with_inside(b"\\u0000"),
        Damage::LoneSurrogate => with_inside(b"\\ud83d"),
        Damage::Bom => Bytes::from([b"\xEF\xBB\xBF".as_slice(), body].concat()),
        Damage::DoubleUtf8 => Bytes::from(body.iter().map(|byte| char::from(*byte)).collect::<String>()),
    };
}

/// Just behind the opening quote of a text value near `from`, so that what is put there is inside of a string.
fn quote_before(body: &[u8], from: usize) -> usize {
    let opening = |at: &usize| body.get(*at) == Some(&b'"') && *at > 0 && body.get(at - 1) == Some(&b':');
    (from..body.len()).find(opening).or_else(|| (0..from).rev().find(opening)).map_or(from, |at| at + 1)
}
