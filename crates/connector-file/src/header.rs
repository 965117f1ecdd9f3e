//! Where the column names of a table stand, and what they are.
//!
//! Each of the first rows is judged as a header: does it name most columns, with distinct text, unlike the rows below it?
//! Two rows are judged together where the upper one holds groups (`客户` over `编号`, `名称`). Rows above a header may only
//! be titles and notes: they must be clearly narrower, so that no data is lost to a wrong guess.

use std::collections::{HashMap, HashSet};

use connector::{ConnectorError, ShapeNote};

use crate::cell_class::{CellClass, classify};
use crate::notes;
use crate::raw::format_error;
use crate::rejected::ANNOTATION_COLUMNS;
use crate::rows::SampleRow;

/// A merged range of a sheet, rows counted from 1, columns from 0, all inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Merge {
    pub first_row: u64,
    pub last_row: u64,
    pub first_column: usize,
    pub last_column: usize,
}

/// Merged ranges near the top of a sheet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Merges(pub Vec<Merge>);

/// One column of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// Which cell of the raw row, counted from 0.
    pub source: usize,
    pub name: String,
}

/// How to read the table below.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    /// First and last row of the header; none when the table has no names.
    pub header: Option<(u64, u64)>,
    /// Rows with a smaller number are no data.
    pub first_data: u64,
    pub columns: Vec<Column>,
    /// Cells of a raw row that belong to a known column, used or not.
    pub source_width: usize,
    /// Cells of the raw row without name and value so far.
    pub unnamed: Vec<usize>,
    /// Cells filled in an ordinary row.
    pub typical_filled: usize,
    title_rows: usize,
    duplicates: Vec<String>,
    annotations: usize,
}

impl Plan {
    pub(crate) fn tell(&self, found: &mut Vec<ShapeNote>) {
        match self.header {
            Some((first, last)) if first == last => notes::add(found, notes::HEADER_ROW, first.to_string()),
            Some((first, last)) => notes::add(found, notes::HEADER_ROW, format!("{first}-{last}")),
            None => notes::add(found, notes::HEADER_MISSING, format!("{} columns", self.columns.len())),
        }
        if self.title_rows > 0 {
            notes::add(found, notes::TITLE_ROWS_SKIPPED, self.title_rows.to_string());
        }
        if !self.duplicates.is_empty() {
            notes::add(found, notes::HEADER_DUPLICATES, self.duplicates.join(", "));
        }
        if self.annotations > 0 {
            notes::add(found, notes::ANNOTATION_COLUMNS_SKIPPED, self.annotations.to_string());
        }
    }

    pub(crate) fn check_width(&self, what: &str, columns_max: usize) -> Result<(), ConnectorError> {
        if self.source_width <= columns_max {
            return Ok(());
        }
        let (found, allowed) = (self.source_width as u64, columns_max as u64);
        Err(ConnectorError::Limit { what: what.to_owned(), limit: "number of columns", found, allowed })
    }

    /// Fails when a person named a header row that is not among the first rows.
    pub(crate) fn check_told(&self, what: &str, told: Option<u64>) -> Result<(), ConnectorError> {
        match told {
            Some(number) if number > 0 && self.header.is_none() => {
                Err(format_error(what, &format!("row {number}"), "the header row that was told is not among the first rows"))
            }
            Some(_) | None => Ok(()),
        }
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }
}

/// So many of the first filled rows may be the header.
const CANDIDATES_MAX: usize = 40;
/// So many rows below a candidate are compared with it.
const BODY_ROWS_MAX: usize = 100;
/// Rows above a header hold at most this share of its cells.
const TITLE_SHARE_MAX: f64 = 0.7;

struct Candidate {
    names: Vec<String>,
    first: usize,
    last: usize,
    score: f64,
    looks_like_data: bool,
}

/// Finds the header; `told` is the row that a person named (0: there is none).
pub(crate) fn find(sample: &[SampleRow], merges: &Merges, told: Option<u64>) -> Plan {
    let filled: Vec<usize> = (0..sample.len()).filter(|at| row(sample, *at).filled() > 0).collect();
    let looked = Looked::at(sample);
    let best = match told {
        Some(0) => None,
        Some(number) => sample.iter().position(|row| row.number == number).map(|at| judged(&looked, row_names(row(sample, at)), at, at)),
        None => best_candidate(&looked, &filled, merges),
    };
    match best {
        Some(best) => plan_with_header(sample, best),
        None => plan_without_header(sample),
    }
}

