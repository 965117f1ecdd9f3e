//! What must be true after every scenario, looked up in the simulator's truth log and in what is known here.

use std::collections::{BTreeMap, BTreeSet};

use mapping::Rule;
use model::{Actor, Lang, RunId};
use serde_json::Value;
use store::{DeadLetterRow, DeadLetterState, ReviewState, RunRow, RunState, StoreError};
use sync::SyncDefinition;
use sync::worker::{PassEnd, PassStop};

use crate::Refused;
use crate::act::Act;
use crate::installation::Installation;
use crate::lines::{self, Rows};
use crate::report::ScenarioReport;

/// Dead letters of one run looked at.
const LETTERS_MAX: usize = 10_000;
/// More than one record in so many refused, or without a value that it needs, is a mapping that does not fit.
const REFUSED_SHARE_DIVISOR: usize = 5;

/// What was seen on the way.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seen {
    /// Live records before the faults.
    pub live: usize,
}

/// How the parts of a pass ended: what, status, and why where it did not go well.
pub(crate) fn statuses(end: &PassEnd) -> Vec<(&'static str, String, Option<String>)> {
    let told = |error: &Option<String>, warnings: &[sync::Note]| {
        let codes: Vec<&str> = warnings.iter().map(|note| &*note.code).collect();
        error.clone().or_else(|| (!codes.is_empty()).then(|| codes.join(", ")))
    };
    let of_read = |report: &sync::SyncReport| {
        let import = &report.import;
        ("reading", import.status.clone(), told(&import.error, &import.warnings))
    };
    let read = end.pushed.iter().chain(&end.read).map(of_read);
    let written = end.written.iter().map(|report| ("writing", report.status.clone(), told(&report.error, &report.warnings)));
    read.chain(written).filter(|(_, status, _)| !status.is_empty()).collect()
}

/// True when a pass says that something is the matter.
pub(crate) fn is_told(end: Option<&PassEnd>) -> bool {
    let Some(end) = end else { return true };
    end.is_paused || end.is_failed || statuses(end).iter().any(|(_, status, _)| status != "done" && status != "idle")
}

/// Looks at every promise.
pub(crate) fn run(act: &mut Act<'_>, seen: &Seen) -> Result<(), Refused> {
    let runs = act.stage.installation.runs()?;
    let letters = letters(&act.stage.installation, &runs)?;
    let there = act.stage.truth().len();
    records_are_accepted(&mut act.report, &letters, there);
    needed_fields_are_filled(&mut act.report, &act.stage.installation.definition, &runs);
    lines_fit(act, &runs);
    lines::lead_back(&mut act.report, &act.piece.definition);
    let letters = letters.len();
    everybody_is_known(act, letters)?;
    nothing_is_doubled(act)?;
    both_sides_are_equal(act, letters)?;
    nobody_called_in_a_forbidden_time(act);
    every_run_is_honest(&mut act.report, &runs);
    is_quiet(act);
    let live = act.stage.installation.live()?.len();
    if seen.live > 0 {
        let gone = act.stage.control("GET", &format!("/tables/{}/records?all=true&limit=0", act.stage.table.name), None);
        let there = &gone["total"];
        let detail =
            (format!("{live} records here, {there} there with those in the bin"), format!("此处 {live} 条记录，对方含回收站共 {there} 条"));
        act.report.check("still_there", ("everybody is still there", "所有人仍在"), live + 5 >= seen.live, detail);
    }
    Ok(())
}

/// Rows and writes that were put aside with a reason.
pub(crate) fn letters(installation: &Installation, runs: &[RunRow]) -> Result<Vec<DeadLetterRow>, StoreError> {
    installation.store.read(|session| {
        let mut letters = Vec::new();
        for run in runs {
            let found = session.dead_letters(RunId(run.id.0), -1, LETTERS_MAX)?;
            letters.extend(found.into_iter().filter(|letter| matches!(letter.state, DeadLetterState::Rejected | DeadLetterState::Held)));
        }
        Ok(letters)
    })
}

/// A mapping that fits takes nearly all rows; where it does not, the most frequent reason says what to mend.
pub(crate) fn records_are_accepted(report: &mut ScenarioReport, letters: &[DeadLetterRow], there: usize) {
    let mut reasons: BTreeMap<(&'static str, &'static str, &str), usize> = BTreeMap::new();
    for letter in letters.iter().filter(|letter| letter.state == DeadLetterState::Rejected) {
        *reasons.entry((letter.code.text(Lang::En), letter.code.text(Lang::Zh), letter.field.as_str())).or_default() += 1;
    }
    let rejected: usize = reasons.values().sum();
    let most = reasons.iter().max_by_key(|(_, count)| **count).map(|(reason, _)| *reason);
    let (most, most_zh) = most.map_or_else(Default::default, |(reason, reason_zh, field)| {
        (format!("; most often {field}: {reason}"), format!("；最常见的是 {field}：{reason_zh}"))
    });
    let detail =
        (format!("{rejected} rows refused, {there} records there{most}"), format!("{rejected} 行被拒绝，对方共 {there} 条记录{most_zh}"));
    let is_fine = rejected * REFUSED_SHARE_DIVISOR <= there;
    report.check("accepted", ("records are accepted", "记录被接受"), is_fine, detail);
}

