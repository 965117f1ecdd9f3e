//! Fields of a stream: from the vendor's description of a form to columns, and what may be written.

use std::collections::BTreeMap;

use connector::{ConnectorError, FieldInfo, FieldKind, StreamCapabilities};

use crate::errors::SYSTEM;
use crate::forms::{parts_of, split};
use crate::save::BATCH_RECORDS_MAX;
use crate::wire::{Entry, FieldMeta, Form, plain};

/// Version time of a record.
pub(crate) const STAMP: &str = "FModifyDate";
/// Where a record is in its life: `Z` draft, `A` created, `B` in approval, `C` audited, `D` to be audited again.
pub(crate) const STATUS: &str = "FDocumentStatus";
/// Times that tell that something happened to a record.
const STAMPS: [&str; 3] = [STAMP, "FApproveDate", "FForbidDate"];
/// Filled by the system alone.
const OWN: &[&str] = &[
    "FCreatorId",
    "FCreateDate",
    "FModifierId",
    STAMP,
    STATUS,
    "FApproverId",
    "FApproveDate",
    "FForbidStatus",
    "FForbidDate",
    "FForbidderId",
    "FForbiderId",
    "FCancelStatus",
    "FCancelDate",
    "FCancellerId",
    "FCloseStatus",
    "FCloseDate",
    "FCloserId",
];
/// Times of day among them; other times that stand at midnight are days.
const MOMENTS: &[&str] = &["FCreateDate", STAMP, "FApproveDate", "FForbidDate", "FCancelDate", "FCloseDate"];
/// The part of a form that every form has.
const HEAD: &str = "FBillHead";

/// What a value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    Integer,
    Decimal,
    /// `true`, `false`, or text that says so.
    Flag,
    /// One letter.
    State,
    /// Local time; a day where it stands at midnight.
    Time,
    /// Local time, whatever the hour.
    Moment,
    /// Internal id of another record.
    Link,
    /// Number of another record.
    LinkNumber,
    /// Another part of another record.
    LinkPart,
    /// Lines of an entry: written, not read.
    Lines,
}

impl Shape {
    fn of(field: &FieldMeta) -> Self {
        if reference(field).is_some() {
            return Self::Link;
        }
        let is_state = field.key == STATUS || field.key.ends_with("Status");
        // Numbers of column types of the vendor's database.
        match field.field_type {
            48 | 52 | 56 | 127 => Self::Integer,
            60 | 62 | 106 | 108 | 122 => Self::Decimal,
            40 | 42 | 58 | 61 if MOMENTS.contains(&field.key.as_str()) => Self::Moment,
            40 | 42 | 58 | 61 => Self::Time,
            104 => Self::Flag,
            175 if is_state => Self::State,
            175 => Self::Flag,
            _ => Self::Text,
        }
    }

    fn kind(self) -> FieldKind {
        match self {
            Self::Text | Self::LinkNumber | Self::LinkPart => FieldKind::Text,
            Self::Integer => FieldKind::Integer,
            Self::Decimal => FieldKind::Decimal,
            Self::Flag => FieldKind::Boolean,
            Self::State => FieldKind::Select,
            Self::Time | Self::Moment => FieldKind::Datetime,
            Self::Link => FieldKind::Reference,
            Self::Lines => FieldKind::Json,
        }
    }
}

/// The form that a field refers to.
fn reference(field: &FieldMeta) -> Option<&str> {
    field.look_up_object_form_id.as_deref().map(str::trim).filter(|form| !form.is_empty())
}

/// An entry, where a stream is its lines.
#[derive(Clone, Debug)]
pub(crate) struct EntryKeys {
    pub key: String,
    /// Key of the internal id of a line, as lines are saved.
    pub pk: String,
}

/// What is read and written of a stream.
#[derive(Clone, Debug)]
pub(crate) struct Readable {
    pub form: String,
    pub label: String,
    /// Key of the internal id of the form.
    pub pk: String,
    /// Key by which rows are told apart: the internal id, or that of a line.
    pub id: String,
    /// Where rows are lines.
    pub entry: Option<EntryKeys>,
    /// Key of the number of a record, where the form has a usual one.
    pub number: Option<String>,
    /// Columns: the id, the version time, then the others.
    pub columns: Vec<String>,
    pub shapes: Vec<Shape>,
    /// Descriptions of the columns, and behind them of what can only be written.
    pub fields: Vec<FieldInfo>,
    write_only: Vec<(String, Shape)>,
    /// Times that tell of changes.
    pub stamps: Vec<&'static str>,
    pub has_status: bool,
    /// Parts of the head by the keys in them.
    pub parts: BTreeMap<String, String>,
    /// Entries of the form: key and name.
    pub entries: Vec<(String, String)>,
}