static NO_ROW: SampleRow = SampleRow { number: 0, cells: Vec::new() };

fn row(sample: &[SampleRow], at: usize) -> &SampleRow {
    sample.get(at).unwrap_or(&NO_ROW)
}

/// The first rows, with the look of each cell: every candidate is compared with the same rows.
struct Looked<'a> {
    rows: &'a [SampleRow],
    looks: Vec<Vec<CellClass>>,
}

impl<'a> Looked<'a> {
    fn at(rows: &'a [SampleRow]) -> Self {
        let looks = rows.iter().map(|row| row.cells.iter().map(|(kind, text)| classify(*kind, text)).collect()).collect();
        Self { rows, looks }
    }

    fn look(&self, row: usize, column: usize) -> CellClass {
        self.looks.get(row).and_then(|looks| looks.get(column)).copied().unwrap_or(CellClass::Empty)
    }
}

fn best_candidate(looked: &Looked<'_>, filled: &[usize], merges: &Merges) -> Option<Candidate> {
    let sample = looked.rows;
    let mut best: Option<Candidate> = None;
    let mut widest_above = 0;
    for (position, at) in filled.iter().copied().enumerate().take(CANDIDATES_MAX) {
        let upper = row(sample, at);
        let mut candidates = vec![judged(looked, row_names(upper), at, at)];
        let follows = filled.get(position + 1) == Some(&(at + 1));
        if let Some(names) = follows.then(|| grouped_names(upper, row(sample, at + 1), merges)).flatten() {
            let mut pair = judged(looked, names, at, at + 1);
            pair.score += 0.1;
            candidates.push(pair);
        }
        for mut candidate in candidates {
            candidate.score -= 0.05 * position as f64;
            let named = candidate.names.iter().filter(|name| !name.is_empty()).count();
            let titles_fit = widest_above as f64 <= TITLE_SHARE_MAX * named as f64;
            if titles_fit && best.as_ref().is_none_or(|best| candidate.score > best.score) {
                best = Some(candidate);
            }
        }
        widest_above = widest_above.max(upper.filled());
    }
    best.filter(|best| !best.looks_like_data)
}

fn row_names(row: &SampleRow) -> Vec<String> {
    row.cells.iter().map(|(_, text)| tidy(text)).collect()
}

