//! The built web app (`web/dist`), inside of the binary.
//!
//! Files and what is known of them; nothing here speaks HTTP. An app that was not built before the program was has no files,
//! and everything else works.

/// One file of the app.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// Below the root of the app, without a leading `/`.
    pub path: &'static str,
    /// Media type.
    pub content_type: &'static str,
    /// 24 hexadecimal digits that change with the content.
    pub tag: &'static str,
    /// The content.
    pub body: &'static [u8],
    /// The content packed with gzip, where that is smaller.
    pub packed: Option<&'static [u8]>,
}

/// By path.
const FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Files below this folder have a hash of their content in their name.
const HASHED: &str = "assets/";

impl File {
    /// True when another content would have another path, so that a copy is good for ever.
    #[must_use]
    pub fn is_immutable(&self) -> bool {
        self.path.starts_with(HASHED)
    }
}

/// The file with this path, e.g. `assets/index-1a2b.js`.
#[must_use]
pub fn file(path: &str) -> Option<&'static File> {
    FILES.binary_search_by(|file| file.path.cmp(path)).ok().and_then(|at| FILES.get(at))
}

/// The page that every address of the app shows; `None` when the app was not built.
#[must_use]
pub fn page() -> Option<&'static File> {
    file("index.html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_found_by_its_path_and_nothing_else_is() {
        for known in FILES {
            assert_eq!(file(known.path).map(|found| found.tag), Some(known.tag), "{}", known.path);
            assert!(known.packed.is_none_or(|packed| packed.len() < known.body.len() && packed.starts_with(&[0x1f, 0x8b])));
            assert!(!known.path.starts_with(['.', '/']));
        }
        for path in ["", "/", "../Cargo.toml", "assets", "index.html/", ".built-from"] {
            assert!(file(path).is_none(), "{path}");
        }
    }
}
