//! A workbook is a zip archive from a stranger: its directory, sizes and ratios are checked before a byte is parsed, and
//! each sheet is looked through once, compressed as it is, before anything of it is held.

use std::io::{BufReader, Read, Seek, SeekFrom};

use connector::ConnectorError;
use flate2::bufread::DeflateDecoder;
use memchr::{memchr_iter, memmem};
use zip::CompressionMethod;

use crate::Limits;
use crate::header::Merge;
use crate::raw::{Expanding, RawFile, SharedBytes, format_error, io_error};

const BUFFER_BYTES: usize = 64 << 10;
/// Enough to see the name and the reference of the elements that are counted.
const LOOK_AHEAD: usize = 256;
/// The archive's closing record and the longest comment behind it.
const CLOSING_RECORD_BYTES: u64 = 22 + 65_535;

/// One member of the archive.
#[derive(Clone, Debug)]
struct Member {
    name: String,
    at: u64,
    compressed: u64,
    size: u64,
    deflated: bool,
}

/// The archive.
pub(crate) struct Package {
    pub name: String,
    bytes: SharedBytes,
    members: Vec<Member>,
    pub limits: Limits,
}

/// What a sheet holds, counted without parsing it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inspection {
    pub rows: u64,
    pub last_row: u64,
    pub cells: u64,
    pub merges: Vec<Merge>,
}

impl Package {
    pub(crate) fn open(file: &RawFile, limits: &Limits) -> Result<Self, ConnectorError> {
        let bytes = file.shared()?;
        let refused = |reason: &str| format_error(&file.name, "archive", reason);
        check_entry_count(&bytes, &file.name, limits)?;
        let mut archive = zip::ZipArchive::new(bytes.from(0)).map_err(|_| refused("the workbook's archive is cut off or damaged"))?;
        check_limit(&file.name, "number of archive members", archive.len() as u64, limits.archive_entries_max as u64)?;
        if archive.has_overlapping_files().unwrap_or(true) {
            return Err(refused("members of the archive overlap"));
        }
        let mut members = Vec::with_capacity(archive.len());
        for at in 0..archive.len() {
            let member = archive.by_index_raw(at).map_err(|_| refused("a member of the archive cannot be read"))?;
            let name = member.name().trim_start_matches('/').to_owned();
            if name.split(['/', '\\']).any(|step| step == "..") || member.is_symlink() {
                return Err(refused("a member of the archive points outside of it"));
            }
            let deflated = match member.compression() {
                CompressionMethod::Stored => false,
                CompressionMethod::Deflated => true,
                _ => return Err(refused("a member of the archive is compressed in a way workbooks do not use")),
            };
            if member.encrypted() {
                return Err(refused("the workbook is protected by a password"));
            }
            let start = member.data_start().ok_or_else(|| refused("a member of the archive has no content"))?;
            members.push(Member { name, at: start, compressed: member.compressed_size(), size: member.size(), deflated });
        }
        Ok(Self { name: file.name.clone(), bytes, members, limits: limits.clone() })
    }

    pub(crate) fn has(&self, part: &str) -> bool {
        self.member(part).is_some()
    }

    fn member(&self, part: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name.eq_ignore_ascii_case(part))
    }

    /// The unzipped content of a part.
    pub(crate) fn reader(&self, part: &str) -> Result<Box<dyn Read + Send>, ConnectorError> {
        let member = self.member(part).ok_or_else(|| format_error(&self.name, part, "this part of the workbook is missing"))?;
        check_limit(&self.name, "expanded size", member.size, self.limits.expanded_bytes_max)?;
        // What comes out must not exceed what the directory declares.
        let limits = Limits { expanded_bytes_max: member.size, ..self.limits.clone() };
        let raw = BufReader::with_capacity(BUFFER_BYTES, self.bytes.from(member.at).take(member.compressed));
        Ok(if member.deflated { Box::new(Expanding::new(DeflateDecoder::new(raw), member.compressed, &limits)) } else { Box::new(raw) })
    }

    /// Fails when a part that will be held in memory is too large for that.
    pub(crate) fn check_held(&self, part: &str) -> Result<(), ConnectorError> {
        let size = self.member(part).map_or(0, |member| member.size);
        check_limit(&self.name, "size of a workbook part", size, self.limits.workbook_part_bytes_max)
    }

    /// Unzips a part once, keeping nothing: proves that it is whole, and counts.
    pub(crate) fn inspect(&self, part: &str) -> Result<Inspection, ConnectorError> {
        let mut reader = self.reader(part)?;
        let mut found = Inspection::default();
        let mut buffer = vec![0; BUFFER_BYTES + LOOK_AHEAD];
        let (mut carried, mut run) = (0_usize, 0_u64);
        loop {
            let count = reader.read(buffer.get_mut(carried..).unwrap_or_default()).map_err(|error| io_error(&self.name, error))?;
            let length = carried + count;
            let chunk = buffer.get(..length).unwrap_or_default();
            let ready = if count == 0 { length } else { length.saturating_sub(LOOK_AHEAD) };
            let mut previous = 0;
            for at in memchr_iter(b'<', chunk.get(..ready).unwrap_or_default()) {
                run += (at - previous) as u64;
                check_limit(&self.name, "length of one piece of XML", run, self.limits.row_bytes_max as u64)?;
                (previous, run) = (at, 0);
                let end = chunk.len().min(at + LOOK_AHEAD);
                found.count(chunk.get(at + 1..end).unwrap_or_default());
            }
            run += (ready - previous) as u64;
            check_limit(&self.name, "length of one piece of XML", run, self.limits.row_bytes_max as u64)?;
            check_limit(&self.name, "number of cells in a sheet", found.cells, self.limits.sheet_cells_max)?;
            check_limit(&self.name, "number of merged ranges", found.merges.len() as u64, self.limits.merged_ranges_max as u64)?;
            if count == 0 {
                return Ok(found);
            }
            buffer.copy_within(ready..length, 0);
            carried = length - ready;
        }
    }
}

