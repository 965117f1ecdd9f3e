//! One scenario of a sync whose system calls: its calls arrive with what happens to them, and what came of them is compared with what comes of
//! the last call about each record alone, in order and undisturbed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use connector::PushRequest;
use model::{Actor, Clock, Doc, FieldType};
use serde_json::{Map, Value};
use store::{RunRow, StoreError};
use sync::worker::{Ask, PassEnd, PassStop};
use sync::{RunMode, inbox_keep, inbox_row};

use crate::Refused;
use crate::caller::{Call, Caller, Told};
use crate::checks;
use crate::installation::{Ground, Installation, failed};
use crate::lines::{self, Rows};
use crate::report::{ScenarioReport, Words};
use crate::scenario::Scenario;
use crate::stage::Piece;
use crate::systems::CALLED;

/// Calls between two passes.
const CALLS_AT_ONCE: usize = 20;
/// Simulated time between two passes.
const GAP: Duration = Duration::from_secs(40);
/// Passes until nothing must wait any more.
const PASSES_MAX: u32 = 40;

/// Calls that arrive, in order, and what is known of them.
#[derive(Default)]
struct Arrivals {
    calls: Vec<Call>,
    /// How many of them cannot be read.
    malformed: usize,
    /// How many must be refused at the door.
    forged: usize,
}

/// Plays `scenario`.
///
/// # Errors
/// [`Refused`] where the stage cannot be set up.
pub(crate) fn play(piece: &Piece, scenario: &Scenario, cancel: &AtomicBool) -> Result<(ScenarioReport, Vec<Words>), Refused> {
    let mut report = ScenarioReport::of(scenario);
    let stage = Called::new(piece, cancel)?;
    if let Some(reason) = stage.cannot(scenario) {
        report.skip(reason);
        return Ok((report, Vec::new()));
    }
    report.faults = scenario.faults.iter().map(|fault| format!("caller:{fault}")).collect();
    let left_out = stage.here.left_out.clone();
    let started_ms = stage.here.time.now_ms();
    let story = stage.caller.story(piece.records);
    let arrivals = stage.arrivals(&story, scenario, piece.seed);
    for calls in arrivals.calls.chunks(CALLS_AT_ONCE) {
        stage.deliver(calls, &mut report)?;
        stage.pass(&mut report);
        stage.here.time.advance(GAP);
    }
    let rested = stage.rest(&mut report)?;
    let passes = report.passes;
    let detail = (format!("{passes} passes"), format!("{passes} 次运行"));
    report.check("rest", ("nothing waits any more", "不再有等待处理的调用"), rested, detail);
    let undisturbed = Called::new(piece, cancel)?;
    let expected = undisturbed.expected(&story)?;
    stage.look(&story, &arrivals, &expected, &mut report)?;
    report.seconds = (stage.here.time.now_ms() - started_ms) / 1_000;
    report.judge();
    Ok((report, left_out))
}

/// An installation that is called.
struct Called<'a> {
    here: Installation,
    caller: Caller,
    cancel: &'a AtomicBool,
}

/// What records hold, by their ids there and by field.
type Shown = BTreeMap<String, BTreeMap<String, String>>;

impl<'a> Called<'a> {
    fn new(piece: &Piece, cancel: &'a AtomicBool) -> Result<Self, Refused> {
        let ground = Ground::new(piece)?;
        let object = piece.schema.object(&piece.definition.object).ok_or_else(|| failed("the object is gone"))?;
        let caller = Caller::new(piece, object)?;
        let draft = caller.draft(&piece.definition.connection);
        let here = ground.build(piece, draft, None)?;
        Ok(Self { here, caller, cancel })
    }

    /// Why a scenario says nothing about this hook.
    fn cannot(&self, scenario: &Scenario) -> Option<(&'static str, &'static str)> {
        let has = |fault: &str| scenario.faults.contains(&fault);
        if (has("shuffled") || has("late")) && !self.caller.tells_versions() {
            return Some((
                "the calls do not tell when a record changed, so that the last one to arrive counts",
                "调用未说明记录的变更时间，因此以最后到达的为准",
            ));
        }
        let unsigned = ("calls are not signed: whoever knows the address may call", "调用未签名：知道地址的人都可以调用");
        (has("forged") && !self.caller.signs()).then_some(unsigned)
    }

