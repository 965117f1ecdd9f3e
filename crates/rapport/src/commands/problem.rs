//! `rapport problem`: rows that could not be applied, by cause; tried, applied again or left out.

use connector::one_line as on_one_line;
use model::{Actor, Lang, RecordId, format_ms};
use serde_json::{Map, Value, json};
use sync::problems::{Choice, Decide, NOTE_MAX, ProblemError, Problems, Replay, Replayed, RowId, Said};

use crate::context::Context;
use crate::failure::{Exit, Failure, one_line};
use crate::language::Language;
use crate::problem_arguments::{
    ProblemCommand, ProblemDecideArguments, ProblemExcludeArguments, ProblemListArguments, ProblemNoteArguments, ProblemReplayArguments,
    ProblemShowArguments, ProblemTestArguments,
};
use crate::table;

/// Width of values in tables.
const WIDTH_MAX: usize = 60;

/// Does what is asked.
///
/// # Errors
/// An unknown cause or row, a wrong correction, failures of the store.
pub fn run(context: &Context, command: &ProblemCommand) -> Result<Exit, Failure> {
    match command {
        ProblemCommand::List(arguments) => list(context, arguments),
        ProblemCommand::Show(arguments) => show(context, arguments),
        ProblemCommand::Test(arguments) => test(context, arguments),
        ProblemCommand::Replay(arguments) => replay(context, arguments),
        ProblemCommand::Decide(arguments) => decide(context, arguments),
        ProblemCommand::Exclude(arguments) => exclude(context, arguments),
        ProblemCommand::Note(arguments) => note(context, arguments),
    }
}

fn bench(context: &Context) -> Problems {
    Problems::new(context.records.clone(), context.tasks.clone(), context.import_settings.clone())
}

fn failed(context: &Context, error: &ProblemError) -> Failure {
    match error {
        ProblemError::Store(error) => context.store_failure(error),
        ProblemError::ReasonMissing
        | ProblemError::NoteMissing
        | ProblemError::NoColumn { .. }
        | ProblemError::TooMany(_)
        | ProblemError::NotHeld(_)
        | ProblemError::NotCandidate { .. } => Failure::usage(one_line(error)),
        ProblemError::NotFound(_)
        | ProblemError::Unreadable(_)
        | ProblemError::Gone(_)
        | ProblemError::Run(_)
        | ProblemError::Task(_)
        | ProblemError::Connection(_) => Failure::failed(one_line(error)),
    }
}

fn lang(language: Language) -> Lang {
    language.pick(Lang::En, Lang::Zh)
}

fn list(context: &Context, arguments: &ProblemListArguments) -> Result<Exit, Failure> {
    let groups = bench(context).groups().map_err(|error| failed(context, &error))?;
    let lang = lang(context.language);
    if arguments.answer.json {
        let items: Vec<Value> = groups
            .iter()
            .map(|group| {
                json!({
                    "id": group.id, "object": group.object, "source": group.source, "code": group.known.cause.code.name(),
                    "field": group.known.cause.field, "count": group.known.count, "held": group.known.held,
                    "cause": group.cause(lang), "advice": group.advice(lang),
                    "first_at": format_ms(group.known.first_ms), "last_at": format_ms(group.known.last_ms),
                })
            })
            .collect();
        context.print_json(&json!({ "items": items }))?;
        return Ok(Exit::Done);
    }
    let header = context.language.pick(["cause", "rows", "from", "what", "advice"], ["原因", "行数", "来源", "说明", "建议"]);
    let mut rows = vec![header.map(str::to_owned)];
    for group in groups {
        let (what, advice) = (group.cause(lang).to_owned(), group.advice(lang).to_owned());
        rows.push([group.id, group.known.count.to_string(), format!("{} → {}", group.source, group.object), what, advice]);
    }
    context.print(&table::columns(&rows))?;
    Ok(Exit::Done)
}

