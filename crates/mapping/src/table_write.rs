//! Writes mapping tables: the rules of a mapping with all that a person needs beside them to change them in a spreadsheet
//! program, that is the fields and columns there are (cells offer them as a list), and what transforms can be written.

use model::{FieldType, Object};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Format, FormatAlign, Workbook, Worksheet};

use crate::error::MappingError;
use crate::rule::{FindBy, Mapping, Rule, TARGET_EXTERNAL_ID, TARGET_UPDATED_AT};
use crate::suggest::Suggestions;
use crate::table::{HEADINGS, Heading};
use crate::transform::{DayOrder, OPERATORS, write_list};

/// Rows below the rules that offer the same lists.
const ROWS_OPEN: u32 = 200;
/// Source columns that are listed.
const LISTED_MAX: usize = 2_000;
const TARGETS: &str = "target fields";
const SOURCES: &str = "source fields";

/// What stands beside the rules.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// The object whose fields are listed.
    pub object: Option<&'a Object>,
    /// Columns of the source with an example value each, in the order of the source.
    pub columns: &'a [(String, String)],
}

/// A text as it is written in a cell: in quotes where it would be misread.
fn quoted(text: &str) -> String {
    let plain = !text.is_empty()
        && text.trim() == text
        && !text.starts_with(['"', '＂'])
        && !text.contains(['=', '＝', ';', '；', '\n', '\r', '\\'])
        && !text.contains(" + ");
    if plain { text.to_owned() } else { model::fragment::text(text) }
}

