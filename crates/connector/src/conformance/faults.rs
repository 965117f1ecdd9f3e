//! Reading in bad weather: every fault on the way ends with everything read, or with an error that says what to do.

use crate::error::{ConnectorError, NextStep};
use crate::source::{Cursor, PageEnd};
use model::RecordBatch;

use super::bench::{Bench, SMALL};
use super::{Check, Checked, ensure, failed};

pub(super) const CHECKS: &[Check] = &[
    ("a limit with a time to wait is kept to", |bench| limited(bench, "429:retry_after=2:times=3")),
    ("a limit until a date is kept to", |bench| limited(bench, "429:retry_after=date+20:times=2")),
    ("a limit without a time is got over", |bench| limited(bench, "429:times=3")),
    ("a limit with an unreadable time is got over", |bench| limited(bench, "429:retry_after=garbage:times=2")),
    ("a limit with an absurd time is told to the caller", absurd),
    ("a burst of server errors loses nothing", burst),
    ("a long outage loses nothing", outage),
    ("silence is got over", |bench| weather(bench, "hang:times=1")),
    ("a connection reset in the middle of a body is got over", |bench| weather(bench, "reset=200:times=2")),
    ("a lost answer is got over", |bench| weather(bench, "lost_answer:times=2")),
    ("a cut compressed body is refused and read again", |bench| weather(bench, "cut_gzip:times=2")),
    ("a body compressed twice is got over", |bench| weather(bench, "double_gzip:times=2")),
    ("a wrong length is got over", |bench| weather(bench, "wrong_length=50:times=2")),
    ("a length that is too short is got over", |bench| weather(bench, "wrong_length=-50:times=2")),
    ("a web page with status 200 is not taken for an answer", |bench| weather(bench, "html:times=2")),
    ("an empty body is not taken for an empty list", |bench| weather(bench, "empty_body:times=2")),
    ("half a document is not taken for a whole one", |bench| weather(bench, "malformed:times=2")),
    ("a byte order mark does not matter", |bench| weather(bench, "bom:times=2")),
    ("bytes that are no text cost no page", |bench| damaged(bench, "invalid_utf8")),
    ("a NUL costs no page", |bench| damaged(bench, "nul")),
    ("half a surrogate costs no page", |bench| damaged(bench, "lone_surrogate")),
    ("a decompression bomb ends with an error", bomb),
    ("a huge record does no harm", huge),
    ("a page token that dies starts again", dead_token),
    ("a page token that does not move ends", same_token),
    ("an empty page with more behind it is not the end", empty_page),
    ("forbidden pauses the connection", |bench| refused(bench, "403")),
    ("credentials that are refused pause the connection", |bench| refused(bench, "401")),
    ("a daily quota stops calls instead of storming", quota),
];

/// One page from the beginning.
fn first_page(bench: &Bench<'_>) -> Result<PageEnd, ConnectorError> {
    let mut source = bench.account.source(&bench.request(crate::ReadMode::Full))?;
    source.read(&Cursor::default(), SMALL, &mut RecordBatch::default())
}

/// Everything is read all the same, exactly as it is.
fn weather(bench: &Bench<'_>, kind: &str) -> Checked {
    bench.needs(bench.can.full, "full")?;
    bench.list_fault(&format!("{kind}:after=1"))?;
    let reading = bench.read_past(1)?;
    bench.check_complete(&reading)
}

/// Everything is read all the same; one text may be damaged.
fn damaged(bench: &Bench<'_>, kind: &str) -> Checked {
    bench.needs(bench.can.full, "full")?;
    bench.list_fault(&format!("{kind}:times=2"))?;
    let reading = bench.read_all(SMALL)?;
    let missing = bench.simulator.records().iter().filter(|record| !reading.rows.contains_key(&record.id)).count();
    ensure(missing == 0, || format!("{missing} records were lost with one damaged text"))
}

fn limited(bench: &Bench<'_>, kind: &str) -> Checked {
    weather(bench, kind)?;
    let calls = bench.simulator.forbidden_calls();
    ensure(calls == 0, || format!("{calls} calls in a time that the system had forbidden"))
}

fn absurd(bench: &Bench<'_>) -> Checked {
    bench.needs(bench.can.full, "full")?;
    bench.list_fault("429:retry_after=absurd:times=always")?;
    for _ in 0..3 {
        let Err(error) = first_page(bench) else { return failed("the limit was not seen") };
        bench.note(&error);
        ensure(matches!(error.next_step(), NextStep::Wait(Some(_))), || format!("not a wait: {error}"))?;
    }
    let calls = bench.simulator.forbidden_calls();
    ensure(calls == 0, || format!("{calls} calls in a time that the system had forbidden"))
}

