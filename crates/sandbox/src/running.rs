//! Starting and stopping, from a test or from a command line.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::account::Account;
use crate::clock::{Clock, ClockSource};
use crate::control;
use crate::http::Request;
use crate::wire::{Door, serve};
use crate::world::World;
use crate::{SIMULATED, SandboxError, Simulated, courier, simulated};

/// How often the state file is written while something changes.
const SAVE_SECONDS: u64 = 5;
/// How long deliveries are waited for.
const SETTLE_SECONDS: u64 = 20;

/// What to simulate.
#[derive(Clone, Debug)]
pub struct Config {
    /// Decides the data and every chance.
    pub seed: u64,
    /// Names of vendors; empty for all.
    pub vendors: Vec<String>,
    /// People and firms in the sample; each vendor knows most of them.
    pub records: u32,
    /// The address of the control interface. The vendors get the ports after it, or any free ports when the port is 0.
    pub listen: SocketAddr,
    /// Faults in their text form, see [`crate::Fault`].
    pub faults: Vec<String>,
    /// A file that the state is read from and saved to.
    pub state: Option<PathBuf>,
    /// The simulators' time.
    pub clock: ClockSource,
}

impl Default for Config {
    /// Seed 7, all vendors, 200 records, free ports on the loopback interface, no faults, nothing saved, time stands still.
    fn default() -> Self {
        Self {
            seed: 7,
            vendors: Vec::new(),
            records: 200,
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            faults: Vec::new(),
            state: None,
            clock: ClockSource::Manual,
        }
    }
}

/// A sandbox that runs on threads of its own until it is dropped.
pub struct Running {
    world: Arc<World>,
    control_url: String,
    runtime: Option<Runtime>,
}

/// Starts the simulators.
///
/// # Errors
/// [`SandboxError`]: an unknown vendor, a fault that cannot be understood, an address that is taken, a state file that cannot be
/// read.
pub fn start(config: Config) -> Result<Running, SandboxError> {
    let vendors = chosen(&config.vendors)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("sandbox")
        .enable_all()
        .build()
        .map_err(SandboxError::Threads)?;
    let control = bind(&runtime, config.listen)?;
    let control_address = control.local_addr().map_err(SandboxError::Threads)?;
    let mut world = World::new(Clock::new(config.clock), &vendors, config.seed, config.records, config.state);
    let mut listeners = Vec::new();
    for (position, _) in vendors.iter().enumerate() {
        let port = match config.listen.port() {
            0 => 0,
            first => first.saturating_add(u16::try_from(position + 1).unwrap_or(u16::MAX)),
        };
        let listener = bind(&runtime, SocketAddr::new(config.listen.ip(), port))?;
        let address = listener.local_addr().map_err(SandboxError::Threads)?;
        world.base_urls.push(format!("http://{address}"));
        listeners.push(listener);
    }
    world.load()?;
    for spec in &config.faults {
        world.order(spec)?;
    }
    let world = Arc::new(world);
    for (listener, room) in listeners.into_iter().zip(&world.rooms) {
        runtime.spawn(serve(listener, Door { world: world.clone(), room: Some(room.clone()) }));
        runtime.spawn(courier::run(room.clone()));
    }
    runtime.spawn(serve(control, Door { world: world.clone(), room: None }));
    if world.state.is_some() {
        runtime.spawn(save_regularly(world.clone()));
    }
    Ok(Running { world, control_url: format!("http://{control_address}/_control"), runtime: Some(runtime) })
}

fn chosen(names: &[String]) -> Result<Vec<&'static Simulated>, SandboxError> {
    if names.is_empty() {
        return Ok(SIMULATED.iter().collect());
    }
    let unknown = |name: &String| SandboxError::UnknownVendor { vendor: name.clone(), known: crate::vendors().join(", ") };
    names.iter().map(|name| simulated(name).ok_or_else(|| unknown(name))).collect()
}

/// Without blocking on the runtime: a test may start a sandbox from inside of a runtime of its own.
fn bind(runtime: &Runtime, address: SocketAddr) -> Result<TcpListener, SandboxError> {
    let _inside = runtime.enter();
    let bound = std::net::TcpListener::bind(address).and_then(|listener| {
        listener.set_nonblocking(true)?;
        TcpListener::from_std(listener)
    });
    bound.map_err(|source| SandboxError::Listen { address: address.to_string(), source })
}

