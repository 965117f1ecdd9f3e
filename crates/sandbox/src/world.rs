//! All simulators of one process, their common clock, and what is kept of them on disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::clock::Clock;
use crate::fault::{Fault, FaultError};
use crate::people::Population;
use crate::room::Room;
use crate::site::{SavedSite, Site, SiteToSave};
use crate::{SandboxError, Simulated};

/// The simulators, their clock and where they are saved.
pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) rooms: Vec<Arc<Room>>,
    /// Base URLs in the order of the rooms.
    pub(crate) base_urls: Vec<String>,
    pub(crate) seed: AtomicU64,
    pub(crate) records: AtomicU32,
    pub(crate) state: Option<PathBuf>,
    /// Revision of each room that is on disk.
    saved: Vec<AtomicU64>,
}

#[derive(Deserialize)]
struct Saved {
    version: u32,
    vendors: Vec<SavedVendor>,
}

#[derive(Deserialize)]
struct SavedVendor {
    name: String,
    site: SavedSite,
    own: Value,
}

#[derive(Serialize)]
struct ToSave<'a> {
    version: u32,
    vendors: Vec<VendorToSave<'a>>,
}

#[derive(Serialize)]
struct VendorToSave<'a> {
    name: &'a str,
    site: SiteToSave<'a>,
    own: Value,
}

/// The form of the state file.
const STATE_VERSION: u32 = 1;

impl World {
    pub(crate) fn new(clock: Clock, vendors: &[&'static Simulated], seed: u64, records: u32, state: Option<PathBuf>) -> Self {
        let rooms: Vec<Arc<Room>> = vendors.iter().map(|vendor| Arc::new(furnished(vendor, &clock, seed, records))).collect();
        let saved = rooms.iter().map(|_| AtomicU64::new(0)).collect();
        Self { clock, rooms, base_urls: Vec::new(), seed: AtomicU64::new(seed), records: AtomicU32::new(records), state, saved }
    }

    pub(crate) fn room(&self, name: &str) -> Option<&Arc<Room>> {
        self.rooms.iter().find(|room| room.name == name)
    }

    pub(crate) fn base_url(&self, name: &str) -> Option<&str> {
        let at = self.rooms.iter().position(|room| room.name == name)?;
        self.base_urls.get(at).map(String::as_str)
    }

    /// Orders a fault for the vendor it names, or for all. Gives its number at each.
    pub(crate) fn order(&self, spec: &str) -> Result<Vec<(&'static str, u64)>, FaultError> {
        let named = spec.split(':').next().unwrap_or_default();
        let rooms: Vec<&Arc<Room>> = self.rooms.iter().filter(|room| named == "*" || room.name == named).collect();
        if rooms.is_empty() {
            let known: Vec<&str> = self.rooms.iter().map(|room| room.name).collect();
            return Err(FaultError::UnknownVendor { vendor: named.to_owned(), known: known.join(", ") });
        }
        let mut ordered = Vec::new();
        for room in rooms {
            let own: Vec<&str> = crate::own_faults(room.name).iter().map(|own| own.kind).collect();
            let fault = Fault::parse(spec, &own)?;
            ordered.push((room.name, room.lock().site.faults.add(fault, self.clock.now_ms())));
        }
        Ok(ordered)
    }

    /// Moves the clock and lets everything happen that was due.
    pub(crate) fn advance(&self, by_ms: i64) {
        self.clock.advance(by_ms);
        for room in &self.rooms {
            let mut inner = room.lock();
            inner.site.settle();
            inner.enqueue_pushes();
            drop(inner);
            room.courier.notify_one();
        }
    }

    /// Starts again with fresh data, without faults and with an empty truth log; targets of pushes stay.
    pub(crate) fn reset(&self, seed: u64, records: u32) {
        self.seed.store(seed, Ordering::SeqCst);
        self.records.store(records, Ordering::SeqCst);
        for room in &self.rooms {
            let Some(vendor) = crate::simulated(room.name) else { continue };
            let mut inner = room.lock();
            let targets = std::mem::take(&mut inner.site.outbox.targets);
            let (mut site, code) = fresh(vendor, &self.clock, seed, records);
            site.outbox.targets = targets;
            site.revision = inner.site.revision + 1;
            inner.site = site;
            inner.vendor = code;
        }
    }

    /// Reads the state file, if there is one; vendors that are not in it stay as they are.
    pub(crate) fn load(&self) -> Result<(), SandboxError> {
        let Some(path) = self.state.as_ref().filter(|path| path.exists()) else { return Ok(()) };
        let bytes = std::fs::read(path).map_err(|source| SandboxError::State { path: path.clone(), source })?;
        let saved: Saved = serde_json::from_slice(&bytes).map_err(|source| SandboxError::StateForm { path: path.clone(), source })?;
        if saved.version != STATE_VERSION {
            return Err(SandboxError::StateVersion { path: path.clone(), found: saved.version });
        }
        for vendor in saved.vendors {
            if let Some(room) = self.room(&vendor.name) {
                let mut inner = room.lock();
                inner.site.load(vendor.site);
                inner.vendor.load(vendor.own);
            }
        }
        Ok(())
    }

    /// Writes the state file beside itself and puts it in its place, when anything changed since.
    pub(crate) fn save(&self) -> Result<bool, SandboxError> {
        let Some(path) = &self.state else { return Ok(false) };
        let guards: Vec<_> = self.rooms.iter().map(|room| room.lock()).collect();
        let is_saved = guards.iter().zip(&self.saved).all(|(inner, saved)| saved.load(Ordering::SeqCst) == inner.site.revision);
        if is_saved {
            return Ok(false);
        }
        let vendors =
            guards.iter().map(|inner| VendorToSave { name: inner.site.vendor, site: inner.site.save(), own: inner.vendor.save() });
        let to_save = ToSave { version: STATE_VERSION, vendors: vendors.collect() };
        write_whole(path, &to_save).map_err(|source| SandboxError::State { path: path.clone(), source })?;
        for (inner, saved) in guards.iter().zip(&self.saved) {
            saved.store(inner.site.revision, Ordering::SeqCst);
        }
        Ok(true)
    }
}

fn write_whole(path: &Path, saved: &ToSave<'_>) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = tempfile::NamedTempFile::new_in(folder)?;
    let mut writer = std::io::BufWriter::new(file);
    serde_json::to_writer(&mut writer, saved)?;
    let file = writer.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

fn furnished(vendor: &'static Simulated, clock: &Clock, seed: u64, records: u32) -> Room {
    let (site, code) = fresh(vendor, clock, seed, records);
    Room::new(site, code)
}

fn fresh(vendor: &'static Simulated, clock: &Clock, seed: u64, records: u32) -> (Site, Box<dyn crate::vendor::Vendor>) {
    let mut site = Site::new(vendor.name, seed, clock.clone());
    let mut code = (vendor.make)();
    code.furnish(&mut site, &Population::new(seed, records));
    site.changes.clear();
    (site, code)
}
