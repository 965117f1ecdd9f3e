//! What a new installation begins with when the first person asks for it: sample data, and simulated systems to connect with.
//!
//! The simulated systems live as long as the server and come back with it: their state file in the data directory is the mark. The
//! installation is told, as by its administrator, that it may call them. Nothing here keeps the server from serving.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use server::simulators::Simulators;
use server::{Prepare, PrepareHook};

use super::demo;
use super::demo_systems::{Parts, STATE_FILE, Systems};
use crate::context::{Context, Installation};
use crate::failure::Failure;
use crate::language::Language;
use crate::output::Terminal;

/// Where simulated systems listen if they can.
const LISTEN: &str = "127.0.0.1:8090";

/// Prepares, and holds what must live on.
pub struct FirstStart {
    installation: Installation,
    directory: PathBuf,
    language: Language,
    address: OnceLock<SocketAddr>,
    systems: Mutex<Option<Systems>>,
    simulators: Simulators,
}

impl FirstStart {
    /// For the data in `directory`.
    pub fn new(installation: Installation, directory: &Path, language: Language) -> Arc<Self> {
        let installation = installation.inside_server();
        Arc::new(Self {
            installation,
            directory: directory.to_owned(),
            language,
            address: OnceLock::new(),
            systems: Mutex::new(None),
            simulators: Simulators::default(),
        })
    }

    /// Where the simulated systems stand once they were started.
    pub fn simulators(&self) -> Simulators {
        self.simulators.clone()
    }

    /// What the server calls when the first person wants something to begin with.
    pub fn hook(self: &Arc<Self>) -> PrepareHook {
        let own = Arc::clone(self);
        Arc::new(move |wanted| own.in_background(wanted))
    }

    /// The server answers at `address`: simulated systems of an earlier start come back.
    pub fn ready(self: &Arc<Self>, address: SocketAddr) {
        let _ = self.address.set(address);
        if self.directory.join(STATE_FILE).exists() {
            self.in_background(Prepare { sample: false, sandbox: true });
        }
    }

    /// Keeps what the simulated systems know for the next start.
    pub fn stop(&self) {
        let systems = self.systems.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Err(failure)) = systems.map(Systems::stop) {
            tracing::warn!("the simulated systems were not saved: {}", failure.message);
        }
    }

    fn in_background(self: &Arc<Self>, wanted: Prepare) {
        let own = Arc::clone(self);
        let named = std::thread::Builder::new().name("first-start".to_owned());
        let started = named.spawn(move || {
            if let Err(failure) = own.prepare(wanted) {
                tracing::error!("what was asked for at the set-up is not there: {}", failure.message);
            }
        });
        if let Err(error) = started {
            tracing::error!(%error, "no thread for the set-up");
        }
    }

    fn prepare(&self, wanted: Prepare) -> Result<(), Failure> {
        let output = Arc::new(Terminal::new(self.language));
        let context = Context::new(self.installation.clone(), PathBuf::new(), self.language, output, None);
        if wanted.sandbox {
            self.start_systems(&context)?;
        }
        if wanted.sample {
            demo::import_sample(&context, &self.directory)?;
        }
        Ok(())
    }

    fn start_systems(&self, context: &Context) -> Result<(), Failure> {
        let mut held = self.systems.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_some() {
            return Ok(());
        }
        let systems = Systems::start(LISTEN, &self.directory)?;
        let connections = &self.installation.connections;
        let refused = |error| Failure::because("simulators", &error);
        let before = connections.network().map_err(refused)?;
        connections.network_save(&before.and(systems.network())).map_err(refused)?;
        systems.connect(context, Parts::Connections)?;
        if let Some(address) = self.address.get() {
            systems.call(connections, *address);
        }
        self.simulators.set(systems.switches());
        *held = Some(systems);
        Ok(())
    }
}
