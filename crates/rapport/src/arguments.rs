//! The command line, as people write it. What each command does stands in [`crate::commands`].

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use sync::alerts::PublicUrl;

use crate::alert_arguments::AlertCommand;
use crate::connection_arguments::{ConfigCommand, ConnectionCommand, ConnectorCommand, NetworkArguments, SyncCommand};
use crate::duplicate_arguments::DuplicateCommand;
use crate::language::Language;
use crate::problem_arguments::ProblemCommand;
use crate::sandbox_arguments::SandboxArguments;

/// Rapport keeps customer data true.
///
/// Exit codes: 0 done, 1 done with rejected or held records, 2 wrong usage, 3 failed.
#[derive(Debug, Parser)]
#[command(name = "rapport", version, about, max_term_width = 110, arg_required_else_help = true)]
pub struct Arguments {
    /// Language of the output; LC_ALL, LC_MESSAGES and LANG decide otherwise
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE")]
    pub lang: Option<Language>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// Where the data lies.
#[derive(Clone, Debug, Args)]
pub struct DataArguments {
    /// Data directory (embedded database)
    #[arg(long, env = "RAPPORT_DATA", value_name = "DIR", default_value = "./rapport-data")]
    pub data: PathBuf,
    /// PostgreSQL instead, e.g. postgres://user:password@host/database
    #[arg(long, env = "RAPPORT_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,
}

/// Where the data lies, and how the answer is printed.
#[derive(Clone, Debug, Args)]
pub struct AnswerArguments {
    /// Print one JSON document
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub location: DataArguments,
}

/// All commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the API and the workers
    Serve(ServeArguments),
    /// Read a CSV, TSV, XLSX, JSON or JSON Lines file into the platform
    Import(ImportArguments),
    /// Look at runs and undo them
    Run {
        /// What to do
        #[command(subcommand)]
        command: RunCommand,
    },
    /// Take the data out
    Export(ExportArguments),
    /// People who may sign in
    User {
        /// What to do
        #[command(subcommand)]
        command: UserCommand,
    },
    /// API keys
    Key {
        /// What to do
        #[command(subcommand)]
        command: KeyCommand,
    },
    /// Mappings from columns to fields
    Mapping {
        /// What to do
        #[command(subcommand)]
        command: MappingCommand,
    },
    /// Connectors: what there is to connect with, and one account tried out
    Connector {
        /// What to do
        #[command(subcommand)]
        command: ConnectorCommand,
    },
    /// Connections: configured accounts
    Connection {
        /// What to do
        #[command(subcommand)]
        command: ConnectionCommand,
    },
    /// Syncs: standing instructions that keep an object and a stream equal
    Sync {
        /// What to do
        #[command(subcommand)]
        command: SyncCommand,
    },
    /// Rows that could not be applied, by cause
    Problem {
        /// What to do
        #[command(subcommand)]
        command: ProblemCommand,
    },
    /// Records that look like one
    Duplicate {
        /// What to do
        #[command(subcommand)]
        command: DuplicateCommand,
    },
    /// What people are told about, and the channels by which they are
    Alert {
        /// What to do
        #[command(subcommand)]
        command: AlertCommand,
    },
    /// Connections, alert channels and syncs as one YAML file
    Config {
        /// What to do
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Write a consistent copy of all data to a new file, also while the server runs
    Backup(BackupArguments),
    /// Bring a backup back, into an empty data directory
    Restore(RestoreArguments),
    /// Print the OpenAPI document, with the objects of this installation
    Openapi(OpenapiArguments),
    /// Start simulators of vendors' systems, with faults to order
    Sandbox(SandboxArguments),
    /// Sample data, imported and served: what `make run` starts
    #[command(hide = true)]
    Demo(DemoArguments),
}

/// `rapport serve`
#[derive(Clone, Debug, Args)]
pub struct ServeArguments {
    #[command(flatten)]
    pub location: DataArguments,
    /// Address to listen on
    #[arg(long, env = "RAPPORT_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// Where people reach this server, e.g. https://crm.example.cn: notices of alerts link there
    #[arg(long, env = "RAPPORT_PUBLIC_URL", value_name = "URL", value_parser = PublicUrl::parse)]
    pub public_url: Option<PublicUrl>,
    #[command(flatten)]
    pub limits: LimitArguments,
    #[command(flatten)]
    pub keep: KeepArguments,
    #[command(flatten)]
    pub network: NetworkArguments,
}

/// What clients may use
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Limits")]
pub struct LimitArguments {
    /// Proxies whose X-Forwarded-For is believed, e.g. 10.0.0.0/8
    #[arg(long, env = "RAPPORT_TRUSTED_PROXIES", value_name = "NETWORKS", value_delimiter = ',', value_parser = network)]
    pub trusted_proxies: Vec<server::address::Network>,
    /// Requests a minute of one key
    #[arg(long, env = "RAPPORT_REQUESTS_PER_MINUTE", value_name = "N", default_value_t = 6_000_000, value_parser = clap::value_parser!(u32).range(1..))]
    pub requests_per_minute: u32,
    /// Connections open at the same time
    #[arg(long, env = "RAPPORT_CONNECTIONS_MAX", value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(16..=1_000_000))]
    pub connections_max: u32,
    /// Connections of one client address
    #[arg(long, env = "RAPPORT_CONNECTIONS_PER_CLIENT_MAX", value_name = "N", default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub connections_per_client_max: u32,
}

fn network(text: &str) -> Result<server::address::Network, &'static str> {
    server::address::Network::parse(text).ok_or("an address or a network, e.g. 10.0.0.0/8 or fd00::/8")
}

