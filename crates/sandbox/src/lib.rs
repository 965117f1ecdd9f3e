//! Simulators of vendors' APIs, with a truth log and faults to order.
//!
//! What a test or a person gets: real HTTP on a port of its own for each vendor, seeded data as messy as real data, everything
//! that can go wrong on the way (see [`Fault`]), and a control interface below `/_control` on each port that does what a person
//! would do in the vendor's own pages, and tells the truth about what was there, what came and what was done.
//!
//! Depends on nothing of ours, so that a client and its counterpart cannot share a misunderstanding. Each vendor follows the
//! vendor's documents; its folder says where each rule comes from. A further vendor is a folder with an implementation of
//! `Vendor`, and one line in [`SIMULATED`].
//!
//! ```
//! let running = sandbox::start(sandbox::Config { vendors: vec!["shop".to_owned()], records: 50, ..Default::default() })?;
//! running.fault("shop:customers.list:429:retry_after=2")?;
//! let address = running.base_url("shop").expect("it was asked for");
//! assert!(address.starts_with("http://127.0.0.1:"));
//! let counts = running.control("GET", "/shop/log/counts", None);
//! assert_eq!(counts["calls"], 0);
//! # Ok::<(), sandbox::SandboxError>(())
//! ```

mod account;
mod clock;
mod control;
mod courier;
mod deed;
pub mod dingtalk;
mod fault;
pub mod feishu;
mod fragment;
mod http;
pub mod jiandaoyun;
pub mod kingdee;
mod log;
mod messenger;
mod people;
mod push;
mod rng;
mod room;
mod running;
pub mod salesforce;
mod sha1;
pub mod shop;
mod site;
mod table;
mod vendor;
pub mod wecom;
mod wire;
mod world;
mod xml;
pub mod yonyou;
pub mod zoho;

use std::path::PathBuf;

pub use account::{Account, Condition, PUSH_SECRET};
pub use clock::{ClockSource, START_MS};
pub use fault::{BodyShape, Commit, Damage, Drift, Fault, FaultError, Kind, OwnFault, RetryAfter, Story, When};
pub use running::{Config, ControlHandle, Running, start};

/// A vendor that can be simulated.
pub(crate) struct Simulated {
    pub(crate) name: &'static str,
    pub(crate) make: fn() -> Box<dyn vendor::Vendor>,
    /// Kinds of faults that only it understands.
    pub(crate) own_faults: &'static [OwnFault],
}

/// All vendors, in the order of their ports. A new one is one line here.
const SIMULATED: &[Simulated] = &[
    Simulated { name: shop::NAME, make: shop::make, own_faults: &[] },
    Simulated { name: salesforce::NAME, make: salesforce::make, own_faults: salesforce::OWN_FAULTS },
    Simulated { name: jiandaoyun::NAME, make: jiandaoyun::make, own_faults: jiandaoyun::OWN_FAULTS },
    Simulated { name: zoho::NAME, make: zoho::make, own_faults: zoho::OWN_FAULTS },
    Simulated { name: kingdee::NAME, make: kingdee::make, own_faults: kingdee::OWN_FAULTS },
    Simulated { name: yonyou::NAME, make: yonyou::make, own_faults: yonyou::OWN_FAULTS },
    Simulated { name: wecom::NAME, make: wecom::make, own_faults: messenger::OWN_FAULTS },
    Simulated { name: dingtalk::NAME, make: dingtalk::make, own_faults: messenger::OWN_FAULTS },
    Simulated { name: feishu::NAME, make: feishu::make, own_faults: messenger::OWN_FAULTS },
];

/// The names of all vendors that can be simulated.
pub fn vendors() -> Vec<&'static str> {
    SIMULATED.iter().map(|vendor| vendor.name).collect()
}

/// The vendor whose simulator connections of this kind can read, and how they sign in but for its address; `None` where there is none.
pub fn vendor_of(connector: &str) -> Option<(&'static str, Account)> {
    readable().into_iter().find(|(_, account)| account.connector == connector)
}

/// The kinds of faults that only this vendor knows; none for a vendor that is not simulated.
pub fn own_faults(vendor: &str) -> &'static [OwnFault] {
    simulated(vendor).map_or(&[], |vendor| vendor.own_faults)
}

/// The kinds of connections for which [`vendor_of`] knows a vendor.
pub fn readable_connectors() -> Vec<&'static str> {
    readable().into_iter().map(|(_, account)| account.connector).collect()
}

fn readable() -> Vec<(&'static str, Account)> {
    let accounts = SIMULATED.iter().flat_map(|vendor| (vendor.make)().accounts("").into_iter().map(|account| (vendor.name, account)));
    accounts.filter(|(_, account)| account.is_read).collect()
}

pub(crate) fn simulated(name: &str) -> Option<&'static Simulated> {
    SIMULATED.iter().find(|vendor| vendor.name == name)
}

/// Why a sandbox could not be started or saved.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// There is no simulator of this name.
    #[error("there is no simulator `{vendor}`; there are: {known}")]
    UnknownVendor {
        /// What was asked for.
        vendor: String,
        /// All that could have been asked for.
        known: String,
    },
    /// A fault could not be understood.
    #[error(transparent)]
    Fault(#[from] FaultError),
    /// An address could not be listened on.
    #[error("cannot listen on {address}")]
    Listen {
        /// What was asked for.
        address: String,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// The threads could not be started.
    #[error("the sandbox could not start its threads")]
    Threads(#[source] std::io::Error),
    /// The state file could not be read or written.
    #[error("the state file {path} could not be read or written")]
    State {
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// The state file is damaged.
    #[error("the state file {path} is not what a sandbox writes")]
    StateForm {
        /// The file.
        path: PathBuf,
        /// Where it breaks.
        #[source]
        source: serde_json::Error,
    },
    /// The state file was written by another version.
    #[error("the state file {path} has the form {found}, which this version cannot read")]
    StateVersion {
        /// The file.
        path: PathBuf,
        /// Its form.
        found: u32,
    },
}
