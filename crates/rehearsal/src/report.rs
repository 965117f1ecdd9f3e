//! What a rehearsal tells, kept as JSON with its run.

use serde::{Deserialize, Serialize};
use sync::worker::{PassEnd, PassError};

use crate::checks;
use crate::scenario::Scenario;

/// Events listed for one scenario.
pub(crate) const EVENTS_MAX: usize = 50;

/// The report of one rehearsal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// Decimal id of the run.
    pub run_id: String,
    /// `queued`, `running`, `passed`, `failed` (a promise was broken), `cancelled`.
    pub status: String,
    /// Why it ended early.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The sync.
    pub sync: i64,
    /// Its name.
    pub sync_name: String,
    /// Version of the definition that was rehearsed.
    pub version: i64,
    /// Whose simulator.
    pub connector: String,
    /// Decides the data and every chance.
    pub seed: u64,
    /// People in the simulator.
    pub records: u32,
    /// Masked records of the installation that each scenario began with.
    pub sample: usize,
    /// Parts of the definition that the simulator has no counterpart of, in English words.
    pub left_out: Vec<String>,
    /// The same in Chinese.
    pub left_out_zh: Vec<String>,
    /// One story each.
    pub scenarios: Vec<ScenarioReport>,
}

/// What came of one scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScenarioReport {
    /// Its stable name.
    pub name: String,
    /// In English.
    pub title: String,
    /// In Chinese.
    pub title_zh: String,
    /// Faults that were ordered, in the words of `rapport sandbox --fault`.
    pub faults: Vec<String>,
    /// `passed`, `failed`, `skipped`.
    pub result: String,
    /// Why it was skipped, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skipped: Option<String>,
    /// In Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skipped_zh: Option<String>,
    /// What was looked at in the end.
    pub checks: Vec<CheckNote>,
    /// Passes of the sync.
    pub passes: u32,
    /// Calls that the simulator got.
    pub calls: u64,
    /// Those of them that were answered with a refusal or an error.
    pub refused_calls: u64,
    /// How often the ordered faults struck.
    pub struck: u64,
    /// Simulated seconds from the beginning to the end.
    pub seconds: i64,
    /// How passes ended that did not go well, in order, at most fifty.
    pub events: Vec<String>,
}

/// One promise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckNote {
    /// Its stable name.
    pub name: String,
    /// In English.
    pub title: String,
    /// In Chinese.
    pub title_zh: String,
    /// True when it held.
    pub passed: bool,
    /// The numbers, in English. What a run ended with is an error of its own: that is never translated.
    pub detail: String,
    /// In Chinese.
    pub detail_zh: String,
}

/// A text in English and in Chinese.
pub(crate) type Words = (String, String);

impl Report {
    /// True when every scenario passed or was skipped for a reason, and at least one was played.
    #[must_use]
    pub fn is_green(&self) -> bool {
        self.status == "passed"
    }

    pub(crate) fn judge(&mut self) {
        let played = self.scenarios.iter().filter(|scenario| scenario.result != "skipped");
        let is_green = played.clone().count() > 0 && played.clone().all(|scenario| scenario.result == "passed");
        (if is_green { "passed" } else { "failed" }).clone_into(&mut self.status);
    }
}

impl ScenarioReport {
    /// Of a scenario that was not played yet.
    pub(crate) fn of(scenario: &Scenario) -> Self {
        Self {
            name: scenario.name.to_owned(),
            title: scenario.title.0.to_owned(),
            title_zh: scenario.title.1.to_owned(),
            ..Self::default()
        }
    }

    /// It is not played, for a reason.
    pub(crate) fn skip(&mut self, (reason, reason_zh): (&str, &str)) {
        self.skipped = Some(reason.to_owned());
        self.skipped_zh = Some(reason_zh.to_owned());
        "skipped".clone_into(&mut self.result);
    }

    /// Notes how a pass ended; `None` when it did not begin.
    pub(crate) fn ended(&mut self, end: Result<PassEnd, PassError>) -> Option<PassEnd> {
        match end {
            Ok(end) => {
                for (what, status, error) in checks::statuses(&end) {
                    if status != "done" {
                        let error = error.map_or_else(String::new, |error| format!(": {error}"));
                        self.event(format!("{what} {status}{error}"));
                    }
                }
                Some(end)
            }
            Err(error) => {
                self.event(error.to_string());
                None
            }
        }
    }

    pub(crate) fn event(&mut self, text: String) {
        if self.events.last() != Some(&text) && self.events.len() < EVENTS_MAX {
            self.events.push(text);
        }
    }

    pub(crate) fn check(&mut self, name: &str, title: (&str, &str), passed: bool, (detail, detail_zh): Words) {
        let (title, title_zh) = (title.0.to_owned(), title.1.to_owned());
        self.checks.push(CheckNote { name: name.to_owned(), title, title_zh, passed, detail, detail_zh });
    }

    pub(crate) fn judge(&mut self) {
        let is_green = self.checks.iter().all(|check| check.passed);
        (if is_green { "passed" } else { "failed" }).clone_into(&mut self.result);
    }
}