fn burst(bench: &Bench<'_>) -> Checked {
    bench.needs(bench.can.full, "full")?;
    for status in [500, 502, 503, 504] {
        bench.list_fault(&format!("{status}:after=1"))?;
    }
    bench.list_fault("503:retry_after=5:after=2:body=html")?;
    let reading = bench.read_past(2)?;
    bench.check_complete(&reading)
}

fn outage(bench: &Bench<'_>) -> Checked {
    bench.needs(bench.can.full, "full")?;
    bench.list_fault("500:after=1:times=25")?;
    let before = bench.simulator.calls(&bench.subject.list_endpoint);
    let reading = bench.read_past(1)?;
    let calls = bench.simulator.calls(&bench.subject.list_endpoint) - before;
    ensure(reading.errors > 0, || format!("{calls} calls, and the caller was never told"))?;
    bench.check_complete(&reading)
}

fn bomb(bench: &Bench<'_>) -> Checked {
    bench.needs(bench.can.full, "full")?;
    bench.list_fault("gzip_bomb=400:times=always")?;
    let Err(error) = first_page(bench) else { return failed("400 MB were taken for an answer") };
    bench.note(&error);
    ensure(!matches!(error.next_step(), NextStep::PauseConnection | NextStep::Restart), || format!("{error}"))
}

fn huge(bench: &Bench<'_>) -> Checked {
    bench.needs(bench.can.full, "full")?;
    bench.list_fault("huge_record=8:times=1")?;
    match first_page(bench) {
        Ok(_) => Ok(()),
        Err(error) => {
            bench.note(&error);
            ensure(!matches!(error.next_step(), NextStep::PauseConnection | NextStep::Restart), || format!("{error}"))
        }
    }
}

fn dead_token(bench: &Bench<'_>) -> Checked {
    bench.needs(bench.can.full, "full")?;
    bench.list_fault("page_token_dies:times=1:after=2")?;
    let reading = bench.read_all(SMALL)?;
    bench.check_complete(&reading)
}

fn same_token(bench: &Bench<'_>) -> Checked {
    bench.needs(bench.can.full, "full")?;
    bench.list_fault("same_page_token:times=always:after=1")?;
    let before = bench.simulator.calls(&bench.subject.list_endpoint);
    // Whether it ends well or with an error: it must end, and soon.
    let result = bench.read_all(SMALL);
    let calls = bench.simulator.calls(&bench.subject.list_endpoint) - before;
    ensure(calls < 1_000, || format!("{calls} calls for a list that names its own page as the next"))?;
    match result {
        Ok(reading) => bench.check_complete(&reading),
        Err(_) => Ok(()),
    }
}

fn empty_page(bench: &Bench<'_>) -> Checked {
    bench.needs(bench.can.full, "full")?;
    bench.list_fault("empty_page:times=2:after=1")?;
    let reading = bench.read_all(SMALL)?;
    let missing = bench.simulator.records().iter().filter(|record| !reading.rows.contains_key(&record.id)).count();
    // What stood on the emptied page itself cannot be known.
    ensure(missing <= 2 * 1_000 && missing < bench.simulator.records().len(), || format!("{missing} records were not read"))?;
    ensure(reading.pages.len() > 2, || "the empty page was taken for the end".to_owned())
}

fn refused(bench: &Bench<'_>, status: &str) -> Checked {
    bench.needs(bench.can.full, "full")?;
    bench.list_fault(&format!("{status}:times=always"))?;
    let before = bench.simulator.calls(&bench.subject.list_endpoint);
    bench.check_step(&format!("a page that answers {status}"), first_page(bench), NextStep::PauseConnection)?;
    let calls = bench.simulator.calls(&bench.subject.list_endpoint) - before;
    ensure(calls <= 2, || format!("{calls} calls where a person must help"))
}

fn quota(bench: &Bench<'_>) -> Checked {
    bench.needs(bench.can.full, "full")?;
    bench.list_fault("quota=1")?;
    let before = bench.simulator.calls(&bench.subject.list_endpoint);
    let mut last = None;
    for _ in 0..6 {
        if let Err(error) = first_page(bench) {
            bench.note(&error);
            last = Some(error);
        }
    }
    let Some(error) = last else { return failed("the quota was not seen") };
    ensure(matches!(error.next_step(), NextStep::Wait(_)), || format!("not a wait: {error}"))?;
    let calls = bench.simulator.calls(&bench.subject.list_endpoint) - before;
    ensure(calls <= 12, || format!("{calls} calls against a quota of one"))
}