    /// The calls of a story as they arrive.
    fn arrivals(&self, story: &[Told], scenario: &Scenario, seed: u64) -> Arrivals {
        let mut calls: Vec<Call> = story.iter().map(|told| self.caller.call(told)).collect();
        let mut arrivals = Arrivals::default();
        for fault in scenario.faults {
            match *fault {
                "repeated" => calls = repeated(&calls),
                "shuffled" => shuffle(&mut calls, seed),
                "late" => {
                    // First calls about records that change later come at the end.
                    let is_late = |told: &Told| told.change == 1 && told.number.is_multiple_of(6);
                    let (late, on_time): (Vec<_>, Vec<_>) = calls.into_iter().zip(story).partition(|(_, told)| is_late(told));
                    calls = on_time.into_iter().chain(late).map(|(call, _)| call).collect();
                }
                "malformed" => {
                    let bad: Vec<Call> = story.iter().step_by(17).enumerate().map(|(at, told)| self.caller.malformed(told, at)).collect();
                    arrivals.malformed = bad.len();
                    calls = mixed(calls, bad);
                }
                "forged" => {
                    let forged: Vec<Call> = story.iter().step_by(9).enumerate().map(|(at, told)| self.forged(told, at)).collect();
                    arrivals.forged = forged.len();
                    calls = mixed(calls, forged);
                }
                _ => {}
            }
        }
        arrivals.calls = calls;
        arrivals
    }

    /// A call about a record that nobody has: of a stranger, or one that was changed on its way where the signature covers what it says.
    fn forged(&self, told: &Told, at: usize) -> Call {
        let number = 900_000 + u32::try_from(at).unwrap_or(0);
        let call = self.caller.call(&Told { number, ..*told });
        let is_changed = at % 2 == 1 && self.caller.covers_body();
        Call { id: format!("forged_{at}"), is_strangers: !is_changed, is_changed, ..call }
    }

    /// Hands calls in at the door; those that are taken are kept at once.
    fn deliver(&self, calls: &[Call], report: &mut ScenarioReport) -> Result<(), Refused> {
        let account = self.here.connections.open_for_pushes(self.here.connection)?;
        for call in calls {
            let now_ms = self.here.time.now_ms();
            let headers = self.caller.headers(call, now_ms)?;
            report.calls += 1;
            let mut body = call.body.clone();
            if call.is_changed {
                body.push(b' ');
            }
            let push = PushRequest { path: "", query: &[], headers: &headers, body: &body, received_ms: now_ms };
            match account.accept_push(&push) {
                Ok(accepted) => {
                    let row = inbox_row(self.here.store.hasher(), self.here.connection, &push, &accepted);
                    self.here.store.write(move |session| inbox_keep(session, &row))?;
                }
                Err(_) => report.refused_calls += 1,
            }
        }
        Ok(())
    }

    /// One pass; `None` when it did not begin. What did not go well is an event.
    fn pass(&self, report: &mut ScenarioReport) -> Option<PassEnd> {
        if self.cancel.load(Ordering::Relaxed) {
            return None;
        }
        report.passes += 1;
        let ask = Ask { mode: RunMode::Auto, trigger: "push", actor: Actor::System, part: sync::Part::default() };
        let end = self.here.passes.run(self.here.sync, &ask, &PassStop::default(), &mut |_| ());
        report.ended(end)
    }

    /// Passes until no call waits; true when it came to that.
    fn rest(&self, report: &mut ScenarioReport) -> Result<bool, Refused> {
        for _ in 0..PASSES_MAX {
            if self.cancel.load(Ordering::Relaxed) {
                return Ok(false);
            }
            if !self.is_waiting()? {
                return Ok(true);
            }
            self.here.mend()?;
            self.pass(report);
            self.here.time.advance(GAP);
        }
        Ok(!self.is_waiting()?)
    }

    fn is_waiting(&self) -> Result<bool, StoreError> {
        Ok(self.here.store.read(|session| session.inbox_connections())?.contains(&self.here.connection))
    }

