//! The command line of connectors, connections, syncs and their configuration.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use sync::connections::NetworkSettings;

use crate::arguments::{AnswerArguments, DataArguments};

/// What may be reached besides the open Internet
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Reaching other systems")]
pub struct NetworkArguments {
    /// Host, *.domain, address or network that may be called, e.g. 10.0.0.0/8 (repeat, or separate by commas)
    #[arg(long = "allow-network", env = "RAPPORT_ALLOW_NETWORK", value_name = "CIDR|HOST", value_delimiter = ',')]
    pub allow_network: Vec<String>,
    /// Port of the open Internet that may be called besides the usual ones
    #[arg(long = "allow-port", env = "RAPPORT_ALLOW_PORT", value_name = "PORT", value_delimiter = ',')]
    pub allow_port: Vec<u16>,
    /// PEM file with further certificate authorities
    #[arg(long, env = "RAPPORT_CA_FILE", value_name = "FILE")]
    pub ca_file: Option<PathBuf>,
    /// Folder that connections may read files from and write them to
    #[arg(long = "allow-folder", env = "RAPPORT_ALLOW_FOLDER", value_name = "DIR", value_delimiter = ',')]
    pub allow_folder: Vec<PathBuf>,
}

impl NetworkArguments {
    /// As connections understand it; relative paths start from `folder`.
    pub fn settings(&self, folder: &std::path::Path) -> NetworkSettings {
        NetworkSettings {
            allowed_addresses: self.allow_network.clone(),
            allowed_ports: self.allow_port.clone(),
            ca_file: self.ca_file.as_ref().map(|file| folder.join(file)),
            folders: self.allow_folder.iter().map(|path| folder.join(path)).collect(),
        }
    }
}

/// `rapport connector …`
#[derive(Debug, Subcommand)]
pub enum ConnectorCommand {
    /// The connectors of this program, with their settings
    List(ConnectorListArguments),
    /// Look whether an account works, line by line with how to fix it
    Check(AccountArguments),
    /// What the system offers: streams, or the fields of one
    Discover(DiscoverArguments),
    /// Read the first rows of a stream
    Read(ReadArguments),
}

impl ConnectorCommand {
    /// Which account it is about.
    pub fn account(&self) -> Option<&AccountArguments> {
        match self {
            Self::List(_) => None,
            Self::Check(arguments) => Some(arguments),
            Self::Discover(arguments) => Some(&arguments.account),
            Self::Read(arguments) => Some(&arguments.account),
        }
    }
}

