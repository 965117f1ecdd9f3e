//! Connections: configured accounts of connectors, with encrypted secrets, shared budgets and tokens, and a state that keeps a
//! broken account from being used again and again.
//!
//! Promises:
//! - Secrets are encrypted at rest, each for its own place, and never shown again. When the host of an address changes, all
//!   secrets and the token go, so that nobody can have them sent elsewhere.
//! - Every account that is opened for work answers for the organisation it was first used with (F51).
//! - A refusal that only a person can settle pauses the connection, wherever it comes up; a good check wakes it.
//!
//! Knows no connector: the list of them comes in.

mod change;
mod connection;
mod doctor;
mod error;
mod health;
mod network;
mod open;
mod rotate;
mod secrets;
mod settings;
mod tokens;
mod unread;
mod watched;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use connector::http::{Client, ClientSettings, Priority, Usage};
use connector::{Account, Connector, SecretText};
use model::Clock;
use records::filter_text::nearest;
use serde_json::{Map, Value};
use store::{ConnectionRow, ConnectionState, Store, StoreError};

pub use change::{ConnectionDraft, ConnectionPatch};
pub use connection::Connection;
pub use doctor::CheckReport;
pub use error::ConnectionError;
pub use health::{Health, PauseCause};
pub use network::NetworkSettings;
pub use rotate::{OVERLAP_MS_MAX, Rotated, Rotation};
pub use secrets::{NoVault, Vault, VaultError};
pub(crate) use secrets::{Sealed, read as read_sealed, write as write_sealed};
pub(crate) use settings::applicable_secret_names;
pub use unread::{ThrownAway, trim_unread_pushes};

/// Connections whose accounts are kept open for pushes.
const PUSHED_MAX: usize = 1_000;
/// In place of the id of a connection that is not stored.
const UNSAVED: i64 = 0;

/// The connectors of a build, sorted by name.
pub type ConnectorList = &'static [&'static dyn Connector];

/// What connections need from outside.
#[derive(Clone)]
pub struct ConnectionsSetup {
    /// Where they are kept.
    pub store: Store,
    /// The connectors of this build.
    pub connectors: ConnectorList,
    /// Encrypts secrets.
    pub vault: Arc<dyn Vault>,
    /// How the HTTP client behaves; its addresses and certificate file come from the network settings.
    pub client: ClientSettings,
    /// What this process allows besides what the installation allows.
    pub network: NetworkSettings,
}

/// The store's clock, for those who keep a clock for themselves.
struct StoreClock(Store);

impl Clock for StoreClock {
    fn now_ms(&self) -> i64 {
        self.0.clock().now_ms()
    }
}

/// All connections of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Connections {
    inner: Arc<Inner>,
}

struct Inner {
    setup: ConnectionsSetup,
    clock: Arc<dyn Clock>,
    /// Ports of our own, closed for all calls.
    own_ports: Mutex<Vec<u16>>,
    network: Mutex<Option<Network>>,
    /// Accounts that were opened without being stored.
    unsaved: AtomicU64,
    /// Accounts that take pushes, by connection.
    pushed: Mutex<HashMap<i64, Pushed>>,
    /// By connection: the version of its settings that this process used last, and the turn of those who renew its token.
    known: Mutex<HashMap<i64, Known>>,
}

/// The client made for the settings that were read last.
#[derive(Clone)]
struct Network {
    /// The stored text and the ports it was made for.
    made_for: (String, Vec<u16>),
    client: Client,
    folders: Vec<PathBuf>,
}

/// An account that takes pushes.
#[derive(Clone)]
struct Pushed {
    version: i64,
    account: Arc<dyn Account>,
    /// When the connection was last looked at.
    looked: Instant,
}

/// Another process may have changed a connection; a push is judged by settings that are at most this old.
const PUSHED_FOR: Duration = Duration::from_secs(1);

#[derive(Clone, Default)]
struct Known {
    version: i64,
    turn: Arc<Mutex<()>>,
}

/// What an account is opened for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// Reading and writing records.
    #[default]
    Work,
    /// A person looks around: paused connections open as well.
    Discovery,
}

/// How an account is to be used.
#[derive(Clone, Debug, Default)]
pub struct Use {
    /// Whose turn comes first when the system limits requests.
    pub priority: Priority,
    /// Set to stop waiting calls.
    pub cancel: Arc<AtomicBool>,
}

