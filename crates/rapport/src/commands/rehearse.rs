//! `rapport sandbox rehearse` and `scenarios`: a sync played through faults, and what can be played.

use std::io::Write;
use std::sync::atomic::AtomicBool;

use model::{Actor, RunId};
use records::Records;
use rehearsal::{Ask, Of, Refused, Rehearsals, Report, SETS, Scenario};
use serde_json::{Value, json};
use server::rehearsals::{RehearsalAsk, RehearsalRefused, Rehearse};
use store::{RunRow, RunState, Store, StoreError};
use sync::jobs::JobKind;
use sync::tasks::Tasks;

use crate::context::Context;
use crate::failure::{Exit, Failure, one_line};
use crate::language::Language;
use crate::sandbox_arguments::{RehearseArguments, ScenariosArguments};
use crate::table::columns;

/// Plays a sync now and says what held.
///
/// # Errors
/// An unknown sync or scenario, a system without a simulator, failures of the store.
pub fn run(context: &Context, arguments: &RehearseArguments) -> Result<Exit, Failure> {
    let task = context.tasks.by_name(&arguments.name).map_err(|error| Failure::failed(one_line(&error)))?;
    let rehearsals = Rehearsals::new(&context.records, &context.tasks);
    let ask = Ask { scenarios: arguments.scenarios.clone(), seed: arguments.seed, records: arguments.records, sample: arguments.sample };
    let run = rehearsals.begin(task.row.id, &ask, &Actor::System, RunState::Running).map_err(|error| failure(&error))?;
    let language = context.language;
    let mut told = |done: usize, all: usize| {
        let what = language.pick("scenarios", "个场景");
        context.output.say(&format!("{done}/{all} {what}"));
    };
    let report = rehearsals.play(&run, &AtomicBool::new(false), &mut told).map_err(|error| failure(&error))?;
    if arguments.answer.json {
        context.print_json(&json!(report))?;
    } else {
        context.print(&story(language, &report))?;
    }
    Ok(if report.is_green() { Exit::Done } else { Exit::Failed })
}

fn failure(error: &Refused) -> Failure {
    match error {
        Refused::NoScenario { .. } => Failure::usage(error.to_string()),
        Refused::NoSimulator { .. }
        | Refused::NoStream { .. }
        | Refused::NoCalls { .. }
        | Refused::Task(_)
        | Refused::Connection(_)
        | Refused::Store(_)
        | Refused::Stage(_) => Failure::failed(one_line(error)),
    }
}

/// The report for people: a line per scenario, and below it what did not hold.
fn story(language: Language, report: &Report) -> String {
    let result = |result: &str| match result {
        "passed" => language.pick("passed", "通过"),
        "failed" => language.pick("FAILED", "未通过"),
        _ => language.pick("skipped", "跳过"),
    };
    let header = language.pick(["scenario", "result", "what happens", "calls"], ["场景", "结果", "情形", "请求数"]);
    let mut rows = vec![header.map(str::to_owned)];
    rows.extend(report.scenarios.iter().map(|scenario| {
        let title = language.pick(&scenario.title, &scenario.title_zh);
        [scenario.name.clone(), result(&scenario.result).to_owned(), title.clone(), scenario.calls.to_string()]
    }));
    let mut text = columns(&rows);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    for scenario in report.scenarios.iter().filter(|scenario| scenario.result == "failed") {
        for check in scenario.checks.iter().filter(|check| !check.passed) {
            text.push_str(&format!(
                "{}: {} ({})\n",
                scenario.name,
                language.pick(&check.title, &check.title_zh),
                language.pick(&check.detail, &check.detail_zh)
            ));
        }
        text.push_str(&scenario.events.iter().map(|event| format!("  {event}\n")).collect::<String>());
    }
    if report.sample > 0 {
        let title = language.pick("masked records of this installation", "本系统的脱敏记录");
        text.push_str(&format!("{title}: {}\n", report.sample));
    }
    for left_out in language.pick(&report.left_out, &report.left_out_zh) {
        text.push_str(&format!("{}: {left_out}\n", language.pick("left out", "未包含")));
    }
    let end = if report.is_green() {
        language.pick("every promise held", "所有承诺均得到遵守")
    } else {
        language.pick("not every promise held", "部分承诺未得到遵守")
    };
    text.push_str(&format!("{end} ({} {})\n", language.pick("run", "运行"), report.run_id));
    text
}

