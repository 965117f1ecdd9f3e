//! Imports over HTTP: take the file to disk, note what was asked, answer 202.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use access::authorise;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use flate2::write::MultiGzDecoder;
use futures_util::StreamExt;
use mapping::Mapping;
use model::{Lang, Object, Verb};
use records::MatchPolicy;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use store::StoreError;
use store::rows::{RunCalls, RunRow, RunState};
use sync::RunConfig;
use tokio::io::AsyncWriteExt;

use crate::app::{App, blocking};
use crate::call::{Call, encoding, ended_early, unsupported};
use crate::edge::forbidden;
use crate::handlers::runs::{find, run_json};
use crate::handlers::trial::mapping_problem;
use crate::idempotency;
use crate::jobs;
use crate::negotiate::content_type;
use crate::problem::{Code, Outcome, Problem};
use crate::reply;

/// Largest mapping, in bytes.
const MAPPING_BYTES_MAX: usize = 8 * 1024 * 1024;

/// `POST /imports`
pub(crate) async fn create(mut call: Call) -> Outcome {
    let object = call.app.object(call.query.get("object").unwrap_or_default())?;
    authorise(call.caller()?, Verb::Write, &object.name).map_err(|scope| forbidden(&scope))?;
    let folder = call.app.settings.import_folder.clone();
    tokio::fs::create_dir_all(&folder).await.map_err(|error| disk(&error))?;
    let received = Arc::new(receive(&mut call, &folder).await?);
    let answer = match idempotency::of_received(&call, &received.digest()) {
        Ok(Some(once)) => {
            let (app, received) = (Arc::clone(&call.app), Arc::clone(&received));
            once.carry_out(&app, async move { accepted(&call, &object, &received).await }).await
        }
        Ok(None) => accepted(&call, &object, &received).await,
        Err(problem) => Err(problem),
    };
    // What was accepted has moved on; what was refused, or had come before, is not needed.
    received.remove().await;
    answer
}

async fn accepted(call: &Call, object: &Arc<Object>, received: &Received) -> Outcome {
    let run = queue(call, object, received).await?;
    let schema = call.app.records.schema();
    let mut response = reply::json(StatusCode::ACCEPTED, &run_json(&run, &schema));
    reply::set_header(&mut response, header::LOCATION, &format!("/api/v1/imports/{}", run.id));
    Ok(response)
}

/// A file that came in, and the options that came with it in a form.
struct Received {
    path: PathBuf,
    file_name: Option<String>,
    mapping: Option<Bytes>,
    file_digest: Sha256,
}

impl Received {
    /// Of all that came: the file, expanded, its name and the mapping.
    fn digest(&self) -> Vec<u8> {
        let mut hash = Sha256::new();
        hash.update(self.file_digest.clone().finalize());
        for part in [self.file_name.as_deref().map(str::as_bytes), self.mapping.as_deref()] {
            hash.update([u8::from(part.is_some())]);
            hash.update(Sha256::digest(part.unwrap_or_default()));
        }
        hash.finalize().to_vec()
    }

    async fn remove(&self) {
        // A file left behind costs space, no correctness.
        let _ = tokio::fs::remove_file(&self.path).await;
    }
}

fn disk(error: &std::io::Error) -> Box<Problem> {
    tracing::error!(error = %error, "an uploaded file could not be kept");
    Problem::with(Code::ReadOnly, "the file cannot be kept at the moment", "暂时无法保存文件")
}

async fn receive(call: &mut Call, folder: &Path) -> Result<Received, Box<Problem>> {
    let path = folder.join(format!("{}.part", call.app.trace_id()));
    let mut received = Received { path, file_name: None, mapping: None, file_digest: Sha256::new() };
    let max = call.app.settings.import_bytes_max;
    let body = call.take_body();
    let kind = content_type(&call.headers);
    let is_gzip = match encoding(&call.headers).as_str() {
        "identity" => false,
        "gzip" | "x-gzip" if kind != "multipart/form-data" => true,
        _ => return Err(unencoded()),
    };
    let done = if kind == "multipart/form-data" {
        let mut request = Request::new(body);
        *request.headers_mut() = call.headers.clone();
        receive_form(request, max, &mut received).await
    } else if kind.is_empty() {
        Err(unsupported("", "the file itself with its type, or multipart/form-data"))
    } else {
        let stream = body.into_data_stream().map(|part| part.map_err(|error| ended_early(&error)));
        write_file(stream, max, &mut received, is_gzip).await.and_then(|size| if size == 0 { Err(empty()) } else { Ok(()) })
    };
    match done {
        Ok(()) => Ok(received),
        Err(problem) => {
            received.remove().await;
            Err(problem)
        }
    }
}

fn unencoded() -> Box<Problem> {
    Problem::with(
        Code::UnsupportedMediaType,
        "Content-Encoding is gzip or absent, and absent for forms",
        "Content-Encoding 只能为 gzip 或不填；表单不支持压缩",
    )
    .header(axum::http::header::ACCEPT_ENCODING, "gzip")
}

