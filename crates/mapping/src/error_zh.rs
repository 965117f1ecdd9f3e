//! Errors of mappings in Chinese. The reasons are written in English where they arise; here they are known by their pattern. What
//! has no pattern stays as it is: better in English than not told.

use crate::error::{MappingError, Place};

/// English and Chinese; `{}` is a part that is taken over.
const REASONS: &[(&str, &str)] = &[
    ("the file is neither a workbook (.xlsx) nor YAML", "该文件既不是工作簿（.xlsx）也不是 YAML"),
    ("the workbook has no sheet", "工作簿中没有工作表"),
    ("the heading row with \"source field\" and \"target field\" is missing", "缺少包含“来源字段”和“目标字段”的标题行"),
    (
        "date_order is day_first, month_first, year_first or republic_year",
        "日期顺序只能为 day_first、month_first、year_first 或 republic_year",
    ),
    ("a text in quotes is not closed", "引号没有成对"),
    ("a value table is written as a=b; c=d", "值对照应写成 a=b; c=d"),
    ("a value table has the same value twice", "值对照中有重复的值"),
    ("this program reads version 1", "仅支持版本 1"),
    ("name the object the rows become, e.g. customers", "请填写目标对象，例如 customers"),
    ("name the target field", "请填写目标字段"),
    ("name a source column, or give a default", "请填写来源字段，或给出默认值"),
    (
        "one transform says the kind of the value (date, phone …), and it stands last",
        "只能有一个说明值类型的转换（如 date、phone），并且放在最后",
    ),
    ("no transform is called {}; did you mean {}?", "没有名为 {} 的转换；是否指 {}？"),
    ("no transform is called {}", "没有名为 {} 的转换"),
    ("transform {} expects {}", "转换 {} 的参数应为：{}"),
    ("transforms are written as name(argument, argument), divided by |: {}", "转换应写成 名称(参数, 参数)，用 | 分隔：{}"),
    ("a name is missing", "缺少名称"),
    ("a | is missing", "缺少 |"),
    ("a ) is missing", "缺少右括号"),
    ("no argument", "无参数"),
    ("a column and one or more values", "一个列名和一个或多个值"),
    ("at most two arguments", "最多两个参数"),
    ("a text and its replacement", "原文字和替换后的文字"),
    ("a separator and the number of the piece, from 1", "分隔符和第几段（从 1 开始）"),
    ("a separator", "分隔符"),
    ("a regular expression and the number of a group", "正则表达式和分组编号"),
    ("a regular expression", "正则表达式"),
    ("one argument", "一个参数"),
    ("a text", "一段文字"),
    ("day_first, month_first, year_first or republic_year", "day_first、month_first、year_first 或 republic_year"),
    ("the mapping is for {}, the rows go to {}", "该映射用于 {}，而目标对象是 {}"),
    ("{} is no reference field", "{} 不是引用字段"),
    ("does not fit the type of the field {}", "不适用于字段 {} 的类型"),
    ("the field {} is no match key of {}", "字段 {} 不是 {} 的匹配键"),
    ("{} is not {}", "{} 不是{}"),
    ("the expression has no group {}", "表达式中没有分组 {}"),
    ("a country code such as CN", "国家代码（如 CN）"),
    ("a currency code such as CNY", "币种代码（如 CNY）"),
    ("a zone such as Asia/Shanghai or +08:00", "时区（如 Asia/Shanghai 或 +08:00）"),
];

const LIMITS: &[(&str, &str)] = &[
    ("file size", "文件大小"),
    ("size of the unfolded workbook", "工作簿解压后的大小"),
    ("number of rows", "行数"),
    ("number of columns", "列数"),
    ("number of cells", "单元格数"),
    ("number of rules", "规则数"),
];

pub(crate) fn text(error: &MappingError) -> String {
    match error {
        MappingError::Format { place, reason } => format!("{}：{}", place_text(*place), reason_text(reason)),
        MappingError::UnknownColumn { place, column, nearest } => {
            format!("{}：来源中没有字段“{column}”{}", place_text(*place), nearest_text(nearest))
        }
        MappingError::UnknownField { place, object, field, nearest } => {
            format!("{}：{object} 没有字段“{field}”{}", place_text(*place), nearest_text(nearest))
        }
        MappingError::Setting { place, setting, reason } => format!("{}：{setting}：{}", place_text(*place), reason_text(reason)),
        MappingError::Workbook(_) => "映射表不是可读取的 XLSX 工作簿".to_owned(),
        MappingError::WorkbookWrite(_) => "无法写出映射表".to_owned(),
        MappingError::Limit { limit, found, allowed } => {
            let name = LIMITS.iter().find(|(known, _)| known == limit).map_or(*limit, |(_, zh)| zh);
            format!("映射表：{name}超出上限（{found}，最多 {allowed}）")
        }
    }
}

fn place_text(place: Place) -> String {
    match place {
        Place::Whole => "映射".to_owned(),
        Place::Line(line) => format!("映射第 {line} 行"),
        Place::TableRow(row) => format!("映射表第 {row} 行"),
        Place::SettingsRow(row) => format!("映射表 settings 工作表第 {row} 行"),
        Place::Rule(rule) => format!("映射第 {rule} 条规则"),
    }
}

fn nearest_text(nearest: &[String]) -> String {
    if nearest.is_empty() {
        return String::new();
    }
    let names: Vec<String> = nearest.iter().map(|name| format!("“{name}”")).collect();
    format!("；是否指{}？", names.join("或"))
}

/// Parts are themselves reasons where they have a pattern.
fn reason_text(reason: &str) -> String {
    for (en, zh) in REASONS {
        if let Some(parts) = parts_of(reason, en) {
            return parts.iter().fold((*zh).to_owned(), |text, part| text.replacen("{}", &known_text(part), 1));
        }
    }
    reason.to_owned()
}

/// One level deep: what is quoted from the mapping is not looked at again.
fn known_text(part: &str) -> String {
    REASONS.iter().find(|(en, _)| *en == part).map_or_else(|| part.to_owned(), |(_, zh)| (*zh).to_owned())
}

/// What stands at each `{}` of `pattern`; `None` where `text` is something else.
fn parts_of<'a>(text: &'a str, pattern: &str) -> Option<Vec<&'a str>> {
    let mut pieces = pattern.split("{}");
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut parts = Vec::new();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        let at = if pieces.peek().is_none() { rest.strip_suffix(piece)?.len() } else { rest.find(piece)? };
        parts.push(rest.get(..at)?);
        rest = rest.get(at + piece.len()..)?;
    }
    rest.is_empty().then_some(parts)
}
