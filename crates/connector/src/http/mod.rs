//! The one HTTP client: every call to another system passes here.
//!
//! What it promises, so that no connector has to:
//! - **Where**: only http and https; each address is checked right before it is connected to ([`AddressRules`]); redirects are
//!   not followed unless a request allows them; certificates are always checked.
//! - **How much**: requests per second, at the same time and per day, by priority, shared by all threads of a connection
//!   ([`Limits`], [`Priority`]); nobody calls in a time that the system forbade; a host that fails again and again is left
//!   alone and probed by one caller.
//! - **Again**: temporary failures are tried again with growing, jittered gaps, but never what may have happened already
//!   ([`Repeat`]); waits longer than [`ClientSettings::wait_max`] are told to the caller.
//! - **Tokens**: renewed once for all callers ([`Auth`]).
//! - **Answers**: bounded in time and size while decompressing, whole, and of the kind that was asked for ([`Expect`]).
//! - **Silence**: errors and logs hold host and path template, never the query, a header or a value of a body.
//!
//! It blocks, on plain threads.

mod address;
mod breaker;
mod budget;
mod calls;
mod exchange;
mod guard;
mod job;
mod policy;
mod request;
mod response;
mod retry_after;
mod send;
mod target;
mod wait;
mod wire;

use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use model::Clock;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

use crate::account::{SecretText, Token};
use crate::error::ConnectorError;

pub use budget::{Limits, Priority, Usage};
pub use calls::{Called, Calls};
pub use exchange::{Exchange, Exchanges};
pub use guard::{AddressRules, LookUp, SystemLookUp};
pub use job::Gaps;
pub use policy::{Auth, Policy, Signer, Verdict};
pub use request::{Expect, Method, Repeat, Request};
pub use response::Response;
pub use target::encode;
pub use wait::{Pause, RealPause, Wake};

use budget::Budget;
use guard::Guard;
use target::Target;
use wait::{Chance, lock};
use wire::Wire;

/// Connections whose budgets are kept at most; idle ones beyond are forgotten.
const CONNECTIONS_MAX: usize = 4096;

/// How the client behaves, for the whole process.
#[derive(Clone)]
pub struct ClientSettings {
    /// What may be called besides the open Internet.
    pub addresses: AddressRules,
    /// PEM file with further certificate authorities; those of the Mozilla programme are built in.
    pub ca_file: Option<PathBuf>,
    /// Address of an HTTP proxy (`http://user:password@host:port`); the environment is not asked.
    pub proxy: Option<SecretText>,
    /// What we call ourselves.
    pub user_agent: String,
    /// Attempts of one call in all.
    pub attempts_max: u32,
    /// Gap before the second attempt at most; it doubles.
    pub backoff: Duration,
    /// Longest time that one call waits because the system asked; longer waits are told to the caller.
    pub wait_max: Duration,
    /// Longer times in `Retry-After` count as this one.
    pub retry_after_max: Duration,
    /// Longest time until a connection stands.
    pub connect_timeout: Duration,
    /// No call takes longer, whatever its request allows.
    pub total_timeout_max: Duration,
    /// No silence is borne longer, whatever a request allows.
    pub idle_timeout_max: Duration,
    /// Failures in a row after which a host is left alone.
    pub breaker_failures: u32,
    /// For how long at first.
    pub breaker_pause: Duration,
    /// Seed of the jitter; chosen by chance where missing.
    pub seed: Option<u64>,
    /// How time passes.
    pub pause: Arc<dyn Pause>,
    /// How names are looked up.
    pub look_up: Arc<dyn LookUp>,
}

impl Default for ClientSettings {
    fn default() -> Self {
        Self {
            addresses: AddressRules::default(),
            ca_file: None,
            proxy: None,
            user_agent: concat!("Rapport/", env!("CARGO_PKG_VERSION")).to_owned(),
            attempts_max: 4,
            backoff: Duration::from_millis(500),
            wait_max: Duration::from_secs(30),
            retry_after_max: Duration::from_secs(86_400),
            connect_timeout: Duration::from_secs(10),
            total_timeout_max: Duration::from_secs(1_800),
            idle_timeout_max: Duration::from_secs(600),
            breaker_failures: 5,
            breaker_pause: Duration::from_secs(10),
            seed: None,
            pause: Arc::new(RealPause),
            look_up: Arc::new(SystemLookUp),
        }
    }
}