/// Writes a mapping table that [`crate::read_table`] reads back to the same mapping.
///
/// # Errors
/// [`MappingError::WorkbookWrite`].
pub fn write_table(mapping: &Mapping, beside: Beside<'_>) -> Result<Vec<u8>, MappingError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let sheet = workbook.add_worksheet();
    sheet.set_name("mapping")?;
    for ((heading, shown, _), at) in HEADINGS.iter().zip(0_u16..) {
        sheet.write_string_with_format(0, at, *shown, &bold)?;
        sheet.set_column_width(at, width(*heading))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let ignored = mapping.ignore.iter().map(|column| Rule { from: vec![column.clone()], ..Rule::default() });
    let mut end = 0;
    for (rule, row) in mapping.fields.iter().cloned().chain(ignored).zip(1_u32..) {
        write_rule(sheet, row, &rule, beside.columns, &wrapped)?;
        end = row;
    }
    offer_lists(sheet, end + ROWS_OPEN, beside)?;
    write_settings(&mut workbook, mapping)?;
    if let Some(object) = beside.object {
        write_targets(&mut workbook, object, &bold)?;
    }
    if !beside.columns.is_empty() {
        write_sources(&mut workbook, beside.columns, &bold)?;
    }
    write_transforms(&mut workbook, &bold)?;
    Ok(workbook.save_to_buffer()?)
}

/// In characters.
fn width(heading: Heading) -> f64 {
    match heading {
        Heading::From | Heading::To | Heading::Transform | Heading::Sample => 26.0,
        Heading::Values | Heading::Note => 40.0,
        Heading::Default | Heading::Reference | Heading::Required => 16.0,
    }
}

/// The cells of source and target offer what there is. Other texts stay allowed: parts of fields, several columns, other spellings.
fn offer_lists(sheet: &mut Worksheet, end: u32, beside: Beside<'_>) -> Result<(), MappingError> {
    let targets = beside.object.map_or(0, |object| targets(object).len());
    for (heading, name, count) in [(Heading::From, SOURCES, beside.columns.len().min(LISTED_MAX)), (Heading::To, TARGETS, targets)] {
        let at = HEADINGS.iter().position(|(known, ..)| *known == heading).and_then(|at| u16::try_from(at).ok());
        let (Some(at), true) = (at, count > 0) else { continue };
        let list = DataValidation::new()
            .allow_list_formula(format!("='{name}'!$A$2:$A${}", count + 1).as_str().into())
            .set_error_style(DataValidationErrorStyle::Information)
            .show_error_message(false);
        sheet.add_data_validation(1, at, end, at, &list)?;
    }
    Ok(())
}

/// Every name a rule may lead to, with label, type and whether a value is required.
fn targets(object: &Object) -> Vec<[String; 4]> {
    let own = [
        (TARGET_EXTERNAL_ID, "Id in the source / 来源系统中的编号"),
        (TARGET_UPDATED_AT, "Time of the last change in the source / 来源系统中的最后修改时间"),
    ];
    let mut rows: Vec<[String; 4]> =
        own.into_iter().map(|(name, label)| [name.to_owned(), label.to_owned(), String::new(), String::new()]).collect();
    for field in object.live_fields() {
        let label = format!("{} / {}", field.label.en, field.label.zh);
        let required = if field.required { "yes" } else { "" };
        rows.push([field.name.clone(), label.clone(), type_name(&field.field_type), required.to_owned()]);
        for part in field.field_type.parts() {
            rows.push([format!("{}.{part}", field.name), label.clone(), (*part).to_owned(), String::new()]);
        }
    }
    rows
}

fn type_name(field_type: &FieldType) -> String {
    let value = serde_json::to_value(field_type).unwrap_or_default();
    value.get("type").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

fn write_targets(workbook: &mut Workbook, object: &Object, bold: &Format) -> Result<(), MappingError> {
    let headings = ["target field / 目标字段", "label / 名称", "type / 类型", "required / 必填"];
    let rows: Vec<Vec<String>> = targets(object).into_iter().map(Vec::from).collect();
    write_list_sheet(workbook, TARGETS, &headings, &rows, bold)
}

fn write_sources(workbook: &mut Workbook, columns: &[(String, String)], bold: &Format) -> Result<(), MappingError> {
    let rows: Vec<Vec<String>> =
        columns.iter().take(LISTED_MAX).map(|(name, sample)| vec![quoted(name), sample.chars().take(1_000).collect()]).collect();
    write_list_sheet(workbook, SOURCES, &["source field / 来源字段", "sample / 示例"], &rows, bold)
}

fn write_transforms(workbook: &mut Workbook, bold: &Format) -> Result<(), MappingError> {
    let rows: Vec<Vec<String>> = OPERATORS
        .iter()
        .map(|name| {
            let (written, en, zh) = described(name);
            vec![written.to_owned(), en.to_owned(), zh.to_owned()]
        })
        .collect();
    write_list_sheet(workbook, "transforms", &["transform / 转换", "what it does", "作用"], &rows, bold)
}

/// A sheet that only helps: headings and texts.
fn write_list_sheet(
    workbook: &mut Workbook,
    name: &str,
    headings: &[&str],
    rows: &[Vec<String>],
    bold: &Format,
) -> Result<(), MappingError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    for (heading, at) in headings.iter().zip(0_u16..) {
        sheet.write_string_with_format(0, at, *heading, bold)?;
        sheet.set_column_width(at, 36)?;
    }
    for (cells, row) in rows.iter().zip(1_u32..) {
        for (text, column) in cells.iter().zip(0_u16..) {
            if !text.is_empty() {
                sheet.write_string(row, column, text)?;
            }
        }
    }
    Ok(())
}

/// An operator as it may be written, and what it does.
fn described(name: &str) -> (&'static str, &'static str, &'static str) {
    match name {
        "trim" => ("trim", "without blanks at both ends", "去除首尾空白"),
        "lower" => ("lower", "lower case", "转为小写"),
        "upper" => ("upper", "upper case", "转为大写"),
        "title" => ("title", "first letter of each word in upper case", "每个单词首字母大写"),
        "text" => ("text", "blanks collapsed, invisible characters removed", "合并空白并去除不可见字符"),
        "replace" => ("replace(a, b)", "every a becomes b", "把 a 全部替换为 b"),
        "prefix" => ("prefix(C-)", "text put before the value", "在值前面加上文字"),
        "suffix" => ("suffix(-CN)", "text put after the value", "在值后面加上文字"),
        "concat" => ("concat(\" \")", "all source columns joined", "连接所有来源字段"),
        "first_non_empty" => ("first_non_empty", "the first source column that is not empty", "取第一个非空的来源字段"),
        "split" => ("split(-, 1)", "cut at the separator; the piece of this number", "按分隔符拆分，取第几段"),
        "regex_extract" => ("regex_extract(\"[0-9]+\", 0)", "the part that the expression finds", "取正则表达式匹配的部分"),
        "value" => ("value(CN)", "this text whatever the source holds", "始终为该文字"),
        "default" => ("default(CN)", "this text where the value is empty", "值为空时使用该文字"),
        "when" => ("when(status, active)", "nothing unless the column holds one of the values", "仅当该列为所列的值时取值"),
        "number" => ("number", "a decimal number", "数字"),
        "money" => ("money(CNY)", "an amount; the currency where the value names none", "金额；未注明时使用该币种"),
        "date" => (
            "date(day_first)",
            "a day; which number stands first (day_first, month_first, year_first, republic_year)",
            "日期；年月日的顺序",
        ),
        "datetime" => ("datetime(Asia/Shanghai)", "a moment; the zone of times that name none", "时间；未注明时使用该时区"),
        "phone" => ("phone(CN)", "a phone number; the region where it has no country code", "电话；无国家代码时使用该地区"),
        "email" => ("email", "an e-mail address", "邮箱"),
        "boolean" => ("boolean", "yes or no", "是或否"),
        "json" => ("json", "JSON", "JSON"),
        "name" => ("name", "name of a person", "人名"),
        "company" => ("company", "name of a company", "公司名称"),
        "credit_code" => ("credit_code", "unified social credit code", "统一社会信用代码"),
        "resident_id" => ("resident_id", "resident identity number", "居民身份证号"),
        "country" => ("country", "country code", "国家代码"),
        "currency" => ("currency", "currency code", "币种代码"),
        "address" => ("address", "a postal address, taken apart", "地址，自动拆分"),
        _ => ("", "", ""),
    }
}

fn write_rule(sheet: &mut Worksheet, row: u32, rule: &Rule, samples: &[(String, String)], wrapped: &Format) -> Result<(), MappingError> {
    let from = rule.from.iter().map(|name| quoted(name)).collect::<Vec<_>>().join("\n");
    let values = rule.values.iter().map(|(from, to)| format!("{}={}", quoted(from), quoted(to))).collect::<Vec<_>>().join("; ");
    let sample = rule.from.iter().find_map(|name| samples.iter().find(|(column, _)| column == name)).map_or("", |(_, sample)| sample);
    let transforms = write_list(&rule.transforms);
    let default = rule.default.as_deref().map(quoted).unwrap_or_default();
    let note = rule.note.as_deref().map(quoted).unwrap_or_default();
    let required = if rule.required { "yes" } else { "" };
    let reference = rule.reference.as_ref().map(FindBy::to_text).unwrap_or_default();
    let cells: [&str; 9] = [&from, &rule.to, &transforms, &default, &values, &reference, required, sample, &note];
    for (text, column) in cells.into_iter().zip(0_u16..) {
        if !text.is_empty() {
            sheet.write_string_with_format(row, column, text, wrapped)?;
        }
    }
    Ok(())
}

fn write_settings(workbook: &mut Workbook, mapping: &Mapping) -> Result<(), MappingError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name("settings")?;
    sheet.set_column_width(0, 24)?;
    sheet.set_column_width(1, 40)?;
    let optional = |text: &Option<String>| text.as_deref().map(quoted).unwrap_or_default();
    let order = mapping.date_order.map(DayOrder::name);
    let rows = [
        ("object / 对象", quoted(&mapping.object)),
        ("source / 来源", optional(&mapping.source)),
        ("region / 地区", optional(&mapping.region)),
        ("zone / 时区", optional(&mapping.zone)),
        ("currency / 币种", optional(&mapping.currency)),
        ("date_order / 日期顺序", order.unwrap_or_default().to_owned()),
        ("match / 匹配键", mapping.match_keys.as_ref().map(|keys| keys.join(", ")).unwrap_or_default()),
    ];
    for ((name, value), row) in rows.into_iter().zip(0_u32..) {
        sheet.write_string(row, 0, name)?;
        if !value.is_empty() {
            sheet.write_string(row, 1, value)?;
        }
    }
    Ok(())
}

