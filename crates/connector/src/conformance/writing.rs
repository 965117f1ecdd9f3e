//! Writing: an outcome per record, and nothing twice.

use std::time::Duration;

use serde_json::Value;

use crate::error::{ConnectorError, NextStep};
use crate::target::{FindBy, Found, Outgoing, Target, WriteOperation, WriteOutcome};

use super::bench::{Bench, text_of};
use super::reading::TEXTS;
use super::{Check, Checked, Stop, ensure, failed, skipped};

pub(super) const CHECKS: &[Check] = &[
    ("records are created, with an outcome each", creates),
    ("a record is changed", updates),
    ("a record is deleted, and again", deletes),
    ("a change of a missing record says so", missing),
    ("a write bound to an old version is refused", stale_version),
    ("some refused records leave the others alone", partial),
    ("a limit on writing is got over and writes once", |bench| written_once(bench, "429:retry_after=2:times=2")),
    ("a write whose answer is lost happens once", |bench| written_once(bench, "lost_answer:times=1")),
    ("a write that happened and answers 500 happens once", |bench| written_once(bench, "500:commit=after:times=1")),
    ("a write that never happened and answers 503 can be cleared up", |bench| written_once(bench, "503:times=1")),
    ("repeating the same write makes no second record", repeated),
    ("texts of all kinds are written as they are", texts_written),
    ("texts of all kinds are found and nothing else is", texts_found),
];

/// A target, or the end of the check where the stream cannot be written as `needed`.
fn target(bench: &Bench<'_>, needed: bool, name: &str) -> Result<Box<dyn Target>, Stop> {
    bench.needs(needed, name)?;
    let fields: Vec<String> = bench.values("").keys().cloned().collect();
    let opened = bench.account.target(&bench.subject.stream, bench.subject.key_field.as_deref(), &fields);
    opened.map_err(|error| bench.unexpected("no target", &error))
}

/// A new record with this text. `number` makes its id and key.
fn outgoing(bench: &Bench<'_>, number: u32, text: &str) -> Outgoing {
    Outgoing {
        operation: WriteOperation::Create,
        record: format!("{}", 7_000_000_000_u64 + u64::from(number)),
        target_id: None,
        idempotency_key: format!("6f1c1f6e-0000-4000-8000-{number:012}"),
        fields: bench.values(text).into_iter().collect(),
        expected_version: None,
    }
}

fn to_existing(operation: WriteOperation, id: &str, fields: Vec<(String, Value)>) -> Outgoing {
    Outgoing {
        operation,
        record: "7100000000".to_owned(),
        target_id: Some(id.to_owned()),
        idempotency_key: format!("6f1c1f6e-0001-4000-8000-{:012}", id.len()),
        fields,
        expected_version: None,
    }
}

fn write(bench: &Bench<'_>, target: &mut dyn Target, batch: &[Outgoing]) -> Result<Vec<WriteOutcome>, Stop> {
    let outcomes = target.write(batch).map_err(|error| bench.unexpected("a write failed", &error))?;
    ensure(outcomes.len() == batch.len(), || format!("{} outcomes for {} records", outcomes.len(), batch.len()))?;
    Ok(outcomes)
}

fn batch_size(bench: &Bench<'_>, target: &dyn Target) -> usize {
    target.records_max().min(bench.can.write_records_max as usize).min(5)
}

fn creates(bench: &Bench<'_>) -> Checked {
    let mut target = target(bench, bench.can.create, "create")?;
    let size = batch_size(bench, target.as_ref());
    ensure(size > 0, || "a writable stream takes no records".to_owned())?;
    let texts: Vec<String> = (0..size).map(|at| format!("created {at}")).collect();
    let batch: Vec<Outgoing> = (1_u32..).zip(&texts).map(|(number, text)| outgoing(bench, number, text)).collect();
    let outcomes = write(bench, target.as_mut(), &batch)?;
    for (text, outcome) in texts.iter().zip(&outcomes) {
        let WriteOutcome::Created { id, .. } = outcome else { return failed(format!("{text}: {outcome:?}")) };
        ensure(bench.text_of(id).as_ref() == Some(text), || {
            format!("record {id} is not the one with the text {text:?}: order of outcomes?")
        })?;
    }
    Ok(())
}

fn first_id(bench: &Bench<'_>) -> Result<String, Stop> {
    let id = bench.simulator.create(&bench.values("to be written to"));
    if id.is_empty() { failed("the simulator makes no records") } else { Ok(id) }
}

fn updates(bench: &Bench<'_>) -> Checked {
    let mut target = target(bench, bench.can.update, "update")?;
    let id = first_id(bench)?;
    let field = vec![(bench.subject.text_field.clone(), Value::from("changed by us"))];
    let outcomes = write(bench, target.as_mut(), &[to_existing(WriteOperation::Update, &id, field)])?;
    ensure(matches!(&outcomes[0], WriteOutcome::Updated { id: told, .. } if *told == id), || format!("{:?}", outcomes[0]))?;
    ensure(bench.text_of(&id).as_deref() == Some("changed by us"), || "the record is as it was".to_owned())
}