fn empty() -> Box<Problem> {
    Problem::with(Code::ValidationFailed, "there is no file in the request", "请求中没有文件").fault(
        "#/file",
        "required",
        "a file that is not empty",
        "需要非空文件",
    )
}

fn bad_form() -> Box<Problem> {
    Problem::with(Code::BadRequest, "the form cannot be read", "无法读取表单")
}

fn form_error(error: &axum::extract::multipart::MultipartError) -> Box<Problem> {
    if crate::slow::is_too_slow(error) { ended_early(error) } else { bad_form() }
}

async fn receive_form(mut request: Request, max: u64, received: &mut Received) -> Result<(), Box<Problem>> {
    // Each part has a bound of its own; the usual one of a form is smaller than many a file.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| bad_form())?;
    let mut has_file = false;
    while let Some(mut field) = form.next_field().await.map_err(|error| form_error(&error))? {
        match field.name() {
            Some("file") if !has_file => {
                received.file_name = field.file_name().map(ToOwned::to_owned);
                let stream = field.map(|part| part.map_err(|error| form_error(&error)));
                has_file = write_file(stream, max, received, false).await? > 0;
            }
            Some("mapping") => {
                let mut mapping = Vec::new();
                while let Some(part) = field.chunk().await.map_err(|error| form_error(&error))? {
                    if mapping.len() + part.len() > MAPPING_BYTES_MAX {
                        return Err(Problem::new(Code::BodyTooLarge));
                    }
                    mapping.extend_from_slice(&part);
                }
                received.mapping = Some(mapping.into());
            }
            _ => {
                return Err(Problem::with(
                    Code::BadRequest,
                    "a form has the parts file and mapping; options stand in the query",
                    "表单只包含 file 和 mapping 两部分；其他选项放在查询参数中",
                ));
            }
        }
    }
    if has_file { Ok(()) } else { Err(empty()) }
}

/// Compressed bytes expanded at once; they become at most about a thousand times as many.
const GZIP_STEP: usize = 4 * 1024;

/// Writes the file to its place in `received`, expanded when it `is_gzip`; `max` bounds what is written, not what came.
async fn write_file(
    stream: impl futures_util::Stream<Item = Result<Bytes, Box<Problem>>>,
    max: u64,
    received: &mut Received,
    is_gzip: bool,
) -> Result<u64, Box<Problem>> {
    let bad_gzip = |_| Problem::with(Code::BadRequest, "the body is not whole gzip", "请求体不是完整的 gzip 数据");
    let too_large = || Problem::with(Code::BodyTooLarge, format!("a file has at most {max} bytes"), format!("文件不能超过 {max} 字节"));
    let mut stream = std::pin::pin!(stream);
    let mut file = tokio::fs::File::create(&received.path).await.map_err(|error| disk(&error))?;
    let mut size = 0_u64;
    let mut is_empty = true;
    let mut expander = MultiGzDecoder::new(Vec::new());
    while let Some(part) = stream.next().await {
        let part = part?;
        is_empty &= part.is_empty();
        let pieces = if is_gzip { part.chunks(GZIP_STEP) } else { part.chunks(part.len().max(1)) };
        for piece in pieces {
            let bytes = if is_gzip {
                expander.write_all(piece).map_err(bad_gzip)?;
                std::mem::take(expander.get_mut()).into()
            } else {
                part.slice_ref(piece)
            };
            size += bytes.len() as u64;
            if size > max {
                return Err(too_large());
            }
            received.file_digest.update(&bytes);
            file.write_all(&bytes).await.map_err(|error| disk(&error))?;
        }
    }
    if is_gzip && !is_empty {
        expander.try_finish().map_err(bad_gzip)?;
        let rest = std::mem::take(expander.get_mut());
        size += rest.len() as u64;
        if size > max {
            return Err(too_large());
        }
        received.file_digest.update(&rest);
        file.write_all(&rest).await.map_err(|error| disk(&error))?;
    }
    file.flush().await.map_err(|error| disk(&error))?;
    file.sync_all().await.map_err(|error| disk(&error))?;
    Ok(size)
}

pub(super) fn read_mapping(bytes: &[u8]) -> Result<Mapping, Box<Problem>> {
    let read = if bytes.starts_with(b"PK\x03\x04") {
        mapping::read_table(bytes)
    } else {
        std::str::from_utf8(bytes).map_or_else(|_| Mapping::from_yaml("\u{0}"), Mapping::from_yaml)
    };
    read.map_err(|error| {
        let [en, zh] = [Lang::En, Lang::Zh].map(|lang| error.to_text(lang).chars().take(500).collect::<String>());
        mapping_problem("#/mapping", &en, &zh)
    })
}

