//! Faults to order.
//!
//! A fault has one text form, used by the command line (`--fault`), the control interface and tests:
//!
//! ```text
//! VENDOR[:ENDPOINT]:KIND[=VALUE][:OPTION=VALUE]...
//! ```
//!
//! - `VENDOR`: a vendor's name, or `*`.
//! - `ENDPOINT`: the name of an endpoint as the truth log counts it (`customers.list`, `query`, `token`), `customers.*` for
//!   all that start so, `*` or nothing for all. What a vendor pushes counts as the endpoint `push`.
//! - `KIND` and its `VALUE`: see [`Kind`].
//! - Options that say **when**: `times=N` (how often it strikes: once unless said, or `times=always`), `after=N` (lets N matching
//!   calls pass first), `every=N` (each N-th matching call), `rate=0.05` (each matching call with this probability, seeded),
//!   `page=N` (only the N-th page of a list), `method=POST`, `from=SECONDS` and `until=SECONDS` (of the simulators' clock,
//!   counted from when the fault was set). `every`, `rate` and the standing conditions (`quota`, `token_life`, `skew`,
//!   `empty_list`, `fewer`) strike always unless `times` says otherwise.
//! - Options that belong to a kind stand with it. A `:`, `=` or `%` inside a value is percent-encoded.
//!
//! Examples: `salesforce:query:429:retry_after=2:times=3`, `shop:customers.update:500:commit=after`,
//! `shop:reset=1000:every=7`, `*:token:lost_answer`, `shop:customers.list:remove_field=customers.phone:page=2`.
//!
//! Faults are asked in the order they were set, and all that match strike together; of several that replace the answer, the
//! first wins.

mod kind;
mod own;
mod plan;

use serde::{Deserialize, Serialize};

pub use kind::{BodyShape, Commit, Damage, Drift, Kind, RetryAfter};
pub use own::{OwnFault, Story};
pub(crate) use plan::{Faults, Plan, Site as CallSite};

use crate::http::{Plus, decoded};

/// Why a fault's text could not be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FaultError {
    /// Fewer than two parts.
    #[error("`{0}` is no fault: VENDOR[:ENDPOINT]:KIND[=VALUE][:OPTION=VALUE]...")]
    TooShort(String),
    /// No such vendor is simulated here.
    #[error("no vendor `{vendor}` is simulated here; there are: {known}")]
    UnknownVendor {
        /// What was asked for.
        vendor: String,
        /// All that could have been asked for.
        known: String,
    },
    /// No such kind here.
    #[error("`{kind}` is no kind of fault; there are: {known}")]
    UnknownKind {
        /// What was asked for.
        kind: String,
        /// All that could have been asked for.
        known: String,
    },
    /// An option that neither the timing nor the kind knows.
    #[error("a fault `{kind}` knows no option `{option}`")]
    UnknownOption {
        /// The kind.
        kind: String,
        /// What was asked for.
        option: String,
    },
    /// A value out of its bounds.
    #[error("`{value}` is no value for `{name}`: {wanted}")]
    BadValue {
        /// The kind or option.
        name: String,
        /// What was given.
        value: String,
        /// What would do.
        wanted: &'static str,
    },
}

/// One fault that was ordered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fault {
    /// As it was written.
    pub spec: String,
    /// A vendor's name, or `*`.
    pub vendor: String,
    /// The endpoint, `prefix*`, or `*`.
    pub endpoint: String,
    /// What goes wrong.
    pub kind: Kind,
    /// How often and where.
    pub when: When,
}

/// Which matching calls a fault strikes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct When {
    /// Strikes at most so often; `None` for always.
    pub times: Option<u64>,
    /// Matching calls that pass before the first strike.
    pub after: u64,
    /// Each so-many-th of the calls after those.
    pub every: u64,
    /// Probability of 0.0 to 1.0.
    pub rate: Option<f64>,
    /// Only this page of a list, counted from 1.
    pub page: Option<u32>,
    /// Only this method, in upper case.
    pub method: Option<String>,
    /// Seconds after it was set when it starts.
    pub from_s: i64,
    /// Seconds after it was set when it ends.
    pub until_s: Option<i64>,
}

