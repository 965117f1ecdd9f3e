//! The command line of the bench for refused rows.

use clap::{Args, Subcommand};

use crate::arguments::{AnswerArguments, DataArguments};

/// `rapport problem …`
#[derive(Debug, Subcommand)]
pub enum ProblemCommand {
    /// Causes, the largest groups first
    List(ProblemListArguments),
    /// The rows of one cause as they came
    Show(ProblemShowArguments),
    /// Find out what would come of one row, with corrections; nothing is written
    Test(ProblemTestArguments),
    /// Apply rows again, with corrections
    Replay(ProblemReplayArguments),
    /// Say what rows are that fit several records
    Decide(ProblemDecideArguments),
    /// Leave rows out, for a reason
    Exclude(ProblemExcludeArguments),
    /// Say something about a cause, or read what people said and did
    Note(ProblemNoteArguments),
}

impl ProblemCommand {
    /// Where the data are.
    pub fn location(&self) -> &DataArguments {
        match self {
            Self::List(arguments) => &arguments.answer.location,
            Self::Show(arguments) => &arguments.answer.location,
            Self::Test(arguments) => &arguments.answer.location,
            Self::Replay(arguments) => &arguments.answer.location,
            Self::Decide(arguments) => &arguments.answer.location,
            Self::Exclude(arguments) => &arguments.answer.location,
            Self::Note(arguments) => &arguments.answer.location,
        }
    }
}

/// `rapport problem list`
#[derive(Debug, Args)]
pub struct ProblemListArguments {
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport problem show`
#[derive(Debug, Args)]
pub struct ProblemShowArguments {
    /// The cause, as `problem list` shows it
    pub id: String,
    /// Rows that have ended instead of open ones
    #[arg(long)]
    pub ended: bool,
    /// How many at most
    #[arg(long, default_value_t = 20)]
    pub limit: usize,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport problem test`
#[derive(Debug, Args)]
pub struct ProblemTestArguments {
    /// The cause
    pub id: String,
    /// The row, as `problem show` shows it
    pub row: String,
    /// A correction, e.g. --set 手机=13800138000 (repeat)
    #[arg(long, value_name = "COLUMN=VALUE")]
    pub set: Vec<String>,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport problem replay`
#[derive(Debug, Args)]
pub struct ProblemReplayArguments {
    /// The cause
    pub id: String,
    /// Only this row (repeat); all open ones of the cause, at most 10,000, when absent
    #[arg(long, value_name = "ROW")]
    pub row: Vec<String>,
    /// A correction of these rows, e.g. --set 手机=13800138000 (repeat)
    #[arg(long, value_name = "COLUMN=VALUE")]
    pub set: Vec<String>,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport problem decide`
#[derive(Debug, Args)]
#[group(id = "choice", required = true, multiple = false, args = ["this", "one", "new"])]
pub struct ProblemDecideArguments {
    /// The cause
    pub id: String,
    /// Only this row (repeat); all that wait for a decision, at most 10,000, when absent
    #[arg(long, value_name = "ROW")]
    pub row: Vec<String>,
    /// Each row is this record, one of those that it fits
    #[arg(long, value_name = "RECORD")]
    pub this: Option<i64>,
    /// The records that a row fits are one, and it is that one
    #[arg(long)]
    pub one: bool,
    /// Each row is a new record
    #[arg(long)]
    pub new: bool,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport problem exclude`
#[derive(Debug, Args)]
pub struct ProblemExcludeArguments {
    /// The cause
    pub id: String,
    /// Only this row (repeat); all open ones of the cause, at most 10,000, when absent
    #[arg(long, value_name = "ROW")]
    pub row: Vec<String>,
    /// Why; kept with the rows
    #[arg(long)]
    pub reason: String,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport problem note`
#[derive(Debug, Args)]
pub struct ProblemNoteArguments {
    /// The cause
    pub id: String,
    /// What there is to say, at most 4,000 characters; what was said is shown when absent
    pub text: Option<String>,
    /// How many are shown at most, the newest first
    #[arg(long, default_value_t = 20)]
    pub limit: usize,
    #[command(flatten)]
    pub answer: AnswerArguments,
}