impl Connections {
    /// Over an open store.
    #[must_use]
    pub fn new(setup: ConnectionsSetup) -> Self {
        let clock = Arc::new(StoreClock(setup.store.clone()));
        let inner = Inner {
            setup,
            clock,
            own_ports: Mutex::default(),
            network: Mutex::default(),
            unsaved: AtomicU64::default(),
            pushed: Mutex::default(),
            known: Mutex::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// The store underneath.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.setup.store
    }

    /// The connectors of this build.
    #[must_use]
    pub fn connectors(&self) -> ConnectorList {
        self.inner.setup.connectors
    }

    /// The connector called `name`.
    ///
    /// # Errors
    /// [`ConnectionError::UnknownConnector`] with the nearest names.
    pub fn connector(&self, name: &str) -> Result<&'static dyn Connector, ConnectionError> {
        let found = self.connectors().iter().find(|connector| connector.description().name == name);
        found.copied().ok_or_else(|| ConnectionError::UnknownConnector {
            name: name.chars().take(60).collect(),
            nearest: nearest(name, self.connectors().iter().map(|connector| connector.description().name)),
        })
    }

    /// Closes ports of ours, which are known once we listen, for all calls from now on.
    pub fn close_own_ports(&self, ports: &[u16]) {
        let mut own = self.inner.own_ports.lock().unwrap_or_else(PoisonError::into_inner);
        own.extend_from_slice(ports);
        own.sort_unstable();
        own.dedup();
    }

    /// All connections that are not archived, by id.
    ///
    /// # Errors
    /// Store errors.
    pub fn list(&self) -> Result<Vec<Connection>, ConnectionError> {
        let rows = self.store().read(|session| session.connections())?;
        rows.into_iter().filter(|row| row.state != ConnectionState::Archived).map(Connection::from_row).collect()
    }

    /// One connection, also an archived one.
    ///
    /// # Errors
    /// [`ConnectionError::NotFound`], store errors.
    pub fn get(&self, id: i64) -> Result<Connection, ConnectionError> {
        self.row(id).and_then(Connection::from_row)
    }

    /// The live connection with this name, whatever its case.
    ///
    /// # Errors
    /// [`ConnectionError::NotFound`], store errors.
    pub fn by_name(&self, name: &str) -> Result<Connection, ConnectionError> {
        let rows = self.store().read(|session| session.connections())?;
        let found = rows.into_iter().find(|row| row.state != ConnectionState::Archived && same_name(&row.name, name));
        found.map_or_else(|| Err(ConnectionError::NotFound(name.chars().take(100).collect())), Connection::from_row)
    }

    /// What stands in the address of a connection's hook: its number and a keyed digest that nobody can guess. The same for the
    /// life of the installation, and nothing that is stored.
    #[must_use]
    pub fn hook_token(&self, id: i64) -> String {
        let hasher = self.store().hasher();
        let part = |seed: u64| hasher.content(seed, &id.to_le_bytes()).cast_unsigned();
        format!("{id}-{:016x}{:016x}", part(0x686f_6f6b_0001), part(0x686f_6f6b_0002))
    }

    /// The path that the other system calls when something changes there, e.g. `/hooks/7-…`. Whoever knows it can send calls, so
    /// it is shown to those who may manage connections only.
    #[must_use]
    pub fn hook_path(&self, id: i64) -> String {
        format!("/hooks/{}", self.hook_token(id))
    }

    /// The calls of a connection by this process and what is left of its allowance; `None` before its first call here.
    #[must_use]
    pub fn usage(&self, id: i64) -> Option<Usage> {
        let network = lock(&self.inner.network).clone()?;
        network.client.usage_of(&id.to_string())
    }

    /// When the token in use ends (ms), where the system tells; `None` without a token. It is renewed by itself.
    #[must_use]
    pub fn token_ends(&self, connection: &Connection) -> Option<Option<i64>> {
        let sealed = Some(&connection.sealed_token).filter(|sealed| !sealed.is_empty())?;
        let token = secrets::open_token(self.inner.setup.vault.as_ref(), connection.id, sealed).ok()?;
        Some(token.expires_ms)
    }

