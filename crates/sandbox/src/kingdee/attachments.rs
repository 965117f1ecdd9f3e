//! Attachments, in chunks. A file whose last chunk was never said to be the last is taken, and belongs to nothing.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::body::{count, flag, member, text_of};
use super::reply::{Wrong, msg, ok};
use crate::http::Reply;

/// Files and bytes that are kept, at most.
const FILES_MAX: usize = 200;
const BYTES_MAX: usize = 20_000_000;
/// Bytes of a piece that is downloaded.
const PIECE: usize = 4_000_000;

/// A file.
#[derive(Debug)]
struct File {
    id: String,
    name: String,
    bytes: Vec<u8>,
    /// Form and id of the record it belongs to, once its last chunk came.
    of: Option<(String, String)>,
}

/// All files.
#[derive(Debug, Default)]
pub(super) struct Files {
    files: Vec<File>,
    made: u64,
}

impl Files {
    pub(super) fn upload(&mut self, data: &Map<String, Value>) -> Result<Reply, Wrong> {
        let text = |name: &str| text_of(member(data, name));
        let bytes = STANDARD.decode(text("SendByte")).map_err(|_| Wrong::new(msg::BAD_PARAMETER, "SendByte 不是 Base64"))?;
        if text("Entrykey").is_empty() != text("EntryInterId").is_empty() {
            return Err(Wrong::new(msg::BAD_PARAMETER, "Entrykey 和 EntryInterId 必须同时填写"));
        }
        let id = text("FileId");
        let at = self.files.iter().position(|file| file.id == id && !id.is_empty());
        let at = match at {
            Some(at) => at,
            None if id.is_empty() && self.files.len() < FILES_MAX => {
                self.made += 1;
                self.files.push(File { id: format!("{:032x}", self.made), name: text("FileName"), bytes: Vec::new(), of: None });
                self.files.len() - 1
            }
            None => return Err(Wrong::new(msg::NO_DATA, "文件不存在")),
        };
        let file = &mut self.files[at];
        if file.bytes.len() + bytes.len() > BYTES_MAX {
            return Err(Wrong::new(msg::BAD_PARAMETER, "文件过大"));
        }
        file.bytes.extend(bytes);
        if flag(data, "IsLast", false) {
            file.of = Some((text("FormId"), text("InterId")));
        }
        Ok(ok(&json!({ "Result": { "ResponseStatus": { "IsSuccess": true }, "FileId": file.id, "Message": "" } })))
    }

    pub(super) fn download(&self, data: &Map<String, Value>) -> Result<Reply, Wrong> {
        let id = text_of(member(data, "FileId"));
        let file = self.files.iter().find(|file| file.id == id).ok_or_else(|| Wrong::new(msg::NO_DATA, "文件不存在"))?;
        let from = count(data, "StartIndex", 0).min(file.bytes.len());
        let to = from.saturating_add(PIECE).min(file.bytes.len());
        let piece = STANDARD.encode(&file.bytes[from..to]);
        Ok(ok(&json!({ "Result": { "ResponseStatus": { "IsSuccess": true }, "FileName": file.name, "FilePart": piece, "StartIndex": to,
                                   "IsLast": to == file.bytes.len(), "FileSize": file.bytes.len() } })))
    }

    /// Names of the files that belong to a record.
    pub(super) fn attached(&self) -> Value {
        let of = |file: &File| {
            file.of.as_ref().map(|(form, id)| json!({ "form": form, "id": id, "name": file.name, "bytes": file.bytes.len() }))
        };
        json!(self.files.iter().filter_map(of).collect::<Vec<_>>())
    }
}
