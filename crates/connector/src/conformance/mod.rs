//! What every connector must be able to show: named checks against a simulator of its system.
//!
//! A public module without a test framework. A connector's tests describe what is to be tested ([`Subject`]), start a simulator
//! ([`Simulator`], with [`Sandbox`] for those that have the sandbox's control interface), call [`run`] and assert that the report
//! has no failures. Each check gets a fresh simulator, claims only what the stream's capabilities claim, and looks at the
//! simulator's truth, not at what the connector says of itself. What a connector claims not to do is checked to be refused with
//! [`crate::ConnectorError::Unsupported`]. No error that turns up on the way may hold a secret.

mod bench;
mod capabilities;
mod faults;
mod kept;
mod pushes;
mod reading;
mod receiver;
mod sandbox;
mod stand;
mod time;
mod tokens;
mod writing;

use std::fmt;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::account::Account;
use crate::error::ConnectorError;

pub use kept::KeptTokens;
pub use sandbox::Sandbox;
pub use stand::{Reading, Stand};
pub use time::Time;

use bench::Bench;

/// What is to be tested.
#[derive(Clone, Debug, Default)]
pub struct Subject {
    /// Name of the stream.
    pub stream: String,
    /// A free text field of it, writable, of at least 60 characters: column name and name in the system.
    pub text_field: String,
    /// Values that a new record needs besides, by field name.
    pub values: Map<String, Value>,
    /// Endpoint of the simulator that lists records, e.g. `customers.list`.
    pub list_endpoint: String,
    /// Endpoint that creates a record when the connector writes one; `*` at the end stands for anything.
    pub write_endpoint: String,
    /// Endpoint that gives tokens, where the system has tokens.
    pub token_endpoint: Option<String>,
    /// The system's field for our ids, where the connector writes one.
    pub key_field: Option<String>,
    /// Texts that are secret: they must not turn up in errors.
    pub secrets: Vec<String>,
    /// Checks that do not apply, by name, with the reason; they are listed as skipped.
    pub skip: Vec<(&'static str, &'static str)>,
}

/// A record as the simulator knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// Its id.
    pub id: String,
    /// Its values by field name.
    pub values: Map<String, Value>,
}

/// Steers a simulator. Time is a [`Time`] that the simulator and the client of the account share, so that waits cost nothing;
/// the client's [`crate::http::ClientSettings::idle_timeout_max`] should be well below a second.
pub trait Simulator {
    /// An account, as after a start of the process: nothing is remembered but what a token store keeps.
    ///
    /// # Errors
    /// Those of [`crate::Connector::connect`].
    fn account(&self) -> Result<Box<dyn Account>, ConnectorError>;
    /// The simulator's time (ms).
    fn now_ms(&self) -> i64;
    /// Lets time pass.
    fn advance(&self, by: Duration);
    /// The records that are there, in any order, at most 10,000.
    fn records(&self) -> Vec<Truth>;
    /// Makes a record, as a person would; gives its id.
    fn create(&self, values: &Map<String, Value>) -> String;
    /// Changes a record, as a person would.
    fn change(&self, id: &str, values: &Map<String, Value>);
    /// Deletes a record, as a person would.
    fn delete(&self, id: &str);
    /// Gives `count` records the same time of change.
    fn tie(&self, count: usize);
    /// Orders a fault: the sandbox's text form without the vendor, e.g. `customers.list:429:retry_after=2`. False where the
    /// simulator cannot do that; the check is skipped then.
    fn order(&self, fault: &str) -> bool;
    /// Ends all faults.
    fn clear_faults(&self);
    /// Calls of an endpoint so far.
    fn calls(&self, endpoint: &str) -> u64;
    /// Calls that came although the simulator had asked to wait.
    fn forbidden_calls(&self) -> u64;
    /// Sends its pushes to this address from now on. False where it sends none.
    fn push_to(&self, url: &str) -> bool;
}

/// How a check went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As it should be.
    Passed,
    /// Not as it should be, and how.
    Failed(String),
    /// Does not apply, and why.
    Skipped(String),
}

/// What came of all checks.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Names and outcomes, in order.
    pub checks: Vec<(&'static str, Outcome)>,
}

impl Report {
    /// Names of the checks that failed.
    #[must_use]
    pub fn failures(&self) -> Vec<&'static str> {
        self.checks.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Failed(_))).map(|(name, _)| *name).collect()
    }

    /// Names of the checks that do not apply.
    #[must_use]
    pub fn left_out(&self) -> Vec<&'static str> {
        self.checks.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Skipped(_))).map(|(name, _)| *name).collect()
    }

    /// How the check of this name went.
    #[must_use]
    pub fn outcome(&self, name: &str) -> Option<&Outcome> {
        self.checks.iter().find(|(known, _)| *known == name).map(|(_, outcome)| outcome)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, outcome) in &self.checks {
            match outcome {
                Outcome::Passed => writeln!(f, "  ok       {name}")?,
                Outcome::Failed(why) => writeln!(f, "  FAILED   {name}: {why}")?,
                Outcome::Skipped(why) => writeln!(f, "  skipped  {name}: {why}")?,
            }
        }
        Ok(())
    }
}

/// Why a check ended early.
enum Stop {
    Failed(String),
    Skipped(String),
}

type Checked = Result<(), Stop>;

/// A check and its name.
type Check = (&'static str, fn(&Bench<'_>) -> Checked);

fn failed<T>(why: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Failed(why.into()))
}

fn skipped<T>(why: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Skipped(why.into()))
}

/// Fails with `why` unless it is so.
fn ensure(is_so: bool, why: impl FnOnce() -> String) -> Checked {
    if is_so { Ok(()) } else { failed(why()) }
}

fn all_checks() -> impl Iterator<Item = &'static Check> {
    let lists = [capabilities::CHECKS, reading::CHECKS, faults::CHECKS, tokens::CHECKS, writing::CHECKS, pushes::CHECKS];
    lists.into_iter().flatten()
}

/// Names of all checks, in order.
#[must_use]
pub fn names() -> Vec<&'static str> {
    all_checks().map(|(name, _)| *name).collect()
}

/// Runs all checks, each on a simulator that `start` makes.
pub fn run(subject: &Subject, start: &dyn Fn() -> Box<dyn Simulator>) -> Report {
    run_some(subject, start, |_| true)
}

/// Runs the checks whose names `wanted` says yes to.
pub fn run_some(subject: &Subject, start: &dyn Fn() -> Box<dyn Simulator>, wanted: impl Fn(&str) -> bool) -> Report {
    let mut report = Report::default();
    for (name, check) in all_checks().filter(|(name, _)| wanted(name)) {
        let outcome = match subject.skip.iter().find(|(skipped, _)| skipped == name) {
            Some((_, reason)) => Outcome::Skipped((*reason).to_owned()),
            None => run_one(subject, start, *check),
        };
        report.checks.push((name, outcome));
    }
    report
}

fn run_one(subject: &Subject, start: &dyn Fn() -> Box<dyn Simulator>, check: fn(&Bench<'_>) -> Checked) -> Outcome {
    let simulator = start();
    let result = Bench::new(subject, simulator.as_ref()).and_then(|bench| {
        let result = check(&bench);
        bench.check_silence().and(result)
    });
    match result {
        Ok(()) => Outcome::Passed,
        Err(Stop::Failed(why)) => Outcome::Failed(why),
        Err(Stop::Skipped(why)) => Outcome::Skipped(why),
    }
}
