//! One committed modification of one record. The log of changes drives history, lineage, rollback, feeds and syncs.

use std::collections::BTreeMap;
use std::io;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::fragment;
use crate::id::{RecordId, RunId};
use crate::record::{FieldTimes, RecordState, SourceRef};

/// What kind of modification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// The record came to be. Carries no values: the record and its later changes hold them.
    Create,
    /// Values or linked source records changed.
    Update,
    /// Went to [`RecordState::Deleted`].
    Delete,
    /// Came back to [`RecordState::Live`] from deletion.
    Restore,
    /// This record absorbed others.
    Merge,
    /// This record was absorbed by another.
    Merged,
    /// This record gave absorbed records back.
    Unmerge,
    /// This record came back from being absorbed.
    Unmerged,
}

impl ChangeKind {
    /// All kinds; the position is the stored number.
    pub const ALL: [Self; 8] =
        [Self::Create, Self::Update, Self::Delete, Self::Restore, Self::Merge, Self::Merged, Self::Unmerge, Self::Unmerged];

    /// The number stored in the database.
    #[must_use]
    pub fn code(self) -> i16 {
        self as i16
    }

    /// Reads the stored number.
    #[must_use]
    pub fn from_code(code: i16) -> Option<Self> {
        Self::ALL.get(usize::try_from(code).ok()?).copied()
    }

    /// The name in the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::Merge => "merge",
            Self::Merged => "merged",
            Self::Unmerge => "unmerge",
            Self::Unmerged => "unmerged",
        }
    }
}

/// Old and new value of a golden or source field: absent on either side means "no value".
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FieldDelta {
    /// Value before.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub old: Option<Box<RawValue>>,
    /// Value after.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub new: Option<Box<RawValue>>,
}

/// As [`FieldDelta`], for the manual view: absent means "not set by hand", `null` "cleared by hand".
pub type EditDelta = FieldDelta;

/// How one linked source record changed.
#[derive(Clone, Debug, Deserialize)]
pub struct SourceDelta {
    /// Which source record.
    #[serde(rename = "k")]
    pub source: SourceRef,
    /// Linked to this record before and after.
    #[serde(rename = "l")]
    pub linked: (bool, bool),
    /// Fields of the source's view that changed. Absent where they equal the golden deltas of the same change.
    #[serde(rename = "f", default)]
    pub fields: Option<BTreeMap<String, FieldDelta>>,
    /// Content hash before and after.
    #[serde(rename = "h")]
    pub hash: (i64, i64),
    /// The source's own version time (ms) before and after.
    #[serde(rename = "t")]
    pub version_ms: (i64, i64),
    /// Last run that changed the view, before.
    #[serde(rename = "r", default)]
    pub run_before: Option<RunId>,
    /// Times of its values field by field, before and after, where they changed.
    #[serde(rename = "v", default)]
    pub times: Option<Box<(Option<FieldTimes>, Option<FieldTimes>)>>,
    /// True when it shows this because we wrote it there: it tells nothing that was not known here before.
    #[serde(rename = "w", default)]
    pub written: bool,
}

/// Everything one change did to one record. Deltas are symmetrical, so that a rollback can itself be rolled back.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Delta {
    /// Golden values, by field name.
    #[serde(rename = "f", default)]
    pub fields: BTreeMap<String, FieldDelta>,
    /// Linked source records.
    #[serde(rename = "s", default)]
    pub sources: Vec<SourceDelta>,
    /// The manual view.
    #[serde(rename = "e", default)]
    pub edits: BTreeMap<String, EditDelta>,
    /// Records absorbed (true) or given back (false).
    #[serde(rename = "m", default)]
    pub absorbed: Vec<(bool, RecordId)>,
    /// State before and after.
    #[serde(rename = "x", default)]
    pub state: Option<(RecordState, RecordState)>,
    /// The record this one was absorbed by, before and after.
    #[serde(rename = "i", default)]
    pub merged_into: Option<(Option<RecordId>, Option<RecordId>)>,
}

impl Delta {
    /// True when it only notes what was written to another system. Where that system held another value of several, the record
    /// has one less by it; nobody decided anything.
    #[must_use]
    pub fn is_note_of_write(&self) -> bool {
        self.edits.is_empty()
            && self.absorbed.is_empty()
            && self.state.is_none()
            && self.merged_into.is_none()
            && !self.sources.is_empty()
            && self.sources.iter().all(|source| source.written)
    }

    /// The stored text. Fields of a source that changed as the golden ones did are written once.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = String::with_capacity(256);
        out.push('{');
        if !self.fields.is_empty() {
            out.push_str("\"f\":");
            push_fields(&mut out, &self.fields);
        }
        if !self.sources.is_empty() {
            push_name(&mut out, "s");
            out.push('[');
            for (at, source) in self.sources.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                source.push_json(&mut out, &self.fields);
            }
            out.push(']');
        }
        if !self.edits.is_empty() {
            push_name(&mut out, "e");
            push_fields(&mut out, &self.edits);
        }
        if !self.absorbed.is_empty() {
            push_rare(&mut out, "m", &self.absorbed);
        }
        if let Some(state) = &self.state {
            push_rare(&mut out, "x", state);
        }
        if let Some(merged_into) = &self.merged_into {
            push_rare(&mut out, "i", merged_into);
        }
        out.push('}');
        out
    }

    /// Reads the stored text; empty text is the empty delta.
    ///
    /// # Errors
    /// When `text` was not written by [`Delta::to_json`].
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        let mut delta: Self = serde_json::from_str(text)?;
        for source in &mut delta.sources {
            if source.fields.as_ref().is_some_and(|fields| fields.contains_key(AS_GOLDEN)) {
                source.fields = Some(delta.fields.clone());
            }
        }
        Ok(delta)
    }
}

