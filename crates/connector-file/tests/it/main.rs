//! Reading files of every sort, made by the tests themselves, and the shared data sets.

mod datasets;
mod delimited;
mod hostile;
mod json;
mod properties;
mod support;
mod workbooks;
mod writing;