impl Fault {
    /// Reads one fault. `own_kinds` are the names of kinds that only this vendor understands.
    ///
    /// # Errors
    /// [`FaultError`], naming the part that could not be understood.
    pub fn parse(spec: &str, own_kinds: &[&str]) -> Result<Self, FaultError> {
        let parts: Vec<&str> = spec.split(':').collect();
        let [vendor, rest @ ..] = parts.as_slice() else { return Err(FaultError::TooShort(spec.to_owned())) };
        let (endpoint, kind_at) = match rest {
            [] => return Err(FaultError::TooShort(spec.to_owned())),
            [first, ..] if Kind::is_known(name_of(first), own_kinds) => ("*", 0),
            [_, second, ..] if Kind::is_known(name_of(second), own_kinds) => (rest[0], 1),
            [only] => return Err(Kind::unknown(name_of(only), own_kinds)),
            [_, second, ..] => return Err(Kind::unknown(name_of(second), own_kinds)),
        };
        let mut options = Options::read(&rest[kind_at + 1..]);
        let (name, value) = pair(rest[kind_at]);
        let kind = Kind::parse(&name, value.as_deref(), &mut options)?;
        let when = When::parse(&kind, &mut options)?;
        if let Some((option, _)) = options.0.first() {
            return Err(FaultError::UnknownOption { kind: name, option: option.clone() });
        }
        Ok(Self { spec: spec.to_owned(), vendor: (*vendor).to_owned(), endpoint: endpoint.to_owned(), kind, when })
    }

    /// True when the fault is about this endpoint.
    pub(crate) fn concerns(&self, endpoint: &str) -> bool {
        match self.endpoint.strip_suffix('*') {
            Some("") => endpoint != "push" || self.kind.is_about_pushes(),
            Some(prefix) => endpoint.starts_with(prefix),
            None => self.endpoint == endpoint,
        }
    }
}

impl When {
    fn parse(kind: &Kind, options: &mut Options) -> Result<Self, FaultError> {
        let rate = options.take("rate").map(|text| share("rate", &text)).transpose()?;
        let every = options.number("every")?;
        let times = match options.take("times").as_deref() {
            Some("always") => None,
            Some(text) => Some(text.parse().map_err(|_| bad("times", text, "a number, or `always`"))?),
            None if rate.is_some() || every.is_some() || kind.is_condition() => None,
            None => Some(1),
        };
        let page = options.number("page")?.map(|page| u32::try_from(page).unwrap_or(u32::MAX));
        let seconds = |number: u64| i64::try_from(number).unwrap_or(i64::MAX / 1_000);
        Ok(Self {
            times,
            after: options.number("after")?.unwrap_or(0),
            every: every.unwrap_or(1).max(1),
            rate,
            page,
            method: options.take("method").map(|method| method.to_uppercase()),
            from_s: options.number("from")?.map_or(0, seconds),
            until_s: options.number("until")?.map(seconds),
        })
    }
}

/// The options that nobody has asked for yet.
pub(crate) struct Options(Vec<(String, String)>);

impl Options {
    fn read(parts: &[&str]) -> Self {
        let options = parts.iter().map(|part| pair(part)).map(|(name, value)| (name, value.unwrap_or_default()));
        Self(options.collect())
    }

    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(at).1)
    }

    pub(crate) fn number(&mut self, name: &'static str) -> Result<Option<u64>, FaultError> {
        self.take(name).map(|text| number(name, &text)).transpose()
    }
}

fn name_of(part: &str) -> &str {
    part.split('=').next().unwrap_or_default()
}

fn pair(part: &str) -> (String, Option<String>) {
    match part.split_once('=') {
        Some((name, value)) => (name.to_owned(), Some(decoded(value, Plus::Stays))),
        None => (part.to_owned(), None),
    }
}

pub(crate) fn number(name: &str, text: &str) -> Result<u64, FaultError> {
    text.parse().map_err(|_| bad(name, text, "a whole number"))
}

fn share(name: &str, text: &str) -> Result<f64, FaultError> {
    let share = text.parse().ok().filter(|share: &f64| (0.0..=1.0).contains(share));
    share.ok_or_else(|| bad(name, text, "a number from 0 to 1"))
}

pub(crate) fn bad(name: &str, value: &str, wanted: &'static str) -> FaultError {
    FaultError::BadValue { name: name.to_owned(), value: value.to_owned(), wanted }
}