    /// Checks settings against the form of a connector, and that `secrets` are secrets of it.
    ///
    /// # Errors
    /// [`ConnectionError::Setting`], [`ConnectionError::UnknownConnector`].
    pub fn check_settings<'a>(
        &self,
        connector: &str,
        settings: &Map<String, Value>,
        secrets: impl IntoIterator<Item = &'a String>,
    ) -> Result<(), ConnectionError> {
        let description = self.connector(connector)?.description();
        settings::check(description, settings)?;
        secrets.into_iter().try_for_each(|secret| settings::check_secret(description, secret, 0))
    }

    /// True when `secret` is what is stored.
    #[must_use]
    pub fn secret_is(&self, id: i64, setting: &str, secret: &SecretText) -> bool {
        let Ok(sealed) = self.row(id).and_then(|row| secrets::read(&row.secrets)) else { return false };
        let opened = secrets::open_all(self.inner.setup.vault.as_ref(), id, &sealed);
        opened.is_ok_and(|opened| opened.get(setting) == Some(secret))
    }

    /// What the installation allows; the process may allow more.
    ///
    /// # Errors
    /// Store errors.
    pub fn network(&self) -> Result<NetworkSettings, ConnectionError> {
        let stored = self.store().read(|session| session.setting(network::SETTING))?;
        read_network(stored.as_deref().unwrap_or_default())
    }

    /// What this process allows besides.
    #[must_use]
    pub fn network_of_process(&self) -> &NetworkSettings {
        &self.inner.setup.network
    }

    /// Sets what the installation allows, from the next call on.
    ///
    /// # Errors
    /// [`ConnectionError::Connector`] naming the entry that cannot be read, store errors.
    pub fn network_save(&self, settings: &NetworkSettings) -> Result<(), ConnectionError> {
        settings.rules(&[])?;
        let text = serde_json::to_string(settings).map_err(|_| StoreError::Invalid("the settings cannot be written down"))?;
        // Looks whether the certificate file reads before it stops every call.
        self.network_for(&text)?;
        Ok(self.store().write(move |session| session.setting_save(network::SETTING, &text))?)
    }

    /// The client of this process, by the network settings as they are now.
    ///
    /// # Errors
    /// Settings that cannot be used, store errors.
    pub(crate) fn client(&self) -> Result<Client, ConnectionError> {
        let stored = self.store().read(|session| session.setting(network::SETTING))?;
        Ok(self.network_for(stored.as_deref().unwrap_or_default())?.client)
    }

    /// What encrypts secrets.
    pub(crate) fn vault(&self) -> Arc<dyn Vault> {
        Arc::clone(&self.inner.setup.vault)
    }

    pub(crate) fn row(&self, id: i64) -> Result<ConnectionRow, ConnectionError> {
        self.store().read(|session| session.connection(id))?.ok_or_else(|| ConnectionError::NotFound(id.to_string()))
    }

    /// The client and folders for the stored settings; made anew when these changed.
    fn network_for(&self, stored: &str) -> Result<Network, ConnectionError> {
        let own_ports = self.inner.own_ports.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let made_for = (stored.to_owned(), own_ports);
        let mut made = self.inner.network.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(network) = made.as_ref().filter(|network| network.made_for == made_for) {
            return Ok(network.clone());
        }
        let setup = &self.inner.setup;
        let settings = setup.network.clone().and(read_network(stored)?);
        let client = ClientSettings { addresses: settings.rules(&made_for.1)?, ca_file: settings.ca_file, ..setup.client.clone() };
        let client = Client::new(client, Arc::clone(&self.inner.clock))?;
        let network = Network { made_for, client, folders: settings.folders };
        *made = Some(network.clone());
        Ok(network)
    }
}

fn settings_of(row: &ConnectionRow) -> Result<Map<String, Value>, ConnectionError> {
    if row.settings.is_empty() {
        return Ok(Map::new());
    }
    serde_json::from_str(&row.settings).map_err(|_| StoreError::Damaged("settings of a connection").into())
}

fn read_network(stored: &str) -> Result<NetworkSettings, ConnectionError> {
    if stored.is_empty() {
        return Ok(NetworkSettings::default());
    }
    serde_json::from_str(stored).map_err(|_| StoreError::Damaged("network settings").into())
}

/// What is guarded are caches that are whole at any time.
fn lock<T>(shared: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Names are compared without regard to case and outer blanks.
pub(crate) fn same_name(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
