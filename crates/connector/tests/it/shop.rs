//! A connector for the sandbox's plain shop, as small as one can be, to test the suite of checks itself: whole, and with
//! mistakes that connectors make.

use std::collections::BTreeMap;
use std::sync::Arc;

use connector::http::{Client, Expect, Limits, Method, Policy, Repeat, Request, Response, Verdict, encode};
use connector::signature::StandardWebhook;
use connector::{
    AcceptedPush, Account, CheckLine, CheckState, ConnectorError, Cursor, FieldInfo, FindBy, Found, Outgoing, PageEnd, PushRefused,
    PushReply, PushRequest, ReadMode, ReadRequest, SecretText, Source, StoredPush, StreamCapabilities, StreamInfo, StreamShape, Target,
    WriteOperation, WriteOutcome,
};
use model::{CellKind, Label, RecordBatch, Removal, RemovalKind, format_ms, parse_ms};
use serde_json::{Map, Value, json};

pub const STREAM: &str = "customers";
pub const HOOK_SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const SYSTEM: &str = "Plain Shop";
/// Longest time between the stamp of a change and its being visible.
const OVERLAP_MS: i64 = 120_000;

/// How records are created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// By our id: repeating changes nothing.
    Upsert,
    /// In batches that happen once each time they are sent.
    Batch,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    Nothing,
    /// An empty page is taken for the end.
    EmptyPageEnds,
    /// Changes are read without looking back.
    NoOverlap,
    /// A batch is sent again when its answer is lost.
    RepeatsBlindly,
    /// Pushes are taken from anybody.
    AnySignature,
    /// The key stands in an error.
    ToldKey,
    /// Deletions are claimed and not told.
    KeepsDeleted,
    /// Outcomes come in another order.
    Shuffled,
    /// 403 is taken for something that passes.
    RetriesForbidden,
    /// Pages have as many rows as the system likes.
    AnyPageSize,
}

#[derive(Clone)]
pub struct Shop {
    pub http: Client,
    pub url: String,
    pub key: String,
    pub style: Style,
    pub mistake: Mistake,
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl Shop {
    pub fn new(http: &Client, url: &str, key: &str, style: Style, mistake: Mistake) -> Self {
        let limits = Limits { requests_per_second: 50.0, burst: 20, concurrent_max: 8, daily_max: None };
        let (url, key) = (url.to_owned(), key.to_owned());
        Self { http: http.for_connection("shop", limits), url, key, style, mistake }
    }

    fn send(&self, request: Request) -> Result<Response, ConnectorError> {
        let classify = |response: &Response| {
            let code = || response.json::<Value>().map(|body| text(&body["error"]["code"])).unwrap_or_default();
            match response.status() {
                401 => Verdict::Failed(ConnectorError::Unauthorised {
                    system: SYSTEM.to_owned(),
                    reason: if self.mistake == Mistake::ToldKey { self.key.clone() } else { "the key is wrong".to_owned() },
                }),
                403 if self.mistake == Mistake::RetriesForbidden => {
                    Verdict::Failed(ConnectorError::Unavailable { system: SYSTEM.to_owned(), reason: "403".to_owned(), retry_after: None })
                }
                410 => Verdict::Failed(ConnectorError::CursorExpired { system: SYSTEM.to_owned() }),
                429 if code() == "quota_exceeded" => {
                    Verdict::Failed(ConnectorError::QuotaExhausted { system: SYSTEM.to_owned(), code: code(), retry_after: None })
                }
                _ => Verdict::by_status(SYSTEM, response),
            }
        };
        self.http.send(request.header("X-Api-Key", &self.key), &Policy::new(SYSTEM).classify(&classify))
    }

    fn unsupported<T>(what: &str) -> Result<T, ConnectorError> {
        Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what: what.to_owned() })
    }

    fn known(stream: &str) -> Result<(), ConnectorError> {
        if stream == STREAM {
            Ok(())
        } else {
            Err(ConnectorError::NotFound { system: SYSTEM.to_owned(), what: format!("stream {stream}") })
        }
    }
}

impl Account for Shop {
    fn check(&self) -> Vec<CheckLine> {
        let label = |en: &str, zh: &str| Label { en: en.to_owned(), zh: zh.to_owned() };
        match self.organisation() {
            Ok(_) => vec![CheckLine { check: "authorised", state: CheckState::Ok, detail: label("yes", "是"), fix: Label::default() }],
            Err(error) => vec![CheckLine {
                check: "authorised",
                state: CheckState::Failed,
                detail: label(&error.to_string(), "失败"),
                fix: label("Enter the key again.", "请重新输入密钥。"),
            }],
        }
    }