async fn save_regularly(world: Arc<World>) {
    loop {
        tokio::time::sleep(Duration::from_secs(SAVE_SECONDS)).await;
        let world = world.clone();
        // What cannot be saved now is tried again, and stopping reports it.
        let _ = tokio::task::spawn_blocking(move || world.save()).await;
    }
}

/// The control interface of running simulators. After they were stopped it changes nothing that anybody sees.
#[derive(Clone)]
pub struct ControlHandle {
    world: Arc<World>,
}

impl ControlHandle {
    /// As [`Running::control`].
    pub fn control(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let request = Request {
            method: method.to_owned(),
            path: format!("/_control{path}"),
            query: query.to_owned(),
            headers: Vec::new(),
            body: body.map(|body| body.to_string().into()).unwrap_or_default(),
            base_url: String::new(),
        };
        let reply = control::answer(&self.world, &request);
        serde_json::from_slice(&reply.body).unwrap_or(Value::Null)
    }
}

impl Running {
    /// Where this vendor answers, e.g. `http://127.0.0.1:40123`; `None` when it is not simulated here.
    pub fn base_url(&self, vendor: &str) -> Option<&str> {
        self.world.base_url(vendor)
    }

    /// The ways to connect to this vendor; none when it is not simulated here, or nothing can connect to it.
    pub fn accounts(&self, vendor: &str) -> Vec<Account> {
        let (Some(base_url), Some(room)) = (self.world.base_url(vendor), self.world.room(vendor)) else { return Vec::new() };
        room.lock().vendor.accounts(base_url)
    }

    /// Where the control interface answers, e.g. `http://127.0.0.1:40122/_control`.
    pub fn control_url(&self) -> &str {
        &self.control_url
    }

    /// The names of the vendors that run here, with their addresses.
    pub fn addresses(&self) -> Vec<(&'static str, String)> {
        self.world.rooms.iter().map(|room| room.name).zip(self.world.base_urls.iter().cloned()).collect()
    }

    /// Orders a fault, see [`crate::Fault`].
    ///
    /// # Errors
    /// When the text cannot be understood, or names a vendor that is not simulated here.
    pub fn fault(&self, spec: &str) -> Result<(), SandboxError> {
        self.world.order(spec)?;
        Ok(())
    }

    /// Takes all faults back.
    pub fn clear_faults(&self) {
        for room in &self.world.rooms {
            room.lock().site.faults.clear(None);
        }
    }

    /// Moves the simulators' clock forward, or back when negative, and lets everything happen that was due.
    pub fn advance(&self, milliseconds: i64) {
        self.world.advance(milliseconds);
    }

    /// The simulators' time, in milliseconds since 1970.
    pub fn now_ms(&self) -> i64 {
        self.world.clock.now_ms()
    }

    /// A call of the control interface without HTTP: `path` is what follows `/_control`, e.g. `/shop/log/writes?limit=10`.
    ///
    /// Answers what the interface answers; a refusal is an object with `error`.
    pub fn control(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        self.control_handle().control(method, path, body)
    }

    /// The control interface as something that can be given away.
    pub fn control_handle(&self) -> ControlHandle {
        ControlHandle { world: self.world.clone() }
    }

    /// How often an endpoint of a vendor was called, `*` for all of them.
    pub fn calls(&self, vendor: &str, endpoint: &str) -> u64 {
        self.world.room(vendor).map_or(0, |room| room.lock().site.log.call_count(endpoint))
    }

    /// Waits until every push that is due was tried; false when that takes more than 20 seconds.
    pub fn settle_pushes(&self, vendor: &str) -> bool {
        let Some(room) = self.world.room(vendor) else { return true };
        room.courier.notify_one();
        let is_busy = |inner: &mut crate::room::Inner| {
            let now_ms = inner.site.clock.now_ms();
            inner.site.outbox.in_flight > 0 || inner.site.outbox.has_due(now_ms)
        };
        let waited = room.delivered.wait_timeout_while(room.lock(), Duration::from_secs(SETTLE_SECONDS), is_busy);
        waited.is_ok_and(|(_, result)| !result.timed_out())
    }

    /// Stops answering, and saves the state when there is a state file.
    ///
    /// # Errors
    /// When the state file cannot be written.
    pub fn stop(mut self) -> Result<(), SandboxError> {
        self.end();
        self.world.save().map(drop)
    }

    fn end(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

impl std::fmt::Debug for Running {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Running").field("control_url", &self.control_url).field("vendors", &self.addresses()).finish()
    }
}
