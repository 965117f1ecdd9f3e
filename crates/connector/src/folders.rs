//! Files and folders of this machine: only what an administrator opened.

use std::path::{Path, PathBuf};

use crate::error::ConnectorError;

/// The path in its true spelling, where it lies in one of `folders`, also when all links are followed.
///
/// # Errors
/// [`ConnectorError::AddressRefused`] where it does not, whether or not anything is there; [`ConnectorError::NotFound`] where nothing is.
pub fn allowed_path(folders: &[PathBuf], path: &Path, system: &str) -> Result<PathBuf, ConnectorError> {
    let refused = |reason: &str| ConnectorError::AddressRefused { address: path.display().to_string(), reason: reason.to_owned() };
    // What is not opened is not even looked for: whether a file exists is nobody's business.
    let is_below = |path: &Path, folder: &Path| path.starts_with(folder) && !path.components().any(|part| part.as_os_str() == "..");
    if !folders.iter().any(|folder| is_below(path, folder)) {
        return Err(refused("it is not in a folder that an administrator opened"));
    }
    let found = path.canonicalize();
    let found = found.map_err(|_| ConnectorError::NotFound { system: system.to_owned(), what: path.display().to_string() })?;
    let opened = folders.iter().filter_map(|folder| folder.canonicalize().ok());
    if opened.into_iter().any(|folder| is_below(&found, &folder)) {
        Ok(found)
    } else {
        Err(refused("a link leads out of the folders that an administrator opened"))
    }
}
