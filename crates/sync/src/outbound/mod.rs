//! Runs that write to another system, after the log of changes.
//!
//! Promises: one cause has at most one effect there (I3): a write is noted before it is sent, an unknown outcome is looked up
//! before anything is repeated, and where nobody can be asked a person decides; what was refused is a dead letter, never silence
//! (I10); only differences are written, so echoes and repetitions end by themselves. Knows no vendor.
//!
//! A pass: follow the log to learn which records to look at ([`feed`]), look up what was under way when somebody died
//! ([`look_up`]), then write what is due in batches ([`deliver`]). It ends when nothing is due now; what must wait has a time.

mod again;
mod calls;
mod conflict;
mod decide;
mod deliver;
mod error;
mod feed;
mod fields;
mod guard;
mod look_at;
mod look_up;
mod outcome;
mod preview;
mod push_back;
mod read_back;
mod reconcile;
mod report;
mod run;
mod shown;
mod task;
mod values;

pub use again::{give_again, make_again, stand_for, write_again};
pub use calls::Call;
pub use conflict::{Choice, note_conflicts, settle_conflict};
pub use error::OutboundError;
pub(crate) use feed::{OutboundState, is_looked_at};
pub use guard::{accept_schema, allow_deletions, allow_over_limit, decline_deletions};
pub use preview::WritePreview;
pub use push_back::{ExternalWrite, PushedBack};
pub use reconcile::ReconcileReport;
pub use report::{Ended, OutboundEnd, OutboundReport, WriteCounts};
pub(crate) use run::copy_once;
pub use run::{OutboundRun, OutboundSettings};
pub use task::two_way_now;
pub use values::{Facts, Outgo, OutgoingMap, same_there};