fn deletes(bench: &Bench<'_>) -> Checked {
    let mut target = target(bench, bench.can.delete, "delete")?;
    let id = first_id(bench)?;
    for attempt in ["once", "again"] {
        let outcomes = write(bench, target.as_mut(), &[to_existing(WriteOperation::Delete, &id, Vec::new())])?;
        ensure(outcomes[0] == WriteOutcome::Deleted, || format!("deleted {attempt}: {:?}", outcomes[0]))?;
        ensure(bench.text_of(&id).is_none(), || "the record is still there".to_owned())?;
    }
    Ok(())
}

fn missing(bench: &Bench<'_>) -> Checked {
    let mut target = target(bench, bench.can.update, "update")?;
    let id = first_id(bench)?;
    bench.simulator.delete(&id);
    let field = vec![(bench.subject.text_field.clone(), Value::from("nobody"))];
    let outcomes = write(bench, target.as_mut(), &[to_existing(WriteOperation::Update, &id, field)])?;
    ensure(outcomes[0] == WriteOutcome::Missing, || format!("{:?}", outcomes[0]))
}

fn stale_version(bench: &Bench<'_>) -> Checked {
    let mut target = target(bench, bench.can.update && bench.can.write_if_unchanged, "write_if_unchanged")?;
    bench.needs(bench.can.find, "find")?;
    let id = first_id(bench)?;
    let found = find(bench, target.as_mut(), FindBy::Id(id.clone()))?;
    let Some(version) = found.first().and_then(|found| found.version.clone()) else { return failed("find() tells no version") };
    bench.simulator.advance(Duration::from_secs(60));
    bench.simulator.change(&id, &bench.values("changed there"));
    let field = vec![(bench.subject.text_field.clone(), Value::from("changed here"))];
    let stale = Outgoing { expected_version: Some(version), ..to_existing(WriteOperation::Update, &id, field) };
    let outcomes = write(bench, target.as_mut(), &[stale])?;
    ensure(outcomes[0] == WriteOutcome::Changed, || format!("{:?}", outcomes[0]))?;
    ensure(bench.text_of(&id).as_deref() == Some("changed there"), || "the other change was overwritten".to_owned())
}

fn partial(bench: &Bench<'_>) -> Checked {
    let mut target = target(bench, bench.can.create, "create")?;
    // An even number: each second is refused, and the outcomes read backwards differ from those read forwards.
    let size = batch_size(bench, target.as_ref()).min(4) / 2 * 2;
    if size < 2 {
        return skipped("records are written one by one");
    }
    bench.fault(&format!("{}:row_error=2", bench.subject.write_endpoint))?;
    let texts: Vec<String> = (0..size).map(|at| format!("partly {at}")).collect();
    let batch: Vec<Outgoing> = (100_u32..).zip(&texts).map(|(number, text)| outgoing(bench, number, text)).collect();
    let outcomes = write(bench, target.as_mut(), &batch)?;
    let refused = outcomes.iter().filter(|outcome| matches!(outcome, WriteOutcome::Refused { .. })).count();
    ensure(refused > 0 && refused < size, || format!("{outcomes:?}"))?;
    for (text, outcome) in texts.iter().zip(&outcomes) {
        let is_there = bench.count_with(text) == 1;
        let claimed = matches!(outcome, WriteOutcome::Created { .. } | WriteOutcome::Updated { .. });
        ensure(is_there == claimed, || {
            format!("{text}: {outcome:?}, and in truth it is {}", if is_there { "there" } else { "not there" })
        })?;
    }
    Ok(())
}

fn find(bench: &Bench<'_>, target: &mut dyn Target, question: FindBy) -> Result<Vec<Found>, Stop> {
    let found = target.find(&[question]).map_err(|error| bench.unexpected("find() failed", &error))?;
    let [found] = <[Vec<Found>; 1]>::try_from(found).map_err(|found| Stop::Failed(format!("{} answers to one question", found.len())))?;
    ensure(found.len() <= 20, || "more than 20 records answer one question".to_owned())?;
    Ok(found)
}

