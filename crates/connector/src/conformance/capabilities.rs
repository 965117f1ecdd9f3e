//! What a connector says of itself: discovery, the doctor, and refusals of what it does not claim.

use serde_json::Value;

use crate::account::{ReadMode, ReadRequest};
use crate::check::CheckState;
use crate::error::NextStep;
use crate::push::{PushRefused, PushRequest};
use crate::source::Cursor;
use crate::target::{FindBy, Outgoing, WriteOperation, WriteOutcome};
use model::RecordBatch;

use super::bench::Bench;
use super::{Check, Checked, ensure, failed};

pub(super) const CHECKS: &[Check] = &[
    ("discovery names the stream and its fields", discovery),
    ("an unknown stream is not found", unknown_stream),
    ("a healthy system passes the doctor", healthy),
    ("refused credentials fail the doctor", unhealthy),
    ("the organisation is stable", organisation),
    ("single records can be fetched", fetch),
    ("what is not claimed is refused as unsupported", unsupported),
    ("capabilities make sense together", consistent),
];

fn discovery(bench: &Bench<'_>) -> Checked {
    let fields = bench.account.fields(&bench.subject.stream).map_err(|error| bench.unexpected("fields() failed", &error))?;
    let text = fields.iter().find(|field| field.name == bench.subject.text_field);
    ensure(text.is_some(), || format!("fields() has no {}", bench.subject.text_field))?;
    let source = bench.open(ReadMode::Full)?;
    let shape = source.shape();
    let unknown = shape.columns.iter().find(|column| !shape.fields.is_empty() && shape.fields.iter().all(|field| field.name != **column));
    ensure(unknown.is_none(), || format!("the shape describes no field {unknown:?}"))?;
    ensure(shape.key_column.is_some(), || "the shape names no key column".to_owned())?;
    ensure(!bench.can.incremental || shape.version_column.is_some(), || "incremental, but no version column".to_owned())
}

fn unknown_stream(bench: &Bench<'_>) -> Checked {
    let name = "there-is-no-such-stream";
    bench.check_step("fields() of an unknown stream", bench.account.fields(name), NextStep::Fail)?;
    let request = ReadRequest { stream: name.to_owned(), ..ReadRequest::default() };
    let result = bench.account.source(&request).and_then(|mut source| source.read(&Cursor::default(), 10, &mut RecordBatch::default()));
    bench.check_step("a source of an unknown stream", result, NextStep::Fail)
}

fn healthy(bench: &Bench<'_>) -> Checked {
    let lines = bench.account.check();
    ensure(!lines.is_empty(), || "the doctor says nothing".to_owned())?;
    let bad = lines.iter().find(|line| matches!(line.state, CheckState::Failed));
    ensure(bad.is_none(), || format!("{bad:?}"))
}

fn unhealthy(bench: &Bench<'_>) -> Checked {
    bench.fault("*:401:times=always")?;
    // A fresh account: what the healthy one learned must not help.
    let account = bench.simulator.account().map_err(|error| bench.unexpected("no account", &error))?;
    let lines = account.check();
    let bad = lines.iter().find(|line| line.state == CheckState::Failed);
    ensure(bad.is_some_and(|line| !line.fix.en.is_empty() && !line.fix.zh.is_empty()), || {
        format!("no line fails with a hint in both languages: {lines:?}")
    })
}

fn organisation(bench: &Bench<'_>) -> Checked {
    let ask = || bench.account.organisation().map_err(|error| bench.unexpected("organisation() failed", &error));
    let (first, second) = (ask()?, ask()?);
    ensure(first == second && first.as_deref() != Some(""), || format!("{first:?}, then {second:?}"))
}

