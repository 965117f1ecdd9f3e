//! The command line of the queue of duplicates.

use clap::{Args, Subcommand, ValueEnum};

use crate::arguments::{AnswerArguments, DataArguments};

/// `rapport duplicate …`
#[derive(Debug, Subcommand)]
pub enum DuplicateCommand {
    /// Groups of records that look like one, the likeliest first
    List(DuplicateListArguments),
    /// They are not the same: remembered, and honoured by every load
    Dismiss(DuplicateDismissArguments),
}

impl DuplicateCommand {
    /// Where the data are.
    pub fn location(&self) -> &DataArguments {
        match self {
            Self::List(arguments) => &arguments.answer.location,
            Self::Dismiss(arguments) => &arguments.answer.location,
        }
    }
}

/// Which groups are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DuplicateStateArgument {
    /// Those that wait for a person
    #[default]
    Open,
    /// Those that are not the same
    Dismissed,
    /// Those that are one by now
    Merged,
    /// Those that were put off
    Later,
}

/// `rapport duplicate list`
#[derive(Debug, Args)]
pub struct DuplicateListArguments {
    /// Only of this object
    #[arg(long)]
    pub object: Option<String>,
    /// Which ones
    #[arg(long, value_enum, default_value_t)]
    pub state: DuplicateStateArgument,
    /// How many at most
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub limit: u32,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport duplicate dismiss`
#[derive(Debug, Args)]
pub struct DuplicateDismissArguments {
    /// The group, as `duplicate list` shows it
    pub id: i64,
    #[command(flatten)]
    pub answer: AnswerArguments,
}
