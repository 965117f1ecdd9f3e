//! `GET /{object}/export`: the records of a list as one file. CSV and JSON Lines leave as they are written; a workbook is complete
//! only at its end, so it is put together in a file first.

use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::stream;
use model::format_ms;
use records::filter_text;
use store::CountMode;
use tokio::sync::{OwnedSemaphorePermit, mpsc};

use crate::app::{App, blocking};
use crate::call::Call;
use crate::convert::filter_problem;
use crate::export::{ExportFailure, Exporter, Format, Selection};
use crate::handlers::list::related;
use crate::problem::{Code, Outcome, Problem};
use crate::record_json::Choice;
use crate::reply;

/// Records of one file: a sheet holds no more.
const RECORDS_MAX: u64 = 1_000_000;
/// Bytes sent at once.
const CHUNK: usize = 64 * 1024;
/// Chunks that wait for the client.
const CHUNKS_WAITING: usize = 4;

/// `GET /{object}/export`
pub(crate) async fn export(call: Call) -> Outcome {
    let format = Format::named(call.query.get("format"));
    let selection = selection(&call)?;
    let place = Arc::clone(&call.app.exports).try_acquire_owned();
    let Ok(place) = place else {
        return Err(Problem::with(Code::Busy, "as many exports as there may be are at work; try again soon", "导出任务已满，请稍后再试")
            .header(header::RETRY_AFTER, "10"));
    };
    let counted = selection.clone();
    let count = call.app.read_long(move |session| session.record_count(&counted.query(1), CountMode::Exact)).await?.value;
    if u64::try_from(count).unwrap_or(0) > RECORDS_MAX {
        return Err(Problem::with(
            Code::ValidationFailed,
            format!("{count} records pass; one file holds at most {RECORDS_MAX}: narrow the filter"),
            format!("符合条件的记录有 {count} 条；一个文件最多 {RECORDS_MAX} 条，请缩小筛选范围"),
        )
        .fault("query:filter", "too_many", "at most 1,000,000 records", "最多 1000000 条记录"));
    }
    let day: String = format_ms(call.app.records.store().clock().now_ms()).chars().take(10).collect();
    let name = format!("{}-{day}", selection.object.name);
    let app = Arc::clone(&call.app);
    if format == Format::Xlsx {
        // Whole before anything is sent: what goes wrong until then is a problem, not half a file.
        let file = blocking(move || workbook(&app, selection).map_err(|error| failed(&error))).await?;
        return Ok(send_whole(file, place, format, &name));
    }
    let (sender, receiver) = mpsc::channel::<io::Result<Bytes>>(CHUNKS_WAITING);
    tokio::task::spawn_blocking(move || {
        let _place = place;
        let into = BufWriter::with_capacity(CHUNK, ToClient { sender: sender.clone() });
        if let Err(error) = write(&app, selection, format, into) {
            if !is_client_gone(&error) {
                tracing::error!(error = %error, "an export ended early");
            }
            // The client must not take half a file for a whole one.
            let _ = sender.blocking_send(Err(io::Error::other("the export ended early")));
        }
    });
    Ok(file_response(receiver, format, &name))
}

/// Sends a file that is whole; `place` is held until the last byte is out.
pub(crate) fn send_whole(file: std::fs::File, place: OwnedSemaphorePermit, format: Format, name: &str) -> Response {
    let (sender, receiver) = mpsc::channel::<io::Result<Bytes>>(CHUNKS_WAITING);
    tokio::task::spawn_blocking(move || {
        let _place = place;
        send_file(file, &sender);
    });
    file_response(receiver, format, name)
}

fn file_response(receiver: mpsc::Receiver<io::Result<Bytes>>, format: Format, name: &str) -> Response {
    let (ending, kind) = format.kind();
    let body = stream::unfold(receiver, |mut receiver| async move { receiver.recv().await.map(|chunk| (chunk, receiver)) });
    let mut response = Response::new(Body::from_stream(body));
    *response.status_mut() = StatusCode::OK;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    reply::set_header(&mut response, header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}.{ending}\""));
    response
}