/// Stands in the stored text for "the fields of this source changed as the golden ones did"; no field has an empty name.
const AS_GOLDEN: &str = "";

fn push_name(out: &mut String, name: &str) {
    if !out.ends_with('{') {
        out.push(',');
    }
    out.push('"');
    out.push_str(name);
    out.push_str("\":");
}

fn push_rare(out: &mut String, name: &str, value: &impl Serialize) {
    push_name(out, name);
    let start = out.len();
    // Numbers, states and ids: nothing that could fail to be written.
    if serde_json::to_writer(Appended(out), value).is_err() {
        out.truncate(start);
        out.push_str("null");
    }
}

/// Takes JSON at the end of a text: thousands of short ones need no memory of their own.
struct Appended<'a>(&'a mut String);

impl io::Write for Appended<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.push_str(str::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData)?);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn push_fields(out: &mut String, fields: &BTreeMap<String, FieldDelta>) {
    out.push('{');
    for (name, delta) in fields {
        push_name(out, name);
        out.push('{');
        for (side, value) in [("o", delta.old()), ("n", delta.new_value())] {
            if let Some(value) = value {
                push_name(out, side);
                out.push_str(value);
            }
        }
        out.push('}');
    }
    out.push('}');
}

impl SourceDelta {
    fn push_json(&self, out: &mut String, golden: &BTreeMap<String, FieldDelta>) {
        out.push_str("{\"k\":[");
        out.push_str(&self.source.0.to_string());
        out.push(',');
        fragment::push_text(out, &self.source.1);
        out.push(']');
        push_rare(out, "l", &self.linked);
        match &self.fields {
            Some(fields) if !fields.is_empty() && fields == golden => {
                push_name(out, "f");
                out.push_str("{\"\":{}}");
            }
            Some(fields) => {
                push_name(out, "f");
                push_fields(out, fields);
            }
            None => {}
        }
        push_rare(out, "h", &self.hash);
        push_rare(out, "t", &self.version_ms);
        if let Some(run) = &self.run_before {
            push_rare(out, "r", run);
        }
        if let Some(times) = &self.times {
            push_rare(out, "v", times);
        }
        if self.written {
            push_rare(out, "w", &true);
        }
        out.push('}');
    }
}

impl PartialEq for FieldDelta {
    fn eq(&self, other: &Self) -> bool {
        self.old() == other.old() && self.new_value() == other.new_value()
    }
}

impl FieldDelta {
    /// From canonical fragments. A fragment that is not JSON counts as absent.
    #[must_use]
    pub fn new(old: Option<&str>, new: Option<&str>) -> Self {
        let raw = |fragment: &str| RawValue::from_string(fragment.to_owned()).ok();
        Self { old: old.and_then(raw), new: new.and_then(raw) }
    }

    /// Fragment before.
    #[must_use]
    pub fn old(&self) -> Option<&str> {
        self.old.as_deref().map(RawValue::get)
    }

    /// Fragment after.
    #[must_use]
    pub fn new_value(&self) -> Option<&str> {
        self.new.as_deref().map(RawValue::get)
    }
}

/// Keeps an explicit `null` apart from an absent member.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Box<RawValue>>, D::Error> {
    Box::<RawValue>::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_a_delta_says_is_read_back_and_what_is_said_twice_is_written_once() {
        let city = || BTreeMap::from([("city".to_owned(), FieldDelta::new(Some("\"a\\\"b\""), Some("\"上海\"")))]);
        let source = |fields| SourceDelta {
            source: SourceRef(crate::id::SourceId(7), "A \"1\"\n".to_owned()),
            linked: (true, false),
            fields,
            hash: (i64::MIN, 5),
            version_ms: (-1, 2),
            run_before: Some(RunId(3)),
            times: Some(Box::new((None, Some(FieldTimes { base: 9, ..FieldTimes::default() })))),
            written: true,
        };
        let delta = Delta {
            fields: city(),
            sources: vec![source(Some(city())), source(Some(BTreeMap::new())), source(None)],
            edits: city(),
            absorbed: vec![(true, RecordId(4)), (false, RecordId(5))],
            state: Some((RecordState::Live, RecordState::Merged)),
            merged_into: Some((None, Some(RecordId(6)))),
        };
        let text = delta.to_json();
        assert_eq!(text.matches("上海").count(), 2, "once for the golden values and their source, once for the edits: {text}");
        let again = Delta::from_json(&text).expect("own output");
        assert_eq!(format!("{again:?}"), format!("{delta:?}"));
        assert_eq!(Delta::default().to_json(), "{}");
    }

    #[test]
    fn a_delta_keeps_null_and_absent_apart() {
        let mut delta = Delta::default();
        delta.edits.insert("city".to_owned(), FieldDelta::new(None, Some("null")));
        delta.edits.insert("name".to_owned(), FieldDelta::new(Some("\"a\""), None));
        let again = Delta::from_json(&delta.to_json()).expect("own output");
        assert_eq!(again.edits["city"].new_value(), Some("null"));
        assert_eq!(again.edits["city"].old(), None);
        assert_eq!(again.edits["name"].new_value(), None);
        for (at, kind) in ChangeKind::ALL.into_iter().enumerate() {
            assert_eq!(usize::try_from(kind.code()).ok(), Some(at));
        }
    }
}
