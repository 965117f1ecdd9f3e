//! `rapport sandbox`, as people write it: simulators, and syncs rehearsed against them.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::arguments::AnswerArguments;

/// `rapport sandbox`
#[derive(Clone, Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct SandboxArguments {
    /// What to do instead of starting simulators
    #[command(subcommand)]
    pub command: Option<SandboxCommand>,
    /// Systems to simulate, all of them unless named
    #[arg(value_name = "VENDOR")]
    pub vendors: Vec<String>,
    /// Address of the control interface; the systems get the ports after it
    #[arg(long, env = "RAPPORT_SANDBOX_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:7400")]
    pub listen: String,
    /// Decides the data and every chance
    #[arg(long, value_name = "N", default_value_t = 7)]
    pub seed: u64,
    /// Records of each system's main list
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    pub records: u32,
    /// A fault, e.g. `salesforce:query:429:retry_after=2:times=3`
    #[arg(long = "fault", value_name = "SPEC")]
    pub faults: Vec<String>,
    /// Keep the state in this file
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
}

/// `rapport sandbox …`
#[derive(Clone, Debug, Subcommand)]
pub enum SandboxCommand {
    /// Play a sync against a simulator of its system, through faults, and keep the report
    Rehearse(RehearseArguments),
    /// What can go wrong in a rehearsal
    Scenarios(ScenariosArguments),
}

/// `rapport sandbox rehearse`
#[derive(Clone, Debug, Args)]
pub struct RehearseArguments {
    /// Name of the sync
    pub name: String,
    /// Scenario or set of scenarios (repeat, or separate by commas); all unless named
    #[arg(long = "scenario", value_name = "NAME", value_delimiter = ',')]
    pub scenarios: Vec<String>,
    /// Decides the data and every chance
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// People in the simulator
    #[arg(long, value_name = "N")]
    pub records: Option<u32>,
    /// Begin with so many records of this installation, masked: no real value leaves the database
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(rehearsal::SAMPLE_MAX)))]
    pub sample: Option<u32>,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport sandbox scenarios`
#[derive(Clone, Debug, Args)]
pub struct ScenariosArguments {
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
}