fn show(context: &Context, arguments: &ProblemShowArguments) -> Result<Exit, Failure> {
    let bench = bench(context);
    let limit = arguments.limit.clamp(1, 10_000);
    let letters = bench.letters(&arguments.id, !arguments.ended, None, limit).map_err(|error| failed(context, &error))?;
    let id = |letter: &store::Letter| RowId { run: letter.row.run, number: letter.row.row_number }.to_string();
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or(Value::Null);
    if arguments.answer.json {
        let items: Vec<Value> = letters
            .iter()
            .map(|letter| {
                json!({
                    "id": id(letter), "code": letter.row.code.name(), "field": letter.row.field, "detail": letter.row.detail,
                    "values": read(&letter.row.raw), "ended": read(&letter.ended),
                    "candidates": letter.row.candidates.split(',').filter(|id| !id.is_empty()).collect::<Vec<_>>(),
                })
            })
            .collect();
        context.print_json(&json!({ "items": items }))?;
        return Ok(Exit::Done);
    }
    let header = context.language.pick(["row", "detail", "values", "ended"], ["行", "详情", "内容", "结果"]);
    let mut rows = vec![header.map(str::to_owned)];
    for letter in &letters {
        let ended = read(&letter.ended).get("how").and_then(Value::as_str).unwrap_or_default().to_owned();
        let short = |text: &str| table::shortened(text, WIDTH_MAX);
        rows.push([id(letter), short(&letter.row.detail), short(&letter.row.raw), ended]);
    }
    context.print(&table::columns(&rows))?;
    Ok(Exit::Done)
}

fn row_id(context: &Context, text: &str) -> Result<RowId, Failure> {
    let wrong = || {
        Failure::usage(match context.language {
            Language::En => format!("{text:?} is no row; write it as `problem show` does, e.g. 12-345"),
            Language::Zh => format!("{text:?} 不是有效的行，请按 problem show 的写法，例如 12-345"),
        })
    };
    RowId::parse(text).ok_or_else(wrong)
}

fn rows_of(context: &Context, texts: &[String]) -> Result<Option<Vec<RowId>>, Failure> {
    let rows: Vec<RowId> = texts.iter().map(|text| row_id(context, text)).collect::<Result<_, _>>()?;
    Ok((!rows.is_empty()).then_some(rows))
}

fn corrections(context: &Context, texts: &[String]) -> Result<Map<String, Value>, Failure> {
    let pair = |text: &String| {
        let wrong = || {
            Failure::usage(match context.language {
                Language::En => format!("{text:?} is no correction; write --set COLUMN=VALUE"),
                Language::Zh => format!("{text:?} 不是有效的更正，请写成 --set 列=值"),
            })
        };
        let (column, value) = text.split_once('=').ok_or_else(wrong)?;
        Ok((column.trim().to_owned(), Value::String(value.to_owned())))
    };
    texts.iter().map(pair).collect()
}

fn test(context: &Context, arguments: &ProblemTestArguments) -> Result<Exit, Failure> {
    let (row, values) = (row_id(context, &arguments.row)?, corrections(context, &arguments.set)?);
    let tried = bench(context).try_row(&arguments.id, row, &values).map_err(|error| failed(context, &error))?;
    if arguments.answer.json {
        context.print_json(&json!(tried))?;
    } else if tried.applies {
        context.output.say(context.language.pick("it would be applied", "该行可以应用"));
    } else {
        let codes = tried.refused.join(", ");
        context.output.say(&match context.language {
            Language::En => format!("it would be refused again: {codes}"),
            Language::Zh => format!("仍会被拒绝：{codes}"),
        });
    }
    Ok(if tried.applies { Exit::Done } else { Exit::Leftovers })
}

fn replay(context: &Context, arguments: &ProblemReplayArguments) -> Result<Exit, Failure> {
    let ask = Replay { rows: rows_of(context, &arguments.row)?, set: corrections(context, &arguments.set)?, ..Replay::default() };
    let done = bench(context).replay(&arguments.id, &ask, &Actor::System).map_err(|error| failed(context, &error))?;
    say_replayed(context, &done, arguments.answer.json)
}

fn decide(context: &Context, arguments: &ProblemDecideArguments) -> Result<Exit, Failure> {
    let choice = match (arguments.this, arguments.one) {
        (Some(record), _) => Choice::This(Some(RecordId(record))),
        (None, true) => Choice::One,
        (None, false) => Choice::New,
    };
    let ask = Decide { rows: rows_of(context, &arguments.row)?, choice };
    let done = bench(context).decide(&arguments.id, &ask, &Actor::System).map_err(|error| failed(context, &error))?;
    say_replayed(context, &done, arguments.answer.json)
}

