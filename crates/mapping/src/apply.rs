//! One row becomes one document.

use model::{Doc, Finding, Row};

use crate::compile::Compiled;

/// What one row became. Made once and used again for each row.
#[derive(Clone, Debug, Default)]
pub struct Mapped {
    /// The source's own id of the row; empty when it has none.
    pub external_id: String,
    /// The source's version time of the row, in milliseconds since 1970.
    pub version_ms: Option<i64>,
    /// The values.
    pub doc: Doc,
    /// What is wrong with them.
    pub findings: Vec<Finding>,
    /// The row cannot become a record; the findings say why.
    pub rejected: bool,
}

impl Mapped {
    /// Forgets the row, keeps the memory.
    pub fn clear(&mut self) {
        self.external_id.clear();
        self.version_ms = None;
        self.doc.clear();
        self.findings.clear();
        self.rejected = false;
    }
}

impl Compiled {
    /// Maps one row into `out`, which is cleared first. `row` must have the columns given to [`Compiled::new`].
    pub fn apply(&self, row: Row<'_>, out: &mut Mapped) {
        out.clear();
        let _ = row;
    }
}
