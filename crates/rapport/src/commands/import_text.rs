//! The report of an import as a person at a terminal reads it.

use std::path::Path;

use sync::{ImportReport, Note, SuggestionNote};

use crate::language::Language;
use crate::progress::grouped;
use crate::table::{columns, shortened};

/// Most lines of one list.
const LINES_MAX: usize = 40;
/// Widest cell.
const CELL_WIDTH: usize = 48;

/// The whole text.
pub fn describe(language: Language, report: &ImportReport, rejected: Option<&Path>) -> String {
    let mut text = String::new();
    let arrow = format!("{} → {}", report.file, report.object);
    text.push_str(&match language {
        Language::En => format!("{arrow} (source: {})\n", report.source),
        Language::Zh => format!("{arrow}（来源：{}）\n", report.source),
    });
    push_notes(&mut text, language.pick("The file", "文件"), &report.notes);
    push_mapping(&mut text, language, report);
    push_notes(&mut text, language.pick("Please look at", "请留意"), &report.warnings);
    push_findings(&mut text, language, report);
    push_counts(&mut text, language, report);
    if let Some(file) = rejected {
        let file = file.display();
        text.push_str(&match language {
            Language::En => format!("Rejected and held rows, with reasons: {file}   (correct them there and import that file)\n"),
            Language::Zh => format!("被拒绝和待定的行及原因：{file}   （在其中更正后再次导入该文件）\n"),
        });
    }
    text
}

fn heading(text: &mut String, title: &str) {
    text.push_str(title);
    text.push_str(":\n");
}

fn push_notes(text: &mut String, title: &str, notes: &[Note]) {
    if notes.is_empty() {
        return;
    }
    heading(text, title);
    let rows: Vec<[String; 2]> =
        notes.iter().map(|note| [format!("  {}", note.code.replace('_', " ")), shortened(&note.detail, 96)]).collect();
    push_rows(text, &rows);
}

fn push_rows<const N: usize>(text: &mut String, rows: &[[String; N]]) {
    text.push_str(&columns(rows.get(..LINES_MAX).unwrap_or(rows)));
    if rows.len() > LINES_MAX {
        text.push_str(&format!("  … {}\n", rows.len() - LINES_MAX));
    }
}

fn push_mapping(text: &mut String, language: Language, report: &ImportReport) {
    let line = |suggestion: &SuggestionNote| {
        [
            format!("  {}", shortened(&suggestion.column, CELL_WIDTH)),
            format!("→ {}", suggestion.target.as_deref().unwrap_or_default()),
            format!("{:.2}", suggestion.confidence),
            shortened(language.label(&suggestion.reason), 72),
        ]
    };
    let used: Vec<[String; 4]> = report.suggestions.iter().filter(|suggestion| suggestion.used).map(line).collect();
    let unsure: Vec<[String; 4]> =
        report.suggestions.iter().filter(|suggestion| !suggestion.used && suggestion.target.is_some()).map(line).collect();
    if !used.is_empty() {
        heading(text, language.pick("Columns used (proposed; confidence and why)", "使用的列（系统建议；可信度和原因）"));
        push_rows(text, &used);
    }
    if !unsure.is_empty() {
        heading(text, language.pick("Not sure enough, left out (give a --mapping to use them)", "不够可靠，未使用（可用 --mapping 指定）"));
        push_rows(text, &unsure);
    }
    let is_unsure = |column: &String| {
        report.suggestions.iter().any(|suggestion| suggestion.column == *column && !suggestion.used && suggestion.target.is_some())
    };
    let unmapped: Vec<&str> = report.unmapped_columns.iter().filter(|column| !is_unsure(column)).map(String::as_str).collect();
    if !unmapped.is_empty() {
        let list = unmapped.iter().take(LINES_MAX).copied().collect::<Vec<_>>().join(", ");
        let more = unmapped.len().saturating_sub(LINES_MAX);
        let more = if more == 0 { String::new() } else { format!(" … {more}") };
        text.push_str(&format!("{}: {list}{more}\n", language.pick("Columns not used", "未使用的列")));
    }
}

fn push_findings(text: &mut String, language: Language, report: &ImportReport) {
    if !report.findings.is_empty() {
        heading(text, language.pick("Problems of values (nothing was lost; rows are examples)", "数据问题（数据均已保留；行号为示例）"));
        let rows: Vec<[String; 4]> = report
            .findings
            .iter()
            .map(|finding| {
                let examples = finding.rows.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
                let examples = format!("{} {examples}", language.pick("rows", "行"));
                [
                    format!("  {}", grouped(finding.count)),
                    finding.field.clone(),
                    finding.code.text(language.of_model()).to_owned(),
                    examples,
                ]
            })
            .collect();
        push_rows(text, &rows);
    }
    if !report.shared_keys.is_empty() {
        heading(
            text,
            language.pick("Values that too many different records share; they identify nobody", "被过多不同记录共用的值，不用于识别"),
        );
        let rows: Vec<[String; 3]> = report
            .shared_keys
            .iter()
            .map(|key| [format!("  {}", key.kind), shortened(&key.value, CELL_WIDTH), key.holders.to_string()])
            .collect();
        push_rows(text, &rows);
    }
}

fn push_counts(text: &mut String, language: Language, report: &ImportReport) {
    let counts = &report.counts;
    let numbers = [
        (language.pick("read", "读取"), counts.read),
        (language.pick("created", "新建"), counts.created),
        (language.pick("updated", "更新"), counts.updated),
        (language.pick("unchanged", "未变"), counts.unchanged),
        (language.pick("merged", "合并"), counts.merged),
        (language.pick("rejected", "拒绝"), counts.rejected),
        (language.pick("held", "待定"), counts.held),
    ];
    let list = numbers.map(|(name, number)| format!("{name} {}", grouped(number))).join(" · ");
    let rate = grouped(report.rows_per_second);
    text.push_str(&match language {
        Language::En => format!("{list} · {:.2} s ({rate} rows/s)\n", report.seconds),
        Language::Zh => format!("{list} · {:.2} 秒（{rate} 行/秒）\n", report.seconds),
    });
    let run = &report.run_id;
    text.push_str(&match (language, report.dry_run) {
        (Language::En, true) => "Dry run: nothing was changed.\n".to_owned(),
        (Language::Zh, true) => "试运行：未做任何更改。\n".to_owned(),
        (Language::En, false) => format!("Run {run}   (to undo it: rapport run rollback {run})\n"),
        (Language::Zh, false) => format!("运行 {run}   （撤销：rapport run rollback {run}）\n"),
    });
}