fn selection(call: &Call) -> Result<Selection, Box<Problem>> {
    let object = call.object()?;
    let schema = call.app.records.schema();
    let lookup = |name: &str| schema.object(name).cloned();
    let filter = match call.query.get("filter") {
        Some(text) => {
            Some(filter_text::parse(text, &object, &lookup, schema.region).map_err(|error| filter_problem(&error, "query:filter"))?)
        }
        None => None,
    };
    let sort = match call.query.get("sort") {
        Some(text) => filter_text::parse_sort(text, &object).map_err(|error| filter_problem(&error, "query:sort"))?,
        None => Vec::new(),
    };
    let related = related(filter.as_ref(), &object, &schema, call.caller()?)?;
    let choice = Choice::parse(call.query.get("fields"), &object)?;
    if choice.external_ids {
        return Err(Problem::parameter("fields", "external_ids are not exported", "不支持导出 external_ids"));
    }
    let fields = if choice.is_all() { None } else { choice.names().map(<[String]>::to_vec) };
    Ok(Selection { object, related, filter, sort, fields })
}

pub(crate) fn failed(error: &ExportFailure) -> Box<Problem> {
    match error {
        ExportFailure::Store(error) => error.clone().into(),
        ExportFailure::Record(_) | ExportFailure::Table(_) | ExportFailure::Io(_) => {
            tracing::error!(error = %error, "an export failed");
            Problem::new(Code::Internal)
        }
    }
}

fn write<W: Write + Seek + Send>(app: &App, selection: Selection, format: Format, into: W) -> Result<W, ExportFailure> {
    let mut exporter = Exporter::new(selection, format, into, RECORDS_MAX)?;
    while app.records.store().read(|session| exporter.read(session))? {
        exporter.write()?;
    }
    exporter.finish()
}

/// A file beside the data, which goes when it is closed.
pub(crate) fn part_file(app: &App) -> Result<std::fs::File, ExportFailure> {
    let folder = &app.settings.import_folder;
    std::fs::create_dir_all(folder)?;
    let path = folder.join(format!("{}.part", app.trace_id()));
    let file = std::fs::File::options().read(true).write(true).create_new(true).open(&path)?;
    // Open files stay readable without a name.
    let _ = std::fs::remove_file(&path);
    Ok(file)
}

fn workbook(app: &App, selection: Selection) -> Result<std::fs::File, ExportFailure> {
    let written = write(app, selection, Format::Xlsx, BufWriter::new(part_file(app)?))?;
    let mut file = written.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

fn send_file(mut file: std::fs::File, sender: &mpsc::Sender<io::Result<Bytes>>) {
    loop {
        let mut chunk = vec![0; CHUNK];
        let sent = match io::Read::read(&mut file, &mut chunk) {
            Ok(0) => return,
            Ok(count) => {
                chunk.truncate(count);
                sender.blocking_send(Ok(chunk.into()))
            }
            Err(error) => sender.blocking_send(Err(error)),
        };
        // The client left.
        if sent.is_err() {
            return;
        }
    }
}

fn is_client_gone(error: &ExportFailure) -> bool {
    let is_broken = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    match error {
        ExportFailure::Io(error) | ExportFailure::Table(connectors::export::ExportError::Io(error)) => is_broken(error),
        ExportFailure::Store(_) | ExportFailure::Record(_) | ExportFailure::Table(_) => false,
    }
}

/// What is written goes to the client, as fast as it takes it.
struct ToClient {
    sender: mpsc::Sender<io::Result<Bytes>>,
}

impl Write for ToClient {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sender.blocking_send(Ok(Bytes::copy_from_slice(bytes))).map_err(|_| io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for ToClient {
    /// Only workbooks go back, and they are written to files.
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