/// How long things are kept: the oldest go first, and whichever bound is met first decides
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Keeping")]
pub struct KeepArguments {
    /// Days of the log of changes: history and undo reach as far back
    #[arg(long, env = "RAPPORT_KEEP_CHANGES_DAYS", value_name = "DAYS", default_value_t = store::Keep::default().changes_days, value_parser = clap::value_parser!(u32).range(30..=36_500))]
    pub keep_changes_days: u32,
    /// Most entries of the log of changes
    #[arg(long, env = "RAPPORT_KEEP_CHANGES_MAX", value_name = "N", default_value_t = store::Keep::default().changes_max, value_parser = clap::value_parser!(u64).range(1_000..))]
    pub keep_changes_max: u64,
    /// Days of rejected and held rows, from the end of their run
    #[arg(long, env = "RAPPORT_KEEP_REJECTED_DAYS", value_name = "DAYS", default_value_t = store::Keep::default().dead_letters_days, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    pub keep_rejected_days: u32,
    /// Most rejected and held rows
    #[arg(long, env = "RAPPORT_KEEP_REJECTED_MAX", value_name = "N", default_value_t = store::Keep::default().dead_letters_max, value_parser = clap::value_parser!(u64).range(1_000..))]
    pub keep_rejected_max: u64,
    /// Days of runs and their reports; at least as long as their changes
    #[arg(long, env = "RAPPORT_KEEP_RUNS_DAYS", value_name = "DAYS", default_value_t = store::Keep::default().runs_days, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    pub keep_runs_days: u32,
    /// Most runs
    #[arg(long, env = "RAPPORT_KEEP_RUNS_MAX", value_name = "N", default_value_t = store::Keep::default().runs_max, value_parser = clap::value_parser!(u64).range(100..))]
    pub keep_runs_max: u64,
    /// Days of pushes after they were settled, and of those that no sync reads after they came
    #[arg(long, env = "RAPPORT_KEEP_PUSHES_DAYS", value_name = "DAYS", default_value_t = store::Keep::default().pushes_days, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    pub keep_pushes_days: u32,
    /// Days of decided questions and alerts that are over
    #[arg(long, env = "RAPPORT_KEEP_NOTICES_DAYS", value_name = "DAYS", default_value_t = store::Keep::default().notices_days, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    pub keep_notices_days: u32,
    /// Hours of the answers to requests with an Idempotency-Key
    #[arg(long, env = "RAPPORT_KEEP_ANSWERS_HOURS", value_name = "HOURS", default_value_t = store::Keep::default().answers_hours, value_parser = clap::value_parser!(u32).range(1..=8_760))]
    pub keep_answers_hours: u32,
    /// Most mebibytes of such answers
    #[arg(long, env = "RAPPORT_KEEP_ANSWERS_MIB", value_name = "MIB", default_value_t = store::Keep::default().answers_bytes_max >> 20, value_parser = clap::value_parser!(u64).range(1..=1_048_576))]
    pub keep_answers_mib: u64,
}

impl KeepArguments {
    /// As the store understands it.
    #[must_use]
    pub fn keep(&self) -> store::Keep {
        store::Keep {
            changes_days: self.keep_changes_days,
            changes_max: self.keep_changes_max,
            dead_letters_days: self.keep_rejected_days,
            dead_letters_max: self.keep_rejected_max,
            runs_days: self.keep_runs_days,
            runs_max: self.keep_runs_max,
            pushes_days: self.keep_pushes_days,
            pushes_unread_max: store::Keep::default().pushes_unread_max,
            notices_days: self.keep_notices_days,
            answers_hours: self.keep_answers_hours,
            answers_bytes_max: self.keep_answers_mib << 20,
        }
    }
}

