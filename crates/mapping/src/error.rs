//! Why a mapping cannot be used. Every error says where in the file and, for names, what was probably meant.

use std::fmt;

use model::Lang;

/// Where in a mapping something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The mapping as a whole, or one that came from no file.
    Whole,
    /// A line of a YAML file, counted from 1.
    Line(u32),
    /// A row of the mapping table, counted from 1 as a spreadsheet shows it.
    TableRow(u32),
    /// A row of the sheet `settings` of the mapping table, counted from 1.
    SettingsRow(u32),
    /// The n-th rule of a mapping that came from no file, counted from 1.
    Rule(u32),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => f.write_str("mapping"),
            Self::Line(line) => write!(f, "mapping, line {line}"),
            Self::TableRow(row) => write!(f, "mapping table, row {row}"),
            Self::SettingsRow(row) => write!(f, "mapping table, sheet settings, row {row}"),
            Self::Rule(rule) => write!(f, "mapping, rule {rule}"),
        }
    }
}

impl Place {
    /// The line, row or rule; 0 for the whole.
    #[must_use]
    pub fn number(self) -> u32 {
        match self {
            Self::Whole | Self::SettingsRow(_) => 0,
            Self::Line(number) | Self::TableRow(number) | Self::Rule(number) => number,
        }
    }
}

/// Why a mapping is refused. The mapping's author must change it; trying again helps nothing.
#[derive(Debug, thiserror::Error)]
pub enum MappingError {
    /// The text is not YAML of the expected shape.
    #[error("{place}: {reason}")]
    Format {
        /// Where.
        place: Place,
        /// What the reader expected.
        reason: String,
    },
    /// The source has no column of that name.
    #[error("{place}: the source has no column {column:?}{}", nearest_text(.nearest))]
    UnknownColumn {
        /// Where.
        place: Place,
        /// As written in the mapping.
        column: String,
        /// Columns with similar names.
        nearest: Vec<String>,
    },
    /// The object has no field of that name.
    #[error("{place}: {object} has no field {field:?}{}", nearest_text(.nearest))]
    UnknownField {
        /// Where.
        place: Place,
        /// API name of the object.
        object: String,
        /// As written in the mapping.
        field: String,
        /// Fields with similar names.
        nearest: Vec<String>,
    },
    /// A setting that does not fit.
    #[error("{place}: {setting}: {reason}")]
    Setting {
        /// Where.
        place: Place,
        /// Which setting, as written in the file.
        setting: String,
        /// What does not fit and what would.
        reason: String,
    },
    /// The workbook cannot be read.
    #[error("mapping table is not a readable XLSX workbook")]
    Workbook(#[from] calamine::XlsxError),
    /// The workbook cannot be written.
    #[error("mapping table cannot be written")]
    WorkbookWrite(#[from] rust_xlsxwriter::XlsxError),
    /// A limit protects the machine from this file.
    #[error("mapping table: {limit} exceeded ({found}, allowed {allowed})")]
    Limit {
        /// Which limit.
        limit: &'static str,
        /// What was found.
        found: u64,
        /// What is allowed.
        allowed: u64,
    },
}

impl MappingError {
    /// Where in the mapping.
    #[must_use]
    pub fn place(&self) -> Place {
        match self {
            Self::Format { place, .. }
            | Self::UnknownColumn { place, .. }
            | Self::UnknownField { place, .. }
            | Self::Setting { place, .. } => *place,
            Self::Workbook(_) | Self::WorkbookWrite(_) | Self::Limit { .. } => Place::Whole,
        }
    }

    /// For a person, in their language.
    #[must_use]
    pub fn to_text(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => crate::error_zh::text(self),
        }
    }
}

fn nearest_text(nearest: &[String]) -> String {
    if nearest.is_empty() {
        return String::new();
    }
    let names: Vec<String> = nearest.iter().map(|name| format!("{name:?}")).collect();
    format!("; did you mean {}?", names.join(" or "))
}

/// At most three of `known` that resemble `name`, best first.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Vec<String> {
    let wanted = crate::similar::fold_name(name);
    let mut scored: Vec<(f64, &str)> = known
        .map(|candidate| (crate::similar::similarity(&wanted, &crate::similar::fold_name(candidate)), candidate))
        .filter(|(score, _)| *score >= 0.6)
        .collect();
    scored.sort_by(|left, right| right.0.total_cmp(&left.0).then_with(|| left.1.cmp(right.1)));
    scored.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}
