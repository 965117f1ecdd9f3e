//! What every request shares: records, keys, settings, figures.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use access::Access;
use connector::http::ClientSettings;
use mapping::normalise::Region;
use model::Object;
use records::Records;
use store::{Keep, Removed, Session, StoreError};
use sync::alerts::PublicUrl;
use sync::connections::{Connections, ConnectionsSetup, NetworkSettings, NoVault};
use sync::jobs::Jobs;
use sync::tasks::Tasks;
use sync::worker::Worker;
use tokio::sync::{Semaphore, watch};

use crate::address::Network;
use crate::attempts::Attempts;
use crate::handlers::summary::Summary;
use crate::live::Live;
use crate::metrics::Metrics;
use crate::openapi::Descriptions;
use crate::problem::{Code, Problem};
use crate::rate::{Limiter, Strangers};
use crate::rehearsals::Rehearse;
use crate::route::Routes;
use crate::sign_in::SignIn;
use crate::simulators::Simulators;
use crate::slow::Patience;

/// Exports at the same time.
const EXPORTS_MAX: usize = 4;
/// Requests that wait for other systems at once; more are told to come back.
const OUTSIDE_MAX: usize = 32;

/// Wrong keys that cost an address nothing.
const KEYS_FREE: u32 = 10;

/// What the first person wants to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prepare {
    /// Sample data.
    pub sample: bool,
    /// Simulated systems.
    pub sandbox: bool,
}

/// Prepares a new installation, in the background.
pub type PrepareHook = Arc<dyn Fn(Prepare) + Send + Sync>;

/// What an operator may set.
#[derive(Clone)]
pub struct Settings {
    /// Requests a minute per key.
    pub requests_per_minute: u32,
    /// Requests a minute of one client address without a key, on the paths that need none.
    pub strangers_per_minute: u32,
    /// Connections open at the same time; less where the system gives fewer file handles.
    pub connections_max: usize,
    /// Connections of one client address (IPv6: one /64).
    pub connections_per_client_max: usize,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// How long slow clients may take.
    pub patience: Patience,
    /// Largest JSON, XML or CSV body, in bytes.
    pub body_bytes_max: usize,
    /// Largest imported file, in bytes.
    pub import_bytes_max: u64,
    /// Where uploaded files wait for their import. Made when missing.
    pub import_folder: PathBuf,
    /// Where a copy of the data goes before a sync writes for the first time; none is taken without.
    pub backup_folder: Option<PathBuf>,
    /// Passes of syncs at the same time.
    pub syncs_at_once: usize,
    /// `/metrics` needs no key.
    pub metrics_open: bool,
    /// Short reads run on the thread of the request. True for the embedded database, false where a read waits for a network.
    pub reads_inline: bool,
    /// No other process works on the data. True for the embedded database.
    pub data_exclusive: bool,
    /// Imports at work at the same time.
    pub imports_at_once: usize,
    /// How long things are kept.
    pub keep: Keep,
    /// Objects with at least so many records get the indexes that their lists turn out to need.
    pub index_by_use_from: i64,
    /// Whoever knows it may add the first person through the web app, while there is nobody.
    pub setup_token: Option<String>,
    /// What a new installation may begin with; offered when it is there.
    pub prepare: Option<PrepareHook>,
    /// Simulated systems that run beside the server, once there are some.
    pub simulators: Simulators,
    /// Where people reach the server, for links in notices and for the description of the API.
    pub public_url: Option<PublicUrl>,
}

impl Settings {
    /// Defaults, with uploads below `data`.
    #[must_use]
    pub fn new(data: &std::path::Path) -> Self {
        Self {
            requests_per_minute: 6_000_000,
            strangers_per_minute: 6_000,
            connections_max: 10_000,
            connections_per_client_max: 2_000,
            trusted_proxies: Vec::new(),
            patience: Patience::default(),
            body_bytes_max: 10 * 1024 * 1024,
            import_bytes_max: 2 * 1024 * 1024 * 1024,
            import_folder: data.join("uploads"),
            backup_folder: Some(data.join("backups")),
            syncs_at_once: 4,
            metrics_open: false,
            reads_inline: true,
            data_exclusive: true,
            imports_at_once: 1,
            keep: Keep::default(),
            index_by_use_from: 20_000,
            setup_token: None,
            prepare: None,
            simulators: Simulators::default(),
            public_url: None,
        }
    }
}