/// What all handles share.
struct Shared {
    settings: ClientSettings,
    clock: Arc<dyn Clock>,
    wire: Wire,
    chance: Chance,
    connections: Mutex<HashMap<String, Arc<Connection>>>,
}

/// What all handles of one connection share.
struct Connection {
    budget: Budget,
    /// The token used last.
    token: Mutex<Option<Token>>,
    /// Access text of a token whose renewal was refused, and when; locked while somebody renews.
    refusal: Mutex<Option<(SecretText, i64)>>,
    /// Access text of a token that was just got, and when, until a call with it went well.
    unproven: Mutex<Option<(SecretText, i64)>>,
}

impl Connection {
    fn forget_token(&self) {
        *lock(&self.token) = None;
        *lock(&self.refusal) = None;
        *lock(&self.unproven) = None;
    }
}

/// A handle of the client. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    connection: Arc<Connection>,
    priority: Priority,
    cancel: Arc<AtomicBool>,
    exchanges: Option<Arc<Exchanges>>,
    calls: Option<Arc<Calls>>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("priority", &self.priority).finish_non_exhaustive()
    }
}

impl Client {
    /// The client of a process. The handle has a budget of its own, with default limits.
    ///
    /// # Errors
    /// [`ConnectorError::Setting`] for a certificate file or a proxy that cannot be used.
    pub fn new(settings: ClientSettings, clock: Arc<dyn Clock>) -> Result<Self, ConnectorError> {
        let (proxy, proxy_place) = read_proxy(settings.proxy.as_ref())?;
        let guard = Guard { rules: settings.addresses.clone(), look_up: Arc::clone(&settings.look_up), proxy: proxy_place };
        let tls = TlsConfig::builder().root_certs(roots(settings.ca_file.as_ref())?).build();
        let wire = Wire::new(guard, proxy, tls, &settings);
        let connection = new_connection(Limits::default(), &settings, &clock);
        let chance = Chance::new(settings.seed);
        let shared = Arc::new(Shared { settings, clock, wire, chance, connections: Mutex::new(HashMap::new()) });
        Ok(Self {
            shared,
            connection,
            priority: Priority::default(),
            cancel: Arc::new(AtomicBool::new(false)),
            exchanges: None,
            calls: None,
        })
    }

    /// A handle for a connection. All handles of the same id share budget, breakers and token; the limits given last count.
    #[must_use]
    pub fn for_connection(&self, connection: &str, limits: Limits) -> Self {
        let mut known = lock(&self.shared.connections);
        if known.len() >= CONNECTIONS_MAX && !known.contains_key(connection) {
            known.retain(|_, kept| Arc::strong_count(kept) > 1);
        }
        let kept = known.entry(connection.to_owned()).or_insert_with(|| new_connection(limits, &self.shared.settings, &self.shared.clock));
        kept.budget.set_limits(limits);
        Self { connection: Arc::clone(kept), ..self.clone() }
    }

    /// Forgets the token in memory, e.g. after a person signed in again.
    pub fn forget_token(&self) {
        self.connection.forget_token();
    }

    /// As [`Client::forget_token`] for the connection with this id, from any handle: after its settings were changed.
    pub fn forget_token_of(&self, connection: &str) {
        if let Some(kept) = lock(&self.shared.connections).get(connection).cloned() {
            kept.forget_token();
        }
    }

    /// The same handle for work of another priority.
    #[must_use]
    pub fn with_priority(&self, priority: Priority) -> Self {
        Self { priority, ..self.clone() }
    }

    /// The same handle whose waits and calls end soon after `cancel` is set.
    #[must_use]
    pub fn with_cancel(&self, cancel: Arc<AtomicBool>) -> Self {
        Self { cancel, ..self.clone() }
    }

    /// The same handle whose calls that may change something are kept in `exchanges`, one entry a call, whatever its attempts.
    #[must_use]
    pub fn with_exchanges(&self, exchanges: Arc<Exchanges>) -> Self {
        Self { exchanges: Some(exchanges), ..self.clone() }
    }

    /// The same handle whose calls and waits are counted in `calls`.
    #[must_use]
    pub fn with_calls(&self, calls: Arc<Calls>) -> Self {
        Self { calls: Some(calls), ..self.clone() }
    }

