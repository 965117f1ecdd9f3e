//! The mapping table: a mapping as a workbook that a business user fills in. Here it is read; [`crate::table_write`] writes it.
//!
//! First sheet: one rule per row. Sheet `settings`: what holds for the whole mapping; other sheets only help the person and
//! are not read. A row without a target field is a column left out on purpose. Headings are found by either language, in any
//! order; unknown columns are ignored. Several source columns stand on lines of their own (or divided by ` + `); value tables
//! are `a=b; c=d`. A text with blanks at its ends or with signs that divide stands in double quotes, escaped as in JSON.

use std::io::{Cursor, Read};

use crate::error::{MappingError, Place};
use crate::rule::{FILE_BYTES_MAX, FindBy, Mapping, RULES_MAX, Rule, RulePlace, limit};
use crate::transform::{DayOrder, Transform, read_list};
use crate::width::compared;
use calamine::{Cell, Data, DataRef, Range, Reader, Xlsx};

/// Most rows of a mapping table.
const ROWS_MAX: usize = 5_000;
/// Most columns of a sheet.
const COLUMNS_MAX: usize = 256;
/// Most cells of a sheet.
const CELLS_MAX: usize = 200_000;
/// Most bytes that all parts of the workbook together may unfold to.
const UNFOLDED_BYTES_MAX: u64 = 20 * 1024 * 1024;

/// Headings of the rules: stable name, then what else they may be called.
pub(crate) const HEADINGS: [(Heading, &str, &[&str]); 9] = [
    (Heading::From, "source field / 来源字段", &["source field", "来源字段", "source", "from", "源字段"]),
    (Heading::To, "target field / 目标字段", &["target field", "目标字段", "target", "to"]),
    (Heading::Transform, "transform / 转换", &["transform", "transforms", "转换", "转换规则"]),
    (Heading::Default, "default / 默认值", &["default", "默认值", "缺省值"]),
    (Heading::Values, "value table / 值对照", &["value table", "values", "值对照", "值对照表"]),
    (Heading::Reference, "reference / 引用", &["reference", "find by", "引用", "引用方式"]),
    (Heading::Required, "required / 必填", &["required", "必填"]),
    (Heading::Sample, "sample / 示例", &["sample", "示例", "样例"]),
    (Heading::Note, "note / 备注", &["note", "notes", "备注", "说明"]),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    From,
    To,
    Transform,
    Default,
    Values,
    Reference,
    Required,
    Sample,
    Note,
}

/// What a mapping table says, and which of its rows cannot be read.
#[derive(Debug)]
pub struct TableRead {
    /// From the rows that can be read.
    pub mapping: Mapping,
    /// One for each row that cannot be read, in order.
    pub faults: Vec<MappingError>,
}

/// Reads a mapping table.
///
/// # Errors
/// [`MappingError`] naming the first row that cannot be read.
pub fn read_table(bytes: &[u8]) -> Result<Mapping, MappingError> {
    let TableRead { mapping, faults } = read_table_rows(bytes)?;
    faults.into_iter().next().map_or(Ok(mapping), Err)
}

/// Reads a mapping table row by row, so that its author sees everything at once that must be mended.
///
/// # Errors
/// [`MappingError`] when the file as a whole is no mapping table.
pub fn read_table_rows(bytes: &[u8]) -> Result<TableRead, MappingError> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(limit("file size", bytes.len(), FILE_BYTES_MAX));
    }
    let unfolded = unfolded_bytes(bytes);
    if unfolded > UNFOLDED_BYTES_MAX {
        return Err(MappingError::Limit { limit: "size of the unfolded workbook", found: unfolded, allowed: UNFOLDED_BYTES_MAX });
    }
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let names = workbook.sheet_names();
    let Some(first) = names.first() else { return Err(format_error(1, "the workbook has no sheet")) };
    let rules = cells_of(&mut workbook, first)?;
    let mut mapping = Mapping { version: 1, ..Mapping::default() };
    let mut faults = Vec::new();
    if let Some(second) = names.iter().find(|name| compared(name).contains("settings") || name.contains("设置")) {
        let settings = cells_of(&mut workbook, second)?;
        read_settings(&settings, &mut mapping, &mut faults);
    }
    read_rules(&rules, &mut mapping, &mut faults)?;
    faults.extend(mapping.form_faults());
    faults.sort_by_key(|fault| fault.place().number());
    Ok(TableRead { mapping, faults })
}

