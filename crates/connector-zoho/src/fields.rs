//! Fields of a module: from the vendor's description to columns, and what may be written.

use connector::{FieldInfo, FieldKind, StreamCapabilities};
use serde_json::Value;

use crate::bulk_write::BULK_FROM;
use crate::target::BATCH_RECORDS_MAX;
use crate::wire::{FieldMeta, Module};

/// Options of a select that are kept.
const OPTIONS_MAX: usize = 1_000;
/// Key of a record.
pub(crate) const ID: &str = "id";
/// Version time of a record.
pub(crate) const STAMP: &str = "Modified_Time";
/// States of the record that queries do not know.
const UNREADABLE: &[&str] = &["Record_Status__s", "Locked__s", "Layout", "Tag"];

/// What a value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    /// Several lines: cannot be compared.
    LongText,
    Integer,
    /// Digits as text.
    LargeInteger,
    Decimal,
    Boolean,
    Date,
    Datetime,
    Choice,
    Choices,
    Link,
    Json,
    /// Not in lists and queries.
    Nothing,
}

impl Shape {
    pub fn of(data_type: &str) -> Self {
        match data_type {
            "textarea" => Self::LongText,
            "picklist" => Self::Choice,
            "multiselectpicklist" => Self::Choices,
            "date" => Self::Date,
            "datetime" => Self::Datetime,
            "integer" => Self::Integer,
            "bigint" => Self::LargeInteger,
            "double" | "currency" | "percent" | "rollup_summary" => Self::Decimal,
            "boolean" => Self::Boolean,
            "lookup" | "ownerlookup" | "userlookup" | "multi_module_lookup" => Self::Link,
            "subform" | "multiselectlookup" | "multiuserlookup" | "fileupload" | "imageupload" | "profileimage" | "consent_lookup"
            | "RRULE" | "event_reminder" | "territories" | "layout" | "line_tax" => Self::Nothing,
            "jsonobject" | "object" | "json" => Self::Json,
            // Of an open list: shown as it comes.
            _ => Self::Text,
        }
    }

    fn kind(self) -> FieldKind {
        match self {
            Self::Text | Self::LongText | Self::LargeInteger | Self::Nothing => FieldKind::Text,
            Self::Integer => FieldKind::Integer,
            Self::Decimal => FieldKind::Decimal,
            Self::Boolean => FieldKind::Boolean,
            Self::Date => FieldKind::Date,
            Self::Datetime => FieldKind::Datetime,
            Self::Choice => FieldKind::Select,
            Self::Choices => FieldKind::MultiSelect,
            Self::Link => FieldKind::Reference,
            Self::Json => FieldKind::Json,
        }
    }
}

/// What is read of a module.
#[derive(Clone, Debug)]
pub(crate) struct Readable {
    pub module: String,
    /// Columns, the id first and the version time behind it.
    pub columns: Vec<String>,
    pub shapes: Vec<Shape>,
    pub fields: Vec<FieldInfo>,
    pub has_stamp: bool,
}

impl Readable {
    /// Everything of `fields` that lists hold, or of it what is `wanted`.
    pub fn new(module: &str, fields: &[FieldMeta], wanted: &[String]) -> Self {
        let is_read = |field: &&FieldMeta| Shape::of(&field.data_type) != Shape::Nothing && !UNREADABLE.contains(&field.api_name.as_str());
        let is_wanted = |field: &&FieldMeta| wanted.is_empty() || field.api_name == STAMP || wanted.contains(&field.api_name);
        let id =
            FieldMeta { api_name: ID.to_owned(), field_label: "Id".to_owned(), data_type: "bigint".to_owned(), ..FieldMeta::default() };
        let mut chosen: Vec<&FieldMeta> = fields.iter().filter(|field| field.api_name != ID).filter(is_read).filter(is_wanted).collect();
        chosen.sort_by_key(|field| field.api_name != STAMP);
        chosen.insert(0, &id);
        Self {
            module: module.to_owned(),
            columns: chosen.iter().map(|field| field.api_name.clone()).collect(),
            shapes: chosen.iter().map(|field| Shape::of(&field.data_type)).collect(),
            fields: chosen.iter().map(|field| info(module, field)).collect(),
            has_stamp: chosen.iter().any(|field| field.api_name == STAMP),
        }
    }

