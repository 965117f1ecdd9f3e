//! Reading: everything once, again from any place, changes, deletions, ties and lists that move.

use std::collections::BTreeSet;
use std::time::Duration;

use model::RecordBatch;

use crate::account::ReadMode;
use crate::source::Cursor;

use super::bench::{Bench, SMALL};
use super::{Check, Checked, ensure, failed};

pub(super) const CHECKS: &[Check] = &[
    ("a full read sees everything exactly once", everything_once),
    ("small pages lose and double nothing", small_pages),
    ("the same cursor gives the same rows", same_cursor),
    ("reading goes on from any page after a restart", resume),
    ("an incremental read sees what changed", changes),
    ("an incremental read tells deletions", deletions),
    ("nothing happened is a short read", quiet),
    ("records with one stamp over page borders are all seen", ties),
    ("a record that appears late with its old stamp is seen", late),
    ("a list that moves under the reader loses nothing", drift),
    ("special characters arrive as they are", characters),
    ("large numbers keep their digits", numbers),
];

/// Texts that have broken filters, quoting and encodings elsewhere.
pub(super) const TEXTS: &[&str] = &[
    "O'Brien",
    "100 %",
    "under_score",
    "back\\slash",
    "]]> <b>&amp;</b>",
    "' OR '1'='1",
    "quote \" and {{x}} ${y}",
    "张伟 Zhang 😀",
    "+8613800000000",
    "line\r\nbreak\ttab",
    "\u{202e}rtl \u{200b}zero",
    "=1+1",
];

fn everything_once(bench: &Bench<'_>) -> Checked {
    bench.needs(bench.can.full, "full")?;
    let reading = bench.read_all(1_000)?;
    ensure(reading.errors == 0, || "errors in a healthy system".to_owned())?;
    ensure(!reading.rows.is_empty(), || "the simulator has no records".to_owned())?;
    bench.check_complete(&reading)?;
    ensure(reading.order.len() == reading.rows.len(), || "records came several times".to_owned())
}

fn small_pages(bench: &Bench<'_>) -> Checked {
    bench.needs(bench.can.full, "full")?;
    let reading = bench.read_all(SMALL)?;
    bench.check_complete(&reading)?;
    ensure(reading.order.len() == reading.rows.len(), || "records came several times".to_owned())
}

fn same_cursor(bench: &Bench<'_>) -> Checked {
    bench.needs(bench.can.full, "full")?;
    let reading = bench.read_all(SMALL)?;
    for cursor in reading.pages.iter().take(3) {
        let mut texts = Vec::new();
        for _ in 0..2 {
            let mut batch = RecordBatch::default();
            let end = bench.open(ReadMode::Full)?.read(cursor, SMALL, &mut batch);
            let end = end.map_err(|error| bench.unexpected("a page failed", &error))?;
            texts.push((batch.rows().map(|row| row.text().to_owned()).collect::<Vec<_>>(), end));
        }
        ensure(texts[0] == texts[1], || format!("two reads of {cursor:?} differ"))?;
    }
    Ok(())
}

fn resume(bench: &Bench<'_>) -> Checked {
    bench.needs(bench.can.full, "full")?;
    let whole = bench.read_all(SMALL)?;
    let middle = whole.pages.len() / 2;
    let rest = bench.read(ReadMode::Full, &whole.pages[middle], SMALL)?;
    let expected: BTreeSet<&String> = whole.order.iter().collect();
    let seen: BTreeSet<&String> = rest.order.iter().collect();
    let before: BTreeSet<&String> = whole.order.iter().take(middle * SMALL).collect();
    let missing = expected.difference(&seen).filter(|id| !before.contains(**id)).count();
    ensure(missing == 0, || format!("{missing} records are missing when reading goes on in the middle"))?;
    ensure(rest.order.len() < whole.order.len(), || "reading began at the beginning again".to_owned())
}

/// A first full read, and the place where incremental ones begin.
fn settled(bench: &Bench<'_>) -> Result<Cursor, super::Stop> {
    bench.needs(bench.can.incremental, "incremental")?;
    let cursor =
        if bench.can.full { bench.read_all(1_000)?.next } else { bench.read(ReadMode::Incremental, &Cursor::default(), 1_000)?.next };
    bench.simulator.advance(Duration::from_secs(3_600));
    Ok(cursor)
}