    /// What the last call about each record leaves, told in order and once; of those that go, the last one before.
    fn expected(&self, story: &[Told]) -> Result<Shown, Refused> {
        let mut last: BTreeMap<(u32, bool), Told> = BTreeMap::new();
        for told in story {
            last.insert((told.number, told.is_removal), *told);
        }
        let mut told: Vec<Told> = last.into_values().collect();
        told.sort_unstable_by_key(|told| told.at_ms);
        let mut report = ScenarioReport::default();
        for part in told.chunks(CALLS_AT_ONCE) {
            let calls: Vec<Call> = part.iter().map(|told| self.caller.call(told)).collect();
            self.deliver(&calls, &mut report)?;
            self.pass(&mut report);
            self.here.time.advance(GAP);
        }
        self.rest(&mut report)?;
        self.shown()
    }

    /// What live records hold, by the ids that the calls gave them.
    fn shown(&self) -> Result<Shown, Refused> {
        let docs: BTreeMap<_, _> = self.here.live()?.into_iter().map(|row| (row.id, row.doc)).collect();
        let object = &self.here.object;
        let fields = || object.live_fields().filter(|field| !matches!(field.field_type, FieldType::AutoNumber { .. }));
        let mut shown = Shown::new();
        for mark in self.here.marks()?.into_iter().filter(|mark| mark.link.linked) {
            let Some(doc) = docs.get(&mark.link.record).and_then(|doc| Doc::from_json(object, doc).ok()) else { continue };
            let values = fields().filter_map(|field| Some((field.name.clone(), doc.get(field.id)?.to_owned())));
            shown.insert(mark.external_id, values.collect());
        }
        Ok(shown)
    }

    /// Looks at every promise.
    fn look(&self, story: &[Told], arrivals: &Arrivals, expected: &Shown, report: &mut ScenarioReport) -> Result<(), Refused> {
        let runs = self.here.runs()?;
        let letters = checks::letters(&self.here, &runs)?;
        let records: BTreeSet<u32> = story.iter().map(|told| told.number).collect();
        checks::records_are_accepted(report, &letters, records.len());
        checks::needed_fields_are_filled(report, &self.here.definition, &runs);
        self.lines_fit(report, &runs);
        let definition = &self.here.definition;
        let marks = self.here.marks()?;
        if definition.filter.is_none() && definition.source_filter.is_none() {
            let linked: BTreeSet<&str> = marks.iter().filter(|mark| mark.link.linked).map(|mark| mark.external_id.as_str()).collect();
            let gone: BTreeSet<u32> = story.iter().filter(|told| told.is_removal).map(|told| told.number).collect();
            let missing = records.difference(&gone).filter(|number| !linked.contains(Caller::key(**number).as_str())).count();
            let aside = letters.len().saturating_sub(arrivals.malformed);
            let told = records.len();
            let detail = (
                format!("{told} told of, {missing} of them not known here, {aside} put aside with a reason"),
                format!("共告知 {told} 条，其中 {missing} 条此处没有，{aside} 条已说明原因并搁置"),
            );
            report.check("nothing_lost", ("nothing is lost", "没有丢失"), missing <= aside, detail);
        }
        let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
        marks.iter().for_each(|mark| *owners.entry(mark.external_id.as_str()).or_default() += 1);
        let doubled = owners.values().filter(|count| **count > 1).count();
        let live = self.here.live()?.len();
        let told = records.len();
        let detail = (
            format!("{doubled} ids known twice, {live} records of {told} told of"),
            format!("{doubled} 个 ID 重复登记，告知 {told} 条，现有 {live} 条记录"),
        );
        report.check("nothing_doubled", ("nothing is doubled", "没有重复"), doubled == 0 && live <= records.len(), detail);
        let shown = self.shown()?;
        let all: BTreeSet<&String> = expected.keys().chain(shown.keys()).collect();
        let different = all.iter().filter(|key| expected.get(**key) != shown.get(**key)).count();
        let same = all.len() - different;
        let detail = (
            format!("{same} records as the last call about them says, {different} not"),
            format!("{same} 条记录与最后一次调用一致，{different} 条不一致"),
        );
        report.check("newest_counts", ("the last change of each record counts", "每条记录以最后一次变更为准"), different == 0, detail);
        checks::every_run_is_honest(report, &runs);
        self.look_at_bad_calls(arrivals, letters.len(), report);
        Ok(())
    }

