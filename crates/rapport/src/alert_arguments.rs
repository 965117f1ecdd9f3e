//! The command line of alerts and of the channels that they go out by.

use clap::{Args, Subcommand, ValueEnum};

use crate::arguments::{AnswerArguments, DataArguments};
use crate::connection_arguments::NetworkArguments;

/// The name under which the secret of `alert add` is handed on.
pub const ALERT_SECRET: &str = "alert-channel";

/// `rapport alert …`
#[derive(Debug, Subcommand)]
pub enum AlertCommand {
    /// What people were told about, newest first
    List(AlertListArguments),
    /// The channels that alerts go out by
    Channels(AlertChannelsArguments),
    /// Make a channel: a webhook, e-mail or messages
    Add(AlertAddArguments),
    /// Send a trial by a channel
    Test(AlertTestArguments),
    /// Forget a channel
    Remove(AlertNameArguments),
}

impl AlertCommand {
    /// Where the data are.
    pub fn location(&self) -> &DataArguments {
        match self {
            Self::List(arguments) => &arguments.answer.location,
            Self::Channels(arguments) => &arguments.answer.location,
            Self::Add(arguments) => &arguments.answer.location,
            Self::Test(arguments) => &arguments.answer.location,
            Self::Remove(arguments) => &arguments.answer.location,
        }
    }
}

/// `rapport alert list`
#[derive(Debug, Args)]
pub struct AlertListArguments {
    /// Only those that are not over
    #[arg(long)]
    pub open: bool,
    /// How many at most
    #[arg(long, default_value_t = 20)]
    pub limit: usize,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport alert channels`
#[derive(Debug, Args)]
pub struct AlertChannelsArguments {
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// By what a channel sends.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum AlertKind {
    /// A signed call
    Webhook,
    /// A message by SMTP
    Email,
    /// A message through a connection of WeCom, DingTalk or Feishu
    Message,
}

/// Language of what is sent.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum AlertLanguage {
    /// English
    En,
    /// Chinese
    Zh,
}

/// `rapport alert add`
#[derive(Debug, Args)]
pub struct AlertAddArguments {
    /// Name of the channel
    pub name: String,
    /// By what it sends
    #[arg(long)]
    pub kind: AlertKind,
    /// A setting (repeat). webhook: url. email: host, port, encryption (starttls, tls, plain), user, from, to (repeat).
    /// message: connection, to (repeat; none for the group of its bot)
    #[arg(long, value_name = "SETTING=VALUE")]
    pub set: Vec<String>,
    /// Variable with the signing secret (webhook) or the password (email)
    #[arg(long, value_name = "NAME", conflicts_with = "secret_stdin")]
    pub secret_env: Option<String>,
    /// Read the secret from standard input
    #[arg(long)]
    pub secret_stdin: bool,
    /// Language of what is sent
    #[arg(long, default_value = "en")]
    pub notices: AlertLanguage,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport alert test`
#[derive(Debug, Args)]
pub struct AlertTestArguments {
    /// Name or id of the channel
    pub name: String,
    #[command(flatten)]
    pub network: NetworkArguments,
    #[command(flatten)]
    pub answer: AnswerArguments,
}

/// `rapport alert remove`
#[derive(Debug, Args)]
pub struct AlertNameArguments {
    /// Name or id of the channel
    pub name: String,
    #[command(flatten)]
    pub answer: AnswerArguments,
}