impl Readable {
    /// Everything of a stream, or of it what is `wanted`.
    ///
    /// # Errors
    /// [`ConnectorError::NotFound`] where the form has no such entry.
    pub fn new(stream: &str, described: &Form, wanted: &[String]) -> Result<Self, ConnectorError> {
        let (form, entry) = split(stream);
        let head = described.entrys.iter().find(|part| part.key == HEAD).or(described.entrys.first());
        let head_fields = head.map(|head| head.fields.clone()).unwrap_or_default();
        let pk = head.and_then(|head| head.entry_pk_field_name.clone()).or_else(|| described.pk_field_name.clone());
        let pk = pk.filter(|pk| is_key(pk)).unwrap_or_else(|| "FID".to_owned());
        let has = |key: &str| head_fields.iter().any(|field| field.key == key);
        let number = ["FNumber", "FBillNo", "FNUMBER"].into_iter().find(|key| has(key)).map(str::to_owned);
        let others = || described.entrys.iter().filter(|part| head.is_none_or(|head| part.key != head.key));
        let mut readable = Self {
            form: form.to_owned(),
            label: described.name.text(),
            id: pk.clone(),
            entry: None,
            pk,
            number,
            columns: Vec::new(),
            shapes: Vec::new(),
            fields: Vec::new(),
            write_only: Vec::new(),
            stamps: STAMPS.into_iter().filter(|stamp| has(stamp)).collect(),
            has_status: has(STATUS),
            parts: BTreeMap::new(),
            entries: others().filter(|part| !is_part_of_head(&part.key)).map(|part| (part.key.clone(), part.name.text())).collect(),
        };
        match entry {
            None => readable.add_head(&head_fields, others()),
            Some(entry) => {
                let missing = || ConnectorError::NotFound { system: SYSTEM.to_owned(), what: format!("stream {stream:?}") };
                let lines = others().find(|part| part.key == entry && !is_part_of_head(&part.key)).ok_or_else(missing)?;
                readable.add_lines(&head_fields, lines);
            }
        }
        readable.keep(wanted);
        Ok(readable)
    }