async fn queue(call: &Call, object: &Arc<model::Object>, received: &Received) -> Result<RunRow, Box<Problem>> {
    let text = |name: &str| call.query.get(name).map(str::trim).filter(|text| !text.is_empty()).map(ToOwned::to_owned);
    let mapping = match (&received.mapping, text("mapping")) {
        (Some(bytes), _) => Some(read_mapping(bytes)?),
        (None, Some(yaml)) => Some(read_mapping(yaml.as_bytes())?),
        (None, None) => None,
    };
    if mapping.as_ref().is_some_and(|mapping| mapping.object != object.name) {
        return Err(other_object());
    }
    let match_keys = text("match").map(|names| names.split(',').map(|name| name.trim().to_owned()).collect::<Vec<_>>());
    if sync::match_keys(object, match_keys.as_deref()).is_err() {
        return Err(Problem::parameter("match", "names something that is not a match key of the object", "包含非匹配键字段"));
    }
    let file_name = text("file_name").or_else(|| received.file_name.clone()).unwrap_or_else(|| "upload".to_owned());
    let file_name: String =
        file_name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|character| !character.is_control()).take(255).collect();
    let stem = file_name.split('.').next().unwrap_or_default();
    let source = text("source").unwrap_or_else(|| if stem.is_empty() { "upload".to_owned() } else { stem.chars().take(60).collect() });
    let mut extra = Map::new();
    for (name, value) in [(jobs::ENCODING, text("encoding")), (jobs::SHEET, text("sheet"))] {
        if let Some(value) = value {
            extra.insert(name.to_owned(), Value::String(value));
        }
    }
    let config = RunConfig {
        object: object.name.clone(),
        source,
        file: file_name,
        mapping,
        match_keys,
        policy: if call.query.get("policy") == Some("review") { MatchPolicy::Review } else { MatchPolicy::Merge },
        dry_run: call.query.is_true("dry_run"),
        worker: String::new(),
        extra,
    };
    put_in_queue(call, object, config, received.path.clone()).await
}

pub(super) async fn put_in_queue(
    call: &Call,
    object: &Arc<Object>,
    mut config: RunConfig,
    upload: PathBuf,
) -> Result<RunRow, Box<Problem>> {
    config.extra.insert(jobs::OBJECT_VERSION.to_owned(), Value::from(object.version));
    let (app, object) = (Arc::clone(&call.app), Arc::clone(object));
    let actor = call.caller()?.actor.clone();
    let run = blocking(move || accept(&app, &object, actor, &config, &upload)).await?;
    if let Some(jobs) = call.app.jobs.get() {
        jobs.wake();
    }
    Ok(run)
}

pub(super) fn other_object() -> Box<Problem> {
    Problem::new(Code::ValidationFailed).fault("#/mapping", "mapping_invalid", "the mapping is for another object", "该映射属于其他对象")
}

/// Puts the file where the queue finds it and makes the run. Blocking.
fn accept(app: &Arc<App>, object: &model::Object, actor: model::Actor, config: &RunConfig, upload: &Path) -> Result<RunRow, Box<Problem>> {
    let (object_id, kind) = (object.id, if config.dry_run { "import_preview" } else { "import" });
    let config = serde_json::to_string(config).map_err(|_| Problem::new(Code::Internal))?;
    let id = app.records.store().write(|session| session.allocate_run_id())?;
    let place = jobs::upload_path(&app.settings.import_folder, id);
    std::fs::rename(upload, &place).map_err(|error| disk(&error))?;
    // The name, too, must be on the disk.
    std::fs::File::open(&app.settings.import_folder).and_then(|folder| folder.sync_all()).map_err(|error| disk(&error))?;
    let made = app.records.store().write(move |session| {
        let run = RunRow {
            id,
            kind: kind.to_owned(),
            state: RunState::Queued,
            actor: actor.clone(),
            object: Some(object_id),
            source: None,
            config: config.clone(),
            fingerprint: String::new(),
            report: String::new(),
            checkpoint: String::new(),
            batches: 0,
            undoes: None,
            undone_by: None,
            started_ms: session.now_ms(),
            finished_ms: None,
            epoch: 0,
            lease_until_ms: 0,
            calls: RunCalls::default(),
        };
        session.run_insert(&run)?;
        Ok::<_, StoreError>(run)
    });
    // Where this fails the file stays: the run may have been made all the same, and the next start sweeps the folder.
    Ok(made?)
}

/// `POST /imports/{id}:cancel`
pub(crate) async fn cancel(call: Call) -> Outcome {
    let run = find(&call, Verb::Write, &jobs::KINDS).await?;
    let is_over =
        matches!(run.state, RunState::Done | RunState::DoneWithRejects | RunState::Warning | RunState::Failed | RunState::Cancelled);
    if is_over {
        return Err(Problem::with(Code::Conflict, "this import has ended; a rollback undoes it", "该导入已结束；可用回滚撤销"));
    }
    let (app, id) = (Arc::clone(&call.app), run.id);
    let cancelled = blocking(move || app.jobs.get().map_or(Ok(false), |jobs| jobs.cancel(id)).map_err(Into::into)).await?;
    if !cancelled {
        return Err(Problem::with(
            Code::Conflict,
            "this import is done by another process; stop it there",
            "该导入由其他进程执行，请在那里停止",
        ));
    }
    let run = find(&call, Verb::Write, &jobs::KINDS).await?;
    Ok(reply::json(StatusCode::OK, &run_json(&run, &call.app.records.schema())))
}
