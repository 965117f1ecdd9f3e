//! The files of a folder: by name, regular ones only, links never followed.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use connector::{ConnectorError, allowed_path};

use crate::document::Refused;

/// Files of a folder that are looked at.
const ENTRIES_MAX: usize = 10_000;
/// Ends of names that programs give to files which are not whole yet.
const UNFINISHED: &[&str] = &[".tmp", ".part", ".partial", ".crdownload", ".filepart", ".swp", "~"];

/// A file of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub name: String,
    pub path: PathBuf,
    pub size: u64,
    pub modified_ms: i64,
}

/// The files that the pattern names, oldest first, and what is no file.
pub(crate) fn list(folder: &Path, pattern: &str, folders: &[PathBuf], system: &str) -> Result<(Vec<Entry>, Vec<Refused>), ConnectorError> {
    let folder = allowed_path(folders, folder, system)?;
    let io = |source| ConnectorError::Io { what: folder.display().to_string(), source };
    let (mut entries, mut refused) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(&folder).map_err(io)? {
        let entry = entry.map_err(io)?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let lower = name.to_lowercase();
        if name.starts_with('.') || UNFINISHED.iter().any(|end| lower.ends_with(end)) || !fits(&lower, &pattern.to_lowercase()) {
            continue;
        }
        // Of the entry itself, not of what a link leads to.
        let Ok(metadata) = entry.path().symlink_metadata() else { continue };
        if metadata.is_symlink() {
            refused.push(Refused { file: name, reason: "links are not followed".to_owned() });
            continue;
        }
        if !metadata.is_file() {
            continue;
        }
        let modified = metadata.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        let modified_ms = modified.and_then(|at| i64::try_from(at.as_millis()).ok()).unwrap_or(0);
        entries.push(Entry { path: folder.join(&name), name, size: metadata.len(), modified_ms });
        if entries.len() > ENTRIES_MAX {
            let what = folder.display().to_string();
            return Err(ConnectorError::Limit { what, limit: "number of files", found: entries.len() as u64, allowed: ENTRIES_MAX as u64 });
        }
    }
    entries.sort_by(|a, b| (a.modified_ms, &a.name).cmp(&(b.modified_ms, &b.name)));
    Ok((entries, refused))
}

/// Whether a name fits a pattern of `*` (anything) and `?` (one character).
fn fits(name: &str, pattern: &str) -> bool {
    let (name, pattern): (Vec<char>, Vec<char>) = (name.chars().collect(), pattern.chars().collect());
    let (mut at, mut place) = (0, 0);
    // The last star, and how much of the name it has taken.
    let mut star: Option<(usize, usize)> = None;
    while at < name.len() {
        match pattern.get(place) {
            Some('*') => {
                star = Some((place, at));
                place += 1;
            }
            Some(one) if *one == '?' || *one == name[at] => (at, place) = (at + 1, place + 1),
            Some(_) | None => match star {
                Some((star_at, taken)) => {
                    star = Some((star_at, taken + 1));
                    (at, place) = (taken + 1, star_at + 1);
                }
                None => return false,
            },
        }
    }
    pattern[place..].iter().all(|rest| *rest == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit() {
        for (name, pattern, expected) in [
            ("customers-2026.csv", "*", true),
            ("customers-2026.csv", "customers-*.csv", true),
            ("customers-2026.csv.gz", "customers-*.csv", false),
            ("a.b.csv", "*.csv", true),
            ("客户1.csv", "客户?.csv", true),
            ("客户.csv", "客户?.csv", false),
            ("", "", true),
        ] {
            assert_eq!(fits(name, pattern), expected, "{name} {pattern}");
        }
    }
}