    fn add_head<'a>(&mut self, head: &[FieldMeta], others: impl Iterator<Item = &'a Entry>) {
        self.add_id(&self.pk.clone(), "内码");
        let mut fields: Vec<&FieldMeta> = head.iter().collect();
        fields.sort_by_key(|field| field.key != STAMP);
        let others: Vec<&Entry> = others.collect();
        for part in others.iter().filter(|part| is_part_of_head(&part.key)) {
            for field in &part.fields {
                self.parts.insert(field.key.clone(), part.key.clone());
                fields.push(field);
            }
        }
        for field in fields {
            self.add(field, true);
        }
        for entry in others.iter().filter(|part| !is_part_of_head(&part.key) && is_key(&part.key)) {
            let info = FieldInfo {
                name: entry.key.clone(),
                label: entry.name.text(),
                kind: FieldKind::Json,
                creatable: true,
                updatable: true,
                ..FieldInfo::default()
            };
            self.fields.push(info);
            self.write_only.push((entry.key.clone(), Shape::Lines));
        }
    }

    fn add_lines(&mut self, head: &[FieldMeta], lines: &Entry) {
        let pk = lines.entry_pk_field_name.clone().filter(|pk| is_key(pk)).unwrap_or_else(|| "FEntryId".to_owned());
        self.id = format!("{}_{pk}", lines.key);
        self.entry = Some(EntryKeys { key: lines.key.clone(), pk });
        self.add_id(&self.id.clone(), "分录内码");
        for field in head.iter().filter(|field| field.key == STAMP) {
            self.add(field, false);
        }
        self.add_id(&self.pk.clone(), "单据内码");
        let number = self.number.clone();
        for field in head.iter().filter(|field| Some(&field.key) == number.as_ref() || field.key == STATUS) {
            self.add(field, false);
        }
        // A new line says by either of them which bill it is of; afterwards it stays there.
        for field in self.fields.iter_mut().filter(|field| field.name == self.pk || Some(&field.name) == number.as_ref()) {
            field.creatable = true;
        }
        for field in &lines.fields {
            self.add(field, true);
        }
    }

    fn push(&mut self, info: FieldInfo, shape: Shape) {
        if !self.columns.contains(&info.name) {
            self.columns.push(info.name.clone());
            self.shapes.push(shape);
            self.fields.insert(self.columns.len() - 1, info);
        }
    }

    fn add_id(&mut self, key: &str, label: &str) {
        let info =
            FieldInfo { name: key.to_owned(), label: label.to_owned(), kind: FieldKind::Text, is_lookup_key: true, ..FieldInfo::default() };
        self.push(info, Shape::Integer);
    }

    /// A field, and behind a reference its number and name.
    fn add(&mut self, field: &FieldMeta, is_writable: bool) {
        if !is_key(&field.key) {
            return;
        }
        let shape = Shape::of(field);
        let is_writable = is_writable && !OWN.contains(&field.key.as_str());
        let must = matches!(plain(&field.must_input).as_str(), "1" | "true" | "True");
        let target = reference(field);
        let label = field.name.text();
        let info = FieldInfo {
            name: field.key.clone(),
            label: label.clone(),
            kind: shape.kind(),
            required: must && is_writable && target.is_none(),
            creatable: is_writable && target.is_none(),
            updatable: is_writable && target.is_none(),
            is_lookup_key: shape == Shape::Text,
            options: if shape == Shape::State { ["Z", "A", "B", "C", "D"].map(str::to_owned).to_vec() } else { Vec::new() },
            references: target.map(str::to_owned).into_iter().collect(),
            ..FieldInfo::default()
        };
        self.push(info, shape);
        for part in target.map(parts_of).unwrap_or_default() {
            let is_number = *part == "FNumber";
            let info = FieldInfo {
                name: format!("{}.{part}", field.key),
                label: format!("{label}{}", if is_number { "编码" } else { "名称" }),
                kind: FieldKind::Text,
                required: must && is_writable && is_number,
                creatable: is_writable && is_number,
                updatable: is_writable && is_number,
                ..FieldInfo::default()
            };
            self.push(info, if is_number { Shape::LinkNumber } else { Shape::LinkPart });
        }
    }

    /// Leaves out the columns that are not wanted, but for the id and the times.
    fn keep(&mut self, wanted: &[String]) {
        if wanted.is_empty() {
            return;
        }
        let keeps: Vec<bool> = self
            .columns
            .iter()
            .map(|column| *column == self.id || *column == self.pk || column == STAMP || wanted.contains(column))
            .collect();
        let mut at = 0;
        let mut next = || {
            at += 1;
            keeps.get(at - 1).copied().unwrap_or(true)
        };
        self.columns.retain(|_| next());
        let mut kept = keeps.iter();
        self.shapes.retain(|_| kept.next().copied().unwrap_or(true));
        let mut kept = keeps.iter();
        self.fields.retain(|_| kept.next().copied().unwrap_or(true));
    }

    pub fn is_lines(&self) -> bool {
        self.id != self.pk
    }

    pub fn has_stamp(&self) -> bool {
        self.stamps.contains(&STAMP)
    }

    /// Description and shape of a field, by its exact name.
    pub fn field(&self, name: &str) -> Option<(&FieldInfo, Shape)> {
        let info = self.fields.iter().find(|field| field.name == name)?;
        let column = self.columns.iter().position(|column| column == name).and_then(|at| self.shapes.get(at).copied());
        let shape = column.or_else(|| self.write_only.iter().find(|(key, _)| key == name).map(|(_, shape)| *shape))?;
        Some((info, shape))
    }
}

/// Parts that each record has once; everything else repeats rows.
fn is_part_of_head(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key.starts_with("fsubhead") || matches!(key.as_str(), "fsaleorderfinance" | "ft_bd_customerext")
}

/// Keys of fields are letters, digits and underscores, with a dot between two of them.
pub(crate) fn is_key(key: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    key.len() <= 200 && key.split('.').count() <= 3 && key.split('.').all(is_word)
}

/// What can be done with a stream.
pub(crate) fn capabilities(readable: &Readable, may_delete_lines: bool) -> StreamCapabilities {
    let writes = !matches!(readable.form.as_str(), "BD_Currency" | "ORG_Organizations");
    StreamCapabilities {
        full: true,
        incremental: readable.has_stamp(),
        deletes: false,
        reconcile: true,
        push: false,
        fetch: true,
        create: writes,
        update: writes,
        // The vendor deletes lines by what a bill is saved without: somebody has to want that.
        delete: writes && (may_delete_lines || !readable.is_lines()),
        upsert_by_key: writes,
        idempotency_key: false,
        find: writes,
        write_if_unchanged: false,
        write_records_max: if writes { u32::try_from(BATCH_RECORDS_MAX).unwrap_or(u32::MAX) } else { 0 },
        write_bulk_from: 0,
        version_precision_ms: if readable.has_stamp() { 1 } else { 0 },
    }
}