/// Shared by all requests. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub(crate) inner: Arc<App>,
}

/// What [`AppState`] shares.
pub(crate) struct App {
    pub(crate) records: Records,
    pub(crate) access: Access,
    pub(crate) connections: Connections,
    pub(crate) tasks: Tasks,
    /// Turns of requests that wait for other systems.
    pub(crate) outside: Arc<Semaphore>,
    /// Turns of exports.
    pub(crate) exports: Arc<Semaphore>,
    /// The one backup at a time.
    pub(crate) backups: Arc<Semaphore>,
    /// When this process began to serve (ms).
    pub(crate) started_ms: i64,
    pub(crate) settings: Settings,
    pub(crate) routes: Routes,
    pub(crate) limiter: Limiter,
    pub(crate) strangers: Strangers,
    /// Wrong keys, by address.
    pub(crate) attempts: Attempts<IpAddr>,
    pub(crate) sign_in: SignIn,
    pub(crate) live: Live,
    pub(crate) summary: Summary,
    pub(crate) metrics: Metrics,
    /// A list lacked an index.
    pub(crate) index_lacked: tokio::sync::Notify,
    pub(crate) descriptions: Descriptions,
    /// The queue; it starts with the server.
    pub(crate) jobs: OnceLock<Jobs>,
    /// Plays syncs against simulators, where the program has them.
    pub(crate) rehearsals: OnceLock<Arc<dyn Rehearse>>,
    /// Runs syncs by themselves while the server serves.
    pub(crate) syncs: OnceLock<Worker>,
    /// Turns true when the server stops: followers of the change feed end.
    pub(crate) stopping: watch::Sender<bool>,
    trace_seed: u64,
    trace_count: AtomicU64,
    /// Dropped last; see `Drop`.
    last: Option<std::sync::mpsc::Sender<()>>,
}

/// Closing connections to PostgreSQL waits, which the threads of the runtime must not do: the store is let go on another
/// thread, once all fields here are gone.
impl Drop for App {
    fn drop(&mut self) {
        let (gone, wait) = std::sync::mpsc::channel();
        self.last = Some(gone);
        let kept = (self.records.clone(), self.access.clone());
        std::thread::spawn(move || {
            // Fails as soon as the sender is dropped, which is what it waits for.
            let _ = wait.recv();
            drop(kept);
        });
    }
}

impl AppState {
    /// Over open records and keys, without a key for secrets: connections that need one are refused.
    #[must_use]
    pub fn new(records: Records, access: Access, settings: Settings) -> Self {
        let connections = Connections::new(ConnectionsSetup {
            store: records.store().clone(),
            connectors: connectors::all(),
            vault: Arc::new(NoVault),
            client: ClientSettings::default(),
            network: NetworkSettings::default(),
        });
        Self::with_connections(records, access, connections, settings)
    }

    /// Over open records, keys and connections of the same installation.
    #[must_use]
    pub fn with_connections(records: Records, access: Access, connections: Connections, settings: Settings) -> Self {
        let mut seed = [0_u8; 8];
        // Without randomness the ids of requests are merely easier to guess, which harms nobody.
        let _ = getrandom::fill(&mut seed);
        let (stopping, _) = watch::channel(false);
        let app = App {
            limiter: Limiter::new(settings.requests_per_minute),
            strangers: Strangers::new(settings.strangers_per_minute),
            attempts: Attempts::new(KEYS_FREE),
            live: Live::new(),
            summary: Summary::default(),
            sign_in: SignIn::new(settings.setup_token.clone()),
            jobs: OnceLock::new(),
            rehearsals: OnceLock::new(),
            syncs: OnceLock::new(),
            tasks: Tasks::new(records.clone(), connections.clone()),
            connections,
            outside: Arc::new(Semaphore::new(OUTSIDE_MAX)),
            exports: Arc::new(Semaphore::new(EXPORTS_MAX)),
            backups: Arc::new(Semaphore::new(1)),
            started_ms: records.store().clock().now_ms(),
            records,
            access,
            settings,
            routes: Routes::new(),
            metrics: Metrics::new(),
            index_lacked: tokio::sync::Notify::new(),
            descriptions: Descriptions::default(),
            stopping,
            trace_seed: u64::from_le_bytes(seed),
            trace_count: AtomicU64::new(0),
            last: None,
        };
        Self { inner: Arc::new(app) }
    }

