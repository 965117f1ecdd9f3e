//! `rapport backup`: one consistent file with all data, also while the server runs.

use serde_json::json;

use crate::arguments::BackupArguments;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::progress::grouped;

/// Writes the copy.
///
/// # Errors
/// When the file exists or cannot be written, and on PostgreSQL.
pub fn run(context: &Context, arguments: &BackupArguments) -> Result<Exit, Failure> {
    let file = context.path(&arguments.file);
    let shown = arguments.file.display();
    if file.exists() {
        return Err(Failure::failed(match context.language {
            Language::En => format!("{shown} exists already; choose another name"),
            Language::Zh => format!("{shown} 已存在；请换一个文件名"),
        }));
    }
    context.store().backup(&file).map_err(|error| Failure::failed(format!("{shown}: {}", context.store_failure(&error).message)))?;
    let bytes = std::fs::metadata(&file).map(|file| file.len()).unwrap_or_default();
    if arguments.answer.json {
        context.print_json(&json!({ "file": file.display().to_string(), "bytes": bytes }))?;
    } else {
        context.output.say(&match context.language {
            Language::En => {
                format!("{shown}: {} bytes. It holds customer data, but not the key that encrypts secrets: keep it safe, and the key elsewhere.", grouped(bytes))
            }
            Language::Zh => format!("{shown}：{} 字节。其中包含客户数据，但不含加密密钥的主密钥：请妥善保管，并将主密钥另行保存。", grouped(bytes)),
        });
    }
    Ok(Exit::Done)
}