/// Bytes that the parts of the workbook unfold to, counted by unfolding them and keeping nothing: what their directory says may be
/// a lie. Stops above the limit. An archive that does not read is left to the reader to refuse.
fn unfolded_bytes(bytes: &[u8]) -> u64 {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return 0 };
    let mut sum = 0;
    for at in 0..archive.len() {
        let Ok(part) = archive.by_index(at) else { continue };
        // A part whose end is damaged counts as far as it goes.
        let mut rest = part.take(UNFOLDED_BYTES_MAX + 1 - sum);
        let mut buffer = [0_u8; 16 << 10];
        while let Ok(count @ 1..) = rest.read(&mut buffer) {
            sum += count as u64;
        }
        if sum > UNFOLDED_BYTES_MAX {
            break;
        }
    }
    sum
}

/// The cells of a sheet, read one by one: where they stand is checked before there is a range, because one far cell would make a
/// range of billions.
fn cells_of(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Range<Data>, MappingError> {
    let mut reader = workbook.worksheet_cells_reader(sheet)?;
    let mut cells = Vec::new();
    while let Some(cell) = reader.next_cell()? {
        let (row, column) = cell.get_position();
        if matches!(cell.get_value(), DataRef::Empty) {
            continue;
        }
        let (row_size, column_size) = (row as usize + 1, column as usize + 1);
        if row_size > ROWS_MAX {
            return Err(limit("number of rows", row_size, ROWS_MAX));
        }
        if column_size > COLUMNS_MAX {
            return Err(limit("number of columns", column_size, COLUMNS_MAX));
        }
        if cells.len() >= CELLS_MAX {
            return Err(limit("number of cells", cells.len() + 1, CELLS_MAX));
        }
        cells.push(Cell::new((row, column), Data::from(cell.get_value().clone())));
    }
    Ok(Range::from_sparse(cells))
}

fn read_settings(range: &Range<Data>, mapping: &mut Mapping, faults: &mut Vec<MappingError>) {
    let start = range.start().map_or(0, |(row, _)| row);
    for (number, row) in (start + 1..).zip(range.rows()) {
        if let Err(reason) = read_setting(row, mapping) {
            faults.push(MappingError::Format { place: Place::SettingsRow(number), reason: reason.to_owned() });
        }
    }
}

fn read_setting(row: &[Data], mapping: &mut Mapping) -> Result<(), &'static str> {
    let name = compared(&row.first().map(cell_text).unwrap_or_default());
    let value = row.get(1).map(cell_text).unwrap_or_default();
    if value.trim().is_empty() {
        return Ok(());
    }
    let text = || unquoted(&value);
    match name.split('/').next().unwrap_or_default().trim() {
        "object" | "对象" => mapping.object = text()?,
        "source" | "来源" => mapping.source = Some(text()?),
        "region" | "地区" => mapping.region = Some(text()?),
        "zone" | "时区" => mapping.zone = Some(text()?),
        "currency" | "币种" => mapping.currency = Some(text()?),
        "date_order" | "日期顺序" => {
            let order = DayOrder::named(value.trim());
            mapping.date_order = Some(order.ok_or("date_order is day_first, month_first, year_first or republic_year")?);
        }
        "match" | "匹配键" => {
            let keys = value.split([',', '，', ';', '；', '\n']).map(|key| key.trim().to_owned());
            mapping.match_keys = Some(keys.filter(|key| !key.is_empty()).collect());
        }
        _ => {}
    }
    Ok(())
}

fn read_rules(range: &Range<Data>, mapping: &mut Mapping, faults: &mut Vec<MappingError>) -> Result<(), MappingError> {
    let start = range.start().map_or(0, |(row, _)| row);
    let mut columns: Vec<(usize, Heading)> = Vec::new();
    for (number, row) in (start + 1..).zip(range.rows()) {
        if columns.is_empty() {
            let found = headings(row);
            if found.iter().any(|(_, heading)| *heading == Heading::To) && found.iter().any(|(_, heading)| *heading == Heading::From) {
                columns = found;
            }
            continue;
        }
        if let Err(fault) = read_rule(number, row, &columns, mapping) {
            faults.push(fault);
        }
        if mapping.fields.len() > RULES_MAX {
            return Err(limit("number of rules", mapping.fields.len(), RULES_MAX));
        }
    }
    if columns.is_empty() {
        return Err(format_error(1, "the heading row with \"source field\" and \"target field\" is missing"));
    }
    Ok(())
}

fn headings(row: &[Data]) -> Vec<(usize, Heading)> {
    let mut found = Vec::new();
    for (at, cell) in row.iter().enumerate() {
        let text = compared(&cell_text(cell));
        let known = HEADINGS.iter().find(|(_, shown, names)| text == *shown || names.contains(&text.as_str()));
        if let Some((heading, ..)) = known {
            found.push((at, *heading));
        }
    }
    found
}