/// One line without surrounding blanks.
fn tidy(text: &str) -> String {
    text.trim_matches('\u{FEFF}').split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True when [`tidy`] makes `tidied` of `text`.
fn is_tidied_to(text: &str, tidied: &str) -> bool {
    text.trim_matches('\u{FEFF}').split_whitespace().eq(tidied.split(' '))
}

/// The names of two rows of which the upper one holds groups; None when they are no such pair.
fn grouped_names(upper: &SampleRow, lower: &SampleRow, merges: &Merges) -> Option<Vec<String>> {
    let width = upper.cells.len().max(lower.cells.len());
    let lower_is_text = lower.cells.iter().all(|(kind, text)| matches!(classify(*kind, text), CellClass::Text | CellClass::Empty));
    if !lower_is_text || upper.filled() < 2 || lower.filled() < 2 {
        return None;
    }
    let spanning: Vec<&Merge> = merges
        .0
        .iter()
        .filter(|merge| merge.first_row == upper.number && merge.last_row == upper.number && merge.last_column > merge.first_column)
        .collect();
    let mut groups = vec![String::new(); width];
    if spanning.is_empty() {
        // Merges are lost in text: a group goes on to the right as long as the lower row has names and the upper has none.
        let only_upper = (0..width).any(|column| upper.is_filled(column) && !lower.is_filled(column));
        let only_lower = (0..width).any(|column| !upper.is_filled(column) && lower.is_filled(column));
        if !only_upper || !only_lower {
            return None;
        }
        let mut group = String::new();
        for (column, slot) in groups.iter_mut().enumerate() {
            if upper.is_filled(column) {
                group = tidy(upper.text(column));
            } else if !lower.is_filled(column) {
                group.clear();
            }
            slot.clone_from(&group);
        }
    } else {
        for (column, slot) in groups.iter_mut().enumerate() {
            let merge = spanning.iter().find(|merge| (merge.first_column..=merge.last_column).contains(&column));
            *slot = tidy(upper.text(merge.map_or(column, |merge| merge.first_column)));
        }
    }
    let names = groups.into_iter().enumerate().map(|(column, group)| joined(group, tidy(lower.text(column))));
    Some(names.collect())
}

fn joined(group: String, name: String) -> String {
    if name.is_empty() || name == group {
        group
    } else if group.is_empty() {
        name
    } else {
        format!("{group} / {name}")
    }
}

/// Judges rows `first..=last` as the header of what follows.
fn judged(looked: &Looked<'_>, names: Vec<String>, first: usize, last: usize) -> Candidate {
    let sample = looked.rows;
    let body: Vec<usize> = (last + 1..sample.len()).filter(|at| row(sample, *at).filled() > 0).take(BODY_ROWS_MAX).collect();
    let body_width = body.iter().map(|at| row(sample, *at).cells.len()).max().unwrap_or(0);
    let header = row(sample, last);
    let years = are_years(&names);
    let mut tally = Tally::default();
    let mut seen = HashSet::new();
    for column in 0..names.len().max(body_width) {
        let name = names.get(column).map_or("", String::as_str);
        let below = dominating_class(looked, &body, column);
        if name.is_empty() {
            tally.columns += usize::from(below != CellClass::Empty);
            continue;
        }
        tally.columns += 1;
        tally.named += 1;
        let (kind, text) = header.cells.get(column).map_or((model::CellKind::Text, name), |(kind, text)| (*kind, text.as_str()));
        let own = if years || text.is_empty() || last > first { CellClass::Text } else { classify(kind, text) };
        tally.textual += usize::from(own == CellClass::Text);
        tally.contrasting += usize::from(own == CellClass::Text && !matches!(below, CellClass::Text | CellClass::Empty));
        tally.like_below += usize::from(own != CellClass::Text && own == below);
        tally.repeated += usize::from(body.iter().any(|at| is_tidied_to(row(sample, *at).text(column), name)));
        tally.known += usize::from(is_known_word(name));
        tally.distinct += usize::from(seen.insert(name));
    }
    let share = |count: usize, of: usize| if of == 0 { 0.0 } else { count as f64 / of as f64 };
    let (like_below, repeated) = (share(tally.like_below, tally.named), share(tally.repeated, tally.named));
    let textual = share(tally.textual, tally.named);
    let score = 2.0 * share(tally.named, tally.columns)
        + textual
        + 0.5 * share(tally.distinct, tally.named)
        + share(tally.contrasting, tally.columns)
        + 0.5 * share(tally.known, tally.named)
        - 2.0 * (like_below + repeated);
    let looks_like_data = like_below >= 0.3 || textual < 0.5 || (repeated >= 0.34 && tally.known * 2 < tally.named);
    Candidate { names, first, last, score, looks_like_data }
}

#[derive(Default)]
struct Tally {
    columns: usize,
    named: usize,
    textual: usize,
    contrasting: usize,
    like_below: usize,
    repeated: usize,
    known: usize,
    distinct: usize,
}

/// The commonest look among the filled cells of a column.
fn dominating_class(looked: &Looked<'_>, body: &[usize], column: usize) -> CellClass {
    let classes = [CellClass::Number, CellClass::Date, CellClass::Email, CellClass::Boolean, CellClass::Text];
    let mut counts = [0_usize; 5];
    for at in body {
        let class = looked.look(*at, column);
        if let Some(count) = classes.iter().position(|known| *known == class).and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    let best = counts.iter().enumerate().max_by_key(|(_, count)| **count).filter(|(_, count)| **count > 0);
    best.and_then(|(at, _)| classes.get(at)).copied().unwrap_or(CellClass::Empty)
}

/// Column names such as 2019, 2020, 2021 are names although they are numbers.
fn are_years(names: &[String]) -> bool {
    let years: Vec<i32> = names.iter().filter(|name| name.len() == 4).filter_map(|name| name.parse().ok()).collect();
    years.len() >= 2
        && years.windows(2).all(|pair| matches!(pair, [a, b] if b - a == 1))
        && years.iter().all(|year| (1900..2100).contains(year))
}

const KNOWN_WORDS: [&str; 42] = [
    "id",
    "name",
    "first",
    "last",
    "email",
    "mail",
    "phone",
    "mobile",
    "tel",
    "fax",
    "address",
    "street",
    "city",
    "state",
    "province",
    "country",
    "zip",
    "postcode",
    "postal",
    "date",
    "time",
    "amount",
    "price",
    "quantity",
    "total",
    "status",
    "type",
    "title",
    "company",
    "customer",
    "contact",
    "account",
    "code",
    "no",
    "number",
    "description",
    "note",
    "notes",
    "created",
    "updated",
    "product",
    "owner",
];
const KNOWN_CHINESE: [&str; 34] = [
    "编号", "名称", "姓名", "客户", "联系", "手机", "电话", "座机", "邮箱", "邮件", "地址", "日期", "时间", "金额", "价格", "数量", "状态",
    "类型", "公司", "代码", "备注", "说明", "省", "城市", "地区", "性别", "职务", "部门", "產品", "产品", "名稱", "電話", "編號", "單號",
];

fn is_known_word(name: &str) -> bool {
    if name.chars().count() > 30 {
        return false;
    }
    if !name.is_ascii() {
        return KNOWN_CHINESE.iter().any(|word| name.contains(word));
    }
    let lower = name.to_ascii_lowercase();
    lower.split(|character: char| !character.is_ascii_alphanumeric()).any(|word| KNOWN_WORDS.contains(&word))
}

fn plan_with_header(sample: &[SampleRow], best: Candidate) -> Plan {
    let body: Vec<&SampleRow> = sample.iter().skip(best.last + 1).filter(|row| row.filled() > 0).collect();
    let number = row(sample, best.last).number;
    let mut plan = Plan { header: Some((row(sample, best.first).number, number)), first_data: number + 1, ..Plan::default() };
    plan.title_rows = sample.iter().take(best.first).filter(|row| row.filled() > 0).count();
    fill_columns(&mut plan, &best.names, &body);
    plan
}

fn plan_without_header(sample: &[SampleRow]) -> Plan {
    let body: Vec<&SampleRow> = sample.iter().filter(|row| row.filled() > 0).collect();
    let mut plan = Plan::default();
    fill_columns(&mut plan, &[], &body);
    plan
}

fn fill_columns(plan: &mut Plan, names: &[String], body: &[&SampleRow]) {
    let last_filled = |row: &&SampleRow| row.cells.iter().rposition(|(kind, _)| *kind != model::CellKind::Empty).map_or(0, |at| at + 1);
    // A single overlong row is a damaged one, not a wider table.
    let mut widths: Vec<usize> = body.iter().map(last_filled).collect();
    widths.sort_unstable();
    let named_width = names.iter().rposition(|name| !name.is_empty()).map_or(0, |at| at + 1);
    let usual = if named_width == 0 { widths.last() } else { widths.get((widths.len().max(1) - 1) * 9 / 10) };
    plan.source_width = named_width.max(usual.copied().unwrap_or(0));
    let mut filled: Vec<usize> = body.iter().map(|row| row.filled()).collect();
    filled.sort_unstable();
    plan.typical_filled = filled.get(filled.len() / 2).copied().unwrap_or(0);
    let mut taken = HashSet::new();
    // How often a name was numbered so far, so that many equal names stay cheap.
    let mut numbered: HashMap<String, usize> = HashMap::new();
    for source in 0..plan.source_width {
        let name = names.get(source).map_or("", String::as_str);
        if ANNOTATION_COLUMNS.contains(&name) {
            plan.annotations += 1;
            continue;
        }
        if name.is_empty() && !names.is_empty() && !body.iter().any(|row| row.is_filled(source)) {
            plan.unnamed.push(source);
            continue;
        }
        let wanted = if name.is_empty() { format!("column_{}", source + 1) } else { name.to_owned() };
        let mut unique = wanted.clone();
        if !taken.insert(unique.clone()) {
            let count = numbered.entry(wanted.clone()).or_insert(1);
            if *count == 1 {
                plan.duplicates.push(wanted.clone());
            }
            while !taken.insert(unique.clone()) {
                *count += 1;
                unique = format!("{wanted} ({count})");
            }
        }
        plan.columns.push(Column { source, name: unique });
    }
}
