//! Two lists of people as offices keep them, beside the simulated systems: visitors of a fair as a CSV file, and members of a branch as a
//! workbook. They name people whom the systems know as well, spelt differently, and some of them both lists.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use connector_file::export::{ExportFormat, TableWriter};
use serde_json::{Value, json};

use crate::failure::{Failure, one_line};

const DROP_FOLDER: &str = "drop";
const OUT_FOLDER: &str = "out";
const BRANCH_FOLDER: &str = "branch";
const FAIR_FILE: &str = "first.csv";
const BRANCH_FILE: &str = "members.xlsx";
const FAIR_COLUMNS: [&str; 5] = ["id", "name", "phone", "email", "city"];
const BRANCH_COLUMNS: [&str; 5] = ["会员编号", "姓名", "手机", "邮箱", "城市"];
/// The first visitor, whom no system knows.
const STRANGER: [&str; 5] = ["900", "Ada Byron", "+44 20 7946 0958", "ada@example.com", "London"];
/// People in each list.
const LISTED: usize = 40;
/// People of the first list who stand in the second one as well.
const SHARED: usize = 15;
/// Numbers of the branch's members begin here.
const FIRST_MEMBER: usize = 2_001;
/// Numbers of the visitors begin here.
const FIRST_VISITOR: usize = 1_001;

/// Somebody as a system knows them.
pub struct Known {
    pub name: String,
    /// Eleven digits of a Chinese mobile number.
    pub mobile: String,
    pub email: String,
    pub city: String,
}

/// The folders that are watched and written.
pub struct Folders {
    /// Files put here are read.
    pub drop: PathBuf,
    /// Lists of the branch, in columns of its own, are read from here.
    pub branch: PathBuf,
    /// Changes are put here as files.
    pub out: PathBuf,
}

impl Folders {
    /// Makes them, with a first file in each that is read.
    ///
    /// # Errors
    /// When a folder or file cannot be made.
    pub fn make(directory: &Path, known: &[Known]) -> Result<Self, Failure> {
        let made = |name: &str| {
            let folder = directory.join(name);
            let made = std::fs::create_dir_all(&folder).and_then(|()| folder.canonicalize());
            made.map_err(|error| Failure::because(folder.display().to_string(), &error))
        };
        let folders = Self { drop: made(DROP_FOLDER)?, branch: made(BRANCH_FOLDER)?, out: made(OUT_FOLDER)? };
        let visitors = known.iter().take(LISTED).enumerate().map(|(at, one)| visitor(FIRST_VISITOR + at, one));
        let visitors = std::iter::once(STRANGER.map(str::to_owned)).chain(visitors);
        write(&folders.drop.join(FAIR_FILE), ExportFormat::Csv, FAIR_COLUMNS, visitors)?;
        let members = known.iter().skip(LISTED - SHARED).take(LISTED).enumerate().map(|(at, one)| member(FIRST_MEMBER + at, one));
        write(&folders.branch.join(BRANCH_FILE), ExportFormat::Xlsx, BRANCH_COLUMNS, members)?;
        Ok(folders)
    }

    /// All of them, for the network settings.
    pub fn all(&self) -> Vec<PathBuf> {
        vec![self.drop.clone(), self.branch.clone(), self.out.clone()]
    }

    /// The connections to them.
    pub fn connections(&self) -> [Value; 2] {
        [
            json!({"name": "Folder of files", "connector": "file_drop",
                   "settings": {"place": "folder", "folder": self.drop, "key": "id", "settle_seconds": 1,
                                "outgoing": self.out, "outgoing_format": "csv"}}),
            json!({"name": "Branch lists", "connector": "file_drop",
                   "settings": {"place": "folder", "folder": self.branch, "key": BRANCH_COLUMNS[0], "settle_seconds": 1}}),
        ]
    }

    /// The syncs that read and write them.
    pub fn syncs() -> [Value; 3] {
        let columns = |names: [&str; 5]| {
            let fields = ["external_id", "name", "phone", "email", "city"];
            let lines: Vec<Value> = names.into_iter().zip(fields).map(|(from, to)| json!({"from": from, "to": to})).collect();
            json!({"version": 1, "object": "customers", "fields": lines})
        };
        let limits = json!({"changed_share_max": 1, "protected_share_max": 1});
        [
            json!({"name": "Changes as files", "state": "live", "connection": "Folder of files", "stream": "outgoing", "source": "Outgoing files",
                   "object": "customers", "direction": "out",
                   "outgoing": {"fields": [{"from": "name", "to": "name"}, {"from": "phone", "to": "phone"}, {"from": "email", "to": "email"}]},
                   "triggers": {"schedule": {"every": "1m"}, "change": true}}),
            json!({"name": "Dropped files", "state": "live", "connection": "Folder of files", "stream": "files", "object": "customers",
                   "mapping": columns(FAIR_COLUMNS), "triggers": {"schedule": {"every": "5s"}}, "freshness": "5m", "limits": limits}),
            json!({"name": "Branch members", "state": "live", "connection": "Branch lists", "stream": "files", "object": "customers",
                   "mapping": columns(BRANCH_COLUMNS), "triggers": {"schedule": {"every": "15s"}}, "freshness": "5m", "limits": limits}),
        ]
    }
}

/// A visitor as the people at the stand typed them: the number in groups behind the code of the country, the address in capitals.
fn visitor(number: usize, known: &Known) -> [String; 5] {
    let (start, rest) = known.mobile.split_at(3);
    let (middle, end) = rest.split_at(4);
    let phone = format!("0086 {start}-{middle}-{end}");
    [number.to_string(), known.name.clone(), phone, known.email.to_uppercase(), known.city.clone()]
}

/// A member as the branch keeps them: full-width digits, and no e-mail for every second one.
fn member(number: usize, known: &Known) -> [String; 5] {
    let wide = |digit: char| char::from_u32(u32::from(digit) + 0xFEE0).unwrap_or(digit);
    let phone = known.mobile.chars().map(wide).collect();
    let email = if number.is_multiple_of(2) { String::new() } else { known.email.clone() };
    [format!("HY{number}"), known.name.clone(), phone, email, known.city.clone()]
}

/// Writes a list where there is no file yet.
fn write(path: &Path, format: ExportFormat, columns: [&str; 5], rows: impl Iterator<Item = [String; 5]>) -> Result<(), Failure> {
    if path.exists() {
        return Ok(());
    }
    let failed = |error: &dyn std::error::Error| Failure::failed(format!("{}: {}", path.display(), one_line(error)));
    let file = File::create(path).map_err(|error| failed(&error))?;
    let mut table = TableWriter::new(format, BufWriter::new(file), &columns.map(str::to_owned)).map_err(|error| failed(&error))?;
    for row in rows {
        table.write_row(row.iter().map(String::as_str)).map_err(|error| failed(&error))?;
    }
    table.finish().map_err(|error| failed(&error))?;
    Ok(())
}
