//! One scenario: a first read under faults, changes on both sides under faults, an end of the faults, rest.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use model::{Actor, Clock};
use serde_json::json;
use sync::RunMode;
use sync::worker::{Ask, PassEnd, PassStop};

use crate::Refused;
use crate::checks::{self, Seen};
use crate::report::{ScenarioReport, Words};
use crate::scenario::{Expect, Scenario};
use crate::stage::{Piece, Stage};

/// Passes while faults strike.
const FAULTY_PASSES: u32 = 5;
/// Passes until both sides must be at rest.
const PASSES_MAX: u32 = 40;
/// Simulated time between two passes where nothing says otherwise: longer than connectors look back.
const GAP: Duration = Duration::from_secs(700);
/// The same while faults strike: many passes in a short time.
const FAULTY_GAP: Duration = Duration::from_secs(40);
/// Records changed on each side.
const CHANGED: usize = 5;
/// After so many quiet passes both sides are at rest.
const QUIET: u32 = 2;

/// One scenario at work.
pub(crate) struct Act<'a> {
    pub stage: Stage,
    pub piece: &'a Piece,
    pub report: ScenarioReport,
    scenario: &'a Scenario,
    cancel: &'a AtomicBool,
    turn: u64,
}

/// Plays `scenario`.
///
/// # Errors
/// [`Refused`] where the stage cannot be set up.
pub(crate) fn play(piece: &Piece, scenario: &Scenario, cancel: &AtomicBool) -> Result<(ScenarioReport, Vec<Words>), Refused> {
    let mut report = ScenarioReport::of(scenario);
    if scenario.needs_tokens && !piece.counterpart.has_tokens() {
        report.skip(("the system gives no tokens", "该系统不使用令牌"));
        return Ok((report, Vec::new()));
    }
    let stage = Stage::new(piece, scenario.settings)?;
    let left_out = stage.installation.left_out.clone();
    let started_ms = stage.installation.time.now_ms();
    let mut act = Act { stage, piece, report, scenario, cancel, turn: 0 };
    act.go()?;
    act.report.seconds = (act.stage.installation.time.now_ms() - started_ms) / 1_000;
    let counts = act.stage.control("GET", "/log/counts", None);
    act.report.calls = counts["calls"].as_u64().unwrap_or_default();
    let by_status = counts["endpoints"].as_object().into_iter().flatten().filter_map(|(_, count)| count["by_status"].as_object());
    let refused = by_status.flatten().filter(|(status, _)| status.parse::<u16>().is_ok_and(|status| status >= 400));
    act.report.refused_calls = refused.filter_map(|(_, count)| count.as_u64()).sum();
    if act.report.result != "skipped" {
        act.report.judge();
    }
    Ok((act.report, left_out))
}

