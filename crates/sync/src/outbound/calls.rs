//! The calls by which records were sent, kept with those that were refused or of which nobody knows: where something was sent,
//! how it was answered, and the id under which the other system can look it up. Never a body, a query or a header.

use connector::http::Exchange;
use serde::{Deserialize, Serialize};

use crate::outbound::outcome::Became;

/// Calls that are kept with a record: the last ones.
const CALLS_MAX: usize = 3;

/// One call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Call {
    /// `POST`, `PATCH` …
    pub method: String,
    /// Host of the other system.
    pub host: String,
    /// Path template, without values.
    pub path: String,
    /// Status of the answer; `None` when none came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The other system's id of the call, where it names one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub request_id: String,
    /// When it ended (ms).
    pub at_ms: i64,
    /// Records that went in the same batch, this one included.
    pub records: u64,
}

/// The calls of one batch.
#[derive(Debug, Default)]
pub struct BatchCalls {
    calls: Vec<Call>,
    is_one_each: bool,
}

impl BatchCalls {
    /// What a target made of a batch of so many records. As many calls as records are one each, in their order; else all of them
    /// were about all records.
    #[must_use]
    pub fn new(made: Vec<Exchange>, records: usize) -> Self {
        let is_one_each = made.len() == records;
        let together = if is_one_each { 1 } else { records as u64 };
        let skipped = if is_one_each { 0 } else { made.len().saturating_sub(CALLS_MAX) };
        let calls = made.into_iter().skip(skipped).map(|made| Call {
            method: made.method.to_owned(),
            host: made.host,
            path: made.path.to_owned(),
            status: made.status,
            request_id: made.request_id,
            at_ms: made.at_ms,
            records: together,
        });
        Self { calls: calls.collect(), is_one_each }
    }

    /// Those of the record at this place that are worth keeping: nobody asks how a record was sent that arrived.
    #[must_use]
    pub fn kept(&self, at: usize, became: &Became) -> Vec<Call> {
        match became {
            Became::Refused { .. } | Became::Duplicate { .. } | Became::Again { .. } | Became::InFlight | Became::Unknown { .. } => {
                if self.is_one_each { self.calls.get(at).cloned().into_iter().collect() } else { self.calls.clone() }
            }
            Became::Created { .. }
            | Became::Updated { .. }
            | Became::Deleted
            | Became::Adopted(_)
            | Became::NotHappened
            | Became::Changed
            | Became::Missing => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(count: usize) -> Vec<Exchange> {
        let one = |at: usize| Exchange {
            method: "POST",
            host: "crm.example".to_owned(),
            path: "/things",
            status: Some(400),
            request_id: format!("r{at}"),
            at_ms: 1,
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn a_record_is_told_its_own_call_or_those_of_its_batch() {
        let refused = Became::Refused { code: "c".to_owned(), message: String::new(), field: None };
        let ids = |calls: Vec<Call>| calls.into_iter().map(|call| (call.request_id, call.records)).collect::<Vec<_>>();
        let each = BatchCalls::new(made(2), 2);
        assert_eq!(ids(each.kept(1, &refused)), [("r1".to_owned(), 1)]);
        let together = BatchCalls::new(made(1), 200);
        assert_eq!(ids(together.kept(150, &refused)), [("r0".to_owned(), 200)]);
        let many = BatchCalls::new(made(9), 2);
        assert_eq!(ids(many.kept(0, &Became::InFlight)).len(), CALLS_MAX, "bounded");
        assert!(together.kept(0, &Became::Deleted).is_empty(), "nobody asks how it went well");
    }
}