/// `rapport import`
#[derive(Clone, Debug, Args)]
pub struct ImportArguments {
    /// The file
    pub file: PathBuf,
    /// Object to fill, e.g. customers
    #[arg(long, value_name = "OBJECT")]
    pub object: String,
    /// Mapping in YAML or as a workbook; proposed from the file otherwise
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Match keys to use: external_id, email, phone, credit_code …; those of the object otherwise
    #[arg(long = "match", value_name = "KEYS", value_delimiter = ',')]
    pub match_keys: Option<Vec<String>>,
    /// Name of the system that the file comes from; the name of the file otherwise
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Encoding of the file, e.g. gbk; found out otherwise
    #[arg(long, value_name = "ENCODING")]
    pub encoding: Option<String>,
    /// Sheet of the workbook; all visible sheets of one shape otherwise
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// What to do with a row that meets several known records
    #[arg(long, value_enum, default_value_t = Policy::Merge)]
    pub policy: Policy,
    /// Where rejected and held rows go; beside the input otherwise
    #[arg(long, value_name = "FILE")]
    pub rejected: Option<PathBuf>,
    /// Say what would happen, change nothing
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// What to do with a row that meets several known records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Policy {
    /// They are one: merge them
    Merge,
    /// Hold the row for a decision
    Review,
}

/// `rapport run …`
#[derive(Debug, Subcommand)]
pub enum RunCommand {
    /// What a run did
    Show(RunShowArguments),
    /// Undo a run
    Rollback(RunRollbackArguments),
    /// The last runs
    List(RunListArguments),
}

/// `rapport run show`
#[derive(Clone, Debug, Args)]
pub struct RunShowArguments {
    /// Id of the run
    pub id: i64,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport run rollback`
#[derive(Clone, Debug, Args)]
pub struct RunRollbackArguments {
    /// Id of the run
    pub id: i64,
    /// Say what would happen, change nothing
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport run list`
#[derive(Clone, Debug, Args)]
pub struct RunListArguments {
    /// How many
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=500))]
    pub limit: u16,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport export`
#[derive(Clone, Debug, Args)]
pub struct ExportArguments {
    /// Object to export, e.g. customers
    pub object: String,
    /// Format of the output
    #[arg(long, value_enum, default_value_t = ExportFormat::Csv)]
    pub format: ExportFormat,
    /// Only records that pass, e.g. 'city = "上海" AND kind = "company"'
    #[arg(long, value_name = "FILTER")]
    pub filter: Option<String>,
    /// File to write; standard output otherwise (a workbook goes to OBJECT.xlsx)
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub location: DataArguments,
}

/// Formats of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// CSV, UTF-8
    Csv,
    /// Workbook
    Xlsx,
    /// JSON Lines
    Jsonl,
}

/// `rapport user …`
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a person
    Add(UserAddArguments),
    /// Make a link that signs a person in once, within ten minutes
    Link(UserLinkArguments),
}

/// `rapport user add`
#[derive(Clone, Debug, Args)]
pub struct UserAddArguments {
    /// E-mail address
    pub email: String,
    /// Shown name; the part before the @ otherwise
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// May do everything; without it, see and change records
    #[arg(long)]
    pub admin: bool,
    /// Make up a password and print it, instead of asking
    #[arg(long)]
    pub generate: bool,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport user link`
