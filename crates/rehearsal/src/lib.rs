//! Rehearsals: somebody's sync against a simulator of its system, through named sets of faults, with a report that is kept.
//!
//! Promises: nothing of the installation is touched, and no live system is called. A scenario gets an installation of its own in
//! a temporary folder, with the object and the definition as they are and without any data but, where that is asked for, a masked sample of
//! the installation's own ([`Ask::sample`]), a simulator of its own with seeded
//! people, and a clock that turns instead of waiting; the same seed gives the same story. What is checked is compared with the
//! simulator's truth. A report says for each scenario what went wrong on the way and which promise held.
//!
//! Where the other system calls and cannot be asked (an inbound hook), a caller plays it: its calls are signed as the hook demands, and tell what
//! the ready-made sync of the object knows of such calls, or calls that came before, masked.
//!
//! A rehearsal is a run of the kind [`KIND`]: its report stands with it, like that of any other run.

mod act;
mod called;
mod caller;
mod checks;
mod installation;
mod kept;
mod lines;
mod mask;
mod report;
mod sample;
mod scenario;
mod stage;
mod systems;
mod told;

pub use kept::{Ask, KIND, Rehearsals, is_green};
pub use report::{CheckNote, Report, ScenarioReport};
pub use sample::SAMPLE_MAX;
pub use scenario::{Expect, Members, Of, SETS, Scenario, Set, scenarios};

/// Why a sync cannot be rehearsed.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Its connector has no simulator.
    #[error("there is no simulator of {connector}; there are simulators of: {known}")]
    NoSimulator {
        /// The connector.
        connector: String,
        /// Those that have one.
        known: String,
    },
    /// The simulator does not have its stream.
    #[error("the simulator has no stream {stream:?}; it has: {known}")]
    NoStream {
        /// The stream.
        stream: String,
        /// Those there are.
        known: String,
    },
    /// There is no scenario or set of this name.
    #[error("there is no scenario or set {name:?}; there are: {known}")]
    NoScenario {
        /// What was asked for.
        name: String,
        /// Those there are.
        known: String,
    },
    /// Nothing shows what the calls of its system look like.
    #[error(
        "nothing shows what calls about {object} look like: let the other system call once, and ask for a sample, so that its calls are taken, masked"
    )]
    NoCalls {
        /// The object of the sync.
        object: String,
    },
    /// The sync or its connection cannot be used.
    #[error(transparent)]
    Task(#[from] sync::tasks::TaskError),
    /// The sync or its connection cannot be used.
    #[error(transparent)]
    Connection(#[from] sync::connections::ConnectionError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The stage could not be set up: machine, simulator, or a definition that does not fit it.
    #[error("the rehearsal could not be set up: {0}")]
    Stage(String),
}