impl Inspection {
    /// Counts one element by what stands behind its `<`.
    fn count(&mut self, element: &[u8]) {
        let length = element.iter().take(40).take_while(|byte| !matches!(byte, b' ' | b'>' | b'/' | b'\t' | b'\r' | b'\n')).count();
        let name = element.get(..length).unwrap_or_default();
        let local = name.iter().position(|byte| *byte == b':').and_then(|at| name.get(at + 1..)).unwrap_or(name);
        match local {
            b"c" => self.cells += 1,
            b"row" => {
                self.rows += 1;
                let number = attribute(element, b" r=\"").and_then(|text| text.parse().ok());
                self.last_row = number.unwrap_or(self.last_row + 1);
            }
            b"mergeCell" => self.merges.extend(attribute(element, b" ref=\"").and_then(parse_merge)),
            _ => {}
        }
    }
}

fn attribute<'a>(element: &'a [u8], opening: &[u8]) -> Option<&'a str> {
    let end = memchr::memchr(b'>', element).unwrap_or(element.len());
    let inside = element.get(..end)?;
    let from = memmem::find(inside, opening)? + opening.len();
    let rest = inside.get(from..)?;
    std::str::from_utf8(rest.get(..memchr::memchr(b'"', rest)?)?).ok()
}

fn parse_merge(range: &str) -> Option<Merge> {
    let (from, to) = range.split_once(':')?;
    let ((first_column, first_row), (last_column, last_row)) = (parse_reference(from)?, parse_reference(to)?);
    (first_row <= last_row && first_column <= last_column).then_some(Merge { first_row, last_row, first_column, last_column })
}

/// `B7` as (column counted from 0, row counted from 1).
pub(crate) fn parse_reference(reference: &str) -> Option<(usize, u64)> {
    let mut column = 0_usize;
    let mut letters = 0;
    let bare = reference.trim_start_matches('$');
    for byte in bare.bytes().take_while(u8::is_ascii_alphabetic) {
        column = column.checked_mul(26)?.checked_add(usize::from(byte.to_ascii_uppercase() - b'A') + 1)?;
        letters += 1;
    }
    let row = bare.get(letters..)?.trim_start_matches('$').parse().ok()?;
    (letters > 0 && letters <= 4).then(|| (column - 1, row))
}

pub(crate) fn check_limit(what: &str, limit: &'static str, found: u64, allowed: u64) -> Result<(), ConnectorError> {
    if found <= allowed { Ok(()) } else { Err(ConnectorError::Limit { what: what.to_owned(), limit, found, allowed }) }
}

/// Looks at the closing record of the archive before its directory is read into memory.
fn check_entry_count(bytes: &SharedBytes, name: &str, limits: &Limits) -> Result<(), ConnectorError> {
    let mut reader = bytes.from(0);
    let length = reader.seek(SeekFrom::End(0)).map_err(|error| io_error(name, error))?;
    let mut tail = Vec::new();
    bytes.from(length.saturating_sub(CLOSING_RECORD_BYTES)).read_to_end(&mut tail).map_err(|error| io_error(name, error))?;
    let entries = memmem::rfind(&tail, b"PK\x05\x06").and_then(|at| match tail.get(at + 10..at + 12) {
        Some([low, high]) => Some(u64::from(u16::from_le_bytes([*low, *high]))),
        Some(_) | None => None,
    });
    match entries {
        Some(entries) => check_limit(name, "number of archive members", entries, limits.archive_entries_max as u64),
        None => Err(format_error(name, "archive", "the workbook's archive is cut off or damaged")),
    }
}