    /// Description and shape of a field, by its exact name.
    pub fn field(&self, name: &str) -> Option<(&FieldInfo, Shape)> {
        let at = self.columns.iter().position(|column| column == name)?;
        Some((self.fields.get(at)?, *self.shapes.get(at)?))
    }
}

/// Whether no two records may have the same value.
fn is_unique(field: &FieldMeta) -> bool {
    field.unique.as_object().is_some_and(|unique| !unique.is_empty()) || field.external.is_object()
}

fn info(module: &str, field: &FieldMeta) -> FieldInfo {
    let shape = Shape::of(&field.data_type);
    let is_used =
        |choice: &&crate::wire::Choice| choice.kind != "unused" && !choice.actual_value.is_empty() && choice.actual_value != "-None-";
    let options = field.pick_list_values.iter().filter(is_used).map(|choice| choice.actual_value.clone());
    let target = field.lookup["module"]["api_name"].as_str().or_else(|| field.lookup["module"].as_str());
    FieldInfo {
        name: field.api_name.clone(),
        label: field.field_label.clone(),
        kind: shape.kind(),
        required: field.system_mandatory && field.operation_type.api_create,
        creatable: field.operation_type.api_create,
        updatable: field.operation_type.api_update,
        is_lookup_key: is_unique(field) || check_field(module) == field.api_name || field.data_type == "email",
        length_max: if matches!(shape, Shape::Text | Shape::LongText) { field.length.unwrap_or(0) } else { 0 },
        options: if matches!(shape, Shape::Choice | Shape::Choices) { options.take(OPTIONS_MAX).collect() } else { Vec::new() },
        references: if matches!(field.lookup, Value::Object(_)) { target.map(str::to_owned).into_iter().collect() } else { Vec::new() },
    }
}

/// The field that the vendor's own duplicate check compares.
pub(crate) fn check_field(module: &str) -> &'static str {
    match module {
        "Leads" | "Contacts" => "Email",
        "Accounts" => "Account_Name",
        "Deals" => "Deal_Name",
        "Campaigns" => "Campaign_Name",
        "Cases" | "Quotes" | "Sales_Orders" | "Purchase_Orders" | "Invoices" => "Subject",
        "Solutions" => "Solution_Title",
        "Products" => "Product_Name",
        "Vendors" => "Vendor_Name",
        "Price_Books" => "Price_Book_Name",
        _ => "Name",
    }
}

/// What can be done with a module.
pub(crate) fn capabilities(module: &Module, has_pushes: bool, binds_updates: bool) -> StreamCapabilities {
    let writes = module.creatable || module.editable || module.deletable;
    StreamCapabilities {
        full: true,
        incremental: true,
        deletes: true,
        reconcile: true,
        push: has_pushes,
        fetch: true,
        create: module.creatable,
        update: module.editable,
        delete: module.deletable,
        // Upserts are not for activities.
        upsert_by_key: module.creatable && !matches!(module.api_name.as_str(), "Tasks" | "Events" | "Calls"),
        idempotency_key: false,
        find: true,
        write_if_unchanged: binds_updates && module.editable,
        write_records_max: if writes { u32::try_from(BATCH_RECORDS_MAX).unwrap_or(u32::MAX) } else { 0 },
        write_bulk_from: if writes { u32::try_from(BULK_FROM).unwrap_or(u32::MAX) } else { 0 },
        version_precision_ms: 1_000,
    }
}

/// The object of ours that a module most likely feeds.
pub(crate) fn likely_object(name: &str) -> &'static str {
    match name {
        "Accounts" => "customers",
        "Contacts" => "contacts",
        "Leads" => "leads",
        "Deals" => "deals",
        "Products" => "products",
        "Sales_Orders" => "orders",
        "Invoices" => "invoices",
        "Cases" => "tickets",
        "Campaigns" => "campaigns",
        "Tasks" | "Events" | "Calls" => "activities",
        _ => "",
    }
}
