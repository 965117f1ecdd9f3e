//! Fields of a form: from the vendor's widgets to columns, and what may be written.

use connector::{FieldInfo, FieldKind, StreamCapabilities};

use crate::wire::Widget;

/// Key of a record.
pub(crate) const ID: &str = "_id";
/// Version time of a record.
pub(crate) const UPDATED: &str = "updateTime";

/// How the value of a widget is shaped on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One text.
    Text,
    /// A number.
    Number,
    /// A moment in UTC.
    Datetime,
    /// One option.
    Choice,
    /// Several options.
    Choices,
    /// Province, city, district, detail.
    Address,
    /// `{"phone", "verified"}`.
    Phone,
    /// A member: an object when read, a user name when written.
    User,
    /// Several members.
    Users,
    /// A department: an object when read, its number when written.
    Department,
    /// Several departments.
    Departments,
    /// Files: names and kinds; the addresses end after 15 days and are left out.
    Files,
    /// Rows of a sub-form.
    Rows,
    /// The id of a record of another form.
    Lookup,
    /// As before, in an object, and never written.
    LinkData,
    /// `{"html", "attachments"}` when read, text when written.
    RichText,
    /// Made by the system.
    Computed,
    /// Shows nothing.
    Nothing,
}

impl Shape {
    pub fn of(kind: &str) -> Self {
        match kind {
            "number" => Self::Number,
            "datetime" => Self::Datetime,
            "radiogroup" | "combo" => Self::Choice,
            "checkboxgroup" | "combocheck" => Self::Choices,
            "address" | "location" => Self::Address,
            "phone" => Self::Phone,
            "user" => Self::User,
            "usergroup" => Self::Users,
            "dept" => Self::Department,
            "deptgroup" => Self::Departments,
            "image" | "upload" => Self::Files,
            "subform" => Self::Rows,
            "lookup" => Self::Lookup,
            "linkdata" => Self::LinkData,
            "richtext" => Self::RichText,
            "sn" | "signature" | "aggregation" | "aggregationtext" => Self::Computed,
            "separator" => Self::Nothing,
            // `text`, `textarea` and whatever comes later.
            _ => Self::Text,
        }
    }

    /// Whether the API sets values of this shape.
    fn is_writable(self) -> bool {
        match self {
            Self::Text
            | Self::Number
            | Self::Datetime
            | Self::Choice
            | Self::Choices
            | Self::Address
            | Self::Phone
            | Self::User
            | Self::Users
            | Self::Department
            | Self::Departments
            | Self::Rows
            | Self::Lookup
            | Self::RichText => true,
            Self::Files | Self::LinkData | Self::Computed | Self::Nothing => false,
        }
    }

    fn kind(self) -> FieldKind {
        match self {
            Self::Number => FieldKind::Decimal,
            Self::Datetime => FieldKind::Datetime,
            Self::Choice => FieldKind::Select,
            Self::Choices => FieldKind::MultiSelect,
            Self::Lookup | Self::LinkData => FieldKind::Reference,
            Self::Users | Self::Departments | Self::Files | Self::Rows => FieldKind::Json,
            Self::Text | Self::Address | Self::Phone | Self::User | Self::Department | Self::RichText | Self::Computed | Self::Nothing => {
                FieldKind::Text
            }
        }
    }
}

/// Parts of an address, with what people call them.
pub(crate) const ADDRESS_PARTS: [(&str, &str); 4] = [("province", "省"), ("city", "市"), ("district", "区"), ("detail", "详细地址")];

/// One column of rows, and where its value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// Column name: the widget's id, with a part for compound values.
    pub name: String,
    /// Key in records as it is now.
    pub key: String,
    pub shape: Shape,
    /// Member of the value.
    pub part: Option<&'static str>,
}

/// Columns and fields of a form; the system's own columns come first.
pub(crate) fn columns(widgets: &[Widget]) -> (Vec<Column>, Vec<FieldInfo>) {
    let mut columns = Vec::new();
    let mut fields = Vec::new();
    let system = [
        (ID, "数据ID", FieldKind::Text, Shape::Text),
        ("createTime", "提交时间", FieldKind::Datetime, Shape::Datetime),
        (UPDATED, "更新时间", FieldKind::Datetime, Shape::Datetime),
        ("flowState", "流程状态", FieldKind::Integer, Shape::Number),
        ("creator", "提交人", FieldKind::Text, Shape::User),
    ];
    for (name, label, kind, shape) in system {
        columns.push(Column { name: name.to_owned(), key: name.to_owned(), shape, part: None });
        fields.push(FieldInfo { name: name.to_owned(), label: label.to_owned(), kind, is_lookup_key: name == ID, ..FieldInfo::default() });
    }
    for widget in widgets {
        let shape = Shape::of(&widget.kind);
        match shape {
            Shape::Nothing => {}
            Shape::Address => {
                for (part, called) in ADDRESS_PARTS {
                    let name = format!("{}.{part}", widget.id());
                    fields.push(FieldInfo { is_lookup_key: false, ..field(widget, &name, &format!("{}·{called}", widget.label)) });
                    columns.push(Column { name, key: widget.name.clone(), shape, part: Some(part) });
                }
            }
            Shape::User | Shape::Department => {
                fields.push(field(widget, widget.id(), &widget.label));
                columns.push(Column { name: widget.id().to_owned(), key: widget.name.clone(), shape, part: None });
                let name = format!("{}.name", widget.id());
                fields.push(FieldInfo { name: name.clone(), label: format!("{}·名称", widget.label), ..FieldInfo::default() });
                columns.push(Column { name, key: widget.name.clone(), shape, part: Some("name") });
            }
            Shape::Text
            | Shape::Number
            | Shape::Datetime
            | Shape::Choice
            | Shape::Choices
            | Shape::Phone
            | Shape::Users
            | Shape::Departments
            | Shape::Files
            | Shape::Rows
            | Shape::Lookup
            | Shape::LinkData
            | Shape::RichText
            | Shape::Computed => {
                fields.push(field(widget, widget.id(), &widget.label));
                columns.push(Column { name: widget.id().to_owned(), key: widget.name.clone(), shape, part: None });
            }
        }
    }
    (columns, fields)
}

/// Whether the filter of the list call compares whole values of such a field.
pub(crate) fn is_filterable(kind: &str) -> bool {
    matches!(kind, "text" | "radiogroup" | "combo" | "number" | "lookup")
}

fn field(widget: &Widget, name: &str, label: &str) -> FieldInfo {
    let shape = Shape::of(&widget.kind);
    FieldInfo {
        name: name.to_owned(),
        label: label.to_owned(),
        kind: shape.kind(),
        creatable: shape.is_writable(),
        updatable: shape.is_writable(),
        is_lookup_key: is_filterable(&widget.kind),
        ..FieldInfo::default()
    }
}

/// What can be done with any form.
pub(crate) fn capabilities(pushes: bool) -> StreamCapabilities {
    StreamCapabilities {
        full: true,
        incremental: true,
        // Told by pushes only; reads find them by comparing everything.
        deletes: pushes,
        reconcile: true,
        push: pushes,
        fetch: true,
        create: true,
        update: true,
        delete: true,
        upsert_by_key: false,
        idempotency_key: true,
        find: true,
        write_if_unchanged: false,
        write_records_max: 100,
        write_bulk_from: 0,
        version_precision_ms: 1,
    }
}