/// A line of the mapping that is needed gives nearly every row a value; one that reads the wrong column does not.
pub(crate) fn needed_fields_are_filled(report: &mut ScenarioReport, definition: &SyncDefinition, runs: &[RunRow]) {
    let rules = definition.mapping.iter().flat_map(|mapping| &mapping.fields).filter(|rule| rule.required);
    let needed: Vec<(String, String)> = rules.map(|rule| (rule.to.clone(), rule.from.join(", "))).collect();
    let reports = runs.iter().filter_map(|run| serde_json::from_str::<Value>(&run.report).ok());
    let Some(largest) = reports.max_by_key(|report| report["read"].as_u64()) else { return };
    let read = largest["read"].as_u64().unwrap_or_default();
    for (to, columns) in needed {
        let findings = largest["findings"].as_array().into_iter().flatten();
        let missing = findings.filter(|finding| finding["code"] == "required_missing" && finding["field"] == to.as_str());
        // A row may tell it twice: by the mapping, and by the object that needs the field.
        let empty = missing.filter_map(|finding| finding["count"].as_u64()).sum::<u64>().min(read);
        let detail = (
            format!("{to} has no value in {empty} of {read} rows; it is read from {columns}"),
            format!("{read} 行中 {to} 在 {empty} 行没有值；它读自 {columns}"),
        );
        let is_fine = empty * REFUSED_SHARE_DIVISOR as u64 <= read;
        report.check("filled", ("needed fields have values", "必填字段有值"), is_fine, detail);
    }
}

/// Lines that no record must have read the right columns, as far as the simulator's people show it.
fn lines_fit(act: &mut Act<'_>, runs: &[RunRow]) {
    let truth = act.stage.truth();
    let table = &act.stage.table;
    let has = |record: &Value, column: &String| table.field(column).is_some_and(|field| is_value(&record["values"][&field.name]));
    let filled = |columns: &[String]| truth.iter().filter(|record| columns.iter().any(|column| has(record, column))).count();
    let added = &act.stage.added;
    // Where the system makes up the names of columns, one that is not here belongs to a form of the customer's own.
    let made_up = table.fields.iter().find_map(|field| field.widget.rfind('_').and_then(|end| field.widget.get(..=end)));
    let is_own = |column: &str| made_up.is_some_and(|prefix| column.starts_with(prefix));
    let is_known = |column: &str| (table.field(column).is_some() && !added.iter().any(|added| added == column)) || is_own(column);
    let staged: Vec<&str> =
        act.stage.installation.definition.mapping.iter().flat_map(|mapping| &mapping.fields).map(|rule| rule.to.as_str()).collect();
    let lacks = |rule: &Rule| !staged.contains(&rule.to.as_str());
    let rows = Rows { total: truth.len(), filled: &filled, has: &is_known, lacks: &lacks };
    lines::fit(&mut act.report, act.stage.system.connector, &act.piece.definition, runs, &rows);
}

