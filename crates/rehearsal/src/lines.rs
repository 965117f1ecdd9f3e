//! Whether the lines of a mapping fit the columns that they read, also those that no record must have.
//!
//! Two things tell a line that reads the wrong column. Its field refuses most of the values that come. Or the other system has no such column,
//! where the ready-made sync of the same stream, which is known to fit, reads the field from other columns and finds values there. A column
//! that is there and mostly empty is nobody's mistake.

use mapping::Rule;
use serde_json::Value;
use store::RunRow;
use sync::SyncDefinition;
use sync::ready;

use crate::report::{ScenarioReport, Words};

/// Fewer values that were refused are no sign of anything.
const REFUSED_MIN: u64 = 3;
/// A column with a value in fewer than one of so many rows is no profile of a field.
const FILLED_SHARE_DIVISOR: usize = 5;
/// Lines named in one report.
const NAMED_MAX: usize = 20;
/// Findings that say that a value is none of its field.
const REFUSALS: &[&str] = &[
    "phone_invalid",
    "email_invalid",
    "date_invalid",
    "year_missing",
    "number_invalid",
    "boolean_invalid",
    "option_unknown",
    "credit_code_invalid",
    "resident_id_invalid",
    "country_unknown",
    "currency_unknown",
    "url_invalid",
    "validation_failed",
    "value_unmapped",
    "json_invalid",
];

/// The rows that the other system has.
pub(crate) struct Rows<'a> {
    /// How many there are.
    pub total: usize,
    /// In how many of them one of these columns has a value.
    pub filled: &'a dyn Fn(&[String]) -> usize,
    /// Whether the other system has a column by itself.
    pub has: &'a dyn Fn(&str) -> bool,
    /// Whether the rehearsal goes without a line, because nothing that it reads is there.
    pub lacks: &'a dyn Fn(&Rule) -> bool,
}

/// Looks at each line of `definition` that is not required; what those read is looked at where they are missing, unless the rehearsal
/// goes without the line.
pub(crate) fn fit(report: &mut ScenarioReport, connector: &str, definition: &SyncDefinition, runs: &[RunRow], rows: &Rows<'_>) {
    let ready = ready_lines(connector, definition);
    let reports = runs.iter().filter_map(|run| serde_json::from_str::<Value>(&run.report).ok());
    let largest = reports.max_by_key(|report| report["read"].as_u64()).unwrap_or_default();
    let lines = definition.mapping.iter().flat_map(|mapping| &mapping.fields);
    let plain: Vec<&Rule> =
        lines.filter(|rule| (!rule.required || (rows.lacks)(rule)) && !rule.from.is_empty() && !is_of_system(&rule.to)).collect();
    let mut broken: Vec<Words> = plain.iter().filter_map(|rule| reason(rule, &ready, &largest, rows)).collect();
    let count = broken.len();
    broken.truncate(NAMED_MAX);
    let detail = match broken.as_slice() {
        [] => (format!("{} lines", plain.len()), format!("{} 行", plain.len())),
        some => {
            let (words, chinese): (Vec<&str>, Vec<&str>) = some.iter().map(|(words, chinese)| (words.as_str(), chinese.as_str())).unzip();
            (words.join("; "), chinese.join("；"))
        }
    };
    report.check("lines_fit", ("lines of the mapping fit their columns", "映射行与所读的列相符"), count == 0, detail);
}

/// Looks whether fields that go both ways are written to the columns that they are read from.
pub(crate) fn lead_back(report: &mut ScenarioReport, definition: &SyncDefinition) {
    if !definition.reads() || !definition.writes() {
        return;
    }
    let crossings = definition.crossings();
    let told = crossings.iter().take(NAMED_MAX).map(|crossing| crossing.told());
    let (words, chinese): (Vec<String>, Vec<String>) = told.map(|told| (told.en, told.zh)).unzip();
    let detail = if crossings.is_empty() {
        ("each is written to a column that it is read from".to_owned(), "每个字段都写回所读的列".to_owned())
    } else {
        (words.join("; "), chinese.join("；"))
    };
    report.check("lead_back", ("fields go back to the columns that they come from", "字段写回其来源列"), crossings.is_empty(), detail);
}

/// Why a line does not fit.
fn reason(rule: &Rule, ready: &[Rule], largest: &Value, rows: &Rows<'_>) -> Option<Words> {
    let (to, columns) = (rule.to.as_str(), rule.from.join(", "));
    let here = (rows.filled)(&rule.from);
    let field = to.split('.').next().unwrap_or_default();
    let findings = largest["findings"].as_array().into_iter().flatten();
    let refused = findings.filter(|finding| {
        let of_line = finding["field"] == to || finding["field"] == field;
        of_line && finding["code"].as_str().is_some_and(|code| REFUSALS.contains(&code))
    });
    let refused: u64 = refused.filter_map(|finding| finding["count"].as_u64()).sum();
    let read = largest["read"].as_u64().unwrap_or_default();
    let values = if rows.total == 0 { read } else { read.saturating_mul(here as u64) / rows.total as u64 };
    if refused >= REFUSED_MIN && refused.saturating_mul(2) > values {
        return Some((
            format!("{to} refuses {refused} of {values} values that it reads from {columns}"),
            format!("{to} 从 {columns} 读取的 {values} 个值中有 {refused} 个被拒绝"),
        ));
    }
    if rule.from.iter().any(|column| (rows.has)(column)) {
        return None;
    }
    // Another of the names that such a column usually has is no wrong one.
    let is_other = |known: &&Rule| known.to == to && !rule.from.iter().any(|column| known.from.contains(column));
    let known = ready.iter().find(is_other)?;
    let there = (rows.filled)(&known.from);
    let is_profile = there > 0 && there * FILLED_SHARE_DIVISOR >= rows.total;
    (is_profile && here * FILLED_SHARE_DIVISOR < there).then(|| {
        let usual = known.from.join(", ");
        let total = rows.total;
        (
            format!("{to} has a value in {here} of {total} rows; it is read from {columns}, and {usual} has one in {there}"),
            format!("{total} 行中 {to} 仅在 {here} 行有值；它读自 {columns}，而 {usual} 在 {there} 行有值"),
        )
    })
}

/// The lines of the ready-made sync of this stream, for systems of this connector.
fn ready_lines(connector: &str, definition: &SyncDefinition) -> Vec<Rule> {
    let choices = ready::all().into_iter().flatten().flat_map(|ready| &ready.roles).flat_map(|role| &role.choices);
    let is_same = |choice: &&ready::Choice| {
        let named = |name: &str| choice.sync.get(name).and_then(Value::as_str);
        choice.connector == connector
            && named("object") == Some(definition.object.as_str())
            && named("stream").is_none_or(|stream| stream.eq_ignore_ascii_case(&definition.stream))
    };
    let lines = choices.filter(is_same).find_map(|choice| choice.sync.get("mapping")?.get("fields").cloned());
    lines.and_then(|lines| serde_json::from_value(lines).ok()).unwrap_or_default()
}

fn is_of_system(to: &str) -> bool {
    [mapping::TARGET_EXTERNAL_ID, mapping::TARGET_UPDATED_AT].contains(&to)
}
