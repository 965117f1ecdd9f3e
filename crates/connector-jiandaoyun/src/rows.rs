//! Records of the vendor as rows: values flattened to text, digits kept as they came.

use connector::StreamShape;
use model::{CellKind, RecordBatch};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::fields::{Column, ID, Shape, UPDATED, columns};
use crate::wire::{Entry, Widget};

/// The columns of one form, ready to take records.
#[derive(Clone)]
pub(crate) struct Rows {
    pub columns: Vec<Column>,
    pub shape: StreamShape,
}

impl Rows {
    pub fn new(widgets: &[Widget]) -> Self {
        let (columns, fields) = columns(widgets);
        let shape = StreamShape {
            columns: columns.iter().map(|column| column.name.clone()).collect(),
            fields: fields.into(),
            key_column: Some(ID.to_owned()),
            version_column: Some(UPDATED.to_owned()),
            ..StreamShape::default()
        };
        Self { columns, shape }
    }

    /// Adds a record as a row.
    pub fn push(&self, entry: &Entry, number: u64, into: &mut RecordBatch) {
        for column in &self.columns {
            match entry.get(&column.key) {
                Some(value) => push_value(value, column, into),
                None => into.push_cell(CellKind::Empty, ""),
            }
        }
        into.finish_row(number);
    }
}

/// What members the compound values of the vendor have.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Compound {
    province: Option<String>,
    city: Option<String>,
    district: Option<String>,
    detail: Option<String>,
    phone: Option<String>,
    username: Option<String>,
    name: Option<String>,
    dept_no: Option<Box<RawValue>>,
    id: Option<String>,
    html: Option<String>,
    size: Option<Box<RawValue>>,
    mime: Option<String>,
}

fn push_value(value: &RawValue, column: &Column, into: &mut RecordBatch) {
    let json = value.get();
    if matches!(json, "null" | "\"\"" | "[]" | "{}") {
        into.push_cell(CellKind::Empty, "");
        return;
    }
    let compound = || serde_json::from_str::<Compound>(json).unwrap_or_default();
    let text = match column.shape {
        Shape::Address => {
            let parts = compound();
            match column.part {
                Some("province") => parts.province,
                Some("city") => parts.city,
                Some("district") => parts.district,
                Some(_) | None => parts.detail,
            }
        }
        Shape::Phone => compound().phone,
        Shape::User if column.part.is_some() => compound().name,
        Shape::User => compound().username,
        Shape::Department if column.part.is_some() => compound().name,
        Shape::Department => compound().dept_no.map(|number| number.get().trim_matches('"').to_owned()),
        Shape::LinkData => compound().id,
        Shape::RichText => compound().html,
        Shape::Users => names(json, |one| one.username),
        Shape::Departments => names(json, |one| one.dept_no.map(|number| number.get().trim_matches('"').to_owned())),
        Shape::Files => files(json),
        Shape::Text | Shape::Number | Shape::Datetime | Shape::Choice | Shape::Choices | Shape::Rows | Shape::Lookup | Shape::Computed => {
            push_plain(json, column.shape, into);
            return;
        }
        Shape::Nothing => None,
    };
    match text.filter(|text| !text.is_empty()) {
        Some(text) if matches!(column.shape, Shape::Users | Shape::Departments | Shape::Files) => into.push_cell(CellKind::Json, &text),
        Some(text) => into.push_cell(CellKind::Text, &text),
        // A shape the vendor did not promise is shown as it came rather than lost.
        None if json.starts_with('"') => push_plain(json, Shape::Text, into),
        None => into.push_cell(CellKind::Empty, ""),
    }
}

fn push_plain(json: &str, shape: Shape, into: &mut RecordBatch) {
    if json.starts_with('"') {
        let text: String = serde_json::from_str(json).unwrap_or_default();
        let kind = if shape == Shape::Datetime { CellKind::Date } else { CellKind::Text };
        into.push_cell(kind, &text);
        return;
    }
    let kind = match json.as_bytes().first() {
        Some(b't' | b'f') => CellKind::Boolean,
        Some(b'{' | b'[') => CellKind::Json,
        // Milliseconds since 1970, should a moment come as a number.
        Some(_) if shape == Shape::Datetime => {
            let at = json.parse().ok().map(model::format_ms);
            into.push_cell(CellKind::Date, at.as_deref().unwrap_or(json));
            return;
        }
        Some(_) | None => CellKind::Number,
    };
    into.push_cell(kind, json);
}

fn names(json: &str, name: impl Fn(Compound) -> Option<String>) -> Option<String> {
    let all: Vec<Compound> = serde_json::from_str(json).ok()?;
    let names: Vec<String> = all.into_iter().filter_map(name).collect();
    if names.is_empty() { None } else { serde_json::to_string(&names).ok() }
}

fn files(json: &str) -> Option<String> {
    let all: Vec<Compound> = serde_json::from_str(json).ok()?;
    let files: Vec<serde_json::Value> =
        all.into_iter().map(|file| serde_json::json!({ "name": file.name, "size": file.size, "mime": file.mime })).collect();
    if files.is_empty() { None } else { serde_json::to_string(&files).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widget(name: &str, kind: &str) -> Widget {
        Widget { name: name.to_owned(), widget_name: format!("_widget_{name}"), label: name.to_owned(), kind: kind.to_owned() }
    }

    #[test]
    fn values_are_flattened_and_no_digit_is_lost() {
        let widgets = [
            widget("n", "number"),
            widget("a", "address"),
            widget("p", "phone"),
            widget("u", "user"),
            widget("c", "combocheck"),
            widget("f", "upload"),
            widget("l", "linkdata"),
            widget("s", "separator"),
        ];
        let rows = Rows::new(&widgets);
        let entry: Entry = serde_json::from_str(
            r#"{"_id":"59e9a2fe283ffa7c11b1ddbf","updateTime":"2024-05-06T07:08:09.000Z","n":9007199254740993.10,
                "a":{"province":"上海市","city":"上海市","district":"黄浦区","detail":"南京东路 1 号"},
                "p":{"phone":"13800138000","verified":true},"u":{"name":"小简","username":"xiaojian"},
                "c":["甲","乙"],"f":[{"name":"a.pdf","size":3,"mime":"application/pdf","url":"https://x/?token=1"}],"l":{"id":"5a"}}"#,
        )
        .expect("JSON");
        let mut batch = RecordBatch::new(rows.shape.columns.clone());
        rows.push(&entry, 1, &mut batch);
        let cell = |name: &str| {
            let at = rows.shape.columns.iter().position(|column| column == name).expect("column");
            batch.row(0).cell(at)
        };
        assert_eq!(cell("_widget_n"), (CellKind::Number, "9007199254740993.10"));
        assert_eq!(cell("_widget_a.district"), (CellKind::Text, "黄浦区"));
        assert_eq!(cell("_widget_p"), (CellKind::Text, "13800138000"));
        assert_eq!((cell("_widget_u").1, cell("_widget_u.name").1), ("xiaojian", "小简"));
        assert_eq!(cell("_widget_c"), (CellKind::Json, r#"["甲","乙"]"#));
        assert!(cell("_widget_f").1.contains("a.pdf") && !cell("_widget_f").1.contains("token"));
        assert_eq!(cell("_widget_l").1, "5a");
        assert_eq!(cell("updateTime"), (CellKind::Date, "2024-05-06T07:08:09.000Z"));
    }
}
