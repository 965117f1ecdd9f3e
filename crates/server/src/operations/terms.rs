//! The terms in which an operation is described: method, right, what a request carries, what a success answers.

use model::Verb;

/// HTTP methods in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// GET (and HEAD).
    Get,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// PATCH.
    Patch,
    /// DELETE.
    Delete,
}

impl Method {
    /// As in requests.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// What a caller needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Nothing, not even a key.
    Public,
    /// A valid key or session, whatever its scopes: what concerns the caller alone.
    Anyone,
    /// The verb on the object of the path.
    OnObject(Verb),
    /// The verb on at least one object; the handler looks at the object concerned.
    OnSome(Verb),
    /// The scope `admin`.
    Admin,
    /// The scope `admin`, or nothing where the settings open the metrics.
    Metrics,
}

/// What a request carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Nothing.
    None,
    /// JSON of a named schema.
    Json(&'static str),
    /// JSON of a named schema, which may be left out.
    OptionalJson(&'static str),
    /// A new record of the object.
    RecordNew,
    /// Changed values of a record.
    RecordPatch,
    /// Values to upsert; JSON, XML or CSV.
    RecordUpsert,
    /// A batch of operations on records.
    RecordBatch,
    /// A file, as it is or in a form.
    File,
    /// A mapping as a workbook or YAML, as it is or in a form.
    MappingFile,
}

/// What a success answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// JSON of a named schema.
    Json(&'static str),
    /// One record; also XML and CSV.
    Record,
    /// One record, JSON only.
    RecordJson,
    /// Several records.
    RecordItems,
    /// A page of records; also XML and CSV.
    RecordPage,
    /// Outcome and record of an upsert.
    Upserted,
    /// A page of records with ranks.
    SearchPage,
    /// Nothing.
    Nothing,
    /// Something of this type.
    Other(&'static [&'static str]),
}
