//! Reading: file after file, page by page, with everything that was dealt with in the cursor.

use std::sync::{Arc, Mutex, PoisonError};

use connector::http::Client;
use connector::{ConnectorError, Cursor, PageEnd, ReadMode, ShapeNote, Source, StreamShape};
use model::{Clock, RecordBatch};

use crate::cells::Columns;
use crate::document::{Document, Opened, Refused, refusal};
use crate::fetched::{self, Fetched};
use crate::folder::{self, Entry};
use crate::place::{LEFT_ASIDE, Now, Place};
use crate::settings::{Content, Origin, Settings};

/// Warning: files that were left aside, with the reason of each.
const FILES_LEFT_ASIDE: &str = "files_left_aside";
/// Reasons that one warning names.
const REASONS_MAX: usize = 10;
/// Files that one read opens before it gives a page, so that a folder of bad files cannot hold it up.
const OPENED_MAX: usize = 50;

/// Files that have rested, oldest first, those that have not, and links.
pub(crate) type Files = (Vec<Entry>, Vec<Entry>, Vec<Refused>);

/// What sources of one account share.
pub(crate) struct Shared {
    pub settings: Settings,
    pub http: Client,
    pub clock: Arc<dyn Clock>,
    /// A document that was fetched and is still to be read.
    pub kept: Mutex<Option<Fetched>>,
}

impl Shared {
    pub fn system(&self) -> &'static str {
        match self.settings.origin {
            Origin::Folder { .. } => "the folder",
            Origin::Address { .. } => fetched::SYSTEM,
        }
    }

    /// The files of the folder.
    pub fn files(&self, place: &Place) -> Result<Files, ConnectorError> {
        let Origin::Folder { folder, pattern, settle_ms } = &self.settings.origin else { return Ok((Vec::new(), Vec::new(), Vec::new())) };
        let (entries, links) = folder::list(folder, pattern, &self.settings.folders, self.system())?;
        let now = self.clock.now_ms();
        let has_rested = |entry: &Entry| entry.modified_ms.saturating_add(*settle_ms) <= now || place.rested(entry);
        let (whole, resting) = entries.into_iter().partition(has_rested);
        Ok((whole, resting, links))
    }

    /// The document, from the last look where that one is still to be read.
    pub fn document(&self, etag: &str, modified: &str) -> Result<Option<Fetched>, ConnectorError> {
        if let Some(kept) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Ok(Some(kept));
        }
        fetched::fetch(&self.http, &self.settings, etag, modified)
    }

    pub fn keep(&self, document: Fetched) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(document);
    }
}

/// Reads the files.
pub(crate) struct DropSource {
    shared: Arc<Shared>,
    columns: Columns,
    mode: ReadMode,
    left_aside: Vec<Refused>,
    /// The file that is open.
    open: Option<(Entry, Document)>,
    /// Keeps the document of an address on disk while it is open.
    fetched: Option<Fetched>,
}

impl DropSource {
    pub fn new(shared: Arc<Shared>, columns: Columns, mode: ReadMode) -> Self {
        Self { shared, columns, mode, left_aside: Vec::new(), open: None, fetched: None }
    }

    fn leave_aside(&mut self, refused: Refused) {
        if !self.left_aside.contains(&refused) {
            self.left_aside.push(refused);
        }
        let listed: Vec<String> =
            self.left_aside.iter().take(REASONS_MAX).map(|refused| format!("{}: {}", refused.file, refused.reason)).collect();
        let more = self.left_aside.len().saturating_sub(REASONS_MAX);
        let detail = if more > 0 { format!("{}; and {more} more", listed.join("; ")) } else { listed.join("; ") };
        self.columns.shape.warnings = vec![ShapeNote { code: FILES_LEFT_ASIDE, detail }];
    }

    /// Opens the next file that is to be read, and notes it in `place`. Nothing where none is left.
    fn open_next(&mut self, place: &mut Place) -> Result<Option<(Entry, Document)>, ConnectorError> {
        match self.shared.settings.origin {
            Origin::Folder { .. } => self.open_next_file(place),
            Origin::Address { .. } => self.open_document(place),
        }
    }

    fn open_next_file(&mut self, place: &mut Place) -> Result<Option<(Entry, Document)>, ConnectorError> {
        let (whole, resting, links) = self.shared.files(place)?;
        for link in links {
            self.leave_aside(link);
        }
        let opened = self.open_first(place, whole)?;
        if opened.is_none() {
            // Only once all others are read: until then it is known which ones were the same at the last look.
            place.note_resting(&resting);
        }
        Ok(opened)
    }