fn read_rule(number: u32, row: &[Data], columns: &[(usize, Heading)], mapping: &mut Mapping) -> Result<(), MappingError> {
    let cell = |wanted: Heading| {
        let at = columns.iter().find(|(_, heading)| *heading == wanted).map(|(at, _)| *at);
        at.and_then(|at| row.get(at)).map(cell_text).unwrap_or_default()
    };
    let wrong = |reason: &'static str| format_error(number, reason);
    let from = read_sources(&cell(Heading::From)).map_err(wrong)?;
    let to = cell(Heading::To).trim().to_owned();
    if to.is_empty() {
        mapping.ignore.extend(from);
        return Ok(());
    }
    let transforms = read_list(cell(Heading::Transform).trim()).map_err(|error| MappingError::Setting {
        place: Place::TableRow(number),
        setting: "transform".to_owned(),
        reason: error.to_string(),
    })?;
    let default = cell(Heading::Default);
    if from.is_empty() && default.trim().is_empty() && !transforms.iter().any(Transform::gives_value) {
        // A line of the template that nobody filled in.
        return Ok(());
    }
    let optional = |text: String| if text.trim().is_empty() { Ok(None) } else { unquoted(&text).map(Some) };
    let required = compared(&cell(Heading::Required));
    mapping.fields.push(Rule {
        from,
        to,
        transforms,
        default: optional(default).map_err(wrong)?,
        values: read_values(&cell(Heading::Values)).map_err(wrong)?,
        reference: optional(cell(Heading::Reference)).map_err(wrong)?.map(|text| FindBy::from_text(&text)),
        required: matches!(required.as_str(), "yes" | "y" | "true" | "1" | "是" | "必填" | "x" | "√"),
        note: optional(cell(Heading::Note)).map_err(wrong)?,
        place: RulePlace(Some(Place::TableRow(number))),
    });
    Ok(())
}

fn cell_text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Bool(value) => value.to_string(),
        other => other.to_string(),
    }
}

fn format_error(row: u32, reason: &str) -> MappingError {
    MappingError::Format { place: Place::TableRow(row), reason: reason.to_owned() }
}

fn unquoted(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    if text.starts_with('"') {
        return serde_json::from_str(text).map_err(|_| "a text in quotes is not closed");
    }
    Ok(text.to_owned())
}

/// Pieces of `text` at `divides`, which does not count within quotes.
fn pieces<'a>(text: &'a str, divides: impl Fn(&'a str) -> Option<usize>) -> Vec<&'a str> {
    let mut found = Vec::new();
    let (mut start, mut at, mut inside, mut escaped) = (0, 0, false, false);
    let mut fresh = true;
    while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if inside {
            inside = escaped || character != '"';
            escaped = !escaped && character == '\\';
        } else if let Some(length) = text.get(at..).and_then(&divides) {
            found.push(text.get(start..at).unwrap_or_default());
            at += length;
            start = at;
            fresh = true;
            continue;
        } else {
            inside = fresh && character == '"';
            fresh = matches!(character, '=' | '＝') || (fresh && character.is_whitespace());
        }
        at += character.len_utf8();
    }
    found.push(text.get(start..).unwrap_or_default());
    found.retain(|piece| !piece.trim().is_empty());
    found
}

fn read_sources(text: &str) -> Result<Vec<String>, &'static str> {
    let divides = |rest: &str| if rest.starts_with('\n') { Some(1) } else { rest.starts_with(" + ").then_some(3) };
    pieces(text, divides).into_iter().map(unquoted).collect()
}

fn read_values(text: &str) -> Result<Vec<(String, String)>, &'static str> {
    let divides = |rest: &str| rest.chars().next().filter(|first| matches!(first, ';' | '；' | '\n')).map(char::len_utf8);
    let mut lines: Vec<(String, String)> = Vec::new();
    for piece in pieces(text, divides) {
        let equals = |rest: &str| rest.chars().next().filter(|first| matches!(first, '=' | '＝')).map(char::len_utf8);
        let sides = pieces(piece, equals);
        let (from, to) = match sides.as_slice() {
            [from, to] => (unquoted(from)?, unquoted(to)?),
            [from] => (unquoted(from)?, String::new()),
            [] | [_, _, _, ..] => return Err("a value table is written as a=b; c=d"),
        };
        if lines.iter().any(|(known, _)| *known == from) {
            return Err("a value table has the same value twice");
        }
        lines.push((from, to));
    }
    Ok(lines)
}