/// Lists what can be played.
///
/// # Errors
/// When nobody can read it.
pub fn scenarios(arguments: &ScenariosArguments, language: Language) -> Result<Exit, Failure> {
    let text = if arguments.json {
        let mut text = serde_json::to_string_pretty(&catalogue()).map_err(|error| Failure::because("JSON", &error))?;
        text.push('\n');
        text
    } else {
        let header = language.pick(["name", "system", "what", "scenarios or faults"], ["名称", "系统", "内容", "场景或故障"]);
        let mut rows = vec![header.map(str::to_owned)];
        rows.extend(
            SETS.iter()
                .map(|set| [set.name.to_owned(), String::new(), language.pick(set.title.0, set.title.1).to_owned(), set.names().join(" ")]),
        );
        rows.extend(rehearsal::scenarios().map(|one| {
            let system = system(one).unwrap_or_default().to_owned();
            [one.name.to_owned(), system, language.pick(one.title.0, one.title.1).to_owned(), one.faults.join(" ")]
        }));
        columns(&rows)
    };
    std::io::stdout().write_all(text.as_bytes()).map_err(|error| Failure::because(language.pick("output", "输出"), &error))?;
    Ok(Exit::Done)
}

fn catalogue() -> Value {
    let title = |title: (&str, &str)| json!({"en": title.0, "zh": title.1});
    let sets = SETS.iter().map(|set| json!({"name": set.name, "title": title(set.title), "scenarios": set.names()}));
    let is_called = |one: &Scenario| match one.of {
        Of::Asked | Of::Only(_) => json!(false),
        Of::Called => json!(true),
        Of::Both => Value::Null,
    };
    let scenarios = rehearsal::scenarios().map(|one| {
        json!({"name": one.name, "title": title(one.title), "faults": one.faults, "connector": system(one), "is_called": is_called(one)})
    });
    json!({"sets": sets.collect::<Vec<_>>(), "scenarios": scenarios.collect::<Vec<_>>()})
}

/// The connector whose systems alone do what a scenario tells.
fn system(scenario: &Scenario) -> Option<&'static str> {
    match scenario.of {
        Of::Only(connector) => Some(connector),
        Of::Asked | Of::Called | Of::Both => None,
    }
}

/// The rehearsals of a server.
pub struct Played {
    rehearsals: Rehearsals,
    store: Store,
}

impl Played {
    /// Over the syncs of an installation.
    pub fn new(records: &Records, tasks: &Tasks) -> Self {
        Self { rehearsals: Rehearsals::new(records, tasks), store: records.store().clone() }
    }
}

impl Rehearse for Played {
    fn catalogue(&self) -> Value {
        catalogue()
    }

    fn queue(&self, sync: i64, ask: RehearsalAsk, actor: &Actor) -> Result<RunRow, RehearsalRefused> {
        let ask = Ask { scenarios: ask.scenarios, seed: ask.seed, records: ask.records, sample: ask.sample };
        self.rehearsals.begin(sync, &ask, actor, RunState::Queued).map_err(|error| match error {
            Refused::NoScenario { .. } => RehearsalRefused::Scenario(error.to_string()),
            Refused::Task(error) => RehearsalRefused::Task(error),
            Refused::Store(error) => RehearsalRefused::Store(error),
            Refused::NoSimulator { .. }
            | Refused::NoStream { .. }
            | Refused::NoCalls { .. }
            | Refused::Connection(_)
            | Refused::Stage(_) => RehearsalRefused::Unsupported(error.to_string()),
        })
    }

    fn job_kind(&self) -> JobKind {
        self.rehearsals.clone().job_kind()
    }

    fn is_green(&self, run: RunId, sync: i64, version: i64) -> Result<bool, StoreError> {
        self.store.read(|session| rehearsal::is_green(session, run, sync, version))
    }
}