    /// The same with simulators to rehearse syncs against.
    #[must_use]
    pub fn rehearsing(self, rehearsals: Arc<dyn Rehearse>) -> Self {
        // The first ones stay.
        let _ = self.inner.rehearsals.set(rehearsals);
        self
    }

    /// The OpenAPI document as it is now.
    #[must_use]
    pub fn openapi_json(&self) -> String {
        self.inner.descriptions.openapi(&self.inner).to_string()
    }

    /// Keys and people.
    #[must_use]
    pub fn access(&self) -> &Access {
        &self.inner.access
    }

    /// Throws away what the settings no longer ask to keep, in slices, until nothing is left to throw away; returns how much
    /// it was. The server does this by itself; here it is for those who turn the clock.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn throw_away(&self) -> Result<Removed, StoreError> {
        crate::keeping::sweep(&self.inner).await
    }

    /// Where uploaded files wait.
    #[must_use]
    pub fn import_folder(&self) -> &std::path::Path {
        &self.inner.settings.import_folder
    }
}

impl App {
    /// A new id for a request: 16 hexadecimal digits.
    pub(crate) fn trace_id(&self) -> String {
        // SplitMix64 over a counter: unique within the process, scattered between processes.
        let mut mixed = self.trace_seed.wrapping_add(self.trace_count.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        format!("{:016x}", mixed ^ (mixed >> 31))
    }

    /// A short read: on this thread where that is allowed.
    pub(crate) async fn read_short<T, E>(
        self: &Arc<Self>,
        ask: impl FnOnce(&mut Session<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Box<Problem>>
    where
        T: Send + 'static,
        E: From<StoreError> + Into<Box<Problem>> + Send + 'static,
    {
        if self.settings.reads_inline { self.records.store().read(ask).map_err(Into::into) } else { self.read_long(ask).await }
    }

    /// A read that may take a while.
    pub(crate) async fn read_long<T, E>(
        self: &Arc<Self>,
        ask: impl FnOnce(&mut Session<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Box<Problem>>
    where
        T: Send + 'static,
        E: From<StoreError> + Into<Box<Problem>> + Send + 'static,
    {
        let app = Arc::clone(self);
        blocking(move || app.records.store().read(ask).map_err(Into::into)).await
    }

    /// The country of phones and addresses that name none.
    pub(crate) fn region(&self) -> Region {
        self.records.schema().region
    }

    /// The live object called `name`.
    pub(crate) fn object(&self, name: &str) -> Result<Arc<Object>, Box<Problem>> {
        let schema = self.records.schema();
        match schema.object(name) {
            Some(object) if !object.archived => Ok(Arc::clone(object)),
            _ => {
                let shown: String = name.chars().take(60).collect();
                let near = records::filter_text::nearest(
                    &shown,
                    schema.objects().into_iter().filter(|object| !object.archived).map(|object| object.name.as_str()),
                );
                let problem = Problem::with(Code::NotFound, format!("there is no object {shown:?}"), format!("对象 {shown:?} 不存在"));
                Err(if near.is_empty() { problem } else { problem.extend("nearest", serde_json::json!(near)) })
            }
        }
    }
}

/// Runs blocking work beside the threads that serve requests.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Box<Problem>> + Send + 'static,
) -> Result<T, Box<Problem>> {
    match tokio::task::spawn_blocking(work).await {
        Ok(answer) => answer,
        Err(stopped) => match stopped.try_into_panic() {
            // Seen by the guard around the handler, which knows the request.
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Err(Problem::new(Code::Busy)),
        },
    }
}

/// True for the machine itself.
pub(crate) fn is_loopback(client: Option<IpAddr>) -> bool {
    client.is_some_and(|client| client.to_canonical().is_loopback())
}