#[derive(Clone, Debug, Args)]
pub struct UserLinkArguments {
    /// E-mail address of the person
    pub email: String,
    /// Where the web app is reached; the running server's own address otherwise
    #[arg(long, value_name = "URL")]
    pub at: Option<String>,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport key …`
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Make a key and print it, once
    Add(KeyAddArguments),
    /// All keys, without the keys themselves
    List(KeyListArguments),
    /// Make a key useless
    Revoke(KeyRevokeArguments),
}

/// `rapport key add`
#[derive(Clone, Debug, Args)]
pub struct KeyAddArguments {
    /// What it is for
    pub name: String,
    /// What it may do: admin, *:read, customers:write … (repeat, or separate by commas)
    #[arg(long = "scope", value_name = "SCOPE", value_delimiter = ',', required = true)]
    pub scopes: Vec<String>,
    /// Days until it stops to work; never otherwise
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(i64).range(1..=36_500))]
    pub expires: Option<i64>,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport key list`
#[derive(Clone, Debug, Args)]
pub struct KeyListArguments {
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport key revoke`
#[derive(Clone, Debug, Args)]
pub struct KeyRevokeArguments {
    /// Id of the key, as `rapport key list` shows it
    pub id: i64,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport mapping …`
#[derive(Debug, Subcommand)]
pub enum MappingCommand {
    /// Write a mapping to fill in, as YAML or as a workbook (.xlsx)
    Template(MappingTemplateArguments),
}

/// `rapport mapping template`
#[derive(Clone, Debug, Args)]
pub struct MappingTemplateArguments {
    /// Object to map to, e.g. customers
    pub object: String,
    /// File to write: .yaml or .xlsx; YAML to standard output otherwise
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Fill in what can be proposed for the columns of this file
    #[arg(long = "for", value_name = "FILE")]
    pub example: Option<PathBuf>,
    /// Encoding of that file
    #[arg(long, value_name = "ENCODING", requires = "example")]
    pub encoding: Option<String>,
    /// Sheet of that file
    #[arg(long, value_name = "NAME", requires = "example")]
    pub sheet: Option<String>,
    #[command(flatten)]
    pub location: DataArguments,
}

/// `rapport backup`
#[derive(Clone, Debug, Args)]
pub struct BackupArguments {
    /// New file to write
    pub file: PathBuf,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport restore`
#[derive(Clone, Debug, Args)]
pub struct RestoreArguments {
    /// A file that `rapport backup` wrote
    pub file: PathBuf,
    /// Move the data that is there aside first
    #[arg(long)]
    pub force: bool,
    /// Let syncs write to other systems at once; without it they wait until somebody allows it
    #[arg(long)]
    pub writing: bool,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport openapi`
#[derive(Clone, Debug, Args)]
pub struct OpenapiArguments {
    #[command(flatten)]
    pub location: DataArguments,
}

/// `rapport demo`
#[derive(Clone, Debug, Args)]
pub struct DemoArguments {
    /// Data directory of the sample
    #[arg(long, env = "RAPPORT_DATA", value_name = "DIR", default_value = "./rapport-data/demo")]
    pub data: PathBuf,
    /// Address to listen on
    #[arg(long, env = "RAPPORT_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// Import only
    #[arg(long)]
    pub no_serve: bool,
    /// Where the simulated systems listen: the control interface here, the systems on the ports after it
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8090")]
    pub simulators: String,
    /// Without simulated systems
    #[arg(long)]
    pub no_simulators: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_stable_spellings_are_understood() {
        for line in [
            "serve --data d --listen 127.0.0.1:0",
            "import f.csv --object customers --mapping m.yaml --match email,phone --source shop --encoding gbk --sheet 1 --dry-run --json",
            "run show 7 --json",
            "run rollback 7 --dry-run --json",
            "run list",
            "export customers --format xlsx --filter x=1",
            "user add a@example.com --admin",
            "user link a@example.com --at https://crm.example.cn --json",
            "key add ci --scope customers:read,customers:write --expires 30",
            "backup b.db --data d",
            "restore b.db --data d --database-url postgres://x",
            "restore b.db --force --writing",
            "openapi",
            "serve --allow-network 10.0.0.0/8,erp.example.local --allow-port 8444 --ca-file ca.pem --allow-folder /srv/in",
            "connector list --json",
            "connector check --connection CRM",
            "connector discover Contact --settings crm.yaml --json",
            "connector read Contact --limit 5 --connection CRM",
            "connection add CRM --settings crm.yaml --secret-stdin api_key",
            "connection list",
            "connection show CRM --json",
            "connection check CRM --json",
            "connection remove CRM",
            "sync list --archived --json",
            "sync run Contacts --full --allow-network 127.0.0.1 --allow-port 7401",
            "sync reconcile Contacts --allow-network 127.0.0.1",
            "sandbox salesforce --seed 3 --fault salesforce:query:503",
            "sandbox rehearse Contacts --scenario quick,quota --seed 3 --records 40 --json --data d",
            "sandbox scenarios --json",
            "config export -o rapport.yaml",
            "config plan rapport.yaml --archive-missing",
            "config apply rapport.yaml --json",
            "--lang zh demo --no-serve",
        ] {
            let words = std::iter::once("rapport").chain(line.split(' '));
            if let Err(error) = Arguments::try_parse_from(words) {
                panic!("{line}: {error}");
            }
        }
    }
}
