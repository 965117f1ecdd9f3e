//! Rows and objects for tests.

use std::sync::Arc;

use mapping::{Compiled, Mapped, Mapping, Profile};
use model::{CellKind, Object, RecordBatch, standard};

pub fn object(name: &str) -> Object {
    standard::objects().into_iter().find(|object| object.name == name).expect("shipped object")
}

pub fn names(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|&column| column.to_owned()).collect()
}

pub fn batch<R: AsRef<[S]>, S: AsRef<str>>(columns: &[String], rows: &[R]) -> RecordBatch {
    let mut batch = RecordBatch::new(Arc::from(columns));
    for (number, row) in (2..).zip(rows) {
        for cell in row.as_ref() {
            let text = cell.as_ref();
            batch.push_cell(if text.is_empty() { CellKind::Empty } else { CellKind::Text }, text);
        }
        batch.finish_row(number);
    }
    batch
}

pub fn profile(batch: &RecordBatch) -> Profile {
    let mut profile = Profile::new(batch.columns());
    profile.add(batch);
    profile
}

/// Maps one row by a YAML mapping.
pub fn map(object: &Object, yaml: &str, columns: &[&str], cells: &[&str]) -> Mapped {
    let mapping = Mapping::from_yaml(yaml).expect("mapping of the test");
    let columns = names(columns);
    let batch = batch(&columns, &[cells]);
    let compiled = Compiled::new(&mapping, object, &columns, Some(&profile(&batch))).expect("mapping fits");
    let mut mapped = Mapped::default();
    compiled.apply(batch.row(0), &mut mapped);
    mapped
}
