//! Connections, channels of alerts and syncs as one YAML file: written out, compared with an installation, and applied to it.
//!
//! Promises:
//! - No secret is ever written; the file says where each is found (`{env: NAME}` or `{file: PATH}`).
//! - Applying twice changes nothing the second time. Applied to an empty installation, an exported file is exported again as
//!   the same text.
//! - Each item is applied whole or not at all, and one that fails keeps the others from nothing.
//! - A key that does not exist is refused with its place and the nearest name.

mod apply;
mod export;
mod file;
mod plan;

pub use apply::{Applied, apply};
pub use export::export;
pub use file::{ChannelItem, ConfigFile, ConnectionItem, ItemState, SecretReference, SettingsItem, SyncItem};
pub use plan::{Action, ItemKind, PlanItem, plan};

use connector::SecretText;

use crate::connections::Connections;
use crate::tasks::Tasks;

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// It does not read.
    #[error("{place}: {reason}{}", did_you_mean(.nearest))]
    Format {
        /// Where, e.g. `line 12, column 3`.
        place: String,
        /// What is wrong.
        reason: String,
        /// Names that may have been meant.
        nearest: Vec<String>,
    },
    /// Two items have the same name.
    #[error("two {kind} are called {name:?}")]
    Twice {
        /// `connections`, `alert channels` or `syncs`.
        kind: &'static str,
        /// The name.
        name: String,
    },
    /// A secret that says neither or both.
    #[error("secret {setting} of {kind} {name:?}: write either {{env: NAME}} or {{file: PATH}}")]
    Secret {
        /// `connection` or `alert channel`.
        kind: &'static str,
        /// Its name.
        name: String,
        /// The setting.
        setting: String,
    },
}

/// What a file is compared with and applied to.
pub struct Installation<'a> {
    /// Its connections.
    pub connections: &'a Connections,
    /// Its syncs.
    pub tasks: &'a Tasks,
    /// The objects its syncs feed.
    pub records: &'a records::Records,
    /// Finds the secret that a reference names; `None` where there is none.
    pub secrets: &'a dyn Fn(&SecretReference) -> Option<SecretText>,
    /// Archive what the file does not name; otherwise it stays as it is.
    pub archive_missing: bool,
}

fn did_you_mean(nearest: &[String]) -> String {
    if nearest.is_empty() { String::new() } else { format!("; nearest: {}", nearest.join(", ")) }
}

/// Name of the variable in which an exported file looks for a secret: letters and digits of the name of a connection (of `ALERT_` and
/// the name of a channel), and a mark of
/// the name where that is not all of it.
pub(crate) fn variable(connection: &str, setting: &str) -> String {
    let plain = |text: &str| -> String {
        text.chars().map(|character| if character.is_ascii_alphanumeric() { character.to_ascii_uppercase() } else { '_' }).collect()
    };
    let mut name = plain(connection);
    if !connection.chars().all(|character| character.is_ascii_alphanumeric() || character == '_') {
        // FNV-1a, 32 bits: tells names apart that have the same letters.
        let mark = connection.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        name = format!("{}_{mark:08X}", name.trim_matches('_'));
    }
    format!("RAPPORT_{}_{}", name.trim_start_matches('_'), plain(setting))
}