    /// Takes over what a system told of its daily allowance, e.g. in `Sforce-Limit-Info`.
    pub fn note_remaining(&self, used: u64, max: u64) {
        self.connection.budget.note_remaining(used, max);
    }

    /// How much of the connection's budget is used now.
    #[must_use]
    pub fn usage(&self) -> Usage {
        self.connection.budget.usage()
    }

    /// As [`Client::usage`] for the connection with this id, from any handle; `None` when it has made no handle yet.
    #[must_use]
    pub fn usage_of(&self, connection: &str) -> Option<Usage> {
        lock(&self.shared.connections).get(connection).map(|kept| kept.budget.usage())
    }

    /// The addresses behind `host` that may be connected to on `port`, by the rules of all calls: for systems that speak another
    /// protocol than HTTP (databases). Connect to these and to nothing else, so that a name that changes cannot lead elsewhere.
    ///
    /// # Errors
    /// [`ConnectorError::AddressRefused`], or [`ConnectorError::Unavailable`] for a name that cannot be found.
    pub fn addresses(&self, host: &str, port: u16, system: &str) -> Result<Vec<std::net::IpAddr>, ConnectorError> {
        self.shared.wire.addresses(host, port, system)
    }

    /// As [`Client::addresses`] for a mail server: the ports of mail are open as well, and without encryption only what an
    /// administrator allowed by name or network is spoken to.
    pub(crate) fn mail_addresses(
        &self,
        host: &str,
        port: u16,
        is_plain: bool,
        system: &str,
    ) -> Result<Vec<std::net::IpAddr>, ConnectorError> {
        self.shared.wire.mail_addresses(host, port, is_plain, system)
    }

    /// Set when work of this handle is to stop.
    pub(crate) fn cancel_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancel)
    }

    /// The file with further authorities.
    pub(crate) fn ca_file(&self) -> Option<&std::path::Path> {
        self.shared.settings.ca_file.as_deref()
    }

    fn is_cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }
}

fn new_connection(limits: Limits, settings: &ClientSettings, clock: &Arc<dyn Clock>) -> Arc<Connection> {
    let budget = Budget::new(limits, Arc::clone(clock), Arc::clone(&settings.pause));
    Arc::new(Connection { budget, token: Mutex::new(None), refusal: Mutex::new(None), unproven: Mutex::new(None) })
}

/// The authorities that are trusted: Mozilla's, and those of the file.
fn roots(file: Option<&PathBuf>) -> Result<RootCerts, ConnectorError> {
    let Some(file) = file else { return Ok(RootCerts::WebPki) };
    let wrong = |reason: &str| ConnectorError::Setting { setting: "ca_file".to_owned(), reason: reason.to_owned() };
    let text = std::fs::read(file).map_err(|source| ConnectorError::Io { what: file.display().to_string(), source })?;
    let mut certificates: Vec<Certificate<'static>> =
        webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().map(|root| Certificate::from_der(root).to_owned()).collect();
    let built_in = certificates.len();
    for item in parse_pem(&text) {
        if let PemItem::Certificate(certificate) = item.map_err(|_| wrong("the file is not PEM"))? {
            certificates.push(certificate);
        }
    }
    if certificates.len() == built_in {
        return Err(wrong("the file holds no certificate"));
    }
    Ok(RootCerts::new_with_certs(&certificates))
}

type ProxyPlace = (address::Host, u16);

fn read_proxy(setting: Option<&SecretText>) -> Result<(Option<ureq::Proxy>, Option<ProxyPlace>), ConnectorError> {
    let Some(setting) = setting.filter(|setting| !setting.is_empty()) else { return Ok((None, None)) };
    let wrong = || ConnectorError::Setting { setting: "proxy".to_owned(), reason: "write http://host:port".to_owned() };
    let text = setting.reveal();
    let (scheme, rest) = text.split_once("://").ok_or_else(wrong)?;
    let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
    let target = Target::parse(&format!("{scheme}://{place}"), &[]).map_err(|_| wrong())?;
    let proxy = ureq::Proxy::new(text).map_err(|_| wrong())?;
    Ok((Some(proxy), Some((target.host, target.port))))
}