fn fetch(bench: &Bench<'_>) -> Checked {
    bench.needs(bench.can.fetch, "fetch")?;
    let ids: Vec<String> = bench.simulator.records().into_iter().map(|record| record.id).take(3).collect();
    let gone = bench.simulator.create(&bench.values("about to go"));
    bench.simulator.delete(&gone);
    let asked: Vec<String> = ids.iter().cloned().chain([gone.clone()]).collect();
    let fetched = bench.account.fetch(&bench.subject.stream, &asked);
    let mut source = fetched.map_err(|error| bench.unexpected("fetch() failed", &error))?;
    let (mut cursor, mut found, mut removed) = (Cursor::default(), 0, Vec::new());
    for _ in 0..20 {
        let mut batch = RecordBatch::default();
        let end = source.read(&cursor, 100, &mut batch).map_err(|error| bench.unexpected("reading what was fetched failed", &error))?;
        found += batch.len();
        removed.extend(batch.removals().iter().map(|removal| removal.external_id.clone()));
        if end.last {
            return ensure(found == ids.len() && removed == [gone.clone()], || {
                format!("asked for {} records and one that is gone, got {found} rows and removals {removed:?}", ids.len())
            });
        }
        cursor = end.next;
    }
    failed("no end")
}

fn consistent(bench: &Bench<'_>) -> Checked {
    let can = &bench.can;
    let writes = can.create || can.update || can.delete;
    for (is_so, what) in [
        (can.full || can.incremental || can.push || writes, "the stream can do nothing"),
        (!can.deletes || can.incremental || can.push, "deletes are told by incremental reads or pushes, and there are none"),
        (!writes || can.write_records_max > 0, "writable, but no records at a time"),
        (writes || can.write_records_max == 0, "records at a time, but not writable"),
        (!can.incremental || [1, 1_000, 60_000].contains(&can.version_precision_ms), "the precision of version times is not told"),
        (!can.upsert_by_key || can.create, "upserts without creating"),
    ] {
        ensure(is_so, || what.to_owned())?;
    }
    Ok(())
}

fn unsupported(bench: &Bench<'_>) -> Checked {
    let (can, stream) = (&bench.can, &bench.subject.stream);
    for (claimed, mode, what) in
        [(can.full, ReadMode::Full, "a full read"), (can.incremental, ReadMode::Incremental, "an incremental read")]
    {
        if !claimed {
            let opened = bench.account.source(&bench.request(mode));
            bench
                .check_unsupported(what, opened.and_then(|mut source| source.read(&Cursor::default(), 10, &mut RecordBatch::default())))?;
        }
    }
    if !can.fetch {
        bench.check_unsupported("fetch()", bench.account.fetch(stream, &["1".to_owned()]))?;
    }
    if !can.push {
        let push = PushRequest { path: "", query: &[], headers: &[], body: b"{}", received_ms: bench.simulator.now_ms() };
        ensure(bench.account.accept_push(&push) == Err(PushRefused::NotExpected), || "pushes are accepted but not claimed".to_owned())?;
        bench.check_unsupported("pushed()", bench.account.pushed(stream, Vec::new()))?;
    }
    let target = bench.account.target(stream, bench.subject.key_field.as_deref(), std::slice::from_ref(&bench.subject.text_field));
    if !(can.create || can.update || can.delete) {
        return bench.check_unsupported("a target", target);
    }
    let mut target = target.map_err(|error| bench.unexpected("no target", &error))?;
    if !can.find {
        bench.check_unsupported("find()", target.find(&[FindBy::Id("1".to_owned())]))?;
    }
    let operations = [(can.create, WriteOperation::Create), (can.update, WriteOperation::Update), (can.delete, WriteOperation::Delete)];
    for (_, operation) in operations.into_iter().filter(|(claimed, _)| !claimed) {
        let outgoing = Outgoing {
            operation,
            record: "1".to_owned(),
            target_id: (operation != WriteOperation::Create).then(|| "1".to_owned()),
            idempotency_key: "00000000-0000-4000-8000-000000000000".to_owned(),
            fields: vec![(bench.subject.text_field.clone(), Value::from("x"))],
            expected_version: None,
        };
        match target.write(&[outgoing]) {
            Ok(outcomes) => {
                ensure(matches!(outcomes.as_slice(), [WriteOutcome::Refused { .. }]), || format!("{operation:?}: {outcomes:?}"))?
            }
            Err(error) => bench.check_unsupported::<()>(&format!("{operation:?}"), Err(error))?,
        }
    }
    Ok(())
}