    fn organisation(&self) -> Result<Option<String>, ConnectorError> {
        let answer: Value = self.send(Request::get(format!("{}/api/organisation", self.url), "/organisation"))?.json()?;
        Ok(Some(text(&answer["id"])))
    }

    fn streams(&self) -> Result<Vec<StreamInfo>, ConnectorError> {
        let upsert = self.style == Style::Upsert;
        let can = StreamCapabilities {
            full: true,
            incremental: true,
            deletes: true,
            reconcile: true,
            push: true,
            fetch: true,
            create: true,
            update: true,
            delete: true,
            upsert_by_key: upsert,
            find: true,
            write_records_max: if upsert { 1 } else { 100 },
            version_precision_ms: 1,
            ..StreamCapabilities::default()
        };
        Ok(vec![StreamInfo { name: STREAM.to_owned(), can, ..StreamInfo::default() }])
    }

    fn fields(&self, stream: &str) -> Result<Vec<FieldInfo>, ConnectorError> {
        Self::known(stream)?;
        let answer: Value = self.send(Request::get(format!("{}/api/schema", self.url), "/schema"))?.json()?;
        let tables = answer["resources"].as_array().cloned().unwrap_or_default();
        let fields = tables.iter().find(|table| table["name"] == STREAM).and_then(|table| table["fields"].as_array().cloned());
        let mut fields: Vec<FieldInfo> = fields
            .unwrap_or_default()
            .iter()
            .map(|field| FieldInfo { name: text(&field["name"]), is_lookup_key: field["unique"] == true, ..FieldInfo::default() })
            .collect();
        fields.push(FieldInfo { name: "updated_at".to_owned(), ..FieldInfo::default() });
        Ok(fields)
    }

    fn source(&self, request: &ReadRequest) -> Result<Box<dyn Source>, ConnectorError> {
        let fields = self.fields(&request.stream)?;
        let columns: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
        let shape = StreamShape {
            columns: columns.into(),
            fields: fields.into(),
            key_column: Some("id".to_owned()),
            version_column: Some("updated_at".to_owned()),
            ..StreamShape::default()
        };
        let incremental = match request.mode {
            ReadMode::Full => false,
            ReadMode::Incremental => true,
            ReadMode::Range { .. } => return Self::unsupported("read a range"),
        };
        Ok(Box::new(List { shop: self.clone(), shape, incremental }))
    }

    fn target(&self, stream: &str, _: Option<&str>, _: &[String]) -> Result<Box<dyn Target>, ConnectorError> {
        Self::known(stream)?;
        Ok(Box::new(Writer(self.clone())))
    }

    fn fetch(&self, stream: &str, ids: &[String]) -> Result<Box<dyn Source>, ConnectorError> {
        Self::known(stream)?;
        let mut records = Vec::new();
        for id in ids {
            let request = Request::get(format!("{}/api/customers/{}", self.url, encode(id)), "/customers/{id}");
            records.push(match self.send(request) {
                Ok(answer) => answer.json()?,
                Err(ConnectorError::NotFound { .. }) => json!({ "id": id, "deleted": true }),
                Err(error) => return Err(error),
            });
        }
        let shape = self.source(&ReadRequest { stream: stream.to_owned(), ..ReadRequest::default() })?.shape().clone();
        Ok(Box::new(Kept { shape, records }))
    }

    fn accept_push(&self, push: &PushRequest<'_>) -> Result<AcceptedPush, PushRefused> {
        let id = if self.mistake == Mistake::AnySignature {
            push.header("webhook-id").unwrap_or("none")
        } else {
            StandardWebhook::new([&SecretText::new(HOOK_SECRET)]).map_err(|_| PushRefused::Signature)?.verify(push)?
        };
        Ok(AcceptedPush { delivery_id: id.to_owned(), stream: STREAM.to_owned(), reply: PushReply::empty(), keep: true })
    }