/// `rapport connector list`
#[derive(Clone, Debug, Args)]
pub struct ConnectorListArguments {
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// Which account: one of a file, or a stored connection.
#[derive(Clone, Debug, Args)]
pub struct AccountArguments {
    /// Name or id of a stored connection
    #[arg(long, value_name = "NAME", conflicts_with = "settings", required_unless_present = "settings")]
    pub connection: Option<String>,
    /// YAML or JSON file: connector, settings, secrets ({env: NAME} or {file: PATH})
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    #[command(flatten)]
    pub network: NetworkArguments,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport connector discover`
#[derive(Clone, Debug, Args)]
pub struct DiscoverArguments {
    /// Show the fields of this stream; all streams otherwise
    pub stream: Option<String>,
    #[command(flatten)]
    pub account: AccountArguments,
}

/// `rapport connector read`
#[derive(Clone, Debug, Args)]
pub struct ReadArguments {
    /// The stream
    pub stream: String,
    /// How many rows
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub limit: u16,
    /// Only records for which the system's own filter says yes, in its own language
    #[arg(long, value_name = "FILTER")]
    pub filter: Option<String>,
    #[command(flatten)]
    pub account: AccountArguments,
}

/// `rapport connection …`
#[derive(Debug, Subcommand)]
pub enum ConnectionCommand {
    /// Make a connection; secrets come from variables, files, standard input or the terminal, never from the command line
    Add(ConnectionAddArguments),
    /// All connections, without their secrets
    List(ConnectorListArguments),
    /// One connection, with the path that the other system calls when something changes there
    Show(ConnectionNameArguments),
    /// Look whether a connection works; a good check wakes a paused one
    Check(ConnectionCheckArguments),
    /// Take a connection out of use, with its secrets and its syncs
    Remove(ConnectionNameArguments),
}

/// `rapport connection add`
#[derive(Clone, Debug, Args)]
pub struct ConnectionAddArguments {
    /// Name of the connection
    pub name: String,
    /// YAML or JSON file: connector, settings, secrets ({env: NAME} or {file: PATH})
    #[arg(long, value_name = "FILE")]
    pub settings: PathBuf,
    /// Read this secret from standard input
    #[arg(long, value_name = "SETTING")]
    pub secret_stdin: Option<String>,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport connection check`
#[derive(Clone, Debug, Args)]
pub struct ConnectionCheckArguments {
    /// Name or id
    pub name: String,
    #[command(flatten)]
    pub network: NetworkArguments,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport connection show` and `rapport connection remove`
#[derive(Clone, Debug, Args)]
pub struct ConnectionNameArguments {
    /// Name or id
    pub name: String,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport sync …`
#[derive(Debug, Subcommand)]
pub enum SyncCommand {
    /// All syncs
    List(SyncListArguments),
    /// Run one sync now
    Run(SyncRunArguments),
    /// Do what a dry run foretold; refused when the source or the sync has changed since
    Apply(SyncApplyArguments),
    /// Let more of the records take part; what is there already is not sent again
    Widen(SyncWidenArguments),
    /// Compare both sides record by record, change nothing
    Reconcile(ReconcileArguments),
    /// Write the values that a run replaced in the other system back there
    PushBack(PushBackArguments),
    /// Jobs that syncs are ready for; with a name and connections, make the syncs as drafts
    Ready(ReadyArguments),
}

/// `rapport sync ready`
#[derive(Clone, Debug, Args)]
pub struct ReadyArguments {
    /// Name of the job; all jobs are listed without one
    pub name: Option<String>,
    /// Who takes part, once for each side: the role, the name of the connection, and the stream where it is not the usual one
    #[arg(long = "use", value_name = "ROLE=CONNECTION[/STREAM]")]
    pub uses: Vec<String>,
    #[command(flatten)]
    pub network: NetworkArguments,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport sync reconcile`
#[derive(Clone, Debug, Args)]
pub struct ReconcileArguments {
    /// Name of the sync
    pub name: String,
    /// Print so many differences
    #[arg(long, default_value_t = 50, value_name = "N")]
    pub show: usize,
    #[command(flatten)]
    pub network: NetworkArguments,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport sync push-back`
#[derive(Clone, Debug, Args)]
pub struct PushBackArguments {
    /// Name of the sync; it must be paused
    pub name: String,
    /// The run whose writes are taken back
    pub run: i64,
    #[command(flatten)]
    pub network: NetworkArguments,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport sync run`
#[derive(Clone, Debug, Args)]
pub struct SyncRunArguments {
    /// Name of the sync
    pub name: String,
    /// Read everything, not only what changed
    #[arg(long)]
    pub full: bool,
    /// Read again what changed there from this time on, e.g. 2026-03-31T00:00:00Z
    #[arg(long, value_name = "TIME", requires = "to", conflicts_with_all = ["full", "dry_run"])]
    pub from: Option<String>,
    /// … and before this time
    #[arg(long, value_name = "TIME", requires = "from")]
    pub to: Option<String>,
    /// Read again those records alone for which this says yes, e.g. city = "上海"
    #[arg(long, value_name = "FILTER", conflicts_with = "dry_run")]
    pub filter: Option<String>,
    /// Find out what reading would do, change nothing
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub network: NetworkArguments,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport sync apply`
#[derive(Clone, Debug, Args)]
pub struct SyncApplyArguments {
    /// Name of the sync
    pub name: String,
    /// The plan that `rapport sync run --dry-run` printed
    pub plan: i64,
    #[command(flatten)]
    pub network: NetworkArguments,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport sync widen`
#[derive(Clone, Debug, Args)]
pub struct SyncWidenArguments {
    /// Name of the sync
    pub name: String,
    /// Percent of the records; all records and fields without it
    #[arg(long, value_name = "PERCENT")]
    pub share: Option<f64>,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport sync list`
#[derive(Clone, Debug, Args)]
pub struct SyncListArguments {
    /// Archived ones, too
    #[arg(long)]
    pub archived: bool,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport config …`
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Write connections and syncs as one YAML file, without secrets
    Export(ConfigExportArguments),
    /// Say what applying a file would change, field by field
    Plan(ConfigApplyArguments),
    /// Make the installation as a file says; a second time it changes nothing
    Apply(ConfigApplyArguments),
}

/// `rapport config export`
#[derive(Clone, Debug, Args)]
pub struct ConfigExportArguments {
    /// File to write; standard output otherwise
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Print one JSON document with the text in it
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub location: DataArguments,
}

/// `rapport config plan` and `rapport config apply`
#[derive(Clone, Debug, Args)]
pub struct ConfigApplyArguments {
    /// The file
    pub file: PathBuf,
    /// Archive connections and syncs that the file does not name
    #[arg(long)]
    pub archive_missing: bool,
    #[command(flatten)]
    pub answer: AnswerArguments,
}
