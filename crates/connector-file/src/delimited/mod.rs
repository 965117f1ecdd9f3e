//! Delimited text: CSV, TSV and their kin.

mod dialect;
mod split;

use std::sync::Arc;

use connector::{ConnectorError, Source};

use crate::header::{self, Merges};
use crate::raw::RawFile;
use crate::rows::{Rows, sample};
use crate::survey::survey;
use crate::table::{Parts, TableSource};
use crate::text::TextOrigin;
use crate::{FileOptions, encoding, notes};

/// Opens delimited text.
pub(crate) fn open(file: RawFile, options: &FileOptions) -> Result<Box<dyn Source>, ConnectorError> {
    let file = Arc::new(file);
    let mut found = Vec::new();
    notes::add(&mut found, notes::FORMAT, "delimited");
    let origin = text_origin(&file, options, &mut found)?;
    let dialect = dialect::find(&origin, options.delimiter, &options.limits, &file.name)?;
    notes::add(&mut found, notes::DELIMITER, delimiter_name(dialect.delimiter));
    let mut rows = split::Splitter::open(origin, dialect, &options.limits, &file.name)?;
    let (beginning, whole) = sample(&mut rows)?;
    rows.restart()?;
    let plan = header::find(&beginning, &Merges::default(), options.header_row);
    plan.check_width(&file.name, options.limits.columns_max)?;
    plan.check_told(&file.name, options.header_row)?;
    plan.tell(&mut found);
    let parts = Parts { file, rows: Box::new(rows), plan, beginning, whole, notes: found };
    Ok(Box::new(TableSource::new(parts)))
}

/// Finds the encoding and tells about it.
pub(crate) fn text_origin(
    file: &Arc<RawFile>,
    options: &FileOptions,
    found: &mut Vec<connector::ShapeNote>,
) -> Result<TextOrigin, ConnectorError> {
    let survey = survey(file)?;
    let encoding = encoding::decide(&survey, options.encoding.as_deref(), &file.name)?;
    if file.gzip {
        notes::add(found, notes::COMPRESSION, "gzip");
    }
    notes::add(found, notes::ENCODING, encoding::display_name(encoding.encoding));
    if encoding.encoding == encoding_rs::UTF_8 && survey.invalid > 0 {
        notes::add(found, notes::ENCODING_DAMAGED, survey.invalid.to_string());
    }
    Ok(TextOrigin::File(Arc::clone(file), encoding))
}

fn delimiter_name(delimiter: u8) -> String {
    match delimiter {
        b'\t' => "tab".to_owned(),
        control if control.is_ascii_control() => format!("U+{control:04X}"),
        printable => char::from(printable).to_string(),
    }
}