    fn pushed(&self, stream: &str, pushes: Vec<StoredPush>) -> Result<Box<dyn Source>, ConnectorError> {
        Self::known(stream)?;
        let mut records = Vec::new();
        for push in pushes {
            let body: Value = serde_json::from_slice(&push.body)
                .map_err(|_| ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: "a push that is no JSON".to_owned() })?;
            let mut record = body["data"].clone();
            record["deleted"] = json!(body["type"] == "customers.deleted");
            records.push(record);
        }
        let shape = self.source(&ReadRequest { stream: stream.to_owned(), ..ReadRequest::default() })?.shape().clone();
        Ok(Box::new(Kept { shape, records }))
    }

    fn system(&self) -> String {
        SYSTEM.to_owned()
    }
}

fn push_record(into: &mut RecordBatch, number: u64, record: &Value) {
    if record["deleted"] == true {
        into.push_removal(Removal { number, external_id: text(&record["id"]), at_ms: None, kind: RemovalKind::Deleted });
        return;
    }
    for column in into.columns().clone().iter() {
        let kind = if record[column].is_null() { CellKind::Empty } else { CellKind::Text };
        into.push_cell(kind, &text(&record[column]));
    }
    into.finish_row(number);
}

struct List {
    shop: Shop,
    shape: StreamShape,
    incremental: bool,
}

impl Source for List {
    fn shape(&self) -> &StreamShape {
        &self.shape
    }

    /// The cursor is `since|latest|token`: where this read began, the latest stamp seen, and the place in the list.
    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        let mut parts = cursor.0.splitn(3, '|').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        let (since, mut latest, token) = (next(), next(), next());
        let size = if self.shop.mistake == Mistake::AnyPageSize { 100 } else { rows_max.min(1_000) };
        let mut request = Request::get(format!("{}/api/customers", self.shop.url), "/customers").query("page_size", size.to_string());
        request = request.query("cursor", &token).query("include_deleted", if self.incremental { "true" } else { "false" });
        if self.incremental && !since.is_empty() {
            request = request.query("updated_since", &since);
        }
        let answer: Value = self.shop.send(request)?.json()?;
        into.reset(Arc::clone(&self.shape.columns));
        let listed = answer["data"].as_array().cloned().unwrap_or_default();
        for (number, record) in (1_u64..).zip(&listed) {
            latest = latest.max(text(&record["updated_at"]));
            if !(record["deleted"] == true && self.shop.mistake == Mistake::KeepsDeleted) {
                push_record(into, number, record);
            }
        }
        let next_token = text(&answer["next_cursor"]);
        if answer["has_more"] == true && !(listed.is_empty() && self.shop.mistake == Mistake::EmptyPageEnds) {
            if next_token == token {
                let reason = "a page that names itself as the next".to_owned();
                return Err(ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason });
            }
            return Ok(PageEnd { next: Cursor(format!("{since}|{latest}|{next_token}")), last: false });
        }
        let overlap = if self.shop.mistake == Mistake::NoOverlap { -1 } else { OVERLAP_MS };
        let from = parse_ms(&latest).map_or(since, |at| format_ms(at - overlap));
        Ok(PageEnd { next: Cursor(format!("{from}||")), last: true })
    }
}

/// Records that are already here.
struct Kept {
    shape: StreamShape,
    records: Vec<Value>,
}

impl Source for Kept {
    fn shape(&self) -> &StreamShape {
        &self.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        into.reset(Arc::clone(&self.shape.columns));
        let first: usize = cursor.0.parse().unwrap_or(0);
        for (number, record) in (1_u64..).zip(self.records.iter().skip(first).take(rows_max)) {
            push_record(into, number, record);
        }
        let end = (first + rows_max).min(self.records.len());
        Ok(PageEnd { next: Cursor(end.to_string()), last: end == self.records.len() })
    }
}

struct Writer(Shop);

impl Writer {
    fn body(outgoing: &Outgoing) -> Map<String, Value> {
        outgoing.fields.iter().cloned().collect()
    }

    fn outcome(answer: Result<Value, ConnectorError>) -> Result<WriteOutcome, ConnectorError> {
        match answer {
            Ok(record) if record["status"] == 201 => Ok(WriteOutcome::Created { id: text(&record["id"]), version: None }),
            Ok(record) => Ok(WriteOutcome::Updated { id: text(&record["id"]), version: None }),
            Err(ConnectorError::NotFound { .. }) => Ok(WriteOutcome::Missing),
            Err(ConnectorError::RecordRefused { code, message, .. }) => {
                Ok(WriteOutcome::Refused { code, message, field: None, may_pass: false })
            }
            Err(error) => Err(error),
        }
    }

