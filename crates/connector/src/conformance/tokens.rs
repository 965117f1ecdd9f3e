//! Tokens that end while work is going on.

use std::time::Duration;

use crate::account::ReadMode;
use crate::error::ConnectorError;
use crate::source::Cursor;
use model::RecordBatch;

use super::bench::Bench;
use super::{Check, Checked, Stop, ensure, skipped};

pub(super) const CHECKS: &[Check] = &[
    ("a token that ended is renewed once for all threads", renewed_once),
    ("a token that ends in the middle of a run loses nothing", in_the_middle),
];

const THREADS: usize = 6;

fn token_calls(bench: &Bench<'_>) -> Result<u64, Stop> {
    match &bench.subject.token_endpoint {
        Some(endpoint) => Ok(bench.simulator.calls(endpoint)),
        None => skipped("the system has no tokens"),
    }
}

fn renewed_once(bench: &Bench<'_>) -> Checked {
    token_calls(bench)?;
    bench.needs(bench.can.full, "full")?;
    bench.fault("*:token_life=60")?;
    let account = bench.simulator.account().map_err(|error| bench.unexpected("no account", &error))?;
    let request = bench.request(ReadMode::Full);
    let page = || -> Result<(), ConnectorError> {
        let mut source = account.source(&request)?;
        source.read(&Cursor::default(), 5, &mut RecordBatch::default()).map(drop)
    };
    // The token in use may be from before the fault was ordered, and live longer.
    for _ in 0..2 {
        page().map_err(|error| bench.unexpected("a first page", &error))?;
        bench.simulator.advance(Duration::from_secs(7_300));
    }
    let before = token_calls(bench)?;
    let results: Vec<Result<(), ConnectorError>> = std::thread::scope(|scope| {
        let calls: Vec<_> = (0..THREADS).map(|_| scope.spawn(page)).collect();
        calls.into_iter().filter_map(|call| call.join().ok()).collect()
    });
    for result in &results {
        if let Err(error) = result {
            return Err(bench.unexpected("a page after the token ended", error));
        }
    }
    let renewals = token_calls(bench)? - before;
    ensure(renewals == 1 && results.len() == THREADS, || format!("{renewals} renewals for {THREADS} threads"))
}

fn in_the_middle(bench: &Bench<'_>) -> Checked {
    token_calls(bench)?;
    bench.needs(bench.can.full, "full")?;
    bench.list_fault("401:after=2:times=1")?;
    let reading = bench.read_past(2)?;
    ensure(reading.errors == 0, || "the caller was told although a renewal was enough".to_owned())?;
    bench.check_complete(&reading)
}