/// Writes one record in bad weather, as the engine does: unknown outcomes are looked up, others are tried again as the error
/// says. In the end there is exactly one record, and nobody claimed otherwise on the way.
fn written_once(bench: &Bench<'_>, kind: &str) -> Checked {
    let mut target = target(bench, bench.can.create, "create")?;
    bench.fault(&format!("{}:{kind}", bench.subject.write_endpoint))?;
    let record = outgoing(bench, 500, "written once");
    for _ in 0..5 {
        let result = target.write(std::slice::from_ref(&record));
        let count = bench.count_with("written once");
        ensure(count <= 1, || format!("{count} records of one write"))?;
        let unknown = match result {
            Ok(outcomes) => match outcomes.as_slice() {
                [WriteOutcome::Created { id, .. } | WriteOutcome::Updated { id, .. }] => {
                    ensure(bench.text_of(id).is_some(), || format!("{id} was said to be written and is not there"))?;
                    let calls = bench.simulator.forbidden_calls();
                    return ensure(calls == 0, || format!("{calls} calls in a time that the system had forbidden"));
                }
                [WriteOutcome::Unknown] => true,
                [WriteOutcome::Refused { may_pass: true, .. }] => false,
                other => return failed(format!("{other:?}")),
            },
            Err(error) => {
                bench.note(&error);
                match error.next_step() {
                    NextStep::LookFirst => true,
                    NextStep::Wait(wait) => {
                        bench.simulator.advance(wait.unwrap_or(Duration::from_secs(60)));
                        false
                    }
                    NextStep::Retry => {
                        bench.simulator.advance(Duration::from_secs(301));
                        false
                    }
                    NextStep::Restart | NextStep::PauseConnection | NextStep::DeadLetter | NextStep::Fail => {
                        return failed(format!("a passing fault ended the write: {error}"));
                    }
                }
            }
        };
        if !unknown {
            ensure(count == 0, || "the record is there, but the write was said not to have happened".to_owned())?;
        } else if !bench.can.find {
            // A person must look: right, as nothing can be found here.
            return Ok(());
        } else if look_up(bench, target.as_mut(), &record)? {
            return ensure(count == 1, || "find() shows a record that is not there".to_owned());
        } else {
            ensure(count == 0, || "the record is there, and find() does not show it".to_owned())?;
        }
    }
    failed("the write does not come to an end")
}

/// Whether the record is there, by the key of ours where the target writes one, else by its text.
fn look_up(bench: &Bench<'_>, target: &mut dyn Target, record: &Outgoing) -> Result<bool, Stop> {
    let question = if bench.subject.key_field.is_some() {
        FindBy::Record(record.record.clone())
    } else {
        let text = record.fields.iter().find(|(name, _)| *name == bench.subject.text_field).map(|(_, value)| text_of(Some(value)));
        FindBy::Field(bench.subject.text_field.clone(), text.unwrap_or_default())
    };
    Ok(!find(bench, target, question)?.is_empty())
}

fn repeated(bench: &Bench<'_>) -> Checked {
    let can_repeat = (bench.can.upsert_by_key && bench.subject.key_field.is_some()) || bench.can.idempotency_key;
    let mut target = target(bench, bench.can.create && can_repeat, "upsert_by_key or idempotency_key")?;
    let record = outgoing(bench, 600, "written again");
    for _ in 0..3 {
        let outcomes = write(bench, target.as_mut(), std::slice::from_ref(&record))?;
        ensure(matches!(outcomes[0], WriteOutcome::Created { .. } | WriteOutcome::Updated { .. }), || format!("{:?}", outcomes[0]))?;
        let count = bench.count_with("written again");
        ensure(count == 1, || format!("{count} records"))?;
    }
    Ok(())
}

fn texts_written(bench: &Bench<'_>) -> Checked {
    let mut target = target(bench, bench.can.create, "create")?;
    for (number, text) in (700_u32..).zip(TEXTS) {
        let outcomes = write(bench, target.as_mut(), &[outgoing(bench, number, text)])?;
        let (WriteOutcome::Created { id, .. } | WriteOutcome::Updated { id, .. }) = &outcomes[0] else {
            return failed(format!("{text:?}: {:?}", outcomes[0]));
        };
        let known = bench.text_of(id);
        ensure(known.as_deref() == Some(*text), || format!("{text:?} was written as {known:?}"))?;
    }
    Ok(())
}

fn texts_found(bench: &Bench<'_>) -> Checked {
    let mut target = target(bench, bench.can.create || bench.can.update, "create or update")?;
    bench.needs(bench.can.find, "find")?;
    let fields = bench.account.fields(&bench.subject.stream).map_err(|error| bench.unexpected("fields() failed", &error))?;
    if !fields.iter().any(|field| field.name == bench.subject.text_field && field.is_lookup_key) {
        return skipped(format!("{} is no lookup key", bench.subject.text_field));
    }
    for text in TEXTS {
        let id = bench.simulator.create(&bench.values(text));
        let question = FindBy::Field(bench.subject.text_field.clone(), (*text).to_owned());
        let found = match target.find(&[question]) {
            // Some systems cannot be asked for every text; then it must be said, not guessed.
            Err(error @ ConnectorError::Unsupported { .. }) => {
                bench.note(&error);
                continue;
            }
            Err(error) => return Err(bench.unexpected(&format!("find() of {text:?} failed"), &error)),
            Ok(found) => found.into_iter().next().unwrap_or_default(),
        };
        ensure(found.len() == 1 && found[0].id == id, || {
            format!("{text:?} found {:?}", found.iter().map(|found| &found.id).collect::<Vec<_>>())
        })?;
    }
    Ok(())
}
