//! `rapport mapping template`: a mapping to fill in, empty or with what can be proposed for a file.

use std::path::Path;
use std::sync::Arc;

use connector::Cursor;
use connector_file::FileOptions;
use mapping::{Mapping, Profile, Suggestions, read_table, suggest, template_table, template_yaml};
use model::{Object, RecordBatch};

use crate::arguments::MappingTemplateArguments;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::language::Language;

/// Rows looked at for proposals.
const SAMPLE_ROWS: usize = 5_000;
/// Largest mapping that is read.
const MAPPING_BYTES_MAX: u64 = 32 << 20;

/// Writes the template.
///
/// # Errors
/// An unknown object, an unreadable example, an output that exists.
pub fn template(context: &Context, arguments: &MappingTemplateArguments) -> Result<Exit, Failure> {
    let object = context.object(&arguments.object)?;
    let suggestions = match &arguments.example {
        Some(file) => {
            let options = FileOptions { encoding: arguments.encoding.clone(), sheet: arguments.sheet.clone(), ..FileOptions::default() };
            Some(propose(context, &object, file, &options)?)
        }
        None => None,
    };
    let Some(output) = &arguments.output else {
        context.print(&template_yaml(&object, suggestions.as_ref()))?;
        return Ok(Exit::Done);
    };
    let content = if is_workbook(output) {
        template_table(&object, suggestions.as_ref()).map_err(|error| Failure::because(output.display().to_string(), &error))?
    } else {
        template_yaml(&object, suggestions.as_ref()).into_bytes()
    };
    let written = std::fs::OpenOptions::new().write(true).create_new(true).open(context.path(output)).and_then(|mut file| {
        use std::io::Write as _;
        file.write_all(&content)
    });
    written.map_err(|error| Failure::because(output.display().to_string(), &error))?;
    let shown = output.display();
    context.output.say(&match context.language {
        Language::En => {
            format!("{shown} is written; fill it in and give it with `rapport import FILE --object {} --mapping {shown}`", object.name)
        }
        Language::Zh => format!("已写入 {shown}；填写后使用：rapport import 文件 --object {} --mapping {shown}", object.name),
    });
    Ok(Exit::Done)
}

fn propose(context: &Context, object: &Object, file: &Path, options: &FileOptions) -> Result<Suggestions, Failure> {
    let failed = |error: connector::ConnectorError| Failure::because(file.display().to_string(), &error);
    let mut source = connector_file::open(&context.path(file), options).map_err(failed)?;
    let columns = Arc::clone(&source.shape().columns);
    let mut profile = Profile::new(&columns);
    let mut batch = RecordBatch::new(Arc::clone(&columns));
    let mut cursor = Cursor::default();
    let mut seen = 0;
    while seen < SAMPLE_ROWS {
        let end = source.read(&cursor, SAMPLE_ROWS - seen, &mut batch).map_err(failed)?;
        profile.add(&batch);
        seen += batch.len();
        if end.last || end.next == cursor {
            break;
        }
        cursor = end.next;
    }
    Ok(suggest(object, &columns, &profile))
}

/// Reads a mapping: YAML or a workbook, as its content says.
///
/// # Errors
/// A failure that names the place in the file.
pub fn read(context: &Context, file: &Path) -> Result<Mapping, Failure> {
    let shown = file.display().to_string();
    let path = context.path(file);
    let size = std::fs::metadata(&path).map_err(|error| Failure::because(&shown, &error))?.len();
    if size > MAPPING_BYTES_MAX {
        return Err(Failure::failed(match context.language {
            Language::En => format!("{shown} is too large for a mapping ({size} bytes)"),
            Language::Zh => format!("{shown} 太大，不是映射文件（{size} 字节）"),
        }));
    }
    let bytes = std::fs::read(&path).map_err(|error| Failure::because(&shown, &error))?;
    let read = if bytes.starts_with(b"PK\x03\x04") {
        read_table(&bytes)
    } else {
        let text = std::str::from_utf8(&bytes).map_err(|error| Failure::because(&shown, &error))?;
        Mapping::from_yaml(text.trim_start_matches('\u{feff}'))
    };
    read.map_err(|error| Failure::because(&shown, &error))
}

fn is_workbook(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
}