fn changes(bench: &Bench<'_>) -> Checked {
    let cursor = settled(bench)?;
    let made = bench.simulator.create(&bench.values("made later"));
    let Some(known) = bench.simulator.records().into_iter().find(|record| record.id != made) else { return failed("no records") };
    bench.simulator.change(&known.id, &bench.values("changed later"));
    bench.simulator.advance(Duration::from_secs(3_600));
    let reading = bench.read(ReadMode::Incremental, &cursor, SMALL)?;
    for (id, text) in [(&made, "made later"), (&known.id, "changed later")] {
        let read = reading.rows.get(id).and_then(|row| row.get(&bench.subject.text_field));
        ensure(read.is_some_and(|read| read == text), || format!("{id} was read as {read:?}, not as {text:?}"))?;
    }
    // And from there on: a change after the second read is seen by a third.
    bench.simulator.change(&made, &bench.values("changed again"));
    bench.simulator.advance(Duration::from_secs(3_600));
    let reading = bench.read(ReadMode::Incremental, &reading.next, SMALL)?;
    let read = reading.rows.get(&made).and_then(|row| row.get(&bench.subject.text_field));
    ensure(read.is_some_and(|read| read == "changed again"), || format!("the next change was read as {read:?}"))
}

fn deletions(bench: &Bench<'_>) -> Checked {
    let cursor = settled(bench)?;
    bench.needs(bench.can.deletes, "deletes")?;
    let Some(known) = bench.simulator.records().into_iter().next() else { return failed("no records") };
    bench.simulator.delete(&known.id);
    bench.simulator.advance(Duration::from_secs(3_600));
    let reading = bench.read(ReadMode::Incremental, &cursor, 1_000)?;
    ensure(reading.removed.contains(&known.id), || format!("the deletion of {} is not told: {:?}", known.id, reading.removed))?;
    ensure(!reading.rows.contains_key(&known.id), || "the deleted record came as a row".to_owned())
}

fn quiet(bench: &Bench<'_>) -> Checked {
    let cursor = settled(bench)?;
    bench.simulator.advance(Duration::from_secs(86_400));
    let first = bench.read(ReadMode::Incremental, &cursor, 1_000)?;
    bench.simulator.advance(Duration::from_secs(86_400));
    let second = bench.read(ReadMode::Incremental, &first.next, 1_000)?;
    let all = bench.simulator.records().len();
    ensure(second.order.len() < all.div_ceil(2), || {
        format!("{} of {all} records were read again although nothing changed", second.order.len())
    })
}

fn ties(bench: &Bench<'_>) -> Checked {
    let cursor = settled(bench)?;
    let count = bench.simulator.records().len().min(5 * SMALL);
    bench.simulator.tie(count);
    let tied = bench.simulator.records();
    bench.simulator.advance(Duration::from_secs(3_600));
    let reading = bench.read(ReadMode::Incremental, &cursor, SMALL)?;
    let seen = tied.iter().filter(|record| reading.rows.contains_key(&record.id)).count();
    ensure(seen >= count, || format!("{seen} of {count} records with one stamp were seen"))?;
    if bench.can.full {
        let whole = bench.read_all(SMALL)?;
        bench.check_complete(&whole)?;
    }
    Ok(())
}

fn late(bench: &Bench<'_>) -> Checked {
    let cursor = settled(bench)?;
    bench.list_fault("late_commit=45")?;
    // Moves the cursor on to the very time of the record that is written before the next read and cannot be seen by it.
    bench.simulator.create(&bench.values("meanwhile"));
    let before: BTreeSet<String> = bench.simulator.records().into_iter().map(|record| record.id).collect();
    let first = bench.read(ReadMode::Incremental, &cursor, 1_000)?;
    bench.simulator.advance(Duration::from_secs(50));
    let second = bench.read(ReadMode::Incremental, &first.next, 1_000)?;
    let after: Vec<String> = bench.simulator.records().into_iter().map(|record| record.id).filter(|id| !before.contains(id)).collect();
    ensure(!after.is_empty(), || "the simulator committed nothing late".to_owned())?;
    let lost: Vec<&String> = after.iter().filter(|id| !first.rows.contains_key(*id) && !second.rows.contains_key(*id)).collect();
    ensure(lost.is_empty(), || format!("{lost:?} became visible late and was never read"))
}

fn drift(bench: &Bench<'_>) -> Checked {
    bench.needs(bench.can.full, "full")?;
    let before = bench.simulator.records();
    bench.list_fault("drift=both:n=2:times=3:after=1")?;
    let reading = bench.read_all(SMALL)?;
    let after = bench.simulator.records();
    let lasting: Vec<_> = after.into_iter().filter(|record| before.iter().any(|known| known.id == record.id)).collect();
    bench.check_seen(&reading, &lasting)
}

fn characters(bench: &Bench<'_>) -> Checked {
    bench.needs(bench.can.full, "full")?;
    for text in TEXTS {
        bench.simulator.create(&bench.values(text));
    }
    let reading = bench.read_all(1_000)?;
    bench.check_complete(&reading)
}

fn numbers(bench: &Bench<'_>) -> Checked {
    bench.needs(bench.can.full, "full")?;
    bench.list_fault("big_numbers")?;
    let reading = bench.read_all(1_000)?;
    let has = |digits: &str| reading.rows.values().any(|row| row.values().any(|text| text.contains(digits)));
    ensure(!has("9007199254740992") && !has("9.007199254740992"), || "a number went through binary floating point".to_owned())
}
