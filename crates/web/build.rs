//! Writes the list of the built web app's files, each with its type, a tag of its content and a packed copy where that saves something.
//!
//! An app that was not built gives an empty list. Files whose name begins with a dot are left out.

use std::fmt::Write as _;
use std::io::{Error, Write as _};
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

/// More than this is no web app but a mistake.
const FILES_MAX: usize = 2_000;
/// Smaller files gain nothing from packing.
const PACK_FROM_BYTES: usize = 512;

fn main() -> Result<(), Error> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    // A folder that is not there would count as changed at each build.
    let _ = fs::create_dir_all(&folder);
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| Error::other("no OUT_DIR"))?);
    let mut paths = Vec::new();
    collect(&folder, &mut paths)?;
    let mut files: Vec<(String, PathBuf)> = paths.into_iter().map(|path| (name(&folder, &path), path)).collect();
    files.sort();
    let mut list = String::from("&[\n");
    for (at, (name, path)) in files.iter().enumerate() {
        let body = fs::read(path)?;
        let tag: String = Sha256::digest(&body).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        let packed = packed(&body)?;
        let packed = match packed.filter(|packed| packed.len() * 10 < body.len() * 9) {
            None => "None".to_owned(),
            Some(packed) => {
                let place = out.join(format!("{at}.gz"));
                fs::write(&place, packed)?;
                format!("Some(include_bytes!({:?}))", place.display().to_string())
            }
        };
        let place = fs::canonicalize(path)?.display().to_string();
        let line = format!(
            "    File {{ path: {name:?}, content_type: {:?}, tag: {tag:?}, body: include_bytes!({place:?}), packed: {packed} }},",
            content_type(name)
        );
        writeln!(list, "{line}").map_err(Error::other)?;
    }
    list.push(']');
    fs::write(out.join("files.rs"), list)
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Error> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), paths)?;
        } else {
            paths.push(entry.path());
        }
        if paths.len() > FILES_MAX {
            return Err(Error::other(format!("{} holds more than {FILES_MAX} files", folder.display())));
        }
    }
    Ok(())
}

/// The path below `folder`, with `/` on every system.
fn name(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn packed(body: &[u8]) -> Result<Option<Vec<u8>>, Error> {
    if body.len() < PACK_FROM_BYTES {
        return Ok(None);
    }
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(body)?;
    packer.finish().map(Some)
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