/// Whether there is anything in it.
pub(crate) fn is_value(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(parts) => parts.values().any(is_value),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// I2: everything that is there is known here, or put aside with a reason.
fn everybody_is_known(act: &mut Act<'_>, letters: usize) -> Result<(), Refused> {
    let definition = &act.stage.installation.definition;
    if !definition.reads() || definition.filter.is_some() || definition.source_filter.is_some() || !definition.rollout.is_whole() {
        return Ok(());
    }
    let truth: BTreeSet<String> = act.stage.truth().iter().filter_map(|record| record["id"].as_str().map(str::to_owned)).collect();
    let marks = act.stage.installation.marks()?;
    let linked: BTreeSet<&str> = marks.iter().filter(|mark| mark.link.linked).map(|mark| mark.external_id.as_str()).collect();
    let missing = truth.iter().filter(|id| !linked.contains(id.as_str())).count();
    let there = truth.len();
    let detail = (
        format!("{there} there, {missing} of them not known here, {letters} put aside with a reason"),
        format!("对方共 {there} 条，其中 {missing} 条此处没有，{letters} 条已说明原因并搁置"),
    );
    act.report.check("nothing_lost", ("nothing is lost", "没有丢失"), missing <= letters, detail);
    Ok(())
}

/// I3: nothing that was made here exists twice there.
fn nothing_is_doubled(act: &mut Act<'_>) -> Result<(), Refused> {
    let marks = act.stage.installation.marks()?;
    let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
    for mark in &marks {
        *owners.entry(mark.external_id.as_str()).or_default() += 1;
    }
    let doubled = owners.values().filter(|count| **count > 1).count();
    let truth = act.stage.truth();
    let key = act.stage.installation.definition.outgoing.as_ref().and_then(|outgoing| outgoing.key_field.clone());
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    if let Some(key) = &key {
        let name = act.stage.table.field(key).map_or(key.as_str(), |field| field.name.as_str()).to_owned();
        for value in truth.iter().filter_map(|record| record["values"][&name].as_str()).filter(|value| !value.is_empty()) {
            *keys.entry(value.to_owned()).or_default() += 1;
        }
    }
    let same_key = keys.values().filter(|count| **count > 1).count();
    let detail = (
        format!("{doubled} ids known twice, {same_key} records made twice there"),
        format!("{doubled} 个 ID 重复登记，对方 {same_key} 条记录重复创建"),
    );
    act.report.check("nothing_doubled", ("nothing is doubled", "没有重复"), doubled + same_key == 0, detail);
    Ok(())
}

/// I1: the comparison record by record finds nothing, but what waits for a person.
fn both_sides_are_equal(act: &mut Act<'_>, letters: usize) -> Result<(), Refused> {
    let title = ("both sides are equal", "双方一致");
    let compared = act.stage.installation.passes.reconcile(act.stage.installation.sync, &Actor::System, &PassStop::default());
    let open = act.stage.installation.store.read(|session| session.reviews(ReviewState::Open, 0, 1_000))?.len() as u64;
    match compared {
        Ok(report) => {
            let waits = open + letters as u64;
            let drift = report.missing_here + report.missing_there + report.different;
            let (equal, missing_here, missing_there, different, shared) =
                (report.equal, report.missing_here, report.missing_there, report.different, report.same_record);
            let detail = (
                format!(
                    "{equal} equal, {missing_here} missing here, {missing_there} missing there, {different} different; {shared} are the same customer as another, {waits} wait for a person"
                ),
                format!(
                    "{equal} 条一致，此处缺 {missing_here} 条，对方缺 {missing_there} 条，{different} 条不同；{shared} 条与其他记录是同一客户，{waits} 条等待人工处理"
                ),
            );
            act.report.check("equal", title, drift <= waits, detail);
        }
        Err(error) => {
            let causes = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
            let detail = causes.map(ToString::to_string).collect::<Vec<_>>().join(": ");
            act.report.check("equal", title, false, (detail.clone(), detail));
        }
    }
    Ok(())
}

fn nobody_called_in_a_forbidden_time(act: &mut Act<'_>) {
    let counts = act.stage.control("GET", "/log/counts", None);
    let forbidden = counts["forbidden_calls"].as_u64().unwrap_or_default();
    let calls = &counts["calls"];
    let detail = (format!("{forbidden} of {calls} calls"), format!("{calls} 次请求中有 {forbidden} 次"));
    act.report.check("no_forbidden_calls", ("nobody calls in a forbidden time", "在被禁止的时间内没有调用"), forbidden == 0, detail);
}

/// I10: a run that left something out is not green.
pub(crate) fn every_run_is_honest(report: &mut ScenarioReport, runs: &[RunRow]) {
    let count = |told: &Value, name: &str| told[name].as_u64().unwrap_or(0);
    let lies = runs.iter().filter(|run| run.state == RunState::Done).filter(|run| {
        let told: Value = serde_json::from_str(&run.report).unwrap_or_default();
        let left = ["rejected", "held", "refused", "unknown", "unreadable"].iter().map(|name| count(&told, name)).sum::<u64>();
        left > 0 && told["status"] == "done"
    });
    let lies = lies.count();
    let runs = runs.len();
    let detail =
        (format!("{runs} runs, {lies} green although something was left out"), format!("{runs} 次运行，{lies} 次有遗漏却显示为成功"));
    report.check("honest", ("no run is green that left something out", "遗漏数据的运行不会显示为成功"), lies == 0, detail);
}

/// At rest nothing is written any more: no echo, no loop.
fn is_quiet(act: &mut Act<'_>) {
    let before = act.stage.writes().len();
    act.pass(sync::RunMode::Auto);
    let after = act.stage.writes().len();
    let detail = (format!("{before} writes there, {after} after one more pass"), format!("对方 {before} 次写入，再运行一次后 {after} 次"));
    act.report.check("quiet", ("at rest nothing is written", "稳定后不再写入"), before == after, detail);
}
