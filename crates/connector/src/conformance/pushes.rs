//! Pushes: what the system sends is accepted and read; everything else is refused.

use model::RecordBatch;

use crate::push::{AcceptedPush, PushRefused, PushRequest, StoredPush};
use crate::source::Cursor;

use super::bench::Bench;
use super::receiver::{Arrived, Receiver};
use super::{Check, Checked, Stop, ensure, failed, skipped};

pub(super) const CHECKS: &[Check] = &[
    ("a push is accepted and read as a row", accepted),
    ("the same push is recognised as a repetition", repetition),
    ("a changed body is refused", changed_body),
    ("a missing or doubled signature is refused", headers),
    ("a push signed with another secret is refused", forged),
    ("a push with an old time stamp is refused", stale),
    ("a deletion is pushed as a removal", deletion),
];

/// Changes a record and takes the push that comes of it.
fn pushed(bench: &Bench<'_>, fault: Option<&str>) -> Result<(String, Arrived), Stop> {
    bench.needs(bench.can.push, "push")?;
    let receiver = Receiver::start().map_err(|error| Stop::Failed(format!("no receiver: {error}")))?;
    if !bench.simulator.push_to(&receiver.url) {
        return skipped("the simulator sends no pushes");
    }
    if let Some(fault) = fault {
        bench.fault(fault)?;
    }
    let id = bench.simulator.create(&bench.values("pushed"));
    receiver.next().map_or_else(|| failed("no push came"), |arrived| Ok((id, arrived)))
}

fn accept(bench: &Bench<'_>, arrived: &Arrived) -> Result<AcceptedPush, PushRefused> {
    let Arrived { query, headers, body } = arrived;
    bench.account.accept_push(&PushRequest { path: "", query, headers, body, received_ms: bench.simulator.now_ms() })
}

/// Reads pushes as rows: ids and removals.
fn read(bench: &Bench<'_>, arrived: &Arrived) -> Result<(Vec<String>, Vec<String>), Stop> {
    let stored = StoredPush { id: 1, headers: arrived.headers.clone(), body: arrived.body.clone(), received_ms: bench.simulator.now_ms() };
    let opened = bench.account.pushed(&bench.subject.stream, vec![stored]);
    let mut source = opened.map_err(|error| bench.unexpected("pushed() failed", &error))?;
    let (mut cursor, mut ids, mut removed) = (Cursor::default(), Vec::new(), Vec::new());
    for _ in 0..20 {
        let mut batch = RecordBatch::default();
        let end = source.read(&cursor, 100, &mut batch).map_err(|error| bench.unexpected("reading a push failed", &error))?;
        let key = source.shape().key_column.as_ref().and_then(|key| batch.columns().iter().position(|column| column == key)).unwrap_or(0);
        ids.extend(batch.rows().map(|row| row.cell(key).1.to_owned()));
        removed.extend(batch.removals().iter().map(|removal| removal.external_id.clone()));
        if end.last {
            return Ok((ids, removed));
        }
        cursor = end.next;
    }
    failed("reading a push does not end")
}

fn accepted(bench: &Bench<'_>) -> Checked {
    let (id, arrived) = pushed(bench, None)?;
    let push = accept(bench, &arrived).map_err(|refused| Stop::Failed(format!("a good push was refused: {refused:?}")))?;
    ensure(push.keep && !push.delivery_id.is_empty(), || format!("{push:?}"))?;
    ensure((200..300).contains(&push.reply.status), || format!("a good push is answered with {}", push.reply.status))?;
    let (ids, removed) = read(bench, &arrived)?;
    ensure(ids == [id.clone()] && removed.is_empty(), || format!("the push about {id} gave rows {ids:?} and removals {removed:?}"))
}

fn repetition(bench: &Bench<'_>) -> Checked {
    let (_, arrived) = pushed(bench, None)?;
    let (first, second) = (accept(bench, &arrived), accept(bench, &arrived));
    let ids = [first, second].map(|push| push.map(|push| push.delivery_id));
    ensure(ids[0] == ids[1] && ids[0].is_ok(), || format!("{ids:?}"))
}

fn refused(bench: &Bench<'_>, what: &str, arrived: &Arrived) -> Checked {
    let result = accept(bench, arrived);
    ensure(matches!(result, Err(PushRefused::Signature | PushRefused::Stale | PushRefused::Malformed)), || format!("{what}: {result:?}"))
}

fn changed_body(bench: &Bench<'_>) -> Checked {
    let (_, arrived) = pushed(bench, None)?;
    let mut changed = arrived.clone();
    let Some(at) = changed.body.windows(6).position(|part| part == b"pushed") else { return skipped("the push does not hold the record") };
    changed.body[at] = b'P';
    refused(bench, "one letter changed", &changed)?;
    let mut longer = arrived.clone();
    longer.body.push(b' ');
    refused(bench, "a blank added", &longer)?;
    refused(bench, "no body", &Arrived { body: Vec::new(), ..arrived })
}

fn headers(bench: &Bench<'_>) -> Checked {
    let (_, arrived) = pushed(bench, None)?;
    let is_signature = |name: &str| ["signature", "token", "secret", "hmac", "authorization"].iter().any(|part| name.contains(part));
    let signatures: Vec<(String, String)> = arrived.headers.iter().filter(|(name, _)| is_signature(name)).cloned().collect();
    let in_query: Vec<String> =
        arrived.query.iter().map(|(name, _)| name.clone()).filter(|name| is_signature(name) || name == "nonce").collect();
    if signatures.is_empty() && in_query.is_empty() {
        return failed("no header and no parameter looks like a signature");
    }
    for (name, value) in signatures {
        let mut without = arrived.clone();
        without.headers.retain(|(known, _)| *known != name);
        refused(bench, &format!("without {name}"), &without)?;
        for second in [value.as_str(), "x"] {
            let mut doubled = arrived.clone();
            doubled.headers.push((name.clone(), second.to_owned()));
            refused(bench, &format!("{name} twice"), &doubled)?;
        }
    }
    for name in in_query {
        let mut without = arrived.clone();
        without.query.retain(|(known, _)| *known != name);
        refused(bench, &format!("without {name}"), &without)?;
    }
    Ok(())
}

fn forged(bench: &Bench<'_>) -> Checked {
    let (_, arrived) = pushed(bench, Some("push:push_forged"))?;
    refused(bench, "signed with another secret", &arrived)
}

fn stale(bench: &Bench<'_>) -> Checked {
    let (_, arrived) = pushed(bench, Some("push:push_old=86400"))?;
    let result = accept(bench, &arrived);
    ensure(result == Err(PushRefused::Stale), || format!("a day old: {result:?}"))
}

fn deletion(bench: &Bench<'_>) -> Checked {
    bench.needs(bench.can.push && bench.can.deletes, "push and deletes")?;
    let id = bench.simulator.create(&bench.values("about to go"));
    let receiver = Receiver::start().map_err(|error| Stop::Failed(format!("no receiver: {error}")))?;
    if !bench.simulator.push_to(&receiver.url) {
        return skipped("the simulator sends no pushes");
    }
    bench.simulator.delete(&id);
    let Some(arrived) = receiver.next() else { return skipped("the system does not push deletions") };
    accept(bench, &arrived).map_err(|refused| Stop::Failed(format!("refused: {refused:?}")))?;
    let (ids, removed) = read(bench, &arrived)?;
    ensure(ids.is_empty() && removed == [id.clone()], || format!("the deletion of {id} gave rows {ids:?} and removals {removed:?}"))
}