    /// Opens the first of these files, which stand oldest first, that is to be read.
    fn open_first(&mut self, place: &mut Place, mut whole: Vec<Entry>) -> Result<Option<(Entry, Document)>, ConnectorError> {
        let there = whole.clone();
        let is_snapshot = self.shared.settings.content == Content::Snapshot;
        if is_snapshot {
            // The newest counts; older ones only while newer ones are no good.
            whole.reverse();
        }
        let mut opened = 0;
        for entry in whole {
            let is_now = place.now.as_ref().is_some_and(|now| now.name == entry.name);
            // What was read is not read again; a new full read of snapshots begins at the newest all the same.
            let counts_as_read = if is_snapshot && self.mode == ReadMode::Full {
                place.files.iter().any(|known| known.name == entry.name && known.hash == LEFT_ASIDE)
            } else {
                place.knows(&entry)
            };
            if counts_as_read && !is_now {
                if is_snapshot && place.files.iter().any(|known| known.name == entry.name && known.hash != LEFT_ASIDE) {
                    return Ok(None);
                }
                continue;
            }
            opened += 1;
            if opened > OPENED_MAX {
                break;
            }
            match Document::open(&entry.path, &entry.name, &self.shared.settings.options, &self.columns) {
                Ok(Opened::Document(document)) => {
                    let is_repetition = place.knows_content(&document.hash) && !(is_snapshot && self.mode == ReadMode::Full);
                    if is_repetition && !is_now {
                        place.remember(&entry, &document.hash, &there);
                        if is_snapshot {
                            return Ok(None);
                        }
                        continue;
                    }
                    return Ok(Some((entry, *document)));
                }
                Ok(Opened::Refused(refused)) => {
                    self.leave_aside(refused);
                    place.remember(&entry, LEFT_ASIDE, &there);
                }
                // Still being written, or gone: at the next look.
                Err(ConnectorError::Changed { .. } | ConnectorError::Io { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    fn open_document(&mut self, place: &mut Place) -> Result<Option<(Entry, Document)>, ConnectorError> {
        let name = "the document".to_owned();
        let is_full = self.mode == ReadMode::Full && place.now.is_none() && place.files.is_empty();
        let marks = if is_full || place.now.is_some() { ("", "") } else { (place.etag.as_str(), place.modified.as_str()) };
        let Some(fetched) = self.shared.document(marks.0, marks.1)? else { return Ok(None) };
        (place.etag, place.modified) = (fetched.etag.clone(), fetched.modified.clone());
        let entry = Entry { name: name.clone(), path: fetched.file.path().to_path_buf(), size: fetched.size, modified_ms: 0 };
        if place.now.is_none() && place.knows_content(&fetched.hash) {
            return Ok(None);
        }
        match Document::open(&entry.path, &name, &self.shared.settings.options, &self.columns)? {
            Opened::Document(mut document) => {
                document.hash.clone_from(&fetched.hash);
                self.fetched = Some(fetched);
                Ok(Some((entry, *document)))
            }
            // There is no other file that could be read instead: the run must not look as if all were well.
            Opened::Refused(Refused { file, reason }) => Err(ConnectorError::Format { what: file, place: "start".to_owned(), reason }),
        }
    }

    /// Makes sure that the file that is to be read now is open; false where there is none.
    fn ensure_open(&mut self, place: &mut Place) -> Result<bool, ConnectorError> {
        let is_open = match (&self.open, &place.now) {
            (Some((entry, document)), Some(now)) => entry.name == now.name && document.hash == now.hash,
            (_, _) => false,
        };
        if is_open {
            return Ok(true);
        }
        self.open = None;
        let Some((entry, document)) = self.open_next(place)? else { return Ok(false) };
        let same = place.now.take().filter(|now| now.name == entry.name && now.hash == document.hash);
        let is_new_snapshot = self.mode == ReadMode::Incremental
            && self.shared.settings.content == Content::Snapshot
            && same.is_none()
            && place.files.iter().any(|known| known.hash != LEFT_ASIDE);
        if is_new_snapshot {
            // What is missing in it must be found: that takes a full read.
            if let Some(fetched) = self.fetched.take() {
                self.shared.keep(fetched);
            }
            return Err(ConnectorError::CursorExpired { system: self.shared.system().to_owned() });
        }
        // A file that changed while it was read is read again from its beginning.
        place.now = Some(same.unwrap_or_else(|| Now { name: entry.name.clone(), hash: document.hash.clone(), ..Now::default() }));
        self.open = Some((entry, document));
        Ok(true)
    }

    /// Ends the reading of the open file.
    fn close(&mut self, place: &mut Place, is_refused: bool) -> Result<(), ConnectorError> {
        let there = self.shared.files(place).map(|(whole, _, _)| whole)?;
        if let Some((entry, document)) = self.open.take() {
            let hash = if is_refused { LEFT_ASIDE } else { document.hash.as_str() };
            place.remember(&entry, hash, &there);
        }
        self.fetched = None;
        place.now = None;
        Ok(())
    }
}

impl Source for DropSource {
    fn shape(&self) -> &StreamShape {
        &self.columns.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        self.columns.begin(into);
        let mut place: Place = cursor.place(self.shared.system())?;
        if !self.ensure_open(&mut place)? {
            place.rows = 0;
            return Ok(PageEnd { next: Cursor::of(&place), last: true });
        }
        let (Some((entry, document)), Some(now)) = (&mut self.open, &mut place.now) else {
            return Ok(PageEnd { next: Cursor::of(&place), last: true });
        };
        let name = entry.name.clone();
        match document.read(&now.cursor, rows_max.max(1), place.rows, &self.columns, into) {
            Ok(end) => {
                now.cursor = end.next.0;
                let numbers = into.rows().map(|row| row.number()).chain(into.removals().iter().map(|removal| removal.number));
                now.number = numbers.max().unwrap_or(0).max(now.number);
                if end.last {
                    place.rows = place.rows.max(now.number);
                    self.close(&mut place, false)?;
                    let is_snapshot = self.shared.settings.content == Content::Snapshot;
                    let is_done = is_snapshot || matches!(self.shared.settings.origin, Origin::Address { .. });
                    if is_done {
                        place.rows = 0;
                        return Ok(PageEnd { next: Cursor::of(&place), last: true });
                    }
                }
                Ok(PageEnd { next: Cursor::of(&place), last: false })
            }
            Err(error) => {
                let refused = refusal(&name, error)?;
                // What stood before the fault has been given; the rest is left aside until the file changes.
                self.leave_aside(refused);
                self.columns.begin(into);
                self.close(&mut place, true)?;
                Ok(PageEnd { next: Cursor::of(&place), last: false })
            }
        }
    }
}