/// A mapping table to fill in: the proposals, or one row per field with the source column left open.
///
/// # Errors
/// [`MappingError::WorkbookWrite`].
pub fn template_table(object: &Object, suggestions: Option<&Suggestions>) -> Result<Vec<u8>, MappingError> {
    let columns =
        suggestions.map(|known| known.columns.iter().map(|known| (known.column.clone(), known.sample.clone())).collect::<Vec<_>>());
    write_table(&template(object, suggestions), Beside { object: Some(object), columns: columns.as_deref().unwrap_or_default() })
}

/// A YAML mapping to fill in: the proposals, or one commented rule per field.
#[must_use]
pub fn template_yaml(object: &Object, suggestions: Option<&Suggestions>) -> String {
    let mapping = template(object, suggestions);
    if suggestions.is_some() {
        return mapping.to_yaml();
    }
    let mut text = format!("version: 1\nobject: {}\nfields:\n", object.name);
    for rule in &mapping.fields {
        text.push_str(&format!("  # {}\n  # - from:\n  #   to: {}\n", rule.note.as_deref().unwrap_or_default(), rule.to));
    }
    text
}

fn template(object: &Object, suggestions: Option<&Suggestions>) -> Mapping {
    if let Some(suggestions) = suggestions {
        let mut mapping = suggestions.clone().into_mapping();
        for rule in &mut mapping.fields {
            let known = suggestions.columns.iter().find(|known| rule.from.first() == Some(&known.column));
            rule.note = known.map(|known| format!("{:.0} %: {} {}", known.confidence * 100.0, known.reason.en, known.reason.zh));
        }
        return mapping;
    }
    let mut mapping = Mapping::new(&object.name);
    let own = [
        (TARGET_EXTERNAL_ID, "id in the source", "来源系统中的编号"),
        (TARGET_UPDATED_AT, "time of the last change in the source", "来源系统中的最后修改时间"),
    ];
    let own = own.into_iter().map(|(to, en, zh)| (to.to_owned(), format!("{en} / {zh}")));
    let fields = object.live_fields().map(|field| (field.name.clone(), format!("{} / {}", field.label.en, field.label.zh)));
    for (to, note) in own.chain(fields) {
        let required = object.field(&to).is_some_and(|field| field.required);
        mapping.fields.push(Rule { to, required, note: Some(note), ..Rule::default() });
    }
    mapping
}