    /// Lines that no record must have read the right members of what calls tell.
    fn lines_fit(&self, report: &mut ScenarioReport, runs: &[RunRow]) {
        let told = self.caller.records();
        let has = |record: &Map<String, Value>, column: &String| {
            let mut parts = column.split('.');
            let first = parts.next().and_then(|name| record.get(name));
            parts.try_fold(first?, |here, part| here.get(part)).map(checks::is_value)
        };
        let is_filled = |record: &Map<String, Value>, columns: &[String]| columns.iter().any(|column| has(record, column) == Some(true));
        let filled = |columns: &[String]| told.iter().filter(|record| is_filled(record, columns)).count();
        let is_known = |column: &str| told.iter().any(|record| record.contains_key(column.split('.').next().unwrap_or_default()));
        let rows = Rows { total: told.len(), filled: &filled, has: &is_known, lacks: &|_| false };
        lines::fit(report, CALLED, &self.here.definition, runs, &rows);
    }

    fn look_at_bad_calls(&self, arrivals: &Arrivals, letters: usize, report: &mut ScenarioReport) {
        let refused = usize::try_from(report.refused_calls).unwrap_or(usize::MAX);
        if arrivals.malformed > 0 {
            // A call without any content is refused at the door.
            let malformed = arrivals.malformed;
            let detail = (
                format!("{malformed} malformed calls, {refused} refused at the door, {letters} put aside with a reason"),
                format!("{malformed} 次格式错误的调用，{refused} 次在入口被拒绝，{letters} 次已说明原因并搁置"),
            );
            let is_told = refused + letters >= arrivals.malformed;
            report.check(
                "malformed_told",
                ("malformed calls are put aside with a reason", "格式错误的调用被搁置并说明原因"),
                is_told,
                detail,
            );
        }
        if arrivals.forged > 0 || arrivals.malformed == 0 {
            let forged = arrivals.forged;
            let detail = (format!("{forged} calls of strangers, {refused} refused"), format!("陌生人调用 {forged} 次，拒绝 {refused} 次"));
            let title = ("strangers are refused, and nobody else", "仅拒绝陌生人的调用");
            report.check("strangers_refused", title, refused == arrivals.forged, detail);
        }
    }
}

/// Every third call comes twice at once, every fifth once more at the end.
fn repeated(calls: &[Call]) -> Vec<Call> {
    let times = |at: usize| if at.is_multiple_of(3) { 2 } else { 1 };
    let mut all: Vec<Call> = calls.iter().enumerate().flat_map(|(at, call)| std::iter::repeat_n(call.clone(), times(at))).collect();
    // Half of them as calls of their own: not every system keeps the id of a call that it repeats.
    let again = calls.iter().step_by(5).enumerate().map(|(at, call)| {
        let id = if at.is_multiple_of(2) { call.id.clone() } else { format!("{}_again", call.id) };
        Call { id, ..call.clone() }
    });
    all.extend(again);
    all
}

/// Puts `more` between `calls`, evenly.
fn mixed(calls: Vec<Call>, more: Vec<Call>) -> Vec<Call> {
    let gap = (calls.len() / more.len().max(1)).max(1);
    let mut more = more.into_iter();
    let mut all = Vec::with_capacity(calls.len() + more.len());
    for (at, call) in calls.into_iter().enumerate() {
        if at.is_multiple_of(gap) {
            all.extend(more.next());
        }
        all.push(call);
    }
    all.extend(more);
    all
}

/// Another order, decided by `seed`.
fn shuffle(calls: &mut [Call], seed: u64) {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    for at in (1..calls.len()).rev() {
        // Xorshift.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let to = usize::try_from(state % (at as u64 + 1)).unwrap_or(0);
        calls.swap(at, to);
    }
}
