//! Simulated systems that run beside the server, and what goes wrong at them on order. They come in from outside: simulators are no
//! part of the server.

use std::sync::{Arc, OnceLock};

/// One simulated system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimulatedSystem {
    /// As its faults name it, e.g. `salesforce`.
    pub name: String,
    /// Where it answers.
    pub address: String,
    /// What was ordered, in the order in which it is asked for.
    pub faults: Vec<OrderedFault>,
    /// What only this system gets wrong.
    pub own_faults: Vec<OwnFault>,
}

/// A kind of fault that only one system knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFault {
    /// How it is ordered, behind the system and before how often: `session_lost`, `token:token_throttled`.
    pub order: String,
    /// What goes wrong, in English and Chinese.
    pub title: (String, String),
}

/// One thing that goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderedFault {
    /// Among those of its system.
    pub id: u64,
    /// Its text form, e.g. `salesforce:query:429:times=3`.
    pub spec: String,
    /// How often it struck.
    pub struck: u64,
    /// True when it struck as often as it was to.
    pub is_spent: bool,
}

/// Simulators, as a server sees them.
pub trait Simulate: Send + Sync {
    /// All that run, sorted as they were started.
    fn systems(&self) -> Vec<SimulatedSystem>;

    /// Orders a fault by its text form.
    ///
    /// # Errors
    /// What cannot be understood, in English.
    fn order(&self, spec: &str) -> Result<(), String>;

    /// Takes faults back: one, all of a system, or all.
    fn clear(&self, system: Option<&str>, fault: Option<u64>);
}

/// Where simulators are put that start before or while the server runs. Clones are the same place.
#[derive(Clone, Default)]
pub struct Simulators(Arc<OnceLock<Arc<dyn Simulate>>>);

impl Simulators {
    /// Puts them in; the first ones stay.
    pub fn set(&self, simulators: Arc<dyn Simulate>) {
        let _ = self.0.set(simulators);
    }

    /// `None` until there are some.
    pub(crate) fn get(&self) -> Option<&Arc<dyn Simulate>> {
        self.0.get()
    }
}