impl Act<'_> {
    fn go(&mut self) -> Result<(), Refused> {
        match self.scenario.expect {
            Expect::Recovers | Expect::Stops => {
                self.order_faults(None)?;
                self.faulty_passes();
                let seen = self.seen_in_trouble()?;
                self.clear_faults();
                self.stage.installation.mend()?;
                self.rest();
                self.change_both_sides()?;
                self.order_faults(None)?;
                self.faulty_passes();
                self.clear_faults();
                self.stage.installation.mend()?;
                self.end(&seen)
            }
            Expect::KeepsEverybody => {
                self.rest();
                let seen = Seen { live: self.stage.installation.live()?.len() };
                self.order_faults(None)?;
                let ended = self.pass(RunMode::Full);
                let told = checks::is_told(ended.as_ref());
                let live = self.stage.installation.live()?.len();
                let before = seen.live;
                let detail = (format!("{before} records before, {live} after"), format!("之前 {before} 条记录，之后 {live} 条"));
                self.report.check("nobody_deleted", ("nobody is deleted", "没有人被删除"), live >= seen.live, detail);
                self.report.check("told", ("the run is not green", "运行未显示为成功"), told, self.last_event());
                self.clear_faults();
                self.stage.installation.mend()?;
                self.change_both_sides()?;
                self.end(&seen)
            }
            Expect::TellsSchema => self.schema(),
        }
    }

    /// Both sides come to rest and are compared.
    fn end(&mut self, seen: &Seen) -> Result<(), Refused> {
        let came_to_rest = self.rest();
        // What was changed without a new stamp is found by a full read.
        self.pass(RunMode::Full);
        let came_to_rest = self.rest() && came_to_rest;
        let passes = self.report.passes;
        let detail = (format!("{passes} passes"), format!("{passes} 次运行"));
        self.report.check("rest", ("both sides come to rest", "双方趋于稳定"), came_to_rest, detail);
        checks::run(self, seen)
    }

    fn last_event(&self) -> Words {
        let told = self.report.events.last().map(|event| (event.clone(), event.clone()));
        told.unwrap_or_else(|| ("it ended as done".to_owned(), "运行以完成告终".to_owned()))
    }

    fn seen_in_trouble(&mut self) -> Result<Seen, Refused> {
        let connection = self.stage.installation.connections.get(self.stage.installation.connection)?;
        if self.scenario.expect == Expect::Stops {
            let stopped = connection.state == store::ConnectionState::Paused && !connection.reason.is_empty();
            let reason = if connection.reason.is_empty() {
                ("it goes on".to_owned(), "仍在继续".to_owned())
            } else {
                (connection.reason.clone(), connection.reason)
            };
            self.report.check("stopped", ("the connection stops and says why", "连接停止并说明原因"), stopped, reason);
            let calls = self.stage.running.calls(self.stage.system.vendor, "*");
            let detail = (format!("{calls} calls while it was refused"), format!("被拒绝期间 {calls} 次请求"));
            self.report.check("no_storm", ("nobody calls again and again", "没有反复调用"), calls <= 40, detail);
        }
        Ok(Seen::default())
    }

    fn order_faults(&mut self, column: Option<&str>) -> Result<(), Refused> {
        let vendor = self.stage.system.vendor;
        for fault in self.scenario.faults {
            let fault = match column {
                Some(column) => fault.replace("{column}", &format!("{}.{column}", self.stage.table.name)),
                None => (*fault).to_owned(),
            };
            let spec = format!("{vendor}:{fault}");
            self.stage.running.fault(&spec).map_err(|error| Refused::Stage(error.to_string()))?;
            if !self.report.faults.contains(&spec) {
                self.report.faults.push(spec);
            }
        }
        Ok(())
    }

    /// Takes the faults back and notes how often they struck.
    fn clear_faults(&mut self) {
        let ordered = self.stage.running.control("GET", "/faults", None);
        let of_system = ordered[self.stage.system.vendor].as_array().into_iter().flatten();
        self.report.struck += of_system.filter_map(|fault| fault["struck"].as_u64()).sum::<u64>();
        self.stage.running.clear_faults();
    }

    fn faulty_passes(&mut self) {
        for _ in 0..FAULTY_PASSES {
            let due_ms = self.pass(RunMode::Auto).and_then(|end| end.due_ms);
            self.wait(due_ms, FAULTY_GAP);
        }
    }

    /// Passes until nothing happens any more; true when it came to that.
    fn rest(&mut self) -> bool {
        let mut quiet = 0;
        for _ in 0..PASSES_MAX {
            if self.cancel.load(Ordering::Relaxed) {
                return false;
            }
            let before = self.stage.writes().len();
            let end = self.pass(RunMode::Auto);
            let is_quiet = end.as_ref().is_some_and(|end| is_quiet(end) && end.due_ms.is_none()) && self.stage.writes().len() == before;
            quiet = if is_quiet { quiet + 1 } else { 0 };
            if quiet >= QUIET {
                return true;
            }
            self.wait(end.and_then(|end| end.due_ms), GAP);
        }
        false
    }

    /// Lets the time pass that a sync waits for, or `gap`.
    fn wait(&self, due_ms: Option<i64>, gap: Duration) {
        let now_ms = self.stage.installation.time.now_ms();
        let until = due_ms.map_or(0, |due_ms| due_ms - now_ms + 1);
        let wait = if until > 0 { Duration::from_millis(until.unsigned_abs()).min(Duration::from_secs(86_400)) } else { gap };
        self.stage.installation.time.advance(wait);
    }

    /// One pass; `None` when it did not begin. What did not go well is an event.
    pub fn pass(&mut self, mode: RunMode) -> Option<PassEnd> {
        if self.cancel.load(Ordering::Relaxed) {
            return None;
        }
        self.report.passes += 1;
        let ask = Ask { mode, trigger: "schedule", actor: Actor::System, part: sync::Part::default() };
        let end = self.stage.installation.passes.run(self.stage.installation.sync, &ask, &PassStop::default(), &mut |_| ());
        self.report.ended(end)
    }

    /// People work on both sides: texts change, records come and go.
    fn change_both_sides(&mut self) -> Result<(), Refused> {
        self.turn += 1;
        let (turn, seed) = (self.turn, self.report.name.len() as u64);
        let truth = self.stage.truth();
        let table = self.stage.table.name.clone();
        let records = format!("/tables/{table}/records");
        let pick = |at: usize, from: usize| (usize::try_from(seed).unwrap_or(0) + at * 7) % from.max(1);
        let id_of = |at: usize| truth.get(pick(at, truth.len())).and_then(|record| record["id"].as_str()).map(str::to_owned);
        if let Some((_, column)) = self.stage.text_field() {
            for at in 0..CHANGED {
                if let Some(id) = id_of(at) {
                    let body = json!({"values": {column.as_str(): format!("changed there {turn}.{at}")}});
                    self.stage.control("PATCH", &format!("{records}/{id}"), Some(&body));
                }
            }
            let known = truth.get(pick(9, truth.len())).map(|record| record["values"].clone()).unwrap_or_default();
            let mut values = json!({column.as_str(): format!("new there {turn}")});
            if known["LastName"].is_string() {
                values["LastName"] = json!(format!("Rehearsal {turn}"));
            }
            for name in self.stage.needed_fields() {
                if values[&name].is_null() {
                    values[&name] = known[&name].clone();
                }
            }
            self.stage.control("POST", &records, Some(&json!({"values": values})));
        }
        if let Some(id) = id_of(11).filter(|_| truth.len() > 20) {
            self.stage.control("DELETE", &format!("{records}/{id}"), None);
        }
        if let Some(field) = self.stage.outgoing_field().cloned() {
            let live = self.stage.installation.live()?;
            if self.stage.installation.definition.outgoing.as_ref().is_some_and(|outgoing| outgoing.create) {
                self.stage.installation.create_like(live.first(), &field, turn);
            }
            for at in 0..CHANGED {
                if let Some(row) = live.get(pick(at + 3, live.len())) {
                    self.stage.installation.set_text(row, &field, &format!("changed here {turn}.{at}"));
                }
            }
        }
        Ok(())
    }

    /// The schema changes: values stay and people are told.
    fn schema(&mut self) -> Result<(), Refused> {
        let Some((field, column)) = self.stage.text_field().map(|(field, column)| (field.id, column)) else {
            self.report.skip(("no column that is read holds free texts", "所读的列均不含自由文本"));
            return Ok(());
        };
        self.rest();
        let with_value = |act: &Self| -> Result<usize, Refused> {
            let docs = act.stage.installation.live()?;
            let has = |doc: &str| model::Doc::from_json(&act.stage.installation.object, doc).is_ok_and(|doc| doc.get(field).is_some());
            Ok(docs.iter().filter(|row| has(&row.doc)).count())
        };
        let before = with_value(self)?;
        self.order_faults(Some(&column))?;
        let mut told = false;
        for mode in [RunMode::Auto, RunMode::Full] {
            self.change_both_sides()?;
            let end = self.pass(mode);
            told |= checks::is_told(end.as_ref());
            self.wait(None, GAP);
        }
        let is_still_named = self.names(&column);
        self.clear_faults();
        let after = with_value(self)?;
        let detail = (format!("{before} records with a value before, {after} after"), format!("之前 {before} 条记录有值，之后 {after} 条"));
        self.report.check("values_stay", ("values of the missing column stay", "缺失列的值得以保留"), after >= before, detail);
        if !told && is_still_named && after >= before {
            self.report.skip((
                "the system goes on naming a column that is gone: nobody can tell it from one that is empty",
                "系统仍会列出已不存在的列：无法与空列区分",
            ));
            return Ok(());
        }
        self.report.check("told", ("people are told", "已提示"), told, self.last_event());
        Ok(())
    }

    /// True when the other system says that it has this column.
    fn names(&self, column: &str) -> bool {
        let installation = &self.stage.installation;
        let account = installation.connections.open_for_discovery(installation.connection);
        let fields = account.ok().and_then(|account| account.fields(&installation.definition.stream).ok());
        fields.is_some_and(|fields| fields.iter().any(|field| field.name == column))
    }
}

/// True when a pass found nothing to do.
fn is_quiet(end: &PassEnd) -> bool {
    let read = end
        .read
        .as_ref()
        .map(|report| report.import.counts)
        .map_or(0, |counts| counts.created + counts.updated + counts.merged + counts.removed);
    let written = end.written.as_ref().map(|report| report.counts).map_or(0, |counts| counts.written() + counts.adopted + counts.waits);
    !end.is_paused && !end.is_failed && read + written == 0
}