    fn one(&self, outgoing: &Outgoing) -> Result<WriteOutcome, ConnectorError> {
        let (shop, id) = (&self.0, encode(outgoing.target_id.as_deref().unwrap_or_default()));
        let address = format!("{}/api/customers", shop.url);
        let request = match outgoing.operation {
            WriteOperation::Create => Request::new(
                Method::Put,
                format!("{address}/by-external-id/{}", encode(&outgoing.record)),
                "/customers/by-external-id/{id}",
            ),
            WriteOperation::Update => Request::new(Method::Patch, format!("{address}/{id}"), "/customers/{id}"),
            WriteOperation::Delete => {
                let request = Request::new(Method::Delete, format!("{address}/{id}"), "/customers/{id}").expects(Expect::Anything);
                return match shop.send(request.repeatable(Repeat::Safe)) {
                    Ok(_) | Err(ConnectorError::NotFound { .. }) => Ok(WriteOutcome::Deleted),
                    Err(error) => Err(error),
                };
            }
        };
        let sent = shop.send(request.json(&Self::body(outgoing))?.repeatable(Repeat::Safe));
        Self::outcome(sent.and_then(|answer| {
            let mut record: Value = answer.json()?;
            record["status"] = json!(answer.status());
            Ok(record)
        }))
    }

    fn batch(&self, batch: &[Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let records: Vec<Value> = batch
            .iter()
            .map(|outgoing| {
                let mut body = Self::body(outgoing);
                body.insert("external_id".to_owned(), json!(outgoing.record));
                Value::Object(body)
            })
            .collect();
        let mut request =
            Request::post(format!("{}/api/customers/batch", self.0.url), "/customers/batch").json(&json!({ "records": records }))?;
        if self.0.mistake == Mistake::RepeatsBlindly {
            request = request.repeatable(Repeat::Safe);
        }
        let answer: Value = self.0.send(request)?.json()?;
        let results = answer["results"].as_array().cloned().unwrap_or_default();
        let mut outcomes: Vec<WriteOutcome> = Vec::new();
        for result in results {
            outcomes.push(match &result["error"] {
                Value::Null => Self::outcome(Ok(result))?,
                error => WriteOutcome::Refused {
                    code: text(&error["code"]),
                    message: text(&error["message"]),
                    field: None,
                    may_pass: error["code"] == "busy",
                },
            });
        }
        if self.0.mistake == Mistake::Shuffled {
            outcomes.reverse();
        }
        Ok(outcomes)
    }
}

impl Target for Writer {
    fn records_max(&self) -> usize {
        if self.0.style == Style::Upsert { 1 } else { 100 }
    }

    fn write(&mut self, batch: &[Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let creates = batch.iter().all(|outgoing| outgoing.operation == WriteOperation::Create);
        if self.0.style == Style::Batch && creates { self.batch(batch) } else { batch.iter().map(|outgoing| self.one(outgoing)).collect() }
    }

    fn find(&mut self, questions: &[FindBy]) -> Result<Vec<Vec<Found>>, ConnectorError> {
        let mut answers = Vec::new();
        for question in questions {
            let address = format!("{}/api/customers", self.0.url);
            let by = |value: &str| Request::get(address.clone(), "/customers").query("external_id", value);
            let request = match question {
                FindBy::Id(id) => Request::get(format!("{address}/{}", encode(id)), "/customers/{id}"),
                FindBy::Record(record) => by(record),
                FindBy::Field(name, value) if name == "external_id" => by(value),
                FindBy::Field(..) => return Shop::unsupported("find records by this field"),
            };
            let answer: Value = match self.0.send(request) {
                Ok(answer) => answer.json()?,
                Err(ConnectorError::NotFound { .. }) => json!({ "data": [] }),
                Err(error) => return Err(error),
            };
            let listed = answer["data"].as_array().cloned().unwrap_or_else(|| vec![answer.clone()]);
            answers.push(listed.iter().take(20).map(found).collect());
        }
        Ok(answers)
    }
}

fn found(record: &Value) -> Found {
    let fields: BTreeMap<String, Value> = record.as_object().cloned().unwrap_or_default().into_iter().collect();
    Found { id: text(&record["id"]), version: None, fields: fields.into_iter().collect() }
}