fn say_replayed(context: &Context, done: &Replayed, json: bool) -> Result<Exit, Failure> {
    if json {
        context.print_json(&json!(done))?;
    } else {
        let (runs, open) = (done.runs.join(", "), done.inbox + done.due);
        context.output.say(&match context.language {
            Language::En => format!(
                "{} rows applied again by run {runs}, {} of them refused again; {} superseded, {open} wait for the next pass",
                done.replayed, done.refused, done.superseded
            ),
            Language::Zh => format!(
                "运行 {runs} 重放 {} 行，其中 {} 行仍被拒绝；{} 行已有新版本，{open} 行等待下次同步",
                done.replayed, done.refused, done.superseded
            ),
        });
    }
    Ok(if done.refused > 0 { Exit::Leftovers } else { Exit::Done })
}

fn exclude(context: &Context, arguments: &ProblemExcludeArguments) -> Result<Exit, Failure> {
    let rows = rows_of(context, &arguments.row)?;
    let count = bench(context)
        .exclude(&arguments.id, rows.as_deref(), &arguments.reason, &Actor::System)
        .map_err(|error| failed(context, &error))?;
    if arguments.answer.json {
        context.print_json(&json!({ "excluded": count }))?;
    } else {
        context.output.say(&match context.language {
            Language::En => format!("{count} rows left out"),
            Language::Zh => format!("已排除 {count} 行"),
        });
    }
    Ok(Exit::Done)
}

fn note(context: &Context, arguments: &ProblemNoteArguments) -> Result<Exit, Failure> {
    let problems = bench(context);
    let Some(text) = &arguments.text else { return thread(context, &problems, arguments) };
    if text.chars().count() > NOTE_MAX {
        return Err(Failure::usage(match context.language {
            Language::En => format!("a note has at most {NOTE_MAX} characters"),
            Language::Zh => format!("备注最多 {NOTE_MAX} 个字符"),
        }));
    }
    let said = problems.note(&arguments.id, text, &Actor::System).map_err(|error| failed(context, &error))?;
    if arguments.answer.json {
        context.print_json(&said.to_json())?;
    } else {
        context.output.say(context.language.pick("noted", "已记录"));
    }
    Ok(Exit::Done)
}

/// What people said about a cause and did about it, newest first.
fn thread(context: &Context, problems: &Problems, arguments: &ProblemNoteArguments) -> Result<Exit, Failure> {
    let limit = arguments.limit.clamp(1, 1_000);
    let notes = problems.notes(&arguments.id, None, limit).map_err(|error| failed(context, &error))?;
    if arguments.answer.json {
        let items: Vec<Value> = notes.iter().map(sync::problems::Note::to_json).collect();
        context.print_json(&json!({ "items": items }))?;
        return Ok(Exit::Done);
    }
    let header = context.language.pick(["when", "who", "what"], ["时间", "人员", "内容"]);
    let mut rows = vec![header.map(str::to_owned)];
    rows.extend(notes.iter().map(|note| [format_ms(note.at_ms), note.by.clone(), words(context.language, &note.said)]));
    context.print(&table::columns(&rows))?;
    Ok(Exit::Done)
}

/// What was said or done, in one line.
fn words(language: Language, said: &Said) -> String {
    let is_zh = language == Language::Zh;
    match said {
        Said::Note { text } => on_one_line(text),
        Said::Assigned { person: Some(person) } if is_zh => format!("由人员 {person} 负责"),
        Said::Assigned { person: Some(person) } => format!("person {person} looks after it"),
        Said::Assigned { person: None } => language.pick("nobody looks after it", "无人负责").to_owned(),
        Said::Snoozed { until_ms, text } if is_zh => format!("推迟至 {}：{}", format_ms(*until_ms), on_one_line(text)),
        Said::Snoozed { until_ms, text } => format!("may wait until {}: {}", format_ms(*until_ms), on_one_line(text)),
        Said::Woken => language.pick("may not wait any longer", "不再推迟").to_owned(),
        Said::Replayed { rows, refused, .. } if is_zh => format!("重放 {rows} 行，其中 {refused} 行仍被拒绝"),
        Said::Replayed { rows, refused, .. } => format!("{rows} rows applied again, {refused} of them refused again"),
        Said::Decided { rows, choice, .. } if is_zh => format!("决定 {rows} 行（{choice}）"),
        Said::Decided { rows, choice, .. } => format!("{rows} rows decided ({choice})"),
        Said::Excluded { rows, text } if is_zh => format!("排除 {rows} 行：{}", on_one_line(text)),
        Said::Excluded { rows, text } => format!("{rows} rows left out: {}", on_one_line(text)),
    }
}
